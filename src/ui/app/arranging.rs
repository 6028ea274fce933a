//! Layouts: started, watched, stopped, taken back, and made one step of the history at their end.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::App;
use crate::edit::Edit;
use crate::job::Outcome;
use crate::layout::align::{Align, align};
use crate::layout::arrange::ROOM;
use crate::model::{ActorId, Map, Position};
use crate::session::Step;
use crate::ui::arrange::{self, Arranging, Ended, GatherChoice};
use crate::ui::canvas::Outset;
use crate::ui::command::Command;
use crate::ui::cx::Cx;

impl App {
    /// Does a command of the menu of layouts. `false` where it is none.
    pub(super) fn arrange_command(&mut self, ctx: &egui::Context, command: Command) -> bool {
        if let Some(how) = arrange::align(command) {
            self.line_up(ctx, how);
            return true;
        }
        let choice = self.prefs.arrange.clone();
        let only = command == Command::ArrangeSelection || arrange::on_selection(&self.session, &choice);
        let selected: Option<&BTreeSet<ActorId>> = only.then_some(&self.session.selection().actors);
        if let Some(wanted) = arrange::arrangement(command, &self.session, &choice, selected) {
            // Another that is under way is given up, and the picture goes on from where it is.
            self.session.seal();
            let (map, revision, shows) = (self.session.snapshot(), self.session.revision(), self.may_move());
            let ctx = ctx.clone();
            self.canvas.start_arranging();
            self.arranging =
                Some(Arranging::start(map, revision, wanted, shows, move || ctx.request_repaint()));
            return true;
        }
        let gather =
            |wanted: GatherChoice| if choice.gather == wanted { GatherChoice::Links } else { wanted };
        let mut now = choice.clone();
        match command {
            Command::ArrangeOnlySelection => now.only_selection = !now.only_selection,
            Command::ArrangeKeepPresent => now.keeps_present = !now.keeps_present,
            Command::ArrangeForLabels => now.for_labels = !now.for_labels,
            Command::GatherTerritories => now.gather = gather(GatherChoice::Territory),
            Command::GatherBids => now.gather = gather(GatherChoice::Bid),
            Command::GatherFamilies => now.gather = gather(GatherChoice::Family),
            _ => return false,
        }
        self.change_prefs(|prefs| prefs.arrange = now);
        true
    }

    /// Looks after the layout under way.
    pub(super) fn follow_arranging(&mut self, ctx: &egui::Context) {
        let Some(arranging) = &self.arranging else { return };
        let ended = match arranging.poll() {
            Outcome::Running => {
                if self.may_move()
                    && let Some((outset, at)) = arranging.take_look()
                {
                    self.canvas.show_arranging(&outset, at, ctx.input(|input| input.time));
                }
                return;
            }
            Outcome::Done(ended) => ended,
            Outcome::Lost => None,
        };
        let Some(arranging) = self.arranging.take() else { return };
        match ended {
            Some(ended) => self.arranged(ctx, ended, &arranging),
            None => self.leave_arranging(ctx, None),
        }
    }

    /// Lets the layout under way be content with what there is.
    pub(super) fn stop_arranging(&mut self) {
        if let Some(arranging) = &self.arranging {
            arranging.stop();
        }
    }

    /// Gives the layout under way up: everybody goes back where they were.
    pub(super) fn cancel_arranging(&mut self, ctx: &egui::Context) {
        if let Some(arranging) = self.arranging.take() {
            drop(arranging);
            self.leave_arranging(ctx, None);
        }
    }

    pub(super) fn arranged(&mut self, ctx: &egui::Context, ended: Ended, of: &Arranging) {
        let Ended { positions, planned } = ended;
        let outset = of.outset().cloned().unwrap_or_default();
        let size = positions.len();
        let late = {
            let outset = outset.clone();
            Box::new(move |map: &Map| Ended { positions, planned: None }.edit_on(map, &outset))
        };
        let step = match planned {
            Some(planned) => Step::Planned(planned, of.revision(), late),
            None => Step::Edit(late),
        };
        self.change(ctx, size, step, move |app, ctx, result| {
            app.leave_arranging(ctx, Some(&outset));
            match result {
                Ok(true) => {
                    let count = app.session.next_undo().map_or(0, |step| step.count);
                    let message = app.text.count("arrange-done", count);
                    let now = ctx.input(|input| input.time);
                    app.toasts.add_undoable(message, app.session.revision(), now);
                }
                Ok(false) => app.toast(ctx, app.text.get("arrange-nothing").to_owned()),
                Err(error) => app.refused(ctx, &error),
            }
        });
    }

    fn leave_arranging(&mut self, ctx: &egui::Context, outset: Option<&Arc<Outset>>) {
        let (theme, text) = (self.theme(ctx), self.text.clone());
        let cx = Cx::new(&self.session, &text, theme, &self.prefs, self.may_move());
        self.canvas.end_arranging(&cx, outset, ctx.input(|input| input.time));
        ctx.request_repaint();
    }

    /// Lines the selected actors up. Pinned ones too: it is asked for by hand.
    fn line_up(&mut self, ctx: &egui::Context, how: Align) {
        let map = self.session.map();
        let chosen: Vec<(ActorId, Position)> = self
            .session
            .selection()
            .actors
            .iter()
            .filter_map(|id| Some((id.clone(), map.actor(id)?.position?)))
            .filter(|(_, position)| position.at.is_finite())
            .collect();
        let points: Vec<_> = chosen.iter().map(|(_, position)| position.at).collect();
        let positions = chosen
            .into_iter()
            .zip(align(&points, how, ROOM))
            .map(|((id, position), at)| {
                let rounded = Position::free(at);
                (id, Position { pinned: position.pinned, ..rounded })
            })
            .collect();
        let outset = Arc::new(Outset::of_some(map, &self.session.selection().actors));
        self.session.seal();
        self.edit_then(ctx, Edit::Move { positions }, move |app, ctx| {
            if app.arranging.is_none() {
                app.leave_arranging(ctx, Some(&outset));
            }
        });
    }
}
