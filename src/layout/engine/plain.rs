//! Plain: parts whose picture needs no search. A path is a straight line, a cycle is round.

use super::{Network, Places};

/// The picture of a connected network if it is a path or a cycle (or one node): nobody on it has more than two
/// neighbours. Links are about one unit long, heavier ones shorter.
pub fn plain(network: &Network) -> Option<Places> {
    let count = network.count();
    if (0..count).any(|node| network.degree(node) > 2) {
        return None;
    }
    let mut places = Places::new(count);
    let start = (0..count).find(|node| network.degree(*node) < 2);
    let (mut before, mut node) = (usize::MAX, start.unwrap_or(0));
    // How far along each is, in the order of the way.
    let mut way: Vec<(usize, f32)> = Vec::with_capacity(count);
    let mut along = 0f32;
    loop {
        way.push((node, along));
        let next = network.neighbours(node).find(|(other, _)| *other != before);
        let Some((next, weight)) = next.filter(|_| way.len() <= count) else { break };
        along += length(weight);
        if next == way[0].0 {
            break;
        }
        (before, node) = (node, next);
    }
    if way.len() != count {
        return None;
    }
    let radius = along / std::f32::consts::TAU;
    for (node, at) in way {
        (places.x[node], places.y[node]) = if start.is_some() {
            (at - 0.5 * along, 0.0)
        } else {
            let angle = at / radius;
            (radius * angle.cos(), radius * angle.sin())
        };
    }
    Some(places)
}

/// Where the forces of one link are at rest: the push of 1/r against a pull of `weight · √r`.
fn length(weight: f32) -> f32 {
    weight.clamp(1e-3, 1e3).powf(-2.0 / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(places: &Places, a: usize, b: usize) -> f32 {
        (places.x[a] - places.x[b]).hypot(places.y[a] - places.y[b])
    }

    #[test]
    fn a_path_is_straight_and_a_cycle_round_however_they_are_numbered() {
        let count = 101u32;
        let at = |place: u32| place * 37 % count;
        let path = Network::new(count as usize, (1..count).map(|place| (at(place - 1), at(place), 1.0)));
        let places = plain(&path).expect("a path");
        assert!(places.y.iter().all(|y| *y == 0.0));
        for place in 1..count {
            assert!((apart(&places, at(place - 1) as usize, at(place) as usize) - 1.0).abs() < 1e-3);
        }
        assert!((apart(&places, at(0) as usize, at(100) as usize) - 100.0).abs() < 1e-2);
        let links = (0..count).map(|place| (at(place), at((place + 1) % count), 1.0));
        let places = plain(&Network::new(count as usize, links)).expect("a cycle");
        let radius = places.x[0].hypot(places.y[0]);
        assert!((0..101).all(|node| (places.x[node].hypot(places.y[node]) - radius).abs() < 1e-3));
    }

    #[test]
    fn a_heavier_link_is_shorter_and_anything_else_is_not_plain() {
        let weighed = Network::new(3, [(0, 1, 1.0), (1, 2, 8.0)].into_iter());
        let places = plain(&weighed).expect("a path");
        assert!(apart(&places, 0, 1) > 2.0 * apart(&places, 1, 2));
        assert_eq!(plain(&Network::new(1, std::iter::empty())), Some(Places::new(1)));
        assert!(plain(&Network::new(2, [(0, 1, 1.0), (1, 0, 1.0), (1, 1, 1.0)].into_iter())).is_some());
        assert!(plain(&Network::new(4, (1..4).map(|leaf| (0, leaf, 1.0)))).is_none());
        // Two pairs are not one path.
        assert!(plain(&Network::new(4, [(0, 1, 1.0), (2, 3, 1.0)].into_iter())).is_none());
    }
}
