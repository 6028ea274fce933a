//! Kinds by the words tables use: labels of the schema, everyday words, INSEE legal categories.

use crate::fold::fold;
use crate::lang::Lang;
use crate::model::Schema;

/// INSEE legal categories with the kinds they stand for.
const LEGAL: &str = include_str!("../../../assets/legal-categories.tsv");

/// A legal category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegalCategory {
    /// Its code: four digits.
    pub code: &'static str,
    /// The kind of the default schema it stands for.
    pub kind: &'static str,
    /// Its name, in French.
    pub label: &'static str,
}

fn categories() -> impl Iterator<Item = LegalCategory> {
    LEGAL.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some(LegalCategory { code: cells.next()?, kind: cells.next()?, label: cells.next()? })
    })
}

/// The legal category of a code, where it is one of the social economy or of an authority.
pub fn legal_category(code: &str) -> Option<LegalCategory> {
    let code = code.trim();
    categories().find(|category| category.code == code)
}

/// Words for kinds of the default schema that are not their labels, folded.
const WORDS: [(&str, &str); 14] = [
    (
        "association",
        "asso|assos|association loi 1901|asso loi 1901|association 1901|loi 1901|organisme associatif",
    ),
    ("cooperative", "coop|cooperatives|sci cooperative|societe cooperative"),
    ("scop", "scops|societe cooperative et participative|scop sarl|scop sa|cooperative scop"),
    ("scic", "scics|societe cooperative d interet collectif|cooperative scic"),
    (
        "epci",
        "intercommunalite|communaute de communes|communaute d agglomeration|communaute urbaine|metropole|cc|ca|agglomeration",
    ),
    ("commune", "communes|mairie|ville|municipalite"),
    ("departement", "conseil departemental|departements"),
    ("region", "conseil regional|regions"),
    ("entreprise", "entreprises|societe|sarl|sas|sa|eurl|entreprise classique|company|business"),
    ("fondation", "fondations|foundation|fonds de dotation"),
    ("mutuelle", "mutuelles|mutual"),
    ("personne", "personnes|person|people|individu|habitant"),
    ("reseau", "reseaux|federation|union|network|tete de reseau"),
    ("etat", "etat|service de l etat|services de l etat|prefecture|state"),
];

/// The kind of actor a word stands for: an id of the schema, where it has one.
pub fn actor_kind(schema: &Schema, word: &str) -> Option<String> {
    let folded = fold(word);
    if folded.is_empty() {
        return None;
    }
    if schema.actor_kind(&word.trim().into()).is_some() {
        return Some(word.trim().to_owned());
    }
    let singular = folded.strip_suffix('s').unwrap_or(&folded);
    let by_label = schema.actor_kinds().into_iter().find(|kind| {
        [Lang::Fr, Lang::En].iter().any(|lang| {
            let label = fold(kind.label.get(*lang));
            label == folded || label == singular
        })
    });
    if let Some(kind) = by_label {
        return Some(kind.id.to_string());
    }
    let by_word = WORDS.iter().find(|(_, words)| words.split('|').any(|known| known == folded));
    let by_law = || {
        let category =
            categories().find(|category| category.code == folded || fold(category.label) == folded);
        category.map(|category| category.kind)
    };
    let id = by_word.map(|(id, _)| *id).or_else(by_law)?;
    schema.actor_kind(&id.into()).is_some().then(|| id.to_owned())
}

/// The kind of link a word stands for: an id of the schema, where it has one.
pub fn link_kind(schema: &Schema, word: &str) -> Option<String> {
    let folded = fold(word);
    if folded.is_empty() {
        return None;
    }
    if schema.link_kind(&word.trim().into()).is_some() {
        return Some(word.trim().to_owned());
    }
    let bare = |text: &str| fold(text).trim_start_matches("est ").to_owned();
    let found = schema.link_kinds().into_iter().find(|kind| {
        [Lang::Fr, Lang::En].iter().any(|lang| {
            let verb = kind.verb.get(*lang);
            fold(verb) == folded || bare(verb) == folded
        })
    });
    found.map(|kind| kind.id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::default_schema;

    #[test]
    fn words_find_their_kinds() {
        let schema = default_schema();
        for (word, kind) in [
            ("Association", "association"),
            ("ASSO", "association"),
            ("Coopératives", "cooperative"),
            ("scop", "scop"),
            ("9220", "association"),
            ("Association déclarée", "association"),
            ("Métropole", "epci"),
        ] {
            assert_eq!(actor_kind(schema, word).as_deref(), Some(kind), "{word}");
        }
        assert_eq!(actor_kind(schema, "Radiodiffuseur"), None);
        assert_eq!(link_kind(schema, "Membre de").as_deref(), Some("membre_de"));
        assert_eq!(link_kind(schema, "soutient").as_deref(), Some("soutient"));
    }

    #[test]
    fn every_kind_of_the_tables_is_in_the_default_schema() {
        let schema = default_schema();
        assert!(categories().count() > 70);
        let kinds = categories().map(|category| category.kind).chain(WORDS.iter().map(|(kind, _)| *kind));
        for kind in kinds {
            assert!(schema.actor_kind(&kind.into()).is_some(), "{kind}");
        }
        assert_eq!(legal_category("9220").map(|category| category.label), Some("Association déclarée"));
    }
}
