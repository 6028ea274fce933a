//! Metrics: every length, duration and threshold of the look, by name. Lengths are logical pixels
//! at 100 % display scale, durations milliseconds. The interface uses them as the drawing does.

/// A size of type with its line height and weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypeStyle {
    /// Height of the em.
    pub size: f64,
    /// From one baseline to the next.
    pub line_height: f64,
    /// Regular or strong.
    pub strong: bool,
}

const fn type_style(size: f64, line_height: f64, strong: bool) -> TypeStyle {
    TypeStyle { size, line_height, strong }
}

/// The scale of type.
pub mod type_scale {
    use super::{TypeStyle, type_style};

    /// Captions and secondary text.
    pub const CAPTION: TypeStyle = type_style(12.0, 16.0, false);
    /// Values and rows.
    pub const BODY_SMALL: TypeStyle = type_style(13.0, 18.0, false);
    /// Controls and running text.
    pub const BODY: TypeStyle = type_style(14.0, 20.0, false);
    /// Labels of buttons.
    pub const BUTTON: TypeStyle = type_style(14.0, 20.0, true);
    /// Titles of sections.
    pub const SECTION: TypeStyle = type_style(12.0, 16.0, true);
    /// Headings.
    pub const HEADING: TypeStyle = type_style(16.0, 22.0, true);
    /// The selected actor, titles of dialogs.
    pub const TITLE: TypeStyle = type_style(18.0, 24.0, true);
    /// The largest.
    pub const DISPLAY: TypeStyle = type_style(24.0, 32.0, true);
    /// Names of actors on the canvas.
    pub const CANVAS_LABEL: TypeStyle = type_style(12.0, 14.5, false);
    /// Names that stand out on the canvas.
    pub const CANVAS_LABEL_STRONG: TypeStyle = type_style(12.0, 14.5, true);
    /// Names on the canvas where only the most linked show theirs.
    pub const CANVAS_LABEL_FAR: TypeStyle = type_style(11.0, 13.5, false);
    /// Verbs of links on the canvas.
    pub const CANVAS_VERB: TypeStyle = type_style(11.5, 14.0, false);
    /// The name of a hull; the count below it is a caption with the same line height.
    pub const HULL_NAME: TypeStyle = type_style(12.0, 15.0, true);
}

/// Distances between things.
pub mod spacing {
    /// The steps there are.
    pub const SCALE: [f64; 8] = [2.0, 4.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0];
    /// Margin of a panel.
    pub const PANEL_MARGIN: f64 = 16.0;
    /// Height of a row (a family of the legend).
    pub const ROW_HEIGHT: f64 = 26.0;
    /// Height of a dense row (a kind of the legend).
    pub const ROW_HEIGHT_DENSE: f64 = 23.0;
    /// Height of a control.
    pub const CONTROL_HEIGHT: f64 = 32.0;
    /// Height of a control in the inspector.
    pub const CONTROL_HEIGHT_SMALL: f64 = 28.0;
    /// Between sections.
    pub const SECTION_GAP: f64 = 16.0;
    /// Margin of a dialog.
    pub const DIALOG_MARGIN: f64 = 20.0;
}

/// Sizes of the window's parts.
pub mod window {
    /// Height of the top bar.
    pub const TOP_BAR: f64 = 52.0;
    /// Height of the status bar.
    pub const STATUS_BAR: f64 = 28.0;
    /// Width of the left panel.
    pub const LEFT_PANEL: f64 = 264.0;
    /// Least width of the left panel.
    pub const LEFT_PANEL_MIN: f64 = 208.0;
    /// Width of the right panel.
    pub const RIGHT_PANEL: f64 = 296.0;
    /// Least width of the right panel.
    pub const RIGHT_PANEL_MIN: f64 = 260.0;
    /// Least width and height of the window.
    pub const MINIMUM: [f64; 2] = [960.0, 600.0];
}

/// Radii of corners.
pub mod radius {
    /// Small marks.
    pub const SMALL: f64 = 4.0;
    /// Controls.
    pub const CONTROL: f64 = 6.0;
    /// Cards and menus.
    pub const CARD: f64 = 8.0;
    /// Dialogs.
    pub const DIALOG: f64 = 12.0;
    /// Pills: as round as they can be.
    pub const PILL: f64 = 999.0;
}

/// Widths of lines.
pub mod stroke {
    /// Between panels.
    pub const HAIRLINE: f64 = 1.0;
    /// Around a control.
    pub const CONTROL: f64 = 1.0;
    /// Around a selected control.
    pub const SELECTED_CONTROL: f64 = 1.5;
    /// Outline of a node.
    pub const NODE: f64 = 1.25;
    /// Ring of a person.
    pub const PERSON_RING: f64 = 1.75;
    /// Outline of the disc inside that ring.
    pub const PERSON_DISC: f64 = 1.0;
    /// Second outline of a kind set apart.
    pub const EMPHASIS_OUTER: f64 = 1.5;
    /// A link.
    pub const LINK: f64 = 1.25;
    /// A link of the selected actor, or the hovered one.
    pub const LINK_ACTIVE: f64 = 2.25;
    /// A link out of focus.
    pub const LINK_FADED: f64 = 1.0;
    /// A link among dots.
    pub const LINK_FAR: f64 = 0.75;
    /// A link of the selected actor among dots.
    pub const LINK_FAR_ACTIVE: f64 = 1.5;
    /// Outline of a hull.
    pub const HULL: f64 = 1.25;
    /// Ring around what is selected.
    pub const SELECTION_RING: f64 = 3.0;
    /// Ring around what has the keyboard focus.
    pub const FOCUS_RING: f64 = 2.0;
    /// Ring around what the pointer is over.
    pub const HOVER_RING: f64 = 1.5;
    /// Halo behind a label.
    pub const LABEL_HALO: f64 = 3.2;
    /// Halo behind the name of a hull.
    pub const HULL_NAME_HALO: f64 = 3.0;
    /// Outline of a verb's pill.
    pub const VERB: f64 = 1.0;
}

/// Factors of the node radius that make the seven shapes look equally heavy. A corner is the
/// length it cuts from each side.
pub mod shape {
    /// Half the side of a square.
    pub const SQUARE_HALF_SIDE: f64 = 0.89;
    /// Corner of a square.
    pub const SQUARE_CORNER: f64 = 0.28;
    /// Half the diagonal of a diamond.
    pub const DIAMOND_HALF_DIAGONAL: f64 = 1.22;
    /// Corner of a diamond.
    pub const DIAMOND_CORNER: f64 = 0.25;
    /// Radius of the circle through a pentagon's corners.
    pub const PENTAGON_CIRCUMRADIUS: f64 = 1.1;
    /// Corner of a pentagon.
    pub const PENTAGON_CORNER: f64 = 0.22;
    /// Radius of the circle through a hexagon's corners.
    pub const HEXAGON_CIRCUMRADIUS: f64 = 1.08;
    /// Corner of a hexagon.
    pub const HEXAGON_CORNER: f64 = 0.22;
    /// Half the width of a pill.
    pub const PILL_HALF_WIDTH: f64 = 1.28;
    /// Half the height of a pill.
    pub const PILL_HALF_HEIGHT: f64 = 0.82;
    /// How far the disc of a person lies inside its ring, in pixels at zoom 1.
    pub const RING_INSET: f64 = 3.2;
    /// Between the two outlines of a kind set apart, in pixels at zoom 1.
    pub const EMPHASIS_GAP: f64 = 3.4;
    /// Side of an icon.
    pub const ICON: f64 = 1.12;
    /// Side of an icon in a diamond or in a person's disc.
    pub const ICON_SMALLER: f64 = 1.08;
    /// Least side of an icon, in pixels.
    pub const ICON_MIN: f64 = 10.0;
}

/// Sizes of nodes.
pub mod node {
    /// Radius of an actor with one link or none.
    pub const MIN_RADIUS: f64 = 13.0;
    /// Radius of the most linked actor.
    pub const MAX_RADIUS: f64 = 30.0;
    /// Least radius of a territory other actors stand on.
    pub const MIN_RADIUS_TERRITORY: f64 = 22.0;
    /// How many links make a territory one that others stand on.
    pub const TERRITORY_LINKS: usize = 3;
    /// Least radius of a kind set apart.
    pub const MIN_RADIUS_EMPHASIS: f64 = 22.0;
    /// Largest scale of nodes above zoom 1.
    pub const MAX_SCALE: f64 = 1.8;
    /// Factor of a dot's radius (times radius and square root of the zoom).
    pub const DOT: f64 = 0.45;
    /// Least radius of a dot.
    pub const DOT_MIN: f64 = 1.5;
    /// Radius of the pin's badge.
    pub const PIN_RADIUS: f64 = 6.0;
    /// Side of the pin's icon.
    pub const PIN_ICON: f64 = 8.0;
    /// Where the pin's badge has its centre: right and up, in radii of the node.
    pub const PIN_OFFSET: f64 = 0.8;
}

/// Links.
pub mod link {
    /// Opacity at rest.
    pub const OPACITY: f64 = 0.6;
    /// Opacity of a link of the selected actor, or the hovered one.
    pub const OPACITY_ACTIVE: f64 = 1.0;
    /// Opacity inside the neighbourhood in focus.
    pub const OPACITY_NEIGHBOURHOOD: f64 = 0.7;
    /// Opacity of the neutral colour out of focus.
    pub const OPACITY_FADED: f64 = 0.7;
    /// Opacity among dots.
    pub const OPACITY_FAR: f64 = 0.35;
    /// Shift of the control point as a part of the distance.
    pub const BEND_FRACTION: f64 = 0.045;
    /// Largest shift of the control point, times the scale of nodes.
    pub const BEND_MAX: f64 = 12.0;
    /// Between the control points of parallel links, times the scale of nodes.
    pub const PARALLEL_STEP: f64 = 22.0;
    /// Side of an arrow, times the scale of nodes.
    pub const ARROW_LENGTH: f64 = 6.5;
    /// Side of an arrow of an active link, times the scale of nodes.
    pub const ARROW_LENGTH_ACTIVE: f64 = 9.0;
    /// Least side of an arrow.
    pub const ARROW_MIN: f64 = 5.0;
    /// Half the angle at an arrow's tip, in degrees.
    pub const ARROW_HALF_ANGLE_DEGREES: f64 = 24.0;
    /// From an arrow's tip to the outline of the node.
    pub const GAP_TO_RIM: f64 = 2.0;
    /// From an end without arrow to the outline of the node: just clear of its stroke.
    pub const GAP_TO_RIM_PLAIN: f64 = 1.0;
}

/// Names of actors and verbs of links.
pub mod label {
    /// Lines a name may take.
    pub const MAX_LINES: usize = 2;
    /// Characters a line may have.
    pub const MAX_CHARS: usize = 18;
    /// From the outline of the node to the name.
    pub const GAP: f64 = 2.5;
    /// What a name keeps clear of other names and nodes.
    pub const CLEAR_MARGIN: f64 = 4.0;
    /// Names shown at most: what a frame can paint.
    pub const CAP: usize = 500;
    /// Names shown at most among the dots of a large map.
    pub const LANDMARKS: usize = 36;
    /// Verbs shown at most.
    pub const VERB_CAP: usize = 300;
    /// Links of the selected actors that say their verb at most.
    pub const ACTIVE_VERB_CAP: usize = 60;
    /// How many links must arrive from below for the name to move above.
    pub const LINKS_FROM_BELOW: usize = 3;
    /// What "from below" means: within this angle of straight down, in degrees.
    pub const BELOW_ANGLE_DEGREES: f64 = 45.0;
    /// Part of all actors that are hubs, the most linked first.
    pub const HUB_PART: f64 = 0.05;
    /// Links a hub has at least.
    pub const HUB_LINKS: usize = 8;
    /// Height of a verb's pill.
    pub const VERB_HEIGHT: f64 = 19.0;
    /// Left and right of the verb in its pill.
    pub const VERB_PADDING: f64 = 7.5;
}

/// What is out of focus: its opacity.
pub mod fade {
    /// Nodes.
    pub const NODE: f64 = 0.26;
    /// Names of actors.
    pub const LABEL: f64 = 0.5;
    /// Hulls.
    pub const HULL: f64 = 0.6;
    /// Names of hulls.
    pub const HULL_LABEL: f64 = 0.55;
}

/// Rings around nodes.
pub mod selection {
    /// From the outline to the ring.
    pub const RING_GAP: f64 = 6.0;
    /// From the second outline to the ring.
    pub const RING_GAP_EMPHASIS: f64 = 3.0;
    /// From the outline to the ring among dots.
    pub const RING_GAP_DOT: f64 = 2.5;
    /// From the outline to the ring of what the pointer is over.
    pub const HOVER_GAP: f64 = 4.75;
    /// Opacity of the ring of what the pointer is over.
    pub const HOVER_OPACITY: f64 = 0.35;
    /// Dashes of the keyboard's ring: drawn, left out.
    pub const KEYBOARD_DASH: [f64; 2] = [4.0, 3.0];
}

/// Hulls.
pub mod hull {
    /// Around the node of a member.
    pub const MARGIN_NODE: f64 = 13.0;
    /// Left and right, above and below the name of a member.
    pub const MARGIN_LABEL: [f64; 2] = [13.0, 11.0];
    /// Radius of the corners around names.
    pub const CORNER: f64 = 10.0;
    /// Opacity of the outline.
    pub const STROKE_OPACITY: f64 = 0.45;
    /// Members, the group itself among them, that a hull needs.
    pub const MIN_MEMBERS: usize = 3;
    /// Pixels from corner to corner from which hulls of a large map begin to be drawn.
    pub const SEEN_FROM: f64 = 24.0;
    /// The part of the actors in its box that a hull of a large map must have to begin to be drawn.
    pub const OWN_FROM: f64 = 0.05;
    /// From the hull to its name.
    pub const NAME_GAP: f64 = 6.0;
    /// From the side of the hull's box to its name.
    pub const NAME_INSET: f64 = 4.0;
    /// Characters a line of its name may have.
    pub const NAME_MAX_CHARS: usize = 32;
}

/// What is painted at which zoom.
pub mod detail {
    /// Below: dots and straight hairlines.
    pub const SHAPES_FROM: f64 = 0.25;
    /// Up to here dots and hairlines alone; from here to the next shapes grow out of them.
    pub const DOTS_UP_TO: f64 = 0.205;
    /// From here: every name that fits; below, those of the most linked.
    pub const ALL_LABELS_FROM: f64 = 0.55;
    /// Actors from which a map is large: from afar its dots merge.
    pub const VAST: usize = 4_000;
    /// Actors from which a map is not read as a whole: from afar its landmarks are named, and of its
    /// groups those have a hull that lie by themselves.
    pub const LANDMARKS_FROM: usize = 600;
    /// Selected actors up to this many are drawn before the rest with all their links; of more,
    /// where they are.
    pub const STANDING_OUT: usize = 400;
    /// From here: verbs on links.
    pub const VERBS_FROM: f64 = 1.5;
}

/// Motion, in milliseconds; all 0 where the system asks for reduced motion.
pub mod motion {
    /// Fade when the pointer comes and goes.
    pub const HOVER_FADE: u32 = 150;
    /// Fade of a focus.
    pub const FOCUS_FADE: u32 = 200;
    /// Moves of the camera.
    pub const CAMERA: u32 = 250;
    /// Panels that open and close.
    pub const PANEL: u32 = 180;
    /// A layout that settles.
    pub const LAYOUT_SETTLE: u32 = 600;
    /// Control points of the curve all of them follow (CSS `cubic-bezier`).
    pub const EASE: [f64; 4] = [0.2, 0.0, 0.0, 1.0];
}
