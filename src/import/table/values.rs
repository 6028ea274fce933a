//! Values: what the cells of a column say of it, whatever it is called.

use hashbrown::HashSet;

use super::cells::Grid;
use super::clean;
use super::fields::Field;
use super::numbers::{Decimal, number, stroked_date};
use crate::import::meaning::Meaning;
use crate::model::{FuzzyDate, Schema, identifier};

/// Rows that guesses look at.
pub(super) const SAMPLE: usize = 2000;

/// Whether a cell is a number, with a decimal point or comma.
pub(super) fn is_number(cell: &str) -> bool {
    cell.parse::<f64>().is_ok() || number(cell, Decimal::Comma).is_some()
}

/// How much of a column is words rather than numbers or nothing.
pub(super) fn words_share(grid: &Grid, column: usize, from: usize) -> f64 {
    let rows = from..grid.len().min(SAMPLE);
    let count = rows.len().max(1);
    let words = rows
        .filter(|row| {
            let cell = clean(grid.cell(*row, column));
            !cell.is_empty() && !is_number(cell)
        })
        .count();
    words as f64 / count as f64
}

/// Whether a column says kinds of actors from its first row on.
pub(super) fn names_kinds(grid: &Grid, column: usize, schema: &Schema) -> bool {
    let is_kind = |cell: &str| super::kinds::actor_kind(schema, cell).is_some();
    let below = || sample(grid, column, 1).take(50);
    is_kind(clean(grid.cell(0, column)))
        && below().count() > 0
        && below().filter(|cell| is_kind(cell)).count() * 2 > below().count()
}

/// Whether a column says of links that they have a direction, and nothing else.
pub(super) fn says_directions(grid: &Grid, column: usize) -> bool {
    let mut said = sample(grid, column, 1).peekable();
    said.peek().is_some()
        && said.all(|cell| matches!(cell.to_ascii_lowercase().as_str(), "directed" | "undirected" | "mutual"))
}

/// The cells of a column that say something.
pub(super) fn sample(grid: &Grid, column: usize, from: usize) -> impl Iterator<Item = &str> {
    let rows = from..grid.len().min(SAMPLE);
    rows.map(move |row| clean(grid.cell(row, column))).filter(|cell| !cell.is_empty())
}

/// Whether the values of a column bear out what its name says it is.
pub(super) fn fits(grid: &Grid, column: usize, field: &Field) -> bool {
    let share = |test: &dyn Fn(&str) -> bool| {
        let (mut count, mut good) = (0_usize, 0_usize);
        for cell in sample(grid, column, 1) {
            count += 1;
            good += usize::from(test(cell));
        }
        if count == 0 { 1.0 } else { good as f64 / count as f64 }
    };
    match field {
        Field::Means(Meaning::Latitude | Meaning::Longitude | Meaning::X | Meaning::Y) => {
            share(&is_number) > 0.8
        }
        Field::Means(Meaning::Weight) => share(&|cell| is_number(cell) || cell.starts_with(['<', '['])) > 0.8,
        Field::Means(Meaning::Start | Meaning::End | Meaning::CheckedOn) => share(&is_date) > 0.6,
        Field::Means(Meaning::Website) => share(&|cell| cell.contains('.')) > 0.5,
        Field::Means(Meaning::Emails) => share(&|cell| cell.contains('@')) > 0.5,
        Field::Means(Meaning::Kind) => {
            let words: HashSet<&str> = sample(grid, column, 1).collect();
            let count = sample(grid, column, 1).count();
            let few = words.len() <= 200 && (count < 20 || words.len() * 10 <= count * 6);
            let plain = words.iter().all(|word| word.len() <= 100 && !word.contains('\n'));
            let numbers = !words.is_empty() && words.iter().all(|word| word.parse::<f64>().is_ok());
            let legal = words.iter().any(|word| super::kinds::legal_category(word).is_some());
            few && plain && (!numbers || legal)
        }
        Field::LatLon => share(&|cell| lat_lon(cell).is_some()) > 0.6,
        Field::Means(Meaning::Notes | Meaning::Address | Meaning::SourceTitles | Meaning::Role) => {
            share(&is_number) < 0.9
        }
        _ => true,
    }
}

/// Whether a cell is a date, as people or tools write it.
pub(super) fn is_date(cell: &str) -> bool {
    let day = cell.get(..10).unwrap_or(cell);
    FuzzyDate::parse_typed(cell).is_some()
        || FuzzyDate::parse_typed(day).is_some()
        || [super::numbers::DateOrder::DayMonth, super::numbers::DateOrder::MonthDay]
            .iter()
            .any(|order| stroked_date(cell, *order).is_some())
}

/// Latitude and longitude written together: `47.2, -1.55`, `[47.2 ; -1.55]`.
pub(super) fn lat_lon(cell: &str) -> Option<(f64, f64)> {
    let cell = cell.trim_matches(|c: char| !c.is_ascii_digit() && c != '-');
    let (lat, lon) = cell.split_once([';', ',', ' '])?;
    let (lat, lon) = (
        lat.trim().parse::<f64>().ok()?,
        lon.trim_start_matches([',', ';', ' ']).trim().parse::<f64>().ok()?,
    );
    (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some((lat, lon))
}

/// What a column without a name is, where its values say so beyond doubt.
pub(super) fn field_by_values(grid: &Grid, column: usize, schema: &Schema) -> Option<Field> {
    let cells = || sample(grid, column, 0).take(200);
    let count = cells().count();
    let most = |test: &dyn Fn(&str) -> bool| {
        count > 1 && cells().filter(|cell| test(cell)).count() * 10 >= count * 8
    };
    let digits = |cell: &str, len: usize| {
        let compact = identifier::compact(cell);
        compact.len() == len && compact.bytes().all(|byte| byte.is_ascii_digit())
    };
    let france = crate::geo::Gazetteer::france();
    let is_commune = |cell: &str| {
        let hits = france.complete(super::places::without_cedex(cell), 1);
        hits.first().is_some_and(|hit| hit.how == crate::geo::Match::Name)
    };
    let meaning = match () {
        () if most(&|cell| cell.contains('@') && cell.contains('.')) => Meaning::Emails,
        () if most(&|cell| ["http://", "https://", "www."].iter().any(|start| cell.starts_with(start))) => {
            Meaning::Website
        }
        // Telephone numbers have nine digits too, once their zero is lost.
        () if most(&|cell| {
            digits(cell, 14) && identifier::check_siret(&identifier::compact(cell)).is_ok()
        }) =>
        {
            Meaning::Siret
        }
        () if most(&|cell| {
            digits(cell, 9) && identifier::check_siren(&identifier::compact(cell)).is_ok()
        }) =>
        {
            Meaning::Siren
        }
        () if most(&|cell| digits(cell, 5)) => return Some(Field::Postcode),
        () if most(&|cell| super::kinds::actor_kind(schema, cell).is_some()) => Meaning::Kind,
        // Names of actors may be communes': only a column beside others is one.
        () if column > 0 && most(&is_commune) => Meaning::Commune,
        () => return None,
    };
    Some(Field::Means(meaning))
}

/// The number that the only column of a list holds, where nearly all its cells are one of nine or
/// fourteen digits.
pub(super) fn number_alone(grid: &Grid) -> Option<Meaning> {
    let digits = |cell: &str| {
        let is_plain = cell.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
        if is_plain { cell.chars().filter(char::is_ascii_digit).count() } else { 0 }
    };
    let count = |wanted: usize| sample(grid, 0, 0).filter(|cell| digits(cell) == wanted).count();
    let most = sample(grid, 0, 0).count() * 4;
    match grid.width() {
        1 if count(9) * 5 >= most.max(1) => Some(Meaning::Siren),
        1 if count(14) * 5 >= most.max(1) => Some(Meaning::Siret),
        _ => None,
    }
}

/// The column that names actors where none says so: short words, most of them different.
pub(super) fn name_by_values(grid: &Grid, fields: &[Field], from: usize) -> Option<usize> {
    let is_name = |column: usize| {
        let (mut words, mut count) = (HashSet::new(), 0_usize);
        for cell in sample(grid, column, from) {
            count += 1;
            let is_address = cell.starts_with("http://") || cell.starts_with("https://");
            if is_number(cell) || cell.chars().count() > 120 || is_address || is_date(cell) {
                return false;
            }
            words.insert(cell);
        }
        count > 0 && words.len() * 2 > count
    };
    let open = |field: &Field| matches!(field, Field::Means(Meaning::Custom(_)));
    let described = fields.iter().position(|field| *field == Field::Means(Meaning::Description));
    let columns = || (0..fields.len()).filter(|column| open(&fields[*column]));
    if fields.contains(&Field::Id) {
        // Numbers or marks name a row already: only what surely is a name is taken for one.
        return described.filter(|column| is_name(*column));
    }
    let stand_in = fields.iter().position(|field| {
        use Meaning::{Acronym, Aliases, Rna, ShortName, Siren, Siret};
        matches!(field, Field::Means(Aliases | ShortName | Acronym | Siren | Siret | Rna))
    });
    if from > 0
        && let Some(stand_in) = stand_in
    {
        // A register has many columns of words: what names its rows stands first, or says so.
        let says_so = |column: usize| {
            let folded = crate::fold::fold(grid.cell(0, column));
            ["nom", "denomination", "libelle", "raison", "intitule"]
                .iter()
                .any(|word| folded.starts_with(word))
        };
        let found = columns().find(|column| (*column < stand_in || says_so(*column)) && is_name(*column));
        let is_filled = sample(grid, stand_in, from).next().is_some();
        if found.is_some() || is_filled {
            return found;
        }
    }
    if from > 0 && fields.contains(&Field::Means(Meaning::Commune)) {
        return columns().find(|column| is_name(*column));
    }
    columns()
        .find(|column| is_name(*column))
        .or(described.filter(|column| is_name(*column)))
        .or_else(|| columns().find(|column| words_share(grid, *column, from) > 0.5))
        .or_else(|| columns().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_written_in_one_cell_are_read() {
        assert_eq!(lat_lon("47.2, -1.55"), Some((47.2, -1.55)));
        assert_eq!(lat_lon("[47.2 ; -1.55]"), Some((47.2, -1.55)));
        assert_eq!(lat_lon("Nantes, 44"), None);
    }
}
