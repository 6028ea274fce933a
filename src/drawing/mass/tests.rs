//! What people rely on when they fly over a large map: nothing they should see is left out, and
//! nothing pops.

use super::order::{STRATA, THINNED_FROM};
use super::*;
use crate::drawing::tests::{at_rest, changed, map_of};
use crate::model::Map;

/// More than the numbers from which links are thinned and dots merge.
const ACTORS: usize = 6_000;
const LINKS: usize = 15_000;

fn large() -> Map {
    let at = |number: usize| {
        let (sin, cos) = (number as f64 * 2.399_963).sin_cos();
        let radius = 38.0 * (number as f64).sqrt();
        (radius * cos + 7_000.0, radius * sin - 2_000.0)
    };
    let places: Vec<(f64, f64)> = (0..ACTORS).map(at).collect();
    let links: Vec<_> = (0..LINKS)
        .map(|number| {
            let from = number * 7_919 % ACTORS;
            let to = if number % 9 == 0 {
                number * 104_729 % ACTORS
            } else {
                (from + [55, 89, 144][number % 3]) % ACTORS
            };
            (from, if number % 4 == 0 { "beside" } else { "backs" }, to)
        })
        .collect();
    map_of(&places, &links)
}

fn made() -> (Prepared, Mass) {
    let prepared = Prepared::new(&large());
    let mass = Mass::new(&prepared, &Marks::default(), THINNED_FROM);
    (prepared, mass)
}

const SIZE: Point = Point::new(900.0, 780.0);

fn seen(mass: &Mass, zoom: f64) -> Bounds {
    Bounds::from_center_size(mass.bounds.center(), SIZE.x / zoom, SIZE.y / zoom)
}

/// Zooms from afar to close by, a hundredth apart.
fn zooms() -> impl Iterator<Item = f64> {
    (0..=700).map(|step| 0.004 * 1.01f64.powi(step))
}

#[test]
fn what_is_drawn_changes_little_by_little_with_the_zoom() {
    let (_, mass) = made();
    for budget in [Budget::CARD, Budget::PROCESSOR, Budget { links: 900.0, dot_px: 9.0 }] {
        let mut before: Option<(f64, Detail, f64)> = None;
        for zoom in zooms() {
            let visible = seen(&mass, zoom);
            let detail = Detail::of(&mass, zoom, visible, SIZE, budget);
            let ink = detail.ink(&mass, zoom, visible, SIZE);
            assert!(
                ink.is_finite() && (0.0..=1.0).contains(&detail.far) && (0.0..=1.0).contains(&detail.merge)
            );
            if let Some((last_zoom, last, last_ink)) = before {
                assert!(
                    (ink - last_ink).abs() <= 0.12 * ink.max(last_ink) + 1e-6,
                    "{last_zoom}: {last_ink} {ink}"
                );
                // Nearer there are never fewer shapes, and never dots of a farther level.
                assert!(detail.far <= last.far, "{zoom}");
                let place = |detail: &Detail| detail.level as f64 + detail.merge;
                assert!(place(&detail) <= place(&last) + 1e-9, "{zoom}");
                for (now, then) in detail.strata.iter().zip(last.strata) {
                    assert!((now - then).abs() < 0.2, "{zoom}: {then} {now}");
                }
                assert!((detail.far - last.far).abs() < 0.1);
                // A level gives way only once its dots have become the next one's.
                if detail.level != last.level {
                    assert!(last.merge < 0.15 && detail.merge > 0.85, "{zoom}: {last:?} {detail:?}");
                }
            }
            before = Some((zoom, detail, ink));
        }
    }
}

#[test]
fn more_is_drawn_where_more_can_be() {
    let (_, mass) = made();
    for zoom in [0.05, 0.2, 1.0] {
        let mut last = 0.0;
        for links in [100.0, 500.0, 2_000.0, 8_000.0, 60_000.0] {
            let budget = Budget { links, dot_px: 4.0 };
            let visible = seen(&mass, zoom);
            let detail = Detail::of(&mass, zoom, visible, SIZE, budget);
            let drawn: f64 =
                mass.links.shares().zip(detail.strata).map(|(share, opacity)| share * opacity).sum();
            assert!(drawn >= last, "{zoom} {links}");
            last = drawn;
        }
        assert!((last - 1.0).abs() < 1e-9, "all of them, once they are few enough");
    }
    // Too little for what is in sight: as much as the budget, and no more than twice that.
    let detail = Detail::of(&mass, 0.05, seen(&mass, 0.05), SIZE, Budget { links: 1_000.0, dot_px: 4.0 });
    let count: u32 = (0..mass.links.strata())
        .filter(|stratum| detail.strata[*stratum] > 0.0)
        .flat_map(|stratum| mass.links.runs(stratum, seen(&mass, 0.05), 0.0))
        .map(|run| run.end - run.start)
        .sum();
    assert!((300..2_000).contains(&count), "{count}");
}

#[test]
fn a_small_map_is_drawn_whole_at_every_zoom() {
    let prepared = Prepared::new(&crate::drawing::tests::crowd(400, 60.0));
    let mass = Mass::new(&prepared, &Marks::default(), THINNED_FROM);
    for zoom in zooms() {
        let detail = Detail::of(&mass, zoom, seen(&mass, zoom), SIZE, Budget::PROCESSOR_MOVING);
        assert_eq!((detail.level, detail.merge, detail.strata[0]), (0, 0.0, 1.0));
        let runs = mass.links.runs(0, seen(&mass, zoom), 1e9);
        assert!(runs.len() == 1 && runs[0] == (0..mass.links.numbers.len() as u32));
        if zoom > 0.25 {
            assert_eq!((detail.far, detail.link_opacity), (0.0, 1.0));
        }
    }
}

#[test]
fn runs_hold_all_that_is_in_sight() {
    let (prepared, mass) = made();
    for (zoom, aside) in [(0.05, 0.0), (0.3, 900.0), (1.0, -1_500.0), (2.0, 60.0)] {
        let visible = {
            let middle = mass.bounds.center() + Point::new(aside, aside * 0.5);
            Bounds::from_center_size(middle, SIZE.x / zoom, SIZE.y / zoom)
        };
        let held = |runs: Vec<std::ops::Range<u32>>, at: u32| runs.iter().any(|run| run.contains(&at));
        for (at, number) in (0u32..).zip(&mass.actors.numbers) {
            let place = prepared.place_of(*number as usize).expect("it has one");
            if visible.contains(place) {
                assert!(held(mass.actors.runs(visible), at), "{zoom}: actor {number}");
            }
        }
        let runs: Vec<_> =
            (0..mass.links.strata()).flat_map(|stratum| mass.links.runs(stratum, visible, 0.0)).collect();
        let mut drawn = vec![false; mass.links.numbers.len()];
        runs.iter().for_each(|run| drawn[run.start as usize..run.end as usize].fill(true));
        for (at, number) in mass.links.numbers.iter().enumerate() {
            let lie = prepared.lie_of(*number as usize).expect("it lies somewhere");
            let ends = [lie.from, lie.to].map(|end| prepared.place_of(end as usize).expect("it has one"));
            let inside = (0..=20).any(|step| visible.contains(ends[0].lerp(ends[1], f64::from(step) / 20.0)));
            assert!(!inside || drawn[at], "{zoom}: link {number}");
        }
        if zoom >= 1.0 {
            let count = drawn.iter().filter(|drawn| **drawn).count();
            assert!(count < LINKS / 3, "{zoom}: {count} links drawn of {LINKS}");
        }
        for level in &mass.merged.levels {
            let runs = level.runs(visible);
            for (at, dot) in (0u32..).zip(&level.dots) {
                let place = Point::new(f64::from(dot.at[0]), f64::from(dot.at[1])) * (1.0 / STEPS);
                assert!(!visible.expanded(-1.0).contains(place) || held(runs.clone(), at));
            }
        }
    }
}

#[test]
fn dots_become_the_dots_of_the_next_level() {
    let (_, mass) = made();
    let merged = &mass.merged;
    assert!(merged.levels.len() >= 2, "{}", merged.levels.len());
    assert_eq!(merged.actors_become.len(), ACTORS);
    for dot in &merged.actors_become {
        assert!(merged.levels[0].dots.contains(dot));
    }
    for pair in merged.levels.windows(2) {
        assert!(pair[1].dots.len() < pair[0].dots.len());
        assert!(pair[0].become_next.iter().all(|dot| pair[1].dots.contains(dot)));
    }
    let last = &merged.levels[merged.levels.len() - 1];
    assert_eq!(last.dots, last.become_next);
}

#[test]
fn the_same_map_is_sorted_the_same_and_odd_ones_too() {
    let (_, first) = made();
    let (_, second) = made();
    assert_eq!(first.links.numbers, second.links.numbers);
    assert_eq!(first.actors.numbers, second.actors.numbers);
    let mut map = large();
    changed(&mut map, 10, |actor| actor.position = None);
    changed(&mut map, 11, |actor| {
        actor.position = Some(crate::model::Position::free(Point::new(1e300, f64::MIN)));
    });
    let prepared = Prepared::new(&map);
    let mass = Mass::new(&prepared, &Marks::of(&prepared, &at_rest(1.0)), THINNED_FROM);
    for zoom in [1e-9, 0.01, 1.0, 1e6] {
        let visible = seen(&mass, zoom);
        let detail = Detail::of(&mass, zoom, visible, SIZE, Budget::CARD);
        assert!(detail.strata.iter().all(|opacity| (0.0..=1.0).contains(opacity)));
        assert!(detail.link_opacity.is_finite() && detail.fade_long.is_finite());
        for stratum in 0..STRATA {
            for run in mass.links.runs(stratum, visible, detail.least_reach) {
                assert!(run.end as usize <= mass.links.numbers.len());
            }
        }
    }
}
