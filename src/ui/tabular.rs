//! Cells: the selection as tab-separated text that spreadsheets take, and back. Headings are
//! understood in French and in English, whatever the language shown.
//!
//! Limitation: links name their ends, so two actors of one name are not told apart by a copy that
//! holds links to both.

pub mod columns;
mod copied;
pub mod tsv;

use std::collections::{BTreeMap, BTreeSet};

use columns::{ActorColumn, CellFault, LinkColumn};
pub use copied::Copied;

use crate::edit::{Edit, Purpose};
use crate::geometry::Point;
use crate::layout::{self, Newcomer};
use crate::model::{Actor, ActorId, FuzzyDate, Link, LinkId, LinkKindId, Map, Position};
use crate::query::fold;
use crate::session::{Selection, Session};
use crate::text::Text;

/// The most rows one paste adds: beyond, a file is the better way, and the window would stall.
const MAX_ROWS: usize = 5_000;
/// Longer than any name of an organisation: a text of such lines is prose, not a list of names.
const LONGEST_NAME: usize = 250;

/// The selected actors and the links among them (with any link selected) as cells. Private
/// contacts and working notes stay on the map.
pub fn copy(session: &Session, text: &Text) -> String {
    let map = session.map();
    let selection = session.selection();
    let chosen = &selection.actors;
    let actors: Vec<&Actor> = chosen.iter().filter_map(|id| map.actor(id)).map(|actor| &**actor).collect();
    let mut ids: BTreeSet<&LinkId> = selection.links.iter().collect();
    for id in chosen {
        let among = |link: &&&std::sync::Arc<Link>| chosen.contains(link.other_end(id));
        ids.extend(map.links_of(id).iter().filter(among).map(|link| &link.id));
    }
    let links: Vec<&Link> = ids.into_iter().filter_map(|id| map.link(id)).map(|link| &**link).collect();
    let mut rows = actor_rows(map, &actors, text);
    if !links.is_empty() {
        if !rows.is_empty() {
            rows.push(vec![String::new()]);
        }
        rows.push(LinkColumn::ALL.iter().map(|column| text.get(column.key()).to_owned()).collect());
        for link in links {
            rows.push(LinkColumn::ALL.iter().map(|column| column.text(map, link, text)).collect());
        }
    }
    tsv::write(rows)
}

/// Headings and cells of actors; columns that hold nothing are left out.
fn actor_rows(map: &Map, actors: &[&Actor], text: &Text) -> Vec<Vec<String>> {
    if actors.is_empty() {
        return Vec::new();
    }
    let cells: Vec<(ActorColumn, Vec<String>)> = ActorColumn::COPIED
        .iter()
        .map(|column| (*column, actors.iter().map(|actor| column.text(map, actor, text)).collect::<Vec<_>>()))
        .filter(|(column, cells)| {
            matches!(column, ActorColumn::Name | ActorColumn::Kind)
                || cells.iter().any(|cell| !cell.is_empty())
        })
        .collect();
    let mut rows = vec![cells.iter().map(|(column, _)| text.get(column.key()).to_owned()).collect()];
    rows.extend(
        (0..actors.len())
            .map(|row| cells.iter().map(|(_, cells)| cells.get(row).cloned().unwrap_or_default()).collect()),
    );
    rows
}

/// What pasted cells add.
#[derive(Debug)]
pub struct Pasted {
    /// The change, one step.
    pub edit: Edit,
    /// What to select afterwards.
    pub selection: Selection,
    /// What was added, what was there already and what wants a look, in words.
    pub report: String,
}

/// What pasted cells add, or a sentence on why they add nothing.
///
/// Understood are lists of actors and lists of links with headings, one after the other with a
/// blank row between, and a single column of names. Actors that are on the map already are not
/// added again; ends of links that are nowhere are.
pub fn paste(session: &Session, text: &Text, pasted: &str, near: Point) -> Result<Pasted, String> {
    let lists = Lists::read(pasted).ok_or_else(|| text.get("paste-nothing").to_owned())?;
    if lists.actors.len() + lists.links.len() > MAX_ROWS {
        return Err(text.count("paste-too-many", MAX_ROWS));
    }
    let mut book = Book::new(session);
    for row in lists.actors {
        book.add_actor(row);
    }
    for row in lists.links {
        book.add_link(row);
    }
    book.close(near, text)
}

type ActorRow = Vec<(ActorColumn, String)>;
type LinkRow = Vec<(LinkColumn, String)>;

/// Rows understood as actors and as links.
#[derive(Default)]
struct Lists {
    actors: Vec<ActorRow>,
    links: Vec<LinkRow>,
}

/// What the columns of a block are.
enum Headings {
    Actors(Vec<Option<ActorColumn>>),
    Links(Vec<Option<LinkColumn>>),
}

impl Headings {
    fn read(row: &[String]) -> Option<Self> {
        let links = once(row.iter().map(|cell| LinkColumn::of_heading(cell)));
        if links.contains(&Some(LinkColumn::From)) && links.contains(&Some(LinkColumn::To)) {
            return Some(Self::Links(links));
        }
        let actors = once(row.iter().map(|cell| ActorColumn::of_heading(cell)));
        actors.contains(&Some(ActorColumn::Name)).then_some(Self::Actors(actors))
    }

    /// How many columns are understood.
    fn len(&self) -> usize {
        match self {
            Self::Actors(columns) => columns.iter().flatten().count(),
            Self::Links(columns) => columns.iter().flatten().count(),
        }
    }
}

/// Each column once: where two headings mean the same, the first holds.
fn once<C: Copy + PartialEq>(columns: impl Iterator<Item = Option<C>>) -> Vec<Option<C>> {
    let mut seen: Vec<Option<C>> = Vec::new();
    for column in columns {
        seen.push(column.filter(|column| !seen.contains(&Some(*column))));
    }
    seen
}

impl Lists {
    fn read(pasted: &str) -> Option<Self> {
        let rows = tsv::parse(pasted, '\t');
        // Text of a CSV file, copied from an editor, before a column of names: it has one column too.
        let of_csv = || {
            [';', ','].into_iter().find_map(|delimiter| {
                let rows = tsv::parse(pasted, delimiter);
                let first = rows.iter().find(|row| !tsv::is_blank(row))?;
                (Headings::read(first)?.len() > 1).then(|| Self::with_headings(&rows))?
            })
        };
        Self::with_headings(&rows).or_else(of_csv).or_else(|| Self::names(&rows))
    }

    fn with_headings(rows: &[Vec<String>]) -> Option<Self> {
        let mut lists = Self::default();
        let mut headings: Option<Headings> = None;
        let mut starts_block = true;
        for row in rows {
            if tsv::is_blank(row) {
                starts_block = true;
                continue;
            }
            if std::mem::take(&mut starts_block)
                && let Some(found) = Headings::read(row)
            {
                headings = Some(found);
                continue;
            }
            match headings.as_ref()? {
                Headings::Actors(columns) => lists.actors.push(cells_of(columns, row)),
                Headings::Links(columns) => lists.links.push(cells_of(columns, row)),
            }
        }
        let found = !lists.actors.is_empty() || !lists.links.is_empty();
        found.then_some(lists)
    }

    fn names(rows: &[Vec<String>]) -> Option<Self> {
        let one_column = rows.iter().all(|row| row.iter().skip(1).all(|cell| cell.trim().is_empty()));
        let names: Vec<&String> =
            rows.iter().filter_map(|row| row.first()).filter(|name| !name.trim().is_empty()).collect();
        let are_names = names
            .iter()
            .all(|name| name.len() <= LONGEST_NAME && name.contains(|c: char| c.is_alphanumeric()));
        if !one_column || names.is_empty() || !are_names {
            return None;
        }
        let actors = names.into_iter().map(|name| vec![(ActorColumn::Name, name.clone())]).collect();
        Some(Self { actors, links: Vec::new() })
    }
}

/// The filled cells of a row in the order of the columns' type: a commune before its code, which
/// would be lost the other way round.
fn cells_of<C: Copy + Ord>(columns: &[Option<C>], row: &[String]) -> Vec<(C, String)> {
    let mut cells: Vec<(C, String)> = columns
        .iter()
        .zip(row)
        .filter_map(|(column, cell)| Some(((*column)?, cell.trim().to_owned())))
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    cells.sort_by_key(|(column, _)| *column);
    cells
}

/// The records a paste adds, with the names by which its links find them.
struct Book<'a> {
    session: &'a Session,
    /// Actors of the map, then new ones, by folded name.
    named: BTreeMap<String, Vec<ActorId>>,
    actors: Vec<Actor>,
    /// Where new actors stand in `actors`.
    place_of: BTreeMap<ActorId, usize>,
    links: Vec<Link>,
    /// Actors meant that were on the map.
    known: BTreeSet<ActorId>,
    known_links: usize,
    to_check: usize,
}

impl<'a> Book<'a> {
    fn new(session: &'a Session) -> Self {
        let mut named: BTreeMap<String, Vec<ActorId>> = BTreeMap::new();
        for actor in session.map().actors() {
            named.entry(fold(&actor.name)).or_default().push(actor.id.clone());
        }
        Self {
            session,
            named,
            actors: Vec::new(),
            place_of: BTreeMap::new(),
            links: Vec::new(),
            known: BTreeSet::new(),
            known_links: 0,
            to_check: 0,
        }
    }

    fn add_actor(&mut self, row: ActorRow) {
        let map = self.session.map();
        let mut actor = Actor::new(ActorId::random(), columns::default_actor_kind(self.session), "");
        let mut has_kind = false;
        for (column, cell) in row {
            match column.set(map, &mut actor, &cell) {
                Ok(()) => has_kind |= column == ActorColumn::Kind,
                Err(fault) => {
                    self.to_check += usize::from(fault != CellFault::Fixed);
                    keep_unread(&mut actor, column, cell);
                }
            }
        }
        if actor.name.is_empty() {
            self.to_check += 1;
            return;
        }
        let name = fold(&actor.name);
        let mut homonyms = self.named.get(&name).into_iter().flatten();
        let same = homonyms.find(|id| match self.place_of.get(*id) {
            // Two rows of one list with different kinds are two actors: an authority and its territory.
            Some(at) => self
                .actors
                .get(*at)
                .is_some_and(|other| !contradict(&actor, other) && (!has_kind || other.kind == actor.kind)),
            None => map.actor(id).is_some_and(|other| !contradict(&actor, other)),
        });
        match same.cloned() {
            Some(id) => {
                if !self.place_of.contains_key(&id) {
                    self.known.insert(id);
                }
            }
            None => self.put_actor(actor),
        }
    }

    fn put_actor(&mut self, actor: Actor) {
        self.place_of.insert(actor.id.clone(), self.actors.len());
        self.named.entry(fold(&actor.name)).or_default().push(actor.id.clone());
        self.actors.push(actor);
    }

    /// The actor that an end of a link names: a new one first, then one of the map; made where
    /// there is none.
    fn end(&mut self, name: &str) -> ActorId {
        let found = self.named.get(&fold(name));
        let new = found.and_then(|ids| ids.iter().find(|id| self.place_of.contains_key(*id)));
        if let Some(id) = new.or_else(|| found.and_then(|ids| ids.first())) {
            return id.clone();
        }
        if let Some(id) = columns::actor_named(self.session.map(), name) {
            return id;
        }
        let actor = Actor::new(ActorId::random(), columns::default_actor_kind(self.session), name);
        let id = actor.id.clone();
        self.put_actor(actor);
        id
    }

    fn add_link(&mut self, row: LinkRow) {
        let end = |wanted| row.iter().find(|(column, _)| *column == wanted).map(|(_, cell)| cell.clone());
        let (Some(from), Some(to)) = (end(LinkColumn::From), end(LinkColumn::To)) else {
            self.to_check += 1;
            return;
        };
        let (from, to) = (self.end(&from), self.end(&to));
        let map = self.session.map();
        let mut link = Link::new(LinkId::random(), from, default_link_kind(self.session), to);
        for (column, cell) in row {
            if matches!(column, LinkColumn::From | LinkColumn::To) {
                continue;
            }
            if column.set(map, &mut link, &cell).is_err() {
                self.to_check += 1;
                match column {
                    LinkColumn::Start => link.period.start = Some(FuzzyDate::Unread(cell.into())),
                    LinkColumn::End => link.period.end = Some(FuzzyDate::Unread(cell.into())),
                    // What relates them is not in the vocabulary: the word is kept as the role.
                    LinkColumn::Verb => link.details.role = cell.into(),
                    _ => {}
                }
            }
        }
        let same = |other: &Link| {
            (&other.from, &other.to, &other.kind, &other.details.role, &other.period)
                == (&link.from, &link.to, &link.kind, &link.details.role, &link.period)
        };
        if map.links_of(&link.from).iter().any(|other| same(other)) || self.links.iter().any(same) {
            self.known_links += 1;
        } else {
            self.links.push(link);
        }
    }

    fn close(self, near: Point, text: &Text) -> Result<Pasted, String> {
        let Self { session, mut actors, place_of, links, known, known_links, to_check, .. } = self;
        let mut report = Vec::new();
        for (key, n) in [("paste-added-actors", actors.len()), ("paste-added-links", links.len())] {
            if n > 0 {
                report.push(text.count(key, n));
            }
        }
        let nothing_new = report.is_empty();
        for (key, n) in [
            ("paste-known-actors", known.len()),
            ("paste-known-links", known_links),
            ("paste-to-check", to_check),
        ] {
            if n > 0 {
                report.push(text.count(key, n));
            }
        }
        if nothing_new {
            let why =
                if report.is_empty() { text.get("paste-nothing").to_owned() } else { report.join(" · ") };
            return Err(why);
        }
        let mut beside: Vec<Vec<ActorId>> = vec![Vec::new(); actors.len()];
        for link in &links {
            for (end, other) in [(&link.from, &link.to), (&link.to, &link.from)] {
                if let Some(list) = place_of.get(end).and_then(|at| beside.get_mut(*at)) {
                    list.push(other.clone());
                }
            }
        }
        let newcomers: Vec<Newcomer> = actors
            .iter()
            .zip(beside)
            .map(|(actor, beside)| Newcomer { id: actor.id.clone(), beside })
            .collect();
        for (id, at) in layout::place_beside(session.map(), &newcomers, near) {
            if let Some(actor) = place_of.get(&id).and_then(|at| actors.get_mut(*at)) {
                actor.position = Some(Position::free(at));
            }
        }
        let selection = if actors.is_empty() {
            Selection { actors: known, links: links.iter().map(|link| link.id.clone()).collect() }
        } else {
            Selection::of_actors(actors.iter().map(|actor| actor.id.clone()))
        };
        let edit = Edit::Batch { purpose: Purpose::Paste, edits: vec![Edit::Add { actors, links }] };
        Ok(Pasted { edit, selection, report: report.join(" · ") })
    }
}

/// Keeps what a cell said where its field does not understand it: a date as it was written, the
/// word for an unknown kind as a tag.
fn keep_unread(actor: &mut Actor, column: ActorColumn, cell: String) {
    match column {
        ActorColumn::Start => actor.period.start = Some(FuzzyDate::Unread(cell.into())),
        ActorColumn::End => actor.period.end = Some(FuzzyDate::Unread(cell.into())),
        ActorColumn::Kind => actor.tags.push(cell.into()),
        _ => {}
    }
}

/// Whether something known of both says that they are two, whatever their names.
fn contradict(a: &Actor, b: &Actor) -> bool {
    let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
    let same_insee = !a.place.insee.is_empty() && a.place.insee == b.place.insee;
    differ(&a.place.insee, &b.place.insee)
        || (!same_insee && differ(&fold(&a.place.commune), &fold(&b.place.commune)))
        || differ(&a.identifiers.siren, &b.identifiers.siren)
        || differ(&a.identifiers.siret, &b.identifiers.siret)
}

/// The kind a pasted link has where its list names none: partners, which claims least, else the
/// first of the vocabulary.
fn default_link_kind(session: &Session) -> LinkKindId {
    let schema = session.map().schema();
    let partner = LinkKindId::new("partenaire_de");
    if schema.link_kind(&partner).is_some() {
        return partner;
    }
    schema.link_kinds().first().map_or(partner, |kind| kind.id.clone())
}

#[cfg(test)]
mod tests;
