//! Opening and saving without ever holding up the window: dialogs and disks are jobs.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::canvas::{Made, Making};
use super::file_chooser::FileChooser;
use crate::export::Format;
use crate::export::data::csv;
use crate::file::{self, Warning, Watch};
use crate::job::{self, Job, Outcome};
use crate::lang::Lang;
use crate::query::Shown;
use crate::recovery::{self, DocumentLock, Holder, Refused, SaveRequest, Store, Version};
use crate::session::{self, Origin, ReadOnly, Saving, Session};

/// Whether the work is in a file.
pub enum SaveState {
    /// Nothing has been saved since the map was opened.
    Untouched,
    /// A save is under way.
    Saving(Job<Saved>),
    /// Saved, and at what time of day.
    Saved(String),
}

/// What a save ends with.
pub struct Saved {
    /// Where it was saved.
    pub path: PathBuf,
    /// Which state of the map.
    pub saving: Saving,
    /// Whether it worked.
    pub result: Result<recovery::Saved, Refused>,
}

/// Work under way that takes long enough to be shown.
pub struct Work {
    /// What it is, in words.
    pub label: String,
    /// How much is done, from 0 to 1.
    pub done: f64,
    /// Whether it is a layout, which may be stopped or taken back.
    pub is_layout: bool,
}

/// What is over sooner than this is not shown: a bar that flashes says nothing.
const SHOWN_AFTER: Duration = Duration::from_millis(300);
/// How often a bar moves.
const SHOWN_EVERY: Duration = Duration::from_millis(100);

/// How far a job is, once it is worth showing; asks for the frame that shows it then.
pub fn progress_of<T: Send + 'static>(job: &Job<T>, ctx: &egui::Context) -> Option<f64> {
    let wait = SHOWN_AFTER.saturating_sub(job.age());
    ctx.request_repaint_after(wait.max(SHOWN_EVERY));
    wait.is_zero().then(|| job.done())
}

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open it.
    Open,
    /// To merge it into the open map.
    Merge,
    /// To save the map there.
    Save,
    /// To write the map there in a format.
    Export(Format),
    /// To write the report of an import there.
    Report,
    /// To bring it in.
    Import,
}

impl Purpose {
    /// How names of files for it end.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Open | Self::Merge | Self::Save => &[file::EXTENSION],
            Self::Export(format) => format.endings(),
            Self::Report => &["csv", "txt"],
            Self::Import => &IMPORTED,
        }
    }

    /// Whether a file is written: one that is there is replaced only after a yes.
    pub fn writes(self) -> bool {
        match self {
            Self::Open | Self::Merge | Self::Import => false,
            Self::Save | Self::Export(_) | Self::Report => true,
        }
    }
}

/// How names of files that can be brought in end.
pub const IMPORTED: [&str; 30] = [
    "csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xls", "ods", "gexf", "graphml", "gml", "net", "paj", "dot",
    "gv", "json", "cyjs", "cx", "cx2", "canvas", "gdf", "edges", "edgelist", "ncol", "sif", "tgf", "mtx",
    "jsonld", "clu", "vec",
];

/// What became of a chooser.
pub enum Chosen {
    /// Nothing yet.
    Pending,
    /// The person chose nothing.
    Nothing,
    /// A file.
    File(PathBuf),
}

/// A chooser of the system's under way.
pub struct SystemChooser {
    /// What for.
    pub purpose: Purpose,
    job: Job<Option<PathBuf>>,
}

impl SystemChooser {
    /// Asks the system for a file. `None` where it has no chooser to offer.
    pub fn start(
        purpose: Purpose,
        title: &str,
        kind_name: &str,
        folder: Option<&Path>,
        file_name: &str,
        ctx: &egui::Context,
    ) -> Option<Self> {
        if !system_has_chooser() {
            return None;
        }
        // Of `.kumu.json` systems know the last part alone.
        let last = |ending: &'static str| ending.rsplit('.').next().unwrap_or(ending);
        let endings: Vec<&str> = purpose.endings().iter().map(|ending| last(ending)).collect();
        let mut dialog = rfd::AsyncFileDialog::new().set_title(title).add_filter(kind_name, &endings);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        let ctx = ctx.clone();
        // On macOS the dialog must be made on the window's thread; it may be awaited anywhere.
        let job = match purpose {
            Purpose::Open | Purpose::Merge | Purpose::Import => {
                let future = dialog.pick_file();
                Job::start(move |_| wait(future), move || ctx.request_repaint())
            }
            Purpose::Save | Purpose::Export(_) | Purpose::Report => {
                let future = dialog.set_file_name(file_name).save_file();
                Job::start(move |_| wait(future), move || ctx.request_repaint())
            }
        };
        Some(Self { purpose, job })
    }

    /// How it stands.
    pub fn poll(&self) -> Chosen {
        match self.job.poll() {
            Outcome::Running => Chosen::Pending,
            Outcome::Done(Some(path)) => Chosen::File(path),
            Outcome::Done(None) | Outcome::Lost => Chosen::Nothing,
        }
    }
}

fn wait(future: impl Future<Output = Option<rfd::FileHandle>>) -> Option<PathBuf> {
    pollster::block_on(future).map(|handle| handle.path().to_owned())
}

/// Whether the system can show a file dialog. On Linux that takes a desktop portal on the session
/// bus, or `zenity`, which `rfd` falls back to; without either it would silently show nothing.
fn system_has_chooser() -> bool {
    // Tests answer our own chooser.
    if cfg!(test) {
        return false;
    }
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    if std::env::var_os("MAILLAGE_OWN_DIALOGS").is_some() {
        return false;
    }
    let on_path = |program: &str| {
        std::env::var_os("PATH")
            .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
    };
    let has_bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|dir| Path::new(&dir).join("bus").exists());
    let has_portal = ["/usr/share/xdg-desktop-portal/portals", "/usr/local/share/xdg-desktop-portal/portals"]
        .iter()
        .any(|folder| Path::new(folder).is_dir());
    (has_bus && has_portal) || on_path("zenity")
}

/// Our own chooser, where the system has none.
pub fn own_chooser(purpose: Purpose, folder: Option<&Path>, file_name: &str) -> FileChooser {
    let folder = folder
        .map(Path::to_owned)
        .or_else(|| directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned()))
        .unwrap_or_else(|| PathBuf::from("."));
    match purpose {
        Purpose::Open | Purpose::Merge => FileChooser::open(folder, purpose),
        Purpose::Save | Purpose::Export(_) | Purpose::Report => {
            FileChooser::save(folder, file_name.to_owned(), purpose)
        }
        Purpose::Import => FileChooser::import(folder),
    }
}

/// A file that was read: the session on it, with what was noticed.
pub struct Opened {
    /// The file.
    pub path: PathBuf,
    /// The session, or why there is none.
    pub result: Result<(Session, Vec<Warning>), file::Error>,
    /// The lock on it, or who has it; nothing where this window had it already.
    pub lock: Result<Option<DocumentLock>, Holder>,
    /// Of a file that does not open, the newest version that does.
    pub good: Option<Version>,
    /// The picture of a large map.
    pub made: Option<Box<Made>>,
}

/// Reads a file in a job, and makes ready there what depends on the size of the map: the session, and
/// `making` a picture of it. `is_ours` says that this window holds the lock on it.
pub fn read(
    path: PathBuf,
    store: Option<Store>,
    is_ours: bool,
    making: Making,
    ctx: &egui::Context,
) -> Job<Opened> {
    let ctx = ctx.clone();
    Job::start(
        move |progress| {
            let path = std::path::absolute(&path).unwrap_or(path);
            let report = |done| progress.set(0.7 * done);
            let stopped = || progress.is_cancelled();
            let watch = Watch::new(&report, &stopped);
            // Cancelled, nobody asks for what it ends with.
            let cancelled = Err(file::ErrorKind::Io(std::io::ErrorKind::Interrupted.into()).into());
            let mut opened = Opened { path, result: cancelled, lock: Ok(None), good: None, made: None };
            match recovery::open_watched(&opened.path, watch) {
                Ok(Some((loaded, fingerprint))) => {
                    let map = Arc::new(session::placed(loaded.map));
                    let origin = Origin::File(opened.path.clone());
                    let draw =
                        || Making::is_worth(&map).then(|| Box::new(making.of(&map, &Shown::default())));
                    let (mut session, made) = job::both(|| Session::on(map.clone(), origin), draw);
                    opened.made = made;
                    session.set_fingerprint(Some(fingerprint));
                    if let Some(store) = store.as_ref().filter(|_| !is_ours) {
                        opened.lock = DocumentLock::take_patiently(store, &opened.path);
                    }
                    if opened.lock.is_err() {
                        session.set_read_only(Some(ReadOnly::HeldElsewhere));
                    }
                    opened.result = Ok((session, loaded.warnings));
                }
                Ok(None) => {}
                Err(error) => {
                    opened.good = store.and_then(|store| store.versions().newest_good(&opened.path));
                    opened.result = Err(error);
                }
            }
            opened
        },
        move || ctx.request_repaint(),
    )
}

/// Saves a snapshot in a job, and keeps what it replaces. The map's records are shared: the snapshot
/// costs pointers.
pub fn save(request: SaveRequest, saving: Saving, store: Option<Store>, ctx: &egui::Context) -> Job<Saved> {
    let ctx = ctx.clone();
    Job::start(
        move |progress| {
            let report = |done| progress.set(done);
            let stopped = || progress.is_cancelled();
            // Where it was cancelled, nobody asks whether it was saved.
            let result = recovery::save_watched(store.as_ref(), &request, Watch::new(&report, &stopped));
            Saved { path: request.path, saving, result }
        },
        move || ctx.request_repaint(),
    )
}

/// A file name for a map of this title: what file systems refuse is left out.
pub fn file_name_for(title: &str) -> String {
    let clean: String =
        title.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    // 255 bytes is what common file systems take; keep well below with the ending.
    let mut name: String = words.join(" ");
    while name.len() > 120 {
        name.pop();
    }
    let name = name.trim_matches(['.', ' ']);
    format!("{}.{}", if name.is_empty() { "maillage" } else { name }, file::EXTENSION)
}

/// The name of a map's file as that of a copy: "carte - copie.maillage".
pub fn name_of_copy(name: &str, suffix: &str) -> String {
    let stem = name.strip_suffix(file::EXTENSION).map_or(name, |stem| stem.trim_end_matches('.'));
    format!("{stem} - {suffix}.{}", file::EXTENSION)
}

/// The path with the ending of our files, where the person left it out.
pub fn with_extension(path: PathBuf) -> PathBuf {
    with_ending(path, &[file::EXTENSION])
}

/// The path with the first of some endings, where it has none of them. A last part that the first one
/// shares stays alone: `reseau.json` becomes `reseau.kumu.json`.
pub fn with_ending(path: PathBuf, endings: &[&str]) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let lower = name.to_lowercase();
    let has = |ending: &str| lower.strip_suffix(ending).is_some_and(|start| start.ends_with('.'));
    let Some(first) = endings.first().filter(|_| !endings.iter().any(|ending| has(ending))) else {
        return path;
    };
    if let Some((_, last)) = first.rsplit_once('.').filter(|(_, last)| has(last)) {
        let stem = name.get(..name.len() - last.len()).unwrap_or_default();
        return path.with_file_name(format!("{stem}{first}"));
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(first);
    PathBuf::from(name)
}

/// The name proposed for a map of this title in a format. A format of two files names the first for
/// what it lists.
pub fn export_name(title: &str, format: Format, lang: Lang) -> String {
    let name = file_name_for(title);
    let stem = name.strip_suffix(file::EXTENSION).unwrap_or(&name).trim_end_matches('.');
    let suffix = if format == Format::Csv { csv::suffixes(lang)[0] } else { "" };
    format!("{stem}{suffix}.{}", format.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_makes_a_file_name_every_system_takes() {
        assert_eq!(file_name_for("Pays de la Loire"), "Pays de la Loire.maillage");
        assert_eq!(file_name_for("a/b: c?"), "a b c.maillage");
        assert_eq!(file_name_for(" .. "), "maillage.maillage");
        assert!(file_name_for(&"é".repeat(400)).len() < 200);
    }

    #[test]
    fn a_copy_has_a_name_of_its_own() {
        assert_eq!(name_of_copy("carte.maillage", "copie"), "carte - copie.maillage");
        assert_eq!(name_of_copy("carte", "copy"), "carte - copy.maillage");
    }

    #[test]
    fn the_ending_is_added_once() {
        assert_eq!(with_extension(PathBuf::from("/x/carte")), PathBuf::from("/x/carte.maillage"));
        assert_eq!(with_extension(PathBuf::from("/x/carte.v2")), PathBuf::from("/x/carte.v2.maillage"));
        assert_eq!(with_extension(PathBuf::from("/x/carte.Maillage")), PathBuf::from("/x/carte.Maillage"));
        let kumu = |name| with_ending(PathBuf::from(name), Format::KumuJson.endings());
        assert_eq!(kumu("/x/carte"), PathBuf::from("/x/carte.kumu.json"));
        assert_eq!(kumu("/x/carte.JSON"), PathBuf::from("/x/carte.kumu.json"));
        assert_eq!(kumu("/x/carte.kumu.json"), PathBuf::from("/x/carte.kumu.json"));
    }

    #[test]
    fn exports_are_named_by_the_title_of_the_map() {
        assert_eq!(export_name("Pays: Loire", Format::Gexf, Lang::Fr), "Pays Loire.gexf");
        assert_eq!(export_name("Pays", Format::Csv, Lang::Fr), "Pays-acteurs.csv");
        assert_eq!(export_name("", Format::Csv, Lang::En), "maillage-actors.csv");
    }
}
