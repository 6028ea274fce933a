//! Align and distribute: what a person does by hand to a selection, exactly.
//!
//! Aligning puts all on one line and leaves them where they are along it, but for those who would then
//! stand on each other: these give way along the line, as little as it takes (see
//! `layout::fit`). Distributing leaves the first and the last where they are and puts the others at
//! equal distances between them.

use super::fit::spread;
use crate::geometry::Point;

/// How to align or distribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// On the vertical line through the leftmost.
    Left,
    /// On the vertical line in the middle between the leftmost and the rightmost.
    Center,
    /// On the vertical line through the rightmost.
    Right,
    /// On the horizontal line through the uppermost.
    Top,
    /// On the horizontal line in the middle between the uppermost and the lowest.
    Middle,
    /// On the horizontal line through the lowest.
    Bottom,
    /// Equal distances from left to right.
    DistributeHorizontally,
    /// Equal distances from top to bottom.
    DistributeVertically,
}

impl Align {
    /// All, in the order menus show them.
    pub const ALL: [Self; 8] = [
        Self::Left,
        Self::Center,
        Self::Right,
        Self::Top,
        Self::Middle,
        Self::Bottom,
        Self::DistributeHorizontally,
        Self::DistributeVertically,
    ];

    /// How many actors it takes for it to change anything.
    pub const fn least(self) -> usize {
        match self {
            Self::DistributeHorizontally | Self::DistributeVertically => 3,
            _ => 2,
        }
    }
}

/// Where these points (in world coordinates) come to stand, in their order. `room` is the diameter a node
/// needs; those aligned are at least as far apart, unless `room` is 0. Points that are not finite stay.
pub fn align(points: &[Point], how: Align, room: f64) -> Vec<Point> {
    let finite: Vec<usize> = (0..points.len()).filter(|at| points[*at].is_finite()).collect();
    let mut aligned = points.to_vec();
    if finite.len() < how.least() {
        return aligned;
    }
    let room = if room.is_finite() { room.max(0.0) } else { 0.0 };
    let is_upright = matches!(how, Align::Left | Align::Center | Align::Right | Align::DistributeVertically);
    // Along the line, and across it.
    let along = |at: usize| if is_upright { points[at].y } else { points[at].x };
    let across = |at: usize| if is_upright { points[at].x } else { points[at].y };
    let mut order = finite;
    order.sort_by(|a, b| {
        along(*a).total_cmp(&along(*b)).then(across(*a).total_cmp(&across(*b))).then(a.cmp(b))
    });
    if matches!(how, Align::DistributeHorizontally | Align::DistributeVertically) {
        let (first, last) = (along(order[0]), along(order[order.len() - 1]));
        let steps = (order.len() - 1) as f64;
        for (index, at) in order.iter().enumerate().take(order.len() - 1).skip(1) {
            // Halves before the difference: the ends may be as far apart as numbers go.
            let share = index as f64 / steps;
            let place = first * (1.0 - share) + last * share;
            if is_upright { aligned[*at].y = place } else { aligned[*at].x = place }
        }
        return aligned;
    }
    let (low, high) = order
        .iter()
        .map(|at| across(*at))
        .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let line = match how {
        Align::Left | Align::Top => low,
        Align::Right | Align::Bottom => high,
        _ => 0.5 * low + 0.5 * high,
    };
    let wishes: Vec<f64> = order.iter().map(|at| along(*at)).collect();
    let places = spread(&wishes, &[], &vec![room; order.len() - 1]);
    for ((at, place), wish) in order.iter().zip(places).zip(&wishes) {
        // Who has room stays to the last bit.
        let place = if (place - wish).abs() < 1e-9 * room.max(1.0) { *wish } else { place };
        aligned[*at] = if is_upright { Point::new(line, place) } else { Point::new(place, line) };
    }
    aligned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points() -> Vec<Point> {
        vec![Point::new(300.0, -5.0), Point::new(0.0, 10.0), Point::new(110.0, 40.0), Point::new(10.0, 900.0)]
    }

    #[test]
    fn those_aligned_stand_on_the_line_asked_for() {
        for (how, line) in [(Align::Left, 0.0), (Align::Center, 150.0), (Align::Right, 300.0)] {
            assert!(align(&points(), how, 64.0).iter().all(|at| at.x == line));
        }
        for (how, line) in [(Align::Top, -5.0), (Align::Middle, 447.5), (Align::Bottom, 900.0)] {
            assert!(align(&points(), how, 64.0).iter().all(|at| at.y == line));
        }
    }

    #[test]
    fn nobody_is_piled_up_and_who_has_room_does_not_move_along() {
        let left = align(&points(), Align::Left, 64.0);
        assert_eq!(left[3].y, 900.0);
        let mut ys: Vec<f64> = left.iter().map(|at| at.y).collect();
        // In their order from top to bottom, a room apart.
        assert!(ys[0] < ys[1] && ys[1] < ys[2] && ys[2] < ys[3]);
        ys.sort_by(f64::total_cmp);
        assert!(ys.windows(2).all(|pair| pair[1] - pair[0] >= 64.0 - 1e-9));
        // The crowd keeps its middle.
        assert!((ys[0] + ys[1] + ys[2] - 45.0).abs() < 1e-9);
    }

    #[test]
    fn all_at_one_place_become_a_row() {
        let row = align(&[Point::ZERO; 5], Align::Middle, 10.0);
        assert_eq!(row.iter().map(|at| at.x).collect::<Vec<_>>(), [-20.0, -10.0, 0.0, 10.0, 20.0]);
    }

    #[test]
    fn distributing_leaves_the_ends_and_makes_gaps_equal() {
        let wide = align(&points(), Align::DistributeHorizontally, 64.0);
        assert_eq!(wide.iter().map(|at| at.x).collect::<Vec<_>>(), [300.0, 0.0, 200.0, 100.0]);
        assert_eq!(wide.iter().map(|at| at.y).collect::<Vec<_>>(), [-5.0, 10.0, 40.0, 900.0]);
        let high = align(&points()[..3], Align::DistributeVertically, 64.0);
        assert_eq!(high[1].y, 17.5);
    }

    #[test]
    fn too_few_and_what_is_no_place_are_left_alone() {
        for how in Align::ALL {
            assert_eq!(align(&[], how, 64.0), []);
            assert_eq!(align(&points()[..1], how, 64.0), points()[..1]);
            let odd = [
                Point::new(f64::NAN, 1.0),
                Point::new(f64::INFINITY, 0.0),
                Point::ZERO,
                Point::new(9.0, 9.0),
            ];
            let after = align(&odd, how, f64::NAN);
            assert!(after[0].x.is_nan() && after[1].x.is_infinite());
            assert!(after[2].is_finite() && after[3].is_finite());
        }
        assert_eq!(align(&points()[..2], Align::DistributeVertically, 64.0), points()[..2]);
    }

    #[test]
    fn aligning_again_changes_nothing() {
        for how in Align::ALL {
            let once = align(&points(), how, 64.0);
            let again = align(&once, how, 64.0);
            assert!(once.iter().zip(&again).all(|(a, b)| a.distance(*b) < 1e-9), "{how:?}");
        }
    }
}
