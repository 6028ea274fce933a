//! Writing: a map to the one text that stands for it.

use super::VERSION;
use super::crew::{self, Watch};
use super::dto::MapRecord;
use super::out::Out;
use super::read::{ReadVersion, read_version};
use super::record::{FormatMark, Lines, Member, Placed, Version};
use crate::model::{Map, Schema};

/// The text of a map's file: the same map always gives the same bytes.
///
/// Numbers that are no numbers (NaN, infinities) have no place in a file and are left out; no
/// reader and no edit lets one into a map.
pub fn to_string(map: &Map) -> String {
    to_pieces(map, Watch::none()).concat()
}

/// The same text in pieces that follow each other, made on several threads. What is left once the
/// watch says to stop is no map.
pub(super) fn to_pieces(map: &Map, watch: Watch<'_>) -> Vec<String> {
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
    let mut links: Vec<_> = map.links().chain(map.stranded_links()).cloned().collect();
    links.sort_by(|a, b| a.id.cmp(&b.id));
    if map.actor_count() + links.len() <= 2 * SHARE {
        record.actors = Lines(map.actors().cloned().map(Placed::nowhere).collect());
        record.links = Lines(links.into_iter().map(Placed::nowhere).collect());
        return vec![written(&record)];
    }

    // A map without records says where they go: each list is written as it would be among the others.
    let frame = written(&record);
    let actors: Vec<_> = map.actors().cloned().collect();
    let whole = (actors.len() + links.len()) as f64;
    let mut pieces = Vec::new();
    let mut rest = frame.as_str();
    let (actor_count, link_count) = (actors.len(), links.len());
    let lists = [
        ("\n  \"actors\": []", list_pieces(&actors, watch, (0.0, actor_count as f64 / whole))),
        (
            "\n  \"links\": []",
            list_pieces(&links, watch, (actor_count as f64 / whole, link_count as f64 / whole)),
        ),
    ];
    for (empty, list) in lists {
        // The first is the map's own: texts before it have their line ends escaped, and the schema's
        // lists lie deeper.
        let Some((before, after)) = rest.split_once(empty) else { continue };
        pieces.push(format!("{before}{}", &empty[..empty.len() - "[]".len()]));
        pieces.extend(list);
        rest = after;
    }
    pieces.push(rest.to_owned());
    pieces
}

/// Records that one thread writes at a time.
const SHARE: usize = 1024;

/// A list of records, one a line, as [`Lines`] writes it. `part` is where it begins and how long it
/// takes, of the whole.
fn list_pieces<T: Member + Sync>(records: &[T], watch: Watch<'_>, part: (f64, f64)) -> Vec<String> {
    if records.is_empty() {
        return vec!["[]".to_owned()];
    }
    let mut pieces = crew::in_shares(records, SHARE, |from, share| {
        let mut out = Out::default();
        out.deeper(|out| {
            out.deeper(|out| {
                for (at, record) in share.iter().enumerate() {
                    if watch.is_stopped() {
                        return;
                    }
                    out.raw(if from + at == 0 { "[" } else { "," });
                    out.line();
                    record.write(out);
                }
            });
            if from + share.len() == records.len() {
                out.line();
                out.raw("]");
            }
        });
        watch.set(part.0 + part.1 * (from + share.len()) as f64 / records.len() as f64);
        out.into_text()
    });
    pieces.iter_mut().for_each(String::shrink_to_fit);
    pieces
}

/// The version a file keeps: a later minor one than ours where it was read from such a file.
fn version_of(map: &Map) -> &str {
    match map.extra.get("version").and_then(|version| version.as_str()) {
        Some(version) if matches!(read_version(version), Ok(ReadVersion::NewerMinor)) => version,
        _ => VERSION,
    }
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
