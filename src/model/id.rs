//! Ids: opaque names of records, kept verbatim, never reused.

use std::fmt;

use arcstr::ArcStr;

macro_rules! id_type {
    ($(#[$doc:meta] $name:ident),* $(,)?) => {$(
        #[$doc]
        ///
        /// An opaque string, unique among its likes within a map and kept exactly as the file or
        /// import gave it. Cloning shares the text.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(ArcStr);

        impl $name {
            /// The id as it stands in the file.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(ArcStr::from(text.as_ref()))
            }

            /// A fresh id: 80 random bits, so that two copies of a map edited apart never clash.
            pub fn random() -> Self {
                Self(ArcStr::from(random_text()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<ArcStr> for $name {
            /// The id of a text that is shared already.
            fn from(text: ArcStr) -> Self {
                Self(text)
            }
        }

        impl From<&$name> for ArcStr {
            fn from(id: &$name) -> Self {
                id.0.clone()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

id_type! {
    /// Names an actor.
    ActorId,
    /// Names a link.
    LinkId,
    /// Names a family of actor kinds.
    FamilyId,
    /// Names a kind of actor.
    ActorKindId,
    /// Names a kind of link.
    LinkKindId,
    /// Names a custom field.
    FieldId,
    /// Names a map through all its copies and saves.
    MapId,
}

impl ActorId {
    /// Whether the two are one text in memory, not only alike.
    pub(super) fn shares(&self, other: &Self) -> bool {
        ArcStr::ptr_eq(&self.0, &other.0)
    }
}

/// Sixteen characters of Crockford's base 32 in lower case: 80 random bits.
fn random_text() -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bytes = [0u8; 10];
    if getrandom::fill(&mut bytes).is_err() {
        // A system without a random source still must not stop someone's work: the standard
        // library's hash seeds, mixed with the clock, are unique enough between two people.
        use std::hash::{BuildHasher, RandomState};
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map(|age| age.as_nanos())
            .unwrap_or_default();
        let words = [RandomState::new().hash_one(now), RandomState::new().hash_one((now, 1))];
        for (byte, seed) in bytes.iter_mut().zip(words.iter().flat_map(|word| word.to_le_bytes())) {
            *byte = seed;
        }
    }
    let bits = bytes.iter().fold(0u128, |sum, byte| (sum << 8) | u128::from(*byte));
    (0..16).rev().map(|place| char::from(ALPHABET[((bits >> (5 * place)) & 31) as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_ids_are_short_and_differ() {
        let ids: std::collections::BTreeSet<_> = (0..1000).map(|_| ActorId::random()).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|id| id.as_str().len() == 16));
    }

    #[test]
    fn an_id_is_kept_verbatim() {
        assert_eq!(ActorId::new(" Été/01 ").as_str(), " Été/01 ");
    }
}
