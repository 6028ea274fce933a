//! Duplicates: actors that may be one and the same. They are proposed, never merged: only a person
//! knows that "Nantes Métropole" is an authority here and a territory there.

mod names;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use self::names::{Likeness, Name};
use super::Register;
use crate::model::identifier::{self, IdentifierFault};
use crate::model::{Actor, ActorId, FamilyId, Map};

/// In a crowd of actors that share a key (a thousand rows named "Sans nom"), each is compared with so
/// many others only, those of its commune first: what is proposed stays in proportion to the map.
const MAX_COMPARED_IN_CROWD: usize = 20;
/// Names of other families are proposed less readily.
const OTHER_FAMILY: f64 = 0.2;

/// Two actors that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The one with the smaller id.
    pub a: ActorId,
    /// The other.
    pub b: ActorId,
    /// What speaks for it.
    pub why: Why,
    /// How strongly, from 0 to 1.
    pub score: f64,
}

/// What speaks for two actors being one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// They bear the same number in a public register.
    SameNumber(Register, String),
    /// Their names are the same but for accents, case and punctuation.
    SameName,
    /// Their names differ in articles, plurals, order or one letter.
    NearName,
    /// Another or former name of one (as written) is a name of the other.
    OtherName(String),
    /// The name of one (as written) is the acronym of the other.
    Acronym(String),
}

/// An actor that a typed name may already mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The actor.
    pub actor: ActorId,
    /// What speaks for it.
    pub why: Why,
    /// How strongly, from 0 to 1.
    pub score: f64,
}

/// The pairs of actors that may be one, the most likely first, then by id.
///
/// Numbers of public registers decide where both actors have them: the same SIRET or RNA proposes,
/// another SIREN, SIRET or RNA rules out (two establishments of one association are two actors).
/// Else names speak: equal or nearly so, other names and acronyms included. Never proposed: actors
/// directly linked to each other (whoever drew the link saw two; unless their SIRET or RNA is one),
/// homonyms whose communes have different INSEE codes, names that merely look alike where the
/// families differ, and the pairs in `dismissed`, in either order.
///
/// Costs in proportion to the map (only names that share a key are compared): run it in a job all
/// the same.
///
/// Limitations: two slips in one name are not seen; Paris and its arrondissements are different
/// communes to it; of a crowd of equal names only some pairs are proposed.
pub fn propose(map: &Map, dismissed: &BTreeSet<(ActorId, ActorId)>) -> Vec<Pair> {
    let known: Vec<Known> = map.actors().map(|actor| Known::new(map, actor)).collect();
    let mut pairs: Vec<Pair> = candidates(&known)
        .into_iter()
        .map(|(a, b)| (&known[a as usize], &known[b as usize]))
        .filter(|(a, b)| {
            let (a, b) = (&a.actor.id, &b.actor.id);
            !dismissed.contains(&(a.clone(), b.clone())) && !dismissed.contains(&(b.clone(), a.clone()))
        })
        .filter_map(|(a, b)| {
            let (why, score) = a.may_be(b, map)?;
            Some(Pair { a: a.actor.id.clone(), b: b.actor.id.clone(), why, score })
        })
        .collect();
    pairs.sort_by(|x, y| y.score.total_cmp(&x.score).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b))));
    pairs
}

/// The actors that a name being typed may already mean, the most likely first, then the most linked.
/// `except` is the actor being renamed, if any.
///
/// Looks at every actor: on a very large map ask [`near_until`] in a job, once per pause in typing.
pub fn near(map: &Map, name: &str, except: Option<&ActorId>) -> Vec<Near> {
    near_until(map, name, except, || false)
}

/// The same, until nobody waits for it any more: what was found so far then.
pub fn near_until(
    map: &Map,
    name: &str,
    except: Option<&ActorId>,
    is_cancelled: impl Fn() -> bool,
) -> Vec<Near> {
    let Some(typed) = Named::new(name, Role::Name) else { return Vec::new() };
    let typed = [typed];
    let mut found: Vec<(usize, Near)> = map
        .actors_by_slot()
        .take_while(|_| !is_cancelled())
        .filter(|(_, actor)| Some(&actor.id) != except)
        .filter_map(|(slot, actor)| {
            let (why, score) = same_by_name(&typed, &names_of(actor))?;
            Some((map.links_at(slot).count(), Near { actor: actor.id.clone(), why, score }))
        })
        .collect();
    found.sort_by(|(degree_x, x), (degree_y, y)| {
        let by_score = y.score.total_cmp(&x.score);
        by_score.then(Reverse(degree_x).cmp(&Reverse(degree_y))).then_with(|| x.actor.cmp(&y.actor))
    });
    found.into_iter().map(|(_, near)| near).collect()
}

/// Pairs of positions in `known` that share a key, each once, the smaller first.
fn candidates(known: &[Known]) -> Vec<(u32, u32)> {
    // Hashes instead of texts: a collision only costs a comparison. The hasher's keys are fixed.
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for (actor, number) in known.iter().zip(0u32..) {
        let mut emit = |key: &str| {
            let mut hasher = DefaultHasher::new();
            key.hash(&mut hasher);
            keys.push((hasher.finish(), number));
        };
        for named in &actor.names {
            named.name.each_key(&mut emit);
        }
        for (register, number) in actor.numbers() {
            emit(&format!("#{register:?}{number}"));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let mut pairs = Vec::new();
    for crowd in keys.chunk_by(|a, b| a.0 == b.0).filter(|crowd| crowd.len() > 1) {
        let mut crowd: Vec<u32> = crowd.iter().map(|(_, number)| *number).collect();
        crowd.sort_by_key(|number| (known[*number as usize].actor.place.insee.as_str(), *number));
        for (at, a) in crowd.iter().enumerate() {
            for b in crowd[at + 1..].iter().take(MAX_COMPARED_IN_CROWD) {
                pairs.push((*a.min(b), *a.max(b)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// An actor prepared for comparing.
struct Known<'a> {
    actor: &'a Actor,
    family: Option<&'a FamilyId>,
    names: Vec<Named<'a>>,
    siren: Option<String>,
    siret: Option<String>,
    rna: Option<String>,
}

impl<'a> Known<'a> {
    fn new(map: &'a Map, actor: &'a Actor) -> Self {
        let siret = number(&actor.identifiers.siret, identifier::check_siret);
        let siren = number(&actor.identifiers.siren, identifier::check_siren)
            .or_else(|| siret.as_ref().and_then(|siret| siret.get(..9)).map(str::to_owned));
        Self {
            actor,
            family: map.schema().actor_kind(&actor.kind).map(|kind| &kind.family),
            names: names_of(actor),
            siren,
            siret,
            rna: number(&actor.identifiers.rna, identifier::check_rna),
        }
    }

    fn numbers(&self) -> impl Iterator<Item = (Register, &str)> {
        let numbers =
            [(Register::Siret, &self.siret), (Register::Rna, &self.rna), (Register::Siren, &self.siren)];
        numbers.into_iter().filter_map(|(register, number)| Some((register, number.as_deref()?)))
    }

    /// Whether both may be one, why, and how surely.
    fn may_be(&self, other: &Known, map: &Map) -> Option<(Why, f64)> {
        let [siret, rna, siren] =
            [(&self.siret, &other.siret), (&self.rna, &other.rna), (&self.siren, &other.siren)].map(
                |numbers| match numbers {
                    (Some(a), Some(b)) => Some(a == b),
                    _ => None,
                },
            );
        let same = |register, number: &Option<String>, score| {
            number.clone().map(|number| (Why::SameNumber(register, number), score))
        };
        if siret == Some(true) {
            return same(Register::Siret, &self.siret, 1.0);
        }
        if siret == Some(false) || siren == Some(false) || rna == Some(false) {
            return None;
        }
        if rna == Some(true) {
            return same(Register::Rna, &self.rna, 1.0);
        }
        let (insee, other_insee) = (&self.actor.place.insee, &other.actor.place.insee);
        let elsewhere = !insee.is_empty() && !other_insee.is_empty() && insee != other_insee;
        if elsewhere || map.neighbours(&self.actor.id).contains(&other.actor.id) {
            return None;
        }
        if siren == Some(true) {
            return same(Register::Siren, &self.siren, 0.98);
        }
        let (why, score) = same_by_name(&self.names, &other.names)?;
        match (self.family, other.family) {
            (Some(a), Some(b)) if a != b => {
                (score >= score_of(Likeness::SameWords)).then_some((why, score - OTHER_FAMILY))
            }
            _ => Some((why, score)),
        }
    }
}

/// A number of a register without its spaces; `None` where it is not one (empty, "n/a", zeros).
/// A wrong check digit does not matter: the same slip on both sides is all the more telling.
fn number(text: &str, check: fn(&str) -> Result<(), IdentifierFault>) -> Option<String> {
    let text = identifier::compact(text).to_uppercase();
    let has_shape = check(&text) != Err(IdentifierFault::Shape);
    (has_shape && text.contains(|c: char| matches!(c, '1'..='9'))).then_some(text)
}

/// A name of an actor and what it is to it.
struct Named<'a> {
    text: &'a str,
    role: Role,
    name: Name,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Name,
    Alias,
    Acronym,
}

impl<'a> Named<'a> {
    fn new(text: &'a str, role: Role) -> Option<Self> {
        let name = match role {
            Role::Acronym => Name::of_acronym(text)?,
            Role::Name | Role::Alias => Name::new(text)?,
        };
        Some(Self { text, role, name })
    }
}

/// The names an actor goes by. The short name of the canvas is none: it may be cut to "Région".
fn names_of(actor: &Actor) -> Vec<Named<'_>> {
    let aliases = actor.aliases.iter().map(|alias| (alias.name.as_str(), Role::Alias));
    [(actor.name.as_str(), Role::Name), (actor.acronym.as_str(), Role::Acronym)]
        .into_iter()
        .chain(aliases)
        .filter_map(|(text, role)| Named::new(text, role))
        .collect()
}

/// The best reason by name to take two actors for one.
fn same_by_name(names: &[Named], others: &[Named]) -> Option<(Why, f64)> {
    let mut best: Option<(Why, f64)> = None;
    for a in names {
        for b in others {
            let Some((why, score)) = same_name(a, b) else { continue };
            if best.as_ref().is_none_or(|(_, best)| score > *best) {
                best = Some((why, score));
            }
        }
    }
    best
}

fn same_name(a: &Named, b: &Named) -> Option<(Why, f64)> {
    let likeness = a.name.likeness(&b.name)?;
    let alias = [a, b].into_iter().find(|named| named.role == Role::Alias);
    let acronym = [a, b].into_iter().find(|named| named.role == Role::Acronym);
    match (acronym, alias) {
        // Eighteen bodies have the acronym CRESS: it speaks only where one is named so, or where a
        // name spells it out.
        (Some(acronym), None) => {
            let speaks = a.role != b.role && matches!(likeness, Likeness::Same | Likeness::Acronym);
            speaks.then(|| (Why::Acronym(acronym.text.to_owned()), score_of(Likeness::Acronym)))
        }
        (Some(_), Some(_)) => None,
        (None, _) if likeness == Likeness::Acronym => {
            let shorter = if a.text.len() <= b.text.len() { a } else { b };
            Some((Why::Acronym(shorter.text.to_owned()), score_of(likeness)))
        }
        (None, Some(alias)) => Some((Why::OtherName(alias.text.to_owned()), score_of(likeness) - 0.04)),
        (None, None) if likeness == Likeness::Same => Some((Why::SameName, score_of(likeness))),
        (None, None) => Some((Why::NearName, score_of(likeness))),
    }
}

fn score_of(likeness: Likeness) -> f64 {
    match likeness {
        Likeness::Same => 0.95,
        Likeness::SameWords => 0.9,
        Likeness::OtherOrder => 0.85,
        Likeness::Slip => 0.8,
        Likeness::Acronym => 0.75,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{ActorKind, Alias, Bilingual, Link, Schema};

    fn schema() -> Schema {
        let kind = |id: &str, family: &str| ActorKind::new(id.into(), family.into(), Bilingual::new(id, id));
        Schema::new([], [kind("association", "ess"), kind("epci", "pub"), kind("territoire", "ter")], [], [])
    }

    /// A map of associations named so; the ids are their positions.
    fn map(names: &[&str]) -> Map {
        let mut map = Map::new("t", schema());
        for (at, name) in names.iter().enumerate() {
            map.put_actor(Arc::new(Actor::new(at.to_string().as_str().into(), "association".into(), *name)));
        }
        map
    }

    fn change(map: &mut Map, id: &str, change: impl FnOnce(&mut Actor)) {
        let mut actor = Actor::clone(map.actor(&id.into()).expect("it is on the map"));
        change(&mut actor);
        map.put_actor(Arc::new(actor));
    }

    fn link(map: &mut Map, from: &str, to: &str) {
        let link = Link::new("l".into(), from.into(), "administre".into(), to.into());
        map.put_link(Arc::new(link)).expect("both ends are there");
    }

    fn all(map: &Map) -> Vec<Pair> {
        propose(map, &BTreeSet::new())
    }

    fn reasons(map: &Map) -> Vec<Why> {
        all(map).into_iter().map(|pair| pair.why).collect()
    }

    #[test]
    fn the_same_name_is_proposed_until_dismissed() {
        let map = map(&["Les Écossolies", "LES ECOSSOLIES", "Le Solilab"]);
        let pairs = all(&map);
        assert_eq!(pairs, [Pair { a: "0".into(), b: "1".into(), why: Why::SameName, score: 0.95 }]);
        for dismissed in [("0", "1"), ("1", "0")] {
            let dismissed = [(dismissed.0.into(), dismissed.1.into())].into();
            assert_eq!(propose(&map, &dismissed), []);
        }
    }

    #[test]
    fn former_names_and_acronyms_are_reasons() {
        let mut names =
            map(&["France Active Pays de la Loire", "Fondes", "CRESS", "Chambre régionale de l’ESS"]);
        change(&mut names, "0", |actor| actor.aliases = vec![Alias::new("FONDES")].into());
        change(&mut names, "3", |actor| actor.acronym = "CRESS".into());
        assert_eq!(reasons(&names), [Why::OtherName("FONDES".into()), Why::Acronym("CRESS".into())]);
        // Two bodies with one acronym are not one body.
        let mut cress = map(&["CRESS Bretagne", "CRESS Normandie"]);
        for id in ["0", "1"] {
            change(&mut cress, id, |actor| actor.acronym = "CRESS".into());
        }
        assert_eq!(all(&cress), []);
    }

    #[test]
    fn an_authority_and_its_territory_are_two() {
        let mut map = map(&["Nantes Métropole", "Nantes Métropole"]);
        change(&mut map, "0", |actor| actor.kind = "epci".into());
        change(&mut map, "1", |actor| actor.kind = "territoire".into());
        let pairs = all(&map);
        assert!(pairs.len() == 1 && pairs[0].score < 0.8, "without a link it is worth a question");
        link(&mut map, "0", "1");
        assert_eq!(all(&map), []);
    }

    #[test]
    fn homonyms_of_different_communes_are_different() {
        let mut map = map(&["Allonnes", "Allonnes"]);
        change(&mut map, "0", |actor| actor.place.insee = "72003".into());
        assert_eq!(all(&map).len(), 1);
        change(&mut map, "1", |actor| actor.place.insee = "49002".into());
        assert_eq!(all(&map), []);
    }

    #[test]
    fn numbers_decide() {
        let mut map = map(&["Envie 44", "Association d’insertion", "Envie 44"]);
        change(&mut map, "0", |actor| actor.identifiers.siren = "244 400 404".into());
        change(&mut map, "1", |actor| actor.identifiers.siren = "244400404".into());
        change(&mut map, "2", |actor| actor.identifiers.siren = "247200132".into());
        assert_eq!(reasons(&map), [Why::SameNumber(Register::Siren, "244400404".into())]);
        // Two establishments of one body: two actors. Then one written down twice.
        change(&mut map, "0", |actor| actor.identifiers.siret = "24440040400011".into());
        change(&mut map, "1", |actor| actor.identifiers.siret = "24440040400029".into());
        assert_eq!(all(&map), []);
        change(&mut map, "1", |actor| actor.identifiers.siret = "24440040400011".into());
        link(&mut map, "0", "1");
        assert_eq!(reasons(&map), [Why::SameNumber(Register::Siret, "24440040400011".into())]);
    }

    #[test]
    fn what_is_no_number_identifies_nobody() {
        let mut map = map(&["A", "B", "C"]);
        for (id, text) in [("0", "n/a"), ("1", "n/a"), ("2", "")] {
            change(&mut map, id, |actor| {
                actor.identifiers.siren = text.into();
                actor.identifiers.siret = "00000000000000".into();
                actor.identifiers.rna = text.into();
            });
        }
        assert_eq!(all(&map), []);
    }

    #[test]
    fn le_mans_is_six_different_things() {
        let map = map(&[
            "Territoire Le Mans-Sarthe",
            "Le Mans Métropole",
            "Le Mans Développement",
            "Le Mans Tech",
            "CCI Le Mans Sarthe",
            "Club de l’ESS du Pays du Mans",
        ]);
        assert_eq!(all(&map), []);
    }

    #[test]
    fn a_crowd_of_one_name_stays_in_proportion() {
        let map = map(&["Sans nom"; 500]);
        let pairs = all(&map);
        assert!(!pairs.is_empty() && pairs.len() <= 500 * MAX_COMPARED_IN_CROWD);
    }

    #[test]
    fn a_name_being_typed_meets_those_it_may_mean() {
        let mut map =
            map(&["Les Écossolies", "Nantes Métropole", "Territoire nantais", "CRESS des Pays de la Loire"]);
        change(&mut map, "2", |actor| actor.aliases = vec![Alias::new("Nantes Métropole")].into());
        change(&mut map, "3", |actor| actor.acronym = "CRESS".into());
        let meets = |typed: &str| -> Vec<String> {
            near(&map, typed, None).into_iter().map(|near| near.actor.to_string()).collect()
        };
        assert_eq!(meets("ecossolies"), ["0"]);
        assert_eq!(meets("Ecosolies"), ["0"]);
        assert_eq!(meets("nantes metropole"), ["1", "2"]);
        assert_eq!(meets("cress"), ["3"]);
        for typed in ["", " ", "Le Solilab", "e"] {
            assert!(meets(typed).is_empty(), "{typed:?}");
        }
        assert!(near(&map, "Les Ecossolies", Some(&"0".into())).is_empty());
    }

    proptest! {
        #[test]
        fn blocking_hides_no_pair_of_a_small_map(
            names in proptest::collection::vec("(Les )?[AB][a-c]{2,6}( de [a-c]{1,5})?( (44|ESS))?", 2..12),
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let map = map(&names);
            let proposed: BTreeSet<_> = all(&map).into_iter().map(|pair| (pair.a, pair.b)).collect();
            let known: Vec<Known> = map.actors().map(|actor| Known::new(&map, actor)).collect();
            for (at, a) in known.iter().enumerate() {
                for b in &known[at + 1..] {
                    let pair = (a.actor.id.clone(), b.actor.id.clone());
                    prop_assert_eq!(a.may_be(b, &map).is_some(), proposed.contains(&pair));
                }
            }
        }
    }
}
