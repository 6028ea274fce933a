//! Lines: texts broken to a width, and texts in which nothing hides.

use std::borrow::Cow;

use crate::drawing::font::{Weight, text_width};

/// What stands for a character that shows nothing of itself.
const SHOWN_INSTEAD: char = '\u{fffd}';

/// A text without what would not show, or would show elsewhere: control characters, what turns the
/// direction of writing (so that a name cannot be read other than it is kept), characters that are none.
/// Each is shown as `�`; line breaks and tabs as spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
            || matches!(c, '\u{e0000}'..='\u{e007f}')
            || (u32::from(c) & 0xfffe) == 0xfffe
    };
    if !text.chars().any(hides) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        // Joins emoji into one and belongs to how some scripts are written.
        '\u{200c}' | '\u{200d}' => c,
        c if hides(c) => SHOWN_INSTEAD,
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// The first characters of a text, `…` where it goes on.
pub(super) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
    }
}

/// Breaks a text into at most `most` lines no wider than `width`; what does not fit ends in `…`. Words
/// wider than a line are broken.
pub(super) fn broken(text: &str, width: f64, size: f64, weight: Weight, most: usize) -> Vec<String> {
    // More than fills the lines is not looked at: a text may have a million characters.
    let enough = most * ((width / (size * 0.2)) as usize + 8);
    let text = shortened(text, enough);
    let text = visible(&text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let fits = |line: &str| text_width(line, size, weight) <= width;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
            if lines.len() > most {
                break;
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && !fits(&format!("{last}…")) {
                last.pop();
            }
            last.truncate(last.trim_end_matches([' ', ',', ';', ':', '·']).len());
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown() {
        assert_eq!(visible("Les Écossolies 👩‍🌾"), "Les Écossolies 👩‍🌾");
        assert_eq!(visible("a\u{0}b\u{1b}c"), "a\u{fffd}b\u{fffd}c");
        assert_eq!(visible("gpj.\u{202e}exe\u{2066}"), "gpj.\u{fffd}exe\u{fffd}");
        assert_eq!(visible("deux\nlignes"), "deux lignes");
        assert_eq!(visible("\u{fffe}\u{200b}"), "\u{fffd}\u{fffd}");
    }

    #[test]
    fn lines_keep_their_width_whatever_the_text() {
        for text in ["", "Une carte des acteurs", &"é".repeat(1_000_000), &"mot ".repeat(300_000)] {
            let lines = broken(text, 200.0, 12.0, Weight::Regular, 3);
            assert!(lines.len() <= 3);
            assert!(lines.iter().all(|line| text_width(line, 12.0, Weight::Regular) <= 200.0), "{lines:?}");
        }
        assert_eq!(broken("un deux", 1000.0, 12.0, Weight::Regular, 1), ["un deux"]);
        assert!(broken("un deux trois", 40.0, 12.0, Weight::Regular, 1)[0].ends_with('…'));
    }
}
