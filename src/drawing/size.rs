//! Size: how large a node is, and how nodes scale with the zoom.

use super::metrics::node;
use super::shape::Figure;

/// What the size of a node says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SizeBy {
    /// How many links the actor has.
    #[default]
    Links,
    /// The sum of its links' weights (a link without one counts 1).
    Weight,
    /// Nothing: all alike.
    Same,
}

/// The radius at zoom 1 of an actor whose measure is `value` where the largest of the map is
/// `largest`: from 13 to 30 with the square root. NaN and what is below 1 count as 1.
pub fn radius(value: f64, largest: f64) -> f64 {
    let (value, largest) = (value.max(1.0), largest.max(1.0));
    if largest <= 1.0 || !largest.is_finite() {
        return node::MIN_RADIUS;
    }
    let part = (value.min(largest).sqrt() - 1.0) / (largest.sqrt() - 1.0);
    node::MIN_RADIUS + (node::MAX_RADIUS - node::MIN_RADIUS) * part
}

/// The least radius of an actor for what it is: kinds set apart and territories on which several
/// others stand are never small.
pub fn least_radius(figure: Figure, emphasis: bool, links: usize) -> f64 {
    if emphasis {
        node::MIN_RADIUS_EMPHASIS
    } else if figure == Figure::Hexagon && links >= node::TERRITORY_LINKS {
        node::MIN_RADIUS_TERRITORY
    } else {
        node::MIN_RADIUS
    }
}

/// The scale of nodes at a zoom: its square root, at most 1.8, so that icons stay readable from
/// afar and nodes leave room from close by.
pub fn screen_scale(zoom: f64) -> f64 {
    zoom.max(0.0).sqrt().min(node::MAX_SCALE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radii_follow_the_square_root_between_their_limits() {
        assert_eq!(radius(19.0, 19.0), 30.0);
        assert_eq!(radius(1.0, 19.0), 13.0);
        assert_eq!(radius(0.0, 19.0), 13.0);
        assert_eq!(radius(1.0, 1.0), 13.0);
        assert_eq!(radius(0.0, 0.0), 13.0);
        // The composed map: 14 links of at most 19.
        assert!((radius(14.0, 19.0) - 26.9).abs() < 0.05);
        assert!((radius(2.0, 19.0) - 15.1).abs() < 0.05);
        for odd in [f64::NAN, f64::INFINITY, -3.0] {
            assert!((13.0..=30.0).contains(&radius(odd, 19.0)) && (13.0..=30.0).contains(&radius(3.0, odd)));
        }
    }

    #[test]
    fn scale_is_the_square_root_with_a_cap() {
        assert_eq!(screen_scale(0.25), 0.5);
        assert_eq!(screen_scale(1.0), 1.0);
        assert_eq!(screen_scale(100.0), 1.8);
        assert_eq!(screen_scale(f64::NAN), 0.0);
    }
}
