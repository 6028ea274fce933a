//! PDF: a sheet to print. Vectors, text that can be selected and searched in the part of Inter it needs,
//! links to websites, and tags: a heading, paragraphs, one figure with its description.

use std::collections::HashMap;
use std::num::NonZeroU16;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point as At, Rect, Transform};
use krilla::graphic::Graphic;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::Error;
use super::glyphs::{Face, Outlines, placed};
use crate::drawing::Rgba;
use crate::drawing::shape::PathEl;
use crate::drawing::sheet::{Brush, Form, Group, IconMark, Line, Part, Sheet, TextRun};
use crate::geometry::{Bounds, Point};

/// Points (1/72 inch) of a CSS pixel (1/96 inch).
const POINTS_PER_PX: f64 = 0.75;
/// The largest side of a page in points that every reader opens (PDF 1.7, annex C).
const MOST_POINTS: f64 = 14_400.0;

/// Writes a sheet on one page. `watch` as for [`Sheet::paint`].
pub(super) fn write(sheet: &Sheet, watch: &mut dyn FnMut(f32) -> bool) -> Result<Vec<u8>, Error> {
    let [width, height] = match sheet.paper_mm {
        Some(mm) => mm.map(|side| side / 25.4 * 72.0),
        None => sheet.output_px().map(|side| side * POINTS_PER_PX),
    };
    let shrink = (MOST_POINTS / width.max(height)).min(1.0);
    let [width, height] = [width * shrink, height * shrink];
    let scale = width / sheet.width;
    let mut document = Document::new_with(SerializeSettings::default());
    let mut metadata = Metadata::new()
        .title(if sheet.title.is_empty() { "Maillage".to_owned() } else { sheet.title.clone() })
        .description(sheet.description.clone())
        .language(sheet.lang.tag().to_owned())
        .creator("Maillage".to_owned());
    if !sheet.author.is_empty() {
        metadata = metadata.authors(vec![sheet.author.clone()]);
    }
    document.set_metadata(metadata);
    let settings = PageSettings::from_wh(width as f32, height as f32).ok_or(Error::TooLarge)?;
    let mut page = document.start_page_with(settings);
    let fonts = [Face::Regular, Face::Strong].map(|face| Font::new(face.bytes().into(), 0));
    let [Some(regular), Some(strong)] = fonts else { return Err(Error::Own("a bundled font".into())) };
    let (done, mut tree, links) = draw(sheet, page.surface(), scale, [regular, strong], watch);
    if !done {
        page.finish();
        // The document is given up with its page.
        return Err(Error::Stopped);
    }
    for link in links {
        let bounds = link.bounds;
        let [left, top] = [bounds.min.x, bounds.min.y].map(|value| (value * scale) as f32);
        let [right, bottom] = [bounds.max.x, bounds.max.y].map(|value| (value * scale) as f32);
        let Some(rect) = Rect::from_ltrb(left, top, right, bottom) else { continue };
        let target = Target::Action(Action::Link(LinkAction::new(link.href)));
        let annotation = Annotation::new_link(LinkAnnotation::new(rect, target), Some(link.name));
        let identifier = page.add_tagged_annotation(annotation);
        let mut group = TagGroup::new(Tag::Link);
        if let Some(text) = link.text {
            group.push(text);
        }
        group.push(identifier);
        tree.figure.push(Node::Group(group));
    }
    page.finish();
    document.set_tag_tree(tree.finish(sheet));
    if !watch(0.7) {
        return Err(Error::Stopped);
    }
    document.finish().map_err(|error| Error::Own(format!("{error:?}")))
}

/// Draws a sheet; gives whether all of it was drawn, what the page holds, and its links.
fn draw(
    sheet: &Sheet,
    mut surface: Surface<'_>,
    scale: f64,
    fonts: [Font; 2],
    watch: &mut dyn FnMut(f32) -> bool,
) -> (bool, Tree, Vec<Link>) {
    surface.push_transform(&Transform::from_scale(scale as f32, scale as f32));
    let mut pen = Pen {
        surface,
        fonts,
        outlines: Outlines::default(),
        halos: HashMap::new(),
        icons: HashMap::new(),
        ends: Vec::new(),
        part: Vec::new(),
        tagging: Tagging::Nothing,
        tree: Tree::default(),
        links: Vec::new(),
        name_link: None,
    };
    let done = sheet.paint(&mut pen, &mut |done| watch(0.6 * done));
    pen.tag(Tagging::Nothing);
    let Pen { mut surface, tree, links, ends, .. } = pen;
    // Given up halfway, what was begun is still ended, or the library would not have it.
    for pushed in ends.into_iter().chain([1]) {
        (0..pushed).for_each(|_| surface.pop());
    }
    surface.finish();
    (done, tree, links)
}

/// What the tags say of what is being drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tagging {
    Nothing,
    /// Lines and grounds that say nothing.
    Artifact,
    /// Part of the picture.
    Figure,
}

/// What the page holds, in the order it is read.
#[derive(Default)]
struct Tree {
    title: Vec<Node>,
    subtitle: Vec<Node>,
    figure: Vec<Node>,
    legend: Vec<Node>,
    footer: Vec<Node>,
}

impl Tree {
    fn finish(self, sheet: &Sheet) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(sheet.lang.tag().to_owned()));
        if !self.title.is_empty() {
            let title = Some(sheet.title.clone());
            tree.push(TagGroup::with_children(Tag::Hn(NonZeroU16::MIN, title), self.title));
        }
        if !self.subtitle.is_empty() {
            tree.push(TagGroup::with_children(Tag::P, self.subtitle));
        }
        tree.push(TagGroup::with_children(Tag::Figure(Some(sheet.description.clone())), self.figure));
        for lines in [self.legend, self.footer] {
            for line in lines {
                tree.push(TagGroup::with_children(Tag::P, vec![line]));
            }
        }
        tree
    }
}

/// An address one can click.
struct Link {
    bounds: Bounds,
    href: String,
    name: String,
    /// The words on the page that say it.
    text: Option<Identifier>,
}

struct Pen<'a> {
    surface: Surface<'a>,
    fonts: [Font; 2],
    outlines: Outlines,
    /// Halos of glyphs at 1 em, by face, glyph, colour and width in ten-thousandths of an em.
    halos: HashMap<(Face, u16, Rgba, u32), Graphic>,
    icons: HashMap<(char, Rgba), Graphic>,
    /// How many things to pop at the end of each open group.
    ends: Vec<usize>,
    part: Vec<Part>,
    tagging: Tagging,
    tree: Tree,
    links: Vec<Link>,
    /// The link that the name being set leads to.
    name_link: Option<(Bounds, String)>,
}

impl Pen<'_> {
    /// Says what is drawn from here on. Tags do not nest.
    fn tag(&mut self, tagging: Tagging) {
        if self.tagging == tagging {
            return;
        }
        if self.tagging != Tagging::Nothing {
            self.surface.end_tagged();
        }
        self.tagging = tagging;
        match tagging {
            Tagging::Nothing => {}
            Tagging::Artifact => {
                let artifact = Artifact::with_kind(ArtifactType::Other);
                self.surface.start_tagged(ContentTag::Artifact(artifact));
            }
            Tagging::Figure => {
                let identifier = self.surface.start_tagged(ContentTag::Other);
                self.tree.figure.push(Node::Leaf(identifier));
            }
        }
    }

    /// Shapes belong to the picture, or say nothing.
    fn tag_shape(&mut self) {
        let in_map = self.part.first() == Some(&Part::Map);
        self.tag(if in_map { Tagging::Figure } else { Tagging::Artifact });
    }

    fn set_paint(&mut self, fill: Option<Rgba>, line: Option<&Line>) {
        self.surface.set_fill(fill.map(fill_of));
        self.surface.set_stroke(line.map(stroke_of));
    }

    /// The halo of a glyph at 1 em, drawn once and used wherever it stands.
    fn halo(&mut self, face: Face, glyph: u16, colour: Rgba, width: f64) -> Option<Graphic> {
        let key = (face, glyph, colour, (width * 10_000.0).round() as u32);
        if let Some(known) = self.halos.get(&key) {
            return Some(known.clone());
        }
        let path = path_of(self.outlines.of(face, glyph).iter().copied())?;
        let line = Line { round: true, ..Line::new(colour, width) };
        let graphic = self.graphic(&path, None, Some(&line));
        self.halos.insert(key, graphic.clone());
        Some(graphic)
    }

    fn graphic(&mut self, path: &Path, fill: Option<Rgba>, line: Option<&Line>) -> Graphic {
        let mut builder = self.surface.stream_builder();
        let mut surface = builder.surface();
        surface.set_fill(fill.map(fill_of));
        surface.set_stroke(line.map(stroke_of));
        surface.draw_path(path);
        surface.finish();
        Graphic::new(builder.finish(), false)
    }

    fn draw_graphic(&mut self, graphic: Graphic, at: Point, scale: f64) {
        let scale = scale as f32;
        self.surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, at.x as f32, at.y as f32));
        self.surface.draw_graphic(graphic);
        self.surface.pop();
    }
}

impl Brush for Pen<'_> {
    fn open(&mut self, group: &Group<'_>) {
        let mut pushed = 0;
        match group {
            Group::Part { part, clip } => {
                self.part.push(*part);
                self.tag(Tagging::Nothing);
                let area = clip.and_then(|clip| {
                    let path = [
                        PathEl::MoveTo(clip.min),
                        PathEl::LineTo(Point::new(clip.max.x, clip.min.y)),
                        PathEl::LineTo(clip.max),
                        PathEl::LineTo(Point::new(clip.min.x, clip.max.y)),
                        PathEl::Close,
                    ];
                    path_of(path.into_iter())
                });
                if let Some(area) = area {
                    self.surface.push_clip_path(&area, &FillRule::NonZero);
                    pushed = 1;
                }
            }
            Group::Actor { opacity, .. } => {
                self.tag_shape();
                if *opacity < 1.0
                    && let Some(opacity) = NormalizedF32::new(opacity.clamp(0.0, 1.0) as f32)
                {
                    self.surface.push_opacity(opacity);
                    pushed = 1;
                }
            }
            Group::Name { href, bounds } => {
                self.name_link = href.clone().map(|href| (*bounds, href));
            }
            Group::Link { .. } | Group::Hull { .. } => {}
        }
        self.ends.push(pushed);
    }

    fn close(&mut self) {
        // Of the groups, parts alone end the tags: the others lie within one.
        let pushed = self.ends.pop().unwrap_or_default();
        if self.ends.len() < self.part.len() {
            self.tag(Tagging::Nothing);
            self.part.pop();
        }
        self.name_link = None;
        for _ in 0..pushed {
            self.surface.pop();
        }
    }

    fn form(&mut self, form: Form<'_>, fill: Option<Rgba>, line: Option<Line>) {
        self.tag_shape();
        let path = match form {
            Form::Path(path) => path_of(path.iter().copied()),
            Form::Disc { center, radius } => {
                path_of(round_box(Bounds::from_center_size(center, 2.0 * radius, 2.0 * radius), radius))
            }
            Form::Box { bounds, radius } => path_of(round_box(bounds, radius)),
        };
        if let Some(path) = path {
            self.set_paint(fill, line.as_ref());
            self.surface.draw_path(&path);
        }
    }

    fn text(&mut self, run: &TextRun<'_>) {
        if run.text.trim().is_empty() {
            return;
        }
        let (start, glyphs) = placed(run);
        let face = Face::of(run.strong);
        if let Some(halo) = run.halo {
            self.tag(Tagging::Artifact);
            for glyph in &glyphs {
                let at = start + Point::new(glyph.x * run.size, 0.0);
                let width = halo.width / run.size.max(1e-6);
                if let Some(graphic) = self.halo(face, glyph.glyph, halo.colour, width) {
                    self.draw_graphic(graphic, at, run.size);
                }
            }
        }
        self.tag(Tagging::Nothing);
        let identifier = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        let glyphs: Vec<KrillaGlyph> = glyphs
            .into_iter()
            .map(|glyph| {
                let id = GlyphId::new(u32::from(glyph.glyph));
                KrillaGlyph::new(id, glyph.advance as f32, 0.0, 0.0, 0.0, glyph.range, None)
            })
            .collect();
        self.set_paint(Some(run.colour), None);
        let font = self.fonts[usize::from(run.strong)].clone();
        let at = At::from_xy(start.x as f32, start.y as f32);
        self.surface.draw_glyphs(at, &glyphs, font, &run.text, run.size as f32, false);
        self.surface.end_tagged();
        let node = Node::Leaf(identifier);
        match (self.part.first(), self.name_link.take()) {
            (_, Some((bounds, href))) => {
                let name = run.text.clone().into_owned();
                self.links.push(Link { bounds, href, name, text: Some(identifier) });
            }
            (Some(Part::Header), _) if run.strong => self.tree.title.push(node),
            (Some(Part::Header), _) => self.tree.subtitle.push(node),
            (Some(Part::Legend), _) => self.tree.legend.push(node),
            (Some(Part::Footer), _) => self.tree.footer.push(node),
            _ => self.tree.figure.push(node),
        }
    }

    fn icon(&mut self, icon: IconMark) {
        self.tag_shape();
        let key = (icon.glyph, icon.colour);
        let graphic = match self.icons.get(&key) {
            Some(known) => known.clone(),
            None => {
                let Some(path) = path_of(self.outlines.icon(icon.glyph).into_iter()) else { return };
                let graphic = self.graphic(&path, Some(icon.colour), None);
                self.icons.insert(key, graphic.clone());
                graphic
            }
        };
        self.draw_graphic(graphic, icon.center, icon.size);
    }
}

fn colour(colour: Rgba) -> (rgb::Color, NormalizedF32) {
    let [red, green, blue, _] = colour.0;
    (
        rgb::Color::new(red, green, blue),
        NormalizedF32::new(colour.opacity() as f32).unwrap_or(NormalizedF32::ONE),
    )
}

fn fill_of(fill: Rgba) -> Fill {
    let (paint, opacity) = colour(fill);
    Fill { paint: paint.into(), opacity, rule: FillRule::NonZero }
}

fn stroke_of(line: &Line) -> Stroke {
    let (paint, opacity) = colour(line.colour);
    Stroke {
        paint: paint.into(),
        width: line.width as f32,
        miter_limit: 4.0,
        line_cap: LineCap::Butt,
        line_join: if line.round { LineJoin::Round } else { LineJoin::Miter },
        opacity,
        dash: line
            .dash
            .map(|dash| StrokeDash { array: dash.map(|length| length as f32).to_vec(), offset: 0.0 }),
    }
}

fn path_of(path: impl Iterator<Item = PathEl>) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for step in path {
        match step {
            PathEl::MoveTo(to) => builder.move_to(to.x as f32, to.y as f32),
            PathEl::LineTo(to) => builder.line_to(to.x as f32, to.y as f32),
            PathEl::CurveTo(a, b, to) => {
                builder.cubic_to(a.x as f32, a.y as f32, b.x as f32, b.y as f32, to.x as f32, to.y as f32)
            }
            PathEl::Close => builder.close(),
        }
    }
    builder.finish()
}

/// A box with round corners; a disc where they meet.
fn round_box(bounds: Bounds, radius: f64) -> impl Iterator<Item = PathEl> {
    /// How far the controls of a quarter of a circle lie from its ends, as a part of its radius.
    const ARM: f64 = 0.552_284_75;
    let radius = radius.min(bounds.width() / 2.0).min(bounds.height() / 2.0).max(0.0);
    let (min, max) = (bounds.min, bounds.max);
    let corners = [
        (Point::new(max.x, min.y), Point::new(-1.0, 0.0), Point::new(0.0, 1.0)),
        (max, Point::new(0.0, -1.0), Point::new(-1.0, 0.0)),
        (Point::new(min.x, max.y), Point::new(1.0, 0.0), Point::new(0.0, -1.0)),
        (min, Point::new(0.0, 1.0), Point::new(1.0, 0.0)),
    ];
    let steps = corners.into_iter().enumerate().flat_map(move |(number, (corner, before, after))| {
        let from = corner + before * radius;
        let to = corner + after * radius;
        let start = if number == 0 { PathEl::MoveTo(from) } else { PathEl::LineTo(from) };
        let rest = 1.0 - ARM;
        let curve = PathEl::CurveTo(corner + before * (radius * rest), corner + after * (radius * rest), to);
        [Some(start), (radius > 0.0).then_some(curve)].into_iter().flatten()
    });
    steps.chain([PathEl::Close])
}
