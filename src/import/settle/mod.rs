//! Settle: from a draft to a map. Nodes of one id become one actor, links find their ends, kinds are
//! found in the schema or made, columns become fields; what has no place in the model becomes a custom
//! field. Links are never merged or dropped for being alike.

mod columns;
mod ends;
mod kinds;
mod pool;
mod record;

use std::sync::Arc;

use super::draft::{Draft, Rows, Text};
use super::error::{Error, Place};
use super::meaning::Meaning;
use super::report::{Report, WarningKind};
use super::task::Task;
use super::{ErrorKind, Imported};
use crate::model::{Actor, ActorId, FieldOwner, Link, LinkId, Map};
use columns::{Columns, Cursor};
use kinds::Kinds;
use pool::Pool;
use record::{ActorRow, LinkRow, With};

/// Positions farther out than this, in world units, are taken for a slip (as in the native format).
const FARTHEST: f64 = 1e9;
/// Where actors lie closer together than this on average, the drawing is spread: a node is some 40
/// units wide.
const CLOSEST: f64 = 25.0;
/// How far apart they are then, on average.
const SPREAD: f64 = 120.0;

/// Makes a map of what a task has read.
///
/// # Errors
/// A cap that was passed, or [`ErrorKind::Cancelled`].
pub fn settle(mut task: Task<'_>) -> Result<Imported, Error> {
    task.check()?;
    let mut draft = std::mem::take(&mut task.draft);
    if draft.nodes.cell_count() + draft.links.cell_count() > task.options.limits.cells {
        let count = (draft.nodes.cell_count() + draft.links.cell_count()) as u64;
        let limit = task.options.limits.cells as u64;
        return Err(ErrorKind::TooMany { what: "values (cells)", count, limit }.into());
    }
    let mut schema = task.options.schema.clone();
    let nodes = ends::find_nodes(&mut draft, &mut task.report);
    let ends = ends::find_ends(&mut draft, &nodes, &mut task.report);
    task.look(0.1)?;
    note_parents(&mut draft, &nodes, &mut task.report);
    draft.texts.close();
    let positions = positions(&mut draft, &nodes, &mut task.report);

    draft.nodes.sort();
    draft.links.sort();
    let mut columns = Columns::of(&draft, FieldOwner::Actor, &schema, &mut task.report);
    let mut kinds = Kinds::new(&mut draft, &schema, &columns);
    let mut actors: Vec<Arc<Actor>> = Vec::with_capacity(nodes.actors.len() + ends.made.len());
    // Rows a reader left out itself are counted already.
    task.report.actors.read += draft.nodes.len();
    let mut pool = Pool::default();
    {
        let mut cursor = Cursor::new(&draft.nodes);
        for row in 0..draft.nodes.len() {
            task.tick(|| 0.1 + 0.4 * row as f32 / draft.nodes.len() as f32)?;
            let actor = nodes.of_row[row] as usize;
            let place = Place::line(draft.nodes.lines[row] as usize);
            let with = With { columns: &mut columns, report: &mut task.report, pool: &mut pool };
            let mut reading = ActorRow::new(&draft, place, with);
            cursor.each(row, |column, value| reading.take(column, value));
            if actor < actors.len() {
                // The id came before: what the first one left open is filled in.
                let place = reading.place();
                let named = (nodes.actors[actor].clone(), None);
                let other = reading.finish(named, false, &mut kinds, &mut schema);
                record::fill_blanks(Arc::make_mut(&mut actors[actor]), other, &place, &mut task.report);
                task.report.actors.merged += 1;
                continue;
            }
            let id = nodes.actors[actor].clone();
            let group = kinds.is_group(row);
            let position = positions.get(actor).copied().flatten();
            actors.push(Arc::new(reading.finish((id, position), group, &mut kinds, &mut schema)));
        }
    }
    task.report.actors.imported = actors.len();
    task.report.actors.made = ends.made.len();
    for id in &ends.made {
        let kind = kinds.default_actor(&mut schema);
        actors.push(Arc::new(Actor::new(id.clone(), kind, id.as_str())));
    }
    columns.report_fields(&mut schema, &mut task.report);
    drop(columns);

    let mut ids = nodes.actors;
    ids.extend(ends.made.iter().cloned());
    pool.begin_links();
    // What nodes say is no longer needed.
    draft.nodes = Rows::default();
    draft.texts.forget_nodes();
    let links = links(&draft, &ends, &ids, (&mut kinds, &mut pool), &mut schema, &mut task)?;
    drop(pool);
    drop(ids);
    kinds.report(&mut task.report);
    // What was read is let go before the network is put together.
    let take = std::mem::take;
    let (title, description) = (take(&mut draft.title), take(&mut draft.description));
    let (author, licence) = (take(&mut draft.author), take(&mut draft.licence));
    drop((draft, ends));
    let title = if title.trim().is_empty() { task.options.title.clone() } else { title };
    let mut map = Map::new(title, schema);
    let about = Arc::make_mut(&mut map.about);
    about.description = description;
    about.author = author;
    about.licence = licence;
    task.look(0.95)?;
    map.fill_joined(actors, links);
    task.look(1.0)?;
    Ok(Imported { map, report: task.report })
}

fn links(
    draft: &Draft,
    ends: &ends::Ends,
    actors: &[ActorId],
    (kinds, pool): (&mut Kinds, &mut Pool),
    schema: &mut crate::model::Schema,
    task: &mut Task<'_>,
) -> Result<Vec<(Arc<Link>, u32, u32)>, Error> {
    let count = draft.links.len();
    let mut columns = Columns::of(draft, FieldOwner::Link, schema, &mut task.report);
    kinds.begin_links(draft, &columns);
    let mut ids = ends::LinkIds::of(draft);
    let mut links = Vec::with_capacity(count);
    let mut cursor = Cursor::new(&draft.links);
    for row in 0..count {
        task.tick(|| 0.5 + 0.45 * row as f32 / count as f32)?;
        let place = Place::line(draft.links.lines[row] as usize);
        let Some((from, to)) = ends.of(row) else { continue };
        let id: LinkId = ids.give(draft, row, &place, &mut task.report);
        let with = With { columns: &mut columns, report: &mut task.report, pool };
        let mut reading = LinkRow::new(draft, place, with);
        cursor.each(row, |column, value| reading.take(column, value));
        let names = (&actors[from as usize], &actors[to as usize]);
        let link = reading.finish(id, names, draft.directions[row], kinds, schema);
        links.push((Arc::new(link), from, to));
    }
    task.report.links.read += count;
    task.report.links.imported = links.len();
    task.report.links.rejected += count - links.len();
    columns.report_fields(schema, &mut task.report);
    Ok(links)
}

/// Keeps the parents of nodes as a field (the parent's name), without those that lie in themselves.
fn note_parents(draft: &mut Draft, nodes: &ends::Nodes, report: &mut Report) {
    let parents = std::mem::take(&mut draft.parents);
    if parents.is_empty() && draft.groups.is_empty() {
        return;
    }
    let note = "groups: nodes that lie in one keep its name in the field `parent`, for a map has no nesting";
    report.warn(WarningKind::Note(note.to_owned()), Place::default(), "");
    let mut parent_of = vec![u32::MAX; nodes.actors.len()];
    let place = |draft: &Draft, row: u32| {
        Place::line(draft.nodes.lines.get(row as usize).copied().unwrap_or(0) as usize)
    };
    let mut known: Vec<(u32, u32)> = Vec::with_capacity(parents.len());
    for (row, parent) in parents {
        let child = nodes.of_row.get(row as usize).copied().unwrap_or(u32::MAX);
        match nodes.by_id(parent) {
            Some(parent) if child != u32::MAX => {
                parent_of[child as usize] = parent;
                known.push((row, parent));
            }
            _ => {
                let place = place(draft, row);
                report.warn(WarningKind::ParentMissing, place, draft.texts.get(parent));
            }
        }
    }
    let lies_in_itself = |start: u32| {
        // Two steps at a time beside one at a time: they meet where the way goes round.
        let next = |at: u32| parent_of.get(at as usize).copied().unwrap_or(u32::MAX);
        let (mut slow, mut fast) = (start, next(start));
        while fast != u32::MAX {
            if fast == slow {
                return true;
            }
            slow = next(slow);
            fast = next(next(fast));
        }
        false
    };
    let name_column = draft.nodes.columns.iter().position(|column| {
        column.meaning.clone().or_else(|| Meaning::of_name(FieldOwner::Actor, &column.name))
            == Some(Meaning::Name)
    });
    let mut names: Vec<Text> = vec![Text::NONE; nodes.actors.len()];
    if let Some(column) = name_column {
        for (row, name) in draft.nodes.columns[column].cells() {
            names[nodes.of_row[row] as usize] = name;
        }
    }
    // What others lie in is a group.
    let mut is_parent = vec![false; nodes.actors.len()];
    known.iter().for_each(|(_, parent)| is_parent[*parent as usize] = true);
    for (row, actor) in nodes.of_row.iter().enumerate() {
        if is_parent[*actor as usize] {
            draft.groups.push(row as u32);
        }
    }
    let column = draft.nodes.column_for("parent", Meaning::Custom(None));
    draft.nodes.columns[column].is_text = true;
    for (row, parent) in known {
        if lies_in_itself(parent) {
            let place = place(draft, row);
            report.warn(WarningKind::ParentCycle, place, nodes.actors[parent as usize].as_str());
            continue;
        }
        let name = match names[parent as usize] {
            Text::NONE => draft.texts.intern(nodes.actors[parent as usize].as_str()),
            name => name,
        };
        draft.nodes.set(column, row as usize, name);
    }
}

/// Where each actor stands, by its rank.
fn positions(
    draft: &mut Draft,
    nodes: &ends::Nodes,
    report: &mut Report,
) -> Vec<Option<crate::model::Position>> {
    use crate::geometry::{Bounds, Point};
    let given = std::mem::take(&mut draft.positions);
    if given.is_empty() {
        return Vec::new();
    }
    let mut points: Vec<Option<Point>> = vec![None; nodes.actors.len()];
    for (row, x, y) in given {
        let Some(actor) = nodes.of_row.get(row as usize) else { continue };
        let place = Place::line(draft.nodes.lines[row as usize] as usize);
        let point = Point::new(x, y);
        if !point.is_finite() {
            report.warn(WarningKind::BadPosition, place, nodes.actors[*actor as usize].as_str());
        } else if x.abs() > FARTHEST || y.abs() > FARTHEST {
            report.warn(WarningKind::FarPosition, place, nodes.actors[*actor as usize].as_str());
        } else if points[*actor as usize].is_none() {
            points[*actor as usize] = Some(point);
        }
    }
    let placed = points.iter().flatten().count();
    let bounds = Bounds::around(points.iter().flatten().copied());
    let mut factor = 1.0;
    if !draft.is_ours && placed > 1 {
        let extent = (bounds.max.x - bounds.min.x).max(bounds.max.y - bounds.min.y);
        let apart = extent / (placed as f64).sqrt();
        if apart > 0.0 && apart < CLOSEST {
            factor = SPREAD / apart;
        }
    }
    points.into_iter().map(|point| point.map(|point| crate::model::Position::free(point * factor))).collect()
}

#[cfg(test)]
mod tests;
