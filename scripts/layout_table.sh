#!/usr/bin/env bash
# Prints the quality and cost of Maillage's layouts as a table.
# layout_table.sh BENCH [SEED]: BENCH is a folder with make_graphs.py and evaluate.py (numpy, scipy, pandas).
set -euo pipefail
bench=$(cd "${1:?the folder with make_graphs.py and evaluate.py}" && pwd)
seed=${2:-0}
cd "$(dirname "$0")/.."
maillage=${MAILLAGE_BIN:-target/release/maillage}
[ -x "$maillage" ] || cargo build --release
graphs=${GRAPHS_DIR:-$(mktemp -d)}
[ -f "$graphs/eco200k.edges" ] || python3 "$bench/make_graphs.py" "$graphs" eco200 eco2k eco20k eco200k >/dev/null
printf '| graph | algorithm | ns | xpe | np1 | pur | ovl | CPU s | wall s | MB |\n|---|---|---|---|---|---|---|---|---|---|\n'
while read -r graph algorithm; do
    out=$graphs/$graph.$algorithm.xy
    stats=$("$maillage" layout "$graphs/$graph.edges" "$out" --algorithm "$algorithm" --seed "$seed" --stats)
    python3 "$bench/evaluate.py" "$graphs/$graph.edges" "$out" | tail -1 | STATS=$stats python3 -c '
import json, os, sys
f = sys.stdin.read().split("\t"); s = json.loads(os.environ["STATS"])
print("|", " | ".join([f[0], s["algorithm"], f[2], f[7], f[4], f[10].strip(), f[9], str(s["cpu_s"]), str(s["wall_s"]), str(round((s["peak_memory_bytes"] or 0) / 1e6))]), "|")'
done <<'TABLE'
eco200 force
eco2k force
eco20k force
eco200k force
eco2k communities
eco20k communities
eco200 distances
eco2k distances
TABLE
