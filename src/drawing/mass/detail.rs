//! Detail: how much of a map a view shows. Everything here is continuous in the zoom and in what is
//! in sight, so that what a painter does with it fades and never pops.

use super::super::metrics::{detail, link, stroke};
use super::Mass;
use super::order::STRATA;
use crate::geometry::{Bounds, Point};

/// What a painter can afford.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Links in sight.
    pub links: f64,
    /// Pixels from dot to dot below which dots merge.
    pub dot_px: f64,
}

impl Budget {
    /// A graphics card.
    pub const CARD: Budget = Budget { links: 160_000.0, dot_px: 3.5 };
    /// A processor that draws in place of a card, while the picture stands still.
    pub const PROCESSOR: Budget = Budget { links: 9_000.0, dot_px: 5.0 };
    /// The same while it moves.
    pub const PROCESSOR_MOVING: Budget = Budget { links: 1_500.0, dot_px: 9.0 };

    /// A budget on its way to another, `t` of it done.
    pub fn lerp(self, to: Budget, t: f64) -> Budget {
        let mix = |a: f64, b: f64| a + (b - a) * t;
        Budget { links: mix(self.links, to.links), dot_px: mix(self.dot_px, to.dot_px) }
    }
}

/// How much of the mass a view shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detail {
    /// From 0, where actors are shapes and links curves with arrows, to 1: dots and straight lines.
    pub far: f64,
    /// Which level of merged dots is drawn; 0 are the actors themselves.
    pub level: usize,
    /// How far its dots have become those of the next, from 0 to 1.
    pub merge: f64,
    /// Opacity of each stratum of links.
    pub strata: [f64; STRATA],
    /// Factor of the opacity of all links.
    pub link_opacity: f64,
    /// Links longer than this many pixels fade by their length, where links are many.
    pub fade_beyond_px: f64,
    /// How much they do, from 0 to 1.
    pub fade_long: f64,
    /// Links that reach less far than this are not seen, in world units.
    pub least_reach: f64,
}

impl Detail {
    /// What to show of a map at a zoom, of which `visible_in_world` is in sight on a canvas of a size.
    pub fn of(mass: &Mass, zoom: f64, visible_in_world: Bounds, size_px: Point, budget: Budget) -> Self {
        let far = 1.0 - smoothstep(detail::DOTS_UP_TO, detail::SHAPES_FROM, zoom);
        let (level, merge) = level_of(mass, zoom, budget.dot_px);
        let in_sight = mass.links.about_in(visible_in_world);
        let strata = strata_of(mass, in_sight, budget);
        let drawn: f64 = mass.links.shares().zip(strata).map(|(share, opacity)| share * opacity).sum();
        let ink = ink(mass, zoom, in_sight, size_px) * drawn;
        let crowded = smoothstep(0.12, 0.9, ink);
        // What is thinned stands for more than itself; what covers the canvas gives way.
        let stands_for = (1.0 / drawn.max(1e-3)).powf(0.22).min(1.7);
        let gives_way = (0.3 / ink.max(0.3)).powf(0.6);
        Self {
            far,
            level,
            merge,
            strata,
            link_opacity: stands_for * gives_way,
            // What is short for this map stays, however near one looks.
            fade_beyond_px: (0.06 * (size_px.x + size_px.y).max(200.0))
                .max(SHORT * mass.links.median_reach * zoom),
            fade_long: crowded,
            least_reach: 0.5 / zoom.max(1e-9),
        }
    }

    /// The ink of links a view of this detail lays down, as a part of the canvas covered: what the
    /// eye follows from one zoom to the next.
    pub fn ink(&self, mass: &Mass, zoom: f64, visible_in_world: Bounds, size_px: Point) -> f64 {
        let drawn: f64 = mass.links.shares().zip(self.strata).map(|(share, opacity)| share * opacity).sum();
        ink(mass, zoom, mass.links.about_in(visible_in_world), size_px) * drawn * self.link_opacity
    }
}

/// Links up to so many times as long as half of all reach are short.
const SHORT: f64 = 1.5;

/// The part of the canvas all links in sight would cover as thin lines at rest.
fn ink(mass: &Mass, zoom: f64, in_sight: f64, size_px: Point) -> f64 {
    // A link in sight shows a screen of itself at most.
    let length_px = mass.links.total_length / mass.links.numbers.len().max(1) as f64 * zoom;
    let length_px = length_px.min(0.7 * (size_px.x + size_px.y));
    let area = (size_px.x * size_px.y).max(1.0);
    in_sight * length_px * stroke::LINK_FAR * link::OPACITY_FAR / area
}

/// The level of merged dots, and how far they have become the next.
fn level_of(mass: &Mass, zoom: f64, dot_px: f64) -> (usize, f64) {
    let merged = &mass.merged;
    if merged.levels.is_empty() || !(zoom > 0.0 && merged.first_cell > 0.0) {
        return (0, 0.0);
    }
    // Shapes never merge; dots begin to once they are dots.
    let dots = 1.0 - smoothstep(0.75 * detail::DOTS_UP_TO, detail::DOTS_UP_TO, zoom);
    let steps = (dot_px / (merged.first_cell * zoom)).log2().max(0.0) * dots;
    let level = steps.floor() as usize;
    if level > merged.levels.len() - 1 {
        return (merged.levels.len(), 0.0);
    }
    (level, smoothstep(0.3, 1.0, steps - steps.floor()))
}

/// The opacity of each stratum: the first ones fully, as many as the budget holds.
fn strata_of(mass: &Mass, in_sight: f64, budget: Budget) -> [f64; STRATA] {
    let mut opacities = [0.0; STRATA];
    let share = budget.links / in_sight.max(1.0);
    let mut up_to = 0.0;
    for (at, (opacity, part)) in opacities.iter_mut().zip(mass.links.shares()).enumerate() {
        up_to += part;
        // A stratum comes in while the budget grows from less than it needs to all it needs.
        *opacity = if at == 0 { 1.0 } else { smoothstep(0.6 * up_to, up_to, share) };
    }
    opacities
}

fn smoothstep(from: f64, to: f64, value: f64) -> f64 {
    let t = ((value - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}
