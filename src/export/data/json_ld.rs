//! Linked data: JSON-LD in W3C ORG, schema.org and PROV. A link is its statement where its kind has a
//! word for it, and a described statement (role, dates, source) in any case; memberships are
//! `org:Membership`.

use serde_json::{Map as Object, Value, json};

use super::cells::Sheet;
use crate::lang::Lang;
use crate::model::{Actor, Bilingual, Link, LinkKind, Map, Period, Provenance};

/// Words that run from the second actor to the first.
const BACKWARDS: [&str; 4] = [
    "https://schema.org/funder",
    "http://xmlns.com/foaf/0.1/fundedBy",
    "https://schema.org/issuedBy",
    "http://www.w3.org/ns/prov#hadPrimarySource",
];

/// The map as JSON-LD.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let sheet = Sheet::new(map, lang);
    let base = format!("urn:maillage:{}", encoded(map.about.id.as_str()));
    let actor_iri = |id: &str| format!("{base}:actor:{}", encoded(id));
    let kind_iri = |id: &str| format!("{base}:kind:{}", encoded(id));
    let mut graph = vec![dataset(map, &base)];
    let schema = map.schema();
    for kind in schema.actor_kinds() {
        graph.push(concept(&kind_iri(kind.id.as_str()), &kind.label, &kind.definition));
    }
    for kind in schema.link_kinds() {
        graph.push(concept(&kind_iri(kind.id.as_str()), &kind.verb, &kind.definition));
    }
    // Statements that links make directly, gathered on their subjects.
    let mut direct: std::collections::BTreeMap<&str, Vec<(String, String)>> = Default::default();
    for link in map.links() {
        let iris = schema.link_kind(&link.kind).map(|kind| kind.iris.as_slice()).unwrap_or_default();
        for iri in iris {
            let (subject, object) = if BACKWARDS.contains(&iri.as_str()) {
                (&link.to, &link.from)
            } else {
                (&link.from, &link.to)
            };
            let statement = (iri.to_string(), actor_iri(object.as_str()));
            direct.entry(subject.as_str()).or_default().push(statement);
        }
    }
    for actor in map.actors() {
        let mut node = actor_node(map, actor, actor_iri(actor.id.as_str()), kind_iri(actor.kind.as_str()));
        for (word, object) in direct.remove(actor.id.as_str()).unwrap_or_default() {
            let list = node.entry(word).or_insert_with(|| json!([]));
            if let Value::Array(list) = list {
                let object = json!({"@id": object});
                if !list.contains(&object) {
                    list.push(object);
                }
            }
        }
        graph.push(Value::Object(node));
    }
    for link in map.links() {
        let kind = schema.link_kind(&link.kind).map(|kind| &**kind);
        let iri = format!("{base}:link:{}", encoded(link.id.as_str()));
        let ends = (actor_iri(link.from.as_str()), actor_iri(link.to.as_str()));
        let node =
            link_node(link, kind, iri, ends, kind_iri(link.kind.as_str()), sheet.link_kind(&link.kind));
        graph.push(Value::Object(node));
    }
    let mut out = format!("{{\n\"@context\": {},\n\"@graph\": [", context());
    for (rank, node) in graph.iter().enumerate() {
        out.push_str(if rank > 0 { ",\n" } else { "\n" });
        out.push_str(&node.to_string());
    }
    out.push_str("\n]\n}\n");
    out
}

fn context() -> Value {
    json!({
        "org": "http://www.w3.org/ns/org#",
        "schema": "https://schema.org/",
        "prov": "http://www.w3.org/ns/prov#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

/// An id as part of a URN: letters, digits and a few signs stand for themselves.
fn encoded(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn put(node: &mut Object<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        node.insert(name.to_owned(), text.into());
    }
}

fn dataset(map: &Map, base: &str) -> Value {
    let about = &map.about;
    let mut node = Object::new();
    node.insert("@id".into(), base.into());
    node.insert("@type".into(), "schema:Dataset".into());
    put(&mut node, "schema:name", &about.title);
    put(&mut node, "schema:description", &about.description);
    put(&mut node, "schema:author", &about.author);
    put(&mut node, "schema:license", &about.licence);
    Value::Object(node)
}

fn concept(iri: &str, label: &Bilingual, definition: &Bilingual) -> Value {
    let words = |text: &Bilingual| -> Vec<Value> {
        let both = [("fr", &*text.fr), ("en", &*text.en)];
        both.iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(lang, text)| json!({"@value": text, "@language": lang}))
            .collect()
    };
    let mut node = json!({"@id": iri, "@type": "skos:Concept", "skos:prefLabel": words(label)});
    if !definition.is_empty() {
        node["skos:definition"] = words(definition).into();
    }
    node
}

fn actor_node(map: &Map, actor: &Actor, iri: String, kind: String) -> Object<String, Value> {
    let mut node = Object::new();
    node.insert("@id".into(), iri.into());
    let iris = map.schema().actor_kind(&actor.kind).map(|kind| kind.iris.clone()).unwrap_or_default();
    let (org, schema) = ("http://www.w3.org/ns/org#", "https://schema.org/");
    let types: Vec<Value> = iris
        .iter()
        .filter(|iri| iri.starts_with(org) || iri.starts_with(schema))
        .map(|iri| Value::from(&**iri))
        .collect();
    node.insert("@type".into(), if types.is_empty() { json!(["schema:Thing"]) } else { Value::Array(types) });
    node.insert("org:classification".into(), json!({"@id": kind}));
    put(&mut node, "schema:name", &actor.name);
    let mut other: Vec<Value> = actor.aliases.iter().map(|alias| Value::from(&*alias.name)).collect();
    other.extend(
        [&*actor.short_name, &*actor.acronym].into_iter().filter(|text| !text.is_empty()).map(Value::from),
    );
    if !other.is_empty() {
        node.insert("schema:alternateName".into(), Value::Array(other));
    }
    put(&mut node, "schema:description", &actor.description);
    put(&mut node, "schema:url", &actor.website);
    put(&mut node, "schema:legalName", if actor.legal_form.is_empty() { "" } else { &actor.name });
    put(&mut node, "schema:additionalType", &actor.legal_form);
    if !actor.tags.is_empty() {
        node.insert(
            "schema:keywords".into(),
            actor.tags.iter().map(|tag| Value::from(&**tag)).collect::<Vec<_>>().into(),
        );
    }
    let ids = &actor.identifiers;
    let ids: Vec<Value> = [("SIREN", &*ids.siren), ("SIRET", &*ids.siret), ("RNA", &*ids.rna)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| json!({"@type": "schema:PropertyValue", "schema:propertyID": name, "schema:value": value}))
        .collect();
    if !ids.is_empty() {
        node.insert("schema:identifier".into(), Value::Array(ids));
    }
    let place = &actor.place;
    if !place.is_empty() {
        let mut location = Object::new();
        location.insert("@type".into(), "schema:Place".into());
        put(&mut location, "schema:name", &place.territory);
        if let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) {
            let geo = json!({"@type": "schema:GeoCoordinates", "schema:latitude": latitude, "schema:longitude": longitude});
            location.insert("schema:geo".into(), geo);
        }
        let mut address = Object::new();
        address.insert("@type".into(), "schema:PostalAddress".into());
        put(&mut address, "schema:streetAddress", &place.address);
        put(&mut address, "schema:addressLocality", &place.commune);
        put(&mut address, "schema:identifier", &place.insee);
        if address.len() > 1 {
            location.insert("schema:address".into(), Value::Object(address));
        }
        node.insert("schema:location".into(), Value::Object(location));
    }
    let contacts: Vec<Value> = actor
        .contacts
        .iter()
        .map(|contact| {
            let mut point = Object::new();
            point.insert("@type".into(), "schema:ContactPoint".into());
            put(&mut point, "schema:name", &contact.label);
            put(&mut point, "schema:email", &contact.email);
            put(&mut point, "schema:telephone", &contact.phone);
            Value::Object(point)
        })
        .collect();
    if !contacts.is_empty() {
        node.insert("schema:contactPoint".into(), Value::Array(contacts));
    }
    put(&mut node, "skos:note", &actor.notes);
    period(&mut node, &actor.period);
    provenance(&mut node, &actor.provenance);
    node
}

fn period(node: &mut Object<String, Value>, period: &Period) {
    for (name, date) in [("schema:startDate", &period.start), ("schema:endDate", &period.end)] {
        if let Some(date) = date {
            node.insert(name.into(), date.to_string().into());
        }
    }
}

fn provenance(node: &mut Object<String, Value>, provenance: &Provenance) {
    let sources: Vec<Value> = provenance
        .sources
        .iter()
        .map(|source| {
            let mut entity = Object::new();
            entity.insert("@type".into(), "prov:Entity".into());
            put(&mut entity, "schema:name", &source.title);
            put(&mut entity, "schema:url", &source.url);
            if let Some(date) = &source.date {
                entity.insert("schema:datePublished".into(), date.to_string().into());
            }
            Value::Object(entity)
        })
        .collect();
    if !sources.is_empty() {
        node.insert("prov:hadPrimarySource".into(), Value::Array(sources));
    }
    if let Some(date) = &provenance.checked_on {
        node.insert("dcterms:dateAccepted".into(), date.to_string().into());
    }
    put(node, "prov:wasAttributedTo", &provenance.checked_by);
    if let Some(confidence) = &provenance.confidence {
        node.insert("schema:creativeWorkStatus".into(), confidence.as_str().into());
    }
}

fn link_node(
    link: &Link,
    kind: Option<&LinkKind>,
    iri: String,
    (from, to): (String, String),
    kind_iri: String,
    verb: &str,
) -> Object<String, Value> {
    let mut node = Object::new();
    node.insert("@id".into(), iri.into());
    if kind.is_some_and(|kind| kind.membership) {
        node.insert("@type".into(), json!(["org:Membership", "rdf:Statement"]));
        node.insert("org:member".into(), json!({"@id": from}));
        node.insert("org:organization".into(), json!({"@id": to}));
    } else {
        node.insert("@type".into(), "rdf:Statement".into());
    }
    node.insert("rdf:subject".into(), json!({"@id": from}));
    node.insert("rdf:predicate".into(), json!({"@id": kind_iri}));
    node.insert("rdf:object".into(), json!({"@id": to}));
    let role = if link.details.role.is_empty() { verb } else { &link.details.role };
    put(&mut node, "schema:roleName", role);
    if let Some(weight) = link.weight.get() {
        node.insert("schema:value".into(), weight.into());
    }
    put(&mut node, "skos:note", &link.details.notes);
    period(&mut node, &link.period);
    provenance(&mut node, &link.provenance);
    node
}
