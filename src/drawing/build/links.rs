//! The links of a scene: which are drawn, how strong, from rim to rim.

use super::{Builder, Spot};
use crate::drawing::curve::{Curve, End, link_path, loop_path};
use crate::drawing::metrics::{link, stroke};
use crate::drawing::prepared::{PreparedLink, arrow_side};
use crate::drawing::scene::LinkShape;
use crate::drawing::theme::Rgba;
use crate::geometry::Bounds;

impl Builder<'_> {
    /// Some links, and the places of the active ones among them, the pointer's first.
    pub(super) fn links(&self, numbers: &[u32]) -> (Vec<LinkShape>, Vec<usize>) {
        let (mut quiet, mut active) = (Vec::new(), Vec::new());
        let mut hovered = None;
        for &number in numbers {
            let link = &self.prepared.links[number as usize];
            if !self.marks.shows_link(number as usize) {
                continue;
            }
            let Some(drawn) = self.link(number, link) else { continue };
            if self.marks.hovered_link() == Some(number) {
                hovered = Some(drawn);
            } else if drawn.active {
                active.push(drawn);
            } else {
                quiet.push(drawn);
            }
        }
        let mut numbers: Vec<usize> = (quiet.len()..quiet.len() + active.len()).collect();
        quiet.append(&mut active);
        if let Some(drawn) = hovered {
            numbers.insert(0, quiet.len());
            quiet.push(drawn);
        }
        (quiet, numbers)
    }

    pub(super) fn link(&self, number: u32, link: &PreparedLink) -> Option<LinkShape> {
        let tie = self.prepared.ties.get(link.tie as usize)?;
        let (from, to) = (self.spot(link.from as usize)?, self.spot(link.to as usize)?);
        if !self.may_see(from, to, link.fan.of) {
            return None;
        }
        let (a, b) = (self.state(link.from as usize), self.state(link.to as usize));
        let faded = !(a.lit && b.lit);
        let chosen =
            self.marks.hovered_link() == Some(number) || self.marks.selected_links().contains(&number);
        let active = chosen || ((a.selected || b.selected) && !(faded && self.fade > 0.5));
        let (curve, arrow) = if self.far {
            if link.from == link.to {
                return None;
            }
            (Curve::line(from.center, to.center), None)
        } else {
            let arrow = (!tie.symmetric).then(|| arrow_side(active, self.scale));
            let (from, to) =
                (End { center: from.center, rim: from.rim }, End { center: to.center, rim: to.rim });
            let path = if link.from == link.to {
                loop_path(from, link.fan.place, self.scale, arrow)
            } else {
                link_path(from, to, link.fan, self.scale, arrow)?
            };
            (path.curve, path.arrow)
        };
        let look = self.prepared.actors[link.from as usize].look;
        let (width, colour) = self.link_style(self.swatches[look as usize].link, active, faded && !chosen);
        Some(LinkShape {
            id: link.record.id.clone(),
            from: link.record.from.clone(),
            to: link.record.to.clone(),
            curve,
            width,
            colour,
            arrow,
            active,
            faded: faded && !chosen,
        })
    }

    /// Width and colour of a link.
    pub(super) fn link_style(&self, colour: Rgba, active: bool, faded: bool) -> (f64, Rgba) {
        let (width, opacity) = match (self.far, active) {
            (false, false) => (stroke::LINK, link::OPACITY),
            (false, true) => (stroke::LINK_ACTIVE, link::OPACITY_ACTIVE),
            (true, false) => (stroke::LINK_FAR, link::OPACITY_FAR),
            (true, true) => (stroke::LINK_FAR_ACTIVE, link::OPACITY_ACTIVE),
        };
        if faded {
            let (end_width, end_opacity) = if self.far {
                (stroke::LINK_FAR, link::OPACITY_FAR)
            } else {
                (stroke::LINK_FADED, link::OPACITY_FADED)
            };
            let end = self.view.theme.link_faded.with_opacity(end_opacity);
            return (
                width + (end_width - width) * self.fade,
                colour.with_opacity(opacity).mix(end, self.fade),
            );
        }
        // Inside the neighbourhood in focus links are a little stronger than at rest.
        let focused = if active { opacity } else { opacity.max(link::OPACITY_NEIGHBOURHOOD) };
        (width, colour.with_opacity(opacity + (focused - opacity) * self.fade))
    }

    /// Whether a link between two nodes may touch the visible part.
    pub(super) fn may_see(&self, from: Spot, to: Spot, of: u32) -> bool {
        let Some(visible) = self.visible else { return true };
        let bow = link::PARALLEL_STEP * self.scale * f64::from(of);
        visible.intersects(Bounds::from_corners(from.center, to.center).expanded(bow))
    }
}
