//! The names of actors and verbs of links in a scene: who may have one, and who finds room.

use super::{Builder, FEW, Spot};
use crate::drawing::font::{Weight, text_width};
use crate::drawing::hull::HullShape;
use crate::drawing::label::{Places, comes_from_below, name_box, verb_place};
use crate::drawing::metrics::{TypeStyle, detail, fade, label, selection, stroke, type_scale};
use crate::drawing::scene::{Hovered, LabelShape, LinkShape, VerbShape};
use crate::drawing::shape::Outline;
use crate::drawing::theme::Rgba;
use crate::geometry::{Bounds, Point};

impl Builder<'_> {
    pub(super) fn name_style(&self) -> TypeStyle {
        if self.zoom < detail::ALL_LABELS_FROM {
            type_scale::CANVAS_LABEL_FAR
        } else {
            type_scale::CANVAS_LABEL
        }
    }

    /// Finds the names that move above their node: three or more links arrive from below, and none
    /// passes above.
    pub(super) fn find_names_above(&mut self) {
        let count = self.prepared.actors.len();
        let (mut from_below, mut from_above) = (vec![0usize; count], vec![false; count]);
        for link in &self.prepared.links {
            let (from, to) = (link.from as usize, link.to as usize);
            let (Some(a), Some(b)) = (self.spots[from], self.spots[to]) else { continue };
            let (a, b) = (a.center, b.center);
            from_below[to] += usize::from(comes_from_below(a, b));
            from_above[to] |= comes_from_below(b, a);
            from_above[from] |= comes_from_below(a, b) || from == to;
        }
        self.above = from_below
            .iter()
            .zip(from_above)
            .map(|(below, above)| *below >= label::LINKS_FROM_BELOW && !above)
            .collect();
    }

    /// The actors whose names are shown if they find room, in the order of their claims: first those
    /// the person is busy with, then the rest.
    pub(super) fn candidates(&self) -> (Vec<usize>, Vec<usize>) {
        let prepared = self.prepared;
        let mut class = vec![3u8; prepared.actors.len()];
        let mut claim = |number: usize, value: u8| class[number] = class[number].min(value);
        for (number, state) in self.states.iter().enumerate() {
            if state.selected || state.hovered {
                claim(number, if state.selected { 0 } else { 1 });
                if state.hovered || self.few_selected {
                    for other in prepared.neighbours(number) {
                        claim(*other as usize, 2);
                    }
                }
            }
        }
        if let Some(link) = self.hovered_link.and_then(|number| prepared.links.get(number)) {
            claim(link.from as usize, 1);
            claim(link.to as usize, 1);
        }
        let shown = |number: usize| {
            self.spots[number].is_some_and(|spot| self.sees(spot.center))
                && !prepared.actors[number].name.is_empty()
        };
        let of_class = |wanted: u8| {
            let class = &class;
            prepared
                .by_links
                .iter()
                .map(|number| *number as usize)
                .filter(move |number| class[*number] == wanted && shown(*number))
        };
        let mut first: Vec<usize> = of_class(0).collect();
        first.extend(of_class(1));
        let mut rest: Vec<usize> = of_class(2).collect();
        let limit = self.rank_limit();
        let others = || {
            of_class(3).filter(|number| {
                let actor = &prepared.actors[*number];
                let emphasis = prepared.looks[actor.look as usize].emphasis && !self.far;
                (actor.rank as usize) < limit || emphasis
            })
        };
        // What is in focus before what is not.
        rest.extend(others().filter(|number| self.states[*number].lit));
        rest.extend(others().filter(|number| !self.states[*number].lit));
        (first, rest)
    }

    /// How many of the most linked actors may show their names at rest.
    pub(super) fn rank_limit(&self) -> usize {
        if self.far {
            return 0;
        }
        if self.zoom >= detail::ALL_LABELS_FROM {
            return usize::MAX;
        }
        // From the hubs at 25 % to half of all at 55 %.
        let way = (self.zoom - detail::SHAPES_FROM) / (detail::ALL_LABELS_FROM - detail::SHAPES_FROM);
        let part = label::HUB_PART + (0.5 - label::HUB_PART) * way;
        ((self.prepared.actors.len() as f64 * part) as usize).max(FEW)
    }

    pub(super) fn place_names(
        &self,
        candidates: &[usize],
        hulls: &[HullShape],
        places: &mut Places,
        labels: &mut Vec<LabelShape>,
    ) {
        let style = self.name_style();
        for &number in candidates {
            if labels.len() >= label::CAP {
                break;
            }
            let Some(spot) = self.spots[number] else { continue };
            let (actor, state) = (&self.prepared.actors[number], self.states[number]);
            let look = &self.prepared.looks[actor.look as usize];
            let strong = state.selected || look.emphasis || actor.hub;
            let width = actor.widths[usize::from(strong)] * style.size;
            let height = actor.name.len() as f64 * style.line_height;
            let rim = if state.selected { self.ring_rim(spot, look.emphasis) } else { spot.rim };
            let boxed = |above: bool| name_box(spot.center, rim, above, width, height);
            let at_rest = self.above[number];
            let free = |above: bool, over_nodes: bool| {
                Some(boxed(above)).filter(|place| places.is_free(*place, Some(number), over_nodes))
            };
            let mut place = free(at_rest, false);
            // What stands out, and a name that had moved above, may change sides to be read.
            let busy_with = state.hovered || (state.selected && self.few_selected);
            if strong || at_rest || busy_with {
                place = place.or_else(|| free(!at_rest, false));
            }
            if busy_with {
                // What the person is busy with says its name even over other nodes.
                place = place.or_else(|| free(at_rest, true)).or_else(|| free(!at_rest, true));
            }
            let Some(place) = place else { continue };
            places.take(place);
            labels.push(LabelShape {
                actor: actor.record.id.clone(),
                lines: actor.name.clone(),
                center_x: spot.center.x,
                top: place.min.y,
                width,
                height,
                size: style.size,
                line_height: style.line_height,
                strong,
                colour: self
                    .view
                    .theme
                    .ink
                    .mix(self.view.theme.ink_2, if state.lit { 0.0 } else { self.fade }),
                halo: self.ground_at(place.center(), hulls),
                opacity: self.faded(1.0, fade::LABEL, !state.lit && !state.selected),
            });
        }
    }

    /// The outline around a selected node and its ring, less the gap the name keeps anyway.
    pub(super) fn ring_rim(&self, spot: Spot, emphasis: bool) -> Outline {
        let gap = match (self.far, emphasis) {
            (true, _) => selection::RING_GAP_DOT,
            (false, true) => selection::RING_GAP_EMPHASIS,
            (false, false) => selection::RING_GAP,
        };
        spot.rim.grown(gap + stroke::SELECTION_RING - label::GAP)
    }

    /// The colour behind a place: the front-most hull's, or the canvas.
    pub(super) fn ground_at(&self, at: Point, hulls: &[HullShape]) -> Rgba {
        let canvas = self.view.theme.canvas;
        hulls.iter().rev().find(|hull| hull.contains(at)).map_or(canvas, |hull| hull.fill.over(canvas))
    }

    /// Whether an active link says its verb: chosen itself, or one of few actors' that are.
    pub(super) fn says_verb(&self, link: &LinkShape) -> bool {
        let view = self.view;
        !self.far
            && (view.selected_links.contains(&link.id)
                || view.hovered == Some(Hovered::Link(&link.id))
                || self.few_selected)
    }

    pub(super) fn place_verbs<'l>(
        &self,
        links: impl Iterator<Item = &'l LinkShape>,
        active: bool,
        places: &mut Places,
        verbs: &mut Vec<VerbShape>,
    ) {
        let style = type_scale::CANVAS_VERB;
        for link in links {
            if verbs.len() >= label::VERB_CAP {
                break;
            }
            let Some(text) = self.verb_of(link) else { continue };
            let width = text_width(&text, style.size, Weight::Regular) + 2.0 * label::VERB_PADDING;
            let length = link.curve.0[0].distance(link.curve.0[3]);
            if !active && length < width + 24.0 {
                continue;
            }
            let forced = self.view.hovered == Some(Hovered::Link(&link.id));
            let Some(center) = verb_place(places, &link.curve, width, forced) else { continue };
            places.take(Bounds::from_center_size(center, width, label::VERB_HEIGHT));
            verbs.push(VerbShape {
                link: link.id.clone(),
                text,
                center,
                width,
                height: label::VERB_HEIGHT,
                size: style.size,
                colour: self.view.theme.ink,
                fill: self.view.theme.panel,
                stroke: Rgba([link.colour.0[0], link.colour.0[1], link.colour.0[2], 255]),
            });
        }
    }

    /// The verb of a link; of a kind the schema does not know, its id.
    pub(super) fn verb_of(&self, link: &LinkShape) -> Option<String> {
        let number = self.prepared.link_number(&link.id)?;
        let prepared = &self.prepared.links[number];
        let tie = &self.prepared.ties[prepared.tie as usize];
        let verb = match &tie.kind {
            Some(kind) => kind.verb.get(self.view.lang),
            None => prepared.record.kind.as_str(),
        };
        (!verb.is_empty()).then(|| verb.to_owned())
    }
}
