//! The schema editor: families, kinds of actors and links, custom fields. Every change counts at
//! once and can be undone; nothing waits for a button.

mod actor_kinds;
mod families;
mod fields;
mod icon_picker;
mod link_kinds;
mod order;
mod parts;

use std::collections::BTreeMap;

use egui::{Align, Context, Key, Layout, Modifiers, Rect, ScrollArea, Stroke, Ui, UiBuilder, Vec2};

use self::fields::OptionsBuffer;
use self::icon_picker::IconPicker;
use self::parts::ListRow;
use super::command::Command;
use super::cx::{Action, Cx};
use super::dialogs;
use super::kind_picker::KindPicker;
use super::theme::color;
use super::widgets;
use crate::edit::Edit;
use crate::icons::ui as icon;
use crate::model::{ActorKindId, FamilyId, FieldId, LinkKindId};
use crate::query::fold;

/// Width of the list at the left.
const LIST: f32 = 268.0;
/// How much of its ink the form of a vocabulary keeps that can only be looked at.
const READ_ONLY_ALPHA: f32 = 0.7;

/// The editor while it is open.
#[derive(Debug, Default)]
pub struct SchemaEditor {
    tab: Tab,
    /// What is searched in the list of the tab.
    search: String,
    actor_kind: Option<ActorKindId>,
    link_kind: Option<LinkKindId>,
    family: Option<FamilyId>,
    field: Option<FieldId>,
    /// The entry chosen is about to go, and what takes its place.
    removal: Option<Removal>,
    picker: KindPicker,
    icons: IconPicker,
    options: OptionsBuffer,
    /// How many values each custom field has, and the state of the map that was counted.
    values: Option<(u64, BTreeMap<FieldId, usize>)>,
    /// An entry was just added: the cursor goes to its name once that is shown.
    wants_name: bool,
    /// The list scrolls to what is chosen, once.
    wants_scroll: bool,
}

/// What the editor shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    ActorKinds,
    LinkKinds,
    Families,
    Fields,
}

impl Tab {
    const ALL: [(Tab, &'static str); 4] = [
        (Tab::ActorKinds, "schema-tab-actor-kinds"),
        (Tab::LinkKinds, "schema-tab-link-kinds"),
        (Tab::Families, "schema-tab-families"),
        (Tab::Fields, "schema-tab-fields"),
    ];
}

/// A removal being asked about: which kind takes the place of the one that goes.
#[derive(Debug)]
enum Removal {
    ActorKind(ActorKindId),
    LinkKind(Option<LinkKindId>),
    Field,
}

impl SchemaEditor {
    /// The editor at a kind of actor; at the first one where it is unknown.
    pub fn at_actor_kind(kind: ActorKindId) -> Self {
        Self { actor_kind: Some(kind), wants_scroll: true, ..Self::default() }
    }

    /// The editor at a kind of link; at the first one where it is unknown.
    pub fn at_link_kind(kind: LinkKindId) -> Self {
        Self { tab: Tab::LinkKinds, link_kind: Some(kind), wants_scroll: true, ..Self::default() }
    }

    /// The editor at the custom fields.
    pub fn at_fields() -> Self {
        Self { tab: Tab::Fields, ..Self::default() }
    }

    /// Shows the editor; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        let mut done = false;
        self.keep_choices(cx);
        listen_to_undo(ctx, cx);
        let open = dialogs::modal(ctx, cx, "schema", 860.0, |ui| {
            if self.removal.is_some()
                && !egui::Popup::is_any_open(ctx)
                && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
            {
                self.removal = None;
            }
            dialogs::title(ui, cx.t("schema-title"));
            if !cx.may_edit() {
                widgets::wide_notice(ui, cx, icon::LOCK_SIMPLE, cx.t("read-only-schema"));
                ui.add_space(8.0);
            }
            self.tabs(ui, cx);
            let notice = if cx.may_edit() { 0.0 } else { 44.0 };
            let height = (ctx.content_rect().height() - 260.0 - notice).clamp(180.0, 452.0);
            let (rect, _) =
                ui.allocate_exact_size(Vec2::new(ui.available_width(), height), egui::Sense::hover());
            let split = rect.left() + LIST;
            let left = Rect::from_min_max(rect.min, egui::pos2(split, rect.bottom()));
            let right = Rect::from_min_max(egui::pos2(split + 20.0, rect.top()), rect.max);
            let line = Stroke::new(1.0, color(cx.theme.line));
            ui.painter().vline(split + 8.0, rect.y_range(), line);
            let column = |rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
            ui.scope_builder(column(left), |ui| self.list(ui, cx));
            ui.scope_builder(column(right), |ui| {
                ui.set_clip_rect(ui.clip_rect().intersect(right.expand(4.0)));
                // Each entry scrolls for itself: another one is read from its top.
                let salt = (self.tab as u8, self.chosen_text());
                ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
                    // The floating scroll bar must not lie on the fields.
                    ui.set_max_width(ui.available_width() - 14.0);
                    // Greyed, and still to be read.
                    ui.visuals_mut().disabled_alpha = READ_ONLY_ALPHA;
                    widgets::only_to_edit(ui, cx, |ui| self.form(ui, cx));
                });
            });
            dialogs::buttons(ui, |ui| {
                done = widgets::primary_button(ui, cx, cx.t("close")).clicked();
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    for (command, glyph, key) in [
                        (Command::Undo, icon::ARROW_U_UP_LEFT, "cmd-undo"),
                        (Command::Redo, icon::ARROW_U_UP_RIGHT, "cmd-redo"),
                    ] {
                        ui.add_enabled_ui(command.is_enabled(cx.session), |ui| {
                            let response = widgets::labeled_icon_button(ui, glyph, cx.t(key));
                            if response.on_hover_text(command.label(cx)).clicked() {
                                cx.command(command);
                            }
                        });
                    }
                });
            });
        });
        let stays = open.is_some() && !done;
        if !stays {
            cx.send(Action::Seal);
        }
        stays
    }

    /// Sees to it that what is chosen is there: an undo may have taken it away.
    fn keep_choices(&mut self, cx: &Cx<'_>) {
        let schema = cx.session.map().schema();
        if self.actor_kind.as_ref().is_none_or(|id| schema.actor_kind(id).is_none()) {
            self.actor_kind = schema.actor_kinds().first().map(|kind| kind.id.clone());
        }
        if self.link_kind.as_ref().is_none_or(|id| schema.link_kind(id).is_none()) {
            self.link_kind = schema.link_kinds().first().map(|kind| kind.id.clone());
        }
        if self.family.as_ref().is_none_or(|id| schema.family(id).is_none()) {
            self.family = schema.families().first().map(|family| family.id.clone());
        }
        if self.field.as_ref().is_none_or(|id| schema.field(id).is_none()) {
            self.field = fields::all(schema).first().map(|field| field.id.clone());
        }
    }

    /// The id of what is chosen, as text.
    fn chosen_text(&self) -> String {
        let text = match self.tab {
            Tab::ActorKinds => self.actor_kind.as_ref().map(ActorKindId::as_str),
            Tab::LinkKinds => self.link_kind.as_ref().map(LinkKindId::as_str),
            Tab::Families => self.family.as_ref().map(FamilyId::as_str),
            Tab::Fields => self.field.as_ref().map(FieldId::as_str),
        };
        text.unwrap_or_default().to_owned()
    }

    fn tabs(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            for (tab, key) in Tab::ALL {
                if parts::tab(ui, cx, cx.t(key), self.tab == tab) && self.tab != tab {
                    self.tab = tab;
                    self.search.clear();
                    self.leave_entry(cx);
                    self.wants_scroll = true;
                }
            }
        });
        let y = ui.cursor().top() - ui.spacing().item_spacing.y;
        let line = Stroke::new(1.0, color(cx.theme.line));
        ui.painter().hline(ui.max_rect().x_range(), y, line);
        ui.add_space(10.0);
    }

    /// What was typed in the entry is one step; what was asked about it is over.
    fn leave_entry(&mut self, cx: &Cx<'_>) {
        cx.send(Action::Seal);
        self.removal = None;
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.horizontal(|ui| {
            let key = match self.tab {
                Tab::ActorKinds | Tab::LinkKinds => "schema-add-kind",
                Tab::Families => "schema-add-family",
                Tab::Fields => "schema-add-field",
            };
            let no_family = cx.session.map().schema().families().is_empty();
            let can_add = (self.tab != Tab::ActorKinds || !no_family) && cx.may_edit();
            let width = ui.available_width() - 40.0;
            ui.allocate_ui_with_layout(Vec2::new(width, 32.0), Layout::top_down(Align::Min), |ui| {
                widgets::search_field(
                    ui,
                    egui::Id::unique("schema search"),
                    &mut self.search,
                    cx.t("schema-search"),
                    cx.t("schema-search"),
                    cx.t("clear"),
                    icon::MAGNIFYING_GLASS,
                );
            });
            let add = widgets::icon_button_sized(ui, icon::PLUS, cx.t(key), 32.0, can_add, false);
            if add.clicked() {
                self.leave_entry(cx);
                self.search.clear();
                self.add(cx);
                self.wants_name = true;
                self.wants_scroll = true;
            }
        });
        ui.add_space(4.0);
        let words = fold(&self.search);
        let field = self.field.clone();
        let rows: Vec<ListRow> = match self.tab {
            Tab::ActorKinds => actor_kinds::rows(cx, &words, self.actor_kind.as_ref()),
            Tab::LinkKinds => link_kinds::rows(cx, &words, self.link_kind.as_ref()),
            Tab::Families => families::rows(cx, &words, self.family.as_ref()),
            Tab::Fields => fields::rows(cx, &words, field.as_ref(), self.value_counts(cx)),
        };
        if rows.is_empty() {
            let key = match self.tab {
                Tab::Fields if words.is_empty() => "schema-no-fields",
                _ => "schema-none",
            };
            ui.add_space(8.0);
            ui.add(egui::Label::new(parts::soft(cx, cx.t(key))).wrap());
            return;
        }
        let mut area = ScrollArea::vertical().id_salt(self.tab as u8).auto_shrink(false);
        if std::mem::take(&mut self.wants_scroll)
            && let Some(at) = rows.iter().position(|row| row.chosen)
        {
            let offset = (at as f32 + 0.5) * parts::ROW - ui.available_height() / 2.0;
            area = area.vertical_scroll_offset(offset.max(0.0));
        }
        let mut chosen = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, parts::ROW, rows.len(), |ui, range| {
            for row in rows.get(range).into_iter().flatten() {
                if parts::list_row(ui, cx, row) {
                    chosen = Some(row.id.clone());
                }
            }
        });
        if let Some(id) = chosen {
            self.leave_entry(cx);
            match self.tab {
                Tab::ActorKinds => self.actor_kind = Some(ActorKindId::new(id)),
                Tab::LinkKinds => self.link_kind = Some(LinkKindId::new(id)),
                Tab::Families => self.family = Some(FamilyId::new(id)),
                Tab::Fields => self.field = Some(FieldId::new(id)),
            }
        }
    }

    fn add(&mut self, cx: &Cx<'_>) {
        match self.tab {
            Tab::ActorKinds => self.actor_kind = actor_kinds::add(cx, self.actor_kind.as_ref()),
            Tab::LinkKinds => self.link_kind = Some(link_kinds::add(cx)),
            Tab::Families => self.family = Some(families::add(cx)),
            Tab::Fields => self.field = Some(fields::add(cx, self.field.as_ref())),
        }
    }

    fn form(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let shown = match self.tab {
            Tab::ActorKinds => self.actor_kind_form(ui, cx),
            Tab::LinkKinds => self.link_kind_form(ui, cx),
            Tab::Families => self.family_form(ui, cx),
            Tab::Fields => self.field_form(ui, cx),
        };
        if shown && std::mem::take(&mut self.wants_name) {
            parts::focus_name(ui.ctx(), &self.chosen_text(), cx.lang());
        }
    }

    /// How many values each custom field has; counted again when the map has changed.
    fn value_counts(&mut self, cx: &Cx<'_>) -> &BTreeMap<FieldId, usize> {
        let version = cx.session.content_version();
        if self.values.as_ref().is_none_or(|(counted, _)| *counted != version) {
            self.values = Some((version, fields::count_values(cx.session.map())));
        }
        &self.values.get_or_insert_default().1
    }
}

/// Sends a change that is a step of its own: a click, not a keystroke.
fn step(cx: &Cx<'_>, edit: Edit) {
    cx.send(Action::Seal);
    cx.edit(edit);
    cx.send(Action::Seal);
}

/// What became of an entry's form in a frame.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Changed {
    /// A keystroke: part of a run.
    typed: bool,
    /// A click: a step of its own.
    set: bool,
}

impl Changed {
    /// Sends the entry's new state.
    fn send(self, cx: &Cx<'_>, edit: Edit) {
        if self.set {
            step(cx, edit);
        } else if self.typed {
            cx.edit(edit);
        }
    }
}

/// Undo and redo work in the dialog too, unless a text field has an undo of its own to do.
fn listen_to_undo(ctx: &Context, cx: &Cx<'_>) {
    if ctx.text_edit_focused() {
        return;
    }
    // Redo first: Ctrl+Shift+Z also matches Ctrl+Z.
    for command in [Command::Redo, Command::Undo] {
        let pressed =
            ctx.input_mut(|input| command.shortcuts().iter().any(|keys| input.consume_shortcut(keys)));
        if pressed {
            cx.command(command);
        }
    }
}
