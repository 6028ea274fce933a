//! Filling a draft: the rows of tables, as their mapping says what they are.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hashbrown::HashMap;
use unicode_normalization::UnicodeNormalization;

use super::cells::Grid;
use super::fault::Notice;
use super::fields::{Field, Header};
use super::kinds::legal_category;
use super::mapping::{Lists, Mapping, SheetMapping};
use super::numbers::{number, stroked_date};
use super::partners;
use super::places::{Homonym, Locator, Said, code_with_zero, with_zeros};
use super::relate::{self, Relating};
use super::values::lat_lon;
use super::words::{
    Kinds, Namesakes, StandIns, direction, flag_word, is_plain_number, is_rounded, means_no_date, rows_fit,
};
use super::{Table, clean};
use crate::fold::fold;
use crate::import::draft::{Direction, EndsBy, Text, Texts};
use crate::import::error::{Error, ErrorKind, Place};
use crate::import::meaning::Meaning;
use crate::import::report::{Reason, WarningKind};
use crate::import::task::Task;
use crate::model::FieldType;

/// Rows of links whose ends are looked up together.
const TOGETHER: usize = 64;
/// What was met while filling, for whoever corrects the mapping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// Communes to choose among.
    pub homonyms: Vec<Homonym>,
    /// Rows located by their commune.
    pub located: usize,
    /// Rows whose commune is not known.
    pub unknown_places: usize,
    /// Codes that lost their leading zeros: which field, how many, the first one before and after.
    pub repairs: Vec<Repair>,
    /// What the file calls its kinds of actors, with how many rows do.
    pub kinds: BTreeMap<String, usize>,
    /// What the file calls its kinds of links, with how many rows do.
    pub link_kinds: BTreeMap<String, usize>,
    /// Whether actors have ids of the file's own, by which they can be found again.
    pub has_ids: bool,
}

/// Codes put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The word of the field.
    pub field: String,
    /// How many.
    pub count: usize,
    /// The first one, as it stands in the file.
    pub before: String,
    /// And put right.
    pub after: String,
}

/// Fills the draft of a task with tables.
///
/// # Errors
/// Where there is no row at all, a cap is passed, or nobody waits any more.
pub fn fill(tables: &[Table<'_>], mapping: &Mapping, task: &mut Task<'_>) -> Result<Filled, Error> {
    let pairs: Vec<(&Table<'_>, &SheetMapping)> = tables
        .iter()
        .zip(&mapping.sheets)
        .filter(|(table, sheet)| sheet.lists != Lists::Nothing && !table.grid.is_empty())
        .collect();
    let total: usize = pairs.iter().map(|(table, sheet)| table.grid.len() - usize::from(sheet.header)).sum();
    if total == 0 {
        return Err(ErrorKind::Missing(
            "a row of data: the table is empty but for its column names, which".into(),
        )
        .into());
    }
    if let Some((table, _)) = pairs.iter().find(|(table, _)| table.grid.width() > task.options.limits.columns)
    {
        let (count, limit) = (table.grid.width() as u64, task.options.limits.columns as u64);
        return Err(ErrorKind::TooMany { what: "columns", count, limit }.into());
    }
    relate::say_left_out(tables, mapping, task);
    for (table, _) in
        pairs.iter().filter(|(_, sheet)| sheet.header && matches!(sheet.lists, Lists::Actors | Lists::Links))
    {
        rows_fit(table)?;
    }
    let has = |lists: Lists| pairs.iter().any(|(_, sheet)| sheet.lists == lists);
    let mut filling = Filling {
        mapping,
        locator: Locator::new(&mapping.places),
        filled: Filled::default(),
        spelling: tables.iter().any(|table| has_marks(table.grid)).then(HashMap::new),
        names_are_ids: has(Lists::Links),
        relating: Relating::of(&pairs),
        kinds: Kinds::default(),
        link_kinds: Kinds::default(),
        found: HashMap::new(),
        many: pairs.len() > 1,
        done: 0,
        total,
    };
    // Lists of actors first: links are between those that are known.
    let order = [Lists::Actors, Lists::Matrix, Lists::Adjacency, Lists::Links];
    for lists in order {
        for (table, sheet) in pairs.iter().filter(|(_, sheet)| sheet.lists == lists) {
            if pairs.len() > 1 {
                for rows in [&mut task.draft.nodes, &mut task.draft.links] {
                    rows.sheets.push((rows.len() as u32, table.name.to_owned()));
                }
            }
            match lists {
                Lists::Actors => filling.actors(table, sheet, task)?,
                Lists::Links => filling.links(table, sheet, task)?,
                Lists::Adjacency => filling.adjacency(table, sheet, task)?,
                Lists::Matrix => filling.matrix(table, sheet, task)?,
                Lists::Nothing => {}
            }
            filling.done += table.grid.len();
        }
    }
    task.draft.ends_by = EndsBy::IdOrName;
    let mut filled = filling.filled;
    filled.kinds = filling.kinds.counts(&task.draft.texts);
    filled.link_kinds = filling.link_kinds.counts(&task.draft.texts);
    filled.located = filling.locator.located;
    filled.unknown_places = filling.locator.unknown;
    filled.homonyms = filling.locator.into_homonyms();
    for homonym in &filled.homonyms {
        let codes: Vec<&str> = homonym.communes.iter().take(4).map(|(code, _)| code.as_str()).collect();
        let notice = Notice::Homonyms { name: homonym.said.clone(), codes: codes.join(", ") };
        task.report.warn(WarningKind::Table(notice), Place::default(), "");
    }
    for Repair { field, count, before, after } in &filled.repairs {
        let (field, before, after) = (field.clone(), before.clone(), after.clone());
        let notice = Notice::Repaired { field, count: *count, before, after };
        task.report.warn(WarningKind::Table(notice), Place::default(), "");
    }
    Ok(filled)
}

/// Whether a sheet has accents typed apart from their letters.
fn has_marks(grid: &Grid) -> bool {
    let (text, mut at) = (grid.text(), 0);
    // U+0300 to U+036F begin with one of two bytes, which hardly anything else does.
    while let Some(found) = memchr::memchr2(0xCC, 0xCD, text.as_bytes().get(at..).unwrap_or_default()) {
        at += found;
        if text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| c <= '\u{36f}') {
            return true;
        }
        at += 1;
    }
    false
}

/// What is done with the cells of a column.
pub(super) enum Way {
    Skip,
    Id,
    From,
    To,
    Direction,
    /// Looked at for the whole row.
    Apart,
    /// A text that may come again, to a column of the draft.
    Often(usize),
    /// A text that is of one row.
    Once(usize),
    /// Kinds, by what the mapping says they stand for.
    Kind(usize),
    Number(usize),
    Date(usize),
    Flag(usize),
    Zeros {
        column: usize,
        len: usize,
        field: &'static str,
    },
    Insee(usize),
    Postcode(usize),
    Address(usize),
    AddressPart,
    Commune(usize),
    Degrees {
        column: usize,
        north: bool,
    },
    LatLon,
    Legal {
        form: usize,
        kind: Option<usize>,
    },
}

pub(super) struct Filling<'m> {
    pub(super) mapping: &'m Mapping,
    locator: Locator<'m>,
    filled: Filled,
    /// The first spelling of each name, by its composed form, where a table has decomposed ones.
    spelling: Option<HashMap<String, String>>,
    names_are_ids: bool,
    pub(super) relating: Relating<'m>,
    kinds: Kinds,
    pub(super) link_kinds: Kinds,
    /// What is said of communes that were found, by their codes.
    found: HashMap<&'static str, [Text; 5]>,
    /// Whether several sheets or files are read.
    many: bool,
    done: usize,
    total: usize,
}

/// What one row says of its place.
#[derive(Default)]
struct RowPlace<'g> {
    commune: &'g str,
    insee: Cow<'g, str>,
    postcode: Cow<'g, str>,
    address: String,
    has_address: bool,
    parts: String,
    latitude: bool,
    longitude: bool,
}

impl<'m> Filling<'m> {
    pub(super) fn tick(&self, task: &mut Task<'_>, row: usize) -> Result<(), Error> {
        let (done, total) = (self.done + row, self.total);
        task.tick(|| done as f32 / total.max(1) as f32)
    }

    /// Where a row stands: its sheet too where there are several, or a workbook may have others.
    pub(super) fn place_of(&self, table: &Table<'_>, line: usize) -> Place {
        Place::line(line).in_path(if table.is_workbook || self.many { table.name } else { "" })
    }

    /// A name as links and lists of actors have it in common.
    pub(super) fn spelled<'a>(&mut self, name: &'a str) -> Cow<'a, str> {
        let Some(known) = &mut self.spelling else { return Cow::Borrowed(name) };
        if name.is_ascii() {
            return Cow::Borrowed(name);
        }
        let composed: String = name.nfc().collect();
        Cow::Owned(known.entry(composed).or_insert_with(|| name.to_owned()).clone())
    }

    pub(super) fn ways(
        &mut self,
        grid: &Grid,
        sheet: &SheetMapping,
        links: bool,
        task: &mut Task<'_>,
    ) -> Vec<Way> {
        let rows = if links { &mut task.draft.links } else { &mut task.draft.nodes };
        let maps_kind = sheet.columns.iter().any(|column| column.field == Field::Means(Meaning::Kind));
        let mut names: Vec<&str> = Vec::new();
        let mut seen = HashMap::new();
        let mut repeated = Vec::new();
        let mut ways = Vec::with_capacity(sheet.columns.len());
        for (at, column) in sheet.columns.iter().enumerate() {
            // "String" beside "string" is as likely a slip as a column of its own.
            if sheet.header && seen.insert(fold(&column.column), ()).is_some() {
                repeated.push(column.column.clone());
            }
            let header = Header::new(&column.column);
            let name = if header.name.is_empty() { column.column.as_str() } else { header.name.as_str() };
            let way = match &column.field {
                Field::Ignore => Way::Skip,
                Field::Id => Way::Id,
                Field::From => Way::From,
                Field::To => Way::To,
                Field::Direction => Way::Direction,
                Field::Ends | Field::LinkedTo => Way::Apart,
                Field::AddressPart => Way::AddressPart,
                Field::LatLon => Way::LatLon,
                Field::Postcode => {
                    let rank = rows.column_for(name, Meaning::Custom(Some(FieldType::Text)));
                    rows.columns[rank].is_text = true;
                    Way::Postcode(rank)
                }
                Field::LegalCategory => Way::Legal {
                    form: rows.column_for(name, Meaning::LegalForm),
                    kind: (!maps_kind).then(|| rows.column_for("kind", Meaning::Kind)),
                },
                Field::Means(Meaning::Custom(wanted)) => {
                    let from = usize::from(sheet.header);
                    let (kind, declared) = self.custom_type(grid, at, from, wanted.as_ref());
                    let rank = if names.contains(&column.column.as_str()) {
                        let rank = rows.add_column(name);
                        rows.columns[rank].meaning = Some(Meaning::Custom(wanted.clone()));
                        rank
                    } else {
                        rows.column_for(name, Meaning::Custom(wanted.clone()))
                    };
                    names.push(&column.column);
                    rows.columns[rank].declared = declared;
                    match kind {
                        Some(FieldType::Number) => Way::Number(rank),
                        Some(FieldType::Date) => {
                            rows.columns[rank].meaning = Some(Meaning::Custom(Some(FieldType::Date)));
                            Way::Date(rank)
                        }
                        Some(FieldType::Flag) => Way::Flag(rank),
                        _ => Way::Often(rank),
                    }
                }
                Field::Means(meaning) => {
                    let rank = rows.column_for(name, meaning.clone());
                    match meaning {
                        Meaning::Kind => Way::Kind(rank),
                        Meaning::Weight => Way::Number(rank),
                        Meaning::X | Meaning::Y
                            if !sheet
                                .columns
                                .iter()
                                .any(|column| column.field == Field::Means(Meaning::Pinned)) =>
                        {
                            Way::Skip
                        }
                        Meaning::X | Meaning::Y => Way::Number(rank),
                        Meaning::Start | Meaning::End | Meaning::CheckedOn => Way::Date(rank),
                        Meaning::Siren => Way::Zeros { column: rank, len: 9, field: "siren" },
                        Meaning::Siret => Way::Zeros { column: rank, len: 14, field: "siret" },
                        Meaning::Insee => Way::Insee(rank),
                        Meaning::Commune => Way::Commune(rank),
                        Meaning::Address => Way::Address(rank),
                        Meaning::Latitude => Way::Degrees { column: rank, north: true },
                        Meaning::Longitude => Way::Degrees { column: rank, north: false },
                        Meaning::Name
                        | Meaning::Description
                        | Meaning::Notes
                        | Meaning::Emails
                        | Meaning::Rna
                        | Meaning::Website => Way::Once(rank),
                        _ => Way::Often(rank),
                    }
                }
            };
            ways.push(way);
        }
        for name in repeated {
            task.report.warn(WarningKind::RepeatedColumn(name), Place::default(), "");
        }
        ways
    }

    /// The type of a custom column: what people or tools say, else what every value is.
    fn custom_type(
        &self,
        grid: &Grid,
        column: usize,
        from: usize,
        wanted: Option<&FieldType>,
    ) -> (Option<FieldType>, Option<FieldType>) {
        let (mut numbers, mut dates, mut flags, mut any) = (true, true, true, false);
        for row in from..grid.len() {
            let cell = clean(grid.cell(row, column));
            if cell.is_empty() || (numbers && is_plain_number(cell)) {
                (any, dates, flags) =
                    (any || !cell.is_empty(), dates && cell.is_empty(), flags && cell.is_empty());
                continue;
            }
            any = true;
            numbers = numbers && number(cell, self.mapping.decimal).is_some();
            dates = dates && stroked_date(cell, self.mapping.dates).is_some();
            flags = flags && flag_word(cell).is_some();
            if !numbers && !dates && !flags {
                break;
            }
        }
        let kind = match wanted {
            Some(kind) => Some(kind.clone()),
            None if !any => None,
            None if numbers => Some(FieldType::Number),
            None if dates => Some(FieldType::Date),
            None if flags => Some(FieldType::Flag),
            None => None,
        };
        let declared = match kind {
            Some(FieldType::Number) if numbers => Some(FieldType::Number),
            Some(FieldType::Flag) if flags => Some(FieldType::Flag),
            _ => None,
        };
        (kind, declared)
    }

    /// Whether the places of a list are communes of France: most names are known, and no code of
    /// another country says otherwise.
    fn is_french(&self, grid: &Grid, sheet: &SheetMapping) -> bool {
        let Some(column) = sheet.column(&Field::Means(Meaning::Commune)) else { return true };
        let france = crate::geo::Gazetteer::france();
        let rows = usize::from(sheet.header)..grid.len();
        let step = rows.len().div_ceil(200).max(1);
        let (mut said, mut known) = (0_usize, 0_usize);
        for row in rows.step_by(step) {
            let cell = clean(grid.cell(row, column));
            if cell.is_empty() {
                continue;
            }
            said += 1;
            let hits = france.complete(super::places::without_cedex(cell), 1);
            known += usize::from(hits.first().is_some_and(|hit| hit.how <= crate::geo::Match::Name));
        }
        known * 2 >= said
    }

    fn repaired(&mut self, field: &str, before: &str, after: String) -> String {
        match self.filled.repairs.iter_mut().find(|repair| repair.field == field) {
            Some(repair) => repair.count += 1,
            None => self.filled.repairs.push(Repair {
                field: field.to_owned(),
                count: 1,
                before: before.to_owned(),
                after: after.clone(),
            }),
        }
        after
    }

    /// A code with the zero it lost, where codes are to be put right.
    fn code<'a>(&mut self, field: &str, cell: &'a str) -> Cow<'a, str> {
        match code_with_zero(cell).filter(|_| self.mapping.repair) {
            Some(after) => Cow::Owned(self.repaired(field, cell, after)),
            None => Cow::Borrowed(cell),
        }
    }

    fn actors(&mut self, table: &Table<'_>, sheet: &SheetMapping, task: &mut Task<'_>) -> Result<(), Error> {
        let grid = table.grid;
        let ways = self.ways(grid, sheet, false, task);
        let id_column = sheet.column(&Field::Id);
        let name_column = sheet.column(&Field::Means(Meaning::Name));
        self.filled.has_ids |= id_column.is_some();
        let partners = partners::columns(sheet, self.mapping, &task.options.schema);
        // The names links use are the ids where the list has none of its own.
        let name_is_id = id_column.is_none() && (self.names_are_ids || !partners.is_empty());
        let keep_apart = name_is_id && !self.names_are_ids && !partners::names_are_one(sheet);
        let space = self.relating.spaces.prefix(sheet, id_column);
        if id_column.is_none() && !name_is_id {
            task.draft.anonymous = true;
        }
        let locates = self.mapping.locate
            && ways.iter().any(|way| {
                matches!(way, Way::Insee(_) | Way::Commune(_) | Way::Postcode(_) | Way::Address(_))
            });
        // Coordinates of another drawing are spread; those of a map are kept.
        let ours = sheet.column(&Field::Means(Meaning::Pinned)).is_some();
        task.draft.is_ours |= ours;
        let drawn = [Meaning::X, Meaning::Y].map(|meaning| sheet.column(&Field::Means(meaning)));
        let locates = locates && self.is_french(grid, sheet);
        let columns = locates.then(|| PlaceColumns::of(&mut task.draft.nodes));
        let width = sheet.columns.len();
        let stand_ins = StandIns::of(sheet);
        let mut namesakes =
            (id_column.is_none() && (!name_is_id || keep_apart)).then(|| Namesakes::of(sheet));
        for row in usize::from(sheet.header)..self.foot(table, sheet, task) {
            self.tick(task, row)?;
            let line = grid.line(row);
            self.check_length(table, sheet, row, width, task);
            let cell = |column: Option<usize>| column.map_or("", |column| clean(grid.cell(row, column)));
            let (id, mut name) = (cell(id_column), Cow::Borrowed(cell(name_column)));
            if name.is_empty() {
                name = stand_ins.name(grid, row, !id.is_empty(), self.mapping.repair);
            }
            let name = &*name;
            if id.is_empty() && name.is_empty() {
                let first = grid.row(row).map(clean).find(|cell| !cell.is_empty()).unwrap_or_default();
                task.report.actors.read += 1;
                task.report.actors.rejected += 1;
                task.report.reject(self.place_of(table, line), first, Reason::NoName);
                continue;
            }
            if namesakes.as_mut().is_some_and(|namesakes| namesakes.has_one(grid, row)) {
                let what = WarningKind::Table(Notice::RepeatedNames);
                task.report.warn(what, self.place_of(table, line), name);
            }
            let key = if name_is_id { self.spelled(name) } else { self.spelled(id) };
            let key = self.relating.key(key, space.as_deref(), keep_apart);
            let node = task.draft.add_node(&key, line);
            if cell(name_column).is_empty() && !name.is_empty() {
                let column = task.draft.nodes.column_for("name", Meaning::Name);
                let value = task.draft.texts.store_of_node(name);
                task.draft.nodes.set(column, node, value);
            }
            self.partners(table, row, &partners, (node, name), task)?;
            if let (false, [Some(x), Some(y)]) = (ours, drawn) {
                let at = |column| number(clean(grid.cell(row, column)), self.mapping.decimal)?.parse().ok();
                if let (Some(x), Some(y)) = (at(x), at(y)) {
                    task.draft.positions.push((node as u32, x, y));
                }
            }
            let mut place = RowPlace::default();
            for (column, way) in ways.iter().enumerate() {
                let cell = clean(grid.cell(row, column));
                if !cell.is_empty() {
                    self.actor_cell(way, cell, node, &mut place, task);
                }
            }
            if let Some(columns) = &columns {
                self.place(columns, node, place, task);
            } else if !place.parts.is_empty() {
                let value = task.draft.texts.store_of_node(&place.parts);
                let column = task.draft.nodes.column_for("address", Meaning::Address);
                task.draft.nodes.set(column, node, value);
            }
        }
        Ok(())
    }

    /// The row at which a list ends; what stands below is noted.
    fn foot(&self, table: &Table<'_>, sheet: &SheetMapping, task: &mut Task<'_>) -> usize {
        let grid = table.grid;
        let foot = table.end(usize::from(sheet.header));
        if foot < grid.len() {
            let mut cells = (foot..grid.len()).flat_map(|row| grid.row(row)).map(clean);
            let first = crate::file::short(cells.find(|cell| !cell.is_empty()).unwrap_or_default());
            let notice = Notice::RowsBelow { sheet: table.name.to_owned(), count: grid.len() - foot, first };
            task.report.warn(WarningKind::Table(notice), self.place_of(table, grid.line(foot)), "");
        }
        foot
    }

    fn actor_cell<'g>(
        &mut self,
        way: &Way,
        cell: &'g str,
        node: usize,
        place: &mut RowPlace<'g>,
        task: &mut Task<'_>,
    ) {
        let draft = &mut task.draft;
        match way {
            Way::Skip | Way::Id | Way::From | Way::To | Way::Direction | Way::Apart => {}
            Way::Once(column) => {
                let value = draft.texts.store_of_node(cell);
                draft.nodes.set(*column, node, value);
            }
            Way::Often(_) | Way::Number(_) | Way::Date(_) | Way::Flag(_) => {
                if let Some((column, value)) = self.common(way, cell, task) {
                    task.draft.nodes.set(column, node, value);
                }
            }
            Way::Kind(column) => {
                let value = self.kinds.stands_for(cell, &self.mapping.kinds, &mut draft.texts);
                draft.nodes.set(*column, node, value);
            }
            Way::Zeros { column, len, field } => {
                if is_rounded(cell) {
                    let what = WarningKind::Table(Notice::RoundedCode { field: (*field).to_owned() });
                    task.report.warn(what, Place::default(), cell);
                    return;
                }
                let digits = crate::model::identifier::compact(cell);
                let right = with_zeros(&digits, *len).filter(|_| self.mapping.repair);
                let code = match right {
                    Some(after) => self.repaired(field, cell, after),
                    None if digits.len() == *len && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                        digits
                    }
                    None => cell.to_owned(),
                };
                let value = draft.texts.store_of_node(&code);
                draft.nodes.set(*column, node, value);
            }
            Way::Insee(column) => {
                let code = self.code("insee", cell);
                let value = draft.texts.intern(&code);
                draft.nodes.set(*column, node, value);
                place.insee = code;
            }
            Way::Postcode(column) => {
                let code = self.code("postcode", cell);
                let value = draft.texts.intern(&code);
                draft.nodes.set(*column, node, value);
                place.postcode = code;
            }
            Way::Commune(column) => {
                let value = draft.texts.intern(cell);
                draft.nodes.set(*column, node, value);
                place.commune = cell;
            }
            Way::Address(column) => {
                let value = draft.texts.store_of_node(cell);
                draft.nodes.set(*column, node, value);
                place.address.push_str(cell);
                place.has_address = true;
            }
            Way::AddressPart => {
                if !place.parts.is_empty() {
                    place.parts.push(' ');
                }
                place.parts.push_str(cell);
            }
            Way::Degrees { column, north } => {
                let text = number(cell, self.mapping.decimal);
                let value = draft.texts.intern(text.as_deref().unwrap_or(cell));
                draft.nodes.set(*column, node, value);
                if *north { place.latitude = true } else { place.longitude = true }
            }
            Way::LatLon => match lat_lon(cell) {
                Some((latitude, longitude)) => {
                    for (meaning, name, degrees) in [
                        (Meaning::Latitude, "latitude", latitude),
                        (Meaning::Longitude, "longitude", longitude),
                    ] {
                        let column = draft.nodes.column_for(name, meaning);
                        let value = draft.texts.intern(&degrees.to_string());
                        draft.nodes.set(column, node, value);
                    }
                    (place.latitude, place.longitude) = (true, true);
                }
                None => draft.set_node(node, "lat_lon", cell),
            },
            Way::Legal { form, kind } => {
                let category = legal_category(cell);
                let value = draft.texts.intern(category.map_or(cell, |category| category.label));
                draft.nodes.set(*form, node, value);
                if let (Some(kind), Some(category)) = (kind, category)
                    && task.options.schema.actor_kind(&category.kind.into()).is_some()
                {
                    let value = draft.texts.intern(category.kind);
                    draft.nodes.set(*kind, node, value);
                }
            }
        }
    }

    /// What cells of actors and of links have in common.
    fn common(&self, way: &Way, cell: &str, task: &mut Task<'_>) -> Option<(usize, Text)> {
        let texts = &mut task.draft.texts;
        match way {
            Way::Often(column) => Some((*column, texts.intern(cell))),
            Way::Once(column) => Some((*column, texts.store(cell))),
            Way::Number(column) => {
                let text = if is_plain_number(cell) { None } else { number(cell, self.mapping.decimal) };
                Some((*column, texts.intern(text.as_deref().unwrap_or(cell))))
            }
            Way::Date(column) => {
                let date = stroked_date(cell, self.mapping.dates).map(|date| date.to_string());
                let date = date.as_deref().unwrap_or(cell);
                (!means_no_date(date)).then(|| (*column, texts.intern(date)))
            }
            Way::Flag(column) => Some((*column, texts.intern(flag_word(cell).unwrap_or(cell)))),
            _ => None,
        }
    }

    /// Puts an address together, and finds the commune of a row where it has no coordinates.
    fn place(&mut self, columns: &PlaceColumns, node: usize, place: RowPlace<'_>, task: &mut Task<'_>) {
        let draft = &mut task.draft;
        if !place.has_address && !place.parts.is_empty() {
            let value = draft.texts.store_of_node(&place.parts);
            draft.nodes.set(columns.address, node, value);
        }
        let said = Said {
            commune: place.commune,
            insee: &place.insee,
            postcode: &place.postcode,
            address: if place.commune.is_empty() { &place.address } else { "" },
        };
        if said == Said::default() || (place.latitude && place.longitude && !place.insee.is_empty()) {
            return;
        }
        let Some(found) = self.locator.find(said) else { return };
        let texts = &mut draft.texts;
        let [insee, name, latitude, longitude, precision] =
            *self.found.entry(found.insee).or_insert_with(|| {
                let (latitude, longitude) = (found.latitude.to_string(), found.longitude.to_string());
                [found.insee, found.name, &latitude, &longitude, "commune"].map(|text| texts.intern(text))
            });
        let mut set = |column: usize, value: Text| draft.nodes.set(column, node, value);
        if place.insee.is_empty() {
            set(columns.insee, insee);
        }
        if place.commune.is_empty() {
            set(columns.commune, name);
        }
        if !place.latitude && !place.longitude {
            set(columns.latitude, latitude);
            set(columns.longitude, longitude);
            set(columns.precision, precision);
        }
    }

    /// Says of a row of separated values that it has more or fewer cells than there are columns.
    pub(super) fn check_length(
        &self,
        table: &Table<'_>,
        sheet: &SheetMapping,
        row: usize,
        width: usize,
        task: &mut Task<'_>,
    ) {
        let (named, len) =
            (if sheet.header { table.grid.row_len(0) } else { width }, table.grid.row_len(row));
        if table.is_workbook || len == named || !sheet.header {
            return;
        }
        let what = WarningKind::Table(Notice::UnevenRows(named));
        task.report.warn(what, self.place_of(table, table.grid.line(row)), &format!("{len}"));
    }

    fn links(&mut self, table: &Table<'_>, sheet: &SheetMapping, task: &mut Task<'_>) -> Result<(), Error> {
        let grid = table.grid;
        let ways = self.ways(grid, sheet, true, task);
        self.call_links(sheet, task);
        if let (None, Some(column)) = (sheet.column(&Field::From), sheet.column(&Field::Ends)) {
            return self.joined_links(table, sheet, &ways, column, task);
        }
        let (Some(from_column), Some(to_column)) = (sheet.column(&Field::From), sheet.column(&Field::To))
        else {
            let what = format!("`{}`: the two columns that say which actors links join", table.name);
            return Err(ErrorKind::Missing(what).into());
        };
        let id_column = sheet.column(&Field::Id);
        let direction_column = sheet.column(&Field::Direction);
        let default = self.usual_direction();
        let spaces =
            [Some(from_column), Some(to_column)].map(|column| self.relating.spaces.prefix(sheet, column));
        let plain = self.spelling.is_none() && spaces == [None, None];
        let rows = usize::from(sheet.header)..self.foot(table, sheet, task);
        let (mut names, mut ends) = (Vec::with_capacity(2 * TOGETHER), Vec::with_capacity(2 * TOGETHER));
        for first in rows.clone().step_by(TOGETHER) {
            let together = first..rows.end.min(first + TOGETHER);
            // What ends are called, for those that need no second look.
            names.clear();
            ends.clear();
            if plain {
                for row in together.clone() {
                    let to = clean(grid.cell(row, to_column));
                    names.push(clean(grid.cell(row, from_column)));
                    names.push(if to.contains('|') { "" } else { to });
                }
                task.draft.texts.intern_all(&names, &mut ends);
            }
            for (at, row) in together.enumerate() {
                self.tick(task, row)?;
                let line = grid.line(row);
                self.check_length(table, sheet, row, sheet.columns.len(), task);
                let cell = |column: Option<usize>| column.map_or("", |column| clean(grid.cell(row, column)));
                let direction = direction(cell(direction_column)).unwrap_or(default);
                let (id, from, to) = (cell(id_column), cell(Some(from_column)), cell(Some(to_column)));
                let from = match ends.get(2 * at) {
                    Some(known) => *known,
                    None => spaced(self.spelled(from), &spaces[0]).into_owned_text(&mut task.draft.texts),
                };
                if to.contains('|') {
                    // Kumu: several ends make several links.
                    for (at, end) in to.split('|').map(clean).filter(|end| !end.is_empty()).enumerate() {
                        let to = spaced(self.spelled(end), &spaces[1]).into_owned_text(&mut task.draft.texts);
                        let id = if at == 0 { id } else { "" };
                        self.link(grid, row, &ways, (id, from, to, direction, line), task);
                    }
                    continue;
                }
                let to = match ends.get(2 * at + 1) {
                    Some(known) => *known,
                    None => spaced(self.spelled(to), &spaces[1]).into_owned_text(&mut task.draft.texts),
                };
                self.link(grid, row, &ways, (id, from, to, direction, line), task);
            }
        }
        Ok(())
    }

    pub(super) fn link(
        &mut self,
        grid: &Grid,
        row: usize,
        ways: &[Way],
        (id, from, to, direction, line): (&str, Text, Text, Direction, usize),
        task: &mut Task<'_>,
    ) {
        let id = if id.is_empty() { Text::NONE } else { task.draft.texts.store(id) };
        let link = task.draft.push_link(id, (from, to), direction, line);
        let mut says_kind = false;
        for (cell, way) in grid.row(row).zip(ways) {
            let cell = clean(cell);
            if cell.is_empty() {
                continue;
            }
            if let Way::Kind(column) = way {
                says_kind = true;
                let known = &self.mapping.link_kinds;
                let value = self.link_kinds.stands_for(cell, known, &mut task.draft.texts);
                task.draft.links.set(*column, link, value);
            } else if let Some((column, value)) = self.common(way, cell, task) {
                task.draft.links.set(column, link, value);
            }
        }
        if !says_kind {
            self.set_called(link, task);
        }
    }
}

/// An id with its space before it, where it has one.
fn spaced<'a>(id: Cow<'a, str>, space: &Option<String>) -> Cow<'a, str> {
    match space {
        Some(space) if !id.is_empty() => Cow::Owned(format!("{space}{id}")),
        _ => id,
    }
}

/// A text of a draft from one that may be borrowed.
pub(super) trait IntoText {
    /// The text, interned.
    fn into_owned_text(self, texts: &mut Texts) -> Text;
}

impl IntoText for Cow<'_, str> {
    fn into_owned_text(self, texts: &mut Texts) -> Text {
        texts.intern(&self)
    }
}

/// The columns of a draft that what is found of places goes to.
struct PlaceColumns {
    commune: usize,
    insee: usize,
    latitude: usize,
    longitude: usize,
    precision: usize,
    address: usize,
}

impl PlaceColumns {
    fn of(rows: &mut crate::import::draft::Rows) -> Self {
        let mut column = |name: &str, meaning: Meaning| {
            let found = rows.columns.iter().position(|column| column.meaning.as_ref() == Some(&meaning));
            found.unwrap_or_else(|| rows.column_for(name, meaning))
        };
        Self {
            commune: column("commune", Meaning::Commune),
            insee: column("insee", Meaning::Insee),
            latitude: column("latitude", Meaning::Latitude),
            longitude: column("longitude", Meaning::Longitude),
            precision: column("place_precision", Meaning::PlacePrecision),
            address: column("address", Meaning::Address),
        }
    }
}
