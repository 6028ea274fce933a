//! Build: how a scene comes about. Nodes first, then the links between their rims; names where they
//! find room; hulls around members and their names.

use std::collections::{HashMap, HashSet};

use super::label::Places;
use super::marks::{HOVERED, KEYBOARD, Marks, SELECTED};
use super::metrics::{detail, label, node, shape};
use super::prepared::{Prepared, drawable};
use super::scene::{LabelShape, LinkShape, NodeShape, Scene, VerbShape, View};
use super::shape::Outline;
use super::size::screen_scale;
use super::theme::Swatch;
use crate::geometry::{Bounds, Point};

mod hulls;
mod links;
mod names;
mod nodes;

/// How far names and rings may stand out from a node's centre: what is drawn for nodes just outside
/// the visible part.
const OVERHANG: f64 = 120.0;

/// Selected actors up to this many get a name whatever nodes lie below it, and verbs on their links.
const FEW: usize = 5;

/// Beyond so many actors in sight only the most linked are candidates for names, and what lies
/// under them is not looked at one by one.
const CROWD: usize = 20_000;

/// So many links are looked through one by one; of more, those of the actors in sight.
const FEW_LINKS: usize = 5_000;

pub(super) fn scene(prepared: &Prepared, view: &View<'_>) -> Scene {
    let marks = Marks::of(prepared, view);
    Builder::new(prepared, view, &marks).build()
}

pub(super) fn foreground(prepared: &Prepared, view: &View<'_>, marks: &Marks, kept: &[u32]) -> Scene {
    Builder { kept: kept.iter().copied().collect(), ..Builder::new(prepared, view, marks) }.foreground()
}

pub(super) fn node(prepared: &Prepared, view: &View<'_>, marks: &Marks, number: u32) -> Option<NodeShape> {
    let builder = Builder::new(prepared, view, marks);
    prepared.actors.get(number as usize).and_then(|_| builder.node(number as usize))
}

pub(super) fn shapes_near(
    prepared: &Prepared,
    view: &View<'_>,
    marks: &Marks,
    actors: &[u32],
    links: &[u32],
) -> (Vec<NodeShape>, Vec<LinkShape>) {
    let builder = Builder::new(prepared, view, marks);
    let nodes = builder.nodes(actors);
    (nodes, builder.links(links).0)
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
#[derive(Clone, Copy)]
struct State {
    selected: bool,
    hovered: bool,
    keyboard: bool,
    lit: bool,
}

struct Builder<'a> {
    prepared: &'a Prepared,
    view: &'a View<'a>,
    marks: &'a Marks,
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
    /// Where actors are that the map has elsewhere.
    moved: HashMap<u32, Point>,
    /// Actors whose names were shown a moment ago: they keep their places before others of their
    /// class may have them.
    kept: HashSet<u32>,
    few_selected: bool,
}

impl<'a> Builder<'a> {
    fn new(prepared: &'a Prepared, view: &'a View<'a>, marks: &'a Marks) -> Self {
        let zoom = if view.zoom.is_finite() { view.zoom.clamp(1e-6, 1e4) } else { 1.0 };
        let moved = view.moved.iter().filter_map(|(id, at)| Some((prepared.number(id)? as u32, *at)));
        Self {
            prepared,
            view,
            marks,
            zoom,
            scale: screen_scale(zoom),
            far: zoom < detail::SHAPES_FROM,
            fade: if view.lit.is_some() && !view.fade.is_nan() { view.fade.clamp(0.0, 1.0) } else { 0.0 },
            visible: view.visible.map(|visible| visible.expanded(OVERHANG)),
            swatches: prepared.looks.iter().map(|look| view.theme.swatch(&look.colour)).collect(),
            moved: moved.collect(),
            kept: HashSet::new(),
            few_selected: view.selected_actors.len() <= FEW,
        }
    }

    /// All of it.
    fn build(self) -> Scene {
        let numbers = self.prepared.numbers_by_id();
        let (links, active) = self.links(&self.prepared.link_numbers_by_id());
        let nodes = self.nodes(&numbers);
        self.finish(&numbers, nodes, links, active, None)
    }

    /// What stands before the rest: links and nodes that stand out, hulls, names and verbs.
    fn foreground(self) -> Scene {
        let numbers = self.numbers_in_sight();
        let mut standing: Vec<u32> = Vec::new();
        let selected = self.marks.selected_in_front();
        for number in selected {
            standing.extend(self.prepared.links_at(*number as usize));
        }
        standing.extend(self.marks.selected_links().iter().take(detail::STANDING_OUT));
        standing.extend(self.marks.hovered_link());
        self.order(&mut standing);
        let (links, active) = self.links(&standing);
        let mut special: Vec<u32> = selected.to_vec();
        special.extend(self.marks.pointed());
        special.sort_unstable();
        special.dedup();
        let nodes = self.nodes(&special);
        let mut around = Vec::new();
        let few = self.prepared.links.len() <= FEW_LINKS;
        if self.zoom >= detail::VERBS_FROM || (few && self.may_name_hulls()) {
            let mut quiet: Vec<u32> = if few {
                self.prepared.link_numbers_by_id()
            } else {
                numbers.iter().flat_map(|number| self.prepared.links_at(*number as usize)).collect()
            };
            if !few {
                self.order(&mut quiet);
            }
            around = self.links(&quiet).0;
        }
        self.finish(&numbers, nodes, links, active, Some(around))
    }

    /// Sorts numbers of links by id, each once.
    fn order(&self, numbers: &mut Vec<u32>) {
        let id = |number: &u32| &self.prepared.links[*number as usize].record.id;
        numbers.sort_by(|a, b| id(a).cmp(id(b)));
        numbers.dedup();
    }

    /// Names, verbs and hulls around what is given. `around` are links that are drawn elsewhere.
    fn finish(
        self,
        numbers: &[u32],
        nodes: Vec<NodeShape>,
        links: Vec<LinkShape>,
        mut active_links: Vec<usize>,
        around: Option<Vec<LinkShape>>,
    ) -> Scene {
        let all_links = around.as_deref().unwrap_or(&links);
        let mut hulls = self.hulls();
        let spots: Vec<(u32, Spot)> =
            numbers.iter().filter_map(|number| Some((*number, self.seen(*number as usize)?))).collect();
        let area = self
            .visible
            .unwrap_or_else(|| Bounds::around(spots.iter().map(|(_, spot)| spot.center)).expanded(OVERHANG));
        let mut places = Places::over(area);
        if !self.names_over_nodes() {
            places.add_nodes(spots.iter().map(|(number, spot)| (*number, spot.center, spot.rim)));
        }
        self.name_hulls(&mut hulls, all_links, area, &spots, &mut places);
        let mut labels = Vec::new();
        let (first, rest) = self.candidates(&spots);
        self.place_names(&first, &hulls, &mut places, &mut labels);
        let mut verbs = Vec::new();
        active_links.retain(|at| self.says_verb(&links[*at]));
        active_links.truncate(label::ACTIVE_VERB_CAP);
        self.place_verbs(active_links.iter().map(|at| &links[*at]), true, &mut places, &mut verbs);
        self.place_names(&rest, &hulls, &mut places, &mut labels);
        if self.zoom >= detail::VERBS_FROM {
            let quiet = all_links.iter().filter(|link| !link.active && !link.faded);
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

    /// The actors that may be in sight, by number.
    fn numbers_in_sight(&self) -> Vec<u32> {
        let Some(visible) = self.visible else { return self.prepared.numbers_by_id() };
        let world = Bounds { min: visible.min * (1.0 / self.zoom), max: visible.max * (1.0 / self.zoom) };
        let mut numbers = Vec::new();
        if self.names_over_nodes() && self.prepared.count_near(world, CROWD) >= CROWD {
            // The most linked are all that can have a name: no need to gather the rest.
            let by_links = self.prepared.by_links.iter().take(CROWD).copied();
            numbers
                .extend(by_links.filter(|number| self.seen(*number as usize).is_some()).take(label::CAP * 4));
        } else {
            self.prepared.actors_near(world, |number| numbers.push(number));
        }
        numbers.extend(self.moved.keys());
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn state(&self, number: usize) -> State {
        let marks = self.marks.of_actor(number);
        State {
            selected: marks & SELECTED != 0,
            hovered: marks & HOVERED != 0,
            keyboard: marks & KEYBOARD != 0,
            lit: self.marks.is_lit(number),
        }
    }

    /// How an actor is drawn, wherever it is; `None` where it is hidden or has no place.
    fn spot(&self, number: usize) -> Option<Spot> {
        let prepared = self.prepared;
        let actor = &prepared.actors[number];
        if !self.marks.shows(number) {
            return None;
        }
        let moved = if self.moved.is_empty() { None } else { self.moved.get(&(number as u32)).copied() };
        let at = match moved {
            Some(at) => drawable(at)?,
            None => prepared.place_of(number)?,
        };
        let look = prepared.looks.get(actor.look as usize)?;
        let full = prepared.radius(number, self.view.size_by);
        let (radius, rim) = if self.far {
            let radius = (full * self.scale * node::DOT).max(node::DOT_MIN);
            (radius, Outline::disc(radius))
        } else {
            let radius = full * self.scale;
            let body = Outline::of(look.figure, radius);
            (radius, if look.emphasis { body.grown(self.inset(shape::EMPHASIS_GAP)) } else { body })
        };
        Some(Spot { center: at * self.zoom, radius, rim })
    }

    /// How an actor in sight is drawn.
    fn seen(&self, number: usize) -> Option<Spot> {
        self.spot(number).filter(|spot| self.sees(spot.center))
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
}
