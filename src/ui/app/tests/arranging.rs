//! Layouts in the window: one step, stopped, given up, and the map edited meanwhile.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{example, pin, window};
use crate::edit::{Edit, FieldName, Purpose, Verb};
use crate::geometry::Point;
use crate::layout::arrange::Way;
use crate::model::{Actor, ActorId, Map, Position};
use crate::session::Selection;
use crate::ui::app::App;
use crate::ui::arrange::{Arranging, Ended};
use crate::ui::command::Command;
use crate::ui::prefs::MotionChoice;

fn bytes(map: &Map) -> String {
    crate::file::to_string(map)
}

/// Frames until no layout is under way and the picture is at rest.
fn wait(harness: &mut Harness<'static, App>) {
    while harness.state().arranging.is_some() {
        harness.step();
        std::thread::yield_now();
    }
    for _ in 0..1_000 {
        harness.step();
        if harness.state().is_settled() {
            return;
        }
    }
    panic!("the picture does not come to rest");
}

fn ask(harness: &mut Harness<'static, App>, command: Command) {
    let ctx = harness.ctx.clone();
    harness.state_mut().command(&ctx, command);
}

fn at(map: &Map, id: &str) -> Point {
    map.actor(&id.into()).and_then(|actor| actor.position).expect("it has a place").at
}

/// A layout that ended with actors at places.
fn ended(harness: &Harness<'static, App>, places: &[(&str, f64)]) -> Ended {
    let positions: Vec<(ActorId, Position)> =
        places.iter().map(|(id, x)| ((*id).into(), Position::free(Point::new(*x, 1.0)))).collect();
    let edits = vec![Edit::Move { positions: positions.clone() }];
    let planned = Edit::Batch { purpose: Purpose::Arrange, edits }.plan(harness.state().session.map()).ok();
    Ended { positions, planned }
}

#[test]
fn a_layout_is_one_step_and_undo_gives_the_same_bytes_back() {
    let mut harness = window(example());
    let before = bytes(harness.state().session.map());
    pin(harness.state_mut(), "ecossolies");
    let pinned = bytes(harness.state().session.map());
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::L);
    harness.step();
    wait(&mut harness);
    let session = &harness.state().session;
    assert_eq!(session.next_undo().expect("a step").verb, Verb::Batch(Purpose::Arrange));
    assert_ne!(bytes(session.map()), pinned);
    assert_eq!(at(session.map(), "ecossolies"), Point::new(7.0, 7.0), "pinned actors never move");
    harness.state_mut().session.undo();
    assert_eq!(bytes(harness.state().session.map()), pinned);
    harness.state_mut().session.undo();
    assert_eq!(bytes(harness.state().session.map()), before);
}

#[test]
fn the_message_at_the_end_takes_it_back_until_the_map_goes_on() {
    let mut harness = window(example());
    ask(&mut harness, Command::ArrangeCircle);
    wait(&mut harness);
    let message = |harness: &Harness<'static, App>| {
        harness.query_all_by_label_contains("acteurs disposés").next().is_some()
    };
    assert!(message(&harness));
    harness.get_by_label("Annuler").click();
    harness.run();
    assert_eq!(bytes(harness.state().session.map()), bytes(&example()));
    assert!(!message(&harness), "there is nothing left to take back");
    ask(&mut harness, Command::ArrangeCircle);
    wait(&mut harness);
    assert!(message(&harness));
    pin(harness.state_mut(), "ecossolies");
    harness.step();
    assert!(!message(&harness), "it would take back another step");
}

/// A layout that shows everybody far away and goes on until it is stopped or given up.
fn start_endless(harness: &mut Harness<'static, App>) -> Point {
    let far = Point::new(4_000.0, -300.0);
    let app = harness.state_mut();
    app.canvas.start_arranging();
    let (map, revision) = (app.session.snapshot(), app.session.revision());
    app.arranging = Some(Arranging::endless(map, revision, far));
    far
}

#[test]
fn under_way_the_picture_moves_and_the_map_does_not() {
    let mut harness = window(example());
    let far = start_endless(&mut harness);
    for _ in 0..60 {
        harness.step();
    }
    let app = harness.state();
    assert_eq!(app.canvas.drawn_at(&"ecossolies".into()), Some(far));
    assert!(*app.session.map() == example() && app.session.next_undo().is_none());
    ask(&mut harness, Command::Escape);
    wait(&mut harness);
    let app = harness.state();
    assert_eq!(app.canvas.drawn_at(&"ecossolies".into()), Some(at(&example(), "ecossolies")));
}

#[test]
fn an_actor_moved_meanwhile_is_drawn_where_it_was_put() {
    let mut harness = window(example());
    let far = start_endless(&mut harness);
    harness.run_steps(3);
    pin(harness.state_mut(), "ecossolies");
    harness.run_steps(60);
    let canvas = &harness.state().canvas;
    assert_eq!(canvas.drawn_at(&"ecossolies".into()), Some(Point::new(7.0, 7.0)));
    assert_eq!(canvas.drawn_at(&"ceas-72".into()), Some(far));
    harness.state_mut().stop_arranging();
    wait(&mut harness);
    let map = harness.state().session.map();
    assert_eq!((at(map, "ecossolies"), at(map, "ceas-72")), (Point::new(7.0, 7.0), far));
}

#[test]
fn given_up_with_escape_everybody_is_where_they_were() {
    let mut harness = window(example());
    start_endless(&mut harness);
    harness.run_steps(3);
    harness.key_press(egui::Key::Escape);
    harness.step();
    assert!(harness.state().arranging.is_none());
    wait(&mut harness);
    let session = &harness.state().session;
    assert!(*session.map() == example() && session.next_undo().is_none());
}

#[test]
fn stopped_what_is_there_is_kept_as_one_step() {
    let mut harness = window(example());
    let far = start_endless(&mut harness);
    ask(&mut harness, Command::StopWork);
    wait(&mut harness);
    let session = &harness.state().session;
    assert_eq!(session.next_undo().expect("a step").verb, Verb::Batch(Purpose::Arrange));
    assert_eq!(at(session.map(), "ecossolies"), far);
    harness.state_mut().session.undo();
    assert!(*harness.state().session.map() == example());
}

#[test]
fn without_motion_only_the_end_is_shown() {
    let mut harness = window(example());
    harness.state_mut().change_prefs(|prefs| prefs.motion = MotionChoice::Reduced);
    let far = start_endless(&mut harness);
    harness.run_steps(10);
    assert_eq!(harness.state().canvas.drawn_at(&"ceas-72".into()), Some(at(&example(), "ceas-72")));
    harness.state_mut().stop_arranging();
    while harness.state().arranging.is_some() {
        harness.step();
        std::thread::yield_now();
    }
    harness.step();
    assert_eq!(harness.state().canvas.drawn_at(&"ceas-72".into()), Some(far));
}

#[test]
fn what_was_edited_meanwhile_stays() {
    let mut harness = window(example());
    let ctx = harness.ctx.clone();
    start_endless(&mut harness);
    let ended = ended(&harness, &[("ecossolies", 100.0), ("ceas-72", 200.0), ("candidature-nantes", 300.0)]);
    let app = harness.state_mut();
    let arranging = app.arranging.take().expect("it is under way");
    // One is dragged, one removed, one renamed, one added.
    pin(app, "ecossolies");
    let gone = ["ceas-72".into()].into();
    app.session.edit(Edit::Remove { actors: gone, links: Default::default() }).expect("it is there");
    let mut renamed: Actor =
        (**app.session.map().actor(&"candidature-nantes".into()).expect("there")).clone();
    renamed.name = "Autre".into();
    app.session
        .edit(Edit::ReviseActors { actors: vec![renamed], what: FieldName::Name })
        .expect("it is there");
    app.arranged(&ctx, ended, &arranging);
    let map = app.session.map();
    assert_eq!(at(map, "ecossolies"), Point::new(7.0, 7.0));
    assert!(map.actor(&"ceas-72".into()).is_none());
    assert_eq!(at(map, "candidature-nantes"), Point::new(300.0, 1.0));
    assert_eq!(map.actor(&"candidature-nantes".into()).expect("there").name, "Autre");
    wait(&mut harness);
}

#[test]
fn another_map_does_not_get_the_layout_of_the_one_before() {
    let mut harness = window(example());
    ask(&mut harness, Command::Arrange);
    ask(&mut harness, Command::OpenExample);
    assert!(harness.state().arranging.is_none());
    wait(&mut harness);
    assert!(*harness.state().session.map() == example());
}

#[test]
fn only_the_selection_moves_where_that_is_asked_for() {
    let mut harness = window(example());
    let chosen: Vec<ActorId> = ["ecossolies".into(), "ceas-72".into()].into();
    harness.state_mut().session.select(Selection::of_actors(chosen.clone()));
    ask(&mut harness, Command::ArrangeOnlySelection);
    ask(&mut harness, Command::Arrange);
    wait(&mut harness);
    let others = |map: &Map| -> Vec<Option<Position>> {
        map.actors().filter(|actor| !chosen.contains(&actor.id)).map(|actor| actor.position).collect()
    };
    assert_eq!(others(harness.state().session.map()), others(&example()));
}

#[test]
fn what_makes_no_sense_cannot_be_asked_for() {
    let mut harness = window(example());
    let enabled =
        |harness: &Harness<'static, App>, command: Command| command.is_enabled(&harness.state().session);
    let ways = [Command::Arrange, Command::ArrangeOverlaps];
    let of_selection = [Command::ArrangeSelection, Command::ArrangeOnlySelection, Command::AlignLeft];
    assert!(ways.iter().all(|command| enabled(&harness, *command)));
    assert!(!enabled(&harness, Command::ArrangeNew), "everybody has a place");
    assert!(!enabled(&harness, Command::ArrangeAround));
    for (count, around, several, spread) in
        [(1, true, false, false), (2, true, true, false), (3, true, true, true)]
    {
        let first = harness.state().session.map().actors().take(count).map(|actor| actor.id.clone());
        let selection = Selection::of_actors(first.collect::<Vec<_>>());
        harness.state_mut().session.select(selection);
        assert_eq!(enabled(&harness, Command::ArrangeAround), around);
        assert!(of_selection.iter().all(|command| enabled(&harness, *command) == several));
        assert_eq!(enabled(&harness, Command::DistributeVertically), spread);
    }
    let empty = window(Map::new("", crate::file::default_schema().clone()));
    assert!(!ways.iter().any(|command| enabled(&empty, *command)));
}

#[test]
fn a_selection_is_lined_up_pinned_or_not_as_one_step() {
    let mut harness = window(example());
    pin(harness.state_mut(), "ecossolies");
    let chosen: Vec<ActorId> = ["ecossolies".into(), "ceas-72".into()].into();
    harness.state_mut().session.select(Selection::of_actors(chosen));
    let before = bytes(harness.state().session.map());
    ask(&mut harness, Command::AlignTop);
    let map = harness.state().session.map();
    assert!((at(map, "ecossolies").y - at(map, "ceas-72").y).abs() < 1e-9);
    let pinned = map.actor(&"ecossolies".into()).and_then(|actor| actor.position).expect("a place").pinned;
    assert!(pinned);
    harness.state_mut().session.undo();
    assert_eq!(bytes(harness.state().session.map()), before);
    wait(&mut harness);
}

#[test]
fn around_the_selection_is_around_its_best_linked() {
    let mut harness = window(example());
    let session = &mut harness.state_mut().session;
    let (a, b): (ActorId, ActorId) = ("ceas-72".into(), "ecossolies".into());
    session.select(Selection::of_actors([a.clone(), b.clone()]));
    let best = if session.map().degree(&b) > session.map().degree(&a) { b } else { a };
    let wanted = crate::ui::arrange::arrangement(Command::ArrangeAround, session, &Default::default(), None);
    assert_eq!(wanted.map(|wanted| wanted.way), Some(Way::Around(best)));
}
