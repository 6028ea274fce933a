//! Hit-testing: what is under the pointer, by a uniform grid over the drawn scene.

use std::collections::HashMap;

use crate::drawing::Scene;
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
/// Side of a grid cell, in pixels of the page.
const CELL_PX: f64 = 64.0;
/// A box over more cells than this is looked at whatever the place.
const MAX_CELLS: i64 = 400;

/// An index of a scene: page coordinates in, targets out.
#[derive(Debug, Default)]
pub struct Hits {
    cells: HashMap<(i64, i64), Cell>,
    everywhere: Cell,
}

#[derive(Debug, Default)]
struct Cell {
    nodes: Vec<usize>,
    links: Vec<usize>,
}

impl Hits {
    /// Indexes a scene. Node and link numbers are positions in the scene's own lists.
    pub fn new(scene: &Scene) -> Self {
        let mut hits = Self::default();
        for (index, node) in scene.nodes.iter().enumerate() {
            let reach = 2.0 * (node.rim.reach() + RIM_OUTSIDE_PX);
            let bounds = Bounds::from_center_size(node.center, reach, reach);
            hits.insert(bounds, |cell| cell.nodes.push(index));
        }
        for (index, link) in scene.links.iter().enumerate() {
            let bounds = link.bounds().expanded(LINK_REACH_PX);
            hits.insert(bounds, |cell| cell.links.push(index));
        }
        hits
    }

    fn insert(&mut self, bounds: Bounds, add: impl Fn(&mut Cell)) {
        if !bounds.min.is_finite() || !bounds.max.is_finite() {
            return;
        }
        let (left, top) = cell_of(bounds.min);
        let (right, bottom) = cell_of(bounds.max);
        let cells = (right.saturating_sub(left).saturating_add(1))
            .saturating_mul(bottom.saturating_sub(top).saturating_add(1));
        if cells > MAX_CELLS {
            add(&mut self.everywhere);
            return;
        }
        for x in left..=right {
            for y in top..=bottom {
                add(self.cells.entry((x, y)).or_default());
            }
        }
    }

    /// What is at a place of the page. Nodes win over links; of two, the one drawn on top.
    pub fn target(&self, scene: &Scene, at_in_page: Point) -> Target {
        let cell = self.cells.get(&cell_of(at_in_page));
        let near = |pick: fn(&Cell) -> &Vec<usize>| {
            cell.map(pick).into_iter().flatten().chain(pick(&self.everywhere)).copied().collect::<Vec<_>>()
        };
        let mut best: Option<(f64, usize)> = None;
        for index in near(|cell| &cell.nodes) {
            let Some(node) = scene.nodes.get(index) else { continue };
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
            && let Some(node) = scene.nodes.get(index)
        {
            let distance = node.signed_distance(at_in_page);
            // A tiny node is all rim: then only what is outside draws links.
            let inside = RIM_INSIDE_PX.min(node.radius * 0.25);
            return Target::Actor { id: node.id.clone(), on_rim: distance > -inside };
        }
        let mut nearest: Option<(f64, usize)> = None;
        for index in near(|cell| &cell.links) {
            let Some(link) = scene.links.get(index) else { continue };
            let distance = link.distance_to(at_in_page);
            if distance <= LINK_REACH_PX && nearest.is_none_or(|(other, _)| distance < other) {
                nearest = Some((distance, index));
            }
        }
        nearest
            .and_then(|(_, index)| scene.links.get(index))
            .map_or(Target::Nothing, |link| Target::Link(link.id.clone()))
    }
}

fn cell_of(at: Point) -> (i64, i64) {
    ((at.x / CELL_PX).floor() as i64, (at.y / CELL_PX).floor() as i64)
}
