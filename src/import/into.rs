//! Into: an imported map into an open one. Actors that surely are on it already are brought up to
//! date field by field, the rest is added, and what may be the same is asked about, never merged.
//!
//! The result is a map: [`crate::edit::Edit::Become`] makes the open map that map, as one step, and
//! [`crate::merge::diff`] says in words what changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use crate::fold::fold;
use crate::model::identifier::compact;
use crate::model::{Actor, ActorId, Alias, FuzzyDate, Link, LinkId, Map, Period, RecordId, Shared};
use crate::query::duplicates::{self, Why};

/// What people decided about an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Imported actors that are one with an actor of the map, because someone said so.
    pub same: BTreeMap<ActorId, ActorId>,
    /// Fields that stay as the map has them: the actor of the map and the field's path, with the key of
    /// a custom field after a colon.
    pub kept: BTreeSet<(ActorId, String)>,
    /// Whether only fields that say nothing yet are filled in.
    pub only_blanks: bool,
}

/// How an imported actor was found on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchedBy {
    /// By the id the file gives it.
    Id,
    /// By SIRET.
    Siret,
    /// By SIREN, which one actor of each side alone has.
    Siren,
    /// By RNA number.
    Rna,
    /// By name and commune.
    NameAndPlace,
    /// Someone said so.
    Person,
}

/// An imported actor that may be one of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The imported actor, as the import knows it.
    pub imported: ActorId,
    /// Its name.
    pub name: String,
    /// The actor of the map.
    pub on_map: ActorId,
    /// What speaks for it.
    pub why: Why,
}

/// An open map with an import in it.
#[derive(Debug)]
pub struct Combined {
    /// The map as it will be.
    pub map: Map,
    /// How many actors are new.
    pub new_actors: usize,
    /// Actors of the map that change, with how each was found.
    pub updated: BTreeMap<ActorId, MatchedBy>,
    /// How many imported actors are on the map already, word for word.
    pub unchanged: usize,
    /// How many links are new.
    pub new_links: usize,
    /// How many links change.
    pub updated_links: usize,
    /// How many imported links are on the map already.
    pub unchanged_links: usize,
    /// Who may be whom.
    pub doubts: Vec<Doubt>,
}

/// Puts an import into a map. `ids_are_own` says whether the file's ids name actors (and not rows), so
/// that an equal id means the same actor. `is_cancelled` is asked now and then; the map is then given
/// back as it was.
pub fn combine(
    open: &Map,
    imported: &Map,
    ids_are_own: bool,
    choices: &Choices,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Combined> {
    let mut map = open.clone();
    take_schema(&mut map, imported);
    let matches = Matches::find(open, imported, ids_are_own, choices);
    let mut combined = Combined {
        map,
        new_actors: 0,
        updated: BTreeMap::new(),
        unchanged: 0,
        new_links: 0,
        updated_links: 0,
        unchanged_links: 0,
        doubts: Vec::new(),
    };
    // Where each imported actor is in the result.
    let mut ids: HashMap<ActorId, ActorId> = HashMap::new();
    for (at, actor) in imported.actors().enumerate() {
        if at.is_multiple_of(1024) && is_cancelled() {
            return None;
        }
        if let Some((id, by)) = matches.found.get(&actor.id) {
            ids.insert(actor.id.clone(), id.clone());
            // Several rows may be one actor: each adds to what the others made of it.
            let Some(present) = combined.map.actor(id).cloned() else { continue };
            let mut state = (*present).clone();
            update(&mut state, actor, choices);
            if state == *present {
                combined.unchanged += usize::from(!combined.updated.contains_key(id));
            } else {
                combined.map.put_actor(Arc::new(state));
                combined.updated.insert(id.clone(), *by);
            }
            continue;
        }
        let mut new = (**actor).clone();
        if !ids_are_own || open.actor(&new.id).is_some() {
            new.id = ActorId::random();
        }
        // Coordinates of another drawing mean nothing here.
        new.position = None;
        ids.insert(actor.id.clone(), new.id.clone());
        combined.map.put_actor(Arc::new(new));
        combined.new_actors += 1;
    }
    links(open, imported, &ids, choices, &mut combined);
    if is_cancelled() {
        return None;
    }
    combined.doubts = doubts(open, imported, &ids, &matches, &combined.map);
    Some(combined)
}

/// Takes kinds and fields the import made.
fn take_schema(map: &mut Map, imported: &Map) {
    let theirs = imported.schema();
    let schema = map.schema_mut();
    for (id, entry) in &theirs.families {
        schema.families.entry(id.clone()).or_insert_with(|| entry.clone());
    }
    for (id, entry) in &theirs.actor_kinds {
        schema.actor_kinds.entry(id.clone()).or_insert_with(|| entry.clone());
    }
    for (id, entry) in &theirs.link_kinds {
        schema.link_kinds.entry(id.clone()).or_insert_with(|| entry.clone());
    }
    for (id, entry) in &theirs.fields {
        schema.fields.entry(id.clone()).or_insert_with(|| entry.clone());
    }
}

/// Which imported actors surely are on the map.
struct Matches {
    found: HashMap<ActorId, (ActorId, MatchedBy)>,
}

impl Matches {
    fn find(open: &Map, imported: &Map, ids_are_own: bool, choices: &Choices) -> Self {
        let mut found: HashMap<ActorId, (ActorId, MatchedBy)> = HashMap::new();
        for (imported, on_map) in &choices.same {
            if open.actor(on_map).is_some() {
                found.insert(imported.clone(), (on_map.clone(), MatchedBy::Person));
            }
        }
        if ids_are_own {
            for actor in imported.actors() {
                // "1" and "n12" name a row of any file: the name must agree too.
                let agrees = |other: &Arc<Actor>| {
                    !is_counted(actor.id.as_str()) || fold(&other.name) == fold(&actor.name)
                };
                if open.actor(&actor.id).is_some_and(agrees) {
                    let id = actor.id.clone();
                    found.entry(id.clone()).or_insert((id, MatchedBy::Id));
                }
            }
        }
        type Key = fn(&Actor) -> Option<String>;
        let keys: [(MatchedBy, Key); 4] = [
            (MatchedBy::Siret, |actor| digits(&actor.identifiers.siret, 14)),
            (MatchedBy::Siren, |actor| digits(&actor.identifiers.siren, 9)),
            (MatchedBy::Rna, |actor| {
                let rna = compact(&actor.identifiers.rna).to_ascii_uppercase();
                (!rna.is_empty()).then_some(rna)
            }),
            (MatchedBy::NameAndPlace, |actor| {
                let name = fold(&actor.name);
                (!name.is_empty()).then(|| format!("{name}\u{1}{}", place_key(actor)))
            }),
        ];
        for (by, key) in keys {
            let known = unique(open, key);
            let wanted = unique(imported, key);
            // A name alone says too little where others of the map share it.
            let names =
                (by == MatchedBy::NameAndPlace).then(|| unique(open, |actor| Some(fold(&actor.name))));
            let taken: HashSet<ActorId> = found.values().map(|(id, _)| id.clone()).collect();
            for (text, actor) in &wanted {
                let (Some(actor), Some(Some(on_map))) = (actor, known.get(text)) else { continue };
                if found.contains_key(&actor.id) || taken.contains(&on_map.id) || contradict(actor, on_map) {
                    continue;
                }
                if let Some(names) = &names
                    && place_key(actor).is_empty()
                    && !matches!(names.get(&fold(&actor.name)), Some(Some(_)))
                {
                    continue;
                }
                found.insert(actor.id.clone(), (on_map.id.clone(), by));
            }
        }
        Self { found }
    }
}

/// Whether an id is but a number, perhaps after a letter.
fn is_counted(id: &str) -> bool {
    let digits = id.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(id);
    (1..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The actors of a map by a key; none where several have it.
fn unique(map: &Map, key: impl Fn(&Actor) -> Option<String>) -> HashMap<String, Option<Arc<Actor>>> {
    let mut by_key: HashMap<String, Option<Arc<Actor>>> = HashMap::new();
    for actor in map.actors() {
        if let Some(key) = key(actor) {
            by_key.entry(key).and_modify(|other| *other = None).or_insert_with(|| Some(actor.clone()));
        }
    }
    by_key
}

fn digits(text: &str, len: usize) -> Option<String> {
    let text = compact(text);
    let right = text.len() == len
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.bytes().any(|b| b != b'0');
    right.then_some(text)
}

/// Where an actor is, as far as it tells homonyms apart: the commune's code, else its name.
fn place_key(actor: &Actor) -> String {
    if actor.place.insee.is_empty() { fold(&actor.place.commune) } else { actor.place.insee.to_string() }
}

/// Whether registers say that two actors are two.
fn contradict(a: &Actor, b: &Actor) -> bool {
    let differ = |a: Option<String>, b: Option<String>| a.zip(b).is_some_and(|(a, b)| a != b);
    differ(digits(&a.identifiers.siren, 9), digits(&b.identifiers.siren, 9))
        || differ(digits(&a.identifiers.siret, 14), digits(&b.identifiers.siret, 14))
}

/// Brings an actor up to date with what an import says of it.
fn update(actor: &mut Actor, from: &Actor, choices: &Choices) {
    let id = actor.id.clone();
    let keeps = |path: &str| choices.kept.contains(&(id.clone(), path.to_owned()));
    macro_rules! take {
        ($($path:literal => $($field:ident).+;)*) => {$(
            let new = &from.$($field).+;
            if !new.is_empty() && *new != actor.$($field).+
                && (actor.$($field).+.is_empty() || !choices.only_blanks)
                && !keeps($path)
            {
                actor.$($field).+ = new.clone();
            }
        )*};
    }
    // A name that the import made of an id says nothing.
    if from.name.as_str() != from.id.as_str() || actor.name.is_empty() {
        take! { "name" => name; }
    }
    take! {
        "short_name" => short_name;
        "acronym" => acronym;
        "description" => description;
        "notes" => notes;
        "legal_form" => legal_form;
        "website" => website;
        "identifiers.siren" => identifiers.siren;
        "identifiers.siret" => identifiers.siret;
        "identifiers.rna" => identifiers.rna;
    }
    if from.kind.as_str() != "acteur" && from.kind != actor.kind && !choices.only_blanks && !keeps("kind") {
        actor.kind = from.kind.clone();
    }
    place(actor, from, choices, &keeps);
    update_period(&mut actor.period, &from.period, |path, is_blank| {
        (is_blank || !choices.only_blanks) && !keeps(path)
    });
    if !keeps("tags") {
        let known: Vec<String> = actor.tags.iter().map(|tag| fold(tag)).collect();
        actor.tags.extend(from.tags.iter().filter(|tag| !known.contains(&fold(tag))).cloned());
    }
    if !keeps("aliases") {
        for alias in &from.aliases {
            let known = |other: &Alias| fold(&other.name) == fold(&alias.name);
            if !actor.aliases.iter().any(known) && fold(&actor.name) != fold(&alias.name) {
                actor.aliases.push(alias.clone());
            }
        }
    }
    if !keeps("contacts") {
        for contact in &from.contacts {
            let same = |other: &crate::model::Contact| {
                (!contact.email.is_empty() && other.email == contact.email)
                    || (other.label == contact.label
                        && other.phone == contact.phone
                        && contact.email.is_empty())
            };
            if !actor.contacts.iter().any(same) {
                actor.contacts.push(contact.clone());
            }
        }
    }
    let customs: Vec<_> = from
        .custom
        .iter()
        .filter(|(field, value)| {
            let old = actor.custom.get(*field);
            old != Some(*value)
                && (old.is_none() || !choices.only_blanks)
                && !keeps(&format!("custom:{field}"))
        })
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect();
    if !customs.is_empty() {
        actor.custom.extend(customs);
    }
    if !keeps("provenance.sources") {
        let new: Vec<_> = from
            .provenance
            .sources
            .iter()
            .filter(|source| !actor.provenance.sources.contains(source))
            .cloned()
            .collect();
        if !new.is_empty() {
            actor.provenance.sources.extend(new);
        }
    }
    if actor.provenance.confidence.is_none() && from.provenance.confidence.is_some() {
        actor.provenance.confidence.clone_from(&from.provenance.confidence);
    }
}

/// Where an actor is: what the file says, and coordinates only together.
fn place(actor: &mut Actor, from: &Actor, choices: &Choices, keeps: &dyn Fn(&str) -> bool) {
    let mut place = (*actor.place).clone();
    for (path, new, old) in [
        ("place.territory", &from.place.territory, &mut place.territory),
        ("place.commune", &from.place.commune, &mut place.commune),
        ("place.insee", &from.place.insee, &mut place.insee),
        ("place.address", &from.place.address, &mut place.address),
    ] {
        if !new.is_empty() && new != old && (old.is_empty() || !choices.only_blanks) && !keeps(path) {
            old.clone_from(new);
        }
    }
    let known = place.latitude.is_some() && place.longitude.is_some();
    // The middle of a commune does not take the place of an address someone found.
    let coarser = from.place.precision == "commune" && place.precision != "commune" && known;
    let differs = from.place.latitude != place.latitude || from.place.longitude != place.longitude;
    if from.place.latitude.is_some()
        && from.place.longitude.is_some()
        && differs
        && !coarser
        && (!known || !choices.only_blanks)
        && !keeps("place.latitude")
        && !keeps("place.longitude")
    {
        place.latitude = from.place.latitude;
        place.longitude = from.place.longitude;
        place.precision = from.place.precision.clone();
    }
    if place != *actor.place {
        actor.place = place.into();
    }
}

/// Adds the links that are new, and fills in those that are known.
fn links(
    open: &Map,
    imported: &Map,
    ids: &HashMap<ActorId, ActorId>,
    choices: &Choices,
    combined: &mut Combined,
) {
    // The links of the map by what joins whom, each to be found once.
    let symmetric = |link: &Link| open.schema().link_kind(&link.kind).is_some_and(|kind| kind.symmetric);
    let key = |link: &Link, from: &ActorId, to: &ActorId| {
        let (from, to) = if symmetric(link) && to < from { (to, from) } else { (from, to) };
        (from.clone(), to.clone(), link.kind.clone(), fold(&link.details.role))
    };
    let mut known: HashMap<_, Vec<LinkId>> = HashMap::new();
    if !ids.is_empty() && open.link_count() > 0 {
        for link in open.links() {
            known.entry(key(link, &link.from, &link.to)).or_default().push(link.id.clone());
        }
    }
    for link in imported.links() {
        let (Some(from), Some(to)) = (ids.get(&link.from), ids.get(&link.to)) else { continue };
        let by_id = open
            .link(&link.id)
            .filter(|other| other.from == *from && other.to == *to)
            .map(|it| it.id.clone());
        let found = match by_id {
            Some(id) => Some(id),
            None => known.get_mut(&key(link, from, to)).and_then(Vec::pop),
        };
        let present = found.and_then(|id| combined.map.link(&id).cloned());
        let state = match &present {
            Some(present) => {
                let mut state = (**present).clone();
                update_link(&mut state, link, choices);
                if state == **present {
                    combined.unchanged_links += 1;
                    continue;
                }
                combined.updated_links += 1;
                state
            }
            None => {
                let mut new = (**link).clone();
                (new.from, new.to) = (from.clone(), to.clone());
                if combined.map.any_link(&new.id).is_some() || is_numbered(&new.id) {
                    new.id = LinkId::random();
                }
                combined.new_links += 1;
                new
            }
        };
        // Both ends were put on the map above.
        let _ = combined.map.put_link(Arc::new(state));
    }
}

/// Whether an id is one that imports give by counting: it would mean another link the next time.
fn is_numbered(id: &LinkId) -> bool {
    id.as_str()
        .strip_prefix('e')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// Takes the dates that are said and differ, where `may` lets it: it is told which and whether nothing stood
/// there. A period that stays as it is stays shared.
fn update_period(period: &mut Shared<Period>, from: &Period, may: impl Fn(&str, bool) -> bool) {
    let takes = |path: &str, new: &Option<FuzzyDate>, old: &Option<FuzzyDate>| {
        new.is_some() && new != old && may(path, old.is_none())
    };
    if takes("period.start", &from.start, &period.start) {
        period.start.clone_from(&from.start);
    }
    if takes("period.end", &from.end, &period.end) {
        period.end.clone_from(&from.end);
    }
}

fn update_link(link: &mut Link, from: &Link, choices: &Choices) {
    let may = |is_blank: bool| is_blank || !choices.only_blanks;
    let new = &*from.details;
    let old = &*link.details;
    let takes = |new: &str, old: &str| !new.is_empty() && new != old && may(old.is_empty());
    let (role, notes) = (takes(&new.role, &old.role), takes(&new.notes, &old.notes));
    if role {
        link.details.role = new.role.clone();
    }
    if notes {
        link.details.notes = new.notes.clone();
    }
    if from.weight.get().is_some() && from.weight != link.weight && may(link.weight.get().is_none()) {
        link.weight = from.weight;
    }
    update_period(&mut link.period, &from.period, |_, is_blank| may(is_blank));
    let customs: Vec<_> = new
        .custom
        .iter()
        .filter(|(field, value)| {
            let old = link.details.custom.get(*field);
            old != Some(*value) && may(old.is_none())
        })
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect();
    if !customs.is_empty() {
        link.details.custom.extend(customs);
    }
}

/// Who of the new actors may be one of the map: near-equal names, acronyms, other names.
fn doubts(
    open: &Map,
    imported: &Map,
    ids: &HashMap<ActorId, ActorId>,
    matches: &Matches,
    map: &Map,
) -> Vec<Doubt> {
    if open.actor_count() == 0 {
        return Vec::new();
    }
    let mut new: HashMap<&ActorId, &ActorId> = HashMap::new();
    for actor in imported.actors() {
        if !matches.found.contains_key(&actor.id)
            && let Some(id) = ids.get(&actor.id)
        {
            new.insert(id, &actor.id);
        }
    }
    let pairs = duplicates::propose(map, &BTreeSet::new());
    let mut asked = HashSet::new();
    let of_pair = |pair: duplicates::Pair| {
        let (imported, on_map) = match (new.get(&pair.a), new.get(&pair.b)) {
            (Some(imported), None) => ((*imported).clone(), pair.b),
            (None, Some(imported)) => ((*imported).clone(), pair.a),
            _ => return None,
        };
        Some((imported, on_map, pair.why))
    };
    pairs
        .into_iter()
        .filter_map(of_pair)
        // The most likely comes first, and one question an actor is enough.
        .filter(|(imported, ..)| asked.insert(imported.clone()))
        .map(|(id, on_map, why)| {
            let name = imported.actor(&id).map(|actor| actor.name.to_string()).unwrap_or_default();
            Doubt { imported: id, name, on_map, why }
        })
        .collect()
}

/// What keeps a field as the map has it, for a change that [`crate::merge::diff`] names.
pub fn kept_key(record: &RecordId, path: &str, key: Option<&str>) -> Option<(ActorId, String)> {
    let RecordId::Actor(id) = record else { return None };
    let path = match (path, key) {
        ("custom", Some(key)) => format!("custom:{key}"),
        (path, _) => path.to_owned(),
    };
    Some((id.clone(), path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::default_schema;
    use crate::model::LinkKindId;

    fn map(actors: &[(&str, &str, &str)]) -> Map {
        let mut map = Map::new("m", default_schema().clone());
        for (id, name, commune) in actors {
            let mut actor = Actor::new((*id).into(), "association".into(), *name);
            actor.place.commune = (*commune).into();
            map.put_actor(Arc::new(actor));
        }
        map
    }

    fn combined(open: &Map, imported: &Map, own: bool, choices: &Choices) -> Combined {
        combine(open, imported, own, choices, &|| false).expect("nobody cancels")
    }

    #[test]
    fn who_is_on_the_map_is_brought_up_to_date_and_the_rest_added() {
        let mut open = map(&[("a", "Solilab", "Nantes"), ("b", "CEAS 72", "Le Mans"), ("c", "Région", "")]);
        let mut known = (**open.actor(&"b".into()).expect("it is there")).clone();
        known.identifiers.siret = "227 200 029 00014".into();
        known.website = "old.example".into();
        open.put_actor(Arc::new(known));
        let mut import =
            map(&[("n1", "SOLILAB", "nantes"), ("n2", "Ceas de la Sarthe", ""), ("n3", "Nouveau", "")]);
        let mut ceas = (**import.actor(&"n2".into()).expect("it is there")).clone();
        ceas.identifiers.siret = "22720002900014".into();
        ceas.website = "new.example".into();
        import.put_actor(Arc::new(ceas));
        import
            .put_link(Arc::new(Link::new("e1".into(), "n1".into(), LinkKindId::new("soutient"), "n3".into())))
            .expect("ends");
        let result = combined(&open, &import, false, &Choices::default());
        assert_eq!((result.new_actors, result.new_links, result.map.actor_count()), (1, 1, 4));
        assert_eq!(result.updated.get("b"), Some(&MatchedBy::Siret));
        assert_eq!(result.updated.get("a"), Some(&MatchedBy::NameAndPlace));
        let ceas = result.map.actor(&"b".into()).expect("it is there");
        assert_eq!((&*ceas.website, &*ceas.name), ("new.example", "Ceas de la Sarthe"));
        let careful = Choices { only_blanks: true, ..Choices::default() };
        let result = combined(&open, &import, false, &careful);
        let ceas = result.map.actor(&"b".into()).expect("it is there");
        assert_eq!(&*ceas.website, "old.example");
        let choosy = Choices { kept: [("b".into(), "name".to_owned())].into(), ..Choices::default() };
        let result = combined(&open, &import, false, &choosy);
        let ceas = result.map.actor(&"b".into()).expect("it is there");
        assert_eq!((&*ceas.website, &*ceas.name), ("new.example", "CEAS 72"));
    }

    #[test]
    fn what_may_be_the_same_is_asked_about_and_never_merged() {
        let open = map(&[("a", "Écossolies", "Nantes")]);
        let import = map(&[("n1", "Les Ecossolies", "")]);
        let result = combined(&open, &import, false, &Choices::default());
        assert_eq!((result.map.actor_count(), result.new_actors, result.doubts.len()), (2, 1, 1));
        assert_eq!((&result.doubts[0].imported, &result.doubts[0].on_map), (&"n1".into(), &"a".into()));
        let yes = Choices { same: [("n1".into(), "a".into())].into(), ..Choices::default() };
        let result = combined(&open, &import, false, &yes);
        assert_eq!((result.map.actor_count(), result.doubts.len()), (1, 0));
    }

    #[test]
    fn homonyms_and_other_numbers_are_kept_apart() {
        let mut open = map(&[
            ("a", "Nantes Métropole", "Nantes"),
            ("b", "Nantes Métropole", ""),
            ("c", "Envie", "Lyon"),
        ]);
        let mut envie = (**open.actor(&"c".into()).expect("it is there")).clone();
        envie.identifiers.siren = "244400404".into();
        open.put_actor(Arc::new(envie));
        let mut import = map(&[("n1", "Nantes Métropole", ""), ("n2", "Envie", "Lyon")]);
        let mut other = (**import.actor(&"n2".into()).expect("it is there")).clone();
        other.identifiers.siren = "247200132".into();
        import.put_actor(Arc::new(other));
        let result = combined(&open, &import, false, &Choices::default());
        assert_eq!((result.new_actors, result.updated.len()), (2, 0));
    }

    #[test]
    fn ids_that_only_count_rows_name_nobody() {
        let open = map(&[("1", "Solilab", ""), ("cress", "CRESS", "")]);
        let import = map(&[("1", "Envie 44", ""), ("cress", "Chambre régionale de l’ESS", "")]);
        let result = combined(&open, &import, true, &Choices::default());
        assert_eq!((result.new_actors, result.map.actor_count()), (1, 3));
        assert_eq!(result.updated.get("cress"), Some(&MatchedBy::Id));
        assert_eq!(result.map.actor(&"1".into()).map(|actor| &*actor.name), Some("Solilab"));
    }

    #[test]
    fn the_same_import_twice_changes_nothing_more() {
        let open = map(&[]);
        let mut import = map(&[("n1", "A", "Nantes"), ("n2", "B", "")]);
        for id in ["e1", "e2"] {
            let link = Link::new(id.into(), "n1".into(), LinkKindId::new("soutient"), "n2".into());
            import.put_link(Arc::new(link)).expect("both ends are there");
        }
        let once = combined(&open, &import, false, &Choices::default());
        assert_eq!((once.new_actors, once.new_links), (2, 2));
        let twice = combined(&once.map, &import, false, &Choices::default());
        assert_eq!((twice.new_actors, twice.new_links, twice.updated.len()), (0, 0, 0));
        assert_eq!((twice.unchanged, twice.unchanged_links), (2, 2));
        assert!(twice.map == once.map);
    }
}
