//! Glyphs: the outlines of the bundled fonts, for formats that draw characters instead of setting them.

use std::collections::HashMap;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::drawing::font::{INTER_REGULAR, INTER_SEMI_BOLD, PHOSPHOR_FILL, Weight, advance, text_width};
use crate::drawing::shape::PathEl;
use crate::drawing::sheet::{Anchor, TextRun};
use crate::geometry::Point;

/// A font a sheet is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Face {
    Regular,
    Strong,
    Icons,
}

impl Face {
    /// The face of a run of text.
    pub(super) fn of(strong: bool) -> Self {
        if strong { Self::Strong } else { Self::Regular }
    }

    pub(super) fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => INTER_REGULAR,
            Self::Strong => INTER_SEMI_BOLD,
            Self::Icons => PHOSPHOR_FILL,
        }
    }

    fn font(self) -> Option<&'static FontRef<'static>> {
        static FONTS: LazyLock<[Option<FontRef<'static>>; 3]> = LazyLock::new(|| {
            [INTER_REGULAR, INTER_SEMI_BOLD, PHOSPHOR_FILL].map(|bytes| FontRef::new(bytes).ok())
        });
        FONTS[self as usize].as_ref()
    }

    /// The glyph of a character; 0, the box for what is missing, where the font has none. `None` for
    /// characters that draw nothing by themselves.
    pub(super) fn glyph(self, character: char) -> Option<u16> {
        let found = self.font().and_then(|font| font.charmap().map(character));
        match found {
            Some(glyph) => u16::try_from(glyph.to_u32()).ok(),
            None if draws_nothing(character) => None,
            None => Some(0),
        }
    }
}

/// Whether a character only changes how its neighbours look.
fn draws_nothing(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A character of a run: which glyph, how far from the run's beginning, and its bytes in the text.
pub(super) struct Placed {
    pub glyph: u16,
    /// From the beginning of the run, in ems.
    pub x: f64,
    /// To the next, in ems.
    pub advance: f64,
    pub range: std::ops::Range<usize>,
}

/// The glyphs of a run, and where it begins on the sheet.
pub(super) fn placed(run: &TextRun<'_>) -> (Point, Vec<Placed>) {
    let weight = if run.strong { Weight::Strong } else { Weight::Regular };
    let face = Face::of(run.strong);
    let width = text_width(&run.text, run.size, weight);
    let shift = match run.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::End => width,
    };
    let mut glyphs: Vec<Placed> = Vec::with_capacity(run.text.len());
    let mut x = 0.0;
    for (start, character) in run.text.char_indices() {
        let advance = advance(character, weight);
        let end = start + character.len_utf8();
        match face.glyph(character) {
            Some(glyph) => glyphs.push(Placed { glyph, x, advance, range: start..end }),
            // It belongs to the one before.
            None => {
                if let Some(last) = glyphs.last_mut() {
                    last.range.end = end;
                    last.advance += advance;
                }
            }
        }
        x += advance;
    }
    (run.at - Point::new(shift, 0.0), glyphs)
}

/// Outlines of glyphs, each looked up once: in ems, `y` down.
#[derive(Default)]
pub(super) struct Outlines {
    known: HashMap<(Face, u16), Vec<PathEl>>,
}

impl Outlines {
    /// The outline of a glyph at 1 em.
    pub(super) fn of(&mut self, face: Face, glyph: u16) -> &[PathEl] {
        self.known.entry((face, glyph)).or_insert_with(|| outline(face, glyph))
    }

    /// The outline of an icon in a square of 1, around its centre.
    pub(super) fn icon(&mut self, character: char) -> Vec<PathEl> {
        let Some(glyph) = Face::Icons.glyph(character) else { return Vec::new() };
        let shift = icon_shift(glyph);
        self.of(Face::Icons, glyph).iter().map(|step| moved(*step, 1.0, shift)).collect()
    }
}

/// A step of a path, made larger, then moved.
pub(super) fn moved(step: PathEl, scale: f64, by: Point) -> PathEl {
    let at = |point: Point| point * scale + by;
    match step {
        PathEl::MoveTo(to) => PathEl::MoveTo(at(to)),
        PathEl::LineTo(to) => PathEl::LineTo(at(to)),
        PathEl::CurveTo(a, b, to) => PathEl::CurveTo(at(a), at(b), at(to)),
        PathEl::Close => PathEl::Close,
    }
}

/// From the origin of an icon's glyph to the middle of its square, turned round, in ems: Phosphor's glyphs
/// fill a square em, centred on the box between descent and ascent.
fn icon_shift(glyph: u16) -> Point {
    let Some(font) = Face::Icons.font() else { return Point::ZERO };
    let metrics = font.metrics(Size::new(1.0), LocationRef::default());
    let of_glyph = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let advance = of_glyph.advance_width(GlyphId::from(glyph)).unwrap_or(1.0);
    Point::new(f64::from(-advance) / 2.0, f64::from(metrics.ascent + metrics.descent) / 2.0)
}

fn outline(face: Face, glyph: u16) -> Vec<PathEl> {
    let mut pen = Pen::default();
    if let Some(outline) = face.font().and_then(|font| font.outline_glyphs().get(GlyphId::from(glyph))) {
        // At the size of the design the points are whole numbers: nothing is lost.
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        if outline.draw(settings, &mut pen).is_err() {
            pen.path.clear();
        }
    }
    let em = face
        .font()
        .map_or(1000.0, |font| f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em))
        .max(1.0);
    pen.path.into_iter().map(|step| moved(step, 1.0 / em, Point::ZERO)).collect()
}

/// An outline taken down with cubic curves alone, flipped so that y points down.
#[derive(Default)]
struct Pen {
    path: Vec<PathEl>,
    at: Point,
}

fn flipped(x: f32, y: f32) -> Point {
    Point::new(f64::from(x), -f64::from(y))
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = flipped(x, y);
        self.path.push(PathEl::MoveTo(self.at));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.at = flipped(x, y);
        self.path.push(PathEl::LineTo(self.at));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, to) = (flipped(cx, cy), flipped(x, y));
        self.path.push(PathEl::CurveTo(self.at.lerp(control, 2.0 / 3.0), to.lerp(control, 2.0 / 3.0), to));
        self.at = to;
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.at = flipped(x, y);
        self.path.push(PathEl::CurveTo(flipped(ax, ay), flipped(bx, by), self.at));
    }
    fn close(&mut self) {
        self.path.push(PathEl::Close);
    }
}
