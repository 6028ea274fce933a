//! GML (Himsolt 1996): keys and values in nested lists. Texts may hold the character entities of
//! HTML's first 255 characters.

use crate::import::draft::Direction;
use crate::import::error::{Error, ErrorKind, Place};
use crate::import::meaning::Meaning;
use crate::import::report::WarningKind;
use crate::import::sniff::Format;
use crate::import::task::Task;

/// Names of the characters from U+00A0 to U+00FF.
const ENTITIES: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo",
    "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
    "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute",
    "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash",
    "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde",
    "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
    "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave",
    "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// A token of GML.
#[derive(Debug, PartialEq)]
enum Token<'t> {
    Word(&'t str),
    Text(String),
    Open,
    Close,
}

struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    fn error(&self, at: usize, what: &str) -> Error {
        let kind = ErrorKind::Syntax { format: Format::Gml, what: what.to_owned() };
        Error::at(Place::of_byte(self.text, at), kind)
    }

    fn next(&mut self) -> Result<Option<Token<'t>>, Error> {
        loop {
            let rest = &self.text[self.at..];
            let blank = rest.len() - rest.trim_start().len();
            self.at += blank;
            let rest = &rest[blank..];
            let Some(first) = rest.chars().next() else { return Ok(None) };
            return Ok(Some(match first {
                '#' => {
                    self.at += rest.find('\n').unwrap_or(rest.len());
                    continue;
                }
                '[' => {
                    self.at += 1;
                    Token::Open
                }
                ']' => {
                    self.at += 1;
                    Token::Close
                }
                '"' => {
                    let Some(end) = memchr::memchr(b'"', &rest.as_bytes()[1..]) else {
                        return Err(self.error(self.at, "a text (string) is not closed by a quote"));
                    };
                    self.at += end + 2;
                    Token::Text(decoded(&rest[1..=end]))
                }
                _ => {
                    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '"'));
                    let end = end.unwrap_or(rest.len());
                    self.at += end;
                    Token::Word(&rest[..end])
                }
            }));
        }
    }
}

/// A text with its character entities resolved; what is none stays as it is.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let at = ENTITIES.iter().position(|known| *known == name)?;
            char::from_u32(0xa0 + at as u32)
        }
    }
}

/// Values of a node or an edge by the way to them (`graphics.x`).
type Values = Vec<(String, String)>;

/// What is open.
enum Opened {
    Root,
    Graph,
    Item(bool, usize, Values),
    /// A list within a node or an edge, or one that is nobody's.
    Within(String),
}

/// Reads a GML file into the draft: its first graph.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let mut tokens = Tokens { text, at: 0 };
    let mut open = vec![Opened::Root];
    let mut graphs = 0;
    let mut gephi = false;
    let mut directed = false;
    let first_link = task.draft.links.len();
    loop {
        let start = tokens.at;
        let Some(token) = tokens.next()? else { break };
        let key = match token {
            Token::Close => {
                match open.pop() {
                    Some(Opened::Item(is_node, line, values)) => {
                        item(is_node, line, values, gephi, task)?;
                        task.tick(|| start as f32 / text.len() as f32)?;
                    }
                    Some(Opened::Root) | None => return Err(tokens.error(start, "a `]` that closes nothing")),
                    Some(_) => {}
                }
                continue;
            }
            Token::Word(key) => key,
            Token::Open => return Err(tokens.error(start, "a list without a key")),
            Token::Text(_) => return Err(tokens.error(start, "a text without a key")),
        };
        let at = tokens.at;
        let value = match tokens.next()? {
            None => return Err(tokens.error(at, &format!("the key `{key}` has no value"))),
            Some(Token::Close) => return Err(tokens.error(at, &format!("the key `{key}` has no value"))),
            Some(Token::Open) => {
                let limit = task.options.limits.depth;
                if open.len() > limit {
                    return Err(Error::at(
                        Place::of_byte(text, at),
                        ErrorKind::TooDeep { what: "lists", limit },
                    ));
                }
                let opened = match (open.last(), key.to_ascii_lowercase().as_str()) {
                    (Some(Opened::Root), "graph") => {
                        graphs += 1;
                        if graphs == 1 { Opened::Graph } else { Opened::Within(String::new()) }
                    }
                    (Some(Opened::Graph), "node") => {
                        Opened::Item(true, task.line_of(text, start), Vec::new())
                    }
                    (Some(Opened::Graph), "edge") => {
                        Opened::Item(false, task.line_of(text, start), Vec::new())
                    }
                    (Some(Opened::Item(..)), _) => Opened::Within(format!("{key}.")),
                    (Some(Opened::Within(way)), _) if !way.is_empty() => {
                        Opened::Within(format!("{way}{key}."))
                    }
                    _ => Opened::Within(String::new()),
                };
                open.push(opened);
                continue;
            }
            Some(Token::Word(word)) => word.to_owned(),
            Some(Token::Text(text)) => text,
        };
        task.check_text(&value)?;
        match open.last() {
            Some(Opened::Root) if key.eq_ignore_ascii_case("creator") => gephi = value.contains("Gephi"),
            Some(Opened::Graph) => match key.to_ascii_lowercase().as_str() {
                "directed" => directed = value != "0",
                "label" | "name" => task.draft.title = value,
                "comment" | "description" => task.draft.description = value,
                _ => {}
            },
            Some(Opened::Item(..)) => push(&mut open, key.to_owned(), value),
            Some(Opened::Within(way)) if !way.is_empty() => {
                let name = format!("{way}{key}");
                push(&mut open, name, value);
            }
            _ => {}
        }
    }
    if open.len() > 1 {
        return Err(Error::at(
            Place::of_byte(text, text.len()),
            ErrorKind::Truncated("lists are open at its end".into()),
        ));
    }
    if graphs == 0 {
        return Err(ErrorKind::Missing("the list `graph` of the GML file".to_owned()).into());
    }
    if graphs > 1 {
        task.report.warn(WarningKind::MoreGraphs(graphs), Place::default(), "");
    }
    if !directed {
        task.draft.directions[first_link..].fill(Direction::Undirected);
    }
    task.check()
}

/// Gives a value to the node or edge it stands in.
fn push(open: &mut [Opened], name: String, value: String) {
    if let Some(Opened::Item(_, _, values)) =
        open.iter_mut().rev().find(|opened| matches!(opened, Opened::Item(..)))
    {
        values.push((name, value));
    }
}

fn item(is_node: bool, line: usize, values: Values, gephi: bool, task: &mut Task<'_>) -> Result<(), Error> {
    let get = |name: &str| values.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value);
    let mut ends = vec!["id"];
    let row = if is_node {
        if get("id").parse::<i64>().is_err() && get("id").parse::<f64>().is_ok() {
            let note = "ids that are no whole numbers of 64 bits were kept as text".to_owned();
            task.report.warn(WarningKind::Note(note), Place::line(line), &format!("id {}", get("id")));
        }
        task.draft.add_node(get("id"), line)
    } else {
        ends.extend(["source", "target"]);
        task.draft.add_link(get("id"), (get("source"), get("target")), Direction::Directed, line)
    };
    if is_node && let (Ok(x), Ok(y)) = (get("graphics.x").parse::<f64>(), get("graphics.y").parse::<f64>()) {
        let y = if gephi { 0.0 - y } else { y };
        task.draft.positions.push((row as u32, x, y));
    }
    for (name, value) in &values {
        match name.as_str() {
            name if ends.contains(&name) => {}
            "graphics.x" | "graphics.y" if is_node => {}
            "label" if is_node => task.draft.set_node_as(row, "label", Meaning::Name, value),
            "label" => task.draft.set_link_as(row, "label", Meaning::LinkLabel, value),
            "LabelGraphics.text" if !get("label").is_empty() => {}
            "graphics.fill" if value.starts_with('#') => {
                if is_node {
                    task.draft.set_node_as(row, "colour", Meaning::Colour, value);
                } else {
                    task.draft.set_link_as(row, "colour", Meaning::Colour, value);
                }
            }
            "value" | "weight" if !is_node => task.draft.set_link_as(row, name, Meaning::Weight, value),
            name if is_node => task.draft.set_node(row, name, value),
            name => task.draft.set_link(row, name, value),
        }
    }
    if task.draft.nodes.columns.len() > task.options.limits.columns
        || task.draft.links.len().is_multiple_of(4096)
    {
        task.check()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_the_specification_are_resolved() {
        assert_eq!(
            decoded("Caf&#233; &amp; Cie &eacute;&yuml;&nbsp; & &unknown;"),
            "Café & Cie éÿ\u{a0} & &unknown;"
        );
    }
}
