//! Dialogs: what stops to ask or to say. The title is the question or the fact; the body says
//! what, where and what to do; the safe action is filled, at the right.

use std::path::PathBuf;

use egui::{Align, Context, Frame, Id, Layout, Margin, Modal, RichText, ScrollArea, Ui, Vec2};

use super::command::Command;
use super::cx::{Action, Cx, NewMap};
use super::describe;
use super::duplicates::Duplicates;
use super::link_dialog::LinkDialog;
use super::palette::Palette;
use super::schema_editor::SchemaEditor;
use super::theme::{self, color};
use super::top_bar;
use super::widgets;
use crate::icons::ui as icon;
use crate::recovery::{Holder, Version};

/// Sentences listed before "and n others": each is laid out in every frame.
const LISTED: usize = 500;

/// A dialog.
#[derive(Debug)]
pub enum Dialog {
    /// A new link.
    Link(LinkDialog),
    /// The vocabulary.
    Schema(SchemaEditor),
    /// Near-equal actors.
    Duplicates(Duplicates),
    /// The palette.
    Palette(Palette),
    /// What a crash left.
    Recovery(super::recovery::Recovery),
    /// What saves replaced.
    Versions(super::versions::VersionsDialog),
    /// A picture, a page or a file of the map.
    Share(Box<super::share::ShareDialog>),
    /// The map for other programs.
    Data(Box<super::share::DataDialog>),
    /// A file to be written would replace others, of these names, that nobody was asked about.
    Replace(PathBuf, Vec<String>),
    /// Another copy being merged.
    Merge(super::merging::Merging),
    /// Files of other tools being brought in.
    Import(Box<super::import::ImportWindow>),
    /// What became of them.
    ImportReport(super::import::ReportDialog),
    /// What became of earlier ones.
    ImportHistory(super::import::HistoryDialog),
    /// The file was changed by someone else.
    ChangedOnDisk(PathBuf),
    /// Another window has the file open.
    Held(PathBuf, Holder),
    /// Something went wrong.
    Problem(Problem),
    /// There is work that what was asked for would lose.
    Unsaved(Then),
    /// What a new map starts from.
    NewMap,
    /// Version, licences, data.
    About,
    /// Keys and gestures.
    Shortcuts,
}

/// What is to be done once unsaved work is saved or given up.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// Close the window.
    Close,
    /// Open the chooser of files.
    ChooseFile,
    /// Open a file.
    OpenPath(PathBuf),
    /// Open the example.
    OpenExample,
    /// Start a new map.
    NewMap(NewMap),
    /// Look at a version.
    LookAt(Box<Version>),
    /// Open the map an import made.
    OpenImported,
}

/// Something that went wrong: what, where, what to do.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What happened, in one line.
    pub title: String,
    /// What it bears on: file, place, reason, each with its name.
    pub facts: Vec<(String, String)>,
    /// What to do.
    pub advice: String,
    /// The newest version of a damaged file that opens.
    pub version: Option<Box<Version>>,
    /// Whether "save elsewhere" is offered.
    pub save_elsewhere: bool,
    /// Things noticed, where a file opened all the same.
    pub list: Vec<String>,
    /// Whether nothing is wrong enough for the sign of alarm.
    pub is_notice: bool,
}

/// What a dialog asks the app for, beyond actions.
#[derive(Debug, PartialEq)]
pub enum Answer {
    /// Stay open.
    Stay,
    /// Close.
    Close,
    /// Save first, then go on.
    SaveThen(Then),
    /// Go on without saving.
    DiscardThen(Then),
}

/// Shows a dialog and says what becomes of it.
pub fn show(ctx: &Context, cx: &Cx<'_>, dialog: &mut Dialog) -> Answer {
    let stay = |open: bool| if open { Answer::Stay } else { Answer::Close };
    match dialog {
        Dialog::Link(link) => stay(link.show(ctx, cx)),
        Dialog::Schema(editor) => stay(editor.show(ctx, cx)),
        Dialog::Duplicates(duplicates) => stay(duplicates.show(ctx, cx)),
        Dialog::Palette(palette) => stay(palette.show(ctx, cx)),
        Dialog::Recovery(recovery) => stay(recovery.show(ctx, cx)),
        Dialog::Versions(versions) => stay(versions.show(ctx, cx)),
        Dialog::Share(share) => stay(share.show(ctx, cx)),
        Dialog::Data(data) => stay(data.show(ctx, cx)),
        Dialog::Replace(path, names) => show_replace(ctx, cx, path, names),
        Dialog::Merge(merging) => stay(merging.show(ctx, cx)),
        Dialog::Import(import) => stay(import.show(ctx, cx)),
        Dialog::ImportReport(report) => stay(report.show(ctx, cx)),
        Dialog::ImportHistory(history) => stay(history.show(ctx, cx)),
        Dialog::ChangedOnDisk(path) => stay(super::recovery::show_changed(ctx, cx, path)),
        Dialog::Held(path, holder) => stay(super::recovery::show_held(ctx, cx, path, holder)),
        Dialog::Problem(problem) => show_problem(ctx, cx, problem),
        Dialog::Unsaved(then) => show_unsaved(ctx, cx, then),
        Dialog::NewMap => show_new_map(ctx, cx),
        Dialog::About => show_about(ctx, cx),
        Dialog::Shortcuts => show_shortcuts(ctx, cx),
    }
}

/// The frame every dialog stands in. `None` once Esc or a click outside closed it.
pub fn modal<R>(
    ctx: &Context,
    cx: &Cx<'_>,
    id: &str,
    width: f32,
    contents: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let mut modal = Modal::new(Id::unique(("dialog", id)))
        .frame(Frame::window(&ctx.global_style()).inner_margin(Margin::same(20)).stroke(egui::Stroke::NONE));
    modal.backdrop_color = color(cx.theme.scrim);
    let response = modal.show(ctx, |ui| {
        ui.set_width(width.min(ctx.content_rect().width() - 48.0));
        contents(ui)
    });
    if response.should_close() { None } else { Some(response.inner) }
}

/// The title of a dialog.
pub fn title(ui: &mut Ui, text: &str) {
    ui.add(egui::Label::new(RichText::new(text).text_style(egui::TextStyle::Heading)).wrap());
    ui.add_space(8.0);
}

/// A list of so many rows of one height, at most so high: at once as high as its rows, however little room
/// the dialog had before they were there.
pub fn rows(salt: &str, ui: &Ui, row: f32, count: usize, most: f32) -> ScrollArea {
    let all = count as f32 * (row + ui.spacing().item_spacing.y);
    ScrollArea::vertical().id_salt(salt).max_height(most).min_scrolled_height(all.min(most))
}

/// The row of buttons at the foot: what is added first stands at the right.
pub fn buttons(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.add_space(16.0);
    ui.allocate_ui_with_layout(
        Vec2::new(ui.available_width(), 34.0),
        Layout::right_to_left(Align::Center),
        contents,
    );
}

fn show_problem(ctx: &Context, cx: &Cx<'_>, problem: &Problem) -> Answer {
    let mut answer = Answer::Stay;
    let open = modal(ctx, cx, "problem", 480.0, |ui| {
        ui.horizontal_top(|ui| {
            let (glyph, ink, ground) = if problem.is_notice {
                (icon::INFO, cx.theme.warn, cx.theme.warn_soft)
            } else {
                (icon::WARNING_CIRCLE, cx.theme.danger, cx.theme.danger_soft)
            };
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(36.0), egui::Sense::hover());
            ui.painter().circle_filled(rect.center(), 18.0, color(ground));
            let font = egui::FontId::proportional(22.0);
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, glyph, font, color(ink));
            ui.vertical(|ui| {
                ui.add_space(6.0);
                title(ui, &problem.title);
            });
        });
        if !problem.facts.is_empty() {
            Frame::new().fill(color(cx.theme.panel_2)).corner_radius(8).inner_margin(Margin::same(12)).show(
                ui,
                |ui| {
                    ui.set_width(ui.available_width());
                    for (name, fact) in &problem.facts {
                        ui.horizontal_top(|ui| {
                            let size = Vec2::new(72.0, 18.0);
                            ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                                ui.set_min_size(size);
                                let name = RichText::new(name).text_style(theme::value());
                                ui.label(name.color(color(cx.theme.ink_2)));
                            });
                            ui.add(egui::Label::new(RichText::new(fact).text_style(theme::value())).wrap());
                        });
                    }
                },
            );
            ui.add_space(8.0);
        }
        if !problem.list.is_empty() {
            ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
                for line in problem.list.iter().take(LISTED) {
                    ui.horizontal_top(|ui| {
                        ui.label(RichText::new("•").color(color(cx.theme.ink_2)));
                        ui.add(egui::Label::new(RichText::new(line).text_style(theme::value())).wrap());
                    });
                }
                if problem.list.len() > LISTED {
                    widgets::caption(ui, cx, cx.text.count("unsaved-more", problem.list.len() - LISTED));
                }
            });
            ui.add_space(8.0);
        }
        ui.add(egui::Label::new(RichText::new(&problem.advice).text_style(theme::value())).wrap());
        buttons(ui, |ui| {
            if let Some(version) = &problem.version {
                let when = describe::moment(cx.text, version.at);
                let words = cx.tr("open-version", &[("when", when.into())]);
                if widgets::primary_button(ui, cx, words).clicked() {
                    cx.send(Action::Safety(super::recovery::Safety::LookAt(version.clone())));
                    answer = Answer::Close;
                }
                if widgets::button(ui, cx.t("close")).clicked() {
                    answer = Answer::Close;
                }
            } else if widgets::primary_button(ui, cx, cx.t("understood")).clicked() {
                answer = Answer::Close;
            }
            if problem.save_elsewhere && widgets::button(ui, cx.t("save-elsewhere")).clicked() {
                cx.command(Command::SaveAs);
                answer = Answer::Close;
            }
        });
    });
    if open.is_none() { Answer::Close } else { answer }
}

/// Asks before files are replaced that nobody chose.
fn show_replace(ctx: &Context, cx: &Cx<'_>, path: &std::path::Path, names: &[String]) -> Answer {
    let mut answer = Answer::Stay;
    let open = modal(ctx, cx, "replace", 480.0, |ui| {
        title(ui, &cx.text.count("share-taken-title", names.len()));
        for name in names {
            ui.horizontal(|ui| {
                let glyph = RichText::new(icon::FILE.to_string()).size(16.0);
                ui.label(glyph.color(color(cx.theme.ink_2)));
                ui.add(egui::Label::new(RichText::new(name).text_style(theme::value())).truncate());
            });
        }
        ui.add_space(4.0);
        ui.add(egui::Label::new(cx.text.count("share-taken-body", names.len())).wrap());
        buttons(ui, |ui| {
            if widgets::primary_button(ui, cx, cx.t("chooser-other-name")).clicked() {
                cx.send(Action::Share(super::share::Sharing::OtherName));
            }
            if widgets::button(ui, cx.t("cancel")).clicked() {
                answer = Answer::Close;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if widgets::danger_button(ui, cx, cx.t("chooser-replace")).clicked() {
                    cx.send(Action::Share(super::share::Sharing::Replace(path.to_owned())));
                    answer = Answer::Close;
                }
            });
        });
    });
    if open.is_none() { Answer::Close } else { answer }
}

fn show_unsaved(ctx: &Context, cx: &Cx<'_>, then: &Then) -> Answer {
    let mut answer = Answer::Stay;
    let open = modal(ctx, cx, "unsaved", 460.0, |ui| {
        let key = if *then == Then::Close { "unsaved-title-close" } else { "unsaved-title-leave" };
        title(ui, cx.t(key));
        let steps = cx.session.unsaved_steps();
        let map = &cx.session.map().about.title;
        let body = cx.tr("unsaved-body", &[("map", map.clone().into()), ("n", steps.len().into())]);
        ui.add(egui::Label::new(body).wrap());
        ui.add_space(4.0);
        const STEPS: usize = 6;
        for step in steps.iter().rev().take(STEPS) {
            ui.horizontal_top(|ui| {
                ui.label(RichText::new("•").color(color(cx.theme.ink_2)));
                let words = RichText::new(describe::step(cx.text, step)).text_style(theme::value());
                ui.add(egui::Label::new(words).wrap());
            });
        }
        if steps.len() > STEPS {
            widgets::caption(ui, cx, cx.text.count("unsaved-more", steps.len() - STEPS));
        }
        buttons(ui, |ui| {
            if widgets::primary_button(ui, cx, cx.t("cmd-save")).clicked() {
                answer = Answer::SaveThen(then.clone());
            }
            if widgets::button(ui, cx.t("cancel")).clicked() {
                answer = Answer::Close;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if widgets::danger_button(ui, cx, cx.t("unsaved-discard")).clicked() {
                    answer = Answer::DiscardThen(then.clone());
                }
            });
        });
    });
    if open.is_none() { Answer::Close } else { answer }
}

/// A large choice: an icon, what it is, a line on it.
pub fn card(ui: &mut Ui, cx: &Cx<'_>, glyph: char, name: &str, hint: &str, primary: bool) -> bool {
    let (rect, response) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), 58.0), egui::Sense::click());
    let response = widgets::named(response, egui::Role::Button, name);
    let hot = response.hovered() || response.has_focus();
    let (fill, line) = if primary {
        (cx.theme.accent_soft, cx.theme.accent)
    } else if hot {
        (cx.theme.panel_2, cx.theme.line_strong)
    } else {
        (cx.theme.panel, cx.theme.line)
    };
    let width = if hot || primary { 1.5 } else { 1.0 };
    let stroke = egui::Stroke::new(width, color(line));
    ui.painter().rect(rect, 8, color(fill), stroke, egui::StrokeKind::Inside);
    let ink = color(cx.theme.ink);
    let left = rect.left_center();
    let painter = ui.painter();
    let icon_ink = color(if primary { cx.theme.accent } else { cx.theme.ink_2 });
    painter.text(
        left + Vec2::new(28.0, 0.0),
        egui::Align2::CENTER_CENTER,
        glyph,
        egui::FontId::proportional(24.0),
        icon_ink,
    );
    painter.text(
        left + Vec2::new(56.0, -9.0),
        egui::Align2::LEFT_CENTER,
        name,
        theme::strong_font(14.0),
        ink,
    );
    painter.text(
        left + Vec2::new(56.0, 11.0),
        egui::Align2::LEFT_CENTER,
        hint,
        egui::FontId::proportional(13.0),
        color(cx.theme.ink_2),
    );
    painter.text(
        rect.right_center() - Vec2::new(20.0, 0.0),
        egui::Align2::CENTER_CENTER,
        icon::CARET_RIGHT,
        egui::FontId::proportional(16.0),
        color(cx.theme.ink_2),
    );
    ui.add_space(4.0);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn show_new_map(ctx: &Context, cx: &Cx<'_>) -> Answer {
    let mut answer = Answer::Stay;
    let open = modal(ctx, cx, "new map", 440.0, |ui| {
        title(ui, cx.t("new-title"));
        let choices = [
            (NewMap::Bid, icon::FLAG, "new-bid", "new-bid-hint", true),
            (NewMap::Network, icon::GRAPH, "new-network", "new-network-hint", false),
            (NewMap::Empty, icon::FILE_PLUS, "new-empty", "new-empty-hint", false),
        ];
        for (choice, glyph, name, hint, primary) in choices {
            if card(ui, cx, glyph, cx.t(name), cx.t(hint), primary) {
                cx.send(Action::NewMap(choice));
                answer = Answer::Close;
            }
        }
        buttons(ui, |ui| {
            if widgets::button(ui, cx.t("cancel")).clicked() {
                answer = Answer::Close;
            }
        });
    });
    if open.is_none() { Answer::Close } else { answer }
}

fn show_about(ctx: &Context, cx: &Cx<'_>) -> Answer {
    let mut answer = Answer::Stay;
    let open = modal(ctx, cx, "about", 520.0, |ui| {
        title(ui, "Maillage");
        let version = cx.tr("about-version", &[("version", env!("CARGO_PKG_VERSION").into())]);
        widgets::caption(ui, cx, version);
        ui.add_space(8.0);
        ui.add(egui::Label::new(cx.t("about-what")).wrap());
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            let parts = [
                ("about-licence", cx.t("about-licence-text").to_owned()),
                ("about-data", cx.t("about-data-text").to_owned()),
                ("about-geo", crate::geo::ATTRIBUTION.to_owned()),
                ("about-fonts", cx.t("about-fonts-text").to_owned()),
                ("about-libraries", cx.t("about-libraries-text").to_owned()),
            ];
            for (name, text) in parts {
                widgets::section(ui, cx, cx.t(name), |_| {});
                ui.add(
                    egui::Label::new(RichText::new(text).text_style(theme::value())).wrap().selectable(true),
                );
            }
        });
        buttons(ui, |ui| {
            if widgets::primary_button(ui, cx, cx.t("close")).clicked() {
                answer = Answer::Close;
            }
        });
    });
    if open.is_none() { Answer::Close } else { answer }
}

fn show_shortcuts(ctx: &Context, cx: &Cx<'_>) -> Answer {
    let mut answer = Answer::Stay;
    let open = modal(ctx, cx, "shortcuts", 560.0, |ui| {
        title(ui, cx.t("cmd-shortcuts"));
        ScrollArea::vertical().max_height(ctx.content_rect().height() * 0.6).show(ui, |ui| {
            widgets::section(ui, cx, cx.t("gestures"), |_| {});
            for n in 1..=GESTURES {
                let (keys, what) = (format!("gesture-{n}"), format!("gesture-{n}-what"));
                row(ui, cx, cx.t(&what), cx.t(&keys));
            }
            for (group, commands) in top_bar::groups() {
                let keyed: Vec<_> = commands
                    .into_iter()
                    .filter_map(|command| Some((command, command.shortcut_text(cx.text)?)))
                    .collect();
                if keyed.is_empty() {
                    continue;
                }
                widgets::section(ui, cx, cx.t(group.key()), |_| {});
                for (command, keys) in keyed {
                    row(ui, cx, cx.t(command.key()), &keys);
                }
            }
        });
        buttons(ui, |ui| {
            if widgets::primary_button(ui, cx, cx.t("close")).clicked() {
                answer = Answer::Close;
            }
        });
    });
    if open.is_none() { Answer::Close } else { answer }
}

/// How many gestures the translations list.
const GESTURES: usize = 12;

fn row(ui: &mut Ui, cx: &Cx<'_>, what: &str, keys: &str) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(what).text_style(theme::value()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            Frame::new()
                .fill(color(cx.theme.panel_2))
                .stroke(egui::Stroke::new(1.0, color(cx.theme.line)))
                .corner_radius(4)
                .inner_margin(Margin::symmetric(6, 2))
                .show(ui, |ui| ui.label(RichText::new(keys).text_style(egui::TextStyle::Small)));
        });
    });
    ui.add_space(2.0);
}

/// The card of the first run: what one can do now. `true` once something was chosen.
pub fn welcome(ctx: &Context, cx: &Cx<'_>) -> bool {
    let mut done = false;
    let open = modal(ctx, cx, "welcome", 440.0, |ui| {
        title(ui, cx.t("welcome-title"));
        ui.label(RichText::new(cx.t("welcome-subtitle")).color(color(cx.theme.ink_2)));
        ui.add_space(8.0);
        let n = cx.session.map().actor_count();
        if card(
            ui,
            cx,
            icon::COMPASS,
            cx.t("welcome-explore"),
            &cx.text.count("welcome-explore-hint", n),
            true,
        ) {
            done = true;
        }
        // Enter does what stands out, unless the keyboard has gone to another card.
        done |= ui.memory(|memory| memory.focused().is_none())
            && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if card(ui, cx, icon::PLUS_CIRCLE, cx.t("welcome-new"), cx.t("welcome-new-hint"), false) {
            cx.command(Command::New);
            done = true;
        }
        if card(ui, cx, icon::FOLDER_OPEN, cx.t("welcome-open"), cx.t("welcome-open-hint"), false) {
            cx.command(Command::Open);
            done = true;
        }
        if card(ui, cx, icon::TABLE, cx.t("welcome-import"), cx.t("welcome-import-hint"), false) {
            let target = Some(super::import::Target::New);
            let window = super::import::ImportWindow::new(cx.session.map(), target);
            cx.send(Action::Dialog(Dialog::Import(Box::new(window))));
            done = true;
        }
        ui.add_space(4.0);
        let mut again = cx.prefs.welcome;
        let mut hide = !again;
        if ui.checkbox(&mut hide, cx.t("welcome-hide")).changed() {
            again = !hide;
            let mut prefs = cx.prefs.clone();
            prefs.welcome = again;
            cx.send(Action::Prefs(Box::new(prefs)));
        }
    });
    open.is_none() || done
}
