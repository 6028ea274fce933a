//! Session: one open map with everything that is true of it while it is open: history, selection,
//! what is shown, the search index, the file it came from. No window; tests and commands use it as
//! the window does.

mod selection;
mod view;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

pub use selection::Selection;
pub use view::{Focus, Lit};

use crate::edit::{Description, Edit, EditError, History, Revision, Touched};
use crate::file::{self, Fingerprint};
use crate::layout;
use crate::model::{ActorId, Map, MapId};
use crate::query::{self, Counts, Filter, SearchIndex, Shown};
use crate::recovery::{Base, Journal, Kind, Restored, Store, Subject};

/// Changes of more records than this are not followed one by one.
const FOLLOWED: usize = 2_000;
/// So many changes are remembered by what they touched.
const REMEMBERED: usize = 64;

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

/// One open map.
pub struct Session {
    map: Map,
    history: History,
    origin: Origin,
    saved: Option<Revision>,
    journal: Option<Journal>,
    read_only: Option<ReadOnly>,
    fingerprint: Option<Fingerprint>,
    selection: Selection,
    filter: Filter,
    focus: Option<Focus>,
    index: SearchIndex,
    shown: Shown,
    counts: Counts,
    lit: Option<Lit>,
    content_version: u64,
    view_version: u64,
    /// What each of the last changes touched, the newest last; `None` where it touched too much to
    /// be worth following one by one.
    recent: VecDeque<Option<Touched>>,
}

impl Session {
    /// Opens a map. Actors without a position are given one beside their neighbours, which is not
    /// an edit: it is part of opening.
    pub fn new(map: Map, origin: Origin) -> Self {
        Self::on(placed(map), origin)
    }

    fn on(map: Map, origin: Origin) -> Self {
        let read_only = file::newer_major_of(&map).map(|version| ReadOnly::NewerVersion(version.to_owned()));
        let filter = Filter::default();
        let history = History::default();
        Self {
            index: SearchIndex::new(&map),
            shown: filter.apply(&map),
            counts: query::filter::count(&map),
            saved: (origin != Origin::New).then(|| history.current()),
            map,
            history,
            origin,
            journal: None,
            read_only,
            fingerprint: None,
            selection: Selection::default(),
            filter,
            focus: None,
            lit: None,
            content_version: 0,
            view_version: 0,
            recent: VecDeque::new(),
        }
    }

    /// Opens a map given back after a crash: with the steps that were taken, to be undone as ever.
    pub fn recovered(restored: Restored) -> Self {
        let origin = restored.path.map_or(Origin::New, Origin::File);
        // Nothing is made of the map: it is as it was.
        let mut session = Self::on(restored.map, origin);
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
            _ => Base::Map(Box::new(self.map.clone())),
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

    /// What the map's file held when it was opened or last saved.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint
    }

    /// Notes what the map's file holds.
    pub fn set_fingerprint(&mut self, fingerprint: Option<Fingerprint>) {
        self.fingerprint = fingerprint;
    }

    /// The map as it was last in its file: what another copy of that file was made from. `None` where it
    /// never was in one, or the way back there is lost.
    pub fn saved_map(&self) -> Option<Map> {
        self.history.at(&self.map, self.saved.filter(|_| self.path().is_some())?)
    }

    /// The map as it is now.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// The selection.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What the legend hides.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What is shown under that filter.
    pub fn shown(&self) -> &Shown {
        &self.shown
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

    /// What was touched since the content had a version, step by step; `None` where that is not
    /// known, or too much to be followed one by one.
    pub fn touched_since(&self, content_version: u64) -> Option<impl Iterator<Item = &Touched>> {
        let steps = usize::try_from(self.content_version.checked_sub(content_version)?).ok()?;
        let first = self.recent.len().checked_sub(steps)?;
        let known = self.recent.range(first..).all(Option::is_some);
        known.then(|| self.recent.range(first..).flatten())
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
        let touched = self.history.edit(&mut self.map, edit)?;
        if let Some(touched) = &touched {
            if let (Some(journal), Some(done)) = (&mut self.journal, self.history.last_done()) {
                journal.set_title(&self.map.about.title);
                journal.step(if done.joined { Kind::Join } else { Kind::Edit }, done.transaction);
            }
            self.follow(touched);
        }
        Ok(touched)
    }

    /// Ends the typing run under way.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Option<Touched> {
        let touched = self.history.undo(&mut self.map)?;
        if let (Some(journal), Some(undone)) = (&mut self.journal, self.history.last_undone()) {
            journal.step(Kind::Undo, undone);
        }
        self.follow(&touched);
        Some(touched)
    }

    /// Takes the last undone step again.
    pub fn redo(&mut self) -> Option<Touched> {
        let touched = self.history.redo(&mut self.map)?;
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
        if self.selection != selection {
            self.history.seal();
            self.selection = selection;
            self.view_version += 1;
        }
    }

    /// Changes what the legend hides. What is hidden by it is no longer selected: nobody should
    /// delete or move what they do not see.
    pub fn set_filter(&mut self, filter: Filter) {
        if self.filter != filter {
            self.filter = filter;
            self.refresh_view();
            let shown = &self.shown;
            self.selection.actors.retain(|id| shown.shows_actor(id));
            self.selection.links.retain(|id| shown.shows_link(id));
        }
    }

    /// Focuses on a neighbourhood, or leaves it.
    pub fn set_focus(&mut self, focus: Option<Focus>) {
        let focus = focus.filter(|focus| focus.seeds.iter().any(|id| self.map.actor(id).is_some()));
        if self.focus != focus {
            self.focus = focus;
            self.refresh_view();
        }
    }

    /// Whether an actor is shown under the present filter.
    pub fn is_shown(&self, id: &ActorId) -> bool {
        self.map.actor(id).is_some() && self.shown.actors.as_ref().is_none_or(|shown| shown.contains(id))
    }

    /// Takes the consequences of a change: index, counts, what is shown, what is selected.
    fn follow(&mut self, touched: &Touched) {
        if touched.schema {
            self.index = SearchIndex::new(&self.map);
        } else {
            self.index.update(&self.map, touched.actors.iter().chain(&touched.ends));
        }
        self.counts = query::filter::count(&self.map);
        self.content_version += 1;
        let few = touched.actors.len() + touched.links.len() <= FOLLOWED && !touched.schema;
        self.recent.push_back(few.then(|| touched.clone()));
        if self.recent.len() > REMEMBERED {
            self.recent.pop_front();
        }
        let map = &self.map;
        self.selection.retain_in(map);
        if let Some(focus) = &mut self.focus {
            focus.seeds.retain(|id| map.actor(id).is_some());
        }
        self.focus = self.focus.take().filter(|focus| !focus.seeds.is_empty());
        self.refresh_view();
    }

    fn refresh_view(&mut self) {
        self.shown = self.filter.apply(&self.map);
        self.lit = self.focus.as_ref().map(|focus| Lit::of(&self.map, focus, &self.shown));
        self.view_version += 1;
    }
}

/// The map with a place for each actor that has none, beside its neighbours: what opening does. Not an
/// edit, and always the same for the same map.
pub fn placed(mut map: Map) -> Map {
    for (id, position) in layout::arrange_unplaced(&map) {
        if let Some(actor) = map.actor(&id) {
            let mut actor = (**actor).clone();
            actor.position = Some(position);
            map.put_actor(std::sync::Arc::new(actor));
        }
    }
    map
}
