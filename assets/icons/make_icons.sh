#!/bin/sh
# Makes maillage-<n>.png from the drawings beside this script. Needs rsvg-convert (librsvg).
#
#     sh assets/icons/make_icons.sh
#
# Up to 32 pixels the bolder drawing set on the pixel grid is used, above it the full one.
set -eu
cd "$(dirname "$0")"
for size in 16 24 32 48 64 128 256 512; do
    if [ "$size" -le 32 ]; then source=maillage-small.svg; else source=maillage.svg; fi
    rsvg-convert --width "$size" --height "$size" --output "maillage-$size.png" "$source"
done
