//! The import window: files dropped, pasted or chosen; the first rows as they will become; what each
//! column is, guessed and to be corrected; what will come, change and be left out, before anything does.

mod columns;
mod fault;
mod history;
mod matches;
pub mod report;
mod work;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Event, RichText, ScrollArea, Ui};

use super::command::Command;
use super::cx::{Action, Cx};
use super::dialogs::{buttons, modal, title};
use super::theme::{self, color};
use super::widgets;
use crate::icons::ui as icon;
use crate::import::into::Choices;
use crate::import::table::{Dialect, Lists, Mapping};
use crate::import::{Error, Format, Input, Limits};
use crate::job::{Job, Outcome};
use crate::model::Map;
pub use history::HistoryDialog;
pub use report::{ReportDialog, bytes as report_bytes};
pub use work::{Finished, Target};
use work::{Made, Wanted};

/// Mappings of earlier files that are kept.
const MOST_KNOWN: usize = 30;

/// Whether a file is brought in rather than opened: by its name, anything but our own.
pub fn is_foreign(path: &std::path::Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ours = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(crate::file::EXTENSION));
    !ours && Format::of_ending(&name).is_some()
}

/// The bytes of files, or the name of one that cannot be read and why.
type FilesRead = Result<Arc<Vec<Input>>, (String, Error)>;

/// What the window works on.
enum Under {
    Read(Job<FilesRead>),
    Make(Job<Result<Made, Error>>),
    Finish(Job<Finished>),
}

/// The window while it is open.
pub struct ImportWindow {
    names: Vec<String>,
    inputs: Arc<Vec<Input>>,
    dialect: Dialect,
    target: Target,
    choices: Choices,
    mapping: Option<Mapping>,
    made: Option<Made>,
    under: Option<Under>,
    fault: Option<(String, String)>,
    /// Whether something was changed since the work under way began.
    is_stale: bool,
    sheet: usize,
}

impl std::fmt::Debug for ImportWindow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImportWindow({:?})", self.names)
    }
}

impl ImportWindow {
    /// A window without files yet. Into the open map where that holds something.
    pub fn new(open: &Map, target: Option<Target>) -> Self {
        let usual = if open.actor_count() > 0 { Target::Open } else { Target::New };
        Self {
            names: Vec::new(),
            inputs: Arc::default(),
            dialect: Dialect::default(),
            target: target.unwrap_or(usual),
            choices: Choices::default(),
            mapping: None,
            made: None,
            under: None,
            fault: None,
            is_stale: false,
            sheet: 0,
        }
    }

    /// Takes files in, beside those there are already.
    pub fn add_files(&mut self, paths: Vec<PathBuf>, ctx: &Context) {
        let (before, waker) = (self.inputs.clone(), ctx.clone());
        self.fault = None;
        self.under = Some(Under::Read(Job::start(
            move |_| {
                let mut inputs = (*before).clone();
                for path in paths {
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let input = Input::open(&path, &Limits::default()).map_err(|error| (name, error))?;
                    inputs.retain(|other| other.name != input.name);
                    inputs.push(input);
                }
                Ok(Arc::new(inputs))
            },
            move || waker.request_repaint(),
        )));
    }

    /// Takes pasted cells in.
    fn paste(&mut self, cells: String, cx: &Cx<'_>) {
        let name = format!("{}.tsv", cx.t("import-pasted"));
        // What is pasted begins where the selection did, blank or not.
        let cells = cells.trim_start_matches(['\r', '\n']).to_owned();
        self.take(Arc::new(vec![Input { name, bytes: cells.into_bytes() }]));
        self.names = vec![cx.t("import-pasted").to_owned()];
    }

    fn take(&mut self, inputs: Arc<Vec<Input>>) {
        self.names = inputs.iter().map(|input| input.name.clone()).collect();
        self.inputs = inputs;
        self.mapping = None;
        self.made = None;
        self.fault = None;
        self.sheet = 0;
        self.choices = Choices::default();
        self.is_stale = true;
    }

    /// Whether nothing is under way: what it shows is what there is.
    #[cfg(test)]
    pub fn is_at_rest(&self) -> bool {
        self.under.is_none() && !self.is_stale
    }

    /// Starts the work anew where something changed, and takes what the work under way ends with.
    fn follow(&mut self, ctx: &Context, cx: &Cx<'_>) {
        match self.under.take() {
            Some(Under::Read(job)) => match job.poll() {
                Outcome::Running => self.under = Some(Under::Read(job)),
                Outcome::Done(Ok(inputs)) => self.take(inputs),
                Outcome::Done(Err((name, error))) => {
                    let (what, hint) = fault::fault(cx.text, &error.of_file(&name));
                    self.fault = Some((what, hint));
                }
                Outcome::Lost => {}
            },
            Some(Under::Make(job)) => match job.poll() {
                Outcome::Running => self.under = Some(Under::Make(job)),
                Outcome::Done(Ok(made)) => {
                    if !self.is_stale {
                        self.mapping = Some(made.mapping.clone());
                        self.fault = None;
                    }
                    self.made = Some(made);
                    // What there is to see has another height now.
                    ctx.request_repaint();
                }
                Outcome::Done(Err(error)) => self.fault = Some(fault::fault(cx.text, &error)),
                Outcome::Lost => self.fault = Some((cx.t("import-error-lost").to_owned(), String::new())),
            },
            Some(Under::Finish(job)) => match job.poll() {
                Outcome::Running => self.under = Some(Under::Finish(job)),
                Outcome::Done(finished) => cx.send(Action::Imported(Box::new(finished))),
                Outcome::Lost => self.fault = Some((cx.t("import-error-lost").to_owned(), String::new())),
            },
            None => {}
        }
        if self.is_stale
            && !self.inputs.is_empty()
            && !matches!(self.under, Some(Under::Read(_) | Under::Finish(_)))
        {
            self.is_stale = false;
            self.start(ctx, cx);
        }
    }

    fn start(&mut self, ctx: &Context, cx: &Cx<'_>) {
        let opened = self
            .made
            .as_ref()
            .map(|made| made.opened.clone())
            .filter(|_| self.made.as_ref().is_some_and(|made| made.mapping.dialect == self.dialect));
        let wanted = Wanted {
            inputs: self.inputs.clone(),
            mapping: self.mapping.clone().filter(|_| opened.is_some()),
            opened,
            known: cx.prefs.mappings.clone(),
            dialect: self.dialect.clone(),
            target: self.target,
            open: cx.session.snapshot(),
            choices: self.choices.clone(),
            title: self.names.first().map(|name| stem(name)).unwrap_or_default(),
        };
        let waker = ctx.clone();
        // The work before it, if any, is given up: its result is not wanted any more.
        self.under = Some(Under::Make(Job::start(
            move |progress| work::make(wanted, progress),
            move || waker.request_repaint(),
        )));
    }

    /// Shows the window; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        self.follow(ctx, cx);
        self.listen(ctx, cx);
        let mut stays = true;
        let width = (ctx.content_rect().width() - 64.0).clamp(480.0, 1120.0);
        let open = modal(ctx, cx, "import", width, |ui| {
            let heading = match self.names.as_slice() {
                [] => cx.t("import-title").to_owned(),
                names => cx.tr("import-title-of", &[("files", names.join(" + ").into())]),
            };
            title(ui, &heading);
            if self.inputs.is_empty() && !matches!(self.under, Some(Under::Read(_))) {
                self.show_empty(ui, cx);
            } else {
                self.show_files(ui, cx);
            }
            if let Some((what, hint)) = &self.fault {
                ui.add_space(8.0);
                widgets::notice(
                    ui,
                    icon::WARNING_CIRCLE,
                    cx.theme.danger,
                    cx.theme.danger_soft,
                    format!("{what}\n{hint}"),
                );
            }
            self.show_buttons(ui, cx, &mut stays);
        });
        open.is_some() && stays
    }

    /// Files dropped and cells pasted while the window is open.
    fn listen(&mut self, ctx: &Context, cx: &Cx<'_>) {
        let typing = ctx.text_edit_focused();
        let pasted = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Paste(text) if !typing => Some(text.clone()),
                _ => None,
            })
        });
        if let Some(cells) = pasted.filter(|cells| !cells.trim().is_empty()) {
            self.paste(cells, cx);
        }
    }

    /// What there is to see before there is a file: how to give one.
    fn show_empty(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let (rect, _) =
            ui.allocate_exact_size(egui::Vec2::new(ui.available_width(), 190.0), egui::Sense::hover());
        let hovered = ui.input(|input| !input.raw.hovered_files.is_empty());
        let line = if hovered { cx.theme.accent } else { cx.theme.line_strong };
        let fill = if hovered { cx.theme.accent_soft } else { cx.theme.panel_2 };
        ui.painter().rect(
            rect,
            12,
            color(fill),
            egui::Stroke::new(1.5, color(line)),
            egui::StrokeKind::Inside,
        );
        let mut inner = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(rect.shrink(20.0))
                .layout(egui::Layout::top_down(egui::Align::Center)),
        );
        let ui = &mut inner;
        ui.add_space(8.0);
        ui.label(RichText::new(icon::TABLE.to_string()).size(34.0).color(color(cx.theme.accent)));
        ui.add_space(2.0);
        ui.label(RichText::new(cx.t("import-drop")).text_style(theme::strong()));
        widgets::caption(ui, cx, cx.t("import-drop-hint"));
        ui.add_space(6.0);
        if widgets::primary_button(ui, cx, cx.t("import-choose")).clicked() {
            cx.command(Command::ImportFile);
        }
        ui.add_space(4.0);
        widgets::caption(ui, cx, cx.t("import-paste-hint"));
    }

    /// The files and what will become of them.
    fn show_files(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let height = (ui.ctx().content_rect().height() - 210.0).max(220.0);
        ScrollArea::vertical()
            .id_salt("import")
            .min_scrolled_height(height)
            .max_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                if self.made.is_none() {
                    if self.fault.is_none() {
                        ui.horizontal(|ui| {
                            ui.spinner();
                            ui.label(cx.t("import-reading"));
                        });
                    }
                    return;
                }
                let mut change = columns::Change::default();
                if let (Some(made), Some(mapping)) = (&self.made, &mut self.mapping) {
                    if made.opened.has_tables() {
                        columns::show(ui, cx, made, mapping, &mut self.dialect, &mut self.sheet, &mut change);
                    } else {
                        columns::show_actors(ui, cx, made);
                    }
                }
                if let Some(made) = &self.made {
                    matches::show_target(ui, cx, &mut self.target, &mut change);
                    matches::show_outcome(
                        ui,
                        cx,
                        made,
                        self.mapping.as_mut(),
                        &mut self.choices,
                        &mut change,
                    );
                }
                self.is_stale |= change.made;
            });
    }

    fn show_buttons(&mut self, ui: &mut Ui, cx: &Cx<'_>, stays: &mut bool) {
        let ctx = ui.ctx().clone();
        buttons(ui, |ui| {
            let busy = match &self.under {
                Some(Under::Read(job)) => super::files::progress_of(job, &ctx),
                Some(Under::Make(job)) => super::files::progress_of(job, &ctx),
                Some(Under::Finish(job)) => super::files::progress_of(job, &ctx),
                None => None,
            };
            let ready = self.made.is_some() && self.under.is_none() && !self.is_stale && self.fault.is_none();
            if let Some(made) = self.made.as_ref().filter(|_| !self.inputs.is_empty()) {
                let (actors, links) = match &made.combined {
                    Some(combined) => (
                        combined.new_actors + combined.updated.len(),
                        combined.new_links + combined.updated_links,
                    ),
                    None => (made.map.actor_count(), made.map.link_count()),
                };
                let label = cx.tr("import-button", &[("actors", actors.into()), ("links", links.into())]);
                ui.add_enabled_ui(ready && actors + links > 0, |ui| {
                    if widgets::primary_button(ui, cx, label).clicked() {
                        self.finish(&ctx, cx);
                    }
                });
            }
            if widgets::button(ui, cx.t("cancel")).clicked() {
                *stays = false;
            }
            if !self.inputs.is_empty() && widgets::button(ui, cx.t("import-add-file")).clicked() {
                cx.command(Command::ImportFile);
            }
            if let Some(done) = busy {
                let bar = egui::ProgressBar::new(done as f32).desired_width(140.0).desired_height(6.0);
                widgets::named(ui.add(bar), egui::Role::ProgressIndicator, cx.t("import-reading"));
            }
        });
    }

    fn finish(&mut self, ctx: &Context, cx: &Cx<'_>) {
        let Some(made) = self.made.take() else { return };
        let noticed = report::warnings(cx.text, &made.report);
        let waker = ctx.clone();
        let today = jiff::Zoned::now().strftime("%Y-%m-%d %H:%M").to_string();
        self.under = Some(Under::Finish(Job::start(
            move |_| work::finish(made, &today, noticed),
            move || waker.request_repaint(),
        )));
    }
}

/// A file's name without its ending.
fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// Puts a mapping at the head of those known, in place of the one for the same columns.
pub fn remember(known: &mut Vec<Mapping>, mapping: Mapping) {
    let signature = mapping.signature();
    if mapping.sheets.iter().all(|sheet| sheet.lists == Lists::Nothing || sheet.columns.is_empty()) {
        return;
    }
    known.retain(|other| other.signature() != signature);
    known.insert(0, mapping);
    known.truncate(MOST_KNOWN);
}
