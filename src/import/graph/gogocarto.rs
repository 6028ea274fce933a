//! GoGoCarto's JSON: elements as points on a geographic map, as its API and Maillage write them. There
//! are no links.

use crate::import::error::{Error, ErrorKind};
use crate::import::json::{self, Value};
use crate::import::meaning::{Meaning, join_list};
use crate::import::sniff::Format;
use crate::import::task::Task;

/// Reads GoGoCarto's elements into the draft.
///
/// # Errors
/// What is wrong with it, with its place.
pub fn read(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let root = json::document(text, Format::GoGoCarto, &task.options.limits)?;
    let data = match root.get("data")? {
        Some(data) if data.is_list() => data,
        None if root.is_list() => root,
        // One element, as the API answers for one id.
        Some(data) if data.is_object() => data,
        _ => return Err(ErrorKind::Missing("`data`, the list of GoGoCarto's elements,".to_owned()).into()),
    };
    if let Some(licence) = root.get("licence")? {
        task.draft.licence = licence.text()?.into_owned();
    }
    if data.is_object() {
        return element(data, task);
    }
    for item in data.items() {
        task.tick(|| item.done())?;
        if item.is_list() {
            let found = "GoGoCarto's compact list (gogocompact)";
            return Err(item.error(ErrorKind::Unknown { found }));
        }
        element(item, task)?;
        task.check()?;
    }
    Ok(())
}

fn element(element: Value<'_>, task: &mut Task<'_>) -> Result<(), Error> {
    let line = element.place_line(task);
    let members = element.members()?;
    let get = |name: &str| members.iter().find(|(other, _)| other == name).map(|(_, value)| *value);
    let id = get("id").map_or(Ok("".into()), Value::text)?;
    task.draft.anonymous |= id.is_empty();
    let row = task.draft.add_node(&id, line);
    if let Some(source) = get("sourceKey") {
        task.draft.is_ours |= source.text()? == "Maillage";
    }
    // The same with details comes beside the names alone.
    categories(get("categoriesFull").or(get("categories")), row, task)?;
    for (name, value) in &members {
        let value = *value;
        let meaning = match name.as_ref() {
            "id" | "categories" | "categoriesFull" => continue,
            "sourceKey" if task.draft.is_ours => continue,
            "geo" if value.is_object() => {
                for (name, meaning) in [("latitude", Meaning::Latitude), ("longitude", Meaning::Longitude)] {
                    if let Some(degrees) = value.get(name)? {
                        set(row, name, Some(meaning), &degrees.text()?, task)?;
                    }
                }
                continue;
            }
            "address" if value.is_object() => {
                address(value, row, task)?;
                continue;
            }
            "name" | "title" => Some(Meaning::Name),
            "address" => Some(Meaning::Address),
            "email" => Some(Meaning::Emails),
            "telephone" | "phone" => Some(Meaning::Phones),
            "website" | "siteWeb" | "site_web" => Some(Meaning::Website),
            _ => None,
        };
        set(row, name, meaning, &value.text()?, task)?;
    }
    Ok(())
}

/// Says what an element has; without a meaning, its name decides.
fn set(
    row: usize,
    name: &str,
    meaning: Option<Meaning>,
    text: &str,
    task: &mut Task<'_>,
) -> Result<(), Error> {
    if text.trim().is_empty() {
        return Ok(());
    }
    task.check_text(text)?;
    match meaning {
        Some(meaning) => task.draft.set_node_as(row, name, meaning, text),
        None => task.draft.set_node(row, name, text),
    }
    Ok(())
}

/// The first category is the kind, further ones are tags.
fn categories(list: Option<Value<'_>>, row: usize, task: &mut Task<'_>) -> Result<(), Error> {
    let Some(list) = list else { return Ok(()) };
    let items: Vec<Value<'_>> = if list.is_list() { list.items().collect() } else { vec![list] };
    let mut names = Vec::with_capacity(items.len());
    for item in items {
        let name = if item.is_object() { item.get("name")? } else { Some(item) };
        names.extend(name.map(Value::text).transpose()?.filter(|name| !name.trim().is_empty()));
    }
    if let Some((kind, tags)) = names.split_first() {
        set(row, "kind", Some(Meaning::Kind), kind, task)?;
        set(row, "categories", Some(Meaning::Tags), &join_list(tags), task)?;
    }
    Ok(())
}

fn address(address: Value<'_>, row: usize, task: &mut Task<'_>) -> Result<(), Error> {
    let members = address.members()?;
    let text = |name: &str| {
        let found = members.iter().find(|(other, _)| other == name);
        found.map_or(Ok("".into()), |(_, value)| value.text())
    };
    let street = text("streetAddress")?;
    for (name, value) in &members {
        let value = value.text()?;
        let meaning = match name.as_ref() {
            "streetAddress" => Meaning::Address,
            "addressLocality" => Meaning::Commune,
            // Said once more within an address that has all in one line.
            "postalCode" if street.contains(value.as_ref()) => continue,
            "customFormatedAddress" if street.is_empty() => Meaning::Address,
            _ => Meaning::Custom(None),
        };
        let is_code = name == "postalCode";
        set(row, name, Some(meaning.clone()), &value, task)?;
        if is_code && !value.is_empty() {
            let column = task.draft.nodes.column_for(name, meaning);
            task.draft.nodes.columns[column].is_text = true;
        }
    }
    Ok(())
}
