//! Weaving: one record out of two copies and their common ancestor, field by field.
//!
//! The list of fields of each record stands here once, and serves merges as well as differences
//! (a difference is a merge in which one side changed nothing). The patterns without `..` make the
//! compiler notice a field that the model gained and the list has not.

use std::collections::{BTreeMap, BTreeSet};

use super::value::{LongText, Shown, Value};
use super::{Choice, Side};
use crate::model::{
    About, Actor, ActorKind, Bilingual, ColourName, Extra, Extras, Family, Field, FieldId, FieldOwner,
    FieldType, FieldValue, Identifiers, Link, LinkDetails, LinkKind, Period, Place, Provenance, Shape,
    Shared,
};

/// Names a field of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRef {
    /// Its path in the file (`place.commune`); `custom` and `extra` have several, told apart by key.
    pub path: &'static str,
    /// Which custom field or unknown member.
    pub key: Option<String>,
}

/// A field that differs between two states of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Which.
    pub field: FieldRef,
    /// What it was.
    pub before: Shown,
    /// What it is.
    pub after: Shown,
}

/// A field that both sides changed, each in its own way.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldConflict {
    /// Which.
    pub field: FieldRef,
    /// What it was for both.
    pub base: Shown,
    /// What we made of it.
    pub ours: Shown,
    /// What they made of it.
    pub theirs: Shown,
    /// Whether both can stand.
    pub both: bool,
}

/// Where a weaving reports to, and where it takes choices from.
pub(super) struct Loom<'a> {
    /// What was chosen for fields in conflict.
    pub choices: Option<&'a BTreeMap<FieldRef, Choice>>,
    /// Whose value stands where nothing was chosen.
    pub side: Side,
    /// Whether there is no common ancestor.
    pub without_base: bool,
    /// Fields that came from them.
    pub taken: Vec<FieldChange>,
    /// Fields in conflict, whether something was chosen or not.
    pub conflicts: Vec<FieldConflict>,
}

impl<'a> Loom<'a> {
    pub fn new(choices: Option<&'a BTreeMap<FieldRef, Choice>>, side: Side, without_base: bool) -> Self {
        Self { choices, side, without_base, taken: Vec::new(), conflicts: Vec::new() }
    }

    fn field<V: Value>(
        &mut self,
        path: &'static str,
        key: Option<&str>,
        base: &V,
        ours: &V,
        theirs: &V,
    ) -> V {
        if ours == theirs || base == theirs {
            return ours.clone();
        }
        let field = || FieldRef { path, key: key.map(str::to_owned) };
        if base == ours {
            self.taken.push(FieldChange { field: field(), before: ours.shown(), after: theirs.shown() });
            return theirs.clone();
        }
        if let Some(both) = V::combined(base, ours, theirs) {
            self.taken.push(FieldChange { field: field(), before: ours.shown(), after: both.shown() });
            return both;
        }
        if path == "position" && self.without_base {
            // Nobody can say who moved what: the copies were laid out apart. Not worth a question.
            return if self.side == Side::Ours { ours.clone() } else { theirs.clone() };
        }
        let field = field();
        let side = match self.side {
            Side::Ours => Choice::Ours,
            Side::Theirs => Choice::Theirs,
        };
        let choice = self.choices.and_then(|choices| choices.get(&field)).copied().unwrap_or(side);
        let both = V::both(ours, theirs);
        self.conflicts.push(FieldConflict {
            field,
            base: base.shown(),
            ours: ours.shown(),
            theirs: theirs.shown(),
            both: both.is_some(),
        });
        match (choice, both) {
            (Choice::Both, Some(both)) => both,
            (Choice::Theirs, _) => theirs.clone(),
            _ => ours.clone(),
        }
    }

    fn long(&mut self, path: &'static str, texts: [&str; 3]) -> String {
        let [base, ours, theirs] = texts.map(|text| LongText(text.to_owned()));
        self.field(path, None, &base, &ours, &theirs).0
    }

    /// Members by name, each a field of its own.
    fn extra(&mut self, path: &'static str, [base, ours, theirs]: [&Extra; 3]) -> Extra {
        if ours == theirs || base == theirs {
            return ours.clone();
        }
        let mut woven = Extra::new();
        // One order whoever is who: ours would do, but for what only they have.
        let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).chain(base.keys()).collect();
        for name in names {
            let of = |extra: &Extra| extra.get(name).cloned();
            if let Some(value) = self.field(path, Some(name), &of(base), &of(ours), &of(theirs)) {
                woven.insert(name.clone(), value);
            }
        }
        // The order of the members is no difference, but bytes follow it.
        [ours, theirs].into_iter().find(|side| **side == woven).cloned().unwrap_or(woven)
    }

    fn custom(
        &mut self,
        [base, ours, theirs]: [&BTreeMap<FieldId, FieldValue>; 3],
    ) -> BTreeMap<FieldId, FieldValue> {
        if ours == theirs || base == theirs {
            return ours.clone();
        }
        let mut woven = BTreeMap::new();
        let ids: BTreeSet<&FieldId> = ours.keys().chain(theirs.keys()).chain(base.keys()).collect();
        for id in ids {
            let of = |fields: &BTreeMap<FieldId, FieldValue>| fields.get(id).cloned();
            let value = self.field("custom", Some(id.as_str()), &of(base), &of(ours), &of(theirs));
            if let Some(value) = value {
                woven.insert(id.clone(), value);
            }
        }
        woven
    }
}

/// A record that can be woven.
pub(super) trait Weave: Clone + PartialEq {
    /// A record of the same id of which nothing is known: what both sides are held against where
    /// there is no common ancestor.
    fn blank(&self) -> Self;

    /// One record of two, and what they were.
    fn woven(loom: &mut Loom<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self;
}

/// Weaves plain fields: each is named by its path in the file and found by its path in the model.
macro_rules! plain {
    ($loom:ident, $out:ident, $base:ident, $ours:ident, $theirs:ident; $($path:literal: $($field:ident).+,)*) => {
        $( $out.$($field).+ =
            $loom.field($path, None, &$base.$($field).+, &$ours.$($field).+, &$theirs.$($field).+); )*
    };
}

/// Weaves texts in both languages.
macro_rules! bilingual {
    ($loom:ident, $out:ident, $base:ident, $ours:ident, $theirs:ident; $($fr:literal, $en:literal, $extra:literal: $field:ident,)*) => {
        $(
            plain!($loom, $out, $base, $ours, $theirs; $fr: $field.fr, $en: $field.en,);
            $out.$field.extra =
                $loom.extra($extra, [&$base.$field.extra, &$ours.$field.extra, &$theirs.$field.extra]);
        )*
    };
}

fn place(loom: &mut Loom<'_>, [base, ours, theirs]: [&Shared<Place>; 3]) -> Shared<Place> {
    if ours == theirs || base == theirs {
        return ours.clone();
    }
    let mut out = Place::clone(ours);
    let Place {
        territory: _,
        commune: _,
        insee: _,
        address: _,
        latitude: _,
        longitude: _,
        precision: _,
        extra: _,
    } = &**ours;
    plain!(loom, out, base, ours, theirs;
        "place.territory": territory, "place.commune": commune, "place.insee": insee,
        "place.address": address, "place.latitude": latitude, "place.longitude": longitude,
        "place.precision": precision,
    );
    out.extra = loom.extra("place.extra", [&base.extra, &ours.extra, &theirs.extra]);
    out.into()
}

fn period(loom: &mut Loom<'_>, [base, ours, theirs]: [&Shared<Period>; 3]) -> Shared<Period> {
    if ours == theirs || base == theirs {
        return ours.clone();
    }
    let mut out = Period::clone(ours);
    let Period { start: _, end: _, extra: _ } = &**ours;
    plain!(loom, out, base, ours, theirs; "period.start": start, "period.end": end,);
    out.extra = loom.extra("period.extra", [&base.extra, &ours.extra, &theirs.extra]);
    out.into()
}

fn provenance(loom: &mut Loom<'_>, [base, ours, theirs]: [&Shared<Provenance>; 3]) -> Shared<Provenance> {
    if ours == theirs || base == theirs {
        return ours.clone();
    }
    let mut out = Provenance::clone(ours);
    let Provenance { sources: _, confidence: _, checked_on: _, checked_by: _, extra: _ } = &**ours;
    plain!(loom, out, base, ours, theirs;
        "provenance.sources": sources, "provenance.confidence": confidence,
        "provenance.checked_on": checked_on, "provenance.checked_by": checked_by,
    );
    out.extra = loom.extra("provenance.extra", [&base.extra, &ours.extra, &theirs.extra]);
    out.into()
}

impl Weave for Actor {
    fn blank(&self) -> Self {
        Self::new(self.id.clone(), "".into(), "")
    }

    fn woven(loom: &mut Loom<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        let mut out = ours.clone();
        // Every field is in one of the lists below.
        let Self {
            id: _,
            kind: _,
            name: _,
            short_name: _,
            acronym: _,
            aliases: _,
            description: _,
            notes: _,
            tags: _,
            place: _,
            period: _,
            identifiers: Identifiers { siren: _, siret: _, rna: _ },
            legal_form: _,
            website: _,
            contacts: _,
            custom: _,
            provenance: _,
            position: _,
            hull: _,
            extra: _,
        } = ours;
        plain!(loom, out, base, ours, theirs;
            "kind": kind, "name": name, "short_name": short_name, "acronym": acronym, "aliases": aliases,
        );
        out.description =
            loom.long("description", [&base.description, &ours.description, &theirs.description]).into();
        out.notes = loom.long("notes", [&base.notes, &ours.notes, &theirs.notes]).into();
        plain!(loom, out, base, ours, theirs;
            "tags": tags,
        );
        out.place = place(loom, [&base.place, &ours.place, &theirs.place]);
        out.period = period(loom, [&base.period, &ours.period, &theirs.period]);
        plain!(loom, out, base, ours, theirs;
            "identifiers.siren": identifiers.siren, "identifiers.siret": identifiers.siret,
            "identifiers.rna": identifiers.rna,
            "legal_form": legal_form, "website": website, "contacts": contacts,
        );
        out.provenance = provenance(loom, [&base.provenance, &ours.provenance, &theirs.provenance]);
        plain!(loom, out, base, ours, theirs;
            "position": position, "hull": hull,
        );
        out.custom = loom.custom([&base.custom, &ours.custom, &theirs.custom]).into();
        out.extra = loom.extra("extra", [&base.extra, &ours.extra, &theirs.extra]);
        out
    }
}

impl Weave for Link {
    fn blank(&self) -> Self {
        Self::new(self.id.clone(), "".into(), "".into(), "".into())
    }

    fn woven(loom: &mut Loom<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        let mut out = ours.clone();
        let Self { id: _, from: _, to: _, kind: _, period: _, weight: _, provenance: _, details: _ } = ours;
        let [said, our_said, their_said] = [&*base.details, &*ours.details, &*theirs.details];
        let LinkDetails { role: _, notes: _, custom: _, extra: _ } = our_said;
        let mut details = LinkDetails::default();
        plain!(loom, out, base, ours, theirs;
            "from": from, "to": to, "kind": kind,
        );
        plain!(loom, details, said, our_said, their_said;
            "role": role,
        );
        out.period = period(loom, [&base.period, &ours.period, &theirs.period]);
        plain!(loom, out, base, ours, theirs;
            "weight": weight,
        );
        details.notes = loom.long("notes", [&said.notes, &our_said.notes, &their_said.notes]).into();
        out.provenance = provenance(loom, [&base.provenance, &ours.provenance, &theirs.provenance]);
        details.custom = loom.custom([&said.custom, &our_said.custom, &their_said.custom]).into();
        details.extra = loom.extra("extra", [&said.extra, &our_said.extra, &their_said.extra]);
        out.details = details.into();
        out
    }
}

impl Weave for Family {
    fn blank(&self) -> Self {
        Self {
            id: self.id.clone(),
            rank: 0,
            label: Bilingual::default(),
            colour: ColourName::new(""),
            shape: Shape::Other(String::new()),
            extra: Extra::new(),
        }
    }

    fn woven(loom: &mut Loom<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        let mut out = ours.clone();
        let Self {
            id: _,
            rank: _,
            label: Bilingual { fr: _, en: _, extra: _ },
            colour: _,
            shape: _,
            extra: _,
        } = ours;
        plain!(loom, out, base, ours, theirs; "rank": rank, "colour": colour, "shape": shape,);
        bilingual!(loom, out, base, ours, theirs; "label.fr", "label.en", "label.extra": label,);
        out.extra = loom.extra("extra", [&base.extra, &ours.extra, &theirs.extra]);
        out
    }
}

impl Weave for ActorKind {
    fn blank(&self) -> Self {
        Self::new(self.id.clone(), "".into(), Bilingual::default())
    }

    fn woven(loom: &mut Loom<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        let mut out = ours.clone();
        let Self {
            id: _,
            rank: _,
            family: _,
            parent: _,
            label: _,
            definition: _,
            icon: _,
            colour: _,
            shape: _,
            emphasis: _,
            group: _,
            offered: _,
            iris: _,
            extra: _,
        } = ours;
        plain!(loom, out, base, ours, theirs;
            "rank": rank, "family": family, "parent": parent, "icon": icon, "colour": colour, "shape": shape,
            "emphasis": emphasis, "group": group, "offered": offered, "iris": iris,
        );
        bilingual!(loom, out, base, ours, theirs;
            "label.fr", "label.en", "label.extra": label,
            "definition.fr", "definition.en", "definition.extra": definition,
        );
        out.extra = loom.extra("extra", [&base.extra, &ours.extra, &theirs.extra]);
        out
    }
}

impl Weave for LinkKind {
    fn blank(&self) -> Self {
        Self {
            from: Vec::new(),
            to: Vec::new(),
            ..Self::new(self.id.clone(), Bilingual::default(), Bilingual::default())
        }
    }

    fn woven(loom: &mut Loom<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        let mut out = ours.clone();
        let Self {
            id: _,
            rank: _,
            verb: _,
            inverse: _,
            definition: _,
            from: _,
            to: _,
            symmetric: _,
            membership: _,
            iris: _,
            mapping_note: _,
            extra: _,
        } = ours;
        plain!(loom, out, base, ours, theirs;
            "rank": rank, "from": from, "to": to, "symmetric": symmetric, "membership": membership,
            "iris": iris, "mapping_note": mapping_note,
        );
        bilingual!(loom, out, base, ours, theirs;
            "verb.fr", "verb.en", "verb.extra": verb,
            "inverse.fr", "inverse.en", "inverse.extra": inverse,
            "definition.fr", "definition.en", "definition.extra": definition,
        );
        out.extra = loom.extra("extra", [&base.extra, &ours.extra, &theirs.extra]);
        out
    }
}

impl Weave for Field {
    fn blank(&self) -> Self {
        Self {
            id: self.id.clone(),
            rank: 0,
            owner: FieldOwner::Actor,
            label: Bilingual::default(),
            kind: FieldType::Other(String::new()),
            options: Vec::new(),
            private: false,
            extra: Extra::new(),
        }
    }

    fn woven(loom: &mut Loom<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        let mut out = ours.clone();
        let Self { id: _, rank: _, owner: _, label: _, kind: _, options: _, private: _, extra: _ } = ours;
        plain!(loom, out, base, ours, theirs;
            "rank": rank, "owner": owner, "kind": kind, "options": options, "private": private,
        );
        bilingual!(loom, out, base, ours, theirs; "label.fr", "label.en", "label.extra": label,);
        out.extra = loom.extra("extra", [&base.extra, &ours.extra, &theirs.extra]);
        out
    }
}

impl Weave for About {
    fn blank(&self) -> Self {
        Self {
            id: self.id.clone(),
            title: String::new(),
            description: String::new(),
            author: String::new(),
            licence: String::new(),
        }
    }

    fn woven(loom: &mut Loom<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        let mut out = ours.clone();
        let Self { id: _, title: _, description: _, author: _, licence: _ } = ours;
        plain!(loom, out, base, ours, theirs; "title": title, "author": author, "licence": licence,);
        out.description =
            loom.long("description", [&base.description, &ours.description, &theirs.description]);
        out
    }
}

impl Weave for Extras {
    fn blank(&self) -> Self {
        Self::default()
    }

    fn woven(loom: &mut Loom<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        Self {
            map: loom.extra("extra", [&base.map, &ours.map, &theirs.map]),
            schema: loom.extra("schema.extra", [&base.schema, &ours.schema, &theirs.schema]),
        }
    }
}

/// The paths of all fields, for the test that each has a name in words.
#[cfg(test)]
pub(super) const PATHS: &[&str] = &[
    "kind",
    "name",
    "short_name",
    "acronym",
    "aliases",
    "description",
    "notes",
    "tags",
    "place.territory",
    "place.commune",
    "place.insee",
    "place.address",
    "place.latitude",
    "place.longitude",
    "place.precision",
    "place.extra",
    "period.start",
    "period.end",
    "period.extra",
    "identifiers.siren",
    "identifiers.siret",
    "identifiers.rna",
    "legal_form",
    "website",
    "contacts",
    "custom",
    "provenance.sources",
    "provenance.confidence",
    "provenance.checked_on",
    "provenance.checked_by",
    "provenance.extra",
    "position",
    "hull",
    "extra",
    "from",
    "to",
    "role",
    "weight",
    "rank",
    "colour",
    "shape",
    "label.fr",
    "label.en",
    "label.extra",
    "family",
    "parent",
    "icon",
    "emphasis",
    "group",
    "offered",
    "iris",
    "definition.fr",
    "definition.en",
    "definition.extra",
    "verb.fr",
    "verb.en",
    "verb.extra",
    "inverse.fr",
    "inverse.en",
    "inverse.extra",
    "symmetric",
    "membership",
    "mapping_note",
    "owner",
    "options",
    "private",
    "title",
    "author",
    "licence",
    "schema.extra",
];
