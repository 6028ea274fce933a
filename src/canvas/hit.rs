//! Hit-testing: what is under the pointer, and what is in a rectangle.

use crate::drawing::mass::LinkOrder;
use crate::drawing::scene::View;
use crate::drawing::{Marks, Prepared};
use crate::geometry::{Bounds, Point};
use crate::model::{ActorId, LinkId};

/// What a place of the canvas shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Target {
    /// Nothing.
    #[default]
    Nothing,
    /// An actor.
    Actor {
        /// Which.
        id: ActorId,
        /// Whether the place is on its rim, where links are drawn from.
        on_rim: bool,
    },
    /// A link.
    Link(LinkId),
}

impl Target {
    /// The actor there, if there is one.
    pub fn actor(&self) -> Option<&ActorId> {
        match self {
            Self::Actor { id, .. } => Some(id),
            _ => None,
        }
    }

    /// The link there, if there is one.
    pub fn link(&self) -> Option<&LinkId> {
        match self {
            Self::Link(id) => Some(id),
            _ => None,
        }
    }
}

/// Pixels outside the outline that still take hold of the rim.
const RIM_OUTSIDE_PX: f64 = 7.0;
/// Pixels inside the outline that take hold of the rim rather than of the body.
const RIM_INSIDE_PX: f64 = 2.5;
/// How near to a link the pointer must be.
const LINK_REACH_PX: f64 = 5.0;
/// What is looked at, to find what is under the pointer. Nothing is worked out ahead: the drawing's
/// own grids are asked, so that an edit costs nothing here.
#[derive(Clone, Copy, Debug)]
pub struct Hits<'a> {
    /// The map as it is drawn.
    pub prepared: &'a Prepared,
    /// How it is looked at.
    pub view: &'a View<'a>,
    /// What each actor is to the view.
    pub marks: &'a Marks,
    /// The links in tiles.
    pub links: &'a LinkOrder,
    /// How many strata of links are drawn.
    pub strata: usize,
}

impl Hits<'_> {
    /// What is at a place of the page. Nodes win over links; of two, the one drawn on top.
    pub fn target(&self, at_in_page: Point) -> Target {
        let (nodes, links) = self.prepared.shapes_at(
            self.view,
            self.marks,
            self.links,
            self.strata,
            at_in_page,
            RIM_OUTSIDE_PX.max(LINK_REACH_PX),
        );
        let mut best: Option<(f64, usize)> = None;
        for (index, node) in nodes.iter().enumerate() {
            let distance = node.signed_distance(at_in_page);
            if distance <= RIM_OUTSIDE_PX {
                // Being inside is enough: then the topmost counts. Outside, the nearest rim does.
                let rank = distance.max(0.0);
                if best.is_none_or(|(other, at)| rank < other || (rank <= other && index > at)) {
                    best = Some((rank, index));
                }
            }
        }
        if let Some((_, index)) = best
            && let Some(node) = nodes.get(index)
        {
            let distance = node.signed_distance(at_in_page);
            // A tiny node is all rim: then only what is outside draws links.
            let inside = RIM_INSIDE_PX.min(node.radius * 0.25);
            return Target::Actor { id: node.id.clone(), on_rim: distance > -inside };
        }
        let mut nearest: Option<(f64, &LinkId)> = None;
        for link in &links {
            let distance = link.distance_to(at_in_page);
            if distance <= LINK_REACH_PX && nearest.is_none_or(|(other, _)| distance < other) {
                nearest = Some((distance, &link.id));
            }
        }
        nearest.map_or(Target::Nothing, |(_, id)| Target::Link(id.clone()))
    }

    /// The numbers of the shown actors whose centre lies in a box of the world, in order.
    pub fn actors_in(&self, bounds_in_world: Bounds) -> Vec<u32> {
        let mut numbers = Vec::new();
        self.prepared.actors_near(bounds_in_world, |number| {
            let inside = self.prepared.place_of(number as usize).is_some_and(|at| bounds_in_world.contains(at));
            if inside && self.marks.shows(number as usize) {
                numbers.push(number);
            }
        });
        numbers.sort_unstable();
        numbers
    }
}
