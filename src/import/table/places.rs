//! Places: communes recognised by what a table says of them, and codes that lost their zeros.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::fold::fold;
use crate::geo::{Gazetteer, Match, departement_of_postal_code};
use crate::model::identifier;

/// What a row says of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Said<'a> {
    /// The commune by name.
    pub commune: &'a str,
    /// Its INSEE code.
    pub insee: &'a str,
    /// A postal code.
    pub postcode: &'a str,
    /// An address that may end in a postal code and a commune.
    pub address: &'a str,
}

/// A commune found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// INSEE code.
    pub insee: &'static str,
    /// Name.
    pub name: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// A name that several communes bear.
#[derive(Clone, Debug, PartialEq)]
pub struct Homonym {
    /// What the table says.
    pub said: String,
    /// How many rows say it.
    pub rows: usize,
    /// The communes, the most populated first: INSEE code and how it reads ("Allonnes (72) · 72003").
    pub communes: Vec<(String, String)>,
}

/// Finds communes; remembers what it found, and what it could not decide.
pub struct Locator<'m> {
    chosen: &'m BTreeMap<String, String>,
    memo: HashMap<String, Option<Found>>,
    asked: BTreeMap<String, Homonym>,
    /// How many rows were located.
    pub located: usize,
    /// How many rows say a commune that is not known.
    pub unknown: usize,
}

impl<'m> Locator<'m> {
    /// With what people chose among homonyms.
    pub fn new(chosen: &'m BTreeMap<String, String>) -> Self {
        Self { chosen, memo: HashMap::new(), asked: BTreeMap::new(), located: 0, unknown: 0 }
    }

    /// The commune a row means, where that is sure.
    pub fn find(&mut self, said: Said<'_>) -> Option<Found> {
        let said = with_address_read(said);
        let key = [said.insee, said.commune, said.postcode].join("\u{1}");
        let found = match self.memo.get(&key) {
            Some(found) => *found,
            None => {
                let found = self.look_up(said);
                self.memo.insert(key, found);
                found
            }
        };
        match found {
            Some(_) => self.located += 1,
            None => match self.asked.get_mut(said.commune) {
                Some(homonym) => homonym.rows += 1,
                None => self.unknown += 1,
            },
        }
        found
    }

    /// The names that several communes bear, with how many rows say each.
    pub fn into_homonyms(self) -> Vec<Homonym> {
        self.asked.into_values().collect()
    }

    fn look_up(&mut self, said: Said<'_>) -> Option<Found> {
        let france = Gazetteer::france();
        let commune = |code: &str| {
            france.current_of(code).map(|hit| Found {
                insee: hit.commune.code,
                name: hit.commune.name,
                latitude: hit.commune.lat,
                longitude: hit.commune.lon,
            })
        };
        if let Some(found) = commune(&said.insee.to_ascii_uppercase()) {
            return Some(found);
        }
        let (postcode, name) = (said.postcode, without_cedex(said.commune));
        if let Some(code) = self.chosen.get(said.commune).filter(|_| !said.commune.is_empty()) {
            return commune(code);
        }
        let whole = |typed: &str| -> Vec<&'static str> {
            let hits = france.complete(typed, 40);
            hits.iter()
                .filter(|hit| hit.how == Match::Name || hit.how == Match::Code)
                .map(|hit| hit.commune.code)
                .collect()
        };
        if name.is_empty() {
            // A postal code alone means a commune only where it serves no other.
            let served = whole(postcode);
            return if let [only] = served.as_slice() { commune(only) } else { None };
        }
        if !postcode.is_empty() {
            let named = format!("{postcode} {name}");
            if let [only] = whole(&named).as_slice() {
                return commune(only);
            }
            let departement = departement_of_postal_code(postcode)?;
            return france
                .by_name_and_departement(name, departement)
                .and_then(|hit| commune(hit.commune.code));
        }
        let candidates = france.complete(name, 40);
        let folded = fold(name);
        let own: Vec<_> = candidates
            .iter()
            .filter(|hit| hit.how == Match::Name && (hit.via.is_none() || fold(hit.commune.name) == folded))
            .collect();
        match own.as_slice() {
            [] => match candidates.iter().filter(|hit| hit.how == Match::Name).collect::<Vec<_>>().as_slice()
            {
                [only] => commune(only.commune.code),
                _ => None,
            },
            [only] => commune(only.commune.code),
            several => {
                let communes = several.iter().map(|hit| (hit.commune.code.to_owned(), hit.commune.label()));
                let said = said.commune.to_owned();
                self.asked.insert(said.clone(), Homonym { said, rows: 0, communes: communes.collect() });
                None
            }
        }
    }
}

/// The same, with the commune its address ends with where none is said apart: many addresses are in few
/// communes, which are looked up once.
fn with_address_read(said: Said<'_>) -> Said<'_> {
    match address_end(said.address).filter(|_| said.commune.is_empty()) {
        Some((postcode, commune)) => Said { postcode, commune, address: "", ..said },
        None => Said { address: "", ..said },
    }
}

/// The postal code and the commune an address ends with: "3 rue Haute, 44000 Nantes".
fn address_end(address: &str) -> Option<(&str, &str)> {
    let bytes = address.as_bytes();
    let starts = (0..bytes.len().saturating_sub(4)).rev();
    let at = starts.into_iter().find(|at| {
        let is_digits = bytes[*at..*at + 5].iter().all(u8::is_ascii_digit);
        let before =
            at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|c| !c.is_ascii_alphanumeric());
        let after = bytes.get(at + 5).is_none_or(|c| !c.is_ascii_alphanumeric());
        is_digits && before && after
    })?;
    let postcode = address.get(at..at + 5)?;
    let name = address.get(at + 5..)?.trim_matches(|c: char| !c.is_alphanumeric());
    (!name.is_empty()).then_some((postcode, without_cedex(name)))
}

/// "NANTES CEDEX 1" is Nantes, "Paris 10e" and "Lyon 3ème arrondissement" are Paris and Lyon.
pub(super) fn without_cedex(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    if let Some(at) = lower.find(" cedex") {
        return name.get(..at).unwrap_or(name).trim_end();
    }
    let city = ["paris", "lyon", "marseille"].into_iter().find(|city| lower.starts_with(city));
    let rank = city.and_then(|city| lower.get(city.len()..)).map(str::trim_start).unwrap_or_default();
    let is_rank = rank.starts_with(|c: char| c.is_ascii_digit());
    match city.filter(|_| is_rank) {
        Some(city) => name.get(..city.len()).unwrap_or(name),
        None => name,
    }
}

/// A SIREN or SIRET with the zeros it lost: where it is too short, and right once they are back.
pub fn with_zeros(text: &str, len: usize) -> Option<String> {
    let digits = identifier::compact(text);
    let short = digits.len() < len
        && digits.len() >= len.saturating_sub(4)
        && digits.bytes().all(|b| b.is_ascii_digit());
    let padded = format!("{digits:0>len$}");
    let right = match len {
        9 => identifier::check_siren(&padded).is_ok(),
        14 => identifier::check_siret(&padded).is_ok(),
        _ => true,
    };
    (short && right).then_some(padded)
}

/// An INSEE or postal code with the zero it lost.
pub fn code_with_zero(text: &str) -> Option<String> {
    let text = text.trim();
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| format!("0{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(said: Said<'_>) -> Option<&'static str> {
        Locator::new(&BTreeMap::new()).find(said).map(|found| found.insee)
    }

    #[test]
    fn communes_are_found_by_whatever_is_said() {
        let said = Said::default();
        assert_eq!(find(Said { insee: "44109", ..said }), Some("44109"));
        assert_eq!(find(Said { insee: "2a004", ..said }), Some("2A004"));
        assert_eq!(find(Said { commune: "NANTES CEDEX 1", ..said }), Some("44109"));
        assert_eq!(find(Said { commune: "Paris 10e", ..said }), Some("75056"));
        assert_eq!(find(Said { commune: "LYON 7", ..said }), Some("69123"));
        assert_eq!(find(Said { commune: "Marseille 3ème arrondissement", ..said }), Some("13055"));
        assert_eq!(find(Said { commune: "Allonnes", postcode: "72700", ..said }), Some("72003"));
        assert_eq!(find(Said { commune: "Le Mans", ..said }), Some("72181"));
        assert_eq!(find(Said { address: "3 rue Haute, 72700 Allonnes", ..said }), Some("72003"));
        assert_eq!(find(Said { address: "bureau 12345678", ..said }), None);
        assert_eq!(find(Said { commune: "Trifouillis", ..said }), None);
    }

    #[test]
    fn homonyms_are_asked_about_and_the_answer_is_heeded() {
        let none = BTreeMap::new();
        let mut locator = Locator::new(&none);
        let said = Said { commune: "Allonnes", ..Said::default() };
        assert_eq!((locator.find(said), locator.find(said)), (None, None));
        let homonyms = locator.into_homonyms();
        assert_eq!((homonyms.len(), homonyms[0].rows), (1, 2));
        let codes: Vec<&str> = homonyms[0].communes.iter().map(|(code, _)| code.as_str()).collect();
        assert!(
            codes.contains(&"72003") && codes.contains(&"49002") && codes.contains(&"28004"),
            "{codes:?}"
        );
        let chosen = [("Allonnes".to_owned(), "49002".to_owned())].into();
        assert_eq!(Locator::new(&chosen).find(said).map(|found| found.insee), Some("49002"));
    }

    #[test]
    fn zeros_come_back_only_where_the_number_is_right_then() {
        assert_eq!(code_with_zero("1004").as_deref(), Some("01004"));
        assert_eq!((code_with_zero("44109"), code_with_zero("2A04")), (None, None));
        // 005 520 176 has a right check digit.
        let whole =
            (0..10).map(|last| format!("00552017{last}")).find(|text| identifier::check_siren(text).is_ok());
        let whole = whole.expect("one of ten check digits is right");
        assert_eq!(with_zeros(whole.trim_start_matches('0'), 9), Some(whole));
        assert_eq!(with_zeros("123", 9), None);
    }
}
