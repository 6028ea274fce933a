//! The names of actors and verbs of links in a scene: who may have one, and who finds room.

use std::collections::HashSet;

use super::{Builder, FEW, Spot, State};
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

    /// Whether a name moves above its node: three or more links arrive from below, and none passes
    /// above.
    pub(super) fn stands_above(&self, number: usize) -> bool {
        let Some(own) = self.spot(number) else { return false };
        let mut from_below = 0;
        for link in self.prepared.links_at(number) {
            let link = &self.prepared.links[link as usize];
            let arrives = link.to as usize == number;
            if link.from == link.to {
                return false;
            }
            let other = if arrives { link.from } else { link.to };
            let Some(other) = self.spot(other as usize) else { continue };
            if comes_from_below(own.center, other.center) {
                return false;
            }
            from_below += usize::from(arrives && comes_from_below(other.center, own.center));
        }
        from_below >= label::LINKS_FROM_BELOW
    }

    /// The actors whose names are shown if they find room, in the order of their claims: first those
    /// the person is busy with, then the rest.
    pub(super) fn candidates(&self, spots: &[(u32, Spot)]) -> (Vec<usize>, Vec<usize>) {
        let prepared = self.prepared;
        let mut neighbours = HashSet::new();
        let busy_with = self.marks.selected().iter().take(FEW).filter(|_| self.few_selected);
        let hovered = self.marks.pointed().iter().filter(|number| self.state(**number as usize).hovered);
        for number in busy_with.chain(hovered) {
            neighbours.extend(prepared.neighbours(*number as usize));
        }
        let ends = self.marks.hovered_link().and_then(|number| prepared.links.get(number as usize));
        let class = |number: u32, state: State| {
            if state.selected {
                0
            } else if state.hovered || ends.is_some_and(|link| link.from == number || link.to == number) {
                1
            } else if neighbours.contains(&number) {
                2
            } else {
                3
            }
        };
        let limit = self.rank_limit();
        let mut classes: [Vec<(bool, u32, u32)>; 5] = Default::default();
        for (number, _) in spots {
            let (actor, state) = (&prepared.actors[*number as usize], self.state(*number as usize));
            let mut class = class(*number, state);
            if class == 3 {
                let emphasis = prepared.looks[actor.look as usize].emphasis && !self.far;
                if actor.rank as usize >= limit && !emphasis && !self.kept.contains(number) {
                    continue;
                }
                // What is in focus before what is not.
                class += usize::from(!state.lit);
            }
            classes[class].push((!self.kept.contains(number), actor.rank, *number));
        }
        for class in &mut classes {
            class.sort_unstable();
        }
        let [first, second, rest @ ..] = &classes;
        let numbers =
            |class: &Vec<(bool, u32, u32)>| class.iter().map(|(.., number)| *number as usize).collect();
        let first: Vec<usize> =
            [first, second].into_iter().flat_map(|class| -> Vec<usize> { numbers(class) }).collect();
        let rest: Vec<usize> = rest.iter().flat_map(|class| -> Vec<usize> { numbers(class) }).collect();
        (first, rest)
    }

    /// How many of the most linked actors may show their names at rest.
    pub(super) fn rank_limit(&self) -> usize {
        if self.far {
            // From afar the landmarks of a large map say where one is; a small map is read as a whole.
            let many = self.prepared.by_links.len() >= detail::LANDMARKS_FROM;
            return if many { label::LANDMARKS } else { 0 };
        }
        if self.zoom >= detail::ALL_LABELS_FROM {
            return usize::MAX;
        }
        // From the hubs at 25 % to half of all at 55 %.
        let way = (self.zoom - detail::SHAPES_FROM) / (detail::ALL_LABELS_FROM - detail::SHAPES_FROM);
        let part = label::HUB_PART + (0.5 - label::HUB_PART) * way;
        ((self.prepared.actors.len() as f64 * part) as usize).max(FEW)
    }

    /// Whether names may lie on nodes: among the dots of a large map they always would.
    pub(super) fn names_over_nodes(&self) -> bool {
        self.far && self.prepared.by_links.len() >= detail::LANDMARKS_FROM
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
            if labels.len() >= self.most_names() {
                break;
            }
            let Some(spot) = self.spot(number) else { continue };
            let (actor, state) = (&self.prepared.actors[number], self.state(number));
            let name = self.prepared.name(number);
            if name.lines.is_empty() {
                continue;
            }
            let look = &self.prepared.looks[actor.look as usize];
            let strong = state.selected || look.emphasis || actor.hub;
            let width = name.widths[usize::from(strong)] * style.size;
            let height = name.lines.len() as f64 * style.line_height;
            let rim = if state.selected { self.ring_rim(spot, look.emphasis) } else { spot.rim };
            let boxed = |above: bool| name_box(spot.center, rim, above, width, height);
            let at_rest = self.stands_above(number);
            let free = |above: bool, over_nodes: bool| {
                Some(boxed(above)).filter(|place| places.is_free(*place, Some(number as u32), over_nodes))
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
                lines: name.lines.clone(),
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

    /// How many names there may be.
    pub(super) fn most_names(&self) -> usize {
        if self.names_over_nodes() { label::LANDMARKS } else { self.view.names }
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
