//! The bar at the bottom: how much is shown, what hides the rest and how to show it, zoom, and
//! whether the work is saved.

use egui::{Align, Layout, RichText, Stroke, Ui, Vec2};

use super::command::Command;
use super::cx::{Action, Cx};
use super::files::{SaveState, Work};
use super::theme::{self, color};
use super::widgets::{self, icon_button_sized};
use crate::icons::ui as icon;
use crate::query::HiddenBy;
use crate::session::ReadOnly;

/// Shows the bar.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, zoom: f64, save: &SaveState, work: Option<&Work>) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let shown = cx.session.shown();
        let counts = cx.tr(
            "status-counts",
            &[
                ("actors", shown.actor_count.into()),
                ("allactors", cx.session.map().actor_count().into()),
                ("links", shown.link_count.into()),
                ("alllinks", cx.session.map().link_count().into()),
            ],
        );
        widgets::caption(ui, cx, counts);
        let selected = cx.session.selection();
        if selected.len() > 1 {
            divider(ui, cx);
            let text = cx.tr(
                "status-selected",
                &[("actors", selected.actors.len().into()), ("links", selected.links.len().into())],
            );
            widgets::caption(ui, cx, text);
        }
        hidden(ui, cx);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            match work {
                Some(work) => under_way(ui, cx, work),
                None => save_state(ui, cx, save),
            }
            if cx.session.journal().is_some_and(|journal| journal.fault().is_some()) {
                divider(ui, cx);
                let words = widgets::caption(ui, cx, cx.t("journal-off"));
                words.on_hover_text(cx.t("journal-off-tip"));
                let sign = RichText::new(icon::WARNING.to_string()).size(14.0);
                ui.label(sign.color(color(cx.theme.warn)));
            }
            divider(ui, cx);
            let name = cx.t(Command::ZoomIn.key());
            if icon_button_sized(ui, Command::ZoomIn.icon(), name, 22.0, true, false).clicked() {
                cx.command(Command::ZoomIn);
            }
            let percent = cx.tr("zoom-percent", &[("n", ((zoom * 100.0).round() as i64).into())]);
            let text = RichText::new(percent).text_style(egui::TextStyle::Small).color(color(cx.theme.ink));
            let reset = ui.add_sized(Vec2::new(48.0, 22.0), egui::Button::new(text).frame(false));
            if reset.on_hover_text(cx.t("cmd-zoom-reset")).clicked() {
                cx.command(Command::ZoomReset);
            }
            for command in [Command::ZoomOut, Command::FitAll] {
                if icon_button_sized(ui, command.icon(), cx.t(command.key()), 22.0, true, false).clicked() {
                    cx.command(command);
                }
            }
            divider(ui, cx);
            let on = cx.prefs.table;
            let label = RichText::new(format!("{} {}", icon::TABLE, cx.t("status-table")))
                .text_style(egui::TextStyle::Small)
                .color(color(if on { cx.theme.accent } else { cx.theme.ink_2 }));
            let button = ui.add(egui::Button::new(label).frame(false));
            let button = widgets::named(button, egui::Role::Button, cx.t("cmd-toggle-table"));
            if button.on_hover_text(cx.t("cmd-toggle-table")).clicked() {
                cx.command(Command::ToggleTable);
            }
        });
    });
}

fn divider(ui: &mut Ui, cx: &Cx<'_>) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(9.0, 16.0), egui::Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(1.0, color(cx.theme.line)));
}

/// What hides actors, in words, with the way to show all.
fn hidden(ui: &mut Ui, cx: &Cx<'_>) {
    let mut reasons: Vec<String> = Vec::new();
    for hidden in &cx.session.shown().hidden_by {
        reasons.push(match hidden {
            HiddenBy::Kinds(n) => cx.text.count("hidden-kinds", *n),
            HiddenBy::LinkKinds(n) => cx.text.count("hidden-link-kinds", *n),
            HiddenBy::Tags(n) => cx.text.count("hidden-tags", *n),
            HiddenBy::Territory(n) => cx.text.count("hidden-territory", *n),
            HiddenBy::Linked(n) => cx.text.count("hidden-linked", *n),
        });
    }
    let focus = cx.session.focus().zip(cx.session.lit());
    if let Some((focus, lit)) = focus {
        reasons.push(cx.tr(
            "hidden-focus",
            &[
                ("degrees", focus.degrees.into()),
                ("sharp", lit.actors.len().into()),
                ("faded", lit.faded.into()),
            ],
        ));
    }
    if reasons.is_empty() {
        return;
    }
    divider(ui, cx);
    let glyph = if focus.is_some() { icon::CIRCLE_HALF } else { icon::FUNNEL };
    ui.label(RichText::new(glyph.to_string()).size(14.0).color(color(cx.theme.accent)));
    ui.label(RichText::new(reasons.join(" · ")).text_style(egui::TextStyle::Small));
    let text =
        RichText::new(cx.t("cmd-show-all")).font(theme::strong_font(12.0)).color(color(cx.theme.accent));
    if ui.add(egui::Button::new(text).frame(false)).clicked() {
        cx.command(Command::ShowAll);
    }
}

/// Work under way: what, how far, and the way to stop it.
fn under_way(ui: &mut Ui, cx: &Cx<'_>, work: &Work) {
    if work.is_layout {
        if strip_button(ui, cx, "arrange-cancel", "arrange-cancel-tip") {
            cx.send(Action::CancelArranging);
        }
        if strip_button(ui, cx, "arrange-stop", "arrange-stop-tip") {
            cx.command(Command::StopWork);
        }
    } else if icon_button_sized(ui, icon::X, cx.t(Command::StopWork.key()), 22.0, true, false).clicked() {
        cx.command(Command::StopWork);
    }
    let bar = egui::ProgressBar::new(work.done as f32)
        .desired_width(120.0)
        .desired_height(6.0)
        .fill(color(cx.theme.accent));
    let bar = ui.add(bar);
    bar.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &work.label);
        info.value = Some((work.done * 100.0).round());
        info
    });
    let percent = cx.tr("zoom-percent", &[("n", ((work.done * 100.0).round() as i64).into())]);
    widgets::caption(ui, cx, percent);
    widgets::caption(ui, cx, &work.label);
}

/// A quiet button of words; its tip is its name.
fn strip_button(ui: &mut Ui, cx: &Cx<'_>, words: &str, tip: &str) -> bool {
    let text = RichText::new(cx.t(words)).font(theme::strong_font(12.0)).color(color(cx.theme.accent));
    let button = ui.add(egui::Button::new(text).frame(false));
    let button = widgets::named(button, egui::Role::Button, cx.t(tip));
    button.on_hover_text(cx.t(tip)).clicked()
}

fn save_state(ui: &mut Ui, cx: &Cx<'_>, save: &SaveState) {
    let read_only = cx.session.read_only().map(|why| match why {
        ReadOnly::NewerVersion(_) => "read-only-newer",
        ReadOnly::OldVersion => "read-only-version",
        ReadOnly::HeldElsewhere => "read-only-held",
    });
    if let Some(key) = read_only {
        widgets::caption(ui, cx, cx.t(key));
        let lock = RichText::new(icon::LOCK_SIMPLE.to_string()).size(14.0).color(color(cx.theme.warn));
        ui.label(lock);
        return;
    }
    let (glyph, ink, words) = match save {
        SaveState::Saving(_) => (icon::SPINNER_GAP, cx.theme.ink_2, cx.t("save-saving").to_owned()),
        _ if cx.session.is_unsaved() => (icon::CIRCLE, cx.theme.warn, cx.t("save-unsaved").to_owned()),
        SaveState::Saved(time) => {
            (icon::CHECK_CIRCLE, cx.theme.ok, cx.tr("save-saved-at", &[("time", time.clone().into())]))
        }
        SaveState::Untouched => (icon::CHECK_CIRCLE, cx.theme.ok, cx.t("save-untouched").to_owned()),
    };
    widgets::caption(ui, cx, words);
    ui.label(RichText::new(glyph.to_string()).size(14.0).color(color(ink)));
}
