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

/// A number: `5200`, `5,200`, `５２００件`.
pub fn number(text: &str) -> Option<i64> {
    let folded = fold(text);
    let digits = folded.trim_end_matches(['件', '人', '名', '枚', '個', '通', '本']);
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    let whole = plain.strip_suffix(".0").unwrap_or(&plain);
    whole.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole.parse().ok()).flatten()
}
