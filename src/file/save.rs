//! Saving: the old file stays whole until the new one is.
//!
//! The bytes go to a temporary file beside the old one, reach the disk, are read back and understood,
//! and take its name in one step; a crash at any moment leaves the old file or the new one, never half
//! of one. A failure that is reported has changed nothing and left nothing behind: on Linux the two
//! files change names with each other, so that even a disk that fails after that step can be answered
//! by changing them back.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::crew::Watch;
use super::fingerprint::Fingerprinting;
use super::{Fingerprint, leftover, stored};
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
    /// What was written could not be read back as it was.
    #[error("{} was not stored as it was written", .0.display())]
    NotStored(PathBuf),
    /// What would be written is no file that opens again.
    #[error("{} would not open again: {error}", path.display())]
    WouldNotOpen {
        /// The file.
        path: PathBuf,
        /// What reading it says.
        #[source]
        error: Box<super::Error>,
    },
    /// The map came from a file of a later major version: written by this one it would lose what
    /// only that version knows.
    #[error("{} was made by a newer Maillage (format version {version}); this one only shows it", path.display())]
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// The version of the file the map came from.
        version: String,
    },
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
            Self::FolderMissing(_) => "save a copy in another folder, or reconnect the disk it was on",
            Self::NotAFile(_) | Self::BadName(_) => "save a copy under another name",
            Self::ReadOnly(_) => "save a copy under another name or in a folder of your own",
            Self::NoSpace(_) => "free some space, or save a copy on another disk",
            Self::NotStored(_) => "the disk may be failing: save a copy on another disk",
            Self::WouldNotOpen { .. } => "undo the last change, then save a copy",
            Self::NewerVersion { .. } => "update Maillage to change this map",
            Self::Other { .. } => "try again, or save a copy on another disk",
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

/// Saves a map to a file, in place of what was there. Gives the fingerprint of what it now holds.
///
/// # Errors
/// Where the bytes could not be brought to the disk, or would not open again; the file is then as it
/// was before.
pub fn save(map: &Map, path: &Path) -> Result<Fingerprint, SaveError> {
    // Nobody stops it.
    let stopped = || SaveError::Other { path: path.to_owned(), error: io::ErrorKind::Interrupted.into() };
    save_watched(map, path, Watch::none())?.ok_or_else(stopped)
}

/// Saves a map for someone who waits: `watch` is told how far it is, and may stop it until the new
/// file takes the place of the old one. `None` where it did; a file that was there is then untouched.
///
/// # Errors
/// As [`save`].
pub fn save_watched(map: &Map, path: &Path, watch: Watch<'_>) -> Result<Option<Fingerprint>, SaveError> {
    if let Some(version) = super::newer_major_of(map) {
        return Err(SaveError::NewerVersion { path: path.to_owned(), version: version.to_owned() });
    }
    let fill = |file: &mut dyn Write| {
        let mut made = Fingerprinting::default();
        let on_the_way = |done| watch.set(0.5 * done);
        let stopped = || watch.is_stopped();
        super::write::write_to(map, Watch::new(&on_the_way, &stopped), &mut |piece| {
            made.add(piece.as_bytes());
            file.write_all(piece.as_bytes())
        })?;
        Ok(made.done())
    };
    let check = |stored: &[u8]| {
        let on_the_way = |done| watch.set(0.55 + 0.4 * done);
        let stopped = || watch.is_stopped();
        let read = super::read::try_reading(stored, Watch::new(&on_the_way, &stopped));
        match read {
            Err(error) if !watch.is_stopped() => {
                Err(SaveError::WouldNotOpen { path: path.to_owned(), error: Box::new(error) })
            }
            _ => Ok(()),
        }
    };
    replace(path, watch, fill, check)
}

/// Saves bytes to a file, in place of what was there; whether they make a map is not asked.
///
/// A symbolic link stays and what it leads to is replaced. The permissions of the old file are
/// kept; a new file gets those the system gives new files. A file without any permission to write
/// is left alone.
///
/// Limitations: the new file belongs to whoever saves it; another hard link to the old file goes on
/// showing the old bytes; access control lists beyond the permissions are the folder's. A program
/// that is killed may leave a hidden temporary file beside the map, until the next save in that folder.
///
/// # Errors
/// Where the bytes could not be brought to the disk; the file is then as it was before.
pub fn save_bytes(bytes: &[u8], path: &Path) -> Result<(), SaveError> {
    let fill = |file: &mut dyn Write| file.write_all(bytes).map(|()| Fingerprint::of(bytes));
    replace(path, Watch::none(), fill, |_| Ok(())).map(drop)
}

/// Puts what `fill` writes in the place of a file once `check` is content with what the disk gives back,
/// unless it is stopped before; see [`save_bytes`]. `fill` gives the fingerprint of what it wrote.
fn replace(
    path: &Path,
    watch: Watch<'_>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<Fingerprint>,
    check: impl FnOnce(&[u8]) -> Result<(), SaveError>,
) -> Result<Option<Fingerprint>, SaveError> {
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

    // First: on a full disk it is in the way.
    leftover::clear(folder);
    // Its name is short whatever the target's is: names of 255 bytes are all right. Dropped before
    // it takes the target's name, the temporary file removes itself.
    let mut builder = tempfile::Builder::new();
    builder.prefix(leftover::PREFIX).suffix(leftover::SUFFIX);
    #[cfg(unix)]
    if old.is_none() {
        use std::os::unix::fs::PermissionsExt;
        // What programs ask for; the system takes away what the user's umask says.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    leftover::claim(file.as_file());
    let written = fill(&mut file).map_err(failed)?;
    if watch.is_stopped() {
        return Ok(None);
    }
    let is_new = old.is_none();
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions).map_err(failed)?;
    }
    file.as_file().sync_all().map_err(failed)?;
    // Some network drives accept what they then cannot store.
    let stored = read_back(file.path()).map_err(failed)?;
    let (checked, found) = crate::job::both(|| check(&stored), || Fingerprint::of(&stored));
    if found != written {
        return Err(SaveError::NotStored(target));
    }
    checked?;
    drop(stored);
    if watch.is_stopped() {
        return Ok(None);
    }
    watch.set(0.98);
    let folder_handle = FolderHandle::open(folder);
    // Open until it has its place, and so claimed.
    let (_claimed, temporary) = file.into_parts();
    take_place(temporary, &target, is_new, &folder_handle).map_err(failed)?;
    Ok(Some(written))
}

/// The bytes of a file, by its name as every program finds it.
fn read_back(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = fs::File::open(path)?;
    let len = file.metadata()?.len();
    stored::bytes_of(&mut file, len, u64::MAX)
}

/// Gives the temporary file the target's name, on the disk too, or leaves everything as it was.
fn take_place(
    temporary: tempfile::TempPath,
    target: &Path,
    is_new: bool,
    folder: &FolderHandle,
) -> io::Result<()> {
    if is_new {
        temporary.persist(target).map_err(|error| error.error)?;
        return folder.sync().inspect_err(|_| {
            // It could be gone at the next power cut: better not there than not to be trusted.
            let _ = remove(target);
        });
    }
    if !exchange(&temporary, target)? {
        temporary.persist(target).map_err(|error| error.error)?;
        // The old file is gone: by now the new one is saved as far as every program can see.
        let _ = folder.sync();
        return Ok(());
    }
    if let Err(error) = folder.sync() {
        // Where even this fails, the new file stands, whole.
        let _ = exchange(&temporary, target);
        let _ = remove(&temporary);
        return Err(error);
    }
    // The temporary name is now that of the old file.
    let old = temporary.to_path_buf();
    if temporary.close().is_err() {
        let _ = remove(&old);
    }
    Ok(())
}

/// Removes a file; tries twice, as a passing fault of the disk must leave nothing behind.
fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path).or_else(|_| fs::remove_file(path))
}

/// Changes the names of two files with each other in one step. `false` where the file system has no
/// such step.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// The folder of a file, opened before anything changes in it so that its names can be brought to the
/// disk afterwards. Nothing where the system or the folder does not let one.
struct FolderHandle(Option<fs::File>);

impl FolderHandle {
    fn open(folder: &Path) -> Self {
        if cfg!(unix) { Self(fs::File::open(folder).ok()) } else { Self(None) }
    }

    /// Brings the names in the folder to the disk. A file system that cannot do that (some network
    /// drives) is no reason to report a failure.
    fn sync(&self) -> io::Result<()> {
        match self.0.as_ref().map(fs::File::sync_all) {
            Some(Err(error)) => match error.kind() {
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported => Ok(()),
                _ => Err(error),
            },
            _ => Ok(()),
        }
    }
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
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(SaveError::new(&target, error));
            }
            _ => return Ok(target),
        }
    }
    let error = io::Error::other("symbolic links lead in a circle");
    Err(SaveError::Other { path: path.to_owned(), error })
}
