//! `maillage check`: what files are, whether they can be read, and what is wrong or unusual in them.
//! Maps are read as the window reads them, all other files as the window imports them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::file;
use crate::import::{self, Input, Options};

pub(super) const HELP: &str = "\
Maps and the files of other tools alike: GEXF, GraphML, GML, Pajek, DOT, Kumu JSON, Cytoscape JSON, CX and
CX2, JSON Canvas, Oligrapher JSON, GDF, lists of links, CSV, XLSX, XLS and ODS, known by their content.

Exit status: 0 when every file could be read, 1 when one could not, 2 for wrong usage.

With --json, each line is an object with the members file, format, ok, actors, links,
warnings (a list of {where, what}) and error ({where, what, hint}, or null). With --together there is one
object for all files.

Examples:
  maillage check reseau.maillage
  maillage check --json sample-data/*.maillage
  maillage check --together acteurs.csv liens.csv";

/// The format of a word on the command line.
pub(super) fn format_word(word: &str) -> Result<import::Format, String> {
    import::Format::of_word(word).ok_or_else(|| {
        let words: Vec<&str> = import::Format::ALL.iter().map(|format| format.word()).collect();
        format!("one of {}", words.join(", "))
    })
}

/// What is said of a file.
struct Said {
    format: Option<String>,
    outcome: Result<Read, Refused>,
}

struct Read {
    actors: usize,
    links: usize,
    /// Where and what.
    warnings: Vec<(String, String)>,
}

struct Refused {
    place: String,
    what: String,
    hint: &'static str,
}

/// Reads files and prints what is wrong or unusual in each. The exit status is 0 when all could be
/// read, else 1.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn run_check(files: &[PathBuf], json: bool, out: &mut dyn Write) -> io::Result<u8> {
    run(files, json, false, None, out)
}

/// The same, of files that together are one map, or of a format that is known.
pub(super) fn run(
    files: &[PathBuf],
    json: bool,
    together: bool,
    from: Option<import::Format>,
    out: &mut dyn Write,
) -> io::Result<u8> {
    let mut status = 0;
    let groups: Vec<&[PathBuf]> = if together { vec![files] } else { files.chunks(1).collect() };
    for paths in groups {
        let said = check(paths, from);
        let names: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        let name = names.join(" + ");
        if said.outcome.is_err() {
            status = 1;
        }
        if json {
            writeln!(out, "{}", as_json(&name, &said))?;
        } else {
            print_for_people(&name, &said, out)?;
        }
    }
    out.flush()?;
    Ok(status)
}

fn check(paths: &[PathBuf], from: Option<import::Format>) -> Said {
    if let [path] = paths
        && from.is_none()
    {
        match native(path) {
            Ok(said) => return said,
            Err(Some(input)) => return foreign(vec![input], from),
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
    foreign(inputs, from)
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
    let format = file::format_of(&input.bytes);
    if !is_ours && format != Some(file::FORMAT) {
        return Err(Some(input));
    }
    Ok(match file::read(&input.bytes) {
        Ok(loaded) => {
            let warnings = loaded.warnings.iter();
            let warnings =
                warnings.map(|warning| (warning.place.to_string(), warning.kind.to_string())).collect();
            let (actors, links) = (loaded.map.actor_count(), loaded.map.link_count());
            Said { format: Some(file::FORMAT.to_owned()), outcome: Ok(Read { actors, links, warnings }) }
        }
        Err(error) => Said { format: format.map(str::to_owned), outcome: Err(error.into()) },
    })
}

fn foreign(inputs: Vec<Input>, from: Option<import::Format>) -> Said {
    let options = Options { format: from, ..Options::default() };
    let sniffed = match inputs.as_slice() {
        [input] => import::format_of(input).map(|format| format.name().to_owned()),
        _ => None,
    };
    match import::read(inputs, &options, &mut |_| true) {
        Ok(imported) => {
            let report = &imported.report;
            let mut formats: Vec<&str> = report.files.iter().map(|(_, format)| format.name()).collect();
            formats.dedup();
            let read = Read {
                actors: imported.map.actor_count(),
                links: imported.map.link_count(),
                warnings: warnings(report),
            };
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

fn as_json(file: &str, said: &Said) -> Value {
    match &said.outcome {
        Ok(read) => {
            let warnings: Vec<Value> =
                read.warnings.iter().map(|(place, what)| json!({ "where": place, "what": what })).collect();
            json!({
                "file": file,
                "format": said.format,
                "ok": true,
                "actors": read.actors,
                "links": read.links,
                "warnings": warnings,
                "error": null,
            })
        }
        Err(refused) => json!({
            "file": file,
            "format": said.format,
            "ok": false,
            "actors": 0,
            "links": 0,
            "warnings": [],
            "error": { "where": refused.place, "what": refused.what, "hint": refused.hint },
        }),
    }
}

fn print_for_people(file: &str, said: &Said, out: &mut dyn Write) -> io::Result<()> {
    match &said.outcome {
        Ok(read) => {
            writeln!(out, "{file}: {} actors, {} links", read.actors, read.links)?;
            for (place, what) in &read.warnings {
                if place.is_empty() || what.contains(place.as_str()) {
                    writeln!(out, "  {what}")?;
                } else {
                    writeln!(out, "  {place}: {what}")?;
                }
            }
            Ok(())
        }
        Err(refused) => {
            writeln!(out, "{file}: cannot be read")?;
            match refused.place.as_str() {
                "" => writeln!(out, "  {}", refused.what)?,
                place => writeln!(out, "  {place}: {}", refused.what)?,
            }
            writeln!(out, "  {}", refused.hint)
        }
    }
}
