//! Generate: invented maps of any size, for trials, demonstrations and benchmarks.
//!
//! They are made as observatories' maps are: real regions, intercommunalities and communes; invented
//! structures with French names put together from parts; the default schema's kinds in the
//! proportions of France's social economy; links that respect its ends, with communities (territories
//! within regions) and degrees of a heavy tail. Web and mail addresses, telephone and SIREN numbers
//! are those that nobody has.
//!
//! The same size and seed give the same map to the byte, on every machine.

mod geography;
mod kinds;
mod names;
mod network;
mod placement;
mod records;
mod rng;

use std::fmt::Write as _;
use std::sync::Arc;

use crate::file;
use crate::model::{About, ActorId, Map, MapId, Position};
use network::Network;
use rng::Rng;

/// The most actors a map may be asked to have: some more than France's social economy employs people at.
pub const MOST_ACTORS: usize = 300_000;

/// What map to invent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many actors it has: at least 1, at most [`MOST_ACTORS`] (others count as these).
    pub actors: usize,
    /// What chance follows: another seed gives another map.
    pub seed: u64,
    /// Whether its actors have a place already, in discs by territory; else it awaits a layout.
    pub placed: bool,
}

/// Invents a map. `progress` is told now and then how far it is, from 0 to 1.
pub fn generate(options: Options, progress: &mut dyn FnMut(f64)) -> Map {
    let actors = options.actors.clamp(1, MOST_ACTORS);
    let schema = file::default_schema().clone();
    let network = Network::new(actors, options.seed, &schema, progress);

    let mut map = Map::new(format!("Carte inventée de {actors} acteurs"), schema);
    map.about = Arc::new(About {
        id: MapId::new(format!("invented-{actors}-{}", options.seed)),
        description:
            "Acteurs et liens inventés, dans les proportions de l’économie sociale et solidaire. Les \
                      communes et les intercommunalités existent, le reste n’existe pas."
                .to_owned(),
        author: "Maillage".to_owned(),
        licence: "CC0 1.0 ; lieux : Licence Ouverte 2.0 (INSEE, IGN, DGCL)".to_owned(),
        ..(*map.about).clone()
    });
    let places = if options.placed { placement::placed(&network) } else { Vec::new() };
    let mut rng = Rng::new(options.seed, 3);
    let mut actors = Vec::with_capacity(network.nodes.len());
    let mut ids: Vec<ActorId> = Vec::with_capacity(network.nodes.len());
    for (rank, node) in network.nodes.iter().enumerate() {
        if rank % 8192 == 0 {
            progress(0.5 + 0.25 * rank as f64 / network.nodes.len() as f64);
        }
        let mut actor = records::actor(&network, node, &mut rng);
        actor.position = places.get(rank).map(|at| Position::free(*at));
        ids.push(actor.id.clone());
        actors.push(Arc::new(actor));
    }
    let mut rng = Rng::new(options.seed, 4);
    let mut links = Vec::with_capacity(network.ties.len());
    for (rank, tie) in network.ties.iter().enumerate() {
        if rank % 8192 == 0 {
            progress(0.75 + 0.25 * rank as f64 / network.ties.len() as f64);
        }
        links.push(Arc::new(records::link(tie, &ids, &mut rng)));
    }
    // Both ends of every link are among the actors: none is stranded.
    let _ = map.fill(actors, links);
    progress(1.0);
    map
}

/// The network of a map as text for other programs: a line "actors links", then the 0-based numbers
/// of two linked actors a line, the smaller first. Actors are numbered by the order of their ids, which
/// is that of the file; a pair counts once whatever links it, and self links are left out.
pub fn edge_list(map: &Map) -> String {
    let ids: Vec<&ActorId> = map.actors().map(|actor| &actor.id).collect();
    let number = |id: &ActorId| ids.binary_search(&id).ok();
    let mut pairs: Vec<(usize, usize)> = map
        .links()
        .filter_map(|link| Some((number(&link.from)?, number(&link.to)?)))
        .filter(|(from, to)| from != to)
        .map(|(from, to)| (from.min(to), from.max(to)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut text = format!("{} {}\n", ids.len(), pairs.len());
    for (from, to) in pairs {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{from} {to}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{advice_on_actor, advice_on_link};

    fn map(actors: usize, seed: u64) -> Map {
        generate(Options { actors, seed, placed: true }, &mut |_| {})
    }

    #[test]
    fn a_map_has_the_size_it_was_asked_for() {
        for actors in [1, 2, 5, 29, 30, 50, 187, 1_000, 3_000] {
            let map = map(actors, 1);
            assert_eq!(map.actor_count(), actors);
            let wanted = (actors as f64 * 500_000.0 / 213_000.0).round() as usize;
            assert!(map.link_count() <= wanted.max(40), "{actors}: {}", map.link_count());
            assert!(actors < 30 || map.link_count() == wanted, "{actors}: {}", map.link_count());
        }
        assert_eq!(map(0, 1).actor_count(), 1);
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_another_map() {
        let text = file::to_string(&map(300, 42));
        assert_eq!(text, file::to_string(&map(300, 42)));
        assert_ne!(text, file::to_string(&map(300, 43)));
        // Fixed for good: benchmarks on two machines speak of the same map.
        let sum = text.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(0x100_0000_01b3) ^ u64::from(byte));
        assert_eq!(format!("{sum:016x}"), "8ba383f996867c77");
    }

    #[test]
    fn nothing_in_it_looks_unusual() {
        let map = map(2_000, 3);
        for actor in map.actors() {
            assert_eq!(advice_on_actor(&map, actor), [], "{actor:?}");
        }
        for link in map.links() {
            assert_eq!(advice_on_link(&map, link), [], "{link:?}");
        }
        let text = file::to_string(&map);
        let read = file::read(text.as_bytes()).expect("what was written can be read");
        assert_eq!(read.warnings, []);
        assert_eq!(read.map, map);
    }

    #[test]
    fn it_is_uneven_as_networks_are() {
        let map = map(3_000, 1);
        let mut degrees: Vec<usize> = map.actors().map(|actor| map.degree(&actor.id)).collect();
        degrees.sort_unstable();
        assert!(degrees[1_500] <= 3, "half of the actors have few links");
        assert!(degrees[2_999] > 60, "some have many: {}", degrees[2_999]);
        let associations = map.actors().filter(|actor| actor.kind.as_str() == "association").count();
        assert!((1_500..2_400).contains(&associations), "{associations}");
        let within = |link: &&Arc<crate::model::Link>| {
            let territory = |id| map.actor(id).map(|actor| actor.place.territory.as_str());
            territory(&link.from) == territory(&link.to)
        };
        let near = map.links().filter(within).count();
        assert!(near * 2 > map.link_count(), "communities are territories: {near}");
    }

    #[test]
    fn placed_actors_have_room() {
        let map = map(1_000, 5);
        let places: Vec<_> =
            map.actors().filter_map(|actor| actor.position).map(|position| position.at).collect();
        assert_eq!(places.len(), 1_000);
        for (rank, a) in places.iter().enumerate() {
            for b in &places[..rank] {
                assert!((a.x - b.x).hypot(a.y - b.y) > 40.0, "{a:?} {b:?}");
            }
        }
        let unplaced = generate(Options { actors: 30, seed: 1, placed: false }, &mut |_| {});
        assert!(unplaced.actors().all(|actor| actor.position.is_none()));
    }

    #[test]
    fn an_edge_list_counts_what_follows() {
        let map = map(200, 1);
        let text = edge_list(&map);
        let mut lines = text.lines();
        let pairs: usize =
            lines.next().and_then(|head| head.strip_prefix("200 ")?.parse().ok()).expect("a head");
        assert_eq!(lines.clone().count(), pairs);
        for line in lines {
            let (from, to) = line.split_once(' ').expect("two numbers");
            let (from, to): (usize, usize) = (from.parse().expect("a number"), to.parse().expect("a number"));
            assert!(from < to && to < 200);
        }
    }
}
