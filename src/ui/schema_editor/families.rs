//! The tab of the families: a name, a colour and a shape shared by kinds of one nature.

use egui::Ui;

use super::super::cx::Cx;
use super::super::widgets;
use super::parts::{self, Ask, ListRow};
use super::{Changed, SchemaEditor, order, step};
use crate::drawing::shape::Figure;
use crate::drawing::theme::PALETTE;
use crate::edit::Edit;
use crate::model::{Bilingual, ColourName, Extra, Family, FamilyId, Shape};
use crate::query::fold;

/// The rows of the list.
pub(super) fn rows(cx: &Cx<'_>, words: &str, chosen: Option<&FamilyId>) -> Vec<ListRow> {
    let schema = cx.session.map().schema();
    schema
        .families()
        .into_iter()
        .filter(|family| parts::matches(words, &fold(&format!("{} {}", family.label.fr, family.label.en))))
        .map(|family| ListRow {
            id: family.id.to_string(),
            label: parts::name(cx, &family.label).to_owned(),
            glyph: Some(widgets::glyph_of(cx, Some(&family.colour), Figure::from(&family.shape), Some(' '))),
            uses: Some(cx.session.counts().families.get(&family.id).copied().unwrap_or(0)),
            heading: false,
            chosen: chosen == Some(&family.id),
            soft: false,
        })
        .collect()
}

/// Adds a family, in a colour that none has yet.
pub(super) fn add(cx: &Cx<'_>) -> FamilyId {
    let schema = cx.session.map().schema();
    let families = schema.families();
    let free = PALETTE.iter().find(|slot| families.iter().all(|family| family.colour.0 != **slot));
    let mut label = Bilingual::default();
    *label.get_mut(cx.lang()) = cx.t("schema-new-family").to_owned();
    let family = Family {
        id: FamilyId::random(),
        rank: order::after(families.iter().map(|family| family.rank)),
        label,
        colour: ColourName::new(*free.unwrap_or(&"grey")),
        shape: Shape::Disc,
        extra: Extra::new(),
    };
    let id = family.id.clone();
    step(cx, Edit::PutFamily(family));
    id
}

impl SchemaEditor {
    /// The form of the family chosen. `false` while there is none.
    pub(super) fn family_form(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let schema = cx.session.map().schema();
        let Some(family) = self.family.as_ref().and_then(|id| schema.family(id)) else { return false };
        let families = schema.families();
        let at = families.iter().position(|other| other.id == family.id).unwrap_or(0);
        let kinds = schema.kinds_of(&family.id);
        let use_line = cx.text.count("schema-kinds-of-family", kinds.len());
        let removable = if kinds.is_empty() { Ok(()) } else { Err(cx.t("schema-family-not-empty")) };
        let title = parts::name(cx, &family.label);
        match parts::head(ui, cx, title, &use_line, (at, families.len()), removable) {
            Some(Ask::Remove) => {
                step(cx, Edit::RemoveFamily(family.id.clone()));
                return true;
            }
            Some(ask) => {
                let up = ask == Ask::Up;
                order::send(cx, &families, at, up, |family| &mut family.rank, Edit::PutFamily);
                return true;
            }
            None => {}
        }
        let mut next = (**family).clone();
        let mut changed = Changed::default();
        let id = family.id.as_str();
        let colour = Some(&family.colour);
        ui.add_space(8.0);
        let figure = Figure::from(&family.shape);
        let icon = kinds.first().and_then(|kind| crate::icons::glyph(&kind.icon)).unwrap_or(' ');
        parts::preview(ui, cx, colour, figure, Some(icon), (false, false), title);
        changed.typed |= parts::bilingual(ui, cx, id, "name", cx.t("schema-label"), &mut next.label, 1);
        if let Some(Some(colour)) = parts::colour_picker(ui, cx, id, colour, false) {
            next.colour = colour;
            changed.set = true;
        }
        if let Some(Some(shape)) = parts::shape_picker(ui, cx, Some(&family.shape), colour, false) {
            next.shape = shape;
            changed.set = true;
        }
        ui.add_space(8.0);
        ui.add(egui::Label::new(parts::soft(cx, cx.t("schema-family-hint"))).wrap());
        changed.send(cx, Edit::PutFamily(next));
        true
    }
}
