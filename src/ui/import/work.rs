//! The work behind the import window: files read, a map made of them, its meeting with the open map.
//! All of it is a job; each change of the mapping starts it anew on the cells already read.

use std::sync::Arc;

use crate::import::into::{Choices, Combined, combine};
use crate::import::kept::{self, Kept};
use crate::import::table::{Dialect, Filled, Mapping, SheetMapping, Table};
use crate::import::{self, Error, ErrorKind, Input, Opened, Options, Report};
use crate::job::Progress;
use crate::merge::{Difference, What, diff};
use crate::model::{Map, RecordId};
use crate::session::placed;

/// Changes of actors that are listed one by one.
const LISTED: usize = 400;

/// Where an import goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A new map.
    New,
    /// The open one.
    Open,
}

/// What is wanted of the files.
#[derive(Clone)]
pub struct Wanted {
    /// The files.
    pub inputs: Arc<Vec<Input>>,
    /// Their cells, once read in this dialect.
    pub opened: Option<Arc<Opened>>,
    /// The mapping, once guessed; until then those known from earlier files may fit.
    pub mapping: Option<Mapping>,
    /// Mappings of earlier files, the latest first.
    pub known: Vec<Mapping>,
    /// How separated values are read.
    pub dialect: Dialect,
    /// Where it goes.
    pub target: Target,
    /// The open map.
    pub open: Arc<Map>,
    /// What was decided about matches.
    pub choices: Choices,
    /// The title of a new map.
    pub title: String,
}

/// What came of it.
pub struct Made {
    /// The cells.
    pub opened: Arc<Opened>,
    /// The mapping they were understood by.
    pub mapping: Mapping,
    /// Whether it is one of an earlier file's.
    pub is_known: bool,
    /// The files as a map.
    pub map: Arc<Map>,
    /// What became of the rows.
    pub report: Report,
    /// What was met in the tables.
    pub filled: Filled,
    /// The open map with the import in it, where that is the target.
    pub combined: Option<Combined>,
    /// What changes in actors of the open map.
    pub changes: Vec<Difference>,
}

/// Does the work.
///
/// # Errors
/// Whatever keeps the files from being read.
pub fn make(wanted: Wanted, progress: &Progress) -> Result<Made, Error> {
    let watch = |from: f64, size: f64, done: f32| {
        progress.set(from + size * f64::from(done));
        !progress.is_cancelled()
    };
    let schema = match wanted.target {
        Target::New => crate::file::default_schema().clone(),
        Target::Open => wanted.open.schema().clone(),
    };
    let mut options = Options { schema, title: wanted.title, ..Options::default() };
    options.mapping = Some(Mapping { dialect: wanted.dialect.clone(), ..Mapping::default() });
    let mut opened = match wanted.opened {
        Some(opened) => opened,
        None => Arc::new(import::open(&wanted.inputs, &options, &mut |done| watch(0.0, 0.3, done))?),
    };
    let (mut mapping, mut is_known) = (wanted.mapping, false);
    if let Some(mapping) = &mut mapping {
        begin(&mut opened, mapping, &options);
    }
    let mapping = mapping.take().unwrap_or_else(|| {
        let mut guessed = opened.guess(&options.schema);
        let signature = guessed.signature();
        if let Some(known) = wanted.known.iter().find(|known| known.signature() == signature) {
            guessed.adopt(known);
            is_known = opened.has_tables();
            begin(&mut opened, &mut guessed, &options);
        }
        guessed.dialect = wanted.dialect.clone();
        guessed
    });
    let (imported, filled) = import::make(&opened, &mapping, &options, &mut |done| watch(0.3, 0.5, done))?;
    let map = Arc::new(imported.map);
    let (mut combined, mut changes) = (None, Vec::new());
    if wanted.target == Target::Open {
        let cancelled = || progress.is_cancelled();
        let both = combine(&wanted.open, &map, filled.has_ids, &wanted.choices, &cancelled);
        let both = both.ok_or_else(|| Error::from(ErrorKind::Cancelled))?;
        changes = diff(&wanted.open, &both.map)
            .into_iter()
            .filter(|difference| {
                matches!((&difference.record, &difference.what), (RecordId::Actor(_), What::Changed(_)))
            })
            .take(LISTED)
            .collect();
        combined = Some(both);
    }
    progress.set(1.0);
    Ok(Made { opened, mapping, is_known, map, report: imported.report, filled, combined, changes })
}

/// Makes tables begin where the mapping says; those that do anew are guessed anew.
fn begin(opened: &mut Arc<Opened>, mapping: &mut Mapping, options: &Options) {
    let says_other = |(sheet, table): (&SheetMapping, &Table<'_>)| {
        sheet.above.is_some_and(|above| above != table.grid.above())
    };
    let tables = import::table::tables(&opened.books);
    let changed: Vec<usize> = mapping
        .sheets
        .iter()
        .zip(&tables)
        .enumerate()
        .filter(|(_, pair)| says_other(*pair))
        .map(|(at, _)| at)
        .collect();
    if changed.is_empty() || !Arc::make_mut(opened).begin(mapping) {
        return;
    }
    let guessed = opened.guess(&options.schema);
    for at in changed {
        if let (Some(sheet), Some(guessed)) = (mapping.sheets.get_mut(at), guessed.sheets.get(at)) {
            *sheet = SheetMapping { above: sheet.above, ..guessed.clone() };
        }
    }
}

/// The map an import ends with: everybody has a place, and the report is kept with it, with what was
/// noticed in sentences.
pub fn finish(mut made: Made, when: &str, noticed: Vec<String>) -> Finished {
    let is_new = made.combined.is_none();
    if let Some(combined) = &made.combined {
        // Who was on the map already was put together with a record, not imported as a new one.
        let put_together = |tally: &mut import::Tally, known: usize| {
            let known = known.min(tally.imported);
            tally.imported -= known;
            tally.merged += known;
        };
        let known = made.map.actor_count().saturating_sub(combined.new_actors);
        put_together(&mut made.report.actors, known);
        let known = made.map.link_count().saturating_sub(combined.new_links);
        put_together(&mut made.report.links, known);
    }
    let mut map = match made.combined {
        Some(combined) => combined.map,
        None => Arc::unwrap_or_clone(made.map),
    };
    let full = Kept::new(&made.report, when, noticed);
    kept::keep(&mut map, &full);
    Finished {
        map: placed(map),
        is_new,
        report: full,
        mapping: made.mapping,
        tables: made.opened.has_tables(),
    }
}

/// A map ready to take the place of the open one, or to be its next state.
#[derive(Debug)]
pub struct Finished {
    /// The map.
    pub map: Map,
    /// Whether it is a new one.
    pub is_new: bool,
    /// What became of the rows.
    pub report: Kept,
    /// The mapping, to be remembered.
    pub mapping: Mapping,
    /// Whether there were tables, to which it was applied.
    pub tables: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::Lists;

    #[test]
    fn a_table_told_to_begin_elsewhere_is_understood_anew() {
        let bytes = "a;b;c\nx;y;z\nNom;Type;Commune\nAlpha;SCIC;Nantes\n".as_bytes().to_vec();
        let inputs = vec![Input { name: "t.csv".to_owned(), bytes }];
        let options = Options::default();
        let opened = import::open(&inputs, &options, &mut |_| true).expect("it is a table");
        let mut mapping = opened.guess(&options.schema);
        let mut opened = Arc::new(opened);
        let names = |mapping: &Mapping| -> Vec<String> {
            mapping.sheets[0].columns.iter().map(|column| column.column.clone()).collect()
        };
        // Rows as full as that of names are not taken for a title.
        assert_eq!(names(&mapping), ["a", "b", "c"]);
        mapping.sheets[0].above = Some(2);
        begin(&mut opened, &mut mapping, &options);
        assert_eq!(names(&mapping), ["Nom", "Type", "Commune"]);
        assert_eq!((mapping.sheets[0].lists, mapping.sheets[0].above), (Lists::Actors, Some(2)));
        let (imported, _) = import::make(&opened, &mapping, &options, &mut |_| true).expect("it is a map");
        let names: Vec<_> = imported.map.actors().map(|actor| actor.name.to_string()).collect();
        assert_eq!(names, ["Alpha"]);
    }
}
