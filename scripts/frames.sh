#!/bin/sh
# Counts the frames a second the window draws of maps: the camera pans over the whole, zooms in and
# out, and pans near by. Without a screen a virtual one of 1440 x 900 is used (Xvfb), and then a
# software renderer draws (lavapipe), which is what this measures.
#
# usage: scripts/frames.sh [-s SECONDS] FILE...
set -eu
seconds=5
if [ "${1-}" = "-s" ]; then
    seconds=$2
    shift 2
fi
[ $# -gt 0 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
cargo build --release --quiet
program=${CARGO_TARGET_DIR:-target}/release/maillage
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"; [ -z "${screen-}" ] || kill "$screen"' EXIT
if [ -z "${DISPLAY-}" ]; then
    Xvfb -displayfd 3 -screen 0 1440x900x24 3>"$scratch/display" 2>/dev/null &
    screen=$!
    until [ -s "$scratch/display" ]; do sleep 0.1; done
    DISPLAY=:$(cat "$scratch/display")
    export DISPLAY
fi
for file in "$@"; do
    echo "$file"
    XDG_CONFIG_HOME=$scratch XDG_DATA_HOME=$scratch WAYLAND_DISPLAY='' LANG=fr_FR.UTF-8 \
        "$program" --measure-frames "$seconds" "$file" 2>/dev/null
done
