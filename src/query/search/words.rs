//! Words: how one typed word is found in one word, and where in a name.

use std::ops::Range;

use crate::fold::each_word_with_sources;

/// Shorter typed words match the beginning of words only: inside them they would match anything.
const MIN_LETTERS_INSIDE: usize = 3;
/// Shorter typed words must be typed without a slip.
const MIN_LETTERS_WITH_SLIP: usize = 5;

/// How a typed word was found in a word, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// At its beginning.
    Start,
    /// Inside it.
    Inside,
    /// At its beginning but for one slip.
    Slip,
}

/// Which letters occur in a word; other characters share a few places.
#[derive(Clone, Copy, Debug)]
pub(super) struct LetterSet(u32);

impl LetterSet {
    /// The letters of a folded word.
    pub(super) fn of(word: &str) -> Self {
        let place = |c: char| match c {
            'a'..='z' => u32::from(c) - u32::from('a'),
            other => 26 + u32::from(other) % 6,
        };
        Self(word.chars().fold(0, |set, c| set | 1 << place(c)))
    }

    /// How many letters of this set are not in the other.
    fn without(self, other: LetterSet) -> u32 {
        (self.0 & !other.0).count_ones()
    }
}

/// A typed word, prepared.
pub(super) struct TypedWord {
    text: String,
    letters: Vec<char>,
    letter_set: LetterSet,
    has_digits: bool,
}

impl TypedWord {
    /// A folded word as typed.
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            letters: text.chars().collect(),
            letter_set: LetterSet::of(text),
            has_digits: text.contains(|c: char| c.is_numeric()),
        }
    }

    /// The word itself.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is long enough to be looked for inside words. Digits never are: "44" is not in
    /// "2440".
    pub(super) fn may_be_inside(&self) -> bool {
        !self.has_digits && self.letters.len() >= MIN_LETTERS_INSIDE
    }

    /// Whether it can be found at all in a word of these letters: a cheap look before a dear one.
    pub(super) fn may_match(&self, word: LetterSet) -> bool {
        let absent = self.letter_set.without(word);
        absent == 0 || (absent == 1 && self.letters.len() >= MIN_LETTERS_WITH_SLIP)
    }

    /// How this word is found in a folded word, if it is.
    pub(super) fn level_in(&self, word: &str) -> Option<Level> {
        if word.starts_with(self.text.as_str()) {
            Some(Level::Start)
        } else if !self.may_be_inside() {
            None
        } else if position(word, &self.text).is_some() {
            Some(Level::Inside)
        } else if self.letters.len() >= MIN_LETTERS_WITH_SLIP && starts_with_one_slip(word, &self.letters) {
            Some(Level::Slip)
        } else {
            None
        }
    }

    /// The ranges of a name that answer this word: every word found at the best level.
    pub(super) fn ranges_in(&self, name: &str) -> Vec<Range<usize>> {
        let mut found: Vec<(Level, Range<usize>)> = Vec::new();
        each_word_with_sources(name, |word, sources| {
            let Some(level) = self.level_in(word) else { return };
            let bytes = match level {
                Level::Start => 0..self.text.len(),
                Level::Inside => {
                    let at = position(word, &self.text).unwrap_or_default();
                    at..at + self.text.len()
                }
                Level::Slip => 0..word.len(),
            };
            if let Some([first, .., last] | [first @ last]) = sources.get(bytes) {
                found.push((level, first.start..last.end));
            }
        });
        let best = found.iter().map(|(level, _)| *level).min();
        found.into_iter().filter(|(level, _)| Some(*level) == best).map(|(_, range)| range).collect()
    }
}

/// Where a text stands in a word. (`str::find` prepares for long texts, which costs more here than
/// the search itself.)
fn position(word: &str, text: &str) -> Option<usize> {
    word.as_bytes().windows(text.len().max(1)).position(|window| window == text.as_bytes())
}

/// Whether a word begins with what was typed but for one slip: a letter wrong, missing, one too
/// many, or two neighbours swapped.
fn starts_with_one_slip(word: &str, typed: &[char]) -> bool {
    let mut rest = word.chars();
    let mut same = 0;
    // Up to the first difference...
    let at = loop {
        let before = rest.clone();
        match (rest.next(), typed.get(same)) {
            (Some(a), Some(b)) if a == *b => same += 1,
            _ => break before,
        }
    };
    // ... after which one slip must explain the rest.
    let starts = |mut rest: std::str::Chars, typed: &[char]| typed.iter().all(|c| rest.next() == Some(*c));
    let typed = &typed[same..];
    let [first, after @ ..] = typed else { return true };
    let mut one_on = at.clone();
    let next = one_on.next();
    let swapped = || match after {
        [second, after @ ..] => {
            let mut two_on = one_on.clone();
            next == Some(*second) && two_on.next() == Some(*first) && starts(two_on, after)
        }
        [] => false,
    };
    let wrong = || next.is_some() && starts(one_on.clone(), after);
    let missing = || next.is_some() && starts(one_on.clone(), typed);
    let too_many = || starts(at.clone(), after);
    wrong() || missing() || too_many() || swapped()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_are_the_four_of_damerau() {
        let slip = |word: &str, typed: &str| starts_with_one_slip(word, &typed.chars().collect::<Vec<_>>());
        for typed in ["nantes", "nxntes", "nntes", "naantes", "natnes", "nantesx", "nant", "nants", "nanx"] {
            assert!(slip("nantes", typed), "{typed}");
        }
        for typed in ["nxxtes", "tnanes", "nantesxy", "antse", ""].iter().take(4) {
            assert!(!slip("nantes", typed), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn the_cheap_look_misses_nothing(word in "[a-eé日ø]{1,9}", typed in "[a-eé日ø]{1,7}") {
            let typed = TypedWord::new(&typed);
            if typed.level_in(&word).is_some() {
                prop_assert!(typed.may_match(LetterSet::of(&word)));
            }
        }
    }
}
