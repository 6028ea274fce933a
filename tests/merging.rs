//! Two copies of a map edited apart, at random, and put together again.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

mod random;

use maillage::edit::{Edit, History, Purpose};
use maillage::file::{self, Sample};
use maillage::merge::{self, Merge, Side};
use maillage::model::Map;
use random::{Random, random_edit};

const SEEDS: std::ops::Range<u64> = 0..60;

/// Another copy of the map, some edits away.
fn edited(map: &Map, seed: u64, edits: usize) -> Map {
    let mut random = Random(seed);
    let mut copy = map.clone();
    for _ in 0..edits {
        let edit = random_edit(&mut random, &copy, true);
        // Some edits name what is not there: they change nothing.
        let _ = History::default().edit(&mut copy, edit);
    }
    copy
}

/// A map as it comes out of the sample and has seen some work, with two copies edited apart.
fn copies(seed: u64) -> (Map, Map, Map) {
    let sample = Sample::PaysDeLaLoire.open().expect("the sample opens").map;
    let base = edited(&sample, seed * 3, 40);
    let ours = edited(&base, seed * 3 + 1, 25);
    let theirs = edited(&base, seed * 3 + 2, 25);
    (base, ours, theirs)
}

#[test]
fn merging_with_an_unchanged_copy_gives_the_other() {
    for seed in SEEDS {
        let (base, ours, theirs) = copies(seed);
        let taken = Merge::new(Some(&base), &base, &theirs);
        assert!(taken.conflicts().is_empty(), "seed {seed}: {:?}", taken.conflicts());
        assert!(file::to_string(&taken.result()) == file::to_string(&theirs), "seed {seed}: theirs");
        let kept = Merge::new(Some(&base), &ours, &base);
        assert!(kept.conflicts().is_empty(), "seed {seed}");
        assert!(file::to_string(&kept.result()) == file::to_string(&ours), "seed {seed}: ours");
    }
}

#[test]
fn a_merge_is_the_same_from_either_side_but_for_the_choices() {
    for seed in SEEDS {
        let (base, ours, theirs) = copies(seed);
        for base in [Some(&base), None] {
            let one = Merge::new(base, &ours, &theirs);
            let other = Merge::new(base, &theirs, &ours);
            let records = |merge: &Merge| -> Vec<_> {
                merge.conflicts().iter().map(|conflict| conflict.record.clone()).collect()
            };
            assert_eq!(records(&one), records(&other), "seed {seed}");
            for side in [Side::Ours, Side::Theirs] {
                let (mut one, mut other) = (one.clone(), other.clone());
                one.choose_all(side);
                other.choose_all(side.other());
                let (one, other) = (one.result(), other.result());
                assert_eq!(merge::diff(&one, &other), [], "seed {seed}, {side:?}, base {}", base.is_some());
            }
        }
    }
}

#[test]
fn no_record_that_nobody_removed_is_missing() {
    for seed in SEEDS {
        let (base, ours, theirs) = copies(seed);
        let map = Merge::new(Some(&base), &ours, &theirs).result();
        for (copy, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for actor in copy.actors().filter(|actor| map.actor(&actor.id).is_none()) {
                let removed = base.actor(&actor.id) == Some(actor) && other.actor(&actor.id).is_none();
                assert!(removed, "seed {seed}: actor {} is missing", actor.id);
            }
            for link in copy.links().filter(|link| map.link(&link.id).is_none()) {
                let removed = base.link(&link.id) == Some(link) && other.link(&link.id).is_none();
                assert!(removed, "seed {seed}: link {} is missing", link.id);
            }
        }
        let two_way = Merge::new(None, &ours, &theirs).result();
        for copy in [&ours, &theirs] {
            assert!(copy.actors().all(|actor| two_way.actor(&actor.id).is_some()), "seed {seed}");
            assert!(copy.links().all(|link| two_way.link(&link.id).is_some()), "seed {seed}");
        }
    }
}

#[test]
fn the_result_is_one_step_that_undo_takes_back_whole() {
    for seed in SEEDS {
        let (base, ours, theirs) = copies(seed);
        let mut merge = Merge::new(Some(&base), &ours, &theirs);
        if seed % 3 > 0 {
            merge.choose_all(if seed % 3 == 1 { Side::Ours } else { Side::Theirs });
        }
        let result = merge.result();
        let saved = file::to_string(&result);
        let again = file::read(saved.as_bytes()).expect("a merged map can be saved and opened").map;
        assert!(file::to_string(&again) == saved, "seed {seed}");

        let mut map = ours.clone();
        let mut history = History::default();
        let step = Edit::Become { map: Box::new(result), purpose: Purpose::MergeCopies };
        history.edit(&mut map, step).expect("a merged map can become the map");
        assert!(file::to_string(&map) == saved, "seed {seed}");
        assert!(history.depth() <= 1);
        history.undo(&mut map);
        assert!(file::to_string(&map) == file::to_string(&ours), "seed {seed}: undone");
    }
}
