//! Keys of the table: the cursor, editing, copying and pasting.

use egui::{Event, Key, Modifiers, Ui};

use super::block::{self, Block};
use super::rows::{Column, Editor, Record, RecordId, Tab};
use super::{Cursor, TableState};
use crate::layout::Crowd;
use crate::session::Selection;
use crate::ui::canvas;
use crate::ui::command::Command;
use crate::ui::cx::{Action, Cx};
use crate::ui::tabular;

/// How the typing in a cell ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// What was typed is taken back.
    Cancel,
    /// It counts, and the cursor stays.
    Stay,
    /// It counts, and the cursor moves by rows and columns.
    Move(isize, isize),
    /// It counts, and the keyboard is elsewhere.
    Left,
}

/// A page of rows.
const PAGE: isize = 10;

impl TableState {
    /// The key that ends the typing in a cell; the field must not see it.
    pub(super) fn keys_while_typing(&self, ui: &Ui) -> Option<End> {
        let editing = self.editing.as_ref()?;
        let is_text =
            self.tab.columns().get(editing.column).is_some_and(|column| column.editor() == Editor::Text);
        if !is_text || !editing.started {
            return None;
        }
        ui.input_mut(|input| {
            let back = if input.modifiers.shift { -1 } else { 1 };
            if input.consume_key(Modifiers::NONE, Key::Escape) {
                Some(End::Cancel)
            } else if input.consume_key(Modifiers::NONE, Key::Enter) {
                Some(End::Move(back, 0))
            } else if input.consume_key(Modifiers::NONE, Key::Tab) {
                Some(End::Move(0, back))
            } else {
                None
            }
        })
    }

    /// Keys while the table has the keyboard and no cell is edited.
    pub(super) fn listen(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let shift = ui.input(|input| input.modifiers.shift);
        let moves = [
            (Key::ArrowDown, (1, 0)),
            (Key::ArrowUp, (-1, 0)),
            (Key::ArrowRight, (0, 1)),
            (Key::ArrowLeft, (0, -1)),
            (Key::PageDown, (PAGE, 0)),
            (Key::PageUp, (-PAGE, 0)),
            (Key::Home, (0, -1000)),
            (Key::End, (0, 1000)),
        ];
        for (key, (down, right)) in moves {
            let times = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
            if times > 0 {
                let times = times as isize;
                self.step(cx, down * times, right * times, shift);
            }
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Tab) {
            self.step(cx, 0, if shift { -1 } else { 1 }, false);
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            self.choose_all(cx);
        }
        if pressed(Key::Escape) {
            ui.memory_mut(|memory| memory.request_focus(canvas::canvas_id()));
            return;
        }
        // Each on its own: both must be read.
        let (delete, backspace) = (pressed(Key::Delete), pressed(Key::Backspace));
        if delete || backspace {
            self.empty(cx);
        }
        let (enter, f2) = (pressed(Key::Enter), pressed(Key::F2));
        if enter || f2 {
            if let Some(cursor) = self.cursor {
                self.start_editing(cx, cursor.head.0, cursor.head.1, None);
            }
            return;
        }
        let mut typed = String::new();
        let events = ui.input(|input| input.events.clone());
        for event in events {
            match event {
                Event::Copy => self.copy(ui, cx),
                Event::Cut => {
                    self.copy(ui, cx);
                    self.empty(cx);
                }
                Event::Paste(text) => self.paste(cx, &text),
                // Letters typed in one frame (by a fast hand, a reader of bar codes) all count.
                Event::Text(text) => typed.push_str(&text),
                _ => {}
            }
        }
        typed.retain(|c| !c.is_control());
        if let (Some(cursor), false, false) = (self.cursor, self.whole_rows, typed.trim().is_empty()) {
            self.start_editing(cx, cursor.head.0, cursor.head.1, Some(typed));
            // The field must not take the letters again.
            ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
        }
    }

    /// Moves the cursor by rows and columns; with Shift the choice grows.
    pub(super) fn step(&mut self, cx: &Cx<'_>, down: isize, right: isize, extends: bool) {
        let (rows, columns) = (self.rows.list().len(), self.tab.columns().len());
        if rows == 0 {
            return;
        }
        let Some(cursor) = self.cursor else {
            self.reveal = true;
            self.move_to(cx, Cursor::at(0, 0));
            return;
        };
        let moved = |at: usize, by: isize, len: usize| at.saturating_add_signed(by).min(len - 1);
        let head = (moved(cursor.head.0, down, rows), moved(cursor.head.1, right, columns));
        self.reveal = true;
        if !extends {
            self.whole_rows = false;
        }
        self.move_to(cx, if extends { Cursor { head, ..cursor } } else { Cursor::at(head.0, head.1) });
    }

    fn choose_all(&mut self, cx: &Cx<'_>) {
        let (rows, columns) = (self.rows.list().len(), self.tab.columns().len());
        if rows > 0 {
            self.whole_rows = true;
            self.move_to(cx, Cursor { anchor: (0, 0), head: (rows - 1, columns - 1) });
        }
    }

    /// Empties the cells chosen, or removes the records of rows chosen whole.
    fn empty(&mut self, cx: &Cx<'_>) {
        let Some(cursor) = self.cursor else { return };
        if !cx.may_edit() {
            cx.send(Action::Toast(cx.t("edit-error-read-only").to_owned()));
        } else if self.whole_rows {
            cx.command(Command::Delete);
        } else if let Some(edit) = block::clear(cx.session, self.rows.list(), self.tab, &cursor.block()) {
            cx.edit(edit);
            cx.send(Action::Seal);
        }
    }

    fn copy(&self, ui: &Ui, cx: &Cx<'_>) {
        let list = self.rows.list();
        let (records, columns, whole): (Vec<&Record>, Vec<Column>, bool) = match self.cursor {
            Some(cursor) if !self.whole_rows => {
                let block = cursor.block();
                (block::rows_of(list, &block).collect(), block::columns_of(self.tab, &block).collect(), false)
            }
            _ => {
                let selected = list.iter().filter(|record| record.is_selected(cx.session)).collect();
                (selected, self.tab.columns().to_vec(), true)
            }
        };
        if !records.is_empty() {
            ui.ctx().copy_text(block::copy(cx.session, cx.text, &records, &columns, whole));
        }
    }

    /// Pasted cells go to the cursor; without one, or below the rows, they are a list of their own.
    fn paste(&mut self, cx: &Cx<'_>, pasted: &str) {
        if !cx.may_edit() {
            cx.send(Action::Toast(cx.t("edit-error-read-only").to_owned()));
            return;
        }
        let Some(cursor) = self.cursor.filter(|_| !self.whole_rows) else {
            let middle = Crowd::of(cx.session.map()).middle();
            match tabular::paste(cx.session, cx.text, pasted, middle) {
                Ok(done) => {
                    cx.edit(done.edit);
                    cx.send(Action::Toast(done.report));
                    cx.send(Action::Select(done.selection));
                }
                Err(message) => cx.send(Action::Toast(message)),
            }
            return;
        };
        let Some(written) = block::write(cx.session, self.rows.list(), self.tab, &cursor.block(), pasted)
        else {
            cx.send(Action::Toast(cx.t("paste-nothing").to_owned()));
            return;
        };
        if let Some(edit) = written.edit {
            cx.edit(edit);
            cx.send(Action::Seal);
        }
        let mut said = Vec::new();
        if !written.added.is_empty() {
            let key = if self.tab == Tab::Actors { "paste-added-actors" } else { "paste-added-links" };
            said.push(cx.text.count(key, written.added.len()));
        }
        if written.refused > 0 {
            said.push(cx.text.count("table-some-refused", written.refused));
        }
        if !said.is_empty() {
            cx.send(Action::Toast(said.join(" · ")));
        }
        self.choose_written(cx, &written.block, &written.added);
    }

    /// Chooses the cells that were written. New rows are there in the next frame only.
    fn choose_written(&mut self, cx: &Cx<'_>, written: &Block, added: &[RecordId]) {
        let rows = self.rows.list().len();
        let (first, last) = (*written.rows.start(), *written.rows.end());
        let mut selection = Selection::default();
        let old = block::rows_of(self.rows.list(), written).map(Record::id);
        for id in old.chain(added.iter().cloned()) {
            match id {
                RecordId::Actor(id) => drop(selection.actors.insert(id)),
                RecordId::Link(id) => drop(selection.links.insert(id)),
            }
        }
        let anchor = (first, *written.columns.start());
        let head = (last.min(rows.saturating_sub(1)).max(first), *written.columns.end());
        self.cursor = Some(Cursor { anchor, head });
        self.under = self.rows.list().get(head.0).map(Record::id);
        self.select(cx, selection);
    }
}
