//! Share: the dialog that makes a picture, a page or a file of the map. The preview is the file: the same
//! sheet, drawn by the same hand, in a job. Data for other programs has a dialog of its own ([`data`]).

mod data;
mod settings;
mod work;

use std::path::PathBuf;

use egui::{Align, Context, Layout, RichText, ScrollArea, TextureHandle, Ui, Vec2};

pub use data::DataDialog;
use settings::PARTS;
pub use settings::{Content, ShareSettings, looking};
pub use work::{Exported, Failed, Target, copy, export, save};

use super::command::Command;
use super::cx::{Action, Cx};
use super::dialogs;
use super::theme::{self, color};
use super::widgets;
use crate::drawing::sheet::{Orientation, Paper, SheetSize};
use crate::export::picture::{self, Pixels, Window};
use crate::export::{self, Audience, Format, LeftOut, Options as ExportOptions};
use crate::icons::ui as icon;
use crate::import::kept::Kept;
use crate::job::{Job, Outcome};
use crate::lang::Lang;
use crate::model::{FuzzyDate, Map};

/// Width of the column of choices.
const CHOICES: f32 = 300.0;
/// Width of the dialog.
const WIDTH: f32 = 1040.0;
/// The longest side of the preview, in points: drawn for the pixels it is shown in, it is as sharp as the
/// file.
const PREVIEW: f32 = 668.0;
/// The sizes offered in pixels.
const SCREENS: [(u32, u32); 2] = [(1920, 1080), (3840, 2160)];

/// Something the dialog wants of the app.
#[derive(Debug)]
pub enum Sharing {
    /// Choose a file and write it there.
    Save(Format, Box<ExportOptions>),
    /// Choose a file and write the report of an import there.
    Report(Box<Kept>),
    /// Write where it was to be written, whatever is there.
    Replace(PathBuf),
    /// Choose another file for what was to be written.
    OtherName,
    /// Put the picture on the clipboard.
    Copy(Box<ExportOptions>),
}

/// The dialog while it is open.
pub struct ShareDialog {
    settings: ShareSettings,
    /// What the window showed when the dialog was opened.
    window: Window,
    today: FuzzyDate,
    /// What the preview under way, or shown, is of.
    wanted: Option<ExportOptions>,
    job: Option<Job<Option<Preview>>>,
    shown: Option<(TextureHandle, Preview)>,
}

impl std::fmt::Debug for ShareDialog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShareDialog").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// What a preview found out.
struct Preview {
    pixels: Pixels,
    left_out: LeftOut,
    /// Width and height in pixels of a PNG.
    png_size: [u32; 2],
    /// In millimetres, for paper.
    paper_mm: Option<[f64; 2]>,
}

impl ShareDialog {
    /// The dialog with the settings kept for the open map.
    pub fn new(cx: &Cx<'_>, window: Window) -> Self {
        let settings = ShareSettings::of(cx.prefs, cx.session.map_id().as_str());
        Self { settings, window, today: today(), wanted: None, job: None, shown: None }
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        if self.settings.content == Content::Selection && cx.session.selection().is_empty() {
            self.settings.content = Content::Shown;
        }
        self.follow(ctx, cx);
        let before = self.settings.clone();
        let mut stays = true;
        let open = dialogs::modal(ctx, cx, "share", WIDTH, |ui| {
            dialogs::title(ui, cx.t("share-title"));
            let height = (ctx.content_rect().height() - 190.0).clamp(260.0, 620.0);
            ui.horizontal_top(|ui| {
                ui.allocate_ui_with_layout(Vec2::new(CHOICES, height), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(CHOICES);
                    ScrollArea::vertical()
                        .id_salt("share choices")
                        .auto_shrink([false, true])
                        .max_height(height)
                        .show(ui, |ui| {
                            ui.set_width(CHOICES - 14.0);
                            self.choices(ui, cx);
                        });
                });
                ui.add_space(16.0);
                ui.allocate_ui_with_layout(
                    Vec2::new(ui.available_width(), height),
                    Layout::top_down(Align::Center),
                    |ui| self.preview(ui, cx, height),
                );
            });
            dialogs::buttons(ui, |ui| {
                let save = format!("{} {}", icon::DOWNLOAD, cx.t("share-save"));
                if widgets::primary_button(ui, cx, save).clicked() {
                    let options = Box::new(self.options(cx));
                    cx.send(Action::Share(Sharing::Save(self.settings.format(), options)));
                }
                if self.settings.format().is_picture() && widgets::button(ui, cx.t("share-copy")).clicked() {
                    cx.send(Action::Share(Sharing::Copy(Box::new(self.options(cx)))));
                    stays = false;
                }
                if widgets::button(ui, cx.t("close")).clicked() {
                    stays = false;
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    if widgets::link_button(ui, cx, cx.t("share-to-data")).clicked() {
                        cx.command(Command::ExportData);
                    }
                });
            });
        });
        self.settings.keep_changes(&before, cx);
        open.is_some() && stays
    }

    fn options(&self, cx: &Cx<'_>) -> ExportOptions {
        self.settings.options(cx.session, cx.prefs, self.window, cx.lang(), self.today.clone())
    }

    /// Has the preview drawn anew where something changed, and takes in what was drawn.
    fn follow(&mut self, ctx: &Context, cx: &Cx<'_>) {
        let wanted = self.options(cx);
        if self.wanted.as_ref() != Some(&wanted) {
            let map = cx.session.snapshot();
            let options = wanted.clone();
            let most = (PREVIEW * ctx.pixels_per_point()) as u32;
            let ctx = ctx.clone();
            self.wanted = Some(wanted);
            // The one before is given up.
            self.job = Some(Job::start(
                move |progress| draw(&map, &options, most, &mut |_| !progress.is_cancelled()),
                move || ctx.request_repaint(),
            ));
        }
        match self.job.as_ref().map(Job::poll) {
            Some(Outcome::Done(Some(preview))) => {
                let size = [preview.pixels.width as usize, preview.pixels.height as usize];
                let image = egui::ColorImage::from_rgba_unmultiplied(size, &preview.pixels.rgba);
                let options = egui::TextureOptions::LINEAR;
                self.shown = Some((ctx.load_texture("share preview", image, options), preview));
                self.job = None;
            }
            Some(Outcome::Done(None) | Outcome::Lost) => self.job = None,
            Some(Outcome::Running) | None => {}
        }
    }

    fn choices(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 3.0;
        let settings = &mut self.settings;
        let format = settings.format();
        label(ui, cx, "share-format");
        let name = format_name(cx, format);
        combo(ui, "share format", cx.t("share-format"), &name, |ui| {
            for other in Format::ALL.into_iter().filter(|format| !format.is_data()) {
                if ui.selectable_label(other == format, format_name(cx, other)).clicked() {
                    settings.format = other.ending().to_owned();
                }
            }
        });
        audience_choice(ui, cx, settings);
        if let Some((_, preview)) = self.shown.as_ref().filter(|_| self.job.is_none()) {
            left_out(ui, cx, &preview.left_out);
        }
        let settings = &mut self.settings;
        label(ui, cx, "share-content");
        for (content, key) in [
            (Content::Shown, "share-shown"),
            (Content::Whole, "share-whole"),
            (Content::Window, "share-window"),
            (Content::Selection, "share-selection"),
        ] {
            let enabled = content != Content::Selection || !cx.session.selection().is_empty();
            let has_parts = format.is_picture() || (format == Format::Html && content != Content::Window);
            ui.add_enabled_ui(enabled && has_parts, |ui| {
                if ui.radio(settings.content == content, cx.t(key)).clicked() {
                    settings.content = content;
                }
            });
        }
        if !format.is_picture() && format != Format::Html {
            widgets::caption(ui, cx, cx.t("share-whole-always"));
        }
        if format.is_picture() || format == Format::Html {
            label(ui, cx, "share-look");
            ui.horizontal(|ui| {
                for (dark, key) in [(false, "cmd-theme-light"), (true, "cmd-theme-dark")] {
                    if ui.radio(settings.dark == dark, cx.t(key)).clicked() {
                        settings.dark = dark;
                    }
                }
            });
            lang_choice(ui, cx, settings);
        }
        if !format.is_picture() {
            return;
        }
        label(ui, cx, "share-size");
        size_choice(ui, cx, settings);
        if format == Format::Png {
            ui.horizontal(|ui| {
                widgets::caption(ui, cx, cx.t("share-sharpness"));
                for scale in [1, 2, 4] {
                    let name = cx.tr("share-times", &[("n", scale.into())]);
                    if ui.radio(settings.scale == scale, name).clicked() {
                        settings.scale = scale;
                    }
                }
            });
        }
        label(ui, cx, "share-parts");
        ui.columns(2, |columns| {
            for (number, part) in PARTS.into_iter().enumerate() {
                let ui = &mut columns[number % 2];
                let mut on = !settings.without.iter().any(|without| without == part);
                if ui.checkbox(&mut on, cx.t(&format!("share-part-{part}"))).changed() {
                    settings.without.retain(|without| without != part);
                    if !on {
                        settings.without.push(part.to_owned());
                        // In one order, however they were chosen.
                        settings.without.sort();
                    }
                }
            }
        });
        if format != Format::Pdf {
            ui.checkbox(&mut settings.transparent, cx.t("share-transparent"));
        }
        if format == Format::Svg {
            let hint = cx.t("share-outlines-hint").to_owned();
            ui.checkbox(&mut settings.outlines, cx.t("share-outlines")).on_hover_text(hint);
        }
    }

    fn preview(&self, ui: &mut Ui, cx: &Cx<'_>, height: f32) {
        let format = self.settings.format();
        let room = Vec2::new(ui.available_width(), height - 26.0);
        let (rect, response) = ui.allocate_exact_size(room, egui::Sense::hover());
        widgets::named(response, egui::Role::Image, cx.t("share-preview"));
        ui.painter().rect_filled(rect, 8, color(cx.theme.panel_2));
        if let Some((texture, _)) = &self.shown {
            let size = texture.size_vec2();
            let inner = rect.shrink(12.0);
            // Not larger than it is: a blurred preview would be no preview.
            let fit = (inner.width() / size.x).min(inner.height() / size.y).min(1.0);
            let image = egui::Rect::from_center_size(rect.center(), size * fit);
            let uv = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::Pos2::new(1.0, 1.0));
            if self.settings.transparent && format != Format::Pdf && format.is_picture() {
                chequers(ui, cx, image);
            }
            let tint = if self.job.is_some() { 0.6 } else { 1.0 };
            ui.painter().image(texture.id(), image, uv, egui::Color32::WHITE.gamma_multiply(tint));
            let line = egui::Stroke::new(1.0, color(cx.theme.line));
            ui.painter().rect_stroke(image, 0, line, egui::StrokeKind::Outside);
        }
        if self.job.is_some() {
            let spinner = egui::Rect::from_center_size(rect.center(), Vec2::splat(28.0));
            egui::Spinner::new().paint_at(ui, spinner);
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
        }
        let words = self.shown.as_ref().map(|(_, preview)| self.in_words(cx, preview)).unwrap_or_default();
        ui.add_space(4.0);
        widgets::caption(ui, cx, words);
    }

    /// What the file will be, in words.
    fn in_words(&self, cx: &Cx<'_>, preview: &Preview) -> String {
        let format = self.settings.format();
        if !format.is_picture() {
            return cx.t("share-preview-picture").to_owned();
        }
        let [width, height] = preview.png_size;
        match (format, preview.paper_mm) {
            (Format::Png, _) => cx.tr("share-pixels", &[("w", width.into()), ("h", height.into())]),
            (_, Some([width, height])) => {
                cx.tr("share-millimetres", &[("w", width.into()), ("h", height.into())])
            }
            _ => cx.t("share-vector").to_owned(),
        }
    }
}

/// Draws what a preview shows.
fn draw(
    map: &Map,
    options: &ExportOptions,
    most: u32,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Option<Preview> {
    let (seen, left_out) = export::for_audience(map, options.audience);
    let sheet = picture::sheet(&seen, &options.picture);
    if !watch(0.1) {
        return None;
    }
    let png_size = picture::png_size(&sheet, options.picture.scale);
    let pixels = picture::pixels(&sheet, 4.0, most, watch).ok()?;
    Some(Preview { pixels, left_out, png_size, paper_mm: sheet.paper_mm })
}

/// A heading among the choices.
fn label(ui: &mut Ui, cx: &Cx<'_>, key: &str) {
    ui.add_space(10.0);
    ui.label(RichText::new(cx.t(key)).text_style(theme::section()).color(color(cx.theme.ink_2)));
    ui.add_space(2.0);
}

fn combo(ui: &mut Ui, id: &str, name: &str, now: &str, list: impl FnOnce(&mut Ui)) {
    let shown = egui::ComboBox::from_id_salt(id)
        .icon(widgets::caret)
        .selected_text(now)
        .width(ui.available_width())
        .show_ui(ui, list);
    let spoken = format!("{name} : {now}");
    shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &spoken));
}

/// Who will see it.
fn audience_choice(ui: &mut Ui, cx: &Cx<'_>, settings: &mut ShareSettings) {
    label(ui, cx, "share-audience");
    for audience in Audience::ALL {
        let on = settings.audience() == audience;
        let hint = cx.t(audience_hint(audience)).to_owned();
        if ui.radio(on, cx.t(audience_key(audience))).on_hover_text(hint).clicked() {
            settings.audience = audience.word().to_owned();
        }
    }
}

/// The language of the words the file has of its own.
fn lang_choice(ui: &mut Ui, cx: &Cx<'_>, settings: &mut ShareSettings) {
    ui.horizontal(|ui| {
        let now = settings.lang(cx.lang());
        for (lang, key) in [(Lang::Fr, "cmd-french"), (Lang::En, "cmd-english")] {
            if ui.radio(now == lang, cx.t(key)).clicked() {
                settings.lang = Some(lang.tag().to_owned());
            }
        }
    });
}

fn audience_key(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "share-public",
        Audience::Partners => "share-partners",
        Audience::Internal => "share-internal",
    }
}

fn audience_hint(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "share-public-hint",
        Audience::Partners => "share-partners-hint",
        Audience::Internal => "share-internal-hint",
    }
}

/// How many values the audience will not see, and which.
fn left_out(ui: &mut Ui, cx: &Cx<'_>, left_out: &LeftOut) {
    ui.add_space(4.0);
    if left_out.total() == 0 {
        widgets::caption(ui, cx, cx.t("share-nothing-left-out"));
        return;
    }
    let parts: Vec<String> = [
        ("share-left-contacts", left_out.contacts),
        ("share-left-fields", left_out.field_values),
        ("share-left-notes", left_out.notes),
        ("share-left-checkers", left_out.checkers),
        ("share-left-unknown", left_out.unknown),
        ("share-left-links", left_out.stranded_links),
        ("share-left-reports", left_out.import_reports),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(key, count)| cx.text.count(key, count))
    .collect();
    let words = cx.tr("share-left-out", &[("n", left_out.total().into()), ("what", parts.join(", ").into())]);
    let words = RichText::new(words).text_style(egui::TextStyle::Small);
    widgets::notice(ui, icon::SHIELD_CHECK, cx.theme.ok, cx.theme.ok_soft, words);
}

fn size_choice(ui: &mut Ui, cx: &Cx<'_>, settings: &mut ShareSettings) {
    let now = settings.size();
    let mut chosen = now;
    combo(ui, "share size", cx.t("share-size"), &size_name(cx, now), |ui| {
        let papers = Paper::ALL.map(|paper| SheetSize::Paper(paper, Orientation::Fit));
        let screens = SCREENS.map(|(width, height)| SheetSize::Pixels(width, height));
        for size in [SheetSize::Natural].into_iter().chain(papers).chain(screens) {
            let same = match (size, now) {
                (SheetSize::Paper(one, _), SheetSize::Paper(other, _)) => one == other,
                _ => size == now,
            };
            if ui.selectable_label(same, size_name(cx, size)).clicked() {
                chosen = size;
            }
        }
    });
    if let SheetSize::Paper(paper, way) = chosen {
        ui.horizontal(|ui| {
            for (other, key) in [
                (Orientation::Fit, "share-fit"),
                (Orientation::Landscape, "share-landscape"),
                (Orientation::Portrait, "share-portrait"),
            ] {
                if ui.radio(way == other, cx.t(key)).clicked() {
                    chosen = SheetSize::Paper(paper, other);
                }
            }
        });
    }
    if chosen != now {
        settings.size = chosen.to_string();
    }
}

fn size_name(cx: &Cx<'_>, size: SheetSize) -> String {
    match size {
        SheetSize::Natural => cx.t("share-natural").to_owned(),
        SheetSize::Paper(paper, _) => cx.tr("share-paper", &[("name", paper.name().into())]),
        SheetSize::Pixels(width, height) => {
            cx.tr("share-pixels", &[("w", width.into()), ("h", height.into())])
        }
    }
}

/// The name of a format; its ending where nobody has given it one.
fn format_name(cx: &Cx<'_>, format: Format) -> String {
    let key = format!("share-format-{}", format.ending().replace('.', "-"));
    if cx.text.has(&key) { cx.t(&key).to_owned() } else { format!(".{}", format.ending()) }
}

/// What shows through a picture without a ground.
fn chequers(ui: &Ui, cx: &Cx<'_>, rect: egui::Rect) {
    const SIDE: f32 = 12.0;
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(rect, 0, color(cx.theme.panel));
    let (columns, rows) = ((rect.width() / SIDE) as usize + 1, (rect.height() / SIDE) as usize + 1);
    for row in 0..rows {
        for column in (row % 2..columns).step_by(2) {
            let at = rect.min + Vec2::new(column as f32 * SIDE, row as f32 * SIDE);
            painter.rect_filled(egui::Rect::from_min_size(at, Vec2::splat(SIDE)), 0, color(cx.theme.panel_2));
        }
    }
}

/// The day on the wall.
pub fn today() -> FuzzyDate {
    let now = jiff::Zoned::now();
    FuzzyDate::Day(now.year().unsigned_abs(), now.month().unsigned_abs(), now.day().unsigned_abs())
}
