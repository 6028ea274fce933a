//! The records of the file, as they stand in it. Here is the format: the model may change, these
//! may not but by a new version (see the format's rules in [`super`]).

use std::collections::BTreeMap;
use std::sync::Arc;

use arcstr::ArcStr;

use serde_json::{Map, Value, json};

use super::convert::finite;
use super::error::ErrorKind;
use super::json::{Fault, Raw};
use super::out::{Out, named};
use super::pool::Pool;
use super::record::{
    Coordinate, End, FormatMark, Id, Lines, Member, Placed, Version, Word, Written, is_text, record,
};
use crate::model::{
    Actor, ActorId, Confidence, EndRule, Extra, FieldId, FieldOwner, FieldType, FieldValue, FuzzyDate, Link,
    LinkDetails, LinkId, LinkKindId, Period, Place, Provenance, Shape, Shared,
};

record! {
    /// A map: an ecosystem of actors and the links between them.
    lines MapRecord as "map" {
        /// Says that this is a map.
        format: FormatMark,
        /// The version of this format. Later minor versions only add members.
        version: Version,
        /// The map's identity, the same through every copy and save.
        id: String,
        /// The title.
        title: String,
        /// What the map shows, in Markdown.
        description: String,
        /// Who made it.
        author: String,
        /// Under which terms it may be reused.
        licence: String,
        /// The vocabulary: families, kinds of actors and links, custom fields.
        schema: SchemaRecord,
        /// The actors, by id.
        actors: Lines<Arc<Actor>>,
        /// The links, by id.
        links: Lines<Arc<Link>>,
    }

    /// The vocabulary a map speaks.
    lines SchemaRecord as "schema" {
        /// The families of actor kinds, by id; `rank` orders the legend.
        families: Lines<FamilyRecord>,
        /// The kinds of actors, by id.
        actor_kinds: Lines<ActorKindRecord>,
        /// The kinds of links, by id.
        link_kinds: Lines<LinkKindRecord>,
        /// The custom fields, by id.
        fields: Lines<FieldRecord>,
    }

    /// A text in French and English; other languages may stand beside them by language tag.
    line BilingualRecord as "bilingual" {
        /// In French.
        fr: String,
        /// In English.
        en: String,
    }

    /// A family: kinds of actors of one nature.
    line FamilyRecord as "family" {
        /// The id, unique among the families.
        id: Id,
        /// The place in the legend, smallest first.
        rank: i64,
        /// The name.
        label: BilingualRecord,
        /// The colour: a slot of the palette ("blue") or "#RRGGBB".
        colour: Option<String>,
        /// The shape of its actors.
        shape: Option<Shape>,
    }

    /// A kind of actor.
    line ActorKindRecord as "actor_kind" {
        /// The id, unique among the kinds of actors.
        id: Id,
        /// The place within its family, smallest first.
        rank: i64,
        /// The id of its family.
        family: String,
        /// The id of the broader kind it refines.
        parent: Option<String>,
        /// The name.
        label: BilingualRecord,
        /// What counts as one.
        definition: BilingualRecord,
        /// The icon, by its name in the Phosphor family.
        icon: String,
        /// A colour of its own instead of the family's.
        colour: Option<String>,
        /// A shape of its own instead of the family's.
        shape: Option<Shape>,
        /// Whether it is set apart by a second outline.
        emphasis: bool,
        /// Whether an actor of this kind is a group with a hull around its members.
        group: bool,
        /// Whether pickers offer it at once (the default) or only when searched.
        offered: Option<bool>,
        /// What it means in shared vocabularies.
        iris: Vec<String>,
    }

    /// A kind of link.
    line LinkKindRecord as "link_kind" {
        /// The id, unique among the kinds of links.
        id: Id,
        /// The place among the kinds of links, smallest first.
        rank: i64,
        /// The verb from the first actor to the second.
        verb: BilingualRecord,
        /// The verb the other way round.
        inverse: BilingualRecord,
        /// What it means.
        definition: BilingualRecord,
        /// Who usually is at the start: "*", "@" and a family's id, or a kind's id.
        from: Vec<EndRule>,
        /// Who usually is at the end.
        to: Vec<EndRule>,
        /// Whether it says the same both ways.
        symmetric: bool,
        /// Whether it makes its first actor a member of its second.
        membership: bool,
        /// What it means in shared vocabularies.
        iris: Vec<String>,
        /// How it maps to them.
        mapping_note: String,
    }

    /// A custom field.
    line FieldRecord as "field" {
        /// The id, unique among the custom fields.
        id: Id,
        /// The place among the fields, smallest first.
        rank: i64,
        /// Whether actors or links have it.
        owner: FieldOwner,
        /// The name.
        label: BilingualRecord,
        /// What it holds.
        kind: FieldType,
        /// What a choice offers.
        options: Vec<String>,
        /// Whether its values must not leave with what is shared.
        private: bool,
    }

    /// An actor: an organisation, a person, a territory or a scheme.
    line ActorRecord as "actor" {
        /// The id, unique among the actors.
        id: Id,
        /// The id of its kind.
        kind: Word,
        /// The full name.
        name: ArcStr,
        /// A shorter name for the canvas.
        short_name: ArcStr,
        /// The acronym.
        acronym: ArcStr,
        /// Other and former names.
        aliases: Vec<AliasRecord>,
        /// What it does, in Markdown.
        description: ArcStr,
        /// Working notes, in plain text.
        notes: ArcStr,
        /// Free words to filter by.
        tags: Shared<Vec<ArcStr>>,
        /// Where it is.
        place: Shared<Place>,
        /// When it began and ended.
        period: Shared<Period>,
        /// Public identifiers: texts, never numbers.
        identifiers: IdentifiersRecord,
        /// The legal form in words.
        legal_form: Word,
        /// The website.
        website: ArcStr,
        /// People and addresses to reach it by.
        contacts: Vec<ContactRecord>,
        /// Values of the custom fields, by field id.
        custom: Shared<BTreeMap<FieldId, FieldValue>>,
        /// Where what is said here comes from.
        provenance: Shared<Provenance>,
        /// Where it stands on the map.
        position: Option<PositionRecord>,
        /// Whether a group shows its hull; left out, its kind says so.
        hull: Option<bool>,
    }

    /// Another name with what is known of it.
    line FormerName as "former_name" {
        /// The name.
        name: ArcStr,
        /// Whether it is a former name.
        former: bool,
        /// Until when it was borne.
        until: Option<FuzzyDate>,
    }

    /// Where an actor is.
    line PlaceRecord as "place" {
        /// The territory whose network it belongs to.
        territory: Word,
        /// The commune.
        commune: Word,
        /// The commune's INSEE code.
        insee: Word,
        /// Street address.
        address: ArcStr,
        /// Degrees north (WGS84).
        latitude: Option<f64>,
        /// Degrees east (WGS84).
        longitude: Option<f64>,
        /// What the coordinates are those of ("commune", "address").
        precision: Word,
    }

    /// A period. Dates are a year, a month or a day: "2018", "2018-07", "2019-02-25".
    line PeriodRecord as "period" {
        /// When it began.
        start: Option<FuzzyDate>,
        /// When it ended.
        end: Option<FuzzyDate>,
    }

    /// Identifiers of French organisations.
    line IdentifiersRecord as "identifiers" {
        /// SIREN: nine digits.
        siren: ArcStr,
        /// SIRET: fourteen digits.
        siret: ArcStr,
        /// RNA: "W" and nine digits.
        rna: ArcStr,
    }

    /// Someone or some address to reach an actor by.
    line ContactRecord as "contact" {
        /// Name or function.
        label: ArcStr,
        /// E-mail address.
        email: ArcStr,
        /// Telephone number.
        phone: ArcStr,
        /// Whether it must not leave with what is shared (the default).
        private: Option<bool>,
    }

    /// Where a fact comes from and how sure it is.
    line ProvenanceRecord as "provenance" {
        /// The sources.
        sources: Vec<SourceRecord>,
        /// How sure it is.
        confidence: Option<Confidence>,
        /// When it was last checked.
        checked_on: Option<FuzzyDate>,
        /// Who checked it.
        checked_by: Word,
    }

    /// A source.
    line SourceRecord as "source" {
        /// What it is, in words.
        title: Word,
        /// Where it can be read.
        url: Word,
        /// When it was published.
        date: Option<FuzzyDate>,
    }

    /// A place on the map, in world units of one pixel at 100 %, `y` downwards.
    line PositionRecord as "position" {
        /// To the right.
        x: Coordinate,
        /// Downwards.
        y: Coordinate,
        /// Whether a person put it there: layouts leave it alone.
        pinned: bool,
    }

    /// A link between two actors.
    line LinkRecord as "link" {
        /// The id, unique among the links.
        id: Id,
        /// The id of the actor it starts from.
        from: End,
        /// The id of the actor it leads to.
        to: End,
        /// The id of its kind.
        kind: Word,
        /// The role in the words of the source.
        role: Word,
        /// Since and until when.
        period: Shared<Period>,
        /// How strong it is, where someone measured it.
        weight: Option<f64>,
        /// Notes in plain text.
        notes: ArcStr,
        /// Values of the custom fields, by field id.
        custom: Shared<BTreeMap<FieldId, FieldValue>>,
        /// Where what is said here comes from.
        provenance: Shared<Provenance>,
    }
}

/// Another name: a plain text where only the name is known.
#[derive(Debug)]
pub(super) struct AliasRecord(pub FormerName);

impl Member for AliasRecord {
    fn read(value: Raw<'_>) -> Result<Self, Fault> {
        if is_text(value) {
            let name = value.text()?;
            return Ok(Self(FormerName {
                name: name.into(),
                former: false,
                until: None,
                extra: Extra::new(),
            }));
        }
        FormerName::read(value).map(Self)
    }

    fn write(&self, out: &mut Out) {
        let FormerName { name, former, until, extra } = &self.0;
        if !former && until.is_none() && extra.is_empty() { out.quoted(name) } else { self.0.write(out) }
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        json!({ "anyOf": [{ "type": "string" }, FormerName::schema(definitions)] })
    }

    fn missing() -> Option<Self> {
        None
    }

    fn is_left_out(&self) -> bool {
        false
    }
}

/// A record of the map in the form of one of the file's.
macro_rules! as_record {
    ($($model:ty as $record:ty, write $write:expr, tell $tell:expr;)*) => {$(
        impl Member for $model {
            fn read(value: Raw<'_>) -> Result<Self, Fault> {
                <$record>::read(value).map(|record| Arc::new(record.into()))
            }

            fn write(&self, out: &mut Out) {
                let write: fn(&Self, &mut Out) = $write;
                write(self, out);
            }

            fn schema(definitions: &mut Map<String, Value>) -> Value {
                <$record>::schema(definitions)
            }

            fn missing() -> Option<Self> {
                None
            }

            fn is_left_out(&self) -> bool {
                false
            }

            fn tell(list: &[Placed<Self>], pool: &Pool<'_>) {
                let tell: fn(&[Placed<Self>], &Pool<'_>) = $tell;
                tell(list, pool);
            }
        }
    )*};
}

as_record! {
    Arc<Actor> as ActorRecord,
        write |actor, out| Member::write(&ActorRecord::from(&**actor), out),
        tell |actors, pool| pool.keep_actor_ids(actors.iter().map(|actor| (&actor.value.id).into()));
    Arc<Link> as LinkRecord,
        write |link, out| write_link(link, out),
        tell |_, _| {};
}

/// Writes a link as [`LinkRecord`] does, from where it is: the counts of half a million shared texts
/// would go up and down, on all cores at once.
fn write_link(link: &Link, out: &mut Out) {
    let Link { id, from, to, kind, period, weight, provenance, details } = link;
    let LinkDetails { role, notes, custom, extra } = &**details;
    out.object(false, |object| {
        object.member(named!("id"), id);
        object.member(named!("from"), from);
        object.member(named!("to"), to);
        object.member(named!("kind"), kind);
        object.member(named!("role"), role);
        object.member(named!("period"), period);
        object.member(named!("weight"), &finite(weight.get()));
        object.member(named!("notes"), notes);
        object.member(named!("custom"), custom);
        object.member(named!("provenance"), provenance);
        object.others(extra, LinkRecord::MEMBERS);
    });
}

macro_rules! written_ids {
    ($($id:ty, always $always:literal;)*) => {$(
        impl Written for $id {
            fn put(&self, out: &mut Out) {
                out.quoted(self.as_str());
            }

            fn is_absent(&self) -> bool {
                !$always && self.as_str().is_empty()
            }
        }
    )*};
}

written_ids! {
    LinkId, always true;
    ActorId, always true;
    LinkKindId, always false;
}

/// A part of a record that may be shared, in the form of one of the file's. `$says` tells at a glance
/// of most that say something.
macro_rules! as_shared {
    ($($model:ty as $record:ty, in $pool:ident, says $says:expr;)*) => {$(
        impl Member for Shared<$model> {
            fn read(value: Raw<'_>) -> Result<Self, Fault> {
                value.pool().$pool.get_or_read(value.as_text(), || {
                    <$record>::read(value).map(|record| <$model>::from(record).into())
                })
            }

            fn write(&self, out: &mut Out) {
                <$record>::from(&**self).write(out);
            }

            fn schema(definitions: &mut Map<String, Value>) -> Value {
                <$record>::schema(definitions)
            }

            fn missing() -> Option<Self> {
                Some(Self::new())
            }

            fn is_left_out(&self) -> bool {
                let says: fn(&$model) -> bool = $says;
                !says(self) && <$record>::from(&**self).is_left_out()
            }
        }
    )*};
}

as_shared! {
    Period as PeriodRecord, in periods, says |period| !period.is_empty();
    Place as PlaceRecord, in places, says |place| !place.territory.is_empty() || !place.commune.is_empty();
    Provenance as ProvenanceRecord, in provenances, says |provenance| !provenance.sources.is_empty();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_written_as_its_record() {
        let mut link = Link::new("l \"1\"".into(), "a".into(), "k".into(), "b".into());
        let agree = |link: &Link| {
            let text = |write: &dyn Fn(&mut Out)| {
                let mut out = Out::default();
                write(&mut out);
                out.into_text()
            };
            let text = (
                text(&|out| write_link(link, out)),
                text(&|out| Member::write(&LinkRecord::from(link), out)),
            );
            assert_eq!(text.0, text.1);
            text.0
        };
        agree(&link);
        link.kind = "".into();
        link.weight = Some(f64::INFINITY).into();
        assert_eq!(agree(&link), r#"{"id": "l \"1\"", "from": "a", "to": "b"}"#);
        link.weight = Some(0.5).into();
        link.period = Period { start: Some(FuzzyDate::from_file("2018")), ..Period::default() }.into();
        link.provenance.confidence = Some(Confidence::from("high"));
        let details = &mut *link.details;
        (details.role, details.notes) = ("r".into(), "n".into());
        details.custom.insert("f".into(), FieldValue::Flag(true));
        details.extra.insert("role".to_owned(), Value::Null);
        details.extra.insert("more".to_owned(), Value::Null);
        assert!(agree(&link).ends_with(r#""confidence": "high"}, "more": null}"#));
    }
}
