//! What keeping work safe costs on a map of 200,000 actors and as many links: a journalled edit, a
//! merge of two copies, a save.
//!
//! `cargo bench --bench safety`. The map is a long ring; what is timed hardly depends on its shape.

// A bench that cannot go on says what it expected.
#![allow(clippy::expect_used)]

use std::sync::OnceLock;

use divan::{Bencher, black_box};
use maillage::edit::{Edit, FieldName, History, Purpose};
use maillage::file;
use maillage::geometry::Point;
use maillage::merge::Merge;
use maillage::model::{Actor, Link, Map, Position};
use maillage::recovery::{self, SaveRequest, Store};
use maillage::session::{Origin, Session, Step};

const ACTORS: usize = 200_000;
/// Records each copy changed.
const CHANGES: usize = 1000;

fn main() {
    divan::main();
}

/// The map, made once.
fn map() -> &'static Map {
    static MAP: OnceLock<Map> = OnceLock::new();
    MAP.get_or_init(|| {
        let mut map = Map::new("Grande carte", file::default_schema().clone());
        let id = |n: usize| format!("a{n:06}");
        let actors = (0..ACTORS).map(|n| {
            let mut actor =
                Actor::new(id(n).as_str().into(), "association".into(), format!("Association n° {n}"));
            actor.place.commune = "Nantes".into();
            actor.description = "Une association du territoire, décrite en une phrase.".into();
            let at = Point::new((n % 500) as f64 * 90.0, (n / 500) as f64 * 90.0);
            actor.position = Some(Position::free(at));
            actor
        });
        let link = |n: usize| {
            let ends = (id(n), id((n * 7 + 1) % ACTORS));
            let name = format!("l{n:06}");
            Link::new(name.as_str().into(), ends.0.as_str().into(), "soutient".into(), ends.1.as_str().into())
        };
        let edit = Edit::Add { actors: actors.collect(), links: (0..ACTORS).map(link).collect() };
        History::default().edit(&mut map, edit).expect("it fits");
        map
    })
}

/// A copy with every so many-th actor renamed.
fn copy(first: usize, name: &str) -> Map {
    let mut map = map().clone();
    let ids = (0..CHANGES).map(|n| format!("a{:06}", first + n * (ACTORS / CHANGES)));
    let actors = ids
        .map(|id| {
            let mut actor = (**map.actor(&id.as_str().into()).expect("it is there")).clone();
            actor.name = format!("{name} {id}").into();
            actor
        })
        .collect();
    let edit = Edit::ReviseActors { actors, what: FieldName::Name };
    History::default().edit(&mut map, edit).expect("it fits");
    map
}

/// The map read back from its file: nothing shared with the one it was made from.
fn read_back(map: &Map) -> Map {
    file::read(file::to_string(map).as_bytes()).expect("it opens").map
}

/// What noting an edit adds to it on the thread that edits: the difference of the two.
#[divan::bench(args = ["without journal", "with journal"], sample_count = 200)]
fn edit_200k(bencher: Bencher<'_, '_>, journal: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::new(map().clone(), Origin::New);
    if journal == "with journal" {
        session.keep_journal(&Store::new(folder.path()));
    }
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        let mut about = (*session.map().about).clone();
        about.title = format!("Titre {turn}");
        black_box(session.edit(Edit::ReviseAbout { about, what: FieldName::Title }).expect("it fits"))
    });
    session.discard_journal();
}

/// The part of it that is the journal's: states of the record handed to its thread.
#[divan::bench]
fn note_one_edit(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let small = file::Sample::Nantes.open().expect("it opens").map;
    let id = small.actors().next().expect("there are actors").id.clone();
    let mut session = Session::new(small, Origin::New);
    session.keep_journal(&Store::new(folder.path()));
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        let mut actor = (**session.map().actor(&id).expect("it is there")).clone();
        actor.name = format!("Nom {turn}").into();
        black_box(
            session.edit(Edit::ReviseActors { actors: vec![actor], what: FieldName::Name }).expect("fits"),
        )
    });
    session.discard_journal();
}

/// What a window itself does for a merge that was made in the background: it takes it over.
#[divan::bench(sample_count = 3)]
fn take_over_merge_200k(bencher: Bencher<'_, '_>) {
    let (ours, theirs) = (copy(0, "A"), copy(1, "B"));
    let result = Merge::new(Some(map()), &ours, &theirs).result();
    let made = || {
        let mut session = Session::new(ours.clone(), Origin::New);
        let mut ahead = session.ahead();
        let edit = Edit::Become { map: Box::new(result.clone()), purpose: Purpose::MergeCopies };
        assert_eq!(ahead.take(Step::Edit(Box::new(|_| edit))), Ok(true));
        (session, ahead)
    };
    bencher.with_inputs(made).bench_local_values(|(mut session, ahead)| {
        let before = session.adopt(ahead);
        (session, before)
    });
}

/// Two copies with a thousand changes each, as an open window has them.
#[divan::bench(sample_count = 5)]
fn merge_200k_shared(bencher: Bencher<'_, '_>) {
    let (ours, theirs) = (copy(0, "A"), copy(1, "B"));
    bencher.bench_local(|| {
        let merge = Merge::new(Some(map()), &ours, &theirs);
        assert!(merge.conflicts().is_empty());
        black_box(merge.result().actor_count())
    });
}

/// The same, read from three files: every record has to be looked into.
#[divan::bench(sample_count = 5)]
fn merge_200k_from_files(bencher: Bencher<'_, '_>) {
    let (ours, theirs) = (read_back(&copy(0, "A")), read_back(&copy(1, "B")));
    bencher.bench_local(|| {
        let merge = Merge::new(Some(map()), &ours, &theirs);
        assert!(merge.conflicts().is_empty());
        black_box(merge.result().actor_count())
    });
}

/// A save that keeps a version of what it replaces.
#[divan::bench(sample_count = 3)]
fn save_200k_keeping_a_version(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::new(folder.path().join("data"));
    let path = folder.path().join("carte.maillage");
    file::save(map(), &path).expect("a new file");
    let request =
        SaveRequest { map: std::sync::Arc::new(map().clone()), path, known: None, from: Vec::new() };
    bencher.bench_local(|| black_box(recovery::save(Some(&store), &request).expect("it can be saved")));
}
