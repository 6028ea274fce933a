//! Apart: nodes that lie on each other are moved until each has its room, as little as it takes.
//!
//! First what is crowded is let out as a fluid would be: each crowded node stands for the area it lacks,
//! and the field of those sources (the same 1/r as the push of nodes) carries all outwards, so that
//! crowds grow in their own shape. Then pairs that still touch are moved apart one by one, over and over
//! (position-based dynamics, Müller et al. 2007), only where something still moves.

use super::push::Push;
use super::{Places, direction};

/// The room of nodes, in the same units as their places.
#[derive(Clone, Debug)]
pub enum Rooms {
    /// A disc of one diameter for all.
    Discs(f32),
    /// A disc each, by radius.
    Radii(Vec<f32>),
    /// A box each, by half its width and half its height.
    Boxes(Vec<(f32, f32)>),
}

impl Rooms {
    fn area(&self, node: usize) -> f32 {
        // Discs leave gaps even when packed as tightly as can be.
        match self {
            Self::Discs(diameter) => diameter * diameter * 0.9,
            Self::Radii(radii) => 3.6 * radii[node] * radii[node],
            Self::Boxes(halves) => 4.4 * halves[node].0 * halves[node].1,
        }
    }

    /// The rooms of some of the nodes.
    pub fn of(&self, nodes: &[u32]) -> Self {
        match self {
            Self::Discs(diameter) => Self::Discs(*diameter),
            Self::Radii(radii) => Self::Radii(nodes.iter().map(|node| radii[*node as usize]).collect()),
            Self::Boxes(halves) => Self::Boxes(nodes.iter().map(|node| halves[*node as usize]).collect()),
        }
    }

    /// The diameter of discs that take as much room as these on the mean.
    pub fn mean_diameter(&self, count: usize) -> f32 {
        let count = count.max(1) as f32;
        let area = match self {
            Self::Discs(diameter) => return *diameter,
            Self::Radii(radii) => {
                radii.iter().map(|radius| radius * radius).sum::<f32>() * std::f32::consts::PI
            }
            Self::Boxes(halves) => halves.iter().map(|(x, y)| 4.0 * x * y).sum::<f32>(),
        };
        2.0 * (area / (count * std::f32::consts::PI)).sqrt()
    }

    /// The farthest apart that two centres can be in each other's way, along one axis.
    pub fn reach(&self) -> f32 {
        match self {
            Self::Discs(diameter) => *diameter,
            Self::Radii(radii) => 2.0 * radii.iter().copied().fold(0.0, f32::max),
            Self::Boxes(halves) => 2.0 * halves.iter().map(|(x, y)| x.max(*y)).fold(0.0, f32::max),
        }
    }

    fn enlarged(&self, by: f32) -> Self {
        match self {
            Self::Discs(diameter) => Self::Discs(diameter * by),
            Self::Radii(radii) => Self::Radii(radii.iter().map(|radius| radius * by).collect()),
            Self::Boxes(halves) => Self::Boxes(halves.iter().map(|(x, y)| (x * by, y * by)).collect()),
        }
    }

    /// The way by which two have to be moved apart so that neither is in the other's: along the line of
    /// their centres, for boxes along the axis where it is shorter. Nothing where they are not.
    #[inline(always)]
    fn overlap(&self, a: usize, b: usize, dx: f32, dy: f32) -> Option<(f32, f32)> {
        match self {
            Self::Discs(_) | Self::Radii(_) => {
                let apart = match self {
                    Self::Discs(diameter) => *diameter,
                    Self::Radii(radii) => radii[a] + radii[b],
                    Self::Boxes(_) => 0.0,
                };
                let squared = dx * dx + dy * dy;
                if squared >= apart * apart {
                    return None;
                }
                let distance = squared.sqrt();
                if distance < 1e-5 * apart {
                    let (x, y) = direction(a as u32 ^ (b as u32).rotate_left(16));
                    return Some((x * apart, y * apart));
                }
                let by = (apart - distance) / distance;
                Some((by * dx, by * dy))
            }
            Self::Boxes(halves) => {
                let (wide, high) = (halves[a].0 + halves[b].0, halves[a].1 + halves[b].1);
                let (lacks_x, lacks_y) = (wide - dx.abs(), high - dy.abs());
                if lacks_x <= 0.0 || lacks_y <= 0.0 {
                    return None;
                }
                // At one place, the lower number goes left or up.
                Some(if lacks_x < lacks_y {
                    (lacks_x.copysign(dx), 0.0)
                } else {
                    (0.0, lacks_y.copysign(dy))
                })
            }
        }
    }
}

/// The diameter of discs that, all together, cover this share of the picture: of the box around its
/// middle 98 %, so that a few far away do not make all larger.
pub fn disc_of(places: &Places, share: f32) -> f32 {
    let count = places.len();
    if count < 2 {
        return 1.0;
    }
    let span = |values: &[f32]| {
        let mut values = values.to_vec();
        let (low, high) = (count / 100, count - 1 - count / 100);
        let high = *values.select_nth_unstable_by(high, f32::total_cmp).1;
        let low = *values.select_nth_unstable_by(low, f32::total_cmp).1;
        (high - low).max(0.0)
    };
    let (width, height) = (span(&places.x), span(&places.y));
    // A line has no area, but its discs have room along it.
    let area = (width * height).max(width.max(height).powi(2) / count as f32) / (0.98 * 0.98);
    2.0 * (share * area / (count as f32 * std::f32::consts::PI)).sqrt()
}

/// A little more than needed is given, so that rounding does not make two touch.
const MARGIN: f32 = 1.06;
/// Corrections go this much too far at first: crowds open sooner.
const EAGERNESS: f32 = 1.6;
/// Pairs are looked up anew after so many rounds of corrections.
const ROUNDS: usize = 10;
/// After so many look-ups it stays as it is; no picture met so far needed a tenth.
const LOOKUPS: usize = 400;

/// Moves nodes apart until each has its room. Pinned nodes (`pinned` may be empty) do not move; two pinned
/// nodes in each other's way stay so. `go_on` is asked now and then; false ends the work where it stands.
pub fn remove(
    places: &mut Places,
    rooms: &Rooms,
    pinned: &[bool],
    cores: usize,
    go_on: &mut dyn FnMut() -> bool,
) {
    let count = places.len();
    if count < 2 {
        return;
    }
    let is_pinned = |node: usize| pinned.get(node).copied().unwrap_or(false);
    let wide = rooms.enlarged(MARGIN);
    let reach = wide.reach();
    let mut grid = Grid::default();
    let_out(places, &wide, pinned, &mut grid, cores, go_on);
    let mut stirs = vec![true; count];
    let mut is_last_look = false;
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for lookup in 0..LOOKUPS {
        if !go_on() {
            return;
        }
        let eagerness = (EAGERNESS - 0.06 * lookup as f32).max(1.0);
        grid.build(places, 1.25 * reach);
        pairs.clear();
        grid.pairs(1.25 * reach, &stirs, &mut pairs);
        stirs.fill(false);
        let mut left = 0usize;
        let mut was_clean = true;
        for _ in 0..ROUNDS {
            left = 0;
            for &(a, b) in &pairs {
                let (a, b) = (a as usize, b as usize);
                let (dx, dy) = (places.x[b] - places.x[a], places.y[b] - places.y[a]);
                let Some((by_x, by_y)) = wide.overlap(a, b, dx, dy) else { continue };
                let share = match (is_pinned(a), is_pinned(b)) {
                    (true, true) => continue,
                    (true, false) => (0.0, 1.0),
                    (false, true) => (1.0, 0.0),
                    (false, false) => (0.5, 0.5),
                };
                left += usize::from(rooms.overlap(a, b, dx, dy).is_some());
                places.x[a] -= eagerness * share.0 * by_x;
                places.y[a] -= eagerness * share.0 * by_y;
                places.x[b] += eagerness * share.1 * by_x;
                places.y[b] += eagerness * share.1 * by_y;
                (stirs[a], stirs[b]) = (true, true);
            }
            if left == 0 {
                break;
            }
            was_clean = false;
        }
        if left == 0 {
            if is_last_look && was_clean {
                return;
            }
            // At rest where it was looked at: once more with all.
            stirs.fill(true);
            is_last_look = true;
        } else {
            is_last_look = false;
        }
    }
}

/// Those that are still in another's way and may move: between pinned nodes there is not always room.
pub fn left_over(places: &Places, rooms: &Rooms, pinned: &[bool]) -> Vec<u32> {
    if places.len() < 2 {
        return Vec::new();
    }
    let (mut grid, mut pairs) = (Grid::default(), Vec::new());
    grid.build(places, rooms.reach());
    grid.pairs(rooms.reach(), &vec![true; places.len()], &mut pairs);
    let mut left = Vec::new();
    for (a, b) in pairs {
        let (dx, dy) =
            (places.x[b as usize] - places.x[a as usize], places.y[b as usize] - places.y[a as usize]);
        if rooms.overlap(a as usize, b as usize, dx, dy).is_some() {
            left.extend([a, b].into_iter().filter(|node| pinned.get(*node as usize) != Some(&true)));
        }
    }
    left.sort_unstable();
    left.dedup();
    left
}

/// Lets crowds out: see the module.
fn let_out(
    places: &mut Places,
    rooms: &Rooms,
    pinned: &[bool],
    grid: &mut Grid,
    cores: usize,
    go_on: &mut dyn FnMut() -> bool,
) {
    /// Crowds are measured in cells of so many rooms a side.
    const CELL: f32 = 4.0;
    /// So much of its cell a room may take: discs strewn about do not fill it all.
    const FILL: f32 = 0.7;
    let count = places.len();
    if count < 200 {
        return;
    }
    let side = CELL * rooms.reach();
    let cell_area = side * side;
    let mut push = Push::default();
    let mut lacking = vec![0f32; count];
    let mut taken: Vec<f32> = Vec::new();
    for _ in 0..30 {
        if !go_on() {
            return;
        }
        grid.build(places, side);
        let cell_area = cell_area * (grid.side / side).powi(2);
        taken.clear();
        taken.resize(grid.start.len() - 1, 0.0);
        for (node, cell) in grid.cell.iter().enumerate() {
            taken[*cell as usize] += rooms.area(node) / FILL;
        }
        let mut most = 0f32;
        for (node, lacking) in lacking.iter_mut().enumerate() {
            let taken = taken[grid.cell[node] as usize];
            let own = rooms.area(node) / FILL;
            *lacking = own * (1.0 - cell_area / taken).max(0.0);
            most = most.max(taken / cell_area);
        }
        if most < 1.15 {
            return;
        }
        // Softened to half a room: two at one place are not thrown apart.
        push.sum(&places.x, &places.y, &lacking, (0.5 * rooms.reach()).powi(2), cores);
        for (node, rank) in push.rank.iter().enumerate() {
            if pinned.get(node).copied().unwrap_or(false) {
                continue;
            }
            // The field of a source of this area, less than whole steps so as not to go too far.
            let by = 0.6 / std::f32::consts::TAU;
            let (mut dx, mut dy) = (by * push.fx[*rank as usize], by * push.fy[*rank as usize]);
            let (length, longest) = ((dx * dx + dy * dy).sqrt(), 10.0 * side);
            if length > longest {
                dx *= longest / length;
                dy *= longest / length;
            }
            if dx.is_finite() && dy.is_finite() {
                places.x[node] += dx;
                places.y[node] += dy;
            }
        }
    }
}

/// Nodes in square cells.
#[derive(Default)]
struct Grid {
    columns: usize,
    side: f32,
    /// The first node of each cell, in `order`.
    start: Vec<u32>,
    order: Vec<u32>,
    cell: Vec<u32>,
    x: Vec<f32>,
    y: Vec<f32>,
}

impl Grid {
    /// Sorts the nodes into cells of this side, or larger ones where those would be too many.
    fn build(&mut self, places: &Places, side: f32) {
        let count = places.len();
        let [left, right, top, bottom] = places.bounds();
        let (width, height) = (right - left, bottom - top);
        let mut side = side.max(f32::MIN_POSITIVE);
        while (width / side + 1.0) * (height / side + 1.0) > 8.0 * count as f32 + 64.0 {
            side *= 1.5;
        }
        let (columns, rows) = ((width / side) as usize + 1, (height / side) as usize + 1);
        (self.columns, self.side) = (columns, side);
        self.start.clear();
        self.start.resize(columns * rows + 1, 0);
        self.cell.clear();
        for node in 0..count {
            let column = (((places.x[node] - left) / side) as usize).min(columns - 1);
            let row = (((places.y[node] - top) / side) as usize).min(rows - 1);
            let cell = row * columns + column;
            self.cell.push(cell as u32);
            self.start[cell + 1] += 1;
        }
        for cell in 0..columns * rows {
            self.start[cell + 1] += self.start[cell];
        }
        let mut next = self.start.clone();
        self.order.resize(count, 0);
        self.x.resize(count, 0.0);
        self.y.resize(count, 0.0);
        for node in 0..count {
            let next = &mut next[self.cell[node] as usize];
            let at = *next as usize;
            *next += 1;
            self.order[at] = node as u32;
            (self.x[at], self.y[at]) = (places.x[node], places.y[node]);
        }
    }

    /// The pairs within reach of each other of which at least one stirs.
    fn pairs(&self, reach: f32, stirs: &[bool], pairs: &mut Vec<(u32, u32)>) {
        for cell in 0..self.start.len() - 1 {
            let (low, high) = (self.start[cell] as usize, self.start[cell + 1] as usize);
            if low == high {
                continue;
            }
            let column = cell % self.columns;
            let has_right = column + 1 < self.columns;
            // Its own, and the cell to the right, which follow each other; then the three below.
            let right = if has_right { self.start[cell + 2] as usize } else { high };
            let below = if cell + self.columns < self.start.len() - 1 {
                let under = cell + self.columns;
                let (first, last) = (under - usize::from(column > 0), under + usize::from(has_right));
                self.start[first] as usize..self.start[last + 1] as usize
            } else {
                0..0
            };
            for at in low..high {
                let (x, y, node) = (self.x[at], self.y[at], self.order[at]);
                let stirring = stirs[node as usize];
                for other in (at + 1..right).chain(below.clone()) {
                    let (dx, dy) = (self.x[other] - x, self.y[other] - y);
                    let other = self.order[other];
                    if dx.abs() < reach && dy.abs() < reach && (stirring || stirs[other as usize]) {
                        pairs.push((node, other));
                    }
                }
            }
        }
    }
}

/// Discs that cover `share` of the picture are made free of each other. The picture grows a
/// little by it, and the discs with it.
pub fn remove_by_share(places: &mut Places, share: f32, cores: usize, go_on: &mut dyn FnMut() -> bool) {
    let mut diameter = disc_of(places, share);
    for _ in 0..20 {
        remove(places, &Rooms::Discs(diameter), &[], cores, go_on);
        let now = disc_of(places, share);
        if now <= diameter * 1.0008 {
            break;
        }
        diameter = now;
    }
}
