//! Prepared: what the drawing needs of a map and no view changes, worked out once and brought up to
//! date edit by edit: places, numbers of links, places in fans, members of groups, names in lines.
//!
//! Actors and links have *numbers* here: places in lists. They follow the ids when a map is made
//! ready; what is added later comes after, what is removed leaves a hole, so that an edit costs what
//! it changes and nothing else. [`Prepared::renewed`] closes the holes.

mod change;
mod grid;
mod pairs;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use hashbrown::HashMap;

pub use change::Changed;
use grid::NearGrid;

use super::curve::Fan;
use super::font::{Weight, text_width, wrap};
use super::metrics::{hull, label, link as link_metrics};
use super::shape::Figure;
use super::size::{self, SizeBy};
use crate::geometry::{Bounds, Point};
use crate::icons;
use crate::model::{
    Actor, ActorId, ActorKind, ActorKindId, ActorSlot, ColourName, Link, LinkId, LinkKindId, Map, Schema,
    Shape,
};

/// No actor, no link: the end of a list.
pub(super) const NONE: u32 = u32::MAX;

/// A map made ready to be drawn. Keep one per map, and [update](Prepared::update) it with each edit
/// (or [renew](Prepared::renewed) it); moves in a drag go through the view instead.
///
/// Limitations: after an update, ranks and hubs are those of the last renewal where the map is
/// large, so the order in which names are chosen may lag behind a few edits.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// By number.
    pub(super) actors: Vec<PreparedActor>,
    /// By number.
    pub(super) links: Vec<PreparedLink>,
    pub(super) looks: Vec<Look>,
    pub(super) ties: Vec<Tie>,
    look_of: HashMap<ActorKindId, u32>,
    tie_of: HashMap<LinkKindId, u32>,
    /// Numbers of actors, the most linked first, then by id.
    pub(super) by_links: Vec<u32>,
    /// By the number of their actor.
    pub(super) groups: Vec<Group>,
    /// So many actors, and links, come by id at the head of their lists; the others' numbers are
    /// found here.
    sorted: (usize, usize),
    later_actors: BTreeMap<ActorId, u32>,
    later_links: BTreeMap<LinkId, u32>,
    /// By the slot of the map, the number of the actor that was kept there last.
    by_slot: Vec<u32>,
    /// How many numbers stand for nothing any more.
    holes: usize,
    near: NearGrid,
    most_links: u32,
    most_weight: f32,
}

#[derive(Clone, Debug)]
pub(super) struct PreparedActor {
    pub record: Arc<Actor>,
    pub slot: ActorSlot,
    /// Where it is drawn, in world space; NaN where it has no place.
    pub at: Point,
    /// Place in `looks`; [`NONE`] where the actor is gone.
    pub look: u32,
    /// How many links touch it, a self link once.
    pub links: u32,
    /// The sum of their weights.
    pub weight: f32,
    /// Its place in `by_links`.
    pub rank: u32,
    pub hub: bool,
    pub pinned: bool,
    /// The last of its links; each leads to the one before.
    first_link: u32,
    /// Found out when it is first wanted.
    name: OnceLock<Arc<NameLines>>,
}

/// The lines of a name.
#[derive(Debug)]
pub(super) struct NameLines {
    pub lines: Arc<[String]>,
    /// Width of the widest line in ems, regular and strong.
    pub widths: [f64; 2],
}

#[derive(Clone, Debug)]
pub(super) struct PreparedLink {
    pub record: Arc<Link>,
    pub from: u32,
    pub to: u32,
    /// Place in `ties`; [`NONE`] where the link is gone.
    pub tie: u32,
    pub fan: Fan,
    /// The next link of `from`, and of `to`.
    next: [u32; 2],
}

/// What actors of one kind look like.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub figure: Figure,
    pub colour: ColourName,
    pub glyph: char,
    pub emphasis: bool,
    /// Whether actors of the kind are groups where they do not say otherwise.
    pub group: bool,
}

/// What links of one kind look like.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    pub id: LinkKindId,
    pub kind: Option<Arc<crate::model::LinkKind>>,
    pub symmetric: bool,
    pub membership: bool,
}

/// A group and its members, itself first.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub actor: u32,
    pub members: Vec<u32>,
    pub name: Arc<[String]>,
    /// Width of the widest line in ems, strong.
    pub width: f64,
}

impl Prepared {
    /// Makes a map ready.
    pub fn new(map: &Map) -> Self {
        Self::build(map, None)
    }

    /// Makes a changed map ready, keeping the lines of names that did not change.
    #[must_use]
    pub fn renewed(&self, map: &Map) -> Self {
        Self::build(map, Some(self))
    }

    /// How many numbers of actors there are, holes included.
    pub fn actor_slots(&self) -> usize {
        self.actors.len()
    }

    /// How many numbers of links there are, holes included.
    pub fn link_slots(&self) -> usize {
        self.links.len()
    }

    /// How many links touch an actor; 0 where it is unknown.
    pub fn links_of(&self, id: &ActorId) -> usize {
        self.number(id).map_or(0, |number| self.actors[number].links as usize)
    }

    fn build(map: &Map, before: Option<&Self>) -> Self {
        let mut prepared = Self {
            actors: Vec::with_capacity(map.actor_count()),
            links: Vec::with_capacity(map.link_count()),
            looks: Vec::new(),
            ties: Vec::new(),
            look_of: HashMap::new(),
            tie_of: HashMap::new(),
            by_links: Vec::new(),
            groups: Vec::new(),
            sorted: (0, 0),
            later_actors: BTreeMap::new(),
            later_links: BTreeMap::new(),
            by_slot: vec![NONE; map.slot_bound()],
            holes: 0,
            near: NearGrid::default(),
            most_links: 0,
            most_weight: 0.0,
        };
        for (slot, record) in map.actors_with_slots() {
            let mut actor = prepared.new_actor(map.schema(), slot, record);
            // Names are found out one by one as they are wanted; those known already stay known.
            if let Some(old) = before.and_then(|before| Some(&before.actors[before.number(&record.id)?]))
                && old.record.canvas_name() == record.canvas_name()
            {
                actor.name = old.name.clone();
            }
            prepared.by_slot[slot.index()] = prepared.actors.len() as u32;
            prepared.actors.push(actor);
        }
        prepared.add_links(map);
        prepared.sorted = (prepared.actors.len(), prepared.links.len());
        prepared.rank();
        prepared.near = NearGrid::new(prepared.actors.iter().map(|actor| actor.at));
        prepared.groups =
            (0..prepared.actors.len() as u32).filter_map(|number| prepared.group_of(number)).collect();
        prepared
    }

    fn new_actor(&mut self, schema: &Schema, slot: ActorSlot, record: &Arc<Actor>) -> PreparedActor {
        let place = record.position.and_then(|position| drawable(position.at));
        PreparedActor {
            at: place.unwrap_or(Point::new(f64::NAN, f64::NAN)),
            look: self.look(schema, &record.kind),
            record: record.clone(),
            slot,
            links: 0,
            weight: 0.0,
            rank: NONE,
            hub: false,
            pinned: record.position.is_some_and(|position| position.pinned),
            first_link: NONE,
            name: OnceLock::new(),
        }
    }

    fn look(&mut self, schema: &Schema, kind: &ActorKindId) -> u32 {
        let looks = &mut self.looks;
        if let Some(look) = self.look_of.get(kind) {
            return *look;
        }
        looks.push(Look::of(schema, schema.actor_kind(kind).map(Arc::as_ref)));
        self.look_of.insert(kind.clone(), looks.len() as u32 - 1);
        looks.len() as u32 - 1
    }

    fn tie(&mut self, schema: &Schema, kind: &LinkKindId) -> u32 {
        if let Some(tie) = self.tie_of.get(kind) {
            return *tie;
        }
        let known = schema.link_kind(kind).cloned();
        self.ties.push(Tie {
            id: kind.clone(),
            symmetric: known.as_ref().is_some_and(|kind| kind.symmetric),
            membership: known.as_ref().is_some_and(|kind| kind.membership),
            kind: known,
        });
        self.tie_of.insert(kind.clone(), self.ties.len() as u32 - 1);
        self.ties.len() as u32 - 1
    }

    fn add_links(&mut self, map: &Map) {
        // Links of one kind come in runs, or share the text of its id.
        let mut last: Option<(&LinkKindId, u32)> = None;
        for (record, from, to) in map.links_with_slots() {
            let (from, to) = (self.by_slot[from.index()], self.by_slot[to.index()]);
            let tie = match last {
                Some((kind, tie)) if *kind == record.kind => tie,
                _ => self.tie(map.schema(), &record.kind),
            };
            last = Some((&record.kind, tie));
            let next = [NONE; 2];
            let fan = Fan { place: 0, of: 1, reversed: from > to };
            self.links.push(PreparedLink { record: record.clone(), from, to, tie, fan, next });
        }
        pairs::fan_out(&mut self.links);
        // Backwards, so that each actor's links come by id.
        for number in (0..self.links.len() as u32).rev() {
            self.hang(number);
        }
    }

    /// Hangs a link into the lists of its ends, and counts it there.
    fn hang(&mut self, number: u32) {
        let link = &mut self.links[number as usize];
        let weight = weight_of(&link.record);
        for (side, end) in ends(link) {
            let actor = &mut self.actors[end as usize];
            link.next[side] = actor.first_link;
            actor.first_link = number;
            actor.links += 1;
            actor.weight += weight;
        }
    }

    fn rank(&mut self) {
        let mut by_links: Vec<u32> =
            (0..self.actors.len() as u32).filter(|number| self.is_there(*number as usize)).collect();
        // Numbers follow ids, and the sort is stable.
        by_links.sort_by_key(|number| std::cmp::Reverse(self.actors[*number as usize].links));
        let hubs = ((by_links.len() as f64 * label::HUB_PART) as usize).max(1);
        for (rank, number) in by_links.iter().enumerate() {
            let actor = &mut self.actors[*number as usize];
            actor.rank = rank as u32;
            actor.hub = rank < hubs && actor.links as usize >= label::HUB_LINKS;
        }
        self.by_links = by_links;
        self.find_most();
    }

    fn find_most(&mut self) {
        self.most_links = self.actors.iter().map(|actor| actor.links).max().unwrap_or(0);
        self.most_weight = self.actors.iter().map(|actor| actor.weight).fold(0.0, f32::max);
    }

    /// The group an actor is, if it is one with enough members.
    fn group_of(&self, number: u32) -> Option<Group> {
        let actor = &self.actors[number as usize];
        let look = self.looks.get(actor.look as usize)?;
        if !actor.record.hull.unwrap_or(look.group) {
            return None;
        }
        let mut others = BTreeSet::new();
        for link in self.links_at(number as usize) {
            let link = &self.links[link as usize];
            if link.to == number && link.from != number && self.ties[link.tie as usize].membership {
                others.insert(link.from);
            }
        }
        if others.len() + 1 < hull::MIN_MEMBERS {
            return None;
        }
        let text = actor.record.canvas_name().replace('\n', " ");
        let name: Arc<[String]> = wrap(&text, hull::NAME_MAX_CHARS, label::MAX_LINES).into();
        let width = widest(&name, Weight::Strong);
        let members = std::iter::once(number).chain(others).collect();
        Some(Group { actor: number, members, name, width })
    }

    /// The number of the actor that the map keeps at a slot.
    pub(super) fn number_at(&self, slot: ActorSlot) -> Option<u32> {
        let number = *self.by_slot.get(slot.index())?;
        self.actors.get(number as usize).filter(|actor| actor.slot == slot && actor.look != NONE)?;
        Some(number)
    }

    /// Whether a number stands for an actor.
    pub(super) fn is_there(&self, number: usize) -> bool {
        self.actors[number].look != NONE
    }

    /// Numbers of the links that touch an actor.
    pub(super) fn links_at(&self, number: usize) -> impl Iterator<Item = u32> {
        let at = number as u32;
        let first = Some(self.actors[number].first_link).filter(|link| *link != NONE);
        std::iter::successors(first, move |link| {
            let link = &self.links[*link as usize];
            let next = link.next[usize::from(link.from != at)];
            (next != NONE).then_some(next)
        })
    }

    /// The neighbours of an actor, by number; one that several links join comes several times, an
    /// actor linked to itself is its own.
    pub(super) fn neighbours(&self, number: usize) -> impl Iterator<Item = u32> {
        self.links_at(number).map(move |link| {
            let link = &self.links[link as usize];
            if link.from as usize == number { link.to } else { link.from }
        })
    }

    /// The number of an actor.
    pub fn number(&self, id: &ActorId) -> Option<usize> {
        let sorted = &self.actors[..self.sorted.0];
        let found = match sorted.binary_search_by(|actor| actor.record.id.cmp(id)) {
            Ok(number) => number,
            Err(_) => *self.later_actors.get(id)? as usize,
        };
        self.is_there(found).then_some(found)
    }

    /// The number of a link.
    pub fn link_number(&self, id: &LinkId) -> Option<usize> {
        let sorted = &self.links[..self.sorted.1];
        let found = match sorted.binary_search_by(|link| link.record.id.cmp(id)) {
            Ok(number) => number,
            Err(_) => *self.later_links.get(id)? as usize,
        };
        (self.links[found].tie != NONE).then_some(found)
    }

    /// Numbers of the actors of a set, in the set's order.
    pub(super) fn numbers_of(&self, ids: &BTreeSet<ActorId>) -> Vec<u32> {
        let sorted = &self.actors[..self.sorted.0];
        let known = |number: &usize| self.is_there(*number);
        walk(ids, sorted.len(), |at| &sorted[at].record.id, |id| self.number(id))
            .filter(known)
            .map(|at| at as u32)
            .collect()
    }

    /// Numbers of the links of a set, in the set's order.
    pub(super) fn link_numbers_of(&self, ids: &BTreeSet<LinkId>) -> Vec<u32> {
        let sorted = &self.links[..self.sorted.1];
        let known = |number: &usize| self.links[*number].tie != NONE;
        walk(ids, sorted.len(), |at| &sorted[at].record.id, |id| self.link_number(id))
            .filter(known)
            .map(|at| at as u32)
            .collect()
    }

    /// The actor a number stands for.
    pub fn actor(&self, number: usize) -> Option<&Arc<Actor>> {
        self.actors.get(number).filter(|actor| actor.look != NONE).map(|actor| &actor.record)
    }

    /// The link a number stands for.
    pub fn link(&self, number: usize) -> Option<&Arc<Link>> {
        self.links.get(number).filter(|link| link.tie != NONE).map(|link| &link.record)
    }

    /// Numbers of all actors, by id.
    pub fn numbers_by_id(&self) -> Vec<u32> {
        let ids = |number: &u32| &self.actors[*number as usize].record.id;
        let mut numbers: Vec<u32> =
            (0..self.actors.len() as u32).filter(|number| self.is_there(*number as usize)).collect();
        if !self.later_actors.is_empty() {
            numbers.sort_by(|a, b| ids(a).cmp(ids(b)));
        }
        numbers
    }

    /// Numbers of all links, by id.
    pub(super) fn link_numbers_by_id(&self) -> Vec<u32> {
        let ids = |number: &u32| &self.links[*number as usize].record.id;
        let mut numbers: Vec<u32> =
            (0..self.links.len() as u32).filter(|number| self.links[*number as usize].tie != NONE).collect();
        if !self.later_links.is_empty() {
            numbers.sort_by(|a, b| ids(a).cmp(ids(b)));
        }
        numbers
    }

    /// Calls `found` with the number of each actor whose place is in a box of the world; perhaps of
    /// some just outside. The order is not that of their ids.
    pub fn actors_near(&self, bounds_in_world: Bounds, found: impl FnMut(u32)) {
        self.near.near(bounds_in_world, found);
    }

    /// About how many actors [`Prepared::actors_near`] would find.
    pub fn count_near(&self, bounds_in_world: Bounds, enough: usize) -> usize {
        self.near.count(bounds_in_world, enough)
    }

    /// Where an actor is, in world space; `None` where it has no place or is gone.
    pub fn place_of(&self, number: usize) -> Option<Point> {
        self.actors
            .get(number)
            .filter(|actor| actor.look != NONE && !actor.at.x.is_nan())
            .map(|actor| actor.at)
    }

    /// The kinds of the looks, in their order.
    pub(super) fn look_kinds(&self) -> Vec<ActorKindId> {
        let mut kinds: Vec<(u32, &ActorKindId)> =
            self.look_of.iter().map(|(kind, look)| (*look, kind)).collect();
        kinds.sort_unstable();
        kinds.into_iter().map(|(_, kind)| kind.clone()).collect()
    }

    /// The lines of an actor's name.
    pub(super) fn name(&self, number: usize) -> &Arc<NameLines> {
        let actor = &self.actors[number];
        actor.name.get_or_init(|| Arc::new(NameLines::of(actor.record.canvas_name())))
    }

    /// What the size of an actor says, and the largest there is.
    pub(super) fn measure(&self, number: usize, by: SizeBy) -> f64 {
        let actor = &self.actors[number];
        match by {
            SizeBy::Links => f64::from(actor.links),
            SizeBy::Weight => f64::from(actor.weight),
            SizeBy::Same => 1.0,
        }
    }

    /// The largest [measure](Prepared::measure) on the map.
    pub(super) fn most(&self, by: SizeBy) -> f64 {
        match by {
            SizeBy::Links => f64::from(self.most_links),
            SizeBy::Weight => f64::from(self.most_weight),
            SizeBy::Same => 1.0,
        }
    }

    /// The radius of an actor at zoom 1.
    pub(super) fn radius(&self, number: usize, by: SizeBy) -> f64 {
        let actor = &self.actors[number];
        let look = &self.looks[actor.look as usize];
        let radius = size::radius(self.measure(number, by), self.most(by));
        radius.max(size::least_radius(look.figure, look.emphasis, actor.links as usize))
    }
}

impl Look {
    fn of(schema: &Schema, kind: Option<&ActorKind>) -> Self {
        let family = kind.and_then(|kind| schema.family(&kind.family));
        let colour = kind.and_then(|kind| kind.colour.clone());
        let shape = kind.and_then(|kind| kind.shape.clone());
        let glyph = kind.and_then(|kind| icons::glyph(&kind.icon));
        Self {
            figure: Figure::from(
                &shape.or_else(|| family.map(|family| family.shape.clone())).unwrap_or(Shape::Disc),
            ),
            colour: colour
                .or_else(|| family.map(|family| family.colour.clone()))
                .unwrap_or_else(|| ColourName::new("grey")),
            glyph: glyph.or_else(|| icons::glyph(icons::FALLBACK)).unwrap_or(' '),
            emphasis: kind.is_some_and(|kind| kind.emphasis),
            group: kind.is_some_and(|kind| kind.group),
        }
    }
}

impl NameLines {
    fn of(name: &str) -> Self {
        let lines: Arc<[String]> = wrap(name, label::MAX_CHARS, label::MAX_LINES).into();
        let widths = [widest(&lines, Weight::Regular), widest(&lines, Weight::Strong)];
        Self { lines, widths }
    }
}

/// The ends of a link with their side, a self link's once.
fn ends(link: &PreparedLink) -> impl Iterator<Item = (usize, u32)> + use<> {
    [Some((0, link.from)), (link.to != link.from).then_some((1, link.to))].into_iter().flatten()
}

/// What a link counts for.
fn weight_of(link: &Link) -> f32 {
    link.weight.get().filter(|weight| weight.is_finite() && *weight >= 0.0).unwrap_or(1.0) as f32
}

fn widest(lines: &[String], weight: Weight) -> f64 {
    lines.iter().map(|line| text_width(line, 1.0, weight)).fold(0.0, f64::max)
}

/// The numbers of a set of ids. Both come sorted: small sets are looked up, large ones walked beside
/// the records.
fn walk<'a, Id: Ord + 'a>(
    ids: &'a BTreeSet<Id>,
    count: usize,
    id_of: impl Fn(usize) -> &'a Id + 'a,
    find: impl Fn(&Id) -> Option<usize> + 'a,
) -> impl Iterator<Item = usize> + 'a {
    let large = ids.len().saturating_mul(16) >= count;
    let mut at = 0;
    ids.iter().filter_map(move |id| {
        if !large {
            return find(id);
        }
        while at < count && id_of(at) < id {
            at += 1;
        }
        if at < count && id_of(at) == id { Some(at) } else { find(id) }
    })
}

/// How far out positions are believed: beyond, a slip of the file, drawn at this limit.
pub const FARTHEST: f64 = 1e7;

/// A position as drawn: `None` where it is no number, pulled in where it is absurdly far.
pub(super) fn drawable(at: Point) -> Option<Point> {
    let pull = |value: f64| value.clamp(-FARTHEST, FARTHEST);
    at.is_finite().then(|| Point::new(pull(at.x), pull(at.y)))
}

/// The side of an arrow on a link, at a scale of nodes.
pub(super) fn arrow_side(active: bool, scale: f64) -> f64 {
    let side = if active { link_metrics::ARROW_LENGTH_ACTIVE } else { link_metrics::ARROW_LENGTH };
    (side * scale).max(link_metrics::ARROW_MIN)
}
