//! The icons inside nodes as textures: each a layer with its smaller copies, drawn once from the
//! outlines of the bundled font.

use std::collections::BTreeMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};
use zeno::{Command, Format, Mask, Vector};

/// Side of the largest copy, in texels.
pub const ICON_SIDE: u32 = 64;
/// 64, 32, 16 and 8 texels.
const LEVELS: u32 = 4;
/// Textures have 256 layers everywhere; more kinds than that share the last icon.
const MAX_LAYERS: usize = 256;

/// The icons a map uses.
pub struct IconLayers {
    layers: BTreeMap<char, u32>,
    bytes: Vec<u8>,
}

impl IconLayers {
    /// Draws these characters of the font.
    pub fn new(glyphs: impl IntoIterator<Item = char>) -> Self {
        let font = FontRef::new(include_bytes!("../../../assets/fonts/Phosphor-Fill.ttf")).ok();
        let mut layers = BTreeMap::new();
        let mut bytes = Vec::new();
        for glyph in glyphs {
            if layers.contains_key(&glyph) || layers.len() >= MAX_LAYERS {
                continue;
            }
            layers.insert(glyph, layers.len() as u32);
            let mut level = font
                .as_ref()
                .and_then(|font| draw(font, glyph))
                .unwrap_or_else(|| vec![0; (ICON_SIDE * ICON_SIDE) as usize]);
            let mut side = ICON_SIDE as usize;
            for _ in 0..LEVELS {
                bytes.extend_from_slice(&level);
                level = halved(&level, side);
                side /= 2;
            }
        }
        // A texture array has two layers at least (see `gpu`).
        let layer_bytes: usize = (0..LEVELS).map(|level| ((ICON_SIDE >> level) as usize).pow(2)).sum();
        let padded = bytes.len().max(2 * layer_bytes);
        bytes.resize(padded, 0);
        Self { layers, bytes }
    }

    /// The layer of an icon.
    pub fn layer(&self, glyph: char) -> Option<u32> {
        self.layers.get(&glyph).copied()
    }

    /// Whether it has all of these.
    pub fn covers(&self, glyphs: impl IntoIterator<Item = char>) -> bool {
        glyphs.into_iter().all(|glyph| self.layers.contains_key(&glyph))
    }

    /// How many layers there are.
    pub fn count(&self) -> u32 {
        self.layers.len() as u32
    }

    /// How many sizes each layer has.
    pub fn levels(&self) -> u32 {
        LEVELS
    }

    /// Coverage, layer by layer, the largest copy first.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// An outline taken down for the rasteriser, flipped so that y points down.
#[derive(Default)]
struct Pen {
    commands: Vec<Command>,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.commands.push(Command::MoveTo(Vector::new(x, -y)));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.commands.push(Command::LineTo(Vector::new(x, -y)));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.commands.push(Command::QuadTo(Vector::new(cx, -cy), Vector::new(x, -y)));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.commands.push(Command::CurveTo(Vector::new(ax, -ay), Vector::new(bx, -by), Vector::new(x, -y)));
    }
    fn close(&mut self) {
        self.commands.push(Command::Close);
    }
}

fn draw(font: &FontRef<'_>, glyph: char) -> Option<Vec<u8>> {
    let id = font.charmap().map(glyph)?;
    let outline = font.outline_glyphs().get(id)?;
    let size = Size::new(ICON_SIDE as f32);
    let mut pen = Pen::default();
    outline.draw(DrawSettings::unhinted(size, LocationRef::default()), &mut pen).ok()?;
    // Phosphor's glyphs fill a square em: centred on the box between descent and ascent.
    let metrics = font.metrics(size, LocationRef::default());
    let middle = (metrics.ascent + metrics.descent) * 0.5;
    let advance = font.glyph_metrics(size, LocationRef::default()).advance_width(id)?;
    let offset = Vector::new(ICON_SIDE as f32 * 0.5 - advance * 0.5, ICON_SIDE as f32 * 0.5 + middle);
    let (mask, _) =
        Mask::new(&pen.commands[..]).format(Format::Alpha).size(ICON_SIDE, ICON_SIDE).offset(offset).render();
    (mask.len() == (ICON_SIDE * ICON_SIDE) as usize).then_some(mask)
}

fn halved(texels: &[u8], side: usize) -> Vec<u8> {
    let half = side / 2;
    let at = |x: usize, y: usize| u16::from(texels.get(y * side + x).copied().unwrap_or_default());
    (0..half * half)
        .map(|index| {
            let (x, y) = (index % half.max(1) * 2, index / half.max(1) * 2);
            ((at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1) + 2) / 4) as u8
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::icons;

    #[test]
    fn every_icon_offered_leaves_ink() {
        let glyph = |name: &&str| icons::glyph(name).expect("the name is known");
        let layers = IconLayers::new(icons::ACTOR_ICONS.iter().map(glyph));
        let layer_bytes = layers.bytes().len() / layers.count() as usize;
        for name in icons::ACTOR_ICONS.iter().take(MAX_LAYERS) {
            let layer = layers.layer(glyph(name)).expect("it was asked for") as usize;
            let start = layer * layer_bytes;
            let first = &layers.bytes()[start..start + (ICON_SIDE * ICON_SIDE) as usize];
            let ink = first.iter().filter(|texel| **texel > 128).count();
            assert!(ink > 200, "{name} has {ink} dark texels");
        }
    }

    #[test]
    fn a_character_the_font_lacks_is_an_empty_layer() {
        let layers = IconLayers::new(['\u{1}']);
        assert!(layers.covers(['\u{1}']));
        assert!(layers.bytes().iter().all(|texel| *texel == 0));
    }
}
