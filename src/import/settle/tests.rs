//! Settling: what becomes of nodes, links, kinds and columns.

use crate::import::{self, Format, Imported, Input, Options, WarningKind};
use crate::model::{FieldOwner, FieldType, FieldValue, Map};

fn read(name: &str, text: &str) -> Imported {
    let input = Input { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let imported = import::read(vec![input], &Options::default(), &mut |_| true).expect("it can be read");
    assert!(imported.report.adds_up(), "{:?}", imported.report);
    imported
}

fn gexf(nodes: &str, edges: &str) -> Imported {
    read(
        "a.gexf",
        &format!(
            "<gexf xmlns:viz='v'><graph defaultedgetype='directed'><attributes class='node'>\
             <attribute id='0' title='type' type='string'/><attribute id='1' title='Budget' type='int'/>\
             </attributes><nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>"
        ),
    )
}

fn warned(imported: &Imported, kind: &WarningKind) -> bool {
    imported.report.warnings.iter().any(|warning| warning.kind == *kind)
}

fn custom(map: &Map, actor: &str, label: &str) -> Option<String> {
    let field =
        map.schema().fields(FieldOwner::Actor).into_iter().find(|field| field.label.fr == label)?.id.clone();
    map.actor(&actor.into())?.custom.get(&field).map(ToString::to_string)
}

#[test]
fn nodes_of_one_id_become_one_actor_and_nothing_is_lost_silently() {
    let imported = gexf(
        "<node id='a' label='First'/><node id='a' label='Second'><attvalues><attvalue for='1' value='3'/></attvalues></node>",
        "<edge source='a' target='a'/><edge source='a' target='a'/>",
    );
    let actor = imported.map.actor(&"a".into()).expect("it is there");
    assert_eq!(&*actor.name, "First");
    assert_eq!(&*actor.aliases[0].name, "Second");
    assert_eq!(custom(&imported.map, "a", "Budget").as_deref(), Some("3"));
    assert!(warned(&imported, &WarningKind::DuplicateNode));
    assert_eq!((imported.report.actors.merged, imported.map.link_count()), (1, 2));
}

#[test]
fn kinds_are_found_by_label_or_made_with_the_colour_of_their_nodes() {
    let node = |id: &str, kind: &str, colour: &str| {
        format!(
            "<node id='{id}' label='{id}'><attvalues><attvalue for='0' value='{kind}'/></attvalues><viz:color hex='{colour}'/></node>"
        )
    };
    let nodes = node("a", "ASSOCIATION", "#ff0000")
        + &node("b", "Tiers-lieu", "#00ff00")
        + &node("c", "Tiers-lieu", "#00ff00");
    let imported = gexf(
        &nodes,
        "<edge source='a' target='b' label='soutient'/><edge source='b' target='c' label='loge' type='undirected'/>",
    );
    let map = &imported.map;
    let kind = |id: &str| map.actor(&id.into()).expect("it is there").kind.clone();
    assert_eq!(kind("a").as_str(), "association");
    assert_eq!(kind("b").as_str(), "tiers_lieu");
    let made = map.schema().actor_kind(&kind("b")).expect("it was made");
    assert_eq!(made.colour.as_ref().map(|colour| colour.0.to_string()), Some("#00FF00".to_owned()));
    assert_eq!(custom(map, "a", "colour").as_deref(), Some("#FF0000"));
    assert_eq!(imported.report.actor_kinds_made, ["Tiers-lieu"]);
    let links: Vec<_> = map.links().map(|link| link.kind.to_string()).collect();
    assert_eq!(links, ["soutient", "loge"]);
    assert!(map.schema().link_kind(&"loge".into()).is_some_and(|kind| kind.symmetric));
}

#[test]
fn columns_take_the_type_their_values_bear_out() {
    let node = |id: &str, value: &str| {
        format!("<node id='{id}'><attvalues><attvalue for='1' value='{value}'/></attvalues></node>")
    };
    let imported = gexf(&(node("a", "12") + &node("b", "3")), "");
    let fields = imported.map.schema().fields(FieldOwner::Actor);
    assert_eq!(fields[0].kind, FieldType::Number);
    let imported = gexf(&(node("a", "12") + &node("b", "abc")), "");
    assert_eq!(imported.map.schema().fields(FieldOwner::Actor)[0].kind, FieldType::Text);
    assert!(warned(&imported, &WarningKind::TypeLies("Budget".into())));
    let value = imported.map.actor(&"b".into()).and_then(|actor| actor.custom.values().next().cloned());
    assert_eq!(value, Some(FieldValue::Text("abc".into())));
}

#[test]
fn positions_are_finite_flipped_and_spread_where_they_lie_close() {
    let node =
        |id: &str, x: &str, y: &str| format!("<node id='{id}'><viz:position x='{x}' y='{y}' z='0'/></node>");
    let imported = gexf(
        &(node("a", "100", "50")
            + &node("b", "-300", "NaN")
            + &node("c", "1000", "0")
            + &node("d", "1e300", "0")),
        "",
    );
    let at = |id: &str| {
        imported
            .map
            .actor(&id.into())
            .and_then(|actor| actor.position)
            .map(|position| (position.at.x, position.at.y))
    };
    assert_eq!((at("a"), at("b"), at("d")), (Some((100.0, -50.0)), None, None));
    assert!(warned(&imported, &WarningKind::BadPosition) && warned(&imported, &WarningKind::FarPosition));
    let close = read("a.net", "*Vertices 2\n1 \"A\" 0.1 0.5\n2 \"B\" 0.9 0.5\n*Edges\n1 2\n");
    let xs: Vec<f64> =
        close.map.actors().filter_map(|actor| actor.position).map(|position| position.at.x).collect();
    assert!(xs[1] - xs[0] > 100.0, "{xs:?}");
}

#[test]
fn ends_are_found_made_or_rejected_with_their_line() {
    let imported = gexf("<node id='a'/>", "<edge source='a' target='zz'/>\n<edge source='a' target=''/>");
    assert_eq!((imported.map.actor_count(), imported.map.link_count()), (2, 1));
    assert_eq!(imported.report.actors.made, 1);
    assert_eq!((imported.report.rejected.len(), imported.report.rejected[0].place.line), (1, 2));
    let kumu = r#"{"elements": [{"label": "Été"}, {"label": "B"}, {"label": "B"}], "connections": [{"from": " ete ", "to": "B"}]}"#;
    let imported = read("a.json", kumu);
    assert_eq!(imported.report.files[0].1, Format::KumuJson);
    assert!(warned(&imported, &WarningKind::LooseEnd) && warned(&imported, &WarningKind::AmbiguousEnd));
    assert_eq!((imported.map.actor_count(), imported.map.link_count()), (3, 1));
}

#[test]
fn groups_that_lie_in_themselves_are_let_go_and_others_kept_as_a_field() {
    let imported = gexf(
        "<node id='a' label='A' pid='b'/><node id='b' label='B' pid='a'/><node id='c' label='C' pid='d'/><node id='d' label='D'/>",
        "",
    );
    assert!(warned(&imported, &WarningKind::ParentCycle));
    assert_eq!(custom(&imported.map, "c", "parent").as_deref(), Some("D"));
    assert_eq!(custom(&imported.map, "a", "parent"), None);
    assert_eq!(
        imported.map.actor(&"d".into()).map(|actor| actor.kind.to_string()).as_deref(),
        Some("groupe")
    );
}

#[test]
fn caps_are_named() {
    let mut options = Options::default();
    options.limits.links = 3;
    let text = "digraph { {a b} -> {c d} }";
    let input = Input { name: "a.dot".into(), bytes: text.as_bytes().to_vec() };
    let error = import::read(vec![input], &options, &mut |_| true).expect_err("a cap is passed");
    assert_eq!(error.to_string(), "line 1: too large: 4 links (edges), more than 3");
}

#[test]
fn what_is_there_in_several_spells_has_the_whole_span_and_keeps_the_spells() {
    let imported = gexf(
        "<node id='a' label='A'><spells><spell start='2014-05-05' end='2016'/><spell start='2011' end='2012'/></spells></node>\
         <node id='b' label='B'><spells><spell start='2011'/></spells></node>",
        "<edge source='a' target='b'><spells><spell start='2012' end='2013'/><spell start='2015'/></spells></edge>",
    );
    let period = |id: &str| {
        let actor = imported.map.actor(&id.into()).expect("it is there");
        let shown = |date: &Option<crate::model::FuzzyDate>| date.as_ref().map(ToString::to_string);
        (shown(&actor.period.start), shown(&actor.period.end))
    };
    assert_eq!(period("a"), (Some("2011".to_owned()), Some("2016".to_owned())));
    assert_eq!(period("b"), (Some("2011".to_owned()), None));
    assert_eq!(custom(&imported.map, "a", "spells").as_deref(), Some("[2014-05-05, 2016]; [2011, 2012]"));
    assert_eq!(custom(&imported.map, "b", "spells"), None);
    let link = imported.map.links().next().expect("one link");
    assert!(link.period.end.is_none() && link.period.start.is_some());
    assert!(warned(&imported, &WarningKind::Spells));
}

#[test]
fn nodes_called_by_blanks_get_an_id_and_keep_their_links() {
    let imported = read("a.dot", "digraph { \"\" -> a; \"\" [label=\"Vide\"]; \" \" -> a }");
    assert_eq!((imported.map.actor_count(), imported.map.link_count()), (3, 2));
    assert!(imported.map.actors().all(|actor| !actor.id.as_str().trim().is_empty()));
    assert!(imported.map.actors().any(|actor| actor.name == "Vide"));
    assert!(warned(&imported, &WarningKind::NodeWithoutId));
}

#[test]
fn names_are_found_under_french_words_where_there_is_no_label() {
    let graph = |nodes: &str| {
        read(
            "a.graphml",
            &format!(
                "<graphml><key id='n' for='node' attr.name='nom'/><key id='l' for='node' attr.name='label'/>\
                 <key id='p' for='edge' attr.name='poids' attr.type='double'/><graph edgedefault='directed'>{nodes}\
                 <edge source='1' target='1'><data key='p'>2.5</data></edge></graph></graphml>"
            ),
        )
    };
    let named = graph("<node id='1'><data key='n'>Alpha</data></node>");
    assert_eq!(named.map.actor(&"1".into()).map(|actor| actor.name.to_string()).as_deref(), Some("Alpha"));
    assert_eq!(named.map.links().next().and_then(|link| link.weight.get()), Some(2.5));
    let labelled = graph("<node id='1'><data key='n'>Alpha</data><data key='l'>Bêta</data></node>");
    assert_eq!(labelled.map.actor(&"1".into()).map(|actor| actor.name.to_string()).as_deref(), Some("Bêta"));
    assert_eq!(custom(&labelled.map, "1", "nom").as_deref(), Some("Alpha"));
}

#[test]
fn labels_and_places_of_yed_live_and_formatted_labels_are_read() {
    let imported = read(
        "a.graphml",
        "<graphml xmlns:y='y' xmlns:x='x'><key id='z' for='node' attr.name='zOrder' y:attr.uri='http://www.yworks.com/xml/yfiles-z-order/1.0/zorder'/>\
         <key id='l' for='node' attr.name='NodeLabels'/><key id='g' for='node' attr.name='NodeGeometry'/>\
         <key id='e' for='edge' attr.name='EdgeLabels'/><key id='d' for='node' yfiles.type='nodegraphics'/><graph edgedefault='directed'>\
         <node id='a'><data key='z'>1</data><data key='l'><x:List><y:Label><y:Label.Text>Alpha</y:Label.Text></y:Label></x:List></data>\
         <data key='g'><y:RectD X='10' Y='20' Width='30' Height='40'/></data></node>\
         <node id='b'><data key='l'><x:List><y:Label Text='Bêta'/></x:List></data></node>\
         <node id='c'><data key='d'><y:ShapeNode><y:NodeLabel>&lt;html&gt;&lt;b&gt;Gras&lt;/b&gt;&lt;br&gt;suite&lt;/html&gt;</y:NodeLabel></y:ShapeNode></data></node>\
         <edge source='a' target='b'><data key='e'><x:List><y:Label><y:Label.Text>aide</y:Label.Text></y:Label></x:List></data></edge>\
         </graph></graphml>",
    );
    let names: Vec<String> = imported.map.actors().map(|actor| actor.name.to_string()).collect();
    assert_eq!(names, ["Alpha", "Bêta", "Gras suite"]);
    let position = imported.map.actor(&"a".into()).and_then(|actor| actor.position).expect("it has a place");
    assert_eq!(position.at, crate::geometry::Point::new(25.0, 40.0));
    assert!(imported.report.fields_made.is_empty(), "{:?}", imported.report.fields_made);
    assert_eq!(imported.report.link_kinds_made, ["aide"]);
}

#[test]
fn what_kumu_keeps_private_or_pins_stays_so() {
    let imported = read(
        "a.json",
        r#"{"attributes": [{"name": "Téléphone perso", "private": true}, {"name": "Notes", "private": true}, {"name": "Ville"}],
            "elements": [{"_id": "e1", "attributes": {"label": "A", "téléphone perso": "06", "notes": "x", "ville": "Nantes"}}],
            "connections": [], "maps": [{"elements": [{"element": "e1", "position": {"x": 1, "y": 2}, "pinned": true}]}]}"#,
    );
    let fields = imported.map.schema().fields(FieldOwner::Actor);
    let private: Vec<&str> =
        fields.iter().filter(|field| field.private).map(|field| field.label.fr.as_str()).collect();
    assert_eq!(private, ["Téléphone perso", "Notes"]);
    let actor = imported.map.actor(&"e1".into()).expect("it is there");
    assert!(actor.notes.is_empty() && actor.position.is_some_and(|position| position.pinned));
}

#[test]
fn an_actor_gathers_names_without_end_from_nobody() {
    let rows: String = (0..1_500).map(|row| format!("x,a{row}\n")).collect();
    let imported = read("a.csv", &format!("id,name\n{rows}"));
    let actor = imported.map.actor(&"x".into()).expect("it is there");
    assert_eq!((imported.map.actor_count(), actor.aliases.len()), (1, 1_000));
    let said = |kind: &WarningKind| *kind == WarningKind::OtherValue("name".to_owned());
    assert_eq!(
        imported.report.warnings.iter().find(|warning| said(&warning.kind)).map(|w| w.count),
        Some(499)
    );
    assert_eq!(imported.report.actors.merged, 1_499);
}

#[test]
fn categories_of_gogocarto_are_a_kind_and_tags() {
    let imported = read(
        "a.json",
        r#"{"licence": "ODbL", "ontology": "gogofull", "data": [{"id": 1, "name": "A", "geo": {"latitude": 47.2, "longitude": -1.5},
            "address": {"streetAddress": "1 rue X", "addressLocality": "Nantes", "postalCode": "01000"},
            "categories": ["Épicerie", "Vrac"], "telephone": "06", "openHours": {"Mo": "9h"}}]}"#,
    );
    let actor = imported.map.actor(&"1".into()).expect("it is there");
    assert_eq!(
        (imported.report.actor_kinds_made.as_slice(), &*actor.tags[0]),
        (["Épicerie".to_owned()].as_slice(), "Vrac")
    );
    assert_eq!((&*actor.place.commune, actor.contacts.len()), ("Nantes", 1));
    assert_eq!(custom(&imported.map, "1", "postalCode").as_deref(), Some("01000"));
    assert_eq!(imported.map.about.licence, "ODbL");
}

#[test]
fn linked_data_of_others_has_links_where_its_words_lead_to_others() {
    let imported = read(
        "a.jsonld",
        r#"{"@context": "https://schema.org", "@graph": [
            {"@id": "https://ex.org/a", "@type": "Organization", "name": [{"@value": "A en", "@language": "en"}, {"@value": "A fr", "@language": "fr"}],
             "memberOf": {"@id": "https://ex.org/b"}, "slogan": "x"},
            {"@id": "https://ex.org/b", "@type": "Organization", "name": "B"}]}"#,
    );
    assert_eq!((imported.map.actor_count(), imported.map.link_count()), (2, 1));
    let actor = imported.map.actor(&"https://ex.org/a".into()).expect("it is there");
    assert_eq!(&*actor.name, "A fr");
    assert_eq!(imported.report.link_kinds_made, ["memberOf"]);
    assert_eq!(custom(&imported.map, "https://ex.org/a", "slogan").as_deref(), Some("x"));
}
