//! Legend: the kinds that are shown, each with the shape, icon and colour it has on the map, and what
//! lines and soft shapes mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lines::broken;
use super::words;
use super::{Mark, Part};
use crate::drawing::font::{Weight, baseline, text_width};
use crate::drawing::metrics::{hull, type_scale};
use crate::drawing::scene::{NodeShape, Scene, View};
use crate::drawing::{Marks, Prepared};
use crate::geometry::{Bounds, Point};
use crate::model::{Actor, ActorKindId, FamilyId, Map, Position};
use crate::text::Text;

/// Width of a column.
pub(super) const COLUMN: f64 = 232.0;
/// Between columns.
pub(super) const GUTTER: f64 = 20.0;
/// Reach of a node in the legend.
const NODE_REACH: f64 = 8.5;
/// From the left of a column to its words.
const INDENT: f64 = 28.0;
/// Kinds listed at most, the most common ones.
const MOST_KINDS: usize = 80;
/// Lines a kind's name may take.
const MOST_LINES: usize = 2;

/// What stands in one row.
enum Row {
    Heading(String),
    Kind { shape: Box<NodeShape>, lines: Vec<String>, count: String },
    Link { arrow: bool, lines: Vec<String> },
    Hull { lines: Vec<String> },
    More(String),
}

impl Row {
    fn height(&self) -> f64 {
        let of_lines = |lines: &Vec<String>| 20.0 + 14.0 * lines.len().saturating_sub(1) as f64;
        match self {
            Self::Heading(_) => 26.0,
            Self::Kind { lines, .. } | Self::Link { lines, .. } | Self::Hull { lines } => of_lines(lines),
            Self::More(_) => 20.0,
        }
    }
}

/// The rows of a legend.
pub(super) struct Legend {
    rows: Vec<Row>,
}

impl Legend {
    /// The legend of what a scene shows.
    pub(super) fn of(map: &Map, scene: &Scene, view: &View<'_>, text: &Text) -> Self {
        let mut counts: BTreeMap<&ActorKindId, usize> = BTreeMap::new();
        for node in &scene.nodes {
            if let Some(actor) = map.actor(&node.id) {
                *counts.entry(&actor.kind).or_default() += 1;
            }
        }
        let mut rows = Vec::new();
        let left_out = counts.len().saturating_sub(MOST_KINDS);
        if left_out > 0 {
            let mut by_count: Vec<(&ActorKindId, usize)> = counts.into_iter().collect();
            // Stable: kinds as common as each other stay by id.
            by_count.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            counts = by_count.into_iter().take(MOST_KINDS).collect();
        }
        let shapes = shapes_of(map, view, counts.keys().copied());
        let width = COLUMN - INDENT - 34.0;
        let mut family: Option<Option<&FamilyId>> = None;
        for kind in in_order(map, &counts) {
            let of_schema = map.schema().actor_kind(kind);
            let own = of_schema.map(|kind| &kind.family).filter(|id| map.schema().family(id).is_some());
            if family != Some(own) {
                family = Some(own);
                let label = own
                    .and_then(|id| map.schema().family(id))
                    .map(|family| words::said(family.label.get(view.lang)));
                let label = label.unwrap_or_else(|| text.get("sheet-other-kinds").to_owned());
                let label = broken(&label, COLUMN, type_scale::SECTION.size, Weight::Strong, 1);
                rows.push(Row::Heading(label.into_iter().next().unwrap_or_default()));
            }
            let Some(shape) = shapes.get(kind) else { continue };
            let label = words::kind(map, kind, view.lang);
            let lines = broken(&label, width, type_scale::CAPTION.size, Weight::Regular, MOST_LINES);
            let count = counts.get(kind).copied().unwrap_or_default().to_string();
            rows.push(Row::Kind { shape: Box::new(shape.clone()), lines, count });
        }
        if left_out > 0 {
            rows.push(Row::More(text.count("sheet-more-kinds", left_out)));
        }
        rows.extend(signs(scene, text));
        Self { rows }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows of each column, in columns no higher than `height` (but for a row that is alone). At most
    /// `most` columns: what does not fit is left out.
    fn columns(&self, height: f64, most: usize) -> Vec<Vec<&Row>> {
        let mut columns: Vec<Vec<&Row>> = Vec::new();
        let mut filled = f64::INFINITY;
        for (at, row) in self.rows.iter().enumerate() {
            // A heading stays with the row after it.
            let with = match row {
                Row::Heading(_) => row.height() + self.rows.get(at + 1).map_or(0.0, Row::height),
                _ => row.height(),
            };
            if filled + with > height {
                if columns.len() == most {
                    break;
                }
                columns.push(Vec::new());
                filled = 0.0;
            }
            filled += row.height();
            if let Some(column) = columns.last_mut() {
                column.push(row);
            }
        }
        columns
    }

    /// How many columns it takes at a height, and how high the highest is.
    pub(super) fn extent(&self, height: f64, most: usize) -> (usize, f64) {
        let columns = self.columns(height, most);
        let high = |column: &Vec<&Row>| column.iter().map(|row| row.height()).sum::<f64>();
        (columns.len(), columns.iter().map(high).fold(0.0, f64::max))
    }

    /// The least height at which it fits into so many columns.
    pub(super) fn height_in(&self, columns: usize) -> f64 {
        let all: f64 = self.rows.iter().map(Row::height).sum();
        let mut height = all / columns.max(1) as f64;
        while height < all && self.columns(height, usize::MAX).len() > columns {
            height += 10.0;
        }
        height
    }

    /// Places it, its upper left corner at a point.
    pub(super) fn place(&self, at: Point, height: f64, most: usize, view: &View<'_>, marks: &mut Vec<Mark>) {
        let mut left = at.x;
        for column in self.columns(height, most) {
            // The air above a heading is for between families.
            let heading = matches!(column.first(), Some(Row::Heading(_)));
            let mut top = if heading { at.y - 6.0 } else { at.y };
            for row in column {
                row.place(Point::new(left, top), view, marks);
                top += row.height();
            }
            left += COLUMN + GUTTER;
        }
    }
}

impl Row {
    fn place(&self, at: Point, view: &View<'_>, marks: &mut Vec<Mark>) {
        let theme = view.theme;
        let style = type_scale::CAPTION;
        let middle = Point::new(at.x + 11.0, at.y + 10.0);
        let lines = |lines: &[String], marks: &mut Vec<Mark>| {
            for (number, line) in lines.iter().enumerate() {
                let top = at.y + 3.0 + 14.0 * number as f64;
                marks.push(Mark::Text {
                    part: Part::Legend,
                    at: Point::new(at.x + INDENT, top + baseline(style.size, 14.0)),
                    text: line.clone(),
                    size: style.size,
                    strong: false,
                    colour: theme.ink,
                });
            }
        };
        match self {
            Self::Heading(label) => marks.push(Mark::Text {
                part: Part::Legend,
                at: Point::new(at.x, at.y + 6.0 + baseline(type_scale::SECTION.size, 16.0)),
                text: label.clone(),
                size: type_scale::SECTION.size,
                strong: true,
                colour: theme.ink_2,
            }),
            Self::Kind { shape, lines: label, count } => {
                let reach = shape.rim.half_width().max(shape.rim.below()).max(1.0);
                marks.push(Mark::Node { shape: shape.clone(), at: middle, scale: NODE_REACH / reach });
                lines(label, marks);
                let width = text_width(count, style.size, Weight::Regular);
                marks.push(Mark::Text {
                    part: Part::Legend,
                    at: Point::new(at.x + COLUMN - width, at.y + 3.0 + baseline(style.size, 14.0)),
                    text: count.clone(),
                    size: style.size,
                    strong: false,
                    colour: theme.ink_2,
                });
            }
            Self::Link { arrow, lines: label } => {
                let from = Point::new(at.x, middle.y);
                marks.push(Mark::Link { at: from, width: 22.0, arrow: *arrow, colour: theme.ink_2 });
                lines(label, marks);
            }
            Self::Hull { lines: label } => {
                let swatch = theme.swatch(&crate::model::ColourName::new("grey"));
                marks.push(Mark::Hull {
                    area: Bounds::from_center_size(middle, 22.0, 14.0),
                    fill: swatch.hull,
                    stroke: swatch.fill.with_opacity(hull::STROKE_OPACITY),
                });
                lines(label, marks);
            }
            Self::More(label) => marks.push(Mark::Text {
                part: Part::Legend,
                at: Point::new(at.x + INDENT, at.y + 3.0 + baseline(style.size, 14.0)),
                text: label.clone(),
                size: style.size,
                strong: false,
                colour: theme.ink_2,
            }),
        }
    }
}

/// What lines and soft shapes mean, where there are any.
fn signs(scene: &Scene, text: &Text) -> Vec<Row> {
    let width = COLUMN - INDENT;
    let lines =
        |key: &str| broken(text.get(key), width, type_scale::CAPTION.size, Weight::Regular, MOST_LINES);
    let mut rows = Vec::new();
    let arrows = scene.links.iter().any(|link| link.arrow.is_some());
    let plain = scene.links.iter().any(|link| link.arrow.is_none());
    if arrows {
        rows.push(Row::Link { arrow: true, lines: lines("sheet-link-arrow") });
    }
    if plain {
        let key = if arrows { "sheet-link-plain" } else { "sheet-link" };
        rows.push(Row::Link { arrow: false, lines: lines(key) });
    }
    if !scene.hulls.is_empty() {
        rows.push(Row::Hull { lines: lines("sheet-hull") });
    }
    if !rows.is_empty() {
        rows.insert(0, Row::Heading(text.get("sheet-signs").to_owned()));
    }
    rows
}

/// The kinds shown: those of the schema in its order, then the others by id.
fn in_order<'a>(map: &'a Map, counts: &BTreeMap<&'a ActorKindId, usize>) -> Vec<&'a ActorKindId> {
    let known = |id: &FamilyId| map.schema().family(id).is_some();
    let (mut kinds, mut strays): (Vec<_>, Vec<_>) = map
        .schema()
        .actor_kinds()
        .into_iter()
        .filter(|kind| counts.contains_key(&kind.id))
        .map(|kind| (&kind.id, known(&kind.family)))
        .partition(|(_, known)| *known);
    kinds.append(&mut strays);
    let mut kinds: Vec<&ActorKindId> = kinds.into_iter().map(|(id, _)| id).collect();
    kinds.extend(counts.keys().copied().filter(|id| map.schema().actor_kind(id).is_none()));
    kinds
}

/// How an actor of each kind looks: drawn by the same hand as those on the map.
fn shapes_of<'a>(
    map: &Map,
    view: &View<'_>,
    kinds: impl Iterator<Item = &'a ActorKindId>,
) -> BTreeMap<&'a ActorKindId, NodeShape> {
    let kinds: Vec<&ActorKindId> = kinds.collect();
    let mut samples = Map::new("", map.schema().clone());
    for kind in &kinds {
        let mut actor = Actor::new(kind.as_str().into(), (*kind).clone(), "");
        actor.position = Some(Position::free(Point::ZERO));
        samples.put_actor(Arc::new(actor));
    }
    let prepared = Prepared::new(&samples);
    let view = View::new(view.theme, view.lang, 1.0);
    let marks = Marks::of(&prepared, &view);
    kinds
        .into_iter()
        .filter_map(|kind| {
            let number = prepared.number(&kind.as_str().into())?;
            Some((kind, prepared.node(&view, &marks, number as u32)?))
        })
        .collect()
}
