//! Audience: who will see what leaves, and the map without what they may not see. It is *removed*:
//! what writes a format gets a map that does not hold it.

use std::sync::Arc;

use arcstr::ArcStr;

use crate::import::kept;
use crate::model::{
    Actor, Contact, Extra, Field, FieldId, FieldOwner, FieldValue, Link, Map, Provenance, Schema, Shared,
};

/// Who will see what leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Anyone: no contacts at all, no private fields, no working notes, nobody's name as a checker.
    #[default]
    Public,
    /// People one works with: contacts that are not marked private, notes; no private fields.
    Partners,
    /// Those who work on the map themselves: everything.
    Internal,
}

impl Audience {
    /// Every audience, the widest first.
    pub const ALL: [Audience; 3] = [Audience::Public, Audience::Partners, Audience::Internal];

    /// Its word in commands and preferences.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Partners => "partners",
            Self::Internal => "internal",
        }
    }

    /// The audience of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.word() == word)
    }
}

/// How many values were left out, by what they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// People and addresses to reach actors by.
    pub contacts: usize,
    /// Values of private custom fields, and of fields the schema does not know.
    pub field_values: usize,
    /// Working notes of actors and links.
    pub notes: usize,
    /// Names of those who checked a fact.
    pub checkers: usize,
    /// Members of the file this version does not know, so that nobody can say they are harmless.
    pub unknown: usize,
    /// Links whose ends are not on the map.
    pub stranded_links: usize,
    /// Reports of imports: they name files, and rows that were left out.
    pub import_reports: usize,
}

impl LeftOut {
    /// All values together.
    pub fn total(&self) -> usize {
        self.contacts
            + self.field_values
            + self.notes
            + self.checkers
            + self.unknown
            + self.stranded_links
            + self.import_reports
    }
}

/// The map as an audience may see it, and what was left out. The map given is not changed; records
/// from which nothing was taken are shared with it.
///
/// Beside the values, the definitions of private fields go too: their labels and options may say as
/// much. The version of a file of a later major version stays, so that such a map is still not saved.
///
/// Limitations: texts are not read: an address typed into a description stays in it.
pub fn for_audience(map: &Map, audience: Audience) -> (Map, LeftOut) {
    let mut left_out = LeftOut::default();
    let mut seen = map.clone();
    if audience == Audience::Internal {
        return (seen, left_out);
    }
    let sieve = Sieve { audience, schema: map.schema() };
    let actors = map.actors().map(|actor| sieve.actor(actor, &mut left_out)).collect();
    let links = map.links().map(|link| sieve.link(link, &mut left_out)).collect();
    // Every end of a link of the map is on the map.
    seen.fill(actors, links);
    left_out.stranded_links = std::mem::take(&mut seen.stranded).len();
    sieve.schema(seen.schema_mut(), &mut left_out);
    let version = seen.extra.get("version").cloned();
    left_out.import_reports = kept::reports(map).len();
    let known = usize::from(version.is_some()) + usize::from(left_out.import_reports > 0);
    left_out.unknown += seen.extra.len() - known;
    seen.extra = version.map(|version| ("version".to_owned(), version)).into_iter().collect();
    (seen, left_out)
}

/// What takes out what an audience may not see.
struct Sieve<'a> {
    audience: Audience,
    schema: &'a Schema,
}

impl Sieve<'_> {
    fn is_public(&self) -> bool {
        self.audience == Audience::Public
    }

    fn sees_contact(&self, contact: &Contact) -> bool {
        !self.is_public() && !contact.private
    }

    fn sees_field(&self, id: &FieldId, owner: FieldOwner) -> bool {
        self.schema.field(id).is_some_and(|field| !field.private && field.owner == owner)
    }

    fn actor(&self, actor: &Arc<Actor>, left_out: &mut LeftOut) -> Arc<Actor> {
        let before = left_out.total();
        let mut seen = Actor::clone(actor);
        if !seen.contacts.is_empty() {
            seen.contacts.retain(|contact| self.sees_contact(contact));
            left_out.contacts += actor.contacts.len() - seen.contacts.len();
            seen.contacts.iter_mut().for_each(|contact| empty(&mut contact.extra, left_out));
        }
        if !seen.aliases.is_empty() {
            seen.aliases.iter_mut().for_each(|alias| empty(&mut alias.extra, left_out));
        }
        if !seen.period.extra.is_empty() {
            empty(&mut seen.period.extra, left_out);
        }
        if !seen.place.extra.is_empty() {
            empty(&mut seen.place.extra, left_out);
        }
        if self.is_public() && !seen.notes.is_empty() {
            left_out.notes += 1;
            seen.notes = ArcStr::new();
        }
        self.custom(&mut seen.custom, FieldOwner::Actor, left_out);
        self.provenance(&mut seen.provenance, left_out);
        empty(&mut seen.extra, left_out);
        if left_out.total() == before { actor.clone() } else { Arc::new(seen) }
    }

    fn link(&self, link: &Arc<Link>, left_out: &mut LeftOut) -> Arc<Link> {
        let before = left_out.total();
        let mut seen = Link::clone(link);
        if self.is_public() && !seen.details.notes.is_empty() {
            left_out.notes += 1;
            seen.details.notes = ArcStr::new();
        }
        if !seen.period.extra.is_empty() {
            empty(&mut seen.period.extra, left_out);
        }
        if !seen.details.custom.is_empty() {
            self.custom(&mut seen.details.custom, FieldOwner::Link, left_out);
        }
        self.provenance(&mut seen.provenance, left_out);
        if !seen.details.extra.is_empty() {
            empty(&mut seen.details.extra, left_out);
        }
        if left_out.total() == before { link.clone() } else { Arc::new(seen) }
    }

    fn custom(
        &self,
        values: &mut Shared<std::collections::BTreeMap<FieldId, FieldValue>>,
        owner: FieldOwner,
        left_out: &mut LeftOut,
    ) {
        let hidden = values.keys().filter(|id| !self.sees_field(id, owner)).count();
        if hidden > 0 {
            left_out.field_values += hidden;
            values.retain(|id, _| self.sees_field(id, owner));
        }
    }

    fn provenance(&self, provenance: &mut Shared<Provenance>, left_out: &mut LeftOut) {
        if self.is_public() && !provenance.checked_by.is_empty() {
            left_out.checkers += 1;
            provenance.checked_by = ArcStr::new();
        }
        if provenance.sources.iter().any(|source| !source.extra.is_empty()) {
            for source in &mut provenance.sources {
                empty(&mut source.extra, left_out);
            }
        }
        if !provenance.extra.is_empty() {
            empty(&mut provenance.extra, left_out);
        }
    }

    fn schema(&self, schema: &mut Schema, left_out: &mut LeftOut) {
        let hidden = |field: &Arc<Field>| field.private;
        schema.fields.retain(|_, field| !hidden(field));
        for field in schema.fields.values_mut().filter(|field| !field.extra.is_empty()) {
            empty(&mut Arc::make_mut(field).extra, left_out);
        }
        for family in schema.families.values_mut().filter(|family| !family.extra.is_empty()) {
            empty(&mut Arc::make_mut(family).extra, left_out);
        }
        for kind in schema.actor_kinds.values_mut().filter(|kind| !kind.extra.is_empty()) {
            empty(&mut Arc::make_mut(kind).extra, left_out);
        }
        for kind in schema.link_kinds.values_mut().filter(|kind| !kind.extra.is_empty()) {
            empty(&mut Arc::make_mut(kind).extra, left_out);
        }
        empty(&mut schema.extra, left_out);
    }
}

/// Takes unknown members out.
fn empty(extra: &mut Extra, left_out: &mut LeftOut) {
    if !extra.is_empty() {
        left_out.unknown += extra.len();
        *extra = Extra::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;
    use crate::model::Position;

    /// A map with a private value in every place there is one; each holds the word SECRET.
    const PLANTED: &str = r#"{"format":"maillage","version":"1.0","id":"m","title":"Réseau",
      "SECRETtop":1,"imports":[{"on":"2026","files":["SECRET.xlsx"]},{"files":["b.csv"]}],
      "schema":{"families":[],"actor_kinds":[],"link_kinds":[],"fields":[
        {"id":"budget","owner":"actor","label":{"fr":"SECRET budget"},"kind":"choice","options":["SECRET option"],"private":true},
        {"id":"open","owner":"actor","label":{"fr":"Ouvert"},"kind":"text"},
        {"id":"talks","owner":"link","label":{"fr":"SECRET pourparlers"},"kind":"text","private":true}]},
      "actors":[{"id":"a","kind":"k","name":"A","notes":"note SECRET","SECRETmember":true,
        "contacts":[{"label":"SECRET Jeanne","email":"SECRET@a.fr","phone":"SECRET"},
                    {"label":"Accueil","email":"accueil@a.fr","private":false}],
        "custom":{"budget":"SECRET option","open":"dit","nowhere":"SECRET stray"},
        "provenance":{"checked_by":"vérificatrice","sources":[{"title":"Site","SECRETsource":"x"}]},
        "position":{"x":1,"y":2}},
        {"id":"b","kind":"k","name":"B"}],
      "links":[{"id":"l","from":"a","to":"b","kind":"k","notes":"note SECRET","custom":{"talks":"SECRET"}},
        {"id":"lost","from":"a","to":"SECRETgone","kind":"k"}]}"#;

    fn planted() -> Map {
        file::read(PLANTED.as_bytes()).expect("the planted map is a map").map
    }

    #[test]
    fn the_public_sees_nothing_private() {
        let map = planted();
        let (seen, left_out) = for_audience(&map, Audience::Public);
        let text = file::to_string(&seen);
        for word in ["SECRET", "note", "accueil@", "vérificatrice", "contacts"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        assert!(text.contains("dit"), "what is not private stays");
        assert_eq!(
            left_out,
            LeftOut {
                contacts: 2,
                field_values: 3,
                notes: 2,
                checkers: 1,
                unknown: 3,
                stranded_links: 1,
                import_reports: 2
            }
        );
    }

    #[test]
    fn partners_see_what_is_not_marked_private() {
        let (seen, left_out) = for_audience(&planted(), Audience::Partners);
        let text = file::to_string(&seen);
        for word in ["SECRET Jeanne", "SECRET@", "budget", "SECRET stray", "pourparlers", "SECRETgone"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        for word in ["accueil@a.fr", "vérificatrice", "note SECRET", "dit"] {
            assert!(text.contains(word), "{word} is not in {text}");
        }
        assert_eq!((left_out.contacts, left_out.notes, left_out.checkers), (1, 0, 0));
    }

    #[test]
    fn those_inside_see_everything_and_nothing_is_copied_in_vain() {
        let map = planted();
        let (seen, left_out) = for_audience(&map, Audience::Internal);
        assert_eq!((seen == map, left_out.total()), (true, 0));
        let (seen, _) = for_audience(&map, Audience::Public);
        let [before, after] = [&map, &seen].map(|map| map.actor(&"b".into()).expect("b is on the map"));
        assert!(Arc::ptr_eq(before, after), "nothing was taken from it");
        let place = seen.actor(&"a".into()).and_then(|actor| actor.position);
        assert!(matches!(place, Some(Position { .. })), "the picture is the same");
    }

    #[test]
    fn a_map_of_a_later_version_is_still_one() {
        let mut map = planted();
        map.extra.insert("version".to_owned(), "9.0".into());
        let (seen, _) = for_audience(&map, Audience::Public);
        assert_eq!(file::newer_major_of(&seen), Some("9.0"));
    }
}
