//! What many values of a file say alike, kept once: kinds, sources, places.

use std::cell::RefCell;

use arcstr::ArcStr;
use hashbrown::HashMap;

use super::crew::Watch;
use super::json::Fault;
use super::split;
use crate::model::{Place, Provenance, Shared};

/// More different values than this are not worth looking for one more.
const MOST: usize = 1 << 14;
/// Shorter files than this are read in one go, in bytes.
const SHORT: usize = 1 << 16;

/// What a thread has read so far and may meet again, by its text in the file; and who waits for it.
#[derive(Debug)]
pub(super) struct Pool<'a> {
    words: RefCell<HashMap<Box<str>, ArcStr>>,
    /// Places, of which most come once only.
    pub places: Kept<Place>,
    /// Provenances, of which few differ.
    pub provenances: Kept<Provenance>,
    watch: Watch<'a>,
    /// Address and length of the whole text.
    whole: (usize, usize),
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
        Self::watched(Watch::none(), (0, 0))
    }
}

impl<'a> Pool<'a> {
    /// An empty one for reading a text (its address and length) that somebody waits for.
    pub fn watched(watch: Watch<'a>, whole: (usize, usize)) -> Self {
        Self { words: RefCell::default(), places: Kept::new(), provenances: Kept::new(), watch, whole }
    }

    /// Who waits, and for which text.
    pub fn task(&self) -> (Watch<'a>, (usize, usize)) {
        (self.watch, self.whole)
    }

    /// Whether a long text is quickly found to be JSON.
    pub fn finds_json(&self, text: &str) -> bool {
        text.len() >= SHORT && split::is_json(text, &self.watch)
    }

    /// The one copy of a word that stands in quotes in the file, where it has been met.
    pub fn word(&self, quoted: &str) -> Option<ArcStr> {
        self.words.borrow().get(quoted).cloned()
    }

    /// Keeps a word for the next time.
    pub fn keep_word(&self, quoted: &str, word: &ArcStr) {
        let mut words = self.words.borrow_mut();
        if words.len() < MOST {
            words.insert(quoted.into(), word.clone());
        }
    }
}
