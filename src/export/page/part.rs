//! Part: the options of a picture as those of a page. What a page's reader may switch (kinds in the
//! legend, a neighbourhood in focus) is how the page begins; what else a view leaves out is not in the page.

use super::PageOptions;
use crate::drawing::ThemeKind;
use crate::export::picture::{DateShown, Looking, PictureOptions};
use crate::model::{ActorId, Map};
use crate::query::Filter;

impl PageOptions {
    /// The options of a page like a picture. A light picture gives a page that follows its reader's
    /// system, since a page can be either.
    pub fn of_picture(picture: &PictureOptions) -> Self {
        let looking = &picture.looking;
        // A page has one actor in its focus: a neighbourhood of several begins unfocused.
        let focus = looking.focus.as_ref().filter(|(seeds, _)| seeds.len() == 1);
        Self {
            lang: picture.lang,
            theme: (picture.theme == ThemeKind::Dark).then_some(ThemeKind::Dark),
            date: match &picture.date {
                DateShown::Made(date) if picture.parts.date => date.to_string(),
                _ => String::new(),
            },
            without_hulls: looking.without_hulls,
            size_by: looking.size_by,
            hidden_kinds: looking.filter.hidden_kinds.clone(),
            hidden_link_kinds: looking.filter.hidden_link_kinds.clone(),
            focus: focus.and_then(|(seeds, degrees)| Some((seeds.first()?.clone(), *degrees))),
        }
    }
}

/// The map with only the actors a view shows, were no kind hidden.
pub fn part_of(map: &Map, looking: &Looking) -> Map {
    let filter = Filter {
        hidden_kinds: std::collections::BTreeSet::new(),
        hidden_link_kinds: std::collections::BTreeSet::new(),
        ..looking.filter.clone()
    };
    let shown = filter.apply(map);
    let is_seen = |id: &ActorId| {
        shown.shows_actor(map, id) && looking.only.as_ref().is_none_or(|only| only.contains(id))
    };
    let gone: Vec<ActorId> = map.actors().map(|actor| &actor.id).filter(|id| !is_seen(id)).cloned().collect();
    let mut part = map.clone();
    for id in &gone {
        part.take_actor(id);
    }
    if !gone.is_empty() {
        part.stranded.clear();
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Sample;

    #[test]
    fn a_page_of_a_part_holds_nothing_of_the_rest() {
        let map = Sample::PaysDeLaLoire.open().expect("the sample opens").map;
        let only = ["ecossolies", "candidature-nantes"].map(ActorId::from);
        let looking = Looking { only: Some(only.into()), ..Looking::default() };
        let part = part_of(&map, &looking);
        assert_eq!((part.actor_count(), part.link_count()), (2, 2));
        let page = super::super::write(&part, &PageOptions::default()).expect("a page can be written");
        assert!(page.contains("Ecossolies") && !page.contains("CEAS"));
        assert_eq!(part_of(&map, &Looking::default()).actor_count(), map.actor_count());
    }

    #[test]
    fn what_the_legend_can_bring_back_stays() {
        let map = Sample::PaysDeLaLoire.open().expect("the sample opens").map;
        let mut picture = PictureOptions::default();
        picture.looking.filter.hidden_kinds.insert("association".into());
        picture.looking.focus = Some((["ceas-72".into()].into(), 2));
        assert_eq!(part_of(&map, &picture.looking).actor_count(), map.actor_count());
        let options = PageOptions::of_picture(&picture);
        assert_eq!(options.focus, Some(("ceas-72".into(), 2)));
        let page = super::super::write(&map, &options).expect("a page can be written");
        assert!(page.contains("\"hidden\":{\"looks\":[") && page.contains("\"focus\":["));
        assert!(!page.contains("\"hidden\":{\"looks\":[]"));
    }
}
