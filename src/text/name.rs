//! Names inside running Japanese text.

/// Names in a text that end in one of some suffixes: the run of kanji, katakana, letters and digits
/// before the suffix, with it. A suffix by itself is no name.
pub fn names_ending_in(text: &str, suffixes: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for suffix in suffixes.iter().filter(|suffix| !suffix.is_empty()) {
        for (at, _) in text.match_indices(suffix.as_str()) {
            let run: usize = text[..at].chars().rev().take_while(|c| names(*c)).map(char::len_utf8).sum();
            if run > 0 {
                found.push(text[at - run..at + suffix.len()].to_owned());
            }
        }
    }
    found
}

/// Whether a character may stand inside a name: not kana that inflects, nor punctuation.
fn names(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '々' | '\u{20000}'..='\u{3134F}')
        || c.is_ascii_alphanumeric()
}
