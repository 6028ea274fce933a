//! Decode: bytes to text, for all formats that are text. Marks at the start decide, then what XML
//! declares; else what the bytes can be, and that is said.

use std::borrow::Cow;

use encoding_rs::{Encoding as Table, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use super::error::{Error, ErrorKind, Place};
use super::report::{Report, WarningKind};
use super::table::{Fault, Notice};

/// An encoding people's tables come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    #[default]
    Utf8,
    /// UTF-16, little end first ("Unicode text" of Excel).
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Windows-1252, of which Latin-1 is a part.
    Windows1252,
    /// Mac Roman, of older Macs.
    MacRoman,
}

impl Encoding {
    /// Every encoding, in the order they are offered.
    pub const ALL: [Encoding; 5] =
        [Self::Utf8, Self::Windows1252, Self::MacRoman, Self::Utf16Le, Self::Utf16Be];

    /// Its usual name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "Mac Roman",
        }
    }

    fn table(self) -> Option<&'static Table> {
        match self {
            Self::Utf8 => None,
            Self::Utf16Le => Some(UTF_16LE),
            Self::Utf16Be => Some(UTF_16BE),
            Self::Windows1252 => Some(WINDOWS_1252),
            Self::MacRoman => Some(MACINTOSH),
        }
    }
}

/// Text with what is known of how it was written.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, without the mark at its start.
    pub text: Cow<'a, str>,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// What was unusual.
    pub notices: Vec<Notice>,
}

/// Reads bytes in the encoding that is given, or in the one they seem to be in.
///
/// # Errors
/// Where there is nothing, or something binary.
pub fn decode(bytes: &[u8], wanted: Option<Encoding>) -> Result<Decoded<'_>, Fault> {
    let decoded = decode_any(bytes, wanted);
    if decoded.text.is_empty() {
        return Err(Fault::Empty);
    }
    if let Some(at) = memchr::memchr(0, decoded.text.as_bytes()) {
        let before = &decoded.text.as_bytes()[..at];
        return Err(Fault::Nul { line: 1 + memchr::memchr_iter(b'\n', before).count() });
    }
    Ok(decoded)
}

/// The same of any bytes, NUL bytes among them.
fn decode_any(bytes: &[u8], wanted: Option<Encoding>) -> Decoded<'_> {
    let (encoding, body) = match marked(bytes) {
        Some((encoding, mark)) => (Some(encoding), bytes.get(mark..).unwrap_or_default()),
        None => (None, bytes),
    };
    let encoding = wanted.or(encoding).unwrap_or_else(|| guess(body));
    let mut notices = Vec::new();
    let text = match encoding.table() {
        Some(table) => table.decode_without_bom_handling(body).0,
        None => match std::str::from_utf8(body) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(by_line(body, &mut notices)),
        },
    };
    Decoded { text, encoding, notices }
}

/// The text of a graph's file, which says itself what it is in more often than tables do. What had to be
/// guessed is reported.
///
/// # Errors
/// Where the bytes are no text: what they are.
pub fn text_of(mut bytes: Vec<u8>, report: &mut Report) -> Result<String, Error> {
    let mark = marked(&bytes);
    if bytes.get(mark.map_or(0, |(_, len)| len)..).unwrap_or_default().trim_ascii().is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    let encoding = mark.map(|(encoding, _)| encoding).or_else(|| sixteen_bits(&bytes));
    if encoding.is_none()
        && let Some(declared) = declared(&bytes).filter(|declared| *declared != UTF_8)
    {
        let (text, broken) = declared.decode_without_bom_handling(&bytes);
        if broken {
            let what = format!("bytes that are no {} were replaced by \u{fffd}", declared.name());
            report.warn(WarningKind::Encoding(what), Place::default(), "");
        }
        return Ok(text.into_owned());
    }
    if matches!(encoding, None | Some(Encoding::Utf8)) {
        // Most files, which may be large: their text is their bytes.
        bytes.drain(..mark.map_or(0, |(_, len)| len));
        bytes = match String::from_utf8(bytes) {
            Ok(text) => return Ok(text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let json = bytes.trim_ascii_start().first().is_some_and(|first| matches!(first, b'{' | b'['));
                let line = 1 + memchr::memchr_iter(b'\n', &bytes[..at]).count();
                if json {
                    // JSON is UTF-8 and nothing else.
                    let kind = ErrorKind::Encoding { encoding: "UTF-8".into() };
                    return Err(Error::at(Place::line(line), kind));
                }
                bytes
            }
        };
    }
    let decoded = decode_any(&bytes, encoding);
    if encoding.is_none() && decoded.encoding != Encoding::Utf8 {
        let valid = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..valid]).count();
        let what = format!("not UTF-8 as it should be; read as {}", decoded.encoding.name());
        report.warn(WarningKind::Encoding(what), Place::line(line), "");
    }
    for notice in decoded.notices {
        report.warn(WarningKind::Table(notice), Place::default(), "");
    }
    Ok(decoded.text.into_owned())
}

/// The encoding a mark at the start says, and the length of the mark.
fn marked(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
        _ => None,
    }
}

/// The encoding bytes without a mark seem to be in.
fn guess(bytes: &[u8]) -> Encoding {
    if let Some(encoding) = sixteen_bits(bytes) {
        return encoding;
    }
    let Err(first) = std::str::from_utf8(bytes) else { return Encoding::Utf8 };
    // Text in UTF-8 with a few foreign lines pasted into it, or no UTF-8 at all?
    let mut plausible = plausible_utf8(bytes.get(..first.valid_up_to()).unwrap_or_default());
    if plausible == 0 {
        plausible = bytes.split(|byte| *byte == b'\n').take(10_000).map(plausible_utf8).sum();
    }
    if plausible > 0 {
        return Encoding::Utf8;
    }
    if french_score(bytes, MACINTOSH) > french_score(bytes, WINDOWS_1252) {
        Encoding::MacRoman
    } else {
        Encoding::Windows1252
    }
}

/// UTF-16 without a mark: one byte of each pair is mostly NUL.
fn sixteen_bits(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if !bytes.len().is_multiple_of(2) || head.len() < 4 {
        return None;
    }
    let nuls = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), head.len() / 2);
    match () {
        () if odd * 10 > half * 6 && even * 10 < half => Some(Encoding::Utf16Le),
        () if even * 10 > half * 6 && odd * 10 < half => Some(Encoding::Utf16Be),
        () => None,
    }
}

/// How many characters beyond ASCII a text in UTF-8 has that people of western Europe write.
fn plausible_utf8(bytes: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(bytes) else { return 0 };
    text.chars().filter(|c| matches!(*c, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{2026}' | '€')).count()
}

/// How French the bytes beyond ASCII look in an encoding: the usual accents count for, anything else
/// against.
fn french_score(bytes: &[u8], table: &'static Table) -> i64 {
    const USUAL: &str = "éèêëàâäîïôöùûüçœæÉÈÊÀÂÎÔÇŒ«»’“”…–—°€ ";
    let high: Vec<u8> = bytes.iter().copied().filter(|byte| *byte >= 0x80).take(4096).collect();
    let text = table.decode_without_bom_handling(&high).0;
    text.chars().map(|c| if USUAL.contains(c) || c == '\u{a0}' { 1 } else { -2 }).sum()
}

/// Reads each line in UTF-8, or in Windows-1252 where it is not.
fn by_line(bytes: &[u8], notices: &mut Vec<Notice>) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut foreign: Option<(usize, usize)> = None;
    for (at, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => {
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0);
                foreign.get_or_insert((at + 1, 0)).1 += 1;
            }
        }
    }
    if let Some((line, count)) = foreign {
        notices.push(Notice::MixedEncodings { line, count });
    }
    text
}

/// The encoding an XML declaration names, where it is one that is known.
fn declared(bytes: &[u8]) -> Option<&'static Table> {
    let head = bytes.get(..bytes.len().min(200))?;
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let text = std::str::from_utf8(&declaration[..end]).ok()?;
    let (_, after) = text.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = after[1..].split(quote).next()?;
    let encoding = Table::for_label(name.as_bytes())?;
    // The declaration itself was read byte by byte: UTF-16 it cannot be.
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// What bytes that are no text are, by the first of them: with its article.
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let magics: [(&[u8], &str); 9] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF", "a PDF document"),
        (b"\x1f\x8b", "a gzip archive: unpack it first"),
        (b"{\\rtf", "a rich text document"),
        (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "an SQLite database"),
    ];
    magics.iter().find(|(magic, _)| starts(magic)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Source;Cible\r\nForêt d’été;Âge\r\nŒuvre « À »;Noël à l’hôpital\r\n";

    fn read(bytes: &[u8]) -> (String, Encoding, usize) {
        let decoded = decode(bytes, None).expect("it is text");
        (decoded.text.into_owned(), decoded.encoding, decoded.notices.len())
    }

    #[test]
    fn what_people_save_is_read_without_asking() {
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(TEXT.bytes());
        let units: Vec<u16> = TEXT.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let mut little_marked = vec![0xFF, 0xFE];
        little_marked.extend(&little);
        assert_eq!(read(TEXT.as_bytes()), (TEXT.to_owned(), Encoding::Utf8, 0));
        assert_eq!(read(&marked), (TEXT.to_owned(), Encoding::Utf8, 0));
        assert_eq!(read(&little), (TEXT.to_owned(), Encoding::Utf16Le, 0));
        assert_eq!(read(&little_marked), (TEXT.to_owned(), Encoding::Utf16Le, 0));
        assert_eq!(read(&big), (TEXT.to_owned(), Encoding::Utf16Be, 0));
        assert_eq!(read(&WINDOWS_1252.encode(TEXT).0), (TEXT.to_owned(), Encoding::Windows1252, 0));
        assert_eq!(read(&MACINTOSH.encode(TEXT).0), (TEXT.to_owned(), Encoding::MacRoman, 0));
    }

    #[test]
    fn a_foreign_line_among_utf_8_is_read_and_named() {
        let mut bytes = "a,b\nForêt,Âge\n".as_bytes().to_vec();
        bytes.extend(b"\xC2ge,\xC9t\xE9\n");
        let decoded = decode(&bytes, None).expect("it is text");
        assert_eq!(decoded.text, "a,b\nForêt,Âge\nÂge,Été\n");
        assert_eq!(decoded.notices, [Notice::MixedEncodings { line: 3, count: 1 }]);
    }

    #[test]
    fn another_encoding_can_be_asked_for() {
        let decoded = decode(b"\x8Et\x8E", Some(Encoding::MacRoman)).expect("it is text");
        assert_eq!(decoded.text, "été");
        let decoded = decode(b"\xE9t\xE9", Some(Encoding::Windows1252)).expect("it is text");
        assert_eq!(decoded.text, "été");
    }

    #[test]
    fn nothing_and_binary_data_are_refused() {
        assert_eq!(decode(b"", None).err(), Some(Fault::Empty));
        assert_eq!(decode(b"\xEF\xBB\xBF", None).err(), Some(Fault::Empty));
        assert_eq!(decode(b"a,b\nc\0d,e\n", None).err(), Some(Fault::Nul { line: 2 }));
    }

    fn text(bytes: &[u8]) -> (String, usize) {
        let mut report = Report::default();
        let text = text_of(bytes.to_vec(), &mut report).expect("it is text");
        (text, report.warnings.len())
    }

    #[test]
    fn encodings_are_found_and_what_was_guessed_is_said() {
        assert_eq!(text("\u{feff}Été".as_bytes()), ("Été".into(), 0));
        let utf16: Vec<u8> = "Été".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&[b"\xff\xfe".as_slice(), &utf16].concat()), ("Été".into(), 0));
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xc9t\xe9</a>";
        assert!(text(latin).0.ends_with("<a>Été</a>"));
        assert_eq!(text(b"\xc9t\xe9"), ("Été".into(), 1));
        assert!(text_of(b"\xef\xbb\xbf \n".to_vec(), &mut Report::default()).is_err());
    }
}
