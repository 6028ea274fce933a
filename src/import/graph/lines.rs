//! Formats of lines: Pajek (.net, .paj, .clu) and GDF (GUESS).

use super::gexf::declare_type;
use crate::import::draft::Direction;
use crate::import::error::{Error, ErrorKind, Place};
use crate::import::meaning::Meaning;
use crate::import::report::WarningKind;
use crate::import::sniff::Format;
use crate::import::task::Task;

/// The words of a line: between quotes of either sort, or between blanks. Whether a quote is not
/// closed is said too.
pub(super) fn words(line: &str) -> (Vec<&str>, bool) {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = if matches!(first, '"' | '\'') {
            match rest[1..].find(first) {
                Some(end) => (&rest[1..=end], &rest[end + 2..]),
                // An apostrophe within a word, as in names that nobody quoted.
                None if first == '\'' => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
                None => return (words, true),
            }
        } else {
            rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
        };
        words.push(word);
        rest = after.trim_start();
    }
    (words, false)
}

/// How far into a text a line of it is.
pub(super) fn done(text: &str, line: &str) -> f32 {
    (line.as_ptr() as usize - text.as_ptr() as usize) as f32 / text.len().max(1) as f32
}

/// What the lines of a Pajek file are about.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    None,
    Vertices,
    /// One link a line.
    Links(Direction),
    /// A vertex and those it is linked to.
    Lists(Direction),
    Matrix,
    /// A value for each vertex, in order: the rank of its column.
    Values(usize),
    Unknown,
}

/// Reads a Pajek file: the first network, with the partitions and vectors that a project has for it.
///
/// # Errors
/// What is wrong with it, with its line.
pub fn read_pajek(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    if !text.lines().any(|line| line.trim_start().starts_with('*')) {
        // Some tools write bare links under this name.
        let note = "no *Vertices in this Pajek file: it was read as a list of links".to_owned();
        task.report.warn(WarningKind::Note(note), Place::default(), "");
        return super::links::read_edges(text, task);
    }
    if let Some((count, name)) = values_alone(text) {
        return read_values(text, count, name, task);
    }
    task.draft.ends_must_exist = true;
    let mut section = Section::None;
    let mut count: Option<usize> = None;
    let mut networks = 0;
    let mut relation = String::new();
    let mut row_of_matrix = 0;
    let mut next_value = 0;
    let mut value_name = String::new();
    for line in text.split(['\n', '\r']) {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['%', '#']) {
            continue;
        }
        task.tick(|| done(text, line))?;
        let number = task.line_of(text, line.as_ptr() as usize - text.as_ptr() as usize);
        if let Some(head) = line.strip_prefix('*') {
            let (parts, _) = words(head);
            let word = parts.first().map(|word| word.to_ascii_lowercase()).unwrap_or_default();
            let word = word.split(':').next().unwrap_or_default();
            relation.clear();
            if let Some(name) = parts.get(2).or(parts.get(1).filter(|_| head.contains('"'))) {
                relation.push_str(name);
            }
            if networks > 1 && !matches!(word, "partition" | "vector" | "network") {
                section = Section::None;
                continue;
            }
            section = match word {
                "network" => {
                    networks += 1;
                    let name = head["network".len()..].trim();
                    if networks == 1 {
                        task.draft.title = name.to_owned();
                    }
                    Section::None
                }
                "vertices" => match value_name.as_str() {
                    "" if count.is_some() => {
                        networks = networks.max(1) + 1;
                        Section::None
                    }
                    "" => {
                        count = Some(vertices(parts.get(1).copied(), number, task)?);
                        Section::Vertices
                    }
                    name => {
                        next_value = 0;
                        let column = task.draft.nodes.column(name);
                        value_name.clear();
                        Section::Values(column)
                    }
                },
                "partition" | "vector" => {
                    let name = head[word.len()..].trim();
                    value_name = if name.is_empty() { word.to_owned() } else { name.to_owned() };
                    Section::None
                }
                "arcs" | "links" | "intra" if count.is_some() => Section::Links(Direction::Directed),
                "edges" if count.is_some() => Section::Links(Direction::Undirected),
                "arcslist" if count.is_some() => Section::Lists(Direction::Directed),
                "edgeslist" if count.is_some() => Section::Lists(Direction::Undirected),
                "matrix" if count.is_some() => {
                    row_of_matrix = 0;
                    Section::Matrix
                }
                "arcs" | "edges" | "links" | "arcslist" | "edgeslist" | "matrix" => {
                    return Err(Error::at(Place::line(number), ErrorKind::Missing("*Vertices".to_owned())));
                }
                other => {
                    let note = format!("the section *{other} is not known; its lines were left out");
                    task.report.warn(WarningKind::Note(note), Place::line(number), "");
                    Section::Unknown
                }
            };
            continue;
        }
        let (parts, open) = words(line);
        if open {
            let what = "a quote is not closed".to_owned();
            return Err(Error::at(Place::line(number), ErrorKind::Syntax { format: Format::Pajek, what }));
        }
        match section {
            Section::Vertices => vertex(&parts, number, task)?,
            Section::Links(direction) => pajek_link(&parts, direction, &relation, number, task),
            Section::Lists(direction) => {
                for end in parts.iter().skip(1) {
                    task.draft.add_link("", (parts[0], end), direction, number);
                }
            }
            Section::Matrix => {
                row_of_matrix += 1;
                for (column, value) in parts.iter().enumerate() {
                    if value.parse::<f64>() != Ok(0.0) {
                        let ends = (row_of_matrix.to_string(), (column + 1).to_string());
                        let row = task.draft.add_link("", (&ends.0, &ends.1), Direction::Directed, number);
                        task.draft.set_link_as(row, "weight", Meaning::Weight, value);
                    }
                }
            }
            Section::Values(column) => {
                if next_value < task.draft.nodes.len() {
                    let value = task.draft.texts.intern(line);
                    task.draft.nodes.set(column, next_value, value);
                    next_value += 1;
                }
            }
            Section::None | Section::Unknown => {}
        }
        if task.draft.links.len() > task.options.limits.links
            || task.draft.nodes.len() > task.options.limits.rows
        {
            task.check()?;
        }
    }
    let Some(count) = count else {
        return Err(ErrorKind::Missing("*Vertices".to_owned()).into());
    };
    // Vertices that no line describes are there all the same, named by their number.
    for number in 1..=count {
        task.draft.node(&number.to_string(), 0);
    }
    if networks > 1 {
        task.report.warn(WarningKind::MoreGraphs(networks), Place::default(), "");
    }
    task.check()
}

/// How many values there are, and what they are, where a file holds nothing else than a value for each
/// vertex: a partition (.clu, whole numbers) or a vector (.vec) of a network that is elsewhere.
fn values_alone(text: &str) -> Option<(usize, &'static str)> {
    let mut lines = text
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with(['%', '#']));
    let (word, count) = lines.next()?.split_once(char::is_whitespace)?;
    let count: usize = count.trim().parse().ok().filter(|_| word.eq_ignore_ascii_case("*vertices"))?;
    let (mut said, mut whole, mut ranks) = (0, true, true);
    for line in lines {
        said += 1;
        if said > count || line.parse::<f64>().is_err() {
            return None;
        }
        whole &= line.parse::<i64>().is_ok();
        ranks &= line.parse() == Ok(said);
    }
    // Numbered from one on, they are the vertices themselves.
    (said == count && count > 0 && !ranks).then_some((count, if whole { "partition" } else { "vector" }))
}

/// Reads a value for each vertex.
fn read_values(text: &str, count: usize, name: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let limit = task.options.limits.rows;
    if count > limit {
        return Err(ErrorKind::TooMany { what: "vertices", count: count as u64, limit: limit as u64 }.into());
    }
    let note = "the file has values for vertices only: these are called by their numbers".to_owned();
    task.report.warn(WarningKind::Note(note), Place::default(), "");
    let mut vertex = 0_usize;
    for line in text.split(['\n', '\r']) {
        let value = line.trim();
        if value.is_empty() || value.starts_with(['%', '#', '*']) {
            continue;
        }
        task.tick(|| done(text, line))?;
        vertex += 1;
        let number = task.line_of(text, line.as_ptr() as usize - text.as_ptr() as usize);
        let row = task.draft.node(&vertex.to_string(), number);
        task.draft.set_node(row, name, value);
    }
    task.check()
}

/// How many vertices the file declares: 0 where it leaves that out.
fn vertices(word: Option<&str>, line: usize, task: &mut Task<'_>) -> Result<usize, Error> {
    let Some(word) = word else {
        let note = "*Vertices comes without their number".to_owned();
        task.report.warn(WarningKind::Note(note), Place::line(line), "");
        return Ok(0);
    };
    let limit = task.options.limits.rows;
    match word.parse::<u64>() {
        Ok(count) if count <= limit as u64 => Ok(count as usize),
        Ok(count) => {
            let kind = ErrorKind::TooMany { what: "vertices", count, limit: limit as u64 };
            Err(Error::at(Place::line(line), kind))
        }
        Err(_) => Err(Error::at(
            Place::line(line),
            ErrorKind::Invalid(format!("`{word}` is no number of vertices (*Vertices)")),
        )),
    }
}

fn vertex(parts: &[&str], line: usize, task: &mut Task<'_>) -> Result<(), Error> {
    let Some(id) = parts.first() else { return Ok(()) };
    let row = task.draft.node(id, line);
    if let Some(label) = parts.get(1) {
        task.check_text(label)?;
        task.draft.set_node_as(row, "label", Meaning::Name, label);
    }
    let mut rest = parts.get(2..).unwrap_or_default();
    let coordinate = |at: usize| rest.get(at).and_then(|word| word.parse::<f64>().ok());
    if let (Some(x), Some(y)) = (coordinate(0), coordinate(1)) {
        task.draft.positions.push((row as u32, x, y));
        let z = coordinate(2).is_some();
        rest = &rest[if z { 3 } else { 2 }..];
    }
    const SHAPES: [&str; 7] = ["ellipse", "box", "diamond", "triangle", "cross", "empty", "house"];
    while let Some(word) = rest.first() {
        if SHAPES.contains(word) {
            task.draft.set_node(row, "shape", word);
            rest = &rest[1..];
        } else if word.starts_with('[') {
            task.draft.set_node(row, "time", word);
            rest = &rest[1..];
        } else if let Some(value) = rest.get(1) {
            let name = match *word {
                "ic" => "colour name",
                other => other,
            };
            task.draft.set_node(row, name, value);
            rest = &rest[2..];
        } else {
            task.draft.set_node(row, "note", word);
            rest = &rest[1..];
        }
        if task.draft.nodes.columns.len() > task.options.limits.columns {
            task.check()?;
        }
    }
    Ok(())
}

fn pajek_link(parts: &[&str], direction: Direction, relation: &str, line: usize, task: &mut Task<'_>) {
    let (source, target) = (parts.first().copied().unwrap_or(""), parts.get(1).copied().unwrap_or(""));
    let row = task.draft.add_link("", (source, target), direction, line);
    if !relation.is_empty() {
        task.draft.set_link_as(row, "relation", Meaning::Kind, relation);
    }
    let mut rest = parts.get(2..).unwrap_or_default();
    if let Some(weight) = rest.first()
        && weight.parse::<f64>().is_ok()
    {
        task.draft.set_link_as(row, "weight", Meaning::Weight, weight);
        rest = &rest[1..];
    }
    while let [name, value, ..] = rest {
        match *name {
            "l" => task.draft.set_link_as(row, "label", Meaning::LinkLabel, value),
            "c" => task.draft.set_link(row, "colour name", value),
            "p" => task.draft.set_link(row, "line", value),
            "w" => task.draft.set_link(row, "thickness", value),
            name if task.draft.links.columns.len() < 100 => task.draft.set_link(row, name, value),
            _ => {}
        }
        rest = &rest[2..];
    }
    if let [word] = rest {
        task.draft.set_link(row, "time", word);
    }
}

/// Reads a GDF file: a table of nodes, then one of edges, with typed columns.
///
/// # Errors
/// What is wrong with it, with its line.
pub fn read_gdf(text: &str, task: &mut Task<'_>) -> Result<(), Error> {
    let mut columns: Vec<String> = Vec::new();
    let mut is_edges = false;
    for line in text.lines() {
        let shown = line.trim();
        if shown.is_empty() || shown.starts_with('#') {
            continue;
        }
        task.tick(|| done(text, line))?;
        let number = task.line_of(text, line.as_ptr() as usize - text.as_ptr() as usize);
        let lower = shown.get(..8).unwrap_or_default().to_ascii_lowercase();
        if lower == "nodedef>" || lower == "edgedef>" {
            is_edges = lower == "edgedef>";
            columns.clear();
            for definition in shown[8..].split(',') {
                let mut parts = definition.split_whitespace();
                let name = parts.next().unwrap_or_default().to_owned();
                let kind = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
                    kind if kind.starts_with("varchar") => "string",
                    "boolean" => "boolean",
                    "int" | "integer" | "double" | "float" | "tinyint" | "bigint" => "double",
                    _ => "",
                };
                let service = columns.len() < if is_edges { 2 } else { 1 }
                    || matches!(name.as_str(), "x" | "y" | "directed");
                if !service {
                    let rows = if is_edges { &mut task.draft.links } else { &mut task.draft.nodes };
                    let column = rows.column(&name);
                    declare_type(&mut rows.columns[column], kind);
                }
                columns.push(name);
            }
            task.check()?;
            continue;
        }
        let cells = cells(line);
        if is_edges {
            gdf_edge(&cells, &columns, number, task)
        } else {
            gdf_node(&cells, &columns, number, task)
        }
        if cells.len() > columns.len() {
            let what = "lines with more cells than columns".to_owned();
            task.report.warn(WarningKind::Note(what), Place::line(number), "");
        }
        if task.draft.links.len() > task.options.limits.links
            || task.draft.nodes.len() > task.options.limits.rows
        {
            task.check()?;
        }
    }
    Ok(())
}

/// The cells of a line of GDF: between commas, quoted by either quote.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        // There is always a last cell: the list begins with one and only grows.
        let Some(cell) = cells.last_mut() else { break };
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), c) => cell.push(c),
            (None, '"' | '\'') if cell.trim().is_empty() => quote = Some(c),
            (None, ',') => cells.push(String::new()),
            (None, c) => cell.push(c),
        }
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

fn gdf_node(cells: &[String], columns: &[String], line: usize, task: &mut Task<'_>) {
    let row = task.draft.add_node(cells.first().map_or("", String::as_str), line);
    let (mut x, mut y) = (None, None);
    for (name, value) in columns.iter().zip(cells).skip(1) {
        match name.as_str() {
            "x" => x = value.parse::<f64>().ok(),
            "y" => y = value.parse::<f64>().ok(),
            "color" | "labelcolor" => {
                let hex = rgb(value);
                task.draft.set_node(row, name, hex.as_deref().unwrap_or(value));
            }
            name => task.draft.set_node(row, name, value),
        }
    }
    if let (Some(x), Some(y)) = (x, y) {
        // Gephi's and GUESS's y point up.
        task.draft.positions.push((row as u32, x, 0.0 - y));
    }
}

fn gdf_edge(cells: &[String], columns: &[String], line: usize, task: &mut Task<'_>) {
    let cell = |at: usize| cells.get(at).map_or("", String::as_str);
    let directed = columns.iter().position(|name| name == "directed").map(cell);
    let direction = match directed {
        Some("true" | "TRUE" | "1") => Direction::Directed,
        _ => Direction::Undirected,
    };
    let row = task.draft.add_link("", (cell(0), cell(1)), direction, line);
    for (name, value) in columns.iter().zip(cells).skip(2) {
        match name.as_str() {
            "directed" => {}
            "color" => {
                let hex = rgb(value);
                task.draft.set_link(row, name, hex.as_deref().unwrap_or(value));
            }
            name => task.draft.set_link(row, name, value),
        }
    }
}

/// `#RRGGBB` of `r,g,b`.
fn rgb(text: &str) -> Option<String> {
    let mut parts = text.split(',').map(|part| part.trim().parse::<u8>().ok());
    let mut next = || parts.next().flatten();
    let (r, g, b) = (next()?, next()?, next()?);
    Some(format!("#{r:02X}{g:02X}{b:02X}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{self, Input, Options};

    #[test]
    fn a_partition_alone_has_its_values_kept() {
        assert_eq!(values_alone("*Vertices 3\r\n1\r\n2\r\n1\r\n"), Some((3, "partition")));
        assert_eq!(values_alone("% c\n*vertices 2\n0.5\n2\n"), Some((2, "vector")));
        for network in
            ["*Vertices 2\n1\n2\n", "*Vertices 2\n1 \"A\"\n2\n", "*Vertices 3\n1\n1\n", "*Vertices 0\n"]
        {
            assert_eq!(values_alone(network), None, "{network}");
        }
        let input = Input { name: "a.clu".to_owned(), bytes: b"*Vertices 3\n1\n2\n1\n".to_vec() };
        let imported = import::read(vec![input], &Options::default(), &mut |_| true).expect("it can be read");
        assert_eq!(
            (imported.map.actor_count(), imported.report.fields_made.as_slice()),
            (3, ["partition".to_owned()].as_slice())
        );
    }

    #[test]
    fn words_stand_between_blanks_or_quotes() {
        assert_eq!(
            words(" 1 \"Owen,  /Burt/\"  0.1 l 'x y'"),
            (vec!["1", "Owen,  /Burt/", "0.1", "l", "x y"], false)
        );
        assert_eq!(words("3 L'Été 'tis"), (vec!["3", "L'Été", "'tis"], false));
        assert!(words("1 \"open").1);
        assert_eq!(cells("a,'b,c', \"d\""), ["a", "b,c", "d"]);
    }
}
