//! Graph: formats that say themselves what is a node and what a link.

use super::error::{Error, ErrorKind};
use super::sniff::Format;
use super::task::Task;

/// Reads a text in a graph format into the draft of a task.
///
/// # Errors
/// What keeps it from being read, with its place.
pub fn read(format: Format, text: String, task: &mut Task<'_>) -> Result<(), Error> {
    let _ = (text, task);
    Err(ErrorKind::NotThis { expected: format, found: "not read yet".into() }.into())
}
