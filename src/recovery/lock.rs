//! Locks: who has a document open on this machine.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};

use super::{Store, from_millis, millis, path_key};

/// How long a process that was killed may take to be gone.
const PATIENCE: Duration = Duration::from_secs(1);

/// Who holds a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// The person's name on the system; empty where it names none.
    pub user: String,
    /// Since when.
    pub since: SystemTime,
}

/// A document held by this window, until dropped.
///
/// The system takes the lock away with the process: one that died holds nothing, whoever has its
/// number now.
///
/// Limitations: it tells windows of one person on one machine apart; a colleague on another machine
/// is noticed when the file changes (see [`super::save`]).
#[derive(Debug)]
pub struct DocumentLock {
    file: File,
    note: PathBuf,
}

impl DocumentLock {
    /// Takes a document. `Ok(None)` where locks cannot be had here, which keeps nobody from working.
    ///
    /// A window that holds it already asks [`Self::is_on`] first: it would be told of itself.
    ///
    /// # Errors
    /// Who holds it.
    pub fn take(store: &Store, document: &Path) -> Result<Option<Self>, Holder> {
        let key = path_key(document);
        let note = store.locks().join(&key).with_extension("json");
        let Ok(file) = open(&store.locks().join(key).with_extension("lock")) else { return Ok(None) };
        match file.try_lock() {
            Ok(()) => {
                // The note only names who holds it.
                let _ = write_note(&note);
                Ok(Some(Self { file, note }))
            }
            Err(fs::TryLockError::WouldBlock) => Err(read_note(&note)),
            Err(fs::TryLockError::Error(_)) => Ok(None),
        }
    }

    /// The same, for a thread that can wait a moment: the system takes its time to let go of what a process
    /// that was just killed held.
    ///
    /// # Errors
    /// Who holds it.
    pub fn take_patiently(store: &Store, document: &Path) -> Result<Option<Self>, Holder> {
        let start = Instant::now();
        loop {
            match Self::take(store, document) {
                Err(_) if start.elapsed() < PATIENCE => std::thread::sleep(PATIENCE / 20),
                taken => return taken,
            }
        }
    }

    /// Whether this is the lock on a document.
    pub fn is_on(&self, document: &Path) -> bool {
        self.note.file_stem().is_some_and(|key| key == path_key(document).as_str())
    }
}

impl Drop for DocumentLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.note);
        let _ = self.file.unlock();
    }
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn write_note(path: &Path) -> io::Result<()> {
    let user = ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    let note = json!({
        "pid": std::process::id(),
        "user": user.unwrap_or_default(),
        "since": millis(SystemTime::now()),
    });
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(note.to_string().as_bytes())
}

fn read_note(path: &Path) -> Holder {
    let note: Value =
        fs::read_to_string(path).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let number = |name: &str| note.get(name).and_then(Value::as_u64);
    Holder {
        pid: number("pid").and_then(|pid| u32::try_from(pid).ok()).unwrap_or_default(),
        user: note.get("user").and_then(Value::as_str).unwrap_or_default().to_owned(),
        since: number("since").map_or_else(SystemTime::now, from_millis),
    }
}
