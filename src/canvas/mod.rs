//! Canvas: where one looks from, what is under the pointer, and what a gesture means. Pure state
//! machines, without a window: `ui` feeds them events and draws what they say.

mod camera;
mod gesture;
mod hit;

pub use camera::{Camera, Flight, MAX_ZOOM, MIN_ZOOM};
pub use gesture::{ConnectEnd, Event, Gesture, Intent, Mods};
pub use hit::{Hits, Target};
