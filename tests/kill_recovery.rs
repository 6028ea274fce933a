//! A process that edits is killed at a random moment, again and again; what the next start gives back
//! is the map as of at most a second before. Slow on purpose, so not part of every test run:
//!
//!     cargo test --test kill_recovery -- --ignored --nocapture
//!
//! `RUNS` is how often (200).

// A test that cannot go on says what it expected; helpers of tests are not known to clippy as tests.
#![allow(clippy::expect_used)]

mod random;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use maillage::file::{self, Fingerprint, Sample};
use maillage::recovery::{self, Store, pending};
use maillage::session::{Origin, Session, placed};
use random::{Random, random_edit};

/// Tells the process that edits from the one that kills.
const CHILD: &str = "MAILLAGE_TEST_EDITS_IN";

/// The process that edits: says after each step, on a line, its number and the state of the map.
#[test]
#[ignore = "started by the test that kills it"]
fn edits_until_killed() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    let path = folder.join("carte.maillage");
    let (loaded, fingerprint) = recovery::open(&path).expect("the map opens");
    let mut session = Session::new(loaded.map, Origin::File(path));
    session.set_fingerprint(Some(fingerprint));
    session.keep_journal(&Store::new(folder.join("data")));
    let mut random = Random(seed);
    let mut out = std::io::stdout().lock();
    say(&mut out, &session);
    loop {
        let edit = random_edit(&mut random, session.map(), true);
        let _ = session.edit(edit);
        if random.one_in(8) {
            session.undo();
        }
        if random.one_in(4) {
            session.seal();
        }
        say(&mut out, &session);
        // A person does not type faster either; busy, as tests do not sleep.
        let (start, pause) = (Instant::now(), Duration::from_micros(500 + random.below(4000) as u64));
        while start.elapsed() < pause {
            std::hint::spin_loop();
        }
    }
}

fn say(out: &mut impl std::io::Write, session: &Session) {
    let state = Fingerprint::of(file::to_string(session.map()).as_bytes());
    writeln!(out, "state {state}").expect("someone listens");
    out.flush().expect("someone listens");
}

#[test]
#[ignore = "hundreds of processes: run it by name"]
fn killed_at_any_moment_the_work_of_a_second_before_is_there() {
    let runs: u64 = std::env::var("RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(200);
    let map = Sample::Nantes.open().expect("the sample opens").map;
    let mut moments = Random(99);
    let mut largest = Duration::ZERO;
    let mut states_seen = 0;
    for run in 0..runs {
        let folder = tempfile::tempdir().expect("a folder");
        file::save(&map, &folder.path().join("carte.maillage")).expect("a new file");
        // From before the first step to some seconds of work.
        let after = Duration::from_micros(moments.below(700_000) as u64);
        let seen = states_until_killed(folder.path(), run, after);
        let killed = seen.1;
        let store = Store::new(folder.path().join("data"));
        let found = pending(&store);
        let restored = match found.into_iter().next() {
            Some(mut journal) => journal.restore(placed).expect("it can be read").map,
            // Nothing had reached the disk: the file as it was.
            None => placed(file::open(&folder.path().join("carte.maillage")).expect("whole").map),
        };
        let state = Fingerprint::of(file::to_string(&restored).as_bytes()).to_string();
        // The journal may know one step more than the dying process could say.
        let place = seen.0.iter().rposition(|(_, known)| *known == state);
        let lost = match place {
            // What came after the restored state is lost, from the moment it was there.
            Some(place) => {
                seen.0.get(place + 1).map_or(Duration::ZERO, |(at, _)| killed.saturating_duration_since(*at))
            }
            None => Duration::ZERO,
        };
        assert!(
            place.is_some() || seen.0.len() < 2 || restored_is_next(&seen.0, run, &state, folder.path()),
            "run {run}: the state given back never was"
        );
        assert!(lost <= Duration::from_secs(1), "run {run}: {lost:?} lost");
        largest = largest.max(lost);
        states_seen += seen.0.len();
    }
    println!(
        "{runs} kills, {states_seen} states seen, largest loss {:.1} ms",
        largest.as_secs_f64() * 1000.0
    );
}

type Seen = Vec<(Instant, String)>;

/// Starts the process, notes what it says and when, and kills it.
fn states_until_killed(folder: &Path, seed: u64, after: Duration) -> (Seen, Instant) {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--ignored", "--exact", "edits_until_killed", "--nocapture"])
        .env(CHILD, folder)
        .env("SEED", seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let mut seen: Seen = Vec::new();
    let mut killed = None;
    for line in lines {
        let Ok(line) = line else { break };
        if let Some(state) = line.split("state ").nth(1) {
            seen.push((Instant::now(), state.to_owned()));
        }
        // Counted from the first state: starting takes as long as the machine is busy.
        if killed.is_none() && seen.first().is_some_and(|(first, _)| first.elapsed() >= after) {
            killed = Some(Instant::now());
            child.kill().expect("it runs");
        }
    }
    child.wait().expect("it was killed");
    (seen, killed.expect("it ran until it was killed"))
}

/// Whether the state is the one right after the last that was said.
fn restored_is_next(seen: &Seen, seed: u64, state: &str, folder: &Path) -> bool {
    let path = folder.join("carte.maillage");
    let mut session = Session::new(file::open(&path).expect("whole").map, Origin::File(path));
    let mut random = Random(seed);
    for _ in 0..seen.len() {
        let edit = random_edit(&mut random, session.map(), true);
        let _ = session.edit(edit);
        let now = |session: &Session| Fingerprint::of(file::to_string(session.map()).as_bytes()).to_string();
        if now(&session) == state {
            return true;
        }
        if random.one_in(8) {
            session.undo();
        }
        if random.one_in(4) {
            session.seal();
        }
        if now(&session) == state {
            return true;
        }
        // The pace is random too.
        random.below(4000);
    }
    false
}
