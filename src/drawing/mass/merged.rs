//! Merged: actors that would lie on each other from afar, joined cell by cell into one dot each, in
//! levels of which each halves the cells of the one before. Every dot knows the dot it becomes next,
//! so that a painter moves it there little by little and nothing pops.

use std::ops::Range;

use super::super::marks::Marks;
use super::super::metrics::detail::VAST;
use super::super::prepared::Prepared;
use super::order::ActorOrder;
use super::{Tiles, push_range, steps};
use crate::geometry::{Bounds, Point};

/// Levels at most.
const MAX_LEVELS: usize = 10;
/// Dots of the last level at least: more would be no picture any more.
const LEAST_DOTS: usize = 600;
/// Tiles in a row.
const TILES: usize = 32;

/// One dot that stands for some actors.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub struct Dot {
    /// Where, in [steps](super::STEPS).
    pub at: [i32; 2],
    /// Radius, in cells of its level.
    pub radius: f32,
    /// The look most of its actors have.
    pub look: u32,
}

/// The levels, from near to far. None for a map that is not large.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// What each actor becomes, by its place in the actors' order.
    pub actors_become: Vec<Dot>,
    /// The levels.
    pub levels: Vec<Level>,
    /// The side of a cell of the first level, in world units: the mean distance of actors.
    pub first_cell: f64,
}

/// The dots of a level.
#[derive(Clone, Debug)]
pub struct Level {
    /// The dots.
    pub dots: Vec<Dot>,
    /// What each becomes in the next level; itself in the last.
    pub become_next: Vec<Dot>,
    tiles: Tiles,
    starts: Vec<u32>,
}

/// A group under way: mass, where, and how much of each look.
#[derive(Clone, Copy)]
struct Item {
    cell: [i64; 2],
    mass: f64,
    at: Point,
    look: u32,
    /// Mass of that look.
    of_look: f64,
}

impl Merged {
    pub(super) fn new(prepared: &Prepared, marks: &Marks, order: &ActorOrder, bounds: Bounds) -> Self {
        let shown: Vec<(u32, u32, Point)> = (0u32..)
            .zip(&order.numbers)
            .filter(|(_, number)| marks.shows(**number as usize))
            .filter_map(|(place, number)| Some((place, *number, prepared.place_of(*number as usize)?)))
            .collect();
        if shown.len() < VAST || bounds.is_empty() {
            return Self::default();
        }
        let area = bounds.width().max(1.0) * bounds.height().max(1.0);
        let first_cell = (area / shown.len() as f64).sqrt().max(1e-3);
        let mut items: Vec<Item> = shown
            .iter()
            .map(|(_, number, at)| {
                let actor = &prepared.actors[*number as usize];
                let mass = 1.0 + 0.25 * f64::from(actor.links);
                Item { cell: [0; 2], mass, at: *at, look: actor.look, of_look: mass }
            })
            .collect();
        let mut merged = Self { first_cell, ..Self::default() };
        let mut cell = first_cell * 2.0;
        let mut own = Vec::new();
        loop {
            // What the dots before become, and those dots.
            let (level, of_item) = join(&mut items, bounds, cell);
            let dots = dots_of(&level, cell);
            let become_next: Vec<Dot> = of_item.iter().map(|place| dots[*place as usize]).collect();
            if merged.levels.is_empty() && merged.actors_become.is_empty() {
                merged.actors_become = vec![Dot::default(); order.numbers.len()];
                for ((place, ..), dot) in shown.iter().zip(&become_next) {
                    merged.actors_become[*place as usize] = *dot;
                }
            } else {
                merged.levels.push(Level::new(std::mem::take(&mut own), become_next, &items, bounds));
            }
            items = level;
            own = dots;
            if items.len() < LEAST_DOTS || merged.levels.len() + 1 >= MAX_LEVELS {
                merged.levels.push(Level::new(own.clone(), own, &items, bounds));
                return merged;
            }
            cell *= 2.0;
        }
    }

    /// The side of a cell of a level, in world units; level 0 are the actors themselves.
    pub fn cell(&self, level: usize) -> f64 {
        self.first_cell * (1u64 << level.min(60)) as f64
    }
}

impl Level {
    fn new(dots: Vec<Dot>, become_next: Vec<Dot>, items: &[Item], bounds: Bounds) -> Self {
        let tiles = Tiles::over(bounds, TILES);
        let mut order: Vec<u32> = (0..dots.len() as u32).collect();
        order.sort_by_key(|at| tiles.of(items[*at as usize].at));
        let mut starts = vec![0u32; TILES * TILES + 1];
        for item in items {
            starts[tiles.of(item.at) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let pick = |dots: &[Dot]| order.iter().map(|at| dots[*at as usize]).collect();
        Self { dots: pick(&dots), become_next: pick(&become_next), tiles, starts }
    }

    /// The runs of dots that may lie in a box of the world.
    pub fn runs(&self, bounds: Bounds) -> Vec<Range<u32>> {
        let mut runs = Vec::new();
        for row in self.tiles.rows(bounds) {
            push_range(&mut runs, self.starts[row.start]..self.starts[row.end], 64);
        }
        runs
    }
}

/// Joins items cell by cell; also says in which joined item each went.
fn join(items: &mut [Item], bounds: Bounds, cell: f64) -> (Vec<Item>, Vec<u32>) {
    let index = |value: f64| (value / cell) as i64;
    for item in items.iter_mut() {
        item.cell = [index(item.at.x - bounds.min.x), index(item.at.y - bounds.min.y)];
    }
    // Beside their keys, which saves looking each up again and again.
    let mut keyed: Vec<([i64; 2], u32, u32)> =
        (0u32..).zip(items.iter()).map(|(at, item)| ([item.cell[1], item.cell[0]], item.look, at)).collect();
    keyed.sort_unstable();
    let order: Vec<u32> = keyed.into_iter().map(|(.., at)| at).collect();
    let mut joined = Vec::new();
    let mut of_item = vec![0u32; items.len()];
    for group in order.chunk_by(|a, b| items[*a as usize].cell == items[*b as usize].cell) {
        let mut whole = Item { mass: 0.0, at: Point::ZERO, of_look: 0.0, ..items[group[0] as usize] };
        for same in group.chunk_by(|a, b| items[*a as usize].look == items[*b as usize].look) {
            let mut of_look = 0.0;
            for at in same {
                let item = &items[*at as usize];
                of_item[*at as usize] = joined.len() as u32;
                whole.at = whole.at + item.at * item.mass;
                whole.mass += item.mass;
                of_look += item.of_look;
            }
            if of_look > whole.of_look {
                (whole.look, whole.of_look) = (items[same[0] as usize].look, of_look);
            }
        }
        whole.at = whole.at * (1.0 / whole.mass);
        joined.push(whole);
    }
    (joined, of_item)
}

/// The dots of joined items: their area follows their mass, up to most of a cell for the fullest.
fn dots_of(items: &[Item], cell: f64) -> Vec<Dot> {
    let mut masses: Vec<f64> = items.iter().map(|item| item.mass).collect();
    let most = masses.len() * 97 / 100;
    let full = match masses.len() {
        0 => 1.0,
        _ => *masses.select_nth_unstable_by(most, f64::total_cmp).1,
    };
    let radius = |mass: f64| (0.16 + 0.42 * (mass / full).min(1.5).sqrt()) as f32;
    debug_assert!(cell > 0.0);
    items.iter().map(|item| Dot { at: steps(item.at), radius: radius(item.mass), look: item.look }).collect()
}
