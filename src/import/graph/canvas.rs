//! JSON Canvas 1.0 (jsoncanvas.org), Obsidian's cards: texts, files, links and groups with their
//! places. What a card names is never opened.

use crate::import::draft::Direction;
use crate::import::error::{Error, ErrorKind};
use crate::import::json::{self, Value};
use crate::import::meaning::Meaning;
use crate::import::report::WarningKind;
use crate::import::sniff::Format;
use crate::import::task::Task;

/// The six colours that are named by a digit, as Obsidian draws them.
const COLOURS: [&str; 6] = ["#FB464C", "#E9973F", "#E0DE71", "#44CF6E", "#53DFDD", "#A882FF"];

/// Reads a canvas into the draft.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let root = json::document(text, Format::Canvas, &task.options.limits)?;
    if !root.is_object() {
        return Err(
            ErrorKind::NotThis { expected: Format::Canvas, found: "JSON that is no object".into() }.into()
        );
    }
    let mut boxes: Vec<(usize, [f64; 4], bool)> = Vec::new();
    for card in root.get("nodes")?.into_iter().flat_map(Value::items) {
        task.tick(|| card.done())?;
        let (row, place, is_group) = node(card, task)?;
        boxes.push((row, place, is_group));
        task.check()?;
    }
    if boxes.len() < 5_000 {
        put_into_groups(&boxes, task);
    }
    for edge in root.get("edges")?.into_iter().flat_map(Value::items) {
        task.tick(|| edge.done())?;
        link(edge, task)?;
        task.check()?;
    }
    Ok(())
}

/// Reads a card: its row, its box (left, top, right, bottom) and whether it is a group.
fn node(card: Value<'_>, task: &mut Task<'_>) -> Result<(usize, [f64; 4], bool), Error> {
    let members = card.members()?;
    let get = |name: &str| members.iter().find(|(other, _)| other == name).map(|(_, value)| *value);
    let text = |name: &str| get(name).map_or(Ok("".into()), Value::text);
    if let Some(id) = get("id")
        && !id.is_text()
    {
        let what = "the `id` of a card is no text; it was taken as one".to_owned();
        task.report.warn(WarningKind::Note(what), id.place(), &id.text()?);
    }
    let line = card.place_line(task);
    let row = task.draft.add_node(&text("id")?, line);
    let number = |name: &str| get(name).map_or(f64::NAN, Value::number);
    let (x, y, width, height) = (number("x"), number("y"), number("width"), number("height"));
    let size = |side: f64| if side.is_finite() { side.max(0.0) } else { 0.0 };
    task.draft.positions.push((row as u32, x + size(width) / 2.0, y + size(height) / 2.0));
    let kind = text("type")?;
    let is_group = kind == "group";
    if is_group {
        task.draft.groups.push(row as u32);
    }
    let known = ["text", "file", "link", "group"];
    if !known.contains(&kind.as_ref()) {
        let what = "cards of a type the format does not have were kept".to_owned();
        task.report.warn(WarningKind::Note(what), card.place(), &format!("type {kind}"));
    }
    for (name, value) in &members {
        let text = value.text()?;
        task.check_text(&text)?;
        match name.as_ref() {
            _ if text.is_empty() => {}
            "id" | "x" | "y" => {}
            "type" => {
                if text != "text" && text != "group" {
                    task.draft.set_node(row, "card", &text);
                }
            }
            "text" => {
                let (name, rest) = title_of(&text);
                task.draft.set_node_as(row, "text", Meaning::Name, &name);
                if !rest.is_empty() {
                    task.draft.set_node_as(row, "description", Meaning::Description, &rest);
                }
            }
            "label" | "file" if get("text").is_none() => {
                task.draft.set_node_as(row, "text", Meaning::Name, &text);
            }
            "url" => {
                task.draft.set_node_as(row, "url", Meaning::Website, &text);
                if get("text").is_none() {
                    task.draft.set_node_as(row, "text", Meaning::Name, &text);
                }
            }
            "color" => colour(row, &text, true, *value, task),
            name => task.draft.set_node(row, name, &text),
        }
    }
    Ok((row, [x, y, x + size(width), y + size(height)], is_group))
}

/// The first line of a card, without the marks of Markdown, and the rest.
fn title_of(text: &str) -> (String, String) {
    let text = text.trim();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let title = first.trim().trim_start_matches('#').trim();
    let bold = title
        .strip_prefix("**")
        .and_then(|title| title.strip_suffix("**"))
        .filter(|title| !title.contains("**"));
    (unescaped(bold.unwrap_or(title)), rest.trim().to_owned())
}

/// Markdown's backslash before a sign makes it a plain one.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(sign) if c == '\\' && sign.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

fn colour(row: usize, text: &str, is_node: bool, value: Value<'_>, task: &mut Task<'_>) {
    let named = text.parse::<usize>().ok().and_then(|digit| COLOURS.get(digit.wrapping_sub(1)));
    let hex = named.copied().unwrap_or(text);
    if !hex.starts_with('#') {
        task.report.warn(WarningKind::BadColour, value.place(), text);
    } else if is_node {
        task.draft.set_node_as(row, "colour", Meaning::Colour, hex);
    } else {
        task.draft.set_link_as(row, "colour", Meaning::Colour, hex);
    }
}

/// Cards within the box of a group lie in it: in the smallest one, where groups lie in each other.
fn put_into_groups(boxes: &[(usize, [f64; 4], bool)], task: &mut Task<'_>) {
    let area = |[left, top, right, bottom]: [f64; 4]| (right - left) * (bottom - top);
    for (row, inner, _) in boxes {
        let holds = |outer: &[f64; 4]| {
            outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
        };
        let groups = boxes.iter().filter(|(other, outer, group)| *group && other != row && holds(outer));
        // Two groups of one box lie in neither.
        let smallest = groups
            .filter(|(_, outer, _)| area(*outer) > area(*inner))
            .min_by(|a, b| area(a.1).total_cmp(&area(b.1)));
        if let Some((group, ..)) = smallest {
            let parent = task.draft.nodes.ids[*group];
            task.draft.parents.push((*row as u32, parent));
        }
    }
}

fn link(edge: Value<'_>, task: &mut Task<'_>) -> Result<(), Error> {
    let members = edge.members()?;
    let get = |name: &str| members.iter().find(|(other, _)| other == name).map(|(_, value)| *value);
    let text = |name: &str| get(name).map_or(Ok("".into()), Value::text);
    // Without a word, an edge ends in an arrow and begins without.
    let at_start = text("fromEnd")? == "arrow";
    let at_end = text("toEnd")? != "none";
    let (mut from, mut to) = (text("fromNode")?, text("toNode")?);
    let direction = match (at_start, at_end) {
        (true, true) => Direction::Mutual,
        (false, false) => Direction::Undirected,
        (true, false) => {
            std::mem::swap(&mut from, &mut to);
            Direction::Directed
        }
        (false, true) => Direction::Directed,
    };
    let line = edge.place_line(task);
    let row = task.draft.add_link(&text("id")?, (&from, &to), direction, line);
    for (name, value) in &members {
        let text = value.text()?;
        match name.as_ref() {
            _ if text.is_empty() => {}
            "id" | "fromNode" | "toNode" | "fromEnd" | "toEnd" => {}
            // Which side a line leaves from is drawing, not data.
            "fromSide" | "toSide" => {}
            "label" => task.draft.set_link_as(row, "label", Meaning::LinkLabel, &text),
            "color" => colour(row, &text, false, *value, task),
            name => task.draft.set_link(row, name, &text),
        }
    }
    Ok(())
}
