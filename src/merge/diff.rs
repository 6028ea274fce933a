//! Differences: what one copy of a map has that another has not, record by record, field by field.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Side;
use super::weave::{FieldChange, Loom, Weave};
use crate::model::{Map, RecordId};

/// A record that differs between two maps.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Which.
    pub record: RecordId,
    /// How.
    pub what: What,
}

/// How a record differs.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Only the later map has it.
    Added,
    /// Only the earlier map has it.
    Removed,
    /// Both have it and these fields differ.
    Changed(Vec<FieldChange>),
}

/// How many records differ, for one line of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // the names say it
pub struct Summary {
    pub actors_added: usize,
    pub actors_removed: usize,
    pub actors_changed: usize,
    /// Actors of which nothing changed but their place on the map.
    pub actors_moved: usize,
    pub links_added: usize,
    pub links_removed: usize,
    pub links_changed: usize,
    /// Families, kinds and custom fields added, removed or changed.
    pub schema: usize,
    /// Whether what is said of the map changed.
    pub about: bool,
}

impl Summary {
    /// The counts of differences.
    pub fn of(differences: &[Difference]) -> Self {
        let mut sum = Self::default();
        for difference in differences {
            match (&difference.record, &difference.what) {
                (RecordId::Actor(_), What::Added) => sum.actors_added += 1,
                (RecordId::Actor(_), What::Removed) => sum.actors_removed += 1,
                (RecordId::Actor(_), What::Changed(fields))
                    if fields.iter().all(|change| change.field.path == "position") =>
                {
                    sum.actors_moved += 1;
                }
                (RecordId::Actor(_), What::Changed(_)) => sum.actors_changed += 1,
                (RecordId::Link(_), What::Added) => sum.links_added += 1,
                (RecordId::Link(_), What::Removed) => sum.links_removed += 1,
                (RecordId::Link(_), What::Changed(_)) => sum.links_changed += 1,
                (RecordId::About | RecordId::Extra, _) => sum.about = true,
                _ => sum.schema += 1,
            }
        }
        sum
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What changed from one map to the other: what is said of the map, its schema, actors, links, each
/// by id. Whether two maps are copies of one map is not asked.
pub fn diff(before: &Map, after: &Map) -> Vec<Difference> {
    let mut differences = Vec::new();
    one(&mut differences, RecordId::About, &before.about, &after.about);
    one(&mut differences, RecordId::Extra, &Arc::new(before.extras()), &Arc::new(after.extras()));
    let (mine, theirs) = (before.schema(), after.schema());
    table(&mut differences, &mine.families, &theirs.families, |entry| RecordId::Family(entry.id.clone()));
    table(&mut differences, &mine.actor_kinds, &theirs.actor_kinds, |kind| {
        RecordId::ActorKind(kind.id.clone())
    });
    table(&mut differences, &mine.link_kinds, &theirs.link_kinds, |kind| RecordId::LinkKind(kind.id.clone()));
    table(&mut differences, &mine.fields, &theirs.fields, |field| RecordId::Field(field.id.clone()));
    sorted(&mut differences, before.actors(), after.actors(), |actor| RecordId::Actor(actor.id.clone()));
    sorted(&mut differences, before.all_links(), after.all_links(), |link| RecordId::Link(link.id.clone()));
    differences
}

fn one<T: Weave>(out: &mut Vec<Difference>, record: RecordId, before: &Arc<T>, after: &Arc<T>) {
    if Arc::ptr_eq(before, after) || before == after {
        return;
    }
    let mut loom = Loom::new(None, Side::Ours, false);
    T::woven(&mut loom, before, before, after);
    if !loom.taken.is_empty() {
        out.push(Difference { record, what: What::Changed(loom.taken) });
    }
}

fn table<K: Ord, T: Weave>(
    out: &mut Vec<Difference>,
    before: &std::collections::BTreeMap<K, Arc<T>>,
    after: &std::collections::BTreeMap<K, Arc<T>>,
    name: impl Fn(&T) -> RecordId,
) {
    let ids: BTreeSet<&K> = before.keys().chain(after.keys()).collect();
    for id in ids {
        pair(out, before.get(id), after.get(id), &name);
    }
}

/// Records that come in the order of their ids.
fn sorted<'a, T: Weave + 'a>(
    out: &mut Vec<Difference>,
    before: impl Iterator<Item = &'a Arc<T>>,
    after: impl Iterator<Item = &'a Arc<T>>,
    name: impl Fn(&T) -> RecordId,
) {
    let (mut before, mut after) = (before.peekable(), after.peekable());
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => return,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(old), Some(new)) if Arc::ptr_eq(old, new) => std::cmp::Ordering::Equal,
            (Some(old), Some(new)) => name(old).cmp(&name(new)),
        };
        let old = if order.is_le() { before.next() } else { None };
        let new = if order.is_ge() { after.next() } else { None };
        pair(out, old, new, &name);
    }
}

fn pair<T: Weave>(
    out: &mut Vec<Difference>,
    before: Option<&Arc<T>>,
    after: Option<&Arc<T>>,
    name: &impl Fn(&T) -> RecordId,
) {
    match (before, after) {
        (Some(before), Some(after)) if !Arc::ptr_eq(before, after) => one(out, name(before), before, after),
        (None, Some(after)) => out.push(Difference { record: name(after), what: What::Added }),
        (Some(before), None) => out.push(Difference { record: name(before), what: What::Removed }),
        _ => {}
    }
}
