//! Files of other tools in the window: previewed, matched, one step, and nothing before the button.

use std::path::PathBuf;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{example, window};
use crate::edit::{Purpose, Verb};
use crate::model::Map;
use crate::ui::app::App;
use crate::ui::dialogs::Dialog;

fn bytes(map: &Map) -> String {
    crate::file::to_string(map)
}

fn file(folder: &tempfile::TempDir, name: &str, content: &str) -> PathBuf {
    let path = folder.path().join(name);
    crate::file::save_bytes(content.as_bytes(), &path).expect("the folder is ours");
    path
}

/// The window of a file, once it shows what will become of it.
fn shown(harness: &mut Harness<'static, App>, path: PathBuf) {
    let ctx = harness.ctx.clone();
    harness.state_mut().import_files(&ctx, vec![path]);
    loop {
        harness.step();
        match &harness.state().dialog {
            Some(Dialog::Import(window)) if !window.is_at_rest() => std::thread::yield_now(),
            Some(Dialog::Import(_)) => break,
            _ => panic!("the import window is open"),
        }
    }
    harness.run_steps(3);
}

fn finished(harness: &mut Harness<'static, App>) {
    while !matches!(harness.state().dialog, Some(Dialog::ImportReport(_))) {
        harness.step();
        std::thread::yield_now();
    }
}

#[test]
fn an_import_into_the_open_map_is_one_step_and_undo_gives_the_same_bytes_back() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = file(&folder, "acteurs.csv", "Nom;Type;Commune\nStructure inventée;Association;Nantes\n;;\n");
    let mut harness = window(example());
    let (before, count) = {
        let map = harness.state().session.map();
        (bytes(map), map.actor_count())
    };
    shown(&mut harness, path);
    assert_eq!(bytes(harness.state().session.map()), before, "nothing happens before the button");
    harness.get_by_label("Importer 1 acteur").click();
    finished(&mut harness);
    let session = &harness.state().session;
    assert_eq!(session.map().actor_count(), count + 1);
    assert_eq!(session.next_undo().expect("a step").verb, Verb::Batch(Purpose::Import));
    let new = session.map().actors().find(|actor| &*actor.name == "Structure inventée").expect("it came");
    assert_eq!((new.kind.as_str(), &*new.place.insee), ("association", "44109"));
    assert!(new.position.is_some() && session.map().extra.contains_key("imports"));
    harness.state_mut().session.undo();
    assert_eq!(bytes(harness.state().session.map()), before);
}

#[test]
fn a_cancelled_or_failed_import_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let good = file(&folder, "liens.csv", "Source,Target\nA,B\n");
    let bad = file(&folder, "prose.csv", "un texte\nsans colonne\n");
    let mut harness = window(example());
    let before = bytes(harness.state().session.map());
    shown(&mut harness, good);
    harness.get_by_label("Annuler").click();
    harness.run_steps(2);
    assert!(harness.state().dialog.is_none());
    shown(&mut harness, bad);
    harness.get_by_label("Annuler").click();
    harness.run_steps(2);
    assert_eq!(bytes(harness.state().session.map()), before);
    assert!(harness.state().session.next_undo().is_none());
}
