//! Provenance: where a fact comes from, how sure it is and when someone last checked it.

use arcstr::ArcStr;

use super::{Extra, FuzzyDate};

/// What stands behind an actor or a link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// The sources, in the order given.
    pub sources: Vec<Source>,
    /// How sure it is, where someone said so.
    pub confidence: Option<Confidence>,
    /// When it was last checked.
    pub checked_on: Option<FuzzyDate>,
    /// Who checked it.
    pub checked_by: ArcStr,
    /// Unknown members of the file.
    pub extra: Extra,
}

impl Provenance {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// What it is, in words.
    pub title: ArcStr,
    /// Where it can be read.
    pub url: ArcStr,
    /// When it was published.
    pub date: Option<FuzzyDate>,
    /// Unknown members of the file.
    pub extra: Extra,
}

/// How sure a fact is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Read in a primary source, or confirmed.
    High,
    /// Read once in a secondary source, or inferred.
    Medium,
    /// A guess that wants checking.
    Low,
    /// A word of a later version; kept.
    Other(String),
}

impl Confidence {
    /// The three levels people choose from.
    pub const LEVELS: [Confidence; 3] = [Confidence::High, Confidence::Medium, Confidence::Low];

    /// The word in the file.
    pub fn as_str(&self) -> &str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Other(word) => word,
        }
    }
}

impl From<&str> for Confidence {
    fn from(word: &str) -> Self {
        match word {
            "high" => Self::High,
            "medium" => Self::Medium,
            "low" => Self::Low,
            other => Self::Other(other.to_owned()),
        }
    }
}
