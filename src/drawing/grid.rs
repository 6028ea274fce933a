//! Grid: which boxes lie near a place, so that placing labels stays linear however many there are.

use crate::geometry::{Bounds, Point};

/// Side of a cell while the grid stays small enough; larger grids get larger cells.
const CELL: f64 = 64.0;
/// Cells in a row or a column at most.
const MAX_CELLS: usize = 512;

/// Numbered boxes in a uniform grid over an area. What lies outside the area is kept in the
/// outermost cells, so nothing is lost there, only slower.
pub(super) struct Grid {
    origin: Point,
    cell: Point,
    columns: usize,
    rows: usize,
    /// The first entry of each cell in `entries`, plus one; 0 where it is empty.
    heads: Vec<u32>,
    /// Number of a box, then the next entry of its cell (as in `heads`).
    entries: Vec<(u32, u32)>,
}

impl Grid {
    pub(super) fn over(area: Bounds) -> Self {
        let area = if area.is_empty() || !area.min.is_finite() || !area.max.is_finite() {
            Bounds::from_corners(Point::ZERO, Point::ZERO)
        } else {
            area
        };
        let count = |length: f64| ((length / CELL).ceil() as usize).clamp(1, MAX_CELLS);
        let (columns, rows) = (count(area.width()), count(area.height()));
        Self {
            origin: area.min,
            cell: Point::new(
                (area.width() / columns as f64).max(CELL),
                (area.height() / rows as f64).max(CELL),
            ),
            columns,
            rows,
            heads: vec![0; columns * rows],
            entries: Vec::new(),
        }
    }

    pub(super) fn insert(&mut self, number: u32, bounds: Bounds) {
        let (left, top, right, bottom) = self.cells(bounds);
        for row in top..=bottom {
            for column in left..=right {
                let head = &mut self.heads[row * self.columns + column];
                self.entries.push((number, *head));
                *head = self.entries.len() as u32;
            }
        }
    }

    /// Whether any box in the cells around `bounds` passes the test. A box in several cells may be
    /// tested several times.
    pub(super) fn any_near(&self, bounds: Bounds, mut test: impl FnMut(u32) -> bool) -> bool {
        let (left, top, right, bottom) = self.cells(bounds);
        for row in top..=bottom {
            for column in left..=right {
                let mut next = self.heads[row * self.columns + column];
                while next != 0 {
                    let (number, following) = self.entries[next as usize - 1];
                    if test(number) {
                        return true;
                    }
                    next = following;
                }
            }
        }
        false
    }

    /// First column, first row, last column, last row.
    fn cells(&self, bounds: Bounds) -> (usize, usize, usize, usize) {
        let at = |value: f64, origin: f64, cell: f64, count: usize| {
            // A float that does not fit saturates, and NaN gives 0.
            (((value - origin) / cell) as usize).min(count - 1)
        };
        (
            at(bounds.min.x, self.origin.x, self.cell.x, self.columns),
            at(bounds.min.y, self.origin.y, self.cell.y, self.rows),
            at(bounds.max.x, self.origin.x, self.cell.x, self.columns),
            at(bounds.max.y, self.origin.y, self.cell.y, self.rows),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_found_near_them_and_outside_the_area_too() {
        let mut grid = Grid::over(Bounds::from_corners(Point::ZERO, Point::new(1000.0, 600.0)));
        let boxes = [
            Bounds::from_center_size(Point::new(500.0, 300.0), 150.0, 30.0),
            Bounds::from_center_size(Point::new(-900.0, 4000.0), 10.0, 10.0),
        ];
        for (number, bounds) in boxes.iter().enumerate() {
            grid.insert(number as u32, *bounds);
        }
        for (number, bounds) in boxes.iter().enumerate() {
            assert!(grid.any_near(*bounds, |found| found as usize == number));
        }
        assert!(!grid.any_near(Bounds::from_center_size(Point::new(20.0, 20.0), 4.0, 4.0), |_| true));
    }

    #[test]
    fn an_odd_area_is_still_a_grid() {
        let huge = Bounds::from_corners(Point::new(-1e300, -1.0), Point::new(1e300, 1.0));
        for area in [Bounds::EMPTY, huge, Bounds { min: Point::new(f64::NAN, 0.0), max: Point::ZERO }] {
            let mut grid = Grid::over(area);
            grid.insert(3, Bounds::from_center_size(Point::ZERO, 1.0, 1.0));
            assert!(grid.any_near(Bounds::from_center_size(Point::ZERO, 1.0, 1.0), |found| found == 3));
        }
    }
}
