//! Options of an import, and its caps.

use crate::file;
use crate::model::Schema;

use super::sniff::Format;

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format; `None` finds it by the content.
    pub format: Option<Format>,
    /// The caps.
    pub limits: Limits,
    /// The vocabulary in which kinds and fields are looked for, and which the map gets.
    pub schema: Schema,
    /// The title of the map where the file has none.
    pub title: String,
    /// What the columns of tables are; `None` leaves it to their names and values.
    pub mapping: Option<super::table::Mapping>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            limits: Limits::default(),
            schema: file::default_schema().clone(),
            title: String::new(),
            mapping: None,
        }
    }
}

/// What a file may hold at most. Each message that one was passed names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes an archive inflates to, all its parts together.
    pub inflated: u64,
    /// How many times its size a part of an archive may inflate to (beyond the first mebibyte).
    pub inflate_ratio: u64,
    /// Nodes, or rows of a table.
    pub rows: usize,
    /// Links.
    pub links: usize,
    /// Attributes of nodes or of links; columns of a table.
    pub columns: usize,
    /// Values in all.
    pub cells: usize,
    /// Bytes of one text.
    pub text: usize,
    /// Things within things: elements, objects, lists, subgraphs.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 1 << 30,
            inflated: 1 << 29,
            inflate_ratio: 200,
            rows: 1_048_576,
            links: 3_000_000,
            columns: 10_000,
            cells: 50_000_000,
            text: 16 << 20,
            depth: 256,
        }
    }
}
