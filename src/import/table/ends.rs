//! Ends: columns of links that say so only together ("Financeur" beside "Bénéficiaire", "Structure A"
//! beside "Structure B"), and cells that hold both ends.

use super::cells::Grid;
use super::fields::{Field, Header};
use super::mapping::SheetMapping;
use super::partners::is_other;
use super::values::{fits, is_number, sample, words_share};
use crate::fold::fold;
use crate::import::meaning::Meaning;
use crate::model::FieldType;

/// Two columns that are the ends of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// What links run from.
    pub from: usize,
    /// What they run to.
    pub to: usize,
    /// The kind of the default schema they are, where their names say one.
    pub kind: Option<&'static str>,
}

/// Names that say who is linked to whom where both are there, folded: from, to, and the kind.
const PAIRS: [(&str, &str, &str); 13] = [
    (
        "financeur|financeurs|bailleur|donateur|donneur|mecene|funder|donor|attribuant|nom attribuant|nomattribuant|\
         nom de l attribuant|organisme financeur|structure financeuse|subventionneur|autorite",
        "beneficiaire|beneficiaires|nom beneficiaire|nombeneficiaire|nom du beneficiaire|finance|structure financee|\
         laureat|recipient|grantee|funded|attributaire|donataire|structure beneficiaire",
        "finance",
    ),
    ("ego", "alter", ""),
    ("influencer|influenceur", "influenced|influence", ""),
    ("parent|pere|mere|superieur|maison mere", "enfant|child|fils|filiale|subordonne", ""),
    ("fournisseur|supplier|vendeur|prestataire|seller|vendor|provider", "client|customer|acheteur|buyer", ""),
    (
        "membre|adherent|member|structure membre|structure adherente",
        "reseau|network|groupe|group|federation|organisation|organization|collectif|union|membre de|club|structure",
        "membre_de",
    ),
    (
        "proprietaire|owner|actionnaire|shareholder|detenteur",
        "bien|owned|detenu|participation|filiale|societe",
        "",
    ),
    (
        "accompagnateur|accompagnant|coach|mentor",
        "accompagne|beneficiaire|mentore|mentee|coachee",
        "accompagne",
    ),
    ("employeur|employer", "employe|salarie|employee", ""),
    ("emetteur|expediteur|sender", "recepteur|receiver|destinataire", ""),
    ("citant|citing|auteur|author", "cite|cited|co auteur|coauteur|coauthor", ""),
    ("soutien|supporter|sponsor|parrain", "soutenu|supported|sponsored|beneficiaire|filleul", "soutient"),
    ("sujet|subject", "objet|object", ""),
];

/// What is counted where "… 1" and "… 2" are ends, folded; what names actors is, too.
const COUNTED: &str = "partenaire|partie|partie prenante|entite|entity|personne|person|code|sommet|vertex|point|\
    membre|individu|collectivite|commune|ville|pays|country|company|partner|agent|objet|laboratoire|auteur|author|\
    institution|groupe|reseau|organisme|nom|id";

/// The two columns that are the ends of links by their names together. A list that says of whom or
/// what it is (a name, an address) has none.
pub(super) fn by_pair(headers: &[Header]) -> Option<Pair> {
    let pair = named(headers).or_else(|| counted(headers))?;
    let lists_actors = headers.iter().enumerate().any(|(at, header)| {
        at != pair.from && at != pair.to && header.of_actor().is_some_and(|field| says_an_actor(&field))
    });
    (!lists_actors).then_some(pair)
}

/// Whether the values of both columns can be names, and what stands before them is no name of a third: a
/// list of projects with their partners is one of projects.
pub(super) fn are_named(grid: &Grid, pair: Pair, headers: &[Header]) -> bool {
    let names = |column: usize| {
        let (mut cells, mut good) = (0_usize, 0_usize);
        for cell in sample(grid, column, 1) {
            cells += 1;
            good += usize::from(!is_other(cell));
        }
        cells == 0 || good * 5 >= cells * 4 || sample(grid, column, 1).all(is_number)
    };
    let ticks = |column: usize| {
        sample(grid, column, 1).any(|cell| matches!(fold(cell).as_str(), "x" | "oui" | "non" | "yes" | "no"))
    };
    let [from, to] = [pair.from, pair.to];
    let is_third = |column: usize| {
        column != from
            && column != to
            && headers[column].of_link().is_none()
            && words_share(grid, column, 1) > 0.8
            && sample(grid, column, 1).collect::<hashbrown::HashSet<_>>().len() * 2 > grid.len()
    };
    names(from) && names(to) && !ticks(from) && !ticks(to) && !(0..from.min(to)).any(is_third)
}

/// Whether a field is one of lists of actors alone.
fn says_an_actor(field: &Field) -> bool {
    matches!(
        field,
        Field::Postcode
            | Field::LatLon
            | Field::LegalCategory
            | Field::AddressPart
            | Field::Means(
                Meaning::Name
                    | Meaning::ShortName
                    | Meaning::Acronym
                    | Meaning::Siren
                    | Meaning::Siret
                    | Meaning::Rna
                    | Meaning::Emails
                    | Meaning::Phones
                    | Meaning::Address
                    | Meaning::Commune
                    | Meaning::Insee
                    | Meaning::Latitude
                    | Meaning::Longitude
                    | Meaning::LegalForm
                    | Meaning::Tags
                    | Meaning::Website
            )
    )
}

fn named(headers: &[Header]) -> Option<Pair> {
    let find = |words: &str| {
        // In the order of the words: a name comes before a code.
        headers.iter().position(|header| words.split('|').any(|word| word == header.folded))
    };
    PAIRS.iter().find_map(|(from, to, kind)| {
        let (from, to) = (find(from)?, find(to)?);
        (from != to).then_some(Pair { from, to, kind: Some(*kind).filter(|kind| !kind.is_empty()) })
    })
}

/// "Structure A" and "Structure B", "Code 1" and "Code 2", of which there is no third.
fn counted(headers: &[Header]) -> Option<Pair> {
    let position = |name: &str| headers.iter().position(|header| header.folded == name);
    headers.iter().enumerate().take(64).find_map(|(from, header)| {
        let (stem, mark) = header.folded.rsplit_once(' ')?;
        let (second, third) = match mark {
            "1" => ("2", "3"),
            "a" => ("b", "c"),
            _ => return None,
        };
        let names = || Header::new(stem).of_actor() == Some(Field::Means(Meaning::Name));
        if !COUNTED.split('|').any(|word| word == stem) && !names() {
            return None;
        }
        let to = position(&format!("{stem} {second}"))?;
        position(&format!("{stem} {third}")).is_none().then_some(Pair { from, to, kind: None })
    })
}

/// The column of Cytoscape's table of edges that names both ends: "A (finances) B".
pub(super) fn joined(headers: &[Header]) -> Option<usize> {
    let position = |name: &str| headers.iter().position(|header| header.folded == name);
    position("interaction").or_else(|| position("shared interaction"))?;
    position("shared name").or_else(|| position("name"))
}

/// Whether a cell can hold both ends.
pub(super) fn is_joined(cell: &str) -> bool {
    both(cell, "").is_some()
}

/// The ends in a cell `A (finances) B`, where what links them may be known.
pub(super) fn both<'c>(cell: &'c str, interaction: &str) -> Option<(&'c str, &'c str)> {
    let ends = |from: &'c str, to: &'c str| {
        let (from, to) = (from.trim(), to.trim());
        (!from.is_empty() && !to.is_empty()).then_some((from, to))
    };
    if !interaction.is_empty()
        && let Some((from, to)) = cell.split_once(&format!(" ({interaction}) "))
    {
        return ends(from, to);
    }
    let (from, rest) = cell.split_once(" (")?;
    let (_, to) = rest.split_once(") ")?;
    ends(from, to)
}

/// Says in a mapping of links what the names of their ends say of them: their kind, and of grants what
/// their columns are.
pub(super) fn finish(grid: &Grid, sheet: &mut SheetMapping, pair: Pair, headers: &[Header]) {
    if pair.kind.is_none() {
        return;
    }
    sheet.links_called = sheet.columns.get(pair.from).map(|column| column.column.clone());
    if pair.kind != Some("finance") {
        return;
    }
    let find = |words: [&str; 3]| headers.iter().position(|header| words.contains(&header.folded.as_str()));
    // It says in what a grant is given, not what links the two.
    if let Some(column) = find(["nature", "nature de l aide", "nature aide"]) {
        sheet.set(column, Field::Means(Meaning::Custom(None)));
    }
    // SIRET numbers, whose zeros count.
    for words in [
        ["idattribuant", "id attribuant", "siret attribuant"],
        ["idbeneficiaire", "id beneficiaire", "siret beneficiaire"],
    ] {
        if let Some(column) = find(words) {
            sheet.set(column, Field::Means(Meaning::Custom(Some(FieldType::Text))));
        }
    }
    let weight = Field::Means(Meaning::Weight);
    if let Some(column) = find(["montant", "montant en euros", "amount"])
        && sheet.column(&weight).is_none()
        && fits(grid, column, &weight)
    {
        sheet.set(column, weight);
    }
}

/// The kind of the default schema that a column of ends says, by its name.
pub(super) fn kind_of(column: &str) -> Option<&'static str> {
    let folded = fold(column);
    let found = PAIRS.iter().find(|(from, ..)| from.split('|').any(|word| word == folded));
    found.map(|(.., kind)| *kind).filter(|kind| !kind.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(names: &[&str]) -> Option<(usize, usize, Option<&'static str>)> {
        let headers: Vec<Header> = names.iter().map(|name| Header::new(name)).collect();
        by_pair(&headers).map(|pair| (pair.from, pair.to, pair.kind))
    }

    #[test]
    fn two_columns_say_together_that_they_are_ends() {
        assert_eq!(pair(&["Bénéficiaire", "Financeur", "Montant"]), Some((1, 0, Some("finance"))));
        assert_eq!(
            pair(&["nomAttribuant", "idAttribuant", "nomBeneficiaire"]),
            Some((0, 2, Some("finance")))
        );
        assert_eq!(pair(&["Membre", "Réseau"]), Some((0, 1, Some("membre_de"))));
        assert_eq!(pair(&["Structure A", "Structure B", "Relation"]), Some((0, 1, None)));
        assert_eq!(pair(&["Code 1", "Code 2"]), Some((0, 1, None)));
        for none in [
            ["Nom", "Partenaire 1", "Partenaire 2"].as_slice(),
            &["Partenaire 1", "Partenaire 2", "Partenaire 3"],
            &["Adresse 1", "Adresse 2"],
            &["Membre", "Réseau", "Courriel"],
            &["Parent"],
        ] {
            assert_eq!(pair(none), None, "{none:?}");
        }
    }

    #[test]
    fn a_cell_may_hold_both_ends() {
        assert_eq!(both("A (b) (finance) C", "finance"), Some(("A (b)", "C")));
        assert_eq!(both("A (finance) C", ""), Some(("A", "C")));
        assert_eq!((both("A (b)", ""), both(" (b) C", "")), (None, None));
    }
}
