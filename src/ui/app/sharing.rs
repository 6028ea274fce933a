//! Sharing: the dialog opened, the file chosen and written, the picture copied.

use std::path::PathBuf;

use super::App;
use crate::drawing::ThemeKind;
use crate::drawing::sheet::Parts;
use crate::export::picture::{PictureOptions, Pixels, Window};
use crate::export::{self, Audience, Format};
use crate::job::{Job, Outcome};
use crate::ui::cx::Cx;
use crate::ui::describe;
use crate::ui::dialogs::{Dialog, Problem};
use crate::ui::files::Purpose;
use crate::ui::share::{self, Content, Exported, Failed, ShareDialog, Sharing};

/// What is being made of the map to leave it.
#[derive(Default)]
pub(super) struct Shares {
    /// What is to be written once a file is chosen.
    pending: Option<(Format, Box<export::Options>)>,
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

    fn window_shown(&self) -> Window {
        let (zoom, visible) = self.canvas.seen();
        Window { zoom, visible }
    }

    /// Does what the dialog asked for.
    pub(super) fn share(&mut self, ctx: &egui::Context, sharing: Sharing) {
        match sharing {
            Sharing::Save(format, options) => {
                self.shares.pending = Some((format, options));
                self.choose(ctx, Purpose::Export(format));
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

    /// A file was chosen to export to.
    pub(super) fn export_to(&mut self, ctx: &egui::Context, path: PathBuf) {
        let Some((format, options)) = self.shares.pending.take() else { return };
        self.prefs.folder = path.parent().map(std::path::Path::to_owned);
        self.prefs_dirty = true;
        self.dialog = None;
        self.shares.export = Some(share::export(self.session.snapshot(), format, *options, path, ctx));
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
        let problem = match exported.result {
            Ok(()) => {
                let name = exported.path.file_name().map(|name| name.to_string_lossy().into_owned());
                let message = self.text.with("share-saved", &[("file", name.unwrap_or_default().into())]);
                return self.toast(ctx, message);
            }
            Err(Failed::Export(export::Error::Stopped)) => return,
            Err(Failed::Save(error)) => describe::save_problem(&self.text, &exported.path, &error),
            Err(Failed::Export(error)) => {
                let file = exported.path.display().to_string();
                let advice = match &error {
                    export::Error::TooLarge => "share-advice-too-large",
                    _ => "share-advice",
                };
                Problem {
                    title: self.text.get("share-failed").to_owned(),
                    facts: vec![(self.text.get("fact-file").to_owned(), file)],
                    advice: self.text.get(advice).to_owned(),
                    version: None,
                    save_elsewhere: false,
                    list: Vec::new(),
                    is_notice: false,
                }
            }
        };
        self.dialog = Some(Dialog::Problem(problem));
    }
}
