//! The dialog that makes a link: who, which verb, to whom; the other end may be a new actor.

use egui::{Id, Key, Modifiers, RichText, ScrollArea, Ui};

use super::canvas::naming::default_kind;
use super::cx::{Action, Cx};
use super::dialogs;
use super::inspector::{Looks, Offer, actors_like, completion, ordered_verbs, verb_list};
use super::kind_picker::KindPicker;
use super::theme::{self, color};
use super::widgets;
use crate::edit::Edit;
use crate::geometry::Point;
use crate::icons::ui as icon;
use crate::layout;
use crate::model::{Actor, ActorId, Link, LinkId, LinkKindId, Position};
use crate::session::Selection;

/// Who stands at an end.
#[derive(Clone, Debug)]
enum Who {
    /// An actor of the map.
    Known(ActorId),
    /// One that is added with the link.
    New(Box<Actor>),
}

/// One end.
#[derive(Debug, Default)]
struct End {
    who: Option<Who>,
    typed: String,
    /// Where the link starts from: not offered for change.
    fixed: bool,
    picker: KindPicker,
}

impl End {
    fn of(who: Option<Who>, fixed: bool) -> Self {
        Self { who, fixed, ..Self::default() }
    }

    fn actor<'a>(&'a self, cx: &'a Cx<'_>) -> Option<&'a Actor> {
        match self.who.as_ref()? {
            Who::Known(id) => cx.session.map().actor(id).map(|actor| &**actor),
            Who::New(actor) => Some(actor),
        }
    }
}

/// The dialog while it is open.
#[derive(Debug)]
pub struct LinkDialog {
    from: Box<End>,
    to: Box<End>,
    /// The verb chosen; the first that suits until then.
    kind: Option<LinkKindId>,
    /// Whether a person chose it: it stays then, whoever stands at the ends.
    picked: bool,
    search: String,
    role: String,
    opened: bool,
}

impl LinkDialog {
    fn with_ends(from: End, to: End) -> Self {
        Self {
            from: Box::new(from),
            to: Box::new(to),
            kind: None,
            picked: false,
            search: String::new(),
            role: String::new(),
            opened: false,
        }
    }

    /// From an actor to another, or to one still to be chosen.
    pub fn between(from: ActorId, to: Option<ActorId>) -> Self {
        Self::with_ends(End::of(Some(Who::Known(from)), true), End::of(to.map(Who::Known), false))
    }

    /// Both ends still to be chosen.
    pub fn any() -> Self {
        Self::with_ends(End::of(None, false), End::of(None, false))
    }

    /// From an actor to one that is added with the link.
    pub fn to_new(from: ActorId, to: Actor) -> Self {
        let to = Who::New(Box::new(to));
        Self::with_ends(End::of(Some(Who::Known(from)), true), End::of(Some(to), false))
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &egui::Context, cx: &Cx<'_>) -> bool {
        let typing = ctx.text_edit_focused();
        dialogs::modal(ctx, cx, "link", 480.0, |ui| self.contents(ui, cx, typing)).unwrap_or(false)
    }

    fn contents(&mut self, ui: &mut Ui, cx: &Cx<'_>, typing: bool) -> bool {
        dialogs::title(ui, cx.t("connect-title"));
        let first = !std::mem::replace(&mut self.opened, true);
        // Who is found leads to who is missing, then to the verb.
        let next = |other: &End, which: &str| match other.who {
            None => Id::unique(("connect end", which)),
            Some(_) => verbs_id(),
        };
        let after = next(&self.to, "to");
        end_row(ui, cx, &mut self.from, "from", first, after);
        let wants_to = first && self.from.who.is_some();
        self.verbs(ui, cx, first && self.to.who.is_some() && self.from.who.is_some());
        let after = next(&self.from, "from");
        end_row(ui, cx, &mut self.to, "to", wants_to, after);
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let swap = widgets::labeled_icon_button(ui, icon::SWAP, cx.t("inspector-swap"));
            if swap.clicked() {
                std::mem::swap(&mut self.from, &mut self.to);
                self.picked = false;
            }
            let name = cx.t("connect-role");
            if let Some(role) = widgets::text_field(ui, cx, "connect role", name, &self.role, name) {
                self.role = role;
            }
        });
        self.sentence(ui, cx);
        let ready = self.from.who.is_some() && self.to.who.is_some() && self.kind.is_some();
        // Enter on a button presses that button; anywhere else it means "go".
        let enter = ui.input(|input| input.key_pressed(Key::Enter))
            && (typing || ui.memory(|memory| memory.focused().is_none()));
        let mut stay = true;
        dialogs::buttons(ui, |ui| {
            ui.add_enabled_ui(ready, |ui| {
                if widgets::primary_button(ui, cx, cx.t("connect-do")).clicked() || (enter && ready && !first)
                {
                    self.commit(cx);
                    stay = false;
                }
            });
            if widgets::button(ui, cx.t("cancel")).clicked() {
                stay = false;
            }
        });
        stay
    }

    /// The searched list of verbs, walked with the arrows.
    fn verbs(&mut self, ui: &mut Ui, cx: &Cx<'_>, take_focus: bool) {
        ui.add_space(6.0);
        let id = verbs_id();
        let name = cx.t("inspector-verb-search");
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let (mut up, mut down) = (false, false);
        if has_focus {
            ui.input_mut(|input| {
                up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
                down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
            });
        }
        let field = widgets::search_field(
            ui,
            id,
            &mut self.search,
            name,
            name,
            cx.t("clear"),
            icon::MAGNIFYING_GLASS,
        );
        if take_focus {
            field.request_focus();
        }
        let kinds = ordered_verbs(cx, self.from.actor(cx), self.to.actor(cx), &self.search);
        let place = kinds.iter().position(|(kind, _)| Some(kind) == self.kind.as_ref());
        let known = place.is_some();
        let place = match place {
            Some(place) if down => Some((place + 1).min(kinds.len().saturating_sub(1))),
            Some(place) if up => Some(place.saturating_sub(1)),
            Some(place) if self.picked => Some(place),
            _ => Some(0),
        };
        // A verb that the search leaves out is no longer the one chosen.
        self.picked = up || down || (self.picked && known);
        self.kind = place.and_then(|place| kinds.get(place)).map(|(kind, _)| kind.clone());
        let chosen = ScrollArea::vertical()
            .id_salt("connect verb list")
            .max_height(190.0)
            // The dialog keeps its height while the search narrows the list.
            .auto_shrink(false)
            .show(ui, |ui| verb_list(ui, cx, &kinds, self.kind.as_ref(), up || down))
            .inner;
        if chosen.is_some() {
            self.kind = chosen;
            self.picked = true;
        }
        ui.add_space(6.0);
    }

    /// What will be said, and a word of warning where it is unusual.
    fn sentence(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let (Some(from), Some(to), Some(kind)) = (self.from.actor(cx), self.to.actor(cx), &self.kind) else {
            return;
        };
        let schema = cx.session.map().schema();
        let verb = schema.link_kind(kind).map_or(kind.as_str(), |kind| kind.verb.get(cx.lang()));
        ui.add_space(8.0);
        let words = format!("{} {verb} {}", widgets::actor_name(cx, from), widgets::actor_name(cx, to));
        ui.add(egui::Label::new(RichText::new(words).text_style(theme::strong())).wrap());
        if !schema.usually_joins(kind, from, to) {
            ui.add_space(4.0);
            let words = RichText::new(cx.t("advice-unusual-ends")).text_style(theme::value());
            widgets::notice(
                ui,
                icon::WARNING,
                cx.theme.warn,
                cx.theme.warn_soft,
                words.color(color(cx.theme.ink)),
            );
        }
    }

    /// Adds the link, and the actors that are new, as one step.
    fn commit(&mut self, cx: &Cx<'_>) {
        let (Some(from), Some(to), Some(kind)) = (self.from.who.take(), self.to.who.take(), self.kind.take())
        else {
            return;
        };
        let id = |who: &Who| match who {
            Who::Known(id) => id.clone(),
            Who::New(actor) => actor.id.clone(),
        };
        let (from_id, to_id) = (id(&from), id(&to));
        // The end one did not come from is the one to look at next.
        let next = if self.to.fixed { from_id.clone() } else { to_id.clone() };
        let map = cx.session.map();
        let mut actors = Vec::new();
        for (who, other) in [(from, &to_id), (to, &from_id)] {
            if let Who::New(mut actor) = who {
                actor.name = actor.name.trim().into();
                if actor.position.is_none() {
                    let beside = map.actor(other).and_then(|other| other.position);
                    let near = beside.map_or(Point::new(0.0, 0.0), |position| position.at);
                    actor.position = Some(Position::free(layout::free_spot(map, near)));
                }
                actors.push(*actor);
            }
        }
        let mut link = Link::new(LinkId::random(), from_id, kind, to_id);
        link.details.role = self.role.trim().into();
        cx.send(Action::Seal);
        cx.edit(Edit::Add { actors, links: vec![link] });
        cx.send(Action::Select(Selection::actor(next)));
    }
}

/// What an end may become.
enum Pick {
    Actor(ActorId),
    Create(String),
}

/// The field that searches verbs.
fn verbs_id() -> Id {
    Id::unique("connect verbs")
}

/// One end: who it is, or a field that finds or creates one; the cursor goes to `next` then.
fn end_row(ui: &mut Ui, cx: &Cx<'_>, end: &mut End, which: &str, take_focus: bool, next: Id) {
    let key = if which == "from" { "inspector-link-from" } else { "inspector-link-to" };
    widgets::caption(ui, cx, cx.t(key));
    let mut cleared = false;
    if let Some(actor) = end.actor(cx) {
        let is_new = matches!(end.who, Some(Who::New(_)));
        let (kind, name) = (actor.kind.clone(), widgets::actor_name(cx, actor).to_owned());
        ui.horizontal(|ui| {
            widgets::glyph(ui, 28.0, &widgets::glyph_of_kind(cx, &kind), true);
            ui.add(egui::Label::new(RichText::new(name).text_style(theme::strong())).truncate());
            if is_new {
                widgets::badge(ui, icon::PLUS, cx.t("connect-new"), cx.theme.accent, cx.theme.accent_soft);
            }
            if !end.fixed {
                cleared = widgets::small_icon_button(ui, icon::X, cx.t("connect-change")).clicked();
            }
        });
        if is_new {
            let picked = end.picker.show(ui, cx, (which, "new kind"), &kind);
            if let (Some(kind), Some(Who::New(actor))) = (picked, &mut end.who) {
                actor.kind = kind;
            }
        }
        if cleared {
            end.who = None;
        }
        return;
    }
    let id = Id::unique(("connect end", which));
    let name = cx.t("connect-find");
    let looks = Looks { name, hint: name, trailing: "", picks: true };
    let done = completion(ui, cx, id, &looks, &mut end.typed, |typed| {
        let mut offers: Vec<Offer<Pick>> = actors_like(cx, typed)
            .into_iter()
            .map(|offer| Offer {
                label: offer.label,
                detail: offer.detail,
                glyph: offer.glyph,
                value: Pick::Actor(offer.value),
            })
            .collect();
        let typed = typed.trim();
        if !typed.is_empty() {
            let label = cx.tr("connect-create", &[("name", typed.to_owned().into())]);
            let value = Pick::Create(typed.to_owned());
            offers.push(Offer { label, detail: String::new(), glyph: None, value });
        }
        offers
    });
    if take_focus {
        done.response.request_focus();
    }
    match done.chosen {
        Some(Pick::Actor(id)) => end.who = Some(Who::Known(id)),
        Some(Pick::Create(name)) => {
            let actor = Actor::new(ActorId::random(), default_kind(cx), name);
            end.who = Some(Who::New(Box::new(actor)));
        }
        None => return,
    }
    end.typed.clear();
    ui.memory_mut(|memory| memory.request_focus(next));
}
