//! The journal being written: steps go to a thread of their own, and from there to the disk.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::json;

use super::{Store, as_file_name, base, millis, path_key, path_to_json};
use crate::edit::{Description, Transaction};
use crate::file::{self, Fingerprint, SaveError};
use crate::job::Job;
use crate::model::{Map, MapId, RecordState};

/// The version of the journal's own form.
pub(super) const JOURNAL: u64 = 1;
/// How long closing and panicking wait for the disk.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long after a failed write the next is tried.
const RETRY: Duration = Duration::from_secs(1);

/// What a journal is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The map's identity.
    pub map: MapId,
    /// Its title when the journal began.
    pub title: String,
    /// The file it came from or was last saved to.
    pub path: Option<PathBuf>,
}

/// What the steps of a journal apply to.
#[derive(Clone, Debug)]
pub enum Base {
    /// The file of the subject.
    File {
        /// What it held.
        fingerprint: Fingerprint,
        /// Whether opening it made anything of it before the first step (gave actors a place), which
        /// is to be done again; not so for a map that was saved there.
        opened: bool,
    },
    /// A map that is in no file: kept with the journal.
    Map(Arc<Map>),
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An edit, a step of its own.
    Edit,
    /// An edit that joined the step before: a typing run.
    Join,
    /// A step taken back.
    Undo,
    /// A step taken again.
    Redo,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Join => "join",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Edit, Self::Join, Self::Undo, Self::Redo].into_iter().find(|kind| kind.word() == word)
    }
}

/// Why the data folder cannot be written to: as long as it is so, recovery is off and no version is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The data folder must not be written to.
    Denied,
    /// The disk, or what one may use of it, is full.
    Full,
    /// Anything else, as the system says it.
    Other(String),
}

impl Fault {
    /// What an error on writing there means.
    pub fn of(error: &io::Error) -> Self {
        // Packed copies are saved as documents are, and fail as they do.
        match (error.kind(), error.get_ref().and_then(|error| error.downcast_ref::<SaveError>())) {
            (io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem, _)
            | (_, Some(SaveError::ReadOnly(_))) => Self::Denied,
            (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, _)
            | (_, Some(SaveError::NoSpace(_))) => Self::Full,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Told once the disk has what was noted: where the journal is, where there is one.
type Told = Sender<Option<PathBuf>>;

enum Message {
    Step {
        at: SystemTime,
        kind: Kind,
        what: Description,
        states: Vec<RecordState>,
    },
    /// The state of now is being saved.
    Mark(u64),
    /// The state of that mark is in a file.
    Saved {
        mark: u64,
        path: PathBuf,
        fingerprint: Fingerprint,
    },
    /// The map has another title.
    Title(String),
    Flush(Told),
    /// The map is closed; the journal stays.
    Close(Told),
    /// Nobody needs the journal any more.
    Discard(Told),
}

/// The journal of one open map. Steps are handed over at the cost of the change; writing, packing and
/// waiting for the disk happen on another thread.
///
/// Dropping it leaves the journal on the disk, to be recovered: call [`Self::discard`] where the work
/// was saved or given up. It never fails towards the person editing: where the data folder cannot be
/// written to, [`Self::fault`] says so, editing goes on, and writing is tried again.
pub struct Journal {
    sender: Sender<Message>,
    number: u64,
    marks: u64,
    title: String,
    /// Why the last write failed, where it did.
    fault: Arc<Mutex<Option<Fault>>>,
    /// Held so that the thread is known as a job; it ends with the journal.
    _job: Job<()>,
}

impl Journal {
    /// A journal for a map. Nothing is written before the first step.
    pub fn new(store: &Store, subject: Subject, base: Base) -> Self {
        Self::start(Writer::new(store, subject, Some(base)))
    }

    /// Goes on with a journal found after a crash: until the map is saved or given up it stays.
    pub(super) fn resume(store: &Store, subject: Subject, path: PathBuf, mut file: File) -> io::Result<Self> {
        let len = file.seek(SeekFrom::End(0))?;
        let mut writer = Writer::new(store, subject, None);
        writer.open = Some(Open { file, path, len });
        // The last line may have been cut: the next stands on its own.
        writer.pending.push(b'\n');
        Ok(Self::start(writer))
    }

    fn start(mut writer: Writer) -> Self {
        let (sender, receiver) = channel();
        let fault = writer.fault.clone();
        let title = writer.subject.title.clone();
        let number = register(&sender);
        let job = Job::start(
            move |_| {
                WRITES.set(true);
                writer.run(&receiver);
            },
            || {},
        );
        Self { sender, number, marks: 0, title, fault, _job: job }
    }

    /// Notes what was done.
    pub fn step(&mut self, kind: Kind, transaction: &Transaction) {
        self.step_of(kind, transaction.description.clone(), transaction.states());
    }

    /// Notes what was done, the states of its records being known already.
    pub fn step_of(&mut self, kind: Kind, what: Description, states: Vec<RecordState>) {
        self.send(Message::Step { at: SystemTime::now(), kind, what, states });
    }

    /// Notes that the present state is being saved, and gives a number to say later that it was.
    pub fn mark(&mut self) -> u64 {
        self.marks += 1;
        self.send(Message::Mark(self.marks));
        self.marks
    }

    /// Notes that the state of a mark is in a file: the journal now holds what came after it.
    pub fn saved(&mut self, mark: u64, path: &Path, fingerprint: Fingerprint) {
        self.send(Message::Saved { mark, path: path.to_owned(), fingerprint });
    }

    /// Notes the title the map has, to name it by at the next start.
    pub fn set_title(&mut self, title: &str) {
        if self.title != title {
            title.clone_into(&mut self.title);
            self.send(Message::Title(title.to_owned()));
        }
    }

    /// Waits until all that was noted is on the disk, or for as long as someone may wait. `false` where
    /// it is not.
    pub fn flush(&self) -> bool {
        flush(&self.sender).is_some()
    }

    /// Removes the journal: what it holds was saved or given up.
    pub fn discard(self) {
        let (done, wait) = channel();
        if self.sender.send(Message::Discard(done)).is_ok() {
            // A disk that takes longer is none to wait for at closing.
            let _ = wait.recv_timeout(PATIENCE);
        }
    }

    /// Why the journal cannot be written now, where that is so. It is tried again all the while.
    pub fn fault(&self) -> Option<Fault> {
        self.fault.lock().ok()?.clone()
    }

    fn send(&self, message: Message) {
        // A writer that is gone panicked: editing goes on without it.
        let _ = self.sender.send(message);
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        let (done, wait) = channel();
        if self.sender.send(Message::Close(done)).is_ok() {
            // Beyond that, what could not be written is lost; the window must close.
            let _ = wait.recv_timeout(PATIENCE);
        }
        if let Ok(mut open) = OPEN.lock() {
            open.remove(&self.number);
        }
    }
}

/// Waits for the disk, and says where the journal is where there is one; `None` where it cannot be had.
fn flush(sender: &Sender<Message>) -> Option<Option<PathBuf>> {
    let (done, wait) = channel();
    sender.send(Message::Flush(done)).ok()?;
    wait.recv_timeout(PATIENCE).ok()
}

/// The journals being written, for the moment something goes wrong.
static OPEN: Mutex<BTreeMap<u64, Sender<Message>>> = Mutex::new(BTreeMap::new());

fn register(sender: &Sender<Message>) -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    if let Ok(mut open) = OPEN.lock() {
        open.insert(number, sender.clone());
    }
    number
}

thread_local! {
    /// Whether this is a thread that writes a journal: it cannot wait for itself.
    static WRITES: Cell<bool> = const { Cell::new(false) };
}

/// What became of the journals when the program panicked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flushed {
    /// Whether all that was noted is on the disk.
    pub whole: bool,
    /// The journals that are, and hold something.
    pub journals: Vec<PathBuf>,
}

/// Brings every journal to the disk: called when the program panics.
pub fn flush_all() -> Flushed {
    if WRITES.get() {
        return Flushed::default();
    }
    // A panic while the list is locked must not wait for itself.
    let Ok(open) = OPEN.try_lock() else { return Flushed::default() };
    // Each, whatever became of the others.
    let found: Vec<Option<Option<PathBuf>>> = open.values().map(flush).collect();
    let whole = found.iter().all(Option::is_some);
    Flushed { whole, journals: found.into_iter().flatten().flatten().collect() }
}

/// The file of a journal.
struct Open {
    /// Open and locked.
    file: File,
    path: PathBuf,
    /// How many bytes of it are good.
    len: u64,
}

/// The thread's side.
struct Writer {
    recovery: PathBuf,
    subject: Subject,
    /// What the next file's steps apply to; `None` once it says so.
    base: Option<Base>,
    open: Option<Open>,
    /// Where the next file is to be: the same at each try, as what stands beside it has its name.
    place: Option<PathBuf>,
    /// What is still to be written; begins with a head where there is no file yet.
    pending: Vec<u8>,
    /// How many bytes were noted when a save began.
    marks: BTreeMap<u64, u64>,
    fault: Arc<Mutex<Option<Fault>>>,
    /// The copy of the base being made.
    copy: Option<Copying>,
}

/// The copy of a base under way. Closing the map does not end it; nobody needing it any more does.
struct Copying {
    unwanted: Arc<AtomicBool>,
    _job: Job<()>,
}

impl Copying {
    fn stop(self) {
        self.unwanted.store(true, Ordering::Relaxed);
    }
}

impl Writer {
    fn new(store: &Store, subject: Subject, base: Option<Base>) -> Self {
        Self {
            recovery: store.recovery(),
            subject,
            base,
            open: None,
            place: None,
            pending: Vec::new(),
            marks: BTreeMap::new(),
            fault: Arc::default(),
            copy: None,
        }
    }

    fn run(&mut self, receiver: &Receiver<Message>) {
        loop {
            let next = if self.pending.is_empty() {
                receiver.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                receiver.recv_timeout(RETRY)
            };
            let mut waiting = Vec::new();
            let mut closing = false;
            match next {
                Ok(first) => {
                    // All that has come in the meantime goes to the disk at once.
                    for message in std::iter::once(first).chain(receiver.try_iter()) {
                        closing |= matches!(message, Message::Close(_));
                        waiting.extend(self.take(message));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    let _ = self.write();
                    return;
                }
            }
            let written = self.write();
            let place = self.open.as_ref().map(|open| open.path.clone());
            if closing {
                // Lets go of the lock before anybody is told.
                self.open = None;
            }
            if let Ok(mut fault) = self.fault.lock() {
                *fault = written.as_ref().err().map(Fault::of);
            }
            if written.is_ok() {
                for done in waiting {
                    // Who waits may have given up.
                    let _ = done.send(place.clone());
                }
            }
            if closing {
                return;
            }
        }
    }

    /// Takes a message in. Gives back who waits for the disk.
    fn take(&mut self, message: Message) -> Option<Told> {
        match message {
            Message::Step { at, kind, what, states } => {
                if self.open.is_none() && self.pending.is_empty() {
                    self.begin();
                }
                let records: Vec<String> = states.iter().map(file::record_to_line).collect();
                // Words and numbers: nothing in it that JSON could not say.
                let what = serde_json::to_string(&what).unwrap_or_else(|_| "null".to_owned());
                let (time, word, records) = (millis(at), kind.word(), records.join(", "));
                let line =
                    format!(r#"{{"t": {time}, "do": "{word}", "what": {what}, "records": [{records}]}}"#);
                self.line(&line);
                None
            }
            Message::Mark(mark) => {
                self.marks.insert(mark, self.noted());
                None
            }
            Message::Saved { mark, path, fingerprint } => {
                self.saved(mark, path, fingerprint);
                None
            }
            Message::Title(title) => {
                self.subject.title = title;
                None
            }
            Message::Flush(done) | Message::Close(done) => Some(done),
            Message::Discard(done) => {
                self.forget();
                Some(done)
            }
        }
    }

    /// How many bytes there are or will be in the file.
    fn noted(&self) -> u64 {
        self.open.as_ref().map_or(0, |open| open.len) + self.pending.len() as u64
    }

    fn line(&mut self, json: &str) {
        let checksum = crc32fast::hash(json.as_bytes());
        self.pending.extend(format!("{checksum:08x} {json}\n").into_bytes());
    }

    /// The head of a new file.
    fn begin(&mut self) {
        let base = match &self.base {
            Some(Base::File { fingerprint, opened }) => {
                json!({ "file": fingerprint.to_string(), "opened": opened })
            }
            _ => json!("copy"),
        };
        let head = json!({
            "journal": JOURNAL,
            "map": self.subject.map.as_str(),
            "title": self.subject.title,
            "path": self.subject.path.as_deref().map(path_to_json),
            "base": base,
            "started": millis(SystemTime::now()),
            "pid": std::process::id(),
        });
        self.line(&head.to_string());
    }

    /// Brings what is pending to the disk.
    fn write(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        if self.open.is_none() {
            self.open = Some(self.create()?);
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        // A write that failed may have left half a line.
        open.file.set_len(open.len)?;
        open.file.seek(SeekFrom::Start(open.len))?;
        open.file.write_all(&self.pending)?;
        open.file.sync_data()?;
        open.len += self.pending.len() as u64;
        self.pending.clear();
        self.copy_base();
        Ok(())
    }

    fn create(&mut self) -> io::Result<Open> {
        fs::create_dir_all(&self.recovery)?;
        let map = as_file_name(self.subject.map.as_str());
        let path = self.subject.path.as_deref().map_or_else(|| "new".to_owned(), path_key);
        let name = format!("{map}-{}-{}", &path[..path.len().min(8)], MapId::random());
        let new = || self.recovery.join(name).with_extension("journal");
        let path = self.place.get_or_insert_with(new).clone();
        if let Some(Base::Map(map)) = &self.base {
            // In no file: without it the steps would be about nothing.
            base::write(&path.with_extension("base"), file::to_string(map).as_bytes())?;
            self.base = None;
        }
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        lock(&file)?;
        self.place = None;
        sync_folder(&self.recovery);
        Ok(Open { file, path, len: 0 })
    }

    /// Starts copying the file the steps apply to, once: it may be gone or another tomorrow.
    fn copy_base(&mut self) {
        let (Some(Base::File { fingerprint, .. }), Some(open)) = (&self.base, &self.open) else { return };
        let fingerprint = *fingerprint;
        let (from, to) = (self.subject.path.clone(), open.path.with_extension("base"));
        self.base = None;
        let unwanted = Arc::new(AtomicBool::new(false));
        let told = unwanted.clone();
        let job = Job::start(
            move |_| {
                let is_unwanted = || told.load(Ordering::Relaxed);
                let Some(bytes) = from.and_then(|path| file::bytes_of(&path).ok()) else { return };
                if Fingerprint::of(&bytes) == fingerprint && !is_unwanted() {
                    // Without a copy the file itself has to do.
                    let _ = base::write(&to, &bytes);
                    if is_unwanted() {
                        remove(&to);
                    }
                }
            },
            || {},
        );
        self.copy = Some(Copying { unwanted, _job: job });
    }

    /// The state of a mark is in a file: what came after it begins a new journal, if anything did.
    fn saved(&mut self, mark: u64, path: PathBuf, fingerprint: Fingerprint) {
        let Some(from) = self.marks.remove(&mark) else { return };
        // Marks of saves that failed, or were overtaken.
        self.marks.retain(|later, _| *later > mark);
        let tail = if from >= self.noted() { Ok(Vec::new()) } else { self.tail(from) };
        let later: Vec<(u64, u64)> = std::mem::take(&mut self.marks).into_iter().collect();
        if let Ok(tail) = tail {
            let old = self.open.take();
            self.place = None;
            self.pending.clear();
            self.stop_copy();
            self.subject.path = Some(path);
            self.base = Some(Base::File { fingerprint, opened: false });
            if !tail.is_empty() {
                self.begin();
                let head = self.pending.len() as u64;
                self.marks = later.into_iter().map(|(mark, at)| (mark, at - from + head)).collect();
                self.pending.extend(tail);
                if self.write().is_err() {
                    // The old journal still holds it all.
                    return;
                }
            }
            if let Some(old) = old {
                drop(old.file);
                forget_file(&old.path);
            }
        }
    }

    /// What was noted from a place on.
    fn tail(&mut self, from: u64) -> io::Result<Vec<u8>> {
        self.write()?;
        let mut tail = Vec::new();
        if let Some(open) = &mut self.open {
            open.file.seek(SeekFrom::Start(from))?;
            open.file.read_to_end(&mut tail)?;
        }
        Ok(tail)
    }

    fn stop_copy(&mut self) {
        if let Some(copy) = self.copy.take() {
            copy.stop();
        }
    }

    fn forget(&mut self) {
        self.pending.clear();
        self.marks.clear();
        self.stop_copy();
        if let Some(open) = self.open.take() {
            drop(open.file);
            forget_file(&open.path);
        }
    }
}

/// Locks a journal's file for as long as it is open. Where the file system has no locks, the journal
/// still is written.
fn lock(file: &File) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Removes a journal with what stands beside it.
pub(super) fn forget_file(journal: &Path) {
    remove(journal);
    remove(&journal.with_extension("base"));
}

/// Removes a file of ours; one that is not there is removed.
fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}
