//! Spellings that mean the same, and names that are held together by commas.

use std::borrow::Cow;

use super::super::*;

#[test]
fn every_dash_is_one() {
    for dash in "-ー‐‑‒–—―−─━゠－ｰ".chars() {
        assert_eq!(fold(&format!("a{dash}b")), "a-b", "{dash:?}");
    }
    assert_eq!(fold("a_b"), "a_b");
}

#[test]
fn spellings_of_a_word_fold_to_one() {
    for (text, folded) in [
        ("CD R", "cd r"),
        ("  CD-R  ", "cd-r"),
        ("\u{3000}ＣＤ", "cd"),
        ("Ⅳ", "iv"),
        ("①", "1"),
        ("ﾊﾟｿｺﾝ", "パソコン"),
        ("か\u{3099}", "が"),
        ("\u{212A}", "k"),
        ("ÀB", "àb"),
        // Lower case, and then its normal form: Greek upsilon with hook and acute.
        ("\u{3D3}", "\u{3CD}"),
        ("İ", "i\u{307}"),
        // A small letter with its mark, where the capital has none.
        ("J\u{30C}", "\u{1F0}"),
        ("", ""),
        ("紙・氏名、住所。", "紙・氏名、住所。"),
    ] {
        assert_eq!(fold(text), folded, "{text}");
    }
}

/// Texts of these characters alone take the short way.
#[test]
fn common_characters_are_settled() {
    for c in "!~az、。々〇「】ぁゖァヺ・ー一鿿※×■◯".chars() {
        assert!(fold::is_settled(c), "{c}");
    }
    for c in " \u{7F}\u{3000}\u{3097}゠ヿㄅ㐀Ａｱ①◰".chars() {
        assert!(!fold::is_settled(c), "{c:?}");
    }
}

#[test]
fn names_of_items_are_compared_without_width_and_space() {
    for (name, folded) in [
        ("氏名（カナ）", "氏名(カナ)"),
        ("氏 名", "氏名"),
        ("氏\u{3000}名", "氏名"),
        ("氏\n名", "氏名"),
        ("！ＡＺａｚ～", "!AZaz~"),
        ("ID", "ID"),
        ("か\u{3099}く", "がく"),
        ("学年（か\u{3099}）", "学年(が)"),
        ("ｶﾞ", "ガ"),
        ("㈱みほん、①", "(株)みほん、1"),
        ("  ", ""),
        ("", ""),
    ] {
        assert_eq!(item_name(name), folded, "{name}");
    }
    assert!(matches!(item_name("氏名・住所"), Cow::Borrowed(_)));
}

#[test]
fn names_are_joined_by_commas_outside_brackets() {
    for (name, pieces) in [
        ("氏名", &["氏名"][..]),
        ("氏名、住所", &["氏名", "住所"]),
        ("氏名，住所,電話", &["氏名", "住所", "電話"]),
        ("、氏名 、、 住所、", &["氏名", "住所"]),
        ("続柄（父、母）、住所", &["続柄（父、母）", "住所"]),
        ("a(b,c),d", &["a(b,c)", "d"]),
        ("a「b、c」、d", &["a「b、c」", "d"]),
        ("a［b、c］、d", &["a［b、c］", "d"]),
        ("a[b、c]、d", &["a[b、c]", "d"]),
        ("a〔b、c〕、d", &["a〔b、c〕", "d"]),
        ("a((b)、c)、d", &["a((b)、c)", "d"]),
        ("a）、b", &["a）", "b"]),
        ("a（b、c", &["a（b、c"]),
        ("氏名・住所", &["氏名・住所"]),
        ("", &[]),
    ] {
        assert_eq!(item_pieces(name).collect::<Vec<_>>(), pieces, "{name}");
    }
}
