//! What is written can be read again; what cannot was said.

use std::sync::Arc;

use super::*;
use crate::export::{Audience, for_audience};
use crate::file::{self, Sample};
use crate::import::{self, Input};
use crate::model::{Actor, Link, Position};

fn back(map: &Map, format: Format) -> Map {
    let bytes = write(map, format, Lang::Fr).expect("it is written");
    let input = Input { name: format!("x.{}", format.ending()), bytes };
    let imported = import::read(vec![input], &import::Options::default(), &mut |_| true).expect("it is read");
    assert!(imported.report.adds_up());
    assert_eq!(imported.report.rejected, []);
    imported.map
}

fn actors(map: &Map) -> Vec<Arc<Actor>> {
    map.actors().cloned().collect()
}

fn links(map: &Map) -> Vec<Arc<Link>> {
    map.links().cloned().collect()
}

#[test]
fn samples_come_back_whole() {
    for sample in Sample::ALL {
        let map = sample.open().expect("a sample can be read").map;
        for format in [Format::Gexf, Format::GraphMl, Format::KumuJson, Format::CyJs] {
            let again = back(&map, format);
            for (before, after) in map.actors().zip(again.actors()) {
                assert_eq!(before, after, "{format:?}");
            }
            for (before, after) in map.links().zip(again.links()) {
                assert_eq!(before, after, "{format:?}");
            }
            assert_eq!((map.actor_count(), map.link_count()), (again.actor_count(), again.link_count()));
            let (before, after) = (&map.about, &again.about);
            assert_eq!(
                (&before.title, &before.description),
                (&after.title, &after.description),
                "{format:?}"
            );
            assert_eq!((&before.author, &before.licence), (&after.author, &after.licence), "{format:?}");
            assert_eq!(map.schema(), again.schema(), "{format:?}");
            assert_eq!(losses(&map, format), [], "{format:?}");
        }
    }
}

/// A map with a value in every field.
fn every_member() -> Map {
    let text = include_str!("../../../tests/versions/1.0-every-member.maillage");
    let map = file::read(text.as_bytes()).expect("it can be read").map;
    // What the file has that this version does not know is a loss that is said.
    for_audience(&map, Audience::Internal).0
}

#[test]
fn every_field_comes_back_or_is_a_loss_that_was_said() {
    let map = every_member();
    for format in [Format::Gexf, Format::GraphMl, Format::KumuJson] {
        let again = back(&map, format);
        let said = losses(&map, format);
        for (before, after) in actors(&map).iter().zip(actors(&again)) {
            let (mut before, mut after) = ((**before).clone(), (*after).clone());
            if said.iter().any(|loss| matches!(loss, Loss::UnknownMembers(_))) {
                before.extra = Default::default();
                before.place.extra = Default::default();
                before.period.extra = Default::default();
                before.provenance.extra = Default::default();
                before.provenance.sources.iter_mut().for_each(|source| source.extra = Default::default());
                before.aliases.iter_mut().for_each(|alias| alias.extra = Default::default());
                before.contacts.iter_mut().for_each(|contact| contact.extra = Default::default());
            }
            if said.iter().any(|loss| matches!(loss, Loss::KindDetails(_) | Loss::FieldDetails(_))) {
                before.kind = after.kind.clone();
                let values = |actor: &Actor| -> Vec<String> {
                    actor.custom.values().map(ToString::to_string).collect()
                };
                assert_eq!(values(&before), values(&after), "{format:?}");
                before.custom = Default::default();
                after.custom = Default::default();
            }
            assert_eq!(before, after, "{format:?}");
        }
        assert_eq!(map.link_count(), again.link_count());
        for (before, after) in links(&map).iter().zip(links(&again)) {
            assert_eq!((&before.id, &before.from, &before.to), (&after.id, &after.from, &after.to));
            assert_eq!(
                (&before.details.role, &before.details.notes, &before.weight),
                (&after.details.role, &after.details.notes, &after.weight)
            );
            let dates = |link: &Link| (link.period.start.clone(), link.period.end.clone());
            assert_eq!(dates(before), dates(&after));
        }
    }
}

fn awkward() -> Map {
    let mut map = Map::new("Titre \"<&>\\", file::default_schema().clone());
    let names = [
        "<script>alert(1)</script>",
        "\"><img src=x>",
        "a\\",
        "x\ny",
        "=1+1",
        "]]>",
        "{{7*7}}",
        "é | œ \\| –",
    ];
    for (rank, name) in names.into_iter().enumerate() {
        let mut actor = Actor::new(format!("../{rank}\"<").as_str().into(), "association".into(), name);
        actor.description = format!("# {name}\n\n* {name}").into();
        actor.tags = vec!["a|b".into(), "c\\".into(), "d, e".into()].into();
        actor.position = Some(Position::pinned(crate::geometry::Point::new(rank as f64 * 1.25, -7.03)));
        map.put_actor(Arc::new(actor));
    }
    for rank in 0..4 {
        let (from, to) = ("../0\"<", "../1\"<");
        let mut link =
            Link::new(format!("l{rank}").as_str().into(), from.into(), "partenaire_de".into(), to.into());
        link.weight = Some(0.1 + f64::from(rank)).into();
        link.details.role = "role \"1\"\\".into();
        map.put_link(Arc::new(link)).expect("both ends are there");
    }
    let own = Link::new("soi".into(), "../2\"<".into(), "soutient".into(), "../2\"<".into());
    map.put_link(Arc::new(own)).expect("both ends are there");
    map
}

#[test]
fn awkward_texts_parallel_links_and_loops_come_back() {
    let map = awkward();
    for format in [Format::Gexf, Format::GraphMl, Format::KumuJson, Format::CyJs] {
        let again = back(&map, format);
        assert_eq!(map.about.title, again.about.title, "{format:?}");
        for (before, after) in map.actors().zip(again.actors()) {
            let mut after = (**after).clone();
            if format == Format::CyJs {
                after.position = before.position;
            }
            assert_eq!(**before, after, "{format:?}");
        }
        assert_eq!(links(&map), links(&again), "{format:?}");
    }
    for format in [Format::Dot, Format::Cx2, Format::Canvas] {
        let again = back(&map, format);
        assert_eq!(map.link_count(), again.link_count(), "{format:?}");
        let count = |map: &Map| map.actor_count();
        assert_eq!(count(&map), count(&again), "{format:?}");
    }
}

/// What Maillage writes as data comes back as far as the format holds it.
#[test]
fn points_and_linked_data_of_ours_are_read_again() {
    let mut map = Map::new("Réseau", file::default_schema().clone());
    for (id, name) in [("a b", "Alpha"), ("é", "Bêta")] {
        let mut actor = Actor::new(id.into(), "association".into(), name);
        let place = crate::model::Place {
            commune: "Nantes".into(),
            address: "1 rue X, 44000 Nantes".into(),
            latitude: Some(47.2),
            longitude: Some(-1.5),
            ..Default::default()
        };
        actor.place = place.into();
        actor.identifiers.siren = "552081317".into();
        map.put_actor(Arc::new(actor));
    }
    let mut link = Link::new("l".into(), "a b".into(), "soutient".into(), "é".into());
    link.weight = Some(3.0).into();
    map.put_link(Arc::new(link)).expect("both ends are there");
    for (format, links) in [(Format::GoGoCarto, 0), (Format::JsonLd, 1)] {
        let bytes = write(&map, format, Lang::Fr).expect("it is written");
        let input = Input { name: "a.json".to_owned(), bytes };
        let again =
            import::read(vec![input], &import::Options::default(), &mut |_| true).expect("it is read");
        assert_eq!((again.map.actor_count(), again.map.link_count()), (2, links), "{format:?}");
        let (old, new) = (map.actor(&"a b".into()), again.map.actor(&"a b".into()));
        let (old, new) = (old.expect("it was put"), new.expect("it is there"));
        assert_eq!((&new.name, &new.kind, &new.place), (&old.name, &old.kind, &old.place));
        assert!(again.report.fields_made.is_empty(), "{:?}", again.report.fields_made);
        if let Some(link) = again.map.links().next() {
            assert_eq!(
                (link.id.as_str(), link.kind.as_str(), link.weight.get()),
                ("l", "soutient", Some(3.0))
            );
            assert!(link.details.role.is_empty());
        }
    }
}

#[test]
fn texts_that_look_like_flags_or_dates_come_back_as_they_were() {
    let text = r#"{"format": "maillage", "version": "1.0", "schema": {"fields": [
        {"id": "avis", "label": {"fr": "Avis"}, "owner": "actor", "type": "text"},
        {"id": "vu", "label": {"fr": "Vu"}, "owner": "actor", "type": "text"}]},
        "actors": [{"id": "a", "name": "A", "custom": {"avis": "FAUX", "vu": "12/03/2023"}},
            {"id": "b", "name": "B", "custom": {"avis": "VRAI", "vu": "1/4/2023"}}]}"#;
    let map = file::read(text.as_bytes()).expect("it can be read").map;
    for format in [Format::Xlsx, Format::KumuXlsx] {
        let again = back(&map, format);
        for (before, after) in map.actors().zip(again.actors()) {
            assert_eq!(before.custom, after.custom, "{format:?}");
        }
    }
}

#[test]
fn each_format_says_what_it_cannot_hold() {
    let map = Sample::ALL[0].open().expect("a sample can be read").map;
    let says = |format, loss: fn(&Loss) -> bool| losses(&map, format).iter().any(loss);
    assert!(says(Format::GoGoCarto, |loss| matches!(loss, Loss::Links(_))));
    assert!(says(Format::JsonLd, |loss| matches!(loss, Loss::Positions(_))));
    assert!(says(Format::Canvas, |loss| matches!(loss, Loss::FieldsAsText)));
    assert!(says(Format::Cx2, |loss| matches!(loss, Loss::Ids)));
    for format in
        [Format::GoGoCarto, Format::JsonLd, Format::Canvas, Format::Cx2, Format::CyJs, Format::KumuJson]
    {
        let bytes = write(&map, format, Lang::En).expect("it is written");
        assert!(serde_json::from_slice::<serde_json::Value>(&bytes).is_ok(), "{format:?}");
    }
}
