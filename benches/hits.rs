//! What is under the pointer, and what is in a rectangle.
//!
//! `cargo bench --bench hits`.

mod support;

use std::collections::BTreeSet;

use divan::{Bencher, black_box};
use maillage::canvas::Hits;
use maillage::drawing::mass::Mass;
use maillage::drawing::mass::order::THINNED_FROM;
use maillage::drawing::scene::View;
use maillage::drawing::{Marks, Prepared, Theme};
use maillage::geometry::{Bounds, Point};
use maillage::lang::Lang;

fn main() {
    divan::main();
}

fn with_hits(bencher: Bencher<'_, '_>, zoom: f64, find: impl Fn(&Hits<'_>, u32) -> usize) {
    let prepared = Prepared::new(&support::map(support::FRANCE));
    let view = View::new(Theme::light(), Lang::Fr, zoom);
    let marks = Marks::of(&prepared, &view);
    let mass = Mass::new(&prepared, &marks, THINNED_FROM);
    let strays = BTreeSet::new();
    let (strata, strays) = (usize::MAX, &strays);
    let hits = Hits { prepared: &prepared, view: &view, marks: &marks, links: &mass.links, strata, strays };
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        black_box(find(&hits, step))
    });
}

/// The pointer over the largest map, links of all strata in reach.
#[divan::bench(args = [0.02, 0.25, 1.0])]
fn hover_213000(bencher: Bencher<'_, '_>, zoom: f64) {
    with_hits(bencher, zoom, |hits, step| {
        let at = Point::new(f64::from(step % 97) * 7.0 - 300.0, f64::from(step % 89) * 6.0 - 250.0);
        usize::from(hits.target(at).actor().is_some())
    });
}

/// A rubber band around a fifth of the largest map in each direction.
#[divan::bench]
fn band_213000(bencher: Bencher<'_, '_>) {
    with_hits(bencher, 0.02, |hits, step| {
        let middle = Point::new(f64::from(step % 7) * 100.0, 0.0);
        hits.actors_in(Bounds::from_center_size(middle, 6_000.0, 6_000.0)).len()
    });
}
