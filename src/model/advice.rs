//! Advice: what looks unusual in a record. It warns and never refuses.

use std::cell::RefCell;
use std::collections::HashMap;

use super::identifier::{self, IdentifierFault};
use super::{Actor, FuzzyDate, Link, Map, Period, Schema};

/// One thing that looks unusual, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// The actor's kind is not in the schema.
    UnknownActorKind(String),
    /// The link's kind is not in the schema.
    UnknownLinkKind(String),
    /// The kind of link does not usually join such actors.
    UnusualEnds,
    /// The actor has no name.
    NoName,
    /// A date that is none.
    UnreadDate(String),
    /// The period ends before it starts.
    ReversedPeriod,
    /// An identifier that does not have its usual form or whose check digit is wrong; which one.
    Identifier(&'static str, IdentifierFault),
    /// Latitude or longitude beyond the globe.
    OffTheGlobe,
}

/// What looks unusual in an actor.
pub fn advice_on_actor(map: &Map, actor: &Actor) -> Vec<Advice> {
    let mut advice = Vec::new();
    if map.schema().actor_kind(&actor.kind).is_none() {
        advice.push(Advice::UnknownActorKind(actor.kind.to_string()));
    }
    if actor.name.trim().is_empty() {
        advice.push(Advice::NoName);
    }
    advise_on_period(&actor.period, &mut advice);
    let dates = actor.aliases.iter().filter_map(|alias| alias.until.as_ref());
    advise_on_dates(dates.chain(actor.provenance.checked_on.as_ref()), &mut advice);
    let identifiers = [
        ("SIREN", &actor.identifiers.siren, identifier::check_siren as fn(&str) -> _),
        ("SIRET", &actor.identifiers.siret, identifier::check_siret),
        ("RNA", &actor.identifiers.rna, identifier::check_rna),
    ];
    for (name, text, check) in identifiers {
        if !text.is_empty()
            && let Err(fault) = check(text)
        {
            advice.push(Advice::Identifier(name, fault));
        }
    }
    let beyond = |value: Option<f64>, limit: f64| value.is_some_and(|value| value.abs() > limit);
    if beyond(actor.place.latitude, 90.0) || beyond(actor.place.longitude, 180.0) {
        advice.push(Advice::OffTheGlobe);
    }
    advice
}

/// What looks unusual in a link.
pub fn advice_on_link(map: &Map, link: &Link) -> Vec<Advice> {
    let ends = map.actor(&link.from).zip(map.actor(&link.to));
    advice_on_ends(map.schema(), link, ends.map(|(from, to)| (from.as_ref(), to.as_ref())))
}

/// What looks unusual in a link between actors that are at hand, where both are.
pub fn advice_on_ends(schema: &Schema, link: &Link, ends: Option<(&Actor, &Actor)>) -> Vec<Advice> {
    let mut advice = Vec::new();
    if schema.link_kind(&link.kind).is_none() {
        advice.push(Advice::UnknownLinkKind(link.kind.to_string()));
    }
    if let Some((from, to)) = ends
        && !schema.usually_joins(&link.kind, from, to)
    {
        advice.push(Advice::UnusualEnds);
    }
    advise_on_times(link, &mut advice);
    advice
}

/// Gives advice on many links of one map, working out once what each trio of kinds is worth.
pub struct LinkAdviser<'a> {
    schema: &'a Schema,
    /// By the texts of the kinds, which most records share; whether there is nothing to say.
    verdicts: RefCell<HashMap<[*const u8; 3], bool>>,
}

impl<'a> LinkAdviser<'a> {
    /// One for links of a schema.
    pub fn new(schema: &'a Schema) -> Self {
        Self { schema, verdicts: RefCell::default() }
    }

    /// What looks unusual in a link between two actors. The records must be the map's own, not passing
    /// copies: their kinds are told apart by where they are kept.
    pub fn advice(&self, link: &'a Link, from: &'a Actor, to: &'a Actor) -> Vec<Advice> {
        let trio = [link.kind.as_str(), from.kind.as_str(), to.kind.as_str()].map(str::as_ptr);
        let is_usual = *self.verdicts.borrow_mut().entry(trio).or_insert_with(|| {
            self.schema.link_kind(&link.kind).is_some() && self.schema.usually_joins(&link.kind, from, to)
        });
        if !is_usual {
            return advice_on_ends(self.schema, link, Some((from, to)));
        }
        let mut advice = Vec::new();
        advise_on_times(link, &mut advice);
        advice
    }
}

fn advise_on_times(link: &Link, advice: &mut Vec<Advice>) {
    advise_on_period(&link.period, advice);
    advise_on_dates(link.provenance.checked_on.as_ref(), advice);
}

fn advise_on_period(period: &Period, advice: &mut Vec<Advice>) {
    advise_on_dates([&period.start, &period.end].into_iter().flatten(), advice);
    if period.is_reversed() {
        advice.push(Advice::ReversedPeriod);
    }
}

fn advise_on_dates<'a>(dates: impl IntoIterator<Item = &'a FuzzyDate>, advice: &mut Vec<Advice>) {
    for date in dates {
        if let FuzzyDate::Unread(text) = date {
            advice.push(Advice::UnreadDate(text.to_string()));
        }
    }
}
