//! Task: one import under way. What readers fill, what they may not pass, and who waits.

use super::draft::Draft;
use super::error::{Error, ErrorKind};
use super::options::Options;
use super::report::Report;

/// Who waits for an import: told how much is done, from 0 to 1, and answers whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(f32) -> bool;

/// One import: its draft so far, its report, its caps.
pub struct Task<'a> {
    /// How it is to be read.
    pub options: &'a Options,
    /// What was read so far.
    pub draft: Draft,
    /// What was unusual so far.
    pub report: Report,
    progress: Progress<'a>,
    /// Where the part under way begins, and how much of the whole it is.
    part: (f32, f32),
    until_next: u32,
    /// Where lines were counted to in which text (by address), and the line there.
    counted: (usize, usize, usize),
}

/// Rows between two looks at whether somebody still waits: at most some milliseconds.
const ROWS_PER_LOOK: u32 = 4096;

impl<'a> Task<'a> {
    /// A task with nothing read.
    pub fn new(options: &'a Options, progress: Progress<'a>) -> Self {
        Self {
            options,
            draft: Draft::default(),
            report: Report::default(),
            progress,
            part: (0.0, 1.0),
            until_next: ROWS_PER_LOOK,
            counted: (0, 0, 1),
        }
    }

    /// The line of a byte of a text, from 1; quick where it is asked for in order.
    pub(super) fn line_of(&mut self, text: &str, at: usize) -> usize {
        let (address, at) = (text.as_ptr() as usize, at.min(text.len()));
        let (of, from, line) = self.counted;
        let (from, line) = if of == address && from <= at { (from, line) } else { (0, 1) };
        let line = line + memchr::memchr_iter(b'\n', &text.as_bytes()[from..at]).count();
        self.counted = (address, at, line);
        line
    }

    /// What [`Self::tick`] speaks of from now on: a part of the whole, from 0 to 1.
    pub fn share(&mut self, from: f32, size: f32) {
        self.part = (from, size);
    }

    /// Counts a row; now and then tells how much of the part is done and asks whether to go on.
    ///
    /// # Errors
    /// [`ErrorKind::Cancelled`] where nobody wants it any more.
    pub fn tick(&mut self, done: impl FnOnce() -> f32) -> Result<(), Error> {
        self.until_next -= 1;
        if self.until_next > 0 {
            return Ok(());
        }
        self.until_next = ROWS_PER_LOOK;
        self.look(done())
    }

    /// Tells how much of the part is done and asks whether to go on.
    ///
    /// # Errors
    /// [`ErrorKind::Cancelled`] where nobody wants it any more.
    pub fn look(&mut self, done: f32) -> Result<(), Error> {
        let (from, size) = self.part;
        if (self.progress)(from + size * done.clamp(0.0, 1.0)) {
            Ok(())
        } else {
            Err(ErrorKind::Cancelled.into())
        }
    }

    /// Checks the numbers of nodes, links and columns against the caps.
    ///
    /// # Errors
    /// The cap that was passed.
    pub fn check(&self) -> Result<(), Error> {
        let limits = &self.options.limits;
        let too_many = |what, count: usize, limit: usize| {
            Err(ErrorKind::TooMany { what, count: count as u64, limit: limit as u64 }.into())
        };
        let draft = &self.draft;
        if draft.nodes.len() > limits.rows {
            return too_many("nodes", draft.nodes.len(), limits.rows);
        }
        if draft.links.len() > limits.links {
            return too_many("links (edges)", draft.links.len(), limits.links);
        }
        let columns = draft.nodes.columns.len().max(draft.links.columns.len());
        if columns > limits.columns {
            return too_many("columns (attributes)", columns, limits.columns);
        }
        Ok(())
    }

    /// Checks the length of a text against the cap.
    ///
    /// # Errors
    /// Where it is too long.
    pub fn check_text(&self, text: &str) -> Result<(), Error> {
        let limit = self.options.limits.text;
        if text.len() > limit {
            let (count, limit) = (text.len() as u64, limit as u64);
            return Err(ErrorKind::TooMany { what: "bytes in one text (label)", count, limit }.into());
        }
        Ok(())
    }
}
