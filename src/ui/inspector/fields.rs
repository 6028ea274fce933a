//! The rows of a sheet: a label and a value edited in place, by what the value is.

use std::collections::BTreeMap;

use egui::{Align, Color32, FontId, Label, Layout, RichText, Ui, Vec2};

use crate::icons::ui as icon;
use crate::lang::Lang;
use crate::model::{Advice, FieldId, FieldOwner, FieldType, FieldValue, FuzzyDate};
use crate::ui::cx::Cx;
use crate::ui::describe;
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// Width of the labels of a sheet.
const LABEL: f32 = 84.0;

/// A row: its label, then what edits it.
pub(super) fn row<R>(ui: &mut Ui, cx: &Cx<'_>, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.allocate_ui_with_layout(Vec2::new(LABEL, 28.0), Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(Vec2::new(LABEL, 28.0));
            ui.set_max_width(LABEL);
            ui.add_space(6.0);
            let words = RichText::new(label).text_style(theme::value()).color(color(cx.theme.ink_2));
            // A custom field may have a long name: it takes a second line.
            ui.add(Label::new(words).wrap());
        });
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
    })
    .inner
}

/// Fields read as text until the pointer is over them: no frames at rest.
pub(super) fn quiet<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.visuals_mut().widgets.noninteractive.bg_stroke.color = Color32::TRANSPARENT;
        add(ui)
    })
    .inner
}

/// A text row.
pub(super) fn text(ui: &mut Ui, cx: &Cx<'_>, salt: &str, label: &str, value: &str) -> Option<String> {
    row(ui, cx, label, |ui| widgets::text_field(ui, cx, salt, label, value, cx.t("inspector-to-fill")))
}

/// A row of several lines.
pub(super) fn long_text(ui: &mut Ui, cx: &Cx<'_>, salt: &str, label: &str, value: &str) -> Option<String> {
    row(ui, cx, label, |ui| widgets::text_area(ui, cx, salt, label, value, cx.t("inspector-to-fill"), 1))
}

/// A web address with a button that opens it.
pub(super) fn url(ui: &mut Ui, cx: &Cx<'_>, salt: &str, label: &str, value: &str) -> Option<String> {
    row(ui, cx, label, |ui| url_field(ui, cx, salt, label, value, cx.t("inspector-to-fill")))
}

/// The field of a web address.
pub(super) fn url_field(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: &str,
    name: &str,
    value: &str,
    hint: &str,
) -> Option<String> {
    let address = web_address(value);
    let Some(address) = address else { return widgets::text_field(ui, cx, salt, name, value, hint) };
    with_button_right(
        ui,
        |ui| widgets::small_icon_button(ui, icon::ARROW_SQUARE_OUT, cx.t("inspector-open-link")).clicked(),
        |ui, open| {
            if open {
                ui.open_url(egui::OpenUrl::new_tab(address));
            }
            widgets::text_field(ui, cx, salt, name, value, hint)
        },
    )
}

/// A field with a small button at its right.
pub(super) fn with_button_right<B, R>(
    ui: &mut Ui,
    button: impl FnOnce(&mut Ui) -> B,
    field: impl FnOnce(&mut Ui, B) -> R,
) -> R {
    let width = ui.available_width();
    ui.allocate_ui_with_layout(Vec2::new(width, 28.0), Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let pressed = button(ui);
        ui.with_layout(Layout::top_down(Align::Min), |ui| field(ui, pressed)).inner
    })
    .inner
}

/// The address a value leads to: only the web's two schemes, so that no file or program opens.
pub(super) fn web_address(value: &str) -> Option<String> {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        Some(value.to_owned())
    } else if lower.starts_with("www.") && !value.contains(char::is_whitespace) {
        Some(format!("https://{value}"))
    } else {
        None
    }
}

/// A date as it is typed: day first in French, year first in English.
pub(super) fn typed_date(date: &FuzzyDate, lang: Lang) -> String {
    match (date, lang) {
        (FuzzyDate::Month(year, month), Lang::Fr) => format!("{month:02}/{year:04}"),
        (FuzzyDate::Day(year, month, day), Lang::Fr) => format!("{day:02}/{month:02}/{year:04}"),
        _ => date.to_string(),
    }
}

/// A date in words, as precise as it is known: "25 février 2019", "juillet 2018", "2018".
pub(super) fn date_in_words(cx: &Cx<'_>, date: &FuzzyDate) -> String {
    let month = |month: u8| cx.t(&format!("inspector-month-{month}")).to_owned();
    match date {
        FuzzyDate::Year(year) => year.to_string(),
        FuzzyDate::Month(year, m) => {
            cx.tr("inspector-date-month", &[("month", month(*m).into()), ("year", year.to_string().into())])
        }
        FuzzyDate::Day(year, m, day) => {
            let key = if *day == 1 { "inspector-date-first" } else { "inspector-date-day" };
            let values = [
                ("day", day.to_string().into()),
                ("month", month(*m).into()),
                ("year", year.to_string().into()),
            ];
            cx.tr(key, &values)
        }
        FuzzyDate::Unread(text) => text.to_string(),
    }
}

/// A date edited as text; counts once it is left and understood.
pub(super) fn date_field(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: &str,
    name: &str,
    value: Option<&FuzzyDate>,
    hint: &str,
) -> Option<Option<FuzzyDate>> {
    let typed = value.map(|date| typed_date(date, cx.lang())).unwrap_or_default();
    let (left, right, top) = (ui.cursor().left(), ui.max_rect().right(), ui.cursor().top());
    let accepted = widgets::committed_field(ui, cx, salt, name, &typed, hint, |typed| {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        // What a file held and nobody understood may stay as it was.
        if let Some(FuzzyDate::Unread(kept)) = value
            && kept == typed
        {
            return Ok(value.cloned());
        }
        FuzzyDate::parse_typed(typed).map(Some).ok_or_else(|| cx.t("inspector-not-a-date").to_owned())
    });
    let focused = ui.memory(|memory| memory.has_focus(egui::Id::unique(("committed", salt))));
    if let Some(date) = value
        && !focused
        && !matches!(date, FuzzyDate::Unread(_))
    {
        let words = match date {
            FuzzyDate::Year(_) => cx.t("inspector-precise-year").to_owned(),
            date => date_in_words(cx, date),
        };
        let ink = color(cx.theme.ink_2);
        let words = ui.painter().layout_no_wrap(words, FontId::proportional(12.0), ink);
        let font = theme::value().resolve(ui.style());
        let typed = ui.painter().layout_no_wrap(typed, font, ink);
        // Beside the date as it was typed, or not at all.
        if left + 8.0 + typed.size().x + 8.0 + words.size().x + 8.0 <= right {
            let at = egui::pos2(right - 8.0 - words.size().x, top + 14.0 - words.size().y / 2.0);
            ui.painter().galley(at, words, ink);
        }
    }
    accepted.filter(|date| date.as_ref() != value)
}

/// A date row.
pub(super) fn date(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: &str,
    label: &str,
    value: Option<&FuzzyDate>,
) -> Option<Option<FuzzyDate>> {
    row(ui, cx, label, |ui| date_field(ui, cx, salt, label, value, cx.t("inspector-date-hint")))
}

/// A number row: empty means unknown; decimal commas are understood.
pub(super) fn number(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: &str,
    label: &str,
    value: Option<&serde_json::Number>,
    least: Option<f64>,
) -> Option<Option<serde_json::Number>> {
    let decimal = |text: String| if cx.lang() == Lang::Fr { text.replace('.', ",") } else { text };
    let shown = value.map(|number| decimal(number.to_string())).unwrap_or_default();
    let accepted = row(ui, cx, label, |ui| {
        widgets::committed_field(ui, cx, salt, label, &shown, cx.t("inspector-to-fill"), |typed| {
            let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
            if typed.is_empty() {
                return Ok(None);
            }
            let key = if least.is_some() { "inspector-not-a-weight" } else { "inspector-not-a-number" };
            let wrong = || cx.t(key).to_owned();
            let number: serde_json::Number = typed.replace(',', ".").parse().map_err(|_| wrong())?;
            let float = number.as_f64().filter(|float| float.is_finite()).ok_or_else(wrong)?;
            if least.is_some_and(|least| float < least) {
                return Err(wrong());
            }
            Ok(Some(number))
        })
    });
    accepted.filter(|number| number.as_ref() != value)
}

/// A notice under a row for each piece of advice that bears on it.
pub(super) fn advise(ui: &mut Ui, cx: &Cx<'_>, advice: &[Advice], bears: impl Fn(&Advice) -> bool) {
    for advice in advice.iter().filter(|advice| bears(advice)) {
        let words = RichText::new(describe::advice(cx.text, advice)).text_style(theme::value());
        let ink = color(cx.theme.ink);
        widgets::notice(ui, icon::WARNING, cx.theme.warn, cx.theme.warn_soft, words.color(ink));
        ui.add_space(4.0);
    }
}

/// The custom fields of an owner; the new values where one was edited.
pub(super) fn custom(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: &str,
    owner: FieldOwner,
    values: &BTreeMap<FieldId, FieldValue>,
) -> Option<BTreeMap<FieldId, FieldValue>> {
    let mut edited: Option<(FieldId, Option<FieldValue>)> = None;
    for field in cx.session.map().schema().fields(owner) {
        let label = field.label.get(cx.lang());
        let label = if label.is_empty() { field.id.as_str() } else { label };
        let label = if field.private { format!("{} {label}", icon::LOCK_SIMPLE) } else { label.to_owned() };
        let salt = format!("{salt} custom {}", field.id);
        let value = values.get(&field.id);
        let written = value.map(ToString::to_string).unwrap_or_default();
        let as_text = |text: String| (!text.is_empty()).then_some(FieldValue::Text(text));
        let new: Option<Option<FieldValue>> = match &field.kind {
            FieldType::LongText => long_text(ui, cx, &salt, &label, &written).map(as_text),
            FieldType::Url => url(ui, cx, &salt, &label, &written).map(as_text),
            FieldType::Number => match value {
                Some(FieldValue::Number(number)) => number_row(ui, cx, &salt, &label, Some(number)),
                // A value of another type is edited as the text it is, so that nothing is lost.
                Some(_) => text(ui, cx, &salt, &label, &written).map(as_text),
                None => number_row(ui, cx, &salt, &label, None),
            },
            FieldType::Date => {
                let date_value = (!written.is_empty()).then(|| FuzzyDate::from_file(&written));
                date(ui, cx, &salt, &label, date_value.as_ref())
                    .map(|date| date.map(|date| FieldValue::Text(date.to_string())))
            }
            FieldType::Choice => {
                let options: Vec<(String, String)> =
                    field.options.iter().map(|option| (option.clone(), option.clone())).collect();
                choice(ui, cx, &salt, &label, &written, &options).map(as_text)
            }
            FieldType::Flag => {
                let options = [
                    ("true".to_owned(), cx.t("inspector-yes").to_owned()),
                    ("false".to_owned(), cx.t("inspector-no").to_owned()),
                ];
                choice(ui, cx, &salt, &label, &written, &options)
                    .map(|word| (!word.is_empty()).then_some(FieldValue::Flag(word == "true")))
            }
            FieldType::Text | FieldType::Other(_) => text(ui, cx, &salt, &label, &written).map(as_text),
        };
        if let Some(new) = new {
            edited = Some((field.id.clone(), new));
        }
    }
    let (id, new) = edited?;
    let mut values = values.clone();
    match new {
        Some(value) => values.insert(id, value),
        None => values.remove(&id),
    };
    Some(values)
}

fn number_row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: &str,
    label: &str,
    value: Option<&serde_json::Number>,
) -> Option<Option<FieldValue>> {
    number(ui, cx, salt, label, value, None).map(|number| number.map(FieldValue::Number))
}

/// One of several words, or none.
pub(super) fn choice(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: &str,
    label: &str,
    current: &str,
    options: &[(String, String)],
) -> Option<String> {
    let shown = options.iter().find(|(word, _)| word == current).map_or(current, |(_, words)| words);
    if !cx.may_edit() {
        let id = egui::Id::unique(("choice", salt));
        let what = widgets::Reads::Line;
        row(ui, cx, label, |ui| widgets::read_only_field(ui, cx, id, label, shown, what));
        return None;
    }
    let shown = if shown.is_empty() { cx.t("inspector-to-fill") } else { shown };
    row(ui, cx, label, |ui| {
        let mut chosen = None;
        let width = ui.available_width();
        let combo = egui::ComboBox::from_id_salt(salt)
            .icon(widgets::caret)
            .width(width)
            .selected_text(RichText::new(shown).text_style(theme::value()))
            .show_ui(ui, |ui| {
                let none = (String::new(), cx.t("inspector-none").to_owned());
                for (word, words) in std::iter::once(&none).chain(options) {
                    if ui.selectable_label(word == current, words).clicked() {
                        chosen = Some(word.clone());
                    }
                }
            });
        widgets::named(combo.response, egui::Role::ComboBox, label);
        chosen.filter(|word| word != current)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_open() {
        assert_eq!(web_address("https://www.ecossolies.fr"), Some("https://www.ecossolies.fr".to_owned()));
        assert_eq!(web_address(" www.ceas72.fr "), Some("https://www.ceas72.fr".to_owned()));
        for text in
            ["", "file:///etc/passwd", "javascript:alert(1)", "ecossolies", "www.a b", "mailto:a@b.fr"]
        {
            assert_eq!(web_address(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_reads_back_as_it_is_shown() {
        for lang in Lang::ALL {
            for text in ["2018", "2018-07", "2019-02-25"] {
                let date = FuzzyDate::from_file(text);
                assert_eq!(FuzzyDate::parse_typed(&typed_date(&date, lang)), Some(date));
            }
        }
    }
}
