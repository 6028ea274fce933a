//! Tables: spreadsheets and separated values. Cells are read as text under caps, a sheet is
//! recognised for what it lists, its columns are mapped to fields, and a draft of a map comes out.

mod archive;
pub mod cells;
mod compound;
mod ends;
mod fault;
pub mod fields;
mod fill;
mod heading;
pub mod kinds;
mod known;
pub mod mapping;
mod matrix;
mod neighbours;
mod neo4j;
pub mod numbers;
mod ods;
mod partners;
pub mod places;
mod recognise;
mod relate;
pub mod separated;
mod spread;
mod values;
mod words;
mod xls;
mod xlsx;
mod xml;

use cells::{Grid, Sheet};
pub use fault::{Fault, Notice};
pub use fields::Field;
pub use fill::{Filled, Repair, fill};
pub use mapping::{ColumnMapping, Lists, Mapping, SheetMapping};
pub use places::Homonym;
pub use recognise::guess;
pub use separated::Dialect;
pub use words::shown;
pub(crate) use words::would_change;

use super::Input;
use super::decode::Encoding;
use super::error::{Error, ErrorKind, Place};
use super::report::WarningKind;
use super::sniff::{self, Format};
use super::task::Task;

/// Told how far a reader is, from 0 to 1; says whether anybody still waits.
pub type Watch<'a> = &'a mut dyn FnMut(f32) -> bool;

/// What a file of tables is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Separated values.
    Separated {
        /// The encoding it was read in.
        encoding: Encoding,
        /// What separated the columns.
        delimiter: char,
    },
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A workbook of LibreOffice.
    Ods,
    /// A workbook of Excel before 2007.
    Xls,
}

/// A file of tables as it was read.
#[derive(Clone, Debug)]
pub struct Book {
    /// What the file is.
    pub container: Container,
    /// Its sheets that hold something; one for separated values.
    pub sheets: Vec<Sheet>,
    /// What was unusual.
    pub notices: Vec<Notice>,
}

/// One sheet of a book among others.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// Which file it is of.
    pub file: usize,
    /// Its name.
    pub name: &'a str,
    /// Its cells.
    pub grid: &'a Grid,
    /// Whether it is of a workbook, whose rows may end early.
    pub is_workbook: bool,
}

impl Table<'_> {
    /// The row at which its list ends, whose rows begin at one; totals and remarks may stand below.
    pub fn end(&self, first: usize) -> usize {
        heading::foot(self.grid, first)
    }
}

/// The sheets of books, in their order.
pub fn tables(books: &[Book]) -> Vec<Table<'_>> {
    let mut tables = Vec::new();
    for (file, book) in books.iter().enumerate() {
        let is_workbook = !matches!(book.container, Container::Separated { .. });
        let sheets = book.sheets.iter();
        tables.extend(sheets.map(|sheet| Table { file, name: &sheet.name, grid: &sheet.grid, is_workbook }));
    }
    tables
}

/// A cell without the spaces around it, ordinary or not; tabs and line ends are kept. The one rule by
/// which " A", "A " and "A" are one name.
pub fn clean(cell: &str) -> &str {
    // Most cells begin and end with a letter or digit: nothing to look for.
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_plain(cell.as_bytes().first()) && is_plain(cell.as_bytes().last()) {
        return cell;
    }
    cell.trim_matches([' ', '\u{a0}', '\u{202f}', '\u{2007}'])
}

/// Whether bytes begin as a workbook does, whatever the file's name says.
pub fn is_workbook(bytes: &[u8]) -> bool {
    archive::Archive::is_zip(bytes) || compound::is_one(bytes)
}

/// Reads a file of tables by its content. `name` is what a lone sheet is called.
///
/// # Errors
/// Where it is none, is damaged, or passes a limit of [`cells`].
pub fn read(bytes: &[u8], name: &str, dialect: &Dialect, watch: Watch<'_>) -> Result<Book, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    let mut notices = Vec::new();
    let (container, mut sheets) = if archive::Archive::is_zip(bytes) {
        let archive = archive::Archive::open(bytes)?;
        if xlsx::is_one(&archive) {
            (Container::Xlsx, xlsx::read(&archive, &mut notices, watch)?)
        } else if ods::is_one(&archive) {
            (Container::Ods, ods::read(&archive, &mut notices, watch)?)
        } else {
            return Err(Fault::NoWorkbook);
        }
    } else if compound::is_one(bytes) {
        (Container::Xls, xls::read(bytes, &mut notices, watch)?)
    } else {
        let read = separated::read(bytes, dialect, watch)?;
        let container = Container::Separated { encoding: read.encoding, delimiter: read.delimiter };
        notices = read.notices;
        let named = |name: String, grid| Sheet { name, grid };
        let sheets = match neo4j::two_tables(&read.grid)? {
            Some((actors, links)) => {
                vec![named(format!("{name} (_id)"), actors), named(format!("{name} (_start)"), links)]
            }
            None => vec![named(name.to_owned(), read.grid)],
        };
        (container, sheets)
    };
    sheets.retain(|sheet| {
        let ignored = sheet.name.trim_end().to_lowercase().ends_with("(ignore)");
        if ignored {
            notices.push(Notice::IgnoredSheet(sheet.name.clone()));
        }
        !ignored && !sheet.grid.is_empty()
    });
    if sheets.is_empty() {
        return Err(Fault::Empty);
    }
    for Sheet { name, grid } in &mut sheets {
        let above = heading::rows_above(grid);
        if above > 0 {
            let said = (0..above).flat_map(|row| grid.row(row)).map(clean).find(|cell| !cell.is_empty());
            let first = crate::file::short(said.unwrap_or_default());
            notices.push(Notice::RowsAbove { sheet: name.clone(), count: above, first });
            grid.begin_below(above);
        }
    }
    Ok(Book { container, sheets, notices })
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let too_many =
            |what, limit: usize| ErrorKind::TooMany { what, count: limit as u64 + 1, limit: limit as u64 };
        let at = |line: usize, kind| Error::at(Place::line(line), kind);
        match fault {
            Fault::Empty => ErrorKind::Empty.into(),
            Fault::Encrypted => ErrorKind::Password.into(),
            Fault::Cancelled => ErrorKind::Cancelled.into(),
            Fault::TooManyColumns { line } => at(line, too_many("columns", cells::MOST_COLUMNS)),
            Fault::TooManyCells { line } => at(line, too_many("cells", cells::MOST_CELLS)),
            Fault::TooMuchText { line } => at(line, too_many("bytes of text", cells::MOST_TEXT)),
            Fault::LongCell { line } => at(line, too_many("bytes in one cell", cells::LONGEST_CELL)),
            Fault::BlankStart { line } => at(line, ErrorKind::BlankStart),
            Fault::Uneven { .. } => ErrorKind::Uneven(fault.to_string()).into(),
            Fault::Zip(_) | Fault::Part { .. } | Fault::Inflates { .. } | Fault::Xls(_) => {
                ErrorKind::Archive(fault.to_string()).into()
            }
            Fault::NoTable(found) => ErrorKind::Unknown { found }.into(),
            fault => ErrorKind::Invalid(fault.to_string()).into(),
        }
    }
}

/// Reads a file of tables for an import, and says in its report what is unusual.
///
/// # Errors
/// As [`read`].
pub(super) fn open(input: &Input, format: Format, task: &mut Task<'_>) -> Result<Book, Error> {
    let stem = input.name.rsplit_once('.').map_or(input.name.as_str(), |(stem, _)| stem);
    let dialect = task.options.mapping.as_ref().map(|mapping| mapping.dialect.clone()).unwrap_or_default();
    let book = read(&input.bytes, stem, &dialect, &mut |done| task.look(done).is_ok())?;
    let width = book.sheets.iter().map(|sheet| sheet.grid.width()).max().unwrap_or(0);
    if width > task.options.limits.columns {
        let (count, limit) = (width as u64, task.options.limits.columns as u64);
        return Err(ErrorKind::TooMany { what: "columns", count, limit }.into());
    }
    let found = match book.container {
        Container::Separated { .. } => Format::Csv,
        Container::Xlsx => Format::Xlsx,
        Container::Ods => Format::Ods,
        Container::Xls => Format::Xls,
    };
    let by_name = Format::of_ending(&input.name);
    if format.is_table() && by_name.is_some_and(|by_name| sniff::says_other(by_name, found)) {
        task.report.warn(WarningKind::OtherFormat(found), Place::default(), &input.name);
    }
    for notice in &book.notices {
        task.report.warn(WarningKind::Table(notice.clone()), Place::default(), "");
    }
    task.report.files.push((input.name.clone(), found));
    Ok(book)
}
