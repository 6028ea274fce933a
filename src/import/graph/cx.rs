//! CX and CX2, Cytoscape's exchange formats: lists of aspects, which may come in fragments and in any
//! order. The y points down.

use hashbrown::HashMap;

use super::gexf::declare_type;
use crate::import::draft::{Direction, Draft, Rows};
use crate::import::error::{Error, ErrorKind};
use crate::import::json::{self, Value};
use crate::import::meaning::Meaning;
use crate::import::sniff::Format;
use crate::import::task::Task;

/// Reads CX2 into the draft.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read_cx2(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let root = json::document(text, Format::Cx2, &task.options.limits)?;
    let version = root.items().next().map(|first| first.get("CXVersion")).transpose()?.flatten();
    let Some(version) = version else {
        return Err(ErrorKind::Missing("`CXVersion`, with which a CX2 file begins,".to_owned()).into());
    };
    let version = version.text()?;
    if !version.starts_with("2.") && version != "2" {
        let version = version.into_owned();
        return Err(ErrorKind::Version { format: Format::Cx2, version }.into());
    }
    let mut declared = [Declared::default(), Declared::default()];
    let mut edges: Vec<Value<'_>> = Vec::new();
    let mut nodes: Vec<Value<'_>> = Vec::new();
    let mut status = None;
    for aspect in root.items() {
        for (name, value) in aspect.members()? {
            match name.as_ref() {
                "attributeDeclarations" => {
                    for declaration in value.items() {
                        for (class, owner) in ["nodes", "edges"].into_iter().enumerate() {
                            if let Some(attributes) = declaration.get(owner)? {
                                declared[class].add(attributes)?;
                            }
                        }
                    }
                }
                "networkAttributes" => {
                    for attributes in value.items() {
                        about(attributes, &mut task.draft)?;
                    }
                }
                "nodes" => nodes.push(value),
                "edges" => edges.push(value),
                "status" => status = value.items().last(),
                _ => {}
            }
        }
    }
    finished(status, "CX2")?;
    for node in nodes.into_iter().flat_map(Value::items) {
        task.tick(|| node.done())?;
        let id = node.get("id")?.map(Value::text).transpose()?.unwrap_or_default();
        let line = node.place_line(task);
        let row = task.draft.add_node(&id, line);
        if let (Some(x), Some(y)) = (node.get("x")?, node.get("y")?) {
            task.draft.positions.push((row as u32, x.number(), y.number()));
        }
        let values = node.get("v")?.map(Value::members).transpose()?.unwrap_or_default();
        declared[0].set(values, row, true, task)?;
        task.check()?;
    }
    for edge in edges.into_iter().flat_map(Value::items) {
        task.tick(|| edge.done())?;
        let text = |name: &str| -> Result<String, Error> {
            edge.get(name)?.map_or(Ok(String::new()), |value| value.text().map(|text| text.into_owned()))
        };
        let line = edge.place_line(task);
        let ends = (text("s")?, text("t")?);
        let id = text("id")?;
        let mut values = edge.get("v")?.map(Value::members).transpose()?.unwrap_or_default();
        let mut direction = Direction::Directed;
        if task.draft.is_ours
            && let Some(at) = values.iter().position(|(name, _)| name == "directed")
            && values.remove(at).1.text()? == "false"
        {
            direction = Direction::Undirected;
        }
        let row = task.draft.add_link(&id, (&ends.0, &ends.1), direction, line);
        declared[1].set(values, row, false, task)?;
        task.check()?;
    }
    Ok(())
}

fn finished(status: Option<Value<'_>>, what: &str) -> Result<(), Error> {
    let Some(status) = status else {
        return Err(ErrorKind::Missing(format!("`status`, with which a {what} file ends,")).into());
    };
    if status.get("success")?.is_some_and(Value::is_true) {
        return Ok(());
    }
    let reason = status.get("error")?.map(Value::text).transpose()?.unwrap_or_default();
    Err(status.error(ErrorKind::Failed(reason.into_owned())))
}

fn about(attributes: Value<'_>, draft: &mut Draft) -> Result<(), Error> {
    for (name, value) in attributes.members()? {
        let text = value.text()?.into_owned();
        match name.as_ref() {
            "name" => draft.title = text,
            "description" => draft.description = text,
            "author" => draft.author = text,
            "rights" | "licence" => draft.licence = text,
            "generator" => draft.is_ours = text == "Maillage",
            _ => {}
        }
    }
    Ok(())
}

/// The attributes of nodes or of edges as the file declares them.
#[derive(Default)]
struct Declared {
    /// By name: type, default.
    types: HashMap<String, (String, Option<String>)>,
    names_by_alias: HashMap<String, String>,
}

impl Declared {
    fn add(&mut self, attributes: Value<'_>) -> Result<(), Error> {
        for (name, value) in attributes.members()? {
            let text = |member: &str| -> Result<Option<String>, Error> {
                value.get(member)?.map(|value| value.text().map(|text| text.into_owned())).transpose()
            };
            if let Some(alias) = text("a")? {
                self.names_by_alias.insert(alias, name.to_string());
            }
            self.types
                .insert(name.into_owned(), (text("d")?.unwrap_or_else(|| "string".to_owned()), text("v")?));
        }
        Ok(())
    }

    fn column(&self, name: &str, rows: &mut Rows, is_node: bool) -> usize {
        let count = rows.columns.len();
        let column = match (name, is_node) {
            ("name" | "n", true) => rows.column_for("name", Meaning::Name),
            ("interaction" | "i", false) => rows.column_for("interaction", Meaning::Kind),
            _ => rows.column(name),
        };
        if rows.columns.len() > count
            && let Some((kind, _)) = self.types.get(name)
        {
            declare_type(&mut rows.columns[column], kind);
        }
        column
    }

    /// Sets what a node or edge has, and the defaults of what it has not.
    fn set(
        &self,
        values: Vec<(std::borrow::Cow<'_, str>, Value<'_>)>,
        row: usize,
        is_node: bool,
        task: &mut Task<'_>,
    ) -> Result<(), Error> {
        for (name, value) in values {
            let name = self.names_by_alias.get(name.as_ref()).map_or(name.as_ref(), String::as_str);
            let text = value.text()?;
            task.check_text(&text)?;
            let draft = &mut task.draft;
            let rows = if is_node { &mut draft.nodes } else { &mut draft.links };
            let column = self.column(name, rows, is_node);
            let text = draft.texts.intern(&text);
            rows.set(column, row, text);
        }
        // Defaults are those of columns; set once, with the first row.
        if row == 0 {
            let mut defaults: Vec<_> = self
                .types
                .iter()
                .filter_map(|(name, (_, default))| Some((name, default.as_ref()?)))
                .collect();
            defaults.sort();
            for (name, default) in defaults {
                let draft = &mut task.draft;
                let rows = if is_node { &mut draft.nodes } else { &mut draft.links };
                let column = self.column(name, rows, is_node);
                rows.columns[column].default = draft.texts.intern(default);
            }
        }
        Ok(())
    }
}

/// Reads CX (version 1) into the draft: attributes and places are aspects of their own.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read_cx(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let root = json::document(text, Format::Cx, &task.options.limits)?;
    let mut node_rows: HashMap<String, usize> = HashMap::new();
    let mut link_rows: HashMap<String, usize> = HashMap::new();
    let mut later: Vec<(String, Value<'_>)> = Vec::new();
    let mut status = None;
    for aspect in root.items() {
        for (name, value) in aspect.members()? {
            match name.as_ref() {
                "nodes" => {
                    for node in value.items() {
                        task.tick(|| node.done())?;
                        let get = |name: &str| text_of(node, name);
                        let line = node.place_line(task);
                        let (id, label, stands_for) = (get("@id")?, get("n")?, get("r")?);
                        let row = task.draft.add_node(&id, line);
                        node_rows.entry(id).or_insert(row);
                        if !label.is_empty() {
                            task.draft.set_node_as(row, "name", Meaning::Name, &label);
                        }
                        if !stands_for.is_empty() {
                            task.draft.set_node(row, "represents", &stands_for);
                        }
                        task.check()?;
                    }
                }
                "edges" => {
                    for edge in value.items() {
                        task.tick(|| edge.done())?;
                        let get = |name: &str| text_of(edge, name);
                        let line = edge.place_line(task);
                        let (id, source, target, kind) = (get("@id")?, get("s")?, get("t")?, get("i")?);
                        let row = task.draft.add_link(&id, (&source, &target), Direction::Directed, line);
                        link_rows.entry(id).or_insert(row);
                        if !kind.is_empty() {
                            task.draft.set_link_as(row, "interaction", Meaning::Kind, &kind);
                        }
                        task.check()?;
                    }
                }
                "networkAttributes" => {
                    for attribute in value.items() {
                        let (name, text) = (text_of(attribute, "n")?, text_of(attribute, "v")?);
                        match name.as_str() {
                            "name" => task.draft.title = text,
                            "description" => task.draft.description = text,
                            _ => {}
                        }
                    }
                }
                "nodeAttributes" | "edgeAttributes" | "cartesianLayout" => {
                    later.push((name.into_owned(), value))
                }
                "status" => status = value.items().last(),
                _ => {}
            }
        }
    }
    finished(status, "CX")?;
    for (name, value) in later {
        for item in value.items() {
            task.tick(|| item.done())?;
            if name == "cartesianLayout" {
                if let (Some(row), Some(x), Some(y)) =
                    (node_rows.get(&text_of(item, "node")?), item.get("x")?, item.get("y")?)
                {
                    task.draft.positions.push((*row as u32, x.number(), y.number()));
                }
                continue;
            }
            let (key, text, kind) = (text_of(item, "n")?, text_of(item, "v")?, text_of(item, "d")?);
            let is_node = name == "nodeAttributes";
            let owners: Vec<Value<'_>> = match item.get("po")? {
                Some(list) if list.is_list() => list.items().collect(),
                Some(one) => vec![one],
                None => Vec::new(),
            };
            for owner in owners {
                let rows_by_id = if is_node { &node_rows } else { &link_rows };
                let Some(row) = rows_by_id.get(owner.text()?.as_ref()) else { continue };
                let draft = &mut task.draft;
                let rows = if is_node { &mut draft.nodes } else { &mut draft.links };
                let column = rows.column(&key);
                declare_type(&mut rows.columns[column], &kind);
                let text = draft.texts.intern(&text);
                rows.set(column, *row, text);
            }
            task.check()?;
        }
    }
    Ok(())
}

fn text_of(item: Value<'_>, name: &str) -> Result<String, Error> {
    item.get(name)?.map_or(Ok(String::new()), |value| value.text().map(|text| text.into_owned()))
}
