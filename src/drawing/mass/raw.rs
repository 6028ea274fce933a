//! Raw: actors, links and looks as plain numbers, for a painter that works out the picture itself.
//! Each follows from what `build` reads; the two are held to each other by tests.

use super::super::curve::Fan;
use super::super::metrics::node;
use super::super::prepared::Prepared;
use super::super::shape::{Core, Figure, Outline};
use super::super::size::{self, SizeBy};
use super::super::theme::{Swatch, Theme};
use super::steps;

/// The actor has links enough for the least radius of its look where that depends on them.
pub const LINKED: i32 = 1 << 16;

/// What actors of one kind look like, as factors of their radius.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Half of a segment or apothem of a polygon, half its side, how many sides (0: a segment), turn.
    pub core: [f64; 4],
    /// How far the outline lies from its core.
    pub rounding: f64,
    /// The least radius at zoom 1.
    pub least_radius: f64,
    /// The least radius of an actor with many links.
    pub least_radius_linked: f64,
    /// Side of the icon.
    pub icon_factor: f64,
    /// The icon.
    pub glyph: char,
    /// Whether the kind is set apart by a second outline.
    pub emphasis: bool,
    /// Whether it is the disc inside a ring.
    pub ring: bool,
    /// Its colours.
    pub swatch: Swatch,
}

/// How a link lies.
#[derive(Clone, Copy, Debug)]
pub struct Lie {
    /// Number of the actor it comes from.
    pub from: u32,
    /// Number of the actor it goes to.
    pub to: u32,
    /// Its place among the links of the pair.
    pub fan: Fan,
    /// Whether it has no arrow.
    pub symmetric: bool,
}

impl Prepared {
    /// An actor as four numbers: place in [steps](super::STEPS), measure (the bits of an `f32`), look
    /// and flags; a negative look for one that is not drawn.
    pub fn texel(&self, number: usize, by: SizeBy) -> [i32; 4] {
        let Some(at) = self.place_of(number) else { return [0, 0, 0, -1] };
        let actor = &self.actors[number];
        let [x, y] = steps(at);
        let linked = if actor.links as usize >= node::TERRITORY_LINKS { LINKED } else { 0 };
        let measure = self.measure(number, by) as f32;
        [x, y, measure.to_bits() as i32, (actor.look & 0xffff) as i32 | linked]
    }

    /// The root of the largest measure, less 1; 0 where all nodes are alike.
    pub fn most_root(&self, by: SizeBy) -> f64 {
        let most = self.most(by).max(1.0);
        if most <= 1.0 || !most.is_finite() { 0.0 } else { most.sqrt() - 1.0 }
    }

    /// What each look looks like in a theme.
    pub fn styles(&self, theme: &Theme) -> Vec<Style> {
        let style = |look: &super::super::prepared::Look| {
            let outline = Outline::of(look.figure, 1.0);
            let core = match outline.core() {
                Core::Segment { half } => [half, 0.0, 0.0, 0.0],
                Core::Polygon { sides, apothem, half_side, turn } => {
                    [apothem, half_side, f64::from(sides), turn]
                }
            };
            Style {
                core,
                rounding: outline.rounding(),
                least_radius: size::least_radius(look.figure, look.emphasis, 0),
                least_radius_linked: size::least_radius(look.figure, look.emphasis, usize::MAX),
                icon_factor: look.figure.icon_factor(),
                glyph: look.glyph,
                emphasis: look.emphasis,
                ring: look.figure == Figure::Ring,
                swatch: theme.swatch(&look.colour),
            }
        };
        self.looks.iter().map(style).collect()
    }

    /// The icons of all looks.
    pub fn glyphs(&self) -> impl Iterator<Item = char> {
        self.looks.iter().map(|look| look.glyph)
    }

    /// How a link lies; `None` where the number stands for none.
    pub fn lie_of(&self, number: usize) -> Option<Lie> {
        let link = self.links.get(number)?;
        let tie = self.ties.get(link.tie as usize)?;
        Some(Lie { from: link.from, to: link.to, fan: link.fan, symmetric: tie.symmetric })
    }

    /// The links of an actor: number, from, to.
    pub fn ends_at(&self, number: u32) -> impl Iterator<Item = (u32, u32, u32)> {
        self.links_at(number as usize).map(|link| {
            let ends = &self.links[link as usize];
            (link, ends.from, ends.to)
        })
    }
}
