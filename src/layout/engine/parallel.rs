//! Sharing work between the cores, with the same result on any number of them: pieces are cut by the
//! size of the work, never by the number of cores.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// How many threads are worth starting here, eight at most.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(8)
}

/// Does the pieces of a work, on so many threads. Each piece is done once, by whichever thread is free.
pub fn for_each<T: Send>(pieces: Vec<T>, cores: usize, work: impl Fn(T) + Sync) {
    if cores <= 1 || pieces.len() <= 1 {
        pieces.into_iter().for_each(work);
        return;
    }
    let queue = Mutex::new(pieces.into_iter());
    let help = || {
        loop {
            let piece = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(piece) = piece else { return };
            work(piece);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..cores {
            scope.spawn(help);
        }
        help();
    });
}
