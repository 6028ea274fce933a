//! The JSON Schema of the format, from the same declarations as reader and writer.

use serde_json::{Map, Value, json};

use super::dto::MapRecord;
use super::record::Member;

/// The JSON Schema (draft 2020-12) of `.maillage` files. Members it does not name are allowed
/// everywhere: they are kept.
///
/// Limitations: it cannot say that a key comes once, that an id is unique in its list, or that a
/// number fits a double; the reader checks these.
pub fn json_schema() -> Value {
    let mut definitions = Map::new();
    let root = MapRecord::schema(&mut definitions);
    definitions.sort_keys();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Maillage map",
    });
    if let (Some(schema), Value::Object(root)) = (schema.as_object_mut(), root) {
        schema.extend(root);
        schema.insert("$defs".to_owned(), Value::Object(definitions));
    }
    schema
}

/// The JSON Schema as the text that is committed as `assets/maillage.schema.json`.
pub fn json_schema_text() -> String {
    format!("{:#}\n", json_schema())
}
