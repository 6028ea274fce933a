//! Encodings: bytes to text. Marks at the start decide; else what the bytes can be.

use std::borrow::Cow;

use encoding_rs::{Encoding as Table, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use super::fault::{Fault, Notice};

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
    let (encoding, body) = match marked(bytes) {
        Some((encoding, mark)) => (Some(encoding), bytes.get(mark..).unwrap_or_default()),
        None => (None, bytes),
    };
    if body.is_empty() {
        return Err(Fault::Empty);
    }
    let encoding = wanted.or(encoding).unwrap_or_else(|| guess(body));
    let mut notices = Vec::new();
    let text = match encoding.table() {
        Some(table) => table.decode_without_bom_handling(body).0,
        None => match std::str::from_utf8(body) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(by_line(body, &mut notices)),
        },
    };
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let before = &text.as_bytes()[..at];
        return Err(Fault::Nul { line: 1 + memchr::memchr_iter(b'\n', before).count() });
    }
    Ok(Decoded { text, encoding, notices })
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
}
