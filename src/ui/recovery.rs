//! Dialogs that keep work from being lost: what a crash left, a file that someone else changed or has
//! open.

use std::path::{Path, PathBuf};

use egui::{Align, Context, Frame, Label, Layout, Margin, RichText};

use super::cx::{Action, Cx};
use super::dialogs::{buttons, modal, title};
use super::theme::{self, color};
use super::{describe, widgets};
use crate::icons::ui as icon;
use crate::merge::Merge;
use crate::recovery::{Crash, Holder, Pending, Version};
use crate::session::ReadOnly;

/// Something these dialogs want done.
#[derive(Debug)]
#[allow(clippy::large_enum_variant)] // one now and then, moved once
pub enum Safety {
    /// Opens what a journal holds.
    Recover(Pending),
    /// Gives up what a journal holds.
    Forget(Pending),
    /// Opens a version to look at it.
    LookAt(Box<Version>),
    /// Makes the map what a version was.
    Restore(Box<Version>),
    /// Saves over what someone else wrote.
    Overwrite,
    /// Saves under another name.
    SaveCopy,
    /// Takes what is in the file instead of what is open.
    Reload,
    /// Merges another copy in.
    MergeFile(PathBuf),
    /// Compares with another copy again, without guessing what both were made from.
    MergeApart(PathBuf),
    /// Takes the result of a merge.
    Apply(Box<Merge>, PathBuf),
    /// Edits a map that another window has open too.
    EditAnyway,
    /// Opens the map again that a version on show is of, and makes it what the version was; a file that
    /// does not open is replaced by it.
    RestoreShown(Box<Version>),
}

/// The strip over a map that can only be looked at: why, and the ways out. `version` is the version on
/// show, where it is one.
pub fn show_read_only(ui: &mut egui::Ui, cx: &Cx<'_>, why: &ReadOnly, version: Option<&Version>) {
    let words = match (why, version) {
        (ReadOnly::NewerVersion(format), _) => {
            cx.tr("read-only-why-newer", &[("version", format.clone().into())])
        }
        (ReadOnly::OldVersion, Some(version)) => {
            let when = describe::moment(cx.text, version.at);
            cx.tr("read-only-why-version", &[("when", when.into())])
        }
        (ReadOnly::OldVersion, None) => cx.t("read-only-version").to_owned(),
        (ReadOnly::HeldElsewhere, _) => cx.t("read-only-why-held").to_owned(),
    };
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let glyph = RichText::new(icon::LOCK_SIMPLE.to_string()).size(16.0).color(color(cx.theme.warn));
        ui.label(glyph);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            match (why, version.and_then(|version| Some((version, version.path.as_ref()?)))) {
                (ReadOnly::OldVersion, Some((version, path))) => {
                    if widgets::button(ui, cx.t("read-only-back")).clicked() {
                        cx.send(Action::OpenPath(path.clone()));
                    }
                    if widgets::button(ui, cx.t("read-only-restore")).clicked() {
                        cx.send(Action::Safety(Safety::RestoreShown(Box::new(version.clone()))));
                    }
                }
                (ReadOnly::HeldElsewhere, _) if widgets::button(ui, cx.t("held-edit")).clicked() => {
                    cx.send(Action::Safety(Safety::EditAnyway));
                }
                _ => {}
            }
            // What only a later version knows would be lost in a copy.
            let copies = !matches!(why, ReadOnly::NewerVersion(_));
            if copies && widgets::button(ui, cx.t("read-only-copy")).clicked() {
                cx.send(Action::Safety(Safety::SaveCopy));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let words = RichText::new(words).text_style(theme::value()).color(color(cx.theme.ink));
                ui.add(Label::new(words).truncate());
            });
        });
    });
}

/// The journals a crash left.
#[derive(Debug)]
pub struct Recovery {
    journals: Vec<Pending>,
    /// What the program stopped on, and the file of its note, where it did.
    crash: Option<(Crash, PathBuf)>,
    /// The one that is to be given up, if the person is sure.
    doubtful: Option<usize>,
}

impl Recovery {
    /// The dialog on some journals, and on the crash that left them, where there was one.
    pub fn new(journals: Vec<Pending>, crash: Option<(Crash, PathBuf)>) -> Self {
        let left_by = |(crash, _): &(Crash, PathBuf)| {
            journals.iter().any(|journal| crash.journals.iter().any(|named| named == journal.path()))
        };
        let crash = crash.filter(left_by);
        Self { journals, crash, doubtful: None }
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        let mut stays = true;
        let mut recover = None;
        let mut forget = None;
        let open = modal(ctx, cx, "recovery", 560.0, |ui| {
            title(ui, &cx.text.count("recovery-title", self.journals.len()));
            ui.add(Label::new(cx.t("recovery-body")).wrap());
            if let Some((crash, note)) = &self.crash {
                ui.add_space(8.0);
                show_crash(ui, cx, crash, note);
            }
            if self.journals.len() > 1 {
                ui.add_space(4.0);
                widgets::caption(ui, cx, cx.t("recovery-one-at-a-time"));
            }
            ui.add_space(8.0);
            egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                for (at, journal) in self.journals.iter().enumerate() {
                    let name = &journal.subject().title;
                    let name = if name.is_empty() { cx.t("untitled") } else { name };
                    card(ui, cx, |ui| {
                        ui.add(Label::new(RichText::new(name).text_style(theme::strong())).wrap());
                        if let Some(path) = &journal.subject().path {
                            widgets::caption(ui, cx, path.display().to_string());
                        }
                        let facts = cx.tr(
                            "recovery-facts",
                            &[
                                ("n", journal.changes.into()),
                                ("when", describe::moment(cx.text, journal.last).into()),
                            ],
                        );
                        widgets::caption(ui, cx, facts);
                        if journal.unreadable > 0 {
                            let (ink, ground) = (cx.theme.warn, cx.theme.warn_soft);
                            let words = cx.text.count("recovery-damaged", journal.unreadable);
                            widgets::notice(ui, icon::WARNING_CIRCLE, ink, ground, words);
                        }
                        ui.add_space(4.0);
                        let is_doubtful = self.doubtful == Some(at);
                        if is_doubtful {
                            let (ink, ground) = (cx.theme.warn, cx.theme.warn_soft);
                            widgets::notice(ui, icon::WARNING, ink, ground, cx.t("recovery-sure"));
                            ui.add_space(4.0);
                        }
                        ui.horizontal(|ui| {
                            let spoken = format!("{} · {name}", cx.t("recovery-recover"));
                            let response = widgets::primary_button(ui, cx, cx.t("recovery-recover"));
                            if widgets::named(response, egui::Role::Button, &spoken).clicked() {
                                recover = Some(at);
                            }
                            let spoken = format!("{} · {name}", cx.t("recovery-forget"));
                            let response = widgets::danger_button(ui, cx, cx.t("recovery-forget"));
                            if widgets::named(response, egui::Role::Button, &spoken).clicked() {
                                // There is no way back: it is asked twice.
                                if is_doubtful { forget = Some(at) } else { self.doubtful = Some(at) }
                            }
                        });
                    });
                    ui.add_space(6.0);
                }
            });
            buttons(ui, |ui| {
                if widgets::button(ui, cx.t("recovery-later")).clicked() {
                    stays = false;
                }
            });
        });
        if let Some(at) = recover {
            // The others are offered at the next start: one map is open at a time.
            cx.send(Action::Safety(Safety::Recover(self.journals.swap_remove(at))));
            return false;
        }
        if let Some(at) = forget {
            self.doubtful = None;
            cx.send(Action::Safety(Safety::Forget(self.journals.remove(at))));
        }
        open.is_some() && stays && !self.journals.is_empty()
    }
}

/// What the program stopped on, in plain words, and where the rest of it is for who can read it.
fn show_crash(ui: &mut egui::Ui, cx: &Cx<'_>, crash: &Crash, note: &Path) {
    let when = describe::moment(cx.text, crash.at);
    let key = if crash.whole { "recovery-crash" } else { "recovery-crash-part" };
    widgets::wide_notice(ui, cx, icon::WARNING_CIRCLE, &cx.tr(key, &[("when", when.into())]));
    ui.add_space(4.0);
    let file = note.display().to_string();
    let words = cx.tr("recovery-crash-note", &[("file", file.into())]);
    let words = RichText::new(words).text_style(egui::TextStyle::Small).color(color(cx.theme.ink_2));
    ui.add(Label::new(words).wrap());
}

/// A frame around something to choose.
pub fn card<R>(ui: &mut egui::Ui, cx: &Cx<'_>, contents: impl FnOnce(&mut egui::Ui) -> R) -> R {
    Frame::new()
        .stroke(egui::Stroke::new(1.0, color(cx.theme.line)))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// The file was changed by someone else since it was opened: what now? `false` once answered.
pub fn show_changed(ctx: &Context, cx: &Cx<'_>, path: &Path) -> bool {
    let mut stays = true;
    let open = modal(ctx, cx, "changed on disk", 500.0, |ui| {
        title(ui, cx.t("changed-title"));
        let file = path.display().to_string();
        ui.add(Label::new(cx.tr("changed-body", &[("file", file.into())])).wrap());
        ui.add_space(12.0);
        let choices = [
            ("changed-merge", Safety::MergeFile(path.to_owned()), icon::GIT_MERGE),
            ("changed-copy", Safety::SaveCopy, icon::FLOPPY_DISK_BACK),
            ("changed-overwrite", Safety::Overwrite, icon::FLOPPY_DISK),
            ("changed-reload", Safety::Reload, icon::ARROW_CLOCKWISE),
        ];
        for (at, (key, safety, glyph)) in choices.into_iter().enumerate() {
            let hint = format!("{key}-hint");
            if super::dialogs::card(ui, cx, glyph, cx.t(key), cx.t(&hint), at == 0) {
                cx.send(Action::Safety(safety));
                stays = false;
            }
            ui.add_space(6.0);
        }
        buttons(ui, |ui| {
            if widgets::button(ui, cx.t("cancel")).clicked() {
                stays = false;
            }
        });
    });
    open.is_some() && stays
}

/// Another window has the file open. `false` once answered.
pub fn show_held(ctx: &Context, cx: &Cx<'_>, path: &Path, holder: &Holder) -> bool {
    let mut stays = true;
    let open = modal(ctx, cx, "held elsewhere", 480.0, |ui| {
        title(ui, cx.t("held-title"));
        let values = [
            ("file", path.display().to_string().into()),
            ("user", holder.user.clone().into()),
            ("known", if holder.user.is_empty() { "no" } else { "yes" }.into()),
            ("since", describe::moment(cx.text, holder.since).into()),
            ("pid", holder.pid.to_string().into()),
        ];
        ui.add(Label::new(cx.tr("held-body", &values)).wrap());
        buttons(ui, |ui| {
            if widgets::primary_button(ui, cx, cx.t("held-look")).clicked() {
                stays = false;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if widgets::danger_button(ui, cx, cx.t("held-edit")).clicked() {
                    cx.send(Action::Safety(Safety::EditAnyway));
                    stays = false;
                }
            });
        });
    });
    open.is_some() && stays
}
