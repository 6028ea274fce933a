//! Maps of every shape, written in every format that is read again: all that does not come back was
//! said before, as a loss. The maps are made by chance that is the same at each run; every field of the
//! model has a value in most of them.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

mod random;

use std::collections::BTreeMap;
use std::fmt::Debug;

use maillage::export::data::{Loss, csv, losses};
use maillage::export::{self, Format};
use maillage::file::{self, Sample};
use maillage::geometry::Point;
use maillage::import::{self, Input, Options};
use maillage::lang::Lang;
use maillage::model::{
    Actor, ActorKind, Alias, Bilingual, ColourName, Confidence, Contact, Field, FieldOwner, FieldType,
    FieldValue, FuzzyDate, Link, LinkKind, Map, Position, Provenance, Source,
};
use random::Random;

/// The formats that are read again, and each language of those that have one.
const FORMATS: [Format; 9] = [
    Format::Gexf,
    Format::GraphMl,
    Format::KumuJson,
    Format::CyJs,
    Format::Cx2,
    Format::Dot,
    Format::Csv,
    Format::Xlsx,
    Format::KumuXlsx,
];

fn back(map: &Map, format: Format, lang: Lang) -> Map {
    let input = |name: String, bytes| Input { name, bytes };
    let bytes = export::data::write(map, format, lang).expect("it is written");
    let mut inputs = vec![input(format!("a.{}", format.ending()), bytes)];
    if format == Format::Csv && map.link_count() > 0 {
        inputs.push(input("b.csv".to_owned(), csv::links(map, lang)));
    }
    let imported = import::read(inputs, &Options::default(), &mut |_| true)
        .unwrap_or_else(|error| panic!("{format:?} {lang:?}: {error}"));
    let report = &imported.report;
    assert!(report.adds_up(), "{format:?} {lang:?}");
    assert_eq!(report.rejected, [], "{format:?} {lang:?}");
    imported.map
}

/// A part of a record with its name, as text.
type Part<T> = (&'static str, fn(&T) -> String);

/// What differs, in words.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn compare<T: PartialEq + Debug>(&mut self, what: &str, before: T, after: T) {
        if before != after {
            self.0.push(format!("{what}: {before:?} became {after:?}"));
        }
    }
}

/// What came back otherwise than it left, but for what was said.
fn differences(before: &Map, after: &Map, said: &[Loss]) -> Vec<String> {
    let says = |of: fn(&Loss) -> bool| said.iter().any(of);
    let mut found = Differences::default();
    found.compare("actors", before.actor_count(), after.actor_count());
    found.compare("links", before.link_count(), after.link_count());
    if !says(|loss| matches!(loss, Loss::About)) {
        let about = |map: &Map| {
            let about = map.about.clone();
            [about.title.clone(), about.description.clone(), about.author.clone(), about.licence.clone()]
        };
        found.compare("about", about(before), about(after));
    }
    let numbered = says(|loss| matches!(loss, Loss::Ids));
    for (one, other) in in_order(before, false).into_iter().zip(in_order(after, numbered)) {
        actor(&mut found, (before, one), (after, other), said);
    }
    let (one, other) = (links_in_order(before, false), links_in_order(after, numbered));
    for (one, other) in one.into_iter().zip(other) {
        link(&mut found, (before, one), (after, other), said);
    }
    found.0
}

/// The actors by id, or by the number a format has given them.
fn in_order(map: &Map, numbered: bool) -> Vec<&Actor> {
    let mut actors: Vec<&Actor> = map.actors().map(|actor| &**actor).collect();
    if numbered {
        actors.sort_by_key(|actor| actor.id.as_str().parse::<usize>().unwrap_or(usize::MAX));
    }
    actors
}

fn links_in_order(map: &Map, numbered: bool) -> Vec<&Link> {
    let mut links: Vec<&Link> = map.links().map(|link| &**link).collect();
    if numbered {
        links.sort_by_key(|link| link.id.as_str().parse::<usize>().unwrap_or(usize::MAX));
    }
    links
}

/// The custom fields of a record by the labels of the fields, as text.
fn custom(map: &Map, values: &BTreeMap<maillage::model::FieldId, FieldValue>) -> BTreeMap<String, String> {
    let label = |id| map.schema().field(id).map_or(format!("{id}"), |field| field.label.fr.clone());
    // 1e-7 may come back as 0.0000001.
    let shown = |value: &FieldValue| match (value, value.to_string()) {
        (FieldValue::Number(_), digits) if digits.contains('e') || digits.ends_with(".0") => {
            digits.parse::<f64>().map_or(digits, |number| number.to_string())
        }
        (_, text) => text,
    };
    values.iter().map(|(id, value)| (label(id), shown(value))).collect()
}

fn actor(found: &mut Differences, (map, one): (&Map, &Actor), (again, other): (&Map, &Actor), said: &[Loss]) {
    let says = |of: fn(&Loss) -> bool| said.iter().any(of);
    let own = format!("{} of {:?}", one.id, one.name);
    let (mut one, mut other) = (one.clone(), other.clone());
    if says(|loss| matches!(loss, Loss::Ids)) {
        other.id = one.id.clone();
    }
    let kind = |map: &Map, actor: &Actor| {
        let schema = map.schema();
        let kind = schema.actor_kind(&actor.kind);
        let family = schema.family_of(&actor.kind).map(|family| family.colour.clone());
        let colour = kind.and_then(|kind| kind.colour.clone()).or(family);
        (kind.map(|kind| kind.label.fr.clone()), colour)
    };
    let (mut left, mut came) = (kind(map, &one), kind(again, &other));
    if says(|loss| matches!(loss, Loss::KindColours(_))) {
        (left.1, came.1) = (None, None);
    }
    // A colour of the palette comes back as the digits it has.
    let digits = |colour: Option<ColourName>| {
        let swatch =
            |colour: &ColourName| maillage::drawing::theme::Theme::light().swatch(colour).fill.to_hex();
        colour.map(|colour| swatch(&colour).to_lowercase())
    };
    found.compare(&format!("kind of {own}"), (left.0, digits(left.1)), (came.0, digits(came.1)));
    other.kind = one.kind.clone();
    found.compare(&format!("custom of {own}"), custom(map, &one.custom), custom(again, &other.custom));
    (one.custom, other.custom) = Default::default();
    let parts: [Part<Actor>; 20] = [
        ("id", |a| format!("{:?}", a.id)),
        ("name", |a| format!("{:?}", a.name)),
        ("short name", |a| format!("{:?}", a.short_name)),
        ("acronym", |a| format!("{:?}", a.acronym)),
        ("aliases", |a| format!("{:?}", a.aliases)),
        ("description", |a| format!("{:?}", a.description)),
        ("notes", |a| format!("{:?}", a.notes)),
        ("tags", |a| format!("{:?}", a.tags)),
        ("place", |a| format!("{:?}", a.place)),
        ("period", |a| format!("{:?}", a.period)),
        ("identifiers", |a| format!("{:?}", a.identifiers)),
        ("legal form", |a| format!("{:?}", a.legal_form)),
        ("website", |a| format!("{:?}", a.website)),
        ("contacts", |a| format!("{:?}", a.contacts)),
        ("sources", |a| format!("{:?}", a.provenance.sources)),
        ("confidence", |a| format!("{:?}", a.provenance.confidence)),
        ("checked", |a| format!("{:?} {:?}", a.provenance.checked_on, a.provenance.checked_by)),
        ("position", |a| format!("{:?}", a.position)),
        ("hull", |a| format!("{:?}", a.hull)),
        ("extra", |a| format!("{:?}", a.extra)),
    ];
    let before = found.0.len();
    for (name, part) in parts {
        found.compare(&format!("{name} of {own}"), part(&one), part(&other));
    }
    // Whatever the model has beyond those.
    if found.0.len() == before {
        found.compare(&own, one, other);
    }
}

fn link(found: &mut Differences, (map, one): (&Map, &Link), (again, other): (&Map, &Link), said: &[Loss]) {
    let own = format!("link {}", one.id);
    let (mut one, mut other) = (one.clone(), other.clone());
    if said.contains(&Loss::Ids) {
        (other.id, other.from, other.to) = (one.id.clone(), one.from.clone(), one.to.clone());
    }
    let kind = |map: &Map, link: &Link| {
        let kind = map.schema().link_kind(&link.kind);
        kind.map(|kind| (kind.verb.fr.clone(), kind.symmetric))
    };
    found.compare(&format!("link kind of {own}"), kind(map, &one), kind(again, &other));
    other.kind = one.kind.clone();
    found.compare(
        &format!("link custom of {own}"),
        custom(map, &one.details.custom),
        custom(again, &other.details.custom),
    );
    (one.details.custom, other.details.custom) = Default::default();
    let parts: [Part<Link>; 9] = [
        ("id", |l| format!("{:?}", l.id)),
        ("ends", |l| format!("{:?} {:?}", l.from, l.to)),
        ("role", |l| format!("{:?}", l.details.role)),
        ("period", |l| format!("{:?}", l.period)),
        ("weight", |l| format!("{:?}", l.weight)),
        ("notes", |l| format!("{:?}", l.details.notes)),
        ("sources", |l| format!("{:?}", l.provenance.sources)),
        ("confidence", |l| format!("{:?}", l.provenance.confidence)),
        ("checked", |l| format!("{:?} {:?}", l.provenance.checked_on, l.provenance.checked_by)),
    ];
    let before = found.0.len();
    for (name, part) in parts {
        found.compare(&format!("link {name} of {own}"), part(&one), part(&other));
    }
    if found.0.len() == before {
        found.compare(&own, one, other);
    }
}

/// Texts as people write them, none of which a format may bend.
const TEXTS: [&str; 26] = [
    "Les Ecossolies",
    "« ESS » : l’été",
    "a;b,c",
    "dit \"oui\" & <non>",
    "deux\nlignes",
    "un | deux",
    "back\\slash",
    "01001",
    "=1+1",
    "+33 2 40 00 00 00",
    "-5",
    "@a",
    "'=x",
    "1,5",
    "25/02/2019",
    "true",
    "FAUX",
    "12345678901234567890",
    "1e5",
    "null",
    "NaN",
    "👩‍🌾 𠮷 中文",
    "#ff0000",
    "[a, b]",
    "{\"a\": 1}",
    "]]>",
];

struct Made(Random);

impl Made {
    fn text(&mut self) -> String {
        (*self.0.of(&TEXTS)).to_owned()
    }

    fn maybe(&mut self) -> String {
        if self.0.one_in(2) { String::new() } else { self.text() }
    }

    fn date(&mut self) -> Option<FuzzyDate> {
        let dates = ["", "2019", "2019-06", "2019-06-13", "vers 1990", "0987"];
        let date: &&str = self.0.of(&dates);
        (!date.is_empty()).then(|| FuzzyDate::from_file(date))
    }

    fn provenance(&mut self) -> Provenance {
        let mut provenance = Provenance::default();
        for _ in 0..self.0.below(3) {
            let source = Source {
                title: self.maybe().into(),
                url: if self.0.one_in(2) { "https://a.fr/?q=1&b=é|x".into() } else { "".into() },
                date: self.date(),
                ..Source::default()
            };
            if source != Source::default() {
                provenance.sources.push(source);
            }
        }
        let levels = ["", "high", "medium", "low", "à revoir"];
        let level: &&str = self.0.of(&levels);
        provenance.confidence = (!level.is_empty()).then(|| Confidence::from(*level));
        provenance.checked_on = self.date();
        provenance.checked_by = self.maybe().into();
        provenance
    }

    fn custom(&mut self, map: &Map, owner: FieldOwner) -> BTreeMap<maillage::model::FieldId, FieldValue> {
        let mut values = BTreeMap::new();
        for field in map.schema().fields(owner) {
            if self.0.one_in(2) {
                continue;
            }
            let number = [0.0, 12.5, -3.0, 1e-7, 1234567.0, 0.1][self.0.below(6)];
            let value = match field.kind {
                FieldType::Number => {
                    FieldValue::Number(serde_json::Number::from_f64(number).expect("it is finite"))
                }
                FieldType::Flag => FieldValue::Flag(self.0.one_in(2)),
                FieldType::Date => FieldValue::Text("2019-06".to_owned()),
                FieldType::Url => FieldValue::Text("https://b.fr".to_owned()),
                FieldType::Choice => FieldValue::Text((*self.0.of(&["un", "deux | trois"])).to_owned()),
                // A column of dates or numbers alone is a field of those to whoever reads it without the schema.
                _ => FieldValue::Text(
                    self.text()
                        .replace("25/02/2019", "le 25/02/2019")
                        .replace("1e5", "1e5 m")
                        .replace("FAUX", "faux ?"),
                ),
            };
            values.insert(field.id.clone(), value);
        }
        values
    }

    /// An actor with a value in most fields.
    fn actor(&mut self, map: &Map, rank: usize) -> Actor {
        let kinds = map.schema().actor_kinds();
        let kind = self.0.of(&kinds).id.clone();
        let id = [format!("a{rank}"), format!("{rank}"), format!("é {rank}|\"<"), format!("00{rank}")];
        let name = if self.0.one_in(12) { self.text() } else { format!("{} {rank}", self.text()) };
        let mut actor = Actor::new(self.0.of(&id).as_str().into(), kind, name);
        actor.short_name = self.maybe().into();
        actor.acronym = self.maybe().into();
        actor.description = self.maybe().into();
        actor.notes = self.maybe().into();
        for _ in 0..self.0.below(3) {
            let alias = Alias { until: self.date(), former: self.0.one_in(2), ..Alias::new(self.text()) };
            actor.aliases.push(alias);
            actor.tags.push(self.text().into());
            let contact = Contact {
                label: self.text().into(),
                email: self.maybe().into(),
                phone: self.maybe().into(),
                private: self.0.one_in(2),
                ..Contact::default()
            };
            actor.contacts.push(contact);
        }
        actor.tags.dedup();
        actor.place.territory = self.maybe().into();
        // Tables place actors of French communes that have no coordinates: nothing is lost by that.
        actor.place.commune = self.maybe().replace("FAUX", "Nulle-Part").into();
        actor.place.address = self.maybe().into();
        if self.0.one_in(2) {
            actor.place.insee = "01001".into();
            actor.place.latitude = Some(47.2061234);
            actor.place.longitude = Some(-1.5);
            actor.place.precision = "commune".into();
        }
        actor.period.start = self.date();
        actor.period.end = self.date();
        if self.0.one_in(2) {
            actor.identifiers.siren = "005520135".into();
            actor.identifiers.siret = "00552013500012".into();
            actor.identifiers.rna = "W442001234".into();
        }
        actor.legal_form = self.maybe().into();
        actor.website = if self.0.one_in(2) { "https://a.fr/é?a=1&b=2".into() } else { "".into() };
        *actor.custom = self.custom(map, FieldOwner::Actor);
        *actor.provenance = self.provenance();
        actor.hull = *self.0.of(&[None, Some(true), Some(false)]);
        actor
    }

    fn link(&mut self, map: &Map, rank: usize) -> Link {
        let actors: Vec<_> = map.actors().map(|actor| actor.id.clone()).collect();
        let kinds = map.schema().link_kinds();
        // Few ends, so that there are parallel links and links to oneself.
        let few = &actors[..actors.len().min(4)];
        let (from, to) = (self.0.of(few).clone(), self.0.of(few).clone());
        let kind = self.0.of(&kinds).id.clone();
        let mut link = Link::new(format!("l{rank}").as_str().into(), from, kind, to);
        link.details.role = self.maybe().into();
        link.details.notes = self.maybe().into();
        link.weight = (*self.0.of(&[None, Some(0.1), Some(3.0), Some(1e-3)])).into();
        link.period.start = self.date();
        link.period.end = self.date();
        *link.details.custom = self.custom(map, FieldOwner::Link);
        *link.provenance = self.provenance();
        link
    }
}

/// A map made by chance: the usual vocabulary, and one of its own beside.
fn made(seed: u64) -> Map {
    let mut made = Made(Random(seed));
    let mut map = Map::new(made.text(), file::default_schema().clone());
    let mut edits = maillage::edit::History::default();
    let mut put = |map: &mut Map, edit| drop(edits.edit(map, edit).expect("it fits"));
    if !made.0.one_in(3) {
        let family = map.schema().families()[0].id.clone();
        for (rank, colour) in [Some("#123456"), Some("violet"), None].into_iter().enumerate() {
            let label = format!("Genre à nous {rank}");
            let mut kind = ActorKind::new(
                format!("a-nous-{rank}").as_str().into(),
                family.clone(),
                Bilingual::new(label.clone(), label),
            );
            kind.colour = colour.map(ColourName::new);
            put(&mut map, maillage::edit::Edit::PutActorKind(kind));
        }
        for (rank, symmetric) in [false, true].into_iter().enumerate() {
            let verb = || Bilingual::new(format!("fait à nous {rank}"), format!("fait à nous {rank}"));
            let mut kind = LinkKind::new(format!("fait-{rank}").as_str().into(), verb(), verb());
            kind.symmetric = symmetric;
            put(&mut map, maillage::edit::Edit::PutLinkKind(kind));
        }
        for owner in [FieldOwner::Actor, FieldOwner::Link] {
            for (rank, kind) in FieldType::ALL.into_iter().enumerate() {
                let label = format!("Champ {} {owner:?}", kind.as_str());
                let field = Field {
                    id: format!("champ-{owner:?}-{rank}").as_str().into(),
                    rank: rank as i64,
                    owner,
                    label: Bilingual::new(label.clone(), label),
                    kind,
                    options: vec!["un".to_owned()],
                    private: false,
                    extra: Default::default(),
                };
                put(&mut map, maillage::edit::Edit::PutField(field));
            }
        }
    }
    let count = [1, 2, 9, 30][made.0.below(4)];
    let mut actors: Vec<Actor> = (0..count).map(|rank| made.actor(&map, rank)).collect();
    // All have a place or none has: a half-placed drawing is arranged anew by who reads it.
    if !made.0.one_in(3) {
        for (rank, actor) in actors.iter_mut().enumerate() {
            let at = Point::new(-500.0 + 130.25 * (rank % 6) as f64, 90.07 * (rank / 6) as f64);
            actor.position = Some(if rank % 2 == 0 { Position::free(at) } else { Position::pinned(at) });
        }
    }
    put(&mut map, maillage::edit::Edit::Add { actors, links: vec![] });
    let links = (0..made.0.below(20)).map(|rank| made.link(&map, rank)).collect();
    put(&mut map, maillage::edit::Edit::Add { actors: vec![], links });
    let mut about = (*map.about).clone();
    about.description = made.maybe();
    about.author = made.maybe();
    about.licence = made.maybe();
    put(&mut map, maillage::edit::Edit::ReviseAbout { about, what: maillage::edit::FieldName::Title });
    map
}

fn cases() -> u64 {
    std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12)
}

fn check(name: &str, map: &Map, faults: &mut BTreeMap<String, (usize, String)>) {
    for format in FORMATS {
        for lang in Lang::ALL {
            let said = losses(map, format);
            for difference in differences(map, &back(map, format, lang), &said) {
                // One of each sort is enough to go by.
                let sort = difference.split([':']).next().unwrap_or_default();
                let sort = sort.split(" of ").next().unwrap_or_default().to_owned();
                let (count, _) = faults
                    .entry(format!("{format:?}, {sort}"))
                    .or_insert((0, format!("{name}, {lang:?}: {difference}")));
                *count += 1;
            }
        }
    }
}

fn report(faults: &BTreeMap<String, (usize, String)>) {
    let lines: Vec<String> =
        faults.iter().map(|(sort, (count, one))| format!("{sort} ({count} times), {one}")).collect();
    assert!(faults.is_empty(), "what nobody said would be lost:\n{}", lines.join("\n"));
}

#[test]
fn samples_lose_nothing_but_what_was_said() {
    let mut faults = BTreeMap::new();
    for sample in Sample::ALL {
        let map = sample.open().expect("samples open").map;
        check(&format!("{sample:?}"), &map, &mut faults);
    }
    report(&faults);
}

#[test]
fn maps_of_every_shape_lose_nothing_but_what_was_said() {
    let mut faults = BTreeMap::new();
    for seed in 1..=cases() {
        check(&format!("map {seed}"), &made(seed), &mut faults);
    }
    report(&faults);
}
