//! What the GPU holds of a map, mirrored here: a change marks what it touched, and the next frame
//! uploads that and no more.

use std::ops::Range;

use bytemuck::{Pod, Zeroable};

use crate::drawing::Marks;
use crate::drawing::mass::order::STRATA;
use crate::drawing::mass::{Dot, Mass, steps};
use crate::drawing::{Prepared, SizeBy, Theme};
use crate::geometry::Point;
use crate::ui::canvas::icons::IconLayers;

/// No actor, no link.
pub const NONE: u32 = u32::MAX;
/// Texels in a row of the textures of actors.
pub const ROW: usize = 2048;
/// Texels of a look.
pub const STYLE: usize = 8;

/// A list with what of it is not uploaded yet.
#[derive(Debug)]
pub struct Mirror<T> {
    /// All of it.
    pub data: Vec<T>,
    dirty: Option<Range<usize>>,
}

impl<T> Default for Mirror<T> {
    fn default() -> Self {
        Self { data: Vec::new(), dirty: None }
    }
}

impl<T: Copy + PartialEq> Mirror<T> {
    pub fn replace(&mut self, data: Vec<T>) {
        self.dirty = (!data.is_empty()).then_some(0..data.len());
        self.data = data;
    }

    pub fn set(&mut self, at: usize, value: T) {
        if let Some(slot) = self.data.get_mut(at)
            && *slot != value
        {
            *slot = value;
            self.touch(at..at + 1);
        }
    }

    fn touch(&mut self, range: Range<usize>) {
        self.dirty = Some(match self.dirty.take() {
            Some(dirty) => dirty.start.min(range.start)..dirty.end.max(range.end),
            None => range,
        });
    }

    /// What is to be uploaded; afterwards it counts as uploaded.
    pub fn take_dirty(&mut self) -> Option<Range<usize>> {
        self.dirty.take()
    }
}

/// A link as the GPU reads it: its ends and how it lies between them.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Pod, Zeroable)]
pub struct LinkInstance(pub [u32; 3]);

/// A dot as the GPU reads it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Pod, Zeroable)]
pub struct DotInstance(pub [i32; 4]);

impl From<&Dot> for DotInstance {
    fn from(dot: &Dot) -> Self {
        Self([dot.at[0], dot.at[1], dot.radius.to_bits() as i32, dot.look as i32])
    }
}

/// Everything the GPU holds of the mass.
#[derive(Debug, Default)]
pub struct Store {
    /// By number of actor, whole rows.
    pub actors: Mirror<[i32; 4]>,
    /// By number of actor, whole rows.
    pub marks: Mirror<u8>,
    marks_version: u64,
    /// Rows of [`STYLE`] texels, one for each look.
    pub styles: Mirror<[f32; 4]>,
    /// Numbers of actors in drawing order, then those that moved since the order was made.
    pub numbers: Mirror<u32>,
    /// What each becomes.
    pub become_next: Mirror<DotInstance>,
    /// Where each actor is in `numbers`.
    places: Vec<u32>,
    /// The dots of all levels one after the other, and what each becomes.
    pub dots: Mirror<DotInstance>,
    pub dots_next: Mirror<DotInstance>,
    /// Where each level begins in `dots`.
    pub levels: Vec<u32>,
    /// Links in drawing order, then those whose ends moved.
    pub links: Mirror<LinkInstance>,
    link_places: Vec<u32>,
    strata: Vec<u8>,
    /// What is in tiles; what comes after moved and is always drawn.
    pub in_tiles: (usize, usize),
    /// Lit actors, and links between them, drawn again before what merged or was left out.
    pub lit: Mirror<u32>,
    pub lit_links: Mirror<LinkInstance>,
}

/// A map laid out for the GPU: made in the background where it is large.
pub struct Laid {
    actors: Vec<[i32; 4]>,
    order: LaidOrder,
}

impl Laid {
    /// Lays a map out.
    pub fn new(prepared: &Prepared, marks: &Marks, mass: &Mass, by: SizeBy) -> Self {
        Self { actors: texels(prepared, by), order: LaidOrder::new(prepared, marks, mass) }
    }
}

/// What of a map is laid out in the order of its mass.
pub struct LaidOrder {
    numbers: Vec<u32>,
    places: Vec<u32>,
    become_next: Vec<DotInstance>,
    dots: Vec<DotInstance>,
    dots_next: Vec<DotInstance>,
    levels: Vec<u32>,
    links: Vec<LinkInstance>,
    link_places: Vec<u32>,
    strata: Vec<u8>,
}

impl LaidOrder {
    /// Lays out what follows the mass.
    pub fn new(prepared: &Prepared, marks: &Marks, mass: &Mass) -> Self {
        let numbers = mass.actors.numbers.clone();
        let mut places = vec![NONE; prepared.actor_slots()];
        for (place, number) in (0u32..).zip(&numbers) {
            if let Some(slot) = places.get_mut(*number as usize) {
                *slot = place;
            }
        }
        let mut become_next: Vec<DotInstance> =
            mass.merged.actors_become.iter().map(DotInstance::from).collect();
        become_next.resize(numbers.len(), DotInstance([0; 4]));
        let count = mass.merged.levels.iter().map(|level| level.dots.len()).sum();
        let (mut dots, mut dots_next) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut levels = vec![0];
        for level in &mass.merged.levels {
            dots.extend(level.dots.iter().map(DotInstance::from));
            dots_next.extend(level.become_next.iter().map(DotInstance::from));
            levels.push(dots.len() as u32);
        }
        let strata = mass.links.stratum_of_places();
        let links = mass.links.numbers.iter().zip(&strata);
        let links = links.map(|(number, stratum)| instance(prepared, marks, *number, *stratum)).collect();
        let link_places = mass.links.places.clone();
        Self { numbers, places, become_next, dots, dots_next, levels, links, link_places, strata }
    }
}

fn texels(prepared: &Prepared, by: SizeBy) -> Vec<[i32; 4]> {
    let count = prepared.actor_slots();
    let mut texels = Vec::with_capacity(count.next_multiple_of(ROW).max(ROW));
    texels.extend((0..count).map(|number| prepared.texel(number, by)));
    texels.resize(count.next_multiple_of(ROW).max(ROW), [0, 0, 0, -1]);
    texels
}

impl Store {
    /// Puts every actor where it is and looks as it does.
    pub fn put_actors(&mut self, prepared: &Prepared, by: SizeBy) {
        self.actors.replace(texels(prepared, by));
    }

    /// Takes a map over that was laid out.
    pub fn put_laid(&mut self, laid: Laid) {
        self.actors.replace(laid.actors);
        self.put_order(laid.order);
    }

    /// Shows numbered actors at other places than theirs; those without a finite one stay.
    pub fn put_places(&mut self, numbers: &[u32], places: &[Point]) {
        for (number, at) in numbers.iter().zip(places) {
            if let Some(texel) = self.actors.data.get_mut(*number as usize)
                && at.is_finite()
            {
                [texel[0], texel[1]] = steps(*at);
            }
        }
        let all = self.actors.data.len();
        self.actors.touch(0..all);
    }

    /// Puts one actor where it is; `tiled` says that the order has tiles it may have left.
    pub fn put_actor(&mut self, prepared: &Prepared, by: SizeBy, number: u32, tiled: bool) {
        if number as usize >= self.actors.data.len() {
            self.put_actors(prepared, by);
        }
        let texel = prepared.texel(number as usize, by);
        let moved = self
            .actors
            .data
            .get(number as usize)
            .is_some_and(|old| old[..2] != texel[..2] || old[3] != texel[3]);
        self.actors.set(number as usize, texel);
        if !moved {
            return;
        }
        let place = self.places.get(number as usize).copied().unwrap_or(NONE);
        if place == NONE || (tiled && (place as usize) < self.in_tiles.0) {
            self.put_apart(prepared, by, number);
        }
    }

    /// Takes an actor out of the tiles: it may have left its own.
    pub fn put_apart(&mut self, prepared: &Prepared, by: SizeBy, number: u32) {
        let texel = prepared.texel(number as usize, by);
        let place = self.places.get(number as usize).copied().unwrap_or(NONE);
        if place != NONE && place as usize >= self.in_tiles.0 {
            return;
        }
        if place != NONE {
            self.numbers.set(place as usize, NONE);
        }
        if self.places.len() <= number as usize {
            self.places.resize(number as usize + 1, NONE);
        }
        self.places[number as usize] = self.numbers.data.len() as u32;
        self.numbers.data.push(number);
        let end = self.numbers.data.len();
        self.numbers.touch(end - 1..end);
        self.become_next.data.push(DotInstance([
            texel[0],
            texel[1],
            0.2f32.to_bits() as i32,
            texel[3].max(0) & 0xffff,
        ]));
        self.become_next.touch(end - 1..end);
    }

    /// Puts one link as it lies now. `moved` says that its ends may have left its tile.
    pub fn put_link(&mut self, prepared: &Prepared, marks: &Marks, number: u32, moved: bool) {
        let bits = self.strata.get(self.link_place(number)).copied().unwrap_or(0);
        let place = self.link_place(number);
        let instance = instance(prepared, marks, number, bits);
        if place != usize::MAX && (!moved || place >= self.in_tiles.1) {
            self.links.set(place, instance);
            return;
        }
        if place != usize::MAX {
            self.links.set(place, LinkInstance([NONE, NONE, 0]));
        }
        if self.link_places.len() <= number as usize {
            self.link_places.resize(number as usize + 1, NONE);
        }
        self.link_places[number as usize] = self.links.data.len() as u32;
        let LinkInstance([from, to, bits]) = instance;
        // What moved is drawn wherever the rest is thinned: it belongs to the first stratum.
        self.links.data.push(LinkInstance([from, to, bits & 0x00ff_ffff]));
        let end = self.links.data.len();
        self.links.touch(end - 1..end);
    }

    fn link_place(&self, number: u32) -> usize {
        match self.link_places.get(number as usize) {
            Some(&place) if place != NONE => place as usize,
            _ => usize::MAX,
        }
    }

    /// How many actors and links have left their tiles.
    pub fn strays(&self) -> usize {
        self.numbers.data.len() - self.in_tiles.0 + self.links.data.len() - self.in_tiles.1
    }

    /// Takes a new order of the mass over.
    pub fn put_order(&mut self, laid: LaidOrder) {
        self.in_tiles = (laid.numbers.len(), laid.links.len());
        self.numbers.replace(laid.numbers);
        self.places = laid.places;
        self.become_next.replace(laid.become_next);
        self.dots.replace(laid.dots);
        self.dots_next.replace(laid.dots_next);
        self.levels = laid.levels;
        self.links.replace(laid.links);
        self.link_places = laid.link_places;
        self.strata = laid.strata;
    }

    /// Writes links anew where they are.
    pub fn put_links(&mut self, prepared: &Prepared, marks: &Marks, numbers: impl IntoIterator<Item = u32>) {
        for number in numbers {
            if self.link_place(number) != usize::MAX {
                self.put_link(prepared, marks, number, false);
            }
        }
    }

    /// Takes the marks over.
    pub fn put_marks(&mut self, marks: &Marks) {
        if self.marks_version == marks.version() && !self.marks.data.is_empty() {
            return;
        }
        self.marks_version = marks.version();
        let whole = marks.actors().len().next_multiple_of(ROW).max(ROW);
        if self.marks.data.len() != whole {
            let mut data = marks.actors().to_vec();
            data.resize(whole, 0);
            self.marks.replace(data);
            return;
        }
        // Few change at a time: upload from the first that differs to the last.
        let old = &self.marks.data[..marks.actors().len()];
        let differs = |at: &usize| old[*at] != marks.actors()[*at];
        // Slices compare by memory: looking at whole chunks first makes this nearly free.
        let chunks = old.chunks(ROW).zip(marks.actors().chunks(ROW)).enumerate();
        let rows: Vec<usize> = chunks.filter(|(_, (a, b))| a != b).map(|(row, _)| row).collect();
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let range = first * ROW..((last + 1) * ROW).min(old.len());
        debug_assert!(range.clone().any(|at| differs(&at)));
        self.marks.data[range.clone()].copy_from_slice(&marks.actors()[range.clone()]);
        self.marks.touch(range);
    }

    /// Draws these lit actors, and the links between them, again before the rest.
    pub fn put_lit(&mut self, prepared: &Prepared, marks: &Marks, most: usize) {
        let lit: Vec<u32> = marks.lit().iter().copied().take(most).collect();
        let mut links: Vec<LinkInstance> = Vec::new();
        for number in &lit {
            for (link, from, to) in prepared.ends_at(*number) {
                // From its first end only, so once.
                if from == *number && marks.is_lit(to as usize) && links.len() < most * 2 {
                    links.push(instance(prepared, marks, link, 0));
                }
            }
        }
        self.lit.replace(lit);
        self.lit_links.replace(links);
    }

    /// Writes what each look looks like in a theme.
    pub fn put_styles(&mut self, prepared: &Prepared, theme: &Theme, icons: &IconLayers) {
        let mut texels = Vec::new();
        for style in prepared.styles(theme) {
            let colour = |rgba: crate::drawing::Rgba| rgba.0.map(|channel| f32::from(channel) / 255.0);
            let layer = icons.layer(style.glyph).map_or(-1.0, |layer| layer as f32);
            let [half, half_side, sides, turn] = style.core.map(|value| value as f32);
            texels.extend([
                [half, half_side, sides, turn],
                [
                    style.rounding as f32,
                    style.least_radius as f32,
                    style.least_radius_linked as f32,
                    style.icon_factor as f32,
                ],
                colour(style.swatch.fill),
                colour(style.swatch.stroke),
                colour(style.swatch.icon),
                colour(style.swatch.link),
                [f32::from(u8::from(style.emphasis)), f32::from(u8::from(style.ring)), layer, 0.0],
                [0.0; 4],
            ]);
        }
        texels.resize(texels.len().max(STYLE), [0.0; 4]);
        if texels != self.styles.data {
            self.styles.replace(texels);
        }
    }
}

fn instance(prepared: &Prepared, marks: &Marks, number: u32, stratum: u8) -> LinkInstance {
    match prepared.lie_of(number as usize).filter(|_| marks.shows_link(number as usize)) {
        Some(lie) => {
            let small = |value: u32| value.min(1023);
            let bits = small(lie.fan.place)
                | small(lie.fan.of) << 10
                | u32::from(lie.fan.reversed) << 20
                | u32::from(lie.symmetric) << 21
                | u32::from(stratum.min(STRATA as u8 - 1)) << 24;
            LinkInstance([lie.from, lie.to, bits])
        }
        None => LinkInstance([NONE, NONE, 0]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_moves_actors_and_nothing_else_of_them() {
        let mut store = Store::default();
        store.actors.replace(vec![[0, 0, 7, 1], [64, 64, 8, 2], [128, 128, 9, 3]]);
        store.actors.take_dirty();
        // Number 1 is a hole; a place that is no number leaves its actor where it was.
        store.put_places(&[0, 2], &[Point::new(2.0, -1.0), Point::new(f64::NAN, 0.0)]);
        assert_eq!(store.actors.data, [[128, -64, 7, 1], [64, 64, 8, 2], [128, 128, 9, 3]]);
        assert_eq!(store.actors.take_dirty(), Some(0..3));
    }
}
