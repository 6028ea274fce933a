//! Cells: how one is painted, and how it is edited in place: typed, or chosen from a list.

use egui::{
    Align2, EventFilter, Frame, Id, LayerId, Popup, PopupAnchor, PopupCloseBehavior, PopupKind, Pos2, Rect,
    RichText, Role, ScrollArea, SetOpenCommand, TextEdit, Ui, Vec2, WidgetInfo,
};

use super::rows::{Column, Editor, Record, RecordId};
use crate::icons::ui as icon;
use crate::model::{ActorKindId, Confidence};
use crate::ui::cx::Cx;
use crate::ui::kind_picker::KindPicker;
use crate::ui::tabular::columns::{ActorColumn, confidence_text};
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// Room at both sides of what a cell says, in points.
pub const PAD: f32 = 8.0;

/// A cell being edited.
pub struct Editing {
    /// The record of its row.
    pub id: RecordId,
    /// The place of its column.
    pub column: usize,
    /// What is typed.
    pub typed: String,
    /// Whether its field or list was shown before.
    pub started: bool,
    /// Whether what it said is selected, for the first letter to replace it.
    pub select_all: bool,
    /// Whether it was shown in this frame (its row may have scrolled away).
    pub shown: bool,
    picker: KindPicker,
}

impl Editing {
    /// A cell about to be edited; it starts with what is typed, or with what it says.
    pub fn new(id: RecordId, column: usize, typed: String, select_all: bool) -> Self {
        Self { id, column, typed, started: false, select_all, shown: false, picker: KindPicker::default() }
    }
}

/// How the editing of a cell stands.
#[derive(Debug, PartialEq)]
pub enum Edited {
    /// It goes on.
    Still,
    /// A text was typed; the field was left.
    Typed,
    /// A text was chosen.
    Chosen(String),
    /// The list was closed without a choice.
    Closed,
}

/// Paints what a cell says.
pub fn paint(ui: &mut Ui, cx: &Cx<'_>, column: Column, record: &Record) {
    let rect = ui.max_rect();
    let said = column.text(cx.session.map(), record, cx.text);
    let mut left = rect.left() + PAD;
    if let (Column::Actor(ActorColumn::Name), Record::Actor(actor)) = (column, record) {
        let glyph = widgets::glyph_of_kind(cx, &actor.kind);
        widgets::paint_glyph(ui, Pos2::new(left + 9.0, rect.center().y), 18.0, &glyph, true);
        left += 24.0;
    }
    let said = match column {
        Column::Actor(ActorColumn::Siren) => crate::model::identifier::grouped(&said),
        Column::Actor(ActorColumn::Name) if said.trim().is_empty() => cx.t("unnamed-actor").to_owned(),
        _ => said,
    };
    if said.is_empty() {
        return;
    }
    let style = if column.is_figures() { theme::figures() } else { theme::value() };
    let font = style.resolve(ui.style());
    let ink = color(cx.theme.ink);
    let width = (rect.right() - PAD - left).max(0.0);
    let mut job = egui::text::LayoutJob::simple_singleline(said.replace('\n', " "), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (at, align) = if column.is_quantity() {
        (Pos2::new(rect.right() - PAD, rect.center().y), Align2::RIGHT_CENTER)
    } else {
        (Pos2::new(left, rect.center().y), Align2::LEFT_CENTER)
    };
    let place = align.anchor_size(at, galley.size());
    ui.painter().galley(place.min, galley, ink);
}

/// The field or the list of a cell being edited.
pub fn edit(ui: &mut Ui, cx: &Cx<'_>, column: Column, record: &Record, editing: &mut Editing) -> Edited {
    let rect = ui.max_rect();
    editing.shown = true;
    let edited = match column.editor() {
        Editor::Text | Editor::None => edit_text(ui, cx, column, editing),
        Editor::Kind | Editor::Verb | Editor::Confidence | Editor::Actor => {
            paint(ui, cx, column, record);
            let id = edit_id(editing).with("list");
            choose(ui, cx, rect, id, column, record, editing)
        }
    };
    editing.started = true;
    edited
}

fn edit_id(editing: &Editing) -> Id {
    match &editing.id {
        RecordId::Actor(id) => Id::unique(("table cell of actor", id.as_str(), editing.column)),
        RecordId::Link(id) => Id::unique(("table cell of link", id.as_str(), editing.column)),
    }
}

fn edit_text(ui: &mut Ui, cx: &Cx<'_>, column: Column, editing: &mut Editing) -> Edited {
    let rect = ui.max_rect();
    let style = if column.is_figures() { theme::figures() } else { theme::value() };
    // Tab, Enter and Esc are the table's: it moves on or takes back.
    let keys = EventFilter { tab: true, escape: true, horizontal_arrows: true, vertical_arrows: true };
    let id = edit_id(editing);
    let field = TextEdit::singleline(&mut editing.typed)
        .id(id)
        .font(style)
        .text_color(color(cx.theme.ink))
        .frame(Frame::new().fill(color(cx.theme.panel)).inner_margin(egui::Margin::symmetric(PAD as i8, 0)))
        .align(Align2::LEFT_CENTER)
        .min_size(rect.size())
        .event_filter(keys)
        .return_key(None)
        .desired_width(rect.width());
    let mut output = ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| field.show(ui)).inner;
    let response = output.response.response.clone();
    let name = cx.t(column.key());
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    if !editing.started {
        response.request_focus();
        let end = egui::text::CCursor::new(editing.typed.chars().count());
        let start = if editing.select_all { egui::text::CCursor::new(0) } else { end };
        output.state.cursor.set_char_range(Some(egui::text::CCursorRange::two(start, end)));
        output.state.store(ui.ctx(), response.id);
        return Edited::Still;
    }
    if response.lost_focus() || !response.has_focus() { Edited::Typed } else { Edited::Still }
}

fn choose(
    ui: &mut Ui,
    cx: &Cx<'_>,
    rect: Rect,
    id: Id,
    column: Column,
    record: &Record,
    editing: &mut Editing,
) -> Edited {
    let opens = (!editing.started).then_some(SetOpenCommand::Bool(true));
    let layer: LayerId = ui.layer_id();
    let popup = Popup::new(id, ui.ctx().clone(), PopupAnchor::ParentRect(rect), layer)
        .kind(PopupKind::Menu)
        .open_memory(opens)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(2.0)
        .width(280.0);
    let mut chosen = None;
    let shown = popup.show(|ui| {
        ui.set_min_width(260.0);
        chosen = match column.editor() {
            Editor::Kind => {
                let current = match record {
                    Record::Actor(actor) => actor.kind.clone(),
                    Record::Link(_) => ActorKindId::new(""),
                };
                editing.picker.list(ui, cx, &current).map(|kind| kind.to_string())
            }
            Editor::Verb => choose_verb(ui, cx, record, !editing.started),
            Editor::Confidence => choose_confidence(ui, cx, record, !editing.started),
            _ => choose_actor(ui, cx, editing),
        };
        if chosen.is_some() {
            ui.close();
        }
    });
    match (chosen, shown) {
        (Some(chosen), _) => {
            Popup::close_id(ui.ctx(), id);
            Edited::Chosen(chosen)
        }
        (None, None) if editing.started => Edited::Closed,
        _ => Edited::Still,
    }
}

/// A line of a list; the present one takes the keyboard as the list opens.
fn line(ui: &mut Ui, label: &str, is_current: bool, opens: bool) -> bool {
    let words = RichText::new(label).text_style(theme::value());
    let button = egui::Button::selectable(is_current, words)
        .right_text(())
        .min_size(Vec2::new(ui.available_width(), 26.0));
    let response = ui.add(button);
    if is_current && opens {
        response.request_focus();
        response.scroll_to_me(None);
    }
    response.clicked()
}

fn choose_verb(ui: &mut Ui, cx: &Cx<'_>, record: &Record, opens: bool) -> Option<String> {
    let Record::Link(link) = record else { return None };
    let mut chosen = None;
    ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        for kind in cx.session.map().schema().link_kinds() {
            if line(ui, kind.verb.get(cx.lang()), kind.id == link.kind, opens) {
                chosen = Some(kind.id.to_string());
            }
        }
    });
    chosen
}

fn choose_confidence(ui: &mut Ui, cx: &Cx<'_>, record: &Record, opens: bool) -> Option<String> {
    let current = match record {
        Record::Actor(actor) => actor.provenance.confidence.clone(),
        Record::Link(link) => link.provenance.confidence.clone(),
    };
    let mut chosen = None;
    for level in Confidence::LEVELS {
        let label = confidence_text(Some(&level), cx.text);
        if line(ui, &label, current.as_ref() == Some(&level), opens) {
            chosen = Some(level.as_str().to_owned());
        }
    }
    if line(ui, cx.t("table-confidence-none"), current.is_none(), opens) {
        chosen = Some(String::new());
    }
    chosen
}

/// The actors that answer what is typed, most likely first. Gives the id, as names may be shared.
fn choose_actor(ui: &mut Ui, cx: &Cx<'_>, editing: &mut Editing) -> Option<String> {
    const LISTED: usize = 8;
    let hint = cx.t("search-hint");
    let id = edit_id(editing).with("search");
    let field =
        widgets::search_field(ui, id, &mut editing.typed, hint, hint, cx.t("clear"), icon::MAGNIFYING_GLASS);
    if !editing.started {
        field.request_focus();
    }
    let enter = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let map = cx.session.map();
    let hits = cx.session.index().search(map, &editing.typed, LISTED);
    let mut chosen = None;
    for actor in hits.iter().filter_map(|hit| map.actor(&hit.actor)) {
        ui.horizontal(|ui| {
            widgets::glyph(ui, 22.0, &widgets::glyph_of_kind(cx, &actor.kind), true);
            if line(ui, widgets::actor_name(cx, actor), false, false) {
                chosen = Some(actor.id.to_string());
            }
        });
    }
    if hits.is_empty() && !editing.typed.trim().is_empty() {
        widgets::caption(ui, cx, cx.t("table-fault-actor"));
    }
    chosen.or_else(|| hits.first().filter(|_| enter).map(|hit| hit.actor.to_string()))
}
