//! Painting the scene: hulls beneath, the GPU's links and nodes, labels and verbs above, then what
//! a gesture draws.

use egui::epaint::{PathShape, PathStroke, TextShape};
use egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2,
};

use super::CanvasView;
use super::gpu;
use crate::canvas::{Gesture, Target};
use crate::drawing::metrics;
use crate::drawing::scene::{HullShape, LabelShape, PinShape, VerbShape};
use crate::geometry::Point;
use crate::icons::ui as icon;
use crate::session::Focus;
use crate::ui::arrange;
use crate::ui::command::Command;
use crate::ui::cx::{Action, Cx};
use crate::ui::menus;
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// Turns page coordinates into positions of the window.
#[derive(Clone, Copy)]
struct Place {
    origin: Pos2,
    page: Point,
    /// The zoom now by that of the scene, whose page coordinates are turned.
    ratio: f64,
}

impl Place {
    fn at(self, in_page: Point) -> Pos2 {
        let local = in_page * self.ratio + self.page;
        self.origin + Vec2::new(local.x as f32, local.y as f32)
    }
}

impl CanvasView {
    pub(super) fn paint(&mut self, ui: &Ui, cx: &Cx<'_>, response: &Response) {
        let rect = response.rect;
        let painter = ui.painter().with_clip_rect(rect);
        if !self.cleared {
            painter.rect_filled(rect, CornerRadius::ZERO, color(cx.theme.canvas));
        }
        let Some(ready) = self.picture(ui, cx) else { return };
        let scene = &ready.scene;
        let place = Place { origin: rect.min, page: self.camera.page_origin_px(), ratio: ready.ratio };
        for hull in &scene.hulls {
            paint_hull(&painter, place, hull);
        }
        painter.add(egui_wgpu::Callback::new_paint_callback(
            rect,
            gpu::Paint {
                front: ready.instances,
                ratio: ready.ratio,
                page_origin_px: self.camera.page_origin_px(),
                size_px: [rect.width(), rect.height()],
                frame: ready.frame,
                store: ready.store,
                icons: ready.icons,
            },
        ));
        let visible = rect.expand(80.0);
        for label in &scene.labels {
            if visible.contains(place.at(Point::new(label.center_x, label.top))) {
                paint_label(&painter, place, label, ready.hurried);
            }
        }
        for hull in &scene.hulls {
            paint_hull_name(&painter, cx, place, hull);
        }
        for node in &scene.nodes {
            if let Some(pin) = &node.pin {
                paint_pin(&painter, place, pin, node.opacity as f32);
            }
        }
        for verb in &scene.verbs {
            paint_verb(&painter, place, verb);
        }
        self.paint_gesture(&painter, cx, rect.min, response);
        if response.has_focus() && self.by_keyboard {
            let ring = Stroke::new(2.0, color(cx.theme.focus_ring));
            painter.rect_stroke(rect.shrink(1.0), CornerRadius::ZERO, ring, StrokeKind::Inside);
        }
    }

    fn paint_gesture(&self, painter: &Painter, cx: &Cx<'_>, origin: Pos2, response: &Response) {
        let place = Place { origin, page: self.camera.page_origin_px(), ratio: 1.0 };
        let accent = color(cx.theme.accent);
        let node = |id: &crate::model::ActorId| self.picture.node(cx, self.camera.zoom, id);
        let from_screen = |at: Point| place.origin + Vec2::new(at.x as f32, at.y as f32);
        match &self.gesture {
            Gesture::Banding { .. } => {
                if let Some(band) = self.gesture.band() {
                    let band = Rect::from_min_max(from_screen(band.min), from_screen(band.max));
                    let fill = color(cx.theme.accent).gamma_multiply(0.08);
                    painter.rect(
                        band,
                        CornerRadius::same(2),
                        fill,
                        Stroke::new(1.0, accent),
                        StrokeKind::Inside,
                    );
                }
            }
            Gesture::Connecting { from, now_px, over } => {
                let Some(start) = node(from) else { return };
                let start_at = place.at(start.center);
                let end = match over.as_ref().filter(|over| *over != from).and_then(node) {
                    Some(target) => {
                        let radius = target.radius as f32 * 1.15 + 5.0;
                        painter.circle_stroke(place.at(target.center), radius, Stroke::new(2.5, accent));
                        place.at(target.center)
                    }
                    None => from_screen(*now_px),
                };
                let along = (end - start_at).normalized();
                let rim = start_at + along * (start.radius as f32 + 2.0);
                if (end - start_at).length() > start.radius as f32 {
                    let dashes = Stroke::new(2.0, accent);
                    painter.extend(egui::Shape::dashed_line(&[rim, end], dashes, 7.0, 4.0));
                    painter.circle_filled(end, 5.0, accent);
                }
            }
            Gesture::Idle => {
                // A handle on the rim says that a link can be drawn from there.
                if let Target::Actor { id, on_rim: true } = &self.hovered_exactly(response)
                    && cx.may_edit()
                    && let (Some(node), Some(pointer)) = (node(id), response.hover_pos())
                {
                    let center = place.at(node.center);
                    let toward = Point::new(f64::from(pointer.x - center.x), f64::from(pointer.y - center.y));
                    let direction = toward.direction_or(Point::new(0.0, -1.0));
                    let reach = node.rim.distance_to_rim(direction);
                    let at = center + Vec2::new((direction.x * reach) as f32, (direction.y * reach) as f32);
                    painter.circle(at, 5.0, color(cx.theme.panel), Stroke::new(2.0, accent));
                    let plus = Stroke::new(1.5, accent);
                    painter.hline(at.x - 2.5..=at.x + 2.5, at.y, plus);
                    painter.vline(at.x, at.y - 2.5..=at.y + 2.5, plus);
                }
            }
            _ => {}
        }
    }

    /// What is under the pointer, with the place on the actor.
    fn hovered_exactly(&self, response: &Response) -> Target {
        if self.naming.is_some() || !response.hovered() {
            return Target::Nothing;
        }
        self.hovered.clone()
    }

    /// The chip that says that a focus fades the rest, and offers the way out.
    pub(super) fn chip(&self, ui: &mut Ui, cx: &Cx<'_>, rect: Rect) {
        let Some(focus) = cx.session.focus() else { return };
        let area = egui::Area::new(egui::Id::unique("focus chip"))
            .fixed_pos(Pos2::new(rect.center().x, rect.top() + 16.0))
            .pivot(Align2::CENTER_TOP)
            .constrain_to(rect)
            .order(egui::Order::Middle);
        area.show(ui.ctx(), |ui| {
            egui::Frame::new()
                .fill(color(cx.theme.panel))
                .stroke(Stroke::new(1.0, color(cx.theme.line)))
                .corner_radius(255)
                .inner_margin(egui::Margin::symmetric(14, 4))
                .shadow(ui.visuals().popup_shadow)
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        let mark = icon::CIRCLE_HALF.to_string();
                        ui.label(egui::RichText::new(mark).size(16.0).color(color(cx.theme.accent)));
                        ui.label(egui::RichText::new(focus_title(cx, focus)).text_style(theme::strong()));
                        ui.add_space(4.0);
                        let (less, more) = (focus.degrees > 1, focus.degrees < Focus::MAX_DEGREES);
                        let name = cx.t(Command::FocusLess.key());
                        if widgets::icon_button_sized(ui, icon::MINUS, name, 26.0, less, false).clicked() {
                            focus_on_seeds(cx, focus, focus.degrees - 1);
                        }
                        let degrees = cx.text.count("focus-degrees", focus.degrees as usize);
                        ui.label(egui::RichText::new(degrees).text_style(theme::strong()));
                        let name = cx.t(Command::FocusMore.key());
                        if widgets::icon_button_sized(ui, icon::PLUS, name, 26.0, more, false).clicked() {
                            focus_on_seeds(cx, focus, focus.degrees + 1);
                        }
                        if widgets::icon_button_sized(ui, icon::X, cx.t("focus-leave"), 26.0, true, false)
                            .clicked()
                        {
                            cx.send(Action::Focus(None));
                        }
                    });
                });
        });
    }

    /// What can be done with what was right-clicked.
    pub(super) fn context_menu(&self, cx: &Cx<'_>, response: &Response) {
        response.context_menu(|ui| {
            ui.set_width(300.0);
            let item = |ui: &mut Ui, command: Command| menus::item(ui, cx, command);
            match &self.menu_target {
                Target::Actor { id, .. } => {
                    if menus::entry(ui, icon::LINK, cx.t("menu-link-from"), None).clicked() {
                        cx.send(Action::ConnectDialog { from: id.clone(), to: None });
                    }
                    item(ui, Command::Rename);
                    item(ui, Command::TogglePin);
                    item(ui, Command::Copy);
                    item(ui, Command::Duplicate);
                    ui.separator();
                    if menus::entry(ui, icon::CIRCLE_HALF, cx.t("menu-focus-here"), Some("F")).clicked() {
                        cx.send(Action::Focus(Some(Focus::new([id.clone()], 1))));
                    }
                    item(ui, Command::SelectNeighbours);
                    item(ui, Command::Center);
                    arrange::selection_entries(ui, cx);
                    ui.separator();
                    item(ui, Command::Delete);
                }
                Target::Link(id) => {
                    if menus::entry(ui, icon::PENCIL_SIMPLE, cx.t("menu-edit-link"), None).clicked() {
                        cx.send(Action::ShowLink(id.clone()));
                    }
                    if menus::entry(ui, icon::SWAP, cx.t("menu-swap-link"), None).clicked()
                        && let Some(link) = cx.session.map().link(id)
                    {
                        let mut link = (**link).clone();
                        std::mem::swap(&mut link.from, &mut link.to);
                        cx.edit(crate::edit::Edit::ReviseLinks {
                            links: vec![link],
                            what: crate::edit::FieldName::Ends,
                        });
                        // Swapped again, it is another step.
                        cx.send(Action::Seal);
                    }
                    ui.separator();
                    item(ui, Command::Delete);
                }
                Target::Nothing => {
                    if menus::entry(ui, icon::PLUS_CIRCLE, cx.t("menu-new-here"), None).clicked() {
                        cx.send(Action::CreateAt(self.menu_at));
                    }
                    item(ui, Command::Paste);
                    item(ui, Command::SelectAll);
                    ui.separator();
                    item(ui, Command::FitAll);
                    item(ui, Command::ToggleHulls);
                    item(ui, Command::ShowAll);
                }
            }
        });
    }
}

fn focus_title(cx: &Cx<'_>, focus: &Focus) -> String {
    let first = focus.seeds.iter().next().and_then(|id| cx.session.map().actor(id));
    match first {
        Some(actor) if focus.seeds.len() == 1 => {
            cx.tr("focus-of", &[("name", widgets::actor_name(cx, actor).to_owned().into())])
        }
        _ => cx.text.count("focus-of-several", focus.seeds.len()),
    }
}

fn focus_on_seeds(cx: &Cx<'_>, focus: &Focus, degrees: u32) {
    cx.send(Action::Focus(Some(Focus::new(focus.seeds.iter().cloned(), degrees))));
}

fn paint_hull(painter: &Painter, place: Place, hull: &HullShape) {
    let points: Vec<Pos2> = hull.outline.iter().map(|point| place.at(*point)).collect();
    painter.add(egui::Shape::convex_polygon(points.clone(), color(hull.fill), Stroke::NONE));
    let stroke = PathStroke::new(hull.stroke_width as f32, color(hull.stroke));
    painter.add(PathShape { points, closed: true, fill: Color32::TRANSPARENT, stroke });
}

fn paint_hull_name(painter: &Painter, cx: &Cx<'_>, place: Place, hull: &HullShape) {
    let Some(name) = &hull.name else { return };
    let ink = color(name.colour).gamma_multiply(name.opacity as f32);
    let halo = color(name.halo).gamma_multiply(name.opacity as f32);
    let size = name.size as f32;
    let lines = name.lines.iter().map(|line| (line.clone(), theme::strong_font(size)));
    let count = (cx.text.count("count-actors", hull.count), FontId::proportional(size));
    for (index, (line, font)) in lines.chain([count]).enumerate() {
        let galley = painter.layout_no_wrap(line, font, ink);
        let top = name.bounds.min.y + index as f64 * name.line_height;
        let side = if name.align_right { name.bounds.max.x } else { name.bounds.min.x };
        let at = place.at(Point::new(side, top));
        let left = if name.align_right { at.x - galley.size().x } else { at.x };
        with_halo(painter, Pos2::new(left, at.y), &galley, halo, ink, false);
    }
}

fn paint_label(painter: &Painter, place: Place, label: &LabelShape, hurried: bool) {
    let font = if label.strong {
        theme::strong_font(label.size as f32)
    } else {
        FontId::proportional(label.size as f32)
    };
    let ink = color(label.colour).gamma_multiply(label.opacity as f32);
    let halo = color(label.halo).gamma_multiply(label.opacity as f32);
    for (index, line) in label.lines.iter().enumerate() {
        let galley = painter.layout_no_wrap(line.clone(), font.clone(), ink);
        let top = label.top + index as f64 * label.line_height;
        let at = place.at(Point::new(label.center_x, top));
        // Line boxes are as tall as the type's own; the tokens' line height is tighter.
        let lift = (galley.size().y - label.line_height as f32) * 0.5;
        let at = Pos2::new(at.x - galley.size().x * 0.5, at.y - lift);
        with_halo(painter, at, &galley, halo, ink, hurried);
    }
}

/// Text with an outline in the colour of what lies behind, so that links do not cross it.
fn with_halo(
    painter: &Painter,
    at: Pos2,
    galley: &std::sync::Arc<egui::Galley>,
    halo: Color32,
    ink: Color32,
    hurried: bool,
) {
    let reach = metrics::stroke::LABEL_HALO as f32 * 0.5;
    let slant = reach * std::f32::consts::FRAC_1_SQRT_2;
    let around = [
        (reach, 0.0),
        (-reach, 0.0),
        (0.0, reach),
        (0.0, -reach),
        (slant, slant),
        (-slant, slant),
        (slant, -slant),
        (-slant, -slant),
    ];
    let ppp = painter.pixels_per_point();
    let at = Pos2::new((at.x * ppp).round() / ppp, (at.y * ppp).round() / ppp);
    // In a hurry the diagonals do: half the copies.
    for (x, y) in around.into_iter().skip(if hurried { 4 } else { 0 }) {
        let shifted = at + Vec2::new(x, y);
        painter.add(TextShape::new(shifted, galley.clone(), halo).with_override_text_color(halo));
    }
    painter.add(TextShape::new(at, galley.clone(), ink).with_override_text_color(ink));
}

fn paint_pin(painter: &Painter, place: Place, pin: &PinShape, opacity: f32) {
    let at = place.at(pin.center);
    let line = Stroke::new(1.0, color(pin.stroke).gamma_multiply(opacity));
    painter.circle(at, pin.radius as f32, color(pin.fill).gamma_multiply(opacity), line);
    let ink = color(pin.icon.colour).gamma_multiply(opacity);
    let font = theme::icon_fill_font(pin.icon.size as f32);
    painter.text(at, Align2::CENTER_CENTER, pin.icon.glyph, font, ink);
}

fn paint_verb(painter: &Painter, place: Place, verb: &VerbShape) {
    let center = place.at(verb.center);
    let size = Vec2::new(verb.width as f32, verb.height as f32);
    let rect = Rect::from_center_size(center, size);
    let radius = CornerRadius::same((size.y * 0.5) as u8);
    let stroke = Stroke::new(1.0, color(verb.stroke));
    painter.rect(rect, radius, color(verb.fill), stroke, StrokeKind::Inside);
    let font = FontId::proportional(verb.size as f32);
    painter.text(center, Align2::CENTER_CENTER, &verb.text, font, color(verb.colour));
}
