//! Neighbours: lists whose rows name an actor and then those it is linked to, several in a cell, or in
//! as many cells as it takes, where a spreadsheet fills all rows up to the same length.

use std::collections::BTreeSet;

use hashbrown::HashSet;

use super::cells::Grid;
use super::{clean, partners};

/// Rows that guesses look at.
const SAMPLE: usize = 2000;
/// A longer cell is a text.
const LONG_CELL: usize = 1000;

/// Whether rows list neighbours, the first row too: what stands behind the first cells are names of the
/// first column.
pub(super) fn are_listed(grid: &Grid) -> bool {
    let rows = || 0..grid.len().min(SAMPLE);
    let first: HashSet<&str> = rows().map(|row| clean(grid.cell(row, 0))).collect();
    let is_known = |name: &str| first.contains(name);
    let (mut lens, mut lists) = (BTreeSet::new(), false);
    let (mut known, mut count, mut names) = (0_usize, 0_usize, Vec::new());
    // A first row that names columns has nothing of this.
    let (mut of_first, mut comes_again) = (HashSet::new(), false);
    for row in rows() {
        let cells = || grid.row(row).map(clean);
        let filled = cells().take_while(|cell| !cell.is_empty()).count();
        if filled == 0 || cells().skip(filled).any(|cell| !cell.is_empty()) {
            return false;
        }
        lens.insert(filled);
        if row == 0 {
            of_first.insert(clean(grid.cell(row, 0)));
        } else {
            comes_again |= of_first.contains(clean(grid.cell(row, 0)));
        }
        for cell in cells().take(filled).skip(1) {
            names.clear();
            if cell.len() <= LONG_CELL {
                partners::split(cell, &is_known, false, &mut names);
            }
            lists |= names.len() > 1;
            count += names.len().max(1);
            for name in &names {
                known += usize::from(is_known(name) && name.parse::<f64>().is_err());
                if row == 0 {
                    of_first.insert(name);
                } else {
                    comes_again |= of_first.contains(name);
                }
            }
        }
    }
    comes_again && (lists || lens.len() > 1) && known * 2 > count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_in_one_cell_or_in_several() {
        let are = |rows: &[&[&str]]| are_listed(&Grid::of(rows).expect("it is small"));
        assert!(are(&[&["A", "B,C"], &["B", "C"], &["C", "D"], &["D", "A,B"]]));
        assert!(are(&[&["A", "B", "C", ""], &["B", "C", "", ""], &["C", "", "", ""], &["D", "A", "B", "C"]]));
        for rows in [
            [["Tom", "knows", "Bill"], ["Bill", "knows", "Al"], ["Al", "knows", ""]],
            [["De", "Vers", "x"], ["A", "B", "1"], ["B", "A", ""]],
            [["A", "", "B"], ["B", "A", ""], ["C", "A", "B"]],
        ] {
            let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
            assert!(!are(&rows), "{rows:?}");
        }
    }
}
