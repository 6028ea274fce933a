//! Small files of every format that is read, and what bends them: the same at each run.
#![allow(dead_code)] // each test takes what it needs

use maillage::import::Format;

use crate::random::Random;

/// Pieces that mean something to one reader or another.
pub const PIECES: [&[u8]; 40] = [
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

/// The bytes with a few things done to them.
pub fn bent(bytes: &[u8], random: &mut Random) -> Vec<u8> {
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
pub const SEEDS: [(&str, Format, &str); 20] = [
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
    ("a.sif", Format::Sif, "A\taide\tB\tC d\nSeule\nB\tpp\tA\n"),
    ("a.tgf", Format::Tgf, "1 Alpha\n2 Gamma suite\n3\n#\n1 2 aide\n2 3\n"),
    (
        "a.mtx",
        Format::MatrixMarket,
        "%%MatrixMarket matrix coordinate real general\n% c\n3 3 2\n1 2 1.5\n2 3 -2e1\n",
    ),
    (
        "a.jsonld",
        Format::JsonLd,
        r##"{"@context": {}, "@graph": [{"@id": "urn:maillage:m", "@type": "schema:Dataset", "schema:name": "T"},
{"@id": "urn:maillage:m:kind:k", "@type": "skos:Concept", "skos:prefLabel": [{"@value": "aide", "@language": "fr"}]},
{"@id": "urn:maillage:m:actor:a%20b", "org:classification": {"@id": "urn:maillage:m:kind:x"}, "schema:name": "A", "schema:alternateName": ["B\nC"],
"schema:identifier": [{"schema:propertyID": "SIREN", "schema:value": "1"}], "schema:location": {"schema:geo": {"schema:latitude": 1.5, "schema:longitude": 2}},
"schema:contactPoint": [{"schema:email": "a@b"}], "prov:hadPrimarySource": [{"schema:name": "s"}]},
{"@id": "urn:maillage:m:actor:c", "@type": "Thing", "x": [{"@id": "urn:maillage:m:actor:a%20b"}]},
{"@id": "l", "rdf:subject": {"@id": "urn:maillage:m:actor:c"}, "rdf:predicate": {"@id": "urn:maillage:m:kind:k"}, "rdf:object": {"@id": "urn:maillage:m:actor:a%20b"}, "schema:roleName": "aide", "schema:value": 2}]}"##,
    ),
    (
        "b.json",
        Format::JsonGraph,
        r##"{"directed": false, "attributes": {"name": "N"}, "nodes": [{"id": "a", "color": "rgb(1,2,3)"}, {"id": "b", "color": {"background": "#fff"}}], "adjacency": [[{"id": "b", "key": 0}], [{"id": "a"}]]}"##,
    ),
];

/// A list of actors in every sort of table: the name of the file, the format, the bytes. What is packed
/// is made by `part`, which may bend each part before it is packed.
pub fn tables(part: &mut dyn FnMut(&[u8]) -> Vec<u8>) -> Vec<(&'static str, Format, Vec<u8>)> {
    let csv = "Identifiant;Nom;Type;Commune;Début;Mots-clés\n1;\"L’été; \"\"x\"\"\";Association;Nantes;25/02/2019;a|b\n2;B;Coopérative;Le Mans;2019;\n";
    let mut parts = |parts: &[(&'static str, &str)]| -> Vec<(&'static str, Vec<u8>)> {
        parts.iter().map(|(name, text)| (*name, part(text.as_bytes()))).collect()
    };
    let xlsx = parts(&[
        (
            "[Content_Types].xml",
            r#"<Types xmlns="t"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="Acteurs" sheetId="1" r:id="rId1"/><sheet name="x (ignore)" sheetId="2" r:id="rId2"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
        ),
        (
            "xl/sharedStrings.xml",
            r#"<sst count="3"><si><t>Nom</t></si><si><t>Type</t></si><si><r><t>Éco</t></r><r><t xml:space="preserve"> sol</t></r></si></sst>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Début</t></is></c></row><row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" s="1"><v>43521</v></c><c r="D3" t="e"><v>#REF!</v></c><c r="E3"><f>1+1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>"#,
        ),
        ("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"),
    ]);
    let ods = parts(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body><office:spreadsheet><table:table table:name='Feuille1'><table:table-row><table:table-cell><text:p>Nom</text:p></table:table-cell><table:table-cell table:number-columns-repeated='2'><text:p>Type</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated='3'><table:table-cell><text:p>A<text:s text:c='2'/>b</text:p></table:table-cell><table:table-cell office:value-type='date' office:date-value='2019-02-25'><text:p>25/02/19</text:p></table:table-cell><table:table-cell office:value-type='float' office:value='1.5'/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        ),
    ]);
    let xls = part(&old_workbook());
    vec![
        ("a.csv", Format::Csv, csv.as_bytes().to_vec()),
        ("a.xlsx", Format::Xlsx, zip(&xlsx)),
        ("a.ods", Format::Ods, zip(&ods)),
        ("a.xls", Format::Xls, compound("Workbook", &xls)),
    ]
}

/// An archive of parts that are stored as they are.
fn zip(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let at = out.len() as u32;
        let mut fields = Vec::new();
        // Version, flags, method, time, date.
        for number in [20_u16, 0, 0, 0, 33] {
            fields.extend(number.to_le_bytes());
        }
        for number in [crc32fast::hash(bytes), bytes.len() as u32, bytes.len() as u32] {
            fields.extend(number.to_le_bytes());
        }
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend(0_u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&fields);
        out.extend(name.as_bytes());
        out.extend(bytes);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&fields);
        directory.extend([0_u8; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, count) = (out.len() as u32, parts.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    for number in [count, count] {
        out.extend(number.to_le_bytes());
    }
    for number in [directory.len() as u32, at] {
        out.extend(number.to_le_bytes());
    }
    out.extend(0_u16.to_le_bytes());
    out
}

/// The stream of an old workbook: one sheet, cells of every sort.
fn old_workbook() -> Vec<u8> {
    let record = |kind: u16, body: &[u8]| -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
    };
    let at = |row: u16, column: u16, style: u16, rest: &[u8]| -> Vec<u8> {
        [&row.to_le_bytes()[..], &column.to_le_bytes(), &style.to_le_bytes(), rest].concat()
    };
    let begin = record(0x809, &[0x00, 0x06, 0x05, 0, 0, 0, 0, 0]);
    let first = [&2_u32.to_le_bytes()[..], &2_u32.to_le_bytes(), b"\x03\0\0Nom", b"\x03\0\0\xC9"].concat();
    let shared = [record(0xFC, &first), record(0x3C, b"\x01c\0o\0")].concat();
    let styles = [record(0xE0, &[0, 0, 0, 0]), record(0xE0, &[0, 0, 14, 0])].concat();
    let bound = |start: u32| record(0x85, &[&start.to_le_bytes()[..], &[0, 0, 3, 0], b"One"].concat());
    let start = begin.len() + bound(0).len() + styles.len() + shared.len() + 4;
    let cells = [
        record(0xFD, &at(0, 0, 0, &0_u32.to_le_bytes())),
        record(0xFD, &at(2, 0, 0, &1_u32.to_le_bytes())),
        record(0x203, &at(2, 1, 1, &43_521_f64.to_le_bytes())),
        record(0x27E, &at(2, 2, 0, &(((1250_u32) << 2) | 3).to_le_bytes())),
        record(0x06, &at(2, 3, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0])),
        record(0x207, b"\x02\0\0ok"),
        record(0x205, &at(2, 4, 0, &[0x17, 1])),
    ]
    .concat();
    let end = record(0x0A, &[]);
    [begin.clone(), bound(start as u32), styles, shared, end.clone(), begin, cells, end].concat()
}

/// A compound file that holds one stream, of 4096 bytes or more once padded.
fn compound(name: &str, body: &[u8]) -> Vec<u8> {
    let sectors = body.len().div_ceil(512).max(8);
    let mut header = vec![0_u8; 512];
    header[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    header[30] = 9;
    header[32] = 6;
    header[44] = 1;
    header[48..52].copy_from_slice(&1_u32.to_le_bytes());
    header[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    header[60..64].copy_from_slice(&u32::MAX.to_le_bytes());
    header[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
    header[76..512].fill(0xFF);
    header[76..80].copy_from_slice(&0_u32.to_le_bytes());
    // Sector 0: the table of chains; 1: the directory; from 2: the stream.
    let mut table = vec![0xFF_u8; 512];
    let put = |table: &mut Vec<u8>, at: usize, next: u32| {
        table[4 * at..4 * at + 4].copy_from_slice(&next.to_le_bytes());
    };
    put(&mut table, 0, 0xFFFF_FFFD);
    put(&mut table, 1, 0xFFFF_FFFE);
    for sector in 0..sectors {
        let next = if sector + 1 == sectors { 0xFFFF_FFFE } else { sector as u32 + 3 };
        put(&mut table, sector + 2, next);
    }
    let entry = |name: &str, kind: u8, first: u32, len: u32| {
        let mut entry = vec![0_u8; 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64..66].copy_from_slice(&(units.len() as u16 + 2).to_le_bytes());
        entry[66] = kind;
        entry[116..120].copy_from_slice(&first.to_le_bytes());
        entry[120..124].copy_from_slice(&len.to_le_bytes());
        entry
    };
    let mut directory = entry("Root Entry", 5, 0xFFFF_FFFE, 0);
    directory.extend(entry(name, 2, 2, (sectors * 512) as u32));
    directory.resize(512, 0);
    let mut body = body.to_vec();
    body.resize(sectors * 512, 0);
    [header, table, directory, body].concat()
}
