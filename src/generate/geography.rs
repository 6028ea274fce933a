//! Where an invented map lies: real regions, intercommunalities and communes, as many as its size asks for.

use std::collections::BTreeMap;

use super::rng::{Rng, running_totals};
use crate::geo::{Commune, Epci, Gazetteer};

/// A region with the departments that its territories are in.
pub(super) struct Region {
    pub name: &'static str,
    /// Codes and names of departments, by code.
    pub departements: Vec<(&'static str, &'static str)>,
    /// Its most populated commune.
    pub seat: &'static Commune,
}

/// An intercommunality and its communes.
pub(super) struct Territory {
    pub epci: &'static Epci,
    /// Rank of its region.
    pub region: usize,
    /// The most populated first.
    pub communes: Vec<&'static Commune>,
    /// Running totals of their inhabitants.
    pub inhabitants: Vec<u64>,
    /// How much of the map's actors fall to it, against the others.
    pub weight: u64,
}

impl Territory {
    /// A commune of it, the large ones more often.
    pub fn commune(&self, rng: &mut Rng) -> &'static Commune {
        self.communes[rng.by_weight(&self.inhabitants)]
    }
}

/// The places of a map.
pub(super) struct Geography {
    pub regions: Vec<Region>,
    /// In the order of their regions.
    pub territories: Vec<Territory>,
}

/// How many territories a map of this many actors has: about one for 24 at 200, one for 165 at 200,000.
fn territory_count(actors: usize) -> usize {
    let by_root = 0.57 * (actors as f64).sqrt();
    (by_root as usize).max(actors / 165).max(1)
}

fn region_count(actors: usize) -> usize {
    // As many as the benchmark graphs of issue sizes have, all of France from 100,000.
    let steps = [100, 150, 200, 800, 1500, 2000, 4000, 6000, 9000, 12_000, 15_000, 20_000, 30_000, 45_000];
    let later = [60_000, 75_000, 90_000];
    1 + steps.iter().chain(&later).filter(|step| actors >= **step).count()
}

impl Geography {
    /// Chooses the places of a map of this many actors.
    pub fn new(actors: usize, rng: &mut Rng) -> Self {
        let france = Gazetteer::france();
        let mut by_epci: BTreeMap<&'static str, Vec<&'static Commune>> = BTreeMap::new();
        for commune in france.communes() {
            if let Some(siren) = commune.epci
                && commune.population > 0
            {
                by_epci.entry(siren).or_default().push(commune);
            }
        }
        // Every region with its intercommunalities.
        let mut by_region: BTreeMap<&'static str, Vec<Territory>> = BTreeMap::new();
        for (siren, mut communes) in by_epci {
            communes.sort_by_key(|commune| (std::cmp::Reverse(commune.population), commune.code));
            let Some(epci) = france.epci(siren) else { continue };
            let Some(departement) = france.departement(communes[0].departement) else { continue };
            let inhabitants = running_totals(communes.iter().map(|commune| u64::from(commune.population)));
            let of_all = inhabitants.last().copied().unwrap_or_default() as f64;
            // Large cities have fewer organisations a head than small towns; chance makes it uneven.
            let weight = (of_all.sqrt() * of_all.sqrt().sqrt() * (0.3 + rng.pareto()).min(4.0)) as u64 + 1;
            let territory = Territory { epci, region: 0, communes, inhabitants, weight };
            by_region.entry(departement.region).or_default().push(territory);
        }
        // The Pays de la Loire first, then the others by chance.
        let mut left: Vec<(&'static str, Vec<Territory>)> = by_region.into_iter().collect();
        let first = left.iter().position(|(code, _)| *code == "52").unwrap_or_default();
        let wanted = region_count(actors).min(left.len());
        let mut chosen = Vec::new();
        while chosen.len() < wanted {
            let next = if chosen.is_empty() { first } else { rng.below(left.len()) };
            chosen.push(left.remove(next));
        }
        let offered: usize = chosen.iter().map(|(_, territories)| territories.len()).sum();
        let wanted = territory_count(actors).min(offered);
        let (mut regions, mut territories) = (Vec::new(), Vec::new());
        for (code, offered_here) in chosen {
            let mut kept = drawn(offered_here, wanted, offered, rng);
            let Some(region) = france.region(code) else { continue };
            let mut departements: BTreeMap<&'static str, &'static str> = BTreeMap::new();
            for territory in &mut kept {
                territory.region = regions.len();
                if let Some(departement) = france.departement(territory.communes[0].departement) {
                    departements.insert(departement.code, departement.name);
                }
            }
            let seats = kept.iter().map(|territory| territory.communes[0]);
            let Some(seat) = seats.max_by_key(|commune| (commune.population, commune.code)) else { continue };
            let departements = departements.into_iter().collect();
            regions.push(Region { name: region.name, departements, seat });
            territories.extend(kept);
        }
        Self { regions, territories }
    }
}

/// The share of one region in the territories wanted, at least one, the weighty ones first of all.
fn drawn(mut offered: Vec<Territory>, wanted: usize, of_all: usize, rng: &mut Rng) -> Vec<Territory> {
    let share = (offered.len() * wanted).div_ceil(of_all.max(1)).clamp(1, offered.len());
    let mut kept: Vec<Territory> = Vec::with_capacity(share);
    while kept.len() < share {
        let totals = running_totals(offered.iter().map(|territory| territory.weight));
        kept.push(offered.swap_remove(rng.by_weight(&totals)));
    }
    kept.sort_by_key(|territory| territory.epci.siren);
    kept
}

/// The name of an intercommunality as that of the territory it stands for: "CC de la Dombes" is "La Dombes".
pub(super) fn territory_name(epci: &Epci) -> String {
    let bare = ["CC ", "CA ", "CU "].iter().find_map(|start| epci.name.strip_prefix(start));
    let Some(bare) = bare else { return typographic(epci.name) };
    let named = match bare.split_once(' ') {
        _ if bare.starts_with("de la ") => format!("La {}", &bare["de la ".len()..]),
        _ if bare.starts_with("de l'") => format!("L’{}", &bare["de l'".len()..]),
        _ if bare.starts_with("d'") => bare["d'".len()..].to_owned(),
        Some(("du" | "de", rest)) => rest.to_owned(),
        Some(("des", rest)) => format!("Les {rest}"),
        _ => bare.to_owned(),
    };
    let mut chars = named.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    typographic(&(first + chars.as_str()))
}

/// With the apostrophe that is typeset rather than that of typewriters.
pub(super) fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}

/// "de" with a name, as French contracts it: "d’Angers", "du Mans", "des Herbiers", "de La Flèche".
pub(super) fn of(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("Le ") {
        format!("du {rest}")
    } else if let Some(rest) = name.strip_prefix("Les ") {
        format!("des {rest}")
    } else if name.chars().next().is_some_and(|first| "AÂÀEÉÈÊIÎOÔUÛYH".contains(first)) {
        format!("d’{name}")
    } else {
        format!("de {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_contracts_names() {
        for (name, contracted) in [
            ("Nantes", "de Nantes"),
            ("Angers", "d’Angers"),
            ("Le Mans", "du Mans"),
            ("Les Herbiers", "des Herbiers"),
            ("La Flèche", "de La Flèche"),
        ] {
            assert_eq!(of(name), contracted);
        }
    }

    #[test]
    fn a_territory_bears_the_name_of_its_intercommunality() {
        let named = |name| territory_name(&Epci { siren: "", name, long_name: "", kind: "CC" });
        assert_eq!(named("CC de la Dombes"), "La Dombes");
        assert_eq!(named("CA du Pays de Grasse"), "Pays de Grasse");
        assert_eq!(named("CC de l'Huisne Sarthoise"), "L’Huisne Sarthoise");
        assert_eq!(named("Nantes Métropole"), "Nantes Métropole");
    }

    #[test]
    fn larger_maps_have_more_places() {
        let sizes = [1, 50, 187, 3_000, 15_000, 213_000];
        let places: Vec<(usize, usize)> = sizes
            .iter()
            .map(|size| {
                let places = Geography::new(*size, &mut Rng::new(1, 1));
                (places.regions.len(), places.territories.len())
            })
            .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(places[0], (1, 1));
        assert!(places[5].0 >= 18 && places[5].1 > 1_000, "{places:?}");
    }
}
