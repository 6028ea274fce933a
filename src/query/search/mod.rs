//! Search: from what someone types to the actors it may mean, best first, at every keystroke.

mod store;
mod words;

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;
use std::ops::Range;

use self::store::{Numbers, Posting, Standing, Store};
use self::words::{Level, TypedWord};
use super::Register;
use crate::edit::Touched;
use crate::fold::{each_word, fold, fold_words, folds_to};
use crate::model::{Actor, ActorId, ActorKindId, ActorSlot, Map, Schema, identifier};

/// Typed words beyond these are not looked at (someone pasted a page).
const MAX_TYPED_WORDS: usize = 12;

/// An actor that what was typed may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The actor.
    pub actor: ActorId,
    /// What of it matched; with several words, where the worst placed of them was found.
    pub matched: Matched,
    /// Byte ranges of the actor's `name` that answer the typed words found there, in order and
    /// apart: what to embolden. Empty where the name did not match.
    pub ranges: Vec<Range<usize>>,
}

/// What of an actor matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matched {
    /// Its full name.
    Name,
    /// The short name of the canvas.
    ShortName(String),
    /// Its acronym.
    Acronym,
    /// Another or former name, as written.
    Alias(String),
    /// A tag, as written.
    Tag(String),
    /// Its commune, its territory or the commune's INSEE code, as written.
    Place(String),
    /// The name of its kind, in either language.
    Kind,
    /// A number of a public register, as written.
    Identifier(Register, String),
}

/// An index over the words of a map's actors.
///
/// Every typed word must be found at the beginning of a word of the actor; or, ranked lower, inside
/// one; or, last, with one slip (a letter wrong, missing, added or two swapped). The order: the whole
/// name or acronym, the start of the name (its article may be left out), words of the name, other
/// names, then tags, place, kind and numbers; ties go to the more linked actor, then by name.
///
/// The words of an actor that changes are added anew and its old ones die in place, so that an update
/// costs what changed; the index is built again once the dead outnumber the living.
///
/// Limitations: descriptions, notes and contacts are not searched. At equal rank, which actors make
/// the cut of `max` goes by the links they had when they were last indexed.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    store: Store,
}

/// The numbers of a map's actors in order: half the work of an index, to be done beside the rest.
#[derive(Clone, Debug, Default)]
pub struct IndexedNumbers(Numbers);

impl IndexedNumbers {
    /// Sorts the numbers of a map.
    pub fn new(map: &Map) -> Self {
        Self(Numbers::new(map))
    }
}

/// How much a field counts; the smaller the better. (The first two ranks are for the whole name and
/// for its beginning, which only the whole of what was typed can earn.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum FieldRank {
    Name = 2,
    Alias = 3,
    Other = 4,
    /// Ranks like `Other` unless typed whole.
    Number = 5,
}

/// The rank of a typed word or of all of them; smaller is better.
type Score = u8;
const WHOLE: Score = 0;
const START_OF_NAME: Score = 1;
const NOT_FOUND: Score = Score::MAX;

fn score(level: Level, rank: FieldRank, is_whole_word: bool) -> Score {
    match rank {
        FieldRank::Number if level == Level::Start && is_whole_word => WHOLE,
        // A number is found by its first digits only: some digits inside it mean nothing.
        FieldRank::Number if level != Level::Start => NOT_FOUND,
        FieldRank::Number => FieldRank::Other as Score,
        rank => level as Score * 8 + rank as Score,
    }
}

/// The score of a word found where it stands. `alone` says that it is all that was typed: then it is
/// known at once whether that is the whole name or its beginning.
fn standing_score(level: Level, standing: Standing, is_whole: bool, alone: bool) -> Score {
    let rank = match standing {
        Standing::WholeName | Standing::StartOfName | Standing::WholeOtherName | Standing::Name => {
            FieldRank::Name
        }
        Standing::Alias => FieldRank::Alias,
        Standing::Other => FieldRank::Other,
    };
    match standing {
        Standing::WholeName | Standing::WholeOtherName if alone && is_whole && level == Level::Start => WHOLE,
        Standing::WholeName | Standing::StartOfName if alone && level == Level::Start => START_OF_NAME,
        _ => score(level, rank, is_whole),
    }
}

impl SearchIndex {
    /// The index of a whole map.
    pub fn new(map: &Map) -> Self {
        Self::of_words(map).with_numbers(IndexedNumbers::new(map))
    }

    /// The index of a whole map but for its numbers.
    pub fn of_words(map: &Map) -> Self {
        Self { store: Store::new(map) }
    }

    /// The index with the numbers of the same map in the same state.
    #[must_use]
    pub fn with_numbers(mut self, numbers: IndexedNumbers) -> Self {
        self.store.numbers = numbers.0;
        self
    }

    /// Takes in what a change touched. The map is as it is after the change.
    pub fn follow(&mut self, map: &Map, touched: &Touched) {
        for (_, slot) in &touched.freed {
            self.store.forget(*slot);
        }
        // The ends of links that came or went keep the order of ties right.
        for id in touched.actors.union(&touched.ends) {
            if let Some(slot) = map.actor_slot(id)
                && let Some(actor) = map.actor_in(slot)
            {
                self.store.put(map, slot, actor);
            }
        }
        if self.store.is_worn() {
            *self = Self::new(map);
        }
    }

    /// The actors that what was typed may mean, best first, at most `max`. Nothing where nothing (or
    /// no letter and no digit) was typed.
    pub fn search(&self, map: &Map, typed: &str, max: usize) -> Vec<Hit> {
        let query = Query::new(typed);
        if query.words.is_empty() || max == 0 {
            return Vec::new();
        }
        // What matches beginnings outranks the rest, so the slower looks are only for what is missing.
        let mut found = self.best(map.schema(), &query, false, max);
        if found.len() < max {
            found = self.best(map.schema(), &query, true, max);
        }
        let mut hits: Vec<_> = found
            .into_iter()
            .filter_map(|(score, entry)| {
                let id = &self.store.entries[entry as usize].record.id;
                let (matched, ranges) = query.explain(map.actor(id)?, map.schema());
                let order = (score, Reverse(map.degree(id)), self.store.name(entry));
                Some((order, Hit { actor: id.clone(), matched, ranges }))
            })
            .collect();
        hits.sort_by(|(a, hit_a), (b, hit_b)| a.cmp(b).then_with(|| hit_a.actor.cmp(&hit_b.actor)));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    /// The actors that bear every word of a text, in no order: among them is everyone of whom some
    /// searched field (but a number) folds to the same.
    pub fn bearing(&self, map: &Map, text: &str) -> Vec<ActorSlot> {
        let entries = self.store.entries_with_all(&fold_words(text));
        let actor = |entry: u32| &self.store.entries[entry as usize];
        let living = entries.into_iter().map(actor).filter(|entry| entry.alive);
        living.filter_map(|entry| map.actor_slot(&entry.record.id)).collect()
    }

    /// The best `max` of the living entries in which every word is found, with their scores.
    /// `thorough` also looks inside words and forgives slips.
    fn best(&self, schema: &Schema, query: &Query, thorough: bool, max: usize) -> Vec<(Score, u32)> {
        let count = self.store.entries.len();
        let alone = query.is_one_word();
        let mut total: Vec<Score> = vec![NOT_FOUND; count];
        let mut of_word: Vec<Score> = Vec::new();
        for (at, word) in query.words.iter().enumerate() {
            if at == 0 {
                self.score_word(schema, word, thorough, alone, &mut total);
                continue;
            }
            of_word.clear();
            of_word.resize(count, NOT_FOUND);
            self.score_word(schema, word, thorough, alone, &mut of_word);
            for (total, of_word) in total.iter_mut().zip(&of_word) {
                *total = (*total).max(*of_word);
            }
        }
        for number in &query.numbers {
            self.store.each_number_starting_with(number, |entry, is_whole| {
                let best = &mut total[entry];
                *best = (*best).min(score(Level::Start, FieldRank::Number, is_whole));
            });
        }
        let mut best = Best { store: &self.store, max, kept: Vec::new(), last: None };
        for (score, entry) in total.into_iter().zip(0..).filter(|(score, _)| *score != NOT_FOUND) {
            let in_name = !alone && score == FieldRank::Name as Score;
            best.offer(if in_name { query.refine(&self.store, entry) } else { score }, entry);
        }
        best.cut();
        best.kept
    }

    fn score_word(
        &self,
        schema: &Schema,
        typed: &TypedWord,
        thorough: bool,
        alone: bool,
        best: &mut [Score],
    ) {
        let mut note = |word: &str, level, postings: &[Posting]| {
            let is_whole = word.len() == typed.text().len();
            let scores = Standing::all().map(|standing| standing_score(level, standing, is_whole, alone));
            for posting in postings {
                let best = &mut best[posting.entry()];
                *best = (*best).min(scores[posting.standing()]);
            }
        };
        self.store.each_starting_with(typed.text(), |word, postings| note(word, Level::Start, postings));
        if thorough && typed.may_be_inside() {
            self.store.each_word(|word, letters, postings| {
                if typed.may_match(letters)
                    && let Some(level) = typed.level_in(word)
                {
                    note(word, level, postings);
                }
            });
        }
        self.store.each_number_starting_with(typed.text(), |entry, is_whole| {
            best[entry] = best[entry].min(score(Level::Start, FieldRank::Number, is_whole));
        });
        let of_kind: Vec<Score> = self
            .store
            .kinds
            .iter()
            .map(|kind| {
                let level =
                    kind_level(schema, kind, typed).filter(|level| thorough || *level == Level::Start);
                level.map_or(NOT_FOUND, |level| score(level, FieldRank::Other, false))
            })
            .collect();
        if of_kind.iter().any(|score| *score != NOT_FOUND) {
            for (best, entry) in best.iter_mut().zip(&self.store.entries) {
                *best = (*best).min(of_kind.get(entry.kind as usize).copied().unwrap_or(NOT_FOUND));
            }
        }
    }
}

/// The best of many entries: those of the better score, then the more linked, then by name.
struct Best<'a> {
    store: &'a Store,
    max: usize,
    /// At most some more than `max`.
    kept: Vec<(Score, u32)>,
    /// The last that makes the cut, once there are enough: who comes after it need not be kept.
    last: Option<(Score, u32)>,
}

impl<'a> Best<'a> {
    fn rank(&self, (score, entry): (Score, u32)) -> (Score, Reverse<u32>) {
        (score, Reverse(self.store.degrees[entry as usize]))
    }

    fn compare(&self, a: (Score, u32), b: (Score, u32)) -> Ordering {
        let names = || self.store.name(a.1).cmp(self.store.name(b.1));
        let id = |at: u32| &self.store.entries[at as usize].record.id;
        self.rank(a).cmp(&self.rank(b)).then_with(names).then_with(|| id(a.1).cmp(id(b.1)))
    }

    fn offer(&mut self, score: Score, entry: u32) {
        let comes_after = |last| self.compare((score, entry), last) != Ordering::Less;
        if self.last.is_some_and(comes_after) || !self.store.entries[entry as usize].alive {
            return;
        }
        self.kept.push((score, entry));
        if self.kept.len() >= self.max.saturating_mul(2).max(64) {
            self.cut();
        }
    }

    /// Leaves no more than are wanted.
    fn cut(&mut self) {
        if self.kept.len() <= self.max {
            return;
        }
        let mut kept = std::mem::take(&mut self.kept);
        let (_, last, _) = kept.select_nth_unstable_by(self.max - 1, |a, b| self.compare(*a, *b));
        self.last = Some(*last);
        kept.truncate(self.max);
        self.kept = kept;
    }
}

/// A searched field of an actor.
enum Field {
    Name,
    ShortName,
    Acronym,
    Alias,
    Tag,
    Place,
    InseeCode,
    Number(Register),
}

impl Field {
    fn rank(&self) -> FieldRank {
        match self {
            Self::Name | Self::ShortName | Self::Acronym => FieldRank::Name,
            Self::Alias => FieldRank::Alias,
            Self::Tag | Self::Place => FieldRank::Other,
            Self::InseeCode | Self::Number(_) => FieldRank::Number,
        }
    }

    fn matched(&self, text: &str) -> Matched {
        let text = text.to_owned();
        match self {
            Self::Name => Matched::Name,
            Self::ShortName => Matched::ShortName(text),
            Self::Acronym => Matched::Acronym,
            Self::Alias => Matched::Alias(text),
            Self::Tag => Matched::Tag(text),
            Self::Place | Self::InseeCode => Matched::Place(text),
            Self::Number(register) => Matched::Identifier(*register, text),
        }
    }
}

/// The searched texts of an actor, those that count most first; the kind is apart, since its name
/// changes with the schema.
fn fields(actor: &Actor) -> impl Iterator<Item = (Field, &str)> {
    let names = [
        (Field::Name, actor.name.as_str()),
        (Field::ShortName, actor.short_name.as_str()),
        (Field::Acronym, actor.acronym.as_str()),
    ];
    let places = [
        (Field::Place, actor.place.commune.as_str()),
        (Field::Place, actor.place.territory.as_str()),
        (Field::InseeCode, actor.place.insee.as_str()),
        (Field::Number(Register::Siren), actor.identifiers.siren.as_str()),
        (Field::Number(Register::Siret), actor.identifiers.siret.as_str()),
        (Field::Number(Register::Rna), actor.identifiers.rna.as_str()),
    ];
    names
        .into_iter()
        .chain(actor.aliases.iter().map(|alias| (Field::Alias, alias.name.as_str())))
        .chain(actor.tags.iter().map(|tag| (Field::Tag, tag.as_str())))
        .chain(places)
        .filter(|(_, text)| !text.is_empty())
}

/// The words a field is found by: a number is one word, however it is spaced.
fn each_word_of(field: &Field, text: &str, mut emit: impl FnMut(&str)) {
    match field.rank() {
        FieldRank::Number => emit(&fold(&identifier::compact(text)).replace(' ', "")),
        _ => each_word(text, emit),
    }
}

/// What was typed, prepared.
struct Query {
    whole: String,
    words: Vec<TypedWord>,
    /// Other readings of the whole as a number: "244 400 404" in one piece, and for a SIRET the
    /// SIREN it begins with.
    numbers: Vec<String>,
}

impl Query {
    fn new(typed: &str) -> Self {
        let mut seen = BTreeSet::new();
        let words = fold_words(typed);
        let kept: Vec<&String> = words.iter().take(MAX_TYPED_WORDS).collect();
        let mut number: String = kept.iter().map(|word| word.as_str()).collect();
        let digits = number.strip_prefix('w').unwrap_or(&number);
        let is_number = digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let mut numbers = Vec::new();
        if is_number && kept.len() > 1 {
            numbers.push(number.clone());
        }
        if is_number && number.len() == 14 && number == digits {
            number.truncate(9);
            numbers.push(number);
        }
        Self {
            whole: kept.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" "),
            numbers,
            words: kept
                .into_iter()
                .filter(|word| seen.insert(word.as_str()))
                .map(|word| TypedWord::new(word))
                .collect(),
        }
    }

    /// Whether one word is all that was typed.
    fn is_one_word(&self) -> bool {
        matches!(self.words.as_slice(), [word] if word.text() == self.whole)
    }

    /// The score of an entry whose names have words that begin with each that was typed.
    fn refine(&self, store: &Store, entry: u32) -> Score {
        let name = store.name(entry);
        let entry = &store.entries[entry as usize];
        let whole = self.whole.as_str();
        let bare = without_article(name);
        let is_whole = |text: &str| !text.is_empty() && folds_to(text, whole);
        let is_other = |actor: &Actor| is_whole(&actor.short_name) || is_whole(&actor.acronym);
        if name == whole || bare == whole || (entry.has_other_names && is_other(&entry.record)) {
            WHOLE
        } else if name.starts_with(whole) || bare.starts_with(whole) {
            START_OF_NAME
        } else {
            FieldRank::Name as Score
        }
    }

    /// What of an actor matched and where in its name.
    fn explain(&self, actor: &Actor, schema: &Schema) -> (Matched, Vec<Range<usize>>) {
        let mut worst: Option<(Score, Matched)> = None;
        let mut ranges = Vec::new();
        for word in &self.words {
            let (score, matched) = best_in(actor, schema, word);
            if matched == Matched::Name {
                ranges.extend(word.ranges_in(&actor.name));
            }
            if worst.as_ref().is_none_or(|(worst, _)| score > *worst) {
                worst = Some((score, matched));
            }
        }
        if let Some((score, matched)) = &worst
            && *score != NOT_FOUND
        {
            let is_acronym = *score == FieldRank::Name as Score && fold(&actor.acronym) == self.whole;
            if is_acronym && *matched != Matched::Name {
                return (Matched::Acronym, Vec::new());
            }
            return (matched.clone(), apart(ranges));
        }
        // Only a number read across the typed spaces can have led here.
        let number =
            fields(actor).filter(|(field, _)| field.rank() == FieldRank::Number).find(|(field, text)| {
                let mut found = false;
                each_word_of(field, text, |word| {
                    found |= self.numbers.iter().any(|number| word.starts_with(number.as_str()));
                });
                found
            });
        (number.map_or(Matched::Name, |(field, text)| field.matched(text)), Vec::new())
    }
}

/// Where in an actor a typed word is found best.
fn best_in(actor: &Actor, schema: &Schema, typed: &TypedWord) -> (Score, Matched) {
    let mut best = (NOT_FOUND, Matched::Name);
    for (field, text) in fields(actor) {
        each_word_of(&field, text, |word| {
            let found = typed
                .level_in(word)
                .map_or(NOT_FOUND, |level| score(level, field.rank(), word.len() == typed.text().len()));
            if found < best.0 {
                best = (found, field.matched(text));
            }
        });
    }
    if let Some(level) = kind_level(schema, &actor.kind, typed)
        && score(level, FieldRank::Other, false) < best.0
    {
        best = (score(level, FieldRank::Other, false), Matched::Kind);
    }
    best
}

/// How a typed word is found in the name of a kind, in either language.
fn kind_level(schema: &Schema, kind: &ActorKindId, typed: &TypedWord) -> Option<Level> {
    let label = &schema.actor_kind(kind)?.label;
    let mut best: Option<Level> = None;
    for text in [&label.fr, &label.en] {
        each_word(text, |word| {
            best = [best, typed.level_in(word)].into_iter().flatten().min();
        });
    }
    best
}

/// A folded name without the article it begins with.
fn without_article(name: &str) -> &str {
    let articles = ["le ", "la ", "les ", "l "];
    articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

/// Ranges in order, those that touch or overlap made one.
fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{ActorKind, Alias, Bilingual, Link};

    fn actor(id: &str, name: &str) -> Actor {
        Actor::new(id.into(), "association".into(), name)
    }

    fn put(map: &mut Map, actor: Actor) {
        map.put_actor(Arc::new(actor));
    }

    fn link(map: &mut Map, from: &str, to: &str) {
        let id = format!("{from}-{to}-{}", map.link_count());
        let link = Link::new(id.as_str().into(), from.into(), "k".into(), to.into());
        map.put_link(Arc::new(link)).expect("both ends are there");
    }

    /// Some of the actors of the two bids of 2019, with the names they go by.
    fn two_bids() -> Map {
        let schema = Schema::new(
            [],
            [
                ActorKind::new(
                    "association".into(),
                    "ess".into(),
                    Bilingual::new("Association", "Non-profit"),
                ),
                ActorKind::new("epci".into(), "pub".into(), Bilingual::new("Intercommunalité", "Authority")),
            ],
            [],
            [],
        );
        let mut map = Map::new("two bids", schema);
        let mut ecossolies = actor("ecossolies", "Les Ecossolies");
        ecossolies.place.commune = "Nantes".into();
        ecossolies.tags = vec!["Circuits courts".into()].into();
        put(&mut map, ecossolies);
        let mut active = actor("active", "France Active Pays de la Loire");
        active.aliases = vec![Alias { name: "FONDES".into(), former: true, ..Alias::default() }].into();
        put(&mut map, active);
        let mut cress = actor("cress", "Chambre régionale de l’économie sociale et solidaire");
        cress.acronym = "CRESS".into();
        put(&mut map, cress);
        let mut le_mans = actor("metropole", "Le Mans Métropole");
        le_mans.kind = "epci".into();
        le_mans.identifiers.siren = "247200132".into();
        le_mans.identifiers.siret = "247 200 132 00015".into();
        put(&mut map, le_mans);
        for (id, name) in [
            ("bid", "Candidature collective Le Mans-Sarthe"),
            ("cci", "CCI Le Mans Sarthe"),
            ("dev", "Le Mans Développement"),
            ("tech", "Le Mans Tech"),
            ("territory", "Territoire Le Mans-Sarthe"),
        ] {
            put(&mut map, actor(id, name));
        }
        let mut club = actor("club", "Club de l’ESS du Pays du Mans");
        club.place.commune = "Le Mans".into();
        club.place.insee = "72181".into();
        put(&mut map, club);
        link(&mut map, "cci", "bid");
        link(&mut map, "tech", "bid");
        map
    }

    fn found(map: &Map, typed: &str) -> Vec<String> {
        let hits = SearchIndex::new(map).search(map, typed, 20);
        hits.into_iter().map(|hit| hit.actor.to_string()).collect()
    }

    fn first(map: &Map, typed: &str) -> Hit {
        SearchIndex::new(map).search(map, typed, 1).into_iter().next().expect("something is found")
    }

    fn emboldened(name: &str, hit: &Hit) -> Vec<String> {
        hit.ranges.iter().map(|range| name[range.clone()].to_owned()).collect()
    }

    #[test]
    fn an_actor_is_found_however_its_name_is_typed() {
        let map = two_bids();
        for typed in
            ["ecos", "ECOS", "ecossolies", "Écossolies", "les ecossolies", "  eco ", "les éco", "e\u{301}co"]
        {
            assert_eq!(first(&map, typed).actor.as_str(), "ecossolies", "{typed:?}");
        }
        assert_eq!(first(&map, "ecos").matched, Matched::Name);
    }

    #[test]
    fn a_former_name_and_an_acronym_lead_to_the_actor() {
        let map = two_bids();
        assert_eq!(
            first(&map, "fondes"),
            Hit { actor: "active".into(), matched: Matched::Alias("FONDES".into()), ranges: Vec::new() }
        );
        let cress = first(&map, "cress");
        assert_eq!((cress.actor.as_str(), cress.matched), ("cress", Matched::Acronym));
    }

    #[test]
    fn le_mans_is_six_different_things_and_a_place() {
        let map = two_bids();
        // Names that begin so, those with links first; names that contain it; then the place.
        assert_eq!(found(&map, "le mans"), ["tech", "dev", "metropole", "bid", "cci", "territory", "club"]);
        let club = &SearchIndex::new(&map).search(&map, "le mans", 20)[6];
        assert_eq!(club.matched, Matched::Place("Le Mans".into()));
    }

    #[test]
    fn tags_places_and_kinds_are_found_in_both_languages() {
        let map = two_bids();
        assert_eq!(first(&map, "circuits").matched, Matched::Tag("Circuits courts".into()));
        assert_eq!(first(&map, "72181").matched, Matched::Place("72181".into()));
        for typed in ["intercommunalite", "authority"] {
            let hit = first(&map, typed);
            assert_eq!((hit.actor.as_str(), hit.matched), ("metropole", Matched::Kind));
        }
        // Every word must be found, each where it may.
        assert_eq!(found(&map, "association nantes"), ["ecossolies"]);
        assert_eq!(found(&map, "association nantes zzz"), Vec::<String>::new());
    }

    #[test]
    fn numbers_are_found_with_or_without_spaces() {
        let map = two_bids();
        let siren = Matched::Identifier(Register::Siren, "247200132".into());
        let siret = Matched::Identifier(Register::Siret, "247 200 132 00015".into());
        for typed in ["247200132", "247 200 132", "247\u{202f}200", "24720"] {
            let hit = first(&map, typed);
            assert_eq!((hit.actor.as_str(), &hit.matched), ("metropole", &siren), "{typed}");
        }
        assert_eq!(first(&map, "24720013200015").matched, siret);
        // Another establishment of the same legal unit leads to what is known of the unit.
        assert_eq!(first(&map, "247 200 132 00999").actor.as_str(), "metropole");
        assert_eq!(found(&map, "200132"), Vec::<String>::new());
    }

    #[test]
    fn what_begins_a_word_comes_before_what_is_inside_and_before_slips() {
        let mut map = Map::new("t", Schema::default());
        put(&mut map, actor("slip", "Solidarutés"));
        put(&mut map, actor("inside", "Technosolidarité"));
        put(&mut map, actor("start", "Maison Solidarité"));
        for _ in 0..3 {
            link(&mut map, "slip", "inside");
        }
        assert_eq!(found(&map, "solidarité"), ["start", "inside", "slip"]);
    }

    #[test]
    fn one_slip_is_forgiven_in_long_words_only() {
        let map = two_bids();
        for typed in ["ecosolies", "ecossollies", "ecososlies", "ecassolies", "xecossolies"] {
            assert_eq!(found(&map, typed), ["ecossolies"], "{typed}");
        }
        assert_eq!(found(&map, "ecosxlxes"), Vec::<String>::new());
        assert_eq!(found(&map, "mens"), Vec::<String>::new());
    }

    #[test]
    fn the_answering_parts_of_the_name_are_marked() {
        let map = two_bids();
        let names = |typed: &str| {
            let hit = first(&map, typed);
            emboldened(&map.actor(&hit.actor).expect("it is on the map").name, &hit)
        };
        assert_eq!(names("ecos"), ["Ecos"]);
        assert_eq!(names("chambre soc éco"), ["Chambre", "éco", "soc"]);
        assert_eq!(names("pays fra"), ["Fra", "Pays"]);
        assert_eq!(names("ecosolies"), ["Ecossolies"]);
        let mut map = Map::new("t", Schema::default());
        put(&mut map, actor("a", "SCIC Clus’Ter Jura"));
        let hit = first(&map, "cluster");
        assert_eq!(emboldened("SCIC Clus’Ter Jura", &hit), ["Clus’Ter"]);
    }

    #[test]
    fn the_index_follows_what_changes() {
        let mut map = two_bids();
        let mut index = SearchIndex::new(&map);
        let mut renamed = Actor::clone(map.actor(&"ecossolies".into()).expect("it is on the map"));
        renamed.name = "Pôle nantais".into();
        put(&mut map, renamed);
        let slot = map.actor_slot(&"tech".into()).expect("it is on the map");
        map.take_actor(&"tech".into());
        put(&mut map, actor("new", "Solilab"));
        let touched = Touched {
            actors: ["ecossolies", "tech", "new", "nobody"].map(ActorId::from).into(),
            freed: vec![("tech".into(), slot)],
            ..Touched::default()
        };
        index.follow(&map, &touched);
        for typed in ["ecos", "pole", "le mans", "solilab", "association", "tech"] {
            assert_eq!(
                index.search(&map, typed, 9),
                SearchIndex::new(&map).search(&map, typed, 9),
                "{typed}"
            );
        }
        assert!(index.search(&map, "ecossolies", 9).is_empty());
    }

    #[test]
    fn an_index_that_is_updated_for_ever_does_not_grow_for_ever() {
        let mut map = two_bids();
        let mut index = SearchIndex::new(&map);
        for round in 0..3_000 {
            let mut renamed = Actor::clone(map.actor(&"ecossolies".into()).expect("it is on the map"));
            renamed.name = format!("Nom {round}").into();
            put(&mut map, renamed);
            index.follow(&map, &Touched { actors: ["ecossolies".into()].into(), ..Touched::default() });
        }
        let (entries, words) = index.store.size();
        assert!(entries < 1_100 && words < 2_200);
        assert_eq!(index.search(&map, "nom 2999", 5).len(), 1);
    }

    #[test]
    fn what_means_nothing_finds_nothing() {
        let map = two_bids();
        let page = "le mans ".repeat(5_000);
        for typed in ["", "  ", "’-…", "💡", "\0", "zzzzzzz", &"x".repeat(100_000)] {
            assert_eq!(found(&map, typed), Vec::<String>::new());
        }
        assert!(!found(&map, &page).is_empty());
        assert!(SearchIndex::new(&map).search(&map, "mans", 0).is_empty());
        assert_eq!(SearchIndex::new(&map).search(&map, "mans", 2).len(), 2);
    }

    proptest! {
        #[test]
        fn any_name_is_found_by_any_of_its_beginnings(name in "\\PC{1,24}", cut in 0usize..24) {
            let mut map = two_bids();
            put(&mut map, actor("it", &name));
            let typed: String = name.chars().take(cut + 1).collect();
            prop_assume!(!fold(&typed).is_empty());
            let hits = SearchIndex::new(&map).search(&map, &typed, 100);
            let hit = hits.iter().find(|hit| hit.actor.as_str() == "it");
            prop_assert!(hit.is_some(), "{typed:?}");
            for range in &hit.expect("just checked").ranges {
                prop_assert!(name.get(range.clone()).is_some());
            }
        }
    }
}
