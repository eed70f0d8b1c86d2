//! What was meant, how near it has to be, and values as people write them.

use super::super::*;

#[test]
fn an_edit_is_a_slip_and_one_more_for_every_four_characters() {
    for (word, candidate, distance) in [
        ("same", "same", Some(0)),
        ("SAME", "same", Some(0)),
        ("a", "b", None),
        ("ab", "xb", Some(1)),
        ("abc", "abx", Some(1)),
        ("abc", "axy", None),
        ("abc", "abcd", Some(1)),
        ("abc", "abcde", None),
        ("abcd", "abxy", Some(2)),
        ("abcd", "axyz", None),
        ("abcd", "abcdef", Some(2)),
        ("abcd", "abcdefg", None),
        ("abcdefg", "abcdexy", Some(2)),
        ("abcdefg", "abcdxyz", None),
        ("abcdefgh", "abcdexyz", Some(3)),
        ("abcdefgh", "abcdwxyz", None),
        ("acbd", "abcd", Some(1)),
        ("ＣＤ－Ｒ", "cd-r", Some(0)),
        ("", "a", None),
        ("", "", None),
    ] {
        assert_eq!(Slip::of(word).distance(candidate), distance, "{word} {candidate}");
    }
}

#[test]
fn long_words_are_compared_with_nothing() {
    let [most, more] = [200, 201].map(|length| "a".repeat(length));
    assert_eq!(Slip::of(&most).distance(&most), Some(0));
    assert_eq!(Slip::of(&more).distance(&more), None);
}

#[test]
fn after_a_thousand_wrong_words_nothing_is_suggested() {
    let after = |before| suggest_after(before, "flwos", ["flow", "flows"].into_iter());
    assert_eq!([0, 999, 1000, 1001].map(after), [Some("flows"), Some("flows"), None, None]);
}

#[test]
fn yes_and_no_have_several_words() {
    for yes in ["true", "TRUE", "yes", "はい", "有", "あり", "○", "〇", "◯", " はい ", "ｙｅｓ"] {
        assert_eq!(flag(yes), Some(true), "{yes}");
    }
    for no in ["false", "no", "No", "いいえ", "無", "なし", "×"] {
        assert_eq!(flag(no), Some(false), "{no}");
    }
    for neither in ["", "yesno", "はいはい", "△", "1", "不明"] {
        assert_eq!(flag(neither), None, "{neither}");
    }
}

#[test]
fn numbers_come_with_commas_and_counters() {
    for (text, read) in [
        ("0", Some(0)),
        ("5200", Some(5200)),
        ("5,200", Some(5200)),
        ("５，２００", Some(5200)),
        (" 12 ", Some(12)),
        ("5200.0", Some(5200)),
        ("3件", Some(3)),
        ("3人", Some(3)),
        ("3名", Some(3)),
        ("3枚", Some(3)),
        ("3個", Some(3)),
        ("3通", Some(3)),
        ("3本", Some(3)),
        ("3冊", Some(3)),
        ("12箱", Some(12)),
        ("3頭", None),
        ("3.5", None),
        ("-3", None),
        ("約3", None),
        ("3a", None),
        ("件", None),
        ("", None),
        ("9223372036854775807", Some(i64::MAX)),
        ("9223372036854775808", None),
    ] {
        assert_eq!(number(text), read, "{text}");
    }
}
