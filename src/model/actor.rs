//! Actors: the organisations, people, territories and schemes a map relates.

use std::collections::BTreeMap;

use arcstr::ArcStr;

use super::{
    ActorId, ActorKindId, Extra, FieldId, FieldValue, FuzzyDate, Identifiers, Period, Provenance, Shared,
};
use crate::geometry::Point;

/// One actor. Empty texts and lists mean "not known": the inspector offers to fill them.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Its id, unique among the actors of the map.
    pub id: ActorId,
    /// What it is; an id of the schema's actor kinds (an unknown one is shown plainly).
    pub kind: ActorKindId,
    /// Its full name.
    pub name: ArcStr,
    /// A shorter name for the canvas; empty to wrap the full name. `\n` asks for a line break.
    pub short_name: ArcStr,
    /// Its acronym ("CRESS").
    pub acronym: ArcStr,
    /// Other and former names.
    pub aliases: Shared<Vec<Alias>>,
    /// What it does, in Markdown.
    pub description: ArcStr,
    /// Working notes, in plain text.
    pub notes: ArcStr,
    /// Free words to filter by.
    pub tags: Shared<Vec<ArcStr>>,
    /// Where it is.
    pub place: Shared<Place>,
    /// When it began and ended.
    pub period: Shared<Period>,
    /// Its public identifiers.
    pub identifiers: Identifiers,
    /// Its legal form in words.
    pub legal_form: ArcStr,
    /// Its website.
    pub website: ArcStr,
    /// People and addresses to reach it by; private by default.
    pub contacts: Shared<Vec<Contact>>,
    /// Values of the schema's custom fields.
    pub custom: Shared<BTreeMap<FieldId, FieldValue>>,
    /// Where what is said here comes from.
    pub provenance: Shared<Provenance>,
    /// Where it stands on the map; `None` until it is placed.
    pub position: Option<Position>,
    /// Whether a group shows its hull; `None` leaves it to the kind.
    pub hull: Option<bool>,
    /// Members of the file this version does not know; kept as they are.
    pub extra: Extra,
}

impl Actor {
    /// A new actor of a kind, named, with everything else still unknown.
    pub fn new(id: ActorId, kind: ActorKindId, name: impl Into<ArcStr>) -> Self {
        Self {
            id,
            kind,
            name: name.into(),
            short_name: ArcStr::new(),
            acronym: ArcStr::new(),
            aliases: Shared::new(),
            description: ArcStr::new(),
            notes: ArcStr::new(),
            tags: Shared::new(),
            place: Shared::new(),
            period: Shared::new(),
            identifiers: Identifiers::default(),
            legal_form: ArcStr::new(),
            website: ArcStr::new(),
            contacts: Shared::new(),
            custom: Shared::new(),
            provenance: Shared::new(),
            position: None,
            hull: None,
            extra: Extra::new(),
        }
    }

    /// The name the canvas shows: the short one where there is one.
    pub fn canvas_name(&self) -> &str {
        if self.short_name.is_empty() { &self.name } else { &self.short_name }
    }
}

/// Another name of an actor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alias {
    /// The name.
    pub name: ArcStr,
    /// Until when it was borne, for a former name.
    pub until: Option<FuzzyDate>,
    /// Whether it is a former name (even where nobody knows until when).
    pub former: bool,
    /// Unknown members of the file.
    pub extra: Extra,
}

impl Alias {
    /// A current other name.
    pub fn new(name: impl Into<ArcStr>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// Where an actor is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The territory whose network it belongs to, in words ("Nantes Métropole").
    pub territory: ArcStr,
    /// The commune by name.
    pub commune: ArcStr,
    /// The commune's INSEE code: text, leading zeros kept.
    pub insee: ArcStr,
    /// Street address.
    pub address: ArcStr,
    /// Degrees north (WGS84).
    pub latitude: Option<f64>,
    /// Degrees east (WGS84).
    pub longitude: Option<f64>,
    /// What the coordinates are those of ("commune", "address").
    pub precision: ArcStr,
    /// Unknown members of the file.
    pub extra: Extra,
}

impl Place {
    /// Whether nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Someone or some address to reach an actor by.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Name or function.
    pub label: ArcStr,
    /// E-mail address.
    pub email: ArcStr,
    /// Telephone number, as written.
    pub phone: ArcStr,
    /// Whether it must not leave with what is shared. True unless someone says otherwise.
    pub private: bool,
    /// Unknown members of the file.
    pub extra: Extra,
}

impl Default for Contact {
    fn default() -> Self {
        Self {
            label: ArcStr::new(),
            email: ArcStr::new(),
            phone: ArcStr::new(),
            private: true,
            extra: Extra::new(),
        }
    }
}

/// Where an actor stands on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// World coordinates of its centre; a hundredth of a unit is what the file keeps.
    pub at: Point,
    /// Whether a person put it there: layouts leave it alone.
    pub pinned: bool,
}

impl Position {
    /// A free position (a layout may move it), rounded to what the file keeps.
    pub fn free(at: Point) -> Self {
        Self { at: rounded(at), pinned: false }
    }

    /// A position a person chose, rounded to what the file keeps.
    pub fn pinned(at: Point) -> Self {
        Self { at: rounded(at), pinned: true }
    }
}

/// Rounds world coordinates to the hundredth the file keeps (adding 0 turns `-0` into `0`).
fn rounded(at: Point) -> Point {
    let round = |value: f64| (value * 100.0).round() / 100.0 + 0.0;
    Point::new(round(at.x), round(at.y))
}
