//! A stand-in for `crate::layout::align`, until that is there.

use crate::geometry::{Bounds, Point};

/// How the selection is lined up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Align {
    Left,
    Center,
    Right,
    Top,
    Middle,
    Bottom,
    DistributeHorizontally,
    DistributeVertically,
}

/// Points lined up.
pub fn aligned(points: &[Point], how: Align) -> Vec<Point> {
    let bounds = Bounds::around(points.iter().copied());
    let mut aligned = points.to_vec();
    match how {
        Align::Left => aligned.iter_mut().for_each(|at| at.x = bounds.min.x),
        Align::Center => aligned.iter_mut().for_each(|at| at.x = bounds.center().x),
        Align::Right => aligned.iter_mut().for_each(|at| at.x = bounds.max.x),
        Align::Top => aligned.iter_mut().for_each(|at| at.y = bounds.min.y),
        Align::Middle => aligned.iter_mut().for_each(|at| at.y = bounds.center().y),
        Align::Bottom => aligned.iter_mut().for_each(|at| at.y = bounds.max.y),
        Align::DistributeHorizontally => spread(&mut aligned, |at| &mut at.x),
        Align::DistributeVertically => spread(&mut aligned, |at| &mut at.y),
    }
    aligned
}

fn spread(points: &mut [Point], along: fn(&mut Point) -> &mut f64) {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let values: Vec<f64> = points.iter_mut().map(|at| *along(at)).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let (Some(first), Some(last)) = (order.first(), order.last()) else { return };
    let (start, end) = (values[*first], values[*last]);
    let step = (end - start) / (order.len().max(2) - 1) as f64;
    for (rank, at) in order.into_iter().enumerate() {
        *along(&mut points[at]) = start + step * rank as f64;
    }
}
