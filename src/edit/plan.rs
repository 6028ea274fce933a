//! Planning: an edit checked against the map becomes a transaction of record diffs.

mod schema;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::change::{Change, Diff, RunKey};
use super::{Description, Edit, EditError, FieldName, Transaction, Verb};
use arcstr::ArcStr;

use crate::model::{About, Actor, ActorId, Alias, FieldValue, Link, LinkId, Map, RecordState, Schema};

impl Edit {
    /// Checks the edit against the map and says which records change and how.
    ///
    /// # Errors
    /// Where it names records that are not there, ids that are taken, or numbers that are none.
    pub fn plan(self, map: &Map) -> Result<Transaction, EditError> {
        let run = self.run_key();
        let moves = self.only_moves();
        let mut plan =
            Plan { map, changes: Vec::new(), actors: BTreeMap::new(), links: BTreeMap::new(), schema: None };
        let description = plan.add(self)?;
        Ok(Transaction { changes: plan.changes, description, run, moves })
    }

    fn only_moves(&self) -> bool {
        match self {
            Self::Move { .. } => true,
            Self::Batch { edits, .. } => edits.iter().all(Self::only_moves),
            _ => false,
        }
    }

    /// The typing run the edit belongs to, if it is one keystroke of many.
    fn run_key(&self) -> Option<RunKey> {
        let (what, ids) = match self {
            Self::ReviseActors { actors, what } => {
                (*what, actors.iter().map(|actor| actor.id.to_string()).collect())
            }
            Self::ReviseLinks { links, what } => {
                (*what, links.iter().map(|link| link.id.to_string()).collect())
            }
            Self::ReviseAbout { what, .. } => (*what, vec!["map".to_owned()]),
            Self::PutFamily(entry) => (FieldName::Name, vec!["family".to_owned(), entry.id.to_string()]),
            Self::PutActorKind(entry) => {
                (FieldName::Name, vec!["actor kind".to_owned(), entry.id.to_string()])
            }
            Self::PutLinkKind(entry) => (FieldName::Name, vec!["link kind".to_owned(), entry.id.to_string()]),
            Self::PutField(entry) => (FieldName::Name, vec!["field".to_owned(), entry.id.to_string()]),
            _ => return None,
        };
        Some(RunKey { what, ids })
    }
}

/// A plan in the making. What it already changes is seen by what follows.
struct Plan<'a> {
    map: &'a Map,
    changes: Vec<Change>,
    /// The planned state of each actor that changes.
    actors: BTreeMap<ActorId, Option<Arc<Actor>>>,
    /// The planned state of each link that changes.
    links: BTreeMap<LinkId, Option<Arc<Link>>>,
    /// The planned schema, once something of it changes.
    schema: Option<Schema>,
}

impl Plan<'_> {
    fn add(&mut self, edit: Edit) -> Result<Description, EditError> {
        match edit {
            Edit::Add { actors, links } => self.add_records(actors, links),
            Edit::ReviseActors { actors, what } => {
                let subject = single(&actors, |actor| actor.name.to_string());
                let count = actors.len();
                for actor in actors {
                    self.revise_actor(actor)?;
                }
                Ok(Description { verb: Verb::ReviseActors(what), subject, count })
            }
            Edit::ReviseLinks { links, what } => {
                let subject = single(&links, |link| self.link_name(link));
                let count = links.len();
                for link in links {
                    self.revise_link(link)?;
                }
                Ok(Description { verb: Verb::ReviseLinks(what), subject, count })
            }
            Edit::Remove { actors, links } => self.remove(&actors.into_iter().collect::<Vec<_>>(), links),
            Edit::Move { positions } => {
                let count = positions.len();
                let subject = match positions.as_slice() {
                    [(id, _)] => self.map.actor(id).map(|actor| actor.name.clone()).unwrap_or_default(),
                    _ => ArcStr::new(),
                };
                for (id, position) in positions {
                    if !position.at.is_finite() {
                        return Err(EditError::NotFinite);
                    }
                    let mut actor = (*self.actor(&id)?).clone();
                    actor.position = Some(position);
                    self.revise_actor(actor)?;
                }
                Ok(Description { verb: Verb::Move, subject: subject.to_string(), count })
            }
            Edit::Merge { keep, gone } => self.merge(&keep, &gone),
            Edit::ReviseAbout { about, what } => {
                if about.id != self.map.about.id {
                    return Err(EditError::Identity);
                }
                let subject = about.title.clone();
                let before = self.about();
                if *before != about {
                    self.changes
                        .push(Change::About(Diff { before: Some(before), after: Some(Arc::new(about)) }));
                }
                Ok(Description { verb: Verb::ReviseAbout(what), subject, count: 1 })
            }
            Edit::Become { map, purpose } => {
                let before = self.changes.len();
                self.become_map(&map)?;
                let count = self.changes.len() - before;
                Ok(Description { verb: Verb::Batch(purpose), subject: String::new(), count })
            }
            Edit::Batch { purpose, edits } => {
                let mut count = 0;
                let mut subject = String::new();
                for edit in edits {
                    let description = self.add(edit)?;
                    count += description.count;
                    if subject.is_empty() {
                        subject = description.subject;
                    }
                }
                Ok(Description { verb: Verb::Batch(purpose), subject, count })
            }
            schema_edit => self.revise_schema(schema_edit),
        }
    }

    fn add_records(&mut self, actors: Vec<Actor>, links: Vec<Link>) -> Result<Description, EditError> {
        let description = if actors.is_empty() {
            let subject = single(&links, |link| self.link_name(link));
            Description { verb: Verb::AddLinks, subject, count: links.len() }
        } else {
            let subject = single(&actors, |actor| actor.name.to_string());
            Description { verb: Verb::AddActors, subject, count: actors.len() }
        };
        for actor in actors {
            check_id(actor.id.as_str())?;
            check_actor_numbers(&actor)?;
            if self.actor(&actor.id).is_ok() {
                return Err(EditError::IdTaken(actor.id.to_string()));
            }
            let id = actor.id.clone();
            self.change_actor(id, None, Some(Arc::new(actor)));
        }
        for link in links {
            check_id(link.id.as_str())?;
            if self.link(&link.id).is_ok()
                || self.map.stranded_links().iter().any(|other| other.id == link.id)
            {
                return Err(EditError::IdTaken(link.id.to_string()));
            }
            self.check_link(&link)?;
            let id = link.id.clone();
            self.change_link(id, None, Some(Arc::new(link)));
        }
        Ok(description)
    }

    fn revise_actor(&mut self, actor: Actor) -> Result<(), EditError> {
        check_actor_numbers(&actor)?;
        let before = self.actor(&actor.id)?;
        if *before != actor {
            let id = actor.id.clone();
            self.change_actor(id, Some(before), Some(Arc::new(actor)));
        }
        Ok(())
    }

    fn revise_link(&mut self, link: Link) -> Result<(), EditError> {
        let before = self.link(&link.id)?;
        self.check_link(&link)?;
        if *before != link {
            let id = link.id.clone();
            self.change_link(id, Some(before), Some(Arc::new(link)));
        }
        Ok(())
    }

    fn remove(
        &mut self,
        actors: &[ActorId],
        links: impl IntoIterator<Item = LinkId>,
    ) -> Result<Description, EditError> {
        let mut links: std::collections::BTreeSet<LinkId> = links.into_iter().collect();
        let description = match actors {
            [] => {
                let subject = match links.iter().next() {
                    Some(id) if links.len() == 1 => {
                        self.link(id).map(|link| self.link_name(&link)).unwrap_or_default()
                    }
                    _ => String::new(),
                };
                Description { verb: Verb::RemoveLinks, subject, count: links.len() }
            }
            [one] => {
                Description { verb: Verb::RemoveActors, subject: self.actor(one)?.name.to_string(), count: 1 }
            }
            several => Description { verb: Verb::RemoveActors, subject: String::new(), count: several.len() },
        };
        for id in actors {
            self.actor(id)?;
            links.extend(self.links_of(id));
        }
        // The last first: an actor's links hang on it in a chain, those that came last at its head, and most
        // came in the order of their ids.
        for id in links.into_iter().rev() {
            let before = self.link(&id)?;
            self.change_link(id, Some(before), None);
        }
        for id in actors {
            let before = self.actor(id)?;
            self.change_actor(id.clone(), Some(before), None);
        }
        Ok(description)
    }

    fn merge(&mut self, keep: &ActorId, gone: &ActorId) -> Result<Description, EditError> {
        if keep == gone {
            return Err(EditError::SameActor);
        }
        let kept = self.actor(keep)?;
        let merged = merged_actor(&kept, &*self.actor(gone)?);
        let subject = merged.name.clone();
        for id in self.links_of(gone) {
            let mut link = (*self.link(&id)?).clone();
            for end in [&mut link.from, &mut link.to] {
                if end == gone {
                    *end = keep.clone();
                }
            }
            self.revise_link(link)?;
        }
        self.revise_actor(merged)?;
        let before = self.actor(gone)?;
        self.change_actor(gone.clone(), Some(before), None);
        Ok(Description { verb: Verb::Merge, subject: subject.to_string(), count: 2 })
    }

    /// The changes that make the map another, in an order that undoing turns round: links leave
    /// before their ends do and come after them.
    fn become_map(&mut self, target: &Map) -> Result<(), EditError> {
        let map = self.map;
        let mut states = Vec::new();
        let mut about = (*target.about).clone();
        about.id = map.about.id.clone();
        states.push(RecordState::About(Arc::new(about)));
        states.push(RecordState::Extra(Arc::new(target.extras())));
        macro_rules! entries {
            ($list:ident, $variant:ident) => {{
                let (mine, theirs) = (&map.schema().$list, &target.schema().$list);
                let gone = mine.keys().filter(|id| !theirs.contains_key(*id));
                states.extend(gone.map(|id| RecordState::$variant(id.clone(), None)));
                let kept =
                    theirs.iter().map(|(id, entry)| RecordState::$variant(id.clone(), Some(entry.clone())));
                states.extend(kept);
            }};
        }
        entries!(families, Family);
        entries!(actor_kinds, ActorKind);
        entries!(link_kinds, LinkKind);
        entries!(fields, Field);
        for link in map.links().filter(|link| target.link(&link.id).is_none()) {
            states.push(RecordState::Link(link.id.clone(), None));
        }
        for link in map.stranded_links().iter().filter(|link| target.stranded_link(&link.id).is_none()) {
            states.push(RecordState::Stranded(link.id.clone(), None));
        }
        for actor in target.actors() {
            check_id(actor.id.as_str())?;
            check_actor_numbers(actor)?;
            states.push(RecordState::Actor(actor.id.clone(), Some(actor.clone())));
        }
        for link in target.links() {
            check_id(link.id.as_str())?;
            if link.weight.get().is_some_and(|weight| !weight.is_finite()) {
                return Err(EditError::NotFinite);
            }
            states.push(RecordState::Link(link.id.clone(), Some(link.clone())));
        }
        for actor in map.actors().filter(|actor| target.actor(&actor.id).is_none()) {
            states.push(RecordState::Actor(actor.id.clone(), None));
        }
        for link in target.stranded_links() {
            states.push(RecordState::Stranded(link.id.clone(), Some(link.clone())));
        }
        for change in states.into_iter().filter_map(|state| Change::towards(map, state)) {
            match &change {
                Change::Actor(id, diff) => drop(self.actors.insert(id.clone(), diff.after.clone())),
                Change::Link(id, diff) => drop(self.links.insert(id.clone(), diff.after.clone())),
                _ => {}
            }
            self.changes.push(change);
        }
        self.schema = Some(target.schema().clone());
        Ok(())
    }

    fn change_actor(&mut self, id: ActorId, before: Option<Arc<Actor>>, after: Option<Arc<Actor>>) {
        self.actors.insert(id.clone(), after.clone());
        self.changes.push(Change::Actor(id, Diff { before, after }));
    }

    fn change_link(&mut self, id: LinkId, before: Option<Arc<Link>>, after: Option<Arc<Link>>) {
        self.links.insert(id.clone(), after.clone());
        self.changes.push(Change::Link(id, Diff { before, after }));
    }

    /// The state of an actor, planned changes included.
    fn actor(&self, id: &ActorId) -> Result<Arc<Actor>, EditError> {
        let state = self.actors.get(id).cloned().unwrap_or_else(|| self.map.actor(id).cloned());
        state.ok_or_else(|| EditError::NoSuchActor(id.clone()))
    }

    /// The state of a link, planned changes included.
    fn link(&self, id: &LinkId) -> Result<Arc<Link>, EditError> {
        let state = self.links.get(id).cloned().unwrap_or_else(|| self.map.link(id).cloned());
        state.ok_or_else(|| EditError::NoSuchLink(id.clone()))
    }

    /// The actors that pass a test, planned changes included, by id.
    fn actors_where(&self, test: impl Fn(&Actor) -> bool) -> Vec<Arc<Actor>> {
        let unplanned = self.map.actors().filter(|actor| !self.actors.contains_key(&actor.id));
        let mut actors: Vec<Arc<Actor>> =
            unplanned.chain(self.actors.values().flatten()).filter(|actor| test(actor)).cloned().collect();
        actors.sort_by(|a, b| a.id.cmp(&b.id));
        actors
    }

    /// The links that pass a test, planned changes included, by id.
    fn links_where(&self, test: impl Fn(&Link) -> bool) -> Vec<Arc<Link>> {
        let unplanned = self.map.links().filter(|link| !self.links.contains_key(&link.id));
        let mut links: Vec<Arc<Link>> =
            unplanned.chain(self.links.values().flatten()).filter(|link| test(link)).cloned().collect();
        links.sort_by(|a, b| a.id.cmp(&b.id));
        links
    }

    fn about(&self) -> Arc<About> {
        let planned = self.changes.iter().rev().find_map(|change| match change {
            Change::About(diff) => diff.after.clone(),
            _ => None,
        });
        planned.unwrap_or_else(|| self.map.about.clone())
    }

    /// The links that touch an actor, planned changes included.
    fn links_of(&self, id: &ActorId) -> Vec<LinkId> {
        let mut links: BTreeMap<LinkId, bool> =
            self.map.links_of(id).into_iter().map(|link| (link.id.clone(), true)).collect();
        for (link, after) in &self.links {
            links.insert(link.clone(), after.as_ref().is_some_and(|link| link.touches(id)));
        }
        links.into_iter().filter_map(|(link, touches)| touches.then_some(link)).collect()
    }

    fn check_link(&self, link: &Link) -> Result<(), EditError> {
        self.actor(&link.from)?;
        self.actor(&link.to)?;
        match link.weight.get() {
            Some(weight) if !weight.is_finite() => Err(EditError::NotFinite),
            _ => Ok(()),
        }
    }

    /// A link as people name it: its two ends.
    fn link_name(&self, link: &Link) -> String {
        let name = |id| self.actor(id).map(|actor| actor.name.clone()).unwrap_or_default();
        format!("{} → {}", name(&link.from), name(&link.to))
    }
}

/// One actor made of two: the kept one with every field it lacks taken from the other, whose names
/// become aliases, and whose lists are appended.
pub fn merged_actor(keep: &Actor, gone: &Actor) -> Actor {
    let mut merged = keep.clone();
    let mut names: Vec<ArcStr> = vec![keep.name.clone()];
    names.extend(keep.aliases.iter().map(|alias| alias.name.clone()));
    let mut add_alias = |alias: Alias| {
        if !alias.name.is_empty() && !names.contains(&alias.name) {
            names.push(alias.name.clone());
            merged.aliases.push(alias);
        }
    };
    add_alias(Alias::new(gone.name.clone()));
    for alias in &gone.aliases {
        add_alias(alias.clone());
    }
    for tag in &gone.tags {
        if !merged.tags.contains(tag) {
            merged.tags.push(tag.clone());
        }
    }
    merged.contacts.extend(gone.contacts.iter().filter(|contact| !keep.contacts.contains(contact)).cloned());
    let sources = &gone.provenance.sources;
    merged
        .provenance
        .sources
        .extend(sources.iter().filter(|s| !keep.provenance.sources.contains(s)).cloned());
    let texts = [
        (&mut merged.short_name, &gone.short_name),
        (&mut merged.acronym, &gone.acronym),
        (&mut merged.legal_form, &gone.legal_form),
        (&mut merged.website, &gone.website),
        (&mut merged.identifiers.siren, &gone.identifiers.siren),
        (&mut merged.identifiers.siret, &gone.identifiers.siret),
        (&mut merged.identifiers.rna, &gone.identifiers.rna),
    ];
    for (mine, theirs) in texts {
        if mine.is_empty() {
            mine.clone_from(theirs);
        }
    }
    for (mine, theirs) in [(&mut merged.description, &gone.description), (&mut merged.notes, &gone.notes)] {
        if mine.is_empty() {
            mine.clone_from(theirs);
        } else if !theirs.is_empty() && mine != theirs {
            *mine = format!("{mine}\n\n{theirs}").into();
        }
    }
    if merged.place.is_empty() {
        merged.place = gone.place.clone();
    }
    if merged.period.is_empty() {
        merged.period = gone.period.clone();
    }
    if merged.provenance.confidence.is_none() {
        merged.provenance.confidence = gone.provenance.confidence.clone();
    }
    merged.position = merged.position.or(gone.position);
    for (field, value) in &gone.custom {
        let taken: &mut FieldValue = merged.custom.entry(field.clone()).or_insert_with(|| value.clone());
        if matches!(taken, FieldValue::Text(text) if text.is_empty()) {
            *taken = value.clone();
        }
    }
    for (key, value) in &gone.period.extra {
        merged.period.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
    for (key, value) in &gone.extra {
        merged.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
    merged
}

fn single<T>(records: &[T], name: impl Fn(&T) -> String) -> String {
    match records {
        [record] => name(record),
        _ => String::new(),
    }
}

fn check_id(id: &str) -> Result<(), EditError> {
    if id.is_empty() { Err(EditError::EmptyId) } else { Ok(()) }
}

fn check_actor_numbers(actor: &Actor) -> Result<(), EditError> {
    let finite = actor.position.is_none_or(|position| position.at.is_finite())
        && actor.place.latitude.is_none_or(f64::is_finite)
        && actor.place.longitude.is_none_or(f64::is_finite);
    if finite { Ok(()) } else { Err(EditError::NotFinite) }
}
