#!/usr/bin/env bash
# Reads hostile and damaged variants of a sample with `maillage check` and fails on a crash, a panic,
# a hang, an exit status that is neither 0 nor 1, or an output that is not one JSON object.
#
#   scripts/check_corpus.sh ../shared/corpus
#   MAILLAGE_BIN=target/release/maillage scripts/check_corpus.sh ../shared/corpus
#
# The folder holds `make_adversarial.py`, which writes the cases and `EXPECT.tsv`.
set -euo pipefail
cd "$(dirname "$0")/.."

corpus=${1:?usage: check_corpus.sh FOLDER}
seconds=${SECONDS_PER_CASE:-20}
if [ -z "${MAILLAGE_BIN:-}" ]; then
    cargo build --bin maillage
    MAILLAGE_BIN=${CARGO_TARGET_DIR:-target}/debug/maillage
fi

cases=$(mktemp -d)
trap 'rm -rf "$cases"' EXIT
python3 "$corpus/make_adversarial.py" "$cases" --native sample-data/pays-de-la-loire.maillage >/dev/null

total=0
faults=0
fault() {
    echo "$1: $2" >&2
    faults=$((faults + 1))
}
while IFS=$'\t' read -r _ file format expect _; do
    [ "$format" = native ] || continue
    total=$((total + 1))
    status=0
    timeout "$seconds" "$MAILLAGE_BIN" check --json "$cases/$file" >"$cases/out" 2>"$cases/err" || status=$?
    case "$expect,$status" in
        error,1 | import,0 | import+warn,0) ;;
        *error*import*,[01] | *import*error*,[01] | import\|import+warn,0) ;;
        *,124) fault "$file" "still running after $seconds s" ;;
        *,[01]) fault "$file" "status $status where $expect was expected" ;;
        *) fault "$file" "status $status" ;;
    esac
    if grep -q "panicked at" "$cases/err"; then
        fault "$file" "panic"
    fi
    if [ "$status" -le 1 ] && ! python3 -c 'import json, sys; json.loads(sys.stdin.read())' <"$cases/out"; then
        fault "$file" "the output is not one JSON object"
    fi
done < <(tail -n +2 "$cases/EXPECT.tsv")

[ "$total" -gt 0 ] || { echo "no case was written" >&2; exit 1; }
echo "$total cases, $faults faults"
[ "$faults" -eq 0 ]
