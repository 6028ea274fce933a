//! Tables: spreadsheets and separated values. Cells are read as text under caps, a sheet is
//! recognised for what it lists, its columns are mapped to fields, and a draft of a map comes out.

mod archive;
pub mod cells;
mod compound;
pub mod encoding;
mod fault;
pub mod fields;
pub mod numbers;
mod ods;
pub mod separated;
mod xls;
mod xlsx;
mod xml;

use cells::Sheet;
pub use encoding::Encoding;
pub use fault::{Fault, Notice};
pub use separated::Dialect;

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
#[derive(Debug)]
pub struct Book {
    /// What the file is.
    pub container: Container,
    /// Its sheets that hold something; one for separated values.
    pub sheets: Vec<Sheet>,
    /// What was unusual.
    pub notices: Vec<Notice>,
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
        (container, vec![Sheet { name: name.to_owned(), grid: read.grid }])
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
    Ok(Book { container, sheets, notices })
}
