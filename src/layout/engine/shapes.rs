//! Shapes that everybody knows, as tests of the engine: a mesh lies flat, a path is straight, a star is round,
//! parts stand apart, and nothing however odd collapses.

use super::whole::{Anchors, Shape, Wish, whole};
use super::{Flow, Network, Places};

fn picture_on(cores: usize, shape: Shape, count: usize, links: &[(u32, u32)]) -> Places {
    let network = Network::new(count, links.iter().map(|(a, b)| (*a, *b, 1.0)));
    let wish = Wish { shape, rooms: None, share: 0.1, anchors: Anchors::default(), seed: 0, cores };
    whole(&network, &wish, &mut |_, _| Flow::Go).expect("nobody cancels")
}

fn picture(count: usize, links: &[(u32, u32)]) -> Places {
    picture_on(2, Shape::Force, count, links)
}

fn mesh(rows: u32, columns: u32) -> Vec<(u32, u32)> {
    let at = |row: u32, column: u32| row * columns + column;
    let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    all.flat_map(|(row, column)| {
        let right = (column + 1 < columns).then(|| (at(row, column), at(row, column + 1)));
        let under = (row + 1 < rows).then(|| (at(row, column), at(row + 1, column)));
        right.into_iter().chain(under)
    })
    .collect()
}

/// How many pairs of links cross.
fn crossings(places: &Places, links: &[(u32, u32)]) -> usize {
    let at = |node: u32| (places.x[node as usize], places.y[node as usize]);
    let turn =
        |a: (f32, f32), b: (f32, f32), c: (f32, f32)| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    let cross = |(p, q): (u32, u32), (r, s): (u32, u32)| {
        let (a, b, c, d) = (at(p), at(q), at(r), at(s));
        p != r
            && p != s
            && q != r
            && q != s
            && turn(a, b, c) * turn(a, b, d) < 0.0
            && turn(c, d, a) * turn(c, d, b) < 0.0
    };
    links
        .iter()
        .enumerate()
        .map(|(at, one)| links[..at].iter().filter(|other| cross(*one, **other)).count())
        .sum()
}

/// One minus how well the lengths of `pairs` (two nodes and their distance) are shown, at the best scale.
fn stress(places: &Places, pairs: impl Iterator<Item = (usize, usize, f64)>) -> f64 {
    let (mut sum, mut squares, mut terms) = (0.0, 0.0, 0.0);
    for (a, b, distance) in pairs {
        let ratio = f64::from((places.x[a] - places.x[b]).hypot(places.y[a] - places.y[b])) / distance;
        (sum, squares, terms) = (sum + ratio, squares + ratio * ratio, terms + 1.0);
    }
    1.0 - sum * sum / (terms * squares)
}

fn nearest(places: &Places) -> f32 {
    let mut nearest = f32::MAX;
    for a in 0..places.len() {
        for b in 0..a {
            nearest = nearest.min((places.x[a] - places.x[b]).hypot(places.y[a] - places.y[b]));
        }
    }
    nearest
}

#[test]
fn a_mesh_lies_flat() {
    let (rows, columns) = (24, 40);
    let links = mesh(rows, columns);
    let places = picture((rows * columns) as usize, &links);
    assert_eq!(crossings(&places, &links), 0);
    let of = |node: usize| (node as f64 / f64::from(columns)).floor();
    let pairs = (0..places.len()).flat_map(|a| (0..a).map(move |b| (a, b))).map(|(a, b)| {
        let (row_a, row_b) = (of(a), of(b));
        let across = (a as f64 - row_a * f64::from(columns)) - (b as f64 - row_b * f64::from(columns));
        (a, b, (row_a - row_b).abs() + across.abs())
    });
    let stress = stress(&places, pairs);
    assert!(stress < 0.03, "{stress}");
    assert!(nearest(&places) > 0.99, "{}", nearest(&places));
}

#[test]
fn a_tree_has_few_crossings() {
    // A trunk with boughs of boughs.
    let links: Vec<(u32, u32)> =
        (1..600).map(|node| (node, node - 1 - (node * 7 % 20).min(node - 1))).collect();
    let places = picture(600, &links);
    let crossings = crossings(&places, &links);
    assert!(crossings < 100, "{crossings}");
}

#[test]
fn a_star_is_round_with_its_hub_in_the_middle() {
    let count = 500;
    let links: Vec<(u32, u32)> = (1..count).map(|leaf| (0, leaf)).collect();
    let places = picture(count as usize, &links);
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let [left, right, top, bottom] = places.bounds();
    let off = (places.x[0] - mean(&places.x)).hypot(places.y[0] - mean(&places.y));
    assert!(off < 0.05 * (right - left), "{off}");
    assert!((0.8..1.25).contains(&((right - left) / (bottom - top))));
}

#[test]
fn parts_stand_apart_on_a_sheet_shaped_as_a_screen() {
    // A mesh, some paths, pairs and many who know nobody.
    let mut links = mesh(10, 10);
    links.extend((100..150).filter(|node| node % 5 != 4).map(|node| (node, node + 1)));
    links.extend((150..250).step_by(2).map(|node| (node, node + 1)));
    let places = picture(400, &links);
    assert!(nearest(&places) > 0.99, "{}", nearest(&places));
    let [left, right, top, bottom] = places.bounds();
    assert!((1.0..2.4).contains(&((right - left) / (bottom - top))), "{places:?}");
    // Nobody stands inside another part.
    let inside = |node: usize| {
        let [left, right, top, bottom] =
            Places { x: places.x[..100].into(), y: places.y[..100].into() }.bounds();
        (left..right).contains(&places.x[node]) && (top..bottom).contains(&places.y[node])
    };
    assert!(!(100..400).any(inside));
}

#[test]
fn however_odd_nothing_collapses() {
    let complete =
        |count: u32| -> Vec<(u32, u32)> { (0..count).flat_map(|a| (0..a).map(move |b| (a, b))).collect() };
    let star: Vec<(u32, u32)> = (1..1_500).map(|leaf| (0, leaf)).collect();
    let looped: Vec<(u32, u32)> =
        (0..90).flat_map(|node| [(node, node), (node, 89 - node), (node, node / 3)]).collect();
    let cases = [
        ("none", 0, Vec::new()),
        ("one", 1, vec![(0, 0)]),
        ("two apart", 2, Vec::new()),
        ("two", 2, vec![(0, 1), (1, 0)]),
        ("alone", 3_000, Vec::new()),
        ("all with all", 150, complete(150)),
        ("a star", 1_500, star),
        ("with loops", 90, looped),
        ("two sides", 60, (0..20).flat_map(|a| (20..60).map(move |b| (a, b))).collect()),
    ];
    for (name, count, links) in cases {
        for shape in [Shape::Force, Shape::Communities, Shape::Distances] {
            if shape != Shape::Force && count > 1_000 {
                continue;
            }
            let places = picture_on(2, shape, count, &links);
            assert_eq!(places.len(), count, "{name}");
            assert!(places.x.iter().chain(&places.y).all(|value| value.is_finite()), "{name}");
            assert!(nearest(&places) > 0.9, "{name} {shape:?}: {}", nearest(&places));
        }
    }
}

#[test]
fn a_mesh_is_the_same_on_any_number_of_cores() {
    let links = mesh(70, 75);
    assert_eq!(picture_on(1, Shape::Force, 5_250, &links), picture_on(3, Shape::Force, 5_250, &links));
}
