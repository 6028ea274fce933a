//! Words: differences and conflicts as sentences of the interface, in either language.

use super::diff::{Difference, Summary, What};
use super::value::Shown;
use super::weave::{FieldChange, FieldRef};
use super::{Conflict, ConflictKind, Side};
use crate::model::{ActorId, Map, RecordId};
use crate::text::{Text, Value};

/// Says what differs between two maps. Names are looked up in the later one first.
pub struct Words<'a> {
    text: &'a Text,
    before: &'a Map,
    after: &'a Map,
}

impl<'a> Words<'a> {
    /// Words on two maps.
    pub fn new(text: &'a Text, before: &'a Map, after: &'a Map) -> Self {
        Self { text, before, after }
    }

    /// A difference, one sentence a field.
    pub fn sentences(&self, difference: &Difference) -> Vec<String> {
        let word = difference.record.word().replace('_', "-");
        let whole = |how: &str| {
            let key = format!("diff-{word}-{how}");
            vec![self.text.with(&key, &[("name", self.name(&difference.record).into())])]
        };
        match &difference.what {
            What::Added => whole("added"),
            What::Removed => whole("removed"),
            What::Changed(fields) => {
                fields.iter().map(|change| self.change(&difference.record, change)).collect()
            }
        }
    }

    fn change(&self, record: &RecordId, change: &FieldChange) -> String {
        let key = match (&change.before, &change.after) {
            (Shown::Nothing, _) => "diff-field-set",
            (_, Shown::Nothing) => "diff-field-cleared",
            _ => "diff-field-changed",
        };
        self.text.with(
            key,
            &[
                ("record", self.record(record).into()),
                ("field", self.field(&change.field).into()),
                ("before", short(&self.shown(&change.before)).into()),
                ("after", short(&self.shown(&change.after)).into()),
            ],
        )
    }

    /// What a conflict is about, in one sentence.
    pub fn conflict(&self, conflict: &Conflict) -> String {
        let record = self.record(&conflict.record);
        match &conflict.what {
            ConflictKind::Field(field) => self.text.with(
                "conflict-field",
                &[
                    ("record", record.into()),
                    ("field", self.field(&field.field).into()),
                    ("ours", short(&self.shown(&field.ours)).into()),
                    ("theirs", short(&self.shown(&field.theirs)).into()),
                ],
            ),
            ConflictKind::Removed { by, changed, used_by } => {
                let by = match by {
                    Side::Ours => "ours",
                    Side::Theirs => "theirs",
                };
                let mut what: Vec<String> = changed.iter().map(|change| self.field(&change.field)).collect();
                what.extend(used_by.iter().map(|record| self.record(record)));
                self.text.with(
                    "conflict-removed",
                    &[("record", record.into()), ("by", by.into()), ("what", short(&what.join(", ")).into())],
                )
            }
        }
    }

    /// A record as it is spoken of: "acteur « CRESS »".
    pub fn record(&self, record: &RecordId) -> String {
        let key = format!("diff-{}", record.word().replace('_', "-"));
        self.text.with(&key, &[("name", self.name(record).into())])
    }

    /// The name of a field.
    pub fn field(&self, field: &FieldRef) -> String {
        let key = field.key.as_deref().unwrap_or_default();
        if field.path == "custom" {
            let lang = self.text.lang();
            let label = [self.after, self.before].iter().find_map(|map| {
                let label = map.schema().field(&key.into())?.label.get(lang).to_owned();
                (!label.is_empty()).then_some(label)
            });
            return label.unwrap_or_else(|| key.to_owned());
        }
        let name_key = field_key(field.path);
        if key.is_empty() {
            self.text.get(&name_key).to_owned()
        } else {
            format!("{} {key}", self.text.get(&name_key))
        }
    }

    /// A value, whole.
    pub fn shown(&self, shown: &Shown) -> String {
        let lang = self.text.lang();
        match shown {
            Shown::Nothing => self.text.get("diff-nothing").to_owned(),
            Shown::Text(text) => text.clone(),
            Shown::Flag(true) => self.text.get("diff-yes").to_owned(),
            Shown::Flag(false) => self.text.get("diff-no").to_owned(),
            Shown::Actor(id) => self.actor(id),
            Shown::ActorKind(id) => self
                .find(|map| Some(map.schema().actor_kind(id)?.label.get(lang).to_owned()))
                .unwrap_or_else(|| id.to_string()),
            Shown::LinkKind(id) => self
                .find(|map| Some(map.schema().link_kind(id)?.verb.get(lang).to_owned()))
                .unwrap_or_else(|| id.to_string()),
            Shown::Family(id) => self
                .find(|map| Some(map.schema().family(id)?.label.get(lang).to_owned()))
                .unwrap_or_else(|| id.to_string()),
            Shown::List(items) => items.join(" ; "),
            Shown::Position(position) => {
                let key = if position.pinned { "diff-position-pinned" } else { "diff-position" };
                let (x, y) = (position.at.x.round(), position.at.y.round());
                self.text.with(key, &[("x", x.into()), ("y", y.into())])
            }
        }
    }

    /// The bare name of a record: an actor's name, a link's two ends with its verb.
    pub fn name(&self, record: &RecordId) -> String {
        let lang = self.text.lang();
        let named = match record {
            RecordId::About => self.find(|map| Some(map.about.title.clone())),
            RecordId::Extra => None,
            RecordId::Family(id) => {
                self.find(|map| Some(map.schema().family(id)?.label.get(lang).to_owned()))
            }
            RecordId::ActorKind(id) => {
                self.find(|map| Some(map.schema().actor_kind(id)?.label.get(lang).to_owned()))
            }
            RecordId::LinkKind(id) => {
                self.find(|map| Some(map.schema().link_kind(id)?.verb.get(lang).to_owned()))
            }
            RecordId::Field(id) => self.find(|map| Some(map.schema().field(id)?.label.get(lang).to_owned())),
            RecordId::Actor(id) => return self.actor(id),
            RecordId::Link(id) => self.find(|map| {
                let link = map.any_link(id)?;
                let verb = self.shown(&Shown::LinkKind(link.kind.clone()));
                Some(format!("{} → {} ({verb})", self.actor(&link.from), self.actor(&link.to)))
            }),
        };
        named.unwrap_or_else(|| record.id().to_owned())
    }

    fn actor(&self, id: &ActorId) -> String {
        self.find(|map| Some(map.actor(id)?.name.replace('\n', " "))).unwrap_or_else(|| id.to_string())
    }

    /// What either map says, the later one first; not where it says nothing.
    fn find(&self, ask: impl Fn(&Map) -> Option<String>) -> Option<String> {
        [self.after, self.before].into_iter().find_map(|map| ask(map).filter(|name| !name.trim().is_empty()))
    }
}

/// What changed, in one line: "3 acteurs ajoutés, 1 lien supprimé".
pub fn summary(text: &Text, summary: &Summary) -> String {
    let counts: [(&str, usize); 9] = [
        ("diff-n-actors-added", summary.actors_added),
        ("diff-n-actors-removed", summary.actors_removed),
        ("diff-n-actors-changed", summary.actors_changed),
        ("diff-n-actors-moved", summary.actors_moved),
        ("diff-n-links-added", summary.links_added),
        ("diff-n-links-removed", summary.links_removed),
        ("diff-n-links-changed", summary.links_changed),
        ("diff-n-schema", summary.schema),
        ("diff-about-changed", usize::from(summary.about)),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| text.with(key, &[("n", Value::from(*n))]))
        .collect();
    if parts.is_empty() { text.get("diff-same").to_owned() } else { parts.join(", ") }
}

/// The key of a field's name in the translations.
pub(super) fn field_key(path: &str) -> String {
    let tail = ["place.", "period.", "identifiers.", "provenance."]
        .iter()
        .find_map(|group| path.strip_prefix(group))
        .unwrap_or(path);
    let tail = if tail.ends_with("extra") { "extra" } else { tail };
    format!("field-{}", tail.replace(['.', '_'], "-"))
}

/// A value at a length fit for a sentence, on one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 120;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
