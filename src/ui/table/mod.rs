//! The table: actors and links as rows, edited like a spreadsheet.

use egui::Ui;

use super::cx::Cx;

/// What the table remembers between frames.
#[derive(Default)]
pub struct TableState {}

/// Shows the table.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, _state: &mut TableState) {
    ui.heading(cx.t("table-title"));
}
