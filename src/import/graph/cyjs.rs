//! Cytoscape.js JSON: `elements` as `{nodes, edges}` or as one flat list; `data` holds the
//! attributes. The y points down.

use crate::import::draft::Direction;
use crate::import::error::{Error, ErrorKind};
use crate::import::json::{self, Value};
use crate::import::meaning::Meaning;
use crate::import::sniff::Format;
use crate::import::task::Task;

/// Reads Cytoscape.js JSON into the draft.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let root = json::document(text, Format::Cyjs, &task.options.limits)?;
    let elements = if root.is_list() { Some(root) } else { root.get("elements")? };
    let Some(elements) = elements else {
        return Err(ErrorKind::Missing("`elements` of the Cytoscape JSON".to_owned()).into());
    };
    if let Some(data) = root.get("data")? {
        for (name, value) in data.members()? {
            match name.as_ref() {
                "name" | "shared_name" if task.draft.title.is_empty() => {
                    task.draft.title = value.text()?.into_owned()
                }
                "description" => task.draft.description = value.text()?.into_owned(),
                "author" => task.draft.author = value.text()?.into_owned(),
                "licence" => task.draft.licence = value.text()?.into_owned(),
                _ => {}
            }
        }
    }
    task.draft.is_ours =
        root.get("generated_by")?.is_some_and(|by| by.text().is_ok_and(|by| by == "Maillage"));
    let (nodes, edges) = if elements.is_object() {
        (elements.get("nodes")?, elements.get("edges")?)
    } else {
        (Some(elements), None)
    };
    let all = nodes.into_iter().flat_map(Value::items).map(|item| (item, false));
    for (item, in_edges) in all.chain(edges.into_iter().flat_map(Value::items).map(|item| (item, true))) {
        task.tick(|| item.done())?;
        let Some(data) = item.get("data")? else { continue };
        let is_edge = in_edges
            || item.get("group")?.is_some_and(|group| group.text().is_ok_and(|group| group == "edges"))
            || data.get("source")?.is_some() && data.get("target")?.is_some();
        if is_edge {
            edge(data, task)?
        } else {
            node(item, data, task)?
        }
        task.check()?;
    }
    Ok(())
}

fn node(item: Value<'_>, data: Value<'_>, task: &mut Task<'_>) -> Result<(), Error> {
    let id = data.get("id")?.map(Value::text).transpose()?.unwrap_or_default();
    let line = item.place_line(task);
    let row = task.draft.add_node(&id, line);
    for (name, value) in data.members()? {
        match name.as_ref() {
            // SUID and selected are Cytoscape's own bookkeeping.
            "id" | "SUID" | "selected" => continue,
            "shared_name" if data.get("name")?.is_some() => continue,
            _ => {}
        }
        let text = value.text()?;
        task.check_text(&text)?;
        match name.as_ref() {
            _ if text.is_empty() => {}
            "parent" => {
                let parent = task.draft.texts.intern(&text);
                task.draft.parents.push((row as u32, parent));
            }
            "name" | "shared_name" => task.draft.set_node_as(row, "name", Meaning::Name, &text),
            name => {
                task.draft.set_node(row, name, &text);
                if value.is_text() {
                    let column = task.draft.nodes.column(name);
                    task.draft.nodes.columns[column].is_text = true;
                }
            }
        }
    }
    if let Some(position) = item.get("position")?
        && let (Some(x), Some(y)) = (position.get("x")?, position.get("y")?)
    {
        task.draft.positions.push((row as u32, x.number(), y.number()));
    }
    Ok(())
}

fn edge(data: Value<'_>, task: &mut Task<'_>) -> Result<(), Error> {
    let text = |name: &str| -> Result<String, Error> {
        data.get(name)?.map_or(Ok(String::new()), |value| value.text().map(|text| text.into_owned()))
    };
    let (id, source, target) = (text("id")?, text("source")?, text("target")?);
    let line = data.place_line(task);
    let direction = match text("directed")?.as_str() {
        "false" => Direction::Undirected,
        _ => Direction::Directed,
    };
    let row = task.draft.add_link(&id, (&source, &target), direction, line);
    for (name, value) in data.members()? {
        match name.as_ref() {
            "id" | "source" | "target" | "SUID" | "selected" | "directed" => continue,
            "shared_name" | "shared_interaction" => continue,
            // Cytoscape names an edge by its ends and interaction, which says nothing new.
            "name" if value.text()?.contains(" (") => continue,
            _ => {}
        }
        let text = value.text()?;
        task.check_text(&text)?;
        match name.as_ref() {
            _ if text.is_empty() => {}
            "interaction" => task.draft.set_link_as(row, "interaction", Meaning::Kind, &text),
            name => task.draft.set_link(row, name, &text),
        }
    }
    Ok(())
}
