//! The inspector: the sheet of what is selected, every field edited in place.

use egui::Ui;

use super::cx::Cx;

/// What the inspector remembers between frames.
#[derive(Default)]
pub struct InspectorState {}

/// Shows the sheet of the selection, or of the map itself.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, _state: &mut InspectorState) {
    ui.heading(cx.t("inspector-map"));
}
