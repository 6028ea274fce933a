//! Sniff: what a file is, by its content; its name decides only where the content leaves it open.

use std::fmt;

use super::error::{Error, ErrorKind};
use super::json;
use super::plain;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it
pub enum Format {
    Gexf,
    GraphMl,
    Gml,
    Pajek,
    Dot,
    /// Kumu's full export or blueprint.
    KumuJson,
    /// Cytoscape.js.
    Cyjs,
    /// Cytoscape's exchange format, version 1.
    Cx,
    Cx2,
    /// JSON Canvas (Obsidian).
    Canvas,
    Oligrapher,
    /// Nodes and links as JSON: D3, networkx, graphology, sigma, vis.
    JsonGraph,
    /// Points on a geographic map.
    GoGoCarto,
    /// Linked data in W3C ORG, schema.org and PROV.
    JsonLd,
    Gdf,
    /// Two ids a line.
    EdgeList,
    /// Cytoscape's lists of links.
    Sif,
    /// Trivial Graph Format.
    Tgf,
    MatrixMarket,
    Csv,
    Xlsx,
    Xls,
    Ods,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 23] = [
        Self::Gexf,
        Self::GraphMl,
        Self::Gml,
        Self::Pajek,
        Self::Dot,
        Self::KumuJson,
        Self::Cyjs,
        Self::Cx,
        Self::Cx2,
        Self::Canvas,
        Self::Oligrapher,
        Self::JsonGraph,
        Self::GoGoCarto,
        Self::JsonLd,
        Self::Gdf,
        Self::EdgeList,
        Self::Sif,
        Self::Tgf,
        Self::MatrixMarket,
        Self::Csv,
        Self::Xlsx,
        Self::Xls,
        Self::Ods,
    ];

    /// Its word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
            Self::Gml => "gml",
            Self::Pajek => "pajek",
            Self::Dot => "dot",
            Self::KumuJson => "kumu",
            Self::Cyjs => "cyjs",
            Self::Cx => "cx",
            Self::Cx2 => "cx2",
            Self::Canvas => "canvas",
            Self::Oligrapher => "oligrapher",
            Self::JsonGraph => "json",
            Self::GoGoCarto => "gogocarto",
            Self::JsonLd => "jsonld",
            Self::Gdf => "gdf",
            Self::EdgeList => "edges",
            Self::Sif => "sif",
            Self::Tgf => "tgf",
            Self::MatrixMarket => "mtx",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }

    /// The format of a word on the command line.
    pub fn of_word(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.word() == word)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gexf => "GEXF",
            Self::GraphMl => "GraphML",
            Self::Gml => "GML",
            Self::Pajek => "Pajek",
            Self::Dot => "DOT",
            Self::KumuJson => "Kumu JSON",
            Self::Cyjs => "Cytoscape JSON (cyjs)",
            Self::Cx => "CX",
            Self::Cx2 => "CX2",
            Self::Canvas => "JSON Canvas",
            Self::Oligrapher => "Oligrapher JSON",
            Self::JsonGraph => "JSON",
            Self::GoGoCarto => "GoGoCarto JSON",
            Self::JsonLd => "JSON-LD",
            Self::Gdf => "GDF",
            Self::EdgeList => "edge list",
            Self::Sif => "SIF",
            Self::Tgf => "Trivial Graph Format (TGF)",
            Self::MatrixMarket => "MatrixMarket",
            Self::Csv => "CSV",
            Self::Xlsx => "Excel (XLSX)",
            Self::Xls => "Excel 97 (XLS)",
            Self::Ods => "OpenDocument (ODS)",
        }
    }

    /// Whether it is made of cells: tables are mapped to fields by people, graphs by themselves.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx | Self::Xls | Self::Ods)
    }

    /// The formats that a file's ending stands for; the first one is the most usual.
    pub fn of_ending(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "gexf" => Self::Gexf,
            "graphml" => Self::GraphMl,
            "gml" => Self::Gml,
            "net" | "paj" | "clu" | "vec" => Self::Pajek,
            "dot" | "gv" => Self::Dot,
            "cyjs" => Self::Cyjs,
            "cx" => Self::Cx,
            "cx2" => Self::Cx2,
            "canvas" => Self::Canvas,
            "json" => Self::JsonGraph,
            "jsonld" => Self::JsonLd,
            "gdf" => Self::Gdf,
            "edges" | "edgelist" | "ncol" | "el" => Self::EdgeList,
            "sif" => Self::Sif,
            "tgf" => Self::Tgf,
            "mtx" => Self::MatrixMarket,
            "csv" | "tsv" | "tab" | "txt" => Self::Csv,
            "xlsx" | "xlsm" => Self::Xlsx,
            "xls" => Self::Xls,
            "ods" => Self::Ods,
            _ => return None,
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the bytes of a file are. Files that are no text (workbooks, archives, pictures) are known by
/// their first bytes; `text` is the text of all others, decoded.
///
/// # Errors
/// Where it is nothing that can be read: what it looks like.
pub fn sniff_text(text: &str, name: &str) -> Result<Format, Error> {
    let ending = Format::of_ending(name);
    let head = text.trim_start();
    if head.is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    if head.starts_with('<') {
        return sniff_xml(head, ending);
    }
    if is_dot(head) {
        return Ok(Format::Dot);
    }
    if head.starts_with('{') || (head.starts_with('[') && looks_like_list(head)) {
        let found = json::sniff(text).map_err(|found| Error::from(ErrorKind::Unknown { found }))?;
        return Ok(found.or(ending.filter(|format| is_json(*format))).unwrap_or(Format::JsonGraph));
    }
    let lower = lower_head(head);
    if lower.starts_with("nodedef>") {
        return Ok(Format::Gdf);
    }
    if is_pajek(&lower) {
        return Ok(Format::Pajek);
    }
    if is_gml(&lower) {
        return Ok(Format::Gml);
    }
    if lower.starts_with("%%matrixmarket") {
        return Ok(Format::MatrixMarket);
    }
    if let Some(found) = plain::stranger(head) {
        return Err(ErrorKind::Unknown { found }.into());
    }
    let is_text = matches!(ending, None | Some(Format::Csv));
    if is_text && plain::is_surely_edges(head) {
        return Ok(Format::EdgeList);
    }
    if is_text && plain::is_tgf(head) {
        return Ok(Format::Tgf);
    }
    match ending {
        Some(format) if is_json(format) || format.is_table() && format != Format::Csv => Ok(format),
        Some(Format::Csv) if !name.to_ascii_lowercase().ends_with(".txt") => Ok(Format::Csv),
        Some(Format::Gexf | Format::GraphMl) => {
            Err(ErrorKind::Unknown { found: "text that is no XML" }.into())
        }
        Some(Format::Csv) | None => Ok(if plain::is_edges(head) { Format::EdgeList } else { Format::Csv }),
        Some(format) => Ok(format),
    }
}

/// Whether a file's ending stands for another format than its content is. Endings that stand for
/// several formats never do.
pub(super) fn says_other(by_name: Format, format: Format) -> bool {
    let loose = |format| {
        is_json(format) || matches!(format, Format::Csv | Format::EdgeList | Format::Pajek | Format::Tgf)
    };
    by_name != format && !(loose(by_name) && loose(format))
}

fn is_json(format: Format) -> bool {
    matches!(
        format,
        Format::KumuJson
            | Format::Cyjs
            | Format::Cx
            | Format::Cx2
            | Format::Canvas
            | Format::Oligrapher
            | Format::JsonGraph
            | Format::GoGoCarto
            | Format::JsonLd
    )
}

/// The first characters in lower case.
fn lower_head(head: &str) -> String {
    head.chars().take(4096).collect::<String>().to_ascii_lowercase()
}

fn sniff_xml(head: &str, ending: Option<Format>) -> Result<Format, Error> {
    let mut rest = head;
    // The root is the first tag that is neither a declaration, a comment nor a document type.
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let skip = |end: &str| rest.find(end).map(|at| at + end.len());
        let after = match rest.as_bytes().first() {
            Some(b'?') => skip("?>"),
            Some(b'!') if rest.starts_with("!--") => skip("-->"),
            Some(b'!') if rest.len() > 7 && rest.as_bytes()[..8].eq_ignore_ascii_case(b"!doctype") => {
                let plain = rest.find('>');
                let subset = rest.find('[').filter(|at| plain.is_none_or(|end| *at < end));
                match subset {
                    Some(open) => rest[open..].find("]>").map(|at| open + at + 2),
                    None => plain.map(|at| at + 1),
                }
            }
            _ => None,
        };
        match after {
            Some(after) => rest = &rest[after..],
            None if rest.starts_with(['?', '!']) => break,
            None => {
                let end =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
                let name = rest[..end].rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
                let found = match name.as_str() {
                    "gexf" => return Ok(Format::Gexf),
                    "graphml" => return Ok(Format::GraphMl),
                    "html" | "head" | "body" => "a web page (HTML)",
                    "svg" => "an SVG picture",
                    _ => "XML of another kind",
                };
                return Err(ErrorKind::Unknown { found }.into());
            }
        }
    }
    // The root cannot be seen: the reader says what is wrong.
    match ending {
        Some(format @ (Format::Gexf | Format::GraphMl)) => Ok(format),
        _ if lower_head(head).contains("<!doctype html") => {
            Err(ErrorKind::Unknown { found: "a web page (HTML)" }.into())
        }
        _ => Err(ErrorKind::Unknown { found: "XML of another kind" }.into()),
    }
}

/// Whether a text in brackets is a list of JSON rather than a line of something else.
fn looks_like_list(head: &str) -> bool {
    let next = head[1..].trim_start().chars().next();
    next.is_none_or(|c| matches!(c, '{' | '[' | ']' | '"' | '-') || c.is_ascii_digit())
}

/// Whether it begins as a Graphviz graph, after comments.
fn is_dot(head: &str) -> bool {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("//") || rest.starts_with('#') {
            rest.find(['\n', '\r'])
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|at| at + 2)
        } else {
            break;
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return false,
        }
    }
    let word = |rest: &str| {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        rest[..end].to_ascii_lowercase()
    };
    let mut first = word(rest);
    if first == "strict" {
        rest = rest[first.len()..].trim_start();
        first = word(rest);
    }
    let after = rest[first.len()..].trim_start();
    match first.as_str() {
        "digraph" => true,
        "graph" => {
            after.starts_with(['{', '"', '/', '_'])
                || after.starts_with(char::is_alphanumeric) && after.contains('{')
        }
        _ => false,
    }
}

fn is_pajek(lower: &str) -> bool {
    let mut lines = lower.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.find(|line| !line.starts_with(['%', '#'])).is_some_and(|line| {
        ["*vertices", "*network", "*edges", "*arcs", "*partition", "*vector", "*links", "*matrix"]
            .iter()
            .any(|word| line.starts_with(word))
    })
}

fn is_gml(lower: &str) -> bool {
    let begins = |line: &str| {
        ["graph", "creator", "version", "node", "comment"].iter().any(|word| {
            line.strip_prefix(word)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '[', '"']))
        })
    };
    let mut lines = lower.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next();
    first.is_some_and(begins) && lower.contains('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_the_name_only_where_it_must() {
        for (text, name, format) in [
            ("<?xml version='1.0'?><!-- a --><g:gexf>", "x.graphml", Format::Gexf),
            ("<!DOCTYPE graphml [<!ENTITY a 'b'>]><graphml/>", "", Format::GraphMl),
            ("// a\n/* b */ strict DiGraph \"x\" {}", "", Format::Dot),
            ("graph { a -- b }", "x.txt", Format::Dot),
            ("graph [ node [ id 1 ] ]", "", Format::Gml),
            ("Creator \"me\"\ngraph [ ]", "", Format::Gml),
            ("% c\n*Vertices 3", "", Format::Pajek),
            ("nodedef>name VARCHAR", "x.csv", Format::Gdf),
            ("a b\nb c 2\n", "", Format::EdgeList),
            ("a b\nb c\n", "x.csv", Format::Csv),
            ("a;b\nb;c\n", "", Format::Csv),
            ("[1, 2", "x.cx2", Format::Cx2),
        ] {
            assert_eq!(sniff_text(text, name).ok(), Some(format), "{text}");
        }
        for text in ["<svg/>", "<!DOCTYPE html><html>", " \n"] {
            assert!(sniff_text(text, "x.gexf").is_err(), "{text}");
        }
    }
}
