//! What edits, undo, filters, focus and selections cost on a map of 213,000 actors and 500,000 links:
//! the session alone, without a window.
//!
//! `cargo bench --bench session`. An edit is to stay under 2 ms, a question about the whole map under
//! 30 ms.

// A bench that cannot go on says what it expected.
#![allow(clippy::expect_used)]

mod common;

use common::{ACTORS, actor_id, france};
use divan::{Bencher, black_box};
use maillage::edit::{Edit, FieldName};
use maillage::geometry::Point;
use maillage::model::{Link, LinkId, Position};
use maillage::query::{self, Filter, SearchIndex};
use maillage::session::{Focus, Origin, Selection, Session, Step};

fn main() {
    divan::main();
}

/// The sorts of edits of one record.
#[derive(Clone, Copy, Debug)]
enum One {
    Rename,
    Move,
    Link,
    Remove,
}

fn edit(session: &Session, one: One, turn: usize) -> Edit {
    let id = actor_id(turn * 7919 % ACTORS);
    let actor = session.map().actor(&id).expect("the actor is there");
    match one {
        One::Rename => {
            let mut actor = (**actor).clone();
            actor.name = format!("{} (ESS)", actor.name).into();
            Edit::ReviseActors { actors: vec![actor], what: FieldName::Name }
        }
        One::Move => {
            let at = actor.position.map_or(Point::ZERO, |position| position.at) + Point::new(3.0, 4.0);
            Edit::Move { positions: vec![(id, Position::pinned(at))] }
        }
        One::Link => {
            let kind = session.map().schema().link_kinds()[0].id.clone();
            let link = Link::new(LinkId::random(), id, kind, actor_id(turn * 104_729 % ACTORS));
            Edit::Add { actors: Vec::new(), links: vec![link] }
        }
        One::Remove => Edit::Remove { actors: [id].into(), links: Default::default() },
    }
}

fn edit_and_undo(bencher: Bencher<'_, '_>, mut session: Session, one: One) {
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        let edit = edit(&session, one, turn);
        black_box(session.edit(edit).expect("the edit fits"));
        session.undo()
    });
}

/// One edit and its undo, nothing hidden.
#[divan::bench(args = [One::Rename, One::Move, One::Link, One::Remove], sample_count = 20)]
fn edit_undo(bencher: Bencher<'_, '_>, one: One) {
    edit_and_undo(bencher, france(), one);
}

/// One edit and its undo while a kind, a kind of link and most tags are hidden.
#[divan::bench(args = [One::Rename, One::Move, One::Link, One::Remove], sample_count = 20)]
fn edit_undo_filtered(bencher: Bencher<'_, '_>, one: One) {
    let mut session = france();
    session.set_filter(busy_filter(&session));
    edit_and_undo(bencher, session, one);
}

/// One edit and its undo while everything is selected and a neighbourhood is in focus.
#[divan::bench(args = [One::Rename, One::Move, One::Link], sample_count = 20)]
fn edit_undo_all_selected_in_focus(bencher: Bencher<'_, '_>, one: One) {
    let mut session = france();
    session.select(Selection::of_actors(session.map().actors().map(|actor| actor.id.clone())));
    session.set_focus(Some(Focus::new([actor_id(5)], 2)));
    edit_and_undo(bencher, session, one);
}

fn busy_filter(session: &Session) -> Filter {
    let schema = session.map().schema();
    Filter {
        hidden_kinds: [schema.actor_kinds()[0].id.clone()].into(),
        hidden_link_kinds: [schema.link_kinds()[0].id.clone()].into(),
        tags: ["solidaire", "musicale", "paysanne", "culturelle"].map(str::to_owned).into(),
        ..Filter::default()
    }
}

/// Hiding a kind of actors that half the map is of, and showing it again: two filters.
#[divan::bench(sample_count = 20)]
fn hide_and_show_a_kind(bencher: Bencher<'_, '_>) {
    let mut session = france();
    let kind = session.map().schema().actor_kinds()[0].id.clone();
    bencher.bench_local(|| {
        session.set_filter(Filter { hidden_kinds: [kind.clone()].into(), ..Filter::default() });
        session.set_filter(Filter::default());
    });
}

/// Hiding a kind of links, and showing it again.
#[divan::bench(sample_count = 20)]
fn hide_and_show_links(bencher: Bencher<'_, '_>) {
    let mut session = france();
    let kind = session.map().schema().link_kinds()[0].id.clone();
    bencher.bench_local(|| {
        session.set_filter(Filter { hidden_link_kinds: [kind.clone()].into(), ..Filter::default() });
        session.set_filter(Filter::default());
    });
}

/// One territory alone, and all again.
#[divan::bench(sample_count = 20)]
fn one_territory_and_all(bencher: Bencher<'_, '_>) {
    let mut session = france();
    bencher.bench_local(|| {
        session.set_filter(Filter { territory: Some("Territoire 12".to_owned()), ..Filter::default() });
        session.set_filter(Filter::default());
    });
}

/// The focus on so many degrees around an actor, and out of it.
#[divan::bench(args = [1, 3, 9], sample_count = 20)]
fn focus_on(bencher: Bencher<'_, '_>, degrees: u32) {
    let mut session = france();
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        session.set_focus(Some(Focus::new([actor_id(turn * 7919 % ACTORS)], degrees)));
        black_box(session.lit().map(|lit| lit.faded));
        session.set_focus(None);
    });
}

/// The neighbours of the largest hub added to the selection.
#[divan::bench(sample_count = 20)]
fn select_neighbours_of_the_hub(bencher: Bencher<'_, '_>) {
    let mut session = france();
    bencher.bench_local(|| {
        let mut selection = Selection::actor(actor_id(0));
        selection.actors.extend(session.map().neighbours(&actor_id(0)));
        session.select(selection);
        session.select(Selection::default());
    });
}

/// Everything selected (Ctrl+A).
#[divan::bench(sample_count = 20)]
fn select_all(bencher: Bencher<'_, '_>) {
    let mut session = france();
    bencher.bench_local(|| {
        session.select_all_shown();
        session.select(Selection::default());
    });
}

/// Everything removed, and that undone: how long the map waits for it.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn remove_all_and_undo(bencher: Bencher<'_, '_>) {
    let mut session = france();
    bencher.bench_local(|| {
        let actors = session.map().actors().map(|actor| actor.id.clone()).collect();
        drop(session.edit(Edit::Remove { actors, links: Default::default() }));
        session.undo()
    });
}

/// What of a change of everything the window waits for: handing the work over, taking it back.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn hand_over_and_adopt_all_moved(bencher: Bencher<'_, '_>) {
    let session = std::cell::RefCell::new(france());
    let moved = || {
        let mut session = session.borrow_mut();
        let mut ahead = session.ahead();
        let move_all = |map: &maillage::model::Map| {
            let at =
                |at: Option<Position>| at.map_or(Point::ZERO, |position| position.at) + Point::new(1.0, 0.0);
            let all = map.actors().map(|actor| (actor.id.clone(), Position::pinned(at(actor.position))));
            Edit::Move { positions: all.collect() }
        };
        ahead.take(Step::Edit(Box::new(move_all))).expect("they are all there");
        ahead
    };
    bencher.with_inputs(moved).bench_local_values(|ahead| {
        let mut session = session.borrow_mut();
        let before = session.adopt(ahead);
        drop(session.ahead());
        maillage::job::let_go(before);
    });
}

/// A copy of the map for a background job.
#[divan::bench(sample_count = 10)]
fn snapshot(bencher: Bencher<'_, '_>) {
    let session = france();
    bencher.bench_local(|| black_box(session.map().clone()));
}

/// What opening costs once the file is read, search index and counts included.
#[divan::bench(sample_count = 5)]
fn open_read_map(bencher: Bencher<'_, '_>) {
    let map = france().map().clone();
    bencher.with_inputs(|| map.clone()).bench_local_values(|map| Session::new(map, Origin::Example));
}

/// The counts of the legend, from nothing.
#[divan::bench(sample_count = 10)]
fn count_all(bencher: Bencher<'_, '_>) {
    let session = france();
    bencher.bench_local(|| black_box(query::filter::count(session.map())));
}

/// The search index, from nothing.
#[divan::bench(sample_count = 5)]
fn index_all(bencher: Bencher<'_, '_>) {
    let session = france();
    bencher.bench_local(|| black_box(SearchIndex::new(session.map())));
}

/// The hits of what someone types, as at each key pressed in the search field.
#[divan::bench(args = ["a", "as", "asso", "montagny", "xyz", "association sportive", "300000", "amciale"], sample_count = 20)]
fn search(bencher: Bencher<'_, '_>, typed: &str) {
    let session = france();
    bencher.bench_local(|| black_box(session.index().search(session.map(), black_box(typed), 8)));
}

/// Names that a name being typed may already mean.
#[divan::bench(args = ["Association", "Association sportive Montagny"], sample_count = 5)]
fn near_names(bencher: Bencher<'_, '_>, typed: &str) {
    let session = france();
    bencher.bench_local(|| black_box(query::duplicates::near(session.map(), black_box(typed), None)));
}

/// Every pair that may be one: what the duplicates dialog asks a job for.
#[divan::bench(sample_count = 2)]
fn propose_duplicates(bencher: Bencher<'_, '_>) {
    let session = france();
    bencher.bench_local(|| black_box(query::duplicates::propose(session.map(), &Default::default()).len()));
}
