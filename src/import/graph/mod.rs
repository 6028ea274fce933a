//! Graph: formats that say themselves what is a node and what a link.

mod canvas;
mod cx;
mod cyjs;
mod dot;
mod gexf;
mod gml;
mod gogocarto;
mod graphml;
mod json_ld;
mod kumu;
mod lines;
mod links;
mod oligrapher;
mod spells;

use super::error::{Error, ErrorKind};
use super::sniff::Format;
use super::task::Task;

/// Reads a text in a graph format into the draft of a task.
///
/// # Errors
/// What keeps it from being read, with its place.
pub fn read(format: Format, text: String, task: &mut Task<'_>) -> Result<(), Error> {
    match format {
        Format::Gexf => gexf::read(text, task),
        Format::GraphMl => graphml::read(text, task),
        Format::KumuJson => kumu::read(&text, task),
        Format::Cyjs => cyjs::read(&text, task),
        Format::Cx => cx::read_cx(&text, task),
        Format::Cx2 => cx::read_cx2(&text, task),
        Format::Canvas => canvas::read(&text, task),
        Format::Oligrapher | Format::JsonGraph => oligrapher::read(&text, format, task),
        Format::GoGoCarto => gogocarto::read(&text, task),
        Format::JsonLd => json_ld::read(&text, task),
        Format::Gml => gml::read(&text, task),
        Format::Dot => dot::read(&text, task),
        Format::Pajek => lines::read_pajek(&text, task),
        Format::Gdf => lines::read_gdf(&text, task),
        Format::EdgeList => links::read_edges(&text, task),
        Format::Sif => links::read_sif(&text, task),
        Format::Tgf => links::read_tgf(&text, task),
        Format::MatrixMarket => links::read_matrix(&text, task),
        Format::Csv | Format::Xlsx | Format::Xls | Format::Ods => {
            Err(ErrorKind::Unknown { found: "a table" }.into())
        }
    }
}
