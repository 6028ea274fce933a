//! Arrange: the ways a person can have a map laid out, and the work itself, apart from the map so that
//! it runs in a job.

use std::collections::{BTreeSet, HashMap};

use super::engine::overlap::{self, Rooms};
use super::engine::whole::{self, Anchors, Shape, Wish};
use super::engine::{Network, Places};
use super::{Crowd, around, circle, grid, layers};
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
    /// A joint bid, or another actor of a kind that is a group: those whom links make its members.
    Bid,
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
const BOX_SHARE: f32 = 0.9;

/// How strongly a group draws a member: somewhat less than a link.
const GATHER_WEIGHT: f32 = 0.7;

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
    /// Members and the groups that draw them together, by number; each group has two members or more.
    gathered: Vec<(u32, u32)>,
    focus: Option<u32>,
    moves: Vec<bool>,
    arrangement: Arrangement,
    origin: Point,
    /// Whether rooms are a share of the picture, not of a size.
    by_share: bool,
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
                let weight =
                    link.weight.get().filter(|weight| weight.is_finite() && *weight > 0.0).unwrap_or(1.0);
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
        let gathered = arrangement.gather.map(|by| gathered(map, by, &number, &rank)).unwrap_or_default();
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
            gathered,
            focus,
            moves,
            arrangement,
            origin,
            by_share: false,
            cores,
        }
    }

    /// The actors, in the order of all points given.
    pub fn actors(&self) -> &[ActorId] {
        &self.actors
    }

    /// A bare network of numbered nodes; the middle of [`Way::Around`] is named by its number. Discs of its
    /// nodes cover a tenth of the picture.
    pub fn of_network(count: usize, links: &[(u32, u32)], arrangement: Arrangement) -> Self {
        let links: Vec<(u32, u32, f32)> = links.iter().map(|(from, to)| (*from, *to, 1.0)).collect();
        let focus = match &arrangement.way {
            Way::Around(focus) => focus.as_str().parse().ok().filter(|focus| (*focus as usize) < count),
            _ => None,
        };
        Self {
            actors: Vec::new(),
            network: Network::new(count, links.iter().copied()),
            links,
            rank: vec![(0, 0); count],
            present: vec![None; count],
            pinned: vec![false; count],
            gathered: Vec::new(),
            focus,
            moves: vec![true; count],
            arrangement,
            origin: Point::ZERO,
            by_share: true,
            cores: super::engine::parallel::cores(),
        }
    }

    /// Does the work and gives where everyone is then, in the order of [`Task::actors`]; `None` when `watch`
    /// cancels.
    pub fn points(&self, watch: &mut dyn FnMut(&Look<'_>) -> Flow) -> Option<Vec<Point>> {
        Some(self.to_world(&self.places(watch)?))
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
}

/// Members and the numbers of their groups.
fn gathered(map: &Map, by: Gather, number: &HashMap<&ActorId, u32>, rank: &[(i64, i64)]) -> Vec<(u32, u32)> {
    let schema = map.schema();
    let mut members: BTreeSet<(String, u32)> = BTreeSet::new();
    for (actor, own) in map.actors().zip(0u32..) {
        match by {
            Gather::Territory => {
                members.insert((actor.place.territory.trim().to_owned(), own));
            }
            Gather::Family => {
                members.insert((rank[own as usize].0.to_string(), own));
            }
            Gather::Bid => {
                // Those whose hull a picture shows.
                let is_group = schema.actor_kind(&actor.kind).is_some_and(|kind| kind.group);
                if actor.hull.unwrap_or(is_group) {
                    members.insert((actor.id.to_string(), own));
                }
            }
        }
    }
    if by == Gather::Bid {
        for link in map.links() {
            let is_membership = schema.link_kind(&link.kind).is_some_and(|kind| kind.membership);
            let ends = (number.get(&link.from), number.get(&link.to));
            if let (true, (Some(member), Some(group))) = (is_membership, ends)
                && members.contains(&(link.to.to_string(), *group))
            {
                members.insert((link.to.to_string(), *member));
            }
        }
    }
    members.retain(|(name, _)| !name.is_empty());
    let members: Vec<(String, u32)> = members.into_iter().collect();
    let groups = members.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups.zip(0u32..).flat_map(|(group, at)| group.iter().map(move |(_, member)| (*member, at))).collect()
}

impl Task {
    /// In the coordinates of the work: around the present middle, in single precision.
    fn local(&self, at: Point) -> (f32, f32) {
        ((at.x - self.origin.x) as f32, (at.y - self.origin.y) as f32)
    }

    fn to_world(&self, places: &Places) -> Vec<Point> {
        let points = places.x.iter().zip(&places.y);
        // To a hundredth, as files keep them.
        let round = |value: f64| (value * 100.0).round() / 100.0;
        let free = points.map(|(x, y)| {
            Point::new(round(self.origin.x + f64::from(*x)), round(self.origin.y + f64::from(*y)))
        });
        let keeps = self.moves.iter().zip(&self.present);
        free.zip(keeps)
            .map(|(free, (moves, present))| if *moves { free } else { present.unwrap_or(free) })
            .collect()
    }

    fn rooms(&self, count: usize) -> Rooms {
        if self.arrangement.for_labels {
            Rooms::Boxes(vec![LABEL_ROOM; count])
        } else {
            Rooms::Discs(ROOM as f32)
        }
    }

    fn places(&self, watch: &mut dyn FnMut(&Look<'_>) -> Flow) -> Option<Places> {
        let count = self.present.len();
        let mut here = Places::new(count);
        for (actor, at) in self.present.iter().enumerate() {
            if let Some(at) = at {
                (here.x[actor], here.y[actor]) = self.local(*at);
            }
        }
        let moving: Vec<u32> = (0..count as u32).filter(|actor| self.moves[*actor as usize]).collect();
        if moving.is_empty() {
            return Some(here);
        }
        if self.arrangement.way == Way::Overlaps {
            return self.apart(here, watch);
        }
        let stay = count - moving.len();
        let has_strangers = stay > 0 && self.arrangement.scope != Scope::All;
        if self.arrangement.scope == Scope::New && stay > 0 {
            return self.seat_new(here, &moving, watch);
        }
        if !has_strangers {
            let mut places = self.shape(None, watch)?;
            if stay == 0 && !self.arrangement.keeps_present && self.present.iter().any(Option::is_some) {
                // Where the map was.
                let known: Vec<usize> = (0..count).filter(|actor| self.present[*actor].is_some()).collect();
                let before = Places {
                    x: known.iter().map(|actor| here.x[*actor]).collect(),
                    y: known.iter().map(|actor| here.y[*actor]).collect(),
                };
                let ([left, right, top, bottom], [l, r, t, b]) = (before.bounds(), places.bounds());
                places.shift(0.5 * (left + right - l - r), 0.5 * (top + bottom - t - b));
            }
            return Some(places);
        }
        // Only some: by themselves, laid where they were, and nobody on anybody.
        let part = self.shape(Some(&moving), watch)?;
        for (at, actor) in moving.iter().enumerate() {
            (here.x[*actor as usize], here.y[*actor as usize]) = (part.x[at], part.y[at]);
        }
        self.apart(here, watch)
    }

    /// Nobody on anybody; who does not move stays.
    fn apart(&self, mut places: Places, watch: &mut dyn FnMut(&Look<'_>) -> Flow) -> Option<Places> {
        let stays: Vec<bool> = self.moves.iter().map(|moves| !moves).collect();
        let mut is_cancelled = false;
        let before = places.clone();
        let shown = || before.clone();
        overlap::remove(&mut places, &self.rooms(self.present.len()), &stays, self.cores, &mut || {
            let flow = watch(&Look { done: 0.95, places: &shown, task: self });
            is_cancelled = flow == Flow::Cancel;
            flow == Flow::Go
        });
        if is_cancelled {
            return None;
        }
        // Shut in between those who stay: to the nearest free place.
        let left = overlap::left_over(&places, &self.rooms(self.present.len()), &stays);
        if !left.is_empty() {
            let at = |actor: usize| Point::new(f64::from(places.x[actor]), f64::from(places.y[actor]));
            let mut crowd = Crowd::default();
            let others = (0..places.len()).filter(|actor| left.binary_search(&(*actor as u32)).is_err());
            others.for_each(|actor| crowd.add(at(actor)));
            let middle = crowd.middle();
            for actor in left.into_iter().map(|actor| actor as usize) {
                let here = Point::new(f64::from(places.x[actor]), f64::from(places.y[actor]));
                let free = crowd.take_free_spot(here, here - middle);
                (places.x[actor], places.y[actor]) = (free.x as f32, free.y as f32);
            }
        }
        Some(places)
    }

    /// The asked shape of all, or of some by their numbers.
    fn shape(&self, only: Option<&[u32]>, watch: &mut dyn FnMut(&Look<'_>) -> Flow) -> Option<Places> {
        let all: Vec<u32> = (0..self.present.len() as u32).collect();
        let nodes = only.unwrap_or(&all);
        let network = self.network.of_nodes(nodes);
        let room = if self.arrangement.for_labels { 2.0 * LABEL_ROOM.0 } else { ROOM as f32 };
        let ranks: Vec<(i64, i64)> = nodes.iter().map(|node| self.rank[*node as usize]).collect();
        let places = match &self.arrangement.way {
            Way::Force => return self.forces(Shape::Force, only, watch),
            Way::Communities => return self.forces(Shape::Communities, only, watch),
            Way::Distances => return self.forces(Shape::Distances, only, watch),
            Way::Around(_) => {
                let focus = nodes.iter().position(|node| Some(*node) == self.focus).unwrap_or(0);
                around::around(&network, focus as u32, room)
            }
            Way::Layers(LayersBy::Family) => {
                let mut families: Vec<i64> = ranks.iter().map(|rank| rank.0).collect();
                families.sort_unstable();
                families.dedup();
                let layer: Vec<u32> = ranks
                    .iter()
                    .map(|rank| families.partition_point(|family| *family < rank.0) as u32)
                    .collect();
                layers::by_rank(&network, &layer, room)
            }
            Way::Layers(LayersBy::Direction) => {
                let mut number = vec![u32::MAX; self.present.len()];
                for (at, node) in nodes.iter().enumerate() {
                    number[*node as usize] = at as u32;
                }
                let own = |(from, to, _): &(u32, u32, f32)| {
                    let ends = (number[*from as usize], number[*to as usize]);
                    (ends.0 != u32::MAX && ends.1 != u32::MAX).then_some(ends)
                };
                let links: Vec<(u32, u32)> = self.links.iter().filter_map(own).collect();
                layers::by_direction(nodes.len(), &links, &network, room)
            }
            Way::Circle => circle::circle(&network, &ranks, room),
            Way::Grid | Way::Overlaps => {
                let degrees: Vec<u32> = (0..nodes.len()).map(|node| network.degree(node) as u32).collect();
                grid::grid(&ranks, &degrees, room)
            }
        };
        Some(self.put_back(places, nodes, only.is_some()))
    }

    /// Puts the middle of a finished shape where its actors were.
    fn put_back(&self, mut places: Places, nodes: &[u32], is_part: bool) -> Places {
        let known = nodes.iter().filter_map(|node| self.present[*node as usize]).map(|at| self.local(at));
        let (mut x, mut y, mut count) = (0f64, 0f64, 0f64);
        for at in known {
            (x, y, count) = (x + f64::from(at.0), y + f64::from(at.1), count + 1.0);
        }
        if is_part && count > 0.0 {
            let [left, right, top, bottom] = places.bounds();
            places
                .shift((x / count) as f32 - 0.5 * (left + right), (y / count) as f32 - 0.5 * (top + bottom));
        }
        places
    }

    fn forces(
        &self,
        shape: Shape,
        only: Option<&[u32]>,
        watch: &mut dyn FnMut(&Look<'_>) -> Flow,
    ) -> Option<Places> {
        let count = self.present.len();
        let gathers = self.arrangement.gather.is_some();
        let network = if gathers { self.gathered() } else { self.network.clone() };
        let hubs = network.count() - count;
        let mut nodes: Vec<u32> = only.map_or_else(|| (0..count as u32).collect(), <[u32]>::to_vec);
        let own = nodes.len();
        let mut is_in = vec![false; count];
        nodes.iter().for_each(|node| is_in[*node as usize] = true);
        // Hubs of whom no member is here would take room for nothing.
        let draws = |hub: &u32| network.neighbours(*hub as usize).any(|(actor, _)| is_in[actor]);
        nodes.extend((count as u32..(count + hubs) as u32).filter(draws));
        let network = network.of_nodes(&nodes);
        let present =
            |node: &u32| self.present.get(*node as usize).copied().flatten().map(|at| self.local(at));
        let present: Vec<Option<(f32, f32)>> = nodes.iter().map(present).collect();
        let pinned: Vec<bool> = nodes
            .iter()
            .map(|node| only.is_none() && self.pinned.get(*node as usize) == Some(&true))
            .collect();
        let anchors =
            Anchors { present: &present, pinned: &pinned, keeps_present: self.arrangement.keeps_present };
        let rooms = self.rooms(nodes.len());
        let share = if self.arrangement.for_labels { BOX_SHARE } else { DISC_SHARE };
        let seed = self.arrangement.seed;
        let wish = Wish {
            shape,
            rooms: (!self.by_share).then_some(&rooms),
            share,
            anchors,
            seed,
            cores: self.cores,
        };
        let spread = |places: Places| -> Places {
            // The hubs of groups are nobody.
            let mut all = Places::new(count);
            for (node, at) in nodes.iter().take(own).zip(0..) {
                (all.x[*node as usize], all.y[*node as usize]) = (places.x[at], places.y[at]);
            }
            all
        };
        let shown_elsewhere = |mut all: Places| -> Places {
            if only.is_some() {
                for (actor, at) in self.present.iter().enumerate().filter(|(actor, _)| !self.moves[*actor]) {
                    if let Some(at) = at {
                        (all.x[actor], all.y[actor]) = self.local(*at);
                    }
                }
            }
            all
        };
        let mut places = whole::whole(&network, &wish, &mut |done, places| {
            watch(&Look { done: 0.95 * done, places: &|| shown_elsewhere(spread(places())), task: self })
        })?;
        if only.is_some() && !self.arrangement.keeps_present {
            // By themselves, turned as they were.
            let known = present.iter().take(own).enumerate().filter_map(|(node, at)| Some((node, (*at)?)));
            let known: Vec<_> = known.collect();
            whole::lay_onto(&mut places, &known);
        }
        places.x.truncate(own);
        places.y.truncate(own);
        if self.by_share {
            // From discs of diameter 1.
            places.scale(ROOM as f32);
        }
        Some(places)
    }

    /// The network with a hub for each group, linked to its members.
    fn gathered(&self) -> Network {
        let count = self.present.len() as u32;
        let groups = self.gathered.iter().map(|(_, group)| group + 1).max().unwrap_or(0);
        let ties = self.gathered.iter().map(|(actor, group)| (*actor, count + group, GATHER_WEIGHT));
        Network::new((count + groups) as usize, self.links.iter().copied().chain(ties))
    }

    /// Seats who has no place yet beside whom they belong to; whole parts without anybody placed are
    /// arranged by themselves, under the rest.
    fn seat_new(
        &self,
        here: Places,
        moving: &[u32],
        watch: &mut dyn FnMut(&Look<'_>) -> Flow,
    ) -> Option<Places> {
        let mut places = here;
        let room = ROOM as f32;
        let mut known: Vec<bool> = self.present.iter().map(Option::is_some).collect();
        let mut waiting: Vec<usize> = moving.iter().map(|actor| *actor as usize).collect();
        loop {
            let mut seated = Vec::new();
            for &actor in &waiting {
                let (mut x, mut y, mut count) = (0f32, 0f32, 0f32);
                for (other, _) in self.network.neighbours(actor).filter(|(other, _)| known[*other]) {
                    (x, y, count) = (x + places.x[other], y + places.y[other], count + 1.0);
                }
                if count > 0.0 {
                    let (x, y) = (x / count, y / count);
                    // Outwards, where there is room.
                    let length = x.hypot(y).max(1e-3);
                    let (dx, dy) = super::engine::direction(actor as u32);
                    let away = if count > 1.0 { 0.3 } else { 1.0 } * room;
                    seated.push((
                        actor,
                        x + away * (x / length + 0.5 * dx),
                        y + away * (y / length + 0.5 * dy),
                    ));
                }
            }
            if seated.is_empty() {
                break;
            }
            for (actor, x, y) in seated {
                (places.x[actor], places.y[actor], known[actor]) = (x, y, true);
            }
            waiting.retain(|actor| !known[*actor]);
        }
        if !waiting.is_empty() {
            let nodes: Vec<u32> = waiting.iter().map(|actor| *actor as u32).collect();
            let mut part = self.forces(Shape::Force, Some(&nodes), watch)?;
            let (mut left, mut right, mut low) = (f32::MAX, f32::MIN, f32::MIN);
            for actor in (0..self.present.len()).filter(|actor| known[*actor]) {
                left = left.min(places.x[actor]);
                right = right.max(places.x[actor]);
                low = low.max(places.y[actor]);
            }
            let [part_left, part_right, part_top, _] = part.bounds();
            if low > f32::MIN {
                part.shift(
                    0.5 * (left + right) - 0.5 * (part_left + part_right),
                    low + 2.0 * room - part_top,
                );
            }
            for (at, actor) in waiting.iter().enumerate() {
                (places.x[*actor], places.y[*actor]) = (part.x[at], part.y[at]);
            }
        }
        self.apart(places, watch)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::model::{Actor, Link, LinkId, Position, Schema};

    /// Territories with a hub each, most actors tied to theirs and some to others; a few know nobody.
    fn map(actors: usize) -> Map {
        use crate::layout::engine::hash;
        let mut map = Map::new("t", Schema::default());
        let id = |actor: usize| ActorId::new(format!("{actor:05}"));
        for actor in 0..actors {
            let mut record = Actor::new(id(actor), "k".into(), "Nom");
            record.place.territory = format!("T{}", actor % 9).into();
            map.put_actor(Arc::new(record));
        }
        for actor in (9..actors).filter(|actor| actor % 40 != 0) {
            let far = hash(actor as u32) as usize % actors;
            for (number, other) in
                [actor % 9, if actor % 3 == 0 { far } else { far / 9 * 9 % actors }].into_iter().enumerate()
            {
                let link = LinkId::new(format!("{actor:05}-{number}"));
                map.put_link(Arc::new(Link::new(link, id(actor), "l".into(), id(other))))
                    .expect("both ends are there");
            }
        }
        map
    }

    fn lay_out(map: &Map, arrangement: Arrangement) -> Vec<(ActorId, Point)> {
        Task::new(map, arrangement).run(&mut |_| Flow::Go).expect("nobody cancels")
    }

    fn put(map: &mut Map, places: &[(ActorId, Point)]) {
        for (id, at) in places {
            let mut actor = (**map.actor(id).expect("an actor of the map")).clone();
            let pinned = actor.position.is_some_and(|position| position.pinned);
            actor.position = Some(Position { at: *at, pinned });
            map.put_actor(Arc::new(actor));
        }
    }

    fn nearest(places: &[(ActorId, Point)]) -> f64 {
        let mut nearest = f64::MAX;
        for (at, (_, a)) in places.iter().enumerate() {
            for (_, b) in &places[..at] {
                nearest = nearest.min(a.distance(*b));
            }
        }
        nearest
    }

    fn diameter(places: &[(ActorId, Point)]) -> f64 {
        let bounds = crate::geometry::Bounds::around(places.iter().map(|(_, at)| *at));
        bounds.width().hypot(bounds.height())
    }

    #[test]
    fn every_way_places_everybody_on_nobody() {
        let map = map(120);
        let focus = map.actors().next().expect("actors").id.clone();
        let ways = [
            Way::Force,
            Way::Communities,
            Way::Distances,
            Way::Around(focus),
            Way::Layers(LayersBy::Family),
            Way::Layers(LayersBy::Direction),
            Way::Circle,
            Way::Grid,
        ];
        for way in ways {
            let places = lay_out(&map, Arrangement::new(way.clone()));
            assert_eq!(places.len(), 120, "{way:?}");
            assert!(places.iter().all(|(_, at)| at.is_finite()), "{way:?}");
            assert!(nearest(&places) > 0.99 * ROOM, "{way:?}: {}", nearest(&places));
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_places_on_any_number_of_cores() {
        let map = map(6_000);
        let run = |cores: usize| {
            let mut task = Task::new(&map, Arrangement::new(Way::Force));
            task.cores = cores;
            task.run(&mut |_| Flow::Go).expect("nobody cancels")
        };
        assert_eq!(run(1), run(3));
    }

    #[test]
    fn pinned_actors_stay_and_nobody_is_put_on_them() {
        let mut map = map(200);
        let pins: Vec<ActorId> = map.actors().step_by(17).map(|actor| actor.id.clone()).collect();
        for (number, id) in pins.iter().enumerate() {
            let mut actor = (**map.actor(id).expect("an actor")).clone();
            actor.position =
                Some(Position::pinned(Point::new(300.0 * number as f64, 150.0 * (number % 4) as f64)));
            map.put_actor(Arc::new(actor));
        }
        for way in [Way::Force, Way::Distances, Way::Overlaps] {
            let places = lay_out(&map, Arrangement::new(way));
            assert!(places.iter().all(|(id, _)| !pins.contains(id)));
            let mut after = map.clone();
            put(&mut after, &places);
            let all: Vec<_> = after
                .actors()
                .map(|actor| (actor.id.clone(), actor.position.expect("all are placed").at))
                .collect();
            assert!(nearest(&all) > 0.99 * ROOM, "{}", nearest(&all));
        }
    }

    #[test]
    fn an_edited_map_keeps_its_shape_and_newcomers_move_nobody() {
        let mut map = map(600);
        let first = lay_out(&map, Arrangement::new(Way::Force));
        put(&mut map, &first);
        let hosts: Vec<ActorId> = map.actors().step_by(100).map(|actor| actor.id.clone()).collect();
        for (number, host) in hosts.iter().enumerate() {
            let id = ActorId::new(format!("zz-new-{number}"));
            map.put_actor(Arc::new(Actor::new(id.clone(), "association".into(), "Nouvelle")));
            let link =
                Link::new(format!("zz-{number}").as_str().into(), id, "membre_de".into(), host.clone());
            map.put_link(Arc::new(link)).expect("both ends are there");
        }
        let only_new = lay_out(&map, Arrangement { scope: Scope::New, ..Arrangement::new(Way::Force) });
        let mut new: Vec<&str> = only_new.iter().map(|(id, _)| id.as_str()).collect();
        new.sort_unstable();
        assert_eq!(new, ["zz-new-0", "zz-new-1", "zz-new-2", "zz-new-3", "zz-new-4", "zz-new-5"]);
        for ((_, at), host) in only_new.iter().zip(&hosts) {
            let host = map.actor(host).expect("the host").position.expect("placed").at;
            assert!(at.distance(host) < 8.0 * ROOM, "{}", at.distance(host));
        }
        let kept = lay_out(&map, Arrangement { keeps_present: true, ..Arrangement::new(Way::Force) });
        let before: BTreeMap<&ActorId, Point> = first.iter().map(|(id, at)| (id, *at)).collect();
        let moved: Vec<f64> =
            kept.iter().filter_map(|(id, at)| Some(at.distance(*before.get(id)?))).collect();
        let mean = moved.iter().sum::<f64>() / first.len() as f64;
        assert!(mean < 0.05 * diameter(&first), "{mean} of {}", diameter(&first));
    }

    #[test]
    fn a_joint_bid_draws_its_members_together_and_only_them() {
        use crate::model::{ActorKind, Bilingual, LinkKind};
        let mut bid = ActorKind::new("bid".into(), "f".into(), Bilingual::default());
        bid.group = true;
        let mut member = LinkKind::new("member".into(), Bilingual::default(), Bilingual::default());
        member.membership = true;
        // Everybody knows some; eight, strewn about, are members of a bid, eight others back it.
        let plain = map(240);
        let mut map = Map::new("t", Schema::new([], [bid], [member], []));
        plain.actors().for_each(|actor| map.put_actor(actor.clone()));
        plain.links().for_each(|link| {
            map.put_link(link.clone()).expect("both ends are there");
        });
        map.put_actor(Arc::new(Actor::new("zz".into(), "bid".into(), "Candidature")));
        let all: Vec<ActorId> = plain.actors().map(|actor| actor.id.clone()).collect();
        let members: Vec<&ActorId> = all.iter().skip(12).step_by(29).take(8).collect();
        let backers: Vec<&ActorId> = all.iter().skip(16).step_by(29).take(8).collect();
        for (kind, ends) in [("member", &members), ("backs", &backers)] {
            for from in ends.iter() {
                let id = LinkId::new(format!("{kind}-{}", from.as_str()));
                map.put_link(Arc::new(Link::new(id, (*from).clone(), kind.into(), "zz".into())))
                    .expect("both ends are there");
            }
        }
        let mean = |gather: Option<Gather>, who: &[&ActorId]| {
            let places = lay_out(&map, Arrangement { gather, ..Arrangement::new(Way::Force) });
            let at: BTreeMap<&ActorId, Point> = places.iter().map(|(id, at)| (id, *at)).collect();
            let bid = at[&ActorId::from("zz")];
            who.iter().map(|id| at[*id].distance(bid)).sum::<f64>() / diameter(&places)
        };
        let (drawn, free) = (mean(Some(Gather::Bid), &members), mean(None, &members));
        assert!(drawn < 0.9 * free, "{drawn} {free}");
        let drawn_more = drawn / mean(Some(Gather::Bid), &backers);
        assert!(drawn_more < free / mean(None, &backers), "{drawn_more}");
    }

    #[test]
    fn only_the_selection_moves_and_stays_about_where_it_was() {
        let mut map = map(300);
        let places = lay_out(&map, Arrangement::new(Way::Force));
        put(&mut map, &places);
        let selection: BTreeSet<ActorId> = map.actors().take(40).map(|actor| actor.id.clone()).collect();
        let arrangement =
            Arrangement { scope: Scope::Only(selection.clone()), ..Arrangement::new(Way::Grid) };
        let moved = lay_out(&map, arrangement);
        assert!(!moved.is_empty() && moved.iter().all(|(id, _)| selection.contains(id)));
        put(&mut map, &moved);
        let all: Vec<_> = map
            .actors()
            .map(|actor| (actor.id.clone(), actor.position.expect("all are placed").at))
            .collect();
        assert!(nearest(&all) > 0.99 * ROOM);
    }

    #[test]
    fn stopping_keeps_and_cancelling_gives_nothing() {
        let map = map(300);
        let task = Task::new(&map, Arrangement::new(Way::Force));
        assert!(task.run(&mut |_| Flow::Cancel).is_none());
        let stopped = task.run(&mut |_| Flow::Stop).expect("what there is is kept");
        assert_eq!(stopped.len(), 300);
        let mut seen = 0;
        task.run(&mut |look| {
            seen += 1;
            assert_eq!(look.points().len(), 300);
            assert!(look.points().iter().all(|at| at.is_finite()));
            if seen == 30 { Flow::Stop } else { Flow::Go }
        });
        assert_eq!(seen, 30);
    }

    #[test]
    fn no_map_is_too_small_or_too_odd() {
        let empty = Map::new("t", Schema::default());
        assert!(lay_out(&empty, Arrangement::new(Way::Force)).is_empty());
        let mut one = empty.clone();
        one.put_actor(Arc::new(Actor::new("a".into(), "k".into(), "A")));
        let looped = Link::new("l".into(), "a".into(), "k".into(), "a".into());
        one.put_link(Arc::new(looped)).expect("its end is there");
        for way in [Way::Force, Way::Distances, Way::Circle, Way::Grid, Way::Around("nobody".into())] {
            assert_eq!(lay_out(&one, Arrangement::new(way)).len(), 1);
        }
        let gathered = Arrangement { gather: Some(Gather::Territory), ..Arrangement::new(Way::Force) };
        assert_eq!(lay_out(&map(80), gathered).len(), 80);
        let bids = Arrangement { gather: Some(Gather::Bid), ..Arrangement::new(Way::Force) };
        assert_eq!(lay_out(&map(80), bids).len(), 80);
        let for_labels = Arrangement { for_labels: true, ..Arrangement::new(Way::Force) };
        let places = lay_out(&map(80), for_labels);
        for (at, (_, a)) in places.iter().enumerate() {
            assert!(places[..at].iter().all(|(_, b)| (a.x - b.x).abs() > 119.9 || (a.y - b.y).abs() > 91.9));
        }
    }
}
