//! Settling: steps that lower the energy of one level's picture until it is at rest.

use super::force::Force;
use super::landmarks::{BLOCK, Landmarks};
use super::push::{Push, SHARE_FROM, SOFT};
use super::{Flow, Network, Places, hash, parallel};

/// The length at which a link pulls as ForceAtlas2's does, in the engine's units.
const UNIT_LINK: f32 = 20.0;
/// How much of the last step is added to the next.
const MOMENTUM: f32 = 0.5;
/// How much of its mass holds a node back.
const INERTIA: f32 = 0.3;
/// How soon the landmarks' pull follows the stress: the change of its logarithm for a stress twice as wanted.
const STEER: f32 = 2.0;
/// Steering keeps the pull between these shares of its first strength.
const LEAST_GAIN: f32 = 0.02;
const MOST_GAIN: f32 = 10.0;
/// The weight of the landmarks' pull that `Force::landmark_pull` of 1 stands for.
const LANDMARK_UNIT: f32 = 8.0 / 30.0;

/// A network of one level with what is known of it.
pub struct Level {
    /// The network.
    pub network: Network,
    /// Its landmarks, perhaps none.
    pub landmarks: Landmarks,
    /// Nodes that do not move; empty where all do.
    pub pinned: Vec<bool>,
}

/// How long and how boldly to settle.
#[derive(Clone, Copy)]
pub struct Course {
    /// How many steps.
    pub steps: usize,
    /// The longest first step, as a share of the picture's radius.
    pub stride: f32,
    /// How much stronger the landmarks pull at first.
    pub boost: f32,
    /// Whether the picture may be enlarged as a whole.
    pub scales: bool,
    /// Whether the landmarks' pull is steered to the stress that is wanted.
    pub steers: bool,
}

/// What one piece of the nodes adds to the sums over all.
#[derive(Clone, Copy, Default)]
struct Sums {
    stiffness: f64,
    weight: f64,
    moment: f64,
}

impl Level {
    /// Settles the picture. `gain` is what steering has made of the landmarks' pull so far, 1 at first. `watch` is told the share done after each step and may end the work.
    pub fn settle(
        &self,
        places: &mut Places,
        force: &Force,
        course: Course,
        push: &mut Push,
        gain: &mut f32,
        watch: &mut dyn FnMut(f32, &Places) -> Flow,
    ) -> Flow {
        match force.pull_quarters {
            0 => self.settle_with::<0>(places, force, course, push, gain, watch),
            1 => self.settle_with::<1>(places, force, course, push, gain, watch),
            2 => self.settle_with::<2>(places, force, course, push, gain, watch),
            3 => self.settle_with::<3>(places, force, course, push, gain, watch),
            _ => self.settle_with::<4>(places, force, course, push, gain, watch),
        }
    }

    fn settle_with<const QUARTERS: u8>(
        &self,
        places: &mut Places,
        force: &Force,
        course: Course,
        push: &mut Push,
        gain: &mut f32,
        watch: &mut dyn FnMut(f32, &Places) -> Flow,
    ) -> Flow {
        let network = &self.network;
        let count = network.count();
        if count < 2 {
            return Flow::Go;
        }
        let cores = if count < SHARE_FROM { 1 } else { force.cores };
        let unit = UNIT_LINK.powf(1.0 - f32::from(QUARTERS) / 4.0);
        let total: f32 = network.mass.iter().sum();
        let marks = &self.landmarks;
        let blocks = marks.width() / BLOCK;
        // Large networks look at some landmarks a step, in turn.
        let blocks_a_step = force.landmark_blocks_a_step.max(1) * if count < SHARE_FROM { 2 } else { 1 };
        let blocks_a_step = blocks_a_step.min(blocks);
        let mut next = places.clone();
        let mut velocity = Places::new(count);
        let mut radius = self.radius(places, total);
        let mut softness = 1f32;
        let mut link_length = 0f32;
        let piece = count.div_ceil(32).max(512);
        let mut sums = vec![Sums::default(); count.div_ceil(piece)];
        for step in 0..course.steps {
            let done = step as f32 / course.steps as f32;
            if course.scales && step % 6 == 0 {
                // The slowest of all movements, growing as a whole, in one go.
                let scale = self.natural_scale(places, force);
                places.scale(scale);
                velocity.scale(scale);
                radius *= scale;
            }
            push.sum(&places.x, &places.y, &network.mass, SOFT, force.cores);
            if blocks > 0 && (step < 5 || step % 4 == 0) {
                let stress;
                (link_length, stress) = marks.link_length(&places.x, &places.y);
                if course.steers && done >= 0.5 * course.boost.min(1.0) && stress > 0.0 {
                    let wanted = (stress - force.stress_wanted) / force.stress_wanted;
                    *gain = (*gain * (STEER * wanted).clamp(-0.7, 0.7).exp()).clamp(LEAST_GAIN, MOST_GAIN);
                }
            }
            let longest = radius * (course.stride * (1.0 - done) + (0.3 / (count as f32).sqrt()).min(0.01));
            let boost = 1.0 + course.boost * (1.0 - done).powi(2);
            let landmark_pull = if link_length > 0.0 {
                *gain * force.landmark_pull * boost * total / radius.max(1e-9) * LANDMARK_UNIT
                    / marks.mean_stiffness.max(1e-9)
            } else {
                0.0
            };
            let inverse_length = if link_length > 0.0 { 1.0 / link_length } else { 0.0 };
            // This step's landmarks and where they are.
            let first_block = if blocks > 0 { (step * blocks_a_step) % blocks } else { 0 };
            let chosen: Vec<(usize, [f32; BLOCK], [f32; BLOCK])> = (0..blocks_a_step)
                .map(|at| {
                    let block = (first_block + at) % blocks;
                    let node = |lane: usize| marks.nodes[block * BLOCK + lane] as usize;
                    let (mut x, mut y) = ([0f32; BLOCK], [0f32; BLOCK]);
                    for lane in 0..BLOCK {
                        (x[lane], y[lane]) = (places.x[node(lane)], places.y[node(lane)]);
                    }
                    (block, x, y)
                })
                .collect();
            let turn = blocks as f32 / blocks_a_step.max(1) as f32;
            let here = &*places;
            let this_push = &*push;
            let slices = next.x.chunks_mut(piece).zip(next.y.chunks_mut(piece));
            let slices = slices.zip(velocity.x.chunks_mut(piece).zip(velocity.y.chunks_mut(piece)));
            let pieces: Vec<_> = slices.zip(&mut sums).enumerate().collect();
            parallel::for_each(
                pieces,
                cores,
                |(at, (((next_x, next_y), (velocity_x, velocity_y)), sums))| {
                    *sums = Sums::default();
                    for offset in 0..next_x.len() {
                        let node = at * piece + offset;
                        let (x, y, mass) = (here.x[node], here.y[node], network.mass[node]);
                        let rank = this_push.rank[node] as usize;
                        let (mut fx, mut fy) = (mass * this_push.fx[rank], mass * this_push.fy[rank]);
                        let row = network.row(node);
                        let (mut stiffness, mut weight) = (0f32, 0f32);
                        for (target, link) in network.targets[row.clone()].iter().zip(&network.weights[row]) {
                            let (dx, dy) = (here.x[*target as usize] - x, here.y[*target as usize] - y);
                            let pull = link * unit * slack::<QUARTERS>(dx * dx + dy * dy + 1e-3);
                            fx += pull * dx;
                            fy += pull * dy;
                            stiffness += pull;
                            weight += link;
                        }
                        sums.stiffness += f64::from(stiffness);
                        sums.weight += f64::from(weight);
                        sums.moment += f64::from(mass * (x * x + y * y));
                        if landmark_pull > 0.0 {
                            let (mut sum_x, mut sum_y) = ([0f32; BLOCK], [0f32; BLOCK]);
                            let nearness = &marks.nearness[node * marks.width()..][..marks.width()];
                            for (block, mark_x, mark_y) in &chosen {
                                let Some(nearness) = nearness.get(block * BLOCK..(block + 1) * BLOCK) else {
                                    continue;
                                };
                                for lane in 0..BLOCK {
                                    let (dx, dy) = (x - mark_x[lane], y - mark_y[lane]);
                                    let near = nearness[lane];
                                    // (wanted - apart) / (wanted apart distance), with one root and one division.
                                    let by = near
                                        * (1.0 / (dx * dx + dy * dy + 1e-6).sqrt() - near * inverse_length);
                                    sum_x[lane] += by * dx;
                                    sum_y[lane] += by * dy;
                                }
                            }
                            let by = landmark_pull * mass * turn;
                            fx += by * sum_x.iter().sum::<f32>();
                            fy += by * sum_y.iter().sum::<f32>();
                            stiffness += landmark_pull * mass * marks.stiffness[node] * inverse_length;
                        }
                        let held = stiffness + INERTIA * mass * softness;
                        let (mut dx, mut dy) = (
                            fx / held + MOMENTUM * velocity_x[offset],
                            fy / held + MOMENTUM * velocity_y[offset],
                        );
                        let length = (dx * dx + dy * dy).sqrt();
                        if length > longest {
                            let shorter = longest / length;
                            dx *= shorter;
                            dy *= shorter;
                        }
                        if !dx.is_finite()
                            || !dy.is_finite()
                            || self.pinned.get(node).copied().unwrap_or(false)
                        {
                            (dx, dy) = (0.0, 0.0);
                        }
                        (velocity_x[offset], velocity_y[offset]) = (dx, dy);
                        (next_x[offset], next_y[offset]) = (x + dx, y + dy);
                    }
                },
            );
            std::mem::swap(places, &mut next);
            let all = sums.iter().fold(Sums::default(), |all, sums| Sums {
                stiffness: all.stiffness + sums.stiffness,
                weight: all.weight + sums.weight,
                moment: all.moment + sums.moment,
            });
            if all.weight > 0.0 {
                softness = (all.stiffness / all.weight) as f32;
            }
            radius = (2.0 * all.moment / f64::from(total)).sqrt() as f32;
            match watch((step + 1) as f32 / course.steps as f32, places) {
                Flow::Go => {}
                flow => return flow,
            }
        }
        Flow::Go
    }

    /// The radius of an even disc with the same spread, around the origin.
    fn radius(&self, places: &Places, total: f32) -> f32 {
        let of = |node: usize| {
            f64::from(self.network.mass[node] * (places.x[node].powi(2) + places.y[node].powi(2)))
        };
        (2.0 * (0..places.len()).map(of).sum::<f64>() / f64::from(total)).sqrt() as f32
    }

    /// By how much to enlarge the picture for pulls and pushes to balance as a whole: the minimum of the
    /// energy along that one direction, which has a closed form. 1 without links or for a heap.
    pub fn natural_scale(&self, places: &Places, force: &Force) -> f32 {
        let power = f32::from(force.pull_quarters.min(4)) / 4.0;
        let unit = UNIT_LINK.powf(1.0 - power);
        let (mut total, mut squares, mut pulls) = (0f64, 0f64, 0f64);
        for node in 0..self.network.count() {
            let mass = f64::from(self.network.mass[node]);
            total += mass;
            squares += mass * mass;
            for (other, weight) in self.network.neighbours(node).filter(|(other, _)| *other < node) {
                let (dx, dy) = (places.x[node] - places.x[other], places.y[node] - places.y[other]);
                pulls += f64::from(weight * unit * (dx * dx + dy * dy).sqrt().powf(1.0 + power));
            }
        }
        let scale = (0.5 * (total * total - squares) / pulls).powf(1.0 / (1.0 + f64::from(power))) as f32;
        if scale.is_finite() && scale > 0.0 { scale } else { 1.0 }
    }

    /// How badly a picture reads, to tell good ones from better ones: the share of its links that cross
    /// (by weight, from a sample of pairs) times a power of the stress of its
    /// landmarks' distances.
    pub fn disorder(&self, places: &Places, meetings: &Meetings, stress_power: f64) -> f64 {
        let (x, y) = (&places.x, &places.y);
        let crossing = meetings.crossing(places);
        let marks = &self.landmarks;
        let (mut sum, mut squares, mut terms) = (0f64, 0f64, 0f64);
        for (node, row) in marks.nearness.chunks_exact(marks.width().max(1)).enumerate() {
            for (near, landmark) in row.iter().zip(&marks.nodes).filter(|(near, _)| **near > 0.0) {
                let (dx, dy) = (x[node] - x[*landmark as usize], y[node] - y[*landmark as usize]);
                let ratio = f64::from((dx * dx + dy * dy).sqrt() * near);
                sum += ratio;
                squares += ratio * ratio;
                terms += 1.0;
            }
        }
        let stress = if sum > 0.0 { 1.0 - sum * sum / (terms * squares) } else { 1.0 };
        (crossing + 1e-4) * stress.max(0.0).powf(stress_power)
    }
}

/// Pairs of links of a network that may cross, drawn once for all its pictures: all, or a sample of many.
pub struct Meetings {
    /// Their four ends and the product of their weights.
    pairs: Vec<([u32; 4], f32)>,
    /// Of all products.
    weight: f64,
}

impl Meetings {
    /// Of a network.
    pub fn new(network: &Network) -> Self {
        const PAIRS: u32 = 150_000;
        let mut links: Vec<(u32, u32, f32)> = Vec::with_capacity(network.link_count());
        for node in 0..network.count() {
            let others = network.neighbours(node).filter(|(other, _)| *other < node);
            links.extend(others.map(|(other, weight)| (node as u32, other as u32, weight)));
        }
        let count = links.len();
        let is_few = count * count / 2 <= PAIRS as usize;
        let capacity = if is_few { count * count / 2 } else { PAIRS as usize };
        let mut meetings = Self { pairs: Vec::with_capacity(capacity), weight: 0.0 };
        let mut meet = |a: usize, b: usize| {
            let ((p, q, one), (r, s, other)) = (links[a], links[b]);
            if p != r && p != s && q != r && q != s {
                meetings.weight += f64::from(one * other);
                meetings.pairs.push(([p, q, r, s], one * other));
            }
        };
        if is_few {
            for a in 0..count {
                (0..a).for_each(|b| meet(a, b));
            }
        } else {
            let draw = |at: u32| (hash(at) % count as u32) as usize;
            (0..PAIRS).for_each(|at| meet(draw(2 * at), draw(2 * at + 1)));
        }
        meetings
    }

    /// The share that crosses, by weight.
    fn crossing(&self, places: &Places) -> f64 {
        let at = |node: u32| (places.x[node as usize], places.y[node as usize]);
        let turn = |a: (f32, f32), b: (f32, f32), c: (f32, f32)| {
            (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
        };
        let mut crossing = 0f64;
        for ([p, q, r, s], weight) in &self.pairs {
            let (p, q, r, s) = (at(*p), at(*q), at(*r), at(*s));
            if turn(p, q, r) * turn(p, q, s) < 0.0 && turn(r, s, p) * turn(r, s, q) < 0.0 {
                crossing += f64::from(*weight);
            }
        }
        crossing / self.weight.max(1.0)
    }
}

/// How much softer than ForceAtlas2's a link of this squared length pulls: `r^(power - 1)`, for powers in
/// quarters, by roots alone.
#[inline(always)]
fn slack<const QUARTERS: u8>(squared: f32) -> f32 {
    match QUARTERS {
        0 => 1.0 / squared.sqrt(),
        1 => {
            let fourth = squared.sqrt().sqrt();
            1.0 / (fourth * fourth.sqrt())
        }
        2 => 1.0 / squared.sqrt().sqrt(),
        3 => 1.0 / squared.sqrt().sqrt().sqrt(),
        _ => 1.0,
    }
}
