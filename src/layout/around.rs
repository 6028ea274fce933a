//! Around: one actor in the middle, the others in rings by how many links away they are.
//!
//! The tree of shortest ways is drawn as Wills (1999) and Yee, Fisher, Dhamija and Hearst (2001) do: each
//! subtree has a wedge as wide as it has leaves. Among the nodes of the ring inside that it could hang
//! on, a node takes the one in the middle, and brothers stand in the order of the mean place of all they
//! are linked to inside (Sugiyama's barycentre, on rings), so that the other links cross little. A ring
//! that would have to be very wide is a band of several lines instead: a picture of many fills its disc.

use super::engine::{Network, Places};
use std::f64::consts::TAU;

/// A ring may go so many rooms further out than the one before to stay a single line.
const REACH: f64 = 5.0;
/// Air between two rings, in rooms, from centre to centre.
const BETWEEN: f64 = 2.5;

/// Arranges around `focus` (a node's number; the first where there is no such). Who cannot be reached stands
/// on a ring outside. `room` is the diameter a node needs, in world units; the focus is at the origin.
pub fn around(network: &Network, focus: u32, room: f32) -> Places {
    let count = network.count();
    if count == 0 {
        return Places::default();
    }
    let focus = if (focus as usize) < count { focus as usize } else { 0 };
    // A little more, for what rounding takes.
    let room = f64::from(room.max(f32::MIN_POSITIVE)) * 1.001;
    let steps = network.steps_from(focus);
    let rings = u32::from(steps.iter().copied().filter(|steps| *steps != u16::MAX).max().unwrap_or(0));
    let mut ring: Vec<Vec<u32>> = vec![Vec::new(); rings as usize + 1];
    for (node, steps) in steps.iter().enumerate() {
        if let Some(ring) = ring.get_mut(usize::from(*steps)) {
            ring.push(node as u32);
        }
    }
    let parent = order_rings(network, &steps, &mut ring);
    let angles = wedges(&ring, &parent, count);
    let mut points = vec![(0.0, 0.0); count];
    let mut radius = 0.0;
    for nodes in &ring[1..] {
        radius = place_ring(nodes, &angles, radius + BETWEEN * room, room, &mut points);
    }
    // The others, part by part.
    let others: Vec<u32> =
        network.components().into_iter().flatten().filter(|node| steps[*node as usize] == u16::MAX).collect();
    if !others.is_empty() {
        let mut angles = vec![0.0; count];
        for (at, node) in others.iter().enumerate() {
            angles[*node as usize] = TAU * at as f64 / others.len() as f64;
        }
        place_ring(&others, &angles, radius + 1.5 * BETWEEN * room, room, &mut points);
    }
    let (x, y) = points.into_iter().map(|(x, y)| (x as f32, y as f32)).unzip();
    Places { x, y }
}

/// Sorts each ring and gives each node its place in the tree: who it hangs on.
fn order_rings(network: &Network, steps: &[u16], rings: &mut [Vec<u32>]) -> Vec<u32> {
    let count = network.count();
    let mut parent = vec![u32::MAX; count];
    let mut index = vec![0u32; count];
    let mut inside: Vec<u32> = Vec::new();
    let mut keyed: Vec<(u32, f64, u32)> = Vec::new();
    for at in 1..rings.len() {
        let (inner, outer) = rings.split_at_mut(at);
        let (inner, ring) = (&inner[at - 1], &mut outer[0]);
        keyed.clear();
        for &node in ring.iter() {
            inside.clear();
            let own = steps[node as usize];
            let near = network.neighbours(node as usize).map(|(other, _)| other);
            inside.extend(near.filter(|other| steps[*other] < own).map(|other| index[other]));
            inside.sort_unstable();
            // Rings are circles, but the first ring's order is a line: the mean is good enough.
            let mean = inside.iter().map(|at| f64::from(*at)).sum::<f64>() / inside.len().max(1) as f64;
            let middle = inside.get((inside.len().max(1) - 1) / 2).copied().unwrap_or(0);
            parent[node as usize] = inner.get(middle as usize).copied().unwrap_or(0);
            keyed.push((middle, mean, node));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        if at == 1 {
            // All hang on the focus: those who know each other stand side by side.
            let known = walk_ring(network, steps, ring);
            ring.copy_from_slice(&known);
        } else {
            for (place, (_, _, node)) in ring.iter_mut().zip(&keyed) {
                *place = *node;
            }
        }
        for (at, node) in ring.iter().enumerate() {
            index[*node as usize] = at as u32;
        }
    }
    parent
}

/// The first ring in an order where those linked to each other, or to the same further out, follow each
/// other: a walk in depth through it, from those who know fewest.
fn walk_ring(network: &Network, steps: &[u16], ring: &[u32]) -> Vec<u32> {
    let mut seen = vec![false; network.count()];
    let mut starts = ring.to_vec();
    starts.sort_by_key(|node| (network.degree(*node as usize), *node));
    let mut order = Vec::with_capacity(ring.len());
    let mut stack: Vec<u32> = Vec::new();
    for start in starts {
        stack.push(start);
        while let Some(node) = stack.pop() {
            if std::mem::replace(&mut seen[node as usize], true) {
                continue;
            }
            let own = steps[node as usize];
            if own == 1 {
                order.push(node);
            }
            let near = network.neighbours(node as usize).map(|(other, _)| other);
            stack.extend(
                near.filter(|other| {
                    let far = steps[*other];
                    !seen[*other] && (far == 1 || (own == 1 && far == 2))
                })
                .map(|other| other as u32),
            );
        }
    }
    order
}

/// The angle of each node: the middle of its wedge.
fn wedges(rings: &[Vec<u32>], parent: &[u32], count: usize) -> Vec<f64> {
    let mut leaves = vec![0u32; count];
    for ring in rings[1..].iter().rev() {
        for &node in ring {
            let own = leaves[node as usize].max(1);
            leaves[node as usize] = own;
            leaves[parent[node as usize] as usize] += own;
        }
    }
    // Where each node's wedge begins, and how much of it its children have taken so far.
    let mut taken = vec![0.0f64; count];
    let mut angles = vec![0.0; count];
    let all = rings.first().and_then(|ring| ring.first()).map_or(1, |focus| leaves[*focus as usize].max(1));
    let one = TAU / f64::from(all);
    for ring in &rings[1..] {
        for &node in ring {
            let begin = &mut taken[parent[node as usize] as usize];
            let wide = one * f64::from(leaves[node as usize]);
            let own = *begin;
            *begin += wide;
            taken[node as usize] = own;
            angles[node as usize] = own + 0.5 * wide;
        }
    }
    angles
}

/// Places nodes, sorted by angle, on a ring that begins at this radius or a little further out; gives the
/// radius where it ends.
fn place_ring(nodes: &[u32], angles: &[f64], nearest: f64, room: f64, points: &mut [(f64, f64)]) -> f64 {
    let angle_of = |node: u32| angles[node as usize];
    let (Some(&first), Some(&last)) = (nodes.first(), nodes.last()) else { return nearest };
    let least = nodes
        .windows(2)
        .map(|pair| angle_of(pair[1]) - angle_of(pair[0]))
        .fold(angle_of(first) + TAU - angle_of(last), f64::min);
    let single = if nodes.len() < 2 { 0.0 } else { room / (2.0 * (0.5 * least.clamp(1e-12, 3.0)).sin()) };
    let base = nearest.max((single * 1.000_001).min(nearest + REACH * room));
    // For each line of the band: its gap, and the angles of its first and last nodes so far.
    let mut lines: Vec<(f64, f64, f64)> = Vec::new();
    let mut from = 0;
    for &node in nodes {
        let angle = angle_of(node);
        let is_free =
            |&(gap, first, last): &(f64, f64, f64)| angle - last >= gap && first + TAU - angle >= gap;
        // Lines take turns, so that the band fills evenly.
        let free = (from..lines.len()).chain(0..from.min(lines.len())).find(|line| is_free(&lines[*line]));
        let line = free.unwrap_or_else(|| {
            let radius = base + lines.len() as f64 * room;
            lines.push((2.0 * (room / (2.0 * radius)).min(1.0).asin(), angle, angle));
            lines.len() - 1
        });
        lines[line].2 = angle;
        let radius = base + line as f64 * room;
        points[node as usize] = (radius * angle.cos(), radius * angle.sin());
        from = if single <= base { 0 } else { line + 1 };
    }
    base + lines.len().saturating_sub(1) as f64 * room
}

#[cfg(test)]
mod tests {
    use super::super::fit::{is_apart, tangle};
    use super::*;

    fn network(count: usize, links: &[(u32, u32)]) -> Network {
        Network::new(count, links.iter().map(|(a, b)| (*a, *b, 1.0)))
    }

    fn radius(places: &Places, node: usize) -> f32 {
        places.x[node].hypot(places.y[node])
    }

    #[test]
    fn nobody_one_and_a_focus_that_does_not_exist_are_no_matter() {
        assert!(around(&network(0, &[]), 0, 64.0).is_empty());
        assert_eq!(around(&network(1, &[]), 7, 64.0), Places::new(1));
        let two = around(&network(2, &[]), 1, 64.0);
        assert!(is_apart(&two, 64.0) && two.x[1] == 0.0 && two.y[1] == 0.0);
    }

    #[test]
    fn rings_follow_the_distance_and_nobody_overlaps() {
        for (count, links) in [(5, 4), (60, 90), (400, 700), (3_000, 4_000)] {
            let network = network(count as usize, &tangle(count, links, 7));
            let places = around(&network, 3, 64.0);
            assert!(is_apart(&places, 64.0), "{count}");
            let steps = network.steps_from(3);
            assert_eq!((places.x[3], places.y[3]), (0.0, 0.0));
            let mut by_step: Vec<(u16, f32)> =
                (0..count as usize).map(|at| (steps[at], radius(&places, at))).collect();
            by_step.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            assert!(by_step.windows(2).all(|pair| pair[0].0 == pair[1].0 || pair[0].1 + 64.0 < pair[1].1));
        }
    }

    #[test]
    fn a_tree_is_drawn_without_crossings() {
        // A tree of three branches a node: children follow their parents' order around.
        let links: Vec<(u32, u32)> = (1..121).map(|node| ((node - 1) / 3, node)).collect();
        let places = around(&network(121, &links), 0, 64.0);
        let crosses = |a: (u32, u32), b: (u32, u32)| {
            let at = |node: u32| (places.x[node as usize], places.y[node as usize]);
            let side = |p: (f32, f32), q: (f32, f32), r: (f32, f32)| {
                (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)
            };
            let (p, q, r, s) = (at(a.0), at(a.1), at(b.0), at(b.1));
            side(p, q, r) * side(p, q, s) < 0.0 && side(r, s, p) * side(r, s, q) < 0.0
        };
        for (at, a) in links.iter().enumerate() {
            assert!(links[at + 1..].iter().all(|b| !crosses(*a, *b)));
        }
    }

    #[test]
    fn a_star_of_thousands_fills_a_disc_instead_of_a_huge_circle() {
        let links: Vec<(u32, u32)> = (1..20_000).map(|node| (0, node)).collect();
        let places = around(&network(20_000, &links), 0, 64.0);
        assert!(is_apart(&places, 64.0));
        let farthest = (0..20_000).map(|node| radius(&places, node)).fold(0.0, f32::max);
        assert!(farthest < 64.0 * 20_000f32.sqrt(), "{farthest}");
    }

    #[test]
    fn the_same_input_gives_the_same_places() {
        let network = network(200, &tangle(200, 300, 1));
        assert_eq!(around(&network, 5, 64.0), around(&network, 5, 64.0));
    }
}
