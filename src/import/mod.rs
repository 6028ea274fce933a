//! Import: foreign bytes in. What other tools wrote, as a [`Draft`] of what it says,
//! then as a map with a [`Report`] that adds up.
//!
//! Graphs say themselves what is a node and what a link ([`graph`]); tables need a mapping of columns
//! to fields, which is guessed and can be corrected. Formats are known by their content ([`sniff`]).
//! Nothing here opens a file that an input names, follows an address or starts a program; every cap
//! is in [`Limits`], and whatever the bytes, reading answers.

pub mod decode;
pub mod draft;
mod error;
pub mod graph;
pub mod into;
mod json;
pub mod kept;
pub mod meaning;
mod options;
mod plain;
mod report;
pub mod settle;
pub mod sniff;
pub mod table;
mod task;
mod xml;

use std::fs::File;
use std::io::Read;
use std::path::Path;

pub use draft::Draft;
pub use error::{Error, ErrorKind, Place};
pub use meaning::Meaning;
pub use options::{Limits, Options};
pub use report::{Reason, Rejected, Report, Tally, Warning, WarningKind};
pub use settle::settle;
pub use sniff::Format;
pub use task::{Progress, Task};

use crate::model::Map;

/// The bytes of a file with its name.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name of the file, without its folder: its ending helps where the content leaves it open.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Input {
    /// The bytes of a file, as far as the caps allow. What is no regular file (a folder, a pipe, a
    /// device) is not opened at all.
    ///
    /// # Errors
    /// Where there is no such file, it may not be read, or it is too large.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, Error> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let meta = std::fs::metadata(path).map_err(ErrorKind::Io)?;
        if meta.is_dir() {
            return Err(ErrorKind::Directory.into());
        }
        if !meta.is_file() {
            return Err(ErrorKind::NotAFile.into());
        }
        let too_large = |bytes| Error::from(ErrorKind::TooLarge { bytes, limit: limits.bytes });
        if meta.len() > limits.bytes {
            return Err(too_large(meta.len()));
        }
        let mut bytes = Vec::with_capacity(meta.len() as usize);
        let file = File::open(path).map_err(ErrorKind::Io)?;
        file.take(limits.bytes + 1).read_to_end(&mut bytes).map_err(ErrorKind::Io)?;
        if bytes.len() as u64 > limits.bytes {
            return Err(too_large(bytes.len() as u64));
        }
        Ok(Self { name, bytes })
    }
}

/// A map made of foreign files.
#[derive(Debug)]
pub struct Imported {
    /// The map.
    pub map: Map,
    /// What became of what was read.
    pub report: Report,
}

/// Reads files that together are one map: one graph, a list of actors and one of links, or several
/// graphs that share ids. `progress` is told how far it is, from 0 to 1, and answers whether to go
/// on: where it says no, the error is [`ErrorKind::Cancelled`].
///
/// # Errors
/// Whatever keeps a file from being read, with its place where it has one.
pub fn read(inputs: Vec<Input>, options: &Options, progress: Progress<'_>) -> Result<Imported, Error> {
    let mut task = Task::new(options, progress);
    let count = inputs.len().max(1);
    let mut books = Vec::new();
    for (rank, input) in inputs.into_iter().enumerate() {
        let name = input.name.clone();
        // Reading is most of the work, settling the rest.
        task.share(0.7 * rank as f32 / count as f32, 0.7 / count as f32);
        let read = match table_format(&input, options) {
            Some(format) => table::open(&input, format, &mut task).map(|book| books.push(book)),
            None => read_one(input, &mut task),
        };
        read.map_err(|error| if count > 1 { error.of_file(&name) } else { error })?;
    }
    if !books.is_empty() {
        // Tables are understood together: a list of links says what a list of actors is called by.
        task.share(0.4, 0.3);
        if let Some(known) = &options.mapping {
            known.begin(&mut books);
        }
        let tables = table::tables(&books);
        let mut mapping = table::guess(&tables, &options.schema);
        if let Some(known) = &options.mapping {
            mapping.adopt(known);
        }
        table::fill(&tables, &mapping, &mut task)?;
    }
    drop(books);
    task.share(0.7, 0.3);
    settle(task)
}

/// Files read as far as their cells: what an import is made of, again for each mapping that is tried.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The tables, file by file.
    pub books: Vec<table::Book>,
    /// What is no table.
    graphs: Vec<Input>,
    /// What was noted while they were read.
    report: Report,
}

impl Opened {
    /// Whether there are tables among the files, whose columns can be mapped.
    pub fn has_tables(&self) -> bool {
        !self.books.is_empty()
    }

    /// Makes the tables begin where a mapping says. Where that changed any, they ask for another mapping.
    pub fn begin(&mut self, mapping: &table::Mapping) -> bool {
        mapping.begin(&mut self.books)
    }

    /// The mapping the tables seem to ask for.
    pub fn guess(&self, schema: &crate::model::Schema) -> table::Mapping {
        table::guess(&table::tables(&self.books), schema)
    }
}

/// Reads files that together are one map as far as the cells of tables; graphs are kept as bytes.
///
/// # Errors
/// Whatever keeps a table from being read.
pub fn open(inputs: &[Input], options: &Options, progress: Progress<'_>) -> Result<Opened, Error> {
    let mut task = Task::new(options, progress);
    let count = inputs.len().max(1) as f32;
    let mut opened = Opened { books: Vec::new(), graphs: Vec::new(), report: Report::default() };
    for (rank, input) in inputs.iter().enumerate() {
        task.share(rank as f32 / count, 1.0 / count);
        match table_format(input, options) {
            Some(format) => {
                let book = table::open(input, format, &mut task);
                opened.books.push(book.map_err(|error| error.of_file(&input.name))?);
            }
            None => opened.graphs.push(input.clone()),
        }
    }
    opened.report = task.report;
    Ok(opened)
}

/// Makes a map of opened files, their tables as a mapping says.
///
/// # Errors
/// Whatever keeps a graph from being read, or a table from being understood.
pub fn make(
    opened: &Opened,
    mapping: &table::Mapping,
    options: &Options,
    progress: Progress<'_>,
) -> Result<(Imported, table::Filled), Error> {
    let mut task = Task::new(options, progress);
    task.report = opened.report.clone();
    task.share(0.0, 0.6);
    for input in &opened.graphs {
        read_one(input.clone(), &mut task)?;
    }
    let mut filled = table::Filled { has_ids: opened.books.is_empty(), ..table::Filled::default() };
    if opened.has_tables() {
        filled = table::fill(&table::tables(&opened.books), mapping, &mut task)?;
    }
    task.share(0.6, 0.4);
    Ok((settle(task)?, filled))
}

/// The format of an input that is a table; nothing for all else.
pub fn table_format(input: &Input, options: &Options) -> Option<Format> {
    if let Some(format) = options.format {
        return format.is_table().then_some(format);
    }
    let by_name = Format::of_ending(&input.name);
    if table::is_workbook(&input.bytes) {
        return Some(
            by_name.filter(|format| *format != Format::Csv && format.is_table()).unwrap_or(Format::Xlsx),
        );
    }
    if decode::binary(&input.bytes).is_some() {
        return None;
    }
    let head = input.bytes.get(..input.bytes.len().min(64 << 10)).unwrap_or_default();
    let text = match decode::decode(head, None) {
        Ok(decoded) => decoded.text.into_owned(),
        // What is wrong with it is said by whoever reads it.
        Err(_) => return by_name.filter(|format| *format == Format::Csv),
    };
    match sniff::sniff_text(&text, &input.name) {
        Ok(format) => format.is_table().then_some(format),
        Err(_) => None,
    }
}

/// The format of a file by its content, without reading it: for messages about files that cannot be.
pub fn format_of(input: &Input) -> Option<Format> {
    let head = &input.bytes[..input.bytes.len().min(1 << 16)];
    let text = decode::text_of(head.to_vec(), &mut Report::default()).ok()?;
    sniff::sniff_text(&text, &input.name).ok()
}

/// Reads one file into the draft.
fn read_one(input: Input, task: &mut Task<'_>) -> Result<(), Error> {
    let Input { name, bytes } = input;
    if bytes.is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    if let Some(found) = decode::binary(&bytes) {
        return Err(match Format::of_ending(&name) {
            Some(expected) => ErrorKind::NotThis { expected, found: found.to_owned() },
            None => ErrorKind::Unknown { found },
        }
        .into());
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(ErrorKind::Unknown { found: "a workbook or archive (zip)" }.into());
    }
    let text = decode::text_of(bytes, &mut task.report)?;
    let format = match task.options.format {
        Some(format) => format,
        None => sniff::sniff_text(&text, &name)?,
    };
    if let Some(by_name) = Format::of_ending(&name)
        && task.options.format.is_none()
        && sniff::says_other(by_name, format)
    {
        task.report.warn(WarningKind::OtherFormat(format), Place::default(), &name);
    }
    task.report.files.push((name, format));
    if format.is_table() {
        return Err(ErrorKind::Unknown { found: "a table" }.into());
    }
    graph::read(format, text, task)
}
