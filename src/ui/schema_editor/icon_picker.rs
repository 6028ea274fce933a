//! Choosing the icon of a kind of actor: a button that opens a searched grid.

use egui::{RichText, Role, ScrollArea, Ui, Vec2, WidgetInfo};

use super::super::cx::Cx;
use super::super::theme::{self, color};
use super::super::widgets;
use super::parts;
use crate::icons::{self, ui as icon};
use crate::query::fold;

/// Side of a cell of the grid.
const CELL: f32 = 36.0;
/// Cells in a row of the grid.
const COLUMNS: usize = 9;

/// What the picker remembers while its grid is open.
#[derive(Debug, Default)]
pub(super) struct IconPicker {
    typed: String,
    was_open: bool,
}

impl IconPicker {
    /// Shows the button; `Some` when another icon was chosen.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, current: &str) -> Option<String> {
        parts::field_label(ui, cx, cx.t("schema-icon"));
        let glyph = icons::glyph(current).or_else(|| icons::glyph(icons::FALLBACK)).unwrap_or(' ');
        let shown = if current.is_empty() { cx.t("schema-no-icon") } else { current };
        // The names of icons are English: the picture says it.
        let words = if current.is_empty() { shown } else { cx.t("schema-icon-change") };
        let text = RichText::new(format!("{words}  {}", icon::CARET_DOWN)).text_style(theme::value());
        let picture = RichText::new(glyph).font(theme::icon_fill_font(18.0));
        let button = egui::Button::new((picture, text)).min_size(Vec2::new(0.0, 32.0));
        let response = ui.add(button);
        let name = cx.t("schema-icon");
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name} {shown}")));
        let (chosen, open) =
            widgets::dropdown(&response, COLUMNS as f32 * CELL + 12.0, |ui| self.grid(ui, cx, current));
        if !open && self.was_open {
            self.typed.clear();
        }
        self.was_open = open;
        chosen
    }

    fn grid(&mut self, ui: &mut Ui, cx: &Cx<'_>, current: &str) -> Option<String> {
        let field = widgets::search_field(
            ui,
            egui::Id::unique("schema icon search"),
            &mut self.typed,
            cx.t("schema-icon-search"),
            cx.t("schema-icon-search"),
            cx.t("clear"),
            icon::MAGNIFYING_GLASS,
        );
        if !self.was_open {
            field.request_focus();
        }
        let words = fold(&self.typed);
        // The names of icons are English; the kinds that have one say what it is used for.
        let uses = |name: &str| {
            let kinds = cx.session.map().schema().actor_kinds();
            let labels = kinds.iter().filter(|kind| kind.icon == name).map(|kind| &kind.label);
            labels.map(|label| format!(" {} {}", label.fr, label.en)).collect::<String>()
        };
        let found: Vec<&str> = icons::ACTOR_ICONS
            .iter()
            .copied()
            .filter(|name| {
                words.is_empty()
                    || parts::matches(&words, &fold(&format!("{}{}", name.replace('-', " "), uses(name))))
            })
            .collect();
        let mut chosen = None;
        ui.add_space(4.0);
        if found.is_empty() {
            widgets::caption(ui, cx, cx.t("schema-icon-none"));
        }
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let rows = found.len().div_ceil(COLUMNS);
        ScrollArea::vertical().max_height(7.5 * CELL).show_rows(ui, CELL, rows, |ui, range| {
            ui.set_width(COLUMNS as f32 * CELL);
            for row in range {
                ui.horizontal(|ui| {
                    for name in found.iter().skip(row * COLUMNS).take(COLUMNS) {
                        let clicked = parts::cell(ui, CELL, name, *name == current, |ui, rect| {
                            let glyph = icons::glyph(name).unwrap_or(' ');
                            let font = theme::icon_fill_font(20.0);
                            let ink = color(cx.theme.ink);
                            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, glyph, font, ink);
                        });
                        if clicked {
                            chosen = Some((*name).to_owned());
                        }
                    }
                });
            }
        });
        chosen
    }
}
