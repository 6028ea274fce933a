//! JSON Canvas: each actor a card with its sheet in Markdown, each link a labelled line.

use serde_json::{Map as Object, Value, json};

use super::cells::Sheet;
use crate::drawing::sheet::safe_href;
use crate::import::Meaning;
use crate::import::meaning::split_list;
use crate::lang::Lang;
use crate::model::{Actor, FieldOwner, Map};
use crate::text::Text;

/// Sides of a card.
const WIDTH: f64 = 260.0;
const HEIGHT: f64 = 120.0;

/// The map as a canvas.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let (sheet, text) = (Sheet::new(map, lang), Text::new(lang));
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
            "text": card(&sheet, &text, actor),
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
        let label = if link.details.role.is_empty() {
            label.to_owned()
        } else {
            format!("{label} ({})", &*link.details.role)
        };
        edge.insert("label".into(), label.into());
        edges.push(Value::Object(edge));
    }
    let root = json!({"nodes": nodes, "edges": edges});
    format!("{root:#}\n")
}

fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// The sheet of an actor in Markdown: its name as a title, then all that is known of it. What is no
/// Markdown of its own stands in it as it is; no more becomes a link than may be one.
fn card(sheet: &Sheet<'_>, text: &Text, actor: &Actor) -> String {
    let mut card = format!("# {}\n*{}*\n", plain(&actor.name), plain(sheet.actor_kind(&actor.kind)));
    if !actor.description.is_empty() {
        card.push_str(&format!("\n{}\n", harmless(&actor.description)));
    }
    let colon = if text.lang() == Lang::Fr { "\u{a0}:" } else { ":" };
    let mut lines = Vec::new();
    sheet.actor(actor, &mut |name, cell| {
        let meaning = Meaning::of_name(FieldOwner::Actor, name);
        match meaning {
            // Said above, or of the drawing and of other lists.
            Some(
                Meaning::Kind
                | Meaning::Description
                | Meaning::Pinned
                | Meaning::Hull
                | Meaning::AliasesUntil
                | Meaning::AliasesFormer
                | Meaning::ContactsPrivate,
            ) => return,
            Some(Meaning::Tags) => {
                let tags: Vec<String> =
                    actor.tags.iter().map(|tag| format!("#{}", plain(tag).replace(' ', "-"))).collect();
                return lines.push(tags.join(" "));
            }
            _ => {}
        }
        let value = cell.text();
        let value = match meaning {
            Some(Meaning::Website) => match safe_href(&value) {
                Some(address) => format!("<{address}>"),
                None => plain(&value),
            },
            Some(meaning) if meaning.is_list() => {
                let items = split_list(&value);
                let items: Vec<String> =
                    items.iter().filter(|item| !item.is_empty()).map(|item| plain(item)).collect();
                items.join(", ")
            }
            _ => plain(&value),
        };
        let key = format!("import-field-{}", name.replace('_', "-"));
        let label = if text.has(&key) { text.get(&key).to_owned() } else { plain(name) };
        lines.push(format!("**{label}**{colon} {value}"));
    });
    for line in lines {
        card.push_str(&format!("\n- {line}"));
    }
    card.trim_end().to_owned()
}

/// A text on one line in which nothing is Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Markdown without what could run: elements of HTML stand there to be read, links lead to the web, by
/// mail or nowhere.
fn harmless(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['<', ']']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (mark, after) = from.split_at(1);
        let led = after.trim_start_matches(['(', ':', ' ', '<']);
        let is_element = mark == "<" && after.starts_with(|c: char| c.is_alphabetic() || "/!?".contains(c));
        let address = |text: &str| {
            let end = text.find(|c: char| c.is_whitespace() || ")>".contains(c)).unwrap_or(text.len());
            text.get(..end).map(str::to_owned).unwrap_or_default()
        };
        let leads = mark == "]" && after.starts_with(['(', ':']);
        let is_free = |text: &str| safe_href(&address(text)).is_some();
        if (is_element && !is_free(after)) || (leads && !is_free(led)) {
            out.push('\\');
        }
        out.push_str(mark);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_web_and_mail_is_led_to() {
        for (markdown, written) in [
            ("un [site](https://a.fr) et <https://b.fr>", "un [site](https://a.fr) et <https://b.fr>"),
            ("[x](javascript:alert(1))", "[x\\](javascript:alert(1))"),
            ("[x]( <javascript:a>)", "[x\\]( \\<javascript:a>)"),
            ("[x]: javascript:a", "[x\\]: javascript:a"),
            ("<img src=x onerror=a> </b> <javascript:a>", "\\<img src=x onerror=a> \\</b> \\<javascript:a>"),
            ("1 < 2, [a] et **b**", "1 < 2, [a] et **b**"),
        ] {
            assert_eq!(harmless(markdown), written);
        }
        assert_eq!(plain("[a](b)\n*c* <d>"), "\\[a\\](b) \\*c\\* \\<d\\>");
    }
}
