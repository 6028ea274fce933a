//! Files of other programs, known by their first bytes: to say what someone has opened by mistake.

/// What a file that is no Maillage file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignFormat {
    /// GraphML, GEXF, web page, picture and other XML, by root element.
    GraphMl,
    /// Gephi's GEXF.
    Gexf,
    /// A web page.
    Html,
    /// An SVG picture.
    Svg,
    /// XML of another kind.
    Xml,
    /// An Excel workbook.
    Excel,
    /// An OpenDocument file (LibreOffice).
    OpenDocument,
    /// A zip archive of another kind.
    Zip,
    /// A gzip archive.
    Gzip,
    /// A PDF document.
    Pdf,
    /// A picture of pixels.
    Picture,
    /// Rich text.
    Rtf,
    /// A table as text.
    Csv,
    /// A Graphviz graph.
    Dot,
    /// A GML graph.
    Gml,
    /// Places as GeoJSON.
    GeoJson,
    /// A graph of another program as JSON.
    GraphJson,
    /// JSON that is no map.
    Json,
    /// Text in UTF-16.
    Utf16,
    /// Other text.
    Text,
    /// Other bytes.
    Binary,
}

impl ForeignFormat {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::GraphMl => "GraphML",
            Self::Gexf => "GEXF",
            Self::Html => "HTML",
            Self::Svg => "SVG",
            Self::Xml => "XML",
            Self::Excel => "Excel",
            Self::OpenDocument => "OpenDocument",
            Self::Zip => "zip",
            Self::Gzip => "gzip",
            Self::Pdf => "PDF",
            Self::Picture => "picture",
            Self::Rtf => "RTF",
            Self::Csv => "CSV",
            Self::Dot => "DOT",
            Self::Gml => "GML",
            Self::GeoJson => "GeoJSON",
            Self::GraphJson => "graph JSON",
            Self::Json => "JSON",
            Self::Utf16 => "UTF-16 text",
            Self::Text => "text",
            Self::Binary => "binary",
        }
    }

    pub(super) fn described(self) -> &'static str {
        match self {
            Self::GraphMl => "a GraphML graph",
            Self::Gexf => "a GEXF graph",
            Self::Html => "a web page",
            Self::Svg => "an SVG picture",
            Self::Xml => "an XML document",
            Self::Excel => "an Excel workbook",
            Self::OpenDocument => "an OpenDocument file",
            Self::Zip => "a zip archive",
            Self::Gzip => "a gzip archive",
            Self::Pdf => "a PDF document",
            Self::Picture => "a picture",
            Self::Rtf => "a rich text document",
            Self::Csv => "a table (CSV)",
            Self::Dot => "a Graphviz graph (DOT)",
            Self::Gml => "a GML graph",
            Self::GeoJson => "a GeoJSON file",
            Self::GraphJson => "a graph of another program (JSON)",
            Self::Json => "JSON of another program",
            Self::Utf16 => "text in UTF-16",
            Self::Text => "plain text",
            Self::Binary => "a file of another program",
        }
    }

    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::Zip | Self::Gzip => "unpack the archive and open the .maillage file inside",
            Self::Utf16 => "save it as UTF-8 in the program that wrote it",
            _ => "open a .maillage file, or open this one with the program it was made by",
        }
    }

    /// What bytes say of themselves by their first ones: `None` where they may be a map.
    pub(super) fn by_first_bytes(bytes: &[u8]) -> Option<Self> {
        let starts = |magic: &[u8]| bytes.starts_with(magic);
        if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
            let head = &bytes[..bytes.len().min(4096)];
            let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
            return Some(if holds(b"application/vnd.oasis.opendocument") {
                Self::OpenDocument
            } else if holds(b"xl/") || holds(b"[Content_Types].xml") {
                Self::Excel
            } else {
                Self::Zip
            });
        }
        if starts(b"\xff\xfe") || starts(b"\xfe\xff") || starts(b"{\0") || starts(b"\0{") {
            return Some(Self::Utf16);
        }
        let pictures: [&[u8]; 5] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM"];
        // A bitmap's two letters could begin a text too: it must hold NUL bytes as well.
        if pictures.iter().any(|magic| starts(magic)) && bytes.contains(&0) {
            return Some(Self::Picture);
        }
        let others: [(&[u8], Self); 4] = [
            (b"%PDF", Self::Pdf),
            (b"\x1f\x8b", Self::Gzip),
            (b"{\\rtf", Self::Rtf),
            (b"\xd0\xcf\x11\xe0", Self::Excel),
        ];
        others.iter().find(|(magic, _)| starts(magic)).map(|(_, format)| *format)
    }

    /// What a text that does not begin like a map is.
    pub(super) fn of_text(text: &str) -> Self {
        let head: String = text.trim_start().chars().take(2048).collect();
        let lower = head.to_ascii_lowercase();
        let has = |word: &str| lower.contains(word);
        if head.starts_with('<') {
            return match () {
                () if has("<graphml") => Self::GraphMl,
                () if has("<gexf") => Self::Gexf,
                () if has("<html") || has("<!doctype html") => Self::Html,
                () if has("<svg") => Self::Svg,
                () => Self::Xml,
            };
        }
        let word = |word: &str| lower.strip_prefix(word).map(|rest| rest.trim_start());
        let begins_graph =
            |rest: &str| rest.starts_with('{') || rest.starts_with(|c: char| c.is_alphanumeric());
        if word("strict ").or(word("digraph")).is_some()
            || (word("graph").is_some_and(begins_graph) && has("{"))
        {
            return Self::Dot;
        }
        if (word("graph").is_some_and(|rest| rest.starts_with('[')) || word("creator").is_some()) && has("[")
        {
            return Self::Gml;
        }
        let separators = |line: &str| [',', ';', '\t'].map(|separator| line.matches(separator).count());
        let mut lines = head.lines().filter(|line| !line.trim().is_empty()).map(separators);
        if let (Some(first), Some(second)) = (lines.next(), lines.next())
            && first.iter().zip(&second).any(|(a, b)| *a > 0 && a == b)
        {
            return Self::Csv;
        }
        if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() { Self::Json } else { Self::Text }
    }

    /// Which program's JSON has these members at the top, where one is known for them.
    pub(super) fn of_members<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let names: Vec<&str> = names.into_iter().collect();
        let has = |name: &str| names.contains(&name);
        if has("features") || (has("type") && (has("coordinates") || has("geometry"))) {
            Some(Self::GeoJson)
        } else if has("elements") || has("nodes") || has("graph") || has("connections") {
            Some(Self::GraphJson)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_programs_files_are_named() {
        let bytes: [(&[u8], ForeignFormat); 7] = [
            (b"PK\x03\x04\x14\0[Content_Types].xml", ForeignFormat::Excel),
            (
                b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                ForeignFormat::OpenDocument,
            ),
            (b"PK\x03\x04other", ForeignFormat::Zip),
            (b"%PDF-1.7", ForeignFormat::Pdf),
            (b"\x89PNG\r\n\x1a\n\0\0", ForeignFormat::Picture),
            (b"{\\rtf1 ", ForeignFormat::Rtf),
            (b"\xff\xfe{\0", ForeignFormat::Utf16),
        ];
        for (bytes, format) in bytes {
            assert_eq!(ForeignFormat::by_first_bytes(bytes), Some(format));
        }
        assert_eq!(ForeignFormat::by_first_bytes(b"{\"format\": \"maillage\""), None);
        let texts = [
            ("<?xml version=\"1.0\"?>\n<graphml>", ForeignFormat::GraphMl),
            ("<gexf>", ForeignFormat::Gexf),
            ("<!DOCTYPE html><p>", ForeignFormat::Html),
            ("<a/>", ForeignFormat::Xml),
            ("id;nom\n1;CRESS\n", ForeignFormat::Csv),
            ("digraph G { a -> b }", ForeignFormat::Dot),
            ("graph [\n node [ id 1 ] ]", ForeignFormat::Gml),
            ("[1, 2]", ForeignFormat::Json),
            ("Bonjour, voici la carte.", ForeignFormat::Text),
        ];
        for (text, format) in texts {
            assert_eq!(ForeignFormat::of_text(text), format, "{text}");
        }
    }
}
