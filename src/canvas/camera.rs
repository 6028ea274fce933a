//! The camera: which part of the world the window shows, and how it travels.

use crate::geometry::{Bounds, Point};

/// The smallest zoom: a France-wide map still fits.
pub const MIN_ZOOM: f64 = 0.006;
/// The largest zoom.
pub const MAX_ZOOM: f64 = 8.0;

/// Which part of the world is seen. Screen coordinates here start at the canvas' own upper left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The world point in the middle of the canvas.
    pub center_in_world: Point,
    /// Logical pixels per world unit.
    pub zoom: f64,
    /// The canvas' size in logical pixels.
    pub size_px: Point,
}

impl Default for Camera {
    fn default() -> Self {
        Self { center_in_world: Point::ZERO, zoom: 1.0, size_px: Point::new(1.0, 1.0) }
    }
}

impl Camera {
    /// Where a world point is on the canvas.
    pub fn screen_from_world(&self, at_in_world: Point) -> Point {
        (at_in_world - self.center_in_world) * self.zoom + self.size_px * 0.5
    }

    /// Which world point is at a place of the canvas.
    pub fn world_from_screen(&self, at_px: Point) -> Point {
        (at_px - self.size_px * 0.5) * (1.0 / self.zoom) + self.center_in_world
    }

    /// Where the origin of page coordinates (world times zoom) is on the canvas.
    pub fn page_origin_px(&self) -> Point {
        self.size_px * 0.5 - self.center_in_world * self.zoom
    }

    /// The visible part of the page (world times zoom).
    pub fn visible_in_page(&self) -> Bounds {
        let origin = self.page_origin_px();
        Bounds::from_corners(-origin, self.size_px - origin)
    }

    /// Moves the picture by so many pixels.
    pub fn pan(&mut self, delta_px: Point) {
        self.center_in_world = clamp(self.center_in_world - delta_px * (1.0 / self.zoom));
    }

    /// Zooms by a factor so that what is under the pointer stays there.
    pub fn zoom_at(&mut self, pointer_px: Point, factor: f64) {
        if !factor.is_finite() || factor <= 0.0 {
            return;
        }
        let held = self.world_from_screen(pointer_px);
        self.zoom = (self.zoom * factor).clamp(MIN_ZOOM, MAX_ZOOM);
        let slipped = self.world_from_screen(pointer_px);
        self.center_in_world = clamp(self.center_in_world + held - slipped);
    }

    /// The camera that shows a box of the world with a margin, at no more than `max_zoom`.
    ///
    /// Labels keep their size at every zoom, so what they need is a margin in pixels.
    pub fn fitted(&self, bounds_in_world: Bounds, margin_px: f64, max_zoom: f64) -> Self {
        if bounds_in_world.is_empty() || !bounds_in_world.center().is_finite() {
            return Self { center_in_world: Point::ZERO, zoom: 1.0, ..*self };
        }
        let room = Point::new(
            (self.size_px.x - 2.0 * margin_px).max(40.0),
            (self.size_px.y - 2.0 * margin_px).max(40.0),
        );
        let zoom =
            (room.x / bounds_in_world.width().max(1.0)).min(room.y / bounds_in_world.height().max(1.0));
        Self {
            center_in_world: clamp(bounds_in_world.center()),
            zoom: zoom.clamp(MIN_ZOOM, max_zoom.clamp(MIN_ZOOM, MAX_ZOOM)),
            ..*self
        }
    }
}

/// Keeps the camera where numbers still tell pixels apart.
fn clamp(at_in_world: Point) -> Point {
    const EDGE: f64 = 1e9;
    Point::new(at_in_world.x.clamp(-EDGE, EDGE), at_in_world.y.clamp(-EDGE, EDGE))
}

/// A camera on its way.
#[derive(Clone, Copy, Debug)]
pub struct Flight {
    from: Camera,
    to: Camera,
    start_secs: f64,
    duration_secs: f64,
}

impl Flight {
    /// A flight that starts now.
    pub fn new(from: Camera, to: Camera, now_secs: f64, duration_secs: f64) -> Self {
        Self { from, to, start_secs: now_secs, duration_secs }
    }

    /// The camera at a time, and whether it has arrived.
    ///
    /// Zoom moves on a logarithmic scale, so that it seems even; both ease out
    /// (`cubic-bezier(0.2, 0, 0, 1)` is close to a quartic ease-out).
    pub fn at(&self, now_secs: f64, size_px: Point) -> (Camera, bool) {
        let t =
            if self.duration_secs > 0.0 { (now_secs - self.start_secs) / self.duration_secs } else { 1.0 };
        if t >= 1.0 {
            return (Camera { size_px, ..self.to }, true);
        }
        let eased = 1.0 - (1.0 - t.max(0.0)).powi(4);
        let zoom = (self.from.zoom.ln() * (1.0 - eased) + self.to.zoom.ln() * eased).exp();
        let center = self.from.center_in_world.lerp(self.to.center_in_world, eased);
        (Camera { center_in_world: center, zoom, size_px }, false)
    }

    /// Where it goes.
    pub fn destination(&self) -> Camera {
        self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        Camera { center_in_world: Point::new(10.0, -20.0), zoom: 0.61, size_px: Point::new(900.0, 820.0) }
    }

    #[test]
    fn what_is_under_the_pointer_stays_there_when_zooming() {
        let mut camera = camera();
        let pointer = Point::new(123.0, 456.0);
        let before = camera.world_from_screen(pointer);
        for factor in [1.5, 0.2, 30.0, 1e-9, f64::NAN, -1.0] {
            camera.zoom_at(pointer, factor);
            assert!(camera.world_from_screen(pointer).distance(before) < 1e-6);
            assert!((MIN_ZOOM..=MAX_ZOOM).contains(&camera.zoom));
        }
    }

    #[test]
    fn screen_and_world_are_each_others_inverse() {
        let camera = camera();
        let at = Point::new(3.0, 700.0);
        assert!(camera.screen_from_world(camera.world_from_screen(at)).distance(at) < 1e-9);
        let world = Point::new(5.0, 6.0);
        let by_page = world * camera.zoom + camera.page_origin_px();
        assert!(by_page.distance(camera.screen_from_world(world)) < 1e-9);
    }

    #[test]
    fn fitting_shows_the_whole_box_and_survives_odd_ones() {
        let bounds = Bounds::from_corners(Point::new(-600.0, -500.0), Point::new(650.0, 480.0));
        let fitted = camera().fitted(bounds, 40.0, 1.0);
        for corner in [bounds.min, bounds.max] {
            let at = fitted.screen_from_world(corner);
            assert!(at.x >= 39.9 && at.x <= 860.1 && at.y >= 39.9 && at.y <= 780.1, "{at:?}");
        }
        let point = Bounds::around([Point::new(4.0, 4.0)]);
        assert!((camera().fitted(point, 40.0, 1.5).zoom - 1.5).abs() < 1e-9);
        assert!(camera().fitted(Bounds::EMPTY, 40.0, 1.0).center_in_world.is_finite());
        let vast = Bounds::from_corners(Point::new(-1e300, -1e300), Point::new(1e300, 1e300));
        assert!(camera().fitted(vast, 40.0, 1.0).center_in_world.is_finite());
    }

    #[test]
    fn a_flight_arrives() {
        let to = Camera { zoom: 2.0, ..camera() };
        let flight = Flight::new(camera(), to, 1.0, 0.25);
        assert!(!flight.at(1.1, to.size_px).1);
        assert_eq!(flight.at(1.25, to.size_px), (to, true));
        assert_eq!(Flight::new(camera(), to, 1.0, 0.0).at(1.0, to.size_px), (to, true));
    }
}
