//! Lists of links as text: edge lists (SNAP, KONECT, NetworkX, arrows), SIF of Cytoscape, the Trivial
//! Graph Format and MatrixMarket.

use super::lines::{done, words};
use crate::import::draft::Direction;
use crate::import::error::{Error, ErrorKind, Place};
use crate::import::meaning::Meaning;
use crate::import::plain::{arrow, konect, split_at_arrows};
use crate::import::report::WarningKind;
use crate::import::sniff::Format;
use crate::import::table::fields::{Field, Header};
use crate::import::task::Task;

/// Words after the two ends of a link that are kept, each in a column of its own.
const MOST_WORDS: usize = 20;

/// What the remarks of a list say of all its links.
struct Said {
    direction: Direction,
    /// Whether the two ends are numbered apart, as those of KONECT's networks of two modes.
    two_modes: bool,
    is_konect: bool,
    /// The columns after the two ends, where a line names them.
    columns: Vec<String>,
}

/// Reads a list of links: two ids a line and, after them, a weight or a word; or names with arrows
/// between them.
///
/// # Errors
/// A cap that was passed, or no line that is a link.
pub fn read_edges(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let mut said =
        Said { direction: Direction::Directed, two_modes: false, is_konect: false, columns: Vec::new() };
    let mut is_first = true;
    for line in text.split(['\n', '\r']) {
        let shown = line.trim();
        if shown.starts_with(['#', '%']) || shown.starts_with("//") {
            if is_first {
                said.note(shown);
            }
            continue;
        }
        if shown.is_empty() {
            continue;
        }
        task.tick(|| done(text, line))?;
        let number = task.line_of(text, line.as_ptr() as usize - text.as_ptr() as usize);
        if arrow(shown).is_some() {
            arrows(shown, number, task)?;
        } else {
            let parts: Vec<&str> = if shown.contains(['\t', ';', ',']) && !shown.contains('"') {
                shown.split(['\t', ';', ',']).map(str::trim).collect()
            } else {
                words(shown).0
            };
            if !(is_first && said.take_header(&parts)) {
                edge(&parts, &said, number, task)?;
            }
        }
        is_first = false;
        check(task)?;
    }
    if task.draft.links.is_empty() {
        let found = "no line of it has two ids".to_owned();
        return Err(ErrorKind::NotThis { expected: Format::EdgeList, found }.into());
    }
    task.check()
}

fn check(task: &Task<'_>) -> Result<(), Error> {
    let (draft, limits) = (&task.draft, &task.options.limits);
    if draft.links.len() > limits.links || draft.nodes.len() > limits.rows { task.check() } else { Ok(()) }
}

impl Said {
    /// What a remark before the first link says.
    fn note(&mut self, remark: &str) {
        if let Some(kind) = konect(remark) {
            self.is_konect = true;
            self.two_modes = kind == "bip";
            if kind != "asym" {
                self.direction = Direction::Undirected;
            }
        } else if remark.to_ascii_lowercase().contains("undirected") {
            self.direction = Direction::Undirected;
        }
    }

    /// Takes a first line that names the columns; whether it does.
    fn take_header(&mut self, parts: &[&str]) -> bool {
        let [from, to, rest @ ..] = parts else { return false };
        let is = |name: &str, field| Header::new(name).of_link() == Some(field);
        let is_header = is(from, Field::From) && is(to, Field::To);
        if is_header {
            self.columns = rest.iter().map(|name| (*name).to_owned()).collect();
        }
        is_header
    }
}

fn edge(parts: &[&str], said: &Said, line: usize, task: &mut Task<'_>) -> Result<(), Error> {
    match parts {
        [] => {}
        [alone] => {
            task.draft.node(alone, line);
        }
        [source, target, rest @ ..] if !source.is_empty() && !target.is_empty() => {
            let apart = if said.two_modes { format!("b{target}") } else { String::new() };
            let target = if said.two_modes { apart.as_str() } else { *target };
            task.check_text(source)?;
            task.check_text(target)?;
            task.draft.node(source, line);
            task.draft.node(target, line);
            let row = task.draft.add_link("", (source, target), said.direction, line);
            for (rank, word) in rest.iter().enumerate().take(MOST_WORDS) {
                match (rank, said.columns.get(rank)) {
                    // networkx writes an empty dictionary for what has no attributes.
                    _ if *word == "{}" || word.is_empty() => {}
                    (_, Some(column)) => task.draft.set_link(row, column, word),
                    (0, _) if word.parse::<f64>().is_ok() => {
                        task.draft.set_link_as(row, "weight", Meaning::Weight, word);
                    }
                    (0, _) => task.draft.set_link_as(row, "label", Meaning::LinkLabel, word),
                    (1, _) if said.is_konect => task.draft.set_link(row, "timestamp", word),
                    (rank, _) => task.draft.set_link(row, &format!("column {}", rank + 3), word),
                }
            }
        }
        [source, rest @ ..] => {
            let target = rest.first().copied().unwrap_or("");
            task.draft.add_link("", (source, target), said.direction, line);
        }
    }
    Ok(())
}

/// A line as `A -> B -> C`; what comes after a colon at its end is a label.
fn arrows(line: &str, number: usize, task: &mut Task<'_>) -> Result<(), Error> {
    let (mut names, ways) = split_at_arrows(line.trim_end_matches(';'));
    let mut label = "";
    if let Some(last) = names.last_mut()
        && let Some((target, after)) = last.rsplit_once(": ")
        && !target.trim().is_empty()
    {
        (*last, label) = (target, after.trim());
    }
    let names: Vec<&str> = names.into_iter().map(|name| name.trim().trim_matches('"').trim()).collect();
    for (rank, (pair, [left, right])) in names.windows(2).zip(&ways).enumerate() {
        for end in pair.iter().filter(|end| !end.is_empty()) {
            task.check_text(end)?;
            task.draft.node(end, number);
        }
        let (from, to) = if *left && !*right { (pair[1], pair[0]) } else { (pair[0], pair[1]) };
        let direction = if *left && *right { Direction::Mutual } else { Direction::Directed };
        let row = task.draft.add_link("", (from, to), direction, number);
        if rank + 1 == ways.len() && !label.is_empty() {
            task.draft.set_link_as(row, "label", Meaning::LinkLabel, label);
        }
    }
    Ok(())
}

/// Reads SIF: `A relation B C`, the relation being the kind of each link; a name alone is a node.
///
/// # Errors
/// A cap that was passed.
pub fn read_sif(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    // Where a tab stands anywhere, names may hold blanks.
    let tabs = text.contains('\t');
    for line in text.split(['\n', '\r']) {
        if line.trim().is_empty() {
            continue;
        }
        task.tick(|| done(text, line))?;
        let number = task.line_of(text, line.as_ptr() as usize - text.as_ptr() as usize);
        let parts: Vec<&str> = if tabs {
            line.split('\t').map(str::trim).filter(|part| !part.is_empty()).collect()
        } else {
            line.split_whitespace().collect()
        };
        for part in &parts {
            task.check_text(part)?;
        }
        match parts.as_slice() {
            [source, relation, targets @ ..] if !targets.is_empty() => {
                task.draft.node(source, number);
                for target in targets {
                    task.draft.node(target, number);
                    let row = task.draft.add_link("", (source, target), Direction::Directed, number);
                    task.draft.set_link_as(row, "interaction", Meaning::Kind, relation);
                }
            }
            [node, rest @ ..] => {
                task.draft.node(node, number);
                if !rest.is_empty() {
                    let what = WarningKind::Note("links without a second end were left out".to_owned());
                    task.report.warn(what, Place::line(number), line.trim());
                }
            }
            [] => {}
        }
        check(task)?;
    }
    task.check()
}

/// Reads the Trivial Graph Format: nodes with their labels, a line `#`, links with theirs.
///
/// # Errors
/// A cap that was passed.
pub fn read_tgf(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let mut are_links = false;
    for line in text.split(['\n', '\r']) {
        let shown = line.trim();
        if shown == "#" && !are_links {
            are_links = true;
            continue;
        }
        if shown.is_empty() {
            continue;
        }
        task.tick(|| done(text, line))?;
        let number = task.line_of(text, line.as_ptr() as usize - text.as_ptr() as usize);
        let word = |text: &'_ str| text.find(char::is_whitespace).unwrap_or(text.len());
        let (first, rest) = shown.split_at(word(shown));
        let rest = rest.trim_start();
        task.check_text(shown)?;
        if are_links {
            let (second, label) = rest.split_at(word(rest));
            let row = task.draft.add_link("", (first, second), Direction::Directed, number);
            if !label.trim().is_empty() {
                task.draft.set_link_as(row, "label", Meaning::LinkLabel, label.trim());
            }
        } else {
            let row = task.draft.add_node(first, number);
            if !rest.is_empty() {
                task.draft.set_node_as(row, "label", Meaning::Name, rest);
            }
        }
        check(task)?;
    }
    task.check()
}

/// Reads a matrix of MatrixMarket: what stands in row and column is a link between the two.
///
/// # Errors
/// What is wrong with it, with its line.
pub fn read_matrix(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let wrong = |line: usize, what: &str| {
        let kind = ErrorKind::Syntax { format: Format::MatrixMarket, what: what.to_owned() };
        Error::at(Place::line(line), kind)
    };
    let mut lines = text.split('\n').enumerate().map(|(at, line)| (at + 1, line.trim()));
    let banner = lines.next().map(|(_, line)| line.to_ascii_lowercase()).unwrap_or_default();
    let words: Vec<&str> = banner.split_whitespace().collect();
    let [_, "matrix", layout @ ("coordinate" | "array"), _, symmetry] = words.as_slice() else {
        return Err(wrong(1, "the first line says neither a coordinate nor an array matrix"));
    };
    let direction = if *symmetry == "general" { Direction::Directed } else { Direction::Undirected };
    let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('%'));
    let Some((at, size)) = lines.next() else {
        return Err(ErrorKind::Missing("the line that says how large the matrix is".to_owned()).into());
    };
    let sizes: Vec<usize> = size.split_whitespace().map_while(|word| word.parse().ok()).collect();
    let [rows, columns, ..] = sizes.as_slice() else {
        return Err(wrong(at, "this line is to say how many rows and columns there are"));
    };
    let (rows, columns) = (*rows, *columns);
    // Rows and columns are the same nodes only where there are as many of both.
    let is_square = rows == columns;
    let limit = task.options.limits.rows;
    let count = if is_square { rows } else { rows.saturating_add(columns) };
    if count > limit {
        let kind = ErrorKind::TooMany { what: "nodes", count: count as u64, limit: limit as u64 };
        return Err(Error::at(Place::line(at), kind));
    }
    let name_of_column =
        |column: usize| if is_square { column.to_string() } else { format!("column {column}") };
    let name_of_row = |row: usize| if is_square { row.to_string() } else { format!("row {row}") };
    for row in 1..=rows {
        task.draft.node(&name_of_row(row), 0);
    }
    for column in 1..=if is_square { 0 } else { columns } {
        task.draft.node(&name_of_column(column), 0);
    }
    let is_list = *layout == "coordinate";
    // An array says its values column by column, a symmetric one those below the diagonal only.
    let (mut next_row, mut next_column) = (1, 1);
    for (number, line) in lines {
        task.tick(|| done(text, line))?;
        let parts: Vec<&str> = line.split_whitespace().collect();
        let (row, column, value) = if is_list {
            let end = |at: usize| parts.get(at).and_then(|word| word.parse::<usize>().ok());
            match (end(0), end(1)) {
                (Some(row), Some(column)) => (row, column, parts.get(2).copied()),
                _ => return Err(wrong(number, "a row and a column are expected here")),
            }
        } else {
            let at = (next_row, next_column);
            next_row += 1;
            if next_row > rows {
                next_column += 1;
                next_row = match *symmetry {
                    "general" => 1,
                    "skew-symmetric" => next_column + 1,
                    _ => next_column,
                };
            }
            (at.0, at.1, parts.first().copied())
        };
        if !(1..=rows).contains(&row) || !(1..=columns).contains(&column) {
            return Err(wrong(number, "this is outside the matrix"));
        }
        if !is_list && value.and_then(|value| value.parse::<f64>().ok()) == Some(0.0) {
            continue;
        }
        let ends = (name_of_row(row), name_of_column(column));
        let link = task.draft.add_link("", (&ends.0, &ends.1), direction, number);
        if let Some(value) = value {
            task.draft.set_link_as(link, "weight", Meaning::Weight, value);
        }
        check(task)?;
    }
    task.check()
}

#[cfg(test)]
mod tests {
    use crate::import::{self, Format, Imported, Input, Options};

    fn read(name: &str, text: &str) -> Imported {
        let input = Input { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        import::read(vec![input], &Options::default(), &mut |_| true).expect("it can be read")
    }

    fn pairs(imported: &Imported) -> Vec<String> {
        let name = |id| imported.map.actor(id).map(|actor| actor.name.to_string()).unwrap_or_default();
        let mut pairs: Vec<String> =
            imported.map.links().map(|link| format!("{} {}", name(&link.from), name(&link.to))).collect();
        pairs.sort();
        pairs
    }

    #[test]
    fn lists_of_links_of_other_tools_are_read() {
        for (name, text, format, expected) in [
            (
                "a.txt",
                "# Directed graph\n# FromNodeId\tToNodeId\n0\t1\n3\t3\n",
                Format::EdgeList,
                vec!["0 1", "3 3"],
            ),
            ("out.x", "% bip weighted\n1 1 1 1100\n2 1 1 1101\n", Format::EdgeList, vec!["1 b1", "2 b1"]),
            ("a.csv", "# FromNodeId,ToNodeId\n0,1\n1,2\n", Format::Csv, vec!["0 1", "1 2"]),
            ("a.csv", "1,2\n2,3\n", Format::Csv, vec!["1 2", "2 3"]),
            ("a.csv", "node1 node2 weight\na b 1\nb c 2\n", Format::Csv, vec!["a b", "b c"]),
            ("a.txt", "source target poids\na b 1\n", Format::EdgeList, vec!["a b"]),
            ("a.txt", "Une Asso -> B\nC <- \"B\" : aide\n", Format::EdgeList, vec!["B C", "Une Asso B"]),
            ("a.sif", "Une Asso\taide\tB\tC\nSeule\n", Format::Sif, vec!["Une Asso B", "Une Asso C"]),
            ("a.sif", "a pp b\nb pd c d\n", Format::Sif, vec!["a b", "b c", "b d"]),
            ("a.txt", "1 Alpha\n2 Gamma suite\n#\n1 2 aide\n", Format::Tgf, vec!["Alpha Gamma suite"]),
            (
                "a.mtx",
                "%%MatrixMarket matrix coordinate real general\n% c\n3 3 2\n1 2 1.5\n2 3 2\n",
                Format::MatrixMarket,
                vec!["1 2", "2 3"],
            ),
            (
                "a",
                "%%MatrixMarket matrix array real symmetric\n2 2\n0\n1.5\n0\n",
                Format::MatrixMarket,
                vec!["2 1"],
            ),
            (
                "a",
                "%%MatrixMarket matrix coordinate pattern general\n1 2 1\n1 2\n",
                Format::MatrixMarket,
                vec!["row 1 column 2"],
            ),
        ] {
            let imported = read(name, text);
            assert_eq!(imported.report.files[0].1, format, "{text}");
            assert_eq!(pairs(&imported), expected, "{text}");
            assert!(imported.report.adds_up());
        }
    }

    #[test]
    fn what_a_list_says_of_its_links_is_kept() {
        let konect = read("out.x", "% sym weighted\n1 2 3 1100\n");
        assert_eq!(konect.report.fields_made, ["timestamp"]);
        let link = konect.map.links().next().expect("one");
        assert_eq!(link.weight.get(), Some(3.0));
        let kind = konect.map.schema().link_kind(&link.kind).expect("it has a kind");
        assert!(kind.symmetric);
        let sif = read("a.sif", "Seule\nA aide B\n");
        assert_eq!(
            (sif.map.actor_count(), sif.report.link_kinds_made.as_slice()),
            (3, ["aide".to_owned()].as_slice())
        );
        let mtx = read("a.mtx", "%%MatrixMarket matrix coordinate real general\n3 3 1\n1 2 1.5\n");
        assert_eq!(mtx.map.actor_count(), 3);
    }

    #[test]
    fn matrices_that_lie_are_refused_with_their_line() {
        for (text, says) in [
            ("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 5 1\n", "line 3"),
            ("%%MatrixMarket matrix coordinate real general\n9999999999 1 1\n", "too large"),
            ("%%MatrixMarket tensor\n", "line 1"),
            ("%%MatrixMarket matrix array real general\n1 1\n1\n1\n", "line 4"),
        ] {
            let input = Input { name: "a.mtx".to_owned(), bytes: text.as_bytes().to_vec() };
            let error = import::read(vec![input], &Options::default(), &mut |_| true).expect_err(text);
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
