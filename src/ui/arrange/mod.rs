//! Arrange: what the menu of layouts offers, what a command of it asks for, and the work itself.

mod menu;
mod work;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use menu::{menu, selection_entries};
pub use work::{Arranging, Ended};

use super::command::Command;
use crate::layout::align::Align;
use crate::layout::arrange::{Arrangement, Gather, LayersBy, Scope, Way};
use crate::model::ActorId;
use crate::session::Session;

/// What a layout is to heed, kept between runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArrangeChoice {
    /// Whether to start from the present places.
    pub keeps_present: bool,
    /// Whether labels get room too.
    pub for_labels: bool,
    /// What draws together beyond links.
    pub gather: GatherChoice,
    /// Whether only the selection is laid out. Not kept: it would surprise another day.
    #[serde(skip)]
    pub only_selection: bool,
}

impl Default for ArrangeChoice {
    /// With room for labels: a map nobody can read says nothing.
    fn default() -> Self {
        Self { keeps_present: false, for_labels: true, gather: GatherChoice::Links, only_selection: false }
    }
}

/// What draws actors together beyond their links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GatherChoice {
    /// Nothing.
    #[default]
    Links,
    /// Their territory.
    Territory,
    /// The joint bids and other groups they are members of.
    Bid,
    /// Their family.
    Family,
}

/// The commands that lay out, in the order of the menu.
pub const WAYS: [Command; 8] = [
    Command::Arrange,
    Command::ArrangeCommunities,
    Command::ArrangeDistances,
    Command::ArrangeAround,
    Command::ArrangeFamilies,
    Command::ArrangeDirections,
    Command::ArrangeCircle,
    Command::ArrangeGrid,
];

/// The commands that line the selection up, in the order of the menu.
pub const ALIGNS: [Command; 8] = [
    Command::AlignLeft,
    Command::AlignCenter,
    Command::AlignRight,
    Command::AlignTop,
    Command::AlignMiddle,
    Command::AlignBottom,
    Command::DistributeHorizontally,
    Command::DistributeVertically,
];

/// Whether the layouts bear on the selection alone: where that is wanted and there are several to lay
/// out.
pub fn on_selection(session: &Session, choice: &ArrangeChoice) -> bool {
    choice.only_selection && session.selection().actors.len() > 1
}

/// What a command asks to be laid out, if it does; `only` gives the actors it is to bear on.
pub fn arrangement(
    command: Command,
    session: &Session,
    choice: &ArrangeChoice,
    only: Option<&BTreeSet<ActorId>>,
) -> Option<Arrangement> {
    let way = match command {
        Command::Arrange | Command::ArrangeSelection | Command::ArrangeNew => Way::Force,
        Command::ArrangeCommunities => Way::Communities,
        Command::ArrangeDistances => Way::Distances,
        Command::ArrangeAround => Way::Around(middle_one(session)?),
        Command::ArrangeFamilies => Way::Layers(LayersBy::Family),
        Command::ArrangeDirections => Way::Layers(LayersBy::Direction),
        Command::ArrangeCircle => Way::Circle,
        Command::ArrangeGrid => Way::Grid,
        Command::ArrangeOverlaps => Way::Overlaps,
        _ => return None,
    };
    let scope = match only {
        _ if command == Command::ArrangeNew => Scope::New,
        Some(only) => Scope::Only(only.clone()),
        None => Scope::All,
    };
    let gather = match choice.gather {
        GatherChoice::Links => None,
        GatherChoice::Territory => Some(Gather::Territory),
        GatherChoice::Bid => Some(Gather::Bid),
        GatherChoice::Family => Some(Gather::Family),
    };
    let (keeps_present, for_labels) = (choice.keeps_present, choice.for_labels);
    Some(Arrangement { scope, keeps_present, for_labels, gather, ..Arrangement::new(way) })
}

/// The selected actor the others stand around: the one with the most links.
fn middle_one(session: &Session) -> Option<ActorId> {
    let map = session.map();
    let selected = session.selection().actors.iter().filter(|id| map.actor(id).is_some());
    // Of equals the first.
    selected.rev().max_by_key(|id| map.degree(id)).cloned()
}

/// How a command lines the selection up, if it does.
pub fn align(command: Command) -> Option<Align> {
    Some(match command {
        Command::AlignLeft => Align::Left,
        Command::AlignCenter => Align::Center,
        Command::AlignRight => Align::Right,
        Command::AlignTop => Align::Top,
        Command::AlignMiddle => Align::Middle,
        Command::AlignBottom => Align::Bottom,
        Command::DistributeHorizontally => Align::DistributeHorizontally,
        Command::DistributeVertically => Align::DistributeVertically,
        _ => return None,
    })
}

/// Whether a layout or alignment can be asked for; `None` where the command is none.
pub fn is_enabled(command: Command, session: &Session) -> Option<bool> {
    let selected = session.selection().actors.len();
    Some(match command {
        Command::ArrangeAround => session.map().actor_count() > 1 && selected > 0,
        Command::ArrangeSelection | Command::ArrangeOnlySelection => selected > 1,
        Command::ArrangeNew => session.map().actors().any(|actor| {
            // As the layouts see it: a place that is no number is none.
            actor.position.is_none_or(|position| !position.at.is_finite())
        }),
        Command::ArrangeOverlaps => session.map().actor_count() > 1,
        Command::DistributeHorizontally | Command::DistributeVertically => selected > 2,
        command if align(command).is_some() => selected > 1,
        command if WAYS.contains(&command) => session.map().actor_count() > 1,
        _ => return None,
    })
}
