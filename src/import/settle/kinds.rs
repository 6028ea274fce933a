//! Which kind each actor and each link is: one of the schema, found by its id or its label, or one
//! that is made.

use std::sync::Arc;

use hashbrown::HashMap;

use super::columns::{Columns, colour, slug};
use crate::fold::fold;
use crate::import::draft::{Direction, Draft, Text};
use crate::import::meaning::Meaning;
use crate::import::report::Report;
use crate::model::{
    ActorKind, ActorKindId, Bilingual, ColourName, Extra, Family, FamilyId, LinkKind, LinkKindId, Schema,
    Shape,
};

/// Slots of the palette for kinds the file gives no colour.
const SLOTS: [&str; 11] =
    ["blue", "orange", "green", "violet", "teal", "amber", "pink", "olive", "sky", "brown", "navy"];

/// The kinds of a draft.
pub(super) struct Kinds {
    actors: HashMap<Text, ActorKindId>,
    links: HashMap<(Text, bool), LinkKindId>,
    /// The colour that all nodes of a kind have, where they have one.
    colours: HashMap<Text, String>,
    /// Rows of groups, in order.
    groups: Vec<u32>,
    actor_labels: HashMap<String, ActorKindId>,
    link_labels: HashMap<(String, bool), LinkKindId>,
    default_actor: Option<ActorKindId>,
    default_links: [Option<LinkKindId>; 2],
    group: Option<ActorKindId>,
    made_actors: Vec<String>,
    made_links: Vec<String>,
    made_ids: Vec<ActorKindId>,
    ours: bool,
    /// Whether what is written on links is their kind.
    labels_are_kinds: bool,
}

/// A kind with this text: nodes that say no kind.
const NO_KIND: Text = Text::NONE;

impl Kinds {
    /// Looks at the kinds and colours of a draft whose columns are sorted.
    pub fn new(draft: &mut Draft, schema: &Schema, columns: &Columns) -> Self {
        let mut groups = std::mem::take(&mut draft.groups);
        groups.sort_unstable();
        let mut actor_labels = HashMap::new();
        for kind in schema.actor_kinds() {
            for label in [kind.label.fr.as_str(), &kind.label.en] {
                actor_labels.entry(fold(label)).or_insert_with(|| kind.id.clone());
            }
        }
        actor_labels.remove("");
        let mut link_labels = HashMap::new();
        for kind in schema.link_kinds() {
            for label in [kind.verb.fr.as_str(), &kind.verb.en] {
                link_labels.entry((fold(label), kind.symmetric)).or_insert_with(|| kind.id.clone());
            }
        }
        Self {
            actors: HashMap::new(),
            links: HashMap::new(),
            colours: colours(draft, columns),
            groups,
            actor_labels,
            link_labels,
            default_actor: None,
            default_links: [None, None],
            group: None,
            made_actors: Vec::new(),
            made_links: Vec::new(),
            made_ids: Vec::new(),
            ours: draft.is_ours,
            labels_are_kinds: false,
        }
    }

    /// Whether the node of a row is a group.
    pub fn is_group(&self, row: usize) -> bool {
        self.groups.binary_search(&(row as u32)).is_ok()
    }

    /// The kind of an actor that says this text; `NONE` says nothing.
    pub fn actor(&mut self, draft: &Draft, text: Text, is_group: bool, schema: &mut Schema) -> ActorKindId {
        let label = draft.texts.get(text).trim();
        if label.is_empty() {
            return if is_group { self.group(schema) } else { self.default_actor(schema) };
        }
        if let Some(kind) = self.actors.get(&text) {
            return kind.clone();
        }
        let by_id = ActorKindId::new(label);
        let kind = if schema.actor_kind(&by_id).is_some() {
            by_id
        } else if let Some(kind) = self.actor_labels.get(&fold(label)) {
            kind.clone()
        } else {
            let colour = self.colours.get(&text).cloned();
            let kind = self.make_actor(label, colour, schema);
            self.actor_labels.insert(fold(label), kind.clone());
            kind
        };
        self.actors.insert(text, kind.clone());
        kind
    }

    fn make_actor(&mut self, label: &str, colour: Option<String>, schema: &mut Schema) -> ActorKindId {
        let id = slug(label, "type", |id| schema.actor_kinds.contains_key(id));
        let mut kind = ActorKind::new(ActorKindId::new(&id), family(schema), Bilingual::new(label, label));
        kind.rank = self.made_ids.len() as i64;
        let slot = SLOTS[self.made_ids.len() % SLOTS.len()];
        kind.colour = Some(ColourName::new(colour.unwrap_or_else(|| slot.to_owned())));
        self.made_actors.push(label.to_owned());
        self.made_ids.push(kind.id.clone());
        let id = kind.id.clone();
        schema.actor_kinds.insert(id.clone(), Arc::new(kind));
        id
    }

    /// The kind of actors of which nothing is said.
    pub fn default_actor(&mut self, schema: &mut Schema) -> ActorKindId {
        if let Some(kind) = &self.default_actor {
            return kind.clone();
        }
        let id = ActorKindId::new("acteur");
        if schema.actor_kind(&id).is_none() {
            let mut kind = ActorKind::new(id.clone(), family(schema), Bilingual::new("Acteur", "Actor"));
            kind.colour = self.colours.get(&NO_KIND).map(ColourName::new);
            self.made_ids.push(id.clone());
            schema.actor_kinds.insert(id.clone(), Arc::new(kind));
        }
        self.default_actor = Some(id.clone());
        id
    }

    fn group(&mut self, schema: &mut Schema) -> ActorKindId {
        if let Some(kind) = &self.group {
            return kind.clone();
        }
        let id = ActorKindId::new("groupe");
        if schema.actor_kind(&id).is_none() {
            let mut kind = ActorKind::new(id.clone(), family(schema), Bilingual::new("Groupe", "Group"));
            kind.group = true;
            schema.actor_kinds.insert(id.clone(), Arc::new(kind));
        }
        self.group = Some(id.clone());
        id
    }

    /// Whether the colour a node has is said by its kind already.
    pub fn says_colour(&self, text: Text, kind: &ActorKindId) -> bool {
        let made = self.made_ids.contains(kind);
        (made && self.colours.contains_key(&text)) || (self.ours && !made)
    }

    /// Looks at what is written on links before their kinds are asked for.
    pub fn begin_links(&mut self, draft: &Draft, columns: &Columns) {
        self.labels_are_kinds = false;
        let (None, Some(label)) = (columns.position(&Meaning::Kind), columns.position(&Meaning::LinkLabel))
        else {
            return;
        };
        let column = &draft.links.columns[label];
        let mut words: Vec<&str> = Vec::new();
        for (_, text) in column.cells() {
            let word = draft.texts.get(text);
            if let Err(at) = words.binary_search(&word) {
                words.insert(at, word);
            }
            if words.len() > 100 || word.len() > 80 {
                return;
            }
        }
        let numbers = words.iter().all(|word| word.is_empty() || word.parse::<f64>().is_ok());
        self.labels_are_kinds = !numbers && (words.len() <= 12 || words.len() * 4 <= column.len());
    }

    /// Whether what is written on links is their kind.
    pub fn labels_are_kinds(&self) -> bool {
        self.labels_are_kinds
    }

    /// The kind of a link that says this text; `NONE` says nothing.
    pub fn link(
        &mut self,
        draft: &Draft,
        text: Text,
        direction: Direction,
        schema: &mut Schema,
    ) -> LinkKindId {
        let label = draft.texts.get(text).trim();
        let symmetric = direction != Direction::Directed;
        if label.is_empty() {
            return self.default_link(symmetric, schema);
        }
        if let Some(kind) = self.links.get(&(text, symmetric)) {
            return kind.clone();
        }
        let folded = fold(label);
        let by_id = LinkKindId::new(label);
        // A symmetric kind takes links whatever way they run: their ends stay in order.
        let kind = if schema.link_kind(&by_id).is_some_and(|kind| kind.symmetric || !symmetric) {
            by_id
        } else if let Some(kind) = self.link_labels.get(&(folded.clone(), symmetric)) {
            kind.clone()
        } else if let (false, Some(kind)) = (symmetric, self.link_labels.get(&(folded.clone(), true))) {
            kind.clone()
        } else {
            let id = slug(label, "lien", |id| schema.link_kinds.contains_key(id));
            let words = || Bilingual::new(label, label);
            let mut kind = LinkKind::new(LinkKindId::new(&id), words(), words());
            kind.symmetric = symmetric;
            kind.rank = next_rank(schema);
            let id = kind.id.clone();
            self.made_links.push(label.to_owned());
            self.link_labels.insert((folded, symmetric), id.clone());
            schema.link_kinds.insert(id.clone(), Arc::new(kind));
            id
        };
        self.links.insert((text, symmetric), kind.clone());
        kind
    }

    fn default_link(&mut self, symmetric: bool, schema: &mut Schema) -> LinkKindId {
        let slot = &mut self.default_links[usize::from(symmetric)];
        if let Some(kind) = slot {
            return kind.clone();
        }
        let (id, verb, inverse) = if symmetric {
            let words = || Bilingual::new("est en lien avec", "is linked with");
            ("en_lien_avec", words(), words())
        } else {
            (
                "lie_a",
                Bilingual::new("est lié à", "is linked to"),
                Bilingual::new("est visé par", "is linked from"),
            )
        };
        let id = LinkKindId::new(id);
        *slot = Some(id.clone());
        if schema.link_kind(&id).is_none() {
            let mut kind = LinkKind::new(id.clone(), verb, inverse);
            kind.symmetric = symmetric;
            kind.rank = next_rank(schema);
            schema.link_kinds.insert(id.clone(), Arc::new(kind));
        }
        id
    }

    /// Says in the report which kinds were made.
    pub fn report(self, report: &mut Report) {
        report.actor_kinds_made = self.made_actors;
        report.link_kinds_made = self.made_links;
    }
}

fn next_rank(schema: &Schema) -> i64 {
    schema.link_kinds.values().map(|kind| kind.rank).max().map_or(0, |rank| rank.saturating_add(1))
}

/// The family of kinds that an import makes.
fn family(schema: &mut Schema) -> FamilyId {
    let id = FamilyId::new("import");
    if schema.family(&id).is_none() {
        let rank =
            schema.families.values().map(|family| family.rank).max().map_or(0, |rank| rank.saturating_add(1));
        let family = Family {
            id: id.clone(),
            rank,
            label: Bilingual::new("Importés", "Imported"),
            colour: ColourName::new("grey"),
            shape: Shape::Disc,
            extra: Extra::new(),
        };
        schema.families.insert(id.clone(), Arc::new(family));
    }
    id
}

/// The colour of each kind all of whose nodes have one and the same.
fn colours(draft: &Draft, columns: &Columns) -> HashMap<Text, String> {
    let Some(colours) = columns.position(&Meaning::Colour) else { return HashMap::new() };
    let count = draft.nodes.len();
    let mut kind_of = vec![NO_KIND; count];
    if let Some(kinds) = columns.position(&Meaning::Kind) {
        for (row, kind) in draft.nodes.columns[kinds].cells() {
            kind_of[row] = kind;
        }
    }
    let mut colour_of = vec![Text::NONE; count];
    for (row, text) in draft.nodes.columns[colours].cells() {
        colour_of[row] = text;
    }
    let mut found: HashMap<Text, Option<Text>> = HashMap::new();
    for (kind, text) in kind_of.into_iter().zip(colour_of) {
        let same = found.entry(kind).or_insert(Some(text));
        let is_same =
            same.is_some_and(|same| text.is_some() && draft.texts.get(same) == draft.texts.get(text));
        if !is_same {
            *same = None;
        }
    }
    let known = found.into_iter().filter_map(|(kind, text)| Some((kind, colour(draft.texts.get(text?))?)));
    known.collect()
}
