//! Numbers and dates as spreadsheets keep them and as people write them.

use serde::{Deserialize, Serialize};

use crate::model::FuzzyDate;

/// How much of a date a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// A year.
    Year,
    /// A month of a year.
    Month,
    /// A day.
    Day,
    /// A day and a time.
    Moment,
    /// A time of day, or a length of time.
    Time,
}

impl DateForm {
    /// What Excel's own formats show; `None` for those of numbers.
    pub fn built_in(id: u32) -> Option<Self> {
        match id {
            14..=16 | 27..=31 | 36 | 50..=54 | 57 | 58 => Some(Self::Day),
            17 => Some(Self::Month),
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => Some(Self::Time),
            22 => Some(Self::Moment),
            _ => None,
        }
    }
}

/// What a number format shows of a date; `None` where it shows a plain number.
pub fn date_form(code: &str) -> Option<DateForm> {
    let (mut day, mut month, mut year, mut time) = (false, false, false, false);
    let mut chars = code.chars();
    // The first section only: what comes after is for negative numbers.
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '\\' | '_' | '*' => drop(chars.next()),
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                time |= matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
            }
            '0' | '#' | '?' if !time => return None,
            'd' | 'D' | 'j' | 'J' => day = true,
            'm' | 'M' => month = true,
            'y' | 'Y' | 'e' => year = true,
            'h' | 'H' | 's' | 'S' => time = true,
            'G' | 'g' => return None,
            _ => {}
        }
    }
    match (day, month, year, time) {
        (true, _, _, true) => Some(DateForm::Moment),
        (true, _, _, false) => Some(DateForm::Day),
        (false, _, true, true) => Some(DateForm::Moment),
        (false, true, true, false) => Some(DateForm::Month),
        (false, false, true, false) => Some(DateForm::Year),
        (false, _, false, true) => Some(DateForm::Time),
        // A month without year or day: the whole date is kept.
        (false, true, false, false) => Some(DateForm::Day),
        (false, false, false, false) => None,
    }
}

/// A spreadsheet's date (days since 30 December 1899, or 1904) in the form it shows. `None` where it
/// is no date after all.
pub fn dated(serial: f64, form: DateForm, from_1904: bool) -> Option<String> {
    let serial = if from_1904 { serial + 1462.0 } else { serial };
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let seconds = (serial.fract() * 86_400.0).round() as u32;
    let time = format!("{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60);
    if form == DateForm::Time {
        return (serial < 1.0).then_some(time);
    }
    // Excel counts a 29 February 1900 that never was: days before are one further on.
    let days = serial.floor() as i64 + i64::from(serial < 60.0);
    let (year, month, day) = civil(days - 25_569);
    Some(match form {
        DateForm::Year => format!("{year:04}"),
        DateForm::Month => format!("{year:04}-{month:02}"),
        DateForm::Moment if seconds > 0 => format!("{year:04}-{month:02}-{day:02} {time}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    })
}

/// Year, month and day of a count of days since 1970 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// A number of a workbook as people see it: whole numbers in full, others with the digits they need.
pub fn plain(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number.abs() < 1e15 => {
            if number.fract() == 0.0 {
                format!("{}", number as i64)
            } else {
                rounded(number)
            }
        }
        _ => text.to_owned(),
    }
}

/// With the fifteen digits spreadsheets show: `0.30000000000000004` is `0.3` to them.
fn rounded(number: f64) -> String {
    let short = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    format!("{short}")
}

/// What stands between a number and its decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// `1 234,56`, as in French; a lone point is taken for the mark all the same.
    #[default]
    Comma,
    /// `1,234.56`, as in English.
    Point,
}

/// Which comes first in a date written with strokes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `25/02/2019`.
    #[default]
    DayMonth,
    /// `02/25/2019`.
    MonthDay,
}

/// A number as people write it (`1 234,56`, `1.234,56`, `-0.5`) in the form of JSON. `None` where it is
/// none, or could be a code (`00123`, `1e5`).
pub fn number(text: &str, decimal: Decimal) -> Option<String> {
    let text = text.trim();
    let (negative, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(body) => (true, body),
        None => (false, text),
    };
    let is_digit = |c: char| c.is_ascii_digit();
    if body.len() > 40 || !body.starts_with(is_digit) || !body.ends_with(is_digit) {
        return None;
    }
    let mark = match decimal {
        Decimal::Comma => body.rfind([',', '.']),
        Decimal::Point => body.rfind('.'),
    };
    let mut digits = String::with_capacity(body.len() + 1);
    if negative {
        digits.push('-');
    }
    for (at, c) in body.char_indices() {
        match c {
            '0'..='9' => digits.push(c),
            ',' | '.' if Some(at) == mark => digits.push('.'),
            ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\'' if mark.is_none_or(|mark| at < mark) => {
                // Marks between thousands: three digits follow, then no digit.
                let mut after = body[at + c.len_utf8()..].chars();
                let three = after.by_ref().take(3).filter(char::is_ascii_digit).count() == 3;
                if !three || after.next().is_some_and(is_digit) {
                    return None;
                }
            }
            _ => return None,
        }
    }
    let whole = digits.trim_start_matches('-').split('.').next().unwrap_or_default();
    (whole.len() == 1 || !whole.starts_with('0')).then_some(digits)
}

/// Which mark of decimals numbers seem to have: the point only where some can be read in no other way.
pub fn guess_decimal<'a>(values: impl Iterator<Item = &'a str>) -> Decimal {
    let (mut comma, mut point) = (0, 0);
    for value in values {
        // `1,234.5` is English, `1,5` French; `1.5` is read alike by both.
        let read = |decimal| number(value, decimal).is_some();
        let english =
            matches!((value.find(','), value.rfind('.')), (Some(comma), Some(point)) if comma < point);
        point += usize::from(english && read(Decimal::Point));
        comma += usize::from(read(Decimal::Comma) && !read(Decimal::Point));
    }
    if point > comma { Decimal::Point } else { Decimal::Comma }
}

/// A date with strokes as `YYYY-MM-DD`, or with points; `None` where it is not written so.
pub fn stroked_date(text: &str, order: DateOrder) -> Option<FuzzyDate> {
    let text = text.trim();
    let (text, _) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let mut parts = text.split(['/', '.']);
    let (Some(first), Some(second), Some(year), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let (day, month) = match order {
        DateOrder::DayMonth => (first, second),
        DateOrder::MonthDay => (second, first),
    };
    FuzzyDate::parse_typed(&format!("{day}/{month}/{year}"))
}

/// Which order dates with strokes seem to have: the American one only where none other is possible.
pub fn guess_dates<'a>(values: impl Iterator<Item = &'a str>) -> DateOrder {
    let (mut french, mut american) = (0, 0);
    for value in values {
        let reads = |order| stroked_date(value, order).is_some();
        let (day_first, month_first) = (reads(DateOrder::DayMonth), reads(DateOrder::MonthDay));
        french += usize::from(day_first && !month_first);
        american += usize::from(month_first && !day_first);
    }
    if american > french { DateOrder::MonthDay } else { DateOrder::DayMonth }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_how_much_of_a_date_they_show() {
        for (code, form) in [
            ("General", None),
            ("0.00", None),
            ("#,##0 \"jours d'été\"", None),
            ("[Red]0", None),
            ("dd/mm/yyyy", Some(DateForm::Day)),
            ("mmm yyyy", Some(DateForm::Month)),
            ("yyyy", Some(DateForm::Year)),
            ("d/m/yy h:mm", Some(DateForm::Moment)),
            ("[h]:mm", Some(DateForm::Time)),
            ("[$-40C]d mmmm yyyy;@", Some(DateForm::Day)),
        ] {
            assert_eq!(date_form(code), form, "{code}");
        }
    }

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        let day = |serial| dated(serial, DateForm::Day, false);
        assert_eq!(day(43_521.0).as_deref(), Some("2019-02-25"));
        assert_eq!(day(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(day(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(dated(42_059.0, DateForm::Day, true).as_deref(), Some("2019-02-25"));
        assert_eq!(dated(43_521.75, DateForm::Moment, false).as_deref(), Some("2019-02-25 18:00"));
        assert_eq!(day(-3.0), None);
        assert_eq!(day(f64::NAN), None);
    }

    #[test]
    fn numbers_of_both_habits_are_read_and_codes_are_not() {
        for (text, value) in [
            ("1 234,56", "1234.56"),
            ("1\u{a0}234,56", "1234.56"),
            ("1\u{202f}234,56", "1234.56"),
            ("-0,5", "-0.5"),
            ("1.234,56", "1234.56"),
            ("0", "0"),
            ("7.50", "7.50"),
        ] {
            assert_eq!(number(text, Decimal::Comma).as_deref(), Some(value), "{text}");
        }
        assert_eq!(number("1,234.56", Decimal::Point).as_deref(), Some("1234.56"));
        for text in
            ["", "00123", "2A004", "1e5", "31/12/2024", "06 12 34 56 78", "-", "1,", "NaN", "1 23", "12 %"]
        {
            assert_eq!(number(text, Decimal::Comma), None, "{text}");
            assert_eq!(number(text, Decimal::Point), None, "{text}");
        }
    }

    #[test]
    fn habits_are_guessed() {
        assert_eq!(guess_decimal(["1,5", "2,25", "3"].into_iter()), Decimal::Comma);
        assert_eq!(guess_decimal(["1,234.5", "2.25"].into_iter()), Decimal::Point);
        assert_eq!(guess_dates(["03/04/2019", "25/02/2019"].into_iter()), DateOrder::DayMonth);
        assert_eq!(guess_dates(["03/04/2019", "02/25/2019"].into_iter()), DateOrder::MonthDay);
        let date = |order| stroked_date("03/04/2019", order).map(|date| date.to_string());
        assert_eq!(date(DateOrder::DayMonth).as_deref(), Some("2019-04-03"));
        assert_eq!(date(DateOrder::MonthDay).as_deref(), Some("2019-03-04"));
        assert_eq!(stroked_date("2019-02-25", DateOrder::DayMonth), None);
    }

    #[test]
    fn numbers_of_workbooks_lose_their_noise() {
        for (text, shown) in
            [("5.521005541E8", "552100554.1"), ("0.30000000000000004", "0.3"), ("12", "12"), ("x", "x")]
        {
            assert_eq!(plain(text), shown);
        }
    }
}
