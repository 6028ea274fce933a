//! Matrices: actors down and across, and what stands where they meet. The actors across may be those
//! down, in any order, or others (actors and projects); links are marked with numbers or with crosses.

use hashbrown::HashSet;

use super::cells::{Grid, MOST_COLUMNS};
use super::clean;
use super::fields::Header;
use super::numbers::{Decimal, number};
use super::values::is_date;
use crate::fold::fold;

/// Rows that guesses look at.
const SAMPLE: usize = 2000;

/// What a cell of a matrix says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// No link.
    None,
    /// A link, without a weight.
    Cross,
    /// A link of this weight.
    Weight(String),
    /// A link, in words.
    Words,
}

/// What a cell of a matrix says.
pub(super) fn mark(cell: &str, decimal: Decimal) -> Mark {
    let cell = clean(cell);
    if matches!(cell, "" | "-" | "–" | "—" | "/" | "\\" | "." | "0" | "#") {
        return Mark::None;
    }
    if let Some(value) = number(cell, decimal) {
        return if value.parse::<f64>().is_ok_and(|value| value == 0.0) {
            Mark::None
        } else {
            Mark::Weight(value)
        };
    }
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    match () {
        () if is(&["x", "xx", "×", "✕", "✗", "✘", "✓", "✔", "•", "●", "*", "oui", "yes", "vrai", "true"]) => {
            Mark::Cross
        }
        () if is(&["non", "no", "n/a", "na", "nan", "null", "faux", "false"]) => Mark::None,
        () => Mark::Words,
    }
}

/// Whether a row or column at the end of a matrix adds the others up.
fn is_total(name: &str) -> bool {
    matches!(
        fold(name).as_str(),
        "total"
            | "totaux"
            | "total general"
            | "grand total"
            | "somme"
            | "sommes"
            | "sum"
            | "ensemble"
            | "totals"
    )
}

/// The rows and columns of a matrix: where each is and whom it is of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The actors down.
    pub rows: Vec<(usize, String)>,
    /// The actors across.
    pub columns: Vec<(usize, String)>,
}

impl Layout {
    /// Of a matrix whose names, where it has any, begin in row `first`. Those who have no name are
    /// called by their number.
    pub fn of(grid: &Grid, first: usize, has_names: bool) -> Self {
        if !has_names {
            let name = |at: usize| (at, format!("#{}", at - first + 1));
            let columns = (0..grid.width()).map(|at| (at, format!("#{}", at + 1)));
            return Self { rows: (first..grid.len()).map(name).collect(), columns: columns.collect() };
        }
        let named = |text: &str, number: usize| match clean(text) {
            "" => format!("#{number}"),
            name => name.to_owned(),
        };
        let is_blank = |row: &usize| grid.is_blank(*row);
        let mut rows: Vec<usize> = (first + 1..grid.len()).filter(|row| !is_blank(row)).collect();
        if rows.last().is_some_and(|row| is_total(grid.cell(*row, 0))) {
            rows.pop();
        }
        let mut columns: Vec<usize> = (1..grid.width()).collect();
        // Columns without a name at the end are no actors, unless something stands in them.
        let is_empty =
            |column: usize| (first..grid.len()).all(|row| clean(grid.cell(row, column)).is_empty());
        while columns.last().is_some_and(|column| is_empty(*column)) {
            columns.pop();
        }
        if columns.last().is_some_and(|column| is_total(grid.cell(first, *column))) {
            columns.pop();
        }
        Self {
            rows: rows.into_iter().map(|row| (row, named(grid.cell(row, 0), row - first))).collect(),
            columns: columns.into_iter().map(|at| (at, named(grid.cell(first, at), at))).collect(),
        }
    }
}

/// Whether a sheet is a matrix whose names begin in row `first`, and whether it has names at all.
/// `known` says who is an actor of other sheets.
pub(super) fn detect(grid: &Grid, first: usize, known: &dyn Fn(&str) -> bool) -> Option<bool> {
    if !(first + 3..=first + MOST_COLUMNS).contains(&grid.len()) || grid.row_len(first) < 2 {
        return None;
    }
    if is_bare(grid, first) {
        return Some(false);
    }
    // Most tables are no matrix by their first rows already.
    let looks_marked =
        |row: usize| grid.row(row).skip(1).all(|cell| mark(cell, Decimal::Comma) != Mark::Words);
    if !(first + 1..grid.len().min(first + 4)).all(looks_marked) {
        return None;
    }
    let layout = Layout::of(grid, first, true);
    let down: HashSet<&str> = layout.rows.iter().map(|(_, name)| name.as_str()).collect();
    let across: HashSet<&str> = layout.columns.iter().map(|(_, name)| name.as_str()).collect();
    if down.len() != layout.rows.len()
        || across.len() != layout.columns.len()
        || across.len() < 2
        || down.len() < 2
    {
        return None;
    }
    let marks = Marks::of(grid, &layout)?;
    let both = across.iter().filter(|name| down.contains(*name)).count();
    // As a rule the names across are those down; some rows may have been left away.
    if both == across.len() && both == down.len() || both > 2 && both * 5 >= across.len().max(down.len()) * 4
    {
        return Some(true);
    }
    (both == 0 && joins_two_lists(grid, first, &layout, &marks, known)).then_some(true)
}

/// What stands in a matrix.
struct Marks {
    cells: usize,
    links: usize,
    /// Whether there are numbers other than 0 and 1.
    weights: bool,
}

impl Marks {
    /// Counts what stands in a matrix; nothing where there are words in it.
    fn of(grid: &Grid, layout: &Layout) -> Option<Self> {
        let mut marks = Self { cells: 0, links: 0, weights: false };
        for (row, _) in layout.rows.iter().take(SAMPLE) {
            for (column, _) in &layout.columns {
                marks.cells += 1;
                match mark(grid.cell(*row, *column), Decimal::Comma) {
                    Mark::Words => return None,
                    Mark::None => {}
                    Mark::Cross => marks.links += 1,
                    Mark::Weight(weight) => {
                        marks.links += 1;
                        marks.weights |= weight != "1";
                    }
                }
            }
        }
        Some(marks)
    }
}

/// Whether a table whose columns are others than its rows links the ones to the others: who is across
/// is known, or crosses stand here and there under names that are no properties.
fn joins_two_lists(
    grid: &Grid,
    first: usize,
    layout: &Layout,
    marks: &Marks,
    known: &dyn Fn(&str) -> bool,
) -> bool {
    let share = |names: &[(usize, String)]| {
        names.iter().filter(|(_, name)| known(name)).count() * 10 / names.len().max(1)
    };
    if marks.links == 0 {
        return false;
    }
    if share(&layout.columns) >= 6 {
        return true;
    }
    let corner = clean(grid.cell(first, 0));
    let is_corner_empty = corner.is_empty();
    // A table with ticks is one of properties, unless it says that its columns are others.
    let names_both = is_corner_empty || corner.contains(['/', '\\', '×']);
    let rows = first + 1..grid.len().min(first + SAMPLE);
    let says_no = rows.clone().any(|row| {
        grid.row(row).skip(1).any(|cell| matches!(fold(cell).as_str(), "non" | "no" | "faux" | "false"))
    });
    if !names_both || says_no {
        return false;
    }
    let names_someone = |name: &str| {
        let header = Header::new(name);
        let counts = ["nb ", "nombre ", "taux ", "part ", "montant", "effectif", "budget", "note"];
        !name.starts_with('#')
            && name.parse::<f64>().is_err()
            && number(name, Decimal::Comma).is_none()
            && !name.contains(['?', '%', '€', ':'])
            && !counts.iter().any(|word| header.folded.starts_with(word))
            && header.of_actor().is_none()
            && header.of_link().is_none()
            && !is_date(name)
    };
    let names = layout.columns.iter().all(|(_, name)| names_someone(name));
    let words = layout
        .rows
        .iter()
        .take(SAMPLE)
        .all(|(_, name)| name.parse::<f64>().is_err() && !name.starts_with('#'));
    let some_empty = marks.links < marks.cells;
    let sparse = marks.links * 2 <= marks.cells
        && layout.columns.len() > 2
        && layout.rows.len() > 2
        && is_corner_empty;
    // "Culture", "Sport" and "Social" under "Nom" are more likely themes.
    let proper = layout.columns.iter().filter(|(_, name)| is_proper(name)).count();
    let enough = proper * 2 > layout.columns.len();
    names && words && some_empty && if marks.weights { sparse } else { enough }
}

/// Whether a text looks like the name of somebody or something: several words the last of which is none
/// of everyday ("Projet 1", "Nantes Métropole"), or an acronym.
fn is_proper(name: &str) -> bool {
    let is_marked = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let is_code = name.len() < 7 && !name.contains(' ') && name.contains(|c: char| c.is_ascii_digit());
    let is_acronym = name.chars().count() > 2 && name.chars().all(char::is_uppercase);
    is_acronym || is_code || name.split_whitespace().skip(1).any(is_marked)
}

/// Whether a sheet is a square of numbers and nothing else, with none on its diagonal or the same on
/// both sides of it. Links listed by number are none.
fn is_bare(grid: &Grid, first: usize) -> bool {
    let size = grid.len() - first;
    if size != grid.width() || size < 3 {
        return false;
    }
    let cell = |row: usize, column: usize| mark(grid.cell(first + row, column), Decimal::Comma);
    let is_number = |text: &str| {
        let text = clean(text);
        text.is_empty()
            || text == "-"
            || text.parse::<f64>().is_ok()
            || number(text, Decimal::Comma).is_some()
    };
    if !(first..grid.len()).all(|row| grid.row(row).all(is_number)) {
        return false;
    }
    let zeros = (0..size.min(SAMPLE)).any(|row| (0..size).any(|column| cell(row, column) == Mark::None));
    let empty_diagonal = (0..size).all(|at| cell(at, at) == Mark::None);
    let looked = size.min(200);
    let mirrored = (0..looked).all(|row| (0..row).all(|column| cell(row, column) == cell(column, row)));
    zeros && (empty_diagonal || mirrored)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[&str]]) -> Option<bool> {
        detect(&Grid::of(rows).expect("it is small"), 0, &|_| false)
    }

    #[test]
    fn matrices_are_recognised_however_they_are_written() {
        let square: [&[&str]; 4] = [
            &["Acteur", "A", "B", "Total"],
            &["B", "x", "-", "1"],
            &["A", "-", "2,5", "1"],
            &["Total", "1", "1", "2"],
        ];
        assert_eq!(found(&square), Some(true));
        let layout = Layout::of(&Grid::of(square).expect("it is small"), 0, true);
        assert_eq!(layout.rows, [(1, "B".to_owned()), (2, "A".to_owned())]);
        assert_eq!(layout.columns, [(1, "A".to_owned()), (2, "B".to_owned())]);
        assert_eq!(found(&[&["0", "1", "0"], &["1", "0", "1"], &["0", "1", "0"]]), Some(false));
        assert_eq!(found(&[&["", "P1", "P2"], &["Asso A", "1", "0"], &["Asso B", "1", "1"]]), Some(true));
        assert_eq!(
            found(&[
                &["Structure / projet", "Projet 1", "Projet 2", "Projet 3"],
                &["A", "x", "", "x"],
                &["B", "", "x", ""]
            ]),
            Some(true)
        );
    }

    #[test]
    fn lists_with_numbers_are_no_matrices() {
        for rows in [
            [["Nom", "Effectif", "Budget"], ["A", "1", "0"], ["B", "0", "1"]].as_slice(),
            &[["Nom", "Adhérent", "Latitude"], ["A", "x", "47"], ["B", "", "48"]],
            &[["Nom", "Culture", "Sport"], ["A", "x", ""], ["B", "", "x"]],
            &[["Structure", "Agrément ESUS", "ISO 26000"], ["A", "x", ""], ["B", "", "x"]],
            &[["", "Janvier", "Février"], ["A", "x", ""], ["B", "", "x"]],
            &[["", "12/03/2024", "13/03/2024"], ["A", "x", ""], ["B", "", "x"]],
            &[["", "2019", "2020"], ["A", "1", "0"], ["B", "0", "1"]],
            &[["", "Ventes", "Achats"], ["A", "12", "3"], ["B", "4", "1"]],
            &[["1", "2", "1"], ["2", "3", "1"], ["3", "1", "1"]],
            &[["Nom", "Ville", "Type"], ["A", "Nantes", "x"], ["B", "Rezé", "x"]],
        ] {
            let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
            assert_eq!(found(&rows), None, "{rows:?}");
        }
        let actors: [&[&str]; 3] = [&["Nom", "A", "B"], &["C", "12", "3"], &["D", "4", "1"]];
        assert_eq!(detect(&Grid::of(actors).expect("it is small"), 0, &|name| name.len() == 1), Some(true));
    }

    #[test]
    fn marks_are_numbers_or_crosses() {
        let marks = ["", "-", "0,0", "x", "2,5", "finance"].map(|cell| mark(cell, Decimal::Comma));
        let weight = Mark::Weight("2.5".to_owned());
        assert_eq!(marks, [Mark::None, Mark::None, Mark::None, Mark::Cross, weight, Mark::Words]);
    }
}
