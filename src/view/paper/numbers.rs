//! Numbers as papers write them.

use crate::calendar::When;
use crate::source::Node;

/// The first of the digits of full width.
const FULL_WIDTH_ZERO: u32 = 0xff10;
/// Runs of numbers in circles: the first number, the last, and the character of the first.
const CIRCLED: [(usize, usize, u32); 3] = [(1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32b1)];

/// Writes the number of a heading or of a line: of full width where it has one digit.
pub(super) fn number(of: usize) -> String {
    let digit = u32::try_from(of).ok().filter(|of| *of < 10).and_then(|of| char::from_u32(FULL_WIDTH_ZERO + of));
    digit.map_or_else(|| of.to_string(), String::from)
}

/// Writes a number in a circle; `None` for those that have none.
pub(super) fn circled(of: usize) -> Option<String> {
    let (first, _, begin) = CIRCLED.into_iter().find(|(first, last, _)| (*first..=*last).contains(&of))?;
    let char = char::from_u32(begin + u32::try_from(of - first).ok()?)?;
    Some(char.to_string())
}

/// Writes a count with commas between thousands; any other text as it is.
pub(super) fn count(written: &str) -> String {
    if written.is_empty() || !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return written.to_owned();
    }
    let mut grouped = String::new();
    for (at, digit) in written.chars().enumerate() {
        if at > 0 && (written.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Writes a day: as the author wrote it where it is Japanese, else in its era.
pub(super) fn day(node: Node<'_>) -> Option<String> {
    let written = node.text().filter(|text| !text.trim().is_empty())?.trim();
    if written.contains(['年', '月', '日']) {
        return Some(written.to_owned());
    }
    Some(When::parse(written).map_or_else(|_| written.to_owned(), When::wareki))
}

/// True if a text begins with a number or a mark of its own.
pub(super) fn is_numbered(text: &str) -> bool {
    let first = text.chars().next().unwrap_or_default();
    let is_circled = CIRCLED.iter().any(|(first_of, last, begin)| {
        let run = u32::try_from(last - first_of).unwrap_or_default();
        (*begin..=begin + run).contains(&u32::from(first))
    });
    if is_circled || matches!(first, '・' | '【' | '※' | '○' | '●' | '◆' | '◇' | '《') {
        return true;
    }
    if let Some(rest) = text.strip_prefix(['(', '（']) {
        let inside: &str = rest.split([')', '）']).next().unwrap_or_default();
        let short = inside.chars().count() <= 2 && inside.len() < rest.len();
        return short && !inside.is_empty() && inside.chars().all(|c| c.is_numeric() || is_kana(c));
    }
    let rest = text.trim_start_matches(|c: char| c.is_numeric());
    let letter = text.strip_prefix(is_kana).filter(|_| rest.len() == text.len());
    letter.unwrap_or(rest).starts_with([' ', '　', '．', '.', '、']) && (rest.len() < text.len() || letter.is_some())
}

fn is_kana(c: char) -> bool {
    ('ァ'..='ヶ').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_papers_do() {
        assert_eq!([number(1), number(9), number(10)], ["１", "９", "10"]);
        assert_eq!(
            [circled(1), circled(20), circled(21), circled(36), circled(51)].map(Option::unwrap_or_default),
            ["①", "⑳", "㉑", "㊱", ""]
        );
        assert_eq!(
            [count("613"), count("1130"), count("1234567"), count("約10")],
            ["613", "1,130", "1,234,567", "約10"]
        );
    }

    #[test]
    fn a_text_with_a_number_of_its_own_is_told() {
        for own in [
            "1 改修",
            "１　改修",
            "(1) 電算処理",
            "（２）委託",
            "①帳票",
            "・訪問",
            "【対象者】",
            "※備考",
            "ア 呼吸器",
            "10．印刷",
        ] {
            assert!(is_numbered(own), "{own}");
        }
        for plain in [
            "5歳児健康診査の管理",
            "受診票の作成",
            "（仮称）センター",
            "アンケートの送付",
            "2月の作業",
            "2025年度の作業",
        ] {
            assert!(!is_numbered(plain), "{plain}");
        }
    }
}
