//! The zip around a workbook: its parts found by name, inflated as a stream under caps. Nothing is
//! ever written, and what the directory claims of sizes is not believed.

use std::io::{self, Read};

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use super::fault::Fault;

/// Most bytes one part may inflate to.
const MOST_INFLATED: u64 = 2 << 30;
/// A part may inflate this much whatever its size.
const FREE: u64 = 16 << 20;
/// Beyond that, only this many times its size. Sheets of the most repetitive kind reach 80.
const MOST_RATIO: u64 = 150;
/// Most parts.
const MOST_PARTS: usize = 20_000;
/// Longest name of a part, in bytes.
const LONGEST_NAME: usize = 1024;

/// A zip file in memory.
#[derive(Debug)]
pub struct Archive<'b> {
    bytes: &'b [u8],
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    name: String,
    method: u16,
    packed: u64,
    crc: u32,
    header: u64,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

impl<'b> Archive<'b> {
    /// Whether bytes begin as a zip file does.
    pub fn is_zip(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
    }

    /// Reads the directory of a zip file.
    ///
    /// # Errors
    /// Where it is damaged, names a part twice, or names too many.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let (count, mut at) = directory(bytes)?;
        if count > MOST_PARTS as u64 {
            return Err(Fault::Zip("it has too many parts"));
        }
        let mut parts = Vec::new();
        for _ in 0..count {
            let (part, next) = entry(bytes, at).ok_or(Fault::Zip("its directory is corrupt"))?;
            at = next;
            parts.push(part);
        }
        let mut names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Fault::Part { part: twice[0].to_owned(), what: "it comes twice".to_owned() });
        }
        Ok(Self { bytes, parts })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// How many bytes of the file a part takes: a measure for progress.
    pub fn packed(&self, name: &str) -> u64 {
        self.find(name).map_or(0, |part| part.packed)
    }

    fn find(&self, name: &str) -> Option<&Part> {
        let exact = self.parts.iter().find(|part| part.name == name);
        exact.or_else(|| self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name)))
    }

    /// A part as a stream of its bytes; `None` where there is none.
    ///
    /// # Errors
    /// Where its header is damaged or it is packed in a way spreadsheets do not use.
    pub fn part(&self, name: &str) -> Result<Option<PartReader<'b>>, Fault> {
        let Some(part) = self.find(name) else { return Ok(None) };
        let damaged = |what: &str| Fault::Part { part: part.name.clone(), what: what.to_owned() };
        let at = usize::try_from(part.header).map_err(|_| damaged("corrupt header"))?;
        let header = self.bytes.get(at..).unwrap_or_default();
        if !header.starts_with(b"PK\x03\x04") {
            return Err(damaged("corrupt header"));
        }
        let start = u16_at(header, 26)
            .zip(u16_at(header, 28))
            .map(|(name, extra)| 30 + usize::from(name) + usize::from(extra))
            .ok_or_else(|| damaged("corrupt header"))?;
        let packed = usize::try_from(part.packed).unwrap_or(usize::MAX);
        let data =
            header.get(start..).and_then(|rest| rest.get(..packed)).ok_or_else(|| damaged("truncated"))?;
        let state = match part.method {
            0 => None,
            8 => Some(InflateState::new_boxed(DataFormat::Raw)),
            _ => return Err(damaged("packed in an unknown way")),
        };
        Ok(Some(PartReader {
            name: part.name.clone(),
            data,
            at: 0,
            state,
            ended: false,
            inflated: 0,
            most: MOST_INFLATED.min(FREE.max(part.packed.saturating_mul(MOST_RATIO))),
            crc: crc32fast::Hasher::new(),
            expected: part.crc,
        }))
    }

    /// A small part as text, such as a list of relations.
    ///
    /// # Errors
    /// As [`Archive::part`], and where it is no text or larger than a list needs to be.
    pub fn small(&self, name: &str) -> Result<Option<String>, Fault> {
        let Some(mut reader) = self.part(name)? else { return Ok(None) };
        reader.most = reader.most.min(FREE);
        let mut text = Vec::new();
        if let Err(error) = reader.read_to_end(&mut text) {
            return Err(fault_of(name, &error));
        }
        String::from_utf8(text)
            .map(Some)
            .map_err(|_| Fault::Part { part: name.to_owned(), what: "no UTF-8 text".to_owned() })
    }
}

/// How many parts there are and where their directory begins.
fn directory(bytes: &[u8]) -> Result<(u64, usize), Fault> {
    let tail_start = bytes.len().saturating_sub(22 + 65_535);
    let tail = bytes.get(tail_start..).unwrap_or_default();
    let end =
        memchr::memmem::rfind(tail, b"PK\x05\x06").ok_or(Fault::Zip("its end is missing: truncated"))?;
    let record = tail.get(end..).unwrap_or_default();
    let corrupt = Fault::Zip("its end is corrupt");
    let count = u16_at(record, 10).ok_or_else(|| corrupt.clone())?;
    let size = u32_at(record, 12).ok_or_else(|| corrupt.clone())?;
    let offset = u32_at(record, 16).ok_or_else(|| corrupt.clone())?;
    if count == u16::MAX || offset == u32::MAX {
        // The 64-bit form: its record is found through the locator just before.
        let locator = (tail_start + end).checked_sub(20).and_then(|at| bytes.get(at..));
        let at = locator.filter(|locator| locator.starts_with(b"PK\x06\x07")).and_then(|it| u64_at(it, 8));
        if let Some(record) = at
            .and_then(|at| bytes.get(usize::try_from(at).ok()?..))
            .filter(|record| record.starts_with(b"PK\x06\x06"))
        {
            let count = u64_at(record, 32).ok_or_else(|| corrupt.clone())?;
            let offset = u64_at(record, 48).and_then(|at| usize::try_from(at).ok());
            return Ok((count, offset.ok_or(corrupt)?));
        }
    }
    let at = offset as usize;
    if at.checked_add(size as usize).is_none_or(|end_of| end_of > tail_start + end) {
        return Err(corrupt);
    }
    Ok((u64::from(count), at))
}

/// An entry of the directory and where the next one begins.
fn entry(bytes: &[u8], at: usize) -> Option<(Part, usize)> {
    let record = bytes.get(at..)?;
    if !record.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (name_len, extra_len, comment_len) =
        (u16_at(record, 28)? as usize, u16_at(record, 30)? as usize, u16_at(record, 32)? as usize);
    if name_len > LONGEST_NAME {
        return None;
    }
    let name = String::from_utf8_lossy(record.get(46..46 + name_len)?).into_owned();
    let mut part = Part {
        name,
        method: u16_at(record, 10)?,
        crc: u32_at(record, 16)?,
        packed: u64::from(u32_at(record, 20)?),
        header: u64::from(u32_at(record, 42)?),
    };
    let unpacked = u32_at(record, 24)?;
    // Sizes beyond 32 bits stand in an extra field, in this order, each only where needed.
    let mut extra = record.get(46 + name_len..46 + name_len + extra_len)?;
    while let (Some(kind), Some(len)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let body = extra.get(4..4 + usize::from(len))?;
        if kind == 1 {
            let mut field = if unpacked == u32::MAX { 8 } else { 0 };
            if part.packed == u64::from(u32::MAX) {
                part.packed = u64_at(body, field)?;
                field += 8;
            }
            if part.header == u64::from(u32::MAX) {
                part.header = u64_at(body, field)?;
            }
        }
        extra = extra.get(4 + usize::from(len)..)?;
    }
    Some((part, at + 46 + name_len + extra_len + comment_len))
}

/// The bytes of one part.
pub struct PartReader<'b> {
    name: String,
    data: &'b [u8],
    at: usize,
    state: Option<Box<InflateState>>,
    ended: bool,
    inflated: u64,
    most: u64,
    crc: crc32fast::Hasher,
    expected: u32,
}

/// What stopped a stream, carried through `io::Error`.
#[derive(Debug, thiserror::Error)]
enum Stopped {
    #[error("inflates to too much")]
    TooLarge,
    #[error("{0}")]
    Damaged(&'static str),
}

impl PartReader<'_> {
    /// How far it is, from 0 to 1.
    pub fn done(&self) -> f32 {
        self.at as f32 / self.data.len().max(1) as f32
    }

    fn next_bytes(&mut self, out: &mut [u8]) -> Result<usize, Stopped> {
        let rest = self.data.get(self.at..).unwrap_or_default();
        let Some(state) = &mut self.state else {
            let len = rest.len().min(out.len());
            out[..len].copy_from_slice(&rest[..len]);
            self.at += len;
            self.ended = self.at == self.data.len();
            return Ok(len);
        };
        let result = inflate(state, rest, out, MZFlush::None);
        self.at += result.bytes_consumed;
        match result.status {
            Ok(MZStatus::StreamEnd) => self.ended = true,
            Ok(_) if result.bytes_written > 0 => {}
            Ok(_) | Err(MZError::Buf) => return Err(Stopped::Damaged("truncated deflate stream")),
            Err(_) => return Err(Stopped::Damaged("corrupt deflate stream")),
        }
        Ok(result.bytes_written)
    }
}

impl Read for PartReader<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let mut len = 0;
        while len == 0 && !self.ended {
            len = self.next_bytes(out).map_err(io::Error::other)?;
        }
        self.inflated += len as u64;
        if self.inflated > self.most {
            return Err(io::Error::other(Stopped::TooLarge));
        }
        self.crc.update(out.get(..len).unwrap_or_default());
        if len == 0 && self.crc.clone().finalize() != self.expected {
            return Err(io::Error::other(Stopped::Damaged("its checksum (crc) is wrong")));
        }
        Ok(len)
    }
}

/// The fault behind an error of a [`PartReader`].
pub fn fault_of(part: &str, error: &io::Error) -> Fault {
    let stopped = error.get_ref().and_then(|inner| inner.downcast_ref::<Stopped>());
    match stopped {
        Some(Stopped::TooLarge) => {
            Fault::Inflates { part: part.to_owned(), times: MOST_RATIO, most: MOST_INFLATED >> 20 }
        }
        Some(Stopped::Damaged(what)) => Fault::Part { part: part.to_owned(), what: (*what).to_owned() },
        None => Fault::Part { part: part.to_owned(), what: error.to_string() },
    }
}

impl std::fmt::Debug for PartReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PartReader({})", self.name)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A zip file of these parts, deflated; `crc` says what is put for the checksum of each.
    pub(crate) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut out, mut list) = (Vec::new(), Vec::new());
        for (name, body) in parts {
            let packed = miniz_oxide::deflate::compress_to_vec(body, 6);
            let mut fields = Vec::new();
            fields.extend(20_u16.to_le_bytes());
            fields.extend(0_u16.to_le_bytes());
            fields.extend(8_u16.to_le_bytes());
            fields.extend([0; 4]);
            fields.extend(crc32fast::hash(body).to_le_bytes());
            fields.extend((packed.len() as u32).to_le_bytes());
            fields.extend((body.len() as u32).to_le_bytes());
            fields.extend((name.len() as u16).to_le_bytes());
            fields.extend(0_u16.to_le_bytes());
            list.extend(b"PK\x01\x02");
            list.extend(20_u16.to_le_bytes());
            list.extend(&fields);
            list.extend([0; 10]);
            list.extend((out.len() as u32).to_le_bytes());
            list.extend(name.bytes());
            out.extend(b"PK\x03\x04");
            out.extend(fields);
            out.extend(name.bytes());
            out.extend(packed);
        }
        let start = out.len() as u32;
        out.extend(&list);
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend((parts.len() as u16).to_le_bytes());
        out.extend((parts.len() as u16).to_le_bytes());
        out.extend((list.len() as u32).to_le_bytes());
        out.extend(start.to_le_bytes());
        out.extend([0; 2]);
        out
    }

    #[test]
    fn parts_are_found_and_inflated() {
        let body = "a long text, a long text; ".repeat(5000);
        let bytes = zip(&[("a.xml", b"one"), ("dir/b.xml", body.as_bytes())]);
        let archive = Archive::open(&bytes).expect("it is whole");
        assert_eq!(archive.small("a.xml"), Ok(Some("one".to_owned())));
        assert_eq!(archive.small("dir/b.xml"), Ok(Some(body)));
        assert_eq!(archive.small("none"), Ok(None));
    }

    #[test]
    fn damage_is_named() {
        let mut bytes = zip(&[("a.xml", b"one two three")]);
        assert_eq!(
            Archive::open(&bytes[..bytes.len() / 2]).err(),
            Some(Fault::Zip("its end is missing: truncated"))
        );
        let at = bytes.windows(3).position(|window| window == b"xml").expect("its name is there") + 6;
        bytes[at] ^= 0x55;
        let archive = Archive::open(&bytes).expect("the directory is whole");
        assert!(matches!(archive.small("a.xml"), Err(Fault::Part { .. })));
        let twice = zip(&[("a", b"1"), ("a", b"2")]);
        assert!(matches!(Archive::open(&twice), Err(Fault::Part { .. })));
    }

    #[test]
    fn a_bomb_is_stopped() {
        let bytes = zip(&[("sheet1.xml", &vec![b' '; 20 << 20])]);
        let archive = Archive::open(&bytes).expect("the directory is whole");
        let mut reader = archive.part("sheet1.xml").expect("its header is whole").expect("it is there");
        let error = io::copy(&mut reader, &mut io::sink()).expect_err("it inflates to too much");
        assert!(matches!(fault_of("sheet1.xml", &error), Fault::Inflates { .. }));
    }
}
