//! Neighbourhood: who is near whom. Along the links, for the focus on someone's network; and across
//! the picture, for walking it with the keyboard.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::geometry::Point;
use crate::model::{Actor, ActorId, ActorSet, ActorSlot, Map};

/// The actors within some links of one of the seeds, the seeds included; links are followed both
/// ways. With `shown`, only those actors are there and are passed through.
pub fn neighbourhood<'a>(
    map: &Map,
    seeds: impl IntoIterator<Item = &'a ActorId>,
    degrees: u32,
    shown: Option<&ActorSet>,
) -> ActorSet {
    let is_there = |slot: ActorSlot| shown.is_none_or(|shown| shown.contains(slot));
    let seeds = seeds.into_iter().filter_map(|id| map.actor_slot(id)).filter(|slot| is_there(*slot));
    let mut reached: ActorSet = seeds.collect();
    let mut ring: Vec<ActorSlot> = reached.slots().collect();
    for _ in 0..degrees {
        let mut next = Vec::new();
        let mut meet = |slot: ActorSlot| {
            if is_there(slot) && reached.insert(slot) {
                next.push(slot);
            }
        };
        if ring.len() > map.actor_count() / SWEPT {
            // From so many, one look along all links in the order they lie in costs less than following
            // each from its end, to wherever it is kept (the idea of Beamer, Asanović and Patterson,
            // "Direction-optimizing breadth-first search", 2012).
            let from_here: ActorSet = ring.iter().copied().collect();
            for (_, from, to) in map.links_by_slots() {
                if from_here.contains(from) {
                    meet(to);
                }
                if from_here.contains(to) {
                    meet(from);
                }
            }
        } else {
            ring.iter().flat_map(|slot| map.neighbours_at(*slot)).for_each(&mut meet);
        }
        if next.is_empty() {
            break;
        }
        ring = next;
    }
    reached
}

/// Links are swept all at once from a ring of more than this part of the actors.
const SWEPT: usize = 100;

/// How many links away from an actor the others are, itself at 0; those that cannot be reached are
/// left out.
pub fn steps_from(map: &Map, seed: &ActorId) -> BTreeMap<ActorId, u32> {
    let (mut seen, mut steps) = (ActorSet::default(), BTreeMap::new());
    let mut ring: Vec<ActorSlot> = map.actor_slot(seed).into_iter().collect();
    let mut step = 0;
    while !ring.is_empty() {
        ring.retain(|slot| seen.insert(*slot));
        steps.extend(ring.iter().filter_map(|slot| Some((map.actor_in(*slot)?.id.clone(), step))));
        ring = ring.into_iter().flat_map(|slot| map.neighbours_at(slot)).collect();
        ring.retain(|slot| !seen.contains(*slot));
        step += 1;
    }
    steps
}

/// The direction of an arrow key, on a picture whose `y` points down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction4 {
    /// Towards smaller `x`.
    Left,
    /// Towards larger `x`.
    Right,
    /// Towards smaller `y`.
    Up,
    /// Towards larger `y`.
    Down,
}

impl Direction4 {
    /// All four.
    pub const ALL: [Direction4; 4] = [Self::Left, Self::Right, Self::Up, Self::Down];

    /// The displacement of length 1 in this direction.
    pub fn unit(self) -> Point {
        match self {
            Self::Left => Point::new(-1.0, 0.0),
            Self::Right => Point::new(1.0, 0.0),
            Self::Up => Point::new(0.0, -1.0),
            Self::Down => Point::new(0.0, 1.0),
        }
    }
}

/// Half the opening of the cone an arrow key looks into, as the tangent of its angle: 60 degrees, so
/// that neighbouring cones overlap and no actor is out of reach of all four keys.
const CONE: f64 = 1.732;
/// How much more a world unit aside counts than one ahead.
const ASIDE: f64 = 2.0;

/// Where an arrow key leads: the linked neighbour that lies best in that direction (near, and
/// straight ahead rather than aside); where there is none, the actor that does, linked or not.
/// `None` where nobody lies there or the actor is not placed. With `shown`, only to those actors.
pub fn neighbour_in_direction(
    map: &Map,
    from: &ActorId,
    direction: Direction4,
    shown: Option<&ActorSet>,
) -> Option<ActorId> {
    let here = map.actor_slot(from)?;
    let origin = position(map.actor_in(here)?)?;
    let ahead = direction.unit();
    let effort = |slot: ActorSlot| {
        if slot == here || shown.is_some_and(|shown| !shown.contains(slot)) {
            return None;
        }
        let actor = map.actor_in(slot)?;
        let way = position(actor)? - origin;
        let (along, aside) = (way.dot(ahead), way.dot(ahead.turned_right()).abs());
        (along > 0.0 && aside <= along * CONE).then_some((along + ASIDE * aside, &actor.id))
    };
    let best = |slots: &mut dyn Iterator<Item = ActorSlot>| {
        let best = slots.filter_map(effort).min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        best.map(|(_, id)| id.clone())
    };
    best(&mut map.neighbours_at(here)).or_else(|| best(&mut map.actors_by_slot().map(|(slot, _)| slot)))
}

/// The height of the rows in which Tab reads the map, in world units: about a node with its label.
const ROW: f64 = 90.0;

/// Whom Tab leads to after an actor (or `back` to before it), going round at the ends; to the first
/// (the last) from nowhere.
///
/// Tab walks the actors as one reads a page, row by row from the top and from left to right in a row;
/// the order stays the same for as long as nobody moves. Actors without a position come last, by name.
/// (By number of links would put the important first, but the focus would jump about.)
pub fn walk_on(map: &Map, from: Option<&ActorId>, back: bool, shown: Option<&ActorSet>) -> Option<ActorId> {
    let here = from.and_then(|id| map.actor(id)).map(|actor| Reading::of(actor));
    let order = |a: &Reading<'_>, b: &Reading<'_>| if back { b.compare(a) } else { a.compare(b) };
    // One look at each: the next one, and the first in case there is none.
    let (mut next, mut first): (Option<Reading<'_>>, Option<Reading<'_>>) = (None, None);
    for (slot, actor) in map.actors_by_slot() {
        if shown.is_some_and(|shown| !shown.contains(slot)) {
            continue;
        }
        let there = Reading::of(actor);
        let is_after = here.as_ref().is_none_or(|here| order(&there, here) == Ordering::Greater);
        let best = if is_after { &mut next } else { &mut first };
        if best.as_ref().is_none_or(|best| order(&there, best) == Ordering::Less) {
            *best = Some(there);
        }
    }
    next.or(first).map(|reading| reading.id.clone())
}

/// Where an actor comes as the map is read.
struct Reading<'a> {
    /// Row and place in it.
    place: Option<(f64, f64)>,
    name: &'a str,
    id: &'a ActorId,
}

impl<'a> Reading<'a> {
    fn of(actor: &'a Actor) -> Self {
        let place = position(actor).map(|at| ((at.y / ROW).floor(), at.x));
        Self { place, name: &actor.name, id: &actor.id }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let by_place = match (self.place, other.place) {
            (Some(a), Some(b)) => a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => super::fold(self.name).cmp(&super::fold(other.name)),
        };
        by_place.then_with(|| self.id.cmp(other.id))
    }
}

fn position(actor: &Actor) -> Option<Point> {
    actor.position.map(|position| position.at).filter(|at| at.is_finite())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Actor, Link, Position, Schema};

    fn map(actors: &[(&str, f64, f64)], links: &[(&str, &str)]) -> Map {
        let mut map = Map::new("t", Schema::default());
        for (id, x, y) in actors {
            let mut actor = Actor::new((*id).into(), "k".into(), *id);
            actor.position = x.is_finite().then(|| Position::free(Point::new(*x, *y)));
            map.put_actor(Arc::new(actor));
        }
        for (at, (from, to)) in links.iter().enumerate() {
            let link = Link::new(at.to_string().as_str().into(), (*from).into(), "k".into(), (*to).into());
            map.put_link(Arc::new(link)).expect("both ends are there");
        }
        map
    }

    fn ids(map: &Map, set: &ActorSet) -> Vec<String> {
        let ids: std::collections::BTreeSet<String> = set.ids(map).map(ToString::to_string).collect();
        ids.into_iter().collect()
    }

    fn set(map: &Map, ids: &[&str]) -> ActorSet {
        ActorSet::of(map, &ids.iter().map(ActorId::new).collect::<Vec<_>>())
    }

    const NOWHERE: f64 = f64::NAN;

    #[test]
    fn each_degree_adds_a_ring() {
        let chain = [("a", "b"), ("c", "b"), ("c", "d"), ("x", "x")];
        let map = map(&["a", "b", "c", "d", "x"].map(|id| (id, NOWHERE, 0.0)), &chain);
        let within = |degrees| neighbourhood(&map, [&"a".into()], degrees, None);
        assert_eq!(ids(&map, &within(0)), ["a"]);
        assert_eq!(ids(&map, &within(2)), ["a", "b", "c"]);
        assert_eq!(ids(&map, &within(u32::MAX)), ["a", "b", "c", "d"]);
        let both = neighbourhood(&map, [&"a".into(), &"d".into(), &"gone".into()], 1, None);
        assert_eq!(ids(&map, &both), ["a", "b", "c", "d"]);
        let steps = steps_from(&map, &"a".into());
        assert_eq!(steps, [("a".into(), 0), ("b".into(), 1), ("c".into(), 2), ("d".into(), 3)].into());
        assert!(steps_from(&map, &"gone".into()).is_empty());
    }

    #[test]
    fn hidden_actors_are_not_passed_through() {
        let map = map(&["a", "b", "c"].map(|id| (id, NOWHERE, 0.0)), &[("a", "b"), ("b", "c")]);
        let shown = set(&map, &["a", "c"]);
        assert_eq!(ids(&map, &neighbourhood(&map, [&"a".into()], 9, Some(&shown))), ["a"]);
        assert!(neighbourhood(&map, [&"b".into()], 9, Some(&shown)).is_empty());
    }

    #[test]
    fn arrows_prefer_who_is_linked_and_straight_ahead() {
        let map = map(
            &[
                ("here", 0.0, 0.0),
                ("near", 50.0, 0.0),
                ("linked", 200.0, 20.0),
                ("aside", 150.0, 140.0),
                ("up", 10.0, -80.0),
                ("nowhere", NOWHERE, 0.0),
            ],
            &[("here", "linked"), ("here", "aside"), ("here", "nowhere")],
        );
        let go = |direction| neighbour_in_direction(&map, &"here".into(), direction, None);
        assert_eq!(go(Direction4::Right), Some("linked".into()));
        assert_eq!(go(Direction4::Down), Some("aside".into()));
        assert_eq!(go(Direction4::Up), Some("up".into()), "nobody linked lies there: the nearest");
        assert_eq!(go(Direction4::Left), None);
        let shown = set(&map, &["here", "near"]);
        let right = neighbour_in_direction(&map, &"here".into(), Direction4::Right, Some(&shown));
        assert_eq!(right, Some("near".into()));
        assert_eq!(neighbour_in_direction(&map, &"nowhere".into(), Direction4::Up, None), None);
    }

    #[test]
    fn tab_reads_the_map_like_a_page() {
        let map = map(
            &[
                ("d", NOWHERE, 0.0),
                ("c", 0.0, 300.0),
                ("b", 500.0, 10.0),
                ("a", 20.0, 30.0),
                ("up", 900.0, -70.0),
            ],
            &[],
        );
        let mut at = None;
        for next in ["up", "a", "b", "c", "d", "up"] {
            let after = walk_on(&map, at.as_ref(), false, None);
            let before = std::mem::replace(&mut at, after);
            assert_eq!(at.as_ref().map(ActorId::as_str), Some(next));
            if before.is_some() {
                assert_eq!(walk_on(&map, at.as_ref(), true, None), before);
            }
        }
        assert_eq!(walk_on(&map, None, true, None), Some("d".into()));
        let only = set(&map, &["c"]);
        assert_eq!(walk_on(&map, Some(&"a".into()), false, Some(&only)), Some("c".into()));
        assert_eq!(walk_on(&map, Some(&"c".into()), false, Some(&only)), Some("c".into()));
    }

    proptest! {
        #[test]
        fn from_anyone_an_arrow_leads_to_anyone_alone_elsewhere(x in -999.0..999.0, y in -999.0..999.0) {
            let map = map(&[("a", 0.0, 0.0), ("b", x, y)], &[]);
            let apart = map.actor(&"b".into()).and_then(|actor| actor.position).map(|position| position.at);
            prop_assume!(apart != Some(Point::ZERO));
            let leads = |direction| neighbour_in_direction(&map, &"a".into(), direction, None).is_some();
            prop_assert!(Direction4::ALL.into_iter().any(leads));
        }
    }
}
