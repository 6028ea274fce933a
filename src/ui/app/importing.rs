//! Bringing in files of other tools: the window opened, and what it ends with done.

use std::path::PathBuf;

use super::App;
use crate::edit::{Edit, Purpose as EditPurpose};
use crate::file;
use crate::model::Map;
use crate::session::{Origin, Session};
use crate::ui::command::Command;
use crate::ui::dialogs::{Dialog, Then};
use crate::ui::import::{Finished, ImportWindow, ReportDialog, Target, remember};

impl App {
    /// Opens the import window, without files yet.
    pub(super) fn show_import(&mut self, target: Option<Target>) {
        // A map that can only be looked at takes nothing in.
        let target = target.or(self.session.read_only().is_some().then_some(Target::New));
        if !matches!(self.dialog, Some(Dialog::Import(_))) {
            self.dialog = Some(Dialog::Import(Box::new(ImportWindow::new(self.session.map(), target))));
        }
    }

    /// Brings files in: the window shows what will become of them.
    pub(super) fn import_files(&mut self, ctx: &egui::Context, paths: Vec<PathBuf>) {
        // Before anything was done on the example, a table is the start of a map of one's own.
        let untouched = self.welcome && !self.session.is_unsaved();
        self.welcome = false;
        if let Some(folder) = paths.first().and_then(|path| path.parent()) {
            let folder = folder.to_owned();
            self.change_prefs(|prefs| prefs.folder = Some(folder));
        }
        self.show_import(untouched.then_some(Target::New));
        if let Some(Dialog::Import(window)) = &mut self.dialog {
            window.add_files(paths, ctx);
        }
    }

    /// Does what an import ends with: one step on the open map, or a new map.
    pub(super) fn imported(&mut self, ctx: &egui::Context, finished: Finished) {
        self.dialog = None;
        self.welcome = false;
        if finished.tables {
            let mapping = finished.mapping.clone();
            self.change_prefs(|prefs| remember(&mut prefs.mappings, mapping));
        }
        if finished.is_new {
            self.imported = Some(Box::new(finished));
            self.leave_for(ctx, Then::OpenImported);
            return;
        }
        let edit = Edit::Become { map: Box::new(finished.map), purpose: EditPurpose::Import };
        self.session.seal();
        self.edit_then(ctx, edit, move |app, _| {
            app.session.seal();
            app.dialog = Some(Dialog::ImportReport(ReportDialog::new(finished.report)));
        });
    }

    /// Opens the map an import made, once the open one may be left.
    pub(super) fn open_imported(&mut self, ctx: &egui::Context) {
        let Some(finished) = self.imported.take() else { return };
        let Finished { map, report, .. } = *finished;
        // A step on an empty map: it is work that closing would lose, and can be undone.
        let empty = Map::new(map.about.title.clone(), file::default_schema().clone());
        self.set_session(Session::new(empty, Origin::New));
        self.edit(ctx, Edit::Become { map: Box::new(map), purpose: EditPurpose::Import });
        self.session.seal();
        self.command(ctx, Command::FitAll);
        self.dialog = Some(Dialog::ImportReport(ReportDialog::new(report)));
    }
}
