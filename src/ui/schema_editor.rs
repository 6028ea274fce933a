//! The schema editor: families, kinds of actors and links, custom fields.

use super::cx::Cx;

/// The editor while it is open.
#[derive(Debug, Default)]
pub struct SchemaEditor {}

impl SchemaEditor {
    /// Shows the editor; `false` once it is done with.
    pub fn show(&mut self, _ctx: &egui::Context, _cx: &Cx<'_>) -> bool {
        false
    }
}
