//! Filter: which actors and links are shown, what hides the others, and how many of each sort the
//! map holds. The legend is drawn from the counts and edits the filter.

mod counts;
mod shown;

use std::collections::BTreeSet;

pub use counts::{Commune, Counts, count};
pub use shown::{Shown, territory_network};

use super::SearchIndex;
use crate::model::{ActorKindId, FamilyId, LinkKindId, Map, Schema};

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

impl Filter {
    /// Whether any criterion is set (even one that happens to hide nothing).
    pub fn is_active(&self) -> bool {
        *self != Self::default()
    }

    /// What is shown of a map. A link is shown when its kind and both its ends are.
    pub fn apply(&self, map: &Map) -> Shown {
        Shown::new(self, map, None)
    }

    /// The same, with an index of that very map to ask who bears a name.
    pub fn apply_with(&self, map: &Map, index: &SearchIndex) -> Shown {
        let bearing = self.territory.as_ref().map(|territory| index.bearing(map, territory));
        Shown::new(self, map, bearing)
    }

    /// Whether any criterion bears on actors.
    fn sifts_actors(&self) -> bool {
        let kinds_or_tags = !(self.hidden_kinds.is_empty() && self.tags.is_empty());
        kinds_or_tags || self.territory.is_some() || self.unlinked_only
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
            actor.aliases = vec![Alias::new("Nantes Métropole")].into();
        });
        add_actor(&mut map, "ecossolies", "association", |actor| {
            actor.place.territory = "Nantes Métropole".into();
            actor.place.commune = "Nantes".into();
            actor.place.insee = "44109".into();
            actor.tags = vec!["food".into(), "food".into(), "ess".into()].into();
        });
        add_actor(&mut map, "ceas", "association", |actor| {
            actor.place.territory = "Le Mans-Sarthe".into();
            actor.tags = vec!["ess".into()].into();
        });
        add_actor(&mut map, "epci", "epci", |_| {});
        add_actor(&mut map, "lost", "epci", |_| {});
        add_link(&mut map, "1", "region", "supports", "ecossolies");
        add_link(&mut map, "2", "region", "supports", "ceas");
        add_link(&mut map, "3", "epci", "runs", "t-nantes");
        map
    }

    fn ids(map: &Map, shown: &Shown) -> Vec<String> {
        let shown = shown.actors().expect("something is hidden");
        map.actors().map(|actor| &actor.id).filter(|id| shown.has(map, id)).map(ToString::to_string).collect()
    }

    #[test]
    fn the_default_shows_all_and_hides_nothing() {
        let filter = Filter::default();
        assert!(!filter.is_active());
        let shown = filter.apply(&map());
        assert!(shown.is_all() && shown.actors().is_none());
        assert_eq!((shown.actor_count, shown.link_count, shown.hidden_by.len()), (6, 3, 0));
        assert!(shown.shows_actor(&map(), &"lost".into()));
    }

    #[test]
    fn a_hidden_kind_takes_its_links_along() {
        let filter = Filter { hidden_kinds: ["region".into()].into(), ..Filter::default() };
        let map = map();
        let shown = filter.apply(&map);
        assert_eq!((shown.actor_count, shown.link_count), (5, 1));
        assert_eq!(shown.hidden_by, [HiddenBy::Kinds(1)]);
        let shows_link = |id: &str| shown.shows_link(&map, map.link(&id.into()).expect("it is there"));
        assert!(!shown.shows_actor(&map, &"region".into()) && !shows_link("1") && shows_link("3"));
    }

    #[test]
    fn a_hidden_kind_of_link_leaves_its_ends() {
        let filter = Filter { hidden_link_kinds: ["supports".into()].into(), ..Filter::default() };
        let shown = filter.apply(&map());
        assert!(shown.actors().is_none() && !shown.is_all());
        assert_eq!((shown.actor_count, shown.link_count), (6, 1));
        assert_eq!(shown.hidden_by, [HiddenBy::LinkKinds(2)]);
    }

    #[test]
    fn any_of_the_tags_is_enough() {
        let filter = Filter { tags: ["food".into(), "mobility".into()].into(), ..Filter::default() };
        let shown = filter.apply(&map());
        assert_eq!(ids(&map(), &shown), ["ecossolies"]);
        assert_eq!(shown.hidden_by, [HiddenBy::Tags(5)]);
    }

    #[test]
    fn a_territory_shows_its_actors_its_node_and_whoever_they_are_linked_to() {
        let filter = Filter { territory: Some("nantes metropole".into()), ..Filter::default() };
        let shown = filter.apply(&map());
        assert_eq!(ids(&map(), &shown), ["ecossolies", "epci", "region", "t-nantes"]);
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
        assert_eq!(ids(&map(), &shown), ["ecossolies"]);
        assert_eq!(shown.hidden_by, [HiddenBy::Kinds(1), HiddenBy::Tags(4), HiddenBy::Territory(2)]);
    }

    #[test]
    fn what_is_left_to_connect_can_be_shown_alone() {
        let filter = Filter { unlinked_only: true, ..Filter::default() };
        let shown = filter.apply(&map());
        assert_eq!(ids(&map(), &shown), ["lost"]);
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
                let ends = shown.shows_actor(&map, &link.from) && shown.shows_actor(&map, &link.to);
                let wanted = ends && !filter.hidden_link_kinds.contains(&link.kind);
                prop_assert_eq!(shown.shows_link(&map, link), wanted);
            }
            let actors = map.actors().filter(|actor| shown.shows_actor(&map, &actor.id)).count();
            prop_assert_eq!(shown.actor_count, actors);
            prop_assert_eq!(shown.link_count, map.links().filter(|link| shown.shows_link(&map, link)).count());
            prop_assert_eq!(shown.hidden_by.is_empty(), shown.is_all());
        }
    }
}
