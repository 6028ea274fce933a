//! Laying out: the ways that search for a picture, at the sizes of a joint bid, a department and a region.
//!
//! `cargo bench --bench layout`. Wall time on all cores; `maillage layout --stats` tells CPU time.

mod support;

use divan::{Bencher, black_box};
use maillage::layout::arrange::{Arrangement, Flow, Gather, Task, Way};

/// How many actors.
const SIZES: [usize; 3] = [200, 2_000, 20_000];

fn main() {
    divan::main();
}

fn with_task(bencher: Bencher<'_, '_>, actors: usize, arrangement: Arrangement) {
    let map = support::map((actors, actors * 5 / 2));
    let task = Task::new(&map, arrangement);
    bencher.bench_local(|| black_box(task.run(&mut |_| Flow::Go)));
}

/// From a map to what the work needs.
#[divan::bench(args = SIZES)]
fn taking_a_map(bencher: Bencher<'_, '_>, actors: usize) {
    let map = support::map((actors, actors * 5 / 2));
    bencher.bench_local(|| black_box(Task::new(&map, Arrangement::new(Way::Force))));
}

#[divan::bench(args = SIZES)]
fn force(bencher: Bencher<'_, '_>, actors: usize) {
    with_task(bencher, actors, Arrangement::new(Way::Force));
}

#[divan::bench(args = SIZES)]
fn force_with_room_for_labels(bencher: Bencher<'_, '_>, actors: usize) {
    with_task(bencher, actors, Arrangement { for_labels: true, ..Arrangement::new(Way::Force) });
}

#[divan::bench(args = SIZES)]
fn force_gathering_bids(bencher: Bencher<'_, '_>, actors: usize) {
    with_task(bencher, actors, Arrangement { gather: Some(Gather::Bid), ..Arrangement::new(Way::Force) });
}

#[divan::bench(args = SIZES)]
fn communities(bencher: Bencher<'_, '_>, actors: usize) {
    with_task(bencher, actors, Arrangement::new(Way::Communities));
}

#[divan::bench(args = SIZES)]
fn distances(bencher: Bencher<'_, '_>, actors: usize) {
    with_task(bencher, actors, Arrangement::new(Way::Distances));
}

/// Again from where all are.
#[divan::bench(args = SIZES)]
fn keeping_the_present(bencher: Bencher<'_, '_>, actors: usize) {
    with_task(bencher, actors, Arrangement { keeps_present: true, ..Arrangement::new(Way::Force) });
}
