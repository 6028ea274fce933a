//! Sets of actors by the places they are kept at: a bit each, for sets as large as the map.

use super::{ActorId, Map};

/// Where a map keeps an actor: a small number, the same for as long as the actor is on the map, and
/// given to another once it is gone. For tables in memory; it is never stored or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorSlot(pub(super) u32);

impl ActorSlot {
    /// The number itself, below [`Map::slot_bound`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of actors of one map, by their slots. A quarter of a million actors take 27 kB.
///
/// Limitations: it means something only beside the map it was made for, in the state it was made
/// for: after an actor is removed its slot may be another's.
#[derive(Clone, Debug, Default)]
pub struct ActorSet {
    words: Vec<u64>,
    len: usize,
}

impl ActorSet {
    /// The actors of a map among some ids.
    pub fn of<'a>(map: &Map, ids: impl IntoIterator<Item = &'a ActorId>) -> Self {
        ids.into_iter().filter_map(|id| map.actor_slot(id)).collect()
    }

    /// How many actors there are in it.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none in it.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the actor kept at a slot is in it.
    pub fn contains(&self, slot: ActorSlot) -> bool {
        self.words.get(slot.index() / 64).is_some_and(|word| word >> (slot.index() % 64) & 1 == 1)
    }

    /// Whether an actor of the map is in it.
    pub fn has(&self, map: &Map, id: &ActorId) -> bool {
        map.actor_slot(id).is_some_and(|slot| self.contains(slot))
    }

    /// Adds the actor kept at a slot; `false` where it was in it already.
    pub fn insert(&mut self, slot: ActorSlot) -> bool {
        let (word, bit) = (slot.index() / 64, 1 << (slot.index() % 64));
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        let is_new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        self.len += usize::from(is_new);
        is_new
    }

    /// Takes the actor kept at a slot out of it; `false` where it was not in it.
    pub fn remove(&mut self, slot: ActorSlot) -> bool {
        let (word, bit) = (slot.index() / 64, 1u64 << (slot.index() % 64));
        let was_in = self.words.get(word).is_some_and(|word| word & bit != 0);
        if was_in {
            self.words[word] &= !bit;
            self.len -= 1;
        }
        was_in
    }

    /// Adds the actor kept at a slot, or takes it out.
    pub fn set(&mut self, slot: ActorSlot, is_in: bool) {
        if is_in {
            self.insert(slot);
        } else {
            self.remove(slot);
        }
    }

    /// The slots, in their order (which is not that of the ids).
    pub fn slots(&self) -> impl Iterator<Item = ActorSlot> + '_ {
        self.words.iter().zip(0u32..).flat_map(|(word, at)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.checked_sub(1)?;
                Some(ActorSlot(at * 64 + bit))
            })
        })
    }

    /// The ids, in the order of the slots.
    pub fn ids<'a>(&'a self, map: &'a Map) -> impl Iterator<Item = &'a ActorId> {
        self.slots().filter_map(|slot| Some(&map.actor_in(slot)?.id))
    }
}

impl FromIterator<ActorSlot> for ActorSet {
    fn from_iter<T: IntoIterator<Item = ActorSlot>>(slots: T) -> Self {
        let mut set = Self::default();
        for slot in slots {
            set.insert(slot);
        }
        set
    }
}

impl PartialEq for ActorSet {
    fn eq(&self, other: &Self) -> bool {
        // What was taken out may have left words of nothing at the end.
        self.len == other.len && self.words.iter().zip(&other.words).all(|(a, b)| a == b)
    }
}

impl Eq for ActorSet {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_set(steps in proptest::collection::vec((0u32..300, any::<bool>()), 0..200)) {
            let mut set = ActorSet::default();
            let mut same = BTreeSet::new();
            for (slot, is_in) in steps {
                let slot = ActorSlot(slot);
                if is_in {
                    prop_assert_eq!(set.insert(slot), same.insert(slot));
                } else {
                    prop_assert_eq!(set.remove(slot), same.remove(&slot));
                }
                prop_assert_eq!(set.len(), same.len());
            }
            prop_assert!(set.slots().eq(same.iter().copied()));
            prop_assert_eq!(&set, &same.iter().rev().copied().collect::<ActorSet>());
            prop_assert!((0..400).all(|slot| set.contains(ActorSlot(slot)) == same.contains(&ActorSlot(slot))));
        }
    }
}
