//! Merge: what two copies of a map made of it, told apart and put together, record by record and
//! field by field.
//!
//! [`diff`] says what one copy has that another has not. [`Merge`] takes two copies and their common
//! ancestor: what one side changed and the other left alone is taken; what both changed, each in its
//! own way, is a [`Conflict`] with its choices. Three rules hold:
//!
//! - nothing is dropped silently: a record is missing from the result only where someone removed it
//!   and nobody changed it, or where a person chose so;
//! - the result does not depend on which copy is called ours, but for the choices;
//! - while nothing is chosen, fields keep our value and what one side removed but the other changed
//!   or used stays.
//!
//! Without a common ancestor every record counts as new on both sides: what only one copy has, and
//! fields only one copy fills, come together; fields that differ are conflicts. Places on the map are
//! then ours (or theirs where all of theirs is taken): two copies were laid out apart.
//!
//! The result is a map. [`crate::edit::Edit::Become`] makes the open map that map, as one step.
//!
//! Limitations: text is a single value, two edits of one description are a conflict; the result may
//! say of a record what neither copy said of it as a whole (our kind with their name).

mod diff;
mod resolve;
#[cfg(test)]
mod tests;
mod value;
mod weave;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use diff::{Difference, Summary, What, diff};
pub use value::Shown;
pub use weave::{FieldChange, FieldConflict, FieldRef};
pub use words::{Words, summary};

use crate::model::{
    About, Actor, ActorId, ActorKind, ActorKindId, Extras, Family, FamilyId, Field, FieldId, Link, LinkId,
    LinkKind, LinkKindId, Map, RecordId,
};
use weave::{Loom, Weave};

/// One of the two copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The copy that is open, or named first.
    Ours,
    /// The other.
    Theirs,
}

impl Side {
    /// The other side.
    pub fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

/// What to do about a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// As we have it.
    Ours,
    /// As they have it.
    Theirs,
    /// Both, one after the other; only where [`FieldConflict::both`] says so.
    Both,
}

impl From<Side> for Choice {
    fn from(side: Side) -> Self {
        match side {
            Side::Ours => Self::Ours,
            Side::Theirs => Self::Theirs,
        }
    }
}

/// Something both sides changed, which a person has to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// On which record.
    pub record: RecordId,
    /// What about it.
    pub what: ConflictKind,
    /// What was chosen.
    pub choice: Option<Choice>,
}

/// What both sides changed.
#[derive(Clone, Debug, PartialEq)]
pub enum ConflictKind {
    /// The same field.
    Field(FieldConflict),
    /// One side removed the record, the other changed these fields of it or used it anew.
    Removed {
        /// Who removed it.
        by: Side,
        /// What the other side changed in it.
        changed: Vec<FieldChange>,
        /// What the other side made that needs it: links of an actor, actors of a kind.
        used_by: Vec<RecordId>,
    },
}

impl Conflict {
    /// The choices there are.
    pub fn choices(&self) -> &'static [Choice] {
        match &self.what {
            ConflictKind::Field(field) if field.both => &[Choice::Ours, Choice::Theirs, Choice::Both],
            _ => &[Choice::Ours, Choice::Theirs],
        }
    }
}

/// A record that their copy changed, in all its states.
#[derive(Clone, Debug)]
struct Row<I, T> {
    id: I,
    base: Option<Arc<T>>,
    ours: Option<Arc<T>>,
    theirs: Option<Arc<T>>,
}

impl<I, T: Weave> Row<I, T> {
    /// Whether one side alone changed it, so that theirs is to be taken.
    fn is_theirs(&self) -> bool {
        same(&self.base, &self.ours)
    }

    /// Who removed what the other changed.
    fn removed_by(&self) -> Option<Side> {
        match (&self.ours, &self.theirs) {
            _ if self.is_theirs() => None,
            (None, Some(_)) => Some(Side::Ours),
            (Some(_), None) => Some(Side::Theirs),
            _ => None,
        }
    }

    fn of(&self, side: Side) -> &Option<Arc<T>> {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }

    /// Both states and what they are held against; `None` where a side has none.
    fn woven(&self, loom: &mut Loom<'_>) -> Option<T> {
        let (ours, theirs) = (self.ours.as_ref()?, self.theirs.as_ref()?);
        let blank;
        let base = match &self.base {
            Some(base) => base.as_ref(),
            None => {
                blank = ours.blank();
                &blank
            }
        };
        Some(T::woven(loom, base, ours, theirs))
    }
}

/// The same state; the same record is the same state without looking inside.
fn same<T: PartialEq>(a: &Option<Arc<T>>, b: &Option<Arc<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
        (None, None) => true,
        _ => false,
    }
}

/// The rows of one kind of record.
type Rows<I, T> = Vec<Row<I, T>>;

/// A merge of two copies: what goes together, what has to be chosen, and what comes of it.
#[derive(Clone, Debug)]
pub struct Merge {
    base: Option<Map>,
    ours: Map,
    theirs: Map,
    about: Rows<(), About>,
    extra: Rows<(), Extras>,
    families: Rows<FamilyId, Family>,
    actor_kinds: Rows<ActorKindId, ActorKind>,
    link_kinds: Rows<LinkKindId, LinkKind>,
    fields: Rows<FieldId, Field>,
    actors: Rows<ActorId, Actor>,
    links: Rows<LinkId, Link>,
    /// Links whose part in the result hangs on an actor that one side removed.
    hanging: BTreeSet<LinkId>,
    conflicts: Vec<Conflict>,
    /// Whose fields stand where nothing was chosen.
    side: Side,
}

impl Merge {
    /// Holds two copies against their common ancestor, where there is one.
    pub fn new(base: Option<&Map>, ours: &Map, theirs: &Map) -> Self {
        let nothing = Map::new("", crate::model::Schema::default());
        let of_base = base.unwrap_or(&nothing);
        let [a, b, c] = [of_base, ours, theirs];
        let has_base = base.is_some();
        let extras = |map: &Map| Some(Arc::new(map.extras()));
        let mut merge = Self {
            about: rows_of([(
                (),
                [has_base.then(|| a.about.clone()), Some(b.about.clone()), Some(c.about.clone())],
            )]),
            extra: rows_of([((), [extras(a), extras(b), extras(c)])]),
            families: table([a, b, c].map(|map| &map.schema().families)),
            actor_kinds: table([a, b, c].map(|map| &map.schema().actor_kinds)),
            link_kinds: table([a, b, c].map(|map| &map.schema().link_kinds)),
            fields: table([a, b, c].map(|map| &map.schema().fields)),
            actors: rows_of(theirs_and_lost(
                b.actors(),
                c.actors(),
                |actor: &Actor| actor.id.clone(),
                |id| [a, b, c].map(|map| map.actor(id).cloned()),
            )),
            links: rows_of(theirs_and_lost(
                b.all_links(),
                c.all_links(),
                |link: &Link| link.id.clone(),
                |id| [a, b, c].map(|map| map.any_link(id).cloned()),
            )),
            base: base.cloned(),
            ours: ours.clone(),
            theirs: theirs.clone(),
            hanging: BTreeSet::new(),
            conflicts: Vec::new(),
            side: Side::Ours,
        };
        merge.find_conflicts();
        merge
    }

    /// The conflicts: on what is said of the map, its schema, actors, links, each by id.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// How many conflicts nobody has chosen in.
    pub fn open_conflicts(&self) -> usize {
        self.conflicts.iter().filter(|conflict| conflict.choice.is_none()).count()
    }

    /// Whether there is a common ancestor.
    pub fn has_base(&self) -> bool {
        self.base.is_some()
    }

    /// Whether the two are copies of one map.
    pub fn same_map(&self) -> bool {
        self.ours.about.id == self.theirs.about.id
    }

    /// A copy as it was given.
    pub fn copy(&self, side: Side) -> &Map {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }

    /// Chooses in the conflict of that number (a number beyond the last is nobody's).
    pub fn choose(&mut self, number: usize, choice: Option<Choice>) {
        if let Some(conflict) = self.conflicts.get_mut(number) {
            conflict.choice = choice.filter(|choice| conflict.choices().contains(choice));
        }
    }

    /// Chooses one side in every conflict.
    pub fn choose_all(&mut self, side: Side) {
        self.side = side;
        for conflict in &mut self.conflicts {
            conflict.choice = Some(side.into());
        }
    }

    fn find_conflicts(&mut self) {
        let mut found: BTreeMap<RecordId, Vec<ConflictKind>> = BTreeMap::new();
        let two_way = self.base.is_none();
        fields_in_conflict(&mut found, &self.about, two_way, |_| RecordId::About);
        fields_in_conflict(&mut found, &self.extra, two_way, |_| RecordId::Extra);
        fields_in_conflict(&mut found, &self.families, two_way, |id| RecordId::Family(id.clone()));
        fields_in_conflict(&mut found, &self.actor_kinds, two_way, |id| RecordId::ActorKind(id.clone()));
        fields_in_conflict(&mut found, &self.link_kinds, two_way, |id| RecordId::LinkKind(id.clone()));
        fields_in_conflict(&mut found, &self.fields, two_way, |id| RecordId::Field(id.clone()));
        fields_in_conflict(&mut found, &self.actors, two_way, |id| RecordId::Actor(id.clone()));
        fields_in_conflict(&mut found, &self.links, two_way, |id| RecordId::Link(id.clone()));

        let mut uses: Vec<(Side, RecordId, RecordId)> = Vec::new();
        if let Some(base) = &self.base {
            for (side, mine, other) in
                [(Side::Ours, &self.ours, &self.theirs), (Side::Theirs, &self.theirs, &self.ours)]
            {
                new_uses(base, mine, other, |needed, user| uses.push((side.other(), needed, user)));
            }
        }
        for (by, needed, user) in uses {
            if let (RecordId::Actor(_), RecordId::Link(link)) = (&needed, &user) {
                self.hanging.insert(link.clone());
            }
            let kinds = found.entry(needed).or_default();
            match kinds.iter_mut().find(|kind| matches!(kind, ConflictKind::Removed { .. })) {
                Some(ConflictKind::Removed { used_by, .. }) => used_by.push(user),
                _ => kinds.push(ConflictKind::Removed { by, changed: Vec::new(), used_by: vec![user] }),
            }
        }
        // A link that left with its actor is no conflict of its own where the actor is one.
        let removed: Vec<(ActorId, Side)> = found
            .iter()
            .filter_map(|(record, kinds)| match (record, kinds.as_slice()) {
                (RecordId::Actor(id), [ConflictKind::Removed { by, .. }]) => Some((id.clone(), *by)),
                _ => None,
            })
            .collect();
        for (id, by) in removed {
            let keeper = self.copy(by.other());
            let with_it: Vec<LinkId> = keeper
                .links_of(&id)
                .into_iter()
                .filter(|link| self.copy(by).any_link(&link.id).is_none())
                .map(|link| link.id.clone())
                .collect();
            for link in with_it {
                found.remove(&RecordId::Link(link.clone()));
                self.hanging.insert(link);
            }
        }
        self.conflicts = found
            .into_iter()
            .flat_map(|(record, kinds)| {
                kinds.into_iter().map(move |what| Conflict { record: record.clone(), what, choice: None })
            })
            .collect();
    }
}

/// The ids their copy has or ours has and theirs has not, with the three states of each.
fn theirs_and_lost<'a, I: Ord, T: 'a>(
    ours: impl Iterator<Item = &'a Arc<T>>,
    theirs: impl Iterator<Item = &'a Arc<T>>,
    id: impl Fn(&T) -> I,
    states: impl Fn(&I) -> [Option<Arc<T>>; 3],
) -> Vec<(I, [Option<Arc<T>>; 3])> {
    let mut rows: Vec<(I, [Option<Arc<T>>; 3])> = Vec::new();
    let (mut ours, mut theirs) = (ours.peekable(), theirs.peekable());
    loop {
        let next = match (ours.peek(), theirs.peek()) {
            (None, None) => return rows,
            (Some(mine), Some(other)) => {
                if Arc::ptr_eq(mine, other) {
                    ours.next();
                    theirs.next();
                    continue;
                }
                let (mine, other) = (id(mine), id(other));
                let order = mine.cmp(&other);
                if order.is_le() {
                    ours.next();
                }
                if order.is_ge() {
                    theirs.next();
                }
                if order.is_le() { mine } else { other }
            }
            (Some(_), None) => match ours.next() {
                Some(mine) => id(mine),
                None => return rows,
            },
            (None, Some(_)) => match theirs.next() {
                Some(other) => id(other),
                None => return rows,
            },
        };
        let states = states(&next);
        rows.push((next, states));
    }
}

/// Keeps what their copy changed.
fn rows_of<I, T: Weave>(states: impl IntoIterator<Item = (I, [Option<Arc<T>>; 3])>) -> Rows<I, T> {
    states
        .into_iter()
        .filter(|(_, [base, ours, theirs])| !same(ours, theirs) && !same(base, theirs))
        .map(|(id, [base, ours, theirs])| Row { id, base, ours, theirs })
        .collect()
}

fn table<I: Ord + Clone, T: Weave>(tables: [&BTreeMap<I, Arc<T>>; 3]) -> Rows<I, T> {
    let ids: BTreeSet<&I> = tables.iter().flat_map(|table| table.keys()).collect();
    rows_of(ids.into_iter().map(|id| (id.clone(), tables.map(|table| table.get(id).cloned()))))
}

fn fields_in_conflict<I, T: Weave>(
    found: &mut BTreeMap<RecordId, Vec<ConflictKind>>,
    rows: &Rows<I, T>,
    two_way: bool,
    name: impl Fn(&I) -> RecordId,
) {
    for row in rows.iter().filter(|row| !row.is_theirs()) {
        let kinds = if let Some(by) = row.removed_by() {
            let changed = match (&row.base, row.of(by.other())) {
                (Some(base), Some(kept)) => {
                    let mut loom = Loom::new(None, Side::Ours, false);
                    T::woven(&mut loom, base, base, kept);
                    loom.taken
                }
                _ => Vec::new(),
            };
            vec![ConflictKind::Removed { by, changed, used_by: Vec::new() }]
        } else {
            let mut loom = Loom::new(None, Side::Ours, two_way);
            row.woven(&mut loom);
            loom.conflicts.into_iter().map(ConflictKind::Field).collect()
        };
        if !kinds.is_empty() {
            found.insert(name(&row.id), kinds);
        }
    }
}

/// What one copy made that needs a record the other removed: (needed, user).
fn new_uses(base: &Map, mine: &Map, other: &Map, mut found: impl FnMut(RecordId, RecordId)) {
    let lost_actor =
        |id: &ActorId| other.actor(id).is_none() && base.actor(id).is_some() && mine.actor(id).is_some();
    for link in mine.links() {
        let before = base.any_link(&link.id);
        if before.is_some_and(|before| Arc::ptr_eq(before, link) || before == link) {
            continue;
        }
        let user = RecordId::Link(link.id.clone());
        let ends = if link.from == link.to { vec![&link.from] } else { vec![&link.from, &link.to] };
        for end in ends {
            if lost_actor(end) {
                found(RecordId::Actor(end.clone()), user.clone());
            }
        }
        let lost = other.schema().link_kind(&link.kind).is_none()
            && base.schema().link_kind(&link.kind).is_some()
            && mine.schema().link_kind(&link.kind).is_some();
        if lost && before.is_none_or(|before| before.kind != link.kind) {
            found(RecordId::LinkKind(link.kind.clone()), user.clone());
        }
        for field in link
            .details
            .custom
            .keys()
            .filter(|id| before.is_none_or(|before| !before.details.custom.contains_key(*id)))
        {
            if lost_field(base, mine, other, field) {
                found(RecordId::Field(field.clone()), user.clone());
            }
        }
    }
    for actor in mine.actors() {
        let before = base.actor(&actor.id);
        if before.is_some_and(|before| Arc::ptr_eq(before, actor) || before == actor) {
            continue;
        }
        let user = RecordId::Actor(actor.id.clone());
        let lost = other.schema().actor_kind(&actor.kind).is_none()
            && base.schema().actor_kind(&actor.kind).is_some()
            && mine.schema().actor_kind(&actor.kind).is_some();
        if lost && before.is_none_or(|before| before.kind != actor.kind) {
            found(RecordId::ActorKind(actor.kind.clone()), user.clone());
        }
        for field in
            actor.custom.keys().filter(|id| before.is_none_or(|before| !before.custom.contains_key(*id)))
        {
            if lost_field(base, mine, other, field) {
                found(RecordId::Field(field.clone()), user.clone());
            }
        }
    }
    for kind in mine.schema().actor_kinds.values() {
        let before = base.schema().actor_kind(&kind.id);
        let lost = other.schema().family(&kind.family).is_none()
            && base.schema().family(&kind.family).is_some()
            && mine.schema().family(&kind.family).is_some();
        if lost && before.is_none_or(|before| before.family != kind.family) {
            found(RecordId::Family(kind.family.clone()), RecordId::ActorKind(kind.id.clone()));
        }
    }
}

fn lost_field(base: &Map, mine: &Map, other: &Map, id: &FieldId) -> bool {
    other.schema().field(id).is_none()
        && base.schema().field(id).is_some()
        && mine.schema().field(id).is_some()
}
