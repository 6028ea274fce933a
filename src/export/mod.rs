//! Export: bytes out, for people who have no Maillage: pictures and pages from the drawing, data from
//! the map. Every export first takes out what its [`Audience`] may not see ([`for_audience`]); what
//! writes a format never meets it.

pub mod audience;
pub mod data;
mod error;
pub mod files;
pub mod format;
pub mod page;
pub mod picture;

pub use audience::{Audience, LeftOut, for_audience};
pub use error::Error;
pub use format::Format;
pub use picture::PictureOptions;

use crate::file;
use crate::model::Map;

/// How a map leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Who will see it.
    pub audience: Audience,
    /// Its looks, its language, and what of it is shown.
    pub picture: PictureOptions,
}

/// Writes a map in a format, for an audience. `watch` is told how much is done, from 0 to 1, and says
/// whether to go on. The same input gives the same bytes.
///
/// # Errors
/// Where it was stopped, or there is no way to write it.
pub fn write(
    map: &Map,
    format: Format,
    options: &Options,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Vec<u8>, Error> {
    let (map, _) = for_audience(map, options.audience);
    write_seen(&map, format, options, watch)
}

/// As [`write()`], for a map from which what the audience may not see was taken already.
///
/// # Errors
/// As [`write()`].
pub fn write_seen(
    map: &Map,
    format: Format,
    options: &Options,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Vec<u8>, Error> {
    match format {
        Format::Svg | Format::Png | Format::Pdf => {
            let sheet = picture::sheet(map, &options.picture);
            if !watch(0.1) {
                return Err(Error::Stopped);
            }
            picture::write(&sheet, format, &options.picture, &mut |done| watch(0.1 + 0.9 * done))
        }
        Format::Html => {
            let part = page::part_of(map, &options.picture.looking);
            if !watch(0.1) {
                return Err(Error::Stopped);
            }
            let page = page::write(&part, &page::PageOptions::of_picture(&options.picture));
            let page = page.map_err(|error| Error::Own(error.to_string()))?;
            if watch(1.0) { Ok(page.into_bytes()) } else { Err(Error::Stopped) }
        }
        Format::Maillage => Ok(file::to_string(map).into_bytes()),
        other => {
            // Data is made in one go: looked at before, and before it is used.
            if !watch(0.0) {
                return Err(Error::Stopped);
            }
            let bytes = data::write(map, other, options.picture.lang)?;
            if watch(1.0) { Ok(bytes) } else { Err(Error::Stopped) }
        }
    }
}
