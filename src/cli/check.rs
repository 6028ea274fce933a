//! `maillage check`: what files are, whether they can be read, and what is wrong or unusual in them.
//! Maps are read as the window reads them, all other files as the window imports them.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::open::{Said, say};
use crate::import;

pub(super) const HELP: &str = "\
Maps and the files of other tools alike: GEXF, GraphML, GML, Pajek, DOT, Kumu JSON, Cytoscape JSON, CX and
CX2, JSON Canvas, Oligrapher JSON, GoGoCarto JSON, JSON-LD, GDF, TGF, SIF, MatrixMarket, lists of links, CSV,
XLSX, XLS and ODS, known by their content.

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
        let said = say(paths, from, None);
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

fn as_json(file: &str, said: &Said) -> Value {
    match &said.outcome {
        Ok(read) => {
            let warnings: Vec<Value> =
                read.warnings.iter().map(|(place, what)| json!({ "where": place, "what": what })).collect();
            json!({
                "file": file,
                "format": said.format,
                "ok": true,
                "actors": read.map.actor_count(),
                "links": read.map.link_count(),
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
            writeln!(out, "{file}: {} actors, {} links", read.map.actor_count(), read.map.link_count())?;
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
