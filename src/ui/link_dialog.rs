//! The dialog that makes a link: who, which verb, to whom; the other end may be a new actor.

use super::cx::Cx;
use crate::model::{Actor, ActorId};

/// The dialog while it is open.
#[derive(Debug)]
pub struct LinkDialog {}

impl LinkDialog {
    /// From an actor to another, or to one still to be chosen.
    pub fn between(_from: ActorId, _to: Option<ActorId>) -> Self {
        Self {}
    }

    /// Both ends still to be chosen.
    pub fn any() -> Self {
        Self {}
    }

    /// From an actor to one that is added with the link.
    pub fn to_new(_from: ActorId, _to: Actor) -> Self {
        Self {}
    }

    /// Shows the dialog; `false` once it is done with.
    pub fn show(&mut self, _ctx: &egui::Context, _cx: &Cx<'_>) -> bool {
        false
    }
}
