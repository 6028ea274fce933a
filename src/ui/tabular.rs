//! Cells: the selection as tab-separated text that spreadsheets take, and back.

use crate::edit::Edit;
use crate::geometry::Point;
use crate::session::{Selection, Session};
use crate::text::Text;

/// The selected actors and links as cells.
pub fn copy(_session: &Session, _text: &Text) -> String {
    String::new()
}

/// What pasted cells add, or a sentence on why they add nothing.
pub fn paste(
    _session: &Session,
    text: &Text,
    _pasted: &str,
    _near: Point,
) -> Result<(Edit, Selection), String> {
    Err(text.get("paste-nothing").to_owned())
}
