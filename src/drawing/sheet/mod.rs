//! Sheet: a picture of a map made to leave the window: the scene the screen shows, on a page with its
//! title, legend, sources and date. Everything is placed here, once; what writes a format only
//! [paints](Sheet::paint) it with a [`Brush`] of its own.
//!
//! Lengths are *sheet pixels*: the scene's logical pixels at the size it is drawn for. How large one is
//! on paper or on a screen is the [`SheetSize`]'s business: [`Sheet::output_px`].

mod brush;
mod compose;
mod legend;
mod lines;
mod paint;
mod size;
mod words;

pub use brush::{Anchor, Brush, Form, Group, Halo, IconMark, Line, Part, TextRun};
pub use lines::visible;
pub use size::{MAX_NATURAL_SIDE, Orientation, Paper, SheetSize};
pub use words::safe_href;

use super::scene::{NodeShape, Scene, View};
use super::theme::{Rgba, Theme};
use crate::geometry::{Bounds, Point};
use crate::lang::Lang;
use crate::model::Map;
use crate::text::Text;

/// The parts around the map, each there or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The title.
    pub title: bool,
    /// What the map is about, below the title.
    pub subtitle: bool,
    /// The kinds shown.
    pub legend: bool,
    /// Where what is shown comes from.
    pub sources: bool,
    /// The date.
    pub date: bool,
    /// Who made the map.
    pub author: bool,
    /// Under which licence it may be reused, and what it was made with.
    pub attribution: bool,
}

impl Parts {
    /// All of them.
    pub const ALL: Self = Self {
        title: true,
        subtitle: true,
        legend: true,
        sources: true,
        date: true,
        author: true,
        attribution: true,
    };
    /// Nothing but the map.
    pub const NONE: Self = Self {
        title: false,
        subtitle: false,
        legend: false,
        sources: false,
        date: false,
        author: false,
        attribution: false,
    };
}

impl Default for Parts {
    fn default() -> Self {
        Self::ALL
    }
}

/// What a sheet is to be like, beyond what the [`View`] says of the map on it.
#[derive(Clone, Copy, Debug)]
pub struct SheetOptions<'a> {
    /// How large it is.
    pub size: SheetSize,
    /// What stands around the map.
    pub parts: Parts,
    /// A subtitle instead of the first words of the map's description.
    pub subtitle: Option<&'a str>,
    /// The date to print, in words; none where nobody knows one.
    pub date: Option<&'a str>,
    /// Whether nothing lies behind the drawing.
    pub transparent: bool,
    /// Only this part, in the page space of the view's own zoom: what the window shows. `None` for the
    /// whole map, at the zoom that suits the sheet.
    pub window: Option<Bounds>,
}

impl Default for SheetOptions<'_> {
    fn default() -> Self {
        Self {
            size: SheetSize::Natural,
            parts: Parts::ALL,
            subtitle: None,
            date: None,
            transparent: false,
            window: None,
        }
    }
}

/// A page with a map on it, everything placed.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Width in sheet pixels.
    pub width: f64,
    /// Height in sheet pixels.
    pub height: f64,
    /// How wide it comes out, in CSS pixels (96 to the inch); [`Sheet::scale`] follows from it.
    pub output_width_px: f64,
    /// The paper's name and size in millimetres, where it is for paper.
    pub paper_mm: Option<[f64; 2]>,
    /// The language of its words.
    pub lang: Lang,
    /// The map's title, empty where it has none.
    pub title: String,
    /// One sentence on what there is to see.
    pub description: String,
    /// Who made the map; empty where that is not said or not wanted.
    pub author: String,
    /// What lies behind everything.
    pub ground: Option<Rgba>,
    /// The map's picture, in its own page space.
    pub scene: Scene,
    /// Where the map is drawn on the sheet; nothing of it shows beyond.
    pub map_area: Bounds,
    /// Sheet pixels per pixel of the scene.
    pub scene_scale: f64,
    /// Where the origin of the scene's page space lies on the sheet.
    pub scene_origin: Point,
    /// What stands around the map.
    marks: Vec<Mark>,
    /// The map the scene shows: names and addresses for whom a picture alone says little.
    map: Map,
    /// The words below the names of hulls, by their number of members.
    hull_counts: std::collections::BTreeMap<usize, String>,
}

impl Sheet {
    /// Lays out a sheet of a map. `prepared` is the same map made ready; `view` says what is shown of it
    /// and how (its zoom and visible part count for a [window](SheetOptions::window) only).
    pub fn new(
        map: &Map,
        prepared: &super::Prepared,
        view: &View<'_>,
        options: &SheetOptions<'_>,
        text: &Text,
    ) -> Self {
        compose::sheet(map, prepared, view, options, text)
    }

    /// Width and height it comes out at, in CSS pixels (96 to the inch).
    pub fn output_px(&self) -> [f64; 2] {
        [self.output_width_px, self.height * self.scale()]
    }

    /// CSS pixels per sheet pixel.
    pub fn scale(&self) -> f64 {
        self.output_width_px / self.width
    }

    /// A point of the scene's page space on the sheet.
    pub fn on_sheet(&self, in_page: Point) -> Point {
        in_page * self.scene_scale + self.scene_origin
    }
}

/// Something beside the map.
#[derive(Clone, Debug)]
enum Mark {
    /// A line of text.
    Text { part: Part, at: Point, text: String, size: f64, strong: bool, colour: Rgba },
    /// A node of the legend, drawn smaller than on the map.
    Node { shape: Box<NodeShape>, at: Point, scale: f64 },
    /// A link of the legend, from the left to the right.
    Link { at: Point, width: f64, arrow: bool, colour: Rgba },
    /// A hull of the legend.
    Hull { area: Bounds, fill: Rgba, stroke: Rgba },
    /// A hairline across.
    Rule { from: Point, to: Point, colour: Rgba },
}

impl Mark {
    fn part(&self) -> Part {
        match self {
            Self::Text { part, .. } => *part,
            Self::Rule { .. } => Part::Footer,
            _ => Part::Legend,
        }
    }
}

/// The theme of a view, for as long as the program runs.
fn theme_of(view: &View<'_>) -> &'static Theme {
    Theme::of(view.theme.kind)
}
