//! The mass: all links and nodes of a map at rest, in an order that lets a view draw of them what
//! it needs and no more. Places stay in the world; a painter scales them, so that panning and
//! zooming move nothing but the camera.
//!
//! [`order`] sorts actors and links into tiles, links also into strata of which a distant view takes
//! only the first; [`merged`] joins actors that would lie on each other; [`detail`] says how much of
//! all this a view shows.

pub mod detail;
pub mod merged;
pub mod order;
pub mod raw;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::marks::Marks;
use super::metrics;
use super::prepared::Prepared;
use crate::geometry::{Bounds, Point};

pub use detail::{Budget, Detail};
pub use merged::{Dot, Merged};
pub use order::{ActorOrder, LinkOrder};

/// Steps per world unit of a place in whole numbers: exact however far from the origin one looks,
/// which 32-bit floats are not.
pub const STEPS: f64 = 64.0;

/// A place in whole steps.
pub fn steps(at_in_world: Point) -> [i32; 2] {
    // Floats that do not fit saturate.
    [(at_in_world.x * STEPS).round() as i32, (at_in_world.y * STEPS).round() as i32]
}

/// Everything of a map that is worked out away from the window's thread when many places change.
#[derive(Clone, Debug)]
pub struct Mass {
    /// Actors in tiles.
    pub actors: ActorOrder,
    /// Links in strata and tiles.
    pub links: LinkOrder,
    /// Actors merged, from near to far.
    pub merged: Merged,
    /// The box of all places, in world units.
    pub bounds: Bounds,
}

impl Default for Mass {
    fn default() -> Self {
        Self {
            actors: ActorOrder::default(),
            links: LinkOrder::default(),
            merged: Merged::default(),
            bounds: Bounds::EMPTY,
        }
    }
}

impl Mass {
    /// Sorts a map; what the marks hide is not merged. Up to `thinned_from` links are drawn all at
    /// every zoom, in the order of their ids.
    pub fn new(prepared: &Prepared, marks: &Marks, thinned_from: usize) -> Self {
        let bounds =
            Bounds::around((0..prepared.actor_slots()).filter_map(|number| prepared.place_of(number)));
        let of_actors = || {
            let actors = ActorOrder::new(prepared, bounds);
            let merged = Merged::new(prepared, marks, &actors, bounds);
            (actors, merged)
        };
        let of_links = || LinkOrder::new(prepared, bounds, thinned_from);
        let ((actors, merged), links) = if prepared.actor_slots() > metrics::detail::VAST {
            // Neither needs the other: two threads take half the time.
            std::thread::scope(|scope| {
                let links = scope.spawn(of_links);
                let actors = of_actors();
                match links.join() {
                    Ok(links) => (actors, links),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            })
        } else {
            (of_actors(), of_links())
        };
        Self { actors, links, merged, bounds }
    }
}

/// Adds a range to a list of them, joining it with the last where little lies between.
fn push_range(ranges: &mut Vec<Range<u32>>, range: Range<u32>, gap: u32) {
    if range.is_empty() {
        return;
    }
    match ranges.last_mut() {
        Some(last) if range.start >= last.start && range.start <= last.end.saturating_add(gap) => {
            last.end = last.end.max(range.end);
        }
        _ => ranges.push(range),
    }
}

/// A square of tiles over an area, row by row.
#[derive(Clone, Copy, Debug)]
struct Tiles {
    origin: Point,
    tile: Point,
    side: usize,
}

impl Default for Tiles {
    fn default() -> Self {
        Self { origin: Point::ZERO, tile: Point::new(1.0, 1.0), side: 1 }
    }
}

impl Tiles {
    fn over(bounds: Bounds, side: usize) -> Self {
        if bounds.is_empty() {
            return Self::default();
        }
        let tile = |length: f64| (length / side as f64).max(1.0);
        Self { origin: bounds.min, tile: Point::new(tile(bounds.width()), tile(bounds.height())), side }
    }

    fn column(&self, x: f64) -> usize {
        (((x - self.origin.x) / self.tile.x) as usize).min(self.side - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.origin.y) / self.tile.y) as usize).min(self.side - 1)
    }

    fn of(&self, at: Point) -> usize {
        self.row(at.y) * self.side + self.column(at.x)
    }

    /// The runs of tiles a box touches, one a row.
    fn rows(&self, bounds: Bounds) -> impl Iterator<Item = Range<usize>> + use<> {
        let (left, right) = (self.column(bounds.min.x), self.column(bounds.max.x));
        let rows = if bounds.is_empty() { 0..0 } else { self.row(bounds.min.y)..self.row(bounds.max.y) + 1 };
        let side = self.side;
        rows.map(move |row| row * side + left..row * side + right + 1)
    }
}
