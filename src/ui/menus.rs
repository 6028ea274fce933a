//! Menu entries: one line with an icon, a name and the keys, the same in menus and context menus.

use egui::{Response, RichText, Role, Ui, WidgetInfo};

use super::command::Command;
use super::cx::Cx;
use super::theme::{self, color};

/// The entry of a command, greyed out while it cannot be done.
pub fn item(ui: &mut Ui, cx: &Cx<'_>, command: Command) {
    item_named(ui, cx, command, &command.label(cx));
}

/// The entry of a command under a name that is enough where it stands.
pub fn item_named(ui: &mut Ui, cx: &Cx<'_>, command: Command, label: &str) {
    let enabled = command.is_enabled(cx.session);
    let keys = command.shortcut_text(cx.text);
    ui.add_enabled_ui(enabled, |ui| {
        if entry(ui, command.icon(), label, keys.as_deref()).clicked() {
            cx.command(command);
            ui.close();
        }
    });
}

/// The entry of a command that is a switch: a tick where it is on.
pub fn switch(ui: &mut Ui, cx: &Cx<'_>, command: Command, on: bool) {
    let keys = command.shortcut_text(cx.text);
    let icon = if on { crate::icons::ui::CHECK } else { ' ' };
    let label = command.label(cx);
    let response = entry(ui, icon, &label, keys.as_deref());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &label));
    if response.clicked() {
        cx.command(command);
        ui.close();
    }
}

/// A line of a menu.
pub fn entry(ui: &mut Ui, icon: char, label: &str, keys: Option<&str>) -> Response {
    // The room of an icon stays where there is none, so that names stand in one column.
    let (icon, weak) = match icon {
        ' ' => (crate::icons::ui::CHECK, egui::Color32::TRANSPARENT),
        icon => (icon, ui.visuals().weak_text_color()),
    };
    let mut button = egui::Button::new((
        RichText::new(icon.to_string()).size(17.0).color(weak),
        RichText::new(label).text_style(theme::value()),
    ))
    .frame_when_inactive(false)
    .min_size(egui::Vec2::new(ui.available_width(), 28.0));
    if let Some(keys) = keys {
        button = button.shortcut_text(RichText::new(keys).text_style(egui::TextStyle::Small));
    }
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    response
}

/// The small grey title of a part of a menu.
pub fn title(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(text).text_style(theme::section()).color(color(cx.theme.ink_2)));
}
