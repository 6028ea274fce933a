//! Settling drafts.
use super::*;
