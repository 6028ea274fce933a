//! Opening, saving and leaving: what is asked before work could be lost.

use std::path::PathBuf;

use super::{App, Reading};
use crate::file::{self, Sample, Template, Warning, WarningKind};
use crate::recovery::SaveRequest;
use crate::session::{Origin, Session};
use crate::ui::cx::{Cx, NewMap};
use crate::ui::describe;
use crate::ui::dialogs::{Answer, Dialog, Then};
use crate::ui::files::{self, Opened, Purpose, SaveState, SystemChooser, Work};
use crate::ui::recovery::Safety;

impl App {
    /// Does something that leaves the open map, after asking where work would be lost.
    pub(super) fn leave_for(&mut self, ctx: &egui::Context, then: Then) {
        self.finish_typing(ctx);
        if self.would_lose_work() {
            self.dialog = Some(Dialog::Unsaved(then));
        } else {
            self.go_on(ctx, then);
        }
    }

    /// What is being typed on the map or in a cell of the table counts, before the map is saved or
    /// left.
    pub(super) fn finish_typing(&mut self, ctx: &egui::Context) {
        let (theme, text) = (self.theme(ctx), self.text.clone());
        let cx = Cx::new(&self.session, &text, theme, &self.prefs, false);
        self.canvas.finish_naming(&cx);
        self.table.finish_typing(&cx);
        for action in cx.into_actions() {
            self.act(ctx, action);
        }
    }

    /// Whether leaving the open map now would lose work that was not given up.
    pub(super) fn would_lose_work(&self) -> bool {
        self.session.is_unsaved() && self.given_up != Some(self.session.revision())
    }

    /// Does it, whatever becomes of the open map.
    pub(super) fn go_on(&mut self, ctx: &egui::Context, then: Then) {
        match then {
            Then::Close => {
                self.session.discard_journal();
                self.closing = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Then::ChooseFile => self.choose(ctx, Purpose::Open),
            Then::OpenPath(path) => self.read(ctx, path),
            Then::OpenExample => self.open_example(),
            Then::NewMap(what) => self.new_map(what),
            Then::LookAt(version) => self.look_at(ctx, version),
            Then::OpenImported => self.open_imported(ctx),
        }
    }

    pub(super) fn answer(&mut self, ctx: &egui::Context, answer: Answer) {
        match answer {
            Answer::Stay => {}
            Answer::Close => self.dialog = None,
            Answer::DiscardThen(then) => {
                self.dialog = None;
                self.given_up = Some(self.session.revision());
                self.go_on(ctx, then);
            }
            Answer::SaveThen(then) => {
                self.dialog = None;
                self.after_save = Some(then);
                self.save(ctx);
            }
        }
    }

    /// Opens a file, after asking where work would be lost.
    pub(super) fn open_path(&mut self, ctx: &egui::Context, path: PathBuf) {
        if crate::ui::import::is_foreign(&path) {
            self.import_files(ctx, vec![path]);
        } else {
            self.leave_for(ctx, Then::OpenPath(path));
        }
    }

    pub(super) fn read(&mut self, ctx: &egui::Context, path: PathBuf) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.care.restoring = None;
        let is_ours = self.care.lock.as_ref().is_some_and(|lock| lock.is_on(&path));
        let making = self.canvas.making(self.prefs.sizes);
        let job = files::read(path, self.care.store.clone(), is_ours, making, ctx);
        self.reading = Some(Reading { name, job });
    }

    /// The work that is worth a progress bar: a file being read, else a layout, else the map being
    /// saved.
    pub(super) fn work(&self, ctx: &egui::Context) -> Option<Work> {
        let saving = match &self.save_state {
            SaveState::Saving(job) => files::progress_of(job, ctx),
            _ => None,
        };
        if let Some(reading) = &self.reading
            && let Some(done) = files::progress_of(&reading.job, ctx)
        {
            let label = self.text.with("work-opening", &[("file", reading.name.clone().into())]);
            return Some(Work { label, done, is_layout: false });
        }
        if let Some(arranging) = &self.arranging
            && let Some(done) = files::progress_of(arranging.job(), ctx)
        {
            return Some(Work { label: self.text.get("work-arranging").to_owned(), done, is_layout: true });
        }
        if let Some(working) = &self.working
            && let Some(done) = files::progress_of(working.job(), ctx)
        {
            return Some(Work { label: self.text.get(working.label()).to_owned(), done, is_layout: false });
        }
        if let Some((key, done)) = self.care.work(ctx) {
            return Some(Work { label: self.text.get(key).to_owned(), done, is_layout: false });
        }
        let label = || self.text.get("save-saving").to_owned();
        if let Some(done) = self.shares.export.as_ref().and_then(|job| files::progress_of(job, ctx)) {
            let label = self.text.get("work-exporting").to_owned();
            return Some(Work { label, done, is_layout: false });
        }
        saving.map(|done| Work { label: label(), done, is_layout: false })
    }

    /// Stops the work that [`Self::work`] shows; the open map and its file stay as they are, but for
    /// what a layout has done so far.
    pub(super) fn stop_work(&mut self) {
        if self.reading.take().is_some() {
            if self.nothing_open && !self.session.is_unsaved() {
                self.open_example();
            }
        } else if self.arranging.is_some() {
            self.stop_arranging();
        } else if self.shares.export.take().is_some() {
            // Given up: what was at the place of the file is untouched.
        } else if self.working.is_some() {
            self.stop_working();
        } else if self.care.stop() {
            // What was found out so far is not wanted.
        } else if let SaveState::Saving(job) = &self.save_state {
            // It may be in the file by now, and says so then.
            job.stop();
            self.after_save = None;
        }
    }

    pub(super) fn opened(&mut self, ctx: &egui::Context, opened: Opened) {
        let path = opened.path;
        let restoring = self.care.restoring.take();
        match opened.result {
            // Edited while the file was being read.
            Ok(_) if self.would_lose_work() => {
                self.dialog = Some(Dialog::Unsaved(Then::OpenPath(path)));
            }
            Ok((session, warnings)) => {
                // What a later format means is said as long as the map is open, above it.
                let is_said = |warning: &Warning| matches!(warning.kind, WarningKind::NewerMajor(_));
                let warnings: Vec<Warning> =
                    warnings.into_iter().filter(|warning| !is_said(warning)).collect();
                let warnings = describe::warnings(&self.text, &warnings);
                let title =
                    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                self.prefs.remember(&path);
                self.prefs_dirty = true;
                self.welcome = false;
                // Read again: the lock stays.
                let ours = self.care.lock.take().filter(|lock| lock.is_on(&path));
                self.set_session(session);
                if let Some(made) = opened.made {
                    let (theme, text) = (self.theme(ctx), self.text.clone());
                    let cx = Cx::new(&self.session, &text, theme, &self.prefs, false);
                    self.canvas.take_made(*made, &cx);
                }
                match opened.lock {
                    Ok(lock) => self.care.lock = lock.or(ours),
                    Err(holder) => self.dialog = Some(Dialog::Held(path.clone(), holder)),
                }
                if !warnings.is_empty() && self.dialog.is_none() {
                    self.dialog =
                        Some(Dialog::Problem(describe::warnings_notice(&self.text, &title, warnings)));
                }
                if let Some(version) = restoring {
                    self.restore_in(ctx, version);
                }
            }
            // What is in its place is kept as a version too.
            Err(_) if restoring.is_some() && self.put_back(ctx, &path) => {}
            Err(error) => {
                self.given_up = None;
                self.prefs.recent.retain(|other| *other != path || path.exists());
                self.prefs_dirty = true;
                let mut problem = describe::open_problem(&self.text, &path, &error);
                if let Some(good) = &opened.good {
                    problem.advice = describe::good_version(&self.text, good);
                }
                problem.version = opened.good.map(Box::new);
                self.dialog = Some(Dialog::Problem(problem));
                if self.nothing_open && !self.session.is_unsaved() {
                    // The file named at the start could not be read: show the example behind.
                    let dialog = self.dialog.take();
                    self.open_example();
                    self.dialog = dialog;
                }
            }
        }
        ctx.request_repaint();
    }

    /// Opens the example that comes with the program.
    pub(super) fn open_example(&mut self) {
        if let Ok(loaded) = Sample::PaysDeLaLoire.open() {
            self.set_session(Session::new(loaded.map, Origin::Example));
        }
    }

    pub(super) fn new_map(&mut self, what: NewMap) {
        let lang = self.text.lang();
        let title = self.text.get("untitled").to_owned();
        let empty = || crate::model::Map::new(title.clone(), file::default_schema().clone());
        let map = match what {
            NewMap::Empty => empty(),
            NewMap::Bid => Template::Bid.open(lang).unwrap_or_else(|_| empty()),
            NewMap::Network => Template::Network.open(lang).unwrap_or_else(|_| empty()),
        };
        self.welcome = false;
        self.set_session(Session::new(map, Origin::New));
    }

    /// Saves to the map's file, or asks for one.
    pub(super) fn save(&mut self, ctx: &egui::Context) {
        match self.session.path() {
            Some(path) => self.save_to(ctx, path.to_owned(), false),
            None => self.choose(ctx, Purpose::Save),
        }
    }

    /// Saves to a file: the map's own only while it holds what it held, unless it may be overwritten.
    pub(super) fn save_to(&mut self, ctx: &egui::Context, path: PathBuf, overwrite: bool) {
        if matches!(self.save_state, SaveState::Saving(_)) {
            return;
        }
        self.finish_typing(ctx);
        let own = self.session.path() == Some(path.as_path());
        let known = self.session.fingerprint().filter(|_| own && !overwrite);
        let (saving, from) = (self.session.begin_save(), self.session.made_from());
        let request = SaveRequest { map: self.session.snapshot(), path, known, from };
        let job = files::save(request, saving, self.care.store.clone(), ctx);
        self.save_state = SaveState::Saving(job);
    }

    /// Lets the person choose a file, in the system's own dialog where it has one.
    pub(super) fn choose(&mut self, ctx: &egui::Context, purpose: Purpose) {
        self.choose_file(ctx, purpose, false);
    }

    /// Lets the person choose where to save a copy, under a name that is not that of the map's own file.
    pub(super) fn choose_for_copy(&mut self, ctx: &egui::Context) {
        self.choose_file(ctx, Purpose::Save, true);
    }

    fn choose_file(&mut self, ctx: &egui::Context, purpose: Purpose, is_copy: bool) {
        if self.chooser.is_some() || self.own_chooser.is_some() {
            return;
        }
        let title = self.text.get(match purpose {
            Purpose::Open => "choose-open",
            Purpose::Merge => "choose-merge",
            Purpose::Save => "choose-save",
            Purpose::Export(_) => "choose-export",
            Purpose::Report => "choose-report",
            Purpose::Import => "choose-import",
        });
        let folder = self
            .session
            .path()
            .and_then(|path| path.parent())
            .or(self.prefs.folder.as_deref())
            .filter(|folder| folder.is_dir());
        let title_name = files::file_name_for(&self.session.map().about.title);
        let own_name = self.session.path().and_then(|path| path.file_name());
        let name = self
            .proposed_name(purpose)
            .unwrap_or_else(|| own_name.map_or(title_name, |name| name.to_string_lossy().into_owned()));
        let name = if is_copy { files::name_of_copy(&name, self.text.get("copy-suffix")) } else { name };
        let kind_name = match purpose {
            Purpose::Export(format) => format!(".{}", format.ending()),
            Purpose::Report => {
                purpose.endings().iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" ")
            }
            Purpose::Import => self.text.get("file-kind-import").to_owned(),
            Purpose::Open | Purpose::Merge | Purpose::Save => self.text.get("file-kind").to_owned(),
        };
        let kind_name = kind_name.as_str();
        match SystemChooser::start(purpose, title, kind_name, folder, &name, ctx) {
            Some(chooser) => self.chooser = Some(chooser),
            None => self.own_chooser = Some((purpose, files::own_chooser(purpose, folder, &name))),
        }
    }

    pub(super) fn file_chosen(&mut self, ctx: &egui::Context, purpose: Purpose, path: Option<PathBuf>) {
        match (purpose, path) {
            (Purpose::Merge, Some(path)) => self.care(ctx, Safety::MergeFile(path)),
            (Purpose::Import, Some(path)) => self.import_files(ctx, vec![path]),
            // The window was not held up by the system's dialog: there may be new work to lose.
            (Purpose::Open, Some(path)) => self.open_path(ctx, path),
            (Purpose::Save, Some(path)) => self.save_to(ctx, files::with_extension(path), false),
            (Purpose::Export(_) | Purpose::Report, Some(path)) => {
                self.export_to(ctx, path, purpose.endings());
            }
            (_, None) => {
                self.after_save = None;
                self.given_up = None;
            }
        }
    }
}
