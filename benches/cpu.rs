//! What questions about 213,000 actors and 500,000 links cost the processor, all threads together: a
//! figure that other programs on the machine do not change much, unlike time on the clock.
//!
//! `cargo bench --bench cpu`. The least of some runs, in milliseconds.

// A bench that cannot go on says what it expected.
#![allow(clippy::expect_used)]

mod common;

use std::hint::black_box;

use common::{ACTORS, actor_id, france};
use maillage::drawing::mass::Mass;
use maillage::drawing::mass::order::THINNED_FROM;
use maillage::drawing::{Marks, Prepared};
use maillage::edit::Edit;
use maillage::geometry::Point;
use maillage::model::{Map, Position};
use maillage::query::{self, Filter, IndexedNumbers, SearchIndex};
use maillage::session::{Focus, Origin, Selection, Session, Step};

#[cfg(unix)]
fn cpu_ms() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}

#[cfg(not(unix))]
fn cpu_ms() -> f64 {
    static BEGAN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGAN.get_or_init(std::time::Instant::now).elapsed().as_secs_f64() * 1e3
}

fn least<T>(name: &str, runs: usize, mut run: impl FnMut() -> T) {
    let mut best = f64::INFINITY;
    for _ in 0..runs {
        let before = cpu_ms();
        let result = black_box(run());
        best = best.min(cpu_ms() - before);
        drop(result);
    }
    println!("{best:>9.2} ms  {name}");
}

/// A change of everything, done ahead.
fn ahead(session: &mut Session, step: Step) -> maillage::session::Ahead {
    let mut ahead = session.ahead();
    ahead.take(step).expect("it fits");
    ahead
}

fn main() {
    // `cargo test --benches` only wants to know that it starts.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let mut session = france();
    for typed in ["a", "as", "asso", "montagny", "xyz", "association sportive", "300000", "amciale"] {
        let found = || session.index().search(session.map(), black_box(typed), 8);
        least(&format!("search \"{typed}\""), 9, found);
    }
    let map = session.map().clone();
    least("open: words of the index", 3, || SearchIndex::of_words(&map));
    least("open: numbers of the index", 3, || IndexedNumbers::new(&map));
    least("open: counts of the legend", 3, || query::filter::count(&map));
    least("open: the session, all of it", 3, || Session::new(map.clone(), Origin::Example));
    let prepared = Prepared::new(&map);
    least("open: picture made ready", 3, || Prepared::new(&map));
    least("open: picture sorted", 3, || Mass::new(&prepared, &Marks::default(), THINNED_FROM));
    drop(prepared);
    let kind = map.schema().actor_kinds()[0].id.clone();
    let filters = [
        ("a kind hidden", Filter { hidden_kinds: [kind].into(), ..Filter::default() }),
        (
            "a kind of link hidden",
            Filter {
                hidden_link_kinds: [map.schema().link_kinds()[0].id.clone()].into(),
                ..Filter::default()
            },
        ),
        ("one territory", Filter { territory: Some("Territoire 12".to_owned()), ..Filter::default() }),
    ];
    drop(map);
    for (name, filter) in filters {
        least(&format!("filter: {name}"), 7, || {
            session.set_filter(filter.clone());
            session.shown().actor_count
        });
        session.set_filter(Filter::default());
        let mut sessions = 0;
        least(&format!("filter: {name}, and all again"), 7, || {
            sessions += 1;
            session.set_filter(filter.clone());
            session.set_filter(Filter::default());
        });
    }
    for degrees in [1, 3, 9] {
        let mut turn = 0;
        least(&format!("focus on {degrees} degrees, and out of it"), 9, || {
            turn += 1;
            session.set_focus(Some(Focus::new([actor_id(turn * 7919 % ACTORS)], degrees)));
            session.set_focus(None);
        });
    }
    least("everything selected", 5, || {
        session.select_all_shown();
        session.select(Selection::default());
    });
    least("neighbours of the largest hub selected", 5, || {
        let mut selection = Selection::actor(actor_id(0));
        selection.actors.extend(session.map().neighbours(&actor_id(0)));
        session.select(selection);
        session.select(Selection::default());
    });
    let mut by = 0.0;
    let mut kept = Vec::new();
    let mut worst = [0.0f64; 2];
    for _ in 0..3 {
        by += 1.0;
        let move_all = move |map: &Map| {
            let at =
                |at: Option<Position>| at.map_or(Point::ZERO, |position| position.at) + Point::new(by, 0.0);
            let all = map.actors().map(|actor| (actor.id.clone(), Position::pinned(at(actor.position))));
            Edit::Move { positions: all.collect() }
        };
        let before = cpu_ms();
        let done = ahead(&mut session, Step::Edit(Box::new(move_all)));
        worst[0] = worst[0].max(cpu_ms() - before);
        let before = cpu_ms();
        kept.push(session.adopt(done));
        worst[1] = worst[1].max(cpu_ms() - before);
    }
    println!("{:>9.2} ms  everything moved, in the background", worst[0]);
    println!("{:>9.2} ms  everything moved: what the window waits for", worst[1]);
    drop(kept);
    let all = session.map().actors().map(|actor| actor.id.clone()).collect();
    let before = cpu_ms();
    let remove = move |_: &Map| Edit::Remove { actors: all, links: Default::default() };
    let done = ahead(&mut session, Step::Edit(Box::new(remove)));
    println!("{:>9.2} ms  everything removed, in the background", cpu_ms() - before);
    let before = cpu_ms();
    let old = session.adopt(done);
    println!("{:>9.2} ms  everything removed: what the window waits for", cpu_ms() - before);
    drop(old);
    let before = cpu_ms();
    let done = ahead(&mut session, Step::Undo);
    println!("{:>9.2} ms  that undone, in the background", cpu_ms() - before);
    let before = cpu_ms();
    let old = session.adopt(done);
    println!("{:>9.2} ms  that undone: what the window waits for", cpu_ms() - before);
    drop(old);
}
