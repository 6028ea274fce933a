//! The crowd: which places of the world are taken, and the nearest that is free.

use std::collections::HashMap;

use crate::geometry::Point;
use crate::model::Map;

/// The room of an actor from side to side, in world units: that of its label and a little air.
pub const FOOTPRINT_WIDTH: f64 = 120.0;
/// The room of an actor from top to bottom, in world units: a large node and the label under it.
pub const FOOTPRINT_HEIGHT: f64 = 92.0;

/// Beyond these world coordinates nothing new is put: they still tell footprints apart to a
/// millionth of a unit, while much larger numbers of type `f64` do not.
const FARTHEST: f64 = 1e9;
/// Places are tried on rings this far apart, in footprints.
const RING: f64 = 0.5;

/// The places that are taken.
///
/// Two actors are in each other's way when their centres are nearer than a footprint in both
/// directions. Looking for a free place is fast whatever the size of the crowd, and gives the same
/// place for the same crowd.
///
/// Limitations: every actor counts as large, with a label of two short lines, whatever it is drawn
/// as; links and hulls take no room.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    /// The centres, in cells of one footprint.
    cells: HashMap<Cell, Vec<Point>>,
    /// How many rings around (about) the middle of a cell were found full.
    full_rings: HashMap<Cell, u32>,
    sum: Point,
    count: usize,
}

type Cell = (i64, i64);

impl Crowd {
    /// The crowd of a map: its actors that have a position.
    pub fn of(map: &Map) -> Self {
        let mut crowd = Self::default();
        for position in map.actors().filter_map(|actor| actor.position) {
            crowd.add(position.at);
        }
        crowd
    }

    /// Takes a place, free or not. A centre that is no place (not finite) is left out.
    pub fn add(&mut self, at: Point) {
        if at.is_finite() {
            let at = on_the_map(at);
            self.cells.entry(cell(at)).or_default().push(at);
            self.sum = self.sum + at;
            self.count += 1;
        }
    }

    /// The middle of the crowd: the mean of its places, the origin where there are none.
    pub fn middle(&self) -> Point {
        if self.count == 0 { Point::ZERO } else { self.sum * (1.0 / self.count as f64) }
    }

    /// Whether an actor put there would be in nobody's way.
    pub fn is_free(&self, at: Point) -> bool {
        let (column, row) = cell(at);
        (column - 1..=column + 1).all(|column| {
            (row - 1..=row + 1).all(|row| {
                let there = self.cells.get(&(column, row));
                there.is_none_or(|there| !there.iter().any(|other| in_the_way(at, *other)))
            })
        })
    }

    /// The nearest free place to `near` (about: places are tried on rings), first in the direction
    /// `towards` (upwards where it has none). It is not taken yet.
    pub fn free_spot(&self, near: Point, towards: Point) -> Point {
        self.search(near, towards).0
    }

    /// Finds the nearest free place as [`Crowd::free_spot`] does and takes it.
    pub fn take_free_spot(&mut self, near: Point, towards: Point) -> Point {
        let (spot, full_rings) = self.search(near, towards);
        self.full_rings.insert(cell(on_the_map(near)), full_rings);
        self.add(spot);
        spot
    }

    fn search(&self, near: Point, towards: Point) -> (Point, u32) {
        let near = on_the_map(near);
        let towards = towards.direction_or(Point::new(0.0, -1.0));
        let start = towards.y.atan2(towards.x);
        // Rings found full around this cell stay full; those of another point of the cell are at most
        // a footprint apart, hence a few back. This keeps the thousandth neighbour of a hub as quick to
        // place as the first.
        let known = self.full_rings.get(&cell(near)).map_or(0, |rings| rings.saturating_sub(3));
        // Each taken place bars a bounded part of a growing disc: some ring has a free place, well
        // before as many rings as there are places.
        let mut ring = known;
        loop {
            let places = (6 * ring).max(1);
            for place in 0..places {
                // To either side of the wanted direction in turn.
                let steps = f64::from(place.div_ceil(2)) * if place % 2 == 0 { 1.0 } else { -1.0 };
                let angle = start + steps * std::f64::consts::TAU / f64::from(places);
                let radius = f64::from(ring) * RING;
                let spot = near
                    + Point::new(
                        angle.cos() * radius * FOOTPRINT_WIDTH,
                        angle.sin() * radius * FOOTPRINT_HEIGHT,
                    );
                if self.is_free(spot) {
                    return (spot, ring);
                }
            }
            ring += 1;
        }
    }
}

fn in_the_way(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < FOOTPRINT_WIDTH && (a.y - b.y).abs() < FOOTPRINT_HEIGHT
}

fn cell(at: Point) -> Cell {
    // Within `FARTHEST` the casts are exact.
    let at = on_the_map(at);
    ((at.x / FOOTPRINT_WIDTH).floor() as i64, (at.y / FOOTPRINT_HEIGHT).floor() as i64)
}

/// The point itself, or the nearest where things can be put; the origin where it is no point.
fn on_the_map(at: Point) -> Point {
    if !at.is_finite() {
        return Point::ZERO;
    }
    Point::new(at.x.clamp(-FARTHEST, FARTHEST), at.y.clamp(-FARTHEST, FARTHEST))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const UP: Point = Point::new(0.0, -1.0);

    #[test]
    fn a_free_place_is_kept_and_a_taken_one_left_in_the_wanted_direction() {
        let mut crowd = Crowd::default();
        assert_eq!(crowd.take_free_spot(Point::new(5.0, 7.0), UP), Point::new(5.0, 7.0));
        let right = crowd.free_spot(Point::new(5.0, 7.0), Point::new(1.0, 0.0));
        assert!((right.x - 5.0 - FOOTPRINT_WIDTH).abs() < 1e-9 && (right.y - 7.0).abs() < 1e-9);
        let above = crowd.free_spot(Point::new(5.0, 7.0), UP);
        assert!(above.y < 7.0 && (above.x - 5.0).abs() < 1e-9);
    }

    #[test]
    fn a_thousand_around_one_point_stay_near_it() {
        let mut crowd = Crowd::default();
        let spots: Vec<Point> = (0..1_000).map(|_| crowd.take_free_spot(Point::ZERO, UP)).collect();
        // Packed without a gap they would fill an ellipse of 18 footprints; twice that is near.
        assert!(spots.iter().all(|at| at.x.abs() < 36.0 * FOOTPRINT_WIDTH));
        assert!(spots.iter().all(|at| at.y.abs() < 36.0 * FOOTPRINT_HEIGHT));
    }

    #[test]
    fn points_off_the_world_do_no_harm() {
        let mut crowd = Crowd::default();
        for x in [f64::NAN, f64::INFINITY, 1e300, -1e300, 1e300] {
            crowd.add(Point::new(x, 1e300));
            assert!(crowd.take_free_spot(Point::new(x, x), Point::new(x, x)).is_finite());
        }
        assert!(crowd.middle().is_finite());
    }

    proptest! {
        #[test]
        fn what_is_placed_is_in_nobodys_way(
            taken in proptest::collection::vec((-400.0..400.0, -400.0..400.0), 0..30),
            wanted in proptest::collection::vec((-400.0..400.0, -400.0..400.0, -1.0..1.0), 1..30),
        ) {
            let mut crowd = Crowd::default();
            let mut all: Vec<Point> = taken.iter().map(|(x, y)| Point::new(*x, *y)).collect();
            all.iter().for_each(|at| crowd.add(*at));
            for (x, y, towards) in wanted {
                let spot = crowd.take_free_spot(Point::new(x, y), Point::new(towards, 0.3));
                prop_assert!(!all.iter().any(|other| in_the_way(spot, *other)));
                all.push(spot);
            }
        }
    }
}
