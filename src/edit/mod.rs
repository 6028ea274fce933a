//! Edit: how a map changes. An [`Edit`] is an intention with data; planning it against the map
//! yields a [`Transaction`] of record diffs, each its own inverse; a [`History`] keeps them.
//!
//! Three vocabularies stay apart: what a person asks for (`ui::command`), what is meant (`Edit`),
//! and what changes in the records (`Change`, private to this module).

mod change;
mod history;
mod plan;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use change::{RecordDiff, Touched, Transaction};
pub use history::{Done, History, Revision, Way};
pub use plan::merged_actor;

use crate::model::{
    About, Actor, ActorId, ActorKind, ActorKindId, Family, FamilyId, Field, FieldId, Link, LinkId, LinkKind,
    LinkKindId, Map, Position,
};

/// An intention: what someone wants changed, with the data it takes.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Adds actors and the links between them or to actors of the map, as one step: a new actor,
    /// a link drawn to nothing, a paste, a duplicate.
    Add {
        /// The new actors.
        actors: Vec<Actor>,
        /// The new links.
        links: Vec<Link>,
    },
    /// Puts new states of actors in place of the present ones; `what` says which field, so that a
    /// typing run in one field is one step.
    ReviseActors {
        /// The new states.
        actors: Vec<Actor>,
        /// What was edited.
        what: FieldName,
    },
    /// Puts new states of links in place of the present ones (their ends may differ).
    ReviseLinks {
        /// The new states.
        links: Vec<Link>,
        /// What was edited.
        what: FieldName,
    },
    /// Removes links, and actors with every link that touches them.
    Remove {
        /// Actors to remove.
        actors: BTreeSet<ActorId>,
        /// Links to remove.
        links: BTreeSet<LinkId>,
    },
    /// Moves actors.
    Move {
        /// The new positions.
        positions: Vec<(ActorId, Position)>,
    },
    /// Makes one actor of two that are the same: the kept one takes the other's links and every
    /// field it lacks; the other's name becomes an alias.
    Merge {
        /// The actor that stays.
        keep: ActorId,
        /// The actor that goes.
        gone: ActorId,
    },
    /// Changes title, description, author or licence.
    ReviseAbout {
        /// The new state. Its id must be the map's.
        about: About,
        /// What was edited.
        what: FieldName,
    },
    /// Adds or changes a family.
    PutFamily(Family),
    /// Adds or changes a kind of actor.
    PutActorKind(ActorKind),
    /// Adds or changes a kind of link.
    PutLinkKind(LinkKind),
    /// Adds or changes a custom field.
    PutField(Field),
    /// Removes a family that has no kinds left.
    RemoveFamily(FamilyId),
    /// Removes a kind of actor; its actors take the other kind.
    RemoveActorKind {
        /// The kind to remove.
        kind: ActorKindId,
        /// The kind its actors take; needed where there are any.
        instead: Option<ActorKindId>,
    },
    /// Removes a kind of link; its links take the other kind.
    RemoveLinkKind {
        /// The kind to remove.
        kind: LinkKindId,
        /// The kind its links take; needed where there are any.
        instead: Option<LinkKindId>,
    },
    /// Removes a custom field and its values.
    RemoveField(FieldId),
    /// Makes the map what another copy of it is, record by record: a merged copy, an older version.
    /// The identity of the map stays.
    Become {
        /// What the map is to be.
        map: Box<Map>,
        /// What for.
        purpose: Purpose,
    },
    /// Several edits as one step, described by the purpose.
    Batch {
        /// What they are for.
        purpose: Purpose,
        /// The edits, in order; each sees what those before it did.
        edits: Vec<Edit>,
    },
}

impl Edit {
    /// About how many records it bears on, of a map with so many actors and links.
    pub fn size(&self, of_map: usize) -> usize {
        match self {
            Self::Add { actors, links } => actors.len() + links.len(),
            Self::ReviseActors { actors, .. } => actors.len(),
            Self::ReviseLinks { links, .. } => links.len(),
            Self::Remove { actors, links } => actors.len() + links.len(),
            Self::Move { positions } => positions.len(),
            Self::Become { map, .. } => of_map.max(map.actor_count() + map.link_count()),
            // Every record is looked at.
            Self::RemoveActorKind { .. } | Self::RemoveLinkKind { .. } | Self::RemoveField(_) => of_map,
            Self::Batch { edits, .. } => edits.iter().map(|edit| edit.size(of_map)).sum(),
            Self::Merge { .. }
            | Self::ReviseAbout { .. }
            | Self::PutFamily(_)
            | Self::PutActorKind(_)
            | Self::PutLinkKind(_)
            | Self::PutField(_)
            | Self::RemoveFamily(_) => 1,
        }
    }
}

/// Which field an edit touches: names the step, and tells typing runs apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // the names say it: the fields of actors, links and maps
pub enum FieldName {
    Name,
    ShortName,
    Acronym,
    Aliases,
    Kind,
    Description,
    Notes,
    Tags,
    Territory,
    Commune,
    Address,
    Coordinates,
    Start,
    End,
    Identifiers,
    LegalForm,
    Website,
    Contacts,
    Custom,
    Sources,
    Confidence,
    Checked,
    Hull,
    Pin,
    Ends,
    Role,
    Weight,
    Title,
    Author,
    Licence,
}

/// What a batch of edits is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Purpose {
    /// Cells pasted from a spreadsheet.
    Paste,
    /// Two actors joined through a new one.
    Connect,
    /// Positions given by a layout.
    Arrange,
    /// Several records edited at once.
    Bulk,
    /// Entries of the schema put in another order.
    Reorder,
    /// Another copy of the map merged in.
    MergeCopies,
    /// An older version of the map put back.
    Restore,
    /// Files of other tools brought in.
    Import,
}

/// What a step did, for the menus of undo and redo: a verb, the name it bears on where it is one
/// record, and how many records changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// What was done.
    pub verb: Verb,
    /// The name of the record, where it bears on one.
    pub subject: String,
    /// How many actors or links it bears on.
    pub count: usize,
}

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verb {
    /// Added actors (and perhaps links).
    AddActors,
    /// Added links.
    AddLinks,
    /// Revised a field of actors.
    ReviseActors(FieldName),
    /// Revised a field of links.
    ReviseLinks(FieldName),
    /// Removed actors with their links.
    RemoveActors,
    /// Removed links.
    RemoveLinks,
    /// Moved actors.
    Move,
    /// Merged two actors.
    Merge,
    /// Revised what is said of the map.
    ReviseAbout(FieldName),
    /// Changed the schema.
    Schema,
    /// A batch.
    Batch(Purpose),
}

/// Why an edit cannot be done. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The actor is not on the map (any more).
    #[error("actor `{0}` is not on the map")]
    NoSuchActor(ActorId),
    /// The link is not on the map (any more).
    #[error("link `{0}` is not on the map")]
    NoSuchLink(LinkId),
    /// The id is taken.
    #[error("id `{0}` is already taken")]
    IdTaken(String),
    /// The id is empty.
    #[error("a record needs an id")]
    EmptyId,
    /// The schema entry is not there.
    #[error("`{0}` is not in the schema")]
    NoSuchEntry(String),
    /// The schema entry is still used and nothing was named to take its place.
    #[error("`{id}` is still used {uses} times")]
    StillUsed {
        /// The entry.
        id: String,
        /// How often it is used.
        uses: usize,
    },
    /// A coordinate or a weight is not a finite number.
    #[error("a number is not finite")]
    NotFinite,
    /// An actor cannot be merged with itself.
    #[error("an actor cannot be merged with itself")]
    SameActor,
    /// The map can only be looked at.
    #[error("the map can only be looked at")]
    ReadOnly,
    /// Another edit, a large one, is still being done.
    #[error("the last change is still being made")]
    Busy,
    /// The map's identity cannot be edited.
    #[error("the identity of a map never changes")]
    Identity,
}
