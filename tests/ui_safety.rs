//! The window and work that could be lost: recovered after a crash, shared with others, put back. In a
//! data folder of the test's own.
#![cfg(feature = "window")]
#![allow(clippy::expect_used)] // a test says so by failing

use std::fs;
use std::path::{Path, PathBuf};

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use maillage::edit::Edit;
use maillage::file::{self, Sample};
use maillage::model::{Actor, Map};
use maillage::recovery::{self, Crash, DocumentLock, Store, pending};
use maillage::session::{Origin, ReadOnly, Selection, Session};
use maillage::ui::{App, Prefs};

struct Desk {
    _folder: tempfile::TempDir,
    store: Store,
    path: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("carte.maillage");
        file::save(&Sample::Nantes.open().expect("the sample opens").map, &path).expect("a new file");
        Self { store: Store::new(folder.path().join("data")), path, _folder: folder }
    }

    fn session(&self) -> Session {
        let (loaded, fingerprint) = recovery::open(&self.path).expect("it opens");
        let mut session = Session::new(loaded.map, Origin::File(self.path.clone()));
        session.set_fingerprint(Some(fingerprint));
        session
    }

    /// A window with this data folder, on the map where `open`.
    fn window(&self, lang: &str, open: bool) -> Harness<'static, App> {
        let prefs = Prefs { lang: Some(lang.to_owned()), welcome: false, ..Prefs::default() };
        let (store, session) = (self.store.clone(), open.then(|| self.session()));
        let mut harness =
            Harness::builder().with_size([1440.0, 900.0]).with_max_steps(64).build_eframe(move |cc| {
                let mut app = App::with_prefs(&cc.egui_ctx, prefs);
                if let Some(session) = session {
                    app.set_session(session);
                }
                app.with_store(store, &cc.egui_ctx)
            });
        harness.run();
        harness
    }
}

/// Runs frames until something is so: jobs take the time they take.
fn until(harness: &mut Harness<'_, App>, what: &str, so: impl Fn(&Harness<'_, App>) -> bool) {
    let start = std::time::Instant::now();
    while !so(harness) {
        harness.step();
        std::thread::yield_now();
        assert!(start.elapsed().as_secs() < 60, "{what} never came");
    }
    harness.run();
}

fn with_actor(map: &Map, name: &str) -> Map {
    let mut map = map.clone();
    add_to(&mut maillage::edit::History::default(), &mut map, name);
    map
}

fn add_to(history: &mut maillage::edit::History, map: &mut Map, name: &str) {
    let actor = Actor::new(name.into(), "association".into(), name);
    history.edit(map, Edit::Add { actors: vec![actor], links: vec![] }).expect("it fits");
}

fn add(session: &mut Session, name: &str) {
    let actor = Actor::new(name.into(), "association".into(), name);
    session.edit(Edit::Add { actors: vec![actor], links: vec![] }).expect("it fits");
}

fn has(harness: &Harness<'_, App>, id: &str) -> bool {
    harness.state().session().map().actor(&id.into()).is_some()
}

/// Puts bytes in a file, as a disk or another program may.
fn put(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
    file::save_bytes(bytes.as_ref(), path.as_ref()).expect("it is ours");
}

#[test]
fn work_a_crash_left_is_offered_and_comes_back() {
    for lang in ["fr", "en"] {
        let desk = Desk::new();
        let mut session = desk.session();
        session.keep_journal(&desk.store);
        add(&mut session, "perdu");
        drop(session);
        let mut harness = desk.window(lang, false);
        let label = if lang == "fr" { "Récupérer" } else { "Recover" };
        until(&mut harness, "the offer", |harness| harness.query_by_label_contains(label).is_some());
        harness.get_by_label_contains(label).click();
        until(&mut harness, "the map", |harness| has(harness, "perdu"));
        assert!(harness.state().session().is_unsaved());
        assert!(harness.state().session().next_undo().is_some());
        assert!(pending(&desk.store).is_empty(), "the window works on it");
        drop(harness);
        assert_eq!(pending(&desk.store).len(), 1, "not saved yet: it is still there");
    }
}

/// A window that is told to save its own change over somebody else's.
fn saving_over_theirs(desk: &Desk) -> Harness<'static, App> {
    let mut harness = desk.window("fr", true);
    let mut session = desk.session();
    session.keep_journal(&desk.store);
    add(&mut session, "le-mien");
    harness.state_mut().set_session(session);
    let theirs = with_actor(&file::open(&desk.path).expect("it opens").map, "le-sien");
    file::save(&theirs, &desk.path).expect("somebody saves");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    harness
}

#[test]
fn a_file_someone_changed_is_merged_from_the_question() {
    let desk = Desk::new();
    let mut harness = saving_over_theirs(&desk);
    until(&mut harness, "the question", |harness| {
        harness.query_by_label("Fusionner les deux copies").is_some()
    });
    harness.get_by_label("Fusionner les deux copies").click();
    until(&mut harness, "the merge", |harness| harness.query_by_label("Fusionner").is_some());
    harness.get_by_label("Fusionner").click();
    until(&mut harness, "the result", |harness| has(harness, "le-sien"));
    assert!(has(&harness, "le-mien"));
    harness.get_by_label("Compris").click();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    until(&mut harness, "the save", |harness| !harness.state().session().is_unsaved());
    let saved = file::open(&desk.path).expect("it opens").map;
    assert!(saved.actor(&"le-mien".into()).is_some() && saved.actor(&"le-sien".into()).is_some());
}

#[test]
fn conflicts_are_chosen_side_by_side() {
    let desk = Desk::new();
    let map = file::open(&desk.path).expect("it opens").map;
    let first = map.actors().next().expect("there are actors").id.clone();
    let renamed = |name: &str| {
        let mut copy = map.clone();
        let mut actor = (**copy.actor(&first).expect("it is there")).clone();
        actor.name = name.into();
        let edit = Edit::ReviseActors { actors: vec![actor], what: maillage::edit::FieldName::Name };
        maillage::edit::History::default().edit(&mut copy, edit).expect("it fits");
        copy
    };
    let mut harness = desk.window("en", true);
    let mut session = desk.session();
    let mut actor = (**session.map().actor(&first).expect("it is there")).clone();
    actor.name = "Mine".into();
    session
        .edit(Edit::ReviseActors { actors: vec![actor], what: maillage::edit::FieldName::Name })
        .expect("it fits");
    harness.state_mut().set_session(session);
    file::save(&renamed("Theirs"), &desk.path).expect("somebody saves");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    until(&mut harness, "the question", |harness| harness.query_by_label("Merge both copies").is_some());
    harness.get_by_label("Merge both copies").click();
    until(&mut harness, "the conflict", |harness| harness.query_by_label_contains("The other ·").is_some());
    // Nothing is merged before it is chosen.
    harness.get_by_label("Merge").click();
    harness.run();
    harness.get_by_label_contains("The other ·").click();
    harness.run();
    harness.get_by_label("Merge").click();
    until(&mut harness, "the result", |harness| {
        harness.state().session().map().actor(&first).is_some_and(|actor| actor.name == "Theirs")
    });
}

#[test]
fn a_version_is_looked_at_and_put_back() {
    let desk = Desk::new();
    let mut harness = desk.window("fr", true);
    let mut session = desk.session();
    add(&mut session, "nouveau");
    harness.state_mut().set_session(session);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    until(&mut harness, "the save", |harness| !harness.state().session().is_unsaved());
    let open_list = |harness: &mut Harness<'_, App>| {
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
        harness.run();
        harness.event(egui::Event::Text("Versions".to_owned()));
        harness.run();
        harness.key_press(egui::Key::Enter);
        until(harness, "the list", |harness| harness.query_by_label_contains("Regarder ·").is_some());
    };
    open_list(&mut harness);
    harness.get_by_label_contains("Restaurer ·").click();
    until(&mut harness, "the version", |harness| !has(harness, "nouveau"));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run();
    assert!(has(&harness, "nouveau"), "one step, taken back");
    open_list(&mut harness);
    harness.get_by_label_contains("Regarder ·").click();
    until(&mut harness, "the version", |harness| harness.state().session().read_only().is_some());
    assert_eq!(harness.state().session().read_only(), Some(&ReadOnly::OldVersion));
    assert!(!has(&harness, "nouveau"));
    // From there back to the map, or back to the version.
    harness.get_by_label("Revenir à la carte").click();
    until(&mut harness, "the map", |harness| has(harness, "nouveau"));
    assert_eq!(harness.state().session().read_only(), None);
    open_list(&mut harness);
    harness.get_by_label_contains("Regarder ·").click();
    until(&mut harness, "the version", |harness| harness.state().session().read_only().is_some());
    harness.get_by_label("Restaurer cette version").click();
    until(&mut harness, "the version put back", |harness| harness.state().session().is_unsaved());
    assert!(!has(&harness, "nouveau") && harness.state().session().path() == Some(desk.path.as_path()));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run();
    assert!(has(&harness, "nouveau"), "one step, taken back");
}

#[test]
fn a_damaged_file_offers_its_newest_good_version() {
    let desk = Desk::new();
    let bytes = fs::read(&desk.path).expect("the file");
    let id = file::open(&desk.path).expect("it opens").map.about.id.clone();
    desk.store
        .versions()
        .keep(&id, &desk.path, &bytes, std::time::SystemTime::now())
        .expect("it can be kept");
    put(&desk.path, &bytes[..bytes.len() / 2]);
    let mut harness = desk.window("fr", false);
    let path = desk.path.clone();
    harness.event(egui::Event::Text(String::new()));
    harness.state_mut().open_file(path);
    until(&mut harness, "the offer", |harness| {
        harness.query_by_label_contains("Ouvrir la version du").is_some()
    });
    harness.get_by_label_contains("Ouvrir la version du").click();
    until(&mut harness, "the version", |harness| harness.state().session().read_only().is_some());
    assert_eq!(harness.state().session().read_only(), Some(&ReadOnly::OldVersion));
    // Put back, it takes the place of the damaged file, which is kept in turn.
    harness.get_by_label("Restaurer cette version").click();
    until(&mut harness, "the file put back", |harness| harness.state().session().path().is_some());
    assert_eq!(fs::read(&desk.path).expect("the file"), bytes);
    assert_eq!(harness.state().session().read_only(), None);
    assert_eq!(desk.store.versions().of_file(&desk.path).len(), 2);
}

#[test]
fn a_file_open_in_another_window_is_looked_at_first() {
    let desk = Desk::new();
    let held = DocumentLock::take(&desk.store, &desk.path).expect("nobody has it");
    let mut harness = desk.window("fr", false);
    harness.state_mut().open_file(desk.path.clone());
    until(&mut harness, "the notice", |harness| harness.query_by_label("Regarder seulement").is_some());
    harness.get_by_label("Regarder seulement").click();
    harness.run();
    assert_eq!(harness.state().session().read_only(), Some(&ReadOnly::HeldElsewhere));
    drop(held);
}

/// A file held over the window, or let go of.
#[derive(Debug)]
struct Dragged(PathBuf);

impl egui::DroppedFile for Dragged {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_file_let_go_over_the_window_opens_after_asking_about_unsaved_work() {
    let desk = Desk::new();
    let mut harness = desk.window("fr", false);
    let drop_file = |harness: &mut Harness<'_, App>| {
        harness.input_mut().dropped_files.push(std::sync::Arc::new(Dragged(desk.path.clone())));
        harness.step();
    };
    drop_file(&mut harness);
    until(&mut harness, "the map", |harness| harness.state().session().path() == Some(desk.path.as_path()));
    let mut session = desk.session();
    add(&mut session, "nouveau");
    harness.state_mut().set_session(session);
    harness.run();
    drop_file(&mut harness);
    until(&mut harness, "the question", |harness| harness.query_by_label("Ne pas enregistrer").is_some());
    assert!(has(&harness, "nouveau"));
    harness.get_by_label("Ne pas enregistrer").click();
    until(&mut harness, "the file", |harness| !has(harness, "nouveau"));
}

#[test]
fn a_window_does_not_stand_in_its_own_way() {
    let desk = Desk::new();
    let mut harness = desk.window("fr", false);
    harness.state_mut().open_file(desk.path.clone());
    until(&mut harness, "the map", |harness| harness.state().session().path() == Some(desk.path.as_path()));
    assert!(DocumentLock::take(&desk.store, &desk.path).is_err(), "the window holds it");
    // Somebody changes the file; what is there now is asked for.
    let theirs = with_actor(&file::open(&desk.path).expect("it opens").map, "le-sien");
    file::save(&theirs, &desk.path).expect("somebody saves");
    harness.state_mut().open_file(desk.path.clone());
    until(&mut harness, "the file as it is now", |harness| has(harness, "le-sien"));
    assert_eq!(harness.state().session().read_only(), None);
    assert!(harness.query_by_label("Regarder seulement").is_none());
    assert!(DocumentLock::take(&desk.store, &desk.path).is_err(), "the window still holds it");
}

#[test]
fn the_offer_says_what_the_program_stopped_on() {
    for (lang, words, recover) in
        [("fr", "a rencontré une erreur", "Récupérer"), ("en", "met an error", "Recover")]
    {
        let desk = Desk::new();
        let mut session = desk.session();
        session.keep_journal(&desk.store);
        add(&mut session, "perdu");
        drop(session);
        let note = |journals| {
            let crash = Crash {
                at: std::time::SystemTime::now(),
                what: "index out of bounds".to_owned(),
                place: "src/a.rs:1:2".to_owned(),
                program: "0.1.0".to_owned(),
                journals,
                whole: true,
            };
            crash.note(&desk.store).expect("it can be noted");
        };
        // Of another journal: nothing is said of it.
        note(vec![desk.store.recovery().join("other.journal")]);
        let mut harness = desk.window(lang, false);
        until(&mut harness, "the offer", |harness| harness.query_by_label_contains(recover).is_some());
        assert!(harness.query_by_label_contains(words).is_none());
        drop(harness);
        let journal = pending(&desk.store).remove(0).path().to_owned();
        note(vec![journal]);
        let mut harness = desk.window(lang, false);
        until(&mut harness, "the offer", |harness| harness.query_by_label_contains(recover).is_some());
        assert!(harness.query_by_label_contains(words).is_some());
        assert!(harness.query_by_label_contains("crash.json").is_some(), "where the rest of it is");
        harness.get_by_label_contains(recover).click();
        until(&mut harness, "the map", |harness| has(harness, "perdu"));
        assert_eq!(Crash::last(&desk.store), None, "said once");
    }
}

#[test]
fn a_crash_that_lost_nothing_is_said_in_a_line_once() {
    let desk = Desk::new();
    let crash = Crash {
        at: std::time::SystemTime::now(),
        what: String::new(),
        place: String::new(),
        program: String::new(),
        journals: vec![],
        whole: true,
    };
    crash.note(&desk.store).expect("it can be noted");
    let says = |harness: &Harness<'_, App>| harness.query_by_label_contains("rien n’est perdu").is_some();
    let mut harness = desk.window("fr", true);
    until(&mut harness, "the line", says);
    drop(harness);
    let mut harness = desk.window("fr", true);
    harness.run_steps(20);
    assert!(!says(&harness));
}

#[test]
fn a_journal_that_cannot_be_written_is_said_once_and_stays_in_sight() {
    let desk = Desk::new();
    let data = desk.path.with_file_name("data");
    put(&data, "not a folder");
    let mut harness = desk.window("fr", true);
    let said = "La récupération après un arrêt imprévu est suspendue";
    let off = "Récupération suspendue";
    assert!(harness.query_by_label(off).is_none(), "nothing was done yet");
    let mut session = desk.session();
    session.keep_journal(&desk.store);
    harness.state_mut().set_session(session);
    edit_title(&mut harness, "Un titre");
    until(&mut harness, "the word", |harness| harness.query_by_label_contains(said).is_some());
    assert!(harness.query_by_label(off).is_some());
    // It goes like any other message, and does not come back at each try.
    for _ in 0..16 {
        harness.input_mut().time = Some(harness.ctx.input(|input| input.time) + 1.0);
        harness.step();
    }
    harness.input_mut().time = None;
    assert!(harness.query_by_label_contains(said).is_none());
    edit_title(&mut harness, "Un autre titre");
    harness.run_steps(4);
    assert!(harness.query_by_label_contains(said).is_none(), "said already");
    assert!(harness.query_by_label(off).is_some(), "and still so");
    fs::remove_file(&data).expect("it is ours");
    let well = "fonctionne de nouveau";
    until(&mut harness, "the good word", |harness| harness.query_by_label_contains(well).is_some());
    assert!(harness.query_by_label(off).is_none());
}

/// Types another title in the sheet of the map.
fn edit_title(harness: &mut Harness<'_, App>, title: &str) {
    harness.get_by_label("Titre de la carte").focus();
    harness.run();
    harness.event(egui::Event::Text(title.to_owned()));
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
}

/// A window on a map that another one holds.
fn only_looking(desk: &Desk, lang: &str) -> (Harness<'static, App>, Option<DocumentLock>) {
    let held = DocumentLock::take(&desk.store, &desk.path).expect("nobody has it");
    let mut harness = desk.window(lang, false);
    harness.state_mut().open_file(desk.path.clone());
    let look = if lang == "fr" { "Regarder seulement" } else { "Only look" };
    until(&mut harness, "the notice", |harness| harness.query_by_label(look).is_some());
    harness.get_by_label(look).click();
    harness.run();
    (harness, held)
}

#[test]
fn the_sheet_of_a_map_that_is_only_looked_at_is_read_not_filled_in() {
    let desk = Desk::new();
    let (mut harness, _held) = only_looking(&desk, "fr");
    let map = harness.state().session().map().clone();
    let link = map.links().next().expect("there are links").id.clone();
    let from = map.links().next().expect("there are links").from.clone();
    for selection in [Selection::default(), Selection::actor(from), Selection::link(link)] {
        let mut session = desk.session();
        session.set_read_only(Some(ReadOnly::HeldElsewhere));
        session.select(selection);
        harness.state_mut().set_session(session);
        harness.run();
        assert!(harness.query_by_label_contains("Lecture seule\u{a0}: les champs").is_some());
        let fields: Vec<_> = harness
            .get_all_by(|node| {
                let role = node.role();
                use egui::accesskit::Role;
                matches!(role, Role::TextInput | Role::MultilineTextInput)
            })
            .map(|node| {
                let node = node.accesskit_node();
                (node.label().unwrap_or_default(), node.is_read_only())
            })
            .collect();
        let open: Vec<&String> =
            fields.iter().filter(|(_, read_only)| !read_only).map(|(name, _)| name).collect();
        assert_eq!(open, ["Rechercher sur la carte", "Filtrer les types"], "{fields:?}");
        for gone in ["Ajouter un lien", "Supprimer ce lien", "Ajouter une source", "Modifier la description"]
        {
            assert!(harness.query_by_label(gone).is_none(), "{gone}");
        }
        // Text typed in a field, and keys, change nothing.
        let first = harness.query_all_by_role(egui::accesskit::Role::MultilineTextInput).next();
        if let Some(first) = first {
            first.focus();
        }
        harness.run();
        harness.event(egui::Event::Text("x".to_owned()));
        harness.run();
        harness.key_press(egui::Key::Delete);
        harness.run();
        assert!(*harness.state().session().map() == map);
    }
}

#[test]
fn from_a_map_that_is_only_looked_at_a_copy_can_be_saved() {
    let desk = Desk::new();
    let (mut harness, _held) = only_looking(&desk, "en");
    // In the strip above the map and in the sheet.
    assert_eq!(harness.get_all_by_label("Save a copy…").count(), 2);
    harness.get_all_by_label("Save a copy…").next().expect("there are two").click();
    harness.run();
}

#[test]
fn the_vocabulary_of_a_map_that_is_only_looked_at_is_shown_and_says_so() {
    let desk = Desk::new();
    let (mut harness, _held) = only_looking(&desk, "fr");
    let map = harness.state().session().map().clone();
    let behind = open_controls(&harness).len();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::T);
    harness.run();
    assert!(harness.query_by_label_contains("Lecture seule\u{a0}: le vocabulaire").is_some());
    let open = open_controls(&harness);
    assert_eq!(open.len(), behind, "{open:?}");
    assert!(harness.state().session().map() == &map);
}

/// The names of controls that change something.
fn open_controls(harness: &Harness<'_, App>) -> Vec<String> {
    let open = harness.query_all_by(|node| {
        use egui::accesskit::Role;
        let changes = matches!(
            node.role(),
            Role::MultilineTextInput | Role::CheckBox | Role::ComboBox | Role::RadioButton
        );
        changes && !node.is_disabled() && !node.is_read_only()
    });
    open.map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
}

#[test]
fn the_table_of_a_map_that_is_only_looked_at_opens_no_cell() {
    let desk = Desk::new();
    let (mut harness, _held) = only_looking(&desk, "fr");
    let map = harness.state().session().map().clone();
    harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::T);
    harness.run();
    assert!(harness.query_by_label("Lecture seule").is_some());
    let first = harness.get_all_by_role(egui::accesskit::Role::Cell).next().expect("there are cells");
    let at = first.rect().center();
    harness.drag_at(at);
    harness.run();
    harness.drop_at(at);
    harness.run();
    harness.event(egui::Event::Text("autre nom".to_owned()));
    harness.run();
    assert!(harness.query_by_label("Cette carte peut être regardée, pas modifiée.").is_some());
    harness.event(egui::Event::Paste("un\tdeux\n".to_owned()));
    harness.run();
    assert!(*harness.state().session().map() == map);
}

#[test]
fn work_that_is_reloaded_over_goes_among_the_versions_first() {
    let desk = Desk::new();
    let mut harness = saving_over_theirs(&desk);
    until(&mut harness, "the question", |harness| harness.query_by_label("Recharger le fichier").is_some());
    harness.get_by_label("Recharger le fichier").click();
    until(&mut harness, "the file", |harness| has(harness, "le-sien"));
    assert!(!has(&harness, "le-mien") && !harness.state().session().is_unsaved());
    let versions = desk.store.versions();
    let kept = versions.list(harness.state().session().map_id()).remove(0);
    assert!(versions.open(&kept).expect("it opens").map.actor(&"le-mien".into()).is_some());
    assert!(pending(&desk.store).is_empty());
}

#[test]
fn a_copy_from_elsewhere_drops_nothing_unless_someone_agrees() {
    let desk = Desk::new();
    let theirs = file::open(&desk.path).expect("it opens").map;
    // Saved before this copy of the program knew the file: nobody can tell who has what from whom.
    let ours = with_actor(&theirs, "le-mien");
    file::save(&ours, &desk.path).expect("it is ours");
    let copy = desk.path.with_file_name("copie.maillage");
    file::save(&with_actor(&theirs, "le-sien"), &copy).expect("a new file");
    let mut harness = desk.window("fr", true);
    let ctx = harness.ctx.clone();
    harness.state_mut().merge_file(&ctx, copy);
    let apart = "Comparer valeur par valeur, sans rien supposer";
    until(&mut harness, "the guess", |harness| harness.query_by_label(apart).is_some());
    assert!(harness.query_by_label_contains("Acteur supprimé").is_some(), "it is said");
    harness.get_by_label(apart).click();
    let none = "Aucun ancêtre commun";
    until(&mut harness, "the comparison", |harness| harness.query_by_label_contains(none).is_some());
    harness.get_by_label("Fusionner").click();
    until(&mut harness, "the result", |harness| has(harness, "le-sien"));
    assert!(has(&harness, "le-mien"));
}
