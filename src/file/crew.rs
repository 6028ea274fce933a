//! Several hands for one task: long lists are worked through on every core, with results in order.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// More threads than this would wait for memory rather than work.
const MOST_THREADS: usize = 8;

/// Works through a list in shares of a size, on as many threads as there are cores, and gives the
/// results in the order of the list, whatever the number of threads. `each` is told where its share
/// begins.
pub(super) fn in_shares<T: Sync, R: Send>(
    items: &[T],
    size: usize,
    each: impl Fn(usize, &[T]) -> R + Sync,
) -> Vec<R> {
    with_tools(items, size, || (), |(), from, share| each(from, share))
}

/// The same where each thread has tools of its own, which it makes first.
pub(super) fn with_tools<T: Sync, R: Send, S>(
    items: &[T],
    size: usize,
    tools: impl Fn() -> S + Sync,
    each: impl Fn(&S, usize, &[T]) -> R + Sync,
) -> Vec<R> {
    let count = items.len().div_ceil(size.max(1));
    let share = |tools: &S, rank: usize| {
        let from = rank * size;
        each(tools, from, &items[from..items.len().min(from + size)])
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS).min(count);
    if threads < 2 {
        let tools = tools();
        return (0..count).map(|rank| share(&tools, rank)).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(count));
    let work = || {
        let tools = tools();
        loop {
            let rank = next.fetch_add(1, Ordering::Relaxed);
            if rank >= count {
                break;
            }
            let result = share(&tools, rank);
            done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((rank, result));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(rank, _)| *rank);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Somebody who waits for long work: told how far it is, and free to stop it.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    report: &'a (dyn Fn(f64) + Sync),
    stopped: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Watch<'a> {
    /// Someone who is told how much is done, from 0 to 1, and is asked whether to stop.
    pub fn new(report: &'a (dyn Fn(f64) + Sync), stopped: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self { report, stopped }
    }

    /// Nobody.
    pub fn none() -> Self {
        Self { report: &|_| {}, stopped: &|| false }
    }

    /// Says how much is done, from 0 to 1.
    pub fn set(&self, done: f64) {
        (self.report)(done);
    }

    /// Whether nobody wants the result any more.
    pub fn is_stopped(&self) -> bool {
        (self.stopped)()
    }
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_list() {
        let items: Vec<usize> = (0..10_007).collect();
        let sums = in_shares(&items, 10, |from, share| {
            assert_eq!(share[0], from);
            share.iter().sum::<usize>()
        });
        assert_eq!(sums.len(), 1001);
        assert!(sums[..1000].is_sorted());
        assert_eq!(sums.iter().sum::<usize>(), 10_006 * 10_007 / 2);
        assert!(in_shares(&[] as &[u8], 10, |_, _| 1).is_empty());
    }
}
