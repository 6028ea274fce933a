//! Work: files written and pictures drawn in jobs, as safely as maps are saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use crate::export::files::{self, NotWritten, Written};
use crate::export::picture::{self, Pixels};
use crate::export::{self, Format};
use crate::file;
use crate::job::Job;
use crate::model::Map;

/// What became of a file being written.
pub struct Exported {
    /// Where.
    pub path: PathBuf,
    /// How it ended: what was written, or why nothing was.
    pub result: Result<Written, Failed>,
}

/// Why a file was not written.
pub enum Failed {
    /// It could not be made.
    Export(export::Error),
    /// This file could not be saved.
    Save(PathBuf, file::SaveError),
    /// These files are there already, and nobody was asked about them.
    Taken(Vec<PathBuf>),
    /// It is the file of the open map.
    OwnFile,
}

/// What is to be written where.
#[derive(Clone, Debug)]
pub struct Target {
    /// The file that is written.
    pub path: PathBuf,
    /// The file a person agreed to have replaced, where that was asked: the one they chose.
    pub agreed: Option<PathBuf>,
    /// Whether every file that is written may be replaced.
    pub replace: bool,
    /// The file of the open map, which only saving writes.
    pub own: Option<PathBuf>,
}

impl Target {
    /// Why nothing may be written there.
    fn objection(&self, second: Option<PathBuf>) -> Option<Failed> {
        let own = self.own.as_deref();
        let is_own = |path: &Path| own.is_some_and(|own| is_same(own, path));
        if is_own(&self.path) {
            return Some(Failed::OwnFile);
        }
        if self.replace {
            return None;
        }
        let agreed = |path: &Path| self.agreed.as_deref() == Some(path);
        let taken: Vec<PathBuf> = std::iter::once(self.path.clone())
            .chain(second)
            .filter(|path| !agreed(path) && path.exists())
            .collect();
        (!taken.is_empty()).then_some(Failed::Taken(taken))
    }
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// Writes a map to a file in a job, as safely as maps are saved.
pub fn export(
    map: Arc<Map>,
    format: Format,
    options: export::Options,
    target: Target,
    ctx: &Context,
) -> Job<Exported> {
    let ctx = ctx.clone();
    Job::start(
        move |progress| {
            let second = files::second_file(&map, format, &target.path, options.picture.lang);
            if let Some(objection) = target.objection(second) {
                return Exported { path: target.path, result: Err(objection) };
            }
            let mut watch = |done: f32| {
                progress.set(f64::from(done));
                !progress.is_cancelled()
            };
            let written = files::save(&map, format, &options, &target.path, &mut watch);
            let result = written.map_err(|error| match error {
                NotWritten::Export(error) => Failed::Export(error),
                NotWritten::Save(path, error) => Failed::Save(path, error),
            });
            Exported { path: target.path, result }
        },
        move || ctx.request_repaint(),
    )
}

/// Writes bytes made beforehand to a file in a job.
pub fn save(bytes: Vec<u8>, target: Target, ctx: &Context) -> Job<Exported> {
    let ctx = ctx.clone();
    Job::start(
        move |progress| {
            let path = target.path.clone();
            let result = match target.objection(None) {
                Some(objection) => Err(objection),
                None if progress.is_cancelled() => Err(Failed::Export(export::Error::Stopped)),
                None => file::save_bytes(&bytes, &path)
                    .map(|()| Written { files: vec![path.clone()], left_out: Default::default() })
                    .map_err(|error| Failed::Save(path.clone(), error)),
            };
            Exported { path, result }
        },
        move || ctx.request_repaint(),
    )
}

/// Draws a picture for the clipboard in a job.
pub fn copy(map: Arc<Map>, options: export::Options, ctx: &Context) -> Job<Option<Pixels>> {
    /// What programs take without complaint.
    const MOST: u32 = 6000;
    let ctx = ctx.clone();
    Job::start(
        move |progress| {
            let (seen, _) = export::for_audience(&map, options.audience);
            let sheet = picture::sheet(&seen, &options.picture);
            let mut watch = |done: f32| {
                progress.set(f64::from(done));
                !progress.is_cancelled()
            };
            picture::pixels(&sheet, options.picture.scale, MOST, &mut watch).ok()
        },
        move || ctx.request_repaint(),
    )
}
