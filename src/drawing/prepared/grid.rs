//! Where actors are: a uniform grid over the world that a move changes in no time.

use super::NONE;
use crate::geometry::{Bounds, Point};

/// Actors in a cell on average.
const PER_CELL: usize = 6;
/// Cells in a row or a column at most.
const MAX_SIDE: usize = 512;

/// Numbered places in cells, each a list. What lies outside the area is kept in the outermost
/// cells: nothing is lost there, only slower.
#[derive(Clone, Debug, Default)]
pub(super) struct NearGrid {
    area: Area,
    /// The first number of each cell.
    heads: Vec<u32>,
    counts: Vec<u32>,
    /// By number: its cell, the number before it there and the one after.
    places: Vec<[u32; 3]>,
}

#[derive(Clone, Copy, Debug)]
struct Area {
    origin: Point,
    cell: f64,
    columns: usize,
    rows: usize,
}

impl Default for Area {
    fn default() -> Self {
        Self { origin: Point::ZERO, cell: 1.0, columns: 1, rows: 1 }
    }
}

impl NearGrid {
    /// The grid of these places; those that are no numbers are left out.
    pub(super) fn new(places: impl ExactSizeIterator<Item = Point> + Clone) -> Self {
        let bounds = Bounds::around(places.clone().filter(|at| at.is_finite()));
        let area = if bounds.is_empty() {
            Area::default()
        } else {
            let cells = (places.len() / PER_CELL).max(1) as f64;
            let (width, height) = (bounds.width().max(1.0), bounds.height().max(1.0));
            let cell = (width * height / cells).sqrt().max(width.max(height) / MAX_SIDE as f64);
            let count = |length: f64| ((length / cell).ceil() as usize).clamp(1, MAX_SIDE);
            Area { origin: bounds.min, cell, columns: count(width), rows: count(height) }
        };
        let cells = area.columns * area.rows;
        let mut grid = Self { area, heads: vec![NONE; cells], counts: vec![0; cells], places: Vec::new() };
        for (number, at) in places.enumerate() {
            grid.put(number, at);
        }
        grid
    }

    /// Puts a number at a place, wherever it was; takes it out where the place is no number.
    pub(super) fn put(&mut self, number: usize, at: Point) {
        if self.heads.is_empty() {
            (self.heads, self.counts) = (vec![NONE], vec![0]);
        }
        if self.places.len() <= number {
            self.places.resize(number + 1, [NONE; 3]);
        }
        let cell = if at.is_finite() {
            let (column, row) = self.area.cell_of(at);
            (row * self.area.columns + column) as u32
        } else {
            NONE
        };
        if self.places[number][0] == cell {
            return;
        }
        self.take(number);
        if cell == NONE {
            return;
        }
        let head = &mut self.heads[cell as usize];
        self.places[number] = [cell, NONE, *head];
        let after = std::mem::replace(head, number as u32);
        if after != NONE {
            self.places[after as usize][1] = number as u32;
        }
        self.counts[cell as usize] += 1;
    }

    fn take(&mut self, number: usize) {
        let [cell, before, after] = std::mem::replace(&mut self.places[number], [NONE; 3]);
        if cell == NONE {
            return;
        }
        if before == NONE {
            self.heads[cell as usize] = after;
        } else {
            self.places[before as usize][2] = after;
        }
        if after != NONE {
            self.places[after as usize][1] = before;
        }
        self.counts[cell as usize] -= 1;
    }

    /// Every number in the cells around a box.
    pub(super) fn near(&self, bounds: Bounds, mut found: impl FnMut(u32)) {
        self.cells(bounds, |cell| {
            let mut number = self.heads[cell];
            while number != NONE {
                found(number);
                number = self.places[number as usize][2];
            }
            true
        });
    }

    /// How many [`NearGrid::near`] would find; counting stops once there are `enough`.
    pub(super) fn count(&self, bounds: Bounds, enough: usize) -> usize {
        let mut count = 0;
        self.cells(bounds, |cell| {
            count += self.counts[cell] as usize;
            count < enough
        });
        count
    }

    fn cells(&self, bounds: Bounds, mut visit: impl FnMut(usize) -> bool) {
        if bounds.is_empty() || self.heads.is_empty() {
            return;
        }
        let (left, top) = self.area.cell_of(bounds.min);
        let (right, bottom) = self.area.cell_of(bounds.max);
        for row in top..=bottom {
            for column in left..=right {
                if !visit(row * self.area.columns + column) {
                    return;
                }
            }
        }
    }
}

impl Area {
    fn cell_of(self, at: Point) -> (usize, usize) {
        // A float that does not fit saturates, and NaN gives 0.
        let index = |value: f64, count: usize| ((value / self.cell) as usize).min(count - 1);
        (index(at.x - self.origin.x, self.columns), index(at.y - self.origin.y, self.rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scatter(count: usize) -> Vec<Point> {
        (0..count)
            .map(|at| {
                let (u, v) = ((at as f64 * 0.618_034).fract(), (at as f64 * 0.754_878).fract());
                Point::new(u * 3000.0 - 700.0, v * 900.0)
            })
            .collect()
    }

    fn found(grid: &NearGrid, bounds: Bounds) -> Vec<u32> {
        let mut numbers = Vec::new();
        grid.near(bounds, |number| numbers.push(number));
        numbers.sort_unstable();
        numbers
    }

    #[test]
    fn moves_and_removals_keep_the_grid_right() {
        let mut places = scatter(500);
        let mut grid = NearGrid::new(places.iter().copied());
        for step in 0..2000 {
            let number = (step * 7919) % 500;
            places[number] = match step % 5 {
                0 => Point::new(f64::NAN, 0.0),
                1 => Point::new(1e9, -1e9),
                _ => scatter(500)[(step * 31) % 500],
            };
            grid.put(number, places[number]);
        }
        let box_ = Bounds::from_center_size(Point::new(200.0, 300.0), 400.0, 350.0);
        let numbers = found(&grid, box_);
        for (number, at) in (0u32..).zip(&places) {
            if box_.contains(*at) {
                assert!(numbers.contains(&number), "{number} at {at:?}");
            }
            if at.x.is_nan() {
                assert!(!numbers.contains(&number));
            }
        }
        assert!(numbers.windows(2).all(|pair| pair[0] != pair[1]), "each once");
        assert_eq!(grid.count(box_, usize::MAX), numbers.len());
    }

    #[test]
    fn odd_places_are_no_trouble() {
        assert!(found(&NearGrid::default(), Bounds::from_corners(Point::ZERO, Point::ZERO)).is_empty());
        let one = NearGrid::new([Point::new(5.0, 5.0)].into_iter());
        let everywhere = Bounds::from_corners(Point::new(-1e300, -1e300), Point::new(1e300, 1e300));
        assert_eq!(found(&one, everywhere), [0]);
        assert!(found(&one, Bounds::EMPTY).is_empty());
    }
}
