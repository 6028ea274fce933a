//! The bare network: who is linked to whom, by numbers, each link from both its ends.

use std::ops::Range;

/// A network of numbered nodes with weighted links, in compressed rows. Links have no direction here;
/// parallel links are one link of their summed weight, links from a node to itself are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// Where each node's row begins, and where the last ends.
    pub(crate) offsets: Vec<u32>,
    /// The other ends, row by row.
    pub(crate) targets: Vec<u32>,
    /// The weights, as `targets`.
    pub(crate) weights: Vec<f32>,
    /// How strongly each node pushes and how lazily it moves: the weight of its links + 1.
    pub(crate) mass: Vec<f32>,
}

impl Network {
    /// From pairs of node numbers with their weights. Pairs that name a node which does not exist are
    /// left out, weights that are not above zero count as nothing.
    pub fn new(count: usize, links: impl Iterator<Item = (u32, u32, f32)> + Clone) -> Self {
        let links = links.filter(|(a, b, weight)| {
            a != b && (*a as usize) < count && (*b as usize) < count && *weight > 0.0 && weight.is_finite()
        });
        let mut begin = vec![0u32; count + 1];
        for (a, b, _) in links.clone() {
            begin[a as usize + 1] += 1;
            begin[b as usize + 1] += 1;
        }
        for at in 1..=count {
            begin[at] += begin[at - 1];
        }
        let total = begin[count] as usize;
        let (mut targets, mut weights) = (vec![0u32; total], vec![0f32; total]);
        let mut next = begin.clone();
        for (a, b, weight) in links {
            for (from, to) in [(a, b), (b, a)] {
                let at = next[from as usize] as usize;
                (targets[at], weights[at]) = (to, weight);
                next[from as usize] += 1;
            }
        }
        let mut network = Self { offsets: begin, targets, weights, mass: Vec::new() };
        network.sum_parallel_links();
        network.mass =
            (0..count).map(|node| 1.0 + network.weights[network.row(node)].iter().sum::<f32>()).collect();
        network
    }

    fn sum_parallel_links(&mut self) {
        let (mut kept, mut begin) = (0usize, 0usize);
        let mut row: Vec<(u32, f32)> = Vec::new();
        for node in 0..self.count() {
            let end = self.offsets[node + 1] as usize;
            row.clear();
            row.extend(
                self.targets[begin..end].iter().copied().zip(self.weights[begin..end].iter().copied()),
            );
            row.sort_by_key(|(target, _)| *target);
            begin = end;
            let first = kept;
            for &(target, weight) in &row {
                if kept > first && self.targets[kept - 1] == target {
                    self.weights[kept - 1] += weight;
                } else {
                    (self.targets[kept], self.weights[kept]) = (target, weight);
                    kept += 1;
                }
            }
            self.offsets[node + 1] = kept as u32;
        }
        self.targets.truncate(kept);
        self.weights.truncate(kept);
    }

    /// How many nodes.
    pub fn count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// How many links, parallel ones counted once.
    pub fn link_count(&self) -> usize {
        self.targets.len() / 2
    }

    pub(crate) fn row(&self, node: usize) -> Range<usize> {
        self.offsets[node] as usize..self.offsets[node + 1] as usize
    }

    /// How many neighbours a node has.
    pub fn degree(&self, node: usize) -> usize {
        self.row(node).len()
    }

    /// The neighbours of a node, with the weight of the link to each.
    pub fn neighbours(&self, node: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let row = self.row(node);
        self.targets[row.clone()]
            .iter()
            .zip(&self.weights[row])
            .map(|(target, weight)| (*target as usize, *weight))
    }

    /// The connected parts, the largest first, then by their lowest node; each in ascending order.
    pub fn components(&self) -> Vec<Vec<u32>> {
        let mut part_of = vec![u32::MAX; self.count()];
        let mut sizes: Vec<u32> = Vec::new();
        let mut queue: Vec<u32> = Vec::new();
        for start in 0..self.count() {
            if part_of[start] != u32::MAX {
                continue;
            }
            let part = sizes.len() as u32;
            part_of[start] = part;
            queue.clear();
            queue.push(start as u32);
            let mut next = 0;
            while let Some(&node) = queue.get(next) {
                next += 1;
                for &target in &self.targets[self.row(node as usize)] {
                    if part_of[target as usize] == u32::MAX {
                        part_of[target as usize] = part;
                        queue.push(target);
                    }
                }
            }
            sizes.push(queue.len() as u32);
        }
        let mut parts: Vec<Vec<u32>> = sizes.iter().map(|size| Vec::with_capacity(*size as usize)).collect();
        for (node, part) in part_of.iter().enumerate() {
            parts[*part as usize].push(node as u32);
        }
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        parts
    }

    /// The network of some nodes and the links between them, renumbered in the order given.
    pub fn of_nodes(&self, nodes: &[u32]) -> Self {
        self.of_nodes_by(nodes, &mut Vec::new())
    }

    /// As [`Network::of_nodes`], for one after the other: `number` is kept between them, or each would
    /// cost as much as the whole.
    pub(crate) fn of_nodes_by(&self, nodes: &[u32], number: &mut Vec<u32>) -> Self {
        if nodes.len() == self.count() && nodes.windows(2).all(|pair| pair[0] < pair[1]) {
            return self.clone();
        }
        number.resize(self.count(), u32::MAX);
        for (at, node) in nodes.iter().enumerate() {
            number[*node as usize] = at as u32;
        }
        let mut part = Self { offsets: vec![0], ..Self::default() };
        for &node in nodes {
            for (target, weight) in self.neighbours(node as usize) {
                if number[target] != u32::MAX {
                    part.targets.push(number[target]);
                    part.weights.push(weight);
                }
            }
            part.offsets.push(part.targets.len() as u32);
            part.mass.push(self.mass[node as usize]);
        }
        for node in nodes {
            number[*node as usize] = u32::MAX;
        }
        part
    }

    /// How many links away each node is from one (breadth first); `u16::MAX` where it cannot be reached.
    pub(crate) fn steps_from(&self, start: usize) -> Vec<u16> {
        let mut steps = vec![u16::MAX; self.count()];
        let mut queue = Vec::with_capacity(self.count());
        steps[start] = 0;
        queue.push(start as u32);
        let mut next = 0;
        while let Some(&node) = queue.get(next) {
            next += 1;
            let farther = steps[node as usize].saturating_add(1).min(u16::MAX - 1);
            for &target in &self.targets[self.row(node as usize)] {
                let known = &mut steps[target as usize];
                if *known == u16::MAX {
                    *known = farther;
                    queue.push(target);
                }
            }
        }
        steps
    }
}
