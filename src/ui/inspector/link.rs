//! The sheet of one link.

use egui::{Id, RichText, Ui};

use super::complete::{Looks, Offer, completion};
use super::verbs::verb;
use super::{InspectorState, fields, sources};
use crate::edit::{Edit, FieldName};
use crate::icons::ui as icon;
use crate::model::{Actor, ActorId, Advice, FieldOwner, Link, advice_on_link};
use crate::session::Selection;
use crate::ui::command::Command;
use crate::ui::cx::{Action, Cx};
use crate::ui::theme::{self, color};
use crate::ui::widgets;

fn revise(cx: &Cx<'_>, link: &Link, what: FieldName, change: impl FnOnce(&mut Link)) {
    let mut link = link.clone();
    change(&mut link);
    cx.edit(Edit::ReviseLinks { links: vec![link], what });
}

fn revise_at_once(cx: &Cx<'_>, link: &Link, what: FieldName, change: impl FnOnce(&mut Link)) {
    cx.send(Action::Seal);
    revise(cx, link, what, change);
    cx.send(Action::Seal);
}

/// Shows the sheet.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, link: &Link) {
    let map = cx.session.map();
    let (Some(from), Some(to)) = (map.actor(&link.from), map.actor(&link.to)) else { return };
    let advice = advice_on_link(map, link);
    sentence(ui, cx, link, from, to);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = egui::Vec2::new(8.0, 4.0);
        if widgets::labeled_icon_button(ui, icon::CROSSHAIR, cx.t("inspector-center")).clicked() {
            cx.command(Command::Center);
        }
        widgets::only_to_edit(ui, cx, |ui| {
            if widgets::labeled_icon_button(ui, icon::SWAP, cx.t("inspector-swap")).clicked() {
                let swap = |link: &mut Link| std::mem::swap(&mut link.from, &mut link.to);
                revise_at_once(cx, link, FieldName::Ends, swap);
            }
        });
    });
    ui.add_space(4.0);
    fields::advise(ui, cx, &advice, |advice| {
        matches!(advice, Advice::UnusualEnds | Advice::UnknownLinkKind(_))
    });
    widgets::hairline(ui, cx);
    fields::quiet(ui, |ui| {
        widgets::section(ui, cx, cx.t("inspector-link-sheet"), |_| {});
        if let Some(id) = end(ui, cx, state, link, from, "from", "inspector-link-from") {
            revise_at_once(cx, link, FieldName::Ends, |link| link.from = id);
        }
        let kind = fields::row(ui, cx, cx.t("inspector-verb"), |ui| {
            state.verbs.show(ui, cx, &link.kind, Some(from), Some(to))
        });
        if let Some(kind) = kind {
            revise_at_once(cx, link, FieldName::Kind, |link| link.kind = kind);
        }
        if let Some(id) = end(ui, cx, state, link, to, "to", "inspector-link-to") {
            revise_at_once(cx, link, FieldName::Ends, |link| link.to = id);
        }
        rows(ui, cx, link, &advice);
    });
    widgets::hairline(ui, cx);
    fields::quiet(ui, |ui| {
        let salt = format!("{} link provenance", link.id);
        if let Some((provenance, what)) = sources::show(ui, cx, &salt, &link.provenance) {
            revise(cx, link, what, |link| link.provenance = provenance.into());
        }
    });
    if !cx.may_edit() {
        return;
    }
    ui.add_space(16.0);
    if widgets::danger_button(ui, cx, cx.t("inspector-delete-link")).clicked() {
        cx.command(Command::Delete);
    }
}

fn rows(ui: &mut Ui, cx: &Cx<'_>, link: &Link, advice: &[Advice]) {
    let salt = |field: &str| format!("{} link {field}", link.id);
    if let Some(text) = fields::text(ui, cx, &salt("role"), cx.t("inspector-role"), &link.details.role) {
        revise(cx, link, FieldName::Role, |link| link.details.role = text.into());
    }
    let (start, end) = (link.period.start.as_ref(), link.period.end.as_ref());
    if let Some(date) = fields::date(ui, cx, &salt("start"), cx.t("inspector-start"), start) {
        revise(cx, link, FieldName::Start, |link| link.period.start = date);
    }
    if let Some(date) = fields::date(ui, cx, &salt("end"), cx.t("inspector-end"), end) {
        revise(cx, link, FieldName::End, |link| link.period.end = date);
    }
    fields::advise(ui, cx, advice, |advice| matches!(advice, Advice::ReversedPeriod | Advice::UnreadDate(_)));
    let weight = link.weight.get().and_then(|weight| weight.to_string().parse().ok());
    let label = cx.t("inspector-weight");
    if let Some(number) = fields::number(ui, cx, &salt("weight"), label, weight.as_ref(), Some(0.0)) {
        let weight = number.and_then(|number| number.as_f64());
        if weight != link.weight.get() {
            revise(cx, link, FieldName::Weight, |link| link.weight = weight.into());
        }
    }
    if let Some(text) =
        fields::long_text(ui, cx, &salt("notes"), cx.t("inspector-notes"), &link.details.notes)
    {
        revise(cx, link, FieldName::Notes, |link| link.details.notes = text.into());
    }
    if let Some(custom) = fields::custom(ui, cx, &salt("fields"), FieldOwner::Link, &link.details.custom) {
        revise(cx, link, FieldName::Custom, |link| link.details.custom = custom.into());
    }
}

/// The link as a sentence whose two actors one can walk to.
fn sentence(ui: &mut Ui, cx: &Cx<'_>, link: &Link, from: &Actor, to: &Actor) {
    let actor = |ui: &mut Ui, actor: &Actor| {
        ui.horizontal(|ui| {
            widgets::glyph(ui, 24.0, &widgets::glyph_of_kind(cx, &actor.kind), true);
            let name = widgets::actor_name(cx, actor);
            let words = RichText::new(name).text_style(theme::subtitle()).color(color(cx.theme.ink));
            let response = ui.add(egui::Button::new(words).frame(false).wrap());
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                cx.send(Action::WalkTo(Selection::actor(actor.id.clone())));
            }
        });
    };
    actor(ui, from);
    ui.horizontal(|ui| {
        ui.add_space(32.0);
        widgets::caption(ui, cx, verb(cx, &link.kind, true));
    });
    actor(ui, to);
}

/// One end of the link, changed by picking another actor.
fn end(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut InspectorState,
    link: &Link,
    actor: &Actor,
    which: &str,
    key: &str,
) -> Option<ActorId> {
    let label = cx.t(key);
    let name = widgets::actor_name(cx, actor);
    let salt = format!("{} {which}", link.id);
    let id = Id::unique(("link end", salt.as_str()));
    let focused = ui.memory(|memory| memory.has_focus(id));
    let mut shown = if focused { state.typed_for(salt).clone() } else { name.to_owned() };
    let looks = Looks { name: label, hint: name, trailing: "", picks: true };
    let done = fields::row(ui, cx, label, |ui| {
        completion(ui, cx, id, &looks, &mut shown, |typed| actors_like(cx, typed))
    });
    if done.response.changed() {
        state.typed = shown;
    }
    if done.chosen.is_some() {
        state.typed.clear();
        done.response.surrender_focus();
    }
    done.chosen.filter(|chosen| *chosen != actor.id)
}

/// Actors that what is typed may mean.
pub(in crate::ui) fn actors_like(cx: &Cx<'_>, typed: &str) -> Vec<Offer<ActorId>> {
    let map = cx.session.map();
    cx.session
        .index()
        .search(map, typed, 8)
        .into_iter()
        .filter_map(|hit| {
            let actor = map.actor(&hit.actor)?;
            let kind = widgets::kind_label(cx, &actor.kind);
            let detail = if actor.place.commune.is_empty() {
                kind
            } else {
                format!("{kind} · {}", actor.place.commune)
            };
            Some(Offer {
                label: widgets::actor_name(cx, actor).to_owned(),
                detail,
                glyph: Some(widgets::glyph_of_kind(cx, &actor.kind)),
                value: hit.actor,
            })
        })
        .collect()
}
