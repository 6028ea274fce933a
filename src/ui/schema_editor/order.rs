//! Moving an entry up or down among its likes, whose order is their ranks.

use super::super::cx::Cx;
use super::step;
use crate::edit::{Edit, Purpose};

/// Which ranks change so that the entry at `at` moves one place, up or down: pairs of an index and
/// its new rank. `ranks` are those of the entries in the order shown. Empty where it cannot move.
///
/// Two ranks are swapped where that is enough; where ranks are alike (a file may hold any), all are
/// numbered anew.
pub(super) fn moved(ranks: &[i64], at: usize, up: bool) -> Vec<(usize, i64)> {
    let other = if up { at.checked_sub(1) } else { Some(at + 1) };
    let Some(other) = other.filter(|other| at.max(*other) < ranks.len()) else { return Vec::new() };
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.swap(at, other);
    if ranks.windows(2).all(|pair| pair[0] < pair[1]) {
        return vec![(at, ranks[other]), (other, ranks[at])];
    }
    (1_i64..)
        .zip(order)
        .filter(|(rank, index)| ranks[*index] != *rank)
        .map(|(rank, index)| (index, rank))
        .collect()
}

/// Sends the move of an entry as one step.
pub(super) fn send<T: Clone>(
    cx: &Cx<'_>,
    entries: &[&std::sync::Arc<T>],
    at: usize,
    up: bool,
    rank: impl Fn(&mut T) -> &mut i64,
    put: impl Fn(T) -> Edit,
) {
    let mut copies: Vec<T> = entries.iter().map(|entry| (***entry).clone()).collect();
    let ranks: Vec<i64> = copies.iter_mut().map(|entry| *rank(entry)).collect();
    let edits: Vec<Edit> = moved(&ranks, at, up)
        .into_iter()
        .filter_map(|(index, new)| {
            let mut entry = copies.get(index)?.clone();
            *rank(&mut entry) = new;
            Some(put(entry))
        })
        .collect();
    if !edits.is_empty() {
        step(cx, Edit::Batch { purpose: Purpose::Reorder, edits });
    }
}

/// The rank after all of these.
pub(super) fn after(ranks: impl Iterator<Item = i64>) -> i64 {
    ranks.max().map_or(1, |last| last.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order of the entries once the ranks have changed; alike ranks keep their order.
    fn order_after(ranks: &[i64], at: usize, up: bool) -> Vec<usize> {
        let mut ranks = ranks.to_vec();
        for (index, rank) in moved(&ranks.clone(), at, up) {
            ranks[index] = rank;
        }
        let mut order: Vec<usize> = (0..ranks.len()).collect();
        order.sort_by_key(|index| ranks[*index]);
        order
    }

    #[test]
    fn an_entry_moves_by_one_place_whatever_the_ranks() {
        for ranks in [[1, 2, 3, 4], [0, 0, 0, 0], [-5, 7, 7, 900], [i64::MIN, 0, 0, i64::MAX]] {
            assert_eq!(order_after(&ranks, 2, true), [0, 2, 1, 3], "{ranks:?}");
            assert_eq!(order_after(&ranks, 0, false), [1, 0, 2, 3], "{ranks:?}");
        }
    }

    #[test]
    fn two_records_change_where_that_is_enough() {
        assert_eq!(moved(&[1, 5, 9], 1, false), [(1, 9), (2, 5)]);
    }

    #[test]
    fn the_ends_stay_where_they_are() {
        assert!(moved(&[1, 2], 0, true).is_empty());
        assert!(moved(&[1, 2], 1, false).is_empty());
        assert!(moved(&[], 0, false).is_empty());
    }

    #[test]
    fn a_new_entry_comes_last() {
        assert_eq!(after([3, 12, 5].into_iter()), 13);
        assert_eq!(after(std::iter::empty()), 1);
        assert_eq!(after([i64::MAX].into_iter()), i64::MAX);
    }
}
