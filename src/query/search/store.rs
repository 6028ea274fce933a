//! Store: the words and numbers of every actor and where they stand. Made at once for a whole map,
//! in few and large pieces; what changes later is kept beside them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::words::LetterSet;
use super::{Field, FieldRank, each_word_of, fields};
use arcstr::ArcStr;

use crate::fold::{each_word, fold};
use crate::model::{Actor, ActorKindId, ActorSlot, Map};

/// Nobody's entry.
const NONE: u32 = u32::MAX;

/// What is remembered of an actor as it was last indexed.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The actor; where it changed since in nothing that is searched, as it is now.
    pub record: Arc<Actor>,
    pub kind: u32,
    /// How many links touch it.
    pub degree: u32,
    pub alive: bool,
    /// Whether it has a short name or an acronym: most have none, and need not be looked at.
    pub has_other_names: bool,
    /// Where its folded name stands among the names.
    name: (u32, u32),
}

/// Where a word stands: in which entry and how much the field counts there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting(u32);

impl Posting {
    const RANK_BITS: u32 = 3;

    fn new(entry: u32, rank: FieldRank) -> Self {
        Self(entry << Self::RANK_BITS | rank as u32)
    }

    pub(super) fn entry(self) -> usize {
        (self.0 >> Self::RANK_BITS) as usize
    }

    pub(super) fn rank(self) -> FieldRank {
        FieldRank::ALL[(self.0 & ((1 << Self::RANK_BITS) - 1)) as usize]
    }
}

/// The words, numbers and entries of a map.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    pub entries: Vec<Entry>,
    living: usize,
    /// The folded names, one after the other.
    names: String,
    /// By the slot of the map, the entry of the actor.
    entry_at: Vec<u32>,
    pub kinds: Vec<ActorKindId>,
    kind_number: HashMap<ActorKindId, u32>,
    words: Words,
    pub numbers: Numbers,
}

impl Store {
    /// The store of a map, its numbers left out.
    pub(super) fn new(map: &Map) -> Self {
        let mut degrees = vec![0u32; map.slot_bound()];
        for (_, from, to) in map.links_by_slots() {
            degrees[from.index()] += 1;
            if from != to {
                degrees[to.index()] += 1;
            }
        }
        let mut store = Self { entry_at: vec![NONE; map.slot_bound()], ..Self::default() };
        store.entries.reserve(map.actor_count());
        let mut made = Making::default();
        for (slot, actor) in map.actors_by_slot() {
            let number = store.entries.len() as u32;
            let start = store.names.len() as u32;
            for (field, text) in fields(actor) {
                let rank = field.rank();
                if rank == FieldRank::Number {
                    continue;
                }
                let is_name = matches!(field, Field::Name);
                for token in text.split_whitespace() {
                    made.take(
                        token,
                        Posting::new(number, rank),
                        is_name.then_some((&mut store.names, start)),
                    );
                }
            }
            store.push(slot, actor, degrees[slot.index()], (start, store.names.len() as u32));
        }
        store.words = made.words();
        store
    }

    fn push(&mut self, slot: ActorSlot, actor: &Arc<Actor>, degree: u32, name: (u32, u32)) {
        let kind = self.kind_of(&actor.kind);
        if slot.index() >= self.entry_at.len() {
            self.entry_at.resize(slot.index() + 1, NONE);
        }
        self.entry_at[slot.index()] = self.entries.len() as u32;
        self.living += 1;
        let has_other_names = !(actor.short_name.is_empty() && actor.acronym.is_empty());
        self.entries.push(Entry { record: actor.clone(), kind, degree, alive: true, has_other_names, name });
    }

    fn kind_of(&mut self, kind: &ActorKindId) -> u32 {
        if let Some(number) = self.kind_number.get(kind) {
            return *number;
        }
        let number = self.kinds.len() as u32;
        self.kinds.push(kind.clone());
        self.kind_number.insert(kind.clone(), number);
        number
    }

    /// Takes in an actor that came or changed.
    pub(super) fn put(&mut self, map: &Map, slot: ActorSlot, actor: &Arc<Actor>) {
        let degree = u32::try_from(map.links_at(slot).count()).unwrap_or(u32::MAX);
        let kind = self.kind_of(&actor.kind);
        let known = self.entry_at.get(slot.index()).copied().unwrap_or(NONE);
        if let Some(entry) = self.entries.get_mut(known as usize)
            && (Arc::ptr_eq(&entry.record, actor) || reads_the_same(&entry.record, actor))
        {
            (entry.record, entry.kind, entry.degree) = (actor.clone(), kind, degree);
            return;
        }
        self.forget(slot);
        // Half a billion changes without a rebuild cannot be: see `is_worn`.
        let number = self.entries.len() as u32;
        for (field, text) in fields(actor) {
            let rank = field.rank();
            each_word_of(&field, text, |word| {
                if rank == FieldRank::Number {
                    self.numbers.later.entry(word.into()).or_default().push(number);
                } else {
                    self.words.put(word, Posting::new(number, rank));
                }
            });
        }
        let start = self.names.len() as u32;
        self.names.push_str(&fold(&actor.name));
        self.push(slot, actor, degree, (start, self.names.len() as u32));
    }

    /// The actor of a slot went.
    pub(super) fn forget(&mut self, slot: ActorSlot) {
        let Some(at) = self.entry_at.get_mut(slot.index()) else { return };
        let entry = std::mem::replace(at, NONE);
        if let Some(entry) = self.entries.get_mut(entry as usize) {
            self.living -= usize::from(entry.alive);
            entry.alive = false;
        }
    }

    /// Whether so much has changed that the store is better made anew.
    pub(super) fn is_worn(&self) -> bool {
        self.entries.len() > 2 * self.living + 1_000
    }

    /// The folded name of an entry.
    pub(super) fn name(&self, entry: &Entry) -> &str {
        self.names.get(entry.name.0 as usize..entry.name.1 as usize).unwrap_or_default()
    }

    /// Each word that starts so, with where it stands.
    pub(super) fn each_starting_with(&self, start: &str, mut found: impl FnMut(&str, &[Posting])) {
        let words = &self.words;
        let first = words.first_from(start);
        for number in first..words.len() {
            let word = words.word(number);
            if !word.starts_with(start) {
                break;
            }
            found(word, words.postings_of(number));
        }
        let later = words.later.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        for (word, known) in later.take_while(|(word, _)| word.starts_with(start)) {
            found(word, &known.postings);
        }
    }

    /// Each word, with the letters in it and where it stands.
    pub(super) fn each_word(&self, mut found: impl FnMut(&str, LetterSet, &[Posting])) {
        let words = &self.words;
        for number in 0..words.len() {
            found(words.word(number), words.letters[number], words.postings_of(number));
        }
        for (word, known) in &words.later {
            found(word, known.letters, &known.postings);
        }
    }

    /// Each entry with a number that starts so, and whether that is the whole number.
    pub(super) fn each_number_starting_with(&self, start: &str, mut found: impl FnMut(usize, bool)) {
        let mut text = String::new();
        let first = self.numbers.sorted.partition_point(|number| {
            number.read(&self.entries, &mut text);
            text.as_str() < start
        });
        for number in &self.numbers.sorted[first..] {
            number.read(&self.entries, &mut text);
            if !text.starts_with(start) {
                break;
            }
            found(number.entry(), text.len() == start.len());
        }
        let later = self.numbers.later.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        for (word, entries) in later.take_while(|(word, _)| word.starts_with(start)) {
            entries.iter().for_each(|entry| found(*entry as usize, word.len() == start.len()));
        }
    }

    /// How much it holds, to see that it does not grow for ever.
    #[cfg(test)]
    pub(super) fn size(&self) -> (usize, usize) {
        (self.entries.len(), self.words.len() + self.words.later.len())
    }
}

/// Whether two states of an actor are found by the same words.
fn reads_the_same(a: &Actor, b: &Actor) -> bool {
    let texts = |field: (Field, _)| (field.0.rank(), field.1);
    a.name == b.name && fields(a).map(texts).eq(fields(b).map(texts))
}

/// Folded words and where they stand.
#[derive(Clone, Debug, Default)]
struct Words {
    /// The words in order, one after the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    letters: Vec<LetterSet>,
    /// Where the postings of each end.
    posting_ends: Vec<u32>,
    postings: Vec<Posting>,
    /// Words that came since.
    later: BTreeMap<Box<str>, Later>,
}

#[derive(Clone, Debug)]
struct Later {
    letters: LetterSet,
    postings: Vec<Posting>,
}

impl Words {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn word(&self, number: usize) -> &str {
        self.text.get(span(&self.ends, number)).unwrap_or_default()
    }

    fn postings_of(&self, number: usize) -> &[Posting] {
        self.postings.get(span(&self.posting_ends, number)).unwrap_or_default()
    }

    /// The first word that does not come before a text.
    fn first_from(&self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.word(middle) < text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn put(&mut self, word: &str, posting: Posting) {
        match self.later.get_mut(word) {
            Some(known) if known.postings.last() == Some(&posting) => {}
            Some(known) => known.postings.push(posting),
            None => {
                let letters = LetterSet::of(word);
                self.later.insert(word.into(), Later { letters, postings: vec![posting] });
            }
        }
    }
}

/// The range that ends at a place of a list of ends.
fn span(ends: &[u32], number: usize) -> std::ops::Range<usize> {
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[number] as usize
}

/// Words being gathered. A token (what stands between spaces) is folded once, however many actors
/// bear it: names of organisations say the same things over and over.
#[derive(Default)]
struct Making<'a> {
    tokens: HashMap<&'a str, Token>,
    /// The words of the tokens, and their folded texts, one after the other.
    token_words: Vec<u32>,
    token_texts: String,
    numbers: HashMap<Box<str>, u32>,
    postings: Vec<(u32, Posting)>,
}

#[derive(Clone, Copy)]
struct Token {
    words: (u32, u32),
    text: (u32, u32),
}

impl<'a> Making<'a> {
    /// Notes where the words of a token stand, and adds it to a name that begins at a place.
    fn take(&mut self, token: &'a str, posting: Posting, name: Option<(&mut String, u32)>) {
        let known = match self.tokens.get(token) {
            Some(known) => *known,
            None => self.learn(token),
        };
        let (first, last) = (known.words.0 as usize, known.words.1 as usize);
        for word in &self.token_words[first..last] {
            self.postings.push((*word, posting));
        }
        if let Some((names, start)) = name {
            let folded = &self.token_texts[known.text.0 as usize..known.text.1 as usize];
            if !folded.is_empty() && names.len() > start as usize {
                names.push(' ');
            }
            names.push_str(folded);
        }
    }

    fn learn(&mut self, token: &'a str) -> Token {
        let (word_start, text_start) = (self.token_words.len() as u32, self.token_texts.len() as u32);
        each_word(token, |word| {
            let next = self.numbers.len() as u32;
            let number = match self.numbers.get(word) {
                Some(number) => *number,
                None => {
                    self.numbers.insert(word.into(), next);
                    next
                }
            };
            self.token_words.push(number);
        });
        self.token_texts.push_str(&fold(token));
        let token_of = Token {
            words: (word_start, self.token_words.len() as u32),
            text: (text_start, self.token_texts.len() as u32),
        };
        self.tokens.insert(token, token_of);
        token_of
    }

    /// The words in order, each with its postings in the order of the entries.
    fn words(self) -> Words {
        let mut sorted: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut place = vec![0u32; sorted.len()];
        let mut words = Words::default();
        for (at, (word, number)) in sorted.iter().enumerate() {
            place[*number as usize] = at as u32;
            words.text.push_str(word);
            words.ends.push(words.text.len() as u32);
            words.letters.push(LetterSet::of(word));
        }
        // A counting sort, which keeps the order of the entries.
        let mut starts = vec![0u32; sorted.len() + 1];
        for (word, _) in &self.postings {
            starts[place[*word as usize] as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        words.posting_ends = starts[1..].to_vec();
        words.postings = vec![Posting(0); self.postings.len()];
        for (word, posting) in &self.postings {
            let at = &mut starts[place[*word as usize] as usize];
            words.postings[*at as usize] = *posting;
            *at += 1;
        }
        words
    }
}

/// The numbers of registers and communes, apart from the words: they are found by their beginning
/// only, and there are several for every actor.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    /// In the order of their texts, which are read where they are.
    sorted: Vec<NumberAt>,
    /// Numbers that came since, with the entries that have them.
    later: BTreeMap<Box<str>, Vec<u32>>,
}

/// An entry and which of its numbers.
#[derive(Clone, Copy, Debug)]
struct NumberAt(u32);

impl NumberAt {
    fn new(entry: u32, which: usize) -> Self {
        Self(entry << 2 | which as u32)
    }

    fn entry(self) -> usize {
        (self.0 >> 2) as usize
    }

    fn read(self, entries: &[Entry], text: &mut String) {
        text.clear();
        if let Some(entry) = entries.get(self.entry()) {
            read_number(numbers_of(&entry.record)[(self.0 & 3) as usize], text);
        }
    }
}

fn numbers_of(actor: &Actor) -> [&str; 4] {
    let identifiers = &actor.identifiers;
    [&actor.place.insee, &identifiers.siren, &identifiers.siret, &identifiers.rna].map(ArcStr::as_str)
}

/// A number as it is found: in one piece and in lower case.
fn read_number(written: &str, text: &mut String) {
    if written.is_ascii() {
        text.extend(written.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
    } else {
        each_word_of(&Field::InseeCode, written, |word| text.push_str(word));
    }
}

impl Numbers {
    /// The numbers of a map, whose entries will be those of [`Store::new`].
    pub(super) fn new(map: &Map) -> Self {
        let mut keyed: Vec<(u64, NumberAt)> = Vec::new();
        let mut text = String::new();
        let mut actors: Vec<&Actor> = Vec::with_capacity(map.actor_count());
        for ((_, actor), entry) in map.actors_by_slot().zip(0u32..) {
            for (which, written) in numbers_of(actor).into_iter().enumerate() {
                if written.is_empty() {
                    continue;
                }
                text.clear();
                read_number(written, &mut text);
                if !text.is_empty() {
                    keyed.push((first_letters(&text), NumberAt::new(entry, which)));
                }
            }
            actors.push(actor);
        }
        let (mut one, mut other) = (String::new(), String::new());
        keyed.sort_unstable_by(|(key_a, a), (key_b, b)| {
            key_a.cmp(key_b).then_with(|| {
                for (number, text) in [(a, &mut one), (b, &mut other)] {
                    text.clear();
                    read_number(numbers_of(actors[number.entry()])[(number.0 & 3) as usize], text);
                }
                one.cmp(&other)
            })
        });
        Self { sorted: keyed.into_iter().map(|(_, number)| number).collect(), later: BTreeMap::new() }
    }
}

/// The first eight bytes, which sort as the text does.
fn first_letters(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (byte, letter) in bytes.iter_mut().zip(text.bytes()) {
        *byte = letter;
    }
    u64::from_be_bytes(bytes)
}
