#!/usr/bin/env python3
"""Makes the fonts a page carries: Inter-Regular.woff2 and Inter-SemiBold.woff2.

    python3 assets/page/make_fonts.py

They are the fonts of ../fonts (see make_fonts.py there; SIL Open Font License 1.1) reduced to the
letters of European languages in Latin script, so that a page stays small; anything else is shown in
a font of the reader's computer. Needs fontTools (made with 4.68) and brotli.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

# Ranges of code points, both ends included.
RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x0218, 0x021B),  # Romanian Ș Ț
    (0x02C6, 0x02DD),  # accents
    (0x0300, 0x0304), (0x0308, 0x0308), (0x0327, 0x0327),  # accents apart
    (0x2007, 0x2027), (0x202F, 0x203A), (0x2044, 0x2044),  # dashes, quotes, spaces, ellipsis
    (0x2070, 0x2079), (0x2080, 0x2089),  # superscripts and subscripts
    (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122),  # € № ™
    (0x2190, 0x2193), (0x2212, 0x2212), (0x2264, 0x2265), (0x25CF, 0x25CF), (0xFFFD, 0xFFFD),
]

for style in ("Regular", "SemiBold"):
    font = TTFont(HERE.parent / "fonts" / f"Inter-{style}.ttf", recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "tnum", "calt", "locl"]
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    font.flavor = "woff2"
    path = HERE / f"Inter-{style}.woff2"
    font.save(path)
    print(path.name, path.stat().st_size, "bytes")
