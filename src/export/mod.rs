//! Export: bytes out, for people who have no Maillage: pictures and pages from the drawing, data from
//! the map. Every export first takes out what its [`Audience`] may not see ([`for_audience`]); what
//! writes a format never meets it.

pub mod audience;
pub mod data;
mod error;
pub mod format;

pub use audience::{Audience, LeftOut, for_audience};
pub use error::Error;
pub use format::Format;
