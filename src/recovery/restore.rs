//! Journals found at the start: what they hold, and the map they give back.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::Value;
use serde_json::value::RawValue;

use super::journal::{JOURNAL, Journal, Kind, Subject, forget_file};
use super::{Store, base, from_millis, path_from_json};
use crate::edit::{Description, History, Revision, Verb};
use crate::file::{self, Fingerprint};
use crate::model::{Map, MapId, RecordState};

/// The largest journal that is read, in bytes.
const LONGEST: u64 = 1 << 30;

/// A journal nobody writes any more: work that was not saved.
#[derive(Debug)]
pub struct Pending {
    store: Store,
    journal: PathBuf,
    file: File,
    subject: Subject,
    base: Option<Fingerprint>,
    /// Whether opening made something of the base before the first step.
    opened: bool,
    /// When the last step was taken.
    pub last: SystemTime,
    /// How many steps it holds, less those that were undone.
    pub changes: usize,
    /// How many lines could not be read.
    pub unreadable: usize,
}

/// What the steps of a journal were applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseFound {
    /// What they were made on: the file as it was, the copy kept with the journal, or a version.
    Whole,
    /// The file, which has changed since: records the journal knows are as the journal has them.
    Changed,
    /// Nothing: only the records the journal knows are there.
    Nothing,
}

/// A map given back.
#[derive(Debug)]
pub struct Restored {
    /// The map as of the last step.
    pub map: Map,
    /// The steps, to be undone as ever.
    pub history: History,
    /// The state that is in the file; `None` where the map was in none or the file is another now.
    pub saved: Option<Revision>,
    /// The file it came from.
    pub path: Option<PathBuf>,
    /// What that file held when the journal began.
    pub fingerprint: Option<Fingerprint>,
    /// What the steps were applied to.
    pub base: BaseFound,
    /// Whether all of the journal could be read and fitted.
    pub complete: bool,
}

/// The journals of maps that nobody has open, the latest first. Those that hold nothing, or only what was
/// undone, are removed, as is what stands beside no journal.
pub fn pending(store: &Store) -> Vec<Pending> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(store.recovery()) else { return found };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in &paths {
        let is = |ending: &str| path.extension().is_some_and(|extension| extension == ending);
        if is("base") && !path.with_extension("journal").exists() {
            // A journal being begun writes its base first; one that old is nobody's.
            let age =
                fs::metadata(path).and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age.as_secs() > 24 * 3600) {
                let _ = fs::remove_file(path);
            }
        }
        if is("journal")
            && let Ok(Some(journal)) = Pending::read(store, path)
        {
            found.push(journal);
        }
    }
    found.sort_by_key(|journal| std::cmp::Reverse(journal.last));
    found
}

impl Pending {
    /// Reads what a journal says; `None` where a living process holds it or it holds nothing.
    fn read(store: &Store, path: &Path) -> io::Result<Option<Self>> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Ok(()) | Err(fs::TryLockError::Error(_)) => {}
        }
        let lines = lines_of(&mut file)?;
        let modified = file.metadata().and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        let mut journal = Self {
            store: store.clone(),
            journal: path.to_owned(),
            file,
            subject: Subject { map: MapId::new("?"), title: String::new(), path: None },
            base: None,
            opened: true,
            last: modified,
            changes: 0,
            unreadable: lines.unreadable,
        };
        if let Some(head) = &lines.head {
            let text = |name: &str| head.get(name).and_then(Value::as_str).unwrap_or_default();
            journal.subject = Subject {
                map: MapId::new(text("map")),
                title: text("title").to_owned(),
                path: head.get("path").and_then(path_from_json),
            };
            journal.base =
                head.get("base").and_then(|base| Fingerprint::from_text(base.get("file")?.as_str()?));
        }
        if let Some(opened) = lines.head.as_ref().and_then(|head| head.get("base")?.get("opened")?.as_bool())
        {
            journal.opened = opened;
        }
        if lines.unreadable == 0 && changes_nothing(&lines.steps) {
            drop(journal.file);
            forget_file(path);
            return Ok(None);
        }
        if let Some(last) = lines.steps.last() {
            journal.last = from_millis(last.at);
        }
        let count = |wanted: Kind| lines.steps.iter().filter(|step| step.kind == wanted).count();
        journal.changes = (count(Kind::Edit) + count(Kind::Redo)).saturating_sub(count(Kind::Undo)).max(1);
        Ok(Some(journal))
    }

    /// What the journal is about.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The file of the journal.
    pub fn path(&self) -> &Path {
        &self.journal
    }

    /// The map as of the last step, with its history. `prepare` does to the map what opening it did
    /// before the first step. The journal stays: after a crash amid this it can be done again.
    ///
    /// # Errors
    /// Where the journal cannot be read any more.
    pub fn restore(&mut self, prepare: impl FnOnce(Map) -> Map) -> io::Result<Restored> {
        let lines = lines_of(&mut self.file)?;
        let (map, base) = self.base_map();
        let mut map = if self.opened { prepare(map) } else { map };
        let mut history = History::default();
        let first = history.current();
        let mut fitted = lines.unreadable == 0 && lines.head.is_some();
        for step in lines.steps {
            fitted &= replay(&mut history, &mut map, step, lines.unreadable == 0);
        }
        history.seal();
        let in_file = self.base.is_some() && base == BaseFound::Whole;
        Ok(Restored {
            map,
            history,
            saved: in_file.then_some(first),
            path: self.subject.path.clone(),
            fingerprint: self.base,
            base,
            complete: fitted && base == BaseFound::Whole,
        })
    }

    /// Goes on with this journal, for the map it gave back.
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub fn resume(self) -> io::Result<Journal> {
        Journal::resume(&self.store, self.subject, self.journal, self.file)
    }

    /// Removes the journal: what it holds is not wanted.
    pub fn discard(self) {
        drop(self.file);
        forget_file(&self.journal);
    }

    /// What the steps apply to.
    fn base_map(&self) -> (Map, BaseFound) {
        let parsed = |bytes: &[u8]| file::read(bytes).ok().map(|loaded| loaded.map);
        let in_file = self.subject.path.as_deref().and_then(|path| file::bytes_of(path).ok());
        if let (Some(bytes), Some(wanted)) = (&in_file, self.base)
            && Fingerprint::of(bytes) == wanted
            && let Some(map) = parsed(bytes)
        {
            return (map, BaseFound::Whole);
        }
        let copy = base::read(&self.journal.with_extension("base"));
        if let Some(copy) = copy
            && self.base.is_none_or(|wanted| Fingerprint::of(&copy) == wanted)
            && let Some(map) = parsed(&copy)
        {
            return (map, BaseFound::Whole);
        }
        // Whoever replaced the file since kept what it held.
        if let Some(wanted) = self.base
            && let Some(map) = self.store.versions().holding(&self.subject.map, wanted)
        {
            return (map, BaseFound::Whole);
        }
        if let Some(map) = in_file.as_deref().and_then(parsed) {
            return (map, BaseFound::Changed);
        }
        let mut map = Map::new(self.subject.title.clone(), file::default_schema().clone());
        std::sync::Arc::make_mut(&mut map.about).id = self.subject.map.clone();
        (map, BaseFound::Nothing)
    }
}

/// A step as a line says it.
struct Step {
    at: u64,
    kind: Kind,
    what: Description,
    states: Vec<RecordState>,
    /// Whether all its records could be read.
    whole: bool,
}

struct Lines {
    head: Option<Value>,
    steps: Vec<Step>,
    unreadable: usize,
}

/// Whether steps, if any, were all taken back, and nothing from before them.
fn changes_nothing(steps: &[Step]) -> bool {
    let mut depth = 0usize;
    for step in steps {
        let next = match step.kind {
            Kind::Edit | Kind::Redo => Some(depth + 1),
            Kind::Undo => depth.checked_sub(1),
            // What goes on with a step that is in the file changes that.
            Kind::Join => (depth > 0).then_some(depth),
        };
        let Some(next) = next else { return false };
        depth = next;
    }
    depth == 0
}

/// What stands in a journal. Damage costs the lines it hit.
fn lines_of(file: &mut File) -> io::Result<Lines> {
    use std::io::Seek;
    file.rewind()?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(parse(&bytes))
}

/// What can be read in the bytes of a journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JournalRead {
    /// Steps, done again on an empty map.
    pub steps: usize,
    /// Lines that say nothing.
    pub unreadable: usize,
    /// Actors and links there are after the steps.
    pub records: usize,
}

/// Reads the bytes of a journal and takes its steps on an empty map. Never fails: for tests of what
/// damage does.
pub fn read_journal(bytes: &[u8]) -> JournalRead {
    let lines = parse(bytes);
    let mut read = JournalRead { steps: lines.steps.len(), unreadable: lines.unreadable, records: 0 };
    let mut map = Map::new("", file::default_schema().clone());
    let mut history = History::default();
    for step in lines.steps {
        replay(&mut history, &mut map, step, lines.unreadable == 0);
    }
    read.records = map.actor_count() + map.link_count();
    while history.undo(&mut map).is_some() {}
    read
}

/// Reads the bytes of a journal; never fails.
fn parse(bytes: &[u8]) -> Lines {
    let mut lines = Lines { head: None, steps: Vec::new(), unreadable: 0 };
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let Some(json) = checked(line) else {
            lines.unreadable += 1;
            continue;
        };
        if let Some(step) = step_of(json) {
            lines.unreadable += usize::from(!step.whole);
            lines.steps.push(step);
        } else if let Ok(head) = serde_json::from_str::<Value>(json)
            && head.get("journal").and_then(Value::as_u64) == Some(JOURNAL)
        {
            lines.head = Some(head);
        } else {
            lines.unreadable += 1;
        }
    }
    lines
}

/// The JSON of a line that stands up to its checksum.
fn checked(line: &[u8]) -> Option<&str> {
    let (checksum, json) = line.split_at_checked(9)?;
    let checksum = std::str::from_utf8(checksum.strip_suffix(b" ")?).ok()?;
    let wanted = u32::from_str_radix(checksum, 16).ok()?;
    if crc32fast::hash(json) == wanted { std::str::from_utf8(json).ok() } else { None }
}

fn step_of(json: &str) -> Option<Step> {
    #[derive(serde::Deserialize)]
    struct Line<'a> {
        t: u64,
        #[serde(rename = "do")]
        kind: &'a str,
        #[serde(borrow)]
        what: &'a RawValue,
        #[serde(borrow)]
        records: Vec<&'a RawValue>,
    }
    let line: Line<'_> = serde_json::from_str(json).ok()?;
    let states: Vec<RecordState> =
        line.records.iter().filter_map(|record| file::record_from_line(record.get()).ok()).collect();
    // The words of another version's steps are not needed to do them again.
    let what = serde_json::from_str(line.what.get()).unwrap_or(Description {
        verb: Verb::Schema,
        subject: String::new(),
        count: states.len(),
    });
    let whole = states.len() == line.records.len();
    Some(Step { at: line.t, kind: Kind::from_word(line.kind)?, what, states, whole })
}

/// Does a step again. In a journal without damage, undo and redo move along the history; otherwise,
/// and beyond its beginning, they are steps like others.
fn replay(history: &mut History, map: &mut Map, step: Step, undamaged: bool) -> bool {
    let moved = match step.kind {
        Kind::Undo if undamaged => history.undo(map).is_some(),
        Kind::Redo if undamaged => history.redo(map).is_some(),
        _ => false,
    };
    if moved {
        return true;
    }
    history.replay(map, step.what, step.kind == Kind::Join, step.states) && step.whole
}
