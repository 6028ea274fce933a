//! Data: maps as the files other programs work with.

pub mod csv;
pub mod rows;
pub mod xlsx;
