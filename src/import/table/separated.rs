//! Separated values: CSV, TSV, what is pasted from a spreadsheet. The delimiter is guessed from the
//! first rows; quotation marks follow RFC 4180, and what does not is read as people meant it and
//! reported.

use serde::{Deserialize, Serialize};

use super::Watch;
use super::cells::Grid;
use super::fault::{Fault, Notice};
use super::fields::Header;
use crate::fold::fold;
use crate::import::decode::{self, Encoding};
use crate::import::plain::{Lines, are_neighbours, without_bullet};

/// Bytes at the start that the guess looks at.
const SAMPLE: usize = 64 << 10;
/// Lines without anything at the start of a table that are passed over.
const MOST_BLANK_START: usize = 1;
/// Rows between two looks at whether anybody still waits.
const STEP: usize = 8192;
/// What separates columns, the more likely first.
pub const DELIMITERS: [char; 5] = [';', ',', '\t', '|', ' '];

/// How a file of separated values is to be read; what is `None` is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dialect {
    /// The encoding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// What separates columns, one of [`DELIMITERS`] or another ASCII character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
}

/// A file of separated values as it was read.
#[derive(Debug)]
pub struct Separated {
    /// The cells.
    pub grid: Grid,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// What separated the columns.
    pub delimiter: char,
    /// What was unusual.
    pub notices: Vec<Notice>,
}

/// Reads a file of separated values.
///
/// # Errors
/// Where it is none, is damaged beyond guessing, or passes a limit of [`super::cells`].
pub fn read(bytes: &[u8], dialect: &Dialect, watch: Watch<'_>) -> Result<Separated, Fault> {
    let decoded = decode::decode(bytes, dialect.encoding)?;
    let mut notices = decoded.notices;
    let text = decoded.text.as_ref();
    if let Some(what) = not_a_table(text) {
        return Err(Fault::NoTable(what));
    }
    if text.chars().all(|c| c.is_whitespace() || c == '"' || DELIMITERS.contains(&c)) {
        return Err(Fault::Empty);
    }
    let (said, skipped) = separator_line(text);
    let remarks = remarks(text, skipped);
    let body = text.get(remarks.end..).unwrap_or_default();
    let layout = match dialect.delimiter.or(said) {
        Some(delimiter) => Layout::Columns(delimiter),
        None => layout(body)?,
    };
    let delimiter = match layout {
        Layout::Columns(delimiter) => delimiter,
        // Nothing separates columns where there is one: any sign that is not there will do.
        Layout::Alone { .. } => {
            [';', '\t', '|', '\u{1f}'].into_iter().find(|mark| !body.contains(*mark)).unwrap_or('\u{1f}')
        }
    };
    let start = remarks.header(text, delimiter).unwrap_or(remarks.end);
    let left_out = remarks.count - usize::from(start < remarks.end);
    if left_out > 0 {
        notices.push(Notice::Remarks(left_out));
    }
    let mut parser = Parser::new(text, delimiter, start);
    let mut grid = parser.run(watch)?;
    if let Layout::Alone { bullets } = layout {
        if bullets {
            grid = without_bullets(&grid)?;
        }
        if !grid.is_empty() && Header::new(grid.cell(0, 0)).of_actor().is_none() {
            notices.push(Notice::OneColumn);
        }
    }
    // Lines without anything at its start, not even what separates columns: its rows are somewhere
    // below a page of something else. Whoever says how it is to be read has seen it.
    if parser.blank_start > MOST_BLANK_START && dialect.delimiter.is_none() {
        return Err(Fault::BlankStart { line: grid.line(0) });
    }
    notices.append(&mut parser.notices);
    if grid.is_empty() {
        return Err(Fault::Empty);
    }
    Ok(Separated { grid, encoding: decoded.encoding, delimiter, notices })
}

/// What a text is that is surely no table.
fn not_a_table(text: &str) -> Option<&'static str> {
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_ascii_lowercase();
    match () {
        () if start.starts_with("<!doctype html") || start.starts_with("<html") => Some("a web page (HTML)"),
        () if start.starts_with("<?xml") => Some("an xml file"),
        () if start.starts_with("%pdf") => Some("a pdf file"),
        () if start.starts_with("{\\rtf") => Some("a text document (rtf)"),
        () => None,
    }
}

/// The delimiter a first line `sep=;` says (Excel's habit), and the bytes of that line.
fn separator_line(text: &str) -> (Option<char>, usize) {
    let end = memchr::memchr2(b'\r', b'\n', text.as_bytes()).unwrap_or(text.len());
    let line = text.get(..end).unwrap_or_default().trim_matches('"');
    let mut said = line
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .into_iter()
        .flat_map(|_| line.get(4..))
        .flat_map(str::chars);
    match (said.next(), said.next()) {
        (Some(delimiter), None) if delimiter.is_ascii() => {
            let rest = text.get(end..).unwrap_or_default();
            (Some(delimiter), end + if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) })
        }
        _ => (None, 0),
    }
}

/// The lines at the start of a table that are none of its rows: remarks after `#` or `%`.
struct Remarks {
    count: usize,
    /// Where the table itself begins.
    end: usize,
    /// Where the last of them begins.
    last: usize,
}

/// The remarks a table begins with, after so many bytes.
fn remarks(text: &str, skipped: usize) -> Remarks {
    let mut remarks = Remarks { count: 0, end: skipped, last: skipped };
    loop {
        let rest = text.get(remarks.end..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let rest_of_it = line.trim_start().trim_start_matches(['#', '%']);
        // A sign alone in its cell is the name of a column.
        if rest_of_it.len() == line.trim_start().len()
            || rest_of_it.starts_with(DELIMITERS.map(|mark| if mark == ' ' { ';' } else { mark }))
        {
            return remarks;
        }
        let after = rest.get(line.len()..).unwrap_or_default();
        let end = if after.starts_with("\r\n") { 2 } else { after.len().min(1) };
        remarks.last = remarks.end;
        remarks.end += line.len() + end;
        remarks.count += 1;
    }
}

impl Remarks {
    /// Where the names of columns begin, if the last remark is these: it has as many cells as the first
    /// row, and several.
    fn header(&self, text: &str, delimiter: char) -> Option<usize> {
        let first_line = |at: usize| text.get(at..).unwrap_or_default().split(['\n', '\r']).next();
        let (last, first) = (first_line(self.last)?, first_line(self.end)?);
        let named = last.trim_start().trim_start_matches(['#', '%']).trim_start();
        let cells = |line: &str| line.split(delimiter).filter(|cell| !cell.is_empty()).count();
        let is_header = self.count > 0 && cells(named) > 1 && cells(named) == cells(first);
        is_header.then_some(self.last + (last.len() - named.len()))
    }
}

/// How the lines of a text are cut into cells.
#[derive(Clone, Copy)]
enum Layout {
    /// Between delimiters.
    Columns(char),
    /// Not at all: each is a name or number, perhaps after the mark of an item.
    Alone { bullets: bool },
}

/// How a text without remarks is cut into cells, by its first lines.
fn layout(text: &str) -> Result<Layout, Fault> {
    let guess = guess_delimiter(text);
    let lines = Lines::of(text);
    let bullets = lines.have_bullets();
    if !guess.as_ref().is_some_and(|guess| guess.first_too && guess.regular >= 0.6) && lines.are_sentences() {
        return Err(Fault::NoTable("a text of sentences"));
    }
    let is_cut = guess.as_ref().is_some_and(|guess| guess.first_too || guess.several >= 0.5);
    if are_neighbours(text) {
        return Ok(Layout::Columns(' '));
    }
    if lines.are_numbers() || !is_cut && lines.are_names() {
        return Ok(Layout::Alone { bullets });
    }
    if let Some(guess) = guess {
        return Ok(Layout::Columns(guess.delimiter));
    }
    // A single column is a list of names, if it says so.
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.len() < 200 && super::fields::is_name_header(&fold(first)) {
        return Ok(Layout::Alone { bullets });
    }
    Err(Fault::NoColumns)
}

/// The cells of a single column without the marks of items before them.
fn without_bullets(grid: &Grid) -> Result<Grid, Fault> {
    let mut bare = Grid::default();
    for row in 0..grid.len() {
        bare.push_cell(without_bullet(grid.cell(row, 0)), grid.line(row))?;
        bare.end_row_whole(grid.line(row));
    }
    Ok(bare)
}

/// What seems to separate columns.
struct Guess {
    delimiter: char,
    /// Whether the first row is cut too.
    first_too: bool,
    /// How many of the rows are cut at all.
    several: f64,
    /// How many of the rows are cut into as many cells as most of them.
    regular: f64,
}

/// What separates the columns, by the first rows: what cuts most of them into the same number of
/// cells, the first one too. `None` where nothing does.
fn guess_delimiter(text: &str) -> Option<Guess> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end)?;
    let mut best: Option<(u64, Guess)> = None;
    for delimiter in DELIMITERS {
        let mut parser = Parser::new(sample, delimiter, 0);
        // A sample may end within quotation marks: what was read until then is enough.
        let mut grid = Grid::default();
        if let Err(Fault::TooManyColumns { .. }) = parser.fill(&mut grid, &mut |_| true) {
            // It separates far too many: reading says so.
            return Some(Guess { delimiter, first_too: true, several: 1.0, regular: 1.0 });
        }
        if grid.len() > 1 && sample.len() < text.len() {
            grid.drop_row();
        }
        let widths: Vec<usize> =
            (0..grid.len()).map(|row| grid.row_len(row)).filter(|len| *len > 0).collect();
        let several = widths.iter().filter(|len| **len > 1).count();
        if several == 0 {
            continue;
        }
        if delimiter == ' ' && !reads_with_spaces(&grid) {
            continue;
        }
        let mut counts = std::collections::BTreeMap::new();
        for len in widths.iter().filter(|len| **len > 1) {
            *counts.entry(*len).or_insert(0_u64) += 1;
        }
        let (mode, count) = counts.into_iter().max_by_key(|(len, count)| (*count, *len))?;
        let rows = widths.len().max(1) as u64;
        let first_too = widths.first().is_some_and(|len| *len > 1);
        let score = 1000 * count / rows
            + 600 * u64::from(first_too)
            + 200 * several as u64 / rows
            + mode.min(20) as u64;
        if best.as_ref().is_none_or(|(other, _)| score > *other) {
            let share = |some: u64| some as f64 / rows as f64;
            let guess = Guess { delimiter, first_too, several: share(several as u64), regular: share(count) };
            best = Some((score, guess));
        }
    }
    best.map(|(_, guess)| guess)
}

/// Whether rows of words are a table whose delimiter is the space: known column names, or numbers.
fn reads_with_spaces(grid: &Grid) -> bool {
    let known = grid
        .row(0)
        .filter(|cell| {
            matches!(fold(cell).as_str(), "source" | "target" | "id" | "label" | "from" | "to" | "weight")
        })
        .count();
    let width = grid.row_len(0);
    let numbers = || {
        (0..grid.len().min(100)).all(|row| {
            grid.row_len(row) == width && grid.row(row).all(|cell| cell.trim().parse::<f64>().is_ok())
        })
    };
    let ends = grid.row(0).filter_map(|cell| Header::new(cell).end_rank()).filter(|(_, rank)| *rank == 0);
    known > 1 || ends.count() > 1 || (width > 1 && numbers())
}

/// The cell of a spreadsheet that would run if it stood bare: with an apostrophe before it. See
/// [`restored`] for the way back.
pub fn neutral(cell: &str) -> std::borrow::Cow<'_, str> {
    if is_risky(cell.trim_start_matches('\'')) { format!("'{cell}").into() } else { cell.into() }
}

/// What [`neutral`] made of a cell, undone.
///
/// `="00123"`, by which people keep a spreadsheet from taking a code for a number, is that code.
pub fn restored(cell: &str) -> &str {
    let code = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if let Some(code) = code.filter(|code| !code.contains('"')) {
        return code;
    }
    match cell.strip_prefix('\'') {
        Some(rest) if is_risky(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Notices of one file.
const MOST_NOTICES: usize = 100;

/// Whether a cell holds what a spreadsheet writes in place of a result it does not have.
fn is_error(cell: &str) -> bool {
    const ERRORS: [&str; 12] = [
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALEUR!", "#NOM?", "#NUL!",
        "#NOMBRE!", "#SPILL!",
    ];
    ERRORS.contains(&cell.trim())
}

/// Whether a spreadsheet may take a cell for a formula. A plain number is none.
fn is_risky(cell: &str) -> bool {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    risky && !(cell.starts_with('-') && is_plain_number(cell))
}

fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let mut parts = digits.splitn(2, ['.', ',']);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.next().is_some_and(is_digits) && parts.next().is_none_or(is_digits)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    /// The line the first row is expected on, or the next: remarks may have a blank line after them.
    first_line: usize,
    delimiter: u8,
    /// Lines without anything before the first row.
    blank_start: usize,
    notices: Vec<Notice>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, delimiter: char, skipped: usize) -> Self {
        // Beyond ASCII nothing separates columns; the comma stands in.
        let delimiter = if delimiter.is_ascii() { delimiter as u8 } else { b',' };
        let before = text.get(..skipped).unwrap_or_default();
        let line = 1 + line_ends(before);
        let first_line = if line > 2 { line + 1 } else { line };
        Self { text, at: skipped, line, first_line, delimiter, blank_start: 0, notices: Vec::new() }
    }

    fn run(&mut self, watch: Watch<'_>) -> Result<Grid, Fault> {
        let mut grid = Grid::default();
        let rough = memchr::memchr_iter(
            b'\n',
            self.text.as_bytes().get(..self.text.len().min(1 << 20)).unwrap_or_default(),
        )
        .count();
        grid.reserve(self.text.len(), rough);
        self.fill(&mut grid, watch)?;
        grid.shrink();
        Ok(grid)
    }

    fn fill(&mut self, grid: &mut Grid, watch: Watch<'_>) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let line = self.line;
            self.row(grid)?;
            if grid.is_open_blank() {
                // A blank line is no row; one of delimiters is, and is reported as empty.
                if grid.open_len() < 2 || grid.is_empty() {
                    self.blank_start += usize::from(grid.open_len() < 2 && grid.is_empty());
                    grid.drop_row();
                    continue;
                }
            }
            if grid.is_empty() && line > self.first_line.max(2) {
                self.notices.push(Notice::BlankStart(line));
            }
            grid.end_row_whole(line);
            if grid.len().is_multiple_of(STEP) && !watch(self.at as f32 / bytes.len() as f32) {
                return Err(Fault::Cancelled);
            }
        }
        Ok(())
    }

    /// Reads one row, its line end included.
    fn row(&mut self, grid: &mut Grid) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        loop {
            self.at += self.padding();
            let start = self.at;
            if bytes.get(start) == Some(&b'"') {
                self.quoted(grid)?;
            } else {
                let rest = bytes.get(start..).unwrap_or_default();
                let end = start + memchr::memchr3(self.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
                let cell = self.text.get(start..end).unwrap_or_default();
                if cell.starts_with('#') && is_error(cell) {
                    if self.notices.len() < MOST_NOTICES {
                        let (cell, error) =
                            (format!("L{}C{}", self.line, grid.open_len() + 1), cell.to_owned());
                        self.notices.push(Notice::ErrorCell { cell, error });
                    }
                    grid.push_cell("", self.line)?;
                } else {
                    grid.push_cell(restored(cell), self.line)?;
                }
                self.at = end;
            }
            match bytes.get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += if bytes.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 };
                    self.line += 1;
                    return Ok(());
                }
                Some(_) => {
                    self.at += 1;
                    self.line += 1;
                    return Ok(());
                }
                None => return Ok(()),
            }
        }
    }

    /// How many spaces stand before a cell in quotation marks that ends on its line: some tools put one
    /// after each comma. Before all else spaces are the cell's own.
    fn padding(&self) -> usize {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b' ') || self.delimiter == b' ' {
            return 0;
        }
        let rest = bytes.get(self.at..).unwrap_or_default();
        let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
        let inside = rest.get(spaces + 1..).unwrap_or_default();
        if rest.get(spaces) != Some(&b'"') {
            return 0;
        }
        let Some(close) = memchr::memchr3(b'"', b'\n', b'\r', inside) else { return 0 };
        let after = inside.get(close + 1..).unwrap_or_default();
        let after = after.iter().find(|byte| **byte != b' ');
        let ends = after.is_none_or(|byte| *byte == self.delimiter || matches!(byte, b'\n' | b'\r'));
        if inside.get(close) == Some(&b'"') && ends { spaces } else { 0 }
    }

    /// Reads a cell in quotation marks up to its delimiter.
    fn quoted(&mut self, grid: &mut Grid) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        let (opened, first) = (self.line, self.at);
        let from = grid.text_mut().len();
        let mut at = first + 1;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(close) = memchr::memchr(b'"', rest) else {
                return Err(Fault::UnclosedQuote { line: opened });
            };
            grid.text_mut().push_str(self.text.get(at..at + close).unwrap_or_default());
            at += close + 1;
            if bytes.get(at) != Some(&b'"') {
                break;
            }
            grid.text_mut().push('"');
            at += 1;
        }
        let inside = self.text.get(first..at).unwrap_or_default();
        let lines = line_ends(inside);
        let rest = bytes.get(at..).unwrap_or_default();
        let end = at + memchr::memchr3(self.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
        let after = self.text.get(at..end).unwrap_or_default();
        if !after.trim().is_empty() {
            if lines > 0 {
                // It ran over the end of its line into the next mark: it was never closed.
                return Err(Fault::UnclosedQuote { line: opened });
            }
            self.notices.push(Notice::TextAfterQuote { line: opened });
            let whole = self.text.get(first..end).unwrap_or_default();
            grid.text_mut().truncate(from);
            grid.text_mut().push_str(whole);
        } else if matches!(grid.text_mut().as_bytes().get(from), Some(b'\'' | b'=')) {
            let cell = grid.text_mut().get(from..).unwrap_or_default();
            let whole = restored(cell).to_owned();
            grid.text_mut().truncate(from);
            grid.text_mut().push_str(&whole);
        }
        self.line += lines;
        self.at = end;
        grid.close_cell(opened)
    }
}

/// How many line ends a text has: LF, CR or both together.
fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'\r', b'\n', bytes)
        .filter(|at| !(bytes.get(*at) == Some(&b'\n') && *at > 0 && bytes.get(*at - 1) == Some(&b'\r')))
        .count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_text(text: &str) -> Result<Separated, Fault> {
        read(text.as_bytes(), &Dialect::default(), &mut |_| true)
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        let grid = read_text(text).expect("it is a table").grid;
        (0..grid.len()).map(|row| grid.row(row).map(str::to_owned).collect()).collect()
    }

    #[test]
    fn the_delimiter_is_guessed_beside_decimal_commas() {
        for (text, delimiter) in [
            ("nom;montant\nA;1,5\nB;2,5\n", ';'),
            ("nom,montant\nA,\"1,5\"\n", ','),
            ("nom\tville\nA, B et C\tNantes\n", '\t'),
            ("sep=|\na|b\n", '|'),
            ("Source Target Type\na b Directed\n", ' '),
            ("1 2\n2 3\n", ' '),
            ("nom\nA\nB\n", ';'),
        ] {
            assert_eq!(read_text(text).expect("it is a table").delimiter, delimiter, "{text}");
        }
        assert_eq!(read_text("Bonjour\n").err(), Some(Fault::NoColumns));
        assert_eq!(read_text(&"a,".repeat(20_000)).err(), Some(Fault::TooManyColumns { line: 1 }));
    }

    #[test]
    fn sentences_are_refused_and_lists_of_names_read() {
        let prose = "Compte rendu du 12 mars 2023\n\nPrésents : Jean, Marie.\nNous avons parlé des acteurs, des liens.\n";
        assert!(matches!(read_text(prose).err(), Some(Fault::NoTable(_))));
        for (text, expected) in [
            ("Alpha\nBêta\n", ["Alpha", "Bêta"]),
            ("Mairie\nA, B et C\nD\nE\n", ["Mairie", "A, B et C"]),
            ("- Alpha\n- Bêta; suite\n- Gamma\n", ["Alpha", "Bêta; suite"]),
            ("552 081 317\n442 000 001\n", ["552 081 317", "442 000 001"]),
        ] {
            let read = rows(text);
            assert!(read.iter().all(|row| row.len() == 1), "{text}: {read:?}");
            assert_eq!(read.concat()[..2], expected, "{text}");
        }
        let described =
            "Nom,Objet\nA,\"Une phrase, puis une autre. Et la suite.\"\nB,\"Rien du tout, ou presque.\"\n";
        assert_eq!(rows(described)[2], ["B", "Rien du tout, ou presque."]);
    }

    #[test]
    fn remarks_before_a_table_are_left_out_and_names_among_them_found() {
        let read = read_text("# export du 12/03\n# source: x\nNom;Type\nA;B\n").expect("it is a table");
        assert_eq!((read.grid.cell(0, 0), read.grid.line(0), read.grid.len()), ("Nom", 3, 2));
        assert_eq!(read.notices, [Notice::Remarks(2)]);
        assert_eq!(rows("# x\n# de,vers\na,b\n")[0], ["de", "vers"]);
        assert_eq!(rows("#;Nom\n1;A\n")[0], ["#", "Nom"]);
    }

    #[test]
    fn a_space_may_stand_before_quotation_marks() {
        assert_eq!(
            rows("~id, name\nv1, \"marko\", 29\n"),
            [vec!["~id", " name"], vec!["v1", "marko", " 29"]]
        );
        assert_eq!(rows("a,b\nc, \"d\" e\n")[1], ["c", " \"d\" e"]);
        assert_eq!(rows("a,b\nc, \"d\n")[1], ["c", " \"d"]);
    }

    #[test]
    fn line_ends_of_every_system_and_quotation_marks() {
        let expected = vec![vec!["a", "b"], vec!["c", "d"]];
        for text in ["a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d", "\"a\",b\n\"c\" ,d"] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
        let read = read_text("a,b\n\"x\r\ny\",\"il dit \"\"oui\"\"\"\nc,d\n").expect("it is a table").grid;
        assert_eq!(read.row(1).collect::<Vec<_>>(), ["x\r\ny", "il dit \"oui\""]);
        assert_eq!((read.line(1), read.line(2)), (2, 4));
    }

    #[test]
    fn blank_lines_are_no_rows_and_the_start_is_named() {
        let read = read_text(",\n\nname,age\nA,2\n\nB,3\n,,\n").expect("it is a table");
        assert_eq!((read.grid.len(), read.grid.line(0), read.grid.line(3)), (4, 3, 7));
        assert_eq!(read.notices, [Notice::BlankStart(3)]);
        assert!(read_text("\nname,age\nA,2\n").is_ok());
        assert_eq!(read_text("\n  \n;;;\n").err(), Some(Fault::Empty));
    }

    #[test]
    fn lines_without_anything_at_the_start_are_refused_unless_someone_says_how_to_read_it() {
        let text = "\n\r\nname,age\nA,2\n";
        assert_eq!(read_text(text).err(), Some(Fault::BlankStart { line: 3 }));
        let said = Dialect { delimiter: Some(','), ..Dialect::default() };
        assert!(read(text.as_bytes(), &said, &mut |_| true).is_ok());
    }

    #[test]
    fn a_mark_never_closed_is_named_and_one_out_of_place_is_kept() {
        assert_eq!(read_text("a,b\nc,d\n\"e,f\ng,h\n").err(), Some(Fault::UnclosedQuote { line: 3 }));
        assert_eq!(read_text("a,b\nA,\"x\nB,\"y\",z\n").err(), Some(Fault::UnclosedQuote { line: 2 }));
        let read = read_text("a,b\n\"Les Amis\" de Nantes,x\n").expect("it is a table");
        assert_eq!(read.grid.cell(1, 0), "\"Les Amis\" de Nantes");
        assert_eq!(read.notices, [Notice::TextAfterQuote { line: 2 }]);
    }

    #[test]
    fn a_web_page_is_no_table() {
        assert!(matches!(read_text("<!DOCTYPE html>\n<title>x, y</title>"), Err(Fault::NoTable(_))));
    }

    #[test]
    fn what_would_run_in_a_spreadsheet_comes_back_as_it_was() {
        for cell in ["=1+1", "+33 6", "-2+3", "@SUM(1)", "\t=1", "\r=1", "'=1", "''=x", "＝1"] {
            assert!(neutral(cell).starts_with('\''), "{cell}");
            assert_eq!(restored(&neutral(cell)), cell);
        }
        for cell in ["", "'", "l'arbre", "'à part", "-1,5", "-12.25", "1-2"] {
            assert_eq!((neutral(cell).as_ref(), restored(cell)), (cell, cell));
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, &Dialect::default(), &mut |_| true);
        }

        #[test]
        fn text_of_delimiters_and_marks_is_read_or_refused(text in "[a;,\"'=\r\n\t ]{0,80}") {
            let _ = read_text(&text);
        }
    }
}
