//! Choosing a kind of actor: a button that opens a searched list, families as headings.

use egui::{RichText, ScrollArea, Ui};

use super::cx::{Action, Cx};
use super::dialogs::Dialog;
use super::schema_editor::SchemaEditor;
use super::theme::{self, color};
use super::widgets;
use crate::icons::ui as icon;
use crate::model::ActorKindId;
use crate::query::fold;

/// What a picker remembers while its list is open.
#[derive(Debug, Default)]
pub struct KindPicker {
    typed: String,
    was_open: bool,
    /// Whether the list leads to the editor of kinds.
    edits: bool,
}

impl KindPicker {
    /// A picker whose list leads to the editor of kinds too; not for use in a dialog, which that
    /// would close.
    pub fn with_editor() -> Self {
        Self { edits: true, ..Self::default() }
    }

    /// Shows the button; `Some` when another kind was chosen. An empty kind stands for several that
    /// differ.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        salt: impl std::hash::Hash + std::fmt::Debug,
        current: &ActorKindId,
    ) -> Option<ActorKindId> {
        let name = cx.t("field-kind");
        let mixed = current.as_str().is_empty();
        let label = if mixed { cx.t("kind-mixed").to_owned() } else { widgets::kind_label(cx, current) };
        let response = ui
            .push_id(&salt, |ui| {
                ui.horizontal(|ui| {
                    if !mixed {
                        widgets::glyph(ui, 22.0, &widgets::glyph_of_kind(cx, current), true);
                    }
                    let width = ui.available_width().min(220.0);
                    widgets::picker_button(ui, cx, &label, name, width)
                })
                .inner
            })
            .inner;
        let (chosen, open) = widgets::dropdown(&response, 280.0, |ui| self.list(ui, cx, current));
        if !open && self.was_open {
            self.typed.clear();
        }
        self.was_open = open;
        chosen
    }

    /// The list alone, for a popup of the caller's; `Some` when a kind was chosen.
    pub fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>, current: &ActorKindId) -> Option<ActorKindId> {
        let field = widgets::search_field(
            ui,
            ui.unique_id().with("kind search"),
            &mut self.typed,
            cx.t("kind-search"),
            cx.t("kind-search"),
            cx.t("clear"),
            icon::MAGNIFYING_GLASS,
        );
        if !self.was_open {
            field.request_focus();
        }
        let typed = fold(&self.typed);
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let mut chosen = None;
        let mut first = None;
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let schema = cx.session.map().schema();
            for family in schema.families() {
                let kinds: Vec<_> = schema
                    .kinds_of(&family.id)
                    .into_iter()
                    .filter(|kind| {
                        let words = fold(&format!(
                            "{} {} {}",
                            kind.label.fr,
                            kind.label.en,
                            kind.definition.get(cx.lang())
                        ));
                        if typed.is_empty() {
                            kind.offered || kind.id == *current
                        } else {
                            typed.split(' ').all(|word| words.contains(word))
                        }
                    })
                    .collect();
                if kinds.is_empty() {
                    continue;
                }
                ui.add_space(4.0);
                let heading = RichText::new(family.label.get(cx.lang())).text_style(theme::section());
                ui.label(heading.color(color(cx.theme.ink_2)));
                for kind in kinds {
                    first.get_or_insert_with(|| kind.id.clone());
                    let response = ui
                        .horizontal(|ui| {
                            widgets::glyph(ui, 22.0, &widgets::glyph_of_kind(cx, &kind.id), true);
                            let label = RichText::new(kind.label.get(cx.lang())).text_style(theme::value());
                            let width = ui.available_width();
                            let button = egui::Button::selectable(kind.id == *current, label)
                                .right_text(())
                                .min_size(egui::Vec2::new(width, 26.0));
                            ui.add(button)
                        })
                        .inner;
                    let definition = kind.definition.get(cx.lang());
                    let response =
                        if definition.is_empty() { response } else { response.on_hover_text(definition) };
                    if response.clicked() {
                        chosen = Some(kind.id.clone());
                    }
                }
            }
            if first.is_none() {
                widgets::caption(ui, cx, cx.t("kind-none"));
            }
        });
        if self.edits && widgets::picker_footer(ui, cx, cx.t("kind-edit")) {
            let kind = first.clone().filter(|_| !typed.is_empty()).unwrap_or_else(|| current.clone());
            cx.send(Action::Dialog(Dialog::Schema(SchemaEditor::at_actor_kind(kind))));
        }
        if enter && chosen.is_none() {
            chosen = first;
        }
        chosen
    }
}
