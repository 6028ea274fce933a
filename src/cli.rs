//! The command line: what Maillage does without a window.

mod convert;
mod copies;
mod layout;
pub mod manual;
mod percent;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};
use serde_json::{Value, json};

use crate::file;
use crate::generate::{self, MOST_ACTORS};
pub use copies::Prefer;
use percent::Percent;

const EXAMPLES: &str = "\
Examples:
  maillage                            open the window on the example map
  maillage reseau.maillage            open a map
  maillage check *.maillage           say whether files can be read, and what is unusual in them
  maillage check --json a.maillage    the same as one JSON object per file
  maillage layout a.maillage b.maillage
                                      lay a map out
  maillage diff a.maillage b.maillage  say in words what changed from a to b
  maillage convert a.maillage a.pdf    a picture to print; also .svg, .png, .html
  maillage generate --actors 3000 essai.maillage
                                      invent a map to try things on";

const CHECK_HELP: &str = "\
Exit status: 0 when every file could be read, 1 when one could not, 2 for wrong usage.

With --json, each line is an object with the members file, format, ok, actors, links,
warnings (a list of {where, what}) and error ({where, what, hint}, or null).

Examples:
  maillage check reseau.maillage
  maillage check --json sample-data/*.maillage";

const GENERATE_HELP: &str = "\
The map is invented: real communes and intercommunalities, structures that do not exist, in the
proportions of France's social economy. The same size and seed give the same bytes on every machine.
OUT ending in .edges gets the network alone: a line `actors links`, then two 0-based numbers a line.

Examples:
  maillage generate --actors 3000 essai.maillage
  maillage generate --actors 213000 --seed 7 --placed france.maillage
  maillage generate --actors 15000 region.edges";

/// Map an ecosystem of actors: who relates to whom on a territory.
#[derive(Debug, Parser)]
#[command(name = "maillage", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// The map to open in the window.
    pub file: Option<PathBuf>,
    /// Let the camera tour the map while frames are counted, each part so many seconds long.
    #[arg(long, hide = true, value_name = "SECONDS")]
    pub measure_frames: Option<f64>,
    /// What to do without a window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read files and say what is wrong or unusual in them; nothing is changed.
    #[command(after_help = CHECK_HELP)]
    Check {
        /// The files to read.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print one JSON object per file.
        #[arg(long)]
        json: bool,
    },
    /// Give the actors of a map, or the nodes of a network, their places.
    #[command(after_help = layout::HELP)]
    Layout(layout::LayoutArgs),
    /// Say what changed from one map to another.
    #[command(after_help = copies::DIFF_HELP)]
    Diff {
        /// The earlier map.
        before: PathBuf,
        /// The later map.
        after: PathBuf,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Put two edited copies of a map together, by their common ancestor.
    #[command(after_help = copies::MERGE_HELP)]
    Merge {
        /// The common ancestor; an empty file where there is none.
        base: PathBuf,
        /// One copy.
        ours: PathBuf,
        /// The other copy.
        theirs: PathBuf,
        /// Where the result is saved; may be one of the copies.
        #[arg(short, long, value_name = "OUT")]
        output: PathBuf,
        /// Whose word stands in conflicts.
        #[arg(long, value_enum)]
        prefer: Option<Prefer>,
    },
    /// Write a map as a picture, a page or another file.
    #[command(after_help = convert::HELP)]
    Convert(Box<convert::ConvertArgs>),
    /// Invent a realistic map of any size, for trials and benchmarks.
    #[command(after_help = GENERATE_HELP)]
    Generate {
        /// How many actors it has, from 1 to 300000.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MOST_ACTORS as i64))]
        actors: u32,
        /// What chance follows: another seed gives another map.
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// Give every actor a place, in discs by territory; without it the map awaits a layout.
        #[arg(long)]
        placed: bool,
        /// The file to write, .maillage or .edges; what was there is replaced.
        #[arg(value_name = "OUT")]
        out: PathBuf,
    },
}

/// Reads the arguments of the program. Prints and exits by itself for `--help` and `--version`
/// (status 0) and for wrong usage (status 2).
pub fn parse() -> Cli {
    Cli::parse()
}

/// Does what a command says and prints to `out`. Gives the exit status.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn run(command: &Command, out: &mut dyn Write) -> io::Result<u8> {
    match command {
        Command::Check { files, json } => run_check(files, *json, out),
        Command::Layout(args) => layout::run(args, out),
        Command::Diff { before, after, json } => copies::run_diff(before, after, *json, out),
        Command::Merge { base, ours, theirs, output, prefer } => {
            copies::run_merge([base, ours, theirs], output, *prefer, out)
        }
        Command::Convert(args) => Ok(convert::run(args)),
        Command::Generate { actors, seed, placed, out: path } => {
            let options = generate::Options { actors: *actors as usize, seed: *seed, placed: *placed };
            run_generate(options, path, out)
        }
    }
}

/// Invents a map and writes it to a file. The exit status is 0 when it was saved, else 1.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn run_generate(options: generate::Options, path: &Path, out: &mut dyn Write) -> io::Result<u8> {
    let mut percent = Percent::new();
    let map = generate::generate(options, &mut |done| percent.show(done));
    drop(percent);
    let is_edges = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("edges"));
    let saved = if is_edges {
        file::save_bytes(generate::edge_list(&map).as_bytes(), path)
    } else {
        file::save(&map, path).map(drop)
    };
    match saved {
        Ok(()) => {
            let (actors, links) = (map.actor_count(), map.link_count());
            writeln!(out, "{}: {actors} actors, {links} links", path.display())?;
            Ok(0)
        }
        Err(error) => {
            writeln!(out, "{}: cannot be saved", path.display())?;
            writeln!(out, "  {error}")?;
            writeln!(out, "  {}", error.hint())?;
            Ok(1)
        }
    }
}

/// Reads files and prints what is wrong or unusual in each. The exit status is 0 when all could be
/// read, else 1.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn run_check(files: &[PathBuf], json: bool, out: &mut dyn Write) -> io::Result<u8> {
    let mut status = 0;
    for path in files {
        let (format, outcome) = check(path);
        if outcome.is_err() {
            status = 1;
        }
        if json {
            writeln!(out, "{}", as_json(path, format, &outcome))?;
        } else {
            print_for_people(path, &outcome, out)?;
        }
    }
    out.flush()?;
    Ok(status)
}

type Outcome = Result<file::Loaded, file::Error>;

fn check(path: &Path) -> (Option<&'static str>, Outcome) {
    match file::bytes_of(path) {
        Err(error) => (None, Err(error)),
        Ok(bytes) => match file::read(&bytes) {
            Ok(loaded) => (Some(file::FORMAT), Ok(loaded)),
            Err(error) => (file::format_of(&bytes), Err(error)),
        },
    }
}

fn as_json(path: &Path, format: Option<&str>, outcome: &Outcome) -> Value {
    let file = path.to_string_lossy();
    match outcome {
        Ok(loaded) => {
            let warnings: Vec<Value> = loaded
                .warnings
                .iter()
                .map(
                    |warning| json!({ "where": warning.place.to_string(), "what": warning.kind.to_string() }),
                )
                .collect();
            json!({
                "file": file,
                "format": format,
                "ok": true,
                "actors": loaded.map.actor_count(),
                "links": loaded.map.link_count(),
                "warnings": warnings,
                "error": null,
            })
        }
        Err(error) => {
            let place = error.place.as_ref().map(|place| place.to_string()).unwrap_or_default();
            json!({
                "file": file,
                "format": format,
                "ok": false,
                "actors": 0,
                "links": 0,
                "warnings": [],
                "error": { "where": place, "what": error.what(), "hint": error.hint() },
            })
        }
    }
}

fn print_for_people(path: &Path, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let file = path.display();
    match outcome {
        Ok(loaded) => {
            let (actors, links) = (loaded.map.actor_count(), loaded.map.link_count());
            writeln!(out, "{file}: {actors} actors, {links} links")?;
            for warning in &loaded.warnings {
                writeln!(out, "  {}: {}", warning.place, warning.kind)?;
            }
            Ok(())
        }
        Err(error) => {
            writeln!(out, "{file}: cannot be read")?;
            writeln!(out, "  {error}")?;
            writeln!(out, "  {}", error.hint())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(args: &[&str]) -> Result<Cli, i32> {
        Cli::try_parse_from(args).map_err(|error| error.exit_code())
    }

    #[test]
    fn a_file_opens_and_check_takes_several() {
        let cli = parsed(&["maillage", "a.maillage"]).expect("a file is all right");
        assert_eq!(cli.file.as_deref(), Some(Path::new("a.maillage")));
        assert!(cli.command.is_none());
        let cli = parsed(&["maillage", "check", "a", "--json", "b"]).expect("check is all right");
        assert!(matches!(cli.command, Some(Command::Check { files, json: true }) if files.len() == 2));
    }

    #[test]
    fn wrong_usage_exits_with_two_and_help_with_zero() {
        assert_eq!(parsed(&["maillage", "check"]).map(|_| ()), Err(2));
        assert_eq!(parsed(&["maillage", "--nonsense"]).map(|_| ()), Err(2));
        assert_eq!(parsed(&["maillage", "a", "b"]).map(|_| ()), Err(2));
        assert_eq!(parsed(&["maillage", "generate", "--actors", "0", "a.maillage"]).map(|_| ()), Err(2));
        assert_eq!(parsed(&["maillage", "generate", "--actors", "300001", "a.maillage"]).map(|_| ()), Err(2));
        assert_eq!(parsed(&["maillage", "--help"]).map(|_| ()), Err(0));
        assert_eq!(parsed(&["maillage", "--version"]).map(|_| ()), Err(0));
    }
}
