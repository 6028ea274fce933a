//! Font: how wide a text is in the bundled Inter, and how a name breaks into lines. Needs no
//! screen, so that exports break and place names as the window does.
//!
//! Limitations: widths are sums of advances; kerning, ligatures and right-to-left text are left
//! out, which for names in Latin script is within a pixel.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

/// Inter Regular, the font of texts (SIL Open Font License 1.1).
pub static INTER_REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
/// Inter SemiBold, the font of strong texts (SIL Open Font License 1.1).
pub static INTER_SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.ttf");
/// Phosphor's filled icons, those inside nodes (MIT licence).
pub static PHOSPHOR_FILL: &[u8] = include_bytes!("../../assets/fonts/Phosphor-Fill.ttf");

/// From the top of a line box to the baseline of Inter, as a part of the type size, when the line
/// box is exactly as high as the font asks (1.21 of the size).
const ASCENT: f64 = 0.96875;
/// Height of a line box of Inter, as a part of the type size.
const NATURAL_LINE: f64 = 1.2102;

/// The two weights there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 600.
    Strong,
}

/// Advances in ems: an array for Latin and for general punctuation, the font itself beyond.
struct Advances {
    latin: Vec<f32>,
    punctuation: Vec<f32>,
    font: Option<FontRef<'static>>,
}

const LATIN_END: u32 = 0x250;
const PUNCTUATION: std::ops::Range<u32> = 0x2000..0x20d0;
/// What a character no font covers takes.
const MISSING: f32 = 0.6;

impl Advances {
    fn new(bytes: &'static [u8]) -> Self {
        let mut table = Self { latin: Vec::new(), punctuation: Vec::new(), font: FontRef::new(bytes).ok() };
        table.latin = (0..LATIN_END).map(|code| table.look_up(code)).collect();
        table.punctuation = PUNCTUATION.map(|code| table.look_up(code)).collect();
        table
    }

    fn look_up(&self, code: u32) -> f32 {
        let Some(font) = &self.font else { return MISSING };
        let metrics = GlyphMetrics::new(font, Size::new(1.0), LocationRef::default());
        font.charmap().map(code).and_then(|glyph| metrics.advance_width(glyph)).unwrap_or(MISSING)
    }

    fn of(&self, character: char) -> f32 {
        let code = u32::from(character);
        if code < LATIN_END {
            self.latin[code as usize]
        } else if PUNCTUATION.contains(&code) {
            self.punctuation[(code - PUNCTUATION.start) as usize]
        } else {
            self.look_up(code)
        }
    }
}

static REGULAR: LazyLock<Advances> = LazyLock::new(|| Advances::new(INTER_REGULAR));
static STRONG: LazyLock<Advances> = LazyLock::new(|| Advances::new(INTER_SEMI_BOLD));

/// Width of a text on one line, in the unit of `size` (the height of the em).
pub fn text_width(text: &str, size: f64, weight: Weight) -> f64 {
    let table = match weight {
        Weight::Regular => &*REGULAR,
        Weight::Strong => &*STRONG,
    };
    size * f64::from(text.chars().map(|character| table.of(character)).sum::<f32>())
}

/// How far one character moves the pen, in ems.
pub fn advance(character: char, weight: Weight) -> f64 {
    let table = match weight {
        Weight::Regular => &*REGULAR,
        Weight::Strong => &*STRONG,
    };
    f64::from(table.of(character))
}

/// From the top of a line of height `line_height` to its baseline, for type of height `size`.
pub fn baseline(size: f64, line_height: f64) -> f64 {
    (line_height - size * NATURAL_LINE) / 2.0 + size * ASCENT
}

/// Breaks a name into at most `max_lines` lines of at most `max_chars` characters.
///
/// Lines break at spaces and after hyphens, never at no-break spaces, nor before `:` `;` `?` `!`
/// `»` or after `«` even where a plain space was typed. Lines come out about equally long. A line
/// break in the text is kept where the lines suffice, and such lines may be half as long again: someone
/// chose them. What does not fit ends in an ellipsis.
pub fn wrap(text: &str, max_chars: usize, max_lines: usize) -> Vec<String> {
    let (max_chars, max_lines) = (max_chars.max(2), max_lines.max(1));
    let hard: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let chosen_chars = max_chars + max_chars / 2;
    let fits = |line: &&str| line.chars().count() <= chosen_chars;
    if hard.len() > 1 && hard.len() <= max_lines && hard.iter().all(fits) {
        return hard.into_iter().map(str::to_owned).collect();
    }
    let pieces: Vec<Piece<'_>> = hard.iter().flat_map(|line| pieces(line, max_chars)).collect();
    let lines_needed = fill(&pieces, max_chars).len();
    if lines_needed <= max_lines {
        return match balanced(&pieces, lines_needed, max_chars) {
            Some((_, lines)) => lines.iter().map(|line| join(line)).collect(),
            None => Vec::new(),
        };
    }
    let mut lines: Vec<String> = Vec::new();
    for line in fill(&pieces, max_chars).into_iter().take(max_lines) {
        lines.push(join(line));
    }
    if let Some(last) = lines.last_mut() {
        while last.chars().count() >= max_chars {
            last.pop();
        }
        let kept = last.trim_end_matches([' ', ',', ';', ':', '-', '\u{2010}', '.', '(', '«']).len();
        last.truncate(kept);
        last.push('…');
    }
    lines
}

/// What stays together on a line, and whether a space stands before it when it follows on one.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    chars: usize,
    spaced: bool,
}

/// Cuts a line into the pieces that may not be broken; words longer than a line are broken anyway.
fn pieces(line: &str, max_chars: usize) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    let mut start = 0;
    let mut spaced = false;
    let mut push = |start: usize, end: usize, spaced: bool| {
        let mut rest = &line[start..end];
        let mut spaced = spaced;
        while !rest.is_empty() {
            let cut = rest.char_indices().nth(max_chars).map_or(rest.len(), |(at, _)| at);
            let text = &rest[..cut];
            found.push(Piece { text, chars: text.chars().count(), spaced });
            rest = &rest[cut..];
            spaced = false;
        }
    };
    for (at, character) in line.char_indices() {
        let next = line[at + character.len_utf8()..].chars().next();
        match character {
            ' ' | '\t' => {
                let glued = matches!(next, Some(':' | ';' | '?' | '!' | '»')) || line[..at].ends_with('«');
                if !glued {
                    push(start, at, spaced);
                    // A run of spaces leaves empty pieces, which say nothing.
                    spaced = true;
                    start = at + character.len_utf8();
                }
            }
            '-' | '\u{2010}' if at > start && next.is_some_and(|next| next.is_alphanumeric()) => {
                push(start, at + character.len_utf8(), spaced);
                spaced = false;
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    push(start, line.len(), spaced);
    found
}

/// Fills lines of at most `measure` characters one after the other (a longer piece stands alone).
fn fill<'p, 'a>(pieces: &'p [Piece<'a>], measure: usize) -> Vec<&'p [Piece<'a>]> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut chars = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let needed = chars + usize::from(piece.spaced) + piece.chars;
        if at > start && needed > measure {
            lines.push(&pieces[start..at]);
            start = at;
            chars = piece.chars;
        } else {
            chars = if at == start { piece.chars } else { needed };
        }
    }
    if start < pieces.len() {
        lines.push(&pieces[start..]);
    }
    lines
}

/// Words that lean on the one after them: a line should not end with one.
const LEANING: &[&str] = &[
    "le", "la", "les", "un", "une", "de", "du", "des", "en", "à", "au", "aux", "et", "ou", "par", "pour",
    "sur", "sous", "avec", "n°", "the", "a", "an", "of", "in", "on", "for", "and", "or", "to", "by",
];
/// What a line ending with such a word costs, in squares of missing characters; and with a hyphen.
const LEANING_COST: usize = 40;
const HYPHEN_COST: usize = 25;

/// The cost of a way to fill lines, and those lines.
type Filling<'p, 'a> = (usize, Vec<&'p [Piece<'a>]>);

/// Pieces on exactly so many lines, as evenly as may be; `None` where they do not fit.
fn balanced<'p, 'a>(pieces: &'p [Piece<'a>], lines: usize, max_chars: usize) -> Option<Filling<'p, 'a>> {
    let cost = |line: &[Piece<'_>], is_last: bool| {
        let chars = line_chars(line);
        let missing = max_chars.checked_sub(chars)?;
        let end = line.last().map_or("", |piece| piece.text);
        let penalty = match end {
            _ if is_last => 0,
            _ if LEANING.iter().any(|word| end.to_lowercase() == *word) => LEANING_COST,
            _ if end.ends_with(['-', '\u{2010}']) => HYPHEN_COST,
            _ => 0,
        };
        Some(missing * missing + penalty)
    };
    if lines <= 1 {
        return (!pieces.is_empty()).then_some(()).and_then(|()| Some((cost(pieces, true)?, vec![pieces])));
    }
    let mut best: Option<Filling<'p, 'a>> = None;
    for cut in 1..pieces.len() {
        let (head, tail) = pieces.split_at(cut);
        let Some(head_cost) = cost(head, false) else { break };
        let Some((tail_cost, mut filled)) = balanced(tail, lines - 1, max_chars) else { continue };
        if best.as_ref().is_none_or(|(least, _)| head_cost + tail_cost < *least) {
            filled.insert(0, head);
            best = Some((head_cost + tail_cost, filled));
        }
    }
    best
}

fn line_chars(line: &[Piece<'_>]) -> usize {
    line.iter().enumerate().map(|(at, piece)| piece.chars + usize::from(at > 0 && piece.spaced)).sum()
}

fn join(line: &[Piece<'_>]) -> String {
    let mut text = String::new();
    for (at, piece) in line.iter().enumerate() {
        if at > 0 && piece.spaced {
            text.push(' ');
        }
        text.push_str(piece.text);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_break_as_people_would_break_them() {
        for (name, lines) in [
            ("Allonnes", &["Allonnes"][..]),
            ("Nantes Métropole", &["Nantes Métropole"]),
            ("Région des Pays de la Loire", &["Région des Pays", "de la Loire"]),
            ("Territoire Le Mans-Sarthe", &["Territoire", "Le Mans-Sarthe"]),
            ("Candidature\nnantaise", &["Candidature", "nantaise"]),
            ("Annonce des 20\npremiers territoires", &["Annonce des 20", "premiers territoires"]),
            ("Label « Territoire French Impact »", &["Label « Territoire", "French Impact »"]),
            ("Saint-Sébastien-sur-Loire", &["Saint-Sébastien-", "sur-Loire"]),
            ("", &[]),
            ("   ", &[]),
        ] {
            assert_eq!(wrap(name, 18, 2), lines, "{name}");
        }
    }

    #[test]
    fn what_does_not_fit_says_so() {
        let lines = wrap("Haut-commissariat à l’ESS et à l’innovation sociale et solidaire", 18, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
    }

    #[test]
    fn a_no_break_space_holds() {
        assert_eq!(wrap("Appel à projets n°\u{a0}12 2019", 18, 2), ["Appel à projets", "n°\u{a0}12 2019"]);
        for typed in ["Où aller tous ensemble ?", "Où aller tous ensemble\u{202f}?"] {
            assert!(wrap(typed, 18, 2)[1].ends_with('?'));
            assert_ne!(wrap(typed, 22, 2).last().map(String::as_str), Some("?"));
        }
    }

    #[test]
    fn widths_add_up_and_strong_is_wider() {
        let (regular, strong) = (
            text_width("Les Ecossolies", 12.0, Weight::Regular),
            text_width("Les Ecossolies", 12.0, Weight::Strong),
        );
        assert!(strong > regular && (60.0..100.0).contains(&regular), "{regular} {strong}");
        assert_eq!(text_width("", 12.0, Weight::Regular), 0.0);
        let twice = text_width("Les Ecossolies", 24.0, Weight::Regular);
        assert!((twice - 2.0 * regular).abs() < 1e-9);
        assert!(text_width("日本語", 12.0, Weight::Regular) > 12.0);
    }

    proptest! {
        #[test]
        fn wrapping_never_exceeds(text in "[ a-zé\u{a0}«»!?:\\-\n]{0,80}", chars in 2usize..24, lines in 1usize..4) {
            let wrapped = wrap(&text, chars, lines);
            prop_assert!(wrapped.len() <= lines);
            for line in &wrapped {
                let limit = if text.contains('\n') { chars + chars / 2 } else { chars };
                prop_assert!(line.chars().count() <= limit, "{:?}", wrapped);
                prop_assert!(!line.is_empty());
            }
        }

        #[test]
        fn nothing_is_lost_unless_an_ellipsis_says_so(text in "[a-zé \\-]{0,40}") {
            let wrapped = wrap(&text, 18, 3);
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            if !wrapped.iter().any(|line| line.ends_with('…')) {
                prop_assert_eq!(letters(&wrapped.concat()), letters(&text));
            }
        }
    }
}
