//! The nodes of a scene, with their rings and pins.

use super::{Builder, Spot};
use crate::drawing::metrics::{fade, node, selection, shape, stroke};
use crate::drawing::scene::{IconShape, Layer, NodeShape, PinShape, Ring};
use crate::drawing::shape::{Figure, Outline};
use crate::drawing::theme::Rgba;
use crate::geometry::Point;
use crate::icons;

impl Builder<'_> {
    /// Some nodes, those that stand out last.
    pub(super) fn nodes(&self, numbers: &[u32]) -> Vec<NodeShape> {
        let stands_out = |number: &u32| {
            let state = self.state(*number as usize);
            state.selected || state.hovered
        };
        let numbers = || numbers.iter().copied();
        let plain = numbers().filter(|number| !stands_out(number));
        let special = numbers().filter(stands_out);
        plain.chain(special).filter_map(|number| self.node(number as usize)).collect()
    }

    pub(super) fn node(&self, number: usize) -> Option<NodeShape> {
        let spot = self.seen(number)?;
        let (actor, state) = (&self.prepared.actors[number], self.state(number));
        let look = &self.prepared.looks[actor.look as usize];
        let swatch = self.swatches[actor.look as usize];
        let theme = self.view.theme;
        let (back, body, icon) = if self.far {
            let body =
                Layer { outline: spot.rim, fill: swatch.fill, stroke: Rgba::TRANSPARENT, stroke_width: 0.0 };
            (None, body, None)
        } else {
            let body = Layer {
                outline: Outline::of(look.figure, spot.radius),
                fill: swatch.fill,
                stroke: swatch.stroke,
                stroke_width: stroke::NODE,
            };
            let (back, body) = self.layers(look.figure, look.emphasis, spot, body);
            let size = (look.figure.icon_factor() * spot.radius).max(shape::ICON_MIN);
            (back, body, Some(IconShape { glyph: look.glyph, size, colour: swatch.icon }))
        };
        let pinned = actor.pinned;
        let with_pin = pinned && !self.far && (self.view.show_pins || state.selected || state.hovered);
        let faded = !state.lit;
        let gap = if self.far {
            selection::RING_GAP_DOT
        } else if look.emphasis {
            selection::RING_GAP_EMPHASIS
        } else {
            selection::RING_GAP
        };
        let ring = |gap: f64, width: f64, colour: Rgba, dash: Option<[f64; 2]>| Ring {
            outline: spot.rim.grown(gap + width / 2.0),
            colour,
            width,
            dash,
        };
        let selected = state.selected.then(|| ring(gap, stroke::SELECTION_RING, theme.accent, None));
        let has_focus = state.keyboard;
        // Beside the ring of the selection the dashes go outside.
        let focus_gap = if state.selected { gap + stroke::SELECTION_RING + 2.0 } else { gap };
        let focus_ring = has_focus
            .then(|| ring(focus_gap, stroke::FOCUS_RING, theme.focus_ring, Some(selection::KEYBOARD_DASH)));
        let hover_gap = selection::HOVER_GAP.min(gap + 1.0);
        let hover_ring = (state.hovered && !state.selected && !has_focus).then(|| {
            ring(hover_gap, stroke::HOVER_RING, theme.ink.with_opacity(selection::HOVER_OPACITY), None)
        });
        Some(NodeShape {
            id: actor.record.id.clone(),
            center: spot.center,
            figure: if self.far { Figure::Disc } else { look.figure },
            radius: spot.radius,
            rim: spot.rim,
            back,
            body,
            icon,
            opacity: self.faded(1.0, fade::NODE, faded),
            ring: selected,
            focus_ring,
            hover_ring,
            pinned,
            pin: with_pin.then(|| self.pin(spot, selected)),
            faded,
        })
    }

    /// What lies behind a body, and the body in front of it.
    pub(super) fn layers(
        &self,
        figure: Figure,
        emphasis: bool,
        spot: Spot,
        body: Layer,
    ) -> (Option<Layer>, Layer) {
        let canvas = self.view.theme.canvas;
        if emphasis {
            let back = Layer {
                outline: spot.rim,
                fill: canvas,
                stroke: body.stroke,
                stroke_width: stroke::EMPHASIS_OUTER,
            };
            (Some(back), body)
        } else if figure == Figure::Ring {
            let back = Layer { fill: canvas, stroke: body.fill, stroke_width: stroke::PERSON_RING, ..body };
            let outline = Outline::disc(spot.radius - self.inset(shape::RING_INSET));
            (Some(back), Layer { outline, stroke_width: stroke::PERSON_DISC, ..body })
        } else {
            (None, body)
        }
    }

    /// The pin at the upper right of a node, on the ring of the selection where there is one.
    pub(super) fn pin(&self, spot: Spot, ring: Option<Ring>) -> PinShape {
        let theme = self.view.theme;
        let aside = Point::new(1.0, -1.0) * std::f64::consts::FRAC_1_SQRT_2;
        let distance = match ring {
            Some(ring) => ring.outline.distance_to_rim(aside),
            None => spot.radius * node::PIN_OFFSET * std::f64::consts::SQRT_2,
        };
        PinShape {
            center: spot.center + aside * distance,
            radius: node::PIN_RADIUS,
            fill: theme.canvas,
            stroke: theme.ink_2,
            icon: IconShape { glyph: icons::ui::PUSH_PIN, size: node::PIN_ICON, colour: theme.ink_2 },
        }
    }
}
