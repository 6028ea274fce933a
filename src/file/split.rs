//! Taking JSON apart: where the members and items of a value begin and end, without looking into them.
//!
//! On a text that is JSON this finds what `serde_json` would. Of any other text it says so, or takes
//! it for made of pieces that are no JSON: whoever asks looks into each piece ([`super::json::Raw`] does).

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

/// How an outline finds where the items of lists end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Items {
    /// At the end of their line, where that looks like one: as this program writes them, and ten times as
    /// fast. An item that ends elsewhere is no JSON then, which whoever reads it notices.
    ByLine,
    /// At the bracket that closes them.
    ByBracket,
}

/// The members of the object that a text is, with the items of those that are lists, in one go. What
/// stands inside the items is not looked at further than to find their ends.
///
/// Where all items turn out to be JSON, both ways find the same: no object is the beginning of another.
pub(super) fn outline(text: &str, by: Items) -> Result<Vec<Outlined<'_>>, Broken> {
    if !text.starts_with('{') {
        return Err(Broken);
    }
    let mut members = Vec::new();
    let mut object = Pieces::of(text);
    while let Some(name) = object.next_name()? {
        if object.byte() != b'[' {
            members.push((name, object.value()?, None));
            continue;
        }
        let start = object.at;
        let mut list = Pieces { text, at: start + 1, is_object: false, begun: false, ended: false };
        let (mut items, mut line_end) = (Vec::new(), 0);
        while list.goes_on()? {
            if by == Items::ByLine && list.byte() == b'{' {
                if line_end < list.at {
                    let rest = &text.as_bytes()[list.at..];
                    line_end = memchr::memchr(b'\n', rest).map_or(text.len(), |length| list.at + length);
                }
                let line = text[list.at..line_end].trim_end_matches([' ', '\t', '\r']);
                let item = line.strip_suffix(',').unwrap_or(line);
                if item.ends_with('}') {
                    items.push(item);
                    list.at += item.len();
                    continue;
                }
            }
            items.push(list.value()?);
        }
        object.at = list.at + 1;
        members.push((name, &text[start..object.at], Some(items)));
    }
    if object.at + 1 == text.len() { Ok(members) } else { Err(Broken) }
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

    /// Whether every item of every list is JSON.
    fn are_json(found: &[Outlined<'_>]) -> bool {
        let is_json = |text: &str| serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok();
        let mut items = found.iter().filter_map(|(.., items)| items.as_ref()).flatten();
        found.iter().all(|(name, value, _)| is_json(name) && is_json(value))
            && items.all(|item| is_json(item))
    }

    proptest! {
        #[test]
        fn items_end_with_their_line_or_are_no_json(pieces in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ",\n", ",\n  {", "\"a\": ", "{\"b\": 1}", ",\n{\"c\": [\n{},\n{}]}", "\"", "\\",
                "1", " ", "],\n\"d\": [\n{}", "é", "{},", "{\"e\": {}\n}", "\r\n", "{}\n",
            ]),
            0..60,
        )) {
            let text = format!("{{\"a\": [\n{{}}{}]}}", pieces.concat());
            let by_bracket = outline(&text, Items::ByBracket);
            if let Ok(by_line) = outline(&text, Items::ByLine)
                && are_json(&by_line)
            {
                prop_assert_eq!(by_line, by_bracket.expect("it is an object"));
            }
        }
    }

    #[test]
    fn what_ends_its_line_before_its_bracket_does_is_no_json() {
        let both = |text: &str| {
            let found = [Items::ByLine, Items::ByBracket].map(|by| outline(text, by));
            found.map(|found| found.is_ok_and(|found| are_json(&found)))
        };
        assert_eq!(both("{\"a\": [\n  {\"b\": {}},\n  {\"c\": 2}\r\n]}"), [true, true]);
        assert_eq!(both("{\"a\": [{\"b\": {}\n}, {}]}"), [false, true]);
        assert_eq!(both("{\"a\": [{\"b\": 1}, {}\n]}"), [false, true]);
        assert_eq!(both("{\"a\": [{\"b\": 1}, {}]}"), [false, true]);
    }

    #[test]
    fn an_outline_has_the_items_of_lists() {
        let text = "{ \"a\" : [ 1, {\"b\": [2]} ,[]],\"c\":3, \"d\": [] }";
        let found = outline(text, Items::ByBracket).expect("an object");
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
            assert!(outline(broken, Items::ByBracket).is_err(), "{broken}");
        }
    }
}
