//! Random edits that look like a person's, the same at each run: for tests of undo and of merges.
#![allow(dead_code)] // each test takes what it needs

use std::collections::BTreeSet;

use maillage::edit::{Edit, FieldName, History, Purpose};
use maillage::geometry::Point;
use maillage::model::{
    Actor, ActorId, ActorKind, ActorKindId, Alias, Bilingual, ColourName, Confidence, Contact, Family,
    FamilyId, Field, FieldId, FieldOwner, FieldType, FieldValue, FuzzyDate, Link, LinkId, LinkKind,
    LinkKindId, Map, Position, Shape, Source,
};

/// An edit that mostly fits the map. Some name what is not there: a refusal must change nothing.
pub fn random_edit(random: &mut Random, map: &Map, may_batch: bool) -> Edit {
    // The map neither dies out nor grows without end.
    let small = map.actor_count() < 30;
    let large = map.actor_count() > 150;
    match random.below(if may_batch { 25 } else { 22 }) {
        0..=2 if !large => add(random, map),
        3 | 4 if !small => remove(random, map),
        5 if !small => Edit::Merge { keep: random.actor(map), gone: random.actor(map) },
        6 | 7 => moves(random, map),
        8 | 9 => revise_links(random, map),
        10 => revise_about(random, map),
        11 => Edit::PutFamily(random_family(random, map)),
        12 => Edit::PutActorKind(random_actor_kind(random, map)),
        13 => Edit::PutLinkKind(random_link_kind(random, map)),
        14 => Edit::PutField(random_field(random, map)),
        15 => Edit::RemoveFamily(random.family(map)),
        16 => {
            let instead = (!random.one_in(4)).then(|| random.actor_kind(map));
            Edit::RemoveActorKind { kind: random.actor_kind(map), instead }
        }
        17 => {
            let instead = (!random.one_in(4)).then(|| random.link_kind(map));
            Edit::RemoveLinkKind { kind: random.link_kind(map), instead }
        }
        18 => Edit::RemoveField(random.field(map)),
        22 | 23 => {
            let purpose = *random.of(&[Purpose::Paste, Purpose::Connect, Purpose::Arrange, Purpose::Bulk]);
            let edits = (0..1 + random.below(3)).map(|_| random_edit(random, map, false)).collect();
            Edit::Batch { purpose, edits }
        }
        24 => become_another(random, map),
        _ => revise_actors(random, map),
    }
}

/// Another copy of the map, a few edits away.
fn become_another(random: &mut Random, map: &Map) -> Edit {
    let mut copy = map.clone();
    let mut history = History::default();
    for _ in 0..4 {
        let edit = random_edit(random, &copy, false);
        // An edit that does not fit leaves the copy as it is.
        let _ = history.edit(&mut copy, edit);
    }
    Edit::Become { map: Box::new(copy), purpose: Purpose::Restore }
}

fn add(random: &mut Random, map: &Map) -> Edit {
    let mut actors = Vec::new();
    for _ in 0..random.below(3) {
        let mut actor = Actor::new(random.new_id().as_str().into(), random.actor_kind(map), random.text());
        if random.one_in(2) {
            actor.position = Some(random.position());
        }
        actors.push(actor);
    }
    let mut links = Vec::new();
    for _ in 0..1 + random.below(3) {
        let end = |random: &mut Random| match actors.is_empty() || random.one_in(2) {
            true => random.actor(map),
            false => random.of(&actors).id.clone(),
        };
        let (from, to) = (end(random), end(random));
        links.push(Link::new(random.new_id().as_str().into(), from, random.link_kind(map), to));
    }
    Edit::Add { actors, links }
}

fn remove(random: &mut Random, map: &Map) -> Edit {
    let actors: BTreeSet<ActorId> = (0..random.below(3)).map(|_| random.actor(map)).collect();
    let links: BTreeSet<LinkId> = (0..random.below(3)).map(|_| random.link(map)).collect();
    Edit::Remove { actors, links }
}

fn moves(random: &mut Random, map: &Map) -> Edit {
    let mut positions: Vec<(ActorId, Position)> =
        (0..1 + random.below(8)).map(|_| (random.actor(map), random.position())).collect();
    if random.one_in(20) {
        positions[0].1.at = Point::new(f64::NAN, 0.0);
    }
    Edit::Move { positions }
}

fn revise_actors(random: &mut Random, map: &Map) -> Edit {
    // Two actors now and then; each once, as a selection has it.
    let ids: BTreeSet<ActorId> = (0..1 + random.below(2)).map(|_| random.actor(map)).collect();
    let fields = [
        FieldName::Name,
        FieldName::ShortName,
        FieldName::Acronym,
        FieldName::Aliases,
        FieldName::Kind,
        FieldName::Description,
        FieldName::Notes,
        FieldName::Tags,
        FieldName::Commune,
        FieldName::Coordinates,
        FieldName::Start,
        FieldName::End,
        FieldName::Identifiers,
        FieldName::Website,
        FieldName::Contacts,
        FieldName::Custom,
        FieldName::Sources,
        FieldName::Confidence,
        FieldName::Hull,
        FieldName::Pin,
    ];
    let what = *random.of(&fields);
    let mut actors = Vec::new();
    for id in ids {
        let Some(actor) = map.actor(&id) else { continue };
        let mut actor = (**actor).clone();
        revise_actor(random, map, &mut actor, what);
        actors.push(actor);
    }
    Edit::ReviseActors { actors, what }
}

fn revise_actor(random: &mut Random, map: &Map, actor: &mut Actor, what: FieldName) {
    match what {
        FieldName::Name => actor.name = random.text().into(),
        FieldName::ShortName => actor.short_name = random.text().into(),
        FieldName::Acronym => actor.acronym = random.text().into(),
        FieldName::Aliases => actor.aliases.push(Alias::new(random.text())),
        FieldName::Kind => actor.kind = random.actor_kind(map),
        FieldName::Description => actor.description = random.text().into(),
        FieldName::Notes => actor.notes = random.text().into(),
        FieldName::Tags => actor.tags = vec![random.text().into()].into(),
        FieldName::Commune => {
            actor.place.commune = random.text().into();
            actor.place.insee = format!("{:05}", random.below(96_000)).into();
        }
        FieldName::Coordinates => {
            actor.place.latitude = Some(random.below(180_000_000) as f64 / 1e6 - 90.0);
            actor.place.longitude = Some(random.below(360_000_000) as f64 / 1e6 - 180.0);
        }
        FieldName::Start => actor.period.start = Some(random.date()),
        FieldName::End => actor.period.end = Some(random.date()),
        FieldName::Identifiers => {
            actor.identifiers.siren = format!("{:09}", random.below(999_999_999)).into()
        }
        FieldName::Website => actor.website = format!("https://{}.example", random.below(100)).into(),
        FieldName::Contacts => {
            let private = random.one_in(2);
            actor.contacts.push(Contact { label: random.text().into(), private, ..Contact::default() });
        }
        FieldName::Custom => {
            let field = random.field(map);
            let value = match random.below(3) {
                0 => FieldValue::Text(random.text()),
                1 => FieldValue::Flag(random.one_in(2)),
                _ => FieldValue::Number(random.below(1000).into()),
            };
            actor.custom.insert(field, value);
        }
        FieldName::Sources => {
            actor.provenance.sources.push(Source { title: random.text().into(), ..Source::default() });
        }
        FieldName::Confidence => {
            actor.provenance.confidence = Some(random.of(&Confidence::LEVELS).clone());
        }
        FieldName::Hull => actor.hull = *random.of(&[None, Some(true), Some(false)]),
        _ => actor.position = Some(random.position()),
    }
}

fn revise_links(random: &mut Random, map: &Map) -> Edit {
    let fields = [
        FieldName::Ends,
        FieldName::Kind,
        FieldName::Role,
        FieldName::Weight,
        FieldName::Notes,
        FieldName::Start,
    ];
    let what = *random.of(&fields);
    let Some(link) = map.link(&random.link(map)) else { return Edit::ReviseLinks { links: vec![], what } };
    let mut link = (**link).clone();
    match what {
        FieldName::Ends if random.one_in(2) => std::mem::swap(&mut link.from, &mut link.to),
        FieldName::Ends => link.to = random.actor(map),
        FieldName::Kind => link.kind = random.link_kind(map),
        FieldName::Role => link.details.role = random.text().into(),
        FieldName::Weight if random.one_in(20) => link.weight = Some(f64::INFINITY).into(),
        FieldName::Weight => link.weight = Some(random.below(1000) as f64 / 8.0).into(),
        FieldName::Notes => link.details.notes = random.text().into(),
        _ => link.period.start = Some(random.date()),
    }
    Edit::ReviseLinks { links: vec![link], what }
}

fn revise_about(random: &mut Random, map: &Map) -> Edit {
    let mut about = (*map.about).clone();
    let what = *random.of(&[FieldName::Title, FieldName::Description, FieldName::Author, FieldName::Licence]);
    match what {
        FieldName::Title => about.title = random.text(),
        FieldName::Description => about.description = random.text(),
        FieldName::Author => about.author = random.text(),
        _ => about.licence = random.text(),
    }
    if random.one_in(20) {
        about.id = random.new_id().as_str().into();
    }
    Edit::ReviseAbout { about, what }
}

fn random_family(random: &mut Random, map: &Map) -> Family {
    let known = map.schema().family(&random.family(map)).filter(|_| !random.one_in(3));
    match known {
        Some(family) => Family { label: random.label(), ..(**family).clone() },
        None => Family {
            id: random.new_id().as_str().into(),
            rank: random.below(20) as i64,
            label: random.label(),
            colour: ColourName::new(*random.of(&["blue", "#CB6A34"])),
            shape: random.of(&Shape::ALL).clone(),
            extra: Default::default(),
        },
    }
}

fn random_actor_kind(random: &mut Random, map: &Map) -> ActorKind {
    let known = map.schema().actor_kind(&random.actor_kind(map)).filter(|_| !random.one_in(2));
    match known {
        Some(kind) => {
            ActorKind { definition: random.label(), family: random.family(map), ..(**kind).clone() }
        }
        None => ActorKind::new(random.new_id().as_str().into(), random.family(map), random.label()),
    }
}

fn random_link_kind(random: &mut Random, map: &Map) -> LinkKind {
    let known = map.schema().link_kind(&random.link_kind(map)).filter(|_| !random.one_in(2));
    match known {
        Some(kind) => LinkKind { verb: random.label(), symmetric: random.one_in(2), ..(**kind).clone() },
        None => LinkKind::new(random.new_id().as_str().into(), random.label(), random.label()),
    }
}

fn random_field(random: &mut Random, map: &Map) -> Field {
    let known = map.schema().field(&random.field(map)).filter(|_| !random.one_in(2));
    match known {
        Some(field) => Field { label: random.label(), private: random.one_in(2), ..(**field).clone() },
        None => Field {
            // Few ids, so that fields go and come back while actors still have values of them.
            id: format!("champ-{}", random.below(6)).as_str().into(),
            rank: random.below(20) as i64,
            owner: *random.of(&[FieldOwner::Actor, FieldOwner::Link]),
            label: random.label(),
            kind: random.of(&FieldType::ALL).clone(),
            options: vec![],
            private: false,
            extra: Default::default(),
        },
    }
}

/// Numbers that look random and are the same at each run (SplitMix64, Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// True one time in `n`.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of several.
    pub fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    fn new_id(&mut self) -> String {
        format!("neuf-{:016x}", self.next())
    }

    fn text(&mut self) -> String {
        let words =
            ["", "Les Ecossolies", "« ESS »", "l’été", "a\nb", "\"\\", "𠮷 é", "Nantes", "\u{1}", " "];
        format!("{}{}", self.of(&words), self.of(&words))
    }

    fn label(&mut self) -> Bilingual {
        Bilingual::new(self.text(), self.text())
    }

    fn date(&mut self) -> FuzzyDate {
        let dates = ["2019", "2019-06", "2019-06-13", "vers 1990"];
        let date: &&str = self.of(&dates);
        FuzzyDate::from_file(date)
    }

    fn position(&mut self) -> Position {
        let at = Point::new(self.below(400_000) as f64 / 100.0, -(self.below(400_000) as f64) / 100.0);
        if self.one_in(2) { Position::free(at) } else { Position::pinned(at) }
    }

    /// The id of something the map has, or one time in fifty of something it has not.
    fn known(&mut self, ids: &[&str]) -> String {
        if ids.is_empty() || self.one_in(50) { "nobody".to_owned() } else { (*self.of(ids)).to_owned() }
    }

    fn actor(&mut self, map: &Map) -> ActorId {
        self.known(&map.actors().map(|actor| actor.id.as_str()).collect::<Vec<_>>()).as_str().into()
    }

    fn link(&mut self, map: &Map) -> LinkId {
        self.known(&map.links().map(|link| link.id.as_str()).collect::<Vec<_>>()).as_str().into()
    }

    fn family(&mut self, map: &Map) -> FamilyId {
        let families = map.schema().families();
        self.known(&families.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>()).as_str().into()
    }

    fn actor_kind(&mut self, map: &Map) -> ActorKindId {
        let kinds = map.schema().actor_kinds();
        self.known(&kinds.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>()).as_str().into()
    }

    fn link_kind(&mut self, map: &Map) -> LinkKindId {
        let kinds = map.schema().link_kinds();
        self.known(&kinds.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>()).as_str().into()
    }

    fn field(&mut self, map: &Map) -> FieldId {
        let owner = *self.of(&[FieldOwner::Actor, FieldOwner::Link]);
        let fields = map.schema().fields(owner);
        self.known(&fields.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>()).as_str().into()
    }
}
