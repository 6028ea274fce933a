//! What the chooser of files asks of the disk, always away from the window's thread, and how it
//! understands the paths and names that people type.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::export::Format;
use crate::file;
use crate::job::Progress;
use crate::query::fold;
use crate::ui::files::{with_ending, with_extension};

/// A folder or a map in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name as shown; bytes that are no text are replaced.
    pub(super) name: String,
    /// Where it is.
    pub(super) path: PathBuf,
    /// Whether one can go into it.
    pub(super) is_folder: bool,
    /// When it was last changed, where the system says so.
    pub(super) modified: Option<SystemTime>,
}

/// What a path turned out to be.
#[derive(Debug)]
pub(super) enum Found {
    /// A folder and what of it is shown.
    Folder(PathBuf, Vec<Entry>),
    /// A file.
    File(PathBuf),
    /// Nothing that can be read.
    Failed(io::ErrorKind),
}

/// Looks at a path: lists it where it is a folder, with the files that end in one of some ways. A path
/// without an ending also finds the map of that name.
pub(super) fn look(path: PathBuf, endings: &[&str], progress: &Progress) -> Found {
    let metadata = match std::fs::metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) => {
            let with_ending = with_extension(path.clone());
            return if with_ending.is_file() {
                Found::File(with_ending)
            } else {
                Found::Failed(error.kind())
            };
        }
    };
    if !metadata.is_dir() {
        return Found::File(path);
    }
    match list(&path, endings, progress) {
        Ok(entries) => Found::Folder(path, entries),
        Err(error) => Found::Failed(error.kind()),
    }
}

/// What is at the place of a file to save: a file to replace, a folder to go into, or nothing yet.
/// The folder it would go into must be there.
pub(super) fn look_for_save(path: PathBuf, endings: &[&str], progress: &Progress) -> SaveTarget {
    if path.is_dir() {
        return SaveTarget::Folder(look(path, endings, progress));
    }
    let path = with_ending(path, endings);
    if path.exists() {
        return SaveTarget::Taken(path);
    }
    match path.parent() {
        Some(folder) if folder.is_dir() => SaveTarget::Free(path),
        _ => SaveTarget::NoFolder,
    }
}

/// What stands where a file is to be saved.
#[derive(Debug)]
pub(super) enum SaveTarget {
    /// A folder: the person goes into it.
    Folder(Found),
    /// A file that would be replaced.
    Taken(PathBuf),
    /// Nothing.
    Free(PathBuf),
    /// Not even the folder.
    NoFolder,
}

/// The folders and maps of a folder, sorted. Hidden ones are left out.
fn list(folder: &Path, endings: &[&str], progress: &Progress) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        if progress.is_cancelled() {
            break;
        }
        // An entry that cannot be read is gone or forbidden: the others still count.
        let Ok(entry) = entry else { continue };
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        // Follows symbolic links: a link to a folder is a folder to whoever looks for a file.
        let metadata = std::fs::metadata(&path).ok();
        let is_folder = metadata.as_ref().is_some_and(std::fs::Metadata::is_dir);
        if name.starts_with('.') || !(is_folder || ends_in(&path, endings)) {
            continue;
        }
        let modified = metadata.and_then(|metadata| metadata.modified().ok());
        entries.push(Entry { name, path, is_folder, modified });
    }
    sort(&mut entries);
    Ok(entries)
}

/// Whether a name ends in one of some ways, capitals aside.
fn ends_in(path: &Path, endings: &[&str]) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    endings.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.')))
}

/// Whether the name ends like one of our files.
pub(super) fn is_map(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(file::EXTENSION))
}

/// Folders first, then files; each by name, accents and capitals aside.
pub(super) fn sort(entries: &mut [Entry]) {
    entries.sort_by_cached_key(|entry| (!entry.is_folder, fold(&entry.name), entry.name.clone()));
}

/// The path someone typed: `~` is their home, what is relative starts at the folder shown.
/// `None` where nothing was typed.
pub(super) fn typed_path(typed: &str, folder: &Path, home: Option<&Path>) -> Option<PathBuf> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let beyond_home = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    Some(match (beyond_home, home) {
        (Some(rest), Some(home)) => {
            let rest = rest.trim_start_matches(['/', '\\']);
            if rest.is_empty() { home.to_owned() } else { home.join(rest) }
        }
        _ => folder.join(typed),
    })
}

/// The number of characters of a name before the ending of a file we write: what is selected at first,
/// so that typing replaces the name and keeps the ending.
pub(super) fn stem_length(name: &str) -> usize {
    let stem = match name.rfind('.') {
        Some(dot) if Format::of_path(Path::new(name)).is_some() => name.get(..dot).unwrap_or(name),
        _ => name,
    };
    stem.chars().count()
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)] // tests make files of their own
mod tests {
    use super::*;

    fn entry(name: &str, is_folder: bool) -> Entry {
        Entry { name: name.to_owned(), path: PathBuf::from(name), is_folder, modified: None }
    }

    #[test]
    fn folders_come_first_then_names_whatever_their_accents() {
        let mut entries = [
            entry("zone.maillage", false),
            entry("Éducation", true),
            entry("alpha.maillage", false),
            entry("eau", true),
            entry("Beta.maillage", false),
            entry("Territoires", true),
        ];
        sort(&mut entries);
        let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(
            names,
            ["eau", "Éducation", "Territoires", "alpha.maillage", "Beta.maillage", "zone.maillage"]
        );
    }

    #[test]
    fn typed_paths_start_at_home_at_the_root_or_at_the_folder_shown() {
        let (folder, home) = (Path::new("/data/cartes"), Some(Path::new("/home/lea")));
        let path = |typed| typed_path(typed, folder, home);
        assert_eq!(path("~"), Some(PathBuf::from("/home/lea")));
        assert_eq!(path("~/Documents"), Some(PathBuf::from("/home/lea/Documents")));
        assert_eq!(path("/srv/x.maillage"), Some(PathBuf::from("/srv/x.maillage")));
        assert_eq!(path(" 2026 "), Some(PathBuf::from("/data/cartes/2026")));
        assert_eq!(path("~brouillon"), Some(PathBuf::from("/data/cartes/~brouillon")));
        assert_eq!(path("  "), None);
        assert_eq!(typed_path("~", folder, None), Some(PathBuf::from("/data/cartes/~")));
    }

    #[test]
    fn only_the_name_before_the_ending_is_selected() {
        assert_eq!(stem_length("Été.maillage"), 3);
        assert_eq!(stem_length("carte.v2"), 8);
        assert_eq!(stem_length("carte.v2.MAILLAGE"), 8);
        assert_eq!(stem_length(""), 0);
    }

    #[test]
    fn a_folder_shows_its_folders_and_maps_only() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.maillage", "b.MAILLAGE", "c.doc", ".d.maillage"] {
            std::fs::write(folder.path().join(name), "x").expect("written");
        }
        for name in ["dossier", ".cache"] {
            std::fs::create_dir(folder.path().join(name)).expect("made");
        }
        let Found::Folder(path, entries) =
            look(folder.path().to_owned(), &[file::EXTENSION], &Progress::default())
        else {
            panic!("it is a folder");
        };
        assert_eq!(path, folder.path());
        let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["dossier", "a.maillage", "b.MAILLAGE"]);
        assert!(entries.iter().all(|entry| entry.modified.is_some()));
    }

    #[test]
    fn what_is_typed_finds_files_with_or_without_their_ending() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("carte.maillage");
        std::fs::write(&file, "x").expect("written");
        for typed in ["carte", "carte.maillage"] {
            let found = look(folder.path().join(typed), &[file::EXTENSION], &Progress::default());
            assert!(matches!(found, Found::File(path) if path == file), "{typed}");
        }
        let found = look(folder.path().join("autre"), &[file::EXTENSION], &Progress::default());
        assert!(matches!(found, Found::Failed(io::ErrorKind::NotFound)));
    }

    #[test]
    fn saving_tells_a_taken_name_from_a_free_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("carte.maillage");
        std::fs::write(&file, "x").expect("written");
        let look =
            |name: &str| look_for_save(folder.path().join(name), &[file::EXTENSION], &Progress::default());
        assert!(matches!(look("carte"), SaveTarget::Taken(path) if path == file));
        assert!(matches!(look("autre"), SaveTarget::Free(path) if path.ends_with("autre.maillage")));
        assert!(matches!(look("absent/autre"), SaveTarget::NoFolder));
        assert!(matches!(look(""), SaveTarget::Folder(Found::Folder(..))));
        assert!(!folder.path().join("autre.maillage").exists(), "looking creates nothing");
    }
}
