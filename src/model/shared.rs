//! Parts of records that most records lack or that many have alike: kept once, one pointer wide.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value};

use arcstr::ArcStr;

use super::{Alias, Contact, FieldId, FieldValue, LinkDetails, Period, Place, Provenance};

/// A part of a record behind one pointer, none where it says nothing. It reads and changes as the
/// part itself does; a part that several records share is copied before one of them changes it.
///
/// A large map has as many provenances as it has links but few that differ: this makes it fit.
pub struct Shared<T>(Option<Arc<T>>);

/// A part that may say nothing.
pub trait Blank: Default + PartialEq + Clone + 'static {
    /// The one that says nothing.
    fn blank() -> &'static Self;
}

macro_rules! blank {
    ($($type:ty),* $(,)?) => {$(
        impl Blank for $type {
            fn blank() -> &'static Self {
                static BLANK: LazyLock<$type> = LazyLock::new(Default::default);
                &BLANK
            }
        }
    )*};
}

blank!(
    Map<String, Value>,
    BTreeMap<FieldId, FieldValue>,
    LinkDetails,
    Period,
    Place,
    Provenance,
    Vec<Alias>,
    Vec<ArcStr>,
    Vec<Contact>,
);

impl<T> Shared<T> {
    /// What says nothing.
    pub const fn new() -> Self {
        Self(None)
    }
}

impl<T: Blank> Shared<T> {
    /// The part on its own.
    pub fn into_inner(self) -> T {
        self.0.map(Arc::unwrap_or_clone).unwrap_or_default()
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Blank> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::blank())
    }
}

impl<T: Blank> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(self.0.get_or_insert_default())
    }
}

impl<T: Blank> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) if Arc::ptr_eq(one, other) => true,
            _ => **self == **other,
        }
    }
}

impl<T: Blank + fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Blank> From<T> for Shared<T> {
    fn from(part: T) -> Self {
        Self((part != T::default()).then(|| Arc::new(part)))
    }
}

impl<T: Blank + FromIterator<I>, I> FromIterator<I> for Shared<T> {
    fn from_iter<S: IntoIterator<Item = I>>(items: S) -> Self {
        T::from_iter(items).into()
    }
}

impl<'a, T> IntoIterator for &'a Shared<Vec<T>>
where
    Vec<T>: Blank,
{
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a Shared<BTreeMap<FieldId, FieldValue>> {
    type Item = (&'a FieldId, &'a FieldValue);
    type IntoIter = std::collections::btree_map::Iter<'a, FieldId, FieldValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a Shared<Map<String, Value>> {
    type Item = (&'a String, &'a Value);
    type IntoIter = serde_json::map::Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Extra;

    #[test]
    fn a_shared_part_changes_for_one_record_only() {
        let mut one: Shared<Place> = Place { commune: "Nantes".into(), ..Place::default() }.into();
        let other = one.clone();
        one.commune = "Nantes (44)".into();
        assert_eq!((one.commune.as_str(), other.commune.as_str()), ("Nantes (44)", "Nantes"));
        assert_ne!(one, other);
    }

    #[test]
    fn what_says_nothing_is_alike_however_it_came_about() {
        let mut emptied: Extra = [("a".to_owned(), Value::Null)].into_iter().collect();
        emptied.remove("a");
        assert_eq!(emptied, Extra::new());
        assert_eq!(size_of::<Extra>(), size_of::<usize>());
    }
}
