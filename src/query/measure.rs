//! Measure: how the network is made. Who has most links, who has none, in how many pieces it falls.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{ActorId, Map};

/// How many links touch each actor of a map; parallel links count each, a self link once.
pub fn degrees(map: &Map) -> BTreeMap<ActorId, usize> {
    let mut degrees: BTreeMap<ActorId, usize> = map.actors().map(|actor| (actor.id.clone(), 0)).collect();
    for link in map.links() {
        let ends = if link.from == link.to { vec![&link.from] } else { vec![&link.from, &link.to] };
        for end in ends {
            if let Some(degree) = degrees.get_mut(end) {
                *degree += 1;
            }
        }
    }
    degrees
}

/// The most linked actors with their numbers of links, at most `max`; at equal numbers by id. Actors
/// without links are left out.
pub fn hubs(map: &Map, max: usize) -> Vec<(ActorId, usize)> {
    let mut linked: Vec<(ActorId, usize)> =
        degrees(map).into_iter().filter(|(_, degree)| *degree > 0).collect();
    // Stable: equals stay in the order of their ids.
    linked.sort_by_key(|(_, degree)| Reverse(*degree));
    linked.truncate(max);
    linked
}

/// The actors without any link.
pub fn isolated(map: &Map) -> BTreeSet<ActorId> {
    degrees(map).into_iter().filter(|(_, degree)| *degree == 0).map(|(id, _)| id).collect()
}

/// The pieces the map falls into: actors joined by links, whatever their direction, are in one piece;
/// an isolated actor is one of its own. The largest first; at equal size by their smallest id.
pub fn components(map: &Map) -> Vec<BTreeSet<ActorId>> {
    let ids: Vec<&ActorId> = map.actors().map(|actor| &actor.id).collect();
    let number: HashMap<&ActorId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    // Disjoint sets with path halving (Tarjan and van Leeuwen, 1984): the smallest member stands for all.
    let mut parent: Vec<usize> = (0..ids.len()).collect();
    let root = |parent: &mut Vec<usize>, mut at: usize| {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    };
    for link in map.links() {
        if let (Some(&from), Some(&to)) = (number.get(&link.from), number.get(&link.to)) {
            let (from, to) = (root(&mut parent, from), root(&mut parent, to));
            parent[from.max(to)] = from.min(to);
        }
    }
    let mut pieces: BTreeMap<usize, BTreeSet<ActorId>> = BTreeMap::new();
    for (at, id) in ids.into_iter().enumerate() {
        pieces.entry(root(&mut parent, at)).or_default().insert(id.clone());
    }
    let mut pieces: Vec<_> = pieces.into_values().collect();
    pieces.sort_by_key(|piece| Reverse(piece.len()));
    pieces
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Actor, Link, Schema};
    use crate::query::neighbourhood::steps_from;

    fn map(actors: usize, links: &[(usize, usize)]) -> Map {
        let mut map = Map::new("t", Schema::default());
        for at in 0..actors {
            map.put_actor(Arc::new(Actor::new(at.to_string().as_str().into(), "k".into(), "x")));
        }
        for (at, (from, to)) in links.iter().enumerate() {
            let [id, from, to] = [at, *from, *to].map(|number| number.to_string());
            let link = Link::new(id.as_str().into(), from.as_str().into(), "k".into(), to.as_str().into());
            map.put_link(Arc::new(link)).expect("both ends are there");
        }
        map
    }

    #[test]
    fn hubs_come_first_and_the_isolated_are_named() {
        let map = map(5, &[(0, 1), (0, 2), (0, 2), (3, 3)]);
        assert_eq!(hubs(&map, 2), [("0".into(), 3), ("2".into(), 2)]);
        assert_eq!(hubs(&map, 9).len(), 4);
        assert_eq!(isolated(&map), ["4".into()].into());
    }

    #[test]
    fn pieces_are_told_apart() {
        let map = map(6, &[(5, 1), (1, 3), (0, 2)]);
        let sizes: Vec<usize> = components(&map).iter().map(BTreeSet::len).collect();
        assert_eq!(sizes, [3, 2, 1]);
        assert_eq!(components(&map)[0], ["1".into(), "3".into(), "5".into()].into());
    }

    proptest! {
        #[test]
        fn measures_agree_with_the_map(
            actors in 1usize..12,
            links in proptest::collection::vec((0usize..12, 0usize..12), 0..20),
        ) {
            let links: Vec<_> = links.into_iter().map(|(from, to)| (from % actors, to % actors)).collect();
            let map = map(actors, &links);
            for (id, degree) in degrees(&map) {
                prop_assert_eq!(degree, map.degree(&id));
            }
            let pieces = components(&map);
            prop_assert_eq!(pieces.iter().map(BTreeSet::len).sum::<usize>(), actors);
            for piece in pieces {
                let one = piece.first().expect("a piece has members");
                let reached: BTreeSet<ActorId> = steps_from(&map, one).into_keys().collect();
                prop_assert_eq!(reached, piece);
            }
        }
    }
}
