//! Saving: the old file stays whole until the new one is.
//!
//! The bytes go to a temporary file beside the old one, reach the disk, and take its name in one
//! step; a crash at any moment leaves the old file or the new one, never half of one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::crew::Watch;
use crate::model::Map;

/// Why a file could not be saved. The file that was there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The folder is not there (any more).
    #[error("the folder {} does not exist", .0.display())]
    FolderMissing(PathBuf),
    /// Something that is no file has that name: a folder, a device.
    #[error("{} is not a file but a folder or a device", .0.display())]
    NotAFile(PathBuf),
    /// The file, its folder or the disk must not be written to.
    #[error("{} must not be written to", .0.display())]
    ReadOnly(PathBuf),
    /// The disk, or what one may use of it, is full.
    #[error("there is no space left on the disk for {}", .0.display())]
    NoSpace(PathBuf),
    /// The system refuses such a name.
    #[error("the system does not take the name {}", .0.display())]
    BadName(PathBuf),
    /// Anything else the system says.
    #[error("{} could not be saved: {error}", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
}

impl SaveError {
    /// What to do about it, in English.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::FolderMissing(_) => "save it in another folder, or reconnect the disk it was on",
            Self::NotAFile(_) | Self::BadName(_) => "save it under another name",
            Self::ReadOnly(_) => "save it under another name or in a folder of your own",
            Self::NoSpace(_) => "free some space, or save it on another disk",
            Self::Other { .. } => "try again, or save it on another disk",
        }
    }

    fn new(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::FolderMissing(folder_of(&path).to_owned()),
            io::ErrorKind::NotADirectory => Self::FolderMissing(folder_of(&path).to_owned()),
            io::ErrorKind::IsADirectory => Self::NotAFile(path),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace(path),
            io::ErrorKind::InvalidFilename => Self::BadName(path),
            _ => Self::Other { path, error },
        }
    }
}

/// Saves a map to a file, in place of what was there.
///
/// # Errors
/// Where the bytes could not be brought to the disk; the file is then as it was before.
pub fn save(map: &Map, path: &Path) -> Result<(), SaveError> {
    save_watched(map, path, Watch::none()).map(|_| ())
}

/// Saves a map for someone who waits: `watch` is told how far it is, and may stop it until the new
/// file takes the place of the old one. Gives whether it was saved; a file that was there is
/// untouched where it was not.
///
/// # Errors
/// As [`save`].
pub fn save_watched(map: &Map, path: &Path, watch: Watch<'_>) -> Result<bool, SaveError> {
    save_by(path, watch, |file| {
        let mut written = 0;
        let on_the_way = |done| watch.set(0.8 * done);
        let stopped = || watch.is_stopped();
        super::write::write_to(map, Watch::new(&on_the_way, &stopped), &mut |piece| {
            written += piece.len() as u64;
            file.write_all(piece.as_bytes())
        })?;
        Ok(written)
    })
}

/// Saves bytes to a file, in place of what was there.
///
/// A symbolic link stays and what it leads to is replaced. The permissions of the old file are
/// kept; a new file gets those the system gives new files. A file without any permission to write
/// is left alone.
///
/// Limitations: the new file belongs to whoever saves it; another hard link to the old file goes on
/// showing the old bytes; access control lists beyond the permissions are the folder's.
///
/// # Errors
/// Where the bytes could not be brought to the disk; the file is then as it was before.
pub fn save_bytes(bytes: &[u8], path: &Path) -> Result<(), SaveError> {
    let write = |file: &mut dyn Write| file.write_all(bytes).map(|()| bytes.len() as u64);
    save_by(path, Watch::none(), write).map(|_| ())
}

/// Saves what `fill` writes (and counts), unless it is stopped before that takes the place of the old
/// file; see [`save_bytes`].
fn save_by(
    path: &Path,
    watch: Watch<'_>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<u64>,
) -> Result<bool, SaveError> {
    let target = follow_links(path)?;
    let failed = |error| SaveError::new(&target, error);
    let old = match fs::metadata(&target) {
        Ok(meta) if !meta.is_file() => return Err(SaveError::NotAFile(target)),
        Ok(meta) if meta.permissions().readonly() => return Err(SaveError::ReadOnly(target)),
        Ok(meta) => Some(meta.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    if target.file_name().is_none() {
        return Err(SaveError::BadName(target));
    }
    let folder = folder_of(&target);

    // Dropped before it takes its name, the temporary file removes itself.
    let mut builder = tempfile::Builder::new();
    builder.prefix(".maillage-").suffix(".tmp");
    #[cfg(unix)]
    if old.is_none() {
        use std::os::unix::fs::PermissionsExt;
        // What programs ask for; the system takes away what the user's umask says.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    let wanted = fill(&mut file).map_err(failed)?;
    if watch.is_stopped() {
        return Ok(false);
    }
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions).map_err(failed)?;
    }
    file.as_file().sync_all().map_err(failed)?;
    // Some network drives accept what they then cannot store.
    let written = fs::metadata(file.path()).map_err(failed)?.len();
    if written != wanted {
        let short = io::Error::other(format!("{written} of {wanted} bytes were stored"));
        return Err(failed(short));
    }
    if watch.is_stopped() {
        return Ok(false);
    }
    watch.set(0.98);
    file.persist(&target).map_err(|error| failed(error.error))?;
    sync_folder(folder);
    Ok(true)
}

/// Brings the new name to the disk. By now the file is saved as far as every program can see, so a
/// file system that cannot do this (some network drives) is no reason to report a failure.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    }
}

/// The file that symbolic links lead to, whether it is there yet or not.
fn follow_links(path: &Path) -> Result<PathBuf, SaveError> {
    const MOST: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST {
        match fs::symlink_metadata(&target) {
            Ok(meta) if meta.file_type().is_symlink() => {
                let next = fs::read_link(&target).map_err(|error| SaveError::new(path, error))?;
                target = folder_of(&target).join(next);
            }
            _ => return Ok(target),
        }
    }
    let error = io::Error::other("symbolic links lead in a circle");
    Err(SaveError::Other { path: path.to_owned(), error })
}
