//! One row to one record: each value goes to the field it means, and to a custom field where it does
//! not fit there.

use super::columns::{Columns, Resolved, colour, date, flag, number};
use super::kinds::Kinds;
use super::pool::{Custom, PeriodTexts, PlaceTexts, Pool, ProvenanceTexts, date_of};
use crate::geometry::Point;
use crate::import::draft::{Direction, Draft, Text};
use crate::import::error::Place;
use crate::import::meaning::{Meaning, split_list};
use crate::import::report::{Report, WarningKind};
use crate::model::{
    self, Actor, ActorId, Alias, Confidence, Contact, Extra, FieldId, FieldType, FieldValue, Link,
    LinkDetails, LinkId, LinkKindId, Period, Position, Provenance, Schema, Shared, Source,
};

/// What rows are read with: the columns they have, what is said of them, what they have alike.
pub(super) struct With<'a> {
    /// The columns.
    pub columns: &'a mut Columns,
    /// What is unusual.
    pub report: &'a mut Report,
    /// What was met before.
    pub pool: &'a mut Pool,
}

/// What both sorts of rows have.
struct Row<'a> {
    draft: &'a Draft,
    place: Place,
    with: With<'a>,
    /// Values of custom fields, with their columns.
    custom: Vec<(u32, Text)>,
    /// Values that do not fit the field they mean.
    aside: Custom,
    kind: Text,
    colour: Text,
    period: PeriodTexts,
    sources: ProvenanceTexts,
}

const TITLES: usize = 0;
const URLS: usize = 1;
const DATES: usize = 2;
const CONFIDENCE: usize = 3;
const CHECKED_ON: usize = 4;
const CHECKED_BY: usize = 5;

impl<'a> Row<'a> {
    fn new(draft: &'a Draft, place: Place, with: With<'a>) -> Self {
        Self {
            draft,
            place,
            with,
            custom: Vec::new(),
            aside: Custom::new(),
            kind: Text::NONE,
            colour: Text::NONE,
            period: PeriodTexts::default(),
            sources: ProvenanceTexts::default(),
        }
    }

    fn text(&self, text: Text) -> &'a str {
        self.draft.texts.get(text)
    }

    /// Keeps a value that does not fit the field it means, in a custom field named as its column.
    fn aside(&mut self, column: usize, value: &str) {
        let Some(Resolved { name, .. }) = self.with.columns.list.get(column) else { return };
        let id = self.with.columns.fields.aside(name);
        put(&mut self.aside, id, FieldValue::Text(value.to_owned()));
    }

    /// The custom fields; most rows of most files say nothing else than a row before them.
    fn custom(&mut self) -> Shared<Custom> {
        let (texts, list) = (&self.draft.texts, &self.with.columns.list);
        let make = || {
            let mut custom = Custom::new();
            for (column, text) in &self.custom {
                if let Some((id, kind)) = list.get(*column as usize).and_then(|column| column.field.as_ref())
                {
                    put(&mut custom, id.clone(), field_value(texts.get(*text), kind));
                }
            }
            custom
        };
        if self.aside.is_empty() {
            return self.with.pool.custom(&self.custom, make);
        }
        let mut custom = make();
        for (id, value) in std::mem::take(&mut self.aside) {
            put(&mut custom, id, value);
        }
        custom.into()
    }

    /// Whether a text says a date. It is kept as text too where it says more than a day.
    fn is_date(&mut self, column: usize, text: Text) -> bool {
        let (date, whole) = self.with.pool.date(self.draft, text);
        let is_date = date.is_some();
        if !whole {
            let value = self.text(text);
            let name = self.with.columns.list.get(column).map_or("", |column| &column.name).to_owned();
            self.with.report.warn(WarningKind::BadDate(name), self.place.clone(), value);
            self.aside(column, value);
        }
        is_date
    }

    /// When it began and ended.
    fn period(&mut self) -> Shared<Period> {
        self.with.pool.period(self.draft, self.period)
    }

    /// Takes a value that says something, where it means what actors and links have in common; else gives
    /// it back with what it means.
    fn take(&mut self, column: usize, text: Text) -> Option<(Meaning, &'a str)> {
        let value = self.text(text);
        if value.trim().is_empty() {
            return None;
        }
        let meaning = self.with.columns.list.get(column)?.meaning.clone();
        match meaning {
            Meaning::Kind if self.kind.is_some() => self.aside(column, value),
            Meaning::Kind => self.kind = text,
            Meaning::Colour => match colour(value) {
                Some(_) => self.colour = text,
                None => {
                    self.with.report.warn(WarningKind::BadColour, self.place.clone(), value);
                    self.aside(column, value);
                }
            },
            Meaning::Start if self.is_date(column, text) => self.period[0] = text,
            Meaning::End if self.is_date(column, text) => self.period[1] = text,
            Meaning::Start | Meaning::End => {}
            Meaning::SourceTitles => self.sources[TITLES] = text,
            Meaning::SourceUrls => self.sources[URLS] = text,
            Meaning::SourceDates => self.sources[DATES] = text,
            Meaning::Confidence => self.sources[CONFIDENCE] = text,
            Meaning::CheckedOn if self.is_date(column, text) => self.sources[CHECKED_ON] = text,
            Meaning::CheckedOn => {}
            Meaning::CheckedBy => self.sources[CHECKED_BY] = text,
            Meaning::Custom(_) => self.custom.push((column as u32, text)),
            Meaning::Ignore => {}
            other => return Some((other, value)),
        }
        None
    }

    /// The provenance: sources are three lists that go together.
    fn provenance(&mut self) -> Shared<Provenance> {
        let draft = self.draft;
        let texts = self.sources;
        self.with.pool.provenance(texts, || {
            let said = texts.map(|text| draft.texts.get(text));
            let [titles, urls, dates] = [TITLES, URLS, DATES].map(|which| list(said[which]));
            let count = titles.len().max(urls.len()).max(dates.len());
            let sources = (0..count).map(|rank| Source {
                title: item(&titles, rank).into(),
                url: item(&urls, rank).into(),
                date: some(item(&dates, rank))
                    .map(|text| date(text).0.unwrap_or_else(|| model::FuzzyDate::from_file(text))),
                ..Source::default()
            });
            Provenance {
                sources: sources.collect(),
                confidence: some(said[CONFIDENCE]).map(Confidence::from),
                checked_on: some(said[CHECKED_ON]).and_then(|text| date_of(draft, text).0),
                checked_by: said[CHECKED_BY].into(),
                ..Provenance::default()
            }
        })
    }
}

/// Puts a value into custom fields; two values of one field become one text.
fn put(custom: &mut Custom, id: FieldId, value: FieldValue) {
    let joined = match custom.get(&id) {
        Some(before) if *before == value => return,
        Some(before) => FieldValue::Text(format!("{before} | {value}")),
        None => value,
    };
    custom.insert(id, joined);
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
    where_it_is: PlaceTexts,
    x: Option<f64>,
    y: Option<f64>,
    pinned: bool,
}

const ALIASES: usize = 0;
const CONTACTS: usize = 3;

const TERRITORY: usize = 0;
const COMMUNE: usize = 1;
const INSEE: usize = 2;
const ADDRESS: usize = 3;
const LATITUDE: usize = 4;
const LONGITUDE: usize = 5;
const PRECISION: usize = 6;

/// A coordinate, with a decimal point or comma.
fn degrees(value: &str) -> Option<f64> {
    let value = value.trim();
    let read = value.parse::<f64>().or_else(|_| value.replace(',', ".").parse());
    read.ok().filter(|value| value.is_finite())
}

impl<'a> ActorRow<'a> {
    /// An empty one.
    pub fn new(draft: &'a Draft, place: Place, with: With<'a>) -> Self {
        Self {
            row: Row::new(draft, place, with),
            actor: None,
            lists: [Text::NONE; 7],
            where_it_is: PlaceTexts::default(),
            x: None,
            y: None,
            pinned: false,
        }
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.row.place.clone()
    }

    /// Takes one value.
    pub fn take(&mut self, column: usize, text: Text) {
        let Some((meaning, value)) = self.row.take(column, text) else { return };
        let actor = self.actor.get_or_insert_with(|| Actor::new(ActorId::new(""), "".into(), ""));
        let (draft, pool) = (self.row.draft, &mut *self.row.with.pool);
        match meaning {
            Meaning::Name if actor.name.is_empty() => actor.name = value.into(),
            Meaning::ShortName => actor.short_name = value.into(),
            Meaning::Acronym => actor.acronym = value.into(),
            Meaning::Description if actor.description.is_empty() => actor.description = value.into(),
            Meaning::Notes if actor.notes.is_empty() => actor.notes = value.into(),
            Meaning::Tags => {
                actor.tags.extend_from_slice(pool.tags(draft, text, |text| split_tags(text, draft.is_ours)))
            }
            Meaning::Territory => self.where_it_is[TERRITORY] = text,
            Meaning::Commune => self.where_it_is[COMMUNE] = text,
            Meaning::Insee => self.where_it_is[INSEE] = text,
            Meaning::Address => self.where_it_is[ADDRESS] = text,
            Meaning::PlacePrecision => self.where_it_is[PRECISION] = text,
            Meaning::Latitude | Meaning::Longitude => match degrees(value)
                .filter(|degrees| degrees.abs() <= if meaning == Meaning::Latitude { 90.0 } else { 180.0 })
            {
                Some(_) if meaning == Meaning::Latitude => self.where_it_is[LATITUDE] = text,
                Some(_) => self.where_it_is[LONGITUDE] = text,
                None => self.misfit(column, value),
            },
            Meaning::Siren => actor.identifiers.siren = value.into(),
            Meaning::Siret => actor.identifiers.siret = value.into(),
            Meaning::Rna => actor.identifiers.rna = value.into(),
            Meaning::LegalForm => actor.legal_form = pool.word(draft, text),
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
        let name = self.row.with.columns.list.get(column).map_or("", |column| &column.name).to_owned();
        self.row.with.report.warn(WarningKind::Misfit(name), self.row.place.clone(), value);
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
            let id = self.row.with.columns.fields.aside("colour");
            let value = colour(self.row.text(self.row.colour)).unwrap_or_default();
            put(&mut self.row.aside, id, FieldValue::Text(value));
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
        actor.place = self.place_of_model();
        actor.period = self.row.period();
        actor.provenance = self.row.provenance();
        actor.custom = self.row.custom();
        actor
    }

    fn place_of_model(&mut self) -> Shared<model::Place> {
        let (draft, texts) = (self.row.draft, self.where_it_is);
        self.row.with.pool.place(texts, |pool| {
            let mut word = |which: usize| pool.word(draft, texts[which]);
            let degrees = |which: usize| degrees(draft.texts.get(texts[which]));
            model::Place {
                territory: word(TERRITORY),
                commune: word(COMMUNE),
                insee: word(INSEE),
                precision: word(PRECISION),
                address: draft.texts.get(texts[ADDRESS]).into(),
                latitude: degrees(LATITUDE),
                longitude: degrees(LONGITUDE),
                ..model::Place::default()
            }
        })
    }
}

/// Tags are between bars, or, of other tools, between commas or semicolons where there is no bar.
fn split_tags(text: &str, is_ours: bool) -> Vec<String> {
    let tags = if is_ours || text.contains('|') || !text.contains([',', ';']) {
        split_list(text)
    } else {
        text.split([',', ';']).map(|tag| tag.trim().to_owned()).collect()
    };
    tags.into_iter().filter(|tag| !tag.is_empty()).collect()
}

/// Names, tags or contacts one actor gathers from rows of one id: nobody has more, and each is compared
/// with all before it.
const MOST_TOGETHER: usize = 1_000;

/// Fills in what an actor leaves open from another node of the same id; what both say otherwise is
/// reported, and another name is kept as an alias.
pub(super) fn fill_blanks(actor: &mut Actor, other: Actor, place: &Place, report: &mut Report) {
    let mut differs = |field: &str, value: &str| {
        report.warn(WarningKind::OtherValue(field.to_owned()), place.clone(), value);
    };
    if other.name != actor.name && other.name.as_str() != other.id.as_str() {
        if actor.name.as_str() == actor.id.as_str() {
            actor.name = other.name.clone();
        } else if actor.aliases.len() >= MOST_TOGETHER {
            differs("name", &other.name);
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
    for tag in other.tags.into_inner() {
        if actor.tags.len() >= MOST_TOGETHER {
            differs("tags", &tag);
        } else if !actor.tags.contains(&tag) {
            actor.tags.push(tag);
        }
    }
    for alias in other.aliases.into_inner() {
        if actor.aliases.len() >= MOST_TOGETHER {
            differs("aliases", &alias.name);
        } else if !actor.aliases.contains(&alias) {
            actor.aliases.push(alias);
        }
    }
    for contact in other.contacts.into_inner() {
        if actor.contacts.len() >= MOST_TOGETHER {
            differs("contacts", &contact.label);
        } else if !actor.contacts.contains(&contact) {
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
    role: Text,
    notes: Text,
    weight: Option<f64>,
}

impl<'a> LinkRow<'a> {
    /// An empty one.
    pub fn new(draft: &'a Draft, place: Place, with: With<'a>) -> Self {
        let row = Row::new(draft, place, with);
        Self { row, label: (0, Text::NONE), role: Text::NONE, notes: Text::NONE, weight: None }
    }

    /// Takes one value.
    pub fn take(&mut self, column: usize, text: Text) {
        let Some((meaning, value)) = self.row.take(column, text) else { return };
        match meaning {
            Meaning::LinkLabel if self.row.text(self.label.1) == value => {}
            Meaning::LinkLabel if !self.label.1.is_some() => self.label = (column, text),
            Meaning::Role if !self.role.is_some() => self.role = text,
            Meaning::Notes if !self.notes.is_some() => self.notes = text,
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
        self.row.with.report.warn(WarningKind::BadWeight, self.row.place.clone(), value);
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
                if !self.role.is_some() {
                    self.role = label;
                } else if draft.texts.get(self.role) != words {
                    self.row.aside(label_column, words);
                }
            }
        }
        if self.row.colour.is_some() {
            let field = self.row.with.columns.fields.aside("colour");
            let value = colour(self.row.text(self.row.colour)).unwrap_or_default();
            put(&mut self.row.aside, field, FieldValue::Text(value));
        }
        if direction == Direction::Mutual {
            let field = self.row.with.columns.fields.aside("direction");
            put(&mut self.row.aside, field, FieldValue::Text("mutual".to_owned()));
        }
        let mut link = Link::new(id, from.clone(), kind, to.clone());
        link.weight = self.weight.into();
        link.period = self.row.period();
        link.provenance = self.row.provenance();
        let mut words = |column| self.row.with.pool.word(draft, column);
        let (role, notes) = (words(self.role), words(self.notes));
        link.details = LinkDetails { role, notes, custom: self.row.custom(), extra: Extra::new() }.into();
        link
    }
}

/// Whether words are the verb of a kind: then they say nothing of their own.
fn is_verb(schema: &Schema, kind: &LinkKindId, words: &str) -> bool {
    let words = words.trim();
    schema.link_kind(kind).is_some_and(|kind| kind.verb.fr == words || kind.verb.en == words)
}
