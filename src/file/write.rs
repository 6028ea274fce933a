//! Writing: a map to the one text that stands for it.

use std::io;
use std::sync::Arc;

use super::VERSION;
use super::crew::{self, Watch};
use super::dto::MapRecord;
use super::out::Out;
use super::read::{ReadVersion, read_version};
use super::record::{FormatMark, Lines, Member, Placed, Version};
use crate::model::{Actor, Link, Map, Schema};

/// The text of a map's file: the same map always gives the same bytes.
///
/// Numbers that are no numbers (NaN, infinities) have no place in a file and are left out; no
/// reader and no edit lets one into a map.
pub fn to_string(map: &Map) -> String {
    let mut text = String::new();
    let add = &mut |piece: &str| {
        text.push_str(piece);
        Ok(())
    };
    // Adding to a text cannot fail.
    let _ = write_to(map, Watch::none(), add);
    text
}

/// Gives the same text in pieces that follow each other, made on several threads. What was given once
/// the watch says to stop is no map.
///
/// # Errors
/// The first that `sink` gives, which ends it.
pub(super) fn write_to(
    map: &Map,
    watch: Watch<'_>,
    sink: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let mut record = MapRecord {
        format: FormatMark,
        version: Version(version_of(map).to_owned()),
        id: map.about.id.to_string(),
        title: map.about.title.clone(),
        description: map.about.description.clone(),
        author: map.about.author.clone(),
        licence: map.about.licence.clone(),
        schema: map.schema().into(),
        actors: Lines(Vec::new()),
        links: Lines(Vec::new()),
        extra: map.extra.clone(),
    };
    let mut links: Vec<&Arc<Link>> = map.links().chain(map.stranded_links()).collect();
    links.sort_by(|a, b| a.id.cmp(&b.id));
    if map.actor_count() + links.len() <= 2 * SHARE {
        record.actors = Lines(map.actors().cloned().map(Placed::nowhere).collect());
        record.links = Lines(links.into_iter().cloned().map(Placed::nowhere).collect());
        return sink(&written(&record));
    }

    // A map without records says where they go: each list is written as it would be among the others.
    let frame = written(&record);
    let actors: Vec<&Arc<Actor>> = map.actors().collect();
    let of_actors = actors.len() as f64 / (actors.len() + links.len()) as f64;
    // The first is the map's own: texts before it have their line ends escaped, and the schema's
    // lists lie deeper.
    let (head, rest) = frame.split_once(NO_ACTORS).unwrap_or((&frame, ""));
    let (between, tail) = rest.split_once(NO_LINKS).unwrap_or((rest, ""));
    sink(head)?;
    sink(NO_ACTORS.trim_end_matches("[]"))?;
    write_list(&actors, watch, (0.0, of_actors), sink)?;
    sink(between)?;
    sink(NO_LINKS.trim_end_matches("[]"))?;
    write_list(&links, watch, (of_actors, 1.0 - of_actors), sink)?;
    sink(tail)
}

const NO_ACTORS: &str = "\n  \"actors\": []";
const NO_LINKS: &str = "\n  \"links\": []";

/// Records that one thread writes at a time.
const SHARE: usize = 1024;
/// Records whose text is held before it is given away: some ten megabytes.
const HELD: usize = 32 * SHARE;

/// A list of records, one a line, as [`Lines`] writes it. `part` is where it begins and how long it
/// takes, of the whole.
fn write_list<T: Member + Sync>(
    records: &[&T],
    watch: Watch<'_>,
    part: (f64, f64),
    sink: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    if records.is_empty() {
        return sink("[]");
    }
    sink("[")?;
    let pieces_of = |rank: usize, held: &[&T]| {
        crew::in_shares(held, SHARE, |from, share| {
            let mut out = Out::default();
            out.deeper(|out| {
                out.deeper(|out| {
                    for (at, record) in share.iter().enumerate() {
                        if rank * HELD + from + at > 0 {
                            out.raw(",");
                        }
                        out.line();
                        record.write(out);
                    }
                });
            });
            out.into_text()
        })
    };
    let pieces_of = &pieces_of;
    // While some are given away the next are written.
    std::thread::scope(|scope| -> io::Result<()> {
        let mut chunks = records.chunks(HELD).enumerate();
        let mut start =
            || chunks.next().map(|(rank, held)| (rank, held, scope.spawn(move || pieces_of(rank, held))));
        let mut ahead = start();
        while let Some((rank, held, writing)) = ahead {
            let pieces = writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            if watch.is_stopped() {
                return Ok(());
            }
            ahead = start();
            for piece in &pieces {
                sink(piece)?;
            }
            watch.set(part.0 + part.1 * (rank * HELD + held.len()) as f64 / records.len() as f64);
        }
        Ok(())
    })?;
    sink("\n  ]")
}

/// The version a file keeps: a later minor one than ours where it was read from such a file.
fn version_of(map: &Map) -> &str {
    match map.extra.get("version").and_then(|version| version.as_str()) {
        Some(version) if matches!(read_version(version), Ok(ReadVersion::NewerMinor)) => version,
        _ => VERSION,
    }
}

/// The later major version of the file a map was read from, which this program shows and never
/// writes. `None` for a map it may save.
pub fn newer_major_of(map: &Map) -> Option<&str> {
    let version = map.extra.get("version")?.as_str()?;
    matches!(read_version(version), Ok(ReadVersion::NewerMajor)).then_some(version)
}

/// The text of a schema on its own, in the form of a file's `schema`; see
/// [`super::schema_from_json`].
pub fn schema_to_json(schema: &Schema) -> String {
    written(&super::dto::SchemaRecord::from(schema))
}

fn written(record: &impl Member) -> String {
    let mut out = Out::default();
    record.write(&mut out);
    out.finish()
}
