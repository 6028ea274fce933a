#!/usr/bin/env bash
# Saves a map under every fault a disk can have, with strace, and checks what is left.
#
#   scripts/check_faults.sh
#   MAILLAGE_BIN=target/release/maillage scripts/check_faults.sh
#
# `maillage convert IN OUT` saves as the window does. At every file-system call it makes from the first
# that names OUT's folder, in turn:
#   - SIGKILL must leave the old file or the new one, whole;
#   - ENOSPC, EIO, EDQUOT and EACCES must leave the old file, an exit status that is not 0, a message
#     and nothing beside it; or a save that got round the fault: status 0, the new file, nothing beside.
# Then come targets that are not plain: a name of 255 bytes, one that is no UTF-8, symbolic links, a file
# and a folder that must not be written to, a folder that is not there, a full disk.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${MAILLAGE_BIN:-}" ]; then
    cargo build --bin maillage
    MAILLAGE_BIN=${CARGO_TARGET_DIR:-target}/debug/maillage
fi
bin=$(realpath "$MAILLAGE_BIN")

root=$(mktemp -d)
full=
trap '[ -z "$full" ] || umount "$full"; chmod -R u+w "$root"; rm -rf "$root"' EXIT
old=$root/old new=$root/new
# What `convert` writes of each; they differ.
"$bin" convert sample-data/nantes.maillage "$old"
"$bin" convert sample-data/le-mans-sarthe.maillage "$new"
in=$new

if ! strace -o /dev/null true 2>/dev/null; then
    echo "strace does not work here: no fault was tried" >&2
    exit 3
fi

total=0 faults=0 killed=0 refused=0 got_round=0
fault() {
    echo "fault: $1" >&2
    faults=$((faults + 1))
}

# Prepares a fresh folder with what the scenario has at $target; prints nothing.
prepare() {
    chmod -R u+w "$root/d" 2>/dev/null || true
    rm -rf "$root/d"
    mkdir -p "$root/d"
    case $1 in
        existing) target=$root/d/map.maillage; cp "$old" "$target" ;;
        missing) target=$root/d/map.maillage ;;
        symlink)
            mkdir "$root/d/far"
            cp "$old" "$root/d/far/real.maillage"
            ln -s far/real.maillage "$root/d/map.maillage"
            target=$root/d/map.maillage
            ;;
    esac
}

# Whether what is left of the scenario is right after a save that ended with a status.
check() {
    local scenario=$1 status=$2 what=$3 kill=$4
    total=$((total + 1))
    local is=none
    if [ -e "$target" ]; then
        if cmp -s "$target" "$new"; then is=new; elif cmp -s "$target" "$old"; then is=old; else is=broken; fi
    fi
    local before=old
    [ "$scenario" = missing ] && before=none
    if [ "$scenario" = symlink ] && [ ! -L "$target" ]; then fault "$what: the link is gone"; fi
    if [ "$kill" = yes ]; then
        killed=$((killed + 1))
        [ "$is" = "$before" ] || [ "$is" = new ] || fault "$what: $is after SIGKILL"
        return
    fi
    if find "$root/d" -name '.maillage-*' | grep -q .; then fault "$what: something is left beside"; fi
    if grep -q "panicked at" "$root/err"; then fault "$what: panic"; fi
    if [ "$status" -eq 0 ]; then
        got_round=$((got_round + 1))
        [ "$is" = new ] || fault "$what: status 0 and $is"
    else
        refused=$((refused + 1))
        [ "$is" = "$before" ] || fault "$what: status $status and $is"
        [ -s "$root/err" ] || fault "$what: no message"
    fi
}

for scenario in existing missing symlink; do
    prepare "$scenario"
    strace -f -e trace='%file,%desc' -o "$root/trace" "$bin" convert "$in" "$target"
    # The calls by name and number, from the first that names the target on; numbers count from the
    # start of the program, as strace's `when` does.
    awk -v target="$target" '
        { line = $0; sub(/^[0-9]+ +/, "", line) }
        match(line, /^[a-z0-9_]+\(/) {
            name = substr(line, 1, RLENGTH - 1)
            count[name]++
            # Not the start of the program, whose arguments name it too.
            if (name != "execve" && index(line, target)) on = 1
            if (on && name != "mmap" && name != "munmap") print name, count[name]
        }' "$root/trace" >"$root/calls"
    while read -r name number; do
        prepare "$scenario"
        status=0
        # The shell's word on the kill goes with the rest.
        { strace -f -o /dev/null -e trace="$name" -e inject="$name:signal=KILL:when=$number" \
            "$bin" convert "$in" "$target"; } >/dev/null 2>&1 || status=$?
        check "$scenario" "$status" "$scenario, SIGKILL at $name $number" yes
        for error in ENOSPC EIO EDQUOT EACCES; do
            prepare "$scenario"
            status=0
            strace -f -o /dev/null -e trace="$name" -e inject="$name:error=$error:when=$number" \
                "$bin" convert "$in" "$target" >/dev/null 2>"$root/err" || status=$?
            check "$scenario" "$status" "$scenario, $error at $name $number" no
        done
    done <"$root/calls"
done
echo "$total faults injected: $killed kills, $refused refused, $got_round got round"

# One case: a name, the status wanted, what must be there afterwards.
special=0
expect() {
    local what=$1 wanted=$2 status=0
    shift 2
    special=$((special + 1))
    "$@" >/dev/null 2>"$root/err" || status=$?
    [ "$status" -eq "$wanted" ] || fault "$what: status $status"
    if [ "$wanted" -ne 0 ]; then grep -q "save a copy" "$root/err" || fault "$what: no advice to save a copy"; fi
    if find "$root/d" -name '.maillage-*' 2>/dev/null | grep -q .; then fault "$what: something is left beside"; fi
}
# As somebody who is not root, so that permissions mean something.
as_nobody() {
    if [ "$(id -u)" -eq 0 ]; then
        chmod a+rx "$root" "$root/d"
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        "$@"
    fi
}
prepare missing
long=$(printf 'n%.0s' {1..246}).maillage
expect "a name of 255 bytes" 0 "$bin" convert "$in" "$root/d/$long"
cmp -s "$root/d/$long" "$new" || fault "a name of 255 bytes: not saved"
expect "a name of 300 bytes" 1 "$bin" convert "$in" "$root/d/$(printf 'n%.0s' {1..300})"
odd=$root/d/$(printf 'latin1_\xe9.maillage')
expect "a name that is no UTF-8" 0 "$bin" convert "$in" "$odd"
cmp -s "$odd" "$new" || fault "a name that is no UTF-8: not saved"
ln -s nowhere.maillage "$root/d/dangling"
expect "a link to nothing yet" 0 "$bin" convert "$in" "$root/d/dangling"
[ -L "$root/d/dangling" ] && cmp -s "$root/d/nowhere.maillage" "$new" || fault "a link to nothing yet: not saved"
ln -s loop "$root/d/loop"
expect "a link to itself" 1 "$bin" convert "$in" "$root/d/loop"
expect "a folder" 1 "$bin" convert "$in" "$root/d"
expect "a folder that is not there" 1 "$bin" convert "$in" "$root/d/gone/map.maillage"
prepare existing
chmod 444 "$target"
expect "a file that must not be written to" 1 "$bin" convert "$in" "$target"
cmp -s "$target" "$old" || fault "a file that must not be written to: changed"
prepare existing
chmod 640 "$target"
expect "permissions" 0 "$bin" convert "$in" "$target"
[ "$(stat -c %a "$target")" = 640 ] || fault "permissions: not kept"
if [ "$(id -u)" -ne 0 ] || setpriv --reuid=65534 --regid=65534 --clear-groups "$bin" --version >/dev/null 2>&1; then
    prepare existing
    chmod 666 "$target"
    chmod a+r "$new"
    chmod 555 "$root/d"
    [ "$(id -u)" -eq 0 ] && chmod a+rx "$root"
    expect "a folder that must not be written to" 1 as_nobody "$bin" convert "$in" "$target"
    cmp -s "$target" "$old" || fault "a folder that must not be written to: changed"
else
    echo "another user cannot run the program here: a folder that must not be written to was not tried"
fi
prepare missing
if [ "$(id -u)" -eq 0 ] && mkdir "$root/full" && mount -t tmpfs -o size=96k none "$root/full" 2>/dev/null; then
    full=$root/full
    cp "$old" "$full/map.maillage"
    expect "a full disk" 1 "$bin" convert "$in" "$full/map.maillage"
    cmp -s "$full/map.maillage" "$old" || fault "a full disk: changed"
    [ "$(find "$full" -type f | wc -l)" -eq 1 ] || fault "a full disk: something is left beside"
else
    echo "no small disk can be made here: the full disk was tried by ENOSPC only"
fi
echo "$special targets that are not plain"
echo "$((total + special)) cases, $faults faults"
[ "$faults" -eq 0 ]
