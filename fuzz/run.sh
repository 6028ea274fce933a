#!/usr/bin/env bash
# Fuzzes each reader for so many seconds (60), seeded from the samples, where cargo-fuzz and a
# nightly toolchain are there; status 3 where they are not.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
cargo +nightly fuzz --version >/dev/null 2>&1 || { echo "no cargo-fuzz here" >&2; exit 3; }
mkdir -p corpus/map corpus/journal
cp ../tests/versions/*.maillage corpus/map/
# A line of a journal is a record of a map within a step: the records of the samples seed it.
i=0
while IFS= read -r record; do
    i=$((i + 1))
    printf '{"t": 1, "do": "edit", "what": {"verb": "AddActors", "subject": "", "count": 1}, "records": [{"actor": %s}]}\n' \
        "$record" >"corpus/journal/$i"
done < <(grep -h '^    {"id"' ../tests/versions/*.maillage | sed 's/,$//' | head -40)
formats=(gexf graphml gml pajek dot kumu cyjs cx cx2 canvas oligrapher json_graph gdf edges sif tgf matrix_market json_ld gogocarto csv xlsx ods xls)
for target in map journal "${formats[@]}"; do
    cargo +nightly fuzz run "$target" -- -max_total_time="$seconds" -max_len=65536 -rss_limit_mb=2048 -timeout=10
done
