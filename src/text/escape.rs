//! Making a text from an input safe to show, and measuring it.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

/// The text on one line of a terminal: what controls the terminal, reorders the line or has no width is shown as
/// a visible escape (`\n`, `\u{202e}`), and so is what would command a build service that reads the line. A text without
/// any of it is given back as it is.
pub fn terminal(text: &str) -> Cow<'_, str> {
    let shows_otherwise = |(at, c): (usize, char)| is_unsafe(c) || (c == '#' && begins_command(&text[at..]));
    if !text.char_indices().any(shows_otherwise) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '#' if begins_command(&text[at..]) => shown.push_str("\\u{23}"),
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

/// The text as a line of its own on a terminal or in the log of a build service: as with [`terminal`], and no service takes
/// it for a command, as it does a line that begins with `::`, white space aside.
pub fn log_line(text: &str) -> Cow<'_, str> {
    let shown = terminal(text);
    if shown.trim_start().starts_with("::") { Cow::Owned(shown.replacen(':', "\\u{3a}", 1)) } else { shown }
}

/// Build services take `##[error]` or `##vso[…]` for a command wherever in a line it stands.
fn begins_command(text: &str) -> bool {
    let rest = text.strip_prefix("##").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
    rest.is_some_and(|rest| rest.starts_with('['))
}

/// The text within a line of Markdown, as text and nothing else: no mark-up or HTML comes of it, nor, where a forge
/// shows it, a link, mention, reference or emoji. What cannot be seen shows as with [`terminal`].
pub fn markdown(text: &str) -> String {
    let text = terminal(text);
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    // Where a run that a forge would take for a commit is broken.
    let mut split = None;
    while let Some((at, c)) = chars.next() {
        let before = &text[..at];
        let next = chars.peek().map(|(_, next)| *next);
        if looks_like_commit(before, &text[at..]) {
            split = Some(at + 3);
        }
        if split == Some(at) || (c == '.' && ends_with_word(before, "www")) {
            shown.push_str(APART);
        }
        if is_markup(c) {
            shown.push('\\');
        }
        shown.push(c);
        let apart = match c {
            '@' | '#' | '!' | '~' | '&' | '$' | '%' | '^' => next.is_some_and(|c| c.is_alphanumeric() || c == '"'),
            ':' => next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '+' | '-' | '_')),
            '-' => ends_with_word(before, "gh") && next.is_some_and(|c| c.is_ascii_digit()),
            _ => false,
        };
        if apart {
            shown.push_str(APART);
        }
    }
    shown
}

/// The text as a line of Markdown of its own: as with [`markdown`], and what begins it makes no list or heading of it.
pub fn markdown_line(text: &str) -> String {
    let marks = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '=' | ':');
    let begin = if text.starts_with(marks) { APART } else { "" };
    format!("{begin}{}", markdown(text))
}

/// Nothing to be seen, so that what looks like one word is two.
const APART: &str = "&#8203;";

/// What means something within a line. The rest does so at its beginning only.
fn is_markup(c: char) -> bool {
    c.is_ascii_punctuation()
        && !matches!(c, '-' | '.' | ',' | '/' | ':' | ';' | '(' | ')' | '?' | '%' | '\'' | '"' | '+' | '=')
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.len().checked_sub(word.len()).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// Seven hexadecimal digits or more that stand alone; mere digits are numbers.
fn looks_like_commit(before: &str, text: &str) -> bool {
    if before.ends_with(char::is_alphanumeric) {
        return false;
    }
    let end = text.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(text.len());
    let (run, after) = text.split_at(end);
    run.len() >= 7 && !after.starts_with(char::is_alphanumeric) && run.contains(|c: char| c.is_ascii_alphabetic())
}

/// The text within XML, between tags or quotes. What XML cannot say at all is a mark in its place.
pub fn xml(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {
                shown.push(char::REPLACEMENT_CHARACTER);
            }
            c => shown.push(c),
        }
    }
    shown
}

/// A text that is JSON, and the same to whoever reads it as that: what would control a terminal or command a build service
/// where it is shown is written as escapes of JSON. Such characters can stand only inside of its strings.
pub fn json(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\n' && is_unsafe(c)) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        if (c != '\n' && is_unsafe(c)) || (c == '#' && begins_command(&text[at..])) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The text after the second `::` of a workflow command of GitHub.
pub fn command(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of such a command.
pub fn command_property(text: &str) -> String {
    command(text).replace(':', "%3A").replace(',', "%2C")
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
