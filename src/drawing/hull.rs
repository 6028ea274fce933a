//! Hull: the soft shape behind the members of a group, and where its name stands.
//!
//! The outline is the convex hull of discs: one around each member's node, and four small ones in
//! the corners of its name's box; so it comes out rounded. Hull by Andrew's monotone chain.

use std::sync::Arc;

use super::metrics::hull;
use super::theme::Rgba;
use crate::geometry::{Bounds, Point};
use crate::model::ActorId;

/// The hull of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct HullShape {
    /// The actor that is the group.
    pub group: ActorId,
    /// Its corners, a convex polygon, clockwise on a screen; close enough to each other to pass for
    /// a curve.
    pub outline: Vec<Point>,
    /// The box of the outline.
    pub bounds: Bounds,
    /// Inside, opacity included.
    pub fill: Rgba,
    /// Outline, opacity included.
    pub stroke: Rgba,
    /// Width of the outline.
    pub stroke_width: f64,
    /// How many members are shown, the group itself among them.
    pub count: usize,
    /// Its name, where it is shown.
    pub name: Option<HullName>,
    /// Whether it is out of focus.
    pub faded: bool,
    /// How much it is there, from 0 to 1, where a large map has many; in its opacities already.
    pub presence: f64,
}

impl HullShape {
    /// Whether a point lies in the hull.
    pub fn contains(&self, point: Point) -> bool {
        self.bounds.contains(point) && contains(&self.outline, point)
    }
}

/// The name of a hull: its lines in the strong weight, and below them one line in the regular weight
/// for the count, whose words the painter knows.
#[derive(Clone, Debug, PartialEq)]
pub struct HullName {
    /// The lines of the name.
    pub lines: Arc<[String]>,
    /// The box of name and count.
    pub bounds: Bounds,
    /// Whether the lines end at the right side of the box instead of beginning at the left.
    pub align_right: bool,
    /// Type size.
    pub size: f64,
    /// From one line to the next.
    pub line_height: f64,
    /// Colour of the text, without `opacity`.
    pub colour: Rgba,
    /// Colour of the halo behind it.
    pub halo: Rgba,
    /// Opacity of text and halo.
    pub opacity: f64,
}

/// A disc a hull lies around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disc {
    /// Its centre.
    pub center: Point,
    /// Its radius.
    pub radius: f64,
}

/// The discs of a member's name: in the corners of its box, with the margin of the look.
pub fn label_discs(label: Bounds) -> [Disc; 4] {
    let radius = hull::CORNER;
    let [aside, above] = hull::MARGIN_LABEL;
    let inset = Point::new(aside - radius, above - radius);
    let (min, max) = (label.min - inset, label.max + inset);
    [min, Point::new(max.x, min.y), max, Point::new(min.x, max.y)].map(|center| Disc { center, radius })
}

/// Directions in which a disc gives points to a hull.
const DIRECTIONS: usize = 32;

/// The convex outline around discs, clockwise on a screen; empty for no disc.
pub fn outline_around(discs: &[Disc]) -> Vec<Point> {
    let directions: Vec<Point> = (0..DIRECTIONS)
        .map(|at| {
            let (sin, cos) = (at as f64 / DIRECTIONS as f64 * std::f64::consts::TAU).sin_cos();
            Point::new(cos, sin)
        })
        .collect();
    let discs = outer_discs(discs, &directions);
    let points = discs
        .iter()
        .flat_map(|disc| directions.iter().map(|direction| disc.center + *direction * disc.radius));
    convex_hull(points.filter(|point| point.is_finite()).collect())
}

/// The discs that are not wholly inside the polygon of the extreme ones, which cannot count: of a
/// large group only few are left (Akl and Toussaint's heuristic).
fn outer_discs(discs: &[Disc], directions: &[Point]) -> Vec<Disc> {
    if discs.len() <= 16 {
        return discs.to_vec();
    }
    let extremes = directions.iter().step_by(2).filter_map(|direction| {
        let reach = |disc: &Disc| disc.center.dot(*direction) + disc.radius;
        let farthest = discs.iter().max_by(|a, b| reach(a).total_cmp(&reach(b)))?;
        Some(farthest.center + *direction * farthest.radius)
    });
    let core = convex_hull(extremes.collect());
    discs.iter().copied().filter(|disc| depth(&core, disc.center) < disc.radius).collect()
}

/// How deep a point lies in a convex polygon: its distance to the nearest side's line, negative
/// outside; minus infinity where the polygon is none.
fn depth(polygon: &[Point], point: Point) -> f64 {
    if polygon.len() < 3 {
        return f64::NEG_INFINITY;
    }
    sides(polygon)
        .map(|(from, to)| (to - from).direction_or(Point::ZERO).turned_right().dot(point - from))
        .fold(f64::INFINITY, f64::min)
}

/// Whether a point lies in a convex polygon given clockwise on a screen, border included.
pub fn contains(polygon: &[Point], point: Point) -> bool {
    polygon.len() >= 3
        && sides(polygon).all(|(from, to)| (to - from).turned_right().dot(point - from) >= -1e-9)
}

fn sides(polygon: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    polygon.iter().copied().zip(polygon.iter().copied().cycle().skip(1))
}

/// The convex hull of points, clockwise on a screen.
fn convex_hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let turns_right = |a: Point, b: Point, c: Point| (b - a).turned_right().dot(c - a) > 0.0;
    let half = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., a, b] = chain[..]
                && !turns_right(a, b, point)
            {
                chain.pop();
            }
            chain.push(point);
        }
        // The last point begins the other half.
        chain.pop();
        chain
    };
    let mut outline = half(&mut points.iter().copied());
    outline.extend(half(&mut points.iter().rev().copied()));
    outline
}

/// The area of a polygon.
pub(super) fn area(polygon: &[Point]) -> f64 {
    sides(polygon).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>().abs() / 2.0
}

/// A place for the name of a hull.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamePlace {
    pub bounds: Bounds,
    pub align_right: bool,
    /// How far it stands out of the hull's box.
    pub outside: f64,
}

/// Where a name of this size may stand outside a hull, the nearest to its box first: in each corner
/// of the box, moved up or down clear of the outline.
pub(super) fn name_places(outline: &[Point], bounds: Bounds, width: f64, height: f64) -> Vec<NamePlace> {
    let mut places: Vec<NamePlace> = Vec::with_capacity(12);
    for (right, below) in [(false, false), (true, true), (true, false), (false, true)] {
        let left =
            if right { bounds.max.x - hull::NAME_INSET - width } else { bounds.min.x + hull::NAME_INSET };
        let strip = extent_in_strip(outline, left - hull::NAME_GAP, left + width + hull::NAME_GAP);
        let Some((highest, lowest)) = strip else { continue };
        // From the side of the box to where the hull begins there may be some room to choose from.
        let (corner, nearest) = if below {
            (bounds.max.y - height, lowest + hull::NAME_GAP)
        } else {
            (bounds.min.y, highest - hull::NAME_GAP - height)
        };
        let outside = if below { (nearest - corner).max(0.0) } else { (corner - nearest).max(0.0) };
        let parts: &[f64] = if outside > 0.0 { &[1.0] } else { &[0.0, 0.5, 1.0] };
        for part in parts {
            let min = Point::new(left, corner + (nearest - corner) * part);
            let bounds = Bounds { min, max: min + Point::new(width, height) };
            places.push(NamePlace { bounds, align_right: right, outside });
        }
    }
    places.sort_by(|a, b| a.outside.total_cmp(&b.outside));
    places
}

/// The highest and the lowest `y` of a polygon between two `x`.
fn extent_in_strip(polygon: &[Point], left: f64, right: f64) -> Option<(f64, f64)> {
    let mut extent: Option<(f64, f64)> = None;
    let mut add = |y: f64| {
        let (highest, lowest) = extent.unwrap_or((y, y));
        extent = Some((highest.min(y), lowest.max(y)));
    };
    for (a, b) in sides(polygon) {
        if a.x >= left && a.x <= right {
            add(a.y);
        }
        for x in [left, right] {
            if (a.x - x) * (b.x - x) < 0.0 {
                add(a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x));
            }
        }
    }
    extent
}

#[cfg(test)]
mod tests {
    use super::*;

    fn discs(count: usize) -> Vec<Disc> {
        // A deterministic scatter: multiples of two irrational steps.
        (0..count)
            .map(|at| {
                let (u, v) = ((at as f64 * 0.618_034).fract(), (at as f64 * 0.754_878).fract());
                Disc {
                    center: Point::new(u * 900.0 - 300.0, v * 500.0),
                    radius: 13.0 + 20.0 * (u * v).sqrt(),
                }
            })
            .collect()
    }

    #[test]
    fn a_hull_is_convex_and_contains_its_discs() {
        for count in [1, 2, 3, 6, 40, 2000] {
            let discs = discs(count);
            let outline = outline_around(&discs);
            assert!(outline.len() >= DIRECTIONS / 2, "{count}");
            for disc in &discs {
                // The polygon of a circle's points lies inside the circle by at most this.
                let slack = disc.radius * (1.0 - (std::f64::consts::PI / DIRECTIONS as f64).cos()) + 1e-6;
                assert!(depth(&outline, disc.center) >= disc.radius - slack, "{count} {disc:?}");
            }
            for (at, (from, to)) in sides(&outline).enumerate() {
                let next = outline[(at + 2) % outline.len()];
                assert!((to - from).turned_right().dot(next - to) > -1e-6, "convex at {at}");
            }
        }
    }

    #[test]
    fn large_groups_have_the_same_hull_as_if_every_disc_counted() {
        let discs = discs(300);
        let directions: Vec<Point> = outline_around(&[Disc { center: Point::ZERO, radius: 1.0 }]);
        let all = convex_hull(
            discs
                .iter()
                .flat_map(|disc| directions.iter().map(|to| disc.center + *to * disc.radius))
                .collect(),
        );
        assert!((area(&all) - area(&outline_around(&discs))).abs() < 1e-3);
    }

    #[test]
    fn few_or_odd_points_are_no_trouble() {
        assert!(outline_around(&[]).is_empty());
        assert!(!contains(&[], Point::ZERO));
        let nowhere = Disc { center: Point::new(f64::NAN, 0.0), radius: 3.0 };
        assert!(outline_around(&[nowhere]).is_empty());
        let point = Disc { center: Point::new(5.0, 5.0), radius: 0.0 };
        assert_eq!(outline_around(&[point, point]), [Point::new(5.0, 5.0)]);
    }

    #[test]
    fn names_stand_outside() {
        for count in [3, 6, 9] {
            let outline = outline_around(&discs(count));
            let bounds = Bounds::around(outline.iter().copied());
            let places = name_places(&outline, bounds, 130.0, 30.0);
            assert!(!places.is_empty());
            for place in places.iter().map(|place| place.bounds) {
                for (x, y) in [(0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (0.0, 1.0), (0.5, 1.0), (1.0, 1.0)] {
                    let at = place.min + Point::new(place.width() * x, place.height() * y);
                    assert!(!contains(&outline, at), "{count} {place:?}");
                }
            }
        }
    }
}
