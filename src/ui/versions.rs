//! Versions: the list of what saves replaced, to look at and to put back.

use egui::{Context, Label, RichText};

use super::cx::{Action, Cx};
use super::dialogs::{self, buttons, modal, title};
use super::recovery::{Safety, card};
use super::theme;
use super::{describe, widgets};
use crate::job::{Job, Outcome};
use crate::merge::summary;
use crate::recovery::{Store, Version};

/// The height of a version, the same for all: only those on show are laid out.
const ROW: f32 = 92.0;

/// The dialog while it is open.
#[derive(Debug)]
pub struct VersionsDialog {
    list: Vec<Version>,
    reading: Option<Job<Vec<Version>>>,
}

impl VersionsDialog {
    /// The versions of the open map, which a job reads.
    pub fn new(store: Option<&Store>, cx_map: &crate::model::MapId, ctx: &Context) -> Self {
        let reading = store.map(|store| {
            let (versions, map, ctx) = (store.versions(), cx_map.clone(), ctx.clone());
            Job::start(move |_| versions.list(&map), move || ctx.request_repaint())
        });
        Self { list: Vec::new(), reading }
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        if let Some(reading) = &self.reading {
            match reading.poll() {
                Outcome::Running => {}
                Outcome::Done(list) => {
                    self.list = list;
                    self.reading = None;
                }
                Outcome::Lost => self.reading = None,
            }
        }
        let mut stays = true;
        let open = modal(ctx, cx, "versions", 600.0, |ui| {
            title(ui, cx.t("versions-title"));
            ui.add(Label::new(cx.t("versions-body")).wrap());
            ui.add_space(8.0);
            if self.reading.is_some() {
                ui.add(egui::Spinner::new().size(16.0));
            } else if self.list.is_empty() {
                ui.add(Label::new(cx.t("versions-none")).wrap());
            }
            let height = (ctx.content_rect().height() - 300.0).max(ROW);
            let area = dialogs::rows("versions", ui, ROW, self.list.len(), height);
            area.show_rows(ui, ROW, self.list.len(), |ui, shown| {
                for version in self.list.iter().take(shown.end).skip(shown.start) {
                    ui.push_id(version.at, |ui| stays &= show_version(ui, cx, version));
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

/// One version; `false` where it was chosen.
fn show_version(ui: &mut egui::Ui, cx: &Cx<'_>, version: &Version) -> bool {
    let mut stays = true;
    let when = describe::moment(cx.text, version.at);
    ui.set_height(ROW - 8.0);
    card(ui, cx, |ui| {
        ui.set_height(ROW - 36.0);
        ui.horizontal(|ui| {
            ui.label(RichText::new(&when).text_style(theme::strong()));
            let mut facts = vec![describe::size(cx.text, version.bytes)];
            match version.counts {
                Some((actors, links)) => {
                    facts.push(cx.text.count("count-actors", actors));
                    facts.push(cx.text.count("count-links", links));
                }
                None => facts.push(cx.t("versions-unread").to_owned()),
            }
            widgets::caption(ui, cx, facts.join(" · "));
        });
        let brought = match &version.brought {
            Some(brought) => summary(cx.text, brought),
            None => cx.t("versions-first").to_owned(),
        };
        ui.add(Label::new(RichText::new(brought).text_style(theme::value())).truncate());
        ui.horizontal(|ui| {
            for (key, restore) in [("versions-look", false), ("versions-restore", true)] {
                if restore && cx.session.read_only().is_some() {
                    continue;
                }
                let response = widgets::link_button(ui, cx, cx.t(key));
                let spoken = format!("{} · {when}", cx.t(key));
                if widgets::named(response, egui::Role::Button, &spoken).clicked() {
                    let version = Box::new(version.clone());
                    let safety = if restore { Safety::Restore(version) } else { Safety::LookAt(version) };
                    cx.send(Action::Safety(safety));
                    stays = false;
                }
            }
        });
    });
    stays
}
