//! Draft: what a foreign file says, before it is a map. Nodes and links as rows, their attributes by
//! column, every text kept once in one long buffer, so that a file's draft is smaller than the file.
//!
//! Readers fill a draft; [`settle`](super::settle::settle) makes a map of it.

use hashbrown::{DefaultHashBuilder, HashMap};
use std::hash::BuildHasher;

use super::error::Place;
use super::meaning::Meaning;
use crate::model::FieldType;

/// A text of a draft: its rank in [`Texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(u32);

impl Default for Text {
    fn default() -> Self {
        Self::NONE
    }
}

impl Text {
    /// No text at all: what a row has that says nothing.
    pub const NONE: Text = Text(u32::MAX);

    /// Whether there is one.
    pub fn is_some(self) -> bool {
        self != Self::NONE
    }

    /// Its rank, from 0: two texts that were interned are the same where their ranks are.
    pub fn rank(self) -> usize {
        self.0 as usize
    }
}

/// All texts of a draft, end to end.
///
/// Limitation: 4 GiB of text in all; files are capped far below.
#[derive(Debug, Default)]
pub struct Texts {
    buffer: String,
    /// Where each text ends; it begins where the one before ended.
    ends: Vec<u32>,
    /// The texts of nodes alone, and where each ends.
    of_nodes: (String, Vec<u32>),
    known: Known,
    hasher: DefaultHashBuilder,
}

impl Texts {
    /// A text by its rank; nothing for [`Text::NONE`].
    pub fn get(&self, text: Text) -> &str {
        match text.0.checked_sub(OF_NODES) {
            Some(rank) => slice(&self.of_nodes.0, &self.of_nodes.1, rank),
            None => slice(&self.buffer, &self.ends, text.0),
        }
    }

    /// Keeps a text; the same text twice is kept once and has one rank.
    pub fn intern(&mut self, text: &str) -> Text {
        let short = self.short_hash(text);
        match self.known.find(short, text, &self.buffer) {
            Some(rank) => Text(rank),
            None => self.intern_new(short, text),
        }
    }

    /// Keeps many texts at once, as [`Self::intern`] would one after the other. Looking texts up is
    /// waiting for memory: here they are waited for together.
    pub fn intern_all(&mut self, texts: &[&str], interned: &mut Vec<Text>) {
        let hashes: Vec<u32> = texts.iter().map(|text| self.short_hash(text)).collect();
        let likely: Vec<Slot> = hashes.iter().map(|hash| self.known.likely(*hash)).collect();
        let found: Vec<bool> = (likely.iter().zip(texts))
            .zip(&hashes)
            .map(|((slot, text), hash)| slot.holds(*hash, text, &self.buffer))
            .collect();
        for (at, text) in texts.iter().enumerate() {
            interned.push(if found[at] { Text(likely[at].rank()) } else { self.intern(text) });
        }
    }

    fn intern_new(&mut self, short: u32, text: &str) -> Text {
        let start = self.buffer.len();
        let kept = self.store(text);
        if kept.is_some() {
            self.known.insert(Slot::of(short, kept.0, start as u32, text.len() as u32));
        }
        kept
    }

    fn short_hash(&self, text: &str) -> u32 {
        self.hasher.hash_one(text) as u32
    }

    /// The rank of a text that was interned.
    pub fn find(&self, text: &str) -> Option<Text> {
        self.known.find(self.short_hash(text), text, &self.buffer).map(Text)
    }

    /// Forgets which texts there are, though not the texts: once no more come, that is memory for
    /// nothing. A text interned afterwards has a new rank.
    pub fn close(&mut self) {
        self.known = Known::default();
    }

    /// Keeps a text that is not expected to come again: long texts, ids of links.
    pub fn store(&mut self, text: &str) -> Text {
        keep(text, &mut self.buffer, &mut self.ends).map_or(Text::NONE, Text)
    }

    /// Keeps a text of a node that is not expected to come again: its name, its address. It is there
    /// until [`Self::forget_nodes`].
    pub fn store_of_node(&mut self, text: &str) -> Text {
        let (buffer, ends) = &mut self.of_nodes;
        keep(text, buffer, ends).map_or(Text::NONE, |rank| Text(OF_NODES + rank))
    }

    /// Forgets the texts of nodes alone, once there are actors that say them.
    pub fn forget_nodes(&mut self) {
        self.of_nodes = Default::default();
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Where the texts are that were interned, by their hashes: open addressing, one step after another,
/// each slot with all that finding needs, so that a look costs one wait for the slot and one for the text.
#[derive(Debug, Default)]
struct Known {
    /// A power of two of them, at most three quarters taken; or none.
    slots: Vec<Slot>,
    count: usize,
}

/// A text that was interned; free where its rank is 0.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    /// One more than its rank.
    next_rank: u32,
    start: u32,
    len: u32,
}

impl Slot {
    fn of(hash: u32, rank: u32, start: u32, len: u32) -> Self {
        Self { hash, next_rank: rank + 1, start, len }
    }

    fn rank(self) -> u32 {
        self.next_rank.wrapping_sub(1)
    }

    fn holds(self, hash: u32, text: &str, buffer: &str) -> bool {
        let (start, len) = (self.start as usize, self.len as usize);
        self.hash == hash
            && self.next_rank > 0
            && len == text.len()
            && buffer.as_bytes().get(start..start + len) == Some(text.as_bytes())
    }
}

impl Known {
    /// The slot a hash would be in were there no other; a free one where there is none.
    fn likely(&self, hash: u32) -> Slot {
        let mask = self.slots.len().wrapping_sub(1);
        self.slots.get(hash as usize & mask).copied().unwrap_or_default()
    }

    fn find(&self, hash: u32, text: &str, buffer: &str) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            let slot = *self.slots.get(at)?;
            if slot.next_rank == 0 {
                return None;
            }
            if slot.holds(hash, text, buffer) {
                return Some(slot.rank());
            }
            at = (at + 1) & mask;
        }
    }

    fn insert(&mut self, slot: Slot) {
        if 4 * (self.count + 1) > 3 * self.slots.len() {
            let larger = vec![Slot::default(); (2 * self.slots.len()).max(1024)];
            for slot in std::mem::replace(&mut self.slots, larger) {
                if slot.next_rank > 0 {
                    self.place(slot);
                }
            }
        }
        self.place(slot);
        self.count += 1;
    }

    /// Puts a slot where the first free one is from its hash on. There always is one.
    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.hash as usize & mask;
        while self.slots[at].next_rank > 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}

/// Ranks from here on are those of texts of nodes alone.
const OF_NODES: u32 = 1 << 31;

/// Puts a text behind others. Gives its rank, where there is still room for one.
fn keep(text: &str, buffer: &mut String, ends: &mut Vec<u32>) -> Option<u32> {
    let end = u32::try_from(buffer.len() + text.len()).ok()?;
    // The last rank stands for no text at all.
    let rank = u32::try_from(ends.len()).ok().filter(|rank| *rank < OF_NODES - 1)?;
    buffer.push_str(text);
    ends.push(end);
    Some(rank)
}

fn slice<'a>(buffer: &'a str, ends: &[u32], rank: u32) -> &'a str {
    let rank = rank as usize;
    let Some(end) = ends.get(rank) else { return "" };
    let start = rank.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    buffer.get(start as usize..*end as usize).unwrap_or_default()
}

/// One column: an attribute that nodes or links have.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in the file.
    pub name: String,
    /// What it means to a map; `None` leaves it to its name and its values.
    pub meaning: Option<Meaning>,
    /// What the file says its values are; `None` where it says nothing, or only "text".
    pub declared: Option<FieldType>,
    /// Whether the file says that its values are text, whatever they look like.
    pub is_text: bool,
    /// Whether the file says that its values are for few to see.
    pub is_private: bool,
    /// What rows have that say nothing themselves.
    pub default: Text,
    /// Values by row; most rows of most columns say nothing. In any order, until settled.
    pub(super) cells: Vec<(u32, Text)>,
}

impl Column {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            meaning: None,
            declared: None,
            is_text: false,
            is_private: false,
            default: Text::NONE,
            cells: Vec::new(),
        }
    }

    /// How many values it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Its values with their rows, in the order they were set.
    pub fn cells(&self) -> impl Iterator<Item = (usize, Text)> + '_ {
        self.cells.iter().map(|(row, text)| (*row as usize, *text))
    }
}

/// Rows of nodes or of links with their attributes.
#[derive(Debug, Default)]
pub struct Rows {
    /// The id of each row in the file; [`Text::NONE`] where it has none.
    pub ids: Vec<Text>,
    /// The line of each row in the file, from 1; 0 where that means nothing.
    pub lines: Vec<u32>,
    /// The columns, in the order they were met.
    pub columns: Vec<Column>,
    /// Where rows are from, where there are several sheets: the first row of each, and its name.
    pub sheets: Vec<(u32, String)>,
    by_name: HashMap<String, usize>,
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Where a row stands in its file.
    pub fn place(&self, row: usize) -> Place {
        let place = Place::line(self.lines.get(row).copied().unwrap_or(0) as usize);
        let sheet = self.sheets.partition_point(|(first, _)| *first as usize <= row);
        match sheet.checked_sub(1).and_then(|sheet| self.sheets.get(sheet)) {
            Some((_, name)) => place.in_path(name),
            None => place,
        }
    }

    /// The rank of the column of this name; made where there is none.
    pub fn column(&mut self, name: &str) -> usize {
        if let Some(rank) = self.by_name.get(name) {
            return *rank;
        }
        let rank = self.add_column(name);
        self.by_name.insert(name.to_owned(), rank);
        rank
    }

    /// The rank of the column of this name and meaning; made where there is none.
    pub fn column_for(&mut self, name: &str, meaning: Meaning) -> usize {
        let found = self.columns.iter().position(|c| c.meaning.as_ref() == Some(&meaning) && c.name == name);
        found.unwrap_or_else(|| {
            let rank = self.add_column(name);
            self.columns[rank].meaning = Some(meaning);
            rank
        })
    }

    /// A column that is another one even where its name is not: headers may repeat themselves.
    pub fn add_column(&mut self, name: &str) -> usize {
        self.columns.push(Column::new(name));
        self.columns.len() - 1
    }

    /// Says what a row has in a column. Where it is said twice, both are kept, as a list.
    pub fn set(&mut self, column: usize, row: usize, value: Text) {
        if let Some(column) = self.columns.get_mut(column)
            && value.is_some()
        {
            column.cells.push((row as u32, value));
        }
    }

    /// Puts the values of each column in the order of their rows; those of one row stay as they came.
    pub(super) fn sort(&mut self) {
        for column in &mut self.columns {
            if !column.cells.is_sorted_by_key(|(row, _)| *row) {
                column.cells.sort_by_key(|(row, _)| *row);
            }
        }
    }

    /// How many values there are in all.
    pub fn cell_count(&self) -> usize {
        self.columns.iter().map(Column::len).sum()
    }
}

/// Which way a link runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From its source to its target.
    #[default]
    Directed,
    /// Neither end is the first.
    Undirected,
    /// Both ways, and the file says so.
    Mutual,
}

/// How links name the nodes they join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndsBy {
    /// By the nodes' ids.
    #[default]
    Id,
    /// By ids, else by names; where neither is found as written, by names without regard to case,
    /// accents and spaces (which is reported).
    IdOrName,
}

/// What a foreign file says.
#[derive(Debug, Default)]
pub struct Draft {
    /// Every text.
    pub texts: Texts,
    /// The title of the graph, where it has one.
    pub title: String,
    /// What the file says of the graph.
    pub description: String,
    /// Who made it.
    pub author: String,
    /// Under which terms it may be reused.
    pub licence: String,
    /// The nodes.
    pub nodes: Rows,
    /// Where nodes are: row, x and y, the y pointing down. Not every node need have a place.
    pub positions: Vec<(u32, f64, f64)>,
    /// Whether Maillage wrote the file: its coordinates are those of a map, its colours those of kinds.
    pub is_ours: bool,
    /// Whether nodes without id are as they should be (a list of names).
    pub anonymous: bool,
    /// The nodes some nodes lie in, by id: row and id of the parent.
    pub parents: Vec<(u32, Text)>,
    /// Rows of nodes that are groups of others.
    pub groups: Vec<u32>,
    /// The links.
    pub links: Rows,
    /// What each link runs from: the id (or name, see `ends_by`) of a node, interned.
    pub sources: Vec<Text>,
    /// What each link runs to.
    pub targets: Vec<Text>,
    /// Which way each link runs.
    pub directions: Vec<Direction>,
    /// How links name their ends.
    pub ends_by: EndsBy,
    /// Whether links whose ends were not declared are rejected, rather than the ends made.
    pub ends_must_exist: bool,
    node_of_id: HashMap<Text, u32>,
}

impl Draft {
    /// Adds a node; an empty id is none. Gives its row. Two nodes may have one id: settling puts
    /// them together and says so.
    pub fn add_node(&mut self, id: &str, line: usize) -> usize {
        let id = if id.is_empty() { Text::NONE } else { self.texts.intern(id) };
        let row = self.nodes.len();
        self.nodes.ids.push(id);
        self.nodes.lines.push(line as u32);
        row
    }

    /// The row of the node of this id, added where there was none. For formats in which a node is
    /// there as soon as it is named. Not to be mixed with [`Self::add_node`].
    pub fn node(&mut self, id: &str, line: usize) -> usize {
        let text = self.texts.intern(id);
        if let Some(row) = self.node_of_id.get(&text) {
            return *row as usize;
        }
        let row = self.nodes.len();
        self.nodes.ids.push(text);
        self.nodes.lines.push(line as u32);
        self.node_of_id.insert(text, row as u32);
        row
    }

    /// Adds a link between what its ends are called; an empty id is none. Gives its row.
    pub fn add_link(
        &mut self,
        id: &str,
        (source, target): (&str, &str),
        direction: Direction,
        line: usize,
    ) -> usize {
        let ends = (self.texts.intern(source), self.texts.intern(target));
        let id = if id.is_empty() { Text::NONE } else { self.texts.store(id) };
        self.push_link(id, ends, direction, line)
    }

    /// Adds a link between interned ends.
    pub fn push_link(
        &mut self,
        id: Text,
        (source, target): (Text, Text),
        direction: Direction,
        line: usize,
    ) -> usize {
        let row = self.links.len();
        self.links.ids.push(id);
        self.links.lines.push(line as u32);
        self.sources.push(source);
        self.targets.push(target);
        self.directions.push(direction);
        row
    }

    /// Says what a node has in the column of a name.
    pub fn set_node(&mut self, row: usize, column: &str, value: &str) {
        let column = self.nodes.column(column);
        let value = self.texts.intern(value);
        self.nodes.set(column, row, value);
    }

    /// Says what a node has, by its meaning to a map.
    pub fn set_node_as(&mut self, row: usize, name: &str, meaning: Meaning, value: &str) {
        let once = matches!(meaning, Meaning::Name | Meaning::Description);
        let column = self.nodes.column_for(name, meaning);
        let value = if once { self.texts.store_of_node(value) } else { self.texts.intern(value) };
        self.nodes.set(column, row, value);
    }

    /// Says what a link has in the column of a name.
    pub fn set_link(&mut self, row: usize, column: &str, value: &str) {
        let column = self.links.column(column);
        let value = self.texts.intern(value);
        self.links.set(column, row, value);
    }

    /// Says what a link has, by its meaning to a map.
    pub fn set_link_as(&mut self, row: usize, name: &str, meaning: Meaning, value: &str) {
        let column = self.links.column_for(name, meaning);
        let value = self.texts.intern(value);
        self.links.set(column, row, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_where_it_may_come_again() {
        let mut texts = Texts::default();
        let (a, b, again) = (texts.intern("Écossolies"), texts.intern(""), texts.intern("Écossolies"));
        assert_eq!(a, again);
        assert_eq!((texts.get(a), texts.get(b), texts.get(Text::NONE)), ("Écossolies", "", ""));
        assert_eq!(texts.find("Écossolies"), Some(a));
        let stored = texts.store("Écossolies");
        assert_ne!(stored, a);
        assert_eq!(texts.get(stored), "Écossolies");
        assert_eq!(texts.len(), 3);
        let of_node = texts.store_of_node("CEAS 72");
        assert_eq!((texts.get(of_node), texts.len()), ("CEAS 72", 3));
        texts.forget_nodes();
        assert_eq!((texts.get(of_node), texts.get(stored)), ("", "Écossolies"));
    }

    #[test]
    fn however_many_texts_there_are_each_is_found() {
        let mut texts = Texts::default();
        let words: Vec<String> = (0..5000).map(|number| format!("word {}", number % 3000)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut together = Vec::new();
        for some in words.chunks(100) {
            texts.intern_all(some, &mut together);
        }
        assert_eq!(texts.len(), 3000);
        let apart: Vec<Text> = words.iter().map(|word| texts.intern(word)).collect();
        assert_eq!(together, apart);
        assert!(words.iter().zip(&apart).all(|(word, text)| texts.get(*text) == *word));
        assert_eq!(texts.find("word 3000"), None);
        texts.close();
        assert_eq!((texts.find("word 1"), texts.get(apart[1])), (None, "word 1"));
    }

    #[test]
    fn columns_may_repeat_their_names_when_asked_to() {
        let mut rows = Rows::default();
        assert_eq!(rows.column("note"), rows.column("note"));
        assert_ne!(rows.add_column("note"), rows.add_column("note"));
        assert_eq!(rows.columns.len(), 3);
    }
}
