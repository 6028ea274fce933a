//! Circle: everyone on one circle, in an order where those linked stand near each other and links cross
//! little.
//!
//! First the network is coarsened step by step (as Force does): groups of few that belong together, then
//! groups of groups. The order is made from the coarsest down, each group's members side by side, so that
//! communities are arcs. At each size that allows it, *sifting* (Baur and Brandes 2004) tries
//! every node at every place of the circle and leaves it where links cross least; in larger ones neighbours
//! change places where that makes links shorter.

use super::engine::{Network, Places, coarsen};
use std::f64::consts::TAU;

/// Sifting is for networks whose nodes times links are no more than this.
const SIFTED: usize = 10_000_000;
/// So often.
const SIFTINGS: usize = 4;
/// Coarsened until so few are left.
const COARSEST: usize = 60;

/// Arranges on a circle on which nobody is nearer to the next than `room`, in world units, around the origin.
/// `rank` (family and kind) only decides between equals, such as those without links.
pub fn circle(network: &Network, rank: &[(i64, i64)], room: f32) -> Places {
    let count = network.count();
    let order = order(network, rank);
    let mut places = Places::new(count);
    if count < 2 {
        return places;
    }
    let room = f64::from(room.max(f32::MIN_POSITIVE)) * 1.001;
    let radius = room / (2.0 * (TAU / 2.0 / count as f64).sin());
    for (at, node) in order.iter().enumerate() {
        // From above, clockwise.
        let (sine, cosine) = (TAU * at as f64 / count as f64).sin_cos();
        places.x[*node as usize] = (radius * sine) as f32;
        places.y[*node as usize] = (-radius * cosine) as f32;
    }
    places
}

/// The nodes in order around the circle: part by part, the largest first; those alone come last, by rank.
fn order(network: &Network, rank: &[(i64, i64)]) -> Vec<u32> {
    let rank_of = |node: u32| rank.get(node as usize).copied().unwrap_or((i64::MAX, i64::MAX));
    let mut order = Vec::with_capacity(network.count());
    let mut alone = Vec::new();
    let mut linked: Vec<u32> = Vec::new();
    for part in network.components() {
        if part.len() == 1 {
            alone.extend(part);
        } else {
            linked.extend(part);
        }
    }
    linked.sort_unstable();
    let part_of = parts(network);
    let mut inner = arc(&network.of_nodes(&linked), &|node| rank_of(linked[node as usize]));
    // Coarsening keeps parts together, but groups of leaves may not: sorted, nothing else changes.
    inner.sort_by_key(|node| part_of[linked[*node as usize] as usize]);
    order.extend(inner.into_iter().map(|node| linked[node as usize]));
    alone.sort_by_key(|node| (rank_of(*node), *node));
    order.extend(alone);
    order
}

/// The number of the part each node is in, the largest first.
fn parts(network: &Network) -> Vec<u32> {
    let mut part_of = vec![0u32; network.count()];
    for (at, part) in network.components().iter().enumerate() {
        part.iter().for_each(|node| part_of[*node as usize] = at as u32);
    }
    part_of
}

/// An order of all nodes of a network.
fn arc(network: &Network, rank: &dyn Fn(u32) -> (i64, i64)) -> Vec<u32> {
    // From fine to coarse: networks, and the groups between them.
    let mut levels: Vec<(Network, Vec<u32>)> = Vec::new();
    let mut last = network.clone();
    while last.count() > COARSEST {
        let coarser = coarsen::coarsen(&last, &[], 8.0);
        if coarser.network.count() * 20 > last.count() * 19 {
            break;
        }
        levels.push((std::mem::replace(&mut last, coarser.network), coarser.group));
    }
    let is_whole = levels.is_empty();
    let mut order = walk(&last, &|node| if is_whole { rank(node) } else { (0, 0) });
    improve(&last, &mut order);
    for (at, (finer, group)) in levels.iter().enumerate().rev() {
        order = refine(finer, group, &order, &|node| if at == 0 { rank(node) } else { (0, 0) });
        improve(finer, &mut order);
    }
    order
}

/// A walk in depth, from those with few links, to the neighbours held most.
fn walk(network: &Network, rank: &dyn Fn(u32) -> (i64, i64)) -> Vec<u32> {
    let mut starts: Vec<u32> = (0..network.count() as u32).collect();
    starts.sort_by_key(|node| (network.degree(*node as usize), rank(*node), *node));
    let mut seen = vec![false; network.count()];
    let mut order = Vec::with_capacity(network.count());
    let mut stack = Vec::new();
    for start in starts {
        stack.push(start);
        while let Some(node) = stack.pop() {
            if std::mem::replace(&mut seen[node as usize], true) {
                continue;
            }
            order.push(node);
            let mut near: Vec<(u32, f32)> = network
                .neighbours(node as usize)
                .filter(|(other, _)| !seen[*other])
                .map(|(other, weight)| (other as u32, weight))
                .collect();
            near.sort_by(|a, b| a.1.total_cmp(&b.1).then(rank(b.0).cmp(&rank(a.0))).then(b.0.cmp(&a.0)));
            stack.extend(near.into_iter().map(|(other, _)| other));
        }
    }
    order
}

/// The order of the finer network: each group's members side by side, those first whose other links lead
/// backwards, the shorter way around.
fn refine(network: &Network, group: &[u32], order: &[u32], rank: &dyn Fn(u32) -> (i64, i64)) -> Vec<u32> {
    let mut place = vec![0i64; order.len()];
    order.iter().zip(0..).for_each(|(node, at)| place[*node as usize] = at);
    let around = order.len() as i64;
    let mut keyed: Vec<(i64, f64, (i64, i64), u32)> = (0..network.count())
        .map(|node| {
            let own = place[group[node] as usize];
            let (mut sum, mut links) = (0.0, 0.0f64);
            for (other, weight) in network.neighbours(node) {
                let way = (place[group[other] as usize] - own).rem_euclid(around);
                let way = if 2 * way > around { way - around } else { way };
                if way != 0 {
                    // Forwards last, and of these the nearest last: links then lie inside each other.
                    sum += f64::from(weight) / way as f64;
                    links += f64::from(weight);
                }
            }
            (own, if links > 0.0 { sum / links } else { 0.0 }, rank(node as u32), node as u32)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
    keyed.into_iter().map(|(_, _, _, node)| node).collect()
}

fn improve(network: &Network, order: &mut [u32]) {
    if network.count().saturating_mul(network.link_count()) <= SIFTED {
        for _ in 0..SIFTINGS {
            if !sift(network, order) {
                break;
            }
        }
    } else {
        shorten(network, order);
    }
}

/// Tries each node at each place of the circle, by changes with its neighbour, and leaves it where links
/// cross least; whether any has moved. One round takes about nodes times links steps.
fn sift(network: &Network, order: &mut [u32]) -> bool {
    let count = order.len();
    if count < 4 {
        return false;
    }
    let mut at = vec![0u32; count];
    let number = |order: &[u32], at: &mut [u32]| {
        order.iter().zip(0..).for_each(|(node, index)| at[*node as usize] = index);
    };
    number(order, &mut at);
    let mut has_moved = false;
    let mut own: Vec<u32> = Vec::new();
    for node in 0..count {
        if network.degree(node) == 0 {
            continue;
        }
        // Seen from the node, around the circle: it is at 0.
        order.rotate_left(at[node] as usize);
        number(order, &mut at);
        own.clear();
        own.extend(network.neighbours(node).map(|(other, _)| at[other]));
        own.sort_unstable();
        let (mut change, mut best, mut target) = (0i64, 0i64, 0);
        for (index, &passed) in order.iter().enumerate().skip(1) {
            // The node stands before the one passed, and is to stand behind it. Seen from there on, around:
            // a link of each cross now when the node's ends first, and then when it ends last.
            let ends = Ends { own: &own, passed: index as u32 };
            for (other, _) in network.neighbours(passed as usize).filter(|(other, _)| *other != node) {
                let (first, last) = ends.before_and_after(at[other]);
                change += last - first;
            }
            if change < best {
                (best, target) = (change, index);
            }
        }
        if target > 0 {
            order[..=target].rotate_left(1);
            number(order, &mut at);
            has_moved = true;
        }
    }
    has_moved
}

/// The places where a node's links end, while it passes another at place `passed`.
struct Ends<'a> {
    /// Ascending.
    own: &'a [u32],
    passed: u32,
}

impl Ends<'_> {
    /// How many end before this place, and how many after it, going around from the one passed; a link
    /// to the one passed itself is neither.
    fn before_and_after(&self, place: u32) -> (i64, i64) {
        let below = |limit: u32| self.own.partition_point(|end| *end < limit) as i64;
        let (to_passed, through_passed) = (below(self.passed), below(self.passed + 1));
        let (to_place, through_place) = (below(place), below(place + 1));
        let all = self.own.len() as i64;
        if place > self.passed {
            (to_place - through_passed, all - through_place + to_passed)
        } else {
            (all - through_passed + to_place, to_passed - through_place)
        }
    }
}

/// Changes neighbours on the circle where that makes links shorter, some rounds.
fn shorten(network: &Network, order: &mut [u32]) {
    const LOOKS: usize = 6;
    let count = order.len();
    let mut at = vec![0u32; count];
    order.iter().zip(0..).for_each(|(node, index)| at[*node as usize] = index);
    // How much longer a node's links become by one place forwards.
    let gain = |node: u32, except: u32, at: &[u32]| -> i64 {
        let here = i64::from(at[node as usize]);
        let ways = network.neighbours(node as usize).filter(|(other, _)| *other != except as usize);
        ways.map(|(other, _)| {
            let way = (i64::from(at[other]) - here).rem_euclid(count as i64);
            if 2 * way > count as i64 { 1 } else { -1 }
        })
        .sum()
    };
    for _ in 0..LOOKS {
        let mut has_changed = false;
        for index in 1..count {
            let (a, b) = (order[index - 1], order[index]);
            if gain(a, b, &at) - gain(b, a, &at) < 0 {
                order.swap(index - 1, index);
                at.swap(a as usize, b as usize);
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fit::{is_apart, tangle};
    use super::*;

    fn network(count: usize, links: &[(u32, u32)]) -> Network {
        Network::new(count, links.iter().map(|(a, b)| (*a, *b, 1.0)))
    }

    fn crossings(network: &Network, order: &[u32]) -> usize {
        let mut at = vec![0; order.len()];
        order.iter().enumerate().for_each(|(index, node)| at[*node as usize] = index);
        let links: Vec<(usize, usize)> = (0..order.len())
            .flat_map(|node| network.neighbours(node).map(move |(other, _)| (node, other)))
            .filter(|(a, b)| a < b)
            .map(|(a, b)| (at[a].min(at[b]), at[a].max(at[b])))
            .collect();
        let crosses = |(a, b): (usize, usize), (c, d): (usize, usize)| {
            (a < c && c < b && b < d) || (c < a && a < d && d < b)
        };
        links
            .iter()
            .enumerate()
            .map(|(i, a)| links[i + 1..].iter().filter(|b| crosses(*a, **b)).count())
            .sum()
    }

    #[test]
    fn the_smallest_networks_are_no_matter() {
        assert!(circle(&network(0, &[]), &[], 64.0).is_empty());
        assert_eq!(circle(&network(1, &[]), &[], 64.0), Places::new(1));
        for count in 2..6 {
            assert!(is_apart(&circle(&network(count, &[(0, 1)]), &[], 64.0), 64.0));
        }
    }

    #[test]
    fn all_stand_on_one_circle_with_equal_room() {
        for (count, links) in [(50, 80), (250, 320)] {
            let network = network(count as usize, &tangle(count, links, 2));
            let places = circle(&network, &[], 64.0);
            assert!(is_apart(&places, 64.0));
            let radius = places.x[0].hypot(places.y[0]);
            for (x, y) in places.x.iter().zip(&places.y) {
                assert!((x.hypot(*y) / radius - 1.0).abs() < 1e-4);
            }
            assert_eq!(places, circle(&network, &[], 64.0));
        }
    }

    #[test]
    fn sifting_knows_what_it_saves() {
        let network = network(40, &tangle(40, 70, 8));
        let mut order: Vec<u32> = (0..40).collect();
        let mut before = crossings(&network, &order);
        let first = before;
        while sift(&network, &mut order) {
            let now = crossings(&network, &order);
            assert!(now < before, "{now} {before}");
            before = now;
        }
        assert!(before < first);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert!(sorted.iter().zip(0..).all(|(node, at)| *node == at));
    }

    #[test]
    fn a_closed_chain_and_a_tree_do_not_cross() {
        let chain: Vec<(u32, u32)> = (0..90).map(|at| (at * 7 % 90, (at + 1) * 7 % 90)).collect();
        let chain = network(90, &chain);
        assert_eq!(crossings(&chain, &order(&chain, &[])), 0);
        let tree: Vec<(u32, u32)> = (1..50).map(|node| ((node - 1) / 2, node)).collect();
        let tree = network(50, &tree);
        assert_eq!(crossings(&tree, &order(&tree, &[])), 0);
    }

    #[test]
    fn communities_are_arcs() {
        // Two groups of eight, all linked within, numbered alternately, one link between them.
        let mut links = vec![(0, 1)];
        for a in 0..16u32 {
            links.extend((a + 1..16).filter(|b| a % 2 == b % 2).map(|b| (a, b)));
        }
        let order = order(&network(16, &links), &[]);
        let changes = (0..16).filter(|at| order[*at] % 2 != order[(at + 1) % 16] % 2).count();
        assert_eq!(changes, 2);
    }

    #[test]
    fn those_without_links_stand_by_rank() {
        let rank: Vec<(i64, i64)> = (0..30).map(|at| (at * 11 % 4, at % 3)).collect();
        let order = order(&network(30, &[]), &rank);
        assert!(order.windows(2).all(|pair| rank[pair[0] as usize] <= rank[pair[1] as usize]));
    }
}
