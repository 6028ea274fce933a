//! Data: the dialog that writes the map for other programs. What the format cannot hold of this map, and
//! what its readers may not see, is said before the button.

use egui::{Align, Align2, Context, CornerRadius, Layout, Rect, RichText, ScrollArea, Sense, Stroke};
use egui::{StrokeKind, Ui, Vec2, WidgetInfo};

use super::{ShareSettings, Sharing, audience_choice, label, lang_choice, left_out};
use crate::export::data::{Loss, losses};
use crate::export::files::second_file;
use crate::export::{Audience, Format, LeftOut, Options, PictureOptions, for_audience};
use crate::icons::ui as icon;
use crate::job::{Job, Outcome};
use crate::ui::command::Command;
use crate::ui::cx::{Action, Cx};
use crate::ui::dialogs;
use crate::ui::files;
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// Width of the list of formats.
const FORMATS: f32 = 440.0;
/// Width of the dialog.
const WIDTH: f32 = 900.0;
/// Height of a format in the list.
const ROW: f32 = 44.0;

/// The formats as they are offered: what they are for, then each with its icon.
const GROUPS: [(&str, &[(Format, char)]); 3] = [
    ("data-group-tables", &[(Format::Xlsx, icon::TABLE), (Format::Csv, icon::FILE_CSV)]),
    (
        "data-group-networks",
        &[
            (Format::Gexf, icon::GRAPH),
            (Format::GraphMl, icon::GRAPH),
            (Format::KumuXlsx, icon::TABLE),
            (Format::KumuJson, icon::GRAPH),
            (Format::CyJs, icon::GRAPH),
            (Format::Cx2, icon::GRAPH),
            (Format::Dot, icon::GRAPH),
        ],
    ),
    (
        "data-group-others",
        &[(Format::Canvas, icon::NOTE), (Format::GoGoCarto, icon::MAP_PIN), (Format::JsonLd, icon::GLOBE)],
    ),
];

/// What is known of a format for an audience.
struct Found {
    of: (Format, Audience),
    left_out: LeftOut,
    losses: Vec<Loss>,
    actors: usize,
    links: usize,
}

/// The dialog while it is open.
pub struct DataDialog {
    settings: ShareSettings,
    job: Option<Job<Found>>,
    wanted: Option<(Format, Audience)>,
    found: Option<Found>,
}

impl std::fmt::Debug for DataDialog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DataDialog").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl DataDialog {
    /// The dialog with the settings kept for the open map.
    pub fn new(cx: &Cx<'_>) -> Self {
        let settings = ShareSettings::of(cx.prefs, cx.session.map_id().as_str());
        Self { settings, job: None, wanted: None, found: None }
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        self.follow(ctx, cx);
        let before = self.settings.clone();
        let mut stays = true;
        let open = dialogs::modal(ctx, cx, "export data", WIDTH, |ui| {
            dialogs::title(ui, cx.t("data-title"));
            let height = (ctx.content_rect().height() - 190.0).clamp(260.0, 660.0);
            ui.horizontal_top(|ui| {
                let room = ui.available_width();
                let formats = FORMATS.min(room * 0.5);
                ui.allocate_ui_with_layout(Vec2::new(formats, height), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(formats);
                    ScrollArea::vertical()
                        .id_salt("data formats")
                        .auto_shrink([false, true])
                        .max_height(height)
                        .show(ui, |ui| {
                            ui.set_width(formats - 14.0);
                            self.formats(ui, cx);
                        });
                });
                ui.add_space(8.0);
                let line = Stroke::new(1.0, color(cx.theme.line));
                ui.painter().vline(
                    ui.cursor().left(),
                    ui.cursor().top() + 12.0..=ui.cursor().top() + height,
                    line,
                );
                ui.add_space(16.0);
                let rest = Vec2::new(ui.available_width(), height);
                ui.allocate_ui_with_layout(rest, Layout::top_down(Align::Min), |ui| {
                    ScrollArea::vertical()
                        .id_salt("data details")
                        .auto_shrink([false, true])
                        .max_height(height)
                        .show(ui, |ui| {
                            ui.set_width(rest.x - 14.0);
                            self.details(ui, cx);
                        });
                });
            });
            dialogs::buttons(ui, |ui| {
                let export = format!("{} {}", icon::EXPORT, cx.t("data-export"));
                let button = widgets::primary_button(ui, cx, export);
                if widgets::named(button, egui::Role::Button, cx.t("data-export")).clicked() {
                    let options = Box::new(self.options(cx));
                    cx.send(Action::Share(Sharing::Save(self.settings.data_format(), options)));
                }
                if widgets::button(ui, cx.t("close")).clicked() {
                    stays = false;
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    if widgets::link_button(ui, cx, cx.t("data-to-share")).clicked() {
                        cx.command(Command::Share);
                    }
                });
            });
        });
        self.settings.keep_changes(&before, cx);
        open.is_some() && stays
    }

    fn options(&self, cx: &Cx<'_>) -> Options {
        let picture = PictureOptions { lang: self.settings.lang(cx.lang()), ..PictureOptions::default() };
        Options { audience: self.settings.audience(), picture }
    }

    /// Has what the format cannot hold found out anew where something changed.
    fn follow(&mut self, ctx: &Context, cx: &Cx<'_>) {
        let wanted = (self.settings.data_format(), self.settings.audience());
        if self.wanted != Some(wanted) {
            self.wanted = Some(wanted);
            let (map, ctx) = (cx.session.snapshot(), ctx.clone());
            self.job = Some(Job::start(move |_| look(&map, wanted), move || ctx.request_repaint()));
        }
        match self.job.as_ref().map(Job::poll) {
            Some(Outcome::Done(found)) => {
                self.found = Some(found);
                self.job = None;
            }
            Some(Outcome::Lost) => self.job = None,
            Some(Outcome::Running) | None => {}
        }
    }

    fn formats(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (group, formats) in GROUPS {
            label(ui, cx, group);
            for (format, glyph) in formats {
                let on = self.settings.data_format() == *format;
                if format_row(ui, cx, *format, *glyph, on) {
                    self.settings.data = format.ending().to_owned();
                }
            }
        }
    }

    fn details(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 3.0;
        audience_choice(ui, cx, &mut self.settings);
        let found = self.found.as_ref().filter(|found| self.wanted == Some(found.of));
        match found {
            Some(found) => left_out(ui, cx, &found.left_out),
            None if self.job.is_some() => drop(ui.add(egui::Spinner::new().size(16.0))),
            None => {}
        }
        label(ui, cx, "data-lang");
        lang_choice(ui, cx, &mut self.settings);
        let Some(found) = found else { return };
        label(ui, cx, "data-losses");
        if found.losses.is_empty() {
            let words = RichText::new(cx.t("data-no-loss")).text_style(theme::value());
            widgets::notice(ui, icon::CHECK_CIRCLE, cx.theme.ok, cx.theme.ok_soft, words);
        }
        for loss in &found.losses {
            ui.horizontal_top(|ui| {
                ui.label(RichText::new("•").text_style(theme::value()).color(color(cx.theme.ink_2)));
                let words = RichText::new(loss_in_words(cx.text, *loss)).text_style(theme::value());
                ui.add(egui::Label::new(words).wrap());
            });
        }
        label(ui, cx, "data-written");
        let counts = [cx.text.count("count-actors", found.actors), cx.text.count("count-links", found.links)];
        let map = cx.session.map();
        let is_whole = found.actors == map.actor_count() && found.links == map.link_count();
        let key = match (is_whole, cx.session.filter().is_active()) {
            (false, _) => "data-part",
            (true, true) => "data-whole-filtered",
            (true, false) => "data-whole",
        };
        let counts = cx.tr(key, &[("what", counts.join(" · ").into())]);
        ui.add(egui::Label::new(RichText::new(counts).text_style(theme::value())).wrap());
        for name in self.names(cx) {
            ui.horizontal(|ui| {
                let glyph = RichText::new(icon::FILE.to_string()).size(15.0);
                ui.label(glyph.color(color(cx.theme.ink_2)));
                ui.add(egui::Label::new(RichText::new(name).text_style(theme::value())).truncate());
            });
        }
    }

    /// The names that are proposed for the files.
    fn names(&self, cx: &Cx<'_>) -> Vec<String> {
        let (format, lang) = (self.settings.data_format(), self.settings.lang(cx.lang()));
        let map = cx.session.map();
        let first = files::export_name(&map.about.title, format, lang);
        let second = second_file(map, format, std::path::Path::new(&first), lang);
        let second = second.map(|path| path.to_string_lossy().into_owned());
        std::iter::once(first).chain(second).collect()
    }
}

/// Finds out what a format cannot hold of what an audience may see.
fn look(map: &crate::model::Map, of: (Format, Audience)) -> Found {
    let (format, audience) = of;
    let (seen, left_out) = for_audience(map, audience);
    let losses = losses(&seen, format);
    let lost = |find: fn(&Loss) -> bool| losses.iter().find(|loss| find(loss)).map_or(0, |loss| loss.count());
    let actors = seen.actor_count() - lost(|loss| matches!(loss, Loss::ActorsWithoutCoordinates(_)));
    let links = seen.link_count() - lost(|loss| matches!(loss, Loss::Links(_)));
    Found { of, left_out, losses, actors, links }
}

/// What a format cannot hold, in a sentence.
fn loss_in_words(text: &crate::text::Text, loss: Loss) -> String {
    text.count(&format!("loss-{}", loss.key()), loss.count())
}

/// A format with whom it is for; `true` where it was chosen.
fn format_row(ui: &mut Ui, cx: &Cx<'_>, format: Format, glyph: char, on: bool) -> bool {
    let key = format!("data-format-{}", format.ending().replace('.', "-"));
    let for_whom = format!("{key}-for");
    let (name, hint) = (cx.t(&key), cx.t(&for_whom));
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::click());
    let spoken = format!("{name} – {hint}");
    response.widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, on, &spoken));
    if ui.is_rect_visible(rect) {
        let hot = response.hovered() || response.has_focus();
        let (fill, line) = match (on, hot) {
            (true, _) => (cx.theme.accent_soft, cx.theme.accent),
            (false, true) => (cx.theme.panel_2, cx.theme.panel_2),
            (false, false) => (cx.theme.panel, cx.theme.panel),
        };
        let width = if response.has_focus() { 2.0 } else { 1.0 };
        let line = if response.has_focus() { cx.theme.focus_ring } else { line };
        let stroke = Stroke::new(width, color(line));
        let painter = ui.painter();
        painter.rect(rect, CornerRadius::same(6), color(fill), stroke, StrokeKind::Inside);
        let (ink, soft) = (color(cx.theme.ink), color(cx.theme.ink_2));
        let at = rect.left_center() + Vec2::new(22.0, 0.0);
        let tint = if on { color(cx.theme.accent) } else { soft };
        painter.text(at, Align2::CENTER_CENTER, glyph, egui::FontId::proportional(20.0), tint);
        let left = rect.left_center() + Vec2::new(44.0, 0.0);
        let up = left - Vec2::new(0.0, 9.0);
        painter.text(up, Align2::LEFT_CENTER, name, theme::strong_font(13.0), ink);
        let ending = format!(".{}", format.ending());
        let right = rect.right_center() - Vec2::new(10.0, 9.0);
        painter.text(right, Align2::RIGHT_CENTER, ending, egui::FontId::proportional(12.0), soft);
        let room = Rect::from_min_max(left, rect.right_bottom()).width() - 10.0;
        let font = egui::FontId::proportional(12.0);
        let mut job = egui::text::LayoutJob::simple_singleline(hint.to_owned(), font, soft);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = painter.layout_job(job);
        painter.galley(left + Vec2::new(0.0, 9.0 - galley.size().y / 2.0), galley, soft);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() && !on
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::text::Text;

    #[test]
    fn every_data_format_is_offered_once_with_its_name_and_whom_it_is_for() {
        let mut offered: Vec<Format> =
            GROUPS.iter().flat_map(|(_, formats)| formats.iter().map(|(format, _)| *format)).collect();
        offered.sort();
        let mut all: Vec<Format> = Format::ALL.into_iter().filter(|format| format.is_data()).collect();
        all.sort();
        assert_eq!(offered, all);
        for lang in Lang::ALL {
            let text = Text::new(lang);
            for format in &all {
                let key = format!("data-format-{}", format.ending().replace('.', "-"));
                assert!(text.has(&key) && text.has(&format!("{key}-for")), "{key}");
            }
            assert!(GROUPS.iter().all(|(key, _)| text.has(key)));
        }
    }

    #[test]
    fn every_loss_is_a_sentence_in_both_languages() {
        for lang in Lang::ALL {
            let text = Text::new(lang);
            let mut said = std::collections::BTreeSet::new();
            for loss in Loss::ALL {
                let words = loss_in_words(&text, loss);
                assert!(!words.starts_with("loss-") && words.ends_with('.'), "{words}");
                let counted = !matches!(loss, Loss::FieldsAsText | Loss::Ids | Loss::About);
                assert_eq!(words.contains('1'), counted, "{words}");
                assert!(said.insert(words), "{loss:?} is said as another one");
            }
            assert_eq!(said.len(), Loss::ALL.len());
        }
    }
}
