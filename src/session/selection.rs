//! The selection: which actors and links are chosen.

use std::collections::BTreeSet;

use crate::model::{ActorId, LinkId, Map};

/// Chosen actors and links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Chosen actors.
    pub actors: BTreeSet<ActorId>,
    /// Chosen links.
    pub links: BTreeSet<LinkId>,
}

impl Selection {
    /// One actor.
    pub fn actor(id: ActorId) -> Self {
        Self { actors: BTreeSet::from([id]), links: BTreeSet::new() }
    }

    /// Several actors.
    pub fn of_actors(ids: impl IntoIterator<Item = ActorId>) -> Self {
        Self { actors: ids.into_iter().collect(), links: BTreeSet::new() }
    }

    /// One link.
    pub fn link(id: LinkId) -> Self {
        Self { actors: BTreeSet::new(), links: BTreeSet::from([id]) }
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.links.is_empty()
    }

    /// How much is chosen.
    pub fn len(&self) -> usize {
        self.actors.len() + self.links.len()
    }

    /// The actor, where exactly one actor and nothing else is chosen.
    pub fn single_actor(&self) -> Option<&ActorId> {
        (self.actors.len() == 1 && self.links.is_empty()).then(|| self.actors.iter().next()).flatten()
    }

    /// The link, where exactly one link and nothing else is chosen.
    pub fn single_link(&self) -> Option<&LinkId> {
        (self.links.len() == 1 && self.actors.is_empty()).then(|| self.links.iter().next()).flatten()
    }

    /// Leaves out what a map does not hold.
    pub(super) fn retain_in(&mut self, map: &Map) {
        self.actors.retain(|id| map.actor(id).is_some());
        self.links.retain(|id| map.link(id).is_some());
    }

    /// Adds an actor, or takes it away where it was chosen.
    #[must_use]
    pub fn toggled_actor(mut self, id: &ActorId) -> Self {
        if !self.actors.remove(id) {
            self.actors.insert(id.clone());
        }
        self
    }

    /// Adds a link, or takes it away where it was chosen.
    #[must_use]
    pub fn toggled_link(mut self, id: &LinkId) -> Self {
        if !self.links.remove(id) {
            self.links.insert(id.clone());
        }
        self
    }
}
