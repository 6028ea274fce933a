//! Cells as text: what spreadsheets put on the clipboard, read and written.

/// Reads cells parted by `delimiter` (a tab on the clipboard) and rows parted by line ends of any
/// kind. A cell in double quotes may hold delimiters, line ends and doubled quotes; a quote that is
/// not closed at the end of its cell is a character like others, since Excel copies `"Le Lieu" unique`
/// so. Rows without any cell filled are kept, as they part blocks; those at the end are not.
pub fn parse(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Once a quote is known to have no partner, those after it need no look at all that follows.
    let mut may_quote = true;
    loop {
        let quoted = match rest.strip_prefix('"') {
            Some(inside) if may_quote => match closing_quote(inside) {
                Some(at) => {
                    let after = &inside[at + 1..];
                    let ends = after.is_empty() || after.starts_with([delimiter, '\n', '\r']);
                    ends.then(|| (inside[..at].replace("\"\"", "\""), after))
                }
                None => {
                    may_quote = false;
                    None
                }
            },
            _ => None,
        };
        let (cell, after) = quoted.unwrap_or_else(|| {
            let end = rest.find([delimiter, '\n', '\r']).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        });
        row.push(cell);
        if let Some(next) = after.strip_prefix(delimiter) {
            rest = next;
            continue;
        }
        rows.push(std::mem::take(&mut row));
        let next = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']));
        match next {
            Some(next) => rest = next,
            None => break,
        }
    }
    while rows.last().is_some_and(|row| is_blank(row)) {
        rows.pop();
    }
    rows
}

/// Whether no cell of a row is filled.
pub fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// Where the quote stands that closes a cell (not one of a doubled pair).
fn closing_quote(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    let mut at = 0;
    while let Some(found) = inside.get(at..)?.find('"') {
        at += found;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
    None
}

/// Writes rows of cells with tabs and line feeds. Cells that hold a tab, a line end or a quote are
/// quoted; others are left as they are, leading zeros and signs included.
pub fn write<R: AsRef<[String]>>(rows: impl IntoIterator<Item = R>) -> String {
    let mut text = String::new();
    for row in rows {
        for (at, cell) in row.as_ref().iter().enumerate() {
            if at > 0 {
                text.push('\t');
            }
            if cell.contains(['\t', '\n', '\r', '"']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = cells(&[
            &["nom", "note"],
            &["a \"b\" c", "deux\nlignes\tet une tabulation"],
            &["\"", "\"entre guillemets\""],
            &["=1+1", "01004"],
            &["fin\r\nde ligne", ""],
        ]);
        assert_eq!(parse(&write(&rows), '\t'), rows);
    }

    #[test]
    fn line_ends_of_every_system_part_rows() {
        let expected = cells(&[&["a", "b"], &["c", "d"]]);
        for text in ["a\tb\r\nc\td\r\n", "a\tb\nc\td", "a\tb\rc\td\n\n", "\u{feff}a\tb\nc\td\n"] {
            assert_eq!(parse(text, '\t'), expected, "{text:?}");
        }
    }

    #[test]
    fn an_unclosed_quote_is_a_character() {
        assert_eq!(parse("\"Le Lieu\" unique\tb", '\t'), cells(&[&["\"Le Lieu\" unique", "b"]]));
        assert_eq!(parse("\"abc\td\n\"e", '\t'), cells(&[&["\"abc", "d"], &["\"e"]]));
    }

    #[test]
    fn blank_rows_part_blocks_and_do_not_trail() {
        assert_eq!(parse("a\n\nb\n\t\n\n", '\t'), cells(&[&["a"], &[""], &["b"]]));
        assert!(parse("", '\t').is_empty());
        assert!(parse(" \n\t", '\t').is_empty());
    }
}
