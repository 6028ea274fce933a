//! Writing: a map to the one text that stands for it.

use super::VERSION;
use super::convert::lines;
use super::dto::{LinkRecord, MapRecord};
use super::out::Out;
use super::read::{ReadVersion, read_version};
use super::record::{FormatMark, Member, Version};
use crate::model::{Link, Map, Schema};

/// The text of a map's file: the same map always gives the same bytes.
///
/// Numbers that are no numbers (NaN, infinities) have no place in a file and are left out; no
/// reader and no edit lets one into a map.
pub fn to_string(map: &Map) -> String {
    let mut links: Vec<&Link> = map.links().chain(map.stranded_links()).map(|link| link.as_ref()).collect();
    links.sort_by(|a, b| a.id.cmp(&b.id));
    let record = MapRecord {
        format: FormatMark,
        version: Version(version_of(map).to_owned()),
        id: map.about.id.to_string(),
        title: map.about.title.clone(),
        description: map.about.description.clone(),
        author: map.about.author.clone(),
        licence: map.about.licence.clone(),
        schema: map.schema().into(),
        actors: lines(map.actors().map(|actor| actor.as_ref().into())),
        links: lines(links.into_iter().map(LinkRecord::from)),
        extra: map.extra.clone(),
    };
    written(&record)
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
