//! XLSX: a workbook of actors, links and sources, filters and widths set; and one as Kumu reads it.
//! Codes stay text, numbers are numbers, and nothing is ever a formula.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::rows::{self, Cell, Rows};
use crate::export::Error;
use crate::lang::Lang;
use crate::model::Map;

/// The most characters a cell holds.
pub(super) const LONGEST: usize = 32_767;
/// The most rows a sheet holds, the names of its columns included.
const MOST_ROWS: usize = 1_048_576;

/// A workbook: actors, links, sources.
///
/// # Errors
/// Where the map has more actors or links than a sheet has rows.
pub fn workbook(map: &Map, lang: Lang) -> Result<Vec<u8>, Error> {
    let map = &*rows::numbered(map, true);
    let names = match lang {
        Lang::Fr => ["Acteurs", "Liens", "Sources"],
        Lang::En => ["Actors", "Links", "Sources"],
    };
    let sheets = [rows::actors(map, lang), rows::links(map, lang), rows::sources(map, lang)];
    write(map, names.into_iter().zip(&sheets))
}

/// A workbook for Kumu: elements and connections.
///
/// # Errors
/// As [`workbook`].
pub fn kumu(map: &Map) -> Result<Vec<u8>, Error> {
    let map = &*rows::numbered(map, false);
    // Kumu knows its own columns by their names, and shows all others as fields.
    let renamed = |mut rows: Rows, names: &[(&str, &str)]| {
        for header in &mut rows.header {
            if let Some((_, name)) = names.iter().find(|(ours, _)| ours == header) {
                *header = (*name).to_owned();
            }
        }
        rows
    };
    let elements = renamed(
        rows::actors(map, Lang::En),
        &[
            ("id", "ID"),
            ("name", "Label"),
            ("kind", "Type"),
            ("description", "Description"),
            ("tags", "Tags"),
            ("website", "URL"),
            ("email", "Email"),
        ],
    );
    let connections = renamed(
        rows::links_by_id(map, Lang::En),
        &[
            ("id", "ID"),
            ("from", "From"),
            ("to", "To"),
            ("kind", "Type"),
            ("notes", "Description"),
            ("direction", "Direction"),
        ],
    );
    write(map, [("Elements", &elements), ("Connections", &connections)].into_iter())
}

fn write<'r>(map: &Map, sheets: impl Iterator<Item = (&'static str, &'r Rows)>) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    // A fixed day: the same map gives the same bytes.
    let mut properties = DocProperties::new().set_title(&*map.about.title).set_author(&*map.about.author);
    if let Ok(day) = ExcelDateTime::from_ymd(2000, 1, 1) {
        properties = properties.set_creation_datetime(&day);
    }
    workbook.set_properties(&properties);
    for (name, rows) in sheets {
        if rows.rows.len() + 1 > MOST_ROWS {
            return Err(Error::TooLarge);
        }
        fill(workbook.add_worksheet(), name, rows).map_err(own)?;
    }
    workbook.save_to_buffer().map_err(own)
}

fn own(error: XlsxError) -> Error {
    Error::Own(error.to_string())
}

fn fill(sheet: &mut Worksheet, name: &str, table: &Rows) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, header) in (0_u16..).zip(&table.header) {
        sheet.write_string_with_format(0, column, cut(header), &bold)?;
        let longest = table.rows.iter().take(500).filter_map(|row| row.get(usize::from(column)));
        let longest = longest.map(|cell| cell.as_str().chars().take(60).count()).max().unwrap_or(0);
        sheet.set_column_width(column, longest.max(header.chars().count() + 2).clamp(8, 48) as f64)?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    sheet.write_string(row, column, cut(text))?;
                }
                Cell::Number(number) => match number.parse::<f64>() {
                    // A number keeps fifteen digits in a workbook; one with more stays text.
                    Ok(value) if crate::import::table::numbers::plain(number) == *number => {
                        sheet.write_number(row, column, value)?;
                    }
                    _ => {
                        sheet.write_string(row, column, number)?;
                    }
                },
            }
        }
    }
    if let (Some(last), rows @ 1..) = (table.header.len().checked_sub(1), table.rows.len()) {
        sheet.autofilter(0, 0, rows as u32, last as u16)?;
    }
    Ok(())
}

/// As much of a text as a cell holds.
pub(super) fn cut(text: &str) -> &str {
    // The limit is of UTF-16 units; a quarter of it in characters is always enough to look further.
    if text.len() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Sample;
    use crate::import::{Imported, Input, Options, read};

    fn back(map: &Map, bytes: Vec<u8>) -> Imported {
        let options = Options { schema: map.schema().clone(), ..Options::default() };
        let input = Input { name: "m.xlsx".to_owned(), bytes };
        read(vec![input], &options, &mut |_| true).expect("what was written can be read")
    }

    #[test]
    fn the_samples_come_back_as_they_were() {
        for sample in Sample::ALL {
            let map = sample.open().expect("samples open").map;
            let bytes = workbook(&map, Lang::Fr).expect("it can be written");
            assert_eq!(bytes, workbook(&map, Lang::Fr).expect("it can be written"), "the same bytes again");
            let imported = back(&map, bytes);
            assert_eq!(imported.map.actor_count(), map.actor_count(), "{sample:?}");
            for (actor, other) in map.actors().zip(imported.map.actors()) {
                let mut expected = (**actor).clone();
                expected.extra = other.extra.clone();
                assert_eq!(**other, expected, "{sample:?}");
            }
            assert!(map.links().eq(imported.map.links()), "{sample:?}");
        }
    }

    #[test]
    fn kumu_gets_its_own_columns_and_nobody_is_lost() {
        let map = Sample::ALL[0].open().expect("samples open").map;
        let imported = back(&map, kumu(&map).expect("it can be written"));
        assert_eq!(
            (imported.map.actor_count(), imported.map.link_count()),
            (map.actor_count(), map.link_count())
        );
        for (link, other) in map.links().zip(imported.map.links()) {
            assert_eq!((&link.from, &link.to, &link.kind), (&other.from, &other.to, &other.kind));
        }
    }
}
