//! What keeps work from being lost, as the window does it: journals found, versions, copies merged,
//! files others changed. All that touches the disk or the whole map is a job.

use std::io;
use std::path::PathBuf;

use super::App;
use crate::edit::{Edit, EditError, Purpose as EditPurpose, Revision, Transaction};
use crate::file::{self, Fingerprint};
use crate::job::{Job, Outcome, Progress};
use crate::merge::Merge;
use crate::recovery::{self, DocumentLock, Past, Pending, Store, Version, pending};
use crate::session::{Origin, ReadOnly, Session, placed};
use crate::ui::describe;
use crate::ui::dialogs::{Dialog, Then};
use crate::ui::files::{Purpose, progress_of};
use crate::ui::merging::{self, Merging};
use crate::ui::recovery::{Recovery, Safety};
use crate::ui::versions::VersionsDialog;

/// What is under way, and what was found.
#[derive(Default)]
pub(super) struct Care {
    pub(super) store: Option<Store>,
    pub(super) lock: Option<DocumentLock>,
    scan: Option<Job<Vec<Pending>>>,
    found: Vec<Pending>,
    recovering: Option<Job<io::Result<Recovered>>>,
    merging: Option<Job<CopyRead>>,
    applying: Option<(PathBuf, Revision, Job<Applied>)>,
    version: Option<VersionWanted>,
    /// What the other copy held when it was read, to be known once it is merged.
    merged: Option<(PathBuf, Fingerprint)>,
    to_open: Option<PathBuf>,
    /// The version on show, where the open map is one.
    on_show: Option<Box<Version>>,
    /// The version that the file being read is to be made again.
    pub(super) restoring: Option<Box<Version>>,
    /// Whether the next file chosen is to be merged.
    pub(super) merge_chosen: bool,
}

impl Care {
    /// The version on show, where the open map is one.
    pub(super) fn on_show(&self) -> Option<&Version> {
        self.on_show.as_deref()
    }

    /// What is under way and how much of it is done, once it is worth showing.
    pub(super) fn work(&self, ctx: &egui::Context) -> Option<(&'static str, f64)> {
        let merging = || Some(("work-merging", progress_of(self.merging.as_ref()?, ctx)?));
        let applying = || Some(("work-merging", progress_of(&self.applying.as_ref()?.2, ctx)?));
        let version = || Some(("work-version", progress_of(&self.version.as_ref()?.3, ctx)?));
        let recovering = || Some(("work-recovering", progress_of(self.recovering.as_ref()?, ctx)?));
        merging().or_else(applying).or_else(version).or_else(recovering)
    }

    /// Stops what is under way; `false` where nothing is. A journal being read back is offered again at
    /// the next start.
    pub(super) fn stop(&mut self) -> bool {
        let merging = self.merging.take().is_some() | self.applying.take().is_some();
        merging | self.version.take().is_some() | self.recovering.take().is_some()
    }

    /// Lets go of what belongs to the map that is being left.
    pub(super) fn leave(&mut self) {
        self.lock = None;
        self.on_show = None;
    }
}

/// The merge with another copy and what its file holds, or why it cannot be read.
type CopyRead = Result<(Merging, Fingerprint), (PathBuf, file::Error)>;

/// A merge, ready to become a step of the map.
struct Applied {
    step: Result<Transaction, EditError>,
    /// What it changes, in one line and sentence by sentence.
    summary: String,
    sentences: Vec<String>,
}

/// A version being read: which, what for, and for which state of the map.
type VersionWanted = (Box<Version>, Wanted, Revision, Job<Result<VersionRead, file::Error>>);

/// A version as it is wanted.
enum VersionRead {
    /// To be looked at.
    Session(Box<Session>),
    /// To become a step of the map.
    Step(Result<Transaction, EditError>),
}

/// A map given back, with the journal it came from.
struct Recovered {
    session: Session,
    journal: Pending,
    complete: bool,
}

/// What a version is opened for.
#[derive(Clone, Copy)]
enum Wanted {
    Look,
    Restore,
}

impl App {
    /// Keeps journals, versions and locks in a store, and looks for what a crash left there.
    #[must_use]
    pub fn with_store(mut self, store: Store, ctx: &egui::Context) -> Self {
        let (at, waker) = (store.clone(), ctx.clone());
        self.care.scan = Some(Job::start(move |_| pending(&at), move || waker.request_repaint()));
        self.care.store = Some(store);
        self.care_for_session();
        self
    }

    /// Opens a file at the next frame, as one dropped on the window.
    pub fn open_file(&mut self, path: PathBuf) {
        self.care.to_open = Some(path);
    }

    /// Keeps a journal of the open map from now on.
    pub(super) fn care_for_session(&mut self) {
        if let Some(store) = &self.care.store
            && self.session.journal().is_none()
            && self.session.read_only().is_none()
        {
            self.session.keep_journal(store);
        }
    }

    /// Does what a dialog on lost or shared work asked for.
    pub(super) fn care(&mut self, ctx: &egui::Context, safety: Safety) {
        match safety {
            Safety::Recover(journal) => self.recover(ctx, journal),
            Safety::Forget(journal) => journal.discard(),
            Safety::LookAt(version) => self.leave_for(ctx, Then::LookAt(version)),
            Safety::Restore(version) => self.open_version(ctx, version, Wanted::Restore),
            Safety::Overwrite => {
                if let Some(path) = self.session.path().map(std::path::Path::to_owned) {
                    self.save_to(ctx, path, true);
                }
            }
            Safety::SaveCopy => self.choose(ctx, Purpose::Save),
            Safety::Reload => {
                if let Some(path) = self.session.path().map(std::path::Path::to_owned) {
                    self.given_up = Some(self.session.revision());
                    self.read(ctx, path);
                }
            }
            Safety::MergeFile(path) => self.start_merge(ctx, path),
            Safety::Apply(merge, path) => self.plan_merge(ctx, *merge, path),
            Safety::EditAnyway => {
                self.session.set_read_only(None);
                // The other window may be gone by now.
                if let (Some(path), Some(store)) = (self.session.path(), &self.care.store) {
                    self.care.lock = DocumentLock::take(store, path).ok().flatten();
                }
                self.care_for_session();
            }
            Safety::RestoreShown(version) => {
                if let Some(path) = version.path.clone() {
                    self.read(ctx, path);
                    self.care.restoring = Some(version);
                }
            }
        }
    }

    /// Goes on once the file is read that was to be made a version again.
    pub(super) fn restore_in(&mut self, ctx: &egui::Context, version: Box<Version>) {
        if *self.session.map_id() == version.map && self.session.read_only().is_none() {
            self.open_version(ctx, version, Wanted::Restore);
        }
    }

    /// Puts the version on show in the place of its file, which does not open. `false` where none is.
    pub(super) fn put_back(&mut self, ctx: &egui::Context, path: &std::path::Path) -> bool {
        if self.session.read_only() != Some(&ReadOnly::OldVersion) {
            return false;
        }
        self.save_to(ctx, path.to_owned(), true);
        true
    }

    /// Opens the list of versions.
    pub(super) fn show_versions(&mut self, ctx: &egui::Context) {
        let dialog = VersionsDialog::new(self.care.store.as_ref(), self.session.map_id(), ctx);
        self.dialog = Some(Dialog::Versions(dialog));
    }

    /// Lets the person choose another copy to merge.
    pub(super) fn choose_copy(&mut self, ctx: &egui::Context) {
        self.care.merge_chosen = true;
        self.choose(ctx, Purpose::Open);
    }

    /// Opens a version, to look at it.
    pub(super) fn look_at(&mut self, ctx: &egui::Context, version: Box<Version>) {
        self.open_version(ctx, version, Wanted::Look);
    }

    fn open_version(&mut self, ctx: &egui::Context, version: Box<Version>, wanted: Wanted) {
        let Some(store) = &self.care.store else { return };
        let (versions, waker, named) = (store.versions(), ctx.clone(), version.clone());
        let now = self.session.snapshot();
        let work = move |progress: &Progress| {
            let map = versions.open(&named)?.map;
            progress.set(0.6);
            Ok(match wanted {
                Wanted::Look => {
                    let mut session = Session::new(map, Origin::New);
                    session.set_read_only(Some(ReadOnly::OldVersion));
                    VersionRead::Session(Box::new(session))
                }
                Wanted::Restore => {
                    let edit = Edit::Become { map: Box::new(map), purpose: EditPurpose::Restore };
                    VersionRead::Step(edit.plan(&now))
                }
            })
        };
        self.session.seal();
        let job = Job::start(work, move || waker.request_repaint());
        self.care.version = Some((version, wanted, self.session.revision(), job));
    }

    fn recover(&mut self, ctx: &egui::Context, mut journal: Pending) {
        let waker = ctx.clone();
        self.care.recovering = Some(Job::start(
            move |_| {
                let restored = journal.restore(placed)?;
                let complete = restored.complete;
                Ok(Recovered { session: Session::recovered(restored), journal, complete })
            },
            move || waker.request_repaint(),
        ));
    }

    fn start_merge(&mut self, ctx: &egui::Context, path: PathBuf) {
        let (waker, text) = (ctx.clone(), self.text.clone());
        let ours = self.session.snapshot();
        let way = self.session.way_to_saved();
        let (made_from, file) = (self.session.made_from(), self.session.path().map(PathBuf::from));
        let versions = self.care.store.as_ref().map(Store::versions);
        self.care.merging = Some(Job::start(
            move |progress| {
                let (theirs, fingerprint) = match recovery::open(&path) {
                    Ok((loaded, fingerprint)) => (loaded.map, fingerprint),
                    Err(error) => return Err((path, error)),
                };
                progress.set(0.3);
                let past = Past { made_from, saved: way.map(|way| way.from(&ours)), path: file };
                let proceed = || !progress.is_cancelled();
                let base = recovery::ancestor(versions.as_ref(), &past, &ours, &theirs, fingerprint, proceed);
                progress.set(0.7);
                let merge = Merge::new(base.as_ref(), &ours, &theirs);
                progress.set(0.9);
                Ok((Merging::new(merge, path, &text), fingerprint))
            },
            move || waker.request_repaint(),
        ));
    }

    /// Makes a step of a merge, away from the window: it looks at the whole map.
    fn plan_merge(&mut self, ctx: &egui::Context, merge: Merge, path: PathBuf) {
        let (now, text, waker) = (self.session.snapshot(), self.text.clone(), ctx.clone());
        let work = move |progress: &Progress| {
            let result = merge.result();
            progress.set(0.3);
            let (summary, sentences) = merging::report(&merge, &result, &text);
            let edit = Edit::Become { map: Box::new(result), purpose: EditPurpose::MergeCopies };
            Applied { step: edit.plan(&now), summary, sentences }
        };
        self.session.seal();
        let job = Job::start(work, move || waker.request_repaint());
        self.care.applying = Some((path, self.session.revision(), job));
    }

    fn apply_merge(&mut self, ctx: &egui::Context, path: PathBuf, of: Revision, applied: Applied) {
        let Applied { step, summary, sentences } = applied;
        match step.map(|step| self.session.edit_planned(step, of)) {
            Ok(Ok(())) => {}
            // Edited in between: that is to be merged too.
            Ok(Err(_)) if self.session.read_only().is_none() => return self.start_merge(ctx, path),
            refused => {
                let error = refused.err().unwrap_or(EditError::ReadOnly);
                let message = describe::edit_error(&self.text, &error);
                return self.toast(ctx, message);
            }
        }
        self.session.seal();
        if let Some((merged, held)) = self.care.merged.take() {
            self.session.note_merged(merged, held);
        }
        let notice = describe::merge_notice(&self.text, &path, &summary, sentences);
        self.dialog = Some(Dialog::Problem(notice));
    }

    /// Looks after the jobs of this file.
    pub(super) fn poll_care(&mut self, ctx: &egui::Context) {
        if let Some(path) = self.care.to_open.take() {
            self.open_path(ctx, path);
        }
        if let Some(found) = finished(&mut self.care.scan) {
            self.care.found = found;
        }
        if !self.care.found.is_empty() && self.dialog.is_none() && self.reading.is_none() {
            let journals = std::mem::take(&mut self.care.found);
            self.dialog = Some(Dialog::Recovery(Recovery::new(journals)));
        }
        match finished(&mut self.care.recovering) {
            Some(Ok(Recovered { mut session, journal, complete })) => {
                if let Ok(journal) = journal.resume() {
                    session.resume_journal(journal);
                }
                self.welcome = false;
                let path = session.path().map(std::path::Path::to_owned);
                self.set_session(session);
                if let (Some(path), Some(store)) = (path, &self.care.store) {
                    self.care.lock = DocumentLock::take(store, &path).ok().flatten();
                }
                let message =
                    self.text.get(if complete { "recovery-done" } else { "recovery-partial" }).to_owned();
                self.toast(ctx, message);
            }
            Some(Err(error)) => {
                let message = self.text.with("file-io", &[("what", error.to_string().into())]);
                self.toast(ctx, message);
            }
            None => {}
        }
        match finished(&mut self.care.merging) {
            Some(Ok((merging, fingerprint))) => {
                self.care.merged = Some((merging.path().to_owned(), fingerprint));
                self.dialog = Some(Dialog::Merge(merging));
            }
            Some(Err((path, error))) => {
                self.dialog = Some(Dialog::Problem(describe::open_problem(&self.text, &path, &error)));
            }
            None => {}
        }
        if let Some((path, of, job)) = self.care.applying.take() {
            match job.poll() {
                Outcome::Running => self.care.applying = Some((path, of, job)),
                Outcome::Done(applied) => self.apply_merge(ctx, path, of, applied),
                Outcome::Lost => {}
            }
        }
        self.poll_version(ctx);
        if let Some(fault) = self.session.journal().and_then(|journal| journal.fault()) {
            let message = self.text.with("journal-fault", &[("what", fault.into())]);
            self.toast(ctx, message);
        }
    }

    fn poll_version(&mut self, ctx: &egui::Context) {
        let Some((version, wanted, of, job)) = self.care.version.take() else { return };
        let read = match job.poll() {
            Outcome::Running => {
                self.care.version = Some((version, wanted, of, job));
                return;
            }
            Outcome::Done(Ok(read)) => read,
            Outcome::Done(Err(_)) | Outcome::Lost => {
                let message = self.text.get("versions-damaged").to_owned();
                return self.toast(ctx, message);
            }
        };
        match read {
            // Edited while the version was being read.
            VersionRead::Session(_) if self.would_lose_work() => {
                self.dialog = Some(Dialog::Unsaved(Then::LookAt(version)));
            }
            VersionRead::Session(session) => {
                self.set_session(*session);
                self.care.on_show = Some(version);
            }
            VersionRead::Step(step) => {
                let message = match step.map(|step| self.session.edit_planned(step, of)) {
                    Ok(Ok(())) => self.text.get("versions-restored").to_owned(),
                    Ok(Err(_)) if self.session.read_only().is_none() => {
                        return self.open_version(ctx, version, wanted);
                    }
                    refused => {
                        describe::edit_error(&self.text, &refused.err().unwrap_or(EditError::ReadOnly))
                    }
                };
                self.session.seal();
                self.toast(ctx, message);
            }
        }
    }
}

/// The result of a job, once; the job is over then, with one or without.
fn finished<T: Send + 'static>(job: &mut Option<Job<T>>) -> Option<T> {
    match job.as_ref()?.poll() {
        Outcome::Running => None,
        Outcome::Done(result) => {
            *job = None;
            Some(result)
        }
        Outcome::Lost => {
            *job = None;
            None
        }
    }
}
