//! The sample maps and templates: equal to what their tables say, and true to the facts that must
//! not be lost on the way.

use std::collections::BTreeSet;
use std::process::Command;

use maillage::file::{self, Sample, Template};
use maillage::lang::Lang;
use maillage::model::{ActorId, FuzzyDate, LinkId, Map};

fn open(sample: Sample) -> Map {
    let loaded = sample.open().unwrap_or_else(|error| panic!("{}: {error}", sample.file_name()));
    assert_eq!(loaded.warnings, [], "{}", sample.file_name());
    loaded.map
}

fn ids(map: &Map, ids: impl IntoIterator<Item = ActorId>) -> Vec<String> {
    ids.into_iter().filter(|id| map.actor(id).is_some()).map(|id| id.to_string()).collect()
}

#[test]
fn the_committed_files_are_what_the_tables_say() {
    let check = Command::new(env!("CARGO_BIN_EXE_regenerate")).arg("--check").output().expect("it runs");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn saving_a_sample_changes_no_byte() {
    for sample in Sample::ALL {
        assert!(file::to_string(&open(sample)) == sample.text(), "{}", sample.file_name());
    }
}

#[test]
fn the_samples_hold_every_actor_and_link() {
    let sizes = Sample::ALL.map(|sample| {
        let map = open(sample);
        (map.actor_count(), map.link_count())
    });
    assert_eq!(sizes, [(49, 68), (36, 45), (27, 38), (187, 275)]);
}

#[test]
fn every_record_of_a_sample_says_where_it_comes_from_and_how_sure_it_is() {
    for sample in Sample::ALL {
        let map = open(sample);
        let actors = map.actors().map(|actor| (actor.id.to_string(), &actor.provenance));
        let links = map.links().map(|link| (link.id.to_string(), &link.provenance));
        for (id, provenance) in actors.chain(links) {
            let titled = provenance.sources.iter().all(|source| !source.title.is_empty());
            assert!(!provenance.sources.is_empty() && titled, "{id} has no source");
            assert!(provenance.confidence.is_some(), "{id} has no confidence");
        }
    }
}

#[test]
fn the_authority_and_the_territory_nantes_metropole_stay_two_actors() {
    for sample in [Sample::PaysDeLaLoire, Sample::Nantes, Sample::TerritoiresFrenchImpact] {
        let map = open(sample);
        let mut kinds = Vec::new();
        for actor in map.actors() {
            let names = [&actor.name].into_iter().chain(actor.aliases.iter().map(|alias| &alias.name));
            if names.into_iter().any(|name| name == "Nantes Métropole") {
                kinds.push(actor.kind.to_string());
            }
        }
        assert_eq!(kinds, ["epci", "territoire"], "{}", sample.file_name());
    }
}

#[test]
fn ceas_72_is_tied_to_its_bid_twice() {
    for sample in [Sample::PaysDeLaLoire, Sample::LeMansSarthe, Sample::TerritoiresFrenchImpact] {
        let map = open(sample);
        let bid = ActorId::new("candidature-lemans");
        let links = map.links_of(&ActorId::new("ceas-72"));
        let ties: Vec<_> = links.iter().filter(|link| link.to == bid).collect();
        let said: Vec<_> = ties.iter().map(|link| (link.kind.as_str(), link.details.role.as_str())).collect();
        assert_eq!(said, [("porte", ""), ("chef_de_file", "porte-drapeau")]);
    }
}

#[test]
fn three_actors_touch_both_bids() {
    let map = open(Sample::PaysDeLaLoire);
    let nantes = map.neighbours(&ActorId::new("candidature-nantes"));
    let le_mans = map.neighbours(&ActorId::new("candidature-lemans"));
    let both = ids(&map, nantes.intersection(&le_mans).cloned());
    assert_eq!(both, ["ami-tfi", "cress-pdl", "region-pdl"]);
}

#[test]
fn dates_keep_their_precision_and_former_names_are_known_as_such() {
    let map = open(Sample::TerritoiresFrenchImpact);
    let start = |id: &str| map.link(&LinkId::new(id)).and_then(|link| link.period.start.clone());
    assert_eq!(start("l123"), Some(FuzzyDate::Year(2019)));
    assert_eq!(start("l014"), Some(FuzzyDate::Month(2018, 7)));
    assert_eq!(start("l017"), Some(FuzzyDate::Day(2019, 2, 25)));
    let former: Vec<&str> = map
        .actors()
        .flat_map(|actor| &actor.aliases)
        .filter(|alias| alias.former)
        .map(|alias| alias.name.as_str())
        .collect();
    assert_eq!(former, ["FONDES", "Ecossimo"]);
}

#[test]
fn codes_keep_their_leading_zeros_and_letters() {
    let map = open(Sample::TerritoiresFrenchImpact);
    let insee = |id: &str| map.actor(&ActorId::new(id)).map(|actor| actor.place.insee.clone());
    assert_eq!(insee("t-grasse").as_deref(), Some("06069"));
    assert_eq!(insee("cress-corse").as_deref(), Some("2A004"));
}

#[test]
fn the_actors_of_a_sample_stand_apart() {
    for sample in Sample::ALL {
        let map = open(sample);
        let places: Vec<_> = map
            .actors()
            .map(|actor| {
                (&actor.id, actor.position.unwrap_or_else(|| panic!("{} has no place", actor.id)).at)
            })
            .collect();
        for (n, (id, at)) in places.iter().enumerate() {
            for (other, there) in &places[n + 1..] {
                assert!(at.distance(*there) > 60.0, "{id} and {other} in {}", sample.file_name());
            }
        }
    }
}

#[test]
fn templates_say_the_same_in_both_languages_and_warn_of_nothing() {
    for template in Template::ALL {
        let [french, english] = [Lang::Fr, Lang::En].map(|lang| {
            let loaded = file::read(template.text(lang).as_bytes()).expect("a template opens");
            assert_eq!(loaded.warnings, []);
            loaded.map
        });
        let shape = |map: &Map| -> BTreeSet<String> {
            let actors =
                map.actors().map(|actor| format!("{} {} {:?}", actor.id, actor.kind, actor.position));
            let links = map.links().map(|link| format!("{} {} {}", link.from, link.kind, link.to));
            actors.chain(links).collect()
        };
        assert_eq!(shape(&french), shape(&english));
        for (fr, en) in french.actors().zip(english.actors()) {
            assert!(!fr.name.is_empty() && fr.name != en.name, "{} is not translated", fr.id);
        }
    }
}
