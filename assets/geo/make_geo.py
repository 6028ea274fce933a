#!/usr/bin/env python3
"""Compacts the French place tables into the asset that Maillage embeds.

    python3 assets/geo/make_geo.py COMMUNES_DIR

COMMUNES_DIR holds communes.tsv, communes_alias.tsv, epci.tsv, departements.tsv and regions.tsv
(where they come from and under which licence: LICENCE.md). Writes france.deflate beside this script.
It needs Python 3.9 and nothing else. The text inside depends on the tables alone; the compressed
bytes may differ with the version of zlib.

france.deflate is a raw deflate stream (no zlib header) of UTF-8 text, LF at the end of each line:

    maillage-geo 1
    regions N            then N lines   code TAB name
    departements N       then N lines   code TAB name TAB region TAB communes TAB south TAB west
    epci N               then N lines   siren TAB name TAB long name TAB type
    communes N           then 7 columns of N lines, one after the other:
        code without its department, name, rank of the EPCI in the section above (empty: none),
        postal codes joined by '|', latitude, longitude, population
    aliases N            then 4 columns of N lines:
        code, name, type, current INSEE code (empty: the same code)

Communes stand in the order of their codes, so department by department: `communes` says how many.
Latitude and longitude are in 1/10,000 degree (WGS84), less the `south` and `west` of the department.
Columns, short codes and small numbers make the asset a fifth smaller than rows would.
"""

import sys
import zlib
from pathlib import Path


# Best first: which name to show for a former code that several rows share.
KINDS = ["ARM", "COMD", "COMA", "ANC", "NOM"]


def read(path):
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    names = header.split("\t")
    fields = [line.split("\t") for line in lines]
    assert all(len(values) == len(names) for values in fields), path
    return [dict(zip(names, values)) for values in fields]


def ten_thousandths(degrees):
    """Through text, as a float would move some points by one unit."""
    sign = -1 if degrees.startswith("-") else 1
    whole, _, part = degrees.lstrip("-").partition(".")
    assert len(part) <= 4, degrees
    return sign * (int(whole) * 10_000 + int(part.ljust(4, "0")))


def main(folder):
    regions = sorted(read(folder / "regions.tsv"), key=lambda row: row["code"])
    departements = sorted(read(folder / "departements.tsv"), key=lambda row: row["code"])
    epci = sorted(read(folder / "epci.tsv"), key=lambda row: row["siren"])
    communes = sorted(read(folder / "communes.tsv"), key=lambda row: row["code"])
    # A few former codes have no name left: nothing to type, nothing to show.
    aliases = sorted((row for row in read(folder / "communes_alias.tsv") if row["nom"]),
                     key=lambda row: (row["code"], KINDS.index(row["type"]), row["nom"]))

    lines = ["maillage-geo 1"]
    lines.append(f"regions {len(regions)}")
    lines += [f"{row['code']}\t{row['nom']}" for row in regions]

    lines.append(f"departements {len(departements)}")
    corner = {}
    order = []
    for row in departements:
        code = row["code"]
        inside = [commune for commune in communes if commune["dep"] == code]
        order += inside
        south = min((ten_thousandths(c["lat"]) for c in inside), default=0)
        west = min((ten_thousandths(c["lon"]) for c in inside), default=0)
        corner[code] = (south, west)
        lines.append(f"{code}\t{row['nom']}\t{row['reg']}\t{len(inside)}\t{south}\t{west}")
    assert order == communes, "departments must follow each other in the order of the codes"
    assert all(row["code"].startswith(row["dep"]) for row in communes)

    lines.append(f"epci {len(epci)}")
    lines += [f"{row['siren']}\t{row['nom']}\t{row['nom_long']}\t{row['type']}" for row in epci]

    rank = {row["siren"]: str(index) for index, row in enumerate(epci)} | {"": ""}
    lines.append(f"communes {len(communes)}")
    lines += [row["code"][len(row["dep"]):] for row in communes]
    lines += [row["nom"] for row in communes]
    lines += [rank[row["epci"]] for row in communes]
    lines += ["|".join(sorted(row["cp"].split("|"))) for row in communes]
    lines += [str(ten_thousandths(row["lat"]) - corner[row["dep"]][0]) for row in communes]
    lines += [str(ten_thousandths(row["lon"]) - corner[row["dep"]][1]) for row in communes]
    lines += [str(int(row["pop"])) for row in communes]

    current = {row["code"] for row in communes}
    assert all(row["actuelle"] in current for row in aliases)
    lines.append(f"aliases {len(aliases)}")
    lines += [row["code"] for row in aliases]
    lines += [row["nom"] for row in aliases]
    lines += [row["type"] for row in aliases]
    lines += ["" if row["actuelle"] == row["code"] else row["actuelle"] for row in aliases]

    text = ("\n".join(lines) + "\n").encode("utf-8")
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = press.compress(text) + press.flush()
    target = Path(__file__).resolve().parent / "france.deflate"
    target.write_bytes(packed)
    print(f"{target.name}: {len(text)} bytes of text, {len(packed)} packed")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
