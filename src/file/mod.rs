//! File: bytes in and out. The native format, how it is read, written and saved, and its JSON
//! Schema.
//!
//! # The format
//! A `.maillage` file is a JSON object in UTF-8. [`to_string`] writes it in one way only, so that
//! saving twice gives the same bytes and two versions compare line by line:
//!
//! - `format` and `version` first, then what is said of the map, its `schema`, `actors`, `links`;
//! - one record (actor, link, entry of the schema) a line, by id in the order of bytes;
//! - members of a record in the order of its declaration in `dto`, those that say nothing left out;
//! - positions rounded to a hundredth, other numbers with the digits they need.
//!
//! [`read`] takes any order and white space. Members it does not know, in any object, are kept with
//! all their digits and written after the known ones. What would lose something is refused with
//! its place: a key or an id that comes twice, a number that is none, a value of another type.
//!
//! # Versions
//! A later minor version (`1.4`) only adds members: it opens with a warning, what it added is kept,
//! and so is its number. A later major version is shown as far as it looks like ours, and never written
//! ([`newer_major_of`]): nobody can know what its members mean. Where it does not look like ours it is
//! refused, as is what never was a version.
//! Ours is [`VERSION`].

mod convert;
mod crew;
mod default_schema;
mod dto;
mod error;
mod fingerprint;
mod foreign;
mod json;
mod leftover;
mod line;
mod out;
mod pool;
mod read;
mod record;
mod samples;
mod save;
mod schema;
mod source;
mod split;
mod stored;
mod write;

#[cfg(test)]
mod tests;

pub use crew::Watch;
pub use default_schema::default_schema;
pub use error::{Error, ErrorKind, JsonType, Place, Warning, WarningKind};
pub use fingerprint::Fingerprint;
pub use foreign::ForeignFormat;
pub use line::{record_from_line, record_to_line};
pub use read::{Loaded, format_of, open, open_watched, read, says_maillage, schema_from_json};
pub(crate) use read::{bytes_of, read_watched};
pub use samples::{Sample, Template};
pub use save::{SaveError, save, save_bytes, save_watched};
pub use schema::{json_schema, json_schema_text};
pub(crate) use source::short;
pub(crate) use split::Pieces;
pub use write::{newer_major_of, schema_to_json, to_string};

/// What `format` says in every file.
pub const FORMAT: &str = "maillage";
/// The version of the format this program writes.
pub const VERSION: &str = "1.0";
/// The ending of the files' names.
pub const EXTENSION: &str = "maillage";
/// The largest file that is read, in bytes: 1 GiB, ten times a map of all France.
pub const MAX_BYTES: u64 = 1 << 30;

/// The parts of [`VERSION`].
const MAJOR: u32 = 1;
const MINOR: u32 = 0;
