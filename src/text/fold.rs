//! Forms of a word that are equal where people mean the same word.

use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// The form in which enumerations are compared: NFKC, lower case, every dash as `-`, trimmed.
///
/// The prolonged sound mark is a dash too (`ＣＤーＲ`). That touches katakana words, equally on both sides of a
/// comparison; so the result is for comparing, never for showing. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    // Lower case can undo NFKC and the reverse (ϓ, K), so a second round for the few texts that need one.
    let once = fold_once(text);
    if once.is_ascii() { once } else { fold_once(&once) }
}

/// The form in which names of data items are compared: NFKC, without white space. `・` and `等` stay: 氏名等 is
/// not 氏名.
pub fn item_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut rest = name;
    // Normalizing is slow, and most characters need none.
    while let Some(at) = rest.find(|c| !is_settled(c)) {
        let end = rest[at..].find(is_settled).map_or(rest.len(), |length| at + length);
        // A mark may join the character before it.
        let begin = rest[..at].char_indices().next_back().map_or(at, |(begin, _)| begin);
        folded.push_str(&rest[..begin]);
        folded.extend(rest[begin..end].nfkc().filter(|c| !c.is_whitespace()));
        rest = &rest[end..];
    }
    folded.push_str(rest);
    folded
}

/// Kana, kanji and ASCII signs, of which NFKC leaves any text as it is.
pub(super) fn is_settled(c: char) -> bool {
    matches!(c, '!'..='~' | '、' | '。' | '々' | '「'..='』' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '・' | 'ー' | '\u{4E00}'..='\u{9FFF}')
}

fn fold_once(text: &str) -> String {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).map(dash).collect();
    let trimmed = lower.trim();
    if is_nfkc(trimmed) { trimmed.to_owned() } else { trimmed.nfkc().collect() }
}

fn dash(c: char) -> char {
    match c {
        'ー' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{30A0}' => '-',
        _ => c,
    }
}
