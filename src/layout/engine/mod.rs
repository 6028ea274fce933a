//! The engine: positions for a bare network of numbered nodes, in the engine's own units, before any
//! of it is an actor on a map. Single precision and flat arrays, so that two cores and their vector
//! units are kept busy; nothing random but what the seed gives, and every sum in an order of its own,
//! so that the same input gives the same bytes on any number of cores.
//!
//! What it is made of, and after whom:
//!
//! - *Multilevel* (Walshaw 2003; Hachul and Jünger 2004): the network is coarsened until few nodes are
//!   left, those are arranged from several starts, the best is kept and refined level by level.
//! - *Energy*: Noack's r-PolyLog family (2009). Nodes push as ForceAtlas2's do (Jacomy et al. 2014: mass
//!   of a node = its links + 1, push 1/r); links pull with r to a power between LinLog's 0 and
//!   ForceAtlas2's 1, which sets how clearly communities stand apart.
//! - *Landmarks* (Brandes and Pich 2007): a pull of the whole towards the network's own distances to
//!   some nodes, weighted as stress is, so that far means far all over the picture.
//! - *Push* by a fast multipole method (Greengard and Rokhlin 1987) on a quadtree in Morton order: in two
//!   dimensions a push of 1/r is a complex 1/z, so far groups are a few complex numbers.
//! - *Steps* divided by the stiffness of what holds a node (Jacobi), with momentum, and never longer
//!   than a share of the picture that shrinks as the work goes on (Fruchterman and Reingold 1991).

pub mod coarsen;
pub mod force;
pub mod landmarks;
pub mod network;
pub mod overlap;
mod pack;
pub mod parallel;
mod plain;
pub mod push;
pub mod settle;
#[cfg(test)]
mod shapes;
mod sketch;
pub mod stress;
pub mod whole;

pub use force::{Flow, Force, Seen, arrange};
pub(crate) use landmarks::Landmarks;
pub use network::Network;

/// Positions of a network's nodes, in the engine's units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// To the right.
    pub x: Vec<f32>,
    /// Downwards.
    pub y: Vec<f32>,
}

impl Places {
    /// `count` nodes at the origin.
    pub fn new(count: usize) -> Self {
        Self { x: vec![0.0; count], y: vec![0.0; count] }
    }

    /// How many nodes.
    pub fn len(&self) -> usize {
        self.x.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// Enlarges all, from the origin.
    pub(crate) fn scale(&mut self, by: f32) {
        self.x.iter_mut().chain(&mut self.y).for_each(|value| *value *= by);
    }

    /// Moves all by so much.
    pub(crate) fn shift(&mut self, dx: f32, dy: f32) {
        self.x.iter_mut().for_each(|x| *x += dx);
        self.y.iter_mut().for_each(|y| *y += dy);
    }

    /// Left, right, top and bottom.
    pub fn bounds(&self) -> [f32; 4] {
        let around = |values: &[f32]| {
            values.iter().fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(*value), high.max(*value)))
        };
        let ((left, right), (top, bottom)) = (around(&self.x), around(&self.y));
        [left, right, top, bottom]
    }
}

/// A number between 0 and 2^32 that looks random and is always the same for the same seed (the finaliser
/// of a multiply-and-shift hash, constants by Ettinger's search, 2018-2023).
pub(crate) fn hash(seed: u32) -> u32 {
    let mut hash = seed.wrapping_mul(0x9E37_79B9) ^ 0x85EB_CA6B;
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x21F0_AAAD);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x735A_2D97);
    hash ^ (hash >> 15)
}

/// A direction that looks random, from a seed: a point of the unit circle.
pub(crate) fn direction(seed: u32) -> (f32, f32) {
    let angle = hash(seed) as f32 * (std::f32::consts::TAU / 4_294_967_296.0);
    (angle.cos(), angle.sin())
}
