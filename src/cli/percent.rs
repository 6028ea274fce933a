//! How far a long work is, in percent, for whoever watches a terminal.

use std::io::{self, IsTerminal, Write};

/// Shows percents on the error stream while it lives, where that is a terminal. A terminal that is gone is no
/// reason to stop: what cannot be shown is not.
pub(super) struct Percent {
    on_terminal: bool,
    shown: Option<u32>,
}

impl Percent {
    pub(super) fn new() -> Self {
        Self { on_terminal: io::stderr().is_terminal(), shown: None }
    }

    /// Shows a share done, from 0 to 1, where it reads differently from the last.
    pub(super) fn show(&mut self, done: f64) {
        let percent = (done * 100.0) as u32;
        if self.on_terminal && self.shown != Some(percent) {
            let _ = write!(io::stderr(), "\r{percent:3} %");
            self.shown = Some(percent);
        }
    }
}

impl Drop for Percent {
    fn drop(&mut self) {
        if self.on_terminal {
            let _ = write!(io::stderr(), "\r     \r");
        }
    }
}
