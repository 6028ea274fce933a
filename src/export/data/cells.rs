//! Cells: a record as named values, the same for every format that has attributes. The names are
//! those the importer knows ([`Meaning`]); custom fields go by their labels.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::drawing::theme::Theme;
use crate::fold::fold;
use crate::import::Meaning;
use crate::import::meaning::join_list;
use crate::lang::Lang;
use crate::model::{
    Actor, ActorKindId, FieldId, FieldOwner, FieldValue, FuzzyDate, Link, LinkKindId, Map, Period,
    Provenance, Schema,
};

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    /// A number with its digits.
    Number(String),
    Flag(bool),
}

impl Cell<'_> {
    /// The value as text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(digits) => Cow::Borrowed(digits),
            Self::Flag(true) => Cow::Borrowed("true"),
            Self::Flag(false) => Cow::Borrowed("false"),
        }
    }

    /// The value as JSON.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_ref().into(),
            Self::Number(digits) => digits
                .parse::<serde_json::Number>()
                .map_or_else(|_| digits.clone().into(), serde_json::Value::Number),
            Self::Flag(flag) => (*flag).into(),
        }
    }
}

/// What cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Number,
    Flag,
}

impl Sort {
    /// Its name in XML formats.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "double",
            Self::Flag => "boolean",
        }
    }
}

/// What is said of a map as a whole, where something is, under the names most formats have for it.
pub(super) fn said_of(map: &Map) -> impl Iterator<Item = (&'static str, &str)> {
    let about = &map.about;
    [
        ("name", about.title.as_str()),
        ("description", &about.description),
        ("author", &about.author),
        ("licence", &about.licence),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
}

/// The words and columns of a map, worked out once.
pub(super) struct Sheet<'a> {
    pub map: &'a Map,
    actor_kinds: BTreeMap<ActorKindId, String>,
    link_kinds: BTreeMap<LinkKindId, String>,
    fields: BTreeMap<FieldId, String>,
}

impl<'a> Sheet<'a> {
    /// The sheet of a map in a language.
    pub fn new(map: &'a Map, lang: Lang) -> Self {
        let schema = map.schema();
        Self {
            map,
            actor_kinds: actor_kinds(schema, lang),
            link_kinds: link_kinds(schema, lang),
            fields: fields(schema, lang),
        }
    }

    /// The word for a kind of actor: its label, where the importer finds the kind by it; else its id.
    pub fn actor_kind<'s>(&'s self, kind: &'s ActorKindId) -> &'s str {
        self.actor_kinds.get(kind).map_or(kind.as_str(), String::as_str)
    }

    /// The word for a kind of link.
    pub fn link_kind<'s>(&'s self, kind: &'s LinkKindId) -> &'s str {
        self.link_kinds.get(kind).map_or(kind.as_str(), String::as_str)
    }

    /// Whether links of a kind have no direction.
    pub fn is_symmetric(&self, kind: &LinkKindId) -> bool {
        self.map.schema().link_kind(kind).is_some_and(|kind| kind.symmetric)
    }

    /// `#rrggbb`: the colour of an actor in the light theme.
    pub fn colour(&self, actor: &Actor) -> String {
        let schema = self.map.schema();
        let own = schema.actor_kind(&actor.kind).and_then(|kind| kind.colour.clone());
        let colour = own.or_else(|| Some(schema.family_of(&actor.kind)?.colour.clone()));
        let colour = colour.unwrap_or_else(|| crate::model::ColourName::new("grey"));
        Theme::light().swatch(&colour).fill.to_hex()
    }

    /// What an actor says beyond its id, its name and its place on the map, by column.
    pub fn actor(&self, actor: &'a Actor, take: &mut dyn FnMut(&str, Cell<'a>)) {
        let mut put = |meaning: &Meaning, cell| {
            if let Some(name) = meaning.name() {
                take(name, cell);
            }
        };
        put(&Meaning::Kind, Cell::Text(Cow::Owned(self.actor_kind(&actor.kind).to_owned())));
        {
            let place = &actor.place;
            let ids = &actor.identifiers;
            let texts = [
                (Meaning::ShortName, &*actor.short_name),
                (Meaning::Acronym, &*actor.acronym),
                (Meaning::Description, &*actor.description),
                (Meaning::Notes, &*actor.notes),
                (Meaning::Territory, &*place.territory),
                (Meaning::Commune, &*place.commune),
                (Meaning::Insee, &*place.insee),
                (Meaning::Address, &*place.address),
                (Meaning::PlacePrecision, &*place.precision),
                (Meaning::Siren, &*ids.siren),
                (Meaning::Siret, &*ids.siret),
                (Meaning::Rna, &*ids.rna),
                (Meaning::LegalForm, &*actor.legal_form),
                (Meaning::Website, &*actor.website),
            ];
            for (meaning, text) in texts {
                if !text.is_empty() {
                    put(&meaning, Cell::Text(Cow::Borrowed(text)));
                }
            }
            for (meaning, degrees) in
                [(Meaning::Latitude, place.latitude), (Meaning::Longitude, place.longitude)]
            {
                if let Some(degrees) = degrees {
                    put(&meaning, Cell::Number(degrees.to_string()));
                }
            }
        }
        let mut list = |meaning: Meaning, items: Vec<String>| {
            let joined = join_list(items);
            if !joined.is_empty() {
                put(&meaning, Cell::Text(Cow::Owned(joined)));
            }
        };
        list(Meaning::Tags, actor.tags.iter().map(|tag| tag.to_string()).collect());
        let aliases = &actor.aliases;
        list(Meaning::Aliases, aliases.iter().map(|alias| alias.name.to_string()).collect());
        list(Meaning::AliasesUntil, aliases.iter().map(|alias| date(&alias.until)).collect());
        let former = |former: bool| if former { "true".to_owned() } else { String::new() };
        list(Meaning::AliasesFormer, aliases.iter().map(|alias| former(alias.former)).collect());
        let contacts = &actor.contacts;
        list(Meaning::Contacts, contacts.iter().map(|contact| contact.label.to_string()).collect());
        list(Meaning::Emails, contacts.iter().map(|contact| contact.email.to_string()).collect());
        list(Meaning::Phones, contacts.iter().map(|contact| contact.phone.to_string()).collect());
        list(Meaning::ContactsPrivate, contacts.iter().map(|contact| contact.private.to_string()).collect());
        if let Some(hull) = actor.hull {
            put(&Meaning::Hull, Cell::Flag(hull));
        }
        if actor.position.is_some_and(|position| position.pinned) {
            put(&Meaning::Pinned, Cell::Flag(true));
        }
        self.common(&actor.period, &actor.provenance, &actor.custom, take);
    }

    /// What a link says beyond its id, its ends and its kind, by column.
    pub fn link(&self, link: &'a Link, take: &mut dyn FnMut(&str, Cell<'a>)) {
        let texts = [(Meaning::Role, &*link.details.role), (Meaning::Notes, &*link.details.notes)];
        for (meaning, text) in texts {
            if let (Some(name), false) = (meaning.name(), text.is_empty()) {
                take(name, Cell::Text(Cow::Borrowed(text)));
            }
        }
        self.common(&link.period, &link.provenance, &link.details.custom, take);
    }

    fn common(
        &self,
        period: &Period,
        provenance: &'a Provenance,
        custom: &'a BTreeMap<FieldId, FieldValue>,
        take: &mut dyn FnMut(&str, Cell<'a>),
    ) {
        let sources = &provenance.sources;
        let texts = [
            (Meaning::Start, date(&period.start)),
            (Meaning::End, date(&period.end)),
            (Meaning::SourceTitles, join_list(sources.iter().map(|source| &*source.title))),
            (Meaning::SourceUrls, join_list(sources.iter().map(|source| &*source.url))),
            (Meaning::SourceDates, join_list(sources.iter().map(|source| date(&source.date)))),
            (Meaning::Confidence, provenance.confidence.as_ref().map_or("", |word| word.as_str()).to_owned()),
            (Meaning::CheckedOn, date(&provenance.checked_on)),
            (Meaning::CheckedBy, provenance.checked_by.to_string()),
        ];
        for (meaning, text) in texts {
            if let (Some(name), false) = (meaning.name(), text.is_empty()) {
                take(name, Cell::Text(Cow::Owned(text)));
            }
        }
        for (id, value) in custom {
            let name = self.fields.get(id).map_or(id.as_str(), String::as_str);
            let cell = match value {
                FieldValue::Text(text) => Cell::Text(Cow::Borrowed(text.as_ref())),
                FieldValue::Number(number) => Cell::Number(number.to_string()),
                FieldValue::Flag(flag) => Cell::Flag(*flag),
                FieldValue::Other(value) => Cell::Text(Cow::Owned(value.to_string())),
            };
            take(name, cell);
        }
    }

    /// The columns that the actors or the links of the map have, with what they hold, in the order of
    /// their names. A column of several sorts holds text.
    pub fn columns(&self, owner: FieldOwner) -> BTreeMap<String, Sort> {
        let mut columns: BTreeMap<String, Sort> = BTreeMap::new();
        let mut take = |name: &str, cell: Cell<'_>| {
            let sort = match cell {
                Cell::Text(_) => Sort::Text,
                Cell::Number(_) => Sort::Number,
                Cell::Flag(_) => Sort::Flag,
            };
            match columns.get_mut(name) {
                Some(known) if *known != sort => *known = Sort::Text,
                Some(_) => {}
                None => drop(columns.insert(name.to_owned(), sort)),
            }
        };
        match owner {
            FieldOwner::Actor => self.map.actors().for_each(|actor| self.actor(actor, &mut take)),
            FieldOwner::Link => self.map.links().for_each(|link| self.link(link, &mut take)),
        }
        columns
    }
}

fn date(date: &Option<FuzzyDate>) -> String {
    date.as_ref().map_or_else(String::new, FuzzyDate::to_string)
}

/// The label of each kind by which it is found again: not one another kind is called too, nor one
/// that is the id of another.
fn actor_kinds(schema: &Schema, lang: Lang) -> BTreeMap<ActorKindId, String> {
    let mut by_label: BTreeMap<String, usize> = BTreeMap::new();
    let kinds = schema.actor_kinds();
    for kind in &kinds {
        let mut labels = vec![fold(&kind.label.fr), fold(&kind.label.en)];
        labels.dedup();
        labels.into_iter().for_each(|label| *by_label.entry(label).or_default() += 1);
    }
    let mut words = BTreeMap::new();
    for kind in kinds {
        let label = kind.label.get(lang);
        let folded = fold(label);
        let is_other = schema.actor_kind(&ActorKindId::new(label)).is_some_and(|other| other.id != kind.id);
        if !folded.is_empty() && by_label.get(&folded) == Some(&1) && !is_other {
            words.insert(kind.id.clone(), label.to_string());
        }
    }
    words
}

fn link_kinds(schema: &Schema, lang: Lang) -> BTreeMap<LinkKindId, String> {
    let mut by_verb: BTreeMap<String, usize> = BTreeMap::new();
    let kinds = schema.link_kinds();
    for kind in &kinds {
        let mut verbs = vec![fold(&kind.verb.fr), fold(&kind.verb.en)];
        verbs.dedup();
        verbs.into_iter().for_each(|verb| *by_verb.entry(verb).or_default() += 1);
    }
    let mut words = BTreeMap::new();
    for kind in kinds {
        let verb = kind.verb.get(lang);
        let folded = fold(verb);
        let is_other = schema.link_kind(&LinkKindId::new(verb)).is_some_and(|other| other.id != kind.id);
        if !folded.is_empty() && by_verb.get(&folded) == Some(&1) && !is_other {
            words.insert(kind.id.clone(), verb.to_string());
        }
    }
    words
}

/// The names of custom fields: their labels, unless that is the name of something else.
fn fields(schema: &Schema, lang: Lang) -> BTreeMap<FieldId, String> {
    let mut names: BTreeMap<FieldId, String> = BTreeMap::new();
    for owner in [FieldOwner::Actor, FieldOwner::Link] {
        let mut taken: Vec<String> = vec!["id".into(), "label".into(), "x".into(), "y".into()];
        for field in schema.fields(owner) {
            let label = field.label.get(lang);
            let mut name = if label.trim().is_empty() { field.id.as_str() } else { label }.to_owned();
            while taken.contains(&name.to_lowercase()) || Meaning::of_name(owner, &name).is_some() {
                name = format!("{name} (champ)");
            }
            taken.push(name.to_lowercase());
            names.insert(field.id.clone(), name);
        }
    }
    names
}
