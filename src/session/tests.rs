//! What follows a change by what it touched is what a look at the whole map would have found.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::edit::{FieldName, Purpose};
use crate::geometry::Point;
use crate::model::{Actor, Alias, Bilingual, Link, Position, Schema};
use crate::model::{ActorKind, LinkKind};
use crate::query::neighbourhood;

const KINDS: [&str; 3] = ["region", "association", "unheard-of"];
const VERBS: [&str; 2] = ["soutient", "porte"];
const NAMES: [&str; 5] = ["Nantes Métropole", "Les Écossolies", "CEAS 72", "Le Solilab", "Nantes"];
const TAGS: [&str; 3] = ["ess", "food", ""];

fn schema() -> Schema {
    let kind = |id: &str| ActorKind::new(id.into(), "pub".into(), Bilingual::new(id, id));
    let verb = |id: &str| LinkKind::new(id.into(), Bilingual::new(id, ""), Bilingual::new("", ""));
    Schema::new([], [kind("region"), kind("association")], VERBS.map(verb), [])
}

/// A step someone takes.
#[derive(Clone, Debug)]
enum Step {
    Add(usize, usize),
    Revise(usize, usize, usize),
    Move(usize),
    Connect(usize, usize, usize),
    Turn(usize, usize, usize),
    Remove(usize),
    Disconnect(usize),
    Merge(usize, usize),
    Replace(usize, usize),
    Undo,
    Redo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let some = 0usize..12;
    let one = prop_oneof![
        (some.clone(), some.clone()).prop_map(|(a, b)| Step::Add(a, b)),
        (some.clone(), some.clone(), some.clone()).prop_map(|(a, b, c)| Step::Revise(a, b, c)),
        some.clone().prop_map(Step::Move),
        (some.clone(), some.clone(), some.clone()).prop_map(|(a, b, c)| Step::Connect(a, b, c)),
        (some.clone(), some.clone(), some.clone()).prop_map(|(a, b, c)| Step::Connect(a, b, c)),
        (some.clone(), some.clone(), some.clone()).prop_map(|(a, b, c)| Step::Turn(a, b, c)),
        some.clone().prop_map(Step::Remove),
        some.clone().prop_map(Step::Disconnect),
        (some.clone(), some.clone()).prop_map(|(a, b)| Step::Merge(a, b)),
        (some.clone(), some.clone()).prop_map(|(a, b)| Step::Replace(a, b)),
        Just(Step::Undo),
        Just(Step::Undo),
        Just(Step::Redo),
    ];
    proptest::collection::vec(one, 1..60)
}

/// An actor whose looks follow two numbers.
fn actor(id: ActorId, a: usize, b: usize) -> Actor {
    let mut actor = Actor::new(id, KINDS[a % KINDS.len()].into(), NAMES[b % NAMES.len()]);
    actor.tags = vec![TAGS[a % TAGS.len()].into(), TAGS[b % TAGS.len()].into()].into();
    if b.is_multiple_of(3) {
        actor.place.territory = "Nantes Métropole".into();
        actor.place.commune = NAMES[a % NAMES.len()].into();
    }
    if a.is_multiple_of(4) {
        actor.aliases = vec![Alias::new("Nantes métropole")].into();
    }
    actor.position = Some(Position::free(Point::new(a as f64, b as f64)));
    actor
}

fn nth_actor(session: &Session, number: usize) -> Option<ActorId> {
    let count = session.map().actor_count().max(1);
    session.map().actors().nth(number % count).map(|actor| actor.id.clone())
}

fn nth_link(session: &Session, number: usize) -> Option<Link> {
    let count = session.map().link_count().max(1);
    session.map().links().nth(number % count).map(|link| (**link).clone())
}

/// Takes a step at once, or ahead on a copy while something else is selected.
fn take(session: &mut Session, step: &Step, at: usize, ahead: bool) {
    let step = wanted(session, step, at);
    // Some do not fit (an actor merged with itself): they change nothing.
    if !ahead {
        drop(session.take(step));
        return;
    }
    let mut copy = session.ahead();
    assert_eq!(session.edit(Edit::Move { positions: vec![] }), Err(EditError::Busy));
    if at.is_multiple_of(2) {
        session.select(Selection::of_actors(["a1".into(), "a2".into(), "a5".into()]));
    }
    if copy.take(step) == Ok(true) {
        drop(session.adopt(copy));
    } else {
        session.wait_no_more();
    }
}

fn wanted(session: &Session, step: &Step, at: usize) -> super::Step {
    let edit = match step {
        Step::Undo => return super::Step::Undo,
        Step::Redo => return super::Step::Redo,
        Step::Add(a, b) => {
            Some(Edit::Add { actors: vec![actor(format!("n{at}").as_str().into(), *a, *b)], links: vec![] })
        }
        Step::Revise(which, a, b) => nth_actor(session, *which)
            .map(|id| Edit::ReviseActors { actors: vec![actor(id, *a, *b)], what: FieldName::Name }),
        Step::Move(which) => nth_actor(session, *which)
            .map(|id| Edit::Move { positions: vec![(id, Position::pinned(Point::new(at as f64, 1.0)))] }),
        Step::Connect(a, b, kind) => nth_actor(session, *a).zip(nth_actor(session, *b)).map(|(from, to)| {
            let verb = VERBS[kind % VERBS.len()].into();
            Edit::Add {
                actors: vec![],
                links: vec![Link::new(format!("m{at}").as_str().into(), from, verb, to)],
            }
        }),
        Step::Turn(which, to, kind) => {
            nth_link(session, *which).zip(nth_actor(session, *to)).map(|(link, to)| {
                let link = Link { to, kind: VERBS[kind % VERBS.len()].into(), ..link };
                Edit::ReviseLinks { links: vec![link], what: FieldName::Ends }
            })
        }
        Step::Remove(which) => {
            nth_actor(session, *which).map(|id| Edit::Remove { actors: [id].into(), links: BTreeSet::new() })
        }
        Step::Disconnect(which) => nth_link(session, *which)
            .map(|link| Edit::Remove { actors: BTreeSet::new(), links: [link.id].into() }),
        Step::Merge(a, b) => {
            nth_actor(session, *a).zip(nth_actor(session, *b)).map(|(keep, gone)| Edit::Merge { keep, gone })
        }
        // One goes and others come in one step: slots change hands.
        Step::Replace(which, a) => nth_actor(session, *which).map(|id| {
            let gone = Edit::Remove { actors: [id.clone()].into(), links: BTreeSet::new() };
            let new = vec![actor(format!("r{at}").as_str().into(), *a, at), actor(id, at, *a)];
            Edit::Batch {
                purpose: Purpose::Bulk,
                edits: vec![gone, Edit::Add { actors: new, links: vec![] }],
            }
        }),
    };
    let nothing = Edit::Move { positions: vec![] };
    super::Step::Edit(Box::new(move |_| edit.unwrap_or(nothing)))
}

#[test]
fn a_save_while_something_is_done_ahead_is_what_the_next_may_replace() {
    let mut session = Session::new(Map::new("ours", Schema::default()), Origin::New);
    let path = std::path::PathBuf::from("ours.maillage");
    let held = |text: &str| crate::file::Fingerprint::of(text.as_bytes());
    session.note_merged(path.clone(), held("theirs"));
    let mut copy = session.ahead();
    let saving = session.begin_save();
    session.finish_save(path, saving, held("saved"));
    let edit = Edit::Add { actors: vec![actor("new".into(), 0, 0)], links: vec![] };
    assert_eq!(copy.take(super::Step::Edit(Box::new(move |_| edit))), Ok(true));
    drop(session.adopt(copy));
    assert_eq!(session.fingerprint(), Some(held("saved")));
    assert_eq!(session.made_from(), [held("saved")]);
}

fn filter() -> impl Strategy<Value = Filter> {
    let subset = |words: &'static [&'static str]| proptest::sample::subsequence(words, 0..words.len());
    (subset(&KINDS), subset(&VERBS), subset(&TAGS[..2]), any::<bool>(), any::<bool>()).prop_map(
        |(kinds, verbs, tags, territory, unlinked_only)| Filter {
            hidden_kinds: kinds.into_iter().map(Into::into).collect(),
            hidden_link_kinds: verbs.into_iter().map(Into::into).collect(),
            tags: tags.into_iter().map(str::to_owned).collect(),
            territory: territory.then(|| "nantes metropole".to_owned()),
            unlinked_only,
        },
    )
}

fn shown_ids(map: &Map, shown: &Shown) -> BTreeSet<ActorId> {
    map.actors().map(|actor| actor.id.clone()).filter(|id| shown.shows_actor(map, id)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_follows_is_what_a_look_at_everything_finds(
        steps in steps(), filter in filter(), degrees in 1u32..4, ahead in any::<bool>(),
    ) {
        let mut map = Map::new("t", schema());
        for number in 0..8 {
            map.put_actor(Arc::new(actor(format!("a{number}").as_str().into(), number, number / 2)));
        }
        let mut session = Session::new(map, Origin::Example);
        session.set_filter(filter.clone());
        session.set_focus(Some(Focus::new(["a0".into(), "a5".into()], degrees)));
        session.select(Selection::of_actors(["a1".into(), "a5".into()]));
        for (at, step) in steps.iter().enumerate() {
            let version = session.content_version();
            take(&mut session, step, at, ahead);
            let map = session.map();
            prop_assert_eq!(session.counts(), &query::filter::count(map), "{:?}", step);
            let (shown, anew) = (session.shown(), filter.apply(map));
            prop_assert_eq!(shown_ids(map, shown), shown_ids(map, &anew), "{:?}", step);
            let figures = |shown: &Shown| (shown.actor_count, shown.link_count, shown.hidden_by.clone());
            prop_assert_eq!(figures(shown), figures(&anew), "{:?}", step);
            prop_assert_eq!(shown.actors().is_none(), anew.actors().is_none());
            if let Some(focus) = session.focus() {
                let lit = neighbourhood(map, &focus.seeds, focus.degrees, anew.actors());
                let faded = anew.actor_count - lit.len();
                prop_assert_eq!(session.lit(), Some(&Lit { actors: Arc::new(lit), faded }), "{:?}", step);
            }
            prop_assert!(session.selection().actors.iter().all(|id| map.actor(id).is_some()));
            let fresh = SearchIndex::new(map);
            for typed in ["nantes", "metro", "ecosolies", "ess", "region", "72"] {
                prop_assert_eq!(session.index().search(map, typed, 5), fresh.search(map, typed, 5), "{:?}", typed);
            }
            let changed = version != session.content_version();
            prop_assert_eq!(session.touched_since(version).map(Iterator::count), Some(usize::from(changed)));
        }
        prop_assert!(session.touched_since(session.content_version() + 1).is_none());
    }
}
