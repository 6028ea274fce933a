//! Sharing: the dialogs opened, the file chosen and written, the picture copied.

use std::path::PathBuf;

use super::App;
use crate::drawing::ThemeKind;
use crate::drawing::sheet::Parts;
use crate::export::picture::{PictureOptions, Pixels, Window};
use crate::export::{self, Audience, Format};
use crate::import::kept::Kept;
use crate::job::{Job, Outcome};
use crate::ui::cx::Cx;
use crate::ui::describe;
use crate::ui::dialogs::{Dialog, Problem};
use crate::ui::files::{self, Purpose};
use crate::ui::import::report_bytes;
use crate::ui::share::{self, Content, DataDialog, Exported, Failed, ShareDialog, Sharing};

/// What is to be written once a file is chosen.
#[derive(Clone)]
enum Pending {
    /// The map in a format.
    Map(Format, Box<export::Options>),
    /// The report of an import.
    Report(Box<Kept>),
}

/// What is being made of the map to leave it.
#[derive(Default)]
pub(super) struct Shares {
    pending: Option<Pending>,
    pub(super) export: Option<Job<Exported>>,
    copy: Option<Job<Option<Pixels>>>,
}

impl App {
    pub(super) fn open_share(&mut self, ctx: &egui::Context) {
        self.finish_typing(ctx);
        let (theme, text) = (self.theme(ctx), self.text.clone());
        let cx = Cx::new(&self.session, &text, theme, &self.prefs, false);
        self.dialog = Some(Dialog::Share(Box::new(ShareDialog::new(&cx, self.window_shown()))));
    }

    pub(super) fn open_data(&mut self, ctx: &egui::Context) {
        self.finish_typing(ctx);
        let (theme, text) = (self.theme(ctx), self.text.clone());
        let cx = Cx::new(&self.session, &text, theme, &self.prefs, false);
        self.dialog = Some(Dialog::Data(Box::new(DataDialog::new(&cx))));
    }

    fn window_shown(&self) -> Window {
        let (zoom, visible) = self.canvas.seen();
        Window { zoom, visible }
    }

    /// Does what the dialog asked for.
    pub(super) fn share(&mut self, ctx: &egui::Context, sharing: Sharing) {
        match sharing {
            Sharing::Save(format, options) => {
                self.shares.pending = Some(Pending::Map(format, options));
                self.choose(ctx, Purpose::Export(format));
            }
            Sharing::Report(kept) => {
                self.shares.pending = Some(Pending::Report(kept));
                self.choose(ctx, Purpose::Report);
            }
            Sharing::Replace(path) => self.write_pending(ctx, path, None, true),
            Sharing::OtherName => {
                self.dialog = None;
                match &self.shares.pending {
                    Some(Pending::Map(format, _)) => self.choose(ctx, Purpose::Export(*format)),
                    Some(Pending::Report(_)) => self.choose(ctx, Purpose::Report),
                    None => {}
                }
            }
            Sharing::Copy(options) => self.start_copy(ctx, *options),
        }
    }

    /// The selection, or what the window shows, as an image on the clipboard.
    pub(super) fn copy_image(&mut self, ctx: &egui::Context) {
        self.finish_typing(ctx);
        let content = if self.session.selection().is_empty() { Content::Window } else { Content::Selection };
        let picture = PictureOptions {
            lang: self.text.lang(),
            theme: if self.theme(ctx).is_dark() { ThemeKind::Dark } else { ThemeKind::Light },
            scale: 2.0,
            parts: Parts::NONE,
            looking: share::looking(content, &self.session, &self.prefs, self.window_shown()),
            ..PictureOptions::default()
        };
        self.start_copy(ctx, export::Options { audience: Audience::Public, picture });
    }

    fn start_copy(&mut self, ctx: &egui::Context, options: export::Options) {
        self.shares.copy = Some(share::copy(self.session.snapshot(), options, ctx));
    }

    /// The name that is proposed for what is to be written.
    pub(super) fn proposed_name(&self, purpose: Purpose) -> Option<String> {
        let title = &self.session.map().about.title;
        match (purpose, &self.shares.pending) {
            // What the map's file is called may be nobody else's business.
            (Purpose::Export(format), Some(Pending::Map(_, options))) => {
                Some(files::export_name(title, format, options.picture.lang))
            }
            (Purpose::Export(format), _) => Some(files::export_name(title, format, self.text.lang())),
            (Purpose::Report, Some(Pending::Report(kept))) => {
                let day = kept.on.split(' ').next().unwrap_or_default().to_owned();
                Some(format!("{}.csv", self.text.with("report-file", &[("day", day.into())])))
            }
            _ => None,
        }
    }

    /// A file was chosen to write to.
    pub(super) fn export_to(&mut self, ctx: &egui::Context, chosen: PathBuf, endings: &[&str]) {
        self.prefs.folder = chosen.parent().map(std::path::Path::to_owned);
        self.prefs_dirty = true;
        let path = files::with_ending(chosen.clone(), endings);
        self.write_pending(ctx, path, Some(chosen), false);
    }

    /// Writes what is to be written. `agreed` is the file a person may have agreed to replace.
    fn write_pending(&mut self, ctx: &egui::Context, path: PathBuf, agreed: Option<PathBuf>, replace: bool) {
        let Some(pending) = self.shares.pending.clone() else { return };
        let own = self.session.path().map(std::path::Path::to_owned);
        let target = share::Target { path, agreed, replace, own };
        self.shares.export = Some(match pending {
            Pending::Map(format, options) => {
                self.dialog = None;
                share::export(self.session.snapshot(), format, *options, target, ctx)
            }
            Pending::Report(kept) => {
                let as_text =
                    target.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
                share::save(report_bytes(&self.text, &kept, as_text), target, ctx)
            }
        });
    }

    /// Looks after files being written and pictures being copied.
    pub(super) fn poll_shares(&mut self, ctx: &egui::Context) {
        match self.shares.export.as_ref().map(Job::poll) {
            Some(Outcome::Done(exported)) => {
                self.shares.export = None;
                self.exported(ctx, exported);
            }
            Some(Outcome::Lost) => self.shares.export = None,
            Some(Outcome::Running) | None => {}
        }
        match self.shares.copy.as_ref().map(Job::poll) {
            Some(Outcome::Done(Some(pixels))) => {
                self.shares.copy = None;
                let size = [pixels.width as usize, pixels.height as usize];
                ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied(size, &pixels.rgba));
                let values = [("w", pixels.width.into()), ("h", pixels.height.into())];
                let message = self.text.with("share-copied", &values);
                self.toast(ctx, message);
            }
            Some(Outcome::Done(None) | Outcome::Lost) => {
                self.shares.copy = None;
                let message = self.text.get("share-not-copied").to_owned();
                self.toast(ctx, message);
            }
            Some(Outcome::Running) | None => {}
        }
    }

    fn exported(&mut self, ctx: &egui::Context, exported: Exported) {
        let name = |path: &PathBuf| {
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let problem = match exported.result {
            Ok(written) => {
                self.shares.pending = None;
                let names: Vec<String> = written.files.iter().map(name).collect();
                let message = match names.as_slice() {
                    [first, second] => {
                        let values = [("first", first.clone().into()), ("second", second.clone().into())];
                        self.text.with("share-saved-two", &values)
                    }
                    names => self.text.with("share-saved", &[("file", names.join(", ").into())]),
                };
                return self.toast(ctx, message);
            }
            Err(Failed::Taken(taken)) => {
                let names = taken.iter().map(name).collect();
                self.dialog = Some(Dialog::Replace(exported.path, names));
                return;
            }
            Err(Failed::Export(export::Error::Stopped)) => return,
            Err(Failed::Save(path, error)) => {
                let mut problem = describe::save_problem(&self.text, &path, &error);
                // It is the copy that could not be saved, not the map.
                problem.title = self.text.get("share-not-saved").to_owned();
                problem.advice = self.text.get("share-not-saved-advice").to_owned();
                problem.save_elsewhere = false;
                problem
            }
            Err(Failed::OwnFile) => {
                self.export_problem(&exported.path, "share-own-file", "share-own-file-advice")
            }
            Err(Failed::Export(export::Error::TooLarge)) => {
                self.export_problem(&exported.path, "share-failed", "share-advice-too-large")
            }
            Err(Failed::Export(_)) => self.export_problem(&exported.path, "share-failed", "share-advice"),
        };
        self.dialog = Some(Dialog::Problem(problem));
    }

    fn export_problem(&self, path: &std::path::Path, title: &str, advice: &str) -> Problem {
        Problem {
            title: self.text.get(title).to_owned(),
            facts: vec![(self.text.get("fact-file").to_owned(), path.display().to_string())],
            advice: self.text.get(advice).to_owned(),
            version: None,
            save_elsewhere: false,
            list: Vec::new(),
            is_notice: false,
        }
    }
}
