//! Session: one open map with everything that is true of it while it is open: history, selection,
//! what is shown, the search index, the file it came from. No window; tests and commands use it as
//! the window does.

mod ahead;
mod selection;
#[cfg(test)]
mod tests;
mod view;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use ahead::{Ahead, Step};
pub use selection::Selection;
pub use view::{Focus, Lit};

use crate::edit::{Description, Edit, EditError, History, Revision, Touched, Transaction, Way};
use crate::file::{self, Fingerprint};
use crate::job;
use crate::layout;
use crate::model::{ActorId, LinkId, Map, MapId};
use crate::query::{self, Counts, Filter, IndexedNumbers, SearchIndex, Shown};
use crate::recovery::{Base, Journal, Kind, Restored, Store, Subject};

/// Where the open map came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file, which "save" replaces.
    File(PathBuf),
    /// The example that comes with the program; "save" asks where.
    Example,
    /// A new map; "save" asks where.
    New,
}

/// Why a map can only be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// Its file has a later major version of the format.
    NewerVersion(String),
    /// It is an older version of a map, kept when it was replaced.
    OldVersion,
    /// Another window has it open.
    HeldElsewhere,
}

/// A save under way: which state of the map it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saving {
    /// The state.
    pub revision: Revision,
    mark: u64,
}

/// So many changes are remembered for those who keep up with them by themselves.
const CHANGES_KEPT: usize = 64;
/// A change of more records than this is not: who keeps up looks at the whole map again. It is also
/// what a window should have done [ahead](Session::ahead) rather than wait for.
pub const LARGE_CHANGE: usize = 2_000;
/// After a large change of more than this part of the map, index and counts are made anew.
const REMADE: usize = 4;

/// One open map.
///
/// An edit costs what it changes, whatever the size of the map: counts, what is shown, the search
/// index and the focus follow [`Touched`]. Panels follow by [`Session::touched_since`].
pub struct Session {
    /// Shared with the jobs that work on a state of it.
    map: Arc<Map>,
    history: History,
    origin: Origin,
    saved: Option<Revision>,
    journal: Option<Journal>,
    read_only: Option<ReadOnly>,
    fingerprint: Option<Fingerprint>,
    /// Copies merged in since: the state of the map with each, its file, what that held.
    merged: Vec<(Revision, PathBuf, Fingerprint)>,
    selection: Arc<Selection>,
    filter: Filter,
    focus: Option<Focus>,
    index: Arc<SearchIndex>,
    shown: Arc<Shown>,
    counts: Arc<Counts>,
    lit: Option<Lit>,
    content_version: u64,
    sorts_version: u64,
    view_version: u64,
    /// What the last changes touched, each with the content version it led to.
    changes: VecDeque<(u64, Arc<Touched>)>,
    /// Whether something large is being done ahead: until it is there, nothing else is.
    waits: bool,
}

impl Session {
    /// Opens a map. Actors without a position are given one beside their neighbours, which is not
    /// an edit: it is part of opening.
    pub fn new(map: Map, origin: Origin) -> Self {
        Self::on(Arc::new(placed(map)), origin)
    }

    /// Opens a map whose actors all have a place: see [`placed`].
    pub fn on(map: Arc<Map>, origin: Origin) -> Self {
        let read_only = file::newer_major_of(&map).map(|version| ReadOnly::NewerVersion(version.to_owned()));
        let filter = Filter::default();
        let history = History::default();
        let (index, counts) = indexed(&map);
        Self {
            index,
            counts,
            shown: Arc::new(filter.apply(&map)),
            saved: (origin != Origin::New).then(|| history.current()),
            map,
            history,
            origin,
            journal: None,
            read_only,
            fingerprint: None,
            merged: Vec::new(),
            selection: Arc::default(),
            filter,
            focus: None,
            lit: None,
            content_version: 0,
            sorts_version: 0,
            view_version: 0,
            changes: VecDeque::new(),
            waits: false,
        }
    }

    /// Opens a map given back after a crash: with the steps that were taken, to be undone as ever.
    pub fn recovered(restored: Restored) -> Self {
        let origin = restored.path.map_or(Origin::New, Origin::File);
        // Nothing is made of the map: it is as it was.
        let mut session = Self::on(Arc::new(restored.map), origin);
        session.history = restored.history;
        session.saved = restored.saved;
        session.fingerprint = restored.fingerprint;
        session
    }

    /// Keeps a journal of what is done from now on. Call it before the first edit.
    pub fn keep_journal(&mut self, store: &Store) {
        let subject = Subject {
            map: self.map.about.id.clone(),
            title: self.map.about.title.clone(),
            path: self.path().map(Path::to_owned),
        };
        let base = match self.fingerprint {
            Some(fingerprint) if self.path().is_some() && !self.is_unsaved() => {
                Base::File { fingerprint, opened: true }
            }
            _ => Base::Map(self.map.clone()),
        };
        self.journal = Some(Journal::new(store, subject, base));
    }

    /// Goes on with the journal the map was given back from.
    pub fn resume_journal(&mut self, journal: Journal) {
        self.journal = Some(journal);
    }

    /// The journal, where one is kept.
    pub fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }

    /// Removes the journal: what was done is saved or given up.
    pub fn discard_journal(&mut self) {
        if let Some(journal) = self.journal.take() {
            journal.discard();
        }
    }

    /// Why the map can only be looked at; `None` where it can be edited.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.read_only.as_ref()
    }

    /// Lets the map only be looked at, or be edited. What a later version of the format made stays as
    /// it is whatever is asked.
    pub fn set_read_only(&mut self, why: Option<ReadOnly>) {
        if !matches!(self.read_only, Some(ReadOnly::NewerVersion(_))) {
            self.read_only = why;
        }
    }

    /// What the map's file held when it was opened, last saved or last merged in: what a save may
    /// replace.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        let own = |(_, path, held): &(_, PathBuf, Fingerprint)| {
            (self.path() == Some(path.as_path())).then_some(*held)
        };
        self.merges().rev().find_map(own).or(self.fingerprint)
    }

    /// The copies merged in that were not undone.
    fn merges(&self) -> impl DoubleEndedIterator<Item = &(Revision, PathBuf, Fingerprint)> {
        self.merged.iter().filter(|(with, ..)| self.history.came_from(*with))
    }

    /// What the map was made from: what its file held when it was opened or last saved, then what was
    /// merged in since.
    pub fn made_from(&self) -> Vec<Fingerprint> {
        self.fingerprint.into_iter().chain(self.merges().map(|(_, _, held)| *held)).collect()
    }

    /// Notes that the present state has all of a copy, whose file held this.
    pub fn note_merged(&mut self, path: PathBuf, held: Fingerprint) {
        self.merged.push((self.history.current(), path, held));
    }

    /// Notes what the map's file held when it was opened.
    pub fn set_fingerprint(&mut self, fingerprint: Option<Fingerprint>) {
        self.fingerprint = fingerprint;
    }

    /// The way back to the map as it was last in its file: what another copy of that file was made from.
    /// `None` where it never was in one, or the way back there is lost.
    pub fn way_to_saved(&self) -> Option<Way> {
        self.history.way_to(self.saved.filter(|_| self.path().is_some())?)
    }

    /// The map as it is now.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// The map as it is now, to keep: a job works on it while edits go on. (The first edit while it
    /// is kept copies the map's lists of records, though not the records.)
    pub fn snapshot(&self) -> Arc<Map> {
        self.map.clone()
    }

    /// What the changes since a content version touched, the oldest first; `None` where that is too
    /// long ago, or too much: the whole map is to be looked at again.
    pub fn touched_since(&self, version: u64) -> Option<impl Iterator<Item = &Touched>> {
        let known = self.content_version - self.changes.len() as u64;
        let wanted = version.checked_sub(known)? as usize;
        (wanted <= self.changes.len())
            .then(|| self.changes.iter().skip(wanted).map(|(_, touched)| &**touched))
    }

    /// The selection.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The selection as it is now, to keep: it may be as large as the map.
    pub fn selection_snapshot(&self) -> Arc<Selection> {
        self.selection.clone()
    }

    /// What the legend hides.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What is shown under that filter.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// The same, to keep.
    pub fn shown_snapshot(&self) -> Arc<Shown> {
        self.shown.clone()
    }

    /// How many actors and links there are of each kind, tag and territory.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The search index.
    pub fn index(&self) -> &SearchIndex {
        &self.index
    }

    /// The neighbourhood in focus.
    pub fn focus(&self) -> Option<&Focus> {
        self.focus.as_ref()
    }

    /// The actors the focus keeps sharp.
    pub fn lit(&self) -> Option<&Lit> {
        self.lit.as_ref()
    }

    /// A number that grows whenever the map changes.
    pub fn content_version(&self) -> u64 {
        self.content_version
    }

    /// A number that grows whenever the schema changes, or the number of actors of a kind, tag or place.
    pub fn sorts_version(&self) -> u64 {
        self.sorts_version
    }

    /// A number that grows whenever the selection, the filter or the focus changes.
    pub fn view_version(&self) -> u64 {
        self.view_version
    }

    /// Where the map came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The file "save" replaces.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            _ => None,
        }
    }

    /// Whether there is work that closing would lose. A new map nobody has touched has none.
    pub fn is_unsaved(&self) -> bool {
        match self.saved {
            Some(saved) => saved != self.history.current(),
            None => self.history.depth() > 0,
        }
    }

    /// The steps taken since the last save, oldest first; empty where that cannot be told.
    pub fn unsaved_steps(&self) -> Vec<&Description> {
        let saved = self.saved.unwrap_or_default();
        self.history.since(saved).unwrap_or_default()
    }

    /// Changes the map. `Ok(None)` where the edit changes nothing.
    ///
    /// # Errors
    /// Where the edit does not fit the map; nothing has changed then.
    pub fn edit(&mut self, edit: Edit) -> Result<Option<Touched>, EditError> {
        if self.read_only.is_some() {
            return Err(EditError::ReadOnly);
        }
        if self.waits {
            return Err(EditError::Busy);
        }
        let touched = self.history.edit(Arc::make_mut(&mut self.map), edit)?;
        if let Some(touched) = &touched {
            self.note_done();
            self.follow(touched);
        }
        Ok(touched)
    }

    /// Changes the map as planned in a job for the state it had then. The plan comes back where the map
    /// is in another state by now, or can only be looked at.
    ///
    /// # Errors
    /// The plan, which no longer fits.
    pub fn edit_planned(&mut self, planned: Transaction, of: Revision) -> Result<(), Transaction> {
        if self.history.current() != of || self.read_only.is_some() || self.waits {
            return Err(planned);
        }
        if let Some(touched) = self.history.take(Arc::make_mut(&mut self.map), planned) {
            self.note_done();
            self.follow(&touched);
        }
        Ok(())
    }

    /// Puts the step just taken in the journal.
    fn note_done(&mut self) {
        if let (Some(journal), Some(done)) = (&mut self.journal, self.history.last_done()) {
            journal.set_title(&self.map.about.title);
            journal.step(if done.joined { Kind::Join } else { Kind::Edit }, done.transaction);
        }
    }

    /// Ends the typing run under way.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Option<Touched> {
        if self.waits {
            return None;
        }
        let touched = self.history.undo(Arc::make_mut(&mut self.map))?;
        if let (Some(journal), Some(undone)) = (&mut self.journal, self.history.last_undone()) {
            journal.step(Kind::Undo, undone);
        }
        self.follow(&touched);
        Some(touched)
    }

    /// Takes the last undone step again.
    pub fn redo(&mut self) -> Option<Touched> {
        if self.waits {
            return None;
        }
        let touched = self.history.redo(Arc::make_mut(&mut self.map))?;
        if let (Some(journal), Some(done)) = (&mut self.journal, self.history.last_done()) {
            journal.step(Kind::Redo, done.transaction);
        }
        self.follow(&touched);
        Some(touched)
    }

    /// What undo would take back.
    pub fn next_undo(&self) -> Option<&Description> {
        self.history.next_undo()
    }

    /// What redo would do again.
    pub fn next_redo(&self) -> Option<&Description> {
        self.history.next_redo()
    }

    /// How many records undo and redo would change.
    pub fn next_sizes(&self) -> (usize, usize) {
        self.history.next_sizes()
    }

    /// The present state of the map, to name what a save will have saved.
    pub fn revision(&self) -> Revision {
        self.history.current()
    }

    /// Notes that the present state is being saved.
    pub fn begin_save(&mut self) -> Saving {
        self.history.seal();
        let mark = self.journal.as_mut().map_or(0, Journal::mark);
        Saving { revision: self.history.current(), mark }
    }

    /// Notes that a save is done: the file is the map's, and holds these bytes.
    pub fn finish_save(&mut self, path: PathBuf, saving: Saving, fingerprint: Fingerprint) {
        self.fingerprint = Some(fingerprint);
        self.merged.clear();
        if let Some(journal) = &mut self.journal {
            journal.saved(saving.mark, &path, fingerprint);
        }
        self.mark_saved(path, saving.revision);
    }

    /// Notes that a state of the map is safely in a file, which is the map's file from now on.
    pub fn mark_saved(&mut self, path: PathBuf, revision: Revision) {
        self.history.seal();
        self.origin = Origin::File(path);
        self.saved = Some(revision);
    }

    /// The map's identity.
    pub fn map_id(&self) -> &MapId {
        &self.map.about.id
    }

    /// Changes the selection. What the map does not hold is left out.
    pub fn select(&mut self, mut selection: Selection) {
        selection.retain_in(&self.map);
        if *self.selection != selection {
            self.history.seal();
            let before = std::mem::replace(&mut self.selection, Arc::new(selection));
            if before.len() > LARGE_CHANGE {
                job::let_go(before);
            }
            self.view_version += 1;
        }
    }

    /// Selects every actor that is shown.
    pub fn select_all_shown(&mut self) {
        let selection = Selection::of_actors(self.shown_actors().cloned());
        if *self.selection != selection {
            self.history.seal();
            // A large set takes its time to be let go of.
            job::let_go(std::mem::replace(&mut self.selection, Arc::new(selection)));
            self.view_version += 1;
        }
    }

    /// Changes what the legend hides. What is hidden by it is no longer selected: nobody should
    /// delete or move what they do not see.
    pub fn set_filter(&mut self, filter: Filter) {
        if self.filter != filter {
            self.filter = filter;
            self.refresh_view();
            let (map, shown) = (&*self.map, &self.shown);
            if shown.is_all() {
                return;
            }
            let selection = Arc::make_mut(&mut self.selection);
            selection.actors.retain(|id| shown.shows_actor(map, id));
            selection.links.retain(|id| map.link(id).is_some_and(|link| shown.shows_link(map, link)));
        }
    }

    /// Focuses on a neighbourhood, or leaves it.
    pub fn set_focus(&mut self, focus: Option<Focus>) {
        let focus = focus.filter(|focus| focus.seeds.iter().any(|id| self.map.actor(id).is_some()));
        if self.focus != focus {
            self.focus = focus;
            self.refresh_lit();
        }
    }

    /// Whether an actor is shown under the present filter.
    pub fn is_shown(&self, id: &ActorId) -> bool {
        self.map.actor_slot(id).is_some_and(|slot| self.shown.shows_slot(slot))
    }

    /// Whether a link is shown under the present filter.
    pub fn is_link_shown(&self, id: &LinkId) -> bool {
        self.map.link(id).is_some_and(|link| self.shown.shows_link(&self.map, link))
    }

    /// The ids of the actors shown, in order.
    pub fn shown_actors(&self) -> impl Iterator<Item = &ActorId> {
        let actors = self.map.actors_with_slots();
        actors.filter(|(slot, _)| self.shown.shows_slot(*slot)).map(|(_, actor)| &actor.id)
    }

    /// Takes the consequences of a change: index, counts, what is shown, what is selected.
    fn follow(&mut self, touched: &Touched) {
        self.content_version += 1;
        if touched.schema || touched.actors.len() + touched.links.len() > LARGE_CHANGE {
            self.changes.clear();
        } else {
            self.changes.push_back((self.content_version, Arc::new(touched.clone())));
            if self.changes.len() > CHANGES_KEPT {
                self.changes.pop_front();
            }
        }
        if touched.places_only {
            // Nobody is found, counted or shown otherwise for standing elsewhere.
            return;
        }
        let map = &*self.map;
        let size = touched.actors.len() + touched.links.len();
        if size > LARGE_CHANGE && size > (map.actor_count() + map.link_count()) / REMADE {
            // What is looked up record by record costs more than a walk of all.
            (self.index, self.counts) = indexed(map);
            self.sorts_version += 1;
        } else {
            Arc::make_mut(&mut self.index).follow(map, touched);
            self.sorts_version += u64::from(Arc::make_mut(&mut self.counts).follow(map, touched));
        }
        let mut view_changed = Arc::make_mut(&mut self.shown).follow(&self.filter, map, touched);
        let gone = touched.freed.iter().map(|(id, _)| id).filter(|id| map.actor(id).is_none());
        for id in gone {
            if self.selection.actors.contains(id) {
                view_changed |= Arc::make_mut(&mut self.selection).actors.remove(id);
            }
            if let Some(focus) = &mut self.focus {
                focus.seeds.remove(id);
            }
        }
        let unlinked = touched.link_diffs.iter().filter_map(|(before, _)| before.as_ref());
        for id in unlinked.map(|link| &link.id).filter(|id| map.link(id).is_none()) {
            if self.selection.links.contains(id) {
                view_changed |= Arc::make_mut(&mut self.selection).links.remove(id);
            }
        }
        self.focus = self.focus.take().filter(|focus| !focus.seeds.is_empty());
        let lit_stays = !view_changed && self.lit.as_ref().is_none_or(|lit| !lit.is_touched(map, touched));
        if view_changed || !lit_stays {
            self.refresh_lit();
        }
    }

    /// Applies the filter to the whole map.
    fn refresh_view(&mut self) {
        self.shown = Arc::new(self.filter.apply_with(&self.map, &self.index));
        self.refresh_lit();
    }

    fn refresh_lit(&mut self) {
        let lit = self.focus.as_ref().map(|focus| Lit::of(&self.map, focus, &self.shown));
        // Who looks at the set again where it is another must not be misled.
        self.lit = match (self.lit.take(), lit) {
            (Some(before), Some(now)) if before.actors == now.actors => {
                Some(Lit { actors: before.actors, ..now })
            }
            (_, now) => now,
        };
        self.view_version += 1;
    }
}

/// The search index and the counts of a map, on two threads.
fn indexed(map: &Map) -> (Arc<SearchIndex>, Arc<Counts>) {
    let counts_and_numbers = || (query::filter::count(map), IndexedNumbers::new(map));
    let (index, (counts, numbers)) = job::both(|| SearchIndex::of_words(map), counts_and_numbers);
    (Arc::new(index.with_numbers(numbers)), Arc::new(counts))
}

/// The map with a place for each actor that has none, beside its neighbours: what opening does. Not an
/// edit, and always the same for the same map.
pub fn placed(mut map: Map) -> Map {
    let is_placed =
        |actor: &crate::model::Actor| actor.position.is_some_and(|position| position.at.is_finite());
    if map.actors_by_slot().all(|(_, actor)| is_placed(actor)) {
        return map;
    }
    for (id, position) in layout::arrange_unplaced(&map) {
        if let Some(actor) = map.actor(&id) {
            let mut actor = (**actor).clone();
            actor.position = Some(position);
            map.put_actor(Arc::new(actor));
        }
    }
    map
}
