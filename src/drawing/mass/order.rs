//! Order: actors and links in tiles, so that what is in sight lies in few runs; links in *strata*
//! too, each a fair sample of the whole, so that the first ones show what the whole would.

use std::ops::Range;

use super::super::metrics::link;
use super::super::prepared::{NONE, Prepared, PreparedLink};
use super::{Tiles, push_range};
use crate::geometry::{Bounds, Point};

/// Up to so many links a graphics card draws all of them at every zoom.
pub const THINNED_FROM: usize = 12_000;
/// Up to so many actors all are drawn, in the order of their ids.
const FEW_ACTORS: usize = super::super::metrics::detail::VAST;
/// Tiles in a row for actors.
const ACTOR_TILES: usize = 64;
/// Tiles in a row for links, by how far they reach: a link lies where its tile is as wide as it.
const LINK_TILES: [usize; 4] = [64, 16, 4, 1];
/// How far a loop reaches from its actor, times the scale of nodes.
const LOOP: f64 = 340.0;
/// Runs closer to each other than this are drawn as one.
const GAP: u32 = 192;
/// Strata of links at most; each holds `RATIO` times what the ones before hold together.
pub const STRATA: usize = 8;
const RATIO: f64 = 2.0;

/// Actors in the order they are drawn in.
#[derive(Clone, Debug, Default)]
pub struct ActorOrder {
    /// Numbers of actors.
    pub numbers: Vec<u32>,
    tiles: Tiles,
    /// Where each tile begins in `numbers`; one more at the end. Empty where nothing is left out.
    starts: Vec<u32>,
}

impl ActorOrder {
    pub(super) fn new(prepared: &Prepared, bounds: Bounds) -> Self {
        let numbers = prepared.numbers_by_id();
        let numbers: Vec<u32> =
            numbers.into_iter().filter(|number| prepared.place_of(*number as usize).is_some()).collect();
        if numbers.len() <= FEW_ACTORS {
            return Self { numbers, ..Self::default() };
        }
        let tiles = Tiles::over(bounds, ACTOR_TILES);
        let tile_of = |number: &u32| prepared.place_of(*number as usize).map_or(0, |at| tiles.of(at)) as u32;
        let (numbers, starts) = sorted_by(&numbers, ACTOR_TILES * ACTOR_TILES, tile_of);
        Self { numbers, tiles, starts }
    }

    /// The runs of `numbers` that may lie in a box of the world.
    pub fn runs(&self, bounds: Bounds) -> Vec<Range<u32>> {
        let mut runs = Vec::new();
        if self.starts.is_empty() {
            push_range(&mut runs, 0..self.numbers.len() as u32, 0);
            return runs;
        }
        for row in self.tiles.rows(bounds) {
            push_range(&mut runs, self.starts[row.start]..self.starts[row.end], GAP);
        }
        runs
    }
}

/// Links in the order they are drawn in.
#[derive(Clone, Debug, Default)]
pub struct LinkOrder {
    /// Numbers of links.
    pub numbers: Vec<u32>,
    /// By link number: its place in `numbers`.
    pub places: Vec<u32>,
    strata: Vec<Stratum>,
    /// By place in `numbers`: both ends in world units from `origin`, as they were when sorted.
    segments: Vec<[f32; 4]>,
    origin: Point,
    bounds: Option<Bounds>,
    /// Half of all reach no farther than this, in world units.
    pub median_reach: f64,
    /// The sum of all lengths, in world units.
    pub total_length: f64,
}

/// A fair sample of all links.
#[derive(Clone, Debug)]
struct Stratum {
    run: Range<u32>,
    levels: Vec<Level>,
}

#[derive(Clone, Debug)]
struct Level {
    tiles: Tiles,
    starts: Vec<u32>,
}

/// Where links lie, by number: both ends from an origin, in world units; no numbers where one is not
/// drawn. Worked out once: ends are far apart in memory.
struct Lies {
    segments: Vec<[f32; 4]>,
}

impl Lies {
    fn new(prepared: &Prepared, origin: Point) -> Self {
        let segment = |link: &PreparedLink| {
            let ends = prepared.place_of(link.from as usize).zip(prepared.place_of(link.to as usize));
            let Some((a, b)) = ends.filter(|_| link.tie != NONE) else { return [f32::NAN; 4] };
            let (a, b) = (a - origin, b - origin);
            [a.x as f32, a.y as f32, b.x as f32, b.y as f32]
        };
        Self { segments: prepared.links.iter().map(segment).collect() }
    }

    fn is_drawn(&self, number: u32) -> bool {
        !self.segments[number as usize][0].is_nan()
    }

    fn reach(&self, number: u32) -> f32 {
        let [ax, ay, bx, by] = self.segments[number as usize];
        (ax - bx).abs().max((ay - by).abs())
    }

    fn length(&self, number: u32) -> f64 {
        let [ax, ay, bx, by] = self.segments[number as usize].map(f64::from);
        (ax - bx).hypot(ay - by)
    }

    /// From the origin.
    fn middle(&self, number: u32) -> Point {
        let [ax, ay, bx, by] = self.segments[number as usize].map(f64::from);
        Point::new(ax + bx, ay + by) * 0.5
    }
}

impl LinkOrder {
    pub(super) fn new(prepared: &Prepared, bounds: Bounds, thinned_from: usize) -> Self {
        let origin = if bounds.is_empty() { Point::ZERO } else { bounds.center() };
        let lies = Lies::new(prepared, origin);
        let mut numbers = prepared.link_numbers_by_id();
        numbers.retain(|number| lies.is_drawn(*number));
        let mut reaches: Vec<f32> = numbers.iter().map(|number| lies.reach(*number)).collect();
        let middle = reaches.len() / 2;
        let median_reach = match reaches.len() {
            0 => 0.0,
            _ => f64::from(*reaches.select_nth_unstable_by(middle, f32::total_cmp).1),
        };
        let total_length = numbers.iter().map(|number| lies.length(*number)).sum();
        let mut order = Self { median_reach, total_length, origin, ..Self::default() };
        if numbers.len() <= thinned_from {
            let run = 0..numbers.len() as u32;
            order.strata.push(Stratum { run, levels: Vec::new() });
            order.numbers = numbers;
        } else {
            let mut sample = numbers;
            sample.sort_by_cached_key(|number| claim(prepared, *number));
            order.numbers.reserve_exact(sample.len());
            let levels = LINK_TILES.map(|side| Tiles::over(bounds, side));
            for part in parts(sample.len()) {
                order.add_stratum(&sample[part], &levels, &lies);
            }
        }
        order.bounds = Some(bounds).filter(|bounds| !bounds.is_empty());
        order.segments = order.numbers.iter().map(|number| lies.segments[*number as usize]).collect();
        order.places = vec![NONE; prepared.link_slots()];
        for (place, number) in (0u32..).zip(&order.numbers) {
            order.places[*number as usize] = place;
        }
        order
    }

    fn add_stratum(&mut self, sample: &[u32], all_tiles: &[Tiles; LINK_TILES.len()], lies: &Lies) {
        let begin = self.numbers.len() as u32;
        // The tiles of all levels, one level after the other.
        let mut firsts = [0; LINK_TILES.len() + 1];
        for (level, tiles) in all_tiles.iter().enumerate() {
            firsts[level + 1] = firsts[level] + tiles.side * tiles.side;
        }
        let tile_of = |number: &u32| {
            let reach = f64::from(lies.reach(*number));
            let fits = |tiles: &Tiles| reach <= tiles.tile.x.min(tiles.tile.y);
            let level = all_tiles.iter().position(fits).unwrap_or(all_tiles.len() - 1);
            (firsts[level] + all_tiles[level].of(lies.middle(*number) + self.origin)) as u32
        };
        let (sorted, mut starts) = sorted_by(sample, firsts[all_tiles.len()], tile_of);
        starts.iter_mut().for_each(|start| *start += begin);
        self.numbers.extend(sorted);
        let levels = (0..all_tiles.len()).map(|level| {
            let starts = starts[firsts[level]..=firsts[level + 1]].to_vec();
            Level { tiles: all_tiles[level], starts }
        });
        self.strata.push(Stratum { run: begin..self.numbers.len() as u32, levels: levels.collect() });
    }

    /// How many strata there are.
    pub fn strata(&self) -> usize {
        self.strata.len()
    }

    /// Which part of all links each stratum holds.
    pub fn shares(&self) -> impl Iterator<Item = f64> {
        let all = self.numbers.len().max(1) as f64;
        self.strata.iter().map(move |stratum| stratum.run.len() as f64 / all)
    }

    /// The stratum of each place in `numbers`.
    pub fn stratum_of_places(&self) -> Vec<u8> {
        let mut strata = vec![0; self.numbers.len()];
        for (number, stratum) in (0u8..).zip(&self.strata) {
            strata[stratum.run.start as usize..stratum.run.end as usize].fill(number);
        }
        strata
    }

    /// The runs of `numbers` that may pass through a box of the world, of one stratum. Links that
    /// reach less than `least_reach` may be left out.
    pub fn runs(&self, stratum: usize, bounds: Bounds, least_reach: f64) -> Vec<Range<u32>> {
        let mut runs = Vec::new();
        let Some(stratum) = self.strata.get(stratum) else { return runs };
        if stratum.levels.is_empty() {
            push_range(&mut runs, stratum.run.clone(), 0);
            return runs;
        }
        for level in &stratum.levels {
            let reach = level.tiles.tile;
            if level.tiles.side > 1 && reach.x.min(reach.y) < least_reach {
                continue;
            }
            // A link reaches half a tile from its middle at most; what bends out of the straight
            // line is drawn within a few pixels, which the caller's box allows for.
            let roomy = Bounds { min: bounds.min - reach * 0.5, max: bounds.max + reach * 0.5 };
            for row in level.tiles.rows(roomy) {
                push_range(&mut runs, level.starts[row.start]..level.starts[row.end], GAP);
            }
        }
        runs
    }

    /// Numbers of the links of the first `strata` that may have passed within `reach` of a place when
    /// they were sorted, in world units; `scale` is that of nodes, in the same unit. Some of them pass
    /// farther away.
    pub fn near(&self, at: Point, reach: f64, scale: f64, strata: usize) -> Vec<u32> {
        let mut numbers = Vec::new();
        // How far a curve may stray from the straight line, or a loop from its actor; the few wide
        // fans are missed where they bulge out farther than this.
        let stray = (link::BEND_MAX.max(link::PARALLEL_STEP * 2.0) * scale + reach) as f32;
        let looped = (LOOP * scale + reach) as f32;
        let here = at - self.origin;
        let (x, y) = (here.x as f32, here.y as f32);
        let bounds = Bounds::from_center_size(at, 2.0 * reach, 2.0 * reach).expanded(LOOP * scale);
        for stratum in 0..strata.min(self.strata.len()) {
            for run in self.runs(stratum, bounds, 0.0) {
                let places = run.start as usize..run.end as usize;
                for (number, &[ax, ay, bx, by]) in
                    self.numbers[places.clone()].iter().zip(&self.segments[places])
                {
                    let (dx, dy) = (bx - ax, by - ay);
                    let squared = dx * dx + dy * dy;
                    let t = if squared > 0.0 {
                        (((x - ax) * dx + (y - ay) * dy) / squared).clamp(0.0, 1.0)
                    } else {
                        0.0
                    };
                    let (px, py) = (ax + dx * t - x, ay + dy * t - y);
                    let within = if squared > 0.0 { stray } else { looped };
                    if px * px + py * py <= within * within {
                        numbers.push(*number);
                    }
                }
            }
        }
        numbers
    }

    /// About how many links pass through a box of the world: tiles on the border count in part, so
    /// that the number changes smoothly as the box moves.
    pub fn about_in(&self, bounds: Bounds) -> f64 {
        let mut count = 0.0;
        if self.bounds.is_none_or(|all| visible_holds(bounds, all)) {
            return self.numbers.len() as f64;
        }
        for stratum in &self.strata {
            if stratum.levels.is_empty() {
                count += stratum.run.len() as f64;
                continue;
            }
            for level in &stratum.levels {
                let tile = level.tiles.tile;
                let roomy = Bounds { min: bounds.min - tile * 0.5, max: bounds.max + tile * 0.5 };
                for row in level.tiles.rows(roomy) {
                    let y = level.tiles.origin.y + (row.start / level.tiles.side) as f64 * tile.y;
                    let high = overlap(y, y + tile.y, roomy.min.y, roomy.max.y);
                    for at in row {
                        let x = level.tiles.origin.x + (at % level.tiles.side) as f64 * tile.x;
                        let wide = overlap(x, x + tile.x, roomy.min.x, roomy.max.x);
                        count += f64::from(level.starts[at + 1] - level.starts[at]) * wide * high;
                    }
                }
            }
        }
        count
    }
}

fn visible_holds(visible: Bounds, all: Bounds) -> bool {
    visible.contains(all.min) && visible.contains(all.max)
}

/// Which part of a stretch lies in another.
fn overlap(from: f64, to: f64, low: f64, high: f64) -> f64 {
    ((to.min(high) - from.max(low)) / (to - from)).clamp(0.0, 1.0)
}

/// The place of a link in the order of claims, the first the strongest: by chance, but the same
/// chance each time, weighted so that links between well-linked actors and heavy links come early
/// (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006).
fn claim(prepared: &Prepared, number: u32) -> u64 {
    let link = &prepared.links[number as usize];
    let linked = prepared.actors[link.from as usize].links.min(prepared.actors[link.to as usize].links);
    let heavy = link.record.weight.get().filter(|weight| weight.is_finite()).unwrap_or(1.0).clamp(0.1, 100.0);
    let weight = heavy.sqrt() * f64::from(linked.max(1)).ln_1p();
    // SplitMix64 over the number.
    let mut bits = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    let chance = ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64;
    let wait = -(chance.max(1e-12)).ln() / weight.max(1e-6);
    (wait * 1e12) as u64
}

/// The strata of so many links, from the first.
fn parts(count: usize) -> Vec<Range<usize>> {
    let mut ends = vec![count];
    while ends.len() < STRATA {
        let last = ends[ends.len() - 1];
        let before = (last as f64 / (1.0 + RATIO)) as usize;
        if before < 64 {
            break;
        }
        ends.push(before);
    }
    ends.reverse();
    let mut start = 0;
    ends.into_iter().map(|end| std::mem::replace(&mut start, end)..end).collect()
}

/// Numbers sorted by a key below `keys`, keeping their order within one, and where each key begins.
fn sorted_by(numbers: &[u32], keys: usize, key: impl Fn(&u32) -> u32) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; keys + 1];
    let found: Vec<u32> = numbers.iter().map(&key).collect();
    for key in &found {
        starts[*key as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut sorted = vec![0; numbers.len()];
    for (number, key) in numbers.iter().zip(&found) {
        sorted[next[*key as usize] as usize] = *number;
        next[*key as usize] += 1;
    }
    (sorted, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strata_hold_all_and_grow_by_their_ratio() {
        for count in [12_001, 50_000, 500_000] {
            let parts = parts(count);
            assert!(parts.len() <= STRATA && parts[0].start == 0 && parts[parts.len() - 1].end == count);
            for pair in parts.windows(2) {
                assert_eq!(pair[0].end, pair[1].start);
                let ratio = pair[1].len() as f64 / pair[0].end as f64;
                assert!((1.8..2.2).contains(&ratio), "{pair:?}");
            }
        }
    }

    #[test]
    fn ranges_join_over_small_gaps_only() {
        let mut ranges = Vec::new();
        for range in [0..10, 10..12, 15..20, 400..410, 410..410] {
            push_range(&mut ranges, range, 8);
        }
        assert_eq!(ranges, [0..20, 400..410]);
    }
}
