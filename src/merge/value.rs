//! Values of fields: how two of them are told apart, combined and shown.

use std::collections::BTreeSet;

use arcstr::ArcStr;

use crate::model::{
    ActorId, ActorKindId, Alias, Blank, ColourName, Confidence, Contact, EndRule, FamilyId, FieldOwner,
    FieldType, FieldValue, FuzzyDate, LinkKindId, Position, Shape, Shared, Source, Weight,
};

/// A value as people see it, with names still to be looked up where it is an id.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Nothing is known.
    Nothing,
    /// Text as it stands.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// An actor.
    Actor(ActorId),
    /// A kind of actor.
    ActorKind(ActorKindId),
    /// A kind of link.
    LinkKind(LinkKindId),
    /// A family.
    Family(FamilyId),
    /// Several texts.
    List(Vec<String>),
    /// A place on the map, in world units, and whether it is pinned.
    Position(Position),
}

/// What a field holds.
pub(super) trait Value: Clone + PartialEq {
    /// How it is shown.
    fn shown(&self) -> Shown;

    /// What both sides made of it at once, where that goes together without a choice. It must not
    /// depend on which side is which.
    fn combined(_base: &Self, _ours: &Self, _theirs: &Self) -> Option<Self> {
        None
    }

    /// Both values in one, ours first, where that makes sense.
    fn both(_ours: &Self, _theirs: &Self) -> Option<Self> {
        None
    }
}

fn text(text: impl Into<String>) -> Shown {
    let text = text.into();
    if text.is_empty() { Shown::Nothing } else { Shown::Text(text) }
}

macro_rules! shown {
    ($($type:ty => |$value:ident| $shown:expr;)*) => {$(
        impl Value for $type {
            fn shown(&self) -> Shown {
                let $value = self;
                $shown
            }
        }
    )*};
}

shown! {
    String => |value| text(value.clone());
    ArcStr => |value| text(value.as_str());
    bool => |value| Shown::Flag(*value);
    i64 => |value| text(value.to_string());
    f64 => |value| text(value.to_string());
    FuzzyDate => |value| text(value.to_string());
    Confidence => |value| text(value.as_str());
    Shape => |value| text(value.as_str());
    ColourName => |value| text(value.0.clone());
    FieldOwner => |value| text(match value { FieldOwner::Actor => "actor", FieldOwner::Link => "link" });
    FieldType => |value| text(value.as_str());
    FieldValue => |value| match value { FieldValue::Flag(flag) => Shown::Flag(*flag), other => text(other.to_string()) };
    Position => |value| Shown::Position(*value);
    ActorId => |value| if value.as_str().is_empty() { Shown::Nothing } else { Shown::Actor(value.clone()) };
    ActorKindId => |value| if value.as_str().is_empty() { Shown::Nothing } else { Shown::ActorKind(value.clone()) };
    LinkKindId => |value| if value.as_str().is_empty() { Shown::Nothing } else { Shown::LinkKind(value.clone()) };
    FamilyId => |value| if value.as_str().is_empty() { Shown::Nothing } else { Shown::Family(value.clone()) };
    serde_json::Value => |value| text(value.to_string());
}

impl<T: Value> Value for Option<T> {
    fn shown(&self) -> Shown {
        self.as_ref().map_or(Shown::Nothing, Value::shown)
    }
}

impl Value for Weight {
    fn shown(&self) -> Shown {
        self.get().shown()
    }
}

impl<T: Value + Blank> Value for Shared<T> {
    fn shown(&self) -> Shown {
        T::shown(self)
    }

    fn combined(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        T::combined(base, ours, theirs).map(Self::from)
    }

    fn both(ours: &Self, theirs: &Self) -> Option<Self> {
        T::both(ours, theirs).map(Self::from)
    }
}

/// An item of a list, which two people may add to at once.
pub(super) trait Item: Clone + PartialEq {
    /// The item in words; items with the same words come in the order they are found in.
    fn words(&self) -> String;
}

impl Item for String {
    fn words(&self) -> String {
        self.clone()
    }
}

impl Item for ArcStr {
    fn words(&self) -> String {
        self.to_string()
    }
}

impl Item for EndRule {
    fn words(&self) -> String {
        self.to_string()
    }
}

/// The parts of a text that say something, one after the other.
fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

impl Item for Alias {
    fn words(&self) -> String {
        let until = self.until.as_ref().map(FuzzyDate::to_string).unwrap_or_default();
        joined([self.name.as_str(), until.as_str()])
    }
}

impl Item for Contact {
    fn words(&self) -> String {
        joined([self.label.as_str(), self.email.as_str(), self.phone.as_str()])
    }
}

impl Item for Source {
    fn words(&self) -> String {
        let date = self.date.as_ref().map(FuzzyDate::to_string).unwrap_or_default();
        joined([self.title.as_str(), self.url.as_str(), date.as_str()])
    }
}

impl<T: Item> Value for Vec<T> {
    fn shown(&self) -> Shown {
        if self.is_empty() { Shown::Nothing } else { Shown::List(self.iter().map(Item::words).collect()) }
    }

    /// Items that one side added or took away, together: unless both replaced the same item, which
    /// may be two corrections of one thing.
    fn combined(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        let has_twice = |list: &Self| list.iter().enumerate().any(|(at, item)| list[..at].contains(item));
        if [base, ours, theirs].into_iter().any(has_twice) {
            return None;
        }
        let added =
            |side: &Self| -> Vec<T> { side.iter().filter(|item| !base.contains(item)).cloned().collect() };
        let (by_us, by_them) = (added(ours), added(theirs));
        let both_took = base.iter().any(|item| !ours.contains(item) && !theirs.contains(item));
        let only = |mine: &[T], other: &[T]| mine.iter().any(|item| !other.contains(item));
        if both_took && only(&by_us, &by_them) && only(&by_them, &by_us) {
            return None;
        }
        // What all three have must stand in one order, or in that of the one who changed it.
        let common = |list: &Self| -> Vec<T> {
            let kept = |item: &&T| base.contains(item) && ours.contains(item) && theirs.contains(item);
            list.iter().filter(kept).cloned().collect()
        };
        let (in_base, in_ours, in_theirs) = (common(base), common(ours), common(theirs));
        let mut together = if in_ours == in_theirs || in_theirs == in_base {
            in_ours
        } else if in_ours == in_base {
            in_theirs
        } else {
            return None;
        };
        // One order whoever is "ours": by their words.
        let mut new: Vec<T> = Vec::new();
        for item in by_us.into_iter().chain(by_them) {
            if !new.contains(&item) {
                new.push(item);
            }
        }
        let words: BTreeSet<String> = new.iter().map(Item::words).collect();
        if words.len() < new.len() {
            return None;
        }
        new.sort_by_cached_key(Item::words);
        together.extend(new);
        Some(together)
    }

    fn both(ours: &Self, theirs: &Self) -> Option<Self> {
        let mut both = ours.clone();
        both.extend(theirs.iter().filter(|item| !ours.contains(item)).cloned());
        Some(both)
    }
}

/// Text of several paragraphs: both stand one after the other.
#[derive(Clone, PartialEq)]
pub(super) struct LongText(pub String);

impl Value for LongText {
    fn shown(&self) -> Shown {
        self.0.shown()
    }

    fn both(ours: &Self, theirs: &Self) -> Option<Self> {
        let between = if ours.0.is_empty() || theirs.0.is_empty() { "" } else { "\n\n" };
        Some(Self(format!("{}{between}{}", ours.0, theirs.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_two_people_add_to_a_list_goes_together_whoever_is_who() {
        let (base, ours, theirs) = (list(&["a", "b"]), list(&["a", "b", "z"]), list(&["b", "c"]));
        let together = Some(list(&["b", "c", "z"]));
        assert_eq!(Value::combined(&base, &ours, &theirs), together);
        assert_eq!(Value::combined(&base, &theirs, &ours), together);
    }

    #[test]
    fn two_corrections_of_one_item_and_two_orders_are_for_a_person_to_choose() {
        let base = list(&["a", "b", "c"]);
        assert_eq!(Value::combined(&base, &list(&["x", "b", "c"]), &list(&["y", "b", "c"])), None);
        assert_eq!(Value::combined(&base, &list(&["c", "b", "a"]), &list(&["b", "a", "c"])), None);
        let reordered = list(&["c", "b", "a"]);
        let longer = list(&["a", "b", "c", "d"]);
        assert_eq!(Value::combined(&base, &reordered, &longer), Some(list(&["c", "b", "a", "d"])));
    }
}
