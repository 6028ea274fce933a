//! Marks: what each actor is to a view, by number: shown, sharp, selected, under the pointer. Kept
//! apart from the view's sets of ids so that nothing looks them up for every actor in every frame.

use std::collections::BTreeSet;

use super::Prepared;
use super::metrics::detail;
use super::prepared::Tie;
use super::scene::{Hovered, View};
use crate::model::{ActorId, ActorSet, LinkId};
use crate::query::Shown;

/// The actor is not drawn.
pub const HIDDEN: u8 = 1;
/// The actor stays sharp while the rest fades.
pub const LIT: u8 = 2;
/// The actor is selected.
pub const SELECTED: u8 = 4;
/// The pointer is over the actor.
pub const HOVERED: u8 = 8;
/// The keyboard is on the actor.
pub const KEYBOARD: u8 = 16;

/// What is shown or hidden that was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reshown {
    /// Whether any actor is.
    pub actors: bool,
    /// The numbers of the links of kinds that are.
    pub links: Vec<u32>,
}

/// What actors and links are to a view.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    actors: Vec<u8>,
    /// By link; empty where all are shown.
    hidden_links: Vec<bool>,
    /// Numbers with a mark that is worn by few, to take it off again.
    lit: Vec<u32>,
    selected: Vec<u32>,
    pointed: Vec<u32>,
    selected_links: BTreeSet<u32>,
    hovered_link: Option<u32>,
    /// Whether some actors are lit, so that others fade.
    some_lit: bool,
    hides: bool,
    version: u64,
}

impl Marks {
    /// The marks a view gives.
    pub fn of(prepared: &Prepared, view: &View<'_>) -> Self {
        let mut marks = Self::default();
        marks.show(prepared, view.shown);
        marks.light(prepared, view.lit);
        marks.select(prepared, view.selected_actors, view.selected_links);
        marks.point(prepared, view.hovered, view.keyboard_focus);
        marks
    }

    /// A number that grows whenever a mark of an actor changes.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The marks of every actor, by number.
    pub fn actors(&self) -> &[u8] {
        &self.actors
    }

    /// The marks of an actor.
    pub fn of_actor(&self, number: usize) -> u8 {
        self.actors.get(number).copied().unwrap_or(0)
    }

    /// Whether an actor is drawn.
    pub fn shows(&self, number: usize) -> bool {
        self.of_actor(number) & HIDDEN == 0
    }

    /// Whether a link may be drawn, where both its ends are.
    pub fn shows_link(&self, number: usize) -> bool {
        !self.hidden_links.get(number).copied().unwrap_or(false)
    }

    /// Whether an actor is sharp: all are where nothing is lit.
    pub fn is_lit(&self, number: usize) -> bool {
        !self.some_lit || self.of_actor(number) & LIT != 0
    }

    /// Numbers of the lit actors.
    pub fn lit(&self) -> &[u32] {
        &self.lit
    }

    /// Numbers of the selected actors, by id.
    pub fn selected(&self) -> &[u32] {
        &self.selected
    }

    /// Numbers of the selected actors where they are few enough to be drawn before the rest, with
    /// their links; none where they are many.
    pub fn selected_in_front(&self) -> &[u32] {
        if self.selected.len() <= detail::STANDING_OUT { &self.selected } else { &[] }
    }

    /// Whether anything may be hidden.
    pub fn hides_some(&self) -> bool {
        self.hides || !self.hidden_links.is_empty()
    }

    /// Whether some actors are lit, so that the others fade.
    pub fn some_lit(&self) -> bool {
        self.some_lit
    }

    /// Numbers of the actors under the pointer and the keyboard.
    pub fn pointed(&self) -> &[u32] {
        &self.pointed
    }

    /// Numbers of the selected links.
    pub fn selected_links(&self) -> &BTreeSet<u32> {
        &self.selected_links
    }

    /// The link under the pointer.
    pub fn hovered_link(&self) -> Option<u32> {
        self.hovered_link
    }

    /// Makes room for actors that came later.
    pub fn grow(&mut self, prepared: &Prepared) {
        self.actors.resize(prepared.actor_slots(), 0);
        if !self.hidden_links.is_empty() {
            self.hidden_links.resize(prepared.link_slots(), false);
        }
        self.version += 1;
    }

    /// Says which actors and links are shown; `None` for all. Gives back what is shown otherwise now.
    pub fn show(&mut self, prepared: &Prepared, shown: Option<&Shown>) -> Reshown {
        self.grow(prepared);
        let mut reshown = Reshown::default();
        let all = shown.is_none_or(|shown| shown.actors().is_none());
        if self.hides || !all {
            self.hides = false;
            for (marks, actor) in self.actors.iter_mut().zip(&prepared.actors) {
                let hidden = !all && shown.is_some_and(|shown| !shown.shows_slot(actor.slot));
                let now = (*marks & !HIDDEN) | if hidden { HIDDEN } else { 0 };
                reshown.actors |= now != *marks;
                self.hides |= hidden;
                *marks = now;
            }
        }
        let kinds = shown.map(Shown::hidden_link_kinds).filter(|kinds| !kinds.is_empty());
        if kinds.is_none() && self.hidden_links.is_empty() {
            return reshown;
        }
        let is_hidden = |tie: &Tie| kinds.is_some_and(|kinds| kinds.contains(&tie.id));
        let hidden: Vec<bool> = prepared.ties.iter().map(is_hidden).collect();
        let is_hidden = |tie: u32| hidden.get(tie as usize).copied().unwrap_or(false);
        self.hidden_links.resize(prepared.link_slots(), false);
        for (number, (was, link)) in (0u32..).zip(self.hidden_links.iter_mut().zip(&prepared.links)) {
            if *was != is_hidden(link.tie) {
                *was = !*was;
                reshown.links.push(number);
            }
        }
        if kinds.is_none() {
            self.hidden_links = Vec::new();
        }
        reshown
    }

    /// Says which actors stay sharp; `None` for all.
    pub fn light(&mut self, prepared: &Prepared, lit: Option<&ActorSet>) {
        self.grow(prepared);
        self.some_lit = lit.is_some();
        let mut lit: Vec<u32> =
            lit.into_iter().flat_map(ActorSet::slots).filter_map(|slot| prepared.number_at(slot)).collect();
        lit.sort_unstable();
        let before = std::mem::replace(&mut self.lit, lit);
        self.wear(before, LIT, |marks| &marks.lit);
    }

    /// Says what is selected.
    pub fn select(&mut self, prepared: &Prepared, actors: &BTreeSet<ActorId>, links: &BTreeSet<LinkId>) {
        self.grow(prepared);
        let selected = prepared.numbers_of(actors);
        let before = std::mem::replace(&mut self.selected, selected);
        self.wear(before, SELECTED, |marks| &marks.selected);
        self.selected_links = prepared.link_numbers_of(links).into_iter().collect();
    }

    /// Says where the pointer and the keyboard are.
    pub fn point(&mut self, prepared: &Prepared, hovered: Option<Hovered<'_>>, keyboard: Option<&ActorId>) {
        self.grow(prepared);
        for number in std::mem::take(&mut self.pointed) {
            self.actors[number as usize] &= !(HOVERED | KEYBOARD);
        }
        self.hovered_link = None;
        match hovered {
            Some(Hovered::Actor(id)) => self.point_at(prepared.number(id), HOVERED),
            Some(Hovered::Link(id)) => {
                self.hovered_link = prepared.link_number(id).map(|number| number as u32);
            }
            None => {}
        }
        self.point_at(keyboard.and_then(|id| prepared.number(id)), KEYBOARD);
    }

    fn point_at(&mut self, number: Option<usize>, mark: u8) {
        let Some(number) = number else { return };
        self.actors[number] |= mark;
        if !self.pointed.contains(&(number as u32)) {
            self.pointed.push(number as u32);
        }
    }

    fn wear(&mut self, before: Vec<u32>, mark: u8, now: fn(&Self) -> &Vec<u32>) {
        for number in before {
            self.actors[number as usize] &= !mark;
        }
        for at in 0..now(self).len() {
            let number = now(self)[at];
            self.actors[number as usize] |= mark;
        }
    }
}
