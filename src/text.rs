//! Text: the sentences of the interface, from the translation files `assets/lang/*.ftl` (Fluent).
//! No sentence people read stands in code; window and command line ask for it here by key.

use std::collections::{BTreeMap, HashMap};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::lang::Lang;

const FRENCH: &str = include_str!("../assets/lang/fr.ftl");
const ENGLISH: &str = include_str!("../assets/lang/en.ftl");

/// The sentences in one language.
pub struct Text {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    /// Sentences without variables, formatted once: most of what a frame asks for.
    fixed: HashMap<String, String>,
}

/// A value a sentence speaks of.
pub type Value<'a> = FluentValue<'a>;

impl Text {
    /// The sentences in a language.
    pub fn new(lang: Lang) -> Self {
        let source = match lang {
            Lang::Fr => FRENCH,
            Lang::En => ENGLISH,
        };
        // A damaged line loses its own sentence (its key shows instead), never the others; a test
        // holds that there is none.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let keys: Vec<String> = keys_of(source).map(str::to_owned).collect();
        let locale = match lang {
            Lang::Fr => unic_langid::langid!("fr"),
            Lang::En => unic_langid::langid!("en"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let mut text = Self { lang, bundle, fixed: HashMap::new() };
        text.fixed = keys
            .into_iter()
            .filter_map(|key| {
                let mut errors = Vec::new();
                let sentence = text.format(&key, None, &mut errors)?;
                errors.is_empty().then_some((key, sentence))
            })
            .collect();
        text
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A sentence without variables; its key where there is none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.fixed.get(key).map_or(key, String::as_str)
    }

    /// Whether there is such a sentence without variables.
    pub fn has(&self, key: &str) -> bool {
        self.fixed.contains_key(key)
    }

    /// The sentences without variables whose keys begin with a prefix, by key.
    pub fn under(&self, prefix: &str) -> BTreeMap<&str, &str> {
        let all = self.fixed.iter().map(|(key, sentence)| (key.as_str(), sentence.as_str()));
        all.filter(|(key, _)| key.starts_with(prefix)).collect()
    }

    /// A sentence with its variables filled in.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        self.format(key, Some(&args), &mut Vec::new()).unwrap_or_else(|| key.to_owned())
    }

    /// A sentence about a number of things: `{ $n }` in the translation.
    pub fn count(&self, key: &str, n: usize) -> String {
        self.with(key, &[("n", n.into())])
    }

    fn format(
        &self,
        key: &str,
        args: Option<&FluentArgs<'_>>,
        errors: &mut Vec<fluent_bundle::FluentError>,
    ) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        Some(self.bundle.format_pattern(pattern, args, errors).into_owned())
    }
}

/// The keys of a translation file, in its order.
fn keys_of(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| {
        let (key, _) = line.split_once(" =")?;
        (key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        .then_some(key)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn both_languages_say_the_same_things_without_a_damaged_line() {
        for source in [FRENCH, ENGLISH] {
            assert!(FluentResource::try_new(source.to_owned()).is_ok());
            let keys: Vec<&str> = keys_of(source).collect();
            let unique: BTreeSet<&str> = keys.iter().copied().collect();
            assert_eq!(keys.len(), unique.len(), "a key stands twice");
        }
        let keys = |source| keys_of(source).collect::<BTreeSet<_>>();
        let differing: Vec<_> = keys(FRENCH).symmetric_difference(&keys(ENGLISH)).copied().collect();
        assert_eq!(differing, Vec::<&str>::new());
    }

    #[test]
    fn french_typography_is_respected() {
        for line in FRENCH.lines().filter(|line| !line.starts_with('#')) {
            let Some((_, sentence)) = line.split_once(" = ") else { continue };
            for mark in [" :", " ;", " ?", " !", "« ", " »", "'"] {
                assert!(!sentence.contains(mark), "{mark:?} in {line:?}: a no-break space or ’ is due");
            }
        }
    }

    #[test]
    fn numbers_agree_with_what_they_count() {
        let french = Text::new(Lang::Fr);
        assert_eq!(french.count("count-actors", 0), "0 acteur");
        assert_eq!(french.count("count-actors", 1), "1 acteur");
        assert_eq!(french.count("count-actors", 49), "49 acteurs");
        let english = Text::new(Lang::En);
        assert_eq!(english.count("count-actors", 0), "0 actors");
        assert_eq!(english.count("count-actors", 1), "1 actor");
    }
}
