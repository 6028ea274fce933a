//! Outline: icons of the bundled fonts as paths, so that a page needs no icon font.

use std::fmt::Write as _;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};

use crate::icons;

static FILL: &[u8] = include_bytes!("../../../assets/fonts/Phosphor-Fill.ttf");
static REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Phosphor-Regular.ttf");

/// Side of the square the paths are drawn in: fine enough for whole numbers to do.
pub(super) const SIDE: f32 = 256.0;

/// The path of the icon inside nodes, centred on the origin of a square with sides of [`SIDE`], `y`
/// down; empty where the font lacks it.
pub(super) fn node_icon(glyph: char) -> String {
    static FONT: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::new(FILL).ok());
    FONT.as_ref().and_then(|font| path(font, glyph, -SIDE / 2.0)).unwrap_or_default()
}

/// An icon of the interface as an SVG element in the colour of the text around; hidden from screen
/// readers, since its button has a name.
pub(super) fn interface_icon(name: &str) -> String {
    static FONT: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::new(REGULAR).ok());
    let glyph = icons::glyph(name);
    let path = FONT.as_ref().and_then(|font| path(font, glyph?, 0.0)).unwrap_or_default();
    format!("<svg class=\"icon\" viewBox=\"0 0 256 256\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>")
}

fn path(font: &FontRef<'_>, glyph: char, origin: f32) -> Option<String> {
    let id = font.charmap().map(glyph)?;
    let outline = font.outline_glyphs().get(id)?;
    let size = Size::new(SIDE);
    // Phosphor's glyphs fill a square em: centred on the box between descent and ascent.
    let metrics = font.metrics(size, LocationRef::default());
    let advance = font.glyph_metrics(size, LocationRef::default()).advance_width(id)?;
    let middle = (metrics.ascent + metrics.descent) * 0.5;
    let mut pen = Pen {
        path: String::new(),
        x: origin + (SIDE - advance) * 0.5,
        y: origin + SIDE * 0.5 + middle,
        at: (0, 0),
    };
    outline.draw(DrawSettings::unhinted(size, LocationRef::default()), &mut pen).ok()?;
    Some(pen.path)
}

/// Takes an outline down in SVG's relative commands, in whole numbers.
struct Pen {
    path: String,
    x: f32,
    y: f32,
    at: (i32, i32),
}

impl Pen {
    fn points(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        let from = if command.is_ascii_uppercase() { (0, 0) } else { self.at };
        for (place, (x, y)) in points.iter().enumerate() {
            let point = ((self.x + x).round() as i32, (self.y - y).round() as i32);
            for (axis, value) in [point.0 - from.0, point.1 - from.1].into_iter().enumerate() {
                let first = place == 0 && axis == 0;
                let space = if first || value < 0 { "" } else { " " };
                // Writing into a text cannot fail.
                let _ = write!(self.path, "{space}{value}");
            }
            self.at = point;
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.points('M', &[(x, y)]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.points('l', &[(x, y)]);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.points('q', &[(cx, cy), (x, y)]);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.points('c', &[(ax, ay), (bx, by), (x, y)]);
    }
    fn close(&mut self) {
        self.path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_offered_has_a_path() {
        for name in icons::ACTOR_ICONS {
            let glyph = icons::glyph(name).expect("the name is known");
            let path = node_icon(glyph);
            assert!(path.starts_with('M') && path.ends_with('Z') && path.len() < 6_000, "{name}: {path}");
        }
        assert_eq!(node_icon('\u{1}'), "");
    }

    #[test]
    fn relative_commands_add_up_to_the_outline() {
        // A pen is where its last point was, however many commands led there.
        let mut pen = Pen { path: String::new(), x: 0.0, y: 0.0, at: (0, 0) };
        pen.move_to(10.0, -10.0);
        pen.line_to(12.4, -10.0);
        pen.line_to(14.8, -10.0);
        pen.close();
        assert_eq!(pen.path, "M10 10l2 0l3 0Z");
    }
}
