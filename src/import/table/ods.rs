//! ODS: the workbooks of LibreOffice. Rows and cells that repeat are counted, not unrolled, unless
//! they hold something.

use super::Watch;
use super::archive::Archive;
use super::cells::{Grid, MOST_COLUMNS, Sheet};
use super::fault::{Fault, Notice};
use super::numbers::plain;
use super::spread::{Marks, spread};
use super::xlsx::column_name;
use super::xml::{Next, Xml, attribute};

const CONTENT: &str = "content.xml";
/// Most times a row that holds something may be repeated.
const MOST_REPEATS: u64 = 1_048_576;
/// A cell this many columns beyond twice the width so far is astray.
const ASTRAY: usize = 256;
/// Rows between two looks at whether anybody still waits.
const STEP: usize = 4096;

/// Whether a zip file is a workbook of this format.
pub fn is_one(archive: &Archive<'_>) -> bool {
    let kind = archive.small("mimetype").ok().flatten();
    match kind {
        Some(kind) => kind.contains("opendocument.spreadsheet"),
        None => archive.has(CONTENT) && archive.has("META-INF/manifest.xml"),
    }
}

/// Reads the sheets of a workbook.
///
/// # Errors
/// Where it is damaged, is none, or passes a limit.
pub fn read(archive: &Archive<'_>, notices: &mut Vec<Notice>, watch: Watch<'_>) -> Result<Vec<Sheet>, Fault> {
    let reader = archive.part(CONTENT)?.ok_or(Fault::NoWorkbook)?;
    let mut xml = Xml::new(CONTENT, reader);
    let mut sheets = Vec::new();
    let mut in_sheets = false;
    loop {
        match xml.next()? {
            Next::Open { tag, empty } => match tag.local_name().as_ref() {
                b"spreadsheet" => in_sheets = true,
                b"table" if in_sheets && !empty => {
                    let name = attribute(&tag, "name").unwrap_or_default();
                    let grid = sheet(&name, &mut xml, notices, watch)?;
                    sheets.push(Sheet { name, grid });
                }
                b"styles" | b"automatic-styles" | b"scripts" | b"font-face-decls" | b"tracked-changes"
                    if !empty =>
                {
                    xml.skip()?;
                }
                _ => {}
            },
            Next::End if !in_sheets => return Err(Fault::NoWorkbook),
            Next::End => return Ok(sheets),
            Next::Close(_) | Next::Text(_) => {}
        }
    }
}

/// The number an attribute says something is repeated, from 1.
fn repeats(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> u64 {
    attribute(tag, name).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}

fn sheet(name: &str, xml: &mut Xml<'_>, notices: &mut Vec<Notice>, watch: Watch<'_>) -> Result<Grid, Fault> {
    let mut grid = Grid::default();
    let mut row = 1_u64;
    let mut times = 1;
    // Empty cells before the next one that holds something.
    let mut gap = 0_usize;
    let mut marks = Marks::default();
    loop {
        match xml.next()? {
            Next::Open { tag, empty } => match tag.local_name().as_ref() {
                b"table-row" => {
                    times = repeats(&tag, "number-rows-repeated");
                    gap = 0;
                    if empty {
                        row = row.saturating_add(times);
                    }
                }
                b"table-cell" | b"covered-table-cell" => {
                    let across = repeats(&tag, "number-columns-repeated");
                    let mut address = None;
                    let text = cell(&tag, empty, xml, &mut address)?;
                    let across = usize::try_from(across).unwrap_or(usize::MAX);
                    let column = grid.open_len().saturating_add(gap);
                    if text.is_empty() {
                        gap = gap.saturating_add(across);
                        continue;
                    }
                    let named = || format!("{name}!{}{row}", column_name(column.min(MOST_COLUMNS)));
                    if attribute(&tag, "value-type").as_deref() == Some("error")
                        || text.starts_with("#REF!")
                        || text.starts_with("Err:")
                    {
                        notices.push(Notice::ErrorCell { cell: named(), error: text });
                        gap = gap.saturating_add(across);
                        continue;
                    }
                    if column > 2 * grid.width().max(grid.open_len()) + ASTRAY {
                        notices.push(Notice::StrayCell { cell: named() });
                        gap = gap.saturating_add(across);
                        continue;
                    }
                    let line = usize::try_from(row).unwrap_or(usize::MAX);
                    grid.pad_to(column, line)?;
                    gap = 0;
                    let down = usize::try_from(repeats(&tag, "number-rows-spanned")).unwrap_or(usize::MAX);
                    if repeats(&tag, "number-columns-spanned") == 1 {
                        marks.merge(line, line.saturating_add(down - 1), column);
                    }
                    if let Some(address) = address {
                        marks.link(line, column, &address);
                    }
                    for _ in 0..across {
                        grid.push_cell(&text, line)?;
                    }
                }
                b"shapes" | b"forms" | b"table-source" if !empty => xml.skip()?,
                _ => {}
            },
            Next::Close(closed) => match closed.as_slice() {
                b"table-row" => {
                    end_row(&mut grid, row, times)?;
                    row = row.saturating_add(times);
                    if grid.len().is_multiple_of(STEP) && !watch(xml.done()) {
                        return Err(Fault::Cancelled);
                    }
                }
                b"table" => break,
                _ => {}
            },
            Next::Text(_) => {}
            Next::End => break,
        }
    }
    grid.shrink();
    spread(name, grid, &marks, notices)
}

fn end_row(grid: &mut Grid, row: u64, times: u64) -> Result<(), Fault> {
    let line = |row: u64| usize::try_from(row).unwrap_or(usize::MAX);
    if grid.is_open_blank() {
        grid.drop_row();
        return Ok(());
    }
    if times > MOST_REPEATS {
        return Err(Fault::Repeated { row: line(row), times });
    }
    grid.end_row(line(row));
    if times > 1 {
        let cells: Vec<String> = grid.row(grid.len() - 1).map(str::to_owned).collect();
        for copy in 1..times {
            for cell in &cells {
                grid.push_cell(cell, line(row + copy))?;
            }
            grid.end_row(line(row + copy));
        }
    }
    Ok(())
}

/// The text of a cell, its end read over: what it shows, or the value behind it where that is plainer
/// (a date, a number without its currency).
/// `address` becomes that of a link in it.
fn cell(
    tag: &quick_xml::events::BytesStart<'_>,
    empty: bool,
    xml: &mut Xml<'_>,
    address: &mut Option<String>,
) -> Result<String, Fault> {
    let shown = if empty { String::new() } else { paragraphs(xml, address)? };
    let value = |name| attribute(tag, name);
    Ok(match value("value-type").as_deref() {
        Some("float" | "currency" | "percentage") => value("value").map_or(shown, |value| plain(&value)),
        Some("date") => {
            value("date-value").map_or(shown, |date| date.trim_end_matches("T00:00:00").replacen('T', " ", 1))
        }
        Some("boolean") => value("boolean-value").unwrap_or(shown),
        Some("string") => value("string-value").unwrap_or(shown),
        _ => shown,
    })
}

/// The paragraphs inside a cell, a line each; notes pinned to it are left out.
fn paragraphs(xml: &mut Xml<'_>, address: &mut Option<String>) -> Result<String, Fault> {
    let mut text = String::new();
    let (mut depth, mut started, mut in_paragraph) = (1_usize, false, 0_usize);
    while depth > 0 {
        match xml.next()? {
            Next::Open { tag, empty } => {
                match tag.local_name().as_ref() {
                    b"annotation" | b"detective" | b"frame" if !empty => {
                        xml.skip()?;
                        continue;
                    }
                    b"p" => {
                        if started {
                            text.push('\n');
                        }
                        started = true;
                        in_paragraph += usize::from(!empty);
                    }
                    b"s" => {
                        let count = attribute(&tag, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                        text.extend(std::iter::repeat_n(' ', std::cmp::min(count, 1000)));
                    }
                    b"a" => *address = address.take().or_else(|| attribute(&tag, "href")),
                    b"tab" => text.push('\t'),
                    b"line-break" => text.push('\n'),
                    _ => {}
                }
                depth += usize::from(!empty);
            }
            Next::Text(part) if in_paragraph > 0 => text.push_str(&part),
            Next::Text(_) => {}
            Next::Close(name) => {
                depth -= 1;
                if name.as_slice() == b"p" {
                    in_paragraph = in_paragraph.saturating_sub(1);
                }
            }
            Next::End => break,
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::super::archive::tests::zip;
    use super::*;

    fn read_table(rows: &str) -> Result<(Vec<Vec<String>>, Vec<Notice>), Fault> {
        let content = format!(
            "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body>\
             <office:spreadsheet><table:table table:name='Feuille1'>{rows}</table:table></office:spreadsheet>\
             </office:body></office:document-content>"
        );
        let bytes = zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            (CONTENT, content.as_bytes()),
        ]);
        let archive = Archive::open(&bytes)?;
        assert!(is_one(&archive));
        let mut notices = Vec::new();
        let sheets = read(&archive, &mut notices, &mut |_| true)?;
        assert_eq!((sheets.len(), sheets[0].name.as_str()), (1, "Feuille1"));
        let grid = &sheets[0].grid;
        Ok(((0..grid.len()).map(|row| grid.row(row).map(str::to_owned).collect()).collect(), notices))
    }

    const ROW: &str = "<table:table-row>";
    const END: &str = "</table:table-row>";

    #[test]
    fn cells_of_every_sort_are_read_and_padding_is_not() {
        let rows = format!(
            "{ROW}<table:table-cell office:value-type='string'><text:p>Nom &amp; sigle</text:p><text:p>CRESS<text:s text:c='2'/>x</text:p></table:table-cell>\
             <table:table-cell table:number-columns-repeated='2'/><table:table-cell office:value-type='date' office:date-value='2019-02-25'><text:p>25/02/19</text:p></table:table-cell>\
             <table:table-cell office:value-type='float' office:value='1234.5'><text:p>1 234,50</text:p></table:table-cell>\
             <table:table-cell table:number-columns-repeated='16379'/>{END}\
             <table:table-row table:number-rows-repeated='1048574'><table:table-cell table:number-columns-repeated='16384'/>{END}"
        );
        let (cells, notices) = read_table(&rows).expect("it is whole");
        assert_eq!(cells, [["Nom & sigle\nCRESS  x", "", "", "2019-02-25", "1234.5"]]);
        assert!(notices.is_empty());
    }

    #[test]
    fn what_repeats_is_repeated_within_reason() {
        let row = "<table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='2' office:value-type='string'><text:p>a</text:p></table:table-cell></table:table-row>";
        let (cells, _) = read_table(row).expect("it is whole");
        assert_eq!(cells, [["a", "a"], ["a", "a"], ["a", "a"]]);
        let many = row.replace("'3'", "'1000000000'");
        assert_eq!(read_table(&many).err(), Some(Fault::Repeated { row: 1, times: 1_000_000_000 }));
    }
}
