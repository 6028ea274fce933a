//! Any record of a map under one type: what names it and what it is now. For what treats all
//! records alike: the recovery journal, differences between two copies, their merge.

use std::sync::Arc;

use super::{
    About, Actor, ActorId, ActorKind, ActorKindId, Extra, Family, FamilyId, Field, FieldId, Link, LinkId,
    LinkKind, LinkKindId, Map,
};

/// Names any record of a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordId {
    /// What is said of the map as a whole.
    About,
    /// Unknown members of the file at the top level and of the schema.
    Extra,
    /// A family.
    Family(FamilyId),
    /// A kind of actor.
    ActorKind(ActorKindId),
    /// A kind of link.
    LinkKind(LinkKindId),
    /// A custom field.
    Field(FieldId),
    /// An actor.
    Actor(ActorId),
    /// A link, on the map or stranded.
    Link(LinkId),
}

impl RecordId {
    /// The word for it in data: `actor`, `link`, `actor_kind` and so on.
    pub fn word(&self) -> &'static str {
        match self {
            Self::About => "map",
            Self::Extra => "extra",
            Self::Family(_) => "family",
            Self::ActorKind(_) => "actor_kind",
            Self::LinkKind(_) => "link_kind",
            Self::Field(_) => "field",
            Self::Actor(_) => "actor",
            Self::Link(_) => "link",
        }
    }

    /// Its id as text; empty for what there is once in a map.
    pub fn id(&self) -> &str {
        match self {
            Self::About | Self::Extra => "",
            Self::Family(id) => id.as_str(),
            Self::ActorKind(id) => id.as_str(),
            Self::LinkKind(id) => id.as_str(),
            Self::Field(id) => id.as_str(),
            Self::Actor(id) => id.as_str(),
            Self::Link(id) => id.as_str(),
        }
    }
}

/// Members of the file this version does not know: those at the top level, those of the schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// At the top level of the file.
    pub map: Extra,
    /// In its schema.
    pub schema: Extra,
}

/// What a record is now. `None` is "not there".
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the names say it
pub enum RecordState {
    About(Arc<About>),
    Extra(Arc<Extras>),
    Family(FamilyId, Option<Arc<Family>>),
    ActorKind(ActorKindId, Option<Arc<ActorKind>>),
    LinkKind(LinkKindId, Option<Arc<LinkKind>>),
    Field(FieldId, Option<Arc<Field>>),
    Actor(ActorId, Option<Arc<Actor>>),
    Link(LinkId, Option<Arc<Link>>),
    /// A link of the file whose ends are not on the map.
    Stranded(LinkId, Option<Arc<Link>>),
}

impl Map {
    /// The members of the file this version does not know, beside those within records.
    pub fn extras(&self) -> Extras {
        Extras { map: self.extra.clone(), schema: self.schema().extra.clone() }
    }

    /// A link by id, on the map or stranded.
    pub fn any_link(&self, id: &LinkId) -> Option<&Arc<Link>> {
        self.link(id).or_else(|| self.stranded_link(id))
    }

    /// A stranded link by id.
    pub fn stranded_link(&self, id: &LinkId) -> Option<&Arc<Link>> {
        self.stranded.binary_search_by(|link| link.id.cmp(id)).ok().and_then(|at| self.stranded.get(at))
    }

    /// Every link, those on the map and the stranded ones, by id.
    pub fn all_links(&self) -> impl Iterator<Item = &Arc<Link>> {
        let mut stranded = self.stranded.iter().peekable();
        let mut links = self.links().peekable();
        std::iter::from_fn(move || match (links.peek(), stranded.peek()) {
            (Some(link), Some(other)) if other.id < link.id => stranded.next(),
            (Some(_), _) => links.next(),
            (None, _) => stranded.next(),
        })
    }

    /// Adds a stranded link, puts a new state of it in place, or takes it out.
    pub(crate) fn set_stranded(&mut self, id: &LinkId, state: Option<Arc<Link>>) {
        match (self.stranded.binary_search_by(|link| link.id.cmp(id)), state) {
            (Ok(at), Some(link)) => self.stranded[at] = link,
            (Ok(at), None) => drop(self.stranded.remove(at)),
            (Err(at), Some(link)) => self.stranded.insert(at, link),
            (Err(_), None) => {}
        }
    }

    pub(crate) fn set_extras(&mut self, extras: &Extras) {
        self.extra = extras.map.clone();
        self.schema_mut().extra = extras.schema.clone();
    }
}
