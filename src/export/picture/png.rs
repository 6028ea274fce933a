//! PNG: a sheet in pixels. It is the SVG with outlines for text, drawn by `resvg`: no font of the machine
//! has a say, and the same sheet gives the same pixels everywhere.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use super::Error;
use super::svg::{self, TextAs};
use crate::drawing::sheet::Sheet;

/// The most pixels a picture for paper may have: A0 at 300 to the inch.
pub const MOST_PIXELS: f64 = 140e6;
/// The most pixels of one for screens: an 8K screen one and a half times. Vast maps at their natural size would
/// make files that few programs open.
const MOST_ON_SCREEN: f64 = 50e6;

/// Pixels of a sheet: opaque or with what lies behind left out, row by row, red, green, blue and opacity,
/// not premultiplied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}

/// The size in pixels of a sheet at so many pixels to a CSS pixel. What would have more than
/// [`MOST_PIXELS`] on paper, or 50 million elsewhere, gets fewer.
pub fn size_of(sheet: &Sheet, scale: f64) -> [u32; 2] {
    let [width, height] = sheet.output_px();
    let scale = if scale.is_finite() { scale.clamp(0.01, 100.0) } else { 1.0 };
    let most = if sheet.paper_mm.is_some() { MOST_PIXELS } else { MOST_ON_SCREEN };
    let scale = scale.min((most / (width * height).max(1.0)).sqrt());
    [width, height].map(|side| (side * scale).round().max(1.0) as u32)
}

fn render(sheet: &Sheet, size: [u32; 2], watch: &mut dyn FnMut(f32) -> bool) -> Result<Pixmap, Error> {
    // Half of the work is done when it is written down.
    let svg = svg::write(sheet, TextAs::Outlines, &mut |done| watch(0.4 * done)).ok_or(Error::Stopped)?;
    let options = usvg::Options::default();
    let tree =
        usvg::Tree::from_data(svg.as_bytes(), &options).map_err(|error| Error::Own(error.to_string()))?;
    drop(svg);
    if !watch(0.5) {
        return Err(Error::Stopped);
    }
    let [width, height] = size;
    let mut pixmap = Pixmap::new(width, height).ok_or(Error::TooLarge)?;
    let own = tree.size();
    let scale = Transform::from_scale(width as f32 / own.width(), height as f32 / own.height());
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    if watch(0.85) { Ok(pixmap) } else { Err(Error::Stopped) }
}

/// Writes a sheet.
pub(super) fn write(
    sheet: &Sheet,
    size: [u32; 2],
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Vec<u8>, Error> {
    let pixmap = render(sheet, size, watch)?;
    pixmap.encode_png().map_err(|error| Error::Own(error.to_string()))
}

/// Draws a sheet for a screen or a clipboard.
pub(super) fn pixels(
    sheet: &Sheet,
    size: [u32; 2],
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Pixels, Error> {
    let pixmap = render(sheet, size, watch)?;
    Ok(Pixels { width: pixmap.width(), height: pixmap.height(), rgba: pixmap.take_demultiplied() })
}
