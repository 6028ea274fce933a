//! Sketch: how a network lies when only its distances count, from its coarsest level. It tells how much of
//! the distances a picture can show at all: a mesh, a path or a tree nearly all of them, a tangle of
//! communities few. What can be shown is asked for, and the sketch is a start without twists.
//!
//! Stochastic gradient descent on the stress (Zheng, Pawar and Goodman 2018), all pairs of the few
//! groups, several times; distances are those to the landmarks.

use super::{Landmarks, Network, Places, hash};

/// Larger levels are not sketched: where coarsening got stuck, distances say little.
const MOST: usize = 300;
/// Starts, of which the best is kept.
const STARTS: u32 = 3;
/// Rounds over all pairs.
const ROUNDS: usize = 15;
/// The share by which the nearest pairs are moved in the last round.
const LAST_SHARE: f32 = 0.1;

/// The stress that is asked for grows so with the sketch's, from here.
const SLOPE: f32 = 1.5;
const FREE: f32 = 0.045;
const LEAST: f32 = 0.003;

/// A sketch of a network.
pub struct Sketch {
    /// Its stress: 0 where all distances are shown, 1 where none are.
    pub stress: f32,
    /// In links' lengths.
    pub places: Places,
}

impl Sketch {
    /// Of a level's network; nothing where there are no distances to go by.
    pub fn new(network: &Network, landmarks: &Landmarks, seed: u32) -> Option<Self> {
        let count = network.count();
        if !(3..=MOST).contains(&count) {
            return None;
        }
        let mut pairs = pairs_of(network, landmarks);
        let farthest = pairs.iter().map(|(.., distance)| *distance).fold(0f32, f32::max);
        if farthest <= 1.0 {
            return None;
        }
        let mut best: Option<Self> = None;
        for start in 0..STARTS {
            let seed = seed.wrapping_mul(31).wrapping_add(start);
            let mut places = strewn(count, farthest, seed);
            for round in 0..ROUNDS {
                let done = round as f32 / (ROUNDS - 1) as f32;
                let step = farthest * farthest * (LAST_SHARE / (farthest * farthest)).powf(done);
                shuffle(&mut pairs, seed ^ (round as u32).wrapping_mul(0x51ED));
                for &(a, b, distance) in &pairs {
                    meet(&mut places, (a as usize, b as usize), distance, step);
                }
            }
            let stress = stress(&places, &pairs);
            if stress.is_finite() && best.as_ref().is_none_or(|best| stress < best.stress) {
                best = Some(Self { stress, places });
            }
        }
        if let Some(best) = &mut best {
            // As it is measured while settling.
            best.stress = landmarks.link_length(&best.places.x, &best.places.y).1;
        }
        best
    }

    /// The stress to ask of a picture of this network: somewhat more than the sketch's, for the last of it
    /// would be paid with crossings, and less where distances all but fit, for a finer level shows them better.
    pub fn wants(&self) -> f32 {
        (SLOPE * self.stress - FREE).max(LEAST)
    }

    /// As [`Sketch::wants`] for a tree: what hardly crosses by nature would pay for the last of its stress
    /// with all its crossings (a tree of 20,000 with five boughs each: 0.35 crossings a link at a stress of
    /// 0.189, 45 at 0.158; one of 2,000: 0.41 at 0.157, 4.7 at 0.142).
    pub fn wants_of_tree(&self) -> f32 {
        self.wants().max((2.5 * self.stress - 0.16).min(0.15)).max(5.0 * self.stress - 0.55)
    }
}

/// Each pair of groups whose distance is known, with its mean over the landmarks in either; linked
/// groups that no landmark knows of, as one link apart.
fn pairs_of(network: &Network, landmarks: &Landmarks) -> Vec<(u32, u32, f32)> {
    let (count, width) = (network.count(), landmarks.width());
    let mut sums = vec![(0f32, 0f32); count * count];
    for node in 0..count {
        let row = &landmarks.nearness[node * width..][..width];
        for (nearness, landmark) in row.iter().zip(&landmarks.nodes).filter(|(near, _)| **near > 0.0) {
            let other = *landmark as usize;
            let sum = &mut sums[node.min(other) * count + node.max(other)];
            *sum = (sum.0 + 1.0 / nearness, sum.1 + 1.0);
        }
        for (other, _) in network.neighbours(node).filter(|(other, _)| *other > node) {
            let sum = &mut sums[node * count + other];
            if sum.1 == 0.0 {
                *sum = (1.0, 1.0);
            }
        }
    }
    let mut pairs = Vec::with_capacity(count * count / 2);
    for a in 0..count {
        for b in a + 1..count {
            let (sum, terms) = sums[a * count + b];
            if terms > 0.0 {
                pairs.push((a as u32, b as u32, sum / terms));
            }
        }
    }
    pairs
}

fn strewn(count: usize, side: f32, seed: u32) -> Places {
    let spot = |salt: usize| side * (hash(seed.wrapping_mul(977) ^ salt as u32) as f32 / 4_294_967_296.0);
    Places {
        x: (0..count).map(|node| spot(2 * node)).collect(),
        y: (0..count).map(|node| spot(2 * node + 1)).collect(),
    }
}

/// Another order (Fisher and Yates).
fn shuffle(pairs: &mut [(u32, u32, f32)], seed: u32) {
    let mut draw = hash(seed) | 1;
    for at in (1..pairs.len()).rev() {
        // Marsaglia's xorshift (2003).
        draw ^= draw << 13;
        draw ^= draw >> 17;
        draw ^= draw << 5;
        pairs.swap(at, ((u64::from(draw) * (at as u64 + 1)) >> 32) as usize);
    }
}

fn meet(places: &mut Places, (a, b): (usize, usize), distance: f32, step: f32) {
    let (dx, dy) = (places.x[b] - places.x[a], places.y[b] - places.y[a]);
    let apart = (dx * dx + dy * dy + 1e-12).sqrt();
    let by = 0.5 * (step / (distance * distance)).min(1.0) * (1.0 - distance / apart);
    places.x[a] += by * dx;
    places.y[a] += by * dy;
    places.x[b] -= by * dx;
    places.y[b] -= by * dy;
}

/// Normalised, at the best scale.
fn stress(places: &Places, pairs: &[(u32, u32, f32)]) -> f32 {
    let (mut sum, mut squares) = (0f64, 0f64);
    for &(a, b, distance) in pairs {
        let (a, b) = (a as usize, b as usize);
        let ratio = f64::from((places.x[b] - places.x[a]).hypot(places.y[b] - places.y[a]) / distance);
        (sum, squares) = (sum + ratio, squares + ratio * ratio);
    }
    (1.0 - sum * sum / (pairs.len() as f64 * squares)) as f32
}
