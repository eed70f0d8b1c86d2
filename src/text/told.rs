//! Values as people write them into cells and forms.

use super::fold;

/// Yes or no: `○`, `はい`, `有`.
pub fn flag(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "true" | "yes" | "はい" | "有" | "あり" | "○" | "〇" | "◯" => Some(true),
        "false" | "no" | "いいえ" | "無" | "なし" | "×" => Some(false),
        _ => None,
    }
}

/// What follows a number of persons, sheets, boxes and other things.
const COUNTERS: [char; 16] =
    ['件', '人', '名', '枚', '個', '通', '本', '箱', '冊', '部', '台', '袋', '巻', '束', '点', '葉'];

/// A number: `5200`, `5,200`, `５２００件`, `12箱`.
pub fn number(text: &str) -> Option<i64> {
    let folded = fold(text);
    let digits = folded.trim_end_matches(COUNTERS);
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    let whole = plain.strip_suffix(".0").unwrap_or(&plain);
    whole.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole.parse().ok()).flatten()
}

/// Numbers of special clauses that a sentence names: `特記事項15に基づき`, `特記事項第１４項及び第15項`.
pub fn clauses_named(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut found: Vec<String> = Vec::new();
    for behind in folded.split("特記事項").skip(1) {
        let mut rest = behind;
        loop {
            let from = rest.strip_prefix('第').unwrap_or(rest);
            let digits: String = from.chars().take_while(char::is_ascii_digit).collect();
            // The number of another annex, `特記事項2-1`, is no number of a clause.
            let after = from.strip_prefix(digits.as_str()).unwrap_or(from);
            if digits.is_empty() || after.starts_with('-') {
                break;
            }
            if !found.contains(&digits) {
                found.push(digits);
            }
            let after = ["項", "条", "号"].iter().find_map(|unit| after.strip_prefix(unit)).unwrap_or(after);
            let Some(next) = ["、", "及び", "並びに", "と", "・"].iter().find_map(|joint| after.strip_prefix(joint))
            else {
                break;
            };
            rest = next;
        }
    }
    found
}

/// The whole number that is probably meant where one is asked and none is written as a file can hold it: `1,200`, `1e3`,
/// `1 200`, `1_200`, `+5`, `約１２００人`.
pub fn meant_number(text: &str) -> Option<i64> {
    let folded = fold(text);
    let plain = folded.trim_start_matches(['約', '+']).replace(['_', '\''], "");
    number(&without_spaces(&plain)).or_else(|| exact(&plain))
}

/// The text without the spaces by which digits are set apart in threes.
fn without_spaces(text: &str) -> String {
    let mut parts = text.split_whitespace();
    let first = parts.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = parts.collect();
    let apart = rest.iter().all(|part| part.bytes().take_while(u8::is_ascii_digit).count() == 3);
    if apart { first + &rest.concat() } else { text.to_owned() }
}

/// A number in the notation of computers, where it is whole and so small that it is exact.
fn exact(text: &str) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let number: f64 = text.starts_with(|c: char| c.is_ascii_digit()).then(|| text.parse().ok()).flatten()?;
    #[allow(clippy::cast_possible_truncation)]
    (number.fract() == 0.0 && number <= LARGEST).then_some(number as i64)
}
