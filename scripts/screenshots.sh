#!/usr/bin/env bash
# Takes the screenshots of the README: the real window on a virtual screen, driven by keys.
#
#   scripts/screenshots.sh                      builds the release and takes all
#   scripts/screenshots.sh sample               those of the sample map only
#   scripts/screenshots.sh 3000 15000 213000    those of invented maps of so many actors only
#   MAILLAGE_BIN=target/debug/maillage scripts/screenshots.sh
#   DISPLAY_NUMBER=15 scripts/screenshots.sh    another number for the virtual screen
#
# Needs Xvfb, xdotool, ImageMagick (`import`, `convert`) and a Vulkan or GL driver (lavapipe will do);
# uses openbox and pngquant where there are any.
set -euo pipefail
cd "$(dirname "$0")/.."

out=assets/screenshots
screen=1440x900
max_bytes=400000
number=${DISPLAY_NUMBER:-15}

[ $# -gt 0 ] || set -- sample 3000 15000 213000

for tool in Xvfb xdotool import convert; do
    command -v "$tool" >/dev/null || { echo "screenshots.sh needs $tool" >&2; exit 1; }
done
if [ -z "${MAILLAGE_BIN:-}" ]; then
    cargo build --release --bin maillage
    MAILLAGE_BIN=${CARGO_TARGET_DIR:-target}/release/maillage
fi

home=$(mktemp -d)
pids=()
# Ends what was started here, the last first, and nothing else.
cleanup() {
    local i
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
        kill "${pids[i]}" 2>/dev/null || true
        wait "${pids[i]}" 2>/dev/null || true
    done
    rm -rf "$home"
}
trap cleanup EXIT

export DISPLAY=":$number"
unset WAYLAND_DISPLAY WAYLAND_SOCKET
# On a screen already in use the pictures would show someone else's windows.
if xdotool getdisplaygeometry >/dev/null 2>&1; then
    echo "display $DISPLAY is in use: choose another DISPLAY_NUMBER" >&2
    exit 1
fi
Xvfb "$DISPLAY" -screen 0 "${screen}x24" -nolisten tcp >"$home/xvfb.log" 2>&1 &
pids+=($!)
for _ in $(seq 100); do
    xdotool getdisplaygeometry >/dev/null 2>&1 && break
    kill -0 "${pids[0]}" 2>/dev/null || { cat "$home/xvfb.log" >&2; exit 1; }
    sleep 0.1
done
if command -v openbox >/dev/null; then
    # The window alone on the whole screen, without a frame.
    cat >"$home/openbox.xml" <<'XML'
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <applications><application class="*"><decor>no</decor><maximized>yes</maximized></application></applications>
</openbox_config>
XML
    HOME=$home openbox --config-file "$home/openbox.xml" >"$home/openbox.log" 2>&1 &
    pids+=($!)
    sleep 0.5
fi

app=
window=
# Opens the window, with a map where one is given.
open_app() {
    # Fresh folders: nobody's preferences or recent files get into the pictures.
    rm -rf "$home/user"
    mkdir -p "$home/user/config" "$home/user/data" "$home/user/cache" "$home/user/run"
    chmod 700 "$home/user/run"
    env HOME="$home/user" XDG_CONFIG_HOME="$home/user/config" XDG_DATA_HOME="$home/user/data" \
        XDG_CACHE_HOME="$home/user/cache" XDG_RUNTIME_DIR="$home/user/run" \
        LANGUAGE= LC_ALL=fr_FR.UTF-8 LANG=fr_FR.UTF-8 "$MAILLAGE_BIN" "$@" >"$home/maillage.log" 2>&1 &
    app=$!
    pids+=("$app")
    window=
    for _ in $(seq 300); do
        window=$(xdotool search --onlyvisible --name Maillage 2>/dev/null | tail -n 1 || true)
        [ -n "$window" ] && break
        kill -0 "$app" 2>/dev/null || { cat "$home/maillage.log" >&2; exit 1; }
        sleep 0.1
    done
    [ -n "$window" ] || { echo "no window after 30 s" >&2; exit 1; }
    xdotool windowmove "$window" 0 0 windowsize "$window" 1440 900
    xdotool windowfocus "$window" 2>/dev/null || true
    sleep 3
}

close_app() {
    kill "$app" 2>/dev/null || true
    wait "$app" 2>/dev/null || true
}

pause() { sleep "${PAUSE:-1.5}"; }
keys() { xdotool key --clearmodifiers "$@"; pause; }
words() { xdotool type --delay 60 "$1"; pause; }
# Runs a command of the palette by its name in the language shown.
command_named() { keys ctrl+k; words "$1"; keys Return; }
# Picks an actor by the search field, without typing accents: keyboards differ.
select_actor() { keys ctrl+f; words "$1"; keys Return; }
# The neighbourhood of the selected actor, two degrees wide. A letter and a digit go to the canvas
# only once no text field has the keyboard.
focus_two_degrees() { keys f; keys 2; sleep 1; }

shrink() {
    local file=$1 colours
    for colours in 256 192 128 64; do
        [ "$(stat -c %s "$file")" -le "$max_bytes" ] && return
        if command -v pngquant >/dev/null; then
            pngquant --force --output "$file" "$colours" "$home/full.png"
        else
            convert "$home/full.png" +dither -colors "$colours" "PNG8:$file"
        fi
    done
    [ "$(stat -c %s "$file")" -le "$max_bytes" ] || { echo "$file is over $max_bytes bytes" >&2; exit 1; }
}

picture() {
    # The pointer away from what it would point out, but on the window.
    xdotool mousemove 720 899
    pause
    kill -0 "$app" 2>/dev/null || { cat "$home/maillage.log" >&2; exit 1; }
    import -window root "$home/full.png"
    convert "$home/full.png" -strip "$out/$1.png"
    shrink "$out/$1.png"
    echo "$out/$1.png: $(stat -c %s "$out/$1.png") bytes"
}

# How light a picture is, from 0 to 100.
lightness() { convert "$out/$1.png" -colorspace Gray -format '%[fx:round(100*mean)]' info:; }

mkdir -p "$out"

sample_pictures() {
    open_app
    keys Escape # the welcome card
    select_actor ecossolies
    focus_two_degrees
    keys 0 # the whole map
    picture light
    command_named "theme sombre"
    picture dark
    command_named "theme clair"
    command_named "english"
    picture english
    close_app
    # A command that was not found would leave the picture as it was.
    [ "$(lightness light)" -gt 70 ] && [ "$(lightness dark)" -lt 40 ] && [ "$(lightness english)" -gt 70 ] ||
        { echo "the themes were not switched" >&2; exit 1; }
    ! cmp -s "$out/light.png" "$out/english.png" || { echo "the language was not switched" >&2; exit 1; }
}

# An invented map of so many actors, arranged: the whole; a part of it, so many steps nearer; the whole in
# the dark theme. What is not asked for is not taken.
size_pictures() {
    "$MAILLAGE_BIN" generate --actors "$1" "$home/invented.maillage"
    "$MAILLAGE_BIN" layout "$home/invented.maillage" "$home/arranged.maillage"
    open_app "$home/arranged.maillage"
    sleep "$(($1 / 40000 + 1))"
    keys 0
    picture "actors-$1"
    if [ "$2" -gt 0 ]; then
        # In at the middle, step by step.
        local step
        for step in $(seq "$2"); do xdotool mousemove 720 440 click 4; sleep 0.2; done
        sleep 2
        picture "actors-$1-near"
    fi
    if [ "$3" = dark ]; then
        command_named "theme sombre"
        keys 0
        sleep 2
        picture "actors-$1-dark"
        [ "$(lightness "actors-$1-dark")" -lt 40 ] || { echo "the theme was not switched" >&2; exit 1; }
    fi
    close_app
}

for what in "$@"; do
    case $what in
        sample) sample_pictures ;;
        3000) size_pictures 3000 8 dark ;;
        15000) size_pictures 15000 0 dark ;;
        213000) size_pictures 213000 0 light ;;
        *) echo "no such picture: $what" >&2; exit 2 ;;
    esac
done
