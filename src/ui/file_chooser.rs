//! A chooser of files of our own, for systems that have none to offer (no desktop portal). Folders
//! are read in jobs: a slow disk never holds up the window.

mod disk;

use std::io;
use std::path::{Path, PathBuf};

use egui::{
    Align, Align2, Context, CornerRadius, Frame, Id, Key, Layout, Margin, Modifiers, Response, RichText,
    Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, Vec2, WidgetInfo,
};

use self::disk::{Entry, Found, SaveTarget};
use super::cx::Cx;
use super::dialogs;
use super::files::Purpose;
use super::theme::{self, color};
use super::widgets;
use crate::icons::ui as icon;
use crate::job::{Job, Outcome};

/// Height of a row of the list.
const ROW: f32 = 28.0;

/// What the chooser ends with.
#[derive(Debug)]
pub enum Choice {
    /// Still open.
    Pending,
    /// Nothing was chosen.
    Cancelled,
    /// A file was chosen.
    Chosen(PathBuf),
}

/// The chooser while it is open.
#[derive(Debug)]
pub struct FileChooser {
    purpose: Purpose,
    /// The folder whose list is shown, or is being read.
    folder: PathBuf,
    /// What stands in the path field.
    typed: String,
    /// The name to save under.
    name: String,
    entries: Vec<Entry>,
    selected: Option<usize>,
    work: Option<Work>,
    trouble: Option<Trouble>,
    /// A file that would be replaced, while the person is asked.
    replace: Option<PathBuf>,
    /// The name of a folder to make, while it is typed.
    new_folder: Option<String>,
    /// The cursor goes to that name once its field is shown.
    wants_folder_name: bool,
    /// Whether the chooser has been laid out: it reads its first folder and puts the cursor then.
    started: bool,
}

/// What is asked of the disk.
#[derive(Debug)]
enum Work {
    Look(Job<Found>),
    Save(Job<SaveTarget>),
    NewFolder(Job<Result<Found, io::ErrorKind>>),
}

/// What did not work, said in a sentence above the list.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    Unread(io::ErrorKind),
    NotMade(io::ErrorKind),
    NoFolder,
}

impl FileChooser {
    /// To open a file, starting in a folder.
    pub fn open(folder: PathBuf, purpose: Purpose) -> Self {
        Self::new(purpose, folder, String::new())
    }

    /// To bring a file of another tool in, starting in a folder.
    pub fn import(folder: PathBuf) -> Self {
        Self::new(Purpose::Import, folder, String::new())
    }

    /// To save a file under a name, starting in a folder. Asks before replacing.
    pub fn save(folder: PathBuf, name: String, purpose: Purpose) -> Self {
        Self::new(purpose, folder, name)
    }

    fn new(purpose: Purpose, folder: PathBuf, name: String) -> Self {
        Self {
            purpose,
            typed: folder.display().to_string(),
            folder,
            name,
            entries: Vec::new(),
            selected: None,
            work: None,
            trouble: None,
            replace: None,
            new_folder: None,
            wants_folder_name: false,
            started: false,
        }
    }

    /// Shows the chooser.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Choice {
        let first = !self.started;
        if first {
            self.started = true;
            // The folder of last time may be gone: then its nearest parent that is there.
            let (start, endings) = (self.folder.clone(), self.purpose.endings());
            self.work = Some(Work::Look(start_job(ctx, move |progress| {
                let mut found = disk::look(start.clone(), endings, progress);
                for parent in start.ancestors().skip(1) {
                    if matches!(found, Found::Folder(..)) {
                        break;
                    }
                    found = disk::look(parent.to_owned(), endings, progress);
                }
                found
            })));
        }
        if let Some(path) = self.poll() {
            return Choice::Chosen(path);
        }
        let mut choice = Choice::Pending;
        let open = dialogs::modal(ctx, cx, "file chooser", 640.0, |ui| {
            // A question within the dialog takes the first Esc.
            if (self.replace.is_some() || self.new_folder.is_some())
                && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
            {
                self.replace = None;
                self.new_folder = None;
            }
            let key = match self.purpose {
                Purpose::Open => "choose-open",
                Purpose::Merge => "choose-merge",
                Purpose::Save => "choose-save",
                Purpose::Export(_) => "choose-export",
                Purpose::Report => "choose-report",
                Purpose::Import => "choose-import",
            };
            dialogs::title(ui, cx.t(key));
            self.path_bar(ui, cx);
            if self.new_folder.is_some() {
                self.new_folder_bar(ui, cx);
            }
            ui.add_space(8.0);
            self.trouble_line(ui, cx);
            self.list(ui, cx);
            let mut confirm = false;
            if self.purpose.writes() {
                ui.add_space(8.0);
                confirm = self.name_bar(ui, cx, first);
            }
            if self.replace.is_some() {
                ui.add_space(8.0);
                if let Some(path) = self.replace_question(ui, cx) {
                    choice = Choice::Chosen(path);
                }
            } else {
                dialogs::buttons(ui, |ui| {
                    let (label, ready) = if self.purpose.writes() {
                        (cx.t("chooser-save"), !self.name.trim().is_empty())
                    } else {
                        (cx.t("chooser-open"), self.selected.is_some())
                    };
                    ui.add_enabled_ui(ready, |ui| {
                        confirm |= widgets::primary_button(ui, cx, label).clicked();
                    });
                    if widgets::button(ui, cx.t("cancel")).clicked() {
                        choice = Choice::Cancelled;
                    }
                });
                let idle = self.new_folder.is_none() && ui.memory(|memory| memory.focused().is_none());
                confirm |= idle && ui.input(|input| input.key_pressed(Key::Enter));
            }
            if confirm && let Some(path) = self.confirm(ctx) {
                choice = Choice::Chosen(path);
            }
        });
        if open.is_none() { Choice::Cancelled } else { choice }
    }

    /// Takes what the disk answered. `Some` where that settles the choice.
    fn poll(&mut self) -> Option<PathBuf> {
        match self.work.take()? {
            Work::Look(job) => match job.poll() {
                Outcome::Running => self.work = Some(Work::Look(job)),
                Outcome::Done(found) => return self.found(found),
                Outcome::Lost => self.trouble = Some(Trouble::Unread(io::ErrorKind::Other)),
            },
            Work::Save(job) => match job.poll() {
                Outcome::Running => self.work = Some(Work::Save(job)),
                Outcome::Done(SaveTarget::Free(path)) => return Some(path),
                Outcome::Done(SaveTarget::Taken(path)) => self.replace = Some(path),
                Outcome::Done(SaveTarget::Folder(found)) => {
                    self.name.clear();
                    return self.found(found);
                }
                Outcome::Done(SaveTarget::NoFolder) | Outcome::Lost => {
                    self.trouble = Some(Trouble::NoFolder);
                }
            },
            Work::NewFolder(job) => match job.poll() {
                Outcome::Running => self.work = Some(Work::NewFolder(job)),
                Outcome::Done(Ok(found)) => {
                    self.new_folder = None;
                    return self.found(found);
                }
                Outcome::Done(Err(kind)) => self.trouble = Some(Trouble::NotMade(kind)),
                Outcome::Lost => self.trouble = Some(Trouble::NotMade(io::ErrorKind::Other)),
            },
        }
        None
    }

    /// A path was looked at: a folder is shown; a file is the choice (to open) or gives its name
    /// (to save).
    fn found(&mut self, found: Found) -> Option<PathBuf> {
        match found {
            Found::Folder(path, entries) => {
                self.typed = path.display().to_string();
                self.folder = path;
                self.entries = entries;
                // What is no map is opened by being brought in, and the other way round.
                let purpose = self.purpose;
                self.entries.retain(|entry| match purpose {
                    _ if entry.is_folder => true,
                    Purpose::Open | Purpose::Merge => disk::is_map(&entry.path),
                    Purpose::Import => !disk::is_map(&entry.path),
                    Purpose::Save | Purpose::Export(_) | Purpose::Report => true,
                });
                self.selected = None;
                self.trouble = None;
            }
            Found::File(path) if !self.purpose.writes() => return Some(path),
            Found::File(path) => self.replace = Some(path),
            Found::Failed(kind) => self.trouble = Some(Trouble::Unread(kind)),
        }
        None
    }

    fn go(&mut self, ctx: &Context, path: PathBuf) {
        self.trouble = None;
        let endings = self.purpose.endings();
        self.work = Some(Work::Look(start_job(ctx, move |progress| disk::look(path, endings, progress))));
    }

    /// Looks whether a file may be saved there.
    fn try_save(&mut self, ctx: &Context, path: PathBuf) {
        self.trouble = None;
        let endings = self.purpose.endings();
        self.work =
            Some(Work::Save(start_job(ctx, move |progress| disk::look_for_save(path, endings, progress))));
    }

    /// Enter, or the filled button. `Some` where a file is chosen at once.
    fn confirm(&mut self, ctx: &Context) -> Option<PathBuf> {
        if self.purpose.writes() {
            if let Some(path) = disk::typed_path(&self.name, &self.folder, home().as_deref()) {
                self.try_save(ctx, path);
            }
            return None;
        }
        let entry = self.entries.get(self.selected?)?;
        let (path, is_folder) = (entry.path.clone(), entry.is_folder);
        if !is_folder {
            return Some(path);
        }
        self.go(ctx, path);
        None
    }

    fn path_bar(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let ctx = ui.ctx().clone();
        ui.horizontal(|ui| {
            let parent = self.folder.parent().map(Path::to_owned);
            let up = widgets::icon_button_sized(
                ui,
                icon::ARROW_UP,
                cx.t("chooser-parent"),
                32.0,
                parent.is_some(),
                false,
            );
            if let Some(parent) = parent.filter(|_| up.clicked()) {
                self.go(&ctx, parent);
            }
            if widgets::icon_button(ui, icon::HOUSE, cx.t("chooser-home")).clicked()
                && let Some(home) = home()
            {
                self.go(&ctx, home);
            }
            let making = self.purpose.writes();
            let room = if making { 40.0 } else { 0.0 };
            let width = ui.available_width() - room;
            let field = line_edit(ui, &mut self.typed, "chooser path", cx.t("chooser-path"), "", width);
            if entered(ui, &field)
                && let Some(path) = disk::typed_path(&self.typed, &self.folder, home().as_deref())
            {
                self.go(&ctx, path);
            }
            if making && widgets::icon_button(ui, icon::FOLDER_PLUS, cx.t("chooser-new-folder")).clicked() {
                self.new_folder = Some(cx.t("chooser-new-folder").to_owned());
                self.wants_folder_name = true;
            }
        });
    }

    fn new_folder_bar(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let ctx = ui.ctx().clone();
        let Some(name) = &mut self.new_folder else { return };
        let (mut make, mut cancel) = (false, false);
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let width = ui.available_width() - 190.0;
            let label = cx.t("chooser-folder-name");
            let field = line_edit(ui, name, "chooser new folder", label, label, width);
            if std::mem::take(&mut self.wants_folder_name) {
                // Only now: the field has seen the click on the button, which is elsewhere for it.
                select_text(&ctx, Id::unique("chooser new folder"), usize::MAX);
            }
            make = entered(ui, &field);
            make |= widgets::button(ui, cx.t("chooser-make")).clicked();
            cancel = widgets::button(ui, cx.t("cancel")).clicked();
        });
        if make && !name.trim().is_empty() {
            let (path, endings) = (self.folder.join(name.trim()), self.purpose.endings());
            self.trouble = None;
            self.work = Some(Work::NewFolder(start_job(&ctx, move |progress| {
                std::fs::create_dir(&path).map_err(|error| error.kind())?;
                Ok(disk::look(path, endings, progress))
            })));
        }
        if cancel {
            self.new_folder = None;
        }
    }

    fn trouble_line(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(trouble) = self.trouble else { return };
        let key = match trouble {
            Trouble::Unread(io::ErrorKind::PermissionDenied) => "chooser-forbidden",
            Trouble::Unread(io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => "chooser-missing",
            Trouble::Unread(_) => "chooser-unread",
            Trouble::NotMade(io::ErrorKind::AlreadyExists) => "chooser-folder-exists",
            Trouble::NotMade(_) => "chooser-not-made",
            Trouble::NoFolder => "chooser-no-folder",
        };
        widgets::notice(ui, icon::WARNING, cx.theme.warn, cx.theme.warn_soft, cx.t(key));
        ui.add_space(8.0);
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let ctx = ui.ctx().clone();
        let height = (ctx.content_rect().height() - 320.0).clamp(120.0, 264.0);
        let reading = matches!(self.work, Some(Work::Look(_) | Work::NewFolder(_)));
        let mut entered_folder = None;
        let stroke = Stroke::new(1.0, color(cx.theme.line));
        Frame::new().stroke(stroke).corner_radius(8).inner_margin(Margin::same(4)).show(ui, |ui| {
            ui.set_height(height);
            ui.set_width(ui.available_width());
            if reading || self.entries.is_empty() {
                let key = if reading { "chooser-reading" } else { "chooser-empty" };
                ui.centered_and_justified(|ui| {
                    ui.label(RichText::new(cx.t(key)).text_style(theme::value()).color(color(cx.theme.ink_2)))
                });
                return;
            }
            let moved = self.arrows(ui);
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut area = ScrollArea::vertical().id_salt(&self.folder).auto_shrink(false);
            if let Some(at) = self.selected.filter(|_| moved) {
                area = area.vertical_scroll_offset(((at as f32 + 0.5) * ROW - height / 2.0).max(0.0));
            }
            area.show_rows(ui, ROW, self.entries.len(), |ui, range| {
                for at in range {
                    let Some(entry) = self.entries.get(at) else { continue };
                    let response = row(ui, cx, entry, self.selected == Some(at));
                    let by_key = response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                    if response.double_clicked() || by_key {
                        entered_folder = Some(at);
                    } else if response.clicked() || response.gained_focus() {
                        self.selected = Some(at);
                        if self.purpose.writes() && !entry.is_folder {
                            self.name.clone_from(&entry.name);
                        }
                    }
                }
            });
        });
        let Some(entry) = entered_folder.and_then(|at| self.entries.get(at)) else { return };
        let (path, is_folder) = (entry.path.clone(), entry.is_folder);
        if is_folder || !self.purpose.writes() {
            self.go(&ctx, path);
        } else {
            self.try_save(&ctx, path);
        }
    }

    /// The arrow keys move the selection while no control has the keyboard. `true` once it moved.
    fn arrows(&mut self, ui: &Ui) -> bool {
        if ui.memory(|memory| memory.focused().is_some()) {
            return false;
        }
        // A slow frame may hold several presses of a key held down.
        let (down, up) = ui.input_mut(|input| {
            let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key);
            (count(Key::ArrowDown), count(Key::ArrowUp))
        });
        if down == up {
            return false;
        }
        let last = self.entries.len().saturating_sub(1);
        // Nothing selected is just above the first.
        let at = self.selected.map_or(down, |at| at + 1 + down).saturating_sub(1 + up);
        self.selected = Some(at.min(last));
        true
    }

    /// The name to save under. `true` on Enter.
    fn name_bar(&mut self, ui: &mut Ui, cx: &Cx<'_>, first: bool) -> bool {
        let mut confirm = false;
        ui.horizontal(|ui| {
            let label = cx.t("chooser-name");
            ui.label(RichText::new(label).text_style(theme::value()).color(color(cx.theme.ink_2)));
            let width = ui.available_width();
            let field = line_edit(ui, &mut self.name, "chooser name", label, "", width);
            if first {
                select_text(ui.ctx(), field.id, disk::stem_length(&self.name));
            }
            confirm = entered(ui, &field);
        });
        confirm
    }

    /// Asks before a file is replaced. `Some` once it may be.
    fn replace_question(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Option<PathBuf> {
        let path = self.replace.clone()?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let question = cx.tr("chooser-replace-question", &[("name", name.into())]);
        widgets::notice(ui, icon::WARNING, cx.theme.warn, cx.theme.warn_soft, question);
        let mut replace = false;
        dialogs::buttons(ui, |ui| {
            if widgets::primary_button(ui, cx, cx.t("chooser-other-name")).clicked() {
                self.replace = None;
                select_text(ui.ctx(), Id::unique("chooser name"), disk::stem_length(&self.name));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                replace = widgets::danger_button(ui, cx, cx.t("chooser-replace")).clicked();
            });
        });
        replace.then_some(path)
    }
}

fn start_job<T: Send + 'static>(
    ctx: &Context,
    work: impl FnOnce(&crate::job::Progress) -> T + Send + 'static,
) -> Job<T> {
    let ctx = ctx.clone();
    Job::start(work, move || ctx.request_repaint())
}

/// The person's own folder.
fn home() -> Option<PathBuf> {
    directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// Whether Enter ended the typing in a field.
fn entered(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Puts the cursor in a field with the first characters selected.
fn select_text(ctx: &Context, id: Id, characters: usize) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = TextEdit::load_state(ctx, id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), CCursor::new(characters))));
    state.store(ctx, id);
    ctx.memory_mut(|memory| memory.request_focus(id));
}

fn line_edit(
    ui: &mut Ui,
    text: &mut String,
    id: &'static str,
    name: &str,
    hint: &str,
    width: f32,
) -> Response {
    let edit = TextEdit::singleline(text)
        .id(Id::unique(id))
        .hint_text(hint.to_owned())
        .font(theme::value())
        .margin(Margin::symmetric(8, 6))
        .desired_width(width);
    let response = ui.add(edit);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    response
}

/// A row: icon, name, date.
fn row(ui: &mut Ui, cx: &Cx<'_>, entry: &Entry, selected: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &entry.name));
    let fill = if selected {
        cx.theme.accent_soft
    } else if response.hovered() || response.has_focus() {
        cx.theme.panel_2
    } else {
        cx.theme.panel
    };
    let ring = if response.has_focus() { ui.visuals().selection.stroke } else { Stroke::NONE };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(6), color(fill), ring, StrokeKind::Inside);
    let glyph = if entry.is_folder { icon::FOLDER } else { icon::GRAPH };
    let (ink, soft) = (color(cx.theme.ink), color(cx.theme.ink_2));
    let at = rect.left_center() + Vec2::new(18.0, 0.0);
    painter.text(at, Align2::CENTER_CENTER, glyph, egui::FontId::proportional(17.0), soft);
    let value = theme::value().resolve(ui.style());
    let figures = theme::figures().resolve(ui.style());
    let date = entry.modified.and_then(|time| date_in_words(cx, time)).unwrap_or_default();
    let right = rect.right_center() - Vec2::new(10.0, 0.0);
    let date = painter.text(right, Align2::RIGHT_CENTER, date, figures, soft);
    let mut job = egui::text::LayoutJob::simple_singleline(entry.name.clone(), value, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(date.left() - rect.left() - 52.0);
    let galley = painter.layout_job(job);
    let top = rect.center().y - galley.size().y / 2.0;
    painter.galley(egui::pos2(rect.left() + 36.0, top), galley, ink);
    response
}

/// Day and time of a change as the language writes them. `None` where the clock was far off.
fn date_in_words(cx: &Cx<'_>, time: std::time::SystemTime) -> Option<String> {
    let time = jiff::Timestamp::try_from(time).ok()?.to_zoned(jiff::tz::TimeZone::system());
    let two = |n: i8| format!("{n:02}");
    Some(cx.tr(
        "chooser-date",
        &[
            ("day", two(time.day()).into()),
            ("month", two(time.month()).into()),
            ("year", format!("{:04}", time.year()).into()),
            ("hour", two(time.hour()).into()),
            ("minute", two(time.minute()).into()),
        ],
    ))
}
