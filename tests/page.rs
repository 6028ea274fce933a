//! The page for browsers, from outside: what is in the file, what is not, and how large it is. What
//! only a browser can tell is in `tests/page/`, on the pages the last test here writes.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

use std::fs;
use std::path::Path;

use maillage::drawing::curve::{End, link_path};
use maillage::drawing::metrics::link as link_metrics;
use maillage::drawing::recipe::RecipeActor;
use maillage::drawing::shape::Outline;
use maillage::drawing::{Recipe, SizeBy, Theme, ThemeKind, View, scene};
use maillage::export::page::{PageOptions, write};
use maillage::file::{self, Sample};
use maillage::geometry::{Bounds, Point};
use maillage::lang::Lang;
use maillage::model::Map;
use serde_json::{Value, json};

/// Texts that try to be something else.
const HOSTILE: [&str; 11] = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "]]><!-- --><svg onload=alert(3)>",
    "\"' onmouseover='alert(4)' x=\"",
    "javascript:alert(5)",
    "\u{202e}gpj.exe \u{2066}x\u{feff}",
    "a\u{1}b\u{7}c\u{1b}[31m\u{85}d",
    "👩\u{200d}🌾 <b>gras</b> & {{script}} {{file}} ${alert(6)} \\u003c \\",
    "__proto__",
    "<!--<script>",
    "=cmd|' /C calc'!A0",
];

fn page(map: &Map) -> String {
    write(map, &PageOptions::default()).expect("a page can be written")
}

fn sample(sample: Sample) -> Map {
    sample.open().expect("a sample opens").map
}

/// A map with such texts in every field there is, and one name of a megabyte.
fn hostile() -> Map {
    let actor = |at: usize, text: &str| {
        json!({
            "id": text, "kind": if at == 0 { text } else { "association" }, "name": text, "acronym": text,
            "aliases": [text], "notes": text, "tags": [text], "legal_form": text,
            "description": format!("# {text}\n\n- {text}\n\n[{text}](javascript:alert(8)) [ok](https://a.example/)\n\n{text}"),
            "website": if at.is_multiple_of(2) { text } else { "javascript:alert(9)" },
            "place": {"territory": text, "commune": text, "address": text},
            "identifiers": {"siren": text, "rna": text},
            "contacts": [{"label": text, "email": text, "phone": text, "private": false}],
            "custom": {"free": text, "site": "javascript:alert(11)"},
            "provenance": {
                "sources": [{"title": text, "url": "data:text/html,<script>alert(10)</script>", "date": text}],
                "confidence": text, "checked_on": text, "checked_by": text,
            },
            "position": {"x": at * 120, "y": at % 3 * 90},
        })
    };
    let mut actors: Vec<Value> = HOSTILE.iter().enumerate().map(|(at, text)| actor(at, text)).collect();
    let long = "Très long ".repeat(100_000);
    actors.push(json!({"id": "long", "kind": "none", "name": long, "position": {"x": 300, "y": 400}}));
    actors.push(json!({"id": "nowhere", "kind": "none", "name": "Sans place"}));
    let links: Vec<Value> = HOSTILE
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let to = HOSTILE[(at + 1) % HOSTILE.len()];
            json!({"id": format!("l{at}<"), "from": text, "to": to, "kind": text, "role": text, "notes": text})
        })
        .collect();
    let label = json!({"fr": HOSTILE[0], "en": HOSTILE[1]});
    let map = json!({
        "format": "maillage", "version": "1.0", "id": "hostile", "title": format!("Hostile {}", HOSTILE[0]),
        "description": HOSTILE.join("\n"), "author": HOSTILE[3], "licence": HOSTILE[2],
        "schema": {
            "families": [{"id": "f", "label": label, "colour": "</style><script>alert(12)</script>", "shape": "<x>"}],
            "actor_kinds": [{"id": "association", "family": "f", "label": label, "icon": "<svg>"}],
            "link_kinds": [],
            "fields": [
                {"id": "free", "owner": "actor", "label": label, "type": "text"},
                {"id": "site", "owner": "actor", "label": label, "type": "url"},
            ],
        },
        "actors": actors, "links": links,
    });
    file::read(map.to_string().as_bytes()).expect("the hostile map opens").map
}

#[test]
fn the_same_map_gives_the_same_page_and_options_change_how_it_begins() {
    let map = sample(Sample::PaysDeLaLoire);
    assert_eq!(page(&map), page(&map));
    let english = write(
        &map,
        &PageOptions {
            lang: Lang::En,
            theme: Some(ThemeKind::Dark),
            date: "2026-02-03".into(),
            ..Default::default()
        },
    )
    .expect("a page can be written");
    assert!(english.contains("<html lang=\"en\" data-theme=\"dark\">") && english.contains("2026-02-03"));
    assert!(page(&map).contains("<html lang=\"fr\" data-theme=\"auto\">"));
}

#[test]
fn a_page_is_small_beside_its_map() {
    let map = sample(Sample::TerritoiresFrenchImpact);
    assert_eq!(map.actor_count(), 187);
    let beyond = page(&map).len() - file::to_string(&map).len();
    assert!(beyond < 400_000, "{beyond} bytes beyond the data");
}

#[test]
fn a_page_names_nothing_a_browser_would_fetch() {
    let page = page(&sample(Sample::PaysDeLaLoire));
    // Before the data: what the browser takes for itself.
    let head = page.split("<script type=\"application/json\"").next().expect("there is a head");
    for sign in ["src=\"http", "src=http", "url(http", "@import", "href=\"http"] {
        let head = head.split("<noscript>").next().expect("there is a head");
        assert!(!head.contains(sign), "{sign}");
    }
    assert!(head.contains("default-src 'none'") && !head.contains("unsafe"));
    assert!(!page.contains("{{"), "something of the template is left");
}

#[test]
fn hostile_texts_stay_data() {
    let page = page(&hostile());
    // The page's own script, and the two that hold data.
    assert_eq!(page.matches("<script").count(), 3);
    assert_eq!(page.matches("</script").count(), 3);
    assert!(page.matches("<svg").count() > 10 && !page.contains("<svg onload"));
    assert!(
        !page.contains("<img") && !page.contains("href=\"javascript:") && !page.contains("href=\"data:text")
    );
    // In the list without scripts they are visible, and inert.
    let plain = page.split("<noscript>").nth(1).and_then(|rest| rest.split("</noscript>").next());
    let plain = plain.expect("there is a plain list");
    assert!(plain.contains("&lt;img src=x onerror=alert(2)&gt;"));
    assert!(!plain.contains('\u{202e}') && !plain.contains('\u{1}') && plain.contains('\u{fffd}'));
    assert!(plain.len() < 300_000, "long names are cut: {}", plain.len());
}

#[test]
fn the_file_in_the_page_is_the_map_byte_for_byte() {
    for map in [sample(Sample::Nantes), hostile()] {
        let page = page(&map);
        let start = page.find("id=\"m-file\">").expect("there is a file") + "id=\"m-file\">".len();
        let end = page[start..].find("</script>").expect("it ends");
        let held = &page[start..start + end];
        assert!(!held.contains('<'));
        // As the page does for its download: an escaped backslash is no escape.
        let mut text = String::new();
        let mut rest = held;
        while let Some(at) = rest.find('\\') {
            text.push_str(&rest[..at]);
            rest = match rest[at..].strip_prefix("\\u003c") {
                Some(after) => {
                    text.push('<');
                    after
                }
                None => {
                    text.push_str(&rest[at..at + 2]);
                    &rest[at + 2..]
                }
            };
        }
        text.push_str(rest);
        assert_eq!(text, file::to_string(&map));
    }
}

#[test]
fn a_recipe_gives_the_shapes_of_the_scene() {
    let map = sample(Sample::PaysDeLaLoire);
    let recipe = Recipe::new(&map, SizeBy::Links);
    let scene = scene(&map, &View::new(Theme::light(), Lang::Fr, 1.0));
    assert_eq!(recipe.actors.len(), scene.nodes.len());
    for (actor, node) in recipe.actors.iter().zip(&scene.nodes) {
        assert_eq!((&actor.id, actor.at, actor.radius), (&node.id, Some(node.center), node.radius));
        assert_eq!(recipe.looks[actor.look].figure, node.figure);
    }
    let mut plain = 0;
    for (link, shape) in recipe.links.iter().zip(&scene.links) {
        assert_eq!(link.id, shape.id);
        let [from, to] = [link.from, link.to].map(|at| &recipe.actors[at]);
        if recipe.looks[from.look].emphasis || recipe.looks[to.look].emphasis {
            continue;
        }
        let end = |actor: &RecipeActor| End {
            center: actor.at.expect("the sample is placed"),
            rim: Outline::of(recipe.looks[actor.look].figure, actor.radius),
        };
        let side = (!recipe.ties[link.tie].symmetric).then_some(link_metrics::ARROW_LENGTH);
        let path = link_path(end(from), end(to), link.fan, 1.0, side).expect("they are apart");
        assert_eq!(path.curve, shape.curve);
        plain += 1;
    }
    assert!(plain > 50);
    let groups: Vec<_> = recipe.groups.iter().map(|group| &recipe.actors[group.actor].id).collect();
    let mut hulls: Vec<_> = scene.hulls.iter().map(|hull| &hull.group).collect();
    hulls.sort();
    assert_eq!(groups, hulls);
}

#[test]
fn empty_and_unplaced_maps_have_pages_too() {
    let empty = Map::new("", file::default_schema().clone());
    assert!(page(&empty).contains("Carte sans titre"));
    let text = r#"{"format":"maillage","version":"1.0","id":"x","title":"x","schema":{},
        "actors":[{"id":"far","kind":"k","name":"far","position":{"x":1e300,"y":-1e300}},{"id":"no","kind":"k","name":"no"}],
        "links":[{"id":"l","from":"far","to":"no","kind":"v"}]}"#;
    if let Ok(loaded) = file::read(text.as_bytes()) {
        assert!(page(&loaded.map).contains("\"look\":[0,0]"));
    }
}

/// Writes what `scripts/check_page.sh` opens in a browser: pages, and the program's own scene of one at
/// several zooms to compare the page's with.
#[test]
#[allow(clippy::disallowed_methods)] // pages for a test are no documents
#[ignore = "writes the pages a browser then tests; scripts/check_page.sh runs it"]
fn write_the_pages_for_the_browser() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let put = |name: &str, text: String| fs::write(folder.join(name), text).expect("a page can be written");
    let map = sample(Sample::PaysDeLaLoire);
    put("pays-de-la-loire.html", page(&map));
    put("pays-de-la-loire.maillage", file::to_string(&map));
    put("hostile.html", page(&hostile()));
    let large = sample(Sample::TerritoiresFrenchImpact);
    put("territoires.html", page(&large));
    put("scenes.json", json!([0.2, 0.4, 0.7, 1.0, 1.6].map(|zoom| shapes(&large, zoom))).to_string());
    for actors in [1_000, 3_000, 15_000] {
        let path = folder.join(format!("{actors}.maillage"));
        if path.exists() {
            let map = file::open(&path).expect("the map opens").map;
            put(&format!("{actors}.html"), page(&map));
        }
    }
}

/// The program's scene of a map at a zoom, in the form the page gives its own.
fn shapes(map: &Map, zoom: f64) -> Value {
    let scene = scene(map, &View::new(Theme::light(), Lang::Fr, zoom));
    let points = |points: &[Point]| -> Vec<f64> { points.iter().flat_map(|at| [at.x, at.y]).collect() };
    let bounds = |bounds: Bounds| [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y];
    json!({
        "zoom": zoom,
        "nodes": scene.nodes.iter().map(|node| json!({
            "id": node.id.as_str(), "x": node.center.x, "y": node.center.y, "radius": node.radius,
            "reach": node.rim.reach(),
        })).collect::<Vec<_>>(),
        "links": scene.links.iter().map(|link| json!({
            "id": link.id.as_str(), "curve": points(&link.curve.0),
            "arrow": link.arrow.map(|arrow| points(&arrow)),
        })).collect::<Vec<_>>(),
        "labels": scene.labels.iter().map(|label| json!({
            "actor": label.actor.as_str(), "box": bounds(label.bounds()), "strong": label.strong,
        })).collect::<Vec<_>>(),
        "hulls": scene.hulls.iter().map(|hull| json!({
            "group": hull.group.as_str(),
            "points": hull.outline.iter().map(|at| [at.x, at.y]).collect::<Vec<_>>(),
            "name": hull.name.as_ref().map(|name| bounds(name.bounds)),
        })).collect::<Vec<_>>(),
        "verbs": scene.verbs.iter().map(|verb| json!({
            "link": verb.link.as_str(), "box": bounds(verb.bounds()),
        })).collect::<Vec<_>>(),
    })
}
