//! Identifiers of French organisations: text with a known shape, checked, never numbers.

use arcstr::ArcStr;

/// The public identifiers of an actor; an empty text means "not known".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identifiers {
    /// SIREN of the legal unit: nine digits.
    pub siren: ArcStr,
    /// SIRET of the establishment: the SIREN and five digits more.
    pub siret: ArcStr,
    /// RNA of an association: `W` and nine digits (or a place's older form).
    pub rna: ArcStr,
}

impl Identifiers {
    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.siren.is_empty() && self.siret.is_empty() && self.rna.is_empty()
    }
}

/// What is wrong with an identifier as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierFault {
    /// Not the length or the characters this identifier has.
    Shape,
    /// The right shape, but its check digit says that a digit is wrong.
    CheckDigit,
}

/// Checks a SIREN: nine digits, the last by Luhn's formula (ISO/IEC 7812-1).
pub fn check_siren(text: &str) -> Result<(), IdentifierFault> {
    let digits = digits_of(text, 9)?;
    luhn(&digits).then_some(()).ok_or(IdentifierFault::CheckDigit)
}

/// Checks a SIRET: fourteen digits by Luhn's formula. La Poste (SIREN 356000000) numbers its
/// establishments so that the plain sum of digits is a multiple of five instead (INSEE's rule).
pub fn check_siret(text: &str) -> Result<(), IdentifierFault> {
    let digits = digits_of(text, 14)?;
    let is_la_poste = text.chars().filter(char::is_ascii_digit).collect::<String>().starts_with("356000000");
    let sum: u32 = digits.iter().map(|digit| u32::from(*digit)).sum();
    (luhn(&digits) || (is_la_poste && sum.is_multiple_of(5))).then_some(()).ok_or(IdentifierFault::CheckDigit)
}

/// Checks an RNA number: `W`, a digit, a digit or letter (Corsica and overseas), seven digits.
pub fn check_rna(text: &str) -> Result<(), IdentifierFault> {
    let mut chars = text.chars().filter(|c| !c.is_whitespace());
    let head = matches!(chars.next(), Some('W' | 'w'));
    let rest: Vec<char> = chars.collect();
    let body = rest.len() == 9
        && rest.iter().enumerate().all(|(i, c)| c.is_ascii_digit() || (i == 1 && c.is_ascii_alphabetic()));
    (head && body).then_some(()).ok_or(IdentifierFault::Shape)
}

/// An identifier grouped as people read it: `244 400 404`. Other text is returned as it is.
pub fn grouped(text: &str) -> String {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(text.len(), 9 | 14) {
        return text.to_owned();
    }
    let groups = [0..3, 3..6, 6..9, 9..14];
    let parts: Vec<&str> = groups.iter().filter_map(|range| text.get(range.clone())).collect();
    parts.join("\u{202f}")
}

/// What is typed without the spaces people put between groups of digits.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect()
}

fn digits_of(text: &str, len: usize) -> Result<Vec<u8>, IdentifierFault> {
    let text = compact(text);
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(10).map(|digit| digit as u8)).collect();
    digits.filter(|digits| digits.len() == len).ok_or(IdentifierFault::Shape)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(*digit) * if place % 2 == 1 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_numbers_pass_and_slips_are_told_apart() {
        assert_eq!(check_siren("244400404"), Ok(()));
        assert_eq!(check_siren("244 400 404"), Ok(()));
        assert_eq!(check_siren("244400405"), Err(IdentifierFault::CheckDigit));
        assert_eq!(check_siren("44400404"), Err(IdentifierFault::Shape));
        assert_eq!(check_siret("22720002900014"), Ok(()));
        assert_eq!(check_siret("22720002900015"), Err(IdentifierFault::CheckDigit));
        assert_eq!(check_siret("35600000000048"), Ok(()));
        assert_eq!(check_rna("W442001234"), Ok(()));
        assert_eq!(check_rna("W9R1000123"), Ok(()));
        assert_eq!(check_rna("442001234"), Err(IdentifierFault::Shape));
    }

    #[test]
    fn numbers_are_grouped_for_reading_only() {
        assert_eq!(grouped("244400404"), "244\u{202f}400\u{202f}404");
        assert_eq!(compact(&grouped("22720002900014")), "22720002900014");
        assert_eq!(grouped("W442001234"), "W442001234");
    }
}
