//! Glide: actors shown elsewhere than the map has them, while a layout is under way and until the
//! picture has come to rest on what the map says. The map knows nothing of it.

use std::sync::Arc;

use crate::geometry::{Bounds, Point};
use crate::model::{ActorId, Map, Position};

/// Where actors were when a layout began.
#[derive(Clone, Debug, Default)]
pub struct Outset {
    /// Whom it bears on.
    pub actors: Vec<ActorId>,
    /// Where each of them was.
    pub places: Vec<Option<Position>>,
}

impl Outset {
    /// Everybody of a map, by id.
    pub fn of(map: &Map) -> Self {
        let (actors, places) = map.actors().map(|actor| (actor.id.clone(), actor.position)).unzip();
        Self { actors, places }
    }

    /// Some of a map.
    pub fn of_some<'a>(map: &Map, actors: impl IntoIterator<Item = &'a ActorId>) -> Self {
        let known = actors.into_iter().filter_map(|id| map.actor(id));
        let (actors, places) = known.map(|actor| (actor.id.clone(), actor.position)).unzip();
        Self { actors, places }
    }
}

/// Actors on their way from places to places.
#[derive(Clone, Debug)]
pub struct Glide {
    outset: Arc<Outset>,
    from: Vec<Point>,
    to: Vec<Point>,
    start_secs: f64,
    duration_secs: f64,
    /// The version of the map it ends on, once it is known.
    end: Option<u64>,
    /// How often it was given somewhere to go.
    legs: u64,
}

impl Glide {
    /// Everybody where they were. Who had no place stands at the origin.
    pub fn new(outset: Arc<Outset>) -> Self {
        let from: Vec<Point> = outset.places.iter().map(|place| point(*place)).collect();
        Self { to: from.clone(), from, outset, start_secs: 0.0, duration_secs: 0.0, end: None, legs: 0 }
    }

    /// Whom it bears on, in the order of all places, and where they were.
    pub fn outset(&self) -> &Arc<Outset> {
        &self.outset
    }

    /// Sends everybody on, from where they are shown now.
    pub fn go_on(&mut self, to: Vec<Point>, now_secs: f64, duration_secs: f64) {
        if to.len() == self.from.len() {
            self.from = self.at(now_secs);
            self.to = to;
            (self.start_secs, self.duration_secs) = (now_secs, duration_secs);
            self.legs += 1;
        }
    }

    /// Sends everybody where the map has them, which is the end of it.
    pub fn come_to_rest(&mut self, map: &Map, content_version: u64, now_secs: f64, duration_secs: f64) {
        let place = |id: &ActorId| point(map.actor(id).and_then(|actor| actor.position));
        let to = self.outset.actors.iter().map(place).collect();
        self.go_on(to, now_secs, duration_secs);
        self.end = Some(content_version);
    }

    /// Ends at once.
    pub fn end_at_once(&mut self, content_version: u64) {
        self.end = Some(content_version);
    }

    /// Where everybody is shown.
    pub fn at(&self, now_secs: f64) -> Vec<Point> {
        let t = self.share(now_secs);
        if t >= 1.0 {
            return self.to.clone();
        }
        // As the camera's flights: off at once, and gently there.
        let eased = 1.0 - (1.0 - t).powi(4);
        self.from.iter().zip(&self.to).map(|(from, to)| from.lerp(*to, eased)).collect()
    }

    /// Where everybody is going.
    pub fn destination(&self) -> &[Point] {
        &self.to
    }

    /// The area of where everybody is going.
    pub fn bounds(&self) -> Bounds {
        Bounds::around(self.to.iter().copied())
    }

    /// Whether everybody is where they were sent.
    pub fn has_arrived(&self, now_secs: f64) -> bool {
        self.share(now_secs) >= 1.0
    }

    /// The version of the map it ends on, once that is known.
    pub fn end(&self) -> Option<u64> {
        self.end
    }

    /// How often it was given somewhere to go.
    pub fn legs(&self) -> u64 {
        self.legs
    }

    fn share(&self, now_secs: f64) -> f64 {
        if self.duration_secs > 0.0 {
            ((now_secs - self.start_secs) / self.duration_secs).clamp(0.0, 1.0)
        } else {
            1.0
        }
    }
}

fn point(place: Option<Position>) -> Point {
    place.map(|position| position.at).filter(|at| at.is_finite()).unwrap_or(Point::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Schema};

    fn map(places: &[(&str, f64)]) -> Map {
        let mut map = Map::new("t", Schema::default());
        for (id, x) in places {
            let mut actor = Actor::new((*id).into(), "k".into(), *id);
            actor.position = Some(Position::free(Point::new(*x, 0.0)));
            map.put_actor(Arc::new(actor));
        }
        map
    }

    fn glide(map: &Map) -> Glide {
        Glide::new(Arc::new(Outset::of(map)))
    }

    #[test]
    fn another_destination_on_the_way_makes_nobody_jump() {
        let mut glide = glide(&map(&[("a", 0.0)]));
        glide.go_on(vec![Point::new(100.0, 0.0)], 1.0, 0.2);
        let halfway = glide.at(1.1);
        assert!(halfway[0].x > 10.0 && halfway[0].x < 99.0);
        glide.go_on(vec![Point::new(-50.0, 0.0)], 1.1, 0.2);
        assert_eq!(glide.at(1.1), halfway);
        assert!(!glide.has_arrived(1.2) && glide.has_arrived(1.31));
        assert_eq!(glide.at(1.31), [Point::new(-50.0, 0.0)]);
    }

    #[test]
    fn it_ends_where_the_map_has_everybody() {
        let before = map(&[("a", 0.0), ("b", 10.0)]);
        let mut glide = glide(&before);
        glide.go_on(vec![Point::new(7.0, 7.0); 2], 0.0, 0.1);
        glide.come_to_rest(&before, 4, 0.05, 0.1);
        assert_eq!(glide.at(9.0), [Point::ZERO, Point::new(10.0, 0.0)]);
        assert_eq!(glide.end(), Some(4));
    }
}
