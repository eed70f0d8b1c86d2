use super::*;
use crate::source::Limits;

fn read_text(text: &str) -> Result<Config, Vec<ConfigProblem>> {
    let source = SourceFile::decode(FILE.to_owned(), text.as_bytes().to_vec(), &Limits::default()).expect("text");
    read(&source, |key| match key {
        "lang" => vec!["ja".to_owned(), "en".to_owned()],
        "fail-on" => vec!["error".to_owned(), "warning".to_owned()],
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
