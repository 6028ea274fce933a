//! What a frame of the window costs the processor on a map of 213,000 actors and 500,000 links, with
//! legend, inspector and table open: laying out and tessellating, without a GPU.
//!
//! `cargo bench --bench panels`. A frame is to stay under 16 ms whatever happens in it, an idle one
//! under 3 ms.

// A bench that cannot go on says what it expected.
#![allow(clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{actor_id, france};
use divan::{Bencher, black_box};
use eframe::App as _;
use egui::{Event, Key, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, Vec2};
use maillage::session::{Selection, Session};
use maillage::ui::{App, Prefs};

const WINDOW: Vec2 = Vec2::new(1440.0, 900.0);
/// A point of the table.
const ON_TABLE: Pos2 = Pos2::new(700.0, 760.0);

fn main() {
    divan::main();
}

/// The window without a screen.
struct Window {
    ctx: egui::Context,
    app: App,
    frame: eframe::Frame,
    seconds: f64,
}

impl Window {
    fn new(session: Session) -> Self {
        let ctx = egui::Context::default();
        let prefs = Prefs {
            lang: Some("fr".to_owned()),
            welcome: false,
            legend: true,
            inspector: true,
            table: true,
            ..Prefs::default()
        };
        let mut app = App::with_prefs(&ctx, prefs);
        app.set_session(session);
        let mut window = Self { ctx, app, frame: eframe::Frame::_new_kittest(), seconds: 0.0 };
        // The rows of the table are put in order in a job; names near a selected one come in another.
        for _ in 0..60 {
            window.show(Vec::new());
            std::thread::sleep(Duration::from_millis(50));
        }
        window
    }

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
        let output = ctx.run_ui(input, |ui| {
            self.app.logic(ui.ctx(), &mut self.frame);
            self.app.ui(ui, &mut self.frame);
        });
        ctx.tessellate(output.shapes, output.pixels_per_point).len()
    }
}

/// What is selected.
#[derive(Clone, Copy, Debug)]
enum Chosen {
    Nothing,
    /// An actor with thousands of links.
    Hub,
    Everything,
}

/// Nothing happens but the frame.
#[divan::bench(args = [Chosen::Nothing, Chosen::Hub, Chosen::Everything], sample_count = 50)]
fn idle(bencher: Bencher<'_, '_>, chosen: Chosen) {
    let mut session = france();
    match chosen {
        Chosen::Nothing => {}
        Chosen::Hub => session.select(Selection::actor(actor_id(0))),
        Chosen::Everything => {
            session.select(Selection::of_actors(session.shown_actors().cloned().collect::<Vec<_>>()))
        }
    }
    let mut window = Window::new(session);
    bencher.bench_local(|| black_box(window.show(Vec::new())));
}

/// The wheel turns over the table.
#[divan::bench(sample_count = 50)]
fn scroll_the_table(bencher: Bencher<'_, '_>) {
    let mut window = Window::new(france());
    window.show(vec![Event::PointerMoved(ON_TABLE)]);
    bencher.bench_local(|| {
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: Vec2::new(0.0, -30.0),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        };
        black_box(window.show(vec![wheel]))
    });
}

/// A letter typed in the search field, and taken back.
#[divan::bench(sample_count = 50)]
fn type_in_search(bencher: Bencher<'_, '_>) {
    let key =
        |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let mut window = Window::new(france());
    window.show(vec![key(Key::F, Modifiers::COMMAND)]);
    window.show(vec![Event::Text("assoc".to_owned())]);
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        let typed =
            if turn % 2 == 0 { key(Key::Backspace, Modifiers::NONE) } else { Event::Text("i".to_owned()) };
        black_box(window.show(vec![typed]))
    });
}
