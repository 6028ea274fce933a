//! Mapping: what each sheet lists and what each of its columns is. Guessed from the table, corrected
//! by people, kept as JSON for the next file of the same source.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Book;
use super::fields::Field;
use super::numbers::{DateOrder, Decimal};
use super::separated::Dialect;
use crate::fold::fold;

/// What a sheet lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lists {
    /// An actor a row.
    Actors,
    /// A link a row.
    Links,
    /// An actor and those it is linked to in each row.
    Adjacency,
    /// Actors down and across; what stands where they meet is the weight of a link.
    Matrix,
    /// Nothing to import.
    #[default]
    Nothing,
}

impl Lists {
    /// Everything a sheet can list, in the order offered.
    pub const ALL: [Lists; 5] = [Self::Actors, Self::Links, Self::Adjacency, Self::Matrix, Self::Nothing];
}

/// What one column is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// Its name in the sheet; its letter where the sheet has no names.
    pub column: String,
    /// What it is.
    pub field: Field,
}

/// What one sheet lists and its columns are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetMapping {
    /// Its name.
    pub sheet: String,
    /// What it lists.
    pub lists: Lists,
    /// How many rows of it stand above the table, where somebody said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<usize>,
    /// Whether its first row names the columns.
    pub header: bool,
    /// Its columns, in their order.
    pub columns: Vec<ColumnMapping>,
    /// Of links whose rows do not say their kind: what the sheet or its columns call them, a word of
    /// [`Mapping::link_kinds`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links_called: Option<String>,
}

impl SheetMapping {
    /// The first column that is a field.
    pub fn column(&self, field: &Field) -> Option<usize> {
        self.columns.iter().position(|column| column.field == *field)
    }

    /// Makes a column a field; a column that was it before, and of which there can be only one, becomes
    /// a custom field.
    pub fn set(&mut self, column: usize, field: Field) {
        if !field.may_repeat() {
            for other in &mut self.columns {
                if other.field == field {
                    other.field = Field::Means(crate::import::Meaning::Custom(None));
                }
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            column.field = field;
        }
    }
}

/// How files of tables become a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// How separated values are read.
    pub dialect: Dialect,
    /// What stands between a number and its decimals.
    pub decimal: Decimal,
    /// Which comes first in a date, the day or the month.
    pub dates: DateOrder,
    /// The sheets, of all files in their order.
    pub sheets: Vec<SheetMapping>,
    /// Kinds of actors by what the file calls them: ids of the schema.
    pub kinds: BTreeMap<String, String>,
    /// Kinds of links by what the file calls them.
    pub link_kinds: BTreeMap<String, String>,
    /// Communes by what the file says of them where several answer: INSEE codes; empty for none.
    pub places: BTreeMap<String, String>,
    /// Whether codes that lost their leading zeros get them back.
    pub repair: bool,
    /// Whether actors are located by their commune.
    pub locate: bool,
    /// Whether links without a direction of their own go both ways.
    pub undirected: bool,
}

impl Default for Mapping {
    fn default() -> Self {
        Self {
            dialect: Dialect::default(),
            decimal: Decimal::default(),
            dates: DateOrder::default(),
            sheets: Vec::new(),
            kinds: BTreeMap::new(),
            link_kinds: BTreeMap::new(),
            places: BTreeMap::new(),
            repair: true,
            locate: true,
            undirected: false,
        }
    }
}

impl Mapping {
    /// What tells the source of such files from others: the names of the columns of its sheets.
    pub fn signature(&self) -> String {
        let sheets = self.sheets.iter().map(|sheet| {
            let names: Vec<String> = sheet.columns.iter().map(|column| fold(&column.column)).collect();
            names.join("|")
        });
        sheets.collect::<Vec<_>>().join("\n")
    }

    /// Makes tables begin where the mapping says, those of which it says nothing where they seem to; whether
    /// that changed any.
    pub(crate) fn begin(&self, books: &mut [Book]) -> bool {
        let mut changed = false;
        let sheets = books.iter_mut().flat_map(|book| &mut book.sheets);
        for (at, sheet) in sheets.enumerate() {
            let by_name = self.sheets.iter().find(|known| known.sheet == sheet.name);
            let Some(above) = by_name.or(self.sheets.get(at)).and_then(|known| known.above) else { continue };
            let before = sheet.grid.above();
            sheet.grid.begin_below(above);
            changed |= sheet.grid.above() != before;
        }
        changed
    }

    /// Takes from a mapping made for another file of the source what fits this one, which was guessed.
    pub fn adopt(&mut self, known: &Mapping) {
        for (at, sheet) in self.sheets.iter_mut().enumerate() {
            let by_name = known.sheets.iter().find(|other| other.sheet == sheet.sheet);
            let same_columns = |other: &&SheetMapping| {
                other.columns.len() == sheet.columns.len()
                    && other
                        .columns
                        .iter()
                        .zip(&sheet.columns)
                        .all(|(a, b)| fold(&a.column) == fold(&b.column))
            };
            let lone = known.sheets.get(at).filter(|_| known.sheets.len() == 1 || by_name.is_none());
            let Some(other) = by_name.or_else(|| known.sheets.iter().find(same_columns)).or(lone) else {
                continue;
            };
            sheet.lists = other.lists;
            if other.columns.is_empty() {
                continue;
            }
            (sheet.header, sheet.above) = (other.header, other.above);
            sheet.links_called.clone_from(&other.links_called);
            let mut used = vec![false; other.columns.len()];
            for column in &mut sheet.columns {
                let found = other
                    .columns
                    .iter()
                    .zip(&used)
                    .position(|(theirs, used)| !used && fold(&theirs.column) == fold(&column.column));
                if let Some(found) = found {
                    used[found] = true;
                    column.field = other.columns[found].field.clone();
                }
            }
        }
        (self.decimal, self.dates) = (known.decimal, known.dates);
        (self.repair, self.locate, self.undirected) = (known.repair, known.locate, known.undirected);
        for (own, theirs) in [
            (&mut self.kinds, &known.kinds),
            (&mut self.link_kinds, &known.link_kinds),
            (&mut self.places, &known.places),
        ] {
            own.extend(theirs.iter().map(|(value, id)| (value.clone(), id.clone())));
        }
    }

    /// A mapping from its JSON.
    ///
    /// # Errors
    /// Where it is none: what is wrong and where.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// As JSON that people can read and edit.
    pub fn to_json(&self) -> String {
        // A tree of texts and flags: writing it cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Meaning;

    fn sheet(name: &str, columns: &[(&str, Field)]) -> SheetMapping {
        let columns = columns
            .iter()
            .map(|(column, field)| ColumnMapping { column: (*column).to_owned(), field: field.clone() });
        SheetMapping {
            above: None,
            sheet: name.to_owned(),
            lists: Lists::Actors,
            header: true,
            columns: columns.collect(),
            links_called: None,
        }
    }

    #[test]
    fn a_mapping_is_kept_as_json_and_fits_the_next_file() {
        let mut made = Mapping { undirected: true, ..Mapping::default() };
        made.sheets.push(sheet("2023.csv", &[("Structure", Field::Means(Meaning::Name)), ("X", Field::Id)]));
        made.kinds.insert("Asso".to_owned(), "association".to_owned());
        let read = Mapping::from_json(&made.to_json()).expect("it was just written");
        assert_eq!(read, made);
        let mut next = Mapping::default();
        next.sheets.push(sheet(
            "2024.csv",
            &[("x", Field::Ignore), ("STRUCTURE", Field::Ignore), ("new", Field::Ignore)],
        ));
        next.adopt(&read);
        let fields: Vec<_> = next.sheets[0].columns.iter().map(|column| column.field.word()).collect();
        assert_eq!(fields, ["id", "name", "ignore"]);
        assert!(next.undirected && next.kinds.contains_key("Asso"));
        assert!(
            Mapping::from_json("{\"sheets\":[{\"columns\":[{\"column\":\"a\",\"field\":\"zz\"}]}]}").is_err()
        );
    }

    #[test]
    fn a_field_of_which_there_is_one_moves() {
        let mut sheet = sheet("a", &[("a", Field::Id), ("b", Field::Ignore)]);
        sheet.set(1, Field::Id);
        assert_eq!(sheet.columns[0].field, Field::Means(Meaning::Custom(None)));
        assert_eq!(sheet.column(&Field::Id), Some(1));
    }
}
