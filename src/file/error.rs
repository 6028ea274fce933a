//! What can be wrong with a file, and where: typed, so that the window can say it in French and
//! English and the command line in English.

use std::fmt;
use std::io;

use super::foreign::ForeignFormat;
use crate::model::identifier::IdentifierFault;
use crate::model::{ActorId, Advice};

/// Where something stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The way to the value (`actors[12].period.start`); empty for the whole file.
    pub path: String,
    /// The name of the record it stands in, or its id where it has no name.
    pub record: Option<String>,
    /// Line in the file, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, ", {}", self.path)?;
        }
        match &self.record {
            Some(record) => write!(f, " ({record})"),
            None => Ok(()),
        }
    }
}

/// What a JSON value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// `{...}`.
    Object,
    /// `[...]`.
    List,
    /// `"..."`.
    Text,
    /// A number.
    Number,
    /// A number without fraction.
    WholeNumber,
    /// `true` or `false`.
    Flag,
    /// `null`.
    Null,
}

impl fmt::Display for JsonType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Object => "an object",
            Self::List => "a list",
            Self::Text => "a text",
            Self::Number => "a number",
            Self::WholeNumber => "a whole number",
            Self::Flag => "true or false",
            Self::Null => "null",
        })
    }
}

/// Why a file could not be read: what, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub struct Error {
    /// What is wrong.
    #[source]
    pub kind: ErrorKind,
    /// Where, for what has a place in the text.
    pub place: Option<Box<Place>>,
}

impl Error {
    /// What is wrong, in English.
    pub fn what(&self) -> String {
        self.kind.to_string()
    }

    /// What to do about it, in English.
    pub fn hint(&self) -> &'static str {
        self.kind.hint()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.kind),
            None => write!(f, "{}", self.kind),
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self { kind, place: None }
    }
}

/// What can be wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum ErrorKind {
    /// The system could not give its bytes.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// A folder, a device or the like.
    #[error("this is not a file but a folder or a device")]
    NotAFile,
    /// More bytes than [`super::MAX_BYTES`].
    #[error("the file is too large: {bytes} bytes")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// No bytes, or white space only.
    #[error("the file is empty")]
    Empty,
    /// NUL bytes: what a power cut leaves of a file that was being written.
    #[error("the file is damaged: it holds NUL bytes")]
    NulBytes,
    /// Bytes that are no UTF-8.
    #[error("the file is not UTF-8 text: byte {offset} fits no character")]
    NotUtf8 {
        /// Distance of the first such byte from the start.
        offset: usize,
    },
    /// A file of another kind.
    #[error("this is not a Maillage file but {}", .0.described())]
    Foreign(ForeignFormat),
    /// The text ends before the map does.
    #[error("the file is cut short (truncated)")]
    Truncated,
    /// What a version control system leaves where two edits met.
    #[error("two versions of the file were not merged: conflict markers are left in it")]
    ConflictMarkers,
    /// Not JSON, in the words of the JSON parser.
    #[error("the text is not JSON: {0}")]
    Syntax(String),
    /// `NaN` or an infinity, which are no JSON.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// A number too large to be computed with.
    #[error("the number {0} is out of range")]
    NumberOutOfRange(String),
    /// Lists and objects in each other without end.
    #[error("lists or objects lie more than 128 deep in each other")]
    TooDeep,
    /// JSON whose `format` is missing or another.
    #[error("{}", match .0 {
        Some(format) => format!("`format` is \"{format}\", not \"maillage\""),
        None => "`format` is missing: this JSON was made by another program".to_owned(),
    })]
    OtherFormat(Option<String>),
    /// No `version`.
    #[error("`version` is missing")]
    NoVersion,
    /// A `version` that is none.
    #[error("`version` is {0}, which is no version of this format")]
    UnknownVersion(String),
    /// A major version that came later.
    #[error("the file was made by a newer Maillage (format version {0})")]
    NewerVersion(String),
    /// A key that comes twice in one object.
    #[error("duplicate key `{0}`")]
    DuplicateKey(String),
    /// A value of another type than its member has.
    #[error("expected {expected}, found {found}")]
    WrongType {
        /// What the member holds.
        expected: JsonType,
        /// What stands there.
        found: JsonType,
    },
    /// A word that is none of those a member takes.
    #[error("expected {expected}, found \"{found}\"")]
    WrongWord {
        /// The words it takes, quoted.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// A member that must be there and is not.
    #[error("the member `{0}` is missing")]
    MissingMember(&'static str),
    /// An id without a character.
    #[error("the id is empty")]
    EmptyId,
    /// Two records of one list with the same id.
    #[error("the id \"{id}\" was given before, on line {first_line}")]
    DuplicateId {
        /// The id.
        id: String,
        /// Line of the first record that has it.
        first_line: usize,
    },
}

impl ErrorKind {
    /// What to do about it, in English.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => "check the name of the file and the folder it is in",
                io::ErrorKind::PermissionDenied => "ask whoever owns the file for the right to read it",
                _ => "check that the disk or network drive is there, then try again",
            },
            Self::NotAFile => "choose a file",
            Self::TooLarge { .. } => "files up to 1 GiB are read: split the map into smaller ones",
            Self::Empty | Self::NulBytes | Self::Truncated => {
                "its last save or copy was interrupted: open a backup or ask for the file again"
            }
            Self::NotUtf8 { .. } => "save it as UTF-8 in the program that wrote it, or open a backup",
            Self::Foreign(format) => format.hint(),
            Self::ConflictMarkers => "keep one version at each marked place, or take one version whole",
            Self::Syntax(_) => "if it was edited by hand, correct this place; otherwise open a backup",
            Self::NotANumber(_) | Self::NumberOutOfRange(_) => {
                "write a finite number, or leave the member out where it is not known"
            }
            Self::TooDeep => "the program that added this member has gone wrong: take the member out",
            Self::OtherFormat(_) => "open it with the program it was made by",
            Self::NoVersion | Self::UnknownVersion(_) => {
                "write \"version\": \"1.0\" where the file was made by hand; otherwise open a backup"
            }
            Self::NewerVersion(_) => "update Maillage, or ask for the file in format version 1",
            Self::DuplicateKey(_) => "keep one of the two members",
            Self::WrongType { found: JsonType::Null, .. } => "leave the member out where it is not known",
            Self::WrongType { .. } | Self::WrongWord { .. } => "correct the value at this place",
            Self::MissingMember(_) => "add the member at this place",
            Self::EmptyId => "give the record an id that no other has",
            Self::DuplicateId { .. } => "give one of the two another id, or take one out",
        }
    }
}

/// Something unusual in a file that could be read all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub kind: WarningKind,
}

/// What is unusual.
#[derive(Clone, Debug, PartialEq)]
pub enum WarningKind {
    /// Made by a later version of the same major: what this one does not know is kept.
    NewerMinor(String),
    /// Made by a later major version: it is shown as far as it is understood, and never written.
    NewerMajor(String),
    /// A member every file has is missing. Without `id` the map got a new identity, without
    /// `schema` the default one; without `actors` or `links` it has none.
    MissingMember(&'static str),
    /// The link is kept but not shown: these ends are not on the map.
    StrandedLink(Vec<ActorId>),
    /// The position is too far out to be shown; the actor counts as not placed.
    PositionTooFar,
    /// The record itself looks unusual.
    Advice(Advice),
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NewerMinor(version) => {
                write!(
                    f,
                    "the file has format version {version}, newer than this program; what it adds is kept"
                )
            }
            Self::NewerMajor(version) => {
                write!(
                    f,
                    "the file has format version {version}, made by a newer Maillage: it can be looked at, not changed"
                )
            }
            Self::MissingMember(name) => write!(f, "the member `{name}` is missing"),
            Self::StrandedLink(missing) => {
                let ids: Vec<String> = missing.iter().map(|id| format!("\"{id}\"")).collect();
                write!(f, "the link is kept but not shown: no actor has the id {}", ids.join(" or "))
            }
            Self::PositionTooFar => f.write_str("the position is too far out; the actor will be placed anew"),
            Self::Advice(advice) => fmt_advice(advice, f),
        }
    }
}

fn fmt_advice(advice: &Advice, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match advice {
        Advice::UnknownActorKind(kind) => write!(f, "the kind of actor \"{kind}\" is not in the schema"),
        Advice::UnknownLinkKind(kind) => write!(f, "the kind of link \"{kind}\" is not in the schema"),
        Advice::UnusualEnds => f.write_str("this kind of link does not usually join such actors"),
        Advice::NoName => f.write_str("the actor has no name"),
        Advice::UnreadDate(text) => write!(f, "\"{text}\" is not a date (YYYY, YYYY-MM or YYYY-MM-DD)"),
        Advice::ReversedPeriod => f.write_str("the period ends before it starts"),
        Advice::Identifier(name, IdentifierFault::Shape) => {
            write!(f, "the {name} does not have the form of a {name}")
        }
        Advice::Identifier(name, IdentifierFault::CheckDigit) => {
            write!(f, "the check digit of the {name} is wrong")
        }
        Advice::OffTheGlobe => f.write_str("the latitude or longitude is off the globe"),
    }
}
