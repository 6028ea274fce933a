//! The app without a display: what commands, keys and files do to the open map.

mod arranging;
mod importing;
mod safety;
mod sharing;

use egui_kittest::Harness;

use super::App;
use crate::edit::Edit;
use crate::file::Sample;
use crate::model::{Map, Position};
use crate::session::{Focus, Origin, Selection, Session};
use crate::ui::command::Command;
use crate::ui::dialogs::{Answer, Dialog, Then};
use crate::ui::files::{Opened, Purpose};
use crate::ui::prefs::Prefs;

fn example() -> Map {
    Sample::PaysDeLaLoire.open().expect("the sample opens").map
}

fn window(map: Map) -> Harness<'static, App> {
    let prefs = Prefs { lang: Some("fr".to_owned()), welcome: false, ..Prefs::default() };
    let mut harness =
        Harness::builder().with_size([1440.0, 900.0]).with_max_steps(64).build_eframe(move |cc| {
            let mut app = App::with_prefs(&cc.egui_ctx, prefs);
            app.set_session(Session::new(map, Origin::Example));
            app
        });
    harness.run();
    harness
}

fn pin(app: &mut App, id: &str) {
    let positions = vec![(id.into(), Position::pinned(crate::geometry::Point::new(7.0, 7.0)))];
    app.session.edit(Edit::Move { positions }).expect("the actor is there");
}

#[test]
fn every_command_can_be_asked_for_whatever_is_selected_and_undone() {
    // These ask the system for a window or a file.
    let outside = [Command::Open, Command::Save, Command::SaveAs, Command::Quit, Command::FullScreen];
    let a_link = example().links().next().expect("there are links").id.clone();
    let states = [
        (Selection::default(), false),
        (Selection::actor("ecossolies".into()), false),
        (Selection::of_actors(["ecossolies".into(), "ceas-72".into()]), true),
        (Selection::link(a_link), false),
    ];
    for (map, n) in [(example(), 4), (Map::new("", crate::file::default_schema().clone()), 1)] {
        let mut harness = window(map.clone());
        let ctx = harness.ctx.clone();
        for (selection, focused) in states.iter().take(n) {
            for command in Command::ALL.iter().filter(|command| !outside.contains(command)) {
                let mut session = Session::new(map.clone(), Origin::Example);
                session.select(selection.clone());
                session.set_focus(focused.then(|| Focus::new(selection.actors.clone(), 2)));
                harness.state_mut().set_session(session);
                harness.state_mut().command(&ctx, *command);
                harness.run_steps(2);
                let app = harness.state_mut();
                while app.session.undo().is_some() {}
                app.dialog = None;
                app.welcome = false;
                app.canvas.cancel();
                if *command != Command::OpenExample {
                    assert!(*app.session.map() == map, "{command:?}");
                }
            }
        }
    }
}

#[test]
fn a_large_change_is_made_in_the_background_and_is_one_step() {
    let map = crate::generate::generate(
        crate::generate::Options { actors: 2_500, seed: 1, placed: true },
        &mut |_| {},
    );
    let mut harness = window(map.clone());
    let ctx = harness.ctx.clone();
    let wait = |harness: &mut Harness<'static, App>| {
        assert!(harness.state().working.is_some(), "it is not done while the window waits");
        while harness.state().working.is_some() {
            harness.step();
            std::thread::yield_now();
        }
    };
    harness.state_mut().command(&ctx, Command::SelectAll);
    harness.state_mut().command(&ctx, Command::Duplicate);
    // One thing after the other: what is asked for meanwhile is refused.
    harness.state_mut().command(&ctx, Command::Delete);
    wait(&mut harness);
    let session = harness.state().session();
    assert_eq!(session.map().actor_count(), 5_000);
    assert_eq!(session.selection().actors.len(), 2_500, "the copies are selected");
    assert!(session.selection().actors.iter().all(|id| map.actor(id).is_none()));
    harness.state_mut().command(&ctx, Command::Delete);
    wait(&mut harness);
    assert!(*harness.state().session().map() == map);
    harness.state_mut().command(&ctx, Command::Undo);
    wait(&mut harness);
    harness.state_mut().command(&ctx, Command::Undo);
    wait(&mut harness);
    assert!(*harness.state().session().map() == map);
    harness.state_mut().command(&ctx, Command::SelectAll);
    harness.state_mut().command(&ctx, Command::Delete);
    harness.state_mut().stop_working();
    assert!(*harness.state().session().map() == map, "it was given up");
    assert!(!harness.state().session().is_waiting());
}

#[test]
fn keys_of_one_frame_are_done_in_their_order_each_as_often() {
    let mut harness = window(example());
    let (none, ctrl) = (egui::Modifiers::NONE, egui::Modifiers::COMMAND);
    for n in ["ecossolies", "ceas-72", "candidature-nantes"] {
        pin(harness.state_mut(), n);
    }
    harness.state_mut().session.select(Selection::actor("candidature-nantes".into()));
    for (key, modifiers) in [(egui::Key::Delete, none), (egui::Key::Z, ctrl), (egui::Key::Z, ctrl)] {
        let event = egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        // Straight into one frame: the harness gives each key one of its own.
        harness.input_mut().events.push(event);
    }
    harness.run();
    let session = harness.state().session();
    assert_eq!(session.map().actor_count(), example().actor_count());
    assert_eq!(
        session.map().actor(&"candidature-nantes".into()),
        example().actor(&"candidature-nantes".into())
    );
    assert!(session.is_unsaved(), "two steps are left");
}

#[test]
fn a_digit_sets_the_reach_of_the_focus_wherever_the_keyboard_is() {
    let mut harness = window(example());
    harness.state_mut().session.select(Selection::actor("ecossolies".into()));
    harness.key_press(egui::Key::Num3);
    harness.run();
    assert_eq!(harness.state().session().focus().map(|focus| focus.degrees), Some(3));
}

#[test]
fn work_done_while_a_file_is_chosen_or_read_is_not_lost_unasked() {
    let mut harness = window(example());
    let ctx = harness.ctx.clone();
    let app = harness.state_mut();
    let other = || Opened {
        path: "/other.maillage".into(),
        result: Ok((
            Session::new(Map::new("Autre", crate::file::default_schema().clone()), Origin::Example),
            Vec::new(),
        )),
        lock: Ok(None),
        good: None,
        made: None,
    };
    // The person gives up one change, then makes another while the system's dialog is open.
    pin(app, "ecossolies");
    app.answer(&ctx, Answer::DiscardThen(Then::NewMap(crate::ui::cx::NewMap::Empty)));
    assert_eq!(app.session.map().actor_count(), 0, "what was given up is not asked for again");
    app.set_session(Session::new(example(), Origin::Example));
    pin(app, "ecossolies");
    app.given_up = Some(app.session.revision());
    pin(app, "candidature-nantes");
    app.file_chosen(&ctx, Purpose::Open, Some("/other.maillage".into()));
    assert!(matches!(app.dialog, Some(Dialog::Unsaved(Then::OpenPath(_)))));
    app.dialog = None;
    app.opened(&ctx, other());
    assert!(matches!(app.dialog, Some(Dialog::Unsaved(Then::OpenPath(_)))));
    assert_eq!(app.session.map().actor_count(), example().actor_count());
    // Once that is given up too, the file opens.
    app.given_up = Some(app.session.revision());
    app.opened(&ctx, other());
    assert_eq!(app.session.map().about.title, "Autre");
}

#[test]
fn a_file_that_cannot_be_read_leaves_an_empty_new_map_open() {
    let mut harness = window(Map::new("Vide", crate::file::default_schema().clone()));
    let ctx = harness.ctx.clone();
    let app = harness.state_mut();
    let Err(error) = crate::file::read(b"nonsense") else { panic!("not a map") };
    app.opened(
        &ctx,
        Opened {
            path: "/broken.maillage".into(),
            result: Err(error),
            lock: Ok(None),
            good: None,
            made: None,
        },
    );
    assert!(matches!(app.dialog, Some(Dialog::Problem(_))));
    assert_eq!(app.session.map().about.title, "Vide");
}

#[test]
fn what_a_filter_hides_is_not_selected() {
    let mut harness = window(example());
    let session = &mut harness.state_mut().session;
    session.select(Selection::of_actors(["ecossolies".into(), "candidature-nantes".into()]));
    let kind = session.map().actor(&"ecossolies".into()).expect("it is there").kind.clone();
    let mut filter = session.filter().clone();
    filter.toggle_kind(&kind);
    session.set_filter(filter);
    assert!(!session.selection().actors.contains("ecossolies"));
    assert_eq!(session.selection().len(), 1);
    session.select(Selection::actor("nobody".into()));
    assert!(session.selection().is_empty(), "what is not on the map is not selected either");
}

#[test]
fn what_is_typed_in_a_cell_counts_when_the_window_is_closed() {
    let mut harness = window(example());
    let ctx = harness.ctx.clone();
    harness.state_mut().command(&ctx, Command::ToggleTable);
    harness.run();
    crate::ui::table::take_keyboard(&ctx);
    harness.run();
    for key in [egui::Key::ArrowDown, egui::Key::F2] {
        harness.key_press(key);
        harness.run();
    }
    harness.event(egui::Event::Text("Tout autre chose".to_owned()));
    harness.run();
    assert!(!harness.state().session().is_unsaved(), "it is still being typed");
    harness.state_mut().command(&ctx, Command::Quit);
    let app = harness.state_mut();
    assert!(matches!(app.dialog, Some(Dialog::Unsaved(Then::Close))));
    assert!(app.session.map().actors().any(|actor| actor.name == "Tout autre chose"));
}

#[test]
fn a_name_typed_in_place_is_done_with_enter_given_up_with_escape_and_counts_when_saved() {
    let mut harness = window(example());
    let ctx = harness.ctx.clone();
    let count = example().actor_count();
    let typed = |harness: &mut Harness<'static, App>, name: &str| {
        harness.state_mut().command(&ctx, Command::AddActor);
        harness.run();
        harness.event(egui::Event::Text(name.to_owned()));
        harness.run();
    };
    typed(&mut harness, "Dune");
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert_eq!(harness.state().session().map().actor_count(), count);
    typed(&mut harness, "Dune");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().session().map().actor_count(), count + 1);
    typed(&mut harness, "Bois");
    let ctx = harness.ctx.clone();
    harness.state_mut().finish_typing(&ctx);
    let map = harness.state().session().map();
    assert!(["Dune", "Bois"].iter().all(|name| map.actors().any(|actor| actor.name == *name)));
}
