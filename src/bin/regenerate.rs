//! Regenerates what the repository holds in two forms: the sample maps and the templates, from the
//! tables in `sample-data/source`; the JSON Schema of the format, the man pages and the shell completions,
//! from the program.
//!
//! `cargo run --bin regenerate` writes the files; with `--check` it writes nothing and fails where
//! one differs from what it would write. It runs in the repository it was built from.

#[path = "regenerate/records.rs"]
mod records;
#[path = "regenerate/tables.rs"]
mod tables;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use maillage::file;
use serde_json::Value;

use records::{Samples, Templates};
use tables::{SourceError, read_text};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let only_check = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => false,
        ["--check"] => true,
        _ => {
            eprintln!("usage: regenerate [--check]");
            return ExitCode::from(2);
        }
    };
    match run(Path::new(env!("CARGO_MANIFEST_DIR")), only_check) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the files that differ, or only tells them. Gives whether all is as it should be.
fn run(root: &Path, only_check: bool) -> Result<bool, SourceError> {
    let mut all_is_well = true;
    for (path, text) in wanted(root)? {
        let shown = path.strip_prefix(root).unwrap_or(&path).display();
        if std::fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
            continue;
        }
        if only_check {
            eprintln!("{shown} differs from its source: run `cargo run --bin regenerate`");
            all_is_well = false;
        } else {
            write(&path, &text)?;
            println!("{shown} written");
        }
    }
    Ok(all_is_well)
}

/// Every file there should be, with its text.
fn wanted(root: &Path) -> Result<Vec<(PathBuf, String)>, SourceError> {
    let source = root.join("sample-data/source");
    let schema_path = root.join("assets/default-schema.json");
    let schema: Value = serde_json::from_str(&read_text(&schema_path)?)
        .map_err(|error| SourceError::wrong("assets/default-schema.json", error))?;
    let mut files = vec![(root.join("assets/maillage.schema.json"), file::json_schema_text())];
    let manual = maillage::cli::manual::files().map_err(|error| SourceError::wrong("the manual", error))?;
    files.extend(manual.into_iter().map(|(path, text)| (root.join("assets").join(path), text)));
    for (stem, map) in Samples::read(&source)?.maps(&schema)? {
        files.push((root.join(format!("sample-data/{stem}.maillage")), canonical(&stem, &map)?));
    }
    for (stem, map) in Templates::read(&source)?.maps(&schema)? {
        files.push((root.join(format!("assets/templates/{stem}.maillage")), canonical(&stem, &map)?));
    }
    Ok(files)
}

/// The one text of a map, read and written by the file layer. What the file layer would warn about
/// has no place in a sample.
fn canonical(stem: &str, map: &Value) -> Result<String, SourceError> {
    let loaded = file::read(map.to_string().as_bytes()).map_err(|error| SourceError::wrong(stem, error))?;
    if let Some(warning) = loaded.warnings.first() {
        let record = warning.place.record.as_deref().unwrap_or("the map");
        return Err(SourceError::wrong(format!("{stem}, {record}"), &warning.kind));
    }
    Ok(file::to_string(&loaded.map))
}

/// Writes a generated file.
fn write(path: &Path, text: &str) -> Result<(), SourceError> {
    if let Some(folder) = path.parent() {
        let to_error = |cause| SourceError::Io { path: folder.to_owned(), cause };
        std::fs::create_dir_all(folder).map_err(to_error)?;
    }
    file::save_bytes(text.as_bytes(), path).map_err(|error| SourceError::wrong(path.display(), error))
}
