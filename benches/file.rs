//! What it takes to open a file (read, checked, indexed, ready to be drawn), to save it and to invent
//! a map, at the sizes Maillage is made for.
//!
//! `cargo bench --bench file`. Time is what divan shows; processor time and peak memory of a whole
//! process are those of `/usr/bin/time -v maillage check FILE` on what `maillage generate` writes.

// A bench that cannot go on says what it expected.
#![allow(clippy::expect_used)]

use divan::{Bencher, black_box};
use maillage::file;
use maillage::generate::{Options, generate};
use maillage::model::Map;
use maillage::session::{Origin, Session};

/// The sample's size, a network's, a region's, France's.
const SIZES: [usize; 4] = [187, 3_000, 15_000, 213_000];

fn main() {
    divan::main();
}

fn map(actors: usize) -> Map {
    generate(Options { actors, seed: 1, placed: true }, &mut |_| {})
}

/// A file to its map.
#[divan::bench(args = SIZES, max_time = 20)]
fn read(bencher: Bencher<'_, '_>, actors: usize) {
    let text = file::to_string(&map(actors));
    bencher.bench_local(|| file::read(black_box(text.as_bytes())).expect("it can be read"));
}

/// A file on the disk to a session, as the window opens it.
#[divan::bench(args = SIZES, max_time = 20)]
fn open(bencher: Bencher<'_, '_>, actors: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bench.maillage");
    file::save(&map(actors), &path).expect("it can be saved");
    bencher.bench_local(|| {
        let loaded = file::open(black_box(&path)).expect("it opens");
        Session::new(loaded.map, Origin::File(path.clone()))
    });
}

/// A map to its file on the disk.
#[divan::bench(args = SIZES, max_time = 20)]
fn save(bencher: Bencher<'_, '_>, actors: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bench.maillage");
    let map = map(actors);
    bencher.bench_local(|| file::save(black_box(&map), &path).expect("it can be saved"));
}

/// Nothing to an invented map.
#[divan::bench(name = "generate", args = SIZES, max_time = 20)]
fn invent(bencher: Bencher<'_, '_>, actors: usize) {
    bencher.bench_local(|| map(black_box(actors)));
}
