//! Merging another copy: what comes from it, and the conflicts side by side, field by field.

use std::path::PathBuf;

use egui::{Align, Context, Label, Layout, RichText, ScrollArea, Ui};

use super::cx::{Action, Cx};
use super::dialogs::{self, buttons, modal, title};
use super::recovery::{Safety, card};
use super::theme::{self, color};
use super::widgets;
use crate::icons::ui as icon;
use crate::job;
use crate::merge::{Choice, Conflict, ConflictKind, Merge, Side, Summary, Words, diff, summary};
use crate::model::Map;
use crate::text::Text;

/// The height of a conflict, the same for all: only those on show are laid out.
const ROW: f32 = 174.0;
/// The height of what one side has.
const SIDE: f32 = 82.0;
/// Sentences listed of what comes from the other copy.
const LISTED: usize = 200;

/// The dialog while it is open.
#[derive(Debug)]
pub struct Merging {
    /// Until it is applied.
    merge: Option<Box<Merge>>,
    path: PathBuf,
    /// Whether what both were made from is a guess.
    is_guess: bool,
    summary: String,
    sentences: Vec<String>,
}

impl Merging {
    /// The dialog on a merge with the copy in a file; `is_guess` says that what both were made from is not
    /// known for sure. Costs what the map costs: made in a job.
    pub fn new(merge: Merge, path: PathBuf, is_guess: bool, text: &Text) -> Self {
        let (summary, sentences) = report(&merge, &merge.result(), text);
        Self { merge: Some(Box::new(merge)), path, is_guess, summary, sentences }
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        let Some(merge) = &mut self.merge else { return false };
        let (mut stays, mut applies) = (true, false);
        let mut chosen = None;
        let mut all = None;
        let mut apart = false;
        let open = modal(ctx, cx, "merge", 760.0, |ui| {
            title(ui, cx.t("merging-title"));
            widgets::caption(ui, cx, self.path.display().to_string());
            ui.add_space(4.0);
            let how = match (merge.same_map(), merge.has_base()) {
                (false, _) => Some("merging-other-map"),
                (true, false) => Some("merging-no-base"),
                (true, true) => None,
            };
            if let Some(key) = how {
                widgets::wide_notice(ui, cx, icon::INFO, cx.t(key));
                ui.add_space(4.0);
            }
            if self.is_guess {
                widgets::wide_notice(ui, cx, icon::INFO, cx.t("merging-guess"));
                if widgets::link_button(ui, cx, cx.t("merging-apart")).clicked() {
                    apart = true;
                }
                ui.add_space(4.0);
            }
            let heading = cx.tr("merge-taken", &[("what", self.summary.clone().into())]);
            ui.add(Label::new(RichText::new(heading).text_style(theme::strong())).wrap());
            ScrollArea::vertical().id_salt("taken").max_height(110.0).show(ui, |ui| {
                for sentence in self.sentences.iter().take(LISTED) {
                    ui.add(Label::new(RichText::new(sentence).text_style(theme::value())).wrap());
                }
                if self.sentences.len() > LISTED {
                    widgets::caption(ui, cx, cx.text.count("unsaved-more", self.sentences.len() - LISTED));
                }
            });
            let conflicts = merge.conflicts();
            if !conflicts.is_empty() {
                ui.add_space(8.0);
                ui.horizontal(|ui| {
                    let words = cx.text.count("merging-conflicts", conflicts.len());
                    ui.label(RichText::new(words).text_style(theme::strong()));
                    for (key, side) in
                        [("merging-all-ours", Side::Ours), ("merging-all-theirs", Side::Theirs)]
                    {
                        if widgets::link_button(ui, cx, cx.t(key)).clicked() {
                            all = Some(side);
                        }
                    }
                });
                let words = Words::new(cx.text, merge.copy(Side::Theirs), merge.copy(Side::Ours));
                let height = (ctx.content_rect().height() - 420.0).max(ROW);
                dialogs::rows("conflicts", ui, ROW, conflicts.len(), height).show_rows(
                    ui,
                    ROW,
                    conflicts.len(),
                    |ui, shown| {
                        for (at, conflict) in conflicts.iter().enumerate().take(shown.end).skip(shown.start) {
                            ui.push_id(at, |ui| {
                                if let Some(choice) =
                                    show_conflict(ui, cx, &words, conflict, merge.has_base())
                                {
                                    chosen = Some((at, choice));
                                }
                            });
                        }
                    },
                );
            }
            buttons(ui, |ui| {
                let open = merge.open_conflicts();
                // One thing after the other: what is under way changes the map it was compared with.
                ui.add_enabled_ui(open == 0 && !cx.session.is_waiting(), |ui| {
                    if widgets::primary_button(ui, cx, cx.t("merging-apply")).clicked() {
                        applies = true;
                    }
                });
                if widgets::button(ui, cx.t("cancel")).clicked() {
                    stays = false;
                }
                if open > 0 {
                    widgets::caption(ui, cx, cx.text.count("merging-open", open));
                }
            });
        });
        if let Some(side) = all {
            merge.choose_all(side);
        }
        if let Some((at, choice)) = chosen {
            merge.choose(at, Some(choice));
        }
        if apart {
            cx.send(Action::Safety(Safety::MergeApart(self.path.clone())));
            return false;
        }
        if applies && let Some(merge) = self.merge.take() {
            cx.send(Action::Safety(Safety::Apply(merge, self.path.clone())));
            return false;
        }
        open.is_some() && stays
    }
}

impl Drop for Merging {
    fn drop(&mut self) {
        // As large as both maps.
        if let Some(merge) = self.merge.take() {
            job::let_go(merge);
        }
    }
}

/// What a merge changes of the open map: in one line, and sentence by sentence.
pub fn report(merge: &Merge, result: &Map, text: &Text) -> (String, Vec<String>) {
    let ours = merge.copy(Side::Ours);
    let taken = diff(ours, result);
    let words = Words::new(text, ours, result);
    let mut sentences: Vec<String> =
        taken.iter().flat_map(|difference| words.sentences(difference)).collect();
    // What was chosen, also where it left ours as it was.
    sentences.extend(merge.conflicts().iter().filter_map(|conflict| {
        let key = match conflict.choice? {
            Choice::Ours => "merging-ours",
            Choice::Theirs => "merging-theirs",
            Choice::Both => "merging-both",
        };
        let values = [("what", words.conflict(conflict).into()), ("choice", text.get(key).to_owned().into())];
        Some(text.with("merging-chosen", &values))
    }));
    (summary(text, &Summary::of(&taken)), sentences)
}

/// One conflict, ours at the left, theirs at the right. Gives what was chosen in this frame.
fn show_conflict(
    ui: &mut Ui,
    cx: &Cx<'_>,
    words: &Words<'_>,
    conflict: &Conflict,
    has_base: bool,
) -> Option<Choice> {
    let mut chosen = None;
    let record = words.record(&conflict.record);
    let (name, ours, theirs) = match &conflict.what {
        ConflictKind::Field(field) => {
            (words.field(&field.field), words.shown(&field.ours), words.shown(&field.theirs))
        }
        ConflictKind::Removed { by, changed, used_by } => {
            let mut what: Vec<String> = changed
                .iter()
                .map(|change| format!("{} : {}", words.field(&change.field), words.shown(&change.after)))
                .collect();
            what.extend(used_by.iter().map(|user| words.record(user)));
            let kept = cx.tr("merging-kept", &[("what", what.join(" · ").into())]);
            let removed = cx.t("merging-removed").to_owned();
            let name = cx.t("merging-removal").to_owned();
            if *by == Side::Ours { (name, removed, kept) } else { (name, kept, removed) }
        }
    };
    let before = match &conflict.what {
        ConflictKind::Field(field) if has_base => words.shown(&field.base),
        _ => String::new(),
    };
    ui.set_height(ROW - 8.0);
    card(ui, cx, |ui| {
        ui.set_height(ROW - 36.0);
        ui.allocate_ui_with_layout(
            egui::Vec2::new(ui.available_width(), 24.0),
            Layout::right_to_left(Align::Center),
            |ui| {
                if conflict.choices().contains(&Choice::Both) {
                    let is_on = conflict.choice == Some(Choice::Both);
                    let response = ui.radio(is_on, cx.t("merging-both"));
                    let spoken = format!("{} · {record} · {name}", cx.t("merging-both"));
                    response.widget_info(|| {
                        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_on, &spoken)
                    });
                    if response.clicked() {
                        chosen = Some(Choice::Both);
                    }
                    ui.add_space(8.0);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(&record).text_style(theme::strong())).truncate());
                    widgets::caption(ui, cx, &name);
                    if !before.is_empty() {
                        let before = cx.tr("merging-before", &[("value", before.into())]);
                        let before = RichText::new(before).text_style(egui::TextStyle::Small);
                        ui.add(Label::new(before.color(color(cx.theme.ink_2))).truncate());
                    }
                });
            },
        );
        ui.add_space(4.0);
        ui.columns(2, |columns| {
            let sides = [(Choice::Ours, "merging-ours", &ours), (Choice::Theirs, "merging-theirs", &theirs)];
            for (ui, (choice, key, value)) in columns.iter_mut().zip(sides) {
                let is_on = conflict.choice == Some(choice);
                let spoken = format!("{} · {record} · {name} · {value}", cx.t(key));
                if show_side(ui, cx, key, &spoken, value, is_on) {
                    chosen = Some(choice);
                }
            }
        });
    });
    chosen
}

/// What one side has, in a box that chooses it. `true` when it was chosen in this frame.
fn show_side(ui: &mut Ui, cx: &Cx<'_>, key: &str, spoken: &str, value: &str, is_on: bool) -> bool {
    let (fill, line) =
        if is_on { (cx.theme.accent_soft, cx.theme.accent) } else { (cx.theme.panel, cx.theme.line) };
    let mut chosen = false;
    let frame = egui::Frame::new()
        .fill(color(fill))
        .stroke(egui::Stroke::new(1.5, color(line)))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(10, 6));
    let shown = frame.show(ui, |ui| {
        ui.set_min_size(egui::Vec2::new(ui.available_width(), SIDE));
        ui.set_max_height(SIDE);
        let label = RichText::new(cx.t(key)).text_style(theme::value()).color(color(cx.theme.ink_2));
        let response = ui.radio(is_on, label);
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_on, spoken));
        chosen |= response.clicked();
        let value = RichText::new(value).text_style(theme::value()).color(color(cx.theme.ink));
        let text = ScrollArea::vertical().id_salt(key).min_scrolled_height(0.0);
        text.max_height(ui.available_height()).show(ui, |ui| {
            ui.set_width(ui.available_width());
            // Columns would stretch its lines to both sides.
            ui.with_layout(Layout::top_down(Align::Min), |ui| ui.add(Label::new(value).wrap()));
        });
    });
    // The whole box, which is no stop of the Tab key beside the button in it.
    let rect = shown.response.rect;
    let whole = ui.interact(rect, shown.response.id.with("whole"), egui::Sense::CLICK);
    chosen | whole.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
