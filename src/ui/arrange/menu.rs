//! The menu of layouts: ways first, then what they heed, then how a selection is lined up.

use egui::{RichText, Ui};

use super::{ALIGNS, GatherChoice, WAYS, on_selection};
use crate::icons::ui as icon;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::{menus, theme};

/// The menu.
pub fn menu(ui: &mut Ui, cx: &Cx<'_>) {
    let choice = &cx.prefs.arrange;
    let bears_on = if on_selection(cx.session, choice) {
        cx.text.count("arrange-on-selection", cx.session.selection().actors.len())
    } else {
        cx.t("arrange-on-all").to_owned()
    };
    menus::title(ui, cx, &bears_on);
    for command in WAYS {
        // Under that title "in a circle" says enough.
        let key = command.key().trim_start_matches("cmd-");
        menus::item_named(ui, cx, command, cx.t(&format!("{key}-way")));
    }
    ui.separator();
    menus::item(ui, cx, Command::ArrangeOverlaps);
    menus::item(ui, cx, Command::ArrangeNew);
    let several = cx.session.selection().actors.len() > 1;
    ui.add_enabled_ui(several, |ui| align_entries(ui, cx));
    ui.separator();
    menus::title(ui, cx, cx.t("arrange-options"));
    let switches = [
        (Command::ArrangeOnlySelection, on_selection(cx.session, choice)),
        (Command::ArrangeKeepPresent, choice.keeps_present),
        (Command::ArrangeForLabels, choice.for_labels),
        (Command::GatherTerritories, choice.gather == GatherChoice::Territory),
        (Command::GatherBids, choice.gather == GatherChoice::Bid),
        (Command::GatherFamilies, choice.gather == GatherChoice::Family),
    ];
    for (command, on) in switches {
        ui.add_enabled_ui(command.is_enabled(cx.session), |ui| menus::switch(ui, cx, command, on));
    }
}

/// The submenu that lines the selection up.
fn align_entries(ui: &mut Ui, cx: &Cx<'_>) {
    let title = format!("{}  {}", icon::ROWS, cx.t("menu-align"));
    ui.menu_button(RichText::new(title).text_style(theme::value()), |ui| {
        ui.set_width(250.0);
        for (at, command) in ALIGNS.into_iter().enumerate() {
            if at % 3 == 0 && at > 0 {
                ui.separator();
            }
            menus::item(ui, cx, command);
        }
    });
}

/// What the context menu of several actors offers.
pub fn selection_entries(ui: &mut Ui, cx: &Cx<'_>) {
    if cx.session.selection().actors.len() > 1 {
        ui.separator();
        menus::item(ui, cx, Command::ArrangeSelection);
        align_entries(ui, cx);
    }
}
