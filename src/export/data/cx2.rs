//! CX2, Cytoscape's exchange format: aspects, with the types of attributes declared. It numbers
//! nodes and edges.

use std::collections::BTreeMap;

use serde_json::{Map as Object, Value, json};

use super::cells::{Sheet, Sort, said_of};
use crate::lang::Lang;
use crate::model::{ActorId, FieldOwner, Map};

/// The map as CX2.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let sheet = Sheet::new(map, lang);
    let mut numbers: BTreeMap<&ActorId, usize> = BTreeMap::new();
    let mut nodes = Vec::with_capacity(map.actor_count());
    for (number, actor) in map.actors().enumerate() {
        numbers.insert(&actor.id, number);
        let mut values = Object::new();
        values.insert("name".into(), (&*actor.name).into());
        values.insert("colour".into(), sheet.colour(actor).into());
        sheet.actor(actor, &mut |name, cell| drop(values.insert(name.to_owned(), cell.json())));
        let mut node = Object::new();
        node.insert("id".into(), number.into());
        if let Some(position) = actor.position {
            node.insert("x".into(), position.at.x.into());
            node.insert("y".into(), position.at.y.into());
        }
        node.insert("v".into(), Value::Object(values));
        nodes.push(Value::Object(node));
    }
    let mut edges = Vec::with_capacity(map.link_count());
    for (number, link) in map.links().enumerate() {
        let mut values = Object::new();
        values.insert("interaction".into(), sheet.link_kind(&link.kind).into());
        if sheet.is_symmetric(&link.kind) {
            values.insert("directed".into(), false.into());
        }
        if let Some(weight) = link.weight.get() {
            values.insert("weight".into(), weight.into());
        }
        sheet.link(link, &mut |name, cell| drop(values.insert(name.to_owned(), cell.json())));
        let end = |id: &ActorId| numbers.get(id).copied().unwrap_or_default();
        edges.push(json!({"id": number, "s": end(&link.from), "t": end(&link.to), "v": values}));
    }
    let mut network = Object::new();
    network.insert("generator".into(), "Maillage".into());
    for (name, text) in said_of(map) {
        let name = if name == "licence" { "rights" } else { name };
        network.insert(name.to_owned(), text.into());
    }
    let mut of_nodes = declared(sheet.columns(FieldOwner::Actor));
    of_nodes.insert("name".into(), json!({"d": "string"}));
    of_nodes.insert("colour".into(), json!({"d": "string"}));
    let mut of_edges = declared(sheet.columns(FieldOwner::Link));
    of_edges.insert("interaction".into(), json!({"d": "string"}));
    of_edges.insert("directed".into(), json!({"d": "boolean"}));
    of_edges.insert("weight".into(), json!({"d": "double"}));
    let of_network: Object<String, Value> =
        network.keys().map(|name| (name.clone(), json!({"d": "string"}))).collect();
    let count = |name: &str, count: usize| json!({"name": name, "elementCount": count});
    let aspects = [
        json!({"CXVersion": "2.0", "hasFragments": false}),
        json!({"metaData": [
            count("attributeDeclarations", 1),
            count("networkAttributes", 1),
            count("nodes", nodes.len()),
            count("edges", edges.len()),
        ]}),
        json!({"attributeDeclarations": [
            {"nodes": of_nodes, "edges": of_edges, "networkAttributes": of_network},
        ]}),
        json!({"networkAttributes": [network]}),
        json!({"nodes": nodes}),
        json!({"edges": edges}),
        json!({"status": [{"error": "", "success": true}]}),
    ];
    let lines: Vec<String> = aspects.iter().map(Value::to_string).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn declared(columns: BTreeMap<String, Sort>) -> Object<String, Value> {
    columns.into_iter().map(|(name, sort)| (name, json!({"d": sort.word()}))).collect()
}
