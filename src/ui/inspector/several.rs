//! What can be done with several records at once.

use std::sync::Arc;

use egui::{RichText, Ui};

use super::{InspectorState, actor, fields};
use crate::edit::{Edit, FieldName};
use crate::icons::ui as icon;
use crate::model::{Actor, ActorKindId};
use crate::session::Selection;
use crate::ui::command::Command;
use crate::ui::cx::{Action, Cx};
use crate::ui::theme;
use crate::ui::widgets;

/// Names listed before "and n others".
const LISTED: usize = 30;

/// Shows the sheet.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState) {
    let selection = cx.session.selection();
    let map = cx.session.map();
    let actors: Vec<&Arc<Actor>> = selection.actors.iter().filter_map(|id| map.actor(id)).collect();
    let mut parts = Vec::new();
    if !actors.is_empty() {
        parts.push(cx.text.count("count-actors", actors.len()));
    }
    if !selection.links.is_empty() {
        parts.push(cx.text.count("count-links", selection.links.len()));
    }
    ui.label(RichText::new(parts.join(", ")).text_style(egui::TextStyle::Heading));
    widgets::caption(ui, cx, cx.t("inspector-several"));
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = egui::Vec2::new(8.0, 4.0);
        ui.spacing_mut().item_spacing = egui::Vec2::new(6.0, 6.0);
        if widgets::labeled_icon_button(ui, icon::CROSSHAIR, cx.t("inspector-center")).clicked() {
            cx.command(Command::Center);
        }
        if !actors.is_empty() {
            let free = actors.iter().any(|actor| actor.position.is_some_and(|position| !position.pinned));
            let (glyph, key) = if free {
                (icon::PUSH_PIN, "inspector-pin")
            } else {
                (icon::PUSH_PIN_SLASH, "inspector-unpin")
            };
            if widgets::labeled_icon_button(ui, glyph, cx.t(key)).clicked() {
                cx.command(Command::TogglePin);
            }
        }
        if let [from, to] = actors.as_slice()
            && widgets::labeled_icon_button(ui, icon::LINK_SIMPLE, cx.t("inspector-connect")).clicked()
        {
            cx.send(Action::ConnectDialog { from: from.id.clone(), to: Some(to.id.clone()) });
        }
    });
    if !actors.is_empty() {
        widgets::hairline(ui, cx);
        widgets::section(ui, cx, cx.t("inspector-for-all"), |_| {});
        let current = common_kind(&actors);
        let kind = fields::row(ui, cx, cx.t("inspector-kind"), |ui| {
            state.kinds.show(ui, cx, "kind of several", &current)
        });
        if let Some(kind) = kind {
            let revised = all(&actors, |actor| actor.kind = kind.clone());
            at_once(cx, revised, FieldName::Kind);
        }
        let tag = fields::row(ui, cx, cx.t("inspector-tags"), |ui| {
            actor::tag_field(ui, cx, state, "several tags".to_owned(), &[])
        });
        if let Some(tag) = tag {
            let revised = all(&actors, |actor| {
                if !actor.tags.contains(&tag) {
                    actor.tags.push(tag.clone());
                }
            });
            at_once(cx, revised, FieldName::Tags);
        }
        widgets::hairline(ui, cx);
        ui.add_space(8.0);
        for actor in actors.iter().take(LISTED) {
            ui.horizontal(|ui| {
                widgets::glyph(ui, 20.0, &widgets::glyph_of_kind(cx, &actor.kind), true);
                let name = RichText::new(widgets::actor_name(cx, actor)).text_style(theme::value());
                let row = ui.add(egui::Button::new(name).frame(false).truncate());
                if row.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                    cx.send(Action::WalkTo(Selection::actor(actor.id.clone())));
                }
            });
        }
        if actors.len() > LISTED {
            widgets::caption(ui, cx, cx.text.count("inspector-and-others", actors.len() - LISTED));
        }
    }
    ui.add_space(16.0);
    if widgets::danger_button(ui, cx, cx.t("inspector-delete-all")).clicked() {
        cx.command(Command::Delete);
    }
}

/// The kind most of them have.
fn common_kind(actors: &[&Arc<Actor>]) -> ActorKindId {
    let mut kinds = std::collections::BTreeMap::new();
    for actor in actors {
        *kinds.entry(actor.kind.clone()).or_insert(0usize) += 1;
    }
    let most = kinds.into_iter().max_by_key(|(_, count)| *count);
    most.map_or_else(|| ActorKindId::new(""), |(kind, _)| kind)
}

fn all(actors: &[&Arc<Actor>], change: impl Fn(&mut Actor)) -> Vec<Actor> {
    actors
        .iter()
        .map(|actor| {
            let mut actor = (***actor).clone();
            change(&mut actor);
            actor
        })
        .collect()
}

fn at_once(cx: &Cx<'_>, actors: Vec<Actor>, what: FieldName) {
    cx.send(Action::Seal);
    cx.edit(Edit::ReviseActors { actors, what });
    cx.send(Action::Seal);
}
