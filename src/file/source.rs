//! Places: from the offset of a byte to the line and column a person can go to.

use std::cell::{Cell, OnceCell};

use super::error::{Error, ErrorKind, Place};
use super::json::{Fault, Step};

/// The text of a file being read, which knows its lines.
pub(super) struct Source<'a> {
    text: &'a str,
    /// Offsets of the first byte of every line, once someone asks.
    line_starts: OnceCell<Vec<usize>>,
    /// The last place that was worked out: (first byte of its line, its offset, its column). Places
    /// are mostly asked for in order, and a whole file may stand on one line.
    last: Cell<(usize, usize, usize)>,
}

impl<'a> Source<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, line_starts: OnceCell::new(), last: Cell::new((0, 0, 1)) }
    }

    /// The place of the value at an address within the text.
    pub fn place(&self, address: usize, path: String, record: Option<String>) -> Place {
        let offset = address.saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        let starts = self.line_starts.get_or_init(|| line_starts(self.text.as_bytes()));
        let line = starts.partition_point(|start| *start <= offset);
        let line_start = starts.get(line.wrapping_sub(1)).copied().unwrap_or_default();
        let (last_start, last_offset, last_column) = self.last.get();
        let (from, column) = if last_start == line_start && (line_start..=offset).contains(&last_offset) {
            (last_offset, last_column)
        } else {
            (line_start, 1)
        };
        let column = column + characters(&self.text.as_bytes()[from..offset]);
        self.last.set((line_start, offset, column));
        Place { path, record, line, column }
    }

    /// A fault with its place.
    pub fn error(&self, fault: Fault) -> Error {
        let mut path = String::new();
        for step in fault.steps.iter().rev() {
            match step {
                Step::Member(name) if path.is_empty() => path.push_str(&short(name)),
                Step::Member(name) => path.push_str(&format!(".{}", short(name))),
                Step::Item(index) => path.push_str(&format!("[{index}]")),
            }
        }
        let place = self.place(fault.address, path, fault.record.map(|name| short(&name)));
        Error { kind: fault.kind, place: Some(Box::new(place)) }
    }
}

/// An error about a byte of what is not known to be text.
pub(super) fn error_at_byte(bytes: &[u8], offset: usize, kind: ErrorKind) -> Error {
    let before = &bytes[..offset.min(bytes.len())];
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let column = 1 + characters(&before[line_start..]);
    Error { kind, place: Some(Box::new(Place { line, column, ..Place::default() })) }
}

fn line_starts(text: &[u8]) -> Vec<usize> {
    let newlines = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect()
}

/// How many characters of UTF-8 begin in the bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// A text from a file at a length fit for a message.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_in_any_order() {
        let text = "{\n \"é\": 1,\r\n \"b\": 2}";
        let source = Source::new(text);
        let place = |needle: &str| {
            let offset = text.find(needle).expect("the needle is there");
            let place = source.place(text.as_ptr() as usize + offset, String::new(), None);
            (place.line, place.column)
        };
        assert_eq!(place("2}"), (3, 7));
        assert_eq!(place("1,"), (2, 7));
        assert_eq!(place("\"é"), (2, 2));
        assert_eq!(place("1,"), (2, 7));
        assert_eq!(place("{"), (1, 1));
    }
}
