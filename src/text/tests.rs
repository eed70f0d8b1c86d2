use proptest::prelude::*;

use super::*;

#[test]
fn folds_width_case_and_dashes() {
    for (written, folded) in [
        ("ＣＤ－Ｒ", "cd-r"),
        ("CD‐R", "cd-r"),
        ("CD−R", "cd-r"),
        ("ＣＤーＲ", "cd-r"),
        ("CD—R", "cd-r"),
        ("CD–R", "cd-r"),
        ("CDｰR", "cd-r"),
        (" 紙\u{3000}", "紙"),
        ("㈱アクメ", "(株)アクメ"),
        ("ｻｰﾊﾞ", "サ-バ"),
        ("サーバ", "サ-バ"),
    ] {
        assert_eq!(fold(written), folded, "{written}");
    }
}

#[test]
fn item_names_keep_what_makes_them_different() {
    assert_eq!(item_name("氏　名（カナ）"), "氏名(カナ)");
    assert_eq!(item_name("ｼﾒｲ"), "シメイ");
    assert_ne!(item_name("氏名等"), item_name("氏名"));
    assert_ne!(item_name("氏名・住所"), item_name("氏名住所"));
}

#[test]
fn suggests_the_nearest() {
    let keys = ["actors", "data", "stores", "flows", "contracts", "title"];
    let suggest = |word| suggest(word, keys.iter().copied());
    assert_eq!(suggest("contrats"), Some("contracts"));
    assert_eq!(suggest("Contarcts"), Some("contracts"));
    assert_eq!(suggest("tilte"), Some("title"));
    assert_eq!(suggest("store"), Some("stores"));
    assert_eq!(suggest("ｄａｔａ"), Some("data"));
    assert_eq!(suggest("volume"), None);
    assert_eq!(suggest("x"), None);
    assert_eq!(suggest(""), None);
    assert_eq!(super::suggest("bat", ["cat", "hat"].into_iter()), Some("cat"));
}

#[test]
fn shows_what_cannot_be_seen() {
    assert_eq!(terminal("港例区 👩‍💻".replace('\u{200D}', "").as_str()), "港例区 👩💻");
    assert!(matches!(terminal("葛󠄀飾区"), std::borrow::Cow::Borrowed(_)));
    assert_eq!(terminal("a\u{202e}b"), "a\\u{202e}b");
    assert_eq!(terminal("\u{1b}[31mx\n"), "\\u{1b}[31mx\\n");
    assert_eq!(terminal("\u{200b}\u{feff}\u{9b}\r\t"), "\\u{200b}\\u{feff}\\u{9b}\\r\\t");
}

#[test]
fn measures_columns() {
    assert_eq!(width("図書館ab"), 8);
    assert_eq!(width("ｱ①→"), 3);
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in "\\PC*") {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn terminal_text_is_one_visible_line(text in any::<String>()) {
        let shown = terminal(&text);
        prop_assert!(!shown.chars().any(|c| c.is_control()));
        prop_assert!(matches!(terminal(&shown), std::borrow::Cow::Borrowed(_)));
    }
}
