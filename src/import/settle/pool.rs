//! What many rows of a draft say alike, made once and shared by their records: words, places,
//! provenances, custom fields. A large list has as many provenances as rows, but few that differ.

use std::collections::BTreeMap;

use arcstr::ArcStr;
use hashbrown::HashMap;

use super::columns::date;
use crate::import::draft::{Draft, Text};
use crate::model::{FieldId, FieldValue, FuzzyDate, Period, Place, Provenance, Shared};

/// More different values than this are not worth looking for one more.
const MOST: usize = 1 << 14;

/// The custom fields of a record.
pub(super) type Custom = BTreeMap<FieldId, FieldValue>;

/// Texts of a draft that say a place, in the order of its fields.
pub(super) type PlaceTexts = [Text; 7];

/// Texts of a draft that say when something began and ended: dates.
pub(super) type PeriodTexts = [Text; 2];

/// Texts of a draft that say where a fact comes from: titles, addresses and dates of sources,
/// confidence, when and by whom it was checked.
pub(super) type ProvenanceTexts = [Text; 6];

/// The date a text says, and whether it says all the text says. What a map of ours has is as it was
/// there, be it in words.
pub(super) fn date_of(draft: &Draft, text: &str) -> (Option<FuzzyDate>, bool) {
    if draft.is_ours { (Some(FuzzyDate::from_file(text)), true) } else { date(text) }
}

/// Parts of records by the texts of the draft that say them.
#[derive(Default)]
pub(super) struct Pool {
    words: HashMap<Text, ArcStr>,
    /// What texts say that ought to be dates, and whether that is all they say.
    dates: HashMap<Text, (Option<FuzzyDate>, bool)>,
    periods: HashMap<PeriodTexts, Shared<Period>>,
    places: HashMap<PlaceTexts, Shared<Place>>,
    provenances: HashMap<ProvenanceTexts, Shared<Provenance>>,
    customs: HashMap<Box<[(u32, Text)]>, Shared<Custom>>,
    tags: HashMap<Text, Vec<ArcStr>>,
}

impl Pool {
    /// A text that other rows may have too.
    pub fn word(&mut self, draft: &Draft, text: Text) -> ArcStr {
        if !text.is_some() {
            return ArcStr::new();
        }
        if let Some(known) = self.words.get(&text) {
            return known.clone();
        }
        let word = ArcStr::from(draft.texts.get(text));
        if self.words.len() < MOST {
            self.words.insert(text, word.clone());
        }
        word
    }

    /// The date a text says, and whether it says all the text says.
    pub fn date(&mut self, draft: &Draft, text: Text) -> (Option<&FuzzyDate>, bool) {
        if self.dates.len() >= MOST && !self.dates.contains_key(&text) {
            self.dates.clear();
        }
        let (date, whole) = self.dates.entry(text).or_insert_with(|| date_of(draft, draft.texts.get(text)));
        (date.as_ref(), *whole)
    }

    /// The period between the dates two texts say.
    pub fn period(&mut self, draft: &Draft, texts: PeriodTexts) -> Shared<Period> {
        if texts == PeriodTexts::default() {
            return Shared::new();
        }
        if let Some(known) = self.periods.get(&texts) {
            return known.clone();
        }
        let [start, end] =
            texts.map(|text| if text.is_some() { self.date(draft, text).0.cloned() } else { None });
        let period: Shared<Period> = Period { start, end, ..Period::default() }.into();
        if self.periods.len() < MOST {
            self.periods.insert(texts, Shared::clone(&period));
        }
        period
    }

    /// The words of a list of tags, as `split` takes them apart.
    pub fn tags(&mut self, draft: &Draft, text: Text, split: impl Fn(&str) -> Vec<String>) -> &[ArcStr] {
        if self.tags.len() >= MOST && !self.tags.contains_key(&text) {
            self.tags.clear();
        }
        self.tags
            .entry(text)
            .or_insert_with(|| split(draft.texts.get(text)).into_iter().map(ArcStr::from).collect())
    }

    /// The place that texts say; `make` makes it unless a row before says the same.
    pub fn place(&mut self, texts: PlaceTexts, make: impl FnOnce(&mut Self) -> Place) -> Shared<Place> {
        if texts == PlaceTexts::default() {
            return Shared::new();
        }
        if let Some(known) = self.places.get(&texts) {
            return known.clone();
        }
        let place = make(self).into();
        if self.places.len() < MOST {
            self.places.insert(texts, Shared::clone(&place));
        }
        place
    }

    /// The provenance that texts say.
    pub fn provenance(
        &mut self,
        texts: ProvenanceTexts,
        make: impl FnOnce() -> Provenance,
    ) -> Shared<Provenance> {
        if texts == ProvenanceTexts::default() {
            return Shared::new();
        }
        if let Some(known) = self.provenances.get(&texts) {
            return known.clone();
        }
        let provenance = make().into();
        if self.provenances.len() < MOST {
            self.provenances.insert(texts, Shared::clone(&provenance));
        }
        provenance
    }

    /// The custom fields that texts in columns say.
    pub fn custom(&mut self, texts: &[(u32, Text)], make: impl FnOnce() -> Custom) -> Shared<Custom> {
        if texts.is_empty() {
            return Shared::new();
        }
        if let Some(known) = self.customs.get(texts) {
            return known.clone();
        }
        let custom = make().into();
        if self.customs.len() < MOST {
            self.customs.insert(texts.into(), Shared::clone(&custom));
        }
        custom
    }

    /// Forgets what was said in columns: those of links are others than those of actors.
    pub fn begin_links(&mut self) {
        self.customs.clear();
    }
}
