//! Changes: record diffs, each its own inverse by swapping before and after.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Description, FieldName};
use crate::model::{
    About, Actor, ActorId, ActorKind, ActorKindId, ActorSlot, Extras, Family, FamilyId, Field, FieldId, Link,
    LinkId, LinkKind, LinkKindId, Map, RecordState, Schema,
};

/// One record before and after. `None` is "not there".
#[derive(Clone, Debug)]
pub(super) struct Diff<T> {
    pub(super) before: Option<Arc<T>>,
    pub(super) after: Option<Arc<T>>,
}

impl<T> Diff<T> {
    fn swap(&mut self) {
        std::mem::swap(&mut self.before, &mut self.after);
    }
}

/// A change of one record.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Actor(ActorId, Diff<Actor>),
    Link(LinkId, Diff<Link>),
    Family(FamilyId, Diff<Family>),
    ActorKind(ActorKindId, Diff<ActorKind>),
    LinkKind(LinkKindId, Diff<LinkKind>),
    Field(FieldId, Diff<Field>),
    About(Diff<About>),
    Extra(Diff<Extras>),
    Stranded(LinkId, Diff<Link>),
}

impl Change {
    /// Turns the change round, so that applying it undoes it.
    fn invert(&mut self) {
        match self {
            Self::Actor(_, diff) => diff.swap(),
            Self::Link(_, diff) => diff.swap(),
            Self::Family(_, diff) => diff.swap(),
            Self::ActorKind(_, diff) => diff.swap(),
            Self::LinkKind(_, diff) => diff.swap(),
            Self::Field(_, diff) => diff.swap(),
            Self::About(diff) => diff.swap(),
            Self::Extra(diff) => diff.swap(),
            Self::Stranded(_, diff) => diff.swap(),
        }
    }

    /// Puts the record's state after the change on the map.
    pub(super) fn apply(&self, map: &mut Map, touched: &mut Touched) {
        match self {
            Self::Actor(id, diff) => {
                match &diff.after {
                    Some(actor) => map.put_actor(actor.clone()),
                    None => {
                        touched.freed.extend(map.actor_slot(id).map(|slot| (id.clone(), slot)));
                        map.take_actor(id);
                    }
                }
                touched.actor_diffs.push((diff.before.clone(), diff.after.clone()));
                touched.actors.insert(id.clone());
            }
            Self::Link(id, diff) => {
                for link in [&diff.before, &diff.after].into_iter().flatten() {
                    touched.ends.extend([link.from.clone(), link.to.clone()]);
                }
                match &diff.after {
                    // Planning made sure that both ends are there; were they not, the link could
                    // not be drawn anyway, and the diff still holds it.
                    Some(link) => drop(map.put_link(link.clone())),
                    None => {
                        map.take_link(id);
                    }
                }
                touched.link_diffs.push((diff.before.clone(), diff.after.clone()));
                touched.links.insert(id.clone());
            }
            Self::Family(..) | Self::ActorKind(..) | Self::LinkKind(..) | Self::Field(..) => {
                self.apply_to_schema(map.schema_mut());
                touched.schema = true;
            }
            Self::About(diff) => {
                if let Some(about) = &diff.after {
                    map.about = about.clone();
                }
                touched.about = true;
            }
            Self::Extra(diff) => {
                if let Some(extras) = &diff.after {
                    map.set_extras(extras);
                }
                touched.about = true;
            }
            Self::Stranded(id, diff) => map.set_stranded(id, diff.after.clone()),
        }
    }

    /// The change that brings a record of the map to a state; `None` where it is in it already.
    pub(super) fn towards(map: &Map, state: RecordState) -> Option<Self> {
        // Two states of one record; the same record is the same state without looking inside.
        fn diff<T: PartialEq>(before: Option<&Arc<T>>, after: Option<Arc<T>>) -> Option<Diff<T>> {
            let same = match (before, &after) {
                (Some(before), Some(after)) => Arc::ptr_eq(before, after) || before == after,
                (None, None) => true,
                _ => false,
            };
            (!same).then(|| Diff { before: before.cloned(), after })
        }
        let schema = map.schema();
        Some(match state {
            RecordState::About(after) => Self::About(diff(Some(&map.about), Some(after))?),
            RecordState::Extra(after) => Self::Extra(diff(Some(&Arc::new(map.extras())), Some(after))?),
            RecordState::Family(id, after) => Self::Family(id.clone(), diff(schema.family(&id), after)?),
            RecordState::ActorKind(id, after) => {
                Self::ActorKind(id.clone(), diff(schema.actor_kind(&id), after)?)
            }
            RecordState::LinkKind(id, after) => {
                Self::LinkKind(id.clone(), diff(schema.link_kind(&id), after)?)
            }
            RecordState::Field(id, after) => Self::Field(id.clone(), diff(schema.field(&id), after)?),
            RecordState::Actor(id, after) => Self::Actor(id.clone(), diff(map.actor(&id), after)?),
            RecordState::Link(id, after) => Self::Link(id.clone(), diff(map.link(&id), after)?),
            RecordState::Stranded(id, after) => {
                Self::Stranded(id.clone(), diff(map.stranded_link(&id), after)?)
            }
        })
    }

    /// The state of the record after the change. `None` for a change that cannot be (there always
    /// is something said of a map).
    fn state(&self) -> Option<RecordState> {
        Some(match self {
            Self::Actor(id, diff) => RecordState::Actor(id.clone(), diff.after.clone()),
            Self::Link(id, diff) => RecordState::Link(id.clone(), diff.after.clone()),
            Self::Family(id, diff) => RecordState::Family(id.clone(), diff.after.clone()),
            Self::ActorKind(id, diff) => RecordState::ActorKind(id.clone(), diff.after.clone()),
            Self::LinkKind(id, diff) => RecordState::LinkKind(id.clone(), diff.after.clone()),
            Self::Field(id, diff) => RecordState::Field(id.clone(), diff.after.clone()),
            Self::Stranded(id, diff) => RecordState::Stranded(id.clone(), diff.after.clone()),
            Self::About(diff) => RecordState::About(diff.after.clone()?),
            Self::Extra(diff) => RecordState::Extra(diff.after.clone()?),
        })
    }

    /// Puts an entry's state after the change in a schema; a change of anything else does nothing.
    pub(super) fn apply_to_schema(&self, schema: &mut Schema) {
        match self {
            Self::Family(id, diff) => put(&mut schema.families, id, &diff.after),
            Self::ActorKind(id, diff) => put(&mut schema.actor_kinds, id, &diff.after),
            Self::LinkKind(id, diff) => put(&mut schema.link_kinds, id, &diff.after),
            Self::Field(id, diff) => put(&mut schema.fields, id, &diff.after),
            Self::Actor(..) | Self::Link(..) | Self::Stranded(..) | Self::About(_) | Self::Extra(_) => {}
        }
    }

    /// Takes the later change of the same record into this one. `false` where it is another's.
    fn absorb(&mut self, later: &Change) -> bool {
        match (self, later) {
            (Self::Actor(id, mine), Self::Actor(other, diff)) if id == other => {
                mine.after = diff.after.clone()
            }
            (Self::Link(id, mine), Self::Link(other, diff)) if id == other => mine.after = diff.after.clone(),
            (Self::Family(id, mine), Self::Family(other, diff)) if id == other => {
                mine.after = diff.after.clone()
            }
            (Self::ActorKind(id, mine), Self::ActorKind(other, diff)) if id == other => {
                mine.after = diff.after.clone();
            }
            (Self::LinkKind(id, mine), Self::LinkKind(other, diff)) if id == other => {
                mine.after = diff.after.clone();
            }
            (Self::Field(id, mine), Self::Field(other, diff)) if id == other => {
                mine.after = diff.after.clone()
            }
            (Self::About(mine), Self::About(diff)) => mine.after = diff.after.clone(),
            (Self::Extra(mine), Self::Extra(diff)) => mine.after = diff.after.clone(),
            (Self::Stranded(id, mine), Self::Stranded(other, diff)) if id == other => {
                mine.after = diff.after.clone()
            }
            _ => return false,
        }
        true
    }
}

fn put<K: Ord + Clone, T>(
    entries: &mut std::collections::BTreeMap<K, Arc<T>>,
    id: &K,
    after: &Option<Arc<T>>,
) {
    match after {
        Some(entry) => entries.insert(id.clone(), entry.clone()),
        None => entries.remove(id),
    };
}

/// A record before and after; `None` where it was not there.
pub type RecordDiff<T> = (Option<Arc<T>>, Option<Arc<T>>);

/// What a change touched: canvas, search index and panels update that and no more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touched {
    /// Actors added, revised or removed.
    pub actors: BTreeSet<ActorId>,
    /// Links added, revised or removed.
    pub links: BTreeSet<LinkId>,
    /// Actors at the ends of those links, before and after: their number of links may differ.
    pub ends: BTreeSet<ActorId>,
    /// The records of actors before and after, in the order of the changes; a record that changed
    /// twice comes twice.
    pub actor_diffs: Vec<RecordDiff<Actor>>,
    /// The records of links, likewise.
    pub link_diffs: Vec<RecordDiff<Link>>,
    /// Actors removed on the way, with the slots they left: others may be there now.
    pub freed: Vec<(ActorId, ActorSlot)>,
    /// Whether the schema changed.
    pub schema: bool,
    /// Whether title, author or the like changed.
    pub about: bool,
    /// Whether nothing changed but where actors are.
    pub places_only: bool,
}

/// A planned step: record diffs in the order they apply.
#[derive(Clone, Debug)]
pub struct Transaction {
    pub(super) changes: Vec<Change>,
    /// What the step does.
    pub description: Description,
    /// Steps with one key, one after the other, are a typing run and merge into one.
    pub(super) run: Option<RunKey>,
    /// Whether it changes nothing but where actors are.
    pub(super) moves: bool,
}

/// What a typing run bears on: a field of one record (or of one set of records).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RunKey {
    pub(super) what: FieldName,
    pub(super) ids: Vec<String>,
}

impl Transaction {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The state of each record it changes, in the order they apply. A record that changes twice
    /// comes twice.
    pub fn states(&self) -> Vec<RecordState> {
        self.changes.iter().filter_map(Change::state).collect()
    }

    /// Applies it to the map it was planned for.
    pub(super) fn apply(&self, map: &mut Map) -> Touched {
        let mut touched = Touched { places_only: self.moves, ..Touched::default() };
        for change in &self.changes {
            change.apply(map, &mut touched);
        }
        touched
    }

    /// The transaction that undoes this one.
    pub(super) fn inverted(mut self) -> Self {
        self.changes.reverse();
        self.changes.iter_mut().for_each(Change::invert);
        self
    }

    /// Takes a later transaction of the same typing run into this one.
    pub(super) fn absorb(&mut self, later: Transaction) {
        for change in later.changes {
            // The last diff of a record holds its latest state.
            if !self.changes.iter_mut().rev().any(|mine| mine.absorb(&change)) {
                self.changes.push(change);
            }
        }
        self.description = later.description;
        self.moves &= later.moves;
    }
}
