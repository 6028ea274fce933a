//! The tab of the kinds of actors: their looks, their words, the family they belong to.

use egui::{ComboBox, RichText, Role, Ui, WidgetInfo};

use super::super::cx::Cx;
use super::super::theme;
use super::super::widgets;
use super::parts::{self, Ask, ListRow};
use super::{Changed, Removal, SchemaEditor, order, step};
use crate::drawing::shape::Figure;
use crate::edit::Edit;
use crate::icons;
use crate::model::{ActorKind, ActorKindId, Bilingual, FamilyId};
use crate::query::fold;

/// The rows of the list: families as headings, their kinds beneath.
pub(super) fn rows(cx: &Cx<'_>, words: &str, chosen: Option<&ActorKindId>) -> Vec<ListRow> {
    let schema = cx.session.map().schema();
    let mut rows = Vec::new();
    let mut heading: Option<&FamilyId> = None;
    for kind in schema.actor_kinds() {
        let is_chosen = chosen == Some(&kind.id);
        let text = || fold(&format!("{} {}", kind.label.fr, kind.label.en));
        if !words.is_empty() && !parts::matches(words, &text()) {
            continue;
        }
        if heading != Some(&kind.family) {
            heading = Some(&kind.family);
            let family = schema.family(&kind.family);
            rows.push(ListRow {
                id: String::new(),
                label: family
                    .map_or(kind.family.as_str(), |family| parts::name(cx, &family.label))
                    .to_owned(),
                glyph: family.map(|family| {
                    widgets::glyph_of(cx, Some(&family.colour), Figure::from(&family.shape), None)
                }),
                uses: cx.session.counts().families.get(&kind.family).copied(),
                heading: true,
                chosen: false,
                soft: false,
            });
        }
        rows.push(ListRow {
            id: kind.id.to_string(),
            label: parts::name(cx, &kind.label).to_owned(),
            glyph: Some(widgets::glyph_of_kind(cx, &kind.id)),
            uses: Some(uses(cx, &kind.id)),
            heading: false,
            chosen: is_chosen,
            soft: !kind.offered,
        });
    }
    rows
}

fn uses(cx: &Cx<'_>, kind: &ActorKindId) -> usize {
    cx.session.counts().kinds.get(kind).copied().unwrap_or(0)
}

/// Adds a kind to the family of the one chosen. `None` where there is no family at all.
pub(super) fn add(cx: &Cx<'_>, near: Option<&ActorKindId>) -> Option<ActorKindId> {
    let schema = cx.session.map().schema();
    let family = near
        .and_then(|id| schema.family_of(id))
        .or_else(|| schema.families().first().copied())
        .map(|family| family.id.clone())?;
    let mut label = Bilingual::default();
    *label.get_mut(cx.lang()) = cx.t("schema-new-kind").to_owned();
    let mut kind = ActorKind::new(ActorKindId::random(), family, label);
    kind.rank = order::after(schema.kinds_of(&kind.family).iter().map(|kind| kind.rank));
    let id = kind.id.clone();
    step(cx, Edit::PutActorKind(kind));
    Some(id)
}

impl SchemaEditor {
    /// The form of the kind chosen. `false` while there is none.
    pub(super) fn actor_kind_form(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let schema = cx.session.map().schema();
        let Some(kind) = self.actor_kind.as_ref().and_then(|id| schema.actor_kind(id)) else { return false };
        let siblings = schema.kinds_of(&kind.family);
        let at = siblings.iter().position(|other| other.id == kind.id).unwrap_or(0);
        let uses = uses(cx, &kind.id);
        let use_line = cx.text.count("schema-actors-of-kind", uses);
        let others = schema.actor_kinds().len() > 1;
        let removable = if uses == 0 || others { Ok(()) } else { Err(cx.t("schema-only-kind")) };
        let title = parts::name(cx, &kind.label);
        match parts::head(ui, cx, title, &use_line, (at, siblings.len()), removable) {
            Some(Ask::Remove) if uses == 0 => {
                step(cx, Edit::RemoveActorKind { kind: kind.id.clone(), instead: None });
                return true;
            }
            Some(Ask::Remove) => {
                let near = siblings.iter().find(|other| other.id != kind.id).copied();
                let instead =
                    near.or_else(|| schema.actor_kinds().into_iter().find(|other| other.id != kind.id));
                self.removal = instead.map(|other| Removal::ActorKind(other.id.clone()));
            }
            Some(ask) => {
                let up = ask == Ask::Up;
                order::send(cx, &siblings, at, up, |kind| &mut kind.rank, Edit::PutActorKind);
                return true;
            }
            None => {}
        }
        self.actor_kind_removal(ui, cx, &kind.id, uses);

        let mut next = (**kind).clone();
        let mut changed = Changed::default();
        let id = kind.id.as_str();
        let family = schema.family(&kind.family);
        let colour = kind.colour.as_ref().or(family.map(|family| &family.colour));
        let shape = kind.shape.as_ref().or(family.map(|family| &family.shape));
        ui.add_space(8.0);
        let figure = shape.map_or(Figure::Disc, Figure::from);
        let looks = (kind.emphasis, kind.group);
        parts::preview(ui, cx, colour, figure, icons::glyph(&kind.icon), looks, title);
        changed.typed |= parts::bilingual(ui, cx, id, "name", cx.t("schema-label"), &mut next.label, 1);
        changed.typed |=
            parts::bilingual(ui, cx, id, "definition", cx.t("schema-definition"), &mut next.definition, 3);
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                if let Some(family) = family_choice(ui, cx, &kind.family) {
                    next.rank = order::after(schema.kinds_of(&family).iter().map(|kind| kind.rank));
                    next.family = family;
                    changed.set = true;
                }
            });
            ui.add_space(12.0);
            ui.vertical(|ui| {
                if let Some(icon) = self.icons.show(ui, cx, &kind.icon) {
                    next.icon = icon;
                    changed.set = true;
                }
            });
        });
        if let Some(colour) = parts::colour_picker(ui, cx, id, kind.colour.as_ref(), true) {
            next.colour = colour;
            changed.set = true;
        }
        if let Some(shape) = parts::shape_picker(ui, cx, kind.shape.as_ref(), colour, true) {
            next.shape = shape;
            changed.set = true;
        }
        ui.add_space(8.0);
        for (key, hint, value) in [
            ("schema-emphasis", "schema-emphasis-hint", &mut next.emphasis),
            ("schema-group", "schema-group-hint", &mut next.group),
            ("schema-offered", "schema-offered-hint", &mut next.offered),
        ] {
            changed.set |= parts::check(ui, cx, key, hint, value);
        }
        changed.send(cx, Edit::PutActorKind(next));
        true
    }

    /// Asks which kind the actors of one that goes take instead.
    fn actor_kind_removal(&mut self, ui: &mut Ui, cx: &Cx<'_>, kind: &ActorKindId, uses: usize) {
        let Some(Removal::ActorKind(instead)) = &self.removal else { return };
        let mut other = instead.clone();
        let (mut remove, mut cancel) = (false, false);
        parts::question(ui, cx, &cx.text.count("schema-actors-take", uses), |ui| {
            if let Some(chosen) = self.picker.show(ui, cx, "schema instead", instead) {
                other = chosen;
            }
            ui.add_enabled_ui(other != *kind, |ui| {
                remove = widgets::button(ui, cx.t("schema-remove-kind")).clicked();
            });
            cancel = widgets::button(ui, cx.t("cancel")).clicked();
        });
        if remove {
            step(cx, Edit::RemoveActorKind { kind: kind.clone(), instead: Some(other.clone()) });
            self.actor_kind = Some(other.clone());
        }
        self.removal = (!remove && !cancel).then_some(Removal::ActorKind(other));
    }
}

/// Chooses the family of a kind. `Some` once another was chosen.
fn family_choice(ui: &mut Ui, cx: &Cx<'_>, current: &FamilyId) -> Option<FamilyId> {
    parts::field_label(ui, cx, cx.t("schema-family"));
    let schema = cx.session.map().schema();
    let shown = schema.family(current).map_or(current.as_str(), |family| parts::name(cx, &family.label));
    let mut chosen = None;
    let value = |text: &str| RichText::new(text).text_style(theme::value());
    let combo =
        ComboBox::from_id_salt("schema family").icon(widgets::caret).selected_text(value(shown)).width(220.0);
    let response = combo.show_ui(ui, |ui| {
        for family in schema.families() {
            let on = family.id == *current;
            ui.horizontal(|ui| {
                let figure = Figure::from(&family.shape);
                widgets::glyph(ui, 22.0, &widgets::glyph_of(cx, Some(&family.colour), figure, None), false);
                if ui.selectable_label(on, value(parts::name(cx, &family.label))).clicked() && !on {
                    chosen = Some(family.id.clone());
                    ui.close();
                }
            });
        }
    });
    let name = format!("{} {shown}", cx.t("schema-family"));
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    chosen
}
