#!/usr/bin/env bash
# Reads the maps of make_hostile.py with `maillage check`, each within 4 GiB of memory and some seconds,
# and fails on a crash, a panic, a hang, or an answer that is not the one expected.
#
#   scripts/check_hostile.sh
#   MAILLAGE_BIN=target/release/maillage scripts/check_hostile.sh
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${SECONDS_PER_CASE:-60}
if [ -z "${MAILLAGE_BIN:-}" ]; then
    cargo build --bin maillage
    MAILLAGE_BIN=${CARGO_TARGET_DIR:-target}/debug/maillage
fi
cases=$(mktemp -d)
trap 'rm -rf "$cases"' EXIT
python3 scripts/make_hostile.py "$cases" sample-data/nantes.maillage

total=0 faults=0
while IFS=$'\t' read -r file expect; do
    total=$((total + 1))
    status=0
    (
        ulimit -v $((4 << 20))
        exec timeout "$seconds" "$MAILLAGE_BIN" check --json "$cases/$file"
    ) >"$cases/out" 2>"$cases/err" || status=$?
    case "$expect,$status" in
        error,1 | open,0 | either,[01]) ;;
        *) echo "$file: status $status where $expect was expected" >&2; faults=$((faults + 1)) ;;
    esac
    if grep -q "panicked at" "$cases/err"; then
        echo "$file: panic" >&2
        faults=$((faults + 1))
    fi
    # An error says where, unless it is about the file as a whole; a warning says what.
    if [ "$status" -eq 1 ] && ! grep -q '"what":"[^"]' "$cases/out"; then
        echo "$file: no reason given" >&2
        faults=$((faults + 1))
    fi
done <"$cases/EXPECT.tsv"
echo "$total cases, $faults faults"
[ "$faults" -eq 0 ]
