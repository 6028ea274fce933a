//! XLS: workbooks of Excel 97 to 2003, and of 95 as far as plain cells go. After [MS-XLS]; only cells
//! are read, no formula is computed.

use encoding_rs::WINDOWS_1252;

use super::Watch;
use super::cells::{Grid, Sheet};
use super::compound;
use super::fault::{Fault, Notice};
use super::numbers::{DateForm, date_form, dated, plain};
use super::spread::{Marks, spread};
use super::xlsx::column_name;

/// A cell this many columns beyond twice the width so far is astray.
const ASTRAY: usize = 256;
/// Most sheets read.
const MOST_SHEETS: usize = 256;

/// Reads the sheets of a workbook.
///
/// # Errors
/// Where it is damaged, encrypted, or passes a limit.
pub fn read(bytes: &[u8], notices: &mut Vec<Notice>, watch: Watch<'_>) -> Result<Vec<Sheet>, Fault> {
    if compound::is_encrypted(bytes) {
        return Err(Fault::Encrypted);
    }
    let stream = compound::stream(bytes, &["Workbook", "Book"])?;
    let book = Book::read(&stream)?;
    let mut sheets = Vec::new();
    for (at, (name, start)) in book.sheets.iter().enumerate() {
        if !watch(at as f32 / book.sheets.len() as f32) {
            return Err(Fault::Cancelled);
        }
        let grid = book.sheet(name, stream.get(*start..).unwrap_or_default(), notices)?;
        sheets.push(Sheet { name: name.clone(), grid });
    }
    if sheets.is_empty() {
        return Err(Fault::Xls("it has no sheet"));
    }
    Ok(sheets)
}

/// A record: its kind and its bytes.
type Record<'b> = (u16, &'b [u8]);

/// The records of a stream from its start, until it ends or makes no sense.
fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (kind, len) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let body = rest.get(4..4 + len)?;
        rest = rest.get(4 + len..)?;
        Some((kind, body))
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// What a workbook shares.
#[derive(Default)]
struct Book {
    /// Whether texts are of single bytes (Excel 95).
    is_old: bool,
    from_1904: bool,
    sheets: Vec<(String, usize)>,
    strings: Vec<String>,
    forms: Vec<Option<DateForm>>,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, Fault> {
        let mut book = Self::default();
        let mut own: Vec<(u16, Option<DateForm>)> = Vec::new();
        let mut styles = Vec::new();
        let mut shared: Vec<&[u8]> = Vec::new();
        let mut in_shared = false;
        for (at, (kind, body)) in records(stream).enumerate() {
            in_shared &= kind == 0x3C;
            match kind {
                0x0809 if at == 0 => book.is_old = u16_at(body, 0).is_some_and(|version| version < 0x0600),
                _ if at == 0 => return Err(Fault::Xls("an unknown version")),
                0x2F => return Err(Fault::Encrypted),
                0x22 => book.from_1904 = u16_at(body, 0) == Some(1),
                0x85 if book.sheets.len() < MOST_SHEETS => {
                    let start = u32_at(body, 0).map(|start| start as usize);
                    // Only sheets of cells: charts and macros are of other types.
                    if let Some(start) = start.filter(|_| body.get(5) == Some(&0)) {
                        let name = book.text(body.get(6..).unwrap_or_default(), 1).unwrap_or_default();
                        book.sheets.push((name, start));
                    }
                }
                0x41E => {
                    let code = book.text(body.get(2..).unwrap_or_default(), if book.is_old { 1 } else { 2 });
                    own.extend(u16_at(body, 0).zip(code).map(|(id, code)| (id, date_form(&code))));
                }
                0xE0 => styles.extend(u16_at(body, 2)),
                0xFC => {
                    shared = vec![body];
                    in_shared = true;
                }
                0x3C if in_shared => shared.push(body),
                0x0A => break,
                _ => {}
            }
        }
        book.forms = styles
            .into_iter()
            .map(|id| {
                let own = own.iter().find(|(known, _)| *known == id);
                own.map_or_else(|| DateForm::built_in(u32::from(id)), |(_, form)| *form)
            })
            .collect();
        if !shared.is_empty() {
            book.strings = Pieces::new(shared).strings().unwrap_or_default();
        }
        Ok(book)
    }

    /// A text after its length, which takes one byte or two.
    fn text(&self, bytes: &[u8], length_bytes: usize) -> Option<String> {
        let len =
            if length_bytes == 1 { usize::from(*bytes.first()?) } else { usize::from(u16_at(bytes, 0)?) };
        let rest = bytes.get(length_bytes..)?;
        if self.is_old {
            return Some(WINDOWS_1252.decode_without_bom_handling(rest.get(..len)?).0.into_owned());
        }
        let flags = *rest.first()?;
        let rest = rest.get(1..)?;
        Some(if flags & 1 == 1 { wide(rest.get(..2 * len)?) } else { narrow(rest.get(..len)?) })
    }

    fn sheet(&self, name: &str, stream: &[u8], notices: &mut Vec<Notice>) -> Result<Grid, Fault> {
        let mut cells: Vec<(u16, u16, String)> = Vec::new();
        let mut marks = Marks::default();
        // A formula whose text follows in a record of its own.
        let mut awaited: Option<(u16, u16)> = None;
        let mut depth = 0;
        for (kind, body) in records(stream) {
            match kind {
                0x0809 => {
                    depth += 1;
                    continue;
                }
                0x0A => {
                    depth -= 1;
                    if depth <= 0 {
                        break;
                    }
                    continue;
                }
                // A chart within the sheet.
                _ if depth > 1 => continue,
                0x207 => {
                    if let (Some((row, column)), Some(text)) = (awaited.take(), self.text(body, 2)) {
                        cells.push((row, column, text));
                    }
                    continue;
                }
                // Areas of merged cells: first and last row, first and last column.
                0xE5 => {
                    for area in body.get(2..).unwrap_or_default().chunks_exact(8) {
                        let at = |at| u16_at(area, at).map_or(0, usize::from);
                        if at(4) == at(6) {
                            marks.merge(at(0) + 1, at(2) + 1, at(4));
                        }
                    }
                    continue;
                }
                _ => {}
            }
            let Some((row, column)) = u16_at(body, 0).zip(u16_at(body, 2)) else { continue };
            let style = u16_at(body, 4).map_or(0, usize::from);
            let named = || format!("{name}!{}{}", column_name(usize::from(column)), u32::from(row) + 1);
            let text = match kind {
                0xFD => {
                    let index = u32_at(body, 6).unwrap_or(u32::MAX);
                    let text = self.strings.get(index as usize).cloned();
                    Some(text.ok_or_else(|| Fault::NoSuchString { cell: named(), index: index.to_string() })?)
                }
                0x204 | 0xD6 => self.text(body.get(6..).unwrap_or_default(), 2),
                0x203 => f64_at(body, 6).map(|number| self.shown(number, style)),
                0x27E => u32_at(body, 6).map(|packed| self.shown(unpacked(packed), style)),
                0xBD => {
                    let many = body.get(4..).unwrap_or_default().chunks_exact(6);
                    for (column, cell) in (column..).zip(many) {
                        let style = u16_at(cell, 0).map_or(0, usize::from);
                        if let Some(packed) = u32_at(cell, 2) {
                            cells.push((row, column, self.shown(unpacked(packed), style)));
                        }
                    }
                    None
                }
                0x205 if body.get(7) == Some(&0) => body.get(6).map(|value| (*value == 1).to_string()),
                0x205 => {
                    let error = error_name(body.get(6).copied().unwrap_or(0)).to_owned();
                    notices.push(Notice::ErrorCell { cell: named(), error });
                    None
                }
                0x06 => match (u16_at(body, 12), body.get(6), body.get(8)) {
                    (Some(0xFFFF), Some(0), _) => {
                        awaited = Some((row, column));
                        None
                    }
                    (Some(0xFFFF), Some(1), Some(value)) => Some((*value == 1).to_string()),
                    (Some(0xFFFF), Some(2), Some(error)) => {
                        let error = error_name(*error).to_owned();
                        notices.push(Notice::ErrorCell { cell: named(), error });
                        None
                    }
                    (Some(0xFFFF), ..) => None,
                    _ => f64_at(body, 6).map(|number| self.shown(number, style)),
                },
                _ => None,
            };
            cells.extend(text.filter(|text| !text.is_empty()).map(|text| (row, column, text)));
        }
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        let grid = fill(name, cells, notices)?;
        spread(name, grid, &marks, notices)
    }

    fn shown(&self, number: f64, style: usize) -> String {
        let form = self.forms.get(style).copied().flatten();
        form.and_then(|form| dated(number, form, self.from_1904))
            .unwrap_or_else(|| plain(&number.to_string()))
    }
}

/// A sheet of cells in order.
fn fill(name: &str, cells: Vec<(u16, u16, String)>, notices: &mut Vec<Notice>) -> Result<Grid, Fault> {
    let mut grid = Grid::default();
    let mut current = None;
    for (row, column, text) in cells {
        let (line, column) = (usize::from(row) + 1, usize::from(column));
        if let Some(before) = current.filter(|before| *before != line) {
            grid.end_row(before);
        }
        current = Some(line);
        if column > 2 * grid.width().max(grid.open_len()) + ASTRAY {
            notices.push(Notice::StrayCell { cell: format!("{name}!{}{line}", column_name(column)) });
            continue;
        }
        // Of two cells at one place the first stands.
        if column >= grid.open_len() {
            grid.pad_to(column, line)?;
            grid.push_cell(&text, line)?;
        }
    }
    if let Some(line) = current {
        grid.end_row(line);
    }
    Ok(grid)
}

fn narrow(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn wide(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A number packed in 30 bits: the head of a float or a whole number, perhaps in hundredths.
fn unpacked(packed: u32) -> f64 {
    let number = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & 0xFFFF_FFFC) << 32)
    } else {
        f64::from(packed as i32 >> 2)
    };
    if packed & 1 == 1 { number / 100.0 } else { number }
}

fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

/// The table of shared texts: it runs over several records, and a text cut between two says anew at
/// the start of the second how wide its letters are.
struct Pieces<'b> {
    pieces: Vec<&'b [u8]>,
    piece: usize,
    at: usize,
}

impl<'b> Pieces<'b> {
    fn new(pieces: Vec<&'b [u8]>) -> Self {
        Self { pieces, piece: 0, at: 0 }
    }

    fn rest(&self) -> &'b [u8] {
        self.pieces.get(self.piece).and_then(|piece| piece.get(self.at..)).unwrap_or_default()
    }

    fn next_piece(&mut self) -> Option<()> {
        self.piece += 1;
        self.at = 0;
        (self.piece < self.pieces.len()).then_some(())
    }

    /// So many bytes, not cut within a value.
    fn take(&mut self, len: usize) -> Option<&'b [u8]> {
        if self.rest().is_empty() {
            self.next_piece()?;
        }
        let bytes = self.rest().get(..len)?;
        self.at += len;
        Some(bytes)
    }

    fn skip(&mut self, mut len: usize) -> Option<()> {
        while len > 0 {
            if self.rest().is_empty() {
                self.next_piece()?;
            }
            let step = len.min(self.rest().len());
            self.at += step;
            len -= step;
        }
        Some(())
    }

    fn strings(&mut self) -> Option<Vec<String>> {
        self.take(4)?;
        let count = u32_at(self.take(4)?, 0)? as usize;
        let mut strings = Vec::new();
        while strings.len() < count {
            let Some(text) = self.string() else { break };
            strings.push(text);
        }
        Some(strings)
    }

    fn string(&mut self) -> Option<String> {
        let mut len = usize::from(u16_at(self.take(2)?, 0)?);
        let flags = *self.take(1)?.first()?;
        let runs = if flags & 8 == 8 { usize::from(u16_at(self.take(2)?, 0)?) } else { 0 };
        let extra = if flags & 4 == 4 { u32_at(self.take(4)?, 0)? as usize } else { 0 };
        let mut is_wide = flags & 1 == 1;
        let mut text = String::new();
        while len > 0 {
            if self.rest().is_empty() {
                self.next_piece()?;
                is_wide = *self.take(1)?.first()? & 1 == 1;
            }
            let size = if is_wide { 2 } else { 1 };
            let letters = len.min(self.rest().len() / size);
            if letters == 0 {
                return None;
            }
            let bytes = self.take(letters * size)?;
            text.push_str(&if is_wide { wide(bytes) } else { narrow(bytes) });
            len -= letters;
        }
        self.skip(4 * runs + extra)?;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::compound::tests::container;
    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
    }

    fn at(row: u16, column: u16, style: u16, rest: &[u8]) -> Vec<u8> {
        [&row.to_le_bytes()[..], &column.to_le_bytes(), &style.to_le_bytes(), rest].concat()
    }

    fn workbook() -> Vec<u8> {
        let begin = record(0x809, &[0x00, 0x06, 0x05, 0, 0, 0, 0, 0]);
        // Two texts: "Nom", and "Éco" cut after its first letter, wide in the second piece.
        let first =
            [&2_u32.to_le_bytes()[..], &2_u32.to_le_bytes(), b"\x03\0\0Nom", b"\x03\0\0\xC9"].concat();
        let shared = [record(0xFC, &first), record(0x3C, b"\x01c\0o\0")].concat();
        let styles = [record(0xE0, &[0, 0, 0, 0]), record(0xE0, &[0, 0, 14, 0])].concat();
        let bound = record(0x85, &[&0_u32.to_le_bytes()[..], &[0, 0, 3, 0], b"One"].concat());
        let start = begin.len() + bound.len() + styles.len() + shared.len() + 4;
        let bound = record(0x85, &[&(start as u32).to_le_bytes()[..], &[0, 0, 3, 0], b"One"].concat());
        let cells = [
            record(0xFD, &at(0, 0, 0, &0_u32.to_le_bytes())),
            record(0xFD, &at(2, 0, 0, &1_u32.to_le_bytes())),
            record(0x203, &at(2, 1, 1, &43_521_f64.to_le_bytes())),
            record(0x27E, &at(2, 2, 0, &(((1250_u32) << 2) | 3).to_le_bytes())),
            record(0x06, &at(2, 3, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0])),
            record(0x207, b"\x02\0\0ok"),
            record(0x205, &at(2, 4, 0, &[0x17, 1])),
        ]
        .concat();
        let end = record(0x0A, &[]);
        [begin.clone(), bound, styles, shared, end.clone(), begin, cells, end].concat()
    }

    #[test]
    fn cells_of_every_sort_are_read() {
        let mut notices = Vec::new();
        let sheets =
            read(&container("Workbook", &workbook()), &mut notices, &mut |_| true).expect("it is whole");
        assert_eq!((sheets.len(), sheets[0].name.as_str()), (1, "One"));
        let grid = &sheets[0].grid;
        assert_eq!((grid.len(), grid.cell(0, 0), grid.line(1)), (2, "Nom", 3));
        assert_eq!(grid.row(1).collect::<Vec<_>>(), ["Éco", "2019-02-25", "12.5", "ok"]);
        assert_eq!(notices, [Notice::ErrorCell { cell: "One!E3".to_owned(), error: "#REF!".to_owned() }]);
    }

    #[test]
    fn a_password_and_damage_are_named() {
        let locked = [record(0x809, &[0, 6, 5, 0]), record(0x2F, &[1, 0])].concat();
        let outcome = |bytes: &[u8]| read(bytes, &mut Vec::new(), &mut |_| true).err();
        assert_eq!(outcome(&container("Workbook", &locked)), Some(Fault::Encrypted));
        assert_eq!(outcome(&container("EncryptedPackage", b"")), Some(Fault::Encrypted));
        assert!(matches!(outcome(&container("Workbook", b"nonsense")), Some(Fault::Xls(_))));
        let whole = container("Workbook", &workbook());
        for len in 0..whole.len() {
            let _ = read(&whole[..len], &mut Vec::new(), &mut |_| true);
        }
    }
}
