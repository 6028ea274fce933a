//! Fold: text as it is compared, so that "Les Écossolies", "LES ECOSSOLIES" and "les  ecossolies"
//! meet. A leaf: searching, filtering, the hunt for duplicates and the look-up of places all compare
//! through here.

use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The text in lower case, without accents, with one space for each run of anything that is neither
/// a letter nor a digit (hyphens, apostrophes of either shape, spaces of any width), and none at the
/// ends. `œ`, `æ` and `ß` become `oe`, `ae` and `ss`.
///
/// Folding twice changes nothing more. The result may be empty.
///
/// Limitations: letters that Unicode does not decompose (`ø`, `ł`, `đ`) are kept as they are, and
/// vowel signs that are combining marks (as in Devanagari) are dropped like accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, |c| push(&mut folded, c));
    }
    trim(&mut folded);
    folded
}

/// Whether a text folds to `folded` (which is folded already). Stops at the first difference.
pub(crate) fn folds_to(text: &str, folded: &str) -> bool {
    let mut expected = folded.chars();
    let (mut same, mut gap, mut started) = (true, false, false);
    for c in text.chars() {
        fold_char(c, |c| {
            if c == ' ' {
                gap = started;
            } else {
                same = same && (!gap || expected.next() == Some(' ')) && expected.next() == Some(c);
                (gap, started) = (false, true);
            }
        });
        if !same {
            return false;
        }
    }
    expected.next().is_none()
}

/// The words of the folded text, in order.
pub fn fold_words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The folded text and, for each of its bytes, the range of the original it comes from (an accent
/// typed apart belongs to its letter).
fn fold_with_sources(text: &str) -> (String, Vec<Range<usize>>) {
    let mut folded = String::with_capacity(text.len());
    let mut sources: Vec<Range<usize>> = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        fold_char(c, |c| push(&mut folded, c));
        if folded.len() > sources.len() {
            sources.resize(folded.len(), start..end);
        } else if is_combining_mark(c)
            && let Some(letter) = sources.last().cloned()
        {
            for source in sources.iter_mut().rev().take_while(|source| **source == letter) {
                source.end = end;
            }
        }
    }
    trim(&mut folded);
    sources.truncate(folded.len());
    (folded, sources)
}

/// Each word of a text as it is indexed: the folded words, and for words written with an apostrophe,
/// a hyphen or points, the same in one piece as well ("Clus'Ter" is found by "cluster", "S.C.I.C."
/// by "scic").
pub(crate) fn each_word(text: &str, mut emit: impl FnMut(&str)) {
    for token in text.split_whitespace() {
        let folded = fold(token);
        folded.split(' ').filter(|word| !word.is_empty()).for_each(&mut emit);
        if is_in_pieces(&folded) {
            emit(&folded.replace(' ', ""));
        }
    }
}

/// Whether a folded token is of several pieces that may be typed as one: not an article and its word.
fn is_in_pieces(token: &str) -> bool {
    match token.split_once(' ') {
        Some(("l" | "d", rest)) => rest.len() == 1,
        pieces => pieces.is_some(),
    }
}

/// The words of [`each_word`], each with the ranges of `text` that its bytes come from.
pub(crate) fn each_word_with_sources(text: &str, mut emit: impl FnMut(&str, &[Range<usize>])) {
    let mut token_start = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let (folded, mut sources) = fold_with_sources(token);
        for source in &mut sources {
            *source = token_start + source.start..token_start + source.end;
        }
        let mut start = 0;
        for word in folded.split(' ') {
            if !word.is_empty() {
                emit(word, &sources[start..start + word.len()]);
            }
            start += word.len() + 1;
        }
        if is_in_pieces(&folded) {
            let mut letters = folded.bytes();
            sources.retain(|_| letters.next() != Some(b' '));
            emit(&folded.replace(' ', ""), &sources);
        }
        token_start += token.len();
    }
}

/// Emits the letters and digits a character folds to, a space where it separates words, and nothing
/// where it is an accent.
fn fold_char(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        return emit(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    }
    // Letter by letter is as good as NFD of the whole: NFD besides only sorts the marks, which are
    // dropped. Lower case can itself bring a mark, hence the second check.
    decompose_canonical(c, |part| {
        if is_combining_mark(part) {
            return;
        }
        for c in part.to_lowercase().filter(|&c| !is_combining_mark(c)) {
            match c {
                'œ' => "oe".chars().for_each(&mut emit),
                'æ' => "ae".chars().for_each(&mut emit),
                'ß' => "ss".chars().for_each(&mut emit),
                // To Unicode the apostrophe of U+02BC is a letter; to whoever pastes it, it is not.
                c if c.is_alphanumeric() && c != '\u{2bc}' => emit(c),
                _ => emit(' '),
            }
        }
    });
}

/// Adds a folded character, keeping spaces single and off the start.
fn push(folded: &mut String, c: char) {
    if c != ' ' || !(folded.is_empty() || folded.ends_with(' ')) {
        folded.push(c);
    }
}

fn trim(folded: &mut String) {
    if folded.ends_with(' ') {
        folded.pop();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_ligatures_are_ignored() {
        assert_eq!(fold("Écossolies"), fold("ECOSSOLIES"));
        assert_eq!(fold("SAINT E\u{301}TIENNE"), "saint etienne");
        assert_eq!(fold("Çà et là, Îles, Ô, ü"), "ca et la iles o u");
        assert_eq!(fold("Œuf, Vandœuvre, Ex æquo, STRAẞE"), "oeuf vandoeuvre ex aequo strasse");
    }

    #[test]
    fn every_run_of_punctuation_is_one_space_and_the_ends_are_trimmed() {
        assert_eq!(fold("Club de l’ESS"), fold("club de l'ess"));
        assert_eq!(fold("L\u{2bc}Île - d\u{2019}Yeu"), "l ile d yeu");
        assert_eq!(fold("  «\u{a0}Pays de la Loire\u{202f}» !  "), "pays de la loire");
        assert_eq!(fold("…—!"), "");
        assert_eq!(fold_words(" Le Mans–Sarthe "), ["le", "mans", "sarthe"]);
        assert!(fold_words("’").is_empty());
    }

    #[test]
    fn words_in_pieces_are_indexed_whole_too() {
        let mut words = Vec::new();
        each_word("Clus’Ter d’Jura S.C.I.C.", |word| words.push(word.to_owned()));
        assert_eq!(words, ["clus", "ter", "cluster", "d", "jura", "s", "c", "i", "c", "scic"]);
    }

    #[test]
    fn an_accent_apart_belongs_to_its_letter() {
        let (folded, sources) = fold_with_sources("E\u{301}té œuf");
        assert_eq!(folded, "ete oeuf");
        assert_eq!(sources[0], 0..3);
        assert_eq!((sources[4].clone(), sources[5].clone()), (7..9, 7..9));
    }

    #[test]
    fn every_character_folds_without_trouble_and_only_once() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn folding_is_settled_and_its_sources_are_slices_of_the_text(text in "\\PC{0,40}", other in "[eéE -]{0,4}", again in "[eéE -]{0,4}") {
            let (folded, sources) = fold_with_sources(&text);
            prop_assert_eq!(&folded, &fold(&text));
            prop_assert_eq!(&fold(&folded), &folded);
            prop_assert_eq!(folded.len(), sources.len());
            prop_assert!(sources.iter().all(|source| text.get(source.clone()).is_some()));
            prop_assert!(sources.is_sorted_by_key(|source| source.start));
            prop_assert!(folds_to(&text, &folded));
            let with_ends = [" ", &text, "-"].concat();
            prop_assert!(folds_to(&with_ends, &folded));
            for (a, b) in [(&text, &other), (&other, &text), (&other, &again)] {
                prop_assert_eq!(folds_to(a, &fold(b)), fold(a) == fold(b));
            }
            let mut words = Vec::new();
            each_word(&text, |word| words.push(word.to_owned()));
            let mut with_sources = Vec::new();
            each_word_with_sources(&text, |word, sources| {
                assert_eq!(word.len(), sources.len());
                assert!(sources.iter().all(|source| text.get(source.clone()).is_some()));
                with_sources.push(word.to_owned());
            });
            prop_assert_eq!(words, with_sources);
        }
    }
}

#[cfg(test)]
mod places {
    use super::fold;

    #[test]
    fn case_and_accents_are_ignored() {
        assert_eq!(fold("Saint-Étienne"), "saint etienne");
        assert_eq!(fold("SAINT E\u{301}TIENNE"), "saint etienne");
        assert_eq!(fold("L'Haÿ-les-Roses"), "l hay les roses");
        assert_eq!(fold("Çà et là, Îles, Ô, ü"), "ca et la iles o u");
    }

    #[test]
    fn ligatures_are_spelt_out() {
        assert_eq!(
            fold("Œuf, Vandœuvre, Ex æquo, STRAẞE, Straße"),
            "oeuf vandoeuvre ex aequo strasse strasse"
        );
    }

    #[test]
    fn every_run_of_punctuation_is_one_space_and_the_ends_are_trimmed() {
        assert_eq!(fold("L\u{2019}Île - d\u{2bc}Yeu"), "l ile d yeu");
        assert_eq!(fold("  «\u{a0}Pays de la Loire\u{202f}» !  "), "pays de la loire");
        assert_eq!(fold("a_b\tc\nd"), "a b c d");
        assert_eq!(fold(""), "");
        assert_eq!(fold("…—!"), "");
    }

    #[test]
    fn digits_and_other_scripts_stay() {
        assert_eq!(fold("44000"), "44000");
        assert_eq!(fold("Αθήνα 日本"), "αθηνα 日本");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Saint-Étienne", "İstanbul", "ǅ Ǆ K Å ﬁ ½ ²", "Œ\u{301}", "ẞ", "\u{301}", "क्षि", "💡a💡"]
        {
            let once = fold(text);
            assert_eq!(fold(&once), once, "{text:?}");
        }
    }

    #[test]
    fn every_character_folds_without_trouble_and_only_once() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
            assert!(!once.starts_with(' ') && !once.ends_with(' '));
        }
    }
}
