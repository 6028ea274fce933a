//! Kumu's JSON: a blueprint (elements and connections with their fields at the top), with the places
//! of its full export beside.

use serde_json::{Map as Object, Value, json};

use super::cells::{Sheet, said_of};
use crate::lang::Lang;
use crate::model::Map;

/// The map as Kumu JSON, an element or connection a line.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let sheet = Sheet::new(map, lang);
    let about = &map.about;
    let mut elements = Vec::with_capacity(map.actor_count());
    let mut places = Vec::new();
    for actor in map.actors() {
        let mut element = Object::new();
        element.insert("id".into(), actor.id.as_str().into());
        element.insert("label".into(), (&*actor.name).into());
        sheet.actor(actor, &mut |name, cell| {
            let (name, value) = match name {
                "kind" => ("type", cell.json()),
                "website" => ("url", cell.json()),
                // The place says it.
                "pinned" => return,
                "tags" => {
                    let tags = actor.tags.iter().map(|tag| Value::from(&**tag)).collect();
                    ("tags", Value::Array(tags))
                }
                name => (name, cell.json()),
            };
            element.insert(name.to_owned(), value);
        });
        elements.push(Value::Object(element));
        if let Some(position) = actor.position {
            places.push(json!({
                "element": actor.id.as_str(),
                "position": {"x": position.at.x, "y": position.at.y},
                "pinned": position.pinned,
            }));
        }
    }
    let mut connections = Vec::with_capacity(map.link_count());
    for link in map.links() {
        let mut connection = Object::new();
        connection.insert("id".into(), link.id.as_str().into());
        connection.insert("from".into(), link.from.as_str().into());
        connection.insert("to".into(), link.to.as_str().into());
        let direction = if sheet.is_symmetric(&link.kind) { "undirected" } else { "directed" };
        connection.insert("direction".into(), direction.into());
        let kind = sheet.link_kind(&link.kind);
        connection.insert("type".into(), kind.into());
        if let Some(weight) = link.weight.get() {
            connection.insert("weight".into(), weight.into());
        }
        sheet.link(link, &mut |name, cell| {
            // What is written on a connection; a verb alone would be taken for its type.
            let name = if name == "role" && cell.text() != kind { "label" } else { name };
            connection.insert(name.to_owned(), cell.json());
        });
        connections.push(Value::Object(connection));
    }
    let mut out = String::from("{\n\"generator\": \"Maillage\"");
    for (name, text) in said_of(map) {
        out.push_str(&format!(",\n\"{name}\": {}", Value::from(text)));
    }
    lines(&mut out, "elements", &elements);
    lines(&mut out, "connections", &connections);
    let maps = vec![json!({"name": &*about.title, "elements": places})];
    lines(&mut out, "maps", &maps);
    out.push_str("\n}\n");
    out
}

/// A member that is a list, an item a line.
fn lines(out: &mut String, name: &str, items: &[Value]) {
    out.push_str(&format!(",\n\"{name}\": ["));
    for (rank, item) in items.iter().enumerate() {
        out.push_str(if rank > 0 { ",\n" } else { "\n" });
        out.push_str(&item.to_string());
    }
    out.push(']');
}
