//! Following edits: what a change of a few records costs is what those records cost.

use std::collections::BTreeSet;

use super::{Fan, NONE, Prepared, PreparedLink, drawable, ends, weight_of};
use crate::geometry::Point;
use crate::model::{ActorId, LinkId, Map};

/// Up to so many actors ranks are found anew with every edit that changes a number of links.
const RANKED_AT_ONCE: usize = 20_000;

/// What an update changed: numbers of what is drawn otherwise now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Actors that moved, look different, or came or went.
    pub actors: BTreeSet<u32>,
    /// Links that join others, look different, or came or went.
    pub links: BTreeSet<u32>,
    /// Whether the largest number of links is another: then every size differs.
    pub sizes: bool,
}

impl Prepared {
    /// Brings what an edit touched up to date: the ids of actors and links added, revised or
    /// removed. An edit of the schema wants a [renewal](Prepared::renewed) instead.
    pub fn update(&mut self, map: &Map, actors: &BTreeSet<ActorId>, links: &BTreeSet<LinkId>) -> Changed {
        let mut changed = Changed::default();
        let most = (self.most_links, self.most_weight.to_bits());
        // What goes, links first; then what comes, actors first.
        let mut groups = BTreeSet::new();
        for id in links {
            self.take_link(map, id, &mut changed, &mut groups);
        }
        for id in actors {
            self.put_actor(map, id, &mut changed);
        }
        for id in links {
            self.put_link(map, id, &mut changed, &mut groups);
        }
        groups.extend(changed.actors.iter().copied());
        for number in groups {
            self.find_group(number);
        }
        let counts_changed = !changed.links.is_empty() || self.by_links.len() != map.actor_count();
        if counts_changed && self.actors.len() <= RANKED_AT_ONCE {
            self.rank();
        }
        changed.sizes = most != (self.most_links, self.most_weight.to_bits());
        changed
    }

    /// Whether so much has come and gone that a [renewal](Prepared::renewed) is due.
    pub fn is_worn(&self) -> bool {
        let later = self.later_actors.len() + self.later_links.len() + self.holes;
        later > 2_000 + (self.actors.len() + self.links.len()) / 10
    }

    /// Puts actors, by number, at places: how a layout under way is shown. The map keeps its own
    /// places; [`Prepared::replace_all`] brings them back.
    pub fn show_at(&mut self, places: impl IntoIterator<Item = (usize, Point)>) {
        for (number, at) in places {
            if number < self.actors.len() && self.is_there(number) {
                self.place(number, drawable(at));
            }
        }
    }

    /// Takes every place from the map again.
    pub fn replace_all(&mut self) {
        for number in 0..self.actors.len() {
            if self.is_there(number) {
                let at = self.actors[number].record.position.and_then(|position| drawable(position.at));
                self.place(number, at);
            }
        }
    }

    fn place(&mut self, number: usize, at: Option<Point>) {
        let at = at.unwrap_or(Point::new(f64::NAN, f64::NAN));
        self.actors[number].at = at;
        self.near.put(number, at);
    }

    fn put_actor(&mut self, map: &Map, id: &ActorId, changed: &mut Changed) {
        let known = self.number(id);
        let slot = map.actor_slot(id);
        let Some((slot, record)) = slot.and_then(|slot| Some((slot, map.actor_in(slot)?))) else {
            if let Some(number) = known {
                self.actors[number].look = NONE;
                self.place(number, None);
                self.holes += 1;
                changed.actors.insert(number as u32);
            }
            return;
        };
        let mut fresh = self.new_actor(map.schema(), slot, record);
        // An actor that was there once has its number again.
        let number = known.or_else(|| self.hole_of(id));
        if known.is_none() && number.is_some() {
            self.holes = self.holes.saturating_sub(1);
        }
        let number = number.unwrap_or_else(|| {
            let number = self.actors.len();
            self.later_actors.insert(id.clone(), number as u32);
            self.actors.push(fresh.clone());
            number
        });
        if slot.index() >= self.by_slot.len() {
            self.by_slot.resize(slot.index() + 1, NONE);
        }
        self.by_slot[slot.index()] = number as u32;
        let old = &self.actors[number];
        if old.record.canvas_name() == record.canvas_name() {
            fresh.name = old.name.clone();
        }
        let at = fresh.at;
        self.actors[number] = super::PreparedActor {
            links: old.links,
            weight: old.weight,
            rank: old.rank,
            hub: old.hub,
            first_link: old.first_link,
            ..fresh
        };
        self.near.put(number, at);
        changed.actors.insert(number as u32);
    }

    /// The number of an actor that is gone.
    fn hole_of(&self, id: &ActorId) -> Option<usize> {
        let sorted = &self.actors[..self.sorted.0];
        match sorted.binary_search_by(|actor| actor.record.id.cmp(id)) {
            Ok(number) => Some(number),
            Err(_) => self.later_actors.get(id).map(|number| *number as usize),
        }
    }

    fn link_hole_of(&self, id: &LinkId) -> Option<usize> {
        let sorted = &self.links[..self.sorted.1];
        match sorted.binary_search_by(|link| link.record.id.cmp(id)) {
            Ok(number) => Some(number),
            Err(_) => self.later_links.get(id).map(|number| *number as usize),
        }
    }

    /// Takes a link off its ends, unless it is the same but for its words.
    fn take_link(&mut self, map: &Map, id: &LinkId, changed: &mut Changed, groups: &mut BTreeSet<u32>) {
        let Some(number) = self.link_number(id) else { return };
        if let Some(record) = map.link(id)
            && record.from == self.links[number].record.from
            && record.to == self.links[number].record.to
            && record.kind == self.links[number].record.kind
            && weight_of(record) == weight_of(&self.links[number].record)
        {
            self.links[number].record = record.clone();
            return;
        }
        let (from, to) = (self.links[number].from, self.links[number].to);
        let weight = weight_of(&self.links[number].record);
        let was_most = [from, to].iter().any(|end| {
            let actor = &self.actors[*end as usize];
            actor.links == self.most_links || actor.weight >= self.most_weight
        });
        for (side, end) in ends(&self.links[number]) {
            self.unhang(number as u32, side, end);
            let actor = &mut self.actors[end as usize];
            actor.links -= 1;
            actor.weight = (actor.weight - weight).max(0.0);
            changed.actors.insert(end);
        }
        let link = &mut self.links[number];
        (link.tie, link.next) = (NONE, [NONE; 2]);
        self.holes += 1;
        groups.insert(to);
        changed.links.insert(number as u32);
        changed.links.extend(self.fan_out_pair(from, to));
        if was_most {
            self.find_most();
        }
    }

    fn unhang(&mut self, number: u32, side: usize, end: u32) {
        let after = self.links[number as usize].next[side];
        let before = self.links_at(end as usize).take_while(|link| *link != number).last();
        match before {
            Some(before) => {
                let before = &mut self.links[before as usize];
                before.next[usize::from(before.from != end)] = after;
            }
            None => self.actors[end as usize].first_link = after,
        }
    }

    fn put_link(&mut self, map: &Map, id: &LinkId, changed: &mut Changed, groups: &mut BTreeSet<u32>) {
        let Some(record) = map.link(id) else { return };
        if self.link_number(id).is_some() {
            return;
        }
        let ends = (self.number(&record.from), self.number(&record.to));
        let (Some(from), Some(to)) = ends else { return };
        let (from, to) = (from as u32, to as u32);
        let tie = self.tie(map.schema(), &record.kind);
        let fresh = PreparedLink { record: record.clone(), from, to, tie, fan: Fan::ALONE, next: [NONE; 2] };
        let number = match self.link_hole_of(id) {
            Some(number) => {
                self.holes = self.holes.saturating_sub(1);
                self.links[number] = fresh;
                number as u32
            }
            None => {
                self.links.push(fresh);
                self.later_links.insert(id.clone(), self.links.len() as u32 - 1);
                self.links.len() as u32 - 1
            }
        };
        self.hang(number);
        for end in [from, to] {
            let actor = &self.actors[end as usize];
            self.most_links = self.most_links.max(actor.links);
            self.most_weight = self.most_weight.max(actor.weight);
            changed.actors.insert(end);
        }
        groups.insert(to);
        changed.links.insert(number);
        changed.links.extend(self.fan_out_pair(from, to));
    }

    /// Looks anew whether an actor is a group, and of whom.
    fn find_group(&mut self, number: u32) {
        let place = self.groups.binary_search_by_key(&number, |group| group.actor);
        let group = self.is_there(number as usize).then(|| self.group_of(number)).flatten();
        match (place, group) {
            (Ok(place), Some(group)) => self.groups[place] = group,
            (Ok(place), None) => {
                self.groups.remove(place);
            }
            (Err(place), Some(group)) => self.groups.insert(place, group),
            (Err(_), None) => {}
        }
    }
}
