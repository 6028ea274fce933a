//! Brush: what a writer of a format must be able to do. Everything comes in sheet pixels, in the order
//! of painting.

use std::borrow::Cow;

use crate::drawing::shape::PathEl;
use crate::drawing::theme::Rgba;
use crate::geometry::{Bounds, Point};
use crate::model::{ActorId, LinkId};

/// A layer of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Title and subtitle.
    Header,
    /// The map: the layers that follow lie in it.
    Map,
    /// Hulls of groups.
    Hulls,
    /// Links.
    Links,
    /// Nodes.
    Actors,
    /// Names of actors.
    Names,
    /// Names of hulls.
    HullNames,
    /// Verbs of links.
    Verbs,
    /// The legend.
    Legend,
    /// Sources, date, author.
    Footer,
}

impl Part {
    /// A word for it, for formats that name their parts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Map => "map",
            Self::Hulls => "hulls",
            Self::Links => "links",
            Self::Actors => "actors",
            Self::Names => "names",
            Self::HullNames => "hull-names",
            Self::Verbs => "verbs",
            Self::Legend => "legend",
            Self::Footer => "footer",
        }
    }
}

/// What is painted together, and what it is to someone who cannot see it.
#[derive(Clone, Debug)]
pub enum Group<'a> {
    /// A layer; of the map, nothing shows beyond `clip`.
    Part {
        /// Which.
        part: Part,
        /// What of it shows.
        clip: Option<Bounds>,
    },
    /// An actor's node.
    Actor {
        /// Which actor.
        id: &'a ActorId,
        /// Its name and kind.
        name: String,
        /// Its website, where it may become a link.
        href: Option<String>,
        /// Of all of the node.
        opacity: f64,
    },
    /// An actor's name on the map.
    Name {
        /// Its website, where it may become a link.
        href: Option<String>,
        /// The box of the lines.
        bounds: Bounds,
    },
    /// A link with its arrow.
    Link {
        /// Which link.
        id: &'a LinkId,
        /// Who does what to whom.
        name: String,
    },
    /// The hull of a group.
    Hull {
        /// The group's name.
        name: String,
    },
}

/// An outline.
#[derive(Clone, Copy, Debug)]
pub enum Form<'a> {
    /// A disc.
    Disc {
        /// Its centre.
        center: Point,
        /// Its radius.
        radius: f64,
    },
    /// A box with round corners.
    Box {
        /// Its sides.
        bounds: Bounds,
        /// Of the corners.
        radius: f64,
    },
    /// Lines and curves.
    Path(&'a [PathEl]),
}

/// A stroke.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Its colour, opacity included.
    pub colour: Rgba,
    /// Its width.
    pub width: f64,
    /// Lengths drawn and left out, where it is dashed.
    pub dash: Option<[f64; 2]>,
    /// Whether its ends are round.
    pub round: bool,
}

impl Line {
    /// A plain line.
    pub fn new(colour: Rgba, width: f64) -> Self {
        Self { colour, width, dash: None, round: false }
    }
}

/// Where the given x lies in a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its beginning.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// An outline behind a text, centred on the outlines of its characters, with round corners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Its colour, opacity included.
    pub colour: Rgba,
    /// Its width.
    pub width: f64,
}

/// A line of text in Inter.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun<'a> {
    /// The text, nothing in it that would not show (see [`super::visible`]).
    pub text: Cow<'a, str>,
    /// Where it stands, on the baseline.
    pub at: Point,
    /// What of it stands there.
    pub anchor: Anchor,
    /// Type size.
    pub size: f64,
    /// 600 or 400.
    pub strong: bool,
    /// Its colour, opacity included.
    pub colour: Rgba,
    /// What lies behind it.
    pub halo: Option<Halo>,
}

/// A character of Phosphor's filled icons.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IconMark {
    /// The character.
    pub glyph: char,
    /// Middle of its square.
    pub center: Point,
    /// Side of its square.
    pub size: f64,
    /// Its colour, opacity included.
    pub colour: Rgba,
}

/// What paints a sheet. Groups are closed in the reverse order of their opening.
pub trait Brush {
    /// Begins a group.
    fn open(&mut self, group: &Group<'_>);
    /// Ends the group begun last.
    fn close(&mut self);
    /// Fills an outline, then strokes it.
    fn form(&mut self, form: Form<'_>, fill: Option<Rgba>, line: Option<Line>);
    /// Sets a line of text.
    fn text(&mut self, run: &TextRun<'_>);
    /// Draws an icon.
    fn icon(&mut self, icon: IconMark);
}
