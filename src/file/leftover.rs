//! What a save that was killed leaves beside a map: its hidden temporary file. The next save in that
//! folder takes it away.

use std::ffi::{OsStr, OsString};
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
    for name in names_in(folder).into_iter().filter(|name| is_ours(name)) {
        let path = folder.join(name);
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

/// The names in a folder, as far as they can be read. The standard library's reader panics where a
/// failing disk lets a folder not even be closed.
#[cfg(target_os = "linux")]
fn names_in(folder: &Path) -> Vec<OsString> {
    use std::os::unix::ffi::OsStrExt;
    let mut names = Vec::new();
    let Ok(folder) = File::open(folder) else { return names };
    let mut buffer = Vec::with_capacity(16 << 10);
    let mut entries = rustix::fs::RawDir::new(folder, buffer.spare_capacity_mut());
    while let Some(Ok(entry)) = entries.next() {
        names.push(OsStr::from_bytes(entry.file_name().to_bytes()).to_owned());
    }
    names
}

#[cfg(not(target_os = "linux"))]
fn names_in(folder: &Path) -> Vec<OsString> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(|entry| Some(entry.ok()?.file_name())).collect()
}

fn is_ours(name: &OsStr) -> bool {
    let middle =
        name.to_str().and_then(|name| name.strip_prefix(PREFIX)).and_then(|name| name.strip_suffix(SUFFIX));
    middle.is_some_and(|middle| !middle.is_empty() && middle.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
