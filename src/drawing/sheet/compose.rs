//! Compose: where everything stands on a sheet. Title above, legend beside the map or below it, sources
//! and credits at the foot; the map takes the rest.

use std::collections::BTreeMap;

use super::legend::{self, Legend};
use super::lines::broken;
use super::{MAX_NATURAL_SIDE, Mark, Part, Sheet, SheetOptions, theme_of, words};
use crate::drawing::Prepared;
use crate::drawing::font::{Weight, baseline};
use crate::drawing::metrics::{TypeStyle, type_scale};
use crate::drawing::scene::{Scene, View};
use crate::geometry::{Bounds, Point};
use crate::model::Map;
use crate::text::Text;

/// Around everything.
const MARGIN: f64 = 28.0;
/// Between the map and what stands beside, above and below it.
const GAP: f64 = 18.0;
/// Around the map, for rings and pins that stand out of its box.
const AIR: f64 = 10.0;
/// The least width of a sheet that is as large as its map: a title needs room.
const LEAST_WIDTH: f64 = 560.0;
/// The room of a map without anyone on it.
const EMPTY: [f64; 2] = [480.0, 270.0];
/// Zooms tried to fill a sheet of a given size.
const TRIES: usize = 5;
/// The largest zoom: a map of three actors does not fill a wall.
const MOST_ZOOM: f64 = 2.5;
/// The part of a sheet's width, or height, the legend may take.
const LEGEND_PART: f64 = 0.42;
/// Sources named at most.
const MOST_SOURCES: usize = 12;

/// Lines of one size.
struct Block {
    lines: Vec<String>,
    style: TypeStyle,
    part: Part,
    quiet: bool,
}

impl Block {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.style.line_height
    }
}

pub(super) fn sheet(
    map: &Map,
    prepared: &Prepared,
    view: &View<'_>,
    options: &SheetOptions<'_>,
    text: &Text,
) -> Sheet {
    let composer = Composer { map, prepared, view, options, text };
    match options.size.output_px(composer.is_wide()) {
        None => composer.natural(),
        Some((output, paper_mm)) => composer.fixed(output, paper_mm),
    }
}

struct Composer<'a> {
    map: &'a Map,
    prepared: &'a Prepared,
    view: &'a View<'a>,
    options: &'a SheetOptions<'a>,
    text: &'a Text,
}

/// Where the legend stands.
#[derive(Clone, Copy, PartialEq)]
enum Beside {
    Nowhere,
    Right { columns: usize },
    Below { columns: usize, height: f64 },
}

impl Composer<'_> {
    /// Whether what is shown is wider than high.
    fn is_wide(&self) -> bool {
        let bounds = self.options.window.unwrap_or_else(|| self.prepared.bounds_in_world());
        bounds.is_empty() || bounds.width() >= bounds.height()
    }

    /// The scene at a zoom; for a window, the one the window shows.
    fn scene(&self, zoom: f64) -> Scene {
        match self.options.window {
            Some(window) => self.prepared.scene(&View { visible: Some(window), ..*self.view }),
            None => self.prepared.scene(&View { zoom, visible: None, ..*self.view }),
        }
    }

    /// What is to be seen of a scene, in its page space.
    fn seen(&self, scene: &Scene) -> Bounds {
        match self.options.window {
            Some(window) => window,
            None if scene.bounds.is_empty() => Bounds::from_center_size(Point::ZERO, EMPTY[0], EMPTY[1]),
            None => scene.bounds.expanded(AIR),
        }
    }

    /// A sheet as large as its map asks for.
    fn natural(self) -> Sheet {
        // Zoom 1, but for maps that would be larger than any sheet.
        let world = self.prepared.bounds_in_world();
        let longest = if world.is_empty() { 1.0 } else { world.width().max(world.height()).max(1.0) };
        let room = MAX_NATURAL_SIDE - 2.0 * (MARGIN + AIR) - 400.0;
        let scene = self.scene((room / longest).min(1.0));
        let seen = self.seen(&scene);
        // Names stand out of the places: pulled in where that is too much.
        let scale = (room / seen.width().max(seen.height())).min(1.0);
        let (width, height) = (seen.width() * scale, seen.height() * scale);
        let legend = self.legend(&scene);
        let beside = match &legend {
            None => Beside::Nowhere,
            Some(legend) if width >= height => {
                let high = height.max(420.0);
                Beside::Right { columns: legend.extent(high, usize::MAX).0 }
            }
            Some(legend) => {
                let columns = columns_in(width.max(LEAST_WIDTH));
                Beside::Below { columns, height: legend.height_in(columns) }
            }
        };
        let map_width = match beside {
            Beside::Right { columns } => {
                width.max(LEAST_WIDTH - legend_width(columns) - GAP) + GAP + legend_width(columns)
            }
            _ => width.max(LEAST_WIDTH),
        };
        let (head, foot) = self.blocks(map_width, &scene);
        let legend_height = match (&legend, beside) {
            (Some(legend), Beside::Right { columns }) => legend.height_in(columns),
            _ => 0.0,
        };
        let below = if let Beside::Below { height, .. } = beside { height + GAP } else { 0.0 };
        let high = height.max(legend_height) + below + with_gap(&head) + with_gap(&foot);
        let size = [map_width + 2.0 * MARGIN, high + 2.0 * MARGIN];
        self.finish(size, size[0], None, (scene, seen), legend, beside, head, foot)
    }

    /// A sheet of a given size, in CSS pixels.
    fn fixed(self, output: [f64; 2], paper_mm: Option<[f64; 2]>) -> Sheet {
        let unit = self.options.size.scale();
        let size = output.map(|side| side / unit);
        // Sheets too small for a margin of this width have a narrower one: see `finish`.
        let inner = (size[0] - 2.0 * MARGIN).max(1.0);
        // What is shown, and so the legend, hardly follows the zoom.
        let guess = {
            let world = self.prepared.bounds_in_world();
            let fit = |room: f64, taken: f64| if taken > 0.0 { room / taken } else { 1.0 };
            if world.is_empty() {
                1.0
            } else {
                fit(inner, world.width()).min(fit(size[1] - 2.0 * MARGIN, world.height()))
            }
        };
        let mut zoom = guess.clamp(1e-6, MOST_ZOOM);
        let mut scene = self.scene(zoom);
        let legend = self.legend(&scene);
        let (head, foot) = self.blocks(inner, &scene);
        let high = (size[1] - 2.0 * MARGIN - with_gap(&head) - with_gap(&foot)).max(1.0);
        let beside = match &legend {
            None => Beside::Nowhere,
            Some(legend) if size[0] >= 1.1 * size[1] => {
                let most = (((LEGEND_PART * inner) + legend::GUTTER) / (legend::COLUMN + legend::GUTTER))
                    .floor() as usize;
                match legend.extent(high, most).0 {
                    0 => Beside::Nowhere,
                    columns => Beside::Right { columns },
                }
            }
            Some(legend) => {
                let columns = columns_in(inner);
                let height = legend.height_in(columns).min(LEGEND_PART * high);
                if inner < legend::COLUMN { Beside::Nowhere } else { Beside::Below { columns, height } }
            }
        };
        let area = self.map_area(size, beside, with_gap(&head), with_gap(&foot));
        if self.options.window.is_none() {
            for _ in 0..TRIES {
                let seen = self.seen(&scene);
                let ratio = (area.width() / seen.width()).min(area.height() / seen.height());
                let next = (zoom * ratio).clamp(1e-6, MOST_ZOOM);
                if (0.985..=1.015).contains(&(next / zoom)) {
                    break;
                }
                zoom = next;
                scene = self.scene(zoom);
            }
        }
        let seen = self.seen(&scene);
        self.finish(size, output[0], paper_mm, (scene, seen), legend, beside, head, foot)
    }

    fn legend(&self, scene: &Scene) -> Option<Legend> {
        let legend = self.options.parts.legend.then(|| Legend::of(self.map, scene, self.view, self.text))?;
        (!legend.is_empty()).then_some(legend)
    }

    /// The room between what stands around the map.
    fn map_area(&self, size: [f64; 2], beside: Beside, above: f64, below: f64) -> Bounds {
        let margin = MARGIN.min(size[0] / 8.0).min(size[1] / 8.0);
        let (mut right, mut bottom) = (size[0] - margin, size[1] - margin - below);
        match beside {
            Beside::Nowhere => {}
            Beside::Right { columns } => right -= legend_width(columns) + GAP,
            Beside::Below { height, .. } => bottom -= height + GAP,
        }
        let min = Point::new(margin, (margin + above).min(size[1] / 2.0));
        Bounds { min, max: Point::new(right.max(min.x + 16.0), bottom.max(min.y + 16.0)) }
    }

    #[allow(clippy::too_many_arguments)] // the parts of a sheet
    fn finish(
        self,
        size: [f64; 2],
        output_width_px: f64,
        paper_mm: Option<[f64; 2]>,
        (scene, seen): (Scene, Bounds),
        legend: Option<Legend>,
        beside: Beside,
        head: Vec<Block>,
        foot: Vec<Block>,
    ) -> Sheet {
        let theme = theme_of(self.view);
        let map_area = self.map_area(size, beside, with_gap(&head), with_gap(&foot));
        let fit = (map_area.width() / seen.width()).min(map_area.height() / seen.height());
        // A window fills its room, larger or smaller; a map is not blown up beyond its type.
        let scale = if self.options.window.is_some() { fit } else { fit.min(1.0) };
        let scale = if scale.is_finite() && scale > 0.0 { scale } else { 1.0 };
        let shown = Bounds::from_center_size(map_area.center(), seen.width() * scale, seen.height() * scale);
        let mut marks = Vec::new();
        let mut top = MARGIN;
        for block in &head {
            top = self.set(block, top, &mut marks);
        }
        if let Some(legend) = &legend {
            match beside {
                Beside::Nowhere => {}
                Beside::Right { columns } => {
                    let at = Point::new(map_area.max.x + GAP, map_area.min.y);
                    legend.place(at, map_area.height(), columns, self.view, &mut marks);
                }
                Beside::Below { columns, height } => {
                    let at = Point::new(MARGIN, map_area.max.y + GAP);
                    legend.place(at, height, columns, self.view, &mut marks);
                }
            }
        }
        if !foot.is_empty() {
            let mut top = size[1] - MARGIN - foot.iter().map(Block::height).sum::<f64>();
            let y = top - 8.0;
            let (from, to) = (Point::new(MARGIN, y), Point::new(size[0] - MARGIN, y));
            marks.push(Mark::Rule { from, to, colour: theme.line });
            for block in &foot {
                top = self.set(block, top, &mut marks);
            }
        }
        let hull_counts: BTreeMap<usize, String> = scene
            .hulls
            .iter()
            .map(|hull| (hull.count, self.text.count("count-actors", hull.count)))
            .collect();
        let title = words::said(&self.map.about.title);
        let counts = [
            ("actors", self.text.count("count-actors", scene.nodes.len()).into()),
            ("links", self.text.count("count-links", scene.links.len()).into()),
        ];
        Sheet {
            width: size[0],
            height: size[1],
            output_width_px,
            paper_mm,
            lang: self.view.lang,
            title,
            description: self.text.with("sheet-description", &counts),
            author: if self.options.parts.author {
                words::said(&self.map.about.author)
            } else {
                String::new()
            },
            ground: (!self.options.transparent).then_some(theme.canvas),
            scene_origin: shown.min - seen.min * scale,
            scene,
            map_area: if self.options.window.is_some() { shown } else { map_area },
            scene_scale: scale,
            marks,
            map: self.map.clone(),
            hull_counts,
        }
    }

    /// Places the lines of a block below each other. Gives where the next may stand.
    fn set(&self, block: &Block, top: f64, marks: &mut Vec<Mark>) -> f64 {
        let theme = self.view.theme;
        for (number, line) in block.lines.iter().enumerate() {
            let style = block.style;
            let at = top + number as f64 * style.line_height + baseline(style.size, style.line_height);
            marks.push(Mark::Text {
                part: block.part,
                at: Point::new(MARGIN, at),
                text: line.clone(),
                size: style.size,
                strong: style.strong,
                colour: if block.quiet { theme.ink_2 } else { theme.ink },
            });
        }
        top + block.height()
    }

    /// What stands above the map, and what below.
    fn blocks(&self, width: f64, scene: &Scene) -> (Vec<Block>, Vec<Block>) {
        let parts = self.options.parts;
        let about = &self.map.about;
        let block = |text: &str, style: TypeStyle, part: Part, quiet: bool, most: usize| {
            let weight = if style.strong { Weight::Strong } else { Weight::Regular };
            let lines = broken(text, width, style.size, weight, most);
            (!lines.is_empty()).then_some(Block { lines, style, part, quiet })
        };
        let mut head = Vec::new();
        if parts.title {
            head.extend(block(&about.title, type_scale::DISPLAY, Part::Header, false, 2));
        }
        if parts.subtitle {
            let first = about.description.split("\n\n").next().unwrap_or_default();
            let subtitle = self.options.subtitle.unwrap_or(first);
            head.extend(block(&plain(subtitle), type_scale::BODY, Part::Header, true, 2));
        }
        let mut foot = Vec::new();
        if parts.sources {
            let sources = self.sources(scene);
            if !sources.is_empty() {
                let sources = self.text.with("sheet-sources", &[("what", sources.into())]);
                foot.extend(block(&sources, type_scale::CAPTION, Part::Footer, true, 3));
            }
        }
        let mut credits = Vec::new();
        if parts.author && !about.author.trim().is_empty() {
            credits.push(self.text.with("sheet-author", &[("who", words::said(&about.author).into())]));
        }
        if let Some(date) = self.options.date.filter(|date| parts.date && !date.is_empty()) {
            credits.push(words::said(date));
        }
        if parts.attribution {
            if !about.licence.trim().is_empty() {
                let licence = words::said(&about.licence);
                credits.push(self.text.with("sheet-licence", &[("what", licence.into())]));
            }
            credits.push(self.text.get("sheet-made-with").to_owned());
        }
        foot.extend(block(&credits.join(" · "), type_scale::CAPTION, Part::Footer, true, 2));
        (head, foot)
    }

    /// The sources of what is shown, those that stand behind most first.
    fn sources(&self, scene: &Scene) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let actors = scene.nodes.iter().filter_map(|node| self.map.actor(&node.id));
        let links = scene.links.iter().filter_map(|link| self.map.link(&link.id));
        let provenances = actors.map(|actor| &actor.provenance).chain(links.map(|link| &link.provenance));
        for source in provenances.flat_map(|provenance| &provenance.sources) {
            let title = source.title.trim();
            let name = if title.is_empty() { source.url.trim() } else { title };
            if !name.is_empty() {
                *counts.entry(name).or_default() += 1;
            }
        }
        let mut sources: Vec<(&str, usize)> = counts.into_iter().collect();
        // Stable: as common as each other, they stay in the order of their letters.
        sources.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let more = sources.len().saturating_sub(MOST_SOURCES);
        let mut names: Vec<String> =
            sources.iter().take(MOST_SOURCES).map(|(name, _)| words::said(name)).collect();
        if more > 0 {
            names.push(self.text.count("sheet-more-sources", more));
        }
        names.join(" · ")
    }
}

/// Height of some blocks with the gap to the map.
fn with_gap(blocks: &[Block]) -> f64 {
    let height: f64 = blocks.iter().map(Block::height).sum();
    if height > 0.0 { height + GAP } else { 0.0 }
}

fn legend_width(columns: usize) -> f64 {
    columns as f64 * (legend::COLUMN + legend::GUTTER) - legend::GUTTER
}

fn columns_in(width: f64) -> usize {
    (((width + legend::GUTTER) / (legend::COLUMN + legend::GUTTER)).floor() as usize).max(1)
}

/// A text without the marks of Markdown that would stand in the way of reading it.
fn plain(markdown: &str) -> String {
    let lines = markdown.lines().map(|line| line.trim().trim_start_matches(['#', '>']).trim());
    lines.collect::<Vec<_>>().join(" ").replace("**", "").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_reads_as_text() {
        assert_eq!(plain("# Titre\nUn **réseau** `x`"), "Titre Un réseau x");
        assert_eq!(columns_in(10.0), 1);
        assert_eq!(legend_width(2), 2.0 * legend::COLUMN + legend::GUTTER);
    }
}
