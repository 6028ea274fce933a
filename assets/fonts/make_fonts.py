#!/usr/bin/env python3
"""Makes the fonts of Maillage and src/icons.rs.

    python3 assets/fonts/make_fonts.py INTER PHOSPHOR

INTER     Inter 4.1 (SIL Open Font License 1.1), https://rsms.me/inter: the npm package `inter-ui`
          4.1.1, as the .tgz or unpacked. Read: package/variable/InterVariable.woff2.
PHOSPHOR  Phosphor Icons 2.1 (MIT), https://phosphoricons.com: the npm package
          `@phosphor-icons/web` 2.1.2, as the .tgz or unpacked. Read: the .ttf and selection.json of
          package/src/regular and package/src/fill.

Needs fontTools (made with 4.38) and brotli. The same inputs and the same fontTools give the same
bytes. Written, beside this script:

Inter-Regular.ttf, Inter-SemiBold.ttf   text, weights 400 and 600, optical size 14
Inter-Tabular.ttf                       400; digits, signs and separators of one width by default
Inter-LICENSE.txt                       the licence of Inter
Phosphor-Regular.ttf, Phosphor-Fill.ttf the icons listed below, at the same code points
Phosphor-LICENSE.txt                    the licence of Phosphor
../../src/icons.rs                      the icons by name

To add an icon: put its name in ACTOR_ICONS (offered for a kind of actor) or in UI_ICONS (used by
the interface), then run this script again. Names that Phosphor lacks are skipped and reported.
"""

import io
import json
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent
ICONS_RS = HERE.parent.parent / "src" / "icons.rs"

# --- Inter -----------------------------------------------------------------------------------

# Ranges of code points, both ends included; what Inter lacks is left out.
TEXT_RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x018F, 0x018F), (0x0192, 0x0192), (0x01A0, 0x01A1), (0x01AF, 0x01B0),  # Ə ƒ Ơ ơ Ư ư
    (0x01CD, 0x01DC), (0x01E6, 0x01E7), (0x01FC, 0x01FF),  # pinyin, Ǧ, Ǽ Ǿ
    (0x0218, 0x021B), (0x0259, 0x0259),  # Romanian Ș Ț, ə
    (0x02B0, 0x02B3), (0x02B9, 0x02BC), (0x02C6, 0x02DD), (0x02E1, 0x02E3),  # modifiers ʰ ʳ ʼ ˡ ˢ
    (0x0300, 0x036F),  # combining marks
    (0x0384, 0x03CE),  # Greek
    (0x0400, 0x045F), (0x0490, 0x0493), (0x049A, 0x049B), (0x04A2, 0x04A3),  # Cyrillic
    (0x04AE, 0x04B3), (0x04BA, 0x04BB), (0x04D8, 0x04D9), (0x04E8, 0x04E9),
    (0x1D43, 0x1D4D), (0x1D4F, 0x1D50), (0x1D52, 0x1D52), (0x1D56, 0x1D58),  # ᵃ ᵈ ᵉ ᵍ ᵏ ᵐ ᵒ ᵖ ᵗ ᵘ
    (0x1E00, 0x1EF9),  # Latin Extended Additional, Vietnamese included
    (0x2000, 0x206F),  # general punctuation, among it U+202F, the narrow no-break space
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20AC, 0x20AC), (0x20B9, 0x20BA), (0x20BD, 0x20BD), (0x20BF, 0x20BF),  # € ₹ ₺ ₽ ₿
    (0x2113, 0x2113), (0x2116, 0x2117), (0x2120, 0x2122),  # ℓ № ℗ ℠ ™
    (0x2153, 0x215E),  # fractions
    (0x2190, 0x2199), (0x21A9, 0x21AA), (0x21B5, 0x21B5), (0x21BA, 0x21BB), (0x21D0, 0x21D5),
    (0x21E4, 0x21E5), (0x21E7, 0x21E7), (0x21EA, 0x21EA),  # ⇤ ⇥ ⇧ ⇪
    (0x2202, 0x2202), (0x2205, 0x2206), (0x220F, 0x220F), (0x2211, 0x2212), (0x2215, 0x2215),
    (0x2219, 0x221A), (0x221E, 0x221E), (0x222B, 0x222B), (0x2248, 0x2248),
    (0x2260, 0x2261), (0x2264, 0x2265),  # ≠ ≡ ≤ ≥
    (0x2303, 0x2303), (0x2318, 0x2318), (0x2325, 0x2326), (0x232B, 0x232B), (0x238B, 0x238B),
    (0x23CE, 0x23CE), (0x2423, 0x2423),  # ⌃ ⌘ ⌥ ⌦ ⌫ ⎋ ⏎ ␣
    (0x2460, 0x2469),  # ① to ⑩
    (0x25A0, 0x25A1), (0x25AA, 0x25AB), (0x25B2, 0x25B3), (0x25B6, 0x25B7), (0x25BC, 0x25BD),
    (0x25C0, 0x25C1), (0x25C6, 0x25C7), (0x25CA, 0x25CB), (0x25CF, 0x25CF), (0x25E6, 0x25E6),
    (0x2605, 0x2606), (0x2661, 0x2661), (0x2665, 0x2665),  # ★ ☆ ♡ ♥
    (0x2713, 0x2713), (0x2717, 0x2717),  # ✓ ✗
    (0xFB00, 0xFB04), (0xFEFF, 0xFEFF), (0xFFFD, 0xFFFD),  # ligatures found in data, BOM, �
]  # fmt: skip

# What must be there, whatever Inter offers: the interface writes these.
REQUIRED = (
    "aàâäæçéèêëîïôœöùûüÿAÀÂÇÉÈÊËÎÏÔŒÙÛ«»’“”–—…·•‰€°№ "
    "\u00a0\u202f\u2009\u2011←↑→↓↔↕↖↗↘↙↵⌘⇧⌥⌃×÷≤≥≠±−∞≈●○■□◆◇▲▼ᵉʳ✓"
)

# Characters whose tabular form (feature tnum) becomes the default in Inter-Tabular. U+202F, the
# narrow no-break space that groups thousands, has none and needs none: every row has the same.
# U+2007, the figure space, is as wide as a tabular digit and serves for padding.
TABULAR = "0123456789+-\u2212\u00b1.,:;<>=\u2264\u2265\u2260\u2248~\u00d7\u00f7() \u00a0\u2008"


def members(source):
    """Returns read(path), which gives the bytes of a file of an npm package (.tgz or folder)."""
    source = Path(source)
    if source.is_dir():
        root = source / "package" if (source / "package").is_dir() else source
        return lambda path: (root / path).read_bytes()
    archive = tarfile.open(source)

    def read(path):
        return archive.extractfile("package/" + path).read()

    return read


def open_font(data):
    """Opens a font so that saving it keeps the date of the original: same input, same bytes."""
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def reduce(font, codepoints, features):
    """Keeps only these characters and these features."""
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["STAT", "GSUB", "gasp", "DSIG", "meta"]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)


def rename(font, family, style):
    """Says in the name table what the file is."""
    postscript = f"{family}-{style}".replace(" ", "")
    full = family if style == "Regular" else f"{family} {style}"
    # Names 1 and 2 know only four styles; a semi-bold is the regular of a family of its own.
    values = {
        1: full,
        2: "Regular",
        3: f"4.1;Maillage subset;{postscript}",
        4: full,
        6: postscript,
    }
    for name_id, value in values.items():
        font["name"].setName(value, name_id, 3, 1, 0x409)


def tabular_map(font):
    """Returns the substitutions of the feature tnum, glyph name to glyph name."""
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            result = {}
            for index in record.Feature.LookupListIndex:
                for sub in table.LookupList.Lookup[index].SubTable:
                    sub = getattr(sub, "ExtSubTable", sub)
                    result.update(sub.mapping)
            return result
    raise SystemExit("the font has no tabular figures")


def make_inter(read):
    """Cuts the three files of Inter."""
    data = read("variable/InterVariable.woff2")
    for filename, family, style, weight, tabular in [
        ("Inter-Regular.ttf", "Inter", "Regular", 400, False),
        ("Inter-SemiBold.ttf", "Inter", "SemiBold", 600, False),
        ("Inter-Tabular.ttf", "Inter Tabular", "Regular", 400, True),
    ]:
        font = open_font(data)
        font.flavor = None
        instancer.instantiateVariableFont(font, {"opsz": 14, "wght": weight}, inplace=True)
        offered = font.getBestCmap()
        codepoints = [c for a, b in TEXT_RANGES for c in range(a, b + 1) if c in offered]
        missing = [c for c in REQUIRED if ord(c) not in codepoints]
        if missing:
            raise SystemExit(f"{filename}: Inter lacks {missing}")
        if tabular:
            substitutes = tabular_map(font)
            for cmap in font["cmap"].tables:
                for char in TABULAR:
                    if ord(char) in cmap.cmap:
                        glyph = cmap.cmap[ord(char)]
                        cmap.cmap[ord(char)] = substitutes.get(glyph, glyph)
            widths = {font["hmtx"][font.getBestCmap()[ord(c)]][0] for c in "0123456789+-\u2212"}
            if len(widths) != 1:
                raise SystemExit(f"{filename}: figures of several widths: {sorted(widths)}")
        reduce(font, codepoints, ["kern", "mark", "mkmk"])
        rename(font, family, style)
        font.save(HERE / filename)
        report(filename, f"{len(codepoints)} characters")
    (HERE / "Inter-LICENSE.txt").write_bytes(read("LICENSE.txt"))


# --- Phosphor --------------------------------------------------------------------------------

# The icons offered for a kind of actor, by theme. The first theme is the icon of each kind that
# Maillage brings, in the order of the kinds.
ACTOR_ICONS = {
    "the kinds of actor that Maillage brings": """
        bank flag-banner shield-check buildings house-line tree gear-six users-three
        circles-three-plus first-aid-kit gift leaf hand-heart handshake network scales briefcase
        compass coins intersect graduation-cap storefront user users-four map-trifold map-pin
        rocket-launch seal-check megaphone calendar-star lightbulb target package file-text""",
    "people and organisations": """
        users user-circle user-gear user-list identification-badge person-arms-spread hands-clapping
        hand-fist building building-office building-apartment city factory warehouse gavel crown
        shield-star flag globe-hemisphere-west tree-structure""",
    "places": """
        house church mosque synagogue castle-turret lighthouse barn bridge island mountains park
        tent signpost map-pin-line road-horizon door-open picnic-table""",
    "food and farming": """
        carrot bread cheese fish egg grains cow tractor farm plant orange wine coffee fork-knife
        cooking-pot chef-hat basket shopping-cart""",
    "energy": """
        lightning solar-panel windmill plug battery-charging charging-station fire drop""",
    "mobility": """
        bicycle bus train tram car van truck boat airplane person-simple-walk steering-wheel
        anchor""",
    "care and solidarity": """
        heart heartbeat hospital stethoscope pill wheelchair baby hand-coins hands-praying
        lifebuoy ear puzzle-piece""",
    "culture, sport and leisure": """
        music-notes mask-happy palette paint-brush film-slate camera microphone-stage book-open
        books ticket soccer-ball barbell swimming-pool person-simple-run suitcase-rolling""",
    "education and research": """
        student chalkboard-teacher backpack pencil-ruler flask microscope atom brain""",
    "work and crafts": """
        hammer wrench toolbox hard-hat crane-tower scissors needle t-shirt paint-roller""",
    "digital": """
        desktop laptop code cpu database cell-tower wifi-high robot""",
    "money and trade": """
        currency-eur piggy-bank wallet credit-card hand-deposit chart-line-up chart-pie
        receipt tag""",
    "housing": """
        bed couch key armchair""",
    "environment": """
        recycle tree-evergreen flower potted-plant bird butterfly paw-print waves sun cloud wind
        globe""",
    "events and projects": """
        calendar-check confetti trophy medal star strategy rocket presentation-chart flag-checkered
        binoculars""",
    "documents and media": """
        book certificate scroll newspaper signature clipboard-text envelope chats-circle broadcast
        radio television video-camera""",
    "neutral shapes": """
        circle square diamond hexagon pentagon""",
}

# The icons of the interface; each becomes a constant of icons::ui.
UI_ICONS = """
    list sidebar-simple arrow-counter-clockwise arrow-u-up-left arrow-u-up-right arrow-clockwise
    magnifying-glass caret-down caret-up caret-right caret-left graph tree-structure eye eye-slash
    eye-closed sun moon circle-half share-network funnel funnel-simple plus minus x x-circle check
    check-circle check-square square dots-three dots-three-vertical crosshair crosshair-simple
    push-pin push-pin-slash link link-break link-simple arrow-right arrow-left arrow-up arrow-down
    arrows-out arrows-in arrows-out-simple corners-out frame-corners table rows columns lock
    lock-open lock-simple warning warning-circle info question floppy-disk floppy-disk-back
    folder-open folder folder-plus file file-plus file-x file-text plus-circle compass upload
    download export trash pencil pencil-simple copy clipboard clipboard-text scissors gear gear-six
    translate globe globe-hemisphere-west envelope phone calendar calendar-blank clock
    clock-counter-clockwise tag tag-simple hash identification-card map-pin note note-pencil
    list-bullets list-dashes sort-ascending sort-descending arrows-down-up palette shapes selection
    selection-all hand hand-grabbing cursor cursor-click keyboard command bookmark bookmark-simple
    newspaper article seal-check shield-check spinner spinner-gap git-merge users user user-plus
    bounding-box polygon circle diamond hexagon pentagon rectangle arrow-square-out
    arrow-elbow-down-left paint-brush sliders-horizontal swap shuffle prohibit broom magic-wand star
    heart house lightning text-b text-italic quotes markdown-logo eraser power sign-out door-open
    flag

    arrows-clockwise arrows-left-right caret-up-down corners-in dots-six-vertical file-csv file-html
    file-pdf file-png file-svg image magnifying-glass-minus magnifying-glass-plus map-trifold
    minus-circle presentation printer sidebar text-aa users-three
"""


def icon_codes(read, weight, suffix):
    """Returns name -> code point of one weight; an icon renamed since has several names."""
    codes = {}
    for icon in json.loads(read(f"src/{weight}/selection.json"))["icons"]:
        properties = icon["properties"]
        for name in properties["name"].split(","):
            codes[name.strip().removesuffix(suffix)] = properties["code"]
    return codes


def make_phosphor(read):
    """Cuts both files of Phosphor; returns name -> code point and the names not found."""
    regular = icon_codes(read, "regular", "")
    fill = icon_codes(read, "fill", "-fill")
    wanted = [n for theme in ACTOR_ICONS.values() for n in theme.split()] + UI_ICONS.split()
    missing = sorted({n for n in wanted if n not in regular or n not in fill})
    icons = {n: regular[n] for n in sorted(set(wanted)) if n not in missing}
    for name, code in icons.items():
        if fill[name] != code:
            raise SystemExit(f"{name}: U+{code:04X} in regular, U+{fill[name]:04X} in fill")

    for filename, path, family in [
        ("Phosphor-Regular.ttf", "src/regular/Phosphor.ttf", "Phosphor"),
        ("Phosphor-Fill.ttf", "src/fill/Phosphor-Fill.ttf", "Phosphor Fill"),
    ]:
        font = open_font(read(path))
        cmap = font.getBestCmap()
        for name, code in icons.items():
            if code not in cmap or font["glyf"][cmap[code]].numberOfContours == 0:
                raise SystemExit(f"{filename}: nothing drawn at U+{code:04X}, {name}")
        reduce(font, sorted(set(icons.values())), [])
        # Phosphor gives every glyph a box from 0 and a left bearing of 0. Saving measures the
        # boxes anew; the bearings have to follow, or every icon is drawn too far left.
        for glyph, (advance, _) in font["hmtx"].metrics.items():
            outline = font["glyf"][glyph]
            outline.recalcBounds(font["glyf"])
            font["hmtx"][glyph] = (advance, getattr(outline, "xMin", 0))
        rename(font, family, "Regular")
        font["name"].setName("MIT License, https://phosphoricons.com", 13, 3, 1, 0x409)
        font.save(HERE / filename)
        report(filename, f"{len(icons)} icons")
    (HERE / "Phosphor-LICENSE.txt").write_bytes(read("LICENSE"))
    return icons, missing


# --- src/icons.rs ----------------------------------------------------------------------------

RUST = '''\
//! The icons of Phosphor by name: which there are, and the character that draws each.
//!
//! Generated by `assets/fonts/make_fonts.py`; edit the lists there, not this file. A character
//! draws the same icon in `Phosphor-Regular.ttf` (outlines, for the interface) and in
//! `Phosphor-Fill.ttf` (filled, for the nodes of the map).
//!
//! A map may name an icon that is not here (made elsewhere, or by a later version): [`glyph`]
//! then answers `None`, and [`FALLBACK`] is drawn.

/// An icon of the two icon fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon {
    /// Its name in Phosphor, such as `hand-heart`.
    pub name: &'static str,
    /// The character that draws it, in the private use area.
    pub glyph: char,
}

/// The name of the icon drawn in place of one that is unknown.
pub const FALLBACK: &str = "circle";

/// Returns the character that draws the icon of this name, or `None` if the fonts lack it.
pub fn glyph(name: &str) -> Option<char> {
    ICONS
        .binary_search_by(|icon| icon.name.cmp(name))
        .ok()
        .and_then(|index| ICONS.get(index))
        .map(|icon| icon.glyph)
}

/// Makes the rows of [`ICONS`] short.
const fn icon(name: &'static str, glyph: char) -> Icon {
    Icon { name, glyph }
}

/// Every icon of the two fonts, sorted by name (in bytes).
pub static ICONS: &[Icon] = &[
%(icons)s
];

/// The names offered when the icon of a kind of actor is chosen: those of the kinds that Maillage
/// brings, then others by theme.
pub static ACTOR_ICONS: &[&str] = &[
%(actor_icons)s
];

/// The icons of the interface; each constant draws the icon of its name.
#[allow(missing_docs)]
pub mod ui {
%(ui)s
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn icons_are_sorted_and_unique_by_name() {
        assert!(ICONS.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn no_two_icons_share_a_glyph() {
        let glyphs: BTreeSet<char> = ICONS.iter().map(|icon| icon.glyph).collect();
        assert_eq!(glyphs.len(), ICONS.len());
    }

    #[test]
    fn every_icon_is_found_by_its_name() {
        for icon in ICONS {
            assert_eq!(glyph(icon.name), Some(icon.glyph), "{}", icon.name);
        }
    }

    #[test]
    fn every_actor_icon_is_known_and_listed_once() {
        let mut seen = BTreeSet::new();
        for name in ACTOR_ICONS {
            assert!(glyph(name).is_some(), "{name} is unknown");
            assert!(seen.insert(name), "{name} is listed twice");
        }
    }

    #[test]
    fn an_unknown_name_has_no_glyph_and_the_fallback_has_one() {
        assert_eq!(glyph("no-such-icon"), None);
        assert_eq!(glyph(""), None);
        assert_eq!(glyph(FALLBACK), Some(ui::CIRCLE));
    }
}
'''


def write_rust(icons):
    """Writes src/icons.rs, laid out as rustfmt would."""
    rows = [f"    icon(\"{name}\", '\\u{{{code:x}}}')," for name, code in icons.items()]
    actor_rows = []
    seen = set()
    for theme, names in ACTOR_ICONS.items():
        actor_rows.append(f"    // {theme[0].upper()}{theme[1:]}")
        for name in names.split():
            if name in icons and name not in seen:
                seen.add(name)
                actor_rows.append(f'    "{name}",')
    ui_rows = [
        f"    pub const {name.upper().replace('-', '_')}: char = '\\u{{{icons[name]:x}}}';"
        for name in sorted(set(UI_ICONS.split()))
        if name in icons
    ]
    text = RUST % {
        "icons": "\n".join(rows),
        "actor_icons": "\n".join(actor_rows),
        "ui": "\n".join(ui_rows),
    }
    ICONS_RS.write_text(text, encoding="utf-8", newline="\n")
    report("icons.rs", f"{len(rows)} icons, {len(seen)} for actors, {len(ui_rows)} of the interface")


def report(filename, what):
    path = ICONS_RS if filename == "icons.rs" else HERE / filename
    print(f"{filename}: {what}, {path.stat().st_size} bytes")


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    inter, phosphor = map(members, sys.argv[1:])
    make_inter(inter)
    icons, missing = make_phosphor(phosphor)
    write_rust(icons)
    if missing:
        print("not in Phosphor, left out:", ", ".join(missing))


if __name__ == "__main__":
    main()
