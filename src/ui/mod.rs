//! The window: egui and eframe. Panels read a `cx::Cx` and send actions; the app does them.

mod app;
mod arrange;
mod canvas;
pub mod command;
mod cx;
mod describe;
mod dialogs;
mod duplicates;
mod file_chooser;
mod files;
mod inspector;
mod kind_picker;
mod legend;
mod link_dialog;
mod menus;
mod merging;
mod near;
mod palette;
mod plain;
mod prefs;
mod recovery;
mod run;
mod schema_editor;
mod search;
mod status_bar;
mod system;
mod table;
mod tabular;
mod theme;
mod toast;
mod top_bar;
mod versions;
mod widgets;

pub use app::App;
pub use prefs::Prefs;
pub use run::{Refusal, run};
