//! Choosing a kind of link by its verb: those that usually join two such actors first.

use egui::{RichText, ScrollArea, Ui};

use crate::icons::ui as icon;
use crate::model::{Actor, LinkKind, LinkKindId};
use crate::query::fold;
use crate::ui::cx::{Action, Cx};
use crate::ui::dialogs::Dialog;
use crate::ui::schema_editor::SchemaEditor;
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// The kinds of links that answer what was typed, each with whether it usually joins these actors;
/// the usual ones first. An end not yet known suits every kind.
pub(in crate::ui) fn ordered(
    cx: &Cx<'_>,
    from: Option<&Actor>,
    to: Option<&Actor>,
    typed: &str,
) -> Vec<(LinkKindId, bool)> {
    let schema = cx.session.map().schema();
    let typed = fold(typed);
    let answers = |kind: &LinkKind| {
        let words = fold(&format!(
            "{} {} {} {} {}",
            kind.verb.fr,
            kind.verb.en,
            kind.inverse.fr,
            kind.inverse.en,
            kind.definition.get(cx.lang())
        ));
        typed.split(' ').all(|word| words.contains(word))
    };
    let usual = |kind: &LinkKind| match (from, to) {
        (Some(from), Some(to)) => schema.usually_joins(&kind.id, from, to),
        (Some(from), None) => schema.suits(&from.kind, &kind.from),
        (None, Some(to)) => schema.suits(&to.kind, &kind.to),
        (None, None) => true,
    };
    let mut kinds: Vec<_> = schema
        .link_kinds()
        .into_iter()
        .filter(|kind| answers(kind))
        .map(|kind| (kind.id.clone(), usual(kind)))
        .collect();
    // Stable: within each part the order of the vocabulary stays.
    kinds.sort_by_key(|(_, usual)| !usual);
    kinds
}

/// The verb of a kind of link, from one end or from the other; the kind's id where the schema does
/// not know it.
pub(super) fn verb(cx: &Cx<'_>, kind: &LinkKindId, forwards: bool) -> String {
    cx.session.map().schema().link_kind(kind).map_or_else(
        || kind.to_string(),
        |kind| {
            let inverse = kind.inverse.get(cx.lang());
            let words = if forwards || kind.symmetric || inverse.is_empty() {
                kind.verb.get(cx.lang())
            } else {
                inverse
            };
            words.to_owned()
        },
    )
}

/// A button that opens the searched list of verbs.
#[derive(Default)]
pub(super) struct VerbPicker {
    typed: String,
    was_open: bool,
}

impl VerbPicker {
    /// Shows the button; `Some` when another kind was chosen. An empty kind stands for several that
    /// differ.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        current: &LinkKindId,
        from: Option<&Actor>,
        to: Option<&Actor>,
    ) -> Option<LinkKindId> {
        let label = verb(cx, current, true);
        let label = if label.is_empty() { cx.t("inspector-verbs-mixed").to_owned() } else { label };
        let response = widgets::picker_button(ui, cx, &label, cx.t("inspector-verb"), ui.available_width());
        let (chosen, open) = widgets::dropdown(&response, 280.0, |ui| self.list(ui, cx, current, from, to));
        if !open && self.was_open {
            self.typed.clear();
        }
        self.was_open = open;
        chosen
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        current: &LinkKindId,
        from: Option<&Actor>,
        to: Option<&Actor>,
    ) -> Option<LinkKindId> {
        let hint = cx.t("inspector-verb-search");
        let id = ui.unique_id().with("verb search");
        let field =
            widgets::search_field(ui, id, &mut self.typed, hint, hint, cx.t("clear"), icon::MAGNIFYING_GLASS);
        if !self.was_open {
            field.request_focus();
        }
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let kinds = ordered(cx, from, to, &self.typed);
        let mut chosen = None;
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            chosen = list(ui, cx, &kinds, Some(current), false);
        });
        if widgets::picker_footer(ui, cx, cx.t("inspector-verbs-edit")) {
            cx.send(Action::Dialog(Dialog::Schema(SchemaEditor::at_link_kind(current.clone()))));
        }
        if enter && chosen.is_none() { kinds.into_iter().next().map(|(kind, _)| kind) } else { chosen }
    }
}

/// The list itself under its two headings; `follow` scrolls to the chosen one.
pub(in crate::ui) fn list(
    ui: &mut Ui,
    cx: &Cx<'_>,
    kinds: &[(LinkKindId, bool)],
    current: Option<&LinkKindId>,
    follow: bool,
) -> Option<LinkKindId> {
    let schema = cx.session.map().schema();
    let mut chosen = None;
    let mut part = None;
    for (id, usual) in kinds {
        if part != Some(*usual) {
            part = Some(*usual);
            let key = if *usual { "inspector-verbs-usual" } else { "inspector-verbs-other" };
            ui.add_space(4.0);
            let heading = RichText::new(cx.t(key)).text_style(theme::section());
            ui.label(heading.color(color(cx.theme.ink_2)));
        }
        let is_current = current == Some(id);
        let label = RichText::new(verb(cx, id, true)).text_style(theme::value());
        let width = ui.available_width();
        let button =
            egui::Button::selectable(is_current, label).truncate().min_size(egui::Vec2::new(width, 26.0));
        let mut response = ui.add(button);
        if follow && is_current {
            response.scroll_to_me(None);
        }
        if let Some(kind) = schema.link_kind(id)
            && !kind.definition.get(cx.lang()).is_empty()
        {
            response = response.on_hover_text(kind.definition.get(cx.lang()));
        }
        if response.clicked() {
            chosen = Some(id.clone());
        }
    }
    if kinds.is_empty() {
        widgets::caption(ui, cx, cx.t("inspector-verbs-none"));
    }
    chosen
}
