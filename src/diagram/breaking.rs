//! Width of texts and line breaking.
//!
//! Lengths are in em, the size of the type. The font of whoever opens an SVG is unknown, so widths are upper bounds
//! over the usual Japanese faces: a text may be shorter than computed, never longer.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthChar;

/// Returns the width that a text takes at most, in em.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(em).sum()
}

/// Breaks a text into lines of at most `widest` em, avoiding a last line of one character where possible.
///
/// Text that does not fit in `most` lines is cut with an ellipsis.
pub(super) fn wrap(text: &str, widest: f64, most: usize) -> Vec<String> {
    let pieces = pieces(text);
    let (mut lines, mut torn) = greedy(&pieces, widest);
    if lines.len() > 1 && lines.len() <= most {
        // The smallest width with as many lines and no more torn phrases: they come out alike in length.
        let (mut low, mut high) = (4.0, widest);
        while high - low > 0.5 {
            let middle = (low + high) / 2.0;
            let tried = greedy(&pieces, middle);
            if tried.0.len() > lines.len() || tried.1 > torn {
                low = middle;
            } else {
                high = middle;
                (lines, torn) = tried;
            }
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = shortened(&format!("{last}\u{2026}\u{2026}"), widest);
        }
    }
    lines
}

/// Returns the text, cut with an ellipsis if it is wider than `widest` em.
pub(super) fn shortened(text: &str, widest: f64) -> String {
    if width(text) <= widest {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut taken = em('\u{2026}');
    for c in text.chars() {
        taken += em(c);
        if taken > widest {
            break;
        }
        kept.push(c);
    }
    kept.push('\u{2026}');
    kept
}

/// A piece of text that may not be broken, and how good a break after it is.
struct Piece<'t> {
    text: &'t str,
    width: f64,
    /// The width without trailing spaces, which may hang over the edge.
    ink: f64,
    /// True if a phrase ends here, so that the line breaks well.
    phrase: bool,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (to, opportunity) in linebreaks(text) {
        let piece = &text[from..to];
        let next = text[to..].chars().next();
        if opportunity == BreakOpportunity::Allowed && holds_together(piece.chars().next_back(), next) {
            continue;
        }
        from = to;
        push(&mut found, piece, next);
    }
    found
}

/// Adds a piece. One wider than any line is left to [`greedy`], which cuts it.
fn push<'t>(found: &mut Vec<Piece<'t>>, text: &'t str, next: Option<char>) {
    let ink = width(text.trim_end());
    found.push(Piece { text, width: width(text), ink, phrase: ends_phrase(text.chars().next_back(), next) });
}

/// True between two letters of katakana: the general rules would break words there.
fn holds_together(last: Option<char>, next: Option<char>) -> bool {
    let katakana = |c: char| matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}');
    matches!((last, next), (Some(last), Some(next)) if katakana(last) && katakana(next))
}

/// True at the end of a phrase. Japanese phrases end with hiragana or a mark before something else, Latin ones with a
/// space.
fn ends_phrase(last: Option<char>, next: Option<char>) -> bool {
    let (Some(last), Some(next)) = (last, next) else { return true };
    let hiragana = |c: char| matches!(c, '\u{3041}'..='\u{309F}');
    let mark = |c: char| matches!(c, '、' | '。' | '，' | '・' | '）' | '」' | '：' | ')' | ':' | ' ' | '\u{3000}');
    mark(last) || (hiragana(last) && !hiragana(next)) || matches!(next, '（' | '「' | '(')
}

/// Fills lines as far as phrases allow; also returns how many of them end inside a phrase.
fn greedy(pieces: &[Piece<'_>], widest: f64) -> (Vec<String>, usize) {
    let mut lines = Vec::new();
    let mut torn = 0;
    let mut at = 0;
    while at < pieces.len() {
        let mut end = at;
        let mut taken = 0.0;
        while end < pieces.len() && taken + pieces[end].ink <= widest + 0.001 {
            taken += pieces[end].width;
            end += 1;
        }
        if end == at {
            cut(pieces[at].text, widest, &mut lines);
            torn += 1;
            at += 1;
            continue;
        }
        if end < pieces.len() {
            let mut better = end;
            let mut kept = taken;
            while better > at + 1 && !pieces[better - 1].phrase {
                better -= 1;
                kept -= pieces[better].width;
            }
            if pieces[better - 1].phrase && kept > widest * 0.55 {
                end = better;
            }
        }
        torn += usize::from(end < pieces.len() && !pieces[end - 1].phrase);
        let line: String = pieces[at..end].iter().map(|piece| piece.text).collect();
        lines.push(line.trim_end().to_owned());
        at = end;
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    (lines, torn)
}

/// Cuts a piece that has no place to break, such as a long word or address. A mark that may not begin a line takes the
/// character before it along.
fn cut(text: &str, widest: f64, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut taken = 0.0;
    for c in text.trim_end().chars() {
        if taken + em(c) > widest && !line.is_empty() {
            let mut along = String::new();
            if begins_no_line(c) {
                while let Some(last) = line.pop() {
                    along.insert(0, last);
                    if !begins_no_line(last) {
                        break;
                    }
                }
            }
            let whole = if line.is_empty() { std::mem::take(&mut along) } else { std::mem::take(&mut line) };
            lines.push(whole);
            taken = width(&along);
            line = along;
        }
        taken += em(c);
        line.push(c);
    }
    lines.push(line);
}

fn begins_no_line(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '．' | '）' | '」' | '』' | 'ー' | '・' | '：' | ')' | ']' | '％')
}

fn em(c: char) -> f64 {
    match c {
        ' ' => 0.5,
        'M' | 'W' => 0.98,
        'm' | 'w' | '%' | '@' => 0.94,
        'A'..='Z' => 0.8,
        '0'..='9' => 0.76,
        'a'..='z' => 0.66,
        '!'..='~' => 0.62,
        _ => match c.width_cjk() {
            Some(2) => 1.0,
            Some(0) | None => 0.0,
            _ => 0.66,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_width_and_lose_no_character() {
        let long = "Supercalifragilisticexpialidocious-".repeat(4);
        for text in ["対象者データ（受診予約日含む）の取込み", "CD-R等による手渡し", long.as_str(), "", "a b c"]
        {
            for widest in [4.0, 7.5, 12.0, 40.0] {
                let lines = wrap(text, widest, 100);
                assert!(lines.iter().all(|line| width(line) <= widest + 0.01), "{text} {widest} {lines:?}");
                let plain = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
                assert_eq!(plain(&lines.concat()), plain(text));
            }
        }
    }

    #[test]
    fn no_line_begins_with_what_must_not() {
        for widest in 40..160 {
            let lines =
                wrap("運搬、手渡し（鍵付きカバン）。インターネット回線により送信する。", f64::from(widest) / 10.0, 100);
            for line in lines.iter().skip(1) {
                assert!(!line.starts_with(['、', '。', '）', 'ー']), "{lines:?}");
            }
        }
    }

    #[test]
    fn lines_end_with_phrases_and_come_out_alike() {
        assert_eq!(wrap("対象者データの取込み", 8.0, 9), ["対象者データの", "取込み"]);
        assert_eq!(wrap("対象者への配布", 6.0, 9), ["対象者への", "配布"]);
    }

    #[test]
    fn what_is_too_long_ends_with_an_ellipsis() {
        let lines = wrap(&"長い文".repeat(50), 10.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('\u{2026}') && width(&lines[2]) <= 10.0, "{lines:?}");
        assert_eq!(shortened("あいうえお", 3.0), "あい\u{2026}");
    }
}
