//! Actions: what panels and keys asked for, done one after the other.

use std::collections::BTreeMap;
use std::sync::mpsc::channel;

use super::App;
use crate::edit::{Edit, EditError, FieldName};
use crate::geometry::Point;
use crate::layout;
use crate::model::{Actor, ActorId, Link, LinkId, Map, Position};
use crate::query::Filter;
use crate::session::{Focus, Selection, Step};
use crate::text::Text;
use crate::ui::canvas;
use crate::ui::command::Command;
use crate::ui::cx::{Action, Cx};
use crate::ui::describe;
use crate::ui::dialogs::{Dialog, Then};
use crate::ui::files::Purpose;
use crate::ui::import::HistoryDialog;
use crate::ui::link_dialog::LinkDialog;
use crate::ui::palette::Palette;
use crate::ui::prefs::{MotionChoice, Prefs, ThemeChoice};
use crate::ui::schema_editor::SchemaEditor;
use crate::ui::tabular::{self, Copied};

impl App {
    /// Does what a panel asked for.
    pub(super) fn act(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Do(command) => self.command(ctx, command),
            Action::Edit(edit) => self.edit(ctx, edit),
            Action::MoveSelected(delta) => {
                let selection = self.session.selection_snapshot();
                let place = move |map: &Map, id: &ActorId| {
                    let at = map.actor(id)?.position?.at + delta;
                    Some((id.clone(), Position::pinned(at)))
                };
                let make = move |map: &Map| {
                    let positions = selection.actors.iter().filter_map(|id| place(map, id)).collect();
                    Edit::Move { positions }
                };
                self.edit_selected(ctx, make, |_, _| {});
            }
            Action::Seal => self.session.seal(),
            Action::Select(selection) => self.session.select(selection),
            Action::WalkTo(selection) => {
                let mut actors: Vec<ActorId> = selection.actors.iter().cloned().collect();
                for link in selection.links.iter().filter_map(|id| self.session.map().link(id)) {
                    actors.extend([link.from.clone(), link.to.clone()]);
                }
                self.show_hidden(&actors);
                self.canvas.fly_to(actors);
                self.session.select(selection);
            }
            Action::Filter(filter) => self.session.set_filter(filter),
            Action::Focus(focus) => self.session.set_focus(focus),
            Action::OpenPath(path) => self.open_path(ctx, path),
            Action::Dialog(dialog) => self.dialog = Some(dialog),
            Action::NewMap(what) => self.leave_for(ctx, Then::NewMap(what)),
            Action::CreateAt(_) | Action::ConnectDialog { .. } if self.session.read_only().is_some() => {
                self.refused(ctx, &EditError::ReadOnly);
            }
            Action::CreateAt(at) => self.canvas.start_naming(at, None),
            Action::ConnectDialog { from, to } => {
                self.dialog = Some(Dialog::Link(LinkDialog::between(from, to)))
            }
            Action::ShowLink(id) => {
                self.session.select(Selection::link(id));
                self.change_prefs(|prefs| prefs.inspector = true);
            }
            Action::Prefs(prefs) => self.set_prefs(*prefs),
            Action::Imported(finished) => self.imported(ctx, *finished),
            Action::CancelArranging => self.cancel_arranging(ctx),
            Action::Safety(safety) => self.care(ctx, safety),
            Action::Share(sharing) => self.share(ctx, sharing),
            Action::Toast(message) => self.toast(ctx, message),
        }
    }

    pub(super) fn refused(&mut self, ctx: &egui::Context, error: &EditError) {
        let message = describe::edit_error(&self.text, error);
        self.toast(ctx, message);
    }

    pub(super) fn toast(&mut self, ctx: &egui::Context, message: String) {
        let now = ctx.input(|input| input.time);
        self.toasts.add(message, now);
    }

    /// Shows actors that a filter hides: someone asked for them by name.
    fn show_hidden(&mut self, actors: &[ActorId]) {
        if actors.iter().any(|id| self.session.map().actor(id).is_some() && !self.session.is_shown(id)) {
            self.session.set_filter(Filter::default());
        }
    }

    fn set_prefs(&mut self, prefs: Prefs) {
        if prefs.lang != self.prefs.lang {
            self.text = std::sync::Arc::new(Text::new(prefs.language()));
        }
        self.prefs = prefs;
        self.prefs_dirty = true;
    }

    pub(super) fn change_prefs(&mut self, change: impl FnOnce(&mut Prefs)) {
        let mut prefs = self.prefs.clone();
        change(&mut prefs);
        self.set_prefs(prefs);
    }

    fn rename_in_place(&mut self, ctx: &egui::Context, id: &ActorId) {
        let theme = self.theme(ctx);
        let text = self.text.clone();
        let cx = Cx::new(&self.session, &text, theme, &self.prefs, false);
        self.canvas.start_renaming(&cx, id);
    }

    /// Does a command, where it can be done.
    pub(super) fn command(&mut self, ctx: &egui::Context, command: Command) {
        if !command.is_enabled(&self.session) {
            return;
        }
        match command {
            Command::New => self.dialog = Some(Dialog::NewMap),
            Command::Open => self.leave_for(ctx, Then::ChooseFile),
            Command::OpenExample => self.leave_for(ctx, Then::OpenExample),
            Command::Save => self.save(ctx),
            Command::SaveAs => self.choose(ctx, Purpose::Save),
            Command::Import => self.show_import(None),
            Command::ImportFile => self.choose(ctx, Purpose::Import),
            Command::Versions => self.show_versions(ctx),
            Command::Share => self.open_share(ctx),
            Command::ExportData => self.open_data(ctx),
            Command::CopyImage => self.copy_image(ctx),
            Command::ImportReports => {
                self.dialog = Some(Dialog::ImportHistory(HistoryDialog::new(self.session.map())));
            }
            Command::MergeCopy => self.choose_copy(ctx),
            Command::StopWork => self.stop_work(),
            Command::Quit => self.leave_for(ctx, Then::Close),
            Command::Undo => self.undo(ctx),
            Command::Redo => self.redo(ctx),
            Command::AddActor => {
                let at = self.free_spot();
                self.canvas.start_naming(at, None);
            }
            Command::AddLink => {
                let from = self.session.selection().actors.iter().next().cloned();
                let dialog = match (from, self.two_selected()) {
                    (_, Some((from, to))) => LinkDialog::between(from, Some(to)),
                    (Some(from), None) => LinkDialog::between(from, None),
                    (None, None) => LinkDialog::any(),
                };
                self.dialog = Some(Dialog::Link(dialog));
            }
            Command::Rename => {
                if let Some(id) = self.session.selection().single_actor().cloned() {
                    self.rename_in_place(ctx, &id);
                }
            }
            Command::Duplicate => self.duplicate(ctx),
            Command::Copy => {
                let cells = tabular::copy(&self.session, &self.text);
                self.copied = Some(Copied::of(&self.session, cells.clone()));
                ctx.copy_text(cells);
            }
            Command::Paste => {
                // The text comes with the event that Ctrl+V raises.
                ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
            }
            Command::Delete => {
                let selection = self.session.selection_snapshot();
                let remove = move |_: &Map| {
                    let (actors, links) = (selection.actors.clone(), selection.links.clone());
                    Edit::Remove { actors, links }
                };
                self.edit_selected(ctx, remove, |_, _| {});
            }
            Command::SelectAll => self.session.select_all_shown(),
            Command::SelectNeighbours => {
                let mut selection = self.session.selection().clone();
                for id in &self.session.selection().actors {
                    let neighbours = self.session.map().neighbours(id);
                    selection.actors.extend(neighbours.into_iter().filter(|id| self.session.is_shown(id)));
                }
                self.session.select(selection);
            }
            Command::TogglePin => self.toggle_pin(ctx),
            Command::Duplicates => self.dialog = Some(Dialog::Duplicates(Default::default())),
            Command::EditSchema => self.dialog = Some(Dialog::Schema(SchemaEditor::default())),
            Command::EditMap => {
                self.session.select(Selection::default());
                self.change_prefs(|prefs| prefs.inspector = true);
            }
            Command::Search => self.search.wants_focus = true,
            Command::Palette => self.dialog = Some(Dialog::Palette(Palette::default())),
            Command::Focus => self.toggle_focus(),
            Command::FocusMore | Command::FocusLess => {
                if let Some(focus) = self.session.focus() {
                    let step: i64 = if command == Command::FocusMore { 1 } else { -1 };
                    let degrees = (i64::from(focus.degrees) + step).clamp(1, 9) as u32;
                    let focus = Focus::new(focus.seeds.iter().cloned(), degrees);
                    self.session.set_focus(Some(focus));
                }
            }
            Command::ShowAll => {
                self.session.set_filter(Filter::default());
                self.session.set_focus(None);
            }
            Command::Center => {
                let selection = self.session.selection().clone();
                self.act(ctx, Action::WalkTo(selection));
            }
            Command::FitAll => self.canvas.fit_all(),
            Command::ZoomIn => self.canvas.zoom_by(1.25),
            Command::ZoomOut => self.canvas.zoom_by(0.8),
            Command::ZoomReset => self.canvas.zoom_to(1.0),
            Command::ToggleLegend => self.change_prefs(|prefs| prefs.legend = !prefs.legend),
            Command::ToggleInspector => self.change_prefs(|prefs| prefs.inspector = !prefs.inspector),
            Command::ToggleTable => self.change_prefs(|prefs| prefs.table = !prefs.table),
            Command::ToggleHulls => self.change_prefs(|prefs| prefs.hulls = !prefs.hulls),
            Command::NextRegion => self.next_region(ctx),
            Command::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or_default());
                ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
            }
            Command::ThemeSystem => self.change_prefs(|prefs| prefs.theme = ThemeChoice::System),
            Command::ThemeLight => self.change_prefs(|prefs| prefs.theme = ThemeChoice::Light),
            Command::ThemeDark => self.change_prefs(|prefs| prefs.theme = ThemeChoice::Dark),
            Command::French => self.change_prefs(|prefs| prefs.lang = Some("fr".to_owned())),
            Command::English => self.change_prefs(|prefs| prefs.lang = Some("en".to_owned())),
            Command::ToggleMotion => self.change_prefs(|prefs| {
                prefs.motion = match prefs.motion {
                    MotionChoice::System => MotionChoice::Reduced,
                    MotionChoice::Reduced => MotionChoice::System,
                };
            }),
            Command::Welcome => self.welcome = true,
            Command::Shortcuts => self.dialog = Some(Dialog::Shortcuts),
            Command::About => self.dialog = Some(Dialog::About),
            Command::Escape => self.escape(ctx),
            layout => {
                self.arrange_command(ctx, layout);
            }
        }
    }

    /// One step out: the gesture, then the layout under way, then the focus, then the selection.
    fn escape(&mut self, ctx: &egui::Context) {
        if self.canvas.is_busy() {
            self.canvas.cancel();
        } else if self.arranging.is_some() {
            self.cancel_arranging(ctx);
        } else if self.session.focus().is_some() {
            self.session.set_focus(None);
        } else if !self.session.selection().is_empty() {
            self.session.select(Selection::default());
        } else {
            ctx.memory_mut(|memory| memory.request_focus(canvas::canvas_id()));
        }
    }

    fn toggle_focus(&mut self) {
        let seeds = self.session.selection().actors.clone();
        let focus = match self.session.focus() {
            // F on another actor moves the focus there; on the same one it leaves.
            Some(focus) if seeds.is_empty() || focus.seeds == seeds => None,
            Some(focus) => Some(Focus::new(seeds, focus.degrees)),
            None => Some(Focus::new(seeds, 1)),
        };
        self.session.set_focus(focus);
    }

    /// Focuses on the neighbourhood of the selection to so many degrees, or gives the present focus
    /// this reach.
    pub(super) fn focus_to(&mut self, degrees: u32) {
        let seeds = match self.session.focus() {
            Some(focus) if self.session.selection().actors.is_empty() => focus.seeds.clone(),
            _ => self.session.selection().actors.clone(),
        };
        if !seeds.is_empty() {
            self.session.set_focus(Some(Focus::new(seeds, degrees)));
        }
    }

    fn two_selected(&self) -> Option<(ActorId, ActorId)> {
        let mut actors = self.session.selection().actors.iter();
        let pair = (actors.next()?.clone(), actors.next()?.clone());
        actors.next().is_none().then_some(pair)
    }

    /// A free place for a new actor: beside the selection, else in the middle of what is seen.
    fn free_spot(&self) -> Point {
        let map = self.session.map();
        let beside = self.session.selection().actors.iter().next().and_then(|id| map.actor(id));
        let near = beside
            .and_then(|actor| actor.position)
            .map_or_else(|| self.canvas.center_in_world(), |position| position.at);
        layout::free_spot(map, near)
    }

    /// Changes the map by an edit that bears on the selection.
    fn edit_selected(
        &mut self,
        ctx: &egui::Context,
        make: impl FnOnce(&Map) -> Edit + Send + 'static,
        then: impl FnOnce(&mut Self, &egui::Context) + 'static,
    ) {
        let size = self.session.selection().len();
        self.change(ctx, size, Step::Edit(Box::new(make)), |app, ctx, result| match result {
            Ok(_) => then(app, ctx),
            Err(error) => app.refused(ctx, &error),
        });
    }

    fn toggle_pin(&mut self, ctx: &egui::Context) {
        let selection = self.session.selection_snapshot();
        let make = move |map: &Map| {
            let chosen: Vec<_> = selection.actors.iter().filter_map(|id| map.actor(id)).collect();
            let pin = chosen.iter().any(|actor| actor.position.is_some_and(|position| !position.pinned));
            let actors = chosen
                .iter()
                .map(|actor| {
                    let mut actor = (***actor).clone();
                    actor.position = actor.position.map(|position| Position { pinned: pin, ..position });
                    actor
                })
                .collect();
            Edit::ReviseActors { actors, what: FieldName::Pin }
        };
        self.edit_selected(ctx, make, |app, _| app.session.seal());
    }

    /// Copies of the selected actors and of the links between them, a little aside.
    fn duplicate(&mut self, ctx: &egui::Context) {
        let chosen = self.session.selection_snapshot();
        let (copies, copied) = channel();
        let make = move |map: &Map| {
            let new_ids: BTreeMap<ActorId, ActorId> =
                chosen.actors.iter().map(|id| (id.clone(), ActorId::random())).collect();
            let aside = Point::new(48.0, 48.0);
            let actors: Vec<Actor> = new_ids
                .iter()
                .filter_map(|(old, new)| {
                    let mut actor = (**map.actor(old)?).clone();
                    actor.id = new.clone();
                    actor.position = actor.position.map(|position| Position::pinned(position.at + aside));
                    // A copy is another organisation: it does not bear the numbers of the first.
                    actor.identifiers = crate::model::Identifiers::default();
                    Some(actor)
                })
                .collect();
            let links: Vec<Link> = map
                .links()
                .filter_map(|link| {
                    let mut copy = (**link).clone();
                    copy.from = new_ids.get(&link.from)?.clone();
                    copy.to = new_ids.get(&link.to)?.clone();
                    copy.id = LinkId::random();
                    Some(copy)
                })
                .collect();
            // Nobody waits for it where the map was left meanwhile.
            let _ = copies.send(Selection::of_actors(new_ids.into_values()));
            Edit::Add { actors, links }
        };
        self.edit_selected(ctx, make, move |app, _| {
            if let Ok(selection) = copied.try_recv() {
                app.session.select(selection);
            }
        });
    }

    /// Adds what was copied: what was cut from this map, actors and links of another, or cells of a
    /// spreadsheet.
    pub(super) fn paste(&mut self, ctx: &egui::Context, pasted: &str) {
        let near = self.canvas.center_in_world();
        let whole = self.copied.as_ref().and_then(|copied| copied.paste(&self.session, &self.text, pasted));
        let outcome = whole.map_or_else(|| tabular::paste(&self.session, &self.text, pasted, near), Ok);
        match outcome {
            Ok(pasted) => {
                let (selection, report) = (pasted.selection, pasted.report);
                self.edit_then(ctx, pasted.edit, move |app, ctx| {
                    app.session.select(selection);
                    app.toast(ctx, report);
                });
            }
            Err(message) => self.toast(ctx, message),
        }
    }
}
