//! What leaves the program: pictures that are the screen's own, bounded, the same on every run, harmless
//! whatever the map holds, and without what their audience may not see.

// Golden files are no documents.
#![allow(clippy::expect_used, clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use maillage::drawing::sheet::{
    Brush, Form, Group, IconMark, Line, MAX_NATURAL_SIDE, Orientation, Paper, Parts, SheetSize, TextRun,
};
use maillage::drawing::{Prepared, Rgba, Theme, ThemeKind, View};
use maillage::edit::Edit;
use maillage::export::picture::{self, Looking, TextAs, Window};
use maillage::export::{self, Audience, Error, Format, Options, PictureOptions};
use maillage::file;
use maillage::geometry::{Bounds, Point};
use maillage::lang::Lang;
use maillage::model::{Actor, Link, Map, Position};
use maillage::session::{Origin, Session};

fn map_of(text: &str) -> Map {
    file::read(text.as_bytes()).expect("the map of a test is a map").map
}

fn sample() -> Map {
    file::Sample::PaysDeLaLoire.open().expect("the sample opens").map
}

fn options(audience: Audience, picture: PictureOptions) -> Options {
    Options { audience, picture }
}

fn written(map: &Map, format: Format, options: &Options) -> Vec<u8> {
    export::write(map, format, options, &mut |_| true).expect("it can be written")
}

fn picture_of(map: &Map, format: Format, picture: PictureOptions) -> Vec<u8> {
    written(map, format, &options(Audience::Public, picture))
}

/// A brush that notes what it is given.
#[derive(Default)]
struct Notes {
    actors: Vec<String>,
    links: Vec<String>,
    texts: Vec<String>,
    outermost: Outermost,
}

/// The box of what is painted.
#[derive(Default)]
struct Outermost(Option<Bounds>);

impl Brush for Notes {
    fn open(&mut self, group: &Group<'_>) {
        match group {
            Group::Actor { id, .. } => self.actors.push(id.to_string()),
            Group::Link { id, .. } => self.links.push(id.to_string()),
            _ => {}
        }
    }
    fn close(&mut self) {}
    fn form(&mut self, form: Form<'_>, _: Option<Rgba>, _: Option<Line>) {
        if let Form::Disc { center, .. } = form {
            self.outermost.0 = Some(self.outermost.0.unwrap_or(Bounds::EMPTY).with(center));
        }
    }
    fn text(&mut self, run: &TextRun<'_>) {
        self.texts.push(run.text.to_string());
    }
    fn icon(&mut self, _: IconMark) {}
}

#[test]
fn the_picture_is_the_scene_of_the_screen_shape_by_shape() {
    let map = sample();
    let prepared = Prepared::new(&map);
    for (kind, lang) in [(ThemeKind::Light, Lang::Fr), (ThemeKind::Dark, Lang::En)] {
        for zoom in [0.15, 0.5, 1.0, 2.0] {
            // What the window asks the drawing for.
            let visible = Bounds::from_center_size(Point::new(100.0, 50.0) * zoom, 1100.0, 700.0);
            let view = View { visible: Some(visible), ..View::new(Theme::of(kind), lang, zoom) };
            let screen = prepared.scene(&view);
            let looking = Looking { window: Some(Window { zoom, visible }), ..Looking::default() };
            let wanted = PictureOptions { theme: kind, lang, looking, ..PictureOptions::default() };
            let sheet = picture::sheet(&map, &wanted);
            assert!(sheet.scene == screen, "{kind:?} at {zoom}");
            assert_eq!(sheet.scene_scale, 1.0, "a window comes out at its own size");
        }
    }
    // And of that scene, everything is painted, in its order.
    let sheet = picture::sheet(&map, &PictureOptions::default());
    let mut notes = Notes::default();
    assert!(sheet.paint(&mut notes, &mut |_| true));
    let actors: Vec<String> = sheet.scene.nodes.iter().map(|node| node.id.to_string()).collect();
    let links: Vec<String> = sheet.scene.links.iter().map(|link| link.id.to_string()).collect();
    assert_eq!((actors.len(), links.len()), (map.actor_count(), map.link_count()));
    assert_eq!((notes.actors, notes.links), (actors, links));
    for label in &sheet.scene.labels {
        assert!(label.lines.iter().all(|line| notes.texts.contains(line)), "{:?}", label.lines);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let map = sample();
    for format in [Format::Svg, Format::Png, Format::Pdf] {
        let wanted = || PictureOptions { scale: 0.5, ..PictureOptions::default() };
        assert!(picture_of(&map, format, wanted()) == picture_of(&map, format, wanted()), "{format:?}");
    }
}

#[test]
fn parts_can_be_left_out_and_the_legend_shows_kinds_that_are_shown() {
    let map = sample();
    let texts = |parts: Parts, looking: Looking| {
        let sheet = picture::sheet(&map, &PictureOptions { parts, looking, ..PictureOptions::default() });
        let mut notes = Notes::default();
        sheet.paint(&mut notes, &mut |_| true);
        notes.texts.join("\n")
    };
    let all = texts(Parts::ALL, Looking::default());
    for word in
        ["Pays de la Loire", "Structures de l’ESS", "Sources", "Licence", "Informations de 2019", "Maillage"]
    {
        assert!(all.contains(word), "{word} is not in {all}");
    }
    let bare = texts(Parts::NONE, Looking::default());
    for word in ["Structures de l’ESS", "Sources", "Licence", "Informations", "Maillage"] {
        assert!(!bare.contains(word), "{word} is in {bare}");
    }
    let mut looking = Looking::default();
    looking.filter.set_family_hidden(map.schema(), &"ess".into(), true);
    let without = texts(Parts::ALL, looking);
    assert!(!without.contains("Structures de l’ESS") && without.contains("Pouvoirs publics"));
}

#[test]
fn a_page_is_bounded_whatever_the_coordinates() {
    let places = [
        [Point::ZERO, Point::new(1e300, -1e300)],
        [Point::new(1e300, 1e300); 2],
        [Point::new(f64::MAX, f64::MIN), Point::new(f64::MIN, f64::MAX)],
        [Point::new(9_999_999.0, 0.0), Point::new(9_999_999.5, 0.01)],
    ];
    for place in places {
        // No file holds such places; whatever else does, the page stays a page.
        let mut session = Session::new(Map::new("Loin", file::default_schema().clone()), Origin::New);
        let actors = ["a", "b"].into_iter().zip(place).map(|(id, at)| {
            let mut actor = Actor::new(id.into(), "k".into(), id);
            actor.position = Some(Position { at, pinned: true });
            actor
        });
        let links = vec![Link::new("l".into(), "a".into(), "k".into(), "b".into())];
        session.edit(Edit::Add { actors: actors.collect(), links }).expect("they can be added");
        let map = session.map().clone();
        let sizes = [
            SheetSize::Natural,
            SheetSize::Paper(Paper::A4, Orientation::Fit),
            SheetSize::Paper(Paper::A0, Orientation::Portrait),
            SheetSize::Pixels(64, 64),
        ];
        for size in sizes {
            let wanted = PictureOptions { size, scale: 0.1, ..PictureOptions::default() };
            let sheet = picture::sheet(&map, &wanted);
            for side in [sheet.width, sheet.height, sheet.output_px()[0], sheet.output_px()[1]] {
                assert!(side.is_finite() && (1.0..=MAX_NATURAL_SIDE).contains(&side), "{size}: {side}");
            }
            let mut notes = Notes::default();
            sheet.paint(&mut notes, &mut |_| true);
            let drawn = notes.outermost.0.expect("there are two discs");
            let page = Bounds { min: Point::ZERO, max: Point::new(sheet.width, sheet.height) };
            assert!(page.contains(drawn.min) && page.contains(drawn.max), "{size}: {drawn:?}");
            for format in [Format::Svg, Format::Png, Format::Pdf] {
                assert!(!picture_of(&map, format, wanted.clone()).is_empty());
            }
        }
    }
}

#[test]
fn paper_has_its_size_in_every_format() {
    let wanted = || PictureOptions {
        size: SheetSize::Paper(Paper::A0, Orientation::Landscape),
        scale: 0.25,
        ..PictureOptions::default()
    };
    let map = sample();
    let svg = String::from_utf8(picture_of(&map, Format::Svg, wanted())).expect("SVG is UTF-8");
    assert!(svg.contains(r#"width="1189mm" height="841mm""#));
    let pdf = readable(&picture_of(&map, Format::Pdf, wanted()));
    assert!(
        pdf.contains("/MediaBox[0 0 3370.3938 2383.937"),
        "A0 in points: {:?}",
        pdf.find("/MediaBox").map(|at| &pdf[at..at + 60])
    );
    let png = picture_of(&map, Format::Png, wanted());
    assert_eq!(&png[16..24], [0, 0, 4, 0x63, 0, 0, 3, 0x1b], "1123 by 795 pixels at a quarter");
}

/// A map with something nasty in every text a picture shows.
fn hostile() -> Map {
    let long = "A".repeat(1_000_000);
    map_of(&format!(
        r##"{{"format":"maillage","version":"1.0","id":"m","title":"<script>alert('t')</script> ]]> \" & \u0000\u0007",
        "description":"--> <![CDATA[ <img src=x onerror=alert(1)>","author":"\" onload=\"alert(1)","licence":"</svg><svg onload='x'>",
        "schema":{{"families":[{{"id":"f","label":{{"fr":"<b>&amp;</b> \u202e"}},"colour":"\"><script>","shape":"disc"}}],
        "actor_kinds":[{{"id":"k\"><script>","family":"f","label":{{"fr":"</title><script>"}},"icon":"<x>"}}],
        "link_kinds":[{{"id":"v","verb":{{"fr":"]]>\"'<>&"}}}}]}},
        "actors":[
          {{"id":"a\"><script>","kind":"k\"><script>","name":"<script>alert(1)</script>","website":"javascript:alert(1)","position":{{"x":0,"y":0}},
            "provenance":{{"sources":[{{"title":"<iframe src=javascript:x>","url":"javascript:y"}}]}}}},
          {{"id":"b","kind":"k\"><script>","name":"gpj.\u202eexe ]]> \u0001\u001b[31m","website":"https://a.fr/?q=\"onload=x","position":{{"x":200,"y":0}}}},
          {{"id":"c","kind":"k\"><script>","name":"👩‍🌾 Écossolies 中文 العربية","website":"https://ok.fr/?a=1&b=2","position":{{"x":0,"y":200}}}},
          {{"id":"d","kind":"k\"><script>","name":"{long}","short_name":"{long}","website":"data:text/html,<script>","position":{{"x":200,"y":200}}}}],
        "links":[{{"id":"l","from":"a\"><script>","to":"b","kind":"v","role":"</g></svg>"}},{{"id":"m","from":"d","to":"d","kind":"?<>","role":"'"}}]}}"##
    ))
}

#[test]
fn hostile_texts_come_out_inert_and_visible() {
    let map = hostile();
    for text in [TextAs::Text, TextAs::Outlines] {
        let svg = picture_of(&map, Format::Svg, PictureOptions { text, ..PictureOptions::default() });
        assert!(svg.len() < 500_000, "a name of a million characters is not written out: {}", svg.len());
        let seen = xml(&String::from_utf8(svg).expect("SVG is UTF-8"));
        let allowed = BTreeSet::from([
            "svg", "title", "desc", "style", "defs", "clipPath", "rect", "g", "a", "path", "circle", "use",
            "text",
        ]);
        assert!(seen.elements.iter().all(|name| allowed.contains(name.as_str())), "{:?}", seen.elements);
        for (name, value) in &seen.attributes {
            assert!(!name.to_lowercase().starts_with("on"), "{name}={value}");
        }
        let links: BTreeSet<&str> = seen
            .attributes
            .iter()
            .filter(|(name, value)| name.ends_with("href") && !value.starts_with('#'))
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(links, BTreeSet::from(["https://ok.fr/?a=1&b=2"]));
        // Inert, and there to be seen.
        for shown in [
            "<script>alert(1)</script>",
            "gpj.\u{fffd}exe ]]> \u{fffd}\u{fffd}[31m",
            "👩‍🌾 Écossolies 中文 العربية",
        ] {
            assert!(seen.texts.iter().any(|text| text.contains(shown)), "{shown}");
        }
        assert!(!seen.texts.iter().any(|text| text.contains('\u{202e}')));
    }
    let pdf = readable(&picture_of(&map, Format::Pdf, PictureOptions::default()));
    for word in ["/JavaScript", "/JS", "javascript:", "/Launch", "/OpenAction", "data:text"] {
        assert!(!pdf.contains(word), "{word}");
    }
    assert!(pdf.contains("(https://ok.fr/?a=1&b=2)"));
    assert!(!picture_of(&map, Format::Png, PictureOptions::default()).is_empty());
}

#[test]
fn hostile_texts_make_data_that_other_programs_read_and_nothing_of_it_runs() {
    let map = hostile();
    for format in Format::ALL.into_iter().filter(|format| format.is_data()) {
        for lang in Lang::ALL {
            let picture = PictureOptions { lang, ..PictureOptions::default() };
            let bytes = written(&map, format, &options(Audience::Internal, picture));
            let text = String::from_utf8_lossy(&bytes);
            match format {
                Format::Gexf | Format::GraphMl => {
                    let seen = xml(&text);
                    assert!(!seen.elements.contains("script"), "{format:?}");
                    let shown = "<script>alert(1)</script>";
                    let attributes = seen.attributes.iter().map(|(_, value)| value);
                    assert!(seen.texts.iter().chain(attributes).any(|text| text == shown), "{format:?}");
                }
                Format::KumuJson
                | Format::CyJs
                | Format::Cx2
                | Format::Canvas
                | Format::GoGoCarto
                | Format::JsonLd => {
                    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{format:?}");
                }
                _ => {}
            }
            if format == Format::Canvas {
                assert!(!text.contains("<javascript:") && !text.contains("(javascript:"), "no link runs");
                assert!(text.contains("\\\\<script"), "it is there to be read");
            }
            if format == Format::Dot {
                assert!(!text.contains("\"URL\"=") && !text.contains("\"image\"="), "they are fields");
            }
            // GoGoCarto and JSON-LD are for others to read.
            if matches!(format, Format::GoGoCarto | Format::JsonLd) {
                continue;
            }
            let input = |name: &str, bytes| maillage::import::Input { name: name.to_owned(), bytes };
            let mut inputs = vec![input(&format!("a.{}", format.ending()), bytes)];
            if format == Format::Csv {
                inputs.push(input("b.csv", export::data::csv::links(&map, lang)));
            }
            let read = maillage::import::read(inputs, &Default::default(), &mut |_| true);
            let again = read.unwrap_or_else(|error| panic!("{format:?}, {lang:?}: {error}")).map;
            assert_eq!(
                (again.actor_count(), again.link_count()),
                (map.actor_count(), map.link_count()),
                "{format:?}, {lang:?}"
            );
        }
    }
}

/// A map with this many actors and no position, link or name that helps.
fn bare(count: usize) -> Map {
    let actors: Vec<String> =
        (0..count).map(|rank| format!("{{\"id\":\"{rank}\",\"kind\":\"k\",\"name\":\"\"}}")).collect();
    map_of(&format!(
        "{{\"format\":\"maillage\",\"version\":\"1.0\",\"id\":\"m\",\"title\":\"\",\"schema\":{{}},\"actors\":[{}],\"links\":[]}}",
        actors.join(",")
    ))
}

#[test]
fn maps_of_nobody_or_far_away_are_data_all_the_same() {
    let mut far = sample();
    let positions = far.actors().zip([1e300, -1e300, f64::MIN_POSITIVE, 1e9, 0.1]).map(|(actor, x)| {
        let at = Position { at: Point::new(x, -x), pinned: false };
        (actor.id.clone(), at)
    });
    let edit = Edit::Move { positions: positions.collect() };
    let mut history = maillage::edit::History::default();
    history.edit(&mut far, edit).expect("they are finite");
    for (name, map) in [("nobody", bare(0)), ("one", bare(1)), ("two", bare(2)), ("far", far)] {
        for format in Format::ALL.into_iter().filter(|format| format.is_data()) {
            let bytes = written(&map, format, &Options::default());
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("NaN") && !text.contains("inf\""), "{name}, {format:?}");
            match format {
                Format::Gexf | Format::GraphMl => drop(xml(&text)),
                Format::Dot | Format::Csv | Format::Xlsx | Format::KumuXlsx => {}
                _ => drop(serde_json::from_str::<serde_json::Value>(&text).expect("it is JSON")),
            }
        }
    }
}

/// What an XML file holds. Fails where it is not well-formed.
#[derive(Default)]
struct Seen {
    elements: BTreeSet<String>,
    attributes: Vec<(String, String)>,
    texts: Vec<String>,
}

fn xml(text: &str) -> Seen {
    use quick_xml::events::Event;
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(legal), "a character XML has no place for");
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut seen = Seen::default();
    let mut depth = 0;
    let mut open = String::new();
    loop {
        let event = reader.read_event().expect("it is well-formed");
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                seen.elements.insert(String::from_utf8_lossy(start.name().as_ref()).into_owned());
                for attribute in start.attributes() {
                    let attribute = attribute.expect("attributes are well-formed");
                    let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
                    let value = String::from_utf8_lossy(&attribute.value).into_owned();
                    seen.attributes.push((name, unescaped(&value)));
                }
                depth += usize::from(matches!(event, Event::Start(_)));
                seen.texts.push(unescaped(&std::mem::take(&mut open)));
            }
            Event::End(_) => {
                depth -= 1;
                seen.texts.push(unescaped(&std::mem::take(&mut open)));
            }
            Event::Text(text) => open.push_str(&String::from_utf8_lossy(text)),
            Event::GeneralRef(name) => {
                let _ = write!(open, "&{};", String::from_utf8_lossy(name));
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            other => panic!("nothing else is written: {other:?}"),
        }
    }
    assert_eq!(depth, 0, "every element ends");
    seen
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).expect("what is escaped is escaped rightly").into_owned()
}

/// Everything in a file that can be read as text: its bytes, and what is packed in it (PDF streams, PNG
/// chunks, the entries of zip files).
fn readable(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    let find = |from: usize, word: &[u8]| {
        bytes[from..].windows(word.len()).position(|window| window == word).map(|at| from + at)
    };
    let mut add = |packed: &[u8], zlib: bool| {
        let inflated = if zlib {
            miniz_oxide::inflate::decompress_to_vec_zlib(packed)
        } else {
            miniz_oxide::inflate::decompress_to_vec(packed)
        };
        if let Ok(inflated) = inflated {
            text.push('\n');
            text.push_str(&String::from_utf8_lossy(&inflated));
        }
    };
    let mut at = 0;
    while let Some(start) = find(at, b"stream\n") {
        let end = find(start, b"endstream").unwrap_or(bytes.len());
        add(bytes[start + 7..end].trim_ascii_end(), true);
        at = end + 9;
        if at >= bytes.len() {
            break;
        }
    }
    let mut at = 0;
    while let Some(start) = find(at, b"PK\x03\x04") {
        at = start + 4;
        let field = |from: usize| {
            bytes
                .get(start + from..start + from + 2)
                .map_or(0, |b| usize::from(b[0]) + 256 * usize::from(b[1]))
        };
        let data = start + 30 + field(26) + field(28);
        let end = find(at, b"PK\x03\x04").or_else(|| find(at, b"PK\x01\x02")).unwrap_or(bytes.len());
        if let Some(packed) = bytes.get(data..end) {
            add(packed, false);
        }
    }
    text
}

/// A map with a private value in every place there is one.
fn planted() -> Map {
    map_of(
        r#"{"format":"maillage","version":"1.0","id":"m","title":"Réseau","description":"Ouvert","author":"Équipe",
        "SECRETtop":"SECRET","imports":[{"on":"2026","files":["SECRET.xlsx"],"left_out":[{"row":"SECRET"}]}],
        "schema":{"families":[{"id":"f","label":{"fr":"F"},"colour":"blue","shape":"disc","SECRETf":"SECRET"}],
        "actor_kinds":[{"id":"k","family":"f","label":{"fr":"K"},"SECRETk":"SECRET"}],
        "link_kinds":[{"id":"v","verb":{"fr":"aide"},"SECRETv":"SECRET"}],
        "fields":[{"id":"secret-field","owner":"actor","label":{"fr":"SECRET libellé"},"kind":"choice","options":["SECRET option"],"private":true},
          {"id":"secret-lien","owner":"link","label":{"fr":"SECRET lien"},"kind":"text","private":true}]},
        "actors":[{"id":"a","kind":"k","name":"Alpha","website":"https://alpha.fr","notes":"SECRET note",
            "contacts":[{"label":"SECRET Jeanne","email":"SECRET@a.fr","phone":"SECRET 02"},{"label":"SECRET accueil","private":false}],
            "custom":{"secret-field":"SECRET option","stray":"SECRET stray"},"SECRETm":"SECRET",
            "aliases":[{"name":"Alfa","SECRETa":"SECRET"}],"place":{"commune":"Nantes","SECRETp":"SECRET"},
            "provenance":{"checked_by":"SECRET vérificatrice","checked_on":"2024-05-01","sources":[{"title":"Site","SECRETs":"SECRET"}],"SECRETv":"SECRET"},
            "position":{"x":0,"y":0}},
          {"id":"b","kind":"k","name":"Bêta","contacts":[{"email":"SECRET@b.fr"}],"position":{"x":90,"y":50}}],
        "links":[{"id":"l","from":"a","to":"b","kind":"v","notes":"SECRET note","custom":{"secret-lien":"SECRET"},
            "provenance":{"checked_by":"SECRET vérificateur"},"SECRETl":"SECRET"},
          {"id":"perdu","from":"a","to":"SECRET","kind":"v","notes":"SECRET"}]}"#,
    )
}

#[test]
fn nothing_private_is_in_any_format_for_the_public() {
    let map = planted();
    let (_, left_out) = export::for_audience(&map, Audience::Public);
    assert_eq!(left_out.contacts, 3);
    let mut written = Vec::new();
    for format in Format::ALL {
        for text in [TextAs::Text, TextAs::Outlines] {
            let wanted = options(Audience::Public, PictureOptions { text, ..PictureOptions::default() });
            // Both files, where there are two.
            let folder = tempfile::tempdir().expect("a folder can be made");
            let path = folder.path().join(format!("r.{}", format.ending()));
            let files = export::files::save(&map, format, &wanted, &path, &mut |_| true)
                .unwrap_or_else(|error| panic!("{format:?}: {error:?}"))
                .files;
            assert_eq!(files.len(), if format == Format::Csv { 2 } else { 1 });
            let read = |path: &std::path::PathBuf| std::fs::read(path).expect("it was written");
            let bytes: Vec<u8> = files.iter().flat_map(read).collect();
            let text: String = files.iter().map(|path| readable(&read(path))).collect();
            for word in ["SECRET", "secret-field", "secret-lien"] {
                assert!(!text.contains(word), "{word} in {format:?}");
            }
            // As UTF-16, as PDF and old workbooks write texts.
            let wide: Vec<u8> = "SECRET".encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert!(!bytes.windows(wide.len()).any(|window| window == wide), "{format:?}");
            written.push(format);
        }
    }
    assert_eq!(written.len(), 2 * Format::ALL.len());
}

#[test]
fn partners_get_no_private_contact_and_no_private_field_in_any_format() {
    let map = planted();
    for format in Format::ALL {
        let wanted = options(Audience::Partners, PictureOptions::default());
        let mut bytes = written(&map, format, &wanted);
        if format == Format::Csv {
            let (seen, _) = export::for_audience(&map, Audience::Partners);
            bytes.extend(export::data::csv::links(&seen, Lang::Fr));
        }
        let text = readable(&bytes);
        for word in
            ["SECRET Jeanne", "SECRET@", "SECRET 02", "SECRET option", "SECRET libellé", "SECRET stray"]
        {
            assert!(!text.contains(word), "{word} in {format:?}");
        }
    }
}

#[test]
fn an_export_that_is_stopped_gives_nothing() {
    let map = sample();
    for format in [Format::Svg, Format::Png, Format::Pdf] {
        let stopped = export::write(&map, format, &Options::default(), &mut |_| false);
        assert_eq!(stopped, Err(Error::Stopped), "{format:?}");
    }
}

#[test]
fn a_map_without_anyone_is_still_a_page() {
    let map = Map::new("", file::default_schema().clone());
    for format in [Format::Svg, Format::Png, Format::Pdf] {
        for size in
            [SheetSize::Natural, SheetSize::Paper(Paper::A4, Orientation::Fit), SheetSize::Pixels(64, 2000)]
        {
            assert!(
                !picture_of(&map, format, PictureOptions { size, ..PictureOptions::default() }).is_empty()
            );
        }
    }
}

/// Compares with a file that is committed; `UPDATE_GOLDEN=1` writes it anew.
fn compare_with(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden file is committed");
    let differs = golden.lines().zip(text.lines()).position(|(a, b)| a != b);
    assert!(
        golden == text,
        "{name} differs from line {:?} on; look at it, then write it anew with UPDATE_GOLDEN=1",
        differs.map(|line| line + 1)
    );
}

fn small() -> Map {
    let mut small = map_of(
        r#"{"format":"maillage","version":"1.0","id":"m","title":"Petite carte","description":"Trois acteurs.","author":"Équipe",
        "licence":"CC BY 4.0","schema":{},
        "actors":[{"id":"cress","kind":"cress","name":"CRESS","website":"https://example.org/","position":{"x":0,"y":0,"pinned":true},
            "provenance":{"sources":[{"title":"Site de la CRESS","date":"2024"}],"checked_on":"2025-03-01"}},
          {"id":"ville","kind":"commune","name":"Ville de Nantes","position":{"x":180,"y":-40}},
          {"id":"zoe","kind":"personne","name":"Zoé L’Hermite","position":{"x":90,"y":120}}],
        "links":[{"id":"1","from":"ville","to":"cress","kind":"soutient"},{"id":"2","from":"zoe","to":"ville","kind":"membre"}]}"#,
    );
    // With the usual vocabulary.
    let text = file::to_string(&small);
    let whole: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let schema: serde_json::Value =
        serde_json::from_str(&file::schema_to_json(file::default_schema())).expect("it is JSON");
    let mut whole = whole;
    whole["schema"] = schema;
    small = map_of(&whole.to_string());
    small
}

#[test]
fn the_svg_of_a_small_map_is_the_one_committed() {
    for (name, text) in [("small.svg", TextAs::Text), ("small-outlines.svg", TextAs::Outlines)] {
        let svg = picture_of(&small(), Format::Svg, PictureOptions { text, ..PictureOptions::default() });
        let svg = String::from_utf8(svg).expect("SVG is UTF-8");
        // A shape a line, so that differences can be read.
        compare_with(name, &svg.replace("><", ">\n<"));
    }
}

#[test]
fn the_pdf_of_a_small_map_says_what_was_committed() {
    let size = SheetSize::Paper(Paper::A4, Orientation::Fit);
    let pdf = picture_of(&small(), Format::Pdf, PictureOptions { size, ..PictureOptions::default() });
    // What is text in it, packed or not: the page's strokes, words, tags and properties; fonts are not.
    let text = readable(&pdf);
    let mut lines = String::new();
    for line in text.lines().filter(|line| line.len() < 4000) {
        let is_text = line.chars().all(|c| (' '..='~').contains(&c));
        let is_place = line.len() == 19 && line.starts_with("00000");
        if is_text && !is_place {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    assert!(lines.contains("/StructTreeRoot") && lines.contains("/URI"));
    compare_with("small.pdf.txt", &lines);
}

#[test]
fn the_png_of_the_main_sample_is_the_one_committed() {
    use resvg::tiny_skia::Pixmap;
    let png = picture_of(&sample(), Format::Png, PictureOptions::default());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pays-de-la-loire.png");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &png).expect("the golden file can be written");
    }
    let golden = std::fs::read(&path).expect("the golden file is committed");
    let [drawn, golden] = [png, golden].map(|png| Pixmap::decode_png(&png).expect("it is a PNG"));
    assert_eq!((drawn.width(), drawn.height()), (golden.width(), golden.height()));
    // Another processor may round an edge another way; nothing more may differ.
    let pairs = drawn.data().iter().zip(golden.data());
    let differing = pairs.filter(|(a, b)| a.abs_diff(**b) > 24).count();
    assert!(differing < drawn.data().len() / 2000, "{differing} bytes of {}", drawn.data().len());
}
