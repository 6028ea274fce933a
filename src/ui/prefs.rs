//! Preferences: what a person chose of the window, kept between runs. Documents are files; nothing
//! of a map is kept here but where recent ones are.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::arrange::ArrangeChoice;
use super::share::ShareSettings;
use crate::lang::Lang;

/// The most recent files kept.
const MAX_RECENT: usize = 10;
const STORAGE_KEY: &str = "preferences";

/// Which theme is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How much may move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MotionChoice {
    /// As the system.
    #[default]
    System,
    /// Nothing moves by itself.
    Reduced,
}

/// What node sizes say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SizeChoice {
    /// The number of links.
    #[default]
    Links,
    /// Nothing: all the same.
    Same,
}

/// What a person chose of the window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// `fr` or `en`; the system's until someone chooses.
    pub lang: Option<String>,
    /// Light, dark or the system's.
    pub theme: ThemeChoice,
    /// Whether things may move.
    pub motion: MotionChoice,
    /// Recent files, the latest first.
    pub recent: Vec<PathBuf>,
    /// Whether the welcome card shows at the start.
    pub welcome: bool,
    /// Whether the legend is open.
    pub legend: bool,
    /// Whether the inspector is open.
    pub inspector: bool,
    /// Whether the table is open.
    pub table: bool,
    /// Whether hulls are drawn.
    pub hulls: bool,
    /// What node sizes say.
    pub sizes: SizeChoice,
    /// What layouts are to heed.
    pub arrange: ArrangeChoice,
    /// The folder the last dialog was left in.
    pub folder: Option<PathBuf>,
    /// How maps were shared last, by their ids, the latest first.
    pub shared: Vec<(String, ShareSettings)>,
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            lang: None,
            theme: ThemeChoice::default(),
            motion: MotionChoice::default(),
            recent: Vec::new(),
            welcome: true,
            legend: true,
            inspector: true,
            table: false,
            hulls: true,
            sizes: SizeChoice::default(),
            arrange: ArrangeChoice::default(),
            folder: None,
            shared: Vec::new(),
        }
    }
}

impl Prefs {
    /// The kept preferences; the usual ones where there are none or they cannot be read.
    pub fn load(storage: Option<&dyn eframe::Storage>) -> Self {
        storage.and_then(|storage| eframe::get_value(storage, STORAGE_KEY)).unwrap_or_default()
    }

    /// Keeps them.
    pub fn save(&self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, STORAGE_KEY, self);
    }

    /// The language chosen, or the system's.
    pub fn language(&self) -> Lang {
        self.lang.as_deref().map_or_else(Lang::of_system, Lang::from_locale)
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.folder = path.parent().map(Path::to_owned);
        self.recent.retain(|other| *other != path);
        self.recent.insert(0, path);
        self.recent.truncate(MAX_RECENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_files_are_unique_the_latest_first() {
        let mut prefs = Prefs::default();
        for name in ["/a", "/b", "/a"] {
            prefs.remember(Path::new(name));
        }
        assert_eq!(prefs.recent, [PathBuf::from("/a"), PathBuf::from("/b")]);
        for n in 0..30 {
            prefs.remember(Path::new(&format!("/{n}")));
        }
        assert_eq!(prefs.recent.len(), MAX_RECENT);
    }
}
