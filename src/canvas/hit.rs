//! Hit-testing: what is under the pointer, and what is in a rectangle.

use std::collections::BTreeSet;

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
    /// Numbers of the links that moved since they were put in tiles.
    pub strays: &'a BTreeSet<u32>,
}

impl Hits<'_> {
    /// What is at a place of the page. Nodes win over links; of two, the one drawn on top.
    pub fn target(&self, at_in_page: Point) -> Target {
        let (nodes, links) = self.prepared.shapes_at(
            self.view,
            self.marks,
            self.links,
            self.strata,
            self.strays,
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
            let inside =
                self.prepared.place_of(number as usize).is_some_and(|at| bounds_in_world.contains(at));
            if inside && self.marks.shows(number as usize) {
                numbers.push(number);
            }
        });
        numbers.sort_unstable();
        numbers
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::drawing::Theme;
    use crate::drawing::mass::Mass;
    use crate::drawing::mass::order::THINNED_FROM;
    use crate::model::{Actor, Link, Map, Position, Schema};

    fn actor(id: &str, x: f64, y: f64) -> Arc<Actor> {
        let mut actor = Actor::new(id.into(), "k".into(), id);
        actor.position = Some(Position::free(Point::new(x, y)));
        Arc::new(actor)
    }

    fn map() -> Map {
        let mut map = Map::new("test", Schema::default());
        for (id, x, y) in [("a", 0.0, 0.0), ("b", 400.0, 0.0), ("c", 0.0, 300.0)] {
            map.put_actor(actor(id, x, y));
        }
        let link = Link::new("l".into(), "a".into(), "k".into(), "b".into());
        map.put_link(Arc::new(link)).expect("both ends are there");
        map
    }

    fn look<T>(prepared: &Prepared, mass: &Mass, zoom: f64, find: impl FnOnce(&Hits<'_>) -> T) -> T {
        let view = View::new(Theme::light(), Default::default(), zoom);
        let marks = Marks::of(prepared, &view);
        let strays = BTreeSet::from([0]);
        let (view, marks, strata) = (&view, &marks, usize::MAX);
        find(&Hits { prepared, view, marks, links: &mass.links, strata, strays: &strays })
    }

    #[test]
    fn nodes_win_over_links_and_rims_over_nothing() {
        let prepared = Prepared::new(&map());
        let mass = Mass::new(&prepared, &Marks::default(), THINNED_FROM);
        for zoom in [0.1, 0.5, 1.0, 3.0] {
            let at = |x: f64, y: f64| look(&prepared, &mass, zoom, |hits| hits.target(Point::new(x, y)));
            assert_eq!(at(0.0, 0.0), Target::Actor { id: "a".into(), on_rim: false });
            assert_eq!(at(400.0 * zoom, 0.0).actor(), Some(&"b".into()));
            let node = look(&prepared, &mass, zoom, |hits| hits.prepared.node(hits.view, hits.marks, 0));
            let radius = node.expect("it is drawn").radius;
            assert_eq!(at(-radius - 3.0, 0.0), Target::Actor { id: "a".into(), on_rim: true });
            assert_eq!(at(-radius - 30.0, 0.0), Target::Nothing);
            // It bends by some pixels.
            let near = (-12..=12).map(|aside| at(200.0 * zoom, f64::from(aside)));
            assert!(near.filter(|target| target.link() == Some(&"l".into())).count() >= 5, "{zoom}");
        }
    }

    #[test]
    fn what_moved_is_found_where_it_is_now() {
        let mut map = map();
        let mut prepared = Prepared::new(&map);
        let mass = Mass::new(&prepared, &Marks::default(), THINNED_FROM);
        map.put_actor(actor("b", -50.0, -2_000.0));
        prepared.update(&map, &BTreeSet::from(["b".into()]), &BTreeSet::new());
        let at = |x: f64, y: f64| look(&prepared, &mass, 1.0, |hits| hits.target(Point::new(x, y)));
        assert_eq!(at(400.0, 0.0), Target::Nothing);
        assert_eq!(at(-50.0, -2_000.0).actor(), Some(&"b".into()));
        let near = (-12..=12).map(|aside| at(-25.0 + f64::from(aside), -1_000.0));
        assert!(near.filter(|target| target.link() == Some(&"l".into())).count() >= 5, "its links come too");
        let band = Bounds::from_corners(Point::new(-100.0, -2_100.0), Point::new(10.0, 10.0));
        assert_eq!(look(&prepared, &mass, 1.0, |hits| hits.actors_in(band)), [0, 1]);
    }
}
