//! Format: everything a map can be written as, known by the ending of the file's name.

use std::path::Path;

/// What a file is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Maillage's own file.
    Maillage,
    /// A picture that stays sharp at any size.
    Svg,
    /// A picture of pixels.
    Png,
    /// A page to print.
    Pdf,
    /// One page anyone can open.
    Html,
    /// Two tables, actors and links, as text.
    Csv,
    /// A workbook: actors, links, sources.
    Xlsx,
    /// A workbook for Kumu.
    KumuXlsx,
    /// Kumu's JSON.
    KumuJson,
    /// GEXF 1.3 (Gephi).
    Gexf,
    /// GraphML (Gephi, yEd).
    GraphMl,
    /// Cytoscape's JSON.
    CyJs,
    /// Cytoscape exchange format 2.
    Cx2,
    /// JSON Canvas (Obsidian).
    Canvas,
    /// GoGoCarto's JSON: points on a geographic map.
    GoGoCarto,
    /// Graphviz.
    Dot,
    /// Linked data in W3C ORG, schema.org and PROV.
    JsonLd,
}

impl Format {
    /// Every format, in the order they are offered.
    pub const ALL: [Format; 17] = [
        Self::Svg,
        Self::Png,
        Self::Pdf,
        Self::Html,
        Self::Maillage,
        Self::Csv,
        Self::Xlsx,
        Self::KumuXlsx,
        Self::KumuJson,
        Self::Gexf,
        Self::GraphMl,
        Self::CyJs,
        Self::Cx2,
        Self::Canvas,
        Self::GoGoCarto,
        Self::Dot,
        Self::JsonLd,
    ];

    /// How names of such files end, without the dot; the first is the one that is proposed. Where two
    /// formats share an ending (`.json`), each has a longer one (`.kumu.json`).
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Maillage => &["maillage"],
            Self::Svg => &["svg"],
            Self::Png => &["png"],
            Self::Pdf => &["pdf"],
            Self::Html => &["html", "htm"],
            Self::Csv => &["csv"],
            Self::Xlsx => &["xlsx"],
            Self::KumuXlsx => &["kumu.xlsx"],
            Self::KumuJson => &["kumu.json"],
            Self::Gexf => &["gexf"],
            Self::GraphMl => &["graphml"],
            Self::CyJs => &["cyjs"],
            Self::Cx2 => &["cx2"],
            Self::Canvas => &["canvas"],
            Self::GoGoCarto => &["gogocarto.json"],
            Self::Dot => &["dot", "gv"],
            Self::JsonLd => &["jsonld"],
        }
    }

    /// The ending that is proposed.
    pub fn ending(self) -> &'static str {
        self.endings().first().copied().unwrap_or_default()
    }

    /// The format a file of this name is written as, by its longest known ending, upper or lower case.
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let ends = |ending: &str| name.strip_suffix(ending).is_some_and(|start| start.ends_with('.'));
        Self::ALL
            .into_iter()
            .flat_map(|format| format.endings().iter().map(move |ending| (ending, format)))
            .filter(|(ending, _)| ends(ending))
            .max_by_key(|(ending, _)| ending.len())
            .map(|(_, format)| format)
    }

    /// Whether it is data for other programs: all of the map or nothing, and nothing of its looks.
    pub fn is_data(self) -> bool {
        !self.is_picture() && !matches!(self, Self::Html | Self::Maillage)
    }

    /// Whether it is a picture: title, legend, theme and size mean something to it.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Svg | Self::Png | Self::Pdf)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_ending_names_one_format() {
        let endings: Vec<&str> = Format::ALL.iter().flat_map(|format| format.endings()).copied().collect();
        assert_eq!(endings.iter().collect::<BTreeSet<_>>().len(), endings.len());
        for format in Format::ALL {
            for ending in format.endings() {
                assert_eq!(Format::of_path(Path::new(&format!("dir.x/Réseau.v2.{ending}"))), Some(format));
            }
        }
    }

    #[test]
    fn the_longest_ending_counts_and_others_name_nothing() {
        assert_eq!(Format::of_path(Path::new("a.KUMU.xlsx")), Some(Format::KumuXlsx));
        assert_eq!(Format::of_path(Path::new("kumu.xlsx")), Some(Format::Xlsx));
        assert_eq!(Format::of_path(Path::new("a.PNG")), Some(Format::Png));
        for name in ["svg", "a", "a.json", "a.svg.gz", ""] {
            assert_eq!(Format::of_path(Path::new(name)), None, "{name}");
        }
    }
}
