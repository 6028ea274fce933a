//! Palette: the colours of actors. A schema names a slot ("blue") or any `#RRGGBB`; both give the
//! five shades of a [`Swatch`] in each theme.
//!
//! The first eight slots are the families of the look; the six others were chosen at least 12 apart
//! (CIEDE2000) from every slot in both themes.

use std::sync::LazyLock;

use super::theme::{Rgba, Swatch, Theme, ThemeKind};

/// The slots of the palette, in the order they are offered.
pub const PALETTE: &[&str] = &[
    "blue",
    "green",
    "violet",
    "grey",
    "orange",
    "amber",
    "plum",
    "deep-violet",
    "teal",
    "brown",
    "pink",
    "navy",
    "olive",
    "sky",
];

/// The slot of what has no colour, or one this version does not know.
const FALLBACK: usize = 3;

const fn swatch(fill: u32, stroke: u32, icon: u32, hull: u32, link: u32) -> Swatch {
    Swatch {
        fill: Rgba::rgb(fill),
        stroke: Rgba::rgb(stroke),
        icon: Rgba::rgb(icon),
        hull: Rgba::rgb(hull),
        link: Rgba::rgb(link),
    }
}

static LIGHT: LazyLock<[Swatch; 14]> = LazyLock::new(|| {
    let theme = Theme::light();
    [
        swatch(0x3c78d0, 0x26549a, 0xffffff, 0xe6eef9, 0x3c78d0),
        swatch(0x3f9f80, 0x25705a, 0xffffff, 0xe3f2ec, 0x3f9f80),
        swatch(0x62388f, 0x432363, 0xffffff, 0xeee7f5, 0x62388f),
        swatch(0x6c7280, 0x494e59, 0xffffff, 0xecedef, 0x6c7280),
        swatch(0xcb6a34, 0x94451a, 0xffffff, 0xf9eadf, 0xcb6a34),
        swatch(0xe8b52e, 0x94690a, 0x2a2006, 0xfaf1d8, 0xa87a12),
        swatch(0xa02a50, 0x701735, 0xffffff, 0xf7e5eb, 0xa02a50),
        swatch(0x3b1d61, 0x3b1d61, 0xffffff, 0xeee7f5, 0x62388f),
        derive(theme, Rgba::rgb(0x0e6470)),
        derive(theme, Rgba::rgb(0x6e4524)),
        derive(theme, Rgba::rgb(0xde83b4)),
        derive(theme, Rgba::rgb(0x17315e)),
        derive(theme, Rgba::rgb(0x7f8a1f)),
        derive(theme, Rgba::rgb(0x5fb9de)),
    ]
});

static DARK: LazyLock<[Swatch; 14]> = LazyLock::new(|| {
    let theme = Theme::dark();
    [
        swatch(0x5ca8f5, 0xa9d2fc, 0x0d141c, 0x1a2735, 0x5ca8f5),
        swatch(0x8ccfac, 0xc3e8d5, 0x0d141c, 0x1b2a25, 0x8ccfac),
        swatch(0x8f5cc4, 0xc7a6e8, 0xffffff, 0x261f31, 0x8f5cc4),
        swatch(0x989caa, 0xcdd0d8, 0x0d141c, 0x25282d, 0x989caa),
        swatch(0xdb8455, 0xf2bc9e, 0x0d141c, 0x2c221c, 0xdb8455),
        swatch(0xf5d35e, 0xfbeab0, 0x0d141c, 0x2b2818, 0xf5d35e),
        swatch(0xc64e74, 0xefa3ba, 0xffffff, 0x2d1d24, 0xc64e74),
        swatch(0xd9bdf6, 0xd9bdf6, 0x1e0f33, 0x261f31, 0x8f5cc4),
        derive(theme, Rgba::rgb(0x2fa7b5)),
        derive(theme, Rgba::rgb(0xa9835f)),
        derive(theme, Rgba::rgb(0xf3a9d0)),
        derive(theme, Rgba::rgb(0x5f78c8)),
        derive(theme, Rgba::rgb(0xb9c24a)),
        derive(theme, Rgba::rgb(0xa5ddf5)),
    ]
});

fn slots(kind: ThemeKind) -> &'static [Swatch; 14] {
    match kind {
        ThemeKind::Light => &LIGHT,
        ThemeKind::Dark => &DARK,
    }
}

/// The shades of a slot, `None` where the palette has none of that name.
pub(super) fn slot(kind: ThemeKind, name: &str) -> Option<Swatch> {
    let at = PALETTE.iter().position(|slot| *slot == name)?;
    slots(kind).get(at).copied()
}

/// The shades of what has no known colour.
pub(super) fn fallback(kind: ThemeKind) -> Swatch {
    slots(kind)[FALLBACK]
}

/// Shades of any colour in a theme: outline at least 4.5 and link at least 3 against the canvas,
/// icon at least 3 against the fill. The fill is the colour itself, in the dark theme lightened
/// where it would sink into the canvas.
pub(super) fn derive(theme: &Theme, colour: Rgba) -> Swatch {
    match theme.kind {
        ThemeKind::Light => {
            let fill = colour;
            let white = Rgba::WHITE;
            let icon = if white.contrast(fill) >= 3.2 { white } else { fill.mix(Rgba::BLACK, 0.85) };
            Swatch {
                fill,
                stroke: until(fill.mix(Rgba::BLACK, 0.3), Rgba::BLACK, theme.canvas, 4.5),
                icon,
                hull: theme.canvas.mix(fill, 0.12),
                link: until(fill, Rgba::BLACK, theme.canvas, 3.2),
            }
        }
        ThemeKind::Dark => {
            let fill = until(colour, Rgba::WHITE, theme.canvas, 3.8);
            let dark = fallback_ink();
            let icon = if Rgba::WHITE.contrast(fill) > dark.contrast(fill) { Rgba::WHITE } else { dark };
            Swatch {
                fill,
                stroke: until(fill.mix(Rgba::WHITE, 0.45), Rgba::WHITE, theme.canvas, 7.0),
                icon,
                hull: theme.canvas.mix(fill, 0.12),
                link: fill,
            }
        }
    }
}

/// The ink of icons on light fills in the dark theme.
const fn fallback_ink() -> Rgba {
    Rgba::rgb(0x0d141c)
}

/// The colour moved towards another until it has the contrast asked for with the ground.
fn until(colour: Rgba, towards: Rgba, ground: Rgba, contrast: f64) -> Rgba {
    (0..=20)
        .map(|step| colour.mix(towards, f64::from(step) / 20.0))
        .find(|shade| shade.contrast(ground) >= contrast)
        .unwrap_or(towards)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ColourName;

    fn assert_readable(theme: &Theme, swatch: Swatch, name: &str) {
        let kind = theme.kind;
        assert!(swatch.icon.contrast(swatch.fill) >= 3.0, "icon of {name}, {kind:?}");
        assert!(swatch.stroke.contrast(theme.canvas) >= 3.0, "stroke of {name}, {kind:?}");
        assert!(swatch.link.contrast(theme.canvas) >= 3.0, "link of {name}, {kind:?}");
        assert!(theme.ink.contrast(swatch.hull) >= 4.5, "ink on the hull of {name}, {kind:?}");
        assert!(swatch.stroke.contrast(theme.canvas) >= 4.5, "name of the hull of {name}, {kind:?}");
    }

    #[test]
    fn every_slot_and_any_colour_stay_readable() {
        for theme in [Theme::light(), Theme::dark()] {
            for name in PALETTE {
                assert_readable(theme, theme.swatch(&ColourName::new(*name)), name);
            }
            for red in (0..=255).step_by(51) {
                for green in (0..=255).step_by(51) {
                    for blue in (0..=255).step_by(51) {
                        let name = format!("#{red:02x}{green:02x}{blue:02x}");
                        assert_readable(theme, theme.swatch(&ColourName::new(&*name)), &name);
                    }
                }
            }
        }
    }

    #[test]
    fn slots_differ_and_what_is_unknown_is_grey() {
        for theme in [Theme::light(), Theme::dark()] {
            let fills: std::collections::HashSet<_> =
                PALETTE.iter().map(|name| theme.swatch(&ColourName::new(*name)).fill).collect();
            assert_eq!(fills.len(), PALETTE.len());
            let grey = theme.swatch(&ColourName::new("grey"));
            for name in ["", "mauve", "#12345", "Blue"] {
                assert_eq!(theme.swatch(&ColourName::new(name)), grey, "{name}");
            }
        }
    }
}
