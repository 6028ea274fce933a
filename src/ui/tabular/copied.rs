//! What was copied, whole. Cells go to other programs without contacts, notes and sources; records
//! cut from a map and pasted back into it lose nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Pasted;
use crate::edit::{Edit, Purpose};
use crate::model::{Actor, ActorId, Link, LinkId, MapId};
use crate::session::{Selection, Session};
use crate::text::Text;

/// The records behind the cells that were last put on the clipboard.
pub struct Copied {
    map: MapId,
    cells: String,
    actors: Vec<Arc<Actor>>,
    /// The links chosen and all those that touch the actors: they go with them when they are cut.
    links: BTreeMap<LinkId, Arc<Link>>,
}

impl Copied {
    /// The selection, which `cells` is the text of.
    pub fn of(session: &Session, cells: String) -> Self {
        let (map, selection) = (session.map(), session.selection());
        let touching = selection.actors.iter().flat_map(|id| map.links_of(id));
        let chosen = selection.links.iter().filter_map(|id| map.link(id));
        let links = touching.chain(chosen).map(|link| (link.id.clone(), link.clone())).collect();
        let actors = selection.actors.iter().filter_map(|id| map.actor(id)).cloned().collect();
        Self { map: session.map_id().clone(), cells, actors, links }
    }

    /// What a paste of these cells brings back to the map they are from. `None` where other cells
    /// are pasted, in another map, or where all of it is still there: cells say what to do then.
    pub fn paste(&self, session: &Session, text: &Text, pasted: &str) -> Option<Pasted> {
        let map = session.map();
        // Some systems end the lines of a clipboard in their own way.
        if *session.map_id() != self.map || !self.cells.lines().eq(pasted.lines()) {
            return None;
        }
        let actors: Vec<Actor> = self
            .actors
            .iter()
            .filter(|actor| map.actor(&actor.id).is_none())
            .map(|actor| (**actor).clone())
            .collect();
        let back: BTreeSet<&ActorId> = actors.iter().map(|actor| &actor.id).collect();
        let has_end = |id: &ActorId| map.actor(id).is_some() || back.contains(id);
        let links: Vec<Link> = self
            .links
            .values()
            .filter(|link| map.link(&link.id).is_none() && has_end(&link.from) && has_end(&link.to))
            .map(|link| (**link).clone())
            .collect();
        let counts = [("paste-added-actors", actors.len()), ("paste-added-links", links.len())];
        let report: Vec<String> =
            counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| text.count(key, n)).collect();
        if report.is_empty() {
            return None;
        }
        let selection = if actors.is_empty() {
            Selection { links: links.iter().map(|link| link.id.clone()).collect(), ..Selection::default() }
        } else {
            Selection::of_actors(actors.iter().map(|actor| actor.id.clone()))
        };
        let edit = Edit::Batch { purpose: Purpose::Paste, edits: vec![Edit::Add { actors, links }] };
        Some(Pasted { edit, selection, report: report.join(" · ") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Sample;
    use crate::lang::Lang;
    use crate::session::Origin;
    use crate::ui::tabular;

    #[test]
    fn what_is_cut_and_pasted_is_as_before() {
        let map = Sample::PaysDeLaLoire.open().unwrap().map;
        let mut session = Session::new(map.clone(), Origin::Example);
        let text = Text::new(Lang::Fr);
        session.select(Selection::of_actors(["ecossolies".into(), "ceas-72".into()]));
        let chosen = session.selection().clone();
        let cells = tabular::copy(&session, &text);
        let copied = Copied::of(&session, cells.clone());
        // All of it is there: nothing to bring back.
        assert!(copied.paste(&session, &text, &cells).is_none());
        session.edit(Edit::Remove { actors: chosen.actors.clone(), links: chosen.links.clone() }).unwrap();
        assert!(copied.paste(&session, &text, "other cells").is_none());
        let pasted = copied.paste(&session, &text, &cells.replace('\n', "\r\n")).expect("it was cut");
        session.edit(pasted.edit).unwrap();
        assert!(*session.map() == map);
        assert_eq!(pasted.selection, chosen);
    }
}
