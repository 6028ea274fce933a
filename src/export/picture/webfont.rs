//! Web fonts: the part of a bundled font that a picture uses, as a TrueType file of its own. The
//! `subsetter` crate cuts the outlines and leaves out the table from characters to glyphs, which PDF
//! has no use for and browsers need: it is written here (formats 4 and 12, OpenType 1.9, "cmap").

use std::collections::{BTreeMap, BTreeSet};

use subsetter::GlyphRemapper;

use super::glyphs::Face;

/// A font with these characters alone (those it has). The same characters give the same bytes. `None`
/// where the font cannot be cut, which no bundled one is known to do.
pub(super) fn subset(face: Face, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let mut remapper = GlyphRemapper::new();
    let mut glyph_of: BTreeMap<char, u16> = BTreeMap::new();
    for &character in characters {
        if let Some(glyph) = face.glyph(character).filter(|glyph| *glyph != 0) {
            glyph_of.insert(character, remapper.remap(glyph));
        }
    }
    let cut = subsetter::subset(face.bytes(), 0, &remapper).ok()?;
    let mut tables = tables_of(&cut)?;
    let original = tables_of(face.bytes())?;
    // Browsers want it; nothing in it speaks of single glyphs but the first and last character.
    if let Some(os2) = original.get(b"OS/2") {
        tables.insert(*b"OS/2", os2);
    }
    let cmap = cmap(&glyph_of);
    tables.insert(*b"cmap", &cmap);
    Some(assemble(&tables))
}

/// The tables of a font file by their tags.
fn tables_of(font: &[u8]) -> Option<BTreeMap<[u8; 4], &[u8]>> {
    let u16_at = |at: usize| Some(u16::from_be_bytes(font.get(at..at + 2)?.try_into().ok()?));
    let u32_at = |at: usize| Some(u32::from_be_bytes(font.get(at..at + 4)?.try_into().ok()?) as usize);
    let mut tables = BTreeMap::new();
    for number in 0..usize::from(u16_at(4)?) {
        let record = 12 + 16 * number;
        let tag: [u8; 4] = font.get(record..record + 4)?.try_into().ok()?;
        let (start, len) = (u32_at(record + 8)?, u32_at(record + 12)?);
        tables.insert(tag, font.get(start..start.checked_add(len)?)?);
    }
    Some(tables)
}

/// A font file of tables, with its checksums.
fn assemble(tables: &BTreeMap<[u8; 4], &[u8]>) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = 15 - count.max(1).leading_zeros() as u16;
    let range = 16 << power;
    let mut font: Vec<u8> = Vec::new();
    font.extend(0x0001_0000u32.to_be_bytes());
    for value in [count, range, power, count * 16 - range] {
        font.extend(value.to_be_bytes());
    }
    let mut at = 12 + 16 * tables.len();
    for (tag, table) in tables {
        font.extend(tag);
        font.extend(checksum(table).to_be_bytes());
        font.extend((at as u32).to_be_bytes());
        font.extend((table.len() as u32).to_be_bytes());
        at += table.len().next_multiple_of(4);
    }
    let mut head = None;
    for (tag, table) in tables {
        if tag == b"head" {
            head = Some(font.len());
        }
        font.extend(*table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    // What makes the sum of the whole file come out: in `head`, taken as 0 while it is worked out.
    if let Some(place) = head.map(|head| head + 8..head + 12)
        && let Some(adjustment) = font.get_mut(place.clone())
    {
        adjustment.fill(0);
        let sum = 0xb1b0_afbau32.wrapping_sub(checksum(&font));
        font[place].copy_from_slice(&sum.to_be_bytes());
    }
    font
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0u32, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// Characters that follow each other with glyphs that do.
struct Run {
    first: u32,
    last: u32,
    glyph: u16,
}

fn runs(glyph_of: impl Iterator<Item = (u32, u16)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (code, glyph) in glyph_of {
        match runs.last_mut() {
            Some(run)
                if run.last + 1 == code && u32::from(run.glyph) + code - run.first == u32::from(glyph) =>
            {
                run.last = code;
            }
            _ => runs.push(Run { first: code, last: code, glyph }),
        }
    }
    runs
}

/// The table from characters to glyphs.
fn cmap(glyph_of: &BTreeMap<char, u16>) -> Vec<u8> {
    let codes = || glyph_of.iter().map(|(character, glyph)| (u32::from(*character), *glyph));
    let all = runs(codes());
    let mut basic = runs(codes().filter(|(code, _)| *code < 0xffff));
    // The last segment ends the table.
    basic.push(Run { first: 0xffff, last: 0xffff, glyph: 0 });
    let segments = basic.len() as u16;
    let power = 15 - segments.leading_zeros() as u16;
    let mut four: Vec<u8> = Vec::new();
    let mut push = |value: u16| four.extend(value.to_be_bytes());
    for value in [4, 16 + 8 * segments, 0, 2 * segments, 2 << power, power, 2 * segments - (2 << power)] {
        push(value);
    }
    basic.iter().for_each(|run| push(run.last as u16));
    push(0);
    basic.iter().for_each(|run| push(run.first as u16));
    for run in &basic {
        // The last segment leads to glyph 0: 0xffff + 1.
        push(if run.first == 0xffff { 1 } else { run.glyph.wrapping_sub(run.first as u16) });
    }
    basic.iter().for_each(|_| push(0));

    let mut twelve: Vec<u8> = Vec::new();
    twelve.extend([0, 12, 0, 0]);
    for value in [16 + 12 * all.len() as u32, 0, all.len() as u32] {
        twelve.extend(value.to_be_bytes());
    }
    for run in &all {
        for value in [run.first, run.last, u32::from(run.glyph)] {
            twelve.extend(value.to_be_bytes());
        }
    }

    let mut table: Vec<u8> = Vec::new();
    table.extend([0, 0, 0, 2]);
    let first = 4 + 2 * 8u32;
    // Windows, Unicode: of the basic plane, and whole.
    for (encoding, offset) in [(1u16, first), (10u16, first + four.len() as u32)] {
        table.extend(3u16.to_be_bytes());
        table.extend(encoding.to_be_bytes());
        table.extend(offset.to_be_bytes());
    }
    table.extend(four);
    table.extend(twelve);
    table
}

#[cfg(test)]
mod tests {
    use skrifa::{FontRef, MetadataProvider};

    use super::*;

    #[test]
    fn a_cut_font_has_its_characters_and_no_others() {
        let wanted: BTreeSet<char> = "Écossolies & Cie – œ ’ 👩 été 2019".chars().collect();
        for face in [Face::Regular, Face::Strong] {
            let bytes = subset(face, &wanted).expect("the bundled fonts can be cut");
            assert!(bytes.len() < face.bytes().len() / 4, "{} bytes", bytes.len());
            assert_eq!(checksum(&bytes), 0xb1b0_afba, "the file sums up");
            let font = FontRef::new(&bytes).expect("it is a font");
            for character in wanted.iter().filter(|character| **character != '👩') {
                assert!(font.charmap().map(*character).is_some(), "{character}");
            }
            assert!(font.charmap().map('Z').is_none());
            assert_eq!(Some(bytes), subset(face, &wanted), "the same bytes again");
        }
    }
}
