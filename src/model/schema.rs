//! The schema: the vocabulary a map speaks. It travels with the map and people may edit it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::{Actor, ActorKindId, Extra, FamilyId, FieldId, LinkKindId};
use crate::lang::Lang;

/// A text in both languages of the interface; others a file holds survive in `extra`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bilingual {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
    /// Unknown members of the file: other languages.
    pub extra: Extra,
}

impl Bilingual {
    /// A text in both languages.
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fr: fr.into(), en: en.into(), extra: Extra::new() }
    }

    /// The text in a language, or in the other one where that is missing.
    pub fn get(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::Fr => (&self.fr, &self.en),
            Lang::En => (&self.en, &self.fr),
        };
        if first.is_empty() { second } else { first }
    }

    /// The text in a language, to edit.
    pub fn get_mut(&mut self, lang: Lang) -> &mut String {
        match lang {
            Lang::Fr => &mut self.fr,
            Lang::En => &mut self.en,
        }
    }

    /// Whether it says nothing in any language.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The outline of a node. The shape says the family.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Rounded square.
    Square,
    /// Disc.
    Disc,
    /// Rounded diamond.
    Diamond,
    /// Rounded pentagon, point up.
    Pentagon,
    /// Disc inside a ring.
    Ring,
    /// Rounded hexagon, points left and right.
    Hexagon,
    /// Pill.
    Pill,
    /// A shape of a later version; drawn as a disc and kept.
    Other(String),
}

impl Shape {
    /// Every shape this version draws, in the order they are offered.
    pub const ALL: [Shape; 7] = [
        Shape::Square,
        Shape::Disc,
        Shape::Diamond,
        Shape::Pentagon,
        Shape::Ring,
        Shape::Hexagon,
        Shape::Pill,
    ];

    /// The word in the file.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Square => "square",
            Self::Disc => "disc",
            Self::Diamond => "diamond",
            Self::Pentagon => "pentagon",
            Self::Ring => "ring",
            Self::Hexagon => "hexagon",
            Self::Pill => "pill",
            Self::Other(word) => word,
        }
    }
}

impl From<&str> for Shape {
    fn from(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|shape| shape.as_str() == word)
            .unwrap_or_else(|| Self::Other(word.to_owned()))
    }
}

/// A colour as the schema names it: a slot of the palette ("blue"), which suits light and dark
/// themes, or `#RRGGBB`, from which the theme derives the shades it needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ColourName(pub String);

impl ColourName {
    /// A colour by its name in the file.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Red, green and blue where it is written `#RRGGBB`.
    pub fn rgb(&self) -> Option<[u8; 3]> {
        let hex = self.0.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
        let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        Some([byte(0)?, byte(2)?, byte(4)?])
    }
}

/// A family of actor kinds: a colour and a shape shared by kinds of one nature.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// Its id.
    pub id: FamilyId,
    /// Its place among the families, smallest first.
    pub rank: i64,
    /// Its name.
    pub label: Bilingual,
    /// The colour of its actors.
    pub colour: ColourName,
    /// The shape of its actors.
    pub shape: Shape,
    /// Unknown members of the file.
    pub extra: Extra,
}

/// A kind of actor.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorKind {
    /// Its id.
    pub id: ActorKindId,
    /// Its place within its family, smallest first.
    pub rank: i64,
    /// The family it belongs to.
    pub family: FamilyId,
    /// The broader kind it refines, if any (a Scop is a co-operative).
    pub parent: Option<ActorKindId>,
    /// Its name.
    pub label: Bilingual,
    /// What counts as one.
    pub definition: Bilingual,
    /// The icon inside the node, by its name in the Phosphor family.
    pub icon: String,
    /// A colour of its own instead of the family's.
    pub colour: Option<ColourName>,
    /// A shape of its own instead of the family's.
    pub shape: Option<Shape>,
    /// Set apart by a second outline and a strong label (the CRESS).
    pub emphasis: bool,
    /// An actor of this kind is a group: it shows a hull around its members.
    pub group: bool,
    /// Whether pickers offer it at once, or only when searched.
    pub offered: bool,
    /// What it means in shared vocabularies.
    pub iris: Vec<String>,
    /// Unknown members of the file.
    pub extra: Extra,
}

impl ActorKind {
    /// A new kind of a family, with the family's looks.
    pub fn new(id: ActorKindId, family: FamilyId, label: Bilingual) -> Self {
        Self {
            id,
            rank: 0,
            family,
            parent: None,
            label,
            definition: Bilingual::default(),
            icon: String::new(),
            colour: None,
            shape: None,
            emphasis: false,
            group: false,
            offered: true,
            iris: Vec::new(),
            extra: Extra::new(),
        }
    }
}

/// Which actors a kind of link usually has at one end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndRule {
    /// Any actor.
    Any,
    /// Actors of a family.
    Family(FamilyId),
    /// Actors of a kind, or of a kind that refines it.
    Kind(ActorKindId),
}

impl From<&str> for EndRule {
    fn from(text: &str) -> Self {
        match (text, text.strip_prefix('@')) {
            ("*", _) => Self::Any,
            (_, Some(family)) => Self::Family(FamilyId::new(family)),
            _ => Self::Kind(ActorKindId::new(text)),
        }
    }
}

impl fmt::Display for EndRule {
    /// The file's form: `*`, `@family` or a kind's id.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::Family(id) => write!(f, "@{id}"),
            Self::Kind(id) => write!(f, "{id}"),
        }
    }
}

/// A kind of link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkKind {
    /// Its id.
    pub id: LinkKindId,
    /// Its place among the link kinds, smallest first.
    pub rank: i64,
    /// The verb from the first actor to the second ("soutient").
    pub verb: Bilingual,
    /// The verb the other way round ("est soutenu par").
    pub inverse: Bilingual,
    /// What it means.
    pub definition: Bilingual,
    /// Who usually is at the start.
    pub from: Vec<EndRule>,
    /// Who usually is at the end.
    pub to: Vec<EndRule>,
    /// It says the same both ways: no arrow.
    pub symmetric: bool,
    /// It makes its first actor a member of its second, where that is a group.
    pub membership: bool,
    /// What it means in shared vocabularies.
    pub iris: Vec<String>,
    /// How it maps to them, for whoever exports it.
    pub mapping_note: String,
    /// Unknown members of the file.
    pub extra: Extra,
}

impl LinkKind {
    /// A new kind of link between any actors.
    pub fn new(id: LinkKindId, verb: Bilingual, inverse: Bilingual) -> Self {
        Self {
            id,
            rank: 0,
            verb,
            inverse,
            definition: Bilingual::default(),
            from: vec![EndRule::Any],
            to: vec![EndRule::Any],
            symmetric: false,
            membership: false,
            iris: Vec::new(),
            mapping_note: String::new(),
            extra: Extra::new(),
        }
    }
}

/// What a custom field describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldOwner {
    /// Actors.
    Actor,
    /// Links.
    Link,
}

/// What a custom field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A line of text.
    Text,
    /// Several lines.
    LongText,
    /// A number.
    Number,
    /// A date with its precision.
    Date,
    /// A web address.
    Url,
    /// One of the field's options.
    Choice,
    /// Yes or no.
    Flag,
    /// A type of a later version; edited as text and kept.
    Other(String),
}

impl FieldType {
    /// Every type this version edits, in the order they are offered.
    pub const ALL: [FieldType; 7] = [
        FieldType::Text,
        FieldType::LongText,
        FieldType::Number,
        FieldType::Date,
        FieldType::Url,
        FieldType::Choice,
        FieldType::Flag,
    ];

    /// The word in the file.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Url => "url",
            Self::Choice => "choice",
            Self::Flag => "flag",
            Self::Other(word) => word,
        }
    }
}

impl From<&str> for FieldType {
    fn from(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .unwrap_or_else(|| Self::Other(word.to_owned()))
    }
}

/// A custom field: something a map records beyond what Maillage knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its id.
    pub id: FieldId,
    /// Its place among the fields, smallest first.
    pub rank: i64,
    /// Whether actors or links have it.
    pub owner: FieldOwner,
    /// Its name.
    pub label: Bilingual,
    /// What it holds.
    pub kind: FieldType,
    /// What a choice offers.
    pub options: Vec<String>,
    /// Whether its values must not leave with what is shared.
    pub private: bool,
    /// Unknown members of the file.
    pub extra: Extra,
}

/// The value of a custom field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// Text; dates, choices and web addresses are text too.
    Text(String),
    /// A number with the digits it was written with.
    Number(serde_json::Number),
    /// Yes or no.
    Flag(bool),
    /// Anything else a file holds; kept.
    Other(serde_json::Value),
}

impl fmt::Display for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Other(value) => write!(f, "{value}"),
        }
    }
}

/// The vocabulary of a map: families, kinds of actors and links, custom fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    pub(crate) families: BTreeMap<FamilyId, Arc<Family>>,
    pub(crate) actor_kinds: BTreeMap<ActorKindId, Arc<ActorKind>>,
    pub(crate) link_kinds: BTreeMap<LinkKindId, Arc<LinkKind>>,
    pub(crate) fields: BTreeMap<FieldId, Arc<Field>>,
    /// Unknown members of the file.
    pub extra: Extra,
}

impl Schema {
    /// A schema of these entries; of two with one id, the later stands.
    pub fn new(
        families: impl IntoIterator<Item = Family>,
        actor_kinds: impl IntoIterator<Item = ActorKind>,
        link_kinds: impl IntoIterator<Item = LinkKind>,
        fields: impl IntoIterator<Item = Field>,
    ) -> Self {
        Self {
            families: families.into_iter().map(|entry| (entry.id.clone(), Arc::new(entry))).collect(),
            actor_kinds: actor_kinds.into_iter().map(|entry| (entry.id.clone(), Arc::new(entry))).collect(),
            link_kinds: link_kinds.into_iter().map(|entry| (entry.id.clone(), Arc::new(entry))).collect(),
            fields: fields.into_iter().map(|entry| (entry.id.clone(), Arc::new(entry))).collect(),
            extra: Extra::new(),
        }
    }

    /// A family by id.
    pub fn family(&self, id: &FamilyId) -> Option<&Arc<Family>> {
        self.families.get(id)
    }

    /// A kind of actor by id.
    pub fn actor_kind(&self, id: &ActorKindId) -> Option<&Arc<ActorKind>> {
        self.actor_kinds.get(id)
    }

    /// A kind of link by id.
    pub fn link_kind(&self, id: &LinkKindId) -> Option<&Arc<LinkKind>> {
        self.link_kinds.get(id)
    }

    /// A custom field by id.
    pub fn field(&self, id: &FieldId) -> Option<&Arc<Field>> {
        self.fields.get(id)
    }

    /// The family of a kind, where both are known.
    pub fn family_of(&self, kind: &ActorKindId) -> Option<&Arc<Family>> {
        self.family(&self.actor_kind(kind)?.family)
    }

    /// The families by rank.
    pub fn families(&self) -> Vec<&Arc<Family>> {
        ranked(self.families.values(), |entry| entry.rank)
    }

    /// Every kind of actor, by the rank of its family, then its own.
    pub fn actor_kinds(&self) -> Vec<&Arc<ActorKind>> {
        ranked(self.actor_kinds.values(), |kind| {
            (self.family(&kind.family).map_or(i64::MAX, |family| family.rank), kind.family.clone(), kind.rank)
        })
    }

    /// The kinds of one family, by rank.
    pub fn kinds_of(&self, family: &FamilyId) -> Vec<&Arc<ActorKind>> {
        ranked(self.actor_kinds.values().filter(|kind| kind.family == *family), |kind| kind.rank)
    }

    /// The kinds of links by rank.
    pub fn link_kinds(&self) -> Vec<&Arc<LinkKind>> {
        ranked(self.link_kinds.values(), |entry| entry.rank)
    }

    /// The custom fields of actors or of links, by rank.
    pub fn fields(&self, owner: FieldOwner) -> Vec<&Arc<Field>> {
        ranked(self.fields.values().filter(|field| field.owner == owner), |field| field.rank)
    }

    /// Whether actors of this kind usually stand at an end that has these rules. An unknown kind,
    /// or no rule at all, is never unusual.
    pub fn suits(&self, kind: &ActorKindId, rules: &[EndRule]) -> bool {
        let Some(entry) = self.actor_kind(kind) else { return true };
        rules.is_empty()
            || rules.iter().any(|rule| match rule {
                EndRule::Any => true,
                EndRule::Family(family) => entry.family == *family,
                EndRule::Kind(wanted) => self.refines(kind, wanted),
            })
    }

    /// Whether the link kind usually joins these two actors, in this direction (either one for a
    /// symmetric kind). Advice, never a wall.
    pub fn usually_joins(&self, kind: &LinkKindId, from: &Actor, to: &Actor) -> bool {
        let Some(kind) = self.link_kind(kind) else { return true };
        let fits =
            |from: &Actor, to: &Actor| self.suits(&from.kind, &kind.from) && self.suits(&to.kind, &kind.to);
        fits(from, to) || (kind.symmetric && fits(to, from))
    }

    /// Whether `kind` is `ancestor` or refines it, at any remove. Stops on cycles.
    fn refines(&self, kind: &ActorKindId, ancestor: &ActorKindId) -> bool {
        let mut current = Some(kind);
        for _ in 0..=self.actor_kinds.len() {
            match current {
                Some(id) if id == ancestor => return true,
                Some(id) => current = self.actor_kind(id).and_then(|entry| entry.parent.as_ref()),
                None => return false,
            }
        }
        false
    }
}

fn ranked<'a, T, K: Ord>(
    entries: impl Iterator<Item = &'a Arc<T>>,
    rank: impl Fn(&T) -> K,
) -> Vec<&'a Arc<T>> {
    let mut entries: Vec<_> = entries.collect();
    // Entries come by id, and the sort is stable: equal ranks stay in the order of their ids.
    entries.sort_by_key(|entry| rank(entry));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorId;

    fn schema() -> Schema {
        let family = |id: &str, rank| Family {
            id: id.into(),
            rank,
            label: Bilingual::new(id, id),
            colour: ColourName::new("blue"),
            shape: Shape::Disc,
            extra: Extra::new(),
        };
        let mut scop = ActorKind::new("scop".into(), "ess".into(), Bilingual::new("Scop", "Scop"));
        scop.parent = Some("cooperative".into());
        let mut member = LinkKind::new("member".into(), Bilingual::new("a", "b"), Bilingual::new("c", "d"));
        member.from = vec!["cooperative".into()];
        member.to = vec!["@pub".into()];
        Schema::new(
            [family("pub", 1), family("ess", 0)],
            [
                ActorKind::new("region".into(), "pub".into(), Bilingual::new("Région", "")),
                ActorKind::new("cooperative".into(), "ess".into(), Bilingual::new("Coopérative", "Co-op")),
                scop,
            ],
            [member],
            [],
        )
    }

    #[test]
    fn end_rules_know_families_and_refined_kinds() {
        let schema = schema();
        let actor = |kind: &str| Actor::new(ActorId::random(), kind.into(), "x");
        assert!(schema.usually_joins(&"member".into(), &actor("scop"), &actor("region")));
        assert!(!schema.usually_joins(&"member".into(), &actor("region"), &actor("scop")));
        assert!(schema.usually_joins(&"member".into(), &actor("unheard-of"), &actor("region")));
        assert!(schema.usually_joins(&"unheard-of".into(), &actor("region"), &actor("scop")));
    }

    #[test]
    fn a_cycle_of_parents_ends() {
        let mut schema = schema();
        let mut co = ActorKind::new("cooperative".into(), "ess".into(), Bilingual::default());
        co.parent = Some("scop".into());
        schema.actor_kinds.insert(co.id.clone(), Arc::new(co));
        assert!(!schema.suits(&"scop".into(), &["region".into()]));
    }

    #[test]
    fn order_follows_rank_and_a_missing_label_falls_back() {
        let schema = schema();
        let order: Vec<&str> = schema.families().iter().map(|family| family.id.as_str()).collect();
        assert_eq!(order, ["ess", "pub"]);
        let region = schema.actor_kind(&"region".into()).expect("the kind is there");
        assert_eq!(region.label.get(Lang::En), "Région");
    }

    #[test]
    fn a_hex_colour_is_read_and_other_text_is_not() {
        assert_eq!(ColourName::new("#3C78D0").rgb(), Some([0x3c, 0x78, 0xd0]));
        for text in ["blue", "#12", "#12345é", "#GGGGGG", ""] {
            assert_eq!(ColourName::new(text).rgb(), None, "{text}");
        }
    }
}
