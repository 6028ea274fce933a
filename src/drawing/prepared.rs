//! Prepared: what the drawing needs of a map and no view changes, worked out once per edit: names
//! broken into lines, numbers of links, places in fans, members of groups.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::curve::Fan;
use super::font::{Weight, text_width, wrap};
use super::metrics::{hull, label, link as link_metrics};
use super::shape::Figure;
use super::size::{self, SizeBy};
use crate::geometry::Point;
use crate::icons;
use crate::model::{
    Actor, ActorId, ActorKind, ActorSlot, ColourName, Link, LinkId, LinkKindId, Map, Schema, Shape,
};

/// A map made ready to be drawn. Keep one per state of the map, and [renew](Prepared::renewed) it
/// when the map changes; moves in a drag go through the view instead.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// By id; the numbers of actors are places in this list.
    pub(super) actors: Vec<PreparedActor>,
    /// By id.
    pub(super) links: Vec<PreparedLink>,
    pub(super) looks: Vec<Look>,
    pub(super) ties: Vec<Tie>,
    /// Numbers of actors, the most linked first, then by id.
    pub(super) by_links: Vec<u32>,
    pub(super) groups: Vec<Group>,
    /// For each actor, where its neighbours begin in `around`; one more at the end.
    starts: Vec<u32>,
    around: Vec<u32>,
    most_links: u32,
    most_weight: f64,
}

#[derive(Clone, Debug)]
pub(super) struct PreparedActor {
    pub record: Arc<Actor>,
    pub slot: ActorSlot,
    /// Place in `looks`.
    pub look: u32,
    /// How many links touch it, a self link once.
    pub links: u32,
    /// The sum of their weights.
    pub weight: f64,
    /// Its place in `by_links`.
    pub rank: u32,
    pub hub: bool,
    /// The lines of its name.
    pub name: Arc<[String]>,
    /// Width of the widest line in ems, regular and strong.
    pub widths: [f64; 2],
}

#[derive(Clone, Debug)]
pub(super) struct PreparedLink {
    pub record: Arc<Link>,
    pub from: u32,
    pub to: u32,
    /// Place in `ties`.
    pub tie: u32,
    pub fan: Fan,
}

/// What actors of one kind look like.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub figure: Figure,
    pub colour: ColourName,
    pub glyph: char,
    pub emphasis: bool,
}

/// What links of one kind look like.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    pub id: LinkKindId,
    pub kind: Option<Arc<crate::model::LinkKind>>,
    pub symmetric: bool,
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
        Self::build(map, &[])
    }

    /// Makes a changed map ready, keeping the lines of names that did not change.
    #[must_use]
    pub fn renewed(&self, map: &Map) -> Self {
        Self::build(map, &self.actors)
    }

    /// How many links touch an actor; 0 where it is unknown.
    pub fn links_of(&self, id: &ActorId) -> usize {
        self.number(id).map_or(0, |number| self.actors[number].links as usize)
    }

    fn build(map: &Map, before: &[PreparedActor]) -> Self {
        let schema = map.schema();
        let mut looks = Vec::new();
        let mut look_of = HashMap::new();
        let mut before = before.iter().peekable();
        let mut actors: Vec<PreparedActor> = Vec::with_capacity(map.actor_count());
        for (slot, record) in map.actors_with_slots() {
            let look = *look_of.entry(record.kind.clone()).or_insert_with(|| {
                looks.push(Look::of(schema, schema.actor_kind(&record.kind).map(Arc::as_ref)));
                looks.len() as u32 - 1
            });
            while before.next_if(|old| old.record.id < record.id).is_some() {}
            let kept = before.peek().filter(|old| old.record.canvas_name() == record.canvas_name());
            let (name, widths) = kept
                .filter(|old| old.record.id == record.id)
                .map_or_else(|| name_lines(record.canvas_name()), |old| (old.name.clone(), old.widths));
            actors.push(PreparedActor {
                record: record.clone(),
                slot,
                look,
                links: 0,
                weight: 0.0,
                rank: 0,
                hub: false,
                name,
                widths,
            });
        }
        let mut prepared = Self {
            actors,
            links: Vec::with_capacity(map.link_count()),
            looks,
            ties: Vec::new(),
            by_links: Vec::new(),
            groups: Vec::new(),
            starts: Vec::new(),
            around: Vec::new(),
            most_links: 0,
            most_weight: 0.0,
        };
        prepared.add_links(map);
        prepared.rank();
        prepared.find_neighbours();
        prepared.find_groups(schema);
        prepared
    }

    fn add_links(&mut self, map: &Map) {
        let numbers: HashMap<&ActorId, u32> =
            (0u32..).zip(&self.actors).map(|(number, actor)| (&actor.record.id, number)).collect();
        let mut tie_of = HashMap::new();
        let mut in_pair: HashMap<(u32, u32), u32> = HashMap::new();
        for record in map.links() {
            let (Some(&from), Some(&to)) = (numbers.get(&record.from), numbers.get(&record.to)) else {
                continue;
            };
            let tie = *tie_of.entry(record.kind.clone()).or_insert_with(|| {
                let kind = map.schema().link_kind(&record.kind).cloned();
                let symmetric = kind.as_ref().is_some_and(|kind| kind.symmetric);
                self.ties.push(Tie { id: record.kind.clone(), kind, symmetric });
                self.ties.len() as u32 - 1
            });
            let count = in_pair.entry((from.min(to), from.max(to))).or_default();
            let fan = Fan { place: *count, of: 1, reversed: from > to };
            *count += 1;
            self.links.push(PreparedLink { record: record.clone(), from, to, tie, fan });
        }
        for link in &mut self.links {
            let pair = (link.from.min(link.to), link.from.max(link.to));
            link.fan.of = in_pair.get(&pair).copied().unwrap_or(1);
        }
        for link in &self.links {
            let weight = link.record.weight.filter(|weight| weight.is_finite() && *weight >= 0.0);
            for end in ends(link) {
                let actor = &mut self.actors[end as usize];
                actor.links += 1;
                actor.weight += weight.unwrap_or(1.0);
            }
        }
    }

    fn rank(&mut self) {
        let mut by_links: Vec<u32> = (0..self.actors.len() as u32).collect();
        // Numbers follow ids, and the sort is stable.
        by_links.sort_by_key(|number| std::cmp::Reverse(self.actors[*number as usize].links));
        let hubs = ((self.actors.len() as f64 * label::HUB_PART) as usize).max(1);
        for (rank, number) in by_links.iter().enumerate() {
            let actor = &mut self.actors[*number as usize];
            actor.rank = rank as u32;
            actor.hub = rank < hubs && actor.links as usize >= label::HUB_LINKS;
        }
        self.by_links = by_links;
        self.most_links = self.actors.iter().map(|actor| actor.links).max().unwrap_or(0);
        self.most_weight = self.actors.iter().map(|actor| actor.weight).fold(0.0, f64::max);
    }

    fn find_neighbours(&mut self) {
        let mut starts = vec![0u32; self.actors.len() + 1];
        for link in &self.links {
            for end in ends(link) {
                starts[end as usize + 1] += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut around = vec![0u32; starts.last().copied().unwrap_or(0) as usize];
        for link in &self.links {
            for end in ends(link) {
                around[next[end as usize] as usize] = if end == link.from { link.to } else { link.from };
                next[end as usize] += 1;
            }
        }
        (self.starts, self.around) = (starts, around);
    }

    fn find_groups(&mut self, schema: &Schema) {
        let mut members: HashMap<u32, BTreeSet<u32>> = HashMap::new();
        for link in &self.links {
            let membership = self.ties[link.tie as usize].kind.as_ref().is_some_and(|kind| kind.membership);
            if membership && link.from != link.to {
                members.entry(link.to).or_default().insert(link.from);
            }
        }
        for (number, actor) in (0u32..).zip(&self.actors) {
            let is_group = schema.actor_kind(&actor.record.kind).is_some_and(|kind| kind.group);
            if !actor.record.hull.unwrap_or(is_group) {
                continue;
            }
            let Some(others) = members.get(&number) else { continue };
            if others.len() + 1 < hull::MIN_MEMBERS {
                continue;
            }
            let text = actor.record.canvas_name().replace('\n', " ");
            let name: Arc<[String]> = wrap(&text, hull::NAME_MAX_CHARS, label::MAX_LINES).into();
            let width = widest(&name, Weight::Strong);
            let members = std::iter::once(number).chain(others.iter().copied()).collect();
            self.groups.push(Group { actor: number, members, name, width });
        }
    }

    /// The neighbours of an actor, by number; one that several links join comes several times.
    pub(super) fn neighbours(&self, number: usize) -> &[u32] {
        &self.around[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    /// The number of an actor.
    pub(super) fn number(&self, id: &ActorId) -> Option<usize> {
        self.actors.binary_search_by(|actor| actor.record.id.cmp(id)).ok()
    }

    /// The number of a link.
    pub(super) fn link_number(&self, id: &LinkId) -> Option<usize> {
        self.links.binary_search_by(|link| link.record.id.cmp(id)).ok()
    }

    /// The radius of an actor at zoom 1.
    pub(super) fn radius(&self, number: usize, by: SizeBy) -> f64 {
        let actor = &self.actors[number];
        let look = &self.looks[actor.look as usize];
        let radius = match by {
            SizeBy::Links => size::radius(f64::from(actor.links), f64::from(self.most_links)),
            SizeBy::Weight => size::radius(actor.weight, self.most_weight),
            SizeBy::Same => size::radius(1.0, 1.0),
        };
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
        }
    }
}

/// Numbers of the ends of a link, a self link's once.
fn ends(link: &PreparedLink) -> impl Iterator<Item = u32> + use<> {
    [Some(link.from), (link.to != link.from).then_some(link.to)].into_iter().flatten()
}

/// A name in lines, with the width of the widest in ems, regular and strong.
fn name_lines(name: &str) -> (Arc<[String]>, [f64; 2]) {
    let lines: Arc<[String]> = wrap(name, label::MAX_CHARS, label::MAX_LINES).into();
    let widths = [widest(&lines, Weight::Regular), widest(&lines, Weight::Strong)];
    (lines, widths)
}

fn widest(lines: &[String], weight: Weight) -> f64 {
    lines.iter().map(|line| text_width(line, 1.0, weight)).fold(0.0, f64::max)
}

/// How far out positions are believed: beyond, a slip of the file, drawn at this limit.
const FARTHEST: f64 = 1e7;

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
