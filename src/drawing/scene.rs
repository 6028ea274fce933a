//! Scene: what is drawn, ready to paint: hulls, links, nodes, labels and verbs with their places,
//! sizes and colours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::curve::Curve;
use super::marks::Marks;
use super::mass::LinkOrder;
use super::metrics::{detail, label, node, type_scale};
use super::prepared::Prepared;
use super::shape::{Figure, Outline};
use super::size::{self, SizeBy};
use super::theme::{Rgba, Theme};
use super::{build, label as label_placement};
use crate::geometry::{Bounds, Point};
use crate::lang::Lang;
use crate::model::{ActorId, ActorSet, LinkId, Map};
use crate::query::Shown;

pub use super::hull::{HullName, HullShape};

/// What the pointer is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hovered<'a> {
    /// An actor.
    Actor(&'a ActorId),
    /// A link.
    Link(&'a LinkId),
}

/// How a map is looked at.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Page pixels per world unit.
    pub zoom: f64,
    /// The part that will be seen, in page space; `None` for all of it.
    pub visible: Option<Bounds>,
    /// Light or dark.
    pub theme: &'a Theme,
    /// The language of verbs.
    pub lang: Lang,
    /// What the size of nodes says.
    pub size_by: SizeBy,
    /// Whether groups show their hulls.
    pub show_hulls: bool,
    /// Whether every pinned actor shows its pin, or only what is selected or under the pointer.
    pub show_pins: bool,
    /// The actors and links shown; `None` for all.
    pub shown: Option<&'a Shown>,
    /// The actors selected.
    pub selected_actors: &'a BTreeSet<ActorId>,
    /// The links selected.
    pub selected_links: &'a BTreeSet<LinkId>,
    /// What the pointer is over.
    pub hovered: Option<Hovered<'a>>,
    /// The actor that has the keyboard focus.
    pub keyboard_focus: Option<&'a ActorId>,
    /// The actors kept sharp while the rest fades; `None` where nothing fades.
    pub lit: Option<&'a ActorSet>,
    /// How far the rest has faded: 0 not at all, 1 fully.
    pub fade: f64,
    /// Positions in world space that stand in for the map's, as in a drag.
    pub moved: &'a BTreeMap<ActorId, Point>,
    /// Names shown at most, where not only landmarks have theirs.
    pub names: usize,
}

static NO_ACTORS: BTreeSet<ActorId> = BTreeSet::new();
static NO_LINKS: BTreeSet<LinkId> = BTreeSet::new();
static NO_MOVES: BTreeMap<ActorId, Point> = BTreeMap::new();

impl<'a> View<'a> {
    /// All of the map at rest: nothing selected, nothing faded, hulls shown.
    pub fn new(theme: &'a Theme, lang: Lang, zoom: f64) -> Self {
        Self {
            zoom,
            visible: None,
            theme,
            lang,
            size_by: SizeBy::default(),
            show_hulls: true,
            show_pins: false,
            shown: None,
            selected_actors: &NO_ACTORS,
            selected_links: &NO_LINKS,
            hovered: None,
            keyboard_focus: None,
            lit: None,
            fade: 1.0,
            moved: &NO_MOVES,
            names: label::CAP,
        }
    }
}

/// A picture of a map: everything placed, in page space. See the [module](super) for the order of
/// painting.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Behind everything; the largest first.
    pub hulls: Vec<HullShape>,
    /// Links, those that stand out last.
    pub links: Vec<LinkShape>,
    /// Nodes, those that stand out last.
    pub nodes: Vec<NodeShape>,
    /// Names of actors, in the order they were placed.
    pub labels: Vec<LabelShape>,
    /// Verbs of links.
    pub verbs: Vec<VerbShape>,
    /// A box that holds all of it; empty where nothing is drawn.
    pub bounds: Bounds,
}

impl Scene {
    /// Nothing.
    pub const EMPTY: Self = Self {
        hulls: Vec::new(),
        links: Vec::new(),
        nodes: Vec::new(),
        labels: Vec::new(),
        verbs: Vec::new(),
        bounds: Bounds::EMPTY,
    };
}

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkShape {
    /// Which link.
    pub id: LinkId,
    /// The actor it comes from.
    pub from: ActorId,
    /// The actor it goes to.
    pub to: ActorId,
    /// The line, up to the base of the arrow.
    pub curve: Curve,
    /// Width of the line.
    pub width: f64,
    /// Colour of line and arrow, opacity included.
    pub colour: Rgba,
    /// The arrow's tip and its two other corners, to fill.
    pub arrow: Option<[Point; 3]>,
    /// Whether it stands out: selected, under the pointer, or touching a selected actor.
    pub active: bool,
    /// Whether it is out of focus.
    pub faded: bool,
}

impl LinkShape {
    /// The distance from a point to what is drawn of the link, its width left out.
    pub fn distance_to(&self, point: Point) -> f64 {
        let to_line = self.curve.distance_to(point);
        match self.arrow {
            Some([tip, ..]) => to_line.min(Curve::line(self.curve.0[3], tip).distance_to(point)),
            None => to_line,
        }
    }

    /// A box that holds the link, its width left out.
    pub fn bounds(&self) -> Bounds {
        self.arrow.iter().flatten().fold(self.curve.bounds(), |bounds, corner| bounds.with(*corner))
    }
}

/// A filled outline with a stroke centred on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// Around the centre of the node.
    pub outline: Outline,
    /// Inside.
    pub fill: Rgba,
    /// On the outline.
    pub stroke: Rgba,
    /// Width of the stroke.
    pub stroke_width: f64,
}

/// The icon inside a node, centred on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IconShape {
    /// The character of `Phosphor-Fill.ttf` that draws it.
    pub glyph: char,
    /// Side of its square: the type size at which the font draws it.
    pub size: f64,
    /// Its colour.
    pub colour: Rgba,
}

/// A ring around a node. The node's opacity does not apply to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    /// The middle of the line, around the centre of the node.
    pub outline: Outline,
    /// Its colour, opacity included.
    pub colour: Rgba,
    /// Width of the line.
    pub width: f64,
    /// Lengths drawn and left out, where it is dashed.
    pub dash: Option<[f64; 2]>,
}

/// The mark of a pinned actor: a small disc with an icon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PinShape {
    /// Centre of the disc, in page space.
    pub center: Point,
    /// Radius of the disc.
    pub radius: f64,
    /// Inside of the disc.
    pub fill: Rgba,
    /// Outline of the disc, 1 px.
    pub stroke: Rgba,
    /// The icon on it.
    pub icon: IconShape,
}

/// An actor.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeShape {
    /// Which actor.
    pub id: ActorId,
    /// Its centre, in page space.
    pub center: Point,
    /// Its shape (a disc among dots).
    pub figure: Figure,
    /// Its radius as drawn.
    pub radius: f64,
    /// Its outermost outline: where links end, rings begin and the pointer finds it.
    pub rim: Outline,
    /// Behind the body: the ring of a person, the second outline of a kind set apart.
    pub back: Option<Layer>,
    /// The node itself.
    pub body: Layer,
    /// The icon inside; none among dots.
    pub icon: Option<IconShape>,
    /// Opacity of back, body and icon together.
    pub opacity: f64,
    /// Ring of the selection.
    pub ring: Option<Ring>,
    /// Ring of the keyboard focus.
    pub focus_ring: Option<Ring>,
    /// Ring under the pointer.
    pub hover_ring: Option<Ring>,
    /// Whether a person put it where it is.
    pub pinned: bool,
    /// The mark that says so, where it is shown.
    pub pin: Option<PinShape>,
    /// Whether it is out of focus.
    pub faded: bool,
}

impl NodeShape {
    /// The distance from a point of the page to its outline, negative inside.
    pub fn signed_distance(&self, point: Point) -> f64 {
        self.rim.signed_distance(point - self.center)
    }

    /// A box that holds the node, without rings.
    pub fn bounds(&self) -> Bounds {
        let half_width = self.rim.half_width();
        Bounds {
            min: self.center + Point::new(-half_width, -self.rim.above()),
            max: self.center + Point::new(half_width, self.rim.below()),
        }
    }
}

/// The name of an actor: lines centred on `center_x`.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelShape {
    /// Whose name.
    pub actor: ActorId,
    /// Its lines.
    pub lines: Arc<[String]>,
    /// Middle of the lines.
    pub center_x: f64,
    /// Top of the first line's box.
    pub top: f64,
    /// Width of the widest line.
    pub width: f64,
    /// Height of all lines.
    pub height: f64,
    /// Type size.
    pub size: f64,
    /// From one line to the next; see [`font::baseline`](super::font::baseline).
    pub line_height: f64,
    /// Whether it is set in the strong weight.
    pub strong: bool,
    /// Colour of the text, without `opacity`.
    pub colour: Rgba,
    /// Colour of the halo behind it: what lies there.
    pub halo: Rgba,
    /// Opacity of the text (of the halo too).
    pub opacity: f64,
}

impl LabelShape {
    /// The box of the text.
    pub fn bounds(&self) -> Bounds {
        let left = Point::new(self.center_x - self.width / 2.0, self.top);
        Bounds { min: left, max: left + Point::new(self.width, self.height) }
    }
}

/// The verb of a link in a pill on it.
#[derive(Clone, Debug, PartialEq)]
pub struct VerbShape {
    /// Which link.
    pub link: LinkId,
    /// The verb, from the link's first actor to its second.
    pub text: String,
    /// Middle of the pill.
    pub center: Point,
    /// Width of the pill.
    pub width: f64,
    /// Height of the pill, whose ends are half discs.
    pub height: f64,
    /// Type size of the text.
    pub size: f64,
    /// Colour of the text.
    pub colour: Rgba,
    /// Inside of the pill.
    pub fill: Rgba,
    /// Outline of the pill, 1 px.
    pub stroke: Rgba,
}

impl VerbShape {
    /// The box of the pill.
    pub fn bounds(&self) -> Bounds {
        Bounds::from_center_size(self.center, self.width, self.height)
    }
}

/// Draws a map. Actors without a position are left out, and links with them.
///
/// Where the same map is drawn again and again, [prepare](Prepared) it once and call
/// [`Prepared::scene`].
pub fn scene(map: &Map, view: &View<'_>) -> Scene {
    Prepared::new(map).scene(view)
}

impl Prepared {
    /// Draws the map. The same input gives the same scene.
    pub fn scene(&self, view: &View<'_>) -> Scene {
        build::scene(self, view)
    }

    /// What stands before the mass of links and nodes, at a cost that follows what is in sight: hulls,
    /// names, verbs, and the links and nodes that stand out (selected, under the pointer, with the
    /// keyboard). With the mass drawn from the same map it makes up the whole [scene](Prepared::scene).
    ///
    /// `marks` are those of the view; the view's own sets of shown actors and links are not read.
    /// `kept` are the numbers of actors whose names are shown already: while one pans they stay where
    /// they are, whoever else comes into sight.
    pub fn foreground(&self, view: &View<'_>, marks: &Marks, kept: &[u32]) -> Scene {
        build::foreground(self, view, marks, kept)
    }

    /// An actor as it is drawn, by number; `None` where it is hidden or has no place.
    pub fn node(&self, view: &View<'_>, marks: &Marks, number: u32) -> Option<NodeShape> {
        build::node(self, view, marks, number)
    }

    /// The nodes and links that may be drawn within `reach` pixels of a place of the page: what a
    /// pointer there may mean. Those drawn later come later. Links are looked for in the first
    /// `strata` of their order only, those a distant view shows, and among `strays`, which moved
    /// since they were put in order.
    #[allow(clippy::too_many_arguments)] // what a view is, and where to look in it
    pub fn shapes_at(
        &self,
        view: &View<'_>,
        marks: &Marks,
        order: &LinkOrder,
        strata: usize,
        strays: &BTreeSet<u32>,
        at_in_page: Point,
        reach: f64,
    ) -> (Vec<NodeShape>, Vec<LinkShape>) {
        let zoom = view.zoom.max(1e-6);
        let scale = size::screen_scale(zoom);
        let at = at_in_page * (1.0 / zoom);
        // The widest figure of the largest node, with its second outline.
        let widest = 1.3 * node::MAX_RADIUS * scale + 5.0;
        let mut actors = Vec::new();
        let side = 2.0 * (widest + reach) / zoom;
        self.actors_near(Bounds::from_center_size(at, side, side), |number| actors.push(number));
        actors.extend(view.moved.keys().filter_map(|id| Some(self.number(id)? as u32)));
        actors.sort_unstable();
        actors.dedup();
        let mut links = order.near(at, reach / zoom, scale / zoom, strata);
        links.extend(strays);
        for id in view.moved.keys() {
            links.extend(self.number(id).into_iter().flat_map(|number| self.links_at(number)));
        }
        links.sort_unstable();
        links.dedup();
        build::shapes_near(self, view, marks, &actors, &links)
    }

    /// The box of the whole map in world units, with the room its names take at zoom 1; empty where
    /// no actor has a position.
    pub fn bounds_in_world(&self) -> Bounds {
        let style = type_scale::CANVAS_LABEL;
        // The names of a large map are small beside it.
        let with_names = self.actors.len() < detail::VAST;
        let placed = (0..self.actors.len()).filter_map(|number| {
            let at = self.place_of(number)?;
            let actor = &self.actors[number];
            let rim = Outline::of(self.looks[actor.look as usize].figure, self.radius(number, SizeBy::Links));
            let (mut half_width, mut below) = (rim.half_width(), rim.below());
            if with_names {
                let name = self.name(number);
                half_width = half_width.max(name.widths[1] * style.size / 2.0);
                below = label_placement::top_below(rim)
                    + name.lines.len() as f64 * style.line_height
                    + label::GAP;
            }
            Some(Bounds {
                min: at - Point::new(half_width, rim.above()),
                max: at + Point::new(half_width, below),
            })
        });
        placed.fold(Bounds::EMPTY, Bounds::union)
    }
}

/// The box of a whole map in world units, with the room its names take at zoom 1: what "fit" shows.
/// Empty where no actor has a position.
pub fn bounds_of(map: &Map) -> Bounds {
    Prepared::new(map).bounds_in_world()
}
