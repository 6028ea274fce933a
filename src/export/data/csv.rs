//! CSV: two files, actors and links, as the spreadsheets of the reader's language expect them. In
//! French UTF-8 with its mark, semicolons and decimal commas; in English commas and points. A cell that
//! a spreadsheet would run has an apostrophe before it, which an import takes off again.

use super::rows::{self, Cell, Rows};
use crate::import::table::separated::neutral;
use crate::lang::Lang;
use crate::model::Map;

/// The actors of a map.
pub fn actors(map: &Map, lang: Lang) -> Vec<u8> {
    table(&rows::actors(&rows::numbered(map, true), lang), lang)
}

/// The links of a map.
pub fn links(map: &Map, lang: Lang) -> Vec<u8> {
    table(&rows::links(&rows::numbered(map, true), lang), lang)
}

/// What follows the name of the pair in the name of each file: `reseau-acteurs.csv`, `reseau-liens.csv`.
pub fn suffixes(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Fr => ["-acteurs", "-liens"],
        Lang::En => ["-actors", "-links"],
    }
}

/// Rows as the spreadsheets of a language expect them.
pub fn table(table: &Rows, lang: Lang) -> Vec<u8> {
    let delimiter = if lang == Lang::Fr { ';' } else { ',' };
    let mut out = String::new();
    if lang == Lang::Fr {
        out.push('\u{feff}');
    }
    let mut line = |cells: &mut dyn Iterator<Item = std::borrow::Cow<'_, str>>| {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                out.push(delimiter);
            }
            push(&mut out, &cell, delimiter);
        }
        out.push_str("\r\n");
    };
    line(&mut table.header.iter().map(|name| neutral(name)));
    for row in &table.rows {
        line(&mut row.iter().map(|cell| match cell {
            Cell::Text(text) => neutral(text),
            Cell::Number(number) if lang == Lang::Fr => french(number).into(),
            Cell::Number(number) => number.as_str().into(),
        }));
    }
    out.into_bytes()
}

/// A number with a decimal comma. Digits stand for an exponent, which would make the column text.
fn french(number: &str) -> String {
    let value = number.parse::<f64>().ok().filter(|value| value.is_finite());
    match value {
        Some(value) if number.contains(['e', 'E']) => value.to_string().replace('.', ","),
        _ => number.replace('.', ","),
    }
}

/// Adds a cell, in quotation marks where it holds what would end it.
fn push(out: &mut String, cell: &str, delimiter: char) {
    let edges = cell.starts_with([' ', '\u{a0}']) || cell.ends_with([' ', '\u{a0}']);
    if edges || cell.contains([delimiter, '"', '\n', '\r', ';', ',', '\t']) {
        out.push('"');
        for c in cell.chars() {
            if c == '"' {
                out.push('"');
            }
            out.push(c);
        }
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::file::{Sample, default_schema};
    use crate::import::{Imported, Input, Options, read};
    use crate::model::Actor;

    fn back(map: &Map, lang: Lang) -> Imported {
        let input = |name: &str, bytes| Input { name: name.to_owned(), bytes };
        let inputs = vec![input("a.csv", actors(map, lang)), input("b.csv", links(map, lang))];
        let options = Options { schema: map.schema().clone(), ..Options::default() };
        read(inputs, &options, &mut |_| true).expect("what was written can be read")
    }

    #[test]
    fn the_samples_come_back_as_they_were() {
        for sample in Sample::ALL {
            let map = sample.open().expect("samples open").map;
            for lang in Lang::ALL {
                let imported = back(&map, lang);
                assert!(imported.report.adds_up());
                assert_eq!(imported.map.actor_count(), map.actor_count(), "{sample:?}");
                for (actor, other) in map.actors().zip(imported.map.actors()) {
                    let mut expected = (**actor).clone();
                    // What a table has no column for; the export says so.
                    expected.extra = other.extra.clone();
                    assert_eq!(**other, expected, "{sample:?} {lang:?}");
                }
                for (link, other) in map.links().zip(imported.map.links()) {
                    assert_eq!(other, link, "{sample:?} {lang:?}");
                }
                assert_eq!(imported.map.link_count(), map.link_count());
            }
        }
    }

    #[test]
    fn no_cell_runs_in_a_spreadsheet_and_all_come_back() {
        let names =
            ["=1+1", "+33 6", "-2+3", "@SUM(1)", "\t=1", "a;b", "dit \"oui\"", "deux\nlignes", "'=x", "＝1"];
        let mut map = Map::new("m", default_schema().clone());
        for (at, name) in names.iter().enumerate() {
            map.put_actor(Arc::new(Actor::new(format!("{at}").as_str().into(), "association".into(), *name)));
        }
        for lang in Lang::ALL {
            let text = String::from_utf8(actors(&map, lang)).expect("it is UTF-8");
            for cell in text.split(['\n', ';', ',']) {
                let bare = cell.trim_start_matches(['\u{feff}', '"']);
                assert!(!bare.starts_with(['=', '+', '-', '@', '\t']), "{cell:?}");
            }
            let imported = back(&map, lang);
            let found: Vec<String> = imported.map.actors().map(|actor| actor.name.to_string()).collect();
            assert_eq!(found, names);
        }
    }
}
