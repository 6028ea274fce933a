//! Taking JSON apart: where the members and items of a value begin and end, without looking into them.
//!
//! On a text that is JSON this finds what `serde_json` would. Of any other text it says so, or takes
//! it for made of pieces that are no JSON: whoever asks has each piece checked ([`is_json`] does).

use serde_json::value::RawValue;

use super::crew::{self, Watch};

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

    fn piece(&mut self) -> Result<Option<(&'a str, &'a str)>, Broken> {
        let close = if self.is_object { b'}' } else { b']' };
        self.skip_blanks();
        match self.byte() {
            byte if byte == close => {
                self.ended = true;
                // Nothing follows the value itself.
                return if self.at + 1 == self.text.len() { Ok(None) } else { Err(Broken) };
            }
            b',' if self.begun => {
                self.at += 1;
                self.skip_blanks();
            }
            _ if self.begun => return Err(Broken),
            _ => {}
        }
        self.begun = true;
        if !self.is_object {
            return self.value().map(|item| Some(("", item)));
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
        self.value().map(|value| Some((name, value)))
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

/// Lists longer than this are checked on several threads.
const LONG: usize = 1 << 16;
/// Items that one thread takes at a time.
const SHARE: usize = 2048;

/// Whether a text is JSON: an object whose long lists are checked item by item on several threads.
/// It may say no to what is JSON all the same, never yes to what is none.
pub(super) fn is_json(text: &str, watch: &Watch<'_>) -> bool {
    let text = text.trim_matches([' ', '\n', '\r', '\t']);
    let is_whole = |piece: &str| serde_json::from_str::<&RawValue>(piece).is_ok_and(|raw| raw.get() == piece);
    text.starts_with('{')
        && Pieces::of(text).all(|member| {
            let Ok((name, value)) = member else { return false };
            if !is_whole(name) {
                return false;
            }
            if value.len() < LONG || !value.starts_with('[') {
                return is_whole(value);
            }
            let Ok(items) = Pieces::of(value).collect::<Result<Vec<_>, Broken>>() else { return false };
            crew::in_shares(&items, SHARE, |_, items| {
                !watch.is_stopped() && items.iter().all(|(_, item)| is_whole(item))
            })
            .into_iter()
            .all(|valid| valid)
        })
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn what_is_no_json_is_never_called_json() {
        let long = format!("{{\"a\": [{}1]}}", "1, ".repeat(LONG));
        assert!(is_json(&long, &Watch::none()));
        assert!(is_json(" {} \n", &Watch::none()));
        for broken in [
            "",
            "{",
            "{}}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{,}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":1 2}",
            "{\"a\":[1,2}",
            "{a:1}",
            "{\"a\": tru}",
            "{\"a\":\"\n\"}",
            "{\"\\x\":1}",
            "{\"a\":01}",
            "[]",
            "{} {}",
        ] {
            assert!(!is_json(broken, &Watch::none()), "{broken}");
        }
        for (good, bad) in [("1, 1", "1,, 1"), ("1, 1", "1 1"), ("1]", "1,]"), ("1]", "01]"), ("1]", "1}]")] {
            let broken = long.replacen(good, bad, 1);
            assert!(!is_json(&broken, &Watch::none()), "{bad}");
        }
    }
}
