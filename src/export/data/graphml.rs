//! GraphML that shows its labels in Gephi (keys `label`, `r`, `g`, `b`, `x`, `y`) and in yEd (its own
//! drawing of each node and edge).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::cells::{Cell, Sheet, Sort};
use super::markup::{attribute, push_xml};
use crate::lang::Lang;
use crate::model::{FieldOwner, Map, Shape};

/// Sides of a node in yEd.
const SIDE: f64 = 40.0;

/// The map as GraphML.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let sheet = Sheet::new(map, lang);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:y=\"http://www.yworks.com/xml/graphml\">\n\
         <key id=\"generator\" for=\"graph\" attr.name=\"generator\" attr.type=\"string\"/>\n\
         <key id=\"title\" for=\"graph\" attr.name=\"title\" attr.type=\"string\"/>\n\
         <key id=\"description\" for=\"graph\" attr.name=\"description\" attr.type=\"string\"/>\n\
         <key id=\"author\" for=\"graph\" attr.name=\"author\" attr.type=\"string\"/>\n\
         <key id=\"licence\" for=\"graph\" attr.name=\"licence\" attr.type=\"string\"/>\n\
         <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n\
         <key id=\"r\" for=\"node\" attr.name=\"r\" attr.type=\"int\"/>\n\
         <key id=\"g\" for=\"node\" attr.name=\"g\" attr.type=\"int\"/>\n\
         <key id=\"b\" for=\"node\" attr.name=\"b\" attr.type=\"int\"/>\n\
         <key id=\"x\" for=\"node\" attr.name=\"x\" attr.type=\"double\"/>\n\
         <key id=\"y\" for=\"node\" attr.name=\"y\" attr.type=\"double\"/>\n\
         <key id=\"edgelabel\" for=\"edge\" attr.name=\"edgelabel\" attr.type=\"string\"/>\n\
         <key id=\"ekind\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n\
         <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n\
         <key id=\"ng\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n\
         <key id=\"eg\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n",
    );
    let nodes = sheet.columns(FieldOwner::Actor);
    let edges = sheet.columns(FieldOwner::Link);
    let nodes = declare(&mut out, "node", 'n', nodes);
    let edges = declare(&mut out, "edge", 'e', edges);
    out.push_str("<graph id=\"G\" edgedefault=\"directed\">\n");
    let about = &map.about;
    data(&mut out, "generator", "Maillage");
    data(&mut out, "title", &about.title);
    data(&mut out, "description", &about.description);
    data(&mut out, "author", &about.author);
    data(&mut out, "licence", &about.licence);
    out.push('\n');
    for actor in map.actors() {
        out.push_str("<node");
        attribute(&mut out, "id", actor.id.as_str());
        out.push('>');
        data(&mut out, "label", &actor.name);
        sheet.actor(actor, &mut |name, cell| value(&mut out, &nodes, name, &cell));
        let colour = sheet.colour(actor);
        for (at, channel) in ["r", "g", "b"].into_iter().enumerate() {
            let hex = colour.get(1 + 2 * at..3 + 2 * at).unwrap_or("00");
            let byte = u8::from_str_radix(hex, 16).unwrap_or(0);
            let _ = write!(out, "<data key=\"{channel}\">{byte}</data>");
        }
        if let Some(position) = actor.position {
            // Gephi's y points up.
            let (x, y) = (position.at.x, 0.0 - position.at.y);
            let _ = write!(out, "<data key=\"x\">{x}</data><data key=\"y\">{y}</data>");
        }
        out.push_str("<data key=\"ng\"><y:ShapeNode><y:Geometry");
        let _ = write!(out, " height=\"{SIDE}\" width=\"{SIDE}\"");
        if let Some(position) = actor.position {
            let _ = write!(out, " x=\"{}\" y=\"{}\"", position.at.x - SIDE / 2.0, position.at.y - SIDE / 2.0);
        }
        out.push_str("/><y:Fill");
        attribute(&mut out, "color", &colour);
        out.push_str(" transparent=\"false\"/><y:NodeLabel modelName=\"sandwich\" modelPosition=\"s\">");
        push_xml(&mut out, actor.canvas_name());
        let _ = write!(out, "</y:NodeLabel><y:Shape type=\"{}\"/></y:ShapeNode></data>", shape(map, actor));
        out.push_str("</node>\n");
    }
    for link in map.links() {
        let symmetric = sheet.is_symmetric(&link.kind);
        out.push_str("<edge");
        attribute(&mut out, "id", link.id.as_str());
        attribute(&mut out, "source", link.from.as_str());
        attribute(&mut out, "target", link.to.as_str());
        if symmetric {
            out.push_str(" directed=\"false\"");
        }
        out.push('>');
        let kind = sheet.link_kind(&link.kind);
        data(&mut out, "edgelabel", kind);
        data(&mut out, "ekind", kind);
        if let Some(weight) = link.weight.get() {
            let _ = write!(out, "<data key=\"weight\">{weight}</data>");
        }
        sheet.link(link, &mut |name, cell| value(&mut out, &edges, name, &cell));
        let arrow = if symmetric { "none" } else { "standard" };
        let _ = write!(
            out,
            "<data key=\"eg\"><y:PolyLineEdge><y:Arrows source=\"none\" target=\"{arrow}\"/><y:EdgeLabel>"
        );
        push_xml(&mut out, kind);
        out.push_str("</y:EdgeLabel></y:PolyLineEdge></data></edge>\n");
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

/// yEd's shape of an actor's family.
fn shape(map: &Map, actor: &crate::model::Actor) -> &'static str {
    let schema = map.schema();
    let own = schema.actor_kind(&actor.kind).and_then(|kind| kind.shape.clone());
    match own.or_else(|| Some(schema.family_of(&actor.kind)?.shape.clone())) {
        Some(Shape::Square | Shape::Pill) => "roundrectangle",
        Some(Shape::Diamond) => "diamond",
        Some(Shape::Pentagon | Shape::Hexagon) => "hexagon",
        _ => "ellipse",
    }
}

fn declare(
    out: &mut String,
    owner: &str,
    letter: char,
    columns: BTreeMap<String, Sort>,
) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for (rank, (name, sort)) in columns.into_iter().enumerate() {
        let id = format!("{letter}{rank}");
        let _ = write!(out, "<key id=\"{id}\" for=\"{owner}\"");
        attribute(out, "attr.name", &name);
        let _ = writeln!(out, " attr.type=\"{}\"/>", sort.word());
        ids.insert(name, id);
    }
    ids
}

fn data(out: &mut String, key: &str, text: &str) {
    if !text.is_empty() {
        let _ = write!(out, "<data key=\"{key}\">");
        push_xml(out, text);
        out.push_str("</data>");
    }
}

fn value(out: &mut String, columns: &BTreeMap<String, String>, name: &str, cell: &Cell<'_>) {
    if let Some(key) = columns.get(name) {
        data(out, key, &cell.text());
    }
}
