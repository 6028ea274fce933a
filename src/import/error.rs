//! What keeps a foreign file from being read: what, where, and what to do about it. Typed, so that
//! the window can say it in both languages and the command line in English.

use std::fmt;
use std::io;

use super::sniff::Format;

/// Where something stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1; 0 where the file has none (a workbook's cell is in `path`).
    pub line: usize,
    /// Column in characters, from 1; 0 where only the line is known.
    pub column: usize,
    /// The way to it: an element, a member, a sheet and cell (`Feuil1!B3`). May be empty.
    pub path: String,
}

impl Place {
    /// A line.
    pub fn line(line: usize) -> Self {
        Self { line, ..Self::default() }
    }

    /// The place of a byte in a text.
    pub fn of_byte(text: &str, at: usize) -> Self {
        let before = &text.as_bytes()[..at.min(text.len())];
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let column = 1 + before[start..].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        Self { line, column, path: String::new() }
    }

    /// The same place, with the way to it.
    pub fn in_path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        if self.line > 0 {
            write!(f, "line {}", self.line)?;
            between = ", ";
        }
        if self.column > 0 {
            write!(f, "{between}column {}", self.column)?;
        }
        if !self.path.is_empty() {
            write!(f, "{between}{}", self.path)?;
        }
        Ok(())
    }
}

/// Why a file could not be read. The file itself is named by whoever asked for it, or by `file`
/// where several were asked for at once.
#[derive(Debug, thiserror::Error)]
pub struct Error {
    /// What is wrong.
    #[source]
    pub kind: ErrorKind,
    /// Where, for what has a place.
    pub place: Option<Box<Place>>,
    /// The name of the file, where several were read together.
    pub file: Option<String>,
}

impl Error {
    /// An error at a place.
    pub fn at(place: Place, kind: ErrorKind) -> Self {
        Self { kind, place: (!place.is_empty()).then(|| Box::new(place)), file: None }
    }

    /// The same error, of a file.
    pub fn of_file(mut self, name: &str) -> Self {
        self.file.get_or_insert_with(|| name.to_owned());
        self
    }

    /// What is wrong, in English.
    pub fn what(&self) -> String {
        self.kind.to_string()
    }

    /// What to do about it, in English.
    pub fn hint(&self) -> &'static str {
        self.kind.hint()
    }

    /// Whether nobody wanted the result any more.
    pub fn is_cancelled(&self) -> bool {
        matches!(self.kind, ErrorKind::Cancelled)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}", self.kind)
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self { kind, place: None, file: None }
    }
}

/// What can be wrong with a foreign file.
#[derive(Debug, thiserror::Error)]
pub enum ErrorKind {
    /// The system could not give its bytes.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// A folder.
    #[error("this is a directory (folder), not a file")]
    Directory,
    /// A pipe, a device or the like.
    #[error("this is not a regular file but a pipe or a device")]
    NotAFile,
    /// More bytes than [`Limits::bytes`](super::Limits::bytes).
    #[error("the file is too large: {bytes} bytes, more than {limit}")]
    TooLarge {
        /// Its size, or how much of it was seen.
        bytes: u64,
        /// The cap.
        limit: u64,
    },
    /// No bytes, or blanks only.
    #[error("the file is empty")]
    Empty,
    /// Nothing this program reads.
    #[error("this is {found}, which is no graph or table that can be read")]
    Unknown {
        /// What it looks like, with its article ("an SVG picture").
        found: &'static str,
    },
    /// It was said to be a format that it is not.
    #[error("this is not {expected}: {found}")]
    NotThis {
        /// What it was to be.
        expected: Format,
        /// What it looks like or what is missing.
        found: String,
    },
    /// The text breaks the rules of its format.
    #[error("not well-formed {format}: {what}")]
    Syntax {
        /// The format.
        format: Format,
        /// What is wrong.
        what: String,
    },
    /// The text ends before it should.
    #[error("the file is cut short (truncated): {0}")]
    Truncated(String),
    /// A document type that defines entities.
    #[error(
        "the DOCTYPE (DTD) of this XML defines entities, which are refused: they could read other files or grow without end"
    )]
    Doctype,
    /// A reference to an entity that XML does not know.
    #[error("`&{0};` is an entity that is not defined")]
    Entity(String),
    /// Bytes that are no text in the encoding the file has or claims.
    #[error("the text is not {encoding}: the bytes here fit no character")]
    Encoding {
        /// The encoding.
        encoding: String,
    },
    /// Things within things beyond a cap.
    #[error("{what} lie more than {limit} deep (nested) in each other")]
    TooDeep {
        /// What lies in each other.
        what: &'static str,
        /// The cap.
        limit: usize,
    },
    /// More of something than a cap.
    #[error("too large: {count} {what}, more than {limit}")]
    TooMany {
        /// Of what: "links (edges)", "columns", "cells".
        what: &'static str,
        /// How many, or how many were seen.
        count: u64,
        /// The cap.
        limit: u64,
    },
    /// A version that is not known.
    #[error("{format} version {version} is not known")]
    Version {
        /// The format.
        format: Format,
        /// The version.
        version: String,
    },
    /// Something it must have is missing.
    #[error("{0} is missing")]
    Missing(String),
    /// Something has a value it cannot have.
    #[error("{0}")]
    Invalid(String),
    /// A table that begins with several blank lines.
    #[error("the table begins after blank lines")]
    BlankStart,
    /// A table whose rows do not fit its columns.
    #[error("{0}")]
    Uneven(String),
    /// The program that made the file said that it failed.
    #[error("the program that made the file says that it failed (status): {0}")]
    Failed(String),
    /// A key that comes twice in one object.
    #[error("duplicate key `{0}`")]
    DuplicateKey(String),
    /// A document that must be opened with a password.
    #[error("the file is protected (encrypted) with a password")]
    Password,
    /// A workbook or archive that is damaged.
    #[error("the archive (zip) is damaged or corrupt: {0}")]
    Archive(String),
    /// Files that do not go together.
    #[error("these files cannot be read as one map: {0}")]
    Together(String),
    /// Nobody wants the result any more.
    #[error("the import was cancelled")]
    Cancelled,
}

impl ErrorKind {
    /// A name for it that stays the same, for what is said in other languages.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::Directory => "directory",
            Self::NotAFile => "not-a-file",
            Self::TooLarge { .. } => "too-large",
            Self::Empty => "empty",
            Self::Unknown { .. } => "unknown",
            Self::NotThis { .. } => "not-this",
            Self::Syntax { .. } => "syntax",
            Self::Truncated(_) => "truncated",
            Self::Doctype => "doctype",
            Self::Entity(_) => "entity",
            Self::Encoding { .. } => "encoding",
            Self::TooDeep { .. } => "too-deep",
            Self::TooMany { .. } => "too-many",
            Self::Version { .. } => "version",
            Self::Missing(_) => "missing",
            Self::Invalid(_) => "invalid",
            Self::BlankStart => "blank-start",
            Self::Uneven(_) => "uneven",
            Self::Failed(_) => "failed",
            Self::DuplicateKey(_) => "duplicate-key",
            Self::Password => "password",
            Self::Archive(_) => "archive",
            Self::Together(_) => "together",
            Self::Cancelled => "cancelled",
        }
    }

    /// What to do about it, in English.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => {
                    "the file does not exist (not found): check its name and the folder it is in"
                }
                io::ErrorKind::PermissionDenied => {
                    "ask whoever owns the file for the right (permission) to read it"
                }
                _ => "check that the disk or network drive is there, then try again",
            },
            Self::Directory | Self::NotAFile => "choose a file",
            Self::TooLarge { .. } | Self::TooMany { .. } => "take out what is not needed, or split the file",
            Self::Empty => "ask for the file again, or export it anew",
            Self::Unknown { .. } | Self::NotThis { .. } => {
                "export it as GEXF, GraphML, Kumu JSON, CSV or XLSX from the program it was made by"
            }
            Self::Syntax { .. } | Self::Entity(_) | Self::Invalid(_) => {
                "correct this place by hand, or export the file anew"
            }
            Self::BlankStart => "take the blank lines at its start out",
            Self::Uneven(_) => {
                "give every row as many cells as there are columns; put cells that hold the separator in quotation marks"
            }
            Self::Truncated(_) => "its download or copy was interrupted: ask for the file again",
            Self::Doctype => "export the file without a document type",
            Self::Encoding { .. } => "save the file as UTF-8 in the program it was made by",
            Self::TooDeep { .. } => "the program that made the file has gone wrong: export it anew",
            Self::Version { .. } => "export it in an earlier version of the format",
            Self::Missing(_) | Self::Failed(_) => "export the file anew, whole",
            Self::DuplicateKey(_) => "keep one of the two members",
            Self::Password => "open it with the password in a spreadsheet and save a copy without",
            Self::Archive(_) => "ask for the file again, or save it anew in a spreadsheet",
            Self::Together(_) => "give the list of actors and the list of links of one network",
            Self::Cancelled => "nothing was changed",
        }
    }
}
