//! What people rely on: nothing is lost between a map and its file, whatever it holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use arcstr::ArcStr;
use proptest::prelude::*;
use serde_json::{Map as Object, Value};

use super::*;
use crate::geometry::Point;
use crate::model::Place;
use crate::model::*;

/// Text as people, scripts and accidents write it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        4 => "[a-zA-Zéèœ' -]{1,12}",
        1 => any::<String>(),
        1 => prop::sample::select(vec![
            "\"", "\\", "\u{0}", "\u{1f}\u{7f}\u{85}", "\u{2028}", "\u{feff}", "🦀é", "a\r\nb\tc", "null", "{}", "é",
        ]).prop_map(str::to_owned),
    ]
}

fn id_text() -> impl Strategy<Value = String> {
    text().prop_filter("an id has a character", |text| !text.is_empty())
}

/// Values this version does not know, with numbers no double holds.
fn unknown_value() -> impl Strategy<Value = Value> {
    let number = prop::sample::select(vec![
        "1.0",
        "1e2",
        "-0",
        "0.1",
        "12345678901234567890123456789",
        "1E400",
        "3.14159265358979323846264338327950288",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number.prop_map(|digits| Value::Number(digits.parse().expect("a JSON number"))),
        text().prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
            prop::collection::vec((text(), inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Object<_, _>>())),
        ]
    })
}

fn extra() -> impl Strategy<Value = Extra> {
    let member = (text().prop_map(|name| format!("zz {name}")), unknown_value());
    prop_oneof![
        3 => Just(Extra::new()),
        1 => prop::collection::vec(member, 1..3).prop_map(|members| members.into_iter().collect()),
    ]
}

fn date() -> impl Strategy<Value = Option<FuzzyDate>> {
    let texts = vec!["2018", "2018-07", "2019-02-25", "hier", "", "2019-02-30"];
    prop::option::of(prop::sample::select(texts).prop_map(FuzzyDate::from_file))
}

fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![-200.0..200.0, prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO]
}

fn bilingual() -> impl Strategy<Value = Bilingual> {
    (text(), text(), extra()).prop_map(|(fr, en, extra)| Bilingual { fr, en, extra })
}

fn provenance() -> impl Strategy<Value = Provenance> {
    let source = (text(), text(), date(), extra());
    let source = source.prop_map(|(title, url, date, extra)| Source {
        title: title.into(),
        url: url.into(),
        date,
        extra,
    });
    let confidence = prop::sample::select(vec!["high", "medium", "low", "", "certain"]);
    let confidence = prop::option::of(confidence.prop_map(Confidence::from));
    (prop::collection::vec(source, 0..3), confidence, date(), text(), extra()).prop_map(
        |(sources, confidence, checked_on, checked_by, extra)| Provenance {
            sources,
            confidence,
            checked_on,
            checked_by: checked_by.into(),
            extra,
        },
    )
}

fn custom() -> impl Strategy<Value = BTreeMap<FieldId, FieldValue>> {
    let value = unknown_value().prop_map(|value| match value {
        Value::String(text) => FieldValue::Text(text),
        Value::Number(number) => FieldValue::Number(number),
        Value::Bool(flag) => FieldValue::Flag(flag),
        other => FieldValue::Other(other),
    });
    prop::collection::btree_map(text().prop_map(FieldId::new), value, 0..3)
}

fn schema() -> impl Strategy<Value = Schema> {
    let shape = || prop::sample::select(vec!["disc", "pill", "star", ""]).prop_map(Shape::from);
    let family = (id_text(), any::<i64>(), bilingual(), text(), shape(), extra()).prop_map(
        |(id, rank, label, colour, shape, extra)| Family {
            id: FamilyId::new(id),
            rank,
            label,
            colour: ColourName::new(colour),
            shape,
            extra,
        },
    );
    let looks = (text(), prop::option::of(text()), prop::option::of(shape()), any::<[bool; 3]>());
    let names = (id_text(), any::<i64>(), text(), prop::option::of(text()), bilingual(), bilingual());
    let actor_kind = (names, looks, prop::collection::vec(text(), 0..2), extra()).prop_map(
        |((id, rank, family, parent, label, definition), (icon, colour, shape, flags), iris, extra)| {
            ActorKind {
                id: ActorKindId::new(id),
                rank,
                family: FamilyId::new(family),
                parent: parent.map(ActorKindId::new),
                label,
                definition,
                icon,
                colour: colour.map(ColourName::new),
                shape,
                emphasis: flags[0],
                group: flags[1],
                offered: flags[2],
                iris,
                extra,
            }
        },
    );
    let rules = || prop::collection::vec(text().prop_map(|rule| EndRule::from(rule.as_str())), 0..3);
    let words = (bilingual(), bilingual(), bilingual(), text());
    let link_kind = (id_text(), any::<i64>(), words, rules(), rules(), any::<[bool; 2]>(), extra()).prop_map(
        |(id, rank, (verb, inverse, definition, mapping_note), from, to, flags, extra)| LinkKind {
            id: LinkKindId::new(id),
            rank,
            verb,
            inverse,
            definition,
            from,
            to,
            symmetric: flags[0],
            membership: flags[1],
            iris: Vec::new(),
            mapping_note,
            extra,
        },
    );
    let owner = prop::sample::select(vec![FieldOwner::Actor, FieldOwner::Link]);
    let kind = prop::sample::select(vec!["text", "choice", "colour", ""]);
    let options = prop::collection::vec(text(), 0..3);
    let field = (id_text(), any::<i64>(), owner, bilingual(), kind, options, any::<bool>(), extra())
        .prop_map(|(id, rank, owner, label, kind, options, private, extra)| Field {
            id: FieldId::new(id),
            rank,
            owner,
            label,
            kind: FieldType::from(kind),
            options,
            private,
            extra,
        });
    (
        prop::collection::vec(family, 0..3),
        prop::collection::vec(actor_kind, 0..3),
        prop::collection::vec(link_kind, 0..3),
        prop::collection::vec(field, 0..3),
        extra(),
    )
        .prop_map(|(families, actor_kinds, link_kinds, fields, extra)| {
            let mut schema = Schema::new(families, actor_kinds, link_kinds, fields);
            schema.extra = extra;
            schema
        })
}

fn actor() -> impl Strategy<Value = Actor> {
    let names = (id_text(), text(), text(), text(), text());
    let alias = (text(), date(), any::<bool>(), extra());
    let alias =
        alias.prop_map(|(name, until, former, extra)| Alias { name: name.into(), until, former, extra });
    let contact = (text(), text(), text(), any::<bool>(), extra());
    let contact = contact.prop_map(|(label, email, phone, private, extra)| Contact {
        label: label.into(),
        email: email.into(),
        phone: phone.into(),
        private,
        extra,
    });
    let place =
        ([text(), text(), text(), text(), text()], prop::option::of(finite()), prop::option::of(finite()));
    let place = (place, extra()).prop_map(|((texts, latitude, longitude), extra)| {
        let [territory, commune, insee, address, precision] = texts;
        Place {
            territory: territory.into(),
            commune: commune.into(),
            insee: insee.into(),
            address: address.into(),
            latitude,
            longitude,
            precision: precision.into(),
            extra,
        }
    });
    let position = (-1e9..1e9f64, -1e6..1e6f64, any::<bool>()).prop_map(|(x, y, pinned)| {
        let at = Point::new(x, y);
        if pinned { Position::pinned(at) } else { Position::free(at) }
    });
    let lists = (
        prop::collection::vec(alias, 0..3),
        prop::collection::vec(text(), 0..3),
        prop::collection::vec(contact, 0..2),
        custom(),
    );
    let facts =
        (place, date(), date(), provenance(), prop::option::of(position), prop::option::of(any::<bool>()));
    (names, [text(), text(), text(), text(), text(), text()], lists, facts, extra(), extra()).prop_map(
        |(names, texts, lists, facts, mut extra, inner)| {
            let (id, kind, name, short_name, acronym) = names;
            let [description, notes, legal_form, website, siren, rna] = texts;
            let (aliases, tags, contacts, custom) = lists;
            let (place, start, end, provenance, position, hull) = facts;
            let inner_period = inner.clone();
            if !inner.is_empty() {
                extra.insert("identifiers".to_owned(), Value::Object(inner.clone().into_inner()));
                if position.is_some() {
                    extra.insert("position".to_owned(), Value::Object(inner.into_inner()));
                }
            }
            Actor {
                id: ActorId::new(id),
                kind: ActorKindId::new(kind),
                name: name.into(),
                short_name: short_name.into(),
                acronym: acronym.into(),
                aliases: aliases.into(),
                description: description.into(),
                notes: notes.into(),
                tags: tags.into_iter().map(Into::into).collect(),
                place: place.into(),
                period: Period { start, end, extra: inner_period }.into(),
                identifiers: Identifiers { siren: siren.into(), siret: ArcStr::new(), rna: rna.into() },
                legal_form: legal_form.into(),
                website: website.into(),
                contacts: contacts.into(),
                custom: custom.into(),
                provenance: provenance.into(),
                position,
                hull,
                extra,
            }
        },
    )
}

prop_compose! {
    /// A link between actors by their rank among the actors (modulo their number).
    fn link()(
        id in id_text(), ends in any::<(u8, u8)>(), kind in text(), role in text(), notes in text(),
        start in date(), end in date(), weight in prop::option::of(finite()), custom in custom(),
        provenance in provenance(), extra in extra(),
    ) -> ((u8, u8), Link) {
        let mut link = Link::new(LinkId::new(id), "lost".into(), LinkKindId::new(kind), "lost".into());
        link.details.role = role.into();
        link.details.notes = notes.into();
        link.period = Period::new(start, end).into();
        link.weight = weight.into();
        link.details.custom = custom.into();
        link.provenance = provenance.into();
        link.details.extra = extra;
        (ends, link)
    }
}

prop_compose! {
    fn map()(
        schema in schema(), actors in prop::collection::vec(actor(), 0..5),
        links in prop::collection::vec(link(), 0..6), texts in [text(), text(), text(), text()],
        newer in any::<bool>(), extra in extra(),
    ) -> Map {
        let [title, description, author, licence] = texts;
        let mut map = Map::new(title, schema);
        let about = Arc::make_mut(&mut map.about);
        about.id = "m".into();
        (about.description, about.author, about.licence) = (description, author, licence);
        map.extra = extra;
        if newer {
            map.extra.insert("version".to_owned(), Value::String("1.12".to_owned()));
        }
        let ids: Vec<ActorId> = actors.iter().map(|actor| actor.id.clone()).collect();
        for actor in actors {
            map.put_actor(Arc::new(actor));
        }
        for ((from, to), mut link) in links {
            // One end in sixteen is lost; ids that came before are not used again.
            let end = |n: u8| (!n.is_multiple_of(16)).then(|| ids.get(usize::from(n) % ids.len().max(1))).flatten();
            if let Some(id) = end(from) { link.from = id.clone(); }
            if let Some(id) = end(to) { link.to = id.clone(); }
            if map.link(&link.id).is_none()
                && map.stranded.iter().all(|stranded| stranded.id != link.id)
                && let Err(stranded) = map.put_link(Arc::new(link))
            {
                map.stranded.push(stranded);
            }
        }
        map.stranded.sort_by(|a, b| a.id.cmp(&b.id));
        map
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_map_survives_its_file_and_saving_twice_gives_the_same_bytes(map in map()) {
        let text = to_string(&map);
        let loaded = read(text.as_bytes()).expect("what is written can be read");
        prop_assert!(loaded.map == map, "{}\n{}", text, to_string(&loaded.map));
        prop_assert_eq!(to_string(&loaded.map), text);
    }

    #[test]
    fn what_is_written_is_valid_by_the_json_schema(map in map()) {
        // Numbers no double holds are beyond the validator, not beyond the file: it sees the text.
        let document: Value = serde_json::from_str(&to_string(&map)).expect("JSON");
        prop_assert!(validator().is_valid(&document));
    }

    #[test]
    fn damaged_bytes_are_refused_or_read_and_never_panic(map in map(), seed in any::<[usize; 24]>()) {
        let whole = to_string(&map).into_bytes();
        for pair in seed.chunks(2) {
            let (at, byte) = (pair[0] % (whole.len() - 1), pair[1] as u8);
            // Without its last line break alone a file is whole: every cut here takes the brace too.
            let cut = &whole[..at];
            prop_assert!(read(cut).is_err(), "cut at {} of {}", at, whole.len());
            let mut bent = whole.clone();
            bent[at] ^= 1 << (byte % 8);
            if let Ok(loaded) = read(&bent) {
                prop_assert!(read(to_string(&loaded.map).as_bytes()).is_ok());
            }
            bent[at] = byte;
            let _ = read(&bent);
            bent.remove(at);
            let _ = read(&bent);
        }
    }
}

fn validator() -> &'static jsonschema::Validator {
    static VALIDATOR: std::sync::LazyLock<jsonschema::Validator> =
        std::sync::LazyLock::new(|| jsonschema::validator_for(&json_schema()).expect("a JSON Schema"));
    &VALIDATOR
}

#[test]
fn numbers_that_are_none_never_reach_a_file() {
    let mut map = Map::new("test", Schema::default());
    let mut actor = Actor::new("a".into(), "k".into(), "A");
    actor.position = Some(Position { at: Point::new(f64::NAN, 1.0), pinned: true });
    actor.place.latitude = Some(f64::INFINITY);
    map.put_actor(Arc::new(actor));
    let loaded = read(to_string(&map).as_bytes()).expect("what is written can be read");
    let actor = loaded.map.actor(&"a".into()).expect("the actor is there");
    assert_eq!((actor.position, actor.place.latitude), (None, None));
}

#[test]
fn a_later_format_word_does_not_downgrade_ours() {
    // Only a later minor version is kept; anything else stowed there is not a version to write.
    for (kept, written) in [("1.3", "1.3"), ("1.0", VERSION), ("2.0", VERSION), ("x", VERSION)] {
        let mut map = Map::new("test", Schema::default());
        map.extra.insert("version".to_owned(), Value::String(kept.to_owned()));
        let text = to_string(&map);
        assert!(text.contains(&format!("\"version\": \"{written}\"")), "{text}");
    }
    assert_eq!(VERSION, format!("{MAJOR}.{MINOR}"));
}
