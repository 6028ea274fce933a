//! Gestures: from presses and moves of the pointer to what is meant by them. Begin, update,
//! commit or cancel; nothing here changes a map.

use super::Target;
use crate::geometry::{Bounds, Point};
use crate::model::{ActorId, LinkId};

/// How far the pointer moves, in pixels, before a press is a drag.
const DRAG_THRESHOLD_PX: f64 = 4.0;

/// The modifier keys that change what a gesture means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mods {
    /// Add to the selection, or take from it (Shift, Ctrl or Command).
    pub extend: bool,
    /// Pan whatever is under the pointer (Space).
    pub pan: bool,
    /// Nothing may be moved or linked: a drag of an actor pans (a map that can only be looked at).
    pub fixed: bool,
}

/// What the pointer did. Positions are pixels from the canvas' upper left.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The main button went down on something.
    Press {
        /// Where.
        at_px: Point,
        /// On what.
        target: Target,
        /// With which keys.
        mods: Mods,
    },
    /// The middle button went down.
    PressMiddle {
        /// Where.
        at_px: Point,
    },
    /// The pointer moved with a button down.
    Drag {
        /// Where to.
        at_px: Point,
        /// What is under it now.
        target: Target,
    },
    /// The button went up.
    Release {
        /// Where.
        at_px: Point,
        /// What is under it.
        target: Target,
    },
    /// Esc, or the window lost the pointer.
    Cancel,
}

/// A gesture under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    /// None.
    #[default]
    Idle,
    /// A press that may become a click or a drag.
    Pressed {
        /// Where it began.
        at_px: Point,
        /// On what.
        target: Target,
        /// With which keys.
        mods: Mods,
    },
    /// The picture follows the pointer.
    Panning {
        /// Where the pointer was last.
        last_px: Point,
    },
    /// Actors follow the pointer.
    Moving {
        /// The actor that was taken hold of.
        held: ActorId,
        /// Where the gesture began.
        from_px: Point,
        /// Where the pointer is.
        now_px: Point,
    },
    /// A rectangle is drawn to select what is inside.
    Banding {
        /// Where it began.
        from_px: Point,
        /// Where the pointer is.
        now_px: Point,
        /// Whether it adds to the selection.
        extend: bool,
    },
    /// A link is drawn from an actor's rim.
    Connecting {
        /// The actor it starts from.
        from: ActorId,
        /// Where the pointer is.
        now_px: Point,
        /// The actor under the pointer.
        over: Option<ActorId>,
    },
}

/// Where a new link ends.
#[derive(Clone, Debug, PartialEq)]
pub enum ConnectEnd {
    /// At an actor (perhaps the one it starts from).
    Actor(ActorId),
    /// At nothing: a new actor is wanted there (pixels).
    Nothing(Point),
}

/// What a gesture means.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Move the picture.
    Pan(Point),
    /// Select an actor, alone or in addition.
    SelectActor(ActorId, bool),
    /// Select a link, alone or in addition.
    SelectLink(LinkId, bool),
    /// Select nothing.
    ClearSelection,
    /// Select what is in a rectangle (pixels), alone or in addition.
    SelectIn(Bounds, bool),
    /// Move the held actor, and the rest of the selection with it, by so many pixels.
    Move(ActorId, Point),
    /// Draw a link.
    Connect(ActorId, ConnectEnd),
}

impl Gesture {
    /// Takes an event in; says what it means, if anything.
    pub fn update(&mut self, event: Event) -> Option<Intent> {
        match event {
            Event::Press { at_px, mods, .. } if mods.pan => {
                *self = Self::Panning { last_px: at_px };
                None
            }
            Event::Press { at_px, target, mods } => {
                *self = Self::Pressed { at_px, target, mods };
                None
            }
            Event::PressMiddle { at_px } => {
                *self = Self::Panning { last_px: at_px };
                None
            }
            Event::Drag { at_px, target } => self.drag(at_px, &target),
            Event::Release { at_px, target } => std::mem::take(self).release(at_px, &target),
            Event::Cancel => {
                *self = Self::Idle;
                None
            }
        }
    }

    fn drag(&mut self, at_px: Point, over_target: &Target) -> Option<Intent> {
        match self {
            Self::Idle => None,
            Self::Pressed { at_px: from_px, target, mods } => {
                let from_px = *from_px;
                if from_px.distance(at_px) < DRAG_THRESHOLD_PX {
                    return None;
                }
                if mods.fixed && matches!(target, Target::Actor { .. }) {
                    *self = Self::Panning { last_px: at_px };
                    return Some(Intent::Pan(at_px - from_px));
                }
                *self = match target {
                    Target::Actor { id, on_rim: true } if !mods.extend => Self::Connecting {
                        from: id.clone(),
                        now_px: at_px,
                        over: over_target.actor().cloned(),
                    },
                    Target::Actor { id, .. } => Self::Moving { held: id.clone(), from_px, now_px: at_px },
                    Target::Link(_) | Target::Nothing => {
                        Self::Banding { from_px, now_px: at_px, extend: mods.extend }
                    }
                };
                None
            }
            Self::Panning { last_px } => {
                let delta = at_px - *last_px;
                *last_px = at_px;
                Some(Intent::Pan(delta))
            }
            Self::Moving { now_px, .. } | Self::Banding { now_px, .. } => {
                *now_px = at_px;
                None
            }
            Self::Connecting { now_px, over, .. } => {
                *now_px = at_px;
                *over = over_target.actor().cloned();
                None
            }
        }
    }

    fn release(self, at_px: Point, target_now: &Target) -> Option<Intent> {
        match self {
            Self::Idle | Self::Panning { .. } => None,
            Self::Pressed { target, mods, .. } => Some(match target {
                Target::Actor { id, .. } => Intent::SelectActor(id, mods.extend),
                Target::Link(id) => Intent::SelectLink(id, mods.extend),
                Target::Nothing if mods.extend => return None,
                Target::Nothing => Intent::ClearSelection,
            }),
            Self::Moving { held, from_px, .. } => Some(Intent::Move(held, at_px - from_px)),
            Self::Banding { from_px, extend, .. } => {
                Some(Intent::SelectIn(Bounds::from_corners(from_px, at_px), extend))
            }
            Self::Connecting { from, .. } => {
                let end = match target_now {
                    Target::Actor { id, .. } => ConnectEnd::Actor(id.clone()),
                    Target::Link(_) | Target::Nothing => ConnectEnd::Nothing(at_px),
                };
                Some(Intent::Connect(from, end))
            }
        }
    }

    /// How far the held actors have been moved, in pixels, and which was taken hold of.
    pub fn moving(&self) -> Option<(&ActorId, Point)> {
        match self {
            Self::Moving { held, from_px, now_px } => Some((held, *now_px - *from_px)),
            _ => None,
        }
    }

    /// The rectangle being drawn, in pixels.
    pub fn band(&self) -> Option<Bounds> {
        match self {
            Self::Banding { from_px, now_px, .. } => Some(Bounds::from_corners(*from_px, *now_px)),
            _ => None,
        }
    }

    /// Whether nothing is under way.
    pub fn is_idle(&self) -> bool {
        *self == Self::Idle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Point = Point::new(100.0, 100.0);
    const FAR: Point = Point::new(160.0, 130.0);

    fn actor(id: &str, on_rim: bool) -> Target {
        Target::Actor { id: id.into(), on_rim }
    }

    fn play(target: Target, mods: Mods, end: Target) -> Option<Intent> {
        let mut gesture = Gesture::default();
        gesture.update(Event::Press { at_px: HERE, target, mods });
        gesture.update(Event::Drag { at_px: FAR, target: end.clone() });
        gesture.update(Event::Release { at_px: FAR, target: end })
    }

    #[test]
    fn a_press_without_a_drag_selects() {
        let mut gesture = Gesture::default();
        gesture.update(Event::Press { at_px: HERE, target: actor("a", true), mods: Mods::default() });
        gesture.update(Event::Drag { at_px: HERE + Point::new(2.0, 1.0), target: actor("a", true) });
        let intent = gesture.update(Event::Release { at_px: HERE, target: actor("a", true) });
        assert_eq!(intent, Some(Intent::SelectActor("a".into(), false)));
        assert!(gesture.is_idle());
    }

    #[test]
    fn the_body_moves_and_the_rim_links() {
        let by = FAR - HERE;
        assert_eq!(
            play(actor("a", false), Mods::default(), Target::Nothing),
            Some(Intent::Move("a".into(), by))
        );
        assert_eq!(
            play(actor("a", true), Mods::default(), actor("b", false)),
            Some(Intent::Connect("a".into(), ConnectEnd::Actor("b".into())))
        );
        assert_eq!(
            play(actor("a", true), Mods::default(), Target::Nothing),
            Some(Intent::Connect("a".into(), ConnectEnd::Nothing(FAR)))
        );
    }

    #[test]
    fn nothing_gives_a_band_and_space_pans_over_anything() {
        let band = Bounds::from_corners(HERE, FAR);
        assert_eq!(
            play(Target::Nothing, Mods::default(), Target::Nothing),
            Some(Intent::SelectIn(band, false))
        );
        let mut gesture = Gesture::default();
        let mods = Mods { pan: true, ..Mods::default() };
        gesture.update(Event::Press { at_px: HERE, target: actor("a", false), mods });
        assert_eq!(
            gesture.update(Event::Drag { at_px: FAR, target: Target::Nothing }),
            Some(Intent::Pan(FAR - HERE))
        );
        assert_eq!(gesture.update(Event::Release { at_px: FAR, target: Target::Nothing }), None);
    }

    #[test]
    fn where_nothing_may_change_a_drag_of_an_actor_pans_and_a_press_selects() {
        let mods = Mods { fixed: true, ..Mods::default() };
        for on_rim in [false, true] {
            let mut gesture = Gesture::default();
            gesture.update(Event::Press { at_px: HERE, target: actor("a", on_rim), mods });
            let drag = gesture.update(Event::Drag { at_px: FAR, target: Target::Nothing });
            assert_eq!(drag, Some(Intent::Pan(FAR - HERE)));
            assert_eq!(gesture.update(Event::Release { at_px: FAR, target: Target::Nothing }), None);
        }
        let mut gesture = Gesture::default();
        gesture.update(Event::Press { at_px: HERE, target: actor("a", true), mods });
        let release = gesture.update(Event::Release { at_px: HERE, target: actor("a", true) });
        assert_eq!(release, Some(Intent::SelectActor("a".into(), false)));
    }

    #[test]
    fn a_cancelled_gesture_means_nothing() {
        let mut gesture = Gesture::default();
        gesture.update(Event::Press { at_px: HERE, target: actor("a", false), mods: Mods::default() });
        gesture.update(Event::Drag { at_px: FAR, target: Target::Nothing });
        assert!(gesture.moving().is_some());
        gesture.update(Event::Cancel);
        assert_eq!(gesture.update(Event::Release { at_px: FAR, target: Target::Nothing }), None);
    }
}
