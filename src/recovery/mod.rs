//! Recovery: what stands between a person's work and its loss. All of it lives in the user's data
//! folder, never beside a document.
//!
//! - The **journal** ([`Journal`]) keeps every step since the last save, on the disk within a second;
//!   after a crash [`pending`] finds it and [`Pending::restore`] gives the map and its history back.
//! - **Versions** ([`Versions`]) keep what each save replaces, and what each state was made from: the
//!   common [`ancestor`] of two copies is found there.
//! - A **crash note** ([`Crash`]) says at the next start what the program stopped on, and when.
//! - **Locks** ([`DocumentLock`]) tell a second window who holds a file.
//! - [`save`] ties them together: it notices a file that changed since it was opened, keeps what it
//!   replaces, and saves.
//!
//! # The journal
//! `recovery/<map>-<path>-<random>.journal`, UTF-8, one record a line: eight hexadecimal digits of a
//! CRC-32 of the rest of the line, a space, a JSON object. The first line says which map it is about,
//! which file it came from and what that file held; each other line is a step: what it is called and
//! the states of the records it changed ([`crate::file::record_to_line`]), so that it costs what the
//! change cost. A line that does not stand up to its checksum is passed over and counted: a cut or a
//! bad sector costs what it hit. The journal is written by a thread of its own. It is an open, locked
//! file: the system takes the lock away with the process, and so one whose lock can be had belongs to
//! nobody alive.
//!
//! What the steps apply to is the file as it was opened or last saved, known by its fingerprint. A copy
//! of it stands beside the journal (`.base`), made once in the background at the first step, for when
//! the file is gone or was changed; and for maps that never were in a file.
//!
//! Once the map is saved the journal starts anew with the steps the save did not hold, or goes.
//!
//! Limitations: undo reaches back to the last save across a recovery, not beyond; two journals of one
//! map (two windows) are offered one after the other.

mod base;
mod crash;
mod journal;
mod lineage;
mod lock;
mod restore;
mod save;
mod versions;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub use crash::{Crash, guard_against_panics};
pub use journal::{Base, Fault, Flushed, Journal, Kind, Subject, flush_all};
pub use lock::{DocumentLock, Holder};
pub use restore::{BaseFound, JournalRead, Pending, Restored, pending, read_journal};
pub use save::{Refused, SaveRequest, Saved, open, open_watched, save, save_watched};
pub use versions::{Ancestor, Limits, Past, Version, Versions, ancestor};

/// Where all of it lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// A store in a folder, which is made when it is first needed.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The store in the user's data folder. `None` where the system names none.
    pub fn of_user() -> Option<Self> {
        let dirs = directories::ProjectDirs::from("org", "Maillage", "Maillage")?;
        Some(Self::new(dirs.data_local_dir()))
    }

    /// The folder of journals.
    pub fn recovery(&self) -> PathBuf {
        self.folder.join("recovery")
    }

    /// The note of the last crash.
    pub fn crash_note(&self) -> PathBuf {
        self.folder.join("crash.json")
    }

    /// The versions kept of maps.
    pub fn versions(&self) -> Versions {
        Versions::new(self.folder.join("versions"), Limits::default())
    }

    /// The folder of locks.
    pub fn locks(&self) -> PathBuf {
        self.folder.join("locks")
    }
}

/// A text as part of a file name: itself where every file system takes it, else its fingerprint.
fn as_file_name(text: &str) -> String {
    let is_plain = (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-');
    if is_plain { text.to_owned() } else { crate::file::Fingerprint::of(text.as_bytes()).to_string() }
}

/// The fingerprint of a path, the same for all ways to write it where the file is there.
fn path_key(path: &Path) -> String {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    crate::file::Fingerprint::of(real.as_os_str().as_encoded_bytes()).to_string()
}

/// A path in JSON: text where it is text, else its bytes in hexadecimal digits.
fn path_to_json(path: &Path) -> serde_json::Value {
    match path.to_str() {
        Some(text) => serde_json::json!(text),
        None => {
            let bytes = path.as_os_str().as_encoded_bytes();
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            serde_json::json!({ "bytes": digits })
        }
    }
}

/// Reads what [`path_to_json`] wrote.
fn path_from_json(value: &serde_json::Value) -> Option<PathBuf> {
    if let Some(text) = value.as_str() {
        return Some(PathBuf::from(text));
    }
    let digits = value.get("bytes")?.as_str()?.as_bytes();
    let bytes: Option<Vec<u8>> = digits
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        bytes.map(|bytes| PathBuf::from(std::ffi::OsString::from_vec(bytes)))
    }
    #[cfg(not(unix))]
    {
        bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map(PathBuf::from)
    }
}

/// Milliseconds since 1970; 0 before.
fn millis(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map(|age| age.as_millis() as u64).unwrap_or_default()
}

fn from_millis(millis: u64) -> SystemTime {
    // The sum of the two cannot be too large for a time of this or any nearby age.
    UNIX_EPOCH.checked_add(Duration::from_millis(millis)).unwrap_or(UNIX_EPOCH)
}
