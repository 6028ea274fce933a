//! A layout under way: a job on a snapshot of the map, with the latest look at it in a slot between
//! the job and the window.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use crate::edit::{Edit, Purpose, Revision, Transaction};
use crate::geometry::Point;
use crate::job::{Job, Outcome, Progress};
use crate::layout::arrange::{Arrangement, Flow, Task};
use crate::model::{ActorId, Map, Position};
use crate::ui::canvas::Outset;

/// Looks come no closer together than this: about thirty a second.
const LOOK_EVERY: Duration = Duration::from_millis(33);

/// A layout under way. Dropping it cancels it.
pub struct Arranging {
    job: Job<Option<Ended>>,
    shared: Arc<Shared>,
    of: Revision,
}

/// What job and window share.
#[derive(Default)]
struct Shared {
    /// Whether to be content with what there is.
    stop: AtomicBool,
    outset: OnceLock<Arc<Outset>>,
    /// The latest look nobody has taken yet.
    look: Mutex<Option<Vec<Point>>>,
}

/// What a layout ended with.
pub struct Ended {
    /// The new places of those who move.
    pub positions: Vec<(ActorId, Position)>,
    /// The change of the map they make, for the state the layout began with.
    pub planned: Option<Transaction>,
}

impl Ended {
    /// The change of a map that was edited meanwhile: who is gone is left out, and who was moved or
    /// pinned by hand stays.
    pub fn edit_on(self, now: &Map, outset: &Outset) -> Edit {
        let was: HashMap<&ActorId, Option<Position>> =
            outset.actors.iter().zip(outset.places.iter().copied()).collect();
        let stands = |id: &ActorId| now.actor(id).is_some_and(|now| was.get(id) == Some(&now.position));
        edit(self.positions.into_iter().filter(|(id, _)| stands(id)).collect())
    }
}

/// All positions as one step.
fn edit(positions: Vec<(ActorId, Position)>) -> Edit {
    Edit::Batch { purpose: Purpose::Arrange, edits: vec![Edit::Move { positions }] }
}

impl Arranging {
    /// Starts a layout of a map in a state. `shows` says whether looks are wanted; `wake` is called
    /// with each and at the end.
    pub fn start(
        map: Arc<Map>,
        of: Revision,
        arrangement: Arrangement,
        shows: bool,
        wake: impl Fn() + Send + Clone + 'static,
    ) -> Self {
        let shared = Arc::new(Shared::default());
        let (inside, wake_look) = (shared.clone(), wake.clone());
        let work = move |progress: &Progress| {
            let wake: Option<&dyn Fn()> = if shows { Some(&wake_look) } else { None };
            run(&map, arrangement, progress, &inside, wake)
        };
        // The job's snapshot goes with it: an edit copies what a snapshot shares.
        Self { job: Job::start(work, wake), shared, of }
    }

    /// One that shows everybody at a place and goes on until it is stopped or given up.
    #[cfg(test)]
    pub fn endless(map: Arc<Map>, of: Revision, at: Point) -> Self {
        let shared = Arc::new(Shared::default());
        let outset = shared.outset.get_or_init(|| Arc::new(Outset::of(&map)));
        *shared.look.lock().unwrap_or_else(PoisonError::into_inner) = Some(vec![at; outset.actors.len()]);
        let inside = shared.clone();
        let work = move |progress: &Progress| {
            while !progress.is_cancelled() {
                if inside.stop.load(Ordering::Relaxed) {
                    let free = map.actors().filter(|actor| !actor.position.is_some_and(|at| at.pinned));
                    return Some(ended(&map, free.map(|actor| (actor.id.clone(), at)).collect()));
                }
                std::thread::yield_now();
            }
            None
        };
        Self { job: Job::start(work, || {}), shared, of }
    }

    /// How it stands.
    pub fn poll(&self) -> Outcome<Option<Ended>> {
        self.job.poll()
    }

    /// The job, for its progress.
    pub fn job(&self) -> &Job<Option<Ended>> {
        &self.job
    }

    /// Lets it be content with what there is.
    pub fn stop(&self) {
        self.shared.stop.store(true, Ordering::Relaxed);
    }

    /// The latest look at it, if there is a new one: whom, and where they are by now.
    pub fn take_look(&self) -> Option<(Arc<Outset>, Vec<Point>)> {
        let look = self.shared.look.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some((self.outset()?.clone(), look))
    }

    /// Where everybody was when it began, once that is known.
    pub fn outset(&self) -> Option<&Arc<Outset>> {
        self.shared.outset.get()
    }

    /// The state of that map.
    pub fn revision(&self) -> Revision {
        self.of
    }
}

fn run(
    map: &Map,
    arrangement: Arrangement,
    progress: &Progress,
    shared: &Shared,
    wake: Option<&dyn Fn()>,
) -> Option<Ended> {
    let task = Task::new(map, arrangement);
    // The task has everybody by id, as the map does.
    let outset = shared.outset.get_or_init(|| Arc::new(Outset::of(map)));
    debug_assert_eq!(outset.actors, task.actors());
    let mut last: Option<Instant> = None;
    let moved = task.run(&mut |look| {
        progress.set(f64::from(look.done));
        if progress.is_cancelled() {
            return Flow::Cancel;
        }
        if shared.stop.load(Ordering::Relaxed) {
            return Flow::Stop;
        }
        if let Some(wake) = wake
            && last.is_none_or(|last| last.elapsed() >= LOOK_EVERY)
        {
            let mut slot = shared.look.lock().unwrap_or_else(PoisonError::into_inner);
            // One that was not taken yet is not worth another.
            if slot.is_none() {
                *slot = Some(look.points());
                drop(slot);
                last = Some(Instant::now());
                wake();
            }
        }
        Flow::Go
    })?;
    Some(ended(map, moved))
}

fn ended(map: &Map, moved: Vec<(ActorId, Point)>) -> Ended {
    // What moves by less than the file keeps does not move.
    let positions: Vec<(ActorId, Position)> = moved
        .into_iter()
        .filter(|(_, at)| at.is_finite())
        .map(|(id, at)| (id, Position::free(at)))
        .filter(|(id, position)| map.actor(id).is_some_and(|actor| actor.position != Some(*position)))
        .collect();
    // Planned here rather than by the window: a copy of every record takes its time.
    let planned = edit(positions.clone()).plan(map).ok();
    Ended { positions, planned }
}
