//! The targets of cargo-fuzz as plain Rust: each builds, and holds on some bent files, with or without a
//! nightly toolchain. What fuzzes for hours is `fuzz/run.sh`; the bending here is the same at each run.
//!
//!     CASES=20000 cargo test --release --test fuzz_targets

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used, clippy::disallowed_methods)]
// What a target says of the crate it is elsewhere means nothing here.
#![allow(unused_attributes)]
// Each target names what it shares with others, as each is a crate of its own elsewhere.
#![allow(clippy::duplicate_mod)]

extern crate self as libfuzzer_sys;

mod random;
mod seeds;

#[path = "../fuzz/fuzz_targets/canvas.rs"]
mod canvas;
#[path = "../fuzz/fuzz_targets/csv.rs"]
mod csv;
#[path = "../fuzz/fuzz_targets/cx.rs"]
mod cx;
#[path = "../fuzz/fuzz_targets/cx2.rs"]
mod cx2;
#[path = "../fuzz/fuzz_targets/cyjs.rs"]
mod cyjs;
#[path = "../fuzz/fuzz_targets/dot.rs"]
mod dot;
#[path = "../fuzz/fuzz_targets/edges.rs"]
mod edges;
#[path = "../fuzz/fuzz_targets/gdf.rs"]
mod gdf;
#[path = "../fuzz/fuzz_targets/gexf.rs"]
mod gexf;
#[path = "../fuzz/fuzz_targets/gml.rs"]
mod gml;
#[path = "../fuzz/fuzz_targets/gogocarto.rs"]
mod gogocarto;
#[path = "../fuzz/fuzz_targets/graphml.rs"]
mod graphml;
#[path = "../fuzz/fuzz_targets/journal.rs"]
mod journal;
#[path = "../fuzz/fuzz_targets/json_graph.rs"]
mod json_graph;
#[path = "../fuzz/fuzz_targets/json_ld.rs"]
mod json_ld;
#[path = "../fuzz/fuzz_targets/kumu.rs"]
mod kumu;
#[path = "../fuzz/fuzz_targets/map.rs"]
mod map;
#[path = "../fuzz/fuzz_targets/matrix_market.rs"]
mod matrix_market;
#[path = "../fuzz/fuzz_targets/ods.rs"]
mod ods;
#[path = "../fuzz/fuzz_targets/oligrapher.rs"]
mod oligrapher;
#[path = "../fuzz/fuzz_targets/pajek.rs"]
mod pajek;
#[path = "../fuzz/fuzz_targets/sif.rs"]
mod sif;
#[path = "../fuzz/fuzz_targets/tgf.rs"]
mod tgf;
#[path = "../fuzz/fuzz_targets/xls.rs"]
mod xls;
#[path = "../fuzz/fuzz_targets/xlsx.rs"]
mod xlsx;

use random::Random;
use seeds::{SEEDS, bent, tables};

/// What `libfuzzer_sys` makes of a target, without its loop.
#[macro_export]
macro_rules! fuzz_target {
    (|$bytes:ident: &[u8]| $body:expr) => {
        /// Does with some bytes what the target does.
        pub fn run($bytes: &[u8]) {
            $body;
        }
    };
}

/// What a target does with some bytes.
type Target = fn(&[u8]);

/// Every target by the name of its file.
const TARGETS: [(&str, Target); 25] = [
    ("canvas", canvas::run),
    ("csv", csv::run),
    ("cx", cx::run),
    ("cx2", cx2::run),
    ("cyjs", cyjs::run),
    ("dot", dot::run),
    ("edges", edges::run),
    ("gdf", gdf::run),
    ("gexf", gexf::run),
    ("gml", gml::run),
    ("gogocarto", gogocarto::run),
    ("graphml", graphml::run),
    ("journal", journal::run),
    ("json_graph", json_graph::run),
    ("json_ld", json_ld::run),
    ("kumu", kumu::run),
    ("map", map::run),
    ("matrix_market", matrix_market::run),
    ("ods", ods::run),
    ("oligrapher", oligrapher::run),
    ("pajek", pajek::run),
    ("sif", sif::run),
    ("tgf", tgf::run),
    ("xls", xls::run),
    ("xlsx", xlsx::run),
];

#[test]
fn every_file_of_targets_is_one_of_these() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/fuzz_targets");
    let entries = std::fs::read_dir(folder).expect("they are there").filter_map(Result::ok);
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned))
        .collect();
    files.sort();
    assert_eq!(files, TARGETS.map(|(name, _)| name));
    let manifest = include_str!("../fuzz/Cargo.toml");
    let script = include_str!("../fuzz/run.sh");
    for (name, _) in TARGETS {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name}");
        assert!(script.split([' ', '(', ')']).any(|word| word == name), "fuzz/run.sh leaves {name} out");
    }
}

#[test]
fn every_target_holds_on_bent_files() {
    let cases = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(40);
    let mut files: Vec<Vec<u8>> = SEEDS.iter().map(|(_, _, text)| text.as_bytes().to_vec()).collect();
    files.extend(tables(&mut |part| part.to_vec()).into_iter().map(|(_, _, bytes)| bytes));
    files.push(include_bytes!("versions/1.0-every-member.maillage").to_vec());
    for (rank, (_, target)) in TARGETS.into_iter().enumerate() {
        let mut random = Random(1 + rank as u64);
        target(b"");
        for file in &files {
            target(file);
        }
        for _ in 0..cases {
            let file = random.of(&files).clone();
            target(&bent(&file, &mut random));
        }
    }
}
