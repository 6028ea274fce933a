//! Import.
pub mod table;
