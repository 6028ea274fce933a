//! The result of a merge: what goes together and what was chosen, as one map.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::weave::{FieldRef, Loom, Weave};
use super::{Choice, ConflictKind, Merge, Row, Rows, Side};
use crate::model::{ActorId, Link, LinkId, Map, RecordId};

/// What was chosen: per record, its fields, or whose word stands on its removal.
struct Choices {
    fields: BTreeMap<RecordId, BTreeMap<FieldRef, Choice>>,
    /// Records in conflict over a removal, and whether they stay.
    stays: BTreeMap<RecordId, (Side, bool)>,
}

impl Merge {
    /// The map both copies make together, with what was chosen. Fields in which nothing was chosen
    /// are ours; records one side removed and nobody chose on stay.
    pub fn result(&self) -> Map {
        let choices = self.choices();
        let mut map = self.ours.clone();
        if let Some(about) =
            self.settled(&choices, &self.about, |_| RecordId::About).pop().and_then(|(_, about)| about)
        {
            map.about = about;
        }
        if let Some(extras) =
            self.settled(&choices, &self.extra, |_| RecordId::Extra).pop().and_then(|(_, extras)| extras)
        {
            map.set_extras(&extras);
        }
        macro_rules! entries {
            ($list:ident, $variant:ident) => {
                let rows = self.settled(&choices, &self.$list, |id| RecordId::$variant(id.clone()));
                for (id, state) in rows {
                    put(&mut map.schema_mut().$list, id, state);
                }
                for (record, (by, stays)) in &choices.stays {
                    // Without a row: one side removed it, the other left it as it was but used it.
                    if let RecordId::$variant(id) = record {
                        let of_keeper = self.copy(by.other()).schema().$list.get(id).cloned();
                        if !*stays {
                            put(&mut map.schema_mut().$list, id.clone(), None);
                        } else if map.schema().$list.get(id).is_none() {
                            put(&mut map.schema_mut().$list, id.clone(), of_keeper);
                        }
                    }
                }
            };
        }
        entries!(families, Family);
        entries!(actor_kinds, ActorKind);
        entries!(link_kinds, LinkKind);
        entries!(fields, Field);
        self.put_actors_and_links(&choices, &mut map);
        map
    }

    fn choices(&self) -> Choices {
        let mut choices = Choices { fields: BTreeMap::new(), stays: BTreeMap::new() };
        for conflict in &self.conflicts {
            match &conflict.what {
                ConflictKind::Field(field) => {
                    if let Some(choice) = conflict.choice {
                        let fields = choices.fields.entry(conflict.record.clone()).or_default();
                        fields.insert(field.field.clone(), choice);
                    }
                }
                ConflictKind::Removed { by, .. } => {
                    let stays = conflict.choice != Some((*by).into());
                    choices.stays.insert(conflict.record.clone(), (*by, stays));
                }
            }
        }
        choices
    }

    /// The states of the records their copy changed.
    fn settled<I: Clone, T: Weave>(
        &self,
        choices: &Choices,
        rows: &Rows<I, T>,
        name: impl Fn(&I) -> RecordId,
    ) -> Vec<(I, Option<Arc<T>>)> {
        rows.iter().map(|row| (row.id.clone(), self.state(choices, row, &name(&row.id)))).collect()
    }

    fn state<I, T: Weave>(&self, choices: &Choices, row: &Row<I, T>, record: &RecordId) -> Option<Arc<T>> {
        if row.is_theirs() {
            return row.theirs.clone();
        }
        if let Some(by) = row.removed_by() {
            let stays = choices.stays.get(record).is_none_or(|(_, stays)| *stays);
            return if stays { row.of(by.other()).clone() } else { None };
        }
        let mut loom = Loom::new(choices.fields.get(record), self.side, self.base.is_none());
        row.woven(&mut loom).map(|woven| {
            // One of the two as it is keeps its bytes.
            [&row.ours, &row.theirs]
                .into_iter()
                .flatten()
                .find(|side| ***side == woven)
                .cloned()
                .unwrap_or_else(|| Arc::new(woven))
        })
    }

    fn put_actors_and_links(&self, choices: &Choices, map: &mut Map) {
        let mut removed: BTreeSet<ActorId> = BTreeSet::new();
        for (id, state) in self.settled(choices, &self.actors, |id| RecordId::Actor(id.clone())) {
            match state {
                Some(actor) => map.put_actor(actor),
                None => drop(removed.insert(id)),
            }
        }
        let mut kept: BTreeSet<ActorId> = BTreeSet::new();
        for (record, (by, stays)) in &choices.stays {
            let RecordId::Actor(id) = record else { continue };
            if *stays {
                removed.remove(id);
                kept.insert(id.clone());
                if map.actor(id).is_none()
                    && let Some(actor) = self.copy(by.other()).actor(id)
                {
                    map.put_actor(actor.clone());
                }
            } else {
                removed.insert(id.clone());
            }
        }
        // Links go first, so that those which leave with an actor are known.
        let mut states: BTreeMap<LinkId, Vec<Arc<Link>>> = BTreeMap::new();
        for id in &removed {
            for link in map.links_of(id) {
                states.insert(link.id.clone(), vec![link.clone()]);
            }
        }
        for row in &self.links {
            let state = self.state(choices, row, &RecordId::Link(row.id.clone()));
            let mut states_of_link: Vec<Arc<Link>> = state.into_iter().collect();
            if !states_of_link.is_empty() {
                states_of_link.extend(row.ours.iter().chain(&row.theirs).cloned());
            }
            states.insert(row.id.clone(), states_of_link);
        }
        for id in &self.hanging {
            let ours = self.ours.any_link(id);
            let theirs = self.theirs.any_link(id);
            // The side that changed the link first, then the other.
            let base = self.base.as_ref().and_then(|base| base.any_link(id));
            let first = if ours.is_some() && ours != base { [ours, theirs] } else { [theirs, ours] };
            let left_with_its_actor = ours.is_none() || theirs.is_none();
            let known = states.entry(id.clone()).or_default();
            if left_with_its_actor {
                // It stays where every actor it left with stays.
                *known = first.into_iter().flatten().cloned().collect();
            } else {
                known.extend(first.into_iter().flatten().cloned());
            }
        }
        for id in states.keys() {
            map.take_link(id);
            map.set_stranded(id, None);
        }
        for id in &removed {
            map.take_actor(id);
        }
        for (id, versions) in states {
            let fits = |link: &&Arc<Link>| map.actor(&link.from).is_some() && map.actor(&link.to).is_some();
            match versions.iter().find(fits).cloned() {
                Some(link) => drop(map.put_link(link)),
                None => {
                    let was_stranded = |link: &&Arc<Link>| {
                        [&self.ours, &self.theirs].iter().any(|copy| copy.stranded_link(&id) == Some(*link))
                    };
                    map.set_stranded(&id, versions.iter().find(was_stranded).cloned());
                }
            }
        }
        // What was stranded may have found its ends.
        let found: Vec<Arc<Link>> = map
            .stranded_links()
            .iter()
            .filter(|link| map.actor(&link.from).is_some() && map.actor(&link.to).is_some())
            .cloned()
            .collect();
        for link in found {
            map.set_stranded(&link.id, None);
            drop(map.put_link(link));
        }
    }
}

fn put<I: Ord, T>(entries: &mut BTreeMap<I, Arc<T>>, id: I, state: Option<Arc<T>>) {
    match state {
        Some(entry) => entries.insert(id, entry),
        None => entries.remove(&id),
    };
}
