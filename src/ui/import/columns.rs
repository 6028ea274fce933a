//! The first rows of each sheet as they will become, under what each column is.

use egui::{Align, ComboBox, DragValue, Label, Layout, RichText, Role, ScrollArea, Ui, Vec2, WidgetInfo};

use super::work::Made;
use crate::icons::ui as icon;
use crate::import::Meaning;
use crate::import::decode::Encoding;
use crate::import::table::fields::{OF_ACTORS, OF_LINKS};
use crate::import::table::numbers::{DateOrder, Decimal};
use crate::import::table::separated::DELIMITERS;
use crate::import::table::{Container, Dialect, Field, Lists, Mapping, Table, clean, shown, tables};
use crate::ui::cx::Cx;
use crate::ui::theme::{self, color};
use crate::ui::widgets;

/// Rows shown of a sheet.
const ROWS: usize = 6;
/// Columns shown of a sheet; more are mapped all the same.
const COLUMNS: usize = 80;
/// The last row a table can be told to begin on.
const MOST_ABOVE: usize = 1000;
/// The width of a column.
const WIDTH: f32 = 158.0;

/// What the person changed in this frame.
#[derive(Default)]
pub struct Change {
    /// Whether the work must be done anew.
    pub made: bool,
}

/// The name of a field.
pub fn field_name(cx: &Cx<'_>, field: &Field) -> String {
    let word = match field {
        Field::Means(Meaning::Custom(_)) => "custom".to_owned(),
        field => field.word(),
    };
    let key = format!("import-field-{}", word.replace('_', "-"));
    cx.t(&key).to_owned()
}

/// The sheets, each with its columns and first rows.
pub fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    made: &Made,
    mapping: &mut Mapping,
    dialect: &mut Dialect,
    sheet: &mut usize,
    change: &mut Change,
) {
    let sheets = tables(&made.opened.books);
    *sheet = (*sheet).min(sheets.len().saturating_sub(1));
    if made.is_known {
        widgets::notice(ui, icon::INFO, cx.theme.ok, cx.theme.ok_soft, cx.t("import-known"));
        ui.add_space(4.0);
    }
    if sheets.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            for (at, table) in sheets.iter().enumerate() {
                let lists = mapping.sheets.get(at).map_or(Lists::Nothing, |sheet| sheet.lists);
                let label = format!("{} · {}", table.name, cx.t(lists_key(lists)));
                if ui.selectable_label(at == *sheet, label).clicked() {
                    *sheet = at;
                }
            }
        });
        ui.add_space(4.0);
    }
    let (Some(table), Some(_)) = (sheets.get(*sheet), mapping.sheets.get(*sheet)) else { return };
    ui.horizontal_wrapped(|ui| {
        let names = mapping.sheets.get(*sheet).is_some_and(|sheet| sheet.header);
        let rows = end_of(table, mapping, *sheet).saturating_sub(usize::from(names));
        widgets::caption(
            ui,
            cx,
            cx.tr("import-size", &[("rows", rows.into()), ("columns", table.grid.width().into())]),
        );
        ui.separator();
        show_lists(ui, cx, table, mapping, *sheet, change);
        show_dialect(ui, cx, made, table.file, mapping, dialect, change);
    });
    ui.add_space(6.0);
    show_grid(ui, cx, table, mapping, *sheet, change);
    ui.add_space(4.0);
}

/// The row at which what is imported of a sheet ends.
fn end_of(table: &Table<'_>, mapping: &Mapping, at: usize) -> usize {
    match mapping.sheets.get(at) {
        Some(sheet) if matches!(sheet.lists, Lists::Actors | Lists::Links) => {
            table.end(usize::from(sheet.header))
        }
        _ => table.grid.len(),
    }
}

fn lists_key(lists: Lists) -> &'static str {
    match lists {
        Lists::Actors => "import-lists-actors",
        Lists::Links => "import-lists-links",
        Lists::Adjacency => "import-lists-adjacency",
        Lists::Matrix => "import-lists-matrix",
        Lists::Nothing => "import-lists-nothing",
    }
}

/// A drop-down list. Gives what was chosen.
fn choose<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    salt: impl std::hash::Hash + std::fmt::Debug,
    width: f32,
    current: &T,
    options: &[(T, String)],
) -> Option<T> {
    let shown = options.iter().find(|(value, _)| value == current).map_or("", |(_, words)| words.as_str());
    let mut chosen = None;
    let combo = ComboBox::from_id_salt(salt)
        .icon(widgets::caret)
        .width(width)
        .height(420.0)
        .selected_text(RichText::new(shown).text_style(theme::value()))
        .show_ui(ui, |ui| {
            for (value, words) in options {
                if ui.selectable_label(value == current, words).clicked() {
                    chosen = Some(value.clone());
                }
            }
        });
    let spoken = format!("{name} · {shown}");
    combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &spoken));
    chosen.filter(|value| value != current)
}

/// What the sheet lists, and whether its first row names the columns.
fn show_lists(
    ui: &mut Ui,
    cx: &Cx<'_>,
    table: &Table<'_>,
    mapping: &mut Mapping,
    at: usize,
    change: &mut Change,
) {
    let Some(sheet) = mapping.sheets.get_mut(at) else { return };
    let options: Vec<(Lists, String)> =
        Lists::ALL.iter().map(|lists| (*lists, cx.t(lists_key(*lists)).to_owned())).collect();
    ui.label(RichText::new(cx.t("import-sheet-lists")).text_style(theme::value()));
    if let Some(lists) = choose(ui, cx.t("import-sheet-lists"), ("lists", at), 170.0, &sheet.lists, &options)
    {
        sheet.lists = lists;
        if lists == Lists::Links && sheet.column(&Field::From).is_none() {
            // The first two columns are the likeliest ends.
            for (column, field) in [(0, Field::From), (1, Field::To)] {
                sheet.set(column, field);
            }
        }
        change.made = true;
    }
    if matches!(sheet.lists, Lists::Actors | Lists::Links | Lists::Adjacency)
        && ui.checkbox(&mut sheet.header, cx.t("import-header")).changed()
    {
        change.made = true;
    }
    let mut line = table.grid.line(0);
    let name = format!("{} ", cx.t("import-first-row"));
    if ui.add(DragValue::new(&mut line).range(1..=MOST_ABOVE).speed(0.1).prefix(name)).changed() {
        sheet.above = Some(table.grid.rows_before(line));
        change.made = true;
    }
}

/// How separated values were read, to be corrected; how numbers and dates are written.
fn show_dialect(
    ui: &mut Ui,
    cx: &Cx<'_>,
    made: &Made,
    file: usize,
    mapping: &mut Mapping,
    dialect: &mut Dialect,
    change: &mut Change,
) {
    if let Some(Container::Separated { encoding, delimiter }) =
        made.opened.books.get(file).map(|book| book.container)
    {
        let options: Vec<(Encoding, String)> =
            Encoding::ALL.iter().map(|encoding| (*encoding, encoding.name().to_owned())).collect();
        if let Some(chosen) = choose(ui, cx.t("import-encoding"), "encoding", 110.0, &encoding, &options) {
            dialect.encoding = Some(chosen);
            change.made = true;
        }
        let options: Vec<(char, String)> =
            DELIMITERS.iter().map(|mark| (*mark, cx.t(delimiter_key(*mark)).to_owned())).collect();
        if let Some(chosen) = choose(ui, cx.t("import-delimiter"), "delimiter", 120.0, &delimiter, &options) {
            dialect.delimiter = Some(chosen);
            change.made = true;
        }
    }
    let options = [(Decimal::Comma, "1 234,5".to_owned()), (Decimal::Point, "1,234.5".to_owned())];
    if let Some(chosen) = choose(ui, cx.t("import-decimal"), "decimal", 80.0, &mapping.decimal, &options) {
        mapping.decimal = chosen;
        change.made = true;
    }
    let options = [
        (DateOrder::DayMonth, cx.t("import-dates-day").to_owned()),
        (DateOrder::MonthDay, cx.t("import-dates-month").to_owned()),
    ];
    if let Some(chosen) = choose(ui, cx.t("import-dates"), "dates", 110.0, &mapping.dates, &options) {
        mapping.dates = chosen;
        change.made = true;
    }
}

fn delimiter_key(mark: char) -> &'static str {
    match mark {
        ';' => "import-delimiter-semicolon",
        ',' => "import-delimiter-comma",
        '\t' => "import-delimiter-tab",
        '|' => "import-delimiter-bar",
        _ => "import-delimiter-space",
    }
}

/// The columns with what they are, and the first rows as they will become.
fn show_grid(
    ui: &mut Ui,
    cx: &Cx<'_>,
    table: &Table<'_>,
    mapping: &mut Mapping,
    at: usize,
    change: &mut Change,
) {
    let Some(sheet) = mapping.sheets.get(at) else { return };
    let (lists, header) = (sheet.lists, sheet.header);
    let fields: Vec<(Field, String)> = match lists {
        Lists::Links => OF_LINKS.iter().map(|field| (field.clone(), field_name(cx, field))).collect(),
        _ => OF_ACTORS.iter().map(|field| (field.clone(), field_name(cx, field))).collect(),
    };
    let has_fields = matches!(lists, Lists::Actors | Lists::Links);
    let columns = table.grid.width().min(COLUMNS);
    let end = end_of(table, mapping, at);
    let mut chosen = None;
    ScrollArea::horizontal().id_salt(("grid", at)).auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 1.0;
            for column in 0..columns {
                let mapped = sheet.columns.get(column);
                let field = mapped.map_or(Field::Ignore, |mapped| match &mapped.field {
                    Field::Means(Meaning::Custom(_)) => Field::Means(Meaning::Custom(None)),
                    field => field.clone(),
                });
                ui.allocate_ui_with_layout(Vec2::new(WIDTH, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(WIDTH);
                    let name = mapped.map_or_else(
                        || clean(table.grid.cell(0, column)).to_owned(),
                        |mapped| mapped.column.clone(),
                    );
                    if has_fields {
                        widgets::caption(ui, cx, short(&name));
                        if let Some(field) =
                            choose(ui, &name, ("field", at, column), WIDTH - 12.0, &field, &fields)
                        {
                            chosen = Some((column, field));
                        }
                    }
                    let ignored = has_fields && field == Field::Ignore || lists == Lists::Nothing;
                    let from = usize::from(header && has_fields);
                    for row in from..end.min(from + ROWS) {
                        show_cell(ui, cx, mapping, &field, table.grid.cell(row, column), ignored);
                    }
                });
            }
        });
    });
    if let (Some((column, field)), Some(sheet)) = (chosen, mapping.sheets.get_mut(at)) {
        sheet.set(column, field);
        change.made = true;
    }
}

/// One cell as it will become.
fn show_cell(ui: &mut Ui, cx: &Cx<'_>, mapping: &Mapping, field: &Field, cell: &str, ignored: bool) {
    let ink = if ignored { cx.theme.ink_disabled } else { cx.theme.ink };
    let mut becomes = shown(field, cell, mapping);
    let known = match field {
        Field::Means(Meaning::Kind) => mapping.kinds.get(becomes.as_str()).cloned(),
        _ => None,
    };
    if let Some(kind) = &known {
        becomes = widgets::kind_label(cx, &kind.as_str().into());
    }
    let is_changed = !ignored && becomes != clean(cell);
    let ink = if is_changed { cx.theme.accent } else { ink };
    ui.allocate_ui_with_layout(Vec2::new(WIDTH - 8.0, 20.0), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(20.0);
        let text = RichText::new(short(&becomes)).text_style(theme::value()).color(color(ink));
        let response = ui.add(Label::new(text).truncate());
        if is_changed {
            response.on_hover_text(cx.tr("import-was", &[("what", clean(cell).into())]));
        }
    });
}

/// A cell on one line.
fn short(text: &str) -> String {
    text.chars().take(80).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The first actors of a graph, which says itself what it holds.
pub fn show_actors(ui: &mut Ui, cx: &Cx<'_>, made: &Made) {
    widgets::section(ui, cx, cx.t("import-first-actors"), |_| {});
    for actor in made.map.actors().take(8) {
        let kind = made.map.schema().actor_kind(&actor.kind);
        let kind = kind.map_or(actor.kind.as_str(), |kind| kind.label.get(cx.lang()));
        ui.horizontal(|ui| {
            ui.add(Label::new(RichText::new(short(&actor.name)).text_style(theme::value())).truncate());
            widgets::caption(ui, cx, short(kind));
        });
    }
    ui.add_space(4.0);
}
