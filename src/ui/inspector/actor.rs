//! The sheet of one actor.

use arcstr::ArcStr;
use egui::{Id, RichText, TextEdit, Ui};

use super::complete::{Looks, Offer, completion};
use super::{InspectorState, fields, links, map, sources};
use crate::edit::{Edit, FieldName};
use crate::geo::Gazetteer;
use crate::icons::ui as icon;
use crate::model::{Actor, ActorId, Advice, Alias, Contact, FieldOwner, advice_on_actor, identifier};
use crate::query::fold;
use crate::session::Selection;
use crate::ui::command::Command;
use crate::ui::cx::{Action, Cx};
use crate::ui::dialogs::Dialog;
use crate::ui::duplicates::Duplicates;
use crate::ui::near;
use crate::ui::schema_editor::SchemaEditor;
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// The actors whose names are near that of the actor shown, asked for once per name.
#[derive(Default)]
pub(super) struct NearNames {
    of: Option<(ActorId, u64)>,
    near: near::NearNames,
    found: Vec<ActorId>,
}

impl NearNames {
    fn refresh(&mut self, ui: &Ui, cx: &Cx<'_>, actor: &Actor) {
        let state = (actor.id.clone(), cx.session.content_version());
        let same_actor = self.of.as_ref().is_some_and(|(id, _)| *id == actor.id);
        // Not at each letter that is typed.
        if self.of.as_ref() != Some(&state) && same_actor && ui.ctx().text_edit_focused() {
            return;
        }
        let near = self.near.of(ui.ctx(), cx, &actor.name, Some(&actor.id));
        // Whoever drew a link between the two saw that they are two.
        let map = cx.session.map();
        let is_linked = |id: &ActorId| match (map.actor_slot(&actor.id), map.actor_slot(id)) {
            (Some(one), Some(other)) => map.neighbours_at(one).any(|slot| slot == other),
            _ => false,
        };
        self.found =
            near.iter().map(|near| &near.actor).filter(|id| !is_linked(id)).take(3).cloned().collect();
        self.of = Some(state);
    }
}

/// Shows the sheet.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, actor: &Actor) {
    let advice = advice_on_actor(cx.session.map(), actor);
    header(ui, cx, actor);
    fields::advise(ui, cx, &advice, |advice| matches!(advice, Advice::NoName | Advice::UnknownActorKind(_)));
    state.near.refresh(ui, cx, actor);
    duplicates(ui, cx, &state.near.found);
    widgets::hairline(ui, cx);
    fields::quiet(ui, |ui| {
        sheet(ui, cx, state, actor, &advice);
        description(ui, cx, state, actor);
        tags(ui, cx, state, actor);
        contacts(ui, cx, actor);
    });
    widgets::hairline(ui, cx);
    links::show(ui, cx, state, actor);
    widgets::hairline(ui, cx);
    fields::quiet(ui, |ui| {
        let salt = format!("{} provenance", actor.id);
        if let Some((provenance, what)) = sources::show(ui, cx, &salt, &actor.provenance) {
            revise(cx, actor, what, |actor| actor.provenance = provenance.into());
        }
    });
}

/// Sends a new state of the actor.
fn revise(cx: &Cx<'_>, actor: &Actor, what: FieldName, change: impl FnOnce(&mut Actor)) {
    let mut actor = actor.clone();
    change(&mut actor);
    cx.edit(Edit::ReviseActors { actors: vec![actor], what });
}

/// A change that is whole by itself: not part of a typing run.
fn revise_at_once(cx: &Cx<'_>, actor: &Actor, what: FieldName, change: impl FnOnce(&mut Actor)) {
    cx.send(Action::Seal);
    revise(cx, actor, what, change);
    cx.send(Action::Seal);
}

fn header(ui: &mut Ui, cx: &Cx<'_>, actor: &Actor) {
    ui.horizontal_top(|ui| {
        widgets::glyph(ui, 44.0, &widgets::glyph_of_kind(cx, &actor.kind), true);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            fields::quiet(ui, |ui| {
                let salt = format!("{} name", actor.id);
                if let Some(name) = name_field(ui, cx, &salt, cx.t("inspector-name"), &actor.name) {
                    revise(cx, actor, FieldName::Name, |actor| actor.name = name.into());
                }
            });
            let schema = cx.session.map().schema();
            let kind = widgets::kind_label(cx, &actor.kind);
            let caption = match schema.family_of(&actor.kind) {
                Some(family) => format!("{kind} · {}", family.label.get(cx.lang())),
                None => kind,
            };
            egui::Frame::new().inner_margin(egui::Margin { left: 4, ..Default::default() }).show(ui, |ui| {
                let words = RichText::new(caption).small().color(color(cx.theme.ink_2));
                ui.add(egui::Label::new(words).wrap());
            });
        });
    });
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = egui::Vec2::new(8.0, 4.0);
        ui.spacing_mut().item_spacing = egui::Vec2::new(6.0, 6.0);
        if widgets::labeled_icon_button(ui, icon::CROSSHAIR, cx.t("inspector-center")).clicked() {
            cx.command(Command::Center);
        }
        header_edits(ui, cx, actor);
    });
}

/// What the head of a sheet does to the map.
fn header_edits(ui: &mut Ui, cx: &Cx<'_>, actor: &Actor) {
    widgets::only_to_edit(ui, cx, |ui| {
        let pinned = actor.position.is_some_and(|position| position.pinned);
        let (glyph, key) = if pinned {
            (icon::PUSH_PIN_SLASH, "inspector-unpin")
        } else {
            (icon::PUSH_PIN, "inspector-pin")
        };
        if widgets::labeled_icon_button(ui, glyph, cx.t(key)).clicked() {
            cx.command(Command::TogglePin);
        }
        if widgets::labeled_icon_button(ui, icon::LINK_SIMPLE, cx.t("inspector-connect")).clicked() {
            cx.send(Action::ConnectDialog { from: actor.id.clone(), to: None });
        }
    });
}

/// The heading of a sheet, edited in place; it wraps but holds no line breaks.
pub(super) fn name_field(ui: &mut Ui, cx: &Cx<'_>, salt: &str, name: &str, value: &str) -> Option<String> {
    let id = Id::unique(("heading", salt));
    if !cx.may_edit() {
        widgets::read_only_field(ui, cx, id, name, value, widgets::Reads::Heading);
        return None;
    }
    let mut buffer = value.to_owned();
    let line = ui.visuals().widgets.noninteractive.bg_stroke.color;
    let response = ui
        .scope(|ui| {
            ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::new(1.0, line);
            let width = ui.available_width();
            let edit = TextEdit::multiline(&mut buffer)
                .id(id)
                .hint_text(name.to_owned())
                .font(egui::TextStyle::Heading)
                .margin(egui::Margin::symmetric(4, 2))
                .return_key(None)
                .desired_rows(1)
                .desired_width(width);
            ui.add(edit)
        })
        .inner;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
    if response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        response.surrender_focus();
        cx.send(Action::Seal);
    }
    if response.lost_focus() {
        cx.send(Action::Seal);
    }
    response.changed().then(|| buffer.replace(['\r', '\n'], " "))
}

fn duplicates(ui: &mut Ui, cx: &Cx<'_>, near: &[ActorId]) {
    let near: Vec<_> = near.iter().filter_map(|id| cx.session.map().actor(id)).collect();
    if near.is_empty() {
        return;
    }
    ui.add_space(8.0);
    widgets::caption(ui, cx, cx.t("inspector-near"));
    for other in near {
        let kind = widgets::kind_label(cx, &other.kind);
        let label = format!("{} ({kind})", widgets::actor_name(cx, other));
        if widgets::link_button(ui, cx, label).clicked() {
            cx.send(Action::WalkTo(Selection::actor(other.id.clone())));
        }
    }
    if widgets::edit_link(ui, cx, cx.t("inspector-compare")) {
        cx.send(Action::Dialog(Dialog::Duplicates(Duplicates::default())));
    }
}

/// The fields of the sheet.
fn sheet(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, actor: &Actor, advice: &[Advice]) {
    widgets::section(ui, cx, cx.t("inspector-sheet"), |_| {});
    let salt = |field: &str| format!("{} {field}", actor.id);
    let all = state.all_fields;
    let mut hidden = 0;
    let mut shows = |is_empty: bool| {
        let shown = all || !is_empty;
        hidden += usize::from(!shown);
        shown
    };
    let kind =
        fields::row(ui, cx, cx.t("inspector-kind"), |ui| state.kinds.show(ui, cx, "actor kind", &actor.kind));
    if let Some(kind) = kind {
        revise_at_once(cx, actor, FieldName::Kind, |actor| actor.kind = kind);
    }
    let line = |ui: &mut Ui, field: &str, key: &str, value: &str| {
        fields::text(ui, cx, &salt(field), cx.t(key), value)
    };
    let short = actor.short_name.replace('\n', " / ");
    if let Some(text) = line(ui, "short", "inspector-short-name", &short) {
        // A stroke between two parts is where the name breaks on the map.
        let text = text.replace(" / ", "\n");
        revise(cx, actor, FieldName::ShortName, |actor| actor.short_name = text.into());
    }
    if shows(actor.acronym.is_empty())
        && let Some(text) = line(ui, "acronym", "inspector-acronym", &actor.acronym)
    {
        revise(cx, actor, FieldName::Acronym, |actor| actor.acronym = text.into());
    }
    if shows(actor.aliases.is_empty()) {
        aliases(ui, cx, actor);
    }
    territory(ui, cx, actor);
    commune(ui, cx, state, actor);
    if shows(actor.place.address.is_empty())
        && let Some(text) = line(ui, "address", "inspector-address", &actor.place.address)
    {
        revise(cx, actor, FieldName::Address, |actor| actor.place.address = text.into());
    }
    if shows(actor.place.latitude.is_none() && actor.place.longitude.is_none()) {
        coordinates(ui, cx, actor);
    }
    fields::advise(ui, cx, advice, |advice| matches!(advice, Advice::OffTheGlobe));
    let (start, end) = (actor.period.start.as_ref(), actor.period.end.as_ref());
    if let Some(date) = fields::date(ui, cx, &salt("start"), cx.t("inspector-start"), start) {
        revise(cx, actor, FieldName::Start, |actor| actor.period.start = date);
    }
    if shows(end.is_none())
        && let Some(date) = fields::date(ui, cx, &salt("end"), cx.t("inspector-end"), end)
    {
        revise(cx, actor, FieldName::End, |actor| actor.period.end = date);
    }
    fields::advise(ui, cx, advice, |advice| matches!(advice, Advice::ReversedPeriod | Advice::UnreadDate(_)));
    let ids = &actor.identifiers;
    number(ui, cx, actor, advice, ("SIREN", &ids.siren), |actor, text| actor.identifiers.siren = text.into());
    if shows(ids.siret.is_empty()) {
        number(ui, cx, actor, advice, ("SIRET", &ids.siret), |actor, text| {
            actor.identifiers.siret = text.into()
        });
    }
    if shows(ids.rna.is_empty()) {
        number(ui, cx, actor, advice, ("RNA", &ids.rna), |actor, text| actor.identifiers.rna = text.into());
    }
    if shows(actor.legal_form.is_empty())
        && let Some(text) = line(ui, "form", "inspector-legal-form", &actor.legal_form)
    {
        revise(cx, actor, FieldName::LegalForm, |actor| actor.legal_form = text.into());
    }
    let site = fields::url(ui, cx, &salt("website"), cx.t("inspector-website"), &actor.website);
    if let Some(text) = site {
        revise(cx, actor, FieldName::Website, |actor| actor.website = text.into());
    }
    if let Some(custom) = fields::custom(ui, cx, actor.id.as_str(), FieldOwner::Actor, &actor.custom) {
        revise(cx, actor, FieldName::Custom, |actor| actor.custom = custom.into());
    }
    if shows(actor.notes.is_empty()) {
        let notes = fields::long_text(ui, cx, &salt("notes"), cx.t("inspector-notes"), &actor.notes);
        if let Some(text) = notes {
            revise(cx, actor, FieldName::Notes, |actor| actor.notes = text.into());
        }
    }
    if cx.session.map().schema().actor_kind(&actor.kind).is_some_and(|kind| kind.group) {
        hull(ui, cx, actor);
    }
    if hidden > 0 {
        if widgets::link_button(ui, cx, cx.text.count("inspector-more-fields", hidden)).clicked() {
            state.all_fields = true;
        }
    } else if all && widgets::link_button(ui, cx, cx.t("inspector-fewer-fields")).clicked() {
        state.all_fields = false;
    }
    if all && widgets::link_button(ui, cx, cx.t("inspector-own-fields")).clicked() {
        cx.send(Action::Dialog(Dialog::Schema(SchemaEditor::at_fields())));
    }
}

/// A public number with what its check says under it.
fn number(
    ui: &mut Ui,
    cx: &Cx<'_>,
    actor: &Actor,
    advice: &[Advice],
    (name, value): (&'static str, &str),
    set: impl FnOnce(&mut Actor, String),
) {
    let salt = format!("{} {name}", actor.id);
    let focused = ui.memory(|memory| memory.has_focus(Id::unique(("field", salt.as_str()))));
    let shown = if focused { value.to_owned() } else { identifier::grouped(value) };
    if let Some(text) = fields::text(ui, cx, &salt, name, &shown) {
        let text = identifier::compact(&text);
        revise(cx, actor, FieldName::Identifiers, |actor| set(actor, text));
    }
    // Not while the digits are still being typed.
    if !focused {
        fields::advise(
            ui,
            cx,
            advice,
            |advice| matches!(advice, Advice::Identifier(which, _) if *which == name),
        );
    }
}

/// Other names, each current or former, with until when.
fn aliases(ui: &mut Ui, cx: &Cx<'_>, actor: &Actor) {
    fields::row(ui, cx, cx.t("inspector-aliases"), |ui| {
        let mut list = actor.aliases.clone();
        let (mut changed, mut at_once, mut gone) = (false, false, None);
        for (place, alias) in list.iter_mut().enumerate() {
            let salt = format!("{} alias {place}", actor.id);
            fields::with_button_right(
                ui,
                |ui| widgets::edit_button(ui, cx, icon::X, cx.t("inspector-remove-alias")),
                |ui, remove| {
                    if remove {
                        gone = Some(place);
                    }
                    let name = cx.t("inspector-alias");
                    if let Some(text) = widgets::text_field(ui, cx, &salt, name, &alias.name, name) {
                        alias.name = text.into();
                        changed = true;
                    }
                },
            );
            ui.horizontal(|ui| {
                let former = RichText::new(cx.t("inspector-former")).text_style(theme::value());
                let former = egui::Checkbox::new(&mut alias.former, former);
                if ui.add_enabled(cx.may_edit(), former).changed() {
                    changed = true;
                    at_once = true;
                }
            });
            if alias.former || alias.until.is_some() {
                let (name, hint) = (cx.t("inspector-alias-until"), cx.t("inspector-alias-until-hint"));
                let until = alias.until.as_ref();
                if let Some(date) = fields::date_field(ui, cx, &format!("{salt} until"), name, until, hint) {
                    alias.former |= date.is_some();
                    alias.until = date;
                    changed = true;
                }
            }
        }
        if let Some(place) = gone {
            list.remove(place);
            (changed, at_once) = (true, true);
        }
        if widgets::edit_link(ui, cx, cx.t("inspector-add-alias")) {
            widgets::focus_field(ui, format!("{} alias {}", actor.id, list.len()));
            list.push(Alias::default());
            (changed, at_once) = (true, true);
        }
        if changed {
            let set = |actor: &mut Actor| actor.aliases = list;
            if at_once {
                revise_at_once(cx, actor, FieldName::Aliases, set);
            } else {
                revise(cx, actor, FieldName::Aliases, set);
            }
        }
    });
}

/// The territory, completed from those the map names already.
fn territory(ui: &mut Ui, cx: &Cx<'_>, actor: &Actor) {
    let label = cx.t("inspector-territory");
    let mut text = actor.place.territory.to_string();
    let looks = Looks { name: label, hint: cx.t("inspector-to-fill"), trailing: "", picks: false };
    let id = Id::unique(("territory", actor.id.as_str()));
    let done = fields::row(ui, cx, label, |ui| {
        completion(ui, cx, id, &looks, &mut text, |typed| {
            words_like(typed, cx.session.counts().territories.iter())
        })
    });
    if let Some(territory) = done.chosen {
        revise(cx, actor, FieldName::Territory, |actor| actor.place.territory = territory.into());
        cx.send(Action::Seal);
    } else if done.response.changed() {
        revise(cx, actor, FieldName::Territory, |actor| actor.place.territory = text.into());
    }
    if done.response.lost_focus() {
        cx.send(Action::Seal);
    }
}

/// Words of the map that hold what is typed, the most used first.
pub(super) fn words_like<'a>(
    typed: &str,
    words: impl Iterator<Item = (&'a ArcStr, &'a usize)>,
) -> Vec<Offer<String>> {
    let folded = fold(typed);
    let mut words: Vec<_> =
        words.filter(|(word, _)| word.as_str() != typed && fold(word).contains(&folded)).collect();
    words.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    words
        .into_iter()
        .take(8)
        .map(|(word, uses)| Offer {
            label: word.to_string(),
            detail: uses.to_string(),
            glyph: None,
            value: word.to_string(),
        })
        .collect()
}

/// The commune, completed from the gazetteer: a pick sets its code and its point too.
fn commune(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, actor: &Actor) {
    let label = cx.t("inspector-commune");
    let mut text = actor.place.commune.to_string();
    let hint = cx.t("inspector-to-fill");
    let looks = Looks { name: label, hint, trailing: &actor.place.insee, picks: true };
    let id = Id::unique(("commune", actor.id.as_str()));
    let france = state.france.get(ui.ctx());
    let done = fields::row(ui, cx, label, |ui| {
        completion(ui, cx, id, &looks, &mut text, |typed| {
            // Nothing is offered in place of what is already the commune chosen.
            if !actor.place.insee.is_empty() && typed == actor.place.commune {
                return Vec::new();
            }
            communes(france, typed)
        })
    });
    if let Some(commune) = done.chosen {
        revise(cx, actor, FieldName::Commune, |actor| {
            let place = &mut actor.place;
            place.commune = commune.name.into();
            place.insee = commune.code.into();
            place.latitude = Some(commune.lat);
            place.longitude = Some(commune.lon);
            place.precision = "commune".into();
        });
        cx.send(Action::Seal);
    } else if done.response.changed() {
        revise(cx, actor, FieldName::Commune, |actor| {
            let place = &mut actor.place;
            place.commune = text.into();
            // Code and point were those of another name.
            place.insee = ArcStr::new();
            if place.precision == "commune" {
                (place.latitude, place.longitude) = (None, None);
                place.precision = ArcStr::new();
            }
        });
    }
    if done.response.lost_focus() {
        cx.send(Action::Seal);
    }
}

fn communes(france: Option<&'static Gazetteer>, typed: &str) -> Vec<Offer<crate::geo::Commune>> {
    let hits = france.map(|france| france.complete(typed, 8)).unwrap_or_default();
    hits.into_iter()
        .map(|hit| Offer {
            label: hit.commune.label(),
            detail: hit.via.map(|via| via.name.to_owned()).unwrap_or_default(),
            glyph: None,
            value: hit.commune,
        })
        .collect()
}

/// Latitude and longitude in one field, as maps on the web give them.
fn coordinates(ui: &mut Ui, cx: &Cx<'_>, actor: &Actor) {
    let place = &actor.place;
    let shown = match (place.latitude, place.longitude) {
        (None, None) => String::new(),
        (latitude, longitude) => {
            let part = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
            format!("{}, {}", part(latitude), part(longitude))
        }
    };
    let label = cx.t("inspector-coordinates");
    let salt = format!("{} coordinates", actor.id);
    let accepted = fields::row(ui, cx, label, |ui| {
        let hint = cx.t("inspector-coordinates-hint");
        widgets::committed_field(ui, cx, &salt, label, &shown, hint, |typed| {
            if typed.trim().is_empty() {
                return Ok(None);
            }
            let wrong = || cx.t("inspector-not-coordinates").to_owned();
            read_coordinates(typed).map(Some).ok_or_else(wrong)
        })
    });
    if let Some(point) = accepted {
        let (latitude, longitude) = point.unzip();
        if (latitude, longitude) != (place.latitude, place.longitude) {
            revise(cx, actor, FieldName::Coordinates, |actor| {
                (actor.place.latitude, actor.place.longitude) = (latitude, longitude);
                actor.place.precision = ArcStr::new();
            });
        }
    }
}

/// Two numbers with a point, parted by a comma, a semicolon or a space.
fn read_coordinates(typed: &str) -> Option<(f64, f64)> {
    let parts: Vec<&str> = typed.split([',', ';', ' ', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let [latitude, longitude] = parts.as_slice() else { return None };
    let number = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
    Some((number(latitude)?, number(longitude)?))
}

/// Whether a group shows its hull.
fn hull(ui: &mut Ui, cx: &Cx<'_>, actor: &Actor) {
    let options = [
        ("yes".to_owned(), cx.t("inspector-hull-shown").to_owned()),
        ("no".to_owned(), cx.t("inspector-hull-hidden").to_owned()),
    ];
    let current = match actor.hull {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let label = cx.t("inspector-hull");
    if let Some(word) = fields::choice(ui, cx, &format!("{} hull", actor.id), label, current, &options) {
        let hull = (!word.is_empty()).then_some(word == "yes");
        revise_at_once(cx, actor, FieldName::Hull, |actor| actor.hull = hull);
    }
}

fn description(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, actor: &Actor) {
    let salt = format!("{} description", actor.id);
    if let Some(text) = map::markdown(ui, cx, state, &salt, &actor.description) {
        revise(cx, actor, FieldName::Description, |actor| actor.description = text.into());
    }
}

fn tags(ui: &mut Ui, cx: &Cx<'_>, state: &mut InspectorState, actor: &Actor) {
    widgets::section(ui, cx, cx.t("inspector-tags"), |_| {});
    if actor.tags.is_empty() && !cx.may_edit() {
        widgets::caption(ui, cx, "–");
    }
    if let Some(gone) = tag_chips(ui, cx, &actor.tags) {
        revise_at_once(cx, actor, FieldName::Tags, |actor| actor.tags.retain(|tag| *tag != gone));
    }
    let salt = format!("{} tags", actor.id);
    if let Some(tag) = tag_field(ui, cx, state, salt, &actor.tags)
        && !actor.tags.iter().any(|other| *other == tag)
    {
        revise_at_once(cx, actor, FieldName::Tags, |actor| actor.tags.push(tag.into()));
    }
}

/// Tags, each taken away by a click: the one that was.
pub(super) fn tag_chips(ui: &mut Ui, cx: &Cx<'_>, tags: &[ArcStr]) -> Option<ArcStr> {
    if tags.is_empty() {
        return None;
    }
    let mut gone = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::splat(4.0);
        ui.spacing_mut().button_padding = egui::Vec2::new(8.0, 3.0);
        for tag in tags {
            if !cx.may_edit() {
                let fill = egui::Frame::new().fill(color(cx.theme.panel_2)).corner_radius(12);
                let words = egui::Label::new(RichText::new(tag.as_str()).small()).selectable(true);
                fill.inner_margin(egui::Margin::symmetric(8, 4)).show(ui, |ui| ui.add(words));
                continue;
            }
            let words = RichText::new(format!("{tag} {}", icon::X)).small();
            let chip = egui::Button::new(words)
                .fill(color(cx.theme.panel_2))
                .corner_radius(255)
                .stroke(egui::Stroke::NONE)
                .min_size(egui::Vec2::new(0.0, 24.0));
            let name = cx.tr("inspector-remove-tag", &[("tag", tag.as_str().into())]);
            let response = widgets::named(ui.add(chip), egui::Role::Button, &name);
            if response.on_hover_text(name).clicked() {
                gone = Some(tag.clone());
            }
        }
    });
    gone
}

/// The field that adds a tag, completed from those of the map.
pub(super) fn tag_field(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut InspectorState,
    salt: String,
    except: &[ArcStr],
) -> Option<String> {
    if !cx.may_edit() {
        return None;
    }
    let id = Id::unique(("tags", salt.as_str()));
    let text = state.typed_for(salt);
    let name = cx.t("inspector-add-tag");
    let looks = Looks { name, hint: name, trailing: "", picks: false };
    let done = completion(ui, cx, id, &looks, text, |typed| {
        let tags = cx.session.counts().tags.iter();
        words_like(typed, tags.filter(|(tag, _)| !except.contains(*tag)))
    });
    // Leaving the field keeps what was typed as a tag: nothing typed is lost.
    let typed = (done.entered || done.response.lost_focus()).then(|| text.trim().to_owned());
    let tag = done.chosen.or(typed).filter(|tag| !tag.is_empty())?;
    text.clear();
    done.response.request_focus();
    Some(tag)
}

fn contacts(ui: &mut Ui, cx: &Cx<'_>, actor: &Actor) {
    let mut add = false;
    widgets::section(ui, cx, cx.t("inspector-contacts"), |ui| {
        add = widgets::edit_button(ui, cx, icon::PLUS, cx.t("inspector-add-contact"));
    });
    let mut list = actor.contacts.clone();
    let (mut changed, mut at_once, mut gone) = (false, false, None);
    for (place, contact) in list.iter_mut().enumerate() {
        let salt = format!("{} contact {place}", actor.id);
        fields::with_button_right(
            ui,
            |ui| widgets::edit_button(ui, cx, icon::TRASH, cx.t("inspector-remove-contact")),
            |ui, remove| {
                if remove {
                    gone = Some(place);
                }
                let name = cx.t("inspector-contact-label");
                let salt = format!("{salt} label");
                if let Some(text) = widgets::text_field(ui, cx, salt, name, &contact.label, name) {
                    contact.label = text.into();
                    changed = true;
                }
            },
        );
        let rows = [
            ("email", "inspector-contact-email", &mut contact.email),
            ("phone", "inspector-contact-phone", &mut contact.phone),
        ];
        for (field, key, value) in rows {
            if let Some(text) = fields::text(ui, cx, &format!("{salt} {field}"), cx.t(key), value) {
                *value = text.into();
                changed = true;
            }
        }
        ui.horizontal(|ui| {
            let (glyph, key) = if contact.private {
                (icon::LOCK_SIMPLE, "inspector-private")
            } else {
                (icon::LOCK_OPEN, "inspector-public")
            };
            let words = format!("{glyph} {}", cx.t(key));
            let words = RichText::new(words).text_style(theme::value()).color(color(cx.theme.ink_2));
            let private = egui::Checkbox::new(&mut contact.private, words);
            if ui.add_enabled(cx.may_edit(), private).changed() {
                (changed, at_once) = (true, true);
            }
        });
        ui.add_space(4.0);
    }
    if list.is_empty() && !add {
        widgets::caption(ui, cx, cx.t("inspector-no-contact"));
    }
    if let Some(place) = gone {
        list.remove(place);
        (changed, at_once) = (true, true);
    }
    if add {
        widgets::focus_field(ui, format!("{} contact {} label", actor.id, list.len()));
        list.push(Contact::default());
        (changed, at_once) = (true, true);
    }
    if changed {
        let set = |actor: &mut Actor| actor.contacts = list;
        if at_once {
            revise_at_once(cx, actor, FieldName::Contacts, set);
        } else {
            revise(cx, actor, FieldName::Contacts, set);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_read_as_maps_on_the_web_give_them() {
        assert_eq!(read_coordinates("47.2186, -1.5538"), Some((47.2186, -1.5538)));
        assert_eq!(read_coordinates("47.2186 -1.5538"), Some((47.2186, -1.5538)));
        for text in ["", "47.2", "1,2,3", "nord, sud", "NaN, 1", "inf, 2"] {
            assert_eq!(read_coordinates(text), None, "{text}");
        }
    }

    #[test]
    fn words_of_the_map_come_by_use_without_regard_to_accents() {
        let used: std::collections::BTreeMap<ArcStr, usize> = std::collections::BTreeMap::from([
            ("réemploi".into(), 1),
            ("Réseau".into(), 3),
            ("PTCE".into(), 9),
        ]);
        let found: Vec<String> = words_like("re", used.iter()).into_iter().map(|offer| offer.value).collect();
        assert_eq!(found, ["Réseau", "réemploi"]);
    }
}
