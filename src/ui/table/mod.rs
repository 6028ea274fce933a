//! The table: actors and links as rows, edited like a spreadsheet.
//!
//! While the table has the keyboard (it was the last thing clicked), arrows, letters, Delete, copy
//! and paste are its own: `app::keys` leaves them alone (see [`keeps`]).

mod block;
mod cell;
mod keys;
mod rows;

use egui::{
    Align, CornerRadius, EventFilter, Frame, Id, Layout, Margin, PointerButton, RichText, Role, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};
use egui_extras::{Column as Width, TableBuilder};

use super::command::Command;
use super::cx::{Action, Cx};
use super::theme::{self, color};
use super::widgets;
use crate::icons::ui as icon;
use crate::model::ActorId;
use crate::session::Selection;
use block::Block;
use cell::{Edited, Editing};
use rows::{Column, Editor, Record, RecordId, Rows, Sort, Tab};

const ROW_HEIGHT: f32 = 26.0;
const HEADER_HEIGHT: f32 = 28.0;
/// The width of the margin that selects whole rows, for numbers of four digits.
const MARGIN_WIDTH: f32 = 44.0;
/// What each digit more takes.
const DIGIT_WIDTH: f32 = 8.0;
/// The room that words on hidden rows, and the way to show them, take.
const ROOM_FOR_HIDDEN: f32 = 320.0;

/// The id under which the table has the keyboard.
fn table_id() -> Id {
    Id::unique("the table")
}

/// Whether the keyboard is the table's.
pub fn has_keyboard(ctx: &egui::Context) -> bool {
    ctx.memory(|memory| memory.has_focus(table_id()))
}

/// Gives the keyboard to the table.
pub fn take_keyboard(ctx: &egui::Context) {
    ctx.memory_mut(|memory| memory.request_focus(table_id()));
}

/// Whether the keys of a command mean something else while the table has the keyboard.
pub fn keeps(command: Command) -> bool {
    use Command as C;
    let bare = [C::AddActor, C::AddLink, C::TogglePin, C::Focus, C::Center, C::FitAll, C::ZoomIn, C::ZoomOut];
    let own = [C::ToggleHulls, C::Rename, C::Delete, C::SelectAll, C::Copy, C::Paste, C::Escape];
    bare.contains(&command) || own.contains(&command)
}

/// The cursor: from the cell where a choice began to the one where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cursor {
    anchor: (usize, usize),
    head: (usize, usize),
}

impl Cursor {
    fn at(row: usize, column: usize) -> Self {
        Self { anchor: (row, column), head: (row, column) }
    }

    fn block(self) -> Block {
        let between = |a: usize, b: usize| a.min(b)..=a.max(b);
        Block { rows: between(self.anchor.0, self.head.0), columns: between(self.anchor.1, self.head.1) }
    }
}

/// What the table remembers between frames.
#[derive(Default)]
pub struct TableState {
    tab: Tab,
    /// For each tab.
    sorts: [Sort; 2],
    typed: String,
    rows: Rows,
    cursor: Option<Cursor>,
    /// The record under the cursor's head, to find its row again.
    under: Option<RecordId>,
    /// Rows were chosen whole, by their margin or one by one.
    whole_rows: bool,
    editing: Option<Editing>,
    /// The cursor moved: bring it into view.
    reveal: bool,
    /// A choice of cells goes on while the button is down.
    dragging: bool,
    /// The selection the table asked for; another came from elsewhere.
    asked: Selection,
    seen: u64,
    /// The row of the tab seen last, to notice a change.
    was_tab: Option<Tab>,
}

/// What happened in the cells of a frame.
enum Event {
    Press { row: usize, column: Option<usize> },
    Over { row: usize, column: Option<usize> },
    Edit { row: usize, column: usize },
    Edited(Edited),
    Sort(usize),
}

/// Shows the table.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut TableState) {
    let area = ui.max_rect();
    // First, so that cells and fields lie above it.
    let whole = ui.interact(area, table_id(), Sense::focusable_noninteractive());
    whole.widget_info(|| WidgetInfo::labeled(Role::Table, true, cx.t("table-title")));
    if has_keyboard(ui.ctx()) {
        let keys = EventFilter { tab: true, escape: true, horizontal_arrows: true, vertical_arrows: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(table_id(), keys));
    }
    state.tool_bar(ui, cx);
    let sort = state.sorts[state.tab as usize];
    let waker = ui.ctx().clone();
    let wake = move || waker.request_repaint();
    state.rows.refresh(cx.session, cx.text, state.tab, sort, &state.typed, wake);
    state.follow(cx);
    let end = state.keys_while_typing(ui);
    if state.editing.is_none() && has_keyboard(ui.ctx()) && !egui::Popup::is_any_open(ui.ctx()) {
        state.listen(ui, cx);
    }
    if state.rows.list().is_empty() {
        state.say_empty(ui, cx);
        state.editing = None;
        if ui.input(|input| input.pointer.primary_pressed()) && ui.rect_contains_pointer(area) {
            take_keyboard(ui.ctx());
        }
        return;
    }
    if let Some(editing) = &mut state.editing {
        editing.shown = false;
    }
    let events = state.cells(ui, cx);
    for event in events {
        state.take(ui, cx, event);
    }
    if let Some(end) = end {
        state.end_typing(ui, cx, end);
    } else if state.editing.as_ref().is_some_and(|editing| editing.started && !editing.shown) {
        // Its row scrolled away or went: what was typed counts.
        state.end_typing(ui, cx, keys::End::Stay);
    }
}

impl TableState {
    fn sort(&mut self) -> &mut Sort {
        &mut self.sorts[self.tab as usize]
    }

    fn tool_bar(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        Frame::new().inner_margin(Margin { left: 16, right: 8, top: 6, bottom: 6 }).show(ui, |ui| {
            ui.horizontal(|ui| {
                let shown = cx.session.shown();
                let tabs = [
                    (Tab::Actors, "table-tab-actors", shown.actor_count),
                    (Tab::Links, "table-tab-links", shown.link_count),
                ];
                for (tab, key, n) in tabs {
                    let name = cx.t(key);
                    let words = RichText::new(format!("{name}  {n}")).text_style(theme::value());
                    let words = if tab == self.tab { words.color(color(cx.theme.accent)) } else { words };
                    let button =
                        egui::Button::selectable(tab == self.tab, words).min_size(Vec2::new(0.0, 28.0));
                    let response = ui.add(button);
                    let spoken =
                        cx.tr("table-tab-spoken", &[("name", name.to_owned().into()), ("n", n.into())]);
                    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, tab == self.tab, &spoken));
                    if response.clicked() && self.tab != tab {
                        self.tab = tab;
                        (self.cursor, self.under, self.editing) = (None, None, None);
                        self.whole_rows = false;
                    }
                }
                ui.add_space(8.0);
                // In a narrow window the field gives way to the button that closes the table.
                let width = (ui.available_width() - 48.0).clamp(72.0, 240.0);
                let (size, center) = (Vec2::new(width, 32.0), Layout::left_to_right(Align::Center));
                ui.allocate_ui_with_layout(size, center, |ui| {
                    let (name, clear) = (cx.t("table-filter"), cx.t("clear"));
                    let id = Id::unique("table filter");
                    widgets::search_field(ui, id, &mut self.typed, name, name, clear, icon::FUNNEL_SIMPLE);
                });
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if widgets::small_icon_button(ui, icon::X, cx.t("table-hide")).clicked() {
                        cx.command(Command::ToggleTable);
                    }
                    if !cx.may_edit() {
                        widgets::caption(ui, cx, cx.t("read-only-table"));
                        let lock = RichText::new(icon::LOCK_SIMPLE.to_string()).size(14.0);
                        ui.label(lock.color(color(cx.theme.warn)));
                    }
                    let map = cx.session.map();
                    let hidden = match self.tab {
                        Tab::Actors => map.actor_count() - shown.actor_count.min(map.actor_count()),
                        Tab::Links => map.link_count() - shown.link_count.min(map.link_count()),
                    };
                    // The status bar says it too.
                    if hidden > 0 && ui.available_width() > ROOM_FOR_HIDDEN {
                        if widgets::link_button(ui, cx, cx.t("cmd-show-all")).clicked() {
                            cx.command(Command::ShowAll);
                        }
                        widgets::caption(ui, cx, cx.text.count("table-hidden", hidden));
                    }
                });
            });
        });
    }

    fn say_empty(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let map = cx.session.map();
        let (all, key) = match self.tab {
            Tab::Actors => (map.actor_count(), "table-empty-actors"),
            Tab::Links => (map.link_count(), "table-empty-links"),
        };
        let words = if self.rows.is_ordering() {
            cx.t("table-ordering").to_owned()
        } else if all == 0 {
            cx.t(key).to_owned()
        } else if self.typed.trim().is_empty() {
            cx.t("table-all-hidden").to_owned()
        } else {
            cx.tr("table-no-match", &[("typed", self.typed.trim().to_owned().into())])
        };
        ui.vertical_centered(|ui| {
            ui.add_space(24.0);
            let words = RichText::new(words).text_style(theme::value()).color(color(cx.theme.ink_2));
            ui.add(egui::Label::new(words).wrap());
        });
    }

    /// Keeps the cursor on its record, and follows a selection made elsewhere.
    fn follow(&mut self, cx: &Cx<'_>) {
        let list = self.rows.list();
        if let (Some(cursor), Some(under)) = (self.cursor, &self.under)
            && list.get(cursor.head.0).map(Record::id).as_ref() != Some(under)
        {
            self.cursor = self.rows.row_of(cx.session.map(), under).map(|row| Cursor::at(row, cursor.head.1));
            if self.cursor.is_none() {
                self.under = None;
            }
        }
        if self.was_tab != Some(self.tab) {
            self.was_tab = Some(self.tab);
            self.seen = u64::MAX;
        }
        if self.seen == cx.session.view_version() {
            return;
        }
        self.seen = cx.session.view_version();
        let selection = cx.session.selection();
        if *selection == self.asked {
            return;
        }
        self.asked = selection.clone();
        self.whole_rows = false;
        // Cells chosen before are no longer what was chosen last.
        self.cursor = self.cursor.map(|cursor| Cursor::at(cursor.head.0, cursor.head.1));
        let id = match self.tab {
            Tab::Actors => selection.single_actor().cloned().map(RecordId::Actor),
            Tab::Links => selection.single_link().cloned().map(RecordId::Link),
        };
        if let Some(id) = id
            && let Some(row) = self.rows.row_of(cx.session.map(), &id)
        {
            let column = self.cursor.map_or(0, |cursor| cursor.head.1);
            self.cursor = Some(Cursor::at(row, column));
            self.under = Some(id);
            self.reveal = true;
        }
    }

    /// Lays out the rows in view; gives what happened in them.
    fn cells(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Vec<Event> {
        let mut events = Vec::new();
        let columns = self.tab.columns();
        let sort = *self.sort();
        let (reveal, dragging, whole_rows) =
            (std::mem::take(&mut self.reveal), self.dragging, self.whole_rows);
        let cursor = self.cursor;
        let list = self.rows.list();
        let more_digits = list.len().max(1).ilog10().saturating_sub(3);
        let editing = &mut self.editing;
        let keyboard = has_keyboard(ui.ctx());
        let salt = if self.tab == Tab::Actors { "actors" } else { "links" };
        ScrollArea::horizontal().id_salt(("table across", salt)).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            let mut table = TableBuilder::new(ui)
                .id_salt(("table", salt))
                // Cells answer the pointer without being stops of the Tab key: the table is one.
                .sense(Sense::CLICK | Sense::DRAG)
                .auto_shrink(false)
                .min_scrolled_height(0.0)
                .animate_scrolling(cx.motion)
                .column(Width::exact(MARGIN_WIDTH + DIGIT_WIDTH * more_digits as f32))
                .cell_layout(Layout::left_to_right(Align::Center));
            for column in columns {
                table =
                    table.column(Width::initial(column.width()).at_least(48.0).resizable(true).clip(true));
            }
            if let (true, Some(cursor)) = (reveal, cursor) {
                table = table.scroll_to_row(cursor.head.0, None);
            }
            let table = table.header(HEADER_HEIGHT, |mut header| {
                header.col(|ui| ruled(ui, cx));
                for (at, column) in columns.iter().enumerate() {
                    header.col(|ui| {
                        ruled(ui, cx);
                        if heading(ui, cx, *column, (sort.column == at).then_some(sort.descending)) {
                            events.push(Event::Sort(at));
                        }
                    });
                }
            });
            let block = cursor.map(Cursor::block);
            table.body(|body| {
                body.rows(ROW_HEIGHT, list.len(), |mut row| {
                    let at = row.index();
                    let Some(record) = list.get(at) else { return };
                    let selected = record.is_selected(cx.session);
                    row.set_selected(selected);
                    let (_, response) = row.col(|ui| {
                        ruled(ui, cx);
                        let number = format!("{}", at + 1);
                        let font = theme::figures().resolve(ui.style());
                        let place = ui.max_rect().right_center() - Vec2::new(cell::PAD, 0.0);
                        let ink = color(cx.theme.ink_2);
                        ui.painter().text(place, egui::Align2::RIGHT_CENTER, number, font, ink);
                    });
                    let spoken = || cx.text.count("table-row", at + 1);
                    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, spoken()));
                    press(&response, at, None, dragging, &mut events);
                    let id = record.id();
                    for (place, column) in columns.iter().enumerate() {
                        let edited =
                            editing.as_mut().filter(|editing| editing.column == place && editing.id == id);
                        let is_edited = edited.is_some();
                        let (_, response) = row.col(|ui| {
                            // A field is a little taller than its cell and would stretch it.
                            let rect = ui.max_rect();
                            ruled(ui, cx);
                            let inside = !whole_rows
                                && block.as_ref().is_some_and(|block| {
                                    block.rows.contains(&at) && block.columns.contains(&place)
                                });
                            if inside && block.as_ref().is_some_and(|block| !block.is_one_cell()) {
                                ui.painter().rect_filled(rect, 0, color(cx.theme.accent_soft));
                            }
                            match edited {
                                Some(editing) => {
                                    let edited = cell::edit(ui, cx, *column, record, editing);
                                    if edited != Edited::Still {
                                        events.push(Event::Edited(edited));
                                    }
                                }
                                None => cell::paint(ui, cx, *column, record),
                            }
                            if cursor.is_some_and(|cursor| cursor.head == (at, place)) && !whole_rows {
                                let ink = if keyboard || is_edited {
                                    cx.theme.accent
                                } else {
                                    cx.theme.line_strong
                                };
                                let stroke = Stroke::new(1.5, color(ink));
                                ui.painter().rect_stroke(
                                    rect,
                                    CornerRadius::same(2),
                                    stroke,
                                    StrokeKind::Inside,
                                );
                                if reveal {
                                    ui.scroll_to_rect(rect, None);
                                }
                            }
                        });
                        response.widget_info(|| {
                            let value = column.text(cx.session.map(), record, cx.text);
                            let column = cx.t(column.key()).to_owned();
                            let spoken = cx.tr(
                                "table-cell-spoken",
                                &[("column", column.into()), ("value", value.into())],
                            );
                            WidgetInfo::labeled(Role::Cell, true, spoken)
                        });
                        if !is_edited {
                            if response.double_clicked() {
                                events.push(Event::Edit { row: at, column: place });
                            }
                            press(&response, at, Some(place), dragging, &mut events);
                        }
                    }
                });
            });
        });
        events
    }

    fn take(&mut self, ui: &Ui, cx: &Cx<'_>, event: Event) {
        match event {
            Event::Sort(column) => {
                let sort = self.sort();
                *sort = Sort { column, descending: sort.column == column && !sort.descending };
                self.reveal = self.cursor.is_some();
            }
            Event::Press { row, column } => {
                take_keyboard(ui.ctx());
                let modifiers = ui.input(|input| input.modifiers);
                self.press(cx, row, column, modifiers.command, modifiers.shift);
                self.dragging = !modifiers.command;
            }
            Event::Over { row, column } => {
                let down = ui.input(|input| input.pointer.button_down(PointerButton::Primary));
                self.dragging &= down;
                if self.dragging
                    && let Some(cursor) = self.cursor
                {
                    let last = self.tab.columns().len() - 1;
                    let head = (row, if self.whole_rows { last } else { column.unwrap_or(0) });
                    if head != cursor.head {
                        self.move_to(cx, Cursor { head, ..cursor });
                    }
                }
            }
            Event::Edit { row, column } => self.start_editing(cx, row, column, None),
            Event::Edited(Edited::Typed) => self.end_typing(ui, cx, keys::End::Left),
            Event::Edited(Edited::Chosen(text)) => {
                if let Some(editing) = self.editing.take() {
                    commit(cx, &editing.id, self.tab.columns().get(editing.column).copied(), &text);
                }
                take_keyboard(ui.ctx());
            }
            Event::Edited(Edited::Closed) => {
                self.editing = None;
                take_keyboard(ui.ctx());
            }
            Event::Edited(Edited::Still) => {}
        }
    }

    /// A press on a cell, or on the margin of a row.
    fn press(&mut self, cx: &Cx<'_>, row: usize, column: Option<usize>, toggles: bool, extends: bool) {
        let last = self.tab.columns().len() - 1;
        self.whole_rows = column.is_none() || toggles;
        let cursor = match (self.cursor, column) {
            (Some(cursor), _) if extends => Cursor { head: (row, column.unwrap_or(last)), ..cursor },
            (_, Some(column)) => Cursor::at(row, column),
            (_, None) => Cursor { anchor: (row, 0), head: (row, last) },
        };
        if toggles && !extends {
            self.cursor = Some(cursor);
            self.under = self.rows.list().get(row).map(Record::id);
            let selection = cx.session.selection().clone();
            match &self.under {
                Some(RecordId::Actor(id)) => self.select(cx, selection.toggled_actor(id)),
                Some(RecordId::Link(id)) => self.select(cx, selection.toggled_link(id)),
                None => {}
            }
        } else {
            self.move_to(cx, cursor);
        }
    }

    /// Moves the cursor and selects the records of its rows.
    fn move_to(&mut self, cx: &Cx<'_>, cursor: Cursor) {
        self.cursor = Some(cursor);
        self.under = self.rows.list().get(cursor.head.0).map(Record::id);
        let mut selection = Selection::default();
        for record in block::rows_of(self.rows.list(), &cursor.block()) {
            match record.id() {
                RecordId::Actor(id) => drop(selection.actors.insert(id)),
                RecordId::Link(id) => drop(selection.links.insert(id)),
            }
        }
        self.select(cx, selection);
    }

    fn select(&mut self, cx: &Cx<'_>, selection: Selection) {
        if selection != *cx.session.selection() {
            self.asked = selection.clone();
            cx.send(Action::Select(selection));
        }
    }

    /// Starts editing a cell: with a letter that replaces what it says, or with what it says.
    fn start_editing(&mut self, cx: &Cx<'_>, row: usize, column: usize, typed: Option<String>) {
        if !cx.may_edit() {
            cx.send(Action::Toast(cx.t("edit-error-read-only").to_owned()));
            return;
        }
        let Some(record) = self.rows.list().get(row) else { return };
        let Some(kind) = self.tab.columns().get(column) else { return };
        match kind.editor() {
            Editor::None => {
                cx.send(Action::Toast(cx.t("table-fault-fixed").to_owned()));
                return;
            }
            Editor::Text | Editor::Kind | Editor::Verb | Editor::Confidence | Editor::Actor => {}
        }
        let select_all = typed.is_none();
        let typed = match (typed, kind.editor()) {
            (Some(typed), _) => typed,
            (None, Editor::Text) => kind.text(cx.session.map(), record, cx.text),
            (None, _) => String::new(),
        };
        self.editing = Some(Editing::new(record.id(), column, typed, select_all));
        self.whole_rows = false;
        self.reveal = true;
    }

    /// Takes what is typed in a cell for done.
    pub fn finish_typing(&mut self, cx: &Cx<'_>) {
        let Some(editing) = self.editing.take() else { return };
        let column = self.tab.columns().get(editing.column).copied();
        if column.is_some_and(|column| column.editor() == Editor::Text) {
            commit(cx, &editing.id, column, &editing.typed);
        }
    }

    /// Ends the editing of a typed cell and moves on.
    fn end_typing(&mut self, ui: &Ui, cx: &Cx<'_>, end: keys::End) {
        match end {
            keys::End::Cancel => self.editing = None,
            _ => self.finish_typing(cx),
        }
        match end {
            // Someone clicked elsewhere: the keyboard is there.
            keys::End::Left => {}
            keys::End::Cancel | keys::End::Stay => take_keyboard(ui.ctx()),
            keys::End::Move(down, right) => {
                take_keyboard(ui.ctx());
                self.step(cx, down, right, false);
            }
        }
    }
}

/// Writes a text into a cell; says why where it does not take it. An end is chosen by id.
fn commit(cx: &Cx<'_>, id: &RecordId, column: Option<Column>, typed: &str) {
    let map = cx.session.map();
    let old = match id {
        RecordId::Actor(id) => map.actor(id).cloned().map(Record::Actor),
        RecordId::Link(id) => map.link(id).cloned().map(Record::Link),
    };
    let (Some(old), Some(column)) = (old, column) else { return };
    let mut new = old.clone();
    if let (Editor::Actor, Record::Link(link)) = (column.editor(), &mut new) {
        let link = std::sync::Arc::make_mut(link);
        let end = match column {
            Column::Link(crate::ui::tabular::columns::LinkColumn::From) => &mut link.from,
            _ => &mut link.to,
        };
        *end = ActorId::new(typed);
    } else if let Err(fault) = column.set(map, &mut new, typed) {
        cx.send(Action::Toast(cx.t(fault.key()).to_owned()));
        return;
    }
    if new != old {
        for edit in rows::revise(vec![new], column.field()) {
            cx.edit(edit);
        }
        cx.send(Action::Seal);
    }
}

/// A press or a drag over a cell.
fn press(
    response: &egui::Response,
    row: usize,
    column: Option<usize>,
    dragging: bool,
    events: &mut Vec<Event>,
) {
    let pressed = response.ctx.input(|input| input.pointer.primary_pressed());
    if pressed && response.contains_pointer() {
        events.push(Event::Press { row, column });
    } else if dragging && response.ctx.rect_contains_pointer(response.layer_id, response.interact_rect) {
        events.push(Event::Over { row, column });
    }
}

/// The hairline under a cell (the table itself draws those between columns).
fn ruled(ui: &Ui, cx: &Cx<'_>) {
    let rect = ui.max_rect();
    let stroke = Stroke::new(1.0, color(cx.theme.line));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, stroke);
}

/// A heading that sorts; `sorted` says which way where it does now. `true` when clicked.
fn heading(ui: &mut Ui, cx: &Cx<'_>, column: Column, sorted: Option<bool>) -> bool {
    let rect = ui.max_rect();
    let name = cx.t(column.key());
    let response =
        ui.interact(rect.shrink2(Vec2::new(4.0, 0.0)), ui.scope_id().with("heading"), Sense::click());
    let spoken = cx.tr("table-sort", &[("column", name.to_owned().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &spoken));
    let hot = response.hovered() || response.has_focus();
    let ink = color(if hot || sorted.is_some() { cx.theme.ink } else { cx.theme.ink_2 });
    let font = theme::section().resolve(ui.style());
    let arrow = sorted.map(|descending| if descending { icon::ARROW_DOWN } else { icon::ARROW_UP });
    let room = rect.width() - 2.0 * cell::PAD - if arrow.is_some() { 18.0 } else { 0.0 };
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(0.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = egui::Pos2::new(rect.left() + cell::PAD, rect.center().y);
    let place = egui::Align2::LEFT_CENTER.anchor_size(at, galley.size());
    ui.painter().galley(place.min, galley, ink);
    if let Some(arrow) = arrow {
        let font = egui::FontId::proportional(13.0);
        let at = egui::Pos2::new(place.right() + 10.0, rect.center().y);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, arrow, font, color(cx.theme.accent));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 2, ui.visuals().selection.stroke, StrokeKind::Inside);
    }
    response.on_hover_text(spoken).clicked()
}
