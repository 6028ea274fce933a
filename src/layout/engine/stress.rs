//! Distances: a picture whose distances are those of the network, as nearly as can be.
//!
//! The stress of Kamada and Kawai (1989), `sum of d^-2 (r - d)²` over all pairs, is brought down pair by
//! pair, as stochastic gradient descent does (Zheng, Pawar and Goodman 2018: "Graph Drawing by Stochastic
//! Gradient Descent"): each pair in turn is moved towards its distance by a share that begins at the whole
//! and falls exponentially. Their order of pairs is a new shuffle each time; here nodes are numbered
//! by a shuffle once, and pairs are taken by shift: `(i, i + s)` for all `i`, shifts in a new shuffled
//! order each time. That meets each node twice a shift and lets distances be read in a row, several pairs at
//! once, where the shift is at least as long as the row.
//!
//! Distances between all pairs come from walks of 64 nodes at a time, a bit each (Then et al. 2014). Larger
//! networks have pivots instead (Ortmann, Klimenta and Brandes 2017: "A Sparse Stress Model"): each node
//! meets the pivots, each pivot standing for its region with their weights, and its own neighbours.

use super::{Flow, Network, Places, hash, parallel};

/// Up to so many nodes all pairs are looked at.
const EXACT: usize = 2_500;
/// Beyond, so many pivots.
const PIVOTS: usize = 200;
/// In networks of more nodes, so many.
const PIVOTS_OF_LARGE: usize = 100;
const LARGE: usize = 50_000;
/// How often all is looked at: as often as comes to this many pairs, within limits. Coming down slowly is
/// worth more than starting several times (eco200: stress 0.1124 at 500 rounds, 0.1132 as the best of 200
/// starts of 24).
const PAIRS_LOOKED_AT: usize = 100_000_000;
const ROUNDS: std::ops::RangeInclusive<usize> = 24..=500;
/// Then so many more, in which all come to rest.
const SETTLING: usize = 10;
/// The share by which neighbours are moved when resting begins.
const LAST_SHARE: f32 = 0.05;
/// Of a node and a pivot only the node moves, by so much of the way.
const PIVOT_SHARE: f32 = 0.2;
/// Nodes that one thread moves at a time.
const PIECE: usize = 16_384;
/// Pairs that are moved at once.
const ROW: usize = 16;

/// Arranges a connected network, one link a unit long. `watch` sees the share done and the places now and
/// then; `None` when it cancels. The same input and seed give the same bytes on any number of `cores`.
pub fn stress(
    network: &Network,
    seed: u32,
    cores: usize,
    watch: &mut dyn FnMut(f32, &Places) -> Flow,
) -> Option<Places> {
    descend(network, seed, Limits { exact: EXACT, pairs_looked_at: PAIRS_LOOKED_AT, cores }, watch)
}

struct Limits {
    exact: usize,
    pairs_looked_at: usize,
    cores: usize,
}

fn descend(
    network: &Network,
    seed: u32,
    limits: Limits,
    watch: &mut dyn FnMut(f32, &Places) -> Flow,
) -> Option<Places> {
    let count = network.count();
    if count < 2 {
        return Some(Places::new(count));
    }
    let order = shuffled(count, seed);
    let terms = Terms::new(&renumbered(network, &order), seed, limits.exact);
    let unshuffle = |from: &Places| {
        let mut places = Places::new(count);
        for (at, node) in order.iter().enumerate() {
            (places.x[*node as usize], places.y[*node as usize]) = (from.x[at], from.y[at]);
        }
        places
    };
    let rounds = (limits.pairs_looked_at / terms.count().max(1)).clamp(*ROUNDS.start(), *ROUNDS.end());
    let mut places = strewn(count, seed);
    for round in 0..rounds + SETTLING {
        let draw = hash(seed ^ (round as u32).wrapping_mul(0x51ED));
        terms.round(&mut places, terms.step(round, rounds), draw, limits.cores);
        match watch((round + 1) as f32 / (rounds + SETTLING) as f32, &unshuffle(&places)) {
            Flow::Go => {}
            Flow::Stop => break,
            Flow::Cancel => return None,
        }
    }
    let mut places = unshuffle(&places);
    for values in [&mut places.x, &mut places.y] {
        let mean = values.iter().map(|value| f64::from(*value)).sum::<f64>() / count as f64;
        values.iter_mut().for_each(|value| *value -= mean as f32);
    }
    Some(places)
}

/// Everyone somewhere in a square, not at one point.
fn strewn(count: usize, seed: u32) -> Places {
    let mut places = Places::new(count);
    for (node, (x, y)) in places.x.iter_mut().zip(&mut places.y).enumerate() {
        let spot = |salt: u32| {
            hash(seed ^ salt ^ (node as u32).wrapping_mul(0x2545_F491)) as f32 / 4_294_967_296.0 - 0.5
        };
        (*x, *y) = (spot(0x1234_5678), spot(0x0F0F_1111));
    }
    places
}

/// Numbers below `count` in an order that looks random (Fisher and Yates).
fn shuffled(count: usize, seed: u32) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    for at in (1..count).rev() {
        let draw = hash(seed.wrapping_mul(0x9E37) ^ (at as u32).wrapping_mul(0x85EB_CA6B));
        order.swap(at, ((u64::from(draw) * (at as u64 + 1)) >> 32) as usize);
    }
    order
}

/// The network with node `order[i]` as node `i`.
fn renumbered(network: &Network, order: &[u32]) -> Network {
    let mut number = vec![0u32; order.len()];
    for (at, node) in order.iter().enumerate() {
        number[*node as usize] = at as u32;
    }
    let mut own = Network { offsets: vec![0], ..Network::default() };
    for node in order {
        own.targets.extend(network.neighbours(*node as usize).map(|(other, _)| number[other]));
        own.offsets.push(own.targets.len() as u32);
    }
    own.weights = vec![1.0; own.targets.len()];
    own
}

enum Terms {
    /// For each shift from one, the distances of `(i, i + shift)`, `i` from zero; 0 for no such pair.
    All {
        rows: Vec<Vec<u16>>,
        farthest: u16,
    },
    Pivots(Pivots),
}

struct Pivots {
    nodes: Vec<u32>,
    /// For each pivot, the distance of each node.
    distances: Vec<Vec<u16>>,
    /// For each pivot, the weight of a distance; 0 for its own and its neighbours', which links hold.
    weights: Vec<Vec<f32>>,
    /// Each link once.
    links: Vec<(u32, u32)>,
    lightest: f32,
}

impl Terms {
    fn new(network: &Network, seed: u32, exact: usize) -> Self {
        if network.count() <= exact {
            let (rows, farthest) = all_distances(network);
            Self::All { rows, farthest }
        } else {
            Self::Pivots(Pivots::new(network, seed))
        }
    }

    /// How many pairs a round looks at.
    fn count(&self) -> usize {
        match self {
            Self::All { rows, .. } => rows.iter().map(Vec::len).sum(),
            Self::Pivots(pivots) => pivots.links.len() + pivots.distances.iter().map(Vec::len).sum::<usize>(),
        }
    }

    /// How far a round goes: the first moves even the lightest pair wholly, the last of `rounds`
    /// neighbours by [`LAST_SHARE`].
    fn step(&self, round: usize, rounds: usize) -> f32 {
        let most = match self {
            Self::All { farthest, .. } => f32::from(*farthest).max(1.0).powi(2),
            Self::Pivots(pivots) => 1.0 / pivots.lightest,
        };
        let fall = (LAST_SHARE / most).ln() / (rounds - 1) as f32;
        if round < rounds {
            most * (fall * round as f32).exp()
        } else {
            // As 1/t, which comes to rest.
            LAST_SHARE / (2.0 + (round - rounds) as f32)
        }
    }

    fn round(&self, places: &mut Places, step: f32, draw: u32, cores: usize) {
        let Places { x, y } = places;
        match self {
            Self::All { rows, .. } => {
                for row in shuffled(rows.len(), draw) {
                    shift(x, y, row as usize + 1, &rows[row as usize], step);
                }
            }
            Self::Pivots(pivots) => pivots.round(x, y, step, draw, cores),
        }
    }
}

/// Moves all pairs a shift apart.
fn shift(x: &mut [f32], y: &mut [f32], by: usize, distances: &[u16], step: f32) {
    let count = x.len();
    let mut at = 0;
    while at < distances.len() {
        let other = (at + by) % count;
        // A row of which no node is met twice, and that does not go over the end.
        let length = ROW.min(by).min(distances.len() - at).min(count - at).min(count - other).min(count - by);
        let (low, high) = (at.min(other), at.max(other));
        let length = length.min(high - low).max(1);
        let (x_low, x_high) = x.split_at_mut(high);
        let (y_low, y_high) = y.split_at_mut(high);
        let (x_low, y_low) = (&mut x_low[low..low + length], &mut y_low[low..low + length]);
        let (x_high, y_high) = (&mut x_high[..length], &mut y_high[..length]);
        let distances = &distances[at..at + length];
        if length == ROW {
            let mut ways = ([0f32; ROW], [0f32; ROW]);
            for k in 0..ROW {
                let (dx, dy) = (x_high[k] - x_low[k], y_high[k] - y_low[k]);
                let by = share(dx, dy, f32::from(distances[k]), step);
                (ways.0[k], ways.1[k]) = (by * dx, by * dy);
            }
            for k in 0..ROW {
                x_low[k] += ways.0[k];
                y_low[k] += ways.1[k];
                x_high[k] -= ways.0[k];
                y_high[k] -= ways.1[k];
            }
        } else {
            for k in 0..length {
                let (dx, dy) = (x_high[k] - x_low[k], y_high[k] - y_low[k]);
                let by = share(dx, dy, f32::from(distances[k]), step);
                x_low[k] += by * dx;
                y_low[k] += by * dy;
                x_high[k] -= by * dx;
                y_high[k] -= by * dy;
            }
        }
        at += length;
    }
}

/// By what share of their way two are to be moved towards each other, each.
#[inline(always)]
fn share(dx: f32, dy: f32, distance: f32, step: f32) -> f32 {
    let apart = (dx * dx + dy * dy + 1e-12).sqrt();
    // No distance is no pair: nothing is moved.
    let squared = distance * distance;
    let weighed = if squared > 0.0 { step.min(squared) / squared } else { 0.0 };
    0.5 * weighed * (1.0 - distance / apart)
}

/// The distances of all pairs, by shift, and the largest.
fn all_distances(network: &Network) -> (Vec<Vec<u16>>, u16) {
    let count = network.count();
    let half = count / 2;
    let mut rows: Vec<Vec<u16>> =
        (1..=half).map(|by| vec![0; if 2 * by == count { half } else { count }]).collect();
    let mut farthest = 0;
    let mut seen = vec![0u64; count];
    let mut now = vec![0u64; count];
    let mut next = vec![0u64; count];
    for first in (0..count).step_by(64) {
        seen.fill(0);
        now.fill(0);
        for node in first..(first + 64).min(count) {
            seen[node] = 1 << (node - first);
            now[node] = seen[node];
        }
        let mut steps = 0u16;
        loop {
            steps = steps.saturating_add(1);
            let mut is_over = true;
            for node in 0..count {
                let mut reached = 0;
                for &other in &network.targets[network.row(node)] {
                    reached |= now[other as usize];
                }
                reached &= !seen[node];
                next[node] = reached;
                if reached == 0 {
                    continue;
                }
                is_over = false;
                seen[node] |= reached;
                while reached != 0 {
                    let from = first + reached.trailing_zeros() as usize;
                    reached &= reached - 1;
                    // Each pair is met from both ends and kept by the shorter shift.
                    let by = if node > from { node - from } else { node + count - from };
                    if let Some(place) = rows.get_mut(by - 1).and_then(|row| row.get_mut(from)) {
                        *place = steps;
                    }
                }
            }
            if is_over {
                break;
            }
            farthest = farthest.max(steps);
            std::mem::swap(&mut now, &mut next);
        }
    }
    (rows, farthest)
}

impl Pivots {
    /// Chooses pivots, each far from those before (the farthest of some drawn ones), and walks from each.
    fn new(network: &Network, seed: u32) -> Self {
        let count = network.count();
        let wanted = if count < LARGE { PIVOTS } else { PIVOTS_OF_LARGE }.min(count);
        let mut nodes: Vec<u32> = Vec::with_capacity(wanted);
        let mut distances: Vec<Vec<u16>> = Vec::with_capacity(wanted);
        let mut nearest = vec![u16::MAX; count];
        let mut region = vec![0u32; count];
        let mut draw = hash(seed ^ 0x7717);
        for at in 0..wanted {
            // Drawn in proportion to the distance to the nearest pivot (max/min random, as Ortmann et al.).
            let sum: u64 = nearest.iter().map(|near| if at == 0 { 1 } else { u64::from(*near) }).sum();
            draw = hash(draw);
            let mut rest = ((u128::from(draw) * u128::from(sum)) >> 32) as u64;
            let mut chosen = 0;
            for (node, near) in nearest.iter().enumerate() {
                let own = if at == 0 { 1 } else { u64::from(*near) };
                chosen = node;
                if rest < own {
                    break;
                }
                rest -= own;
            }
            let walk = network.steps_from(chosen);
            for (node, (steps, near)) in walk.iter().zip(&mut nearest).enumerate() {
                if *steps < *near || at == 0 {
                    (*near, region[node]) = (*steps, at as u32);
                }
            }
            nodes.push(chosen as u32);
            distances.push(walk);
        }
        // For each pivot, how many of its region are within so many steps of it.
        let mut lightest = 1f32;
        let mut weights = Vec::with_capacity(wanted);
        for (at, walk) in distances.iter().enumerate() {
            let mut within: Vec<u32> = Vec::new();
            for (node, steps) in walk.iter().enumerate() {
                if region[node] as usize == at && *steps != u16::MAX {
                    let steps = usize::from(*steps);
                    if within.len() <= steps {
                        within.resize(steps + 1, 0);
                    }
                    within[steps] += 1;
                }
            }
            for steps in 1..within.len() {
                within[steps] += within[steps - 1];
            }
            let farthest = walk.iter().copied().filter(|steps| *steps != u16::MAX).max().unwrap_or(0);
            let weight = |steps: u16| {
                let share = within.get(usize::from(steps / 2)).or(within.last()).copied().unwrap_or(1);
                if steps < 2 { 0.0 } else { share as f32 / f32::from(steps).powi(2) }
            };
            let row: Vec<f32> = (0..=farthest).map(weight).collect();
            lightest = row.iter().copied().filter(|weight| *weight > 0.0).fold(lightest, f32::min);
            weights.push(row);
        }
        let links = (0..count)
            .flat_map(|node| network.neighbours(node).map(move |(other, _)| (node as u32, other as u32)))
            .filter(|(a, b)| a < b)
            .collect();
        Self { nodes, distances, weights, links, lightest }
    }

    fn round(&self, x: &mut [f32], y: &mut [f32], step: f32, draw: u32, cores: usize) {
        let share_of_links = self.links.len().div_ceil(self.nodes.len().max(1)).max(1);
        let mut links = shuffled(self.links.len(), draw ^ 0xABCD).into_iter();
        let near = step.min(1.0);
        for at in shuffled(self.nodes.len(), draw) {
            let at = at as usize;
            let pivot = self.nodes[at] as usize;
            let (pivot_x, pivot_y) = (x[pivot], y[pivot]);
            let shares: Vec<f32> = self.weights[at].iter().map(|weight| (step * weight).min(1.0)).collect();
            // The nodes do not meet each other here: pieces of them may be moved at once.
            let distances = self.distances[at].chunks(PIECE);
            let pieces: Vec<_> = x.chunks_mut(PIECE).zip(y.chunks_mut(PIECE)).zip(distances).collect();
            let cores = if pieces.len() < 4 { 1 } else { cores };
            parallel::for_each(pieces, cores, |((x, y), distances)| {
                for ((x, y), distance) in x.iter_mut().zip(y).zip(distances) {
                    let (dx, dy) = (pivot_x - *x, pivot_y - *y);
                    let apart = (dx * dx + dy * dy + 1e-12).sqrt();
                    let share = shares.get(usize::from(*distance)).copied().unwrap_or(0.0);
                    let by = PIVOT_SHARE * share * (1.0 - f32::from(*distance) / apart);
                    *x += by * dx;
                    *y += by * dy;
                }
            });
            for link in links.by_ref().take(share_of_links) {
                let (a, b) = self.links[link as usize];
                let (a, b) = (a as usize, b as usize);
                let (dx, dy) = (x[b] - x[a], y[b] - y[a]);
                let apart = (dx * dx + dy * dy + 1e-12).sqrt();
                let by = near * 0.5 * (1.0 - 1.0 / apart);
                x[a] += by * dx;
                y[a] += by * dy;
                x[b] -= by * dx;
                y[b] -= by * dy;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged(count: usize, links: &[(u32, u32)], seed: u32) -> Places {
        within(count, links, seed, EXACT)
    }

    /// In few rounds: tests run unoptimised.
    fn within(count: usize, links: &[(u32, u32)], seed: u32, exact: usize) -> Places {
        let network = Network::new(count, links.iter().map(|(a, b)| (*a, *b, 1.0)));
        descend(&network, seed, Limits { exact, pairs_looked_at: 500_000, cores: 1 }, &mut |_, _| Flow::Go)
            .unwrap()
    }

    fn distance(places: &Places, a: usize, b: usize) -> f32 {
        (places.x[a] - places.x[b]).hypot(places.y[a] - places.y[b])
    }

    /// A mesh, `side` by `side`.
    fn mesh(side: u32) -> Vec<(u32, u32)> {
        let below = (0..side * (side - 1)).map(|node| (node, node + side));
        let beside = (0..side * side).filter(|node| node % side + 1 < side).map(|node| (node, node + 1));
        below.chain(beside).collect()
    }

    #[test]
    fn the_smallest_networks_are_no_matter() {
        assert!(arranged(0, &[], 0).is_empty());
        assert_eq!(arranged(1, &[], 0), Places::new(1));
        assert!((distance(&arranged(2, &[(0, 1)], 0), 0, 1) - 1.0).abs() < 0.01);
        let three = arranged(3, &[(0, 1), (1, 2), (2, 0)], 5);
        for (a, b) in [(0, 1), (1, 2), (2, 0)] {
            assert!((distance(&three, a, b) - 1.0).abs() < 0.01);
        }
    }

    #[test]
    fn a_path_is_a_line_and_a_mesh_a_square() {
        let path: Vec<(u32, u32)> = (1..60).map(|node| (node - 1, node)).collect();
        let line = arranged(60, &path, 3);
        assert!((distance(&line, 0, 59) - 59.0).abs() < 1.0, "{}", distance(&line, 0, 59));
        let square = arranged(144, &mesh(12), 3);
        let (one, other) = (distance(&square, 0, 143), distance(&square, 11, 132));
        assert!((one / other - 1.0).abs() < 0.05 && one > 14.0, "{one} {other}");
    }

    #[test]
    fn beyond_all_pairs_pivots_unfold_a_mesh_too() {
        let square = within(144, &mesh(12), 1, 100);
        let (one, other) = (distance(&square, 0, 143), distance(&square, 11, 132));
        assert!((one / other - 1.0).abs() < 0.1 && one > 13.0, "{one} {other}");
    }

    #[test]
    fn distances_of_all_pairs_are_those_walked() {
        let links = super::super::super::fit::tangle(150, 220, 9);
        let network = Network::new(150, links.iter().map(|(a, b)| (*a, *b, 1.0)));
        let (rows, farthest) = all_distances(&network);
        let walks: Vec<Vec<u16>> = (0..150).map(|node| network.steps_from(node)).collect();
        let mut pairs = 0;
        for (by, row) in rows.iter().enumerate() {
            for (at, steps) in row.iter().enumerate() {
                let walked = walks[at][(at + by + 1) % 150];
                assert_eq!(*steps, if walked == u16::MAX { 0 } else { walked });
                assert!(*steps <= farthest);
                pairs += 1;
            }
        }
        assert_eq!(pairs, 150 * 149 / 2);
    }

    #[test]
    fn the_same_seed_gives_the_same_picture_and_parts_do_not_throw_it() {
        // Two parts, though one is asked for: finite all the same.
        let links: Vec<(u32, u32)> = (1..190).filter(|at| at % 50 != 0).map(|at| (at - 1, at)).collect();
        for exact in [EXACT, 100] {
            let places = within(190, &links, 4, exact);
            assert!(places.x.iter().chain(&places.y).all(|value| value.is_finite()));
            assert_eq!(places, within(190, &links, 4, exact));
            assert_ne!(places, within(190, &links, 5, exact));
        }
    }

    #[test]
    fn it_can_be_stopped_and_dropped() {
        let network = Network::new(9, (1..9u32).map(|node| (0, node, 1.0)));
        let mut looks = 0;
        let places = stress(&network, 0, 1, &mut |_, _| {
            looks += 1;
            if looks == 3 { Flow::Stop } else { Flow::Go }
        });
        assert!(places.is_some_and(|places| places.len() == 9) && looks == 3);
        assert_eq!(stress(&network, 0, 1, &mut |_, _| Flow::Cancel), None);
    }
}
