//! JSON of other tools: values still in their text, so that no tree has to fit into memory and what
//! is wrong has a place. serde_json says whether the text is JSON; the native reader's splitter takes
//! it apart.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::error::{Error, ErrorKind, Place};
use super::options::Limits;
use super::sniff::Format;
use crate::file::Pieces;

/// A value of a document that was found to be JSON.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'t> {
    text: &'t str,
    document: &'t str,
}

/// Checks a whole text.
///
/// # Errors
/// Where it is no JSON, or lists and objects lie too deep in each other.
pub(super) fn document<'t>(text: &'t str, format: Format, limits: &Limits) -> Result<Value<'t>, Error> {
    check_depth(text, limits.depth)?;
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => Ok(Value { text: raw.get(), document: text }),
        Err(error) => {
            let place = Place { line: error.line(), column: error.column(), path: String::new() };
            let message = error.to_string();
            let what = message.split(" at line ").next().unwrap_or(&message).to_owned();
            let kind = if error.is_eof() {
                ErrorKind::Truncated(what)
            } else if are_lines(text) {
                ErrorKind::Unknown { found: "one JSON value a line (JSON Lines)" }
            } else if format.name().contains("JSON") {
                ErrorKind::Syntax { format, what }
            } else {
                ErrorKind::Syntax { format, what: format!("{what}; {} is JSON", format.name()) }
            };
            Err(Error::at(place, kind))
        }
    }
}

/// Whether the first lines are whole JSON objects each.
fn are_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(2);
    let is_whole =
        |line: &str| line.trim_start().starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok();
    lines.by_ref().filter(|line| is_whole(line)).count() == 2
}

/// Refuses lists and objects too deep in each other, whatever else is wrong with the text.
fn check_depth(text: &str, limit: usize) -> Result<(), Error> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at += 1;
                while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
                    at += found;
                    if bytes[at] == b'"' {
                        break;
                    }
                    at += 2;
                }
                if at >= bytes.len() {
                    break;
                }
            }
            b'{' | b'[' => {
                depth += 1;
                if depth > limit {
                    let kind = ErrorKind::TooDeep { what: "lists and objects (JSON)", limit };
                    return Err(Error::at(Place::of_byte(text, at), kind));
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// The format of a JSON text by the members at its top, where they say it.
///
/// # Errors
/// What it is where it surely is no graph.
pub(super) fn sniff(text: &str) -> Result<Option<Format>, &'static str> {
    let text = text.trim_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let root = Value { text, document: text };
    if !text.starts_with('[')
        && let Ok(members) = root.members()
    {
        let kind = members.iter().find(|(name, _)| name == "type").and_then(|(_, kind)| kind.text().ok());
        match kind.as_deref() {
            Some("excalidraw") => return Err("an Excalidraw drawing"),
            Some("FeatureCollection") => return Err("a geographic file (GeoJSON)"),
            _ => return Ok(by_members(&members)),
        }
    }
    Ok(by_items(root))
}

/// The format of a list by its first item.
fn by_items(root: Value<'_>) -> Option<Format> {
    let first = root.items().next()?;
    let names: Vec<_> = first.members().ok()?.into_iter().map(|(name, _)| name).collect();
    let has = |name: &str| names.iter().any(|other| other == name);
    match () {
        () if has("CXVersion") => Some(Format::Cx2),
        () if has("numberVerification") || has("nodeAttributes") || has("cartesianLayout") => {
            Some(Format::Cx)
        }
        () if has("data") => Some(Format::Cyjs),
        () if has("geo") && has("name") => Some(Format::GoGoCarto),
        () => None,
    }
}

/// The format of an object by its members.
fn by_members(members: &[(Cow<'_, str>, Value<'_>)]) -> Option<Format> {
    let get = |name: &str| members.iter().find(|(other, _)| other == name).map(|(_, value)| *value);
    let has = |name: &str| get(name).is_some();
    let first_of = |list: Option<Value<'_>>| -> Vec<String> {
        let first = list.and_then(|list| list.items().next());
        let members = first.and_then(|first| first.members().ok()).unwrap_or_default();
        members.into_iter().map(|(name, _)| name.into_owned()).collect()
    };
    if let Some(elements) = get("elements") {
        if elements.is_object() || has("format_version") || has("target_cytoscapejs_version") {
            return Some(Format::Cyjs);
        }
        let first = first_of(Some(elements));
        let is = |names: &[&str]| first.iter().any(|name| names.contains(&name.as_str()));
        if is(&["data"]) && !has("connections") {
            return Some(Format::Cyjs);
        }
        if is(&["attributes", "label", "_id"]) {
            return Some(Format::KumuJson);
        }
    }
    if has("connections") {
        return Some(Format::KumuJson);
    }
    if has("@graph") {
        return Some(Format::JsonLd);
    }
    if let Some(data) = get("data").filter(|data| data.is_list()) {
        let first = first_of(Some(data));
        let is = |name: &str| first.iter().any(|other| other == name);
        if has("ontology") || is("geo") && is("name") {
            return Some(Format::GoGoCarto);
        }
    }
    if has("graph_data")
        || has("captions")
        || get("nodes").is_some_and(Value::is_object) && get("edges").is_some_and(Value::is_object)
    {
        return Some(Format::Oligrapher);
    }
    if let Some(nodes) = get("nodes") {
        let (node, edge) = (first_of(Some(nodes)), first_of(get("edges")));
        let is_card = node.iter().any(|name| name == "width") && node.iter().any(|name| name == "type");
        if edge.iter().any(|name| name == "fromNode") || is_card && node.iter().any(|name| name == "x") {
            return Some(Format::Canvas);
        }
        if has("links") || !edge.is_empty() {
            return Some(Format::JsonGraph);
        }
    }
    None
}

impl<'t> Value<'t> {
    /// Where it stands.
    pub fn place(self) -> Place {
        let at = (self.text.as_ptr() as usize).saturating_sub(self.document.as_ptr() as usize);
        Place::of_byte(self.document, at)
    }

    /// The line it stands on. Values are mostly asked for in order: the task remembers the last.
    pub fn place_line(self, task: &mut super::task::Task<'_>) -> usize {
        let at = (self.text.as_ptr() as usize).saturating_sub(self.document.as_ptr() as usize);
        task.line_of(self.document, at)
    }

    /// How far into the document it stands, from 0 to 1.
    pub fn done(self) -> f32 {
        let at = (self.text.as_ptr() as usize).saturating_sub(self.document.as_ptr() as usize);
        at as f32 / self.document.len().max(1) as f32
    }

    /// An error about it.
    pub fn error(self, kind: ErrorKind) -> Error {
        Error::at(self.place(), kind)
    }

    pub fn is_object(self) -> bool {
        self.text.starts_with('{')
    }

    pub fn is_list(self) -> bool {
        self.text.starts_with('[')
    }

    pub fn is_null(self) -> bool {
        self.text == "null"
    }

    /// The members of an object; none of what is no object.
    ///
    /// # Errors
    /// A name that comes twice, or cannot be read.
    pub fn members(self) -> Result<Vec<(Cow<'t, str>, Value<'t>)>, Error> {
        let mut members: Vec<(Cow<'t, str>, Value<'t>)> = Vec::new();
        if !self.is_object() {
            return Ok(members);
        }
        for piece in Pieces::of(self.text) {
            let Ok((name, text)) = piece else { break };
            let value = Value { text, ..self };
            let name = Value { text: name, ..self }.string()?;
            // Long objects are dictionaries by id; there the ids are looked at elsewhere.
            if members.len() < 64 && members.iter().any(|(other, _)| *other == name) {
                return Err(value.error(ErrorKind::DuplicateKey(name.into_owned())));
            }
            members.push((name, value));
        }
        Ok(members)
    }

    /// A member of an object, where it is there and is not null.
    ///
    /// # Errors
    /// As [`Self::members`].
    pub fn get(self, name: &str) -> Result<Option<Value<'t>>, Error> {
        let found = self.members()?.into_iter().find(|(other, _)| other == name);
        Ok(found.map(|(_, value)| value).filter(|value| !value.is_null()))
    }

    /// The items of a list; none of what is no list.
    pub fn items(self) -> impl Iterator<Item = Value<'t>> {
        let list = self.is_list().then(|| Pieces::of(self.text));
        list.into_iter().flatten().map_while(move |piece| piece.ok().map(|(_, text)| Value { text, ..self }))
    }

    /// A text in quotes.
    fn string(self) -> Result<Cow<'t, str>, Error> {
        let inner = self.text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        match inner {
            Some(inner) if memchr::memchr(b'\\', inner.as_bytes()).is_none() => Ok(Cow::Borrowed(inner)),
            _ => serde_json::from_str::<String>(self.text).map(Cow::Owned).map_err(|error| {
                let message = error.to_string();
                let what = message.split(" at line ").next().unwrap_or(&message);
                self.error(ErrorKind::Invalid(format!(
                    "a text with a wrong escape (surrogate, unicode): {what}"
                )))
            }),
        }
    }

    /// What it says as one text: that of a text, the digits of a number, a list's items between bars,
    /// an object as JSON. Null says nothing.
    ///
    /// # Errors
    /// A text that cannot be read.
    pub fn text(self) -> Result<Cow<'t, str>, Error> {
        match self.text.as_bytes().first() {
            Some(b'"') => self.string(),
            Some(b'[') => {
                let items: Vec<Cow<'t, str>> = self.items().map(Value::text).collect::<Result<_, _>>()?;
                Ok(Cow::Owned(super::meaning::join_list(items.iter().filter(|item| !item.is_empty()))))
            }
            Some(b'n') => Ok(Cow::Borrowed("")),
            _ => Ok(Cow::Borrowed(self.text)),
        }
    }

    /// A number, also one in quotes; NaN where it is none.
    pub fn number(self) -> f64 {
        self.text.trim_matches('"').parse().unwrap_or(f64::NAN)
    }

    /// Whether it is `true`.
    pub fn is_true(self) -> bool {
        self.text == "true"
    }

    /// Whether it is a text in quotes.
    pub fn is_text(self) -> bool {
        self.text.starts_with('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value<'_>, Error> {
        document(text, Format::JsonGraph, &Limits::default())
    }

    #[test]
    fn members_of_any_sort_have_a_text() {
        let root = read(r#"{"a": "é\n", "b": [1, "x|y", null], "c": 1.50, "d": null, "e": {"f": 1}}"#)
            .expect("JSON");
        let texts: Vec<String> = root
            .members()
            .expect("an object")
            .into_iter()
            .map(|(_, value)| value.text().expect("a text").into_owned())
            .collect();
        assert_eq!(texts, ["é\n", "1|x\\|y", "1.50", "", r#"{"f": 1}"#]);
    }

    #[test]
    fn what_would_be_lost_or_never_end_is_refused() {
        assert!(matches!(read(&"[".repeat(1_000_000)).map_err(|e| e.kind), Err(ErrorKind::TooDeep { .. })));
        assert!(matches!(read("{\"a\": 1").map_err(|e| e.kind), Err(ErrorKind::Truncated(_))));
        assert!(read("{} {}").is_err() && read("{'a': 1}").is_err() && read("{\"a\": NaN}").is_err());
        let twice = read("{\"a\": 1,\n \"a\": 2}").expect("JSON all the same");
        let error = twice.members().expect_err("a key comes twice");
        assert_eq!(error.to_string(), "line 2, column 7: duplicate key `a`");
        let lone = read(r#"["\ud83d"]"#).expect("JSON all the same");
        assert!(lone.items().next().expect("one").text().is_err());
    }

    #[test]
    fn what_is_no_graph_is_called_by_its_name() {
        assert_eq!(sniff(r#"{"type": "excalidraw", "elements": []}"#), Err("an Excalidraw drawing"));
        let error = read("{nodes: []}").expect_err("no JSON");
        assert!(error.to_string().contains("not well-formed JSON: key"), "{error}");
        assert!(!error.to_string().contains("JSON is JSON"), "{error}");
        let lines = read("{\"a\": 1}\n{\"b\": 2}\n").expect_err("two values");
        assert!(lines.to_string().contains("JSON Lines"), "{lines}");
    }

    #[test]
    fn formats_are_known_by_their_members() {
        for (text, format) in [
            (r#"{"elements": [{"label": "A"}], "connections": []}"#, Some(Format::KumuJson)),
            (r#"{"elements": {"nodes": []}}"#, Some(Format::Cyjs)),
            (r#"{"elements": [{"data": {"id": 1}}]}"#, Some(Format::Cyjs)),
            (r#"[{"CXVersion": "2.0"}]"#, Some(Format::Cx2)),
            (
                r#"{"nodes": [{"id": "1", "type": "text", "x": 0, "width": 1}], "edges": []}"#,
                Some(Format::Canvas),
            ),
            (r#"{"nodes": {}, "edges": {}}"#, Some(Format::Oligrapher)),
            (r#"{"nodes": [], "links": []}"#, Some(Format::JsonGraph)),
            (r#"{"elements": [{"type": "rectangle"}]}"#, None),
            (r#"{"@context": {}, "@graph": []}"#, Some(Format::JsonLd)),
            (r#"{"data": [{"id": 1, "name": "A", "geo": {}}]}"#, Some(Format::GoGoCarto)),
            ("42", None),
        ] {
            assert_eq!(sniff(text), Ok(format), "{text}");
        }
    }
}
