//! Loss: what a format cannot hold, said before it is written.

use std::fmt;

use crate::export::Format;
use crate::file;
use crate::model::{FieldOwner, Map};

/// Something a format cannot hold, and how much of it the map has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Links: the format has points only.
    Links(usize),
    /// Actors without coordinates on the globe.
    ActorsWithoutCoordinates(usize),
    /// Places on the map.
    Positions(usize),
    /// Fractions of places on the map.
    PositionFractions(usize),
    /// Of kinds that are the map's own: family, definition, icon, the label in the other language.
    KindDetails(usize),
    /// Of custom fields: their types, choices and whether they are private.
    FieldDetails(usize),
    /// Fields are there for people to read, not as data.
    FieldsAsText,
    /// Fields that the vocabularies of the format have no word for.
    FieldsWithoutWord(usize),
    /// The ids of actors and links: the format numbers them.
    Ids,
    /// Members of the file this version does not know.
    UnknownMembers(usize),
    /// Links whose ends are not on the map.
    StrandedLinks(usize),
    /// Control characters, which the format forbids, become U+FFFD.
    ControlCharacters(usize),
    /// Title, author and licence of the map.
    About,
}

impl Loss {
    /// A name for it that stays the same, for what is said in other languages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Links(_) => "links",
            Self::ActorsWithoutCoordinates(_) => "actors-without-coordinates",
            Self::Positions(_) => "positions",
            Self::PositionFractions(_) => "position-fractions",
            Self::KindDetails(_) => "kind-details",
            Self::FieldDetails(_) => "field-details",
            Self::FieldsAsText => "fields-as-text",
            Self::FieldsWithoutWord(_) => "fields-without-word",
            Self::Ids => "ids",
            Self::UnknownMembers(_) => "unknown-members",
            Self::StrandedLinks(_) => "stranded-links",
            Self::ControlCharacters(_) => "control-characters",
            Self::About => "about",
        }
    }

    /// How much of it the map has; 1 where it is not counted.
    pub fn count(self) -> usize {
        match self {
            Self::Links(n)
            | Self::ActorsWithoutCoordinates(n)
            | Self::Positions(n)
            | Self::PositionFractions(n)
            | Self::KindDetails(n)
            | Self::FieldDetails(n)
            | Self::FieldsWithoutWord(n)
            | Self::UnknownMembers(n)
            | Self::StrandedLinks(n)
            | Self::ControlCharacters(n) => n,
            Self::FieldsAsText | Self::Ids | Self::About => 1,
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Links(n) => write!(f, "{n} links are left out: the format has points only"),
            Self::ActorsWithoutCoordinates(n) => {
                write!(f, "{n} actors without latitude and longitude are left out")
            }
            Self::Positions(n) => write!(f, "{n} places on the map are left out"),
            Self::PositionFractions(n) => write!(f, "{n} places on the map are rounded to whole units"),
            Self::KindDetails(n) => {
                write!(
                    f,
                    "of {n} kinds of your own, family, definition and icon are left out; label and colour stay"
                )
            }
            Self::FieldDetails(n) => {
                write!(f, "of {n} custom fields, type, choices and privacy are left out")
            }
            Self::FieldsAsText => f.write_str("fields become text to read on the cards"),
            Self::FieldsWithoutWord(n) => {
                write!(f, "{n} values the vocabularies have no word for are left out")
            }
            Self::Ids => f.write_str("actors and links are numbered anew: their ids are left out"),
            Self::UnknownMembers(n) => write!(f, "{n} values of a newer version of Maillage are left out"),
            Self::StrandedLinks(n) => write!(f, "{n} links to actors that are not on the map are left out"),
            Self::ControlCharacters(n) => write!(f, "{n} control characters are replaced"),
            Self::About => f.write_str("title, description, author and licence of the map are left out"),
        }
    }
}

/// What a format cannot hold of a map. Nothing where it holds everything, or is no data.
pub fn losses(map: &Map, format: Format) -> Vec<Loss> {
    let mut losses = Vec::new();
    let is_data = matches!(
        format,
        Format::Gexf
            | Format::GraphMl
            | Format::KumuJson
            | Format::CyJs
            | Format::Cx2
            | Format::Canvas
            | Format::Dot
            | Format::GoGoCarto
            | Format::JsonLd
            | Format::Csv
            | Format::Xlsx
            | Format::KumuXlsx
    );
    if !is_data {
        return losses;
    }
    let mut say = |loss: Loss| {
        if loss.count() > 0 {
            losses.push(loss);
        }
    };
    let placed = map.actors().filter(|actor| actor.position.is_some()).count();
    match format {
        Format::GoGoCarto => {
            say(Loss::Links(map.link_count()));
            let lost =
                map.actors().filter(|a| a.place.latitude.is_none() || a.place.longitude.is_none()).count();
            say(Loss::ActorsWithoutCoordinates(lost));
            say(Loss::Positions(placed));
            say(Loss::About);
        }
        Format::JsonLd => {
            say(Loss::Positions(placed));
            let fields: usize = map.actors().map(|actor| actor.custom.len()).sum();
            let of_links: usize = map.links().map(|link| link.custom.len()).sum();
            say(Loss::FieldsWithoutWord(fields + of_links));
        }
        Format::Canvas => {
            let whole = |value: f64| value.fract() == 0.0;
            let broken = map.actors().filter_map(|actor| actor.position);
            say(Loss::PositionFractions(broken.filter(|p| !whole(p.at.x) || !whole(p.at.y)).count()));
            say(Loss::FieldsAsText);
        }
        Format::Cx2 => say(Loss::Ids),
        Format::Dot | Format::Csv | Format::Xlsx | Format::KumuXlsx => say(Loss::About),
        _ => {}
    }
    say(Loss::KindDetails(own_kinds(map)));
    let schema = map.schema();
    let fields = schema.fields(FieldOwner::Actor).len() + schema.fields(FieldOwner::Link).len();
    say(Loss::FieldDetails(fields));
    say(Loss::UnknownMembers(unknown(map)));
    say(Loss::StrandedLinks(map.stranded_links().len()));
    if matches!(format, Format::Gexf | Format::GraphMl) {
        say(Loss::ControlCharacters(controls(map)));
    }
    losses
}

/// Kinds in use that the default schema does not have as they are.
fn own_kinds(map: &Map) -> usize {
    let (schema, known) = (map.schema(), file::default_schema());
    let mut used: Vec<_> = map.actors().map(|actor| actor.kind.clone()).collect();
    used.sort();
    used.dedup();
    let actors = used.iter().filter(|kind| schema.actor_kind(kind) != known.actor_kind(kind)).count();
    let mut used: Vec<_> = map.links().map(|link| link.kind.clone()).collect();
    used.sort();
    used.dedup();
    actors + used.iter().filter(|kind| schema.link_kind(kind) != known.link_kind(kind)).count()
}

fn unknown(map: &Map) -> usize {
    let of_actors = map.actors().map(|actor| {
        let parts = actor.aliases.iter().map(|part| part.extra.len());
        let contacts = actor.contacts.iter().map(|part| part.extra.len());
        let sources = actor.provenance.sources.iter().map(|part| part.extra.len());
        actor.extra.len()
            + actor.place.extra.len()
            + actor.period.extra.len()
            + actor.provenance.extra.len()
            + parts.chain(contacts).chain(sources).sum::<usize>()
    });
    let of_links = map.links().map(|link| {
        let sources = link.provenance.sources.iter().map(|part| part.extra.len());
        link.extra.len() + link.period.extra.len() + link.provenance.extra.len() + sources.sum::<usize>()
    });
    map.extra.len() + of_actors.chain(of_links).sum::<usize>()
}

fn controls(map: &Map) -> usize {
    let count = |text: &str| text.chars().filter(|c| super::markup::is_forbidden(*c)).count();
    let of_actors =
        map.actors().map(|a| count(&a.name) + count(&a.short_name) + count(&a.description) + count(&a.notes));
    of_actors.sum::<usize>() + map.links().map(|link| count(&link.role) + count(&link.notes)).sum::<usize>()
}
