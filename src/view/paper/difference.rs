//! Which words of a text are new beside an older one: first by runs of one script, then by characters.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::text::fold;

/// How many steps a comparison may take in all: the product of the lengths of what is compared, summed up.
const ALLOWANCE: usize = 40_000_000;

/// Compares texts as long as its allowance lasts; then all that is not alike at both ends is new.
pub(super) struct Differ {
    left: usize,
}

/// A run of characters of one script, or a single other character.
struct Token<'t> {
    text: &'t str,
    range: Range<usize>,
    /// The text however it is spelled.
    folded: String,
}

/// Scripts whose runs are words, or parts of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Hiragana,
    Katakana,
    Digits,
    Latin,
    Other,
}

impl Default for Differ {
    fn default() -> Self {
        Differ { left: ALLOWANCE }
    }
}

impl Differ {
    /// Returns the ranges of bytes of `new` that are not in `old`. What is gone leaves no mark.
    pub(super) fn changed(&mut self, old: &str, new: &str) -> Vec<Range<usize>> {
        let (before, after) = (tokens(old), tokens(new));
        let mut ranges = Vec::new();
        for (was, is) in self.replaced(&keys(&before), &keys(&after)) {
            match (&before[was], &after[is]) {
                (_, []) => {}
                // A word is marked whole.
                ([], all) | (_, all @ [_]) => ranges.extend(whole(all)),
                (was, is) => ranges.extend(self.characters(was, is)),
            }
        }
        merged(ranges)
    }

    /// Compares runs of several tokens by character.
    fn characters(&mut self, old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Range<usize>> {
        let before: Vec<String> = old.iter().flat_map(|token| token.text.chars()).map(folded).collect();
        let begin = new.first().map_or(0, |token| token.range.start);
        let text: String = new.iter().map(|token| token.text).collect();
        let places: Vec<(usize, char)> = text.char_indices().collect();
        let after: Vec<String> = places.iter().map(|(_, c)| folded(*c)).collect();
        let ops = self.replaced(&before, &after);
        let range = |is: Range<usize>| {
            let start = places.get(is.start).map(|(at, _)| *at)?;
            let end = places.get(is.end).map_or(text.len(), |(at, _)| *at);
            (start < end).then_some(begin + start..begin + end)
        };
        ops.into_iter().filter_map(|(_, is)| range(is)).collect()
    }

    /// Returns where two lists differ, as ranges of both.
    fn replaced(&mut self, old: &[String], new: &[String]) -> Vec<(Range<usize>, Range<usize>)> {
        let ahead = old.iter().zip(new).take_while(|(was, is)| was == is).count();
        let (old, new) = (&old[ahead..], &new[ahead..]);
        let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(was, is)| was == is).count();
        let (old, new) = (&old[..old.len() - behind], &new[..new.len() - behind]);
        let shift = |range: Range<usize>| range.start + ahead..range.end + ahead;
        let cost = old.len().saturating_mul(new.len());
        if cost > self.left {
            return vec![(shift(0..old.len()), shift(0..new.len()))];
        }
        self.left -= cost;
        let ops = capture_diff_slices(Algorithm::Myers, old, new);
        let changed = ops.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
        changed.map(|op| (shift(op.old_range()), shift(op.new_range()))).collect()
    }
}

fn keys(tokens: &[Token<'_>]) -> Vec<String> {
    tokens.iter().map(|token| token.folded.clone()).collect()
}

fn folded(c: char) -> String {
    fold(c.encode_utf8(&mut [0; 4]))
}

fn whole(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    Some(tokens.first()?.range.start..tokens.last()?.range.end)
}

/// Joins ranges that touch.
fn merged(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match all.last_mut().filter(|last| last.end == range.start) {
            Some(last) => last.end = range.end,
            None => all.push(range),
        }
    }
    all
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut all: Vec<Token<'_>> = Vec::new();
    let mut script = None;
    for (at, c) in text.char_indices() {
        let own = Script::of(c);
        let end = at + c.len_utf8();
        match all.last_mut().filter(|_| script == Some(own) && own != Script::Other) {
            Some(last) => last.range.end = end,
            None => all.push(Token { text: "", range: at..end, folded: String::new() }),
        }
        script = Some(own);
    }
    for token in &mut all {
        token.text = &text[token.range.clone()];
        token.folded = fold(token.text);
    }
    all
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '々' | '〆' => {
                Script::Kanji
            }
            '\u{3041}'..='\u{309f}' => Script::Hiragana,
            '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ff66}'..='\u{ff9f}' => Script::Katakana,
            '0'..='9' | '０'..='９' => Script::Digits,
            'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => Script::Latin,
            _ => Script::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked<'t>(old: &str, new: &'t str) -> Vec<&'t str> {
        Differ::default().changed(old, new).into_iter().map(|range| &new[range]).collect()
    }

    #[test]
    fn the_words_that_an_officer_would_underline_are_marked() {
        let pairs: [(&str, &str, &[&str]); 8] = [
            (
                "婦人科系健康診断の実施（電話にて日程変更の連絡）",
                "婦人科系健康診断の実施（電話またはウェブにて日程変更の連絡）",
                &["またはウェブ"],
            ),
            (
                "受診票の印刷及び封入封緘",
                "受診票の印刷（日程変更用二次元コードの印字も含む）及び封入封緘",
                &["（日程変更用二次元コードの印字も含む）"],
            ),
            ("紙及び電磁的媒体（ＣＤ－Ｒ）", "紙及び電磁的媒体（ＤＶＤ－Ｒ）", &["ＤＶＤ"]),
            ("令和６年４月１日から", "令和７年４月１日から", &["７"]),
            ("氏名、住所、性別", "氏名、住所、電話番号、性別", &["電話番号、"]),
            ("氏名、住所、性別", "氏名、性別", &[]),
            ("令和６年４月１日", "令和6年4月1日", &[]),
            ("", "新しい文", &["新しい文"]),
        ];
        for (old, new, expected) in pairs {
            assert_eq!(marked(old, new), expected, "{old} → {new}");
        }
    }

    #[test]
    fn long_texts_end_in_bounds() {
        let old: String = (0..20_000).map(|at| format!("{at}、")).collect();
        let new: String = (0..20_000).map(|at| format!("{}、", at * 7)).collect();
        let begun = std::time::Instant::now();
        assert!(!marked(&old, &new).is_empty());
        assert!(begun.elapsed().as_secs() < 20);
    }
}
