//! The palette: every command and every actor, found by typing.

use super::cx::Cx;

/// The palette while it is open.
#[derive(Debug, Default)]
pub struct Palette {}

impl Palette {
    /// Shows the palette; `false` once it is done with.
    pub fn show(&mut self, _ctx: &egui::Context, _cx: &Cx<'_>) -> bool {
        false
    }
}
