//! `maillage layout`: positions without a window, for maps and for bare networks.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::percent::Percent;
use crate::file;
use crate::layout::arrange::{Arrangement, Flow, Gather, LayersBy, Scope, Task, Way};
use crate::model::{ActorId, Map, Position};

pub(super) const HELP: &str = "\
IN is a map (.maillage) or a bare network (.edges: a line `actors links`, then two 0-based numbers a
line). OUT is a map again, or positions (.xy: `x y` a line, in the order of the numbers, or of the ids).
The same input, algorithm and seed give the same bytes, on any number of cores. Pinned actors stay.

Examples:
  maillage layout reseau.maillage range.maillage
  maillage layout reseau.maillage range.maillage --algorithm around --focus nantes-metropole
  maillage layout region.edges region.xy --algorithm communities --stats";

/// What `maillage layout` is asked for.
#[derive(Args, Debug)]
pub struct LayoutArgs {
    /// The map or network to lay out.
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The map or positions to write; what was there is replaced.
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// How to lay out.
    #[arg(long, value_enum, default_value_t = Algorithm::Force)]
    algorithm: Algorithm,
    /// Which of many equally good pictures.
    #[arg(long, default_value_t = 0)]
    seed: u32,
    /// The actor in the middle, by id or number (for `around`; else the one with most links).
    #[arg(long, value_name = "ID")]
    focus: Option<String>,
    /// Start from the present positions and keep them as far as can be.
    #[arg(long)]
    keep: bool,
    /// Lay out only actors that have no position yet.
    #[arg(long)]
    only_new: bool,
    /// Leave room for labels too.
    #[arg(long)]
    labels: bool,
    /// Draw together what shares a territory, a joint bid or a family.
    #[arg(long, value_enum, value_name = "WHAT")]
    gather: Option<GatherBy>,
    /// Use so many threads; it does not change the result.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Print one JSON object: algorithm, n, m, wall and CPU seconds, iterations, peak memory.
    #[arg(long)]
    stats: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Algorithm {
    /// Links pull, actors push.
    Force,
    /// As force, communities more clearly apart.
    Communities,
    /// Distances as in the network.
    Distances,
    /// One actor in the middle, the others in rings.
    Around,
    /// Rows by family.
    Layers,
    /// Rows by the direction of links.
    Direction,
    /// One circle.
    Circle,
    /// A grid by family and kind.
    Grid,
    /// Only take actors off each other.
    Overlaps,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum GatherBy {
    /// The territory of an actor's place.
    Territory,
    /// The joint bid, or another group, it is a member of.
    Bid,
    /// The family of its kind.
    Family,
}

enum Input {
    Map(Box<Map>),
    Network { count: usize, links: Vec<(u32, u32)> },
}

/// Lays out a file and writes the result. The exit status is 0 when it was written, else 1.
///
/// # Errors
/// Where `out` cannot be written to.
pub(super) fn run(args: &LayoutArgs, out: &mut dyn Write) -> io::Result<u8> {
    let started = Instant::now();
    match lay_out(args) {
        Ok(done) => {
            if args.stats {
                let name = args.algorithm.to_possible_value().map(|name| name.get_name().to_owned());
                let stats = json!({
                    "algorithm": name,
                    "n": done.actors,
                    "m": done.links,
                    "wall_s": round(started.elapsed().as_secs_f64()),
                    "cpu_s": cpu_seconds().map(round),
                    "iterations": done.iterations,
                    "peak_memory_bytes": peak_memory(),
                });
                writeln!(out, "{stats}")?;
            } else {
                writeln!(out, "{}: {} actors laid out", args.out.display(), done.moved)?;
            }
            Ok(0)
        }
        Err((path, what, hint)) => {
            writeln!(out, "{}: {what}", path.display())?;
            writeln!(out, "  {hint}")?;
            Ok(1)
        }
    }
}

struct Done {
    actors: usize,
    links: usize,
    moved: usize,
    iterations: u64,
}

/// Which file, what is wrong with it, and what to do.
type Refusal = (PathBuf, String, String);

fn lay_out(args: &LayoutArgs) -> Result<Done, Refusal> {
    let is_map_out = has_ending(&args.out, "maillage");
    if !is_map_out && !has_ending(&args.out, "xy") {
        return Err(refusal(&args.out, "unknown ending", "write to a .maillage or an .xy file"));
    }
    let input = read(&args.input)?;
    if is_map_out && matches!(input, Input::Network { .. }) {
        return Err(refusal(&args.out, "a bare network makes no map", "write to an .xy file instead"));
    }
    let mut task = match &input {
        Input::Map(map) => Task::new(map, arrangement(args, &input)?),
        Input::Network { count, links } => Task::of_network(*count, links, arrangement(args, &input)?),
    };
    if let Some(threads) = args.threads {
        task.cores = threads.clamp(1, 64);
    }
    let mut iterations = 0u64;
    let mut percent = Percent::new();
    let points = task.points(&mut |look| {
        iterations += 1;
        percent.show(f64::from(look.done));
        Flow::Go
    });
    drop(percent);
    let Some(points) = points else {
        return Err(refusal(&args.input, "the work was stopped", "start it again"));
    };
    let (actors, links) = match &input {
        Input::Map(map) => (map.actor_count(), map.link_count()),
        Input::Network { count, links } => (*count, links.len()),
    };
    let saved = match input {
        Input::Map(mut map) if is_map_out => {
            for (id, at) in task.actors().iter().zip(&points) {
                let Some(actor) = map.actor(id) else { continue };
                let pinned = actor.position.is_some_and(|position| position.pinned);
                let mut actor = (**actor).clone();
                actor.position = Some(Position { at: *at, pinned });
                map.put_actor(Arc::new(actor));
            }
            file::save(&map, &args.out).map(drop)
        }
        _ => {
            let mut text = String::with_capacity(points.len() * 20);
            for at in &points {
                use std::fmt::Write as _;
                // Writing into a text cannot fail.
                let _ = writeln!(text, "{} {}", at.x as f32, at.y as f32);
            }
            file::save_bytes(text.as_bytes(), &args.out)
        }
    };
    saved.map_err(|error| refusal(&args.out, &format!("cannot be saved: {error}"), error.hint()))?;
    Ok(Done { actors, links, moved: points.len(), iterations })
}

fn arrangement(args: &LayoutArgs, input: &Input) -> Result<Arrangement, Refusal> {
    let way = match args.algorithm {
        Algorithm::Force => Way::Force,
        Algorithm::Communities => Way::Communities,
        Algorithm::Distances => Way::Distances,
        Algorithm::Around => Way::Around(focus(args, input)?),
        Algorithm::Layers => Way::Layers(LayersBy::Family),
        Algorithm::Direction => Way::Layers(LayersBy::Direction),
        Algorithm::Circle => Way::Circle,
        Algorithm::Grid => Way::Grid,
        Algorithm::Overlaps => Way::Overlaps,
    };
    Ok(Arrangement {
        way,
        scope: if args.only_new { Scope::New } else { Scope::All },
        keeps_present: args.keep,
        for_labels: args.labels,
        gather: args.gather.map(|by| match by {
            GatherBy::Territory => Gather::Territory,
            GatherBy::Bid => Gather::Bid,
            GatherBy::Family => Gather::Family,
        }),
        seed: args.seed,
    })
}

/// The actor asked for, or the one with most links (the first of several).
fn focus(args: &LayoutArgs, input: &Input) -> Result<ActorId, Refusal> {
    match (input, &args.focus) {
        (Input::Map(map), Some(id)) => {
            let id = ActorId::new(id);
            let nobody =
                || refusal(&args.input, &format!("no actor has the id {id}"), "name one of its actors");
            map.actor(&id).map(|actor| actor.id.clone()).ok_or_else(nobody)
        }
        (Input::Map(map), None) => {
            let most = map.actors().min_by_key(|actor| std::cmp::Reverse(map.degree(&actor.id)));
            Ok(most.map_or_else(|| ActorId::new(""), |actor| actor.id.clone()))
        }
        (Input::Network { .. }, Some(number)) => Ok(ActorId::new(number)),
        (Input::Network { count, links }, None) => {
            let mut degrees = vec![0u32; *count];
            for (from, to) in links {
                degrees[*from as usize] += 1;
                degrees[*to as usize] += 1;
            }
            let most = (0..*count).min_by_key(|node| std::cmp::Reverse(degrees[*node]));
            Ok(ActorId::new(most.unwrap_or(0).to_string()))
        }
    }
}

fn read(path: &Path) -> Result<Input, Refusal> {
    let bytes = |error: file::Error| refusal(path, &error.to_string(), error.hint());
    if has_ending(path, "edges") {
        return edges(&file::bytes_of(path).map_err(bytes)?).map_err(|(line, what)| {
            refusal(path, &format!("line {line}: {what}"), "see `maillage layout --help`")
        });
    }
    let loaded = file::open(path).map_err(bytes)?;
    Ok(Input::Map(Box::new(loaded.map)))
}

/// Reads an edge list. Gives the line that is wrong, counted from 1, and what is wrong with it.
fn edges(bytes: &[u8]) -> Result<Input, (usize, String)> {
    let mut lines = bytes.split(|byte| *byte == b'\n').enumerate().map(|(at, line)| (at + 1, line));
    let pair = |line: &[u8]| -> Option<(u64, u64)> {
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).map(number);
        match (words.next(), words.next(), words.next()) {
            (Some(one), Some(other), None) => Some((one?, other?)),
            _ => None,
        }
    };
    let (_, head) = lines.next().unwrap_or((1, b""));
    let Some((count, expected)) = pair(head) else {
        return Err((1, "should be two numbers: how many actors, how many links".to_owned()));
    };
    if count > MOST_NODES || expected > MOST_LINKS {
        return Err((1, format!("more than {MOST_NODES} actors or {MOST_LINKS} links are not laid out")));
    }
    let mut links = Vec::with_capacity((expected as usize).min(bytes.len() / 4 + 1));
    for (at, line) in lines {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match pair(line) {
            Some((from, to)) if from < count && to < count => links.push((from as u32, to as u32)),
            Some(_) => return Err((at, format!("names an actor beyond {}", count.saturating_sub(1)))),
            None => return Err((at, "should be two numbers".to_owned())),
        }
    }
    if links.len() as u64 != expected {
        return Err((1, format!("{expected} links are announced, {} follow", links.len())));
    }
    Ok(Input::Network { count: count as usize, links })
}

const MOST_NODES: u64 = 4_000_000;
const MOST_LINKS: u64 = 40_000_000;

/// A number of digits alone, at most twelve.
fn number(word: &[u8]) -> Option<u64> {
    let digits = word.len() <= 12 && word.iter().all(u8::is_ascii_digit);
    digits.then(|| word.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

fn refusal(path: &Path, what: &str, hint: &str) -> Refusal {
    (path.to_owned(), what.to_owned(), hint.to_owned())
}

fn round(seconds: f64) -> f64 {
    (seconds * 1_000.0).round() / 1_000.0
}

/// The CPU time of this process so far, where the system tells.
#[cfg(unix)]
fn cpu_seconds() -> Option<f64> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9)
}

#[cfg(not(unix))]
fn cpu_seconds() -> Option<f64> {
    None
}

/// The most memory this process has held, in bytes, where the system tells (Linux).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str) -> Result<(usize, usize), (usize, String)> {
        edges(text.as_bytes()).map(|input| match input {
            Input::Network { count, links } => (count, links.len()),
            Input::Map(_) => (0, 0),
        })
    }

    #[test]
    fn edge_lists_may_have_several_blanks_and_must_be_whole() {
        assert_eq!(counted("3 2\n0 1\n1  \t2\n"), Ok((3, 2)));
        assert_eq!(counted("1 0"), Ok((1, 0)));
        assert_eq!(counted("0 0\r\n\r\n"), Ok((0, 0)));
        let at = |text: &str| counted(text).expect_err("wrong").0;
        assert_eq!(at(""), 1);
        assert_eq!(at("3 2\n0 1\n"), 1, "a link is missing");
        assert_eq!(at("3 1\n0 3\n"), 2, "nobody has number 3");
        assert_eq!(at("3 1\n0 -1\n"), 2);
        assert_eq!(at("3 1\n0 1 0.5\n"), 2);
        assert_eq!(at("99999999999 1\n0 1\n"), 1, "no room is asked for what is only announced");
    }
}
