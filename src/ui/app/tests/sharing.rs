//! Data for other programs and reports as files: what is said before, what is written, and what is
//! never replaced unasked.

use std::path::PathBuf;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{example, window};
use crate::export::Format;
use crate::import::kept::{self, Kept};
use crate::import::{Place, Reason, Report};
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::dialogs::Dialog;
use crate::ui::files::Purpose;
use crate::ui::share::Sharing;

type Window = Harness<'static, App>;

fn command(window: &mut Window, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().command(&ctx, command);
    window.run_steps(2);
}

/// Waits until the dialog on data shows what the format chosen cannot keep.
fn settled(window: &mut Window) {
    while window.query_by_label("Ce qui sera écrit").is_none() {
        window.step();
        std::thread::yield_now();
    }
}

/// Presses a button that has a file chosen, and chooses this one.
fn press_and_choose(window: &mut Window, button: &str, path: PathBuf) {
    window.get_by_label(button).click();
    window.run_steps(3);
    choose(window, path);
}

/// Chooses a file in the chooser that is open.
fn choose(window: &mut Window, path: PathBuf) {
    let (purpose, _) = window.state_mut().own_chooser.take().expect("a file is asked for");
    let ctx = window.ctx.clone();
    window.state_mut().file_chosen(&ctx, purpose, Some(path));
    written(window);
}

fn written(window: &mut Window) {
    while window.state().shares.export.is_some() {
        window.step();
        std::thread::yield_now();
    }
    window.run_steps(3);
}

fn choose_format(window: &mut Window, name: &str) {
    window.get_by_label_contains(name).click();
    window.run_steps(3);
    settled(window);
}

fn text_of(path: &std::path::Path) -> String {
    String::from_utf8(std::fs::read(path).expect("it was written")).expect("it is UTF-8")
}

#[test]
fn data_is_asked_for_from_the_keyboard_and_says_before_what_is_lost() {
    let mut window = window(example());
    window.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::E);
    window.run_steps(3);
    settled(&mut window);
    choose_format(&mut window, "GoGoCarto –");
    let links = example().link_count();
    window.get_by_label(&format!("{links} liens n’y sont pas\u{a0}: ce format n’a que des points."));
    window.get_by_label_contains("acteurs sans latitude ni longitude n’y sont pas.");
    assert!(window.query_by_label_contains("valeurs laissées de côté").is_some(), "the audience is public");
    choose_format(&mut window, "GEXF –");
    assert!(window.query_by_label_contains("n’y sont pas").is_none());
    window.get_by_label_contains("Rien n’est perdu");
    // What was chosen is kept for this map.
    window.get_by_label("Fermer").click();
    window.run_steps(3);
    command(&mut window, Command::ExportData);
    settled(&mut window);
    window.get_by_label_contains("Rien n’est perdu");
}

#[test]
fn two_tables_are_written_both_named_and_neither_replaced_unasked() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let [actors, links] = ["r-acteurs.csv", "r-liens.csv"].map(|name| folder.path().join(name));
    let mut window = window(example());
    command(&mut window, Command::ExportData);
    settled(&mut window);
    choose_format(&mut window, "Tableaux CSV –");
    window.get_by_label_contains("-acteurs.csv");
    window.get_by_label_contains("-liens.csv");
    press_and_choose(&mut window, "Exporter…", actors.clone());
    assert!(window.state().dialog.is_none());
    assert!(text_of(&actors).contains("Ecossolies") && text_of(&links).contains("Candidature"));
    crate::file::save_bytes(b"theirs", &links).expect("the folder is ours");
    command(&mut window, Command::ExportData);
    settled(&mut window);
    press_and_choose(&mut window, "Exporter…", actors.clone());
    assert!(matches!(window.state().dialog, Some(Dialog::Replace(..))), "the second file is asked about");
    window.get_by_label("r-liens.csv");
    assert_eq!(text_of(&links), "theirs");
    window.get_by_label("Remplacer").click();
    window.run_steps(3);
    written(&mut window);
    assert!(text_of(&links).contains("Candidature") && window.state().dialog.is_none());
}

#[test]
fn the_file_of_the_open_map_is_never_written_by_an_export() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("m.maillage");
    crate::file::save(&example(), &path).expect("the folder is ours");
    let before = text_of(&path);
    let session = crate::session::Session::new(example(), crate::session::Origin::File(path.clone()));
    let mut window = window(example());
    window.state_mut().set_session(session);
    window.run_steps(2);
    let ctx = window.ctx.clone();
    window.state_mut().share(&ctx, Sharing::Save(Format::Maillage, Box::default()));
    choose(&mut window, path.clone());
    window.get_by_label("C’est le fichier de la carte ouverte");
    assert_eq!(text_of(&path), before);
}

#[test]
fn an_export_can_be_given_up() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("affiche.pdf");
    let mut window = window(example());
    let ctx = window.ctx.clone();
    window.state_mut().share(&ctx, Sharing::Save(Format::Pdf, Box::default()));
    window.state_mut().own_chooser = None;
    window.state_mut().file_chosen(&ctx, Purpose::Export(Format::Pdf), Some(path.clone()));
    assert!(window.state().shares.export.is_some());
    window.state_mut().stop_work();
    assert!(window.state().shares.export.is_none() && window.state().dialog.is_none());
}

#[test]
fn the_report_of_an_earlier_import_is_read_and_written_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut map = example();
    let mut report = Report::default();
    (report.links.read, report.links.rejected) = (1, 1);
    report.reject(Place::line(12), "A → B", Reason::UnknownEnd("B".to_owned()));
    kept::keep(&mut map, &Kept::new(&report, "2026-11-23 10:00", vec!["Un nom revient".to_owned()]));
    let mut window = window(map);
    command(&mut window, Command::ImportReports);
    window.get_by_label("23/11/2026 à 10:00");
    window.get_by_label_contains("Lire · ").click();
    window.run_steps(3);
    window.get_by_label_contains("aucun acteur ne s’appelle");
    for name in ["rapport.csv", "rapport.txt"] {
        let path = folder.path().join(name);
        press_and_choose(&mut window, "Enregistrer le rapport…", path.clone());
        let text = text_of(&path);
        assert!(
            text.contains("ligne 12") && text.contains("A → B") && text.contains("Un nom revient"),
            "{text}"
        );
    }
    assert!(matches!(window.state().dialog, Some(Dialog::ImportReport(_))), "it stays open");
}
