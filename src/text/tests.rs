mod escaping;
mod folding;
mod names;
mod slips;

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
        ("㈱みほん", "(株)みほん"),
        ("ｻｰﾊﾞ", "サ-バ"),
        ("サーバ", "サ-バ"),
        ("サ\u{30FC}ハ\u{3099}", "サ-バ"),
        ("4月〜6月", "4月~6月"),
        ("4月～6月", "4月~6月"),
        ("4月∼6月", "4月~6月"),
        ("第1‑2", "第1-2"),
        ("A∥B", "a‖b"),
    ] {
        assert_eq!(fold(written), folded, "{written}");
    }
}

proptest! {
    #[test]
    fn names_are_folded_in_parts_as_in_whole(name in "([ぁ-ゖァ-ヺ\u{3099}\u{309A}ｱ-ﾟ（）Ａ-ｚ㋿㍿〜～−－‐―∥ a-z\u{300}\u{1100}\u{1161}가\u{11A8}\u{3000}一-龥]|.){0,12}") {
        use unicode_normalization::UnicodeNormalization;
        let one_sign = |c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' => '-',
            '\u{301C}' | '\u{223C}' | '\u{2053}' | '\u{3030}' => '~',
            '\u{2225}' => '\u{2016}',
            c => c,
        };
        let whole: String = name.nfkc().filter(|c| !c.is_whitespace()).map(one_sign).collect();
        prop_assert_eq!(item_name(&name), whole);
    }
}

#[test]
fn settled_characters_are_normal_beside_each_other() {
    use unicode_normalization::char::canonical_combining_class;
    use unicode_normalization::{IsNormalized, is_nfkc_quick};
    let settled: Vec<char> = ('\0'..=char::MAX).filter(|c| fold::is_settled(*c)).collect();
    assert!(settled.len() > 20_000);
    for c in '\0'..=char::MAX {
        assert_eq!(fold::unsettled(&c.to_string()).is_none(), fold::is_settled(c), "{c}");
    }
    for c in settled {
        // A starter that may stand in a normal text, and that composes with nothing before it.
        assert_eq!((is_nfkc_quick(std::iter::once(c)), canonical_combining_class(c)), (IsNormalized::Yes, 0), "{c}");
        assert!(!c.is_whitespace(), "{c}");
        // Folded, it is its small letter, but for the one that is a dash.
        let small = if c == 'ー' { "-".to_owned() } else { c.to_lowercase().to_string() };
        assert_eq!(fold(&format!(" {c}")), small, "{c}");
    }
}

#[test]
fn item_names_keep_what_makes_them_different() {
    assert_eq!(item_name("氏　名（カナ）"), "氏名(カナ)");
    assert_eq!(item_name("ｼﾒｲ"), "シメイ");
    assert_ne!(item_name("氏名等"), item_name("氏名"));
    assert_ne!(item_name("氏名・住所"), item_name("氏名住所"));
    assert_eq!(item_name("4月〜6月"), item_name("4月～6月"));
    for minus in ["A－1", "A‐1", "A−1", "A–1", "A—1", "A‑1", "A―1"] {
        assert_eq!(item_name(minus), "A-1", "{minus}");
    }
    assert_ne!(item_name("コーヒー"), item_name("コ-ヒ-"));
    assert_eq!(item_name("コ\u{30FC}ヒ\u{30FC}カ\u{3099}"), "コーヒーガ");
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
    assert!(matches!(terminal("## 見出し ###"), std::borrow::Cow::Borrowed(_)));
    assert_eq!(terminal("a\u{202e}b"), "a\\u{202e}b");
    assert_eq!(terminal("\u{1b}[31mx\n"), "\\u{1b}[31mx\\n");
    assert_eq!(
        terminal("a##[stop-commands]b ##vso[x] ###[y] ## 見出し"),
        "a\\u{23}#[stop-commands]b \\u{23}#vso[x] #\\u{23}#[y] ## 見出し"
    );
    assert_eq!(log_line("  ::error::x"), "  \\u{3a}:error::x");
    assert!(matches!(log_line("a::b"), std::borrow::Cow::Borrowed(_)));
    assert_eq!(terminal("\u{200b}\u{feff}\u{9b}\r\t"), "\\u{200b}\\u{feff}\\u{9b}\\r\\t");
}

#[test]
fn markdown_shows_a_text_as_it_is() {
    for (text, shown) in [
        ("見本区 2024-04-01（紙）、a.b/c: d", "見本区 2024-04-01（紙）、a.b/c: d"),
        ("a|b_c*d`e", "a\\|b\\_c\\*d\\`e"),
        ("<b>&amp;", "\\<b\\>\\&&#8203;amp;"),
        ("![x](y)", "\\!\\[x\\](y)"),
        ("@acme #12 !3 GH-4", "\\@&#8203;acme \\#&#8203;12 \\!&#8203;3 GH-&#8203;4"),
        ("http://x.jp www.x.jp a@b.jp", "http:&#8203;//x.jp www&#8203;.x.jp a\\@&#8203;b.jp"),
        (":octocat: 12:30", ":&#8203;octocat: 12:&#8203;30"),
        ("0123abc 1234567890123 0123abcz", "012&#8203;3abc 1234567890123 0123abcz"),
        ("a\u{202e}\nb", "a\\\\u\\{202e\\}\\\\nb"),
    ] {
        assert_eq!(markdown(text), shown, "{text}");
    }
}

#[test]
fn a_line_of_markdown_begins_no_list_and_no_heading() {
    for (text, shown) in [
        ("1. x", "&#8203;1. x"),
        ("- x", "&#8203;- x"),
        ("+ x", "&#8203;+ x"),
        ("# x", "\\# x"),
        ("> x", "\\> x"),
        ("※x", "※x"),
    ] {
        assert_eq!(markdown_line(text), shown, "{text}");
    }
}

/// The text that Markdown shows; nothing where it shows more than text.
fn seen(markdown: &str) -> Option<String> {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    let mut seen = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) => seen.push_str(&text),
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            _ => return None,
        }
    }
    Some(seen)
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
    fn markdown_is_nothing_but_text(text in any::<String>()) {
        let shown = seen(&format!("x{}x", markdown(&text)));
        prop_assert_eq!(shown.map(|shown| shown.replace('\u{200B}', "")), Some(format!("x{}x", terminal(&text))));
    }

    #[test]
    fn markdown_of_signs_is_nothing_but_text(text in "[a-f0-9wgh!-/:-@\\[-`{-~ ]{0,40}") {
        let shown = seen(&format!("x{}x", markdown(&text)));
        prop_assert_eq!(shown.map(|shown| shown.replace('\u{200B}', "")), Some(format!("x{}x", terminal(&text))));
    }

    #[test]
    fn terminal_text_is_one_visible_line(text in any::<String>()) {
        let shown = terminal(&text);
        prop_assert!(!shown.chars().any(|c| c.is_control()));
        prop_assert!(matches!(terminal(&shown), std::borrow::Cow::Borrowed(_)));
    }
}

#[test]
fn numbers_are_understood_as_they_are_meant() {
    for (written, meant) in [
        ("1200", Some(1200)),
        ("1,200", Some(1200)),
        ("１，２００", Some(1200)),
        ("１２００件", Some(1200)),
        ("約1200人", Some(1200)),
        ("1e3", Some(1000)),
        ("1.2E+05", Some(120_000)),
        ("1 200", Some(1200)),
        ("1\u{A0}200", Some(1200)),
        ("1\u{202F}200\u{202F}300", Some(1_200_300)),
        ("1_200", Some(1200)),
        ("+5", Some(5)),
        ("12.0", Some(12)),
        ("1.5", None),
        ("1 20", None),
        ("1e-3", None),
        ("1e300", None),
        ("12345678901234567890", None),
        ("-5", None),
        ("nan", None),
        ("inf", None),
        ("", None),
        ("千二百", None),
    ] {
        assert_eq!(meant_number(written), meant, "{written}");
    }
}
