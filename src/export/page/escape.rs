//! Escape: text of a map made harmless for the place in the page where it stands.

/// Appends a text as it may stand between tags or in a quoted attribute of HTML, with what cannot
/// be seen made visible (see [`visible`]).
pub(super) fn html(page: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            c => page.push(visible(c)),
        }
    }
}

/// Appends JSON as it may stand in a `<script>`: no `<` is left that could end it or begin a comment.
/// It stays the same JSON, and as JSON writes no `<` that way by itself, undoing it gives the same bytes.
/// (Line ends and zero bytes, which a parser of HTML changes, JSON escapes anyway.)
pub(super) fn json_in_script(page: &mut String, json: &str) {
    for (at, part) in json.split('<').enumerate() {
        if at > 0 {
            page.push_str("\\u003c");
        }
        page.push_str(part);
    }
}

/// A character as it is shown: control characters and marks that turn the direction of what follows, or
/// hide, as the replacement character, which every font has. Line breaks and tabs stay.
pub(super) fn visible(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => '\u{fffd}',
        c => c,
    }
}

/// The first so many characters of a text, with an ellipsis where there are more.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::sheet::safe_href;

    #[test]
    fn markup_and_what_cannot_be_seen_is_shown() {
        let mut page = String::new();
        html(&mut page, "<b a=\"1\" b='2'>&\u{0}\u{1b}\u{202e}é\n");
        assert_eq!(page, "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;\u{fffd}\u{fffd}\u{fffd}é\n");
    }

    #[test]
    fn json_stays_the_same_json_without_any_tag() {
        let json = r#"{"a":"</script><!--<script>]]>","b":"\\u003c"}"#;
        let mut page = String::new();
        json_in_script(&mut page, json);
        assert!(!page.contains('<'));
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("it is JSON");
        assert_eq!(read(&page), read(json));
    }

    #[test]
    fn only_addresses_of_the_web_and_of_mail_are_addresses() {
        for (text, wanted) in [
            ("https://a.fr/x", Some("https://a.fr/x")),
            (" HTTP://a.fr ", Some("HTTP://a.fr")),
            ("mailto:a@b.fr", Some("mailto:a@b.fr")),
            ("www.ecossolies.fr/une", Some("https://www.ecossolies.fr/une")),
            ("javascript:alert(1)", None),
            ("java\tscript:alert(1)", None),
            ("data:text/html,x", None),
            ("//evil.example", None),
            ("file:///etc/passwd", None),
            ("vbscript:x.y", None),
            ("rien", None),
            ("", None),
        ] {
            assert_eq!(safe_href(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn long_texts_are_cut_at_a_character() {
        assert_eq!(cut("été", 3), "été");
        assert_eq!(cut("été long", 4), "été…");
    }
}
