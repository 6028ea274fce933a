//! XLSX: the workbooks of Excel since 2007, and of most other programs. Read as a stream: what a
//! sheet claims of its size is not believed, and one stray cell far out costs nothing.

use std::collections::BTreeMap;

use super::Watch;
use super::archive::Archive;
use super::cells::{Grid, MOST_CELLS, MOST_COLUMNS, MOST_TEXT, Sheet};
use super::fault::{Fault, Notice};
use super::numbers::{DateForm, date_form, dated, plain};
use super::spread::{Marks, spread};
use super::xml::{Next, Xml, attribute, elements};

/// The last row a sheet can have.
const LAST_ROW: u64 = 1_048_576;
/// A cell this many columns beyond twice the width so far is astray.
const ASTRAY: usize = 256;
/// Most sheets read.
const MOST_SHEETS: usize = 256;
/// Rows between two looks at whether anybody still waits.
const STEP: usize = 4096;

/// Reads the sheets of a workbook.
///
/// # Errors
/// Where it is damaged, is none, or passes a limit.
pub fn read(archive: &Archive<'_>, notices: &mut Vec<Notice>, watch: Watch<'_>) -> Result<Vec<Sheet>, Fault> {
    let workbook = workbook_part(archive)?.ok_or(Fault::NoWorkbook)?;
    let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
    let parts = relations(archive, &workbook)?;
    let text = archive.small(&workbook)?.ok_or(Fault::NoWorkbook)?;
    let mut listed = Vec::new();
    let mut from_1904 = false;
    for tag in elements(&workbook, &text)? {
        match tag.local_name().as_ref() {
            b"workbookPr" => {
                from_1904 = attribute(&tag, "date1904").is_some_and(|value| value == "1" || value == "true");
            }
            b"sheet" => {
                let name = attribute(&tag, "name").unwrap_or_default();
                // `r:id`; an attribute `id` of another name space does not come with it.
                let target = attribute(&tag, "id").and_then(|id| parts.get(&id));
                let part = match target {
                    Some((kind, _)) if !kind.ends_with("/worksheet") => continue,
                    Some((_, target)) => within(folder, target),
                    None => within(folder, &format!("worksheets/sheet{}.xml", listed.len() + 1)),
                };
                listed.push((name, part));
            }
            _ => {}
        }
    }
    if listed.is_empty() || listed.len() > MOST_SHEETS {
        return Err(Fault::NoWorkbook);
    }
    let part_of = |ending: &str| {
        parts.values().find(|(kind, _)| kind.ends_with(ending)).map(|(_, target)| within(folder, target))
    };
    let forms = match part_of("/styles") {
        Some(part) => styles(archive, &part)?,
        None => Vec::new(),
    };
    let total: u64 = listed.iter().map(|(_, part)| archive.packed(part)).sum::<u64>().max(1);
    let strings = match part_of("/sharedStrings") {
        Some(part) => strings(archive, &part, watch)?,
        None => Strings::default(),
    };
    let book = Book { strings, forms, from_1904 };
    let mut sheets = Vec::new();
    let mut before = 0;
    for (name, part) in listed {
        let Some(reader) = archive.part(&part)? else {
            return Err(Fault::MissingPart { sheet: name, part });
        };
        let share = archive.packed(&part) as f32 / total as f32;
        let start = before as f32 / total as f32;
        let mut marks = Marks::default();
        // Where the addresses of links stand; a sheet without any has no such part.
        let targets = relations(archive, &part)?;
        let xml = Xml::new(&part, reader);
        let grid =
            book.sheet(&name, xml, (&targets, &mut marks), notices, &mut |done| watch(start + share * done))?;
        let grid = spread(&name, grid, &marks, notices)?;
        before += archive.packed(&part);
        sheets.push(Sheet { name, grid });
    }
    Ok(sheets)
}

/// The part that is the workbook, where the file is one.
fn workbook_part(archive: &Archive<'_>) -> Result<Option<String>, Fault> {
    if let Some(text) = archive.small("_rels/.rels")? {
        for tag in elements("_rels/.rels", &text)? {
            let is_document = attribute(&tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
            if let Some(target) = attribute(&tag, "Target").filter(|_| is_document) {
                let part = within("", &target);
                if part.to_ascii_lowercase().contains("workbook") && archive.has(&part) {
                    return Ok(Some(part));
                }
            }
        }
    }
    Ok(archive.has("xl/workbook.xml").then(|| "xl/workbook.xml".to_owned()))
}

/// Whether a zip file is a workbook of this format.
pub fn is_one(archive: &Archive<'_>) -> bool {
    archive.has("xl/workbook.xml") || matches!(workbook_part(archive), Ok(Some(_)))
}

/// The parts a part refers to: by id, what they are and where.
type Relations = BTreeMap<String, (String, String)>;

/// See [`Relations`].
fn relations(archive: &Archive<'_>, part: &str) -> Result<Relations, Fault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = within(folder, &format!("_rels/{name}.rels"));
    let Some(text) = archive.small(&list)? else { return Ok(BTreeMap::new()) };
    let tags = elements(&list, &text)?;
    Ok(tags
        .iter()
        .filter_map(|tag| Some((attribute(tag, "Id")?, (attribute(tag, "Type")?, attribute(tag, "Target")?))))
        .collect())
}

/// The name of a part as another part in a folder refers to it.
fn within(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What each cell style makes of numbers: dates of a form, or plain numbers.
fn styles(archive: &Archive<'_>, part: &str) -> Result<Vec<Option<DateForm>>, Fault> {
    let Some(text) = archive.small(part)? else { return Ok(Vec::new()) };
    let mut own: BTreeMap<u32, Option<DateForm>> = BTreeMap::new();
    let mut forms = Vec::new();
    let mut within_cells = false;
    for tag in elements(part, &text)? {
        match tag.local_name().as_ref() {
            b"numFmt" => {
                let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, attribute(&tag, "formatCode")) {
                    own.insert(id, date_form(&code));
                }
            }
            b"cellXfs" => within_cells = true,
            b"cellStyleXfs" | b"cellStyles" | b"dxfs" => within_cells = false,
            b"xf" if within_cells => {
                let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                forms.push(own.get(&id).copied().unwrap_or_else(|| DateForm::built_in(id)));
            }
            _ => {}
        }
    }
    Ok(forms)
}

/// The texts cells share.
#[derive(Debug, Default)]
struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start as usize..end)
    }
}

fn strings(archive: &Archive<'_>, part: &str, watch: Watch<'_>) -> Result<Strings, Fault> {
    let Some(reader) = archive.part(part)? else { return Ok(Strings::default()) };
    let mut xml = Xml::new(part, reader);
    let mut strings = Strings::default();
    let (mut in_text, mut from) = (false, 0);
    loop {
        match xml.next()? {
            Next::Open { tag, empty } => match tag.local_name().as_ref() {
                b"si" if empty => strings.ends.push(strings.text.len() as u32),
                b"t" => in_text = !empty,
                // How a text is pronounced, in Japanese.
                b"rPh" if !empty => xml.skip()?,
                _ => {}
            },
            Next::Text(text) if in_text => strings.text.push_str(&text),
            Next::Text(_) => {}
            Next::Close(name) => match name.as_slice() {
                b"t" => in_text = false,
                b"si" => {
                    unescape_from(&mut strings.text, from);
                    from = strings.text.len();
                    if strings.text.len() > MOST_TEXT || strings.ends.len() >= MOST_CELLS {
                        return Err(Fault::TooMuchText { line: strings.ends.len() });
                    }
                    strings.ends.push(strings.text.len() as u32);
                    if strings.ends.len().is_multiple_of(STEP) && !watch(0.0) {
                        return Err(Fault::Cancelled);
                    }
                }
                _ => {}
            },
            Next::End => return Ok(strings),
        }
    }
}

/// What a whole workbook shares.
struct Book {
    strings: Strings,
    forms: Vec<Option<DateForm>>,
    from_1904: bool,
}

/// The cell under way.
#[derive(Default)]
struct Cell {
    reference: String,
    column: usize,
    kind: String,
    style: Option<usize>,
    value: String,
    has_value: bool,
    has_formula: bool,
}

impl Book {
    fn sheet(
        &self,
        name: &str,
        mut xml: Xml<'_>,
        (targets, marks): (&Relations, &mut Marks),
        notices: &mut Vec<Notice>,
        watch: Watch<'_>,
    ) -> Result<Grid, Fault> {
        let mut grid = Grid::default();
        let mut row = 0_u64;
        let mut width = 0;
        let mut cell: Option<Cell> = None;
        let mut in_value = false;
        loop {
            match xml.next()? {
                Next::Open { tag, empty } => match tag.local_name().as_ref() {
                    b"row" => {
                        row = row_number(&xml, &tag, row)?;
                        if empty {
                            continue;
                        }
                    }
                    b"c" => {
                        let begun = begin_cell(&xml, &tag, grid.open_len())?;
                        if begun.column > 2 * width.max(grid.open_len()) + ASTRAY {
                            notices.push(Notice::StrayCell { cell: format!("{name}!{}", begun.reference) });
                            if !empty {
                                xml.skip()?;
                            }
                            continue;
                        }
                        if empty {
                            self.end_cell(begun, name, row, &mut grid, notices)?;
                        } else {
                            cell = Some(begun);
                        }
                    }
                    b"v" | b"t" if cell.is_some() => {
                        in_value = !empty;
                        if let Some(cell) = &mut cell {
                            cell.has_value = true;
                        }
                    }
                    b"f" => {
                        if let Some(cell) = &mut cell {
                            cell.has_formula = true;
                        }
                        if !empty {
                            xml.skip()?;
                        }
                    }
                    b"mergeCell" => {
                        if let Some((first, last)) = attribute(&tag, "ref").as_deref().and_then(area)
                            && first.1 == last.1
                        {
                            marks.merge(first.0, last.0, first.1);
                        }
                    }
                    b"hyperlink" => {
                        let target = attribute(&tag, "id").and_then(|id| targets.get(&id));
                        let cell = attribute(&tag, "ref");
                        if let (Some((_, address)), Some((first, _))) =
                            (target, cell.as_deref().and_then(area))
                        {
                            marks.link(first.0, first.1, address);
                        }
                    }
                    b"rPh" | b"sheetViews" | b"extLst" | b"conditionalFormatting" | b"dataValidations"
                        if !empty =>
                    {
                        xml.skip()?;
                    }
                    _ => {}
                },
                Next::Text(text) if in_value => {
                    if let Some(cell) = &mut cell {
                        cell.value.push_str(&text);
                    }
                }
                Next::Text(_) => {}
                Next::Close(closed) => match closed.as_slice() {
                    b"v" | b"t" => in_value = false,
                    b"c" => {
                        if let Some(cell) = cell.take() {
                            self.end_cell(cell, name, row, &mut grid, notices)?;
                        }
                    }
                    b"row" => {
                        if grid.is_open_blank() {
                            grid.drop_row();
                        } else {
                            width = width.max(grid.open_len());
                            grid.end_row(row as usize);
                        }
                        if grid.len().is_multiple_of(STEP) && !watch(xml.done()) {
                            return Err(Fault::Cancelled);
                        }
                    }
                    _ => {}
                },
                Next::End => break,
            }
        }
        grid.shrink();
        Ok(grid)
    }

    fn end_cell(
        &self,
        cell: Cell,
        sheet: &str,
        row: u64,
        grid: &mut Grid,
        notices: &mut Vec<Notice>,
    ) -> Result<(), Fault> {
        let line = row as usize;
        let named = || {
            let reference = match cell.reference.as_str() {
                "" => format!("{}{row}", column_name(cell.column)),
                reference => reference.to_owned(),
            };
            format!("{sheet}!{reference}")
        };
        if cell.has_formula && !cell.has_value {
            notices.push(Notice::FormulaWithoutResult { cell: named() });
            return Ok(());
        }
        if !cell.has_value {
            return Ok(());
        }
        if cell.column < grid.open_len() {
            return Err(Fault::NoSuchCell { part: sheet.to_owned(), cell: named() });
        }
        grid.pad_to(cell.column, line)?;
        let value = cell.value.as_str();
        match cell.kind.as_str() {
            "s" => {
                let index = value.trim();
                let text = index.parse().ok().and_then(|index| self.strings.get(index));
                let text =
                    text.ok_or_else(|| Fault::NoSuchString { cell: named(), index: index.to_owned() })?;
                grid.push_cell(text, line)
            }
            "e" => {
                notices.push(Notice::ErrorCell { cell: named(), error: value.trim().to_owned() });
                grid.close_cell(line)
            }
            "b" => grid.push_cell(if value.trim() == "1" { "true" } else { "false" }, line),
            "str" | "inlineStr" => {
                let from = grid.text_mut().len();
                grid.text_mut().push_str(value);
                unescape_from(grid.text_mut(), from);
                grid.close_cell(line)
            }
            "d" => grid.push_cell(value.trim().trim_end_matches("T00:00:00"), line),
            _ => {
                let form = cell.style.and_then(|style| self.forms.get(style)).copied().flatten();
                let shown = match (form, value.trim().parse::<f64>()) {
                    (Some(form), Ok(serial)) => dated(serial, form, self.from_1904),
                    _ => None,
                };
                grid.push_cell(&shown.unwrap_or_else(|| plain(value.trim())), line)
            }
        }
    }
}

fn row_number(xml: &Xml<'_>, tag: &quick_xml::events::BytesStart<'_>, before: u64) -> Result<u64, Fault> {
    let said = attribute(tag, "r");
    let number = match &said {
        Some(said) => said.parse().ok(),
        None => Some(before + 1),
    };
    let said = said.unwrap_or_else(|| (before + 1).to_string());
    let number = number.filter(|row| (1..=LAST_ROW).contains(row));
    number.ok_or_else(|| Fault::NoSuchCell { part: xml.part().to_owned(), cell: format!("row {said}") })
}

fn begin_cell(xml: &Xml<'_>, tag: &quick_xml::events::BytesStart<'_>, next: usize) -> Result<Cell, Fault> {
    let mut cell = Cell { column: next, ..Cell::default() };
    for attribute in tag.attributes().with_checks(false).flatten() {
        let value = String::from_utf8_lossy(&attribute.value);
        match attribute.key.as_ref() {
            b"r" => {
                cell.column = column_of(&value).ok_or_else(|| Fault::NoSuchCell {
                    part: xml.part().to_owned(),
                    cell: value.clone().into_owned(),
                })?;
                cell.reference = value.into_owned();
            }
            b"t" => cell.kind = value.into_owned(),
            b"s" => cell.style = value.parse().ok(),
            _ => {}
        }
    }
    Ok(cell)
}

/// The first and the last cell of an area such as `A2:B7` or of one cell: line and column of each.
fn area(text: &str) -> Option<((usize, usize), (usize, usize))> {
    let cell = |text: &str| {
        let column = column_of(text)?;
        let line = text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
        Some((line, column))
    };
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some((cell(first)?, cell(last)?))
}

/// The column of a reference such as `AB12`, from 0; `None` where there is no such cell.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let row: u64 = reference.get(letters..)?.parse().ok()?;
    let column = reference.bytes().take(letters).try_fold(0_usize, |sum, letter| {
        sum.checked_mul(26)?.checked_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let exists = (1..=MOST_COLUMNS).contains(&column) && (1..=LAST_ROW).contains(&row);
    exists.then(|| column - 1)
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub fn column_name(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        name.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    name.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// Undoes what spreadsheets write for characters that XML has not: `_x000D_`.
fn unescape_from(text: &mut String, from: usize) {
    let Some(first) = text.get(from..).and_then(|tail| tail.find("_x")) else { return };
    let tail = text.split_off(from + first);
    let mut rest = tail.as_str();
    while let Some(at) = rest.find("_x") {
        text.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let c = code
            .filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        match c {
            Some(c) => {
                text.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                text.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::super::archive::tests::zip;
    use super::*;

    const RELS: &str = r#"<Relationships xmlns="x"><Relationship Id="rId1" Type="http://y/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const BOOK_RELS: &str = r#"<Relationships xmlns="x"><Relationship Id="rId1" Type="http://y/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://y/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="http://y/styles" Target="styles.xml"/></Relationships>"#;
    const STRINGS: &str = r#"<sst><si><t>Nom</t></si><si><r><t>Éco</t></r><r><t xml:space="preserve">ssolies &amp; Cie</t></r><rPh><t>no</t></rPh></si><si><t/></si><si><t>a_x000D_b_x</t></si></sst>"#;
    const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="mmm\ yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;

    fn workbook(rows: &str) -> Vec<u8> {
        let sheet =
            format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>");
        zip(&[
            ("_rels/.rels", RELS.as_bytes()),
            ("xl/workbook.xml", BOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
            ("xl/sharedStrings.xml", STRINGS.as_bytes()),
            ("xl/styles.xml", STYLES.as_bytes()),
        ])
    }

    fn read_rows(rows: &str) -> Result<(Vec<Vec<String>>, Vec<Notice>), Fault> {
        let bytes = workbook(rows);
        let mut notices = Vec::new();
        let sheets = read(&Archive::open(&bytes)?, &mut notices, &mut |_| true)?;
        assert_eq!((sheets.len(), sheets[0].name.as_str()), (1, "Feuil1"));
        let grid = &sheets[0].grid;
        Ok(((0..grid.len()).map(|row| grid.row(row).map(str::to_owned).collect()).collect(), notices))
    }

    #[test]
    fn cells_of_every_sort_are_read_as_people_see_them() {
        let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>dans</t></is></c></row>
            <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>5.5210055400000001E8</v></c><c r="C3" s="1"><v>43521</v></c>
            <c r="D3" s="2"><v>43521</v></c><c r="E3" t="b"><v>1</v></c><c r="F3" t="str"><f>A1</f><v>x</v></c>
            <c r="G3"><v>0.1</v></c><c r="H3" t="s"><v>3</v></c></row><row r="9"><c r="A9" s="1"/></row>"#;
        let (cells, notices) = read_rows(rows).expect("it is whole");
        assert_eq!(cells[0], ["Nom", "", "dans"]);
        assert_eq!(
            cells[1],
            ["Écossolies & Cie", "552100554", "2019-02-25", "2019-02", "true", "x", "0.1", "a\rb_x"]
        );
        assert_eq!((cells.len(), notices.len()), (2, 0));
    }

    #[test]
    fn what_is_odd_is_named_and_what_is_wrong_refused() {
        let (cells, notices) = read_rows(
            r##"<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="str"><f>X</f></c><c r="C1"><v>1</v></c></row>
            <row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"##,
        )
        .expect("it is whole");
        assert_eq!(cells, [["", "", "1"]]);
        assert_eq!(notices.len(), 3);
        let wrong = |rows| read_rows(rows).err();
        assert!(matches!(
            wrong(r#"<row r="2"><c r="A2" t="s"><v>99</v></c></row>"#),
            Some(Fault::NoSuchString { .. })
        ));
        assert!(matches!(
            wrong(r#"<row r="1"><c r="ZZZZZZ9"><v>1</v></c></row>"#),
            Some(Fault::NoSuchCell { .. })
        ));
        assert!(matches!(wrong(r#"<row r="99999999999"/>"#), Some(Fault::NoSuchCell { .. })));
        assert!(matches!(wrong("<!DOCTYPE x [<!ENTITY f 'a'>]><row/>"), Some(Fault::Doctype { .. })));
    }

    #[test]
    fn columns_have_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_name(column), name);
            assert_eq!(column_of(&format!("{name}7")), Some(column));
        }
        assert_eq!(column_of("XFE1"), None);
    }

    #[test]
    fn another_office_file_is_no_workbook() {
        let bytes = zip(&[("word/document.xml", b"<w/>")]);
        let archive = Archive::open(&bytes).expect("the zip is whole");
        assert!(!is_one(&archive));
        assert_eq!(read(&archive, &mut Vec::new(), &mut |_| true).err(), Some(Fault::NoWorkbook));
    }
}
