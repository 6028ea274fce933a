//! Maps the size of France's social economy for the benches, the same at every run.

// A bench that cannot go on says what it expected; not every bench uses every helper.
#![allow(clippy::expect_used, dead_code)]

use maillage::edit::Edit;
use maillage::file;
use maillage::geometry::Point;
use maillage::model::{Actor, ActorId, Link, Map, Position};
use maillage::session::{Origin, Session};

/// France's establishments of the social economy, and links in the proportions of the samples.
pub const ACTORS: usize = 213_000;
/// How many links those have.
pub const LINKS: usize = 500_000;
/// The hub has this many neighbours or more.
pub const HUB_LINKS: usize = 3_000;

/// Numbers that look random and are the same at every run (SplitMix64; Steele, Lea, Flood, 2014).
pub struct Random(u64);

impl Random {
    /// Starts a series.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((word ^ (word >> 31)) % end.max(1) as u64) as usize
    }

    /// One of several.
    pub fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// The id of the actor of this number.
pub fn actor_id(number: usize) -> ActorId {
    ActorId::new(format!("a{number:06}"))
}

/// Actors named, placed and numbered as registers have them, and links of the kinds of the default
/// schema: half within a commune, some to hubs.
pub fn records(actors: usize, links: usize) -> (Vec<Actor>, Vec<Link>) {
    const FORMS: [&str; 8] =
        ["Association", "Amicale", "Coopérative", "Union", "Comité", "Fédération", "Mutuelle", "Fondation"];
    const AIMS: [&str; 12] = [
        "sportive",
        "des Écoles",
        "d’insertion",
        "de l’habitat",
        "culturelle",
        "familiale",
        "solidaire",
        "du patrimoine",
        "des aînés",
        "musicale",
        "de quartier",
        "paysanne",
    ];
    const SYLLABLES: [&str; 16] = [
        "sa", "vi", "gny", "mon", "ter", "châ", "teau", "ro", "che", "lan", "de", "bel", "le", "ville",
        "bour", "nay",
    ];
    let mut random = Random::new(7);
    let place = |random: &mut Random| {
        let mut name: String = (0..2 + random.below(3)).map(|_| SYLLABLES[random.below(16)]).collect();
        if let Some(first) = name.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        name
    };
    let communes: Vec<String> = (0..(actors / 12).max(4)).map(|_| place(&mut random)).collect();
    let schema = file::default_schema();
    let kinds = schema.actor_kinds();
    let verbs = schema.link_kinds();
    let side = (actors as f64).sqrt() * 60.0;
    let made = (0..actors).map(|number| {
        let commune = random.below(communes.len());
        let name = format!("{} {} {}", random.pick(&FORMS), random.pick(&AIMS), communes[commune]);
        // Half are of one kind, as associations are among establishments.
        let kind = if random.below(2) == 0 { 0 } else { random.below(kinds.len()) };
        let mut actor = Actor::new(actor_id(number), kinds[kind].id.clone(), name);
        actor.place.commune = communes[commune].as_str().into();
        actor.place.insee = format!("{:05}", 1_000 + commune).into();
        actor.place.territory = format!("Territoire {}", commune % 400).into();
        actor.identifiers.siren = format!("{:09}", 300_000_000 + random.below(600_000_000)).into();
        actor.tags = vec![random.pick(&AIMS).into()].into();
        let at = Point::new(random.below(1_000_000) as f64, random.below(1_000_000) as f64) * (side / 1e6);
        actor.position = Some(Position::free(at));
        actor
    });
    let made: Vec<Actor> = made.collect();
    let links = (0..links).map(|number| {
        let from = random.below(actors);
        let to = match number {
            _ if number < HUB_LINKS.min(actors) => 0,
            _ if number % 5 == 0 => random.below((actors / 2_000).max(1)),
            _ => (from + 1 + random.below(30)) % actors,
        };
        let kind = verbs[random.below(verbs.len())].id.clone();
        Link::new(format!("l{number:06}").as_str().into(), actor_id(from), kind, actor_id(to))
    });
    (made, links.collect())
}

/// An open map of so many actors and links.
pub fn session_of(actors: usize, links: usize) -> Session {
    let (actors, links) = records(actors, links);
    let mut session = Session::new(Map::new("France", file::default_schema().clone()), Origin::New);
    session.edit(Edit::Add { actors, links }).expect("the records fit each other");
    Session::new(session.map().clone(), Origin::Example)
}

/// An open map of all France.
pub fn france() -> Session {
    session_of(ACTORS, LINKS)
}
