//! Near-equal actors, proposed for merging and never merged without a yes.

use super::cx::Cx;

/// The dialog while it is open.
#[derive(Debug, Default)]
pub struct Duplicates {}

impl Duplicates {
    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, _ctx: &egui::Context, _cx: &Cx<'_>) -> bool {
        false
    }
}
