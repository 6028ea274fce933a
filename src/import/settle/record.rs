//! One row to one record: each value goes to the field it means, and to a custom field where it does
//! not fit there.

use std::collections::BTreeMap;

use super::columns::{Columns, Resolved, colour, date, flag, number};
use super::kinds::Kinds;
use crate::geometry::Point;
use crate::import::draft::{Direction, Draft, Text};
use crate::import::error::Place;
use crate::import::meaning::{Meaning, split_list};
use crate::import::report::{Report, WarningKind};
use crate::model::{
    Actor, ActorId, Alias, Confidence, Contact, FieldId, FieldType, FieldValue, Link, LinkId, LinkKindId,
    Period, Position, Provenance, Schema, Source,
};

/// What both sorts of rows have.
struct Row<'a> {
    draft: &'a Draft,
    place: Place,
    columns: &'a mut Columns,
    report: &'a mut Report,
    custom: BTreeMap<FieldId, FieldValue>,
    kind: Text,
    colour: Text,
    period: Period,
    provenance: Provenance,
    titles: Text,
    urls: Text,
    dates: Text,
}

impl<'a> Row<'a> {
    fn new(draft: &'a Draft, place: Place, columns: &'a mut Columns, report: &'a mut Report) -> Self {
        Self {
            draft,
            place,
            columns,
            report,
            custom: BTreeMap::new(),
            kind: Text::NONE,
            colour: Text::NONE,
            period: Period::default(),
            provenance: Provenance::default(),
            titles: Text::NONE,
            urls: Text::NONE,
            dates: Text::NONE,
        }
    }

    fn text(&self, text: Text) -> &'a str {
        self.draft.texts.get(text)
    }

    /// Keeps a value in the custom field of its column.
    fn keep(&mut self, column: usize, value: &str) {
        let Some(Resolved { field, .. }) = self.columns.list.get(column) else { return };
        let Some((id, kind)) = field.clone() else { return };
        let value = field_value(value, &kind);
        self.put(id, value);
    }

    /// Keeps a value that does not fit the field it means, in a custom field named as its column.
    fn aside(&mut self, column: usize, value: &str) {
        let Some(Resolved { name, .. }) = self.columns.list.get(column) else { return };
        let id = self.columns.fields.aside(name);
        self.put(id, FieldValue::Text(value.to_owned()));
    }

    fn put(&mut self, id: FieldId, value: FieldValue) {
        let joined = match self.custom.get(&id) {
            Some(before) if *before == value => return,
            Some(before) => FieldValue::Text(format!("{before} | {value}")),
            None => value,
        };
        self.custom.insert(id, joined);
    }

    /// A date, kept as text too where it says more than a day.
    fn date(&mut self, column: usize, value: &str) -> Option<crate::model::FuzzyDate> {
        let (date, whole) = date(value);
        if !whole {
            let name = self.columns.list.get(column).map_or("", |column| &column.name).to_owned();
            self.report.warn(WarningKind::BadDate(name), self.place.clone(), value);
            self.aside(column, value);
        }
        date
    }

    /// Takes a value that says something, where it means what actors and links have in common; else gives
    /// it back with what it means.
    fn take(&mut self, column: usize, text: Text) -> Option<(Meaning, &'a str)> {
        let value = self.text(text);
        if value.trim().is_empty() {
            return None;
        }
        let meaning = self.columns.list.get(column)?.meaning.clone();
        match meaning {
            Meaning::Kind if self.kind.is_some() => self.aside(column, value),
            Meaning::Kind => self.kind = text,
            Meaning::Colour => match colour(value) {
                Some(_) => self.colour = text,
                None => {
                    self.report.warn(WarningKind::BadColour, self.place.clone(), value);
                    self.aside(column, value);
                }
            },
            Meaning::Start => self.period.start = self.date(column, value),
            Meaning::End => self.period.end = self.date(column, value),
            Meaning::SourceTitles => self.titles = text,
            Meaning::SourceUrls => self.urls = text,
            Meaning::SourceDates => self.dates = text,
            Meaning::Confidence => self.provenance.confidence = Some(Confidence::from(value)),
            Meaning::CheckedOn => self.provenance.checked_on = self.date(column, value),
            Meaning::CheckedBy => self.provenance.checked_by = value.into(),
            Meaning::Custom(_) => self.keep(column, value),
            Meaning::Ignore => {}
            other => return Some((other, value)),
        }
        None
    }

    /// The provenance: sources are three lists that go together.
    fn provenance(&mut self) -> Provenance {
        let mut provenance = std::mem::take(&mut self.provenance);
        if self.titles.is_some() || self.urls.is_some() || self.dates.is_some() {
            let [titles, urls, dates] =
                [self.titles, self.urls, self.dates].map(|text| list(self.text(text)));
            let count = titles.len().max(urls.len()).max(dates.len());
            provenance.sources = (0..count)
                .map(|rank| Source {
                    title: item(&titles, rank).into(),
                    url: item(&urls, rank).into(),
                    date: some(item(&dates, rank))
                        .map(|text| date(text).0.unwrap_or_else(|| crate::model::FuzzyDate::from_file(text))),
                    ..Source::default()
                })
                .collect();
        }
        provenance
    }
}

fn list(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { split_list(text) }
}

fn item(list: &[String], rank: usize) -> &str {
    list.get(rank).map_or("", String::as_str)
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn field_value(value: &str, kind: &FieldType) -> FieldValue {
    match kind {
        FieldType::Number => match number(value.trim()) {
            Some(number) => FieldValue::Number(number),
            None => FieldValue::Text(value.to_owned()),
        },
        FieldType::Flag => match flag(value.trim()) {
            Some(flag) => FieldValue::Flag(flag),
            None => FieldValue::Text(value.to_owned()),
        },
        _ => FieldValue::Text(value.to_owned()),
    }
}

/// The row of a node as it becomes an actor.
pub(super) struct ActorRow<'a> {
    row: Row<'a>,
    actor: Option<Actor>,
    lists: [Text; 7],
    x: Option<f64>,
    y: Option<f64>,
    pinned: bool,
}

const ALIASES: usize = 0;
const CONTACTS: usize = 3;

impl<'a> ActorRow<'a> {
    /// An empty one.
    pub fn new(draft: &'a Draft, place: Place, columns: &'a mut Columns, report: &'a mut Report) -> Self {
        let row = Row::new(draft, place, columns, report);
        Self { row, actor: None, lists: [Text::NONE; 7], x: None, y: None, pinned: false }
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.row.place.clone()
    }

    /// Takes one value.
    pub fn take(&mut self, column: usize, text: Text) {
        let Some((meaning, value)) = self.row.take(column, text) else { return };
        let actor = self.actor.get_or_insert_with(|| Actor::new(ActorId::new(""), "".into(), ""));
        let degrees = |value: &str| {
            value.trim().replace(',', ".").parse::<f64>().ok().filter(|value| value.is_finite())
        };
        match meaning {
            Meaning::Name if actor.name.is_empty() => actor.name = value.into(),
            Meaning::ShortName => actor.short_name = value.into(),
            Meaning::Acronym => actor.acronym = value.into(),
            Meaning::Description if actor.description.is_empty() => actor.description = value.into(),
            Meaning::Notes if actor.notes.is_empty() => actor.notes = value.into(),
            Meaning::Tags => actor.tags.extend(split_tags(value).into_iter().map(Into::into)),
            Meaning::Territory => actor.place.territory = value.into(),
            Meaning::Commune => actor.place.commune = value.into(),
            Meaning::Insee => actor.place.insee = value.into(),
            Meaning::Address => actor.place.address = value.into(),
            Meaning::PlacePrecision => actor.place.precision = value.into(),
            Meaning::Latitude | Meaning::Longitude => match degrees(value) {
                Some(degrees) if meaning == Meaning::Latitude => actor.place.latitude = Some(degrees),
                Some(degrees) => actor.place.longitude = Some(degrees),
                None => self.misfit(column, value),
            },
            Meaning::Siren => actor.identifiers.siren = value.into(),
            Meaning::Siret => actor.identifiers.siret = value.into(),
            Meaning::Rna => actor.identifiers.rna = value.into(),
            Meaning::LegalForm => actor.legal_form = value.into(),
            Meaning::Website if actor.website.is_empty() => actor.website = value.into(),
            Meaning::Aliases => self.lists[ALIASES] = text,
            Meaning::AliasesUntil => self.lists[ALIASES + 1] = text,
            Meaning::AliasesFormer => self.lists[ALIASES + 2] = text,
            Meaning::Contacts => self.lists[CONTACTS] = text,
            Meaning::Emails => self.lists[CONTACTS + 1] = text,
            Meaning::Phones => self.lists[CONTACTS + 2] = text,
            Meaning::ContactsPrivate => self.lists[CONTACTS + 3] = text,
            Meaning::X => self.x = degrees(value),
            Meaning::Y => self.y = degrees(value),
            Meaning::Pinned => self.pinned = flag(value).unwrap_or_default(),
            Meaning::Hull => match flag(value) {
                Some(shown) => actor.hull = Some(shown),
                None => self.misfit(column, value),
            },
            _ => self.row.aside(column, value),
        }
    }

    fn misfit(&mut self, column: usize, value: &str) {
        let name = self.row.columns.list.get(column).map_or("", |column| &column.name).to_owned();
        self.row.report.warn(WarningKind::Misfit(name), self.row.place.clone(), value);
        self.row.aside(column, value);
    }

    /// The actor of an id, and where the draft puts it.
    pub fn finish(
        mut self,
        (id, position): (ActorId, Option<Position>),
        is_group: bool,
        kinds: &mut Kinds,
        schema: &mut Schema,
    ) -> Actor {
        let kind = kinds.actor(self.row.draft, self.row.kind, is_group, schema);
        if self.row.colour.is_some() && !kinds.says_colour(self.row.kind, &kind) {
            let id = self.row.columns.fields.aside("colour");
            let value = colour(self.row.text(self.row.colour)).unwrap_or_default();
            self.row.put(id, FieldValue::Text(value));
        }
        let mut actor = self.actor.take().unwrap_or_else(|| Actor::new(id.clone(), kind.clone(), ""));
        actor.id = id;
        actor.kind = kind;
        if actor.name.is_empty() {
            actor.name = (&actor.id).into();
        }
        let lists = self.lists.map(|text| list(self.row.text(text)));
        let count = |lists: &[Vec<String>]| lists.iter().map(Vec::len).max().unwrap_or(0);
        let aliases = &lists[ALIASES..CONTACTS];
        for rank in 0..count(aliases) {
            actor.aliases.push(Alias {
                name: item(&aliases[0], rank).into(),
                until: some(item(&aliases[1], rank)).map(crate::model::FuzzyDate::from_file),
                former: flag(item(&aliases[2], rank)).unwrap_or_default(),
                ..Alias::default()
            });
        }
        let contacts = &lists[CONTACTS..];
        for rank in 0..count(contacts) {
            actor.contacts.push(Contact {
                label: item(&contacts[0], rank).into(),
                email: item(&contacts[1], rank).into(),
                phone: item(&contacts[2], rank).into(),
                private: flag(item(&contacts[3], rank)).unwrap_or(true),
                ..Contact::default()
            });
        }
        let said = self.x.zip(self.y).map(|(x, y)| Position::free(Point::new(x, y)));
        let pinned = self.pinned;
        actor.position = position.or(said).map(|position| Position { pinned, ..position });
        actor.period = std::mem::take(&mut self.row.period).into();
        actor.provenance = self.row.provenance().into();
        actor.custom = std::mem::take(&mut self.row.custom).into();
        actor
    }
}

/// Tags are between bars, or between commas or semicolons where there is no bar.
fn split_tags(text: &str) -> Vec<String> {
    let tags = if text.contains('|') || !text.contains([',', ';']) {
        split_list(text)
    } else {
        text.split([',', ';']).map(|tag| tag.trim().to_owned()).collect()
    };
    tags.into_iter().filter(|tag| !tag.is_empty()).collect()
}

/// Fills in what an actor leaves open from another node of the same id; what both say otherwise is
/// reported, and another name is kept as an alias.
pub(super) fn fill_blanks(actor: &mut Actor, other: Actor, place: &Place, report: &mut Report) {
    let mut differs = |field: &str, value: &str| {
        report.warn(WarningKind::OtherValue(field.to_owned()), place.clone(), value);
    };
    if other.name != actor.name && other.name.as_str() != other.id.as_str() {
        if actor.name.as_str() == actor.id.as_str() {
            actor.name = other.name.clone();
        } else if !actor.aliases.iter().any(|alias| alias.name == other.name) {
            actor.aliases.push(Alias::new(other.name.as_str()));
        }
    }
    macro_rules! texts {
        ($($field:ident).+, $name:literal) => {
            if !other.$($field).+.is_empty() && other.$($field).+ != actor.$($field).+ {
                if actor.$($field).+.is_empty() {
                    actor.$($field).+ = other.$($field).+.clone();
                } else {
                    differs($name, &other.$($field).+);
                }
            }
        };
    }
    texts!(short_name, "short_name");
    texts!(acronym, "acronym");
    texts!(description, "description");
    texts!(notes, "notes");
    texts!(legal_form, "legal_form");
    texts!(website, "website");
    texts!(identifiers.siren, "siren");
    texts!(identifiers.siret, "siret");
    texts!(identifiers.rna, "rna");
    for tag in other.tags {
        if !actor.tags.contains(&tag) {
            actor.tags.push(tag);
        }
    }
    for alias in other.aliases {
        if !actor.aliases.contains(&alias) {
            actor.aliases.push(alias);
        }
    }
    for contact in other.contacts {
        if !actor.contacts.contains(&contact) {
            actor.contacts.push(contact);
        }
    }
    if actor.place.is_empty() {
        actor.place = other.place;
    } else if !other.place.is_empty() && other.place != actor.place {
        differs("place", &other.place.commune);
    }
    if actor.period.is_empty() {
        actor.period = other.period;
    } else if !other.period.is_empty() && other.period != actor.period {
        differs("period", "");
    }
    if actor.provenance.is_empty() {
        actor.provenance = other.provenance;
    }
    for (field, value) in &other.custom {
        match actor.custom.get(field) {
            Some(known) if known == value => {}
            Some(_) => differs(field.as_str(), &value.to_string()),
            None => {
                actor.custom.insert(field.clone(), value.clone());
            }
        }
    }
}

/// The row of a link.
pub(super) struct LinkRow<'a> {
    row: Row<'a>,
    label: (usize, Text),
    role: String,
    notes: String,
    weight: Option<f64>,
}

impl<'a> LinkRow<'a> {
    /// An empty one.
    pub fn new(draft: &'a Draft, place: Place, columns: &'a mut Columns, report: &'a mut Report) -> Self {
        let row = Row::new(draft, place, columns, report);
        Self { row, label: (0, Text::NONE), role: String::new(), notes: String::new(), weight: None }
    }

    /// Takes one value.
    pub fn take(&mut self, column: usize, text: Text) {
        let Some((meaning, value)) = self.row.take(column, text) else { return };
        match meaning {
            Meaning::LinkLabel if !self.label.1.is_some() => self.label = (column, text),
            Meaning::Role if self.role.is_empty() => self.role = value.to_owned(),
            Meaning::Notes if self.notes.is_empty() => self.notes = value.to_owned(),
            Meaning::Weight => self.take_weight(column, value),
            _ => self.row.aside(column, value),
        }
    }

    fn take_weight(&mut self, column: usize, value: &str) {
        let plain = value.trim();
        let weight = plain.parse::<f64>().ok().filter(|weight| weight.is_finite() && *weight >= 0.0);
        if weight.is_some() {
            self.weight = weight;
            return;
        }
        self.row.report.warn(WarningKind::BadWeight, self.row.place.clone(), value);
        // A decimal comma is read, and said all the same.
        match plain.replace(',', ".").parse::<f64>() {
            Ok(weight) if plain.contains(',') && weight.is_finite() && weight >= 0.0 => {
                self.weight = Some(weight)
            }
            _ => self.row.aside(column, value),
        }
    }

    /// The link of an id between two actors.
    pub fn finish(
        mut self,
        id: LinkId,
        (from, to): (&ActorId, &ActorId),
        direction: Direction,
        kinds: &mut Kinds,
        schema: &mut Schema,
    ) -> Link {
        let draft = self.row.draft;
        let mut kind_text = self.row.kind;
        let (label_column, label) = self.label;
        if label.is_some() && kinds.labels_are_kinds() {
            kind_text = label;
        }
        let kind = kinds.link(draft, kind_text, direction, schema);
        if label.is_some() && !kinds.labels_are_kinds() {
            let words = draft.texts.get(label);
            if !is_verb(schema, &kind, words) {
                if self.role.is_empty() {
                    self.role = words.to_owned();
                } else if self.role != words {
                    self.row.aside(label_column, words);
                }
            }
        }
        if self.row.colour.is_some() {
            let field = self.row.columns.fields.aside("colour");
            let value = colour(self.row.text(self.row.colour)).unwrap_or_default();
            self.row.put(field, FieldValue::Text(value));
        }
        if direction == Direction::Mutual {
            let field = self.row.columns.fields.aside("direction");
            self.row.put(field, FieldValue::Text("mutual".to_owned()));
        }
        let mut link = Link::new(id, from.clone(), kind, to.clone());
        link.role = self.role.into();
        link.notes = self.notes.into();
        link.weight = self.weight;
        link.period = std::mem::take(&mut self.row.period).into();
        link.provenance = self.row.provenance().into();
        link.custom = std::mem::take(&mut self.row.custom).into();
        link
    }
}

/// Whether words are the verb of a kind: then they say nothing of their own.
fn is_verb(schema: &Schema, kind: &LinkKindId, words: &str) -> bool {
    let words = words.trim();
    schema.link_kind(kind).is_some_and(|kind| kind.verb.fr == words || kind.verb.en == words)
}
