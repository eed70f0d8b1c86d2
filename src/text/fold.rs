//! Forms of a word that are equal where people mean the same word.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The form in which enumerations are compared: NFKC, lower case, every dash as `-`, every wave as `~`, trimmed.
///
/// The prolonged sound mark is a dash too (`ＣＤーＲ`). That touches katakana words, equally on both sides of a
/// comparison; so the result is for comparing, never for showing. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    // What is settled stays as it is in every form, but for the case of letters and the mark that is a dash.
    if text.chars().all(|c| is_settled(c) || c == ' ') {
        return text.trim().chars().map(|c| dash(c.to_ascii_lowercase())).collect();
    }
    let lower: String = text.nfkc().flat_map(char::to_lowercase).map(dash).collect();
    // Lower case can undo NFKC: a small letter may have a form with its mark where the capital has none.
    lower.trim().nfkc().collect()
}

/// The form in which headings are compared: as [`fold`] has it, without white space. Forms space a short heading out or break a
/// long one into lines.
pub fn heading(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The form in which names of data items are compared: NFKC, without white space, every hyphen and minus as `-`, every wave
/// as `~`. `・` and `等` stay: 氏名等 is not 氏名.
pub fn item_name(name: &str) -> Cow<'_, str> {
    let mut folded = String::new();
    let mut rest = name;
    // Normalizing is slow, and most characters need none.
    while let Some(at) = unsettled(rest) {
        let end = rest[at..].find(is_settled).map_or(rest.len(), |length| at + length);
        if rest[at..end].chars().all(is_plain) {
            folded.push_str(&rest[..at]);
            folded.extend(rest[at..end].chars().filter_map(narrow));
        } else {
            // A mark may join the character before it.
            let begin = rest[..at].char_indices().next_back().map_or(at, |(begin, _)| begin);
            folded.push_str(&rest[..begin]);
            folded.extend(rest[begin..end].nfkc().filter(|c| !c.is_whitespace()).map(one_sign));
        }
        rest = &rest[end..];
    }
    if rest.len() == name.len() {
        return Cow::Borrowed(name);
    }
    folded.push_str(rest);
    Cow::Owned(folded)
}

/// The names that are joined in one by commas outside brackets: 氏名、住所.
pub fn item_pieces(name: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    let pieces = name.split(move |c| {
        match c {
            '（' | '(' | '「' | '［' | '[' | '〔' => depth = depth.saturating_add(1),
            '）' | ')' | '」' | '］' | ']' | '〕' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '、' | '，' | ',')
    });
    pieces.map(str::trim).filter(|piece| !piece.is_empty())
}

/// Where the first character stands that is not settled: as [`is_settled`] says, but quicker.
pub(super) fn unsettled(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        // Most are ASCII signs, kanji and kana, which their bytes tell.
        at += match rest {
            [b'!'..=b'~', ..] => 1,
            [0xE5..=0xE9, ..] | [0xE3, 0x81, 0x81..=0xBF, ..] | [0xE3, 0x82, 0x80..=0x96 | 0xA1..=0xBF, ..] => 3,
            [0xE3, 0x83, 0x80..=0xBC, ..] => 3,
            _ => match text[at..].chars().next() {
                Some(c) if is_settled(c) => c.len_utf8(),
                _ => return Some(at),
            },
        };
    }
    None
}

/// Kana, kanji, ASCII and common signs, of which NFKC leaves any text as it is.
pub(super) fn is_settled(c: char) -> bool {
    matches!(c, '!'..='~' | '、' | '。' | '々' | '〇' | '「'..='】' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '・' | 'ー' | '\u{4E00}'..='\u{9FFF}' | '※' | '×' | '■'..='◯')
}

/// Full-width ASCII and white space, which NFKC changes a character at a time.
fn is_plain(c: char) -> bool {
    matches!(c, '！'..='～' | ' ' | '\n' | '\u{3000}')
}

/// What is left of a plain character.
fn narrow(c: char) -> Option<char> {
    let offset = u32::from('！') - u32::from('!');
    char::from_u32(u32::from(c).checked_sub(offset)?).filter(char::is_ascii_graphic)
}

/// The sign that stands for all that are written for the same: what one keyboard or code page makes of a sign another
/// makes of its double.
fn one_sign(c: char) -> char {
    match c {
        // Hyphen, non-breaking hyphen, figure dash, dashes, bar, minus, lines of a box; not the prolonged sound mark.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' => '-',
        // Wave dash, tilde operator, swung dash, wavy dash; the full-width tilde is one of its own width already.
        '\u{301C}' | '\u{223C}' | '\u{2053}' | '\u{3030}' => '~',
        // Parallel to, and the double line that stands for it.
        '\u{2225}' => '\u{2016}',
        c => c,
    }
}

fn dash(c: char) -> char {
    match c {
        'ー' | '\u{30A0}' => '-',
        c => one_sign(c),
    }
}
