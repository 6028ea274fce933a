//! Which actor each node is, and which two each link joins.

use std::fmt::Write;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use crate::fold::fold;
use crate::import::draft::{Draft, EndsBy, Text};
use crate::import::error::Place;
use crate::import::meaning::Meaning;
use crate::import::report::{Reason, Report, WarningKind};
use crate::model::{ActorId, FieldOwner, LinkId};

/// No actor.
const NOBODY: u32 = u32::MAX;

/// The actors that nodes become.
pub(super) struct Nodes {
    /// The rank of the actor of each row.
    pub of_row: Vec<u32>,
    /// The id of each actor.
    pub actors: Vec<ActorId>,
    /// The rank of the actor of each text that is an id.
    of_text: Vec<u32>,
}

impl Nodes {
    /// The actor of an id.
    pub fn by_id(&self, id: Text) -> Option<u32> {
        self.of_text.get(id.rank()).copied().filter(|actor| *actor != NOBODY)
    }
}

/// Gives each node its actor: nodes of one id share it, nodes without id get one.
pub(super) fn find_nodes(draft: &mut Draft, report: &mut Report) -> Nodes {
    let count = draft.nodes.len();
    let mut nodes = Nodes {
        of_row: Vec::with_capacity(count),
        actors: Vec::with_capacity(count),
        of_text: vec![NOBODY; draft.texts.len()],
    };
    let mut nameless = 0;
    for row in 0..count {
        let place = || draft.nodes.place(row);
        let id = draft.nodes.ids[row];
        let rank = nodes.actors.len() as u32;
        // Blanks alone are no id to keep, yet what links may call the node by.
        let is_blank = draft.texts.get(id).trim().is_empty();
        if let Some(known) = nodes.by_id(id).filter(|_| is_blank) {
            nodes.of_row.push(known);
            report.warn(WarningKind::DuplicateNode, place(), "");
            continue;
        }
        if is_blank {
            if let Some(slot) = nodes.of_text.get_mut(id.rank()) {
                *slot = rank;
            }
            if id.is_some() || !draft.anonymous {
                report.warn(WarningKind::NodeWithoutId, place(), "");
            }
            let id = loop {
                nameless += 1;
                let id = format!("n{nameless}");
                if draft.texts.find(&id).is_none() {
                    break id;
                }
            };
            nodes.of_row.push(rank);
            nodes.actors.push(ActorId::new(id));
            continue;
        }
        match nodes.of_text.get_mut(id.rank()) {
            Some(known) if *known != NOBODY => {
                nodes.of_row.push(*known);
                report.warn(WarningKind::DuplicateNode, place(), draft.texts.get(id));
            }
            slot => {
                if let Some(slot) = slot {
                    *slot = rank;
                }
                nodes.of_row.push(rank);
                nodes.actors.push(ActorId::new(draft.texts.get(id)));
            }
        }
    }
    nodes
}

/// The two actors of each link.
pub(super) struct Ends {
    /// By row: what it runs from and to, [`NOBODY`] both where the link is rejected.
    of_row: Vec<[u32; 2]>,
    /// Actors that only links name: they come after those of the nodes.
    pub made: Vec<ActorId>,
}

impl Ends {
    /// The ranks of the actors a link runs from and to; none where it is rejected.
    pub fn of(&self, row: usize) -> Option<(u32, u32)> {
        let [from, to] = *self.of_row.get(row)?;
        (from != NOBODY).then_some((from, to))
    }
}

/// Finds the ends of every link. What the draft says of them is let go.
pub(super) fn find_ends(draft: &mut Draft, nodes: &Nodes, report: &mut Report) -> Ends {
    let (sources, targets) = (std::mem::take(&mut draft.sources), std::mem::take(&mut draft.targets));
    let mut finder = Finder { draft, nodes, names: None, memo: HashMap::new(), made: Vec::new() };
    let mut of_row = Vec::with_capacity(draft.links.len());
    for (row, (source, target)) in sources.iter().zip(&targets).enumerate() {
        let from = finder.find(*source, row, report);
        let to = finder.find(*target, row, report);
        let reason = match (from, to) {
            (Ok(from), Ok(to)) => {
                of_row.push([from, to]);
                continue;
            }
            (Err(reason), _) | (_, Err(reason)) => reason,
        };
        of_row.push([NOBODY; 2]);
        let ends = format!("{} → {}", draft.texts.get(*source), draft.texts.get(*target));
        report.reject(draft.links.place(row), &ends, reason);
    }
    Ends { of_row, made: finder.made }
}

struct Finder<'a> {
    draft: &'a Draft,
    nodes: &'a Nodes,
    names: Option<Names>,
    /// Ends that are no ids, once looked for.
    memo: HashMap<Text, Option<u32>>,
    made: Vec<ActorId>,
}

impl Finder<'_> {
    fn find(&mut self, end: Text, row: usize, report: &mut Report) -> Result<u32, Reason> {
        if let Some(actor) = self.nodes.by_id(end) {
            return Ok(actor);
        }
        let text = self.draft.texts.get(end);
        if text.trim().is_empty() {
            return Err(Reason::NoEnd);
        }
        let found = match self.memo.get(&end) {
            Some(known) => *known,
            None => {
                let found = self.look_for(text, row, report);
                self.memo.insert(end, found);
                found
            }
        };
        found.ok_or_else(|| Reason::UnknownEnd(text.to_owned()))
    }

    fn look_for(&mut self, text: &str, row: usize, report: &mut Report) -> Option<u32> {
        if self.draft.ends_by == EndsBy::IdOrName {
            let names = self.names.get_or_insert_with(|| Names::of(self.draft, self.nodes));
            let draft = self.draft;
            let place = || draft.links.place(row);
            let mut found = names.exact.get(text);
            if found.is_none() {
                // Most files need no more than the names as they are written.
                let folded = names.folded.get_or_insert_with(|| Names::by(self.draft, self.nodes, fold));
                found = folded.get(&fold(text));
                if found.is_some() {
                    report.warn(WarningKind::LooseEnd, place(), text);
                }
            }
            if let Some(found) = found {
                if found.several {
                    report.warn(WarningKind::AmbiguousEnd, place(), text);
                }
                return Some(found.actor);
            }
        }
        if self.draft.ends_must_exist {
            return None;
        }
        // Where only links are listed, that is as it should be.
        if !self.draft.nodes.is_empty() {
            report.warn(WarningKind::UndeclaredEnd, self.draft.links.place(row), text);
        }
        self.made.push(ActorId::new(text));
        Some((self.nodes.actors.len() + self.made.len() - 1) as u32)
    }
}

/// Actors by what they are called.
struct Names {
    exact: HashMap<String, Named>,
    /// Without regard to case, accents and spaces; made once it is needed.
    folded: Option<HashMap<String, Named>>,
}

struct Named {
    actor: u32,
    several: bool,
}

impl Names {
    fn of(draft: &Draft, nodes: &Nodes) -> Self {
        Self { exact: Self::by(draft, nodes, str::to_owned), folded: None }
    }

    /// The actors by a form of their names; the empty name is none.
    fn by(draft: &Draft, nodes: &Nodes, form: impl Fn(&str) -> String) -> HashMap<String, Named> {
        let mut names: HashMap<String, Named> = HashMap::new();
        for column in &draft.nodes.columns {
            let meaning =
                column.meaning.clone().or_else(|| Meaning::of_name(FieldOwner::Actor, &column.name));
            if meaning != Some(Meaning::Name) {
                continue;
            }
            for (row, name) in column.cells() {
                let actor = nodes.of_row[row];
                names
                    .entry(form(draft.texts.get(name)))
                    .and_modify(|named| named.several |= named.actor != actor)
                    .or_insert(Named { actor, several: false });
            }
        }
        names.remove("");
        names
    }
}

/// Gives links their ids: the file's own where no link before has it.
pub(super) struct LinkIds {
    /// The first row of each id, by half its hash.
    rows: HashTable<(u32, u32)>,
    /// Whether a row is the first of its id.
    is_first: Vec<bool>,
    hasher: DefaultHashBuilder,
    width: usize,
    next: usize,
    /// The last id that was made.
    made: String,
}

/// A hash of all 64 bits from half of one.
fn whole(short: u32) -> u64 {
    u64::from(short).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl LinkIds {
    /// For the links of a draft.
    pub fn of(draft: &Draft) -> Self {
        let (ids, texts) = (&draft.links.ids, &draft.texts);
        let hasher = DefaultHashBuilder::default();
        let said = ids.iter().filter(|id| id.is_some()).count();
        let mut rows: HashTable<(u32, u32)> = HashTable::with_capacity(said);
        let mut is_first = vec![false; ids.len()];
        for (row, id) in ids.iter().enumerate() {
            let text = texts.get(*id);
            if text.is_empty() {
                continue;
            }
            let short = hasher.hash_one(text) as u32;
            let is_same = |known: &(u32, u32)| known.0 == short && texts.get(ids[known.1 as usize]) == text;
            if rows.find(whole(short), is_same).is_none() {
                rows.insert_unique(whole(short), (short, row as u32), |known| whole(known.0));
                is_first[row] = true;
            }
        }
        Self { rows, is_first, hasher, width: ids.len().to_string().len(), next: 0, made: String::new() }
    }

    fn is_known(&self, draft: &Draft, text: &str) -> bool {
        let short = self.hasher.hash_one(text) as u32;
        let is_same = |known: &(u32, u32)| {
            known.0 == short && draft.texts.get(draft.links.ids[known.1 as usize]) == text
        };
        self.rows.find(whole(short), is_same).is_some()
    }

    /// The id of the link of a row.
    pub fn give(&mut self, draft: &Draft, row: usize, place: &Place, report: &mut Report) -> LinkId {
        let id = draft.texts.get(draft.links.ids[row]);
        if self.is_first[row] {
            return LinkId::new(id);
        }
        if !id.is_empty() {
            report.warn(WarningKind::DuplicateLinkId, place.clone(), id);
        }
        loop {
            self.next += 1;
            self.made.clear();
            // Writing to a text cannot fail.
            let _ = write!(self.made, "e{:0width$}", self.next, width = self.width);
            if self.rows.is_empty() || !self.is_known(draft, &self.made) {
                return LinkId::new(&self.made);
            }
        }
    }
}
