//! Spells: the times a node or link of a dynamic graph is there. A map has one period for each.

use std::cmp::Ordering;
use std::fmt::Write;

/// The attributes of a spell that say when it is.
pub(super) const NAMES: [&str; 5] = ["start", "startopen", "end", "endopen", "timestamp"];

/// Whether a time is no bound: nothing, or infinite.
pub(super) fn is_open(time: &str) -> bool {
    time.trim().is_empty() || time.to_ascii_lowercase().contains("infinity")
}

/// The spells of one node or link.
#[derive(Default)]
pub(super) struct Spells {
    list: Vec<Spell>,
    /// The period that the node or link itself has beside them.
    own: Option<[String; 2]>,
}

/// From when to when; without a bound where there is nothing. Bounds may be left out of it.
struct Spell {
    times: [String; 2],
    leaves_out: [bool; 2],
}

impl Spells {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Adds one, by the attributes of its tag.
    pub fn add<'a>(&mut self, attribute: &impl Fn(&'static str) -> &'a str) {
        let bound = |closed, opened| {
            [closed, opened, "timestamp"].map(attribute).into_iter().find(|time| !time.is_empty())
        };
        let leaves_out = |closed, opened| attribute(closed).is_empty() && !attribute(opened).is_empty();
        self.list.push(Spell {
            times: [bound("start", "startopen"), bound("end", "endopen")]
                .map(|time| time.unwrap_or_default().to_owned()),
            leaves_out: [leaves_out("start", "startopen"), leaves_out("end", "endopen")],
        });
    }

    /// The period that the node or link itself has is part of the whole.
    pub fn also(&mut self, start: &str, end: &str) {
        self.own = Some([start.to_owned(), end.to_owned()]);
    }

    /// The whole span: the earliest start and the latest end, open where one of them is. Nothing where
    /// there is no spell.
    pub fn span(&self) -> Option<[&str; 2]> {
        let bound = |which: usize, wanted| {
            // What the tag leaves open, the spells say.
            let own = self.own.iter().map(|times| times[which].as_str()).filter(|time| !is_open(time));
            extreme(own.chain(self.list.iter().map(|spell| spell.times[which].as_str())), wanted)
        };
        (!self.list.is_empty()).then(|| [bound(0, Ordering::Less), bound(1, Ordering::Greater)])
    }

    /// All of them as one text, in their order: `[2011, 2012]; [2014, ..]`; a round bracket where the
    /// bound is not part of it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for spell in &self.list {
            let open = if spell.leaves_out[0] { '(' } else { '[' };
            let close = if spell.leaves_out[1] { ')' } else { ']' };
            let [start, end] =
                spell.times.each_ref().map(|time| if is_open(time) { ".." } else { time.trim() });
            let between = if text.is_empty() { "" } else { "; " };
            // Writing to a text cannot fail.
            let _ = write!(text, "{between}{open}{start}, {end}{close}");
        }
        text
    }
}

/// The first or last of times; nothing where one is no bound.
fn extreme<'a>(times: impl Iterator<Item = &'a str>, wanted: Ordering) -> &'a str {
    let mut best: Option<&str> = None;
    for time in times {
        if is_open(time) {
            return "";
        }
        if best.is_none_or(|best| compare(time, best) == wanted) {
            best = Some(time);
        }
    }
    best.unwrap_or_default()
}

/// Which of two times is first: numbers by their value, dates as they are written, year first.
fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim(), b.trim());
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spells(list: &[&[(&'static str, &'static str)]]) -> Spells {
        let mut spells = Spells::default();
        for attributes in list {
            spells.add(&|name| {
                attributes.iter().find(|(other, _)| *other == name).map_or("", |(_, time)| time)
            });
        }
        spells
    }

    #[test]
    fn the_span_reaches_from_the_first_start_to_the_last_end() {
        let later_first = spells(&[
            &[("start", "2014-05-05"), ("endopen", "2016-01-01")],
            &[("start", "2011-01-01"), ("end", "2012-01-01")],
        ]);
        assert_eq!(later_first.span(), Some(["2011-01-01", "2016-01-01"]));
        assert_eq!(later_first.text(), "[2014-05-05, 2016-01-01); [2011-01-01, 2012-01-01]");
        let numbers = spells(&[&[("start", "9"), ("end", "10.5")], &[("timestamp", "11")]]);
        assert_eq!(numbers.span(), Some(["9", "11"]));
        assert_eq!(Spells::default().span(), None);
    }

    #[test]
    fn what_one_spell_leaves_open_is_open() {
        let mut open = spells(&[&[("end", "2012")], &[("start", "2014"), ("end", "Infinity")]]);
        assert_eq!((open.span(), open.text()), (Some(["", ""]), "[.., 2012]; [2014, ..]".to_owned()));
        open.also("2010", "");
        assert_eq!(open.span(), Some(["", ""]));
        let mut closed = spells(&[&[("start", "2012"), ("end", "2013")]]);
        closed.also("2010", "");
        assert_eq!(closed.span(), Some(["2010", "2013"]));
    }
}
