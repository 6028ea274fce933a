//! Sheets and dialogs that change a map, through the accessibility tree: what is typed and clicked
//! there is on the map, and one undo takes it back.
#![cfg(feature = "window")]
#![allow(clippy::expect_used)] // a test says so by failing

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use maillage::file::Sample;
use maillage::model::{ActorKindId, FuzzyDate, LinkId, Map};
use maillage::session::{Origin, Selection, Session};
use maillage::ui::{App, Prefs};

type Window = Harness<'static, App>;

fn sample() -> Map {
    Sample::PaysDeLaLoire.open().expect("the sample opens").map
}

/// A French window on the Pays de la Loire, something of it selected.
fn window(selection: Selection) -> Window {
    let prefs = Prefs { lang: Some("fr".to_owned()), welcome: false, ..Prefs::default() };
    let mut harness =
        Harness::builder().with_size([1440.0, 900.0]).with_max_steps(32).build_eframe(move |cc| {
            let mut app = App::with_prefs(&cc.egui_ctx, prefs);
            let mut session = Session::new(sample(), Origin::Example);
            session.select(selection);
            app.set_session(session);
            app
        });
    harness.run();
    harness
}

fn map(window: &Window) -> &Map {
    window.state().session().map()
}

/// Types in the field of a name, then goes on to the next.
fn fill(window: &mut Window, field: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run();
    window.get_by_role_and_label(Role::TextInput, field).type_text(text);
    window.run();
    window.key_press(Key::Tab);
    window.run();
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run();
}

/// Undoes one step, the cursor being in no field.
fn undo(window: &mut Window) {
    press(window, Key::Escape);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
}

fn first_link() -> LinkId {
    let map = sample();
    let link = map.links().find(|link| link.period.is_empty() && link.details.role.is_empty());
    link.expect("some link says little").id.clone()
}

#[test]
fn the_sheet_of_a_link_takes_dates_as_they_are_said_and_refuses_the_rest() {
    let id = first_link();
    let mut window = window(Selection::link(id.clone()));
    fill(&mut window, "Début", "mars 2021");
    let start = |window: &Window| map(window).link(&id).and_then(|link| link.period.start.clone());
    assert_eq!(start(&window), Some(FuzzyDate::Month(2021, 3)));
    fill(&mut window, "Fin", "trente février");
    assert_eq!(map(&window).link(&id).and_then(|link| link.period.end.clone()), None);
    assert!(window.query_by_label_contains("Une date s’écrit").is_some(), "the reason is said");
    fill(&mut window, "Rôle", "chef de file");
    assert_eq!(map(&window).link(&id).map(|link| link.details.role.as_str()), Some("chef de file"));
    undo(&mut window);
    assert_eq!(map(&window).link(&id).map(|link| link.details.role.as_str()), Some(""));
    undo(&mut window);
    assert_eq!(start(&window), None);
    assert!(!window.state().session().is_unsaved());
}

#[test]
fn the_ends_of_a_link_are_swapped_and_swapped_back() {
    let id = first_link();
    let before = sample();
    let before = before.link(&id).expect("it is there");
    let mut window = window(Selection::link(id.clone()));
    window.get_by_label("Inverser le sens").click();
    window.run();
    let after = map(&window).link(&id).expect("it is there").clone();
    assert_eq!((&after.from, &after.to), (&before.to, &before.from));
    undo(&mut window);
    assert_eq!(map(&window).link(&id), Some(before));
}

#[test]
fn a_tag_given_to_several_actors_is_one_step_and_goes_from_all() {
    let chosen: BTreeSet<_> = sample().actors().map(|actor| actor.id.clone()).take(3).collect();
    let mut window = window(Selection::of_actors(chosen.iter().cloned()));
    fill(&mut window, "Ajouter une étiquette", "pilote");
    let tagged = |window: &Window| {
        map(window).actors().filter(|actor| actor.tags.iter().any(|tag| tag == "pilote")).count()
    };
    assert_eq!(tagged(&window), chosen.len());
    window.get_by_label("Retirer l’étiquette pilote").click();
    window.run();
    assert_eq!(tagged(&window), 0);
    undo(&mut window);
    assert_eq!(tagged(&window), chosen.len());
    undo(&mut window);
    assert!(!window.state().session().is_unsaved());
}

#[test]
fn a_link_to_a_new_actor_is_made_without_the_mouse_and_undone_at_once() {
    let mut window = window(Selection::actor("ecossolies".into()));
    press(&mut window, Key::L);
    window.event(egui::Event::Text("Ressourcerie du Bocage".to_owned()));
    window.run();
    // The first takes the offer to create the actor, the second makes the link.
    press(&mut window, Key::Enter);
    assert_eq!(map(&window).actor_count(), 49, "nothing is added before the yes");
    press(&mut window, Key::Enter);
    assert_eq!(map(&window).actor_count(), 50);
    let new = map(&window).actors().find(|actor| actor.name == "Ressourcerie du Bocage").cloned();
    let new = new.expect("it is on the map");
    assert!(map(&window).neighbours(&new.id).contains("ecossolies"));
    undo(&mut window);
    assert!(*map(&window) == sample());
}

#[test]
fn the_picker_of_kinds_leads_to_the_editor_at_that_kind() {
    let mut window = window(Selection::actor("ecossolies".into()));
    window.get_by_role_and_label(Role::ComboBox, "type Association").click();
    window.run();
    window.get_by_label_contains("Modifier les types…").click();
    window.run();
    let name = window.get_by_role_and_label(Role::TextInput, "Nom en français");
    assert_eq!(name.value().as_deref(), Some("Association"));
}

#[test]
fn a_used_kind_goes_from_the_editor_once_another_takes_its_place() {
    let mut window = window(Selection::default());
    window.key_press_modifiers(Modifiers::COMMAND, Key::T);
    window.run();
    let gone: ActorKindId = map(&window).schema().actor_kinds()[0].id.clone();
    let uses = map(&window).actors().filter(|actor| actor.kind == gone).count();
    assert!(uses > 0, "the first kind is used");
    window.get_by_label("Supprimer").click();
    window.run();
    assert!(map(&window).schema().actor_kind(&gone).is_some(), "it is asked first");
    window.get_by_label("Supprimer le type").click();
    window.run();
    let schema = map(&window).schema();
    assert!(schema.actor_kind(&gone).is_none());
    assert!(map(&window).actors().all(|actor| schema.actor_kind(&actor.kind).is_some()));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert!(*map(&window) == sample());
}

#[test]
fn every_tab_of_the_editor_of_kinds_is_drawn() {
    let mut window = window(Selection::default());
    window.key_press_modifiers(Modifiers::COMMAND, Key::T);
    window.run();
    for (tab, shows) in [
        ("Types de liens", "Verbe en français"),
        ("Familles", "Pouvoirs publics"),
        ("Champs", "Ajouter un champ"),
        ("Types d’acteurs", "Définition en français"),
    ] {
        window.get_by_role_and_label(Role::Tab, tab).click();
        window.run();
        assert!(window.query_all_by_label_contains(shows).next().is_some(), "{tab}");
    }
}
