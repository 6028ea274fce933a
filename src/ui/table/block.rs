//! Blocks of cells: copied from the table, emptied, and written into it from the clipboard.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::rows::{Column, Record, RecordId, Tab, revise};
use crate::edit::{Edit, FieldName, Purpose};
use crate::geometry::Point;
use crate::layout::{self, Crowd, Newcomer};
use crate::model::{Actor, ActorId, Link, LinkId, Position};
use crate::session::Session;
use crate::text::Text;
use crate::ui::tabular::columns::{CellFault, default_actor_kind};
use crate::ui::tabular::tsv;

/// A rectangle of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its rows.
    pub rows: RangeInclusive<usize>,
    /// Its columns.
    pub columns: RangeInclusive<usize>,
}

impl Block {
    /// Whether it is one cell.
    pub fn is_one_cell(&self) -> bool {
        self.rows.start() == self.rows.end() && self.columns.start() == self.columns.end()
    }
}

/// Rows as cells, with headings where they are whole rows: a block of cells is to be pasted as it is,
/// as between spreadsheets.
pub fn copy(
    session: &Session,
    text: &Text,
    records: &[&Record],
    columns: &[Column],
    whole_rows: bool,
) -> String {
    let map = session.map();
    if let ([record], [column]) = (records, columns) {
        return column.text(map, record, text);
    }
    let headings: Vec<String> = columns.iter().map(|column| text.get(column.key()).to_owned()).collect();
    let headings = whole_rows.then_some(headings);
    let cells = records
        .iter()
        .map(|record| columns.iter().map(|column| column.text(map, record, text)).collect::<Vec<_>>());
    tsv::write(headings.into_iter().chain(cells))
}

/// Empties the cells of a block that may be empty.
pub fn clear(session: &Session, list: &[Record], tab: Tab, block: &Block) -> Option<Edit> {
    let map = session.map();
    let columns: Vec<Column> = columns_of(tab, block).filter(|column| column.can_be_empty()).collect();
    let what = columns.first()?.field();
    let mut changed = Vec::new();
    for record in rows_of(list, block) {
        let mut new = record.clone();
        for column in &columns {
            // An empty text suits every cell that may be empty.
            let _ = column.set(map, &mut new, "");
        }
        if new != *record {
            changed.push(new);
        }
    }
    let mut edits = revise(changed, what);
    match edits.len() {
        0 => None,
        1 if columns.len() == 1 => edits.pop(),
        _ => Some(Edit::Batch { purpose: Purpose::Bulk, edits }),
    }
}

/// What pasting into the table does.
#[derive(Debug)]
pub struct Written {
    /// The change, one step; `None` where nothing changes.
    pub edit: Option<Edit>,
    /// The cells written, those of new rows too.
    pub block: Block,
    /// Records made for cells beyond the last row.
    pub added: Vec<RecordId>,
    /// Cells that could not be read; they have not changed.
    pub refused: usize,
}

/// Writes pasted cells into the rows below and to the right of the block's first cell; a single
/// cell fills the block. Rows beyond the last become new actors, or new links where both ends are
/// given. A first row that only repeats headings is left out.
pub fn write(session: &Session, list: &[Record], tab: Tab, block: &Block, pasted: &str) -> Option<Written> {
    let mut cells = tsv::parse(pasted, '\t');
    let width = cells.iter().map(Vec::len).max()?;
    // One word alone is a heading only above its own column.
    let headed = |row: &Vec<String>| match row.as_slice() {
        [cell] => tab.columns().get(*block.columns.start()).is_some_and(|column| column.is_headed(cell)),
        cells => cells.iter().all(|cell| tab.columns().iter().any(|column| column.is_headed(cell))),
    };
    if cells.len() > 1 && cells.first().is_some_and(headed) {
        cells.remove(0);
    }
    let (first_row, first_column) = (*block.rows.start(), *block.columns.start());
    let (mut height, mut wide) = (cells.len(), width);
    let fills = cells.len() == 1 && width == 1;
    if fills {
        height = block.rows.clone().count();
        wide = block.columns.clone().count();
    }
    let columns: Vec<Column> = tab.columns().iter().skip(first_column).take(wide).copied().collect();
    let map = session.map();
    let (mut changed, mut actors, mut links) = (Vec::new(), Vec::new(), Vec::new());
    let mut refused = 0;
    for at in 0..height {
        let Some(row) = cells.get(if fills { 0 } else { at }) else { break };
        let old = list.get(first_row + at);
        let mut record = match (old, tab) {
            (Some(record), _) => record.clone(),
            (None, _) if tsv::is_blank(row) => continue,
            (None, Tab::Actors) => {
                Record::Actor(Arc::new(Actor::new(ActorId::random(), default_actor_kind(session), "")))
            }
            (None, Tab::Links) => {
                let nobody = ActorId::new("");
                Record::Link(Arc::new(Link::new(LinkId::random(), nobody.clone(), "".into(), nobody)))
            }
        };
        for (place, column) in columns.iter().enumerate() {
            let Some(cell) = row.get(if fills { 0 } else { place }) else { break };
            match column.set(map, &mut record, cell) {
                // What is counted is pasted along with its row: nothing to say.
                Ok(()) | Err(CellFault::Fixed) => {}
                Err(_) => refused += 1,
            }
        }
        match (old, record) {
            (Some(old), record) if record == *old => {}
            (Some(_), record) => changed.push(record),
            (None, Record::Actor(actor)) if actor.name.is_empty() => refused += 1,
            (None, Record::Actor(actor)) => actors.push(Arc::unwrap_or_clone(actor)),
            (None, Record::Link(link)) => {
                let whole = map.actor(&link.from).is_some() && map.actor(&link.to).is_some();
                if whole && map.schema().link_kind(&link.kind).is_some() {
                    links.push(Arc::unwrap_or_clone(link));
                }
            }
        }
    }
    place(session, &mut actors);
    let added: Vec<RecordId> = actors
        .iter()
        .map(|actor| RecordId::Actor(actor.id.clone()))
        .chain(links.iter().map(|link| RecordId::Link(link.id.clone())))
        .collect();
    let what = columns.first().map_or(FieldName::Name, |column| column.field());
    let mut edits = revise(changed, what);
    if !added.is_empty() {
        edits.push(Edit::Add { actors, links });
    }
    let last_row = first_row + height.saturating_sub(1);
    let last_column = (first_column + columns.len()).saturating_sub(1);
    Some(Written {
        edit: (!edits.is_empty()).then_some(Edit::Batch { purpose: Purpose::Paste, edits }),
        block: Block { rows: first_row..=last_row, columns: first_column..=last_column.max(first_column) },
        added,
        refused,
    })
}

/// Puts new actors in free places near the middle of the map.
fn place(session: &Session, actors: &mut [Actor]) {
    if actors.is_empty() {
        return;
    }
    let map = session.map();
    let middle = if map.actor_count() == 0 { Point::ZERO } else { Crowd::of(map).middle() };
    let newcomers: Vec<Newcomer> =
        actors.iter().map(|actor| Newcomer { id: actor.id.clone(), beside: Vec::new() }).collect();
    // One place for each newcomer, in their order.
    for (actor, (_, at)) in actors.iter_mut().zip(layout::place_beside(map, &newcomers, middle)) {
        actor.position = Some(Position::free(at));
    }
}

/// The columns of a block.
pub fn columns_of(tab: Tab, block: &Block) -> impl Iterator<Item = Column> + use<> {
    tab.columns().iter().skip(*block.columns.start()).take(block.columns.clone().count()).copied()
}

/// The records of a block.
pub fn rows_of<'a>(list: &'a [Record], block: &Block) -> impl Iterator<Item = &'a Record> + use<'a> {
    list.iter().skip(*block.rows.start()).take(block.rows.clone().count())
}

#[cfg(test)]
mod tests {
    use super::super::rows::{Rows, Sort};
    use super::*;
    use crate::file;
    use crate::lang::Lang;
    use crate::model::{FuzzyDate, Map};
    use crate::session::Origin;

    fn session() -> Session {
        let mut session = Session::new(Map::new("", file::default_schema().clone()), Origin::New);
        let actors = [("a", "Abri"), ("b", "Bois"), ("c", "Cour")]
            .map(|(id, name)| Actor::new(id.into(), "association".into(), name));
        session.edit(Edit::Add { actors: actors.to_vec(), links: Vec::new() }).unwrap();
        session
    }

    fn list(session: &Session) -> Vec<Record> {
        let mut rows = Rows::default();
        rows.refresh(session, &Text::new(Lang::Fr), Tab::Actors, Sort::default(), "", || {});
        rows.list().to_vec()
    }

    fn paste(session: &mut Session, row: usize, column: usize, pasted: &str) -> Written {
        let block = Block { rows: row..=row, columns: column..=column };
        let mut written = write(session, &list(session), Tab::Actors, &block, pasted).expect("cells");
        session.edit(written.edit.take().expect("a change")).expect("it fits");
        written
    }

    #[test]
    fn a_block_goes_below_and_to_the_right_and_beyond_the_end_makes_actors() {
        let mut session = session();
        let written =
            paste(&mut session, 1, 0, "Bosquet\tCoopérative\r\nCouvent\tn’importe\r\nDune\tCRESS\r\n");
        assert_eq!(written.refused, 1);
        assert_eq!(written.added.len(), 1);
        let names: Vec<String> = list(&session)
            .iter()
            .map(|record| Column::text(Tab::Actors.columns()[0], session.map(), record, &Text::new(Lang::Fr)))
            .collect();
        assert_eq!(names, ["Abri", "Bosquet", "Couvent", "Dune"]);
        assert_eq!(session.map().actor(&"b".into()).unwrap().kind.as_str(), "cooperative");
        assert_eq!(session.map().actor(&"c".into()).unwrap().kind.as_str(), "association");
        let dune = session.map().actors().find(|actor| actor.name == "Dune").unwrap();
        assert!(dune.position.is_some());
        // One step, taken back at once.
        session.undo();
        assert_eq!(session.map().actor_count(), 3);
        assert_eq!(session.map().actor(&"b".into()).unwrap().name, "Bois");
    }

    #[test]
    fn what_is_copied_with_headings_is_pasted_without_them() {
        let mut session = session();
        let rows = list(&session);
        let records: Vec<&Record> = rows.iter().take(2).collect();
        let text = Text::new(Lang::En);
        let copied = copy(&session, &text, &records, &Tab::Actors.columns()[..2], true);
        assert!(copied.starts_with("Name\tKind\n"), "{copied}");
        paste(&mut session, 1, 0, &copied);
        assert_eq!(session.map().actor_count(), 3);
        assert_eq!(session.map().actor(&"c".into()).unwrap().name, "Bois");
    }

    #[test]
    fn a_block_of_cells_is_copied_as_it_is() {
        let mut session = session();
        let rows = list(&session);
        let names: Vec<&Record> = rows.iter().take(2).collect();
        let column = &Tab::Actors.columns()[..1];
        let copied = copy(&session, &Text::new(Lang::Fr), &names, column, false);
        assert_eq!(copied, "Abri\nBois\n");
        // Under another column nothing is taken for a heading; above its own, a heading is.
        paste(&mut session, 0, 2, &copied);
        paste(&mut session, 0, 3, "Territoire\nNantes\nLe Mans\n");
        let places: Vec<_> =
            session.map().actors().map(|actor| (&*actor.place.commune, &*actor.place.territory)).collect();
        assert_eq!(places, [("Abri", "Nantes"), ("Bois", "Le Mans"), ("", "")]);
    }

    #[test]
    fn one_cell_fills_the_block_and_delete_empties_it() {
        let mut session = session();
        let block = Block { rows: 0..=2, columns: 5..=5 };
        let written = write(&session, &list(&session), Tab::Actors, &block, "2019\n").expect("a cell");
        session.edit(written.edit.expect("a change")).unwrap();
        assert!(session.map().actors().all(|actor| actor.period.start == Some(FuzzyDate::Year(2019))));
        let edit = clear(&session, &list(&session), Tab::Actors, &block).expect("a change");
        session.edit(edit).unwrap();
        assert!(session.map().actors().all(|actor| actor.period.start.is_none()));
        // A name and a kind are never empty.
        let fixed = Block { rows: 0..=2, columns: 0..=1 };
        assert!(clear(&session, &list(&session), Tab::Actors, &fixed).is_none());
    }

    #[test]
    fn names_are_one_line_and_no_row_is_nameless() {
        let mut session = session();
        let written = paste(&mut session, 1, 0, "\"Bois\nJoli\"\tSCIC\n\tSCIC\n\tSCIC\n");
        // The name of the second row, and all of a third that is beyond the end.
        assert_eq!((written.refused, written.added.len()), (3, 0));
        assert_eq!(session.map().actor(&"b".into()).unwrap().name, "Bois Joli");
        assert_eq!(session.map().actor(&"c".into()).unwrap().name, "Cour");
    }
}
