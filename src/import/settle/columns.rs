//! What each column of a draft becomes: a field of the model, or a custom field of a type that its
//! values bear out.

use std::collections::BTreeSet;
use std::sync::Arc;

use hashbrown::HashMap;

use crate::fold::fold;
use crate::import::draft::{Column, Draft, Rows, Text};
use crate::import::error::Place;
use crate::import::meaning::Meaning;
use crate::import::report::{Report, WarningKind};
use crate::model::{Bilingual, Extra, Field, FieldId, FieldOwner, FieldType, FuzzyDate, Schema};

/// The columns of nodes or of links, resolved.
pub(super) struct Columns {
    /// What each column of the draft becomes.
    pub list: Vec<Resolved>,
    /// The custom fields they need.
    pub fields: Fields,
}

/// What a column becomes.
pub(super) struct Resolved {
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: Meaning,
    /// The custom field it fills, for [`Meaning::Custom`].
    pub field: Option<(FieldId, FieldType)>,
}

/// More different words than this are no vocabulary of kinds.
const MOST_KINDS: usize = 200;

impl Columns {
    /// Resolves the columns of a draft; fields are looked for in a schema, and made.
    pub fn of(draft: &Draft, owner: FieldOwner, schema: &Schema, report: &mut Report) -> Self {
        let rows = if owner == FieldOwner::Actor { &draft.nodes } else { &draft.links };
        let meanings = meanings(draft, rows, owner);
        let mut fields = Fields::new(owner, schema);
        let mut list = Vec::with_capacity(rows.columns.len());
        for (column, mut meaning) in rows.columns.iter().zip(meanings) {
            let mut field = None;
            if let Meaning::Custom(wanted) = &meaning {
                if column.cells.is_empty() && !column.default.is_some() {
                    meaning = Meaning::Ignore;
                } else {
                    let known = fields.known(&column.name).map(|known| known.kind.clone());
                    let kind =
                        wanted.clone().or(known).unwrap_or_else(|| field_type(draft, rows, column, report));
                    field = Some((fields.field_for(column, kind.clone()), kind));
                }
            }
            list.push(Resolved { name: column.name.clone(), meaning, field });
        }
        Self { list, fields }
    }

    /// The rank of the column with a meaning.
    pub fn position(&self, meaning: &Meaning) -> Option<usize> {
        self.list.iter().position(|column| column.meaning == *meaning)
    }

    /// Puts the fields that were made into the schema, and into the report.
    pub fn report_fields(&mut self, schema: &mut Schema, report: &mut Report) {
        for field in self.fields.made.drain(..) {
            report.fields_made.push(field.label.fr.clone());
            schema.fields.insert(field.id.clone(), Arc::new(field));
        }
    }
}

/// What each column means: what the reader says, else what its name says, where its values agree and
/// no other column has that meaning already.
fn meanings(draft: &Draft, rows: &Rows, owner: FieldOwner) -> Vec<Meaning> {
    let named = |column: &Column| {
        let meaning = Meaning::of_name(owner, &column.name)?;
        let by_another_name =
            meaning.name().is_none_or(|name| !name.eq_ignore_ascii_case(column.name.trim()));
        let agrees = match meaning {
            Meaning::Kind => is_vocabulary(draft, column),
            Meaning::Name => column.cells().any(|(_, text)| !draft.texts.get(text).trim().is_empty()),
            Meaning::Colour => column.cells().all(|(_, text)| colour(draft.texts.get(text)).is_some()),
            Meaning::Start | Meaning::End => {
                draft.is_ours || column.cells().any(|(_, text)| date(draft.texts.get(text)).0.is_some())
            }
            Meaning::X | Meaning::Y | Meaning::Pinned => draft.is_ours,
            Meaning::Website => column.cells().all(|(_, text)| {
                let text = draft.texts.get(text);
                draft.is_ours || text.is_empty() || text.contains('.')
            }),
            // Words of everyday that other tools use for things of their own.
            Meaning::Role | Meaning::Notes | Meaning::SourceTitles | Meaning::Address => {
                draft.is_ours || column.cells().any(|(_, text)| draft.texts.get(text).parse::<f64>().is_err())
            }
            _ => true,
        };
        agrees.then_some((by_another_name, meaning))
    };
    // What is private stays so: most fields of the model are not.
    let said = |column: &Column| match &column.meaning {
        None if column.is_private => {
            let by_name = Meaning::of_name(owner, &column.name);
            let is_private =
                |meaning: &Meaning| matches!(meaning, Meaning::Emails | Meaning::Phones | Meaning::Contacts);
            Some(by_name.filter(is_private).unwrap_or(Meaning::Custom(None)))
        }
        meaning => meaning.clone(),
    };
    let mut found: Vec<Option<Meaning>> = rows.columns.iter().map(said).collect();
    // The name Maillage writes comes before those of others; a node's label before its name, and that
    // before what people call it in French.
    for turn in 0..3 {
        for (rank, column) in rows.columns.iter().enumerate() {
            if found[rank].is_some() {
                continue;
            }
            let Some((by_another_name, meaning)) = named(column) else { continue };
            let own_turn = match meaning {
                Meaning::Name if by_another_name => {
                    if column.name.trim().eq_ignore_ascii_case("label") {
                        0
                    } else {
                        2
                    }
                }
                Meaning::Name => 1,
                _ => usize::from(by_another_name),
            };
            if own_turn == turn && !found.iter().flatten().any(|other| *other == meaning) {
                found[rank] = Some(meaning);
            }
        }
    }
    found.into_iter().map(|meaning| meaning.unwrap_or(Meaning::Custom(None))).collect()
}

/// Whether the values of a column are words that come again and again, rather than numbers or texts.
fn is_vocabulary(draft: &Draft, column: &Column) -> bool {
    let mut words: BTreeSet<&str> = BTreeSet::new();
    let mut numbers = true;
    for (_, text) in column.cells() {
        let word = draft.texts.get(text);
        if word.len() > 100 || word.contains('\n') {
            return false;
        }
        numbers &= word.is_empty() || word.parse::<f64>().is_ok();
        if words.insert(word) && words.len() > MOST_KINDS {
            return false;
        }
    }
    !numbers
}

/// The type of a custom field: what the file declares, where the values bear it out; else what they
/// look like.
fn field_type(draft: &Draft, rows: &Rows, column: &Column, report: &mut Report) -> FieldType {
    let values = || {
        let default = std::iter::once(column.default).filter(|text| text.is_some());
        column.cells.iter().map(|(_, text)| *text).chain(default).map(|text| draft.texts.get(text).trim())
    };
    let said = || values().filter(|value| !value.is_empty());
    let text_type = || {
        if values().any(|value| value.contains('\n') || value.len() > 200) {
            FieldType::LongText
        } else if said().next().is_some() && said().all(is_web_address) {
            FieldType::Url
        } else if said().next().is_some()
            && said().all(|value| value.len() == 10 && FuzzyDate::from_file(value).is_read())
        {
            FieldType::Date
        } else {
            FieldType::Text
        }
    };
    let is_lie = |value: &str, kind: &FieldType| match kind {
        FieldType::Number => number(value).is_none() && value.parse::<f64>().is_err(),
        FieldType::Flag => flag(value).is_none(),
        _ => false,
    };
    match &column.declared {
        Some(kind @ (FieldType::Number | FieldType::Flag)) => {
            let liar = column.cells().find(|(_, text)| {
                let value = draft.texts.get(*text).trim();
                !value.is_empty() && is_lie(value, kind)
            });
            match liar {
                None => kind.clone(),
                Some((row, text)) => {
                    let place = Place::line(rows.lines.get(row).copied().unwrap_or(0) as usize);
                    let what = WarningKind::TypeLies(column.name.clone());
                    report.warn(what, place, draft.texts.get(text));
                    text_type()
                }
            }
        }
        Some(FieldType::Text) | None if column.is_text => text_type(),
        None if said().next().is_some() && said().all(|value| number(value).is_some()) => FieldType::Number,
        None if said().next().is_some() && said().all(|value| matches!(value, "true" | "false")) => {
            FieldType::Flag
        }
        Some(FieldType::Text) | None => text_type(),
        Some(other) => other.clone(),
    }
}

fn is_web_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(char::is_whitespace)
}

/// A number as JSON writes it: no leading zeros, no plus, finite.
pub(super) fn number(text: &str) -> Option<serde_json::Number> {
    if !text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        || !text.parse::<f64>().is_ok_and(f64::is_finite)
    {
        return None;
    }
    serde_json::from_str(text).ok()
}

/// Yes or no, as tools write it.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "oui" => Some(true),
        "false" | "0" | "no" | "non" => Some(false),
        _ => None,
    }
}

/// A colour as `#RRGGBB`, where it is written with a hash in any of the usual ways, or as `rgb(…)`.
pub(super) fn colour(text: &str) -> Option<String> {
    let text = text.trim();
    let Some(hex) = text.strip_prefix('#') else { return channels(text) };
    if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    match hex.len() {
        3 => Some(
            hex.chars().fold("#".to_owned(), |text, c| text + &c.to_string().repeat(2)).to_ascii_uppercase(),
        ),
        6 => Some(format!("#{}", hex.to_ascii_uppercase())),
        // A last byte of opacity.
        8 => Some(format!("#{}", hex[..6].to_ascii_uppercase())),
        _ => None,
    }
}

/// The colour of `rgb(1, 2, 3)` or `rgba(1 2 3 / 50%)`; how opaque it is does not count.
fn channels(text: &str) -> Option<String> {
    let (name, rest) = text.split_once('(')?;
    let inner = rest.trim_end().strip_suffix(')')?;
    if !matches!(name.trim().to_ascii_lowercase().as_str(), "rgb" | "rgba") {
        return None;
    }
    let mut parts = inner.split([',', ' ', '/']).filter(|part| !part.is_empty());
    let mut channel = || {
        let value = parts.next()?.parse::<f64>().ok().filter(|value| (0.0..=255.0).contains(value))?;
        Some(value.round() as u8)
    };
    let (r, g, b) = (channel()?, channel()?, channel()?);
    Some(format!("#{r:02X}{g:02X}{b:02X}"))
}

/// A date, and whether it says all the text says: a time of day is not kept.
pub(super) fn date(text: &str) -> (Option<FuzzyDate>, bool) {
    let text = text.trim();
    if let Some(date) = FuzzyDate::parse_typed(text) {
        return (Some(date), true);
    }
    if let Some(day) = text.get(..10)
        && text[10..].starts_with(['T', ' '])
        && let Some(date) = FuzzyDate::parse_typed(day)
    {
        let midnight = text[11..].trim_end_matches('Z').trim_end_matches(['0', ':', '.', '+']).is_empty();
        return (Some(date), midnight);
    }
    // Years as numbers.
    match text.parse::<f64>() {
        Ok(year) if year.fract() == 0.0 && (1000.0..3000.0).contains(&year) => {
            (Some(FuzzyDate::Year(year as u16)), true)
        }
        _ => (None, false),
    }
}

/// The custom fields of actors or of links, found by name or made.
pub(super) struct Fields {
    owner: FieldOwner,
    known: HashMap<String, Arc<Field>>,
    taken: BTreeSet<FieldId>,
    made: Vec<Field>,
    made_by_name: HashMap<String, FieldId>,
    next_rank: i64,
}

impl Fields {
    fn new(owner: FieldOwner, schema: &Schema) -> Self {
        let mut known = HashMap::new();
        for field in schema.fields(owner) {
            for name in [field.id.as_str(), &field.label.fr, &field.label.en] {
                known.entry(fold(name)).or_insert_with(|| field.clone());
            }
        }
        known.remove("");
        let next_rank =
            schema.fields.values().map(|field| field.rank).max().map_or(0, |rank| rank.saturating_add(1));
        let taken = schema.fields.keys().cloned().collect();
        Self { owner, known, taken, made: Vec::new(), made_by_name: HashMap::new(), next_rank }
    }

    /// A field of the schema by its name.
    pub fn known(&self, name: &str) -> Option<&Field> {
        self.known.get(&fold(name)).map(|field| &**field)
    }

    /// The field for a column: as private as the column, at least.
    fn field_for(&mut self, column: &Column, kind: FieldType) -> FieldId {
        let is_public = |known: &Arc<Field>| !known.private;
        if column.is_private && self.known.get(&fold(&column.name)).is_some_and(is_public) {
            // Values nobody else was to see do not go into a field that others do.
            self.known.remove(&fold(&column.name));
        }
        let made = self.made.len();
        let id = self.field(&column.name, kind);
        if column.is_private {
            self.made.iter_mut().skip(made).for_each(|field| field.private = true);
        }
        id
    }

    /// The field of a name: one of the schema, or a new one of a type.
    fn field(&mut self, name: &str, kind: FieldType) -> FieldId {
        if let Some(known) = self.known.remove(&fold(name)) {
            return known.id.clone();
        }
        let id = slug(name, "champ", |id| self.taken.contains(id));
        let id = FieldId::new(id);
        self.taken.insert(id.clone());
        let label = if name.trim().is_empty() { id.as_str() } else { name };
        self.made.push(Field {
            id: id.clone(),
            rank: self.next_rank,
            owner: self.owner,
            label: Bilingual::new(label, label),
            kind,
            options: Vec::new(),
            private: false,
            extra: Extra::new(),
        });
        self.next_rank += 1;
        self.made_by_name.entry(name.to_owned()).or_insert_with(|| id.clone());
        id
    }

    /// The text field that keeps what does not fit elsewhere, by the name of the column it is from.
    pub fn aside(&mut self, name: &str) -> FieldId {
        if let Some(id) = self.made_by_name.get(name) {
            return id.clone();
        }
        self.field(name, FieldType::Text)
    }
}

/// An id made of a name: folded words joined by `_`, that is not taken yet.
pub(super) fn slug(name: &str, otherwise: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut slug: String = fold(name).chars().map(|c| if c == ' ' { '_' } else { c }).take(60).collect();
    if slug.is_empty() {
        slug = otherwise.to_owned();
    }
    if !taken(&slug) {
        return slug;
    }
    let mut number = 2;
    loop {
        let numbered = format!("{slug}_{number}");
        if !taken(&numbered) {
            return numbered;
        }
        number += 1;
    }
}

/// Goes through the values of all columns, row by row.
pub(super) struct Cursor<'a> {
    rows: &'a Rows,
    at: Vec<usize>,
}

impl<'a> Cursor<'a> {
    /// At the first row of what has been sorted.
    pub fn new(rows: &'a Rows) -> Self {
        Self { rows, at: vec![0; rows.columns.len()] }
    }

    /// The values of a row with their columns; rows must be asked for in order.
    pub fn each(&mut self, row: usize, mut take: impl FnMut(usize, Text)) {
        for (rank, column) in self.rows.columns.iter().enumerate() {
            let mut said = false;
            while let Some((of_row, text)) = column.cells.get(self.at[rank])
                && *of_row as usize <= row
            {
                self.at[rank] += 1;
                if *of_row as usize == row {
                    said = true;
                    take(rank, *text);
                }
            }
            if !said && column.default.is_some() {
                take(rank, column.default);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_codes_stay_text() {
        assert!(number("12.50").is_some() && number("-1e9").is_some());
        for text in ["01000", "+1", "NaN", "1e999", "", "1,5", "0x1"] {
            assert!(number(text).is_none(), "{text}");
        }
    }

    #[test]
    fn dates_say_whether_a_time_of_day_is_lost() {
        assert_eq!(date("2012-01-12"), (Some(FuzzyDate::Day(2012, 1, 12)), true));
        assert_eq!(date("2012-01-12T00:00:00Z"), (Some(FuzzyDate::Day(2012, 1, 12)), true));
        assert_eq!(date("2012-01-12T15:00:00+03:00"), (Some(FuzzyDate::Day(2012, 1, 12)), false));
        assert_eq!(date("2004.0"), (Some(FuzzyDate::Year(2004)), true));
        assert_eq!(date("1.0"), (None, false));
        assert_eq!(date("é2345678901"), (None, false));
    }

    #[test]
    fn colours_are_read_in_every_length() {
        assert_eq!(colour("#f0a"), Some("#FF00AA".into()));
        assert_eq!(colour("#00ff0080"), Some("#00FF00".into()));
        assert_eq!(colour("rgb(255, 0,10)"), Some("#FF000A".into()));
        assert_eq!(colour("RGBA(1 2 3 / 50%)"), Some("#010203".into()));
        for text in ["red", "rgb(256,0,0)", "rgb(1,2)", "hsl(1,2,3)", "rgb(1,2,3"] {
            assert_eq!(colour(text), None, "{text}");
        }
        assert_eq!(colour("#12é"), None);
    }
}
