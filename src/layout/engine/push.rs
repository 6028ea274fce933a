//! The push of all nodes on each: a fast multipole method on a quadtree in Morton order.
//!
//! With mass `m`, the push of node `j` on node `i` is `m_i m_j / r`, away from `j`: the conjugate of
//! `m_i m_j / (z_i - z_j)` in complex numbers. A group seen from afar is its mass at its centre of
//! mass; what afar groups do inside a cell is a polynomial of second degree around the cell's middle.

use super::parallel;

/// Cells with so many nodes are not divided further.
const LEAF: usize = 12;
/// Two groups are afar when the sum of their radii is less than this share of their distance.
const AFAR: f32 = 0.75;
/// Nearer than the root of this, pushes of nodes grow no more.
pub(super) const SOFT: f32 = 0.01;
/// Below so many nodes, a second thread costs more than it gives.
pub(super) const SHARE_FROM: usize = 5_000;

/// A quadtree over the nodes and the pushes it gives. Kept from step to step for its buffers.
#[derive(Default)]
pub struct Push {
    keyed: Vec<(u32, u32)>,
    keyed_too: Vec<(u32, u32)>,
    keys: Vec<u32>,
    /// The place of each node in Morton order.
    pub rank: Vec<u32>,
    x: Vec<f32>,
    y: Vec<f32>,
    mass: Vec<f32>,
    cells: Vec<Cell>,
    /// Push per own mass, in Morton order.
    pub fx: Vec<f32>,
    /// As `fx`, downwards.
    pub fy: Vec<f32>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    /// Centre of mass.
    x: f32,
    y: f32,
    mass: f32,
    /// Middle and radius of a circle around its nodes.
    middle: (f32, f32),
    radius: f32,
    /// Its nodes, in Morton order.
    low: u32,
    high: u32,
    /// The first cell that is not inside it.
    after: u32,
    is_leaf: bool,
}

/// A polynomial around a cell's middle, in complex numbers: `a + b d + c d²`.
#[derive(Clone, Copy, Default)]
struct Local {
    a: (f32, f32),
    b: (f32, f32),
    c: (f32, f32),
}

#[derive(Default)]
struct Near {
    x: Vec<f32>,
    y: Vec<f32>,
    mass: Vec<f32>,
}

impl Push {
    /// Sums the pushes on every node at these places; nearer than the root of `soft` they grow no more.
    pub fn sum(&mut self, x: &[f32], y: &[f32], mass: &[f32], soft: f32, cores: usize) {
        self.order(x, y, mass);
        self.cells.clear();
        let count = x.len();
        if count == 0 {
            return;
        }
        self.divide(0, count, 30);
        self.fx.resize(count, 0.0);
        self.fy.resize(count, 0.0);
        let (mut fx, mut fy) = (std::mem::take(&mut self.fx), std::mem::take(&mut self.fy));
        // The pieces: subtrees of about a thirty-second of the nodes.
        let most = (count / 32).max(64) as u32;
        let mut pieces = Vec::new();
        let (mut rest_x, mut rest_y) = (&mut fx[..], &mut fy[..]);
        let mut next = 0;
        while let Some(cell) = self.cells.get(next) {
            if cell.high - cell.low > most && !cell.is_leaf {
                next += 1;
                continue;
            }
            let length = (cell.high - cell.low) as usize;
            let (piece_x, others_x) = rest_x.split_at_mut(length);
            let (piece_y, others_y) = rest_y.split_at_mut(length);
            (rest_x, rest_y) = (others_x, others_y);
            pieces.push((next, piece_x, piece_y));
            next = cell.after as usize;
        }
        let this = &*self;
        parallel::for_each(pieces, if count < SHARE_FROM { 1 } else { cores }, |(cell, fx, fy)| {
            let mut down = Down {
                tree: this,
                soft,
                base: this.cells[cell].low as usize,
                fx,
                fy,
                near: Near::default(),
                lists: Vec::new(),
            };
            down.lists.push(vec![0]);
            down.go(cell, Local::default(), 0);
        });
        (self.fx, self.fy) = (fx, fy);
    }

    /// Sorts the nodes along a Z-shaped curve (Morton 1966), 16 bits a side.
    fn order(&mut self, x: &[f32], y: &[f32], mass: &[f32]) {
        let around = |values: &[f32]| {
            values.iter().fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(*value), high.max(*value)))
        };
        let ((left, right), (top, bottom)) = (around(x), around(y));
        let scale = 65_535.0 / (right - left).max(bottom - top).max(1e-20);
        let key = |node: usize| {
            spread(((x[node] - left) * scale) as u32) | (spread(((y[node] - top) * scale) as u32) << 1)
        };
        self.keyed.clear();
        self.keyed.extend((0..x.len()).map(|node| (key(node), node as u32)));
        if x.len() < 1_500 {
            self.keyed.sort_unstable();
        } else {
            radix_sort(&mut self.keyed, &mut self.keyed_too);
        }
        self.rank.resize(x.len(), 0);
        for values in [&mut self.x, &mut self.y, &mut self.mass] {
            values.clear();
        }
        self.keys.clear();
        for (rank, (key, node)) in self.keyed.iter().enumerate() {
            let node = *node as usize;
            self.rank[node] = rank as u32;
            self.keys.push(*key);
            self.x.push(x[node]);
            self.y.push(y[node]);
            self.mass.push(mass[node]);
        }
    }

    /// Makes the cell of a range of nodes, and the cells inside it; gives its left, right, top, bottom.
    fn divide(&mut self, low: usize, high: usize, shift: i32) -> [f32; 4] {
        let at = self.cells.len();
        self.cells.push(Cell::default());
        // Cells that hold all of their parent's nodes are passed over.
        let mut shift = shift;
        while shift >= 0 && (self.keys[low] >> shift) == (self.keys[high - 1] >> shift) {
            shift -= 2;
        }
        let is_leaf = high - low <= LEAF || shift < 0;
        let mut bounds = [f32::MAX, f32::MIN, f32::MAX, f32::MIN];
        let (mut x, mut y, mut mass) = (0f32, 0f32, 0f32);
        if is_leaf {
            for node in low..high {
                let (node_x, node_y, node_mass) = (self.x[node], self.y[node], self.mass[node]);
                widen(&mut bounds, [node_x, node_x, node_y, node_y]);
                x += node_mass * node_x;
                y += node_mass * node_y;
                mass += node_mass;
            }
        } else {
            let mut start = low;
            for quarter in 0..4u32 {
                let end = if quarter == 3 {
                    high
                } else {
                    start + self.keys[start..high].partition_point(|key| (key >> shift) & 3 <= quarter)
                };
                if end > start {
                    let child = self.cells.len();
                    widen(&mut bounds, self.divide(start, end, shift - 2));
                    let child = &self.cells[child];
                    x += child.mass * child.x;
                    y += child.mass * child.y;
                    mass += child.mass;
                }
                start = end;
            }
        }
        let (width, height) = (bounds[1] - bounds[0], bounds[3] - bounds[2]);
        self.cells[at] = Cell {
            x: if mass > 0.0 { x / mass } else { 0.5 * (bounds[0] + bounds[1]) },
            y: if mass > 0.0 { y / mass } else { 0.5 * (bounds[2] + bounds[3]) },
            mass,
            middle: (0.5 * (bounds[0] + bounds[1]), 0.5 * (bounds[2] + bounds[3])),
            radius: 0.5 * (width * width + height * height).sqrt(),
            low: low as u32,
            high: high as u32,
            after: self.cells.len() as u32,
            is_leaf,
        };
        bounds
    }
}

/// The way down from a cell to its nodes: what is afar of a cell is afar of all in it.
struct Down<'a> {
    tree: &'a Push,
    soft: f32,
    base: usize,
    fx: &'a mut [f32],
    fy: &'a mut [f32],
    near: Near,
    /// For each depth, the cells not yet dealt with.
    lists: Vec<Vec<u32>>,
}

impl Down<'_> {
    fn go(&mut self, at: usize, mut local: Local, depth: usize) {
        let target = &self.tree.cells[at];
        if self.lists.len() < depth + 2 {
            self.lists.push(Vec::new());
        }
        let mut waiting = std::mem::take(&mut self.lists[depth + 1]);
        waiting.clear();
        self.near.x.clear();
        self.near.y.clear();
        self.near.mass.clear();
        for &source in &self.lists[depth] {
            self.tree.meet(target, source as usize, self.soft, (&mut local, &mut waiting, &mut self.near));
        }
        self.lists[depth + 1] = waiting;
        if target.is_leaf {
            self.land(target, &local);
            return;
        }
        let mut child = at + 1;
        while child < target.after as usize {
            let inside = &self.tree.cells[child];
            let (dx, dy) = (inside.middle.0 - target.middle.0, inside.middle.1 - target.middle.1);
            let after = inside.after as usize;
            self.go(child, local.around(dx, dy), depth + 1);
            child = after;
        }
    }

    /// The pushes on the nodes of a leaf.
    fn land(&mut self, target: &Cell, local: &Local) {
        let near = &mut self.near;
        // Padding far away and without mass, so that eight at a time come out even.
        let even = near.x.len().next_multiple_of(8);
        near.x.resize(even, 1e15);
        near.y.resize(even, 1e15);
        near.mass.resize(even, 0.0);
        for node in target.low as usize..target.high as usize {
            let (x, y) = (self.tree.x[node], self.tree.y[node]);
            let (dx, dy) = (x - target.middle.0, y - target.middle.1);
            let far = local.around(dx, dy).a;
            let (near_x, near_y) = push_of(x, y, near, self.soft);
            self.fx[node - self.base] = near_x + far.0;
            self.fy[node - self.base] = near_y - far.1;
        }
    }
}

impl Push {
    /// Deals with a source cell for a target cell: afar, near, divided, or left for the target's children.
    fn meet(
        &self,
        target: &Cell,
        source: usize,
        soft: f32,
        (local, waiting, near): (&mut Local, &mut Vec<u32>, &mut Near),
    ) {
        let cell = &self.cells[source];
        let (dx, dy) = (target.middle.0 - cell.x, target.middle.1 - cell.y);
        let distance_squared = dx * dx + dy * dy;
        let reach = cell.radius + target.radius;
        if reach * reach + 9.0 * soft < AFAR * AFAR * distance_squared {
            local.add(cell.mass, dx, dy, distance_squared);
        } else if target.is_leaf && cell.is_leaf {
            let nodes = cell.low as usize..cell.high as usize;
            near.x.extend_from_slice(&self.x[nodes.clone()]);
            near.y.extend_from_slice(&self.y[nodes.clone()]);
            near.mass.extend_from_slice(&self.mass[nodes]);
        } else if !cell.is_leaf && (target.is_leaf || cell.radius >= target.radius) {
            let (mut child, after) = (source + 1, cell.after as usize);
            while child < after {
                self.meet(target, child, soft, (&mut *local, &mut *waiting, &mut *near));
                child = self.cells[child].after as usize;
            }
        } else {
            waiting.push(source as u32);
        }
    }
}

impl Local {
    /// Adds a mass from which the middle is `d` away: `m / (d + h)` for small `h`, to the second degree.
    #[inline(always)]
    fn add(&mut self, mass: f32, dx: f32, dy: f32, distance_squared: f32) {
        let inverse = 1.0 / distance_squared;
        let u = (dx * inverse, -dy * inverse);
        let first = (mass * u.0, mass * u.1);
        let second = times(first, u);
        let third = times(second, u);
        self.a = (self.a.0 + first.0, self.a.1 + first.1);
        self.b = (self.b.0 - second.0, self.b.1 - second.1);
        self.c = (self.c.0 + third.0, self.c.1 + third.1);
    }

    /// The same polynomial around a middle moved by so much.
    #[inline(always)]
    fn around(&self, dx: f32, dy: f32) -> Self {
        let d = (dx, dy);
        let c_d = times(self.c, d);
        let b_c_d = (self.b.0 + c_d.0, self.b.1 + c_d.1);
        let up = times(b_c_d, d);
        Self { a: (self.a.0 + up.0, self.a.1 + up.1), b: (b_c_d.0 + c_d.0, b_c_d.1 + c_d.1), c: self.c }
    }
}

#[inline(always)]
fn times(a: (f32, f32), b: (f32, f32)) -> (f32, f32) {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

/// Eight at a time, in eight sums, so that the compiler can use vector units.
#[inline(always)]
fn push_of(x: f32, y: f32, near: &Near, soft: f32) -> (f32, f32) {
    let (mut fx, mut fy) = ([0f32; 8], [0f32; 8]);
    let eights = near.x.chunks_exact(8).zip(near.y.chunks_exact(8)).zip(near.mass.chunks_exact(8));
    for ((near_x, near_y), mass) in eights {
        for lane in 0..8 {
            let (dx, dy) = (x - near_x[lane], y - near_y[lane]);
            let push = mass[lane] / (dx * dx + dy * dy + soft);
            fx[lane] += push * dx;
            fy[lane] += push * dy;
        }
    }
    (fx.iter().sum(), fy.iter().sum())
}

fn widen(bounds: &mut [f32; 4], by: [f32; 4]) {
    *bounds = [bounds[0].min(by[0]), bounds[1].max(by[1]), bounds[2].min(by[2]), bounds[3].max(by[3])];
}

/// Puts a zero between any two of the lower sixteen bits.
fn spread(value: u32) -> u32 {
    let mut value = value & 0xFFFF;
    value = (value | (value << 8)) & 0x00FF_00FF;
    value = (value | (value << 4)) & 0x0F0F_0F0F;
    value = (value | (value << 2)) & 0x3333_3333;
    (value | (value << 1)) & 0x5555_5555
}

/// By key, equal keys in the order they came; three rounds of eleven bits.
fn radix_sort(keyed: &mut Vec<(u32, u32)>, other: &mut Vec<(u32, u32)>) {
    other.resize(keyed.len(), (0, 0));
    for shift in [0, 11, 22] {
        let mut starts = [0u32; 2_049];
        for (key, _) in keyed.iter() {
            starts[((key >> shift) & 2_047) as usize + 1] += 1;
        }
        for digit in 1..starts.len() {
            starts[digit] += starts[digit - 1];
        }
        for item in keyed.iter() {
            let digit = ((item.0 >> shift) & 2_047) as usize;
            other[starts[digit] as usize] = *item;
            starts[digit] += 1;
        }
        std::mem::swap(keyed, other);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{direction, hash};
    use super::*;

    /// Places in a few crowded spots and a wide field, with uneven masses.
    fn places(count: usize) -> (Vec<f32>, Vec<f32>, Vec<f32>) {
        let spread_out =
            |node: u32| (hash(node) % 1_000) as f32 * if node.is_multiple_of(3) { 0.1 } else { 3.0 };
        let of = |node: usize| {
            let (node, (x, y)) = (node as u32, direction(node as u32 * 7 + 1));
            (spread_out(node) * x, spread_out(node) * y, 1.0 + (hash(node + 99) % 20) as f32)
        };
        let mut all = (Vec::new(), Vec::new(), Vec::new());
        for (x, y, mass) in (0..count).map(of) {
            all.0.push(x);
            all.1.push(y);
            all.2.push(mass);
        }
        all
    }

    #[test]
    fn the_pushes_are_those_of_all_pairs_within_a_few_percent() {
        let (x, y, mass) = places(3_000);
        let mut push = Push::default();
        push.sum(&x, &y, &mass, SOFT, 1);
        let (mut wrong, mut whole) = (0f64, 0f64);
        for node in 0..x.len() {
            let (mut fx, mut fy) = (0f64, 0f64);
            for other in 0..x.len() {
                let (dx, dy) = (f64::from(x[node] - x[other]), f64::from(y[node] - y[other]));
                let by = f64::from(mass[other]) / (dx * dx + dy * dy + f64::from(SOFT));
                fx += by * dx;
                fy += by * dy;
            }
            let rank = push.rank[node] as usize;
            wrong += (f64::from(push.fx[rank]) - fx).powi(2) + (f64::from(push.fy[rank]) - fy).powi(2);
            whole += fx * fx + fy * fy;
        }
        assert!((wrong / whole).sqrt() < 0.03, "{}", (wrong / whole).sqrt());
    }

    #[test]
    fn one_core_or_four_give_the_same_bytes() {
        let (x, y, mass) = places(9_000);
        let (mut one, mut four) = (Push::default(), Push::default());
        one.sum(&x, &y, &mass, SOFT, 1);
        four.sum(&x, &y, &mass, SOFT, 4);
        assert_eq!((one.fx, one.fy), (four.fx, four.fy));
    }

    #[test]
    fn all_at_one_place_is_no_end() {
        let mut push = Push::default();
        push.sum(&[5.0; 100], &[5.0; 100], &[1.0; 100], SOFT, 1);
        assert!(push.fx.iter().chain(&push.fy).all(|push| push.abs() < 1e-3));
        push.sum(&[], &[], &[], SOFT, 1);
    }
}
