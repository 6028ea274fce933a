//! The default schema: the vocabulary a new map speaks.

use std::sync::LazyLock;

use crate::model::Schema;

/// The vocabulary of French social and solidarity economy networks: seven families, their kinds of
/// actors, and the kinds of links between them.
pub fn default_schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
        // The text is part of the program and a test reads it; were it wrong all the same, a map
        // with an empty vocabulary is better than none.
        super::schema_from_json(include_str!("../../assets/default-schema.json")).unwrap_or_default()
    });
    &SCHEMA
}
