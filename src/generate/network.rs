//! The shape of an invented map: who is there and who relates to whom, before anything else is said of them.
//!
//! Communities are territories within regions. Institutions come first (a territory, the authority
//! that runs it, its network head, its joint bid, the CRESS of the region, what the State launches),
//! then structures in numbers. Seven actors in ten are tied to their territory; the other links join
//! stubs drawn at random, of which each actor has a number with a heavy tail: 78 % within the
//! territory, 14 % within the region, 8 % anywhere.

use std::collections::HashSet;

use super::geography::{Geography, of, territory_name, typographic};
use super::kinds::{Habits, STRUCTURES, popularity};
use super::names;
use super::rng::{Rng, running_totals};
use crate::geo::Commune;
use crate::model::Schema;

/// Links an actor on the average, as on the benchmark graphs: 213,000 actors have 500,000.
const LINKS_AN_ACTOR: f64 = 500_000.0 / 213_000.0;

/// An actor in the making.
pub(super) struct Node {
    /// Rank of its kind.
    pub kind: u8,
    /// Rank of its group.
    pub group: u32,
    pub name: String,
    pub acronym: String,
    pub theme: &'static str,
    pub commune: Option<&'static Commune>,
    /// SIREN, where it is a real one.
    pub siren: &'static str,
}

/// A link in the making, by ranks of actors.
pub(super) struct Tie {
    pub from: u32,
    pub to: u32,
    pub kind: &'static str,
}

/// Actors that belong together: those of a territory, the bodies of a region, those of the State.
pub(super) struct Group {
    /// The territory in words.
    pub name: String,
    /// Rank of the region; `None` for what is national.
    pub region: Option<usize>,
}

/// Who is there and who relates to whom.
pub(super) struct Network {
    pub nodes: Vec<Node>,
    pub ties: Vec<Tie>,
    pub groups: Vec<Group>,
    pub habits: Habits,
}

/// What a new actor is called and where it sits.
struct Body<'a> {
    kind: &'a str,
    name: String,
    acronym: &'a str,
    commune: Option<&'static Commune>,
    siren: &'static str,
}

/// What the territories of a region have in common.
#[derive(Clone, Copy, Default)]
struct RegionBodies {
    cress: Option<u32>,
    place: Option<u32>,
    council: Option<u32>,
}

struct Builder<'a> {
    actors: usize,
    geography: &'a Geography,
    network: Network,
    rng: Rng,
    /// Same pair and kind: said once.
    seen: HashSet<(u32, u32, &'static str)>,
}

impl Network {
    /// Invents a network of this many actors; `progress` is told how far it is, from 0 to 1.
    pub fn new(actors: usize, seed: u64, schema: &Schema, progress: &mut dyn FnMut(f64)) -> Self {
        let geography = Geography::new(actors, &mut Rng::new(seed, 1));
        let kinds: Vec<&'static str> = KINDS.to_vec();
        let mut groups = vec![Group { name: "France".to_owned(), region: None }];
        for (rank, region) in geography.regions.iter().enumerate() {
            groups.push(Group { name: typographic(region.name), region: Some(rank) });
        }
        for territory in &geography.territories {
            groups.push(Group { name: territory_name(territory.epci), region: Some(territory.region) });
        }
        let habits = Habits::new(schema, &kinds);
        let network = Self { nodes: Vec::with_capacity(actors), ties: Vec::new(), groups, habits };
        let rng = Rng::new(seed, 2);
        let mut builder = Builder { actors, geography: &geography, network, rng, seen: HashSet::new() };
        builder.institutions();
        progress(0.05);
        builder.structures(progress);
        builder.ties_of_chance(progress);
        builder.network
    }

    /// The word for a node's kind.
    pub fn kind(&self, node: &Node) -> &'static str {
        self.habits.kinds()[usize::from(node.kind)]
    }
}

/// The kinds an invented map has.
const KINDS: &[&str] = &[
    "accompagnateur",
    "agence",
    "appel",
    "association",
    "cae",
    "chambre",
    "collectif",
    "commune",
    "cooperative",
    "cress",
    "departement",
    "document",
    "entreprise",
    "epci",
    "etat",
    "evenement",
    "financeur",
    "fondation",
    "insertion",
    "label",
    "lieu",
    "mutuelle",
    "objectif",
    "operateur_public",
    "pays",
    "personne",
    "pole",
    "programme",
    "projet",
    "recherche",
    "region",
    "reseau",
    "ressource",
    "scic",
    "scop",
    "societe_ess",
    "territoire",
];

/// The five recurring themes of the bids, as challenges.
const CHALLENGES: &[&str] = &[
    "Manger mieux et plus près",
    "Réemployer et réparer",
    "L’emploi pour tous",
    "Se déplacer autrement",
    "Bien vieillir chez soi",
    "Habiter autrement",
    "La jeunesse engagée",
    "Sobriété et énergie citoyenne",
];

impl Builder<'_> {
    fn has_room(&self, nodes: usize) -> bool {
        // Institutions leave room for those they are there for.
        self.network.nodes.len() + nodes <= (self.actors * 3 / 5).max(1)
    }

    fn add(&mut self, group: usize, body: Body<'_>) -> Option<u32> {
        if !self.has_room(1) {
            return None;
        }
        Some(self.push(group, body, ""))
    }

    fn push(&mut self, group: usize, body: Body<'_>, theme: &'static str) -> u32 {
        let kinds = self.network.habits.kinds();
        let kind = kinds.iter().position(|kind| *kind == body.kind).unwrap_or_default();
        self.network.nodes.push(Node {
            kind: kind as u8,
            group: group as u32,
            name: body.name,
            acronym: body.acronym.to_owned(),
            theme,
            commune: body.commune,
            siren: body.siren,
        });
        (self.network.nodes.len() - 1) as u32
    }

    /// Joins two actors; a tie that is there already is not said twice.
    fn tie(&mut self, from: Option<u32>, kind: &'static str, to: Option<u32>) -> bool {
        let (Some(from), Some(to)) = (from, to) else { return false };
        let is_new = from != to && self.seen.insert((from, to, kind));
        if is_new {
            self.network.ties.push(Tie { from, to, kind });
        }
        is_new
    }

    /// Those without whom there is no network: of the State, of each region, of each territory.
    fn institutions(&mut self) {
        let geography = self.geography;
        let plain =
            |kind, name: &str| Body { kind, name: name.to_owned(), acronym: "", commune: None, siren: "" };
        // A map of a handful of actors begins with a territory.
        let small = self.actors < 30;
        let state = if small {
            None
        } else {
            self.add(0, plain("etat", "Haut-commissariat à l’innovation sociale"))
        };
        let programme = if small { None } else { self.add(0, plain("programme", "Territoires en commun")) };
        let label = if small { None } else { self.add(0, plain("label", "Territoire en commun")) };
        let call = if small { None } else { self.add(0, plain("appel", "Appel à territoires en commun")) };
        self.tie(state, "lance", programme);
        self.tie(state, "delivre", label);
        self.tie(label, "releve_de", programme);
        self.tie(call, "releve_de", programme);
        let mut federations = Vec::new();
        for rank in 0..self.actors / 400 {
            let kind =
                self.rng.pick(&["reseau", "reseau", "reseau", "financeur", "fondation", "operateur_public"]);
            let called = names::poetic(&mut self.rng);
            let name = match kind {
                "reseau" if rank == 0 => "Union nationale des chambres régionales de l’ESS".to_owned(),
                "reseau" => format!(
                    "{} {called}",
                    self.rng.pick(&["Fédération", "Union nationale", "Réseau national"])
                ),
                "financeur" => {
                    format!("{} {called}", self.rng.pick(&["Fonds", "Banque", "Caisse nationale"]))
                }
                "fondation" => format!("Fondation {}", names::person(&mut self.rng)),
                _ => format!("Agence nationale {called}"),
            };
            federations.push(self.add(0, plain(kind, &name)));
        }

        let mut regions: Vec<RegionBodies> = Vec::new();
        for (rank, region) in geography.regions.iter().enumerate() {
            let group = 1 + rank;
            let at = |kind, name: String, acronym| Body {
                kind,
                name,
                acronym,
                commune: Some(region.seat),
                siren: "",
            };
            let name = typographic(region.name);
            if small {
                break;
            }
            let cress = self.add(group, at("cress", format!("CRESS {name}"), "CRESS"));
            let place = self.add(group, at("territoire", name.clone(), ""));
            let council = self.add(group, at("region", format!("Région {name}"), ""));
            regions.push(RegionBodies { cress, place, council });
            self.tie(council, "administre", place);
            self.tie(council, "finance", cress);
            self.tie(cress, "couvre", place);
            self.tie(cress, "membre_de", federations.first().copied().flatten());
            let funder = self.add(group, at("financeur", format!("Finance solidaire {name}"), ""));
            self.tie(council, "soutient", funder);
            let guild = self.add(group, at("reseau", format!("Union régionale des Scop {name}"), ""));
            self.tie(guild, "membre_de", cress);
            if self.actors < 400 {
                continue;
            }
            let university =
                self.add(group, at("recherche", format!("Université {}", of(region.seat.name)), ""));
            self.tie(university, "partenaire_de", cress);
            let chamber = self.add(group, at("chambre", format!("Chambre de métiers {name}"), "CRMA"));
            self.tie(chamber, "partenaire_de", cress);
            for (_, departement) in &region.departements {
                let name = typographic(departement);
                let council = self.add(group, at("departement", format!("Département {}", of(&name)), ""));
                self.tie(council, "soutient", cress);
                let network = self
                    .add(group, at("reseau", format!("Fédération des œuvres laïques {}", of(&name)), "FOL"));
                self.tie(network, "membre_de", cress);
                self.tie(council, "finance", network);
            }
        }

        for (rank, territory) in geography.territories.iter().enumerate() {
            let region = regions.get(territory.region).copied().unwrap_or_default();
            self.territory(rank, region, label, call);
        }
    }

    /// The institutions of one territory.
    fn territory(&mut self, rank: usize, region: RegionBodies, label: Option<u32>, call: Option<u32>) {
        let group = 1 + self.geography.regions.len() + rank;
        let geography = self.geography;
        let territory = &geography.territories[rank];
        let seat = territory.communes[0];
        let name = self.network.groups[group].name.clone();
        let at = |kind, name: String| Body { kind, name, acronym: "", commune: Some(seat), siren: "" };
        let place = self.add(group, at("territoire", name.clone()));
        let long_name = typographic(territory.epci.long_name);
        let authority = self.add(group, Body { siren: territory.epci.siren, ..at("epci", long_name) });
        self.tie(authority, "administre", place);
        self.tie(place, "fait_partie_de", region.place);
        let share = self.actors / geography.territories.len().max(1);
        for commune in territory.communes.iter().take(1 + share / 60).skip(1).take(5) {
            let town =
                Body { commune: Some(commune), ..at("commune", format!("Ville {}", of(commune.name))) };
            let town = self.add(group, town);
            self.tie(town, "fait_partie_de", authority);
        }
        let head = self.rng.percent(70).then(|| names::poetic(&mut self.rng));
        let head = head.and_then(|name| self.add(group, at("reseau", name)));
        self.tie(authority, "soutient", head);
        self.tie(head, "couvre", place);
        self.tie(head, "membre_de", region.cress);
        if self.rng.percent(45) {
            let agency = self.add(group, at("agence", format!("{name} Développement")));
            self.tie(authority, "finance", agency);
        }
        if self.rng.percent(30) {
            let called = names::poetic(&mut self.rng);
            let pole = self.add(group, at("pole", format!("PTCE {called}")));
            self.tie(pole, "couvre", place);
            self.tie(authority, "soutient", pole);
        }
        for _ in 0..share / 90 {
            let kind = self.rng.pick(&["accompagnateur", "accompagnateur", "financeur", "pays"]);
            let called = match kind {
                "accompagnateur" => format!("Incubateur {}", names::poetic(&mut self.rng)),
                "financeur" => format!("Initiative {}", of(&name)),
                _ => format!("Pays {}", of(&territory.commune(&mut self.rng).name.replace('\'', "’"))),
            };
            let body = self.add(group, at(kind, called));
            self.tie(body, "couvre", place);
        }
        if self.rng.percent(40) {
            let bid = self.add(group, at("collectif", format!("Candidature {}", of(&name))));
            self.tie(head, "chef_de_file", bid);
            self.tie(authority, "soutient", bid);
            self.tie(region.council, "soutient", bid);
            self.tie(region.cress, "accompagne", bid);
            self.tie(bid, "couvre", place);
            self.tie(bid, "repond_a", call);
            for challenge in 0..3 {
                let theme = (self.rng.below(3) + challenge * 3).min(CHALLENGES.len() - 1);
                let goal = self.add(group, at("objectif", CHALLENGES[theme].to_owned()));
                self.tie(bid, "vise", goal);
            }
            if self.rng.percent(35) {
                self.tie(place, "obtient", label);
            }
        }
    }

    /// The structures in numbers, in territories by their weight.
    fn structures(&mut self, progress: &mut dyn FnMut(f64)) {
        let geography = self.geography;
        let shares = running_totals(geography.territories.iter().map(|territory| territory.weight));
        let kinds = running_totals(STRUCTURES.iter().map(|(_, weight)| *weight));
        while self.network.nodes.len() < self.actors {
            if self.network.nodes.len().is_multiple_of(8192) {
                progress(0.05 + 0.25 * self.network.nodes.len() as f64 / self.actors as f64);
            }
            let rank = self.rng.by_weight(&shares);
            let kind = STRUCTURES[self.rng.by_weight(&kinds)].0;
            let commune = geography.territories[rank].commune(&mut self.rng);
            let (name, theme) = names::name(kind, &typographic(commune.name), &mut self.rng);
            let body = Body { kind, name, acronym: "", commune: Some(commune), siren: "" };
            self.push(1 + geography.regions.len() + rank, body, theme);
        }
    }

    /// The links of chance, until there are as many as wanted.
    fn ties_of_chance(&mut self, progress: &mut dyn FnMut(f64)) {
        let count = self.network.nodes.len();
        let region_of = |group: usize, groups: &[Group]| groups[group].region.map_or(0, |region| 1 + region);
        let groups = self.network.groups.len();
        let regions = 1 + self.geography.regions.len();
        let mut hubs: Vec<Option<u32>> = vec![None; groups];
        let (mut in_group, mut in_region) = (vec![Vec::new(); groups], vec![Vec::new(); regions]);
        let mut anywhere: Vec<u32> = Vec::new();
        let most = 3.0 * (count as f64).sqrt();
        for (rank, node) in self.network.nodes.iter().enumerate() {
            let (rank, group, kind) = (rank as u32, node.group as usize, self.network.kind(node));
            if kind == "territoire" && hubs[group].is_none() {
                hubs[group] = Some(rank);
            }
            let stubs = (1.15 * self.rng.pareto() * popularity(kind)).min(most) + self.rng.unit();
            let stubs = std::iter::repeat_n(rank, stubs as usize);
            in_group[group].extend(stubs.clone());
            in_region[region_of(group, &self.network.groups)].extend(stubs.clone());
            // National bodies are linked from everywhere.
            let known = if group == 0 { 8 } else { 1 };
            (0..known).for_each(|_| anywhere.extend(stubs.clone()));
        }
        let territory_kind = KINDS.iter().position(|kind| *kind == "territoire").unwrap_or_default();
        let wanted = (LINKS_AN_ACTOR * count as f64).round() as usize;
        let mut first = 0;
        let mut attempts = 0;
        // Tiny maps may have no room for more links: the attempts end.
        while self.network.ties.len() < wanted && attempts < 20 * wanted + 1000 {
            attempts += 1;
            if attempts % 16_384 == 0 {
                progress(0.3 + 0.2 * self.network.ties.len() as f64 / wanted as f64);
            }
            // Everybody is linked once before chance decides alone.
            let (owner, is_first) = match first {
                rank if rank < count => {
                    first += 1;
                    (rank as u32, true)
                }
                _ => (self.rng.pick(&anywhere), false),
            };
            let node = &self.network.nodes[owner as usize];
            let (group, kind) = (node.group as usize, usize::from(node.kind));
            if is_first
                && kind != territory_kind
                && self.rng.percent(70)
                && let Some(hub) = hubs[group]
                && let Some((link, true)) = self.network.habits.draw(kind, territory_kind, &mut self.rng)
            {
                self.tie(Some(owner), link, Some(hub));
                continue;
            }
            let near = self.rng.below(100);
            let stubs = match near {
                0..78 => &in_group[group],
                78..92 => &in_region[region_of(group, &self.network.groups)],
                _ => &anywhere,
            };
            if stubs.is_empty() {
                continue;
            }
            let other = self.rng.pick(stubs);
            let other_kind = usize::from(self.network.nodes[other as usize].kind);
            // Two hubs of territories are not linked by chance.
            if other == owner || (kind == territory_kind && other_kind == territory_kind) {
                continue;
            }
            let Some((link, forward)) = self.network.habits.draw(kind, other_kind, &mut self.rng) else {
                continue;
            };
            let (from, to) = if forward { (owner, other) } else { (other, owner) };
            self.tie(Some(from), link, Some(to));
        }
    }
}
