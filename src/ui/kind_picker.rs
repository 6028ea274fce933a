//! Choosing a kind of actor: a button that opens a searched list, families as headings.

use egui::{RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::cx::Cx;
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
}

impl KindPicker {
    /// Shows the button; `Some` when another kind was chosen.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        salt: impl std::hash::Hash + std::fmt::Debug,
        current: &ActorKindId,
    ) -> Option<ActorKindId> {
        let name = cx.t("field-kind");
        let label = widgets::kind_label(cx, current);
        let response = ui
            .push_id(&salt, |ui| {
                ui.horizontal(|ui| {
                    widgets::glyph(ui, 22.0, &widgets::glyph_of_kind(cx, current), true);
                    let text =
                        RichText::new(format!("{label}  {}", icon::CARET_DOWN)).text_style(theme::value());
                    let width = ui.available_width();
                    ui.add(
                        egui::Button::new(text).truncate().min_size(egui::Vec2::new(width.min(220.0), 28.0)),
                    )
                })
                .inner
            })
            .inner;
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name} {label}")));
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
        if enter && chosen.is_none() {
            chosen = first;
        }
        chosen
    }
}
