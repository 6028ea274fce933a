//! Taking JSON apart: where the members and items of a value begin and end, without looking into them.
//!
//! On a text that is JSON this finds what `serde_json` would. Of any other text it says so, or takes
//! it for made of pieces that are no JSON: whoever asks looks into each piece ([`super::json::Raw`] does).

use super::crew;

/// The members or items of an object or list, as their texts. A second of `None` ends it.
pub(crate) struct Pieces<'a> {
    text: &'a str,
    at: usize,
    is_object: bool,
    begun: bool,
    ended: bool,
}

/// The text is not an object or list in this way.
#[derive(Debug)]
pub(crate) struct Broken;

impl<'a> Pieces<'a> {
    /// The pieces of a text that begins with its bracket.
    pub fn of(text: &'a str) -> Self {
        Self { text, at: 1, is_object: text.starts_with('{'), begun: false, ended: false }
    }

    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Result<&'a str, Broken> {
        let end = end_of_value(self.text.as_bytes(), self.at);
        let piece = self.text.get(self.at..end).filter(|piece| !piece.is_empty()).ok_or(Broken)?;
        self.at = end;
        Ok(piece)
    }

    /// Goes to the next piece; `false` at the closing bracket.
    fn goes_on(&mut self) -> Result<bool, Broken> {
        let close = if self.is_object { b'}' } else { b']' };
        self.skip_blanks();
        match self.byte() {
            byte if byte == close => {
                self.ended = true;
                return Ok(false);
            }
            b',' if self.begun => {
                self.at += 1;
                self.skip_blanks();
            }
            _ if self.begun => return Err(Broken),
            _ => {}
        }
        self.begun = true;
        Ok(true)
    }

    /// The next member's name in quotes; its value comes next.
    fn next_name(&mut self) -> Result<Option<&'a str>, Broken> {
        if !self.goes_on()? {
            return Ok(None);
        }
        if self.byte() != b'"' {
            return Err(Broken);
        }
        let name = self.value()?;
        self.skip_blanks();
        if self.byte() != b':' {
            return Err(Broken);
        }
        self.at += 1;
        self.skip_blanks();
        Ok(Some(name))
    }

    fn piece(&mut self) -> Result<Option<(&'a str, &'a str)>, Broken> {
        let next = match self.is_object {
            true => self.next_name()?,
            false => self.goes_on()?.then_some(""),
        };
        match next {
            Some(name) => self.value().map(|value| Some((name, value))),
            // Nothing follows the value itself.
            None if self.at + 1 == self.text.len() => Ok(None),
            None => Err(Broken),
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    /// The name in quotes (empty for items) and the value.
    type Item = Result<(&'a str, &'a str), Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let piece = self.piece();
        self.ended |= piece.is_err();
        piece.transpose()
    }
}

/// Where the value ends that begins at a byte; the same byte where none begins there.
fn end_of_value(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = end_of_string(bytes, at);
                if depth == 0 {
                    return at;
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Where the text in quotes ends that begins at a byte.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// A member of an outline: its name in quotes, its value, and the items of a value that is a list.
pub(super) type Outlined<'a> = (&'a str, &'a str, Option<Vec<&'a str>>);

/// The members of the object that a text is, with the items of those that are lists, in one go. What
/// stands inside the items is not looked at further than to find their ends.
pub(super) fn outline(text: &str) -> Result<Vec<Outlined<'_>>, Broken> {
    outline_by(text, STRETCH)
}

fn outline_by(text: &str, stretch: usize) -> Result<Vec<Outlined<'_>>, Broken> {
    if !text.starts_with('{') {
        return Err(Broken);
    }
    let mut ahead = ahead(text, stretch).into_iter().peekable();
    let mut members = Vec::new();
    let mut object = Pieces::of(text);
    while let Some(name) = object.next_name()? {
        if object.byte() != b'[' {
            members.push((name, object.value()?, None));
            continue;
        }
        let start = object.at;
        let mut list = Pieces { text, at: start + 1, is_object: false, begun: false, ended: false };
        let mut items = Vec::new();
        while list.goes_on()? {
            while ahead.next_if(|stretch| stretch.from < list.at).is_some() {}
            match ahead.next_if(|stretch| stretch.from == list.at) {
                Some(stretch) => {
                    items.extend(stretch.items);
                    list.at = stretch.end;
                }
                None => items.push(list.value()?),
            }
        }
        object.at = list.at + 1;
        members.push((name, &text[start..object.at], Some(items)));
    }
    if object.at + 1 == text.len() { Ok(members) } else { Err(Broken) }
}

/// Texts are gone through ahead in stretches of so many bytes.
const STRETCH: usize = 4 << 20;

/// Values that follow each other from some place of a text on, found by a thread that did not know what
/// the place is. They are items of a list if one of its items begins there: from there on the text alone
/// says how it goes on.
struct Ahead<'a> {
    from: usize,
    items: Vec<&'a str>,
    /// Where the last of them ends.
    end: usize,
}

/// Goes through the stretches of a text on every core, beginning each where a line looks like the next
/// item of a list. A text without such lines has none.
fn ahead(text: &str, size: usize) -> Vec<Ahead<'_>> {
    let mut starts: Vec<usize> = (1..text.len() / size)
        .filter_map(|rank| looks_like_item(text.as_bytes(), rank * size, size))
        .collect();
    starts.dedup();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    let stretches: Vec<(usize, usize)> = starts.into_iter().zip(ends).collect();
    crew::in_shares(&stretches, 1, |_, stretch| {
        let &[(from, to)] = stretch else { return None };
        // What goes on far beyond the stretch is left to whoever comes there: hostile texts nest so deeply
        // that every stretch would be gone through to the end of the text.
        let limit = text.floor_char_boundary(to.saturating_add(size));
        let mut list =
            Pieces { text: &text[..limit], at: from, is_object: false, begun: false, ended: false };
        let (mut items, mut end) = (Vec::new(), from);
        while list.goes_on().unwrap_or(false) && list.at < to {
            let Ok(item) = list.value() else { break };
            if list.at == limit && limit < text.len() {
                break;
            }
            items.push(item);
            end = list.at;
        }
        (!items.is_empty()).then_some(Ahead { from, items, end })
    })
    .into_iter()
    .flatten()
    .collect()
}

/// The first place within so many bytes where an object begins a line after one that ends with a comma.
fn looks_like_item(bytes: &[u8], from: usize, within: usize) -> Option<usize> {
    let stretch = bytes.get(from..bytes.len().min(from + within))?;
    memchr::memmem::find_iter(stretch, b",\n").find_map(|comma| {
        let line = &stretch[comma + 2..];
        let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        (line.get(indent) == Some(&b'{')).then_some(from + comma + 2 + indent)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(text: &str) -> Result<Vec<(&str, &str)>, Broken> {
        Pieces::of(text).collect()
    }

    #[test]
    fn pieces_are_found_whatever_stands_between_them() {
        let text = "{ \"a\" :1,\n\"b\\\"\":{\"c\": [1, \"}\"]} , \"\":null}";
        let found = pieces(text).expect("it is an object");
        assert_eq!(found, [("\"a\"", "1"), ("\"b\\\"\"", "{\"c\": [1, \"}\"]}"), ("\"\"", "null")]);
        assert_eq!(pieces("[]").expect("a list"), []);
        assert_eq!(pieces("[ 1 ,[2]]").expect("a list"), [("", "1"), ("", "[2]")]);
    }

    proptest! {
        #[test]
        fn going_ahead_finds_the_same(pieces in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ",\n", ",\n  {", "\"a\": ", "{\"b\": 1}", ",\n{\"c\": [\n{},\n{}]}", "\"", "\\",
                "1", " ", "],\n\"d\": [\n{}", "é",
            ]),
            0..60,
        ), stretch in 1_usize..40) {
            let text = format!("{{\"a\": [\n{{}}{}]}}", pieces.concat());
            match (outline_by(&text, stretch), outline_by(&text, usize::MAX)) {
                (Ok(ahead), Ok(alone)) => prop_assert_eq!(ahead, alone),
                (ahead, alone) => prop_assert_eq!(ahead.is_err(), alone.is_err()),
            }
        }
    }

    #[test]
    fn long_lists_are_gone_through_ahead() {
        let list = |count| vec!["{\"x\": [{},\n{}]}"; count].join(",\n    ");
        let text = format!("{{\n  \"a\": [\n    {}\n  ],\n  \"b\": [\n    {}\n  ]\n}}", list(50), list(70));
        assert!(ahead(&text, 200).len() > 3);
        let found = outline_by(&text, 200).expect("an object");
        let counts: Vec<_> = found.iter().map(|(.., items)| items.as_ref().map(Vec::len)).collect();
        assert_eq!(counts, [Some(50), Some(70)]);
    }

    #[test]
    fn an_outline_has_the_items_of_lists() {
        let text = "{ \"a\" : [ 1, {\"b\": [2]} ,[]],\"c\":3, \"d\": [] }";
        let found = outline(text).expect("an object");
        let names: Vec<&str> = found.iter().map(|(name, ..)| *name).collect();
        assert_eq!(names, ["\"a\"", "\"c\"", "\"d\""]);
        assert_eq!(found[0].1, "[ 1, {\"b\": [2]} ,[]]");
        assert_eq!(found[0].2.as_deref(), Some(&["1", "{\"b\": [2]}", "[]"][..]));
        assert_eq!((found[1].1, &found[1].2), ("3", &None));
        assert_eq!((found[2].1, found[2].2.as_deref()), ("[]", Some(&[][..])));
        for broken in [
            "",
            "{",
            "[1]",
            "{}}",
            "{} {}",
            "{\"a\":[1}",
            "{\"a\":[1,]}",
            "{\"a\":[,1]}",
            "{\"a\":[1 2]}",
            "{\"a\":[1]",
        ] {
            assert!(outline(broken).is_err(), "{broken}");
        }
    }
}
