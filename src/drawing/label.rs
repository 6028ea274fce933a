//! Label: which names and verbs are shown, and where. Greedy by priority: each takes its place if
//! nothing is there yet.

use super::curve::Curve;
use super::grid::Grid;
use super::metrics::label;
use super::shape::Outline;
use crate::geometry::{Bounds, Point};

/// The distance from the centre of a node to the top of the name below it.
pub fn top_below(rim: Outline) -> f64 {
    rim.below() + label::GAP
}

/// The distance from the centre of a node up to the bottom of the name above it.
pub fn bottom_above(rim: Outline) -> f64 {
    rim.above() + label::GAP
}

/// The box of a name below a node, or above it.
pub fn name_box(center: Point, rim: Outline, above: bool, width: f64, height: f64) -> Bounds {
    let top = if above { center.y - bottom_above(rim) - height } else { center.y + top_below(rim) };
    let min = Point::new(center.x - width / 2.0, top);
    Bounds { min, max: min + Point::new(width, height) }
}

/// What is taken on the page: nodes, and boxes placed so far.
pub(super) struct Places {
    grid: Grid,
    /// By the number of their actor.
    nodes: Vec<(u32, Point, Outline)>,
    boxes: Vec<Bounds>,
}

impl Places {
    /// An empty page.
    pub(super) fn over(area: Bounds) -> Self {
        Self { grid: Grid::over(area), nodes: Vec::new(), boxes: Vec::new() }
    }

    /// A page on which these nodes stand; those of the box are few enough to look through.
    pub(super) fn add_nodes(&mut self, nodes: impl Iterator<Item = (u32, Point, Outline)>) {
        self.nodes = nodes.collect();
        for (number, (_, center, rim)) in (0u32..).zip(&self.nodes) {
            let reach = rim.reach() * 2.0;
            self.grid.insert(number, Bounds::from_center_size(*center, reach, reach));
        }
    }

    /// Whether a box keeps the margin to every box placed and, unless `over_nodes`, to every node
    /// (but `own`, the one it belongs to).
    pub(super) fn is_free(&self, place: Bounds, own: Option<u32>, over_nodes: bool) -> bool {
        let margin = label::CLEAR_MARGIN;
        let roomy = place.expanded(margin);
        let node_count = self.nodes.len();
        !self.grid.any_near(roomy, |number| {
            let number = number as usize;
            if let Some(taken) = self.boxes.get(number.wrapping_sub(node_count)) {
                return overlap(roomy, *taken);
            }
            let Some((actor, center, rim)) = self.nodes.get(number) else { return false };
            if over_nodes || own == Some(*actor) {
                return false;
            }
            let nearest = Point::new(
                center.x.clamp(place.min.x, place.max.x),
                center.y.clamp(place.min.y, place.max.y),
            );
            rim.signed_distance(nearest - *center) < margin
        })
    }

    /// Marks a box as taken.
    pub(super) fn take(&mut self, place: Bounds) {
        self.grid.insert((self.nodes.len() + self.boxes.len()) as u32, place);
        self.boxes.push(place);
    }
}

/// Whether two boxes share more than an edge.
fn overlap(a: Bounds, b: Bounds) -> bool {
    a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y
}

/// Where along a link its verb may stand, best first.
const VERB_PLACES: [f64; 7] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];

/// A free place for a pill on a link; where none is, the middle if it must be shown.
pub(super) fn verb_place(places: &Places, curve: &Curve, width: f64, forced: bool) -> Option<Point> {
    let at = |t: f64| curve.point_at(t);
    let boxed = |center: Point| Bounds::from_center_size(center, width, label::VERB_HEIGHT);
    // The pill itself is a box with an outline: names keep their distance, pills may touch.
    let free = |center: &Point| places.is_free(boxed(*center).expanded(-3.5), None, false);
    let free_of_boxes = |center: &Point| places.is_free(boxed(*center).expanded(-3.5), None, true);
    let spots = VERB_PLACES.map(at);
    let found = spots.iter().find(|center| free(center));
    let found = found.or_else(|| forced.then(|| spots.iter().find(|center| free_of_boxes(center))).flatten());
    found.copied().or_else(|| forced.then(|| at(0.5)))
}

/// For the actor a link arrives at: whether it comes from nearly straight below.
pub(super) fn comes_from_below(from: Point, to: Point) -> bool {
    let way = from - to;
    way.y > 0.0 && way.x.abs() <= way.y * label::BELOW_ANGLE_DEGREES.to_radians().tan()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::shape::Figure;

    #[test]
    fn a_box_keeps_its_distance_to_boxes_and_nodes() {
        let mut places = Places::over(Bounds::from_center_size(Point::ZERO, 400.0, 400.0));
        let rim = Outline::of(Figure::Disc, 10.0);
        places.add_nodes([(0, Point::ZERO, rim)].into_iter());
        let below = name_box(Point::ZERO, rim, false, 40.0, 14.5);
        assert!(places.is_free(below, Some(0), false), "its own node does not count");
        assert!(!places.is_free(below, None, false), "another's does");
        assert!(places.is_free(below, None, true));
        places.take(below);
        let shifted =
            |by: f64| Bounds { min: below.min + Point::new(0.0, by), max: below.max + Point::new(0.0, by) };
        assert!(!places.is_free(shifted(14.5 + 3.9), None, false));
        assert!(places.is_free(shifted(14.5 + 4.1), None, false));
    }

    #[test]
    fn below_is_a_cone() {
        let at = Point::ZERO;
        assert!(comes_from_below(Point::new(9.0, 10.0), at));
        assert!(!comes_from_below(Point::new(11.0, 10.0), at));
        assert!(!comes_from_below(Point::new(0.0, -10.0), at));
        assert!(!comes_from_below(at, at));
    }
}
