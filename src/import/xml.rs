//! XML of other tools, one token at a time. quick-xml finds the tags; here is what it lets pass: a
//! missing end, entities, control characters, depth, attributes that come twice. Names are compared
//! without their prefix: real files carry wrong namespaces.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{Error as XmlError, IllFormedError};
use quick_xml::events::{BytesStart, Event};

use super::error::{Error, ErrorKind, Place};
use super::report::{Report, WarningKind};
use super::sniff::Format;

/// Attributes of one tag beyond which it is not asked whether one comes twice.
const MOST_COMPARED: usize = 64;

/// One token.
pub(super) enum Token<'t> {
    /// A tag opens.
    Open(Tag<'t>),
    /// A tag closes. Every opened one does, those that are empty at once.
    Close,
    /// Text, references resolved.
    Text(Cow<'t, str>),
    /// The end of the file; so many tags are still open.
    End(usize),
}

/// An opening tag.
pub(super) struct Tag<'t>(BytesStart<'t>);

impl Tag<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &[u8] {
        self.0.local_name().into_inner()
    }

    /// Its attributes, without the prefixes of their names; declarations of namespaces left out.
    pub fn attributes(&self, xml: &Xml<'_>) -> Result<Attributes<'_>, Error> {
        let mut list: Attributes<'_> = Vec::new();
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        for attribute in attributes {
            let attribute = attribute.map_err(|error| xml.syntax(error.to_string()))?;
            let name = attribute.key.into_inner();
            if name == b"xmlns" || name.starts_with(b"xmlns:") {
                continue;
            }
            let name = attribute.key.local_name().into_inner();
            let Cow::Borrowed(value) = attribute.value else { continue };
            // Both are slices of a text that is UTF-8, cut at ASCII characters.
            let (Ok(name), Ok(value)) = (std::str::from_utf8(name), std::str::from_utf8(value)) else {
                continue;
            };
            if list.len() < MOST_COMPARED
                && list.iter().any(|(other, _)| *other == name)
                && !name.contains("Location")
            {
                return Err(xml.syntax(format!("the attribute `{name}` comes twice")));
            }
            let value = unescape(value).map_err(|entity| xml.error(ErrorKind::Entity(entity)))?;
            list.push((name, value));
        }
        Ok(list)
    }
}

/// The attributes of a tag.
pub(super) type Attributes<'a> = Vec<(&'a str, Cow<'a, str>)>;

/// The value of an attribute; nothing where it is not there.
pub(super) fn attribute<'a>(attributes: &'a Attributes<'_>, name: &str) -> &'a str {
    attributes.iter().find(|(other, _)| *other == name).map_or("", |(_, value)| value)
}

/// A text in XML, being read.
pub(super) struct Xml<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    format: Format,
    depth: usize,
    most_deep: usize,
    /// A tag that was empty: its end is still to be given.
    closing: bool,
    /// Where lines were counted to, and the line there.
    counted: (usize, usize),
    /// What was met that is said once.
    pub notes: Vec<WarningKind>,
}

/// Replaces the characters XML forbids, and says so. Done before reading, as a text of its own.
pub(super) fn without_controls(text: String, report: &mut Report) -> String {
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    let Some(at) = text.bytes().position(is_control) else { return text };
    report.warn(WarningKind::ControlCharacters, Place::of_byte(&text, at), "");
    text.replace(|c: char| c.is_ascii() && is_control(c as u8), "\u{fffd}")
}

impl<'t> Xml<'t> {
    /// A text whose tags may lie so deep in each other.
    pub fn new(text: &'t str, format: Format, most_deep: usize) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = true;
        config.allow_dangling_amp = false;
        config.trim_markup_names_in_closing_tags = true;
        Self { text, reader, format, depth: 0, most_deep, closing: false, counted: (0, 1), notes: Vec::new() }
    }

    /// The line that is being read.
    pub fn line(&mut self) -> usize {
        let at = self.at();
        let (from, line) = self.counted;
        if at > from {
            let line = line + memchr::memchr_iter(b'\n', &self.text.as_bytes()[from..at]).count();
            self.counted = (at, line);
        }
        self.counted.1
    }

    fn at(&self) -> usize {
        (self.reader.buffer_position() as usize).min(self.text.len())
    }

    /// How much has been read, from 0 to 1.
    pub fn done(&self) -> f32 {
        self.at() as f32 / self.text.len().max(1) as f32
    }

    /// An error here.
    pub fn error(&self, kind: ErrorKind) -> Error {
        Error::at(Place::of_byte(self.text, self.at()), kind)
    }

    /// An error of syntax here.
    pub fn syntax(&self, what: String) -> Error {
        self.error(ErrorKind::Syntax { format: self.format, what })
    }

    /// The error of a text that ends before it should.
    pub fn truncated(&self) -> Error {
        self.error(ErrorKind::Truncated("tags are open at its end".to_owned()))
    }

    /// The next token.
    pub fn next(&mut self) -> Result<Token<'t>, Error> {
        if self.closing {
            self.closing = false;
            return Ok(Token::Close);
        }
        loop {
            return Ok(match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    if self.depth > self.most_deep {
                        let limit = self.most_deep;
                        return Err(self.error(ErrorKind::TooDeep { what: "elements", limit }));
                    }
                    Token::Open(Tag(tag))
                }
                Ok(Event::Empty(tag)) => {
                    self.closing = true;
                    Token::Open(Tag(tag))
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close
                }
                Ok(Event::Text(text)) => match text.into_inner() {
                    Cow::Borrowed(bytes) => Token::Text(Cow::Borrowed(self.as_text(bytes)?)),
                    Cow::Owned(bytes) => {
                        Token::Text(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()))
                    }
                },
                Ok(Event::CData(text)) => match text.into_inner() {
                    Cow::Borrowed(bytes) => Token::Text(Cow::Borrowed(self.as_text(bytes)?)),
                    Cow::Owned(bytes) => {
                        Token::Text(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()))
                    }
                },
                Ok(Event::GeneralRef(reference)) => {
                    let name = String::from_utf8_lossy(&reference).into_owned();
                    match resolve(&name) {
                        Some(c) => Token::Text(Cow::Owned(c.to_string())),
                        None => return Err(self.error(ErrorKind::Entity(name))),
                    }
                }
                Ok(Event::DocType(declaration)) => {
                    if declaration.windows(8).any(|window| window.eq_ignore_ascii_case(b"<!entity")) {
                        return Err(self.error(ErrorKind::Doctype));
                    }
                    self.notes.push(WarningKind::DoctypeIgnored);
                    continue;
                }
                Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_)) => continue,
                Ok(Event::Eof) => Token::End(self.depth),
                Err(error) => return Err(self.wrong(error)),
            });
        }
    }

    fn as_text(&self, bytes: &'t [u8]) -> Result<&'t str, Error> {
        std::str::from_utf8(bytes).map_err(|_| self.syntax("text that is no UTF-8".to_owned()))
    }

    fn wrong(&self, error: XmlError) -> Error {
        let at = (self.reader.error_position() as usize).min(self.text.len());
        let kind = match &error {
            XmlError::Syntax(what) => ErrorKind::Truncated(what.to_string()),
            XmlError::IllFormed(IllFormedError::UnclosedReference) => ErrorKind::Syntax {
                format: self.format,
                what: "an `&` that is not followed by a name and `;` (write `&amp;`)".to_owned(),
            },
            other => ErrorKind::Syntax { format: self.format, what: other.to_string() },
        };
        Error::at(Place::of_byte(self.text, at), kind)
    }

    /// The text of the element that was just opened, up to its end, tags within left out.
    pub fn text_of_element(&mut self) -> Result<String, Error> {
        let mut text = String::new();
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Token::Open(_) => depth += 1,
                Token::Close => depth -= 1,
                Token::Text(more) => text.push_str(&more),
                Token::End(_) => return Err(self.truncated()),
            }
        }
        Ok(text)
    }

    /// Passes over the element that was just opened.
    pub fn skip_element(&mut self) -> Result<(), Error> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Token::Open(_) => depth += 1,
                Token::Close => depth -= 1,
                Token::Text(_) => {}
                Token::End(_) => return Err(self.truncated()),
            }
        }
        Ok(())
    }
}

/// A text with its references resolved; the name of one that is not known is the error.
pub(super) fn unescape(text: &str) -> Result<Cow<'_, str>, String> {
    if memchr::memchr3(b'&', b'\n', b'\t', text.as_bytes()).is_none() {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(40).position(|byte| byte == b';');
        let name = &rest[..end.unwrap_or(rest.chars().take(12).map(char::len_utf8).sum())];
        match (end, resolve(name)) {
            (Some(end), Some(c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            _ => return Err(name.to_owned()),
        }
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

/// The character of a reference: one of the five names of XML, or a number. Characters that XML
/// forbids become U+FFFD.
fn resolve(name: &str) -> Option<char> {
    let code = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        name => {
            let number = name.strip_prefix('#')?;
            match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            }
        }
    };
    let c = char::from_u32(code)?;
    Some(if c < ' ' && !matches!(c, '\t' | '\n' | '\r') { '\u{fffd}' } else { c })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end_of(text: &str) -> Result<usize, Error> {
        let mut xml = Xml::new(text, Format::Gexf, 5);
        loop {
            if let Token::End(open) = xml.next()? {
                return Ok(open);
            }
        }
    }

    #[test]
    fn what_the_parser_lets_pass_is_seen() {
        assert_eq!(end_of("<a><b/></a>").ok(), Some(0));
        assert_eq!(end_of("<a><b/>").ok(), Some(1));
        for broken in [
            "<a>x & y</a>",
            "<a></b>",
            "<a>&unknown;</a>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
            "<a><a><a><a><a><a>",
            "<a b=\"",
        ] {
            assert!(end_of(broken).is_err(), "{broken}");
        }
        assert!(end_of("<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>").is_ok());
    }

    #[test]
    fn references_are_resolved_in_attributes() {
        assert_eq!(unescape("A &amp; B &#233; &#x1F600;").as_deref(), Ok("A & B é 😀"));
        assert_eq!(unescape("&#1;").as_deref(), Ok("\u{fffd}"));
        assert_eq!(unescape("A & B"), Err(" B".into()));
        assert_eq!(unescape("&eacute;"), Err("eacute".into()));
    }
}
