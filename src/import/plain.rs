//! Plain text: what it is that says so by its lines alone. Lists of links, lists of names, sentences,
//! and what other programs write that is neither a graph nor a table.

use super::table::fields::{Field, Header};

/// Lines that are looked at.
const SAMPLE: usize = 200;
/// Characters of a line beyond which it is looked at no further.
const LONGEST: usize = 2000;

/// The first lines of a text that say something, each as far as it matters.
pub(super) struct Lines<'t>(Vec<&'t str>);

impl<'t> Lines<'t> {
    /// The lines of a text.
    pub fn of(text: &'t str) -> Self {
        let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
        Self(lines.take(SAMPLE).map(|line| cut(line, LONGEST)).collect())
    }

    /// Those that are no remarks: what begins with `#` or `%` is one.
    fn said(&self) -> impl Iterator<Item = &'t str> + '_ {
        self.0.iter().copied().filter(|line| !is_remark(line))
    }

    /// How much of the lines passes a test.
    fn share(&self, test: impl Fn(&str) -> bool) -> f64 {
        let good = self.0.iter().filter(|line| test(line)).count();
        good as f64 / self.0.len().max(1) as f64
    }

    /// Whether people wrote them to be read: sentences rather than names or cells.
    pub fn are_sentences(&self) -> bool {
        !self.0.is_empty() && self.share(is_sentence) >= 0.4
    }

    /// Whether each is a name, or an item of a list of names.
    pub fn are_names(&self) -> bool {
        let is_name = |line: &str| {
            let line = without_bullet(line);
            line.chars().count() <= 90
                && line.split_whitespace().count() <= 12
                && !is_sentence(line)
                && !line.contains(['{', '}', '<', '>', '=', '\\', '\t'])
                && !line.ends_with(';')
                && line.contains(char::is_alphanumeric)
        };
        self.0.len() > 1
            && self.share(is_name) >= 0.9
            && !self.have_remarks_between()
            && !self.are_cut_alike()
    }

    /// Whether remarks stand between other lines, as marks of what follows.
    fn have_remarks_between(&self) -> bool {
        self.0.iter().skip_while(|line| is_remark(line)).any(|line| is_remark(line))
    }

    /// Whether a sign no table is known by cuts each line into as many pieces.
    fn are_cut_alike(&self) -> bool {
        ['~', '^', '§', ':'].iter().any(|mark| {
            let mut counts = self.0.iter().map(|line| line.matches(*mark).count());
            let first = counts.next().unwrap_or(0);
            first > 0 && counts.all(|count| count == first)
        })
    }

    /// Whether each names a node and its neighbours with blanks between, as NetworkX writes lists of
    /// neighbours: all that is named has a line of its own.
    fn are_neighbours(&self) -> bool {
        let firsts: Vec<&str> = self.said().filter_map(|line| line.split_whitespace().next()).collect();
        let known: hashbrown::HashSet<&str> = firsts.iter().copied().collect();
        let others = || self.said().flat_map(|line| line.split_whitespace().skip(1));
        firsts.len() > 1
            && known.len() == firsts.len()
            && !self.said().any(|line| line.contains([',', ';', '\t', '"']))
            && others().next().is_some()
            && others().all(|other| known.contains(other))
    }

    /// Whether each is a SIREN or SIRET number, however it is spaced.
    pub fn are_numbers(&self) -> bool {
        let is_number = |line: &str| {
            let digits = line.chars().filter(char::is_ascii_digit).count();
            matches!(digits, 9 | 14) && line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace())
        };
        let rest = self.0.get(1..).unwrap_or_default();
        !rest.is_empty() && rest.iter().all(|line| is_number(line))
    }

    /// Whether they are the items of a list, each after its mark.
    pub fn have_bullets(&self) -> bool {
        self.0.len() > 1 && self.share(|line| without_bullet(line) != line) >= 0.8
    }
}

/// A text without what is beyond so many characters.
fn cut(line: &str, most: usize) -> &str {
    line.char_indices().nth(most).map_or(line, |(at, _)| &line[..at])
}

fn is_remark(line: &str) -> bool {
    line.starts_with(['#', '%'])
}

/// Whether a line is a sentence, or several: words that end as sentences do.
fn is_sentence(line: &str) -> bool {
    if line.contains([';', '\t', '|']) {
        return false;
    }
    let words = line.split_whitespace().count();
    let ends = line.trim_end_matches(['"', '»', ')', ' ', '\u{a0}']).ends_with(['.', '!', '?', '…', ':']);
    // A full stop after a short word is most often that of an abbreviation.
    let has_stop = line.match_indices(". ").any(|(at, _)| {
        let before = line[..at].rsplit(' ').next().map_or(0, |word| word.chars().count());
        before > 4 && line[at + 2..].starts_with(char::is_uppercase)
    });
    // "Alpha & Cie." is a name still, "More text here." is not.
    let last = line.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
    let is_short = words == 3
        && line.ends_with('.')
        && last.chars().count() >= 4
        && last.chars().all(char::is_lowercase);
    words >= 4 && (ends || has_stop) || is_short || words >= 20 || words > 2 && opens_sentence(line)
}

/// Whether a line begins as sentences and letters do, and hardly any name does.
fn opens_sentence(line: &str) -> bool {
    const OPENINGS: [&str; 16] = [
        "this is",
        "these are",
        "it is",
        "there is",
        "there are",
        "here is",
        "here are",
        "ceci est",
        "ce sont",
        "c est",
        "il y",
        "il s",
        "voici",
        "bonjour",
        "hello",
        "veuillez",
    ];
    let start = crate::fold::fold(cut(line, 40));
    OPENINGS.iter().any(|opening| start.strip_prefix(opening).is_some_and(|rest| rest.starts_with(' ')))
}

/// A line without the mark of an item: a dash, a bullet, a number with its stop.
pub(super) fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix(['-', '*', '•', '–', '·', '◦', '▪', '‣'])
        && rest.starts_with([' ', '\u{a0}', '\t'])
    {
        return rest.trim_start();
    }
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let rest = &line[digits..];
    match rest.strip_prefix(['.', ')']) {
        Some(rest) if (1..=3).contains(&digits) && rest.starts_with([' ', '\u{a0}']) => rest.trim_start(),
        _ => line,
    }
}

/// What a text surely is that is neither a graph nor a table that can be read.
pub(super) fn stranger(text: &str) -> Option<&'static str> {
    let lines = Lines::of(text);
    let first = lines.0.first()?.to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| first.starts_with(word));
    match () {
        () if starts(&["leda.graph"]) => Some("a LEDA graph"),
        () if starts(&["*node data", "*tie data"]) => Some("a NetDraw file (VNA)"),
        () if is_yaml(&lines) => Some("a list of settings (YAML)"),
        () if starts(&["dl ", "dl\t"]) && first.contains('=') => Some("a UCINET file (DL)"),
        () if starts(&["@prefix ", "@base "]) || first.starts_with("prefix ") && first.contains('<') => {
            Some("linked data as Turtle (RDF)")
        }
        () if starts(&["create (", "merge (", "match (", "create constraint ", ":begin", "unwind "]) => {
            Some("a Cypher script (Neo4j)")
        }
        () if starts(&[
            "insert into ",
            "create table ",
            "drop table ",
            "begin transaction",
            "-- mysql dump",
        ]) || starts(&["select "]) && first.contains(" from ") =>
        {
            Some("an SQL script")
        }
        () if starts(&["begin:vcard"]) => Some("a contact card (vCard)"),
        () if starts(&["begin:vcalendar"]) => Some("a calendar (iCalendar)"),
        () if starts(&["@startuml"]) => Some("a PlantUML diagram"),
        () if is_mermaid(&first) => Some("a Mermaid diagram"),
        () if is_markdown(&lines) => Some("a Markdown text"),
        () => None,
    }
}

/// Whether there are keys alone on their lines with values of other keys under them.
fn is_yaml(lines: &Lines<'_>) -> bool {
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let opens = |line: &&str| line.strip_suffix(':').is_some_and(is_key);
    let says =
        |line: &&str| line.trim_start_matches("- ").split_once(": ").is_some_and(|(key, _)| is_key(key));
    let (opened, said) =
        (lines.0.iter().filter(|line| opens(line)), lines.0.iter().filter(|line| says(line)));
    let (opened, said) = (opened.count(), said.count());
    opened > 0 && said > 0 && (opened + said) * 10 >= lines.0.len() * 9
}

/// Whether a text is a list of neighbours with blanks between them.
pub(super) fn are_neighbours(text: &str) -> bool {
    Lines::of(text).are_neighbours()
}

fn is_mermaid(first: &str) -> bool {
    let mut words = first.split_whitespace();
    match words.next() {
        Some("graph" | "flowchart") => words
            .next()
            .is_some_and(|way| matches!(way.trim_end_matches(';'), "td" | "tb" | "bt" | "lr" | "rl")),
        Some("sequencediagram" | "mindmap" | "classdiagram" | "erdiagram") => words.next().is_none(),
        _ => false,
    }
}

/// Whether there are headings with lists or tables under them.
fn is_markdown(lines: &Lines<'_>) -> bool {
    let any = |test: &dyn Fn(&str) -> bool| lines.0.iter().any(|line| test(line));
    let heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
    };
    let ruler = |line: &str| {
        line.starts_with('|')
            && line.contains("--")
            && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    };
    let item = |line: &str| line.starts_with("- ") || line.starts_with("* ") || line.starts_with("```");
    any(&ruler) || any(&heading) && any(&item)
}

/// What stands between the two ends of a link in lines as `A -> B`, the longer ones first, and whether
/// it points left, right or both ways.
const ARROWS: [(&str, [bool; 2]); 11] = [
    ("<-->", [true, true]),
    ("<->", [true, true]),
    ("<=>", [true, true]),
    ("-->", [false, true]),
    ("<--", [true, false]),
    ("->", [false, true]),
    ("=>", [false, true]),
    ("<-", [true, false]),
    ("→", [false, true]),
    ("←", [true, false]),
    ("↔", [true, true]),
];

/// The first arrow of a line: what is before it, which ways it points, what is after it.
pub(super) fn arrow(line: &str) -> Option<(&str, [bool; 2], &str)> {
    let found = ARROWS
        .iter()
        .enumerate()
        .filter_map(|(rank, (arrow, ways))| line.find(arrow).map(|at| (at, rank, *arrow, *ways)));
    // Of those that begin at one place, the longest is meant.
    let (at, _, arrow, ways) = found.min_by_key(|(at, rank, ..)| (*at, *rank))?;
    let (before, after) = (line[..at].trim(), line[at + arrow.len()..].trim());
    (!before.is_empty() && !after.is_empty()).then_some((before, ways, after))
}

/// The names of a line and the arrows between them, in one pass.
pub(super) fn split_at_arrows(line: &str) -> (Vec<&str>, Vec<[bool; 2]>) {
    let (mut names, mut ways) = (Vec::new(), Vec::new());
    let (mut from, mut at) = (0, 0);
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        match ARROWS.iter().find(|(arrow, _)| rest.starts_with(arrow)) {
            Some((arrow, points)) => {
                names.push(line[from..at].trim());
                ways.push(*points);
                at += arrow.len();
                from = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    names.push(line[from..].trim());
    (names, ways)
}

/// Whether a text is a list of links that says so whatever its file is called: KONECT's first line, or
/// arrows in nearly every line.
pub(super) fn is_surely_edges(text: &str) -> bool {
    let lines = Lines::of(text);
    if lines.0.first().is_some_and(|line| konect(line).is_some()) {
        return true;
    }
    let said = lines.said().count();
    let arrows = lines.said().filter(|line| !line.contains([';', ',', '\t', '|']) && arrow(line).is_some());
    said > 0 && arrows.count() * 5 >= said * 4
}

/// What the first line of a file of KONECT says of its links: `sym`, `asym` or `bip`.
pub(super) fn konect(line: &str) -> Option<&str> {
    let mut words = line.strip_prefix('%')?.split_whitespace();
    words.next().filter(|word| matches!(*word, "sym" | "asym" | "bip"))
}

/// Whether the lines are the ends of links, two words each and perhaps a weight or label, rather than
/// names of two or three words: ends come again on the other side, or are numbers.
pub(super) fn is_edges(text: &str) -> bool {
    let lines = Lines::of(text);
    let mut ends: Vec<(&str, &str)> = Vec::new();
    let (mut numbers, mut weights, mut small, mut decimals) = (true, true, true, false);
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    for line in lines.said() {
        let is_bare = !line.contains([',', ';', '\t', '"']);
        let words: Vec<&str> = line.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty()).collect();
        let [from, to, rest @ ..] = words.as_slice() else { return false };
        if rest.len() > if is_bare { 1 } else { 2 } {
            return false;
        }
        numbers &= is_number(from) && is_number(to);
        if !is_bare && !numbers {
            return false;
        }
        weights &= rest.first().is_some_and(|word| word.parse::<f64>().is_ok());
        decimals |= rest.first().is_some_and(|word| word.contains('.'));
        small &= [from, to].iter().all(|word| !word.starts_with(char::is_uppercase));
        ends.push((from, to));
    }
    if ends.is_empty() {
        return false;
    }
    let headers = Header::new(ends[0].0).of_link() == Some(Field::From)
        && Header::new(ends[0].1).of_link() == Some(Field::To);
    let sources: hashbrown::HashSet<&str> = ends.iter().map(|(from, _)| *from).collect();
    let targets: hashbrown::HashSet<&str> = ends.iter().map(|(_, to)| *to).collect();
    // "Jean Martin" and "Martin Durand" are two people: of links, ends meet again and again.
    let shared = sources.intersection(&targets).count();
    let meet = shared * 5 >= sources.len().min(targets.len()).max(1);
    let come_again = sources.len() < ends.len() && targets.len() < ends.len();
    numbers
        || headers
        || weights && decimals
        || meet && (weights || shared > 1 || small)
        || small && come_again
}

/// Whether a text is in the Trivial Graph Format: nodes with their labels, a line `#`, and links
/// between those nodes.
pub(super) fn is_tgf(text: &str) -> bool {
    let mut ids = hashbrown::HashSet::new();
    let mut lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).take(100_000);
    for line in lines.by_ref() {
        if line == "#" {
            break;
        }
        ids.extend(line.split_whitespace().next());
    }
    let mut links = lines.take(SAMPLE).peekable();
    let is_link = |line: &str| {
        let mut words = line.split_whitespace();
        let mut is_end = || words.next().is_some_and(|word| ids.contains(word));
        is_end() && is_end()
    };
    links.peek().is_some() && links.all(is_link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_sentences() {
        for names in [
            "Alpha\nBêta\nGamma",
            "Association Alpha\nMairie de Nantes, service culture\nCRESS",
            "- Alpha\n- M. Dupont\n- SARL X. et Fils",
            "un texte\nsans colonne",
        ] {
            let lines = Lines::of(names);
            assert!(lines.are_names() && !lines.are_sentences(), "{names}");
        }
        for prose in [
            "Compte rendu de la réunion du 12 mars\n\nPrésents : Jean, Marie.\nNous avons parlé de la carte.\n",
            "Il pleut sur la ville et tout le monde est rentré chez soi. Demain il fera beau.\nFin de la note.",
        ] {
            let lines = Lines::of(prose);
            assert!(lines.are_sentences() && !lines.are_names(), "{prose}");
        }
        assert!(!Lines::of("Just text\nAnother line of text\nMore text here.").are_names());
        assert!(!Lines::of("This is just text\nAnother line of text\nMore text here").are_names());
        assert!(Lines::of("Alpha & Cie.\nBêta et Associés\nGamma").are_names());
        for other in ["Nom~Type\nA~B", "Nom:Type:Ville\nA:B:C", "# Alpha\nBeta\n# Beta\nGamma"] {
            assert!(!Lines::of(other).are_names(), "{other}");
        }
        assert!(are_neighbours("# nx\na b c\nb c\nc\nd") && !are_neighbours("a b\nc d"));
        assert!(!are_neighbours("Paris\nParis Nord") && !are_neighbours("Alpha\nBêta"));
        assert!(!Lines::of("int main() {\n  return 0;\n}").are_names());
        assert!(Lines::of("SIREN\n552 081 317\n442000001").are_numbers());
        assert_eq!(
            ["- a", "1. b", "2) c", "-5", "3.5 t"].map(without_bullet),
            ["a", "b", "c", "-5", "3.5 t"]
        );
    }

    #[test]
    fn what_other_programs_write_is_called_by_its_name() {
        for (text, what) in [
            ("@prefix org: <x> .\n<a> a <b> .", "Turtle"),
            ("CREATE (a:Asso {nom: \"A\"})", "Cypher"),
            ("INSERT INTO t (a) VALUES (1);", "SQL"),
            ("DL N = 3\nDATA:\n0 1 0", "UCINET"),
            ("LEDA.GRAPH\nstring", "LEDA"),
            ("*node data\nID type\n", "VNA"),
            ("nodes:\n  - id: a\n    label: Alpha\nedges:\n  - source: a\n", "YAML"),
            ("graph TD\n A --> B", "Mermaid"),
            ("# Carte\n\n- Alpha\n- Beta\n", "Markdown"),
            ("| Nom | Type |\n|---|---|\n| A | B |", "Markdown"),
        ] {
            assert!(stranger(text).is_some_and(|found| found.contains(what)), "{text}");
        }
        for text in
            ["# export\nNom;Type\nA;B", "- Alpha\n- Beta", "Select;From\na;b", "Graphe\nA", "# 1\n1 2"]
        {
            assert_eq!(stranger(text), None, "{text}");
        }
    }

    #[test]
    fn links_are_told_from_names_of_two_words() {
        for links in [
            "a b\nb c 2",
            "# SNAP\n0\t1\n1\t2",
            "1 2\n3 4",
            "A B 2.5\nC D 1",
            "source target\nA B",
            "1,2,3\n4,5,6",
        ] {
            assert!(is_edges(links), "{links}");
        }
        for names in [
            "Jean Dupont\nMarie Curie",
            "Jean Martin\nMartin Durand\nMarie Curie\nPaul Petit\nAnne Roux",
            "le mans\nle croisic\nla baule",
            "Ecole primaire 1\nEcole primaire 2",
            "Alpha\nBêta",
            "Jean Dupont\nJean Martin",
            "a;b\nb;c",
            "a b c d\nb c d e",
            "",
        ] {
            assert!(!is_edges(names), "{names}");
        }
        assert!(is_surely_edges("% asym positive\n1 2 1 1100") && is_surely_edges("A -> B\nB → C\n# x\n"));
        assert!(!is_surely_edges("Nom;Note\nA;x -> y") && !is_surely_edges("% remarque\n1 2"));
        assert_eq!(arrow("a <-> b"), Some(("a", [true, true], "b")));
        assert_eq!(arrow("a-b --> c -> d"), Some(("a-b", [false, true], "c -> d")));
        assert_eq!(arrow("-> b"), None);
    }

    #[test]
    fn tgf_has_nodes_then_links_between_them() {
        assert!(is_tgf("1 Alpha\n2 Gamma suite\n#\n1 2 aide\n"));
        for text in ["1 Alpha\n#\n1 3", "# a\n1 2", "1 2\n#", ""] {
            assert!(!is_tgf(text), "{text}");
        }
    }
}
