//! SVG: a sheet as a scalable picture. Each actor and link is a group with its name as `<title>`; text is
//! text, in a part of Inter that travels with the file, or outlines for programs that cannot read it.
//!
//! The file is XML 1.0 and keeps to what SVG 1.1 and SVG 2 share, but for `paint-order` (without it a
//! name's halo would be drawn over it), which is only used where text is text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::glyphs::{Face, Outlines, moved, placed};
use super::{Number, webfont};
use crate::drawing::Rgba;
use crate::drawing::shape::PathEl;
use crate::drawing::sheet::{Anchor, Brush, Form, Group, IconMark, Line, Part, Sheet, TextRun};
use crate::geometry::Bounds;

/// How text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextAs {
    /// As text, with the characters of the font it needs: to search, select and read aloud.
    #[default]
    Text,
    /// As outlines, for programs that do not read fonts from a picture.
    Outlines,
}

/// The name of the font in the file; Inter where it is installed and the file's own cannot be read.
const FAMILY: &str = "Maillage Inter";

/// Writes a sheet. `watch` as for [`Sheet::paint`]; `None` where it stopped.
pub(super) fn write(sheet: &Sheet, text: TextAs, watch: &mut dyn FnMut(f32) -> bool) -> Option<String> {
    let mut pen = Pen { text_as: text, ..Pen::default() };
    if !sheet.paint(&mut pen, watch) {
        return None;
    }
    let mut svg = String::with_capacity(pen.body.len() + 40_000);
    svg.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let [width, height] = match sheet.paper_mm {
        Some(mm) => mm.map(|side| format!("{side}mm")),
        None => sheet.output_px().map(|side| Number(side).to_string()),
    };
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         version=\"1.1\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\" xml:lang=\"{lang}\" \
         lang=\"{lang}\" role=\"graphics-document\" aria-labelledby=\"title\" aria-describedby=\"desc\">",
        Number(sheet.width),
        Number(sheet.height),
        lang = sheet.lang.tag(),
    );
    let title = if sheet.title.is_empty() { "Maillage" } else { &sheet.title };
    let _ = writeln!(svg, "<title id=\"title\">{}</title>", Escaped(title));
    let _ = writeln!(svg, "<desc id=\"desc\">{}</desc>", Escaped(&sheet.description));
    if !pen.used.is_empty() {
        svg.push_str("<style>\n");
        for (strong, characters) in &pen.used {
            let Some(font) = webfont::subset(Face::of(*strong), characters) else { continue };
            let weight = if *strong { 600 } else { 400 };
            let _ = write!(
                svg,
                "@font-face{{font-family:\"{FAMILY}\";font-weight:{weight};src:url(data:font/ttf;base64,"
            );
            BASE64.encode_string(font, &mut svg);
            svg.push_str(") format(\"truetype\")}\n");
        }
        let _ = writeln!(
            svg,
            "text{{font-family:\"{FAMILY}\",Inter,sans-serif;font-kerning:none;\
             font-variant-ligatures:none;paint-order:stroke;stroke-linejoin:round}}"
        );
        svg.push_str("</style>\n");
    }
    if !pen.defs.is_empty() {
        let _ = writeln!(svg, "<defs>\n{}</defs>", pen.defs);
    }
    svg.push_str(&pen.body);
    svg.push_str("</svg>\n");
    Some(svg)
}

#[derive(Default)]
struct Pen {
    text_as: TextAs,
    body: String,
    defs: String,
    /// What ends the groups that are open, the innermost last.
    ends: Vec<&'static str>,
    /// By weight, strong or not.
    used: BTreeMap<bool, BTreeSet<char>>,
    icons: BTreeSet<char>,
    outlines: Outlines,
    clips: usize,
}

impl Brush for Pen {
    fn open(&mut self, group: &Group<'_>) {
        let body = &mut self.body;
        let end = match group {
            Group::Part { part, clip } => {
                let _ = write!(body, "<g class=\"{}\"", part.word());
                if let Some(clip) = clip {
                    self.clips += 1;
                    let _ = write!(self.defs, "<clipPath id=\"clip{}\"><rect", self.clips);
                    box_attributes(&mut self.defs, *clip);
                    self.defs.push_str("/></clipPath>\n");
                    let _ = write!(body, " clip-path=\"url(#clip{})\"", self.clips);
                }
                // The names of actors are said with their nodes already.
                if *part == Part::Names {
                    body.push_str(" aria-hidden=\"true\"");
                }
                body.push_str(">\n");
                "</g>\n"
            }
            Group::Actor { name, href, opacity, .. } => {
                let end = if let Some(href) = href {
                    let _ = write!(body, "<a xlink:href=\"{}\"><g class=\"actor\"", Escaped(href));
                    "</g></a>\n"
                } else {
                    body.push_str("<g class=\"actor\"");
                    "</g>\n"
                };
                body.push_str(" role=\"img\"");
                if *opacity < 1.0 {
                    let _ = write!(body, " opacity=\"{}\"", Number(*opacity));
                }
                let _ = write!(body, "><title>{}</title>", Escaped(name));
                end
            }
            Group::Name { href: Some(href), .. } => {
                let _ = write!(body, "<a xlink:href=\"{}\" tabindex=\"-1\">", Escaped(href));
                "</a>\n"
            }
            Group::Name { href: None, .. } => "\n",
            Group::Link { name, .. } => {
                let _ = write!(body, "<g class=\"link\"><title>{}</title>", Escaped(name));
                "</g>\n"
            }
            Group::Hull { name } => {
                let _ = write!(body, "<g class=\"hull\"><title>{}</title>", Escaped(name));
                "</g>\n"
            }
        };
        self.ends.push(end);
    }

    fn close(&mut self) {
        if let Some(end) = self.ends.pop() {
            self.body.push_str(end);
        }
    }

    fn form(&mut self, form: Form<'_>, fill: Option<Rgba>, line: Option<Line>) {
        let body = &mut self.body;
        match form {
            Form::Disc { center, radius } => {
                let _ = write!(
                    body,
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
                    Number(center.x),
                    Number(center.y),
                    Number(radius)
                );
            }
            Form::Box { bounds, radius } => {
                body.push_str("<rect");
                box_attributes(body, bounds);
                if radius > 0.0 {
                    let _ = write!(body, " rx=\"{}\"", Number(radius));
                }
            }
            Form::Path(path) => {
                body.push_str("<path d=\"");
                push_path(body, path.iter().copied());
                body.push('"');
            }
        }
        push_fill(body, fill);
        if let Some(line) = line {
            push_line(body, &line);
        }
        body.push_str("/>");
    }

    fn text(&mut self, run: &TextRun<'_>) {
        if run.text.trim().is_empty() {
            return;
        }
        match self.text_as {
            TextAs::Text => self.set(run),
            TextAs::Outlines => self.draw(run),
        }
    }

    fn icon(&mut self, icon: IconMark) {
        let code = u32::from(icon.glyph);
        if self.icons.insert(icon.glyph) {
            let _ = write!(self.defs, "<path id=\"i{code:x}\" d=\"");
            // In thousandths: two decimals are not enough of an em.
            let outline = self.outlines.icon(icon.glyph);
            push_path(
                &mut self.defs,
                outline.into_iter().map(|step| moved(step, 1000.0, crate::geometry::Point::ZERO)),
            );
            self.defs.push_str("\"/>\n");
        }
        let _ = write!(
            self.body,
            "<use xlink:href=\"#i{code:x}\" transform=\"translate({} {}) scale({:.5})\"",
            Number(icon.center.x),
            Number(icon.center.y),
            icon.size / 1000.0
        );
        push_fill(&mut self.body, Some(icon.colour));
        self.body.push_str("/>");
    }
}

impl Pen {
    /// Text as text.
    fn set(&mut self, run: &TextRun<'_>) {
        self.used.entry(run.strong).or_default().extend(run.text.chars());
        let body = &mut self.body;
        let _ = write!(body, "<text x=\"{}\" y=\"{}\"", Number(run.at.x), Number(run.at.y));
        match run.anchor {
            Anchor::Start => {}
            Anchor::Middle => body.push_str(" text-anchor=\"middle\""),
            Anchor::End => body.push_str(" text-anchor=\"end\""),
        }
        let _ = write!(body, " font-size=\"{}\"", Number(run.size));
        if run.strong {
            body.push_str(" font-weight=\"600\"");
        }
        push_fill(body, Some(run.colour));
        if let Some(halo) = run.halo {
            push_line(body, &Line { round: true, ..Line::new(halo.colour, halo.width) });
        }
        let _ = write!(body, ">{}</text>", Escaped(&run.text));
    }

    /// Text as outlines: the halo first, then the text, for programs that know no `paint-order`.
    fn draw(&mut self, run: &TextRun<'_>) {
        let (start, glyphs) = placed(run);
        let mut path = String::new();
        for glyph in glyphs {
            let at = start + crate::geometry::Point::new(glyph.x * run.size, 0.0);
            let outline = self.outlines.of(Face::of(run.strong), glyph.glyph);
            push_path(&mut path, outline.iter().map(|step| moved(*step, run.size, at)));
        }
        if path.is_empty() {
            return;
        }
        let body = &mut self.body;
        if let Some(halo) = run.halo {
            let _ = write!(body, "<path d=\"{path}\"");
            push_fill(body, None);
            push_line(body, &Line { round: true, ..Line::new(halo.colour, halo.width) });
            body.push_str("/>");
        }
        let _ = write!(body, "<path d=\"{path}\"");
        push_fill(body, Some(run.colour));
        body.push_str("/>");
    }
}

fn box_attributes(out: &mut String, bounds: Bounds) {
    let _ = write!(
        out,
        " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        Number(bounds.min.x),
        Number(bounds.min.y),
        Number(bounds.width()),
        Number(bounds.height())
    );
}

fn push_path(out: &mut String, path: impl Iterator<Item = PathEl>) {
    for step in path {
        let _ = match step {
            PathEl::MoveTo(to) => write!(out, "M{} {}", Number(to.x), Number(to.y)),
            PathEl::LineTo(to) => write!(out, "L{} {}", Number(to.x), Number(to.y)),
            PathEl::CurveTo(a, b, to) => write!(
                out,
                "C{} {} {} {} {} {}",
                Number(a.x),
                Number(a.y),
                Number(b.x),
                Number(b.y),
                Number(to.x),
                Number(to.y)
            ),
            PathEl::Close => write!(out, "Z"),
        };
    }
}

fn push_fill(out: &mut String, fill: Option<Rgba>) {
    match fill {
        None => out.push_str(" fill=\"none\""),
        Some(fill) => {
            let _ = write!(out, " fill=\"{}\"", fill.to_hex());
            if fill.0[3] != 255 {
                let _ = write!(out, " fill-opacity=\"{}\"", Opacity(fill));
            }
        }
    }
}

fn push_line(out: &mut String, line: &Line) {
    let _ = write!(out, " stroke=\"{}\" stroke-width=\"{}\"", line.colour.to_hex(), Number(line.width));
    if line.colour.0[3] != 255 {
        let _ = write!(out, " stroke-opacity=\"{}\"", Opacity(line.colour));
    }
    if let Some([on, off]) = line.dash {
        let _ = write!(out, " stroke-dasharray=\"{} {}\"", Number(on), Number(off));
    }
    if line.round {
        out.push_str(" stroke-linejoin=\"round\"");
    }
}

/// An opacity to a thousandth, as exact as a byte is.
struct Opacity(Rgba);

impl std::fmt::Display for Opacity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format!("{:.3}", self.0.opacity());
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// A text between tags or in an attribute. What XML has no place for was made visible before.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}
