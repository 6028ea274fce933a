//! The bar at the top: the menu, the map's name, undo and redo, search, view, language, theme,
//! save.

use egui::{Align, Layout, Popup, RichText, Stroke, Ui, Vec2};

use super::arrange;
use super::command::{Command, Group};
use super::cx::{Action, Cx};
use super::menus;
use super::prefs::{SizeChoice, ThemeChoice};
use super::search::{self, SearchState};
use super::theme::{self, color};
use super::widgets::{self, icon_button, icon_button_sized};
use crate::icons::ui as icon;
use crate::lang::Lang;
use crate::session::Origin;

/// Width of the window in points below which the bar saves room.
const NARROW: f32 = 1290.0;

/// Shows the bar.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut SearchState) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        // In a narrow window the words of the menus go before the room of the search does.
        let narrow = ui.available_width() < NARROW;
        let menu = icon_button(ui, icon::LIST, cx.t("menu-main"));
        Popup::menu(&menu).width(280.0).show(|ui| main_menu(ui, cx));
        ui.add_space(4.0);
        mark(ui, cx);
        title(ui, cx, narrow);
        divider(ui, cx);
        for command in [Command::Undo, Command::Redo] {
            let enabled = command.is_enabled(cx.session);
            let mut name = command.label(cx);
            if let Some(keys) = command.shortcut_text(cx.text) {
                name = format!("{name} ({keys})");
            }
            if icon_button_sized(ui, command.icon(), &name, 32.0, enabled, false).clicked() {
                cx.command(command);
            }
        }
        divider(ui, cx);
        // The right-hand part first: it takes what it needs, search gets the rest.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.add_enabled_ui(Command::Save.is_enabled(cx.session), |ui| {
                let save = format!("{} {}", icon::FLOPPY_DISK, cx.t("cmd-save"));
                if widgets::primary_button(ui, cx, save).on_hover_text(tip(cx, Command::Save)).clicked() {
                    cx.command(Command::Save);
                }
            });
            let share = cx.t(Command::Share.key());
            let words = if narrow { String::new() } else { format!(" {share}") };
            let shares = Command::Share.is_enabled(cx.session);
            let button = widgets::button(ui, format!("{}{words}", Command::Share.icon()));
            let button = widgets::named(button, egui::Role::Button, share);
            if button.on_hover_text(tip(cx, Command::Share)).clicked() && shares {
                cx.command(Command::Share);
            }
            ui.add_space(2.0);
            theme_button(ui, cx);
            language_button(ui, cx);
            divider(ui, cx);
            let view = menu_button(ui, cx, icon::EYE, cx.t("menu-view"), narrow);
            Popup::menu(&view).width(260.0).show(|ui| view_menu(ui, cx));
            let arrange = menu_button(ui, cx, icon::SHARE_NETWORK, cx.t("menu-arrange"), narrow);
            Popup::menu(&arrange).width(300.0).show(|ui| arrange::menu(ui, cx));
            let add = menu_button(ui, cx, icon::PLUS, cx.t("menu-add"), narrow);
            Popup::menu(&add).width(260.0).show(|ui| add_menu(ui, cx));
            ui.add_space(8.0);
            let room = ui.available_width() - 8.0;
            let width = room.clamp(120.0, 460.0);
            ui.add_space(((room - width) * 0.5).max(0.0));
            ui.allocate_ui_with_layout(Vec2::new(width, 34.0), Layout::left_to_right(Align::Center), |ui| {
                search::show(ui, cx, state, width)
            });
        });
    });
}

fn tip(cx: &Cx<'_>, command: Command) -> String {
    match command.shortcut_text(cx.text) {
        Some(keys) => format!("{} ({keys})", cx.t(command.key())),
        None => cx.t(command.key()).to_owned(),
    }
}

/// The mark of Maillage: a mesh of three.
fn mark(ui: &mut Ui, cx: &Cx<'_>) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(26.0), egui::Sense::hover());
    let center = rect.center();
    let accent = color(cx.theme.accent);
    let nodes =
        [Vec2::new(0.0, -8.0), Vec2::new(-9.0, 7.0), Vec2::new(9.0, 7.0)].map(|offset| center + offset);
    for (a, b) in [(0, 1), (1, 2), (2, 0)] {
        ui.painter().line_segment([nodes[a], nodes[b]], Stroke::new(2.0, accent));
    }
    for node in nodes {
        ui.painter().circle_filled(node, 4.0, accent);
    }
}

fn title(ui: &mut Ui, cx: &Cx<'_>, narrow: bool) {
    let about = &cx.session.map().about;
    let title = if about.title.trim().is_empty() { cx.t("untitled") } else { &about.title };
    let mark = if cx.session.is_unsaved() { " •" } else { "" };
    let text = RichText::new(format!("{title}{mark}")).text_style(theme::strong());
    let width = (ui.available_width() * if narrow { 0.18 } else { 0.24 }).clamp(90.0, 300.0);
    let wanted =
        ui.painter().layout_no_wrap(format!("{title}{mark}"), theme::strong_font(14.0), egui::Color32::BLACK);
    let response = ui.add_sized(
        [wanted.size().x.min(width) + 10.0, 32.0],
        egui::Button::new(text).frame(false).truncate(),
    );
    let named =
        widgets::named(response, egui::Role::Button, &cx.tr("title-button", &[("title", title.into())]));
    if named.on_hover_text(cx.t("cmd-edit-map")).clicked() {
        cx.command(Command::EditMap);
    }
    if *cx.session.origin() == Origin::Example && !narrow {
        widgets::caption(ui, cx, cx.t("example"));
    }
}

fn divider(ui: &mut Ui, cx: &Cx<'_>) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(9.0, 26.0), egui::Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(1.0, color(cx.theme.line)));
}

fn menu_button(ui: &mut Ui, cx: &Cx<'_>, glyph: char, label: &str, narrow: bool) -> egui::Response {
    let words = if narrow { String::new() } else { format!("{label} ") };
    let text = RichText::new(format!("{glyph} {words}{}", icon::CARET_DOWN)).text_style(theme::value());
    let button = egui::Button::new(text.color(color(cx.theme.ink))).frame_when_inactive(false);
    let response = ui.add(button.min_size(Vec2::new(0.0, 32.0)));
    let response = widgets::named(response, egui::Role::Button, label);
    if narrow { response.on_hover_text(label) } else { response }
}

fn theme_button(ui: &mut Ui, cx: &Cx<'_>) {
    let dark = cx.theme.is_dark();
    let glyph = if dark { icon::MOON } else { icon::SUN };
    let button = icon_button(ui, glyph, cx.t("menu-theme"));
    Popup::menu(&button).width(220.0).show(|ui| {
        let choices = [
            (Command::ThemeSystem, ThemeChoice::System),
            (Command::ThemeLight, ThemeChoice::Light),
            (Command::ThemeDark, ThemeChoice::Dark),
        ];
        for (command, choice) in choices {
            menus::switch(ui, cx, command, cx.prefs.theme == choice);
        }
        ui.separator();
        menus::switch(ui, cx, Command::ToggleMotion, !cx.motion);
    });
}

fn language_button(ui: &mut Ui, cx: &Cx<'_>) {
    let label = match cx.lang() {
        Lang::Fr => "FR",
        Lang::En => "EN",
    };
    let text = RichText::new(format!("{label} {}", icon::CARET_DOWN)).text_style(theme::value());
    let button = ui.add(egui::Button::new(text).frame_when_inactive(false).min_size(Vec2::new(0.0, 32.0)));
    let button = widgets::named(button, egui::Role::Button, cx.t("menu-language"));
    let button = button.on_hover_text(cx.t("menu-language"));
    Popup::menu(&button).width(180.0).show(|ui| {
        menus::switch(ui, cx, Command::French, cx.lang() == Lang::Fr);
        menus::switch(ui, cx, Command::English, cx.lang() == Lang::En);
    });
}

fn main_menu(ui: &mut Ui, cx: &Cx<'_>) {
    for command in [Command::New, Command::Open] {
        menus::item(ui, cx, command);
    }
    if !cx.prefs.recent.is_empty() {
        let more = RichText::new(format!("{}  {}", icon::CLOCK_COUNTER_CLOCKWISE, cx.t("menu-recent")));
        ui.menu_button(more.text_style(theme::value()), |ui| {
            ui.set_min_width(260.0);
            for path in &cx.prefs.recent {
                let name =
                    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let entry = menus::entry(ui, icon::FILE, &name, None);
                if entry.on_hover_text(path.display().to_string()).clicked() {
                    cx.send(Action::OpenPath(path.clone()));
                    ui.close();
                }
            }
        });
    }
    menus::item(ui, cx, Command::OpenExample);
    menus::item(ui, cx, Command::Import);
    ui.separator();
    menus::item(ui, cx, Command::Save);
    menus::item(ui, cx, Command::SaveAs);
    menus::item(ui, cx, Command::Share);
    menus::item(ui, cx, Command::ExportData);
    menus::item(ui, cx, Command::CopyImage);
    ui.separator();
    menus::item(ui, cx, Command::Versions);
    menus::item(ui, cx, Command::ImportReports);
    menus::item(ui, cx, Command::MergeCopy);
    ui.separator();
    for command in [Command::EditMap, Command::EditSchema, Command::Duplicates] {
        menus::item(ui, cx, command);
    }
    ui.separator();
    for command in [Command::Palette, Command::Shortcuts, Command::Welcome, Command::About] {
        menus::item(ui, cx, command);
    }
    ui.separator();
    menus::item(ui, cx, Command::Quit);
}

fn add_menu(ui: &mut Ui, cx: &Cx<'_>) {
    for command in [Command::AddActor, Command::AddLink, Command::Duplicate, Command::Paste, Command::Import]
    {
        menus::item(ui, cx, command);
    }
}

fn view_menu(ui: &mut Ui, cx: &Cx<'_>) {
    menus::switch(ui, cx, Command::ToggleLegend, cx.prefs.legend);
    menus::switch(ui, cx, Command::ToggleInspector, cx.prefs.inspector);
    menus::switch(ui, cx, Command::ToggleTable, cx.prefs.table);
    ui.separator();
    menus::switch(ui, cx, Command::ToggleHulls, cx.prefs.hulls);
    menus::title(ui, cx, cx.t("menu-sizes"));
    for (choice, key) in [(SizeChoice::Links, "sizes-links"), (SizeChoice::Same, "sizes-same")] {
        let on = cx.prefs.sizes == choice;
        let glyph = if on { icon::CHECK } else { ' ' };
        if menus::entry(ui, glyph, cx.t(key), None).clicked() {
            let mut prefs = cx.prefs.clone();
            prefs.sizes = choice;
            cx.send(Action::Prefs(Box::new(prefs)));
            ui.close();
        }
    }
    ui.separator();
    for command in
        [Command::Focus, Command::ShowAll, Command::FitAll, Command::ZoomReset, Command::FullScreen]
    {
        menus::item(ui, cx, command);
    }
}

/// Every group once, so that a command nobody put in a menu still shows in the shortcut list.
pub fn groups() -> impl Iterator<Item = (Group, Vec<Command>)> {
    Group::ALL.into_iter().map(|group| {
        (group, Command::ALL.iter().copied().filter(|command| command.group() == group).collect())
    })
}
