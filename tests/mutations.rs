//! Bytes bent in every way that is cheap to think of: the reader of maps and the reader of journals
//! answer, with a map or an error, and never panic, hang or take the memory of the machine.
//!
//! The default is a taste. All of it, 200,000 cases for each reader, in a release build:
//!
//!     CASES=200000 cargo test --release --test mutations -- --nocapture
//!
//! `fuzz/` has the same two readers for cargo-fuzz.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

mod random;

use std::fs;

use maillage::edit::Edit;
use maillage::file;
use maillage::model::{Actor, Map};
use maillage::recovery::{Store, read_journal};
use maillage::session::{Origin, Session};
use random::Random;

fn cases() -> usize {
    std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4000)
}

/// Pieces that mean something to one reader or the other.
const PIECES: [&[u8]; 28] = [
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\n",
    b"\0",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"\xff",
    b"\xef\xbb\xbf",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"NaN",
    b"0.1e-400",
    b"99999999999999999999",
    b"\"id\": \"\"",
    b"\"actors\": [",
    b"\"format\"",
    b"\"version\": \"2.0\"",
    b"{\"a\":",
    b"[[[[[[[[",
    b"00000000 ",
];

/// The bytes with a few things done to them.
fn bent(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bent = bytes.to_vec();
    for _ in 0..1 + random.below(4) {
        let at = random.below(bent.len() + 1);
        match random.below(8) {
            0 => bent.truncate(at),
            1 if at < bent.len() => bent[at] ^= 1 << random.below(8),
            2 if at < bent.len() => bent[at] = random.below(256) as u8,
            3 => {
                let end = (at + random.below(40)).min(bent.len());
                bent.drain(at..end);
            }
            4 => {
                let end = (at + random.below(60)).min(bent.len());
                let copy = bent[at..end].to_vec();
                let to = random.below(bent.len() + 1);
                bent.splice(to..to, copy);
            }
            5 => {
                let end = (at + random.below(30)).min(bent.len());
                bent[at..end].fill(0);
            }
            6 => {
                let times = if random.one_in(50) { 300 } else { 1 };
                let piece = random.of(&PIECES).repeat(times);
                bent.splice(at..at, piece);
            }
            _ => {
                let piece = *random.of(&PIECES);
                let end = (at + piece.len()).min(bent.len());
                bent.splice(at..end, piece.iter().copied());
            }
        }
    }
    bent
}

/// A small map with every kind of record, and a part of a real one.
fn seeds() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/versions");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the samples").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a sample")).collect()
}

#[test]
fn no_bytes_break_the_reader_of_maps() {
    let seeds = seeds();
    let mut random = Random(1);
    let (mut opened, mut refused) = (0, 0);
    for case in 0..cases() {
        let bytes = bent(&seeds[case % seeds.len()], &mut random);
        match file::read(&bytes) {
            Ok(loaded) => {
                opened += 1;
                if file::newer_major_of(&loaded.map).is_none() {
                    let text = file::to_string(&loaded.map);
                    let again = file::read(text.as_bytes()).expect("what was opened can be saved and opened");
                    assert!(file::to_string(&again.map) == text, "case {case}: saving twice differs");
                }
            }
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().is_empty() && !error.hint().is_empty());
            }
        }
    }
    println!("{} bent maps: {opened} opened, {refused} refused", opened + refused);
    assert!(opened > 0 && refused > 0);
}

/// A journal with some steps in it.
fn journal() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::new(folder.path());
    let mut session = Session::new(Map::new("Essai", file::default_schema().clone()), Origin::New);
    session.keep_journal(&store);
    for name in ["Un", "Deux", "Trois"] {
        let actor = Actor::new(name.into(), "association".into(), name);
        session.edit(Edit::Add { actors: vec![actor], links: vec![] }).expect("it fits");
    }
    session.undo();
    drop(session);
    let entries = fs::read_dir(store.recovery()).expect("there is one").filter_map(Result::ok);
    let path = entries
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "journal"))
        .expect("there is one");
    fs::read(path).expect("it can be read")
}

#[test]
fn no_bytes_break_the_reader_of_journals() {
    let whole = journal();
    assert_eq!(read_journal(&whole).unreadable, 0);
    let mut random = Random(2);
    let mut steps = 0;
    for _ in 0..cases() {
        let mut bytes = bent(&whole, &mut random);
        if random.one_in(2) {
            // Lines that stand up to their checksum, whatever they say.
            bytes = bytes.split(|byte| *byte == b'\n').flat_map(sealed).collect();
        }
        let read = read_journal(&bytes);
        steps += read.steps;
    }
    println!("{} bent journals: {steps} steps read", cases());
    assert!(steps > 0);
}

/// A line with the right checksum.
fn sealed(line: &[u8]) -> Vec<u8> {
    let json = line.get(9..).unwrap_or_default();
    let mut sealed = format!("{:08x} ", crc32fast::hash(json)).into_bytes();
    sealed.extend(json);
    sealed.push(b'\n');
    sealed
}
