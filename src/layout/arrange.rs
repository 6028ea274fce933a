//! Arrange: the ways a person can have a map laid out, and the work itself, apart from the map so that
//! it runs in a job.

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::engine::{Network, Places};
use crate::geometry::Point;
use crate::model::{ActorId, Map};

pub use super::engine::Flow;

/// How to lay out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Links pull, actors push: who belongs together stands together.
    Force,
    /// As Force, communities more clearly apart.
    Communities,
    /// Distances on the picture as those in the network, as nearly as can be.
    Distances,
    /// One actor in the middle, the others in rings by how many links away they are.
    Around(ActorId),
    /// In rows by family, or by the direction of links.
    Layers(LayersBy),
    /// On one circle, neighbours near each other.
    Circle,
    /// In a grid, by family and kind.
    Grid,
    /// Everyone stays, but nobody on anybody.
    Overlaps,
}

/// What rows of [`Way::Layers`] stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LayersBy {
    /// The family of an actor's kind, in the schema's order.
    Family,
    /// The direction of links: from above to below.
    Direction,
}

/// Whom to lay out. Pinned actors never move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole map.
    All,
    /// These; the others stay, and nobody is put on them.
    Only(BTreeSet<ActorId>),
    /// Those who have no place yet, beside whom they belong to.
    New,
}

/// What attracts its members beyond their links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gather {
    /// The territory written in an actor's place.
    Territory,
    /// The family of an actor's kind.
    Family,
}

/// What a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// How.
    pub way: Way,
    /// Whom.
    pub scope: Scope,
    /// Whether to start from the present places and keep them as far as can be (Force and Distances).
    pub keeps_present: bool,
    /// Whether labels get room too, not only nodes.
    pub for_labels: bool,
    /// What draws together beyond links (Force and Communities).
    pub gather: Option<Gather>,
    /// Which of many equally good pictures.
    pub seed: u32,
}

impl Arrangement {
    /// A way for the whole map, as most want it.
    pub fn new(way: Way) -> Self {
        Self { way, scope: Scope::All, keeps_present: false, for_labels: false, gather: None, seed: 0 }
    }
}

/// A look at the work under way.
pub struct Look<'a> {
    /// The share done, 0 to 1.
    pub done: f32,
    places: &'a dyn Fn() -> Places,
    task: &'a Task,
}

impl Look<'_> {
    /// Where the actors of [`Task::actors`] are by now, in world coordinates.
    pub fn points(&self) -> Vec<Point> {
        self.task.to_world(&(self.places)())
    }
}

/// The diameter of the room of a node, with the air around it, in world units.
pub const ROOM: f64 = 64.0;
/// Half the room of a node with its label, in world units.
const LABEL_ROOM: (f32, f32) = (60.0, 46.0);
/// The share of the picture that discs cover before they are moved apart; and boxes.
const DISC_SHARE: f32 = 0.1;
const BOX_SHARE: f32 = 0.3;

/// A map's network ready to be laid out, away from the map.
pub struct Task {
    actors: Vec<ActorId>,
    network: Network,
    /// Directed links, by numbers, with weights.
    links: Vec<(u32, u32, f32)>,
    /// Family and kind of each actor, by rank in the schema.
    rank: Vec<(i64, i64)>,
    present: Vec<Option<Point>>,
    pinned: Vec<bool>,
    /// Groups that draw together, by number; `u32::MAX` for none.
    group: Vec<u32>,
    focus: Option<u32>,
    moves: Vec<bool>,
    arrangement: Arrangement,
    origin: Point,
    /// On how many threads.
    pub cores: usize,
}

impl Task {
    /// Takes from the map what the work needs. Looks at every actor and link: for large maps call it in
    /// the job, on a clone of the map.
    pub fn new(map: &Map, arrangement: Arrangement) -> Self {
        let schema = map.schema();
        let actors: Vec<ActorId> = map.actors().map(|actor| actor.id.clone()).collect();
        let number: HashMap<&ActorId, u32> = actors.iter().zip(0..).collect();
        let links: Vec<(u32, u32, f32)> = map
            .links()
            .filter_map(|link| {
                let weight = link.weight.filter(|weight| weight.is_finite() && *weight > 0.0).unwrap_or(1.0);
                Some((*number.get(&link.from)?, *number.get(&link.to)?, weight.clamp(1e-3, 1e3) as f32))
            })
            .collect();
        let families: HashMap<_, _> =
            schema.families().into_iter().map(|family| (&family.id, family.rank)).collect();
        let kinds: HashMap<_, _> = schema
            .actor_kinds()
            .into_iter()
            .map(|kind| (&kind.id, (families.get(&kind.family).copied().unwrap_or(i64::MAX), kind.rank)))
            .collect();
        let rank: Vec<(i64, i64)> =
            map.actors().map(|actor| kinds.get(&actor.kind).copied().unwrap_or((i64::MAX, 0))).collect();
        let at = |position: Option<crate::model::Position>| {
            position.map(|position| position.at).filter(|at| at.is_finite())
        };
        let present: Vec<Option<Point>> = map.actors().map(|actor| at(actor.position)).collect();
        let pinned = map.actors().zip(&present);
        let pinned: Vec<bool> = pinned
            .map(|(actor, at)| at.is_some() && actor.position.is_some_and(|position| position.pinned))
            .collect();
        let mut groups: BTreeMap<String, u32> = BTreeMap::new();
        let group: Vec<u32> = map
            .actors()
            .zip(&rank)
            .map(|(actor, rank)| {
                let key = match arrangement.gather {
                    None => return u32::MAX,
                    Some(Gather::Territory) => actor.place.territory.trim().to_owned(),
                    Some(Gather::Family) => rank.0.to_string(),
                };
                if key.is_empty() {
                    return u32::MAX;
                }
                let next = groups.len() as u32;
                *groups.entry(key).or_insert(next)
            })
            .collect();
        let moves: Vec<bool> = actors
            .iter()
            .zip(pinned.iter().zip(&present))
            .map(|(id, (pinned, present))| {
                let asked = match &arrangement.scope {
                    Scope::All => true,
                    Scope::Only(only) => only.contains(id),
                    Scope::New => present.is_none(),
                };
                !pinned && (asked || present.is_none())
            })
            .collect();
        let known: Vec<Point> = present.iter().flatten().copied().collect();
        let origin = known.iter().fold(Point::ZERO, |sum, at| sum + *at * (1.0 / known.len() as f64));
        let focus = match &arrangement.way {
            Way::Around(focus) => number.get(focus).copied(),
            _ => None,
        };
        let network = Network::new(actors.len(), links.iter().copied());
        let cores = super::engine::parallel::cores();
        Self {
            actors,
            network,
            links,
            rank,
            present,
            pinned,
            group,
            focus,
            moves,
            arrangement,
            origin,
            cores,
        }
    }

    /// The actors, in the order of all points given.
    pub fn actors(&self) -> &[ActorId] {
        &self.actors
    }

    /// Does the work. `watch` sees it now and then and may end it; `None` when it cancels. Gives the places
    /// of those who moved, by actor.
    pub fn run(&self, watch: &mut dyn FnMut(&Look<'_>) -> Flow) -> Option<Vec<(ActorId, Point)>> {
        let places = self.places(watch)?;
        let points = self.to_world(&places);
        let moved = self.actors.iter().zip(points).zip(self.moves.iter().zip(&self.present));
        let moved =
            moved.filter(|((_, at), (moves, present))| **moves && present.is_none_or(|here| here != *at));
        Some(moved.map(|((id, at), _)| (id.clone(), at)).collect())
    }

    /// STUB: everybody walks to a spiral.
    fn places(&self, watch: &mut dyn FnMut(&Look<'_>) -> Flow) -> Option<Places> {
        let count = self.actors.len();
        let spiral = |at: usize| {
            let (angle, far) = (at as f64 * 2.4, 70.0 * (at as f64).sqrt());
            self.origin + Point::new(angle.cos() * far, angle.sin() * far)
        };
        let mut places = Places::new(count);
        for step in 1..=20 {
            let share = f64::from(step) / 20.0;
            for at in 0..count {
                let from = self.present[at].unwrap_or(self.origin);
                let to = if self.moves[at] { from.lerp(spiral(at), share) } else { from };
                (places.x[at], places.y[at]) = (to.x as f32, to.y as f32);
            }
            let seen = || places.clone();
            match watch(&Look { done: share as f32, places: &seen, task: self }) {
                Flow::Go => {}
                Flow::Stop => break,
                Flow::Cancel => return None,
            }
            if let Some(pause) = std::env::var("STUB_PAUSE").ok().and_then(|pause| pause.parse().ok()) {
                std::thread::sleep(std::time::Duration::from_millis(pause));
            }
        }
        Some(places)
    }

    fn to_world(&self, places: &Places) -> Vec<Point> {
        places.x.iter().zip(&places.y).map(|(x, y)| Point::new(f64::from(*x), f64::from(*y))).collect()
    }
}
