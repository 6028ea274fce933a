#!/usr/bin/env bash
# The pictures of the main sample, looked at by programs that are not ours: the SVG is valid XML, and the
# PDF, drawn by poppler, is the PNG. Exit status 3 where those programs are not installed.
set -euo pipefail
cd "$(dirname "$0")/.."

for program in pdftoppm pdftotext xmllint compare identify; do
    command -v "$program" >/dev/null || { echo "$program is not installed"; exit 3; }
done
cargo build -q --bin maillage
bin=${CARGO_TARGET_DIR:-target}/debug/maillage
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
map=sample-data/pays-de-la-loire.maillage

for look in "A4 light fr" "A3-portrait dark en"; do
    read -r size theme lang <<<"$look"
    options=(--size "$size" --theme "$theme" --lang "$lang")
    "$bin" convert "$map" "$root/a.pdf" "${options[@]}"
    "$bin" convert "$map" "$root/a.png" "${options[@]}" --scale 2
    "$bin" convert "$map" "$root/a.svg" "${options[@]}"
    "$bin" convert "$map" "$root/b.svg" "${options[@]}" --outlines
    xmllint --noout --nonet "$root/a.svg" "$root/b.svg"
    pdftoppm -png -r 192 -singlefile "$root/a.pdf" "$root/pdf"
    wanted=$(identify -format '%wx%h!' "$root/a.png")
    # Both a little blurred, without the rim: where an edge falls within a pixel is each program's own business.
    for name in pdf a; do
        convert "$root/$name.png" -resize "$wanted" -alpha off -blur 0x2 -shave 4x4 "$root/$name-soft.png"
    done
    differs=$(compare -metric RMSE "$root/pdf-soft.png" "$root/a-soft.png" null: 2>&1 || true)
    part=$(sed -n 's/.*(\(.*\)).*/\1/p' <<<"$differs")
    echo "$look: the PDF differs from the PNG by $part of full scale"
    awk -v part="$part" 'BEGIN { exit !(part != "" && part + 0 < 0.02) }' || { echo "that is too much"; exit 1; }
    words=$(pdftotext "$root/a.pdf" -)
    for word in "Les Ecossolies" "Pays de la Loire"; do
        grep -q "$word" <<<"$words" || { echo "the text of the PDF lacks $word"; exit 1; }
    done
    # Once on the map and once nowhere else: halos are not text.
    [ "$(grep -c "Les Ecossolies" <<<"$words")" -eq 1 ] || { echo "names are in the PDF twice"; exit 1; }
done
