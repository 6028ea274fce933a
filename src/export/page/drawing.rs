//! Drawing: the recipe of the map, colours, lengths and words as the JSON the page's script reads
//! first. What it can look up in the map's own file is not said twice.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::{Error, PageOptions, escape, outline};
use crate::drawing::metrics::{
    detail, fade, hull, label, link, motion, node, selection, shape, stroke, type_scale,
};
use crate::drawing::recipe::{Recipe, RecipeLook};
use crate::drawing::shape::{Core, Figure, Outline};
use crate::drawing::theme::{Rgba, Swatch, Theme};
use crate::geometry::Point;
use crate::lang::Lang;
use crate::model::{Bilingual, Map};
use crate::text::Text;

/// Everything the script draws from, in lists by place.
#[derive(Serialize)]
struct Drawing<'a> {
    lang: &'static str,
    hulls: bool,
    date: &'a str,
    words: BTreeMap<&'static str, BTreeMap<String, String>>,
    metrics: Value,
    themes: BTreeMap<&'static str, Value>,
    figures: Vec<Value>,
    icons: Vec<String>,
    looks: Vec<Value>,
    families: Vec<Value>,
    ties: Vec<Value>,
    /// By actor; `null` where it has no place.
    x: Vec<Option<f64>>,
    y: Vec<Option<f64>>,
    look: Vec<usize>,
    radius: Vec<f64>,
    hubs: Vec<usize>,
    lines: Vec<Vec<String>>,
    widths: Vec<[f64; 2]>,
    /// By link.
    from: Vec<usize>,
    to: Vec<usize>,
    tie: Vec<usize>,
    /// Places of links in a fan of several: link, place, of how many, whether reversed.
    fans: Vec<[u32; 4]>,
    groups: Vec<Value>,
    /// Places of the kinds hidden at first.
    hidden: Value,
    /// The actor in focus at first, and how many steps.
    focus: Option<(usize, u32)>,
    bounds: Option<[f64; 4]>,
}

/// The JSON for a map.
///
/// # Errors
/// Those of the JSON writer.
pub(super) fn to_json(map: &Map, options: &PageOptions) -> Result<String, Error> {
    let recipe = Recipe::new(map, options.size_by);
    let schema = map.schema();
    let mut icons: Vec<String> = Vec::new();
    let looks = recipe
        .looks
        .iter()
        .map(|look| {
            let path = outline::node_icon(look.glyph);
            let icon = icons.iter().position(|known| *known == path).unwrap_or_else(|| {
                icons.push(path);
                icons.len() - 1
            });
            let label = schema.actor_kind(&look.kind).map(|kind| &kind.label);
            json!({
                "figure": look.figure as u8,
                "emphasis": look.emphasis,
                "icon": icon,
                "light": swatch(Theme::light().swatch(&look.colour)),
                "dark": swatch(Theme::dark().swatch(&look.colour)),
                "label": both(label, look.kind.as_str()),
            })
        })
        .collect();
    let ties = recipe.ties.iter().map(|tie| {
        let kind = schema.link_kind(&tie.kind);
        json!({
            "verb": both(kind.map(|kind| &kind.verb), tie.kind.as_str()),
            "inverse": both(kind.map(|kind| &kind.inverse), tie.kind.as_str()),
            "symmetric": tie.symmetric,
        })
    });
    let groups = recipe.groups.iter().map(|group| {
        json!({
            "actor": group.actor,
            "members": group.members,
            "lines": visible_lines(&group.lines),
            "width": rounded(group.width, 1e3),
        })
    });
    let at = |axis: fn(Point) -> f64| {
        recipe.actors.iter().map(|actor| actor.at.map(|at| rounded(axis(at), 1e2))).collect()
    };
    let bounds = recipe.bounds_in_world;
    let drawing = Drawing {
        lang: options.lang.tag(),
        hulls: !options.without_hulls,
        date: &options.date,
        words: Lang::ALL.map(|lang| (lang.tag(), words(lang))).into(),
        metrics: metrics(),
        themes: [("light", theme(Theme::light())), ("dark", theme(Theme::dark()))].into(),
        figures: Figure::ALL.map(figure).into(),
        families: families(map, &recipe.looks),
        looks,
        icons,
        ties: ties.collect(),
        x: at(|at| at.x),
        y: at(|at| at.y),
        look: recipe.actors.iter().map(|actor| actor.look).collect(),
        radius: recipe.actors.iter().map(|actor| rounded(actor.radius, 1e2)).collect(),
        hubs: recipe.actors.iter().enumerate().filter(|(_, actor)| actor.hub).map(|(at, _)| at).collect(),
        lines: recipe.actors.iter().map(|actor| visible_lines(&actor.lines)).collect(),
        widths: recipe.actors.iter().map(|actor| actor.widths.map(|width| rounded(width, 1e3))).collect(),
        from: recipe.links.iter().map(|link| link.from).collect(),
        to: recipe.links.iter().map(|link| link.to).collect(),
        tie: recipe.links.iter().map(|link| link.tie).collect(),
        fans: (0..)
            .zip(&recipe.links)
            .filter(|(_, link)| link.fan.of > 1 || link.from == link.to)
            .map(|(at, link)| [at, link.fan.place, link.fan.of, u32::from(link.fan.reversed)])
            .collect(),
        groups: groups.collect(),
        hidden: json!({
            "looks": places(&recipe.looks, |look| options.hidden_kinds.contains(&look.kind)),
            "ties": places(&recipe.ties, |tie| options.hidden_link_kinds.contains(&tie.kind)),
        }),
        focus: options.focus.as_ref().and_then(|(id, degrees)| {
            Some((recipe.actors.iter().position(|actor| actor.id == *id)?, *degrees))
        }),
        bounds: (!bounds.is_empty()).then_some([bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y]),
    };
    Ok(serde_json::to_string(&drawing)?)
}

/// The families with the kinds that occur, in the order of the legend; kinds of no known family last.
fn families(map: &Map, looks: &[RecipeLook]) -> Vec<Value> {
    let schema = map.schema();
    let mut left: Vec<usize> = (0..looks.len()).collect();
    let mut families = Vec::new();
    for family in schema.families() {
        let kinds: Vec<usize> = schema
            .kinds_of(&family.id)
            .iter()
            .filter_map(|kind| looks.iter().position(|look| look.kind == kind.id))
            .collect();
        left.retain(|look| !kinds.contains(look));
        if !kinds.is_empty() {
            families.push(json!({
                "label": both(Some(&family.label), family.id.as_str()),
                "figure": Figure::from(&family.shape) as u8,
                "light": swatch(Theme::light().swatch(&family.colour)),
                "dark": swatch(Theme::dark().swatch(&family.colour)),
                "looks": kinds,
            }));
        }
    }
    if !left.is_empty() {
        let grey = crate::model::ColourName::new("grey");
        families.push(json!({
            "label": Lang::ALL.map(|lang| Text::new(lang).get("page-other-kinds").to_owned()),
            "figure": Figure::Disc as u8,
            "light": swatch(Theme::light().swatch(&grey)),
            "dark": swatch(Theme::dark().swatch(&grey)),
            "looks": left,
        }));
    }
    families
}

/// Where in a list those are that a test holds for.
fn places<T>(list: &[T], test: impl Fn(&T) -> bool) -> Vec<usize> {
    list.iter().enumerate().filter(|(_, item)| test(item)).map(|(at, _)| at).collect()
}

/// A label in French and English, or its id where it says nothing.
fn both(label: Option<&Bilingual>, id: &str) -> [String; 2] {
    Lang::ALL.map(|lang| {
        let text = label.map_or("", |label| label.get(lang));
        let text = if text.is_empty() { id } else { text };
        escape::cut(text, 300).chars().map(escape::visible).collect()
    })
}

fn visible_lines(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| line.chars().map(escape::visible).collect()).collect()
}

fn words(lang: Lang) -> BTreeMap<String, String> {
    let text = Text::new(lang);
    text.under("page-")
        .into_iter()
        .filter_map(|(key, sentence)| Some((key.strip_prefix("page-")?.to_owned(), sentence.to_owned())))
        .collect()
}

fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

fn swatch(swatch: Swatch) -> [Rgb; 5] {
    [swatch.fill, swatch.stroke, swatch.icon, swatch.hull, swatch.link].map(Rgb)
}

fn theme(theme: &Theme) -> Value {
    json!({
        "canvas": Rgb(theme.canvas),
        "panel": Rgb(theme.panel),
        "ink": Rgb(theme.ink),
        "ink2": Rgb(theme.ink_2),
        "accent": Rgb(theme.accent),
        "focus": Rgb(theme.focus_ring),
        "linkFaded": Rgb(theme.link_faded),
    })
}

/// An opaque colour as its three numbers, which the script mixes.
struct Rgb(Rgba);

impl Serialize for Rgb {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [red, green, blue, _] = self.0.0;
        [red, green, blue].serialize(serializer)
    }
}

/// The outline of a figure of radius 1: everything in it grows with the radius.
fn figure(figure: Figure) -> Value {
    let outline = Outline::of(figure, 1.0);
    let core = match outline.core() {
        Core::Segment { half } => json!({"sides": 0, "half": half}),
        Core::Polygon { sides, apothem, half_side, turn } => {
            json!({"sides": sides, "apothem": apothem, "half": half_side, "turn": turn})
        }
    };
    json!({"core": core, "rounding": outline.rounding(), "icon": figure.icon_factor(), "ring": figure == Figure::Ring})
}

/// The lengths of the look, by the names the script knows them under.
fn metrics() -> Value {
    let lengths: [(&str, f64); 52] = [
        ("shapesFrom", detail::SHAPES_FROM),
        ("allLabelsFrom", detail::ALL_LABELS_FROM),
        ("verbsFrom", detail::VERBS_FROM),
        ("vast", detail::VAST as f64),
        ("landmarks", label::LANDMARKS as f64),
        ("maxScale", node::MAX_SCALE),
        ("dot", node::DOT),
        ("dotMin", node::DOT_MIN),
        ("iconMin", shape::ICON_MIN),
        ("ringInset", shape::RING_INSET),
        ("emphasisGap", shape::EMPHASIS_GAP),
        ("nodeStroke", stroke::NODE),
        ("personRing", stroke::PERSON_RING),
        ("personDisc", stroke::PERSON_DISC),
        ("emphasisOuter", stroke::EMPHASIS_OUTER),
        ("bendFraction", link::BEND_FRACTION),
        ("bendMax", link::BEND_MAX),
        ("parallelStep", link::PARALLEL_STEP),
        ("labelGap", label::GAP),
        ("labelMargin", label::CLEAR_MARGIN),
        ("labelCap", label::CAP as f64),
        ("verbCap", label::VERB_CAP as f64),
        ("activeVerbCap", label::ACTIVE_VERB_CAP as f64),
        ("linksFromBelow", label::LINKS_FROM_BELOW as f64),
        ("belowTan", label::BELOW_ANGLE_DEGREES.to_radians().tan()),
        ("hubPart", label::HUB_PART),
        ("verbHeight", label::VERB_HEIGHT),
        ("verbPadding", label::VERB_PADDING),
        ("labelHalo", stroke::LABEL_HALO),
        ("hullHalo", stroke::HULL_NAME_HALO),
        ("fadeNode", fade::NODE),
        ("fadeLabel", fade::LABEL),
        ("fadeHull", fade::HULL),
        ("fadeHullLabel", fade::HULL_LABEL),
        ("hoverGap", selection::HOVER_GAP),
        ("hoverOpacity", selection::HOVER_OPACITY),
        ("selectionRing", stroke::SELECTION_RING),
        ("focusRing", stroke::FOCUS_RING),
        ("hoverRing", stroke::HOVER_RING),
        ("hullStroke", stroke::HULL),
        ("hullMargin", hull::MARGIN_NODE),
        ("hullCorner", hull::CORNER),
        ("hullOpacity", hull::STROKE_OPACITY),
        ("hullMin", hull::MIN_MEMBERS as f64),
        ("hullSeenFrom", hull::SEEN_FROM),
        ("hullOwnFrom", hull::OWN_FROM),
        ("hullNameGap", hull::NAME_GAP),
        ("hullNameInset", hull::NAME_INSET),
        ("verbType", type_scale::CANVAS_VERB.size),
        ("hoverFade", f64::from(motion::HOVER_FADE)),
        ("focusFade", f64::from(motion::FOCUS_FADE)),
        ("camera", f64::from(motion::CAMERA)),
    ];
    let lists: [(&str, &[f64]); 10] = [
        (
            "link",
            &[
                stroke::LINK,
                stroke::LINK_ACTIVE,
                stroke::LINK_FADED,
                stroke::LINK_FAR,
                stroke::LINK_FAR_ACTIVE,
            ],
        ),
        (
            "linkOpacity",
            &[
                link::OPACITY,
                link::OPACITY_ACTIVE,
                link::OPACITY_NEIGHBOURHOOD,
                link::OPACITY_FADED,
                link::OPACITY_FAR,
            ],
        ),
        (
            "arrow",
            &[link::ARROW_LENGTH, link::ARROW_LENGTH_ACTIVE, link::ARROW_MIN, link::ARROW_HALF_ANGLE_DEGREES],
        ),
        ("rimGap", &[link::GAP_TO_RIM_PLAIN, link::GAP_TO_RIM]),
        ("ringGap", &[selection::RING_GAP, selection::RING_GAP_EMPHASIS, selection::RING_GAP_DOT]),
        ("dash", &selection::KEYBOARD_DASH),
        ("hullLabelMargin", &hull::MARGIN_LABEL),
        ("labelType", &[type_scale::CANVAS_LABEL.size, type_scale::CANVAS_LABEL.line_height]),
        ("labelTypeFar", &[type_scale::CANVAS_LABEL_FAR.size, type_scale::CANVAS_LABEL_FAR.line_height]),
        ("hullType", &[type_scale::HULL_NAME.size, type_scale::HULL_NAME.line_height]),
    ];
    let lengths = lengths.into_iter().map(|(name, value)| (name.to_owned(), json!(value)));
    lengths.chain(lists.into_iter().map(|(name, values)| (name.to_owned(), json!(values)))).collect()
}
