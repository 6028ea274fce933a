//! What can be done with several records at once.

use std::sync::Arc;

use arcstr::ArcStr;
use egui::{RichText, Ui};

use super::{InspectorState, actor, fields};
use crate::edit::{Edit, FieldName};
use crate::icons::ui as icon;
use crate::job::{Job, Outcome, Progress};
use crate::model::{Actor, ActorKindId, LinkKindId, Map};
use crate::session::Selection;
use crate::ui::command::Command;
use crate::ui::cx::{Action, Cx};
use crate::ui::theme;
use crate::ui::widgets;

/// Names listed before "and n others".
const LISTED: usize = 30;

/// Beyond so many records what they have in common is found out in a job.
const AT_ONCE: usize = 3_000;

/// What the records chosen have in common: found out once for a selection and a state of the map.
#[derive(Default)]
pub(super) struct Several {
    /// Versions of content and view.
    of: Option<(u64, u64)>,
    common: Option<Common>,
    search: Option<Job<Common>>,
}

/// What records have in common.
struct Common {
    /// The actors that come first, to be listed.
    first: Vec<Arc<Actor>>,
    /// Whether an actor is not pinned.
    free: bool,
    kind: Option<ActorKindId>,
    /// Tags that every actor has: taking one away takes it from all.
    tags: Vec<ArcStr>,
    verb: Option<LinkKindId>,
}

impl Common {
    fn of(map: &Map, selection: &Selection) -> Self {
        let actors = || selection.actors.iter().filter_map(|id| map.actor(id));
        let mut tags = actors().next().map(|first| first.tags.to_vec()).unwrap_or_default();
        let mut free = false;
        for actor in actors() {
            free |= actor.position.is_some_and(|position| !position.pinned);
            tags.retain(|tag| actor.tags.contains(tag));
            if free && tags.is_empty() {
                break;
            }
        }
        Self {
            first: actors().take(LISTED).cloned().collect(),
            free,
            kind: same(actors().map(|actor| &actor.kind)),
            tags,
            verb: same(selection.links.iter().filter_map(|id| map.link(id)).map(|link| &link.kind)),
        }
    }
}

impl Several {
    fn refresh(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let session = cx.session;
        let wanted = (session.content_version(), session.view_version());
        if self.of != Some(wanted) {
            self.of = Some(wanted);
            (self.common, self.search) = (None, None);
            if session.selection().len() <= AT_ONCE {
                self.common = Some(Common::of(session.map(), session.selection()));
            } else {
                let (map, selection) = (session.snapshot(), session.selection_snapshot());
                let waker = ui.ctx().clone();
                let search = move |_: &Progress| Common::of(&map, &selection);
                self.search = Some(Job::start(search, move || waker.request_repaint()));
            }
        }
        if let Some(Outcome::Done(common)) = self.search.as_ref().map(Job::poll) {
            self.common = Some(common);
            self.search = None;
        }
    }
}

/// Shows the sheet.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState) {
    state.several.refresh(ui, cx);
    let selection = cx.session.selection();
    let mut parts = Vec::new();
    if !selection.actors.is_empty() {
        parts.push(cx.text.count("count-actors", selection.actors.len()));
    }
    if !selection.links.is_empty() {
        parts.push(cx.text.count("count-links", selection.links.len()));
    }
    ui.label(RichText::new(parts.join(", ")).text_style(egui::TextStyle::Heading));
    if cx.may_edit() {
        widgets::caption(ui, cx, cx.t("inspector-several"));
    }
    ui.add_space(8.0);
    // Out of the state for as long as the state is written to.
    let common = state.several.common.take();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = egui::Vec2::new(8.0, 4.0);
        ui.spacing_mut().item_spacing = egui::Vec2::new(6.0, 6.0);
        if widgets::labeled_icon_button(ui, icon::CROSSHAIR, cx.t("inspector-center")).clicked() {
            cx.command(Command::Center);
        }
        if !selection.actors.is_empty() && cx.may_edit() {
            let (glyph, key) = if common.as_ref().is_none_or(|common| common.free) {
                (icon::PUSH_PIN, "inspector-pin")
            } else {
                (icon::PUSH_PIN_SLASH, "inspector-unpin")
            };
            if widgets::labeled_icon_button(ui, glyph, cx.t(key)).clicked() {
                cx.command(Command::TogglePin);
            }
        }
        if let [from, to] = selection.actors.iter().take(3).collect::<Vec<_>>().as_slice()
            && cx.may_edit()
            && widgets::labeled_icon_button(ui, icon::LINK_SIMPLE, cx.t("inspector-connect")).clicked()
        {
            cx.send(Action::ConnectDialog { from: (*from).clone(), to: Some((*to).clone()) });
        }
    });
    if let Some(common) = common.as_ref().filter(|_| cx.may_edit()) {
        if !selection.actors.is_empty() {
            of_actors(ui, cx, state, common);
        }
        if !selection.links.is_empty() {
            of_links(ui, cx, state, common);
        }
    }
    if cx.may_edit() {
        widgets::hairline(ui, cx);
        ui.add_space(4.0);
        if widgets::danger_button(ui, cx, cx.t("inspector-delete-all")).clicked() {
            cx.command(Command::Delete);
        }
    }
    if let Some(common) = &common
        && !common.first.is_empty()
    {
        widgets::hairline(ui, cx);
        list(ui, cx, &common.first);
    }
    state.several.common = common;
}

/// What is given to every actor chosen.
fn of_actors(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, common: &Common) {
    widgets::hairline(ui, cx);
    widgets::section(ui, cx, cx.t("inspector-for-all"), |_| {});
    let current = common.kind.clone().unwrap_or_else(|| ActorKindId::new(""));
    let kind = fields::row(ui, cx, cx.t("inspector-kind"), |ui| {
        state.kinds.show(ui, cx, "kind of several", &current)
    });
    if let Some(kind) = kind {
        revise_all(cx, FieldName::Kind, |actor| actor.kind = kind.clone());
    }
    let tag = fields::row(ui, cx, cx.t("inspector-tags"), |ui| {
        if let Some(gone) = actor::tag_chips(ui, cx, &common.tags) {
            revise_all(cx, FieldName::Tags, |actor| actor.tags.retain(|tag| *tag != gone));
        }
        actor::tag_field(ui, cx, state, "several tags".to_owned(), &common.tags)
    });
    if let Some(tag) = tag {
        revise_all(cx, FieldName::Tags, |actor| {
            if !actor.tags.iter().any(|other| *other == tag) {
                actor.tags.push(tag.clone().into());
            }
        });
    }
}

/// What is given to every link chosen.
fn of_links(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, common: &Common) {
    widgets::hairline(ui, cx);
    widgets::section(ui, cx, cx.t("inspector-for-all-links"), |_| {});
    let current = common.verb.clone().unwrap_or_else(|| LinkKindId::new(""));
    let kind =
        fields::row(ui, cx, cx.t("inspector-verb"), |ui| state.verbs.show(ui, cx, &current, None, None));
    if let Some(kind) = kind {
        let map = cx.session.map();
        let links = cx.session.selection().links.iter().filter_map(|id| map.link(id));
        let links = links
            .map(|link| {
                let mut link = (**link).clone();
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
fn list(ui: &mut Ui, cx: &Cx<'_>, first: &[Arc<Actor>]) {
    ui.add_space(8.0);
    for actor in first {
        ui.horizontal(|ui| {
            widgets::glyph(ui, 20.0, &widgets::glyph_of_kind(cx, &actor.kind), true);
            let name = RichText::new(widgets::actor_name(cx, actor)).text_style(theme::value());
            let row = ui.add(egui::Button::new(name).frame(false).truncate());
            if row.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                cx.send(Action::WalkTo(Selection::actor(actor.id.clone())));
            }
        });
    }
    let count = cx.session.selection().actors.len();
    if count > first.len() {
        widgets::caption(ui, cx, cx.text.count("inspector-and-others", count - first.len()));
    }
}

/// What they all have, where they do not differ.
fn same<'a, T: PartialEq + Clone + 'a>(mut values: impl Iterator<Item = &'a T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then(|| first.clone())
}

/// Changes every actor chosen, in one step.
fn revise_all(cx: &Cx<'_>, what: FieldName, change: impl Fn(&mut Actor)) {
    let map = cx.session.map();
    let chosen = cx.session.selection().actors.iter().filter_map(|id| map.actor(id));
    let actors = chosen
        .map(|actor| {
            let mut actor = (**actor).clone();
            change(&mut actor);
            actor
        })
        .collect();
    cx.send(Action::Seal);
    cx.edit(Edit::ReviseActors { actors, what });
    cx.send(Action::Seal);
}
