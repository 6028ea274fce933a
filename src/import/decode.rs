//! Decode: bytes to text, for formats that are text. UTF-8 and UTF-16 by their marks, XML by what it
//! declares; what fits nothing is read as Windows-1252, which real files most often are, and said.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::{Error, ErrorKind, Place};
use super::report::{Report, WarningKind};

/// The text of a file.
///
/// # Errors
/// Where the bytes are no text: what they are.
pub fn text_of(bytes: Vec<u8>, report: &mut Report) -> Result<String, Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ErrorKind::Empty.into());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_8 {
            return from_utf8(bytes, mark, report);
        }
        return Ok(decode(encoding, &bytes[mark..], report));
    }
    // Without a mark, but every other byte is NUL.
    match bytes.as_slice() {
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => {
            return Ok(decode(UTF_16LE, &bytes, report));
        }
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            return Ok(decode(UTF_16BE, &bytes, report));
        }
        _ => {}
    }
    match declared(&bytes) {
        Some(encoding) if encoding != UTF_8 => Ok(decode(encoding, &bytes, report)),
        _ => from_utf8(bytes, 0, report),
    }
}

fn from_utf8(mut bytes: Vec<u8>, mark: usize, report: &mut Report) -> Result<String, Error> {
    bytes.drain(..mark);
    if bytes.trim_ascii().is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let line = 1 + memchr::memchr_iter(b'\n', &bytes[..at]).count();
            let json = bytes.trim_ascii_start().first().is_some_and(|first| matches!(first, b'{' | b'['));
            if json {
                // JSON is UTF-8 and nothing else.
                return Err(Error::at(Place::line(line), ErrorKind::Encoding { encoding: "UTF-8".into() }));
            }
            let what = "not UTF-8 as it should be; read as Windows-1252".to_owned();
            report.warn(WarningKind::Encoding(what), Place::line(line), "");
            Ok(WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned())
        }
    }
}

fn decode(encoding: &'static Encoding, bytes: &[u8], report: &mut Report) -> String {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let what = format!("bytes that are no {} were replaced by \u{fffd}", encoding.name());
        report.warn(WarningKind::Encoding(what), Place::default(), "");
    }
    text.into_owned()
}

/// The encoding an XML declaration names, where it is one that is known.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let text = std::str::from_utf8(&declaration[..end]).ok()?;
    let (_, after) = text.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = after[1..].split(quote).next()?;
    let encoding = Encoding::for_label(name.as_bytes())?;
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

    fn read(bytes: &[u8]) -> (String, usize) {
        let mut report = Report::default();
        let text = text_of(bytes.to_vec(), &mut report).expect("it is text");
        (text, report.warnings.len())
    }

    #[test]
    fn encodings_are_found_and_what_was_guessed_is_said() {
        assert_eq!(read("\u{feff}Été".as_bytes()), ("Été".into(), 0));
        let utf16: Vec<u8> = "Été".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&[b"\xff\xfe".as_slice(), &utf16].concat()), ("Été".into(), 0));
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xc9t\xe9</a>";
        assert!(read(latin).0.ends_with("<a>Été</a>"));
        assert_eq!(read(b"\xc9t\xe9"), ("Été".into(), 1));
        assert!(text_of(b"\xef\xbb\xbf \n".to_vec(), &mut Report::default()).is_err());
    }
}
