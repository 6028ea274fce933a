//! What people rely on: a step comes back whole, typing is one step, nothing half-done.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::geometry::Point;
use crate::model::{Bilingual, ColourName, EndRule, Extra, Map, Schema, Shape};

fn sample() -> Map {
    let family = Family {
        id: "f".into(),
        rank: 0,
        label: Bilingual::new("F", "F"),
        colour: ColourName::new("blue"),
        shape: Shape::Disc,
        extra: Extra::new(),
    };
    let kind = |id: &str| ActorKind::new(id.into(), "f".into(), Bilingual::new(id, id));
    let verb =
        LinkKind::new("soutient".into(), Bilingual::new("soutient", ""), Bilingual::new("est soutenu", ""));
    let schema = Schema::new([family], [kind("asso"), kind("scic")], [verb], []);
    let mut map = Map::new("essai", schema);
    for id in ["a", "b", "c"] {
        map.put_actor(Arc::new(Actor::new(id.into(), "asso".into(), id.to_uppercase())));
    }
    for (id, from, to) in [("1", "a", "b"), ("2", "b", "a"), ("3", "b", "c"), ("4", "a", "a")] {
        let link = Link::new(id.into(), from.into(), "soutient".into(), to.into());
        map.put_link(Arc::new(link)).expect("both ends are there");
    }
    map
}

fn renamed(map: &Map, id: &str, name: &str) -> Edit {
    let mut actor = (**map.actor(&id.into()).expect("the actor is there")).clone();
    actor.name = name.into();
    Edit::ReviseActors { actors: vec![actor], what: FieldName::Name }
}

#[test]
fn a_typing_run_is_one_step_and_a_seal_ends_it() {
    let mut map = sample();
    let before = map.clone();
    let mut history = History::default();
    for name in ["L", "Le", "Les"] {
        let edit = renamed(&map, "a", name);
        history.edit(&mut map, edit).expect("the actor is there");
    }
    assert_eq!(history.depth(), 1);
    history.seal();
    let edit = renamed(&map, "a", "Les É");
    history.edit(&mut map, edit).expect("the actor is there");
    assert_eq!(history.depth(), 2);
    history.undo(&mut map);
    assert_eq!(map.actor(&"a".into()).map(|actor| actor.name.as_str()), Some("Les"));
    history.undo(&mut map);
    assert_eq!(map, before);
}

#[test]
fn removing_an_actor_takes_its_links_and_undo_brings_all_back() {
    let mut map = sample();
    let before = map.clone();
    let mut history = History::default();
    let edit = Edit::Remove { actors: BTreeSet::from(["a".into()]), links: BTreeSet::new() };
    let touched = history.edit(&mut map, edit).expect("the actor is there").expect("something changes");
    assert_eq!((map.actor_count(), map.link_count()), (2, 1));
    assert_eq!(touched.links.len(), 3);
    assert!(touched.ends.contains("b"));
    history.undo(&mut map);
    assert_eq!(map, before);
    history.redo(&mut map);
    assert_eq!(map.link_count(), 1);
}

#[test]
fn an_edit_that_does_not_fit_changes_nothing() {
    let mut map = sample();
    let before = map.clone();
    let mut history = History::default();
    let good = Actor::new("d".into(), "asso".into(), "D");
    let taken = Actor::new("a".into(), "asso".into(), "encore A");
    let to_nobody = Link::new("9".into(), "d".into(), "soutient".into(), "nobody".into());
    let bad = [
        Edit::Add { actors: vec![good.clone(), taken], links: vec![] },
        Edit::Add { actors: vec![good.clone()], links: vec![to_nobody] },
        Edit::Add { actors: vec![good.clone(), good], links: vec![] },
        Edit::Merge { keep: "a".into(), gone: "a".into() },
        Edit::Move {
            positions: vec![("a".into(), Position { at: Point::new(f64::NAN, 0.0), pinned: true })],
        },
        Edit::RemoveActorKind { kind: "asso".into(), instead: None },
        Edit::RemoveFamily("f".into()),
        Edit::ReviseAbout {
            about: Map::new("autre", Schema::default()).about.as_ref().clone(),
            what: FieldName::Title,
        },
    ];
    for edit in bad {
        assert!(history.edit(&mut map, edit.clone()).is_err(), "{edit:?}");
        assert_eq!(map, before, "{edit:?}");
    }
    assert_eq!(history.depth(), 0);
}

#[test]
fn merging_keeps_links_names_and_what_only_one_knew() {
    let mut map = sample();
    let before = map.clone();
    let mut history = History::default();
    let mut actor = (**map.actor(&"c".into()).expect("the actor is there")).clone();
    actor.website = "https://c.example".into();
    history
        .edit(&mut map, Edit::ReviseActors { actors: vec![actor], what: FieldName::Website })
        .expect("the actor is there");
    history.edit(&mut map, Edit::Merge { keep: "b".into(), gone: "c".into() }).expect("two actors");
    let kept = map.actor(&"b".into()).expect("the kept one is there");
    assert_eq!(kept.website, "https://c.example");
    assert_eq!(kept.aliases[0].name, "C");
    assert_eq!(map.link_count(), 4);
    assert!(map.link(&"3".into()).is_some_and(|link| link.from == link.to));
    history.undo(&mut map);
    history.undo(&mut map);
    assert_eq!(map, before);
}

#[test]
fn a_kind_in_use_goes_only_with_another_in_its_place() {
    let mut map = sample();
    let before = map.clone();
    let mut history = History::default();
    let edit = Edit::RemoveActorKind { kind: "asso".into(), instead: Some("scic".into()) };
    history.edit(&mut map, edit).expect("another kind takes its place");
    assert!(map.actors().all(|actor| actor.kind.as_str() == "scic"));
    assert!(map.schema().actor_kind(&"asso".into()).is_none());
    history.undo(&mut map);
    assert_eq!(map, before);
}

#[test]
fn unsaved_means_not_the_saved_state() {
    let mut map = sample();
    let mut history = History::default();
    let saved = history.current();
    let edit = renamed(&map, "a", "x");
    history.edit(&mut map, edit).expect("the actor is there");
    assert_ne!(history.current(), saved);
    assert_eq!(history.since(saved).map(|steps| steps.len()), Some(1));
    history.undo(&mut map);
    assert_eq!(history.current(), saved);
    let same = renamed(&map, "a", "A");
    assert_eq!(history.edit(&mut map, same), Ok(None));
    assert_eq!(history.current(), saved);
}

#[test]
fn a_batch_sees_what_its_earlier_edits_did() {
    let mut map = sample();
    let mut history = History::default();
    let new = Actor::new("d".into(), "asso".into(), "D");
    let mut better = new.clone();
    better.name = "Dé".into();
    let edits = vec![
        Edit::Add { actors: vec![new], links: vec![] },
        Edit::ReviseActors { actors: vec![better], what: FieldName::Name },
        Edit::Merge { keep: "d".into(), gone: "b".into() },
    ];
    history.edit(&mut map, Edit::Batch { purpose: Purpose::Bulk, edits }).expect("each fits after the other");
    assert_eq!(map.degree(&"d".into()), 3);
    assert_eq!(history.depth(), 1);
}

#[test]
fn a_kind_that_goes_is_named_nowhere_any_more() {
    let mut map = sample();
    let mut history = History::default();
    let mut child = ActorKind::new("asso-1901".into(), "f".into(), Bilingual::new("1901", "1901"));
    child.parent = Some("asso".into());
    let mut verb = (**map.schema().link_kind(&"soutient".into()).expect("it is there")).clone();
    verb.from = vec![EndRule::Kind("asso".into()), EndRule::Family("f".into())];
    verb.to = vec![EndRule::Kind("scic".into()), EndRule::Kind("asso".into())];
    for edit in [Edit::PutActorKind(child), Edit::PutLinkKind(verb)] {
        history.edit(&mut map, edit).expect("the entries are sound");
    }
    let before = map.clone();
    let edit = Edit::RemoveActorKind { kind: "asso".into(), instead: Some("scic".into()) };
    history.edit(&mut map, edit).expect("another kind takes its place");
    let schema = map.schema();
    assert!(map.actors().all(|actor| actor.kind == "scic".into()));
    assert_eq!(schema.actor_kind(&"asso-1901".into()).and_then(|kind| kind.parent.clone()), None);
    let verb = schema.link_kind(&"soutient".into()).expect("it is there");
    assert_eq!(verb.from, [EndRule::Kind("scic".into()), EndRule::Family("f".into())]);
    assert_eq!(verb.to, [EndRule::Kind("scic".into())], "the same rule does not stand twice");
    history.undo(&mut map);
    assert_eq!(map, before);
}

#[test]
fn edits_of_a_batch_see_the_schema_and_the_actors_of_those_before() {
    let mut map = sample();
    let before = map.clone();
    let mut history = History::default();
    let scop = ActorKind::new("scop".into(), "f".into(), Bilingual::new("Scop", "Scop"));
    let new = Actor::new("d".into(), "asso".into(), "D".to_owned());
    let edits = vec![
        Edit::PutActorKind(scop),
        Edit::Add { actors: vec![new], links: Vec::new() },
        Edit::RemoveActorKind { kind: "asso".into(), instead: Some("scop".into()) },
        Edit::RemoveActorKind { kind: "scic".into(), instead: None },
    ];
    history.edit(&mut map, Edit::Batch { purpose: Purpose::Bulk, edits }).expect("each sees the others");
    assert!(map.actors().all(|actor| actor.kind == "scop".into()));
    assert_eq!(map.schema().actor_kinds().len(), 1);
    history.undo(&mut map);
    assert_eq!(map, before);
    let again = Edit::Batch {
        purpose: Purpose::Bulk,
        edits: vec![
            Edit::RemoveActorKind { kind: "scic".into(), instead: None },
            Edit::RemoveActorKind { kind: "scic".into(), instead: None },
        ],
    };
    assert!(history.edit(&mut map, again).is_err(), "it is gone already");
    assert_eq!(map, before);
}
