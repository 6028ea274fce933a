//! Numbers and dates as spreadsheets keep them, shown as people see them.

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

/// Reads a number as people write it: `1 234,56`, `1.234,56`, `12 %`, `12,5 €`, `-0.5`. `None` where
/// it is none, or could be a code (`00123`, `1e5`).
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (body, percent) = match text.strip_suffix('%') {
        Some(body) => (body.trim_end(), true),
        None => {
            (text.strip_suffix('€').or_else(|| text.strip_suffix("EUR")).unwrap_or(text).trim_end(), false)
        }
    };
    let (sign, body) = match body.strip_prefix(['-', '\u{2212}']) {
        Some(body) => (-1.0, body),
        None => (1.0, body),
    };
    if !body.starts_with(|c: char| c.is_ascii_digit()) || !body.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut digits = String::with_capacity(body.len());
    let last_mark = body.rfind([',', '.']);
    for (at, c) in body.char_indices() {
        match c {
            '0'..='9' => digits.push(c),
            ',' | '.' if Some(at) == last_mark => digits.push('.'),
            ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\'' => {
                // Marks between thousands: three digits follow, then no digit.
                let after: Vec<char> = body[at + c.len_utf8()..].chars().take(4).collect();
                let three = after.len() > 2 && after.iter().take(3).all(char::is_ascii_digit);
                if !three || after.get(3).is_some_and(char::is_ascii_digit) {
                    return None;
                }
            }
            _ => return None,
        }
    }
    let whole = digits.split('.').next().unwrap_or_default();
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let value = sign * digits.parse::<f64>().ok()?;
    Some(if percent { value / 100.0 } else { value })
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
    fn french_numbers_are_read_and_codes_are_not() {
        let read = [
            "1 234,56",
            "1\u{a0}234,56",
            "1\u{202f}234,56",
            "12 %",
            "-0,5",
            "12,5 €",
            "1.234,56",
            "0",
            "7.5",
        ];
        let values = [1234.56, 1234.56, 1234.56, 0.12, -0.5, 12.5, 1234.56, 0.0, 7.5];
        for (text, value) in read.into_iter().zip(values) {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["", "00123", "2A004", "1e5", "31/12/2024", "06 12 34 56 78", "-", "1,", "NaN", "1 23"] {
            assert_eq!(number(text), None, "{text}");
        }
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
