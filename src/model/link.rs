//! Links: who relates to whom, how, since when, and how we know.

use std::collections::BTreeMap;

use arcstr::ArcStr;

use super::{ActorId, Extra, FieldId, FieldValue, LinkId, LinkKindId, Period, Provenance, Shared};

/// One link. It runs from one actor to another unless its kind is symmetric; both ends may be the
/// same actor, and several links may join the same pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its id, unique among the links of the map.
    pub id: LinkId,
    /// The actor that does what the verb says.
    pub from: ActorId,
    /// The actor it is done to.
    pub to: ActorId,
    /// What relates them; an id of the schema's link kinds (an unknown one is shown plainly).
    pub kind: LinkKindId,
    /// The role in the words of the source ("porte-drapeau").
    pub role: ArcStr,
    /// Since and until when.
    pub period: Shared<Period>,
    /// How strong it is, where someone measured it; at least 0.
    pub weight: Option<f64>,
    /// Notes in plain text.
    pub notes: ArcStr,
    /// Values of the schema's custom fields.
    pub custom: Shared<BTreeMap<FieldId, FieldValue>>,
    /// Where what is said here comes from.
    pub provenance: Shared<Provenance>,
    /// Members of the file this version does not know; kept as they are.
    pub extra: Extra,
}

impl Link {
    /// A new link with nothing known beyond its ends and kind.
    pub fn new(id: LinkId, from: ActorId, kind: LinkKindId, to: ActorId) -> Self {
        Self {
            id,
            from,
            to,
            kind,
            role: ArcStr::new(),
            period: Shared::new(),
            weight: None,
            notes: ArcStr::new(),
            custom: Shared::new(),
            provenance: Shared::new(),
            extra: Extra::new(),
        }
    }

    /// Whether the actor is at one of its ends.
    pub fn touches(&self, actor: &ActorId) -> bool {
        self.from == *actor || self.to == *actor
    }

    /// The other end, seen from one of them (the same actor for a self link).
    pub fn other_end(&self, actor: &ActorId) -> &ActorId {
        if self.from == *actor { &self.to } else { &self.from }
    }
}
