//! Filter: which actors and links are shown, what hides the others, and how many of each sort the
//! map holds. The legend is drawn from the counts and edits the filter.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::fold::{fold, folds_to};
use crate::model::{ActorId, ActorKindId, FamilyId, LinkId, LinkKindId, Map, Schema};

/// What is to be shown. The default shows everything; each criterion that is set narrows it further.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kinds of actors that are hidden (kinds the schema does not know can be hidden too).
    pub hidden_kinds: BTreeSet<ActorKindId>,
    /// Kinds of links that are hidden; the actors at their ends stay.
    pub hidden_link_kinds: BTreeSet<LinkKindId>,
    /// Only actors with at least one of these tags, as written; any actor where empty.
    pub tags: BTreeSet<String>,
    /// Only the network of this territory: the actors whose place names it, the actors that bear its
    /// name, and every actor directly linked to one of them. Accents and case are ignored.
    pub territory: Option<String>,
    /// Only actors without any link (what is left to connect).
    pub unlinked_only: bool,
}

/// Whether the kinds of a family are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FamilyState {
    /// None of its kinds is hidden.
    Shown,
    /// Some are.
    Partly,
    /// All are.
    Hidden,
}

/// A criterion that hides something, with how many records it would hide if it were alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenBy {
    /// Actors of hidden kinds.
    Kinds(usize),
    /// Links of hidden kinds.
    LinkKinds(usize),
    /// Actors with none of the wanted tags.
    Tags(usize),
    /// Actors beyond the territory's network.
    Territory(usize),
    /// Actors with links, where only those without are wanted.
    Linked(usize),
}

/// What a filter leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The actors shown; `None` means all of them.
    pub actors: Option<BTreeSet<ActorId>>,
    /// The links shown; `None` means all of them.
    pub links: Option<BTreeSet<LinkId>>,
    /// How many actors are shown.
    pub actor_count: usize,
    /// How many links are shown.
    pub link_count: usize,
    /// What hides the rest. Criteria that hide nothing are left out; one record may be hidden by
    /// several, so the numbers need not add up to what is missing.
    pub hidden_by: Vec<HiddenBy>,
}

impl Shown {
    /// Whether an actor of the map is shown.
    pub fn shows_actor(&self, id: &ActorId) -> bool {
        self.actors.as_ref().is_none_or(|actors| actors.contains(id))
    }

    /// Whether a link of the map is shown.
    pub fn shows_link(&self, id: &LinkId) -> bool {
        self.links.as_ref().is_none_or(|links| links.contains(id))
    }
}

impl Filter {
    /// Whether any criterion is set (even one that happens to hide nothing).
    pub fn is_active(&self) -> bool {
        *self != Self::default()
    }

    /// What is shown of a map. A link is shown when its kind and both its ends are.
    pub fn apply(&self, map: &Map) -> Shown {
        let network = self.territory.as_ref().map(|territory| territory_network(map, territory));
        let network: Option<HashSet<&ActorId>> = network.as_ref().map(|network| network.iter().collect());
        // What each criterion on actors hides, in the order in which they are told.
        let mut hidden = [0usize; 4];
        let mut kept: Vec<&ActorId> = Vec::new();
        for actor in map.actors() {
            let is_hidden = [
                self.hidden_kinds.contains(&actor.kind),
                !self.tags.is_empty() && !actor.tags.iter().any(|tag| self.tags.contains(tag)),
                network.as_ref().is_some_and(|network| !network.contains(&actor.id)),
                self.unlinked_only && map.degree(&actor.id) > 0,
            ];
            for (count, is_hidden) in hidden.iter_mut().zip(is_hidden) {
                *count += usize::from(is_hidden);
            }
            if !is_hidden.contains(&true) {
                kept.push(&actor.id);
            }
        }
        let criteria: [fn(usize) -> HiddenBy; 4] =
            [HiddenBy::Kinds, HiddenBy::Tags, HiddenBy::Territory, HiddenBy::Linked];
        let of_hidden_kinds = match self.hidden_link_kinds.is_empty() {
            true => 0,
            false => map.links().filter(|link| self.hidden_link_kinds.contains(&link.kind)).count(),
        };
        let hidden_by: Vec<HiddenBy> = criteria
            .into_iter()
            .zip(hidden)
            .chain([(HiddenBy::LinkKinds as fn(usize) -> HiddenBy, of_hidden_kinds)])
            .filter(|(_, count)| *count > 0)
            .map(|(criterion, count)| criterion(count))
            .collect();
        let hides_actors = kept.len() < map.actor_count();
        let links = (of_hidden_kinds > 0 || hides_actors).then(|| {
            let shown: HashSet<&ActorId> = kept.iter().copied().collect();
            map.links()
                .filter(|link| !self.hidden_link_kinds.contains(&link.kind))
                .filter(|link| !hides_actors || (shown.contains(&link.from) && shown.contains(&link.to)))
                .map(|link| link.id.clone())
                .collect::<BTreeSet<_>>()
        });
        let actors = hides_actors.then(|| kept.into_iter().cloned().collect::<BTreeSet<_>>());
        Shown {
            actor_count: actors.as_ref().map_or(map.actor_count(), BTreeSet::len),
            link_count: links.as_ref().map_or(map.link_count(), BTreeSet::len),
            actors,
            links,
            hidden_by,
        }
    }

    /// Whether the kinds of a family are shown. A family without kinds hides nothing.
    pub fn family_state(&self, schema: &Schema, family: &FamilyId) -> FamilyState {
        let kinds = schema.kinds_of(family);
        let hidden = kinds.iter().filter(|kind| self.hidden_kinds.contains(&kind.id)).count();
        match hidden {
            0 => FamilyState::Shown,
            _ if hidden == kinds.len() => FamilyState::Hidden,
            _ => FamilyState::Partly,
        }
    }

    /// Hides or shows every kind of a family.
    pub fn set_family_hidden(&mut self, schema: &Schema, family: &FamilyId, hidden: bool) {
        for kind in schema.kinds_of(family) {
            if hidden {
                self.hidden_kinds.insert(kind.id.clone());
            } else {
                self.hidden_kinds.remove(&kind.id);
            }
        }
    }

    /// What a click on a family's eye does: a family of which anything is hidden comes back whole,
    /// one that is shown goes.
    pub fn toggle_family(&mut self, schema: &Schema, family: &FamilyId) {
        let hide = self.family_state(schema, family) == FamilyState::Shown;
        self.set_family_hidden(schema, family, hide);
    }

    /// Hides a kind that is shown, shows one that is hidden.
    pub fn toggle_kind(&mut self, kind: &ActorKindId) {
        if !self.hidden_kinds.remove(kind) {
            self.hidden_kinds.insert(kind.clone());
        }
    }

    /// Hides a kind of link that is shown, shows one that is hidden.
    pub fn toggle_link_kind(&mut self, kind: &LinkKindId) {
        if !self.hidden_link_kinds.remove(kind) {
            self.hidden_link_kinds.insert(kind.clone());
        }
    }
}

/// The network of a territory: the actors whose place names it, those that bear its name (its own
/// node, whatever its kind), and everything directly linked to one of them.
pub fn territory_network(map: &Map, territory: &str) -> BTreeSet<ActorId> {
    let wanted = fold(territory);
    if wanted.is_empty() {
        return BTreeSet::new();
    }
    let is = |text: &str| folds_to(text, &wanted);
    let own: BTreeSet<ActorId> = map
        .actors()
        .filter(|actor| {
            is(&actor.place.territory)
                || is(&actor.name)
                || is(&actor.short_name)
                || actor.aliases.iter().any(|alias| is(&alias.name))
        })
        .map(|actor| actor.id.clone())
        .collect();
    let beside: BTreeSet<ActorId> = own.iter().flat_map(|id| map.neighbours(id)).collect();
    &own | &beside
}

/// A commune as places name it: two of one name are told apart by their codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commune {
    /// Its name as written.
    pub name: String,
    /// Its INSEE code; empty where it is not known.
    pub insee: String,
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
    pub tags: BTreeMap<String, usize>,
    /// Actors by the territory their place names.
    pub territories: BTreeMap<String, usize>,
    /// Actors by the commune their place names.
    pub communes: BTreeMap<Commune, usize>,
}

/// Counts the actors and links of a map by sort. Sorts nothing belongs to are left out.
pub fn count(map: &Map) -> Counts {
    let (mut kinds, mut link_kinds) = (BTreeMap::new(), BTreeMap::new());
    let (mut tags, mut territories, mut communes) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for actor in map.actors() {
        add(&mut kinds, &actor.kind, 1);
        for (at, tag) in actor.tags.iter().enumerate() {
            // A tag written twice on one actor is still one actor.
            if !tag.is_empty() && !actor.tags[..at].contains(tag) {
                add(&mut tags, tag, 1);
            }
        }
        if !actor.place.territory.is_empty() {
            add(&mut territories, &actor.place.territory, 1);
        }
        if !actor.place.commune.is_empty() {
            add(&mut communes, (&actor.place.commune, &actor.place.insee), 1);
        }
    }
    map.links().for_each(|link| add(&mut link_kinds, &link.kind, 1));
    let mut families = BTreeMap::new();
    for (kind, count) in &kinds {
        if let Some(kind) = map.schema().actor_kind(kind) {
            add(&mut families, kind.family.clone(), *count);
        }
    }
    let commune = |(name, insee): (&String, &String)| Commune { name: name.clone(), insee: insee.clone() };
    Counts {
        families,
        kinds: owned(kinds),
        link_kinds: owned(link_kinds),
        tags: owned(tags),
        territories: owned(territories),
        communes: communes.into_iter().map(|(key, count)| (commune(key), count)).collect(),
    }
}

fn add<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K, count: usize) {
    *counts.entry(key).or_default() += count;
}

fn owned<K: Ord + Clone>(counts: BTreeMap<&K, usize>) -> BTreeMap<K, usize> {
    counts.into_iter().map(|(key, count)| (key.clone(), count)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Actor, ActorKind, Alias, Bilingual, Link};

    fn schema() -> Schema {
        let kind = |id: &str, family: &str| ActorKind::new(id.into(), family.into(), Bilingual::new(id, id));
        Schema::new([], [kind("region", "pub"), kind("epci", "pub"), kind("territory", "ter")], [], [])
    }

    fn add_actor(map: &mut Map, id: &str, kind: &str, change: impl FnOnce(&mut Actor)) {
        let mut actor = Actor::new(id.into(), kind.into(), id);
        change(&mut actor);
        map.put_actor(Arc::new(actor));
    }

    fn add_link(map: &mut Map, id: &str, from: &str, kind: &str, to: &str) {
        let link = Link::new(id.into(), from.into(), kind.into(), to.into());
        map.put_link(Arc::new(link)).expect("both ends are there");
    }

    /// Nantes and Le Mans; the region supports both, "lost" stands alone.
    fn map() -> Map {
        let mut map = Map::new("t", schema());
        add_actor(&mut map, "region", "region", |_| {});
        add_actor(&mut map, "t-nantes", "territory", |actor| {
            actor.name = "Territoire Nantes Métropole".into();
            actor.aliases = vec![Alias::new("Nantes Métropole")];
        });
        add_actor(&mut map, "ecossolies", "association", |actor| {
            actor.place.territory = "Nantes Métropole".into();
            actor.place.commune = "Nantes".into();
            actor.place.insee = "44109".into();
            actor.tags = vec!["food".into(), "food".into(), "ess".into()];
        });
        add_actor(&mut map, "ceas", "association", |actor| {
            actor.place.territory = "Le Mans-Sarthe".into();
            actor.tags = vec!["ess".into()];
        });
        add_actor(&mut map, "epci", "epci", |_| {});
        add_actor(&mut map, "lost", "epci", |_| {});
        add_link(&mut map, "1", "region", "supports", "ecossolies");
        add_link(&mut map, "2", "region", "supports", "ceas");
        add_link(&mut map, "3", "epci", "runs", "t-nantes");
        map
    }

    fn ids(set: &Option<BTreeSet<ActorId>>) -> Vec<&str> {
        set.as_ref().expect("something is hidden").iter().map(ActorId::as_str).collect()
    }

    #[test]
    fn the_default_shows_all_and_hides_nothing() {
        let filter = Filter::default();
        assert!(!filter.is_active());
        let shown = filter.apply(&map());
        assert_eq!((shown.actors.as_ref(), shown.links.as_ref()), (None, None));
        assert_eq!((shown.actor_count, shown.link_count, shown.hidden_by.len()), (6, 3, 0));
        assert!(shown.shows_actor(&"lost".into()) && shown.shows_link(&"1".into()));
    }

    #[test]
    fn a_hidden_kind_takes_its_links_along() {
        let filter = Filter { hidden_kinds: ["region".into()].into(), ..Filter::default() };
        let shown = filter.apply(&map());
        assert_eq!((shown.actor_count, shown.link_count), (5, 1));
        assert_eq!(shown.hidden_by, [HiddenBy::Kinds(1)]);
        assert!(!shown.shows_actor(&"region".into()) && !shown.shows_link(&"1".into()));
    }

    #[test]
    fn a_hidden_kind_of_link_leaves_its_ends() {
        let filter = Filter { hidden_link_kinds: ["supports".into()].into(), ..Filter::default() };
        let shown = filter.apply(&map());
        assert_eq!((shown.actors.as_ref(), shown.actor_count, shown.link_count), (None, 6, 1));
        assert_eq!(shown.hidden_by, [HiddenBy::LinkKinds(2)]);
    }

    #[test]
    fn any_of_the_tags_is_enough() {
        let filter = Filter { tags: ["food".into(), "mobility".into()].into(), ..Filter::default() };
        let shown = filter.apply(&map());
        assert_eq!(ids(&shown.actors), ["ecossolies"]);
        assert_eq!(shown.hidden_by, [HiddenBy::Tags(5)]);
    }

    #[test]
    fn a_territory_shows_its_actors_its_node_and_whoever_they_are_linked_to() {
        let filter = Filter { territory: Some("nantes metropole".into()), ..Filter::default() };
        let shown = filter.apply(&map());
        assert_eq!(ids(&shown.actors), ["ecossolies", "epci", "region", "t-nantes"]);
        assert_eq!(shown.link_count, 2);
        assert_eq!(shown.hidden_by, [HiddenBy::Territory(2)]);
        let nowhere = Filter { territory: Some("…".into()), ..Filter::default() };
        assert_eq!(nowhere.apply(&map()).actor_count, 0);
    }

    #[test]
    fn criteria_narrow_each_other_and_each_says_what_it_would_hide_alone() {
        let filter = Filter {
            hidden_kinds: ["region".into()].into(),
            tags: ["ess".into()].into(),
            territory: Some("Nantes Métropole".into()),
            ..Filter::default()
        };
        let shown = filter.apply(&map());
        assert_eq!(ids(&shown.actors), ["ecossolies"]);
        assert_eq!(shown.hidden_by, [HiddenBy::Kinds(1), HiddenBy::Tags(4), HiddenBy::Territory(2)]);
    }

    #[test]
    fn what_is_left_to_connect_can_be_shown_alone() {
        let filter = Filter { unlinked_only: true, ..Filter::default() };
        let shown = filter.apply(&map());
        assert_eq!(ids(&shown.actors), ["lost"]);
        assert_eq!(shown.hidden_by, [HiddenBy::Linked(5)]);
    }

    #[test]
    fn a_family_goes_and_comes_back_whole() {
        let (schema, family) = (schema(), FamilyId::new("pub"));
        let mut filter = Filter::default();
        filter.toggle_kind(&"epci".into());
        assert_eq!(filter.family_state(&schema, &family), FamilyState::Partly);
        filter.toggle_family(&schema, &family);
        assert!(!filter.is_active());
        filter.toggle_family(&schema, &family);
        assert_eq!(filter.family_state(&schema, &family), FamilyState::Hidden);
        assert_eq!(filter.hidden_kinds, ["epci".into(), "region".into()].into());
        assert_eq!(filter.family_state(&schema, &"ter".into()), FamilyState::Shown);
        assert_eq!(filter.family_state(&schema, &"unheard-of".into()), FamilyState::Shown);
    }

    #[test]
    fn counts_are_of_the_whole_map_and_keep_unknown_kinds() {
        let counts = count(&map());
        assert_eq!(counts.families, [("pub".into(), 3), ("ter".into(), 1)].into());
        assert_eq!(counts.kinds.get("association"), Some(&2));
        assert_eq!(counts.link_kinds, [("runs".into(), 1), ("supports".into(), 2)].into());
        assert_eq!(counts.tags, [("ess".into(), 2), ("food".into(), 1)].into());
        assert_eq!(counts.territories.len(), 2);
        let nantes = Commune { name: "Nantes".into(), insee: "44109".into() };
        assert_eq!(counts.communes, [(nantes, 1)].into());
    }

    proptest! {
        #[test]
        fn every_shown_link_has_both_ends_shown(
            kinds in proptest::collection::vec(0u8..4, 1..20),
            links in proptest::collection::vec((0usize..20, 0u8..3, 0usize..20), 0..40),
            hidden in proptest::collection::btree_set(0u8..4, 0..3),
            hidden_links in proptest::collection::btree_set(0u8..3, 0..2),
        ) {
            let mut map = Map::new("t", Schema::default());
            for (at, kind) in kinds.iter().enumerate() {
                add_actor(&mut map, &at.to_string(), &kind.to_string(), |_| {});
            }
            for (at, (from, kind, to)) in links.iter().enumerate() {
                let (from, to) = (from % kinds.len(), to % kinds.len());
                add_link(&mut map, &at.to_string(), &from.to_string(), &kind.to_string(), &to.to_string());
            }
            let filter = Filter {
                hidden_kinds: hidden.iter().map(|kind| ActorKindId::new(kind.to_string())).collect(),
                hidden_link_kinds: hidden_links.iter().map(|kind| LinkKindId::new(kind.to_string())).collect(),
                ..Filter::default()
            };
            let shown = filter.apply(&map);
            for link in map.links() {
                let ends = shown.shows_actor(&link.from) && shown.shows_actor(&link.to);
                let wanted = ends && !filter.hidden_link_kinds.contains(&link.kind);
                prop_assert_eq!(shown.shows_link(&link.id), wanted);
            }
            prop_assert_eq!(shown.actor_count, map.actors().filter(|actor| shown.shows_actor(&actor.id)).count());
            prop_assert_eq!(shown.link_count, map.links().filter(|link| shown.shows_link(&link.id)).count());
            prop_assert_eq!(shown.hidden_by.is_empty(), shown.actors.is_none() && shown.links.is_none());
        }
    }
}
