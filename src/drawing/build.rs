//! Build: how a scene comes about. Nodes first, then the links between their rims; names where they
//! find room; hulls around members and their names.

use super::curve::{Curve, End, link_path, loop_path};
use super::font::{Weight, text_width};
use super::hull::{Disc, HullName, HullShape, NamePlace, area, label_discs, name_places, outline_around};
use super::label::{Places, comes_from_below, name_box, verb_place};
use super::metrics::{detail, fade, hull, label, link, node, selection, shape, stroke, type_scale};
use super::prepared::{Group, Prepared, PreparedLink, arrow_side, drawable};
use super::scene::{
    Hovered, IconShape, LabelShape, Layer, LinkShape, NodeShape, PinShape, Ring, Scene, VerbShape, View,
};
use super::shape::{Figure, Outline};
use super::size::screen_scale;
use super::theme::{Rgba, Swatch};
use crate::geometry::{Bounds, Point};
use crate::icons;

/// How far names and rings may stand out from a node's centre: what is drawn for nodes just outside
/// the visible part.
const OVERHANG: f64 = 120.0;

/// Selected actors up to this many get a name whatever nodes lie below it, and verbs on their links.
const FEW: usize = 5;

/// How much farther from its hull a name may stand to have one link fewer behind it.
const LINK_UNDER_NAME: f64 = 10.0;

pub(super) fn scene(prepared: &Prepared, view: &View<'_>) -> Scene {
    Builder::new(prepared, view).build()
}

/// An actor that is drawn.
#[derive(Clone, Copy)]
struct Spot {
    center: Point,
    radius: f64,
    /// The outermost outline.
    rim: Outline,
}

/// What an actor is to the view.
#[derive(Clone, Copy, Default)]
struct State {
    shown: bool,
    selected: bool,
    hovered: bool,
    lit: bool,
}

struct Builder<'a> {
    prepared: &'a Prepared,
    view: &'a View<'a>,
    zoom: f64,
    /// Scale of nodes.
    scale: f64,
    /// Whether nodes are mere dots.
    far: bool,
    /// How far what is out of focus has faded, 0 to 1.
    fade: f64,
    /// What is drawn: the visible part with some room around.
    visible: Option<Bounds>,
    /// By look.
    swatches: Vec<Swatch>,
    /// By actor.
    states: Vec<State>,
    /// By actor.
    spots: Vec<Option<Spot>>,
    /// By actor: whether the name stands above the node.
    above: Vec<bool>,
    hovered_link: Option<usize>,
    /// By link; empty where none is selected.
    selected_links: Vec<bool>,
    few_selected: bool,
}

impl<'a> Builder<'a> {
    fn new(prepared: &'a Prepared, view: &'a View<'a>) -> Self {
        let zoom = if view.zoom.is_finite() { view.zoom.clamp(1e-6, 1e4) } else { 1.0 };
        let swatches = prepared.looks.iter().map(|look| view.theme.swatch(&look.colour)).collect();
        let mut builder = Self {
            prepared,
            view,
            zoom,
            scale: screen_scale(zoom),
            far: zoom < detail::SHAPES_FROM,
            fade: if view.lit.is_some() && !view.fade.is_nan() { view.fade.clamp(0.0, 1.0) } else { 0.0 },
            visible: view.visible.map(|visible| visible.expanded(OVERHANG)),
            swatches,
            states: Vec::new(),
            spots: Vec::new(),
            above: Vec::new(),
            hovered_link: None,
            selected_links: Vec::new(),
            few_selected: view.selected_actors.len() <= FEW,
        };
        builder.read_states();
        builder.place_nodes();
        builder
    }

    fn build(self) -> Scene {
        let (links, mut active_links) = self.links();
        let nodes = self.nodes();
        let mut hulls = self.hulls();
        let area = self.visible.unwrap_or_else(|| {
            Bounds::around(self.spots.iter().flatten().map(|spot| spot.center)).expanded(OVERHANG)
        });
        let mut places = Places::over(area);
        // Numbers of nodes are those of actors: what is not drawn stands where nothing looks.
        places.add_nodes(self.spots.iter().map(|spot| match spot {
            Some(spot) if self.sees(spot.center) => (spot.center, spot.rim),
            _ => (Point::new(f64::MAX, f64::MAX), Outline::disc(0.0)),
        }));
        self.name_hulls(&mut hulls, &links, area, &mut places);
        let mut labels = Vec::new();
        let (first, rest) = self.candidates();
        self.place_names(&first, &hulls, &mut places, &mut labels);
        let mut verbs = Vec::new();
        active_links.retain(|at| self.says_verb(&links[*at]));
        active_links.truncate(label::ACTIVE_VERB_CAP);
        self.place_verbs(active_links.iter().map(|at| &links[*at]), true, &mut places, &mut verbs);
        self.place_names(&rest, &hulls, &mut places, &mut labels);
        if self.zoom >= detail::VERBS_FROM {
            let quiet = links.iter().filter(|link| !link.active && !link.faded);
            self.place_verbs(quiet, false, &mut places, &mut verbs);
        }
        let mut bounds = nodes.iter().map(NodeShape::bounds).fold(Bounds::EMPTY, Bounds::union);
        bounds = links.iter().map(LinkShape::bounds).fold(bounds, Bounds::union);
        bounds = labels.iter().map(LabelShape::bounds).fold(bounds, Bounds::union);
        bounds = verbs.iter().map(VerbShape::bounds).fold(bounds, Bounds::union);
        bounds = hulls.iter().map(|hull| hull.bounds).fold(bounds, Bounds::union);
        bounds = hulls.iter().filter_map(|hull| Some(hull.name.as_ref()?.bounds)).fold(bounds, Bounds::union);
        Scene { hulls, links, nodes, labels, verbs, bounds }
    }

    fn read_states(&mut self) {
        let (prepared, view) = (self.prepared, self.view);
        let state = State { shown: view.shown_actors.is_none(), lit: view.lit.is_none(), ..State::default() };
        let mut states = vec![state; prepared.actors.len()];
        let number_of = |at: usize| &prepared.actors[at].record.id;
        if let Some(shown) = view.shown_actors {
            mark(shown, prepared.actors.len(), number_of, |at| states[at].shown = true);
        }
        if let Some(lit) = view.lit {
            mark(lit, prepared.actors.len(), number_of, |at| states[at].lit = true);
        }
        mark(view.selected_actors, prepared.actors.len(), number_of, |at| states[at].selected = true);
        match view.hovered {
            Some(Hovered::Actor(id)) => {
                if let Some(at) = prepared.number(id) {
                    states[at].hovered = true;
                }
            }
            Some(Hovered::Link(id)) => {
                self.hovered_link = prepared.link_number(id);
            }
            None => {}
        }
        if !view.selected_links.is_empty() {
            let mut selected = vec![false; prepared.links.len()];
            let number_of = |at: usize| &prepared.links[at].record.id;
            mark(view.selected_links, prepared.links.len(), number_of, |at| selected[at] = true);
            self.selected_links = selected;
        }
        self.states = states;
    }

    fn place_nodes(&mut self) {
        let (prepared, view) = (self.prepared, self.view);
        let moved = |number: usize| {
            (!view.moved.is_empty())
                .then(|| view.moved.get(&prepared.actors[number].record.id).copied())
                .flatten()
        };
        self.spots = (0..prepared.actors.len())
            .map(|number| {
                let actor = &prepared.actors[number];
                let at = moved(number).or(actor.record.position.map(|position| position.at));
                let center = drawable(at.filter(|_| self.states[number].shown)?)? * self.zoom;
                let look = &prepared.looks[actor.look as usize];
                let full = prepared.radius(number, view.size_by);
                let (radius, rim) = if self.far {
                    let radius = (full * self.scale * node::DOT).max(node::DOT_MIN);
                    (radius, Outline::disc(radius))
                } else {
                    let radius = full * self.scale;
                    let body = Outline::of(look.figure, radius);
                    (radius, if look.emphasis { body.grown(self.inset(shape::EMPHASIS_GAP)) } else { body })
                };
                Some(Spot { center, radius, rim })
            })
            .collect();
        self.find_names_above();
    }

    /// A small distance inside a node: follows its scale within limits that keep it visible.
    fn inset(&self, at_zoom_1: f64) -> f64 {
        at_zoom_1 * self.scale.clamp(0.7, 1.25)
    }

    fn sees(&self, center: Point) -> bool {
        self.visible.is_none_or(|visible| visible.contains(center))
    }

    /// Opacity of what has `rest` at rest and `faded` out of focus.
    fn faded(&self, rest: f64, faded: f64, is_faded: bool) -> f64 {
        if is_faded { rest + (faded - rest) * self.fade } else { rest }
    }

    // Nodes.

    fn nodes(&self) -> Vec<NodeShape> {
        let stands_out = |state: &State| state.selected || state.hovered;
        let numbers = || 0..self.spots.len();
        let plain = numbers().filter(|number| !stands_out(&self.states[*number]));
        let special = numbers().filter(|number| stands_out(&self.states[*number]));
        plain.chain(special).filter_map(|number| self.node(number)).collect()
    }

    fn node(&self, number: usize) -> Option<NodeShape> {
        let spot = self.spots[number].filter(|spot| self.sees(spot.center))?;
        let (actor, state) = (&self.prepared.actors[number], self.states[number]);
        let look = &self.prepared.looks[actor.look as usize];
        let swatch = self.swatches[actor.look as usize];
        let theme = self.view.theme;
        let (back, body, icon) = if self.far {
            let body =
                Layer { outline: spot.rim, fill: swatch.fill, stroke: Rgba::TRANSPARENT, stroke_width: 0.0 };
            (None, body, None)
        } else {
            let body = Layer {
                outline: Outline::of(look.figure, spot.radius),
                fill: swatch.fill,
                stroke: swatch.stroke,
                stroke_width: stroke::NODE,
            };
            let (back, body) = self.layers(look.figure, look.emphasis, spot, body);
            let size = (look.figure.icon_factor() * spot.radius).max(shape::ICON_MIN);
            (back, body, Some(IconShape { glyph: look.glyph, size, colour: swatch.icon }))
        };
        let pinned = actor.record.position.is_some_and(|position| position.pinned);
        let with_pin = pinned && !self.far && (self.view.show_pins || state.selected || state.hovered);
        let faded = !state.lit;
        let gap = if self.far {
            selection::RING_GAP_DOT
        } else if look.emphasis {
            selection::RING_GAP_EMPHASIS
        } else {
            selection::RING_GAP
        };
        let ring = |gap: f64, width: f64, colour: Rgba, dash: Option<[f64; 2]>| Ring {
            outline: spot.rim.grown(gap + width / 2.0),
            colour,
            width,
            dash,
        };
        let selected = state.selected.then(|| ring(gap, stroke::SELECTION_RING, theme.accent, None));
        let has_focus = self.view.keyboard_focus == Some(&actor.record.id);
        // Beside the ring of the selection the dashes go outside.
        let focus_gap = if state.selected { gap + stroke::SELECTION_RING + 2.0 } else { gap };
        let focus_ring = has_focus
            .then(|| ring(focus_gap, stroke::FOCUS_RING, theme.focus_ring, Some(selection::KEYBOARD_DASH)));
        let hover_gap = selection::HOVER_GAP.min(gap + 1.0);
        let hover_ring = (state.hovered && !state.selected && !has_focus).then(|| {
            ring(hover_gap, stroke::HOVER_RING, theme.ink.with_opacity(selection::HOVER_OPACITY), None)
        });
        Some(NodeShape {
            id: actor.record.id.clone(),
            center: spot.center,
            figure: if self.far { Figure::Disc } else { look.figure },
            radius: spot.radius,
            rim: spot.rim,
            back,
            body,
            icon,
            opacity: self.faded(1.0, fade::NODE, faded),
            ring: selected,
            focus_ring,
            hover_ring,
            pinned,
            pin: with_pin.then(|| self.pin(spot, selected)),
            faded,
        })
    }

    /// What lies behind a body, and the body in front of it.
    fn layers(&self, figure: Figure, emphasis: bool, spot: Spot, body: Layer) -> (Option<Layer>, Layer) {
        let canvas = self.view.theme.canvas;
        if emphasis {
            let back = Layer {
                outline: spot.rim,
                fill: canvas,
                stroke: body.stroke,
                stroke_width: stroke::EMPHASIS_OUTER,
            };
            (Some(back), body)
        } else if figure == Figure::Ring {
            let back = Layer { fill: canvas, stroke: body.fill, stroke_width: stroke::PERSON_RING, ..body };
            let outline = Outline::disc(spot.radius - self.inset(shape::RING_INSET));
            (Some(back), Layer { outline, stroke_width: stroke::PERSON_DISC, ..body })
        } else {
            (None, body)
        }
    }

    /// The pin at the upper right of a node, on the ring of the selection where there is one.
    fn pin(&self, spot: Spot, ring: Option<Ring>) -> PinShape {
        let theme = self.view.theme;
        let aside = Point::new(1.0, -1.0) * std::f64::consts::FRAC_1_SQRT_2;
        let distance = match ring {
            Some(ring) => ring.outline.distance_to_rim(aside),
            None => spot.radius * node::PIN_OFFSET * std::f64::consts::SQRT_2,
        };
        PinShape {
            center: spot.center + aside * distance,
            radius: node::PIN_RADIUS,
            fill: theme.canvas,
            stroke: theme.ink_2,
            icon: IconShape { glyph: icons::ui::PUSH_PIN, size: node::PIN_ICON, colour: theme.ink_2 },
        }
    }

    // Links.

    /// The links, and the places of the active ones among them, the pointer's first.
    fn links(&self) -> (Vec<LinkShape>, Vec<usize>) {
        let (prepared, view) = (self.prepared, self.view);
        let mut shown: Vec<bool> = Vec::new();
        if let Some(links) = view.shown_links {
            shown = vec![false; prepared.links.len()];
            let id_of = |at: usize| &prepared.links[at].record.id;
            mark(links, prepared.links.len(), id_of, |at| shown[at] = true);
        }
        let (mut quiet, mut active) = (Vec::new(), Vec::new());
        let mut hovered = None;
        for (number, link) in prepared.links.iter().enumerate() {
            if shown.get(number) == Some(&false) {
                continue;
            }
            let Some(drawn) = self.link(number, link) else { continue };
            if self.hovered_link == Some(number) {
                hovered = Some(drawn);
            } else if drawn.active {
                active.push(drawn);
            } else {
                quiet.push(drawn);
            }
        }
        let mut numbers: Vec<usize> = (quiet.len()..quiet.len() + active.len()).collect();
        quiet.append(&mut active);
        if let Some(drawn) = hovered {
            numbers.insert(0, quiet.len());
            quiet.push(drawn);
        }
        (quiet, numbers)
    }

    fn link(&self, number: usize, link: &PreparedLink) -> Option<LinkShape> {
        let (from, to) = (self.spots[link.from as usize]?, self.spots[link.to as usize]?);
        if !self.may_see(from, to, link.fan.of) {
            return None;
        }
        let (a, b) = (self.states[link.from as usize], self.states[link.to as usize]);
        let faded = !(a.lit && b.lit);
        let chosen =
            self.hovered_link == Some(number) || self.selected_links.get(number).copied().unwrap_or(false);
        let active = chosen || ((a.selected || b.selected) && !(faded && self.fade > 0.5));
        let tie = &self.prepared.ties[link.tie as usize];
        let (curve, arrow) = if self.far {
            if link.from == link.to {
                return None;
            }
            (Curve::line(from.center, to.center), None)
        } else {
            let arrow = (!tie.symmetric).then(|| arrow_side(active, self.scale));
            let (from, to) =
                (End { center: from.center, rim: from.rim }, End { center: to.center, rim: to.rim });
            let path = if link.from == link.to {
                loop_path(from, link.fan.place, self.scale, arrow)
            } else {
                link_path(from, to, link.fan, self.scale, arrow)?
            };
            (path.curve, path.arrow)
        };
        let look = self.prepared.actors[link.from as usize].look;
        let (width, colour) = self.link_style(self.swatches[look as usize].link, active, faded && !chosen);
        Some(LinkShape {
            id: link.record.id.clone(),
            from: link.record.from.clone(),
            to: link.record.to.clone(),
            curve,
            width,
            colour,
            arrow,
            active,
            faded: faded && !chosen,
        })
    }

    /// Width and colour of a link.
    fn link_style(&self, colour: Rgba, active: bool, faded: bool) -> (f64, Rgba) {
        let (width, opacity) = match (self.far, active) {
            (false, false) => (stroke::LINK, link::OPACITY),
            (false, true) => (stroke::LINK_ACTIVE, link::OPACITY_ACTIVE),
            (true, false) => (stroke::LINK_FAR, link::OPACITY_FAR),
            (true, true) => (stroke::LINK_FAR_ACTIVE, link::OPACITY_ACTIVE),
        };
        if faded {
            let (end_width, end_opacity) = if self.far {
                (stroke::LINK_FAR, link::OPACITY_FAR)
            } else {
                (stroke::LINK_FADED, link::OPACITY_FADED)
            };
            let end = self.view.theme.link_faded.with_opacity(end_opacity);
            return (
                width + (end_width - width) * self.fade,
                colour.with_opacity(opacity).mix(end, self.fade),
            );
        }
        // Inside the neighbourhood in focus links are a little stronger than at rest.
        let focused = if active { opacity } else { opacity.max(link::OPACITY_NEIGHBOURHOOD) };
        (width, colour.with_opacity(opacity + (focused - opacity) * self.fade))
    }

    /// Whether a link between two nodes may touch the visible part.
    fn may_see(&self, from: Spot, to: Spot, of: u32) -> bool {
        let Some(visible) = self.visible else { return true };
        let bow = link::PARALLEL_STEP * self.scale * f64::from(of);
        visible.intersects(Bounds::from_corners(from.center, to.center).expanded(bow))
    }

    // Hulls.

    fn hulls(&self) -> Vec<HullShape> {
        if !self.view.show_hulls {
            return Vec::new();
        }
        let mut hulls: Vec<(f64, HullShape)> = self
            .prepared
            .groups
            .iter()
            .filter_map(|group| self.hull(group))
            .map(|hull| (area(&hull.outline), hull))
            .collect();
        // A small hull in front of a large one, so that both are seen; the sort is stable.
        hulls.sort_by(|a, b| b.0.total_cmp(&a.0));
        hulls.into_iter().map(|(_, hull)| hull).collect()
    }

    fn hull(&self, group: &Group) -> Option<HullShape> {
        self.spots[group.actor as usize]?;
        let members: Vec<(usize, Spot)> = group
            .members
            .iter()
            .filter_map(|number| Some((*number as usize, self.spots[*number as usize]?)))
            .collect();
        if members.len() < hull::MIN_MEMBERS {
            return None;
        }
        let with_names = self.zoom >= detail::ALL_LABELS_FROM;
        let margin = if self.far { hull::MARGIN_NODE / 2.0 } else { hull::MARGIN_NODE };
        let mut discs = Vec::with_capacity(members.len() * 5);
        for (number, spot) in &members {
            discs.push(Disc { center: spot.center, radius: spot.rim.reach() + margin });
            if with_names && !self.prepared.actors[*number].name.is_empty() {
                discs.extend(label_discs(self.name_box_at_rest(*number, *spot)));
            }
        }
        let outline = outline_around(&discs);
        let bounds = Bounds::around(outline.iter().copied());
        if outline.len() < 3 || self.visible.is_some_and(|visible| !visible.intersects(bounds)) {
            return None;
        }
        let actor = &self.prepared.actors[group.actor as usize];
        let swatch = self.swatches[actor.look as usize];
        let faded = !self.states[group.actor as usize].lit;
        let opacity = self.faded(1.0, fade::HULL, faded);
        Some(HullShape {
            group: actor.record.id.clone(),
            outline,
            bounds,
            fill: swatch.hull.with_opacity(opacity),
            stroke: swatch.fill.with_opacity(hull::STROKE_OPACITY * opacity),
            stroke_width: stroke::HULL,
            count: members.len(),
            name: None,
            faded,
        })
    }

    /// The box of a name where nothing is selected: what hulls lie around, so that they keep still.
    fn name_box_at_rest(&self, number: usize, spot: Spot) -> Bounds {
        let actor = &self.prepared.actors[number];
        let look = &self.prepared.looks[actor.look as usize];
        let style = self.name_style();
        let width = actor.widths[usize::from(look.emphasis || actor.hub)] * style.size;
        let height = actor.name.len() as f64 * style.line_height;
        name_box(spot.center, spot.rim, self.above[number], width, height)
    }

    /// Gives hulls their names, each where it is nearest to its hull and in nobody's way.
    fn name_hulls(&self, hulls: &mut [HullShape], links: &[LinkShape], area: Bounds, places: &mut Places) {
        let style = type_scale::HULL_NAME;
        if self.far || hulls.is_empty() {
            return;
        }
        let names = self.names_at_rest(area);
        let outlines: Vec<(Bounds, Vec<Point>)> =
            hulls.iter().map(|hull| (hull.bounds, hull.outline.clone())).collect();
        // Looking at every link is for maps of a size where links can be told apart.
        let few = hulls.len() * links.len() < 20_000;
        for (at, hull) in hulls.iter_mut().enumerate() {
            let Some(number) = self.prepared.number(&hull.group) else { continue };
            let groups = &self.prepared.groups;
            let Ok(group) = groups.binary_search_by_key(&(number as u32), |group| group.actor) else {
                continue;
            };
            let group = &groups[group];
            // Room for the count, whatever its words: "123 acteurs".
            let count_width = text_width("0000 acteurs", style.size, Weight::Regular);
            let width = (group.width * style.size).max(count_width);
            let height = style.line_height * (group.name.len() + 1) as f64;
            let mut spots = name_places(&hull.outline, hull.bounds, width, height);
            if few {
                for spot in &mut spots {
                    let crossing = links.iter().filter(|link| crosses(link, spot.bounds)).count();
                    spot.outside += LINK_UNDER_NAME * crossing as f64;
                }
                spots.sort_by(|a, b| a.outside.total_cmp(&b.outside));
            }
            let in_other_hull = |place: Bounds| {
                outlines.iter().enumerate().any(|(other, (bounds, outline))| {
                    let corners = [
                        place.min,
                        place.max,
                        Point::new(place.max.x, place.min.y),
                        Point::new(place.min.x, place.max.y),
                    ];
                    other != at
                        && bounds.intersects(place)
                        && corners.iter().any(|corner| super::hull::contains(outline, *corner))
                })
            };
            // The line boxes have some air of their own.
            let tight = |place: Bounds| place.expanded(-2.0);
            let free = || spots.iter().filter(|spot| places.is_free(tight(spot.bounds), None, false));
            let best = free()
                .find(|spot| names.is_free(tight(spot.bounds), None, false) && !in_other_hull(spot.bounds))
                .or_else(|| free().find(|spot| !in_other_hull(spot.bounds)))
                .or_else(|| free().next());
            let Some(&NamePlace { bounds, align_right, .. }) = best else { continue };
            places.take(tight(bounds));
            let swatch = self.swatches[self.prepared.actors[number].look as usize];
            hull.name = Some(HullName {
                lines: group.name.clone(),
                bounds,
                align_right,
                size: style.size,
                line_height: style.line_height,
                colour: swatch.stroke,
                halo: self.view.theme.canvas,
                opacity: self.faded(1.0, fade::HULL_LABEL, hull.faded),
            });
        }
    }

    /// The names of actors where they stand at rest, as if all found room.
    fn names_at_rest(&self, area: Bounds) -> Places {
        let mut names = Places::over(area);
        if self.zoom >= detail::ALL_LABELS_FROM {
            for (number, spot) in self.spots.iter().enumerate() {
                if let Some(spot) = spot.filter(|spot| self.sees(spot.center)) {
                    names.take(self.name_box_at_rest(number, spot));
                }
            }
        }
        names
    }

    // Names and verbs.

    fn name_style(&self) -> super::metrics::TypeStyle {
        if self.zoom < detail::ALL_LABELS_FROM {
            type_scale::CANVAS_LABEL_FAR
        } else {
            type_scale::CANVAS_LABEL
        }
    }

    /// Finds the names that move above their node: three or more links arrive from below, and none
    /// passes above.
    fn find_names_above(&mut self) {
        let count = self.prepared.actors.len();
        let (mut from_below, mut from_above) = (vec![0usize; count], vec![false; count]);
        for link in &self.prepared.links {
            let (from, to) = (link.from as usize, link.to as usize);
            let (Some(a), Some(b)) = (self.spots[from], self.spots[to]) else { continue };
            let (a, b) = (a.center, b.center);
            from_below[to] += usize::from(comes_from_below(a, b));
            from_above[to] |= comes_from_below(b, a);
            from_above[from] |= comes_from_below(a, b) || from == to;
        }
        self.above = from_below
            .iter()
            .zip(from_above)
            .map(|(below, above)| *below >= label::LINKS_FROM_BELOW && !above)
            .collect();
    }

    /// The actors whose names are shown if they find room, in the order of their claims: first those
    /// the person is busy with, then the rest.
    fn candidates(&self) -> (Vec<usize>, Vec<usize>) {
        let prepared = self.prepared;
        let mut class = vec![3u8; prepared.actors.len()];
        let mut claim = |number: usize, value: u8| class[number] = class[number].min(value);
        for (number, state) in self.states.iter().enumerate() {
            if state.selected || state.hovered {
                claim(number, if state.selected { 0 } else { 1 });
                if state.hovered || self.few_selected {
                    for other in prepared.neighbours(number) {
                        claim(*other as usize, 2);
                    }
                }
            }
        }
        if let Some(link) = self.hovered_link.and_then(|number| prepared.links.get(number)) {
            claim(link.from as usize, 1);
            claim(link.to as usize, 1);
        }
        let shown = |number: usize| {
            self.spots[number].is_some_and(|spot| self.sees(spot.center))
                && !prepared.actors[number].name.is_empty()
        };
        let of_class = |wanted: u8| {
            let class = &class;
            prepared
                .by_links
                .iter()
                .map(|number| *number as usize)
                .filter(move |number| class[*number] == wanted && shown(*number))
        };
        let mut first: Vec<usize> = of_class(0).collect();
        first.extend(of_class(1));
        let mut rest: Vec<usize> = of_class(2).collect();
        let limit = self.rank_limit();
        let others = || {
            of_class(3).filter(|number| {
                let actor = &prepared.actors[*number];
                let emphasis = prepared.looks[actor.look as usize].emphasis && !self.far;
                (actor.rank as usize) < limit || emphasis
            })
        };
        // What is in focus before what is not.
        rest.extend(others().filter(|number| self.states[*number].lit));
        rest.extend(others().filter(|number| !self.states[*number].lit));
        (first, rest)
    }

    /// How many of the most linked actors may show their names at rest.
    fn rank_limit(&self) -> usize {
        if self.far {
            return 0;
        }
        if self.zoom >= detail::ALL_LABELS_FROM {
            return usize::MAX;
        }
        // From the hubs at 25 % to half of all at 55 %.
        let way = (self.zoom - detail::SHAPES_FROM) / (detail::ALL_LABELS_FROM - detail::SHAPES_FROM);
        let part = label::HUB_PART + (0.5 - label::HUB_PART) * way;
        ((self.prepared.actors.len() as f64 * part) as usize).max(FEW)
    }

    fn place_names(
        &self,
        candidates: &[usize],
        hulls: &[HullShape],
        places: &mut Places,
        labels: &mut Vec<LabelShape>,
    ) {
        let style = self.name_style();
        for &number in candidates {
            if labels.len() >= label::CAP {
                break;
            }
            let Some(spot) = self.spots[number] else { continue };
            let (actor, state) = (&self.prepared.actors[number], self.states[number]);
            let look = &self.prepared.looks[actor.look as usize];
            let strong = state.selected || look.emphasis || actor.hub;
            let width = actor.widths[usize::from(strong)] * style.size;
            let height = actor.name.len() as f64 * style.line_height;
            let rim = if state.selected { self.ring_rim(spot, look.emphasis) } else { spot.rim };
            let boxed = |above: bool| name_box(spot.center, rim, above, width, height);
            let at_rest = self.above[number];
            let free = |above: bool, over_nodes: bool| {
                Some(boxed(above)).filter(|place| places.is_free(*place, Some(number), over_nodes))
            };
            let mut place = free(at_rest, false);
            // What stands out, and a name that had moved above, may change sides to be read.
            let busy_with = state.hovered || (state.selected && self.few_selected);
            if strong || at_rest || busy_with {
                place = place.or_else(|| free(!at_rest, false));
            }
            if busy_with {
                // What the person is busy with says its name even over other nodes.
                place = place.or_else(|| free(at_rest, true)).or_else(|| free(!at_rest, true));
            }
            let Some(place) = place else { continue };
            places.take(place);
            labels.push(LabelShape {
                actor: actor.record.id.clone(),
                lines: actor.name.clone(),
                center_x: spot.center.x,
                top: place.min.y,
                width,
                height,
                size: style.size,
                line_height: style.line_height,
                strong,
                colour: self
                    .view
                    .theme
                    .ink
                    .mix(self.view.theme.ink_2, if state.lit { 0.0 } else { self.fade }),
                halo: self.ground_at(place.center(), hulls),
                opacity: self.faded(1.0, fade::LABEL, !state.lit && !state.selected),
            });
        }
    }

    /// The outline around a selected node and its ring, less the gap the name keeps anyway.
    fn ring_rim(&self, spot: Spot, emphasis: bool) -> Outline {
        let gap = match (self.far, emphasis) {
            (true, _) => selection::RING_GAP_DOT,
            (false, true) => selection::RING_GAP_EMPHASIS,
            (false, false) => selection::RING_GAP,
        };
        spot.rim.grown(gap + stroke::SELECTION_RING - label::GAP)
    }

    /// The colour behind a place: the front-most hull's, or the canvas.
    fn ground_at(&self, at: Point, hulls: &[HullShape]) -> Rgba {
        let canvas = self.view.theme.canvas;
        hulls.iter().rev().find(|hull| hull.contains(at)).map_or(canvas, |hull| hull.fill.over(canvas))
    }

    /// Whether an active link says its verb: chosen itself, or one of few actors' that are.
    fn says_verb(&self, link: &LinkShape) -> bool {
        let view = self.view;
        !self.far
            && (view.selected_links.contains(&link.id)
                || view.hovered == Some(Hovered::Link(&link.id))
                || self.few_selected)
    }

    fn place_verbs<'l>(
        &self,
        links: impl Iterator<Item = &'l LinkShape>,
        active: bool,
        places: &mut Places,
        verbs: &mut Vec<VerbShape>,
    ) {
        let style = type_scale::CANVAS_VERB;
        for link in links {
            if verbs.len() >= label::VERB_CAP {
                break;
            }
            let Some(text) = self.verb_of(link) else { continue };
            let width = text_width(&text, style.size, Weight::Regular) + 2.0 * label::VERB_PADDING;
            let length = link.curve.0[0].distance(link.curve.0[3]);
            if !active && length < width + 24.0 {
                continue;
            }
            let forced = self.view.hovered == Some(Hovered::Link(&link.id));
            let Some(center) = verb_place(places, &link.curve, width, forced) else { continue };
            places.take(Bounds::from_center_size(center, width, label::VERB_HEIGHT));
            verbs.push(VerbShape {
                link: link.id.clone(),
                text,
                center,
                width,
                height: label::VERB_HEIGHT,
                size: style.size,
                colour: self.view.theme.ink,
                fill: self.view.theme.panel,
                stroke: Rgba([link.colour.0[0], link.colour.0[1], link.colour.0[2], 255]),
            });
        }
    }

    /// The verb of a link; of a kind the schema does not know, its id.
    fn verb_of(&self, link: &LinkShape) -> Option<String> {
        let number = self.prepared.link_number(&link.id)?;
        let prepared = &self.prepared.links[number];
        let tie = &self.prepared.ties[prepared.tie as usize];
        let verb = match &tie.kind {
            Some(kind) => kind.verb.get(self.view.lang),
            None => prepared.record.kind.as_str(),
        };
        (!verb.is_empty()).then(|| verb.to_owned())
    }
}

/// Whether the straight line between a link's ends passes through a box.
fn crosses(link: &LinkShape, place: Bounds) -> bool {
    let (from, way) = (link.curve.0[0], link.curve.0[3] - link.curve.0[0]);
    // Liang and Barsky: the part of the line between each pair of sides.
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for (start, along, low, high) in
        [(from.x, way.x, place.min.x, place.max.x), (from.y, way.y, place.min.y, place.max.y)]
    {
        if along == 0.0 {
            if start < low || start > high {
                return false;
            }
        } else {
            let (a, b) = ((low - start) / along, (high - start) / along);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
    }
    enter <= leave
}

/// Calls `found` with the number of each record whose id is in a set. Both come sorted: small sets
/// are looked up, large ones walked beside the records.
fn mark<'i, Id: Ord + 'i>(
    set: &std::collections::BTreeSet<Id>,
    count: usize,
    id_of: impl Fn(usize) -> &'i Id,
    mut found: impl FnMut(usize),
) {
    if set.len().saturating_mul(16) < count {
        for id in set {
            let number = partition_point(count, |number| id_of(number) < id);
            if number < count && id_of(number) == id {
                found(number);
            }
        }
        return;
    }
    let mut number = 0;
    for id in set {
        while number < count && id_of(number) < id {
            number += 1;
        }
        if number < count && id_of(number) == id {
            found(number);
            number += 1;
        }
    }
}

/// The first number for which `before` is false.
fn partition_point(count: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
