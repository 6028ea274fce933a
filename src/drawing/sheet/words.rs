//! Words: what is said of shapes to whom a picture alone says little, and which addresses may become
//! links.

use super::lines::{shortened, visible};
use crate::lang::Lang;
use crate::model::{Actor, ActorKindId, Link, Map};

/// Characters of a name that are said.
const NAME: usize = 300;
/// The longest address that becomes a link.
const MOST_HREF: usize = 2_000;

/// A name as it is said of a shape.
pub(super) fn said(text: &str) -> String {
    visible(&shortened(text.trim(), NAME)).into_owned()
}

/// An actor with its kind: "Les Ecossolies (Réseau)".
pub(super) fn actor(map: &Map, actor: &Actor, lang: Lang) -> String {
    let kind = kind(map, &actor.kind, lang);
    let name = said(if actor.name.trim().is_empty() { actor.id.as_str() } else { &actor.name });
    if kind.is_empty() { name } else { format!("{name} ({kind})") }
}

/// A kind's label; its id where the schema does not know it.
pub(super) fn kind(map: &Map, id: &ActorKindId, lang: Lang) -> String {
    said(map.schema().actor_kind(id).map_or(id.as_str(), |kind| kind.label.get(lang)))
}

/// A link as a sentence: "Nantes Métropole soutient Les Ecossolies".
pub(super) fn link(map: &Map, link: &Link, lang: Lang) -> String {
    let name = |id| map.actor(id).map_or(String::new(), |actor| said(&actor.name));
    let verb = map.schema().link_kind(&link.kind).map_or(link.kind.as_str(), |kind| kind.verb.get(lang));
    let sentence = format!("{} {} {}", name(&link.from), said(verb), name(&link.to));
    if link.details.role.trim().is_empty() {
        sentence
    } else {
        format!("{sentence} ({})", said(&link.details.role))
    }
}

/// The address a link may lead to: only `http:`, `https:` and `mailto:`, nothing in it that hides or ends
/// an attribute; a bare host name gets `https:`. Everything else is text.
pub fn safe_href(address: &str) -> Option<String> {
    let address = address.trim();
    let allowed = |c: char| !c.is_control() && !c.is_whitespace() && !"\"'<>\\^`{|}".contains(c);
    if address.is_empty()
        || address.len() > MOST_HREF
        || !address.chars().all(allowed)
        || visible(address) != address
        || address.contains(['\u{200c}', '\u{200d}'])
    {
        return None;
    }
    let lower = address.to_lowercase();
    let after = |scheme: &str| lower.strip_prefix(scheme).filter(|rest| rest.len() > 1);
    let is_host = |rest: &str| !rest.starts_with('/') && !rest.starts_with('.');
    if after("https://").or_else(|| after("http://")).is_some_and(is_host)
        || after("mailto:").is_some_and(|rest| rest.contains('@'))
    {
        return Some(address.to_owned());
    }
    // No scheme: a host with a dot before any slash, and no colon that could be a scheme's.
    let host = lower.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = host.contains('.') && !host.contains([':', '@']) && is_host(&lower);
    bare.then(|| format!("https://{address}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_become_links() {
        for (address, href) in [
            ("https://www.cress-pdl.org/", Some("https://www.cress-pdl.org/")),
            (" HTTP://ecossolies.fr ", Some("HTTP://ecossolies.fr")),
            ("www.ceas72.fr/a?b=c&d", Some("https://www.ceas72.fr/a?b=c&d")),
            ("mailto:contact@a.fr", Some("mailto:contact@a.fr")),
            ("javascript:alert(1)", None),
            ("JavaScript:alert(1)//a.fr", None),
            ("java\nscript:alert(1)", None),
            ("data:text/html,<script>", None),
            ("file:///etc/passwd", None),
            ("//evil.example", None),
            ("https://a.fr/\"onload=x", None),
            ("https://a.fr/\u{202e}x", None),
            ("vbscript:x.y", None),
            ("pas un site", None),
            ("localhost", None),
            ("https://", None),
            ("", None),
        ] {
            assert_eq!(safe_href(address).as_deref(), href, "{address}");
        }
    }
}
