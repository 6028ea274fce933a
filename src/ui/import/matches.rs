//! What will come of the import: where it goes, how many are new, what changes in those that are known,
//! who may be whom, what was put right, and what is left out.

use std::collections::BTreeMap;

use egui::{CollapsingHeader, ComboBox, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::columns::Change;
use super::report::{self, line_of};
use super::work::{Made, Target};
use crate::icons::ui as icon;
use crate::import::into::{Choices, Combined, kept_key};
use crate::import::table::Mapping;
use crate::merge::{What, Words};
use crate::query::Why;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// Words of kinds listed.
const MOST_WORDS: usize = 60;
/// Lines of a list.
const MOST_LINES: usize = 200;
/// A list this short is open from the start.
const FEW_LINES: usize = 3;

/// Where the import goes.
pub fn show_target(ui: &mut Ui, cx: &Cx<'_>, target: &mut Target, change: &mut Change) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(cx.t("import-target")).text_style(theme::strong()));
        let map = &cx.session.map().about.title;
        let map = if map.trim().is_empty() { cx.t("untitled") } else { map };
        let into = cx.tr("import-target-open", &[("map", map.into())]);
        let readable = cx.session.read_only().is_none();
        for (value, label) in [(Target::New, cx.t("import-target-new").to_owned()), (Target::Open, into)] {
            ui.add_enabled_ui(value == Target::New || readable, |ui| {
                if ui.radio(*target == value, label).clicked() && *target != value {
                    *target = value;
                    change.made = true;
                }
            });
        }
    });
    ui.add_space(4.0);
}

/// What will come, change and be left out.
pub fn show_outcome(
    ui: &mut Ui,
    cx: &Cx<'_>,
    made: &Made,
    mapping: Option<&mut Mapping>,
    choices: &mut Choices,
    change: &mut Change,
) {
    show_counts(ui, cx, made);
    if let Some(combined) = &made.combined {
        show_doubts(ui, cx, combined, choices, change);
        show_updates(ui, cx, made, combined, choices, change);
    }
    if let Some(mapping) = mapping.filter(|_| made.opened.has_tables()) {
        show_repairs(ui, cx, made, mapping, change);
        show_kinds(ui, cx, made, mapping, change);
    }
    let rejected = report::rejections(cx.text, &made.report);
    if !rejected.is_empty() {
        let heading =
            cx.text.count("import-left-out", made.report.actors.rejected + made.report.links.rejected);
        // Why rows stay behind is said at once where few do.
        listed(ui, "left out", &heading, &rejected, rejected.len() <= FEW_LINES);
    }
    let warnings = report::warnings(cx.text, &made.report);
    if !warnings.is_empty() {
        let heading = cx.text.count("import-noticed", warnings.len());
        listed(ui, "noticed", &heading, &warnings, false);
    }
}

fn listed(ui: &mut Ui, salt: &str, heading: &str, lines: &[String], is_open: bool) {
    CollapsingHeader::new(RichText::new(heading).text_style(theme::value()))
        .id_salt(salt)
        .default_open(is_open)
        .show(ui, |ui| {
            ScrollArea::vertical().id_salt(salt).max_height(160.0).show(ui, |ui| {
                for line in lines.iter().take(MOST_LINES) {
                    line_of(ui, line);
                }
            });
        });
}

/// The counts, before the button.
fn show_counts(ui: &mut Ui, cx: &Cx<'_>, made: &Made) {
    let words: Vec<(char, String)> = match &made.combined {
        None => vec![(
            icon::CHECK_CIRCLE,
            cx.tr(
                "import-will-come",
                &[("actors", made.map.actor_count().into()), ("links", made.map.link_count().into())],
            ),
        )],
        Some(combined) => [
            (icon::PLUS_CIRCLE, "import-new", combined.new_actors, combined.new_links),
            (icon::PENCIL_SIMPLE, "import-updated", combined.updated.len(), combined.updated_links),
            (icon::CHECK, "import-unchanged", combined.unchanged, combined.unchanged_links),
        ]
        .into_iter()
        .filter(|(_, key, actors, links)| *key == "import-new" || actors + links > 0)
        .map(|(glyph, key, actors, links)| {
            (glyph, cx.tr(key, &[("actors", actors.into()), ("links", links.into())]))
        })
        .collect(),
    };
    for (glyph, line) in words {
        ui.horizontal(|ui| {
            ui.label(RichText::new(glyph.to_string()).color(color(cx.theme.accent)));
            ui.add(Label::new(RichText::new(line).text_style(theme::value())).wrap());
        });
    }
}

/// Who may be whom: asked, never decided.
fn show_doubts(ui: &mut Ui, cx: &Cx<'_>, combined: &Combined, choices: &mut Choices, change: &mut Change) {
    if combined.doubts.is_empty() && choices.same.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let heading = cx.text.count("import-doubts", combined.doubts.len());
    CollapsingHeader::new(RichText::new(heading).text_style(theme::strong()))
        .id_salt("doubts")
        .default_open(true)
        .show(ui, |ui| {
            for doubt in combined.doubts.iter().take(MOST_LINES) {
                let on_map = cx.session.map().actor(&doubt.on_map);
                let known = on_map.map(|actor| actor.name.to_string()).unwrap_or_default();
                let why = match &doubt.why {
                    Why::SameNumber(..) => "import-why-number",
                    Why::SameName => "import-why-same",
                    Why::NearName => "import-why-near",
                    Why::OtherName(_) => "import-why-other",
                    Why::Acronym(_) => "import-why-acronym",
                };
                ui.horizontal_wrapped(|ui| {
                    let words = cx.tr(
                        "import-doubt",
                        &[("new", doubt.name.as_str().into()), ("known", known.as_str().into())],
                    );
                    ui.label(RichText::new(words).text_style(theme::value()));
                    widgets::caption(ui, cx, cx.t(why));
                    let label = cx.t("import-same");
                    let response = widgets::link_button(ui, cx, label);
                    let spoken = format!("{label} · {} · {known}", doubt.name);
                    if widgets::named(response, Role::Button, &spoken).clicked() {
                        choices.same.insert(doubt.imported.clone(), doubt.on_map.clone());
                        change.made = true;
                    }
                });
            }
            if !choices.same.is_empty() {
                let said = cx.text.count("import-same-said", choices.same.len());
                if show_answers(ui, cx, said, "import-same-undo") {
                    choices.same.clear();
                    change.made = true;
                }
            }
            widgets::caption(ui, cx, cx.t("import-doubts-hint"));
        });
}

/// What was answered so far; `true` where all of it is taken back.
fn show_answers(ui: &mut Ui, cx: &Cx<'_>, said: String, undo: &str) -> bool {
    ui.horizontal(|ui| {
        widgets::caption(ui, cx, said);
        widgets::link_button(ui, cx, cx.t(undo)).clicked()
    })
    .inner
}

/// What changes in actors of the map, field by field.
fn show_updates(
    ui: &mut Ui,
    cx: &Cx<'_>,
    made: &Made,
    combined: &Combined,
    choices: &mut Choices,
    change: &mut Change,
) {
    if combined.updated.is_empty() && choices.kept.is_empty() && !choices.only_blanks {
        return;
    }
    let heading = cx.text.count("import-updates", combined.updated.len());
    CollapsingHeader::new(RichText::new(heading).text_style(theme::strong())).id_salt("updates").show(
        ui,
        |ui| {
            if ui.checkbox(&mut choices.only_blanks, cx.t("import-only-blanks")).changed() {
                change.made = true;
            }
            let words = Words::new(cx.text, cx.session.map(), &combined.map);
            ScrollArea::vertical().id_salt("updates").max_height(220.0).show(ui, |ui| {
                ui.set_width(ui.available_width());
                for difference in made.changes.iter().take(MOST_LINES) {
                    let What::Changed(fields) = &difference.what else { continue };
                    for field in fields {
                        let key = kept_key(&difference.record, field.field.path, field.field.key.as_deref());
                        let mut taken = true;
                        let sentence = format!(
                            "{} · {} : {} → {}",
                            words.name(&difference.record),
                            words.field(&field.field),
                            words.shown(&field.before),
                            words.shown(&field.after)
                        );
                        let response =
                            ui.checkbox(&mut taken, RichText::new(&sentence).text_style(theme::value()));
                        if response.changed()
                            && let Some(key) = key
                        {
                            choices.kept.insert(key);
                            change.made = true;
                        }
                    }
                }
                if !choices.kept.is_empty() {
                    let said = cx.text.count("import-kept", choices.kept.len());
                    if show_answers(ui, cx, said, "import-kept-undo") {
                        choices.kept.clear();
                        change.made = true;
                    }
                }
            });
        },
    );
}

/// Codes put right, places found, homonyms asked.
fn show_repairs(ui: &mut Ui, cx: &Cx<'_>, made: &Made, mapping: &mut Mapping, change: &mut Change) {
    let filled = &made.filled;
    if !filled.repairs.is_empty() || !mapping.repair {
        let count: usize = filled.repairs.iter().map(|repair| repair.count).sum();
        let example = filled.repairs.first().map(|repair| format!("{} → {}", repair.before, repair.after));
        let label =
            cx.tr("import-repair", &[("n", count.into()), ("example", example.unwrap_or_default().into())]);
        change.made |= ui.checkbox(&mut mapping.repair, label).changed();
    }
    if filled.located + filled.unknown_places > 0 || !filled.homonyms.is_empty() || !mapping.locate {
        let label = cx
            .tr("import-locate", &[("n", filled.located.into()), ("unknown", filled.unknown_places.into())]);
        change.made |= ui.checkbox(&mut mapping.locate, label).changed();
    }
    if filled.homonyms.is_empty() && mapping.places.is_empty() {
        return;
    }
    let heading = cx.text.count("import-homonyms", filled.homonyms.len());
    CollapsingHeader::new(RichText::new(heading).text_style(theme::value()))
        .id_salt("homonyms")
        .default_open(true)
        .show(ui, |ui| {
            for homonym in filled.homonyms.iter().take(MOST_WORDS) {
                ui.horizontal(|ui| {
                    let words = cx.tr(
                        "import-homonym",
                        &[("name", homonym.said.as_str().into()), ("n", homonym.rows.into())],
                    );
                    ui.label(RichText::new(&words).text_style(theme::value()));
                    let combo = ComboBox::from_id_salt(("homonym", &homonym.said))
                        .icon(widgets::caret)
                        .width(240.0)
                        .selected_text(cx.t("import-homonym-choose"))
                        .show_ui(ui, |ui| {
                            for (code, label) in &homonym.communes {
                                if ui.selectable_label(false, label).clicked() {
                                    mapping.places.insert(homonym.said.clone(), code.clone());
                                    change.made = true;
                                }
                            }
                        });
                    combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &words));
                });
            }
            if !mapping.places.is_empty() {
                let said = cx.text.count("import-homonyms-said", mapping.places.len());
                if show_answers(ui, cx, said, "import-homonyms-undo") {
                    mapping.places.clear();
                    change.made = true;
                }
            }
        });
}

/// What the file calls its kinds, and which kinds of the map they are.
fn show_kinds(ui: &mut Ui, cx: &Cx<'_>, made: &Made, mapping: &mut Mapping, change: &mut Change) {
    let schema = cx.session.map().schema();
    let kinds =
        || schema.actor_kinds().iter().map(|kind| option(&kind.id, kind.label.get(cx.lang()))).collect();
    show_words(ui, cx, "import-kinds", &made.filled.kinds, kinds, &mut mapping.kinds, change);
    let verbs =
        || schema.link_kinds().iter().map(|kind| option(&kind.id, kind.verb.get(cx.lang()))).collect();
    show_words(ui, cx, "import-link-kinds", &made.filled.link_kinds, verbs, &mut mapping.link_kinds, change);
}

/// A kind to choose: its id and its words.
fn option(id: &impl ToString, words: &str) -> (String, String) {
    (id.to_string(), words.to_owned())
}

/// Words of the file for kinds of one sort, under a heading.
fn show_words(
    ui: &mut Ui,
    cx: &Cx<'_>,
    key: &str,
    words: &BTreeMap<String, usize>,
    options: impl FnOnce() -> Vec<(String, String)>,
    kinds: &mut BTreeMap<String, String>,
    change: &mut Change,
) {
    if words.is_empty() {
        return;
    }
    let unknown = words.keys().filter(|word| !kinds.contains_key(*word)).count();
    let heading = cx.tr(key, &[("n", words.len().into()), ("unknown", unknown.into())]);
    CollapsingHeader::new(RichText::new(heading).text_style(theme::value())).id_salt(key).show(ui, |ui| {
        let options = options();
        for (word, count) in words.iter().take(MOST_WORDS) {
            show_word(ui, cx, word, *count, &options, kinds, change);
        }
    });
}

fn show_word(
    ui: &mut Ui,
    cx: &Cx<'_>,
    word: &str,
    count: usize,
    options: &[(String, String)],
    kinds: &mut BTreeMap<String, String>,
    change: &mut Change,
) {
    ui.horizontal(|ui| {
        let label = format!("{word} ({count})");
        ui.add_sized([220.0, 22.0], Label::new(RichText::new(&label).text_style(theme::value())).truncate());
        ui.label(RichText::new(icon::ARROW_RIGHT.to_string()).color(color(cx.theme.ink_2)));
        let own = cx.t("import-kind-new");
        let current = kinds.get(word).cloned();
        let shown = current
            .as_ref()
            .and_then(|id| options.iter().find(|(known, _)| known == id))
            .map_or(own, |(_, label)| label.as_str());
        let mut chosen = None;
        let combo = ComboBox::from_id_salt(("kind", word))
            .icon(widgets::caret)
            .width(240.0)
            .height(360.0)
            .selected_text(RichText::new(shown).text_style(theme::value()))
            .show_ui(ui, |ui| {
                if ui.selectable_label(current.is_none(), own).clicked() {
                    chosen = Some(None);
                }
                for (id, label) in options {
                    if ui.selectable_label(current.as_ref() == Some(id), label).clicked() {
                        chosen = Some(Some(id.clone()));
                    }
                }
            });
        let spoken = format!("{label} · {shown}");
        combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &spoken));
        match chosen {
            Some(Some(id)) => {
                kinds.insert(word.to_owned(), id);
                change.made = true;
            }
            Some(None) => {
                kinds.remove(word);
                change.made = true;
            }
            None => {}
        }
    });
}
