//! What many values of a file say alike, kept once: kinds, sources, places.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use arcstr::ArcStr;
use hashbrown::{HashMap, HashSet};

use super::crew::Watch;
use super::json::Fault;
use crate::model::{Period, Place, Provenance, Shared};

/// More different values than this are not worth looking for one more.
const MOST: usize = 1 << 14;

/// A member of an object: where its name in quotes and its value are in the text of the object.
type Member = (Range<usize>, Range<usize>);

/// What a thread has read so far and may meet again, by its text in the file; and who waits for it.
#[derive(Debug)]
pub(super) struct Pool<'a> {
    words: RefCell<HashMap<Box<str>, ArcStr>>,
    /// Periods, of which few differ.
    pub periods: Kept<Period>,
    /// Places, of which most come once only.
    pub places: Kept<Place>,
    /// Provenances, of which few differ.
    pub provenances: Kept<Provenance>,
    /// Lists of words, of which few differ.
    pub word_lists: Kept<Vec<ArcStr>>,
    /// Items of long lists, by the address of the list, until someone asks for them.
    items: RefCell<HashMap<usize, Vec<Range<usize>>>>,
    /// Address of the outermost object and its members, until someone asks for them.
    members: RefCell<Option<(usize, Vec<Member>)>>,
    task: Task<'a>,
}

/// What all threads that read one text know of it.
#[derive(Clone, Debug)]
pub(super) struct Task<'a> {
    /// Who waits.
    pub watch: Watch<'a>,
    /// Address and length of the whole text.
    pub whole: (usize, usize),
    /// Whether records are read only to see that they can be: they are dropped once read, and what
    /// they say is not kept.
    pub is_trial: bool,
    /// The ids of the actors, where they have been read.
    actor_ids: OnceLock<Arc<HashSet<ArcStr>>>,
}

impl<'a> Task<'a> {
    /// Reading a text (its address and length) that somebody waits for.
    pub fn new(watch: Watch<'a>, whole: (usize, usize), is_trial: bool) -> Self {
        Self { watch, whole, is_trial, actor_ids: OnceLock::new() }
    }
}

/// Parts of records by their text in the file.
pub(super) struct Kept<T>(RefCell<HashMap<Box<str>, Shared<T>>>);

impl<T> std::fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Kept").field(&self.0.borrow().len()).finish()
    }
}

impl<T> Kept<T> {
    fn new() -> Self {
        Self(RefCell::new(HashMap::new()))
    }

    /// What this text says, read by `read` unless it has been before.
    pub fn get_or_read(
        &self,
        text: &str,
        read: impl FnOnce() -> Result<Shared<T>, Fault>,
    ) -> Result<Shared<T>, Fault> {
        if let Some(kept) = self.0.borrow().get(text) {
            return Ok(kept.clone());
        }
        let value = read()?;
        let mut kept = self.0.borrow_mut();
        if kept.len() < MOST {
            kept.insert(text.into(), value.clone());
        }
        Ok(value)
    }
}

impl Default for Pool<'_> {
    fn default() -> Self {
        Self::new(Task::new(Watch::none(), (0, 0), false))
    }
}

impl<'a> Pool<'a> {
    /// An empty one for a thread.
    pub fn new(task: Task<'a>) -> Self {
        Self {
            words: RefCell::default(),
            periods: Kept::new(),
            places: Kept::new(),
            provenances: Kept::new(),
            word_lists: Kept::new(),
            items: RefCell::default(),
            members: RefCell::default(),
            task,
        }
    }

    /// What other threads need that read lists of the same text.
    pub fn task(&self) -> Task<'a> {
        self.task.clone()
    }

    /// A text of a record: nothing in a trial, for nobody looks at it.
    pub fn kept(&self, text: &str) -> ArcStr {
        if self.task.is_trial { ArcStr::new() } else { text.into() }
    }

    /// Keeps the ids of the actors for the links that follow. Texts of their own, dropped once they
    /// are known for those of the actors, would leave holes all over the memory.
    pub fn keep_actor_ids(&self, ids: impl Iterator<Item = ArcStr>) {
        // A second list of actors is refused anyway.
        let _ = self.task.actor_ids.set(Arc::new(ids.collect()));
    }

    /// The id of an actor that has been read.
    pub fn actor_id(&self, id: &str) -> Option<ArcStr> {
        self.task.actor_ids.get()?.get(id).cloned()
    }

    /// Keeps what the members of the outermost object are, for whoever reads it.
    pub fn keep_members(&self, object: &str, members: &[(&str, &str)]) {
        let ranges = members.iter().map(|(name, value)| (range_in(object, name), range_in(object, value)));
        *self.members.borrow_mut() = Some((object.as_ptr() as usize, ranges.collect()));
    }

    /// The members of an object, where they were found before.
    pub fn take_members<'t>(&self, object: &'t str) -> Option<Vec<(&'t str, &'t str)>> {
        let mut members = self.members.borrow_mut();
        if members.as_ref().is_none_or(|(address, _)| *address != object.as_ptr() as usize) {
            return None;
        }
        let (_, members) = members.take()?;
        members.into_iter().map(|(name, value)| Some((object.get(name)?, object.get(value)?))).collect()
    }

    /// Keeps where the items of a list are, for whoever reads the list.
    pub fn keep_items(&self, list: &str, items: &[&str]) {
        let items = items.iter().map(|item| range_in(list, item)).collect();
        self.items.borrow_mut().insert(list.as_ptr() as usize, items);
    }

    /// The items of a list, where they were found before.
    pub fn take_items<'t>(&self, list: &'t str) -> Option<Vec<&'t str>> {
        let items = self.items.borrow_mut().remove(&(list.as_ptr() as usize))?;
        items.into_iter().map(|range| list.get(range)).collect()
    }

    /// The one copy of a word that stands in quotes in the file, where it has been met.
    pub fn word(&self, quoted: &str) -> Option<ArcStr> {
        self.words.borrow().get(quoted).cloned()
    }

    /// Keeps a word for the next time.
    pub fn keep_word(&self, quoted: &str, word: &ArcStr) {
        if self.task.is_trial {
            return;
        }
        let mut words = self.words.borrow_mut();
        if words.len() < MOST {
            words.insert(quoted.into(), word.clone());
        }
    }
}

/// Where a piece of a text is in it.
fn range_in(text: &str, piece: &str) -> Range<usize> {
    let start = (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + piece.len()
}
