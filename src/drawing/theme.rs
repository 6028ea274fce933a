//! Theme: every colour of the project, light and dark. The interface and the drawing take theirs
//! here and nowhere else; the colours of actors come from the [`super::palette`].

use std::fmt;

use super::palette;
pub use super::palette::PALETTE;
use crate::model::ColourName;

/// A colour: red, green, blue in sRGB, and straight (not premultiplied) opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgba(pub [u8; 4]);

impl Rgba {
    /// Nothing at all.
    pub const TRANSPARENT: Rgba = Rgba([0, 0, 0, 0]);
    /// Black, to darken with.
    pub const BLACK: Rgba = Rgba::rgb(0x00_00_00);
    /// White, to lighten with.
    pub const WHITE: Rgba = Rgba::rgb(0xff_ff_ff);

    /// An opaque colour from `0xRRGGBB`.
    pub const fn rgb(hex: u32) -> Self {
        Self([(hex >> 16) as u8, (hex >> 8) as u8, hex as u8, 255])
    }

    /// A colour from `0xRRGGBBAA`.
    const fn with_alpha(hex: u32) -> Self {
        Self([(hex >> 24) as u8, (hex >> 16) as u8, (hex >> 8) as u8, hex as u8])
    }

    /// Reads `#RRGGBB` or `#RRGGBBAA`.
    pub fn from_hex(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let value = u32::from_str_radix(hex, 16).ok()?;
        match hex.len() {
            6 => Some(Self::rgb(value)),
            8 => Some(Self::with_alpha(value)),
            _ => None,
        }
    }

    /// `#RRGGBB`, without the opacity: for formats that say it apart.
    pub fn to_hex(self) -> String {
        let [red, green, blue, _] = self.0;
        format!("#{red:02X}{green:02X}{blue:02X}")
    }

    /// Its opacity, 0 to 1.
    pub fn opacity(self) -> f64 {
        f64::from(self.0[3]) / 255.0
    }

    /// This colour with its opacity multiplied (clamped to 0..1; NaN counts as 0).
    pub fn with_opacity(self, opacity: f64) -> Self {
        let [red, green, blue, alpha] = self.0;
        Self([red, green, blue, (f64::from(alpha) * opacity.clamp(0.0, 1.0)).round() as u8])
    }

    /// The colour at `t` of the way to another (0 is this one), opacity included.
    pub fn mix(self, other: Rgba, t: f64) -> Self {
        let t = if t.is_nan() { 0.0 } else { t.clamp(0.0, 1.0) };
        let blend = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
        let [red, green, blue, alpha] = self.0;
        let other = other.0;
        Self([blend(red, other[0]), blend(green, other[1]), blend(blue, other[2]), blend(alpha, other[3])])
    }

    /// What one sees of this colour over an opaque ground.
    pub fn over(self, ground: Rgba) -> Self {
        let mut seen = ground.mix(Self([self.0[0], self.0[1], self.0[2], 255]), self.opacity());
        seen.0[3] = 255;
        seen
    }

    /// Relative luminance (WCAG 2), opacity left out.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue, _] = self.0;
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Contrast with another colour (WCAG 2), 1 to 21.
    pub fn contrast(self, other: Rgba) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl fmt::Display for Rgba {
    /// `#RRGGBB`, or `#RRGGBBAA` where it is not opaque.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())?;
        if self.0[3] != 255 { write!(f, "{:02X}", self.0[3]) } else { Ok(()) }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeKind {
    /// Dark ink on a light ground.
    #[default]
    Light,
    /// Light ink on a dark ground.
    Dark,
}

/// The five shades a colour of actors has in a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swatch {
    /// Inside of a node.
    pub fill: Rgba,
    /// Outline of a node; text in the colour of a family.
    pub stroke: Rgba,
    /// Icon on the fill.
    pub icon: Rgba,
    /// Tint of a hull.
    pub hull: Rgba,
    /// Link, at full opacity.
    pub link: Rgba,
}

/// The colours of one theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Light or dark.
    pub kind: ThemeKind,
    /// Ground of the map.
    pub canvas: Rgba,
    /// Ground of panels and dialogs.
    pub panel: Rgba,
    /// Ground of boxes one can click, of fields.
    pub panel_2: Rgba,
    /// Hairline between panels.
    pub line: Rgba,
    /// Outline of controls.
    pub line_strong: Rgba,
    /// Text.
    pub ink: Rgba,
    /// Secondary text.
    pub ink_2: Rgba,
    /// Text of what cannot be used.
    pub ink_disabled: Rgba,
    /// Selection and the primary action.
    pub accent: Rgba,
    /// Ground of what is selected in a list.
    pub accent_soft: Rgba,
    /// Text on the accent.
    pub on_accent: Rgba,
    /// What destroys or failed.
    pub danger: Rgba,
    /// Its ground.
    pub danger_soft: Rgba,
    /// What wants attention.
    pub warn: Rgba,
    /// Its ground.
    pub warn_soft: Rgba,
    /// What is well.
    pub ok: Rgba,
    /// Its ground.
    pub ok_soft: Rgba,
    /// Ring of the keyboard focus.
    pub focus_ring: Rgba,
    /// Over what lies behind a dialog.
    pub scrim: Rgba,
    /// A link out of focus.
    pub link_faded: Rgba,
}

static LIGHT: Theme = Theme {
    kind: ThemeKind::Light,
    canvas: Rgba::rgb(0xfbfaf7),
    panel: Rgba::rgb(0xffffff),
    panel_2: Rgba::rgb(0xf3f2ee),
    line: Rgba::rgb(0xdddbd4),
    line_strong: Rgba::rgb(0xc4c1b8),
    ink: Rgba::rgb(0x1a222b),
    ink_2: Rgba::rgb(0x56606b),
    ink_disabled: Rgba::rgb(0xc4c1b8),
    accent: Rgba::rgb(0x2b3fbf),
    accent_soft: Rgba::rgb(0xe8eafa),
    on_accent: Rgba::rgb(0xffffff),
    danger: Rgba::rgb(0xb3261e),
    danger_soft: Rgba::rgb(0xfbe9e7),
    warn: Rgba::rgb(0x8a5700),
    warn_soft: Rgba::rgb(0xfcf1dc),
    ok: Rgba::rgb(0x1c7549),
    ok_soft: Rgba::rgb(0xe4f3ea),
    focus_ring: Rgba::rgb(0x2b3fbf),
    scrim: Rgba::with_alpha(0x1a222b66),
    link_faded: Rgba::rgb(0xdddbd4),
};

static DARK: Theme = Theme {
    kind: ThemeKind::Dark,
    canvas: Rgba::rgb(0x13171c),
    panel: Rgba::rgb(0x1a1f25),
    panel_2: Rgba::rgb(0x232a31),
    line: Rgba::rgb(0x333b44),
    line_strong: Rgba::rgb(0x4a545f),
    ink: Rgba::rgb(0xeceff2),
    ink_2: Rgba::rgb(0xa6b0ba),
    ink_disabled: Rgba::rgb(0x4a545f),
    accent: Rgba::rgb(0x9dacff),
    accent_soft: Rgba::rgb(0x272f55),
    on_accent: Rgba::rgb(0x10162e),
    danger: Rgba::rgb(0xff8f85),
    danger_soft: Rgba::rgb(0x3d2221),
    warn: Rgba::rgb(0xf0ba55),
    warn_soft: Rgba::rgb(0x382c15),
    ok: Rgba::rgb(0x74d3a0),
    ok_soft: Rgba::rgb(0x18332a),
    focus_ring: Rgba::rgb(0x9dacff),
    scrim: Rgba::with_alpha(0x000000a6),
    link_faded: Rgba::rgb(0x333b44),
};

impl Theme {
    /// The light theme; what is printed or exported uses it unless asked otherwise.
    pub fn light() -> &'static Theme {
        &LIGHT
    }

    /// The dark theme.
    pub fn dark() -> &'static Theme {
        &DARK
    }

    /// Whether it is the dark one.
    pub fn is_dark(&self) -> bool {
        self.kind == ThemeKind::Dark
    }

    /// The theme of a kind.
    pub fn of(kind: ThemeKind) -> &'static Theme {
        match kind {
            ThemeKind::Light => Self::light(),
            ThemeKind::Dark => Self::dark(),
        }
    }

    /// The shades of a colour a schema names: those of the palette's slot, or shades derived from
    /// `#RRGGBB` so that outlines and icons keep their contrast. Any other text means grey.
    pub fn swatch(&self, colour: &ColourName) -> Swatch {
        palette::slot(self.kind, &colour.0)
            .or_else(|| {
                let [red, green, blue] = colour.rgb()?;
                Some(palette::derive(self, Rgba([red, green, blue, 255])))
            })
            .unwrap_or_else(|| palette::fallback(self.kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_read_and_written() {
        assert_eq!(Rgba::from_hex("#3C78D0"), Some(Rgba::rgb(0x3c78d0)));
        assert_eq!(Rgba::from_hex("#1A222B66"), Some(Rgba([0x1a, 0x22, 0x2b, 0x66])));
        for text in ["", "#", "3C78D0", "#3C78D", "#+C78D0", "#éé", "#3C78D0000"] {
            assert_eq!(Rgba::from_hex(text), None, "{text}");
        }
        assert_eq!(Rgba([1, 2, 255, 16]).to_string(), "#0102FF10");
    }

    #[test]
    fn opacity_and_mixing_stay_in_range() {
        let ink = LIGHT.ink;
        assert_eq!(ink.with_opacity(0.5).0[3], 128);
        assert_eq!(ink.with_opacity(7.0), ink);
        assert_eq!(ink.with_opacity(f64::NAN).0[3], 0);
        assert_eq!(ink.mix(LIGHT.canvas, 1.0), LIGHT.canvas);
        assert_eq!(ink.with_opacity(0.0).over(LIGHT.canvas), LIGHT.canvas);
    }

    #[test]
    fn text_contrasts_hold_on_every_ground() {
        for theme in [Theme::light(), Theme::dark()] {
            for ground in [theme.canvas, theme.panel, theme.panel_2] {
                for text in [theme.ink, theme.ink_2, theme.accent, theme.danger, theme.warn, theme.ok] {
                    assert!(text.contrast(ground) >= 4.5, "{text} on {ground}");
                }
            }
            for (text, ground) in [
                (theme.on_accent, theme.accent),
                (theme.danger, theme.danger_soft),
                (theme.warn, theme.warn_soft),
                (theme.ok, theme.ok_soft),
                (theme.accent, theme.accent_soft),
            ] {
                assert!(text.contrast(ground) >= 4.5, "{text} on {ground}");
            }
        }
    }
}
