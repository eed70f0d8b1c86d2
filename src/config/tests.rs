use super::*;
use crate::source::Limits;

fn read_text(text: &str) -> Result<Config, Vec<ConfigProblem>> {
    let source = SourceFile::decode(FILE.to_owned(), text.as_bytes().to_vec(), &Limits::default()).expect("text");
    read(&source, |key| match key {
        "lang" => vec!["ja".to_owned(), "en".to_owned()],
        "fail-on" => vec!["error".to_owned(), "warning".to_owned()],
        "severity" => vec!["error".to_owned(), "off".to_owned()],
        "verdict" => vec!["promised".to_owned()],
        _ => vec!["full".to_owned(), "json".to_owned()],
    })
}

fn troubles(text: &str) -> Vec<(u32, u32, ConfigTrouble)> {
    let found = read_text(text).expect_err("problems");
    found.into_iter().map(|one| (one.line, one.column, one.trouble)).collect()
}

#[test]
fn every_key_is_read_and_told_in_one_order() {
    let text = "policy = 'packs'\nignore = [\"hop-*\"]\nlang='ja'\njudge-by = 2026-04-01\nfail-on = \"warning\"\n";
    let config = read_text(text).expect("right");
    let keys: Vec<_> = config.settings.iter().map(|setting| (setting.key, setting.line)).collect();
    assert_eq!(keys, [("lang", 3), ("fail-on", 5), ("ignore", 2), ("judge-by", 4), ("policy", 1)]);
    let value = |key: &str| config.get(key).map(|setting| setting.value.clone());
    assert_eq!(value("judge-by"), Some(SettingValue::Text("2026-04-01".to_owned())));
    assert_eq!(value("ignore"), Some(SettingValue::Texts(vec!["hop-*".to_owned()])));
    assert_eq!(value("select"), None);
    assert_eq!(read_text("# nothing\r\n"), Ok(Config::default()));
}

#[test]
fn mistakes_are_told_with_their_place_all_at_once() {
    let text = "\u{feff}# 設定\r\nfail_on = \"warning\"\r\nselect = \"hop\"\r\nlang = \"jp\"\r\n\"zzz\" = 1\r\ntoday = 2026-01-01\r\n";
    assert_eq!(
        troubles(text),
        [
            (2, 1, ConfigTrouble::UnknownKey { key: "fail_on".to_owned(), suggestion: Some("fail-on") }),
            (3, 10, ConfigTrouble::WrongType { key: "select", expected: "texts" }),
            (
                4,
                8,
                ConfigTrouble::UnknownWord { key: "lang", value: "jp".to_owned(), suggestion: Some("ja".to_owned()) }
            ),
            (5, 1, ConfigTrouble::UnknownKey { key: "zzz".to_owned(), suggestion: None }),
            (6, 1, ConfigTrouble::UnknownKey { key: "today".to_owned(), suggestion: None }),
        ]
    );
    assert_eq!(troubles("ignore = ['a', 1]"), [(1, 10, ConfigTrouble::WrongType { key: "ignore", expected: "texts" })]);
    assert_eq!(troubles("judge-by = 3"), [(1, 12, ConfigTrouble::WrongType { key: "judge-by", expected: "day" })]);
}

#[test]
fn broken_toml_is_told_at_its_line() {
    for (text, line) in [("lang = \n", 1), ("lang = 'ja'\nlang = 'en'\n", 2), ("a\n", 1), ("x = '日本\n", 1)] {
        let found = troubles(text);
        assert!(matches!(found[0], (at, _, ConfigTrouble::Syntax { .. }) if at == line), "{text:?}: {found:?}");
    }
}

#[test]
fn nesting_without_end_does_no_harm() {
    let text = format!("select = {}", "[".repeat(100_000));
    assert!(!troubles(&text).is_empty());
    let text = format!("{} = 1", "a.".repeat(50_000) + "a");
    assert!(!troubles(&text).is_empty());
}

/// Of every key: a value that it takes, read where it stands, and values of every other type, each told by what the key
/// takes.
#[test]
fn every_key_takes_one_type_and_tells_the_others() {
    let one = |text: &str| SettingValue::Text(text.to_owned());
    let list = |texts: &[&str]| SettingValue::Texts(texts.iter().map(|text| (*text).to_owned()).collect());
    let grades = |rows: &[(&str, Option<&str>, &str)]| {
        let row = |(rule, verdict, word): &(&str, Option<&str>, &str)| {
            ((*rule).to_owned(), verdict.map(str::to_owned), (*word).to_owned())
        };
        SettingValue::Grades(rows.iter().map(row).collect())
    };
    type Written = (&'static str, SettingValue);
    let keys: &[(&str, &str, &[Written])] = &[
        ("lang", "text", &[("'en'", one("en")), ("\"ja\"", one("ja"))]),
        ("format", "text", &[("'json'", one("json"))]),
        ("fail-on", "text", &[("'error'", one("error"))]),
        ("select", "texts", &[("['a', 'b']", list(&["a", "b"])), ("[]", list(&[]))]),
        ("ignore", "texts", &[("['hop-*']", list(&["hop-*"]))]),
        ("exclude", "texts", &[("[\n  'old/**',\n]", list(&["old/**"]))]),
        ("force-exclude", "flag", &[("true", SettingValue::Flag(true)), ("false", SettingValue::Flag(false))]),
        ("respect-gitignore", "flag", &[("true", SettingValue::Flag(true))]),
        ("judge-by", "day", &[("2026-04-01", one("2026-04-01")), ("'令和8年4月1日'", one("令和8年4月1日"))]),
        ("policy", "text", &[("'packs'", one("packs")), ("''", one(""))]),
        ("profile", "text", &[("'strict'", one("strict"))]),
        (
            "severity",
            "severities",
            &[
                ("{ hop- = 'error' }", grades(&[("hop-", None, "error")])),
                ("{ a = { promised = 'error' } }", grades(&[("a", Some("promised"), "error")])),
            ],
        ),
    ];
    let names: Vec<&str> = keys.iter().map(|(key, ..)| *key).collect();
    assert_eq!(super::keys().collect::<Vec<_>>(), names);
    for (key, expected, values) in keys {
        for (written, value) in *values {
            let config = read_text(&format!("# 設定\n{key}={written}\n")).expect("right");
            let column = u32::try_from(key.len() + 2).expect("short");
            let setting = Setting { key, value: value.clone(), line: 2, column };
            assert_eq!(config.get(key), Some(&setting));
            assert_eq!(config.settings, [setting], "{key}");
        }
        let day = if *expected == "day" { None } else { Some("2026-04-01") };
        let other = if *expected == "texts" { "'a'" } else { "['a']" };
        let nested = (*expected == "texts").then_some("['a', ['b']]");
        let flag = (*expected != "flag").then_some("true");
        // Within a table, what is wrong stands at its own place.
        let table = (*expected != "severities").then_some("{ a = 1 }");
        let wrong = ["1", "1.5", other].into_iter().chain(table).chain(flag).chain(day).chain(nested);
        for written in wrong {
            let told = (1, u32::try_from(key.len() + 4).expect("short"), ConfigTrouble::WrongType { key, expected });
            assert_eq!(troubles(&format!("{key} = {written}")), [told], "{written}");
        }
    }
}

#[test]
fn a_word_that_an_option_does_not_take_is_told_with_the_nearest() {
    for (text, key, value, nearest) in [
        ("format = 'jsno'", "format", "jsno", Some("json")),
        ("fail-on = 'eror'", "fail-on", "eror", Some("error")),
        ("fail-on = 'never'", "fail-on", "never", None),
        ("lang = ''", "lang", "", None),
    ] {
        let suggestion = nearest.map(str::to_owned);
        let trouble = ConfigTrouble::UnknownWord { key, value: value.to_owned(), suggestion };
        let column = u32::try_from(key.len() + 4).expect("short");
        assert_eq!(troubles(text), [(1, column, trouble)]);
    }
    // In a table, a word is told at its own place, and a key with its quotes.
    let word = |value: &str, nearest: &str| ConfigTrouble::UnknownWord {
        key: "severity",
        value: value.to_owned(),
        suggestion: Some(nearest.to_owned()),
    };
    let wrong = ConfigTrouble::WrongType { key: "severity", expected: "severities" };
    for (text, column, trouble) in [
        ("severity = { a = 3 }", 18, wrong.clone()),
        ("severity = { a = { promised = 3 } }", 31, wrong),
        ("severity = { a = 'eror' }", 18, word("eror", "error")),
        ("severity = { a = { promisd = 'error' } }", 20, word("promisd", "promised")),
        ("severity = { a = { \"promisd\" = 'error' } }", 20, word("promisd", "promised")),
    ] {
        assert_eq!(troubles(text), [(1, column, trouble)], "{text}");
    }
    // Whatever stands under a key that takes any text is left to its option.
    assert!(read_text("policy = 'jsno'\nselect = ['eror']\njudge-by = 'soon'").is_ok());
}

#[test]
fn a_key_is_told_where_it_begins_with_its_quotes() {
    let unknown = |key: &str| ConfigTrouble::UnknownKey { key: key.to_owned(), suggestion: None };
    for (text, key, line, column) in [
        ("zzzz = 1", "zzzz", 1, 1),
        ("'zzzz' = 1", "zzzz", 1, 1),
        ("\n  \"zzzz\" = 1", "zzzz", 2, 3),
        ("zzzz.a = 1", "zzzz", 1, 1),
        ("[zzzz]\na = 1", "zzzz", 1, 2),
        ("policy = '様式'\n\"様式\" = 1", "様式", 2, 1),
    ] {
        assert_eq!(troubles(text), [(line, column, unknown(key))], "{text:?}");
    }
    // A column counts characters, not bytes.
    assert_eq!(troubles("\"様\" = { \"b\" = 1 } # 様").len(), 1);
    assert_eq!(troubles("ignore = ['様式', 1]")[0].1, 10);
}

#[test]
fn what_is_shown_of_a_long_text_is_its_beginning() {
    let long = "様".repeat(SHOWN);
    let shown = |text: &str| match troubles(text).remove(0).2 {
        ConfigTrouble::UnknownKey { key, .. } => key,
        ConfigTrouble::UnknownWord { value, .. } => value,
        other => panic!("{other:?}"),
    };
    assert_eq!(shown(&format!("\"{long}\" = 1")), long);
    assert_eq!(shown(&format!("\"{long}式\" = 1")), long);
    assert_eq!(shown(&format!("lang = \"{long}式\"")), long);
    assert_eq!(long.chars().count(), 100);
}

/// As many things are told as [`MAX_PROBLEMS`], of broken lines and of keys alike, in the order of the lines.
#[test]
fn no_more_is_told_than_can_be_read() {
    let lines = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    for (count, told) in [(49, 49), (50, 50), (51, 50)] {
        let unknown = troubles(&lines(count, &|at| format!("zzzz{at} = 1\n")));
        assert_eq!(unknown.len(), told, "{count} unknown keys");
        let order: Vec<u32> = unknown.iter().map(|(line, ..)| *line).collect();
        assert!(order.is_sorted(), "{order:?}");
        let broken = troubles(&lines(count, &|at| format!("k{at} = \n")));
        assert_eq!(broken.len(), told, "{count} broken lines");
    }
}

/// What is no TOML is told in one line, and nothing that would follow from it.
#[test]
fn a_broken_line_hides_what_follows_from_it() {
    let found = troubles("zzzz = 1\nlang = \n");
    assert_eq!(found.len(), 1, "{found:?}");
    let (line, column, ConfigTrouble::Syntax { detail }) = &found[0] else { panic!("{found:?}") };
    assert_eq!((*line, *column > 1), (2, true));
    assert!(!detail.is_empty() && !detail.contains('\n'), "{detail}");
}

#[test]
fn a_place_in_a_text_is_a_line_and_a_column_of_characters() {
    for (text, at, expected) in [
        ("", 0, (1, 1)),
        ("abc", 2, (1, 3)),
        ("abc", 3, (1, 4)),
        ("abc", 99, (1, 4)),
        ("様式", 3, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\nbc\n\nd", 4, (2, 3)),
        ("a\nbc\n\nd", 5, (3, 1)),
        ("a\nbc\n\nd", 6, (4, 1)),
    ] {
        assert_eq!(place(text, at), expected, "{text:?} at {at}");
    }
}
