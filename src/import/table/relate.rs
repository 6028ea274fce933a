//! Relate: the links of a draft that are no rows of a list of links. Columns of partners, lists of
//! neighbours, matrices, and cells that hold both ends; and which actors are there already.

use std::borrow::Cow;

use hashbrown::{HashMap, HashSet};

use super::fault::Notice;
use super::fields::Field;
use super::fill::{Filling, IntoText, Way};
use super::mapping::{Lists, Mapping, SheetMapping};
use super::matrix::{Layout, Mark, mark};
use super::neo4j::Spaces;
use super::partners::{self, Partners};
use super::words::direction;
use super::{Table, clean, ends};
use crate::fold::fold;
use crate::import::draft::{Direction, Draft, Text};
use crate::import::error::{Error, Place};
use crate::import::meaning::Meaning;
use crate::import::report::{Reason, WarningKind};
use crate::import::task::Task;

/// What links and lists of actors have to know of each other while a draft is filled.
#[derive(Default)]
pub(super) struct Relating<'g> {
    /// The spaces of ids.
    pub spaces: Spaces,
    /// What actors of lists are called, where cells must be cut into names.
    known: HashSet<&'g str>,
    /// Who is in the draft already, for sheets that make actors by naming them.
    present: Option<Present>,
    /// How often each name was given to an actor, where namesakes are kept apart.
    given: HashMap<String, usize>,
    /// What links of the sheet under way are called where their row does not say it: the column, what
    /// is said.
    called: Option<(usize, String)>,
}

impl<'g> Relating<'g> {
    /// For the sheets that are filled in.
    pub(super) fn of(pairs: &[(&Table<'g>, &SheetMapping)]) -> Self {
        let cuts = |(_, sheet): &(&Table<'g>, &SheetMapping)| {
            sheet.lists == Lists::Adjacency || sheet.column(&Field::LinkedTo).is_some()
        };
        let mut known = HashSet::new();
        for (table, sheet) in pairs.iter().filter(|_| pairs.iter().any(cuts)) {
            let columns = match sheet.lists {
                Lists::Actors => vec![sheet.column(&Field::Means(Meaning::Name)), sheet.column(&Field::Id)],
                Lists::Adjacency => vec![Some(0)],
                _ => continue,
            };
            for row in usize::from(sheet.header)..table.grid.len() {
                known.extend(columns.iter().flatten().map(|column| clean(table.grid.cell(row, *column))));
            }
        }
        known.remove("");
        Self { spaces: Spaces::of(pairs), known, ..Self::default() }
    }

    /// The id of an actor: with its space, and another one for each of those that share a name where
    /// these are several.
    pub(super) fn key<'a>(
        &mut self,
        key: Cow<'a, str>,
        space: Option<&str>,
        keep_apart: bool,
    ) -> Cow<'a, str> {
        if let (Some(space), false) = (space, key.is_empty()) {
            return Cow::Owned(format!("{space}{key}"));
        }
        if !keep_apart || key.is_empty() {
            return key;
        }
        let count = self.given.entry(key.clone().into_owned()).or_insert(0);
        *count += 1;
        if *count == 1 { key } else { Cow::Owned(format!("{key} #{count}")) }
    }
}

/// Who is in a draft.
struct Present {
    ids: HashSet<Text>,
    /// Folded: ends of links are found so, too.
    names: HashSet<String>,
}

impl Present {
    fn of(draft: &Draft) -> Self {
        let mut names = HashSet::new();
        for column in draft.nodes.columns.iter().filter(|c| c.meaning == Some(Meaning::Name)) {
            names.extend(column.cells().map(|(_, name)| fold(draft.texts.get(name))));
        }
        Self { ids: draft.nodes.ids.iter().copied().filter(|id| id.is_some()).collect(), names }
    }
}

/// Names the sheets of which nothing is imported, but for the list of sources that Maillage writes.
pub(super) fn say_left_out(tables: &[Table<'_>], mapping: &Mapping, task: &mut Task<'_>) {
    for (table, sheet) in tables.iter().zip(&mapping.sheets) {
        if sheet.lists == Lists::Nothing && tables.len() > 1 && sheet.sheet != "Sources" {
            let notice = Notice::SheetLeftOut(table.name.to_owned());
            task.report.warn(WarningKind::Table(notice), Place::default(), "");
        }
    }
}

impl<'m> Filling<'m> {
    /// Which way links run of which nothing is said.
    pub(super) fn usual_direction(&self) -> Direction {
        if self.mapping.undirected { Direction::Undirected } else { Direction::Directed }
    }

    /// Looks at what links of a sheet are called where their row does not say it.
    pub(super) fn call_links(&mut self, sheet: &SheetMapping, task: &mut Task<'_>) {
        let called = sheet.links_called.as_ref().filter(|word| self.mapping.link_kinds.contains_key(*word));
        let kind = task.draft.links.columns.iter().rposition(|c| c.meaning == Some(Meaning::Kind));
        self.relating.called = called.map(|word| {
            let column = kind.unwrap_or_else(|| task.draft.links.column_for("kind", Meaning::Kind));
            (column, word.clone())
        });
    }

    /// Says of a link what those of its sheet are called.
    pub(super) fn set_called(&mut self, link: usize, task: &mut Task<'_>) {
        let Some((column, word)) = &self.relating.called else { return };
        let kind = self.link_kinds.stands_for(word, &self.mapping.link_kinds, &mut task.draft.texts);
        task.draft.links.set(*column, link, kind);
    }

    /// The links of a row that names others. `own` is the node of the row and its name.
    pub(super) fn partners(
        &mut self,
        table: &Table<'_>,
        row: usize,
        columns: &[Partners],
        own: (usize, &str),
        task: &mut Task<'_>,
    ) -> Result<(), Error> {
        let (grid, line) = (table.grid, table.grid.line(row));
        let mut names = Vec::new();
        for column in columns {
            let cell = clean(grid.cell(row, column.column));
            if cell.is_empty() {
                continue;
            }
            names.clear();
            partners::split(cell, &|name| self.relating.known.contains(name), true, &mut names);
            let known = |name: &str| self.relating.known.contains(name);
            let is_somebody =
                |name: &str| known(name) || !partners::is_other(name) && !partners::is_nobody(name);
            if names.iter().any(|name| !is_somebody(name) && !partners::is_nobody(name)) {
                // Sentences and numbers are nobody: they stay what the row says.
                task.draft.set_node_as(own.0, &column.name, Meaning::Custom(None), cell);
                let what = WarningKind::Misfit(column.name.clone());
                task.report.warn(what, self.place_of(table, line), cell);
            }
            names.retain(|name| is_somebody(name) && *name != own.1);
            let id = task.draft.nodes.ids.get(own.0).copied().unwrap_or_default();
            let own = if id.is_some() { id } else { task.draft.texts.intern(own.1) };
            for name in &names {
                let other = self.spelled(name).into_owned_text(&mut task.draft.texts);
                let ends = if column.back { (other, own) } else { (own, other) };
                let link = task.draft.push_link(Text::NONE, ends, self.usual_direction(), line);
                if let Some(called) = &column.called {
                    let rank = task.draft.links.column_for("kind", Meaning::Kind);
                    let known = &self.mapping.link_kinds;
                    let kind = self.link_kinds.stands_for(called, known, &mut task.draft.texts);
                    task.draft.links.set(rank, link, kind);
                }
            }
            if task.draft.links.len() > task.options.limits.links {
                task.check()?;
            }
        }
        Ok(())
    }

    /// Links both ends of which are in one cell: `A (finances) B`.
    pub(super) fn joined_links(
        &mut self,
        table: &Table<'_>,
        sheet: &SheetMapping,
        ways: &[Way],
        column: usize,
        task: &mut Task<'_>,
    ) -> Result<(), Error> {
        let grid = table.grid;
        let columns = [Field::Means(Meaning::Kind), Field::Id, Field::Direction].map(|f| sheet.column(&f));
        for row in usize::from(sheet.header)..grid.len() {
            self.tick(task, row)?;
            let line = grid.line(row);
            self.check_length(table, sheet, row, sheet.columns.len(), task);
            let cell = |column: Option<usize>| column.map_or("", |column| clean(grid.cell(row, column)));
            let [kind, id, way] = columns.map(cell);
            let both = cell(Some(column));
            let Some((from, to)) = ends::both(both, kind) else {
                task.report.links.read += 1;
                task.report.links.rejected += 1;
                task.report.reject(self.place_of(table, line), both, Reason::NoEnd);
                continue;
            };
            let from = self.spelled(from).into_owned_text(&mut task.draft.texts);
            let to = self.spelled(to).into_owned_text(&mut task.draft.texts);
            let way = direction(way).unwrap_or(self.usual_direction());
            self.link(grid, row, ways, (id, from, to, way, line), task);
        }
        Ok(())
    }

    /// Sees to it that there is an actor of this name or id.
    fn declare(&mut self, name: &str, line: usize, task: &mut Task<'_>) {
        let draft = &mut task.draft;
        let present = self.relating.present.get_or_insert_with(|| Present::of(draft));
        let is_known = !present.ids.is_empty()
            && draft.texts.find(name).is_some_and(|id| present.ids.contains(&id))
            || !present.names.is_empty() && present.names.contains(&fold(name));
        if !is_known {
            draft.node(name, line);
        }
    }

    pub(super) fn adjacency(
        &mut self,
        table: &Table<'_>,
        sheet: &SheetMapping,
        task: &mut Task<'_>,
    ) -> Result<(), Error> {
        let grid = table.grid;
        let way = self.usual_direction();
        self.call_links(sheet, task);
        let mut names = Vec::new();
        for row in usize::from(sheet.header)..grid.len() {
            self.tick(task, row)?;
            let line = grid.line(row);
            let mut cells = grid.row(row).map(clean).filter(|cell| !cell.is_empty());
            let Some(first) = cells.next() else { continue };
            let first = self.spelled(first).into_owned();
            self.declare(&first, line, task);
            for cell in cells {
                names.clear();
                // What is not known stays whole: this list says who is linked by its cells.
                partners::split(cell, &|name| self.relating.known.contains(name), false, &mut names);
                for name in &names {
                    let other = self.spelled(name).into_owned();
                    self.declare(&other, line, task);
                    let link = task.draft.add_link("", (&first, &other), way, line);
                    self.set_called(link, task);
                }
            }
        }
        Ok(())
    }

    pub(super) fn matrix(
        &mut self,
        table: &Table<'_>,
        sheet: &SheetMapping,
        task: &mut Task<'_>,
    ) -> Result<(), Error> {
        let grid = table.grid;
        self.call_links(sheet, task);
        let mut layout = Layout::of(grid, 0, sheet.header);
        for (_, name) in layout.rows.iter_mut().chain(&mut layout.columns) {
            *name = self.spelled(name).into_owned();
        }
        for (row, name) in &layout.rows {
            self.declare(name, grid.line(*row), task);
        }
        for (_, name) in &layout.columns {
            self.declare(name, grid.line(0), task);
        }
        let weight = task.draft.links.column_for("weight", Meaning::Weight);
        let way = self.usual_direction();
        for (row, from) in &layout.rows {
            self.tick(task, *row)?;
            for (column, to) in &layout.columns {
                let cell = clean(grid.cell(*row, *column));
                let value = match mark(cell, self.mapping.decimal) {
                    Mark::None => continue,
                    Mark::Cross => None,
                    Mark::Weight(value) => Some(value),
                    Mark::Words => Some(cell.to_owned()),
                };
                let link = task.draft.add_link("", (from, to), way, grid.line(*row));
                let value = value.map_or(Text::NONE, |value| task.draft.texts.intern(&value));
                task.draft.links.set(weight, link, value);
                self.set_called(link, task);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{Imported, Input, Options, read};

    fn imported(files: &[(&str, &str)]) -> Imported {
        let input =
            |(name, text): &(&str, &str)| Input { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() };
        let files = files.iter().map(input).collect();
        let imported = read(files, &Options::default(), &mut |_| true).expect("it can be read");
        assert!(imported.report.adds_up());
        imported
    }

    /// The links by the names of their ends, with their kinds; and how many actors there are.
    fn links(files: &[(&str, &str)]) -> (Vec<String>, usize) {
        let map = imported(files).map;
        let name = |id| map.actor(id).map_or("", |actor| actor.name.as_str()).to_owned();
        let said = map.links().map(|link| format!("{} {} {}", name(&link.from), link.kind, name(&link.to)));
        let mut said: Vec<String> = said.collect();
        said.sort();
        (said, map.actor_count())
    }

    #[test]
    fn columns_of_partners_become_links() {
        let list = "Nom;Membre de;Financé par\nA;\"R, le réseau\";B et C\nB;R, le réseau|N;\nC;;\n\"R, le réseau\";;\n";
        let (said, actors) = links(&[("a.csv", list)]);
        assert_eq!(actors, 5);
        assert_eq!(
            said,
            [
                "A membre_de R, le réseau",
                "B finance A",
                "B membre_de N",
                "B membre_de R, le réseau",
                "C finance A"
            ]
        );
    }

    #[test]
    fn namesakes_each_have_their_own_partners() {
        let list = "Nom;Commune;En lien avec\nMairie;Nantes;A\nMairie;Angers;B\nA;;\nB;;\n";
        let map = imported(&[("a.csv", list)]).map;
        assert_eq!((map.actor_count(), map.link_count()), (4, 2));
        let ends: std::collections::BTreeSet<_> = map.links().map(|link| link.from.clone()).collect();
        assert_eq!(ends.len(), 2);
    }

    #[test]
    fn matrices_and_neighbours_find_the_actors_of_lists() {
        let actors = ("actors.csv", "Nom;Type\nA;Association\nB;Association\n");
        let (said, count) = links(&[actors, ("m.csv", ";A;B;C\nA;0;1;x\nB;1;-;0\nC;0;0;0\n")]);
        assert_eq!((said, count), (vec!["A lie_a B".into(), "A lie_a C".into(), "B lie_a A".into()], 3));
        let (said, count) = links(&[("a.csv", "A;B,C\nB;C\nC;D\nD;A,B\n")]);
        assert_eq!((said.len(), count), (6, 4));
    }

    #[test]
    fn ids_of_several_spaces_are_kept_apart() {
        let files = [
            ("p.csv", "id:ID(Person),name\np1,Jean\n"),
            ("o.csv", "id:ID(Org),name\np1,Alpha\n"),
            ("r.csv", ":START_ID(Person),:END_ID(Org),:TYPE\np1,p1,soutient\n"),
        ];
        assert_eq!(links(&files), (vec!["Jean soutient Alpha".to_owned()], 2));
    }

    #[test]
    fn actors_and_links_of_one_table_are_read() {
        let all = "_id,_labels,nom,_start,_end,_type\n0,:Asso,A,,,\n1,:Asso,B,,,\n,,,0,1,soutient\n";
        assert_eq!(links(&[("all.csv", all)]), (vec!["A soutient B".to_owned()], 2));
    }

    #[test]
    fn sheets_left_out_are_named() {
        let notes = ("lisez.csv", "Ce classeur;2023\nAuteur;moi\n");
        let report = imported(&[("a.csv", "Nom;Type\nA;Association\n"), notes]).report;
        assert!(report.warnings.iter().any(|warning| warning.to_string().contains("lisez")), "{report:?}");
    }
}
