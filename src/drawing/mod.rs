//! Drawing: the picture of a map. Map, positions, style and view go in; placed shapes and labels
//! come out, and whoever paints (the screen, an SVG, a PDF) paints exactly those.
//!
//! Lengths are logical pixels. Everything comes in *page* space: world coordinates times the zoom,
//! `y` down, the origin where the world has its own. Panning is an offset the painter adds.
//!
//! Paint in this order: hull fills, hull outlines, links with their arrows, nodes, labels, verbs,
//! names of hulls.

mod build;
pub mod curve;
pub mod font;
mod grid;
pub mod hull;
pub mod label;
pub mod marks;
pub mod mass;
pub mod metrics;
pub mod palette;
mod prepared;
pub mod recipe;
pub mod scene;
pub mod shape;
pub mod sheet;
pub mod size;
#[cfg(test)]
mod tests;
pub mod theme;

pub use marks::Marks;
pub use prepared::{Changed, FARTHEST, Prepared};
pub use recipe::Recipe;
pub use scene::{Scene, View, bounds_of, scene};
pub use size::SizeBy;
pub use theme::{Rgba, Theme, ThemeKind};
