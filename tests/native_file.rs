//! The native file as people meet it: written, edited by hand, damaged, mistaken for another.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

use std::fs;
use std::path::Path;

use maillage::cli::run_check;
use maillage::file::{
    Error, ErrorKind, ForeignFormat, JsonType, SaveError, WarningKind, Watch, default_schema, format_of,
    json_schema, json_schema_text, newer_major_of, open, open_watched, read, save, save_bytes, save_watched,
    schema_from_json, schema_to_json, to_string,
};
use maillage::generate::{Options, generate};
use maillage::model::{Advice, FuzzyDate};
use serde_json::{Value, json};

/// A map with every member of the format, as `to_string` writes it: the sample of version 1.0.
const FULL: &str = include_str!("versions/1.0-every-member.maillage");

/// A file of which a test writes the records. The first actor stands on line 6.
fn with_lists(actors: &str, links: &str) -> String {
    format!(
        "{{\n\"format\": \"maillage\", \"version\": \"1.0\", \"id\": \"m\",\n\"schema\": {{}},\n\
         \"actors\": [\n\n{actors}\n],\n\"links\": [\n{links}\n]\n}}\n"
    )
}

fn error_of(text: impl AsRef<[u8]>) -> Error {
    read(text.as_ref()).expect_err("the file is not one to read")
}

/// What the place of an error says: line and path.
fn place_of(error: &Error) -> (usize, &str) {
    error.place.as_ref().map_or((0, ""), |place| (place.line, place.path.as_str()))
}

#[test]
fn what_was_written_is_written_again_byte_by_byte() {
    let loaded = read(FULL.as_bytes()).expect("a map");
    assert_eq!(to_string(&loaded.map), FULL);
    let actor = loaded.map.actor(&"a1".into()).expect("the actor is there");
    assert_eq!(actor.period.end, Some(FuzzyDate::Day(2019, 2, 25)));
    assert_eq!(actor.place.insee, "01001");
}

#[test]
fn key_order_white_space_and_notepad_do_not_matter() {
    fn turned(value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                members.iter().rev().map(|(name, value)| (name.clone(), turned(value))).collect()
            }
            Value::Array(items) => items.iter().map(turned).collect(),
            other => other.clone(),
        }
    }
    let document: Value = serde_json::from_str(FULL).expect("JSON");
    let turned = format!("{:#}", turned(&document)).replace('\n', "\r\n");
    let map = read(format!("\u{feff}{turned}").as_bytes()).expect("a map").map;
    assert!(map == read(FULL.as_bytes()).expect("a map").map);
    let again: Value = serde_json::from_str(&to_string(&map)).expect("JSON");
    assert_eq!(again, document);
}

#[test]
fn records_come_by_id_whatever_their_order_in_the_file() {
    let actors = r#"{"id": "é", "name": "1"}, {"id": "b", "name": "2"}, {"id": "B", "name": "3"}"#;
    let links = r#"{"id": "2", "from": "b", "to": "é"}, {"id": "1", "from": "b", "to": "lost"},
        {"id": "0", "from": "b", "to": "B"}"#;
    let text = to_string(&read(with_lists(actors, links).as_bytes()).expect("a map").map);
    let ids: Vec<&str> =
        text.split("{\"id\": \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids, ["B", "b", "é", "0", "1", "2"]);
}

#[test]
fn a_link_to_nobody_is_kept_with_a_warning() {
    let text =
        with_lists(r#"{"id": "a", "name": "A"}"#, r#"{"id": "l", "from": "a", "to": "x", "role": "r"}"#);
    let loaded = read(text.as_bytes()).expect("a map");
    assert_eq!((loaded.map.link_count(), loaded.map.stranded_links().len()), (0, 1));
    let warning = loaded.warnings.iter().find(|w| w.kind == WarningKind::StrandedLink(vec!["x".into()]));
    let place = &warning.expect("the loss is said").place;
    assert_eq!((place.line, place.path.as_str(), place.record.as_deref()), (9, "links[0]", Some("l")));
    assert!(to_string(&loaded.map).contains(r#"{"id": "l", "from": "a", "to": "x", "role": "r"}"#));
}

#[test]
fn what_looks_unusual_is_said_with_its_line() {
    let actor = r#"{"id": "a", "name": "CRESS", "kind": "licorne", "period": {"start": "hier"}}"#;
    let loaded = read(with_lists(actor, "").as_bytes()).expect("a map");
    let said: Vec<_> = loaded.warnings.into_iter().map(|w| (w.kind, w.place.line, w.place.record)).collect();
    let expected = [Advice::UnknownActorKind("licorne".into()), Advice::UnreadDate("hier".into())];
    assert_eq!(said, expected.map(|advice| (WarningKind::Advice(advice), 6, Some("CRESS".to_owned()))));
}

#[test]
fn a_value_that_would_lose_something_is_refused_with_its_place() {
    let actor = |member: &str| with_lists(&format!(r#"{{"id": "a", "name": "CRESS", {member}}}"#), "");
    type Check = fn(&ErrorKind) -> bool;
    let duplicate: Check = |kind| matches!(kind, ErrorKind::DuplicateKey(_));
    let out_of_range: Check = |kind| matches!(kind, ErrorKind::NumberOutOfRange(_));
    let not_a_number: Check = |kind| matches!(kind, ErrorKind::NotANumber(_));
    let wrong_type: Check = |kind| matches!(kind, ErrorKind::WrongType { .. });
    let syntax: Check = |kind| matches!(kind, ErrorKind::Syntax(_));
    let cases: [(String, &str, Check); 17] = [
        (actor(r#""name": "b""#), "actors[0].name", duplicate),
        (actor(r#""zz": {"k": 1, "k": 2}"#), "actors[0].zz.k", duplicate),
        (actor(r#""zz": 1, "zz": 2"#), "actors[0].zz", duplicate),
        (actor(r#""custom": {"f": 1, "f": 2}"#), "actors[0].custom.f", duplicate),
        (actor(r#""place": {"latitude": 1e999}"#), "actors[0].place.latitude", out_of_range),
        (actor(r#""position": {"x": 1, "y": -1e400}"#), "actors[0].position.y", out_of_range),
        (actor(r#""position": {"x": 1}"#), "actors[0].position", |kind| {
            matches!(kind, ErrorKind::MissingMember("y"))
        }),
        (actor(r#""position": {"x": NaN, "y": 0}"#), "", not_a_number),
        (actor(r#""place": {"latitude": -Infinity}"#), "", not_a_number),
        (actor(r#""tags": ["a", 2]"#), "actors[0].tags[1]", |kind| {
            matches!(kind, ErrorKind::WrongType { expected: JsonType::Text, found: JsonType::Number })
        }),
        (actor(r#""period": {"start": 2018}"#), "actors[0].period.start", wrong_type),
        (actor(r#""short_name": null"#), "actors[0].short_name", wrong_type),
        (actor(r#""notes": "\ud800""#), "actors[0].notes", syntax),
        (actor("\"notes\": \"a\nb\""), "", syntax),
        (with_lists(r#"{"name": "CRESS"}"#, ""), "actors[0]", |kind| {
            matches!(kind, ErrorKind::MissingMember("id"))
        }),
        (with_lists(r#"{"id": "", "name": "CRESS"}"#, ""), "actors[0].id", |kind| {
            matches!(kind, ErrorKind::EmptyId)
        }),
        (with_lists("<<<<<<< ours", ""), "", |kind| matches!(kind, ErrorKind::ConflictMarkers)),
    ];
    for (text, path, check) in cases {
        let error = error_of(&text);
        assert!(check(&error.kind), "{error}\n{text}");
        let (line, found) = place_of(&error);
        assert_eq!(found, path, "{error}");
        // A line break inside a text is only noticed where it ends.
        assert!((6..=7).contains(&line), "{error}\n{text}");
        if !path.is_empty() {
            let record = error.place.as_ref().and_then(|place| place.record.as_deref());
            assert_eq!(record, Some("CRESS"), "{error}");
        }
        assert!(!error.hint().is_empty());
    }
}

#[test]
fn the_column_is_that_of_the_value_in_characters() {
    let error = error_of(with_lists(r#"{"id": "é", "name": 7}"#, ""));
    let place = error.place.as_ref().expect("it has a place");
    assert_eq!((place.line, place.column), (6, 21));
}

#[test]
fn an_id_given_twice_names_both_lines() {
    let twice = "{\"id\": \"a\", \"name\": \"1\"},\n\n{\"id\": \"a\", \"name\": \"2\"}";
    let error = error_of(with_lists(twice, ""));
    assert!(matches!(&error.kind, ErrorKind::DuplicateId { id, first_line: 6 } if id == "a"), "{error}");
    assert_eq!(place_of(&error), (8, "actors[1]"));

    let lost =
        "{\"id\": \"l\", \"from\": \"x\", \"to\": \"y\"},\n{\"id\": \"l\", \"from\": \"x\", \"to\": \"y\"}";
    assert!(matches!(error_of(with_lists("", lost)).kind, ErrorKind::DuplicateId { first_line: 9, .. }));

    let error = schema_from_json(r#"{"families": [{"id": "f"}, {"id": "f"}]}"#).expect_err("one id for two");
    assert_eq!(place_of(&error), (1, "families[1]"));
}

#[test]
fn unknown_nesting_without_end_is_refused() {
    let deep = format!(r#"{{"id": "a", "zz": {}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let error = error_of(with_lists(&deep, ""));
    assert!(matches!(error.kind, ErrorKind::TooDeep), "{}", error.kind);
    assert_eq!(place_of(&error).0, 6);
    assert!(error.to_string().len() < 2000, "the way there is not told step by step");
}

#[test]
fn cut_files_are_said_to_be_cut_and_where() {
    let end = FULL.trim_end().len();
    for at in (1..end).filter(|at| at % 7 == 0 || FULL.as_bytes()[*at] > 0x7f) {
        let error = error_of(&FULL.as_bytes()[..at]);
        assert!(matches!(error.kind, ErrorKind::Truncated), "cut at {at}: {error}");
        let line = 1 + FULL.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        assert!((line - 1..=line).contains(&place_of(&error).0), "cut at {at}: {error}");
    }
    for nothing in ["", " \r\n", "\u{feff}"] {
        assert!(matches!(error_of(nothing).kind, ErrorKind::Empty));
    }
}

#[test]
fn bytes_a_power_cut_leaves_and_other_encodings_are_told_apart() {
    let mut tail = FULL.as_bytes().to_vec();
    let half = tail.len() / 2;
    tail[half..].fill(0);
    assert!(matches!(error_of(&tail).kind, ErrorKind::NulBytes));
    assert!(matches!(error_of(vec![0; 4096]).kind, ErrorKind::NulBytes));
    let latin1: Vec<u8> = FULL.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    let error = error_of(&latin1);
    let offset = FULL.find('é').expect("there is an accent");
    assert!(matches!(error.kind, ErrorKind::NotUtf8 { offset: found } if found == offset), "{error}");
    assert_eq!(place_of(&error).0, 5);
    let utf16: Vec<u8> = FULL.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(matches!(error_of(utf16).kind, ErrorKind::Foreign(ForeignFormat::Utf16)));
}

#[test]
fn files_of_other_programs_are_named() {
    let cases: [(&[u8], ForeignFormat); 6] = [
        (b"<?xml version='1.0'?>\n<graphml></graphml>", ForeignFormat::GraphMl),
        (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", ForeignFormat::Excel),
        (b"id;nom;\xe9\n1;CRESS;x\n", ForeignFormat::Csv),
        (b"%PDF-1.7\n%\xe2\xe3", ForeignFormat::Pdf),
        (b"{\"type\": \"FeatureCollection\", \"features\": []}", ForeignFormat::GeoJson),
        (b"{\"nodes\": [], \"links\": []}", ForeignFormat::GraphJson),
    ];
    for (bytes, format) in cases {
        let error = error_of(bytes);
        assert!(matches!(error.kind, ErrorKind::Foreign(found) if found == format), "{error}");
        assert_eq!(format_of(bytes), Some(format.name()));
    }
    assert!(matches!(error_of("{\"a\": 1}").kind, ErrorKind::OtherFormat(None)));
    let other = error_of("{\"format\": \"graph\", \"version\": \"1.0\"}");
    assert!(matches!(&other.kind, ErrorKind::OtherFormat(Some(format)) if format == "graph"));
    assert_eq!(format_of(&FULL.as_bytes()[..200]), Some("maillage"));
}

#[test]
fn versions_open_by_their_major_number() {
    let with = |version: &str| FULL.replace("\"1.0\"", version);
    for newer in ["\"2\"", "999"] {
        let error = error_of(with(newer));
        assert!(matches!(error.kind, ErrorKind::NewerVersion(_)), "{newer}: {error}");
        assert_eq!(place_of(&error), (3, "version"));
    }
    let none = [
        "\"deux\"",
        "-1",
        "null",
        "\"\"",
        "\"1\"",
        "1.0",
        "\"1.0.0\"",
        "\"0.9\"",
        "\"1.x\"",
        "\"01.0\"",
        "{}",
    ];
    for none in none {
        let error = error_of(with(none));
        assert!(matches!(error.kind, ErrorKind::UnknownVersion(_)), "{none}: {error}");
        assert!(error.to_string().contains("version"));
    }
    let missing = FULL.replace("  \"version\": \"1.0\",\n", "");
    assert!(matches!(error_of(missing).kind, ErrorKind::NoVersion));

    // Another version's members are not called wrong before its version is.
    let strange = r#"{"actors": 7, "format": "maillage", "version": "2.0"}"#;
    assert!(matches!(error_of(strange).kind, ErrorKind::NewerVersion(_)));

    // A later major version that looks like ours can be looked at, and never saved.
    for newer in ["\"2.0\"", "\"10.3\""] {
        let later = read(with(newer).as_bytes()).expect("it looks like ours");
        assert!(later.warnings.iter().any(|warning| matches!(warning.kind, WarningKind::NewerMajor(_))));
        assert_eq!(newer_major_of(&later.map), Some(newer.trim_matches('"')));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.maillage");
        let refused = save(&later.map, &path).expect_err("it would lose what only that version knows");
        assert!(matches!(refused, SaveError::NewerVersion { .. }), "{refused}");
        assert!(!path.exists());
    }
    let stranger = with("\"2.0\"").replace("\"actors\"", "\"people\"");
    assert!(matches!(error_of(stranger).kind, ErrorKind::NewerVersion(_)));

    // A later minor version opens and stays what it is.
    let later = read(with("\"1.7\"").as_bytes()).expect("a later minor version opens");
    assert!(later.warnings.iter().any(|warning| warning.kind == WarningKind::NewerMinor("1.7".into())));
    assert_eq!(to_string(&later.map), with("\"1.7\""));
}

#[test]
fn a_file_made_by_hand_may_leave_out_what_it_does_not_say() {
    let text = r#"{"format": "maillage", "version": "1.0", "title": "T",
        "actors": [{"id": "a", "kind": "cress", "name": "CRESS"}]}"#;
    let loaded = read(text.as_bytes()).expect("a map");
    let missing: Vec<_> = loaded.warnings.iter().map(|warning| warning.kind.clone()).collect();
    assert_eq!(missing, ["id", "schema", "links"].map(WarningKind::MissingMember));
    assert_eq!(loaded.map.schema(), default_schema());
    assert!(!loaded.map.about.id.as_str().is_empty());
}

#[test]
fn a_position_beyond_every_screen_is_left_to_the_layout() {
    let far = r#"{"id": "a", "name": "A", "position": {"x": 1e300, "y": 0, "zz": 1}}"#;
    let loaded = read(with_lists(far, "").as_bytes()).expect("a map");
    assert_eq!(loaded.map.actor(&"a".into()).and_then(|actor| actor.position), None);
    assert!(loaded.warnings.iter().any(|warning| warning.kind == WarningKind::PositionTooFar));
    assert!(read(to_string(&loaded.map).as_bytes()).expect("a map").map == loaded.map);
}

#[test]
fn the_default_schema_is_whole_and_written_as_the_program_writes() {
    let schema = default_schema();
    let counts = (schema.families().len(), schema.actor_kinds().len(), schema.link_kinds().len());
    assert_eq!(counts, (7, 37, 26));
    for kind in schema.actor_kinds() {
        assert!(schema.family(&kind.family).is_some(), "{}", kind.id);
        assert!(kind.parent.as_ref().is_none_or(|parent| schema.actor_kind(parent).is_some()), "{}", kind.id);
        assert!(maillage::icons::glyph(&kind.icon).is_some(), "no icon \"{}\"", kind.icon);
    }
    assert_eq!(schema_to_json(schema), include_str!("../assets/default-schema.json"));
}

#[test]
fn the_committed_json_schema_is_the_generated_one() {
    let committed = include_str!("../assets/maillage.schema.json");
    assert!(json_schema_text() == committed, "run `cargo run --bin regenerate`");
}

/// The way to every value in one, as JSON pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(i, item)| (i.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in inner {
        let at = format!("{at}/{name}");
        pointers(value, &at, found);
        found.push(at);
    }
}

#[test]
fn reader_and_json_schema_agree_on_every_value_of_another_type() {
    let validator = jsonschema::validator_for(&json_schema()).expect("a JSON Schema");
    let document: Value = serde_json::from_str(FULL).expect("JSON");
    assert!(validator.is_valid(&document));
    let mut places = Vec::new();
    pointers(&document, "", &mut places);
    let others = ["null", "true", "-5", "2.5", "2.0", "\"\"", "\"x\"", "[]", "{}", "[7]"];
    let (mut both_refuse, mut both_accept) = (0, 0);
    for place in &places {
        for other in others {
            let mut bent = document.clone();
            *bent.pointer_mut(place).expect("the place is there") =
                serde_json::from_str(other).expect("JSON");
            let valid = validator.is_valid(&bent);
            let outcome = read(bent.to_string().as_bytes());
            assert_eq!(valid, outcome.is_ok(), "{place} = {other}: {:?}", outcome.err());
            *(if valid { &mut both_accept } else { &mut both_refuse }) += 1;
        }
        // Left out, it is missed by both or by neither.
        let (parent, name) = place.rsplit_once('/').expect("a pointer has a slash");
        let mut bent = document.clone();
        if let Some(object) = bent.pointer_mut(parent).and_then(Value::as_object_mut) {
            object.shift_remove(name);
            let outcome = read(bent.to_string().as_bytes());
            assert_eq!(validator.is_valid(&bent), outcome.is_ok(), "without {place}: {:?}", outcome.err());
        }
    }
    assert!(both_refuse > 500 && both_accept > 200, "{both_refuse} refused, {both_accept} accepted");
}

/// Names of what is in a folder.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn saving_replaces_the_file_and_leaves_nothing_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("carte é.maillage");
    let map = read(FULL.as_bytes()).expect("a map").map;
    save(&map, &path).expect("a new file");
    save(&map, &path).expect("the same again");
    assert_eq!(fs::read_to_string(&path).expect("the file"), FULL);
    assert!(open(&path).expect("a map").map == map);
    assert_eq!(names_in(folder.path()), ["carte é.maillage"]);
}

#[cfg(unix)]
#[test]
fn a_save_takes_away_what_one_that_was_killed_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let left = |name: &str, age: u64| {
        let path = folder.path().join(name);
        let file = fs::OpenOptions::new().write(true).create_new(true).open(path).expect("a new file");
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(age);
        file.set_modified(then).expect("it is ours");
        file
    };
    drop(left(".maillage-killed.tmp", 3600));
    // Somebody writes these at this moment: one is claimed, one will be.
    let claimed = left(".maillage-slow.tmp", 3600);
    claimed.try_lock().expect("nobody else has it");
    drop(left(".maillage-begun.tmp", 0));
    // These are none of ours.
    drop(left(".maillage-mes notes.tmp", 3600));
    drop(left("maillage-a.tmp", 3600));
    let map = read(FULL.as_bytes()).expect("it opens").map;
    save(&map, &folder.path().join("carte.maillage")).expect("a new file");
    let wanted = [
        ".maillage-begun.tmp",
        ".maillage-mes notes.tmp",
        ".maillage-slow.tmp",
        "carte.maillage",
        "maillage-a.tmp",
    ];
    assert_eq!(names_in(folder.path()), wanted);
}

#[test]
fn a_save_that_fails_says_why_and_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("carte.maillage");
    save_bytes(b"old", &path).expect("a new file");

    let nowhere = folder.path().join("gone").join("carte.maillage");
    assert!(
        matches!(save_bytes(b"new", &nowhere), Err(SaveError::FolderMissing(gone)) if gone.ends_with("gone"))
    );
    assert!(matches!(save_bytes(b"new", folder.path()), Err(SaveError::NotAFile(_))));
    assert!(matches!(save_bytes(b"new", &path.join("below")), Err(SaveError::FolderMissing(_))));

    let mut permissions = fs::metadata(&path).expect("the file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("it is ours");
    let error = save_bytes(b"new", &path).expect_err("it must not be written to");
    assert!(matches!(error, SaveError::ReadOnly(_)), "{error}");
    assert!(!error.hint().is_empty());
    assert_eq!(fs::read(&path).expect("the file"), b"old");
    assert_eq!(names_in(folder.path()), ["carte.maillage"]);
}

#[cfg(unix)]
#[test]
fn permissions_and_symbolic_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let mode = |path: &Path| fs::metadata(path).expect("the file").permissions().mode() & 0o7777;
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("target.maillage");
    save_bytes(b"one", &target).expect("a new file");

    // A new file is what the system makes of any new file.
    let plain = folder.path().join("plain");
    fs::OpenOptions::new().write(true).create_new(true).open(&plain).expect("a new file");
    assert_eq!(mode(&target), mode(&plain));

    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).expect("it is ours");
    let link = folder.path().join("link.maillage");
    symlink("target.maillage", &link).expect("a link");
    save_bytes(b"two", &link).expect("through the link");
    assert!(fs::symlink_metadata(&link).expect("the link").file_type().is_symlink());
    assert_eq!((fs::read(&target).expect("the file"), mode(&target)), (b"two".to_vec(), 0o640));

    // A link to what is not there yet makes it.
    let dangling = folder.path().join("dangling.maillage");
    symlink(folder.path().join("later.maillage"), &dangling).expect("a link");
    save_bytes(b"three", &dangling).expect("through the link");
    assert_eq!(fs::read(folder.path().join("later.maillage")).expect("the file"), b"three");

    let circle = folder.path().join("circle");
    symlink("circle", &circle).expect("a link");
    assert!(matches!(save_bytes(b"x", &circle), Err(SaveError::Other { .. })));
}

#[test]
fn check_prints_one_object_per_file_and_tells_by_its_status() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        save_bytes(bytes, &path).expect("a new file");
        path
    };
    let good = file("good.maillage", FULL.as_bytes());
    let cut = file("cut.maillage", &FULL.as_bytes()[..1000]);
    let table = file("table.csv", b"id;nom\n1;CRESS\n");
    let picture = file("picture.maillage", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let gone = folder.path().join("gone.maillage");

    let mut out = Vec::new();
    assert_eq!(run_check(std::slice::from_ref(&good), true, &mut out).expect("it can be printed"), 0);
    out.clear();
    let files = [good, table, cut, picture, gone, folder.path().to_owned()];
    assert_eq!(run_check(&files, true, &mut out).expect("it can be printed"), 1);
    let text = String::from_utf8(out).expect("text");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), files.len());
    for line in &lines {
        let members: Vec<&str> = line.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(members, ["file", "format", "ok", "actors", "links", "warnings", "error"]);
    }
    let [format, ok, actors, links, error] =
        ["format", "ok", "actors", "links", "error"].map(|m| &lines[0][m]);
    assert_eq!((format, ok), (&json!("maillage"), &json!(true)));
    assert_eq!((actors, links, error), (&json!(1), &json!(1), &json!(null)));
    let warning = &lines[0]["warnings"][0];
    assert!(warning["where"].as_str().is_some_and(|place| place.contains("line ")), "{warning}");
    assert!(warning["what"].is_string());
    // A table of actors is another way to say a map.
    assert_eq!(
        (&lines[1]["format"], &lines[1]["ok"], &lines[1]["actors"]),
        (&json!("CSV"), &json!(true), &json!(1))
    );
    let formats: Vec<&Value> = lines[2..].iter().map(|line| &line["format"]).collect();
    assert_eq!(formats, [&json!("maillage"), &lines[3]["format"], &json!(null), &json!(null)]);
    for line in &lines[2..] {
        assert_eq!(line["ok"], json!(false));
        assert!(["where", "what", "hint"].iter().all(|member| line["error"][member].is_string()), "{line}");
    }

    let mut out = Vec::new();
    assert_eq!(run_check(&files, false, &mut out).expect("it can be printed"), 1);
    let text = String::from_utf8(out).expect("text");
    assert!(text.contains("1 actors, 1 links") && text.contains("cut short"), "{text}");
}

#[test]
fn files_of_every_released_version_open_as_they_always_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/versions");
    let mut seen = 0;
    for entry in fs::read_dir(&folder).expect("the samples") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a sample");
        let loaded = read(text.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        // Written again it is what it was: nothing of an old version is lost or made up.
        assert!(to_string(&loaded.map) == text, "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 2);
}

/// The text of an invented map that is long enough to be read and written on several threads.
fn long_text() -> String {
    to_string(&generate(Options { actors: 4_000, seed: 9, placed: true }, &mut |_| {}))
}

#[test]
fn a_long_file_reads_and_writes_as_a_short_one_does() {
    let text = long_text();
    let loaded = read(text.as_bytes()).expect("what was written can be read");
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.map.actor_count(), 4_000);
    assert!(to_string(&loaded.map) == text, "written again it differs");
    // Pretty-printed by another program, with its lists the other way round.
    let mut value: Value = serde_json::from_str(&text).expect("it is JSON");
    for list in ["actors", "links"] {
        value[list].as_array_mut().expect("it is a list").reverse();
    }
    let other = serde_json::to_string_pretty(&value).expect("it can be written");
    let again = read(other.as_bytes()).expect("order and white space do not matter");
    assert_eq!(again.warnings, []);
    assert!(to_string(&again.map) == text, "the order in the file shows");
}

#[test]
fn what_is_wrong_far_down_in_a_long_file_has_its_place() {
    let text = long_text();
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| *line == "  \"actors\": [").expect("the list begins") + 1;
    let (wrong, path) = (first + 3_210, "actors[3210]");
    let with = |line: usize, change: &dyn Fn(&str) -> String| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        lines[line] = change(&lines[line]);
        error_of(lines.join("\n"))
    };
    let number = with(wrong, &|line| line.replacen("\"name\": \"", "\"name\": 7, \"x\": \"", 1));
    assert_eq!(place_of(&number), (wrong + 1, "actors[3210].name"));
    assert!(matches!(number.kind, ErrorKind::WrongType { found: JsonType::Number, .. }));
    let syntax = with(wrong, &|line| line.replacen("\"name\"", "name", 1));
    assert_eq!(place_of(&syntax), (wrong + 1, ""));
    assert!(matches!(syntax.kind, ErrorKind::Syntax(_)));
    let comma = with(wrong, &|line| format!("{line},"));
    assert!(matches!(comma.kind, ErrorKind::Syntax(_)));
    assert_eq!(place_of(&comma).0, wrong + 1);
    let twice = with(wrong, &|_| lines[first + 5].to_owned());
    assert_eq!(place_of(&twice), (wrong + 1, path));
    assert!(matches!(twice.kind, ErrorKind::DuplicateId { first_line, .. } if first_line == first + 6));
    // Of two faults the first in the file is told, whichever thread meets its own first.
    let mut two: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    for line in [first + 100, wrong] {
        two[line] = two[line].replacen("\"name\": \"", "\"name\": 7, \"x\": \"", 1);
    }
    assert_eq!(place_of(&error_of(two.join("\n"))).1, "actors[100].name");
    let cut = &text[..text.len() / 2];
    let cut = &cut[..cut.rfind('\n').expect("it has lines")];
    assert!(matches!(error_of(cut).kind, ErrorKind::Truncated));
}

#[test]
fn work_that_is_stopped_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.maillage");
    let map = read(long_text().as_bytes()).expect("it can be read").map;
    let stop = || true;
    let stopped = save_watched(&map, &path, Watch::new(&|_| {}, &stop)).expect("nothing went wrong");
    assert!(stopped.is_none());
    assert!(names_in(folder.path()).is_empty());
    assert!(save_watched(&map, &path, Watch::none()).expect("it can be saved").is_some());
    assert!(open_watched(&path, Watch::new(&|_| {}, &stop)).expect("nothing went wrong").is_none());
    let said = std::sync::Mutex::new(Vec::new());
    let report = |done| said.lock().expect("nobody panicked").push(done);
    let go_on = || false;
    assert!(open_watched(&path, Watch::new(&report, &go_on)).expect("it opens").is_some());
    let said = said.into_inner().expect("nobody panicked");
    assert!(said.len() > 4 && said.iter().all(|done| (0.0..=1.0).contains(done)), "{said:?}");
}
