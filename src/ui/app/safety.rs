//! What keeps work from being lost, as the window does it: journals found, versions, copies merged,
//! files others changed. All that touches the disk or the whole map is a job.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::time::SystemTime;

use super::App;
use crate::edit::{Edit, Purpose as EditPurpose, Revision};
use crate::file::{self, Fingerprint};
use crate::job::{self, Job, Outcome, Progress};
use crate::merge::Merge;
use crate::recovery::{self, Crash, DocumentLock, Fault, Past, Pending, Store, Version, pending};
use crate::session::{Ahead, Origin, ReadOnly, Session, Step, placed};
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
    scan: Option<Job<(Vec<Pending>, Option<Crash>)>>,
    found: Vec<Pending>,
    /// What the program stopped on last, where nobody was told yet.
    crash: Option<Crash>,
    recovering: Option<Job<io::Result<Recovered>>>,
    merging: Option<Job<CopyRead>>,
    version: Option<VersionWanted>,
    /// What is open being kept as a version before its file is read again.
    keeping: Option<(PathBuf, Revision, Job<io::Result<()>>)>,
    /// The comparison on show.
    compared: Option<Compared>,
    /// Whether it was said that the journal cannot be written.
    is_unprotected: bool,
    to_open: Option<PathBuf>,
    /// The version on show, where the open map is one.
    on_show: Option<Box<Version>>,
    /// The version that the file being read is to be made again.
    pub(super) restoring: Option<Box<Version>>,
}

impl Care {
    /// The version on show, where the open map is one.
    pub(super) fn on_show(&self) -> Option<&Version> {
        self.on_show.as_deref()
    }

    /// What is under way and how much of it is done, once it is worth showing.
    pub(super) fn work(&self, ctx: &egui::Context) -> Option<(&'static str, f64)> {
        let merging = || Some(("work-merging", progress_of(self.merging.as_ref()?, ctx)?));
        let version = || Some(("work-version", progress_of(&self.version.as_ref()?.1, ctx)?));
        let keeping = || Some(("work-version", progress_of(&self.keeping.as_ref()?.2, ctx)?));
        let recovering = || Some(("work-recovering", progress_of(self.recovering.as_ref()?, ctx)?));
        merging().or_else(version).or_else(keeping).or_else(recovering)
    }

    /// Stops what is under way; `false` where nothing is. A journal being read back is offered again at
    /// the next start.
    pub(super) fn stop(&mut self) -> bool {
        self.merging.take().is_some()
            | self.keeping.take().is_some()
            | self.version.take().is_some()
            | self.recovering.take().is_some()
    }

    /// Lets go of what belongs to the map that is being left.
    pub(super) fn leave(&mut self) {
        self.lock = None;
        self.on_show = None;
        self.merging = None;
        self.keeping = None;
        self.compared = None;
        self.is_unprotected = false;
    }
}

/// The merge with another copy and what its file holds, or why it cannot be read.
type CopyRead = Result<(Merging, Compared), (PathBuf, file::Error)>;

/// A comparison with another copy.
#[derive(Clone, Debug)]
struct Compared {
    /// The file of the copy.
    path: PathBuf,
    /// What it held when it was read, to be known once it is merged.
    held: Fingerprint,
    /// The state of the open map that it was compared with.
    of: Revision,
    /// Whether a common ancestor could be guessed.
    guesses: bool,
}

/// A version being read, to be looked at.
type VersionWanted = (Box<Version>, Job<Result<Box<Session>, file::Error>>);

/// A map given back, with the journal it came from.
struct Recovered {
    session: Session,
    journal: Pending,
    complete: bool,
}

impl App {
    /// Keeps journals, versions and locks in a store, and looks for what a crash left there.
    #[must_use]
    pub fn with_store(mut self, store: Store, ctx: &egui::Context) -> Self {
        let (at, waker) = (store.clone(), ctx.clone());
        let scan = move |_: &Progress| (pending(&at), Crash::last(&at));
        self.care.scan = Some(Job::start(scan, move || waker.request_repaint()));
        self.care.store = Some(store);
        self.care_for_session();
        self
    }

    /// Opens a file at the next frame, as one dropped on the window.
    pub fn open_file(&mut self, path: PathBuf) {
        self.care.to_open = Some(path);
    }

    /// Compares the open map with another copy, to merge it in.
    pub fn merge_file(&mut self, ctx: &egui::Context, path: PathBuf) {
        self.care(ctx, Safety::MergeFile(path));
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
            Safety::Forget(journal) => {
                self.crash_told(journal.path());
                journal.discard();
            }
            Safety::LookAt(version) => self.leave_for(ctx, Then::LookAt(version)),
            Safety::Restore(version) => self.restore(ctx, *version),
            Safety::Overwrite => {
                if let Some(path) = self.session.path().map(std::path::Path::to_owned) {
                    self.save_to(ctx, path, true);
                }
            }
            Safety::SaveCopy => self.choose_for_copy(ctx),
            Safety::Reload => self.reload(ctx),
            Safety::MergeFile(path) => self.start_merge(ctx, path, true),
            Safety::MergeApart(path) => self.start_merge(ctx, path, false),
            Safety::Apply(merge, path) => self.apply_merge(ctx, *merge, path),
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
            self.restore(ctx, *version);
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
        self.choose(ctx, Purpose::Merge);
    }

    /// Opens a version, to look at it.
    pub(super) fn look_at(&mut self, ctx: &egui::Context, version: Box<Version>) {
        let Some(store) = &self.care.store else { return };
        let (versions, waker, named) = (store.versions(), ctx.clone(), version.clone());
        let work = move |progress: &Progress| {
            let map = versions.open(&named)?.map;
            progress.set(0.6);
            let mut session = Session::new(map, Origin::New);
            session.set_read_only(Some(ReadOnly::OldVersion));
            Ok(Box::new(session))
        };
        self.care.version = Some((version, Job::start(work, move || waker.request_repaint())));
    }

    /// Makes the map what a version was, as one step; in the background, as it looks at all of it.
    fn restore(&mut self, ctx: &egui::Context, version: Version) {
        let Some(store) = &self.care.store else { return };
        let versions = store.versions();
        self.session.seal();
        let (tell, told) = channel();
        let work = move |ahead: &mut Ahead, progress: &Progress| {
            // Nobody listens where it was given up.
            let Ok(loaded) = versions.open(&version) else {
                let _ = tell.send("versions-damaged");
                return Ok(false);
            };
            progress.set(0.5);
            let edit = Edit::Become { map: Box::new(loaded.map), purpose: EditPurpose::Restore };
            let changed = ahead.take(Step::Edit(Box::new(|_| edit)))?;
            let _ = tell.send(if changed { "versions-restored" } else { "versions-same" });
            Ok(changed)
        };
        self.change_ahead(ctx, "work-restoring", work, move |app, ctx, result| {
            app.session.seal();
            match (result, told.try_recv()) {
                (Err(error), _) => app.refused(ctx, &error),
                (Ok(_), Ok(key)) => app.toast(ctx, app.text.get(key).to_owned()),
                // It ended without a word: nothing has changed.
                (Ok(_), Err(_)) => {}
            }
        });
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

    /// Takes what is in the file instead of what is open, which goes among the versions first: it was not
    /// saved, and nothing is to be lost by a click.
    fn reload(&mut self, ctx: &egui::Context) {
        let Some(path) = self.session.path().map(std::path::Path::to_owned) else { return };
        let Some(store) = &self.care.store else {
            self.given_up = Some(self.session.revision());
            return self.read(ctx, path);
        };
        self.session.seal();
        let (versions, map, waker) = (store.versions(), self.session.snapshot(), ctx.clone());
        let file = path.clone();
        let work = move |_: &Progress| {
            let bytes = file::to_string(&map).into_bytes();
            versions.keep(&map.about.id, &file, &bytes, SystemTime::now()).map(drop)
        };
        let job = Job::start(work, move || waker.request_repaint());
        self.care.keeping = Some((path, self.session.revision(), job));
    }

    /// Goes on with reloading once what was open is among the versions.
    fn poll_keeping(&mut self, ctx: &egui::Context) {
        let Some((path, of, job)) = self.care.keeping.take() else { return };
        match job.poll() {
            Outcome::Running => self.care.keeping = Some((path, of, job)),
            // Edited meanwhile: that is asked about like any unsaved work.
            Outcome::Done(Ok(())) => {
                self.given_up = Some(of);
                self.read(ctx, path);
            }
            Outcome::Done(Err(error)) => {
                let reason = describe::fault(&self.text, &Fault::of(&error));
                let message = self.text.with("reload-not-kept", &[("reason", reason.into())]);
                self.toast(ctx, message);
            }
            Outcome::Lost => {}
        }
    }

    /// Compares the open map with a copy: by a common ancestor, guessed where it is not known, unless
    /// `guesses` says not to.
    fn start_merge(&mut self, ctx: &egui::Context, path: PathBuf, guesses: bool) {
        let (waker, text) = (ctx.clone(), self.text.clone());
        self.session.seal();
        let (ours, of) = (self.session.snapshot(), self.session.revision());
        let way = self.session.way_to_saved();
        let (made_from, file) = (self.session.made_from(), self.session.path().map(PathBuf::from));
        let versions = self.care.store.as_ref().map(Store::versions);
        self.care.merging = Some(Job::start(
            move |progress| {
                let (theirs, held) = match recovery::open(&path) {
                    Ok((loaded, held)) => (loaded.map, held),
                    Err(error) => return Err((path, error)),
                };
                progress.set(0.3);
                // What is in our own file now came from what was in it.
                let is_ours = file.as_ref() == Some(&path);
                let past = Past { made_from, saved: way.map(|way| way.from(&ours)), path: file };
                let proceed = || !progress.is_cancelled();
                let base = recovery::ancestor(versions.as_ref(), &past, &ours, &theirs, held, proceed);
                progress.set(0.7);
                let base = base.filter(|base| base.is_known || guesses);
                let is_guess = base.as_ref().is_some_and(|base| !base.is_known && !is_ours);
                let merge = Merge::new(base.as_ref().map(|base| &base.map), &ours, &theirs);
                progress.set(0.9);
                let compared = Compared { path: path.clone(), held, of, guesses };
                Ok((Merging::new(merge, path, is_guess, &text), compared))
            },
            move || waker.request_repaint(),
        ));
    }

    /// Makes a merge one step of the map; in the background, as it looks at all of it.
    fn apply_merge(&mut self, ctx: &egui::Context, merge: Merge, path: PathBuf) {
        self.session.seal();
        let compared = self.care.compared.take();
        let guesses = compared.as_ref().is_none_or(|compared| compared.guesses);
        let Some(compared) = compared.filter(|compared| compared.of == self.session.revision()) else {
            // Changed since: what was chosen may be about what is no more.
            job::let_go(merge);
            let message = self.text.get("merging-again").to_owned();
            self.toast(ctx, message);
            return self.start_merge(ctx, path, guesses);
        };
        let (tell, told) = channel();
        let text = self.text.clone();
        let work = move |ahead: &mut Ahead, progress: &Progress| {
            let result = merge.result();
            progress.set(0.2);
            let report = merging::report(&merge, &result, &text);
            progress.set(0.5);
            let edit = Edit::Become { map: Box::new(result), purpose: EditPurpose::MergeCopies };
            let changed = ahead.take(Step::Edit(Box::new(|_| edit)))?;
            // Nobody listens where it was given up.
            let _ = tell.send(report);
            Ok(changed)
        };
        self.change_ahead(ctx, "work-applying", work, move |app, ctx, result| {
            app.session.seal();
            match (result, told.try_recv()) {
                (Err(error), _) => app.refused(ctx, &error),
                (Ok(_), Ok((summary, sentences))) => {
                    app.session.note_merged(compared.path, compared.held);
                    let notice = describe::merge_notice(&app.text, &path, &summary, sentences);
                    app.dialog = Some(Dialog::Problem(notice));
                }
                // It ended without a word: nothing has changed.
                (Ok(_), Err(_)) => {}
            }
        });
    }

    /// Someone answered what was said of a crash, where the journal was named with it.
    fn crash_told(&mut self, journal: &std::path::Path) {
        let is_named = |crash: &Crash| crash.journals.iter().any(|named| named == journal);
        if let (Some(store), true) = (&self.care.store, self.care.crash.as_ref().is_some_and(is_named)) {
            Crash::told(store);
            self.care.crash = None;
        }
    }

    /// Looks after the jobs of this file.
    pub(super) fn poll_care(&mut self, ctx: &egui::Context) {
        if let Some(path) = self.care.to_open.take() {
            self.open_path(ctx, path);
        }
        if let Some((found, crash)) = finished(&mut self.care.scan) {
            (self.care.found, self.care.crash) = (found, crash);
            if let (Some(store), true) = (&self.care.store, self.care.found.is_empty())
                && let Some(crash) = self.care.crash.take()
            {
                Crash::told(store);
                let when = describe::moment(&self.text, crash.at);
                let message = self.text.with("crash-nothing-lost", &[("when", when.into())]);
                self.toast(ctx, message);
            }
        }
        if !self.care.found.is_empty() && self.dialog.is_none() && self.reading.is_none() {
            let journals = std::mem::take(&mut self.care.found);
            let crash = self.care.crash.clone();
            let note = self.care.store.as_ref().map(Store::crash_note);
            self.dialog = Some(Dialog::Recovery(Recovery::new(journals, crash.zip(note))));
        }
        match finished(&mut self.care.recovering) {
            Some(Ok(Recovered { mut session, journal, complete })) => {
                self.crash_told(journal.path());
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
            // Edited while it was compared: that is to be merged too.
            Some(Ok((_, compared))) if compared.of != self.session.revision() => {
                self.start_merge(ctx, compared.path, compared.guesses);
            }
            Some(Ok((merging, compared))) => {
                self.care.compared = Some(compared);
                self.dialog = Some(Dialog::Merge(merging));
            }
            Some(Err((path, error))) => {
                self.dialog = Some(Dialog::Problem(describe::open_problem(&self.text, &path, &error)));
            }
            None => {}
        }
        self.poll_version(ctx);
        self.poll_keeping(ctx);
        self.watch_journal(ctx);
    }

    /// Says once that the journal cannot be written, and once that it can be again.
    fn watch_journal(&mut self, ctx: &egui::Context) {
        let fault = self.session.journal().and_then(|journal| journal.fault());
        if fault.is_some() == self.care.is_unprotected {
            return;
        }
        self.care.is_unprotected = fault.is_some();
        let message = match fault {
            Some(fault) => {
                let reason = describe::fault(&self.text, &fault);
                self.text.with("journal-fault", &[("reason", reason.into())])
            }
            None => self.text.get("journal-well").to_owned(),
        };
        self.toast(ctx, message);
    }

    fn poll_version(&mut self, ctx: &egui::Context) {
        let Some((version, job)) = self.care.version.take() else { return };
        match job.poll() {
            Outcome::Running => self.care.version = Some((version, job)),
            // Edited while the version was being read.
            Outcome::Done(Ok(_)) if self.would_lose_work() => {
                self.dialog = Some(Dialog::Unsaved(Then::LookAt(version)));
            }
            Outcome::Done(Ok(session)) => {
                self.set_session(*session);
                self.care.on_show = Some(version);
            }
            Outcome::Done(Err(_)) | Outcome::Lost => {
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
