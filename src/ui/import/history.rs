//! History: the reports of earlier imports that travel with the map, to be read and written to files.

use egui::{Context, Label, RichText, ScrollArea};

use super::report::{self, ReportDialog};
use crate::import::kept::{self, Kept};
use crate::model::Map;
use crate::ui::cx::{Action, Cx};
use crate::ui::describe;
use crate::ui::dialogs::{Dialog, buttons, modal, title};
use crate::ui::recovery::card;
use crate::ui::share::Sharing;
use crate::ui::theme;
use crate::ui::widgets;

/// The dialog while it is open.
#[derive(Debug)]
pub struct HistoryDialog {
    /// The latest first.
    reports: Vec<Kept>,
}

impl HistoryDialog {
    /// The reports kept with a map.
    pub fn new(map: &Map) -> Self {
        let mut reports = kept::reports(map);
        reports.reverse();
        Self { reports }
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        let mut stays = true;
        let open = modal(ctx, cx, "import history", 620.0, |ui| {
            title(ui, cx.t("import-history-title"));
            ui.add(Label::new(cx.t("import-history-body")).wrap());
            ui.add_space(8.0);
            let height = (ctx.content_rect().height() - 300.0).max(120.0);
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                for (rank, kept) in self.reports.iter().enumerate() {
                    ui.push_id(rank, |ui| show_report(ui, cx, kept));
                    ui.add_space(4.0);
                }
            });
            buttons(ui, |ui| {
                if widgets::primary_button(ui, cx, cx.t("close")).clicked() {
                    stays = false;
                }
            });
        });
        open.is_some() && stays
    }
}

fn show_report(ui: &mut egui::Ui, cx: &Cx<'_>, kept: &Kept) {
    let on = describe::kept_moment(cx.text, &kept.on);
    card(ui, cx, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(&on).text_style(theme::strong()));
            widgets::caption(ui, cx, kept.files.join(", "));
        });
        for line in report::summary(cx.text, &kept.report).lines() {
            report::line_of(ui, line);
        }
        ui.horizontal(|ui| {
            let read = widgets::link_button(ui, cx, cx.t("import-history-read"));
            let spoken = |key: &str| format!("{} · {}", cx.t(key), on);
            if widgets::named(read, egui::Role::Button, &spoken("import-history-read")).clicked() {
                let dialog = Dialog::ImportReport(ReportDialog::earlier(kept.clone()));
                cx.send(Action::Dialog(dialog));
            }
            let save = widgets::link_button(ui, cx, cx.t("import-report-save"));
            if widgets::named(save, egui::Role::Button, &spoken("import-report-save")).clicked() {
                cx.send(Action::Share(Sharing::Report(Box::new(kept.clone()))));
            }
        });
    });
}
