//! What the picture of a map costs: making it ready, sorting it, following an edit.
//!
//! `cargo bench --bench scene`.

#![allow(clippy::expect_used)]

mod support;

use std::collections::BTreeSet;

use divan::{Bencher, black_box};
use maillage::drawing::mass::order::THINNED_FROM;
use maillage::drawing::mass::{Budget, Detail, Mass};
use maillage::drawing::scene::View;
use maillage::drawing::{Marks, Prepared, Theme};
use maillage::edit::{Edit, FieldName};
use maillage::geometry::{Bounds, Point};
use maillage::lang::Lang;
use maillage::model::Position;
use maillage::session::{Origin, Session};

fn main() {
    divan::main();
}

/// A map made ready, names left until they are wanted.
#[divan::bench(args = support::SIZES, sample_count = 10)]
fn prepare(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let map = support::map(size);
    bencher.bench_local(|| Prepared::new(black_box(&map)));
}

/// Tiles, strata and merged dots.
#[divan::bench(args = support::SIZES, sample_count = 10)]
fn sort(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let prepared = Prepared::new(&support::map(size));
    let marks = Marks::default();
    bencher.bench_local(|| Mass::new(black_box(&prepared), &marks, THINNED_FROM));
}

/// The whole scene at full detail, as an exporter asks for it.
#[divan::bench(args = [support::SIZES[0], support::SIZES[1]], sample_count = 20)]
fn scene(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let prepared = Prepared::new(&support::map(size));
    let view = View::new(Theme::light(), Lang::Fr, 1.0);
    bencher.bench_local(|| prepared.scene(black_box(&view)));
}

/// How much to show and which runs of links and dots, as each frame asks, all of the map in sight.
#[divan::bench]
fn choose_213000(bencher: Bencher<'_, '_>) {
    let mass = Mass::new(&Prepared::new(&support::map(support::FRANCE)), &Marks::default(), THINNED_FROM);
    let size = Point::new(900.0, 780.0);
    let zoom = size.y / mass.bounds.height();
    bencher.bench_local(|| {
        let visible = Bounds::from_center_size(mass.bounds.center(), size.x / zoom, size.y / zoom);
        let detail = Detail::of(&mass, zoom, visible, size, Budget::CARD);
        let runs: Vec<_> = (0..mass.links.strata())
            .filter(|stratum| detail.strata[*stratum] > 0.0)
            .flat_map(|stratum| mass.links.runs(stratum, visible, detail.least_reach))
            .collect();
        black_box((detail, runs))
    });
}

/// An actor of 213,000 moved and moved back: session and prepared picture.
#[divan::bench(sample_count = 20)]
fn move_and_undo_213000(bencher: Bencher<'_, '_>) {
    let mut session = Session::new(support::map(support::FRANCE), Origin::Example);
    let mut prepared = Prepared::new(session.map());
    let id = session.map().actors().next().expect("there are actors").id.clone();
    let mut step = 0.0;
    bencher.bench_local(|| {
        step += 1.0;
        let positions = [(id.clone(), Position::pinned(Point::new(step, 5.0)))].into_iter().collect();
        let touched = session.edit(Edit::Move { positions }).expect("the actor is on the map");
        let touched = touched.expect("it moved");
        let changed = prepared.update(session.map(), &touched.actors, &touched.links);
        let touched = session.undo().expect("there is a step");
        (changed, prepared.update(session.map(), &touched.actors, &touched.links))
    });
}

/// What of that is the prepared picture's: a rename, a move and a link less and again.
#[divan::bench(sample_count = 50)]
fn update_213000(bencher: Bencher<'_, '_>) {
    let mut session = Session::new(support::map(support::FRANCE), Origin::Example);
    let mut prepared = Prepared::new(session.map());
    let actor = session.map().actors().nth(500).expect("there are actors").clone();
    let mut renamed = (*actor).clone();
    renamed.name = format!("{} (ESS)", renamed.name).into();
    let edit = Edit::ReviseActors { actors: vec![renamed], what: FieldName::Name };
    session.edit(edit).expect("the actor is on the map");
    let link = session.map().links().next().expect("there are links").clone();
    let actors = BTreeSet::from([actor.id.clone(), link.from.clone(), link.to.clone()]);
    let links = BTreeSet::from([link.id.clone()]);
    bencher.bench_local(|| black_box(prepared.update(session.map(), &actors, &links)));
}
