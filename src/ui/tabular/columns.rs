//! Columns: what a cell of an actor or of a link holds, how it is read from text and written to it.
//! The table, copying and pasting all go through here.

use crate::edit::FieldName;
use crate::model::{
    Actor, ActorId, ActorKindId, Confidence, FuzzyDate, Link, LinkKindId, Map, Place, identifier,
};
use crate::query::fold;
use crate::session::Session;
use crate::text::Text;
use arcstr::ArcStr;

/// Why a cell does not take a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFault {
    /// Not a date.
    Date,
    /// Not a number, or a negative one.
    Number,
    /// No such kind of actor or link.
    Kind,
    /// No level of confidence.
    Confidence,
    /// No actor of the map bears the name.
    Actor,
    /// An actor is known by its name: the cell is never empty.
    Name,
    /// What the cell says is counted, not typed.
    Fixed,
}

impl CellFault {
    /// The key of the sentence that says it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Date => "table-fault-date",
            Self::Number => "table-fault-number",
            Self::Kind => "table-fault-kind",
            Self::Confidence => "table-fault-confidence",
            Self::Name => "table-fault-name",
            Self::Actor => "table-fault-actor",
            Self::Fixed => "table-fault-fixed",
        }
    }
}

/// A column of the actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it: the fields of an actor
pub enum ActorColumn {
    Name,
    Kind,
    ShortName,
    Acronym,
    Commune,
    Insee,
    Address,
    Territory,
    Tags,
    Start,
    End,
    Siren,
    Siret,
    Rna,
    LegalForm,
    Website,
    Description,
    Links,
    Confidence,
}

impl ActorColumn {
    /// The columns that copying writes. Contacts and working notes are private: they stay.
    pub const COPIED: &'static [Self] = &[
        Self::Name,
        Self::Kind,
        Self::ShortName,
        Self::Acronym,
        Self::Commune,
        Self::Insee,
        Self::Address,
        Self::Territory,
        Self::Tags,
        Self::Start,
        Self::End,
        Self::Siren,
        Self::Siret,
        Self::Rna,
        Self::LegalForm,
        Self::Website,
        Self::Description,
        Self::Confidence,
    ];

    /// The key of its heading.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "table-col-name",
            Self::Kind => "table-col-kind",
            Self::ShortName => "table-col-short-name",
            Self::Acronym => "table-col-acronym",
            Self::Commune => "table-col-commune",
            Self::Insee => "table-col-insee",
            Self::Address => "table-col-address",
            Self::Territory => "table-col-territory",
            Self::Tags => "table-col-tags",
            Self::Start => "table-col-start",
            Self::End => "table-col-end",
            Self::Siren => "table-col-siren",
            Self::Siret => "table-col-siret",
            Self::Rna => "table-col-rna",
            Self::LegalForm => "table-col-legal-form",
            Self::Website => "table-col-website",
            Self::Description => "table-col-description",
            Self::Links => "table-col-links",
            Self::Confidence => "table-col-confidence",
        }
    }

    /// The column that a heading in French or English means.
    pub fn of_heading(heading: &str) -> Option<Self> {
        Some(match fold(heading).as_str() {
            "nom" | "name" | "label" | "libelle" | "acteur" | "actor" | "organisation" | "organization"
            | "structure" | "denomination" | "raison sociale" | "nom complet" | "full name" => Self::Name,
            "type" | "kind" | "categorie" | "category" | "nature" | "type d acteur" | "actor kind" => {
                Self::Kind
            }
            "nom court" | "short name" => Self::ShortName,
            "sigle" | "acronyme" | "acronym" => Self::Acronym,
            "commune" | "ville" | "town" | "city" | "municipality" => Self::Commune,
            "code insee" | "insee" | "code commune" | "insee code" => Self::Insee,
            "adresse" | "address" => Self::Address,
            "territoire" | "territory" => Self::Territory,
            "etiquettes" | "etiquette" | "tags" | "tag" | "mots cles" | "keywords" => Self::Tags,
            "debut" | "start" | "date de debut" | "start date" | "depuis" | "since" | "creation"
            | "date de creation" => Self::Start,
            "fin" | "end" | "date de fin" | "end date" | "until" => Self::End,
            "siren" | "n siren" | "numero siren" => Self::Siren,
            "siret" | "n siret" | "numero siret" => Self::Siret,
            "rna" | "n rna" | "numero rna" => Self::Rna,
            "forme juridique" | "statut juridique" | "legal form" => Self::LegalForm,
            "site" | "website" | "site web" | "site internet" | "url" | "web" => Self::Website,
            "description" | "presentation" => Self::Description,
            "liens" | "links" | "nombre de liens" => Self::Links,
            "confiance" | "confidence" | "fiabilite" => Self::Confidence,
            _ => return None,
        })
    }

    /// The field it edits, which names the step of the history.
    pub fn field(self) -> FieldName {
        match self {
            Self::Name => FieldName::Name,
            Self::Kind => FieldName::Kind,
            Self::ShortName => FieldName::ShortName,
            Self::Acronym => FieldName::Acronym,
            Self::Commune | Self::Insee => FieldName::Commune,
            Self::Address => FieldName::Address,
            Self::Territory => FieldName::Territory,
            Self::Tags => FieldName::Tags,
            Self::Start => FieldName::Start,
            Self::End => FieldName::End,
            Self::Siren | Self::Siret | Self::Rna => FieldName::Identifiers,
            Self::LegalForm => FieldName::LegalForm,
            Self::Website => FieldName::Website,
            Self::Description => FieldName::Description,
            Self::Links => FieldName::Ends,
            Self::Confidence => FieldName::Confidence,
        }
    }

    /// What its cell says of an actor.
    pub fn text(self, map: &Map, actor: &Actor, text: &Text) -> String {
        match self {
            Self::Name => actor.name.to_string(),
            Self::Kind => map
                .schema()
                .actor_kind(&actor.kind)
                .map_or_else(|| actor.kind.to_string(), |kind| kind.label.get(text.lang()).to_owned()),
            Self::ShortName => actor.short_name.to_string(),
            Self::Acronym => actor.acronym.to_string(),
            Self::Commune => actor.place.commune.to_string(),
            Self::Insee => actor.place.insee.to_string(),
            Self::Address => actor.place.address.to_string(),
            Self::Territory => actor.place.territory.to_string(),
            Self::Tags => actor.tags.join(", "),
            Self::Start => date_text(&actor.period.start),
            Self::End => date_text(&actor.period.end),
            Self::Siren => actor.identifiers.siren.to_string(),
            Self::Siret => actor.identifiers.siret.to_string(),
            Self::Rna => actor.identifiers.rna.to_string(),
            Self::LegalForm => actor.legal_form.to_string(),
            Self::Website => actor.website.to_string(),
            Self::Description => actor.description.to_string(),
            Self::Links => map.degree(&actor.id).to_string(),
            Self::Confidence => confidence_text(actor.provenance.confidence.as_ref(), text),
        }
    }

    /// Writes a text into its cell; an empty one empties it.
    ///
    /// # Errors
    /// Where the cell does not take it; the actor is as it was then.
    pub fn set(self, map: &Map, actor: &mut Actor, typed: &str) -> Result<(), CellFault> {
        let typed = typed.trim();
        let words = || one_line(typed);
        match self {
            Self::Name if typed.is_empty() => return Err(CellFault::Name),
            Self::Name => actor.name = words().into(),
            Self::Kind => actor.kind = actor_kind_of(map, typed).ok_or(CellFault::Kind)?,
            // On the canvas it may stand on two lines.
            Self::ShortName => actor.short_name = typed.into(),
            Self::Acronym => actor.acronym = words().into(),
            Self::Commune => set_commune(&mut actor.place, typed),
            Self::Insee => actor.place.insee = words().into(),
            Self::Address => actor.place.address = words().into(),
            Self::Territory => actor.place.territory = words().into(),
            Self::Tags => actor.tags = tags_of(typed).into(),
            Self::Start => actor.period.start = date_of(typed)?,
            Self::End => actor.period.end = date_of(typed)?,
            Self::Siren => actor.identifiers.siren = identifier::compact(typed).into(),
            Self::Siret => actor.identifiers.siret = identifier::compact(typed).into(),
            Self::Rna => actor.identifiers.rna = identifier::compact(typed).into(),
            Self::LegalForm => actor.legal_form = words().into(),
            Self::Website => actor.website = words().into(),
            Self::Description => actor.description = typed.into(),
            Self::Links => return Err(CellFault::Fixed),
            Self::Confidence => actor.provenance.confidence = confidence_of(typed)?,
        }
        Ok(())
    }
}

/// A column of the links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it: the fields of a link
pub enum LinkColumn {
    From,
    Verb,
    To,
    Role,
    Start,
    End,
    Weight,
    Confidence,
}

impl LinkColumn {
    /// Every column, in the order of the table and of what copying writes.
    pub const ALL: &'static [Self] = &[
        Self::From,
        Self::Verb,
        Self::To,
        Self::Role,
        Self::Start,
        Self::End,
        Self::Weight,
        Self::Confidence,
    ];

    /// The key of its heading.
    pub fn key(self) -> &'static str {
        match self {
            Self::From => "table-col-from",
            Self::Verb => "table-col-verb",
            Self::To => "table-col-to",
            Self::Role => "table-col-role",
            Self::Start => "table-col-start",
            Self::End => "table-col-end",
            Self::Weight => "table-col-weight",
            Self::Confidence => "table-col-confidence",
        }
    }

    /// The column that a heading in French or English means.
    pub fn of_heading(heading: &str) -> Option<Self> {
        Some(match fold(heading).as_str() {
            "de" | "from" | "source" | "origine" | "depart" | "acteur source" => Self::From,
            "verbe" | "verb" | "type" | "kind" | "lien" | "link" | "relation" | "type de lien"
            | "link kind" => Self::Verb,
            "vers" | "a" | "to" | "target" | "cible" | "destination" | "acteur cible" => Self::To,
            "role" => Self::Role,
            "debut" | "start" | "date de debut" | "start date" | "depuis" | "since" => Self::Start,
            "fin" | "end" | "date de fin" | "end date" | "until" => Self::End,
            "poids" | "weight" | "force" | "strength" => Self::Weight,
            "confiance" | "confidence" | "fiabilite" => Self::Confidence,
            _ => return None,
        })
    }

    /// The field it edits, which names the step of the history.
    pub fn field(self) -> FieldName {
        match self {
            Self::From | Self::To => FieldName::Ends,
            Self::Verb => FieldName::Kind,
            Self::Role => FieldName::Role,
            Self::Start => FieldName::Start,
            Self::End => FieldName::End,
            Self::Weight => FieldName::Weight,
            Self::Confidence => FieldName::Confidence,
        }
    }

    /// What its cell says of a link.
    pub fn text(self, map: &Map, link: &Link, text: &Text) -> String {
        let name = |id: &ActorId| map.actor(id).map(|actor| actor.name.clone()).unwrap_or_default();
        match self {
            Self::From => name(&link.from).to_string(),
            Self::To => name(&link.to).to_string(),
            Self::Verb => map
                .schema()
                .link_kind(&link.kind)
                .map_or_else(|| link.kind.to_string(), |kind| kind.verb.get(text.lang()).to_owned()),
            Self::Role => link.details.role.to_string(),
            Self::Start => date_text(&link.period.start),
            Self::End => date_text(&link.period.end),
            Self::Weight => link.weight.get().map(|weight| weight.to_string()).unwrap_or_default(),
            Self::Confidence => confidence_text(link.provenance.confidence.as_ref(), text),
        }
    }

    /// Writes a text into its cell; an empty one empties it. An end takes the name of an actor.
    /// A verb read the other way round ("est soutenu par") turns the link about.
    ///
    /// # Errors
    /// Where the cell does not take it; the link is as it was then.
    pub fn set(self, map: &Map, link: &mut Link, typed: &str) -> Result<(), CellFault> {
        let typed = typed.trim();
        match self {
            Self::From => link.from = actor_named(map, typed).ok_or(CellFault::Actor)?,
            Self::To => link.to = actor_named(map, typed).ok_or(CellFault::Actor)?,
            Self::Verb => {
                let (kind, is_inverse) = link_kind_of(map, typed).ok_or(CellFault::Kind)?;
                link.kind = kind;
                if is_inverse {
                    std::mem::swap(&mut link.from, &mut link.to);
                }
            }
            Self::Role => link.details.role = one_line(typed).into(),
            Self::Start => link.period.start = date_of(typed)?,
            Self::End => link.period.end = date_of(typed)?,
            Self::Weight => link.weight = weight_of(typed)?.into(),
            Self::Confidence => link.provenance.confidence = confidence_of(typed)?,
        }
        Ok(())
    }
}

/// Names and the like are one line, though the cells of spreadsheets may have several.
fn one_line(cell: &str) -> String {
    cell.split(['\n', '\r', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The kind a new actor has until another is chosen: an association, else the most used one.
pub fn default_actor_kind(session: &Session) -> ActorKindId {
    let association = ActorKindId::new("association");
    let schema = session.map().schema();
    if schema.actor_kind(&association).is_some() {
        return association;
    }
    let most = session.counts().kinds.iter().max_by_key(|(_, count)| **count).map(|(kind, _)| kind.clone());
    most.or_else(|| schema.actor_kinds().first().map(|kind| kind.id.clone())).unwrap_or(association)
}

/// The kind of actor that a word means: its label in either language, or its id.
pub fn actor_kind_of(map: &Map, word: &str) -> Option<ActorKindId> {
    let word = fold(word);
    let kinds = map.schema().actor_kinds();
    let means = |texts: [&str; 3]| texts.iter().any(|text| fold(text) == word);
    let found = kinds.iter().find(|kind| means([&kind.label.fr, &kind.label.en, kind.id.as_str()]));
    found.filter(|_| !word.is_empty()).map(|kind| kind.id.clone())
}

/// The kind of link that a verb means, and whether it is the verb of the other direction.
pub fn link_kind_of(map: &Map, word: &str) -> Option<(LinkKindId, bool)> {
    let word = fold(word);
    if word.is_empty() {
        return None;
    }
    let kinds = map.schema().link_kinds();
    let find = |texts: fn(&crate::model::LinkKind) -> [&str; 3]| {
        kinds.iter().find(|kind| texts(kind).iter().any(|text| fold(text) == word))
    };
    let same = find(|kind| [&kind.verb.fr, &kind.verb.en, kind.id.as_str()]);
    let inverse = || find(|kind| [&kind.inverse.fr, &kind.inverse.en, ""]);
    same.map(|kind| (kind.id.clone(), false))
        .or_else(|| inverse().map(|kind| (kind.id.clone(), !kind.symmetric)))
}

/// The actor that bears a name (accents and case ignored): its full name before its short one,
/// acronym or other names; the smallest id where several do.
pub fn actor_named(map: &Map, name: &str) -> Option<ActorId> {
    let name = fold(name);
    if name.is_empty() {
        return None;
    }
    let by_full_name = map.actors().find(|actor| fold(&actor.name) == name);
    let by_other = || {
        map.actors().find(|actor| {
            let aliases = actor.aliases.iter().map(|alias| &alias.name);
            [&actor.short_name, &actor.acronym].into_iter().chain(aliases).any(|other| fold(other) == name)
        })
    };
    by_full_name.or_else(by_other).map(|actor| actor.id.clone())
}

/// The date a text means; `None` for an empty one.
fn date_of(typed: &str) -> Result<Option<FuzzyDate>, CellFault> {
    if typed.is_empty() {
        return Ok(None);
    }
    FuzzyDate::parse_typed(typed).map(Some).ok_or(CellFault::Date)
}

fn date_text(date: &Option<FuzzyDate>) -> String {
    date.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn weight_of(typed: &str) -> Result<Option<f64>, CellFault> {
    if typed.is_empty() {
        return Ok(None);
    }
    let number: String =
        typed.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    let weight = number.parse::<f64>().ok().filter(|weight| weight.is_finite() && *weight >= 0.0);
    weight.map(Some).ok_or(CellFault::Number)
}

/// The words for a level of confidence; empty where none was given.
pub fn confidence_text(confidence: Option<&Confidence>, text: &Text) -> String {
    match confidence {
        None => String::new(),
        Some(Confidence::High) => text.get("table-confidence-high").to_owned(),
        Some(Confidence::Medium) => text.get("table-confidence-medium").to_owned(),
        Some(Confidence::Low) => text.get("table-confidence-low").to_owned(),
        Some(Confidence::Other(word)) => word.clone(),
    }
}

fn confidence_of(typed: &str) -> Result<Option<Confidence>, CellFault> {
    Ok(Some(match fold(typed).as_str() {
        "" => return Ok(None),
        "high" | "elevee" | "haute" | "forte" => Confidence::High,
        "medium" | "moyenne" => Confidence::Medium,
        "low" | "faible" | "basse" => Confidence::Low,
        _ => return Err(CellFault::Confidence),
    }))
}

/// Free words parted by commas or semicolons, each once.
fn tags_of(typed: &str) -> Vec<ArcStr> {
    let mut tags: Vec<ArcStr> = Vec::new();
    for tag in typed.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|other| other == tag) {
            tags.push(tag.into());
        }
    }
    tags
}

/// Another commune: the code and the point of the one before no longer hold. They are found again
/// where France has one commune of this name only.
fn set_commune(place: &mut Place, typed: &str) {
    if place.commune == typed {
        return;
    }
    place.commune = typed.into();
    place.insee = ArcStr::new();
    if place.precision == "commune" {
        (place.latitude, place.longitude) = (None, None);
        place.precision = ArcStr::new();
    }
    if typed.is_empty() {
        return;
    }
    use crate::geo::{Gazetteer, Match};
    let name = fold(typed);
    let hits = Gazetteer::france().complete(typed, 8);
    let mut named = hits
        .iter()
        .filter(|hit| hit.how <= Match::Name && hit.via.is_none() && fold(hit.commune.name) == name);
    if let (Some(hit), None) = (named.next(), named.next()) {
        place.insee = hit.commune.code.into();
    }
}
