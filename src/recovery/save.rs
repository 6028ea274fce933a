//! Opening and saving with an eye on who else writes: the file's fingerprint is kept, what a save
//! replaces is a version.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::{Fault, Store};
use crate::file::{self, Fingerprint, Loaded, SaveError, Watch};
use crate::model::Map;

/// Opens a file, with the fingerprint of what it holds.
///
/// # Errors
/// As [`file::open`].
pub fn open(path: &Path) -> Result<(Loaded, Fingerprint), file::Error> {
    let bytes = file::bytes_of(path)?;
    Ok((file::read(&bytes)?, Fingerprint::of(&bytes)))
}

/// Opens a file for someone who waits, and who may stop it. `None` where they did.
///
/// # Errors
/// As [`file::open`].
pub fn open_watched(path: &Path, watch: Watch<'_>) -> Result<Option<(Loaded, Fingerprint)>, file::Error> {
    let bytes = file::bytes_of(path)?;
    let fingerprint = Fingerprint::of(&bytes);
    watch.set(0.1);
    let loaded = file::read_watched(&bytes, watch);
    if watch.is_stopped() { Ok(None) } else { Ok(Some((loaded?, fingerprint))) }
}

/// How much of a save is done once what is replaced was read, kept, and the new file written and read
/// back, as measured on 200,000 actors; the rest is to find out what changed.
const READ: f64 = 0.05;
const KEPT: f64 = 0.4;
const WRITTEN: f64 = 0.9;

/// A save to be done.
#[derive(Clone, Debug)]
pub struct SaveRequest {
    /// The map as it is to be saved.
    pub map: Arc<Map>,
    /// Where.
    pub path: PathBuf,
    /// What the file held when it was opened or last saved; `None` for a file that is not the map's
    /// own, or that may be overwritten whatever it holds.
    pub known: Option<Fingerprint>,
    /// What the map was made from: what its file held when it was opened or last saved, and what was
    /// merged in since.
    pub from: Vec<Fingerprint>,
}

/// A save that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the file holds now.
    pub fingerprint: Fingerprint,
    /// Why what it replaced could not be kept as a version, where that is so.
    pub version_lost: Option<Fault>,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Someone else changed the file since it was opened: merge, save a copy, overwrite or reload.
    #[error("{} was changed by someone else since it was opened", .0.display())]
    ChangedOnDisk(PathBuf),
    /// The file could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Saves a map and keeps what it replaces, unless the file is not what it was when it was opened.
///
/// A file that is gone is written anew. A version that cannot be kept (a full data folder) is no reason
/// not to save.
///
/// Limitation: between looking at the file and taking its place another program may change it; what it
/// wrote is then lost but for that program's own copy.
///
/// # Errors
/// Where the file changed, or could not be written; it is then as it was.
pub fn save(store: Option<&Store>, request: &SaveRequest) -> Result<Saved, Refused> {
    save_watched(store, request, Watch::none())
}

/// The same for someone who waits, and who may stop it until the file is replaced.
///
/// # Errors
/// As [`save`]; a save that was stopped ends as one the system interrupted.
pub fn save_watched(
    store: Option<&Store>,
    request: &SaveRequest,
    watch: Watch<'_>,
) -> Result<Saved, Refused> {
    let SaveRequest { map, path, known, from } = request;
    let interrupted =
        || SaveError::Other { path: path.clone(), error: std::io::ErrorKind::Interrupted.into() };
    let stopped = || watch.is_stopped();
    let before = file::bytes_of(path).ok();
    if let (Some(known), Some(before)) = (known, &before)
        && Fingerprint::of(before) != *known
    {
        return Err(Refused::ChangedOnDisk(path.clone()));
    }
    let has_old = store.is_some() && before.is_some();
    let (read, kept) = if has_old { (READ, KEPT) } else { (0.0, 0.0) };
    watch.set(read);
    // Before the save: a crash between the two then has lost nothing.
    let mut version_lost = None;
    let mut old = None;
    if let (Some(store), Some(bytes)) = (store, &before) {
        let at =
            std::fs::metadata(path).and_then(|meta| meta.modified()).unwrap_or_else(|_| SystemTime::now());
        let on_the_way = |done| watch.set(read + (kept - read) * done);
        let keeping = Watch::new(&on_the_way, &stopped);
        match store.versions().keep_watched(&map.about.id, path, bytes, at, keeping) {
            Ok(kept) => old = kept,
            Err(_) if stopped() => return Err(interrupted().into()),
            Err(error) => version_lost = Some(Fault::of(&error)),
        }
    }
    // Freed before the new bytes take their room.
    drop(before);
    let written = if has_old { WRITTEN } else { 1.0 };
    let on_the_way = |done| watch.set(kept + (written - kept) * done);
    let saving = Watch::new(&on_the_way, &stopped);
    let fingerprint = file::save_watched(map, path, saving)?.ok_or_else(interrupted)?;
    watch.set(written);
    if let Some(store) = store {
        let versions = store.versions();
        // Without it the common ancestor of two copies is looked for among the versions of the file.
        let _ = versions.note_lineage(&map.about.id, fingerprint, from);
        // What it says of a version is a help, no more.
        let _ = versions.note_saved(old.as_ref(), map, fingerprint).and_then(|()| versions.thin());
    }
    watch.set(1.0);
    Ok(Saved { fingerprint, version_lost })
}
