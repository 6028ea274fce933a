//! Search: from what someone types to the actors it may mean, best first, at every keystroke.

mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Range};

use self::words::{LetterSet, Level, TypedWord};
use super::Register;
use crate::edit::Touched;
use crate::fold::{each_word, fold, fold_words};
use crate::model::{Actor, ActorId, ActorKindId, Map, Schema, identifier};

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
    slots: Vec<Slot>,
    slot_of: BTreeMap<ActorId, u32>,
    words: Vocabulary,
    /// Numbers apart: they are found by their beginning only, and there is one for every actor.
    numbers: Vocabulary,
    kinds: Vec<ActorKindId>,
    kind_number: BTreeMap<ActorKindId, u32>,
}

/// What is remembered of an actor as it was last indexed.
#[derive(Clone, Debug)]
struct Slot {
    id: ActorId,
    alive: bool,
    /// Name, folded.
    name: Box<str>,
    /// Short name and acronym, folded.
    other: [Box<str>; 2],
    kind: u32,
    degree: u32,
}

/// Folded words and where they stand.
type Vocabulary = BTreeMap<Box<str>, Word>;

/// A word of the vocabulary.
#[derive(Clone, Debug)]
struct Word {
    letters: LetterSet,
    postings: Vec<Posting>,
}

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Posting {
    slot: u32,
    rank: FieldRank,
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

impl SearchIndex {
    /// The index of a whole map.
    pub fn new(map: &Map) -> Self {
        let mut index = Self::default();
        map.actors().for_each(|actor| index.add(map, actor));
        index
    }

    /// Takes in what a change touched.
    pub fn follow(&mut self, map: &Map, touched: &Touched) {
        self.update(map, touched.actors.iter().chain(&touched.ends));
    }

    /// Brings the index up to date with the actors that changed, appeared or went. Passing the ends
    /// of links that came or went keeps the order of ties right as well.
    pub fn update<'a>(&mut self, map: &Map, actors: impl IntoIterator<Item = &'a ActorId>) {
        for id in actors {
            if let Some(slot) = self.slot_of.remove(id)
                && let Some(slot) = self.slots.get_mut(slot as usize)
            {
                slot.alive = false;
            }
            if let Some(actor) = map.actor(id) {
                self.add(map, actor);
            }
        }
        if self.slots.len() > 2 * self.slot_of.len() + 1_000 {
            *self = Self::new(map);
        }
    }

    fn add(&mut self, map: &Map, actor: &Actor) {
        // Four billion updates without a rebuild cannot be: see `update`.
        let Ok(slot) = u32::try_from(self.slots.len()) else { return };
        let kind = match self.kind_number.get(&actor.kind) {
            Some(number) => *number,
            None => {
                let number = self.kinds.len() as u32;
                self.kinds.push(actor.kind.clone());
                self.kind_number.insert(actor.kind.clone(), number);
                number
            }
        };
        for (field, text) in fields(actor) {
            each_word_of(&field, text, |word| {
                let posting = Posting { slot, rank: field.rank() };
                let vocabulary =
                    if posting.rank == FieldRank::Number { &mut self.numbers } else { &mut self.words };
                match vocabulary.get_mut(word) {
                    Some(known) if known.postings.last() == Some(&posting) => {}
                    Some(known) => known.postings.push(posting),
                    None => {
                        let letters = LetterSet::of(word);
                        vocabulary.insert(word.into(), Word { letters, postings: vec![posting] });
                    }
                }
            });
        }
        self.slots.push(Slot {
            id: actor.id.clone(),
            alive: true,
            name: fold(&actor.name).into(),
            other: [fold(&actor.short_name).into(), fold(&actor.acronym).into()],
            kind,
            degree: u32::try_from(map.degree(&actor.id)).unwrap_or(u32::MAX),
        });
        self.slot_of.insert(actor.id.clone(), slot);
    }

    /// The actors that what was typed may mean, best first, at most `max`. Nothing where nothing (or
    /// no letter and no digit) was typed.
    pub fn search(&self, map: &Map, typed: &str, max: usize) -> Vec<Hit> {
        let query = Query::new(typed);
        if query.words.is_empty() || max == 0 {
            return Vec::new();
        }
        // What matches beginnings outranks the rest, so the slower looks are only for what is missing.
        let mut found = self.candidates(map.schema(), &query, false);
        if found.len() < max {
            found = self.candidates(map.schema(), &query, true);
        }
        let order = |(score, slot): &(Score, u32)| {
            let kept = &self.slots[*slot as usize];
            (*score, Reverse(kept.degree), &kept.name, &kept.id)
        };
        if found.len() > max {
            found.select_nth_unstable_by(max, |a, b| order(a).cmp(&order(b)));
            found.truncate(max);
        }
        let mut hits: Vec<_> = found
            .iter()
            .filter_map(|&(score, slot)| {
                let kept = &self.slots[slot as usize];
                let (matched, ranges) = query.explain(map.actor(&kept.id)?, map.schema());
                let order = (score, Reverse(map.degree(&kept.id)), &kept.name);
                Some((order, Hit { actor: kept.id.clone(), matched, ranges }))
            })
            .collect();
        hits.sort_by(|(a, hit_a), (b, hit_b)| a.cmp(b).then_with(|| hit_a.actor.cmp(&hit_b.actor)));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    /// The living slots in which every word is found, with their scores. `thorough` also looks
    /// inside words and forgives slips.
    fn candidates(&self, schema: &Schema, query: &Query, thorough: bool) -> Vec<(Score, u32)> {
        let mut total: Vec<Score> = vec![0; self.slots.len()];
        let mut of_word: Vec<Score> = vec![NOT_FOUND; self.slots.len()];
        for word in &query.words {
            self.score_word(schema, word, thorough, &mut of_word);
            for (total, of_word) in total.iter_mut().zip(&mut of_word) {
                *total = (*total).max(*of_word);
                *of_word = NOT_FOUND;
            }
        }
        for number in &query.numbers {
            for (word, postings) in starting_with(&self.numbers, number) {
                for posting in postings {
                    let best = &mut total[posting.slot as usize];
                    *best = (*best).min(score(Level::Start, posting.rank, word.len() == number.len()));
                }
            }
        }
        let found = total.into_iter().zip(&self.slots).zip(0..);
        found
            .filter(|((score, slot), _)| *score != NOT_FOUND && slot.alive)
            .map(|((score, slot), number)| {
                let in_name = score == FieldRank::Name as Score;
                (if in_name { query.refine(slot) } else { score }, number)
            })
            .collect()
    }

    fn score_word(&self, schema: &Schema, typed: &TypedWord, thorough: bool, best: &mut [Score]) {
        let mut note = |word: &str, level, postings: &[Posting]| {
            for posting in postings {
                let best = &mut best[posting.slot as usize];
                *best = (*best).min(score(level, posting.rank, word.len() == typed.text().len()));
            }
        };
        for vocabulary in [&self.words, &self.numbers] {
            let found = starting_with(vocabulary, typed.text());
            found.for_each(|(word, postings)| note(word, Level::Start, postings));
        }
        if thorough && typed.may_be_inside() {
            for (word, known) in self.words.iter().filter(|(_, known)| typed.may_match(known.letters)) {
                if let Some(level) = typed.level_in(word) {
                    note(word, level, &known.postings);
                }
            }
        }
        let of_kind: Vec<Score> = self
            .kinds
            .iter()
            .map(|kind| {
                let level =
                    kind_level(schema, kind, typed).filter(|level| thorough || *level == Level::Start);
                level.map_or(NOT_FOUND, |level| score(level, FieldRank::Other, false))
            })
            .collect();
        if of_kind.iter().any(|score| *score != NOT_FOUND) {
            for (best, slot) in best.iter_mut().zip(&self.slots) {
                *best = (*best).min(of_kind[slot.kind as usize]);
            }
        }
    }
}

/// The words that start so, with where they stand.
fn starting_with<'a>(
    vocabulary: &'a Vocabulary,
    start: &'a str,
) -> impl Iterator<Item = (&'a str, &'a [Posting])> {
    vocabulary
        .range::<str, _>((Bound::Included(start), Bound::Unbounded))
        .take_while(move |(word, _)| word.starts_with(start))
        .map(|(word, known)| (&**word, known.postings.as_slice()))
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

    /// The score of an actor all of whose typed words begin words of its names.
    fn refine(&self, slot: &Slot) -> Score {
        let whole = self.whole.as_str();
        let name = without_article(&slot.name);
        if *slot.name == *whole || name == whole || slot.other.iter().any(|text| **text == *whole) {
            WHOLE
        } else if slot.name.starts_with(whole) || name.starts_with(whole) {
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
        ecossolies.tags = vec!["Circuits courts".into()];
        put(&mut map, ecossolies);
        let mut active = actor("active", "France Active Pays de la Loire");
        active.aliases = vec![Alias { name: "FONDES".into(), former: true, ..Alias::default() }];
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
        map.take_actor(&"tech".into());
        put(&mut map, actor("new", "Solilab"));
        let touched: Vec<ActorId> = ["ecossolies", "tech", "new", "nobody"].map(ActorId::from).into();
        index.update(&map, &touched);
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
            renamed.name = format!("Nom {round}");
            put(&mut map, renamed);
            index.update(&map, [&ActorId::from("ecossolies")]);
        }
        assert!(index.slots.len() < 1_100 && index.words.len() < 2_200);
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
