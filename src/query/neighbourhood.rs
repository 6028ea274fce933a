//! Neighbourhood: who is near whom. Along the links, for the focus on someone's network; and across
//! the picture, for walking it with the keyboard.

use std::collections::{BTreeMap, BTreeSet};

use crate::geometry::Point;
use crate::model::{ActorId, Map};

/// The actors within some links of one of the seeds, the seeds included; links are followed both
/// ways. With `shown`, only those actors are there and are passed through.
pub fn neighbourhood<'a>(
    map: &Map,
    seeds: impl IntoIterator<Item = &'a ActorId>,
    degrees: u32,
    shown: Option<&BTreeSet<ActorId>>,
) -> BTreeSet<ActorId> {
    let is_there = |id: &ActorId| shown.is_none_or(|shown| shown.contains(id));
    let seeds = seeds.into_iter().filter(|id| map.actor(id).is_some() && is_there(id)).cloned();
    steps(map, seeds, degrees, is_there).into_keys().collect()
}

/// How many links away from an actor the others are, itself at 0; those that cannot be reached are
/// left out.
pub fn steps_from(map: &Map, seed: &ActorId) -> BTreeMap<ActorId, u32> {
    let seed = map.actor(seed).map(|actor| actor.id.clone());
    steps(map, seed, u32::MAX, |_| true)
}

/// Breadth first, ring by ring.
fn steps(
    map: &Map,
    seeds: impl IntoIterator<Item = ActorId>,
    farthest: u32,
    is_there: impl Fn(&ActorId) -> bool,
) -> BTreeMap<ActorId, u32> {
    let mut reached: BTreeMap<ActorId, u32> = seeds.into_iter().map(|id| (id, 0)).collect();
    let mut ring: Vec<ActorId> = reached.keys().cloned().collect();
    let mut step = 0;
    while step < farthest && !ring.is_empty() {
        step += 1;
        let mut next = Vec::new();
        for id in ring.iter().flat_map(|id| map.neighbours(id)) {
            if !reached.contains_key(&id) && is_there(&id) {
                reached.insert(id.clone(), step);
                next.push(id);
            }
        }
        ring = next;
    }
    reached
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
    shown: Option<&BTreeSet<ActorId>>,
) -> Option<ActorId> {
    let origin = position(map, from)?;
    let ahead = direction.unit();
    let effort = |id: &ActorId| {
        if id == from || shown.is_some_and(|shown| !shown.contains(id)) {
            return None;
        }
        let way = position(map, id)? - origin;
        let (along, aside) = (way.dot(ahead), way.dot(ahead.turned_right()).abs());
        (along > 0.0 && aside <= along * CONE).then_some(along + ASIDE * aside)
    };
    let best = |ids: &mut dyn Iterator<Item = &ActorId>| {
        let efforts = ids.filter_map(|id| Some((effort(id)?, id)));
        efforts.min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1))).map(|(_, id)| id.clone())
    };
    best(&mut map.neighbours(from).iter()).or_else(|| best(&mut map.actors().map(|actor| &actor.id)))
}

/// The height of the rows in which Tab reads the map, in world units: about a node with its label.
const ROW: f64 = 90.0;

/// The order in which Tab walks the actors: as one reads a page, row by row from the top and from left
/// to right in a row; it stays the same for as long as nobody moves. Actors without a position come
/// last, by name. (By number of links would put the important first, but the focus would jump about.)
pub fn walk_order(map: &Map, shown: Option<&BTreeSet<ActorId>>) -> Vec<ActorId> {
    let there = || map.actors().filter(|actor| shown.is_none_or(|shown| shown.contains(&actor.id)));
    let mut placed: Vec<(f64, f64, &ActorId)> = there()
        .filter_map(|actor| position(map, &actor.id).map(|at| ((at.y / ROW).floor(), at.x, &actor.id)))
        .collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then_with(|| a.2.cmp(b.2)));
    let mut unplaced: Vec<(String, &ActorId)> = there()
        .filter(|actor| position(map, &actor.id).is_none())
        .map(|actor| (super::fold(&actor.name), &actor.id))
        .collect();
    unplaced.sort();
    let placed = placed.into_iter().map(|(_, _, id)| id);
    placed.chain(unplaced.into_iter().map(|(_, id)| id)).cloned().collect()
}

fn position(map: &Map, id: &ActorId) -> Option<Point> {
    map.actor(id)?.position.map(|position| position.at).filter(|at| at.is_finite())
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

    fn ids(set: &BTreeSet<ActorId>) -> Vec<&str> {
        set.iter().map(ActorId::as_str).collect()
    }

    const NOWHERE: f64 = f64::NAN;

    #[test]
    fn each_degree_adds_a_ring() {
        let chain = [("a", "b"), ("c", "b"), ("c", "d"), ("x", "x")];
        let map = map(&["a", "b", "c", "d", "x"].map(|id| (id, NOWHERE, 0.0)), &chain);
        let within = |degrees| neighbourhood(&map, [&"a".into()], degrees, None);
        assert_eq!(ids(&within(0)), ["a"]);
        assert_eq!(ids(&within(2)), ["a", "b", "c"]);
        assert_eq!(ids(&within(u32::MAX)), ["a", "b", "c", "d"]);
        let both = neighbourhood(&map, [&"a".into(), &"d".into(), &"gone".into()], 1, None);
        assert_eq!(ids(&both), ["a", "b", "c", "d"]);
        let steps = steps_from(&map, &"a".into());
        assert_eq!(steps, [("a".into(), 0), ("b".into(), 1), ("c".into(), 2), ("d".into(), 3)].into());
        assert!(steps_from(&map, &"gone".into()).is_empty());
    }

    #[test]
    fn hidden_actors_are_not_passed_through() {
        let map = map(&["a", "b", "c"].map(|id| (id, NOWHERE, 0.0)), &[("a", "b"), ("b", "c")]);
        let shown = BTreeSet::from(["a".into(), "c".into()]);
        assert_eq!(ids(&neighbourhood(&map, [&"a".into()], 9, Some(&shown))), ["a"]);
        assert_eq!(ids(&neighbourhood(&map, [&"b".into()], 9, Some(&shown))), Vec::<&str>::new());
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
        let shown = BTreeSet::from(["here".into(), "near".into()]);
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
        let order: Vec<String> = walk_order(&map, None).iter().map(ToString::to_string).collect();
        assert_eq!(order, ["up", "a", "b", "c", "d"]);
        assert_eq!(walk_order(&map, Some(&["c".into()].into())), ["c".into()]);
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
