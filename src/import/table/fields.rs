//! Fields.
/// Whether a folded header is one of a name.
pub fn is_name_header(folded: &str) -> bool {
    matches!(
        folded,
        "nom" | "name" | "label" | "titre" | "title" | "denomination" | "acteur" | "actor" | "nom1"
    )
}
