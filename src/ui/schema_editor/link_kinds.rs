//! The tab of the kinds of links: the verb both ways, what it means, whom it usually joins.

use egui::{ComboBox, Popup, PopupCloseBehavior, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::super::cx::Cx;
use super::super::theme::{self, color};
use super::super::widgets;
use super::parts::{self, Ask, ListRow};
use super::{Changed, Removal, SchemaEditor, order, step};
use crate::edit::Edit;
use crate::icons::ui as icon;
use crate::model::{Bilingual, EndRule, LinkKind, LinkKindId, Schema};
use crate::query::fold;

/// The rows of the list.
pub(super) fn rows(cx: &Cx<'_>, words: &str, chosen: Option<&LinkKindId>) -> Vec<ListRow> {
    let schema = cx.session.map().schema();
    schema
        .link_kinds()
        .into_iter()
        .filter(|kind| {
            let (verb, inverse) = (&kind.verb, &kind.inverse);
            let text = fold(&format!("{} {} {} {}", verb.fr, verb.en, inverse.fr, inverse.en));
            parts::matches(words, &text)
        })
        .map(|kind| ListRow {
            id: kind.id.to_string(),
            label: parts::name(cx, &kind.verb).to_owned(),
            glyph: None,
            uses: Some(uses(cx, &kind.id)),
            heading: false,
            chosen: chosen == Some(&kind.id),
            soft: false,
        })
        .collect()
}

fn uses(cx: &Cx<'_>, kind: &LinkKindId) -> usize {
    cx.session.counts().link_kinds.get(kind).copied().unwrap_or(0)
}

/// Adds a kind of link between any actors.
pub(super) fn add(cx: &Cx<'_>) -> LinkKindId {
    let schema = cx.session.map().schema();
    let mut verb = Bilingual::default();
    *verb.get_mut(cx.lang()) = cx.t("schema-new-verb").to_owned();
    let mut inverse = Bilingual::default();
    *inverse.get_mut(cx.lang()) = cx.t("schema-new-inverse").to_owned();
    let mut kind = LinkKind::new(LinkKindId::random(), verb, inverse);
    kind.rank = order::after(schema.link_kinds().iter().map(|kind| kind.rank));
    let id = kind.id.clone();
    step(cx, Edit::PutLinkKind(kind));
    id
}

/// The rules of an end once one more is added: "all" stands alone.
fn with_rule(rules: &[EndRule], rule: EndRule) -> Vec<EndRule> {
    if rule == EndRule::Any || rules.contains(&rule) {
        return if rule == EndRule::Any { vec![rule] } else { rules.to_vec() };
    }
    let mut rules: Vec<EndRule> = rules.iter().filter(|rule| **rule != EndRule::Any).cloned().collect();
    rules.push(rule);
    rules
}

/// The rules of an end once one is taken away: none left means "all".
fn without_rule(rules: &[EndRule], at: usize) -> Vec<EndRule> {
    let rest: Vec<EndRule> =
        rules.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, rule)| rule.clone()).collect();
    if rest.is_empty() { vec![EndRule::Any] } else { rest }
}

/// The words for a rule.
fn rule_label(cx: &Cx<'_>, schema: &Schema, rule: &EndRule) -> String {
    match rule {
        EndRule::Any => cx.t("schema-all").to_owned(),
        EndRule::Family(id) => {
            schema.family(id).map_or(id.as_str(), |family| parts::name(cx, &family.label)).to_owned()
        }
        EndRule::Kind(id) => widgets::kind_label(cx, id),
    }
}

/// The usual actors at one end, as chips. `Some` once they changed.
fn ends(ui: &mut Ui, cx: &Cx<'_>, salt: &str, label: &str, rules: &[EndRule]) -> Option<Vec<EndRule>> {
    let schema = cx.session.map().schema();
    let mut changed = None;
    parts::field_label(ui, cx, label);
    ui.horizontal_wrapped(|ui| {
        let value = |text: String| RichText::new(text).text_style(theme::value());
        if rules.is_empty() {
            ui.label(parts::soft(cx, cx.t("schema-all")));
        }
        for (at, rule) in rules.iter().enumerate() {
            let words = rule_label(cx, schema, rule);
            if *rule == EndRule::Any {
                ui.label(parts::soft(cx, &words));
                continue;
            }
            let chip = egui::Button::new(value(format!("{words}  {}", icon::X)))
                .fill(color(cx.theme.accent_soft))
                .corner_radius(14);
            let name = cx.tr("schema-take-away", &[("name", words.into())]);
            if widgets::named(ui.add(chip), Role::Button, &name).on_hover_text(&name).clicked() {
                changed = Some(without_rule(rules, at));
            }
        }
        let name = format!("{label} : {}", cx.t("schema-add-end"));
        let add = widgets::labeled_icon_button(ui, icon::PLUS, cx.t("schema-add-end"));
        let add = widgets::named(add, Role::Button, &name);
        let popup = Popup::menu(&add)
            .id(egui::Id::unique(("schema ends", salt)))
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(280.0);
        popup.show(|ui| {
            let height = 320.0;
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                let mut offer = |ui: &mut Ui, rule: EndRule, strong: bool| {
                    let words = RichText::new(rule_label(cx, schema, &rule));
                    let style = if strong { theme::section() } else { theme::value() };
                    let button = egui::Button::selectable(rules.contains(&rule), words.text_style(style))
                        .min_size(egui::Vec2::new(ui.available_width(), 26.0));
                    if ui.add(button).clicked() {
                        changed = Some(with_rule(rules, rule));
                        ui.close();
                    }
                };
                offer(ui, EndRule::Any, true);
                for family in schema.families() {
                    offer(ui, EndRule::Family(family.id.clone()), true);
                    ui.indent(&family.id, |ui| {
                        for kind in schema.kinds_of(&family.id) {
                            offer(ui, EndRule::Kind(kind.id.clone()), false);
                        }
                    });
                }
            });
        });
    });
    changed.filter(|new| new != rules)
}

impl SchemaEditor {
    /// The form of the kind chosen. `false` while there is none.
    pub(super) fn link_kind_form(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let schema = cx.session.map().schema();
        let Some(kind) = self.link_kind.as_ref().and_then(|id| schema.link_kind(id)) else { return false };
        let kinds = schema.link_kinds();
        let at = kinds.iter().position(|other| other.id == kind.id).unwrap_or(0);
        let uses = uses(cx, &kind.id);
        let use_line = cx.text.count("schema-links-of-kind", uses);
        let removable = if uses == 0 || kinds.len() > 1 { Ok(()) } else { Err(cx.t("schema-only-kind")) };
        match parts::head(ui, cx, parts::name(cx, &kind.verb), &use_line, (at, kinds.len()), removable) {
            Some(Ask::Remove) if uses == 0 => {
                step(cx, Edit::RemoveLinkKind { kind: kind.id.clone(), instead: None });
                return true;
            }
            Some(Ask::Remove) => self.removal = Some(Removal::LinkKind(None)),
            Some(ask) => {
                let up = ask == Ask::Up;
                order::send(cx, &kinds, at, up, |kind| &mut kind.rank, Edit::PutLinkKind);
                return true;
            }
            None => {}
        }
        self.link_kind_removal(ui, cx, &kind.id, uses);

        let mut next = (**kind).clone();
        let mut changed = Changed::default();
        let id = kind.id.as_str();
        changed.typed |= parts::bilingual(ui, cx, id, "name", cx.t("schema-verb"), &mut next.verb, 1);
        changed.typed |=
            parts::bilingual(ui, cx, id, "inverse", cx.t("schema-inverse"), &mut next.inverse, 1);
        ui.add_space(8.0);
        sentence(ui, cx, kind);
        changed.typed |=
            parts::bilingual(ui, cx, id, "definition", cx.t("schema-definition"), &mut next.definition, 3);
        ui.add_space(8.0);
        for (key, hint, value) in [
            ("schema-symmetric", "schema-symmetric-hint", &mut next.symmetric),
            ("schema-membership", "schema-membership-hint", &mut next.membership),
        ] {
            changed.set |= parts::check(ui, cx, key, hint, value);
        }
        if let Some(rules) = ends(ui, cx, "from", cx.t("schema-from"), &kind.from) {
            next.from = rules;
            changed.set = true;
        }
        if let Some(rules) = ends(ui, cx, "to", cx.t("schema-to"), &kind.to) {
            next.to = rules;
            changed.set = true;
        }
        ui.add_space(6.0);
        ui.add(egui::Label::new(parts::soft(cx, cx.t("schema-ends-hint"))).wrap());
        changed.send(cx, Edit::PutLinkKind(next));
        true
    }

    /// Asks which kind the links of one that goes take instead.
    fn link_kind_removal(&mut self, ui: &mut Ui, cx: &Cx<'_>, kind: &LinkKindId, uses: usize) {
        let Some(Removal::LinkKind(instead)) = &mut self.removal else { return };
        let schema = cx.session.map().schema();
        let (mut remove, mut cancel) = (false, false);
        parts::question(ui, cx, &cx.text.count("schema-links-take", uses), |ui| {
            let value = |text: &str| RichText::new(text).text_style(theme::value());
            let verb = |id: &LinkKindId| {
                schema.link_kind(id).map_or(id.as_str(), |kind| parts::name(cx, &kind.verb)).to_owned()
            };
            let shown = instead.as_ref().map_or_else(|| cx.t("schema-choose").to_owned(), verb);
            let combo = ComboBox::from_id_salt("schema instead link")
                .icon(widgets::caret)
                .selected_text(value(&shown))
                .width(200.0);
            let response = combo.show_ui(ui, |ui| {
                for other in schema.link_kinds().into_iter().filter(|other| other.id != *kind) {
                    let on = instead.as_ref() == Some(&other.id);
                    if ui.selectable_label(on, value(parts::name(cx, &other.verb))).clicked() {
                        *instead = Some(other.id.clone());
                    }
                }
            });
            let name = format!("{} {shown}", cx.t("schema-instead"));
            response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
            ui.add_enabled_ui(instead.is_some(), |ui| {
                remove = widgets::button(ui, cx.t("schema-remove-kind")).clicked();
            });
            cancel = widgets::button(ui, cx.t("cancel")).clicked();
        });
        if remove {
            let instead = instead.clone();
            step(cx, Edit::RemoveLinkKind { kind: kind.clone(), instead: instead.clone() });
            self.link_kind = instead;
        }
        if remove || cancel {
            self.removal = None;
        }
    }
}

/// How links of the kind read, both ways.
fn sentence(ui: &mut Ui, cx: &Cx<'_>, kind: &LinkKind) {
    let lang = cx.lang();
    let (verb, inverse) = (kind.verb.get(lang), kind.inverse.get(lang));
    let arrow = if kind.symmetric { icon::ARROWS_LEFT_RIGHT } else { icon::ARROW_RIGHT };
    let values = [("verb", verb.to_owned().into()), ("inverse", inverse.to_owned().into())];
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(arrow).color(color(cx.theme.ink_2)));
        ui.label(parts::soft(cx, &cx.tr("schema-sentence", &values)));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_stands_alone_among_the_usual_ends() {
        let any = vec![EndRule::Any];
        let family = EndRule::from("@ess");
        let kind = EndRule::from("association");
        let one = with_rule(&any, family.clone());
        assert_eq!(one, std::slice::from_ref(&family));
        let two = with_rule(&one, kind.clone());
        assert_eq!(two, [family.clone(), kind.clone()]);
        assert_eq!(with_rule(&two, kind.clone()), two);
        assert_eq!(with_rule(&two, EndRule::Any), any);
        assert_eq!(without_rule(&two, 0), [kind]);
        assert_eq!(without_rule(&one, 0), any);
    }
}
