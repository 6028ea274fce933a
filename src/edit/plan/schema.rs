//! Planning changes of the vocabulary. What goes leaves nothing behind: records take another kind,
//! and the rest of the schema stops naming it.

use std::sync::Arc;

use super::{Plan, check_id};
use crate::edit::change::{Change, Diff};
use crate::edit::{Description, Edit, EditError, Verb};
use crate::model::{ActorKind, ActorKindId, EndRule, FamilyId, FieldId, LinkKind, LinkKindId, Schema};

impl Plan<'_> {
    /// The schema, planned changes included.
    fn schema(&self) -> &Schema {
        self.schema.as_ref().unwrap_or_else(|| self.map.schema())
    }

    /// Notes a change of the schema; what is planned next sees it.
    fn change_schema(&mut self, change: Change) {
        let map = self.map;
        change.apply_to_schema(self.schema.get_or_insert_with(|| map.schema().clone()));
        self.changes.push(change);
    }

    pub(super) fn revise_schema(&mut self, edit: Edit) -> Result<Description, EditError> {
        // Notes the new state of an entry and names the step after its French label.
        macro_rules! put {
            ($variant:ident, $entry:expr, $find:ident, $label:ident) => {{
                let entry = $entry;
                check_id(entry.id.as_str())?;
                let before = self.schema().$find(&entry.id).cloned();
                let subject = entry.$label.fr.clone();
                if before.as_deref() != Some(&entry) {
                    let id = entry.id.clone();
                    self.change_schema(Change::$variant(id, Diff { before, after: Some(Arc::new(entry)) }));
                }
                Ok(describe(&subject))
            }};
        }
        match edit {
            Edit::PutFamily(entry) => put!(Family, entry, family, label),
            Edit::PutActorKind(entry) => put!(ActorKind, entry, actor_kind, label),
            Edit::PutLinkKind(entry) => put!(LinkKind, entry, link_kind, verb),
            Edit::PutField(entry) => put!(Field, entry, field, label),
            Edit::RemoveFamily(id) => self.remove_family(id),
            Edit::RemoveActorKind { kind, instead } => self.remove_actor_kind(kind, instead),
            Edit::RemoveLinkKind { kind, instead } => self.remove_link_kind(kind, instead),
            Edit::RemoveField(id) => self.remove_field(id),
            // `add` sends schema edits here and nothing else.
            _ => Ok(describe("")),
        }
    }

    fn remove_family(&mut self, id: FamilyId) -> Result<Description, EditError> {
        let schema = self.schema();
        let before = schema.family(&id).cloned().ok_or_else(|| EditError::NoSuchEntry(id.to_string()))?;
        let uses = schema.kinds_of(&id).len();
        if uses > 0 {
            return Err(EditError::StillUsed { id: id.to_string(), uses });
        }
        self.replace_in_rules(&EndRule::Family(id.clone()), None);
        self.change_schema(Change::Family(id, Diff { before: Some(before.clone()), after: None }));
        Ok(describe(&before.label.fr))
    }

    fn remove_actor_kind(
        &mut self,
        kind: ActorKindId,
        instead: Option<ActorKindId>,
    ) -> Result<Description, EditError> {
        let schema = self.schema();
        let before =
            schema.actor_kind(&kind).cloned().ok_or_else(|| EditError::NoSuchEntry(kind.to_string()))?;
        let instead = instead.filter(|other| *other != kind && schema.actor_kind(other).is_some());
        let users = self.actors_where(|actor| actor.kind == kind);
        if !users.is_empty() && instead.is_none() {
            return Err(EditError::StillUsed { id: kind.to_string(), uses: users.len() });
        }
        for actor in users {
            let mut actor = (*actor).clone();
            actor.kind = instead.clone().unwrap_or(actor.kind);
            self.revise_actor(actor)?;
        }
        self.lift_refinements(&before);
        self.replace_in_rules(&EndRule::Kind(kind.clone()), instead.map(EndRule::Kind));
        self.change_schema(Change::ActorKind(kind, Diff { before: Some(before.clone()), after: None }));
        Ok(describe(&before.label.fr))
    }

    fn remove_link_kind(
        &mut self,
        kind: LinkKindId,
        instead: Option<LinkKindId>,
    ) -> Result<Description, EditError> {
        let schema = self.schema();
        let before =
            schema.link_kind(&kind).cloned().ok_or_else(|| EditError::NoSuchEntry(kind.to_string()))?;
        let instead = instead.filter(|other| *other != kind && schema.link_kind(other).is_some());
        let users = self.links_where(|link| link.kind == kind);
        if !users.is_empty() && instead.is_none() {
            return Err(EditError::StillUsed { id: kind.to_string(), uses: users.len() });
        }
        for link in users {
            let mut link = (*link).clone();
            link.kind = instead.clone().unwrap_or(link.kind);
            self.revise_link(link)?;
        }
        self.change_schema(Change::LinkKind(kind, Diff { before: Some(before.clone()), after: None }));
        Ok(describe(&before.verb.fr))
    }

    fn remove_field(&mut self, id: FieldId) -> Result<Description, EditError> {
        let before =
            self.schema().field(&id).cloned().ok_or_else(|| EditError::NoSuchEntry(id.to_string()))?;
        for actor in self.actors_where(|actor| actor.custom.contains_key(&id)) {
            let mut actor = (*actor).clone();
            actor.custom.remove(&id);
            self.revise_actor(actor)?;
        }
        for link in self.links_where(|link| link.details.custom.contains_key(&id)) {
            let mut link = (*link).clone();
            link.details.custom.remove(&id);
            self.revise_link(link)?;
        }
        self.change_schema(Change::Field(id, Diff { before: Some(before.clone()), after: None }));
        Ok(describe(&before.label.fr))
    }

    /// The kinds that refine the one that goes refine what it refined.
    fn lift_refinements(&mut self, gone: &ActorKind) {
        let refining: Vec<Arc<ActorKind>> = self
            .schema()
            .actor_kinds
            .values()
            .filter(|kind| kind.parent.as_ref() == Some(&gone.id) && kind.id != gone.id)
            .cloned()
            .collect();
        for before in refining {
            let mut after = (*before).clone();
            // A kind above itself, in a file made by hand, would stay so.
            after.parent = gone.parent.clone().filter(|parent| *parent != after.id && *parent != gone.id);
            let id = before.id.clone();
            let diff = Diff { before: Some(before), after: Some(Arc::new(after)) };
            self.change_schema(Change::ActorKind(id, diff));
        }
    }

    /// No kind of link names the rule any more: the other one stands in its place, once.
    fn replace_in_rules(&mut self, gone: &EndRule, instead: Option<EndRule>) {
        let naming: Vec<Arc<LinkKind>> = self
            .schema()
            .link_kinds
            .values()
            .filter(|kind| kind.from.contains(gone) || kind.to.contains(gone))
            .cloned()
            .collect();
        for before in naming {
            let mut after = (*before).clone();
            for rules in [&mut after.from, &mut after.to] {
                let known = instead.as_ref().is_some_and(|instead| rules.contains(instead));
                let mut instead = instead.clone().filter(|_| !known);
                *rules = std::mem::take(rules)
                    .into_iter()
                    .filter_map(|rule| if rule == *gone { instead.take() } else { Some(rule) })
                    .collect();
            }
            let id = before.id.clone();
            let diff = Diff { before: Some(before), after: Some(Arc::new(after)) };
            self.change_schema(Change::LinkKind(id, diff));
        }
    }
}

fn describe(subject: &str) -> Description {
    Description { verb: Verb::Schema, subject: subject.to_owned(), count: 1 }
}
