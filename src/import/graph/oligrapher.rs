//! Oligrapher JSON (LittleSis), and nodes and links as JSON in the ways of D3, networkx, graphology,
//! sigma and vis: lists or dictionaries of nodes and edges with their attributes at the top or in
//! `data`, `attributes` or `display`.

use hashbrown::HashMap;

use crate::import::draft::{Direction, Text};
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
        let found = "JSON without `nodes`, `elements` or `connections`";
        return Err(ErrorKind::Unknown { found }.into());
    };
    let mut edges = None;
    for name in ["links", "edges", "relationships"] {
        edges = edges.or(graph.get(name)?);
    }
    for (name, value) in root.members()? {
        match name.as_ref() {
            // graphology has them in the attributes of the graph.
            "attributes" => {
                for (name, value) in value.members()? {
                    about(&name, value, task)?;
                }
            }
            name => about(name, value, task)?,
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
    let ends = Ends::of(task);
    for (key, edge) in edges.map(entries).transpose()?.unwrap_or_default() {
        task.tick(|| edge.done())?;
        edge_row(edge, key, default, &ends, task)?;
        task.check()?;
    }
    if let Some(adjacency) = graph.get("adjacency")?.filter(|_| edges.is_none()) {
        read_adjacency(adjacency, default, &ends, task)?;
    }
    Ok(())
}

/// What is said of the graph as a whole.
fn about(name: &str, value: Value<'_>, task: &mut Task<'_>) -> Result<(), Error> {
    match name {
        "title" | "name" if value.is_text() => task.draft.title = value.text()?.into_owned(),
        "description" if value.is_text() => task.draft.description = value.text()?.into_owned(),
        _ => {}
    }
    Ok(())
}

/// networkx's adjacency: for each node in turn, those it is linked to.
fn read_adjacency(
    adjacency: Value<'_>,
    default: Direction,
    ends: &Ends,
    task: &mut Task<'_>,
) -> Result<(), Error> {
    for (rank, neighbours) in adjacency.items().enumerate() {
        let Some(from) = task.draft.nodes.ids.get(rank).copied() else { break };
        for neighbour in neighbours.items() {
            task.tick(|| neighbour.done())?;
            let line = neighbour.place_line(task);
            let members = neighbour.members()?;
            let id = members.iter().find(|(name, _)| name == "id").map_or(neighbour, |(_, id)| *id);
            let to = task.draft.texts.intern(&id.text()?);
            // An undirected link stands at both its ends.
            let is_again = ends.ranks.get(&to).is_some_and(|other| *other < rank);
            if default == Direction::Undirected && is_again {
                continue;
            }
            let row = task.draft.push_link(Text::NONE, (from, to), default, line);
            for (name, value) in &members {
                let text = value.text()?;
                // Several links between two nodes are told apart by a key that says nothing else.
                if !matches!(name.as_ref(), "id" | "key") && !text.is_empty() {
                    task.check_text(&text)?;
                    task.draft.set_link(row, name, &text);
                }
            }
            task.check()?;
        }
    }
    Ok(())
}

/// What links may call nodes by.
struct Ends {
    /// The ranks of nodes by their ids.
    ranks: HashMap<Text, usize>,
    /// Whether a number that is no id is a rank, as D3 has it: not where ids are numbers themselves.
    by_rank: bool,
}

impl Ends {
    fn of(task: &Task<'_>) -> Self {
        let draft = &task.draft;
        let mut ranks = HashMap::with_capacity(draft.nodes.len());
        for (rank, id) in draft.nodes.ids.iter().enumerate() {
            ranks.entry(*id).or_insert(rank);
        }
        let is_number = |id: &Text| draft.texts.get(*id).parse::<f64>().is_ok();
        Self { ranks, by_rank: !draft.nodes.ids.iter().any(is_number) }
    }
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
            "color" | "colour" => task.draft.set_node(row, "colour", &shown_colour(value)?),
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

fn edge_row(
    edge: Value<'_>,
    key: String,
    default: Direction,
    ends: &Ends,
    task: &mut Task<'_>,
) -> Result<(), Error> {
    let line = edge.place_line(task);
    let list = attributes(edge)?;
    const SOURCES: [&str; 6] = ["source", "from", "node1_id", "n1", "start", "src"];
    const TARGETS: [&str; 6] = ["target", "to", "node2_id", "n2", "end", "dst"];
    let mut source = find(&list, &SOURCES)?;
    let mut target = find(&list, &TARGETS)?;
    // D3 counts nodes where they have no such id.
    for end in [&mut source, &mut target] {
        if ends.by_rank
            && task.draft.texts.find(end).is_none_or(|id| !ends.ranks.contains_key(&id))
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
            "color" | "colour" => task.draft.set_link(row, "colour", &shown_colour(value)?),
            name => task.draft.set_link(row, name, &text),
        }
    }
    Ok(())
}

/// The colour of an item: vis has those of its border and background apart.
fn shown_colour(value: Value<'_>) -> Result<String, Error> {
    let mut shown = value;
    for name in ["background", "color"] {
        if let Some(inner) = value.get(name)? {
            shown = inner;
            break;
        }
    }
    Ok(shown.text()?.into_owned())
}

#[cfg(test)]
mod tests {
    use crate::import::{self, Imported, Input, Options};

    fn read(text: &str) -> Imported {
        let input = Input { name: "a.json".to_owned(), bytes: text.as_bytes().to_vec() };
        import::read(vec![input], &Options::default(), &mut |_| true).expect("it can be read")
    }

    fn pairs(imported: &Imported) -> Vec<(String, String)> {
        let mut pairs: Vec<_> =
            imported.map.links().map(|link| (link.from.to_string(), link.to.to_string())).collect();
        pairs.sort();
        pairs
    }

    #[test]
    fn links_by_rank_are_found_whatever_else_is_a_number() {
        let ranked = read(
            r#"{"nodes": [{"node": 0, "name": "A"}, {"node": 1, "name": "B"}], "links": [{"source": 0, "target": 1}]}"#,
        );
        assert_eq!(ranked.map.actor_count(), 2);
        assert_eq!(pairs(&ranked), [("A".to_owned(), "B".to_owned())]);
        let ids = read(r#"{"nodes": [{"id": 1}, {"id": 2}], "links": [{"source": 1, "target": 0}]}"#);
        assert_eq!(pairs(&ids), [("1".to_owned(), "0".to_owned())]);
    }

    #[test]
    fn adjacency_gives_each_undirected_link_once() {
        let nodes = r#""nodes": [{"id": "a"}, {"id": "b"}]"#;
        let adjacency =
            r#""adjacency": [[{"id": "b", "weight": 2}, {"id": "a"}], [{"id": "a", "weight": 2}]]"#;
        let both = read(&format!(r#"{{"directed": true, {nodes}, {adjacency}}}"#));
        assert_eq!(both.map.link_count(), 3);
        let once = read(&format!(r#"{{"directed": false, {nodes}, {adjacency}}}"#));
        assert_eq!(once.map.link_count(), 2);
        assert!(once.map.links().any(|link| link.weight.get() == Some(2.0)));
    }

    #[test]
    fn titles_and_colours_are_found_where_other_tools_put_them() {
        let imported = read(
            r##"{"attributes": {"name": "N"}, "nodes": [{"key": "a", "attributes": {"color": "rgb(255,0,0)"}},
                {"key": "b", "color": {"background": "#0f0", "border": "red"}}], "edges": []}"##,
        );
        assert_eq!(imported.map.about.title, "N");
        assert_eq!(imported.report.fields_made, ["colour"]);
    }
}
