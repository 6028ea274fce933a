//! Store: the words and numbers of every actor and where they stand. Made at once for a whole map,
//! in few and large pieces; what changes later is kept beside them.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::ops::Bound;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use arcstr::ArcStr;

use super::words::LetterSet;
use super::{Field, FieldRank, each_word_of, fields, without_article};
use crate::fold::{each_word, fold, folds_to};
use crate::model::{Actor, ActorKindId, ActorSlot, Map};

/// Nobody's entry.
const NONE: u32 = u32::MAX;

/// What is remembered of an actor as it was last indexed.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The actor; where it changed since in nothing that is searched, as it is now.
    pub record: Arc<Actor>,
    /// Where its folded name begins among the names; it ends where the next one begins.
    name: u32,
    pub kind: u16,
    pub alive: bool,
    /// Whether it has a short name or an acronym: most have none, and need not be looked at.
    pub has_other_names: bool,
}

/// In what field a word stands, and what it is of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Standing {
    /// It is the whole name (but for its article).
    WholeName,
    /// The name begins with it (or does behind its article).
    StartOfName,
    /// It is the whole short name or acronym.
    WholeOtherName,
    /// Somewhere in a name.
    Name,
    Alias,
    Other,
}

impl Standing {
    /// By their numbers; the last are never asked for.
    const ALL: [Self; 8] = {
        use Standing::{Alias, Name, Other, StartOfName, WholeName, WholeOtherName};
        [WholeName, StartOfName, WholeOtherName, Name, Alias, Other, Other, Other]
    };

    /// How many numbers there are.
    pub(super) const COUNT: usize = Self::ALL.len();

    pub(super) fn all() -> [Self; Self::COUNT] {
        Self::ALL
    }

    /// Of a word of a folded name; `bare` is the name without its article.
    fn in_name(name: &str, bare: &str, word: &str) -> Self {
        if name == word || bare == word {
            Self::WholeName
        } else if name.starts_with(word) || bare.starts_with(word) {
            Self::StartOfName
        } else {
            Self::Name
        }
    }

    /// Of a word of another field.
    fn in_field(field: &Field, text: &str, word: &str) -> Self {
        match field.rank() {
            FieldRank::Name if folds_to(text, word) => Self::WholeOtherName,
            FieldRank::Name => Self::Name,
            FieldRank::Alias => Self::Alias,
            FieldRank::Other | FieldRank::Number => Self::Other,
        }
    }
}

/// Where a word stands: in which entry and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting(u32);

impl Posting {
    const STANDING_BITS: u32 = 3;

    fn new(entry: u32, standing: Standing) -> Self {
        Self(entry << Self::STANDING_BITS | standing as u32)
    }

    pub(super) fn entry(self) -> usize {
        (self.0 >> Self::STANDING_BITS) as usize
    }

    /// The number of its [`Standing`].
    pub(super) fn standing(self) -> usize {
        (self.0 & ((1 << Self::STANDING_BITS) - 1)) as usize
    }
}

/// The words, numbers and entries of a map.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    pub entries: Vec<Entry>,
    /// By entry, how many links touch it: apart, for all are looked at and nothing else of them.
    pub degrees: Vec<u32>,
    living: usize,
    /// The folded names in the order of the entries, one after the other.
    names: String,
    /// By the slot of the map, the entry of the actor.
    entry_at: Vec<u32>,
    pub kinds: Vec<ActorKindId>,
    kind_number: HashMap<ActorKindId, u16>,
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
        store.entries.reserve_exact(map.actor_count());
        store.degrees.reserve_exact(map.actor_count());
        let mut made = Making::default();
        for (slot, actor) in map.actors_by_slot() {
            let number = store.entries.len() as u32;
            let start = store.names.len();
            made.take_name(&actor.name, number, &mut store.names);
            for (field, text) in fields(actor) {
                if !matches!(field, Field::Name) && field.rank() != FieldRank::Number {
                    made.take(&field, text, number);
                }
            }
            store.push(slot, actor, degrees[slot.index()], start as u32);
        }
        store.names.shrink_to_fit();
        store.words = made.words();
        store
    }

    fn push(&mut self, slot: ActorSlot, actor: &Arc<Actor>, degree: u32, name: u32) {
        let kind = self.kind_of(&actor.kind);
        if slot.index() >= self.entry_at.len() {
            self.entry_at.resize(slot.index() + 1, NONE);
        }
        self.entry_at[slot.index()] = self.entries.len() as u32;
        self.living += 1;
        let has_other_names = !(actor.short_name.is_empty() && actor.acronym.is_empty());
        self.entries.push(Entry { record: actor.clone(), name, kind, alive: true, has_other_names });
        self.degrees.push(degree);
    }

    fn kind_of(&mut self, kind: &ActorKindId) -> u16 {
        if let Some(number) = self.kind_number.get(kind) {
            return *number;
        }
        // Nobody has so many kinds; those beyond are not found by the names of their kinds.
        let Ok(number) = u16::try_from(self.kinds.len()) else { return u16::MAX };
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
            (entry.record, entry.kind) = (actor.clone(), kind);
            self.degrees[known as usize] = degree;
            return;
        }
        self.forget(slot);
        // Half a billion changes without a rebuild cannot be: see `is_worn`.
        let number = self.entries.len() as u32;
        let start = self.names.len();
        self.names.push_str(&fold(&actor.name));
        let name = &self.names[start..];
        let bare = without_article(name);
        for (field, text) in fields(actor) {
            each_word_of(&field, text, |word| {
                if field.rank() == FieldRank::Number {
                    self.numbers.later.entry(word.into()).or_default().push(number);
                } else {
                    let standing = match field {
                        Field::Name => Standing::in_name(name, bare, word),
                        _ => Standing::in_field(&field, text, word),
                    };
                    self.words.put(word, Posting::new(number, standing));
                }
            });
        }
        self.push(slot, actor, degree, start as u32);
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
    pub(super) fn name(&self, entry: u32) -> &str {
        let begin = |at: usize| self.entries.get(at).map_or(self.names.len(), |entry| entry.name as usize);
        self.names.get(begin(entry as usize)..begin(entry as usize + 1)).unwrap_or_default()
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

    /// The entries in which all of some words stand, each once; none for no words.
    pub(super) fn entries_with_all(&self, words: &[String]) -> Vec<u32> {
        let postings = |word: &str| {
            let at = self.words.first_from(word);
            let own = at < self.words.len() && self.words.word(at) == word;
            let own = if own { self.words.postings_of(at) } else { &[] };
            let later = self.words.later.get(word).map_or(&[][..], |known| &known.postings);
            own.iter().chain(later).map(|posting| posting.entry() as u32)
        };
        let Some(rarest) = words.iter().min_by_key(|word| postings(word).count()) else { return Vec::new() };
        let mut entries: Vec<u32> = postings(rarest).collect();
        entries.dedup();
        for word in words.iter().filter(|word| *word != rarest) {
            // Both are in the order of the entries.
            let mut others = postings(word).peekable();
            entries.retain(|entry| {
                while others.next_if(|other| other < entry).is_some() {}
                others.peek() == Some(entry)
            });
        }
        entries
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
    words: Interned,
    postings: Vec<(u32, Posting)>,
    /// The words of the name at hand.
    of_name: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Token {
    words: (u32, u32),
    text: (u32, u32),
}

/// Texts, each kept once and known by its number.
#[derive(Default)]
struct Interned {
    hasher: DefaultHashBuilder,
    numbers: HashTable<u32>,
    text: String,
    ends: Vec<u32>,
}

impl Interned {
    fn get(&self, number: u32) -> &str {
        self.text.get(span(&self.ends, number as usize)).unwrap_or_default()
    }

    fn number(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        if let Some(number) = self.numbers.find(hash, |number| self.get(*number) == text) {
            return *number;
        }
        let number = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        let (hasher, all, ends) = (&self.hasher, &self.text, &self.ends);
        let rehash = |number: &u32| hasher.hash_one(&all[span(ends, *number as usize)]);
        self.numbers.insert_unique(hash, number, rehash);
        number
    }
}

impl<'a> Making<'a> {
    /// Notes where the words of a name stand, and adds it, folded, to the names.
    fn take_name(&mut self, name: &'a str, entry: u32, names: &mut String) {
        let start = names.len();
        self.of_name.clear();
        for token in name.split_whitespace() {
            let token = self.token(token);
            self.of_name.extend_from_slice(&self.token_words[token.words.0 as usize..token.words.1 as usize]);
            let folded = &self.token_texts[token.text.0 as usize..token.text.1 as usize];
            if !folded.is_empty() && names.len() > start {
                names.push(' ');
            }
            names.push_str(folded);
        }
        let name = &names[start..];
        let bare = without_article(name);
        for word in &self.of_name {
            let standing = Standing::in_name(name, bare, self.words.get(*word));
            self.postings.push((*word, Posting::new(entry, standing)));
        }
    }

    /// Notes where the words of another field stand.
    fn take(&mut self, field: &Field, text: &'a str, entry: u32) {
        for token in text.split_whitespace() {
            let token = self.token(token);
            for at in token.words.0..token.words.1 {
                let word = self.token_words[at as usize];
                let standing = Standing::in_field(field, text, self.words.get(word));
                self.postings.push((word, Posting::new(entry, standing)));
            }
        }
    }

    fn token(&mut self, token: &'a str) -> Token {
        if let Some(known) = self.tokens.get(token) {
            return *known;
        }
        let (word_start, text_start) = (self.token_words.len() as u32, self.token_texts.len() as u32);
        each_word(token, |word| self.token_words.push(self.words.number(word)));
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
        let Self { words: interned, postings, .. } = self;
        let mut sorted: Vec<u32> = (0..interned.ends.len() as u32).collect();
        sorted.sort_unstable_by(|a, b| interned.get(*a).cmp(interned.get(*b)));
        let mut place = vec![0u32; sorted.len()];
        let mut words = Words::default();
        words.text.reserve_exact(interned.text.len());
        for (at, number) in sorted.iter().enumerate() {
            let word = interned.get(*number);
            place[*number as usize] = at as u32;
            words.text.push_str(word);
            words.ends.push(words.text.len() as u32);
            words.letters.push(LetterSet::of(word));
        }
        // A counting sort, which keeps the order of the entries.
        let mut starts = vec![0u32; sorted.len() + 1];
        for (word, _) in &postings {
            starts[place[*word as usize] as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        words.posting_ends = starts[1..].to_vec();
        words.postings = vec![Posting(0); postings.len()];
        for (word, posting) in &postings {
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
        let mut keyed: Vec<(u128, NumberAt)> = Vec::with_capacity(3 * map.actor_count());
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
                // What fits is the same text.
                if key_a & 0xff == 0 {
                    return std::cmp::Ordering::Equal;
                }
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

/// The first sixteen bytes, which sort as the text does: all of a SIRET.
fn first_letters(text: &str) -> u128 {
    let mut bytes = [0; 16];
    for (byte, letter) in bytes.iter_mut().zip(text.bytes()) {
        *byte = letter;
    }
    u128::from_be_bytes(bytes)
}
