//! Changes of the map: small ones at once, large ones in the background on a copy of the session that
//! takes the open one's place when it is done.

use super::App;
use crate::edit::{Edit, EditError};
use crate::job::{self, Job, Outcome, Progress};
use crate::session::{Ahead, LARGE_CHANGE, Step};

/// What is done after a change, or where it cannot be made.
type After = Box<dyn FnOnce(&mut App, &egui::Context, Result<bool, EditError>)>;

/// A large change under way.
pub(super) struct Working {
    job: Job<Result<Option<Ahead>, EditError>>,
    /// What it is, in the translations.
    label: &'static str,
    then: After,
}

impl Working {
    /// The job, for its progress.
    pub(super) fn job(&self) -> &Job<Result<Option<Ahead>, EditError>> {
        &self.job
    }

    /// What it is, in the translations.
    pub(super) fn label(&self) -> &'static str {
        self.label
    }
}

impl App {
    /// Changes the map; says why where it cannot be.
    pub(super) fn edit(&mut self, ctx: &egui::Context, edit: Edit) {
        self.edit_then(ctx, edit, |_, _| {});
    }

    /// Changes the map, and goes on once that is done.
    pub(super) fn edit_then(
        &mut self,
        ctx: &egui::Context,
        edit: Edit,
        then: impl FnOnce(&mut Self, &egui::Context) + 'static,
    ) {
        let map = self.session.map();
        let size = edit.size(map.actor_count() + map.link_count());
        self.change(ctx, size, Step::Edit(Box::new(|_| edit)), |app, ctx, result| match result {
            Ok(_) => then(app, ctx),
            Err(error) => app.refused(ctx, &error),
        });
    }

    /// Takes the last step back.
    pub(super) fn undo(&mut self, ctx: &egui::Context) {
        let (size, _) = self.session.next_sizes();
        self.change(ctx, size, Step::Undo, |_, _, _| {});
    }

    /// Takes the last undone step again.
    pub(super) fn redo(&mut self, ctx: &egui::Context) {
        let (_, size) = self.session.next_sizes();
        self.change(ctx, size, Step::Redo, |_, _, _| {});
    }

    /// Takes a step that bears on about so many records, and goes on once it is taken; `Ok(false)` says
    /// that it changed nothing.
    pub(super) fn change(
        &mut self,
        ctx: &egui::Context,
        size: usize,
        step: Step,
        then: impl FnOnce(&mut Self, &egui::Context, Result<bool, EditError>) + 'static,
    ) {
        if size <= LARGE_CHANGE && self.working.is_none() {
            let result = self.session.take(step);
            return then(self, ctx, result);
        }
        let work = move |ahead: &mut Ahead, progress: &Progress| {
            progress.set(0.3);
            ahead.take(step)
        };
        self.change_ahead(ctx, "work-changing", work, then);
    }

    /// Does something large in the background, to a copy of the session that takes the open one's place
    /// when it is done, and goes on then; `work` says whether it changed anything.
    pub(super) fn change_ahead(
        &mut self,
        ctx: &egui::Context,
        label: &'static str,
        work: impl FnOnce(&mut Ahead, &Progress) -> Result<bool, EditError> + Send + 'static,
        then: impl FnOnce(&mut Self, &egui::Context, Result<bool, EditError>) + 'static,
    ) {
        if self.working.is_some() {
            return then(self, ctx, Err(EditError::Busy));
        }
        if self.session.read_only().is_some() {
            return then(self, ctx, Err(EditError::ReadOnly));
        }
        let mut ahead = self.session.ahead();
        let waker = ctx.clone();
        let work = move |progress: &Progress| {
            let changed = work(&mut ahead, progress)?;
            Ok(changed.then_some(ahead))
        };
        let job = Job::start(work, move || waker.request_repaint());
        self.working = Some(Working { job, label, then: Box::new(then) });
    }

    /// Looks after the large change under way.
    pub(super) fn follow_working(&mut self, ctx: &egui::Context) {
        let Some(working) = &self.working else { return };
        let result = match working.job.poll() {
            Outcome::Running => return,
            Outcome::Done(result) => result,
            Outcome::Lost => Ok(None),
        };
        let Some(Working { then, .. }) = self.working.take() else { return };
        self.session.wait_no_more();
        let result = result.map(|ahead| match ahead {
            Some(ahead) => {
                job::let_go(self.session.adopt(ahead));
                true
            }
            None => false,
        });
        then(self, ctx, result);
        ctx.request_repaint();
    }

    /// Gives the large change under way up: the map stays as it is.
    pub(super) fn stop_working(&mut self) {
        if self.working.take().is_some() {
            self.session.wait_no_more();
        }
    }
}
