//! Bytes of foreign files bent in every way that is cheap to think of: each reader answers, with a
//! map whose report adds up or with an error that says something, and never panics or hangs.
//!
//! The default is a taste. All of it, 200,000 cases for each reader, in a release build:
//!
//!     CASES=200000 cargo test --release --test import_mutations -- --nocapture
//!
//! `fuzz/` has the same readers for cargo-fuzz.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

mod random;
mod seeds;

use maillage::import::{self, Input, Options};
use random::Random;
use seeds::{SEEDS, bent, tables};

fn cases() -> usize {
    std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1500)
}

#[test]
fn every_seed_is_read_as_what_it_is() {
    for (name, format, text) in SEEDS {
        let input = Input { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        let imported = import::read(vec![input], &Options::default(), &mut |_| true)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(imported.report.files, [(name.to_owned(), format)]);
        assert!(imported.report.adds_up(), "{name}");
        assert!(imported.map.actor_count() > 1 && imported.map.link_count() > 0, "{name}");
    }
}

#[test]
fn no_bytes_break_the_readers_of_graphs() {
    let options = Options::default();
    for (rank, (name, format, text)) in SEEDS.into_iter().enumerate() {
        let mut random = Random(1 + rank as u64);
        let (mut read, mut refused) = (0, 0);
        for case in 0..cases() {
            let bytes = bent(text.as_bytes(), &mut random);
            let options = Options { format: Some(format), ..options.clone() };
            match import::read(vec![Input { name: name.to_owned(), bytes }], &options, &mut |_| true) {
                Ok(imported) => {
                    read += 1;
                    let report = &imported.report;
                    assert!(report.adds_up(), "{name}, case {case}: {report:?}");
                    assert_eq!(report.links.imported, imported.map.link_count(), "{name}, case {case}");
                    assert_eq!(
                        report.actors.imported + report.actors.made,
                        imported.map.actor_count(),
                        "{name}, case {case}"
                    );
                    for actor in imported.map.actors() {
                        assert!(
                            actor.position.is_none_or(|position| position.at.is_finite()),
                            "{name}, case {case}"
                        );
                    }
                }
                Err(error) => {
                    refused += 1;
                    assert!(!error.to_string().is_empty() && !error.hint().is_empty());
                }
            }
        }
        println!("{name}: {read} read, {refused} refused");
        assert!(read > 0 && refused > 0, "{name}: {read} read, {refused} refused");
    }
}

#[test]
fn no_bytes_break_the_readers_of_tables() {
    let whole = tables(&mut |part| part.to_vec());
    for (rank, (name, format, bytes)) in whole.into_iter().enumerate() {
        let input = Input { name: name.to_owned(), bytes };
        let imported = import::read(vec![input], &Options::default(), &mut |_| true)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(imported.map.actor_count() > 0, "{name}");
        let mut random = Random(100 + rank as u64);
        let (mut read, mut refused) = (0, 0);
        for case in 0..cases() {
            // Half of them are bent as they stand, half within what is packed in them.
            let within = case % 2 == 0;
            let made = tables(&mut |part| {
                if within && random.one_in(6) { bent(part, &mut random) } else { part.to_vec() }
            });
            let mut bytes = made[rank].2.clone();
            if !within || name == "a.csv" {
                bytes = bent(&bytes, &mut random);
            }
            let options = Options { format: Some(format), ..Options::default() };
            match import::read(vec![Input { name: name.to_owned(), bytes }], &options, &mut |_| true) {
                Ok(imported) => {
                    read += 1;
                    assert!(imported.report.adds_up(), "{name}, case {case}: {:?}", imported.report);
                }
                Err(error) => {
                    refused += 1;
                    assert!(!error.to_string().is_empty() && !error.hint().is_empty());
                }
            }
        }
        println!("{name}: {read} read, {refused} refused");
        assert!(read > 0 && (refused > 0 || name == "a.csv"), "{name}: {read} read, {refused} refused");
    }
}

#[test]
fn a_cancelled_import_stops_at_once() {
    let rows: String = (0..50_000).map(|n| format!("a{n} b{n}\n")).collect();
    let input = Input { name: "a.edges".to_owned(), bytes: rows.into_bytes() };
    let mut asked = 0;
    let error = import::read(vec![input], &Options::default(), &mut |_| {
        asked += 1;
        asked < 3
    });
    assert!(error.is_err_and(|error| error.is_cancelled()));
    assert_eq!(asked, 3);
}
