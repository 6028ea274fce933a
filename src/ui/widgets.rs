//! Small widgets every panel uses, so that one thing looks and reads alike everywhere. Each gives
//! its control an accessible name.

use egui::{
    Align, Align2, Color32, CornerRadius, FontId, Frame, Layout, Margin, Response, RichText, Role, Sense,
    Stroke, StrokeKind, TextEdit, Ui, Vec2, WidgetInfo, WidgetText,
};

use super::cx::{Action, Cx};
use super::theme::{self, color};
use crate::drawing::metrics;
use crate::drawing::shape::{Figure, Outline};
use crate::drawing::theme::Rgba;
use crate::icons;
use crate::model::{Actor, ActorKindId, ColourName};

/// Says the accessible name of a control whose picture alone does not.
pub fn named(response: Response, kind: Role, name: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(kind, true, name));
    response
}

/// A square button with an icon only; the name is its tooltip and accessible name.
pub fn icon_button(ui: &mut Ui, icon: char, name: &str) -> Response {
    icon_button_sized(ui, icon, name, 32.0, true, false)
}

/// A small icon button, for rows.
pub fn small_icon_button(ui: &mut Ui, icon: char, name: &str) -> Response {
    icon_button_sized(ui, icon, name, 24.0, true, false)
}

/// An icon button of a size, enabled or not, pressed in or not.
pub fn icon_button_sized(
    ui: &mut Ui,
    icon: char,
    name: &str,
    side: f32,
    enabled: bool,
    on: bool,
) -> Response {
    let enabled = enabled && ui.is_enabled();
    let (rect, response) =
        ui.allocate_exact_size(Vec2::splat(side), if enabled { Sense::click() } else { Sense::hover() });
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, on, name));
    if ui.is_rect_visible(rect) {
        let visuals = ui.visuals();
        let (fill, ink) = if !enabled {
            (Color32::TRANSPARENT, visuals.widgets.inactive.bg_stroke.color)
        } else if on || response.is_pointer_button_down_on() {
            (visuals.selection.bg_fill, visuals.selection.stroke.color)
        } else if response.hovered() || response.has_focus() {
            (visuals.faint_bg_color, visuals.widgets.inactive.fg_stroke.color)
        } else {
            (Color32::TRANSPARENT, visuals.widgets.inactive.fg_stroke.color)
        };
        let stroke = if response.has_focus() { visuals.selection.stroke } else { Stroke::NONE };
        ui.painter().rect(rect, CornerRadius::same(6), fill, stroke, StrokeKind::Inside);
        let font = FontId::proportional((side * 0.58).round());
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, font, ink);
    }
    if enabled { response.on_hover_text(name) } else { response.on_disabled_hover_text(name) }
}

/// The one filled button of a surface.
pub fn primary_button(ui: &mut Ui, cx: &Cx<'_>, label: impl Into<String>) -> Response {
    let text = RichText::new(label).text_style(theme::strong()).color(color(cx.theme.on_accent));
    let fill = color(cx.theme.accent);
    ui.scope(|ui| {
        ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::NONE;
        ui.add(
            egui::Button::new(text)
                .fill(fill)
                .min_size(Vec2::new(0.0, metrics::spacing::CONTROL_HEIGHT as f32)),
        )
    })
    .inner
}

/// An outlined button.
pub fn button(ui: &mut Ui, label: impl Into<String>) -> Response {
    ui.add(egui::Button::new(label.into()).min_size(Vec2::new(0.0, metrics::spacing::CONTROL_HEIGHT as f32)))
}

/// An outlined button with an icon before its words, as tall as the inspector's controls.
pub fn labeled_icon_button(ui: &mut Ui, icon: char, label: &str) -> Response {
    let text = format!("{icon} {label}");
    let response = ui.add(egui::Button::new(RichText::new(text).text_style(theme::value())));
    named(response, Role::Button, label)
}

/// A plain button in the colour of danger, away from the safe one.
pub fn danger_button(ui: &mut Ui, cx: &Cx<'_>, label: impl Into<String>) -> Response {
    let text = RichText::new(label).color(color(cx.theme.danger));
    ui.add(
        egui::Button::new(text)
            .frame(false)
            .min_size(Vec2::new(0.0, metrics::spacing::CONTROL_HEIGHT as f32)),
    )
}

/// Words in the accent that do something, like a hyperlink.
pub fn link_button(ui: &mut Ui, cx: &Cx<'_>, label: impl Into<String>) -> Response {
    let text = RichText::new(label).text_style(theme::value()).color(color(cx.theme.accent));
    let response = ui.add(egui::Button::new(text).frame(false));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// The title of a section, with room above and what stands at its right.
pub fn section(ui: &mut Ui, cx: &Cx<'_>, title: &str, right: impl FnOnce(&mut Ui)) {
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).text_style(theme::section()).color(color(cx.theme.ink_2)));
        ui.with_layout(Layout::right_to_left(Align::Center), right);
    });
    ui.add_space(4.0);
}

/// The hairline between sections, across the whole panel.
pub fn hairline(ui: &mut Ui, cx: &Cx<'_>) {
    ui.add_space(12.0);
    let (left, right) = (ui.max_rect().left() - 16.0, ui.max_rect().right() + 16.0);
    let y = ui.cursor().top();
    ui.painter().hline(left..=right, y, Stroke::new(1.0, color(cx.theme.line)));
    ui.add_space(1.0);
}

/// Secondary text in the caption size.
pub fn caption(ui: &mut Ui, cx: &Cx<'_>, text: impl Into<String>) -> Response {
    ui.label(RichText::new(text).text_style(egui::TextStyle::Small).color(color(cx.theme.ink_2)))
}

/// A short notice on a tinted ground with an icon: a warning by default.
pub fn notice(ui: &mut Ui, icon: char, ink: Rgba, ground: Rgba, text: impl Into<WidgetText>) {
    Frame::new().fill(color(ground)).corner_radius(8).inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(icon.to_string()).color(color(ink)).size(16.0));
            ui.add(egui::Label::new(text).wrap());
        });
    });
}

/// What sort of field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// A line.
    Line,
    /// Several lines.
    Area,
    /// The heading of a sheet.
    Heading,
}

/// A field of a map that can only be looked at: its text is read, selected and copied, and nothing about
/// it looks as if it could be typed in. A dash stands where nothing was filled in.
pub fn read_only_field(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: egui::Id,
    name: &str,
    value: &str,
    what: Reads,
) -> Response {
    let is_empty = value.trim().is_empty();
    let mut shown = if is_empty { "–" } else { value };
    let edit = match what {
        Reads::Line => TextEdit::singleline(&mut shown).font(theme::value()).margin(Margin::symmetric(8, 5)),
        Reads::Area => TextEdit::multiline(&mut shown).font(theme::value()).margin(Margin::symmetric(8, 6)),
        Reads::Heading => {
            TextEdit::multiline(&mut shown).font(egui::TextStyle::Heading).margin(Margin::symmetric(4, 2))
        }
    };
    let ink = color(if is_empty { cx.theme.ink_2 } else { cx.theme.ink });
    let edit = edit.id(id).text_color(ink).desired_rows(1).desired_width(ui.available_width());
    let response = ui
        .scope(|ui| {
            let visuals = ui.visuals_mut();
            visuals.text_edit_bg_color = Some(Color32::TRANSPARENT);
            visuals.text_cursor.stroke = Stroke::NONE;
            visuals.widgets.noninteractive.bg_stroke.color = Color32::TRANSPARENT;
            visuals.widgets.hovered.bg_stroke = Stroke::NONE;
            quiet_edit(ui, edit)
        })
        .inner;
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_read_only());
    response
}

/// A small button that changes the map: not there where it can only be looked at. Whether it was clicked.
pub fn edit_button(ui: &mut Ui, cx: &Cx<'_>, icon: char, name: &str) -> bool {
    cx.may_edit() && small_icon_button(ui, icon, name).clicked()
}

/// Words that change the map when clicked: not there where it can only be looked at.
pub fn edit_link(ui: &mut Ui, cx: &Cx<'_>, label: impl Into<String>) -> bool {
    cx.may_edit() && link_button(ui, cx, label).clicked()
}

/// Controls that change the map, greyed where it can only be looked at.
pub fn only_to_edit<R>(ui: &mut Ui, cx: &Cx<'_>, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_enabled_ui(cx.may_edit(), add).inner
}

/// A notice across the whole width of a sheet or a dialog, in the ink of its text.
pub fn wide_notice(ui: &mut Ui, cx: &Cx<'_>, icon: char, words: &str) {
    let words = RichText::new(words).text_style(theme::value()).color(color(cx.theme.ink));
    let frame = Frame::new().fill(color(cx.theme.warn_soft)).corner_radius(8);
    frame.inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(icon.to_string()).color(color(cx.theme.warn)).size(16.0));
            ui.add(egui::Label::new(words).wrap());
        });
    });
}

/// A line of text edited in place: `Some(text)` at each change; the end of typing seals the step.
///
/// `id` must differ for each record and field: a text field keeps an undo of its own under it.
pub fn text_field(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: impl std::hash::Hash + std::fmt::Debug,
    name: &str,
    value: &str,
    hint: &str,
) -> Option<String> {
    let id = egui::Id::unique(("field", id));
    if !cx.may_edit() {
        read_only_field(ui, cx, id, name, value, Reads::Line);
        return None;
    }
    let mut buffer = value.to_owned();
    let width = ui.available_width();
    let edit = TextEdit::singleline(&mut buffer)
        .id(id)
        .hint_text(RichText::new(hint).text_style(theme::value()))
        .font(theme::value())
        .margin(Margin::symmetric(8, 5))
        .desired_width(width);
    live_edit(ui, cx, name, edit).then_some(buffer)
}

/// Puts the cursor in the field of [`text_field`] with this id, which may be there from the next frame
/// on: what was just added is to be filled in, and letters typed meanwhile are no shortcuts.
pub fn focus_field(ui: &Ui, id: impl std::hash::Hash + std::fmt::Debug) {
    ui.memory_mut(|memory| memory.request_focus(egui::Id::unique(("field", id))));
}

/// The same for [`text_area`].
pub fn focus_area(ui: &Ui, id: impl std::hash::Hash + std::fmt::Debug) {
    ui.memory_mut(|memory| memory.request_focus(egui::Id::unique(("area", id))));
}

/// Several lines of text edited in place.
pub fn text_area(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: impl std::hash::Hash + std::fmt::Debug,
    name: &str,
    value: &str,
    hint: &str,
    rows: usize,
) -> Option<String> {
    let id = egui::Id::unique(("area", id));
    if !cx.may_edit() {
        read_only_field(ui, cx, id, name, value, Reads::Area);
        return None;
    }
    let mut buffer = value.to_owned();
    let width = ui.available_width();
    let edit = TextEdit::multiline(&mut buffer)
        .id(id)
        .hint_text(RichText::new(hint).text_style(theme::value()))
        .font(theme::value())
        .margin(Margin::symmetric(8, 6))
        .desired_rows(rows)
        .desired_width(width);
    live_edit(ui, cx, name, edit).then_some(buffer)
}

/// A field whose every change counts at once; leaving it ends the typing run. Says whether it
/// changed.
fn live_edit(ui: &mut Ui, cx: &Cx<'_>, name: &str, edit: TextEdit<'_>) -> bool {
    let response = quiet_edit(ui, edit);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    if response.lost_focus() {
        cx.send(Action::Seal);
    }
    response.changed()
}

/// A line of text that counts only once it is left or Enter is pressed, when `accept` finds it
/// right; what it finds wrong stays, outlined, with the reason beneath.
pub fn committed_field<T: PartialEq>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    id: impl std::hash::Hash + std::fmt::Debug,
    name: &str,
    value: &str,
    hint: &str,
    accept: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    let id = egui::Id::unique(("committed", id));
    if !cx.may_edit() {
        read_only_field(ui, cx, id, name, value, Reads::Line);
        return None;
    }
    let buffer_id = id.with("buffer");
    let kept: Option<String> = ui.data(|data| data.get_temp(buffer_id));
    let mut buffer = kept.clone().unwrap_or_else(|| value.to_owned());
    let width = ui.available_width();
    let edit = TextEdit::singleline(&mut buffer)
        .id(id)
        .hint_text(RichText::new(hint).text_style(theme::value()))
        .font(theme::value())
        .margin(Margin::symmetric(8, 5))
        .desired_width(width);
    let response = quiet_edit(ui, edit);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    let mut accepted = None;
    if response.changed() || response.has_focus() {
        ui.data_mut(|data| data.insert_temp(buffer_id, buffer.clone()));
    }
    if response.lost_focus() {
        match accept(&buffer) {
            Ok(value) => {
                ui.data_mut(|data| data.remove::<String>(buffer_id));
                accepted = Some(value);
                cx.send(Action::Seal);
            }
            Err(_) => {
                ui.data_mut(|data| data.insert_temp(buffer_id, buffer.clone()));
            }
        }
    }
    if !response.has_focus()
        && kept.is_some()
        && accepted.is_none()
        && let Err(reason) = accept(&buffer)
    {
        ui.painter().rect_stroke(
            response.rect,
            CornerRadius::same(6),
            Stroke::new(1.5, color(cx.theme.danger)),
            StrokeKind::Inside,
        );
        ui.label(RichText::new(reason).text_style(egui::TextStyle::Small).color(color(cx.theme.danger)));
    }
    accepted
}

/// A text field whose frame shows only under the pointer or with the cursor in it: a sheet to
/// read that turns into a form where one clicks.
pub fn quiet_edit(ui: &mut Ui, edit: TextEdit<'_>) -> Response {
    let output = ui
        .scope(|ui| {
            let line = ui.visuals().widgets.noninteractive.bg_stroke.color;
            let visuals = ui.visuals_mut();
            visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, line);
            edit.show(ui)
        })
        .inner;
    let (response, clip) = (output.response.response, output.text_clip_rect);
    // A line that is longer than its field says so.
    if !response.has_focus() && output.galley_pos.x + output.galley.size().x > clip.right() + 1.0 {
        let ground = ui.visuals().text_edit_bg_color.unwrap_or(ui.visuals().extreme_bg_color);
        let ink = ui.visuals().widgets.inactive.fg_stroke.color;
        let right = egui::pos2(clip.right() + 4.0, clip.bottom());
        let tail = egui::Rect::from_min_max(egui::pos2(clip.right() - 11.0, clip.top()), right);
        ui.painter().rect_filled(tail, CornerRadius::ZERO, ground);
        let font = FontId::proportional(13.0);
        ui.painter().text(tail.right_center(), Align2::RIGHT_CENTER, '…', font, ink);
    }
    response
}

/// A button that opens a list to pick from: what is picked now, and a caret at its right end.
pub fn picker_button(ui: &mut Ui, cx: &Cx<'_>, label: &str, name: &str, width: f32) -> Response {
    let text = RichText::new(label).text_style(theme::value());
    if !cx.may_edit() {
        let words = egui::Button::new(text).truncate().frame(false).right_text("").sense(Sense::hover());
        let response = ui
            .scope(|ui| {
                ui.spacing_mut().button_padding.x = 8.0;
                ui.add(words.min_size(Vec2::new(width, 28.0)))
            })
            .inner;
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, false, format!("{name} {label}")));
        return response;
    }
    let caret = RichText::new(icons::ui::CARET_DOWN.to_string()).text_style(theme::value());
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding.x = 8.0;
            let button = egui::Button::new(text).truncate().right_text(caret.color(color(cx.theme.ink_2)));
            ui.add(button.min_size(Vec2::new(width, 28.0)))
        })
        .inner;
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name} {label}")));
    response
}

/// The caret of a drop-down list, alike everywhere.
pub fn caret(ui: &Ui, rect: egui::Rect, visuals: &egui::style::WidgetVisuals, _is_open: bool) {
    let font = FontId::proportional(13.0);
    let ink = visuals.fg_stroke.color;
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icons::ui::CARET_DOWN, font, ink);
}

/// The last line of a picker's list: to the vocabulary itself.
pub fn picker_footer(ui: &mut Ui, cx: &Cx<'_>, words: &str) -> bool {
    ui.separator();
    let words = RichText::new(format!("{} {words}", icons::ui::SHAPES)).text_style(theme::value());
    let width = ui.available_width();
    let button = egui::Button::new(words.color(color(cx.theme.accent))).frame_when_inactive(false);
    let clicked = ui.add(button.right_text(()).min_size(Vec2::new(width, 28.0))).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

/// A search field with a magnifying glass and a cross that empties it.
pub fn search_field(
    ui: &mut Ui,
    id: egui::Id,
    text: &mut String,
    name: &str,
    hint: &str,
    clear_name: &str,
    icon: char,
) -> Response {
    let response = Frame::new()
        .fill(ui.visuals().faint_bg_color)
        .corner_radius(6)
        .inner_margin(Margin::symmetric(8, 2))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let weak = ui.visuals().weak_text_color();
                ui.label(RichText::new(icon.to_string()).size(16.0).color(weak));
                let width = ui.available_width() - if text.is_empty() { 0.0 } else { 28.0 };
                let edit = TextEdit::singleline(text)
                    .id(id)
                    .hint_text(hint.to_owned())
                    .frame(Frame::NONE)
                    .margin(Margin::symmetric(2, 4))
                    .align(Align2::LEFT_CENTER)
                    .desired_width(width);
                let response = ui.add(edit);
                response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
                if !text.is_empty() && small_icon_button(ui, icons::ui::X, clear_name).clicked() {
                    text.clear();
                    response.request_focus();
                }
                response
            })
            .inner
        });
    response.inner
}

/// The list beneath a picker's button, open until something is chosen or the person clicks
/// elsewhere: what was chosen, and whether the list is open.
pub fn dropdown<T>(
    button: &Response,
    width: f32,
    list: impl FnOnce(&mut Ui) -> Option<T>,
) -> (Option<T>, bool) {
    let popup =
        egui::Popup::menu(button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).width(width);
    let shown = popup.show(|ui| {
        let chosen = list(ui);
        if chosen.is_some() {
            ui.close();
        }
        chosen
    });
    match shown {
        Some(shown) => (shown.inner, true),
        None => (None, false),
    }
}

/// A pill with an icon and a word, on a tinted ground.
pub fn badge(ui: &mut Ui, icon: char, text: &str, ink: Rgba, ground: Rgba) -> Response {
    Frame::new()
        .fill(color(ground))
        .corner_radius(255)
        .inner_margin(Margin::symmetric(8, 3))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                // As tall as its words, not as a control.
                ui.spacing_mut().interact_size.y = 0.0;
                ui.label(RichText::new(icon.to_string()).size(14.0).color(color(ink)));
                ui.label(RichText::new(text).text_style(egui::TextStyle::Small).color(color(ink)));
            });
        })
        .response
}

/// How a node of some kind looks: what legends, lists and the inspector draw beside names.
pub struct Glyph {
    /// Outline.
    pub figure: Figure,
    /// Fill of the node.
    pub fill: Rgba,
    /// Outline colour.
    pub stroke: Rgba,
    /// Colour of the icon on the fill.
    pub ink: Rgba,
    /// The icon.
    pub icon: char,
}

/// The glyph of a kind; a grey disc for one the schema does not know.
pub fn glyph_of_kind(cx: &Cx<'_>, kind: &ActorKindId) -> Glyph {
    let schema = cx.session.map().schema();
    let entry = schema.actor_kind(kind);
    let family = entry.and_then(|kind| schema.family(&kind.family));
    let colour = entry.and_then(|kind| kind.colour.as_ref()).or(family.map(|family| &family.colour));
    let shape = entry.and_then(|kind| kind.shape.as_ref()).or(family.map(|family| &family.shape));
    let icon = entry.and_then(|kind| icons::glyph(&kind.icon));
    glyph_of(cx, colour, shape.map_or(Figure::Disc, Figure::from), icon)
}

/// The glyph of a colour, a figure and an icon.
pub fn glyph_of(cx: &Cx<'_>, colour: Option<&ColourName>, figure: Figure, icon: Option<char>) -> Glyph {
    let none = ColourName::new("");
    let swatch = cx.theme.swatch(colour.unwrap_or(&none));
    Glyph {
        figure,
        fill: swatch.fill,
        stroke: swatch.stroke,
        ink: swatch.icon,
        icon: icon.or_else(|| icons::glyph(icons::FALLBACK)).unwrap_or(' '),
    }
}

/// Draws a node's glyph in a square of this side; with the icon where there is room.
pub fn paint_glyph(ui: &Ui, center: egui::Pos2, side: f32, glyph: &Glyph, with_icon: bool) {
    // The widest figure is a pill: 1.28 radii to each side.
    let radius = f64::from(side) * 0.5 / 1.28;
    let stroke = Stroke::new(1.0, color(glyph.stroke));
    let outline = |outline: Outline| -> Vec<egui::Pos2> {
        outline.points(6).into_iter().map(|at| center + Vec2::new(at.x as f32, at.y as f32)).collect()
    };
    if glyph.figure == Figure::Ring {
        ui.painter().circle_stroke(center, radius as f32, Stroke::new(1.25, color(glyph.stroke)));
        ui.painter().circle_filled(center, (radius as f32 - 2.0).max(1.0), color(glyph.fill));
    } else {
        let points = outline(Outline::of(glyph.figure, radius));
        ui.painter().add(egui::Shape::convex_polygon(points, color(glyph.fill), stroke));
    }
    // A blank stands for no icon; the font of icons has none.
    if with_icon && glyph.icon != ' ' {
        let font = theme::icon_fill_font((side * 0.46).round());
        ui.painter().text(center, Align2::CENTER_CENTER, glyph.icon, font, color(glyph.ink));
    }
}

/// A node's glyph as a widget.
pub fn glyph(ui: &mut Ui, side: f32, glyph: &Glyph, with_icon: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    if ui.is_rect_visible(rect) {
        paint_glyph(ui, rect.center(), side, glyph, with_icon);
    }
    response
}

/// The name of a kind in the language shown; its id where the schema does not know it.
pub fn kind_label(cx: &Cx<'_>, kind: &ActorKindId) -> String {
    cx.session
        .map()
        .schema()
        .actor_kind(kind)
        .map_or_else(|| kind.to_string(), |kind| kind.label.get(cx.lang()).to_owned())
}

/// The name of an actor, or the words for one without a name.
pub fn actor_name<'a>(cx: &'a Cx<'_>, actor: &'a Actor) -> &'a str {
    if actor.name.trim().is_empty() { cx.t("unnamed-actor") } else { &actor.name }
}
