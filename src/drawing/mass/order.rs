//! Order: actors and links in tiles, so that what is in sight lies in few runs; links in *strata*
//! too, each a fair sample of the whole, so that the first ones show what the whole would.

use std::ops::Range;

use super::super::metrics::link;
use super::super::prepared::{NONE, Prepared};
use super::{Tiles, push_range};
use crate::geometry::{Bounds, Point};

/// Up to so many links nothing is thinned or left out: they are drawn in the order of their ids.
const FEW_LINKS: usize = 12_000;
/// Up to so many actors all are drawn, in the order of their ids.
const FEW_ACTORS: usize = super::super::metrics::detail::VAST;
/// Tiles in a row for actors.
const ACTOR_TILES: usize = 64;
/// Tiles in a row for links, by how far they reach: a link lies where its tile is as wide as it.
const LINK_TILES: [usize; 4] = [64, 16, 4, 1];
/// Runs closer to each other than this are drawn as one.
const GAP: u32 = 192;
/// Strata of links at most; each holds [`RATIO`] times what the ones before hold together.
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

impl LinkOrder {
    pub(super) fn new(prepared: &Prepared, bounds: Bounds) -> Self {
        let ends = |number: u32| {
            let link = &prepared.links[number as usize];
            Some((prepared.place_of(link.from as usize)?, prepared.place_of(link.to as usize)?))
        };
        let numbers: Vec<u32> =
            prepared.link_numbers_by_id().into_iter().filter(|number| ends(*number).is_some()).collect();
        let reach = |number: u32| ends(number).map_or(0.0, |(a, b)| (a.x - b.x).abs().max((a.y - b.y).abs()));
        let mut reaches: Vec<f32> = numbers.iter().map(|number| reach(*number) as f32).collect();
        let middle = reaches.len() / 2;
        let median_reach = match reaches.len() {
            0 => 0.0,
            _ => f64::from(*reaches.select_nth_unstable_by(middle, f32::total_cmp).1),
        };
        let total_length =
            numbers.iter().filter_map(|number| ends(*number)).map(|(a, b)| a.distance(b)).sum();
        let mut order = Self { median_reach, total_length, ..Self::default() };
        if numbers.len() <= FEW_LINKS {
            let run = 0..numbers.len() as u32;
            order.strata.push(Stratum { run, levels: Vec::new() });
            order.numbers = numbers;
        } else {
            let mut sample = numbers;
            sample.sort_by_cached_key(|number| claim(prepared, *number));
            let levels = LINK_TILES.map(|side| Tiles::over(bounds, side));
            for part in parts(sample.len()) {
                order.add_stratum(&sample[part], &levels, |number| ends(number).unwrap_or_default(), reach);
            }
        }
        order.places = vec![NONE; prepared.link_slots()];
        for (place, number) in (0u32..).zip(&order.numbers) {
            order.places[*number as usize] = place;
        }
        order
    }

    fn add_stratum(
        &mut self,
        sample: &[u32],
        all_tiles: &[Tiles; LINK_TILES.len()],
        ends: impl Fn(u32) -> (Point, Point),
        reach: impl Fn(u32) -> f64,
    ) {
        let begin = self.numbers.len() as u32;
        let level_of = |number: u32| {
            let reach = reach(number);
            let fits = |tiles: &Tiles| reach <= tiles.tile.x.min(tiles.tile.y);
            all_tiles.iter().position(fits).unwrap_or(all_tiles.len() - 1)
        };
        let mut levels = Vec::with_capacity(all_tiles.len());
        for (level, tiles) in all_tiles.iter().enumerate() {
            let here: Vec<u32> = sample.iter().copied().filter(|number| level_of(*number) == level).collect();
            let tile_of = |number: &u32| {
                let (a, b) = ends(*number);
                tiles.of(a.lerp(b, 0.5)) as u32
            };
            let (sorted, mut starts) = sorted_by(&here, tiles.side * tiles.side, tile_of);
            let offset = self.numbers.len() as u32;
            starts.iter_mut().for_each(|start| *start += offset);
            self.numbers.extend(sorted);
            levels.push(Level { tiles: *tiles, starts });
        }
        self.strata.push(Stratum { run: begin..self.numbers.len() as u32, levels });
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

    /// Numbers of the links of the first `strata` that may pass within `reach` of a place, in world
    /// units; `scale` is that of nodes, in the same unit.
    pub fn near(&self, prepared: &Prepared, at: Point, reach: f64, scale: f64, strata: usize) -> Vec<u32> {
        let mut numbers = Vec::new();
        let bounds = Bounds::from_center_size(at, 2.0 * reach, 2.0 * reach);
        let mut look_at = |number: u32| {
            let Some(drawn) = prepared.links.get(number as usize) else { return };
            let ends = (prepared.place_of(drawn.from as usize), prepared.place_of(drawn.to as usize));
            let (Some(a), Some(b)) = ends else { return };
            // How far the curve may stray from the straight line, or a loop from its actor.
            let bow = if drawn.from == drawn.to {
                (60.0 + 20.0 * 13.0) * scale
            } else if drawn.fan.of > 1 {
                link::PARALLEL_STEP * scale * f64::from(drawn.fan.of)
            } else {
                link::BEND_MAX * scale
            };
            if distance_to_segment(at, a, b) <= reach + bow {
                numbers.push(number);
            }
        };
        for stratum in 0..strata.min(self.strata.len()) {
            // Bows reach out of the tiles of a link's middle: a fan is as wide as its tile at most.
            let roomy = bounds.expanded(link::PARALLEL_STEP * scale * 4.0);
            for run in self.runs(stratum, roomy, 0.0) {
                self.numbers[run.start as usize..run.end as usize].iter().for_each(|link| look_at(*link));
            }
        }
        numbers
    }

    /// About how many links pass through a box of the world: tiles on the border count in part, so
    /// that the number changes smoothly as the box moves.
    pub fn about_in(&self, bounds: Bounds) -> f64 {
        let mut count = 0.0;
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

fn distance_to_segment(point: Point, from: Point, to: Point) -> f64 {
    let along = to - from;
    let squared = along.dot(along);
    let t = if squared > 0.0 { ((point - from).dot(along) / squared).clamp(0.0, 1.0) } else { 0.0 };
    point.distance(from + along * t)
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
    let heavy = link.record.weight.filter(|weight| weight.is_finite()).unwrap_or(1.0).clamp(0.1, 100.0);
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
