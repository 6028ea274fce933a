//! GEXF 1.3, as Gephi reads it: kinds as an attribute and as colours, the y pointing up.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::cells::{Cell, Sheet, Sort};
use super::markup::{attribute, element};
use crate::lang::Lang;
use crate::model::{FieldOwner, Map};

/// How large a node is drawn: Gephi's places are far apart for its own default.
const SIZE: &str = "20";

/// The map as GEXF.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let sheet = Sheet::new(map, lang);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" \
         xmlns:viz=\"http://gexf.net/1.3/viz\" xmlns:dcterms=\"http://purl.org/dc/terms/\" version=\"1.3\">\n",
    );
    let about = &map.about;
    out.push_str("<meta><creator>Maillage</creator>");
    element(&mut out, "description", &about.description);
    element(&mut out, "dcterms:title", &about.title);
    element(&mut out, "dcterms:creator", &about.author);
    element(&mut out, "dcterms:license", &about.licence);
    out.push_str("</meta>\n<graph defaultedgetype=\"directed\" mode=\"static\">\n");
    let nodes = sheet.columns(FieldOwner::Actor);
    let edges = sheet.columns(FieldOwner::Link);
    declare(&mut out, "node", &nodes);
    declare(&mut out, "edge", &edges);
    let (nodes, edges) = (numbered(nodes), numbered(edges));
    out.push_str("<nodes>\n");
    for actor in map.actors() {
        out.push_str("<node");
        attribute(&mut out, "id", actor.id.as_str());
        attribute(&mut out, "label", &actor.name);
        out.push_str("><attvalues>");
        sheet.actor(actor, &mut |name, cell| value(&mut out, &nodes, name, &cell));
        out.push_str("</attvalues>");
        let colour = sheet.colour(actor);
        let byte =
            |at: usize| colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
        let _ = write!(out, "<viz:color r=\"{}\" g=\"{}\" b=\"{}\"/>", byte(1), byte(3), byte(5));
        if let Some(position) = actor.position {
            // Gephi's y points up.
            let (x, y) = (position.at.x, 0.0 - position.at.y);
            let _ = write!(out, "<viz:position x=\"{x}\" y=\"{y}\" z=\"0\"/>");
        }
        let _ = writeln!(out, "<viz:size value=\"{SIZE}\"/></node>");
    }
    out.push_str("</nodes>\n<edges>\n");
    for link in map.links() {
        out.push_str("<edge");
        attribute(&mut out, "id", link.id.as_str());
        attribute(&mut out, "source", link.from.as_str());
        attribute(&mut out, "target", link.to.as_str());
        if sheet.is_symmetric(&link.kind) {
            out.push_str(" type=\"undirected\"");
        }
        let kind = sheet.link_kind(&link.kind);
        attribute(&mut out, "kind", kind);
        attribute(&mut out, "label", kind);
        if let Some(weight) = link.weight.get() {
            let _ = write!(out, " weight=\"{weight}\"");
        }
        let start = out.len();
        out.push_str("><attvalues>");
        let empty = out.len();
        sheet.link(link, &mut |name, cell| value(&mut out, &edges, name, &cell));
        if out.len() == empty {
            out.truncate(start);
            out.push_str("/>\n");
        } else {
            out.push_str("</attvalues></edge>\n");
        }
    }
    out.push_str("</edges>\n</graph>\n</gexf>\n");
    out
}

fn declare(out: &mut String, class: &str, columns: &BTreeMap<String, Sort>) {
    let _ = writeln!(out, "<attributes class=\"{class}\" mode=\"static\">");
    for (rank, (name, sort)) in columns.iter().enumerate() {
        let _ = write!(out, "<attribute id=\"{rank}\"");
        attribute(out, "title", name);
        let _ = writeln!(out, " type=\"{}\"/>", sort.word());
    }
    out.push_str("</attributes>\n");
}

/// The columns with their ranks.
fn numbered(columns: BTreeMap<String, Sort>) -> BTreeMap<String, usize> {
    columns.into_keys().enumerate().map(|(rank, name)| (name, rank)).collect()
}

fn value(out: &mut String, columns: &BTreeMap<String, usize>, name: &str, cell: &Cell<'_>) {
    if let Some(rank) = columns.get(name) {
        let _ = write!(out, "<attvalue for=\"{rank}\"");
        attribute(out, "value", &cell.text());
        out.push_str("/>");
    }
}
