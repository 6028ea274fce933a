//! What Neo4j writes: ids that are of one space only (`:ID(Person)`), and actors and links together in
//! one table (`apoc.export.csv.all`).

use hashbrown::HashMap;

use super::cells::Grid;
use super::fault::Fault;
use super::fields::{Field, Header};
use super::mapping::{Lists, SheetMapping};
use super::{Table, clean};

/// The spaces of ids of several lists of actors.
#[derive(Default)]
pub(super) struct Spaces {
    /// Whether one id is in several of them: then each id is written with its space.
    apart: bool,
}

impl Spaces {
    /// Of the sheets that are filled in.
    pub(super) fn of(pairs: &[(&Table<'_>, &SheetMapping)]) -> Self {
        let spaced: Vec<(&Table<'_>, &SheetMapping, usize, String)> = pairs
            .iter()
            .filter(|(_, sheet)| sheet.lists == Lists::Actors)
            .filter_map(|(table, sheet)| {
                let column = sheet.column(&Field::Id)?;
                let space = Header::new(&sheet.columns.get(column)?.column).space;
                (!space.is_empty()).then_some((*table, *sheet, column, space))
            })
            .collect();
        if spaced.windows(2).all(|pair| pair[0].3 == pair[1].3) {
            return Self::default();
        }
        let mut known: HashMap<&str, &str> = HashMap::new();
        for (table, sheet, column, space) in &spaced {
            for row in usize::from(sheet.header)..table.grid.len() {
                let id = clean(table.grid.cell(row, *column));
                if !id.is_empty() && known.insert(id, space).is_some_and(|other| other != space) {
                    return Self { apart: true };
                }
            }
        }
        Self::default()
    }

    /// What comes before the ids of a column.
    pub(super) fn prefix(&self, sheet: &SheetMapping, column: Option<usize>) -> Option<String> {
        let header = Header::new(&sheet.columns.get(column.filter(|_| self.apart)?)?.column);
        (!header.space.is_empty()).then(|| format!("{}:", header.space))
    }
}

/// The columns of `apoc.export.csv.all` that say what a row is, with the names the importer of Neo4j
/// has for them.
const MARKS: [(&str, &str); 5] =
    [("_id", ":ID"), ("_labels", ":LABEL"), ("_start", ":START_ID"), ("_end", ":END_ID"), ("_type", ":TYPE")];

/// The two tables of actors and of links in one that APOC wrote; nothing where it is another one.
///
/// # Errors
/// Where a limit of [`super::cells`] is passed.
pub(super) fn two_tables(grid: &Grid) -> Result<Option<(Grid, Grid)>, Fault> {
    let names: Vec<&str> = if grid.is_empty() { Vec::new() } else { grid.row(0).map(clean).collect() };
    let column = |name: &str| names.iter().position(|known| *known == name);
    let [Some(id), Some(labels), Some(start), Some(end), Some(kind)] = MARKS.map(|(name, _)| column(name))
    else {
        return Ok(None);
    };
    let is_link = |row: usize| !clean(grid.cell(row, start)).is_empty();
    // A property of actors alone is no column of links, and the other way round.
    let mut used = [vec![false; names.len()], vec![false; names.len()]];
    for row in 1..grid.len() {
        let used = &mut used[usize::from(is_link(row))];
        for (used, cell) in used.iter_mut().zip(grid.row(row)) {
            *used |= !clean(cell).is_empty();
        }
    }
    for (own, others) in [(0, [start, end, kind]), (1, [id, labels, usize::MAX])] {
        for at in others {
            if let Some(used) = used[own].get_mut(at) {
                *used = false;
            }
        }
    }
    let mut tables = [Grid::default(), Grid::default()];
    for row in 0..grid.len() {
        for (which, table) in tables.iter_mut().enumerate() {
            if row > 0 && usize::from(is_link(row)) != which {
                continue;
            }
            let line = grid.line(row);
            for at in (0..names.len()).filter(|at| used[which][*at]) {
                let cell = grid.cell(row, at);
                if row == 0 {
                    let name = clean(cell);
                    let mark = MARKS.iter().find(|(known, _)| *known == name);
                    table.push_cell(mark.map_or(name, |(_, mark)| *mark), line)?;
                } else if at == labels {
                    table.push_cell(&clean(cell).trim_start_matches(':').replace(':', ";"), line)?;
                } else {
                    table.push_cell(cell, line)?;
                }
            }
            table.end_row_whole(line);
        }
    }
    let [actors, links] = tables;
    Ok(Some((actors, links)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_and_links_in_one_table_are_two() {
        let rows: [&[&str]; 3] = [
            &["_id", "_labels", "nom", "_start", "_end", "_type", "montant"],
            &["0", ":Scop:ESS", "Beta", "", "", "", ""],
            &["", "", "", "0", "0", "FINANCE", "12"],
        ];
        let grid = Grid::of(rows).expect("it is small");
        let (actors, links) = two_tables(&grid).expect("it is small").expect("it is one of APOC");
        let cells = |grid: &Grid, row: usize| grid.row(row).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cells(&actors, 0), [":ID", ":LABEL", "nom"]);
        assert_eq!(cells(&actors, 1), ["0", "Scop;ESS", "Beta"]);
        assert_eq!(cells(&links, 0), [":START_ID", ":END_ID", ":TYPE", "montant"]);
        assert_eq!((cells(&links, 1)[3].as_str(), links.line(1)), ("12", 3));
        let other = Grid::of([["_id", "nom"]]).expect("it is small");
        assert_eq!(two_tables(&other), Ok(None));
    }
}
