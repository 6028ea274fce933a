//! XML of other tools.
