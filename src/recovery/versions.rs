//! Versions: what each save replaced, packed, until there are too many.
//!
//! `versions/<map>/<time>-<fingerprint>.json` says what a version is; `<fingerprint>.pack` beside it
//! holds the bytes, once for all versions with the same bytes. `current.json` says what the last save
//! changed, which is known of a version before it is one; `lineage` says which state was made from which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::lineage::Lineage;
use super::{as_file_name, base, from_millis, millis, path_from_json, path_key, path_to_json};
use crate::file::{self, Fingerprint, Loaded, Watch};
use crate::merge::{self, Summary};
use crate::model::{Map, MapId};

const DAY_MILLIS: u64 = 24 * 3600 * 1000;

/// How much is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// So many versions of a map, whatever their age; of older ones, one a day.
    pub recent: usize,
    /// At most so many bytes on the disk for all maps; the oldest go first.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { recent: 50, bytes: 512 << 20 }
    }
}

/// A version of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    note: PathBuf,
    /// The map.
    pub map: MapId,
    /// Its title then.
    pub title: String,
    /// The file it was in.
    pub path: Option<PathBuf>,
    /// When it was saved.
    pub at: SystemTime,
    /// The size of the file.
    pub bytes: u64,
    /// How many actors and links it has, where it could be read.
    pub counts: Option<(usize, usize)>,
    /// What it changed of the version before; `None` where that is not known.
    pub brought: Option<Summary>,
    /// What it holds.
    pub fingerprint: Fingerprint,
}

/// A version's note as it stands on the disk.
#[derive(Serialize, Deserialize)]
struct Note {
    map: String,
    title: String,
    path: Option<serde_json::Value>,
    at: u64,
    bytes: u64,
    counts: Option<(usize, usize)>,
    brought: Option<Summary>,
    fingerprint: String,
}

/// What the file holds now, and what its save changed.
#[derive(Serialize, Deserialize)]
struct Current {
    fingerprint: String,
    brought: Summary,
}

/// The versions kept of maps.
#[derive(Clone, Debug)]
pub struct Versions {
    folder: PathBuf,
    limits: Limits,
}

impl Versions {
    /// The versions in a folder.
    pub fn new(folder: PathBuf, limits: Limits) -> Self {
        Self { folder, limits }
    }

    fn folder_of(&self, map: &MapId) -> PathBuf {
        self.folder.join(as_file_name(map.as_str()))
    }

    /// Keeps what a save is about to replace: the bytes of a file, saved at a time. `map` is whose
    /// version it is where the bytes do not say.
    ///
    /// # Errors
    /// Where the data folder cannot be written to; nothing is half-kept.
    pub fn keep(&self, map: &MapId, path: &Path, bytes: &[u8], at: SystemTime) -> io::Result<Option<Map>> {
        self.keep_watched(map, path, bytes, at, Watch::none())
    }

    /// The same for someone who waits.
    ///
    /// # Errors
    /// As [`Self::keep`]; one that was stopped ends as one the system interrupted.
    pub fn keep_watched(
        &self,
        map: &MapId,
        path: &Path,
        bytes: &[u8],
        at: SystemTime,
        watch: Watch<'_>,
    ) -> io::Result<Option<Map>> {
        let (reading, packing) = (|done| watch.set(0.4 * done), |done: f64| watch.set(0.4 + 0.6 * done));
        let stopped = || watch.is_stopped();
        let old = file::read_watched(bytes, Watch::new(&reading, &stopped)).ok().map(|loaded| loaded.map);
        if stopped() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let map = old.as_ref().map_or(map, |old| &old.about.id);
        let folder = self.folder_of(map);
        fs::create_dir_all(&folder)?;
        let fingerprint = Fingerprint::of(bytes);
        let pack = folder.join(fingerprint.to_string()).with_extension("pack");
        if base::read(&pack).is_none() {
            base::write_watched(&pack, bytes, Watch::new(&packing, &stopped))?;
        }
        let current = self.current(map).filter(|current| current.fingerprint == fingerprint.to_string());
        let note = Note {
            map: map.to_string(),
            title: old.as_ref().map(|old| old.about.title.clone()).unwrap_or_default(),
            path: Some(path_to_json(path)),
            at: millis(at),
            bytes: bytes.len() as u64,
            counts: old.as_ref().map(|old| (old.actor_count(), old.link_count())),
            brought: current
                .map(|current| current.brought)
                .or_else(|| self.brought_since_last(map, old.as_ref())),
            fingerprint: fingerprint.to_string(),
        };
        let name = format!("{:015}-{fingerprint}.json", note.at);
        write_json(&folder.join(name), &note)?;
        Ok(old)
    }

    /// What a file that others wrote changed of the last version kept; `None` where there is none.
    fn brought_since_last(&self, map: &MapId, now: Option<&Map>) -> Option<Summary> {
        let last = self.list(map).into_iter().next()?;
        Some(Summary::of(&merge::diff(&self.open(&last).ok()?.map, now?)))
    }

    /// Notes what a save changed, to be told of the new file once it is a version.
    ///
    /// # Errors
    /// Where the data folder cannot be written to.
    pub fn note_saved(&self, before: Option<&Map>, after: &Map, fingerprint: Fingerprint) -> io::Result<()> {
        let Some(before) = before else { return Ok(()) };
        let brought = Summary::of(&merge::diff(before, after));
        let folder = self.folder_of(&after.about.id);
        fs::create_dir_all(&folder)?;
        write_json(&folder.join("current.json"), &Current { fingerprint: fingerprint.to_string(), brought })
    }

    /// Notes what a saved state was made from.
    ///
    /// # Errors
    /// Where the data folder cannot be written to.
    pub fn note_lineage(&self, map: &MapId, saved: Fingerprint, from: &[Fingerprint]) -> io::Result<()> {
        let folder = self.folder_of(map);
        fs::create_dir_all(&folder)?;
        Lineage::note(&folder.join("lineage"), saved, from)
    }

    /// What the last save of a map changed, where the file still holds it.
    pub fn brought_by(&self, map: &MapId, fingerprint: Fingerprint) -> Option<Summary> {
        let current = self.current(map)?;
        (current.fingerprint == fingerprint.to_string()).then_some(current.brought)
    }

    fn current(&self, map: &MapId) -> Option<Current> {
        read_json(&self.folder_of(map).join("current.json"))
    }

    /// The versions of a map, the latest first.
    pub fn list(&self, map: &MapId) -> Vec<Version> {
        let mut versions = versions_in(&self.folder_of(map));
        versions.retain(|version| version.map == *map);
        versions
    }

    /// The versions of whatever map a file was, the latest first: for a file too damaged to say.
    pub fn of_file(&self, path: &Path) -> Vec<Version> {
        let mut versions: Vec<Version> =
            self.folders().iter().flat_map(|folder| versions_in(folder)).collect();
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        versions.retain(|version| {
            version
                .path
                .as_ref()
                .is_some_and(|of| *of == path || of.canonicalize().is_ok_and(|of| of == real))
        });
        versions.sort_by_key(|version| std::cmp::Reverse(version.at));
        versions
    }

    /// The newest version of a file that opens.
    pub fn newest_good(&self, path: &Path) -> Option<Version> {
        self.of_file(path).into_iter().find(|version| self.open(version).is_ok())
    }

    /// The map that a file with this fingerprint held, where it is among the versions.
    pub fn holding(&self, map: &MapId, fingerprint: Fingerprint) -> Option<Map> {
        let versions = self.list(map).into_iter().filter(|version| version.fingerprint == fingerprint);
        versions.filter_map(|version| self.open(&version).ok()).map(|loaded| loaded.map).next()
    }

    /// Opens a version.
    ///
    /// # Errors
    /// Where it is gone or damaged.
    pub fn open(&self, version: &Version) -> Result<Loaded, file::Error> {
        file::read(&self.bytes(version)?)
    }

    /// The bytes of the file a version was.
    ///
    /// # Errors
    /// Where it is gone or damaged.
    pub fn bytes(&self, version: &Version) -> Result<Vec<u8>, file::Error> {
        let pack = version.note.with_file_name(version.fingerprint.to_string()).with_extension("pack");
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the version is gone or damaged");
        base::read(&pack).ok_or_else(|| file::ErrorKind::Io(damaged()).into())
    }

    /// Lets go of what is too much: of each map's versions beyond the recent ones all but the last of
    /// a day, then the oldest of all until the rest fits.
    ///
    /// # Errors
    /// Where something cannot be removed.
    pub fn thin(&self) -> io::Result<()> {
        let mut sizes: Vec<(u64, SystemTime, PathBuf)> = Vec::new();
        for folder in self.folders() {
            let versions = versions_in(&folder);
            let mut days = BTreeSet::new();
            for (place, version) in versions.iter().enumerate() {
                // The latest of a day comes first.
                let is_last_of_day = days.insert(millis(version.at) / DAY_MILLIS);
                if place >= self.limits.recent && !is_last_of_day {
                    fs::remove_file(&version.note)?;
                }
            }
            self.drop_unused(&folder)?;
            let mut packs: BTreeMap<Fingerprint, u64> = BTreeMap::new();
            for version in versions_in(&folder) {
                let pack = folder.join(version.fingerprint.to_string()).with_extension("pack");
                let size = fs::metadata(pack).map(|meta| meta.len()).unwrap_or_default();
                // Bytes that several versions share count once.
                let size = if packs.insert(version.fingerprint, size).is_none() { size } else { 0 };
                sizes.push((size, version.at, version.note));
            }
        }
        let mut total: u64 = sizes.iter().map(|(size, ..)| size).sum();
        sizes.sort_by_key(|(_, at, _)| *at);
        for (size, _, note) in sizes {
            if total <= self.limits.bytes {
                break;
            }
            total -= size;
            fs::remove_file(&note)?;
            if let Some(folder) = note.parent() {
                self.drop_unused(folder)?;
            }
        }
        Ok(())
    }

    /// Removes bytes no version is made of.
    fn drop_unused(&self, folder: &Path) -> io::Result<()> {
        let used: BTreeSet<String> =
            versions_in(folder).iter().map(|version| version.fingerprint.to_string()).collect();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if path.extension().is_some_and(|ending| ending == "pack") && !used.contains(stem) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn folders(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let mut folders: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        folders.sort();
        folders
    }
}

/// The versions in a map's folder, the latest first. A note that cannot be read is passed over.
fn versions_in(folder: &Path) -> Vec<Version> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut versions: Vec<Version> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_note = path.extension().is_some_and(|ending| ending == "json");
            let note: Note = if is_note { read_json(&path)? } else { return None };
            Some(Version {
                map: MapId::new(note.map),
                title: note.title,
                path: note.path.as_ref().and_then(path_from_json),
                at: from_millis(note.at),
                bytes: note.bytes,
                counts: note.counts,
                brought: note.brought,
                fingerprint: Fingerprint::from_text(&note.fingerprint)?,
                note: path,
            })
        })
        .collect();
    versions.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.note.cmp(&a.note)));
    versions
}

fn write_json(path: &Path, value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string(value).map_err(io::Error::other)?;
    file::save_bytes(text.as_bytes(), path).map_err(io::Error::other)
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&file::bytes_of(path).ok()?).ok()
}

/// What a copy of a map was made from, as far as the window that has it open knows.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// What its file held when it was opened or last saved, then what was merged in since.
    pub made_from: Vec<Fingerprint>,
    /// The map as it was when it was opened or last saved.
    pub saved: Option<Map>,
    /// Its file.
    pub path: Option<PathBuf>,
}

/// The map two copies were made from.
#[derive(Clone, Debug)]
pub struct Ancestor {
    /// The map.
    pub map: Map,
    /// Whether it is known that both were made from it; else it is the likeliest of what ours came from,
    /// and what theirs lacks of it may never have been there.
    pub is_known: bool,
}

/// The map that ours and another copy were made from, whose file holds `theirs_held`. Where the lineage
/// of theirs is known, it is the nearest state both came from. Otherwise theirs came from elsewhere: of
/// what ours came from it is the state that theirs differs least from. `None` where nothing ours came
/// from is left: then nobody knows who removed what. `proceed` is asked before each version.
///
/// What only theirs came from is none, however near: what ours has and that has not would seem to have
/// been removed by theirs.
pub fn ancestor(
    versions: Option<&Versions>,
    past: &Past,
    ours: &Map,
    theirs: &Map,
    theirs_held: Fingerprint,
    proceed: impl Fn() -> bool,
) -> Option<Ancestor> {
    let id = &ours.about.id;
    if *id != theirs.about.id {
        return None;
    }
    let lineage =
        versions.map(|versions| Lineage::read(&versions.folder_of(id).join("lineage"))).unwrap_or_default();
    let kept = versions.map(|versions| versions.list(id)).unwrap_or_default();
    let open = |version: &Version| Some(versions?.open(version).ok()?.map);
    let of_ours = lineage.past_of(&past.made_from);
    for state in lineage.back_from(&[theirs_held]) {
        if !proceed() {
            return None;
        }
        if !of_ours.contains(&state) {
            continue;
        }
        let saved = past.saved.as_ref().filter(|_| past.made_from.first() == Some(&state));
        let map = if state == theirs_held {
            Some(theirs.clone())
        } else if let Some(saved) = saved {
            Some(saved.clone())
        } else {
            versions.and_then(|versions| versions.holding(id, state))
        };
        if let Some(map) = map {
            return Some(Ancestor { map, is_known: true });
        }
    }
    // What was in our file before it held what was opened, whoever wrote it.
    let since = past.made_from.first().and_then(|opened| {
        kept.iter().filter(|version| version.fingerprint == *opened).map(|version| version.at).min()
    });
    let file = past.path.as_deref().map(path_key);
    let was_in_file = |version: &Version| {
        let of_file = version.path.as_deref().map(path_key);
        of_file.is_some() && of_file == file && since.is_none_or(|since| version.at <= since)
    };
    let is_past = |version: &Version| {
        of_ours.contains(&version.fingerprint)
            || (!lineage.knows(version.fingerprint) && was_in_file(version))
    };
    let mut best: Option<(usize, Map)> =
        past.saved.as_ref().map(|saved| (merge::diff(saved, theirs).len(), saved.clone()));
    for version in kept.iter().filter(|version| is_past(version)) {
        if !proceed() || best.as_ref().is_some_and(|(changes, _)| *changes == 0) {
            break;
        }
        let Some(map) = open(version) else { continue };
        let changes = merge::diff(&map, theirs).len();
        if best.as_ref().is_none_or(|(least, _)| changes < *least) {
            best = Some((changes, map));
        }
    }
    best.map(|(_, map)| Ancestor { map, is_known: false })
}
