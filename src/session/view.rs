//! The focus on a neighbourhood: which actors it keeps sharp.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::edit::Touched;
use crate::model::{ActorId, ActorSet, Map};
use crate::query::{self, Shown};

/// The neighbourhood looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// Around which actors.
    pub seeds: BTreeSet<ActorId>,
    /// Up to how many steps, from 1 to 9.
    pub degrees: u32,
}

impl Focus {
    /// The most steps a focus reaches.
    pub const MAX_DEGREES: u32 = 9;

    /// A focus around actors, its reach kept within 1 to 9.
    pub fn new(seeds: impl IntoIterator<Item = ActorId>, degrees: u32) -> Self {
        Self { seeds: seeds.into_iter().collect(), degrees: degrees.clamp(1, Self::MAX_DEGREES) }
    }
}

/// What a focus keeps sharp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lit {
    /// The sharp actors; the same set for as long as it does not change.
    pub actors: Arc<ActorSet>,
    /// How many shown actors are faded.
    pub faded: usize,
}

impl Lit {
    pub(super) fn of(map: &Map, focus: &Focus, shown: &Shown) -> Self {
        let actors = query::neighbourhood(map, &focus.seeds, focus.degrees, shown.actors());
        let faded = shown.actor_count.saturating_sub(actors.len());
        Self { actors: Arc::new(actors), faded }
    }

    /// Whether a change that hides and shows nobody may bear on what is sharp: someone went, or a
    /// link of someone sharp came or went.
    pub(super) fn is_touched(&self, map: &Map, touched: &Touched) -> bool {
        !touched.freed.is_empty()
            || (!touched.link_diffs.is_empty() && touched.ends.iter().any(|id| self.actors.has(map, id)))
    }
}
