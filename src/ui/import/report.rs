//! The report of an import: in words, in a dialog, and kept with the map.

use egui::{Context, Label, RichText, ScrollArea, Ui};
use serde_json::{Value, json};

use crate::import::table::Notice;
use crate::import::{Error, ErrorKind, Place, Reason, Report, Tally, Warning, WarningKind};
use crate::model::Map;
use crate::text::Text;
use crate::ui::cx::{Action, Cx};
use crate::ui::dialogs::{buttons, modal, title};
use crate::ui::theme;
use crate::ui::widgets;

/// Rows left out that are kept with the map; the rest is counted.
const KEPT_ROWS: usize = 200;
/// Imports whose reports are kept with the map.
const KEPT_REPORTS: usize = 20;
/// The member of a map under which they are kept.
const MEMBER: &str = "imports";

/// Keeps a report with a map, among what travels with the file.
pub fn keep(map: &mut Map, report: &Report, when: &str) {
    let tally = |tally: &Tally| {
        json!({
            "read": tally.read, "imported": tally.imported, "merged": tally.merged,
            "rejected": tally.rejected, "made": tally.made,
        })
    };
    let rejected: Vec<Value> = report
        .rejected
        .iter()
        .take(KEPT_ROWS)
        .map(
            |row| json!({ "where": row.place.to_string(), "row": row.row, "reason": row.reason.to_string() }),
        )
        .collect();
    let files: Vec<&str> = report.files.iter().map(|(name, _)| name.as_str()).collect();
    let entry = json!({
        "on": when,
        "files": files,
        "actors": tally(&report.actors),
        "links": tally(&report.links),
        "left_out": rejected,
    });
    let mut reports = match map.extra.get(MEMBER) {
        Some(Value::Array(reports)) => reports.clone(),
        _ => Vec::new(),
    };
    reports.push(entry);
    let surplus = reports.len().saturating_sub(KEPT_REPORTS);
    reports.drain(..surplus);
    map.extra.insert(MEMBER.to_owned(), Value::Array(reports));
}

/// Where a row stands, in words.
fn place(text: &Text, place: &Place) -> String {
    match (place.line, place.path.as_str()) {
        (0, path) => path.to_owned(),
        (line, "") => text.with("import-line", &[("line", line.into())]),
        (line, path) => text.with("import-line-of", &[("line", line.into()), ("sheet", path.into())]),
    }
}

/// Why a row was left out, in words.
fn reason(text: &Text, reason: &Reason) -> String {
    match reason {
        Reason::NoEnd => text.get("import-reason-no-end").to_owned(),
        Reason::UnknownEnd(name) => text.with("import-reason-unknown-end", &[("name", name.as_str().into())]),
        Reason::NoName => text.get("import-reason-no-name").to_owned(),
        other => other.to_string(),
    }
}

/// The rows left out, a line each.
pub fn rejections(text: &Text, report: &Report) -> Vec<String> {
    let line = |row: &crate::import::Rejected| {
        let what = reason(text, &row.reason);
        match row.row.trim() {
            "" => format!("{} · {what}", place(text, &row.place)),
            name => format!("{} · {name} · {what}", place(text, &row.place)),
        }
    };
    report.rejected.iter().map(line).collect()
}

/// What was unusual, a line each.
pub fn warnings(text: &Text, report: &Report) -> Vec<String> {
    report.warnings.iter().map(|warning| self::warning(text, warning)).collect()
}

fn warning(text: &Text, warning: &Warning) -> String {
    let name = |what: &str| ("what", what.to_owned().into());
    let sentence = match &warning.kind {
        WarningKind::DuplicateNode => text.get("import-warn-duplicate").to_owned(),
        WarningKind::DuplicateLinkId => text.get("import-warn-link-id").to_owned(),
        WarningKind::NodeWithoutId => text.get("import-warn-no-id").to_owned(),
        WarningKind::OtherValue(field) => text.with("import-warn-other-value", &[name(field)]),
        WarningKind::UndeclaredEnd => text.get("import-warn-made").to_owned(),
        WarningKind::LooseEnd => text.get("import-warn-loose").to_owned(),
        WarningKind::AmbiguousEnd => text.get("import-warn-ambiguous").to_owned(),
        WarningKind::BadDate(column) => text.with("import-warn-date", &[name(column)]),
        WarningKind::Misfit(column) => text.with("import-warn-misfit", &[name(column)]),
        WarningKind::RepeatedColumn(column) => text.with("import-warn-repeated", &[name(column)]),
        WarningKind::TypeLies(column) => text.with("import-warn-type", &[name(column)]),
        WarningKind::BadWeight => text.get("import-warn-weight").to_owned(),
        WarningKind::BadColour => text.get("import-warn-colour").to_owned(),
        WarningKind::BadPosition | WarningKind::FarPosition => text.get("import-warn-position").to_owned(),
        WarningKind::MoreGraphs(_) => text.get("import-warn-more-graphs").to_owned(),
        WarningKind::OtherFormat(format) => text.with("import-warn-format", &[name(format.name())]),
        WarningKind::Table(notice) => return table_notice(text, notice, warning),
        other => other.to_string(),
    };
    with_examples(text, sentence, warning)
}

fn table_notice(text: &Text, notice: &Notice, warning: &Warning) -> String {
    let cell = |key: &str, cell: &str| text.with(key, &[("cell", cell.into())]);
    let sentence = match notice {
        Notice::MixedEncodings { line, count } => {
            text.with("import-note-mixed", &[("line", (*line).into()), ("n", (*count).into())])
        }
        Notice::TextAfterQuote { line } => text.with("import-note-quote", &[("line", (*line).into())]),
        Notice::FormulaWithoutResult { cell: at } => cell("import-note-formula", at),
        Notice::ErrorCell { cell: at, error } => {
            text.with("import-note-error", &[("cell", at.as_str().into()), ("error", error.as_str().into())])
        }
        Notice::StrayCell { cell: at } => cell("import-note-stray", at),
        Notice::IgnoredSheet(sheet) => text.with("import-note-ignored", &[("sheet", sheet.as_str().into())]),
        Notice::BlankStart(line) => text.with("import-note-start", &[("line", (*line).into())]),
        Notice::RepeatedNames => text.get("import-note-names").to_owned(),
        Notice::UnevenRows(columns) => text.count("import-note-uneven", *columns),
        Notice::Homonyms { name, .. } => text.with("import-note-homonyms", &[("name", name.as_str().into())]),
        Notice::Repaired { field, count, before, after } => text.with(
            "import-note-repaired",
            &[
                ("field", text.get(&format!("import-field-{}", field.replace('_', "-"))).to_owned().into()),
                ("n", (*count).into()),
                ("before", before.as_str().into()),
                ("after", after.as_str().into()),
            ],
        ),
    };
    with_examples(text, sentence, warning)
}

fn with_examples(text: &Text, sentence: String, warning: &Warning) -> String {
    let examples: Vec<String> = warning
        .examples
        .iter()
        .take(3)
        .map(|(at, what)| match (place(text, at), what.as_str()) {
            (at, "") => at,
            (at, what) if at.is_empty() => what.to_owned(),
            (at, what) => format!("{at} ({what})"),
        })
        .filter(|example| !example.is_empty())
        .collect();
    let count = if warning.count > 1 { format!(" ({}×)", warning.count) } else { String::new() };
    if examples.is_empty() {
        format!("{sentence}{count}")
    } else {
        format!("{sentence}{count} – {}", examples.join(", "))
    }
}

/// Why files cannot be read, in words: what, and what to do.
pub fn fault(text: &Text, error: &Error) -> (String, String) {
    let key = format!("import-error-{}", error.kind.key());
    let mut what = if text.has(&key) { text.get(&key).to_owned() } else { error.what() };
    // What is technical about it helps whoever is asked for help.
    if !matches!(error.kind, ErrorKind::Empty | ErrorKind::Password | ErrorKind::Directory) {
        what = format!("{what} ({error})");
    }
    if let Some(file) = &error.file {
        what = format!("{file} · {what}");
    }
    let hint = format!("{key}-hint");
    let hint = if text.has(&hint) { text.get(&hint) } else { text.get("import-error-hint") };
    (what, hint.to_owned())
}

/// The whole report as text, to be kept elsewhere.
pub fn as_text(text: &Text, report: &Report) -> String {
    let mut lines = vec![summary(text, report)];
    lines.extend(made(text, report));
    lines.extend(warnings(text, report));
    lines.extend(rejections(text, report));
    lines.join("\n")
}

/// How it adds up, in one line.
pub fn summary(text: &Text, report: &Report) -> String {
    let tally = |key: &str, tally: &Tally| {
        text.with(
            key,
            &[
                ("read", tally.read.into()),
                ("imported", tally.imported.into()),
                ("merged", tally.merged.into()),
                ("rejected", tally.rejected.into()),
                ("made", tally.made.into()),
            ],
        )
    };
    let mut lines = vec![tally("import-sum-actors", &report.actors)];
    if report.links.read > 0 {
        lines.push(tally("import-sum-links", &report.links));
    }
    lines.join("\n")
}

/// The kinds and fields the import made.
fn made(text: &Text, report: &Report) -> Vec<String> {
    [
        ("import-made-kinds", &report.actor_kinds_made),
        ("import-made-link-kinds", &report.link_kinds_made),
        ("import-made-fields", &report.fields_made),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(key, names)| {
        let listed: Vec<&str> = names.iter().take(12).map(String::as_str).collect();
        let more = if names.len() > listed.len() { "…" } else { "" };
        text.with(key, &[("names", format!("{}{more}", listed.join(", ")).into())])
    })
    .collect()
}

/// The dialog after an import.
#[derive(Debug)]
pub struct ReportDialog {
    report: Report,
}

impl ReportDialog {
    /// On a report.
    pub fn new(report: Report) -> Self {
        Self { report }
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        let mut stays = true;
        let open = modal(ctx, cx, "import report", 620.0, |ui| {
            title(ui, cx.t("import-report-title"));
            for line in summary(cx.text, &self.report).lines() {
                line_of(ui, line);
            }
            for line in made(cx.text, &self.report) {
                line_of(ui, &line);
            }
            let height = (ctx.content_rect().height() - 420.0).max(120.0);
            ScrollArea::vertical().id_salt("report").max_height(height).show(ui, |ui| {
                ui.set_width(ui.available_width());
                for (key, lines) in [
                    ("import-left-out", rejections(cx.text, &self.report)),
                    ("import-noticed", warnings(cx.text, &self.report)),
                ] {
                    if lines.is_empty() {
                        continue;
                    }
                    widgets::section(ui, cx, &cx.text.count(key, lines.len()), |_| {});
                    for line in lines.iter().take(300) {
                        line_of(ui, line);
                    }
                }
            });
            widgets::caption(ui, cx, cx.t("import-report-kept"));
            buttons(ui, |ui| {
                if widgets::primary_button(ui, cx, cx.t("understood")).clicked() {
                    stays = false;
                }
                if widgets::button(ui, cx.t("import-report-copy")).clicked() {
                    ctx.copy_text(as_text(cx.text, &self.report));
                    cx.send(Action::Toast(cx.t("import-report-copied").to_owned()));
                }
            });
        });
        open.is_some() && stays
    }
}

/// A line of a list.
pub fn line_of(ui: &mut Ui, line: &str) {
    ui.add(Label::new(RichText::new(line).text_style(theme::value())).wrap());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::default_schema;
    use crate::lang::Lang;

    #[test]
    fn a_report_is_kept_with_the_map_and_the_oldest_goes() {
        let mut map = Map::new("m", default_schema().clone());
        let mut report = Report::default();
        report.reject(Place::line(3), "A → ?", Reason::NoEnd);
        for _ in 0..KEPT_REPORTS + 3 {
            keep(&mut map, &report, "2026-11-23");
        }
        let kept = map.extra.get(MEMBER).and_then(Value::as_array).expect("it is kept");
        assert_eq!(kept.len(), KEPT_REPORTS);
        assert_eq!(kept[0]["left_out"][0]["where"], "line 3");
    }

    #[test]
    fn everything_is_said_in_both_languages() {
        for lang in Lang::ALL {
            let text = Text::new(lang);
            let mut report = Report::default();
            report.warn(WarningKind::DuplicateNode, Place::line(4), "x");
            report.warn(WarningKind::Table(Notice::BlankStart(3)), Place::default(), "");
            report.reject(Place::line(3).in_path("Feuil1"), "A", Reason::NoName);
            let all = as_text(&text, &report);
            assert!(all.contains('4') && all.contains("Feuil1") && !all.contains("import-"), "{all}");
        }
    }
}
