//! History: what was done and undone, unlimited within memory.

use std::sync::Arc;

use super::change::Change;
use super::{Description, Edit, EditError, Touched, Transaction};
use crate::model::{Map, RecordState};

/// A state of a map in its history. Two equal revisions are the same state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Revision(u64);

/// The last step taken, as [`History::last_done`] gives it.
#[derive(Debug)]
pub struct Done<'a> {
    /// The records it changed. Of a typing run, those of the whole run.
    pub transaction: &'a Transaction,
    /// Whether it went on with a typing run.
    pub joined: bool,
}

/// The way from one state of a map to another, to be gone on a copy away from the history.
#[derive(Clone, Debug)]
pub struct Way {
    steps: Vec<Transaction>,
}

impl Way {
    /// The map at the end of the way, which begins at this one.
    pub fn from(&self, map: &Map) -> Map {
        let mut map = map.clone();
        for step in &self.steps {
            step.apply(&mut map);
        }
        map
    }
}

/// Brings a record of the map to a state. `None` where it was in it.
fn applied(map: &mut Map, state: RecordState) -> Option<Change> {
    let change = Change::towards(map, state)?;
    change.apply(map, &mut Touched::default());
    Some(change)
}

#[derive(Clone, Debug)]
struct Step {
    /// Shared with whoever works on a copy of the history.
    transaction: Arc<Transaction>,
    /// The state before it.
    before: Revision,
    /// The state after it.
    after: Revision,
    /// Whether a typing run that continues may still join it.
    open: bool,
    /// Whether its last edit joined it instead of starting it.
    joined: bool,
}

/// The steps taken and those taken back.
///
/// Undo and redo cost what the change cost: a step holds the records it changed, before and
/// after, which the map shares.
///
/// Limitations: one line of history; a new edit forgets what had been undone.
#[derive(Clone, Debug)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    current: Revision,
    last_given: u64,
}

impl Default for History {
    fn default() -> Self {
        Self { done: Vec::new(), undone: Vec::new(), current: Revision(0), last_given: 0 }
    }
}

impl History {
    /// Plans an edit, applies it to the map and remembers it. `Ok(None)` where it changes nothing.
    ///
    /// # Errors
    /// Where the edit does not fit the map; the map is then unchanged.
    pub fn edit(&mut self, map: &mut Map, edit: Edit) -> Result<Option<Touched>, EditError> {
        Ok(self.take(map, edit.plan(map)?))
    }

    /// Applies what was planned for this very state of the map and remembers it. `None` where it
    /// changes nothing.
    pub fn take(&mut self, map: &mut Map, transaction: Transaction) -> Option<Touched> {
        if transaction.is_empty() {
            return None;
        }
        let touched = transaction.apply(map);
        self.undone.clear();
        self.last_given += 1;
        let after = Revision(self.last_given);
        match self.done.last_mut() {
            Some(step)
                if step.open && step.transaction.run.is_some() && step.transaction.run == transaction.run =>
            {
                Arc::make_mut(&mut step.transaction).absorb(transaction);
                step.after = after;
                step.joined = true;
            }
            _ => {
                let open = transaction.run.is_some();
                let transaction = Arc::new(transaction);
                self.done.push(Step { transaction, before: self.current, after, open, joined: false });
            }
        }
        self.current = after;
        Some(touched)
    }

    /// Ends the typing run under way: what follows is a step of its own.
    pub fn seal(&mut self) {
        if let Some(step) = self.done.last_mut() {
            step.open = false;
        }
    }

    /// Takes the last step back. `None` where there is none.
    pub fn undo(&mut self, map: &mut Map) -> Option<Touched> {
        let mut step = self.done.pop()?;
        step.open = false;
        step.transaction = Arc::new(Arc::unwrap_or_clone(step.transaction).inverted());
        let touched = step.transaction.apply(map);
        self.current = step.before;
        self.undone.push(step);
        Some(touched)
    }

    /// Takes the last undone step again. `None` where there is none.
    pub fn redo(&mut self, map: &mut Map) -> Option<Touched> {
        let mut step = self.undone.pop()?;
        step.transaction = Arc::new(Arc::unwrap_or_clone(step.transaction).inverted());
        let touched = step.transaction.apply(map);
        self.current = step.after;
        self.done.push(step);
        Some(touched)
    }

    /// The last thing done with the history, for who keeps a record of it; `None` where nothing was.
    pub fn last_done(&self) -> Option<Done<'_>> {
        let step = self.done.last()?;
        Some(Done { transaction: &step.transaction, joined: step.joined })
    }

    /// The step undone last, turned round.
    pub fn last_undone(&self) -> Option<&Transaction> {
        self.undone.last().map(|step| &*step.transaction)
    }

    /// Takes a step that a record of the history kept. What the record had before is what it has on
    /// the map; a step that `joined` goes into the last one. Gives back whether all of it fitted: a
    /// link to an actor that is not there becomes stranded.
    pub fn replay(
        &mut self,
        map: &mut Map,
        description: Description,
        joined: bool,
        states: Vec<RecordState>,
    ) -> bool {
        let mut fitted = true;
        let mut changes = Vec::new();
        for state in states {
            let state = match state {
                RecordState::Link(id, Some(link))
                    if map.actor(&link.from).is_none() || map.actor(&link.to).is_none() =>
                {
                    fitted = false;
                    RecordState::Stranded(id, Some(link))
                }
                RecordState::Actor(id, None) => {
                    // Its links left before it did, unless their record was lost.
                    let left: Vec<_> = map.links_of(&id).into_iter().map(|link| link.id.clone()).collect();
                    for link in left {
                        fitted = false;
                        changes.extend(applied(map, RecordState::Link(link, None)));
                    }
                    RecordState::Actor(id, None)
                }
                other => other,
            };
            changes.extend(applied(map, state));
        }
        if changes.is_empty() {
            return fitted;
        }
        self.undone.clear();
        self.last_given += 1;
        let after = Revision(self.last_given);
        let transaction = Transaction { changes, description, run: None, moves: false };
        match self.done.last_mut() {
            Some(step) if joined => {
                Arc::make_mut(&mut step.transaction).absorb(transaction);
                step.after = after;
            }
            _ => {
                let (before, transaction) = (self.current, Arc::new(transaction));
                self.done.push(Step { transaction, before, after, open: false, joined: false });
            }
        }
        self.current = after;
        fitted
    }

    /// The way to a state the map was or would be in; `None` where undo and redo do not lead there. Costs
    /// what changed in between, not what the map costs.
    pub fn way_to(&self, state: Revision) -> Option<Way> {
        let turned = |steps: &[Step]| {
            // What was done last is taken back first, and what was undone last is done again first.
            steps.iter().rev().map(|step| Transaction::clone(&step.transaction).inverted()).collect()
        };
        if state == self.current {
            return Some(Way { steps: Vec::new() });
        }
        if let Some(first) = self.done.iter().position(|step| step.before == state) {
            return Some(Way { steps: turned(&self.done[first..]) });
        }
        let first = self.undone.iter().rposition(|step| step.after == state)?;
        Some(Way { steps: turned(&self.undone[first..]) })
    }

    /// Whether the present state was made from a state: undo leads there, or it is the present one.
    pub fn came_from(&self, state: Revision) -> bool {
        state == self.current || self.done.iter().any(|step| step.before == state)
    }

    /// The present state.
    pub fn current(&self) -> Revision {
        self.current
    }

    /// What undo would take back.
    pub fn next_undo(&self) -> Option<&Description> {
        self.done.last().map(|step| &step.transaction.description)
    }

    /// What redo would do again.
    pub fn next_redo(&self) -> Option<&Description> {
        self.undone.last().map(|step| &step.transaction.description)
    }

    /// How many records undo and redo would change.
    pub fn next_sizes(&self) -> (usize, usize) {
        let size = |step: Option<&Step>| step.map_or(0, |step| step.transaction.changes.len());
        (size(self.done.last()), size(self.undone.last()))
    }

    /// How many steps can be taken back.
    pub fn depth(&self) -> usize {
        self.done.len()
    }

    /// The steps done since a state, oldest first; `None` where that state is not behind us (it
    /// was undone away or never was).
    pub fn since(&self, state: Revision) -> Option<Vec<&Description>> {
        if state == self.current {
            return Some(Vec::new());
        }
        let first = self.done.iter().position(|step| step.before == state)?;
        Some(self.done[first..].iter().map(|step| &step.transaction.description).collect())
    }
}
