//! The sheet of the map itself, shown while nothing is selected; and Markdown, read and edited.

use egui::{RichText, Sense, Ui};
use egui_commonmark::CommonMarkViewer;

use super::{InspectorState, actor, fields};
use crate::edit::{Edit, FieldName};
use crate::icons::ui as icon;
use crate::model::About;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, color};
use crate::ui::widgets;

fn revise(cx: &Cx<'_>, what: FieldName, change: impl FnOnce(&mut About)) {
    let mut about = (*cx.session.map().about).clone();
    change(&mut about);
    cx.edit(Edit::ReviseAbout { about, what });
}

/// Shows the sheet.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState) {
    let map = cx.session.map();
    let about = &map.about;
    // Another map has another identity: fields keep an undo of their own under it.
    let salt = |field: &str| format!("map {} {field}", about.id);
    widgets::caption(ui, cx, cx.t("inspector-map"));
    ui.add_space(2.0);
    fields::quiet(ui, |ui| {
        if let Some(title) = actor::name_field(ui, cx, &salt("title"), cx.t("inspector-title"), &about.title)
        {
            revise(cx, FieldName::Title, |about| about.title = title);
        }
    });
    let counts = format!(
        "{} · {}",
        cx.text.count("count-actors", map.actor_count()),
        cx.text.count("count-links", map.link_count())
    );
    ui.horizontal(|ui| {
        ui.add_space(4.0);
        widgets::caption(ui, cx, counts);
    });
    widgets::hairline(ui, cx);
    fields::quiet(ui, |ui| {
        if let Some(text) = markdown(ui, cx, state, &salt("description"), &about.description) {
            revise(cx, FieldName::Description, |about| about.description = text);
        }
        widgets::section(ui, cx, cx.t("inspector-about"), |_| {});
        if let Some(text) =
            fields::long_text(ui, cx, &salt("author"), cx.t("inspector-author"), &about.author)
        {
            revise(cx, FieldName::Author, |about| about.author = text);
        }
        let licence = cx.t("inspector-licence");
        if let Some(text) = fields::long_text(ui, cx, &salt("licence"), licence, &about.licence) {
            revise(cx, FieldName::Licence, |about| about.licence = text);
        }
    });
    widgets::hairline(ui, cx);
    if !cx.may_edit() {
        return;
    }
    widgets::section(ui, cx, cx.t("inspector-map-do"), |_| {});
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = egui::Vec2::new(8.0, 4.0);
        ui.spacing_mut().item_spacing = egui::Vec2::new(6.0, 6.0);
        for command in [Command::AddActor, Command::AddLink, Command::EditSchema, Command::Duplicates] {
            if widgets::labeled_icon_button(ui, command.icon(), cx.t(command.key())).clicked() {
                cx.command(command);
            }
        }
    });
    ui.add_space(12.0);
    let tip = RichText::new(cx.t("inspector-tip")).text_style(theme::value()).color(color(cx.theme.ink_2));
    ui.add(egui::Label::new(tip).wrap());
}

/// A description in Markdown: read as it is meant, edited as it is written.
pub(super) fn markdown(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut InspectorState,
    salt: &str,
    value: &str,
) -> Option<String> {
    let editing = state.describing.as_deref() == Some(salt) && cx.may_edit();
    let mut toggle = false;
    widgets::section(ui, cx, cx.t("inspector-description"), |ui| {
        let (glyph, key) = if editing {
            (icon::CHECK, "inspector-description-done")
        } else {
            (icon::PENCIL_SIMPLE, "inspector-description-edit")
        };
        toggle = widgets::edit_button(ui, cx, glyph, cx.t(key));
    });
    let name = cx.t("inspector-description");
    let mut typed = None;
    if editing {
        typed = widgets::text_area(ui, cx, salt, name, value, cx.t("inspector-description-hint"), 6);
        widgets::caption(ui, cx, cx.t("inspector-markdown"));
    } else if value.trim().is_empty() && !cx.may_edit() {
        widgets::caption(ui, cx, "–");
    } else if value.trim().is_empty() {
        let words = RichText::new(cx.t("inspector-to-fill")).text_style(theme::value());
        let label = egui::Label::new(words.color(color(cx.theme.ink_2))).sense(Sense::click());
        toggle |= widgets::named(ui.add(label), egui::Role::Button, name).clicked();
    } else {
        ui.scope(|ui| {
            let size = egui::FontId::proportional(13.0);
            ui.style_mut().text_styles.insert(egui::TextStyle::Body, size);
            let id = egui::Id::unique(("markdown", salt));
            CommonMarkViewer::new().show_with_id(id, ui, &mut state.markdown, value);
        });
    }
    if toggle {
        state.describing = (!editing).then(|| salt.to_owned());
        if !editing {
            ui.memory_mut(|memory| memory.request_focus(egui::Id::unique(("area", salt))));
        }
    }
    typed
}
