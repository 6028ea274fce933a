//! What a map of 213,000 actors and 500,000 links takes of memory, part by part.
//!
//! `cargo bench --bench memory`: of each part, `max alloc` is what making it takes at most, and `grow`
//! or `alloc` less `dealloc` what stays. The whole process is `maillage FILE` under `ps -o rss`.

// A bench that cannot go on says what it expected.
#![allow(clippy::expect_used)]

use std::sync::{Arc, OnceLock};

use divan::{AllocProfiler, Bencher};
use maillage::drawing::mass::Mass;
use maillage::drawing::mass::order::THINNED_FROM;
use maillage::drawing::{Marks, Prepared};
use maillage::file;
use maillage::generate::{Options, generate};
use maillage::model::Map;
use maillage::query::{self, IndexedNumbers, SearchIndex};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// A map as its file gives it: what texts it shares, they share.
fn france() -> Arc<Map> {
    static MAP: OnceLock<Arc<Map>> = OnceLock::new();
    let map = || {
        let text =
            file::to_string(&generate(Options { actors: 213_000, seed: 1, placed: true }, &mut |_| {}));
        Arc::new(file::read(text.as_bytes()).expect("it can be read").map)
    };
    MAP.get_or_init(map).clone()
}

/// Makes a part of the map.
fn keep<T>(bencher: Bencher<'_, '_>, make: impl Fn(&Map) -> T) {
    let map = france();
    bencher.bench_local(|| make(&map));
}

/// The records.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn records(bencher: Bencher<'_, '_>) {
    let text = file::to_string(&france());
    bencher.bench_local(|| file::read(text.as_bytes()).expect("it can be read").map);
}

/// The search index, its numbers apart.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn words(bencher: Bencher<'_, '_>) {
    keep(bencher, SearchIndex::of_words);
}

/// Numbers of registers, to be searched.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn numbers(bencher: Bencher<'_, '_>) {
    keep(bencher, IndexedNumbers::new);
}

/// The counts of the legend and of completion.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn counts(bencher: Bencher<'_, '_>) {
    keep(bencher, query::filter::count);
}

/// The picture made ready.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn prepared(bencher: Bencher<'_, '_>) {
    keep(bencher, Prepared::new);
}

/// Its order.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn mass(bencher: Bencher<'_, '_>) {
    let prepared = Prepared::new(&france());
    bencher.bench_local(|| Mass::new(&prepared, &Marks::default(), THINNED_FROM));
}
