//! The hulls of a scene and where their names stand.

use super::{Builder, Spot};
use crate::drawing::font::{Weight, text_width};
use crate::drawing::hull::{
    Disc, HullName, HullShape, NamePlace, area, contains, label_discs, name_places, outline_around,
};
use crate::drawing::label::{Places, name_box};
use crate::drawing::metrics::{detail, fade, hull, stroke, type_scale};
use crate::drawing::prepared::Group;
use crate::drawing::scene::LinkShape;
use crate::geometry::{Bounds, Point};

/// How much farther from its hull a name may stand to have one link fewer behind it.
const LINK_UNDER_NAME: f64 = 10.0;

impl Builder<'_> {
    pub(super) fn hulls(&self) -> Vec<HullShape> {
        if !self.view.show_hulls {
            return Vec::new();
        }
        let mut hulls: Vec<(f64, HullShape)> = self
            .prepared
            .groups
            .iter()
            .filter_map(|group| self.hull(group))
            .map(|hull| (area(&hull.outline), hull))
            .collect();
        // A small hull in front of a large one, so that both are seen; the sort is stable.
        hulls.sort_by(|a, b| b.0.total_cmp(&a.0));
        hulls.into_iter().map(|(_, hull)| hull).collect()
    }

    pub(super) fn hull(&self, group: &Group) -> Option<HullShape> {
        self.spot(group.actor as usize)?;
        let members: Vec<(usize, Spot)> = group
            .members
            .iter()
            .filter_map(|number| Some((*number as usize, self.spot(*number as usize)?)))
            .collect();
        if members.len() < hull::MIN_MEMBERS {
            return None;
        }
        let presence = self.hull_presence(group.actor as usize, &members);
        if presence <= 0.0 {
            return None;
        }
        let with_names = self.zoom >= detail::ALL_LABELS_FROM;
        let margin = if self.far { hull::MARGIN_NODE / 2.0 } else { hull::MARGIN_NODE };
        let mut discs = Vec::with_capacity(members.len() * 5);
        for (number, spot) in &members {
            discs.push(Disc { center: spot.center, radius: spot.rim.reach() + margin });
            if with_names && !self.prepared.name(*number).lines.is_empty() {
                discs.extend(label_discs(self.name_box_at_rest(*number, *spot)));
            }
        }
        let outline = outline_around(&discs);
        let bounds = Bounds::around(outline.iter().copied());
        if outline.len() < 3 || self.visible.is_some_and(|visible| !visible.intersects(bounds)) {
            return None;
        }
        let actor = &self.prepared.actors[group.actor as usize];
        let swatch = self.swatches[actor.look as usize];
        let faded = !self.state(group.actor as usize).lit;
        let opacity = self.faded(1.0, fade::HULL, faded) * presence;
        Some(HullShape {
            group: actor.record.id.clone(),
            outline,
            bounds,
            fill: swatch.hull.with_opacity(opacity),
            stroke: swatch.fill.with_opacity(hull::STROKE_OPACITY * opacity),
            stroke_width: stroke::HULL,
            count: members.len(),
            presence,
            name: None,
            faded,
        })
    }

    /// How much a hull of a large map is there, from 0 to 1. A thousand outlines over each other show
    /// nothing: one stays where it is large enough to be read, small enough to be seen whole, and
    /// around its members rather than around everybody between them. That of an actor the person is busy
    /// with is always there.
    fn hull_presence(&self, number: usize, members: &[(usize, Spot)]) -> f64 {
        if self.prepared.by_links.len() < detail::LANDMARKS_FROM {
            return 1.0;
        }
        let state = self.state(number);
        if state.selected || state.hovered {
            return 1.0;
        }
        let box_ = Bounds::around(members.iter().map(|(_, spot)| spot.center));
        let across = Point::new(box_.width(), box_.height()).length();
        let seen = self.visible.map_or(f64::INFINITY, |visible| visible.width().min(visible.height()));
        let large = smoothstep(hull::SEEN_FROM, 2.0 * hull::SEEN_FROM, across);
        let whole = 1.0 - smoothstep(0.5, 1.0, across / seen);
        let mut presence = large * whole;
        if presence > 0.0 && self.visible.is_none_or(|visible| visible.intersects(box_.expanded(40.0))) {
            let in_world = Bounds { min: box_.min * (1.0 / self.zoom), max: box_.max * (1.0 / self.zoom) };
            let own = members.len() as f64;
            let all = self.prepared.count_near(in_world, (own / hull::OWN_FROM) as usize + 1) as f64;
            presence *= smoothstep(hull::OWN_FROM, 3.0 * hull::OWN_FROM, own / all.max(1.0));
        }
        if self.view.lit.is_some() && state.lit { presence.max(self.fade) } else { presence }
    }

    /// The box of a name where nothing is selected: what hulls lie around, so that they keep still.
    pub(super) fn name_box_at_rest(&self, number: usize, spot: Spot) -> Bounds {
        let actor = &self.prepared.actors[number];
        let look = &self.prepared.looks[actor.look as usize];
        let style = self.name_style();
        let name = self.prepared.name(number);
        let width = name.widths[usize::from(look.emphasis || actor.hub)] * style.size;
        let height = name.lines.len() as f64 * style.line_height;
        name_box(spot.center, spot.rim, self.stands_above(number), width, height)
    }

    /// Whether hulls may want names, so that links count which they would cover.
    pub(super) fn may_name_hulls(&self) -> bool {
        !self.far && self.view.show_hulls && !self.prepared.groups.is_empty()
    }

    /// Gives hulls their names, each where it is nearest to its hull and in nobody's way.
    pub(super) fn name_hulls(
        &self,
        hulls: &mut [HullShape],
        links: &[LinkShape],
        area: Bounds,
        spots: &[(u32, Spot)],
        places: &mut Places,
    ) {
        let style = type_scale::HULL_NAME;
        if self.far || hulls.is_empty() {
            return;
        }
        let names = self.names_at_rest(area, spots);
        let outlines: Vec<(Bounds, Vec<Point>)> =
            hulls.iter().map(|hull| (hull.bounds, hull.outline.clone())).collect();
        // Looking at every link is for maps of a size where links can be told apart.
        let few = hulls.len() * links.len() < 20_000;
        for (at, hull) in hulls.iter_mut().enumerate() {
            let Some(number) = self.prepared.number(&hull.group) else { continue };
            let groups = &self.prepared.groups;
            let Ok(group) = groups.binary_search_by_key(&(number as u32), |group| group.actor) else {
                continue;
            };
            let group = &groups[group];
            // Room for the count, whatever its words: "123 acteurs".
            let count_width = text_width("0000 acteurs", style.size, Weight::Regular);
            let width = (group.width * style.size).max(count_width);
            let height = style.line_height * (group.name.len() + 1) as f64;
            let mut spots = name_places(&hull.outline, hull.bounds, width, height);
            if few {
                for spot in &mut spots {
                    let crossing = links.iter().filter(|link| crosses(link, spot.bounds)).count();
                    spot.outside += LINK_UNDER_NAME * crossing as f64;
                }
                spots.sort_by(|a, b| a.outside.total_cmp(&b.outside));
            }
            let in_other_hull = |place: Bounds| {
                few && outlines.iter().enumerate().any(|(other, (bounds, outline))| {
                    let corners = [
                        place.min,
                        place.max,
                        Point::new(place.max.x, place.min.y),
                        Point::new(place.min.x, place.max.y),
                    ];
                    other != at
                        && bounds.intersects(place)
                        && corners.iter().any(|corner| contains(outline, *corner))
                })
            };
            // The line boxes have some air of their own.
            let tight = |place: Bounds| place.expanded(-2.0);
            let free = || spots.iter().filter(|spot| places.is_free(tight(spot.bounds), None, false));
            let best = free()
                .find(|spot| names.is_free(tight(spot.bounds), None, false) && !in_other_hull(spot.bounds))
                .or_else(|| free().find(|spot| !in_other_hull(spot.bounds)))
                .or_else(|| free().next());
            let Some(&NamePlace { bounds, align_right, .. }) = best else { continue };
            places.take(tight(bounds));
            let swatch = self.swatches[self.prepared.actors[number].look as usize];
            hull.name = Some(HullName {
                lines: group.name.clone(),
                bounds,
                align_right,
                size: style.size,
                line_height: style.line_height,
                colour: swatch.stroke,
                halo: self.view.theme.canvas,
                opacity: self.faded(1.0, fade::HULL_LABEL, hull.faded) * hull.presence,
            });
        }
    }

    /// The names of actors where they stand at rest, as if all found room.
    pub(super) fn names_at_rest(&self, area: Bounds, spots: &[(u32, Spot)]) -> Places {
        let mut names = Places::over(area);
        if self.zoom >= detail::ALL_LABELS_FROM {
            for (number, spot) in spots {
                names.take(self.name_box_at_rest(*number as usize, *spot));
            }
        }
        names
    }
}

fn smoothstep(from: f64, to: f64, value: f64) -> f64 {
    let t = ((value - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Whether the straight line between a link's ends passes through a box.
fn crosses(link: &LinkShape, place: Bounds) -> bool {
    let (from, way) = (link.curve.0[0], link.curve.0[3] - link.curve.0[0]);
    // Liang and Barsky: the part of the line between each pair of sides.
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for (start, along, low, high) in
        [(from.x, way.x, place.min.x, place.max.x), (from.y, way.y, place.min.y, place.max.y)]
    {
        if along == 0.0 {
            if start < low || start > high {
                return false;
            }
        } else {
            let (a, b) = ((low - start) / along, (high - start) / along);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
    }
    enter <= leave
}
