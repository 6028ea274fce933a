//! The canvas: one widget for the whole network. It feeds the pure gestures of `crate::canvas`
//! with egui's events, keeps the scene up to date, and paints it.

mod glide;
mod gpu;
mod icons;
pub(super) mod naming;
mod paint;
mod picture;
mod tour;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Key, PointerButton, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use glide::Glide;
pub use glide::Outset;
pub use gpu::Painter;
use naming::Naming;
pub(super) use naming::default_kind;
pub use picture::{Made, Making};
use picture::{Moment, Picture};

use super::command::Command;
use super::cx::{Action, Cx};
use super::widgets;
use crate::canvas::{Camera, ConnectEnd, Event, Flight, Gesture, Intent, Mods, Target};
use crate::drawing::metrics::{detail, motion};
use crate::edit::Edit;
use crate::geometry::{Bounds, Point};
use crate::model::{ActorId, ActorSet, Position};
use crate::query::{self, Direction4};
use crate::session::Selection;

/// The id of the canvas widget: who has the keyboard walks the network.
pub fn canvas_id() -> egui::Id {
    egui::Id::unique("the canvas")
}

/// Room around the whole map, in pixels.
const FRAME_MARGIN: f64 = 30.0;
/// How fast the camera follows a layout: two thirds of the way in so many seconds.
const KEEP_SECS: f64 = 0.12;

/// What the canvas remembers between frames.
#[derive(Default)]
pub struct CanvasView {
    camera: Camera,
    /// Where the camera was when everything was last brought into view.
    whole: Option<Camera>,
    flight: Option<Flight>,
    gesture: Gesture,
    hovered: Target,
    /// The actor the keyboard is on.
    keyboard: Option<ActorId>,
    fade: Fade,
    picture: Picture,
    /// Whether the window is cleared in the canvas' colour before anything is painted.
    cleared: bool,
    tour: Option<tour::Tour>,
    naming: Option<Naming>,
    menu_target: Target,
    menu_at: Point,
    /// Whether the canvas was reached by the keyboard: only then its own focus is drawn.
    by_keyboard: bool,
    /// A flight to start once the size of the canvas is known.
    wanted: Option<Wanted>,
    /// Whether the whole map has been brought into view once.
    fitted: bool,
    /// Whether the camera keeps the whole map in view while a layout moves it.
    keeps_whole: bool,
    /// Canvas rectangle of the last frame.
    rect: Option<Rect>,
}

/// Whether dragging an actor moves more than can be written anew in every frame.
fn moves_many(cx: &Cx<'_>, held: &ActorId) -> bool {
    let selected = &cx.session.selection().actors;
    selected.len() > detail::STANDING_OUT && selected.contains(held)
}

/// Where the camera is wanted.
#[derive(Clone, Debug)]
enum Wanted {
    All,
    Actors(BTreeSet<ActorId>),
    Zoom(f64),
}

/// How far what is not in the neighbourhood has faded.
#[derive(Default)]
struct Fade {
    lit: Option<Arc<ActorSet>>,
    /// From 0 (all sharp) to 1.
    amount: f64,
    version: u64,
    /// What lit it: what was under the pointer, and the state of the map.
    of: Option<(Target, u64)>,
}

impl CanvasView {
    /// Forgets the map that was open: the next frame shows the whole of the new one.
    pub fn reset(&mut self) {
        let mut picture = std::mem::take(&mut self.picture);
        picture.reset();
        let (tour, cleared) = (self.tour.take(), self.cleared);
        *self = Self { camera: self.camera, picture, tour, cleared, ..Self::default() };
    }

    /// How a picture of a map is to be made here.
    pub fn making(&self, sizes: super::prefs::SizeChoice) -> Making {
        self.picture.making(sizes)
    }

    /// Takes the picture of the open map, made while it was read.
    pub fn take_made(&mut self, made: Made, cx: &Cx<'_>) {
        self.picture.take_made(made, cx);
    }

    /// Starts a tour of the open map that counts frames, each part so many seconds long, and closes
    /// the window after it.
    pub fn start_tour(&mut self, secs: f64) {
        self.tour = Some(tour::Tour::new(secs));
    }

    /// Says that the window is cleared in the canvas' colour, which then is not painted again: that
    /// is a fifth of what a processor has to paint.
    pub fn trust_clear_color(&mut self) {
        self.cleared = true;
    }

    /// Says that a processor draws, not a graphics card: less is drawn then where there is much.
    pub fn set_software(&mut self, software: bool) {
        self.picture.software = software;
    }

    /// Whether the picture is that of a state of the map, with nothing left to work out.
    pub fn is_settled(&self, content_version: u64) -> bool {
        self.picture.is_settled(content_version)
    }

    /// The zoom, 1 being 100 %.
    pub fn zoom(&self) -> f64 {
        self.flight.map_or(self.camera.zoom, |flight| flight.destination().zoom)
    }

    /// Whether a gesture or a name being typed is under way: Esc belongs to it first.
    pub fn is_busy(&self) -> bool {
        !self.gesture.is_idle() || self.naming.is_some()
    }

    /// Leaves the gesture or the name being typed.
    pub fn cancel(&mut self) {
        self.gesture.update(Event::Cancel);
        self.naming = None;
    }

    /// Shows every actor at a place of the world, in the order of their ids, while a layout is under
    /// way; `None` shows them where the map has them again, which an edit that moves them wants
    /// first. Cheap enough for each step of an animation; the caller asks for the repaint.
    pub fn preview(&mut self, places: Option<&[Point]>) {
        self.picture.preview(places);
    }

    /// Flies to actors.
    pub fn fly_to(&mut self, actors: impl IntoIterator<Item = ActorId>) {
        self.wanted = Some(Wanted::Actors(actors.into_iter().collect()));
    }

    /// Shows the whole map.
    pub fn fit_all(&mut self) {
        self.wanted = Some(Wanted::All);
    }

    /// Zooms by a factor about the middle.
    pub fn zoom_by(&mut self, factor: f64) {
        self.wanted = Some(Wanted::Zoom(self.zoom() * factor));
    }

    /// Goes to a zoom.
    pub fn zoom_to(&mut self, zoom: f64) {
        self.wanted = Some(Wanted::Zoom(zoom));
    }

    /// A layout begins: where the whole map is in view, it stays so.
    pub fn start_arranging(&mut self) {
        let seen = Bounds::from_corners(Point::ZERO, self.camera.size_px).expanded(4.0);
        let bounds = self.picture.prepared().map_or(Bounds::EMPTY, |prepared| prepared.bounds_in_world());
        self.keeps_whole = !bounds.is_empty()
            && [bounds.min, bounds.max].iter().all(|at| seen.contains(self.camera.screen_from_world(*at)));
    }

    /// Shows how far a layout is: where it has its actors by now.
    pub fn show_arranging(&mut self, outset: &Arc<Outset>, at: Vec<Point>, now_secs: f64) {
        if self.picture.glide().is_none_or(|glide| !Arc::ptr_eq(glide.outset(), outset)) {
            self.picture.start_glide(Glide::new(outset.clone()));
        }
        if let Some(glide) = self.picture.glide() {
            glide.go_on(at, now_secs, f64::from(motion::HOVER_FADE) / 1000.0);
        }
    }

    /// A layout is over: everybody goes where the map has them now.
    pub fn end_arranging(&mut self, cx: &Cx<'_>, outset: Option<&Arc<Outset>>, now_secs: f64) {
        if cx.motion
            && !self.picture.is_gliding()
            && let Some(outset) = outset
        {
            self.picture.start_glide(Glide::new(outset.clone()));
        }
        let content = cx.session.content_version();
        match self.picture.glide() {
            // A large map is drawn anew, in the background.
            Some(glide) if glide.outset().actors.len() > detail::VAST => glide.end_at_once(content),
            Some(glide) => {
                let secs = if cx.motion { f64::from(motion::LAYOUT_SETTLE) / 1000.0 } else { 0.0 };
                glide.come_to_rest(cx.session.map(), content, now_secs, secs);
            }
            None => {
                if std::mem::take(&mut self.keeps_whole) {
                    self.wanted = Some(Wanted::All);
                }
            }
        }
    }

    /// Where an actor is drawn, in the world.
    #[cfg(test)]
    pub fn drawn_at(&self, id: &ActorId) -> Option<Point> {
        let prepared = self.picture.prepared()?;
        prepared.place_of(prepared.number(id)?)
    }

    /// The middle of what is seen, in the world.
    pub fn center_in_world(&self) -> Point {
        self.camera.center_in_world
    }

    /// The zoom, and what of the map is seen, in page space.
    pub fn seen(&self) -> (f64, crate::geometry::Bounds) {
        (self.camera.zoom, self.camera.visible_in_page())
    }

    /// Starts typing the name of a new actor at a place of the world.
    pub fn start_naming(&mut self, at: Point, from: Option<ActorId>) {
        self.naming = Some(Naming::new_actor(at, from));
    }

    /// Starts typing another name for an actor, in place.
    pub fn start_renaming(&mut self, cx: &Cx<'_>, id: &ActorId) {
        if let Some(actor) = cx.session.map().actor(id) {
            let at = actor.position.map_or(Point::ZERO, |position| position.at);
            self.naming = Some(Naming::rename(at, id.clone(), actor.name.to_string()));
        }
    }

    /// Lays the canvas out over all the room there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let response = ui.interact(rect, canvas_id(), Sense::click_and_drag());
        self.rect = Some(rect);
        let name = self.spoken(cx);
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &name));
        ui.advance_cursor_after_rect(rect);
        let size_px = Point::new(f64::from(rect.width()), f64::from(rect.height()));
        if size_px != self.camera.size_px && self.shows_all() {
            // Whoever sees the whole map sees it whole in a window of another size too.
            self.fitted = false;
        }
        self.camera.size_px = size_px;
        self.picture.follow(cx, ui.ctx());
        self.travel(ui, cx);
        self.go_on_tour(ui, cx);
        self.listen(ui, cx, &response);
        self.update_fade(ui, cx);
        self.paint(ui, cx, &response);
        self.name_in_place(ui, cx, rect);
        self.chip(ui, cx, rect);
        self.context_menu(cx, &response);
        self.empty_state(ui, cx, rect);
    }

    /// What a screen reader says of the canvas.
    fn spoken(&self, cx: &Cx<'_>) -> String {
        let actor = self.keyboard.as_ref().and_then(|id| cx.session.map().actor(id));
        match actor {
            Some(actor) => cx.tr(
                "canvas-spoken-actor",
                &[
                    ("name", widgets::actor_name(cx, actor).to_owned().into()),
                    ("kind", widgets::kind_label(cx, &actor.kind).into()),
                    ("n", cx.session.map().degree(&actor.id).into()),
                ],
            ),
            None => cx.tr("canvas-spoken", &[("n", cx.session.shown().actor_count.into())]),
        }
    }

    /// Starts wanted flights and moves the camera along the one under way.
    fn travel(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let now = ui.input(|input| input.time);
        if !self.fitted
            && self.picture.is_ready()
            && self.camera.size_px.x > 50.0
            && cx.session.map().actor_count() > 0
        {
            self.fitted = true;
            self.camera = self.framed(cx);
            self.whole = Some(self.camera);
        }
        if let Some(wanted) = self.wanted.take() {
            let destination = match wanted {
                Wanted::All => {
                    let whole = self.framed(cx);
                    self.whole = Some(whole);
                    whole
                }
                Wanted::Zoom(zoom) => {
                    let mut camera = self.camera;
                    camera.zoom_at(camera.size_px * 0.5, zoom / camera.zoom);
                    camera
                }
                Wanted::Actors(ids) => self.framing(cx, &ids),
            };
            let duration = if cx.motion { f64::from(motion::CAMERA) / 1000.0 } else { 0.0 };
            self.flight = Some(Flight::new(self.camera, destination, now, duration));
        }
        self.keep_whole(ui, cx);
        if let Some(flight) = self.flight {
            let (camera, arrived) = flight.at(now, self.camera.size_px);
            self.camera = camera;
            if arrived {
                self.flight = None;
            } else {
                ui.ctx().request_repaint();
            }
        }
    }

    /// Keeps the whole map in view while a layout moves it.
    fn keep_whole(&mut self, ui: &Ui, cx: &Cx<'_>) {
        if self.flight.is_some() {
            self.keeps_whole = false;
        }
        if !self.keeps_whole {
            return;
        }
        let Some((bounds, ends)) = self.picture.bounds_of_glide() else { return };
        if ends {
            self.keeps_whole = false;
            let secs = if cx.motion { f64::from(motion::LAYOUT_SETTLE) / 1000.0 } else { 0.0 };
            let whole = self.camera.fitted(bounds, FRAME_MARGIN, 1.25);
            self.flight = Some(Flight::new(self.camera, whole, ui.input(|input| input.time), secs));
            return;
        }
        // After it, gently: the layout has another idea at every step.
        let whole = self.camera.fitted(bounds, FRAME_MARGIN, 1.25);
        let share = 1.0 - (-f64::from(ui.input(|input| input.stable_dt)).min(0.1) / KEEP_SECS).exp();
        let ratio = whole.zoom / self.camera.zoom;
        let off = (whole.center_in_world - self.camera.center_in_world) * self.camera.zoom;
        if (ratio - 1.0).abs() > 0.002 || off.length() > 0.5 {
            self.camera.zoom *= ratio.powf(share);
            self.camera.center_in_world = self.camera.center_in_world.lerp(whole.center_in_world, share);
            ui.ctx().request_repaint();
        }
    }

    fn go_on_tour(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let settled = self.fitted && self.is_settled(cx.session.content_version());
        if self.tour.is_none() {
            return;
        }
        ui.ctx().request_repaint();
        if !settled {
            return;
        }
        let whole = self.tour.as_ref().and_then(tour::Tour::whole).unwrap_or_else(|| self.framed(cx));
        let Some(tour) = &mut self.tour else { return };
        let (line, over) = tour.step(&mut self.camera, whole, ui.input(|input| input.time));
        if let Some(line) = line {
            println!("{line}");
        }
        if over {
            self.tour = None;
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// Whether the camera is still where it was put to show everything.
    fn shows_all(&self) -> bool {
        let place = |camera: Camera| (camera.center_in_world, camera.zoom);
        self.flight.is_none() && self.whole.map(place) == Some(place(self.camera))
    }

    /// The camera that shows everything shown.
    fn framed(&self, cx: &Cx<'_>) -> Camera {
        let map = cx.session.map();
        let bounds = match cx.session.shown().actors() {
            None => self.picture.prepared().map_or(Bounds::EMPTY, |prepared| prepared.bounds_in_world()),
            Some(shown) => {
                Bounds::around(shown.slots().filter_map(|slot| Some(map.actor_in(slot)?.position?.at)))
            }
        };
        // Room for labels, which do not shrink with the map, and for the chip at the top.
        self.camera.fitted(bounds, FRAME_MARGIN, 1.25)
    }

    /// The camera that shows some actors: as near as now, unless they need more room.
    fn framing(&self, cx: &Cx<'_>, ids: &BTreeSet<ActorId>) -> Camera {
        let bounds = bounds_of_actors(cx, ids);
        let mut camera = self.camera.fitted(bounds, 120.0, self.camera.zoom.max(0.9));
        if bounds.is_empty() {
            camera = self.camera;
        }
        camera
    }

    fn listen(&mut self, ui: &Ui, cx: &Cx<'_>, response: &Response) {
        let origin = response.rect.min;
        let to_canvas = |pos: Pos2| Point::new(f64::from(pos.x - origin.x), f64::from(pos.y - origin.y));
        let pointer = response.hover_pos().or_else(|| {
            (!self.gesture.is_idle()).then(|| ui.input(|input| input.pointer.latest_pos())).flatten()
        });
        let under = if matches!(self.gesture, Gesture::Panning { .. }) {
            // What passes under a pointer that pans means nothing.
            Target::Nothing
        } else {
            pointer.map(|pos| self.target_at(cx, to_canvas(pos))).unwrap_or_default()
        };
        let (mods, space) = ui.input(|input| (input.modifiers, input.key_down(Key::Space)));
        let mods = Mods {
            extend: mods.shift || mods.command,
            pan: space && !ui.ctx().text_edit_focused(),
            fixed: !cx.may_edit(),
        };

        if let Some(pos) = response.hover_pos() {
            self.zoom_with_wheel(ui, to_canvas(pos));
        }
        let mut intents = Vec::new();
        if let Some(pos) = pointer {
            let at_px = to_canvas(pos);
            let (primary, middle, released, moved) = ui.input(|input| {
                (
                    input.pointer.button_pressed(PointerButton::Primary) && response.hovered(),
                    input.pointer.button_pressed(PointerButton::Middle) && response.hovered(),
                    input.pointer.button_released(PointerButton::Primary)
                        || input.pointer.button_released(PointerButton::Middle),
                    input.pointer.is_moving() || input.pointer.delta() != Vec2::ZERO,
                )
            });
            if primary {
                if !egui::Popup::is_any_open(ui.ctx()) {
                    self.finish_naming(cx);
                }
                response.request_focus();
                self.by_keyboard = false;
                self.keyboard = None;
                self.flight = None;
                // What was pressed is where the button went down, not where the pointer is now.
                let origin = ui.input(|input| input.pointer.press_origin()).map_or(at_px, to_canvas);
                let target = self.target_at(cx, origin);
                intents.extend(self.gesture.update(Event::Press { at_px: origin, target, mods }));
            }
            if middle {
                intents.extend(self.gesture.update(Event::PressMiddle { at_px }));
            }
            if moved && !self.gesture.is_idle() {
                intents.extend(self.gesture.update(Event::Drag { at_px, target: under.clone() }));
            }
            if released && !self.gesture.is_idle() {
                intents.extend(self.gesture.update(Event::Release { at_px, target: under.clone() }));
            }
            if response.double_clicked() {
                self.double_click(cx, &under, at_px);
            }
            if response.secondary_clicked() {
                self.menu_target = under.clone();
                self.menu_at = self.camera.world_from_screen(at_px);
                self.select_for_menu(cx, &under);
            }
        }
        if !self.gesture.is_idle() && !ui.input(|input| input.pointer.any_down()) {
            // The button went up where the window could not see it.
            self.gesture.update(Event::Cancel);
        }
        for intent in intents {
            self.fulfil(cx, intent);
        }
        let hovered = if response.hovered() && self.gesture.is_idle() && self.naming.is_none() {
            under
        } else {
            Target::Nothing
        };
        self.hovered = hovered;
        let cursor = match (&self.gesture, &self.hovered) {
            (Gesture::Panning { .. }, _) => Some(egui::CursorIcon::Grabbing),
            (Gesture::Moving { .. }, _) => Some(egui::CursorIcon::Grabbing),
            (Gesture::Connecting { .. }, _) => Some(egui::CursorIcon::Crosshair),
            _ if mods.pan && response.hovered() => Some(egui::CursorIcon::Grab),
            (_, Target::Actor { on_rim: true, .. }) if !mods.fixed => Some(egui::CursorIcon::Crosshair),
            (_, Target::Actor { .. } | Target::Link(_)) => Some(egui::CursorIcon::PointingHand),
            _ => None,
        };
        if let Some(cursor) = cursor {
            ui.ctx().set_cursor_icon(cursor);
        }
        if response.has_focus() {
            self.walk_with_keys(ui, cx);
        }
    }

    fn zoom_with_wheel(&mut self, ui: &Ui, at_px: Point) {
        let (pinch, scroll, shift) =
            ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta(), input.modifiers.shift));
        let mut factor = f64::from(pinch);
        if shift {
            // Shift turns the wheel into a sideways pan, as in every editor.
            if scroll != Vec2::ZERO {
                self.flight = None;
                self.camera.pan(Point::new(f64::from(scroll.x + scroll.y), 0.0));
            }
        } else if scroll.y != 0.0 {
            factor *= (f64::from(scroll.y) / 240.0).exp();
        }
        if (factor - 1.0).abs() > 1e-6 {
            (self.flight, self.keeps_whole) = (None, false);
            self.camera.zoom_at(at_px, factor);
        }
    }

    fn double_click(&mut self, cx: &Cx<'_>, target: &Target, at_px: Point) {
        match target {
            Target::Nothing => cx.send(Action::CreateAt(self.camera.world_from_screen(at_px))),
            Target::Actor { id, .. } if cx.session.read_only().is_some() => {
                cx.send(Action::Select(Selection::actor(id.clone())));
            }
            Target::Actor { id, .. } => self.start_renaming(cx, id),
            Target::Link(id) => cx.send(Action::ShowLink(id.clone())),
        }
    }

    fn select_for_menu(&self, cx: &Cx<'_>, target: &Target) {
        let selection = cx.session.selection();
        match target {
            Target::Actor { id, .. } if !selection.actors.contains(id) => {
                cx.send(Action::Select(Selection::actor(id.clone())));
            }
            Target::Link(id) if !selection.links.contains(id) => {
                cx.send(Action::Select(Selection::link(id.clone())));
            }
            _ => {}
        }
    }

    /// What is at a place of the canvas (pixels).
    fn target_at(&self, cx: &Cx<'_>, at_px: Point) -> Target {
        let zoom = self.camera.zoom;
        let at_in_page = self.camera.world_from_screen(at_px) * zoom;
        self.picture.hits(cx, zoom, |hits| hits.target(at_in_page)).unwrap_or_default()
    }

    /// Does what a gesture means.
    fn fulfil(&mut self, cx: &Cx<'_>, intent: Intent) {
        let selection = cx.session.selection();
        match intent {
            Intent::Pan(delta) => {
                (self.flight, self.keeps_whole) = (None, false);
                self.camera.pan(delta);
            }
            Intent::SelectActor(id, extend) => {
                let chosen = if extend { selection.clone().toggled_actor(&id) } else { Selection::actor(id) };
                cx.send(Action::Select(chosen));
            }
            Intent::SelectLink(id, extend) => {
                let chosen = if extend { selection.clone().toggled_link(&id) } else { Selection::link(id) };
                cx.send(Action::Select(chosen));
            }
            Intent::ClearSelection => cx.send(Action::Select(Selection::default())),
            Intent::SelectIn(band, extend) => {
                let world = Bounds::from_corners(
                    self.camera.world_from_screen(band.min),
                    self.camera.world_from_screen(band.max),
                );
                let mut chosen = if extend { selection.clone() } else { Selection::default() };
                let inside = self.picture.hits(cx, self.camera.zoom, |hits| hits.actors_in(world));
                chosen.actors.extend(self.picture.ids(&inside.unwrap_or_default()));
                cx.send(Action::Select(chosen));
            }
            Intent::Move(held, delta_px) if moves_many(cx, &held) => {
                cx.send(Action::MoveSelected(delta_px * (1.0 / self.camera.zoom)));
            }
            Intent::Move(held, delta_px) => {
                let moved = self.moved_positions(cx, &held, delta_px);
                let positions = moved.into_iter().map(|(id, at)| (id, Position::pinned(at))).collect();
                cx.edit(Edit::Move { positions });
                if !selection.actors.contains(&held) {
                    cx.send(Action::Select(Selection::actor(held)));
                }
            }
            Intent::Connect(..) if cx.session.read_only().is_some() => {
                cx.send(Action::Toast(cx.t("edit-error-read-only").to_owned()));
            }
            Intent::Connect(from, ConnectEnd::Actor(to)) => {
                cx.send(Action::ConnectDialog { from, to: Some(to) });
            }
            Intent::Connect(from, ConnectEnd::Nothing(at_px)) => {
                let at = self.camera.world_from_screen(at_px);
                self.start_naming(at, Some(from));
            }
        }
    }

    /// Where the held actor, and the selection with it, would be after a drag of so many pixels.
    fn moved_positions(&self, cx: &Cx<'_>, held: &ActorId, delta_px: Point) -> BTreeMap<ActorId, Point> {
        let delta = delta_px * (1.0 / self.camera.zoom);
        let selection = &cx.session.selection().actors;
        let alone = BTreeSet::from([held.clone()]);
        let moving = if selection.contains(held) { selection } else { &alone };
        moving
            .iter()
            .filter_map(|id| {
                let at = cx.session.map().actor(id)?.position?.at;
                Some((id.clone(), at + delta))
            })
            .collect()
    }

    fn walk_with_keys(&mut self, ui: &Ui, cx: &Cx<'_>) {
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(
                canvas_id(),
                egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true },
            );
        });
        if self.naming.is_some() {
            return;
        }
        if ui.input(|input| input.key_pressed(Key::F6) || input.key_pressed(Key::Tab)) {
            self.by_keyboard = true;
        }
        let arrows = [
            (Key::ArrowUp, Direction4::Up),
            (Key::ArrowDown, Direction4::Down),
            (Key::ArrowLeft, Direction4::Left),
            (Key::ArrowRight, Direction4::Right),
        ];
        let shown = cx.session.shown().actors();
        let map = cx.session.map();
        let current = self
            .keyboard
            .clone()
            .filter(|id| cx.session.is_shown(id))
            .or_else(|| cx.session.selection().actors.iter().next().cloned());
        let mut next = None;
        for (key, direction) in arrows {
            if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key)) {
                next = match &current {
                    Some(id) => query::neighbour_in_direction(map, id, direction, shown),
                    None => query::walk_on(map, None, false, shown),
                };
            }
        }
        let tab = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Tab));
        let back = ui.input_mut(|input| input.consume_key(egui::Modifiers::SHIFT, Key::Tab));
        if tab || back {
            next = query::walk_on(map, current.as_ref(), back, shown);
        }
        if let Some(id) = next {
            self.keyboard = Some(id.clone());
            cx.send(Action::Select(Selection::actor(id.clone())));
            let at = map.actor(&id).and_then(|actor| actor.position).map(|position| position.at);
            let inside = Bounds::from_corners(Point::ZERO, self.camera.size_px).expanded(-60.0);
            if at.is_some_and(|at| !inside.contains(self.camera.screen_from_world(at))) {
                self.fly_to([id]);
            }
        }
        if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter))
            && let Some(id) = current
        {
            cx.send(Action::WalkTo(Selection::actor(id)));
        }
    }

    fn update_fade(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let map = cx.session.map();
        // What the pointer lights stays the same while it stays on one thing: a well-linked actor
        // has many neighbours.
        let of = (
            self.hovered
                .actor()
                .map_or(Target::Nothing, |id| Target::Actor { id: id.clone(), on_rim: false }),
            cx.session.content_version(),
        );
        let known =
            self.fade.of.as_ref() == Some(&of) && of.0 != Target::Nothing && cx.session.lit().is_none();
        let wanted: Option<Arc<ActorSet>> = match (cx.session.lit(), &self.hovered) {
            _ if known => None,
            // A focus stays what it is while the pointer wanders over it.
            (Some(lit), _) => Some(lit.actors.clone()),
            (None, Target::Actor { id, .. }) => {
                map.actor_slot(id).map(|slot| Arc::new(map.neighbours_at(slot).chain([slot]).collect()))
            }
            (None, Target::Link(id)) => {
                map.link(id).map(|link| Arc::new(ActorSet::of(map, [&link.from, &link.to])))
            }
            (None, Target::Nothing) => None,
        };
        if let Some(wanted) = &wanted
            && !self.fade.lit.as_ref().is_some_and(|lit| Arc::ptr_eq(lit, wanted) || lit == wanted)
        {
            self.fade.lit = Some(wanted.clone());
            self.fade.version += 1;
        }
        let fades = known || wanted.is_some();
        if !known {
            self.fade.of = (wanted.is_some() && cx.session.lit().is_none()).then_some(of);
        }
        let goal = if fades { 1.0 } else { 0.0 };
        if (self.fade.amount - goal).abs() > 1e-9 {
            let step = f64::from(ui.input(|input| input.stable_dt).min(0.1)) * 1000.0
                / f64::from(motion::HOVER_FADE);
            self.fade.amount = if !cx.motion {
                goal
            } else if goal > self.fade.amount {
                (self.fade.amount + step).min(goal)
            } else {
                (self.fade.amount - step).max(goal)
            };
            ui.ctx().request_repaint();
        }
        if self.fade.amount <= 0.0 && self.fade.lit.take().is_some() {
            self.fade.version += 1;
            self.fade.of = None;
        }
    }

    /// Makes the picture of this frame.
    fn picture(&mut self, ui: &Ui, cx: &Cx<'_>) -> Option<picture::Ready> {
        let moving = self.gesture.moving().map(|(held, delta)| (held.clone(), delta));
        let (mut moved, mut drag_px) = (BTreeMap::new(), Point::ZERO);
        match moving {
            Some((held, delta)) if moves_many(cx, &held) => drag_px = delta,
            Some((held, delta)) => moved = self.moved_positions(cx, &held, delta),
            None => {}
        }
        let moment = Moment {
            camera: self.camera,
            now_secs: ui.input(|input| input.time),
            fade: &self.fade,
            hovered: &self.hovered,
            keyboard: self.keyboard.as_ref(),
            drag_px,
            moved: &moved,
        };
        let ready = self.picture.frame(cx, &moment)?;
        match ready.again_secs {
            Some(secs) if secs > 0.0 => {
                ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(secs))
            }
            Some(_) => ui.ctx().request_repaint(),
            None => {}
        }
        Some(ready)
    }

    /// What to do where there is nothing to see.
    fn empty_state(&mut self, ui: &mut Ui, cx: &Cx<'_>, rect: Rect) {
        let (title, hint, command) = if cx.session.map().actor_count() == 0 {
            ("empty-map-title", "empty-map-hint", Command::AddActor)
        } else if cx.session.shown().actor_count == 0 {
            ("empty-filter-title", "empty-filter-hint", Command::ShowAll)
        } else {
            return;
        };
        if self.naming.is_some() {
            return;
        }
        let area = Rect::from_center_size(rect.center(), Vec2::new(360.0, 140.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
            ui.vertical_centered(|ui| {
                ui.label(egui::RichText::new(cx.t(title)).text_style(super::theme::subtitle()));
                ui.add_space(4.0);
                ui.label(egui::RichText::new(cx.t(hint)).color(super::theme::color(cx.theme.ink_2)));
                ui.add_space(12.0);
                if widgets::primary_button(ui, cx, cx.t(command.key())).clicked() {
                    cx.command(command);
                }
            });
        });
    }
}

fn bounds_of_actors(cx: &Cx<'_>, ids: &BTreeSet<ActorId>) -> Bounds {
    Bounds::around(ids.iter().filter_map(|id| Some(cx.session.map().actor(id)?.position?.at)))
}
