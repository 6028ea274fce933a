//! Words for what is told apart by type in the library: steps of history, errors, advice.

use crate::edit::{Description, EditError, FieldName, Purpose, Verb};
use crate::model::Advice;
use crate::model::identifier::IdentifierFault;
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
