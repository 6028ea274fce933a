//! Records: from the rows of the tables to the file's JSON. Members that say nothing are left out;
//! the file layer reads the result and writes it in its one canonical form.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::tables::{Row, SourceError, Table};

type Object = Map<String, Value>;

/// The tables of the samples.
pub struct Samples {
    maps: Table,
    actors: Table,
    links: Table,
    positions: Table,
    sources: BTreeMap<String, Value>,
}

/// The tables of the templates.
pub struct Templates {
    maps: Table,
    actors: Table,
    links: Table,
}

const MAP_COLUMNS: [&str; 6] = ["id", "title", "description", "author", "licence", "links"];
const ACTOR_COLUMNS: [&str; 27] = [
    "id",
    "scope",
    "kind",
    "name",
    "short_name",
    "acronym",
    "aliases",
    "former_names",
    "description",
    "territory",
    "commune",
    "insee",
    "address",
    "latitude",
    "longitude",
    "precision",
    "start",
    "end",
    "website",
    "siren",
    "siret",
    "legal_form",
    "tags",
    "hull",
    "sources",
    "confidence",
    "notes",
];
const LINK_COLUMNS: [&str; 11] =
    ["id", "scope", "from", "kind", "to", "role", "start", "end", "sources", "confidence", "notes"];
const POSITION_COLUMNS: [&str; 4] = ["map", "actor", "x", "y"];
const SOURCE_COLUMNS: [&str; 4] = ["id", "title", "url", "date"];
const TEMPLATE_COLUMNS: [&str; 5] = ["id", "title_fr", "title_en", "description_fr", "description_en"];
const TEMPLATE_ACTOR_COLUMNS: [&str; 11] = [
    "template",
    "id",
    "kind",
    "name_fr",
    "name_en",
    "short_name_fr",
    "short_name_en",
    "description_fr",
    "description_en",
    "x",
    "y",
];
const TEMPLATE_LINK_COLUMNS: [&str; 5] = ["template", "id", "from", "kind", "to"];

impl Samples {
    /// Reads the tables of a folder.
    pub fn read(folder: &Path) -> Result<Self, SourceError> {
        let samples = Self {
            maps: Table::read(folder, "maps", &MAP_COLUMNS)?,
            actors: Table::read(folder, "actors", &ACTOR_COLUMNS)?,
            links: Table::read(folder, "links", &LINK_COLUMNS)?,
            positions: Table::read(folder, "positions", &POSITION_COLUMNS)?,
            sources: sources(&Table::read(folder, "sources", &SOURCE_COLUMNS)?)?,
        };
        for table in [&samples.maps, &samples.actors, &samples.links] {
            table.check_distinct(&["id"])?;
        }
        samples.positions.check_distinct(&["map", "actor"])?;
        let actors: BTreeSet<&str> = samples.actors.rows().map(|row| row.text("id")).collect();
        let maps: BTreeSet<&str> = samples.maps.rows().map(|row| row.text("id")).collect();
        for row in samples.positions.rows() {
            check_known(row, "map", &maps)?;
            check_known(row, "actor", &actors)?;
        }
        for row in samples.links.rows() {
            check_known(row, "from", &actors)?;
            check_known(row, "to", &actors)?;
        }
        Ok(samples)
    }

    /// Each map by its id, in the file's JSON. A map holds the actors that have a position on it
    /// and the links between them, all or those of one scope.
    pub fn maps(&self, schema: &Value) -> Result<Vec<(String, Value)>, SourceError> {
        self.maps.rows().map(|row| Ok((row.text("id").to_owned(), self.map(row, schema)?))).collect()
    }

    fn map(&self, row: Row<'_>, schema: &Value) -> Result<Value, SourceError> {
        let id = row.text("id");
        let mut places = BTreeMap::new();
        for position in self.positions.rows().filter(|position| position.text("map") == id) {
            places.insert(position.text("actor"), point(position)?);
        }
        let scope = row.text("links");
        let mut actors = Vec::new();
        for actor in self.actors.rows() {
            if let Some(place) = places.get(actor.text("id")) {
                actors.push(self.actor(actor, place)?);
            }
        }
        let mut links = Vec::new();
        for link in self.links.rows() {
            let on_map = places.contains_key(link.text("from")) && places.contains_key(link.text("to"));
            if on_map && (scope.is_empty() || link.text("scope") == scope) {
                links.push(self.link(link)?);
            }
        }
        let mut map = header(id, row.text("title"), row.text("description"));
        copy(&mut map, row, &["author", "licence"]);
        Ok(finished(map, schema, actors, links))
    }

    fn actor(&self, row: Row<'_>, place: &Value) -> Result<Value, SourceError> {
        let mut actor = Object::new();
        copy(&mut actor, row, &["id", "kind", "name"]);
        put_lines(&mut actor, "short_name", row.text("short_name"));
        copy(&mut actor, row, &["acronym"]);
        let former = row.list("former_names").into_iter().map(|name| json!({ "name": name, "former": true }));
        let aliases: Vec<Value> = row.list("aliases").into_iter().map(Value::from).chain(former).collect();
        put_list(&mut actor, "aliases", aliases);
        copy(&mut actor, row, &["description", "notes"]);
        put_list(&mut actor, "tags", row.list("tags").into_iter().map(Value::from).collect());
        let mut where_it_is = Object::new();
        copy(&mut where_it_is, row, &["territory", "commune", "insee", "address"]);
        for column in ["latitude", "longitude"] {
            if let Some(degrees) = row.number(column)? {
                where_it_is.insert(column.to_owned(), json!(degrees));
            }
        }
        copy(&mut where_it_is, row, &["precision"]);
        put_object(&mut actor, "place", where_it_is);
        put_object(&mut actor, "period", texts(row, &["start", "end"]));
        put_object(&mut actor, "identifiers", texts(row, &["siren", "siret"]));
        copy(&mut actor, row, &["legal_form", "website"]);
        actor.insert("provenance".to_owned(), self.provenance(row)?);
        actor.insert("position".to_owned(), place.clone());
        if let Some(shown) = row.flag("hull")? {
            actor.insert("hull".to_owned(), json!(shown));
        }
        Ok(Value::Object(actor))
    }

    fn link(&self, row: Row<'_>) -> Result<Value, SourceError> {
        let mut link = Object::new();
        copy(&mut link, row, &["id", "from", "to", "kind", "role"]);
        put_object(&mut link, "period", texts(row, &["start", "end"]));
        copy(&mut link, row, &["notes"]);
        link.insert("provenance".to_owned(), self.provenance(row)?);
        Ok(Value::Object(link))
    }

    /// What stands behind a row: at least one source, and how sure it is.
    fn provenance(&self, row: Row<'_>) -> Result<Value, SourceError> {
        let mut sources = Vec::new();
        for id in row.list("sources") {
            let source = self.sources.get(id);
            sources.push(source.ok_or_else(|| row.wrong(format!("no source has the id \"{id}\"")))?.clone());
        }
        let confidence = row.text("confidence");
        if sources.is_empty() {
            return Err(row.wrong("no source is given"));
        }
        if !["high", "medium", "low"].contains(&confidence) {
            return Err(row.wrong(format!("the confidence \"{confidence}\" is none of high, medium, low")));
        }
        Ok(json!({ "sources": sources, "confidence": confidence }))
    }
}

impl Templates {
    /// Reads the tables of a folder.
    pub fn read(folder: &Path) -> Result<Self, SourceError> {
        let templates = Self {
            maps: Table::read(folder, "templates", &TEMPLATE_COLUMNS)?,
            actors: Table::read(folder, "template-actors", &TEMPLATE_ACTOR_COLUMNS)?,
            links: Table::read(folder, "template-links", &TEMPLATE_LINK_COLUMNS)?,
        };
        templates.maps.check_distinct(&["id"])?;
        templates.actors.check_distinct(&["template", "id"])?;
        templates.links.check_distinct(&["template", "id"])?;
        Ok(templates)
    }

    /// Each template in each language, by the stem of its file (`bid.fr`), in the file's JSON.
    pub fn maps(&self, schema: &Value) -> Result<Vec<(String, Value)>, SourceError> {
        let mut maps = Vec::new();
        for row in self.maps.rows() {
            for lang in ["fr", "en"] {
                maps.push((format!("{}.{lang}", row.text("id")), self.map(row, lang, schema)?));
            }
        }
        Ok(maps)
    }

    fn map(&self, row: Row<'_>, lang: &str, schema: &Value) -> Result<Value, SourceError> {
        let id = row.text("id");
        let of_it = |other: &Row<'_>| other.text("template") == id;
        let said = |row: Row<'_>, column: &str| row.text(&format!("{column}_{lang}")).to_owned();
        let mut actors = Vec::new();
        let mut known = BTreeSet::new();
        for actor in self.actors.rows().filter(of_it) {
            known.insert(actor.text("id"));
            let mut record = Object::new();
            copy(&mut record, actor, &["id", "kind"]);
            put(&mut record, "name", said(actor, "name"));
            put_lines(&mut record, "short_name", &said(actor, "short_name"));
            put(&mut record, "description", said(actor, "description"));
            record.insert("position".to_owned(), point(actor)?);
            actors.push(Value::Object(record));
        }
        let mut links = Vec::new();
        for link in self.links.rows().filter(of_it) {
            check_known(link, "from", &known)?;
            check_known(link, "to", &known)?;
            links.push(Value::Object(texts(link, &["id", "from", "to", "kind"])));
        }
        let map = header(&format!("template-{id}-{lang}"), &said(row, "title"), &said(row, "description"));
        Ok(finished(map, schema, actors, links))
    }
}

/// The sources by id, each as the file writes it.
fn sources(table: &Table) -> Result<BTreeMap<String, Value>, SourceError> {
    table.check_distinct(&["id"])?;
    let source = |row: Row<'_>| Value::Object(texts(row, &["title", "url", "date"]));
    Ok(table.rows().map(|row| (row.text("id").to_owned(), source(row))).collect())
}

fn header(id: &str, title: &str, description: &str) -> Object {
    let mut map = Object::new();
    put(&mut map, "format", "maillage".to_owned());
    put(&mut map, "version", "1.0".to_owned());
    put(&mut map, "id", id.to_owned());
    put(&mut map, "title", title.to_owned());
    put(&mut map, "description", description.to_owned());
    map
}

fn finished(mut map: Object, schema: &Value, actors: Vec<Value>, links: Vec<Value>) -> Value {
    map.insert("schema".to_owned(), schema.clone());
    map.insert("actors".to_owned(), Value::Array(actors));
    map.insert("links".to_owned(), Value::Array(links));
    Value::Object(map)
}

/// A position from the columns `x` and `y`.
fn point(row: Row<'_>) -> Result<Value, SourceError> {
    match (row.number("x")?, row.number("y")?) {
        (Some(x), Some(y)) => Ok(json!({ "x": x, "y": y })),
        _ => Err(row.wrong("x or y is missing")),
    }
}

fn check_known(row: Row<'_>, column: &str, known: &BTreeSet<&str>) -> Result<(), SourceError> {
    let id = row.text(column);
    if known.contains(id) {
        Ok(())
    } else {
        Err(row.wrong(format!("nothing has the id \"{id}\" ({column})")))
    }
}

fn put(object: &mut Object, name: &str, text: String) {
    if !text.is_empty() {
        object.insert(name.to_owned(), Value::String(text));
    }
}

/// Puts a text whose lines stand side by side in the table, parted by ` / `.
fn put_lines(object: &mut Object, name: &str, text: &str) {
    put(object, name, text.replace(" / ", "\n"));
}

fn put_list(object: &mut Object, name: &str, values: Vec<Value>) {
    if !values.is_empty() {
        object.insert(name.to_owned(), Value::Array(values));
    }
}

fn put_object(object: &mut Object, name: &str, value: Object) {
    if !value.is_empty() {
        object.insert(name.to_owned(), Value::Object(value));
    }
}

/// Puts the texts of columns that have one, under the columns' names.
fn copy(object: &mut Object, row: Row<'_>, columns: &[&str]) {
    for column in columns {
        put(object, column, row.text(column).to_owned());
    }
}

fn texts(row: Row<'_>, columns: &[&str]) -> Object {
    let mut object = Object::new();
    copy(&mut object, row, columns);
    object
}
