//! What can be done with several records at once.

use std::sync::Arc;

use egui::{RichText, Ui};

use super::{InspectorState, actor, fields};
use crate::edit::{Edit, FieldName};
use crate::icons::ui as icon;
use crate::model::{Actor, ActorKindId, Link, LinkKindId};
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
    let links: Vec<&Arc<Link>> = selection.links.iter().filter_map(|id| map.link(id)).collect();
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
        of_actors(ui, cx, state, &actors);
    }
    if !links.is_empty() {
        of_links(ui, cx, state, &links);
    }
    widgets::hairline(ui, cx);
    ui.add_space(4.0);
    if widgets::danger_button(ui, cx, cx.t("inspector-delete-all")).clicked() {
        cx.command(Command::Delete);
    }
    if !actors.is_empty() {
        widgets::hairline(ui, cx);
        list(ui, cx, &actors);
    }
}

/// What is given to every actor chosen.
fn of_actors(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, actors: &[&Arc<Actor>]) {
    widgets::hairline(ui, cx);
    widgets::section(ui, cx, cx.t("inspector-for-all"), |_| {});
    let current = common(actors.iter().map(|actor| &actor.kind)).unwrap_or_else(|| ActorKindId::new(""));
    let kind = fields::row(ui, cx, cx.t("inspector-kind"), |ui| {
        state.kinds.show(ui, cx, "kind of several", &current)
    });
    if let Some(kind) = kind {
        at_once(cx, all(actors, |actor| actor.kind = kind.clone()), FieldName::Kind);
    }
    let tag = fields::row(ui, cx, cx.t("inspector-tags"), |ui| {
        // Only tags that every one has: taking one away takes it from all.
        let shared: Vec<String> = actors.first().map_or_else(Vec::new, |first| {
            let everywhere = |tag: &&String| actors.iter().all(|actor| actor.tags.contains(tag));
            first.tags.iter().filter(everywhere).cloned().collect()
        });
        if let Some(gone) = actor::tag_chips(ui, cx, &shared) {
            at_once(cx, all(actors, |actor| actor.tags.retain(|tag| *tag != gone)), FieldName::Tags);
        }
        actor::tag_field(ui, cx, state, "several tags".to_owned(), &shared)
    });
    if let Some(tag) = tag {
        let revised = all(actors, |actor| {
            if !actor.tags.contains(&tag) {
                actor.tags.push(tag.clone());
            }
        });
        at_once(cx, revised, FieldName::Tags);
    }
}

/// What is given to every link chosen.
fn of_links(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, links: &[&Arc<Link>]) {
    widgets::hairline(ui, cx);
    widgets::section(ui, cx, cx.t("inspector-for-all-links"), |_| {});
    let current = common(links.iter().map(|link| &link.kind)).unwrap_or_else(|| LinkKindId::new(""));
    let kind =
        fields::row(ui, cx, cx.t("inspector-verb"), |ui| state.verbs.show(ui, cx, &current, None, None));
    if let Some(kind) = kind {
        let links = links
            .iter()
            .map(|link| {
                let mut link = (***link).clone();
                link.kind = kind.clone();
                link
            })
            .collect();
        cx.send(Action::Seal);
        cx.edit(Edit::ReviseLinks { links, what: FieldName::Kind });
        cx.send(Action::Seal);
    }
}

/// Who is chosen; a click walks there.
fn list(ui: &mut Ui, cx: &Cx<'_>, actors: &[&Arc<Actor>]) {
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

/// What they all have, where they do not differ.
fn common<'a, T: PartialEq + Clone + 'a>(mut values: impl Iterator<Item = &'a T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then(|| first.clone())
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
