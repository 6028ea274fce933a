//! Short messages that go away by themselves.

use egui::{Align2, Area, Context, Frame, Id, Margin, Order, RichText, Vec2};

use super::theme::{self, color};
use crate::drawing::theme::Theme;

const SHOWN_SECS: f64 = 5.0;
const WIDEST: f32 = 480.0;

/// The messages on show.
#[derive(Default)]
pub struct Toasts {
    messages: Vec<(String, f64)>,
}

impl Toasts {
    /// Adds a message.
    pub fn add(&mut self, message: String, now_secs: f64) {
        self.messages.retain(|(other, _)| *other != message);
        self.messages.push((message, now_secs + SHOWN_SECS));
    }

    /// Shows what is still to be shown.
    pub fn show(&mut self, ctx: &Context, theme: &Theme) {
        let now = ctx.input(|input| input.time);
        self.messages.retain(|(_, until)| *until > now);
        let Some(until) = self.messages.iter().map(|(_, until)| *until).reduce(f64::min) else { return };
        ctx.request_repaint_after(std::time::Duration::from_secs_f64((until - now).max(0.0) + 0.05));
        Area::new(Id::unique("toasts"))
            .anchor(Align2::CENTER_BOTTOM, Vec2::new(0.0, -48.0))
            .order(Order::Tooltip)
            .interactable(false)
            .show(ctx, |ui| {
                // The area would keep the width of the messages before.
                ui.set_max_width(WIDEST.min(ctx.content_rect().width() - 48.0));
                for (message, _) in &self.messages {
                    Frame::new()
                        .fill(color(theme.ink))
                        .corner_radius(8)
                        .inner_margin(Margin::symmetric(16, 10))
                        .show(ui, |ui| {
                            let text =
                                RichText::new(message).text_style(theme::value()).color(color(theme.panel));
                            ui.label(text);
                        });
                    ui.add_space(6.0);
                }
            });
    }
}
