//! Lineage: which state of a file was made from which, so that the common ancestor of two copies is
//! known and not guessed.
//!
//! `versions/<map>/lineage` has a line for each save: the fingerprint of what it wrote, then of what
//! that was made from: the state opened or saved last, and the copies merged in since. Lines are only
//! appended; one that cannot be read says nothing.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::file::{self, Fingerprint};

/// Beyond so many bytes the older half is forgotten: thousands of saves.
const LONGEST: u64 = 512 << 10;

/// What is known of where states came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Lineage {
    parents: BTreeMap<Fingerprint, Vec<Fingerprint>>,
}

impl Lineage {
    /// Reads what a file says; nothing where there is none.
    pub(super) fn read(path: &Path) -> Self {
        let bytes = file::bytes_of(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let mut parents: BTreeMap<Fingerprint, Vec<Fingerprint>> = BTreeMap::new();
        for line in text.lines() {
            let words: Option<Vec<Fingerprint>> = line.split(' ').map(Fingerprint::from_text).collect();
            if let Some([child, from @ ..]) = words.as_deref() {
                // The same bytes may come about in several ways.
                parents.entry(*child).or_default().extend(from);
            }
        }
        Self { parents }
    }

    /// Notes what a state was made from.
    pub(super) fn note(path: &Path, child: Fingerprint, from: &[Fingerprint]) -> io::Result<()> {
        let from: Vec<String> =
            from.iter().filter(|parent| **parent != child).map(ToString::to_string).collect();
        if from.is_empty() {
            return Ok(());
        }
        if fs::metadata(path).is_ok_and(|meta| meta.len() > LONGEST) {
            let bytes = fs::read(path)?;
            let middle = bytes.len() / 2;
            let start =
                bytes.iter().skip(middle).position(|byte| *byte == b'\n').map_or(0, |at| middle + at + 1);
            file::save_bytes(bytes.get(start..).unwrap_or_default(), path).map_err(io::Error::other)?;
        }
        let line = format!("{child} {}\n", from.join(" "));
        OpenOptions::new().append(true).create(true).open(path)?.write_all(line.as_bytes())
    }

    /// Whether it is known where a state came from.
    pub(super) fn knows(&self, state: Fingerprint) -> bool {
        self.parents.contains_key(&state)
    }

    /// Some states with all they came from.
    pub(super) fn past_of(&self, states: &[Fingerprint]) -> BTreeSet<Fingerprint> {
        self.back_from(states).into_iter().collect()
    }

    /// Some states and all they came from, the nearest first.
    pub(super) fn back_from(&self, states: &[Fingerprint]) -> Vec<Fingerprint> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        let mut next: VecDeque<Fingerprint> = states.iter().copied().collect();
        while let Some(state) = next.pop_front() {
            if seen.insert(state) {
                found.push(state);
                next.extend(self.parents.get(&state).into_iter().flatten());
            }
        }
        found
    }
}
