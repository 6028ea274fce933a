//! Session: one open map with everything that is true of it while it is open: history, selection,
//! what is shown, the search index, the file it came from. No window; tests and commands use it as
//! the window does.

mod selection;
mod view;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

pub use selection::Selection;
pub use view::{Focus, Lit};

use crate::edit::{Description, Edit, EditError, History, Revision, Touched, Transaction};
use crate::layout;
use crate::model::{ActorId, Map, MapId};
use crate::query::{self, Counts, Filter, SearchIndex, Shown};

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

/// One open map.
pub struct Session {
    map: Map,
    history: History,
    origin: Origin,
    saved: Option<Revision>,
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
    pub fn new(mut map: Map, origin: Origin) -> Self {
        for (id, position) in layout::arrange_unplaced(&map) {
            if let Some(actor) = map.actor(&id) {
                let mut actor = (**actor).clone();
                actor.position = Some(position);
                map.put_actor(std::sync::Arc::new(actor));
            }
        }
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
            selection: Selection::default(),
            filter,
            focus: None,
            lit: None,
            content_version: 0,
            view_version: 0,
            recent: VecDeque::new(),
        }
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
        let touched = self.history.edit(&mut self.map, edit)?;
        if let Some(touched) = &touched {
            self.follow(touched);
        }
        Ok(touched)
    }

    /// Changes the map as planned in a job for the state it had then. The plan comes back where the map
    /// is in another state by now.
    ///
    /// # Errors
    /// The plan, which no longer fits.
    pub fn edit_planned(&mut self, planned: Transaction, of: Revision) -> Result<(), Transaction> {
        if self.history.current() != of {
            return Err(planned);
        }
        if let Some(touched) = self.history.take(&mut self.map, planned) {
            self.follow(&touched);
        }
        Ok(())
    }

    /// Ends the typing run under way.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Option<Touched> {
        let touched = self.history.undo(&mut self.map)?;
        self.follow(&touched);
        Some(touched)
    }

    /// Takes the last undone step again.
    pub fn redo(&mut self) -> Option<Touched> {
        let touched = self.history.redo(&mut self.map)?;
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
        let few = touched.actors.len() + touched.links.len() <= FOLLOWED && !touched.schema;
        self.content_version += 1;
        self.recent.push_back(few.then(|| touched.clone()));
        if self.recent.len() > REMEMBERED {
            self.recent.pop_front();
        }
        if touched.places_only {
            // Nobody is found, counted or shown otherwise for standing elsewhere.
            self.view_version += 1;
            return;
        }
        if touched.schema {
            self.index = SearchIndex::new(&self.map);
        } else {
            self.index.update(&self.map, touched.actors.iter().chain(&touched.ends));
        }
        self.counts = query::filter::count(&self.map);
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
