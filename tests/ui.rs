//! The window through its accessibility tree: what a person does with keys and clicks, without a
//! display or a GPU.
#![cfg(feature = "window")]
#![allow(clippy::expect_used)] // a test says so by failing

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use maillage::file::Sample;
use maillage::session::{Origin, Selection, Session};
use maillage::ui::{App, Prefs};

/// A window on the Pays de la Loire, in a language, with every panel open.
fn window(lang: &str) -> Harness<'static, App> {
    let prefs = Prefs { lang: Some(lang.to_owned()), welcome: false, table: true, ..Prefs::default() };
    let mut harness =
        Harness::builder().with_size([1440.0, 900.0]).with_max_steps(16).build_eframe(move |cc| {
            let mut app = App::with_prefs(&cc.egui_ctx, prefs);
            let map = Sample::PaysDeLaLoire.open().expect("the sample opens").map;
            app.set_session(Session::new(map, Origin::Example));
            app
        });
    harness.run();
    harness
}

/// What has a role people act on and no name to say it by.
fn nameless(harness: &Harness<'_, App>) -> Vec<String> {
    use egui::accesskit::Role;
    let acted_on = [
        Role::Button,
        Role::CheckBox,
        Role::ComboBox,
        Role::TextInput,
        Role::MultilineTextInput,
        Role::RadioButton,
        Role::Slider,
        Role::Link,
        Role::Canvas,
    ];
    harness
        .root()
        .children_recursive()
        .filter(|node| acted_on.contains(&node.accesskit_node().role()))
        .filter(|node| {
            let node = node.accesskit_node();
            node.label().is_none_or(|label| label.trim().is_empty())
                && node.value().is_none_or(|value| value.trim().is_empty())
        })
        .map(|node| format!("{:?}", node.accesskit_node().role()))
        .collect()
}

#[test]
fn every_control_has_a_name_in_both_languages() {
    for lang in ["fr", "en"] {
        let mut harness = window(lang);
        assert_eq!(nameless(&harness), Vec::<String>::new(), "nothing selected, {lang}");
        let map = Sample::PaysDeLaLoire.open().expect("the sample opens").map;
        let mut session = Session::new(map, Origin::Example);
        session.select(Selection::actor("ecossolies".into()));
        harness.state_mut().set_session(session);
        harness.run();
        assert_eq!(nameless(&harness), Vec::<String>::new(), "an actor selected, {lang}");
    }
}

#[test]
fn the_edges_of_panels_are_named_in_the_language_of_the_window() {
    for (lang, wanted) in [
        (
            "fr",
            [
                "Largeur ou hauteur\u{a0}: Fiche",
                "Largeur ou hauteur\u{a0}: Légende",
                "Largeur ou hauteur\u{a0}: Tableau",
            ],
        ),
        ("en", ["Width or height: Details", "Width or height: Legend", "Width or height: Table"]),
    ] {
        let harness = window(lang);
        let edges = harness.root().children_recursive().map(|node| node.accesskit_node());
        let edges = edges.filter(|node| node.role() == egui::accesskit::Role::Splitter);
        let mut names: Vec<String> = edges.filter_map(|node| node.label()).collect();
        names.sort();
        assert_eq!(names, wanted);
    }
}

#[test]
fn the_language_is_switched_while_the_window_is_open() {
    let mut harness = window("fr");
    assert!(
        harness.query_by_label("Enregistrer").is_some()
            || harness.query_by_label_contains("Enregistrer").is_some()
    );
    harness.get_by_label("Langue de l’interface").click();
    harness.run();
    harness.get_by_label("English").click();
    harness.run();
    assert!(harness.query_all_by_label_contains("Save").next().is_some());
}

#[test]
fn what_is_removed_by_key_comes_back_by_key() {
    let mut harness = window("fr");
    let map = Sample::PaysDeLaLoire.open().expect("the sample opens").map;
    let mut session = Session::new(map.clone(), Origin::Example);
    session.select(Selection::actor("ecossolies".into()));
    harness.state_mut().set_session(session);
    harness.run();
    harness.key_press(egui::Key::Delete);
    harness.run();
    assert_eq!(harness.state().session().map().actor_count(), 48);
    assert!(harness.state().session().is_unsaved());
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run();
    assert!(*harness.state().session().map() == map);
    assert!(!harness.state().session().is_unsaved());
}

#[test]
fn an_idle_window_asks_for_no_new_frame() {
    let mut harness = window("fr");
    // `run` ends only once no repaint is asked for; a window that never rests panics here.
    harness.run();
    harness.run();
}

#[test]
fn the_map_is_shared_from_the_keyboard_and_every_choice_has_a_name() {
    use egui::accesskit::Toggled;
    for (lang, title, partners, whole) in [
        ("fr", "Partager la carte", "Des partenaires", "Toute la carte"),
        ("en", "Share the map", "Partners", "The whole map"),
    ] {
        let mut harness = window(lang);
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
        // The preview is drawn in a job: the dialog is there before it.
        harness.run_steps(4);
        assert!(harness.query_by_label(title).is_some(), "{title}");
        assert_eq!(nameless(&harness), Vec::<String>::new(), "{lang}");
        for choice in [partners, whole] {
            let is_on = |harness: &Harness<'static, App>| {
                harness.get_by_label(choice).accesskit_node().toggled() == Some(Toggled::True)
            };
            assert!(!is_on(&harness), "{choice}");
            harness.get_by_label(choice).click();
            harness.run_steps(4);
            assert!(is_on(&harness), "{choice}");
        }
        harness.key_press(egui::Key::Escape);
        harness.run_steps(4);
        assert!(harness.query_by_label(title).is_none());
        // Opened again, it is as it was left.
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
        harness.run_steps(4);
        assert_eq!(harness.get_by_label(partners).accesskit_node().toggled(), Some(Toggled::True));
    }
}

/// How far in the map is shown, in percent, as the status bar says.
fn zoom(harness: &Harness<'_, App>) -> i64 {
    let texts = harness.root().children_recursive().filter_map(|node| node.accesskit_node().label());
    let percents = texts.filter_map(|text| text.strip_suffix("\u{a0}%").and_then(|n| n.parse().ok()));
    percents.last().expect("the status bar says it")
}

#[test]
fn a_larger_window_shows_the_whole_map_larger_unless_someone_looks_at_a_part() {
    let mut harness = window("fr");
    let before = zoom(&harness);
    harness.set_size(egui::vec2(2400.0, 1500.0));
    harness.run();
    let whole = zoom(&harness);
    assert!(whole > before, "{before} % became {whole} %");

    harness.key_press(egui::Key::Plus);
    harness.run();
    let nearer = zoom(&harness);
    assert!(nearer > whole);
    harness.set_size(egui::vec2(1440.0, 900.0));
    harness.run();
    assert_eq!(zoom(&harness), nearer);
}
