//! Shown: what a filter leaves of a map; worked out once, then kept up to date with each change.

use std::collections::{BTreeMap, BTreeSet};

use super::{Filter, HiddenBy};
use crate::edit::Touched;
use crate::fold::{fold, folds_to};
use crate::model::{Actor, ActorId, ActorSet, ActorSlot, Link, LinkId, LinkKindId, Map};

/// The criteria on actors, a bit each, in the order in which they are told.
const BY: [fn(usize) -> HiddenBy; 4] =
    [HiddenBy::Kinds, HiddenBy::Tags, HiddenBy::Territory, HiddenBy::Linked];
/// The mark of a slot that keeps nobody.
const NOBODY: u8 = 1 << 7;
/// A change of more than this part of the actors is worked out from the whole map.
const LARGE_PART: usize = 8;

/// What a filter leaves.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// How many actors are shown.
    pub actor_count: usize,
    /// How many links are shown.
    pub link_count: usize,
    /// What hides the rest. Criteria that hide nothing are left out; one record may be hidden by
    /// several, so the numbers need not add up to what is missing.
    pub hidden_by: Vec<HiddenBy>,
    hidden_link_kinds: BTreeSet<LinkKindId>,
    /// By slot, the criteria that hide the actor; empty where none bears on actors.
    hiders: Vec<u8>,
    /// The actors nothing hides, where a criterion bears on actors.
    shown: ActorSet,
    /// How many actors each criterion hides.
    hidden: [usize; BY.len()],
    of_hidden_link_kinds: usize,
    /// The wanted territory, folded, and the actors that are of it or bear its name.
    territory: Option<(String, ActorSet)>,
}

impl Shown {
    pub(super) fn new(filter: &Filter, map: &Map) -> Self {
        let mut shown = Self { hidden_link_kinds: filter.hidden_link_kinds.clone(), ..Self::default() };
        if filter.sifts_actors() {
            shown.territory = filter.territory.as_ref().map(|territory| {
                let wanted = fold(territory);
                let own = map.actors_by_slot().filter(|(_, actor)| is_of(actor, &wanted));
                let own = own.map(|(slot, _)| slot).collect();
                (wanted, own)
            });
            shown.hiders = vec![NOBODY; map.slot_bound()];
            for (slot, actor) in map.actors_by_slot() {
                let hiders = shown.hiders_of(filter, map, slot, actor);
                shown.mark(slot, hiders);
            }
        }
        let by_kind = !shown.hidden_link_kinds.is_empty();
        if by_kind || shown.actors().is_some() {
            for (link, from, to) in map.links_by_slots() {
                let hidden = by_kind && shown.hidden_link_kinds.contains(&link.kind);
                shown.of_hidden_link_kinds += usize::from(hidden);
                shown.link_count += usize::from(!hidden && shown.shows_slot(from) && shown.shows_slot(to));
            }
        } else {
            shown.link_count = map.link_count();
        }
        shown.sum_up(map);
        shown
    }

    /// Only these actors, and of the links between them those a filter shows. It follows no change.
    pub fn only(map: &Map, actors: &ActorSet, filter: &Filter) -> Self {
        let hidden_link_kinds = filter.hidden_link_kinds.clone();
        let mut shown = Self { hidden_link_kinds, hiders: vec![NOBODY; map.slot_bound()], ..Self::default() };
        for (slot, _) in map.actors_by_slot() {
            // By which criterion is nobody's business here; the first stands for it.
            shown.mark(slot, u8::from(!actors.contains(slot)));
        }
        let is_shown = |link: &&std::sync::Arc<Link>| shown.shows_link(map, link);
        shown.link_count = map.links().filter(is_shown).count();
        shown.sum_up(map);
        shown
    }

    /// The actors shown; `None` means all of them.
    pub fn actors(&self) -> Option<&ActorSet> {
        self.hidden.iter().any(|count| *count > 0).then_some(&self.shown)
    }

    /// The kinds of links that are hidden.
    pub fn hidden_link_kinds(&self) -> &BTreeSet<LinkKindId> {
        &self.hidden_link_kinds
    }

    /// Whether an actor of the map is shown.
    pub fn shows_actor(&self, map: &Map, id: &ActorId) -> bool {
        self.actors().is_none_or(|shown| shown.has(map, id))
    }

    /// Whether the actor kept at a slot of the map is shown.
    pub fn shows_slot(&self, slot: ActorSlot) -> bool {
        self.hiders.get(slot.index()).is_none_or(|hiders| *hiders == 0)
    }

    /// Whether a link of the map is shown: neither its kind is hidden, nor an end.
    pub fn shows_link(&self, map: &Map, link: &Link) -> bool {
        !self.hidden_link_kinds.contains(&link.kind)
            && self.actors().is_none_or(|shown| shown.has(map, &link.from) && shown.has(map, &link.to))
    }

    /// Whether everything is shown.
    pub fn is_all(&self) -> bool {
        self.actors().is_none() && self.of_hidden_link_kinds == 0
    }

    /// Takes in what a change touched; costs what it changed. The map is as it is after the change,
    /// the filter as it was applied. `true` where a record that was there is shown now and was not,
    /// or the other way round, or one came or went.
    pub fn follow(&mut self, filter: &Filter, map: &Map, touched: &Touched) -> bool {
        let before = (self.actor_count, self.link_count);
        if !filter.is_active() {
            (self.actor_count, self.link_count) = (map.actor_count(), map.link_count());
            return before != (self.actor_count, self.link_count);
        }
        if touched.actors.len() + touched.ends.len() > 64 + map.actor_count() / LARGE_PART {
            *self = Self::new(filter, map);
            return true;
        }
        // Who went, and whether it was shown.
        let mut gone: BTreeMap<&ActorId, bool> = BTreeMap::new();
        for (id, slot) in &touched.freed {
            let was_shown = self.hiders.is_empty() || self.hiders.get(slot.index()) == Some(&0);
            gone.entry(id).or_insert(was_shown);
            self.mark(*slot, NOBODY);
            if let Some((_, own)) = &mut self.territory {
                own.remove(*slot);
            }
        }
        let flipped =
            if self.hiders.is_empty() { BTreeSet::new() } else { self.look_again(filter, map, touched) };
        self.follow_links(map, touched, &gone, &flipped);
        self.sum_up(map);
        !flipped.is_empty() || before != (self.actor_count, self.link_count)
    }

    /// Looks again at the actors a change touched; gives those that are shown now and were not, or
    /// the other way round.
    fn look_again(&mut self, filter: &Filter, map: &Map, touched: &Touched) -> BTreeSet<ActorSlot> {
        let touched = touched.actors.iter().chain(&touched.ends);
        let mut slots: BTreeSet<ActorSlot> = touched.filter_map(|id| map.actor_slot(id)).collect();
        if let Some((wanted, own)) = &mut self.territory {
            let mut beside = Vec::new();
            for slot in &slots {
                let is_own = map.actor_in(*slot).is_some_and(|actor| is_of(actor, wanted));
                if is_own != own.contains(*slot) {
                    own.set(*slot, is_own);
                    beside.extend(map.neighbours_at(*slot));
                }
            }
            slots.extend(beside);
        }
        let mut flipped = BTreeSet::new();
        for slot in slots {
            let Some(actor) = map.actor_in(slot) else { continue };
            let was_shown = self.hiders.get(slot.index()) == Some(&0);
            let hiders = self.hiders_of(filter, map, slot, actor);
            self.mark(slot, hiders);
            if was_shown != (hiders == 0) {
                flipped.insert(slot);
            }
        }
        flipped
    }

    fn follow_links(
        &mut self,
        map: &Map,
        touched: &Touched,
        gone: &BTreeMap<&ActorId, bool>,
        flipped: &BTreeSet<ActorSlot>,
    ) {
        let was = |slot: ActorSlot| self.shows_slot(slot) != flipped.contains(&slot);
        let end_was =
            |id: &ActorId| gone.get(id).copied().unwrap_or_else(|| map.actor_slot(id).is_some_and(was));
        // Each touched link as it was before the change and as it is after.
        let mut links: BTreeMap<&LinkId, [Option<&Link>; 2]> = BTreeMap::new();
        for (before, after) in &touched.link_diffs {
            let (before, after) = (before.as_deref(), after.as_deref());
            let Some(id) = before.or(after).map(|link| &link.id) else { continue };
            links.entry(id).or_insert([before, after])[1] = after;
        }
        let (mut less, mut more, mut less_of_kinds, mut more_of_kinds) = (0, 0, 0, 0);
        let hidden = |link: &Link| self.hidden_link_kinds.contains(&link.kind);
        for [before, after] in links.values() {
            if let Some(before) = before {
                less_of_kinds += usize::from(hidden(before));
                less += usize::from(!hidden(before) && end_was(&before.from) && end_was(&before.to));
            }
            if let Some(after) = after {
                more_of_kinds += usize::from(hidden(after));
                more += usize::from(self.shows_link(map, after));
            }
        }
        for slot in flipped {
            for (link, from, to) in map.links_at(*slot) {
                let other = if from == *slot { to } else { from };
                // A link between two of them is looked at once, from the smaller.
                let seen = other < *slot && flipped.contains(&other);
                if seen || hidden(link) || (!links.is_empty() && links.contains_key(&link.id)) {
                    continue;
                }
                less += usize::from(was(from) && was(to));
                more += usize::from(self.shows_slot(from) && self.shows_slot(to));
            }
        }
        self.link_count = (self.link_count + more).saturating_sub(less);
        self.of_hidden_link_kinds = (self.of_hidden_link_kinds + more_of_kinds).saturating_sub(less_of_kinds);
    }

    /// The criteria that hide an actor.
    fn hiders_of(&self, filter: &Filter, map: &Map, slot: ActorSlot, actor: &Actor) -> u8 {
        let beyond = |own: &ActorSet| {
            !own.contains(slot) && !map.neighbours_at(slot).any(|neighbour| own.contains(neighbour))
        };
        let is_hidden = [
            filter.hidden_kinds.contains(&actor.kind),
            !filter.tags.is_empty() && !actor.tags.iter().any(|tag| filter.tags.contains(tag)),
            self.territory.as_ref().is_some_and(|(_, own)| beyond(own)),
            filter.unlinked_only && map.links_at(slot).next().is_some(),
        ];
        is_hidden.iter().rev().fold(0, |hiders, is_hidden| hiders << 1 | u8::from(*is_hidden))
    }

    /// Puts a mark in place of the one before, and counts with it.
    fn mark(&mut self, slot: ActorSlot, hiders: u8) {
        if self.hiders.is_empty() && hiders == NOBODY {
            return;
        }
        if slot.index() >= self.hiders.len() {
            self.hiders.resize(slot.index() + 1, NOBODY);
        }
        let before = std::mem::replace(&mut self.hiders[slot.index()], hiders);
        for (bit, count) in self.hidden.iter_mut().enumerate() {
            *count += usize::from(hiders >> bit & 1);
            *count -= usize::from(before >> bit & 1);
        }
        self.shown.set(slot, hiders == 0);
    }

    fn sum_up(&mut self, map: &Map) {
        self.actor_count = self.actors().map_or(map.actor_count(), ActorSet::len);
        let link_kinds: fn(usize) -> HiddenBy = HiddenBy::LinkKinds;
        let counts = BY.into_iter().zip(self.hidden).chain([(link_kinds, self.of_hidden_link_kinds)]);
        self.hidden_by =
            counts.filter(|(_, count)| *count > 0).map(|(criterion, count)| criterion(count)).collect();
    }
}

/// Whether an actor is of a territory, by its place or by a name it bears; `wanted` is folded.
fn is_of(actor: &Actor, wanted: &str) -> bool {
    let is = |text: &str| folds_to(text, wanted);
    !wanted.is_empty()
        && (is(&actor.place.territory)
            || is(&actor.name)
            || is(&actor.short_name)
            || actor.aliases.iter().any(|alias| is(&alias.name)))
}

/// The network of a territory: the actors whose place names it, those that bear its name (its own
/// node, whatever its kind), and everything directly linked to one of them.
pub fn territory_network(map: &Map, territory: &str) -> BTreeSet<ActorId> {
    let wanted = fold(territory);
    let own: Vec<ActorSlot> =
        map.actors_by_slot().filter(|(_, actor)| is_of(actor, &wanted)).map(|(slot, _)| slot).collect();
    let mut network: ActorSet = own.iter().copied().collect();
    for slot in own {
        for neighbour in map.neighbours_at(slot) {
            network.insert(neighbour);
        }
    }
    network.ids(map).cloned().collect()
}
