//! A chooser of files of our own, for systems that have none to offer (no desktop portal).

use std::path::PathBuf;

use super::cx::Cx;

/// What the chooser ends with.
#[derive(Debug)]
pub enum Choice {
    /// Still open.
    Pending,
    /// Nothing was chosen.
    Cancelled,
    /// A file was chosen.
    Chosen(PathBuf),
}

/// The chooser while it is open.
#[derive(Debug)]
pub struct FileChooser {}

impl FileChooser {
    /// To open a file, starting in a folder.
    pub fn open(_folder: PathBuf) -> Self {
        Self {}
    }

    /// To save a file under a name, starting in a folder. Asks before replacing.
    pub fn save(_folder: PathBuf, _name: String) -> Self {
        Self {}
    }

    /// Shows the chooser.
    pub fn show(&mut self, _ctx: &egui::Context, _cx: &Cx<'_>) -> Choice {
        Choice::Cancelled
    }
}
