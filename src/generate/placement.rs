//! A composed place for every actor of an invented map: each group a disc of sunflower seeds, the
//! linked ones in its middle, the groups of a region around the largest, the regions around the State.
//!
//! Cheap, and no layout: it is there so that a map can be drawn before one has run.

use super::network::Network;
use crate::geometry::Point;

/// Distance between neighbours, in world units.
const SPACING: f64 = 64.0;
/// Room left around a group.
const MARGIN: f64 = 140.0;
/// Cosine and sine of the golden angle (Vogel, "A better way to construct the sunflower head", 1979).
/// Written out, as computed sines differ between machines.
const TURN: (f64, f64) = (-0.737_368_878_078_319_9, 0.675_490_294_261_523_9);

/// Points of a sunflower head from its middle outwards, `SPACING` 1 apart.
fn sunflower() -> impl Iterator<Item = Point> {
    let mut direction = (1.0, 0.0);
    (0_u32..).map(move |rank| {
        let far = f64::from(rank).sqrt();
        let at = Point::new(direction.0 * far, direction.1 * far);
        direction =
            (direction.0 * TURN.0 - direction.1 * TURN.1, direction.0 * TURN.1 + direction.1 * TURN.0);
        // Kept on the unit circle against the drift of rounding.
        let length = (direction.0 * direction.0 + direction.1 * direction.1).sqrt();
        direction = (direction.0 / length, direction.1 / length);
        at
    })
}

/// Where every actor stands, by its rank.
pub(super) fn placed(network: &Network) -> Vec<Point> {
    let mut degrees = vec![0_u32; network.nodes.len()];
    for tie in &network.ties {
        degrees[tie.from as usize] += 1;
        degrees[tie.to as usize] += 1;
    }
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); network.groups.len()];
    for (rank, node) in network.nodes.iter().enumerate() {
        members[node.group as usize].push(rank as u32);
    }
    // Groups are packed within their region, then the regions.
    let regions = network.groups.iter().filter_map(|group| group.region).max().map_or(0, |last| last + 1);
    let radius = |group: usize| match members[group].len() {
        0 => 0.0,
        members => SPACING * (members as f64).sqrt() + MARGIN,
    };
    let mut in_region: Vec<Vec<usize>> = vec![Vec::new(); 1 + regions];
    for (rank, group) in network.groups.iter().enumerate() {
        in_region[group.region.map_or(0, |region| 1 + region)].push(rank);
    }
    let mut offsets = vec![Point::new(0.0, 0.0); network.groups.len()];
    let mut extents = Vec::with_capacity(in_region.len());
    for groups in &in_region {
        let radii: Vec<f64> = groups.iter().map(|group| radius(*group)).collect();
        let (centres, extent) = packed(&radii);
        for (group, centre) in groups.iter().zip(centres) {
            offsets[*group] = centre;
        }
        extents.push(if extent > 0.0 { extent + 2.0 * MARGIN } else { 0.0 });
    }
    let (centres, _) = packed(&extents);

    let mut points = vec![Point::new(0.0, 0.0); network.nodes.len()];
    for (group, mut ranks) in members.into_iter().enumerate() {
        ranks.sort_by_key(|rank| (std::cmp::Reverse(degrees[*rank as usize]), *rank));
        let region = centres[network.groups[group].region.map_or(0, |region| 1 + region)];
        let middle = offsets[group];
        for (rank, seed) in ranks.into_iter().zip(sunflower()) {
            let x = region.x + middle.x + SPACING * seed.x;
            let y = region.y + middle.y + SPACING * seed.y;
            points[rank as usize] = Point::new(x, y);
        }
    }
    points
}

/// Centres for discs of these radii so that none overlap, the large ones in the middle, and the
/// radius of them all.
fn packed(radii: &[f64]) -> (Vec<Point>, f64) {
    let mut order: Vec<usize> = (0..radii.len()).filter(|disc| radii[*disc] > 0.0).collect();
    order.sort_by(|a, b| radii[*b].total_cmp(&radii[*a]).then(a.cmp(b)));
    let mut centres = vec![Point::new(0.0, 0.0); radii.len()];
    let mut extent: f64 = 0.0;
    for (placed, disc) in order.iter().enumerate() {
        let radius = radii[*disc];
        let step = radius * 0.5;
        let is_free = |at: &Point| {
            order[..placed].iter().all(|other| {
                let (dx, dy) = (at.x - centres[*other].x, at.y - centres[*other].y);
                let apart = radius + radii[*other];
                dx * dx + dy * dy >= apart * apart
            })
        };
        // Seeds go outwards without end, so that one is free.
        let seeds = sunflower().map(|seed| Point::new(seed.x * step, seed.y * step));
        let at = seeds.into_iter().find(is_free).unwrap_or_default();
        centres[*disc] = at;
        extent = extent.max((at.x * at.x + at.y * at.y).sqrt() + radius);
    }
    (centres, extent)
}
