//! Pack: boxes side by side on one sheet, in the shape of a screen and with little room between them.
//!
//! Bottom-left along a skyline (Burke, Kendall and Whitwell 2004): the highest first, each where it comes to
//! lie nearest to the top; of several widths of the sheet the one whose whole shows largest.

/// How much wider than high the sheet is to be: most screens' shape.
const SHAPE: f32 = 1.6;
/// The widths that are tried, against that of a sheet filled without a gap.
const WIDTHS: [f32; 4] = [1.0, 1.08, 1.17, 1.3];
/// With more boxes than this, one width is enough: they fill any.
const MANY: usize = 5_000;

/// Where the left top corner of each box (width, height) comes.
pub fn pack(boxes: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let mut order: Vec<u32> = (0..boxes.len() as u32).collect();
    let size = |at: &u32| boxes[*at as usize];
    // Stable: of the same height, the first stays the first.
    order.sort_by(|a, b| size(b).1.total_cmp(&size(a).1));
    let widest = boxes.iter().map(|own| own.0).fold(0f32, f32::max);
    let area: f64 = boxes.iter().map(|own| f64::from(own.0) * f64::from(own.1)).sum();
    let full = (f64::from(SHAPE) * area).sqrt() as f32;
    let mut best: Option<(f32, Vec<(f32, f32)>)> = None;
    let widths = if boxes.len() > MANY { &WIDTHS[1..2] } else { &WIDTHS[..] };
    for by in widths {
        let (corners, (wide, high)) = within(boxes, &order, widest.max(by * full) * 1.000_01);
        let need = wide.max(SHAPE * high);
        if best.as_ref().is_none_or(|(least, _)| need < *least) {
            best = Some((need, corners));
        }
    }
    best.map(|(_, corners)| corners).unwrap_or_default()
}

/// On a sheet of this width; and the size of the whole.
fn within(boxes: &[(f32, f32)], order: &[u32], width: f32) -> (Vec<(f32, f32)>, (f32, f32)) {
    let mut corners = vec![(0f32, 0f32); boxes.len()];
    let (mut wide, mut high) = (0f32, 0f32);
    // The lower edge of what is there, from left to right: (left, how far down).
    let mut line: Vec<(f32, f32)> = vec![(0.0, 0.0)];
    for &at in order {
        let own = boxes[at as usize];
        let mut found = (0usize, f32::MAX);
        for first in 0..line.len() {
            let right = line[first].0 + own.0;
            if right > width || line[first].1 >= found.1 {
                continue;
            }
            let under = line[first..].iter().take_while(|step| step.0 < right);
            let top = under.fold(0f32, |top, step| top.max(step.1));
            if top < found.1 {
                found = (first, top);
            }
        }
        let (first, top) = found;
        let (left, top) = if top < f32::MAX { (line[first].0, top) } else { (0.0, high) };
        corners[at as usize] = (left, top);
        let (right, bottom) = (left + own.0, top + own.1);
        (wide, high) = (wide.max(right), high.max(bottom));
        // What lies under it is covered; the last of that goes on to its right.
        let end = first + line[first..].iter().take_while(|step| step.0 < right).count();
        let rest = line[end - 1].1;
        let next = line.get(end).map_or(width, |step| step.0);
        let tail = (next - right > 1e-4 * width).then_some((right, rest));
        if tail.is_none()
            && let Some(step) = line.get_mut(end)
        {
            step.0 = step.0.max(right);
        }
        line.splice(first..end, [(left, bottom)].into_iter().chain(tail));
        // Steps of one height are one step.
        let mut keep = first.saturating_sub(1);
        while keep + 1 < line.len() && keep < first + 2 {
            if (line[keep + 1].1 - line[keep].1).abs() < 1e-6 * (1.0 + high) {
                line.remove(keep + 1);
            } else {
                keep += 1;
            }
        }
    }
    (corners, (wide, high))
}

#[cfg(test)]
mod tests {
    use super::super::hash;
    use super::*;

    fn are_apart(boxes: &[(f32, f32)], corners: &[(f32, f32)]) -> bool {
        const ROUNDING: f32 = 1e-2;
        corners.iter().zip(boxes).enumerate().all(|(at, (a, size_a))| {
            corners[..at].iter().zip(boxes).all(|(b, size_b)| {
                a.0 + size_a.0 <= b.0 + ROUNDING
                    || b.0 + size_b.0 <= a.0 + ROUNDING
                    || a.1 + size_a.1 <= b.1 + ROUNDING
                    || b.1 + size_b.1 <= a.1 + ROUNDING
            })
        })
    }

    #[test]
    fn a_large_box_and_many_small_ones_fill_a_sheet_shaped_as_a_screen() {
        let draw = |at: u32, most: u32| 1.0 + (hash(at) % most) as f32;
        let mut boxes: Vec<(f32, f32)> = (0..300).map(|at| (draw(at, 9), draw(at + 999, 9))).collect();
        boxes.push((60.0, 60.0));
        let corners = pack(&boxes);
        assert!(are_apart(&boxes, &corners));
        let ends = corners.iter().zip(&boxes);
        let (wide, high) = ends.fold((0f32, 0f32), |(wide, high), (at, size)| {
            (wide.max(at.0 + size.0), high.max(at.1 + size.1))
        });
        let area: f32 = boxes.iter().map(|size| size.0 * size.1).sum();
        assert!(area > 0.8 * wide * high, "{area} of {wide} x {high}");
        assert!((1.2..2.1).contains(&(wide / high)), "{wide} x {high}");
    }

    #[test]
    fn nothing_one_and_the_oddest_boxes_have_a_place() {
        assert!(pack(&[]).is_empty());
        assert_eq!(pack(&[(3.0, 4.0)]), [(0.0, 0.0)]);
        let odd = [(1e-9, 1e-9), (1e6, 1.0), (1.0, 1e6), (1.0, 1.0), (1.0, 1.0)];
        let corners = pack(&odd);
        assert!(corners.iter().all(|(x, y)| x.is_finite() && y.is_finite()));
        assert!(are_apart(&odd, &corners));
    }
}
