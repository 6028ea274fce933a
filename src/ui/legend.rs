//! The legend, which is also the filter: families and kinds with counts and eyes, tags,
//! territories.

use egui::Ui;

use super::cx::Cx;

/// What the legend remembers between frames.
#[derive(Default)]
pub struct LegendState {}

/// Shows the legend.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, _state: &mut LegendState) {
    ui.heading(cx.t("legend-title"));
}
