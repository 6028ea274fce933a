//! search: from what a person types to the communes meant, best first.
//!
//! One sorted array holds every start of a word in every name, each standing for the rest of its
//! name: "saint nazaire" is there as "saint nazaire" and as "nazaire". What begins as the typed text
//! does is then one slice, found by bisection.

use std::collections::HashSet;

use super::data::{Alias, Tables};
use super::{Commune, Departement, Hit, Match, Via, departement_of_postal_code, is_insee_code};
use crate::fold::fold;

/// No name is longer, nor a name with its department and both its codes.
const LONGEST_TYPED: usize = 200;
/// No name has more words.
const MOST_WORDS: usize = 12;

/// A place name as it is compared: [`fold`]ed, `st` and `ste` spelt out (`saint`, `sainte`), and
/// without the `CEDEX 3` of a business address.
pub fn place_key(text: &str) -> String {
    let folded = fold(text);
    if !folded.split(' ').any(|word| matches!(word, "st" | "ste" | "cedex")) {
        return folded;
    }
    let mut key = String::with_capacity(folded.len() + 8);
    let mut words = folded.split(' ').peekable();
    while let Some(word) = words.next() {
        let word = match word {
            "st" => "saint",
            "ste" => "sainte",
            "cedex" => {
                words.next_if(|next| next.len() <= 2 && is_digits(next));
                continue;
            }
            word => word,
        };
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One name of a commune, current or not: a range of [`Index::keys`].
struct Name {
    start: u32,
    end: u32,
    commune: u32,
    alias: Option<u32>,
}

/// The start of a word in [`Index::keys`].
struct WordStart {
    at: u32,
    name: u32,
}

/// What [`Index::complete`] and [`Index::named`] search.
#[derive(Default)]
pub(super) struct Index {
    /// The keys of all names, end to end.
    keys: String,
    names: Vec<Name>,
    /// In the order of the text from each start to the end of its name.
    word_starts: Vec<WordStart>,
    /// (postal code as a number, commune), sorted. All postal codes have five digits.
    postal_codes: Vec<(u32, u32)>,
}

/// A commune found, before it is known whether it is among the best. Ordered: best first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    rank: Rank,
    order: u32,
    alias: Option<u32>,
    commune: u32,
    how: Match,
}

/// The ways of [`Match`], finer. A former name comes among the beginnings of current ones, so that
/// ten villages once called Saint-Martin do not hide Saint-Martin-d'Hères.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Code,
    Name,
    /// "Le Mans" for "mans".
    NameAfterArticle,
    StartOrFormerName,
    FormerStart,
    Word,
    FormerWord,
}

impl Index {
    pub(super) fn new(tables: &Tables) -> Self {
        let mut index = Self::default();
        for (commune, row) in (0..).zip(&tables.communes) {
            index.add(row.name, commune, None);
            for postal_code in row.postal_codes().filter_map(|code| code.parse().ok()) {
                index.postal_codes.push((postal_code, commune));
            }
        }
        for (alias, row) in (0..).zip(&tables.aliases) {
            index.add(row.name, row.commune, Some(alias));
        }
        index.postal_codes.sort_unstable();
        index.sort_word_starts();
        index
    }

    fn add(&mut self, name: &str, commune: u32, alias: Option<u32>) {
        let key = place_key(name);
        let name = offset(self.names.len());
        let start = self.keys.len();
        let mut at = start;
        for word in key.split(' ') {
            self.word_starts.push(WordStart { at: offset(at), name });
            at += word.len() + 1;
        }
        self.keys.push_str(&key);
        self.names.push(Name { start: offset(start), end: offset(self.keys.len()), commune, alias });
    }

    fn sort_word_starts(&mut self) {
        // Comparing the first 16 bytes as one number settles most pairs without touching the text.
        let word_starts = std::mem::take(&mut self.word_starts);
        let mut keyed: Vec<(u128, WordStart)> = word_starts
            .into_iter()
            .map(|start| {
                let text = self.from(&start).as_bytes();
                let mut head = [0; 16];
                let known = text.len().min(head.len());
                head[..known].copy_from_slice(&text[..known]);
                (u128::from_be_bytes(head), start)
            })
            .collect();
        keyed.sort_unstable_by(|(a_head, a), (b_head, b)| {
            a_head.cmp(b_head).then_with(|| self.from(a).cmp(self.from(b))).then(a.name.cmp(&b.name))
        });
        self.word_starts = keyed.into_iter().map(|(_, start)| start).collect();
    }

    /// The text from a start of word to the end of its name.
    fn from(&self, start: &WordStart) -> &str {
        let end = self.names.get(start.name as usize).map_or(0, |name| name.end);
        self.keys.get(start.at as usize..end as usize).unwrap_or_default()
    }

    /// Every start of word from which the text begins with `key`.
    fn beginning_with(&self, key: &str) -> &[WordStart] {
        let first = self.word_starts.partition_point(|start| self.from(start) < key);
        let rest = self.word_starts.get(first..).unwrap_or_default();
        let count = rest.partition_point(|start| self.from(start).starts_with(key));
        rest.get(..count).unwrap_or_default()
    }

    /// See [`super::Gazetteer::complete`].
    pub(super) fn complete(&self, tables: &Tables, typed: &str, max: usize) -> Vec<Hit> {
        let typed: String = typed.chars().take(LONGEST_TYPED).collect();
        let key = place_key(&typed);
        if key.is_empty() || max == 0 {
            return Vec::new();
        }
        let mut found = Vec::new();
        self.find_code(tables, &key, &mut found);
        self.find_name(tables, &key, &mut found);
        if let Some(unfinished) = unfinished_key(&typed, &key) {
            self.find_name(tables, &unfinished, &mut found);
        }
        if found.is_empty() {
            found = self.find_qualified(tables, &key);
        }
        if found.is_empty() {
            self.find_words(tables, &key, &mut found);
        }
        best(tables, found, max)
    }

    /// See [`super::Gazetteer::by_name_and_departement`].
    pub(super) fn named(&self, tables: &Tables, name: &str, departement: &Departement) -> Option<Hit> {
        let key = place_key(name);
        let mut found: Vec<Found> = Vec::new();
        if !key.is_empty() {
            self.find_name(tables, &key, &mut found);
        }
        found.retain(|found| {
            let inside = tables.commune(found.commune).is_some_and(|it| it.departement == departement.code);
            inside && found.how == Match::Name && found.rank != Rank::NameAfterArticle
        });
        found.sort_unstable();
        let first = found.first()?;
        // Two former communes of one name in one department, now in different communes: no telling.
        let rivals = found.iter().filter(|other| other.rank == first.rank);
        if rivals.clone().any(|other| other.commune != first.commune) {
            return None;
        }
        hit(tables, first)
    }

    fn find_name(&self, tables: &Tables, key: &str, found: &mut Vec<Found>) {
        found.extend(self.beginning_with(key).iter().filter_map(|start| {
            let name = self.names.get(start.name as usize)?;
            let before = self.keys.get(name.start as usize..start.at as usize)?;
            let article = matches!(before, "le " | "la " | "les " | "l ");
            let is_start = before.is_empty() || article;
            let is_whole = (name.end - start.at) as usize == key.len();
            let former = name.alias.is_some();
            let (how, rank) = match (is_start, is_whole) {
                (true, true) if former => (Match::Name, Rank::StartOrFormerName),
                (true, true) if article => (Match::Name, Rank::NameAfterArticle),
                (true, true) => (Match::Name, Rank::Name),
                (true, false) if former => (Match::Start, Rank::FormerStart),
                (true, false) => (Match::Start, Rank::StartOrFormerName),
                (false, _) if former => (Match::Word, Rank::FormerWord),
                (false, _) => (Match::Word, Rank::Word),
            };
            let order = by_population(tables, name.commune);
            Some(Found { rank, order, alias: name.alias, commune: name.commune, how })
        }));
    }

    /// Names that have all the words of `key`, each at least begun, in any order: "roche yon".
    fn find_words(&self, tables: &Tables, key: &str, found: &mut Vec<Found>) {
        let words: Vec<&str> = key.split(' ').collect();
        if words.len() < 2 || words.len() > MOST_WORDS {
            return;
        }
        let Some(rarest) = words.iter().max_by_key(|word| word.len()) else { return };
        found.extend(self.beginning_with(rarest).iter().filter_map(|start| {
            let name = self.names.get(start.name as usize)?;
            let whole = self.keys.get(name.start as usize..name.end as usize)?;
            let has = |word: &&str| whole.split(' ').any(|own| own.starts_with(word));
            words.iter().all(has).then(|| Found {
                rank: if name.alias.is_some() { Rank::FormerWord } else { Rank::Word },
                order: by_population(tables, name.commune),
                alias: name.alias,
                commune: name.commune,
                how: Match::Word,
            })
        }));
    }

    /// Communes whose postal or INSEE code is `key`, or begins with it.
    fn find_code(&self, tables: &Tables, key: &str, found: &mut Vec<Found>) {
        if key.len() < 2 || key.len() > 5 || !key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return;
        }
        let code = key.to_ascii_uppercase();
        if code.len() == 5 {
            let postal = self.with_postal_code(tables, &code);
            // People type postal codes. Some are also the INSEE code of another commune, which must
            // not come first, nor be lost behind the forty communes that may share a postal code; or
            // one of the past (those of Paris, of its old suburbs), which then is noise.
            let insee =
                with_insee_code(tables, &code).filter(|(_, alias)| alias.is_none() || postal.is_empty());
            let mut all: Vec<_> = postal.into_iter().map(|commune| (commune, None)).collect();
            if let Some(insee) = insee {
                all.insert(all.len().min(1), insee);
            }
            found.extend((0..).zip(all).map(|(order, (commune, alias))| Found {
                rank: Rank::Code,
                order,
                alias,
                commune,
                how: Match::Code,
            }));
            return;
        }
        let begun = |commune: u32| Found {
            rank: Rank::StartOrFormerName,
            order: by_population(tables, commune),
            alias: None,
            commune,
            how: Match::Start,
        };
        if let Ok(digits) = code.parse::<u32>() {
            // The lengths were checked: 10 to the power 1, 2 or 3, and a sum below 100,000.
            let step = 10u32.pow(5 - offset(code.len()));
            let first = self.postal_codes.partition_point(|&(postal, _)| postal < digits * step);
            let rest = self.postal_codes.get(first..).unwrap_or_default();
            let inside = rest.iter().take_while(|&&(postal, _)| postal < (digits + 1) * step);
            found.extend(inside.map(|&(_, commune)| begun(commune)));
        }
        let first = tables.communes.partition_point(|commune| commune.code < code.as_str());
        let rest = tables.communes.get(first..).unwrap_or_default();
        let count = rest.partition_point(|commune| commune.code.starts_with(&code));
        found.extend((offset(first)..).take(count).map(begun));
    }

    /// The communes served by a postal code of five digits, the most populated first.
    fn with_postal_code(&self, tables: &Tables, code: &str) -> Vec<u32> {
        let Some(code) = Some(code).filter(|code| is_digits(code)).and_then(|code| code.parse::<u32>().ok())
        else {
            return Vec::new();
        };
        let first = self.postal_codes.partition_point(|&(postal, _)| postal < code);
        let rest = self.postal_codes.get(first..).unwrap_or_default();
        let mut communes: Vec<u32> =
            rest.iter().take_while(|&&(postal, _)| postal == code).map(|&(_, commune)| commune).collect();
        communes.sort_by_key(|&commune| by_population(tables, commune));
        communes
    }

    /// A name with what tells it apart: "allonnes 72", "Allonnes (Sarthe)", "44000 Nantes",
    /// "Nantes (44) · 44109".
    fn find_qualified(&self, tables: &Tables, key: &str) -> Vec<Found> {
        let (codes, mut name): (Vec<&str>, Vec<&str>) =
            key.split(' ').partition(|word| looks_like_code(word));
        let mut departement = None;
        if let Some(last) = name.last()
            && let Some(known) = tables.departement(last)
        {
            departement = Some(known);
            name.pop();
        } else if codes.is_empty()
            && let Some((known, words)) = named_departement(tables, &name)
        {
            departement = Some(known);
            name.truncate(words);
        }
        if codes.is_empty() && departement.is_none() {
            return Vec::new();
        }

        let mut found = Vec::new();
        match (name.is_empty(), codes.as_slice()) {
            (false, _) => {
                let name = name.join(" ");
                self.find_name(tables, &name, &mut found);
                if found.is_empty() {
                    self.find_words(tables, &name, &mut found);
                }
            }
            (true, [code]) => self.find_code(tables, code, &mut found),
            (true, _) => {}
        }
        let is_in = |found: &Found, code: &str| {
            tables.commune(found.commune).is_some_and(|commune| commune.departement == code)
        };
        if let Some(departement) = departement {
            found.retain(|found| is_in(found, departement.code));
        }
        for code in codes {
            let code = code.to_ascii_uppercase();
            let insee = with_insee_code(tables, &code).map(|(commune, _)| commune);
            let postal = self.with_postal_code(tables, &code);
            // The INSEE code first: it is in our own labels, and means one commune.
            if found.iter().any(|found| insee == Some(found.commune)) {
                found.retain(|found| insee == Some(found.commune));
            } else if found.iter().any(|found| postal.contains(&found.commune)) {
                found.retain(|found| postal.contains(&found.commune));
            } else {
                // Codes of large post offices and businesses are in no table; their department is.
                let departement = departement_of_postal_code(&code).unwrap_or_default();
                found.retain(|found| is_in(found, departement));
            }
        }
        found
    }
}

/// `key` with its last word as typed, if it is `st` or `ste`: whoever stops there may mean Strasbourg.
fn unfinished_key(typed: &str, key: &str) -> Option<String> {
    let folded = fold(typed);
    let last = folded.rsplit(' ').next().filter(|last| matches!(*last, "st" | "ste"))?;
    let before = key.rsplit_once(' ').map(|(before, _)| before);
    Some(before.map_or_else(|| last.to_owned(), |before| format!("{before} {last}")))
}

fn looks_like_code(word: &str) -> bool {
    word.len() == 5 && (is_digits(word) || is_insee_code(&word.to_ascii_uppercase()))
}

/// The commune that has this INSEE code, or the one that took it over and by which alias.
pub(super) fn with_insee_code(tables: &Tables, code: &str) -> Option<(u32, Option<u32>)> {
    if let Ok(commune) = tables.communes.binary_search_by(|commune| commune.code.cmp(code)) {
        return Some((offset(commune), None));
    }
    let alias = tables.aliases.partition_point(|alias| alias.code < code);
    let row = tables.aliases.get(alias).filter(|row| row.code == code)?;
    Some((row.commune, Some(offset(alias))))
}

/// The department named by the last of these words, and how many words come before its name.
fn named_departement<'t>(tables: &'t Tables, words: &[&str]) -> Option<(&'t Departement, usize)> {
    (1..words.len().min(MOST_WORDS)).find_map(|before| {
        let name = words.get(before..)?.join(" ");
        let departement =
            tables.departements.iter().find(|departement| place_key(departement.name) == name)?;
        Some((departement, before))
    })
}

/// The most populated first.
fn by_population(tables: &Tables, commune: u32) -> u32 {
    u32::MAX - tables.commune(commune).map_or(0, |commune| commune.population)
}

fn best(tables: &Tables, mut found: Vec<Found>, max: usize) -> Vec<Hit> {
    // One letter finds ten thousand names: put a few in order, and the rest only if those turn out to
    // be too often the same communes.
    let few = max.saturating_mul(4);
    if few < found.len() {
        found.select_nth_unstable(few);
        let (head, _) = found.split_at_mut(few);
        head.sort_unstable();
        let hits = distinct(tables, head, max);
        if hits.len() == max {
            return hits;
        }
    }
    found.sort_unstable();
    distinct(tables, &found, max)
}

/// The best way to each of the first `max` communes.
fn distinct(tables: &Tables, sorted: &[Found], max: usize) -> Vec<Hit> {
    let mut seen = HashSet::new();
    let first_of_each = sorted.iter().filter(|found| seen.insert(found.commune));
    first_of_each.filter_map(|found| hit(tables, found)).take(max).collect()
}

fn hit(tables: &Tables, found: &Found) -> Option<Hit> {
    let via = found.alias.and_then(|alias| tables.aliases.get(alias as usize)).map(via);
    Some(Hit { commune: *tables.commune(found.commune)?, how: found.how, via })
}

pub(super) fn via(alias: &Alias) -> Via {
    Via { code: alias.code, name: alias.name, kind: alias.kind }
}

/// The tables hold far fewer than four billion of anything (see `data::LARGEST_TEXT`).
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

impl Tables {
    pub(super) fn commune(&self, rank: u32) -> Option<&Commune> {
        self.communes.get(rank as usize)
    }

    pub(super) fn departement(&self, code: &str) -> Option<&Departement> {
        let code = match code.len() {
            1 => format!("0{code}"),
            _ => code.to_ascii_uppercase(),
        };
        let rank =
            self.departements.binary_search_by(|departement| departement.code.cmp(code.as_str())).ok()?;
        self.departements.get(rank)
    }
}
