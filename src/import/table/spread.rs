//! Spread: what workbooks say of cells beyond their text, told by the cells themselves. A cell merged down
//! over others stands for each of their rows; an address behind a cell's words is a value of its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use super::cells::Grid;
use super::fault::{Fault, Notice};
use super::fields::{Field, Header};
use super::{clean, heading};
use crate::import::meaning::Meaning;

/// Cells that are filled from one above; more are left as they are.
const MOST_FILLED: usize = 1_000_000;
/// Marks of a sheet that are kept.
const MOST_MARKS: usize = 200_000;

/// What a sheet says of its cells. Lines and columns are those of the sheet, lines from 1, columns from 0.
#[derive(Default)]
pub(super) struct Marks {
    /// Cells that reach down: their line, the last line, their column.
    merged: Vec<(usize, usize, usize)>,
    /// Cells with an address behind them: line, column, address.
    links: Vec<(usize, usize, String)>,
}

impl Marks {
    /// A cell that reaches down to a line.
    pub fn merge(&mut self, line: usize, last: usize, column: usize) {
        if last > line && self.merged.len() < MOST_MARKS {
            self.merged.push((line, last, column));
        }
    }

    /// A cell that leads to an address of the web or a mailbox.
    pub fn link(&mut self, line: usize, column: usize, address: &str) {
        let leads_out = ["http://", "https://", "mailto:"].iter().any(|start| address.starts_with(start));
        if leads_out && self.links.len() < MOST_MARKS {
            self.links.push((line, column, address.to_owned()));
        }
    }
}

/// The cells of a sheet with what its marks say.
///
/// # Errors
/// Where they pass a limit of [`super::cells`].
pub(super) fn spread(
    name: &str,
    grid: Grid,
    marks: &Marks,
    notices: &mut Vec<Notice>,
) -> Result<Grid, Fault> {
    let mut said: HashMap<(usize, usize), Cow<'_, str>> = HashMap::new();
    let mut left = MOST_FILLED;
    // Names of columns are merged over rows of names.
    let header = grid.line(heading::rows_above(&grid));
    for &(line, last, column) in &marks.merged {
        let top = grid.rows_before(line);
        let text = grid.cell(top, column);
        if text.is_empty() || grid.line(top) != line || line <= header {
            continue;
        }
        for row in (top + 1..grid.rows_before(last + 1)).take(left) {
            left -= 1;
            if clean(grid.cell(row, column)).is_empty() {
                said.insert((row, column), Cow::Borrowed(text));
            }
        }
    }
    if !said.is_empty() {
        notices.push(Notice::MergedCells { sheet: name.to_owned(), count: said.len() });
    }
    let added = addresses(&grid, marks, &mut said);
    if said.is_empty() && added.is_empty() {
        drop(said);
        return Ok(grid);
    }
    let mut whole = Grid::default();
    for row in 0..grid.len() {
        let line = grid.line(row);
        for column in 0..grid.width() + added.len() {
            let text = said.get(&(row, column)).map(Cow::as_ref).unwrap_or(grid.cell(row, column));
            whole.push_cell(text, line)?;
        }
        whole.end_row(line);
    }
    whole.shrink();
    Ok(whole)
}

/// Puts the addresses behind words into cells: in place of the words where the column is one of addresses,
/// else into a column beside the others. Gives the names of those columns.
fn addresses(grid: &Grid, marks: &Marks, said: &mut HashMap<(usize, usize), Cow<'_, str>>) -> Vec<String> {
    let header = heading::rows_above(grid);
    let is_website = |column: usize| {
        Header::new(grid.cell(header, column)).of_actor() == Some(Field::Means(Meaning::Website))
    };
    let mut has_website = (0..grid.width()).any(is_website);
    let mut behind: BTreeMap<usize, Vec<(usize, &str)>> = BTreeMap::new();
    for (line, column, address) in &marks.links {
        let row = grid.rows_before(*line);
        let text = clean(grid.cell(row, *column));
        let bare = address.trim_start_matches("mailto:").trim_end_matches('/');
        let is_said = text.is_empty() || text.contains(bare) || bare.contains(text);
        if row > header && grid.line(row) == *line && *column < grid.width() && !is_said {
            behind.entry(*column).or_default().push((row, address.trim_start_matches("mailto:")));
        }
    }
    let mut added: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for (column, cells) in behind {
        let target = if is_website(column) {
            column
        } else {
            let name = clean(grid.cell(header, column));
            let is_site = !has_website && cells.iter().all(|(_, address)| address.starts_with("http"));
            has_website |= is_site;
            let name = if is_site { "Site web".to_owned() } else { format!("{name} (url)") };
            said.insert((header, grid.width() + added.len()), Cow::Owned(name.clone()));
            added.push(name);
            grid.width() + added.len() - 1
        };
        for (row, address) in cells {
            // Of two addresses of one cell the first stands.
            if seen.insert((row, target)) {
                said.insert((row, target), Cow::Owned(address.to_owned()));
            }
        }
    }
    added
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(grid: &Grid) -> Vec<Vec<&str>> {
        (0..grid.len()).map(|row| grid.row(row).collect()).collect()
    }

    #[test]
    fn a_cell_merged_down_stands_for_each_row() {
        let grid = Grid::of([["Lieu", "Nom"], ["Nantes", "A"], ["", "B"], ["", "C"], ["Angers", "D"]]);
        let mut marks = Marks::default();
        marks.merge(2, 3, 0);
        marks.merge(9, 2_000_000, 0);
        let mut notices = Vec::new();
        let grid = spread("F", grid.expect("it is small"), &marks, &mut notices).expect("it is small");
        assert_eq!(grid.cell(2, 0), "Nantes");
        assert_eq!((grid.cell(3, 0), grid.line(4), grid.len()), ("", 5, 5));
        assert_eq!(notices, [Notice::MergedCells { sheet: "F".into(), count: 1 }]);
    }

    #[test]
    fn addresses_behind_words_are_kept() {
        let grid = Grid::of([["Nom", "Mail"], ["Alpha", "Écrire"], ["https://b.fr", ""]]);
        let mut marks = Marks::default();
        marks.link(2, 0, "https://a.fr");
        marks.link(2, 1, "mailto:a@b.fr");
        marks.link(3, 0, "https://b.fr/");
        marks.link(3, 1, "file:///etc/passwd");
        let grid = spread("F", grid.expect("it is small"), &marks, &mut Vec::new()).expect("it is small");
        let wanted: [&[&str]; 3] = [
            &["Nom", "Mail", "Site web", "Mail (url)"],
            &["Alpha", "Écrire", "https://a.fr", "a@b.fr"],
            &["https://b.fr"],
        ];
        assert_eq!(rows(&grid), wanted);
        let grid = Grid::of([["Nom", "Site web"], ["Alpha", "le site"]]).expect("it is small");
        let mut marks = Marks::default();
        marks.link(2, 1, "https://a.fr");
        let grid = spread("F", grid, &marks, &mut Vec::new()).expect("it is small");
        assert_eq!(rows(&grid), [["Nom", "Site web"], ["Alpha", "https://a.fr"]]);
    }
}
