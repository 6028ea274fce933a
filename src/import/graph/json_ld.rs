//! JSON-LD: what Maillage writes in W3C ORG, schema.org and PROV, and what others write in the same
//! words. A described statement (`rdf:subject`, `rdf:object`) is a link, a `skos:Concept` the name of a
//! kind, all else an actor. Words are known by their last part, under whatever prefix.
//!
//! Limitation: the context is not resolved; aliases it may define are custom fields.

use hashbrown::HashMap;

use crate::import::draft::Direction;
use crate::import::error::{Error, ErrorKind};
use crate::import::json::{self, Value};
use crate::import::meaning::{Meaning, join_list};
use crate::import::sniff::Format;
use crate::import::task::Task;

/// Reads JSON-LD into the draft.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let root = json::document(text, Format::JsonLd, &task.options.limits)?;
    let Some(graph) = root.get("@graph")?.filter(|graph| graph.is_list()) else {
        return Err(ErrorKind::Missing("`@graph`, the list of what the JSON-LD describes,".to_owned()).into());
    };
    let mut reader = JsonLd { labels: HashMap::new(), described: false, task };
    for item in graph.items() {
        reader.look_at(&Node::of(item)?)?;
    }
    for item in graph.items() {
        reader.task.tick(|| item.done())?;
        let node = Node::of(item)?;
        match node.class()? {
            Class::Concept => {}
            Class::Dataset => reader.about(&node)?,
            Class::Statement => reader.link(&node)?,
            Class::Thing => reader.actor(&node)?,
        }
        reader.task.check()?;
    }
    Ok(())
}

/// What a node of the graph stands for.
#[derive(PartialEq)]
enum Class {
    Concept,
    Dataset,
    Statement,
    Thing,
}

/// A node of the graph, its members by the last part of their names.
struct Node<'t> {
    item: Value<'t>,
    members: Vec<(String, Value<'t>)>,
}

impl<'t> Node<'t> {
    fn of(item: Value<'t>) -> Result<Self, Error> {
        let members = item.members()?.into_iter().filter(|(_, value)| !value.is_null());
        let members = members.map(|(name, value)| (local(&name).to_owned(), value)).collect();
        Ok(Self { item, members })
    }

    fn get(&self, name: &str) -> Option<Value<'t>> {
        self.members.iter().find(|(other, _)| other == name).map(|(_, value)| *value)
    }

    /// The text of a member; nothing where there is none.
    fn text(&self, name: &str) -> Result<String, Error> {
        self.get(name).map_or(Ok(String::new()), plain)
    }

    fn types(&self) -> Result<Vec<String>, Error> {
        let types = self.get("@type").map(many).unwrap_or_default();
        types.into_iter().map(|word| plain(word).map(|word| local(&word).to_owned())).collect()
    }

    fn class(&self) -> Result<Class, Error> {
        if self.get("subject").is_some() && self.get("object").is_some() {
            return Ok(Class::Statement);
        }
        let types = self.types()?;
        let is = |name: &str| types.iter().any(|word| word == name);
        Ok(match () {
            () if is("Concept") || is("ConceptScheme") => Class::Concept,
            () if is("Dataset") => Class::Dataset,
            () => Class::Thing,
        })
    }
}

/// The last part of a name: of `schema:name` and of `https://schema.org/name`, `name`.
fn local(name: &str) -> &str {
    name.rsplit(['#', '/', ':']).next().filter(|part| !part.is_empty()).unwrap_or(name)
}

/// The items of a list, or the one value.
fn many(value: Value<'_>) -> Vec<Value<'_>> {
    if value.is_list() { value.items().collect() } else { vec![value] }
}

/// What a value says as one text: of texts in several languages the French one, else the English one,
/// else the first; of what is elsewhere its address.
fn plain(value: Value<'_>) -> Result<String, Error> {
    let texts = many(value);
    let of_language = |language: &str| -> Result<Option<Value<'_>>, Error> {
        for text in &texts {
            if text.is_object()
                && text.get("@language")?.map(Value::text).transpose()?.is_some_and(|said| said == language)
            {
                return Ok(Some(*text));
            }
        }
        Ok(None)
    };
    let chosen = match of_language("fr")? {
        Some(text) => Some(text),
        None => of_language("en")?,
    };
    match chosen.or(texts.first().copied().filter(|first| first.is_object())) {
        Some(chosen) => {
            for name in ["@value", "@id"] {
                if let Some(inner) = chosen.get(name)? {
                    return inner.text().map(|text| text.into_owned());
                }
            }
            chosen.text().map(|text| text.into_owned())
        }
        None => value.text().map(|text| text.into_owned()),
    }
}

/// The addresses a value is made of, where it is made of nothing else.
fn references(value: Value<'_>) -> Result<Option<Vec<String>>, Error> {
    let mut found = Vec::new();
    for item in many(value) {
        let members = item.members()?;
        match members.as_slice() {
            [(name, iri)] if name == "@id" => found.push(iri.text()?.into_owned()),
            _ => return Ok(None),
        }
    }
    Ok((!found.is_empty()).then_some(found))
}

/// The id that an address of Maillage holds after a word (`urn:maillage:map:actor:a%20b`); of other
/// addresses all of it.
fn id_of(iri: &str, word: &str) -> String {
    let encoded = match iri.strip_prefix("urn:maillage:").and_then(|rest| rest.split_once(word)) {
        Some((_, encoded)) => encoded,
        None => return iri.to_owned(),
    };
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = (*first == b'%').then(|| encoded.get(encoded.len() - after.len()..)).flatten();
        match escaped.and_then(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| encoded.to_owned())
}

struct JsonLd<'a, 'o> {
    /// What concepts are called, in all languages, by their addresses; the one to use comes first.
    labels: HashMap<String, Vec<String>>,
    /// Whether links are described: then bare statements on actors say the same once more.
    described: bool,
    task: &'a mut Task<'o>,
}

impl JsonLd<'_, '_> {
    /// Notes what must be known before the rest is read.
    fn look_at(&mut self, node: &Node<'_>) -> Result<(), Error> {
        let iri = node.text("@id")?;
        self.task.draft.is_ours |= iri.starts_with("urn:maillage:");
        match node.class()? {
            Class::Statement => self.described = true,
            Class::Concept => {
                let Some(label) = node.get("prefLabel") else { return Ok(()) };
                let mut labels = vec![plain(label)?];
                for other in many(label) {
                    labels.push(plain(other)?);
                }
                self.labels.insert(iri, labels);
            }
            _ => {}
        }
        Ok(())
    }

    fn about(&mut self, node: &Node<'_>) -> Result<(), Error> {
        let draft = &mut self.task.draft;
        draft.title = node.text("name")?;
        draft.description = node.text("description")?;
        draft.author = node.text("author")?;
        draft.licence = node.text("license")?;
        Ok(())
    }

    /// What a kind is called in the draft: by its id where the schema has it, else by its label.
    fn kind(&self, iri: &str, of_actors: bool) -> String {
        let id = id_of(iri, ":kind:");
        let schema = &self.task.options.schema;
        let is_known = if of_actors {
            schema.actor_kind(&id.as_str().into()).is_some()
        } else {
            schema.link_kind(&id.as_str().into()).is_some()
        };
        let label = self.labels.get(iri).and_then(|labels| labels.first());
        match label {
            Some(label) if !is_known && !label.is_empty() => label.clone(),
            _ if id == iri => local(iri).to_owned(),
            _ => id,
        }
    }

    fn set(
        &mut self,
        row: usize,
        is_actor: bool,
        name: &str,
        meaning: Meaning,
        text: &str,
    ) -> Result<(), Error> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.task.check_text(text)?;
        if is_actor {
            self.task.draft.set_node_as(row, name, meaning, text);
        } else {
            self.task.draft.set_link_as(row, name, meaning, text);
        }
        Ok(())
    }

    fn actor(&mut self, node: &Node<'_>) -> Result<(), Error> {
        let iri = node.text("@id")?;
        let line = node.item.place_line(self.task);
        let id = id_of(&iri, ":actor:");
        self.task.draft.anonymous |= id.is_empty();
        let row = self.task.draft.add_node(&id, line);
        let name = node.text("name")?;
        if node.get("classification").is_none() {
            let types = node.types()?;
            if let Some(word) = types.iter().find(|word| *word != "Thing") {
                self.set(row, true, "kind", Meaning::Kind, word)?;
            }
        }
        let mut aliases = Vec::new();
        for (word, value) in &node.members {
            let value = *value;
            let meaning = match word.as_str() {
                "@id" | "@type" => continue,
                "classification" => {
                    let kind = self.kind(&plain(value)?, true);
                    self.set(row, true, "kind", Meaning::Kind, &kind)?;
                    continue;
                }
                "alternateName" => {
                    for other in many(value) {
                        let other = plain(other)?;
                        if other.contains('\n') {
                            // Only short names are written on several lines.
                            self.set(row, true, "short_name", Meaning::ShortName, &other)?;
                        } else {
                            aliases.push(other);
                        }
                    }
                    continue;
                }
                "legalName" => {
                    let legal = plain(value)?;
                    if legal != name {
                        aliases.push(legal);
                    }
                    continue;
                }
                "identifier" => {
                    self.identifiers(row, value)?;
                    continue;
                }
                "location" => {
                    for place in many(value) {
                        self.place(row, &Node::of(place)?)?;
                    }
                    continue;
                }
                "geo" => {
                    self.geo(row, value)?;
                    continue;
                }
                "address" if value.is_object() => {
                    self.address(row, value)?;
                    continue;
                }
                "contactPoint" => {
                    self.contacts(row, value)?;
                    continue;
                }
                "keywords" => {
                    let words = many(value).into_iter().map(plain).collect::<Result<Vec<_>, _>>()?;
                    self.set(row, true, "tags", Meaning::Tags, &join_list(words))?;
                    continue;
                }
                "name" => Meaning::Name,
                "description" => Meaning::Description,
                "url" => Meaning::Website,
                "additionalType" => Meaning::LegalForm,
                "address" => Meaning::Address,
                "email" => Meaning::Emails,
                "telephone" => Meaning::Phones,
                "foundingDate" => Meaning::Start,
                "dissolutionDate" => Meaning::End,
                word => match self.fact(row, true, word, value)? {
                    Fact::Taken => continue,
                    Fact::Is(meaning) => meaning,
                    Fact::Other => {
                        self.other(row, &id, word, value, line)?;
                        continue;
                    }
                },
            };
            self.set(row, true, word, meaning, &plain(value)?)?;
        }
        self.set(row, true, "aliases", Meaning::Aliases, &join_list(aliases))
    }

    /// What actors and links have in common.
    fn fact(&mut self, row: usize, is_actor: bool, word: &str, value: Value<'_>) -> Result<Fact, Error> {
        Ok(Fact::Is(match word {
            "note" => Meaning::Notes,
            "startDate" => Meaning::Start,
            "endDate" => Meaning::End,
            "dateAccepted" => Meaning::CheckedOn,
            "wasAttributedTo" => Meaning::CheckedBy,
            "creativeWorkStatus" => Meaning::Confidence,
            "hadPrimarySource" if references(value)?.is_none() => {
                let (mut titles, mut urls, mut dates) = (Vec::new(), Vec::new(), Vec::new());
                for source in many(value) {
                    let source = Node::of(source)?;
                    titles.push(source.text("name")?);
                    urls.push(source.text("url")?);
                    dates.push(source.text("datePublished")?);
                }
                self.set(row, is_actor, "source_title", Meaning::SourceTitles, &join_list(titles))?;
                self.set(row, is_actor, "source_url", Meaning::SourceUrls, &join_list(urls))?;
                self.set(row, is_actor, "source_date", Meaning::SourceDates, &join_list(dates))?;
                return Ok(Fact::Taken);
            }
            _ => return Ok(Fact::Other),
        }))
    }

    /// A word that is none of those known: a link where it leads to others, else a custom field.
    fn other(
        &mut self,
        row: usize,
        id: &str,
        word: &str,
        value: Value<'_>,
        line: usize,
    ) -> Result<(), Error> {
        let Some(ends) = references(value)? else {
            return self.set(row, true, word, Meaning::Custom(None), &plain(value)?);
        };
        if self.described {
            return Ok(());
        }
        for end in ends {
            let end = id_of(&end, ":actor:");
            let link = self.task.draft.add_link("", (id, &end), Direction::Directed, line);
            self.set(link, false, "kind", Meaning::Kind, word)?;
        }
        self.task.check()
    }

    fn identifiers(&mut self, row: usize, value: Value<'_>) -> Result<(), Error> {
        for identifier in many(value) {
            let node = Node::of(identifier)?;
            let (system, number) = (node.text("propertyID")?, node.text("value")?);
            let (name, meaning) = match system.to_ascii_uppercase().as_str() {
                "SIREN" => ("siren", Meaning::Siren),
                "SIRET" => ("siret", Meaning::Siret),
                "RNA" => ("rna", Meaning::Rna),
                _ => ("identifier", Meaning::Custom(None)),
            };
            let number = if number.is_empty() { plain(identifier)? } else { number };
            self.set(row, true, name, meaning, &number)?;
        }
        Ok(())
    }

    fn place(&mut self, row: usize, place: &Node<'_>) -> Result<(), Error> {
        self.set(row, true, "territory", Meaning::Territory, &place.text("name")?)?;
        if let Some(geo) = place.get("geo") {
            self.geo(row, geo)?;
        }
        match place.get("address") {
            Some(address) if address.is_object() => self.address(row, address),
            Some(address) => self.set(row, true, "address", Meaning::Address, &plain(address)?),
            None => Ok(()),
        }
    }

    fn geo(&mut self, row: usize, geo: Value<'_>) -> Result<(), Error> {
        let geo = Node::of(geo)?;
        self.set(row, true, "latitude", Meaning::Latitude, &geo.text("latitude")?)?;
        self.set(row, true, "longitude", Meaning::Longitude, &geo.text("longitude")?)
    }

    fn address(&mut self, row: usize, address: Value<'_>) -> Result<(), Error> {
        let address = Node::of(address)?;
        for (word, meaning) in [
            ("streetAddress", Meaning::Address),
            ("addressLocality", Meaning::Commune),
            ("identifier", Meaning::Insee),
            ("postalCode", Meaning::Custom(None)),
            ("addressCountry", Meaning::Custom(None)),
        ] {
            self.set(row, true, word, meaning, &address.text(word)?)?;
        }
        Ok(())
    }

    fn contacts(&mut self, row: usize, value: Value<'_>) -> Result<(), Error> {
        let (mut names, mut emails, mut phones) = (Vec::new(), Vec::new(), Vec::new());
        for contact in many(value) {
            let contact = Node::of(contact)?;
            names.push(contact.text("name")?);
            emails.push(contact.text("email")?);
            phones.push(contact.text("telephone")?);
        }
        self.set(row, true, "contact", Meaning::Contacts, &join_list(names))?;
        self.set(row, true, "email", Meaning::Emails, &join_list(emails))?;
        self.set(row, true, "phone", Meaning::Phones, &join_list(phones))
    }

    fn link(&mut self, node: &Node<'_>) -> Result<(), Error> {
        let line = node.item.place_line(self.task);
        let ends = (id_of(&node.text("subject")?, ":actor:"), id_of(&node.text("object")?, ":actor:"));
        let id = id_of(&node.text("@id")?, ":link:");
        let row = self.task.draft.add_link(&id, (&ends.0, &ends.1), Direction::Directed, line);
        let predicate = node.text("predicate")?;
        if !predicate.is_empty() {
            let kind = self.kind(&predicate, false);
            self.set(row, false, "kind", Meaning::Kind, &kind)?;
        }
        for (word, value) in &node.members {
            let text = || plain(*value);
            match word.as_str() {
                "@id" | "@type" | "subject" | "predicate" | "object" | "member" | "organization" => {}
                "roleName" => {
                    let role = text()?;
                    // A link without a role has the verb of its kind there.
                    if !self.labels.get(&predicate).is_some_and(|labels| labels.contains(&role)) {
                        self.set(row, false, "role", Meaning::Role, &role)?;
                    }
                }
                "value" => self.set(row, false, "weight", Meaning::Weight, &text()?)?,
                word => match self.fact(row, false, word, *value)? {
                    Fact::Taken => {}
                    Fact::Is(meaning) => self.set(row, false, word, meaning, &text()?)?,
                    Fact::Other => self.set(row, false, word, Meaning::Custom(None), &text()?)?,
                },
            }
        }
        Ok(())
    }
}

/// What a word says of actors and links alike.
enum Fact {
    /// It was taken as it is.
    Taken,
    /// One of their fields.
    Is(Meaning),
    /// Nothing that is known.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_ours_hold_ids_and_words_their_last_part() {
        assert_eq!(id_of("urn:maillage:m:actor:a%20b%C3%A9", ":actor:"), "a bé");
        assert_eq!(id_of("urn:maillage:m:actor:50%", ":actor:"), "50%");
        assert_eq!(id_of("urn:maillage:m:actor:%é", ":actor:"), "%é");
        assert_eq!(id_of("https://example.org/a%20b", ":actor:"), "https://example.org/a%20b");
        assert_eq!(["schema:name", "https://schema.org/name", "@id"].map(local), ["name", "name", "@id"]);
    }
}
