//! Oligrapher JSON (LittleSis), and nodes and links as JSON in the ways of D3, networkx, graphology,
//! sigma and vis: lists or dictionaries of nodes and edges with their attributes at the top or in
//! `data`, `attributes` or `display`.

use crate::import::draft::Direction;
use crate::import::error::{Error, ErrorKind};
use crate::import::json::{self, Value};
use crate::import::meaning::Meaning;
use crate::import::sniff::Format;
use crate::import::task::Task;

/// Reads nodes and links as JSON into the draft.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: &str, format: Format, task: &mut Task<'_>) -> Result<(), Error> {
    let root = json::document(text, format, &task.options.limits)?;
    let mut graph = root;
    for wrapper in ["graph_data", "graph", "data", "network"] {
        if let Some(inner) = root.get(wrapper)?
            && inner.get("nodes")?.is_some()
        {
            graph = inner;
        }
    }
    let Some(nodes) = graph.get("nodes")? else {
        let found =
            "no `nodes`, `elements` or `connections` in this JSON (is it an object with a graph?)".to_owned();
        return Err(ErrorKind::NotThis { expected: format, found }.into());
    };
    let mut edges = None;
    for name in ["links", "edges", "relationships"] {
        edges = edges.or(graph.get(name)?);
    }
    for (name, value) in root.members()? {
        match name.as_ref() {
            "title" | "name" if value.is_text() => task.draft.title = value.text()?.into_owned(),
            "description" if value.is_text() => task.draft.description = value.text()?.into_owned(),
            _ => {}
        }
    }
    // networkx and graphology say it at the top; D3 says nothing, and Oligrapher draws arrows.
    let mut directed = None;
    for holder in [Some(graph), graph.get("options")?].into_iter().flatten() {
        directed = directed.or(holder.get("directed")?.map(Value::is_true));
        if let Some(kind) = holder.get("type")? {
            directed = directed.or(Some(kind.text()? != "undirected"));
        }
    }
    let default = if directed == Some(false) { Direction::Undirected } else { Direction::Directed };
    for (rank, (key, node)) in entries(nodes)?.into_iter().enumerate() {
        task.tick(|| node.done())?;
        node_row(node, key, rank, task)?;
        task.check()?;
    }
    // D3's links may name nodes by their rank.
    for (key, edge) in edges.map(entries).transpose()?.unwrap_or_default() {
        task.tick(|| edge.done())?;
        edge_row(edge, key, default, task)?;
        task.check()?;
    }
    Ok(())
}

/// The items of a list, or the values of a dictionary with their keys.
fn entries<'t>(value: Value<'t>) -> Result<Vec<(String, Value<'t>)>, Error> {
    if value.is_object() {
        return Ok(value.members()?.into_iter().map(|(key, value)| (key.into_owned(), value)).collect());
    }
    Ok(value.items().map(|item| (String::new(), item)).collect())
}

/// Attributes of an item with those of what it holds them in.
fn attributes<'t>(item: Value<'t>) -> Result<Vec<(String, Value<'t>)>, Error> {
    let mut all = Vec::new();
    for (name, value) in item.members()? {
        if value.is_object() && matches!(name.as_ref(), "data" | "attributes" | "display" | "properties") {
            all.extend(value.members()?.into_iter().map(|(name, value)| (name.into_owned(), value)));
        } else {
            all.push((name.into_owned(), value));
        }
    }
    Ok(all)
}

fn find<'t>(attributes: &[(String, Value<'t>)], names: &[&str]) -> Result<String, Error> {
    for name in names {
        if let Some((_, value)) = attributes.iter().find(|(other, value)| other == name && !value.is_null()) {
            // A node that stands for itself within a link: its id.
            if value.is_object() {
                let inner = value.members()?.into_iter().find(|(name, _)| name == "id");
                return inner.map_or(Ok(String::new()), |(_, id)| id.text().map(|id| id.into_owned()));
            }
            return value.text().map(|text| text.into_owned());
        }
    }
    Ok(String::new())
}

fn node_row(node: Value<'_>, key: String, rank: usize, task: &mut Task<'_>) -> Result<(), Error> {
    let line = node.place_line(task);
    let list = attributes(node)?;
    if !node.is_object() {
        task.draft.add_node(&node.text()?, line);
        return Ok(());
    }
    let mut id = find(&list, &["id", "key", "_id"])?;
    if id.is_empty() {
        id = key;
    }
    if id.is_empty() {
        id = find(&list, &["name", "label"])?;
    }
    if id.is_empty() {
        id = rank.to_string();
    }
    let row = task.draft.add_node(&id, line);
    let (mut x, mut y) = (f64::NAN, f64::NAN);
    for (name, value) in list {
        let text = value.text()?;
        task.check_text(&text)?;
        match name.as_str() {
            "id" | "key" | "_id" => {}
            "x" => x = value.number(),
            "y" => y = value.number(),
            // The workings of a simulation.
            "vx" | "vy" | "index" | "fx" | "fy" => {}
            _ if text.is_empty() => {}
            "label" | "name" | "title" => task.draft.set_node(row, &name, &text),
            "color" | "colour" if text.starts_with('#') => {
                task.draft.set_node_as(row, "colour", Meaning::Colour, &text);
            }
            _ => {
                task.draft.set_node(row, &name, &text);
                if value.is_text() {
                    let column = task.draft.nodes.column(&name);
                    task.draft.nodes.columns[column].is_text = true;
                }
            }
        }
    }
    if x.is_finite() && y.is_finite() {
        task.draft.positions.push((row as u32, x, y));
    }
    Ok(())
}

fn edge_row(edge: Value<'_>, key: String, default: Direction, task: &mut Task<'_>) -> Result<(), Error> {
    let line = edge.place_line(task);
    let list = attributes(edge)?;
    const SOURCES: [&str; 6] = ["source", "from", "node1_id", "n1", "start", "src"];
    const TARGETS: [&str; 6] = ["target", "to", "node2_id", "n2", "end", "dst"];
    let mut source = find(&list, &SOURCES)?;
    let mut target = find(&list, &TARGETS)?;
    // D3 counts nodes where they have no such id.
    for end in [&mut source, &mut target] {
        if task.draft.texts.find(end).is_none()
            && let Ok(rank) = end.parse::<usize>()
            && let Some(id) = task.draft.nodes.ids.get(rank)
        {
            *end = task.draft.texts.get(*id).to_owned();
        }
    }
    let mut id = find(&list, &["id", "key", "_id"])?;
    if id.is_empty() {
        id = key;
    }
    let mut direction = default;
    for (name, value) in &list {
        match (name.as_str(), value.text()?.as_ref()) {
            ("undirected", "true") | ("directed", "false") | ("is_directional", "false") => {
                direction = Direction::Undirected
            }
            ("directed", "true") | ("is_directional", "true") => direction = Direction::Directed,
            ("arrow", "both") => direction = Direction::Mutual,
            ("arrow", "none") => direction = Direction::Undirected,
            ("arrow", "left" | "2->1") => std::mem::swap(&mut source, &mut target),
            _ => {}
        }
    }
    let row = task.draft.add_link(&id, (&source, &target), direction, line);
    for (name, value) in list {
        let text = value.text()?;
        let is_end = SOURCES.contains(&name.as_str()) || TARGETS.contains(&name.as_str());
        match name.as_str() {
            _ if text.is_empty() || is_end => {}
            "id" | "key" | "_id" | "index" | "undirected" | "directed" | "is_directional" | "arrow" => {}
            "value" => task.draft.set_link_as(row, "value", Meaning::Weight, &text),
            "color" | "colour" if text.starts_with('#') => {
                task.draft.set_link_as(row, "colour", Meaning::Colour, &text);
            }
            name => task.draft.set_link(row, name, &text),
        }
    }
    Ok(())
}
