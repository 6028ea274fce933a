//! Short messages that go away by themselves.

use egui::{Align2, Area, Button, Context, Frame, Id, Margin, Order, RichText, Vec2};

use super::theme::{self, color};
use crate::drawing::theme::Theme;
use crate::edit::Revision;
use crate::text::Text;

const SHOWN_SECS: f64 = 5.0;
/// What a letter takes to be read.
const LETTER_SECS: f64 = 0.06;
/// One that offers a way back stays longer: it is to be read and reached.
const SHOWN_UNDOABLE_SECS: f64 = 8.0;
const WIDEST: f32 = 480.0;

/// The messages on show.
#[derive(Default)]
pub struct Toasts {
    messages: Vec<Message>,
}

struct Message {
    words: String,
    until_secs: f64,
    /// The state of the map whose last step it tells of and offers to take back.
    undoes: Option<Revision>,
}

impl Toasts {
    /// Adds a message.
    pub fn add(&mut self, words: String, now_secs: f64) {
        self.messages.retain(|other| other.words != words);
        let secs = SHOWN_SECS.max(words.chars().count() as f64 * LETTER_SECS);
        self.messages.push(Message { words, until_secs: now_secs + secs, undoes: None });
    }

    /// Adds a message on the step that led to a state of the map, with a way to take it back. It goes
    /// when the map goes on.
    pub fn add_undoable(&mut self, words: String, state: Revision, now_secs: f64) {
        self.messages.retain(|other| other.undoes.is_none());
        let until_secs = now_secs + SHOWN_UNDOABLE_SECS;
        self.messages.push(Message { words, until_secs, undoes: Some(state) });
    }

    /// Shows what is still to be shown, on a map in a state. Whether the last step is to be undone.
    pub fn show(&mut self, ctx: &Context, text: &Text, theme: &Theme, state: Revision) -> bool {
        let now = ctx.input(|input| input.time);
        self.messages
            .retain(|message| message.until_secs > now && message.undoes.is_none_or(|of| of == state));
        let until = self.messages.iter().map(|message| message.until_secs).reduce(f64::min);
        let Some(until) = until else { return false };
        ctx.request_repaint_after(std::time::Duration::from_secs_f64((until - now).max(0.0) + 0.05));
        let mut undo = false;
        Area::new(Id::unique("toasts"))
            .anchor(Align2::CENTER_BOTTOM, Vec2::new(0.0, -48.0))
            .order(Order::Tooltip)
            .interactable(self.messages.iter().any(|message| message.undoes.is_some()))
            .show(ctx, |ui| {
                // The area would keep the width of the messages before.
                ui.set_max_width(WIDEST.min(ctx.content_rect().width() - 48.0));
                for message in &self.messages {
                    let paper = color(theme.panel);
                    let line = |ui: &mut egui::Ui| {
                        ui.label(RichText::new(&message.words).text_style(theme::value()).color(paper));
                        if message.undoes.is_some() {
                            ui.add_space(12.0);
                            let word = RichText::new(text.get("cmd-undo")).text_style(theme::strong());
                            let button = Button::new(word.color(paper).underline()).frame(false);
                            undo |= ui.add(button).clicked();
                        }
                    };
                    Frame::new()
                        .fill(color(theme.ink))
                        .corner_radius(8)
                        .inner_margin(Margin::symmetric(16, 10))
                        .show(ui, |ui| match message.undoes {
                            Some(_) => {
                                ui.horizontal(line);
                            }
                            None => {
                                ui.vertical(line);
                            }
                        });
                    ui.add_space(6.0);
                }
            });
        undo
    }
}
