//! Which kinds there are, how often, and how they relate: the default schema's words with weights.

use super::rng::{Rng, running_totals};
use crate::model::{ActorKindId, LinkKindId, Schema};

/// The kinds of structures found in numbers, in parts of a thousand. Families follow France's
/// employers of 2022: 79 % associations, 16 % co-operatives, 5 % mutuals, 0.5 % foundations.
pub(super) const STRUCTURES: &[(&str, u64)] = &[
    ("association", 735),
    ("cooperative", 88),
    ("mutuelle", 44),
    ("scop", 28),
    ("insertion", 22),
    ("societe_ess", 16),
    ("scic", 14),
    ("entreprise", 14),
    ("personne", 12),
    ("fondation", 6),
    ("lieu", 5),
    ("projet", 5),
    ("cae", 3),
    ("document", 3),
    ("evenement", 3),
    ("ressource", 2),
];

/// How much more often than a plain structure a kind is linked.
pub(super) fn popularity(kind: &str) -> f64 {
    match kind {
        "cress" | "reseau" => 18.0,
        "region" | "etat" => 12.0,
        "pole" | "collectif" => 10.0,
        "departement" | "financeur" => 8.0,
        "epci" | "agence" | "chambre" | "accompagnateur" => 7.0,
        "territoire" | "recherche" | "operateur_public" => 5.0,
        "commune" | "programme" | "label" | "appel" => 4.0,
        "lieu" | "scic" | "fondation" | "evenement" | "projet" => 2.0,
        _ => 1.0,
    }
}

/// How often a kind of link joins two kinds of actors where the schema has nothing against it;
/// weights follow the counts of the sample maps.
fn inclination(link: &str, from: &str, to: &str) -> u64 {
    let public =
        matches!(from, "etat" | "region" | "departement" | "epci" | "commune" | "pays" | "operateur_public");
    let structure = |kind: &str| {
        matches!(
            kind,
            "association"
                | "cooperative"
                | "scop"
                | "scic"
                | "cae"
                | "mutuelle"
                | "fondation"
                | "societe_ess"
                | "insertion"
        )
    };
    let supporter = matches!(from, "agence" | "accompagnateur" | "chambre" | "cress" | "cae" | "reseau");
    let initiative = structure(to) || matches!(to, "collectif" | "projet" | "lieu" | "evenement");
    match link {
        "membre_de" => match to {
            "reseau" => 34,
            "pole" => 26,
            "collectif" => 22,
            "cress" => 16,
            "scic" => 6,
            "agence" | "accompagnateur" => 4,
            "cooperative" | "cae" if from == "personne" => 20,
            _ => 0,
        },
        "partenaire_de" if public => 4,
        "partenaire_de" => 9,
        "soutient" if (public || from == "financeur") && initiative => 12,
        "soutient" if structure(from) && initiative => 2,
        "finance" if !initiative && to != "reseau" => 0,
        "finance" => match from {
            "financeur" => 26,
            "fondation" => 16,
            "region" | "departement" | "epci" | "etat" | "commune" => 10,
            "mutuelle" | "cooperative" => 1,
            _ => 0,
        },
        "accompagne" if supporter && initiative => 14,
        "accompagne" if from == "accompagnateur" => 10,
        "obtient" => 10,
        "delivre" if public => 4,
        "repond_a" => 10,
        "lance" if public || from == "financeur" => 8,
        "releve_de" => 6,
        "participe_a" => match to {
            "evenement" => 14,
            "projet" => 12,
            _ => 4,
        },
        "heberge" => match from {
            "lieu" => 18,
            "commune" | "accompagnateur" | "epci" => 3,
            "association" | "scic" => 1,
            _ => 0,
        },
        "situe_a" => 8,
        "couvre" if !structure(from) => 6,
        "couvre" => 2,
        "gere" => match to {
            "lieu" | "ressource" => 8,
            _ => 0,
        },
        "porte" if structure(from) || supporter => 8,
        "chef_de_file" if structure(from) || supporter => 1,
        "vise" => 10,
        "beneficie_de" => 8,
        "exerce" => 16,
        "represente" if from == "personne" => 2,
        "fait_partie_de" if from == to => 1,
        "succede_a" if from == to && structure(from) => 1,
        "a_lieu_a" => 10,
        "documente" => 6,
        _ => 0,
    }
}

/// The kinds of links that may join two kinds of actors, with their weights, ready to be drawn.
pub(super) struct Habits {
    kinds: Vec<&'static str>,
    links: Vec<&'static str>,
    /// For each ordered pair of kinds, the ranks of the possible links and their running totals.
    choices: Vec<(Vec<u8>, Vec<u64>)>,
}

impl Habits {
    /// Those that respect the schema's ends.
    pub fn new(schema: &Schema, kinds: &[&'static str]) -> Self {
        let links: Vec<&'static str> = LINKS.to_vec();
        let mut choices = Vec::with_capacity(kinds.len() * kinds.len());
        for from in kinds {
            for to in kinds {
                let (from_id, to_id) = (ActorKindId::new(from), ActorKindId::new(to));
                let possible: Vec<(u8, u64)> = links
                    .iter()
                    .enumerate()
                    .filter_map(|(rank, link)| {
                        let kind = schema.link_kind(&LinkKindId::new(link))?;
                        let suits = schema.suits(&from_id, &kind.from) && schema.suits(&to_id, &kind.to);
                        let weight = if suits { inclination(link, from, to) } else { 0 };
                        (weight > 0).then_some((rank as u8, weight))
                    })
                    .collect();
                let totals = running_totals(possible.iter().map(|(_, weight)| *weight));
                choices.push((possible.into_iter().map(|(rank, _)| rank).collect(), totals));
            }
        }
        Self { kinds: kinds.to_vec(), links, choices }
    }

    /// The kinds, in the order their ranks count.
    pub fn kinds(&self) -> &[&'static str] {
        &self.kinds
    }

    /// Draws how two actors relate, by the ranks of their kinds: the kind of link, and whether it
    /// runs from the first to the second. `None` where nothing usual joins them.
    pub fn draw(&self, first: usize, second: usize, rng: &mut Rng) -> Option<(&'static str, bool)> {
        let there = &self.choices[first * self.kinds.len() + second];
        let back = &self.choices[second * self.kinds.len() + first];
        let weight = |choice: &(Vec<u8>, Vec<u64>)| choice.1.last().copied().unwrap_or_default();
        let (weight_there, weight_back) = (weight(there), weight(back));
        if weight_there + weight_back == 0 {
            return None;
        }
        let forward = (rng.below((weight_there + weight_back) as usize) as u64) < weight_there;
        let (ranks, totals) = if forward { there } else { back };
        Some((self.links[usize::from(ranks[rng.by_weight(totals)])], forward))
    }
}

/// Every kind of link of the default schema but `administre`, which only the skeleton has.
const LINKS: &[&str] = &[
    "chef_de_file",
    "porte",
    "membre_de",
    "soutient",
    "finance",
    "accompagne",
    "delivre",
    "obtient",
    "lance",
    "repond_a",
    "releve_de",
    "fait_partie_de",
    "situe_a",
    "heberge",
    "a_lieu_a",
    "participe_a",
    "exerce",
    "represente",
    "partenaire_de",
    "couvre",
    "gere",
    "vise",
    "beneficie_de",
    "succede_a",
    "documente",
];
