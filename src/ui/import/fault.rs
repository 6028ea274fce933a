//! Fault: why files cannot be read, in words: what, where, and what to do.

use std::io;

use super::report;
use crate::import::{Error, ErrorKind};
use crate::text::{Text, Value};
use crate::ui::describe;

/// Why files cannot be read, and what to do.
pub fn fault(text: &Text, error: &Error) -> (String, String) {
    let mut what = sentence(text, &error.kind);
    let place =
        error.place.as_ref().map(|place| report::place(text, place)).filter(|place| !place.is_empty());
    if let Some(place) = place {
        what = text.with("import-error-at", &[("what", what.into()), ("place", place.into())]);
    }
    if let Some(file) = &error.file {
        what = format!("{file} · {what}");
    }
    let hint = format!("{}-hint", key(&error.kind));
    (what, text.get(&hint).to_owned())
}

/// The key of its sentence; that of what to do ends in `-hint`.
fn key(kind: &ErrorKind) -> String {
    let key = match kind {
        ErrorKind::Io(error) => match error.kind() {
            io::ErrorKind::NotFound => "not-found",
            io::ErrorKind::PermissionDenied => "no-permission",
            _ => kind.key(),
        },
        _ => kind.key(),
    };
    format!("import-error-{key}")
}

/// What is wrong. What a reader says beyond that is technical and in English: it stands in brackets, for
/// whoever is asked for help.
fn sentence(text: &Text, kind: &ErrorKind) -> String {
    let bytes = |n: &u64| describe::size(text, *n);
    let mut values: Vec<(&str, Value<'_>)> = Vec::new();
    match kind {
        ErrorKind::Directory
        | ErrorKind::NotAFile
        | ErrorKind::Empty
        | ErrorKind::Doctype
        | ErrorKind::Password
        | ErrorKind::BlankStart
        | ErrorKind::Cancelled => {}
        ErrorKind::Io(error) => values.push(("detail", error.to_string().into())),
        ErrorKind::TooLarge { bytes: size, limit } => {
            values.extend([("size", bytes(size).into()), ("limit", bytes(limit).into())]);
        }
        ErrorKind::Unknown { found } => values.push(("detail", named(text, found).into())),
        ErrorKind::NotThis { expected, found } => {
            values.extend([("format", expected.name().into()), ("detail", found.as_str().into())]);
        }
        ErrorKind::Syntax { format, what } => {
            values.extend([("format", format.name().into()), ("detail", what.as_str().into())]);
        }
        ErrorKind::Truncated(what)
        | ErrorKind::Missing(what)
        | ErrorKind::Invalid(what)
        | ErrorKind::Failed(what)
        | ErrorKind::Archive(what)
        | ErrorKind::Uneven(what)
        | ErrorKind::Together(what) => values.push(("detail", what.as_str().into())),
        ErrorKind::Entity(name) | ErrorKind::DuplicateKey(name) => {
            values.push(("name", name.as_str().into()));
        }
        ErrorKind::Encoding { encoding } => values.push(("encoding", encoding.as_str().into())),
        ErrorKind::TooDeep { what, limit } => {
            values.extend([("what", counted(text, what).into()), ("limit", (*limit).into())]);
        }
        ErrorKind::TooMany { what, count, limit } => values.extend([
            ("what", counted(text, what).into()),
            ("n", (*count).into()),
            ("limit", (*limit).into()),
        ]),
        ErrorKind::Version { format, version } => {
            values.extend([("format", format.name().into()), ("version", version.as_str().into())]);
        }
    }
    text.with(&key(kind), &values)
}

/// What a cap is on, in the language shown; as the reader calls it where there is no word.
fn counted(text: &Text, what: &str) -> String {
    let word: String =
        what.chars().take_while(|c| *c != '(').map(|c| if c == ' ' { '-' } else { c }).collect();
    let key = format!("import-counted-{}", word.trim_end_matches('-'));
    if text.has(&key) { text.get(&key).to_owned() } else { what.to_owned() }
}

/// What a file looks like, in the language shown; as the reader calls it where there is no word.
fn named(text: &Text, found: &str) -> String {
    let words: Vec<String> = found
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let key = format!("import-found-{}", words.join("-"));
    if text.has(&key) { text.get(&key).to_owned() } else { found.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Format, Place};
    use crate::lang::Lang;

    /// One of each; whoever adds one hears of it from the compiler.
    fn one_of_each() -> Vec<ErrorKind> {
        let what = || "Zut".to_owned();
        vec![
            ErrorKind::Io(io::ErrorKind::NotFound.into()),
            ErrorKind::Io(io::ErrorKind::PermissionDenied.into()),
            ErrorKind::Io(io::Error::other("Zut")),
            ErrorKind::Directory,
            ErrorKind::NotAFile,
            ErrorKind::TooLarge { bytes: 5 << 30, limit: 1 << 30 },
            ErrorKind::Empty,
            ErrorKind::Unknown { found: "Zut" },
            ErrorKind::NotThis { expected: Format::Gexf, found: what() },
            ErrorKind::Syntax { format: Format::Gexf, what: what() },
            ErrorKind::Truncated(what()),
            ErrorKind::Doctype,
            ErrorKind::Entity(what()),
            ErrorKind::Encoding { encoding: what() },
            ErrorKind::TooDeep { what: "elements", limit: 256 },
            ErrorKind::TooMany { what: "links (edges)", count: 41, limit: 40 },
            ErrorKind::Version { format: Format::Gexf, version: what() },
            ErrorKind::Missing(what()),
            ErrorKind::Invalid(what()),
            ErrorKind::Failed(what()),
            ErrorKind::DuplicateKey(what()),
            ErrorKind::Password,
            ErrorKind::BlankStart,
            ErrorKind::Uneven(what()),
            ErrorKind::Archive(what()),
            ErrorKind::Together(what()),
            ErrorKind::Cancelled,
        ]
    }

    #[test]
    fn every_fault_says_what_where_and_what_to_do_in_both_languages() {
        for kind in one_of_each() {
            let details = format!("{kind:?}").contains("Zut");
            let caps: Vec<&str> = match kind {
                ErrorKind::TooMany { .. } => vec!["41", "40"],
                ErrorKind::TooDeep { .. } => vec!["256"],
                ErrorKind::TooLarge { .. } => vec!["5", "1"],
                _ => vec![],
            };
            let error = Error::at(Place::line(7), kind).of_file("a.gexf");
            let [french, english] = [Lang::Fr, Lang::En].map(|lang| fault(&Text::new(lang), &error));
            for (what, hint) in [&french, &english] {
                for said in [what, hint] {
                    assert!(!said.contains("import-") && !said.contains('{'), "{said}");
                }
                assert!(what.starts_with("a.gexf · ") && what.contains('7'), "{what}");
                assert!(hint.ends_with('.'), "{hint}");
                assert_eq!(what.contains("Zut"), details, "{what}");
                assert!(caps.iter().all(|cap| what.contains(cap)), "{what}");
            }
            assert!(french.0 != english.0 && french.1 != english.1, "{french:?}");
            assert!(french.0.contains("ligne 7"), "{french:?}");
        }
    }

    #[test]
    fn what_is_refused_by_its_name_is_named_in_both_languages() {
        // As the readers call it.
        for found in [
            "a LEDA graph",
            "a NetDraw file (VNA)",
            "a list of settings (YAML)",
            "a UCINET file (DL)",
            "linked data as Turtle (RDF)",
            "a Cypher script (Neo4j)",
            "an SQL script",
            "a contact card (vCard)",
            "a calendar (iCalendar)",
            "a PlantUML diagram",
            "a Mermaid diagram",
            "a Markdown text",
            "a text of sentences",
            "a web page (HTML)",
            "an Excalidraw drawing",
            "a geographic file (GeoJSON)",
            "one JSON value a line (JSON Lines)",
            "JSON without `nodes`, `elements` or `connections`",
            "GoGoCarto's compact list (gogocompact)",
        ] {
            let [french, english] = [Lang::Fr, Lang::En].map(|lang| named(&Text::new(lang), found));
            assert!(french != english && french != found, "{found}: {french}");
        }
    }

    #[test]
    fn every_cap_has_a_name_in_both_languages() {
        // As the readers name them.
        for what in [
            "nodes",
            "links (edges)",
            "columns",
            "columns (attributes)",
            "cells",
            "values (cells)",
            "vertices",
            "bytes of text",
            "bytes in one cell",
            "bytes in one text (label)",
            "elements",
            "subgraphs",
            "lists",
            "lists and objects (JSON)",
        ] {
            let [french, english] = [Lang::Fr, Lang::En].map(|lang| counted(&Text::new(lang), what));
            assert!(french != english && french != what, "{what}: {french}");
        }
    }
}
