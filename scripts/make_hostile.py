#!/usr/bin/env python3
"""Writes hostile maps: make_hostile.py FOLDER SAMPLE

FOLDER/EXPECT.tsv has a line a case: file, and what `maillage check` must make of it: `error` (status 1),
`open` (status 0) or `either`. Deterministic; needs nothing but Python."""
import json
import os
import sys

folder, sample = sys.argv[1:3]
os.makedirs(folder, exist_ok=True)
base = json.load(open(sample, encoding="utf-8"))
rows = []


def text(name, expect, data):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(data)
    rows.append(f"{name}\t{expect}\n")


def case(name, expect, bend):
    copy = json.loads(json.dumps(base))
    bend(copy)
    text(name, expect, json.dumps(copy, ensure_ascii=False))


def raw(name, expect, marker, value):
    """A value that Python would not write."""
    copy = json.loads(json.dumps(base))
    marker(copy)
    text(name, expect, json.dumps(copy, ensure_ascii=False).replace('"@"', value))


deep = 10**6
for what, opening, closing in [("lists", "[", "]"), ("objects", '{"a":', "}")]:
    inner = opening * deep + "1" + closing * deep
    raw(f"deep_{what}_top", "error", lambda m: m.update(zz="@"), inner)
    raw(f"deep_{what}_actor", "error", lambda m: m["actors"][0].update(zz="@"), inner)
    raw(f"deep_{what}_custom", "error", lambda m: m["actors"][0].update(custom={"x": "@"}), inner)
    raw(f"deep_{what}_name", "error", lambda m: m["actors"][0].update(name="@"), inner)
    text(f"deep_{what}_only", "error", inner)
    text(f"deep_{what}_open", "error", '{"format": "maillage", "version": "1.0", "zz": ' + opening * deep)

hundred_mb = "x" * (100 << 20)
raw("name_100MB", "open", lambda m: m["actors"][0].update(name="@"), f'"{hundred_mb}"')
raw("unknown_100MB", "open", lambda m: m.update(zz="@"), f'"{hundred_mb}"')
raw("id_100MB", "open", lambda m: m["actors"].append({"id": "@", "kind": "x"}), f'"{hundred_mb}"')
raw("escapes_60MB", "open", lambda m: m["actors"][0].update(name="@"), '"' + "\\u00e9" * (10 << 20) + '"')
del hundred_mb

for number in ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 1000, "0x10", "01", "1.", ".5", "+1"]:
    name = number[:9].replace(".", "_").replace("+", "plus")
    raw(f"number_x_{name}", "error", lambda m: m["actors"][0].update(position={"x": "@", "y": 0}), number)
    raw(f"number_latitude_{name}", "error", lambda m: m["actors"][0].update(place={"latitude": "@"}), number)
    raw(f"number_weight_{name}", "error", lambda m: m["links"][0].update(weight="@"), number)

wrong = [None, 7, 1.5, True, "text", [], {}, [[]], [None], {"fr": 1}]
for member in ["id", "title", "schema", "actors", "links"]:
    for at, value in enumerate(wrong):
        case(f"wrong_{member}_{at}", "either", lambda m: m.update({member: value}))
for record, members in [
    ("actors", ["id", "kind", "name", "aliases", "tags", "place", "period", "identifiers", "contacts",
                "custom", "provenance", "position", "hull"]),
    ("links", ["id", "from", "to", "kind", "role", "period", "weight", "custom", "provenance"]),
]:
    for member in members:
        for at, value in enumerate(wrong):
            case(f"wrong_{record}_{member}_{at}", "either", lambda m: m[record][0].update({member: value}))
for table in ["families", "actor_kinds", "link_kinds", "fields"]:
    for at, value in enumerate(wrong):
        case(f"wrong_schema_{table}_{at}", "either", lambda m: m["schema"].update({table: value}))
        case(f"wrong_schema_{table}_item_{at}", "either", lambda m: m["schema"].update({table: [value]}))

case("duplicate_actor", "error", lambda m: m["actors"].append(m["actors"][0]))
case("duplicate_link", "error", lambda m: m["links"].append(m["links"][0]))
case("duplicate_kind", "error", lambda m: m["schema"]["actor_kinds"].append(m["schema"]["actor_kinds"][0]))
case("dangling_from", "open", lambda m: m["links"][0].update({"from": "nobody"}))
case("dangling_all", "open", lambda m: [link.update({"from": "nobody", "to": "none"}) for link in m["links"]])
case("self_links", "open", lambda m: [link.update({"to": link["from"]}) for link in m["links"]])
case("empty_ids", "error", lambda m: m["actors"][0].update(id=""))


def cycle(m):
    kinds = m["schema"]["actor_kinds"]
    for at, kind in enumerate(kinds):
        kind["parent"] = kinds[(at + 1) % len(kinds)]["id"]


case("parent_cycle", "open", cycle)
case("parent_self", "open", lambda m: [kind.update(parent=kind["id"]) for kind in m["schema"]["actor_kinds"]])
case("kinds_of_nothing", "open", lambda m: [actor.update(kind="nothing") for actor in m["actors"]])
many = [{"id": str(n), "kind": "x"} for n in range(200_000)]
case("200000_actors_one_line", "open", lambda m: m["actors"].extend(many))
case("star_of_200000_links", "open", lambda m: m["links"].extend(
    {"id": f"s{n}", "from": m["actors"][0]["id"], "to": m["actors"][1]["id"], "kind": "x"}
    for n in range(200_000)))
raw("100000_members", "open", lambda m: m.update(zz="@"),
    "{" + ", ".join(f'"k{n}": {n}' for n in range(100_000)) + "}")
raw("duplicate_key", "error", lambda m: m["actors"][0].update(zz="@"), '1, "name": "twice", "name": "thrice"')
text("half_a_surrogate", "either", json.dumps(base).replace('"title": "', '"title": "\\ud800', 1))
text("nul_escape", "open", json.dumps(base).replace('"title": "', '"title": "\\u0000', 1))

with open(os.path.join(folder, "EXPECT.tsv"), "w", encoding="utf-8") as file:
    file.writelines(rows)
print(len(rows), "cases")
