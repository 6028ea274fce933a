//! Placing names, verbs and hulls of what is in sight.
//!
//! `cargo bench --bench labels`.

mod support;

use divan::{Bencher, black_box};
use maillage::drawing::scene::View;
use maillage::drawing::{Marks, Prepared, Theme};
use maillage::geometry::{Bounds, Point};
use maillage::lang::Lang;

fn main() {
    divan::main();
}

/// At zooms from the overview to close by, in the middle of the largest map. While panning this
/// happens once in many frames; while zooming a crowd waits for the wheel.
#[divan::bench(args = [0.02, 0.1, 0.25, 0.4, 0.6, 1.0, 2.0])]
fn place_213000(bencher: Bencher<'_, '_>, zoom: f64) {
    let prepared = Prepared::new(&support::map(support::FRANCE));
    let marks = Marks::of(&prepared, &View::new(Theme::light(), Lang::Fr, zoom));
    let visible = Bounds::from_center_size(Point::ZERO, 900.0 + 280.0, 780.0 + 280.0);
    let view = View { visible: Some(visible), ..View::new(Theme::light(), Lang::Fr, zoom) };
    bencher.bench_local(|| black_box(prepared.foreground(&view, &marks, &[])));
}
