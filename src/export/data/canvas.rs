//! JSON Canvas: each actor a card with its sheet in Markdown, each link a labelled line.

use serde_json::{Map as Object, Value, json};

use super::cells::Sheet;
use crate::lang::Lang;
use crate::model::{Actor, Map};

/// Sides of a card.
const WIDTH: f64 = 260.0;
const HEIGHT: f64 = 120.0;

/// The map as a canvas.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let sheet = Sheet::new(map, lang);
    let columns = (map.actor_count() as f64).sqrt().ceil().max(1.0);
    let mut nodes = Vec::with_capacity(map.actor_count());
    for (rank, actor) in map.actors().enumerate() {
        // Cards want more room than nodes: places are spread; those without go to a grid.
        let (x, y) = match actor.position {
            Some(position) => (position.at.x * 3.0, position.at.y * 3.0),
            None => {
                let (row, column) = ((rank as f64 / columns).floor(), rank as f64 % columns);
                (column * (WIDTH + 80.0), row * (HEIGHT + 80.0))
            }
        };
        nodes.push(json!({
            "id": actor.id.as_str(),
            "type": "text",
            "x": whole(x - WIDTH / 2.0),
            "y": whole(y - HEIGHT / 2.0),
            "width": whole(WIDTH),
            "height": whole(HEIGHT),
            "color": sheet.colour(actor),
            "text": card(&sheet, actor),
        }));
    }
    let mut edges = Vec::with_capacity(map.link_count());
    for link in map.links() {
        let mut edge = Object::new();
        edge.insert("id".into(), link.id.as_str().into());
        edge.insert("fromNode".into(), link.from.as_str().into());
        edge.insert("toNode".into(), link.to.as_str().into());
        if sheet.is_symmetric(&link.kind) {
            edge.insert("toEnd".into(), "none".into());
        }
        let label = sheet.link_kind(&link.kind);
        let label =
            if link.role.is_empty() { label.to_owned() } else { format!("{label} ({})", &*link.role) };
        edge.insert("label".into(), label.into());
        edges.push(Value::Object(edge));
    }
    let root = json!({"nodes": nodes, "edges": edges});
    format!("{root:#}\n")
}

fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// The sheet of an actor in Markdown: its name as a title, then what is known of it.
fn card(sheet: &Sheet<'_>, actor: &Actor) -> String {
    let name = one_line(&actor.name);
    let mut text = format!("# {name}\n*{}*\n", sheet.actor_kind(&actor.kind));
    if !actor.description.is_empty() {
        text.push_str(&format!("\n{}\n", &*actor.description));
    }
    let mut lines = Vec::new();
    let place: Vec<&str> = [&*actor.place.address, &*actor.place.commune, &*actor.place.territory]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    if !place.is_empty() {
        lines.push(one_line(&place.join(", ")));
    }
    if !actor.website.is_empty() {
        lines.push(format!("<{}>", one_line(&actor.website).replace(['<', '>', ' '], "")));
    }
    for contact in &actor.contacts {
        let parts = [&*contact.label, &*contact.email, &*contact.phone];
        let parts: Vec<&str> = parts.into_iter().filter(|text| !text.is_empty()).collect();
        lines.push(one_line(&parts.join(", ")));
    }
    if !actor.tags.is_empty() {
        let tags: Vec<String> = actor.tags.iter().map(|tag| format!("#{}", tag.replace(' ', "-"))).collect();
        lines.push(tags.join(" "));
    }
    for (_, value) in &actor.custom {
        lines.push(one_line(&value.to_string()));
    }
    for source in &actor.provenance.sources {
        let title = if source.title.is_empty() { &source.url } else { &source.title };
        lines.push(format!("— {}", one_line(title)));
    }
    for line in lines {
        text.push_str(&format!("\n- {line}"));
    }
    text.trim_end().to_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
