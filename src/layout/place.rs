//! Place: where new actors appear, so that a person finds them beside those they belong to and
//! nothing else has moved.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, VecDeque};

use super::crowd::{Crowd, FOOTPRINT_HEIGHT, FOOTPRINT_WIDTH};
use super::engine::overlap::Rooms;
use super::engine::whole::{self, Anchors, Shape, Wish};
use super::engine::{Flow, Network, parallel};
use crate::geometry::{Bounds, Point};
use crate::model::{ActorId, Map, Position};

/// Free room between two groups of actors, in world units.
const BETWEEN_GROUPS: f64 = 80.0;

/// An actor about to appear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Its id; it may be on the map already or not yet.
    pub id: ActorId,
    /// Whom it is (or will be) linked to: actors of the map or other newcomers. Unknown ids are
    /// left out.
    pub beside: Vec<ActorId>,
}

/// The free place nearest to a point: the point itself where nobody is in the way, else outwards
/// first. For several at once, keep a [`Crowd`].
pub fn free_spot(map: &Map, near: Point) -> Point {
    let crowd = Crowd::of(map);
    crowd.free_spot(near, near - crowd.middle())
}

/// A place for each newcomer, in the order given, and none for anybody else: amid its neighbours that
/// have a place, on the outer side of the map where there is room; then its own newcomers beside it.
/// Those who know nobody with a place go to `otherwise` (the middle of the view, say).
///
/// A newcomer with a position on the map is given a new one.
pub fn place_beside(map: &Map, newcomers: &[Newcomer], otherwise: Point) -> Vec<(ActorId, Point)> {
    let new: BTreeSet<&ActorId> = newcomers.iter().map(|newcomer| &newcomer.id).collect();
    let mut crowd = Crowd::default();
    for actor in map.actors().filter(|actor| !new.contains(&actor.id)) {
        if let Some(position) = actor.position {
            crowd.add(position.at);
        }
    }
    let spots = seat(map, newcomers, &mut crowd, Some(otherwise));
    newcomers.iter().zip(spots).filter_map(|(newcomer, spot)| Some((newcomer.id.clone(), spot?))).collect()
}

/// Seats newcomers outwards from those who have a place. Without `otherwise`, those who cannot be
/// reached so get none.
fn seat(
    map: &Map,
    newcomers: &[Newcomer],
    crowd: &mut Crowd,
    otherwise: Option<Point>,
) -> Vec<Option<Point>> {
    let number: HashMap<&ActorId, usize> =
        newcomers.iter().enumerate().map(|(at, newcomer)| (&newcomer.id, at)).collect();
    // Beside whom: settled actors by their places, newcomers by their numbers, both ways.
    let mut settled: Vec<Vec<Point>> = vec![Vec::new(); newcomers.len()];
    let mut acquainted: Vec<Vec<usize>> = vec![Vec::new(); newcomers.len()];
    for (at, newcomer) in newcomers.iter().enumerate() {
        let beside: BTreeSet<&ActorId> = newcomer.beside.iter().filter(|id| **id != newcomer.id).collect();
        for id in beside {
            if let Some(&other) = number.get(id) {
                acquainted[at].push(other);
                acquainted[other].push(at);
            } else if let Some(position) = map.actor(id).and_then(|actor| actor.position)
                && position.at.is_finite()
            {
                settled[at].push(position.at);
            }
        }
    }
    let middle = crowd.middle();
    let mut spots: Vec<Option<Point>> = vec![None; newcomers.len()];
    let mut waiting: VecDeque<usize> = (0..newcomers.len()).filter(|at| !settled[*at].is_empty()).collect();
    let mut rest = 0..newcomers.len();
    loop {
        let Some(at) = waiting.pop_front().or_else(|| otherwise.and_then(|_| rest.next())) else {
            return spots;
        };
        if spots[at].is_some() {
            continue;
        }
        let mut known: Vec<usize> = acquainted[at].clone();
        known.sort_unstable();
        known.dedup();
        let anchors = || settled[at].iter().copied().chain(known.iter().filter_map(|other| spots[*other]));
        let count = anchors().count();
        let near = match count {
            0 => otherwise.unwrap_or(middle),
            _ => anchors().fold(Point::ZERO, |sum, anchor| sum + anchor * (1.0 / count as f64)),
        };
        spots[at] = Some(crowd.take_free_spot(near, near - middle));
        waiting.extend(known);
    }
}

/// A free position for every actor that has none, the others staying where they are: beside their
/// neighbours where those have a place, else each connected group in an arrangement of its own, the
/// groups in rows under what is there, the largest first and the isolated last. By id.
///
/// Tens of thousands of actors take seconds: run it in a job.
///
/// Limitations: a large group that hangs on one placed actor is packed around it, not arranged.
pub fn arrange_unplaced(map: &Map) -> Vec<(ActorId, Position)> {
    let newcomers: Vec<Newcomer> = map
        .actors()
        .filter(|actor| actor.position.is_none_or(|position| !position.at.is_finite()))
        .map(|actor| Newcomer {
            id: actor.id.clone(),
            beside: map.neighbours(&actor.id).into_iter().collect(),
        })
        .collect();
    let mut crowd = Crowd::of(map);
    let mut spots = seat(map, &newcomers, &mut crowd, None);
    let taken = map.actors().filter_map(|actor| actor.position).map(|position| position.at);
    let taken = Bounds::around(taken.filter(|at| at.is_finite()).chain(spots.iter().flatten().copied()));
    let groups: Vec<Group> =
        groups(&newcomers, &spots).into_iter().map(|members| Group::arrange(members, &newcomers)).collect();
    for (group, shift) in groups.iter().zip(rows(&groups, taken)) {
        for (member, at) in group.members.iter().zip(&group.at) {
            spots[*member] = Some(*at + shift);
        }
    }
    let placed = newcomers.into_iter().zip(spots);
    placed.filter_map(|(newcomer, spot)| Some((newcomer.id, Position::free(spot?)))).collect()
}

/// The newcomers without a spot, in connected groups (each by number): the largest first.
fn groups(newcomers: &[Newcomer], spots: &[Option<Point>]) -> Vec<Vec<usize>> {
    let number: HashMap<&ActorId, usize> =
        newcomers.iter().enumerate().map(|(at, newcomer)| (&newcomer.id, at)).collect();
    let mut seen: Vec<bool> = spots.iter().map(Option::is_some).collect();
    let mut groups = Vec::new();
    for start in 0..newcomers.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut group = vec![start];
        let mut next = 0;
        while let Some(member) = group.get(next).copied() {
            for other in newcomers[member].beside.iter().filter_map(|id| number.get(id)) {
                if !std::mem::replace(&mut seen[*other], true) {
                    group.push(*other);
                }
            }
            next += 1;
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups.sort_by_key(|group| Reverse(group.len()));
    groups
}

/// A connected group arranged around the origin.
struct Group {
    members: Vec<usize>,
    at: Vec<Point>,
    /// The room it takes.
    bounds: Bounds,
}

impl Group {
    fn arrange(members: Vec<usize>, newcomers: &[Newcomer]) -> Self {
        let number: HashMap<&ActorId, usize> =
            members.iter().enumerate().map(|(at, member)| (&newcomers[*member].id, at)).collect();
        let links = members.iter().enumerate().flat_map(|(at, member)| {
            let others = newcomers[*member].beside.iter().filter_map(|id| number.get(id).copied());
            others.filter(move |other| at < *other).map(move |other| (at as u32, other as u32, 1.0))
        });
        let network = Network::new(members.len(), links);
        let half = ((FOOTPRINT_WIDTH / 2.0) as f32, (FOOTPRINT_HEIGHT / 2.0) as f32);
        let wish = Wish {
            shape: Shape::Force,
            rooms: Some(&Rooms::Boxes(vec![half; members.len()])),
            share: 0.3,
            anchors: Anchors::default(),
            seed: 0,
            cores: parallel::cores(),
        };
        // Nobody cancels.
        let places = whole::whole(&network, &wish, &mut |_, _| Flow::Go).unwrap_or_default();
        let at: Vec<Point> =
            places.x.iter().zip(&places.y).map(|(x, y)| Point::new(f64::from(*x), f64::from(*y))).collect();
        let room = |at: &Point| Bounds::from_center_size(*at, FOOTPRINT_WIDTH, FOOTPRINT_HEIGHT);
        let bounds = at.iter().map(room).fold(Bounds::EMPTY, Bounds::union);
        Self { members, at, bounds }
    }
}

/// By how much to shift each group so that they stand in rows under what is taken (around the origin
/// where nothing is), none in another's room.
fn rows(groups: &[Group], taken: Bounds) -> Vec<Point> {
    let gap = |group: &Group| if group.members.len() == 1 { 0.0 } else { BETWEEN_GROUPS };
    let area: f64 = groups
        .iter()
        .map(|group| (group.bounds.width() + gap(group)) * (group.bounds.height() + gap(group)))
        .sum();
    let widest = groups.iter().map(|group| group.bounds.width()).fold(taken.width(), f64::max);
    // Somewhat wider than high, as windows and pages are.
    let row_width = widest.max((area * 1.5).sqrt());
    let room = Point::new(FOOTPRINT_WIDTH, FOOTPRINT_HEIGHT) * 0.5;
    let (left, top) = match taken.is_empty() {
        true => (-row_width / 2.0, groups.first().map_or(0.0, |group| -group.bounds.height() / 2.0)),
        false => (taken.center().x - row_width / 2.0, taken.max.y + room.y + BETWEEN_GROUPS),
    };
    let mut shifts = Vec::with_capacity(groups.len());
    let mut start = 0;
    let mut y = top;
    while start < groups.len() {
        // As many as fit in a row, at least one; then the row is centred.
        let (mut end, mut width) = (start, 0.0);
        while let Some(group) = groups.get(end) {
            let wider = width + if end > start { gap(group) } else { 0.0 } + group.bounds.width();
            // The isolated have rows of their own, under the others.
            let is_other_row = group.members.len() == 1 && groups[start].members.len() > 1;
            if end > start && (wider > row_width || is_other_row) {
                break;
            }
            (end, width) = (end + 1, wider);
        }
        let row = &groups[start..end];
        let height = row.iter().map(|group| group.bounds.height()).fold(0.0, f64::max);
        let mut x = left + (row_width - width) / 2.0;
        for (at, group) in row.iter().enumerate() {
            x += if at > 0 { gap(group) } else { 0.0 };
            let middle = Point::new(x + group.bounds.width() / 2.0, y + height / 2.0);
            shifts.push(middle - group.bounds.center());
            x += group.bounds.width();
        }
        y += height + row.iter().map(gap).fold(0.0, f64::max);
        start = end;
    }
    shifts
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Actor, Link, Schema};

    fn map(actors: &[(&str, Option<(f64, f64)>)], links: &[(&str, &str)]) -> Map {
        let mut map = Map::new("t", Schema::default());
        for (id, at) in actors {
            let mut actor = Actor::new((*id).into(), "k".into(), *id);
            actor.position = at.map(|(x, y)| Position::free(Point::new(x, y)));
            map.put_actor(Arc::new(actor));
        }
        for (at, (from, to)) in links.iter().enumerate() {
            let link = Link::new(at.to_string().as_str().into(), (*from).into(), "k".into(), (*to).into());
            map.put_link(Arc::new(link)).expect("both ends are there");
        }
        map
    }

    fn newcomer(id: &str, beside: &[&str]) -> Newcomer {
        Newcomer { id: id.into(), beside: beside.iter().map(|id| (*id).into()).collect() }
    }

    /// Whether two centres leave each other room, up to the rounding of positions.
    fn apart(a: Point, b: Point) -> bool {
        (a.x - b.x).abs() > FOOTPRINT_WIDTH - 0.02 || (a.y - b.y).abs() > FOOTPRINT_HEIGHT - 0.02
    }

    #[test]
    fn a_newcomer_stands_beside_its_neighbour_on_the_outer_side() {
        let map = map(&[("a", Some((0.0, 0.0))), ("b", Some((400.0, 0.0)))], &[]);
        let placed = place_beside(&map, &[newcomer("new", &["b", "nobody", "new"])], Point::ZERO);
        let [(id, at)] = placed.as_slice() else { panic!("one newcomer, one place") };
        assert_eq!(id.as_str(), "new");
        assert!(at.x > 400.0 && at.distance(Point::new(400.0, 0.0)) < 1.5 * FOOTPRINT_WIDTH);
    }

    #[test]
    fn between_two_neighbours_is_where_there_is_room() {
        let map = map(&[("a", Some((0.0, 0.0))), ("b", Some((400.0, 0.0)))], &[]);
        let placed = place_beside(&map, &[newcomer("new", &["a", "b"])], Point::ZERO);
        assert_eq!(placed, [("new".into(), Point::new(200.0, 0.0))]);
    }

    #[test]
    fn newcomers_who_know_each_other_arrive_together() {
        let map = map(&[("a", Some((0.0, 0.0)))], &[]);
        let chain =
            [newcomer("z", &["y"]), newcomer("y", &["x"]), newcomer("x", &["a"]), newcomer("lone", &[])];
        let placed = place_beside(&map, &chain, Point::new(5_000.0, 0.0));
        let order: Vec<&str> = placed.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(order, ["z", "y", "x", "lone"]);
        assert!(placed[..3].iter().all(|(_, at)| at.length() < 6.0 * FOOTPRINT_WIDTH));
        assert_eq!(placed[3].1, Point::new(5_000.0, 0.0));
    }

    #[test]
    fn a_free_point_is_kept_as_it_is() {
        let map = map(&[("a", Some((0.0, 0.0)))], &[]);
        assert_eq!(free_spot(&map, Point::new(300.0, 0.0)), Point::new(300.0, 0.0));
        assert!(apart(free_spot(&map, Point::new(10.0, 10.0)), Point::ZERO));
    }

    #[test]
    fn only_those_without_a_place_get_one() {
        let map = map(
            &[("a", Some((0.0, 0.0))), ("b", None), ("c", None), ("d", None), ("e", Some((f64::NAN, 0.0)))],
            &[("a", "b"), ("c", "d")],
        );
        let placed = arrange_unplaced(&map);
        let ids: Vec<&str> = placed.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["b", "c", "d", "e"]);
        assert!(placed.iter().all(|(_, position)| !position.pinned));
        assert!(placed[0].1.at.length() < 2.0 * FOOTPRINT_WIDTH, "beside its neighbour");
        assert!(placed[1..].iter().all(|(_, position)| position.at.y > FOOTPRINT_HEIGHT), "under the map");
    }

    #[test]
    fn a_map_without_any_place_is_laid_out_around_the_origin() {
        let ids: Vec<String> = (0..60).map(|at| format!("{at:02}")).collect();
        let actors: Vec<_> = ids.iter().map(|id| (id.as_str(), None)).collect();
        let links: Vec<_> = (1..30).map(|at| (ids[at / 3].as_str(), ids[at].as_str())).collect();
        let placed = arrange_unplaced(&map(&actors, &links));
        assert_eq!(placed.len(), 60);
        let (tree, lone) = placed.split_at(30);
        let lowest = tree.iter().map(|(_, position)| position.at.y).fold(f64::MIN, f64::max);
        assert!(lone.iter().all(|(_, position)| position.at.y > lowest), "the isolated come last");
        assert!(Bounds::around(tree.iter().map(|(_, position)| position.at)).contains(Point::ZERO));
    }

    proptest! {
        #[test]
        fn everyone_gets_a_place_in_nobodys_way(
            actors in proptest::collection::vec(proptest::option::of((-500.0..500.0, -500.0..500.0)), 1..40),
            links in proptest::collection::vec((0usize..40, 0usize..40), 0..50),
        ) {
            let ids: Vec<String> = (0..actors.len()).map(|at| format!("{at:02}")).collect();
            let with_ids: Vec<_> = ids.iter().map(String::as_str).zip(actors.iter().copied()).collect();
            let links: Vec<_> = links
                .iter()
                .map(|(a, b)| (ids[a % ids.len()].as_str(), ids[b % ids.len()].as_str()))
                .collect();
            let map = map(&with_ids, &links);
            let placed = arrange_unplaced(&map);
            let without: Vec<ActorId> =
                with_ids.iter().filter(|(_, at)| at.is_none()).map(|(id, _)| ActorId::new(id)).collect();
            prop_assert_eq!(placed.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(), without);
            let mut all: Vec<Point> = map.actors().filter_map(|actor| Some(actor.position?.at)).collect();
            for (_, position) in &placed {
                prop_assert!(all.iter().all(|other| apart(position.at, *other)));
                all.push(position.at);
            }
            prop_assert_eq!(arrange_unplaced(&map), placed);
        }
    }
}
