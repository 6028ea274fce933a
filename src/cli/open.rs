//! Opening what the command line names: maps as the window opens them, all other files as it imports
//! them.

use std::path::{Path, PathBuf};

use crate::file;
use crate::import::table::Mapping;
use crate::import::{self, Input, Options};
use crate::model::Map;

/// What came of opening files.
pub(super) struct Said {
    /// What they are, where that can be told.
    pub format: Option<String>,
    /// The map they are, or why they are none.
    pub outcome: Result<Read, Refused>,
}

/// A map that was read.
pub(super) struct Read {
    /// The map.
    pub map: Map,
    /// What is unusual: where and what.
    pub warnings: Vec<(String, String)>,
}

/// Why files could not be read.
pub(super) struct Refused {
    /// Where, as far as there is a place.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: &'static str,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{}\n  {}", self.what, self.hint)
    }
}

/// Opens files that together are one map. A map of ours stands alone.
pub(super) fn say(paths: &[PathBuf], from: Option<import::Format>, mapping: Option<Mapping>) -> Said {
    if let [path] = paths
        && from.is_none()
    {
        match native(path) {
            Ok(said) => return said,
            Err(Some(input)) => return foreign(vec![input], from, mapping),
            Err(None) => {}
        }
    }
    let limits = import::Limits::default();
    let mut inputs = Vec::with_capacity(paths.len());
    for path in paths {
        match Input::open(path, &limits) {
            Ok(input) => inputs.push(input),
            Err(error) => {
                return Said { format: None, outcome: Err(error.of_file(&path.to_string_lossy()).into()) };
            }
        }
    }
    foreign(inputs, from, mapping)
}

/// Reads a map. Where the file is none, its bytes are given back for another reader, unless it has
/// none.
fn native(path: &Path) -> Result<Said, Option<Input>> {
    let is_ours = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(file::EXTENSION));
    if is_ours && !path.exists() {
        let error = match file::open(path) {
            Ok(_) => return Err(None),
            Err(error) => error,
        };
        return Ok(Said { format: None, outcome: Err(error.into()) });
    }
    let input = Input::open(path, &import::Limits::default()).map_err(|_| None)?;
    if !is_ours && !file::says_maillage(&input.bytes) {
        return Err(Some(input));
    }
    let format = file::format_of(&input.bytes);
    Ok(match file::read(&input.bytes) {
        Ok(loaded) => {
            let warnings = loaded.warnings.iter();
            let warnings =
                warnings.map(|warning| (warning.place.to_string(), warning.kind.to_string())).collect();
            Said { format: Some(file::FORMAT.to_owned()), outcome: Ok(Read { map: loaded.map, warnings }) }
        }
        Err(error) => Said { format: format.map(str::to_owned), outcome: Err(error.into()) },
    })
}

fn foreign(inputs: Vec<Input>, from: Option<import::Format>, mapping: Option<Mapping>) -> Said {
    let title = inputs.first().map_or("", |input| input.name.as_str());
    let title = title.split('.').next().unwrap_or_default().to_owned();
    let options = Options { format: from, title, mapping, ..Options::default() };
    let sniffed = match inputs.as_slice() {
        [input] => import::format_of(input).map(|format| format.name().to_owned()),
        _ => None,
    };
    match import::read(inputs, &options, &mut |_| true) {
        Ok(imported) => {
            let report = &imported.report;
            let mut formats: Vec<&str> = report.files.iter().map(|(_, format)| format.name()).collect();
            formats.dedup();
            let read = Read { warnings: warnings(report), map: imported.map };
            Said { format: Some(formats.join(" + ")), outcome: Ok(read) }
        }
        Err(error) => Said { format: sniffed, outcome: Err(error.into()) },
    }
}

/// The warnings of a report, then the rows that were left out.
fn warnings(report: &import::Report) -> Vec<(String, String)> {
    let place = |warning: &import::Warning| {
        warning.examples.first().map_or(String::new(), |(place, _)| place.to_string())
    };
    let mut said: Vec<_> =
        report.warnings.iter().map(|warning| (place(warning), warning.to_string())).collect();
    let rejected = report.rejected.iter();
    said.extend(
        rejected.map(|row| (row.place.to_string(), format!("left out ({}): {}", row.row, row.reason))),
    );
    said
}

impl From<file::Error> for Refused {
    fn from(error: file::Error) -> Self {
        let place = error.place.as_ref().map(|place| place.to_string()).unwrap_or_default();
        Self { place, what: error.what(), hint: error.hint() }
    }
}

impl From<import::Error> for Refused {
    fn from(error: import::Error) -> Self {
        let mut place = error.place.as_ref().map(|place| place.to_string()).unwrap_or_default();
        if let Some(file) = &error.file {
            place = if place.is_empty() { file.clone() } else { format!("{file}, {place}") };
        }
        Self { place, what: error.what(), hint: error.hint() }
    }
}
