//! The whole way of a connected network to its picture: coarsen, start, settle level by level.

use super::coarsen::coarsen;
use super::landmarks::Landmarks;
use super::push::Push;
use super::settle::{Course, Level, Meetings};
use super::sketch::Sketch;
use super::{Network, Places, direction, parallel};

/// What to do after a look at the work under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Go,
    /// Be content with what there is.
    Stop,
    /// Drop it.
    Cancel,
}

/// How Force arranges.
#[derive(Clone, Debug)]
pub struct Force {
    /// The power of a link's length with which it pulls, in quarters: 4 is ForceAtlas2's pull, 0 is
    /// LinLog's; the lower, the more clearly communities stand apart.
    pub pull_quarters: u8,
    /// How strongly distances to landmarks shape the whole, against the push of all.
    pub landmark_pull: f32,
    /// The stress of the landmarks' distances that is wanted: pictures with less have their communities torn
    /// apart, pictures with more say little by their distances. The pull is steered towards it.
    pub stress_wanted: f32,
    /// How many landmarks.
    pub landmarks: usize,
    /// In large networks, so many eights of landmarks are looked at in one step, in turn.
    pub landmark_blocks_a_step: usize,
    /// Steps at the coarsest level, in between, and at the finest.
    pub steps: [usize; 3],
    /// How many starts to choose from.
    pub starts: u32,
    /// The level that is compared has no more nodes than this.
    pub chosen_at: usize,
    /// How much stress counts against crossings when starts are compared: a power.
    pub stress_power: f64,
    /// The largest mass of a group when coarsening, in average masses.
    pub group_cap: f32,
    /// Which of many equally good pictures.
    pub seed: u32,
    /// On how many threads; it does not change the result.
    pub cores: usize,
}

impl Force {
    /// What reads best for a network of this many nodes: in larger ones the communities are many, and more
    /// weight on distances keeps them in their places.
    pub fn for_count(count: usize) -> Self {
        let (is_small, is_large) = (count < 5_000, count >= 50_000);
        Self {
            pull_quarters: 2,
            landmark_pull: 12.0 * (count as f32 / 2_000.0).powf(0.3).min(4.0),
            stress_wanted: (0.146 + 0.014 * (count as f32 / 2_000.0).log10()).clamp(0.146, 0.16)
                + if is_large { 0.0035 } else { 0.0 },
            landmarks: if is_large { 64 } else { 144 },
            landmark_blocks_a_step: if is_large { 8 } else { 3 },
            steps: if is_large { [100, 30, 25] } else { [100, 40, if is_small { 25 } else { 30 }] },
            starts: if is_small { 5 } else { 6 },
            chosen_at: 400,
            stress_power: if is_large { 1.0 } else { 2.5 },
            group_cap: 10.0,
            // Chosen so that the first picture of the networks it was measured on is one of the good ones.
            seed: if is_large { 10 } else { 9 },
            cores: parallel::cores(),
        }
    }

    /// Makes communities stand more clearly apart: links pull almost alike at any length, and distances count
    /// for little.
    pub fn apart(&mut self) {
        self.pull_quarters = 1;
        self.landmark_pull *= 0.3;
        self.stress_wanted *= 1.15;
    }
}

/// A look at the work under way.
pub struct Seen<'a> {
    /// The share done, 0 to 1.
    pub done: f32,
    places: &'a Places,
    /// From the finest level's nodes to those of `places`.
    groups: &'a [Vec<u32>],
}

impl Seen<'_> {
    /// Where all nodes are by now: those of a group that is not yet resolved, at one place.
    pub fn places(&self) -> Places {
        let Some((first, others)) = self.groups.split_first() else { return self.places.clone() };
        let mut seen = Places::new(first.len());
        for (node, group) in first.iter().enumerate() {
            let at = others.iter().fold(*group, |group, coarser| coarser[group as usize]) as usize;
            (seen.x[node], seen.y[node]) = (self.places.x[at], self.places.y[at]);
        }
        seen
    }
}

/// No smaller networks are made than this.
const COARSEST: usize = 60;

/// Networks with fewer links a node are trees or nearly.
const TREE_LINKS: f32 = 1.15;
/// Starts of networks that small, and steps from each.
const STARTS_OF_SMALL: u32 = 2;
const STEPS_OF_SMALL: usize = 60;

/// Arranges a connected network from nothing. `watch` sees the work; `None` when it cancels.
pub fn arrange(network: Network, force: &Force, watch: &mut dyn FnMut(&Seen<'_>) -> Flow) -> Option<Places> {
    let mut push = Push::default();
    let landmarks = Landmarks::new(&network, force.landmarks, force.seed, force.cores);
    let mut levels = vec![Level { network, landmarks, pinned: Vec::new() }];
    let mut groups: Vec<Vec<u32>> = Vec::new();
    while let Some(last) = levels.last()
        && last.network.count() > COARSEST
    {
        let coarser = coarsen(&last.network, &last.pinned, force.group_cap);
        let count = coarser.network.count();
        if count as f32 > 0.9 * last.network.count() as f32 {
            break;
        }
        let landmarks = last.landmarks.coarser(&coarser.group, count);
        groups.push(coarser.group);
        levels.push(Level { network: coarser.network, landmarks, pinned: coarser.pinned });
    }
    let top = levels.len() - 1;
    let chosen = levels.iter().position(|level| level.network.count() <= force.chosen_at).unwrap_or(top);
    let mut force = force.clone();
    let mut sketch = Sketch::new(&levels[top].network, &levels[top].landmarks, force.seed);
    let (usual, network_links) = (force.stress_wanted, levels[0].network.link_count());
    if top == 0 {
        // So few that the sketch is about as good a start as can be found.
        force.starts = force.starts.min(STARTS_OF_SMALL);
        force.steps[0] = force.steps[0].min(STEPS_OF_SMALL);
    }
    if let Some(sketch) = &sketch {
        let is_tree = (network_links as f32) < TREE_LINKS * levels[0].network.count() as f32;
        force.stress_wanted =
            if is_tree { sketch.wants_of_tree() } else { sketch.wants().min(force.stress_wanted) };
    }
    sketch = sketch.filter(|sketch| top == 0 || sketch.wants() < 0.95 * usual);
    let force = &force;
    // The share of the work that each level is, for progress.
    let work = |level: usize| {
        levels[level].network.count() as f32 * if level == 0 { force.steps[2] } else { force.steps[1] } as f32
    };
    let all: f32 = (0..=top).map(work).sum();
    let mut down =
        |gain: &mut f32, from: usize, to: usize, mut places: Places, push: &mut Push| -> (Flow, Places) {
            for at in (to..=from).rev() {
                let level = &levels[at];
                if at < top {
                    places = spread(&places, &groups[at], &level.network);
                } else {
                    let scale = level.natural_scale(&places, force);
                    places.scale(scale);
                }
                let (steps, stride, boost) = match at {
                    at if at == top => (force.steps[0], 0.3, 6.0),
                    0 => (force.steps[2], 0.05, 0.0),
                    _ => (force.steps[1], 0.05, 0.0),
                };
                let course = Course { steps, stride, boost, scales: true, steers: true };
                let before: f32 = (at + 1..=top).map(work).sum();
                let flow = level.settle(&mut places, force, course, push, gain, &mut |done, places| {
                    let done = (before + done * work(at)) / all;
                    watch(&Seen { done: done.min(1.0), places, groups: &groups[..at] })
                });
                match flow {
                    Flow::Go => {}
                    Flow::Cancel => return (Flow::Cancel, places),
                    Flow::Stop => {
                        for finer in (0..at).rev() {
                            places = spread(&places, &groups[finer], &levels[finer].network);
                        }
                        return (Flow::Stop, places);
                    }
                }
            }
            (Flow::Go, places)
        };
    let mut best: Option<(f64, Places, f32)> = None;
    let meetings = Meetings::new(&levels[chosen].network);
    for start in 0..force.starts.max(1) {
        let places = match &sketch {
            Some(sketch) if start == 0 => sketch.places.clone(),
            _ => scatter(levels[top].network.count(), force.seed.wrapping_mul(101).wrapping_add(start)),
        };
        let mut gain = 1.0;
        let (flow, places) = down(&mut gain, top, chosen, places, &mut push);
        match flow {
            Flow::Go => {}
            Flow::Stop => return Some(places),
            Flow::Cancel => return None,
        }
        let disorder = levels[chosen].disorder(&places, &meetings, force.stress_power);
        if best.as_ref().is_none_or(|(least, ..)| disorder < *least) {
            best = Some((disorder, places, gain));
        }
    }
    let (places, mut gain) = best.map(|(_, places, gain)| (places, gain)).unwrap_or_default();
    if chosen == 0 {
        return Some(places);
    }
    let (flow, places) = down(&mut gain, chosen - 1, 0, places, &mut push);
    (flow != Flow::Cancel).then_some(places)
}

/// An even disc in an order drawn by the seed.
fn scatter(count: usize, seed: u32) -> Places {
    let mut places = Places::new(count);
    for node in 0..count {
        let radius = ((node as f32 + 0.5) / count as f32).sqrt();
        let (x, y) = direction(node as u32 + seed.wrapping_mul(7_919));
        (places.x[node], places.y[node]) = (radius * x, radius * y);
    }
    places
}

/// From a coarser level's places to a finer's: members around their group's place.
fn spread(coarse: &Places, group: &[u32], network: &Network) -> Places {
    let mut places = Places::new(group.len());
    for (node, group) in group.iter().enumerate() {
        let (x, y) = direction(node as u32);
        let away = 0.5 * network.mass[node].sqrt();
        places.x[node] = coarse.x[*group as usize] + away * x;
        places.y[node] = coarse.y[*group as usize] + away * y;
    }
    places
}
