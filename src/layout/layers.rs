//! Layers: everyone in rows, by family or by the direction of links, so that links run from row to row.
//!
//! The classical way in four steps (Sugiyama, Tagawa and Toda 1981):
//!
//! 1. By direction only: links that close a circle are turned (greedy, Eades, Lin and Smyth 1993), everyone
//!    goes one row below the lowest of those who point at them (longest way), then where their links are
//!    shorter, or where the row is less full (Gansner, Koutsofios, North and Vo 1993, "balancing").
//! 2. Links over several rows become chains of waypoints, as long as they are not too many.
//! 3. Rows are sorted by the mean place of those linked above, then below, over and over; the order with
//!    fewest crossings is kept, and neighbours in a row change places where that saves crossings.
//! 4. Each row goes as near to the middle of its links as the room of the others lets it: weighted
//!    isotonic regression instead of priorities (see `layout::fit`).
//!
//! Rows too wide for a picture are wrapped into several lines of one band, in which order still runs from
//! left to right.

use super::engine::{Network, Places};
use super::fit::{SHAPE, centred, shelve, spread};

/// Rows of no more than so many are never wrapped.
const NARROW: usize = 24;
/// From the last line of a row to the first of the next, in rooms.
const BAND: f64 = 3.0;
/// Waypoints in one part of a network, at most, and four for each of its nodes; beyond, long links go straight.
const WAYPOINTS: usize = 60_000;
/// The room of a waypoint, in rooms.
const WAYPOINT_ROOM: f64 = 0.25;
/// How heavily waypoints hold on to each other, so that chains are straight.
const WAYPOINT_WEIGHT: f64 = 6.0;
/// Between two parts, in rooms.
const PART_GAP: f64 = 3.0;

/// Arranges in rows by the given layer of each node, the lowest above. `room` is the diameter a node needs,
/// in world units; the result is centred on the origin.
pub fn by_rank(network: &Network, layer: &[u32], room: f32) -> Places {
    let count = network.count();
    let layer: Vec<u32> = (0..count).map(|node| layer.get(node).copied().unwrap_or(u32::MAX)).collect();
    let nodes: Vec<u32> = (0..count as u32).collect();
    let mut links = Vec::with_capacity(network.link_count());
    for node in 0..count {
        let others = network.neighbours(node).map(|(other, _)| other).filter(|other| node < *other);
        links.extend(others.map(|other| (node as u32, other as u32)));
    }
    let mut rows = Rows::new(&nodes, |node| layer[node as usize], links, false);
    rows.reduce();
    let mut points = rows.place(f64::from(room.max(f32::MIN_POSITIVE)));
    points.truncate(count);
    centred(&points)
}

/// Arranges in rows from above to below by the direction of `links` (from, to) among `count` nodes;
/// `network` is theirs without direction. Parts that are not linked stand side by side. `room` is the
/// diameter a node needs, in world units; the result is centred on the origin.
pub fn by_direction(count: usize, links: &[(u32, u32)], network: &Network, room: f32) -> Places {
    let room = f64::from(room.max(f32::MIN_POSITIVE));
    let is_link = |(from, to): &(u32, u32)| from != to && (*from as usize) < count && (*to as usize) < count;
    let mut links: Vec<(u32, u32)> = links.iter().copied().filter(is_link).collect();
    links.sort_unstable();
    links.dedup();
    let order = turn(count, &links);
    for (from, to) in &mut links {
        if order[*from as usize] > order[*to as usize] {
            std::mem::swap(from, to);
        }
    }
    links.sort_unstable();
    links.dedup();
    let layer = layers(count, &links, &order);

    // Part by part; those who stand alone are one block.
    let mut parts = network.components();
    parts.iter_mut().for_each(|part| part.retain(|node| (*node as usize) < count));
    let mut part_of = vec![0u32; count];
    for (at, part) in parts.iter().enumerate() {
        part.iter().for_each(|node| part_of[*node as usize] = at as u32);
    }
    let alone: Vec<u32> = parts.iter().filter(|part| part.len() == 1).flatten().copied().collect();
    links.retain(|(from, to)| part_of[*from as usize] == part_of[*to as usize]);
    links.sort_by_key(|(from, to)| (part_of[*from as usize], *from, *to));
    let mut number = vec![0u32; count];
    let mut rest = &links[..];
    let mut points = vec![(0.0, 0.0); count];
    let mut boxes: Vec<(f64, f64)> = Vec::new();
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for (at, part) in parts.iter().enumerate().filter(|(_, part)| part.len() > 1) {
        let own = rest.partition_point(|(from, _)| part_of[*from as usize] as usize <= at);
        let (own, others) = rest.split_at(own);
        rest = others;
        for (local, node) in part.iter().enumerate() {
            number[*node as usize] = local as u32;
        }
        let own = own.iter().map(|(from, to)| (number[*from as usize], number[*to as usize])).collect();
        let mut rows = Rows::new(part, |node| layer[node as usize], own, true);
        rows.reduce();
        blocks.push((part, rows.place(room)));
    }
    let columns = ((alone.len() as f64 * SHAPE).sqrt().ceil() as usize).max(1);
    let in_rank = |at: usize| ((at % columns) as f64 * room, (at / columns) as f64 * room);
    blocks.push((&alone, (0..alone.len()).map(in_rank).collect()));
    for (part, block) in &mut blocks {
        block.truncate(part.len());
        let low = block.iter().fold((f64::MAX, f64::MAX), |low, at| (low.0.min(at.0), low.1.min(at.1)));
        block.iter_mut().for_each(|at| *at = (at.0 - low.0, at.1 - low.1));
        let high = block.iter().fold((0.0, 0.0), |high: (f64, f64), at| (high.0.max(at.0), high.1.max(at.1)));
        boxes.push((high.0 + room, high.1 + room));
    }
    let (corners, _) = shelve(&boxes, PART_GAP * room);
    for ((part, block), (left, top)) in blocks.iter().zip(corners) {
        for (node, at) in part.iter().zip(block) {
            points[*node as usize] = (left + at.0, top + at.1);
        }
    }
    centred(&points)
}

/// The nodes of a part and their points.
type Block<'a> = (&'a [u32], Vec<(f64, f64)>);

/// An order of the nodes in which few links point backwards (Eades, Lin and Smyth 1993): sinks go to the
/// end, sources to the beginning, else whoever points at the most more than are pointing at it.
fn turn(count: usize, links: &[(u32, u32)]) -> Vec<u32> {
    let out = Rays::new(count, links.iter().copied());
    let into = Rays::new(count, links.iter().map(|(from, to)| (*to, *from)));
    let mut outs: Vec<i64> = (0..count).map(|node| out.of(node).len() as i64).collect();
    let mut ins: Vec<i64> = (0..count).map(|node| into.of(node).len() as i64).collect();
    let most = outs.iter().chain(&ins).copied().max().unwrap_or(0);
    // Those with so much more out than in; one may wait in several, the last counts.
    let mut waiting: Vec<Vec<u32>> = vec![Vec::new(); 2 * most as usize + 1];
    let (mut sources, mut sinks): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut top = 0usize;
    for node in (0..count).rev() {
        let key = (outs[node] - ins[node] + most) as usize;
        waiting[key].push(node as u32);
        top = top.max(key);
        if outs[node] == 0 {
            sinks.push(node as u32);
        } else if ins[node] == 0 {
            sources.push(node as u32);
        }
    }
    let mut place = vec![u32::MAX; count];
    let (mut low, mut high) = (0u32, count as u32);
    loop {
        let (node, is_sink) = if let Some(node) = sinks.pop() {
            (node, true)
        } else if let Some(node) = sources.pop() {
            (node, false)
        } else {
            while top > 0 && waiting[top].is_empty() {
                top -= 1;
            }
            let Some(node) = waiting[top].pop() else { break };
            let at = node as usize;
            if (outs[at] - ins[at] + most) as usize != top {
                continue;
            }
            (node, false)
        };
        let at = node as usize;
        if place[at] != u32::MAX {
            continue;
        }
        if is_sink {
            high -= 1;
            place[at] = high;
        } else {
            place[at] = low;
            low += 1;
        }
        for (others, is_out) in [(out.of(at), true), (into.of(at), false)] {
            for &other in others.iter().filter(|other| place[**other as usize] == u32::MAX) {
                let near = other as usize;
                let left = if is_out { &mut ins[near] } else { &mut outs[near] };
                *left -= 1;
                if outs[near] == 0 {
                    sinks.push(other);
                } else if ins[near] == 0 {
                    sources.push(other);
                }
                let key = (outs[near] - ins[near] + most) as usize;
                waiting[key].push(other);
                top = top.max(key);
            }
        }
    }
    place
}

/// The row of each node, for links that all point forwards in `order`.
fn layers(count: usize, links: &[(u32, u32)], order: &[u32]) -> Vec<u32> {
    /// So often is everyone looked at for a better row.
    const LOOKS: usize = 4;
    let out = Rays::new(count, links.iter().copied());
    let into = Rays::new(count, links.iter().map(|(from, to)| (*to, *from)));
    let mut sorted: Vec<u32> = (0..count as u32).collect();
    sorted.sort_unstable_by_key(|node| order[*node as usize]);
    let mut layer = vec![0u32; count];
    for &node in &sorted {
        let above = into.of(node as usize).iter().map(|other| layer[*other as usize] + 1);
        layer[node as usize] = above.max().unwrap_or(0);
    }
    let rows = layer.iter().max().map_or(0, |last| *last as usize + 1);
    let mut filled = vec![0u32; rows];
    layer.iter().for_each(|layer| filled[*layer as usize] += 1);
    for look in 0..LOOKS {
        for at in 0..count {
            let node = sorted[if look % 2 == 0 { count - 1 - at } else { at }] as usize;
            let (above, below) = (into.of(node), out.of(node));
            let low = above.iter().map(|other| layer[*other as usize] + 1).max();
            let high = below.iter().map(|other| layer[*other as usize] - 1).min();
            let best = match (low, high) {
                (None, None) => continue,
                (None, Some(high)) => high,
                (Some(low), None) => low,
                (Some(low), Some(high)) if above.len() > below.len() => low.min(high),
                (Some(_), Some(high)) if above.len() < below.len() => high,
                // Links are as long everywhere in between: where fewest are, but not far to look for.
                (Some(low), Some(high)) => {
                    let rows = low..=high.min(low + 64);
                    rows.min_by_key(|row| (filled[*row as usize], *row)).unwrap_or(low)
                }
            };
            filled[layer[node] as usize] -= 1;
            filled[best as usize] += 1;
            layer[node] = best;
        }
    }
    layer
}

/// Who is linked to whom, one way.
struct Rays {
    begin: Vec<u32>,
    ends: Vec<u32>,
}

impl Rays {
    fn new(count: usize, links: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut begin = vec![0u32; count + 1];
        links.clone().for_each(|(from, _)| begin[from as usize + 1] += 1);
        for at in 0..count {
            begin[at + 1] += begin[at];
        }
        let mut next = begin.clone();
        let mut ends = vec![0u32; begin[count] as usize];
        for (from, to) in links {
            ends[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        }
        Self { begin, ends }
    }

    fn of(&self, node: usize) -> &[u32] {
        &self.ends[self.begin[node] as usize..self.begin[node + 1] as usize]
    }
}

/// Rows of nodes in order. Nodes from `real` on are waypoints.
struct Rows {
    real: usize,
    rows: Vec<Vec<u32>>,
    row_of: Vec<u32>,
    /// From above to below.
    links: Vec<(u32, u32)>,
    above: Rays,
    below: Rays,
}

impl Rows {
    /// Nodes are numbered by their index in `nodes`, in `links` too; links within a row are left out.
    fn new(nodes: &[u32], layer: impl Fn(u32) -> u32, links: Vec<(u32, u32)>, has_waypoints: bool) -> Self {
        let mut row_of: Vec<u32> = nodes.iter().map(|node| layer(*node)).collect();
        let mut known = row_of.clone();
        known.sort_unstable();
        known.dedup();
        for row in &mut row_of {
            *row = known.partition_point(|known| known < row) as u32;
        }
        let mut links = links;
        for (a, b) in &mut links {
            if row_of[*a as usize] > row_of[*b as usize] {
                std::mem::swap(a, b);
            }
        }
        links.retain(|(a, b)| row_of[*a as usize] != row_of[*b as usize]);
        let span = |(a, b): &(u32, u32)| (row_of[*b as usize] - row_of[*a as usize]) as usize;
        let waypoints: usize = links.iter().map(|link| span(link) - 1).sum();
        if has_waypoints && waypoints <= WAYPOINTS.min(4 * nodes.len()) {
            let mut all = Vec::with_capacity(links.len() + waypoints);
            for (a, b) in std::mem::take(&mut links) {
                let mut last = a;
                for row in row_of[a as usize] + 1..row_of[b as usize] {
                    let waypoint = row_of.len() as u32;
                    row_of.push(row);
                    all.push((last, waypoint));
                    last = waypoint;
                }
                all.push((last, b));
            }
            links = all;
        }
        let count = row_of.len();
        let below = Rays::new(count, links.iter().copied());
        let above = Rays::new(count, links.iter().map(|(a, b)| (*b, *a)));
        let mut rows = vec![Vec::new(); known.len()];
        // At first in the order of a walk in depth: who is linked begins nearby.
        let mut seen = vec![false; count];
        let mut stack = Vec::new();
        let mut starts: Vec<u32> = (0..count as u32).collect();
        let linked = |node: u32| above.of(node as usize).len() + below.of(node as usize).len();
        starts.sort_by_key(|node| (linked(*node) == 0, row_of[*node as usize], *node));
        for start in starts {
            stack.push(start);
            while let Some(node) = stack.pop() {
                if std::mem::replace(&mut seen[node as usize], true) {
                    continue;
                }
                rows[row_of[node as usize] as usize].push(node);
                let near = above.of(node as usize).iter().chain(below.of(node as usize)).rev();
                stack.extend(near.filter(|other| !seen[**other as usize]));
            }
        }
        Self { real: nodes.len(), rows, row_of, links, above, below }
    }

    /// Sorts rows for few crossings.
    fn reduce(&mut self) {
        let size = self.row_of.len() + self.links.len();
        let sweeps = (4_000_000 / size.max(1)).clamp(4, 24);
        let mut at = vec![0u32; self.row_of.len()];
        self.number(&mut at);
        let mut best = (self.crossings(&at), self.rows.clone());
        let mut keyed: Vec<(f64, u32, u32)> = Vec::new();
        let mut stale = 0;
        for sweep in 0..sweeps {
            let is_down = sweep % 2 == 0;
            let count = self.rows.len();
            for step in 0..count {
                let row = if is_down { step } else { count - 1 - step };
                let rays = if is_down { &self.above } else { &self.below };
                keyed.clear();
                for &node in &self.rows[row] {
                    let near = rays.of(node as usize);
                    let place = |node: u32| {
                        let wide = self.rows[self.row_of[node as usize] as usize].len();
                        (f64::from(at[node as usize]) + 0.5) / wide as f64
                    };
                    let key = if !near.is_empty() {
                        near.iter().map(|other| place(*other)).sum::<f64>() / near.len() as f64
                    } else if self.is_alone(node) {
                        2.0
                    } else {
                        place(node)
                    };
                    keyed.push((key, at[node as usize], node));
                }
                // Ties turn around now and then, or the first order would hold for ever.
                let turned = sweep % 4 >= 2;
                keyed.sort_by(|a, b| {
                    a.0.total_cmp(&b.0).then_with(|| if turned { b.1.cmp(&a.1) } else { a.1.cmp(&b.1) })
                });
                for (index, (place, (_, _, node))) in self.rows[row].iter_mut().zip(&keyed).enumerate() {
                    *place = *node;
                    at[*node as usize] = index as u32;
                }
            }
            let crossings = self.crossings(&at);
            stale += 1;
            if crossings < best.0 {
                best = (crossings, self.rows.clone());
                stale = 0;
            }
            if best.0 == 0 || stale >= 8 {
                break;
            }
        }
        self.rows = best.1;
        if best.0 > 0 && size <= 20_000 {
            self.number(&mut at);
            self.swap_neighbours(&mut at);
        }
    }

    fn is_alone(&self, node: u32) -> bool {
        self.above.of(node as usize).is_empty() && self.below.of(node as usize).is_empty()
    }

    fn number(&self, at: &mut [u32]) {
        for row in &self.rows {
            for (index, node) in row.iter().enumerate() {
                at[*node as usize] = index as u32;
            }
        }
    }

    /// How many pairs of links between the same two rows cross.
    fn crossings(&self, at: &[u32]) -> u64 {
        let mut keyed: Vec<(u64, u64)> = self
            .links
            .iter()
            .map(|(a, b)| {
                let pair = u64::from(self.row_of[*a as usize]) << 32 | u64::from(self.row_of[*b as usize]);
                (pair, u64::from(at[*a as usize]) << 32 | u64::from(at[*b as usize]))
            })
            .collect();
        keyed.sort_unstable();
        let mut crossings = 0;
        // How many ended so far to the left: a tree of partial sums (Barth, Jünger and Mutzel 2002).
        let mut sums: Vec<u32> = Vec::new();
        for group in keyed.chunk_by(|a, b| a.0 == b.0) {
            let wide = self.rows[(group[0].0 & 0xFFFF_FFFF) as usize].len();
            sums.clear();
            sums.resize(wide + 1, 0);
            for (before, (_, places)) in group.iter().enumerate() {
                let mut index = (places & 0xFFFF_FFFF) as usize + 1;
                let (mut left, own) = (0u64, index);
                while index > 0 {
                    left += u64::from(sums[index]);
                    index &= index - 1;
                }
                crossings += before as u64 - left;
                index = own;
                while index <= wide {
                    sums[index] += 1;
                    index += index & index.wrapping_neg();
                }
            }
        }
        crossings
    }

    /// Changes neighbours' places in their row where that saves crossings, over and over.
    fn swap_neighbours(&mut self, at: &mut [u32]) {
        const LOOKS: usize = 10;
        // The rows and places of all linked to a node, sorted.
        let ends = |rays: &Rays, node: u32, at: &[u32]| {
            let mut ends: Vec<(u32, u32)> = rays
                .of(node as usize)
                .iter()
                .map(|other| (self.row_of[*other as usize], at[*other as usize]))
                .collect();
            ends.sort_unstable();
            ends
        };
        // How many pairs of ends are in the wrong order when `a` stands before `b`.
        let wrong = |a: &[(u32, u32)], b: &[(u32, u32)]| {
            a.iter()
                .map(|end| {
                    let of_row = b.partition_point(|other| other.0 < end.0);
                    b.partition_point(|other| other < end) - of_row
                })
                .sum::<usize>()
        };
        let mut rows = std::mem::take(&mut self.rows);
        for _ in 0..LOOKS {
            let mut has_changed = false;
            for row in &mut rows {
                for index in 1..row.len() {
                    let (a, b) = (row[index - 1], row[index]);
                    let (mut now, mut swapped) = (0, 0);
                    for rays in [&self.above, &self.below] {
                        let (of_a, of_b) = (ends(rays, a, at), ends(rays, b, at));
                        now += wrong(&of_a, &of_b);
                        swapped += wrong(&of_b, &of_a);
                    }
                    if swapped < now {
                        row.swap(index - 1, index);
                        at.swap(a as usize, b as usize);
                        has_changed = true;
                    }
                }
            }
            if !has_changed {
                break;
            }
        }
        self.rows = rows;
    }

    /// Points of all, waypoints too.
    fn place(&self, room: f64) -> Vec<(f64, f64)> {
        let mut points = vec![(0.0, 0.0); self.row_of.len()];
        let reals: Vec<usize> =
            self.rows.iter().map(|row| row.iter().filter(|node| self.is_real(**node)).count()).collect();
        let widest = wrap_at(&reals);
        let mut top = 0.0;
        let mut is_fixed = vec![false; self.rows.len()];
        for (at, row) in self.rows.iter().enumerate() {
            let lines = reals[at].div_ceil(widest).max(1);
            is_fixed[at] = lines > 1;
            // Column by column, so that places follow the order from left to right.
            let columns = reals[at].div_ceil(lines);
            let mut index = 0;
            for &node in row {
                let (column, line) = ((index / lines) as f64, (index % lines) as f64);
                let x = (column - 0.5 * (columns as f64 - 1.0)) * room;
                if self.is_real(node) {
                    points[node as usize] = (x, top + line * room);
                    index += 1;
                } else {
                    points[node as usize] = (x, top);
                }
            }
            top += ((lines - 1) as f64 + BAND) * room;
        }
        for round in 0..12 {
            let is_down = round % 2 == 0;
            for step in 0..self.rows.len() {
                let row = if is_down { step } else { self.rows.len() - 1 - step };
                if !is_fixed[row] {
                    // At last both sides count.
                    let sides = if round >= 8 { (true, true) } else { (is_down, !is_down) };
                    self.settle(row, sides, room, &mut points);
                }
            }
        }
        points
    }

    fn is_real(&self, node: u32) -> bool {
        (node as usize) < self.real
    }

    /// Moves a row's nodes towards the middle of those they are linked to above, below or both.
    fn settle(&self, row: usize, (above, below): (bool, bool), room: f64, points: &mut [(f64, f64)]) {
        let row = &self.rows[row];
        let half = |node: u32| if self.is_real(node) { 0.5 * room } else { 0.5 * WAYPOINT_ROOM * room };
        let gaps: Vec<f64> = row.windows(2).map(|pair| half(pair[0]) + half(pair[1])).collect();
        let (mut wishes, mut weights) = (Vec::with_capacity(row.len()), Vec::with_capacity(row.len()));
        for &node in row {
            let (mut sum, mut weight) = (0.0, 0.0);
            for (rays, counts) in [(&self.above, above), (&self.below, below)] {
                for &other in rays.of(node as usize).iter().filter(|_| counts) {
                    let own = if self.is_real(node) || self.is_real(other) { 1.0 } else { WAYPOINT_WEIGHT };
                    sum += own * points[other as usize].0;
                    weight += own;
                }
            }
            let here = points[node as usize].0;
            // Those who have nobody on this side are moved by the others.
            let (wish, weight) = if weight > 0.0 { (sum / weight, weight) } else { (here, 1e-3) };
            wishes.push(wish);
            weights.push(weight);
        }
        for (node, x) in row.iter().zip(spread(&wishes, &weights, &gaps)) {
            points[*node as usize].0 = x;
        }
    }
}

/// How many may stand in one line, so that all rows together come near to the shape of a screen.
fn wrap_at(rows: &[usize]) -> usize {
    let widest = rows.iter().copied().max().unwrap_or(0);
    let mut best = (f64::MAX, widest.max(NARROW));
    let mut wide = NARROW;
    while wide < widest {
        let high: f64 = rows.iter().map(|row| (row.div_ceil(wide).max(1) - 1) as f64 + BAND).sum();
        let need = (wide as f64).max(SHAPE * high);
        if need < best.0 {
            best = (need, wide);
        }
        wide += wide / 16 + 1;
    }
    let high = BAND * rows.len() as f64;
    if (widest as f64).max(SHAPE * high) <= best.0 { widest.max(NARROW) } else { best.1 }
}

#[cfg(test)]
mod tests {
    use super::super::fit::{is_apart, tangle};
    use super::*;

    fn network(count: usize, links: &[(u32, u32)]) -> Network {
        Network::new(count, links.iter().map(|(a, b)| (*a, *b, 1.0)))
    }

    fn directed(count: usize, links: &[(u32, u32)]) -> Places {
        by_direction(count, links, &network(count, links), 64.0)
    }

    fn crossings(places: &Places, links: &[(u32, u32)]) -> usize {
        let at = |node: u32| (places.x[node as usize], places.y[node as usize]);
        let side = |p: (f32, f32), q: (f32, f32), r: (f32, f32)| {
            (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)
        };
        let crosses = |a: &(u32, u32), b: &(u32, u32)| {
            let (p, q, r, s) = (at(a.0), at(a.1), at(b.0), at(b.1));
            side(p, q, r) * side(p, q, s) < 0.0 && side(r, s, p) * side(r, s, q) < 0.0
        };
        links.iter().enumerate().map(|(i, a)| links[i + 1..].iter().filter(|b| crosses(a, b)).count()).sum()
    }

    #[test]
    fn the_smallest_networks_are_no_matter() {
        for count in 0..3 {
            let links: &[(u32, u32)] = if count == 2 { &[(0, 1), (1, 0), (0, 0), (5, 9)] } else { &[] };
            assert!(is_apart(&directed(count, links), 64.0));
            assert!(is_apart(&by_rank(&network(count, links), &[0, 7], 64.0), 64.0));
            assert!(is_apart(&by_rank(&network(count, links), &[], 64.0), 64.0));
        }
    }

    #[test]
    fn rows_follow_the_rank_and_nobody_overlaps() {
        for (count, links) in [(40, 60), (900, 1_500)] {
            let layer: Vec<u32> = (0..count).map(|node| node * 7 % 5 * 100).collect();
            let places = by_rank(&network(count as usize, &tangle(count, links, 3)), &layer, 64.0);
            assert!(is_apart(&places, 64.0));
            for a in 0..count as usize {
                assert!(
                    (0..count as usize).all(|b| layer[a] >= layer[b] || places.y[a] + 100.0 < places.y[b])
                );
            }
        }
    }

    #[test]
    fn wide_rows_are_wrapped_to_fit_a_screen() {
        let layer: Vec<u32> = (0..3_000).map(|node| u32::from(node > 40) + u32::from(node > 2_000)).collect();
        let places = by_rank(&network(3_000, &tangle(3_000, 4_000, 1)), &layer, 64.0);
        assert!(is_apart(&places, 64.0));
        let [left, right, top, bottom] = places.bounds();
        assert!((0.8..3.0).contains(&((right - left) / (bottom - top))));
    }

    #[test]
    fn links_point_downwards_where_no_circle_forbids() {
        // From lower to higher numbers: no circles.
        let links: Vec<(u32, u32)> = tangle(80, 120, 5)
            .into_iter()
            .filter(|(a, b)| a != b)
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        let places = directed(80, &links);
        assert!(is_apart(&places, 64.0));
        assert!(links.iter().all(|(from, to)| places.y[*from as usize] + 100.0 < places.y[*to as usize]));
        // One circle: only one of its links points up.
        let circle: Vec<(u32, u32)> = (0..7).map(|node| (node, (node + 1) % 7)).collect();
        let places = directed(7, &circle);
        let up =
            circle.iter().filter(|(from, to)| places.y[*from as usize] >= places.y[*to as usize]).count();
        assert_eq!(up, 1);
    }

    #[test]
    fn a_tree_has_no_crossings_and_parents_stand_above_the_middle_of_their_children() {
        let links: Vec<(u32, u32)> = (1..40).map(|node| ((node - 1) / 3, node)).collect();
        let places = directed(40, &links);
        assert_eq!(crossings(&places, &links), 0);
        let middle = (places.x[1] + places.x[2] + places.x[3]) / 3.0;
        assert!((places.x[0] - middle).abs() < 5.0, "{} {middle}", places.x[0]);
        let layer: Vec<u32> = (0..40)
            .map(|node| {
                if node == 0 {
                    0
                } else if node < 4 {
                    1
                } else if node < 13 {
                    2
                } else {
                    3
                }
            })
            .collect();
        let places = by_rank(&network(40, &links), &layer, 64.0);
        assert_eq!(crossings(&places, &links), 0);
    }

    #[test]
    fn parts_and_those_alone_stand_apart() {
        let links: Vec<(u32, u32)> = (0..30).map(|at| (at * 3, at * 3 + 1)).collect();
        let places = directed(90, &links);
        assert!(is_apart(&places, 64.0));
        assert_eq!(places, directed(90, &links));
    }
}
