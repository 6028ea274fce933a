//! Rows: which records the table lists, in which order, and what its columns are. Kept between
//! frames; an edit never moves a row that someone works on.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::edit::{Edit, FieldName};
use crate::job::{Job, Outcome, Progress};
use crate::lang::Lang;
use crate::model::{Actor, ActorId, Confidence, Link, LinkId, Map};
use crate::query::{Filter, Shown, fold};
use crate::session::Session;
use crate::text::Text;
use crate::ui::tabular::columns::{ActorColumn, CellFault, LinkColumn};

/// What the table lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Actors.
    #[default]
    Actors,
    /// Links.
    Links,
}

const ACTOR_COLUMNS: [Column; 11] = {
    use ActorColumn as A;
    [
        Column::Actor(A::Name),
        Column::Actor(A::Kind),
        Column::Actor(A::Commune),
        Column::Actor(A::Territory),
        Column::Actor(A::Tags),
        Column::Actor(A::Start),
        Column::Actor(A::End),
        Column::Actor(A::Siren),
        Column::Actor(A::Website),
        Column::Actor(A::Links),
        Column::Actor(A::Confidence),
    ]
};

const LINK_COLUMNS: [Column; 8] = {
    use LinkColumn as L;
    [
        Column::Link(L::From),
        Column::Link(L::Verb),
        Column::Link(L::To),
        Column::Link(L::Role),
        Column::Link(L::Start),
        Column::Link(L::End),
        Column::Link(L::Weight),
        Column::Link(L::Confidence),
    ]
};

impl Tab {
    /// Its columns, in their order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Actors => &ACTOR_COLUMNS,
            Self::Links => &LINK_COLUMNS,
        }
    }
}

/// How a cell is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editor {
    /// Typed.
    Text,
    /// Chosen from the kinds of actors.
    Kind,
    /// Chosen from the verbs.
    Verb,
    /// Chosen from the levels of confidence.
    Confidence,
    /// Chosen from the actors.
    Actor,
    /// Not edited: counted.
    None,
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Of actors.
    Actor(ActorColumn),
    /// Of links.
    Link(LinkColumn),
}

impl Column {
    /// The key of its heading.
    pub fn key(self) -> &'static str {
        match self {
            Self::Actor(column) => column.key(),
            Self::Link(column) => column.key(),
        }
    }

    /// Whether a heading in either language means this column.
    pub fn is_headed(self, heading: &str) -> bool {
        match self {
            Self::Actor(column) => ActorColumn::of_heading(heading) == Some(column),
            Self::Link(column) => LinkColumn::of_heading(heading) == Some(column),
        }
    }

    /// How its cells are edited.
    pub fn editor(self) -> Editor {
        match self {
            Self::Actor(ActorColumn::Kind) => Editor::Kind,
            Self::Actor(ActorColumn::Links) => Editor::None,
            Self::Link(LinkColumn::Verb) => Editor::Verb,
            Self::Link(LinkColumn::From | LinkColumn::To) => Editor::Actor,
            Self::Actor(ActorColumn::Confidence) | Self::Link(LinkColumn::Confidence) => Editor::Confidence,
            _ => Editor::Text,
        }
    }

    /// Whether an empty cell makes sense.
    pub fn can_be_empty(self) -> bool {
        matches!(self.editor(), Editor::Text | Editor::Confidence) && self != Self::Actor(ActorColumn::Name)
    }

    /// Whether its cells hold numbers or dates, set in tabular figures.
    pub fn is_figures(self) -> bool {
        use {ActorColumn as A, LinkColumn as L};
        matches!(
            self,
            Self::Actor(A::Start | A::End | A::Siren | A::Links) | Self::Link(L::Start | L::End | L::Weight)
        )
    }

    /// Whether its cells stand at the right, as quantities do.
    pub fn is_quantity(self) -> bool {
        matches!(self, Self::Actor(ActorColumn::Links) | Self::Link(LinkColumn::Weight))
    }

    /// Its width at first, in points.
    pub fn width(self) -> f32 {
        use {ActorColumn as A, LinkColumn as L};
        match self {
            Self::Actor(A::Name) | Self::Link(L::From | L::To) => 240.0,
            Self::Actor(A::Kind | A::Territory | A::Tags | A::Website) | Self::Link(L::Verb | L::Role) => {
                150.0
            }
            Self::Actor(A::Links) | Self::Link(L::Weight) => 72.0,
            Self::Actor(A::Commune) => 120.0,
            _ => 108.0,
        }
    }

    /// What a cell says; empty for a record of the other tab.
    pub fn text(self, map: &Map, record: &Record, text: &Text) -> String {
        match (self, record) {
            (Self::Actor(column), Record::Actor(actor)) => column.text(map, actor, text),
            (Self::Link(column), Record::Link(link)) => column.text(map, link, text),
            _ => String::new(),
        }
    }

    /// Writes a text into a cell.
    ///
    /// # Errors
    /// Where the cell does not take it.
    pub fn set(self, map: &Map, record: &mut Record, typed: &str) -> Result<(), CellFault> {
        match (self, record) {
            (Self::Actor(column), Record::Actor(actor)) => column.set(map, Arc::make_mut(actor), typed),
            (Self::Link(column), Record::Link(link)) => column.set(map, Arc::make_mut(link), typed),
            _ => Err(CellFault::Fixed),
        }
    }

    /// The field it edits.
    pub fn field(self) -> FieldName {
        match self {
            Self::Actor(column) => column.field(),
            Self::Link(column) => column.field(),
        }
    }

    fn sort_key(self, map: &Map, record: &Record, text: &Text) -> SortKey {
        match (self, record) {
            (Self::Actor(ActorColumn::Links), Record::Actor(actor)) => {
                SortKey::Number(map.degree(&actor.id) as f64)
            }
            (Self::Link(LinkColumn::Weight), Record::Link(link)) => {
                link.weight.get().map_or(SortKey::Empty, SortKey::Number)
            }
            (Self::Actor(ActorColumn::Confidence), Record::Actor(actor)) => {
                by_confidence(actor.provenance.confidence.as_ref())
            }
            (Self::Link(LinkColumn::Confidence), Record::Link(link)) => {
                by_confidence(link.provenance.confidence.as_ref())
            }
            _ => match fold(&self.text(map, record, text)) {
                folded if folded.is_empty() => SortKey::Empty,
                folded => SortKey::Text(folded),
            },
        }
    }
}

/// From high to low.
fn by_confidence(confidence: Option<&Confidence>) -> SortKey {
    match confidence {
        None => SortKey::Empty,
        Some(Confidence::High) => SortKey::Number(0.0),
        Some(Confidence::Medium) => SortKey::Number(1.0),
        Some(Confidence::Low) => SortKey::Number(2.0),
        Some(Confidence::Other(_)) => SortKey::Number(3.0),
    }
}

#[derive(Debug)]
enum SortKey {
    Number(f64),
    Text(String),
    /// Last whichever way the rest goes.
    Empty,
}

impl SortKey {
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let ordering = match (self, other) {
            (Self::Empty, Self::Empty) => return Ordering::Equal,
            (Self::Empty, _) => return Ordering::Greater,
            (_, Self::Empty) => return Ordering::Less,
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if descending { ordering.reverse() } else { ordering }
    }
}

/// A record of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// An actor.
    Actor(Arc<Actor>),
    /// A link.
    Link(Arc<Link>),
}

/// Which record a row shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordId {
    /// An actor.
    Actor(ActorId),
    /// A link.
    Link(LinkId),
}

impl Record {
    /// Which record it is.
    pub fn id(&self) -> RecordId {
        match self {
            Self::Actor(actor) => RecordId::Actor(actor.id.clone()),
            Self::Link(link) => RecordId::Link(link.id.clone()),
        }
    }

    fn kept_at(&self) -> usize {
        match self {
            Self::Actor(actor) => kept_at(actor),
            Self::Link(link) => kept_at(link),
        }
    }

    /// Whether it is selected.
    pub fn is_selected(&self, session: &Session) -> bool {
        match self {
            Self::Actor(actor) => session.selection().actors.contains(&actor.id),
            Self::Link(link) => session.selection().links.contains(&link.id),
        }
    }
}

/// The edit that puts new states of records in place of the present ones.
pub fn revise(records: Vec<Record>, what: FieldName) -> Vec<Edit> {
    let (mut actors, mut links) = (Vec::new(), Vec::new());
    for record in records {
        match record {
            Record::Actor(actor) => actors.push(Arc::unwrap_or_clone(actor)),
            Record::Link(link) => links.push(Arc::unwrap_or_clone(link)),
        }
    }
    let mut edits = Vec::new();
    if !actors.is_empty() {
        edits.push(Edit::ReviseActors { actors, what });
    }
    if !links.is_empty() {
        edits.push(Edit::ReviseLinks { links, what });
    }
    edits
}

/// By which column the rows are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// The place of the column.
    pub column: usize,
    /// From the last to the first.
    pub descending: bool,
}

/// What the order of the rows follows.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    tab: Tab,
    sort: Sort,
    typed: String,
    lang: Lang,
    filter: Filter,
}

/// Up to so many records the rows are put in order at once; more in a job, and from then on a change
/// is followed by what it touched.
const AT_ONCE: usize = 3_000;

/// The rows.
///
/// Limitation: on a large map, a change of thousands of records at once puts all rows in order anew,
/// instead of keeping those there are where they are.
#[derive(Debug, Default)]
pub struct Rows {
    asked: Option<Asked>,
    content: u64,
    list: Vec<Record>,
    /// Another order in the making: what was asked for, of which state of the map.
    ordering: Option<(Asked, u64, Job<Vec<Record>>)>,
}

impl Rows {
    /// The records, in the order of the rows.
    pub fn list(&self) -> &[Record] {
        &self.list
    }

    /// Whether another order is in the making.
    pub fn is_ordering(&self) -> bool {
        self.ordering.is_some()
    }

    /// Brings the rows up to date. Another sort, text or filter orders them anew; a change of the
    /// map keeps the rows where they are and puts new ones at the end, as spreadsheets do. Many rows
    /// are ordered in a job, which calls `wake` once it is done; until then the old ones stay.
    pub fn refresh(
        &mut self,
        session: &Session,
        text: &Text,
        tab: Tab,
        sort: Sort,
        typed: &str,
        wake: impl FnOnce() + Send + 'static,
    ) {
        let wanted =
            Asked { tab, sort, typed: fold(typed), lang: text.lang(), filter: session.filter().clone() };
        self.take_order();
        if self.asked.as_ref().is_some_and(|asked| asked.tab != tab) {
            (self.asked, self.list) = (None, Vec::new());
        }
        let count = match tab {
            Tab::Actors => session.map().actor_count(),
            Tab::Links => session.map().link_count(),
        };
        if count <= AT_ONCE {
            self.ordering = None;
            self.refresh_at_once(session, text, wanted);
            return;
        }
        let followed = self.content == session.content_version() || self.follow_changes(session, text);
        if followed && self.asked.as_ref() == Some(&wanted) {
            self.ordering = None;
        } else if self.ordering.as_ref().is_none_or(|(asked, ..)| *asked != wanted) {
            let (map, shown) = (session.snapshot(), session.shown().clone());
            let asked = wanted.clone();
            let order = move |_: &Progress| ordered(&map, &shown, &Text::new(asked.lang), &asked);
            self.ordering = Some((wanted, session.content_version(), Job::start(order, wake)));
        }
    }

    /// Takes over the order that was in the making.
    fn take_order(&mut self) {
        let Some((asked, content, job)) = &self.ordering else { return };
        match job.poll() {
            Outcome::Running => {}
            Outcome::Done(list) => {
                (self.asked, self.content, self.list) = (Some(asked.clone()), *content, list);
                self.ordering = None;
            }
            Outcome::Lost => self.ordering = None,
        }
    }

    fn refresh_at_once(&mut self, session: &Session, text: &Text, wanted: Asked) {
        let same = self.asked.as_ref() == Some(&wanted);
        if same && self.content == session.content_version() {
            return;
        }
        self.content = session.content_version();
        let map = session.map();
        if !same {
            self.list = ordered(map, session.shown(), text, &wanted);
            self.asked = Some(wanted);
            return;
        }
        self.list = self.list.iter().filter_map(|record| now(session, &record.id())).collect();
        let listed: BTreeSet<RecordId> = self.list.iter().map(Record::id).collect();
        let new: Vec<Record> = shown(map, session.shown(), wanted.tab)
            .into_iter()
            .filter(|record| !listed.contains(&record.id()))
            .collect();
        self.append(map, text, new);
    }

    /// Takes in what the changes since the rows' state touched, and no more. `false` where that is
    /// not known.
    fn follow_changes(&mut self, session: &Session, text: &Text) -> bool {
        let Some(asked) = &self.asked else { return false };
        let Some(changes) = session.touched_since(self.content) else { return false };
        // Who is of a territory's network may change with someone else's links.
        let filter = session.filter();
        if filter.territory.is_some() {
            return false;
        }
        let map = session.map();
        // The records as they are listed (known by where they are kept: comparing ids down a long
        // list takes too long), and the ids of all that may have to be listed.
        let mut listed: HashSet<usize> = HashSet::new();
        let mut touched: BTreeSet<RecordId> = BTreeSet::new();
        for change in changes {
            let actors = change.actors.iter().chain(&change.ends);
            match asked.tab {
                Tab::Actors => {
                    listed.extend(
                        change.actor_diffs.iter().filter_map(|(before, _)| Some(kept_at(before.as_ref()?))),
                    );
                    for id in actors {
                        listed.extend(map.actor(id).map(kept_at));
                        touched.insert(RecordId::Actor(id.clone()));
                    }
                }
                Tab::Links => {
                    listed.extend(
                        change.link_diffs.iter().filter_map(|(before, _)| Some(kept_at(before.as_ref()?))),
                    );
                    touched.extend(change.links.iter().cloned().map(RecordId::Link));
                    // Their ends may be hidden now, or bear the names that are looked for.
                    if filter.is_active() || !asked.typed.is_empty() {
                        let slots = actors.filter_map(|id| map.actor_slot(id));
                        for (link, ..) in slots.flat_map(|slot| map.links_at(slot)) {
                            listed.insert(kept_at(link));
                            touched.insert(RecordId::Link(link.id.clone()));
                        }
                    }
                }
            }
        }
        self.content = session.content_version();
        self.list.retain_mut(|record| {
            if !listed.contains(&record.kept_at()) {
                return true;
            }
            let id = record.id();
            touched.remove(&id);
            match now(session, &id) {
                Some(now) => {
                    *record = now;
                    true
                }
                None => false,
            }
        });
        let new = touched.iter().filter_map(|id| now(session, id)).collect();
        self.append(map, text, new);
        true
    }

    /// Puts records that were not listed at the end, where they match.
    fn append(&mut self, map: &Map, text: &Text, new: Vec<Record>) {
        let Some(asked) = &self.asked else { return };
        // Rows that the text leaves out are new each time: they are looked at again.
        let new = match_text(new, map, text, asked.tab, &asked.typed);
        self.list.extend(sorted(new, map, text, asked.tab, asked.sort));
    }

    /// Where a record's row is.
    pub fn row_of(&self, map: &Map, id: &RecordId) -> Option<usize> {
        let kept_at = match id {
            RecordId::Actor(id) => kept_at(map.actor(id)?),
            RecordId::Link(id) => kept_at(map.link(id)?),
        };
        self.list.iter().position(|record| record.kept_at() == kept_at)
    }
}

/// Where a record is kept: the same for as long as it does not change, and no other's meanwhile.
fn kept_at<T>(record: &Arc<T>) -> usize {
    Arc::as_ptr(record).addr()
}

/// A record as it is now, where it is shown.
fn now(session: &Session, id: &RecordId) -> Option<Record> {
    let map = session.map();
    match id {
        RecordId::Actor(id) => {
            map.actor(id).filter(|actor| session.is_shown(&actor.id)).cloned().map(Record::Actor)
        }
        RecordId::Link(id) => {
            map.link(id).filter(|link| session.shown().shows_link(map, link)).cloned().map(Record::Link)
        }
    }
}

/// Every row there is to be, in order.
fn ordered(map: &Map, of: &Shown, text: &Text, asked: &Asked) -> Vec<Record> {
    let all = match_text(shown(map, of, asked.tab), map, text, asked.tab, &asked.typed);
    sorted(all, map, text, asked.tab, asked.sort)
}

fn shown(map: &Map, shown: &Shown, tab: Tab) -> Vec<Record> {
    match tab {
        Tab::Actors => map
            .actors_with_slots()
            .filter(|(slot, _)| shown.shows_slot(*slot))
            .map(|(_, actor)| Record::Actor(actor.clone()))
            .collect(),
        Tab::Links => {
            map.links().filter(|link| shown.shows_link(map, link)).cloned().map(Record::Link).collect()
        }
    }
}

fn match_text(mut list: Vec<Record>, map: &Map, text: &Text, tab: Tab, typed: &str) -> Vec<Record> {
    if !typed.is_empty() {
        list.retain(|record| {
            let mut said = String::new();
            for column in tab.columns().iter().filter(|column| column.editor() != Editor::None) {
                said.push_str(&column.text(map, record, text));
                said.push(' ');
            }
            if let Record::Actor(actor) = record {
                said.push_str(&actor.acronym);
                said.push(' ');
                said.push_str(&actor.short_name);
            }
            let said = fold(&said);
            typed.split(' ').all(|word| said.contains(word))
        });
    }
    list
}

fn sorted(list: Vec<Record>, map: &Map, text: &Text, tab: Tab, sort: Sort) -> Vec<Record> {
    let Some(column) = tab.columns().get(sort.column) else { return list };
    let mut keyed: Vec<(SortKey, Record)> =
        list.into_iter().map(|record| (column.sort_key(map, &record, text), record)).collect();
    // Stable: equal rows stay in the order of their ids.
    keyed.sort_by(|(a, _), (b, _)| a.compare(b, sort.descending));
    keyed.into_iter().map(|(_, record)| record).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::file;
    use crate::session::Origin;

    fn session() -> Session {
        let mut map = Map::new("", file::default_schema().clone());
        let actors = [("a", "Écluse", "Nantes"), ("b", "Zèbre", ""), ("c", "abri", "Le Mans")];
        for (id, name, commune) in actors {
            let mut actor = Actor::new(id.into(), "association".into(), name);
            actor.place.commune = commune.into();
            map.put_actor(Arc::new(actor));
        }
        Session::new(map, Origin::New)
    }

    fn ids(rows: &Rows) -> Vec<String> {
        let id = |record: &Record| match record.id() {
            RecordId::Actor(id) => id.to_string(),
            RecordId::Link(id) => id.to_string(),
        };
        rows.list().iter().map(id).collect()
    }

    #[test]
    fn rows_sort_without_accents_and_empty_cells_come_last_both_ways() {
        let (session, text) = (session(), Text::new(Lang::Fr));
        let mut rows = Rows::default();
        let mut order = |column, descending| {
            rows.refresh(&session, &text, Tab::Actors, Sort { column, descending }, "", || {});
            ids(&rows)
        };
        assert_eq!(order(0, false), ["c", "a", "b"]);
        assert_eq!(order(0, true), ["b", "a", "c"]);
        assert_eq!(order(2, false), ["c", "a", "b"]);
        assert_eq!(order(2, true), ["a", "c", "b"]);
    }

    #[test]
    fn text_filters_in_any_column() {
        let (session, text) = (session(), Text::new(Lang::Fr));
        let mut rows = Rows::default();
        rows.refresh(&session, &text, Tab::Actors, Sort::default(), "ECLUSE nan", || {});
        assert_eq!(ids(&rows), ["a"]);
    }

    #[test]
    fn an_edit_leaves_rows_where_they_are_and_new_ones_come_last() {
        let (mut session, text) = (session(), Text::new(Lang::Fr));
        let mut rows = Rows::default();
        rows.refresh(&session, &text, Tab::Actors, Sort::default(), "", || {});
        let mut actor = (**session.map().actor(&"c".into()).unwrap()).clone();
        actor.name = "Zoo".into();
        session.edit(Edit::ReviseActors { actors: vec![actor], what: FieldName::Name }).unwrap();
        let new = Actor::new("d".into(), "association".into(), "Abeille");
        session.edit(Edit::Add { actors: vec![new], links: Vec::new() }).unwrap();
        rows.refresh(&session, &text, Tab::Actors, Sort::default(), "", || {});
        assert_eq!(ids(&rows), ["c", "a", "b", "d"]);
        session.edit(Edit::Remove { actors: ["a".into()].into(), links: BTreeSet::new() }).unwrap();
        rows.refresh(&session, &text, Tab::Actors, Sort::default(), "", || {});
        assert_eq!(ids(&rows), ["c", "b", "d"]);
        rows.refresh(&session, &text, Tab::Actors, Sort { column: 0, descending: true }, "", || {});
        assert_eq!(ids(&rows), ["c", "b", "d"]);
        rows.refresh(&session, &text, Tab::Actors, Sort::default(), "", || {});
        assert_eq!(ids(&rows), ["d", "b", "c"]);
    }

    proptest! {
        #[test]
        fn a_large_map_is_followed_as_a_small_one_is(
            steps in proptest::collection::vec((0usize..6, 0usize..9, 0usize..9), 1..30),
            (links, hides, typed) in (any::<bool>(), any::<bool>(), prop_oneof![Just(""), Just("na")]),
        ) {
            let (mut session, text) = (session(), Text::new(Lang::Fr));
            if hides {
                let hidden_kinds = ["commune".into()].into();
                let hidden_link_kinds = ["finance".into()].into();
                session.set_filter(Filter { hidden_kinds, hidden_link_kinds, ..Filter::default() });
            }
            let tab = if links { Tab::Links } else { Tab::Actors };
            let mut small = Rows::default();
            small.refresh(&session, &text, tab, Sort::default(), typed, || {});
            let mut large = Rows {
                asked: small.asked.clone(), content: small.content, list: small.list.clone(), ordering: None,
            };
            for (at, (step, a, b)) in steps.into_iter().enumerate() {
                let ids: Vec<ActorId> = session.map().actors().map(|actor| actor.id.clone()).collect();
                let nth = |number: usize| ids.get(number % ids.len().max(1)).cloned();
                let names = ["Nantes", "Le Mans", "Anna"];
                let kind = |number: usize| ["commune", "association"][number % 2].into();
                let edit = match (step, nth(a), nth(b)) {
                    (0, Some(id), _) => {
                        let actor = Actor::new(id, kind(b), names[b % 3]);
                        Edit::ReviseActors { actors: vec![actor], what: FieldName::Name }
                    }
                    (1, Some(id), _) => Edit::Remove { actors: [id].into(), links: BTreeSet::new() },
                    (2, Some(from), Some(to)) => {
                        let verb = ["finance", "soutient"][at % 2].into();
                        let link = Link::new(at.to_string().as_str().into(), from, verb, to);
                        Edit::Add { actors: vec![], links: vec![link] }
                    }
                    (3, ..) => {
                        session.undo();
                        continue;
                    }
                    _ => {
                        let actor = Actor::new(format!("n{at}").as_str().into(), kind(a), names[b % 3]);
                        Edit::Add { actors: vec![actor], links: vec![] }
                    }
                };
                session.edit(edit).unwrap();
                if at % 3 > 0 {
                    small.refresh(&session, &text, tab, Sort::default(), typed, || {});
                    prop_assert!(large.follow_changes(&session, &text));
                    prop_assert_eq!(large.list(), small.list());
                    for (row, record) in large.list().iter().enumerate() {
                        prop_assert_eq!(large.row_of(session.map(), &record.id()), Some(row));
                    }
                }
            }
        }
    }
}
