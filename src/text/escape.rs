//! Making a text from an input safe to show, and measuring it.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

/// The text on one line of a terminal: what controls the terminal, reorders the line or has no width is shown as
/// a visible escape (`\n`, `\u{202e}`). A text without such characters is given back as it is.
pub fn terminal(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if is_unsafe(c) => {
                // Writing to a String cannot fail.
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Columns a text takes on a terminal; characters of ambiguous width count as narrow.
pub fn width(text: &str) -> usize {
    text.width()
}

fn is_unsafe(c: char) -> bool {
    match c {
        // Soft hyphen, Mongolian vowel separator, Hangul fillers: no ink.
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => true,
        // Zero width, marks of direction, line and paragraph separators, embeddings, overrides, isolates.
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        // Byte order mark, interlinear annotation, tags. Variation selectors stay: kanji use them.
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        c => c.is_control(),
    }
}
