//! Kept: the reports of imports that travel with a map, as a member of its file, so that it can be
//! said later what came from where and what was left out.

use serde_json::{Map as Object, Value, json};

use super::{Place, Reason, Rejected, Report, Tally};
use crate::model::Map;

/// The member of a map under which reports are kept.
pub const MEMBER: &str = "imports";
/// Rows left out that are kept with the map; the rest is counted.
const MOST_ROWS: usize = 200;
/// Imports whose reports are kept.
const MOST_REPORTS: usize = 20;
/// Sentences on what was unusual that are kept.
const MOST_NOTICED: usize = 50;

/// A report as it is kept with a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The day, as `2026-11-23`.
    pub on: String,
    /// The names of the files.
    pub files: Vec<String>,
    /// What became of the rows, and the first of those that were left out. Files and warnings are
    /// beside it.
    pub report: Report,
    /// What was unusual, in sentences of the language it was said in.
    pub noticed: Vec<String>,
}

impl Kept {
    /// A report to be kept, with what was unusual in sentences.
    pub fn new(report: &Report, on: &str, noticed: Vec<String>) -> Self {
        let files = report.files.iter().map(|(name, _)| name.clone()).collect();
        let report = Report { files: Vec::new(), warnings: Vec::new(), ..report.clone() };
        Self { on: on.to_owned(), files, report, noticed }
    }
}

/// Keeps a report with a map, as the latest; the oldest of many goes.
pub fn keep(map: &mut Map, kept: &Kept) {
    let mut reports = match map.extra.get(MEMBER) {
        Some(Value::Array(reports)) => reports.clone(),
        _ => Vec::new(),
    };
    reports.push(written(kept));
    let surplus = reports.len().saturating_sub(MOST_REPORTS);
    reports.drain(..surplus);
    map.extra.insert(MEMBER.to_owned(), Value::Array(reports));
}

/// The reports kept with a map, the oldest first. What cannot be read of one is left blank.
pub fn reports(map: &Map) -> Vec<Kept> {
    match map.extra.get(MEMBER) {
        Some(Value::Array(reports)) => reports.iter().map(read).collect(),
        _ => Vec::new(),
    }
}

fn written(kept: &Kept) -> Value {
    let report = &kept.report;
    let tally = |tally: &Tally| {
        json!({
            "read": tally.read, "imported": tally.imported, "merged": tally.merged,
            "rejected": tally.rejected, "made": tally.made,
        })
    };
    let rejected: Vec<Value> = report.rejected.iter().take(MOST_ROWS).map(written_row).collect();
    let mut entry = json!({
        "on": kept.on,
        "files": kept.files,
        "actors": tally(&report.actors),
        "links": tally(&report.links),
        "left_out": rejected,
    });
    for (name, made) in [
        ("actor_kinds_made", &report.actor_kinds_made),
        ("link_kinds_made", &report.link_kinds_made),
        ("fields_made", &report.fields_made),
        ("noticed", &kept.noticed),
    ] {
        if !made.is_empty() {
            entry[name] = json!(made.iter().take(MOST_NOTICED).collect::<Vec<_>>());
        }
    }
    entry
}

fn written_row(row: &Rejected) -> Value {
    let mut entry = Object::new();
    for (name, number) in [("line", row.place.line), ("column", row.place.column)] {
        if number > 0 {
            entry.insert(name.to_owned(), number.into());
        }
    }
    if !row.place.path.is_empty() {
        entry.insert("path".to_owned(), row.place.path.as_str().into());
    }
    entry.insert("row".to_owned(), row.row.as_str().into());
    let (why, what) = match &row.reason {
        Reason::NoEnd => ("no-end", ""),
        Reason::UnknownEnd(name) => ("unknown-end", name.as_str()),
        Reason::NoName => ("no-name", ""),
        Reason::Other(what) => ("other", what.as_str()),
    };
    entry.insert("why".to_owned(), why.into());
    if !what.is_empty() {
        entry.insert("what".to_owned(), what.into());
    }
    Value::Object(entry)
}

fn read(entry: &Value) -> Kept {
    let texts = |name: &str| -> Vec<String> {
        let items = entry[name].as_array().into_iter().flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    let tally = |name: &str| {
        let count = |what: &str| entry[name][what].as_u64().unwrap_or(0) as usize;
        Tally {
            read: count("read"),
            imported: count("imported"),
            merged: count("merged"),
            rejected: count("rejected"),
            made: count("made"),
        }
    };
    let report = Report {
        actors: tally("actors"),
        links: tally("links"),
        rejected: entry["left_out"].as_array().into_iter().flatten().map(read_row).collect(),
        actor_kinds_made: texts("actor_kinds_made"),
        link_kinds_made: texts("link_kinds_made"),
        fields_made: texts("fields_made"),
        ..Report::default()
    };
    let on = entry["on"].as_str().unwrap_or_default().to_owned();
    Kept { on, files: texts("files"), report, noticed: texts("noticed") }
}

fn read_row(entry: &Value) -> Rejected {
    let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    let number = |name: &str| entry[name].as_u64().unwrap_or(0) as usize;
    let reason = match entry["why"].as_str() {
        Some("no-end") => Reason::NoEnd,
        Some("unknown-end") => Reason::UnknownEnd(text("what")),
        Some("no-name") => Reason::NoName,
        _ => Reason::Other(text("what")),
    };
    let place = Place { line: number("line"), column: number("column"), path: text("path") };
    Rejected { place, row: text("row"), reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;

    fn report() -> Report {
        let actors = Tally { read: 5, imported: 4, merged: 0, rejected: 1, made: 2 };
        let mut report = Report { actors, ..Report::default() };
        report.reject(Place::line(3), "A → ?", Reason::NoEnd);
        report.reject(Place::line(4).in_path("Feuil1"), "A → B", Reason::UnknownEnd("B".to_owned()));
        report.reject(Place::default(), "", Reason::NoName);
        report.reject(Place::default(), "x", Reason::Other("odd".to_owned()));
        report.fields_made.push("Budget".to_owned());
        report
    }

    #[test]
    fn what_is_kept_is_found_again_in_the_saved_file_and_the_oldest_goes() {
        let mut map = Map::new("m", file::default_schema().clone());
        assert_eq!(reports(&map), []);
        for day in 1..=MOST_REPORTS + 3 {
            keep(&mut map, &Kept::new(&report(), &format!("day {day}"), vec!["Étrange".to_owned()]));
        }
        let text = file::to_string(&map);
        let again = file::read(text.as_bytes()).expect("it is a map").map;
        let kept = reports(&again);
        assert_eq!(kept.len(), MOST_REPORTS);
        assert_eq!(kept[0].on, "day 4");
        assert_eq!(kept[0].noticed, ["Étrange"]);
        assert_eq!(kept[0].report, report());
    }

    #[test]
    fn what_is_no_report_is_read_as_a_blank_one() {
        let mut map = Map::new("m", file::default_schema().clone());
        map.extra.insert(MEMBER.to_owned(), json!([7, {"left_out": [null, {"line": -3}]}, {"on": []}]));
        assert_eq!(reports(&map).len(), 3);
        map.extra.insert(MEMBER.to_owned(), json!("none"));
        assert_eq!(reports(&map), []);
    }
}
