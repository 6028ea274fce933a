//! Samples: the maps that come with the program, to explore or to start from. Their texts are
//! files of the repository, made from tables by the `regenerate` program.

use std::sync::Arc;

use super::{Error, Loaded, read};
use crate::lang::Lang;
use crate::model::{About, Map, MapId};

/// A map of public facts to explore. It opens under its own identity, the same for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sample {
    /// Both labelled territories of the Pays de la Loire, as one article tells them: shown at the
    /// first run.
    PaysDeLaLoire,
    /// The bid of Nantes and what touches it.
    Nantes,
    /// The bid of Le Mans and the Sarthe and what touches it.
    LeMansSarthe,
    /// All the labelled territories and the network of the CRESS.
    TerritoiresFrenchImpact,
}

impl Sample {
    /// Every sample, in the order they are offered.
    pub const ALL: [Sample; 4] =
        [Sample::PaysDeLaLoire, Sample::Nantes, Sample::LeMansSarthe, Sample::TerritoiresFrenchImpact];

    /// The name of its file, without a folder.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::PaysDeLaLoire => "pays-de-la-loire.maillage",
            Self::Nantes => "nantes.maillage",
            Self::LeMansSarthe => "le-mans-sarthe.maillage",
            Self::TerritoiresFrenchImpact => "territoires-french-impact.maillage",
        }
    }

    /// The text of its file.
    pub fn text(self) -> &'static str {
        match self {
            Self::PaysDeLaLoire => include_str!("../../sample-data/pays-de-la-loire.maillage"),
            Self::Nantes => include_str!("../../sample-data/nantes.maillage"),
            Self::LeMansSarthe => include_str!("../../sample-data/le-mans-sarthe.maillage"),
            Self::TerritoiresFrenchImpact => {
                include_str!("../../sample-data/territoires-french-impact.maillage")
            }
        }
    }

    /// The sample as a map.
    ///
    /// # Errors
    /// As [`read`]; a test opens every sample, so none is met in practice.
    pub fn open(self) -> Result<Loaded, Error> {
        read(self.text().as_bytes())
    }
}

/// A small map of placeholders to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Template {
    /// A joint bid: its territory, its lead and members, its supporters, its challenges.
    Bid,
    /// A network: its head, its members, its funder, its territory.
    Network,
}

impl Template {
    /// Every template, in the order they are offered.
    pub const ALL: [Template; 2] = [Template::Bid, Template::Network];

    /// The text of its file in a language.
    pub fn text(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Bid, Lang::Fr) => include_str!("../../assets/templates/bid.fr.maillage"),
            (Self::Bid, Lang::En) => include_str!("../../assets/templates/bid.en.maillage"),
            (Self::Network, Lang::Fr) => include_str!("../../assets/templates/network.fr.maillage"),
            (Self::Network, Lang::En) => include_str!("../../assets/templates/network.en.maillage"),
        }
    }

    /// A new map made from the template: its own identity each time, the template's title, and no
    /// description (the template's tells what to do with it, not what the map shows).
    ///
    /// # Errors
    /// As [`read`]; a test opens every template, so none is met in practice.
    pub fn open(self, lang: Lang) -> Result<Map, Error> {
        let mut map = read(self.text(lang).as_bytes())?.map;
        let about = About { id: MapId::random(), description: String::new(), ..(*map.about).clone() };
        map.about = Arc::new(about);
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_opens_under_its_own_identity() {
        for sample in Sample::ALL {
            let loaded = sample.open().expect("a sample opens");
            assert_eq!(format!("{}.maillage", loaded.map.about.id), sample.file_name());
        }
    }

    #[test]
    fn two_maps_of_one_template_are_two_maps() {
        for template in Template::ALL {
            for lang in [Lang::Fr, Lang::En] {
                let map = template.open(lang).expect("a template opens");
                let other = template.open(lang).expect("a template opens");
                assert_ne!(map.about.id, other.about.id);
                assert!(!map.about.title.is_empty());
                assert!(map.actors().all(|actor| actor.position.is_some()));
            }
        }
    }
}
