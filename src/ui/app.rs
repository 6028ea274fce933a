//! The app: one open map and the window around it. Each frame it lays the panels out over a
//! read-only view, then does what they asked for.

mod actions;
mod arranging;
mod importing;
mod keys;
mod opening;
mod safety;
mod sharing;
#[cfg(test)]
mod tests;
mod working;

use std::path::PathBuf;
use std::sync::Arc;

use self::working::Working;
use egui::{Frame, Margin, Panel, ThemePreference, Ui};

use super::arrange::Arranging;
use super::canvas::{self, CanvasView};
use super::command::Command;
use super::cx::Cx;
use super::dialogs::{self, Dialog, Then};
use super::file_chooser::{Choice, FileChooser};
use super::files::{self, SaveState, Saved, SystemChooser};
use super::inspector::{self, InspectorState};
use super::legend::{self, LegendState};
use super::plain;
use super::prefs::{MotionChoice, Prefs, ThemeChoice};
use super::recovery;
use super::search::SearchState;
use super::status_bar;
use super::system::SystemPrefs;
use super::table::{self, TableState};
use super::tabular::Copied;
use super::theme::{self, color};
use super::toast::Toasts;
use super::top_bar;
use crate::drawing::metrics;
use crate::drawing::theme::Theme;
use crate::edit::Revision;
use crate::file::{self, SaveError};
use crate::job::{self, Job, Outcome};
use crate::recovery::{DocumentLock, Refused, Store};
use crate::session::{Origin, Session};
use crate::text::Text;

/// A file being read.
struct Reading {
    /// Its name, for people.
    name: String,
    job: Job<files::Opened>,
}

/// The window and the map open in it.
pub struct App {
    session: Session,
    prefs: Prefs,
    text: Arc<Text>,
    system: SystemPrefs,
    canvas: CanvasView,
    legend: LegendState,
    inspector: InspectorState,
    table: TableState,
    search: SearchState,
    dialog: Option<Dialog>,
    welcome: bool,
    toasts: Toasts,
    save_state: SaveState,
    /// What is to be done once the save under way has worked.
    after_save: Option<Then>,
    reading: Option<Reading>,
    arranging: Option<Arranging>,
    working: Option<Working>,
    /// The state of the map that the person agreed to lose, asked once and not again.
    given_up: Option<Revision>,
    chooser: Option<SystemChooser>,
    own_chooser: Option<(files::Purpose, FileChooser)>,
    /// A map an import made, until the open one may be left.
    imported: Option<Box<super::import::Finished>>,
    /// The window's title as last set.
    title_sent: String,
    /// What was copied last, for what a paste of cells alone would lose.
    copied: Option<Copied>,
    /// Whether the window waits for its first map: the file named at the start is being read.
    nothing_open: bool,
    theme_sent: Option<ThemePreference>,
    closing: bool,
    prefs_dirty: bool,
    care: safety::Care,
    shares: sharing::Shares,
}

impl App {
    /// The app with a file to open, or the example where there is none. `storage` holds the
    /// preferences, where there is any.
    pub fn new(cc: &eframe::CreationContext<'_>, file: Option<PathBuf>) -> Self {
        let prefs = Prefs::load(cc.storage);
        if let Some(state) = &cc.wgpu_render_state {
            let painter = canvas::Painter::new(&state.device, state.target_format, 1);
            state.renderer.write().callback_resources.insert(painter);
        }
        let mut app = Self::with_prefs(&cc.egui_ctx, prefs);
        match Store::of_user() {
            Some(store) => app = app.with_store(store, &cc.egui_ctx),
            None => {
                let message = app.text.get("recovery-nowhere").to_owned();
                app.toast(&cc.egui_ctx, message);
            }
        }
        let adapter = cc.wgpu_render_state.as_ref().map(|state| state.adapter.get_info().device_type);
        let software = adapter == Some(egui_wgpu::wgpu::DeviceType::Cpu);
        app.canvas.set_software(software);
        if let Some(state) = cc.wgpu_render_state.as_ref().filter(|_| software) {
            cc.egui_ctx.add_plugin(plain::Plain::new(&state.device, state.target_format));
        }
        app.system.watch(&cc.egui_ctx);
        match file {
            Some(path) if super::import::is_foreign(&path) => {
                app.open_example();
                app.welcome = true;
                app.import_files(&cc.egui_ctx, vec![path]);
            }
            Some(path) => {
                app.welcome = false;
                app.nothing_open = true;
                app.read(&cc.egui_ctx, path);
            }
            None => app.open_example(),
        }
        app
    }

    /// An app with these preferences on an empty map; tests start here.
    pub fn with_prefs(ctx: &egui::Context, prefs: Prefs) -> Self {
        theme::install(ctx);
        let text = Arc::new(Text::new(prefs.language()));
        let map = crate::model::Map::new("", file::default_schema().clone());
        Self {
            session: Session::new(map, Origin::New),
            welcome: prefs.welcome,
            prefs,
            text,
            system: SystemPrefs::default(),
            canvas: CanvasView::default(),
            legend: LegendState::default(),
            inspector: InspectorState::default(),
            table: TableState::default(),
            search: SearchState::default(),
            dialog: None,
            toasts: Toasts::default(),
            save_state: SaveState::Untouched,
            after_save: None,
            reading: None,
            arranging: None,
            working: None,
            given_up: None,
            chooser: None,
            own_chooser: None,
            imported: None,
            title_sent: String::new(),
            copied: None,
            nothing_open: false,
            theme_sent: None,
            closing: false,
            prefs_dirty: false,
            care: safety::Care::default(),
            shares: sharing::Shares::default(),
        }
    }

    /// The open map.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Says that the window honours [`eframe::App::clear_color`], as real ones do and tests do not.
    pub fn trust_clear_color(&mut self) {
        self.canvas.trust_clear_color();
    }

    /// Shows every actor at a place of the world, in the order of their ids, while a layout is under
    /// way; `None` shows them where the map has them again. The caller asks for the repaint.
    pub fn preview(&mut self, places: Option<&[crate::geometry::Point]>) {
        self.canvas.preview(places);
    }

    /// Lets the camera tour the open map while frames are counted, then closes the window.
    pub fn start_tour(&mut self, secs: f64) {
        self.welcome = false;
        self.canvas.start_tour(secs);
    }

    /// Whether the picture shows the map as it is: nothing of it is being worked out any more.
    pub fn is_settled(&self) -> bool {
        self.canvas.is_settled(self.session.content_version())
    }

    /// Puts a session in place of the open one.
    pub fn set_session(&mut self, session: Session) {
        // Whoever left the map saved it or gave it up.
        self.session.discard_journal();
        self.care.leave();
        self.working = None;
        job::let_go(std::mem::replace(&mut self.session, session));
        self.arranging = None;
        self.care_for_session();
        self.canvas.reset();
        self.inspector = InspectorState::default();
        self.table = TableState::default();
        self.legend = LegendState::default();
        self.search = SearchState::default();
        self.save_state = SaveState::Untouched;
        self.after_save = None;
        self.given_up = None;
        self.nothing_open = false;
        self.dialog = None;
    }

    fn theme(&self, ctx: &egui::Context) -> &'static Theme {
        match ctx.theme() {
            egui::Theme::Dark => Theme::dark(),
            egui::Theme::Light => Theme::light(),
        }
    }

    fn may_move(&self) -> bool {
        self.prefs.motion == MotionChoice::System && !self.system.reduced_motion()
    }

    /// Tells egui the theme and the motion wanted, when they change.
    fn sync_style(&mut self, ctx: &egui::Context) {
        let wanted = match self.prefs.theme {
            ThemeChoice::Light => ThemePreference::Light,
            ThemeChoice::Dark => ThemePreference::Dark,
            ThemeChoice::System => match self.system.dark() {
                Some(true) => ThemePreference::Dark,
                Some(false) => ThemePreference::Light,
                None => ThemePreference::System,
            },
        };
        if self.theme_sent != Some(wanted) {
            self.theme_sent = Some(wanted);
            ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
            ctx.set_theme(wanted);
        }
        let seconds =
            if self.may_move() { (f64::from(metrics::motion::HOVER_FADE) / 1000.0) as f32 } else { 0.0 };
        if (ctx.global_style().animation_time - seconds).abs() > 1e-6 {
            ctx.all_styles_mut(|style| style.animation_time = seconds);
        }
    }

    /// The title of the window: the map's name and a mark for unsaved work.
    fn sync_title(&mut self, ctx: &egui::Context) {
        let title = &self.session.map().about.title;
        let title = if title.trim().is_empty() { self.text.get("untitled") } else { title };
        let mark = if self.session.is_unsaved() { "• " } else { "" };
        let wanted = format!("{mark}{title} — Maillage");
        if self.title_sent != wanted {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(wanted.clone()));
            self.title_sent = wanted;
        }
    }

    /// Lays the window out.
    fn lay_out(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let text = self.text.clone();
        let theme = self.theme(&ctx);
        let motion = self.may_move();
        let cx = Cx::new(&self.session, &text, theme, &self.prefs, motion);
        let bare = Frame::new().fill(color(theme.panel));
        let work = self.work(&ctx);

        Panel::top("top bar")
            .exact_size(metrics::window::TOP_BAR as f32)
            .frame(bare.inner_margin(Margin::symmetric(12, 0)))
            .resizable(false)
            .show(ui, |ui| top_bar::show(ui, &cx, &mut self.search));
        if let Some(why) = self.session.read_only() {
            Panel::top("read only")
                .exact_size(44.0)
                .frame(Frame::new().fill(color(theme.warn_soft)).inner_margin(Margin::symmetric(16, 0)))
                .resizable(false)
                .show(ui, |ui| recovery::show_read_only(ui, &cx, why, self.care.on_show()));
        }
        Panel::bottom("status bar")
            .exact_size(metrics::window::STATUS_BAR as f32)
            .frame(bare.inner_margin(Margin::symmetric(16, 0)))
            .resizable(false)
            .show(ui, |ui| status_bar::show(ui, &cx, self.canvas.zoom(), &self.save_state, work.as_ref()));
        if self.prefs.legend {
            Panel::left("legend")
                .default_size(metrics::window::LEFT_PANEL as f32)
                .size_range(metrics::window::LEFT_PANEL_MIN as f32..=420.0)
                .frame(bare)
                .show(ui, |ui| legend::show(ui, &cx, &mut self.legend));
            name_splitter(ui, &cx, "legend", "cmd-toggle-legend");
        }
        if self.prefs.inspector {
            Panel::right("inspector")
                .default_size(metrics::window::RIGHT_PANEL as f32)
                .size_range(metrics::window::RIGHT_PANEL_MIN as f32..=520.0)
                .frame(bare)
                .show(ui, |ui| inspector::show(ui, &cx, &mut self.inspector));
            name_splitter(ui, &cx, "inspector", "cmd-toggle-inspector");
        }
        if self.prefs.table {
            Panel::bottom("table")
                .default_size(280.0)
                .size_range(140.0..=(ctx.content_rect().height() - 240.0).max(160.0))
                .resizable(true)
                .frame(bare)
                .show(ui, |ui| {
                    // A table of few rows, as before the map is read, keeps the height it was given.
                    ui.expand_to_include_rect(ui.max_rect());
                    table::show(ui, &cx, &mut self.table);
                });
            name_splitter(ui, &cx, "table", "cmd-toggle-table");
        }
        let canvas = egui::CentralPanel::no_frame().show(ui, |ui| self.canvas.show(ui, &cx)).response.rect;
        if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
            invite_drop(&ctx, &cx, canvas);
        }

        let mut answer = None;
        if let Some(dialog) = &mut self.dialog {
            answer = Some(dialogs::show(&ctx, &cx, dialog));
        } else if self.welcome
            && self.own_chooser.is_none()
            && self.reading.is_none()
            && dialogs::welcome(&ctx, &cx)
        {
            self.welcome = false;
        }
        let mut choice = None;
        if let Some((purpose, chooser)) = &mut self.own_chooser {
            match chooser.show(&ctx, &cx) {
                Choice::Pending => {}
                Choice::Cancelled => choice = Some((*purpose, None)),
                Choice::Chosen(path) => choice = Some((*purpose, Some(path))),
            }
        }
        let actions = cx.into_actions();
        let undo = self.toasts.show(&ctx, &self.text, theme, self.session.revision());
        if let Some(answer) = answer {
            self.answer(&ctx, answer);
        }
        if let Some((purpose, path)) = choice {
            self.own_chooser = None;
            self.file_chosen(&ctx, purpose, path);
        }
        if !actions.is_empty() {
            // The panels were laid out before what they asked for is done.
            ctx.request_repaint();
        }
        for action in actions {
            self.act(&ctx, action);
        }
        if undo {
            self.command(&ctx, Command::Undo);
        }
    }

    /// Looks after what goes on in the background.
    fn poll(&mut self, ctx: &egui::Context) {
        self.follow_working(ctx);
        self.follow_arranging(ctx);
        self.poll_care(ctx);
        self.poll_shares(ctx);
        if let SaveState::Saving(job) = &self.save_state {
            match job.poll() {
                Outcome::Running => {}
                Outcome::Done(saved) => self.saved(ctx, saved),
                Outcome::Lost => self.save_state = SaveState::Untouched,
            }
        }
        if let Some(reading) = &self.reading {
            match reading.job.poll() {
                Outcome::Running => {}
                Outcome::Done(opened) => {
                    self.reading = None;
                    self.opened(ctx, opened);
                }
                Outcome::Lost => self.reading = None,
            }
        }
        if let Some(chooser) = &self.chooser {
            let purpose = chooser.purpose;
            match chooser.poll() {
                files::Chosen::Pending => {}
                files::Chosen::Nothing => {
                    self.chooser = None;
                    self.file_chosen(ctx, purpose, None);
                }
                files::Chosen::File(path) => {
                    self.chooser = None;
                    self.file_chosen(ctx, purpose, Some(path));
                }
            }
        }
    }

    fn saved(&mut self, ctx: &egui::Context, saved: Saved) {
        match saved.result {
            Ok(done) => {
                self.prefs.remember(&saved.path);
                self.prefs_dirty = true;
                if self.session.path() != Some(saved.path.as_path()) {
                    self.care.lock = self
                        .care
                        .store
                        .as_ref()
                        .and_then(|store| DocumentLock::take(store, &saved.path).ok().flatten());
                }
                self.session.finish_save(saved.path, saved.saving, done.fingerprint);
                // A copy saved elsewhere is one's own, whatever it was made of.
                self.session.set_read_only(None);
                self.care_for_session();
                if let Some(reason) = done.version_lost {
                    let reason = super::describe::fault(&self.text, &reason);
                    let message = self.text.with("version-lost", &[("what", reason.into())]);
                    self.toast(ctx, message);
                }
                self.save_state = SaveState::Saved(time_of_day());
                if let Some(then) = self.after_save.take() {
                    if self.session.is_unsaved() {
                        // Edited while the file was being written: that too is to be saved first.
                        self.after_save = Some(then);
                        self.save(ctx);
                    } else {
                        self.go_on(ctx, then);
                    }
                }
            }
            Err(Refused::ChangedOnDisk(path)) => {
                self.save_state = SaveState::Untouched;
                self.after_save = None;
                self.dialog = Some(Dialog::ChangedOnDisk(path));
            }
            // Stopped by the person: the file is as it was.
            Err(Refused::Save(SaveError::Other { error, .. }))
                if error.kind() == std::io::ErrorKind::Interrupted =>
            {
                self.save_state = SaveState::Untouched;
                self.after_save = None;
            }
            Err(Refused::Save(error)) => {
                self.save_state = SaveState::Untouched;
                self.after_save = None;
                self.dialog =
                    Some(Dialog::Problem(super::describe::save_problem(&self.text, &saved.path, &error)));
            }
        }
    }
}

impl eframe::App for App {
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        let kind = if visuals.dark_mode { Theme::dark() } else { Theme::light() };
        color(kind.canvas).to_normalized_gamma_f32()
    }

    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.sync_style(ctx);
        self.poll(ctx);
        if ctx.input(|input| input.viewport().close_requested()) {
            if !self.closing {
                self.finish_typing(ctx);
            }
            if !self.closing && self.session.is_unsaved() {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
                self.dialog = Some(Dialog::Unsaved(Then::Close));
            } else {
                // All is saved or given up.
                self.session.discard_journal();
            }
        }
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if dropped.len() > 1 && dropped.iter().all(|path| super::import::is_foreign(path)) {
            self.import_files(ctx, dropped);
        } else if let Some(path) = dropped.into_iter().next() {
            self.open_path(ctx, path);
        }
        self.sync_title(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.listen_to_keys(&ctx);
        self.lay_out(ui);
        if std::mem::take(&mut self.prefs_dirty)
            && let Some(storage) = frame.storage_mut()
        {
            self.prefs.save(storage);
            storage.flush();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.prefs.save(storage);
    }
}

/// Says what letting go of the file held over the window will do.
fn invite_drop(ctx: &egui::Context, cx: &Cx<'_>, canvas: egui::Rect) {
    let painter = ctx.layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop")));
    let within = canvas.shrink(12.0);
    let (ground, line) = (color(cx.theme.accent_soft.with_opacity(0.9)), color(cx.theme.accent));
    let stroke = egui::Stroke::new(2.0, line);
    painter.rect(within, 12, ground, stroke, egui::StrokeKind::Inside);
    let font = theme::strong_font(16.0);
    let ink = color(cx.theme.ink);
    painter.text(within.center(), egui::Align2::CENTER_CENTER, cx.t("drop-to-open"), font, ink);
}

/// Says in the language of the window what the edge of a panel is: egui has English words for it.
fn name_splitter(ui: &Ui, cx: &Cx<'_>, panel: &str, name_key: &str) {
    // As egui makes it of the panel's id; a test notices where it no longer does.
    let edge = ui.scope_id().with(panel).with("__resize");
    let name = cx.tr("splitter", &[("panel", cx.t(name_key).into())]);
    ui.ctx().accesskit_node_builder(edge, |node| node.set_label(name));
}

/// The time on the wall, as the status bar says it: hours and minutes.
fn time_of_day() -> String {
    let now = jiff::Zoned::now();
    format!("{:02}:{:02}", now.hour(), now.minute())
}
