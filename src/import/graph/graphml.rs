//! GraphML (graphml.graphdrawing.org): plain, and in the dialects of Gephi (keys `r`, `g`, `b`, `x`,
//! `y`, its y pointing up), yEd (shapes, labels and places within `data`, groups as nested graphs),
//! SocNetV and TinkerPop.

use hashbrown::HashMap;

use super::dot::without_tags;
use super::gexf::declare_type;
use crate::import::draft::{Direction, Rows, Text};
use crate::import::error::{Error, ErrorKind, Place};
use crate::import::meaning::Meaning;
use crate::import::report::{Reason, WarningKind};
use crate::import::sniff::Format;
use crate::import::task::Task;
use crate::import::xml::{Tag, Token, Xml, attribute, without_controls};

/// Reads a GraphML file into the draft.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: String, task: &mut Task<'_>) -> Result<(), Error> {
    let text = without_controls(text, &mut task.report);
    let xml = Xml::new(&text, Format::GraphMl, task.options.limits.depth);
    let mut reader =
        GraphMl { xml, task, keys: HashMap::new(), is_gephi: false, name: None, defaults: Vec::new() };
    reader.read()
}

/// What a key holds.
#[derive(Clone)]
enum Key {
    /// An attribute: its columns on nodes and on links, as far as it is for them.
    Column([Option<usize>; 2]),
    /// Gephi's and SocNetV's coordinates: 0 for x, 1 for y.
    Coordinate(usize),
    /// One of red, green and blue.
    Channel(usize),
    /// yEd's drawing of a node or link, or what yEd Live keeps apart: labels, where it is.
    Drawing,
    /// Of the graph as a whole: its name.
    Graph(String),
    /// What nobody needs.
    Nothing,
}

const NODES: usize = 0;
const LINKS: usize = 1;

struct GraphMl<'t, 'a, 'o> {
    xml: Xml<'t>,
    task: &'a mut Task<'o>,
    keys: HashMap<String, Key>,
    /// Whether the y of coordinates points up.
    is_gephi: bool,
    /// The column of names, once there is one.
    name: Option<usize>,
    /// Texts that keys have for what says nothing: column and text, set at the end of the keys.
    defaults: Vec<(usize, usize, Text)>,
}

/// A node or edge that is open.
struct Item {
    class: usize,
    row: usize,
    is_named: bool,
    label: Option<String>,
    desc: Option<String>,
    at: [Option<f64>; 2],
    centre: Option<(f64, f64)>,
    channels: [Option<u8>; 3],
    arrows: Option<(bool, bool)>,
}

impl Item {
    fn new(class: usize, row: usize) -> Self {
        Self {
            class,
            row,
            is_named: false,
            label: None,
            desc: None,
            at: [None; 2],
            centre: None,
            channels: [None; 3],
            arrows: None,
        }
    }

    /// Takes the text of a label of the drawing; the first that says something counts. yEd writes
    /// formatted ones as web pages.
    fn add_label(&mut self, label: &str) {
        let label = label.trim();
        let is_page = label.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("<html>"));
        let label = if is_page { without_tags(label) } else { label.to_owned() };
        if self.label.is_none() && !label.is_empty() {
            self.label = Some(label);
        }
    }
}

/// What is open.
enum Opened {
    Root,
    /// A graph, and which way its edges run.
    Graph(Direction),
    Item(Item),
    Other,
}

impl GraphMl<'_, '_, '_> {
    fn read(&mut self) -> Result<(), Error> {
        let mut open: Vec<Opened> = Vec::new();
        let mut graphs = 0;
        let mut graph_closed = false;
        loop {
            match self.xml.next()? {
                Token::Open(tag) => {
                    let opened = match (tag.name(), open.last()) {
                        (b"graphml", None) => Opened::Root,
                        (_, None) => {
                            let found = String::from_utf8_lossy(tag.name()).into_owned();
                            return Err(ErrorKind::NotThis { expected: Format::GraphMl, found }.into());
                        }
                        (b"key", Some(Opened::Root)) => {
                            self.key(&tag)?;
                            continue;
                        }
                        (b"graph", Some(Opened::Root)) => {
                            graphs += 1;
                            if graphs > 1 {
                                self.xml.skip_element()?;
                                continue;
                            }
                            self.graph(&tag, Direction::Directed)?
                        }
                        (b"graph", Some(Opened::Item(item))) if item.class == NODES => {
                            self.task.draft.groups.push(item.row as u32);
                            let default = enclosing(&open);
                            self.graph(&tag, default)?
                        }
                        (b"node", Some(Opened::Graph(_))) => {
                            let outer = open.iter().rev().find_map(|opened| match opened {
                                Opened::Item(item) if item.class == NODES => Some(item.row),
                                _ => None,
                            });
                            Opened::Item(self.node(&tag, outer)?)
                        }
                        (b"edge", Some(Opened::Graph(default))) => {
                            let default = *default;
                            Opened::Item(self.edge(&tag, default)?)
                        }
                        (b"hyperedge", Some(Opened::Graph(_))) => {
                            let place = Place::line(self.xml.line());
                            let reason =
                                "edges with more than two ends (hyperedges) cannot be kept".to_owned();
                            self.task.report.warn(WarningKind::Note(reason.clone()), place.clone(), "");
                            self.task.report.reject(place, "hyperedge", Reason::Other(reason));
                            self.xml.skip_element()?;
                            continue;
                        }
                        (b"data", Some(Opened::Item(_))) => {
                            if let Some(Opened::Item(item)) = open.last_mut() {
                                self.data(&tag, item)?;
                            }
                            continue;
                        }
                        (b"data", Some(Opened::Graph(_) | Opened::Root)) => {
                            self.graph_data(&tag)?;
                            continue;
                        }
                        (b"desc", Some(Opened::Item(_))) => {
                            let text = self.xml.text_of_element()?;
                            if let Some(Opened::Item(item)) = open.last_mut() {
                                item.desc = Some(text.trim().to_owned());
                            }
                            continue;
                        }
                        (b"desc", Some(Opened::Graph(_) | Opened::Root)) => {
                            let text = self.xml.text_of_element()?;
                            if text.trim() == "Maillage" {
                                self.task.draft.is_ours = true;
                            } else if self.task.draft.description.is_empty() {
                                self.task.draft.description = text.trim().to_owned();
                            }
                            continue;
                        }
                        _ => Opened::Other,
                    };
                    open.push(opened);
                }
                Token::Close => match open.pop() {
                    Some(Opened::Item(item)) => self.close(item)?,
                    Some(Opened::Graph(_)) if open.len() <= 1 => graph_closed = true,
                    _ => {}
                },
                Token::Text(_) => {}
                Token::End(0) => break,
                Token::End(1) if graph_closed => {
                    let place = Place::line(self.xml.line());
                    self.task.report.warn(WarningKind::Unclosed, place, "</graphml>");
                    break;
                }
                Token::End(_) => return Err(self.xml.truncated()),
            }
        }
        for note in std::mem::take(&mut self.xml.notes) {
            self.task.report.warn(note, Place::default(), "");
        }
        for (class, column, text) in std::mem::take(&mut self.defaults) {
            self.rows(class).columns[column].default = text;
        }
        if graphs == 0 {
            return Err(ErrorKind::Missing("the <graph> of the GraphML file".to_owned()).into());
        }
        if graphs > 1 {
            self.task.report.warn(WarningKind::MoreGraphs(graphs), Place::default(), "");
        }
        self.task.check()
    }

    fn rows(&mut self, class: usize) -> &mut Rows {
        if class == NODES { &mut self.task.draft.nodes } else { &mut self.task.draft.links }
    }

    fn key(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        let attributes = tag.attributes(&self.xml)?;
        let get = |name| attribute(&attributes, name);
        let id = get("id").to_owned();
        let name = [get("attr.name"), get("name"), get("id")].into_iter().find(|name| !name.is_empty());
        let name = name.unwrap_or_default().to_owned();
        let (owner, kind) = (get("for").to_ascii_lowercase(), get("attr.type").to_owned());
        let drawing =
            ["yfiles.type", "type"].iter().any(|key| matches!(get(key), "nodegraphics" | "edgegraphics"));
        // yEd Live has a key each for labels, geometry, style and what else it draws.
        let live = get("attr.uri").contains("yworks.com")
            || matches!(get("attr.name"), "NodeLabels" | "EdgeLabels" | "NodeGeometry");
        let drawing = drawing || matches!(get("attr.name"), "NodeLabels" | "EdgeLabels" | "NodeGeometry");
        let service = live || !get("yfiles.type").is_empty() || !get("yfiles.foldertype").is_empty();
        let is_for = [owner != "edge" && owner != "graph", owner != "node" && owner != "graph"];
        let named = |list: &[&str]| list.iter().position(|known| name.eq_ignore_ascii_case(known));
        let is_number = matches!(kind.as_str(), "float" | "double" | "int" | "long");
        let key = if drawing {
            Key::Drawing
        } else if service {
            Key::Nothing
        } else if owner == "graph" || owner == "graphml" {
            Key::Graph(name.clone())
        } else if let (true, true, Some(axis)) = (is_for[NODES], is_number, named(&["x", "y"])) {
            Key::Coordinate(axis)
        } else if let (true, Some(axis)) = (is_for[NODES], named(&["x_coordinate", "y_coordinate"])) {
            Key::Coordinate(axis)
        } else if let (true, Some(channel)) = (is_number, named(&["r", "g", "b"])) {
            self.is_gephi = true;
            Key::Channel(channel)
        } else {
            let mut columns = [None; 2];
            for class in [NODES, LINKS] {
                if is_for[class] {
                    let rows = self.rows(class);
                    let column = rows.add_column(&name);
                    declare_type(&mut rows.columns[column], &kind);
                    columns[class] = Some(column);
                }
            }
            self.task.check()?;
            Key::Column(columns)
        };
        // A key may say what those have that say nothing.
        let mut depth = 1;
        while depth > 0 {
            match self.xml.next()? {
                Token::Open(tag) if tag.name() == b"default" => {
                    let text = self.xml.text_of_element()?;
                    if let Key::Column(columns) = &key
                        && !text.trim().is_empty()
                    {
                        let text = self.task.draft.texts.intern(text.trim());
                        for class in [NODES, LINKS] {
                            self.defaults.extend(columns[class].map(|column| (class, column, text)));
                        }
                    }
                }
                Token::Open(_) => depth += 1,
                Token::Close => depth -= 1,
                Token::Text(_) => {}
                Token::End(_) => return Err(self.xml.truncated()),
            }
        }
        self.keys.insert(id, key);
        Ok(())
    }

    fn graph(&mut self, tag: &Tag<'_>, default: Direction) -> Result<Opened, Error> {
        let attributes = tag.attributes(&self.xml)?;
        Ok(Opened::Graph(match attribute(&attributes, "edgedefault").to_ascii_lowercase().as_str() {
            "undirected" => Direction::Undirected,
            "directed" => Direction::Directed,
            _ => default,
        }))
    }

    fn node(&mut self, tag: &Tag<'_>, outer: Option<usize>) -> Result<Item, Error> {
        let attributes = tag.attributes(&self.xml)?;
        let line = self.xml.line();
        let row = self.task.draft.add_node(attribute(&attributes, "id"), line);
        if let Some(outer) = outer {
            let parent = self.task.draft.nodes.ids[outer];
            self.task.draft.parents.push((row as u32, parent));
        }
        for (name, value) in attributes.iter().filter(|(name, _)| !matches!(*name, "id" | "foldertype")) {
            if !name.starts_with("parse.") {
                self.task.draft.set_node(row, name, value);
            }
        }
        let done = || self.xml.done();
        self.task.tick(done)?;
        self.cap()?;
        Ok(Item::new(NODES, row))
    }

    fn edge(&mut self, tag: &Tag<'_>, default: Direction) -> Result<Item, Error> {
        let attributes = tag.attributes(&self.xml)?;
        let line = self.xml.line();
        let get = |name| attribute(&attributes, name);
        let direction = match get("directed") {
            "true" | "1" => Direction::Directed,
            "false" | "0" => Direction::Undirected,
            _ => default,
        };
        let row = self.task.draft.add_link(get("id"), (get("source"), get("target")), direction, line);
        for (name, value) in &attributes {
            if !matches!(*name, "id" | "source" | "target" | "directed") {
                self.task.draft.set_link(row, name, value);
            }
        }
        let done = || self.xml.done();
        self.task.tick(done)?;
        self.cap()?;
        Ok(Item::new(LINKS, row))
    }

    fn cap(&self) -> Result<(), Error> {
        let (limits, draft) = (&self.task.options.limits, &self.task.draft);
        let columns = draft.nodes.columns.len().max(draft.links.columns.len());
        if draft.links.len() > limits.links || columns > limits.columns { self.task.check() } else { Ok(()) }
    }

    fn data(&mut self, tag: &Tag<'_>, item: &mut Item) -> Result<(), Error> {
        let attributes = tag.attributes(&self.xml)?;
        let id = attribute(&attributes, "key");
        let key = match self.keys.get(id) {
            Some(Key::Column(columns)) => match columns[item.class] {
                Some(column) => return self.value(column, item),
                None => None,
            },
            Some(key) => Some(key.clone()),
            None => None,
        };
        let class = item.class;
        match key {
            Some(Key::Drawing) => self.drawing(item),
            Some(Key::Coordinate(axis)) => {
                let text = self.xml.text_of_element()?;
                item.at[axis] = Some(text.trim().parse().unwrap_or(f64::NAN));
                Ok(())
            }
            Some(Key::Channel(channel)) => {
                let text = self.xml.text_of_element()?;
                let value = text.trim().parse::<f64>().ok().filter(|value| (0.0..=255.0).contains(value));
                match value {
                    Some(value) => item.channels[channel] = Some(value as u8),
                    None => {
                        let place = Place::line(self.xml.line());
                        self.task.report.warn(WarningKind::BadColour, place, text.trim());
                    }
                }
                Ok(())
            }
            Some(Key::Nothing) => self.xml.skip_element(),
            Some(Key::Graph(_) | Key::Column(_)) | None => {
                let place = Place::line(self.xml.line());
                self.task.report.warn(WarningKind::UndeclaredColumn(id.to_owned()), place, "");
                // What the tag itself says under this name is the same once more (Neo4j).
                let column = self.rows(class).column(id);
                let mut columns = match self.keys.get(id) {
                    Some(Key::Column(columns)) => *columns,
                    _ => [None; 2],
                };
                columns[class] = Some(column);
                self.keys.insert(id.to_owned(), Key::Column(columns));
                self.task.check()?;
                self.value(column, item)
            }
        }
    }

    /// The text of an attribute.
    fn value(&mut self, column: usize, item: &mut Item) -> Result<(), Error> {
        // Most values are one piece of text, which need not be copied.
        let first = self.xml.next()?;
        let text = match first {
            Token::Close => return Ok(()),
            Token::Text(text) => match self.xml.next()? {
                Token::Close => text.into_owned(),
                Token::Text(more) => text.into_owned() + &more + &self.xml.text_of_element()?,
                Token::Open(_) => {
                    let inner = self.xml.text_of_element()?;
                    text.into_owned() + &inner + &self.xml.text_of_element()?
                }
                Token::End(_) => return Err(self.xml.truncated()),
            },
            Token::Open(_) => {
                let inner = self.xml.text_of_element()?;
                inner + &self.xml.text_of_element()?
            }
            Token::End(_) => return Err(self.xml.truncated()),
        };
        self.task.check_text(&text)?;
        let rows = if item.class == NODES { &self.task.draft.nodes } else { &self.task.draft.links };
        let is_name = item.class == NODES
            && (self.name == Some(column) || self.name.is_none() && is_name(&rows.columns[column].name));
        if is_name {
            self.name = Some(column);
            item.is_named = !text.trim().is_empty();
        }
        let text = if is_name {
            self.task.draft.texts.store_of_node(&text)
        } else {
            self.task.draft.texts.intern(&text)
        };
        self.rows(item.class).set(column, item.row, text);
        Ok(())
    }

    fn graph_data(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        let attributes = tag.attributes(&self.xml)?;
        let name = match self.keys.get(attribute(&attributes, "key")) {
            Some(Key::Graph(name)) => name.to_lowercase(),
            _ => return self.xml.skip_element(),
        };
        let text = self.xml.text_of_element()?;
        let draft = &mut self.task.draft;
        match name.as_str() {
            "name" | "title" | "label" => draft.title = text.trim().to_owned(),
            "description" => draft.description = text,
            "author" => draft.author = text,
            "licence" | "license" => draft.licence = text,
            "generator" if text == "Maillage" => draft.is_ours = true,
            _ => {}
        }
        Ok(())
    }

    /// yEd's drawing of a node or an edge.
    fn drawing(&mut self, item: &mut Item) -> Result<(), Error> {
        let mut depth = 1;
        let mut is_first = true;
        while depth > 0 {
            match self.xml.next()? {
                Token::Open(tag) => {
                    let attributes = tag.attributes(&self.xml)?;
                    let get = |name| attribute(&attributes, name);
                    let number = |name| get(name).trim().parse::<f64>().ok();
                    match tag.name() {
                        b"NodeLabel" | b"EdgeLabel" | b"Label.Text" => {
                            let label = self.xml.text_of_element()?;
                            item.add_label(&label);
                            continue;
                        }
                        b"Label" => item.add_label(get("Text")),
                        b"RectD" if item.centre.is_none() => {
                            if let (Some(x), Some(y)) = (number("X"), number("Y")) {
                                let half = |name| number(name).unwrap_or_default() / 2.0;
                                item.centre = Some((x + half("Width"), y + half("Height")));
                            }
                        }
                        b"Geometry" if item.centre.is_none() => {
                            if let (Some(x), Some(y)) = (number("x"), number("y")) {
                                let half = |name| number(name).unwrap_or_default() / 2.0;
                                item.centre = Some((x + half("width"), y + half("height")));
                            }
                        }
                        b"Fill" if item.class == NODES && is_first => {
                            is_first = false;
                            let colour = get("color").to_owned();
                            if colour.starts_with('#') && item.channels == [None; 3] {
                                self.task.draft.set_node_as(item.row, "colour", Meaning::Colour, &colour);
                            }
                        }
                        b"Shape" if !self.task.draft.is_ours => {
                            let shape = get("type").to_owned();
                            self.task.draft.set_node(item.row, "shape", &shape);
                        }
                        b"LineStyle" if item.class == LINKS && !self.task.draft.is_ours => {
                            if get("color") != "#000000" && get("color").starts_with('#') {
                                let colour = get("color").to_owned();
                                self.task.draft.set_link_as(item.row, "colour", Meaning::Colour, &colour);
                            }
                            if number("width").is_some_and(|width| width != 1.0) {
                                self.task.draft.set_link(item.row, "thickness", get("width"));
                            }
                            if !matches!(get("type"), "line" | "") {
                                self.task.draft.set_link(item.row, "line", get("type"));
                            }
                        }
                        b"Arrows" => {
                            let drawn = |name| !matches!(get(name), "none" | "");
                            item.arrows = Some((drawn("source"), drawn("target")));
                        }
                        _ => {}
                    }
                    depth += 1;
                }
                Token::Close => depth -= 1,
                Token::Text(_) => {}
                Token::End(_) => return Err(self.xml.truncated()),
            }
        }
        Ok(())
    }

    /// What a node or edge says once all of it is known.
    fn close(&mut self, mut item: Item) -> Result<(), Error> {
        let row = item.row;
        if let [Some(r), Some(g), Some(b)] = item.channels {
            let text = self.task.draft.texts.intern(&format!("#{r:02X}{g:02X}{b:02X}"));
            let rows = self.rows(item.class);
            let column = rows.column_for("colour", Meaning::Colour);
            rows.set(column, row, text);
        }
        if item.class == LINKS {
            if let Some((at_source, at_target)) = item.arrows {
                let direction = match (at_source, at_target) {
                    (false, false) => Direction::Undirected,
                    (true, true) => Direction::Mutual,
                    _ => Direction::Directed,
                };
                self.task.draft.directions[row] = direction;
            }
            if let Some(label) = item.label.or(item.desc) {
                let has_label = self.task.draft.is_ours;
                if !has_label {
                    self.task.draft.set_link_as(row, "label", Meaning::LinkLabel, &label);
                }
            }
            return Ok(());
        }
        match item.at {
            [Some(x), Some(y)] => {
                let y = if self.is_gephi { 0.0 - y } else { y };
                self.task.draft.positions.push((row as u32, x, y));
            }
            _ => {
                if let Some((x, y)) = item.centre {
                    self.task.draft.positions.push((row as u32, x, y));
                }
            }
        }
        let mut texts = [item.label.take(), item.desc.take()].into_iter().flatten();
        if !item.is_named
            && let Some(name) = texts.next()
        {
            let column = match self.name {
                Some(column) => column,
                None => self.task.draft.nodes.column_for("label", Meaning::Name),
            };
            self.name = Some(column);
            let name = self.task.draft.texts.store_of_node(&name);
            self.task.draft.nodes.set(column, row, name);
        }
        if !self.task.draft.is_ours {
            for text in texts {
                self.task.draft.set_node(row, "desc", &text);
            }
        }
        Ok(())
    }
}

/// Whether a column of this name surely holds names. Other words for it count only where nodes have no
/// label, which is known at the end.
fn is_name(column: &str) -> bool {
    ["label", "name"].iter().any(|name| column.trim().eq_ignore_ascii_case(name))
}

fn enclosing(open: &[Opened]) -> Direction {
    let default = open.iter().rev().find_map(|opened| match opened {
        Opened::Graph(default) => Some(*default),
        _ => None,
    });
    default.unwrap_or_default()
}
