//! Recognising: what each sheet lists and what its columns are, by their names and by their values.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashSet;

use super::cells::Grid;
use super::fields::{Field, Header, is_left_out};
use super::mapping::{ColumnMapping, Lists, Mapping, SheetMapping};
use super::numbers::{guess_dates, guess_decimal};
use super::values::{
    SAMPLE, field_by_values, fits, is_number, name_by_values, names_kinds, number_alone, sample,
    says_directions, words_share,
};
use super::xlsx::column_name;
use super::{Table, clean};
use super::{ends, known, matrix, neighbours};
use crate::import::meaning::Meaning;
use crate::model::Schema;

/// Columns that guesses compare with each other.
const COMPARED: usize = 12;

/// The mapping tables seem to ask for.
pub fn guess(tables: &[Table<'_>], schema: &Schema) -> Mapping {
    let mut mapping = Mapping::default();
    let cells = || {
        tables.iter().flat_map(|table| {
            let rows = 0..table.grid.len().min(200);
            rows.flat_map(|row| table.grid.row(row))
        })
    };
    mapping.decimal = guess_decimal(cells());
    mapping.dates = guess_dates(cells());
    let mut known = Vec::new();
    for table in tables {
        let (sheet, is_known) = guess_sheet(table, schema);
        mapping.sheets.push(sheet);
        known.push(is_known);
    }
    known::compare(tables, &mut mapping, &mut known, schema, &|grid, header, from, to| {
        let headers: Vec<Header> = (0..grid.width()).map(|at| Header::new(grid.cell(0, at))).collect();
        if header { link_columns(grid, &headers, from, to) } else { bare_links(grid, from, to) }
    });
    // Beside sheets that say what they are, one that does not is a page of notes.
    if known.contains(&true) {
        for (sheet, known) in mapping.sheets.iter_mut().zip(&known) {
            if !known {
                sheet.lists = Lists::Nothing;
            }
        }
    }
    // The list of sources that Maillage writes beside actors and links.
    for sheet in &mut mapping.sheets {
        if known.len() > 1 && sheet.sheet == "Sources" && sheet.lists == Lists::Actors {
            sheet.lists = Lists::Nothing;
        }
    }
    leave_out_repeats(tables, &mut mapping);
    for (table, sheet) in tables.iter().zip(&mut mapping.sheets) {
        take_form_for_kind(table.grid, sheet, schema);
    }
    for (table, sheet) in tables.iter().zip(&mapping.sheets) {
        guess_kinds(table.grid, sheet, schema, &mut mapping.kinds, &mut mapping.link_kinds);
    }
    mapping
}

/// What one sheet lists, and whether its columns' names say so.
fn guess_sheet(table: &Table<'_>, schema: &Schema) -> (SheetMapping, bool) {
    let grid = table.grid;
    let sheet = |lists, header, columns| SheetMapping {
        sheet: table.name.to_owned(),
        above: None,
        lists,
        header,
        columns,
        links_called: None,
    };
    if grid.is_empty() {
        return (sheet(Lists::Nothing, false, Vec::new()), false);
    }
    if let Some(header) = matrix::detect(grid, 0, &|_| false) {
        return (sheet(Lists::Matrix, header, Vec::new()), true);
    }
    let headers: Vec<Header> = (0..grid.width()).map(|column| Header::new(grid.cell(0, column))).collect();
    if let Some((lists, columns)) = own_columns(grid, &headers) {
        return (sheet(lists, true, columns), true);
    }
    let ends = ends_by_name(&headers);
    let is_actor = |field: &Field| {
        matches!(field, Field::Id | Field::Means(_)) && *field != Field::Means(Meaning::Colour)
    };
    let actor_fields = headers.iter().filter_map(Header::of_actor).filter(is_actor).count();
    if let (Some(from), Some(to)) = ends {
        return (sheet(Lists::Links, true, link_columns(grid, &headers, from, to)), true);
    }
    if let Some(pair) = ends::by_pair(&headers).filter(|pair| ends::are_named(grid, *pair, &headers)) {
        let mut links = sheet(Lists::Links, true, link_columns(grid, &headers, pair.from, pair.to));
        ends::finish(grid, &mut links, pair, &headers);
        return (links, true);
    }
    if let Some(column) = ends::joined(&headers)
        && sample(grid, column, 1).take(100).all(ends::is_joined)
    {
        let mut links = sheet(Lists::Links, true, link_columns(grid, &headers, usize::MAX, usize::MAX));
        links.set(column, Field::Ends);
        return (links, true);
    }
    let repeats = first_row_comes_again(grid);
    let has_numbers = grid.row(0).any(|cell| clean(cell).parse::<f64>().is_ok());
    let is_named = headers.iter().filter_map(Header::of_actor).any(|field| {
        matches!(
            field,
            Field::Means(Meaning::Name | Meaning::Siren | Meaning::Siret | Meaning::Rna) | Field::Id
        )
    });
    // "Association" names a column of names, and a kind among kinds.
    let is_row =
        actor_fields == 1 && is_named && (0..headers.len()).any(|column| names_kinds(grid, column, schema));
    let is_named = is_named && !is_row;
    let header = match grid.width() {
        // A list of names has no header unless it says what it lists.
        1 => actor_fields > 0 || names_a_list(grid.cell(0, 0)),
        _ => actor_fields > 1 || is_named || !(repeats || has_numbers || is_row),
    };
    if let (Some(end), None) | (None, Some(end)) = ends
        && header
        && !is_named
        && let Some(other) = other_end(grid, end)
    {
        let (from, to) = if ends.0.is_some() { (end, other) } else { (other, end) };
        return (sheet(Lists::Links, true, link_columns(grid, &headers, from, to)), true);
    }
    if !is_named {
        if !header && is_ragged(grid) && overlaps_others(grid) || neighbours::are_listed(grid) {
            return (sheet(Lists::Adjacency, false, Vec::new()), true);
        }
        if !header && are_numbered_links(grid) {
            return (sheet(Lists::Links, false, bare_links(grid, 0, 1)), true);
        }
        if let Some((from, to)) = ends_by_values(grid, usize::from(header)) {
            let columns =
                if header { link_columns(grid, &headers, from, to) } else { bare_links(grid, from, to) };
            return (sheet(Lists::Links, header, columns), true);
        }
    }
    let columns = actor_columns(grid, &headers, header, schema);
    (sheet(Lists::Actors, header, columns), actor_fields > 0)
}

/// The columns of a table that Maillage wrote, by its first ones: what it says is taken as it stands.
fn own_columns(grid: &Grid, headers: &[Header]) -> Option<(Lists, Vec<ColumnMapping>)> {
    let starts = |fields: &[Field], of: &dyn Fn(&Header) -> Option<Field>| {
        headers.len() >= fields.len()
            && fields.iter().zip(headers).all(|(field, header)| of(header).as_ref() == Some(field))
    };
    let kind = Field::Means(Meaning::Kind);
    let actors = [Field::Id, Field::Means(Meaning::Name), kind.clone()];
    let (lists, of): (_, fn(&Header) -> Option<Field>) =
        if starts(&[Field::Id, Field::From, Field::To, kind], &Header::of_link) {
            (Lists::Links, Header::of_link)
        } else if starts(&actors, &Header::of_actor)
            && headers.iter().any(|header| header.of_actor() == Some(Field::Means(Meaning::Pinned)))
        {
            (Lists::Actors, Header::of_actor)
        } else {
            return None;
        };
    let fields = headers.iter().map(|header| of(header).unwrap_or_else(|| typed(header)));
    Some((lists, columns(column_names(grid, true), fields.collect())))
}

/// The columns whose names say that they are the ends of links.
fn ends_by_name(headers: &[Header]) -> (Option<usize>, Option<usize>) {
    let best = |wanted: Field| {
        let ranked = headers.iter().enumerate().filter_map(|(at, header)| Some((at, header.end_rank()?)));
        let fitting = ranked.filter(|(_, (field, _))| *field == wanted);
        fitting.min_by_key(|(at, (_, rank))| (*rank, *at)).map(|(at, (_, rank))| (at, rank))
    };
    match (best(Field::From), best(Field::To)) {
        (Some((from, _)), Some((to, _))) => (Some(from), Some(to)),
        // A lone "to" or "de" says too little.
        (from, to) => (
            from.filter(|(_, rank)| *rank == 0 && headers.len() == 2).map(|(at, _)| at),
            to.filter(|(_, rank)| *rank == 0).map(|(at, _)| at),
        ),
    }
}

/// The other end beside one that is known: the first column of words.
fn other_end(grid: &Grid, end: usize) -> Option<usize> {
    (0..grid.width()).filter(|column| *column != end).find(|column| words_share(grid, *column, 1) > 0.8)
}

/// Whether a cell of the first row comes again further down: then it names no column.
fn first_row_comes_again(grid: &Grid) -> bool {
    let first: BTreeSet<&str> = grid.row(0).map(clean).filter(|cell| !cell.is_empty()).collect();
    let mut rows = 1..grid.len().min(SAMPLE);
    rows.any(|row| grid.row(row).any(|cell| first.contains(clean(cell))))
}

/// Whether a cell above a list says what is in it: a word for many, alone or with one more.
fn names_a_list(cell: &str) -> bool {
    const WORDS: [&str; 26] = [
        "acteurs",
        "actors",
        "adherents",
        "associations",
        "collectivites",
        "communes",
        "companies",
        "entreprises",
        "etablissements",
        "institutions",
        "liste",
        "list",
        "members",
        "membres",
        "names",
        "noms",
        "organisations",
        "organismes",
        "organizations",
        "participants",
        "partenaires",
        "partners",
        "personnes",
        "reseaux",
        "societes",
        "structures",
    ];
    let folded = crate::fold::fold(cell);
    let mut words = folded.split(' ');
    words.next().is_some_and(|word| WORDS.contains(&word)) && words.count() < 2
}

/// Whether rows of numbers are links between numbered nodes: two numbers that come again on the other
/// side, and perhaps a weight and a time. Not a matrix, whose diagonal is nothing but zeros.
fn are_numbered_links(grid: &Grid) -> bool {
    let rows = || 0..grid.len().min(SAMPLE);
    let width = grid.width();
    let is_id =
        |cell: &str| !cell.is_empty() && cell.len() < 16 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let fits = |row: usize| {
        grid.row_len(row) == width
            && grid.row(row).enumerate().all(|(column, cell)| match column {
                0 | 1 => is_id(clean(cell)),
                _ => is_number(clean(cell)),
            })
    };
    let is_matrix = width > 2 && grid.len() == width && rows().all(|row| clean(grid.cell(row, row)) == "0");
    if !(2..=4).contains(&width) || is_matrix || !rows().all(fits) {
        return false;
    }
    let ends = |column: usize| rows().map(|row| clean(grid.cell(row, column))).collect::<HashSet<_>>();
    !ends(0).is_disjoint(&ends(1))
}

fn is_ragged(grid: &Grid) -> bool {
    let mut lens: Vec<usize> = (0..grid.len().min(SAMPLE)).map(|row| grid.row_len(row)).collect();
    lens.sort_unstable();
    lens.first() != lens.last()
}

/// Whether names of the first column stand in others too.
fn overlaps_others(grid: &Grid) -> bool {
    let rows = || 0..grid.len().min(SAMPLE);
    let first: BTreeSet<&str> = rows().map(|row| clean(grid.cell(row, 0))).collect();
    rows().any(|row| grid.row(row).skip(1).any(|cell| !clean(cell).is_empty() && first.contains(clean(cell))))
}

/// The two columns whose words are most the same.
fn ends_by_values(grid: &Grid, from: usize) -> Option<(usize, usize)> {
    let width = grid.width().min(COMPARED);
    let sets: Vec<BTreeSet<&str>> = (0..width)
        .map(|column| {
            let rows = from..grid.len().min(SAMPLE);
            let words = rows.map(|row| clean(grid.cell(row, column)));
            words.filter(|cell| !cell.is_empty() && !is_number(cell)).collect()
        })
        .collect();
    let mut best: Option<(f64, usize, usize)> = None;
    for a in 0..width {
        for b in a + 1..width {
            let fewest = sets[a].len().min(sets[b].len());
            let shared = sets[a].intersection(&sets[b]).count();
            // Yes and no, and the like, are no ends.
            if fewest < 3 || shared == 0 {
                continue;
            }
            let share = shared as f64 / fewest as f64;
            if share >= 0.02 && best.is_none_or(|(other, ..)| share > other) {
                best = Some((share, a, b));
            }
        }
    }
    best.map(|(_, from, to)| (from, to))
}

/// The name of each column: its header, or its letter.
fn column_names(grid: &Grid, header: bool) -> Vec<String> {
    (0..grid.width())
        .map(|column| match clean(grid.cell(0, column)) {
            name if header && !name.is_empty() => name.to_owned(),
            _ => column_name(column),
        })
        .collect()
}

fn columns(names: Vec<String>, fields: Vec<Field>) -> Vec<ColumnMapping> {
    names.into_iter().zip(fields).map(|(column, field)| ColumnMapping { column, field }).collect()
}

const CUSTOM: Field = Field::Means(Meaning::Custom(None));

/// The columns of links without names.
fn bare_links(grid: &Grid, from: usize, to: usize) -> Vec<ColumnMapping> {
    let mut fields = vec![CUSTOM; grid.width()];
    fields[from] = Field::From;
    fields[to] = Field::To;
    // What stands between the two, or the one column beside them, says what relates them. Of two, the
    // first is the weight.
    let rest: Vec<usize> = (0..grid.width()).filter(|column| *column != from && *column != to).collect();
    if let [only] = rest.as_slice() {
        let words = words_share(grid, *only, 0) > 0.8;
        fields[*only] = if words { Field::Means(Meaning::Kind) } else { Field::Means(Meaning::Weight) };
    } else if let [first, _] = rest.as_slice()
        && words_share(grid, *first, 0) == 0.0
    {
        fields[*first] = Field::Means(Meaning::Weight);
    }
    columns(column_names(grid, false), fields)
}

fn link_columns(grid: &Grid, headers: &[Header], from: usize, to: usize) -> Vec<ColumnMapping> {
    let mut fields: Vec<Field> = Vec::with_capacity(headers.len());
    let is_second = |(column, header): (usize, &Header)| {
        column != from && column != to && header.of_link() == Some(Field::From)
    };
    let second_ends = headers.iter().enumerate().any(is_second);
    for (column, header) in headers.iter().enumerate() {
        let mut field = match header.of_link() {
            _ if column == from => Field::From,
            _ if column == to => Field::To,
            // The second pair of ends are dates (Onodo).
            // Where there are those, a lone date beside them is another.
            Some(Field::Means(Meaning::Start)) if second_ends => typed(header),
            Some(Field::From) => Field::Means(Meaning::Start),
            Some(Field::To) => Field::Means(Meaning::End),
            Some(field) => field,
            None => typed(header),
        };
        if field == Field::Means(Meaning::Kind) && says_directions(grid, column) {
            field = Field::Direction;
        }
        if !fits(grid, column, &field) || (!field.may_repeat() && fields.contains(&field)) {
            field = typed(header);
        }
        fields.push(field);
    }
    columns(column_names(grid, true), fields)
}

/// A custom field, of the type a tool declares.
fn typed(header: &Header) -> Field {
    Field::Means(Meaning::Custom(header.declared.clone()))
}

fn actor_columns(grid: &Grid, headers: &[Header], header: bool, schema: &Schema) -> Vec<ColumnMapping> {
    let names = column_names(grid, header);
    let mut fields: Vec<Field> = vec![CUSTOM; headers.len()];
    if header {
        // The register of associations numbers them in `id`.
        let is_register = headers.iter().any(|header| matches!(header.folded.as_str(), "rup mi" | "id ex"));
        for (column, header) in headers.iter().enumerate() {
            let mut field = match header.of_actor() {
                _ if is_left_out(&header.folded) => Field::Ignore,
                Some(Field::Id) if is_register => Field::Means(Meaning::Rna),
                // How it came into the register: a letter.
                Some(Field::Means(Meaning::Kind)) if is_register => typed(header),
                Some(field) => field,
                None => typed(header),
            };
            if matches!(field, Field::From | Field::To | Field::Direction)
                || !fits(grid, column, &field)
                || (!field.may_repeat() && fields[..column].contains(&field))
            {
                field = typed(header);
            }
            fields[column] = field;
        }
    }
    if !header {
        if let Some(number) = number_alone(grid) {
            fields[0] = Field::Means(number);
            return columns(names, fields);
        }
        for column in 0..headers.len() {
            if let Some(field) = field_by_values(grid, column, schema).filter(|field| !fields.contains(field))
            {
                fields[column] = field;
            }
        }
        // Any number may have five digits; beside communes they are postal codes.
        if !fields.contains(&Field::Means(Meaning::Commune)) {
            fields.iter_mut().filter(|field| **field == Field::Postcode).for_each(|field| *field = CUSTOM);
        }
    }
    if !fields.contains(&Field::Means(Meaning::Name))
        && let Some(column) = name_by_values(grid, &fields, usize::from(header))
    {
        fields[column] = Field::Means(Meaning::Name);
    }
    columns(names, fields)
}

/// Leaves out sheets whose links or actors an earlier sheet with the same columns lists already.
fn leave_out_repeats(tables: &[Table<'_>], mapping: &mut Mapping) {
    for later in 1..tables.len() {
        let repeats = (0..later).any(|earlier| {
            let (a, b) = (&mapping.sheets[earlier], &mapping.sheets[later]);
            a.lists == b.lists
                && tables[earlier].file == tables[later].file
                && matches!(b.lists, Lists::Links | Lists::Actors)
                && b.columns.iter().all(|column| a.columns.iter().any(|other| other.column == column.column))
                && holds_all(tables[earlier].grid, a, tables[later].grid, b)
        });
        if repeats {
            mapping.sheets[later].lists = Lists::Nothing;
        }
    }
}

/// Whether nearly every row of one sheet is in another, by what names it.
fn holds_all(all: &Grid, of_all: &SheetMapping, some: &Grid, of_some: &SheetMapping) -> bool {
    let keys = |sheet: &SheetMapping| -> Option<Vec<usize>> {
        match sheet.lists {
            Lists::Links => Some(vec![sheet.column(&Field::From)?, sheet.column(&Field::To)?]),
            _ => Some(vec![sheet.column(&Field::Id).or_else(|| sheet.column(&Field::Means(Meaning::Name)))?]),
        }
    };
    let (Some(of_all), Some(of_some), true) = (keys(of_all), keys(of_some), some.len() <= all.len()) else {
        return false;
    };
    let key = |grid: &Grid, row: usize, columns: &[usize]| {
        columns.iter().map(|column| clean(grid.cell(row, *column)).to_owned()).collect::<Vec<_>>()
    };
    let known: HashSet<Vec<String>> = (1..all.len()).map(|row| key(all, row, &of_all)).collect();
    let found = (1..some.len()).filter(|row| known.contains(&key(some, *row, &of_some))).count();
    some.len() > 1 && found * 20 >= (some.len() - 1) * 19
}

/// Where nothing else says what an actor is, a legal form does if most rows name kinds that are known:
/// "Association", "SCIC" under "Statut".
fn take_form_for_kind(grid: &Grid, sheet: &mut SheetMapping, schema: &Schema) {
    let kind = Field::Means(Meaning::Kind);
    let Some(column) = sheet.column(&Field::Means(Meaning::LegalForm)) else { return };
    if sheet.lists != Lists::Actors
        || sheet.column(&kind).is_some()
        || sheet.column(&Field::LegalCategory).is_some()
        || !fits(grid, column, &kind)
    {
        return;
    }
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    let (mut rows, mut good) = (0_usize, 0_usize);
    for word in sample(grid, column, usize::from(sheet.header)) {
        let is_known = known.entry(word).or_insert_with(|| super::kinds::actor_kind(schema, word).is_some());
        rows += 1;
        good += usize::from(*is_known);
    }
    if good * 2 > rows {
        sheet.set(column, kind);
    }
}

/// The kinds of the schema that values of a sheet stand for.
fn guess_kinds(
    grid: &Grid,
    sheet: &SheetMapping,
    schema: &Schema,
    kinds: &mut BTreeMap<String, String>,
    link_kinds: &mut BTreeMap<String, String>,
) {
    let Some(column) = sheet.column(&Field::Means(Meaning::Kind)) else { return };
    let from = usize::from(sheet.header);
    // What comes only further down is looked for by its label all the same.
    let words: BTreeSet<&str> = (from..grid.len().min(20_000))
        .map(|row| clean(grid.cell(row, column)))
        .filter(|cell| !cell.is_empty())
        .collect();
    for word in words.into_iter().take(500) {
        match sheet.lists {
            Lists::Actors => {
                kinds.extend(super::kinds::actor_kind(schema, word).map(|kind| (word.to_owned(), kind)));
            }
            Lists::Links => {
                link_kinds.extend(super::kinds::link_kind(schema, word).map(|kind| (word.to_owned(), kind)));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::default_schema;

    fn guessed(rows: &[&[&str]]) -> SheetMapping {
        let grid = Grid::of(rows).expect("it is small");
        let table = Table { file: 0, name: "t", grid: &grid, is_workbook: false };
        guess(&[table], default_schema()).sheets.remove(0)
    }

    fn words(sheet: &SheetMapping) -> Vec<String> {
        sheet.columns.iter().map(|column| column.field.word()).collect()
    }

    #[test]
    fn lists_of_other_tools_are_recognised_by_their_headers() {
        for (rows, lists, fields) in [
            (
                [["Label", "Type", "Tags"], ["A", "Association", "x|y"]].as_slice(),
                Lists::Actors,
                ["name", "kind", "tags"],
            ),
            (
                [["From", "To", "Direction"], ["A", "B", "mutual"]].as_slice(),
                Lists::Links,
                ["from", "to", "direction"],
            ),
            (
                [["Source", "Target", "Type"], ["1", "2", "Directed"]].as_slice(),
                Lists::Links,
                ["from", "to", "direction"],
            ),
            (
                [["Source", "Target", "Type"], ["1", "2", "finance"]].as_slice(),
                Lists::Links,
                ["from", "to", "kind"],
            ),
            (
                [[":START_ID", ":END_ID", ":TYPE"], ["1", "2", "KNOWS"]].as_slice(),
                Lists::Links,
                ["from", "to", "kind"],
            ),
            (
                [["~id", "~label", "age:int"], ["1", "person", "4"]].as_slice(),
                Lists::Actors,
                ["id", "kind", "custom:number"],
            ),
            (
                [["siret", "denominationUniteLegale", "sexeUniteLegale"], ["1", "A", "M"]].as_slice(),
                Lists::Actors,
                ["siret", "name", "ignore"],
            ),
            (
                [["id", "id_ex", "titre"], ["W442000001", "", "A"]].as_slice(),
                Lists::Actors,
                ["rna", "ignore", "name"],
            ),
        ] {
            let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
            let sheet = guessed(&rows);
            assert_eq!(
                (sheet.lists, sheet.header, words(&sheet)),
                (lists, true, fields.map(str::to_owned).to_vec())
            );
        }
        let onodo = guessed(&[
            &["Source", "Type", "Target", "Directed", "From", "To"],
            &["A", "x", "B", "true", "2012", "2013"],
        ]);
        assert_eq!(words(&onodo), ["from", "kind", "to", "direction", "start", "end"]);
        let since = guessed(&[&["De", "Vers", "Depuis"], &["A", "B", "25/02/2019"]]);
        assert_eq!(words(&since), ["from", "to", "start"]);
    }

    #[test]
    fn lists_without_names_are_recognised_by_their_values() {
        let triples = guessed(&[
            &["Tom", "knows", "Bill"],
            &["Bill", "knows", "Al"],
            &["Mary", "likes", "Bill"],
            &["Al", "likes", "Tom"],
        ]);
        assert_eq!(
            (triples.lists, triples.header, words(&triples)),
            (Lists::Links, false, vec!["from".into(), "kind".into(), "to".into()])
        );
        let rows: [&[&str]; 4] = [&["a", "b"], &["b", "c", "d"], &["e"], &["f", " a ", "g"]];
        assert_eq!(guessed(&rows).lists, Lists::Adjacency);
        let matrix: [&[&str]; 3] = [&[" ", "A", "B"], &["A", "0", "3,5"], &["B", "", "1"]];
        assert_eq!(guessed(&matrix).lists, Lists::Matrix);
        let owners = guessed(&[
            &["proprio", "part", "bien"],
            &["A", "100", "B"],
            &["B", "100", "C"],
            &["C", "50", "D"],
        ]);
        assert_eq!(
            (owners.lists, owners.header, words(&owners)),
            (Lists::Links, true, vec!["from".into(), "custom".into(), "to".into()])
        );
        let bare = guessed(&[
            &["Alpha", "Association", "Nantes", "a@a.fr", "44000", "https://a.fr"],
            &["Bêta", "SCOP", "Angers", "b@b.fr", "49000", "www.b.fr"],
        ]);
        assert_eq!(words(&bare), ["name", "kind", "commune", "email", "postcode", "website"]);
        assert!(!bare.header);
        let people = guessed(&[&["Alice", "4.8", "Paris"], &["Bob", "5.1", "Rome"]]);
        assert_eq!((people.lists, people.header, words(&people)[0].as_str()), (Lists::Actors, false, "name"));
        let measured = guessed(&[
            &["a", "b"],
            &["Alice", "47,5"],
            &["Alice", "9,86"],
            &["Rome", "3,2"],
            &["Rome", "1,1"],
        ]);
        assert_eq!(words(&measured), ["name", "custom"]);
    }

    #[test]
    fn a_legal_form_says_the_kind_where_nothing_else_does() {
        let rows: [&[&str]; 4] = [&["Nom", "Statut"], &["A", "SCIC"], &["B", "Association"], &["C", "Club"]];
        assert_eq!(words(&guessed(&rows)), ["name", "kind"]);
        let rows: [&[&str]; 3] = [&["Nom", "Type", "Statut"], &["A", "Lieu", "SCIC"], &["B", "Lieu", "SCOP"]];
        assert_eq!(words(&guessed(&rows)), ["name", "kind", "legal_form"]);
    }

    #[test]
    fn values_must_bear_a_name_out() {
        let sheet = guessed(&[
            &["nom", "type", "lat", "creation"],
            &["A", "1", "nord", "hier"],
            &["B", "2", "sud", "demain"],
        ]);
        assert_eq!(words(&sheet), ["name", "custom", "custom", "custom"]);
    }
}
