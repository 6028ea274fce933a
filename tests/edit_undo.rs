//! Undo and redo on random edits: whatever was done to a map, taking all of it back gives the file
//! that was opened, byte for byte, and doing all of it again gives the file that would be saved.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

mod random;

use std::collections::BTreeMap;
use std::ops::Range;

use maillage::edit::{Edit, History, Revision};
use maillage::file::{self, Sample};
use maillage::model::Map;
use random::{Random, random_edit};

const EDITS: usize = 1000;
/// Between two states that are remembered and met again on the way back.
const CHECKPOINT: usize = 250;

/// The seeds in four parts, which run side by side.
macro_rules! seeds {
    ($($name:ident: $range:expr;)*) => {$(
        #[test]
        fn $name() {
            run_all($range);
        }
    )*};
}

seeds! {
    undoing_all_gives_the_first_bytes_and_redoing_all_the_last_0: 0..25;
    undoing_all_gives_the_first_bytes_and_redoing_all_the_last_1: 25..50;
    undoing_all_gives_the_first_bytes_and_redoing_all_the_last_2: 50..75;
    undoing_all_gives_the_first_bytes_and_redoing_all_the_last_3: 75..100;
}

fn run_all(seeds: Range<u64>) {
    let first_map = Sample::PaysDeLaLoire.open().expect("the sample opens").map;
    let mut applied: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in seeds {
        run(seed, first_map.clone(), &mut applied);
    }
    for name in VARIANTS {
        assert!(applied.contains_key(name), "{name} never changed anything: the test proves nothing of it");
    }
}

/// One run of edits, all undone and all redone. Counts which edits changed something.
fn run(seed: u64, mut map: Map, applied: &mut BTreeMap<&'static str, usize>) {
    let mut random = Random(seed);
    let mut history = History::default();
    let first = file::to_string(&map);
    let mut checkpoints: BTreeMap<Revision, String> = BTreeMap::new();
    for step in 0..EDITS {
        let edit = random_edit(&mut random, &map, true);
        let name = variant(&edit);
        // Comparing whole maps is slow; now and then is enough to catch an edit done by half.
        let before = (step % 20 == 0).then(|| map.clone());
        match history.edit(&mut map, edit) {
            Ok(Some(_)) => *applied.entry(name).or_default() += 1,
            Ok(None) | Err(_) => {
                if let Some(before) = before {
                    assert_eq!(map, before, "seed {seed}, step {step}: {name} changed what it refused");
                }
            }
        }
        if random.one_in(30) {
            (0..random.below(4)).for_each(|_| drop(history.undo(&mut map)));
            (0..random.below(4)).for_each(|_| drop(history.redo(&mut map)));
        }
        if random.one_in(10) {
            history.seal();
        }
        if step % CHECKPOINT == 0 {
            history.seal();
            checkpoints.insert(history.current(), file::to_string(&map));
        }
    }

    // The last steps may stand undone: they are part of "all".
    while history.redo(&mut map).is_some() {}
    let last = file::to_string(&map);
    let again = file::read(last.as_bytes()).expect("what was edited can be saved and opened");
    assert!(file::to_string(&again.map) == last, "seed {seed}: saved, opened and saved again differs");

    let depth = history.depth();
    let mut undone = 0;
    while history.undo(&mut map).is_some() {
        undone += 1;
        if let Some(bytes) = checkpoints.get(&history.current()) {
            assert!(file::to_string(&map) == *bytes, "seed {seed}: differs after {undone} of {depth} undos");
        }
    }
    assert_eq!(undone, depth);
    assert!(file::to_string(&map) == first, "seed {seed}: all undone is not the first map");
    while history.redo(&mut map).is_some() {}
    assert_eq!(history.depth(), depth);
    assert!(file::to_string(&map) == last, "seed {seed}: all redone is not the last map");
}

/// The names of the edits; `variant` fails to compile when one is added.
const VARIANTS: [&str; 17] = [
    "Add",
    "ReviseActors",
    "ReviseLinks",
    "Remove",
    "Move",
    "Merge",
    "ReviseAbout",
    "PutFamily",
    "PutActorKind",
    "PutLinkKind",
    "PutField",
    "RemoveFamily",
    "RemoveActorKind",
    "RemoveLinkKind",
    "RemoveField",
    "Batch",
    "Become",
];

fn variant(edit: &Edit) -> &'static str {
    let index = match edit {
        Edit::Add { .. } => 0,
        Edit::ReviseActors { .. } => 1,
        Edit::ReviseLinks { .. } => 2,
        Edit::Remove { .. } => 3,
        Edit::Move { .. } => 4,
        Edit::Merge { .. } => 5,
        Edit::ReviseAbout { .. } => 6,
        Edit::PutFamily(_) => 7,
        Edit::PutActorKind(_) => 8,
        Edit::PutLinkKind(_) => 9,
        Edit::PutField(_) => 10,
        Edit::RemoveFamily(_) => 11,
        Edit::RemoveActorKind { .. } => 12,
        Edit::RemoveLinkKind { .. } => 13,
        Edit::RemoveField(_) => 14,
        Edit::Batch { .. } => 15,
        Edit::Become { .. } => 16,
    };
    VARIANTS[index]
}
