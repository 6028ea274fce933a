//! Dates as people know them: a year, a month or a day, and no more than is known.

use std::fmt;

use arcstr::ArcStr;

use super::Extra;
use crate::fold::fold_words;

/// A date with its precision.
///
/// Limitations: years 1 to 9999 of the Gregorian calendar; no time of day. What a file holds that
/// is none of these is kept as [`FuzzyDate::Unread`] so that nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FuzzyDate {
    /// A year only, as in "2018".
    Year(u16),
    /// A month of a year, as in "2018-07".
    Month(u16, u8),
    /// A day, as in "2019-02-25".
    Day(u16, u8, u8),
    /// Text that is no date; kept as it was read and reported.
    Unread(ArcStr),
}

impl FuzzyDate {
    /// Reads the file's form: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Anything else is kept as text.
    pub fn from_file(text: &str) -> Self {
        Self::from_iso(text).unwrap_or_else(|| Self::Unread(text.into()))
    }

    fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let date = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Year(year),
            (Some(month), None, _) => Self::Month(year, digits(month, 2)? as u8),
            (Some(month), Some(day), None) => Self::Day(year, digits(month, 2)? as u8, digits(day, 2)? as u8),
            _ => return None,
        };
        date.exists().then_some(date)
    }

    /// Reads what a person types: the file's form, or the French habits `25/02/2019`, `07/2018`,
    /// `25.2.2019`, `25 2 2019`, or a month in French or English words (`mars 2021`, `1er févr. 2019`,
    /// `March 2021`). `None` where it is no date: a missing year is never guessed.
    pub fn parse_typed(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(date) = Self::from_iso(text) {
            return Some(date);
        }
        let numbered: Vec<String> = fold_words(text)
            .into_iter()
            .map(|word| month_number(&word).map_or(word, |n| n.to_string()))
            .collect();
        let spelled = text.chars().any(char::is_alphabetic);
        let parts: Vec<&str> = if spelled {
            numbered.iter().map(|part| if part == "1er" { "1" } else { part.as_str() }).collect()
        } else {
            text.split(['/', '.', ' ', '-']).filter(|part| !part.is_empty()).collect()
        };
        let short = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
        let date = match parts.as_slice() {
            [year] => Self::Year(digits(year, 4)?),
            [month, year] if year.len() == 4 => Self::Month(digits(year, 4)?, short(month)?),
            [year, month] => Self::Month(digits(year, 4)?, short(month)?),
            [day, month, year] if year.len() == 4 => Self::Day(digits(year, 4)?, short(month)?, short(day)?),
            [year, month, day] => Self::Day(digits(year, 4)?, short(month)?, short(day)?),
            _ => return None,
        };
        date.exists().then_some(date)
    }

    fn exists(&self) -> bool {
        match *self {
            Self::Year(year) => year > 0,
            Self::Month(year, month) => year > 0 && (1..=12).contains(&month),
            Self::Day(year, month, day) => {
                year > 0 && (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month)
            }
            Self::Unread(_) => false,
        }
    }

    /// Whether it was understood as a date.
    pub fn is_read(&self) -> bool {
        !matches!(self, Self::Unread(_))
    }

    /// The first and last day it may mean, each as `(year, month, day)`; `None` when unread.
    pub fn span(&self) -> Option<(CalendarDay, CalendarDay)> {
        match *self {
            Self::Year(year) => Some(((year, 1, 1), (year, 12, 31))),
            Self::Month(year, month) => Some(((year, month, 1), (year, month, days_in_month(year, month)))),
            Self::Day(year, month, day) => Some(((year, month, day), (year, month, day))),
            Self::Unread(_) => None,
        }
    }

    /// Whether this date is surely after the other, whatever days both may mean.
    pub fn is_surely_after(&self, other: &FuzzyDate) -> bool {
        matches!((self.span(), other.span()), (Some((first, _)), Some((_, last))) if first > last)
    }
}

impl fmt::Display for FuzzyDate {
    /// The file's form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
            Self::Unread(text) => f.write_str(text),
        }
    }
}

/// The month a folded word names in French or in English, written out or cut to three letters or
/// more ("juillet", "juil", "july"); "jui" alone may be two and is none.
fn month_number(word: &str) -> Option<usize> {
    const FRENCH: [&str; 12] = [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ];
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let named = |(french, english): (&&str, &&str)| {
        word.len() >= 3 && (french.starts_with(word) || english.starts_with(word))
    };
    let mut found = FRENCH.iter().zip(&ENGLISH).enumerate().filter(|(_, names)| named(*names));
    match (found.next(), found.next()) {
        (Some((place, _)), None) => Some(place + 1),
        _ => None,
    }
}

/// A day as year, month and day of the month.
pub type CalendarDay = (u16, u8, u8);

/// A period: when something began and ended, each as precisely as known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Period {
    /// When it began, if known.
    pub start: Option<FuzzyDate>,
    /// When it ended, if it did and it is known.
    pub end: Option<FuzzyDate>,
    /// Unknown members of the file.
    pub extra: Extra,
}

impl Period {
    /// From when until when.
    pub fn new(start: Option<FuzzyDate>, end: Option<FuzzyDate>) -> Self {
        Self { start, end, extra: Extra::new() }
    }
}

impl Period {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }

    /// Whether it surely ends before it starts: a slip worth a warning.
    pub fn is_reversed(&self) -> bool {
        matches!((&self.start, &self.end), (Some(start), Some(end)) if start.is_surely_after(end))
    }
}

fn digits(text: &str, len: usize) -> Option<u16> {
    (text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_survives_a_round_trip() {
        for text in ["2018", "2018-07", "2019-02-25", "2020-02-29"] {
            let date = FuzzyDate::from_file(text);
            assert!(date.is_read(), "{text}");
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_kept_and_known_as_unread() {
        for text in ["", "2019-02-29", "2019-13", "hier", "25/02/2019", "0000", "2019-2-5", "2019-02-25-01"] {
            let date = FuzzyDate::from_file(text);
            assert!(!date.is_read(), "{text}");
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn french_habits_are_understood_and_no_year_is_guessed() {
        assert_eq!(FuzzyDate::parse_typed("25/02/2019"), Some(FuzzyDate::Day(2019, 2, 25)));
        assert_eq!(FuzzyDate::parse_typed(" 7/2018 "), Some(FuzzyDate::Month(2018, 7)));
        assert_eq!(FuzzyDate::parse_typed("2018-7"), Some(FuzzyDate::Month(2018, 7)));
        assert_eq!(FuzzyDate::parse_typed("2018"), Some(FuzzyDate::Year(2018)));
        for (text, date) in [
            ("mars 2021", FuzzyDate::Month(2021, 3)),
            ("Févr. 2019", FuzzyDate::Month(2019, 2)),
            ("1er août 2020", FuzzyDate::Day(2020, 8, 1)),
            ("25 fevrier 2019", FuzzyDate::Day(2019, 2, 25)),
            ("June 2018", FuzzyDate::Month(2018, 6)),
        ] {
            assert_eq!(FuzzyDate::parse_typed(text), Some(date), "{text}");
        }
        let wrong =
            ["25/02", "25 février", "31/02/2019", "30 février 2019", "19", "", "1/2/3/4", "jui 2020", "hier"];
        for text in wrong {
            assert_eq!(FuzzyDate::parse_typed(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_is_reversed_only_when_sure() {
        let period = |start: &str, end: &str| {
            Period::new(Some(FuzzyDate::from_file(start)), Some(FuzzyDate::from_file(end)))
        };
        assert!(period("2019-03", "2019-02-25").is_reversed());
        assert!(!period("2019", "2019-02").is_reversed());
        assert!(!period("2019-02-25", "hier").is_reversed());
    }
}
