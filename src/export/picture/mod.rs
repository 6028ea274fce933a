//! Pictures: a sheet as SVG, PNG or PDF. What is on it is decided here, once, from the map an audience
//! may see; see [`crate::drawing::sheet`].

mod glyphs;
mod pdf;
mod png;
mod svg;
mod webfont;

use std::collections::BTreeSet;
use std::fmt;

pub use png::{MOST_PIXELS, Pixels};
pub use svg::TextAs;

use super::{Error, Format};
use crate::drawing::metrics::label;
use crate::drawing::sheet::{Parts, Sheet, SheetOptions, SheetSize};
use crate::drawing::{Prepared, SizeBy, Theme, ThemeKind, View};
use crate::geometry::Bounds;
use crate::lang::Lang;
use crate::model::{ActorId, ActorSet, FuzzyDate, Map};
use crate::query::{self, Filter, Shown};
use crate::text::Text;

/// Which part of a map is looked at, by ids: the same for every copy of the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looking {
    /// What is hidden.
    pub filter: Filter,
    /// Around whom the picture stays sharp while the rest fades, and how many steps far.
    pub focus: Option<(BTreeSet<ActorId>, u32)>,
    /// Only these actors and the links between them.
    pub only: Option<BTreeSet<ActorId>>,
    /// Only what a window shows.
    pub window: Option<Window>,
    /// Whether groups have no hulls.
    pub without_hulls: bool,
    /// What the size of nodes says.
    pub size_by: SizeBy,
}

/// What a window shows of a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Page pixels per world unit.
    pub zoom: f64,
    /// In page space.
    pub visible: Bounds,
}

/// The date on a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DateShown {
    /// The newest date at which something shown was checked, or of a source: the same on every day.
    #[default]
    OfData,
    /// The day the picture was made.
    Made(FuzzyDate),
}

/// How a picture is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureOptions {
    /// The language of its words.
    pub lang: Lang,
    /// Light or dark.
    pub theme: ThemeKind,
    /// How large it is.
    pub size: SheetSize,
    /// Of a PNG: pixels to a CSS pixel (96 to the inch).
    pub scale: f64,
    /// What stands around the map.
    pub parts: Parts,
    /// A subtitle instead of the first words of the map's description.
    pub subtitle: Option<String>,
    /// The date.
    pub date: DateShown,
    /// Whether nothing lies behind the drawing (PDF has none either way but then).
    pub transparent: bool,
    /// Of an SVG: how text is written.
    pub text: TextAs,
    /// What of the map is looked at.
    pub looking: Looking,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self {
            lang: Lang::default(),
            theme: ThemeKind::Light,
            size: SheetSize::Natural,
            scale: 1.0,
            parts: Parts::ALL,
            subtitle: None,
            date: DateShown::OfData,
            transparent: false,
            text: TextAs::Text,
            looking: Looking::default(),
        }
    }
}

/// Lays out the sheet of a map an audience may see.
pub fn sheet(map: &Map, options: &PictureOptions) -> Sheet {
    let text = Text::new(options.lang);
    let prepared = Prepared::new(map);
    let looking = &options.looking;
    let mut shown = looking.filter.apply(map);
    if let Some(only) = &looking.only {
        let own: ActorSet =
            only.iter().filter_map(|id| map.actor_slot(id)).filter(|slot| shown.shows_slot(*slot)).collect();
        shown = Shown::only(map, &own, &looking.filter);
    }
    let lit = looking
        .focus
        .as_ref()
        .map(|(seeds, degrees)| query::neighbourhood(map, seeds, *degrees, shown.actors()));
    let view = View {
        shown: Some(&shown),
        lit: lit.as_ref(),
        show_hulls: !looking.without_hulls,
        size_by: looking.size_by,
        // What the window shows, as it shows it; else every name that finds room.
        names: if looking.window.is_some() { label::CAP } else { usize::MAX },
        ..View::new(Theme::of(options.theme), options.lang, looking.window.map_or(1.0, |window| window.zoom))
    };
    let date = date_in_words(map, &shown, &options.date, &text);
    let sheet_options = SheetOptions {
        size: options.size,
        parts: options.parts,
        subtitle: options.subtitle.as_deref(),
        date: date.as_deref(),
        transparent: options.transparent,
        window: looking.window.map(|window| window.visible),
    };
    Sheet::new(map, &prepared, &view, &sheet_options, &text)
}

/// Writes a sheet as a picture. `watch` is told how much is done, from 0 to 1, and says whether to go on.
///
/// # Errors
/// Where it was stopped, or the picture would be too large.
pub fn write(
    sheet: &Sheet,
    format: Format,
    options: &PictureOptions,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Vec<u8>, Error> {
    match format {
        Format::Png => png::write(sheet, png::size_of(sheet, options.scale), watch),
        Format::Pdf => pdf::write(sheet, watch),
        _ => svg::write(sheet, options.text, watch).map(String::into_bytes).ok_or(Error::Stopped),
    }
}

/// A sheet as pixels, for a screen or a clipboard: no wider or higher than `most` pixels.
///
/// # Errors
/// As [`write()`].
pub fn pixels(
    sheet: &Sheet,
    scale: f64,
    most: u32,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Pixels, Error> {
    let [width, height] = sheet.output_px();
    let scale = scale.min(f64::from(most) / width.max(height).max(1.0));
    png::pixels(sheet, png::size_of(sheet, scale), watch)
}

/// Width and height in pixels that a PNG of a sheet has.
pub fn png_size(sheet: &Sheet, scale: f64) -> [u32; 2] {
    png::size_of(sheet, scale)
}

/// The date as it is printed.
fn date_in_words(map: &Map, shown: &Shown, date: &DateShown, text: &Text) -> Option<String> {
    let (date, key) = match date {
        DateShown::Made(date) => (date.clone(), "sheet-date-made"),
        DateShown::OfData => {
            let newest = newest_date(map, shown)?;
            let is_year = matches!(newest, FuzzyDate::Year(_));
            (newest, if is_year { "sheet-date-data-year" } else { "sheet-date-data" })
        }
    };
    let month = |month: u8| text.get(&format!("inspector-month-{month}")).to_owned();
    let words = match date {
        FuzzyDate::Year(year) => year.to_string(),
        FuzzyDate::Month(year, number) => text.with(
            "inspector-date-month",
            &[("month", month(number).into()), ("year", year.to_string().into())],
        ),
        FuzzyDate::Day(year, number, day) => text.with(
            if day == 1 { "inspector-date-first" } else { "inspector-date-day" },
            &[
                ("day", day.to_string().into()),
                ("month", month(number).into()),
                ("year", year.to_string().into()),
            ],
        ),
        FuzzyDate::Unread(words) => words.to_string(),
    };
    Some(text.with(key, &[("date", words.into())]))
}

/// When what is shown was last checked, else when its newest source was published.
fn newest_date(map: &Map, shown: &Shown) -> Option<FuzzyDate> {
    let actors = map.actors_with_slots().filter(|(slot, _)| shown.shows_slot(*slot));
    let links = map.links().filter(|link| shown.shows_link(map, link));
    let provenances = || actors.map(|(_, actor)| &actor.provenance).chain(links.map(|link| &link.provenance));
    let mut newest: [Option<FuzzyDate>; 2] = [None, None];
    let mut take = |which: usize, date: &FuzzyDate| {
        let key = |date: &FuzzyDate| date.span().map(|(_, last)| last);
        if key(date).is_some() && newest[which].as_ref().is_none_or(|known| key(date) > key(known)) {
            newest[which] = Some(date.clone());
        }
    };
    for provenance in provenances() {
        if let Some(checked) = &provenance.checked_on {
            take(0, checked);
        }
        provenance.sources.iter().filter_map(|source| source.date.as_ref()).for_each(|date| take(1, date));
    }
    let [checked, published] = newest;
    checked.or(published)
}

/// A number of a drawing with two decimals and no more than needed; 0 for what is none.
struct Number(f64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.is_finite() {
            return f.write_str("0");
        }
        // Whole hundredths, so that the digits are those of a whole number: quicker than shortest floats.
        let hundredths = (self.0 * 100.0).round().clamp(-1e15, 1e15) as i64;
        let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
        match (size / 100, size % 100) {
            (whole, 0) => write!(f, "{sign}{whole}"),
            (whole, part) if part % 10 == 0 => write!(f, "{sign}{whole}.{}", part / 10),
            (whole, part) => write!(f, "{sign}{whole}.{part:02}"),
        }
    }
}
