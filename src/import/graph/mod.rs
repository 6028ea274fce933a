//! Graph: formats that say themselves what is a node and what a link.

mod canvas;
mod cx;
mod cyjs;
mod gexf;
mod graphml;
mod kumu;
mod oligrapher;

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
        _ => Err(ErrorKind::NotThis { expected: format, found: "not read yet".into() }.into()),
    }
}
