//! Meaning: what a column of a foreign file is to a map. One table of names serves the readers and
//! the writers, so that what one version writes the next one finds again.

use crate::model::{FieldOwner, FieldType};

/// What a column is to a map.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // most names say it: they are those of the model
pub enum Meaning {
    // Of actors and links alike.
    /// The kind of actor or link: an id or a label of the schema, or the label of a kind to make.
    Kind,
    Start,
    End,
    Notes,
    /// Titles, web addresses and dates of the sources: three lists that go together.
    SourceTitles,
    SourceUrls,
    SourceDates,
    Confidence,
    CheckedOn,
    CheckedBy,
    /// `#RRGGBB`: the colour of its kind where the kind has one only, else a custom field.
    Colour,

    // Of actors.
    /// Its name.
    Name,
    ShortName,
    Acronym,
    /// Other names, what they were until when and whether they are former ones: three lists.
    Aliases,
    AliasesUntil,
    AliasesFormer,
    Description,
    /// A list of words.
    Tags,
    Territory,
    Commune,
    Insee,
    Address,
    Latitude,
    Longitude,
    PlacePrecision,
    Siren,
    Siret,
    Rna,
    LegalForm,
    Website,
    /// Contacts: four lists that go together.
    Contacts,
    Emails,
    Phones,
    ContactsPrivate,
    /// World coordinates (the y pointing down), where a format has no places of its own.
    X,
    Y,
    /// Whether a person put it where it is.
    Pinned,
    /// Whether a group shows its hull.
    Hull,

    // Of links.
    /// What is written on it: its kind where few links differ, else its role.
    LinkLabel,
    Role,
    Weight,

    // Of either.
    /// A custom field of this type; `None` finds the type by the values.
    Custom(Option<FieldType>),
    /// Left out, because the person or the reader said so.
    Ignore,
}

/// The names of the meanings, as Maillage writes them: owner, meaning, name.
const NAMES: [(Owner, Meaning, &str); 41] = [
    (Owner::Both, Meaning::Kind, "kind"),
    (Owner::Both, Meaning::Start, "start"),
    (Owner::Both, Meaning::End, "end"),
    (Owner::Both, Meaning::Notes, "notes"),
    (Owner::Both, Meaning::SourceTitles, "source_title"),
    (Owner::Both, Meaning::SourceUrls, "source_url"),
    (Owner::Both, Meaning::SourceDates, "source_date"),
    (Owner::Both, Meaning::Confidence, "confidence"),
    (Owner::Both, Meaning::CheckedOn, "checked_on"),
    (Owner::Both, Meaning::CheckedBy, "checked_by"),
    (Owner::Both, Meaning::Colour, "colour"),
    (Owner::Actor, Meaning::Name, "name"),
    (Owner::Actor, Meaning::ShortName, "short_name"),
    (Owner::Actor, Meaning::Acronym, "acronym"),
    (Owner::Actor, Meaning::Aliases, "aliases"),
    (Owner::Actor, Meaning::AliasesUntil, "aliases_until"),
    (Owner::Actor, Meaning::AliasesFormer, "aliases_former"),
    (Owner::Actor, Meaning::Description, "description"),
    (Owner::Actor, Meaning::Tags, "tags"),
    (Owner::Actor, Meaning::Territory, "territory"),
    (Owner::Actor, Meaning::Commune, "commune"),
    (Owner::Actor, Meaning::Insee, "insee"),
    (Owner::Actor, Meaning::Address, "address"),
    (Owner::Actor, Meaning::Latitude, "latitude"),
    (Owner::Actor, Meaning::Longitude, "longitude"),
    (Owner::Actor, Meaning::PlacePrecision, "place_precision"),
    (Owner::Actor, Meaning::Siren, "siren"),
    (Owner::Actor, Meaning::Siret, "siret"),
    (Owner::Actor, Meaning::Rna, "rna"),
    (Owner::Actor, Meaning::LegalForm, "legal_form"),
    (Owner::Actor, Meaning::Website, "website"),
    (Owner::Actor, Meaning::Contacts, "contact"),
    (Owner::Actor, Meaning::Emails, "email"),
    (Owner::Actor, Meaning::Phones, "phone"),
    (Owner::Actor, Meaning::ContactsPrivate, "contact_private"),
    (Owner::Actor, Meaning::X, "x"),
    (Owner::Actor, Meaning::Y, "y"),
    (Owner::Actor, Meaning::Pinned, "pinned"),
    (Owner::Actor, Meaning::Hull, "hull"),
    (Owner::Link, Meaning::Role, "role"),
    (Owner::Link, Meaning::Weight, "weight"),
];

/// Names other tools use for the same, in lower case.
const SYNONYMS: [(Owner, Meaning, &str); 23] = [
    (Owner::Actor, Meaning::Name, "label"),
    (Owner::Actor, Meaning::Name, "nom"),
    (Owner::Actor, Meaning::Name, "libellé"),
    (Owner::Actor, Meaning::Name, "libelle"),
    (Owner::Link, Meaning::LinkLabel, "label"),
    (Owner::Link, Meaning::LinkLabel, "edgelabel"),
    (Owner::Both, Meaning::Kind, "type"),
    (Owner::Both, Meaning::Kind, "element type"),
    (Owner::Both, Meaning::Kind, "connection type"),
    (Owner::Link, Meaning::Kind, "interaction"),
    (Owner::Actor, Meaning::Kind, "labelv"),
    (Owner::Link, Meaning::Kind, "labele"),
    (Owner::Link, Meaning::Kind, "relation"),
    (Owner::Link, Meaning::Kind, "relationship"),
    (Owner::Both, Meaning::Colour, "color"),
    // On links, most formats call the end they run from so.
    (Owner::Actor, Meaning::SourceTitles, "source"),
    (Owner::Actor, Meaning::Website, "url"),
    (Owner::Actor, Meaning::Website, "site web"),
    (Owner::Actor, Meaning::Aliases, "alias"),
    (Owner::Both, Meaning::Start, "start date"),
    (Owner::Both, Meaning::End, "end date"),
    (Owner::Link, Meaning::Notes, "description"),
    (Owner::Link, Meaning::Weight, "poids"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Actor,
    Link,
    Both,
}

impl Owner {
    fn is(self, owner: FieldOwner) -> bool {
        match self {
            Self::Both => true,
            Self::Actor => owner == FieldOwner::Actor,
            Self::Link => owner == FieldOwner::Link,
        }
    }
}

impl Meaning {
    /// The name Maillage writes for it; nothing for those it never writes.
    pub fn name(&self) -> Option<&'static str> {
        NAMES.iter().find(|(_, meaning, _)| meaning == self).map(|(_, _, name)| *name)
    }

    /// What a column of this name means on actors or on links, where its name alone says so: those
    /// Maillage writes, and those most tools agree on. Case does not count.
    pub fn of_name(owner: FieldOwner, name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let found =
            NAMES.iter().chain(&SYNONYMS).find(|(theirs, _, known)| theirs.is(owner) && *known == name);
        found.map(|(_, meaning, _)| meaning.clone())
    }

    /// Whether its cells hold lists, items between bars (`|`; a bar within an item is `\|`).
    pub fn is_list(&self) -> bool {
        matches!(
            self,
            Self::SourceTitles
                | Self::SourceUrls
                | Self::SourceDates
                | Self::Aliases
                | Self::AliasesUntil
                | Self::AliasesFormer
                | Self::Tags
                | Self::Contacts
                | Self::Emails
                | Self::Phones
                | Self::ContactsPrivate
        )
    }
}

/// A list as one text: items between bars, a bar or backslash within an item after a backslash.
/// Empty items keep their place, so that several lists can go together; a list of empty items alone
/// is empty.
pub fn join_list<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    let mut joined = String::new();
    let mut says = false;
    for (rank, item) in items.into_iter().enumerate() {
        if rank > 0 {
            joined.push('|');
        }
        says |= !item.as_ref().is_empty();
        for c in item.as_ref().chars() {
            if matches!(c, '|' | '\\') {
                joined.push('\\');
            }
            joined.push(c);
        }
    }
    if says { joined } else { String::new() }
}

/// The items of a list, without the spaces around them.
pub fn split_list(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        // There is always a last item: the list begins with one and only grows.
        let Some(item) = items.last_mut() else { break };
        match c {
            '|' => items.push(String::new()),
            '\\' => match chars.next() {
                Some(escaped @ ('|' | '\\')) => item.push(escaped),
                Some(other) => item.extend(['\\', other]),
                None => item.push('\\'),
            },
            c => item.push(c),
        }
    }
    items.into_iter().map(|item| item.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found_again() {
        for (owner, meaning, name) in NAMES {
            let owners = [FieldOwner::Actor, FieldOwner::Link].into_iter().filter(|o| owner.is(*o));
            for owner in owners {
                assert_eq!(Meaning::of_name(owner, name), Some(meaning.clone()), "{name}");
            }
            assert_eq!(meaning.name(), Some(name));
        }
        assert_eq!(Meaning::of_name(FieldOwner::Actor, " Label "), Some(Meaning::Name));
        assert_eq!(Meaning::of_name(FieldOwner::Actor, "modularity_class"), None);
    }

    #[test]
    fn lists_keep_every_item_and_its_place() {
        for items in [vec!["a", "b"], vec!["", "x|y", ""], vec!["back\\slash", "\\|"], vec!["one"]] {
            assert_eq!(split_list(&join_list(&items)), items);
        }
        assert_eq!(join_list(["", ""]), "");
        assert_eq!(split_list("cooking | money"), ["cooking", "money"]);
    }
}
