//! The search field of the top bar, with completion; a hit is flown to. Its rows are the
//! palette's too.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Align2, Area, Color32, EventFilter, FontId, Frame, Id, Key, Layout, Margin, Modifiers, Order,
    Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, Vec2, WidgetInfo,
};

use super::canvas;
use super::command::Command;
use super::cx::{Action, Cx};
use super::theme::{self, color};
use super::widgets::{self, Glyph};
use crate::edit::Edit;
use crate::geometry::Point;
use crate::icons::ui as icon;
use crate::layout;
use crate::model::{Actor, ActorId, Position, identifier};
use crate::query::{Hit, Matched, Register};
use crate::session::Selection;

/// Hits shown beneath the field.
const MAX_HITS: usize = 8;

/// What the search field remembers between frames.
#[derive(Default)]
pub struct SearchState {
    /// Whether the field is to take the keyboard in the next frame.
    pub wants_focus: bool,
    typed: String,
    /// Whether the hits show: from the first letter until one is chosen or the field is left.
    open: bool,
    chosen: usize,
    hits: Vec<Hit>,
    /// For which map and which words the hits were found.
    found_for: Option<(u64, String)>,
}

/// The field's id: where Ctrl+F puts the cursor.
pub(super) fn field_id() -> Id {
    Id::unique("search field")
}

/// Shows the field and, while something is typed, the hits beneath.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut SearchState, width: f32) {
    let id = field_id();
    if std::mem::take(&mut state.wants_focus) {
        select_all(ui, id, &state.typed);
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let had_focus = ui.memory(|memory| memory.has_focus(id));
    if had_focus || state.open {
        state.find(cx);
    }
    let rows = state.row_count();
    let mut enter = false;
    if had_focus {
        let keys = take_keys(ui.ctx());
        if keys.escape {
            state.leave(ui);
        } else if rows > 0 && state.open {
            state.chosen = moved(state.chosen, rows, keys.step);
            enter = keys.enter;
        } else if keys.step != 0 || keys.enter {
            state.open = rows > 0;
        }
    }
    let field = state.field(ui, cx, id, width);
    if field.changed() {
        state.chosen = 0;
        state.open = true;
        state.find(cx);
    } else if field.clicked() || field.gained_focus() {
        state.open = true;
        // The map may have changed since.
        state.find(cx);
    }
    if !state.open || state.row_count() == 0 {
        return;
    }
    let area = Area::new(Id::unique("search hits"))
        .fixed_pos(field.rect.left_bottom() + Vec2::new(0.0, 6.0))
        .order(Order::Foreground)
        .constrain(true);
    let shown = area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style())
            .inner_margin(Margin::same(6))
            .show(ui, |ui| {
                ui.set_width(field.rect.width() - 14.0);
                ui.spacing_mut().item_spacing.y = 1.0;
                state.list(ui, cx)
            })
            .inner
    });
    let clicked = shown.inner;
    if clicked || (enter && state.open) {
        state.choose(cx);
        state.leave(ui);
    } else if !field.has_focus() && !shown.response.contains_pointer() {
        // A press on a hit takes the cursor out of the field before the click is whole.
        state.open = false;
    }
}

impl SearchState {
    fn find(&mut self, cx: &Cx<'_>) {
        let version = cx.session.content_version();
        let known = self.found_for.as_ref().is_some_and(|(at, words)| *at == version && *words == self.typed);
        if !known {
            self.hits = cx.session.index().search(cx.session.map(), &self.typed, MAX_HITS);
            self.found_for = Some((version, self.typed.clone()));
        }
    }

    /// The hits, or the one row that offers to create what was not found.
    fn row_count(&self) -> usize {
        if self.typed.trim().is_empty() { 0 } else { self.hits.len().max(1) }
    }

    /// Empties the field and gives the keyboard back to the map.
    fn leave(&mut self, ui: &Ui) {
        self.typed.clear();
        self.hits.clear();
        self.found_for = None;
        self.chosen = 0;
        self.open = false;
        ui.memory_mut(|memory| memory.request_focus(canvas::canvas_id()));
    }

    fn field(&mut self, ui: &mut Ui, cx: &Cx<'_>, id: Id, width: f32) -> Response {
        let focused = ui.memory(|memory| memory.has_focus(id));
        let stroke = if focused {
            Stroke::new(1.5, color(cx.theme.accent))
        } else {
            Stroke::new(1.0, color(cx.theme.line))
        };
        let frame = Frame::new()
            .fill(color(cx.theme.panel_2))
            .stroke(stroke)
            .corner_radius(6)
            .inner_margin(Margin::symmetric(8, 0));
        let shown = frame.show(ui, |ui| {
            ui.allocate_ui_with_layout(
                Vec2::new(width - 18.0, 32.0),
                Layout::right_to_left(Align::Center),
                |ui| {
                    ui.set_min_size(Vec2::new(width - 18.0, 32.0));
                    if !self.typed.is_empty() {
                        if widgets::small_icon_button(ui, icon::X, cx.t("clear")).clicked() {
                            self.typed.clear();
                            self.open = false;
                            ui.memory_mut(|memory| memory.request_focus(id));
                        }
                    } else if width > 240.0
                        && let Some(keys) = Command::Search.shortcut_text(cx.text)
                    {
                        key_badge(ui, cx, &keys);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let glass = RichText::new(icon::MAGNIFYING_GLASS.to_string()).size(17.0);
                        ui.label(glass.color(color(cx.theme.ink_2)));
                        let edit = TextEdit::singleline(&mut self.typed)
                            .id(id)
                            .hint_text(RichText::new(cx.t("search-hint")).color(color(cx.theme.ink_2)))
                            .frame(Frame::NONE)
                            .margin(Margin::symmetric(0, 4))
                            .align(Align2::LEFT_CENTER)
                            .event_filter(text_keys())
                            .desired_width(ui.available_width());
                        let response = ui.add(edit);
                        response.widget_info(|| {
                            let label = cx.t("search-field");
                            WidgetInfo::labeled(Role::TextInput, true, label)
                        });
                        response
                    })
                    .inner
                },
            )
            .inner
        });
        // The hits hang from the whole field, not from its text.
        let mut response = shown.inner;
        response.rect = shown.response.rect;
        response
    }

    /// The rows beneath the field; `true` when one was clicked (and is the chosen one).
    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let mut clicked = false;
        if self.hits.is_empty() {
            ui.add_space(2.0);
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                let none = RichText::new(cx.t("search-none")).text_style(theme::value());
                ui.label(none.color(color(cx.theme.ink_2)));
            });
            let name = cx.tr("search-create", &[("name", self.typed.trim().to_owned().into())]);
            let create = Row { chosen: true, ..Row::new(Lead::Icon(icon::PLUS), name) };
            return row(ui, cx, &create).clicked();
        }
        let moving = ui.input(|input| input.pointer.delta() != Vec2::ZERO);
        for at in 0..self.hits.len() {
            let Some(mut shown) = self.hits.get(at).and_then(|hit| hit_row(cx, hit)) else { continue };
            shown.chosen = at == self.chosen;
            let response = row(ui, cx, &shown);
            if response.hovered() && moving {
                self.chosen = at;
            }
            if response.clicked() {
                self.chosen = at;
                clicked = true;
            }
        }
        clicked
    }

    /// Flies to the chosen hit, or creates what was not found.
    fn choose(&self, cx: &Cx<'_>) {
        match self.hits.get(self.chosen) {
            Some(hit) => cx.send(Action::WalkTo(Selection::actor(hit.actor.clone()))),
            None if self.hits.is_empty() => create(cx, self.typed.trim()),
            None => {}
        }
    }
}

/// Adds an actor of this name beside the selection (else in the middle of the map), and goes there.
fn create(cx: &Cx<'_>, name: &str) {
    if name.is_empty() {
        return;
    }
    let map = cx.session.map();
    let beside = cx.session.selection().actors.iter().next().and_then(|id| map.actor(id));
    let near = beside.and_then(|actor| actor.position).map_or(Point::new(0.0, 0.0), |position| position.at);
    let id = ActorId::random();
    let mut actor = Actor::new(id.clone(), canvas::default_kind(cx), name);
    actor.position = Some(Position::pinned(layout::free_spot(map, near)));
    cx.edit(Edit::Add { actors: vec![actor], links: Vec::new() });
    cx.send(Action::WalkTo(Selection::actor(id)));
}

fn select_all(ui: &Ui, id: Id, typed: &str) {
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), id) {
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::default(),
            egui::text::CCursor::new(typed.chars().count()),
        );
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), id);
    }
}

/// What the keys of a list ask for while the cursor is in its field.
#[derive(Clone, Copy, Default)]
pub(super) struct ListKeys {
    /// Rows down (or up, where negative).
    pub step: i64,
    /// Enter: take the chosen row.
    pub enter: bool,
    /// Escape: leave.
    pub escape: bool,
}

/// Takes the keys that move through a list, before the text field beside it sees them.
pub(super) fn take_keys(ctx: &egui::Context) -> ListKeys {
    ctx.input_mut(|input| {
        // Counted: a slow frame brings several presses at once.
        let mut presses = |key| input.count_and_consume_key(Modifiers::NONE, key) as i64;
        ListKeys {
            step: presses(Key::ArrowDown) - presses(Key::ArrowUp),
            enter: presses(Key::Enter) > 0,
            escape: presses(Key::Escape) > 0,
        }
    })
}

/// Another row of a list, going round at its ends.
pub(super) fn moved(chosen: usize, rows: usize, step: i64) -> usize {
    if rows == 0 {
        return 0;
    }
    let (chosen, rows) = (chosen.min(rows - 1) as i64, rows as i64);
    (chosen + step).rem_euclid(rows) as usize
}

/// Esc and the arrows stay with a field that has a list: egui would move the focus.
pub(super) fn text_keys() -> EventFilter {
    EventFilter { horizontal_arrows: true, vertical_arrows: true, tab: false, escape: true }
}

/// A key's name on a small ground.
pub(super) fn key_badge(ui: &mut Ui, cx: &Cx<'_>, keys: &str) {
    let ink = color(cx.theme.ink_2);
    let text = ui.painter().layout_no_wrap(keys.to_owned(), FontId::proportional(12.0), ink);
    let (rect, _) = ui.allocate_exact_size(text.size() + Vec2::new(12.0, 4.0), Sense::HOVER);
    paint_badge(ui, cx, rect, text, ink);
}

fn paint_badge(ui: &Ui, cx: &Cx<'_>, rect: Rect, text: std::sync::Arc<egui::Galley>, ink: Color32) {
    let line = Stroke::new(1.0, color(cx.theme.line_strong));
    ui.painter().rect(rect, 4, color(cx.theme.panel_2), line, StrokeKind::Inside);
    ui.painter().galley(rect.center() - text.size() * 0.5, text, ink);
}

/// What stands before a row's name.
pub(super) enum Lead {
    /// The glyph of an actor.
    Glyph(Glyph),
    /// An icon.
    Icon(char),
}

/// A row of a list of hits.
pub(super) struct Row {
    /// What stands before.
    pub lead: Lead,
    /// Its name.
    pub name: String,
    /// Byte ranges of the name that are set strong.
    pub strong: Vec<Range<usize>>,
    /// What stands at the right: why it is there, or where it is.
    pub aside: String,
    /// The keys that do the same.
    pub keys: Option<String>,
    /// Whether Enter takes it.
    pub chosen: bool,
    /// Whether it can be taken.
    pub enabled: bool,
}

impl Row {
    /// A plain row.
    pub(super) fn new(lead: Lead, name: String) -> Self {
        Self {
            lead,
            name,
            strong: Vec::new(),
            aside: String::new(),
            keys: None,
            chosen: false,
            enabled: true,
        }
    }
}

/// The row of a hit; `None` where the actor is gone.
pub(super) fn hit_row(cx: &Cx<'_>, hit: &Hit) -> Option<Row> {
    let actor = cx.session.map().actor(&hit.actor)?;
    let glyph = widgets::glyph_of_kind(cx, &actor.kind);
    let name = widgets::actor_name(cx, actor).to_owned();
    let strong = if name == actor.name { hit.ranges.clone() } else { Vec::new() };
    Some(Row { strong, aside: why(cx, actor, &hit.matched), ..Row::new(Lead::Glyph(glyph), name) })
}

/// Why an actor was found, where its name does not say it; else where it is, or what it is.
fn why(cx: &Cx<'_>, actor: &Actor, matched: &Matched) -> String {
    let with = |key: &str, what: &str| cx.tr(key, &[("what", what.to_owned().into())]);
    match matched {
        Matched::Name | Matched::Kind => {
            let place = &actor.place.commune;
            let by_kind = *matched == Matched::Kind || place.is_empty();
            if by_kind { widgets::kind_label(cx, &actor.kind) } else { place.to_string() }
        }
        Matched::ShortName(short) => short.replace('\n', " "),
        Matched::Acronym => actor.acronym.to_string(),
        Matched::Alias(alias) => with("search-why-alias", alias),
        Matched::Tag(tag) => with("search-why-tag", tag),
        Matched::Place(place) => place.clone(),
        Matched::Identifier(register, number) => {
            let register = match register {
                Register::Siren => "SIREN",
                Register::Siret => "SIRET",
                Register::Rna => "RNA",
            };
            format!("{register} {}", identifier::grouped(number))
        }
    }
}

/// The height of a row.
const ROW_HEIGHT: f32 = 34.0;

/// Shows a row across the list.
pub(super) fn row(ui: &mut Ui, cx: &Cx<'_>, row: &Row) -> Response {
    let size = Vec2::new(ui.available_width(), ROW_HEIGHT);
    // Not reached with Tab: the arrows move through rows from the field.
    let sense = if row.enabled { Sense::CLICK } else { Sense::HOVER };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let spoken = if row.aside.is_empty() { row.name.clone() } else { format!("{}, {}", row.name, row.aside) };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, row.enabled, row.chosen, &spoken));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let ground = if row.chosen {
        color(cx.theme.accent_soft)
    } else if response.hovered() && row.enabled {
        color(cx.theme.panel_2)
    } else {
        Color32::TRANSPARENT
    };
    let ink = color(if row.enabled { cx.theme.ink } else { cx.theme.ink_disabled });
    let ink_2 = color(if row.enabled { cx.theme.ink_2 } else { cx.theme.ink_disabled });
    let painter = ui.painter();
    painter.rect_filled(rect, 6, ground);
    let lead_at = rect.left_center() + Vec2::new(20.0, 0.0);
    match &row.lead {
        Lead::Glyph(glyph) => widgets::paint_glyph(ui, lead_at, 20.0, glyph, true),
        Lead::Icon(glyph) => {
            painter.text(lead_at, Align2::CENTER_CENTER, glyph, FontId::proportional(17.0), ink_2);
        }
    }
    let mut right = rect.right() - 8.0;
    if let Some(keys) = &row.keys {
        let text = painter.layout_no_wrap(keys.clone(), FontId::proportional(12.0), ink_2);
        let badge = Rect::from_center_size(
            egui::pos2(right - text.size().x * 0.5 - 6.0, rect.center().y),
            text.size() + Vec2::new(12.0, 4.0),
        );
        paint_badge(ui, cx, badge, text, ink_2);
        right = badge.left() - 8.0;
    }
    let left = rect.left() + 40.0;
    if !row.aside.is_empty() {
        let mut job = LayoutJob::single_section(row.aside.clone(), plain(FontId::proportional(13.0), ink_2));
        job.wrap = TextWrapping::truncate_at_width((right - left) * 0.45);
        let text = painter.layout_job(job);
        right -= text.size().x;
        painter.galley(egui::pos2(right, rect.center().y - text.size().y * 0.5), text, ink_2);
        right -= 12.0;
    }
    let mut job = name_job(&row.name, &row.strong, 14.0, ink);
    job.wrap = TextWrapping::truncate_at_width((right - left).max(20.0));
    let text = painter.layout_job(job);
    let elided = text.elided;
    painter.galley(egui::pos2(left, rect.center().y - text.size().y * 0.5), text, ink);
    if elided { response.on_hover_text(&row.name) } else { response }
}

fn plain(font_id: FontId, ink: Color32) -> TextFormat {
    TextFormat { font_id, color: ink, valign: Align::Center, ..Default::default() }
}

/// A name with what was typed set strong. Ranges that do not fit the name are left out.
fn name_job(name: &str, strong: &[Range<usize>], size: f32, ink: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut at = 0;
    for range in strong {
        let (Some(before), Some(found)) = (name.get(at..range.start), name.get(range.clone())) else {
            continue;
        };
        job.append(before, 0.0, plain(FontId::proportional(size), ink));
        job.append(found, 0.0, plain(theme::strong_font(size), ink));
        at = range.end;
    }
    job.append(name.get(at..).unwrap_or_default(), 0.0, plain(FontId::proportional(size), ink));
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_go_round_the_list() {
        assert_eq!(moved(0, 3, 1), 1);
        assert_eq!(moved(2, 3, 1), 0);
        assert_eq!(moved(0, 3, -1), 2);
        // A list that became shorter under the choice.
        assert_eq!(moved(7, 3, 0), 2);
        assert_eq!(moved(4, 0, 1), 0);
    }

    #[test]
    fn a_name_is_whole_whatever_the_ranges() {
        let whole = |strong: &[Range<usize>]| name_job("Écossolies", strong, 14.0, Color32::BLACK).text;
        assert_eq!(whole(&[]), "Écossolies");
        assert_eq!(whole(std::slice::from_ref(&(0..5))), "Écossolies");
        // Inside a letter, reversed, beyond the end.
        let reversed = Range { start: 5, end: 3 };
        assert_eq!(whole(&[1..3, reversed, 40..50]), "Écossolies");
    }
}
