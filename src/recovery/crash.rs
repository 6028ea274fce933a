//! The note of a crash: what the program stopped on, when, and where the work is. The next start says so
//! in plain words. It stays in the user's data folder: nothing of it is sent anywhere.

use std::fs;
use std::io;
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::time::SystemTime;

use serde_json::{Value, json};

use super::journal::flush_all;
use super::{Store, from_millis, millis, path_from_json, path_to_json};
use crate::file;

/// Characters kept of what a panic says: it may quote a text of the map.
const SAID: usize = 300;
/// The largest note that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// What is known of a crash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crash {
    /// When.
    pub at: SystemTime,
    /// What the program said, for whoever mends it.
    pub what: String,
    /// Where in the program: file, line and column.
    pub place: String,
    /// The version of the program.
    pub program: String,
    /// The journals that hold the work.
    pub journals: Vec<PathBuf>,
    /// Whether all that was done is in them.
    pub whole: bool,
}

impl Crash {
    /// The crash that a panic is, with what became of the journals.
    fn of(panic: &PanicHookInfo<'_>, flushed: super::Flushed) -> Self {
        let said = panic.payload_as_str().unwrap_or_default();
        Self {
            at: SystemTime::now(),
            what: said.chars().take(SAID).collect(),
            place: panic.location().map(ToString::to_string).unwrap_or_default(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            journals: flushed.journals,
            whole: flushed.whole,
        }
    }

    /// Writes the note, in place of an older one.
    ///
    /// # Errors
    /// Where the data folder cannot be written to.
    pub fn note(&self, store: &Store) -> io::Result<()> {
        let note = store.crash_note();
        if let Some(folder) = note.parent() {
            fs::create_dir_all(folder)?;
        }
        let text = json!({
            "program": format!("Maillage {}", self.program),
            "at": millis(self.at),
            "what": self.what,
            "place": self.place,
            "journals": self.journals.iter().map(|path| path_to_json(path)).collect::<Vec<_>>(),
            "whole": self.whole,
        });
        let text = serde_json::to_string_pretty(&text).map_err(io::Error::other)?;
        file::save_bytes(text.as_bytes(), &note).map_err(io::Error::other)
    }

    /// The crash nobody was told of yet; `None` where there was none, or its note cannot be read.
    pub fn last(store: &Store) -> Option<Self> {
        let note = store.crash_note();
        if fs::metadata(&note).ok()?.len() > LONGEST {
            return None;
        }
        let note: Value = serde_json::from_slice(&file::bytes_of(&note).ok()?).ok()?;
        let text = |name: &str| note.get(name).and_then(Value::as_str).unwrap_or_default();
        let journals = note.get("journals").and_then(Value::as_array);
        Some(Self {
            at: from_millis(note.get("at").and_then(Value::as_u64)?),
            what: text("what").to_owned(),
            place: text("place").to_owned(),
            program: text("program").trim_start_matches("Maillage ").to_owned(),
            journals: journals.into_iter().flatten().filter_map(path_from_json).collect(),
            whole: note.get("whole").and_then(Value::as_bool).unwrap_or_default(),
        })
    }

    /// Notes that someone was told: the note stays beside, for whoever mends the program.
    pub fn told(store: &Store) {
        let note = store.crash_note();
        // Told once more is better than stopped over it.
        let _ = fs::rename(&note, note.with_file_name("crash-told.json"));
    }
}

/// From now on a panic brings every journal to the disk before anything else is said of it. One on this
/// thread ends the program: it is noted in the store, and `say` is told. One on another ends a job.
pub fn guard_against_panics(store: Option<Store>, say: impl Fn(&Store, &Crash) + Send + Sync + 'static) {
    let ends_program = std::thread::current().id();
    let said_before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let flushed = flush_all();
        said_before(panic);
        let is_end = std::thread::current().id() == ends_program;
        if let Some(store) = store.as_ref().filter(|_| is_end) {
            let crash = Crash::of(panic, flushed);
            // The journals are what matters, and they are there.
            let _ = crash.note(store);
            say(store, &crash);
        }
    }));
}
