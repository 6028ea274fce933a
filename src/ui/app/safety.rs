//! What keeps work from being lost, as the window does it: journals found, versions, copies merged,
//! files others changed. All that touches the disk or the whole map is a job.

use std::io;
use std::path::PathBuf;

use super::App;
use crate::edit::{Edit, Purpose as EditPurpose};
use crate::file::{self, Fingerprint};
use crate::job::{Job, Outcome, Progress};
use crate::merge::Merge;
use crate::recovery::{self, DocumentLock, Pending, Store, Version, pending};
use crate::session::{Origin, ReadOnly, Session, placed};
use crate::ui::describe;
use crate::ui::dialogs::{Dialog, Then};
use crate::ui::files::Purpose;
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
    version: Option<(Wanted, Job<Result<VersionRead, file::Error>>)>,
    /// What the other copy held when it was read, to be known once it is merged.
    merged: Option<(PathBuf, Fingerprint)>,
    to_open: Option<PathBuf>,
    /// Whether the next file chosen is to be merged.
    pub(super) merge_chosen: bool,
}

/// The merge with another copy and what its file holds, or why it cannot be read.
type CopyRead = Result<(Merging, Fingerprint), (PathBuf, file::Error)>;

/// A map given back, with the journal it came from.
struct Recovered {
    session: Session,
    journal: Pending,
    complete: bool,
}

/// A version that was read.
enum VersionRead {
    /// To be looked at.
    Session(Box<Session>),
    /// To take the open map's place.
    Map(Box<crate::model::Map>),
}

/// What a version is opened for.
enum Wanted {
    Look(Box<Version>),
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
            Safety::Restore(version) => self.open_version(ctx, *version, Wanted::Restore),
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
            Safety::Apply(merge, path) => self.apply_merge(ctx, &merge, &path),
            Safety::EditAnyway => {
                self.session.set_read_only(None);
                self.care_for_session();
            }
        }
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
        self.open_version(ctx, (*version).clone(), Wanted::Look(version));
    }

    fn open_version(&mut self, ctx: &egui::Context, version: Version, wanted: Wanted) {
        let Some(store) = &self.care.store else { return };
        let (versions, waker) = (store.versions(), ctx.clone());
        let to_look = matches!(wanted, Wanted::Look(_));
        let read = move |_: &Progress| {
            let map = versions.open(&version)?.map;
            if !to_look {
                return Ok(VersionRead::Map(Box::new(map)));
            }
            let mut session = Session::new(map, Origin::New);
            session.set_read_only(Some(ReadOnly::OldVersion));
            Ok(VersionRead::Session(Box::new(session)))
        };
        let job = Job::start(read, move || waker.request_repaint());
        self.care.version = Some((wanted, job));
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
        let saved = self.session.saved_map();
        let versions = self.care.store.as_ref().map(Store::versions);
        self.care.merging = Some(Job::start(
            move |progress| {
                let (theirs, fingerprint) = match recovery::open(&path) {
                    Ok((loaded, fingerprint)) => (loaded.map, fingerprint),
                    Err(error) => return Err((path, error)),
                };
                let base =
                    recovery::ancestor(versions.as_ref(), saved, &ours, &theirs, || !progress.is_cancelled());
                let merge = Merge::new(base.as_ref(), &ours, &theirs);
                Ok((Merging::new(merge, path, &text), fingerprint))
            },
            move || waker.request_repaint(),
        ));
    }

    fn apply_merge(&mut self, ctx: &egui::Context, merge: &Merge, path: &std::path::Path) {
        let (summary, sentences) = merging::report(merge, &self.text);
        let edit = Edit::Become { map: Box::new(merge.result()), purpose: EditPurpose::MergeCopies };
        let path = path.to_owned();
        self.edit_then(ctx, edit, move |app, _| {
            app.session.seal();
            // Of the map's own file, what it holds is known again: saving may replace it.
            if let Some((merged, fingerprint)) = app.care.merged.take()
                && app.session.path() == Some(merged.as_path())
            {
                app.session.set_fingerprint(Some(fingerprint));
            }
            let notice = describe::merge_notice(&app.text, &path, &summary, sentences);
            app.dialog = Some(Dialog::Problem(notice));
        });
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
        self.poll_version(ctx);
        if let Some(fault) = self.session.journal().and_then(|journal| journal.fault()) {
            let message = self.text.with("journal-fault", &[("what", fault.into())]);
            self.toast(ctx, message);
        }
    }

    fn poll_version(&mut self, ctx: &egui::Context) {
        let Some((_, job)) = &self.care.version else { return };
        let opened = match job.poll() {
            Outcome::Running => return,
            Outcome::Done(opened) => Some(opened),
            Outcome::Lost => None,
        };
        let Some((wanted, _)) = self.care.version.take() else { return };
        match (opened, wanted) {
            // Edited while the version was being read.
            (Some(Ok(_)), Wanted::Look(version)) if self.would_lose_work() => {
                self.dialog = Some(Dialog::Unsaved(Then::LookAt(version)));
            }
            (Some(Ok(VersionRead::Session(session))), _) => self.set_session(*session),
            (Some(Ok(VersionRead::Map(map))), _) => {
                let edit = Edit::Become { map, purpose: EditPurpose::Restore };
                self.edit_then(ctx, edit, |app, ctx| {
                    app.session.seal();
                    let message = app.text.get("versions-restored").to_owned();
                    app.toast(ctx, message);
                });
            }
            (Some(Err(_)) | None, _) => {
                let message = self.text.get("versions-damaged").to_owned();
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
