//! The picture of the open map: prepared once, then brought up to date with what an edit, the view
//! or the pointer changed. What takes long on a large map is done in the background; what is drawn
//! meanwhile is what was known before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Fade;
use super::glide::Glide;
use super::gpu::front::Instances;
use super::gpu::mass::{Frame, Nodes, ViewUniform};
use super::gpu::store::{Laid, LaidOrder, Store};
use super::icons::IconLayers;
use crate::canvas::{Camera, Hits, Target};
use crate::drawing::mass::order::THINNED_FROM;
use crate::drawing::mass::{Budget, Detail, Mass, STEPS};
use crate::drawing::metrics::detail;
use crate::drawing::scene::{Hovered, NodeShape};
use crate::drawing::size::screen_scale;
use crate::drawing::{self, Marks, Prepared, Rgba, Scene, SizeBy};
use crate::geometry::{Bounds, Point};
use crate::job::{self, Job, Outcome};
use crate::model::{ActorId, Map};
use crate::query::Shown;
use crate::ui::cx::Cx;
use crate::ui::prefs::SizeChoice;

/// So many actors in sight, and names are not placed anew at each step of a zoom.
const CROWD: usize = 1_200;
/// How long names wait for a zoom in a crowd to end, in seconds.
const SETTLE_SECS: f64 = 0.09;
/// How long after the last move the camera counts as moving, in seconds.
const MOVING_SECS: f64 = 0.16;
/// How long a processor that draws takes to go from the budget of motion to that of rest.
const CALM_SECS: f64 = 0.35;
/// Actors and links that left their tiles before the order is made anew.
const STRAYS: usize = 3_000;
/// Lit actors drawn again before merged dots at most.
const LIT: usize = 20_000;
/// Curves are smooth with so many segments; where links are many, fewer do. (A processor works out
/// eight corners at once, two for each end of a segment: three and seven leave none of them idle.)
const SEGMENTS: u32 = 20;
const SEGMENTS_OF_MANY: u32 = 7;
const SEGMENTS_IN_MOTION: u32 = 3;
/// From so many links on they are thinned where a processor draws them.
const THINNED_BY_PROCESSOR: usize = 2_500;
const MANY: u32 = 2_500;

/// The picture of a map and what it was made from.
#[derive(Default)]
pub struct Picture {
    prepared: Option<Arc<Prepared>>,
    preparing: Option<Job<Made>>,
    content: Option<u64>,
    marks: Marks,
    marked: Option<Marked>,
    mass: Arc<Mass>,
    sorting: Option<Job<(Mass, LaidOrder)>>,
    /// Whether the mass is of another state of the map.
    stale: bool,
    /// Links that moved since the mass was sorted.
    strays: BTreeSet<u32>,
    since_sorting: BTreeSet<u32>,
    /// Actors that moved since a sort began.
    moved_since_sorting: BTreeSet<u32>,
    /// Whether links were shown or hidden since.
    reshown_since_sorting: bool,
    /// Numbers that are shown elsewhere than the map has them, in a drag.
    dragged: Vec<u32>,
    /// Whether actors are shown at other places than theirs, all of them.
    previewing: bool,
    store: Arc<Mutex<Store>>,
    icons: Option<Arc<IconLayers>>,
    styled: Option<(bool, u64)>,
    size_by: SizeBy,
    front: Option<Front>,
    fronts: u64,
    detail: Option<Detail>,
    motion: Motion,
    glide: Option<Gliding>,
    /// How often places of a glide were shown.
    shown: u64,
    /// Whether a processor draws in place of a graphics card.
    pub software: bool,
}

/// The picture of a map, made ready to be drawn: in the background where the map is large.
pub struct Made {
    prepared: Prepared,
    marks: Marks,
    mass: Mass,
    laid: Laid,
    size_by: SizeBy,
}

/// How a picture is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Making {
    /// From how many links on they may be thinned.
    thinned_from: usize,
    size_by: SizeBy,
}

impl Making {
    /// For a machine on which a processor draws (`software`) or a graphics card.
    pub fn new(software: bool, sizes: SizeChoice) -> Self {
        let thinned_from = if software { THINNED_BY_PROCESSOR } else { THINNED_FROM };
        Self { thinned_from, size_by: size_by(sizes) }
    }

    /// Whether a map is so large that its picture is to be made in the background.
    pub fn is_worth(map: &Map) -> bool {
        map.actor_count() > detail::VAST
    }

    /// Makes the picture of a map of which so much is shown.
    pub fn of(self, map: &Map, shown: &Shown) -> Made {
        let prepared = Prepared::new(map);
        let mut marks = Marks::default();
        marks.show(&prepared, Some(shown));
        self.with(prepared, marks)
    }

    fn with(self, prepared: Prepared, marks: Marks) -> Made {
        let mass = Mass::new(&prepared, &marks, self.thinned_from);
        let laid = Laid::new(&prepared, &marks, &mass, self.size_by);
        Made { prepared, marks, mass, laid, size_by: self.size_by }
    }
}

/// A glide under way, and what of it is shown.
struct Gliding {
    glide: Glide,
    /// By the order of its actors; [`NOBODY`] where one is not shown elsewhere.
    numbers: Arc<[u32]>,
    /// The state of the map the numbers are of.
    of: Option<u64>,
    /// The leg whose end is shown.
    seen: Option<u64>,
    /// Whether everybody is drawn where the map has them.
    at_home: bool,
    /// On a large map: the next picture being made, for which leg, and one to make the one after from.
    next: Option<(u64, Job<Made>)>,
    spare: Option<Arc<Prepared>>,
}

/// About what an actor takes around its place, in world units.
const AROUND: f64 = 50.0;
/// No actor.
const NOBODY: u32 = u32::MAX;

/// What the marks were made from.
#[derive(Clone, Debug, PartialEq)]
struct Marked {
    content: u64,
    view: u64,
    fade: u64,
    hovered: Target,
    keyboard: Option<ActorId>,
}

/// What stands before the mass, and what it was made from.
struct Front {
    key: FrontKey,
    shown: u64,
    zoom: f64,
    built_secs: f64,
    region_in_page: Bounds,
    scene: Arc<Scene>,
    instances: Arc<Instances>,
}

#[derive(Clone, Debug, PartialEq)]
struct FrontKey {
    content: u64,
    view: u64,
    dark: bool,
    lang: crate::lang::Lang,
    fade: (u64, u64),
    hovered: Target,
    keyboard: Option<ActorId>,
    moved: BTreeMap<ActorId, (u64, u64)>,
    hulls: bool,
    sizes: SizeChoice,
}

/// Whether the camera moves.
#[derive(Clone, Copy, Debug, Default)]
struct Motion {
    camera: Option<Camera>,
    last_move_secs: f64,
    /// From 0, in motion, to 1, at rest.
    calm: f64,
    last_secs: f64,
}

/// What the canvas says of a frame.
pub struct Moment<'a> {
    /// Where one looks from.
    pub camera: Camera,
    /// The time, in seconds.
    pub now_secs: f64,
    /// What fades.
    pub fade: &'a Fade,
    /// What the pointer is over.
    pub hovered: &'a Target,
    /// Where the keyboard is.
    pub keyboard: Option<&'a ActorId>,
    /// How far all that is selected is dragged, in pixels, where that is much.
    pub drag_px: Point,
    /// What is shown elsewhere than the map has it.
    pub moved: &'a BTreeMap<ActorId, Point>,
}

/// A frame ready to be painted.
pub struct Ready {
    /// What stands out, with names and verbs.
    pub scene: Arc<Scene>,
    /// The same for the GPU.
    pub instances: Arc<Instances>,
    /// The zoom now by that of the scene.
    pub ratio: f64,
    /// What of the mass is drawn.
    pub frame: Frame,
    /// The mass.
    pub store: Arc<Mutex<Store>>,
    /// Icons of both.
    pub icons: Arc<IconLayers>,
    /// Whether the picture moves and a processor draws it: then halos are simpler.
    pub hurried: bool,
    /// When the next frame is needed though nothing happens, in seconds from now.
    pub again_secs: Option<f64>,
}

impl Picture {
    /// Forgets the map, not the machine.
    pub fn reset(&mut self) {
        let before = std::mem::take(self);
        *self = Self {
            software: before.software,
            icons: before.icons,
            // The painter knows foregrounds by their number: a number is never given twice.
            fronts: before.fronts,
            ..Self::default()
        };
        job::let_go((before.prepared, before.mass, before.store));
    }

    /// How a picture of a map is to be made here.
    pub fn making(&self, sizes: SizeChoice) -> Making {
        Making::new(self.software, sizes)
    }

    /// Takes the picture of the open map, made while it was read.
    pub fn take_made(&mut self, made: Made, cx: &Cx<'_>) {
        self.size_by = made.size_by;
        self.content = Some(cx.session.content_version());
        self.take_all(made);
    }

    /// Whether there is anything to draw from yet.
    pub fn is_ready(&self) -> bool {
        self.prepared.is_some()
    }

    /// Whether it is that of a state of the map, with nothing left to work out.
    pub fn is_settled(&self, content_version: u64) -> bool {
        self.prepared.is_some()
            && self.content == Some(content_version)
            && self.preparing.is_none()
            && self.sorting.is_none()
            && self.glide.is_none()
            && !self.stale
    }

    /// The map as it is drawn.
    pub fn prepared(&self) -> Option<&Prepared> {
        self.prepared.as_deref()
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Follows the map: called before anything looks at the picture.
    pub fn follow(&mut self, cx: &Cx<'_>, ctx: &egui::Context) {
        self.follow_map(cx, ctx);
        self.follow_glide(ctx);
    }

    fn follow_map(&mut self, cx: &Cx<'_>, ctx: &egui::Context) {
        let session = cx.session;
        let content = session.content_version();
        self.follow_preparation();
        if self.preparing.is_some() {
            return;
        }
        let size_by = size_by(cx.prefs.sizes);
        let resized = std::mem::replace(&mut self.size_by, size_by) != size_by;
        if self.content == Some(content) {
            if resized && let Some(prepared) = &self.prepared {
                self.store().put_actors(prepared, size_by);
            }
            self.follow_sorting(ctx);
            return;
        }
        let touched = self.content.and_then(|version| session.touched_since(version));
        self.content = Some(content);
        match (self.prepared.take(), touched) {
            (Some(mut shared), Some(touched)) => {
                // A job may be reading it: then this works on a copy.
                let prepared = Arc::make_mut(&mut shared);
                let (mut actors, mut links) = (BTreeSet::new(), BTreeSet::new());
                for step in touched {
                    actors.extend(step.actors.iter().cloned());
                    links.extend(step.links.iter().cloned());
                }
                let changed = prepared.update(session.map(), &actors, &links);
                if prepared.is_worn() && prepared.actor_slots() < detail::VAST {
                    self.take(prepared.renewed(session.map()));
                } else {
                    self.prepared = Some(shared);
                    self.apply(&changed);
                    self.follow_sorting(ctx);
                }
            }
            (before, _) if session.map().actor_count() <= detail::VAST => {
                self.take(match before {
                    Some(before) => before.renewed(session.map()),
                    None => Prepared::new(session.map()),
                });
            }
            (before, _) => {
                // The old picture stays until the new one is there.
                self.prepared = before;
                let (map, shown) = (session.snapshot(), session.shown_snapshot());
                let (making, ctx) = (self.making(cx.prefs.sizes), ctx.clone());
                let work = move |_: &job::Progress| making.of(&map, &shown);
                self.preparing = Some(Job::start(work, move || ctx.request_repaint()));
            }
        }
    }

    fn follow_preparation(&mut self) {
        match self.preparing.as_ref().map(Job::poll) {
            Some(Outcome::Done(made)) => {
                self.preparing = None;
                self.take_all(made);
            }
            Some(Outcome::Lost) => self.preparing = None,
            _ => {}
        }
    }

    /// Shows actors elsewhere than the map has them. `None` where nothing was shown so before.
    pub fn glide(&mut self) -> Option<&mut Glide> {
        self.glide.as_mut().map(|gliding| &mut gliding.glide)
    }

    /// Starts to.
    pub fn start_glide(&mut self, glide: Glide) {
        self.glide = Some(Gliding {
            glide,
            numbers: Arc::default(),
            of: None,
            seen: None,
            at_home: true,
            next: None,
            spare: None,
        });
    }

    /// The area everybody is going to, with their names at its end, and whether it is the end.
    pub fn bounds_of_glide(&self) -> Option<(Bounds, bool)> {
        let (gliding, prepared) = (self.glide.as_ref()?, self.prepared.as_ref()?);
        let ends = gliding.glide.end().is_some();
        if !ends || prepared.actor_slots() > detail::VAST {
            return Some((gliding.glide.bounds().expanded(AROUND), ends));
        }
        let mut there = Prepared::clone(prepared);
        there.replace_all();
        Some((there.bounds_in_world(), ends))
    }

    /// Whether actors are shown elsewhere than the map has them.
    pub fn is_gliding(&self) -> bool {
        self.glide.is_some()
    }

    /// Shows a layout under way.
    fn follow_glide(&mut self, ctx: &egui::Context) {
        if self.preparing.is_some() {
            return;
        }
        let (Some(content), Some(shared)) = (self.content, &mut self.prepared) else { return };
        let prepared = &**shared;
        let Some(mut gliding) = self.glide.take() else { return };
        let now = ctx.input(|input| input.time);
        let vast = prepared.actor_slots() > detail::VAST;
        let over = match gliding.glide.end() {
            // What was done after it is shown at once.
            Some(end) => end != content || vast || gliding.glide.has_arrived(now),
            None => false,
        };
        if over {
            if !vast {
                Arc::make_mut(shared).replace_all();
                self.show_places();
                self.sort_now();
            } else if !gliding.at_home {
                // Made ready anew, behind what is shown.
                self.content = None;
            }
            ctx.request_repaint();
            return;
        }
        if gliding.of != Some(content) {
            let (outset, ends) = (gliding.glide.outset(), gliding.glide.end().is_some());
            let whom = outset.actors.iter().zip(&outset.places).enumerate();
            let number = whom.map(|(at, (id, was))| {
                // As a rule the numbers are those of the map as it was prepared.
                let same = prepared.actor(at).is_some_and(|actor| actor.id == *id);
                let number = if same { at } else { prepared.number(id)? };
                // Who was moved or pinned by hand meanwhile is not shown elsewhere.
                let stands = prepared.actor(number)?.position == *was;
                (ends || stands).then_some(number as u32)
            });
            gliding.numbers = number.map(|number| number.unwrap_or(NOBODY)).collect();
            gliding.of = Some(content);
            (gliding.seen, gliding.next, gliding.spare) = (None, None, None);
        }
        let leg = gliding.glide.legs();
        if vast {
            self.glide_far(&mut gliding, ctx);
        } else if gliding.seen != Some(leg) {
            Arc::make_mut(shared).show_at(numbered(&gliding.numbers, &gliding.glide.at(now)));
            gliding.at_home = false;
            self.show_places();
            if gliding.glide.has_arrived(now) {
                gliding.seen = Some(leg);
            } else {
                ctx.request_repaint();
            }
        }
        self.glide = Some(gliding);
    }

    /// A step of a glide on a large map: the next picture is made and sorted in the background.
    fn glide_far(&mut self, gliding: &mut Gliding, ctx: &egui::Context) {
        if let Some((leg, job)) = &gliding.next {
            match job.poll() {
                Outcome::Running => return,
                Outcome::Lost => gliding.next = None,
                Outcome::Done(made) => {
                    gliding.seen = Some(*leg);
                    gliding.at_home = false;
                    gliding.next = None;
                    gliding.spare = self.prepared.replace(Arc::new(made.prepared));
                    self.sorting = None;
                    self.stale = false;
                    self.mass = Arc::new(made.mass);
                    self.strays.clear();
                    self.since_sorting.clear();
                    self.store().put_laid(made.laid);
                    self.shown += 1;
                }
            }
        }
        let leg = gliding.glide.legs();
        if gliding.seen == Some(leg) || leg == 0 {
            return;
        }
        let Some(from) = gliding.spare.take().or_else(|| self.prepared.clone()) else { return };
        let (numbers, places) = (gliding.numbers.clone(), gliding.glide.destination().to_vec());
        let (marks, ctx) = (self.marks.clone(), ctx.clone());
        let making = Making { thinned_from: self.thinned_from(), size_by: self.size_by };
        let work = move |_: &job::Progress| {
            // Copied here where the window has it too: it is a walk of all records.
            let mut next = Arc::unwrap_or_clone(from);
            next.show_at(numbered(&numbers, &places));
            making.with(next, marks)
        };
        gliding.next = Some((leg, Job::start(work, move || ctx.request_repaint())));
    }

    /// Takes over where actors are drawn now.
    fn show_places(&mut self) {
        let Some(prepared) = &self.prepared else { return };
        self.store().put_actors(prepared, self.size_by);
        self.shown += 1;
    }

    /// Takes a small map made ready from the beginning.
    fn take(&mut self, prepared: Prepared) {
        self.begin_anew();
        self.marks = Marks::default();
        self.marks.grow(&prepared);
        self.store().put_actors(&prepared, self.size_by);
        self.prepared = Some(Arc::new(prepared));
        self.sort_now();
    }

    /// Takes a map over of which everything was made ready.
    fn take_all(&mut self, made: Made) {
        self.begin_anew();
        self.marks = made.marks;
        let mass = std::mem::replace(&mut self.mass, Arc::new(made.mass));
        self.store().put_laid(made.laid);
        job::let_go((self.prepared.replace(Arc::new(made.prepared)), mass));
        self.stale = false;
        self.strays.clear();
        self.since_sorting.clear();
    }

    fn begin_anew(&mut self) {
        if let Some(gliding) = &mut self.glide {
            (gliding.of, gliding.at_home) = (None, true);
        }
        self.marked = None;
        self.dragged.clear();
        self.front = None;
        self.styled = None;
        self.sorting = None;
    }

    /// Shows what an update changed.
    fn apply(&mut self, changed: &drawing::Changed) {
        let Some(prepared) = &self.prepared else { return };
        self.marks.grow(prepared);
        let tiled = prepared.actor_slots() > detail::VAST;
        if !tiled {
            self.store().put_actors(prepared, self.size_by);
            self.sort_now();
            return;
        }
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        for number in &changed.actors {
            store.put_actor(prepared, self.size_by, *number, tiled);
            self.moved_since_sorting.insert(*number);
            for (link, ..) in prepared.ends_at(*number) {
                store.put_link(prepared, &self.marks, link, true);
                self.since_sorting.insert(link);
            }
        }
        self.since_sorting.extend(&changed.links);
        self.strays.extend(&self.since_sorting);
        for number in &changed.links {
            store.put_link(prepared, &self.marks, *number, true);
        }
    }

    /// From how many links on they may be thinned.
    fn thinned_from(&self) -> usize {
        if self.software { THINNED_BY_PROCESSOR } else { THINNED_FROM }
    }

    /// Sorts a small map at once.
    fn sort_now(&mut self) {
        let Some(prepared) = &self.prepared else { return };
        self.mass = Arc::new(Mass::new(prepared, &self.marks, self.thinned_from()));
        self.stale = false;
        self.strays.clear();
        let laid = LaidOrder::new(prepared, &self.marks, &self.mass);
        self.store().put_order(laid);
    }

    /// Sorts a large map in the background, when it is time.
    fn follow_sorting(&mut self, ctx: &egui::Context) {
        match self.sorting.as_ref().map(Job::poll) {
            Some(Outcome::Done((mass, laid))) => {
                self.sorting = None;
                job::let_go(std::mem::replace(&mut self.mass, Arc::new(mass)));
                // What moved while it was sorted is a stray still.
                self.strays = std::mem::take(&mut self.since_sorting);
                let moved = std::mem::take(&mut self.moved_since_sorting);
                let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
                store.put_order(laid);
                if let Some(prepared) = &self.prepared {
                    for number in moved {
                        store.put_apart(prepared, self.size_by, number);
                    }
                    for number in &self.strays {
                        store.put_link(prepared, &self.marks, *number, true);
                    }
                    if self.reshown_since_sorting {
                        store.put_links(prepared, &self.marks, 0..prepared.link_slots() as u32);
                    }
                }
            }
            Some(Outcome::Lost) => self.sorting = None,
            Some(Outcome::Running) => return,
            None => {}
        }
        if !self.stale && self.store().strays() < STRAYS {
            return;
        }
        let Some(prepared) = &self.prepared else { return };
        self.stale = false;
        self.since_sorting.clear();
        self.moved_since_sorting.clear();
        self.reshown_since_sorting = false;
        let (prepared, marks, ctx) = (prepared.clone(), self.marks.clone(), ctx.clone());
        let thinned_from = self.thinned_from();
        let work = move |_: &job::Progress| {
            let mass = Mass::new(&prepared, &marks, thinned_from);
            let laid = LaidOrder::new(&prepared, &marks, &mass);
            (mass, laid)
        };
        self.sorting = Some(Job::start(work, move || ctx.request_repaint()));
    }

    /// Shows every actor at a place, in the order of their ids, with their links and without names
    /// and hulls: how a layout under way is seen. `None` shows them where they are again. The map and
    /// what is pointed at stay as they are; only places are written, so that each step of an
    /// animation of 213,000 actors costs a few milliseconds.
    pub fn preview(&mut self, places: Option<&[Point]>) {
        let Some(prepared) = &self.prepared else { return };
        if places.is_none() && !self.previewing {
            return;
        }
        self.previewing = places.is_some();
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        match places {
            None => store.put_actors(prepared, self.size_by),
            Some(places) => store.put_places(&prepared.numbers_by_id(), places),
        }
        // Names and hulls come back where the map has them.
        self.front = None;
    }

    /// Makes a frame.
    pub fn frame(&mut self, cx: &Cx<'_>, moment: &Moment<'_>) -> Option<Ready> {
        self.prepared.as_ref()?;
        self.mark(cx, moment);
        self.style(cx);
        self.drag(moment);
        let again_secs = self.build_front(cx, moment);
        let calm = self.motion.follow(moment);
        let frame = self.mass_frame(cx, moment, calm);
        let front = self.front.as_ref()?;
        Some(Ready {
            scene: front.scene.clone(),
            instances: front.instances.clone(),
            ratio: moment.camera.zoom / front.zoom,
            frame,
            store: self.store.clone(),
            icons: self.icons.clone()?,
            hurried: self.software && calm < 1.0,
            again_secs: again_secs.or((self.software && calm < 1.0).then_some(0.0)),
        })
    }

    /// Marks what is shown, lit, selected and pointed at.
    fn mark(&mut self, cx: &Cx<'_>, moment: &Moment<'_>) {
        let Some(prepared) = &self.prepared else { return };
        let session = cx.session;
        let now = Marked {
            content: session.content_version(),
            view: session.view_version(),
            fade: moment.fade.version,
            hovered: without_rim(moment.hovered),
            keyboard: moment.keyboard.cloned(),
        };
        let before = self.marked.as_ref();
        if before == Some(&now) {
            return;
        }
        let marks = &mut self.marks;
        let same = |part: fn(&Marked) -> u64| before.is_some_and(|before| part(before) == part(&now));
        let shown = session.shown();
        if !(same(|marked| marked.content) && same(|marked| marked.view)) {
            let reshown = marks.show(prepared, Some(shown));
            if !reshown.links.is_empty() {
                let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
                store.put_links(prepared, marks, reshown.links);
                self.reshown_since_sorting = true;
            }
            // Dots stand for those that are shown.
            self.stale |= reshown.actors && prepared.actor_slots() > detail::VAST;
            let selection = session.selection();
            marks.select(prepared, &selection.actors, &selection.links);
        }
        if !(same(|marked| marked.content) && same(|marked| marked.fade)) {
            marks.light(prepared, moment.fade.lit.as_deref());
        }
        let hovered = match &now.hovered {
            Target::Actor { id, .. } => Some(Hovered::Actor(id)),
            Target::Link(id) => Some(Hovered::Link(id)),
            Target::Nothing => None,
        };
        marks.point(prepared, hovered, now.keyboard.as_ref());
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        store.put_marks(marks);
        if prepared.actor_slots() > detail::VAST {
            store.put_lit(prepared, marks, LIT);
        }
        drop(store);
        self.marked = Some(now);
    }

    /// Writes colours and icons where theme or schema changed.
    fn style(&mut self, cx: &Cx<'_>) {
        let Some(prepared) = &self.prepared else { return };
        let key = (cx.theme.is_dark(), cx.session.content_version());
        if self.styled == Some(key) {
            return;
        }
        self.styled = Some(key);
        let icons = match &self.icons {
            Some(icons) if icons.covers(prepared.glyphs()) => icons.clone(),
            _ => {
                let kinds = cx.session.map().schema().actor_kinds();
                let all = kinds.iter().filter_map(|kind| crate::icons::glyph(&kind.icon));
                Arc::new(IconLayers::new(prepared.glyphs().chain(all)))
            }
        };
        self.store().put_styles(prepared, cx.theme, &icons);
        self.icons = Some(icons);
    }

    /// Shows what is dragged where the pointer has it.
    fn drag(&mut self, moment: &Moment<'_>) {
        let Some(prepared) = &self.prepared else { return };
        if self.dragged.is_empty() && moment.moved.is_empty() {
            return;
        }
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        for number in std::mem::take(&mut self.dragged) {
            let texel = prepared.texel(number as usize, self.size_by);
            store.actors.set(number as usize, texel);
        }
        for (id, at) in moment.moved {
            let Some(number) = prepared.number(id) else { continue };
            let mut texel = prepared.texel(number, self.size_by);
            let [x, y] = drawing::mass::steps(*at);
            (texel[0], texel[1]) = (x, y);
            store.actors.set(number, texel);
            self.dragged.push(number as u32);
        }
    }

    /// Makes what stands before the mass anew where anything of it changed. Gives back in how many
    /// seconds it wants to, where it waits.
    fn build_front(&mut self, cx: &Cx<'_>, moment: &Moment<'_>) -> Option<f64> {
        let (session, camera) = (cx.session, moment.camera);
        let prepared = self.prepared.as_ref()?;
        let bits = |at: &Point| (at.x.to_bits(), at.y.to_bits());
        let key = FrontKey {
            content: session.content_version(),
            view: session.view_version(),
            dark: cx.theme.is_dark(),
            lang: cx.lang(),
            fade: (moment.fade.version, (moment.fade.amount * 1000.0) as u64),
            hovered: without_rim(moment.hovered),
            keyboard: moment.keyboard.cloned(),
            moved: moment.moved.iter().map(|(id, at)| (id.clone(), bits(at))).collect(),
            hulls: cx.prefs.hulls,
            sizes: cx.prefs.sizes,
        };
        let visible = camera.visible_in_page();
        let in_world = |page: Bounds| Bounds {
            min: page.min * (1.0 / camera.zoom),
            max: page.max * (1.0 / camera.zoom),
        };
        let crowded = prepared.count_near(in_world(visible), CROWD) >= CROWD;
        if let Some(front) = &self.front
            && front.key == key
            && front.shown == self.shown
        {
            let ratio = camera.zoom / front.zoom;
            let seen = Bounds { min: visible.min * (1.0 / ratio), max: visible.max * (1.0 / ratio) };
            let covered = front.region_in_page.contains(seen.min) && front.region_in_page.contains(seen.max);
            if ratio == 1.0 && covered {
                return None;
            }
            let wait = front.built_secs + SETTLE_SECS - moment.now_secs;
            if crowded && wait > 0.0 && (0.5..2.0).contains(&ratio) {
                return Some(wait);
            }
        }
        let margin = if crowded { 140.0 } else { camera.size_px.length() * 0.5 };
        let region = visible.expanded(margin);
        let view = drawing::View {
            visible: Some(region),
            show_hulls: cx.prefs.hulls,
            selected_actors: &session.selection().actors,
            selected_links: &session.selection().links,
            hovered: match &key.hovered {
                Target::Actor { id, .. } => Some(Hovered::Actor(id)),
                Target::Link(id) => Some(Hovered::Link(id)),
                Target::Nothing => None,
            },
            keyboard_focus: moment.keyboard,
            lit: moment.fade.lit.as_deref(),
            fade: moment.fade.amount,
            moved: moment.moved,
            size_by: self.size_by,
            ..drawing::View::new(cx.theme, cx.lang(), camera.zoom)
        };
        // Names stay while one pans; a zoom, an edit or another view has them placed anew.
        let kept: Vec<u32> = match &self.front {
            Some(front) if front.key == key && (front.zoom == camera.zoom || self.glide.is_some()) => {
                let numbers = front.scene.labels.iter().filter_map(|label| prepared.number(&label.actor));
                numbers.map(|number| number as u32).collect()
            }
            _ => Vec::new(),
        };
        let scene =
            if self.previewing { Scene::EMPTY } else { prepared.foreground(&view, &self.marks, &kept) };
        self.fronts += 1;
        let anchor = camera.center_in_world * camera.zoom;
        let icons = self.icons.clone()?;
        let instances = Arc::new(Instances::new(&scene, anchor, icons, self.fronts));
        self.front = Some(Front {
            key,
            shown: self.shown,
            zoom: camera.zoom,
            built_secs: moment.now_secs,
            region_in_page: region,
            scene: Arc::new(scene),
            instances,
        });
        None
    }

    /// What of the mass the frame draws.
    fn mass_frame(&mut self, cx: &Cx<'_>, moment: &Moment<'_>, calm: f64) -> Frame {
        let camera = moment.camera;
        let zoom = camera.zoom;
        let Some(prepared) = &self.prepared else { return Frame::default() };
        let visible = camera.visible_in_page();
        let visible = Bounds { min: visible.min * (1.0 / zoom), max: visible.max * (1.0 / zoom) };
        // Tiles and merged dots are of the places the map has: a preview goes through them all.
        let previewing = self.previewing;
        let budget =
            if self.software { Budget::PROCESSOR_MOVING.lerp(Budget::PROCESSOR, calm) } else { Budget::CARD };
        let mass = &self.mass;
        let mut detail = Detail::of(mass, zoom, visible, camera.size_px, budget);
        if previewing {
            (detail.level, detail.merge, detail.least_reach) = (0, 0.0, 0.0);
        }
        self.detail = Some(detail);
        let scale = screen_scale(zoom);
        // What is drawn around a place reaches this far from it.
        let roomy = if previewing { mass.bounds.expanded(1.0) } else { visible.expanded(80.0 / zoom) };
        let mut links = Vec::new();
        for (stratum, opacity) in detail.strata.iter().enumerate().take(mass.links.strata()) {
            if *opacity > 0.0 {
                links.extend(mass.links.runs(stratum, roomy, detail.least_reach));
            }
        }
        let store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let (in_tiles, stray_links) = (store.in_tiles, store.links.data.len() as u32);
        if stray_links > in_tiles.1 as u32 {
            links.push(in_tiles.1 as u32..stray_links);
        }
        let strays = in_tiles.0 as u32..store.numbers.data.len() as u32;
        let (nodes, runs) = if detail.far < 1.0 {
            (Nodes::Figures, mass.actors.runs(roomy))
        } else if detail.level == 0 {
            (Nodes::Dots, mass.actors.runs(roomy))
        } else {
            let level = detail.level - 1;
            let start = store.levels.get(level).copied().unwrap_or(0);
            let runs = mass.merged.levels.get(level).map(|level| level.runs(roomy)).unwrap_or_default();
            (Nodes::Merged, runs.into_iter().map(|run| run.start + start..run.end + start).collect())
        };
        let lit =
            !store.lit.data.is_empty() && (detail.level > 0 || detail.strata.iter().any(|at| *at < 1.0));
        drop(store);
        let count: u32 = links.iter().map(|run| run.end - run.start).sum();
        let segments = if detail.far >= 1.0 {
            1
        } else if self.software {
            // Each costs a processor as much as a short line.
            if calm < 1.0 { SEGMENTS_IN_MOTION } else { SEGMENTS_OF_MANY }
        } else if count <= MANY {
            SEGMENTS
        } else {
            SEGMENTS_OF_MANY
        };
        let center = camera.center_in_world;
        let limit = drawing::FARTHEST * 1.5;
        let near = Point::new(center.x.clamp(-limit, limit), center.y.clamp(-limit, limit));
        let steps = drawing::mass::steps(near);
        let kept = Point::new(f64::from(steps[0]) / STEPS, f64::from(steps[1]) / STEPS);
        let rest = camera.screen_from_world(kept);
        let mut strata = [0.0; 8];
        for (to, from) in strata.iter_mut().zip(detail.strata) {
            *to = from as f32;
        }
        let view = ViewUniform {
            canvas: rgba(cx.theme.canvas),
            accent: rgba(cx.theme.accent),
            link_faded: rgba(cx.theme.link_faded),
            strata,
            center: steps,
            rest: [rest.x as f32, rest.y as f32],
            size: [camera.size_px.x as f32, camera.size_px.y as f32],
            pixels_per_point: 1.0,
            px_per_step: (zoom / STEPS) as f32,
            scale: scale as f32,
            far: detail.far as f32,
            fade: moment.fade.amount as f32,
            most: prepared.most_root(self.size_by) as f32,
            inset: scale.clamp(0.7, 1.25) as f32,
            merge: detail.merge as f32,
            cell: (mass.merged.cell(detail.level) * zoom) as f32,
            cell_next: (mass.merged.cell(detail.level + 1) * zoom) as f32,
            link_opacity: detail.link_opacity as f32,
            fade_beyond: detail.fade_beyond_px as f32,
            fade_long: detail.fade_long as f32,
            segments: segments as f32,
            some_lit: u32::from(self.marks.some_lit()),
            in_front: u32::from(!self.marks.selected_in_front().is_empty()),
            drag: [moment.drag_px.x as f32, moment.drag_px.y as f32],
        };
        Frame { view, links, segments, arrows: detail.far < 1.0, nodes, runs, strays, lit }
    }

    /// What is at a place of the canvas, and what is in a rectangle.
    pub fn hits<T>(&self, cx: &Cx<'_>, zoom: f64, find: impl FnOnce(&Hits<'_>) -> T) -> Option<T> {
        let prepared = self.prepared.as_ref()?;
        let view = drawing::View { size_by: self.size_by, ..drawing::View::new(cx.theme, cx.lang(), zoom) };
        // Links that can be told apart can be pointed at: none where actors have merged.
        let seen = |detail: &Detail| detail.strata.iter().filter(|opacity| **opacity > 0.3).count();
        let shown = |detail: &Detail| if detail.level > 0 { 0 } else { seen(detail) };
        let strata = self.detail.as_ref().map_or(usize::MAX, shown);
        let (links, strays) = (&self.mass.links, &self.strays);
        Some(find(&Hits { prepared, view: &view, marks: &self.marks, links, strata, strays }))
    }

    /// An actor as it is drawn.
    pub fn node(&self, cx: &Cx<'_>, zoom: f64, id: &ActorId) -> Option<NodeShape> {
        let prepared = self.prepared.as_ref()?;
        let view = drawing::View { size_by: self.size_by, ..drawing::View::new(cx.theme, cx.lang(), zoom) };
        prepared.node(&view, &self.marks, prepared.number(id)? as u32)
    }

    /// The ids of actors by number.
    pub fn ids(&self, numbers: &[u32]) -> Vec<ActorId> {
        let Some(prepared) = &self.prepared else { return Vec::new() };
        let id = |number: &u32| Some(prepared.actor(*number as usize)?.id.clone());
        numbers.iter().filter_map(id).collect()
    }
}

impl Motion {
    /// Follows the camera; says how calm it is, from 0 to 1.
    fn follow(&mut self, moment: &Moment<'_>) -> f64 {
        let now = moment.now_secs;
        let passed = (now - self.last_secs).clamp(0.0, 0.1);
        self.last_secs = now;
        if self.camera.is_some_and(|before| before != moment.camera) {
            self.last_move_secs = now;
        } else if self.camera.is_none() {
            self.calm = 1.0;
            self.last_move_secs = f64::NEG_INFINITY;
        }
        self.camera = Some(moment.camera);
        let step = passed / CALM_SECS;
        let moving = now - self.last_move_secs < MOVING_SECS;
        self.calm = (self.calm + if moving { -3.0 * step } else { step }).clamp(0.0, 1.0);
        self.calm
    }
}

/// Places by the numbers of actors.
fn numbered<'a>(numbers: &'a [u32], places: &'a [Point]) -> impl Iterator<Item = (usize, Point)> + 'a {
    let known = numbers.iter().zip(places).filter(|(number, _)| **number != NOBODY);
    known.map(|(number, at)| (*number as usize, *at))
}

fn size_by(sizes: SizeChoice) -> SizeBy {
    match sizes {
        SizeChoice::Links => SizeBy::Links,
        SizeChoice::Same => SizeBy::Same,
    }
}

/// Where on the actor the pointer is changes nothing that is drawn.
fn without_rim(target: &Target) -> Target {
    match target {
        Target::Actor { id, .. } => Target::Actor { id: id.clone(), on_rim: false },
        other => other.clone(),
    }
}

fn rgba(colour: Rgba) -> [f32; 4] {
    colour.0.map(|channel| f32::from(channel) / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_map_is_never_taken_for_the_one_before() {
        let mut picture = Picture { fronts: 3, software: true, ..Picture::default() };
        picture.reset();
        // The painter uploads a foreground when its number is not the last one's.
        assert_eq!((picture.fronts, picture.software), (3, true));
        assert!(!picture.is_ready());
    }
}
