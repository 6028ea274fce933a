//! What the four forms are made of: list rows, bilingual fields, swatches, shapes, the preview.

use egui::{
    Align2, Color32, Context, CornerRadius, Id, RichText, Role, Sense, Stroke, StrokeKind, TextEdit, Ui,
    Vec2, WidgetInfo,
};

use super::super::cx::Cx;
use super::super::theme::{self, color};
use super::super::widgets::{self, Glyph};
use crate::drawing::shape::{Figure, Outline};
use crate::drawing::theme::PALETTE;
use crate::icons::ui as icon;
use crate::model::{Bilingual, ColourName, Shape};

/// Height of a row of the lists.
pub(super) const ROW: f32 = 28.0;

/// A row of a list: a heading or an entry.
pub(super) struct ListRow {
    /// The id of the entry.
    pub(super) id: String,
    /// Its name in the language shown.
    pub(super) label: String,
    /// The node it draws, where it draws one.
    pub(super) glyph: Option<Glyph>,
    /// How often it is used.
    pub(super) uses: Option<usize>,
    /// It only names what follows.
    pub(super) heading: bool,
    /// It is the one whose form is shown.
    pub(super) chosen: bool,
    /// Written softer: not offered at once.
    pub(super) soft: bool,
}

/// Text in the second ink.
pub(super) fn soft(cx: &Cx<'_>, text: &str) -> RichText {
    RichText::new(text).text_style(theme::value()).color(color(cx.theme.ink_2))
}

/// Whether a folded text has every word of a folded search.
pub(super) fn matches(words: &str, text: &str) -> bool {
    words.is_empty() || words.split(' ').all(|word| text.contains(word))
}

/// The name of an entry, or the words for one that has none.
pub(super) fn name<'a>(cx: &'a Cx<'_>, label: &'a Bilingual) -> &'a str {
    let name = label.get(cx.lang());
    if name.trim().is_empty() { cx.t("schema-unnamed") } else { name }
}

/// Shows a row. `true` once it was clicked.
pub(super) fn list_row(ui: &mut Ui, cx: &Cx<'_>, row: &ListRow) -> bool {
    let sense = if row.heading { Sense::hover() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width() - 4.0, ROW), sense);
    let role = if row.heading { Role::Heading } else { Role::ListBoxOption };
    response.widget_info(|| WidgetInfo::selected(role, true, row.chosen, &row.label));
    let painter = ui.painter();
    let (ink, ink_2) = (color(cx.theme.ink), color(cx.theme.ink_2));
    let hot = !row.heading && (response.hovered() || response.has_focus());
    if row.chosen || hot {
        let fill = if row.chosen { cx.theme.accent_soft } else { cx.theme.panel_2 };
        let ring = if response.has_focus() { ui.visuals().selection.stroke } else { Stroke::NONE };
        painter.rect(rect, CornerRadius::same(6), color(fill), ring, StrokeKind::Inside);
    }
    let mut left = rect.left() + if row.heading { 2.0 } else { 10.0 };
    if let Some(glyph) = &row.glyph {
        widgets::paint_glyph(ui, egui::pos2(left + 11.0, rect.center().y), 22.0, glyph, !row.heading);
        left += 30.0;
    }
    let mut right = rect.right() - 8.0;
    if let Some(uses) = row.uses {
        let font = theme::figures().resolve(ui.style());
        let at = egui::pos2(right, rect.center().y);
        right = painter.text(at, Align2::RIGHT_CENTER, uses.to_string(), font, ink_2).left() - 8.0;
    }
    let style = if row.heading { theme::section() } else { theme::value() };
    let text_ink = if row.heading || row.soft { ink_2 } else { ink };
    let font = style.resolve(ui.style());
    let mut job = egui::text::LayoutJob::simple_singleline(row.label.clone(), font, text_ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left).max(20.0));
    let galley = painter.layout_job(job);
    let shortened = galley.elided;
    painter.galley(egui::pos2(left, rect.center().y - galley.size().y / 2.0), galley, text_ink);
    let clicked = response.clicked();
    if shortened {
        response.on_hover_text(&row.label);
    }
    clicked && !row.heading
}

/// A tab with a line under the one shown. `true` once it was clicked.
pub(super) fn tab(ui: &mut Ui, cx: &Cx<'_>, label: &str, on: bool) -> bool {
    let font = theme::strong().resolve(ui.style());
    let ink = color(if on { cx.theme.ink } else { cx.theme.ink_2 });
    let galley = ui.painter().layout_no_wrap(label.to_owned(), font, ink);
    let (rect, response) =
        ui.allocate_exact_size(Vec2::new(galley.size().x, galley.size().y + 14.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, label));
    let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    let line = |width, rgba| Stroke::new(width, color(rgba));
    let stroke = match (on, response.hovered()) {
        (true, _) => line(2.0, cx.theme.accent),
        (false, true) => line(2.0, cx.theme.line_strong),
        (false, false) => Stroke::NONE,
    };
    ui.painter().hline(rect.x_range(), rect.bottom(), stroke);
    if response.has_focus() {
        let ring = ui.visuals().selection.stroke;
        ui.painter().rect_stroke(rect.expand(3.0), CornerRadius::same(6), ring, StrokeKind::Inside);
    }
    response.clicked()
}

/// The name of a control, above it.
pub(super) fn field_label(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.add_space(8.0);
    widgets::caption(ui, cx, text);
}

/// What tells the text fields of an entry apart.
fn salt(id: &str, what: &str, lang: &str) -> String {
    format!("schema {what} {lang} {id}")
}

/// A text in French and in English, side by side. `true` when a keystroke changed it.
pub(super) fn bilingual(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: &str,
    what: &str,
    label: &str,
    text: &mut Bilingual,
    rows: usize,
) -> bool {
    let mut typed = false;
    ui.add_space(8.0);
    ui.columns(2, |columns| {
        let sides = [("fr", "schema-in-french", &mut text.fr), ("en", "schema-in-english", &mut text.en)];
        for (ui, (lang, key, text)) in columns.iter_mut().zip(sides) {
            let name = cx.tr(key, &[("what", label.into())]);
            widgets::caption(ui, cx, &name);
            let salt = salt(id, what, lang);
            let changed = if rows > 1 {
                widgets::text_area(ui, cx, salt, &name, text, "", rows)
            } else {
                widgets::text_field(ui, cx, salt, &name, text, "")
            };
            if let Some(changed) = changed {
                *text = changed;
                typed = true;
            }
        }
    });
    typed
}

/// Puts the cursor in the name of an entry, all of it selected, in the language shown.
pub(super) fn focus_name(ctx: &Context, id: &str, lang: crate::lang::Lang) {
    use egui::text::{CCursor, CCursorRange};
    let field = Id::unique(("field", salt(id, "name", lang.tag())));
    let mut state = TextEdit::load_state(ctx, field).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), CCursor::new(usize::MAX))));
    state.store(ctx, field);
    ctx.memory_mut(|memory| memory.request_focus(field));
}

/// What the head of a form was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Up,
    Down,
    Remove,
}

/// The head of a form: the entry's name, a line on its use, and what moves or removes it.
pub(super) fn head(
    ui: &mut Ui,
    cx: &Cx<'_>,
    title: &str,
    use_line: &str,
    (at, count): (usize, usize),
    removable: Result<(), &str>,
) -> Option<Ask> {
    let mut ask = None;
    ui.horizontal_top(|ui| {
        let width = ui.available_width() - 3.0 * 32.0 - 24.0;
        ui.vertical(|ui| {
            ui.set_width(width);
            let title = RichText::new(title).text_style(theme::subtitle());
            ui.add(egui::Label::new(title).truncate());
            widgets::caption(ui, cx, use_line);
        });
        let buttons = [
            (icon::ARROW_UP, "schema-up", at > 0, Ask::Up),
            (icon::ARROW_DOWN, "schema-down", at + 1 < count, Ask::Down),
        ];
        for (glyph, key, enabled, what) in buttons {
            if widgets::icon_button_sized(ui, glyph, cx.t(key), 32.0, enabled, false).clicked() {
                ask = Some(what);
            }
        }
        let reason = removable.err().unwrap_or_else(|| cx.t("cmd-delete"));
        let remove = widgets::icon_button_sized(ui, icon::TRASH, reason, 32.0, removable.is_ok(), false);
        if remove.clicked() {
            ask = Some(Ask::Remove);
        }
    });
    ask
}

/// A clickable square with a ring around the one chosen. `true` once it was clicked.
pub(super) fn cell(
    ui: &mut Ui,
    side: f32,
    name: &str,
    on: bool,
    paint: impl FnOnce(&Ui, egui::Rect),
) -> bool {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name));
    let stroke = if on {
        Stroke::new(2.0, ui.visuals().selection.stroke.color)
    } else if response.has_focus() {
        ui.visuals().selection.stroke
    } else if response.hovered() {
        ui.visuals().widgets.hovered.bg_stroke
    } else {
        Stroke::NONE
    };
    ui.painter().rect(rect, CornerRadius::same(6), Color32::TRANSPARENT, stroke, StrokeKind::Inside);
    if ui.is_rect_visible(rect) {
        paint(ui, rect);
    }
    response.on_hover_text(name).clicked()
}

/// A word that is on or off, before the cells it is an alternative to.
fn like_family(ui: &mut Ui, cx: &Cx<'_>, on: bool) -> bool {
    let text = RichText::new(cx.t("schema-like-family")).text_style(theme::value());
    ui.add(egui::Button::selectable(on, text).min_size(Vec2::new(0.0, 28.0))).clicked()
}

/// Chooses a colour: a slot of the palette, `#RRGGBB`, or the family's where `family` is given.
/// `Some` once another was chosen.
pub(super) fn colour_picker(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: &str,
    current: Option<&ColourName>,
    can_follow_family: bool,
) -> Option<Option<ColourName>> {
    let mut chosen = None;
    field_label(ui, cx, cx.t("schema-colour"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if can_follow_family && like_family(ui, cx, current.is_none()) {
            chosen = Some(None);
        }
        for slot in PALETTE {
            let colour = ColourName::new(*slot);
            let on = current == Some(&colour);
            let key = format!("schema-colour-{slot}");
            let swatch = cx.theme.swatch(&colour);
            let clicked = cell(ui, 28.0, cx.t(&key), on, |ui, rect| {
                let stroke = Stroke::new(1.0, color(swatch.stroke));
                ui.painter().circle(rect.center(), 9.0, color(swatch.fill), stroke);
            });
            if clicked {
                chosen = Some(Some(colour));
            }
        }
        ui.add_space(6.0);
        ui.allocate_ui(Vec2::new(104.0, 28.0), |ui| {
            ui.vertical(|ui| {
                let hex = current.filter(|colour| colour.rgb().is_some());
                let typed = widgets::committed_field(
                    ui,
                    cx,
                    ("schema colour", id),
                    cx.t("schema-hex"),
                    hex.map_or("", |colour| colour.0.as_str()),
                    "#RRGGBB",
                    |text| read_hex(text).ok_or_else(|| cx.t("schema-hex-wrong").to_owned()),
                );
                if let Some(Some(colour)) = typed
                    && current != Some(&colour)
                {
                    chosen = Some(Some(colour));
                }
            });
        });
    });
    chosen
}

/// A colour as people type it: six hexadecimal digits, with or without `#`. `Some(None)` where
/// nothing was typed, `None` where it is no colour.
fn read_hex(text: &str) -> Option<Option<ColourName>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    let colour = ColourName::new(format!("#{}", text.trim_start_matches('#').to_ascii_uppercase()));
    colour.rgb().map(|_| Some(colour))
}

/// Chooses a shape, drawn in a colour. `Some` once another was chosen.
pub(super) fn shape_picker(
    ui: &mut Ui,
    cx: &Cx<'_>,
    current: Option<&Shape>,
    colour: Option<&ColourName>,
    can_follow_family: bool,
) -> Option<Option<Shape>> {
    let mut chosen = None;
    field_label(ui, cx, cx.t("schema-shape"));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if can_follow_family && like_family(ui, cx, current.is_none()) {
            chosen = Some(None);
        }
        for shape in Shape::ALL {
            let key = format!("schema-shape-{}", shape.as_str());
            let glyph = widgets::glyph_of(cx, colour, Figure::from(&shape), None);
            let on = current == Some(&shape);
            let paint =
                |ui: &Ui, rect: egui::Rect| widgets::paint_glyph(ui, rect.center(), 28.0, &glyph, false);
            if cell(ui, 36.0, cx.t(&key), on, paint) {
                chosen = Some(Some(shape));
            }
        }
    });
    chosen
}

/// How a node will look on paper and in the light look, whatever the window's.
pub(super) fn preview(
    ui: &mut Ui,
    cx: &Cx<'_>,
    colour: Option<&ColourName>,
    figure: Figure,
    glyph: Option<char>,
    (emphasis, group): (bool, bool),
    label: &str,
) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 104.0), Sense::hover());
    let name = cx.tr("schema-preview", &[("name", label.to_owned().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let painter = ui.painter().with_clip_rect(rect);
    let line = Stroke::new(1.0, color(cx.theme.line));
    painter.rect(rect, CornerRadius::same(8), color(cx.theme.canvas), line, StrokeKind::Inside);
    let none = ColourName::new("");
    let swatch = cx.theme.swatch(colour.unwrap_or(&none));
    let center = rect.center() - Vec2::new(0.0, 14.0);
    if group {
        let hull = egui::Rect::from_center_size(rect.center(), Vec2::new(190.0, 92.0));
        let edge = Stroke::new(1.25, color(swatch.stroke.with_opacity(0.45)));
        painter.rect(hull, CornerRadius::same(28), color(swatch.hull), edge, StrokeKind::Inside);
    }
    let side = 52.0;
    let icon = glyph.or_else(|| crate::icons::glyph(crate::icons::FALLBACK)).unwrap_or(' ');
    let drawn = Glyph { figure, fill: swatch.fill, stroke: swatch.stroke, ink: swatch.icon, icon };
    widgets::paint_glyph(ui, center, side, &drawn, true);
    if emphasis {
        let outline = Outline::of(figure, f64::from(side) * 0.5 / 1.28).grown(4.0);
        let points =
            outline.points(8).into_iter().map(|at| center + Vec2::new(at.x as f32, at.y as f32)).collect();
        painter.add(egui::Shape::closed_line(points, Stroke::new(1.5, color(swatch.stroke))));
    }
    let font = if emphasis { theme::strong_font(12.0) } else { egui::FontId::proportional(12.0) };
    let ink = color(cx.theme.ink);
    let mut job = egui::text::LayoutJob::simple_singleline(label.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 24.0);
    let galley = painter.layout_job(job);
    let at = egui::pos2(rect.center().x - galley.size().x / 2.0, center.y + 34.0);
    painter.galley(at, galley, ink);
}

/// A box to tick, with what it means beside it. `true` when it was ticked or unticked.
pub(super) fn check(ui: &mut Ui, cx: &Cx<'_>, key: &str, hint: &str, value: &mut bool) -> bool {
    ui.horizontal(|ui| {
        let text = RichText::new(cx.t(key)).text_style(theme::value());
        let changed = ui.checkbox(value, text).changed();
        let hint = RichText::new(cx.t(hint)).small().color(color(cx.theme.ink_2));
        ui.add(egui::Label::new(hint).wrap());
        changed
    })
    .inner
}

/// A question within the form, on a tinted ground.
pub(super) fn question(ui: &mut Ui, cx: &Cx<'_>, text: &str, contents: impl FnOnce(&mut Ui)) {
    ui.add_space(8.0);
    egui::Frame::new()
        .fill(color(cx.theme.warn_soft))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(egui::Label::new(RichText::new(text).text_style(theme::value())).wrap());
            ui.add_space(6.0);
            ui.horizontal_wrapped(contents);
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_people_type_them() {
        let read = |text| read_hex(text).flatten().map(|colour| colour.0);
        assert_eq!(read("#3c78d0").as_deref(), Some("#3C78D0"));
        assert_eq!(read(" 3C78D0 ").as_deref(), Some("#3C78D0"));
        for wrong in ["#3C78D", "blue", "#3C78D00", "#GG0000", "#"] {
            assert_eq!(read_hex(wrong), None, "{wrong}");
        }
        assert_eq!(read_hex(""), Some(None));
    }

    #[test]
    fn a_search_needs_every_word() {
        assert!(matches("", "anything"));
        assert!(matches("ess str", "structures de l ess"));
        assert!(!matches("ess eau", "structures de l ess"));
    }
}
