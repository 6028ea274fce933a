//! XML of workbooks, read as a stream: names without their prefixes, attributes, text.

use std::io::BufReader;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::archive::{PartReader, fault_of};
use super::fault::Fault;

/// Deepest nesting read.
const DEEPEST: usize = 256;

/// One part of a workbook as a stream of events.
pub struct Xml<'b> {
    part: String,
    reader: Reader<BufReader<PartReader<'b>>>,
    buffer: Vec<u8>,
    depth: usize,
}

/// What comes next in a part.
pub enum Next {
    /// An element begins; `empty` where it ends at once.
    Open {
        /// Its name and attributes.
        tag: BytesStart<'static>,
        /// Whether it has nothing inside (no [`Next::Close`] follows).
        empty: bool,
    },
    /// An element of this local name ends.
    Close(Vec<u8>),
    /// Text, entities resolved.
    Text(String),
    /// The end of the part.
    End,
}

impl<'b> Xml<'b> {
    /// The events of a part.
    pub fn new(part: &str, reader: PartReader<'b>) -> Self {
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, reader));
        reader.config_mut().check_end_names = true;
        Self { part: part.to_owned(), reader, buffer: Vec::new(), depth: 0 }
    }

    /// The name of the part.
    pub fn part(&self) -> &str {
        &self.part
    }

    /// How far it is, from 0 to 1.
    pub fn done(&self) -> f32 {
        self.reader.get_ref().get_ref().done()
    }

    /// What comes next. Comments and instructions are passed over.
    ///
    /// # Errors
    /// Where the part is damaged, too deep, or declares entities.
    pub fn next(&mut self) -> Result<Next, Fault> {
        loop {
            self.buffer.clear();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => return Err(fault_of(&self.part, &error)),
                Err(error) => return Err(self.damaged(&error.to_string())),
            };
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    let tag = tag.into_owned();
                    if self.depth > DEEPEST {
                        return Err(self.damaged("nested too deep"));
                    }
                    return Ok(Next::Open { tag, empty: false });
                }
                Event::Empty(tag) => return Ok(Next::Open { tag: tag.into_owned(), empty: true }),
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Next::Close(tag.local_name().as_ref().to_vec()));
                }
                Event::Text(text) => {
                    let text = String::from_utf8(text.into_inner().into_owned());
                    return text.map(Next::Text).map_err(|_| self.damaged("no UTF-8 text"));
                }
                Event::CData(text) => {
                    let text = String::from_utf8(text.into_inner().into_owned());
                    return text.map(Next::Text).map_err(|_| self.damaged("no UTF-8 text"));
                }
                Event::GeneralRef(entity) => {
                    let text = resolved(&entity);
                    return text.map(Next::Text).ok_or_else(|| Fault::Doctype { part: self.part.clone() });
                }
                Event::DocType(_) => return Err(Fault::Doctype { part: self.part.clone() }),
                Event::Eof if self.depth > 0 => return Err(self.damaged("truncated xml")),
                Event::Eof => return Ok(Next::End),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            }
        }
    }

    /// Passes over everything inside the element that has just begun, its end included.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Next::End) {
                break;
            }
        }
        Ok(())
    }

    /// That the part is damaged.
    pub fn damaged(&self, what: &str) -> Fault {
        Fault::Part { part: self.part.clone(), what: what.to_owned() }
    }
}

/// The character of `&amp;`, `&#233;` and the like; entities that a document declares are not read.
fn resolved(entity: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Some(c.to_string());
    }
    let name: &[u8] = entity;
    let c = match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        _ => return None,
    };
    Some(c.to_string())
}

/// The value of an attribute by its local name.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    let raw = std::str::from_utf8(&found.value).ok()?;
    Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), |text| text.into_owned()))
}

/// Reads a small part from a text: its elements with their attributes, in order.
///
/// # Errors
/// Where it is damaged.
pub fn elements(part: &str, text: &str) -> Result<Vec<BytesStart<'static>>, Fault> {
    let mut reader = Reader::from_reader(text.as_bytes());
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => found.push(tag.into_owned()),
            Ok(Event::DocType(_)) => return Err(Fault::Doctype { part: part.to_owned() }),
            Ok(Event::Eof) => return Ok(found),
            Ok(_) => {}
            Err(error) => return Err(Fault::Part { part: part.to_owned(), what: error.to_string() }),
        }
    }
}
