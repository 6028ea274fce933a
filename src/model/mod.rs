//! Model: what a map is. Actors, links, schema, provenance, positions; nothing on how they change,
//! are stored or drawn.

mod actor;
mod actor_set;
mod advice;
mod date;
mod id;
pub mod identifier;
mod index;
mod link;
mod map;
mod provenance;
mod record;
mod schema;
mod shared;

pub use actor::{Actor, Alias, Contact, Place, Position};
pub use actor_set::{ActorSet, ActorSlot};
pub use advice::{Advice, LinkAdviser, advice_on_actor, advice_on_ends, advice_on_link};
pub use date::{FuzzyDate, Period};
pub use id::{ActorId, ActorKindId, FamilyId, FieldId, LinkId, LinkKindId, MapId};
pub use identifier::Identifiers;
pub use link::{Link, LinkDetails, Weight};
pub use map::{About, Map};
pub use provenance::{Confidence, Provenance, Source};
pub use record::{Extras, RecordId, RecordState};
pub use schema::{
    ActorKind, Bilingual, ColourName, EndRule, Family, Field, FieldOwner, FieldType, FieldValue, LinkKind,
    Schema, Shape,
};
pub use shared::{Blank, Shared};

/// Members of a file this version does not know, kept in their order with all their digits.
pub type Extra = Shared<serde_json::Map<String, serde_json::Value>>;
