//! What people rely on when two copies meet: independent work comes together, clashes are seen,
//! nothing is lost in silence.

use super::*;
use crate::edit::{Edit, FieldName, History};
use crate::lang::Lang;
use crate::model::{Alias, Bilingual, Schema};
use crate::text::Text;

fn base() -> Map {
    let verb = LinkKind::new("soutient".into(), Bilingual::new("soutient", "supports"), Bilingual::default());
    let kind = |id: &str| ActorKind::new(id.into(), "f".into(), Bilingual::new(id, id));
    let mut map = Map::new("essai", Schema::new([], [kind("asso"), kind("scic")], [verb], []));
    for id in ["a", "b", "c", "d"] {
        map.put_actor(Arc::new(Actor::new(id.into(), "asso".into(), id.to_uppercase())));
    }
    for (id, from, to) in [("1", "a", "b"), ("2", "c", "d")] {
        map.put_link(Arc::new(Link::new(id.into(), from.into(), "soutient".into(), to.into())))
            .expect("ends");
    }
    map
}

fn with(map: &Map, edits: impl IntoIterator<Item = Edit>) -> Map {
    let mut map = map.clone();
    for edit in edits {
        History::default().edit(&mut map, edit).expect("the edit fits");
    }
    map
}

fn revised(map: &Map, id: &str, revise: impl FnOnce(&mut Actor)) -> Map {
    let mut actor = (**map.actor(&id.into()).expect("the actor is there")).clone();
    revise(&mut actor);
    with(map, [Edit::ReviseActors { actors: vec![actor], what: FieldName::Name }])
}

fn without(map: &Map, id: &str) -> Map {
    with(map, [Edit::Remove { actors: [id.into()].into(), links: BTreeSet::new() }])
}

fn linked(map: &Map, id: &str, from: &str, to: &str) -> Map {
    let link = Link::new(id.into(), from.into(), "soutient".into(), to.into());
    with(map, [Edit::Add { actors: vec![], links: vec![link] }])
}

/// Merges both ways round and holds that it makes no difference.
fn merged(base: &Map, ours: &Map, theirs: &Map) -> Merge {
    let merge = Merge::new(Some(base), ours, theirs);
    let turned = Merge::new(Some(base), theirs, ours);
    assert_eq!(merge.conflicts.len(), turned.conflicts.len());
    for side in [Side::Ours, Side::Theirs] {
        let (mut one, mut other) = (merge.clone(), turned.clone());
        one.choose_all(side);
        other.choose_all(side.other());
        assert_eq!(one.result(), other.result(), "{side:?}");
    }
    merge
}

#[test]
fn changes_that_have_nothing_to_do_with_each_other_come_together() {
    let base = base();
    let ours = linked(&revised(&base, "a", |actor| actor.name = "Alpha".into()), "3", "a", "c");
    let theirs = revised(&base, "a", |actor| {
        actor.website = "https://a.example".into();
        actor.tags = vec!["x".into()].into();
    });
    let theirs = without(&theirs, "d");
    let merge = merged(&base, &ours, &theirs);
    assert_eq!(merge.conflicts(), []);
    let map = merge.result();
    let a = map.actor(&"a".into()).expect("a stays");
    assert_eq!((a.name.as_str(), a.website.as_str()), ("Alpha", "https://a.example"));
    assert!(map.actor(&"d".into()).is_none());
    let links: Vec<&str> = map.links().map(|link| link.id.as_str()).collect();
    assert_eq!(links, ["1", "3"]);
}

#[test]
fn a_field_changed_twice_is_a_conflict_and_each_choice_is_kept() {
    let base = base();
    let ours = revised(&base, "a", |actor| actor.description = "Un.".into());
    let theirs = revised(&base, "a", |actor| actor.description = "Deux.".into());
    let mut merge = merged(&base, &ours, &theirs);
    assert_eq!(merge.open_conflicts(), 1);
    let said = |merge: &Merge| merge.result().actor(&"a".into()).expect("a stays").description.clone();
    assert_eq!(said(&merge), "Un.");
    merge.choose(0, Some(Choice::Theirs));
    assert_eq!(said(&merge), "Deux.");
    merge.choose(0, Some(Choice::Both));
    assert_eq!(said(&merge), "Un.\n\nDeux.");
    assert_eq!(merge.open_conflicts(), 0);
}

#[test]
fn what_one_removed_and_the_other_changed_stays_until_someone_chooses() {
    let base = base();
    let ours = without(&base, "b");
    let theirs = revised(&base, "b", |actor| actor.name = "Bêta".into());
    let mut merge = merged(&base, &ours, &theirs);
    assert_eq!(merge.conflicts().len(), 1);
    let map = merge.result();
    assert_eq!(map.actor(&"b".into()).map(|actor| actor.name.as_str()), Some("Bêta"));
    assert!(map.link(&"1".into()).is_some(), "its link went with it and comes back with it");
    merge.choose(0, Some(Choice::Ours));
    let map = merge.result();
    assert!(map.actor(&"b".into()).is_none() && map.link(&"1".into()).is_none());
}

#[test]
fn an_actor_that_was_removed_while_the_other_copy_linked_it_is_a_conflict() {
    let base = base();
    let ours = without(&base, "d");
    let theirs = linked(&base, "9", "a", "d");
    let mut merge = merged(&base, &ours, &theirs);
    let [conflict] = merge.conflicts() else { panic!("{:?}", merge.conflicts()) };
    assert_eq!(conflict.record, RecordId::Actor("d".into()));
    assert!(matches!(&conflict.what, ConflictKind::Removed { by: Side::Ours, used_by, .. }
        if used_by == &[RecordId::Link("9".into())]));
    let map = merge.result();
    assert!(map.link(&"9".into()).is_some() && map.link(&"2".into()).is_some());
    merge.choose_all(Side::Ours);
    let map = merge.result();
    assert!(map.actor(&"d".into()).is_none() && map.link(&"9".into()).is_none());
}

#[test]
fn a_link_led_to_a_removed_actor_falls_back_on_where_it_was() {
    let base = base();
    let mut link = (**base.link(&"1".into()).expect("it is there")).clone();
    link.to = "d".into();
    let ours = with(&base, [Edit::ReviseLinks { links: vec![link], what: FieldName::Ends }]);
    let theirs = without(&base, "d");
    let mut merge = merged(&base, &ours, &theirs);
    assert_eq!(merge.conflicts().len(), 1);
    merge.choose_all(Side::Theirs);
    assert_eq!(merge.result().link(&"1".into()).map(|link| link.to.as_str()), Some("b"));
}

#[test]
fn a_kind_removed_while_the_other_copy_used_it_is_a_conflict() {
    let base = base();
    let ours = with(&base, [Edit::RemoveActorKind { kind: "scic".into(), instead: None }]);
    let theirs = revised(&base, "a", |actor| actor.kind = "scic".into());
    let mut merge = merged(&base, &ours, &theirs);
    assert_eq!(merge.conflicts().len(), 1);
    assert!(merge.result().schema().actor_kind(&"scic".into()).is_some());
    merge.choose_all(Side::Ours);
    assert!(merge.result().schema().actor_kind(&"scic".into()).is_none());
}

#[test]
fn a_kind_changed_in_both_schemas_is_a_conflict_by_field() {
    let base = base();
    let put = |colour: &str, icon: &str| {
        let mut kind = (**base.schema().actor_kind(&"asso".into()).expect("it is there")).clone();
        kind.colour = Some(crate::model::ColourName::new(colour));
        kind.icon = icon.to_owned();
        with(&base, [Edit::PutActorKind(kind)])
    };
    let merge = merged(&base, &put("red", "house"), &put("blue", "house"));
    let [conflict] = merge.conflicts() else { panic!("{:?}", merge.conflicts()) };
    assert!(matches!(&conflict.what, ConflictKind::Field(field) if field.field.path == "colour"));
}

#[test]
fn without_an_ancestor_what_one_side_knows_is_taken_and_the_rest_is_asked() {
    let base = base();
    let ours = revised(&base, "a", |actor| actor.acronym = "A".into());
    let theirs = revised(&base, "a", |actor| {
        actor.website = "https://a.example".into();
        actor.name = "Alpha".into();
    });
    let theirs = linked(&theirs, "9", "a", "d");
    let merge = Merge::new(None, &ours, &theirs);
    assert_eq!(merge.conflicts().len(), 1, "the name: {:?}", merge.conflicts());
    let map = merge.result();
    let a = map.actor(&"a".into()).expect("a stays");
    assert_eq!((a.acronym.as_str(), a.website.as_str(), a.name.as_str()), ("A", "https://a.example", "A"));
    assert_eq!(map.link_count(), 3);
}

#[test]
fn lists_two_people_added_to_come_together() {
    let base = base();
    let alias = |name: &str| Alias::new(name);
    let ours = revised(&base, "a", |actor| actor.aliases = vec![alias("z")].into());
    let theirs = revised(&base, "a", |actor| actor.aliases = vec![alias("k")].into());
    let merge = merged(&base, &ours, &theirs);
    assert_eq!(merge.conflicts(), []);
    let map = merge.result();
    let names: Vec<_> = map.actor(&"a".into()).expect("a").aliases.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["k", "z"]);
}

#[test]
fn differences_are_sentences_in_both_languages() {
    let before = base();
    let after = without(&revised(&before, "a", |actor| actor.name = "Alpha".into()), "d");
    let differences = diff(&before, &after);
    let said = |lang| {
        let text = Text::new(lang);
        let words = Words::new(&text, &before, &after);
        differences.iter().flat_map(|difference| words.sentences(difference)).collect::<Vec<_>>()
    };
    assert_eq!(
        said(Lang::Fr),
        [
            "Acteur «\u{a0}Alpha\u{a0}»\u{a0}: nom\u{a0}: «\u{a0}A\u{a0}» devient «\u{a0}Alpha\u{a0}»",
            "Acteur supprimé\u{a0}: «\u{a0}D\u{a0}»",
            "Lien supprimé\u{a0}: «\u{a0}C → D (soutient)\u{a0}»",
        ]
    );
    assert_eq!(said(Lang::En)[1], "Actor removed: “D”");
    let text = Text::new(Lang::Fr);
    assert_eq!(
        summary(&text, &Summary::of(&differences)),
        "1 acteur supprimé, 1 acteur modifié, 1 lien supprimé"
    );
    assert_eq!(summary(&text, &Summary::default()), "aucune différence");
}

#[test]
fn every_field_has_a_name() {
    let text = Text::new(Lang::Fr);
    let nameless: Vec<_> =
        weave::PATHS.iter().map(|path| words::field_key(path)).filter(|key| !text.has(key)).collect();
    assert_eq!(nameless, Vec::<String>::new());
}
