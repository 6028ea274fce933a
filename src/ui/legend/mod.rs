//! The legend, which is also the filter: families and kinds with counts and eyes, verbs of links,
//! tags, territories.

mod row;

use std::collections::BTreeSet;

use arcstr::ArcStr;
use egui::{Align, Frame, Id, Layout, Margin, Panel, Response, RichText, Role, ScrollArea, Sense, Ui};

use self::row::{Eye, Mark, Row};
use super::command::Command;
use super::cx::{Action, Cx};
use super::dialogs::Dialog;
use super::schema_editor::SchemaEditor;
use super::theme::{self, color};
use super::widgets::{self, Glyph};
use crate::drawing::metrics::spacing;
use crate::drawing::shape::Figure;
use crate::icons::ui as icon;
use crate::lang::Lang;
use crate::model::{ActorKind, ActorKindId, Family, FamilyId, LinkKindId, Schema};
use crate::query::{Counts, FamilyState, Filter, fold};
use crate::session::Selection;

/// Tags and territories shown before "show all".
const FEW_TAGS: usize = 24;
const FEW_TERRITORIES: usize = 12;

/// What the legend remembers between frames.
pub struct LegendState {
    typed: String,
    folded: BTreeSet<Fold>,
    all_tags: bool,
    all_territories: bool,
    lists: Lists,
}

impl Default for LegendState {
    fn default() -> Self {
        Self {
            typed: String::new(),
            folded: [Fold::Links].into(),
            all_tags: false,
            all_territories: false,
            lists: Lists::default(),
        }
    }
}

/// A part of the legend that can be folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Fold {
    Family(FamilyId),
    Unknown,
    Links,
    Tags,
    Territories,
}

/// What is sorted once for a state of the map: maps may have thousands of tags.
#[derive(Default)]
struct Lists {
    version: Option<u64>,
    tags: Vec<Counted>,
    territories: Vec<Counted>,
    unknown: Vec<(ActorKindId, usize)>,
}

/// A word, folded for search, with how many actors bear it.
struct Counted {
    word: String,
    folded: String,
    count: usize,
}

impl Lists {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let version = cx.session.sorts_version();
        if self.version == Some(version) {
            return;
        }
        let (map, counts) = (cx.session.map(), cx.session.counts());
        let schema = map.schema();
        self.version = Some(version);
        self.tags = by_count(counts.tags.iter());
        self.territories = by_count(counts.territories.iter());
        self.unknown = counts
            .kinds
            .iter()
            .filter(|(kind, _)| schema.family_of(kind).is_none())
            .map(|(kind, count)| (kind.clone(), *count))
            .collect();
    }
}

/// The most borne first, then by name.
fn by_count<'a>(counts: impl Iterator<Item = (&'a ArcStr, &'a usize)>) -> Vec<Counted> {
    let mut list: Vec<Counted> = counts
        .map(|(word, count)| Counted { word: word.to_string(), folded: fold(word), count: *count })
        .collect();
    list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.folded.cmp(&b.folded)));
    list
}

/// Shows the legend.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut LegendState) {
    state.lists.refresh(cx);
    ui.spacing_mut().item_spacing.y = 0.0;
    header(ui, cx, state);
    if cx.session.filter().is_active() {
        Panel::bottom("legend footer")
            .frame(Frame::new().inner_margin(Margin::symmetric(16, 8)))
            .resizable(false)
            .show(ui, |ui| footer(ui, cx));
    }
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let typed = fold(&state.typed);
        let mut any = families(ui, cx, state, &typed);
        any |= unknown_kinds(ui, cx, state, &typed);
        any |= link_kinds(ui, cx, state, &typed);
        any |= tags(ui, cx, state, &typed);
        any |= territories(ui, cx, state, &typed);
        if !any {
            Frame::new().inner_margin(Margin::symmetric(16, 8)).show(ui, |ui| {
                let key = if typed.is_empty() { "legend-empty" } else { "kind-none" };
                ui.add(egui::Label::new(secondary(cx, cx.t(key))).wrap());
            });
        }
        ui.add_space(16.0);
    });
}

fn secondary(cx: &Cx<'_>, text: &str) -> RichText {
    RichText::new(text).text_style(theme::value()).color(color(cx.theme.ink_2))
}

fn header(ui: &mut Ui, cx: &Cx<'_>, state: &mut LegendState) {
    let margin = Margin { left: 16, right: 10, top: 8, bottom: 4 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let mut name = cx.t("legend-hide-panel").to_owned();
                if let Some(keys) = Command::ToggleLegend.shortcut_text(cx.text) {
                    name = format!("{name} ({keys})");
                }
                if widgets::icon_button_sized(ui, icon::SIDEBAR_SIMPLE, &name, 28.0, true, false).clicked() {
                    cx.command(Command::ToggleLegend);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let title = RichText::new(cx.t("legend-title")).text_style(theme::strong());
                    ui.add(egui::Label::new(title).truncate());
                });
            });
        });
    });
    Frame::new().inner_margin(Margin { left: 12, right: 12, top: 0, bottom: 8 }).show(ui, |ui| {
        widgets::search_field(
            ui,
            Id::unique("legend search"),
            &mut state.typed,
            cx.t("legend-search"),
            cx.t("legend-search"),
            cx.t("clear"),
            icon::FUNNEL_SIMPLE,
        );
    });
}

fn footer(ui: &mut Ui, cx: &Cx<'_>) {
    let shown = cx.session.shown().actor_count;
    let all = cx.session.map().actor_count();
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(icon::FUNNEL.to_string()).size(15.0).color(color(cx.theme.ink_2)));
        let values = [("n", shown.into()), ("all", all.into())];
        ui.label(secondary(cx, &cx.tr("legend-shown", &values)));
        if widgets::link_button(ui, cx, cx.t("cmd-show-all")).clicked() {
            cx.command(Command::ShowAll);
        }
    });
}

/// Sends the filter with a change.
fn change(cx: &Cx<'_>, change: impl FnOnce(&mut Filter)) {
    let mut filter = cx.session.filter().clone();
    change(&mut filter);
    cx.send(Action::Filter(filter));
}

/// Whether a click asks for this sort alone: with Alt, or the second of two.
fn wants_alone(ui: &Ui, response: &Response) -> bool {
    response.double_clicked() || (response.clicked() && ui.input(|input| input.modifiers.alt))
}

impl LegendState {
    /// Whether a part is open; everything is while something is searched.
    fn is_open(&self, part: &Fold, typed: &str) -> bool {
        !typed.is_empty() || !self.folded.contains(part)
    }

    fn toggle(&mut self, part: Fold) {
        if !self.folded.remove(&part) {
            self.folded.insert(part);
        }
    }
}

fn families(ui: &mut Ui, cx: &Cx<'_>, state: &mut LegendState, typed: &str) -> bool {
    let schema = cx.session.map().schema();
    let counts = cx.session.counts();
    let mut any = false;
    for entry in schema.families() {
        let kinds = kinds_to_show(schema, counts, entry, typed, cx.lang());
        let Some(kinds) = kinds else { continue };
        any = true;
        let part = Fold::Family(entry.id.clone());
        let open = state.is_open(&part, typed);
        if family(ui, cx, entry, open && !kinds.is_empty()) {
            state.toggle(part);
        }
        if open {
            for entry in kinds {
                kind(ui, cx, &entry.id, entry.label.get(cx.lang()), entry.definition.get(cx.lang()));
            }
        }
    }
    any
}

/// The kinds of a family that have a row: those with actors; once something is typed, those it
/// names, with actors or not. `None` where the family itself has no row.
fn kinds_to_show<'a>(
    schema: &'a Schema,
    counts: &Counts,
    family: &Family,
    typed: &str,
    lang: Lang,
) -> Option<Vec<&'a ActorKind>> {
    let has_actors = |kind: &ActorKindId| counts.kinds.contains_key(kind);
    let kinds = schema.kinds_of(&family.id).into_iter().map(|kind| &**kind);
    if typed.is_empty() {
        return Some(kinds.filter(|kind| has_actors(&kind.id)).collect());
    }
    let names = |text: &str| fold(text).contains(typed);
    let family_named = names(family.label.get(lang));
    let kinds: Vec<&ActorKind> =
        kinds.filter(|kind| names(kind.label.get(lang)) || (family_named && has_actors(&kind.id))).collect();
    (family_named || !kinds.is_empty()).then_some(kinds)
}

/// The row of a family; `true` when it is to be folded or opened.
fn family(ui: &mut Ui, cx: &Cx<'_>, family: &Family, open: bool) -> bool {
    let schema = cx.session.map().schema();
    let filter = cx.session.filter();
    let count = cx.session.counts().families.get(&family.id).copied().unwrap_or_default();
    let state = filter.family_state(schema, &family.id);
    let glyph = widgets::glyph_of(cx, Some(&family.colour), Figure::from(&family.shape), None);
    let name = family.label.get(cx.lang());
    let spoken = spoken(cx, name, count);
    let id = Id::unique(("legend family", family.id.as_str()));
    let shown = Row {
        id,
        role: Role::DisclosureTriangle,
        spoken: &spoken,
        caret: Some(open),
        indent: 0.0,
        mark: Mark::Glyph(&glyph),
        name,
        about: "",
        count,
        strong: count > 0,
        title: false,
        selected: Some(open),
        dim: count == 0 || state == FamilyState::Hidden,
        eye: Some(match state {
            FamilyState::Shown => Eye::Open,
            FamilyState::Partly => Eye::Half,
            FamilyState::Hidden => Eye::Shut,
        }),
        height: spacing::ROW_HEIGHT as f32,
    };
    let (response, eye_rect) = row::show(ui, cx, &shown);
    let eye = eye_button(ui, cx, eye_rect, id, name, state == FamilyState::Shown);
    if wants_alone(ui, &eye) {
        only(cx, |kind| in_family(schema, kind, &family.id));
    } else if eye.clicked() {
        change(cx, |filter| filter.toggle_family(schema, &family.id));
    }
    response.context_menu(|ui| {
        of_these(ui, cx, "legend-only-family", |kind| in_family(schema, kind, &family.id));
    });
    response.clicked()
}

fn in_family(schema: &Schema, kind: &ActorKindId, family: &FamilyId) -> bool {
    schema.actor_kind(kind).is_some_and(|kind| kind.family == *family)
}

/// "Associations, 3 actors", for those who hear it.
fn spoken(cx: &Cx<'_>, name: &str, count: usize) -> String {
    format!("{name}, {}", cx.text.count("count-actors", count))
}

/// The eye of a row as a button of its own.
fn eye_button(ui: &Ui, cx: &Cx<'_>, rect: egui::Rect, row: Id, name: &str, shown: bool) -> Response {
    let response = ui.interact(rect, row.with("eye"), Sense::click());
    let key = if shown { "legend-hide" } else { "legend-show" };
    let label = cx.tr(key, &[("name", name.into())]);
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, shown, &label));
    if response.has_focus() || response.hovered() {
        let ink = if response.has_focus() { cx.theme.focus_ring } else { cx.theme.line_strong };
        let stroke = egui::Stroke::new(1.5, color(ink));
        ui.painter().rect_stroke(
            rect.shrink2(egui::Vec2::new(0.0, 1.0)),
            6,
            stroke,
            egui::StrokeKind::Inside,
        );
    }
    response.on_hover_text(label)
}

/// The row of a kind: a click hides it or shows it again.
fn kind(ui: &mut Ui, cx: &Cx<'_>, kind: &ActorKindId, name: &str, definition: &str) {
    let count = cx.session.counts().kinds.get(kind).copied().unwrap_or_default();
    let hidden = cx.session.filter().hidden_kinds.contains(kind);
    let glyph: Glyph = widgets::glyph_of_kind(cx, kind);
    let spoken = spoken(cx, name, count);
    let shown = Row {
        id: Id::unique(("legend kind", kind.as_str())),
        role: Role::CheckBox,
        spoken: &spoken,
        caret: None,
        indent: 20.0,
        mark: Mark::Icon(&glyph),
        name,
        about: definition,
        count,
        strong: false,
        title: false,
        selected: Some(!hidden),
        dim: hidden || count == 0,
        eye: Some(if hidden { Eye::Shut } else { Eye::Open }),
        height: spacing::ROW_HEIGHT_DENSE as f32,
    };
    let (response, _) = row::show(ui, cx, &shown);
    if wants_alone(ui, &response) {
        only(cx, |other| other == kind);
    } else if response.clicked() {
        change(cx, |filter| filter.toggle_kind(kind));
    }
    response.context_menu(|ui| of_these(ui, cx, "legend-only-kind", |other| other == kind));
}

/// Hides every kind but some; where only those are shown already, shows all again.
fn only(cx: &Cx<'_>, keep: impl Fn(&ActorKindId) -> bool) {
    let hidden = all_kinds_but(cx, keep);
    change(cx, |filter| {
        let already = filter.hidden_kinds == hidden;
        filter.hidden_kinds = if already { BTreeSet::new() } else { hidden };
    });
}

fn all_kinds_but(cx: &Cx<'_>, keep: impl Fn(&ActorKindId) -> bool) -> BTreeSet<ActorKindId> {
    let schema = cx.session.map().schema();
    let known = schema.actor_kinds().into_iter().map(|kind| &kind.id);
    known.chain(cx.session.counts().kinds.keys()).filter(|kind| !keep(kind)).cloned().collect()
}

/// The menu of a row of actors: to select them, to show them alone, to edit the vocabulary.
fn of_these(ui: &mut Ui, cx: &Cx<'_>, only_key: &str, keep: impl Fn(&ActorKindId) -> bool) {
    let chosen = |kind: &ActorKindId| keep(kind);
    let is_shown = |slot| cx.session.shown().shows_slot(slot);
    let shown = cx.session.map().actors_by_slot().any(|(slot, actor)| is_shown(slot) && chosen(&actor.kind));
    ui.add_enabled_ui(shown, |ui| {
        if ui.button(cx.t("legend-select")).clicked() {
            let actors = cx.session.map().actors_with_slots();
            let shown = actors.filter(|(slot, actor)| is_shown(*slot) && chosen(&actor.kind));
            cx.send(Action::Select(Selection::of_actors(shown.map(|(_, actor)| actor.id.clone()))));
        }
    });
    if ui.button(cx.t(only_key)).clicked() {
        let hidden = all_kinds_but(cx, &keep);
        change(cx, |filter| filter.hidden_kinds = hidden);
    }
    if ui.button(cx.t("legend-edit")).clicked() {
        let kinds = cx.session.map().schema().actor_kinds();
        let first = kinds.into_iter().find(|kind| keep(&kind.id)).map(|kind| kind.id.clone());
        let editor = first.map_or_else(SchemaEditor::default, SchemaEditor::at_actor_kind);
        cx.send(Action::Dialog(Dialog::Schema(editor)));
    }
}

/// Kinds the map uses and its schema does not know.
fn unknown_kinds(ui: &mut Ui, cx: &Cx<'_>, state: &mut LegendState, typed: &str) -> bool {
    let kinds: Vec<(ActorKindId, usize)> = state
        .lists
        .unknown
        .iter()
        .filter(|(kind, _)| typed.is_empty() || fold(kind.as_str()).contains(typed))
        .cloned()
        .collect();
    if kinds.is_empty() {
        return false;
    }
    let open = state.is_open(&Fold::Unknown, typed);
    let total = kinds.iter().map(|(_, count)| count).sum();
    if title(ui, cx, "legend-unknown", total, open) {
        state.toggle(Fold::Unknown);
    }
    if open {
        for (id, _) in &kinds {
            kind(ui, cx, id, id.as_str(), "");
        }
    }
    true
}

/// The title of a foldable section; `true` when it is to be folded or opened.
fn title(ui: &mut Ui, cx: &Cx<'_>, key: &str, count: usize, open: bool) -> bool {
    ui.add_space(8.0);
    let y = ui.cursor().top();
    let line = egui::Stroke::new(1.0, color(cx.theme.line));
    ui.painter().hline(ui.max_rect().x_range(), y, line);
    ui.add_space(8.0);
    let name = cx.t(key);
    let shown = Row {
        id: Id::unique(("legend section", key)),
        role: Role::DisclosureTriangle,
        spoken: name,
        caret: Some(open),
        indent: 0.0,
        mark: Mark::None,
        name,
        about: "",
        count,
        strong: true,
        title: true,
        selected: Some(open),
        dim: false,
        eye: None,
        height: spacing::ROW_HEIGHT as f32,
    };
    row::show(ui, cx, &shown).0.clicked()
}

fn link_kinds(ui: &mut Ui, cx: &Cx<'_>, state: &mut LegendState, typed: &str) -> bool {
    let schema = cx.session.map().schema();
    let counts = &cx.session.counts().link_kinds;
    // By rank; those the schema does not know last.
    let mut rows: Vec<(&LinkKindId, &str, &str, usize)> = Vec::new();
    for kind in schema.link_kinds() {
        let count = counts.get(&kind.id).copied().unwrap_or_default();
        let verb = kind.verb.get(cx.lang());
        if (typed.is_empty() && count > 0) || (!typed.is_empty() && fold(verb).contains(typed)) {
            rows.push((&kind.id, verb, kind.definition.get(cx.lang()), count));
        }
    }
    for (kind, count) in counts.iter().filter(|(kind, _)| schema.link_kind(kind).is_none()) {
        if typed.is_empty() || fold(kind.as_str()).contains(typed) {
            rows.push((kind, kind.as_str(), "", *count));
        }
    }
    let unlinked = cx.session.counts().unlinked;
    let offers_unlinked = typed.is_empty() && (unlinked > 0 || cx.session.filter().unlinked_only);
    if rows.is_empty() && !offers_unlinked {
        return false;
    }
    let open = state.is_open(&Fold::Links, typed);
    let total = rows.iter().map(|(.., count)| count).sum();
    if title(ui, cx, "legend-links", total, open) {
        state.toggle(Fold::Links);
    }
    if !open {
        return true;
    }
    for (kind, verb, about, count) in rows {
        link_kind(ui, cx, kind, verb, about, count);
    }
    if offers_unlinked {
        let on = cx.session.filter().unlinked_only;
        let name = cx.t("legend-unlinked");
        let spoken = spoken(cx, name, unlinked);
        let mark = if on { icon::CHECK_SQUARE } else { icon::SQUARE };
        let shown =
            plain_row(Id::unique("legend unlinked"), Role::CheckBox, &spoken, mark, name, unlinked, on);
        if row::show(ui, cx, &shown).0.clicked() {
            change(cx, |filter| filter.unlinked_only = !on);
        }
    }
    true
}

fn link_kind(ui: &mut Ui, cx: &Cx<'_>, kind: &LinkKindId, verb: &str, about: &str, count: usize) {
    let hidden = cx.session.filter().hidden_link_kinds.contains(kind);
    let spoken = format!("{verb}, {}", cx.text.count("count-links", count));
    let shown = Row {
        about,
        dim: hidden || count == 0,
        eye: Some(if hidden { Eye::Shut } else { Eye::Open }),
        ..plain_row(
            Id::unique(("legend link kind", kind.as_str())),
            Role::CheckBox,
            &spoken,
            icon::ARROW_RIGHT,
            verb,
            count,
            !hidden,
        )
    };
    let (response, _) = row::show(ui, cx, &shown);
    let only = || {
        let schema = cx.session.map().schema();
        let known = schema.link_kinds().into_iter().map(|kind| &kind.id);
        let all = known.chain(cx.session.counts().link_kinds.keys());
        let hidden: BTreeSet<LinkKindId> = all.filter(|other| *other != kind).cloned().collect();
        change(cx, |filter| {
            let already = filter.hidden_link_kinds == hidden;
            filter.hidden_link_kinds = if already { BTreeSet::new() } else { hidden };
        });
    };
    if wants_alone(ui, &response) {
        only();
    } else if response.clicked() {
        change(cx, |filter| filter.toggle_link_kind(kind));
    }
    response.context_menu(|ui| {
        if ui.button(cx.t("legend-select-links")).clicked() {
            let links = cx.session.map().links().filter(|link| link.kind == *kind);
            let shown = links.filter(|link| cx.session.shown().shows_link(cx.session.map(), link));
            let links = shown.map(|link| link.id.clone()).collect();
            cx.send(Action::Select(Selection { links, ..Selection::default() }));
        }
        if ui.button(cx.t("legend-only-kind")).clicked() {
            only();
        }
        if ui.button(cx.t("legend-edit")).clicked() {
            cx.send(Action::Dialog(Dialog::Schema(SchemaEditor::at_link_kind(kind.clone()))));
        }
    });
}

fn plain_row<'a>(
    id: Id,
    role: Role,
    spoken: &'a str,
    mark: char,
    name: &'a str,
    count: usize,
    on: bool,
) -> Row<'a> {
    Row {
        id,
        role,
        spoken,
        caret: None,
        indent: 8.0,
        mark: Mark::Plain(mark),
        name,
        about: "",
        count,
        strong: false,
        title: false,
        selected: Some(on),
        dim: false,
        eye: None,
        height: spacing::ROW_HEIGHT_DENSE as f32,
    }
}

fn tags(ui: &mut Ui, cx: &Cx<'_>, state: &mut LegendState, typed: &str) -> bool {
    let filter = cx.session.filter();
    let named = |tag: &&Counted| typed.is_empty() || tag.folded.contains(typed);
    let count = state.lists.tags.iter().filter(named).count();
    if count == 0 {
        return false;
    }
    let open = state.is_open(&Fold::Tags, typed);
    if title(ui, cx, "legend-tags", count, open) {
        state.toggle(Fold::Tags);
    }
    if !open {
        return true;
    }
    let few = if state.all_tags { usize::MAX } else { FEW_TAGS };
    Frame::new().inner_margin(Margin { left: 16, right: 16, top: 4, bottom: 4 }).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::new(6.0, 6.0);
            ui.spacing_mut().interact_size.y = 24.0;
            let listed = state.lists.tags.iter().filter(named).enumerate();
            // A chosen tag is always there to be let go.
            for (_, tag) in listed.filter(|(at, tag)| *at < few || filter.tags.contains(&tag.word)) {
                let on = filter.tags.contains(&tag.word);
                let spoken = spoken(cx, &tag.word, tag.count);
                if row::chip(ui, cx, &tag.word, &spoken, tag.count, on).clicked() {
                    change(cx, |filter| {
                        if !filter.tags.remove(&tag.word) {
                            filter.tags.insert(tag.word.clone());
                        }
                    });
                }
            }
        });
    });
    more(ui, cx, count, FEW_TAGS, &mut state.all_tags);
    true
}

fn territories(ui: &mut Ui, cx: &Cx<'_>, state: &mut LegendState, typed: &str) -> bool {
    let chosen = cx.session.filter().territory.as_deref().map(fold);
    let named = |territory: &&Counted| typed.is_empty() || territory.folded.contains(typed);
    let count = state.lists.territories.iter().filter(named).count();
    if count == 0 {
        return false;
    }
    let open = state.is_open(&Fold::Territories, typed);
    if title(ui, cx, "legend-territories", count, open) {
        state.toggle(Fold::Territories);
    }
    if !open {
        return true;
    }
    let few = if state.all_territories { usize::MAX } else { FEW_TERRITORIES };
    let listed = state.lists.territories.iter().filter(named).enumerate();
    for (_, territory) in
        listed.filter(|(at, territory)| *at < few || chosen.as_ref() == Some(&territory.folded))
    {
        let on = chosen.as_ref() == Some(&territory.folded);
        let spoken = spoken(cx, &territory.word, territory.count);
        let id = Id::unique(("legend territory", territory.word.as_str()));
        let mark = if on { icon::CHECK_CIRCLE } else { icon::MAP_PIN };
        let shown = Row {
            about: cx.t("legend-territory-tip"),
            ..plain_row(id, Role::RadioButton, &spoken, mark, &territory.word, territory.count, on)
        };
        if row::show(ui, cx, &shown).0.clicked() {
            change(cx, |filter| filter.territory = (!on).then(|| territory.word.clone()));
            cx.command(Command::FitAll);
        }
    }
    more(ui, cx, count, FEW_TERRITORIES, &mut state.all_territories);
    true
}

/// The words that show the rest of a long list, or fold it again.
fn more(ui: &mut Ui, cx: &Cx<'_>, count: usize, few: usize, all: &mut bool) {
    if count <= few {
        return;
    }
    Frame::new().inner_margin(Margin::symmetric(16, 0)).show(ui, |ui| {
        let label =
            if *all { cx.t("legend-fewer").to_owned() } else { cx.text.count("legend-more", count - few) };
        if widgets::link_button(ui, cx, label).clicked() {
            *all = !*all;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bilingual, ColourName, Shape};

    #[test]
    fn kinds_without_actors_show_only_when_named() {
        let family = Family {
            id: "pub".into(),
            rank: 0,
            label: Bilingual::new("Pouvoirs publics", "Public bodies"),
            colour: ColourName::new("blue"),
            shape: Shape::Square,
            extra: Default::default(),
        };
        let kind = |id: &str, name: &str| ActorKind::new(id.into(), "pub".into(), Bilingual::new(name, name));
        let schema =
            Schema::new([family.clone()], [kind("region", "Régions"), kind("state", "État")], [], []);
        let counts = Counts { kinds: [("region".into(), 2)].into(), ..Counts::default() };
        let shown = |typed: &str| {
            let kinds = kinds_to_show(&schema, &counts, &family, typed, Lang::Fr);
            kinds.map(|kinds| kinds.iter().map(|kind| kind.id.as_str().to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(shown(""), Some(vec!["region".to_owned()]));
        assert_eq!(shown("etat"), Some(vec!["state".to_owned()]));
        assert_eq!(shown("publics"), Some(vec!["region".to_owned()]));
        assert_eq!(shown("cress"), None);
        // An empty family keeps its row.
        let empty = kinds_to_show(&schema, &Counts::default(), &family, "", Lang::Fr);
        assert_eq!(empty.map(|kinds| kinds.len()), Some(0));
    }

    #[test]
    fn the_most_borne_come_first_then_by_name_without_accents() {
        let counts: [(ArcStr, usize); 3] = [("zinc".into(), 2), ("Étain".into(), 2), ("fer".into(), 9)];
        let list = by_count(counts.iter().map(|(word, count)| (word, count)));
        let words: Vec<&str> = list.iter().map(|counted| counted.word.as_str()).collect();
        assert_eq!(words, ["fer", "Étain", "zinc"]);
    }
}
