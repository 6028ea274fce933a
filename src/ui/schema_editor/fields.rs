//! The tab of the custom fields: what a map records beyond what Maillage knows.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{ComboBox, RichText, Role, Ui, WidgetInfo};

use super::super::cx::Cx;
use super::super::theme;
use super::super::widgets;
use super::parts::{self, Ask, ListRow};
use super::{Changed, Removal, SchemaEditor, order, step};
use crate::edit::Edit;
use crate::model::{Bilingual, Extra, Field, FieldId, FieldOwner, FieldType, Map, Schema};
use crate::query::fold;

const OWNERS: [(FieldOwner, &str); 2] =
    [(FieldOwner::Actor, "schema-owner-actors"), (FieldOwner::Link, "schema-owner-links")];

/// The options of a choice as they are typed, one a line: an empty line is an option to come, which
/// the map does not hold yet.
#[derive(Debug, Default)]
pub(super) struct OptionsBuffer {
    field: Option<FieldId>,
    text: String,
}

impl OptionsBuffer {
    /// The text to show for a field: what was typed, unless the field says otherwise by now.
    fn text_for(&mut self, field: &Field) -> &str {
        if self.field.as_ref() != Some(&field.id) || options_of(&self.text) != field.options {
            self.field = Some(field.id.clone());
            self.text = field.options.join("\n");
        }
        &self.text
    }
}

/// The options that lines of text mean: each once, without the room around.
fn options_of(text: &str) -> Vec<String> {
    let mut options: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !options.iter().any(|option| option == line) {
            options.push(line.to_owned());
        }
    }
    options
}

/// Every field: those of actors, then those of links.
pub(super) fn all(schema: &Schema) -> Vec<&Arc<Field>> {
    OWNERS.into_iter().flat_map(|(owner, _)| schema.fields(owner)).collect()
}

/// How many values each field has.
pub(super) fn count_values(map: &Map) -> BTreeMap<FieldId, usize> {
    let mut counts = BTreeMap::new();
    let actors = map.actors().flat_map(|actor| actor.custom.keys());
    let links = map.links().flat_map(|link| link.details.custom.keys());
    for field in actors.chain(links) {
        // Looked up before it is entered: most values need no copy of the id.
        match counts.get_mut(field) {
            Some(count) => *count += 1,
            None => drop(counts.insert(field.clone(), 1)),
        }
    }
    counts
}

/// The rows of the list.
pub(super) fn rows(
    cx: &Cx<'_>,
    words: &str,
    chosen: Option<&FieldId>,
    values: &BTreeMap<FieldId, usize>,
) -> Vec<ListRow> {
    let schema = cx.session.map().schema();
    let mut rows = Vec::new();
    for (owner, key) in OWNERS {
        let entries: Vec<ListRow> = schema
            .fields(owner)
            .into_iter()
            .filter(|field| parts::matches(words, &fold(&format!("{} {}", field.label.fr, field.label.en))))
            .map(|field| ListRow {
                id: field.id.to_string(),
                label: parts::name(cx, &field.label).to_owned(),
                glyph: None,
                uses: Some(values.get(&field.id).copied().unwrap_or(0)),
                heading: false,
                chosen: chosen == Some(&field.id),
                soft: false,
            })
            .collect();
        if !entries.is_empty() {
            rows.push(ListRow {
                id: String::new(),
                label: cx.t(key).to_owned(),
                glyph: None,
                uses: None,
                heading: true,
                chosen: false,
                soft: false,
            });
            rows.extend(entries);
        }
    }
    rows
}

/// Adds a field of the owner of the one chosen.
pub(super) fn add(cx: &Cx<'_>, near: Option<&FieldId>) -> FieldId {
    let schema = cx.session.map().schema();
    let owner = near.and_then(|id| schema.field(id)).map_or(FieldOwner::Actor, |field| field.owner);
    let mut label = Bilingual::default();
    *label.get_mut(cx.lang()) = cx.t("schema-new-field").to_owned();
    let field = Field {
        id: FieldId::random(),
        rank: order::after(schema.fields(owner).iter().map(|field| field.rank)),
        owner,
        label,
        kind: FieldType::Text,
        options: Vec::new(),
        private: false,
        extra: Extra::new(),
    };
    let id = field.id.clone();
    step(cx, Edit::PutField(field));
    id
}

impl SchemaEditor {
    /// The form of the field chosen. `false` while there is none.
    pub(super) fn field_form(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let schema = cx.session.map().schema();
        let Some(field) = self.field.as_ref().and_then(|id| schema.field(id)) else {
            ui.add(egui::Label::new(parts::soft(cx, cx.t("schema-fields-hint"))).wrap());
            return false;
        };
        let siblings = schema.fields(field.owner);
        let at = siblings.iter().position(|other| other.id == field.id).unwrap_or(0);
        let values = self.value_counts(cx).get(&field.id).copied().unwrap_or(0);
        let use_line = cx.text.count("schema-values-of-field", values);
        let title = parts::name(cx, &field.label);
        match parts::head(ui, cx, title, &use_line, (at, siblings.len()), Ok(())) {
            Some(Ask::Remove) if values == 0 => {
                step(cx, Edit::RemoveField(field.id.clone()));
                return true;
            }
            Some(Ask::Remove) => self.removal = Some(Removal::Field),
            Some(ask) => {
                let up = ask == Ask::Up;
                order::send(cx, &siblings, at, up, |field| &mut field.rank, Edit::PutField);
                return true;
            }
            None => {}
        }
        self.field_removal(ui, cx, &field.id, values);

        let mut next = (**field).clone();
        let mut changed = Changed::default();
        let id = field.id.as_str();
        changed.typed |= parts::bilingual(ui, cx, id, "name", cx.t("schema-label"), &mut next.label, 1);
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                parts::field_label(ui, cx, cx.t("schema-owner"));
                // Values belong to the records they were given to: an owner with values stays.
                ui.add_enabled_ui(values == 0, |ui| {
                    ui.horizontal(|ui| {
                        for (owner, key) in OWNERS {
                            let text = RichText::new(cx.t(key)).text_style(theme::value());
                            let on = field.owner == owner;
                            let button =
                                egui::Button::selectable(on, text).min_size(egui::Vec2::new(0.0, 28.0));
                            let response = ui.add(button).on_disabled_hover_text(cx.t("schema-owner-fixed"));
                            if response.clicked() && !on {
                                next.owner = owner;
                                let ranks = schema.fields(owner);
                                next.rank = order::after(ranks.iter().map(|field| field.rank));
                                changed.set = true;
                            }
                        }
                    });
                });
            });
            ui.add_space(24.0);
            ui.vertical(|ui| {
                if let Some(kind) = type_choice(ui, cx, &field.kind) {
                    next.kind = kind;
                    changed.set = true;
                }
            });
        });
        if field.kind == FieldType::Choice {
            let label = cx.t("schema-options");
            parts::field_label(ui, cx, label);
            let shown = self.options.text_for(field).to_owned();
            let hint = cx.t("schema-options-hint");
            if let Some(text) = widgets::text_area(ui, cx, ("schema options", id), label, &shown, hint, 5) {
                next.options = options_of(&text);
                self.options.text = text;
                changed.typed = true;
            }
        }
        ui.add_space(8.0);
        changed.set |= parts::check(ui, cx, "schema-private", "schema-private-hint", &mut next.private);
        changed.send(cx, Edit::PutField(next));
        true
    }

    /// Says how many values a field takes with it.
    fn field_removal(&mut self, ui: &mut Ui, cx: &Cx<'_>, field: &FieldId, values: usize) {
        if !matches!(self.removal, Some(Removal::Field)) {
            return;
        }
        let (mut remove, mut cancel) = (false, false);
        parts::question(ui, cx, &cx.text.count("schema-values-go", values), |ui| {
            remove = widgets::button(ui, cx.t("schema-remove-field")).clicked();
            cancel = widgets::button(ui, cx.t("cancel")).clicked();
        });
        if remove {
            step(cx, Edit::RemoveField(field.clone()));
        }
        if remove || cancel {
            self.removal = None;
        }
    }
}

/// Chooses what a field holds. `Some` once another type was chosen.
fn type_choice(ui: &mut Ui, cx: &Cx<'_>, current: &FieldType) -> Option<FieldType> {
    parts::field_label(ui, cx, cx.t("schema-type"));
    let key = |kind: &FieldType| format!("schema-type-{}", kind.as_str().replace('_', "-"));
    let shown = match current {
        FieldType::Other(word) => word.clone(),
        known => cx.t(&key(known)).to_owned(),
    };
    let value = |text: &str| RichText::new(text).text_style(theme::value());
    let mut chosen = None;
    let combo =
        ComboBox::from_id_salt("schema type").icon(widgets::caret).selected_text(value(&shown)).width(200.0);
    let response = combo.show_ui(ui, |ui| {
        for kind in FieldType::ALL {
            let on = kind == *current;
            if ui.selectable_label(on, value(cx.t(&key(&kind)))).clicked() && !on {
                chosen = Some(kind);
            }
        }
    });
    let name = format!("{} {shown}", cx.t("schema-type"));
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_lines_each_once() {
        assert_eq!(options_of("oui\n non \n\noui\n"), ["oui", "non"]);
        assert_eq!(options_of("\n \n"), Vec::<String>::new());
    }

    #[test]
    fn a_line_begun_is_kept_while_it_is_typed_and_an_undo_is_followed() {
        let mut field = Field {
            id: FieldId::new("f"),
            rank: 0,
            owner: FieldOwner::Actor,
            label: Bilingual::default(),
            kind: FieldType::Choice,
            options: vec!["oui".to_owned()],
            private: false,
            extra: Extra::new(),
        };
        let mut buffer = OptionsBuffer::default();
        assert_eq!(buffer.text_for(&field), "oui");
        buffer.text = "oui\n".to_owned();
        assert_eq!(buffer.text_for(&field), "oui\n");
        field.options = vec!["non".to_owned()];
        assert_eq!(buffer.text_for(&field), "non");
    }
}
