//! Errors of exports: few, as whatever a map holds can be drawn and written.

/// Why a map was not written in a format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Somebody stopped it.
    #[error("the export was stopped")]
    Stopped,
    /// The picture would be larger than any program opens.
    #[error("the picture would be too large")]
    TooLarge,
    /// This program cannot write that format (yet).
    #[error("maps cannot be written as .{0}")]
    NotWritten(&'static str),
    /// A library refused what it was given: a fault of Maillage, not of the map.
    #[error("the file could not be made ({0})")]
    Own(String),
}

impl Error {
    /// What to do about it, in English.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Stopped => "start it again when you wish",
            Self::TooLarge => "ask for a smaller size",
            Self::NotWritten(_) => "choose another ending for the name of the file",
            Self::Own(_) => "choose another format, and report this map to the makers of Maillage",
        }
    }
}
