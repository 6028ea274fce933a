//! Names compared: whether two names are likely to be written for one thing. French habits of
//! naming organisations live here (articles, acronyms, "Conseil régional" for "Région").

use crate::fold::fold_words;

/// Words that come and go without changing what is meant.
const EMPTY_WORDS: [&str; 13] =
    ["le", "la", "les", "l", "de", "du", "des", "d", "et", "a", "au", "aux", "en"];

/// Ways of saying one thing, without empty words: what the record says, what it is compared as.
const SAME_WORDS: [(&[&str], &str); 10] = [
    (&["conseil", "regional"], "region"),
    (&["conseil", "departemental"], "departement"),
    (&["conseil", "general"], "departement"),
    (&["communaute", "agglomeration"], "ca"),
    (&["communaute", "agglo"], "ca"),
    (&["communaute", "communes"], "cc"),
    (&["communaute", "urbaine"], "cu"),
    (&["union", "regionale"], "ur"),
    (&["st"], "saint"),
    (&["ste"], "sainte"),
];

/// The same for the first word only.
const SAME_FIRST_WORDS: [(&str, &str); 2] = [("mairie", "ville"), ("commune", "ville")];

/// Shorter words are never taken for each other: "Nord" and "Nort" are two places.
const MIN_LETTERS_WITH_SLIP: usize = 5;
/// An acronym has from three to eight letters.
const ACRONYM_LETTERS: std::ops::RangeInclusive<usize> = 3..=8;

/// How alike two names are, the most alike first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The same but for accents, case and punctuation.
    Same,
    /// The same but for articles, plurals, spaces between words and current equivalents.
    SameWords,
    /// The same words in another order.
    OtherOrder,
    /// One letter differs, is missing or too many, or two are swapped, in one long word.
    Slip,
    /// One is the acronym of the other, and any words that follow are the same.
    Acronym,
}

/// A name prepared for comparing.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Folded words.
    words: Vec<String>,
    /// Those that mean something.
    content: Vec<String>,
    /// Those once equivalents are made one and plurals singular.
    core: Vec<String>,
    /// The same in one piece, with the plurals within it.
    joined: String,
    /// The core in alphabetical order.
    sorted: Vec<String>,
    /// Whether the first word is written as an acronym: in capitals.
    starts_with_acronym: bool,
}

impl Name {
    /// Prepares a name; `None` where it has no letter and no digit.
    pub(super) fn new(text: &str) -> Option<Self> {
        let words = fold_words(text);
        if words.is_empty() {
            return None;
        }
        let mut content: Vec<String> =
            words.iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str())).cloned().collect();
        if content.is_empty() {
            content.clone_from(&words);
        }
        let same = with_same_words(&content);
        let core: Vec<String> = same.iter().map(|word| singular(word)).collect();
        let joined = singular(&same.concat());
        let mut sorted = core.clone();
        sorted.sort();
        let first = text.split_whitespace().next().unwrap_or_default();
        let starts_with_acronym = first.chars().any(char::is_alphabetic)
            && !first.chars().any(char::is_lowercase)
            && content.first().is_some_and(|word| ACRONYM_LETTERS.contains(&word.chars().count()));
        Some(Self { words, content, core, joined, sorted, starts_with_acronym })
    }

    /// Prepares an acronym, in capitals or not.
    pub(super) fn of_acronym(text: &str) -> Option<Self> {
        Some(Self { starts_with_acronym: true, ..Self::new(text)? })
    }

    /// Keys of which two alike names share at least one: names without a common key need not be
    /// compared. (Deleting one letter on either side meets every slip: the idea of SymSpell.)
    pub(super) fn each_key(&self, mut emit: impl FnMut(&str)) {
        emit(&format!("={}", self.joined));
        if self.core.len() > 1 {
            emit(&format!("~{}", self.sorted.join(" ")));
        }
        let whole = self.core.join(" ");
        emit(&format!("-{whole}"));
        let mut start = 0;
        for word in &self.core {
            if may_slip(word) {
                for (at, letter) in word.char_indices().skip(1) {
                    let at = start + at;
                    emit(&format!("-{}{}", &whole[..at], &whole[at + letter.len_utf8()..]));
                }
            }
            start += word.len() + 1;
        }
        if self.starts_with_acronym
            && let Some((first, rest)) = self.content.split_first()
        {
            emit(&acronym_key(first, rest));
        }
        let mut initials = String::new();
        for (at, word) in self.content.iter().enumerate().take(*ACRONYM_LETTERS.end()) {
            initials.extend(word.chars().next());
            if ACRONYM_LETTERS.contains(&(at + 1)) {
                emit(&acronym_key(&initials, &self.content[at + 1..]));
            }
        }
    }

    /// How alike two names are, if they are.
    pub(super) fn likeness(&self, other: &Name) -> Option<Likeness> {
        if self.words == other.words {
            Some(Likeness::Same)
        } else if self.core == other.core || self.joined == other.joined {
            Some(Likeness::SameWords)
        } else if self.sorted == other.sorted {
            Some(Likeness::OtherOrder)
        } else if differ_by_one_slip(&self.core, &other.core) {
            Some(Likeness::Slip)
        } else if self.is_acronym_of(other) || other.is_acronym_of(self) {
            Some(Likeness::Acronym)
        } else {
            None
        }
    }

    /// Whether this name is the other with its first words as an acronym ("CRESS Bretagne").
    fn is_acronym_of(&self, other: &Name) -> bool {
        if !self.starts_with_acronym {
            return false;
        }
        let Some((acronym, rest)) = self.content.split_first() else { return false };
        let count = acronym.chars().count();
        let Some((spelt, other_rest)) = other.content.split_at_checked(count) else { return false };
        ACRONYM_LETTERS.contains(&count)
            && acronym.chars().zip(spelt).all(|(letter, word)| word.starts_with(letter))
            && sorted(rest) == sorted(other_rest)
    }
}

fn acronym_key(acronym: &str, rest: &[String]) -> String {
    format!("@{acronym}|{}", sorted(rest).join(" "))
}

fn sorted(words: &[String]) -> Vec<&str> {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words
}

/// The words with current equivalents made one; "Association" in front says what, not who.
fn with_same_words(content: &[String]) -> Vec<String> {
    let mut rest = content;
    if let [first, others @ ..] = rest
        && matches!(first.as_str(), "association" | "asso")
        && !others.is_empty()
    {
        rest = others;
    }
    let mut words = Vec::with_capacity(rest.len());
    while let [first, others @ ..] = rest {
        let same = SAME_WORDS.iter().find(|(said, _)| {
            said.len() <= rest.len() && said.iter().zip(rest).all(|(said, word)| *said == word.as_str())
        });
        match same {
            Some((said, meant)) => {
                words.push((*meant).to_owned());
                rest = &rest[said.len()..];
            }
            None => {
                let same = SAME_FIRST_WORDS.iter().find(|(said, _)| words.is_empty() && said == first);
                words.push(same.map_or_else(|| first.clone(), |(_, meant)| (*meant).to_owned()));
                rest = others;
            }
        }
    }
    words
}

/// A word without the mark of the plural. (Words that merely end so lose it on both sides alike.)
fn singular(word: &str) -> String {
    match word.strip_suffix(['s', 'x']) {
        Some(stem) if stem.len() >= 4 => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// Whether a word is long enough to be taken for another, and not a number.
fn may_slip(word: &str) -> bool {
    word.chars().count() >= MIN_LETTERS_WITH_SLIP && !word.contains(|c: char| c.is_numeric())
}

/// Whether the words are the same but for one slip in one long word, after its first letter
/// ("Vannes" and "Cannes" are two towns).
fn differ_by_one_slip(a: &[String], b: &[String]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut pairs = a.iter().zip(b).filter(|(a, b)| a != b);
    match (pairs.next(), pairs.next()) {
        (Some((a, b)), None) => {
            may_slip(a) && may_slip(b) && a.chars().next() == b.chars().next() && is_one_slip(a, b)
        }
        _ => false,
    }
}

/// Whether one edit (a letter changed, added or removed, or two neighbours swapped) makes one word of
/// the other: a Damerau-Levenshtein distance of 1.
fn is_one_slip(a: &str, b: &str) -> bool {
    let (mut a, mut b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() > b.len() {
        std::mem::swap(&mut a, &mut b);
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], []) => false,
        _ if a.len() + 1 == b.len() => a == &b[1..],
        ([first, second, rest_a @ ..], [other, another, rest_b @ ..]) if a.len() == b.len() => {
            a[1..] == b[1..] || (first == another && second == other && rest_a == rest_b)
        }
        ([_], [_]) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn likeness(a: &str, b: &str) -> Option<Likeness> {
        let name = |text| Name::new(text).expect("it has letters");
        name(a).likeness(&name(b))
    }

    #[test]
    fn one_thing_under_two_spellings_is_recognised() {
        for (a, b, expected) in [
            ("Les Écossolies", "LES ECOSSOLIES", Likeness::Same),
            ("Les Ecossolies", "Écossolies", Likeness::SameWords),
            ("Association Les Ecossolies", "Ecossolies", Likeness::SameWords),
            (
                "Centre d’Etude et d’Action Sociale",
                "Centre d'études et d'action sociale",
                Likeness::SameWords,
            ),
            ("Conseil régional des Pays de la Loire", "Région des Pays de la Loire", Likeness::SameWords),
            ("Mairie de Roubaix", "Ville de Roubaix", Likeness::SameWords),
            ("St-Nazaire Active", "Saint Nazaire active", Likeness::SameWords),
            ("Start-up de territoire", "Startup de Territoire", Likeness::SameWords),
            ("KaléidosCOOP", "Kaléidos Coop", Likeness::SameWords),
            ("Métropole de Lyon", "Lyon Métropole", Likeness::OtherOrder),
            ("Les Ecossolies", "Les Ecosolies", Likeness::Slip),
            ("Groupe Archer", "Groupe Arhcer", Likeness::Slip),
            ("Fermes de Figeac", "Fermes de Figeaq", Likeness::Slip),
            ("CEAS", "Centre d'étude et d'action sociale", Likeness::Acronym),
            (
                "CRESS Bretagne",
                "Chambre régionale de l’économie sociale et solidaire de Bretagne",
                Likeness::Acronym,
            ),
        ] {
            assert_eq!(likeness(a, b), Some(expected), "{a} / {b}");
            assert_eq!(likeness(b, a), Some(expected), "{b} / {a}");
        }
    }

    #[test]
    fn different_things_with_close_names_are_not() {
        for (a, b) in [
            ("Le Mans Métropole", "Le Mans Développement"),
            ("Le Mans Tech", "Le Mans Métropole"),
            ("CRESS Bretagne", "CRESS Normandie"),
            ("CRESS Martinique", "CRESS Mayotte"),
            ("Envie 44", "Envie 49"),
            ("CEAS 72", "CEAS 53"),
            ("GAB 44", "CAB 44"),
            ("Pays de la Loire", "Pays du Loir"),
            ("Mission locale de Vannes", "Mission locale de Cannes"),
            ("Maison des associations A", "Maison des associations B"),
            ("Région Bretagne", "Région Bretagne (territoire)"),
            ("CRESS Bretagne", "Chambre régionale de l’économie sociale et solidaire de Corse"),
            ("Grap", "Groupe régional alimentaire de proximité"),
            ("Sarthe", "Département de la Sarthe"),
        ] {
            assert_eq!(likeness(a, b), None, "{a} / {b}");
        }
    }

    #[test]
    fn a_name_may_be_made_of_empty_words() {
        assert!(Name::new("…").is_none());
        assert_eq!(likeness("La Des", "la des"), Some(Likeness::Same));
        assert_eq!(likeness("Association", "ASSOCIATION"), Some(Likeness::Same));
    }

    #[test]
    fn one_slip_is_one_edit() {
        for (a, b) in [
            ("nantes", "nante"),
            ("nantes", "nxntes"),
            ("nantes", "natnes"),
            ("nantes", "nantesx"),
            ("a", "b"),
        ] {
            assert!(is_one_slip(a, b) && is_one_slip(b, a), "{a} {b}");
        }
        for (a, b) in [("nantes", "nantes"), ("nantes", "nant"), ("nantes", "antnes"), ("nantes", "nzzntes")]
        {
            assert!(!is_one_slip(a, b) && !is_one_slip(b, a), "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn alike_names_share_a_key(
            words in proptest::collection::vec("[A-Ga-g]{1,7}", 1..5),
            other in proptest::collection::vec("[A-Ga-g]{1,7}", 1..5),
            slip in 0usize..30,
            how in 0u8..6,
        ) {
            let text = words.join(" ");
            let mut letters: Vec<char> = text.chars().collect();
            let at = slip % letters.len();
            let changed = match how {
                0 => { letters.remove(at); letters.into_iter().collect() }
                1 => { letters.insert(at, 'e'); letters.into_iter().collect() }
                2 => { letters.swap(at, (at + 1).min(text.chars().count() - 1)); letters.into_iter().collect() }
                3 => words.iter().rev().cloned().collect::<Vec<_>>().join(" "),
                4 => words.iter().filter_map(|word| word.chars().next()).collect::<String>().to_uppercase(),
                _ => other.join(" "),
            };
            let (Some(a), Some(b)) = (Name::new(&text), Name::new(&changed)) else { return Ok(()) };
            prop_assert_eq!(a.likeness(&b), b.likeness(&a));
            if a.likeness(&b).is_some() {
                let keys = |name: &Name| {
                    let mut keys = std::collections::BTreeSet::new();
                    name.each_key(|key| { keys.insert(key.to_owned()); });
                    keys
                };
                prop_assert!(!keys(&a).is_disjoint(&keys(&b)), "{} / {}", text, changed);
            }
        }
    }
}
