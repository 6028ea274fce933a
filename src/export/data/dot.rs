//! DOT for Graphviz: places as `pos` (its y pointing up), kinds as colours, every field as an
//! attribute.

use std::fmt::Write as _;

use super::cells::{Sheet, said_of};
use super::markup::is_forbidden;
use crate::lang::Lang;
use crate::model::Map;

/// Names that mean something to Graphviz: a field called so would change the drawing, lead somewhere or
/// have a file opened.
const OF_GRAPHVIZ: &[&str] = &[
    "area",
    "arrowhead",
    "arrowsize",
    "arrowtail",
    "class",
    "color",
    "colorscheme",
    "comment",
    "constraint",
    "decorate",
    "dir",
    "distortion",
    "edgehref",
    "edgetarget",
    "edgetooltip",
    "edgeurl",
    "fillcolor",
    "fixedsize",
    "fontcolor",
    "fontname",
    "fontsize",
    "gradientangle",
    "group",
    "head_lp",
    "headclip",
    "headhref",
    "headlabel",
    "headport",
    "headtarget",
    "headtooltip",
    "headurl",
    "height",
    "href",
    "id",
    "image",
    "imagepos",
    "imagescale",
    "label",
    "labelangle",
    "labeldistance",
    "labelfloat",
    "labelfontcolor",
    "labelfontname",
    "labelfontsize",
    "labelhref",
    "labelloc",
    "labeltarget",
    "labeltooltip",
    "labelurl",
    "layer",
    "len",
    "lhead",
    "lp",
    "ltail",
    "margin",
    "minlen",
    "nojustify",
    "ordering",
    "orientation",
    "penwidth",
    "peripheries",
    "pin",
    "pos",
    "rank",
    "rects",
    "regular",
    "root",
    "samehead",
    "samplepoints",
    "sametail",
    "shape",
    "shapefile",
    "showboxes",
    "sides",
    "skew",
    "sortv",
    "style",
    "tailclip",
    "tailhref",
    "tailtarget",
    "tooltip",
    "url",
    "vertices",
    "width",
    "xlabel",
    "z",
];

/// The name of a field as an attribute that means nothing to Graphviz.
fn attribute_name(name: &str) -> String {
    let known = OF_GRAPHVIZ.contains(&name.to_lowercase().as_str());
    if known { format!("{name} (champ)") } else { name.to_owned() }
}

/// The map as DOT.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let sheet = Sheet::new(map, lang);
    let mut out = String::from("digraph ");
    quoted(&mut out, &map.about.title);
    out.push_str(" {\n  graph [outputorder=edgesfirst, generator=Maillage");
    for (name, text) in said_of(map).filter(|(name, _)| *name != "name") {
        let _ = write!(out, ", {name}=");
        quoted(&mut out, text);
    }
    out.push_str("]\n  node [style=filled, fontcolor=white]\n");
    for actor in map.actors() {
        out.push_str("  ");
        quoted(&mut out, actor.id.as_str());
        out.push_str(" [label=");
        label(&mut out, &actor.name);
        let _ = write!(out, ", fillcolor=\"{}\"", sheet.colour(actor));
        if let Some(position) = actor.position {
            let _ = write!(out, ", pos=\"{},{}!\"", position.at.x, 0.0 - position.at.y);
        }
        sheet.actor(actor, &mut |name, cell| {
            out.push_str(", ");
            quoted(&mut out, &attribute_name(name));
            out.push('=');
            quoted(&mut out, &cell.text());
        });
        out.push_str("]\n");
    }
    for link in map.links() {
        out.push_str("  ");
        quoted(&mut out, link.from.as_str());
        out.push_str(" -> ");
        quoted(&mut out, link.to.as_str());
        out.push_str(" [id=");
        quoted(&mut out, link.id.as_str());
        out.push_str(", label=");
        let kind = sheet.link_kind(&link.kind);
        label(&mut out, kind);
        out.push_str(", kind=");
        quoted(&mut out, kind);
        if sheet.is_symmetric(&link.kind) {
            out.push_str(", dir=none");
        }
        if let Some(weight) = link.weight.get() {
            let _ = write!(out, ", weight={weight}");
        }
        sheet.link(link, &mut |name, cell| {
            out.push_str(", ");
            quoted(&mut out, &attribute_name(name));
            out.push('=');
            quoted(&mut out, &cell.text());
        });
        out.push_str("]\n");
    }
    out.push_str("}\n");
    out
}

/// The most characters between two quotes: Graphviz reads no more than 16,384 bytes at once.
const LONGEST: usize = 3_000;

/// A text between quotes, in several parts where it is long. A backslash before the closing quote would
/// take it away.
fn quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut backslashes = 0;
    for (rank, c) in text.chars().enumerate() {
        if rank >= LONGEST && rank % LONGEST == 0 && backslashes == 0 {
            out.push_str("\" + \"");
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        match c {
            '"' => out.push_str("\\\""),
            // Graphviz hands them on into pictures that nobody can open then.
            c if is_forbidden(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    if backslashes % 2 == 1 {
        out.push(' ');
    }
    out.push('"');
}

/// A label, in which a backslash begins an escape.
fn label(out: &mut String, text: &str) {
    quoted(out, &text.replace('\\', "\\\\").replace("\r\n", "\n").replace('\n', "\\n"));
}
