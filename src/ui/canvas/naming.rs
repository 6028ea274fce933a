//! Naming in place: the text field on the canvas that creates an actor or renames one.

use arcstr::ArcStr;
use egui::{Align2, Area, Frame, Id, Key, Margin, Order, Rect, RichText, Stroke, TextEdit, Ui, Vec2};

use super::CanvasView;
use crate::edit::{Edit, FieldName};
use crate::geometry::Point;
use crate::icons::ui as icon;
use crate::model::{Actor, ActorId, ActorKindId, Position};
use crate::session::Selection;
use crate::ui::cx::{Action, Cx};
use crate::ui::kind_picker::KindPicker;
use crate::ui::near::NearNames;
use crate::ui::tabular::columns::default_actor_kind;
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// A name being typed on the canvas.
pub(super) struct Naming {
    at_in_world: Point,
    text: String,
    purpose: Purpose,
    kind: Option<ActorKindId>,
    picker: KindPicker,
    near: NearNames,
    /// Whether the field has had the cursor: it asks for it once.
    focused: bool,
}

enum Purpose {
    /// A new actor, linked from another where there is one.
    New { from: Option<ActorId> },
    /// Another name for an actor.
    Rename(ActorId),
}

impl Naming {
    pub(super) fn new_actor(at_in_world: Point, from: Option<ActorId>) -> Self {
        Self {
            at_in_world,
            text: String::new(),
            purpose: Purpose::New { from },
            kind: None,
            picker: KindPicker::default(),
            near: NearNames::default(),
            focused: false,
        }
    }

    pub(super) fn rename(at_in_world: Point, id: ActorId, name: String) -> Self {
        Self {
            at_in_world,
            text: name,
            purpose: Purpose::Rename(id),
            kind: None,
            picker: KindPicker::default(),
            near: NearNames::default(),
            focused: false,
        }
    }
}

/// What became of the name.
enum End {
    Commit,
    Cancel,
    GoTo(ActorId),
}

impl CanvasView {
    pub(super) fn name_in_place(&mut self, ui: &Ui, cx: &Cx<'_>, rect: Rect) {
        let Some(naming) = &mut self.naming else { return };
        let at = self.camera.screen_from_world(naming.at_in_world);
        let at = rect.min + Vec2::new(at.x as f32, at.y as f32);
        let area = Area::new(Id::unique("naming"))
            .fixed_pos(at)
            .pivot(Align2::CENTER_TOP)
            .constrain_to(rect)
            .order(Order::Foreground);
        let mut end = None;
        area.show(ui.ctx(), |ui| {
            Frame::new()
                .fill(color(cx.theme.panel))
                .stroke(Stroke::new(1.5, color(cx.theme.accent)))
                .corner_radius(8)
                .inner_margin(Margin::same(10))
                .shadow(ui.visuals().popup_shadow)
                .show(ui, |ui| {
                    ui.set_width(260.0);
                    end = naming.form(ui, cx);
                });
        });
        match end {
            Some(End::Commit) => {
                let naming = self.naming.take();
                if let Some(naming) = naming {
                    naming.commit(cx);
                }
                ui.memory_mut(|memory| memory.request_focus(super::canvas_id()));
            }
            Some(End::Cancel) => {
                self.naming = None;
                ui.memory_mut(|memory| memory.request_focus(super::canvas_id()));
            }
            Some(End::GoTo(id)) => {
                let from = self.naming.take().and_then(|naming| match naming.purpose {
                    Purpose::New { from } => from,
                    Purpose::Rename(_) => None,
                });
                match from {
                    Some(from) => cx.send(Action::ConnectDialog { from, to: Some(id) }),
                    None => cx.send(Action::WalkTo(Selection::actor(id))),
                }
            }
            None => {}
        }
    }
}

impl CanvasView {
    /// Takes the name being typed for done; an empty one is given up.
    pub fn finish_naming(&mut self, cx: &Cx<'_>) {
        if let Some(naming) = self.naming.take().filter(|naming| !naming.text.trim().is_empty()) {
            naming.commit(cx);
        }
    }
}

impl Naming {
    fn form(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Option<End> {
        let mut end = None;
        let hint = match self.purpose {
            Purpose::New { .. } => cx.t("naming-new"),
            Purpose::Rename(_) => cx.t("naming-rename"),
        };
        let id = Id::unique("naming field");
        let field = TextEdit::singleline(&mut self.text)
            .id(id)
            .hint_text(hint.to_owned())
            .font(theme::strong())
            .margin(Margin::symmetric(8, 6))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, hint));
        if !self.focused {
            response.request_focus();
            self.focused = true;
            if let Some(mut state) = TextEdit::load_state(ui.ctx(), id) {
                let all = egui::text::CCursorRange::two(
                    egui::text::CCursor::default(),
                    egui::text::CCursor::new(self.text.chars().count()),
                );
                state.cursor.set_char_range(Some(all));
                state.store(ui.ctx(), id);
            }
        }
        let enter = ui.input(|input| input.key_pressed(Key::Enter));
        // A list or a dialog above the field has the first Esc.
        let covered =
            egui::Popup::is_any_open(ui.ctx()) || ui.memory(|memory| memory.top_modal_layer().is_some());
        // Enter takes the cursor out of the field too: that is told below.
        if !covered && !response.lost_focus() && ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
        let escape = !covered && ui.input(|input| input.key_pressed(Key::Escape));
        if escape {
            return Some(End::Cancel);
        }
        if let Purpose::New { .. } = self.purpose {
            ui.add_space(6.0);
            let chosen = self.kind.clone().unwrap_or_else(|| default_kind(cx));
            if let Some(kind) = self.picker.show(ui, cx, "naming kind", &chosen) {
                self.kind = Some(kind);
                response.request_focus();
            }
            let near = self.near.of(ui.ctx(), cx, &self.text, None);
            if !near.is_empty() {
                ui.add_space(6.0);
                widgets::caption(ui, cx, cx.t("naming-exists"));
                for id in near.iter().take(3).map(|near| near.actor.clone()) {
                    if let Some(actor) = cx.session.map().actor(&id)
                        && widgets::link_button(ui, cx, widgets::actor_name(cx, actor)).clicked()
                    {
                        end = Some(End::GoTo(id));
                    }
                }
            }
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let ready = !self.text.trim().is_empty();
            ui.add_enabled_ui(ready, |ui| {
                let label = match self.purpose {
                    Purpose::New { .. } => cx.t("naming-create"),
                    Purpose::Rename(_) => cx.t("naming-apply"),
                };
                if widgets::primary_button(ui, cx, label).clicked() {
                    end = Some(End::Commit);
                }
            });
            if widgets::button(ui, cx.t("cancel")).clicked() {
                end = Some(End::Cancel);
            }
            ui.label(RichText::new(icon::ARROW_ELBOW_DOWN_LEFT.to_string()).color(color(cx.theme.ink_2)));
        });
        if enter && response.lost_focus() && !self.text.trim().is_empty() {
            end = Some(End::Commit);
        } else if enter && response.lost_focus() {
            response.request_focus();
        }
        end
    }

    fn commit(self, cx: &Cx<'_>) {
        let name = self.text.trim().to_owned();
        match self.purpose {
            Purpose::Rename(id) => {
                if let Some(actor) = cx.session.map().actor(&id) {
                    let mut actor = (**actor).clone();
                    // A short name made for the old name would go on showing it.
                    if actor.name != name {
                        actor.short_name = ArcStr::new();
                    }
                    actor.name = name.into();
                    cx.edit(Edit::ReviseActors { actors: vec![actor], what: FieldName::Name });
                    cx.send(Action::Seal);
                }
            }
            Purpose::New { from } => {
                let id = ActorId::random();
                let kind = self.kind.unwrap_or_else(|| default_kind(cx));
                let mut actor = Actor::new(id.clone(), kind, name);
                actor.position = Some(Position::pinned(self.at_in_world));
                match from {
                    // The chooser of the verb adds both as one step.
                    Some(from) => cx.send(Action::Dialog(crate::ui::dialogs::Dialog::Link(
                        crate::ui::link_dialog::LinkDialog::to_new(from, actor),
                    ))),
                    None => {
                        cx.edit(Edit::Add { actors: vec![actor], links: Vec::new() });
                        cx.send(Action::Select(Selection::actor(id)));
                    }
                }
            }
        }
    }
}

/// The kind a new actor has until another is chosen: an association, else the most used one.
pub(crate) fn default_kind(cx: &Cx<'_>) -> ActorKindId {
    default_actor_kind(cx.session)
}
