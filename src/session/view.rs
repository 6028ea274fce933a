//! The focus on a neighbourhood: which actors it keeps sharp.

use std::collections::BTreeSet;

use crate::model::{ActorId, Map};
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
    /// The sharp actors.
    pub actors: BTreeSet<ActorId>,
    /// How many shown actors are faded.
    pub faded: usize,
}

impl Lit {
    pub(super) fn of(map: &Map, focus: &Focus, shown: &Shown) -> Self {
        let actors = query::neighbourhood(map, &focus.seeds, focus.degrees, shown.actors.as_ref());
        let faded = shown.actor_count.saturating_sub(actors.len());
        Self { actors, faded }
    }
}
