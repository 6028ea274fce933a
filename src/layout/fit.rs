//! Fit: what several layouts need to put things beside each other without one on another: along a line,
//! and in shelves.

/// How much wider than high a picture is to be: most screens' shape.
pub(super) const SHAPE: f64 = 1.6;

/// Where items of a line stand that are to be as near as can be to where they wish, in the order given
/// and with at least `gaps[i]` between item `i` and the next: least squares, weighted, by pooling
/// neighbours that are in each other's way (isotonic regression; Barlow et al. 1972).
pub(super) fn spread(wishes: &[f64], weights: &[f64], gaps: &[f64]) -> Vec<f64> {
    // With the gaps taken out, "at least so far apart" is "in order".
    let mut pools: Vec<(f64, f64, usize)> = Vec::with_capacity(wishes.len());
    let mut before = 0.0;
    for (at, wish) in wishes.iter().enumerate() {
        let weight = weights.get(at).copied().unwrap_or(1.0).max(1e-6);
        let wish = if wish.is_finite() { wish - before } else { 0.0 };
        let mut pool = (wish, weight, 1);
        while let Some(&(mean, mass, members)) = pools.last() {
            if mean <= pool.0 {
                break;
            }
            pools.pop();
            let both = mass + pool.1;
            pool = ((mean * mass + pool.0 * pool.1) / both, both, members + pool.2);
        }
        pools.push(pool);
        before += gaps.get(at).copied().unwrap_or(0.0);
    }
    let mut places = Vec::with_capacity(wishes.len());
    let mut before = 0.0;
    for (mean, _, members) in pools {
        for _ in 0..members {
            places.push(mean + before);
            before += gaps.get(places.len() - 1).copied().unwrap_or(0.0);
        }
    }
    places
}

/// Boxes side by side on shelves, in the order given: the left and top of each, and the size of the whole.
/// Of several widths the one is taken whose whole comes nearest to [`SHAPE`] and is small.
pub(super) fn shelve(boxes: &[(f64, f64)], gap: f64) -> (Vec<(f64, f64)>, (f64, f64)) {
    let widest = boxes.iter().map(|size| size.0).fold(0.0, f64::max);
    let all: f64 = boxes.iter().map(|size| size.0 + gap).sum::<f64>() - gap;
    let mut best: Option<(f64, f64)> = None;
    const WIDTHS: i32 = 48;
    for at in 0..=WIDTHS {
        // From the narrowest possible to all on one shelf, by equal ratios.
        let width = widest * (all / widest.max(1e-9)).max(1.0).powf(f64::from(at) / f64::from(WIDTHS));
        let (_, (wide, high)) = shelve_within(boxes, gap, width * (1.0 + 1e-9));
        // The width of the screen that shows it all.
        let need = wide.max(high * SHAPE);
        if best.is_none_or(|(least, _)| need < least * (1.0 - 1e-9)) {
            best = Some((need, width));
        }
    }
    shelve_within(boxes, gap, best.map_or(0.0, |(_, width)| width) * (1.0 + 1e-9))
}

fn shelve_within(boxes: &[(f64, f64)], gap: f64, width: f64) -> (Vec<(f64, f64)>, (f64, f64)) {
    let (mut left, mut top, mut shelf) = (0.0, 0.0, 0.0f64);
    let mut wide = 0.0f64;
    let mut corners = Vec::with_capacity(boxes.len());
    for &(own, high) in boxes {
        if left > 0.0 && left + own > width {
            (left, top, shelf) = (0.0, top + shelf + gap, 0.0);
        }
        corners.push((left, top));
        wide = wide.max(left + own);
        left += own + gap;
        shelf = shelf.max(high);
    }
    (corners, (wide, top + shelf))
}

/// Points to places around the origin: the middle of their box comes there.
pub(super) fn centred(points: &[(f64, f64)]) -> super::engine::Places {
    let around = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let (low, high) = points
            .iter()
            .map(of)
            .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        if low <= high { 0.5 * (low + high) } else { 0.0 }
    };
    let (middle_x, middle_y) = (around(&|point| point.0), around(&|point| point.1));
    super::engine::Places {
        x: points.iter().map(|point| (point.0 - middle_x) as f32).collect(),
        y: points.iter().map(|point| (point.1 - middle_y) as f32).collect(),
    }
}

/// Whether nobody is nearer to anybody than `room`, but for what rounding takes; for tests.
#[cfg(test)]
pub(super) fn is_apart(places: &super::engine::Places, room: f32) -> bool {
    use std::collections::HashMap;
    let cell = |value: f32| (value / room).floor() as i64;
    let mut cells: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    for node in 0..places.len() {
        let (x, y) = (places.x[node], places.y[node]);
        if !x.is_finite() || !y.is_finite() {
            return false;
        }
        for dx in -1..=1 {
            for dy in -1..=1 {
                for &other in cells.get(&(cell(x) + dx, cell(y) + dy)).into_iter().flatten() {
                    if (places.x[other] - x).hypot(places.y[other] - y) < 0.998 * room {
                        return false;
                    }
                }
            }
        }
        cells.entry((cell(x), cell(y))).or_default().push(node);
    }
    true
}

/// A network that looks random: `count` nodes, about `links` links; for tests.
#[cfg(test)]
pub(super) fn tangle(count: u32, links: u32, seed: u32) -> Vec<(u32, u32)> {
    use super::engine::hash;
    (0..links)
        .map(|at| {
            let (a, b) = (hash(seed ^ (at * 2)) % count, hash(seed ^ (at * 2 + 1)) % count);
            // Some are near in number, so that there is something to find.
            if at % 3 == 0 { (a, b) } else { (a, (a + 1 + b % 5) % count) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_have_room_stay_where_they_wish() {
        assert_eq!(spread(&[0.0, 5.0, 20.0], &[1.0; 3], &[4.0; 2]), [0.0, 5.0, 20.0]);
    }

    #[test]
    fn those_who_have_not_give_way_evenly_and_keep_their_gaps() {
        assert_eq!(spread(&[0.0, 0.0, 0.0], &[1.0; 3], &[4.0; 2]), [-4.0, 0.0, 4.0]);
        let heavy = spread(&[0.0, 0.0], &[3.0, 1.0], &[4.0]);
        assert_eq!(heavy, [-1.0, 3.0]);
        let wishes: Vec<f64> = (0..50).map(|at| f64::from(at * 37 % 50)).collect();
        let places = spread(&wishes, &[], &[2.0; 49]);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 2.0 - 1e-9));
    }

    #[test]
    fn boxes_on_shelves_keep_apart_and_near_the_shape_of_a_screen() {
        let boxes: Vec<(f64, f64)> =
            (0..40).map(|at| (1.0 + f64::from(at % 7), 1.0 + f64::from(at % 3))).collect();
        let (corners, (wide, high)) = shelve(&boxes, 1.0);
        assert!((1.0..2.6).contains(&(wide / high)), "{wide} x {high}");
        for (a, (size_a, at_a)) in boxes.iter().zip(&corners).enumerate() {
            for (size_b, at_b) in boxes.iter().zip(&corners).skip(a + 1) {
                let beside =
                    at_a.0 + size_a.0 + 1.0 <= at_b.0 + 1e-9 || at_b.0 + size_b.0 + 1.0 <= at_a.0 + 1e-9;
                let below =
                    at_a.1 + size_a.1 + 1.0 <= at_b.1 + 1e-9 || at_b.1 + size_b.1 + 1.0 <= at_a.1 + 1e-9;
                assert!(beside || below);
            }
        }
        assert_eq!(shelve(&[], 1.0).0, []);
    }
}
