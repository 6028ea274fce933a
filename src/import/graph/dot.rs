//! DOT, the language of Graphviz (graphviz.org/doc/info/lang.html): statements, attributes with
//! defaults by scope, subgraphs as ends of edges. Its y points up.

use std::borrow::Cow;

use hashbrown::HashMap;

use crate::import::draft::Direction;
use crate::import::error::{Error, ErrorKind, Place};
use crate::import::meaning::Meaning;
use crate::import::report::{Reason, WarningKind};
use crate::import::sniff::Format;
use crate::import::task::Task;

/// How deep subgraphs may lie in each other, whatever the cap: each takes some of the stack.
const MOST_DEEP: usize = 64;

/// A token of DOT.
#[derive(Clone, Debug, PartialEq)]
enum Token<'t> {
    /// A name, and whether it was bare: only bare words are keywords.
    Id(Cow<'t, str>, bool),
    /// Text in angle brackets.
    Html(&'t str),
    Arrow,
    Line,
    Sign(char),
}

struct Tokens<'t> {
    text: &'t str,
    at: usize,
    peeked: Option<(usize, Option<Token<'t>>)>,
}

impl<'t> Tokens<'t> {
    fn error(&self, at: usize, what: impl Into<String>) -> Error {
        let kind = ErrorKind::Syntax { format: Format::Dot, what: what.into() };
        Error::at(Place::of_byte(self.text, at), kind)
    }

    fn peek(&mut self) -> Result<Option<&Token<'t>>, Error> {
        if self.peeked.is_none() {
            let token = self.scan()?;
            self.peeked = Some(token);
        }
        Ok(self.peeked.as_ref().and_then(|(_, token)| token.as_ref()))
    }

    /// The next token and where it begins.
    fn next(&mut self) -> Result<(usize, Option<Token<'t>>), Error> {
        match self.peeked.take() {
            Some(peeked) => Ok(peeked),
            None => self.scan(),
        }
    }

    fn is_sign(&mut self, sign: char) -> Result<bool, Error> {
        Ok(self.peek()? == Some(&Token::Sign(sign)))
    }

    fn take_sign(&mut self, sign: char) -> Result<bool, Error> {
        let is = self.is_sign(sign)?;
        if is {
            self.peeked = None;
        }
        Ok(is)
    }

    fn skip_blanks(&mut self) -> Result<(), Error> {
        loop {
            let rest = &self.text[self.at..];
            let trimmed =
                rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
            self.at += rest.len() - trimmed.len();
            let line_start = self.at == 0 || self.text[..self.at].ends_with(['\n', '\r']);
            if trimmed.starts_with("//") || trimmed.starts_with('#') && line_start {
                self.at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                match trimmed.find("*/") {
                    Some(end) => self.at += end + 2,
                    None => return Err(self.error(self.at, "a comment is not closed by `*/`")),
                }
            } else {
                return Ok(());
            }
        }
    }

    fn scan(&mut self) -> Result<(usize, Option<Token<'t>>), Error> {
        self.skip_blanks()?;
        let start = self.at;
        let rest = &self.text[start..];
        let Some(first) = rest.chars().next() else { return Ok((start, None)) };
        let token = match first {
            '"' => Token::Id(self.quoted()?, false),
            '<' => self.html()?,
            '-' if rest.starts_with("->") => {
                self.at += 2;
                Token::Arrow
            }
            '-' if rest.starts_with("--") => {
                self.at += 2;
                Token::Line
            }
            '{' | '}' | '[' | ']' | ';' | ',' | ':' | '=' | '+' => {
                self.at += 1;
                Token::Sign(first)
            }
            c if is_of_word(c) || matches!(c, '-' | '.') => {
                let number = c.is_ascii_digit() || matches!(c, '-' | '.');
                let of_word = |(at, c): (usize, char)| {
                    if number {
                        c.is_ascii_digit() || c == '.' || (c == '-' && at == 0)
                    } else {
                        is_of_word(c)
                    }
                };
                let end =
                    rest.char_indices().find(|(at, c)| !of_word((*at, *c))).map_or(rest.len(), |(at, _)| at);
                if end == 0 || &rest[..end] == "-" {
                    return Err(self.error(start, format!("`{first}` is unexpected here")));
                }
                self.at += end;
                Token::Id(Cow::Borrowed(&rest[..end]), true)
            }
            c => return Err(self.error(start, format!("`{c}` is unexpected here"))),
        };
        Ok((start, Some(token)))
    }

    /// A text in quotes, and those that `+` adds to it.
    fn quoted(&mut self) -> Result<Cow<'t, str>, Error> {
        let start = self.at;
        let mut end = start + 1;
        let bytes = self.text.as_bytes();
        loop {
            match memchr::memchr2(b'"', b'\\', bytes.get(end..).unwrap_or_default()) {
                None => return Err(self.error(start, "a text is not closed by a quote")),
                Some(at) if bytes[end + at] == b'"' => {
                    end += at;
                    break;
                }
                Some(at) => end += at + 2,
            }
        }
        let inner = &self.text[start + 1..end];
        self.at = end + 1;
        let mut text = if inner.contains('\\') {
            // Only quotes and ends of lines are escaped here; labels have escapes of their own.
            Cow::Owned(inner.replace("\\\r\n", "").replace("\\\n", "").replace("\\\"", "\""))
        } else {
            Cow::Borrowed(inner)
        };
        let before = self.at;
        self.skip_blanks()?;
        if self.text[self.at..].starts_with('+') {
            self.at += 1;
            self.skip_blanks()?;
            if self.text[self.at..].starts_with('"') {
                let mut parts = vec![text.into_owned()];
                // Parts in a row rather than one within the other: there may be many.
                while self.text[self.at..].starts_with('"') {
                    let part_start = self.at;
                    let Some(close) = end_of_quoted(self.text, part_start) else {
                        return Err(self.error(part_start, "a text is not closed by a quote"));
                    };
                    parts.push(self.text[part_start + 1..close].replace("\\\"", "\""));
                    self.at = close + 1;
                    let after = self.at;
                    self.skip_blanks()?;
                    if !self.text[self.at..].starts_with('+') {
                        self.at = after;
                        break;
                    }
                    self.at += 1;
                    self.skip_blanks()?;
                }
                text = Cow::Owned(parts.concat());
            }
        } else {
            self.at = before;
        }
        Ok(text)
    }

    fn html(&mut self) -> Result<Token<'t>, Error> {
        let start = self.at;
        let mut depth = 0_usize;
        for (at, byte) in self.text.as_bytes()[start..].iter().enumerate() {
            match byte {
                b'<' => depth += 1,
                b'>' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at = start + at + 1;
                return Ok(Token::Html(&self.text[start + 1..start + at]));
            }
        }
        Err(self.error(start, "an HTML label is not closed by `>`"))
    }
}

fn end_of_quoted(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = start + 1;
    loop {
        let at = memchr::memchr2(b'"', b'\\', bytes.get(end..)?)?;
        if bytes[end + at] == b'"' {
            return Some(end + at);
        }
        end += at + 2;
    }
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii()
}

/// Attributes with their values.
type Attributes = Vec<(String, String)>;

/// What statements inherit from the graph they stand in.
#[derive(Clone, Default)]
struct Scope {
    node: Attributes,
    edge: Attributes,
    /// The name of the cluster they stand in.
    cluster: String,
}

struct Dot<'t, 'a, 'o> {
    tokens: Tokens<'t>,
    task: &'a mut Task<'o>,
    directed: bool,
    /// In a strict graph, links by their ends.
    strict: Option<HashMap<(usize, usize), usize>>,
    /// Nodes by the names of subgraphs, which may be named again.
    subgraphs: HashMap<String, Vec<usize>>,
    label: String,
}

/// Reads a DOT file into the draft: its first graph.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let tokens = Tokens { text, at: 0, peeked: None };
    let mut dot =
        Dot { tokens, task, directed: false, strict: None, subgraphs: HashMap::new(), label: String::new() };
    dot.graph()?;
    let mut graphs = 1;
    // What follows is counted, not read.
    let mut depth = 0_usize;
    loop {
        match dot.tokens.next()? {
            (_, None) => break,
            (_, Some(Token::Sign('{'))) => {
                graphs += usize::from(depth == 0);
                depth += 1;
            }
            (at, Some(Token::Sign('}'))) if depth == 0 => {
                return Err(dot.tokens.error(at, "a `}` that closes nothing"));
            }
            (_, Some(Token::Sign('}'))) => depth -= 1,
            (at, Some(token)) if depth == 0 && !matches!(token, Token::Id(..)) => {
                return Err(dot.tokens.error(at, "text after the end of the graph"));
            }
            _ => {}
        }
    }
    if graphs > 1 {
        dot.task.report.warn(WarningKind::MoreGraphs(graphs), Place::default(), "");
    }
    dot.task.check()
}

impl<'t> Dot<'t, '_, '_> {
    fn keyword(&mut self) -> Result<Option<String>, Error> {
        Ok(match self.tokens.peek()? {
            Some(Token::Id(word, true)) => Some(word.to_ascii_lowercase()),
            _ => None,
        })
    }

    fn graph(&mut self) -> Result<(), Error> {
        if self.keyword()?.as_deref() == Some("strict") {
            self.tokens.peeked = None;
            self.strict = Some(HashMap::new());
        }
        let (at, _) = match self.keyword()?.as_deref() {
            Some("digraph") => {
                self.directed = true;
                self.tokens.next()?
            }
            Some("graph") => self.tokens.next()?,
            _ => {
                let at = self.tokens.at;
                return Err(self.tokens.error(at, "`graph` or `digraph` is expected here"));
            }
        };
        if let Some(Token::Id(name, _)) = self.tokens.peek()? {
            self.task.draft.title = name.to_string();
            self.tokens.peeked = None;
        }
        if !self.tokens.take_sign('{')? {
            return Err(self.tokens.error(at, "`{` is expected after the name of the graph"));
        }
        let mut nodes = Vec::new();
        self.statements(Scope::default(), &mut nodes, 1)?;
        if !self.label.is_empty() {
            self.task.draft.title = std::mem::take(&mut self.label);
        }
        Ok(())
    }

    /// Statements up to the closing brace. `nodes` gets the rows of the nodes in them.
    fn statements(&mut self, mut scope: Scope, nodes: &mut Vec<usize>, depth: usize) -> Result<(), Error> {
        let limit = self.task.options.limits.depth.min(MOST_DEEP);
        if depth > limit {
            let kind = ErrorKind::TooDeep { what: "subgraphs", limit };
            return Err(Error::at(Place::of_byte(self.tokens.text, self.tokens.at), kind));
        }
        loop {
            let done = self.tokens.at as f32 / self.tokens.text.len() as f32;
            self.task.tick(|| done)?;
            match self.tokens.peek()? {
                None => {
                    let place = Place::of_byte(self.tokens.text, self.tokens.text.len());
                    return Err(Error::at(place, ErrorKind::Truncated("a `{` is not closed".to_owned())));
                }
                Some(Token::Sign('}')) => {
                    self.tokens.peeked = None;
                    return Ok(());
                }
                Some(Token::Sign(';' | ',')) => {
                    self.tokens.peeked = None;
                    continue;
                }
                _ => {}
            }
            self.statement(&mut scope, nodes, depth)?;
        }
    }

    fn statement(&mut self, scope: &mut Scope, nodes: &mut Vec<usize>, depth: usize) -> Result<(), Error> {
        let keyword = self.keyword()?;
        if let Some(word @ ("node" | "edge" | "graph")) = keyword.as_deref() {
            self.tokens.peeked = None;
            let attributes = self.attributes()?;
            match word {
                "node" => merge(&mut scope.node, attributes),
                "edge" => merge(&mut scope.edge, attributes),
                _ => {
                    for (name, value) in attributes {
                        self.of_graph(&name, &value, scope, depth);
                    }
                }
            }
            return Ok(());
        }
        let start = self.tokens.at;
        let mut ends: Vec<Vec<usize>> = Vec::new();
        let mut is_node = false;
        let first = self.end(scope, depth, &mut is_node)?;
        let First::Nodes(first) = first else { return Ok(()) };
        nodes.extend(&first);
        ends.push(first);
        loop {
            let directed = match self.tokens.peek()? {
                Some(Token::Arrow) => true,
                Some(Token::Line) => false,
                _ => break,
            };
            let (at, _) = self.tokens.next()?;
            if directed != self.directed {
                let what = if directed {
                    "`->` in an undirected graph (write `--`, or `digraph`)"
                } else {
                    "`--` in a directed graph (write `->`, or `graph`)"
                };
                return Err(self.tokens.error(at, what));
            }
            is_node = false;
            match self.end(scope, depth, &mut false)? {
                First::Nodes(rows) => {
                    nodes.extend(&rows);
                    ends.push(rows);
                }
                First::Assigned => return Err(self.tokens.error(at, "a node is expected after the arrow")),
            }
        }
        let attributes = if self.tokens.is_sign('[')? { self.attributes()? } else { Vec::new() };
        if ends.len() == 1 {
            if is_node {
                self.describe(ends[0][0], &attributes);
            } else if !attributes.is_empty() {
                return Err(self.tokens.error(start, "attributes after a subgraph"));
            }
            return Ok(());
        }
        let line = self.task.line_of(self.tokens.text, start);
        for pair in ends.windows(2) {
            self.connect(&pair[0], &pair[1], &attributes, scope, line)?;
        }
        Ok(())
    }

    /// The nodes at an end of an edge, or of a statement of nodes alone.
    fn end(&mut self, scope: &mut Scope, depth: usize, is_node: &mut bool) -> Result<First, Error> {
        let keyword = self.keyword()?;
        if keyword.as_deref() == Some("subgraph") || self.tokens.is_sign('{')? {
            let mut name = String::new();
            if keyword.is_some() {
                self.tokens.peeked = None;
                if let Some(Token::Id(id, _)) = self.tokens.peek()? {
                    name = id.to_string();
                    self.tokens.peeked = None;
                }
            }
            let mut rows =
                self.subgraphs.get(&name).filter(|_| !name.is_empty()).cloned().unwrap_or_default();
            if self.tokens.take_sign('{')? {
                let mut inner = scope.clone();
                if name.starts_with("cluster") {
                    inner.cluster.clone_from(&name);
                }
                self.statements(inner, &mut rows, depth + 1)?;
                rows.sort_unstable();
                rows.dedup();
                if !name.is_empty() {
                    self.subgraphs.insert(name, rows.clone());
                }
            }
            return Ok(First::Nodes(rows));
        }
        let (at, token) = self.tokens.next()?;
        let id = match token {
            Some(Token::Id(id, _)) => id.into_owned(),
            Some(Token::Html(text)) => text.to_owned(),
            Some(token) => {
                return Err(self.tokens.error(at, format!("{} is unexpected here", shown(&token))));
            }
            None => {
                let place = Place::of_byte(self.tokens.text, at);
                return Err(Error::at(place, ErrorKind::Truncated("a statement is not complete".to_owned())));
            }
        };
        if self.tokens.take_sign('=')? {
            let value = self.value()?;
            self.of_graph(&id, &value, scope, depth);
            return Ok(First::Assigned);
        }
        // Ports say where on a node a line ends.
        while self.tokens.take_sign(':')? {
            self.tokens.next()?;
        }
        self.task.check_text(&id)?;
        let count = self.task.draft.nodes.len();
        let line = self.task.line_of(self.tokens.text, at);
        let row = self.task.draft.node(&id, line);
        if self.task.draft.nodes.len() > count {
            let defaults = scope.node.clone();
            self.describe(row, &defaults);
            if !scope.cluster.is_empty() {
                self.task.draft.set_node(row, "cluster", &scope.cluster);
            }
        }
        *is_node = true;
        Ok(First::Nodes(vec![row]))
    }

    fn value(&mut self) -> Result<String, Error> {
        let (at, token) = self.tokens.next()?;
        match token {
            Some(Token::Id(value, _)) => Ok(value.into_owned()),
            Some(Token::Html(html)) => Ok(without_tags(html)),
            _ => Err(self.tokens.error(at, "a value is expected here")),
        }
    }

    fn attributes(&mut self) -> Result<Attributes, Error> {
        let mut attributes = Attributes::new();
        while self.tokens.take_sign('[')? {
            loop {
                if self.tokens.take_sign(']')? {
                    break;
                }
                if self.tokens.take_sign(';')? || self.tokens.take_sign(',')? {
                    continue;
                }
                let (at, token) = self.tokens.next()?;
                let name = match token {
                    Some(Token::Id(name, _)) => name.into_owned(),
                    Some(token) => {
                        return Err(self.tokens.error(at, format!("{} is unexpected here", shown(&token))));
                    }
                    None => return Err(self.tokens.error(at, "a `[` is not closed")),
                };
                let value = if self.tokens.take_sign('=')? { self.value()? } else { "true".to_owned() };
                self.task.check_text(&value)?;
                merge(&mut attributes, vec![(name, value)]);
            }
        }
        Ok(attributes)
    }

    /// An attribute of the graph, or of a subgraph.
    fn of_graph(&mut self, name: &str, value: &str, scope: &mut Scope, depth: usize) {
        let draft = &mut self.task.draft;
        match name {
            "generator" if depth == 1 => draft.is_ours = value == "Maillage",
            "description" if draft.is_ours => draft.description = value.to_owned(),
            "author" if draft.is_ours => draft.author = value.to_owned(),
            "licence" if draft.is_ours => draft.licence = value.to_owned(),
            _ => {}
        }
        if name == "label" {
            if depth == 1 {
                self.label = unescaped(value, "");
            } else if !scope.cluster.is_empty() {
                scope.cluster = unescaped(value, "");
            }
        }
    }

    /// What a node has.
    fn describe(&mut self, row: usize, attributes: &Attributes) {
        let id = self.task.draft.texts.get(self.task.draft.nodes.ids[row]).to_owned();
        for (name, value) in attributes {
            match name.as_str() {
                "label" => {
                    let label = unescaped(value, &id);
                    let column = self.task.draft.nodes.column_for("label", Meaning::Name);
                    let text = self.task.draft.texts.intern(&label);
                    // A later label stands in place of a default one.
                    let cells = &mut self.task.draft.nodes.columns[column].cells;
                    match cells.iter_mut().rev().take(64).find(|(of, _)| *of as usize == row) {
                        Some(cell) => cell.1 = text,
                        None => cells.push((row as u32, text)),
                    }
                }
                "pos" => {
                    let mut parts =
                        value.trim_end_matches('!').split(',').map(|part| part.trim().parse::<f64>());
                    if let (Some(Ok(x)), Some(Ok(y))) = (parts.next(), parts.next()) {
                        self.task.draft.positions.push((row as u32, x, 0.0 - y));
                    }
                }
                "fillcolor" | "color" if value.starts_with('#') && !value.contains([':', ';']) => {
                    if name == "fillcolor" || !attributes.iter().any(|(other, _)| other == "fillcolor") {
                        self.task.draft.set_node_as(row, "colour", Meaning::Colour, value);
                    }
                }
                "URL" | "href" if !value.is_empty() => {
                    self.task.draft.set_node_as(row, name, Meaning::Website, value);
                }
                "color" => self.task.draft.set_node(row, "line colour", value),
                // How every node of ours is drawn.
                "style" | "fontcolor" if self.task.draft.is_ours => {}
                name => self.task.draft.set_node(row, name, value),
            }
        }
    }

    /// Links every node of one end with every node of the other.
    fn connect(
        &mut self,
        from: &[usize],
        to: &[usize],
        attributes: &Attributes,
        scope: &Scope,
        line: usize,
    ) -> Result<(), Error> {
        let limit = self.task.options.limits.links as u64;
        let count = self.task.draft.links.len() as u64 + from.len() as u64 * to.len() as u64;
        if count > limit {
            return Err(Error::at(
                Place::line(line),
                ErrorKind::TooMany { what: "links (edges)", count, limit },
            ));
        }
        let mut all = scope.edge.clone();
        merge(&mut all, attributes.clone());
        let mut direction = if self.directed { Direction::Directed } else { Direction::Undirected };
        let dir = all.iter().find(|(name, _)| name == "dir").map(|(_, value)| value.as_str());
        let mut swapped = false;
        match (dir, self.directed) {
            (Some("both"), true) => direction = Direction::Mutual,
            (Some("none"), true) => direction = Direction::Undirected,
            (Some("back"), true) => swapped = true,
            _ => {}
        }
        let mut texts: Vec<(usize, crate::import::draft::Text)> = Vec::new();
        let mut id = crate::import::draft::Text::NONE;
        for (name, value) in &all {
            let links = &mut self.task.draft.links;
            let column = match name.as_str() {
                "dir" => continue,
                "id" if self.task.draft.is_ours => {
                    id = self.task.draft.texts.intern(value);
                    continue;
                }
                "label" => links.column_for("label", Meaning::LinkLabel),
                "weight" => links.column_for("weight", Meaning::Weight),
                "color" if value.starts_with('#') => links.column_for("colour", Meaning::Colour),
                "color" => links.column("line colour"),
                name => links.column(name),
            };
            let value = if name == "label" { unescaped(value, "") } else { value.clone() };
            texts.push((column, self.task.draft.texts.intern(&value)));
        }
        for from in from {
            for to in to {
                let (from, to) = if swapped { (*to, *from) } else { (*from, *to) };
                if let Some(known) = &mut self.strict {
                    let key = if self.directed { (from, to) } else { (from.min(to), from.max(to)) };
                    let next = self.task.draft.links.len();
                    if *known.entry(key).or_insert(next) != next {
                        let reason = "a strict graph has one edge between two nodes".to_owned();
                        self.task.report.warn(WarningKind::Note(reason.clone()), Place::line(line), "");
                        self.task.report.reject(Place::line(line), "", Reason::Other(reason));
                        continue;
                    }
                }
                let draft = &mut self.task.draft;
                let ends = (draft.nodes.ids[from], draft.nodes.ids[to]);
                let row = draft.push_link(id, ends, direction, line);
                for (column, text) in &texts {
                    draft.links.set(*column, row, *text);
                }
            }
            let done = self.tokens.at as f32 / self.tokens.text.len() as f32;
            self.task.tick(|| done)?;
        }
        Ok(())
    }
}

/// What stands at the beginning of a statement.
enum First {
    Nodes(Vec<usize>),
    /// An attribute of the graph was set.
    Assigned,
}

fn merge(into: &mut Attributes, more: Attributes) {
    for (name, value) in more {
        match into.iter_mut().find(|(other, _)| *other == name) {
            Some((_, known)) => *known = value,
            None => into.push((name, value)),
        }
    }
}

fn shown(token: &Token<'_>) -> String {
    match token {
        Token::Id(id, _) => format!("`{id}`"),
        Token::Html(_) => "an HTML label".to_owned(),
        Token::Arrow => "`->`".to_owned(),
        Token::Line => "`--`".to_owned(),
        Token::Sign(sign) => format!("`{sign}`"),
    }
}

/// A label with its escapes resolved: ends of lines, and the node's own name.
fn unescaped(label: &str, id: &str) -> String {
    if !label.contains('\\') {
        return label.to_owned();
    }
    let mut out = String::with_capacity(label.len());
    let mut chars = label.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'l' | 'r') => out.push('\n'),
                Some('N') => out.push_str(id),
                Some('G' | 'E' | 'H' | 'T' | 'L') => {}
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// The text of an HTML label.
pub(super) fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => {
                in_tag = true;
                if !out.ends_with([' ', '\n']) && !out.is_empty() {
                    out.push(' ');
                }
            }
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    let text = words.join(" ");
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lose_their_escapes_and_tags() {
        assert_eq!(unescaped("a\\nb \\N\\l", "x"), "a\nb x");
        assert_eq!(without_tags("<b>é</b> &amp; <i>x</i>"), "é & x");
    }
}
