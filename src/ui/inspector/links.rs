//! The links of an actor as sentences to walk along.

use std::sync::Arc;

use egui::{CornerRadius, Frame, Margin, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo};

use super::verbs::verb;
use super::{InspectorState, fields};
use crate::icons::ui as icon;
use crate::model::{Actor, ActorId, Link};
use crate::session::Selection;
use crate::ui::cx::{Action, Cx};
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// Sentences shown before "show all".
const AT_FIRST: usize = 40;

/// How high a sentence is before it has been laid out, in points.
const GUESSED_HEIGHT: f32 = 54.0;
/// Sentences this far out of sight are laid out all the same, for the Tab key to find, in points.
const AROUND: f32 = 240.0;

/// The links of the actor shown, in the order they are listed: found out once for a state of the map.
#[derive(Default)]
pub(super) struct LinkList {
    of: Option<(ActorId, u64)>,
    links: Vec<Arc<Link>>,
    /// How high each sentence is at the present width.
    heights: Vec<f32>,
    width: f32,
}

impl LinkList {
    fn refresh(&mut self, ui: &Ui, cx: &Cx<'_>, actor: &Actor) {
        let wanted = (actor.id.clone(), cx.session.content_version());
        if self.of.as_ref() != Some(&wanted) {
            let map = cx.session.map();
            let rank = |link: &Link| map.schema().link_kind(&link.kind).map_or(i64::MAX, |kind| kind.rank);
            let name = |link: &Link| map.actor(link.other_end(&actor.id)).map(|other| other.name.clone());
            self.links = map.links_of(&actor.id).into_iter().cloned().collect();
            self.links.sort_by_cached_key(|link| (link.from != actor.id, rank(link), name(link)));
            if self.of.as_ref().is_none_or(|(id, _)| *id != actor.id)
                || self.heights.len() != self.links.len()
            {
                self.heights.clear();
            }
            self.of = Some(wanted);
        }
        if (self.width - ui.available_width()).abs() > 0.5 {
            self.width = ui.available_width();
            self.heights.clear();
        }
        self.heights.resize(self.links.len(), GUESSED_HEIGHT);
    }
}

/// Shows the section.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, actor: &Actor) {
    state.links.refresh(ui, cx, actor);
    let count = state.links.links.len();
    widgets::section(ui, cx, cx.t("inspector-links"), |ui| {
        let figures = RichText::new(count.to_string()).text_style(theme::figures());
        ui.label(figures.color(color(cx.theme.ink_2)));
    });
    let all = count <= AT_FIRST || state.all_links.as_ref() == Some(&actor.id);
    sentences(ui, cx, actor, &mut state.links, if all { count } else { AT_FIRST });
    if !all && widgets::link_button(ui, cx, cx.text.count("inspector-all-links", count)).clicked() {
        state.all_links = Some(actor.id.clone());
    }
    if !cx.may_edit() {
        return;
    }
    let add = format!("{}  {}", icon::PLUS, cx.t("inspector-add-link"));
    let response = widgets::link_button(ui, cx, add);
    if widgets::named(response, Role::Button, cx.t("inspector-add-link")).clicked() {
        cx.send(Action::ConnectDialog { from: actor.id.clone(), to: None });
    }
}

/// The sentences in sight of so many: a hub has thousands.
fn sentences(ui: &mut Ui, cx: &Cx<'_>, actor: &Actor, list: &mut LinkList, count: usize) {
    let sight = ui.clip_rect().y_range().expand(AROUND);
    let mut left_out = 0.0;
    for (link, height) in list.links.iter().zip(&mut list.heights).take(count) {
        let top = ui.cursor().top() + left_out;
        if top + *height < sight.min || top > sight.max {
            left_out += *height;
            continue;
        }
        ui.add_space(std::mem::take(&mut left_out));
        let top = ui.cursor().top();
        sentence(ui, cx, actor, link);
        ui.add_space(2.0);
        *height = ui.cursor().top() - top;
    }
    ui.add_space(left_out);
}

fn sentence(ui: &mut Ui, cx: &Cx<'_>, actor: &Actor, link: &Link) {
    let Some(other) = cx.session.map().actor(link.other_end(&actor.id)) else { return };
    let verb = verb(cx, &link.kind, link.from == actor.id);
    let name = widgets::actor_name(cx, other);
    let schema = cx.session.map().schema();
    let colour = schema
        .actor_kind(&other.kind)
        .and_then(|kind| kind.colour.as_ref())
        .or_else(|| schema.family_of(&other.kind).map(|family| &family.colour));
    let bar = colour.map_or(cx.theme.line_strong, |colour| cx.theme.swatch(colour).link);
    let builder = UiBuilder::new().id_salt(link.id.as_str()).sense(Sense::click());
    let response = ui
        .scope_builder(builder, |ui| {
            let hot = ui.response();
            let fill = if hot.hovered() || hot.has_focus() { cx.theme.accent_soft } else { cx.theme.panel_2 };
            Frame::new().fill(color(fill)).corner_radius(8).inner_margin(Margin::symmetric(10, 6)).show(
                ui,
                |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 2.0;
                    fields::with_button_right(
                        ui,
                        |ui| {
                            let key =
                                if cx.may_edit() { "inspector-edit-link" } else { "inspector-see-link" };
                            let name = cx.t(key);
                            let glyph = if cx.may_edit() { icon::PENCIL_SIMPLE } else { icon::CARET_RIGHT };
                            if widgets::small_icon_button(ui, glyph, name).clicked() {
                                cx.send(Action::ShowLink(link.id.clone()));
                            }
                        },
                        |ui, ()| words(ui, cx, &verb, name, other, link),
                    );
                },
            );
        })
        .response;
    let rect = response.rect;
    let left = egui::Rect::from_min_max(rect.min, egui::pos2(rect.left() + 3.0, rect.bottom()));
    let left = left.shrink2(egui::vec2(0.0, 6.0));
    ui.painter().rect_filled(left, CornerRadius::same(2), color(bar));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{verb} {name}")));
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.clicked() {
        cx.send(Action::WalkTo(Selection::actor(other.id.clone())));
    }
}

fn words(ui: &mut Ui, cx: &Cx<'_>, verb: &str, name: &str, other: &Actor, link: &Link) {
    ui.set_width(ui.available_width());
    let small = |text: &str| {
        egui::Label::new(RichText::new(text).text_style(egui::TextStyle::Small).color(color(cx.theme.ink_2)))
            .wrap()
    };
    ui.add(small(verb));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        widgets::glyph(ui, 18.0, &widgets::glyph_of_kind(cx, &other.kind), true);
        let name = RichText::new(name).font(theme::strong_font(13.0));
        ui.add(egui::Label::new(name).wrap());
    });
    let details = details(cx, link);
    if !details.is_empty() {
        ui.add(small(&details));
    }
}

/// The role and the period of a link, in one line.
fn details(cx: &Cx<'_>, link: &Link) -> String {
    let mut parts = Vec::new();
    if !link.details.role.is_empty() {
        parts.push(cx.tr("inspector-link-role", &[("role", link.details.role.as_str().into())]));
    }
    let words = |date| fields::date_in_words(cx, date);
    match (&link.period.start, &link.period.end) {
        (Some(start), Some(end)) => {
            let values = [("start", words(start).into()), ("end", words(end).into())];
            parts.push(cx.tr("inspector-from-to", &values));
        }
        (Some(start), None) => parts.push(cx.tr("inspector-since", &[("start", words(start).into())])),
        (None, Some(end)) => parts.push(cx.tr("inspector-until", &[("end", words(end).into())])),
        (None, None) => {}
    }
    parts.join(" · ")
}
