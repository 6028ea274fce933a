//! Coarsening: a smaller network of the same shape, its nodes groups of a few that belong together.
//!
//! Each node, those with fewest links first, joins the neighbour with the strongest link for its size;
//! leaves of one hub that has no room left join each other, or a star would never get smaller.

use super::Network;

/// A group takes in no more nodes than this.
const MEMBERS: u32 = 5;
const NONE: u32 = u32::MAX;

/// A network coarsened by one step.
pub struct Coarser {
    /// The group of each node.
    pub group: Vec<u32>,
    /// The groups as a network: masses and the weights of links between groups summed.
    pub network: Network,
    /// Which groups are a pinned node.
    pub pinned: Vec<bool>,
}

/// One step. `cap` is the largest mass of a group in average masses of a node; pinned nodes stay groups
/// of their own.
pub fn coarsen(network: &Network, pinned: &[bool], cap: f32) -> Coarser {
    let count = network.count();
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_by_key(|node| network.degree(*node as usize));
    let total: f32 = network.mass.iter().sum();
    let limit = cap * total / count.max(1) as f32;
    let is_pinned = |node: usize| pinned.get(node).copied().unwrap_or(false);
    let mut group = vec![NONE; count];
    let mut masses: Vec<f32> = Vec::new();
    let mut members: Vec<u32> = Vec::new();
    // For each hub, the group of its leaves that has room.
    let mut of_leaves = vec![NONE; count];
    for node in order.into_iter().map(|node| node as usize) {
        if group[node] != NONE {
            continue;
        }
        let mass = network.mass[node];
        let mut found = NONE;
        if !is_pinned(node) {
            let mut best = 0f32;
            for (other, weight) in network.neighbours(node).filter(|(other, _)| !is_pinned(*other)) {
                let other_mass = network.mass[other];
                let (size, members) = match group[other] {
                    NONE => (other_mass, 1),
                    of => (masses[of as usize], members[of as usize]),
                };
                let has_room = size + mass <= limit.max(1.2 * other_mass + mass) && members < MEMBERS;
                let score = weight / (size * other_mass).sqrt();
                if (group[other] == NONE || has_room) && score > best {
                    best = score;
                    found = other as u32;
                }
            }
        }
        let mut found_group = NONE;
        if found != NONE {
            let other = found as usize;
            if group[other] == NONE {
                group[other] = masses.len() as u32;
                masses.push(network.mass[other]);
                members.push(1);
            }
            found_group = group[other];
        } else if !is_pinned(node) {
            let strength = |(other, weight): &(usize, f32)| weight / network.mass[*other];
            let hub = network.neighbours(node).max_by(|a, b| strength(a).total_cmp(&strength(b)));
            if let Some((hub, _)) = hub {
                found_group = of_leaves[hub];
                if found_group == NONE {
                    of_leaves[hub] = masses.len() as u32;
                } else if members[found_group as usize] + 1 >= 3 {
                    of_leaves[hub] = NONE;
                }
            }
        }
        if found_group == NONE {
            group[node] = masses.len() as u32;
            masses.push(mass);
            members.push(1);
        } else {
            group[node] = found_group;
            masses[found_group as usize] += mass;
            members[found_group as usize] += 1;
        }
    }
    let network = between_groups(network, &group, masses);
    let mut pinned_groups = vec![false; network.count()];
    for (node, group) in group.iter().enumerate() {
        if is_pinned(node) {
            pinned_groups[*group as usize] = true;
        }
    }
    Coarser { group, network, pinned: pinned_groups }
}

fn between_groups(network: &Network, group: &[u32], masses: Vec<f32>) -> Network {
    let count = masses.len();
    let mut begin = vec![0u32; count + 1];
    for group in group {
        begin[*group as usize + 1] += 1;
    }
    for at in 1..=count {
        begin[at] += begin[at - 1];
    }
    let mut members = vec![0u32; group.len()];
    let mut next = begin.clone();
    for (node, group) in group.iter().enumerate() {
        let at = &mut next[*group as usize];
        members[*at as usize] = node as u32;
        *at += 1;
    }
    // Where the link to a group stands in the row being made; rows only grow, so what is older than
    // the row's beginning is of another row.
    let mut seen = vec![NONE; count];
    let mut coarse = Network { offsets: vec![0], mass: masses, ..Network::default() };
    for own in 0..count {
        let first = coarse.targets.len() as u32;
        for &node in &members[begin[own] as usize..begin[own + 1] as usize] {
            for (other, weight) in network.neighbours(node as usize) {
                let other = group[other] as usize;
                if other == own {
                    continue;
                }
                let at = seen[other];
                if at != NONE && at >= first {
                    coarse.weights[at as usize] += weight;
                } else {
                    seen[other] = coarse.targets.len() as u32;
                    coarse.targets.push(other as u32);
                    coarse.weights.push(weight);
                }
            }
        }
        coarse.offsets.push(coarse.targets.len() as u32);
    }
    coarse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_and_a_path_both_get_much_smaller_and_keep_their_mass() {
        let star = Network::new(1_000, (1..1_000).map(|leaf| (0, leaf, 1.0)));
        let path = Network::new(1_000, (1..1_000).map(|node| (node - 1, node, 1.0)));
        for network in [star, path] {
            let coarser = coarsen(&network, &[], 8.0);
            assert!(coarser.network.count() < 600, "{}", coarser.network.count());
            let (before, after): (f32, f32) = (network.mass.iter().sum(), coarser.network.mass.iter().sum());
            assert!((before - after).abs() < 1.0);
            assert!(coarser.group.iter().all(|group| (*group as usize) < coarser.network.count()));
        }
    }

    #[test]
    fn pinned_nodes_stay_alone() {
        let path = Network::new(50, (1..50).map(|node| (node - 1, node, 1.0)));
        let pinned: Vec<bool> = (0..50).map(|node| node % 7 == 0).collect();
        let coarser = coarsen(&path, &pinned, 8.0);
        for node in (0..50).step_by(7) {
            let group = coarser.group[node];
            assert_eq!(coarser.group.iter().filter(|other| **other == group).count(), 1);
            assert!(coarser.pinned[group as usize]);
        }
        assert_eq!(coarser.pinned.iter().filter(|pinned| **pinned).count(), 8);
    }
}
