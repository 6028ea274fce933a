//! Query: questions asked of a map. What matches a text, what a filter leaves, who is near whom,
//! what may exist twice, how the network is made. Nothing here changes the map.

pub mod duplicates;
pub mod filter;
pub mod measure;
pub mod neighbourhood;
pub mod search;

pub use crate::fold::{fold, fold_words};
pub use duplicates::{Near, Pair, Why};
pub use filter::{Commune, Counts, FamilyState, Filter, HiddenBy, Shown};
pub use neighbourhood::{Direction4, neighbour_in_direction, neighbourhood, steps_from, walk_on};
pub use search::{Hit, IndexedNumbers, Matched, SearchIndex};

/// A public register whose numbers identify organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Register {
    /// The number of a legal unit (SIREN).
    Siren,
    /// The number of an establishment (SIRET).
    Siret,
    /// The number of an association (RNA).
    Rna,
}
