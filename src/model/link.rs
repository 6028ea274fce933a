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
    /// Since and until when.
    pub period: Shared<Period>,
    /// How strong it is, where someone measured it.
    pub weight: Weight,
    /// Where what is said here comes from.
    pub provenance: Shared<Provenance>,
    /// What few links say.
    pub details: Shared<LinkDetails>,
}

/// What few links say beyond their ends, kind and source: apart, for a large map has half a million
/// links that say none of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkDetails {
    /// The role in the words of the source ("porte-drapeau").
    pub role: ArcStr,
    /// Notes in plain text.
    pub notes: ArcStr,
    /// Values of the schema's custom fields.
    pub custom: Shared<BTreeMap<FieldId, FieldValue>>,
    /// Members of the file this version does not know; kept as they are.
    pub extra: Extra,
}

/// How strong a link is, at least 0; or that nobody measured it, which takes no room of its own.
#[derive(Clone, Copy)]
pub struct Weight(f64);

impl Weight {
    /// Nobody measured it.
    pub const UNKNOWN: Self = Self(f64::NAN);

    /// The weight where there is one.
    pub fn get(self) -> Option<f64> {
        (!self.0.is_nan()).then_some(self.0)
    }
}

impl From<Option<f64>> for Weight {
    /// What is no number is a weight nobody knows.
    fn from(weight: Option<f64>) -> Self {
        weight.map_or(Self::UNKNOWN, Self)
    }
}

impl Default for Weight {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl PartialEq for Weight {
    /// Two that nobody knows are alike.
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl std::fmt::Debug for Weight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.get().fmt(f)
    }
}

impl Link {
    /// A new link with nothing known beyond its ends and kind.
    pub fn new(id: LinkId, from: ActorId, kind: LinkKindId, to: ActorId) -> Self {
        Self {
            id,
            from,
            to,
            kind,
            period: Shared::new(),
            weight: Weight::UNKNOWN,
            provenance: Shared::new(),
            details: Shared::new(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_says_little_is_small() {
        // Half a million of them are what a map of a country holds: see "How fast" in the README.
        assert!(size_of::<Link>() <= 64);
        assert_eq!(Weight::from(Some(f64::NAN)), Weight::UNKNOWN);
        assert_eq!(Weight::from(Some(0.0)).get(), Some(0.0));
    }
}
