//! Loss: what a format cannot hold, said before it is written.

use std::collections::BTreeSet;
use std::fmt;

use crate::export::Format;
use crate::file;
use crate::import::kept;
use crate::model::{Actor, FieldOwner, Link, Map};

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
    /// Colours of kinds that are the map's own.
    KindColours(usize),
    /// Kinds of the map's own that no actor and no link has.
    UnusedKinds(usize),
    /// Of custom fields: their types, choices and whether they are private.
    FieldDetails(usize),
    /// Fields are there for people to read, not as data.
    FieldsAsText,
    /// Of links: dates, weight, notes, sources and custom fields.
    LinkDetails(usize),
    /// Fields that the vocabularies of the format have no word for.
    FieldsWithoutWord(usize),
    /// The ids of actors and links: the format numbers them.
    Ids,
    /// Members of the file this version does not know.
    UnknownMembers(usize),
    /// Reports of imports, kept with the map.
    ImportReports(usize),
    /// Links whose ends are not on the map.
    StrandedLinks(usize),
    /// Control characters, which the format forbids, become U+FFFD.
    ControlCharacters(usize),
    /// Texts longer than a cell holds are cut.
    LongTexts(usize),
    /// Title, author and licence of the map.
    About,
}

impl Loss {
    /// One of each, for whoever says them in other languages.
    pub const ALL: [Loss; 18] = [
        Self::Links(1),
        Self::ActorsWithoutCoordinates(1),
        Self::Positions(1),
        Self::PositionFractions(1),
        Self::KindDetails(1),
        Self::KindColours(1),
        Self::UnusedKinds(1),
        Self::FieldDetails(1),
        Self::FieldsAsText,
        Self::LinkDetails(1),
        Self::FieldsWithoutWord(1),
        Self::Ids,
        Self::UnknownMembers(1),
        Self::ImportReports(1),
        Self::StrandedLinks(1),
        Self::ControlCharacters(1),
        Self::LongTexts(1),
        Self::About,
    ];

    /// A name for it that stays the same, for what is said in other languages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Links(_) => "links",
            Self::ActorsWithoutCoordinates(_) => "actors-without-coordinates",
            Self::Positions(_) => "positions",
            Self::PositionFractions(_) => "position-fractions",
            Self::KindDetails(_) => "kind-details",
            Self::KindColours(_) => "kind-colours",
            Self::UnusedKinds(_) => "unused-kinds",
            Self::FieldDetails(_) => "field-details",
            Self::FieldsAsText => "fields-as-text",
            Self::LinkDetails(_) => "link-details",
            Self::FieldsWithoutWord(_) => "fields-without-word",
            Self::Ids => "ids",
            Self::UnknownMembers(_) => "unknown-members",
            Self::ImportReports(_) => "import-reports",
            Self::StrandedLinks(_) => "stranded-links",
            Self::ControlCharacters(_) => "control-characters",
            Self::LongTexts(_) => "long-texts",
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
            | Self::KindColours(n)
            | Self::UnusedKinds(n)
            | Self::FieldDetails(n)
            | Self::LinkDetails(n)
            | Self::FieldsWithoutWord(n)
            | Self::UnknownMembers(n)
            | Self::ImportReports(n)
            | Self::StrandedLinks(n)
            | Self::ControlCharacters(n)
            | Self::LongTexts(n) => n,
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
                write!(f, "of {n} kinds of your own, family, definition, shape and icon are left out")
            }
            Self::KindColours(n) => write!(f, "of {n} kinds of your own, the colour is left out"),
            Self::UnusedKinds(n) => write!(f, "{n} kinds of your own that nobody has are left out"),
            Self::FieldDetails(n) => {
                write!(f, "of {n} custom fields, type, choices and privacy are left out")
            }
            Self::FieldsAsText => f.write_str("fields become text to read on the cards"),
            Self::LinkDetails(n) => {
                write!(f, "of {n} links, dates, weight, notes, sources and custom fields are left out")
            }
            Self::FieldsWithoutWord(n) => {
                write!(f, "{n} values the vocabularies have no word for are left out")
            }
            Self::Ids => f.write_str("actors and links are numbered anew: their ids are left out"),
            Self::UnknownMembers(n) => write!(f, "{n} values of a newer version of Maillage are left out"),
            Self::ImportReports(n) => write!(f, "{n} reports of imports are left out"),
            Self::StrandedLinks(n) => write!(f, "{n} links to actors that are not on the map are left out"),
            Self::ControlCharacters(n) => write!(f, "{n} control characters are replaced"),
            Self::LongTexts(n) => {
                write!(f, "{n} texts are cut: a cell holds {} characters", super::xlsx::LONGEST)
            }
            Self::About => f.write_str("title, description, author and licence of the map are left out"),
        }
    }
}

/// What a format cannot hold of a map. Nothing where it holds everything, or is no data.
pub fn losses(map: &Map, format: Format) -> Vec<Loss> {
    let mut losses = Vec::new();
    if !format.is_data() {
        return losses;
    }
    let mut say = |loss: Loss| {
        if loss.count() > 0 {
            losses.push(loss);
        }
    };
    let placed = || map.actors().filter(|actor| actor.position.is_some()).count();
    let says_something = super::cells::said_of(map).next().is_some();
    match format {
        Format::GoGoCarto => {
            say(Loss::Links(map.link_count()));
            let lost =
                map.actors().filter(|a| a.place.latitude.is_none() || a.place.longitude.is_none()).count();
            say(Loss::ActorsWithoutCoordinates(lost));
            say(Loss::Positions(placed()));
        }
        Format::JsonLd => {
            say(Loss::Positions(placed()));
            say(Loss::FieldsWithoutWord(without_word(map)));
        }
        Format::Canvas => {
            let whole = |value: f64| value.fract() == 0.0;
            let broken = map.actors().filter_map(|actor| actor.position);
            say(Loss::PositionFractions(broken.filter(|p| !whole(p.at.x) || !whole(p.at.y)).count()));
            say(Loss::FieldsAsText);
            say(Loss::LinkDetails(map.links().filter(|link| says_more(link)).count()));
        }
        Format::Cx2 => say(Loss::Ids),
        Format::Xlsx | Format::KumuXlsx => {
            say(Loss::LongTexts(long_texts(map)));
        }
        _ => {}
    }
    let tables = matches!(format, Format::Csv | Format::Xlsx | Format::KumuXlsx);
    if says_something && (tables || matches!(format, Format::GoGoCarto | Format::Canvas)) {
        say(Loss::About);
    }
    if tables && super::rows::numbers_actors(map, format != Format::KumuXlsx) {
        say(Loss::Ids);
    }
    let kinds = OwnKinds::of(map);
    say(Loss::KindDetails(kinds.used));
    if tables || format == Format::KumuJson {
        say(Loss::KindColours(kinds.coloured));
    }
    if format != Format::JsonLd {
        say(Loss::UnusedKinds(kinds.unused));
    }
    let schema = map.schema();
    let fields = schema.fields(FieldOwner::Actor).len() + schema.fields(FieldOwner::Link).len();
    say(Loss::FieldDetails(fields));
    say(Loss::UnknownMembers(unknown(map)));
    say(Loss::ImportReports(kept::reports(map).len()));
    say(Loss::StrandedLinks(map.stranded_links().len()));
    if matches!(format, Format::Gexf | Format::GraphMl | Format::Dot) {
        say(Loss::ControlCharacters(controls(map)));
    }
    losses
}

/// Kinds that the default schema does not have as they are.
#[derive(Default)]
struct OwnKinds {
    /// Those in use.
    used: usize,
    /// Those in use by actors, which have a colour.
    coloured: usize,
    /// The others.
    unused: usize,
}

impl OwnKinds {
    fn of(map: &Map) -> Self {
        let (schema, known) = (map.schema(), file::default_schema());
        let actor_kinds: BTreeSet<_> = map.actors().map(|actor| &actor.kind).collect();
        let link_kinds: BTreeSet<_> = map.links().map(|link| &link.kind).collect();
        let mut own = Self::default();
        for kind in &actor_kinds {
            own.coloured += usize::from(schema.actor_kind(kind) != known.actor_kind(kind));
        }
        own.used = own.coloured;
        for kind in &link_kinds {
            own.used += usize::from(schema.link_kind(kind) != known.link_kind(kind));
        }
        let actors = schema.actor_kinds().into_iter();
        own.unused += actors
            .filter(|kind| !actor_kinds.contains(&kind.id) && known.actor_kind(&kind.id) != Some(kind))
            .count();
        let links = schema.link_kinds().into_iter();
        own.unused += links
            .filter(|kind| !link_kinds.contains(&kind.id) && known.link_kind(&kind.id) != Some(kind))
            .count();
        own
    }
}

/// Values that JSON-LD has no word for.
fn without_word(map: &Map) -> usize {
    let of_actors = map.actors().map(|actor| {
        let aliases = actor.aliases.iter().filter(|alias| alias.former || alias.until.is_some()).count();
        let precision = usize::from(!actor.place.precision.is_empty());
        actor.custom.len() + aliases + precision + usize::from(actor.hull.is_some())
    });
    of_actors.sum::<usize>() + map.links().map(|link| link.details.custom.len()).sum::<usize>()
}

/// Whether a link says more than its ends, its kind and its role.
fn says_more(link: &Link) -> bool {
    !link.period.is_empty()
        || link.weight.get().is_some()
        || !link.details.notes.is_empty()
        || !link.details.custom.is_empty()
        || !link.provenance.is_empty()
}

/// Texts that a cell of a workbook does not hold.
fn long_texts(map: &Map) -> usize {
    use super::{rows, xlsx};
    // Few maps have any: their records alone are looked through cell by cell.
    let long = |text: &str| text.len() > xlsx::LONGEST;
    let custom = |values: &std::collections::BTreeMap<_, crate::model::FieldValue>| {
        values.values().any(|value| long(&value.to_string()))
    };
    let actor = |actor: &Actor| {
        [&actor.name, &actor.description, &actor.notes, &actor.website].into_iter().any(|text| long(text))
            || actor.tags.iter().chain(actor.aliases.iter().map(|alias| &alias.name)).any(|text| long(text))
            || custom(&actor.custom)
    };
    let link =
        |link: &Link| long(&link.details.role) || long(&link.details.notes) || custom(&link.details.custom);
    if !map.actors().any(|record| actor(record)) && !map.links().any(|record| link(record)) {
        return 0;
    }
    let lang = crate::lang::Lang::En;
    let tables = [rows::actors(map, lang), rows::links(map, lang)];
    let cells = tables.iter().flat_map(|table| table.rows.iter().flatten());
    cells.filter(|cell| xlsx::cut(cell.as_str()).len() < cell.as_str().len()).count()
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
        link.details.extra.len()
            + link.period.extra.len()
            + link.provenance.extra.len()
            + sources.sum::<usize>()
    });
    let of_map = map.extra.len() - usize::from(!kept::reports(map).is_empty());
    of_map + map.schema().extra.len() + of_actors.chain(of_links).sum::<usize>()
}

/// Characters that XML forbids, in all that is written of a map.
fn controls(map: &Map) -> usize {
    let count = |text: &str| text.chars().filter(|c| super::markup::is_forbidden(*c)).count();
    let sheet = super::cells::Sheet::new(map, crate::lang::Lang::En);
    let mut found: usize = super::cells::said_of(map).map(|(_, text)| count(text)).sum();
    for actor in map.actors() {
        found += count(&actor.name);
        sheet.actor(actor, &mut |_, cell| found += count(&cell.text()));
    }
    for link in map.links() {
        sheet.link(link, &mut |_, cell| found += count(&cell.text()));
    }
    found
}
