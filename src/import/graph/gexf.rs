//! GEXF 1.1 to 1.3 (gexf.net): Gephi's own format. Its y points up.

use std::borrow::Cow;

use hashbrown::HashMap;

use super::spells::Spells;
use crate::import::draft::{Direction, Rows, Text};
use crate::import::error::{Error, ErrorKind, Place};
use crate::import::meaning::Meaning;
use crate::import::report::WarningKind;
use crate::import::sniff::Format;
use crate::import::task::Task;
use crate::import::xml::{Attributes, Tag, Token, Xml, attribute, without_controls};
use crate::model::FieldType;

/// Reads a GEXF file into the draft.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: String, task: &mut Task<'_>) -> Result<(), Error> {
    let text = without_controls(text, &mut task.report);
    let xml = Xml::new(&text, Format::Gexf, task.options.limits.depth);
    let mut reader = Gexf {
        xml,
        task,
        columns: Default::default(),
        known: Known::default(),
        default: Direction::Directed,
        own: None,
        spells: Spells::default(),
    };
    reader.read()
}

/// Columns of attributes that have a name of their own in the format.
#[derive(Default)]
struct Known {
    label: Option<usize>,
    link_label: Option<usize>,
    weight: Option<usize>,
    size: Option<usize>,
    colour: [Option<usize>; 2],
    start: [Option<usize>; 2],
    end: [Option<usize>; 2],
}

const NODES: usize = 0;
const LINKS: usize = 1;

struct Gexf<'t, 'a, 'o> {
    xml: Xml<'t>,
    task: &'a mut Task<'o>,
    /// The columns of nodes and links by the ids of their declarations.
    columns: [HashMap<String, usize>; 2],
    known: Known,
    default: Direction,
    /// The last node or link whose tag says from when to when it is there.
    own: Option<(Item, [String; 2])>,
    /// The spells of the node or link that is open.
    spells: Spells,
}

/// A node or link that is open.
#[derive(Clone, Copy, PartialEq)]
struct Item {
    class: usize,
    row: usize,
}

impl Gexf<'_, '_, '_> {
    fn read(&mut self) -> Result<(), Error> {
        let mut graph_closed = false;
        let mut graphs = 0;
        // What is open: its name as far as it matters here.
        let mut open: Vec<Opened> = Vec::new();
        loop {
            match self.xml.next()? {
                Token::Open(tag) => {
                    let parent = open.last().copied().unwrap_or(Opened::Outside);
                    let opened = match (tag.name(), parent) {
                        (b"gexf", Opened::Outside) => Opened::Root,
                        (_, Opened::Outside) => {
                            let found = String::from_utf8_lossy(tag.name()).into_owned();
                            return Err(ErrorKind::NotThis { expected: Format::Gexf, found }.into());
                        }
                        (b"meta", Opened::Root) => Opened::Meta,
                        (name, Opened::Meta) => {
                            let name = name.to_ascii_lowercase();
                            let text = self.xml.text_of_element()?;
                            self.meta(&name, text.trim());
                            continue;
                        }
                        (b"graph", Opened::Root) => {
                            graphs += 1;
                            if graphs > 1 {
                                self.xml.skip_element()?;
                                continue;
                            }
                            let attributes = tag.attributes(&self.xml)?;
                            self.default =
                                direction(attribute(&attributes, "defaultedgetype"), Direction::Undirected);
                            if attribute(&attributes, "defaultedgetype").is_empty() {
                                self.default = Direction::Undirected;
                            }
                            Opened::Graph
                        }
                        (b"attributes", Opened::Graph) => {
                            let attributes = tag.attributes(&self.xml)?;
                            let links = attribute(&attributes, "class").eq_ignore_ascii_case("edge");
                            Opened::Attributes(if links { LINKS } else { NODES })
                        }
                        (b"attribute", Opened::Attributes(class)) => {
                            Opened::Declared(class, self.declare(class, &tag)?)
                        }
                        (b"default", Opened::Declared(class, column)) => {
                            let text = self.xml.text_of_element()?;
                            let text = self.task.draft.texts.intern(text.trim());
                            self.rows(class).columns[column].default = text;
                            continue;
                        }
                        (b"nodes", Opened::Graph | Opened::Item(_)) => Opened::Nodes,
                        (b"edges", Opened::Graph | Opened::Item(_)) => Opened::Edges,
                        (b"node", Opened::Nodes) => {
                            let outer = open.iter().rev().find_map(|opened| match opened {
                                Opened::Item(item) if item.class == NODES => Some(item.row),
                                _ => None,
                            });
                            Opened::Item(self.node(&tag, outer)?)
                        }
                        (b"edge", Opened::Edges) => Opened::Item(self.edge(&tag)?),
                        (b"attvalues" | b"parents", Opened::Item(item)) => Opened::Values(item),
                        (b"spells" | b"slices", Opened::Item(item)) => Opened::Spells(item),
                        (name, Opened::Item(item) | Opened::Values(item) | Opened::Spells(item)) => {
                            self.part(name, &tag, item)?;
                            Opened::Other
                        }
                        _ => Opened::Other,
                    };
                    open.push(opened);
                }
                Token::Close => match open.pop() {
                    Some(Opened::Graph) => graph_closed = true,
                    Some(Opened::Spells(item)) => self.end_spells(item)?,
                    _ => {}
                },
                Token::Text(_) => {}
                Token::End(0) => break,
                Token::End(1) if graph_closed => {
                    let place = Place::line(self.xml.line());
                    self.task.report.warn(WarningKind::Unclosed, place, "</gexf>");
                    break;
                }
                Token::End(_) => return Err(self.xml.truncated()),
            }
        }
        for note in std::mem::take(&mut self.xml.notes) {
            self.task.report.warn(note, Place::default(), "");
        }
        if graphs == 0 {
            return Err(ErrorKind::Missing("the <graph> of the GEXF file".to_owned()).into());
        }
        if graphs > 1 {
            self.task.report.warn(WarningKind::MoreGraphs(graphs), Place::default(), "");
        }
        self.task.check()
    }

    fn meta(&mut self, name: &[u8], text: &str) {
        let draft = &mut self.task.draft;
        match name {
            b"creator" if text == "Maillage" => draft.is_ours = true,
            b"creator" if draft.author.is_empty() => draft.author = text.to_owned(),
            b"author" => draft.author = text.to_owned(),
            b"title" => draft.title = text.to_owned(),
            b"description" => draft.description = text.to_owned(),
            b"licence" | b"license" => draft.licence = text.to_owned(),
            _ => {}
        }
    }

    fn rows(&mut self, class: usize) -> &mut Rows {
        if class == NODES { &mut self.task.draft.nodes } else { &mut self.task.draft.links }
    }

    fn declare(&mut self, class: usize, tag: &Tag<'_>) -> Result<usize, Error> {
        let attributes = tag.attributes(&self.xml)?;
        let (id, title) = (attribute(&attributes, "id"), attribute(&attributes, "title"));
        let name = if title.trim().is_empty() { id } else { title };
        let kind = attribute(&attributes, "type");
        let rows = self.rows(class);
        let column = rows.add_column(name);
        declare_type(&mut rows.columns[column], kind);
        self.columns[class].insert(id.to_owned(), column);
        self.task.check()?;
        Ok(column)
    }

    fn node(&mut self, tag: &Tag<'_>, outer: Option<usize>) -> Result<Item, Error> {
        let attributes = tag.attributes(&self.xml)?;
        let line = self.xml.line();
        let row = self.task.draft.add_node(attribute(&attributes, "id"), line);
        let item = Item { class: NODES, row };
        if let Some(outer) = outer {
            let parent = self.task.draft.nodes.ids[outer];
            self.task.draft.parents.push((row as u32, parent));
        }
        for (name, value) in &attributes {
            match *name {
                "id" => {}
                "label" => {
                    self.task.check_text(value)?;
                    let known = self.known.label;
                    let column =
                        known.unwrap_or_else(|| self.task.draft.nodes.column_for("label", Meaning::Name));
                    self.known.label = Some(column);
                    let value = self.task.draft.texts.store_of_node(value);
                    self.task.draft.nodes.set(column, row, value);
                }
                "pid" if !value.is_empty() => {
                    let parent = self.task.draft.texts.intern(value);
                    self.task.draft.parents.push((row as u32, parent));
                }
                "pid" => {}
                name => self.common(item, name, value)?,
            }
        }
        let done = || self.xml.done();
        self.task.tick(done)?;
        Ok(item)
    }

    fn edge(&mut self, tag: &Tag<'_>) -> Result<Item, Error> {
        let attributes = tag.attributes(&self.xml)?;
        let line = self.xml.line();
        let get = |name| attribute(&attributes, name);
        let kind = direction(get("type"), self.default);
        let row = self.task.draft.add_link(get("id"), (get("source"), get("target")), kind, line);
        let item = Item { class: LINKS, row };
        for (name, value) in &attributes {
            match *name {
                "id" | "source" | "target" => {}
                "type" if is_direction(value) => {}
                "weight" => {
                    let known = self.known.weight;
                    let column =
                        known.unwrap_or_else(|| self.task.draft.links.column_for("weight", Meaning::Weight));
                    self.known.weight = Some(column);
                    let value = self.task.draft.texts.intern(value);
                    self.task.draft.links.set(column, row, value);
                }
                "label" => {
                    let known = self.known.link_label;
                    let column = known
                        .unwrap_or_else(|| self.task.draft.links.column_for("label", Meaning::LinkLabel));
                    self.known.link_label = Some(column);
                    let value = self.task.draft.texts.intern(value);
                    self.task.draft.links.set(column, row, value);
                }
                "kind" => self.task.draft.set_link_as(row, "kind", Meaning::Kind, value),
                name => self.common(item, name, value)?,
            }
        }
        if self.task.draft.links.len() > self.task.options.limits.links {
            self.task.check()?;
        }
        let done = || self.xml.done();
        self.task.tick(done)?;
        Ok(item)
    }

    /// Attributes that nodes and edges have alike: times; and those the format does not know.
    fn common(&mut self, item: Item, name: &str, value: &str) -> Result<(), Error> {
        match name {
            "start" | "startopen" => self.own_time(item, 0, value),
            "end" | "endopen" => self.own_time(item, 1, value),
            "timestamp" => {
                self.own_time(item, 0, value);
                self.own_time(item, 1, value);
            }
            "timestamps" | "intervals" => {
                let place = Place::line(self.xml.line());
                self.task.report.warn(WarningKind::Dynamic(name.to_owned()), place, value);
                self.set(item, name, value)?;
            }
            _ => self.set(item, name, value)?,
        }
        Ok(())
    }

    fn set(&mut self, item: Item, name: &str, value: &str) -> Result<(), Error> {
        let text = self.task.draft.texts.intern(value);
        let rows = self.rows(item.class);
        let column = rows.column(name);
        rows.set(column, item.row, text);
        if self.rows(item.class).columns.len() > self.task.options.limits.columns {
            self.task.check()?;
        }
        Ok(())
    }

    /// A time in the tag of a node or link itself.
    fn own_time(&mut self, item: Item, which: usize, value: &str) {
        if self.own.as_ref().is_none_or(|(of, _)| *of != item) {
            self.own = Some((item, Default::default()));
        }
        if let Some((_, times)) = &mut self.own {
            times[which] = value.to_owned();
        }
        if which == 0 {
            self.start(item, value);
        } else {
            self.end(item, value);
        }
    }

    /// The spells of a node or link are complete. A map knows one period for each: from the start of
    /// the first spell to the end of the last; the spells themselves are kept as they were written.
    fn end_spells(&mut self, item: Item) -> Result<(), Error> {
        let mut spells = std::mem::take(&mut self.spells);
        let is_whole = spells.len() < 2;
        if let Some((of, [start, end])) = &self.own
            && *of == item
        {
            spells.also(start, end);
        }
        let Some([start, end]) = spells.span() else { return Ok(()) };
        self.start(item, start);
        self.end(item, end);
        if !is_whole {
            let text = spells.text();
            self.task.check_text(&text)?;
            self.task.report.warn(WarningKind::Spells, Place::line(self.xml.line()), &text);
            let kept = self.task.draft.texts.intern(&text);
            let rows = self.rows(item.class);
            let column = rows.column_for("spells", Meaning::Custom(Some(FieldType::Text)));
            rows.set(column, item.row, kept);
        }
        Ok(())
    }

    fn start(&mut self, item: Item, value: &str) {
        let known = self.known.start[item.class];
        let column = known.unwrap_or_else(|| self.rows(item.class).column_for("start", Meaning::Start));
        self.known.start[item.class] = Some(column);
        let text = self.time(value);
        self.rows(item.class).set(column, item.row, text);
    }

    fn end(&mut self, item: Item, value: &str) {
        let known = self.known.end[item.class];
        let column = known.unwrap_or_else(|| self.rows(item.class).column_for("end", Meaning::End));
        self.known.end[item.class] = Some(column);
        let text = self.time(value);
        self.rows(item.class).set(column, item.row, text);
    }

    /// A time; without bounds it says nothing.
    fn time(&mut self, value: &str) -> Text {
        if super::spells::is_open(value) { Text::NONE } else { self.task.draft.texts.intern(value) }
    }

    /// An element within a node or an edge.
    fn part(&mut self, name: &[u8], tag: &Tag<'_>, item: Item) -> Result<(), Error> {
        let attributes = tag.attributes(&self.xml)?;
        let get = |name| attribute(&attributes, name);
        match name {
            b"attvalue" => self.value(item, &attributes)?,
            b"color" | b"colour" => match colour(&attributes) {
                Some(colour) => {
                    let known = self.known.colour[item.class];
                    let column =
                        known.unwrap_or_else(|| self.rows(item.class).column_for("colour", Meaning::Colour));
                    self.known.colour[item.class] = Some(column);
                    let text = self.task.draft.texts.intern(&colour);
                    self.rows(item.class).set(column, item.row, text);
                    let alpha = get("a");
                    if !alpha.is_empty() && alpha.parse::<f64>() != Ok(1.0) {
                        self.set(item, "opacity", alpha)?;
                    }
                }
                None => {
                    let place = Place::line(self.xml.line());
                    let said = format!("r={} g={} b={}", get("r"), get("g"), get("b"));
                    self.task.report.warn(WarningKind::BadColour, place, &said);
                }
            },
            b"position" if item.class == NODES => {
                let number = |name| get(name).trim().parse::<f64>().unwrap_or(f64::NAN);
                // Gephi's y points up.
                self.task.draft.positions.push((item.row as u32, number("x"), 0.0 - number("y")));
                if !matches!(get("z").parse::<f64>(), Ok(0.0) | Err(_)) {
                    self.set(item, "z", get("z"))?;
                }
            }
            b"size" if item.class == NODES && !self.task.draft.is_ours => {
                let known = self.known.size;
                let column = known.unwrap_or_else(|| {
                    let nodes = &mut self.task.draft.nodes;
                    let column = nodes.column_for("size", Meaning::Custom(None));
                    nodes.columns[column].declared = Some(FieldType::Number);
                    column
                });
                self.known.size = Some(column);
                let text = self.task.draft.texts.intern(get("value"));
                self.task.draft.nodes.set(column, item.row, text);
            }
            b"shape" if !self.task.draft.is_ours => {
                self.set(item, "shape", get("value"))?;
                if !get("uri").is_empty() {
                    self.set(item, "image", get("uri"))?;
                }
            }
            b"thickness" => self.set(item, "thickness", get("value"))?,
            b"spell" | b"slice" => {
                for (name, value) in &attributes {
                    if !super::spells::NAMES.contains(name) {
                        self.common(item, name, value)?;
                    }
                }
                self.spells.add(&get);
            }
            b"parent" if item.class == NODES => {
                let parent = self.task.draft.texts.intern(get("for"));
                self.task.draft.parents.push((item.row as u32, parent));
            }
            _ => {}
        }
        Ok(())
    }

    fn value(&mut self, item: Item, attributes: &Attributes<'_>) -> Result<(), Error> {
        let get = |name| attribute(attributes, name);
        let id = if get("for").is_empty() { get("id") } else { get("for") };
        let column = match self.columns[item.class].get(id) {
            Some(column) => *column,
            None => {
                let place = Place::line(self.xml.line());
                self.task.report.warn(WarningKind::UndeclaredColumn(id.to_owned()), place, "");
                let column = self.rows(item.class).add_column(id);
                self.columns[item.class].insert(id.to_owned(), column);
                self.task.check()?;
                column
            }
        };
        let mut value = Cow::Borrowed(get("value"));
        self.task.check_text(&value)?;
        let times = ["start", "startopen", "end", "endopen", "timestamp", "timestamps", "intervals"];
        let when: Vec<&str> = times.iter().map(|name| get(name)).filter(|time| !time.is_empty()).collect();
        if !when.is_empty() {
            let name = self.rows(item.class).columns[column].name.clone();
            let place = Place::line(self.xml.line());
            value = Cow::Owned(format!("{value} [{}]", when.join(", ")));
            self.task.report.warn(WarningKind::Dynamic(name), place, &value);
            self.rows(item.class).columns[column].declared = None;
        }
        let text = self.task.draft.texts.intern(&value);
        self.rows(item.class).set(column, item.row, text);
        Ok(())
    }
}

/// What is open in a GEXF file.
#[derive(Clone, Copy)]
enum Opened {
    Outside,
    Root,
    Meta,
    Graph,
    Attributes(usize),
    Declared(usize, usize),
    Nodes,
    Edges,
    Item(Item),
    Values(Item),
    Spells(Item),
    Other,
}

fn is_direction(word: &str) -> bool {
    ["directed", "undirected", "mutual", "double", "dir", "undir"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

fn direction(word: &str, otherwise: Direction) -> Direction {
    match word.to_ascii_lowercase().as_str() {
        "directed" | "dir" => Direction::Directed,
        "undirected" | "undir" => Direction::Undirected,
        "mutual" | "double" => Direction::Mutual,
        _ => otherwise,
    }
}

/// `#RRGGBB` of three numbers up to 255, or of the text that 1.3 has for it.
fn colour(attributes: &Attributes<'_>) -> Option<String> {
    let get = |name| attribute(attributes, name).trim();
    if get("hex").starts_with('#') {
        return Some(get("hex").to_owned());
    }
    let [r, g, b] = ["r", "g", "b"].map(|name| get(name).parse::<u8>().ok());
    Some(format!("#{:02X}{:02X}{:02X}", r?, g?, b?))
}

/// Notes what a file says the values of a column are.
pub(super) fn declare_type(column: &mut crate::import::draft::Column, word: &str) {
    column.declared = match word.to_ascii_lowercase().as_str() {
        "int" | "integer" | "long" | "short" | "byte" | "float" | "double" | "bigdecimal" | "biginteger"
        | "decimal" | "number" => Some(FieldType::Number),
        "boolean" | "bool" => Some(FieldType::Flag),
        "anyuri" => Some(FieldType::Url),
        _ => None,
    };
    column.is_text = column.declared.is_none() && !word.is_empty();
}
