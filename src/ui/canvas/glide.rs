//! Glide: actors shown elsewhere than the map has them, while a layout is under way and until the
//! picture has come to rest on what the map says. The map knows nothing of it.

use std::sync::Arc;

use crate::geometry::{Bounds, Point};
use crate::model::{ActorId, Map};

/// Actors on their way from places to places.
#[derive(Clone, Debug)]
pub struct Glide {
    actors: Arc<[ActorId]>,
    /// The map as it was when the layout began: whoever was moved by hand since then is not shown
    /// elsewhere.
    before: Map,
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
    /// Everybody where the map has them. Who has no place stands at the origin.
    pub fn new(actors: Arc<[ActorId]>, before: Map) -> Self {
        let from = places(&before, &actors);
        Self {
            to: from.clone(),
            from,
            actors,
            before,
            start_secs: 0.0,
            duration_secs: 0.0,
            end: None,
            legs: 0,
        }
    }

    /// Whom it bears on, in the order of all places.
    pub fn actors(&self) -> &[ActorId] {
        &self.actors
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
        let to = places(map, &self.actors);
        self.go_on(to, now_secs, duration_secs);
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

    /// Whether an actor is shown elsewhere than the map has it: not one that is gone, nor one that was
    /// moved or pinned by hand meanwhile.
    pub fn carries(&self, map: &Map, id: &ActorId) -> bool {
        self.end.is_some()
            || match (map.actor(id), self.before.actor(id)) {
                (Some(now), Some(before)) => now.position == before.position,
                _ => false,
            }
    }

    fn share(&self, now_secs: f64) -> f64 {
        if self.duration_secs > 0.0 {
            ((now_secs - self.start_secs) / self.duration_secs).clamp(0.0, 1.0)
        } else {
            1.0
        }
    }
}

fn places(map: &Map, actors: &[ActorId]) -> Vec<Point> {
    let place = |id: &ActorId| map.actor(id).and_then(|actor| actor.position).map(|position| position.at);
    actors.iter().map(|id| place(id).filter(|at| at.is_finite()).unwrap_or(Point::ZERO)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Position, Schema};

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
        Glide::new(map.actors().map(|actor| actor.id.clone()).collect(), map.clone())
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

    #[test]
    fn who_was_moved_by_hand_meanwhile_is_left_alone() {
        let glide = glide(&map(&[("a", 0.0), ("b", 10.0), ("c", 20.0)]));
        let now = map(&[("a", 0.0), ("b", 11.0)]);
        let carried: Vec<bool> =
            ["a", "b", "c"].iter().map(|id| glide.carries(&now, &(*id).into())).collect();
        assert_eq!(carried, [true, false, false]);
    }
}
