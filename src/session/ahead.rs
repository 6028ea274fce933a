//! Ahead: a large change done to a copy of the session in the background, which then takes its place.
//! Copies share records, network, index and history: making one costs next to nothing, and what the
//! change makes different is copied where nobody waits for it.

use std::sync::Arc;

use super::{Focus, Lit, Session};
use crate::edit::{Description, Edit, EditError, Revision, Transaction};
use crate::job;
use crate::model::{Map, RecordState};
use crate::recovery::Kind;

/// Works out an edit from the map it is for.
pub type MakeEdit = Box<dyn FnOnce(&Map) -> Edit + Send>;

/// What is to be done.
pub enum Step {
    /// An edit; worked out from the map where that takes long too.
    Edit(MakeEdit),
    /// What was planned for a state of the map; the edit where it is in another by now.
    Planned(Transaction, Revision, MakeEdit),
    /// The last step taken back.
    Undo,
    /// The last undone step taken again.
    Redo,
}

/// A copy of a session with something done to it.
pub struct Ahead {
    session: Session,
    /// The versions it was made from.
    content_version: u64,
    view_version: u64,
    /// What the journal is to be told.
    done: Option<(Kind, Description, Vec<RecordState>)>,
}

impl Session {
    /// A copy for a background job to do something large to. Until [`Session::adopt`] or
    /// [`Session::wait_no_more`], nothing can be edited here; what is selected or shown can.
    pub fn ahead(&mut self) -> Ahead {
        self.waits = true;
        let session = Self {
            map: self.map.clone(),
            history: self.history.clone(),
            origin: self.origin.clone(),
            saved: self.saved,
            journal: None,
            read_only: self.read_only.clone(),
            fingerprint: self.fingerprint,
            merged: Vec::new(),
            selection: self.selection.clone(),
            filter: self.filter.clone(),
            focus: self.focus.clone(),
            index: self.index.clone(),
            shown: self.shown.clone(),
            counts: self.counts.clone(),
            lit: self.lit.clone(),
            content_version: self.content_version,
            sorts_version: self.sorts_version,
            view_version: self.view_version,
            changes: self.changes.clone(),
            waits: false,
        };
        let (content_version, view_version) = (self.content_version, self.view_version);
        Ahead { session, content_version, view_version, done: None }
    }

    /// Does something at once. `false` where it changes nothing.
    ///
    /// # Errors
    /// Where an edit does not fit the map; nothing has changed then.
    pub fn take(&mut self, step: Step) -> Result<bool, EditError> {
        let touched = match step {
            Step::Edit(make) => {
                let edit = make(&self.map);
                self.edit(edit)?
            }
            Step::Planned(planned, of, make) => {
                let was = self.content_version;
                if self.edit_planned(planned, of).is_ok() {
                    return Ok(was != self.content_version);
                }
                let edit = make(&self.map);
                self.edit(edit)?
            }
            Step::Undo => self.undo(),
            Step::Redo => self.redo(),
        };
        Ok(touched.is_some())
    }

    /// Whether something large is being done ahead.
    pub fn is_waiting(&self) -> bool {
        self.waits
    }

    /// Gives up what is being done ahead.
    pub fn wait_no_more(&mut self) {
        self.waits = false;
    }

    /// Takes over what was done ahead. What was selected, shown, focused on or saved meanwhile stays
    /// so. Gives back the state before, which is as large as the map, to be let go of.
    pub fn adopt(&mut self, ahead: Ahead) -> Session {
        self.waits = false;
        debug_assert_eq!(self.content_version, ahead.content_version, "nothing was edited meanwhile");
        let mut before = std::mem::replace(self, ahead.session);
        self.journal = before.journal.take();
        (self.origin, self.saved) = (before.origin.clone(), before.saved);
        (self.read_only, self.fingerprint) = (before.read_only.clone(), before.fingerprint);
        self.merged = std::mem::take(&mut before.merged);
        if before.view_version != ahead.view_version {
            self.look_as(&before);
        }
        match (&mut self.journal, ahead.done) {
            (Some(journal), Some((kind, what, states))) => {
                journal.set_title(&self.map.about.title);
                journal.step_of(kind, what, states);
            }
            (_, done) => job::let_go(done),
        }
        before
    }

    /// Selects, shows and focuses on what another state does.
    fn look_as(&mut self, other: &Session) {
        let mut selection = (*other.selection).clone();
        selection.retain_in(&self.map);
        self.selection = Arc::new(selection);
        let there = |focus: &mut Focus| {
            focus.seeds.retain(|id| self.map.actor(id).is_some());
            !focus.seeds.is_empty()
        };
        self.focus = other.focus.clone().and_then(|mut focus| there(&mut focus).then_some(focus));
        if self.filter != other.filter {
            self.filter = other.filter.clone();
            self.shown = Arc::new(self.filter.apply_with(&self.map, &self.index));
        }
        self.lit = self.focus.as_ref().map(|focus| Lit::of(&self.map, focus, &self.shown));
        // Above both: whoever looked at either looks again.
        self.view_version = self.view_version.max(other.view_version) + 1;
    }
}

impl Ahead {
    /// Does something to the copy. `false` where it changes nothing.
    ///
    /// # Errors
    /// Where an edit does not fit the map; nothing has changed then.
    pub fn take(&mut self, step: Step) -> Result<bool, EditError> {
        let kind = match step {
            Step::Undo => Kind::Undo,
            Step::Redo => Kind::Redo,
            Step::Edit(_) | Step::Planned(..) => Kind::Edit,
        };
        let changed = self.session.take(step)?;
        let joined = self.session.history.last_done().is_some_and(|done| done.joined);
        if changed {
            self.note(if kind == Kind::Edit && joined { Kind::Join } else { kind });
        }
        Ok(changed)
    }

    /// Works out what the journal is to be told.
    fn note(&mut self, kind: Kind) {
        let history = &self.session.history;
        let transaction = match kind {
            Kind::Undo => history.last_undone(),
            Kind::Edit | Kind::Join | Kind::Redo => history.last_done().map(|done| done.transaction),
        };
        if let Some(transaction) = transaction {
            self.done = Some((kind, transaction.description.clone(), transaction.states()));
        }
    }
}
