//! GoGoCarto's JSON: elements as points on a geographic map. It has no links.

use serde_json::{Map as Object, Value, json};

use super::cells::Sheet;
use crate::lang::Lang;
use crate::model::Map;

/// The actors that have coordinates, as GoGoCarto JSON.
pub(super) fn write(map: &Map, lang: Lang) -> String {
    let sheet = Sheet::new(map, lang);
    let mut data = Vec::new();
    for actor in map.actors() {
        let (Some(latitude), Some(longitude)) = (actor.place.latitude, actor.place.longitude) else {
            continue;
        };
        let mut element = Object::new();
        element.insert("id".into(), actor.id.as_str().into());
        element.insert("name".into(), (&*actor.name).into());
        element.insert("geo".into(), json!({"latitude": latitude, "longitude": longitude}));
        element.insert("sourceKey".into(), "Maillage".into());
        let mut address = Object::new();
        let place = &actor.place;
        let postal_code = postal_code(&place.address);
        for (name, text) in [
            ("streetAddress", &*place.address),
            ("addressLocality", &*place.commune),
            ("postalCode", postal_code.as_str()),
        ] {
            if !text.is_empty() {
                address.insert(name.into(), text.into());
            }
        }
        element.insert("address".into(), Value::Object(address));
        element.insert("categories".into(), json!([sheet.actor_kind(&actor.kind)]));
        sheet.actor(actor, &mut |name, cell| {
            if !matches!(name, "kind" | "latitude" | "longitude" | "address" | "commune" | "pinned" | "hull")
            {
                element.insert(name.to_owned(), cell.json());
            }
        });
        data.push(Value::Object(element));
    }
    let root = json!({"licence": &*map.about.licence, "ontology": "gogofull", "data": data});
    format!("{root:#}\n")
}

/// The five digits of a French postal code within an address.
fn postal_code(address: &str) -> String {
    let mut words = address.split(|c: char| !c.is_alphanumeric());
    let code = words.rfind(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()));
    code.unwrap_or_default().to_owned()
}
