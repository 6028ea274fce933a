//! Curve: a link as one cubic Bézier from rim to rim, with its arrow. Knows how links bend, fan out
//! beside each other and loop back to their own actor.

use std::cmp::Ordering;

use super::metrics::link;
use super::shape::Outline;
use crate::geometry::{Bounds, Point};

/// A cubic Bézier curve: start, two controls, end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve(pub [Point; 4]);

impl Curve {
    /// A straight line.
    pub fn line(from: Point, to: Point) -> Self {
        Self([from, from.lerp(to, 1.0 / 3.0), from.lerp(to, 2.0 / 3.0), to])
    }

    /// The point at `t` (0 is the start, 1 the end).
    pub fn point_at(&self, t: f64) -> Point {
        let [a, b, c, d] = self.0;
        let s = 1.0 - t;
        a * (s * s * s) + b * (3.0 * s * s * t) + c * (3.0 * s * t * t) + d * (t * t * t)
    }

    /// The direction of travel at `t`, of length 1 (to the right where the curve is a point).
    pub fn direction_at(&self, t: f64) -> Point {
        let [a, b, c, d] = self.0;
        let s = 1.0 - t;
        let speed = (b - a) * (s * s) + (c - b) * (2.0 * s * t) + (d - c) * (t * t);
        speed.direction_or((d - a).direction_or(Point::new(1.0, 0.0)))
    }

    /// A box that holds the curve (that of its four points).
    pub fn bounds(&self) -> Bounds {
        Bounds::around(self.0)
    }

    /// The distance from a point to the curve, within a few hundredths of a pixel for the gentle
    /// curves of links.
    pub fn distance_to(&self, point: Point) -> f64 {
        const PARTS: usize = 24;
        let mut from = self.0[0];
        let mut least = f64::INFINITY;
        for part in 1..=PARTS {
            let to = self.point_at(part as f64 / PARTS as f64);
            least = least.min(distance_to_segment(point, from, to));
            from = to;
        }
        least
    }

    /// The curve as a line of `parts` + 1 points.
    pub fn points(&self, parts: usize) -> Vec<Point> {
        let parts = parts.max(1);
        (0..=parts).map(|part| self.point_at(part as f64 / parts as f64)).collect()
    }
}

fn distance_to_segment(point: Point, from: Point, to: Point) -> f64 {
    let along = to - from;
    let squared = along.dot(along);
    let t = if squared > 0.0 { ((point - from).dot(along) / squared).clamp(0.0, 1.0) } else { 0.0 };
    point.distance(from + along * t)
}

/// Where a link of several between one pair lies in their fan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fan {
    /// Its place, from 0.
    pub place: u32,
    /// How many links the pair has, in both directions together.
    pub of: u32,
    /// Whether it runs against the pair's own direction (from the smaller id to the larger).
    pub reversed: bool,
}

impl Fan {
    /// The only link of its pair.
    pub const ALONE: Fan = Fan { place: 0, of: 1, reversed: false };
}

/// One end of a link: the node it leaves or reaches, in page space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// The node's centre.
    pub center: Point,
    /// The node's outermost outline.
    pub rim: Outline,
}

/// A link as drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkPath {
    /// The line, up to the base of the arrow so that a translucent line does not show through it.
    pub curve: Curve,
    /// The arrow's tip and its two other corners.
    pub arrow: Option<[Point; 3]>,
}

/// The shift of the control point of a link's quadratic curve, to the right of its travel: 4.5 % of
/// the distance for a link alone, so that a drag never makes it flip; for one of several, its place
/// in a fan centred on the straight line.
pub fn bend(distance: f64, fan: Fan, scale: f64) -> f64 {
    if fan.of <= 1 {
        return (distance * link::BEND_FRACTION).min(link::BEND_MAX * scale);
    }
    let gaps = f64::from(fan.of - 1);
    // A fan of very many never gets wider than it is long.
    let step = (link::PARALLEL_STEP * scale).min((distance / gaps).max(4.0 * scale));
    let shift = step * (f64::from(fan.place) - gaps / 2.0);
    if fan.reversed { -shift } else { shift }
}

/// The path of a link between two nodes. `arrow_side` is the length of the arrow's sides, `None`
/// for no arrow. Gives `None` where the nodes touch or overlap and no line shows between them.
pub fn link_path(from: End, to: End, fan: Fan, scale: f64, arrow_side: Option<f64>) -> Option<LinkPath> {
    let across = to.center - from.center;
    let distance = across.length();
    if !(distance > 1e-6 && distance.is_finite()) {
        return None;
    }
    let shift = bend(distance, fan, scale);
    let control = from.center.lerp(to.center, 0.5) + across.turned_right() * (shift / distance);
    let quad = Quad([from.center, control, to.center]);
    let gap = if arrow_side.is_some() { link::GAP_TO_RIM } else { link::GAP_TO_RIM_PLAIN };
    let start = quad.leaves(from.rim, link::GAP_TO_RIM_PLAIN);
    let end = 1.0 - quad.reversed().leaves(to.rim, gap);
    if end.partial_cmp(&start) != Some(Ordering::Greater) {
        return None;
    }
    let Some(side) = arrow_side else {
        return Some(LinkPath { curve: quad.part(start, end), arrow: None });
    };
    let tip = quad.at(end);
    let speed = quad.speed(end);
    // A short line keeps some of itself before its arrow.
    let room = (end - start) * speed.length();
    let side = side.min(room * 0.75);
    let (arrow, depth) = arrow(tip, speed.direction_or(across * (1.0 / distance)), side);
    let base = (end - depth / speed.length().max(1e-9)).max(start);
    Some(LinkPath { curve: quad.part(start, base), arrow: Some(arrow) })
}

/// The path of a link from an actor to itself: a loop above the node, the larger the later in the
/// stack it comes.
pub fn loop_path(end: End, place: u32, scale: f64, arrow_side: Option<f64>) -> LinkPath {
    let place = f64::from(place.min(12));
    // Angles from straight up; later loops lie around earlier ones.
    let foot = (26.0 + 5.0 * place.min(6.0)).to_radians();
    let lean = (29.0 + 4.0 * place.min(6.0)).to_radians();
    let toward = |angle: f64| Point::new(angle.sin(), -angle.cos());
    let rim_at = |angle: f64, gap: f64| {
        let direction = toward(angle);
        end.center + direction * end.rim.grown(gap).distance_to_rim(direction)
    };
    let reach = end.rim.reach() + (52.0 + 20.0 * place) * scale;
    let gap = if arrow_side.is_some() { link::GAP_TO_RIM } else { link::GAP_TO_RIM_PLAIN };
    let start = rim_at(-foot, link::GAP_TO_RIM_PLAIN);
    let tip = rim_at(foot, gap);
    let first = end.center + toward(-lean) * reach;
    let second = end.center + toward(lean) * reach;
    let Some(side) = arrow_side else {
        return LinkPath { curve: Curve([start, first, second, tip]), arrow: None };
    };
    let (arrow, depth) = arrow(tip, (tip - second).direction_or(Point::new(0.0, 1.0)), side);
    let base = tip + (second - tip).direction_or(Point::new(0.0, -1.0)) * depth;
    LinkPath { curve: Curve([start, first, second, base]), arrow: Some(arrow) }
}

/// An arrow with sides of a length, and how far its base lies behind its tip.
fn arrow(tip: Point, direction: Point, side: f64) -> ([Point; 3], f64) {
    let (sin, cos) = link::ARROW_HALF_ANGLE_DEGREES.to_radians().sin_cos();
    let back = tip - direction * (side * cos);
    let aside = direction.turned_right() * (side * sin);
    ([tip, back + aside, back - aside], side * cos)
}

/// A quadratic Bézier curve: what a link is before its ends are cut.
#[derive(Clone, Copy)]
struct Quad([Point; 3]);

impl Quad {
    fn at(self, t: f64) -> Point {
        let [a, b, c] = self.0;
        let s = 1.0 - t;
        a * (s * s) + b * (2.0 * s * t) + c * (t * t)
    }

    /// The derivative.
    fn speed(self, t: f64) -> Point {
        let [a, b, c] = self.0;
        (b - a) * (2.0 * (1.0 - t)) + (c - b) * (2.0 * t)
    }

    fn reversed(self) -> Self {
        let [a, b, c] = self.0;
        Self([c, b, a])
    }

    /// The `t` at which the curve is `gap` outside an outline around its start; 1 where it never is.
    fn leaves(self, rim: Outline, gap: f64) -> f64 {
        let center = self.0[0];
        let outside = |t: f64| rim.signed_distance(self.at(t) - center) - gap;
        let far = outside(1.0);
        if far.partial_cmp(&0.0) != Some(Ordering::Greater) {
            return 1.0;
        }
        // False position (Illinois): the distance is nearly linear in t, so few steps suffice.
        let (mut low, mut high, mut at_low, mut at_high) = (0.0, 1.0, outside(0.0), far);
        let mut last_side = 0;
        for _ in 0..40 {
            let t = (low * at_high - high * at_low) / (at_high - at_low);
            let value = outside(t);
            if value.abs() < 1e-4 || high - low < 1e-12 {
                return t;
            }
            if value > 0.0 {
                (high, at_high) = (t, value);
                if last_side == 1 {
                    at_low *= 0.5;
                }
                last_side = 1;
            } else {
                (low, at_low) = (t, value);
                if last_side == -1 {
                    at_high *= 0.5;
                }
                last_side = -1;
            }
        }
        high
    }

    /// The part from `t0` to `t1`, as a cubic.
    fn part(self, t0: f64, t1: f64) -> Curve {
        let (start, end) = (self.at(t0), self.at(t1));
        let third = (t1 - t0) / 3.0;
        Curve([start, start + self.speed(t0) * third, end - self.speed(t1) * third, end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::shape::Figure;

    fn end(x: f64, y: f64, figure: Figure, radius: f64) -> End {
        End { center: Point::new(x, y), rim: Outline::of(figure, radius) }
    }

    #[test]
    fn arrow_tips_touch_the_rim_of_every_figure_from_every_side() {
        for figure in Figure::ALL {
            for degree in (0..360).step_by(7) {
                let angle = f64::from(degree).to_radians();
                let from = end(300.0 * angle.cos(), 300.0 * angle.sin(), Figure::Square, 14.0);
                let to = end(0.0, 0.0, figure, 22.0);
                for fan in [Fan::ALONE, Fan { place: 0, of: 3, reversed: true }] {
                    let path = link_path(from, to, fan, 1.0, Some(6.5)).expect("they are far apart");
                    let tip = path.arrow.expect("it has an arrow")[0];
                    let distance = to.rim.signed_distance(tip - to.center);
                    assert!((distance - link::GAP_TO_RIM).abs() < 0.01, "{figure:?} {degree}: {distance}");
                    let start = from.rim.signed_distance(path.curve.0[0] - from.center);
                    assert!((start - link::GAP_TO_RIM_PLAIN).abs() < 0.01, "{figure:?} {degree}: {start}");
                }
            }
        }
    }

    #[test]
    fn a_link_bends_to_one_side_of_its_travel_whatever_the_direction() {
        for degree in (0..360).step_by(15) {
            let angle = f64::from(degree).to_radians();
            let (from, to) = (
                end(0.0, 0.0, Figure::Disc, 13.0),
                end(200.0 * angle.cos(), 200.0 * angle.sin(), Figure::Disc, 13.0),
            );
            let path = link_path(from, to, Fan::ALONE, 1.0, None).expect("they are far apart");
            let across = to.center - from.center;
            let side = across.turned_right().dot(path.curve.point_at(0.5) - from.center) / across.length();
            // Half of the control point's shift: 4.5 % of 200.
            assert!((side - 4.5).abs() < 0.2, "{degree}: {side}");
        }
        assert_eq!(bend(10_000.0, Fan::ALONE, 1.0), 12.0);
    }

    #[test]
    fn links_of_one_pair_fan_out_around_the_straight_line() {
        let (a, b) = (end(0.0, 0.0, Figure::Disc, 13.0), end(200.0, 0.0, Figure::Disc, 13.0));
        let middle = |from: End, to: End, fan: Fan| {
            link_path(from, to, fan, 1.0, None).expect("they are far apart").curve.point_at(0.5).y
        };
        let down = middle(a, b, Fan { place: 0, of: 3, reversed: false });
        let straight = middle(a, b, Fan { place: 1, of: 3, reversed: false });
        let up = middle(b, a, Fan { place: 2, of: 3, reversed: true });
        assert!(
            (down + 11.0).abs() < 0.5 && straight.abs() < 0.5 && (up - 11.0).abs() < 0.5,
            "{down} {straight} {up}"
        );
    }

    #[test]
    fn a_loop_leaves_and_returns_above_and_stacks() {
        let node = end(10.0, 20.0, Figure::Diamond, 16.0);
        let mut last_top = f64::INFINITY;
        for place in 0..4 {
            let path = loop_path(node, place, 1.0, Some(6.5));
            let tip = path.arrow.expect("it has an arrow")[0];
            assert!((node.rim.signed_distance(tip - node.center) - link::GAP_TO_RIM).abs() < 0.01);
            let top = path.curve.point_at(0.5).y;
            assert!(top < node.center.y - node.rim.above() - 20.0 && top < last_top - 5.0);
            last_top = top;
            for point in path.curve.points(30) {
                assert!(node.rim.signed_distance(point - node.center) > 0.5, "the loop stays outside");
            }
        }
    }

    #[test]
    fn odd_places_never_give_nan() {
        let node = |x: f64| end(x, 0.0, Figure::Hexagon, 13.0);
        for (a, b) in
            [(0.0, 0.0), (0.0, 1e-12), (0.0, 5.0), (0.0, 27.0), (0.0, 30.0), (1e9, -1e9), (1e300, -1e300)]
        {
            for fan in [Fan::ALONE, Fan { place: 7, of: 40, reversed: true }] {
                if let Some(path) = link_path(node(a), node(b), fan, 0.001, Some(6.5)) {
                    assert!(path.curve.0.iter().all(|point| point.is_finite()), "{a} {b}");
                    assert!(path.arrow.iter().flatten().all(|point| point.is_finite()), "{a} {b}");
                }
            }
        }
        assert_eq!(link_path(node(0.0), node(3.0), Fan::ALONE, 1.0, Some(6.5)), None);
    }

    #[test]
    fn distance_to_a_curve() {
        let line = Curve::line(Point::ZERO, Point::new(100.0, 0.0));
        assert!((line.distance_to(Point::new(50.0, 7.0)) - 7.0).abs() < 1e-9);
        assert!((line.distance_to(Point::new(-3.0, 4.0)) - 5.0).abs() < 1e-9);
        assert_eq!(line.direction_at(0.5), Point::new(1.0, 0.0));
    }
}
