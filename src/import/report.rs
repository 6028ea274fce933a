//! Report: what an import read, made, put together and left out. It adds up: what was read is what
//! was imported, merged and rejected.

use std::fmt;

use super::error::Place;
use super::sniff::Format;
use crate::file::short;

/// How many rejected rows and how many places of one warning are named; the rest is counted.
const MOST_NAMED: usize = 10_000;
/// How many places one warning names.
const MOST_PLACES: usize = 5;

/// What became of the rows of one sort (nodes or links).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows of the file.
    pub read: usize,
    /// Those that became a record of their own.
    pub imported: usize,
    /// Those that were put together with one before (nodes with one id).
    pub merged: usize,
    /// Those that were left out; the report says why.
    pub rejected: usize,
    /// Records no row stands for: actors that only links name.
    pub made: usize,
}

impl Tally {
    /// Whether it adds up.
    pub fn adds_up(&self) -> bool {
        self.read == self.imported + self.merged + self.rejected
    }
}

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Where it stands.
    pub place: Place,
    /// The row in few words: its id, its ends.
    pub row: String,
    /// Why.
    pub reason: Reason,
}

/// Why a row was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A link one end of which is not said.
    NoEnd,
    /// A link one end of which is nowhere: its id or name.
    UnknownEnd(String),
    /// A row without anything in it that says what it is.
    NoName,
    /// In words of the reader.
    Other(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoEnd => f.write_str("one end of the link is missing"),
            Self::UnknownEnd(id) => write!(f, "the link's end \"{id}\" is missing: no actor is called so"),
            Self::NoName => f.write_str("the row has neither an id nor a name"),
            Self::Other(reason) => f.write_str(reason),
        }
    }
}

/// Something unusual that did not keep the file from being read.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// What it is.
    pub kind: WarningKind,
    /// How often it was met.
    pub count: usize,
    /// Where, the first few times: a place and the row or value in few words.
    pub examples: Vec<(Place, String)>,
}

/// What is unusual.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the sentences below say it
pub enum WarningKind {
    DoctypeIgnored,
    /// The last closing tags are missing.
    Unclosed,
    /// Characters that XML forbids were replaced.
    ControlCharacters,
    /// Bytes that fit no character were read in another encoding, or replaced.
    Encoding(String),
    /// The name of the file says another format than its content.
    OtherFormat(Format),
    /// Only the first of several graphs was read.
    MoreGraphs(usize),
    DuplicateNode,
    DuplicateLinkId,
    NodeWithoutId,
    /// The value a merged node had in this field beside the one that was kept.
    OtherValue(String),
    UndeclaredEnd,
    /// Ends that were found without regard to case, accents and spaces.
    LooseEnd,
    AmbiguousEnd,
    BadPosition,
    FarPosition,
    BadColour,
    BadWeight,
    /// Values of this column that are not what the file says they are.
    TypeLies(String),
    /// Dates of this column that are none; kept as text.
    BadDate(String),
    /// Values that do not fit the field; kept as text in a custom field.
    Misfit(String),
    UndeclaredColumn(String),
    RepeatedColumn(String),
    /// Values of this column that change over time: kept as one text.
    Dynamic(String),
    /// Nodes or links that are there in several spells, where a map knows one period.
    Spells,
    ParentCycle,
    ParentMissing,
    /// Something about a table.
    Table(super::table::Notice),
    /// A cycle-free parent was kept as a field, for a map has links only.
    Note(String),
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DoctypeIgnored => f.write_str("the DOCTYPE (DTD) was ignored; nothing it names was opened"),
            Self::Unclosed => f.write_str("the end of the file is missing: its last tags are not closed"),
            Self::ControlCharacters => {
                f.write_str("control characters, which the format forbids, were replaced by \u{fffd}")
            }
            Self::Encoding(what) => write!(f, "encoding: {what}"),
            Self::OtherFormat(format) => write!(f, "the content is {format}, whatever the file's name says"),
            Self::MoreGraphs(count) => {
                write!(f, "the file holds {count} graphs; only the first one was read")
            }
            Self::DuplicateNode => f.write_str("several nodes have one id; they became one actor"),
            Self::DuplicateLinkId => f.write_str("several links have one id; each was kept, with another id"),
            Self::NodeWithoutId => f.write_str("nodes without id got one"),
            Self::OtherValue(field) => {
                write!(f, "other values of `{field}` on nodes of one id were not kept")
            }
            Self::UndeclaredEnd => {
                f.write_str("links name actors that are missing among the nodes; these were made")
            }
            Self::LooseEnd => {
                f.write_str("ends of links were matched without regard to case, accents and spaces")
            }
            Self::AmbiguousEnd => f.write_str(
                "ends of links are labels that several actors have (ambiguous); the first was taken",
            ),
            Self::BadPosition => {
                f.write_str("positions that are no finite numbers (NaN, infinite) were left out")
            }
            Self::FarPosition => f.write_str("positions too far out to be shown were left out"),
            Self::BadColour => f.write_str("colours that are none were left out"),
            Self::BadWeight => {
                f.write_str("weights that are no positive numbers were kept as text (NaN, negative, words)")
            }
            Self::TypeLies(column) => {
                write!(
                    f,
                    "values of `{column}` are not of the type the file declares; the column became text"
                )
            }
            Self::BadDate(column) => write!(f, "dates of `{column}` were kept as text"),
            Self::Misfit(column) => write!(f, "values of `{column}` that do not fit were kept as text"),
            Self::UndeclaredColumn(column) => {
                write!(f, "the attribute `{column}` is not declared; it was kept")
            }
            Self::RepeatedColumn(column) => {
                write!(f, "the column `{column}` comes several times; each was kept")
            }
            Self::Dynamic(column) => {
                write!(f, "values of `{column}` change over time (dynamic); they were kept as one text")
            }
            Self::Spells => f.write_str(
                "nodes or links are there in several spells: their period is the whole span, and the spells are kept in the field `spells`",
            ),
            Self::ParentCycle => f.write_str("parents that lie in themselves (cycle) were left out"),
            Self::ParentMissing => f.write_str("parents that are not there were left out"),
            Self::Table(notice) => write!(f, "{notice}"),
            Self::Note(what) => f.write_str(what),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if self.count > 1 {
            write!(f, " ({} times)", self.count)?;
        }
        let mut between = ": ";
        for (place, what) in &self.examples {
            f.write_str(between)?;
            between = "; ";
            match (place.is_empty(), what.is_empty()) {
                (false, true) => write!(f, "{place}")?,
                (false, false) => write!(f, "{place} ({what})")?,
                (true, _) => f.write_str(what)?,
            }
        }
        if !self.examples.is_empty() && self.count > self.examples.len() {
            f.write_str("; …")?;
        }
        Ok(())
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The files, by name, with their formats.
    pub files: Vec<(String, Format)>,
    /// Nodes and what became of them.
    pub actors: Tally,
    /// Links and what became of them.
    pub links: Tally,
    /// Rows that were left out, in the order of the file (the first ten thousand).
    pub rejected: Vec<Rejected>,
    /// What is unusual, in the order it was met.
    pub warnings: Vec<Warning>,
    /// Labels of kinds of actors that were not in the schema.
    pub actor_kinds_made: Vec<String>,
    /// Verbs of kinds of links that were not in the schema.
    pub link_kinds_made: Vec<String>,
    /// Names of custom fields that were made.
    pub fields_made: Vec<String>,
}

impl Report {
    /// Says that something unusual was met at a place: the row or value in few words.
    pub fn warn(&mut self, kind: WarningKind, place: Place, what: &str) {
        let known = self.warnings.iter_mut().find(|warning| warning.kind == kind);
        let warning = match known {
            Some(warning) => warning,
            None => {
                self.warnings.push(Warning { kind, count: 0, examples: Vec::new() });
                let last = self.warnings.len() - 1;
                &mut self.warnings[last]
            }
        };
        warning.count += 1;
        if warning.examples.len() < MOST_PLACES && !(place.is_empty() && what.is_empty()) {
            warning.examples.push((place, short(what)));
        }
    }

    /// Names a row that was left out. The tallies are the caller's.
    pub fn reject(&mut self, place: Place, row: &str, reason: Reason) {
        if self.rejected.len() < MOST_NAMED {
            self.rejected.push(Rejected { place, row: short(row), reason });
        }
    }

    /// How many of the rows that were left out are not named, as there were too many.
    pub fn not_named(&self) -> usize {
        (self.actors.rejected + self.links.rejected).saturating_sub(self.rejected.len())
    }

    /// Whether everything read is accounted for.
    pub fn adds_up(&self) -> bool {
        self.actors.adds_up() && self.links.adds_up()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_of_one_sort_are_counted_and_the_first_ones_named() {
        let mut report = Report::default();
        for line in 1..=7 {
            report.warn(WarningKind::UndeclaredEnd, Place::line(line), "zz");
        }
        assert_eq!(report.warnings.len(), 1);
        let text = report.warnings[0].to_string();
        assert!(text.contains("(7 times)") && text.contains("line 5 (zz)") && text.ends_with('…'), "{text}");
    }
}
