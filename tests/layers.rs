//! The arrows of the house (see the library's first page): each layer names only those it may use,
//! and the window's libraries are named in `ui` alone. Read from the sources as text, so that the
//! tests inside them obey too.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with those it may use. A new arrow is a decision: it is taken here.
const LAYERS: [(&str, &[&str]); 21] = [
    ("lang", &[]),
    ("icons", &[]),
    ("fold", &[]),
    ("job", &[]),
    ("geometry", &[]),
    ("model", &["fold", "geometry", "lang"]),
    ("edit", &["geometry", "model"]),
    ("merge", &["edit", "lang", "model", "text"]),
    ("query", &["edit", "fold", "geometry", "lang", "model"]),
    ("layout", &["geometry", "model"]),
    ("geo", &["fold", "geometry", "lang", "model"]),
    ("drawing", &["geometry", "icons", "lang", "model", "query", "text"]),
    ("file", &["geometry", "job", "lang", "model"]),
    ("import", &["file", "fold", "geo", "geometry", "lang", "model", "query"]),
    (
        "export",
        &[
            "drawing", "file", "fold", "geometry", "icons", "import", "lang", "layout", "merge", "model",
            "query", "text",
        ],
    ),
    ("generate", &["file", "geo", "geometry", "model"]),
    ("recovery", &["edit", "file", "job", "merge", "model"]),
    ("session", &["edit", "file", "geo", "geometry", "job", "layout", "model", "query", "recovery"]),
    ("canvas", &["drawing", "geometry", "lang", "model"]),
    ("text", &["lang"]),
    (
        "cli",
        &[
            "drawing", "export", "file", "generate", "import", "lang", "layout", "merge", "model", "query",
            "text",
        ],
    ),
];

/// What draws the window and its dialogs. Everything else must build and run without them.
const WINDOW_LIBRARIES: [&str; 4] = ["egui", "eframe", "wgpu", "rfd"];

#[test]
fn each_layer_uses_only_those_it_may() {
    let mut faults = String::new();
    for source in sources() {
        let Some((layer, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == source.layer) else {
            continue;
        };
        for (used, line) in source.crate_paths() {
            if used != *layer && !allowed.contains(&used.as_str()) {
                let _ = writeln!(faults, "{}:{line}: `{layer}` may not use `{used}`", source.shown);
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn every_module_of_the_library_is_a_known_layer() {
    let names: Vec<&str> =
        LAYERS.iter().map(|(layer, _)| *layer).chain(["ui", "lib", "main", "bin"]).collect();
    for source in sources() {
        assert!(names.contains(&source.layer.as_str()), "{} belongs to no layer", source.shown);
    }
}

#[test]
fn only_the_window_names_the_libraries_that_draw_it() {
    let mut faults = String::new();
    for source in sources().into_iter().filter(|source| source.layer != "ui") {
        for (word, line) in words(&source.code) {
            if WINDOW_LIBRARIES.contains(&word) {
                let _ = writeln!(faults, "{}:{line}: `{word}` outside of `ui`", source.shown);
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn no_file_names_the_machine_it_was_written_on() {
    // In two halves, or this file would name them.
    let places = [["/wo", "rk/"].concat(), ["/ro", "ot/"].concat()];
    let mut faults = String::new();
    for path in committed_files() {
        // Fonts, pictures and packed data are no text.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            for place in &places {
                // After a letter it is part of a longer path or of a web address.
                let named = line.match_indices(place.as_str()).any(|(at, _)| {
                    !line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.')
                });
                if named {
                    let _ = writeln!(faults, "{}:{}: {place}", path.display(), number + 1);
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn the_scan_sees_code_and_not_comments() {
    let text = "// use crate::ui;\nuse crate::{model::{Map, Link}, text};\n/* egui /* eframe */ wgpu */\n\
                let a = \"rfd \\\" egui\"; let b = r#\"egui \" \"#; let c = '\"'; let d: &'static str = egui;\n";
    let source = Source { layer: "x".into(), shown: "x.rs".into(), code: without_comments(text), depth: 1 };
    assert_eq!(source.crate_paths(), [("model".to_owned(), 2), ("text".to_owned(), 2)]);
    let found: Vec<_> = words(&source.code).filter(|(word, _)| WINDOW_LIBRARIES.contains(word)).collect();
    assert_eq!(found, [("egui", 4)]);
}

/// A source file of the library.
struct Source {
    /// The folder or file of `src` it belongs to.
    layer: String,
    /// Its path for people.
    shown: String,
    /// Its text with comments and texts in quotes blanked out.
    code: String,
    /// How many `super` lead from its top to the crate's root.
    depth: usize,
}

impl Source {
    /// What of the crate's root the file names, with the line: `crate::name`, `crate::{a, b::c}` and
    /// as many `super` as lead there.
    fn crate_paths(&self) -> Vec<(String, usize)> {
        let up = "super::".repeat(self.depth);
        let mut found = Vec::new();
        for root in ["crate::", up.as_str()] {
            for (at, _) in self.code.match_indices(root) {
                if self.code[..at].ends_with(|c: char| is_of_word(c) || c == ':') {
                    continue;
                }
                let rest = &self.code[at + root.len()..];
                let line = 1 + self.code[..at].matches('\n').count();
                for name in first_names(rest) {
                    // A `super` inside a nested module leads to its parent only.
                    if root == "crate::" || LAYERS.iter().any(|(layer, _)| *layer == name) {
                        found.push((name.to_owned(), line));
                    }
                }
            }
        }
        found
    }
}

/// The first name of a path, or those of each path in a group of braces.
fn first_names(path: &str) -> Vec<&str> {
    let Some(group) = path.strip_prefix('{') else { return vec![word_at_start(path)] };
    let mut names = Vec::new();
    let mut depth = 0;
    let mut expects_name = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expects_name = true,
            _ if expects_name && depth == 0 && is_of_word(c) => {
                names.push(word_at_start(&group[at..]));
                expects_name = false;
            }
            _ => {}
        }
    }
    names
}

fn word_at_start(text: &str) -> &str {
    &text[..text.find(|c| !is_of_word(c)).unwrap_or(text.len())]
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The words of a text with their lines.
fn words(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.lines()
        .enumerate()
        .flat_map(|(number, line)| line.split(|c| !is_of_word(c)).map(move |word| (word, number + 1)))
}

/// Rust code with comments, strings and characters blanked out, line by line in its place.
fn without_comments(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = end_of_blank(&chars, at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// The end of the comment, string or character that begins here; the place itself where none does.
fn end_of_blank(chars: &[char], start: usize) -> usize {
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let after_word = start > 0 && is_of_word(chars[start - 1]);
    let mut end = start;
    match (at(start), at(start + 1)) {
        ('/', '/') => {
            while end < chars.len() && chars[end] != '\n' {
                end += 1;
            }
        }
        ('/', '*') => {
            let mut depth = 0;
            while end < chars.len() {
                match (at(end), at(end + 1)) {
                    ('/', '*') => (depth, end) = (depth + 1, end + 2),
                    ('*', '/') => (depth, end) = (depth - 1, end + 2),
                    _ => end += 1,
                }
                if depth == 0 {
                    break;
                }
            }
        }
        ('"', _) => {
            end += 1;
            while end < chars.len() && chars[end] != '"' {
                end += if chars[end] == '\\' { 2 } else { 1 };
            }
            end += 1;
        }
        ('r', '"' | '#') if !after_word => {
            let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
            if at(start + 1 + hashes) == '"' {
                end = start + 2 + hashes;
                let closes = |end: usize| at(end) == '"' && (1..=hashes).all(|n| at(end + n) == '#');
                while end < chars.len() && !closes(end) {
                    end += 1;
                }
                end += 1 + hashes;
            }
        }
        // A character, not a lifetime.
        ('\'', '\\') => {
            end += 3;
            while end < chars.len() && chars[end] != '\'' {
                end += 1;
            }
            end += 1;
        }
        ('\'', _) if at(start + 2) == '\'' => end += 3,
        _ => {}
    }
    end.min(chars.len())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let folder = root().join("src");
    let mut sources = Vec::new();
    for path in files_under(&folder) {
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let within = path.strip_prefix(&folder).expect("it was found there");
        let parts: Vec<String> =
            within.with_extension("").iter().map(|s| s.to_string_lossy().into()).collect();
        let is_mod = parts.last().is_some_and(|name| name == "mod");
        sources.push(Source {
            layer: parts[0].clone(),
            shown: format!("src/{}", within.display()),
            code: without_comments(&fs::read_to_string(&path).expect("sources are UTF-8")),
            depth: parts.len() - usize::from(is_mod),
        });
    }
    assert!(sources.len() > LAYERS.len(), "the sources were not found");
    sources
}

/// The files of the repository, by the folders it is made of: build outputs lie elsewhere.
fn committed_files() -> Vec<PathBuf> {
    let folders = ["src", "tests", "benches", "scripts", "assets", "sample-data", ".ci"];
    let mut files: Vec<PathBuf> =
        folders.iter().flat_map(|folder| files_under(&root().join(folder))).collect();
    let beside = fs::read_dir(root()).expect("the repository can be read");
    files.extend(beside.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| {
        // In a linked working tree `.git` is a file that says where the repository is.
        path.is_file() && path.file_name().is_some_and(|name| name != ".git")
    }));
    files.sort();
    files
}

/// Every file under a folder; none where there is no such folder.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() { files.extend(files_under(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}
