//! Partners: columns of a list of actors that name others ("En lien avec", "Membre de"), and what
//! such a column or the name of a sheet says of the links' kind.

use hashbrown::HashSet;

use super::cells::Grid;
use super::clean;
use super::fields::{Field, Header};
use super::known::Known;
use super::mapping::{Lists, Mapping, SheetMapping};
use super::numbers::{Decimal, number};
use super::values::is_date;
use super::words::flag_word;
use crate::fold::fold;
use crate::import::meaning::Meaning;
use crate::lang::Lang;
use crate::model::Schema;

/// Rows that guesses look at.
const SAMPLE: usize = 2000;
/// Rows that are looked at of columns whose name says nothing.
const FEW: usize = 300;
/// Columns that are looked at: wider tables are measurements.
const LOOKED_AT: usize = 64;
/// A cell longer than this names nobody, or too many to be looked at for a guess.
const LONG_CELL: usize = 4000;
/// A piece longer than this is a sentence.
const LONG_NAME: usize = 100;
/// Most pieces that are tried together as one name that contains a comma.
const LONGEST_RUN: usize = 8;
/// Actors and how often they share their names, above which a list's rows are links of one actor each.
const MOST_REPEATED: f64 = 0.05;

/// Columns that name others of whom more is not said, folded.
const LINKED: &str = "en lien avec|est en lien avec|lien avec|liens avec|lie a|liee a|lies a|est lie a|relie a|\
    connecte a|connected to|linked to|links to|linked with|is linked to|related to|neighbours|\
    neighbors|neighbour|neighbor|voisin|voisins|travaille avec|travaillent avec|collabore avec|collabore a|\
    coopere avec|cooperations|en relation avec|relation avec|relations avec|\
    acteurs lies|structures liees|acteurs en lien|structures en lien|adjacent|amis|friends|works with|adjacency";

/// Columns that may name others and may be anything else: their values decide.
const PERHAPS_LINKED: &str = "connections|connexions|collaboration|collaborations|collaborateurs|lien|liens|relation|relations|links|edges|arcs|parent|parents|enfant|enfants|children|\
    rattachement|structure mere|maison mere|tutelle|filiale|filiales|contacts reseau|co porteurs|coporteurs";

/// Words for kinds of links that are no verbs of theirs: the kind, whether it runs towards the actor of
/// the row, whether values must bear it out, and the words, folded.
const WORDS: [(&str, bool, bool, &str); 15] = [
    (
        "partenaire_de",
        false,
        false,
        "partenaire|partenaires|partenaire de|partenaires de|partenariat avec|partenariats avec|\
         principaux partenaires|structures partenaires|structure partenaire|acteurs partenaires|partenaire principal|\
         partenaires principaux|partenaires locaux|nos partenaires|vos partenaires|partner|partners",
    ),
    (
        "membre_de",
        false,
        false,
        "membre de|membres de|adherent de|adherente de|adherents de|adherent a|adhere a|adhesion a|\
         reseau d appartenance|reseaux d appartenance|appartient a|appartenance a un reseau|\
         member of|tete de reseau|adhesion reseau|adhesions reseaux",
    ),
    ("partenaire_de", false, true, "partenariat|partenariats"),
    (
        "membre_de",
        false,
        true,
        "adhesion|adhesions|reseau|reseaux|appartenance|membership|memberships|federation|federations|collectif|collectifs|groupement|network|networks",
    ),
    ("membre_de", true, false, "liste des membres|structures membres|structures adherentes"),
    ("membre_de", true, true, "membres|adherents|members"),
    (
        "finance",
        true,
        false,
        "financeur|financeurs|financeur principal|financeurs principaux|principaux financeurs|finance par|financee par|\
         financement par|funded by|funders|funder|bailleurs|bailleurs de fonds|subventionne par",
    ),
    ("finance", false, true, "finance|beneficiaires|structures financees|funds"),
    ("soutient", true, false, "soutenu par|soutenue par|supported by|avec le soutien de"),
    ("soutient", false, true, "soutient"),
    ("accompagne", true, false, "accompagne par|accompagnee par"),
    ("heberge", true, false, "heberge par|hebergee par|hosted by"),
    ("porte", true, false, "porte par|portee par|structure porteuse"),
    ("fait_partie_de", false, false, "fait partie de|rattache a|rattachee a|part of"),
    ("fait_partie_de", true, true, "comprend"),
];

/// Names of sheets of links, folded, with the kind they speak of.
const SHEETS: [(&str, &str); 5] = [
    ("finance", "financements|financement|subventions|subvention|funding|grants|finance"),
    ("partenaire_de", "partenariats|partenariat|partenaires|partnerships|cooperations"),
    ("membre_de", "adhesions|adhesion|appartenances|memberships"),
    ("soutient", "soutiens|soutien"),
    ("accompagne", "accompagnements|accompagnement"),
];

/// What the name of a column says of the links it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Says {
    /// Their kind: an id of the schema.
    pub kind: Option<String>,
    /// Whether they run from those that are named to the actor of the row ("financé par").
    pub back: bool,
    /// Whether that is enough to take the column for one of links.
    pub is_sure: bool,
}

/// What the name of a column says of links; nothing where it is not of links.
pub(super) fn says(schema: &Schema, column: &str) -> Option<Says> {
    let folded = fold(column);
    // "Partenaire 1", "Partenaire n°2", "Partenaire(s)".
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let bare = bare.strip_suffix(" n").or_else(|| bare.strip_suffix(" s")).unwrap_or(bare);
    if bare.is_empty() {
        return None;
    }
    let has = |words: &str| words.split('|').any(|word| word == bare || word == folded);
    if let Some((kind, back, doubtful, _)) = WORDS.iter().find(|(.., words)| has(words)) {
        let kind = schema.link_kind(&(*kind).into()).is_some().then(|| (*kind).to_owned());
        return Some(Says { kind, back: *back, is_sure: !doubtful });
    }
    if has(LINKED) || bare.starts_with("avec qui ") || bare.starts_with("avec quelles structures") {
        return Some(Says { kind: None, back: false, is_sure: true });
    }
    if has(PERHAPS_LINKED) {
        return Some(Says { kind: None, back: false, is_sure: false });
    }
    // The verbs of the schema, one way and the other.
    let plain = |text: &str| fold(text).trim_start_matches("est ").trim_start_matches("is ").to_owned();
    let wanted = plain(bare);
    if wanted.len() < 4 {
        return None;
    }
    for back in [false, true] {
        let verb = |kind: &crate::model::LinkKind, lang| {
            plain(if back { kind.inverse.get(lang) } else { kind.verb.get(lang) })
        };
        let kinds = schema.link_kinds();
        let found =
            kinds.iter().find(|kind| [Lang::Fr, Lang::En].iter().any(|lang| verb(kind, *lang) == wanted));
        if let Some(kind) = found {
            return Some(Says { kind: Some(kind.id.to_string()), back, is_sure: false });
        }
    }
    None
}

/// The kind of link the name of a sheet speaks of: an id of the schema.
pub(super) fn kind_of_sheet(schema: &Schema, name: &str) -> Option<String> {
    let folded = fold(name);
    let by_word = SHEETS.iter().find(|(_, words)| words.split('|').any(|word| word == folded));
    let id = by_word.map(|(kind, _)| (*kind).to_owned()).or_else(|| super::kinds::link_kind(schema, name))?;
    schema.link_kind(&id.as_str().into()).is_some().then_some(id)
}

/// Makes columns of actors those that name others, where their names and their values say so.
pub(super) fn take_partners(
    grid: &Grid,
    sheet: &mut SheetMapping,
    known: &Known<'_>,
    schema: &Schema,
    link_kinds: &mut std::collections::BTreeMap<String, String>,
) {
    let ours = sheet.column(&Field::Means(Meaning::Pinned)).is_some();
    if sheet.lists != Lists::Actors || !sheet.header || ours || sheet.columns.len() < 2 {
        return;
    }
    let own = [sheet.column(&Field::Means(Meaning::Name)), sheet.column(&Field::Id)];
    if own == [None, None] {
        return;
    }
    for column in 0..sheet.columns.len().min(LOOKED_AT) {
        let mapped = &sheet.columns[column];
        let header = Header::new(&mapped.column);
        let is_open = mapped.field == Field::Means(Meaning::Custom(None))
            && header.declared.is_none()
            && !mapped.column.ends_with(" (custom)");
        if !is_open {
            continue;
        }
        let says = says(schema, &mapped.column);
        // Numbers are ids of actors only where the column says that it is of links.
        let is_known = |text: &str| known.has(text) && (says.is_some() || !is_number(text));
        let rows = if says.is_some() { SAMPLE } else { FEW };
        let looks = Looks::of(grid, column, 1..grid.len().min(rows), own, &is_known);
        let is_one = match &says {
            Some(Says { is_sure: true, .. }) => looks.may_name(),
            Some(_) => looks.may_name() && looks.known * 10 >= looks.pieces * 3,
            None => looks.may_name() && looks.known > 2 && looks.known * 10 >= looks.pieces * 8,
        };
        if !is_one {
            continue;
        }
        if let Some(kind) = says.and_then(|says| says.kind) {
            link_kinds.insert(mapped.column.clone(), kind);
        }
        sheet.columns[column].field = Field::LinkedTo;
    }
}

/// Whether a list of actors has columns that may name others: then it must be known who there is.
pub(super) fn may_have(grid: &Grid, sheet: &SheetMapping, schema: &Schema) -> bool {
    let open = |column: &usize| sheet.columns[*column].field == Field::Means(Meaning::Custom(None));
    let mut columns = (0..sheet.columns.len().min(LOOKED_AT)).filter(open);
    sheet.lists == Lists::Actors
        && sheet.header
        && columns.any(|column| {
            let (mut words, mut cells) = (0, 0);
            for row in 1..grid.len().min(FEW) {
                let cell = clean(grid.cell(row, column));
                cells += usize::from(!cell.is_empty());
                words += usize::from(!cell.is_empty() && !is_other(cell));
            }
            says(schema, &sheet.columns[column].column).is_some() || words * 2 > cells
        })
}

/// What the values of a column look like.
struct Looks {
    cells: usize,
    pieces: usize,
    /// Pieces that are actors of the lists.
    known: usize,
    /// Pieces that are numbers, flags, addresses of the web or sentences, and no actors.
    other: usize,
    /// Cells that say what the row is called.
    own: usize,
}

impl Looks {
    fn of(
        grid: &Grid,
        column: usize,
        rows: std::ops::Range<usize>,
        own: [Option<usize>; 2],
        is_known: &dyn Fn(&str) -> bool,
    ) -> Self {
        let mut looks = Self { cells: 0, pieces: 0, known: 0, other: 0, own: 0 };
        let mut pieces = Vec::new();
        for row in rows {
            let cell = clean(grid.cell(row, column));
            if cell.is_empty() {
                continue;
            }
            looks.cells += 1;
            if cell.len() > LONG_CELL {
                looks.pieces += 1;
                looks.other += 1;
                continue;
            }
            looks.own += usize::from(own.iter().flatten().any(|at| clean(grid.cell(row, *at)) == cell));
            pieces.clear();
            split(cell, is_known, true, &mut pieces);
            // Who says that there is nobody says nothing of the others.
            pieces.retain(|piece| is_known(piece) || !is_nobody(piece));
            looks.pieces += pieces.len();
            for piece in &pieces {
                if is_known(piece) {
                    looks.known += 1;
                } else if is_other(piece) {
                    looks.other += 1;
                }
            }
        }
        looks
    }

    /// Whether the values can be names of others.
    fn may_name(&self) -> bool {
        self.pieces > 0 && self.other * 5 <= self.pieces && self.own * 2 < self.cells
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok() || number(text, Decimal::Comma).is_some()
}

/// Whether a piece of a cell is surely no name: a number, a flag, an address, a sentence.
pub(super) fn is_other(piece: &str) -> bool {
    let words = piece.split_whitespace().count();
    is_plainly_other(piece) || words > 8 || words > 3 && piece.ends_with('.')
}

/// Whether a piece says that there is nobody, or nobody yet.
pub(super) fn is_nobody(piece: &str) -> bool {
    const WORDS: [&str; 26] = [
        "",
        "neant",
        "aucun",
        "aucune",
        "ras",
        "n a",
        "na",
        "nc",
        "nsp",
        "inconnu",
        "inconnue",
        "non renseigne",
        "non renseignee",
        "a definir",
        "a completer",
        "a preciser",
        "a venir",
        "en cours",
        "sans objet",
        "rien",
        "none",
        "unknown",
        "etc",
        "divers",
        "autre",
        "autres",
    ];
    let folded = fold(piece);
    WORDS.contains(&folded.as_str()) || folded.starts_with("voir ")
}

fn is_plainly_other(piece: &str) -> bool {
    const NETWORKS: [&str; 5] = ["facebook", "instagram", "twitter", "linkedin", "youtube"];
    piece.chars().count() > LONG_NAME
        || is_number(piece)
        || is_date(piece)
        || flag_word(piece).is_some()
        || piece.contains("://")
        || piece.contains('@')
        || piece.starts_with("www.")
        || NETWORKS.iter().any(|network| piece.eq_ignore_ascii_case(network))
}

/// The names in a cell. Lines, `;` and `|` always part them; commas do unless the whole is an actor
/// that is known, or nothing in it is and `commas` is false; `/`, "et" and "&" where one side of them
/// is an actor that is known, for many names have one.
pub(super) fn split<'c>(
    cell: &'c str,
    is_known: &dyn Fn(&str) -> bool,
    commas: bool,
    names: &mut Vec<&'c str>,
) {
    let tidy = |text: &'c str| clean(text.trim().trim_start_matches(['•', '·', '▪', '*']).trim());
    let cell = tidy(cell);
    if is_known(cell) {
        names.push(cell);
        return;
    }
    for piece in cell.split(['\n', '\r', ';', '|']).map(tidy).filter(|piece| !piece.is_empty()) {
        let piece = piece.strip_prefix("- ").map_or(piece, tidy);
        if is_known(piece) {
            names.push(piece);
            continue;
        }
        let mut parts = Vec::new();
        runs(piece, &[","], is_known, commas, &mut parts);
        for part in parts {
            // "B (finance)" is B where it is known.
            let bare = part.split_once(" (").map_or(part, |(bare, _)| bare.trim_end());
            if is_known(part) {
                names.push(part);
            } else if is_known(bare) {
                names.push(bare);
            } else {
                runs(part, &["/", " et ", " & ", " and "], is_known, false, names);
            }
        }
    }
}

/// Cuts a text at separators, not within parentheses; what lies between several of them stays whole
/// where it is a known actor. Unless it is always to be cut, it stays whole where nothing in it is.
fn runs<'c>(
    text: &'c str,
    separators: &[&str],
    is_known: &dyn Fn(&str) -> bool,
    always: bool,
    names: &mut Vec<&'c str>,
) {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let (mut start, mut depth, mut skip) = (0, 0_usize, 0);
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                let rest = text.get(at..).unwrap_or_default();
                if let Some(separator) = separators.iter().find(|separator| rest.starts_with(**separator)) {
                    bounds.push((start, at));
                    start = at + separator.len();
                    skip = start;
                }
            }
            _ => {}
        }
    }
    bounds.push((start, text.len()));
    let between = |from: usize, to: usize| {
        let (from, to) = (bounds.get(from).map_or(0, |bound| bound.0), bounds.get(to).map_or(0, |b| b.1));
        clean(text.get(from..to).unwrap_or_default().trim())
    };
    let (mut at, mut any, first) = (0, always, names.len());
    while at < bounds.len() {
        let last = (at..bounds.len().min(at + LONGEST_RUN)).rev().find(|last| {
            let run = between(at, *last);
            !run.is_empty() && run.len() <= 4 * LONG_NAME && is_known(run)
        });
        any |= last.is_some();
        let last = last.unwrap_or(at);
        let name = between(at, last);
        if !name.is_empty() {
            names.push(name);
        }
        at = last + 1;
    }
    if !any {
        names.truncate(first);
        names.extend(Some(clean(text.trim())).filter(|text| !text.is_empty()));
    }
}

/// A column of partners as it is filled in.
pub(super) struct Partners {
    /// Which column it is.
    pub column: usize,
    /// Its name.
    pub name: String,
    /// What its links are called, where that stands for a kind.
    pub called: Option<String>,
    /// Whether its links run towards the actor of the row.
    pub back: bool,
}

/// The columns of a sheet that name others.
pub(super) fn columns(sheet: &SheetMapping, mapping: &Mapping, schema: &Schema) -> Vec<Partners> {
    let columns = sheet.columns.iter().enumerate().filter(|(_, column)| column.field == Field::LinkedTo);
    columns
        .map(|(at, column)| Partners {
            column: at,
            name: column.column.clone(),
            called: mapping.link_kinds.contains_key(&column.column).then(|| column.column.clone()),
            back: says(schema, &column.column).is_some_and(|says| says.back),
        })
        .collect()
}

/// Whether rows of one name are one actor: nothing of the list tells namesakes apart.
pub(super) fn names_are_one(sheet: &SheetMapping) -> bool {
    let telling = [
        Meaning::Commune,
        Meaning::Insee,
        Meaning::Siren,
        Meaning::Siret,
        Meaning::Rna,
        Meaning::Address,
        Meaning::Emails,
    ];
    !telling.into_iter().any(|meaning| sheet.column(&Field::Means(meaning)).is_some())
        && sheet.column(&Field::Postcode).is_none()
}

/// The columns of a list with the name of an actor and those it is linked to and nothing else, where
/// that lists links rather than actors: its actors come again and again, or are those of another sheet.
/// And whether a cell names several.
pub(super) fn is_list_of_links(
    grid: &Grid,
    sheet: &SheetMapping,
    rank: usize,
    known: &Known<'_>,
) -> Option<(usize, usize, bool)> {
    let name = sheet.column(&Field::Means(Meaning::Name))?;
    let partners = sheet.column(&Field::LinkedTo)?;
    if sheet.columns.len() != 2 || sheet.lists != Lists::Actors {
        return None;
    }
    let (mut names, mut rows, mut several) = (HashSet::new(), 0_usize, false);
    let mut pieces = Vec::new();
    for row in usize::from(sheet.header)..grid.len().min(SAMPLE) {
        rows += 1;
        names.insert(clean(grid.cell(row, name)));
        pieces.clear();
        let cell = clean(grid.cell(row, partners));
        if !cell.is_empty() && cell.len() <= LONG_CELL {
            split(cell, &|text| known.has(text), true, &mut pieces);
            several |= pieces.len() > 1;
        }
    }
    let comes_again = (rows - names.len()) as f64 > MOST_REPEATED * rows as f64;
    let is_beside = || known.share(grid, name, 1, rank).is_some_and(|share| share >= 0.8);
    (comes_again || is_beside()).then_some((name, partners, several))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::default_schema;

    fn pieces<'c>(cell: &'c str, known: &[&str]) -> Vec<&'c str> {
        let mut names = Vec::new();
        split(cell, &|text| known.contains(&text), true, &mut names);
        names
    }

    #[test]
    fn a_cell_names_one_or_several() {
        assert_eq!(pieces("B ; C|D\n- E", &[]), ["B", "C", "D", "E"]);
        assert_eq!(pieces("Bêta, Gamma", &[]), ["Bêta", "Gamma"]);
        assert_eq!(
            pieces("Terre, mer et vie, Gamma", &["Terre, mer et vie"]),
            ["Terre, mer et vie", "Gamma"]
        );
        assert_eq!(pieces("A et B", &["A"]), ["A", "B"]);
        assert_eq!(pieces("Terre et Humanisme", &["A"]), ["Terre et Humanisme"]);
        assert_eq!(pieces("A/B", &["B"]), ["A", "B"]);
        assert_eq!(pieces("Mairie (Nantes, Rezé), X", &[]), ["Mairie (Nantes, Rezé)", "X"]);
        assert_eq!(pieces("B (finance), C (x)", &["B"]), ["B", "C (x)"]);
        assert_eq!(pieces(" ; ,", &[]), Vec::<&str>::new());
    }

    #[test]
    fn many_pieces_are_cut_in_no_time() {
        let cell = "a,".repeat(100_000);
        assert_eq!(pieces(&cell, &["b"]).len(), 100_000);
    }

    #[test]
    fn names_of_columns_say_the_kind_and_the_way() {
        let schema = default_schema();
        let kind = |column: &str| {
            let says = says(schema, column)?;
            Some((says.kind.unwrap_or_default(), says.back, says.is_sure))
        };
        for (column, id, back, is_sure) in [
            ("Partenaire n°2", "partenaire_de", false, true),
            ("Membre de", "membre_de", false, true),
            ("Financé par", "finance", true, true),
            ("En lien avec", "", false, true),
            ("Liens", "", false, false),
            ("est géré par", "gere", true, false),
        ] {
            assert_eq!(kind(column), Some((id.to_owned(), back, is_sure)), "{column}");
        }
        assert_eq!((kind("Effectif"), kind("12"), kind("")), (None, None, None));
        assert_eq!(kind_of_sheet(schema, "Financements").as_deref(), Some("finance"));
        assert_eq!(kind_of_sheet(schema, "Feuil1"), None);
    }
}
