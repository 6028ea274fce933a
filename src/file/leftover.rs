//! What a save that was killed leaves beside a map: its hidden temporary file. The next save in that
//! folder takes it away.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

/// What the names of temporary files begin with.
pub(super) const PREFIX: &str = ".maillage-";
/// What they end with.
pub(super) const SUFFIX: &str = ".tmp";
/// A file younger than this may not have been locked yet by whoever is about to write it.
const YOUNG: Duration = Duration::from_secs(60);

/// Says that a temporary file is somebody's: the system takes the lock away with the process. Where
/// there are no locks, nobody takes the file away either.
pub(super) fn claim(file: &File) {
    // Elsewhere a lock keeps this very program from reading the file back.
    if cfg!(unix) {
        let _ = file.try_lock();
    }
}

/// Removes from a folder the temporary files of programs that are no longer. What cannot be removed
/// stays: it is in nobody's way.
pub(super) fn clear(folder: &Path) {
    if !cfg!(unix) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok).filter(|entry| is_ours(&entry.file_name())) {
        let path = entry.path();
        let is_old_file = fs::symlink_metadata(&path).is_ok_and(|meta| {
            let age = meta.modified().ok().and_then(|at| at.elapsed().ok());
            meta.is_file() && age.is_some_and(|age| age > YOUNG)
        });
        if !is_old_file {
            continue;
        }
        let Ok(file) = File::open(&path) else { continue };
        if file.try_lock().is_ok() {
            let _ = fs::remove_file(&path);
        }
    }
}

fn is_ours(name: &OsStr) -> bool {
    let middle =
        name.to_str().and_then(|name| name.strip_prefix(PREFIX)).and_then(|name| name.strip_suffix(SUFFIX));
    middle.is_some_and(|middle| !middle.is_empty() && middle.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
