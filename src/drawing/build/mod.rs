//! Build: how a scene comes about. Nodes first, then the links between their rims; names where they
//! find room; hulls around members and their names.

use super::label::Places;
use super::metrics::{detail, label, node, shape};
use super::prepared::{Prepared, PreparedActor, drawable};
use super::scene::{Hovered, LabelShape, LinkShape, NodeShape, Scene, VerbShape, View};
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
        let state = |actor: &PreparedActor| State {
            shown: view.shown.is_none_or(|shown| shown.shows_slot(actor.slot)),
            lit: view.lit.is_none_or(|lit| lit.contains(actor.slot)),
            ..State::default()
        };
        let mut states: Vec<State> = prepared.actors.iter().map(state).collect();
        let number_of = |at: usize| &prepared.actors[at].record.id;
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
