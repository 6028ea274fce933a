//! Bytes of foreign files bent in every way that is cheap to think of: each reader answers, with a
//! map whose report adds up or with an error that says something, and never panics or hangs.
//!
//! The default is a taste. All of it, 200,000 cases for each reader, in a release build:
//!
//!     CASES=200000 cargo test --release --test import_mutations -- --nocapture
//!
//! `fuzz/` has the same readers for cargo-fuzz.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

mod random;

use maillage::import::{self, Format, Input, Options};
use random::Random;

fn cases() -> usize {
    std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1500)
}

/// Pieces that mean something to one reader or another.
const PIECES: [&[u8]; 40] = [
    b"<",
    b">",
    b"/>",
    b"&",
    b"&amp;",
    b"&#0;",
    b"<!--",
    b"]]>",
    b"<!DOCTYPE a [",
    b"<node",
    b"</node>",
    b"<edge",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"'",
    b",",
    b":",
    b";",
    b"=",
    b"->",
    b"--",
    b"\\",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"NaN",
    b"1e999",
    b"-1",
    b"99999999999999999999",
    b"null",
    b"*Vertices",
    b"subgraph",
    b"#",
    b"%",
    b"\xc3\xa9",
];

fn bent(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bent = bytes.to_vec();
    for _ in 0..1 + random.below(4) {
        let at = random.below(bent.len() + 1);
        match random.below(7) {
            0 => bent.truncate(at),
            1 if at < bent.len() => bent[at] ^= 1 << random.below(8),
            2 => {
                let end = (at + random.below(40)).min(bent.len());
                bent.drain(at..end);
            }
            3 | 4 => {
                let end = (at + random.below(80)).min(bent.len());
                let copy = bent[at..end].to_vec();
                let to = random.below(bent.len() + 1);
                bent.splice(to..to, copy);
            }
            5 => {
                let times = if random.one_in(50) { 400 } else { 1 };
                bent.splice(at..at, random.of(&PIECES).repeat(times));
            }
            _ => {
                let piece = *random.of(&PIECES);
                let end = (at + piece.len()).min(bent.len());
                bent.splice(at..end, piece.iter().copied());
            }
        }
    }
    bent
}

/// Small files of each format, by the name of the file.
const SEEDS: [(&str, Format, &str); 15] = [
    (
        "a.gexf",
        Format::Gexf,
        r##"<?xml version="1.0"?><gexf version="1.3" xmlns:viz="v"><meta><creator>x</creator></meta>
<graph defaultedgetype="directed" mode="dynamic"><attributes class="node"><attribute id="0" title="type" type="string"/>
<attribute id="1" title="n" type="int"><default>2</default></attribute></attributes>
<nodes><node id="a" label="A &amp; é" start="2001"><attvalues><attvalue for="0" value="x"/><attvalue for="1" value="3" start="1"/></attvalues>
<viz:position x="1" y="2.5"/><viz:color r="1" g="2" b="3" a="0.5"/><viz:size value="3"/><nodes><node id="c" pid="a"/></nodes></node>
<node id="b"/></nodes><edges><edge id="0" source="a" target="b" weight="1.5" kind="k" label="l" type="mutual"/>
<edge id="0" source="a" target="zz"><spells><spell start="1" end="2"/></spells></edge></edges></graph></gexf>"##,
    ),
    (
        "a.graphml",
        Format::GraphMl,
        r##"<graphml xmlns:y="y"><key id="l" for="node" attr.name="label" attr.type="string"/><key id="r" for="node" attr.name="r" attr.type="int"/>
<key id="g" for="node" attr.name="g" attr.type="int"/><key id="b" for="node" attr.name="b" attr.type="int"/><key id="x" for="node" attr.name="x" attr.type="double"/>
<key id="d" for="node" yfiles.type="nodegraphics"/><key id="w" for="edge" attr.name="weight" attr.type="double"><default>1</default></key>
<graph edgedefault="undirected"><node id="a"><data key="l">A</data><data key="r">1</data><data key="g">2</data><data key="b">3</data><data key="x">1</data></node>
<node id="b"><data key="d"><y:ShapeNode><y:Geometry x="1" y="2" width="3" height="4"/><y:Fill color="#FF0000"/><y:NodeLabel>B<y:x/></y:NodeLabel></y:ShapeNode></data>
<graph id="s"><node id="b::c"/></graph></node><edge source="a" target="b" directed="true"><data key="w">2</data></edge><edge source="a" target="a"/></graph></graphml>"##,
    ),
    (
        "a.gml",
        Format::Gml,
        "Creator \"x\"\ngraph [\n directed 1\n node [ id 1 label \"A &eacute;\" graphics [ x 1.0 y 2 fill \"#FF0000\" ] ]\n node [ id 2 v [ w 3 ] ]\n edge [ source 1 target 2 value 3 label \"l\" ]\n]\n",
    ),
    (
        "a.net",
        Format::Pajek,
        "*Network x\n*Vertices 3\n1 \"A\" 0.1 0.2 0.5 ellipse ic Red\n2 B\n*Arcs :1 \"r\"\n1 2 3 c Blue l \"x\"\n*Edges\n2 3\n*Arcslist\n1 2 3\n*Matrix\n0 1 0\n*Partition p\n*Vertices 3\n1\n2\n1\n",
    ),
    (
        "a.dot",
        Format::Dot,
        "/* c */ strict digraph \"G\" { graph [label=\"t\"]; node [shape=box color=\"#ff0000\"]; a:p:n -> {b c} -> d [label=\"x\\n\" + \"y\", weight=2]; subgraph cluster_1 { label=k; e; f [label=<<b>h</b>> pos=\"1,2!\"] } e -> subgraph cluster_1 {g} \n# cpp\n }",
    ),
    (
        "a.json",
        Format::KumuJson,
        r#"{"name":"x","attributes":[{"name":"n","format":"number"}],"elements":[{"_id":"a","attributes":{"label":"A","element type":"t","tags":["u","v"],"n":3}},{"label":"B"}],"connections":[{"_id":"c","from":"a","to":"B","direction":"mutual","attributes":{"connection type":"k"}}],"maps":[{"elements":[{"element":"a","position":{"x":1,"y":2}}]}],"loops":[{}]}"#,
    ),
    (
        "a.cyjs",
        Format::Cyjs,
        r#"{"format_version":"1.0","data":{"name":"x"},"elements":{"nodes":[{"data":{"id":"a","name":"A","parent":"b"},"position":{"x":1,"y":2}},{"data":{"id":"b"}}],"edges":[{"data":{"id":"e","source":"a","target":"b","interaction":"pp","w":1.5}}]}}"#,
    ),
    (
        "a.cx",
        Format::Cx,
        r#"[{"numberVerification":[{"longNumber":1}]},{"nodes":[{"@id":1,"n":"A"},{"@id":2}]},{"edges":[{"@id":3,"s":1,"t":2,"i":"x"}]},{"nodeAttributes":[{"po":1,"n":"k","v":["a","b"],"d":"list_of_string"}]},{"cartesianLayout":[{"node":1,"x":1,"y":2}]},{"status":[{"error":"","success":true}]}]"#,
    ),
    (
        "a.cx2",
        Format::Cx2,
        r#"[{"CXVersion":"2.0","hasFragments":false},{"attributeDeclarations":[{"nodes":{"name":{"d":"string","a":"n"},"s":{"d":"double","v":2}},"edges":{"interaction":{"a":"i"}}}]},{"nodes":[{"id":1,"x":1,"y":2,"v":{"n":"A"}},{"id":2}]},{"edges":[{"id":1,"s":1,"t":2,"v":{"i":"x"}}]},{"status":[{"success":true}]}]"#,
    ),
    (
        "a.canvas",
        Format::Canvas,
        r##"{"nodes":[{"id":"a","type":"text","text":"# A\nmore","x":0,"y":0,"width":10,"height":10,"color":"1"},{"id":"g","type":"group","label":"G","x":-5,"y":-5,"width":100,"height":100},{"id":"f","type":"file","file":"../x","x":1e3,"y":0,"width":1,"height":1}],"edges":[{"id":"e","fromNode":"a","toNode":"f","label":"l","fromEnd":"arrow","color":"#ff0000"}]}"##,
    ),
    (
        "b.json",
        Format::Oligrapher,
        r#"{"nodes":{"1":{"id":"1","display":{"name":"A","x":1,"y":2}},"2":{"display":{"name":"B"}}},"edges":{"3":{"node1_id":"1","node2_id":"2","display":{"label":"l","arrow":"1->2"}}},"captions":{}}"#,
    ),
    (
        "c.json",
        Format::JsonGraph,
        r#"{"directed":false,"graph":{},"nodes":[{"id":"a","group":1},{"name":"b"}],"links":[{"source":0,"target":1,"value":2},{"source":{"id":"a"},"target":"b"}]}"#,
    ),
    (
        "a.gdf",
        Format::Gdf,
        "nodedef>name VARCHAR,label VARCHAR,x DOUBLE,y DOUBLE,color VARCHAR\na,'A, b',1,2,'1,2,3'\nb,B,,,\nedgedef>node1,node2,weight DOUBLE,directed BOOLEAN\na,b,1.5,true\n",
    ),
    ("a.edges", Format::EdgeList, "# c\na b 1.5\nb c\n\"x y\" a label {}\nd\n"),
    ("a.gv", Format::Dot, "graph { a -- b -- c; { x y } -- { z } ; a [label=\"\\N\\l\"] }"),
];

#[test]
fn every_seed_is_read_as_what_it_is() {
    for (name, format, text) in SEEDS {
        let input = Input { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        let imported = import::read(vec![input], &Options::default(), &mut |_| true)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(imported.report.files, [(name.to_owned(), format)]);
        assert!(imported.report.adds_up(), "{name}");
        assert!(imported.map.actor_count() > 1 && imported.map.link_count() > 0, "{name}");
    }
}

#[test]
fn no_bytes_break_the_readers_of_graphs() {
    let options = Options::default();
    for (rank, (name, format, text)) in SEEDS.into_iter().enumerate() {
        let mut random = Random(1 + rank as u64);
        let (mut read, mut refused) = (0, 0);
        for case in 0..cases() {
            let bytes = bent(text.as_bytes(), &mut random);
            let options = Options { format: Some(format), ..options.clone() };
            match import::read(vec![Input { name: name.to_owned(), bytes }], &options, &mut |_| true) {
                Ok(imported) => {
                    read += 1;
                    let report = &imported.report;
                    assert!(report.adds_up(), "{name}, case {case}: {report:?}");
                    assert_eq!(report.links.imported, imported.map.link_count(), "{name}, case {case}");
                    assert_eq!(
                        report.actors.imported + report.actors.made,
                        imported.map.actor_count(),
                        "{name}, case {case}"
                    );
                    for actor in imported.map.actors() {
                        assert!(
                            actor.position.is_none_or(|position| position.at.is_finite()),
                            "{name}, case {case}"
                        );
                    }
                }
                Err(error) => {
                    refused += 1;
                    assert!(!error.to_string().is_empty() && !error.hint().is_empty());
                }
            }
        }
        println!("{name}: {read} read, {refused} refused");
        assert!(read > 0 && refused > 0, "{name}: {read} read, {refused} refused");
    }
}

#[test]
fn a_cancelled_import_stops_at_once() {
    let rows: String = (0..50_000).map(|n| format!("a{n} b{n}\n")).collect();
    let input = Input { name: "a.edges".to_owned(), bytes: rows.into_bytes() };
    let mut asked = 0;
    let error = import::read(vec![input], &Options::default(), &mut |_| {
        asked += 1;
        asked < 3
    });
    assert!(error.is_err_and(|error| error.is_cancelled()));
    assert_eq!(asked, 3);
}
