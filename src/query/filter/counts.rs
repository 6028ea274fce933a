//! Counts: how many actors and links of each sort a map holds; counted once, then kept up to date
//! with each change.

use std::collections::BTreeMap;
use std::hash::Hash;

use arcstr::ArcStr;
use hashbrown::HashMap;

use crate::edit::Touched;
use crate::model::{Actor, ActorKindId, ActorSet, FamilyId, LinkKindId, Map};

/// A commune as places name it: two of one name are told apart by their codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commune {
    /// Its name as written.
    pub name: ArcStr,
    /// Its INSEE code; empty where it is not known.
    pub insee: ArcStr,
}

/// How many actors (or links) of each sort a map holds, whatever is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Actors by family; kinds unknown to the schema belong to none.
    pub families: BTreeMap<FamilyId, usize>,
    /// Actors by kind, unknown kinds too.
    pub kinds: BTreeMap<ActorKindId, usize>,
    /// Links by kind, unknown kinds too.
    pub link_kinds: BTreeMap<LinkKindId, usize>,
    /// Actors by tag as written.
    pub tags: BTreeMap<ArcStr, usize>,
    /// Actors by the territory their place names.
    pub territories: BTreeMap<ArcStr, usize>,
    /// Actors by the commune their place names.
    pub communes: BTreeMap<Commune, usize>,
    /// Actors without any link.
    pub unlinked: usize,
    /// Actors with a link.
    pub(crate) linked: ActorSet,
}

/// Counts the actors and links of a map by sort. Sorts nothing belongs to are left out.
pub fn count(map: &Map) -> Counts {
    let (mut kinds, mut link_kinds) = (HashMap::new(), HashMap::new());
    let (mut tags, mut territories, mut communes) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (_, actor) in map.actors_by_slot() {
        add(&mut kinds, &actor.kind);
        each_tag(actor, |tag| add(&mut tags, tag));
        if !actor.place.territory.is_empty() {
            add(&mut territories, &actor.place.territory);
        }
        if !actor.place.commune.is_empty() {
            add(&mut communes, (&actor.place.commune, &actor.place.insee));
        }
    }
    let mut linked = ActorSet::default();
    for (link, from, to) in map.links_by_slots() {
        add(&mut link_kinds, &link.kind);
        linked.insert(from);
        linked.insert(to);
    }
    let commune = |(name, insee): (&ArcStr, &ArcStr)| Commune { name: name.clone(), insee: insee.clone() };
    let mut counts = Counts {
        families: BTreeMap::new(),
        kinds: owned(kinds),
        link_kinds: owned(link_kinds),
        tags: owned(tags),
        territories: owned(territories),
        communes: communes.into_iter().map(|(key, count)| (commune(key), count)).collect(),
        unlinked: map.actor_count() - linked.len(),
        linked,
    };
    counts.count_families(map);
    counts
}

impl Counts {
    /// Takes in what a change touched; costs what it changed. The map is as it is after the change.
    /// `true` where a count of actors by kind, tag or place may be another.
    pub fn follow(&mut self, map: &Map, touched: &Touched) -> bool {
        let mut sorts_changed = touched.schema;
        for (before, after) in &touched.actor_diffs {
            if before
                .as_ref()
                .zip(after.as_ref())
                .is_some_and(|(before, after)| are_of_same_sorts(before, after))
            {
                continue;
            }
            sorts_changed = true;
            if let Some(before) = before {
                self.count_actor(before, take_one, take_one, take_one);
            }
            if let Some(after) = after {
                self.count_actor(after, add_one, add_one, add_one);
            }
        }
        for (before, after) in &touched.link_diffs {
            if let Some(before) = before {
                take_one(&mut self.link_kinds, before.kind.clone());
            }
            if let Some(after) = after {
                add_one(&mut self.link_kinds, after.kind.clone());
            }
        }
        if sorts_changed {
            self.count_families(map);
        }
        for (_, slot) in &touched.freed {
            self.linked.remove(*slot);
        }
        if !touched.link_diffs.is_empty() {
            for slot in touched.ends.iter().filter_map(|id| map.actor_slot(id)) {
                self.linked.set(slot, map.links_at(slot).next().is_some());
            }
        }
        self.unlinked = map.actor_count() - self.linked.len();
        sorts_changed
    }

    fn count_actor(
        &mut self,
        actor: &Actor,
        by_kind: fn(&mut BTreeMap<ActorKindId, usize>, ActorKindId),
        by_word: fn(&mut BTreeMap<ArcStr, usize>, ArcStr),
        by_commune: fn(&mut BTreeMap<Commune, usize>, Commune),
    ) {
        by_kind(&mut self.kinds, actor.kind.clone());
        each_tag(actor, |tag| by_word(&mut self.tags, tag.clone()));
        let place = &actor.place;
        if !place.territory.is_empty() {
            by_word(&mut self.territories, place.territory.clone());
        }
        if !place.commune.is_empty() {
            let commune = Commune { name: place.commune.clone(), insee: place.insee.clone() };
            by_commune(&mut self.communes, commune);
        }
    }

    /// Families have few kinds: they are summed up anew.
    fn count_families(&mut self, map: &Map) {
        self.families.clear();
        for (kind, count) in &self.kinds {
            if let Some(kind) = map.schema().actor_kind(kind) {
                *self.families.entry(kind.family.clone()).or_default() += count;
            }
        }
    }
}

/// Each tag of an actor: written twice it is still one.
fn each_tag<'a>(actor: &'a Actor, mut each: impl FnMut(&'a ArcStr)) {
    for (at, tag) in actor.tags.iter().enumerate() {
        if !tag.is_empty() && !actor.tags[..at].contains(tag) {
            each(tag);
        }
    }
}

fn are_of_same_sorts(a: &Actor, b: &Actor) -> bool {
    a.kind == b.kind
        && a.tags == b.tags
        && a.place.territory == b.place.territory
        && a.place.commune == b.place.commune
        && a.place.insee == b.place.insee
}

fn add<K: Hash + Eq>(counts: &mut HashMap<K, usize>, key: K) {
    *counts.entry(key).or_default() += 1;
}

fn owned<K: Ord + Clone>(counts: HashMap<&K, usize>) -> BTreeMap<K, usize> {
    counts.into_iter().map(|(key, count)| (key.clone(), count)).collect()
}

fn add_one<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K) {
    *counts.entry(key).or_default() += 1;
}

fn take_one<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K) {
    if let Some(count) = counts.get_mut(&key) {
        *count = count.saturating_sub(1);
        if *count == 0 {
            counts.remove(&key);
        }
    }
}
