//! The records of a map by id: found at once, listed in the order of their ids.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Most ranks in a block of the order; a full one is cut in two.
const BLOCK: usize = 1024;

/// Ranks of records (where the network keeps them) by the ids of these records, which stay in the
/// records: whoever asks says how to get at them.
///
/// A rank takes some ten bytes, and copying an index copies no id. Adding, removing and finding cost
/// about the same however many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    hasher: DefaultHashBuilder,
    by_id: HashTable<u32>,
    /// The ranks in the order of their ids, in blocks that are never empty.
    blocks: Vec<Vec<u32>>,
}

impl Index {
    /// An index of ranks that come in the order of their ids. Where an id comes twice or they are
    /// out of order, gives the place in the list of the first that does.
    pub fn in_order<'a>(ranks: Vec<u32>, id_of: impl Fn(u32) -> &'a str) -> Result<Self, usize> {
        let mut index = Self::default();
        for (at, pair) in ranks.windows(2).enumerate() {
            if id_of(pair[0]) >= id_of(pair[1]) {
                return Err(at + 1);
            }
        }
        index.by_id.reserve(ranks.len(), |_| 0);
        for rank in &ranks {
            let hash = index.hasher.hash_one(id_of(*rank));
            index.by_id.insert_unique(hash, *rank, |rank| index.hasher.hash_one(id_of(*rank)));
        }
        index.blocks = ranks.chunks(BLOCK / 2).map(<[u32]>::to_vec).collect();
        Ok(index)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The rank of the record with an id.
    pub fn get<'a>(&self, id: &str, id_of: impl Fn(u32) -> &'a str) -> Option<u32> {
        self.by_id.find(self.hasher.hash_one(id), |rank| id_of(*rank) == id).copied()
    }

    /// Every rank, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.blocks.iter().flatten().copied()
    }

    /// Adds a record whose id is not there yet.
    pub fn insert<'a>(&mut self, rank: u32, id_of: impl Fn(u32) -> &'a str) {
        let id = id_of(rank);
        let hash = self.hasher.hash_one(id);
        self.by_id.insert_unique(hash, rank, |rank| self.hasher.hash_one(id_of(*rank)));
        let block = self.block_of(id, &id_of);
        let Some(ranks) = self.blocks.get_mut(block) else {
            self.blocks.push(vec![rank]);
            return;
        };
        let at = ranks.partition_point(|other| id_of(*other) < id);
        ranks.insert(at, rank);
        if ranks.len() > BLOCK {
            let upper = ranks.split_off(BLOCK / 2);
            self.blocks.insert(block + 1, upper);
        }
    }

    /// Takes the record with an id out, which must still be where `id_of` looks. Gives its rank.
    pub fn remove<'a>(&mut self, id: &str, id_of: impl Fn(u32) -> &'a str) -> Option<u32> {
        let hash = self.hasher.hash_one(id);
        let entry = self.by_id.find_entry(hash, |rank| id_of(*rank) == id).ok()?;
        let (rank, _) = entry.remove();
        let block = self.block_of(id, &id_of);
        if let Some(ranks) = self.blocks.get_mut(block) {
            if let Some(at) = ranks.iter().position(|other| *other == rank) {
                ranks.remove(at);
            }
            if ranks.is_empty() {
                self.blocks.remove(block);
            }
        }
        Some(rank)
    }

    /// The block an id belongs in: the last that begins with it or before it, else the first.
    fn block_of<'a>(&self, id: &str, id_of: impl Fn(u32) -> &'a str) -> usize {
        let begins_before = |ranks: &Vec<u32>| ranks.first().is_some_and(|first| id_of(*first) <= id);
        self.blocks.partition_point(begins_before).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_and_removed_in_any_order_is_listed_in_order() {
        let ids: Vec<String> = (0..5000_u32).map(|rank| format!("{:04}", rank * 7919 % 5000)).collect();
        let id_of = |rank: u32| ids[rank as usize].as_str();
        let mut index = Index::default();
        (0..5000).for_each(|rank| index.insert(rank, id_of));
        assert_eq!(index.len(), 5000);
        assert!(index.iter().map(id_of).is_sorted());
        for rank in (0..5000).filter(|rank| rank % 3 != 0) {
            assert_eq!(index.remove(id_of(rank), id_of), Some(rank));
            assert_eq!(index.get(id_of(rank), id_of), None);
        }
        assert_eq!(index.len(), 1667);
        let left: Vec<u32> = index.iter().collect();
        assert!(left.iter().map(|rank| id_of(*rank)).is_sorted() && left.len() == 1667);
        assert_eq!(index.get(id_of(3), id_of), Some(3));
        let again = Index::in_order(left, id_of).expect("they are in order");
        assert_eq!(again.get(id_of(3), id_of), Some(3));
        assert!(again.iter().eq(index.iter()));
    }

    #[test]
    fn an_id_that_comes_twice_is_found_out() {
        let ids = ["a", "b", "b", "c"];
        assert_eq!(Index::in_order(vec![0, 1, 2, 3], |rank| ids[rank as usize]).err(), Some(2));
        assert_eq!(Index::in_order(vec![1, 0], |rank| ids[rank as usize]).err(), Some(1));
    }
}
