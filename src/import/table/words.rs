//! What rows and cells of tables say, beside what they are put to: kinds, counted; directions, flags
//! and numbers; names that come again; rows that fit no column.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher};

use hashbrown::{DefaultHashBuilder, HashMap, HashSet};

use super::cells::Grid;
use super::fault::Fault;
use super::fields::{Field, Header};
use super::kinds::legal_category;
use super::mapping::{Mapping, SheetMapping};
use super::numbers::{number, stroked_date};
use super::places::{code_with_zero, with_zeros};
use super::{Table, clean};
use crate::import::draft::{Direction, Text, Texts};
use crate::import::error::Error;
use crate::import::meaning::Meaning;

/// Different words for kinds that are listed.
const MOST_WORDS: usize = 500;

/// What a file calls its kinds, how often, and what each stands for.
#[derive(Default)]
pub(super) struct Kinds {
    /// The word, what it stands for and how many rows say it, in the order they were met.
    words: Vec<(Text, Text, usize)>,
    rank_of: HashMap<Text, usize>,
}

impl Kinds {
    /// What a word stands for, by a mapping; itself where that says nothing. Counts it.
    pub(super) fn stands_for(
        &mut self,
        word: &str,
        known: &BTreeMap<String, String>,
        texts: &mut Texts,
    ) -> Text {
        let said = texts.intern(word);
        let rank = *self.rank_of.entry(said).or_insert_with(|| {
            let stands_for = known.get(word).map_or(said, |kind| texts.intern(kind));
            self.words.push((said, stands_for, 0));
            self.words.len() - 1
        });
        let (_, stands_for, count) = &mut self.words[rank];
        *count += 1;
        *stands_for
    }

    /// How many rows say each word; the first ones where there are many.
    pub(super) fn counts(&self, texts: &Texts) -> BTreeMap<String, usize> {
        let listed = self.words.iter().take(MOST_WORDS);
        listed.map(|(word, _, count)| (texts.get(*word).to_owned(), *count)).collect()
    }
}

/// Finds rows of one name with nothing that tells them apart: neither a commune nor a number of theirs.
pub(super) struct Namesakes {
    columns: Vec<usize>,
    hasher: DefaultHashBuilder,
    /// Hashes of what was met: two texts of one hash are rarer than a misprint.
    known: HashSet<u64>,
}

impl Namesakes {
    pub(super) fn of(sheet: &SheetMapping) -> Self {
        let tells =
            [Meaning::Name, Meaning::Commune, Meaning::Insee, Meaning::Siren, Meaning::Siret, Meaning::Rna];
        let columns = tells.into_iter().filter_map(|meaning| sheet.column(&Field::Means(meaning)));
        let columns = columns.chain(sheet.column(&Field::Postcode)).collect();
        Self { columns, hasher: DefaultHashBuilder::default(), known: HashSet::new() }
    }

    /// Whether a row before says the same.
    pub(super) fn has_one(&mut self, grid: &Grid, row: usize) -> bool {
        let mut hasher = self.hasher.build_hasher();
        for column in &self.columns {
            clean(grid.cell(row, *column)).hash(&mut hasher);
        }
        !self.known.insert(hasher.finish())
    }
}

/// What an actor is called whose row has no name: what comes nearest to one.
pub(super) struct StandIns {
    names: Vec<usize>,
    numbers: Vec<usize>,
}

impl StandIns {
    pub(super) fn of(sheet: &SheetMapping) -> Self {
        let columns = |meanings: &[Meaning]| -> Vec<usize> {
            meanings.iter().filter_map(|meaning| sheet.column(&Field::Means(meaning.clone()))).collect()
        };
        let mut names = columns(&[Meaning::Aliases, Meaning::ShortName, Meaning::Acronym]);
        // Of several names the field takes one column; the others stand in all the same.
        let is_alias = |column: &&super::ColumnMapping| {
            Header::new(&column.column).of_actor() == Some(Field::Means(Meaning::Aliases))
        };
        let aliases = sheet.columns.iter().enumerate().filter(|(_, column)| is_alias(column));
        let first = names.len().min(1);
        names.splice(first..first, aliases.map(|(at, _)| at));
        let mut numbers = columns(&[Meaning::Siret, Meaning::Siren, Meaning::Rna]);
        if names.is_empty() && numbers.is_empty() && sheet.column(&Field::Means(Meaning::Name)).is_none() {
            // A list of communes.
            numbers = columns(&[Meaning::Commune]);
        }
        Self { names, numbers }
    }

    /// The name for a row; nothing but a name where an id says who it is. Numbers get the zeros they lost,
    /// if any are to.
    pub(super) fn name<'g>(&self, grid: &'g Grid, row: usize, has_id: bool, repair: bool) -> Cow<'g, str> {
        let find = |columns: &[usize]| {
            let mut cells = columns.iter().map(|column| clean(grid.cell(row, *column)));
            cells.find(|cell| !cell.is_empty())
        };
        match find(&self.names) {
            Some(name) => Cow::Borrowed(name.split([';', '|']).next().map_or(name, clean)),
            None if has_id => Cow::Borrowed(""),
            None => {
                let number = find(&self.numbers).unwrap_or_default();
                let whole = [9, 14].into_iter().find_map(|len| with_zeros(number, len));
                whole.filter(|_| repair).map_or(Cow::Borrowed(number), Cow::Owned)
            }
        }
    }
}

/// Whether a date is what registers write where there is none: before all dates, or after them.
pub(super) fn means_no_date(date: &str) -> bool {
    ["0001-01-01", "0000-00-00", "9999-12-31", "0000-01-01"].iter().any(|none| date.starts_with(none))
}

/// Whether a spreadsheet rounded a long number: `4,42E+13` for a SIRET has lost its last digits.
pub(super) fn is_rounded(cell: &str) -> bool {
    let Some((digits, power)) = cell.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, rest) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    is_number(whole) && is_number(rest) && power.strip_prefix('+').is_some_and(is_number)
}

/// Refuses separated values of which no row has the cells its columns ask for, some having more and
/// some fewer: their values would land in columns by chance. Rows that are merely short, or all longer
/// by as much, are read and reported.
pub(super) fn rows_fit(table: &Table<'_>) -> Result<(), Error> {
    let grid = table.grid;
    let columns = grid.row_len(0);
    if table.is_workbook {
        return Ok(());
    }
    let rows = || (1..grid.len()).filter(|row| !grid.is_blank(*row));
    let (mut longer, mut shorter) = (false, false);
    for row in rows() {
        match grid.row_len(row).cmp(&columns) {
            Ordering::Equal => return Ok(()),
            Ordering::Less => shorter = true,
            Ordering::Greater => {
                longer |= grid.row(row).skip(columns).any(|cell| !cell.trim().is_empty());
            }
        }
    }
    if !(longer && shorter) {
        return Ok(());
    }
    let first: Vec<String> = rows()
        .take(3)
        .map(|row| format!("line {} has {} cells", grid.line(row), grid.row_len(row)))
        .collect();
    Err(Fault::Uneven { columns, rows: first.join(", ") }.into())
}

/// Which way a link runs, in the words of other tools.
pub(super) fn direction(cell: &str) -> Option<Direction> {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    match () {
        () if is(&["directed", "true", "1", "yes", "oui", "vrai", "dirigé", "DIRIGÉ"]) => {
            Some(Direction::Directed)
        }
        () if is(&["undirected", "false", "0", "no", "non", "faux", "non dirigé", "NON DIRIGÉ"]) => {
            Some(Direction::Undirected)
        }
        () if is(&["mutual", "both", "réciproque", "RÉCIPROQUE"]) => Some(Direction::Mutual),
        () => None,
    }
}

/// Whether a cell is a number as JSON writes it, without sign or exponent: most are.
pub(super) fn is_plain_number(cell: &str) -> bool {
    let (whole, decimals) = cell.split_once('.').unwrap_or((cell, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    cell.len() < 16 && digits(whole) && digits(decimals) && (whole.len() == 1 || !whole.starts_with('0'))
}

/// Yes or no, as the draft knows them.
pub(super) fn flag_word(cell: &str) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    match () {
        () if is(&["true", "vrai", "oui", "yes"]) => Some("true"),
        () if is(&["false", "faux", "non", "no"]) => Some("false"),
        () => None,
    }
}

/// Whether texts of a column would come back as other texts, were they all of it: "Vrai" and "Faux" as
/// flags, dates as dates.
pub(crate) fn would_change<'t, T: Iterator<Item = &'t str>>(texts: impl Fn() -> T) -> bool {
    let date = |text: &str| stroked_date(text, super::numbers::DateOrder::DayMonth);
    let changes = |text: &str| {
        flag_word(text).is_some_and(|word| word != text)
            || date(text).is_some_and(|date| date.to_string() != text)
    };
    texts().any(changes)
        && (texts().all(|text| flag_word(text).is_some()) || texts().all(|text| date(text).is_some()))
}

/// A cell as it will read once imported, for a preview.
pub fn shown(field: &Field, cell: &str, mapping: &Mapping) -> String {
    let cell = clean(cell);
    let plain = || cell.to_owned();
    if cell.is_empty() {
        return plain();
    }
    match field {
        Field::Means(Meaning::Siren | Meaning::Siret) => {
            let len = if *field == Field::Means(Meaning::Siren) { 9 } else { 14 };
            with_zeros(cell, len).filter(|_| mapping.repair).unwrap_or_else(plain)
        }
        Field::Means(Meaning::Insee) | Field::Postcode => {
            code_with_zero(cell).filter(|_| mapping.repair).unwrap_or_else(plain)
        }
        Field::Means(Meaning::Start | Meaning::End | Meaning::CheckedOn) => {
            stroked_date(cell, mapping.dates).map_or_else(plain, |date| date.to_string())
        }
        Field::Means(Meaning::Weight | Meaning::Latitude | Meaning::Longitude) => {
            number(cell, mapping.decimal).unwrap_or_else(plain)
        }
        Field::LegalCategory => legal_category(cell).map_or_else(plain, |category| category.label.to_owned()),
        _ => plain(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Input, Options, WarningKind, read};

    fn imported(text: &str) -> Result<crate::import::Imported, Error> {
        let input = Input { name: "liste.csv".to_owned(), bytes: text.as_bytes().to_vec() };
        read(vec![input], &Options::default(), &mut |_| true)
    }

    #[test]
    fn rows_that_fit_no_column_are_refused_and_others_read() {
        let error = imported("nom;age;ville\nA;1;B;C\nD;2\nE;3;F;G;H\n").expect_err("no row fits");
        assert!(error.to_string().contains("line 2 has 4 cells"), "{error}");
        for text in
            ["nom;age;ville\nA;1;B\nD;2\nE;3;F;G\n", "nom;age;ville\nA\nB;2\n", "nom;age\nA;1;;\nB;2;;\n"]
        {
            assert!(imported(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn names_that_come_again_are_said_unless_something_tells_them_apart() {
        let repeated = |text: &str| {
            let report = imported(text).expect("it can be read").report;
            let is_said = |warning: &&crate::import::Warning| {
                warning.kind == WarningKind::Table(super::super::Notice::RepeatedNames)
            };
            report.warnings.iter().find(is_said).map_or(0, |warning| warning.count)
        };
        assert_eq!(repeated("Nom;Commune\nA;Nantes\nB;Nantes\nA;Nantes\n"), 1);
        assert_eq!(repeated("Nom;Commune\nA;Nantes\nB;Nantes\nA;Angers\n"), 0);
    }

    #[test]
    fn directions_and_numbers_are_read_as_tools_write_them() {
        let told = ["Directed", "NON DIRIGÉ", "both", "x"].map(direction);
        assert_eq!(
            told,
            [Some(Direction::Directed), Some(Direction::Undirected), Some(Direction::Mutual), None]
        );
        for (cell, plain) in
            [("12", true), ("0.5", true), ("007", false), ("1.", false), ("-1", false), ("", false)]
        {
            assert_eq!(is_plain_number(cell), plain, "{cell}");
        }
    }
}
