//! Names inside running Japanese text.

/// Names in a text that end in one of some suffixes: the run of kanji, katakana, letters and digits
/// before the suffix, with it. A suffix by itself is no name.
pub fn names_ending_in(text: &str, suffixes: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for suffix in suffixes.iter().filter(|suffix| !suffix.is_empty()) {
        for (at, _) in text.match_indices(suffix.as_str()) {
            let run: usize = text[..at].chars().rev().take_while(|c| is_of_a_name(*c)).map(char::len_utf8).sum();
            if run > 0 {
                found.push(text[at - run..at + suffix.len()].to_owned());
            }
        }
    }
    found
}

/// Whether a character may stand inside a name: not kana that inflects, nor punctuation.
pub fn is_of_a_name(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '々' | '\u{20000}'..='\u{3134F}')
        || c.is_ascii_alphanumeric()
}

/// Whether a character is a kanji, or stands for one.
pub fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '々')
}

/// The form in which names of companies are compared: NFKC, without white space and without the words for what
/// kind of company it is, which are written out, in brackets or as one sign, before the name or after it.
pub fn company(name: &str) -> String {
    let folded = super::item_name(name);
    let kinds = ["株式会社", "有限会社", "合同会社", "(株)", "(有)", "(同)"];
    let mut rest: &str = &folded;
    for kind in kinds {
        rest = rest.strip_prefix(kind).unwrap_or(rest);
        rest = rest.strip_suffix(kind).unwrap_or(rest);
    }
    // Nothing but such a word is a name all the same.
    if rest.is_empty() { folded.into_owned() } else { rest.to_owned() }
}

/// Whether a text is a corporate number (法人番号): thirteen digits, of which the first is the check digit that the
/// twelve others give (article 3 of the ministry's order on its form).
pub fn is_corporate_number(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let Some((check, rest)) = digits.as_deref().and_then(<[u32]>::split_first) else { return false };
    let weighed = rest.iter().rev().zip([1, 2].into_iter().cycle()).map(|(digit, weight)| digit * weight);
    rest.len() == 12 && *check == 9 - weighed.sum::<u32>() % 9
}
