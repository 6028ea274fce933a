//! Merging, putting back a version and saving, done in the background on maps too large to wait for.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use egui_kittest::Harness;

use super::App;
use crate::edit::{Edit, FieldName};
use crate::file;
use crate::model::{Actor, ActorId, Map};
use crate::recovery::{self, Store};
use crate::session::{Origin, Session};
use crate::ui::command::Command;
use crate::ui::dialogs::Dialog;
use crate::ui::files::SaveState;
use crate::ui::prefs::Prefs;
use crate::ui::recovery::Safety;

/// A map that is large, in a file, open in a window with a data folder.
struct Desk {
    folder: tempfile::TempDir,
    store: Store,
    path: PathBuf,
}

fn large() -> Map {
    crate::generate::generate(crate::generate::Options { actors: 2_500, seed: 7, placed: true }, &mut |_| {})
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("carte.maillage");
        file::save(&large(), &path).expect("a new file");
        Self { store: Store::new(folder.path().join("data")), path, folder }
    }

    fn window(&self) -> Harness<'static, App> {
        let prefs = Prefs { lang: Some("fr".to_owned()), welcome: false, ..Prefs::default() };
        let (loaded, fingerprint) = recovery::open(&self.path).expect("it opens");
        let mut session = Session::new(loaded.map, Origin::File(self.path.clone()));
        session.set_fingerprint(Some(fingerprint));
        let store = self.store.clone();
        let mut harness =
            Harness::builder().with_size([1440.0, 900.0]).with_max_steps(64).build_eframe(move |cc| {
                let mut app = App::with_prefs(&cc.egui_ctx, prefs);
                app.set_session(session);
                app.with_store(store, &cc.egui_ctx)
            });
        harness.run();
        harness
    }

    /// Another copy of the map, with every actor's notes changed and one more actor.
    fn copy(&self) -> PathBuf {
        let mut map = file::open(&self.path).expect("it opens").map;
        let mut history = crate::edit::History::default();
        let actors = map.actors().map(|actor| {
            let mut actor = (**actor).clone();
            actor.notes = "relu".into();
            actor
        });
        let edit = Edit::ReviseActors { actors: actors.collect(), what: FieldName::Notes };
        history.edit(&mut map, edit).expect("it fits");
        history.edit(&mut map, adding("le-leur")).expect("it fits");
        let path = self.folder.path().join("copie.maillage");
        file::save(&map, &path).expect("a new file");
        path
    }
}

fn adding(id: &str) -> Edit {
    Edit::Add { actors: vec![Actor::new(id.into(), "association".into(), id)], links: vec![] }
}

fn has(app: &App, id: &str) -> bool {
    app.session.map().actor(&ActorId::new(id)).is_some()
}

fn until(harness: &mut Harness<'static, App>, so: impl Fn(&App) -> bool) {
    while !so(harness.state()) {
        harness.step();
        std::thread::yield_now();
    }
    harness.run_steps(2);
}

/// Asks for the merge with a copy, and takes its result once it is compared.
fn merge(harness: &mut Harness<'static, App>, copy: &Path) {
    compare(harness, copy);
    apply(harness);
}

fn compare(harness: &mut Harness<'static, App>, copy: &Path) {
    let ctx = harness.ctx.clone();
    harness.state_mut().care(&ctx, Safety::MergeFile(copy.to_owned()));
    until(harness, |app| matches!(app.dialog, Some(Dialog::Merge(_))));
}

fn apply(harness: &mut Harness<'static, App>) {
    use egui_kittest::kittest::Queryable as _;
    harness.get_by_label("Fusionner").click();
    harness.step();
}

#[test]
fn a_merge_is_made_in_the_background_can_be_stopped_and_is_one_step() {
    let desk = Desk::new();
    let copy = desk.copy();
    let mut harness = desk.window();
    let ctx = harness.ctx.clone();
    harness.state_mut().session.edit(adding("le-mien")).expect("it fits");
    let before = harness.state().session.map().clone();
    merge(&mut harness, &copy);
    assert!(harness.state().working.is_some(), "the window does not wait for it");
    // Nothing else is done to the map until it is there.
    harness.state_mut().command(&ctx, Command::Undo);
    harness.state_mut().command(&ctx, Command::StopWork);
    harness.run_steps(3);
    assert!(harness.state().working.is_none() && *harness.state().session.map() == before, "given up");

    merge(&mut harness, &copy);
    until(&mut harness, |app| app.working.is_none());
    let app = harness.state();
    assert!(has(app, "le-mien") && has(app, "le-leur"));
    assert!(app.session.map().actor(&"le-mien".into()).is_some());
    assert!(matches!(app.dialog, Some(Dialog::Problem(_))), "the report is shown");
    assert_eq!(app.session.made_from().len(), 2, "it is known to have all of the copy");
    harness.state_mut().dialog = None;
    harness.state_mut().command(&ctx, Command::Undo);
    until(&mut harness, |app| app.working.is_none());
    assert!(*harness.state().session.map() == before, "one step, taken back");
    assert_eq!(harness.state().session.made_from().len(), 1, "and so it has nothing of it");
}

#[test]
fn what_is_done_while_copies_are_compared_is_merged_too() {
    let desk = Desk::new();
    let copy = desk.copy();
    let mut harness = desk.window();
    let ctx = harness.ctx.clone();
    harness.state_mut().care(&ctx, Safety::MergeFile(copy.clone()));
    harness.state_mut().session.edit(adding("meanwhile")).expect("it fits");
    until(&mut harness, |app| matches!(app.dialog, Some(Dialog::Merge(_))));
    // And what is done behind the question is not undone by the answer.
    harness.state_mut().session.edit(adding("behind")).expect("it fits");
    apply(&mut harness);
    assert!(harness.state().working.is_none(), "compared again first");
    until(&mut harness, |app| matches!(app.dialog, Some(Dialog::Merge(_))));
    apply(&mut harness);
    until(&mut harness, |app| app.working.is_none());
    let app = harness.state();
    assert!(has(app, "meanwhile") && has(app, "behind") && has(app, "le-leur"));
}

#[test]
fn a_comparison_ends_with_the_map_it_was_for() {
    let desk = Desk::new();
    let copy = desk.copy();
    let mut harness = desk.window();
    let ctx = harness.ctx.clone();
    harness.state_mut().care(&ctx, Safety::MergeFile(copy));
    harness.state_mut().open_example();
    harness.run_steps(3);
    assert!(harness.state().care.work(&ctx).is_none() && !harness.state_mut().care.stop());
}

#[test]
fn a_version_is_put_back_in_the_background_as_one_step() {
    let desk = Desk::new();
    let bytes = std::fs::read(&desk.path).expect("the file");
    let mut harness = desk.window();
    let ctx = harness.ctx.clone();
    let opened = harness.state().session.map().clone();
    let id = opened.about.id.clone();
    desk.store.versions().keep(&id, &desk.path, &bytes, SystemTime::now()).expect("it can be kept");
    let version = desk.store.versions().list(&id).remove(0);
    harness.state_mut().session.edit(adding("nouveau")).expect("it fits");
    let before = harness.state().session.map().clone();
    harness.state_mut().care(&ctx, Safety::Restore(Box::new(version.clone())));
    assert!(harness.state().working.is_some(), "the window does not wait for it");
    until(&mut harness, |app| app.working.is_none());
    assert!(*harness.state().session.map() == opened);
    harness.state_mut().command(&ctx, Command::Undo);
    until(&mut harness, |app| app.working.is_none());
    assert!(*harness.state().session.map() == before, "one step, taken back");
    // Given up, it has not happened.
    harness.state_mut().care(&ctx, Safety::Restore(Box::new(version)));
    harness.state_mut().command(&ctx, Command::StopWork);
    harness.run_steps(3);
    assert!(*harness.state().session.map() == before && !harness.state().session.is_waiting());
}

#[test]
fn a_save_that_was_stopped_leaves_the_file_or_is_known_to_be_done() {
    let desk = Desk::new();
    let mut harness = desk.window();
    let ctx = harness.ctx.clone();
    for turn in 0..12 {
        harness.state_mut().session.edit(adding(&format!("n{turn}"))).expect("it fits");
        let before = std::fs::read(&desk.path).expect("the file");
        harness.state_mut().command(&ctx, Command::Save);
        // Sooner and later.
        for _ in 0..turn * turn {
            std::thread::yield_now();
        }
        harness.state_mut().command(&ctx, Command::StopWork);
        until(&mut harness, |app| !matches!(app.save_state, SaveState::Saving(_)));
        let after = std::fs::read(&desk.path).expect("the file");
        let unsaved = harness.state().session.is_unsaved();
        assert_eq!(unsaved, before == after, "turn {turn}: what is said is what is");
        assert!(harness.state().dialog.is_none(), "turn {turn}: a wish is no fault");
        // And the next save does not take its own file for someone else's.
        harness.state_mut().command(&ctx, Command::Save);
        until(&mut harness, |app| !matches!(app.save_state, SaveState::Saving(_)));
        assert!(!harness.state().session.is_unsaved() && harness.state().dialog.is_none());
    }
}
