//! What a frame of the whole window and the commonest actions cost the processor: on the largest
//! sample, of 187 actors, with every panel open; on maps of 3,000 to 213,000 actors with legend and
//! inspector open, as the window opens. Nothing is drawn by a GPU: what is timed is laying out,
//! preparing the picture and tessellating.
//!
//! `cargo bench --bench frame`. One frame of a 60 Hz screen is 16.7 ms.

// A bench that cannot go on says what it expected.
#![allow(clippy::expect_used)]

mod support;

use divan::{Bencher, black_box};
use eframe::App as _;
use egui::{Event, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, Vec2};
use maillage::edit::{Edit, FieldName};
use maillage::file::Sample;
use maillage::geometry::Point;
use maillage::session::{Origin, Session};
use maillage::ui::{App, Prefs};

/// The size the window opens with, in points.
const WINDOW: Vec2 = Vec2::new(1440.0, 900.0);
/// Frames before the first that counts: panels find their sizes, fonts fill their atlas.
const WARM_UP: usize = 12;
/// A point of the canvas, right of the legend and left of the inspector.
const ON_CANVAS: Pos2 = Pos2::new(640.0, 400.0);

fn main() {
    divan::main();
}

/// The sample of 187 actors, opened.
fn session() -> Session {
    let map = Sample::TerritoiresFrenchImpact.open().expect("the sample opens").map;
    assert_eq!(map.actor_count(), 187, "the benches are named after its size");
    Session::new(map, Origin::Example)
}

/// The window without a screen.
struct Window {
    ctx: egui::Context,
    app: App,
    frame: eframe::Frame,
    seconds: f64,
}

impl Window {
    /// A window with every panel open, shown long enough to have settled.
    fn new() -> Self {
        Self::on(session(), true)
    }

    /// A window on a map of a size, its picture ready.
    fn of_size(size: (usize, usize)) -> Self {
        let mut window = Self::on(Session::new(support::map(size), Origin::Example), false);
        while !window.app.is_settled() {
            window.show(Vec::new());
            std::thread::yield_now();
        }
        for _ in 0..WARM_UP {
            window.show(Vec::new());
        }
        window
    }

    fn on(session: Session, table: bool) -> Self {
        let ctx = egui::Context::default();
        let prefs = Prefs {
            lang: Some("fr".to_owned()),
            welcome: false,
            legend: true,
            inspector: true,
            table,
            ..Prefs::default()
        };
        let mut app = App::with_prefs(&ctx, prefs);
        app.set_session(session);
        let mut window = Self { ctx, app, frame: eframe::Frame::_new_kittest(), seconds: 0.0 };
        window.show(vec![Event::PointerMoved(ON_CANVAS)]);
        for _ in 0..WARM_UP {
            window.show(Vec::new());
        }
        window
    }

    /// One frame: layout and tessellation. Gives the number of primitives, so that none is left out.
    fn show(&mut self, events: Vec<Event>) -> usize {
        self.seconds += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, WINDOW)),
            time: Some(self.seconds),
            focused: true,
            events,
            ..RawInput::default()
        };
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| {
            self.app.logic(ui.ctx(), &mut self.frame);
            self.app.ui(ui, &mut self.frame);
        });
        // Nobody uploads textures here.
        output.textures_delta.clear();
        ctx.tessellate(output.shapes, output.pixels_per_point).len()
    }
}

/// Nothing happens but the frame.
#[divan::bench]
fn frame_idle_187(bencher: Bencher<'_, '_>) {
    let mut window = Window::new();
    bencher.bench_local(|| black_box(window.show(Vec::new())));
}

/// Sizes by actors.
const ACTORS: [usize; 3] = [3_000, 15_000, 213_000];

fn size_of(actors: usize) -> (usize, usize) {
    *support::SIZES.iter().find(|size| size.0 == actors).expect("the size is one of them")
}

fn wheel(lines: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: Vec2::new(0.0, lines),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

/// The middle button drags the picture to and fro, at the zoom that shows all of it.
#[divan::bench(args = ACTORS)]
fn frame_while_panning(bencher: Bencher<'_, '_>, actors: usize) {
    pan(bencher, actors, 0);
}

/// The same from nearer, where names and shapes are seen.
#[divan::bench(args = ACTORS)]
fn frame_while_panning_near(bencher: Bencher<'_, '_>, actors: usize) {
    pan(bencher, actors, 14);
}

fn pan(bencher: Bencher<'_, '_>, actors: usize, nearer: usize) {
    let mut window = Window::of_size(size_of(actors));
    for _ in 0..nearer {
        for _ in 0..12 {
            window.show(vec![wheel(1.0)]);
        }
    }
    for _ in 0..60 {
        window.show(Vec::new());
    }
    let button = |pressed: bool, pos: Pos2| Event::PointerButton {
        pos,
        button: egui::PointerButton::Middle,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.show(vec![button(true, ON_CANVAS)]);
    let mut step: u32 = 0;
    bencher.bench_local(|| {
        step += 1;
        let way = if (step / 40).is_multiple_of(2) { step % 40 } else { 40 - step % 40 };
        let at = ON_CANVAS + Vec2::new(way as f32 * 6.0, way as f32 * 3.0);
        black_box(window.show(vec![Event::PointerMoved(at)]))
    });
}

/// Every actor moves: a step of an animated layout and the frame after it.
#[divan::bench(args = ACTORS)]
fn frame_of_a_layout(bencher: Bencher<'_, '_>, actors: usize) {
    let mut window = Window::of_size(size_of(actors));
    let map = support::map(size_of(actors));
    let at = |shift: f64| -> Vec<Point> {
        let places = map.actors().map(|actor| actor.position.map_or(Point::ZERO, |position| position.at));
        places.map(|place| place + Point::new(shift, 0.0)).collect()
    };
    let steps = [at(5.0), at(10.0)];
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        window.app.preview(Some(&steps[turn % 2]));
        black_box(window.show(Vec::new()))
    });
}

/// The wheel turns a little in each frame, in and out, from the zoom that shows all of it.
#[divan::bench(args = ACTORS)]
fn frame_while_zooming(bencher: Bencher<'_, '_>, actors: usize) {
    let mut window = Window::of_size(size_of(actors));
    let mut turn: u32 = 0;
    bencher.bench_local(|| {
        turn += 1;
        black_box(window.show(vec![wheel(if (turn / 40).is_multiple_of(2) { 1.0 } else { -1.0 })]))
    });
}

/// The wheel turns a little in each frame, in and out, so that every label is placed anew.
#[divan::bench]
fn frame_while_zooming_187(bencher: Bencher<'_, '_>) {
    let mut window = Window::new();
    let mut turn: u32 = 0;
    bencher.bench_local(|| {
        turn += 1;
        let lines = if (turn / 20).is_multiple_of(2) { 1.0 } else { -1.0 };
        black_box(window.show(vec![wheel(lines)]))
    });
}

/// A rename and its undo, with what both make the session bring up to date.
#[divan::bench]
fn edit_undo_187(bencher: Bencher<'_, '_>) {
    let mut session = session();
    let Some(actor) = session.map().actors().next().cloned() else { return };
    let mut renamed = (*actor).clone();
    renamed.name = format!("{} (ESS)", renamed.name).into();
    bencher.bench_local(|| {
        let edit = Edit::ReviseActors { actors: vec![renamed.clone()], what: FieldName::Name };
        let touched = session.edit(edit).expect("the actor is on the map");
        black_box(touched);
        session.undo()
    });
}

/// One search by name, accents and case ignored, as at each key pressed in the search field.
#[divan::bench(args = ["e", "ecos", "nantes metropole"])]
fn search_187(bencher: Bencher<'_, '_>, query: &str) {
    let session = session();
    bencher.bench_local(|| black_box(session.index().search(session.map(), black_box(query), 12)));
}
