//! Geometry: the bottom of the house. Points and boxes with finite coordinates; every layer above
//! names the space and unit a value lives in (`_in_world`, `_in_page`, `_px`).
//!
//! Screens and pages have `y` pointing down, and so does the world: one world unit is one logical
//! pixel at 100 % zoom.

use std::ops::{Add, Mul, Neg, Sub};

/// A point or a displacement. The space it lives in is said by the name that holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// The origin, and the displacement that moves nothing.
    pub const ZERO: Point = Point { x: 0.0, y: 0.0 };

    /// A point from its coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Whether both coordinates are numbers one can draw (neither NaN nor infinite).
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// Euclidean length of the displacement.
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// Distance to another point, in the unit of both.
    pub fn distance(self, other: Point) -> f64 {
        (self - other).length()
    }

    /// The displacement turned a quarter turn (clockwise on a screen, where `y` points down).
    pub fn turned_right(self) -> Point {
        Point::new(-self.y, self.x)
    }

    /// The displacement scaled to length 1, or `fallback` where it has no direction.
    pub fn direction_or(self, fallback: Point) -> Point {
        let length = self.length();
        if length > 1e-9 && length.is_finite() { self * (1.0 / length) } else { fallback }
    }

    /// Scalar product.
    pub fn dot(self, other: Point) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// The point at `t` of the way to `other` (0 is here, 1 is there).
    pub fn lerp(self, other: Point, t: f64) -> Point {
        self + (other - self) * t
    }
}

impl Add for Point {
    type Output = Point;
    fn add(self, other: Point) -> Point {
        Point::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        Point::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Point;
    fn mul(self, factor: f64) -> Point {
        Point::new(self.x * factor, self.y * factor)
    }
}

impl Neg for Point {
    type Output = Point;
    fn neg(self) -> Point {
        Point::new(-self.x, -self.y)
    }
}

/// An axis-aligned box. An empty box has `min > max` and contains nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Left and top.
    pub min: Point,
    /// Right and bottom.
    pub max: Point,
}

impl Bounds {
    /// The box that contains nothing; extending it gives the box of what was added.
    pub const EMPTY: Bounds = Bounds {
        min: Point::new(f64::INFINITY, f64::INFINITY),
        max: Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY),
    };

    /// The box between two opposite corners, in any order.
    pub fn from_corners(a: Point, b: Point) -> Self {
        Self { min: Point::new(a.x.min(b.x), a.y.min(b.y)), max: Point::new(a.x.max(b.x), a.y.max(b.y)) }
    }

    /// The box of a given size around its centre.
    pub fn from_center_size(center: Point, width: f64, height: f64) -> Self {
        let half = Point::new(width / 2.0, height / 2.0);
        Self { min: center - half, max: center + half }
    }

    /// The smallest box around some points.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Self {
        points.into_iter().fold(Self::EMPTY, Self::with)
    }

    /// This box grown so that it holds `point`.
    pub fn with(self, point: Point) -> Self {
        Self {
            min: Point::new(self.min.x.min(point.x), self.min.y.min(point.y)),
            max: Point::new(self.max.x.max(point.x), self.max.y.max(point.y)),
        }
    }

    /// The smallest box that holds both.
    pub fn union(self, other: Bounds) -> Self {
        if other.is_empty() { self } else { self.with(other.min).with(other.max) }
    }

    /// The box with `margin` added on every side.
    pub fn expanded(self, margin: f64) -> Self {
        let by = Point::new(margin, margin);
        Self { min: self.min - by, max: self.max + by }
    }

    /// Whether nothing can lie in it.
    pub fn is_empty(self) -> bool {
        !(self.min.x <= self.max.x && self.min.y <= self.max.y)
    }

    /// Whether a point lies in it, border included.
    pub fn contains(self, point: Point) -> bool {
        point.x >= self.min.x && point.x <= self.max.x && point.y >= self.min.y && point.y <= self.max.y
    }

    /// Whether two boxes share a point.
    pub fn intersects(self, other: Bounds) -> bool {
        self.min.x <= other.max.x
            && other.min.x <= self.max.x
            && self.min.y <= other.max.y
            && other.min.y <= self.max.y
    }

    /// Its middle.
    pub fn center(self) -> Point {
        (self.min + self.max) * 0.5
    }

    /// Its width, 0 when empty.
    pub fn width(self) -> f64 {
        (self.max.x - self.min.x).max(0.0)
    }

    /// Its height, 0 when empty.
    pub fn height(self) -> f64 {
        (self.max.y - self.min.y).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_box_grows_to_what_it_is_given() {
        let bounds = Bounds::around([Point::new(3.0, -1.0), Point::new(-2.0, 5.0)]);
        assert_eq!(bounds, Bounds::from_corners(Point::new(-2.0, 5.0), Point::new(3.0, -1.0)));
        assert!(Bounds::EMPTY.is_empty());
        assert_eq!(Bounds::EMPTY.union(bounds), bounds);
        assert_eq!(bounds.union(Bounds::EMPTY), bounds);
    }

    #[test]
    fn a_direction_never_is_nan() {
        let up = Point::new(0.0, -1.0);
        assert_eq!(Point::ZERO.direction_or(up), up);
        assert_eq!(Point::new(0.0, 9.0).direction_or(up), Point::new(0.0, 1.0));
    }
}
