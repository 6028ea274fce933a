//! Jobs: work away from the window's thread. It uses nothing of the other floors.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Work that took at least this long may have left much memory behind.
const LONG: Duration = Duration::from_millis(50);

static TIDY: OnceLock<fn()> = OnceLock::new();

/// Says what is to be done a while after long work, on its thread: a program whose allocator keeps for later
/// what was given back to it lets go of it there. The first call counts.
pub fn after_long_work(tidy: fn()) {
    // A later call changes nothing.
    let _ = TIDY.set(tidy);
}

/// How long the window takes to let go of what a result replaces.
const SETTLED: Duration = Duration::from_secs(1);

/// How many wait to tidy up: the last of them does.
static WAITING: AtomicU32 = AtomicU32::new(0);

fn tidy_after(started: Instant) {
    if started.elapsed() >= LONG
        && let Some(tidy) = TIDY.get()
    {
        WAITING.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(SETTLED);
        if WAITING.fetch_sub(1, Ordering::Relaxed) == 1 {
            tidy();
        }
    }
}

/// What a running job is given: a way to say how far it is and to notice that nobody waits.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    thousandths: Arc<AtomicU32>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Says how much is done, from 0 to 1. Less than was said already is not heard: of several hands, one
    /// may speak late.
    pub fn set(&self, done: f64) {
        self.thousandths.fetch_max((done.clamp(0.0, 1.0) * 1000.0) as u32, Ordering::Relaxed);
    }

    /// Whether the work is no longer wanted: stop soon, leave nothing behind.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Work under way. Dropping it cancels it.
///
/// Limitation: cancelling asks; a job that never looks at its [`Progress`] runs to its end unseen.
#[derive(Debug)]
pub struct Job<T> {
    result: Receiver<T>,
    progress: Progress,
    started: Instant,
}

impl<T: Send + 'static> Job<T> {
    /// Starts work on a thread of its own; `wake` is called there once the result is ready.
    pub fn start(
        work: impl FnOnce(&Progress) -> T + Send + 'static,
        wake: impl FnOnce() + Send + 'static,
    ) -> Self {
        let (sender, result) = channel();
        let progress = Progress::default();
        let seen_inside = progress.clone();
        #[allow(clippy::disallowed_methods)] // this is the one place that starts threads
        std::thread::spawn(move || {
            let started = Instant::now();
            let outcome = work(&seen_inside);
            // Nobody listens any more when the job was dropped: its result is not wanted.
            if sender.send(outcome).is_ok() {
                wake();
            }
            tidy_after(started);
        });
        Self { result, progress, started: Instant::now() }
    }

    /// Does the work at once, on this thread: how tests run jobs.
    pub fn inline(work: impl FnOnce(&Progress) -> T) -> Self {
        let (sender, result) = channel();
        let progress = Progress::default();
        // The receiver is alive: it is in the value returned below.
        drop(sender.send(work(&progress)));
        Self { result, progress, started: Instant::now() }
    }

    /// How the work stands.
    pub fn poll(&self) -> Outcome<T> {
        match self.result.try_recv() {
            Ok(value) => Outcome::Done(value),
            Err(TryRecvError::Empty) => Outcome::Running,
            Err(TryRecvError::Disconnected) => Outcome::Lost,
        }
    }

    /// Asks it to stop, without giving up what it ends with: work that may be done by then.
    pub fn stop(&self) {
        self.progress.cancelled.store(true, Ordering::Relaxed);
    }

    /// How long ago it was started: what is over at once is not worth a progress bar.
    pub fn age(&self) -> Duration {
        self.started.elapsed()
    }

    /// How much is done, from 0 to 1.
    pub fn done(&self) -> f64 {
        f64::from(self.progress.thousandths.load(Ordering::Relaxed)) / 1000.0
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.progress.cancelled.store(true, Ordering::Relaxed);
    }
}

/// Does two things at once, one on a thread of its own, and waits for both.
pub fn both<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    std::thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        match there.join() {
            Ok(there) => (here, there),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Lets go of something large on a thread of its own: half a million records take as long to forget as
/// to walk.
pub fn let_go<T: Send + 'static>(what: T) {
    #[allow(clippy::disallowed_methods)] // this is the one place that starts threads
    drop(std::thread::spawn(move || {
        let started = Instant::now();
        drop(what);
        tidy_after(started);
    }));
}

/// How a job stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// Not done yet.
    Running,
    /// Done, with its result (given once).
    Done(T),
    /// It ended without a result: it panicked, or the result was already taken.
    Lost,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_job_is_told_to_stop() {
        let (told, wait) = channel();
        let job = Job::start(
            move |progress| {
                while !progress.is_cancelled() {
                    std::thread::yield_now();
                }
                let _ = told.send(());
            },
            || {},
        );
        drop(job);
        assert_eq!(wait.recv(), Ok(()));
    }

    #[test]
    fn a_result_is_given_once() {
        let job = Job::inline(|progress| {
            progress.set(0.5);
            7
        });
        assert!((job.done() - 0.5).abs() < 1e-9);
        assert_eq!(job.poll(), Outcome::Done(7));
        assert_eq!(job.poll(), Outcome::Lost);
    }
}
