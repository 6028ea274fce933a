//! Known: what the sheets that surely list actors call them, to recognise these elsewhere: in sheets
//! whose column names say nothing, in columns that name partners, as ends of links.

use hashbrown::{HashMap, HashSet};

use super::cells::Grid;
use super::clean;
use super::fields::Field;
use super::mapping::{ColumnMapping, Lists, Mapping, SheetMapping};
use super::{Table, ends, matrix, partners};
use crate::import::meaning::Meaning;
use crate::model::Schema;

/// Rows that guesses look at.
const SAMPLE: usize = 2000;
/// Columns that guesses look at.
const LOOKED_AT: usize = 12;
/// Sheets of links, and of actors, that are looked at for what links call actors.
const MOST_SHEETS: usize = 8;

/// The names and ids of the actors that sheets list.
#[derive(Default)]
pub(super) struct Known<'g> {
    /// The first sheet that lists an actor, and whether others do.
    of: HashMap<&'g str, (usize, bool)>,
}

impl<'g> Known<'g> {
    /// Of the sheets of these ranks that list actors.
    pub fn of(tables: &[Table<'g>], sheets: &[SheetMapping], which: impl Fn(usize) -> bool) -> Self {
        let mut known = Self::default();
        for (rank, (table, sheet)) in tables.iter().zip(sheets).enumerate() {
            if sheet.lists == Lists::Actors && which(rank) {
                known.add(table.grid, sheet, rank);
            }
        }
        known
    }

    fn add(&mut self, grid: &'g Grid, sheet: &SheetMapping, rank: usize) {
        let columns = [sheet.column(&Field::Means(Meaning::Name)), sheet.column(&Field::Id)];
        for row in usize::from(sheet.header)..grid.len() {
            for column in columns.iter().flatten() {
                let name = clean(grid.cell(row, *column));
                if !name.is_empty() {
                    let (first, several) = self.of.entry(name).or_insert((rank, false));
                    *several |= *first != rank;
                }
            }
        }
    }

    /// Whether a text is what an actor is called.
    pub fn has(&self, text: &str) -> bool {
        self.of.contains_key(text)
    }

    /// Whether a sheet other than this one lists an actor of this name.
    fn has_beside(&self, text: &str, sheet: usize) -> bool {
        self.of.get(text).is_some_and(|(first, several)| *first != sheet || *several)
    }

    /// How much of a column are actors of other sheets, from 0 to 1; nothing where it says less than
    /// two different things.
    pub fn share(&self, grid: &Grid, column: usize, from: usize, sheet: usize) -> Option<f64> {
        let words: HashSet<&str> = (from..grid.len().min(SAMPLE))
            .map(|row| clean(grid.cell(row, column)))
            .filter(|cell| !cell.is_empty())
            .collect();
        let found = words.iter().filter(|word| self.has_beside(word, sheet)).count();
        (found > 0).then(|| found as f64 / words.len() as f64)
    }
}

/// What sheets say of each other: those that none recognises list links where two columns hold actors
/// of others; links find actors by a column that is no id by name; columns name partners.
pub(super) fn compare(
    tables: &[Table<'_>],
    mapping: &mut Mapping,
    is_known: &mut [bool],
    schema: &Schema,
    make: &dyn Fn(&Grid, bool, usize, usize) -> Vec<ColumnMapping>,
) {
    take_ids(tables, &mut mapping.sheets);
    let all = is_known.iter().all(|known| !known);
    let may_have =
        |(table, sheet): (&Table<'_>, &SheetMapping)| partners::may_have(table.grid, sheet, schema);
    let needed = tables.len() > 1 && !all || tables.iter().zip(&mapping.sheets).any(may_have);
    let known = Known::of(tables, &mapping.sheets, |rank| needed && (all || is_known[rank]));
    if tables.len() > 1 && !all {
        for (rank, table) in tables.iter().enumerate() {
            let sheet = &mut mapping.sheets[rank];
            let is_one = |name: &str| known.has_beside(name, rank);
            if sheet.lists == Lists::Actors
                && let Some(header) = matrix::detect(table.grid, 0, &is_one)
            {
                (sheet.lists, sheet.header, is_known[rank]) = (Lists::Matrix, header, true);
                sheet.columns.clear();
                continue;
            }
            if let Some((header, from, to)) =
                links_among(table.grid, sheet, rank, is_known[rank], (&known, schema))
            {
                sheet.lists = Lists::Links;
                sheet.header = header;
                sheet.columns = make(table.grid, header, from, to);
                is_known[rank] = true;
            }
        }
    }
    for (rank, (table, sheet)) in tables.iter().zip(&mut mapping.sheets).enumerate() {
        partners::take_partners(table.grid, sheet, &known, schema, &mut mapping.link_kinds);
        if let Some((name, other, several)) = partners::is_list_of_links(table.grid, sheet, rank, &known) {
            let called = sheet.columns[other].column.clone();
            let back = partners::says(schema, &called).is_some_and(|says| says.back);
            if several && !back {
                sheet.lists = Lists::Adjacency;
            } else if !several {
                let (from, to) = if back { (other, name) } else { (name, other) };
                sheet.lists = Lists::Links;
                sheet.columns = make(table.grid, sheet.header, from, to);
            }
            sheet.links_called = mapping.link_kinds.contains_key(&called).then_some(called);
        }
        if sheet.lists == Lists::Links
            && let Some(called) = &sheet.links_called
            && let Some(kind) =
                ends::kind_of(called).filter(|kind| schema.link_kind(&(*kind).into()).is_some())
        {
            mapping.link_kinds.entry(called.clone()).or_insert_with(|| kind.to_owned());
        }
        let has_kind = sheet.column(&Field::Means(Meaning::Kind)).is_some();
        let is_open = !has_kind && sheet.links_called.is_none() && tables.len() > 1;
        if matches!(sheet.lists, Lists::Links | Lists::Matrix | Lists::Adjacency)
            && is_open
            && let Some(kind) = partners::kind_of_sheet(schema, table.name)
        {
            mapping.link_kinds.insert(table.name.to_owned(), kind);
            sheet.links_called = Some(table.name.to_owned());
        }
    }
}

/// The ends of links of a sheet that does not say so itself, and whether its first row names columns.
fn links_among(
    grid: &Grid,
    sheet: &SheetMapping,
    rank: usize,
    is_known: bool,
    (known, schema): (&Known<'_>, &Schema),
) -> Option<(bool, usize, usize)> {
    let name = sheet.column(&Field::Means(Meaning::Name));
    if grid.len() < 2 || sheet.lists != Lists::Actors || is_known && sheet.column(&Field::Id).is_some() {
        return None;
    }
    // What says that it lists actors must list those of another sheet, and have few things to say.
    let least = if is_known { 0.8 } else { 0.6 };
    let share = |column: usize| known.share(grid, column, 1, rank).is_some_and(|share| share >= least);
    let mut fitting = (0..grid.width().min(LOOKED_AT)).filter(|column| share(*column));
    let (first, second) = (fitting.next()?, fitting.next()?);
    if is_known && (name != Some(first) || !partners::names_are_one(sheet)) {
        return None;
    }
    // A column of partners may name several in a cell.
    if sheet.columns.get(second).is_some_and(|column| partners::says(schema, &column.column).is_some()) {
        return None;
    }
    let names_columns = ![first, second].iter().any(|column| known.has(clean(grid.cell(0, *column))));
    Some((names_columns, first, second))
}

/// Where links call actors by what no column of these is an id for, the column that says it becomes
/// the id: "Code 1" and "Code 2" of links are the "Code" of actors.
fn take_ids(tables: &[Table<'_>], sheets: &mut [SheetMapping]) {
    let mut ends: HashSet<&str> = HashSet::new();
    for (table, sheet) in
        tables.iter().zip(sheets.iter()).filter(|(_, s)| s.lists == Lists::Links).take(MOST_SHEETS)
    {
        let columns = [sheet.column(&Field::From), sheet.column(&Field::To)];
        for row in usize::from(sheet.header)..table.grid.len().min(200) {
            ends.extend(columns.iter().flatten().map(|column| clean(table.grid.cell(row, *column))));
        }
    }
    ends.remove("");
    if ends.is_empty() {
        return;
    }
    let lists = tables.iter().zip(sheets.iter_mut()).filter(|(_, sheet)| sheet.lists == Lists::Actors);
    for (table, sheet) in lists.take(MOST_SHEETS) {
        let from = usize::from(sheet.header);
        let Some(name) = sheet.column(&Field::Means(Meaning::Name)) else { continue };
        if sheet.column(&Field::Id).is_some() {
            continue;
        }
        // How many of the ends a column holds, and whether each of its values is of one row.
        let found = |column: usize| {
            let (mut met, mut seen, mut rows) = (HashSet::new(), HashSet::new(), 0_usize);
            for row in from..table.grid.len() {
                let cell = clean(table.grid.cell(row, column));
                if row < SAMPLE && !cell.is_empty() {
                    rows += 1;
                    seen.insert(cell);
                }
                if let Some(end) = ends.get(cell) {
                    met.insert(*end);
                    // Half of them is enough for a name.
                    if column == name && met.len() * 2 > ends.len() {
                        break;
                    }
                }
            }
            (met.len(), seen.len() * 20 >= rows * 19)
        };
        let (by_name, _) = found(name);
        if by_name * 2 > ends.len() {
            continue;
        }
        let open = (0..sheet.columns.len().min(LOOKED_AT))
            .filter(|column| matches!(sheet.columns[*column].field, Field::Means(Meaning::Custom(_))));
        let best = open.filter_map(|column| {
            let (met, is_unique) = found(column);
            is_unique.then_some((met, std::cmp::Reverse(column)))
        });
        if let Some((met, std::cmp::Reverse(column))) = best.max()
            && met * 5 >= ends.len() * 3
            && met > by_name
        {
            sheet.set(column, Field::Id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::default_schema;

    /// What sheets are guessed to list, with their fields, and what the guess makes of the links' names.
    fn guessed(sheets: &[(&str, &[&[&str]])]) -> (Vec<(Lists, Vec<String>)>, Mapping) {
        let grids: Vec<Grid> = sheets.iter().map(|(_, rows)| Grid::of(*rows).expect("it is small")).collect();
        let tables: Vec<Table<'_>> = sheets
            .iter()
            .zip(&grids)
            .map(|((name, _), grid)| Table { file: 0, name, grid, is_workbook: true })
            .collect();
        let mapping = crate::import::table::guess(&tables, default_schema());
        let words = |sheet: &SheetMapping| {
            (sheet.lists, sheet.columns.iter().map(|column| column.field.word()).collect())
        };
        (mapping.sheets.iter().map(words).collect(), mapping)
    }

    const ACTORS: (&str, &[&[&str]]) =
        ("Acteurs", &[&["Nom", "Type"], &["A", "Asso"], &["B", "Scop"], &["C", "Scic"]]);

    #[test]
    fn a_sheet_whose_cells_are_actors_of_another_lists_links() {
        let flows: &[&[&str]] = &[&["Qui", "Vers qui", "Combien"], &["A", "B", "10"], &["B", "C", "20"]];
        let (sheets, mapping) = guessed(&[ACTORS, ("Financements", flows)]);
        assert_eq!(sheets[1].0, Lists::Links);
        assert_eq!(sheets[1].1[..2], ["from", "to"]);
        assert_eq!(mapping.sheets[1].links_called.as_deref(), Some("Financements"));
        assert_eq!(mapping.link_kinds.get("Financements").map(String::as_str), Some("finance"));
        let bare: &[&[&str]] = &[&["A", "B"], &["B", "C"]];
        let (sheets, mapping) = guessed(&[ACTORS, ("Feuil2", bare)]);
        assert_eq!((sheets[1].0, mapping.sheets[1].header), (Lists::Links, false));
        let pivot: &[&[&str]] = &[&["Étiquettes de lignes", "Nombre"], &["Asso", "1"], &["Total", "1"]];
        assert_eq!(guessed(&[ACTORS, ("TCD", pivot)]).0[1].0, Lists::Nothing);
        let structures: &[&[&str]] = &[&["Structure", "Réseau"], &["A", "B"], &["A", "C"], &["B", "C"]];
        assert_eq!(guessed(&[ACTORS, ("Appartenances", structures)]).0[1].0, Lists::Links);
    }

    #[test]
    fn a_matrix_of_known_actors_may_have_any_numbers() {
        let rows: &[&[&str]] = &[&["Structure", "A", "B", "C"], &["P", "3", "4", "5"], &["Q", "1", "2", "2"]];
        assert_eq!(guessed(&[ACTORS, ("M", rows)]).0[1].0, Lists::Matrix);
        assert_eq!(guessed(&[("M", rows)]).0[0].0, Lists::Actors);
    }

    #[test]
    fn what_links_call_actors_is_their_id() {
        let actors: &[&[&str]] = &[&["Sommet", "Nom"], &["A01", "Alpha"], &["A02", "Bêta"], &["A03", "C"]];
        let links: &[&[&str]] = &[&["De", "Vers"], &["A01", "A02"], &["A02", "A03"]];
        assert_eq!(guessed(&[("Acteurs", actors), ("Liens", links)]).0[0].1, ["id", "name"]);
        let by_name: &[&[&str]] = &[&["De", "Vers"], &["Alpha", "Bêta"], &["Bêta", "C"]];
        assert_eq!(guessed(&[("Acteurs", actors), ("Liens", by_name)]).0[0].1, ["custom", "name"]);
    }

    #[test]
    fn columns_of_actors_name_partners_by_their_names_or_their_values() {
        let fields = |rows: &[&[&str]]| guessed(&[("liste", rows)]).0.remove(0).1;
        assert_eq!(
            fields(&[&["Nom", "Partenaire 1", "Partenaire 2"], &["A", "B", "X"]])[1..],
            ["linked_to", "linked_to"]
        );
        let values: &[&[&str]] = &[
            &["Nom", "Mot", "Vu"],
            &["A", "B, C", "1"],
            &["B", "A", "2"],
            &["C", "B ; D", "3"],
            &["D", "", "1"],
        ];
        assert_eq!(fields(values), ["name", "linked_to", "custom"]);
        for column in [
            ["Adhésion", "12/03/2020"],
            ["Réseaux", "facebook"],
            ["Liens", "https://a.fr"],
            ["Partenaires", "oui"],
        ] {
            assert_eq!(
                fields(&[&["Nom", column[0]], &["A", column[1]], &["B", ""]])[1],
                "custom",
                "{column:?}"
            );
        }
        // Rows that say whom actors of another sheet are linked to make no actors again.
        let rows: &[&[&str]] = &[&["Nom", "Partenaires"], &["A", "B, C"], &["B", "C"]];
        assert_eq!(guessed(&[ACTORS, ("Partenaires", rows)]).0[1].0, Lists::Adjacency);
        // Rows of one actor again and again are links.
        let rows: &[&[&str]] = &[&["Nom", "Financé par"], &["A", "B"], &["A", "C"]];
        let (sheets, mapping) = guessed(&[("liste", rows)]);
        assert_eq!(sheets[0], (Lists::Links, vec!["to".to_owned(), "from".to_owned()]));
        assert_eq!(mapping.link_kinds.get("Financé par").map(String::as_str), Some("finance"));
    }

    #[test]
    fn ends_say_together_what_links_are() {
        let rows: &[&[&str]] = &[
            &["nomAttribuant", "idAttribuant", "dateConvention", "nomBeneficiaire", "montant", "nature"],
            &["Ville", "21", "2022-03-01", "A", "12000.5", "aide en numéraire"],
        ];
        let (sheets, mapping) = guessed(&[("subventions", rows)]);
        assert_eq!(sheets[0].1, ["from", "custom:text", "start", "to", "weight", "custom"]);
        assert_eq!(mapping.link_kinds.get("nomAttribuant").map(String::as_str), Some("finance"));
        let cytoscape: &[&[&str]] =
            &[&["SUID", "interaction", "shared name"], &["70", "finance", "A (finance) B"]];
        assert_eq!(guessed(&[("edges", cytoscape)]).0[0].1[1..], ["kind", "ends"]);
    }
}
