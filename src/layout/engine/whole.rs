//! A whole network: its connected parts arranged one by one, given their room, and put side by side; or
//! a picture that is there already, eased without losing its shape.

use super::overlap::{self, Rooms};
use super::pack::pack;
use super::plain::plain;
use super::push::Push;
use super::settle::{Course, Level};
use super::{Flow, Force, Landmarks, Network, Places, arrange, direction, stress};

/// What gives a connected part its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Pushes and pulls.
    Force,
    /// The same, communities more clearly apart.
    Communities,
    /// Distances in the network.
    Distances,
}

/// What is there before.
#[derive(Clone, Copy, Default)]
pub struct Anchors<'a> {
    /// Where nodes are; empty where none is anywhere.
    pub present: &'a [Option<(f32, f32)>],
    /// Which of those do not move; may be empty.
    pub pinned: &'a [bool],
    /// Whether those that move keep near their places.
    pub keeps_present: bool,
}

/// What is asked for.
#[derive(Clone)]
pub struct Wish<'a> {
    /// The shape.
    pub shape: Shape,
    /// The room of each node; where none is given, discs that cover a tenth of the picture.
    pub rooms: Option<&'a Rooms>,
    /// The share of the picture that rooms cover at first.
    pub share: f32,
    /// What is there before.
    pub anchors: Anchors<'a>,
    /// Which of many equally good pictures.
    pub seed: u32,
    /// On how many threads.
    pub cores: usize,
}

impl Wish<'_> {
    /// The forces of a part of this many nodes.
    fn force(&self, count: usize) -> Force {
        let mut force = Force::for_count(count);
        force.seed = force.seed.wrapping_add(self.seed);
        force.cores = self.cores;
        if self.shape == Shape::Communities {
            force.apart();
        }
        force
    }
}

/// The share of the picture that discs cover where no rooms are given: a hair above a tenth, so that
/// rounding does not make it less.
const TENTH: f32 = 0.1003;
/// Between two parts, in rooms.
const BETWEEN: f32 = 1.5;
/// Steps to ease a picture.
const EASING: usize = 40;

/// Arranges a network. `watch` is told the share done and may look at all places; `None` when it cancels.
pub fn whole(
    network: &Network,
    wish: &Wish<'_>,
    watch: &mut dyn FnMut(f32, &dyn Fn() -> Places) -> Flow,
) -> Option<Places> {
    let count = network.count();
    let mut all = Places::new(count);
    for (node, at) in wish.anchors.present.iter().enumerate() {
        if let Some((x, y)) = at {
            (all.x[node], all.y[node]) = (*x, *y);
        }
    }
    let parts = network.components();
    let mut stays = vec![false; parts.len()];
    let mut done = 0usize;
    let mut flow = Flow::Go;
    let mut number = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let is_anchored = part.iter().any(|node| {
            let node = *node as usize;
            let is_present = wish.anchors.present.get(node).is_some_and(Option::is_some);
            is_present && (wish.anchors.keeps_present || wish.anchors.pinned.get(node) == Some(&true))
        });
        stays[at] = is_anchored;
        let mut own = Part::new(network, part, wish, &mut number);
        if flow == Flow::Go {
            let (before, share) = (done as f32 / count as f32, part.len() as f32 / count as f32);
            let shown = &all;
            flow = own.arrange(is_anchored, &mut |done, places| {
                watch(before + share * done, &|| merged(shown, part, &places()))
            });
            if flow == Flow::Cancel {
                return None;
            }
        } else if !is_anchored {
            own.places = scattered(part.len());
        }
        own.make_room(is_anchored, &mut || true);
        for (node, (x, y)) in part.iter().zip(own.places.x.iter().zip(&own.places.y)) {
            (all.x[*node as usize], all.y[*node as usize]) = (*x, *y);
        }
        done += part.len();
    }
    side_by_side(&mut all, &parts, &stays, wish.rooms);
    if stays.iter().any(|stays| *stays)
        && parts.len() > 1
        && let Some(rooms) = wish.rooms
    {
        overlap::remove(&mut all, rooms, wish.anchors.pinned, wish.cores, &mut || true);
    }
    Some(all)
}

fn merged(all: &Places, part: &[u32], places: &Places) -> Places {
    let mut merged = all.clone();
    for (at, node) in part.iter().enumerate().take(places.len()) {
        (merged.x[*node as usize], merged.y[*node as usize]) = (places.x[at], places.y[at]);
    }
    merged
}

/// Rows of a sunflower (Vogel 1979), for what was not arranged before the work was stopped.
fn scattered(count: usize) -> Places {
    let mut places = Places::new(count);
    for node in 0..count {
        let (radius, angle) = ((node as f32).sqrt(), 2.399_963_2 * node as f32);
        (places.x[node], places.y[node]) = (radius * angle.cos(), radius * angle.sin());
    }
    places
}

/// A connected part at work, by numbers of its own.
struct Part<'a> {
    network: Network,
    wish: &'a Wish<'a>,
    present: Vec<Option<(f32, f32)>>,
    pinned: Vec<bool>,
    rooms: Option<Rooms>,
    /// How much smaller than usual its rooms are against the picture.
    slenderness: f32,
    /// In world units once arranged.
    places: Places,
}

impl<'a> Part<'a> {
    fn new(network: &Network, nodes: &[u32], wish: &'a Wish<'a>, number: &mut Vec<u32>) -> Self {
        let of = |node: &u32| wish.anchors.present.get(*node as usize).copied().flatten();
        let present: Vec<_> = nodes.iter().map(of).collect();
        let is_pinned = |node: &u32| wish.anchors.pinned.get(*node as usize) == Some(&true);
        let pinned: Vec<bool> =
            nodes.iter().zip(&present).map(|(node, at)| at.is_some() && is_pinned(node)).collect();
        let pinned = if pinned.contains(&true) { pinned } else { Vec::new() };
        let rooms = wish.rooms.map(|rooms| rooms.of(nodes));
        Self {
            network: network.of_nodes_by(nodes, number),
            wish,
            present,
            pinned,
            rooms,
            slenderness: 1.0,
            places: Places::new(nodes.len()),
        }
    }

    fn arrange(
        &mut self,
        is_anchored: bool,
        watch: &mut dyn FnMut(f32, &dyn Fn() -> Places) -> Flow,
    ) -> Flow {
        let known = self.present.iter().flatten().count();
        if is_anchored && self.wish.anchors.keeps_present && 2 * known >= self.present.len() {
            self.recall();
            return self.ease(watch);
        }
        let count = self.network.count();
        let (wish, rooms) = (self.wish, self.rooms.clone());
        let in_world = |places: &Places| {
            let mut places = places.clone();
            to_scale(&mut places, rooms.as_ref(), wish.share, 1.0);
            places
        };
        let plain = plain(&self.network);
        let found = match wish.shape {
            _ if plain.is_some() => plain,
            Shape::Distances => {
                let mut see = |done: f32, places: &Places| watch(done, &|| in_world(places));
                stress::stress(&self.network, wish.seed, wish.cores, &mut see)
            }
            Shape::Force | Shape::Communities => {
                let force = wish.force(count);
                arrange(self.network.clone(), &force, &mut |seen| {
                    watch(seen.done, &|| in_world(&seen.places()))
                })
            }
        };
        let Some(mut places) = found else { return Flow::Cancel };
        lie_down(&mut places);
        self.slenderness = slenderness(&self.network, &places);
        to_scale(&mut places, self.rooms.as_ref(), wish.share, self.slenderness);
        self.places = places;
        if is_anchored {
            self.fit();
            return self.ease(watch);
        }
        Flow::Go
    }

    /// The present places; those without one amid their neighbours.
    fn recall(&mut self) {
        let count = self.network.count();
        let mut known: Vec<bool> = self.present.iter().map(Option::is_some).collect();
        for (node, at) in self.present.iter().enumerate() {
            if let Some((x, y)) = at {
                (self.places.x[node], self.places.y[node]) = (*x, *y);
            }
        }
        let air = self.rooms.as_ref().map_or(1.0, Rooms::reach);
        // From the known outwards, a ring of neighbours at a time.
        let mut waiting: Vec<usize> = (0..count).filter(|node| !known[*node]).collect();
        while !waiting.is_empty() {
            let mut seated = Vec::new();
            for &node in &waiting {
                let (mut x, mut y, mut weight) = (0f32, 0f32, 0f32);
                for (other, link) in self.network.neighbours(node).filter(|(other, _)| known[*other]) {
                    x += link * self.places.x[other];
                    y += link * self.places.y[other];
                    weight += link;
                }
                if weight > 0.0 {
                    let (dx, dy) = direction(node as u32);
                    seated.push((node, x / weight + air * dx, y / weight + air * dy));
                }
            }
            if seated.is_empty() {
                break;
            }
            for (node, x, y) in seated {
                (self.places.x[node], self.places.y[node], known[node]) = (x, y, true);
            }
            waiting.retain(|node| !known[*node]);
        }
    }

    /// Turns and shifts the picture so that pinned nodes come nearest to their places, and puts them there.
    fn fit(&mut self) {
        let anchors: Vec<(usize, (f32, f32))> = self
            .present
            .iter()
            .enumerate()
            .filter(|(node, _)| self.pinned.get(*node).copied().unwrap_or(self.pinned.is_empty()))
            .filter_map(|(node, at)| Some((node, (*at)?)))
            .collect();
        lay_onto(&mut self.places, &anchors);
        for (node, (x, y)) in anchors {
            if self.pinned.get(node) == Some(&true) {
                (self.places.x[node], self.places.y[node]) = (x, y);
            }
        }
    }

    /// Lets the forces work on the places there are, gently, in their present scale.
    fn ease(&mut self, watch: &mut dyn FnMut(f32, &dyn Fn() -> Places) -> Flow) -> Flow {
        let count = self.network.count();
        if count < 3 {
            return Flow::Go;
        }
        let force = self.wish.force(count);
        let landmarks = Landmarks::new(&self.network, force.landmarks, force.seed, force.cores);
        let level = Level { network: self.network.clone(), landmarks, pinned: self.pinned.clone() };
        let before = self.places.clone();
        let (middle_x, middle_y) = middle(&self.places);
        let mut places = self.places.clone();
        places.shift(-middle_x, -middle_y);
        let scale = level.natural_scale(&places, &force);
        places.scale(scale);
        let back = |places: &Places| {
            let mut places = places.clone();
            places.scale(1.0 / scale);
            places.shift(middle_x, middle_y);
            places
        };
        let stride = if self.pinned.is_empty() { 0.004 } else { 0.03 };
        let course = Course { steps: EASING, stride, boost: 0.0, scales: false, steers: false };
        let mut push = Push::default();
        let mut see = |done: f32, places: &Places| watch(done, &|| back(places));
        let flow = level.settle(&mut places, &force, course, &mut push, &mut 1.0, &mut see);
        if flow == Flow::Cancel {
            return flow;
        }
        self.places = back(&places);
        if self.pinned.is_empty() {
            // What turned or drifted as a whole comes back.
            let stays = self.present.iter().enumerate().filter(|(_, at)| at.is_some());
            let anchors: Vec<_> = stays.map(|(node, _)| (node, (before.x[node], before.y[node]))).collect();
            lay_onto(&mut self.places, &anchors);
        } else {
            for (node, pinned) in self.pinned.iter().enumerate() {
                if *pinned {
                    (self.places.x[node], self.places.y[node]) = (before.x[node], before.y[node]);
                }
            }
        }
        flow
    }

    fn make_room(&mut self, is_anchored: bool, go_on: &mut dyn FnMut() -> bool) {
        match &self.rooms {
            Some(rooms) => overlap::remove(&mut self.places, rooms, &self.pinned, self.wish.cores, go_on),
            None if is_anchored => {}
            None => {
                let share = TENTH * self.slenderness.powi(2);
                overlap::remove_by_share(&mut self.places, share, self.wish.cores, go_on);
            }
        }
    }
}

/// By how much rooms are to be smaller than the share of the picture's box makes them, for most links to
/// be as long as a room: paths, meshes of a few rows and trees leave most of their box empty, and rooms
/// sized by the box would press them into clumps. Never much smaller than makes a row of all across the picture.
fn slenderness(network: &Network, places: &Places) -> f32 {
    /// Three links of four are at least so many rooms long.
    const LENGTH: f32 = 1.6;
    /// A room is no smaller than this share of its part in a row of all.
    const ROW: f32 = 0.4;
    let [left, right, top, bottom] = places.bounds();
    let disc = overlap::disc_of(places, TENTH);
    let mut lengths = Vec::with_capacity(network.link_count());
    for node in 0..network.count() {
        let others = network.neighbours(node).filter(|(other, _)| *other < node);
        lengths
            .extend(others.map(|(other, _)| {
                (places.x[node] - places.x[other]).hypot(places.y[node] - places.y[other])
            }));
    }
    let three_of_four = 3 * lengths.len() / 4;
    if three_of_four == 0 {
        return 1.0;
    }
    let length = *lengths.select_nth_unstable_by(three_of_four, f32::total_cmp).1;
    let row = ROW * (right - left).max(bottom - top) / places.len() as f32;
    let by = (length / LENGTH).max(row) / disc;
    if by.is_finite() { by.clamp(1e-3, 1.0) } else { 1.0 }
}

/// Enlarges a picture so that rooms cover this share of it (without rooms: discs of diameter 1, a tenth),
/// or less by its slenderness.
fn to_scale(places: &mut Places, rooms: Option<&Rooms>, share: f32, slenderness: f32) {
    let (wanted, share) = match rooms {
        Some(rooms) => (rooms.mean_diameter(places.len()), share),
        None => (1.0, TENTH),
    };
    let now = slenderness * overlap::disc_of(places, share);
    let by = wanted / now;
    if by.is_finite() && by > 0.0 {
        places.scale(by);
    }
}

/// Turns a picture so that its longest extent lies across, as windows and pages do (its principal axis).
fn lie_down(places: &mut Places) {
    let (middle_x, middle_y) = middle(places);
    let (mut xx, mut yy, mut xy) = (0f64, 0f64, 0f64);
    for (x, y) in places.x.iter().zip(&places.y) {
        let (x, y) = (f64::from(x - middle_x), f64::from(y - middle_y));
        (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    let (sin, cos) = (angle.sin() as f32, angle.cos() as f32);
    for (x, y) in places.x.iter_mut().zip(&mut places.y) {
        let (dx, dy) = (*x - middle_x, *y - middle_y);
        (*x, *y) = (cos * dx + sin * dy, cos * dy - sin * dx);
    }
}

fn middle(places: &Places) -> (f32, f32) {
    let count = places.len().max(1) as f64;
    let mean = |values: &[f32]| (values.iter().map(|value| f64::from(*value)).sum::<f64>() / count) as f32;
    (mean(&places.x), mean(&places.y))
}

/// Turns and shifts a picture so that some nodes come as near to given places as they can (the orthogonal
/// Procrustes problem in two dimensions, without mirroring).
pub(crate) fn lay_onto(places: &mut Places, anchors: &[(usize, (f32, f32))]) {
    if anchors.is_empty() {
        return;
    }
    let count = anchors.len() as f64;
    let (mut from_x, mut from_y, mut to_x, mut to_y) = (0f64, 0f64, 0f64, 0f64);
    for (node, (x, y)) in anchors {
        from_x += f64::from(places.x[*node]) / count;
        from_y += f64::from(places.y[*node]) / count;
        to_x += f64::from(*x) / count;
        to_y += f64::from(*y) / count;
    }
    let (mut along, mut across) = (0f64, 0f64);
    for (node, (x, y)) in anchors {
        let (ax, ay) = (f64::from(places.x[*node]) - from_x, f64::from(places.y[*node]) - from_y);
        let (bx, by) = (f64::from(*x) - to_x, f64::from(*y) - to_y);
        along += ax * bx + ay * by;
        across += ax * by - ay * bx;
    }
    let length = along.hypot(across);
    let (cos, sin) = if length > 0.0 { (along / length, across / length) } else { (1.0, 0.0) };
    for node in 0..places.len() {
        let (x, y) = (f64::from(places.x[node]) - from_x, f64::from(places.y[node]) - from_y);
        places.x[node] = (to_x + cos * x - sin * y) as f32;
        places.y[node] = (to_y + sin * x + cos * y) as f32;
    }
}

/// Puts parts beside each other: all on one sheet around the origin where none stays, else those that do
/// not stay in rows under those that do, centred, the largest first.
fn side_by_side(all: &mut Places, parts: &[Vec<u32>], stays: &[bool], rooms: Option<&Rooms>) {
    // Without rooms, each part is in discs of diameter 1.
    let air = rooms.map_or(1.0, Rooms::reach).max(1e-6);
    let box_of = |all: &Places, part: &[u32]| {
        part.iter().map(|node| *node as usize).fold([f32::MAX, f32::MIN, f32::MAX, f32::MIN], |b, node| {
            let (x, y) = (all.x[node], all.y[node]);
            [
                b[0].min(x - air / 2.0),
                b[1].max(x + air / 2.0),
                b[2].min(y - air / 2.0),
                b[3].max(y + air / 2.0),
            ]
        })
    };
    let boxes: Vec<[f32; 4]> = parts.iter().map(|part| box_of(all, part)).collect();
    let gap = BETWEEN * air;
    let size = |at: usize| (boxes[at][1] - boxes[at][0] + gap, boxes[at][3] - boxes[at][2] + gap);
    let mut go = |at: usize, left: f32, top: f32| {
        let (dx, dy) = (left - boxes[at][0], top - boxes[at][2]);
        for node in &parts[at] {
            all.x[*node as usize] += dx;
            all.y[*node as usize] += dy;
        }
    };
    if !stays.contains(&true) {
        if parts.len() > 1 {
            let sizes: Vec<(f32, f32)> = (0..parts.len()).map(size).collect();
            let corners = pack(&sizes);
            let ends = corners.iter().zip(&sizes);
            let (wide, high) = ends.fold((0f32, 0f32), |(wide, high), (corner, size)| {
                (wide.max(corner.0 + size.0), high.max(corner.1 + size.1))
            });
            for (at, (left, top)) in corners.into_iter().enumerate() {
                go(at, left + 0.5 * (gap - wide), top + 0.5 * (gap - high));
            }
        }
        return;
    }
    let mut base = [f32::MAX, f32::MIN, f32::MAX, f32::MIN];
    for (b, _) in boxes.iter().zip(stays).filter(|(_, stays)| **stays) {
        base = [base[0].min(b[0]), base[1].max(b[1]), base[2].min(b[2]), base[3].max(b[3])];
    }
    let loose: Vec<usize> = (0..parts.len()).filter(|at| !stays[*at]).collect();
    if loose.is_empty() || base[0] > base[1] {
        return;
    }
    let area: f32 = loose.iter().map(|at| size(*at).0 * size(*at).1).sum();
    let widest = loose.iter().map(|at| size(*at).0).fold(0f32, f32::max);
    let row_width = (base[1] - base[0]).max(widest).max((1.5 * area).sqrt());
    let middle = 0.5 * (base[0] + base[1]);
    let mut top = base[3] + gap;
    let mut start = 0;
    while start < loose.len() {
        let (mut end, mut width, mut height) = (start, 0f32, 0f32);
        while end < loose.len() && (end == start || width + size(loose[end]).0 <= row_width) {
            width += size(loose[end]).0;
            height = height.max(size(loose[end]).1);
            end += 1;
        }
        let mut left = middle - width / 2.0;
        for &at in &loose[start..end] {
            let (own_width, own_height) = size(at);
            go(at, left + gap / 2.0, top + (height - own_height) / 2.0 + gap / 2.0);
            left += own_width;
        }
        top += height;
        start = end;
    }
}
