//! The report of an import: in words, in a dialog, and as a file.

use egui::{Context, Label, RichText, ScrollArea, Ui};

use crate::export::data::csv;
use crate::export::data::rows::{Cell, Rows};
use crate::import::kept::Kept;
use crate::import::table::Notice;
use crate::import::{Place, Reason, Rejected, Report, Tally, Warning, WarningKind};
use crate::text::Text;
use crate::ui::cx::{Action, Cx};
use crate::ui::describe;
use crate::ui::dialogs::{buttons, modal, title};
use crate::ui::share::Sharing;
use crate::ui::theme;
use crate::ui::widgets;

/// Lines of a list that are shown: each is laid out in every frame.
const SHOWN: usize = 300;

/// Where something stands, in words.
pub fn place(text: &Text, place: &Place) -> String {
    let mut parts = Vec::new();
    if !place.path.is_empty() {
        parts.push(place.path.clone());
    }
    if place.line > 0 {
        parts.push(text.with("import-line", &[("line", place.line.to_string().into())]));
    }
    if place.column > 0 {
        parts.push(text.with("import-column", &[("column", place.column.to_string().into())]));
    }
    parts.join(", ")
}

/// Why a row was left out, in words.
fn reason(text: &Text, reason: &Reason) -> String {
    match reason {
        Reason::NoEnd => text.get("import-reason-no-end").to_owned(),
        Reason::UnknownEnd(name) => text.with("import-reason-unknown-end", &[("name", name.as_str().into())]),
        Reason::NoName => text.get("import-reason-no-name").to_owned(),
        Reason::Other(what) => what.clone(),
    }
}

/// The rows left out, a line each.
pub fn rejections(text: &Text, report: &Report) -> Vec<String> {
    let line = |row: &Rejected| {
        let parts = [place(text, &row.place), row.row.trim().to_owned(), reason(text, &row.reason)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
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
        WarningKind::MoreGraphs(count) => text.count("import-warn-more-graphs", *count),
        WarningKind::DoctypeIgnored => text.get("import-warn-doctype").to_owned(),
        WarningKind::Unclosed => text.get("import-warn-unclosed").to_owned(),
        WarningKind::ControlCharacters => text.get("import-warn-controls").to_owned(),
        WarningKind::Encoding(what) => text.with("import-warn-encoding", &[name(what)]),
        WarningKind::UndeclaredColumn(column) => text.with("import-warn-undeclared", &[name(column)]),
        WarningKind::Dynamic(column) => text.with("import-warn-dynamic", &[name(column)]),
        WarningKind::Spells => text.get("import-warn-spells").to_owned(),
        WarningKind::ParentCycle => text.get("import-warn-parent-cycle").to_owned(),
        WarningKind::ParentMissing => text.get("import-warn-parent-missing").to_owned(),
        WarningKind::OtherFormat(format) => text.with("import-warn-format", &[name(format.name())]),
        WarningKind::Table(notice) => return table_notice(text, notice, warning),
        WarningKind::Note(what) => what.clone(),
    };
    with_examples(text, sentence, warning)
}

fn table_notice(text: &Text, notice: &Notice, warning: &Warning) -> String {
    let cell = |key: &str, cell: &str| text.with(key, &[("cell", cell.into())]);
    let rows = |key: &str, sheet: &str, count: usize, first: &str| {
        text.with(key, &[("sheet", sheet.into()), ("n", count.into()), ("first", first.into())])
    };
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
        Notice::SheetLeftOut(sheet) => text.with("import-note-left-out", &[("sheet", sheet.as_str().into())]),
        Notice::BlankStart(line) => text.with("import-note-start", &[("line", (*line).into())]),
        Notice::MergedCells { sheet, count } => {
            text.with("import-note-merged", &[("sheet", sheet.as_str().into()), ("n", (*count).into())])
        }
        Notice::RowsAbove { sheet, count, first } => rows("import-note-above", sheet, *count, first),
        Notice::RowsBelow { sheet, count, first } => rows("import-note-below", sheet, *count, first),
        Notice::OneColumn => text.get("import-note-one-column").to_owned(),
        Notice::Remarks(count) => text.count("import-note-remarks", *count),
        Notice::RepeatedNames => text.get("import-note-names").to_owned(),
        Notice::UnevenRows(columns) => text.count("import-note-uneven", *columns),
        Notice::RoundedCode { field } => {
            let field = text.get(&format!("import-field-{}", field.replace('_', "-"))).to_owned();
            text.with("import-note-rounded", &[("field", field.into())])
        }
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

/// A report as a file: a table that spreadsheets open, a row for each that was left out, or plain text.
pub fn bytes(text: &Text, kept: &Kept, as_text: bool) -> Vec<u8> {
    if as_text {
        return (self::as_text(text, kept) + "\n").into_bytes();
    }
    let header = ["report-what", "report-where", "report-row", "report-why"];
    let mut rows = Vec::new();
    let mut add = |what: &str, cells: [String; 3]| {
        let first = Cell::Text(text.get(what).to_owned());
        rows.push(std::iter::once(first).chain(cells.map(Cell::Text)).collect());
    };
    let alone = |line: String| [String::new(), String::new(), line];
    add("report-file-read", [kept.files.join(", "), String::new(), kept.on.clone()]);
    summary(text, &kept.report).lines().for_each(|line| add("report-sum", alone(line.to_owned())));
    made(text, &kept.report).into_iter().for_each(|line| add("report-sum", alone(line)));
    for row in &kept.report.rejected {
        add("report-left-out", [place(text, &row.place), row.row.clone(), reason(text, &row.reason)]);
    }
    let more = kept.report.not_named();
    if more > 0 {
        add("report-left-out", alone(text.count("report-more", more)));
    }
    kept.noticed.iter().for_each(|line| add("report-noticed", alone(line.clone())));
    csv::table(&Rows { header: header.map(|key| text.get(key).to_owned()).to_vec(), rows }, text.lang())
}

/// The whole report as text, to be kept elsewhere.
pub fn as_text(text: &Text, kept: &Kept) -> String {
    let mut lines = vec![kept.on.clone(), kept.files.join(", "), summary(text, &kept.report)];
    lines.extend(made(text, &kept.report));
    lines.extend(kept.noticed.iter().cloned());
    lines.extend(rejections(text, &kept.report));
    let more = kept.report.not_named();
    if more > 0 {
        lines.push(text.count("report-more", more));
    }
    lines.retain(|line| !line.is_empty());
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

/// The dialog on what became of an import.
#[derive(Debug)]
pub struct ReportDialog {
    kept: Kept,
    /// Whether the import was just done, and can be undone at once.
    is_new: bool,
}

impl ReportDialog {
    /// On an import just done.
    pub fn new(kept: Kept) -> Self {
        Self { kept, is_new: true }
    }

    /// On an earlier one, kept with the map.
    pub fn earlier(kept: Kept) -> Self {
        Self { kept, is_new: false }
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> bool {
        let mut stays = true;
        let kept = &self.kept;
        let open = modal(ctx, cx, "import report", 620.0, |ui| {
            let heading = match self.is_new {
                true => cx.t("import-report-title").to_owned(),
                false => {
                    cx.tr("import-report-of", &[("day", describe::kept_moment(cx.text, &kept.on).into())])
                }
            };
            title(ui, &heading);
            if !kept.files.is_empty() {
                widgets::caption(ui, cx, kept.files.join(", "));
                ui.add_space(4.0);
            }
            for line in summary(cx.text, &kept.report).lines() {
                line_of(ui, line);
            }
            for line in made(cx.text, &kept.report) {
                line_of(ui, &line);
            }
            let height = (ctx.content_rect().height() - 420.0).max(120.0);
            ScrollArea::vertical().id_salt("report").max_height(height).show(ui, |ui| {
                ui.set_width(ui.available_width());
                let rejected = rejections(cx.text, &kept.report);
                let more = kept.report.not_named();
                for (key, lines, more) in
                    [("import-left-out", &rejected, more), ("import-noticed", &kept.noticed, 0)]
                {
                    if lines.is_empty() && more == 0 {
                        continue;
                    }
                    widgets::section(ui, cx, &cx.text.count(key, lines.len() + more), |_| {});
                    for line in lines.iter().take(SHOWN) {
                        line_of(ui, line);
                    }
                    let more = more + lines.len().saturating_sub(SHOWN);
                    if more > 0 {
                        line_of(ui, &cx.text.count("report-more", more));
                    }
                }
            });
            if self.is_new {
                ui.add_space(8.0);
                widgets::caption(ui, cx, cx.t("import-report-kept"));
            }
            buttons(ui, |ui| {
                let close = if self.is_new { "understood" } else { "close" };
                if widgets::primary_button(ui, cx, cx.t(close)).clicked() {
                    stays = false;
                }
                if widgets::button(ui, cx.t("import-report-save")).clicked() {
                    cx.send(Action::Share(Sharing::Report(Box::new(kept.clone()))));
                }
                if widgets::button(ui, cx.t("import-report-copy")).clicked() {
                    ctx.copy_text(as_text(cx.text, kept));
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
    use crate::import::Format;
    use crate::lang::Lang;

    /// One of each sort of what is unusual, with words of its own to be found again.
    fn one_of_each() -> Vec<WarningKind> {
        let what = || "Zut".to_owned();
        let kinds = vec![
            WarningKind::DoctypeIgnored,
            WarningKind::Unclosed,
            WarningKind::ControlCharacters,
            WarningKind::Encoding(what()),
            WarningKind::OtherFormat(Format::Gexf),
            WarningKind::MoreGraphs(3),
            WarningKind::DuplicateNode,
            WarningKind::DuplicateLinkId,
            WarningKind::NodeWithoutId,
            WarningKind::OtherValue(what()),
            WarningKind::UndeclaredEnd,
            WarningKind::LooseEnd,
            WarningKind::AmbiguousEnd,
            WarningKind::BadPosition,
            WarningKind::FarPosition,
            WarningKind::BadColour,
            WarningKind::BadWeight,
            WarningKind::TypeLies(what()),
            WarningKind::BadDate(what()),
            WarningKind::Misfit(what()),
            WarningKind::UndeclaredColumn(what()),
            WarningKind::RepeatedColumn(what()),
            WarningKind::Dynamic(what()),
            WarningKind::Spells,
            WarningKind::ParentCycle,
            WarningKind::ParentMissing,
            WarningKind::Table(Notice::BlankStart(3)),
            WarningKind::Table(Notice::RowsAbove { sheet: "F".to_owned(), count: 2, first: "T".to_owned() }),
            WarningKind::Table(Notice::RowsBelow { sheet: "F".to_owned(), count: 1, first: "T".to_owned() }),
            WarningKind::Table(Notice::MergedCells { sheet: "F".to_owned(), count: 3 }),
            WarningKind::Table(Notice::RoundedCode { field: "siret".to_owned() }),
            WarningKind::Note(what()),
        ];
        // Whoever adds one adds it above too.
        for kind in &kinds {
            match kind {
                WarningKind::DoctypeIgnored
                | WarningKind::Unclosed
                | WarningKind::ControlCharacters
                | WarningKind::Encoding(_)
                | WarningKind::OtherFormat(_)
                | WarningKind::MoreGraphs(_)
                | WarningKind::DuplicateNode
                | WarningKind::DuplicateLinkId
                | WarningKind::NodeWithoutId
                | WarningKind::OtherValue(_)
                | WarningKind::UndeclaredEnd
                | WarningKind::LooseEnd
                | WarningKind::AmbiguousEnd
                | WarningKind::BadPosition
                | WarningKind::FarPosition
                | WarningKind::BadColour
                | WarningKind::BadWeight
                | WarningKind::TypeLies(_)
                | WarningKind::BadDate(_)
                | WarningKind::Misfit(_)
                | WarningKind::UndeclaredColumn(_)
                | WarningKind::RepeatedColumn(_)
                | WarningKind::Dynamic(_)
                | WarningKind::Spells
                | WarningKind::ParentCycle
                | WarningKind::ParentMissing
                | WarningKind::Table(_)
                | WarningKind::Note(_) => {}
            }
        }
        kinds
    }

    #[test]
    fn everything_unusual_is_said_in_both_languages() {
        for kind in one_of_each() {
            let mut report = Report::default();
            report.warn(kind.clone(), Place::line(4), "x");
            let says = |lang| warnings(&Text::new(lang), &report).join("");
            let (french, english) = (says(Lang::Fr), says(Lang::En));
            assert!(!french.contains("import-") && !english.contains("import-"), "{french} {english}");
            let head = |line: &str| line.split(" – ").next().unwrap_or_default().to_owned();
            // A note is in the words of the reader that made it.
            let same = matches!(kind, WarningKind::Note(_));
            assert_eq!(head(&french) == head(&english), same, "{kind:?}: {french}");
            assert_eq!(french.contains("Zut"), format!("{kind:?}").contains("Zut"), "{french}");
            assert!(french.contains("ligne 4"), "{french}");
        }
    }

    fn kept() -> Kept {
        let mut report = Report::default();
        report.links.read = 3;
        report.links.rejected = 3;
        report.reject(Place::line(3).in_path("Feuil1"), "=A → ?", Reason::NoEnd);
        report.reject(Place::line(1234), "A → B", Reason::UnknownEnd("B".to_owned()));
        Kept {
            files: vec!["liens.csv".to_owned()],
            ..Kept::new(&report, "2026-11-23", vec!["Remarque".to_owned()])
        }
    }

    #[test]
    fn a_report_becomes_a_table_with_a_row_for_each_that_was_left_out() {
        for lang in Lang::ALL {
            let text = Text::new(lang);
            let table = String::from_utf8(bytes(&text, &kept(), false)).expect("it is UTF-8");
            assert!(!table.contains("report-") && !table.contains("import-"), "{table}");
            let line = if lang == Lang::Fr { "ligne 1234" } else { "line 1234" };
            let row = table.lines().find(|row| row.contains(line)).expect("the row is named");
            assert!(row.contains("A → B"), "{row}");
            assert!(table.contains("'=A"), "no spreadsheet runs it: {table}");
            assert!(
                table.contains("2026-11-23") && table.contains("liens.csv") && table.contains("Remarque")
            );
            let plain = String::from_utf8(bytes(&text, &kept(), true)).expect("it is UTF-8");
            assert!(plain.contains(line) && plain.contains("Remarque") && plain.ends_with('\n'), "{plain}");
        }
    }

    #[test]
    fn rows_that_are_not_named_are_counted() {
        let text = Text::new(Lang::Fr);
        for as_text in [false, true] {
            let said = String::from_utf8(bytes(&text, &kept(), as_text)).expect("it is UTF-8");
            assert!(said.contains("et 1 autre"), "{said}");
        }
    }
}
