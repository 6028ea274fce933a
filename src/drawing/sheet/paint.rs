//! Paint: a sheet stroke by stroke, in the order of the [scene](crate::drawing): hulls, links, nodes,
//! names, names of hulls, pins with their nodes, verbs; then what stands around the map.

use std::borrow::Cow;

use super::brush::{Anchor, Brush, Form, Group, Halo, IconMark, Line, Part, TextRun};
use super::lines::visible;
use super::{Mark, Sheet, safe_href, words};
use crate::drawing::curve::Curve;
use crate::drawing::font::baseline;
use crate::drawing::metrics::stroke;
use crate::drawing::scene::{
    HullShape, IconShape, LabelShape, Layer, LinkShape, NodeShape, PinShape, Ring, VerbShape,
};
use crate::drawing::shape::{Core, Outline, PathEl};
use crate::drawing::theme::Rgba;
use crate::geometry::{Bounds, Point};
use crate::model::ActorId;

/// Shapes painted between two looks at whether to go on.
const BATCH: usize = 256;
/// Type is as high as this part of its size above the baseline, for lines in pills.
const NATURAL_LINE: f64 = 1.2102;

impl Sheet {
    /// Paints all of it. `watch` is told how much is done, from 0 to 1, and says whether to go on; the
    /// answer is `false` where it did not.
    pub fn paint(&self, brush: &mut dyn Brush, watch: &mut dyn FnMut(f32) -> bool) -> bool {
        let place = Place { scale: self.scene_scale, origin: self.scene_origin };
        if let Some(ground) = self.ground {
            let all = Bounds { min: Point::ZERO, max: Point::new(self.width, self.height) };
            brush.form(Form::Box { bounds: all, radius: 0.0 }, Some(ground), None);
        }
        self.marks(Part::Header, brush);
        brush.open(&Group::Part { part: Part::Map, clip: Some(self.map_area) });
        let scene = &self.scene;
        let all = (scene.hulls.len() + scene.links.len() + scene.nodes.len() + scene.labels.len()).max(1);
        let mut steps = Steps { done: 0, all, watch };
        brush.open(&Group::Part { part: Part::Hulls, clip: None });
        for hull in &scene.hulls {
            brush.open(&Group::Hull { name: self.name_of(&hull.group) });
            place.hull(hull, brush);
            brush.close();
            if !steps.go_on() {
                return false;
            }
        }
        brush.close();
        brush.open(&Group::Part { part: Part::Links, clip: None });
        for link in &scene.links {
            let name = self.map.link(&link.id).map(|record| words::link(&self.map, record, self.lang));
            brush.open(&Group::Link { id: &link.id, name: name.unwrap_or_default() });
            place.link(link, brush);
            brush.close();
            if !steps.go_on() {
                return false;
            }
        }
        brush.close();
        brush.open(&Group::Part { part: Part::Actors, clip: None });
        for node in &scene.nodes {
            let record = self.map.actor(&node.id);
            let name = record.map(|record| words::actor(&self.map, record, self.lang)).unwrap_or_default();
            let href = self.href_of(&node.id);
            brush.open(&Group::Actor { id: &node.id, name, href, opacity: node.opacity });
            place.node(node, brush);
            brush.close();
            if !steps.go_on() {
                return false;
            }
        }
        brush.close();
        brush.open(&Group::Part { part: Part::Names, clip: None });
        for label in &scene.labels {
            let bounds = label.bounds();
            let bounds = Bounds { min: place.at(bounds.min), max: place.at(bounds.max) };
            brush.open(&Group::Name { href: self.href_of(&label.actor), bounds });
            place.label(label, brush);
            brush.close();
            if !steps.go_on() {
                return false;
            }
        }
        brush.close();
        brush.open(&Group::Part { part: Part::HullNames, clip: None });
        for hull in &scene.hulls {
            let count = self.hull_counts.get(&hull.count).map_or("", String::as_str);
            place.hull_name(hull, count, brush);
        }
        brush.close();
        brush.open(&Group::Part { part: Part::Verbs, clip: None });
        for verb in &scene.verbs {
            place.verb(verb, brush);
        }
        brush.close();
        brush.close();
        self.marks(Part::Legend, brush);
        self.marks(Part::Footer, brush);
        (steps.watch)(1.0)
    }

    fn name_of(&self, id: &ActorId) -> String {
        self.map.actor(id).map_or(String::new(), |actor| words::said(&actor.name))
    }

    fn href_of(&self, id: &ActorId) -> Option<String> {
        safe_href(&self.map.actor(id)?.website)
    }

    /// What stands around the map.
    fn marks(&self, part: Part, brush: &mut dyn Brush) {
        let mut marks = self.marks.iter().filter(|mark| mark.part() == part).peekable();
        if marks.peek().is_none() {
            return;
        }
        brush.open(&Group::Part { part, clip: None });
        for mark in marks {
            match mark {
                Mark::Text { at, text, size, strong, colour, .. } => brush.text(&TextRun {
                    text: visible(text),
                    at: *at,
                    anchor: Anchor::Start,
                    size: *size,
                    strong: *strong,
                    colour: *colour,
                    halo: None,
                }),
                Mark::Node { shape, at, scale } => {
                    Place { scale: *scale, origin: *at - shape.center * *scale }.node(shape, brush);
                }
                Mark::Link { at, width, arrow, colour } => sample_link(*at, *width, *arrow, *colour, brush),
                Mark::Hull { area, fill, stroke: line } => {
                    let form = Form::Box { bounds: *area, radius: area.height() / 2.0 };
                    brush.form(form, Some(*fill), Some(Line::new(*line, stroke::HULL)));
                }
                Mark::Rule { from, to, colour } => {
                    let path = [PathEl::MoveTo(*from), PathEl::LineTo(*to)];
                    brush.form(Form::Path(&path), None, Some(Line::new(*colour, stroke::HAIRLINE)));
                }
            }
        }
        brush.close();
    }
}

/// How far the painting is.
struct Steps<'a> {
    done: usize,
    all: usize,
    watch: &'a mut dyn FnMut(f32) -> bool,
}

impl Steps<'_> {
    fn go_on(&mut self) -> bool {
        self.done += 1;
        !self.done.is_multiple_of(BATCH) || (self.watch)(self.done as f32 / self.all as f32)
    }
}

/// A link of the legend, as long and thick as those on the map.
fn sample_link(at: Point, width: f64, arrow: bool, colour: Rgba, brush: &mut dyn Brush) {
    let end = at + Point::new(width, 0.0);
    let line = |to: Point| [PathEl::MoveTo(at), PathEl::LineTo(to)];
    let pen = Line::new(colour, stroke::LINK);
    if arrow {
        let base = end - Point::new(6.0, 0.0);
        brush.form(Form::Path(&line(base)), None, Some(pen));
        let wing = Point::new(0.0, 2.8);
        let tip =
            [PathEl::MoveTo(end), PathEl::LineTo(base - wing), PathEl::LineTo(base + wing), PathEl::Close];
        brush.form(Form::Path(&tip), Some(colour), None);
    } else {
        brush.form(Form::Path(&line(end)), None, Some(pen));
    }
}

/// From the page space of a scene to the sheet.
#[derive(Clone, Copy)]
struct Place {
    scale: f64,
    origin: Point,
}

impl Place {
    fn at(self, in_page: Point) -> Point {
        in_page * self.scale + self.origin
    }

    fn hull(self, hull: &HullShape, brush: &mut dyn Brush) {
        let mut path: Vec<PathEl> = Vec::with_capacity(hull.outline.len() + 1);
        for (number, corner) in hull.outline.iter().enumerate() {
            let at = self.at(*corner);
            path.push(if number == 0 { PathEl::MoveTo(at) } else { PathEl::LineTo(at) });
        }
        path.push(PathEl::Close);
        let line = Line::new(hull.stroke, hull.stroke_width * self.scale);
        brush.form(Form::Path(&path), Some(hull.fill), Some(line));
    }

    fn link(self, link: &LinkShape, brush: &mut dyn Brush) {
        let Curve([a, b, c, d]) = link.curve;
        let [a, b, c, d] = [a, b, c, d].map(|point| self.at(point));
        let path = [PathEl::MoveTo(a), PathEl::CurveTo(b, c, d)];
        let line = Line::new(link.colour, link.width * self.scale);
        brush.form(Form::Path(&path), None, Some(line));
        if let Some(corners) = link.arrow {
            let [tip, left, right] = corners.map(|corner| self.at(corner));
            let path = [PathEl::MoveTo(tip), PathEl::LineTo(left), PathEl::LineTo(right), PathEl::Close];
            brush.form(Form::Path(&path), Some(link.colour), None);
        }
    }

    fn node(self, node: &NodeShape, brush: &mut dyn Brush) {
        if let Some(back) = &node.back {
            self.layer(node.center, back, brush);
        }
        self.layer(node.center, &node.body, brush);
        if let Some(icon) = node.icon {
            self.icon(node.center, icon, brush);
        }
        for ring in [node.ring, node.focus_ring, node.hover_ring].into_iter().flatten() {
            self.ring(node.center, ring, brush);
        }
        if let Some(pin) = node.pin {
            self.pin(pin, brush);
        }
    }

    fn layer(self, center: Point, layer: &Layer, brush: &mut dyn Brush) {
        let line = Line::new(layer.stroke, layer.stroke_width * self.scale);
        let line = (line.width > 0.0 && line.colour.0[3] > 0).then_some(line);
        self.outline(center, layer.outline, Some(layer.fill), line, brush);
    }

    fn ring(self, center: Point, ring: Ring, brush: &mut dyn Brush) {
        let dash = ring.dash.map(|dash| dash.map(|length| length * self.scale));
        let line = Line { dash, ..Line::new(ring.colour, ring.width * self.scale) };
        self.outline(center, ring.outline, None, Some(line), brush);
    }

    fn outline(
        self,
        center: Point,
        outline: Outline,
        fill: Option<Rgba>,
        line: Option<Line>,
        brush: &mut dyn Brush,
    ) {
        if outline.core() == (Core::Segment { half: 0.0 }) {
            let (center, radius) = (self.at(center), outline.rounding() * self.scale);
            return brush.form(Form::Disc { center, radius }, fill, line);
        }
        let at = |point: Point| self.at(center + point);
        let path: Vec<PathEl> = outline
            .path()
            .into_iter()
            .map(|step| match step {
                PathEl::MoveTo(to) => PathEl::MoveTo(at(to)),
                PathEl::LineTo(to) => PathEl::LineTo(at(to)),
                PathEl::CurveTo(a, b, to) => PathEl::CurveTo(at(a), at(b), at(to)),
                PathEl::Close => PathEl::Close,
            })
            .collect();
        brush.form(Form::Path(&path), fill, line);
    }

    fn icon(self, center: Point, icon: IconShape, brush: &mut dyn Brush) {
        brush.icon(IconMark {
            glyph: icon.glyph,
            center: self.at(center),
            size: icon.size * self.scale,
            colour: icon.colour,
        });
    }

    fn pin(self, pin: PinShape, brush: &mut dyn Brush) {
        let form = Form::Disc { center: self.at(pin.center), radius: pin.radius * self.scale };
        brush.form(form, Some(pin.fill), Some(Line::new(pin.stroke, self.scale)));
        self.icon(pin.center, pin.icon, brush);
    }

    fn label(self, label: &LabelShape, brush: &mut dyn Brush) {
        let halo =
            Halo { colour: label.halo.with_opacity(label.opacity), width: stroke::LABEL_HALO * self.scale };
        for (number, line) in label.lines.iter().enumerate() {
            let top = label.top + number as f64 * label.line_height;
            let at = Point::new(label.center_x, top + baseline(label.size, label.line_height));
            brush.text(&TextRun {
                text: visible(line),
                at: self.at(at),
                anchor: Anchor::Middle,
                size: label.size * self.scale,
                strong: label.strong,
                colour: label.colour.with_opacity(label.opacity),
                halo: Some(halo),
            });
        }
    }

    fn hull_name(self, hull: &HullShape, count: &str, brush: &mut dyn Brush) {
        let Some(name) = &hull.name else { return };
        let lines = name.lines.iter().map(|line| (line.as_str(), true)).chain([(count, false)]);
        let x = if name.align_right { name.bounds.max.x } else { name.bounds.min.x };
        for (number, (line, strong)) in lines.enumerate() {
            let top = name.bounds.min.y + number as f64 * name.line_height;
            brush.text(&TextRun {
                text: visible(line),
                at: self.at(Point::new(x, top + baseline(name.size, name.line_height))),
                anchor: if name.align_right { Anchor::End } else { Anchor::Start },
                size: name.size * self.scale,
                strong,
                colour: name.colour.with_opacity(name.opacity),
                halo: Some(Halo {
                    colour: name.halo.with_opacity(name.opacity),
                    width: stroke::HULL_NAME_HALO * self.scale,
                }),
            });
        }
    }

    fn verb(self, verb: &VerbShape, brush: &mut dyn Brush) {
        // The outline lies inside the pill, as on the screen.
        let bounds = verb.bounds().expanded(-stroke::VERB / 2.0);
        let bounds = Bounds { min: self.at(bounds.min), max: self.at(bounds.max) };
        let form = Form::Box { bounds, radius: bounds.height() / 2.0 };
        brush.form(form, Some(verb.fill), Some(Line::new(verb.stroke, stroke::VERB * self.scale)));
        let line_height = verb.size * NATURAL_LINE;
        let at = verb.center + Point::new(0.0, baseline(verb.size, line_height) - line_height / 2.0);
        brush.text(&TextRun {
            text: Cow::Owned(visible(&verb.text).into_owned()),
            at: self.at(at),
            anchor: Anchor::Middle,
            size: verb.size * self.scale,
            strong: false,
            colour: verb.colour,
            halo: None,
        });
    }
}
