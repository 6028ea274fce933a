//! Grid: everyone in rank and file, a block for each family, in it one for each kind, those with most
//! links first: an inventory of who is there, where nothing is said by nearness.
//!
//! Blocks stand on shelves in the order of families and kinds, as words on a page.

use super::engine::Places;
use super::fit::{SHAPE, centred, shelve};

/// Air between the blocks of two kinds, and of two families, in rooms.
const KIND_GAP: f64 = 1.0;
const FAMILY_GAP: f64 = 2.5;

/// Arranges by family and kind (`rank`, lowest first) and by falling `degree`, about 16 to 10. `room` is
/// the diameter a node needs, in world units; the result is centred on the origin.
pub fn grid(rank: &[(i64, i64)], degree: &[u32], room: f32) -> Places {
    let room = f64::from(room.max(f32::MIN_POSITIVE));
    let degree = |node: u32| degree.get(node as usize).copied().unwrap_or(0);
    let mut order: Vec<u32> = (0..rank.len() as u32).collect();
    order.sort_by_key(|node| (rank[*node as usize], std::cmp::Reverse(degree(*node)), *node));
    let mut points = vec![(0.0, 0.0); rank.len()];
    let mut families: Vec<Family<'_>> = Vec::new();
    for family in order.chunk_by(|a, b| rank[*a as usize].0 == rank[*b as usize].0) {
        let kinds: Vec<&[u32]> = family.chunk_by(|a, b| rank[*a as usize].1 == rank[*b as usize].1).collect();
        let sizes: Vec<(f64, f64)> = kinds
            .iter()
            .map(|kind| {
                let columns = columns(kind.len());
                (columns as f64, kind.len().div_ceil(columns) as f64)
            })
            .collect();
        let (corners, size) = shelve(&sizes, KIND_GAP);
        families.push(Family { kinds, corners, size });
    }
    let sizes: Vec<(f64, f64)> = families.iter().map(|family| family.size).collect();
    let (corners, _) = shelve(&sizes, FAMILY_GAP);
    for (family, (left, top)) in families.iter().zip(corners) {
        for (kind, (inner_left, inner_top)) in family.kinds.iter().zip(&family.corners) {
            let columns = columns(kind.len());
            for (at, node) in kind.iter().enumerate() {
                let (column, row) = ((at % columns) as f64, (at / columns) as f64);
                points[*node as usize] =
                    ((left + inner_left + column) * room, (top + inner_top + row) * room);
            }
        }
    }
    centred(&points)
}

/// The nodes of each kind of a family, the corner of each one's block in the family's, and its size; in
/// rooms.
struct Family<'a> {
    kinds: Vec<&'a [u32]>,
    corners: Vec<(f64, f64)>,
    size: (f64, f64),
}

fn columns(count: usize) -> usize {
    ((count as f64 * SHAPE).sqrt().round() as usize).clamp(1, count.max(1))
}

#[cfg(test)]
mod tests {
    use super::super::fit::is_apart;
    use super::*;

    #[test]
    fn nobody_and_one_are_no_matter() {
        assert!(grid(&[], &[], 64.0).is_empty());
        assert_eq!(grid(&[(1, 1)], &[0], 64.0), Places::new(1));
    }

    #[test]
    fn families_keep_apart_and_the_most_linked_comes_first() {
        let rank: Vec<(i64, i64)> = (0..300).map(|at| (at % 4, at % 3)).collect();
        let degree: Vec<u32> = (0..300).collect();
        let places = grid(&rank, &degree, 64.0);
        assert!(is_apart(&places, 64.0));
        let [left, right, top, bottom] = places.bounds();
        assert!((1.0..2.5).contains(&((right - left) / (bottom - top))));
        // Between families there is more air than between two of one kind.
        for a in 0..300 {
            for b in 0..300 {
                if rank[a].0 != rank[b].0 {
                    assert!((places.x[a] - places.x[b]).hypot(places.y[a] - places.y[b]) > 2.0 * 64.0);
                }
            }
        }
        // The first of its block stands above or left of all others of it.
        let block: Vec<usize> = (0..300).filter(|at| rank[*at] == (0, 0)).collect();
        let first = block[block.len() - 1];
        assert!(block.iter().all(|at| (places.y[first], places.x[first]) <= (places.y[*at], places.x[*at])));
    }

    #[test]
    fn one_large_family_among_small_ones_is_still_a_picture_for_a_screen() {
        let rank: Vec<(i64, i64)> =
            (0..5_000).map(|at| if at < 4_900 { (2, 0) } else { (at % 9, 1) }).collect();
        let places = grid(&rank, &vec![0; 5_000], 64.0);
        let [left, right, top, bottom] = places.bounds();
        assert!((0.8..3.0).contains(&((right - left) / (bottom - top))));
    }
}
