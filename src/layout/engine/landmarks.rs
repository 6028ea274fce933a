//! Landmarks: some nodes whose distance to every other, in links, the picture is to show.

use super::{Network, hash, parallel};

/// Landmarks are dealt with so many at a time.
pub(super) const BLOCK: usize = 8;

/// Nodes chosen evenly, and how many links away every node of a (coarsened) network is from each.
#[derive(Clone, Default)]
pub struct Landmarks {
    /// The landmarks' own nodes; a multiple of eight, or none.
    pub nodes: Vec<u32>,
    /// Rows of inverse distances, one a node; 0 for a landmark itself, for its
    /// neighbours and for what it cannot reach.
    pub nearness: Vec<f32>,
    /// For each node, the sum of the inverse squares of its distances.
    pub stiffness: Vec<f32>,
    /// Its mean.
    pub mean_stiffness: f32,
}

impl Landmarks {
    /// Chooses about `wanted` landmarks and walks the network from each.
    pub fn new(network: &Network, wanted: usize, seed: u32, cores: usize) -> Self {
        let count = network.count();
        let wanted = wanted.min(count) / BLOCK * BLOCK;
        // In an order that looks random; no hubs as long as there are others: near all others, they would
        // speak for the whole.
        let usual = (2 * network.targets.len()).div_ceil(count.max(1));
        let mut nodes: Vec<u32> = (0..count as u32).collect();
        let order = |node: &u32| {
            (
                network.degree(*node as usize) > usual,
                hash(node.wrapping_mul(31).wrapping_add(seed << 20)),
                *node,
            )
        };
        if wanted < count {
            nodes.select_nth_unstable_by_key(wanted, order);
            nodes.truncate(wanted);
        }
        nodes.sort_unstable_by_key(order);
        nodes.truncate(wanted);
        let mut distances = vec![0f32; count * wanted];
        // A block at a time: few walks are held, rows are filled whole.
        for (block, landmarks) in nodes.chunks(BLOCK).enumerate() {
            let mut walks: Vec<Vec<u16>> = vec![Vec::new(); landmarks.len()];
            let pieces = walks.iter_mut().zip(landmarks).collect();
            let cores = if count < super::push::SHARE_FROM { 1 } else { cores };
            parallel::for_each(pieces, cores, |(walk, landmark): (&mut Vec<u16>, &u32)| {
                *walk = network.steps_from(*landmark as usize);
            });
            for (node, row) in distances.chunks_exact_mut(wanted).enumerate() {
                for (at, walk) in walks.iter().enumerate() {
                    let steps = walk[node];
                    row[block * BLOCK + at] = if steps == u16::MAX { 0.0 } else { f32::from(steps) };
                }
            }
        }
        // Neighbours are left to the links: at a distance of one, a hub as landmark would hold all of
        // its own in a ring.
        let nearness =
            distances.into_iter().map(|steps| if steps < 2.0 { 0.0 } else { inverse(steps) }).collect();
        let mut landmarks = Self { nodes, nearness, stiffness: Vec::new(), mean_stiffness: 0.0 };
        landmarks.weigh(count);
        landmarks
    }

    /// Those of a coarser network: distances are the means over each group.
    pub fn coarser(&self, group: &[u32], count: usize) -> Self {
        let width = self.nodes.len();
        let mut distances = vec![0f32; count * width];
        let mut members = vec![0u16; count * width];
        for (node, group) in group.iter().enumerate() {
            let group = *group as usize;
            let (row, own) =
                (&mut distances[group * width..][..width], &self.nearness[node * width..][..width]);
            let members = &mut members[group * width..][..width];
            for ((sum, members), nearness) in
                row.iter_mut().zip(members).zip(own).filter(|(_, near)| **near > 0.0)
            {
                *sum += inverse(*nearness);
                *members += 1;
            }
        }
        for (distance, members) in distances.iter_mut().zip(&members) {
            *distance = inverse(*distance / f32::from((*members).max(1)));
        }
        let nodes = self.nodes.iter().map(|node| group[*node as usize]).collect();
        let mut coarser = Self { nodes, nearness: distances, stiffness: Vec::new(), mean_stiffness: 0.0 };
        coarser.weigh(count);
        coarser
    }

    fn weigh(&mut self, count: usize) {
        let width = self.nodes.len();
        self.stiffness = (0..count)
            .map(|node| {
                self.nearness[node * width..][..width].iter().map(|nearness| nearness * nearness).sum()
            })
            .collect();
        self.mean_stiffness = self.stiffness.iter().sum::<f32>() / count.max(1) as f32;
    }

    /// How many.
    pub fn width(&self) -> usize {
        self.nodes.len()
    }

    /// The length of one link that shows the distances best at these places: that for which the sum
    /// over all of `(r / (length d) - 1)²` is least, and the mean of that sum, the stress. 0 where there
    /// is nothing to go by.
    pub fn link_length(&self, x: &[f32], y: &[f32]) -> (f32, f32) {
        let (mut sum, mut squares, mut terms) = (0f64, 0f64, 0f64);
        let width = self.width();
        let marks = |values: &[f32]| -> Vec<f32> {
            self.nodes.iter().map(|landmark| values[*landmark as usize]).collect()
        };
        let (mark_x, mark_y) = (marks(x), marks(y));
        let mut ratios = vec![0f32; width];
        // A sample is enough: some hundreds of nodes.
        let stride = (x.len() / 400).max(1);
        for node in (0..x.len()).step_by(stride) {
            let nearness = &self.nearness[node * width..][..width];
            // Apart from the sums, for vector units.
            for ((ratio, near), (mark_x, mark_y)) in
                ratios.iter_mut().zip(nearness).zip(mark_x.iter().zip(&mark_y))
            {
                let (dx, dy) = (x[node] - mark_x, y[node] - mark_y);
                *ratio = (dx * dx + dy * dy).sqrt() * near;
            }
            for ratio in ratios.iter().map(|ratio| f64::from(*ratio)) {
                sum += ratio;
                squares += ratio * ratio;
                terms += f64::from(u8::from(ratio > 0.0));
            }
        }
        if sum > 0.0 {
            ((squares / sum) as f32, (1.0 - sum * sum / (terms * squares)) as f32)
        } else {
            (0.0, 0.0)
        }
    }
}

/// The inverse, and 0 for 0.
fn inverse(value: f32) -> f32 {
    if value > 0.0 { 1.0 / value } else { 0.0 }
}
