//! What is left after a crash, a bad disk, two people and a year of saves.

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

mod random;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use maillage::edit::{Edit, EditError, FieldName};
use maillage::file::{self, Fingerprint, Sample};
use maillage::geometry::Point;
use maillage::merge::Summary;
use maillage::model::{Actor, ActorId, Map, Position};
use maillage::recovery::{
    self, BaseFound, Crash, DocumentLock, Fault, Limits, Past, Pending, Refused, SaveRequest, Store,
    Versions, pending,
};
use maillage::session::{Origin, ReadOnly, Session, Step, placed};
use random::{Random, random_edit};

/// A data folder and a map in a file, opened and journalled.
struct Desk {
    _folder: tempfile::TempDir,
    store: Store,
    path: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("carte.maillage");
        let map = Sample::Nantes.open().expect("the sample opens").map;
        file::save(&map, &path).expect("a new file");
        Self { store: Store::new(folder.path().join("data")), path, _folder: folder }
    }

    fn open(&self) -> Session {
        let (loaded, fingerprint) = recovery::open(&self.path).expect("the map opens");
        let mut session = Session::new(loaded.map, Origin::File(self.path.clone()));
        session.set_fingerprint(Some(fingerprint));
        session.keep_journal(&self.store);
        session
    }

    /// The one journal there is.
    fn pending(&self) -> Pending {
        let mut found = pending(&self.store);
        assert_eq!(found.len(), 1);
        found.remove(0)
    }

    fn save(&self, session: &mut Session) -> Result<(), Refused> {
        let saving = session.begin_save();
        let (map, path) = (session.snapshot(), self.path.clone());
        let request = SaveRequest { map, path, known: session.fingerprint(), from: session.made_from() };
        let saved = recovery::save(Some(&self.store), &request)?;
        session.finish_save(self.path.clone(), saving, saved.fingerprint);
        Ok(())
    }
}

/// Does something in the background, as large changes are made.
fn take_ahead(session: &mut Session, step: Step) {
    let mut ahead = session.ahead();
    if ahead.take(step) == Ok(true) {
        drop(session.adopt(ahead));
    } else {
        session.wait_no_more();
    }
}

fn work(session: &mut Session, random: &mut Random, steps: usize) {
    for _ in 0..steps {
        let edit = random_edit(random, session.map(), true);
        if random.one_in(5) {
            take_ahead(session, Step::Edit(Box::new(move |_| edit)));
            if random.one_in(3) {
                take_ahead(session, Step::Undo);
            }
            if random.one_in(2) {
                take_ahead(session, Step::Redo);
            }
            continue;
        }
        // Some name what is not there: they change nothing.
        let _ = session.edit(edit);
        if random.one_in(6) {
            session.undo();
        }
        if random.one_in(9) {
            session.redo();
        }
        if random.one_in(4) {
            session.seal();
        }
    }
}

fn add(session: &mut Session, name: &str) -> ActorId {
    let id = ActorId::random();
    let actor = Actor::new(id.clone(), "association".into(), name);
    session.edit(Edit::Add { actors: vec![actor], links: vec![] }).expect("it fits");
    id
}

fn text(map: &Map) -> String {
    file::to_string(map)
}

fn undo_all(session: &mut Session) {
    while session.undo().is_some() {}
}

/// Puts bytes in a file, as a disk or another program may.
fn put(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
    file::save_bytes(bytes.as_ref(), path.as_ref()).expect("it is ours");
}

#[test]
fn what_was_not_saved_comes_back_and_can_be_undone() {
    for seed in 0..20 {
        let desk = Desk::new();
        let mut session = desk.open();
        let opened = text(session.map());
        work(&mut session, &mut Random(seed), 60);
        let last = text(session.map());
        drop(session);

        let mut found = desk.pending();
        assert_eq!(found.subject().path.as_deref(), Some(desk.path.as_path()));
        let restored = found.restore(placed).expect("the journal can be read");
        assert!(restored.complete && restored.base == BaseFound::Whole);
        let mut session = Session::recovered(restored);
        assert!(text(session.map()) == last, "seed {seed}");
        assert!(session.is_unsaved());
        undo_all(&mut session);
        assert!(text(session.map()) == opened, "seed {seed}: all undone");
    }
}

#[test]
fn what_a_job_planned_comes_back_too() {
    let desk = Desk::new();
    let mut session = desk.open();
    let opened = text(session.map());
    add(&mut session, "Un");
    // As a layout ends: planned away from the window, for the state it began with.
    let positions =
        session.map().actors().map(|actor| (actor.id.clone(), Position::free(Point::new(7.0, 9.0))));
    let edit = Edit::Move { positions: positions.collect() };
    let planned = edit.plan(session.map()).expect("it fits");
    session.edit_planned(planned, session.revision()).expect("nothing came in between");
    let arranged = text(session.map());
    session.undo();
    session.redo();
    drop(session);
    let restored = desk.pending().restore(placed).expect("it can be read");
    assert!(restored.complete && text(&restored.map) == arranged);
    let mut session = Session::recovered(restored);
    undo_all(&mut session);
    assert!(text(session.map()) == opened);
}

#[test]
fn recovery_can_be_interrupted_and_goes_on_with_the_same_journal() {
    let desk = Desk::new();
    let mut session = desk.open();
    add(&mut session, "Un");
    drop(session);
    // A crash amid recovery: it was read, nothing more.
    drop(desk.pending().restore(placed).expect("it can be read"));
    let mut found = desk.pending();
    assert_eq!(found.changes, 1);
    let mut session = Session::recovered(found.restore(placed).expect("it can be read again"));
    session.resume_journal(found.resume().expect("it can be written"));
    assert!(pending(&desk.store).is_empty(), "somebody works on it");
    add(&mut session, "Deux");
    let last = text(session.map());
    drop(session);
    let mut found = desk.pending();
    assert_eq!(found.changes, 2);
    assert!(text(&found.restore(placed).expect("it can be read").map) == last);
}

#[test]
fn saving_clears_the_journal_but_for_what_came_meanwhile() {
    let desk = Desk::new();
    let mut session = desk.open();
    add(&mut session, "Un");
    desk.save(&mut session).expect("it can be saved");
    drop(session);
    assert!(pending(&desk.store).is_empty());

    let mut session = desk.open();
    add(&mut session, "Deux");
    let saving = session.begin_save();
    let saved = session.snapshot();
    add(&mut session, "Trois");
    session.undo();
    add(&mut session, "Quatre");
    let request = SaveRequest {
        map: saved,
        path: desk.path.clone(),
        known: session.fingerprint(),
        from: session.made_from(),
    };
    let done = recovery::save(Some(&desk.store), &request).expect("it can be saved");
    session.finish_save(desk.path.clone(), saving, done.fingerprint);
    add(&mut session, "Cinq");
    let last = text(session.map());
    drop(session);
    let restored = desk.pending().restore(placed).expect("it can be read");
    assert!(restored.complete);
    assert!(text(&restored.map) == last);
    let mut session = Session::recovered(restored);
    undo_all(&mut session);
    assert!(text(session.map()) == fs::read_to_string(&desk.path).expect("the file"));
}

#[test]
fn steps_undone_beyond_the_last_save_come_back_undone() {
    let desk = Desk::new();
    let mut session = desk.open();
    add(&mut session, "Un");
    desk.save(&mut session).expect("it can be saved");
    session.undo();
    let last = text(session.map());
    drop(session);
    let restored = desk.pending().restore(placed).expect("it can be read");
    assert!(text(&restored.map) == last);
}

#[test]
fn a_panic_brings_the_work_to_the_disk_first() {
    let desk = Desk::new();
    let mut session = desk.open();
    add(&mut session, "Un");
    // What the window does when it panics. Journals of other tests may be on their way out.
    let _ = recovery::flush_all();
    let journals = fs::read_dir(desk.store.recovery()).expect("it is there").filter_map(Result::ok);
    let journal = journals
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "journal"))
        .expect("it is written");
    assert_eq!(recovery::read_journal(&fs::read(journal).expect("it can be read")).steps, 1);
}

/// Tells the process that panics from the one that looks at what it left.
const PANICS_IN: &str = "MAILLAGE_TEST_PANICS_IN";

/// The process that panics with unsaved work, as the window would: on the thread that watches, or in a
/// job.
#[test]
#[ignore = "started by the test that looks at what it leaves"]
fn panics_with_work() {
    let Some(folder) = std::env::var_os(PANICS_IN).map(std::path::PathBuf::from) else { return };
    let store = Store::new(folder.join("data"));
    recovery::guard_against_panics(Some(store.clone()), |_, _| println!("said"));
    let path = folder.join("carte.maillage");
    let mut session = Session::new(file::open(&path).expect("it opens").map, Origin::File(path));
    session.keep_journal(&store);
    add(&mut session, "Un");
    let job = maillage::job::Job::<()>::start(|_| panic!("in a job"), || {});
    while job.poll() == maillage::job::Outcome::Running {
        std::thread::yield_now();
    }
    assert!(Crash::last(&store).is_none(), "a job that ends so is not the end");
    let names = ["no such name"];
    let wanted = names.len();
    println!("{}", names[std::hint::black_box(wanted)]);
}

#[test]
fn a_panic_is_noted_with_the_journal_for_the_next_start() {
    let desk = Desk::new();
    let folder = desk.path.parent().expect("a folder");
    let child = std::process::Command::new(std::env::current_exe().expect("this test"))
        .args(["--ignored", "--exact", "panics_with_work", "--nocapture"])
        .env(PANICS_IN, folder)
        .output()
        .expect("it starts");
    assert!(!child.status.success());
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    assert_eq!(said.matches("said").count(), 1, "{said}");
    let crash = Crash::last(&desk.store).expect("it is noted");
    assert!(crash.whole && crash.what.contains("index out of bounds"), "{crash:?}");
    assert!(crash.place.contains("recovery.rs"), "{crash:?}");
    let found = desk.pending();
    assert_eq!(crash.journals, [found.path().to_owned()]);
    assert_eq!(found.changes, 1);
    // Told, it is not told again; it stays for who mends the program.
    Crash::told(&desk.store);
    assert_eq!(Crash::last(&desk.store), None);
    assert!(desk.store.crash_note().with_file_name("crash-told.json").exists());
}

#[test]
fn a_damaged_crash_note_says_nothing() {
    let desk = Desk::new();
    let crash = Crash {
        at: UNIX_EPOCH + Duration::from_secs(1_700_000_000),
        what: "« boom »".to_owned(),
        place: "src/a.rs:1:2".to_owned(),
        program: "0.1.0".to_owned(),
        journals: vec![desk.store.recovery().join("a.journal")],
        whole: true,
    };
    crash.note(&desk.store).expect("it can be noted");
    assert_eq!(Crash::last(&desk.store), Some(crash));
    let whole = fs::read(desk.store.crash_note()).expect("the note");
    for end in 0..whole.len() {
        put(desk.store.crash_note(), &whole[..end]);
        assert_eq!(Crash::last(&desk.store), None, "cut at {end}");
    }
}

#[test]
fn a_journal_that_cannot_be_written_says_so_until_it_can_and_loses_nothing() {
    let desk = Desk::new();
    // A file where the folder should be: nobody, root included, writes into that.
    put(desk.path.with_file_name("data"), "not a folder");
    let mut session = desk.open();
    add(&mut session, "Un");
    let fault = |session: &Session| session.journal().and_then(|journal| journal.fault());
    while fault(&session).is_none() {
        std::thread::yield_now();
    }
    assert!(matches!(fault(&session), Some(Fault::Other(_))));
    add(&mut session, "Deux");
    assert!(fault(&session).is_some(), "asking does not mend it");
    fs::remove_file(desk.path.with_file_name("data")).expect("it is ours");
    // Tried again each second, whether or not anything is done.
    while fault(&session).is_some() {
        std::thread::yield_now();
    }
    let last = text(session.map());
    drop(session);
    let restored = desk.pending().restore(placed).expect("it can be read");
    assert!(restored.complete && text(&restored.map) == last);
}

#[test]
fn what_was_undone_before_a_crash_can_be_done_again_after_it() {
    let desk = Desk::new();
    let mut session = desk.open();
    let mut states = vec![text(session.map())];
    for n in 0..5 {
        add(&mut session, &format!("Acteur {n}"));
        states.push(text(session.map()));
    }
    session.undo();
    session.undo();
    drop(session);
    let mut found = desk.pending();
    assert_eq!(found.changes, 3);
    let mut session = Session::recovered(found.restore(placed).expect("it can be read"));
    session.resume_journal(found.resume().expect("it can be written"));
    assert!(text(session.map()) == states[3]);
    for state in &states[4..] {
        session.redo();
        assert!(text(session.map()) == *state);
    }
    for state in states[..5].iter().rev() {
        session.undo();
        assert!(text(session.map()) == *state);
    }
    assert!(session.undo().is_none() && !session.is_unsaved());
    session.redo();
    desk.save(&mut session).expect("it can be saved");
    drop(session);
    assert!(pending(&desk.store).is_empty(), "nothing is left to be offered");
}

#[test]
fn what_was_all_undone_is_not_offered() {
    let desk = Desk::new();
    let mut session = desk.open();
    add(&mut session, "Un");
    add(&mut session, "Deux");
    session.undo();
    session.redo();
    undo_all(&mut session);
    drop(session);
    assert!(pending(&desk.store).is_empty());
}

#[test]
fn work_that_was_given_up_is_not_offered_again() {
    let desk = Desk::new();
    let mut session = desk.open();
    add(&mut session, "Un");
    session.discard_journal();
    assert!(pending(&desk.store).is_empty());
    drop(desk.open());
    assert!(pending(&desk.store).is_empty(), "nothing was done");
}

#[test]
fn a_map_in_no_file_comes_back_too() {
    let desk = Desk::new();
    let map = Sample::LeMansSarthe.open().expect("the sample opens").map;
    let mut session = Session::new(map, Origin::New);
    session.keep_journal(&desk.store);
    add(&mut session, "Un");
    let last = text(session.map());
    drop(session);
    let restored = desk.pending().restore(placed).expect("it can be read");
    assert!(restored.complete && restored.path.is_none());
    assert!(text(&restored.map) == last);
}

#[test]
fn the_work_outlives_the_file_it_was_done_on() {
    for change in
        [|path: &Path| fs::remove_file(path), |path: &Path| fs::rename(path, path.with_extension("x"))]
    {
        let desk = Desk::new();
        let mut session = desk.open();
        add(&mut session, "Un");
        let last = text(session.map());
        // The copy of the file is made in the background.
        while !has_base(&desk.store) {
            std::thread::yield_now();
        }
        drop(session);
        change(&desk.path).expect("the file is ours");
        let restored = desk.pending().restore(placed).expect("it can be read");
        assert!(restored.complete && text(&restored.map) == last);
    }
}

fn has_base(store: &Store) -> bool {
    let entries = fs::read_dir(store.recovery());
    entries.is_ok_and(|entries| {
        entries.filter_map(Result::ok).any(|entry| entry.path().extension().is_some_and(|e| e == "base"))
    })
}

#[test]
fn without_file_and_copy_the_records_of_the_journal_are_given() {
    let desk = Desk::new();
    let mut session = desk.open();
    let id = add(&mut session, "Un");
    while !has_base(&desk.store) {
        std::thread::yield_now();
    }
    drop(session);
    fs::remove_file(desk.pending().path().with_extension("base")).expect("it is there");
    put(&desk.path, text(&Sample::LeMansSarthe.open().expect("it opens").map));
    let restored = desk.pending().restore(placed).expect("it can be read");
    assert_eq!((restored.base, restored.complete), (BaseFound::Changed, false));
    assert!(restored.map.actor(&id).is_some());
    fs::remove_file(&desk.path).expect("it is ours");
    let restored = desk.pending().restore(placed).expect("it can be read");
    assert_eq!((restored.base, restored.complete), (BaseFound::Nothing, false));
    assert_eq!(restored.map.actor(&id).map(|actor| actor.name.as_str()), Some("Un"));
}

#[test]
fn a_damaged_journal_gives_what_can_be_read_and_never_stops_the_start() {
    let desk = Desk::new();
    let mut session = desk.open();
    let ids: Vec<ActorId> = (0..8).map(|n| add(&mut session, &format!("Acteur {n}"))).collect();
    drop(session);
    let path = desk.pending().path().to_owned();
    let whole = fs::read(&path).expect("the journal");
    let named = |map: &Map| ids.iter().filter(|id| map.actor(id).is_some()).count();
    let mut random = Random(7);
    for case in 0..300 {
        let mut bytes = whole.clone();
        match case % 3 {
            0 => bytes.truncate(random.below(whole.len())),
            1 => bytes[random.below(whole.len())] ^= 1 << random.below(8),
            _ => {
                let at = random.below(whole.len());
                let end = (at + random.below(200)).min(whole.len());
                bytes[at..end].fill(0);
            }
        }
        put(&path, &bytes);
        for mut found in pending(&desk.store) {
            let restored = found.restore(placed).expect("what is there is given");
            let lost = whole.len() - bytes.iter().zip(&whole).filter(|(a, b)| a == b).count();
            let kept = named(&restored.map);
            assert!(kept + 2 + lost / 100 >= 8 || case % 3 == 0, "case {case}: {kept} of 8");
            assert_eq!(restored.complete, found.unreadable == 0 && restored.complete);
        }
        // A journal without one step in it is taken away.
        put(&path, &whole);
    }
    assert_eq!(named(&desk.pending().restore(placed).expect("it can be read").map), 8);
}

#[test]
fn a_save_keeps_what_it_replaces_and_says_what_changed() {
    let desk = Desk::new();
    let first = fs::read_to_string(&desk.path).expect("the file");
    let mut session = desk.open();
    add(&mut session, "Un");
    desk.save(&mut session).expect("it can be saved");
    add(&mut session, "Deux");
    add(&mut session, "Trois");
    desk.save(&mut session).expect("it can be saved");
    let versions = desk.store.versions();
    let list = versions.list(session.map_id());
    assert_eq!(list.len(), 2);
    let added = |n| Some(Summary { actors_added: n, ..Summary::default() });
    assert_eq!(list[0].brought, added(1));
    assert_eq!(list[1].brought, None);
    let now = session.fingerprint().expect("it was saved");
    assert_eq!(versions.brought_by(session.map_id(), now), added(2));
    let oldest = versions.open(&list[1]).expect("it opens").map;
    assert!(text(&oldest) == first);

    // Put back, as a step that can be undone.
    let last = text(session.map());
    let step = Edit::Become { map: Box::new(oldest), purpose: maillage::edit::Purpose::Restore };
    session.edit(step).expect("it fits");
    assert!(text(session.map()) == first);
    session.undo();
    assert!(text(session.map()) == last);
}

/// A map whose file is packed in several pieces.
fn large(actors: usize) -> Map {
    let options = maillage::generate::Options { actors, seed: 3, placed: true };
    maillage::generate::generate(options, &mut |_| {})
}

#[test]
fn a_save_says_how_far_it_is_from_the_first_stage_to_the_last() {
    let desk = Desk::new();
    let map = large(6_000);
    file::save(&map, &desk.path).expect("it can be saved");
    let mut session = desk.open();
    add(&mut session, "Un");
    let request = |session: &Session| SaveRequest {
        map: session.snapshot(),
        path: desk.path.clone(),
        known: session.fingerprint(),
        from: session.made_from(),
    };
    let said = std::sync::Mutex::new(Vec::new());
    let report = |done: f64| said.lock().expect("nobody panics").push(done);
    let watch = file::Watch::new(&report, &|| false);
    recovery::save_watched(Some(&desk.store), &request(&session), watch).expect("it can be saved");
    let said = said.into_inner().expect("nobody panics");
    // Of several hands, one may speak a little late.
    assert!(said.windows(2).all(|pair| pair[1] > pair[0] - 0.05), "{said:?}");
    assert_eq!(said.last(), Some(&1.0));
    // Reading and packing the old, writing the new, reading it back: each has its part.
    for (from, to) in [(0.01, 0.2), (0.2, 0.4), (0.4, 0.65), (0.65, 0.9)] {
        let here = said.iter().filter(|done| (from..to).contains(*done)).count();
        assert!(here > 0, "nothing said between {from} and {to}: {said:?}");
    }
    let largest = said.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
    assert!(largest < 0.35, "a leap of {largest}: {said:?}");
}

#[test]
fn a_save_stopped_at_any_word_leaves_the_old_file_or_the_new() {
    let desk = Desk::new();
    file::save(&large(800), &desk.path).expect("it can be saved");
    let mut session = desk.open();
    add(&mut session, "Un");
    let old = fs::read(&desk.path).expect("the file");
    let new = text(session.map()).into_bytes();
    let request = SaveRequest {
        map: session.snapshot(),
        path: desk.path.clone(),
        known: None,
        from: session.made_from(),
    };
    let mut stopped_at = 0;
    loop {
        let words = std::sync::atomic::AtomicUsize::new(0);
        let relaxed = std::sync::atomic::Ordering::Relaxed;
        let report = |_: f64| {
            words.fetch_add(1, relaxed);
        };
        let stopped = || words.load(relaxed) > stopped_at;
        let result = recovery::save_watched(Some(&desk.store), &request, file::Watch::new(&report, &stopped));
        let now = fs::read(&desk.path).expect("the file");
        let others = fs::read_dir(desk.path.parent().expect("a folder")).expect("it is there").count();
        assert!(others <= 2, "nothing is left beside the file");
        match result {
            Ok(_) => assert!(now == new, "stopped at {stopped_at}: said to be saved"),
            Err(error) => assert!(now == old, "stopped at {stopped_at}: {error}"),
        }
        if now == new {
            break;
        }
        stopped_at += 1 + stopped_at / 6;
    }
    assert!(stopped_at > 5, "it was stopped at several places");
    for version in desk.store.versions().list(session.map_id()) {
        assert!(desk.store.versions().open(&version).is_ok(), "no half of a version is kept");
    }
}

#[test]
fn the_newest_good_version_is_found_for_a_damaged_file() {
    let desk = Desk::new();
    let mut session = desk.open();
    let mut states = Vec::new();
    for n in 0..3 {
        states.push(fs::read_to_string(&desk.path).expect("the file"));
        add(&mut session, &format!("Acteur {n}"));
        desk.save(&mut session).expect("it can be saved");
    }
    put(&desk.path, b"{\"format\": \"maillage\", \"vers");
    let versions = desk.store.versions();
    let good = versions.newest_good(&desk.path).expect("there are some");
    assert!(text(&versions.open(&good).expect("it opens").map) == states[2]);
    // Its bytes are damaged too: the one before is offered.
    let pack = find(&desk.store, &good.fingerprint.to_string());
    let mut bytes = fs::read(&pack).expect("it is there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    put(&pack, bytes);
    let good = versions.newest_good(&desk.path).expect("there are others");
    assert!(text(&versions.open(&good).expect("it opens").map) == states[1]);
}

/// The packed bytes of a fingerprint.
fn find(store: &Store, fingerprint: &str) -> PathBuf {
    let root = store.recovery().parent().expect("the store").join("versions");
    let folders = fs::read_dir(root).expect("there are versions").filter_map(Result::ok);
    folders
        .map(|folder| folder.path().join(fingerprint).with_extension("pack"))
        .find(|path| path.exists())
        .expect("its bytes are there")
}

#[test]
fn versions_are_thinned_to_one_a_day_and_a_size() {
    let folder = tempfile::tempdir().expect("a folder");
    let versions = |bytes| Versions::new(folder.path().to_owned(), Limits { recent: 5, bytes });
    let map = Sample::Nantes.open().expect("the sample opens").map;
    let hour = Duration::from_secs(3600);
    let start = UNIX_EPOCH + 24 * hour * 20_000;
    for n in 0..40u32 {
        let mut map = map.clone();
        std::sync::Arc::make_mut(&mut map.about).title = format!("État {n}");
        let at = start + hour * 6 * n;
        versions(u64::MAX)
            .keep(&map.about.id, Path::new("/carte"), text(&map).as_bytes(), at)
            .expect("it can be kept");
    }
    versions(u64::MAX).thin().expect("they are ours");
    let list = versions(u64::MAX).list(&map.about.id);
    // The last five, then the last of each of the nine days none of them is the last of.
    let title = |n: u32| format!("État {n}");
    let wanted: Vec<String> = (35..40)
        .rev()
        .map(title)
        .chain((0..9).rev().map(|day| title(day * 4 + 3)).filter(|t| *t != title(35)))
        .collect();
    assert_eq!(list.iter().map(|version| version.title.clone()).collect::<Vec<_>>(), wanted);
    let size = |version: &recovery::Version| {
        let name = version.fingerprint.to_string();
        let path = folder.path().join(map.about.id.as_str()).join(name).with_extension("pack");
        fs::metadata(path).expect("it is there").len()
    };
    let three: u64 = list[..3].iter().map(size).sum();
    versions(three).thin().expect("they are ours");
    let left = versions(three).list(&map.about.id);
    assert_eq!(left, list[..3]);
}

#[test]
fn a_file_someone_else_changed_is_not_overwritten() {
    let desk = Desk::new();
    let mut session = desk.open();
    add(&mut session, "Le mien");
    // The same bytes at another time are no change.
    let bytes = fs::read(&desk.path).expect("the file");
    put(&desk.path, &bytes);
    desk.save(&mut session).expect("nothing has changed");

    let mut theirs = file::open(&desk.path).expect("it opens").map;
    let mut history = maillage::edit::History::default();
    let actor = Actor::new("autre".into(), "association".into(), "Le sien");
    history.edit(&mut theirs, Edit::Add { actors: vec![actor], links: vec![] }).expect("it fits");
    let changed = file::save(&theirs, &desk.path).expect("another program saves");
    add(&mut session, "Encore");
    let refused = desk.save(&mut session).expect_err("theirs would be lost");
    assert!(matches!(refused, Refused::ChangedOnDisk(_)));
    assert_eq!(Fingerprint::of(&fs::read(&desk.path).expect("the file")), changed);
    assert!(session.is_unsaved());

    // What was last in the file is their common ancestor, by the history or by the versions.
    let versions = desk.store.versions();
    let saved = || session.way_to_saved().map(|way| way.from(session.map()));
    for saved in [saved(), None] {
        let past = Past { made_from: session.made_from(), saved, path: Some(desk.path.clone()) };
        let base = recovery::ancestor(Some(&versions), &past, session.map(), &theirs, changed, || true);
        let base = base.expect("there is one");
        assert!(base.map.actor(&"autre".into()).is_none() && !base.is_known);
    }
    let base = saved().expect("it was in a file");
    let merge = maillage::merge::Merge::new(Some(&base), session.map(), &theirs);
    let names: Vec<String> = merge.result().actors().map(|actor| actor.name.to_string()).collect();
    assert!(["Le mien", "Encore", "Le sien"].iter().all(|name| names.iter().any(|other| other == name)));

    // Removed, it is written anew.
    fs::remove_file(&desk.path).expect("it is ours");
    desk.save(&mut session).expect("nothing to lose");
}

#[test]
fn what_others_replaced_is_found_among_the_versions() {
    let desk = Desk::new();
    let (mut ours, mut theirs) = (desk.open(), desk.open());
    save_over(&desk, &mut theirs, &desk.path, &["Le sien"]);
    // The first step comes after the file was replaced: no copy of it could be made.
    add(&mut ours, "Le mien");
    let last = text(ours.map());
    drop((ours, theirs));
    let restored = desk.pending().restore(placed).expect("it can be read");
    assert!(restored.complete && text(&restored.map) == last);
}

/// What another window does with a file it has open: some names are added and saved, whatever the file
/// holds by then.
fn save_over(desk: &Desk, session: &mut Session, path: &Path, names: &[&str]) {
    for name in names {
        add(session, name);
    }
    let (saving, from) = (session.begin_save(), session.made_from());
    let request = SaveRequest { map: session.snapshot(), path: path.to_owned(), known: None, from };
    let saved = recovery::save(Some(&desk.store), &request).expect("it can be saved");
    session.finish_save(path.to_owned(), saving, saved.fingerprint);
}

/// The names of the merge of what is open with what is in a file, and how many conflicts there are.
fn merged(desk: &Desk, session: &Session, path: &Path) -> (Vec<String>, usize) {
    let (theirs, held) = recovery::open(path).expect("it opens");
    let saved = session.way_to_saved().map(|way| way.from(session.map()));
    let past = Past { made_from: session.made_from(), saved, path: session.path().map(PathBuf::from) };
    let versions = desk.store.versions();
    let base = recovery::ancestor(Some(&versions), &past, session.map(), &theirs.map, held, || true);
    let base = base.map(|base| {
        assert!(base.is_known, "each save noted what it was made from");
        base.map
    });
    let merge = maillage::merge::Merge::new(base.as_ref(), session.map(), &theirs.map);
    let names = merge.result().actors().map(|actor| actor.name.to_string()).collect();
    (names, merge.conflicts().len())
}

#[test]
fn what_others_saved_twice_is_no_ancestor_of_ours() {
    let desk = Desk::new();
    let (mut ours, mut theirs) = (desk.open(), desk.open());
    add(&mut ours, "Le mien");
    // Their first save is a version by their second, and nearer to theirs than what ours came from.
    let gone = theirs.map().actors().next().expect("there are actors").id.clone();
    theirs.edit(Edit::Remove { actors: [gone.clone()].into(), links: Default::default() }).expect("it fits");
    save_over(&desk, &mut theirs, &desk.path, &["Un"]);
    save_over(&desk, &mut theirs, &desk.path, &["Deux"]);
    let (names, _) = merged(&desk, &ours, &desk.path);
    assert!(["Le mien", "Un", "Deux"].iter().all(|name| names.iter().any(|other| other == name)));
    let removed = ours.map().actor(&gone).expect("it is there").name.to_string();
    assert!(!names.contains(&removed), "they removed it, and nobody changed it");
}

#[test]
fn a_copy_saved_elsewhere_keeps_what_it_was_made_from() {
    let desk = Desk::new();
    let (mut ours, mut theirs) = (desk.open(), desk.open());
    let copy = desk.path.with_file_name("copie.maillage");
    save_over(&desk, &mut ours, &copy, &["Le mien"]);
    save_over(&desk, &mut theirs, &desk.path, &["Le sien"]);
    let (names, conflicts) = merged(&desk, &ours, &desk.path);
    assert!(["Le mien", "Le sien"].iter().all(|name| names.iter().any(|other| other == name)));
    assert_eq!(conflicts, 0);
}

#[test]
fn a_merge_that_was_undone_has_not_happened() {
    let desk = Desk::new();
    let (mut ours, mut theirs) = (desk.open(), desk.open());
    save_over(&desk, &mut theirs, &desk.path, &["Le sien"]);
    let known = ours.fingerprint();
    add(&mut ours, "Le sien, par fusion");
    ours.note_merged(desk.path.clone(), theirs.fingerprint().expect("it was saved"));
    assert_eq!((ours.fingerprint(), ours.made_from().len()), (theirs.fingerprint(), 2));
    ours.undo();
    assert_eq!((ours.fingerprint(), ours.made_from().len()), (known, 1));
    assert!(matches!(desk.save(&mut ours), Err(Refused::ChangedOnDisk(_))));
}

#[test]
fn a_second_window_is_told_who_holds_a_file_and_a_dead_one_holds_nothing() {
    let desk = Desk::new();
    let held = DocumentLock::take(&desk.store, &desk.path).expect("nobody has it").expect("locks work");
    let holder = DocumentLock::take(&desk.store, &desk.path).expect_err("it is held");
    assert_eq!(holder.pid, std::process::id());
    assert!(holder.since <= SystemTime::now());
    drop(held);
    let again = DocumentLock::take(&desk.store, &desk.path).expect("it was let go");
    drop(again);
    // What a process that died leaves: the files, and no lock.
    fs::create_dir_all(desk.store.locks()).expect("ours");
    for entry in fs::read_dir(desk.store.locks()).expect("there is one").filter_map(Result::ok) {
        put(entry.path().with_extension("json"), r#"{"pid": 1, "user": "x", "since": 0}"#);
    }
    assert!(DocumentLock::take(&desk.store, &desk.path).is_ok());
}

#[test]
fn a_map_to_be_looked_at_cannot_be_edited() {
    let newer = text(&Sample::Nantes.open().expect("it opens").map).replace("\"1.0\"", "\"2.0\"");
    let map = file::read(newer.as_bytes()).expect("it looks like ours").map;
    let mut session = Session::new(map, Origin::New);
    assert_eq!(session.read_only(), Some(&ReadOnly::NewerVersion("2.0".to_owned())));
    session.set_read_only(None);
    let mut about = (*session.map().about).clone();
    about.title = "x".to_owned();
    let edit = Edit::ReviseAbout { about, what: FieldName::Title };
    assert_eq!(session.edit(edit), Err(EditError::ReadOnly));
}
