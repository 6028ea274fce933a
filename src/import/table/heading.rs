//! Heading: where on its sheet a table begins. People put a title, a date, an empty row above the names of
//! the columns, and sometimes names of groups of columns; at the foot they write totals and sources.

use std::collections::HashSet;

use super::cells::Grid;
use super::clean;
use super::fields::{Field, Header};
use super::numbers::{Decimal, number};
use crate::fold::fold;

/// Rows at the top of a sheet among which the names of the columns are looked for.
const LOOKED: usize = 30;
/// Rows by which it is told what a usual row is like.
const SAMPLE: usize = 200;
/// Rows of mere titles; what has more is not a heading.
const MOST_TITLES: usize = 6;
/// Columns whose names are looked at.
const MOST_NAMES: usize = 64;
/// Bytes of what names a column, at most.
const LONGEST_NAME: usize = 80;

/// How many rows stand above a table: those before the names of its columns, where names are known, else
/// titles.
pub(super) fn rows_above(grid: &Grid) -> usize {
    let filled: Vec<usize> = (0..grid.len().min(SAMPLE)).map(|row| filled(grid, row)).collect();
    let mut usual: Vec<usize> = filled.iter().copied().filter(|cells| *cells > 0).collect();
    usual.sort_unstable();
    let Some(usual) = usual.get(usual.len() / 2).copied().filter(|usual| *usual > 1) else { return 0 };
    let named = (0..filled.len().min(LOOKED)).find(|row| fields_named(grid, *row) > 1);
    if let Some(named) = named {
        // What is above has less to say than the names: a title, names of groups of columns.
        let is_above = |row: usize| filled[row] <= (2 * filled[named] / 3).max(1);
        return if (0..named).all(is_above) { named } else { 0 };
    }
    let is_regular = 2 * filled.iter().filter(|cells| **cells == usual).count() > filled.len();
    let titles = (0..filled.len().min(LOOKED)).take_while(|row| filled[*row] < 2).count();
    let is_heading = is_regular
        && (1..=MOST_TITLES).contains(&titles)
        && filled.get(titles).is_some_and(|cells| *cells >= usual)
        && (0..titles).all(|row| is_title(grid, row));
    if is_heading { titles } else { 0 }
}

fn filled(grid: &Grid, row: usize) -> usize {
    grid.row(row).filter(|cell| !clean(cell).is_empty()).count()
}

/// How many fields of actors or of links a row would name.
fn fields_named(grid: &Grid, row: usize) -> usize {
    let headers: Vec<Header> = grid
        .row(row)
        .take(MOST_NAMES)
        .map(clean)
        .filter(|cell| {
            !cell.is_empty() && cell.len() <= LONGEST_NAME && number(cell, Decimal::Comma).is_none()
        })
        .map(Header::new)
        .collect();
    let count = |of: fn(&Header) -> Option<Field>| {
        headers.iter().filter_map(of).map(|field| field.word()).collect::<HashSet<_>>().len()
    };
    count(Header::of_actor).max(count(Header::of_link))
}

/// Whether a row has nothing, or a title: words that stand nowhere else in the table.
fn is_title(grid: &Grid, row: usize) -> bool {
    let Some(title) = grid.row(row).map(clean).find(|cell| !cell.is_empty()) else { return true };
    // Who is first on a list may have a name alone: a title says that it is one.
    const WORDS: [&str; 20] = [
        "annuaire",
        "liste",
        "listing",
        "tableau",
        "export",
        "extrait",
        "extraction",
        "fichier",
        "recensement",
        "cartographie",
        "matrice",
        "base",
        "registre",
        "repertoire",
        "inventaire",
        "acteurs",
        "document",
        "list",
        "directory",
        "table",
    ];
    let says_so = || fold(title).split(' ').any(|word| WORDS.contains(&word));
    let is_apart =
        || row + 1 < grid.len() && (filled(grid, row + 1) == 0 || grid.line(row + 1) > grid.line(row) + 1);
    let is_sentence = title.starts_with(['#', '*'])
        || title.contains(':')
        || title.chars().count() > 5 && (says_so() || is_apart());
    let comes_again = || {
        let mut others = row + 1..grid.len().min(SAMPLE);
        others.any(|other| grid.row(other).any(|cell| clean(cell) == title))
    };
    is_sentence && Header::new(title).of_actor().is_none() && !comes_again()
}

/// Rows at the foot of a table that are none of its own.
const FEET: usize = 12;

/// The row from which on there is only what people write below a list: totals, sources, remarks. The length
/// of the grid where there is nothing of the kind.
pub(super) fn foot(grid: &Grid, first: usize) -> usize {
    if grid.width() < 2 {
        return grid.len();
    }
    let from = first.max(grid.len().saturating_sub(FEET));
    let mut foot = grid.len();
    for row in (from..grid.len()).rev() {
        let cells = filled(grid, row);
        if cells > 0 && !is_total(grid, row) && !(cells == 1 && is_remark(grid, row)) {
            break;
        }
        foot = row;
    }
    // Blank rows alone are nothing to speak of.
    if (foot..grid.len()).all(|row| filled(grid, row) == 0) { grid.len() } else { foot }
}

/// Whether a row adds up those above it: it says so, and else there are numbers only.
fn is_total(grid: &Grid, row: usize) -> bool {
    let mut cells = grid.row(row).map(clean).filter(|cell| !cell.is_empty());
    let says_total = |cell: &str| {
        let folded = fold(cell);
        matches!(folded.split(' ').next(), Some("total" | "totaux" | "sous"))
            && matches!(
                folded.as_str(),
                "total" | "totaux" | "total general" | "sous total" | "total des lignes" | "grand total"
            )
    };
    cells.next().is_some_and(says_total) && cells.all(|cell| number(cell, Decimal::Comma).is_some())
}

/// Whether the only cell of a row is a remark on the list.
fn is_remark(grid: &Grid, row: usize) -> bool {
    let Some(cell) = grid.row(row).map(clean).find(|cell| !cell.is_empty()) else { return true };
    let folded = fold(cell);
    let is_apart = row > 0 && (filled(grid, row - 1) == 0 || grid.line(row) > grid.line(row - 1) + 1);
    let begins = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    let has_colon = cell.char_indices().take(25).any(|(_, c)| c == ':');
    let has_digit = cell.contains(|c: char| c.is_ascii_digit());
    begins(&["source", "nb", "note", "maj"]) && (has_colon || is_apart && cell.contains([' ', ',']))
        || begins(&["mise a jour", "mis a jour"]) && (has_colon || has_digit)
        || cell.starts_with("* ")
        || cell.starts_with('*') && is_apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        Grid::of(rows).expect("it is small")
    }

    #[test]
    fn a_table_begins_with_the_names_of_its_columns() {
        let names: &[&str] = &["Nom", "Type", "Commune", "CP"];
        let (a, b): (&[&str], &[&str]) =
            (&["A", "Association", "Nantes", "44000"], &["B", "SCOP", "Angers", ""]);
        for (above, rows) in [
            (0, vec![names, a, b]),
            (1, vec![&["Annuaire"], names, a, b]),
            (3, vec![&["Annuaire des acteurs", "", ""], &["Mise à jour : 12/03"], &[], names, a, b]),
            (2, vec![&["Annuaire", "", "", "Contact : x@y.fr"], &["Identité", "", "Lieu"], names, a, b]),
            (2, vec![&["# export du 12/03"], &["# source : x"], &["Nom", "Type"], &["A", "SCOP"]]),
            // Nobody knows these names: a title is one by its words.
            (
                1,
                vec![
                    &["Matrice des coopérations"],
                    &["Entité", "A", "B"],
                    &["A", "0", "1"],
                    &["B", "1", "0"],
                ],
            ),
            // Rows of data above words that name columns elsewhere.
            (0, vec![a, b, &["Nom", "Type", "x", "y"]]),
            (0, vec![&["a", "b"], &["b", "c", "d"], &["e"], &["f", "a"]]),
            (0, vec![&["Maison des associations"], &["a", "b"], &["b", "Maison des associations"]]),
            (0, vec![&["Nom"], &["A"], &["B"]]),
            (0, vec![&["Les Amis de l'Erdre"], &["A", "SCOP"], &["B", "SCIC"], &["C", "SCIC"]]),
        ] {
            assert_eq!(rows_above(&grid(&rows)), above, "{rows:?}");
        }
    }

    #[test]
    fn a_table_ends_before_its_totals_and_remarks() {
        let (names, a): (&[&str], &[&str]) = (&["Nom", "Effectif"], &["A", "3"]);
        for (foot_at, rows) in [
            (2, vec![names, a]),
            (2, vec![names, a, &["Total", "3"]]),
            (
                2,
                vec![
                    names,
                    a,
                    &["", ""],
                    &["TOTAL GÉNÉRAL", "3,5"],
                    &["Source : INSEE, 2023"],
                    &["* en cours"],
                ],
            ),
            (3, vec![names, a, &["Total Énergies", "3"]]),
            (3, vec![names, a, &["Source", ""]]),
            (3, vec![names, a, &["Note de musique"]]),
            (3, vec![names, a, &["MAJ Formation"]]),
            (3, vec![names, a, &["*Alter'éco"]]),
            (3, vec![names, a, &["Total", "Le Mans"]]),
        ] {
            assert_eq!(foot(&grid(&rows), 1), foot_at, "{rows:?}");
        }
    }
}
