//! Force: a first arrangement of actors that have none. Links pull, actors push, until both settle.
//!
//! The forces are ForceAtlas2's (Jacomy et al., 2014): they leave hubs room for their neighbours. The
//! pushes are summed in a quadtree (Barnes and Hut, 1986), and the steps shrink as Fruchterman and
//! Reingold's do (1991). Nothing is random: the same network gives the same picture.

use std::ops::Range;

use super::crowd::{Crowd, FOOTPRINT_HEIGHT, FOOTPRINT_WIDTH};
use crate::geometry::{Bounds, Point};

/// How strongly actors push each other, in square world units: two alone settle at about 75
/// units, then make room.
const PUSH: f64 = 1_500.0;
/// How strongly the origin pulls, against the pull of a link: just enough to keep far arms near.
const GRAVITY: f64 = 0.06;
/// A far group pushes as one when it is this much farther away than it is wide.
const FAR: f64 = 1.1;
/// Places of a first spread, in world units between neighbours.
const SPREAD: f64 = 90.0;

/// Arranges a connected network of `count` actors around the origin, nobody in another's way. `links`
/// are pairs of their numbers.
pub(super) fn arrange(count: usize, links: &[(usize, usize)]) -> Vec<Point> {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(a, b) in links.iter().filter(|(a, b)| a != b) {
        neighbours[a].push(b);
        neighbours[b].push(a);
    }
    for neighbours in &mut neighbours {
        neighbours.sort_unstable();
        neighbours.dedup();
    }
    let order = from_the_hub_outwards(&neighbours);
    let mut at = vec![Point::ZERO; count];
    for (rank, actor) in order.iter().enumerate() {
        at[*actor] = sunflower(rank);
    }
    settle(&mut at, &neighbours);
    // Whoever has most neighbours stays nearest to where the forces put it.
    let mut by_degree = order;
    by_degree.sort_by_key(|actor| std::cmp::Reverse(neighbours[*actor].len()));
    let mut crowd = Crowd::default();
    for actor in by_degree {
        at[actor] = crowd.take_free_spot(at[actor], at[actor]);
    }
    let middle = Bounds::around(at.iter().copied()).center();
    at.iter().map(|at| *at - middle).collect()
}

/// Every actor, breadth first from the one with most neighbours.
fn from_the_hub_outwards(neighbours: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; neighbours.len()];
    let mut order: Vec<usize> = Vec::with_capacity(neighbours.len());
    let mut starts: Vec<usize> = (0..neighbours.len()).collect();
    starts.sort_by_key(|actor| std::cmp::Reverse(neighbours[*actor].len()));
    for start in starts {
        if !std::mem::replace(&mut seen[start], true) {
            order.push(start);
        }
        let mut next = order.len().saturating_sub(1);
        while let Some(actor) = order.get(next).copied() {
            for &other in &neighbours[actor] {
                if !std::mem::replace(&mut seen[other], true) {
                    order.push(other);
                }
            }
            next += 1;
        }
    }
    order
}

/// The place of the n-th seed of a sunflower (Vogel, 1979): an even disc that grows outwards.
fn sunflower(rank: usize) -> Point {
    const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
    let (radius, angle) = (SPREAD * (rank as f64).sqrt(), GOLDEN_ANGLE * rank as f64);
    Point::new(radius * angle.cos(), radius * angle.sin())
}

fn settle(at: &mut [Point], neighbours: &[Vec<usize>]) {
    let rounds = match at.len() {
        0 | 1 => 0,
        2..=500 => 250,
        501..=5_000 => 120,
        _ => 70,
    };
    // The square root instead of ForceAtlas2's degree: two hubs of thirty would fly miles apart.
    let mass: Vec<f64> = neighbours.iter().map(|neighbours| 1.0 + (neighbours.len() as f64).sqrt()).collect();
    let first_step = SPREAD * (at.len() as f64).sqrt() / 4.0;
    let shrink = (1.0 / first_step.max(2.0)).powf(1.0 / f64::from(rounds.max(1)));
    let mut step = first_step;
    for _ in 0..rounds {
        let tree = Tree::new(at, &mass);
        let moves: Vec<Point> = (0..at.len())
            .map(|actor| {
                let pull =
                    neighbours[actor].iter().fold(Point::ZERO, |sum, &other| sum + at[other] - at[actor]);
                let force = pull + tree.push_on(actor, at, &mass) - at[actor] * (GRAVITY * mass[actor]);
                // Divided by its links, a hub's many pulls do not throw it about.
                let wanted = force * (1.0 / (neighbours[actor].len() as f64 + 1.0));
                let length = wanted.length();
                if length > step { wanted * (step / length) } else { wanted }
            })
            .collect();
        for (at, by) in at.iter_mut().zip(moves) {
            let moved = *at + by;
            if moved.is_finite() {
                *at = moved;
            }
        }
        step *= shrink;
    }
    // The room of a node is wider than it is high: stretch to the same proportion, at the same area.
    let stretch = (FOOTPRINT_WIDTH / FOOTPRINT_HEIGHT).sqrt();
    for at in at {
        *at = Point::new(at.x * stretch, at.y / stretch);
    }
}

/// A quadtree over the actors, its cells in depth-first order.
struct Tree {
    cells: Vec<Cell>,
    /// The actors, those of a cell side by side.
    actors: Vec<usize>,
}

struct Cell {
    /// Mass and centre of mass of what is in it.
    mass: f64,
    at: Point,
    width: f64,
    /// Its actors, in `Tree::actors`.
    actors: Range<usize>,
    /// Whether it is not divided further.
    is_leaf: bool,
    /// The first cell that is not inside it.
    after: usize,
}

impl Tree {
    /// So few are not divided further.
    const LEAF: usize = 6;
    /// Actors at one place cannot be divided: this deep, they stay together.
    const DEEPEST: u32 = 32;

    fn new(at: &[Point], mass: &[f64]) -> Self {
        let mut tree = Tree { cells: Vec::with_capacity(at.len()), actors: (0..at.len()).collect() };
        let bounds = Bounds::around(at.iter().copied());
        let width = bounds.width().max(bounds.height());
        tree.divide(0..at.len(), bounds.center(), width, 0, at, mass);
        tree
    }

    fn divide(
        &mut self,
        range: Range<usize>,
        middle: Point,
        width: f64,
        depth: u32,
        at: &[Point],
        mass: &[f64],
    ) {
        if range.is_empty() {
            return;
        }
        let inside = &mut self.actors[range.clone()];
        let total: f64 = inside.iter().map(|actor| mass[*actor]).sum();
        let sum = inside.iter().fold(Point::ZERO, |sum, actor| sum + at[*actor] * mass[*actor]);
        let is_leaf = inside.len() <= Self::LEAF || depth == Self::DEEPEST;
        let quarter_of =
            |actor: usize| 2 * usize::from(at[actor].y >= middle.y) + usize::from(at[actor].x >= middle.x);
        if !is_leaf {
            inside.sort_unstable_by_key(|actor| (quarter_of(*actor), *actor));
        }
        let ends = [0, 1, 2, 3].map(|quarter| {
            range.start + inside.partition_point(|actor| !is_leaf && quarter_of(*actor) <= quarter)
        });
        let cell = self.cells.len();
        let actors = range.clone();
        self.cells.push(Cell { mass: total, at: sum * (1.0 / total), width, actors, is_leaf, after: 0 });
        if !is_leaf {
            let mut start = range.start;
            for (quarter, end) in ends.into_iter().enumerate() {
                let side = |is_high: bool| if is_high { width / 4.0 } else { -width / 4.0 };
                let middle = middle + Point::new(side(quarter % 2 == 1), side(quarter >= 2));
                self.divide(start..end, middle, width / 2.0, depth + 1, at, mass);
                start = end;
            }
        }
        self.cells[cell].after = self.cells.len();
    }

    /// The push of all others on an actor.
    fn push_on(&self, actor: usize, at: &[Point], mass: &[f64]) -> Point {
        let here = at[actor];
        let mut push = Point::ZERO;
        let mut next = 0;
        while let Some(cell) = self.cells.get(next) {
            let away = here - cell.at;
            if cell.is_leaf {
                for &other in self.actors[cell.actors.clone()].iter().filter(|other| **other != actor) {
                    // Two at one place part in directions of their own.
                    let away = if here == at[other] { sunflower(actor + 1) * 1e-3 } else { here - at[other] };
                    push = push + push_by(mass[other], away);
                }
                next = cell.after;
            } else if away.length() > cell.width * FAR {
                push = push + push_by(cell.mass, away);
                next = cell.after;
            } else {
                next += 1;
            }
        }
        push * (PUSH * mass[actor])
    }
}

fn push_by(mass: f64, away: Point) -> Point {
    // No nearer than a unit counts, or the push of two at one place would have no bounds.
    away * (mass / away.dot(away).max(1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_are_side_by_side_and_one_is_in_the_middle() {
        assert_eq!(arrange(0, &[]), []);
        assert_eq!(arrange(1, &[]), [Point::ZERO]);
        let pair = arrange(2, &[(0, 1)]);
        assert!(pair[0].distance(pair[1]) < 2.5 * FOOTPRINT_WIDTH);
    }

    #[test]
    fn the_linked_are_nearer_than_the_others() {
        // Two groups of ten, each all linked, with one link between.
        let mut links = vec![(0, 10)];
        for group in [0, 10] {
            links.extend((0..10).flat_map(|a| (0..a).map(move |b| (group + a, group + b))));
        }
        let at = arrange(20, &links);
        let middle = |group: usize| (group..group + 10).fold(Point::ZERO, |sum, actor| sum + at[actor]) * 0.1;
        let (one, other) = (middle(0), middle(10));
        for actor in 1..10 {
            assert!(at[actor].distance(one) < at[actor].distance(other), "{actor}");
            assert!(at[actor + 10].distance(other) < at[actor + 10].distance(one), "{actor}");
        }
    }

    #[test]
    fn a_hub_stands_amid_its_neighbours() {
        let links: Vec<_> = (1..200).map(|leaf| (0, leaf)).collect();
        let at = arrange(200, &links);
        let reach = at.iter().map(|leaf| leaf.distance(at[0])).fold(0.0, f64::max);
        let middle = at.iter().fold(Point::ZERO, |sum, at| sum + *at) * (1.0 / 200.0);
        assert!(at[0].distance(middle) < reach / 4.0);
    }

    proptest! {
        #[test]
        fn whatever_the_network_nobody_is_in_the_way(
            count in 1usize..40,
            links in proptest::collection::vec((0usize..40, 0usize..40), 0..80),
        ) {
            let links: Vec<_> = links.into_iter().map(|(a, b)| (a % count, b % count)).collect();
            let at = arrange(count, &links);
            prop_assert_eq!(at.len(), count);
            for (number, a) in at.iter().enumerate() {
                prop_assert!(a.is_finite());
                for b in &at[number + 1..] {
                    let apart = *a - *b;
                    // Shifting to the middle rounds the last digits.
                    prop_assert!(apart.x.abs() > FOOTPRINT_WIDTH - 1e-6 || apart.y.abs() > FOOTPRINT_HEIGHT - 1e-6);
                }
            }
            prop_assert_eq!(arrange(count, &links), at);
        }
    }
}
