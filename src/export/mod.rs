//! Export: bytes out. What leaves the program is the drawing of the screen, or the map itself.

pub mod page;
