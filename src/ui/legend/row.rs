//! The rows of the legend: one way to draw families, kinds, verbs and territories.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Align2, Color32, CornerRadius, FontFamily, FontId, Pos2, Rect, Response, Role, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo,
};

use crate::icons::ui as icon;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, color};
use crate::ui::widgets::{self, Glyph};

/// From the sides of the panel to what rows show.
pub(super) const MARGIN: f32 = 16.0;
/// The column of the eyes, from the panel's right side to their middle.
const EYE: f32 = MARGIN + 9.0;
/// The right end of the counts, from the panel's right side.
const COUNT: f32 = EYE + 16.0;

/// How far the sign of a part that folds moves its name to the right.
const CARET: f32 = 10.0;

/// What stands before a name.
pub(super) enum Mark<'a> {
    /// The glyph of a family.
    Glyph(&'a Glyph),
    /// The icon of a kind, in the colours of its glyph.
    Icon(&'a Glyph),
    /// An icon of the interface.
    Plain(char),
    /// Nothing.
    None,
}

impl Mark<'_> {
    /// How far it moves the name to the right.
    fn width(&self) -> f32 {
        match self {
            Self::Glyph(_) => 25.0,
            Self::Icon(_) | Self::Plain(_) => 22.0,
            Self::None => 0.0,
        }
    }
}

/// The eye at the end of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Eye {
    /// Shown.
    Open,
    /// In part.
    Half,
    /// Hidden.
    Shut,
}

/// A row.
pub(super) struct Row<'a> {
    /// Its id: the same whatever stands above it.
    pub id: egui::Id,
    /// What it is for those who hear it.
    pub role: Role,
    /// What it says to those who hear it.
    pub spoken: &'a str,
    /// Open or folded, where it folds.
    pub caret: Option<bool>,
    /// From the left.
    pub indent: f32,
    /// What stands before the name.
    pub mark: Mark<'a>,
    /// The name.
    pub name: &'a str,
    /// What the name means, as a tooltip.
    pub about: &'a str,
    /// How many.
    pub count: usize,
    /// Whether the name is strong.
    pub strong: bool,
    /// A title of a section: small and secondary.
    pub title: bool,
    /// Whether it says yes, where that is asked.
    pub selected: Option<bool>,
    /// Whether it is there but dimmed: hidden, or empty.
    pub dim: bool,
    /// The eye, where there is one.
    pub eye: Option<Eye>,
    /// Height of a name of one line.
    pub height: f32,
}

/// Shows a row: the response of the whole row, and the rectangle of the eye.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, row: &Row<'_>) -> (Response, Rect) {
    let width = ui.available_width();
    let figures = FontId::new(13.0, FontFamily::Name(theme::TABULAR.into()));
    let count = ui.painter().layout_no_wrap(row.count.to_string(), figures, color(cx.theme.ink_2));
    let count_left = width - COUNT - count.size().x;
    let text_left = MARGIN + row.indent + if row.caret.is_some() { CARET } else { 0.0 } + row.mark.width();
    let ink = color(if row.dim || row.title { cx.theme.ink_2 } else { cx.theme.ink });
    let font = match (row.title, row.strong) {
        (true, _) => theme::strong_font(12.0),
        (false, true) => theme::strong_font(13.0),
        (false, false) => FontId::proportional(13.0),
    };
    // A long name goes on in the next line: cut, two kinds may look the same.
    let text = fitted(ui, row.name, font, ink, (count_left - 8.0 - text_left).max(16.0), 3);
    let height = row.height.max(text.size().y + if text.rows.len() > 1 { 8.0 } else { 0.0 });
    let (_, rect) = ui.allocate_space(Vec2::new(width, height));
    let response = ui.interact(rect, row.id, Sense::click());
    response.widget_info(|| match row.selected {
        Some(selected) => WidgetInfo::selected(row.role, true, selected, row.spoken),
        None => WidgetInfo::labeled(row.role, true, row.spoken),
    });
    let eye_at = Pos2::new(rect.right() - EYE, rect.center().y);
    let eye_rect = Rect::from_center_size(eye_at, Vec2::new(26.0, height));
    if !ui.is_rect_visible(rect) {
        return (response, eye_rect);
    }
    let radio_on = row.role == Role::RadioButton && row.selected == Some(true);
    let ground = if radio_on {
        color(cx.theme.accent_soft)
    } else if response.hovered() {
        color(cx.theme.panel_2)
    } else {
        Color32::TRANSPARENT
    };
    let ring = if response.has_focus() { Stroke::new(1.5, color(cx.theme.focus_ring)) } else { Stroke::NONE };
    let inner = rect.shrink2(Vec2::new(8.0, 0.0));
    ui.painter().rect(inner, CornerRadius::same(6), ground, ring, StrokeKind::Inside);

    let middle = rect.center().y;
    let icon_text = |at: Pos2, glyph: char, size: f32, ink: Color32| {
        ui.painter().text(at, Align2::CENTER_CENTER, glyph, FontId::proportional(size), ink);
    };
    let mut left = rect.left() + MARGIN + row.indent;
    if let Some(open) = row.caret {
        let glyph = if open { icon::CARET_DOWN } else { icon::CARET_RIGHT };
        icon_text(Pos2::new(left, middle), glyph, 12.0, color(cx.theme.ink_2));
        left += CARET;
    }
    match &row.mark {
        Mark::Glyph(glyph) => {
            let faded;
            let glyph = if row.dim {
                faded = Glyph {
                    fill: glyph.fill.with_opacity(0.4),
                    stroke: glyph.stroke.with_opacity(0.4),
                    ..**glyph
                };
                &faded
            } else {
                glyph
            };
            widgets::paint_glyph(ui, Pos2::new(left + 9.0, middle), 19.0, glyph, false);
        }
        Mark::Icon(glyph) => {
            // Pale fills (dark theme) read better than their outlines, and the other way round.
            let on = cx.theme.panel;
            let ink =
                if glyph.fill.contrast(on) > glyph.stroke.contrast(on) { glyph.fill } else { glyph.stroke };
            let ink = if row.dim { ink.with_opacity(0.45) } else { ink };
            let font = theme::icon_fill_font(15.0);
            ui.painter().text(
                Pos2::new(left + 7.0, middle),
                Align2::CENTER_CENTER,
                glyph.icon,
                font,
                color(ink),
            );
        }
        Mark::Plain(glyph) => {
            let ink = if radio_on { cx.theme.accent } else { cx.theme.ink_2 };
            icon_text(Pos2::new(left + 7.0, middle), *glyph, 16.0, color(ink));
        }
        Mark::None => {}
    }
    // Sections and territories have no eye: their counts stay in the column of the others.
    let count_at = Pos2::new(rect.left() + count_left, middle - count.size().y * 0.5);
    ui.painter().galley(count_at, count, color(cx.theme.ink_2));
    let elided = text.elided;
    ui.painter().galley(Pos2::new(rect.left() + text_left, middle - text.size().y * 0.5), text, ink);
    if let Some(eye) = row.eye {
        let (glyph, ink) = match eye {
            Eye::Open if row.strong => (icon::EYE, cx.theme.ink),
            Eye::Open => (icon::EYE, cx.theme.ink_2),
            Eye::Half => (icon::EYE_CLOSED, cx.theme.ink_2),
            Eye::Shut => (icon::EYE_SLASH, cx.theme.ink_disabled),
        };
        icon_text(eye_at, glyph, if row.strong { 17.0 } else { 16.0 }, color(ink));
    }
    let response = match (elided, row.about) {
        (false, "") => response,
        (true, "") => response.on_hover_text(row.name),
        (_, about) => response.on_hover_text(format!("{}\n{about}", row.name)),
    };
    (response, eye_rect)
}

/// Text in so many lines at most, cut with an ellipsis where it does not fit.
fn fitted(
    ui: &Ui,
    text: &str,
    font_id: FontId,
    ink: Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<egui::Galley> {
    let format = TextFormat { font_id, color: ink, valign: Align::Center, ..Default::default() };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap =
        TextWrapping { max_rows: rows, break_anywhere: rows == 1, ..TextWrapping::truncate_at_width(width) };
    ui.painter().layout_job(job)
}

/// A pill that is on or off: a tag with how many bear it.
pub(super) fn chip(ui: &mut Ui, cx: &Cx<'_>, name: &str, spoken: &str, count: usize, on: bool) -> Response {
    let widest = (ui.max_rect().width() - 52.0).max(40.0);
    let ink = color(if on { cx.theme.accent } else { cx.theme.ink });
    let text = fitted(ui, name, FontId::proportional(12.0), ink, widest, 1);
    let figures = FontId::new(12.0, FontFamily::Name(theme::TABULAR.into()));
    let count = ui.painter().layout_no_wrap(count.to_string(), figures, color(cx.theme.ink_2));
    let size = Vec2::new(text.size().x + count.size().x + 26.0, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, spoken));
    if ui.is_rect_visible(rect) {
        let (ground, line) = if on {
            (cx.theme.accent_soft, cx.theme.accent)
        } else if response.hovered() {
            (cx.theme.panel_2, cx.theme.line_strong)
        } else {
            (cx.theme.panel, cx.theme.line_strong)
        };
        let width = if response.has_focus() { 2.0 } else { 1.0 };
        let stroke = if response.has_focus() { cx.theme.focus_ring } else { line };
        let radius = CornerRadius::same(12);
        let stroke = Stroke::new(width, color(stroke));
        ui.painter().rect(rect, radius, color(ground), stroke, StrokeKind::Inside);
        let middle = rect.center().y;
        let text_at = Pos2::new(rect.left() + 10.0, middle - text.size().y * 0.5);
        let count_at = Pos2::new(rect.right() - 10.0 - count.size().x, middle - count.size().y * 0.5);
        let elided = text.elided;
        ui.painter().galley(text_at, text, ink);
        ui.painter().galley(count_at, count, color(cx.theme.ink_2));
        if elided {
            return response.on_hover_text(name);
        }
    }
    response
}
