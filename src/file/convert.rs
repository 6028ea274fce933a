//! Between the records of the file and the model: a plain transfer, member by member, where the
//! compiler notices one that was forgotten on either side.
//!
//! Two objects of the file have no room in the model for members this version does not know:
//! `identifiers` and `position`. Theirs are stowed in the record's own `extra`, under the
//! name of the object, which no unknown member can have.

use serde_json::Value;

use super::dto::{
    ActorKindRecord, ActorRecord, AliasRecord, BilingualRecord, ContactRecord, FamilyRecord, FieldRecord,
    FormerName, IdentifiersRecord, LinkKindRecord, LinkRecord, PeriodRecord, PlaceRecord, PositionRecord,
    ProvenanceRecord, SchemaRecord, SourceRecord,
};
use super::record::{Coordinate, End, Id, Lines, Placed, Word};
use crate::geometry::Point;
use crate::model::{
    Actor, ActorKind, ActorKindId, Alias, Bilingual, ColourName, Contact, Extra, Family, FamilyId, Field,
    Identifiers, Link, LinkDetails, LinkKind, Period, Place, Position, Provenance, Schema, Shape, Source,
};

fn stow(extra: &mut Extra, name: &str, inner: Extra) {
    if !inner.is_empty() {
        extra.insert(name.to_owned(), Value::Object(inner.into_inner()));
    }
}

fn stowed(extra: &Extra, name: &str) -> Extra {
    match extra.get(name) {
        Some(Value::Object(inner)) => inner.clone().into(),
        _ => Extra::new(),
    }
}

/// What a file can hold of a number.
pub(super) fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

impl From<ActorRecord> for Actor {
    fn from(record: ActorRecord) -> Self {
        let mut extra = record.extra;
        stow(&mut extra, "identifiers", record.identifiers.extra);
        let position = record.position.map(|position| {
            stow(&mut extra, "position", position.extra);
            Position { at: Point::new(position.x.0, position.y.0), pinned: position.pinned }
        });
        Self {
            id: record.id.0.into(),
            kind: record.kind.0.into(),
            name: record.name,
            short_name: record.short_name,
            acronym: record.acronym,
            aliases: record.aliases.into_iter().map(Alias::from).collect(),
            description: record.description,
            notes: record.notes,
            tags: record.tags,
            place: record.place,
            period: record.period,
            identifiers: Identifiers {
                siren: record.identifiers.siren,
                siret: record.identifiers.siret,
                rna: record.identifiers.rna,
            },
            legal_form: record.legal_form.0,
            website: record.website,
            contacts: record.contacts.into_iter().map(Contact::from).collect(),
            custom: record.custom,
            provenance: record.provenance,
            position,
            hull: record.hull,
            extra,
        }
    }
}

impl From<&Actor> for ActorRecord {
    fn from(actor: &Actor) -> Self {
        let position = actor.position.filter(|position| position.at.is_finite());
        Self {
            id: Id((&actor.id).into()),
            kind: Word((&actor.kind).into()),
            name: actor.name.clone(),
            short_name: actor.short_name.clone(),
            acronym: actor.acronym.clone(),
            aliases: actor.aliases.iter().map(AliasRecord::from).collect(),
            description: actor.description.clone(),
            notes: actor.notes.clone(),
            tags: actor.tags.clone(),
            place: actor.place.clone(),
            period: actor.period.clone(),
            identifiers: IdentifiersRecord {
                siren: actor.identifiers.siren.clone(),
                siret: actor.identifiers.siret.clone(),
                rna: actor.identifiers.rna.clone(),
                extra: stowed(&actor.extra, "identifiers"),
            },
            legal_form: Word(actor.legal_form.clone()),
            website: actor.website.clone(),
            contacts: actor.contacts.iter().map(ContactRecord::from).collect(),
            custom: actor.custom.clone(),
            provenance: actor.provenance.clone(),
            position: position.map(|position| PositionRecord {
                x: Coordinate(position.at.x),
                y: Coordinate(position.at.y),
                pinned: position.pinned,
                extra: stowed(&actor.extra, "position"),
            }),
            hull: actor.hull,
            extra: actor.extra.clone(),
        }
    }
}

impl From<PlaceRecord> for Place {
    fn from(record: PlaceRecord) -> Self {
        Self {
            territory: record.territory.0,
            commune: record.commune.0,
            insee: record.insee.0,
            address: record.address,
            latitude: record.latitude,
            longitude: record.longitude,
            precision: record.precision.0,
            extra: record.extra,
        }
    }
}

impl From<&Place> for PlaceRecord {
    fn from(place: &Place) -> Self {
        Self {
            territory: Word(place.territory.clone()),
            commune: Word(place.commune.clone()),
            insee: Word(place.insee.clone()),
            address: place.address.clone(),
            latitude: finite(place.latitude),
            longitude: finite(place.longitude),
            precision: Word(place.precision.clone()),
            extra: place.extra.clone(),
        }
    }
}

impl From<PeriodRecord> for Period {
    fn from(record: PeriodRecord) -> Self {
        Self { start: record.start, end: record.end, extra: record.extra }
    }
}

impl From<&Period> for PeriodRecord {
    fn from(period: &Period) -> Self {
        Self { start: period.start.clone(), end: period.end.clone(), extra: period.extra.clone() }
    }
}

impl From<AliasRecord> for Alias {
    fn from(AliasRecord(record): AliasRecord) -> Self {
        Self { name: record.name, until: record.until, former: record.former, extra: record.extra }
    }
}

impl From<&Alias> for AliasRecord {
    fn from(alias: &Alias) -> Self {
        Self(FormerName {
            name: alias.name.clone(),
            former: alias.former,
            until: alias.until.clone(),
            extra: alias.extra.clone(),
        })
    }
}

impl From<ContactRecord> for Contact {
    fn from(record: ContactRecord) -> Self {
        Self {
            label: record.label,
            email: record.email,
            phone: record.phone,
            private: record.private.unwrap_or(true),
            extra: record.extra,
        }
    }
}

impl From<&Contact> for ContactRecord {
    fn from(contact: &Contact) -> Self {
        Self {
            label: contact.label.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            private: (!contact.private).then_some(false),
            extra: contact.extra.clone(),
        }
    }
}

impl From<ProvenanceRecord> for Provenance {
    fn from(record: ProvenanceRecord) -> Self {
        let source = |source: SourceRecord| Source {
            title: source.title.0,
            url: source.url.0,
            date: source.date,
            extra: source.extra,
        };
        Self {
            sources: record.sources.into_iter().map(source).collect(),
            confidence: record.confidence,
            checked_on: record.checked_on,
            checked_by: record.checked_by.0,
            extra: record.extra,
        }
    }
}

impl From<&Provenance> for ProvenanceRecord {
    fn from(provenance: &Provenance) -> Self {
        let source = |source: &Source| SourceRecord {
            title: Word(source.title.clone()),
            url: Word(source.url.clone()),
            date: source.date.clone(),
            extra: source.extra.clone(),
        };
        Self {
            sources: provenance.sources.iter().map(source).collect(),
            confidence: provenance.confidence.clone(),
            checked_on: provenance.checked_on.clone(),
            checked_by: Word(provenance.checked_by.clone()),
            extra: provenance.extra.clone(),
        }
    }
}

impl From<LinkRecord> for Link {
    fn from(record: LinkRecord) -> Self {
        let details = LinkDetails {
            role: record.role.0,
            notes: record.notes,
            custom: record.custom,
            extra: record.extra,
        };
        Self {
            id: record.id.0.into(),
            from: record.from.0.into(),
            to: record.to.0.into(),
            kind: record.kind.0.into(),
            period: record.period,
            weight: record.weight.into(),
            provenance: record.provenance,
            details: details.into(),
        }
    }
}

impl From<&Link> for LinkRecord {
    fn from(link: &Link) -> Self {
        let Link { id, from, to, kind, period, weight, provenance, details } = link;
        let LinkDetails { role, notes, custom, extra } = &**details;
        Self {
            id: Id(id.into()),
            from: End(from.into()),
            to: End(to.into()),
            kind: Word(kind.into()),
            role: Word(role.clone()),
            period: period.clone(),
            weight: finite(weight.get()),
            notes: notes.clone(),
            custom: custom.clone(),
            provenance: provenance.clone(),
            extra: extra.clone(),
        }
    }
}

impl From<BilingualRecord> for Bilingual {
    fn from(record: BilingualRecord) -> Self {
        Self { fr: record.fr, en: record.en, extra: record.extra }
    }
}

impl From<&Bilingual> for BilingualRecord {
    fn from(text: &Bilingual) -> Self {
        Self { fr: text.fr.clone(), en: text.en.clone(), extra: text.extra.clone() }
    }
}

impl From<FamilyRecord> for Family {
    fn from(record: FamilyRecord) -> Self {
        Self {
            id: record.id.0.into(),
            rank: record.rank,
            label: record.label.into(),
            colour: ColourName::new(record.colour.unwrap_or_else(|| "grey".to_owned())),
            shape: record.shape.unwrap_or(Shape::Disc),
            extra: record.extra,
        }
    }
}

impl From<&Family> for FamilyRecord {
    fn from(family: &Family) -> Self {
        Self {
            id: Id((&family.id).into()),
            rank: family.rank,
            label: (&family.label).into(),
            colour: Some(family.colour.0.clone()),
            shape: Some(family.shape.clone()),
            extra: family.extra.clone(),
        }
    }
}

impl From<ActorKindRecord> for ActorKind {
    fn from(record: ActorKindRecord) -> Self {
        Self {
            id: record.id.0.into(),
            rank: record.rank,
            family: FamilyId::new(record.family),
            parent: record.parent.map(ActorKindId::new),
            label: record.label.into(),
            definition: record.definition.into(),
            icon: record.icon,
            colour: record.colour.map(ColourName::new),
            shape: record.shape,
            emphasis: record.emphasis,
            group: record.group,
            offered: record.offered.unwrap_or(true),
            iris: record.iris,
            extra: record.extra,
        }
    }
}

impl From<&ActorKind> for ActorKindRecord {
    fn from(kind: &ActorKind) -> Self {
        Self {
            id: Id((&kind.id).into()),
            rank: kind.rank,
            family: kind.family.to_string(),
            parent: kind.parent.as_ref().map(ActorKindId::to_string),
            label: (&kind.label).into(),
            definition: (&kind.definition).into(),
            icon: kind.icon.clone(),
            colour: kind.colour.as_ref().map(|colour| colour.0.clone()),
            shape: kind.shape.clone(),
            emphasis: kind.emphasis,
            group: kind.group,
            offered: (!kind.offered).then_some(false),
            iris: kind.iris.clone(),
            extra: kind.extra.clone(),
        }
    }
}

impl From<LinkKindRecord> for LinkKind {
    fn from(record: LinkKindRecord) -> Self {
        Self {
            id: record.id.0.into(),
            rank: record.rank,
            verb: record.verb.into(),
            inverse: record.inverse.into(),
            definition: record.definition.into(),
            from: record.from,
            to: record.to,
            symmetric: record.symmetric,
            membership: record.membership,
            iris: record.iris,
            mapping_note: record.mapping_note,
            extra: record.extra,
        }
    }
}

impl From<&LinkKind> for LinkKindRecord {
    fn from(kind: &LinkKind) -> Self {
        Self {
            id: Id((&kind.id).into()),
            rank: kind.rank,
            verb: (&kind.verb).into(),
            inverse: (&kind.inverse).into(),
            definition: (&kind.definition).into(),
            from: kind.from.clone(),
            to: kind.to.clone(),
            symmetric: kind.symmetric,
            membership: kind.membership,
            iris: kind.iris.clone(),
            mapping_note: kind.mapping_note.clone(),
            extra: kind.extra.clone(),
        }
    }
}

impl From<FieldRecord> for Field {
    fn from(record: FieldRecord) -> Self {
        Self {
            id: record.id.0.into(),
            rank: record.rank,
            owner: record.owner,
            label: record.label.into(),
            kind: record.kind,
            options: record.options,
            private: record.private,
            extra: record.extra,
        }
    }
}

impl From<&Field> for FieldRecord {
    fn from(field: &Field) -> Self {
        Self {
            id: Id((&field.id).into()),
            rank: field.rank,
            owner: field.owner,
            label: (&field.label).into(),
            kind: field.kind.clone(),
            options: field.options.clone(),
            private: field.private,
            extra: field.extra.clone(),
        }
    }
}

impl From<SchemaRecord> for Schema {
    fn from(record: SchemaRecord) -> Self {
        let mut schema = Self::new(
            record.families.0.into_iter().map(|entry| entry.value.into()),
            record.actor_kinds.0.into_iter().map(|entry| entry.value.into()),
            record.link_kinds.0.into_iter().map(|entry| entry.value.into()),
            record.fields.0.into_iter().map(|entry| entry.value.into()),
        );
        schema.extra = record.extra;
        schema
    }
}

impl From<&Schema> for SchemaRecord {
    fn from(schema: &Schema) -> Self {
        // The maps are ordered by id, which is the order of the file.
        Self {
            families: lines(schema.families.values().map(|entry| entry.as_ref().into())),
            actor_kinds: lines(schema.actor_kinds.values().map(|entry| entry.as_ref().into())),
            link_kinds: lines(schema.link_kinds.values().map(|entry| entry.as_ref().into())),
            fields: lines(schema.fields.values().map(|entry| entry.as_ref().into())),
            extra: schema.extra.clone(),
        }
    }
}

/// Records on their way into a file.
pub(super) fn lines<T>(records: impl Iterator<Item = T>) -> Lines<T> {
    Lines(records.map(Placed::nowhere).collect())
}
