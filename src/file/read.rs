//! Reading: bytes to a map, or to what is wrong with them and where.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::crew::{self, Watch};
use super::dto::{MapRecord, SchemaRecord};
use super::error::{Error, ErrorKind, JsonType, Place, Warning, WarningKind};
use super::foreign::ForeignFormat;
use super::json::{Fault, Raw, RawMember};
use super::pool::{Pool, Task};
use super::record::{Lines, Member};
use super::source::{self, Source, short};
use super::split::Items;
use super::{FORMAT, MAJOR, MAX_BYTES, MINOR, default_schema, stored};
use crate::model::{Actor, Advice, LinkAdviser, LinkId, Map, MapId, Schema, advice_on_actor};

/// Positions farther out than this (in world units) are taken for a slip: no screen could show
/// them beside anything else.
const FARTHEST: f64 = 1e9;

/// A map that was read, and what is unusual about its file.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The map.
    pub map: Map,
    /// What is unusual, in the order of the file's lists.
    pub warnings: Vec<Warning>,
}

/// Reads a file.
///
/// # Errors
/// [`ErrorKind::Io`] where the system cannot give its bytes; otherwise as [`read`].
pub fn open(path: &Path) -> Result<Loaded, Error> {
    read(&bytes_of(path)?)
}

/// Reads a file for someone who waits: `watch` is told how far it is, and may stop it. `None` where
/// it did.
///
/// # Errors
/// As [`open`].
pub fn open_watched(path: &Path, watch: Watch<'_>) -> Result<Option<Loaded>, Error> {
    let bytes = bytes_of(path)?;
    watch.set(0.1);
    let loaded = read_watched(&bytes, watch);
    if watch.is_stopped() { Ok(None) } else { loaded.map(Some) }
}

/// The bytes of a file, at most [`MAX_BYTES`] of them.
pub(crate) fn bytes_of(path: &Path) -> Result<Vec<u8>, Error> {
    let meta = std::fs::metadata(path).map_err(ErrorKind::Io)?;
    // A pipe or a device might never end.
    if !meta.is_file() {
        return Err(ErrorKind::NotAFile.into());
    }
    if meta.len() > MAX_BYTES {
        return Err(ErrorKind::TooLarge { bytes: meta.len() }.into());
    }
    let mut file = File::open(path).map_err(ErrorKind::Io)?;
    Ok(stored::bytes_of(&mut file, meta.len(), MAX_BYTES + 1).map_err(ErrorKind::Io)?)
}

/// Reads the bytes of a file. Any order of keys, white space, a byte order mark and line ends of
/// Windows are all right.
///
/// # Errors
/// Whatever keeps the bytes from being a map, with its place where it has one.
pub fn read(bytes: &[u8]) -> Result<Loaded, Error> {
    read_watched(bytes, Watch::none())
}

/// Reads bytes for someone who waits. Where they stop it, what comes of it means nothing.
pub(crate) fn read_watched(bytes: &[u8], watch: Watch<'_>) -> Result<Loaded, Error> {
    let text = text_of(bytes)?;
    let source = Source::new(text);
    let (record, header, mut warnings) = read_records(text, &source, watch, false)?;
    watch.set(0.7);
    let map = assemble(record, header, &source, &mut warnings)?;
    watch.set(1.0);
    Ok(Loaded { map, warnings })
}

/// Whether the text of a map can be read, record by record, without keeping what it says.
///
/// # Errors
/// As [`read`], but for what can only be said of all records together.
pub(super) fn try_reading(bytes: &[u8], watch: Watch<'_>) -> Result<(), Error> {
    let text = text_of(bytes)?;
    read_records(text, &Source::new(text), watch, true).map(drop)
}

/// What stands in a text: its records, what its top says, and what is unusual about it as a whole.
type Records = (MapRecord, Header, Vec<Warning>);

/// Reads what stands in a text; as a trial, without keeping it.
fn read_records(text: &str, source: &Source<'_>, watch: Watch<'_>, is_trial: bool) -> Result<Records, Error> {
    let task = Task::new(watch, (text.as_ptr() as usize, text.len()), is_trial);
    let read = |items| records_by(items, text, source, &Pool::new(task.clone()));
    let fault = match read(Items::ByLine) {
        Ok(records) => return Ok(records),
        Err(fault) if watch.is_stopped() => fault,
        // Its lines may be another program's, and all may be well.
        Err(_) => match read(Items::ByBracket) {
            Ok(records) => return Ok(records),
            Err(fault) => fault,
        },
    };
    if watch.is_stopped() {
        return Err(source.error(fault));
    }
    // What is no JSON is called that before anything else is said of it.
    Err(source.error(Raw::document(text, &Pool::default()).err().unwrap_or(fault)))
}

/// The same, where it is known how the items of lists end.
fn records_by(items: Items, text: &str, source: &Source<'_>, pool: &Pool<'_>) -> Result<Records, Fault> {
    let (root, members) = Raw::unchecked(text, items, pool)?;
    pool.task().watch.set(0.2);
    let newer = check_header(root, &members)?;
    let missing = |name: &str| !members.iter().any(|member| member.name == name);
    let header = Header { newer, without_schema: missing("schema") };
    let refused = header.newer_major().map(|version| {
        let version = ErrorKind::NewerVersion(short(version));
        let place =
            members.iter().find(|member| member.name == "version").map_or(root, |member| member.value);
        place.fault(version).in_member("version")
    });
    if let Some(fault) = refused {
        // What stands here is another version's: to be shown it must look like ours altogether.
        let looks_like_ours = !missing("actors") && !missing("links") && MapRecord::read(root).is_ok();
        if !looks_like_ours {
            return Err(fault);
        }
    }

    let mut warnings = Vec::new();
    let mut warn = |kind| {
        let place = source.place(root.address(), String::new(), None);
        warnings.push(Warning { place, kind });
    };
    match &header.newer {
        Some(Newer::Minor(version)) => warn(WarningKind::NewerMinor(version.clone())),
        Some(Newer::Major(version)) => warn(WarningKind::NewerMajor(version.clone())),
        None => {}
    }
    ["id", "schema", "actors", "links"]
        .into_iter()
        .filter(|name| missing(name))
        .for_each(|name| warn(WarningKind::MissingMember(name)));

    Ok((MapRecord::read(root)?, header, warnings))
}

/// What the top of a file says that its records do not.
struct Header {
    newer: Option<Newer>,
    without_schema: bool,
}

/// A version later than ours, as the file says it.
enum Newer {
    Minor(String),
    Major(String),
}

impl Header {
    fn newer_major(&self) -> Option<&str> {
        match &self.newer {
            Some(Newer::Major(version)) => Some(version),
            _ => None,
        }
    }
}

/// Reads a schema on its own: the same form as a file's `schema`.
///
/// # Errors
/// As [`read`].
pub fn schema_from_json(text: &str) -> Result<Schema, Error> {
    let source = Source::new(text);
    let at = |fault: Fault| source.error(fault);
    let pool = Pool::default();
    let root = Raw::document(text, &pool).map_err(at)?;
    let record = SchemaRecord::read(root).map_err(at)?;
    check_schema_ids(&source, &record, "")?;
    Ok(record.into())
}

/// Whether the bytes say that they are a map, however damaged; else what they look like, where
/// that can be told.
pub fn format_of(bytes: &[u8]) -> Option<&'static str> {
    if says_maillage(bytes) {
        return Some(FORMAT);
    }
    match text_of(bytes) {
        Err(Error { kind: ErrorKind::Foreign(format), .. }) => Some(format.name()),
        Err(_) => None,
        Ok(text) => {
            let names = Raw::document(text, &Pool::default())
                .and_then(|root| {
                    Ok(root.members()?.iter().map(|member| member.name.to_string()).collect::<Vec<_>>())
                })
                .ok()?;
            let names = names.iter().map(String::as_str);
            Some(ForeignFormat::of_members(names).unwrap_or(ForeignFormat::Json).name())
        }
    }
}

/// Whether `"format": "maillage"` stands anywhere in it.
pub fn says_maillage(bytes: &[u8]) -> bool {
    let key: &[u8] = b"\"format\"";
    let mut rest = bytes;
    while let Some(at) = memchr::memmem::find(rest, key) {
        rest = &rest[at + key.len()..];
        let after_colon = rest.trim_ascii_start().strip_prefix(b":").map(|rest| rest.trim_ascii_start());
        if after_colon.is_some_and(|value| value.starts_with(b"\"maillage\"")) {
            return true;
        }
    }
    false
}

/// The text of a file that may be a map: without byte order mark, and not obviously another's.
fn text_of(bytes: &[u8]) -> Result<&str, Error> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ErrorKind::TooLarge { bytes: bytes.len() as u64 }.into());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    if let Some(format) = ForeignFormat::by_first_bytes(bytes) {
        return Err(ErrorKind::Foreign(format).into());
    }
    let begins_as_object = bytes.trim_ascii_start().starts_with(b"{");
    let is_damaged = begins_as_object || bytes.iter().all(|byte| *byte == 0);
    if let Some(at) = memchr::memchr(0, bytes) {
        let kind = if is_damaged { ErrorKind::NulBytes } else { ErrorKind::Foreign(ForeignFormat::Binary) };
        return Err(source::error_at_byte(bytes, at, kind));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // Half a character at the very end: what a cut leaves.
        Err(error) if error.error_len().is_none() && begins_as_object => {
            return Err(source::error_at_byte(bytes, error.valid_up_to(), ErrorKind::Truncated));
        }
        Err(_) if !begins_as_object => {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
            return Err(ErrorKind::Foreign(ForeignFormat::of_text(&head)).into());
        }
        Err(error) => {
            let offset = error.valid_up_to();
            return Err(source::error_at_byte(bytes, offset, ErrorKind::NotUtf8 { offset }));
        }
    };
    if begins_as_object { Ok(text) } else { Err(ErrorKind::Foreign(ForeignFormat::of_text(text)).into()) }
}

/// What the version of a file means to this program.
pub(super) enum ReadVersion {
    /// Ours or older.
    Known,
    /// Later, but of the same major: it opens, and what is not known is kept.
    NewerMinor,
    /// Of a later major: it is shown where it looks like ours, and never written.
    NewerMajor,
}

/// Reads a version, `MAJOR.MINOR`.
pub(super) fn read_version(version: &str) -> Result<ReadVersion, ErrorKind> {
    let number = |digits: &str| -> Option<u32> {
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit())
            && (1..=9).contains(&digits.len())
            && (digits == "0" || !digits.starts_with('0'));
        is_plain.then(|| digits.parse().ok()).flatten()
    };
    let (major, minor) =
        version.split_once('.').map_or((version, None), |(major, minor)| (major, Some(minor)));
    match (number(major), minor.and_then(number)) {
        (Some(MAJOR), Some(minor)) if minor > MINOR => Ok(ReadVersion::NewerMinor),
        (Some(MAJOR), Some(_)) => Ok(ReadVersion::Known),
        (Some(major), Some(_)) if major > MAJOR => Ok(ReadVersion::NewerMajor),
        (Some(major), None) if major > MAJOR => Err(ErrorKind::NewerVersion(short(version))),
        _ => Err(ErrorKind::UnknownVersion(format!("\"{}\"", short(version)))),
    }
}

/// Checks what must be right before anything else is looked at: another program's file or a later
/// version's is not to be called wrong for a detail. Gives the version where it is a later one.
fn check_header(root: Raw<'_>, members: &[RawMember<'_>]) -> Result<Option<Newer>, Fault> {
    let find = |name: &str| members.iter().find(|member| member.name == name);
    match find("format") {
        Some(format) => {
            let same = format.value.json_type() == JsonType::Text && format.value.text()? == FORMAT;
            if !same {
                let found = format.value.text().ok().map(|text| short(&text));
                return Err(format.value.fault(ErrorKind::OtherFormat(found)).in_member("format"));
            }
        }
        None => {
            let names = members.iter().map(|member| member.name.as_ref());
            return Err(root.fault(match ForeignFormat::of_members(names) {
                Some(format) => ErrorKind::Foreign(format),
                None => ErrorKind::OtherFormat(None),
            }));
        }
    }
    let Some(version) = find("version") else { return Err(root.fault(ErrorKind::NoVersion)) };
    let refuse = |kind| version.value.fault(kind).in_member("version");
    match version.value.json_type() {
        JsonType::Text => {
            let text = version.value.text()?;
            match read_version(&text).map_err(refuse)? {
                ReadVersion::Known => Ok(None),
                ReadVersion::NewerMinor => Ok(Some(Newer::Minor(text))),
                ReadVersion::NewerMajor => Ok(Some(Newer::Major(text))),
            }
        }
        JsonType::Number => {
            let major = version.value.number().map_err(|fault| fault.in_member("version"))?;
            let kind =
                if major > f64::from(MAJOR) { ErrorKind::NewerVersion } else { ErrorKind::UnknownVersion };
            Err(refuse(kind(major.to_string())))
        }
        other => Err(refuse(ErrorKind::UnknownVersion(other.to_string()))),
    }
}

/// Puts the records together. Places come from `source`, warnings go to `warnings`.
fn assemble(
    record: MapRecord,
    header: Header,
    source: &Source<'_>,
    warnings: &mut Vec<Warning>,
) -> Result<Map, Error> {
    check_schema_ids(source, &record.schema, "schema.")?;
    check_ids(source, &record.actors, "actors", |actor| actor.id.as_str())?;
    check_ids(source, &record.links, "links", |link| link.id.as_str())?;

    let schema = if header.without_schema { default_schema().clone() } else { record.schema.into() };
    let mut map = Map::new(record.title, schema);
    let about = Arc::make_mut(&mut map.about);
    if !record.id.is_empty() {
        about.id = MapId::new(record.id);
    }
    about.description = record.description;
    about.author = record.author;
    about.licence = record.licence;
    map.extra = record.extra;
    if let Some(Newer::Minor(version) | Newer::Major(version)) = header.newer {
        map.extra.insert("version".to_owned(), Value::String(version));
    }

    let mut actors: Vec<(usize, Arc<Actor>)> = Vec::with_capacity(record.actors.0.len());
    for (index, placed) in record.actors.0.into_iter().enumerate() {
        let mut actor = placed.value;
        let is_far = |value: f64| value.abs() > FARTHEST;
        if actor.position.is_some_and(|position| is_far(position.at.x) || is_far(position.at.y)) {
            let actor = Arc::make_mut(&mut actor);
            actor.position = None;
            actor.extra.shift_remove("position");
            let place = source.place(placed.address, format!("actors[{index}].position"), name_of(actor));
            warnings.push(Warning { place, kind: WarningKind::PositionTooFar });
        }
        actors.push((placed.address, actor));
    }
    let links = record.links.0;
    let link_ids: Vec<(usize, LinkId)> =
        links.iter().map(|placed| (placed.address, placed.value.id.clone())).collect();
    let links = links.into_iter().map(|placed| placed.value).collect();
    map.stranded = map.fill(actors.iter().map(|(_, actor)| actor.clone()).collect(), links);
    if !map.stranded.is_empty() {
        for (index, (address, id)) in link_ids.iter().enumerate() {
            let Ok(rank) = map.stranded.binary_search_by(|link| link.id.cmp(id)) else { continue };
            let stranded = &map.stranded[rank];
            let mut missing = vec![stranded.from.clone(), stranded.to.clone()];
            missing.dedup();
            missing.retain(|end| map.actor(end).is_none());
            let place = source.place(*address, format!("links[{index}]"), Some(short(id.as_str())));
            warnings.push(Warning { place, kind: WarningKind::StrandedLink(missing) });
        }
    }

    let on_actors = crew::in_shares(&actors, SHARE, |from, share| {
        unusual(from, share.iter().map(|(_, actor)| advice_on_actor(&map, actor)))
    });
    for (index, advice) in on_actors.into_iter().flatten() {
        let (address, actor) = &actors[index];
        let place = source.place(*address, format!("actors[{index}]"), name_of(actor));
        warnings.extend(advice.into_iter().map(|advice| of_advice(&place, advice)));
    }
    // Links come by id from the map; where they stood in the file is found beside them.
    let mut in_file: Vec<usize> = (0..link_ids.len()).collect();
    in_file.sort_by(|a, b| link_ids[*a].1.cmp(&link_ids[*b].1));
    let mut in_file = in_file.into_iter();
    let placed: Vec<_> = map
        .links_with_ends()
        .filter_map(|ends| Some((in_file.find(|at| link_ids[*at].1 == ends.0.id)?, ends)))
        .collect();
    let adviser = || LinkAdviser::new(map.schema());
    let on_links = crew::with_tools(&placed, SHARE, adviser, |adviser, from, share| {
        unusual(from, share.iter().map(|(_, (link, from, to))| adviser.advice(link, from, to)))
    });
    let mut on_links: Vec<_> =
        on_links.into_iter().flatten().map(|(rank, advice)| (placed[rank].0, advice)).collect();
    on_links.sort_by_key(|(index, _)| *index);
    for (index, advice) in on_links {
        let (address, id) = &link_ids[index];
        let place = source.place(*address, format!("links[{index}]"), Some(short(id.as_str())));
        warnings.extend(advice.into_iter().map(|advice| of_advice(&place, advice)));
    }
    Ok(map)
}

/// Records that one thread looks at at a time.
const SHARE: usize = 4096;

/// The records that something is to be said of, by their place in the list.
fn unusual(from: usize, advice: impl Iterator<Item = Vec<Advice>>) -> Vec<(usize, Vec<Advice>)> {
    let counted = advice.enumerate().map(|(at, advice)| (from + at, advice));
    counted.filter(|(_, advice)| !advice.is_empty()).collect()
}

fn of_advice(place: &Place, advice: Advice) -> Warning {
    Warning { place: place.clone(), kind: WarningKind::Advice(advice) }
}

fn name_of(actor: &Actor) -> Option<String> {
    let name = if actor.name.trim().is_empty() { actor.id.as_str() } else { &actor.name };
    Some(short(name))
}

fn check_schema_ids(source: &Source<'_>, schema: &SchemaRecord, prefix: &str) -> Result<(), Error> {
    check_ids(source, &schema.families, &format!("{prefix}families"), |entry| &entry.id.0)?;
    check_ids(source, &schema.actor_kinds, &format!("{prefix}actor_kinds"), |entry| &entry.id.0)?;
    check_ids(source, &schema.link_kinds, &format!("{prefix}link_kinds"), |entry| &entry.id.0)?;
    check_ids(source, &schema.fields, &format!("{prefix}fields"), |entry| &entry.id.0)
}

/// Refuses two records of one list with one id: one of them would be lost.
fn check_ids<T>(
    source: &Source<'_>,
    list: &Lines<T>,
    path: &str,
    id: impl Fn(&T) -> &str,
) -> Result<(), Error> {
    if list.0.is_sorted_by(|a, b| id(&a.value) < id(&b.value)) {
        return Ok(());
    }
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(list.0.len());
    for (index, placed) in list.0.iter().enumerate() {
        let id = id(&placed.value);
        if let Some(first) = seen.insert(id, placed.address) {
            let first_line = source.place(first, String::new(), None).line;
            let place = source.place(placed.address, format!("{path}[{index}]"), None);
            let kind = ErrorKind::DuplicateId { id: short(id), first_line };
            return Err(Error { kind, place: Some(Box::new(place)) });
        }
    }
    Ok(())
}
