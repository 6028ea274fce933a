//! JSON as the reader sees it: values still in their text, so that whatever is wrong with one has
//! a place in the file.
//!
//! Values stay texts ([`super::split`] finds where they end) rather than a tree, which keeps three things
//! a tree loses: where a value stands, that a key came twice, and the digits of a number. Each value is
//! checked as it is read, so that a large file is gone through once; what a fault of syntax is to be
//! called is `serde_json`'s business, which then looks at the whole text ([`Raw::document`]).

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

use super::error::{ErrorKind, JsonType};
use super::pool::Pool;
use super::split::{self, Broken, Items, Pieces};

/// How deep lists and objects may lie in each other inside a member this version does not know.
const MAX_DEPTH: usize = 128;

/// One value, still in its text.
///
/// Whoever reads all of it, to the innermost values, has read JSON or met a fault: objects and lists are
/// taken apart strictly, and every text, number and word is checked when it is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a> {
    text: &'a str,
    pool: &'a Pool<'a>,
}

/// One step of the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Member(String),
    Item(usize),
}

/// What is wrong with a value, before the place is worked out.
#[derive(Debug)]
pub(super) struct Fault {
    /// Address of the first byte of the value: its distance to that of the whole text is its offset.
    pub address: usize,
    /// The way to the value, innermost step first.
    pub steps: Vec<Step>,
    /// The name or id of the record it stands in.
    pub record: Option<String>,
    /// What is wrong.
    pub kind: ErrorKind,
}

impl Fault {
    /// The same fault seen from the object that holds the value.
    pub fn in_member(mut self, name: &str) -> Self {
        self.steps.push(Step::Member(name.to_owned()));
        self
    }

    /// The same fault seen from the list that holds the value.
    pub fn in_item(mut self, index: usize) -> Self {
        self.steps.push(Step::Item(index));
        self
    }
}

/// A member of an object: its name, where that stands, its value.
pub(super) struct RawMember<'a> {
    pub name: Cow<'a, str>,
    pub value: Raw<'a>,
}

impl RawMember<'_> {
    /// The fault of a name that has come before.
    pub fn duplicate(&self) -> Fault {
        // A name without escapes still stands in the text: its quote is one byte before.
        let address = match self.name {
            Cow::Borrowed(name) => name.as_ptr() as usize - 1,
            Cow::Owned(_) => self.value.address(),
        };
        let kind = ErrorKind::DuplicateKey(self.name.to_string());
        Fault { address, steps: vec![Step::Member(self.name.to_string())], record: None, kind }
    }
}

impl<'a> Raw<'a> {
    /// Scans a whole document; what is no JSON is refused with its offset in the text.
    pub fn document(text: &'a str, pool: &'a Pool<'a>) -> Result<Self, Fault> {
        parse::<&RawValue>(text).map(|raw| Self::of(raw.get(), pool))
    }

    /// The whole of a text, where it begins as an object and before it is known to be JSON: with what
    /// its outermost members are, found in one go. `by` says where items of their lists end.
    pub fn unchecked(
        text: &'a str,
        by: Items,
        pool: &'a Pool<'a>,
    ) -> Result<(Self, Vec<RawMember<'a>>), Fault> {
        let root = Self::of(text.trim_matches([' ', '\n', '\r', '\t']), pool);
        let (mut members, mut pieces) = (Vec::new(), Vec::new());
        for (name, value, items) in split::outline(root.text, by).map_err(|broken| root.broken(broken))? {
            pieces.push((name, value));
            members.push(root.member(name, value)?);
            if let Some(items) = items {
                pool.keep_items(value, &items);
            }
        }
        pool.keep_members(root.text, &pieces);
        Ok((root, members))
    }

    /// A piece of a text.
    pub fn of(text: &'a str, pool: &'a Pool<'a>) -> Self {
        Self { text, pool }
    }

    /// Its text.
    pub fn as_text(self) -> &'a str {
        self.text
    }

    /// What is kept of the values read so far.
    pub fn pool(self) -> &'a Pool<'a> {
        self.pool
    }

    /// Address of the first byte, for [`Fault::address`].
    pub fn address(self) -> usize {
        self.text.as_ptr() as usize
    }

    /// What the first byte says it is.
    pub fn json_type(self) -> JsonType {
        match self.text.as_bytes().first() {
            Some(b'{') => JsonType::Object,
            Some(b'[') => JsonType::List,
            Some(b'"') => JsonType::Text,
            Some(b't' | b'f') => JsonType::Flag,
            Some(b'n') => JsonType::Null,
            _ => JsonType::Number,
        }
    }

    /// A fault about this value.
    pub fn fault(self, kind: ErrorKind) -> Fault {
        Fault { address: self.address(), steps: Vec::new(), record: None, kind }
    }

    fn expect(self, expected: JsonType) -> Result<(), Fault> {
        let found = self.json_type();
        if found == expected { Ok(()) } else { Err(self.fault(ErrorKind::WrongType { expected, found })) }
    }

    /// The members of an object in their order; the same name may come twice.
    pub fn members(self) -> Result<Vec<RawMember<'a>>, Fault> {
        self.each_member()?.collect()
    }

    /// The members of an object one by one. A name that cannot be read is a fault like a value's; see
    /// [`Self::first_fault`].
    pub fn each_member(self) -> Result<impl Iterator<Item = Result<RawMember<'a>, Fault>>, Fault> {
        self.expect(JsonType::Object)?;
        let known = self.pool.take_members(self.text);
        let pieces = if known.is_some() { None } else { Some(Pieces::of(self.text)) };
        let known = known.into_iter().flatten().map(Ok);
        Ok(known.chain(pieces.into_iter().flatten()).map(move |piece| {
            let (name, value) = piece.map_err(|broken| self.broken(broken))?;
            self.member(name, value)
        }))
    }

    fn member(self, name: &'a str, value: &'a str) -> Result<RawMember<'a>, Fault> {
        let name = match plain(name) {
            Some(name) => Cow::Borrowed(name),
            None => Cow::Owned(parse(name).map_err(|fault| self.bad_name(fault))?),
        };
        Ok(RawMember { name, value: Raw { text: value, ..self } })
    }

    /// Of a fault in one of an object's values and those in its names, the one to speak of: a name
    /// that cannot be read comes before all values.
    pub fn first_fault(self, fault: Fault) -> Fault {
        self.members().err().unwrap_or(fault)
    }

    /// The items of a list.
    pub fn items(self) -> Result<impl Iterator<Item = Result<Raw<'a>, Fault>>, Fault> {
        self.expect(JsonType::List)?;
        Ok(Pieces::of(self.text).map(move |piece| match piece {
            Ok((_, item)) => Ok(Raw { text: item, ..self }),
            Err(broken) => Err(self.broken(broken)),
        }))
    }

    /// A text.
    pub fn text(self) -> Result<String, Fault> {
        self.text_cow().map(Cow::into_owned)
    }

    /// A text, borrowed where it has no escapes.
    pub fn text_cow(self) -> Result<Cow<'a, str>, Fault> {
        self.expect(JsonType::Text)?;
        match plain(self.text) {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => parse(self.text).map(Cow::Owned),
        }
    }

    /// The fault of a piece that is no JSON.
    fn broken(self, _: Broken) -> Fault {
        match parse::<&RawValue>(self.text) {
            Err(fault) => fault,
            Ok(_) => self.fault(ErrorKind::Truncated),
        }
    }

    /// The fault of a name, with the place and the words the parser of the whole object has for it.
    fn bad_name(self, fault: Fault) -> Fault {
        match parse::<Members<'a>>(self.text) {
            Err(fault) => fault,
            Ok(_) => fault,
        }
    }

    /// Yes or no.
    pub fn flag(self) -> Result<bool, Fault> {
        self.expect(JsonType::Flag)?;
        match self.text {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.broken(Broken)),
        }
    }

    /// A finite number.
    pub fn number(self) -> Result<f64, Fault> {
        self.expect(JsonType::Number)?;
        if !is_number(self.text) {
            return Err(self.broken(Broken));
        }
        // Rust reads decimal text to the nearest double, and what is too large to infinity.
        let value: f64 = self.text.parse().unwrap_or(f64::INFINITY);
        if value.is_finite() { Ok(value) } else { Err(self.out_of_range()) }
    }

    /// A whole number, however it is written (`2`, `2.0`).
    pub fn whole_number(self) -> Result<i64, Fault> {
        let value = self.number()?;
        match self.text.parse() {
            Ok(whole) => Ok(whole),
            // Doubles count every whole number up to 2^53.
            Err(_) if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 => Ok(value as i64),
            Err(_) if value.fract() == 0.0 => Err(self.out_of_range()),
            Err(_) => {
                Err(self
                    .fault(ErrorKind::WrongType { expected: JsonType::WholeNumber, found: JsonType::Number }))
            }
        }
    }

    fn out_of_range(self) -> Fault {
        let digits: String = self.text.chars().take(24).collect();
        self.fault(ErrorKind::NumberOutOfRange(digits))
    }

    /// Whatever it is, kept with all its digits. Keys that come twice are refused at any depth.
    pub fn kept(self) -> Result<Value, Fault> {
        self.kept_at(0)
    }

    fn kept_at(self, depth: usize) -> Result<Value, Fault> {
        if depth >= MAX_DEPTH {
            return Err(self.fault(ErrorKind::TooDeep));
        }
        Ok(match self.json_type() {
            JsonType::Object => {
                let mut object = Map::new();
                for member in self.members()? {
                    let value = member.value.kept_at(depth + 1).map_err(|f| f.in_member(&member.name))?;
                    if object.contains_key(member.name.as_ref()) {
                        return Err(member.duplicate());
                    }
                    object.insert(member.name.into_owned(), value);
                }
                Value::Object(object)
            }
            JsonType::List => {
                let items = self.items()?.enumerate();
                let kept = items.map(|(i, item)| item?.kept_at(depth + 1).map_err(|f| f.in_item(i)));
                Value::Array(kept.collect::<Result<_, _>>()?)
            }
            JsonType::Text => Value::String(self.text()?),
            JsonType::Flag => Value::Bool(self.flag()?),
            JsonType::Null if self.text == "null" => Value::Null,
            JsonType::Null => return Err(self.broken(Broken)),
            JsonType::Number | JsonType::WholeNumber => Value::Number(parse::<Number>(self.text)?),
        })
    }
}

/// What stands between the quotes where nothing there is escaped or would have to be.
fn plain(quoted: &str) -> Option<&str> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    // Without an early end, which compilers turn into a few wide steps.
    let is_odd = inner.bytes().fold(false, |odd, byte| odd | (byte < b' ') | (byte == b'\\'));
    (!is_odd).then_some(inner)
}

/// Whether a text is a number as JSON writes them (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    let mut rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let places = digits(fraction);
        if places == 0 {
            return false;
        }
        rest = &fraction[places..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

/// Parses a piece of the document; a fault of it has its address in that piece.
fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| syntax_fault(text, &error))
}

/// What `serde_json` found wrong, told apart as far as people can do something about it.
fn syntax_fault(text: &str, error: &serde_json::Error) -> Fault {
    let line_start = match error.line() {
        0 | 1 => 0,
        line => text.bytes().enumerate().filter(|(_, b)| *b == b'\n').nth(line - 2).map_or(0, |(i, _)| i + 1),
    };
    let offset = (line_start + error.column().saturating_sub(1)).min(text.len());
    let line_end =
        text.as_bytes()[offset..].iter().position(|b| *b == b'\n').map_or(text.len(), |i| offset + i);
    let line = &text.as_bytes()[line_start.min(line_end)..line_end];
    let word = word_around(text.as_bytes(), offset);
    // A number cut after its sign or point is no number to the parser, rather than the end of one.
    let ends_in_number = offset + 1 >= text.len() && text.ends_with(['-', '+', '.', 'e', 'E']);
    let kind = if error.is_eof() || ends_in_number {
        ErrorKind::Truncated
    } else if [&b"<<<<<<<"[..], b"=======", b">>>>>>>", b"|||||||"].iter().any(|mark| line.starts_with(mark))
    {
        ErrorKind::ConflictMarkers
    } else if matches!(word.trim_start_matches(['-', '+']), "nan" | "inf" | "infinity") {
        ErrorKind::NotANumber(word)
    } else {
        let message = error.to_string();
        let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
        ErrorKind::Syntax(what.to_owned())
    };
    Fault { address: text.as_ptr() as usize + offset, steps: Vec::new(), record: None, kind }
}

/// The letters and signs around a byte, in lower case.
fn word_around(bytes: &[u8], offset: usize) -> String {
    let in_word = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'+');
    let before = bytes[..offset].iter().rev().take(12).take_while(|byte| in_word(byte)).count();
    let word = bytes[offset - before..].iter().take(24).take_while(|byte| in_word(byte));
    word.map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

/// The members of an object, every name of which can be decoded.
struct Members<'a>(std::marker::PhantomData<&'a str>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
                while let Some(Name) = object.next_key()? {
                    let _: &RawValue = object.next_value()?;
                }
                Ok(Members(std::marker::PhantomData))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

/// A member's name that could be decoded.
struct Name;

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member's name")
            }

            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(Name)
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Result<Value, ErrorKind> {
        Raw::document(text, &Pool::default()).and_then(Raw::kept).map_err(|fault| fault.kind)
    }

    #[test]
    fn numbers_are_those_serde_json_takes() {
        for text in [
            "0",
            "-0",
            "10",
            "0.5",
            "-12.25e-3",
            "1E5",
            "1e+05",
            "01",
            "-",
            ".5",
            "1.",
            "1e",
            "1e+",
            "+1",
            "1_0",
            "0x1",
            "NaN",
            "Infinity",
            "-Infinity",
            "1e5.0",
            "--1",
            "",
            "١",
            "1 ",
        ] {
            let known = !text.ends_with(' ') && serde_json::from_str::<Number>(text).is_ok();
            assert_eq!(is_number(text), known, "{text}");
        }
    }

    #[test]
    fn numbers_keep_every_digit() {
        for digits in ["1.0", "-0", "-0.0", "12345678901234567890123", "0.10", "1.50e-7", "1e+999"] {
            assert_eq!(kept(digits).expect("a JSON number").to_string(), digits);
        }
        // Only the exponent has one spelling.
        assert_eq!(kept("1.0E2").expect("a JSON number").to_string(), "1.0e+2");
    }

    #[test]
    fn keys_serde_json_uses_inside_are_keys_like_others() {
        let text = r#"{"$serde_json::private::Number":"7","$serde_json::private::RawValue":"x"}"#;
        assert_eq!(kept(text).expect("an object").to_string(), text);
    }

    #[test]
    fn a_key_that_comes_twice_is_refused_at_any_depth() {
        for text in [r#"{"a":1,"a":1}"#, r#"[{"b":{"a":1,"a":2}}]"#, r#"{"\u0061":1,"a":2}"#] {
            assert!(matches!(kept(text), Err(ErrorKind::DuplicateKey(key)) if key == "a"), "{text}");
        }
    }

    #[test]
    fn depth_has_an_end_and_no_panic() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(kept(&nested(MAX_DEPTH - 1)).is_ok());
        assert!(matches!(kept(&nested(MAX_DEPTH)), Err(ErrorKind::TooDeep)));
        assert!(matches!(kept(&nested(200_000)), Err(ErrorKind::TooDeep)));
    }

    #[test]
    fn what_is_no_number_is_named() {
        for (text, word) in
            [("[NaN]", "nan"), ("[1, -Infinity]", "-infinity"), ("{\"a\": Infinity}", "infinity")]
        {
            assert!(matches!(kept(text), Err(ErrorKind::NotANumber(found)) if found == word), "{text}");
        }
        assert!(matches!(kept("[nul]"), Err(ErrorKind::Syntax(_))));
    }

    #[test]
    fn whole_numbers_are_whole_however_written() {
        let whole = |text| {
            Raw::document(text, &Pool::default()).and_then(Raw::whole_number).map_err(|fault| fault.kind)
        };
        assert_eq!(whole("2.0").ok(), Some(2));
        assert_eq!(whole("-9223372036854775808").ok(), Some(i64::MIN));
        assert!(matches!(whole("2.5"), Err(ErrorKind::WrongType { .. })));
        assert!(matches!(whole("1e300"), Err(ErrorKind::NumberOutOfRange(_))));
    }
}
