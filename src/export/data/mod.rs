//! Data: a map for other tools. Graph formats and linked data, each written so that what Maillage
//! writes it can read again; what a format cannot hold is said before ([`losses`]).
//!
//! | format | actors and links | kinds | every field | positions | colours |
//! |---|---|---|---|---|---|
//! | GEXF, GraphML, cyjs, CX2 | yes | labels | yes | yes | of kinds |
//! | Kumu JSON | yes | labels | yes | yes | no |
//! | DOT | yes | labels | yes | yes | of kinds |
//! | JSON Canvas | yes | on the card | as text on the card | whole units | of kinds |
//! | CSV pair, XLSX | yes | labels | yes | yes | no |
//! | Kumu XLSX | yes | labels | yes | yes | no |
//! | JSON-LD | yes | concepts | those the vocabularies have | no | no |
//! | GoGoCarto | points only | categories | yes | on the globe | no |

mod canvas;
mod cells;
pub mod csv;
mod cx2;
mod cyjs;
mod dot;
mod gexf;
mod gogocarto;
mod graphml;
mod json_ld;
mod kumu;
mod loss;
mod markup;
pub mod rows;
pub mod xlsx;

pub use loss::{Loss, losses};

use super::{Error, Format};
use crate::lang::Lang;
use crate::model::Map;

/// Writes a map as data, for one format. The labels of kinds and the verbs of links are those of a
/// language. What an audience may not see was taken out before.
///
/// # Errors
/// Where the format is none of those written here.
pub fn write(map: &Map, format: Format, lang: Lang) -> Result<Vec<u8>, Error> {
    let text = match format {
        Format::Gexf => gexf::write(map, lang),
        Format::GraphMl => graphml::write(map, lang),
        Format::KumuJson => kumu::write(map, lang),
        Format::CyJs => cyjs::write(map, lang),
        Format::Cx2 => cx2::write(map, lang),
        Format::Canvas => canvas::write(map, lang),
        Format::Dot => dot::write(map, lang),
        Format::GoGoCarto => gogocarto::write(map, lang),
        Format::JsonLd => json_ld::write(map, lang),
        // The actors of a pair; its links are a file of their own, see [`csv`].
        Format::Csv => return Ok(csv::actors(map, lang)),
        Format::Xlsx => return xlsx::workbook(map, lang),
        Format::KumuXlsx => return xlsx::kumu(map),
        other => return Err(Error::NotWritten(other.ending())),
    };
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests;
