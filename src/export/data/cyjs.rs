//! Cytoscape.js JSON, as Cytoscape writes it.

use serde_json::{Map as Object, Value, json};

use super::cells::{Sheet, said_of};
use crate::lang::Lang;
use crate::model::Map;

/// The map as Cytoscape.js JSON.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let sheet = Sheet::new(map, lang);
    let mut nodes = Vec::with_capacity(map.actor_count());
    for actor in map.actors() {
        let mut data = Object::new();
        data.insert("id".into(), actor.id.as_str().into());
        data.insert("name".into(), (&*actor.name).into());
        data.insert("shared_name".into(), (&*actor.name).into());
        data.insert("colour".into(), sheet.colour(actor).into());
        sheet.actor(actor, &mut |name, cell| drop(data.insert(name.to_owned(), cell.json())));
        let mut node = json!({"data": data});
        if let Some(position) = actor.position {
            node["position"] = json!({"x": position.at.x, "y": position.at.y});
        }
        nodes.push(node);
    }
    let mut edges = Vec::with_capacity(map.link_count());
    for link in map.links() {
        let mut data = Object::new();
        data.insert("id".into(), link.id.as_str().into());
        data.insert("source".into(), link.from.as_str().into());
        data.insert("target".into(), link.to.as_str().into());
        data.insert("interaction".into(), sheet.link_kind(&link.kind).into());
        if sheet.is_symmetric(&link.kind) {
            data.insert("directed".into(), false.into());
        }
        if let Some(weight) = link.weight.get() {
            data.insert("weight".into(), weight.into());
        }
        sheet.link(link, &mut |name, cell| drop(data.insert(name.to_owned(), cell.json())));
        edges.push(json!({"data": data}));
    }
    let data: Object<String, Value> =
        said_of(map).map(|(name, text)| (name.to_owned(), Value::from(text))).collect();
    let root = json!({
        "format_version": "1.0",
        "generated_by": "Maillage",
        "target_cytoscapejs_version": "~3",
        "data": data,
        "elements": {"nodes": nodes, "edges": edges},
    });
    format!("{root:#}\n")
}
