//! Layout: where actors stand. Someone's own arrangement is never moved: what is new finds a place
//! beside those it belongs to, and what has no place yet is given one.

pub mod align;
pub mod around;
pub mod arrange;
pub mod circle;
mod crowd;
pub mod engine;
mod fit;
pub mod grid;
pub mod layers;
pub mod place;

pub use crowd::{Crowd, FOOTPRINT_HEIGHT, FOOTPRINT_WIDTH};
pub use place::{Newcomer, arrange_unplaced, free_spot, place_beside};
