//! fold: text as it is compared, so that "Saint-Étienne", "SAINT ETIENNE" and "saint  étienne" meet.

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
        if c.is_ascii() {
            push(&mut folded, c.to_ascii_lowercase());
        } else {
            // Letter by letter is as good as NFD of the whole: NFD only sorts the marks besides, and
            // those are dropped. Lower case can itself bring a mark, hence the second check.
            decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    part.to_lowercase().filter(|&c| !is_combining_mark(c)).for_each(|c| push(&mut folded, c));
                }
            });
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Adds a character that is in lower case and without accent.
fn push(folded: &mut String, c: char) {
    match c {
        'œ' => folded.push_str("oe"),
        'æ' => folded.push_str("ae"),
        'ß' => folded.push_str("ss"),
        // To Unicode, the apostrophe of U+02BC is a letter; to whoever pastes it, it is an apostrophe.
        c if c.is_alphanumeric() && c != '\u{2bc}' => folded.push(c),
        _ if folded.is_empty() || folded.ends_with(' ') => {}
        _ => folded.push(' '),
    }
}

#[cfg(test)]
mod tests {
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
