//! What is said of invented actors and links: as much and as unevenly as in the maps of observatories.

use super::geography::typographic;
use super::names::{acronym, person, web_name};
use super::network::{Network, Node, Tie};
use super::rng::Rng;
use crate::model::{Actor, ActorId, Alias, Confidence, Contact, FuzzyDate, Link, LinkId, LinkKindId, Source};

/// Words people filter by, beside an actor's theme.
const TAGS: &[&str] = &[
    "employeur",
    "employeur",
    "employeur",
    "bénévolat",
    "bénévolat",
    "agrément ESUS",
    "tête de réseau",
    "financeur",
    "incubateur",
    "achats responsables",
    "quartier prioritaire",
    "rural",
    "rural",
    "jeunes",
    "égalité femmes-hommes",
    "commerce équitable",
    "réemploi",
    "formation",
    "culture",
];

/// Where facts come from, the most frequent first.
const SOURCES: &[(&str, &str)] = &[
    ("INSEE, base SIRENE des entreprises et de leurs établissements", "2024-06"),
    ("INSEE, base SIRENE des entreprises et de leurs établissements", "2024-06"),
    ("INSEE, base SIRENE des entreprises et de leurs établissements", "2023-01"),
    ("ESS France, liste des entreprises de l’ESS", "2024"),
    ("Répertoire national des associations (RNA)", "2024-05-01"),
    ("Répertoire national des associations (RNA)", "2022-11"),
    ("Observatoire régional de l’ESS, enquête", "2022"),
    ("Compte rendu du comité de pilotage", "2023-10-12"),
];

/// Where links come from.
const LINK_SOURCES: &[(&str, &str)] = &[
    ("Rapport d’activité", "2023"),
    ("Site de la structure", "2024-03"),
    ("Liste des adhérents", "2023-12"),
    ("Délibération du conseil communautaire", "2022-06-27"),
    ("Entretien", "2024-02"),
];

const ROLES: &[&str] = &[
    "membre fondateur",
    "administratrice",
    "convention pluriannuelle",
    "subvention de fonctionnement",
    "prêt d’honneur",
    "mise à disposition de locaux",
    "appui technique",
    "présidence",
];

const STREETS: &[&str] = &[
    "rue de la Mairie",
    "rue des Écoles",
    "place de l’Église",
    "avenue de la Gare",
    "rue du Commerce",
    "chemin des Vignes",
    "boulevard Jean-Jaurès",
    "rue Victor-Hugo",
    "impasse du Moulin",
    "rue des Lilas",
    "zone artisanale des Landes",
    "quai de la Fosse",
    "rue de l’Abbé-Grégoire",
    "place du Marché",
];

/// Ends of addresses that no mail reaches and no site has (RFC 2606).
const NOWHERE: &str = "example";

/// An actor of what the network says of it.
pub(super) fn actor(network: &Network, node: &Node, rng: &mut Rng) -> Actor {
    let kind = network.kind(node);
    let group = &network.groups[node.group as usize];
    let mut actor = Actor::new(ActorId::new(rng.id()), kind.into(), node.name.clone());
    actor.acronym = node.acronym.clone().into();
    if actor.name.chars().count() > 34 && rng.percent(30) {
        actor.acronym = acronym(&actor.name).into();
    }
    actor.place.territory = group.name.clone().into();
    if let Some(commune) = node.commune {
        actor.place.commune = commune.name.into();
        actor.place.insee = commune.code.into();
        actor.place.latitude = Some(commune.lat);
        actor.place.longitude = Some(commune.lon);
        actor.place.precision = "commune".into();
    }
    if !node.theme.is_empty() {
        actor.tags.push(node.theme.into());
    }
    let is_idea = matches!(
        kind,
        "territoire"
            | "objectif"
            | "label"
            | "programme"
            | "appel"
            | "evenement"
            | "projet"
            | "document"
            | "ressource"
    );
    if kind != "territoire" && rng.percent(35) {
        let tag = rng.pick(TAGS);
        if tag != node.theme {
            actor.tags.push(tag.into());
        }
    }
    if is_idea || kind == "personne" {
        if matches!(kind, "evenement" | "projet") {
            actor.period.start = Some(date(rng, 2));
        }
    } else {
        legal(&mut actor, kind, node, rng);
        reach(&mut actor, node, rng);
    }
    if rng.percent(9) {
        actor.description = description(node, &group.name, rng).into();
    }
    if rng.percent(2) {
        actor.notes = "À vérifier lors de la prochaine rencontre du réseau.".into();
    }
    actor.provenance.sources.push(source(if is_idea { &SOURCES[6..] } else { SOURCES }, rng));
    if rng.percent(4) {
        actor.provenance.sources.push(source(LINK_SOURCES, rng));
    }
    actor.provenance.confidence = confidence(rng, 70);
    if rng.percent(12) {
        actor.provenance.checked_on = Some(date(rng, 2));
        actor.provenance.checked_by = person(rng).into();
    }
    actor
}

/// Its identifiers, legal form and years.
fn legal(actor: &mut Actor, kind: &str, node: &Node, rng: &mut Rng) {
    let is_association = matches!(kind, "association" | "cress" | "reseau" | "accompagnateur" | "collectif");
    actor.legal_form = match kind {
        "association" | "cress" | "reseau" | "accompagnateur" | "agence" => "Association déclarée",
        "scop" => rng.pick(&["Scop SARL", "Scop SA", "Scop SAS"]),
        "scic" => rng.pick(&["Scic SA", "Scic SARL", "Scic SAS"]),
        "cooperative" => {
            rng.pick(&["Société coopérative agricole", "Coopérative", "Coopérative à capital variable"])
        }
        "cae" => "Scop SARL",
        "mutuelle" => "Mutuelle",
        "fondation" => "Fondation",
        "insertion" => rng.pick(&["Association déclarée", "Association d’insertion", "SARL"]),
        "societe_ess" | "entreprise" => rng.pick(&["SAS", "SARL", "EURL"]),
        "epci" => "Établissement public de coopération intercommunale",
        _ => "",
    }
    .into();
    if !node.siren.is_empty() {
        actor.identifiers.siren = node.siren.into();
    } else if kind != "collectif" && rng.percent(88) {
        // Numbers that begin like this have not been given to anybody yet.
        let siren = with_check_digit(format!("99{}", rng.digits(6)));
        if rng.percent(75) {
            actor.identifiers.siret = with_check_digit(format!("{siren}000{}", rng.below(4))).into();
        }
        actor.identifiers.siren = siren.into();
    }
    if is_association && rng.percent(72) {
        let departement = node.commune.map_or("75", |commune| commune.departement);
        actor.identifiers.rna = format!("W{departement:0<3.3}{}", rng.digits(6)).into();
    }
    if rng.percent(82) {
        actor.period.start = Some(date(rng, 45));
        if rng.percent(2) {
            actor.period.end = Some(FuzzyDate::Year(2024));
        }
    }
    if rng.percent(3) {
        let former = Alias {
            former: true,
            until: Some(date(rng, 12)),
            ..Alias::new(format!("{} (ancien nom)", node.name))
        };
        actor.aliases.push(former);
    }
}

/// How to find and reach it.
fn reach(actor: &mut Actor, node: &Node, rng: &mut Rng) {
    if let Some(commune) = node.commune
        && rng.percent(60)
    {
        let post = commune.postal_codes().next().unwrap_or_default();
        let number = 1 + rng.below(120);
        actor.place.address =
            format!("{number} {}, {post} {}", rng.pick(STREETS), typographic(commune.name)).into();
    }
    if rng.percent(24) {
        actor.website = format!("https://www.{}.{NOWHERE}", web_name(&node.name)).into();
    }
    if rng.percent(10) {
        let label = person(rng);
        let email = format!("{}@{}.{NOWHERE}", web_name(&label).replace('-', "."), web_name(&node.name));
        // Numbers kept for fiction by the regulator (Arcep).
        let digits = rng.digits(4);
        let phone = format!("06 39 98 {} {}", &digits[..2], &digits[2..]);
        actor.contacts.push(Contact {
            label: label.into(),
            email: email.into(),
            phone: phone.into(),
            ..Contact::default()
        });
    }
}

fn description(node: &Node, territory: &str, rng: &mut Rng) -> String {
    let verb = rng.pick(&[
        "agit",
        "accueille et oriente les habitants",
        "réunit bénévoles et salariés",
        "forme et emploie",
    ]);
    let theme = if node.theme.is_empty() { "l’innovation sociale" } else { node.theme };
    let since = rng.pick(&[
        "depuis ses débuts",
        "avec les communes",
        "avec une équipe de bénévoles",
        "toute l’année",
    ]);
    format!("**{}** {verb} sur le territoire « {territory} », {since}. Thème : *{theme}*.", node.name)
}

/// A link of what the network says of it, between actors by their ids.
pub(super) fn link(tie: &Tie, ids: &[ActorId], rng: &mut Rng) -> Link {
    let (from, to) = (ids[tie.from as usize].clone(), ids[tie.to as usize].clone());
    let mut link = Link::new(LinkId::new(rng.id()), from, LinkKindId::new(tie.kind), to);
    if rng.percent(6) {
        link.details.role = rng.pick(ROLES).into();
    }
    if rng.percent(38) {
        link.period.start = Some(date(rng, 12));
        if rng.percent(10) {
            link.period.end = Some(FuzzyDate::Year(2024));
        }
    }
    if rng.percent(4) {
        link.weight = Some((1 + rng.below(9)) as f64).into();
    }
    if rng.percent(2) {
        link.details.notes = "Renouvelé chaque année.".into();
    }
    if rng.percent(80) {
        link.provenance.sources.push(source(LINK_SOURCES, rng));
    }
    link.provenance.confidence = confidence(rng, 60);
    link
}

fn source(sources: &[(&str, &str)], rng: &mut Rng) -> Source {
    let (title, date) = rng.pick(sources);
    Source { title: (*title).into(), date: Some(FuzzyDate::from_file(date)), ..Source::default() }
}

fn confidence(rng: &mut Rng, high: usize) -> Option<Confidence> {
    match rng.below(100) {
        value if value < high => Some(Confidence::High),
        value if value < high + 22 => Some(Confidence::Medium),
        value if value < high + 26 => Some(Confidence::Low),
        _ => None,
    }
}

/// A date up to so many years before the end of 2023, the recent more often, as precise as such dates are.
fn date(rng: &mut Rng, years: usize) -> FuzzyDate {
    let back = rng.below(years + 1).min(rng.below(years + 1));
    let year = 2023 - back as u16;
    match rng.below(10) {
        0..3 => FuzzyDate::Year(year),
        3..5 => FuzzyDate::Month(year, 1 + rng.below(12) as u8),
        _ => FuzzyDate::Day(year, 1 + rng.below(12) as u8, 1 + rng.below(28) as u8),
    }
}

/// Digits with the one after them that makes Luhn's formula come out (ISO/IEC 7812-1).
fn with_check_digit(mut digits: String) -> String {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    digits.push(char::from(b'0' + ((10 - sum % 10) % 10) as u8));
    digits
}
