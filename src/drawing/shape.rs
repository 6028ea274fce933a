//! Shape: the outlines of nodes. Each of the seven is a *core* (a segment or a regular polygon)
//! with everything within a *rounding* of it, so that distances are exact, outlines farther out are
//! true parallels, and one formula serves screen and export.
//!
//! Signed distance to a regular polygon after Inigo Quilez, "2D distance functions".

use std::f64::consts::PI;

use super::metrics::shape as factor;
use crate::geometry::Point;
use crate::model::Shape;

/// The seven shapes this version draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Figure {
    /// Rounded square.
    Square = 0,
    /// Disc.
    Disc = 1,
    /// Rounded diamond.
    Diamond = 2,
    /// Rounded pentagon, point up.
    Pentagon = 3,
    /// Disc inside a ring.
    Ring = 4,
    /// Rounded hexagon, points left and right.
    Hexagon = 5,
    /// Pill.
    Pill = 6,
}

impl Figure {
    /// Every figure, in the order of their numbers.
    pub const ALL: [Figure; 7] = [
        Figure::Square,
        Figure::Disc,
        Figure::Diamond,
        Figure::Pentagon,
        Figure::Ring,
        Figure::Hexagon,
        Figure::Pill,
    ];

    /// Side of the icon inside, as a factor of the radius.
    pub fn icon_factor(self) -> f64 {
        match self {
            Self::Diamond | Self::Ring => factor::ICON_SMALLER,
            _ => factor::ICON,
        }
    }
}

impl From<&Shape> for Figure {
    /// A shape of a later version is drawn as a disc.
    fn from(shape: &Shape) -> Self {
        match shape {
            Shape::Square => Self::Square,
            Shape::Disc | Shape::Other(_) => Self::Disc,
            Shape::Diamond => Self::Diamond,
            Shape::Pentagon => Self::Pentagon,
            Shape::Ring => Self::Ring,
            Shape::Hexagon => Self::Hexagon,
            Shape::Pill => Self::Pill,
        }
    }
}

/// A closed outline around the origin: a core grown by a rounding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    core: Core,
    rounding: f64,
}

/// What an outline lies around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Core {
    /// From `-half` to `half` on the x axis; a point where `half` is 0.
    Segment {
        /// Half the length.
        half: f64,
    },
    /// A regular polygon.
    Polygon {
        /// How many sides.
        sides: u8,
        /// From the centre to a side.
        apothem: f64,
        /// Half the length of a side.
        half_side: f64,
        /// Where the middle of one side lies, in radians, clockwise from the x axis (`y` down).
        turn: f64,
    },
}

/// A step of a path. Points are relative to the centre of the node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathEl {
    /// Begins at a point.
    MoveTo(Point),
    /// A straight line.
    LineTo(Point),
    /// A cubic Bézier curve: two controls, then the end.
    CurveTo(Point, Point, Point),
    /// Back to the beginning.
    Close,
}

impl Outline {
    /// The outline of a figure whose node has this radius (the factors make figures of one radius
    /// look equally heavy; only discs reach exactly to it). Negative or NaN radii count as 0, absurdly
    /// large ones as a billion.
    pub fn of(figure: Figure, radius: f64) -> Self {
        let radius = if radius.is_nan() { 0.0 } else { radius.clamp(0.0, 1e9) };
        match figure {
            Figure::Disc | Figure::Ring => Self::disc(radius),
            Figure::Pill => Self {
                core: Core::Segment { half: (factor::PILL_HALF_WIDTH - factor::PILL_HALF_HEIGHT) * radius },
                rounding: factor::PILL_HALF_HEIGHT * radius,
            },
            Figure::Square => {
                let half = factor::SQUARE_HALF_SIDE * radius;
                polygon(4, half, factor::SQUARE_CORNER * radius, 0.0)
            }
            Figure::Diamond => {
                let apothem = factor::DIAMOND_HALF_DIAGONAL * radius * std::f64::consts::FRAC_1_SQRT_2;
                polygon(4, apothem, factor::DIAMOND_CORNER * radius, PI / 4.0)
            }
            Figure::Pentagon => {
                let apothem = factor::PENTAGON_CIRCUMRADIUS * radius * PENTAGON_COS;
                polygon(5, apothem, factor::PENTAGON_CORNER * radius, PI / 2.0)
            }
            Figure::Hexagon => {
                let apothem = factor::HEXAGON_CIRCUMRADIUS * radius * HEXAGON_COS;
                polygon(6, apothem, factor::HEXAGON_CORNER * radius, PI / 6.0)
            }
        }
    }

    /// A disc.
    pub fn disc(radius: f64) -> Self {
        Self { core: Core::Segment { half: 0.0 }, rounding: radius.max(0.0) }
    }

    /// The parallel outline `by` farther out (farther in where negative, at most to the core).
    pub fn grown(self, by: f64) -> Self {
        Self { rounding: (self.rounding + by).max(0.0), ..self }
    }

    /// What it lies around.
    pub fn core(self) -> Core {
        self.core
    }

    /// How far from its core it lies: the radius of its corners.
    pub fn rounding(self) -> f64 {
        self.rounding
    }

    /// The distance from a point to the outline, negative inside. `offset` is from the centre.
    pub fn signed_distance(self, offset: Point) -> f64 {
        match self.core {
            Core::Segment { half } => {
                let beyond = (offset.x.abs() - half).max(0.0);
                beyond.hypot(offset.y) - self.rounding
            }
            Core::Polygon { apothem, half_side, .. } => {
                let (along, across) = self.folded(offset);
                let to_core = if along <= apothem {
                    along - apothem
                } else {
                    (along - apothem).hypot((across - half_side).max(0.0))
                };
                to_core - self.rounding
            }
        }
    }

    /// Whether a point lies inside or on the outline. `offset` is from the centre.
    pub fn contains(self, offset: Point) -> bool {
        self.signed_distance(offset) <= 0.0
    }

    /// How far the outline is from the centre in a direction (any length but 0; a direction that is
    /// none gives the distance to the right).
    pub fn distance_to_rim(self, direction: Point) -> f64 {
        let unit = direction.direction_or(Point::new(1.0, 0.0));
        let (corner_x, corner_y, cos, sin) = match self.core {
            Core::Segment { half } => (half, 0.0, unit.x.abs(), unit.y.abs()),
            Core::Polygon { apothem, half_side, .. } => {
                let (cos, sin) = self.folded(unit);
                (apothem, half_side, cos, sin)
            }
        };
        if let Core::Segment { half } = self.core {
            // The flat side lies above and below.
            if sin > 0.0 && self.rounding * cos <= half * sin {
                return self.rounding / sin;
            }
        } else {
            let flat = (corner_x + self.rounding) / cos;
            if flat * sin <= corner_y {
                return flat;
            }
        }
        let along = corner_x * cos + corner_y * sin;
        let aside = corner_x * sin - corner_y * cos;
        along + (self.rounding * self.rounding - aside * aside).max(0.0).sqrt()
    }

    /// How far it reaches to the right, and so to the left: all figures are symmetric.
    pub fn half_width(self) -> f64 {
        match self.core {
            Core::Segment { half } => half + self.rounding,
            Core::Polygon { .. } => self.corners().map(|corner| corner.x).fold(0.0, f64::max) + self.rounding,
        }
    }

    /// How far it reaches down from the centre.
    pub fn below(self) -> f64 {
        match self.core {
            Core::Segment { .. } => self.rounding,
            Core::Polygon { .. } => self.corners().map(|corner| corner.y).fold(0.0, f64::max) + self.rounding,
        }
    }

    /// How far it reaches up from the centre.
    pub fn above(self) -> f64 {
        match self.core {
            Core::Segment { .. } => self.rounding,
            Core::Polygon { .. } => {
                self.corners().map(|corner| -corner.y).fold(0.0, f64::max) + self.rounding
            }
        }
    }

    /// The radius of the smallest circle around it.
    pub fn reach(self) -> f64 {
        match self.core {
            Core::Segment { half } => half + self.rounding,
            Core::Polygon { apothem, half_side, .. } => apothem.hypot(half_side) + self.rounding,
        }
    }

    /// The outline as lines and cubic curves, clockwise on a screen.
    pub fn path(self) -> Vec<PathEl> {
        let mut path = Vec::with_capacity(14);
        for (center, from, to) in self.arcs() {
            let start = center + at_angle(from) * self.rounding;
            path.push(if path.is_empty() { PathEl::MoveTo(start) } else { PathEl::LineTo(start) });
            // A cubic follows an arc of a quarter turn or less within 0.03 % of its radius.
            let arm = 4.0 / 3.0 * ((to - from) / 4.0).tan() * self.rounding;
            let end = center + at_angle(to) * self.rounding;
            path.push(PathEl::CurveTo(
                start + at_angle(from).turned_right() * arm,
                end - at_angle(to).turned_right() * arm,
                end,
            ));
        }
        path.push(PathEl::Close);
        path
    }

    /// The outline as a closed line of points (the first is not repeated), each corner in `steps`
    /// parts.
    pub fn points(self, steps: usize) -> Vec<Point> {
        let steps = steps.max(1);
        let mut points = Vec::with_capacity(6 * (steps + 1));
        for (center, from, to) in self.arcs() {
            for step in 0..=steps {
                let angle = from + (to - from) * step as f64 / steps as f64;
                points.push(center + at_angle(angle) * self.rounding);
            }
        }
        points
    }

    /// The corners of a polygon's core.
    fn corners(self) -> impl Iterator<Item = Point> {
        let (sides, apothem, half_side, turn) = match self.core {
            Core::Polygon { sides, apothem, half_side, turn } => (sides, apothem, half_side, turn),
            Core::Segment { .. } => (0, 0.0, 0.0, 0.0),
        };
        let step = 2.0 * PI / f64::from(sides.max(1));
        (0..sides).map(move |side| at_angle(turn + step * (f64::from(side) + 0.5)) * apothem.hypot(half_side))
    }

    /// The round parts: centre, first and last angle, clockwise.
    fn arcs(self) -> Vec<(Point, f64, f64)> {
        match self.core {
            Core::Segment { half } => {
                let right = Point::new(half, 0.0);
                vec![
                    (right, -PI / 2.0, 0.0),
                    (right, 0.0, PI / 2.0),
                    (-right, PI / 2.0, PI),
                    (-right, PI, 1.5 * PI),
                ]
            }
            Core::Polygon { sides, turn, .. } => {
                let step = 2.0 * PI / f64::from(sides.max(1));
                self.corners()
                    .enumerate()
                    .map(|(side, corner)| {
                        let from = turn + step * side as f64;
                        (corner, from, from + step)
                    })
                    .collect()
            }
        }
    }

    /// A point turned so that the side nearest to it has its middle on the x axis, then mirrored
    /// below that axis: its distances along and across the direction of that side's middle.
    fn folded(self, offset: Point) -> (f64, f64) {
        let Core::Polygon { sides, turn, .. } = self.core else { return (offset.x.abs(), offset.y.abs()) };
        match sides {
            // Two cases without trigonometry: they are the most frequent by far.
            4 if turn == 0.0 => {
                let (x, y) = (offset.x.abs(), offset.y.abs());
                (x.max(y), x.min(y))
            }
            4 => {
                let (x, y) = (offset.x.abs(), offset.y.abs());
                ((x + y) * std::f64::consts::FRAC_1_SQRT_2, (x - y).abs() * std::f64::consts::FRAC_1_SQRT_2)
            }
            _ => {
                let step = 2.0 * PI / f64::from(sides.max(1));
                let angle = offset.y.atan2(offset.x) - turn;
                let (sin, cos) = (turn + step * (angle / step).round()).sin_cos();
                (offset.x * cos + offset.y * sin, (offset.y * cos - offset.x * sin).abs())
            }
        }
    }
}

/// cos(36°).
const PENTAGON_COS: f64 = 0.809_016_994_374_947_5;
/// cos(30°).
const HEXAGON_COS: f64 = 0.866_025_403_784_438_6;

/// A regular polygon whose corners each cut `cut` from both sides, given the apothem of its sharp
/// form.
fn polygon(sides: u8, apothem: f64, cut: f64, turn: f64) -> Outline {
    // A fillet that touches the sides at `cut` from the corner has this radius.
    let tan = match sides {
        4 => 1.0,
        5 => 0.726_542_528_005_360_9,
        _ => (PI / f64::from(sides)).tan(),
    };
    let rounding = cut / tan;
    let core_apothem = (apothem - rounding).max(0.0);
    Outline {
        core: Core::Polygon { sides, apothem: core_apothem, half_side: core_apothem * tan, turn },
        rounding,
    }
}

fn at_angle(angle: f64) -> Point {
    let (sin, cos) = angle.sin_cos();
    Point::new(cos, sin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directions() -> impl Iterator<Item = Point> {
        (0..360).map(|degree| at_angle(f64::from(degree).to_radians()))
    }

    #[test]
    fn the_rim_is_where_the_distance_is_zero() {
        for figure in Figure::ALL {
            for outline in [Outline::of(figure, 20.0), Outline::of(figure, 13.0).grown(3.4)] {
                for direction in directions() {
                    let rim = outline.distance_to_rim(direction);
                    let distance = outline.signed_distance(direction * rim);
                    assert!(distance.abs() < 1e-9, "{figure:?} {direction:?}: {distance}");
                    assert!(outline.contains(direction * (rim - 0.01)));
                    assert!(!outline.contains(direction * (rim + 0.01)));
                }
            }
        }
    }

    #[test]
    fn figures_have_the_extents_of_the_look() {
        let r = 100.0;
        let square = Outline::of(Figure::Square, r);
        assert!((square.half_width() - 89.0).abs() < 1e-9 && (square.below() - 89.0).abs() < 1e-9);
        let pill = Outline::of(Figure::Pill, r);
        assert!((pill.half_width() - 128.0).abs() < 1e-9 && (pill.below() - 82.0).abs() < 1e-9);
        // Rounded corners stay inside the sharp figure.
        let diamond = Outline::of(Figure::Diamond, r);
        assert!((100.0..122.0).contains(&diamond.below()), "{}", diamond.below());
        let pentagon = Outline::of(Figure::Pentagon, r);
        assert!(pentagon.above() > pentagon.below(), "point up");
        let hexagon = Outline::of(Figure::Hexagon, r);
        assert!(hexagon.half_width() > hexagon.below(), "points left and right");
        assert_eq!(Figure::from(&Shape::Other("star".into())), Figure::Disc);
    }

    #[test]
    fn path_and_points_lie_on_the_outline() {
        for figure in Figure::ALL {
            let outline = Outline::of(figure, 20.0);
            for point in outline.points(6) {
                assert!(outline.signed_distance(point).abs() < 1e-9, "{figure:?}");
            }
            let mut last = Point::ZERO;
            for element in outline.path() {
                let on_it: Vec<Point> = match element {
                    PathEl::MoveTo(to) => vec![to],
                    PathEl::LineTo(to) => vec![last.lerp(to, 0.5), to],
                    PathEl::CurveTo(a, b, to) => {
                        vec![last * 0.125 + a * 0.375 + b * 0.375 + to * 0.125, to]
                    }
                    PathEl::Close => vec![],
                };
                for point in &on_it {
                    assert!(outline.signed_distance(*point).abs() < 0.01, "{figure:?} {element:?}");
                }
                last = on_it.last().copied().unwrap_or(last);
            }
        }
    }

    #[test]
    fn growing_makes_a_true_parallel() {
        for figure in Figure::ALL {
            let outline = Outline::of(figure, 15.0);
            for point in outline.grown(6.0).points(4) {
                assert!((outline.signed_distance(point) - 6.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn nothing_is_nan() {
        for figure in Figure::ALL {
            for radius in [0.0, -1.0, f64::NAN, 1e300] {
                let outline = Outline::of(figure, radius);
                assert!(outline.distance_to_rim(Point::ZERO).is_finite(), "{figure:?} {radius}");
                assert!(outline.signed_distance(Point::new(1.0, 2.0)).is_finite());
            }
        }
    }
}
