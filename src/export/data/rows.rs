//! Rows: the actors and links of a map as cells, for every format that is a table. Columns have the
//! names by which an import finds them again; those that nobody fills are left out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::import::Meaning;
use crate::import::meaning::join_list;
use crate::import::table::fields::{Field, Header, header_name};
use crate::lang::Lang;
use crate::model::{
    Actor, ActorId, Field as CustomField, FieldOwner, FieldValue, Link, Map, Provenance, Schema,
};

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text; nothing where it is empty.
    Text(String),
    /// A number, as JSON writes it.
    Number(String),
}

impl Cell {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// What it says.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
        }
    }
}

/// Rows under names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<Cell>>,
}

impl Rows {
    /// Leaves out columns without any value, but for the first so many.
    fn without_blanks(mut self, kept: usize) -> Self {
        let used: Vec<bool> = (0..self.header.len())
            .map(|column| column < kept || self.rows.iter().any(|row| !row[column].is_empty()))
            .collect();
        let keep = |column: usize| used.get(column).copied().unwrap_or(true);
        for row in &mut self.rows {
            let mut column = 0;
            row.retain(|_| {
                column += 1;
                keep(column - 1)
            });
        }
        let mut column = 0;
        self.header.retain(|_| {
            column += 1;
            keep(column - 1)
        });
        self
    }
}

/// The fields of actors that are written, in the order of the columns. The first three name the row.
const ACTOR_FIELDS: [Meaning; 37] = [
    Meaning::Name,
    Meaning::Kind,
    Meaning::ShortName,
    Meaning::Acronym,
    Meaning::Aliases,
    Meaning::AliasesUntil,
    Meaning::AliasesFormer,
    Meaning::Description,
    Meaning::Notes,
    Meaning::Tags,
    Meaning::Territory,
    Meaning::Commune,
    Meaning::Insee,
    Meaning::Address,
    Meaning::Latitude,
    Meaning::Longitude,
    Meaning::PlacePrecision,
    Meaning::Start,
    Meaning::End,
    Meaning::Siren,
    Meaning::Siret,
    Meaning::Rna,
    Meaning::LegalForm,
    Meaning::Website,
    Meaning::Contacts,
    Meaning::Emails,
    Meaning::Phones,
    Meaning::ContactsPrivate,
    Meaning::SourceTitles,
    Meaning::SourceUrls,
    Meaning::SourceDates,
    Meaning::Confidence,
    Meaning::CheckedOn,
    Meaning::CheckedBy,
    Meaning::Hull,
    Meaning::X,
    Meaning::Y,
];

const LINK_FIELDS: [Meaning; 12] = [
    Meaning::Kind,
    Meaning::Role,
    Meaning::Weight,
    Meaning::Start,
    Meaning::End,
    Meaning::Notes,
    Meaning::SourceTitles,
    Meaning::SourceUrls,
    Meaning::SourceDates,
    Meaning::Confidence,
    Meaning::CheckedOn,
    Meaning::CheckedBy,
];

/// The actors of a map, one a row: id, name, kind, then all that is known of some.
pub fn actors(map: &Map, lang: Lang) -> Rows {
    let kinds = kind_names(map.schema(), lang);
    let values = || map.actors().map(|actor| &*actor.custom);
    let customs = custom_columns(map.schema(), FieldOwner::Actor, values, lang);
    let mut header = vec![header_name(&Field::Id, lang)];
    header.extend(ACTOR_FIELDS.iter().map(|meaning| header_name(&Field::Means(meaning.clone()), lang)));
    header.push(header_name(&Field::Means(Meaning::Pinned), lang));
    header.extend(customs.iter().map(|(_, name)| name.clone()));
    let rows = map.actors().map(|actor| {
        let mut row = vec![text(actor.id.as_str())];
        row.extend(ACTOR_FIELDS.iter().map(|meaning| actor_cell(actor, meaning, &kinds)));
        // Always said: it is how an import knows a table of ours.
        let pinned = actor.position.is_some_and(|position| position.pinned);
        row.push(text(if pinned { "true" } else { "false" }));
        row.extend(customs.iter().map(|(field, _)| custom_cell(actor.custom.get(&field.id))));
        row
    });
    Rows { header, rows: rows.collect() }.without_blanks(3)
}

/// The links of a map, one a row: id, the ends, the kind, then all that is known of some. Ends are
/// written by name where no two actors share one, else by id.
pub fn links(map: &Map, lang: Lang) -> Rows {
    links_with(map, lang, names_tell_apart(map), Directions::OfOwnKinds)
}

/// The links of a map as [`links`], their ends by id, each with whether it has a direction.
pub fn links_by_id(map: &Map, lang: Lang) -> Rows {
    links_with(map, lang, false, Directions::OfAll)
}

/// Which links say whether they have a direction.
#[derive(Clone, Copy, PartialEq)]
enum Directions {
    /// Those without one whose kind nobody else knows.
    OfOwnKinds,
    /// Every one.
    OfAll,
}

impl Directions {
    fn cell(self, map: &Map, link: &Link) -> Cell {
        let kind = map.schema().link_kind(&link.kind);
        let is_symmetric = kind.is_some_and(|kind| kind.symmetric);
        let is_own = || kind != crate::file::default_schema().link_kind(&link.kind);
        text(match self {
            Self::OfAll if is_symmetric => "undirected",
            Self::OfAll => "directed",
            Self::OfOwnKinds if is_symmetric && is_own() => "undirected",
            Self::OfOwnKinds => "",
        })
    }
}

fn links_with(map: &Map, lang: Lang, by_name: bool, directions: Directions) -> Rows {
    let verbs: BTreeMap<&str, String> =
        unique_names(map.schema().link_kinds().iter().map(|kind| (kind.id.as_str(), kind.verb.get(lang))));
    let values = || map.links().map(|link| &*link.details.custom);
    let customs = custom_columns(map.schema(), FieldOwner::Link, values, lang);
    let mut header: Vec<String> =
        [Field::Id, Field::From, Field::To].iter().map(|field| header_name(field, lang)).collect();
    header.extend(LINK_FIELDS.iter().map(|meaning| header_name(&Field::Means(meaning.clone()), lang)));
    header.push(header_name(&Field::Direction, lang));
    header.extend(customs.iter().map(|(_, name)| name.clone()));
    let rows = map.links_with_ends().map(|(link, from, to)| {
        let end = |actor: &Actor| text(if by_name { &actor.name } else { actor.id.as_str() });
        let mut row = vec![text(link.id.as_str()), end(from), end(to)];
        row.extend(LINK_FIELDS.iter().map(|meaning| link_cell(link, meaning, &verbs)));
        row.push(directions.cell(map, link));
        row.extend(customs.iter().map(|(field, _)| custom_cell(link.details.custom.get(&field.id))));
        row
    });
    Rows { header, rows: rows.collect() }.without_blanks(4)
}

/// The sources of a map, each once: title, address, date, how many actors and links rest on it.
pub fn sources(map: &Map, lang: Lang) -> Rows {
    let mut uses: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let provenances =
        map.actors().map(|actor| &actor.provenance).chain(map.links().map(|link| &link.provenance));
    for source in provenances.flat_map(|provenance| provenance.sources.iter()) {
        let date = source.date.as_ref().map(ToString::to_string).unwrap_or_default();
        *uses.entry((source.title.to_string(), source.url.to_string(), date)).or_default() += 1;
    }
    let header = match lang {
        Lang::Fr => ["Titre", "Adresse web", "Date", "Acteurs et liens"],
        Lang::En => ["Title", "Web address", "Date", "Actors and links"],
    };
    let rows = uses.into_iter().map(|((title, url, date), count)| {
        vec![text(&title), text(&url), text(&date), Cell::Number(count.to_string())]
    });
    Rows { header: header.map(str::to_owned).to_vec(), rows: rows.collect() }
}

/// Whether every actor has a name of its own that can stand for it, spaces and bars aside, and that is
/// no other's id.
fn names_tell_apart(map: &Map) -> bool {
    let mut names = BTreeSet::new();
    map.actors().all(|actor| {
        let name: &str = &actor.name;
        !name.is_empty()
            && crate::import::table::clean(name) == name
            && !name.contains('|')
            && names.insert(name)
            && (name == actor.id.as_str() || map.actor(&name.into()).is_none())
    })
}

/// Whether the ends of links cannot be told by ids: a bar in one would be taken for two, spaces around
/// it are not read.
fn ids_mislead(map: &Map) -> bool {
    map.actors().any(|actor| {
        let id = actor.id.as_str();
        id.contains('|') || crate::import::table::clean(id) != id
    })
}

/// Whether actors are numbered for a table, as nothing else tells the ends of links apart. `by_name`
/// says that names may.
pub(super) fn numbers_actors(map: &Map, by_name: bool) -> bool {
    ids_mislead(map) && !(by_name && names_tell_apart(map))
}

/// The map, with numbers for the ids of actors where a table cannot do without.
pub(super) fn numbered(map: &Map, by_name: bool) -> Cow<'_, Map> {
    if !numbers_actors(map, by_name) {
        return Cow::Borrowed(map);
    }
    let numbers: BTreeMap<&ActorId, ActorId> =
        map.actors().zip(1..).map(|(actor, n)| (&actor.id, ActorId::new(n.to_string()))).collect();
    let number = |id: &ActorId| numbers.get(id).cloned().unwrap_or_else(|| id.clone());
    let actors = map.actors().map(|actor| {
        let mut actor = Actor::clone(actor);
        actor.id = number(&actor.id);
        Arc::new(actor)
    });
    let links = map.links().map(|link| {
        let mut link = Link::clone(link);
        (link.from, link.to) = (number(&link.from), number(&link.to));
        Arc::new(link)
    });
    let (actors, links) = (actors.collect(), links.collect());
    let mut numbered = map.clone();
    numbered.fill(actors, links);
    Cow::Owned(numbered)
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// The names of kinds of actors, or their ids where two share a name.
fn kind_names(schema: &Schema, lang: Lang) -> BTreeMap<&str, String> {
    unique_names(schema.actor_kinds.values().map(|kind| (kind.id.as_str(), kind.label.get(lang))))
}

fn unique_names<'a>(entries: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<&'a str, String> {
    let entries: Vec<(&str, &str)> = entries.collect();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for (_, name) in &entries {
        *count.entry(crate::fold::fold(name)).or_default() += 1;
    }
    let named = |(id, name): (&'a str, &'a str)| {
        let own = count.get(&crate::fold::fold(name)) == Some(&1) && !name.trim().is_empty();
        (id, if own { name.to_owned() } else { id.to_owned() })
    };
    entries.into_iter().map(named).collect()
}

/// The custom fields with the names of their columns: those that would be taken for something else say
/// that they are custom, those whose texts would that they are text.
fn custom_columns<
    'a,
    V: Iterator<Item = &'a std::collections::BTreeMap<crate::model::FieldId, FieldValue>>,
>(
    schema: &Schema,
    owner: FieldOwner,
    values: impl Fn() -> V,
    lang: Lang,
) -> Vec<(std::sync::Arc<CustomField>, String)> {
    let mut taken = BTreeSet::new();
    let fields = schema.fields(owner).into_iter().map(|field| {
        let label = match field.label.get(lang).trim() {
            "" => field.id.as_str(),
            label => label,
        };
        let header = Header::new(label);
        let known = match owner {
            FieldOwner::Actor => header.of_actor(),
            FieldOwner::Link => header.of_link(),
        };
        let is_safe = known.is_none() && header.name == label && taken.insert(crate::fold::fold(label));
        let texts = || {
            values().filter_map(|values| match values.get(&field.id) {
                Some(FieldValue::Text(text)) => Some(text.trim()),
                _ => None,
            })
        };
        let name = match (is_safe, crate::import::table::would_change(texts)) {
            (true, true) => format!("{label}:string"),
            (true, false) => label.to_owned(),
            (false, _) => format!("{label} (custom)"),
        };
        (field.clone(), name)
    });
    fields.collect()
}

fn custom_cell(value: Option<&FieldValue>) -> Cell {
    match value {
        None => text(""),
        Some(FieldValue::Number(number)) => Cell::Number(number.to_string()),
        Some(value) => Cell::Text(value.to_string()),
    }
}

fn number(value: Option<f64>) -> Cell {
    value.filter(|value| value.is_finite()).map_or_else(|| text(""), |value| Cell::Number(value.to_string()))
}

fn date(value: Option<&crate::model::FuzzyDate>) -> Cell {
    Cell::Text(value.map(ToString::to_string).unwrap_or_default())
}

fn provenance_cell(provenance: &Provenance, meaning: &Meaning) -> Option<Cell> {
    let list = |each: &dyn Fn(&crate::model::Source) -> String| {
        Cell::Text(join_list(provenance.sources.iter().map(each)))
    };
    Some(match meaning {
        Meaning::SourceTitles => list(&|source| source.title.to_string()),
        Meaning::SourceUrls => list(&|source| source.url.to_string()),
        Meaning::SourceDates => {
            list(&|source| source.date.as_ref().map(ToString::to_string).unwrap_or_default())
        }
        Meaning::Confidence => text(provenance.confidence.as_ref().map_or("", |level| level.as_str())),
        Meaning::CheckedOn => date(provenance.checked_on.as_ref()),
        Meaning::CheckedBy => text(&provenance.checked_by),
        _ => return None,
    })
}

fn actor_cell(actor: &Actor, meaning: &Meaning, kinds: &BTreeMap<&str, String>) -> Cell {
    if let Some(cell) = provenance_cell(&actor.provenance, meaning) {
        return cell;
    }
    let aliases =
        |each: &dyn Fn(&crate::model::Alias) -> String| Cell::Text(join_list(actor.aliases.iter().map(each)));
    let contacts = |each: &dyn Fn(&crate::model::Contact) -> String| {
        Cell::Text(join_list(actor.contacts.iter().map(each)))
    };
    let flag = |value: bool| value.to_string();
    match meaning {
        Meaning::Name => text(&actor.name),
        Meaning::Kind => text(kinds.get(actor.kind.as_str()).map_or(actor.kind.as_str(), String::as_str)),
        Meaning::ShortName => text(&actor.short_name),
        Meaning::Acronym => text(&actor.acronym),
        Meaning::Aliases => aliases(&|alias| alias.name.to_string()),
        Meaning::AliasesUntil => {
            aliases(&|alias| alias.until.as_ref().map(ToString::to_string).unwrap_or_default())
        }
        Meaning::AliasesFormer => {
            aliases(&|alias| if alias.former { "true".to_owned() } else { String::new() })
        }
        Meaning::Description => text(&actor.description),
        Meaning::Notes => text(&actor.notes),
        Meaning::Tags => Cell::Text(join_list(actor.tags.iter().map(|tag| tag.to_string()))),
        Meaning::Territory => text(&actor.place.territory),
        Meaning::Commune => text(&actor.place.commune),
        Meaning::Insee => text(&actor.place.insee),
        Meaning::Address => text(&actor.place.address),
        Meaning::Latitude => number(actor.place.latitude),
        Meaning::Longitude => number(actor.place.longitude),
        Meaning::PlacePrecision => text(&actor.place.precision),
        Meaning::Start => date(actor.period.start.as_ref()),
        Meaning::End => date(actor.period.end.as_ref()),
        Meaning::Siren => text(&actor.identifiers.siren),
        Meaning::Siret => text(&actor.identifiers.siret),
        Meaning::Rna => text(&actor.identifiers.rna),
        Meaning::LegalForm => text(&actor.legal_form),
        Meaning::Website => text(&actor.website),
        Meaning::Contacts => contacts(&|contact| contact.label.to_string()),
        Meaning::Emails => contacts(&|contact| contact.email.to_string()),
        Meaning::Phones => contacts(&|contact| contact.phone.to_string()),
        Meaning::ContactsPrivate => contacts(&|contact| flag(contact.private)),
        Meaning::Hull => Cell::Text(actor.hull.map(flag).unwrap_or_default()),
        Meaning::X => number(actor.position.map(|position| position.at.x)),
        Meaning::Y => number(actor.position.map(|position| position.at.y)),
        _ => text(""),
    }
}

fn link_cell(link: &Link, meaning: &Meaning, verbs: &BTreeMap<&str, String>) -> Cell {
    if let Some(cell) = provenance_cell(&link.provenance, meaning) {
        return cell;
    }
    match meaning {
        Meaning::Kind => text(verbs.get(link.kind.as_str()).map_or(link.kind.as_str(), String::as_str)),
        Meaning::Role => text(&link.details.role),
        Meaning::Weight => number(link.weight.get()),
        Meaning::Start => date(link.period.start.as_ref()),
        Meaning::End => date(link.period.end.as_ref()),
        Meaning::Notes => text(&link.details.notes),
        _ => text(""),
    }
}
