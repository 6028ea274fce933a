//! Words for what is told apart by type in the library: steps of history, errors, advice.

use std::path::Path;
use std::time::SystemTime;

use super::dialogs::Problem;
use crate::edit::{Description, EditError, FieldName, Purpose, Verb};
use crate::file::{self, ErrorKind, SaveError, Warning, WarningKind};
use crate::model::Advice;
use crate::model::identifier::IdentifierFault;
use crate::recovery::{Fault, Version};
use crate::text::Text;

/// A step of the history in words: "renommer « CRESS »", "ajouter 3 acteurs".
pub fn step(text: &Text, step: &Description) -> String {
    let key = match step.verb {
        Verb::AddActors => "step-add-actors",
        Verb::AddLinks => "step-add-links",
        Verb::ReviseActors(_) => "step-revise-actors",
        Verb::ReviseLinks(_) => "step-revise-links",
        Verb::RemoveActors => "step-remove-actors",
        Verb::RemoveLinks => "step-remove-links",
        Verb::Move => "step-move",
        Verb::Merge => "step-merge",
        Verb::ReviseAbout(_) => "step-revise-about",
        Verb::Schema => "step-schema",
        Verb::Batch(Purpose::Paste) => "step-paste",
        Verb::Batch(Purpose::Connect) => "step-connect",
        Verb::Batch(Purpose::Arrange) => "step-arrange",
        Verb::Batch(Purpose::Bulk) => "step-bulk",
        Verb::Batch(Purpose::Reorder) => "step-reorder",
        Verb::Batch(Purpose::MergeCopies) => "step-merge-copies",
        Verb::Batch(Purpose::Restore) => "step-restore",
        Verb::Batch(Purpose::Import) => "step-import",
    };
    let what = match step.verb {
        Verb::ReviseActors(name) | Verb::ReviseLinks(name) | Verb::ReviseAbout(name) => {
            text.get(field_key(name)).to_owned()
        }
        _ => String::new(),
    };
    let subject = if step.subject.is_empty() { "many" } else { "one" };
    text.with(
        key,
        &[
            ("n", step.count.into()),
            ("name", step.subject.clone().into()),
            ("field", what.into()),
            ("subject", subject.into()),
        ],
    )
}

/// The key of a field's name in the translations.
pub fn field_key(name: FieldName) -> &'static str {
    match name {
        FieldName::Name => "field-name",
        FieldName::ShortName => "field-short-name",
        FieldName::Acronym => "field-acronym",
        FieldName::Aliases => "field-aliases",
        FieldName::Kind => "field-kind",
        FieldName::Description => "field-description",
        FieldName::Notes => "field-notes",
        FieldName::Tags => "field-tags",
        FieldName::Territory => "field-territory",
        FieldName::Commune => "field-commune",
        FieldName::Address => "field-address",
        FieldName::Coordinates => "field-coordinates",
        FieldName::Start => "field-start",
        FieldName::End => "field-end",
        FieldName::Identifiers => "field-identifiers",
        FieldName::LegalForm => "field-legal-form",
        FieldName::Website => "field-website",
        FieldName::Contacts => "field-contacts",
        FieldName::Custom => "field-custom",
        FieldName::Sources => "field-sources",
        FieldName::Confidence => "field-confidence",
        FieldName::Checked => "field-checked",
        FieldName::Hull => "field-hull",
        FieldName::Pin => "field-pin",
        FieldName::Ends => "field-ends",
        FieldName::Role => "field-role",
        FieldName::Weight => "field-weight",
        FieldName::Title => "field-title",
        FieldName::Author => "field-author",
        FieldName::Licence => "field-licence",
    }
}

/// Why an edit was refused, in one sentence.
pub fn edit_error(text: &Text, error: &EditError) -> String {
    match error {
        EditError::NoSuchActor(_) | EditError::NoSuchLink(_) | EditError::NoSuchEntry(_) => {
            text.get("edit-error-gone").to_owned()
        }
        EditError::IdTaken(id) => text.with("edit-error-id-taken", &[("id", id.clone().into())]),
        EditError::EmptyId => text.get("edit-error-empty-id").to_owned(),
        EditError::StillUsed { uses, .. } => text.count("edit-error-still-used", *uses),
        EditError::NotFinite => text.get("edit-error-not-finite").to_owned(),
        EditError::SameActor => text.get("edit-error-same-actor").to_owned(),
        EditError::ReadOnly => text.get("edit-error-read-only").to_owned(),
        EditError::Busy => text.get("edit-error-busy").to_owned(),
        EditError::Identity => text.get("edit-error-identity").to_owned(),
    }
}

/// What looks unusual in a record, in one sentence.
pub fn advice(text: &Text, advice: &Advice) -> String {
    match advice {
        Advice::UnknownActorKind(kind) | Advice::UnknownLinkKind(kind) => {
            text.with("advice-unknown-kind", &[("kind", kind.clone().into())])
        }
        Advice::UnusualEnds => text.get("advice-unusual-ends").to_owned(),
        Advice::NoName => text.get("advice-no-name").to_owned(),
        Advice::UnreadDate(date) => text.with("advice-unread-date", &[("date", date.clone().into())]),
        Advice::ReversedPeriod => text.get("advice-reversed-period").to_owned(),
        Advice::Identifier(name, fault) => {
            let key = match fault {
                IdentifierFault::Shape => "advice-identifier-shape",
                IdentifierFault::CheckDigit => "advice-identifier-digit",
            };
            text.with(key, &[("name", (*name).into())])
        }
        Advice::OffTheGlobe => text.get("advice-off-globe").to_owned(),
    }
}

/// The dialog for a file that could not be opened: what, where, what to do.
pub fn open_problem(text: &Text, path: &Path, error: &file::Error) -> Problem {
    let mut facts = vec![
        (text.get("fact-file").to_owned(), path.display().to_string()),
        (text.get("fact-reason").to_owned(), open_reason(text, &error.kind)),
    ];
    if let Some(place) = &error.place {
        facts.push((text.get("fact-place").to_owned(), place_in_words(text, place)));
    }
    Problem {
        title: text.get("open-failed").to_owned(),
        facts,
        advice: format!("{} {}", text.get(open_hint(&error.kind)), text.get("open-map-untouched")),
        version: None,
        save_elsewhere: false,
        list: Vec::new(),
        is_notice: false,
    }
}

/// What is said of the newest good version of a file that does not open.
pub fn good_version(text: &Text, version: &Version) -> String {
    let when = moment(text, version.at);
    let (actors, links) = version.counts.unwrap_or_default();
    let what = format!("{}, {}", text.count("count-actors", actors), text.count("count-links", links));
    text.with("open-version-advice", &[("when", when.into()), ("what", what.into())])
}

fn place_in_words(text: &Text, place: &file::Place) -> String {
    let record = place.record.clone().unwrap_or_default();
    let known = if record.is_empty() { "no" } else { "yes" };
    text.with(
        "place",
        &[
            ("line", place.line.into()),
            ("column", place.column.into()),
            ("path", place.path.clone().into()),
            ("known", known.into()),
            ("record", record.into()),
        ],
    )
}

fn open_reason(text: &Text, kind: &ErrorKind) -> String {
    let said = |key: &str, what: &str| text.with(key, &[("what", what.to_owned().into())]);
    match kind {
        ErrorKind::Io(error) => match error.kind() {
            std::io::ErrorKind::NotFound => text.get("file-not-found").to_owned(),
            std::io::ErrorKind::PermissionDenied => text.get("file-no-permission").to_owned(),
            _ => said("file-io", &error.to_string()),
        },
        ErrorKind::NotAFile => text.get("file-not-a-file").to_owned(),
        ErrorKind::TooLarge { .. } => text.get("file-too-large").to_owned(),
        ErrorKind::Empty => text.get("file-empty").to_owned(),
        ErrorKind::NulBytes => text.get("file-nul").to_owned(),
        ErrorKind::NotUtf8 { .. } => text.get("file-not-utf8").to_owned(),
        ErrorKind::Foreign(format) => said("file-foreign", format.name()),
        ErrorKind::Truncated => text.get("file-truncated").to_owned(),
        ErrorKind::ConflictMarkers => text.get("file-conflict").to_owned(),
        ErrorKind::Syntax(_) => text.get("file-syntax").to_owned(),
        ErrorKind::NotANumber(number) => said("file-not-a-number", number),
        ErrorKind::NumberOutOfRange(number) => said("file-out-of-range", number),
        ErrorKind::TooDeep => text.get("file-too-deep").to_owned(),
        ErrorKind::OtherFormat(_) => text.get("file-other-format").to_owned(),
        ErrorKind::NoVersion => text.get("file-no-version").to_owned(),
        ErrorKind::UnknownVersion(version) => said("file-unknown-version", version),
        ErrorKind::NewerVersion(version) => said("file-newer-version", version),
        ErrorKind::DuplicateKey(key) => said("file-duplicate-key", key),
        ErrorKind::WrongType { .. } => text.get("file-wrong-type").to_owned(),
        ErrorKind::WrongWord { found, .. } => said("file-wrong-word", found),
        ErrorKind::MissingMember(name) => said("file-missing-member", name),
        ErrorKind::EmptyId => text.get("file-empty-id").to_owned(),
        ErrorKind::DuplicateId { id, .. } => said("file-duplicate-id", id),
    }
}

fn open_hint(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Io(_) | ErrorKind::NotAFile => "hint-check-file",
        ErrorKind::TooLarge { .. } => "hint-split",
        ErrorKind::Empty | ErrorKind::NulBytes | ErrorKind::Truncated | ErrorKind::NotUtf8 { .. } => {
            "hint-backup"
        }
        ErrorKind::Foreign(_) | ErrorKind::OtherFormat(_) => "hint-other-program",
        ErrorKind::NewerVersion(_) => "hint-update",
        _ => "hint-correct",
    }
}

/// What was noticed while opening, one sentence each.
pub fn warnings(text: &Text, warnings: &[Warning]) -> Vec<String> {
    let sentence = |warning: &Warning| {
        let what = match &warning.kind {
            WarningKind::NewerMinor(version) => {
                text.with("warning-newer-minor", &[("version", version.clone().into())])
            }
            WarningKind::NewerMajor(version) => {
                text.with("warning-newer-major", &[("version", version.clone().into())])
            }
            WarningKind::MissingMember(name) => {
                text.with("file-missing-member", &[("what", (*name).to_owned().into())])
            }
            WarningKind::StrandedLink(_) => text.get("warning-stranded").to_owned(),
            WarningKind::PositionTooFar => text.get("warning-too-far").to_owned(),
            WarningKind::Advice(found) => advice(text, found),
        };
        let place = place_in_words(text, &warning.place);
        format!("{what} ({place})")
    };
    warnings.iter().map(sentence).collect()
}

/// The notice on a file that opened with warnings.
pub fn warnings_notice(text: &Text, file_name: &str, list: Vec<String>) -> Problem {
    Problem {
        title: text.count("opened-with-warnings", list.len()),
        facts: vec![(text.get("fact-file").to_owned(), file_name.to_owned())],
        advice: text.get("opened-with-warnings-advice").to_owned(),
        version: None,
        save_elsewhere: false,
        list,
        is_notice: true,
    }
}

/// The dialog for a save that did not work.
pub fn save_problem(text: &Text, path: &Path, error: &SaveError) -> Problem {
    let reason = match error {
        SaveError::FolderMissing(_) => text.get("save-folder-missing").to_owned(),
        SaveError::NotAFile(_) => text.get("file-not-a-file").to_owned(),
        SaveError::ReadOnly(_) => text.get("save-read-only").to_owned(),
        SaveError::NoSpace(_) => text.get("save-no-space").to_owned(),
        SaveError::BadName(_) => text.get("save-bad-name").to_owned(),
        SaveError::NotStored(_) => text.get("save-not-stored").to_owned(),
        SaveError::WouldNotOpen { error, .. } => open_reason(text, &error.kind),
        SaveError::NewerVersion { version, .. } => {
            text.with("file-newer-version", &[("what", version.clone().into())])
        }
        SaveError::Other { error, .. } => text.with("file-io", &[("what", error.to_string().into())]),
    };
    let advice = match error {
        // The old file went with its folder.
        SaveError::FolderMissing(_) => "save-folder-missing-advice",
        _ => "save-failed-advice",
    };
    Problem {
        title: text.get("save-failed").to_owned(),
        facts: vec![
            (text.get("fact-file").to_owned(), path.display().to_string()),
            (text.get("fact-reason").to_owned(), reason),
        ],
        advice: text.get(advice).to_owned(),
        version: None,
        save_elsewhere: true,
        list: Vec::new(),
        is_notice: false,
    }
}

/// Why the data folder cannot be written to, in a sentence.
pub fn fault(text: &Text, fault: &Fault) -> String {
    match fault {
        Fault::Denied => text.get("journal-fault-denied").to_owned(),
        Fault::Full => text.get("journal-fault-full").to_owned(),
        Fault::Other(what) => text.with("journal-fault-other", &[("what", what.clone().into())]),
    }
}

/// The notice on what a merge brought, sentence by sentence.
pub fn merge_notice(text: &Text, path: &Path, summary: &str, list: Vec<String>) -> Problem {
    Problem {
        title: text.get("merged-title").to_owned(),
        facts: vec![
            (text.get("fact-file").to_owned(), path.display().to_string()),
            (text.get("merged-changes").to_owned(), summary.to_owned()),
        ],
        advice: text.get("merged-advice").to_owned(),
        version: None,
        save_elsewhere: false,
        list,
        is_notice: true,
    }
}

/// A moment, to the minute, as the language writes it.
pub fn moment(text: &Text, at: SystemTime) -> String {
    let Ok(at) = jiff::Timestamp::try_from(at) else { return String::new() };
    on_the_wall(text, at.to_zoned(jiff::tz::TimeZone::system()).datetime())
}

/// A moment kept as `2026-11-23 21:43`, as the language writes it; as it is kept where it is none.
pub fn kept_moment(text: &Text, at: &str) -> String {
    let read = jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M", at);
    read.map_or_else(|_| at.to_owned(), |at| on_the_wall(text, at))
}

fn on_the_wall(text: &Text, at: jiff::civil::DateTime) -> String {
    let number = |number: i8| format!("{number:02}");
    text.with(
        "moment",
        &[
            ("year", format!("{:04}", at.year()).into()),
            ("month", number(at.month()).into()),
            ("day", number(at.day()).into()),
            ("time", format!("{}:{}", number(at.hour()), number(at.minute())).into()),
        ],
    )
}

/// The size of a file.
pub fn size(text: &Text, bytes: u64) -> String {
    let (key, n) = match bytes {
        0..1024 => ("size-bytes", bytes),
        1024..1_048_576 => ("size-kilo", bytes.div_ceil(1024)),
        _ => ("size-mega", bytes.div_ceil(1_048_576)),
    };
    text.with(key, &[("n", n.into())])
}
