//! Marks written apart from their letters, as names of files are on some systems: joined with them, so that a text is one
//! text however it was typed.

use std::borrow::Cow;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text with every mark joined to its letter where Unicode has one sign for both (が for か and its mark).
///
/// What stands alone stays as it is written, also where NFC would replace it: a kanji of compatibility is often the one
/// that a name is registered with.
pub fn composed(text: &str) -> Cow<'_, str> {
    if !may_hold_marks(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(mark) = rest.char_indices().skip(1).find(|(_, c)| joins(*c)).map(|(at, _)| at) {
        let letter = rest[..mark].char_indices().next_back().map_or(0, |(at, _)| at);
        let end = rest[mark..].find(|c| !joins(c)).map_or(rest.len(), |length| mark + length);
        joined.push_str(&rest[..letter]);
        joined.extend(rest[letter..end].nfc());
        rest = &rest[end..];
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    joined.push_str(rest);
    Cow::Owned(joined)
}

/// Whether a text may hold a mark that is joined: told from bytes alone, as nearly all texts hold none. Without branches, as
/// it runs over every file.
pub(super) fn may_hold_marks(bytes: &[u8]) -> bool {
    // What begins a character of scripts that Japanese texts seldom have.
    let foreign = bytes.iter().fold(false, |found, &b| found | (0xCC..=0xE1).contains(&b) | (b == 0xEA) | (b >= 0xF0));
    let pairs = bytes.iter().zip(bytes.iter().skip(1)).zip(bytes.iter().skip(2));
    foreign
        | pairs.fold(false, |found, ((&a, &b), &c)| {
            // Marks of kana and of kanji, marks around signs, halves of marks.
            let kana = (a == 0xE3) & (b == 0x82) & ((c == 0x99) | (c == 0x9A));
            let kanji = (a == 0xE3) & (b == 0x80) & (0xAA..=0xAF).contains(&c);
            let signs = (a == 0xE2) & ((b == 0x83) | (b == 0xB3) | (b == 0xB5) | (b == 0xB7));
            let halves = (a == 0xEF) & (b == 0xB8) & (0xA0..=0xAF).contains(&c);
            found | kana | kanji | signs | halves
        })
}

/// Whether a character may become one with what stands before it.
fn joins(c: char) -> bool {
    // Most are none, which their number tells.
    let may =
        c >= '\u{300}' && !matches!(c, '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{9FFF}' | '\u{FF01}'..='\u{FFEF}');
    may && (canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_join_their_letters_and_nothing_else_changes() {
        for (written, expected) in [
            ("みほんか\u{3099}", "みほんが"),
            ("ハ\u{309A}ン\u{30FC}か\u{3099}き\u{3099}", "パン\u{30FC}がぎ"),
            ("e\u{301}", "\u{E9}"),
            ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
            // No sign is both.
            ("あ\u{3099}", "あ\u{3099}"),
            ("\u{3099}あ", "\u{3099}あ"),
            // NFC would make 神 of it.
            ("\u{FA19}", "\u{FA19}"),
            ("葛\u{E0100}飾", "葛\u{E0100}飾"),
            ("①～ｶﾞ〜", "①～ｶﾞ〜"),
        ] {
            assert_eq!(composed(written), expected, "{written}");
        }
        assert!(matches!(composed("宛名ラベル（がぎ）①ＡＢ。"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn what_was_taken_apart_is_put_together(text in "([ぁ-ゖァ-ヺー一-龥ａ-ｚa-z、。]|[\u{C0}-\u{17F}]|[가-힣]){0,20}") {
            let apart: String = text.nfd().collect();
            prop_assert_eq!(composed(&apart), text.nfc().collect::<String>());
        }

        #[test]
        fn a_text_means_the_same_and_is_joined_once(text in any::<String>()) {
            let once = composed(&text).into_owned();
            prop_assert!(once.nfc().eq(text.nfc()));
            prop_assert_eq!(composed(&once), once.as_str());
        }
    }
}
