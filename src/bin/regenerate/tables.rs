//! Tables: the readable form of the samples. Tab-separated text, a heading line, one record a line;
//! ` | ` parts the values of a cell.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What is wrong with a source, and where.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The system does not give or take a file.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A line, a cell or a file says something that does not hold.
    #[error("{place}: {what}")]
    Wrong {
        /// The table and line, or the file made from them.
        place: String,
        /// What does not hold.
        what: String,
    },
}

impl SourceError {
    /// Something that does not hold, with its place.
    pub fn wrong(place: impl ToString, what: impl ToString) -> Self {
        Self::Wrong { place: place.to_string(), what: what.to_string() }
    }
}

/// Reads a text file, named in the error where that fails.
pub fn read_text(path: &Path) -> Result<String, SourceError> {
    fs::read_to_string(path).map_err(|cause| SourceError::Io { path: path.to_owned(), cause })
}

/// A table: its name, its columns and its rows.
///
/// Limitations: no quoting, so no cell holds a tab or a line end.
pub struct Table {
    name: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    number: usize,
}

impl Table {
    /// Reads `name.tsv` of a folder. Every row has a cell for every column, and no column is there
    /// that is not among the expected ones: a slip in the heading must not lose data silently.
    pub fn read(folder: &Path, name: &str, columns: &[&str]) -> Result<Self, SourceError> {
        let text = read_text(&folder.join(format!("{name}.tsv")))?;
        Self::parse(&text, name, columns)
    }

    fn parse(text: &str, name: &str, columns: &[&str]) -> Result<Self, SourceError> {
        let split =
            |line: &str| -> Vec<String> { line.split('\t').map(|cell| cell.trim().to_owned()).collect() };
        let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
        let table = Self {
            name: name.to_owned(),
            columns: split(lines.next().unwrap_or_default()),
            rows: lines.map(split).collect(),
        };
        if table.columns != columns {
            let expected = columns.join(", ");
            return Err(SourceError::wrong(
                format!("{name}.tsv:1"),
                format!("the columns are not: {expected}"),
            ));
        }
        for row in table.rows() {
            let cells = table.rows[row.number].len();
            if cells != columns.len() {
                return Err(row.wrong(format!("{cells} cells instead of {}", columns.len())));
            }
        }
        Ok(table)
    }

    /// The rows, as they stand.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|number| Row { table: self, number })
    }

    /// Checks that no two rows say the same in these columns.
    pub fn check_distinct(&self, columns: &[&str]) -> Result<(), SourceError> {
        let mut seen = BTreeSet::new();
        for row in self.rows() {
            let key: Vec<&str> = columns.iter().map(|column| row.text(column)).collect();
            if !seen.insert(key.clone()) {
                return Err(row.wrong(format!("\"{}\" stands twice", key.join(" "))));
            }
        }
        Ok(())
    }
}

impl<'a> Row<'a> {
    /// The text of a cell; empty where the table has no such column.
    pub fn text(self, column: &str) -> &'a str {
        let at = self.table.columns.iter().position(|name| name == column);
        at.and_then(|at| self.table.rows[self.number].get(at)).map_or("", String::as_str)
    }

    /// The values of a cell that holds several.
    pub fn list(self, column: &str) -> Vec<&'a str> {
        self.text(column).split(" | ").map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    /// The number in a cell, with a decimal point; `None` where it is empty.
    pub fn number(self, column: &str) -> Result<Option<f64>, SourceError> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let number = text.parse().ok().filter(|value: &f64| value.is_finite());
        number.map(Some).ok_or_else(|| self.wrong(format!("\"{text}\" is not a number ({column})")))
    }

    /// Yes or no, in French as in the tables; `None` where it is empty.
    pub fn flag(self, column: &str) -> Result<Option<bool>, SourceError> {
        match self.text(column) {
            "" => Ok(None),
            "oui" => Ok(Some(true)),
            "non" => Ok(Some(false)),
            other => Err(self.wrong(format!("\"{other}\" is neither oui nor non ({column})"))),
        }
    }

    /// Something that does not hold in this row.
    pub fn wrong(self, what: impl ToString) -> SourceError {
        // The heading is line 1, and lines count from 1.
        SourceError::wrong(format!("{}.tsv:{}", self.table.name, self.number + 2), what)
    }
}
