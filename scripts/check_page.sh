#!/usr/bin/env bash
# Opens the pages Maillage writes in a headless browser and uses them as people would: see
# tests/page/drive.mjs. Exit status 3 where no browser can be had here: nothing was tried then.
#
#   scripts/check_page.sh                the checks
#   scripts/check_page.sh pictures DIR   and the pictures of the README into DIR
set -euo pipefail
cd "$(dirname "$0")/.."

none() { echo "no page was tried: $*"; exit 3; }

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || none "${missing[*]} missing"
    apt-get update -q && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${missing[@]}" || none "${missing[*]} cannot be installed"
fi

tools="$(realpath -m "${CARGO_TARGET_DIR:-target}")/page-tools"
mkdir -p "$tools"
if [ ! -d "$tools/node_modules/playwright-core" ] || [ ! -d "$tools/node_modules/axe-core" ]; then
    # Nothing is kept of where they came from, and no program of theirs runs while they are installed.
    (cd "$tools" && npm install --no-save --no-package-lock --no-audit --no-fund --ignore-scripts \
        playwright-core@1.65.1 axe-core@4.14.1) || none "playwright-core and axe-core cannot be installed"
fi

cargo test --test page -- --ignored --exact write_the_pages_for_the_browser
pages="$(realpath -m "${CARGO_TARGET_DIR:-target}")/tmp/page"
script="$PWD/tests/page/drive.mjs"
pictures=""
if [ "${1:-}" = pictures ]; then pictures="$(realpath "${2:?a folder for the pictures}")"; fi
cd "$tools"
node "$script" "$pages" "$(command -v chromium)" ${pictures:+"$pictures"}
if [ -n "$pictures" ]; then
    # Few colours are in them: as small files, where a tool for that is there.
    for picture in "$pictures"/page.png "$pictures"/page-phone.png; do
        if command -v pngquant >/dev/null; then pngquant --force --ext .png 128 "$picture"; fi
    done
fi
