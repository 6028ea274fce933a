use super::*;
use crate::file;
use crate::lang::Lang;
use crate::model::Map;
use crate::session::Origin;

fn empty() -> Session {
    Session::new(Map::new("", file::default_schema().clone()), Origin::New)
}

fn paste_into(session: &mut Session, pasted: &str) -> Result<String, String> {
    let text = Text::new(Lang::Fr);
    let done = paste(session, &text, pasted, Point::ZERO)?;
    session.edit(done.edit).expect("what paste makes fits the map it was made for");
    session.select(done.selection);
    Ok(done.report)
}

fn actor<'a>(session: &'a Session, name: &str) -> &'a Actor {
    session.map().actors().find(|actor| actor.name == name).expect("the actor is on the map")
}

#[test]
fn a_copy_pasted_elsewhere_is_the_same() {
    let mut session = empty();
    let pasted = "Nom\tType\tCommune\tCode INSEE\tÉtiquettes\tDébut\tSIREN\tDescription\n\
        Le \"Solilab\"\tLieu\tNantes\t44109\tlieu, tiers-lieu\t2013-09\t012345675\t\"Deux\nlignes\"\n\
        CRESS\tCRESS\tNantes\t44109\t\t\t\t\n\
        \n\
        De\tVerbe\tVers\tRôle\tPoids\n\
        CRESS\tsoutient\tLe \"Solilab\"\tappui\t2,5\n";
    paste_into(&mut session, pasted).expect("both lists are understood");
    for lang in Lang::ALL {
        let copied = copy(&session, &Text::new(lang));
        let mut other = empty();
        paste_into(&mut other, &copied).expect("a copy is understood");
        assert_eq!(copy(&other, &Text::new(lang)).len(), copied.len());
        assert_eq!(other.map().actor_count(), 2);
        let solilab = actor(&other, "Le \"Solilab\"");
        let first = actor(&session, "Le \"Solilab\"");
        assert_eq!(solilab.description, "Deux\nlignes");
        assert_eq!(solilab.identifiers.siren, "012345675");
        assert_eq!(*solilab.tags, ["lieu", "tiers-lieu"]);
        assert_eq!(
            (&solilab.kind, &solilab.period, &solilab.place),
            (&first.kind, &first.period, &first.place)
        );
        let links: Vec<_> = other.map().links().collect();
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].from, actor(&other, "CRESS").id);
        assert_eq!((links[0].details.role.as_str(), links[0].weight.get()), ("appui", Some(2.5)));
    }
}

#[test]
fn leading_zeros_stay() {
    let mut session = empty();
    paste_into(&mut session, "Code commune\tName\tCity\n01004\tRéseau\tAmbérieu-en-Bugey\n").expect("a list");
    assert_eq!(actor(&session, "Réseau").place.insee, "01004");
}

#[test]
fn a_column_of_names_makes_actors_and_those_there_are_not_added_again() {
    let mut session = empty();
    paste_into(&mut session, "Les Ecossolies\r\nCEAS 72\r\n").expect("names");
    assert_eq!(session.map().actor_count(), 2);
    let report = paste_into(&mut session, "les écossolies\nEnvie 44\nEnvie 44\n").expect("one is new");
    assert_eq!(session.map().actor_count(), 3);
    assert!(report.contains("déjà"), "{report}");
    assert_eq!(session.selection().actors.len(), 1);
    assert!(paste_into(&mut session, "CEAS 72").is_err());
    assert_eq!(session.map().actor_count(), 3);
}

#[test]
fn homonyms_in_other_communes_are_others() {
    let mut session = empty();
    paste_into(&mut session, "nom\tcommune\nRessourcerie\tNantes\nRessourcerie\tLe Mans\n").expect("a list");
    assert_eq!(session.map().actor_count(), 2);
}

#[test]
fn a_list_of_links_finds_its_ends_or_makes_them() {
    let mut session = empty();
    paste_into(&mut session, "CRESS\nEnvie 44").expect("names");
    let report = paste_into(
        &mut session,
        "source\ttarget\ttype\ncress\tNouvelle\test soutenu par\nCRESS\tEnvie 44\tadore\n",
    )
    .expect("links");
    assert_eq!((session.map().actor_count(), session.map().link_count()), (3, 2));
    let new = actor(&session, "Nouvelle");
    let supports = session.map().links().find(|link| link.from == new.id).expect("turned about");
    assert_eq!(supports.kind.as_str(), columns::link_kind_of(session.map(), "soutient").unwrap().0.as_str());
    // A verb that nobody knows is kept as the role, and said.
    assert!(session.map().links().any(|link| link.details.role == "adore"));
    assert!(report.contains("vérifier"), "{report}");
    // The same list again adds nothing.
    assert!(paste_into(&mut session, "source\ttarget\ttype\nCRESS\tEnvie 44\tadore\n").is_err());
}

#[test]
fn what_a_field_does_not_understand_is_kept() {
    let mut session = empty();
    let report =
        paste_into(&mut session, "nom\ttype\tdébut\nA\tconstellation\thier\nB\tAssociation\t25/02/2019\n");
    assert!(report.expect("a list").contains('2'));
    let a = actor(&session, "A");
    assert_eq!(a.period.start, Some(FuzzyDate::Unread("hier".into())));
    assert_eq!(*a.tags, ["constellation"]);
    assert_eq!(actor(&session, "B").period.start, Some(FuzzyDate::Day(2019, 2, 25)));
}

#[test]
fn cells_without_headings_or_text_that_is_no_list_add_nothing() {
    let session = empty();
    let text = Text::new(Lang::Fr);
    let prose = "mot ".repeat(100);
    for pasted in ["", "\n\n", "a\tb\nc\td", "---", prose.as_str(), "type\tcommune\nx\ty"] {
        assert_eq!(
            paste(&session, &text, pasted, Point::ZERO).map(|_| ()),
            Err(text.get("paste-nothing").to_owned())
        );
    }
}

#[test]
fn a_csv_text_with_headings_is_understood_too() {
    let mut session = empty();
    paste_into(&mut session, "nom;commune\n\"Le Mans; Tech\";Le Mans\n").expect("a list");
    assert_eq!(actor(&session, "Le Mans; Tech").place.commune, "Le Mans");
}

#[test]
fn every_heading_that_is_shown_is_understood() {
    for lang in Lang::ALL {
        let text = Text::new(lang);
        for column in ActorColumn::COPIED {
            assert_eq!(ActorColumn::of_heading(text.get(column.key())), Some(*column), "{lang:?}");
        }
        for column in LinkColumn::ALL {
            assert_eq!(LinkColumn::of_heading(text.get(column.key())), Some(*column), "{lang:?}");
        }
    }
}
