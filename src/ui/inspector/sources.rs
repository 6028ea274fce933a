//! What stands behind a record: its sources, how sure it is, who checked it and when.

use egui::{Color32, RichText, Role, Sense, Stroke, Ui};

use super::fields;
use crate::drawing::theme::Rgba;
use crate::edit::FieldName;
use crate::icons::ui as icon;
use crate::model::{Confidence, Provenance, Source};
use crate::ui::cx::{Action, Cx};
use crate::ui::theme::color;
use crate::ui::widgets;

/// Shows the section; the new state and what of it was edited.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: &str,
    provenance: &Provenance,
) -> Option<(Provenance, FieldName)> {
    let mut edited = None;
    let mut add = false;
    widgets::section(ui, cx, cx.t("inspector-sources"), |ui| {
        add = widgets::edit_button(ui, cx, icon::PLUS, cx.t("inspector-add-source"));
    });
    let mut new = provenance.clone();
    if add {
        widgets::focus_area(ui, format!("{salt} source {} title", new.sources.len()));
        new.sources.push(Source::default());
        edited = Some(FieldName::Sources);
    }
    let mut gone = None;
    for (place, source) in new.sources.iter_mut().enumerate() {
        let salt = format!("{salt} source {place}");
        if source_fields(ui, cx, &salt, source, &mut gone, place) {
            edited = Some(FieldName::Sources);
        }
    }
    if let Some(place) = gone {
        new.sources.remove(place);
        cx.send(Action::Seal);
        edited = Some(FieldName::Sources);
    }
    if provenance.sources.is_empty() {
        widgets::caption(ui, cx, cx.t("inspector-no-source"));
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for level in &Confidence::LEVELS {
            let on = provenance.confidence.as_ref() == Some(level);
            // A level nobody gave is nothing to read.
            if !on && !cx.may_edit() {
                continue;
            }
            if confidence_pill(ui, cx, level, on) {
                new.confidence = (!on).then(|| level.clone());
                edited = Some(FieldName::Confidence);
            }
        }
        if let Some(Confidence::Other(word)) = &provenance.confidence {
            widgets::caption(ui, cx, word.as_str());
        }
    });
    ui.add_space(2.0);
    let checked_on = provenance.checked_on.as_ref();
    if let Some(date) =
        fields::date(ui, cx, &format!("{salt} checked on"), cx.t("inspector-checked-on"), checked_on)
    {
        new.checked_on = date;
        edited = Some(FieldName::Checked);
    }
    if let Some(by) = fields::text(
        ui,
        cx,
        &format!("{salt} checked by"),
        cx.t("inspector-checked-by"),
        &provenance.checked_by,
    ) {
        new.checked_by = by.into();
        edited = Some(FieldName::Checked);
    }
    edited.map(|what| (new, what))
}

fn source_fields(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: &str,
    source: &mut Source,
    gone: &mut Option<usize>,
    place: usize,
) -> bool {
    let mut changed = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let glyph = RichText::new(icon::ARTICLE.to_string()).size(16.0).color(color(cx.theme.ink_2));
        ui.add_sized([18.0, 28.0], egui::Label::new(glyph));
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            fields::with_button_right(
                ui,
                |ui| widgets::edit_button(ui, cx, icon::TRASH, cx.t("inspector-remove-source")),
                |ui, remove| {
                    if remove {
                        *gone = Some(place);
                    }
                    let name = cx.t("inspector-source-title");
                    if let Some(title) =
                        widgets::text_area(ui, cx, format!("{salt} title"), name, &source.title, name, 1)
                    {
                        source.title = title.into();
                        changed = true;
                    }
                },
            );
            let name = cx.t("inspector-source-url");
            if let Some(url) = fields::url_field(ui, cx, &format!("{salt} url"), name, &source.url, name) {
                source.url = url.into();
                changed = true;
            }
            let name = cx.t("inspector-source-date");
            let hint = cx.t("inspector-source-date-hint");
            let date = fields::date_field(ui, cx, &format!("{salt} date"), name, source.date.as_ref(), hint);
            if let Some(date) = date {
                source.date = date;
                changed = true;
            }
        });
    });
    ui.add_space(4.0);
    changed
}

/// The colours, the icon and the key of the words of a level.
fn looks(cx: &Cx<'_>, level: &Confidence) -> (Rgba, Rgba, char, &'static str) {
    match level {
        Confidence::High => (cx.theme.ok, cx.theme.ok_soft, icon::CHECK_CIRCLE, "inspector-confidence-high"),
        Confidence::Medium => (cx.theme.warn, cx.theme.warn_soft, icon::CLOCK, "inspector-confidence-medium"),
        _ => (cx.theme.danger, cx.theme.danger_soft, icon::WARNING_CIRCLE, "inspector-confidence-low"),
    }
}

/// A pill that sets a level, or takes it away where it is set.
fn confidence_pill(ui: &mut Ui, cx: &Cx<'_>, level: &Confidence, on: bool) -> bool {
    let (ink, ground, glyph, key) = looks(cx, level);
    let words = cx.t(key);
    let (text, fill, stroke) = if on {
        (color(ink), color(ground), Stroke::NONE)
    } else {
        (color(cx.theme.ink_2), Color32::TRANSPARENT, Stroke::new(1.0, color(cx.theme.line)))
    };
    let label = RichText::new(format!("{glyph} {words}")).text_style(egui::TextStyle::Small).color(text);
    let button = egui::Button::new(label)
        .fill(fill)
        .stroke(stroke)
        .corner_radius(255)
        .sense(if cx.may_edit() { Sense::click() } else { Sense::hover() })
        .min_size(egui::Vec2::new(0.0, 24.0));
    let response = ui.scope(|ui| {
        ui.spacing_mut().button_padding = egui::Vec2::new(8.0, 3.0);
        ui.add(button)
    });
    let name = format!("{} {words}", cx.t("inspector-confidence"));
    response.inner.widget_info(|| egui::WidgetInfo::selected(Role::RadioButton, cx.may_edit(), on, &name));
    response.inner.on_hover_text(name).clicked()
}
