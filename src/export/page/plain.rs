//! Plain: the map's text as a list, for readers whose programs run no scripts.

use arcstr::ArcStr;

use super::{PageOptions, escape};
use crate::drawing::sheet::safe_href;
use crate::model::{Actor, FuzzyDate, Link, Map};
use crate::text::Text;

/// Actors in the list without scripts at most; beyond, a sentence says how many there are.
pub const PLAIN_LIST_MOST: usize = 2_000;

/// Characters of a text in the list at most.
const LONGEST: usize = 2_000;

/// Appends title, description, actors by kind and their links as sentences.
pub(super) fn write(page: &mut String, map: &Map, text: &Text, options: &PageOptions) {
    let mut list = List { page, map, text, options };
    list.about();
    list.actors();
}

struct List<'a> {
    page: &'a mut String,
    map: &'a Map,
    text: &'a Text,
    options: &'a PageOptions,
}

impl List<'_> {
    fn element(&mut self, tag: &str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.page.push_str(&format!("<{tag} dir=\"auto\">"));
        escape::html(self.page, &escape::cut(text, LONGEST));
        self.page.push_str(&format!("</{tag}>\n"));
    }

    fn about(&mut self) {
        let about = &self.map.about;
        let (map, text) = (self.map, self.text);
        self.element("h1", if about.title.is_empty() { text.get("page-untitled") } else { &about.title });
        self.element("p", text.get("page-no-script"));
        self.element("p", &about.description);
        let counts =
            [text.count("count-actors", map.actor_count()), text.count("count-links", map.link_count())];
        let facts = [&counts[0], &counts[1], &about.author, &about.licence, &self.options.date];
        let facts: Vec<&str> =
            facts.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
        self.element("p", &facts.join(" · "));
    }

    fn actors(&mut self) {
        let map = self.map;
        if map.actor_count() > PLAIN_LIST_MOST {
            return;
        }
        let schema = map.schema();
        let mut actors: Vec<_> = map.actors().collect();
        let kinds = schema.actor_kinds();
        let rank = |actor: &Actor| kinds.iter().position(|kind| kind.id == actor.kind).unwrap_or(kinds.len());
        actors.sort_by_cached_key(|actor| (rank(actor), crate::fold::fold(&actor.name)));
        let mut before = None;
        for actor in actors {
            if before != Some(&actor.kind) {
                let label = schema.actor_kind(&actor.kind).map(|kind| kind.label.get(self.options.lang));
                self.element(
                    "h2",
                    label.filter(|label| !label.is_empty()).unwrap_or_else(|| actor.kind.as_str()),
                );
                before = Some(&actor.kind);
            }
            self.actor(actor);
        }
    }

    fn actor(&mut self, actor: &Actor) {
        self.element("h3", if actor.name.is_empty() { self.text.get("unnamed-actor") } else { &actor.name });
        let place = [&actor.place.commune, &actor.place.territory];
        let place: Vec<&str> =
            place.into_iter().map(ArcStr::as_str).filter(|part| !part.is_empty()).collect();
        self.element("p", &place.join(" · "));
        self.element("p", &actor.description);
        if let Some(address) = safe_href(&actor.website) {
            self.page.push_str("<p><a rel=\"noreferrer\" href=\"");
            escape::html(self.page, &address);
            self.page.push_str("\">");
            escape::html(self.page, actor.website.trim());
            self.page.push_str("</a></p>\n");
        }
        let links = self.map.links_of(&actor.id);
        if !links.is_empty() {
            self.page.push_str("<ul>\n");
            for link in links {
                let sentence = self.sentence(actor, link);
                self.element("li", &sentence);
            }
            self.page.push_str("</ul>\n");
        }
        let date = |date: &Option<FuzzyDate>| date.as_ref().map(ToString::to_string).unwrap_or_default();
        for source in &actor.provenance.sources {
            let parts = [self.text.get("page-source"), &source.title, &source.url, &date(&source.date)];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            self.element("p", &parts.join(" · "));
        }
    }

    /// A link as its actor would say it: "soutient Candidature nantaise (rôle)".
    fn sentence(&self, actor: &Actor, link: &Link) -> String {
        let kind = self.map.schema().link_kind(&link.kind);
        let outgoing = link.from == actor.id;
        let verb = kind.map(|kind| if outgoing { &kind.verb } else { &kind.inverse });
        let verb = verb
            .map(|verb| verb.get(self.options.lang))
            .filter(|verb| !verb.is_empty())
            .unwrap_or_else(|| link.kind.as_str());
        let other = self.map.actor(link.other_end(&actor.id));
        let other = other.map_or("", |other| other.name.as_str());
        let role =
            if link.details.role.is_empty() { String::new() } else { format!(" ({})", link.details.role) };
        format!("{verb} {}{role}", escape::cut(other, 300))
    }
}
