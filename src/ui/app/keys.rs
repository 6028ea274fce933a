//! Keys: which command a key press asks for.

use egui::{Event, Key, Modifiers};

use super::App;
use crate::ui::canvas;
use crate::ui::command::Command;
use crate::ui::table;

impl App {
    /// Turns key presses into commands, unless they belong to a text field, a menu or a dialog.
    pub(super) fn listen_to_keys(&mut self, ctx: &egui::Context) {
        let typing = ctx.text_edit_focused();
        let in_table = table::has_keyboard(ctx);
        let modal = self.dialog.is_some() || self.own_chooser.is_some() || self.welcome;
        let menu = egui::Popup::is_any_open(ctx);
        if modal || menu {
            // Dialogs and menus have Esc and Enter of their own.
            return;
        }
        let mut presses: Vec<(Command, egui::KeyboardShortcut)> = Command::ALL
            .iter()
            .filter(|command| !(typing && command.yields_to_text()))
            .filter(|command| !(in_table && table::keeps(**command)))
            .flat_map(|command| command.shortcuts().iter().map(|keys| (*command, *keys)))
            .collect();
        // Ctrl+Shift+S before Ctrl+S: the longer combination also matches the shorter.
        presses.sort_by_key(|(_, keys)| std::cmp::Reverse(keys.modifiers.shift));
        let on_map = !typing && !in_table;
        let mut wanted = Vec::new();
        // In the order of the presses, each as often as it was pressed: a slow frame holds several.
        ctx.input_mut(|input| {
            input.events.retain(|event| match event {
                // Cut, copy and paste come as events of their own, with the clipboard's text.
                Event::Copy if on_map => {
                    wanted.push(Wanted::Command(Command::Copy));
                    true
                }
                Event::Cut if on_map => {
                    wanted.extend([Wanted::Command(Command::Copy), Wanted::Command(Command::Delete)]);
                    true
                }
                Event::Paste(text) if on_map => {
                    wanted.push(Wanted::Paste(text.clone()));
                    true
                }
                Event::Key { key, pressed: true, modifiers, .. } => {
                    let asked = asked_by(&presses, *key, *modifiers);
                    let degrees = (1..).zip(DIGITS).find(|(_, digit)| digit == key).map(|(n, _)| n);
                    match (asked, degrees) {
                        (Some(command), _) => wanted.push(Wanted::Command(command)),
                        (None, Some(n)) if on_map && !modifiers.any_but_shift() => {
                            wanted.push(Wanted::Degrees(n));
                        }
                        _ => return true,
                    }
                    false
                }
                _ => true,
            });
            if typing && input.key_pressed(Key::Escape) {
                wanted.clear();
            }
        });
        for wish in wanted {
            match wish {
                Wanted::Command(command) => self.command(ctx, command),
                Wanted::Paste(text) => self.paste(ctx, &text),
                Wanted::Degrees(degrees) => self.focus_to(degrees),
            }
            if self.dialog.is_some() || self.own_chooser.is_some() {
                // What was pressed after that was meant for the dialog.
                break;
            }
        }
    }

    /// Moves the keyboard to the next region: search, canvas, table where it is open, then back.
    pub(super) fn next_region(&mut self, ctx: &egui::Context) {
        let on_canvas = ctx.memory(|memory| memory.has_focus(canvas::canvas_id()));
        if on_canvas && self.prefs.table {
            table::take_keyboard(ctx);
        } else if on_canvas || table::has_keyboard(ctx) {
            self.search.wants_focus = true;
        } else {
            ctx.memory_mut(|memory| memory.request_focus(canvas::canvas_id()));
        }
    }
}

enum Wanted {
    Command(Command),
    Paste(String),
    /// The neighbours of the selection to so many degrees.
    Degrees(u32),
}

/// The keys of 1 to 9 degrees.
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// The command a press asks for. A bare key with Ctrl held is another combination.
fn asked_by(
    presses: &[(Command, egui::KeyboardShortcut)],
    key: Key,
    modifiers: Modifiers,
) -> Option<Command> {
    let asked = presses.iter().find(|(_, keys)| {
        let plain = keys.modifiers == Modifiers::NONE;
        keys.logical_key == key
            && if plain { !modifiers.any_but_shift() } else { modifiers.matches_logically(keys.modifiers) }
    });
    asked.map(|(command, _)| *command)
}

/// Whether a modifier other than Shift is held.
trait AnyButShift {
    fn any_but_shift(&self) -> bool;
}

impl AnyButShift for Modifiers {
    fn any_but_shift(&self) -> bool {
        self.alt || self.ctrl || self.mac_cmd || self.command
    }
}
