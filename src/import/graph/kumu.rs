//! Kumu JSON: the blueprint (labels and types at the top of each item) and the full export (items
//! with `attributes`, maps with positions). Connections name elements by id, or by label in a
//! blueprint.

use hashbrown::HashMap;

use crate::import::draft::{Direction, EndsBy};
use crate::import::error::{Error, ErrorKind};
use crate::import::json::{self, Value};
use crate::import::meaning::Meaning;
use crate::import::report::WarningKind;
use crate::import::sniff::Format;
use crate::import::task::Task;
use crate::model::FieldType;

/// Reads Kumu's JSON into the draft.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let root = json::document(text, Format::KumuJson, &task.options.limits)?;
    if root.get("elements")?.is_none() && root.get("connections")?.is_none() {
        let missing = "`elements` and `connections`: a Kumu export is a JSON object that has them".to_owned();
        return Err(ErrorKind::Missing(missing).into());
    }
    let members = root.members()?;
    let get = |name: &str| members.iter().find(|(other, _)| other == name).map(|(_, value)| *value);
    for (name, value) in &members {
        let text = value.text()?;
        match name.as_ref() {
            "name" => task.draft.title = text.into_owned(),
            "description" => task.draft.description = text.into_owned(),
            "author" => task.draft.author = text.into_owned(),
            "licence" => task.draft.licence = text.into_owned(),
            "generator" => task.draft.is_ours = text == "Maillage",
            _ => {}
        }
    }
    let types = get("attributes").map(attribute_types).transpose()?.unwrap_or_default();
    task.draft.ends_by = EndsBy::IdOrName;
    let mut rows: HashMap<String, usize> = HashMap::new();
    for element in get("elements").into_iter().flat_map(Value::items) {
        task.tick(|| element.done())?;
        let row = item(element, true, task)?;
        if let Some(id) = id_of(element)? {
            rows.entry(id).or_insert(row);
        }
    }
    for connection in get("connections").into_iter().flat_map(Value::items) {
        task.tick(|| connection.done())?;
        item(connection, false, task)?;
        task.check()?;
    }
    for rows in [&mut task.draft.nodes, &mut task.draft.links] {
        for column in &mut rows.columns {
            let Some(attribute) = types.get(&column.name.to_lowercase()) else { continue };
            if let Some(kind) = &attribute.kind {
                column.declared = kind.clone();
                column.is_text = kind.is_none();
            }
            column.is_private = attribute.is_private;
            if attribute.is_private && column.meaning == Some(Meaning::Tags) {
                column.meaning = None;
            }
            if column.meaning.is_none() {
                // Items have it in small letters.
                column.name.clone_from(&attribute.name);
            }
        }
    }
    positions(get("maps"), &rows, task)?;
    let loops = get("loops").map_or(0, |loops| loops.items().count());
    if loops > 0 {
        let note = WarningKind::Note(format!("{loops} loops (named groups of connections) were left out"));
        task.report.warn(note, Default::default(), "");
    }
    task.check()
}

/// What the export says of an attribute.
struct Attribute {
    /// Its name as people wrote it.
    name: String,
    /// What it holds, where that is said: nothing for text.
    kind: Option<Option<FieldType>>,
    /// Whether it is not for all to see.
    is_private: bool,
}

/// The attributes by their names in small letters.
type Types = HashMap<String, Attribute>;

fn attribute_types(attributes: Value<'_>) -> Result<Types, Error> {
    let mut types = Types::new();
    for attribute in attributes.items() {
        let Some(name) = attribute.get("name")? else { continue };
        let name = name.text()?.into_owned();
        let kind = match attribute.get("format")?.map(|format| format.text()).transpose()?.as_deref() {
            Some("number") => Some(Some(FieldType::Number)),
            Some("date") => Some(Some(FieldType::Date)),
            Some("url") => Some(Some(FieldType::Url)),
            Some("text" | "string") => Some(None),
            _ => None,
        };
        let is_private = attribute.get("private")?.is_some_and(Value::is_true);
        let attribute = Attribute { name: name.clone(), kind, is_private };
        types.insert(name.to_lowercase(), attribute);
    }
    Ok(types)
}

fn id_of(item: Value<'_>) -> Result<Option<String>, Error> {
    let id = match item.get("_id")? {
        Some(id) => Some(id),
        None => item.get("id")?,
    };
    id.map(|id| id.text().map(|id| id.into_owned())).transpose()
}

/// Reads an element or a connection. Gives its row.
fn item(item: Value<'_>, is_element: bool, task: &mut Task<'_>) -> Result<usize, Error> {
    let line = item.place_line(task);
    let members = item.members()?;
    let text = |name: &str| -> Result<String, Error> {
        let found = members.iter().find(|(other, _)| other == name);
        found.map_or(Ok(String::new()), |(_, value)| value.text().map(|text| text.into_owned()))
    };
    let id = id_of(item)?.unwrap_or_default();
    let row = if is_element {
        task.draft.anonymous |= id.is_empty();
        task.draft.add_node(&id, line)
    } else {
        let direction = match text("direction")?.as_str() {
            "undirected" | "" => Direction::Undirected,
            "mutual" => Direction::Mutual,
            _ => Direction::Directed,
        };
        let ends = (text("from")?, text("to")?);
        task.draft.add_link(&id, (&ends.0, &ends.1), direction, line)
    };
    for (name, value) in &members {
        match name.as_ref() {
            "_id" | "id" => {}
            "from" | "to" | "direction" if !is_element => {}
            "attributes" if value.is_object() => {
                for (name, value) in value.members()? {
                    set(&name, value, row, is_element, task)?;
                }
            }
            // How Kumu draws a connection; no is what most say.
            "delayed" | "reversed" | "pinned" if !value.is_true() => {}
            name => set(name, *value, row, is_element, task)?,
        }
    }
    Ok(row)
}

fn set(name: &str, value: Value<'_>, row: usize, is_element: bool, task: &mut Task<'_>) -> Result<(), Error> {
    let text = value.text()?;
    task.check_text(&text)?;
    if text.is_empty() {
        return Ok(());
    }
    let name = if name.trim().is_empty() { "attribut" } else { name };
    match (name.to_lowercase().as_str(), is_element) {
        ("label", true) => task.draft.set_node_as(row, "label", Meaning::Name, &text),
        ("label", false) => task.draft.set_link_as(row, "label", Meaning::LinkLabel, &text),
        ("element type" | "type", true) => task.draft.set_node_as(row, "type", Meaning::Kind, &text),
        ("connection type" | "type", false) => task.draft.set_link_as(row, "type", Meaning::Kind, &text),
        ("tags", true) => task.draft.set_node_as(row, "tags", Meaning::Tags, &text),
        (_, true) => {
            task.draft.set_node(row, name, &text);
            if value.is_text() {
                let column = task.draft.nodes.column(name);
                task.draft.nodes.columns[column].is_text |= !is_number(&text);
            }
        }
        (_, false) => task.draft.set_link(row, name, &text),
    }
    if task.draft.nodes.columns.len() > task.options.limits.columns {
        task.check()?;
    }
    Ok(())
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

/// Where the first map that has places puts the elements.
fn positions(
    maps: Option<Value<'_>>,
    rows: &HashMap<String, usize>,
    task: &mut Task<'_>,
) -> Result<(), Error> {
    for map in maps.into_iter().flat_map(Value::items) {
        let before = task.draft.positions.len();
        for place in map.get("elements")?.into_iter().flat_map(Value::items) {
            let (Some(position), Some(element)) = (place.get("position")?, place.get("element")?) else {
                continue;
            };
            let Some(row) = rows.get(element.text()?.as_ref()) else { continue };
            let (Some(x), Some(y)) = (position.get("x")?, position.get("y")?) else { continue };
            task.draft.positions.push((*row as u32, x.number(), y.number()));
            if place.get("pinned")?.is_some_and(Value::is_true) {
                task.draft.set_node_as(*row, "pinned", Meaning::Pinned, "true");
            }
        }
        if task.draft.positions.len() > before {
            return Ok(());
        }
    }
    Ok(())
}
