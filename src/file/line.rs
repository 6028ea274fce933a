//! One record on one line, in the file's own form: what the recovery journal is made of.

use serde_json::Value;

use super::dto::{ActorKindRecord, ActorRecord, FamilyRecord, FieldRecord, LinkKindRecord, LinkRecord};
use super::error::{Error, ErrorKind};
use super::json::{Fault, Raw};
use super::out::{Out, named};
use super::pool::Pool;
use super::record::{Id, Member};
use super::source::Source;
use crate::model::{
    About, Actor, ActorId, ActorKind, ActorKindId, Extra, Extras, Family, FamilyId, Field, FieldId, Link,
    LinkId, LinkKind, LinkKindId, MapId, RecordState,
};

/// The state of a record as one line of JSON, without a line end: `{"actor": {...}}`, or
/// `{"gone": "actor", "id": "..."}` for one that is not there.
pub fn record_to_line(state: &RecordState) -> String {
    fn present(out: &mut Out, word: &str, record: &impl Member) {
        out.object(false, |object| record.write(object.name(word)));
    }
    fn gone(out: &mut Out, word: &str, id: &str) {
        out.object(false, |object| {
            object.name("gone").quoted(word);
            object.name("id").quoted(id);
        });
    }
    let mut out = Out::default();
    let out_mut = &mut out;
    match state {
        RecordState::About(about) => out_mut.object(false, |object| {
            object.name("map").object(false, |object| {
                object.name("id").quoted(about.id.as_str());
                object.member(named!("title"), &about.title);
                object.member(named!("description"), &about.description);
                object.member(named!("author"), &about.author);
                object.member(named!("licence"), &about.licence);
            });
        }),
        RecordState::Extra(extras) => out_mut.object(false, |object| {
            object.name("extra").object(false, |object| {
                object.name("map").kept(&Value::Object(extras.map.clone().into_inner()));
                object.name("schema").kept(&Value::Object(extras.schema.clone().into_inner()));
            });
        }),
        RecordState::Family(_, Some(entry)) => {
            present(out_mut, "family", &FamilyRecord::from(entry.as_ref()));
        }
        RecordState::ActorKind(_, Some(entry)) => {
            present(out_mut, "actor_kind", &ActorKindRecord::from(entry.as_ref()));
        }
        RecordState::LinkKind(_, Some(entry)) => {
            present(out_mut, "link_kind", &LinkKindRecord::from(entry.as_ref()));
        }
        RecordState::Field(_, Some(entry)) => present(out_mut, "field", &FieldRecord::from(entry.as_ref())),
        RecordState::Actor(_, Some(actor)) => present(out_mut, "actor", &ActorRecord::from(actor.as_ref())),
        RecordState::Link(_, Some(link)) => present(out_mut, "link", &LinkRecord::from(link.as_ref())),
        RecordState::Stranded(_, Some(link)) => {
            present(out_mut, "stranded", &LinkRecord::from(link.as_ref()))
        }
        RecordState::Family(id, None) => gone(out_mut, "family", id.as_str()),
        RecordState::ActorKind(id, None) => gone(out_mut, "actor_kind", id.as_str()),
        RecordState::LinkKind(id, None) => gone(out_mut, "link_kind", id.as_str()),
        RecordState::Field(id, None) => gone(out_mut, "field", id.as_str()),
        RecordState::Actor(id, None) => gone(out_mut, "actor", id.as_str()),
        RecordState::Link(id, None) => gone(out_mut, "link", id.as_str()),
        RecordState::Stranded(id, None) => gone(out_mut, "stranded", id.as_str()),
    }
    let mut line = out.finish();
    line.pop();
    line
}

/// Reads what [`record_to_line`] wrote.
///
/// # Errors
/// Where it is something else.
pub fn record_from_line(line: &str) -> Result<RecordState, Error> {
    let source = Source::new(line);
    read(line).map_err(|fault| source.error(fault))
}

fn read(line: &str) -> Result<RecordState, Fault> {
    use std::sync::Arc;
    let pool = Pool::default();
    let root = Raw::document(line, &pool)?;
    let members = root.members()?;
    let strange = || root.fault(ErrorKind::MissingMember("actor"));
    let Some(first) = members.first() else { return Err(strange()) };
    let value = first.value;
    Ok(match (first.name.as_ref(), members.get(1)) {
        ("map", None) => RecordState::About(Arc::new(about(value)?)),
        ("extra", None) => RecordState::Extra(Arc::new(extras(value)?)),
        ("family", None) => {
            let entry = Family::from(FamilyRecord::read(value)?);
            RecordState::Family(entry.id.clone(), Some(Arc::new(entry)))
        }
        ("actor_kind", None) => {
            let entry = ActorKind::from(ActorKindRecord::read(value)?);
            RecordState::ActorKind(entry.id.clone(), Some(Arc::new(entry)))
        }
        ("link_kind", None) => {
            let entry = LinkKind::from(LinkKindRecord::read(value)?);
            RecordState::LinkKind(entry.id.clone(), Some(Arc::new(entry)))
        }
        ("field", None) => {
            let entry = Field::from(FieldRecord::read(value)?);
            RecordState::Field(entry.id.clone(), Some(Arc::new(entry)))
        }
        ("actor", None) => {
            let actor = Actor::from(ActorRecord::read(value)?);
            RecordState::Actor(actor.id.clone(), Some(Arc::new(actor)))
        }
        ("link", None) => {
            let link = Link::from(LinkRecord::read(value)?);
            RecordState::Link(link.id.clone(), Some(Arc::new(link)))
        }
        ("stranded", None) => {
            let link = Link::from(LinkRecord::read(value)?);
            RecordState::Stranded(link.id.clone(), Some(Arc::new(link)))
        }
        ("gone", Some(second)) if second.name == "id" => {
            let Id(id) = Id::read(second.value)?;
            match value.text()?.as_str() {
                "family" => RecordState::Family(FamilyId::new(id), None),
                "actor_kind" => RecordState::ActorKind(ActorKindId::new(id), None),
                "link_kind" => RecordState::LinkKind(LinkKindId::new(id), None),
                "field" => RecordState::Field(FieldId::new(id), None),
                "actor" => RecordState::Actor(ActorId::new(id), None),
                "link" => RecordState::Link(LinkId::new(id), None),
                "stranded" => RecordState::Stranded(LinkId::new(id), None),
                _ => return Err(strange()),
            }
        }
        _ => return Err(strange()),
    })
}

fn about(value: Raw<'_>) -> Result<About, Fault> {
    let mut about = About {
        id: MapId::new(""),
        title: String::new(),
        description: String::new(),
        author: String::new(),
        licence: String::new(),
    };
    for member in value.members()? {
        let text = member.value.text()?;
        match member.name.as_ref() {
            "id" => about.id = MapId::new(text),
            "title" => about.title = text,
            "description" => about.description = text,
            "author" => about.author = text,
            "licence" => about.licence = text,
            _ => {}
        }
    }
    Ok(about)
}

fn extras(value: Raw<'_>) -> Result<Extras, Fault> {
    let mut extras = Extras::default();
    for member in value.members()? {
        let kept: Extra = match member.value.kept()? {
            Value::Object(kept) => kept.into(),
            _ => return Err(member.value.fault(ErrorKind::MissingMember("extra"))),
        };
        match member.name.as_ref() {
            "map" => extras.map = kept,
            "schema" => extras.schema = kept,
            _ => {}
        }
    }
    Ok(extras)
}
