//! The English of rules: titles that can be told apart, and sentences without the slips that can be looked for.

use std::collections::BTreeMap;

use crate::common::{packs, text};

/// A title stands in tables and above findings.
const MAX_TITLE: usize = 50;

#[test]
fn titles_and_sentences_of_rules_read_as_english() {
    let policy = sekisho::policy::load(&packs(), "shinjuku").expect("the pack loads");
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    let mut wrong: Vec<String> = Vec::new();
    for rule in &policy.rules {
        let title = rule.title.en.as_str();
        wrong.extend(bad_title(title).map(|why| format!("{}: title {why}: {title}", rule.id)));
        // A rule may stand twice, for two periods.
        if titles.insert(title, &rule.id).is_some_and(|other| other != rule.id) {
            wrong.push(format!("{}: another rule has the title {title}", rule.id));
        }
        let messages = rule.message.values().flatten().map(|one| one.en.fill(|_| Some("X".into())));
        for sentence in messages.chain([rule.help.en.clone()]) {
            wrong.extend(bad_sentence(&sentence).map(|why| format!("{}: {why}: {sentence}", rule.id)));
        }
    }
    for (id, one) in &policy.built_in {
        wrong.extend(bad_title(&one.title.en).map(|why| format!("{id}: title {why}: {}", one.title.en)));
    }
    assert!(titles.len() > 200, "{} titles", titles.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn slips_are_noticed() {
    assert_eq!(bad_title("unencrypted medium"), Some("begins with a small letter"));
    assert_eq!(bad_title("Unencrypted medium."), Some("ends with a stop"));
    assert_eq!(bad_title(&"M".repeat(MAX_TITLE + 1)), Some("is too long"));
    assert_eq!(bad_title("Unencrypted medium"), None);
    assert_eq!(bad_sentence("Whose store X is is not stated."), Some("doubles a word"));
    assert_eq!(bad_sentence("Nothing is stated"), Some("has no stop"));
    assert_eq!(bad_sentence("Who takes it is not stated is open."), Some("is turned around"));
    assert_eq!(bad_sentence("Whether X applies cannot be told."), Some("is turned around"));
    assert_eq!(bad_sentence("The filing does not say who owns the store X."), None);
}

#[test]
fn texts_of_the_locales_double_no_word() {
    for path in ["messages", "facts", "schema", "vocabulary"].map(|name| format!("locales/{name}.yaml")) {
        let doubled: Vec<String> = text(&path)
            .lines()
            .filter_map(|line| Some(line.split_once(", en:")?.1.to_owned()))
            .filter(|english| doubles(english))
            .collect();
        assert!(doubled.is_empty(), "{path}: {doubled:?}");
    }
}

fn bad_title(title: &str) -> Option<&'static str> {
    if title.starts_with(char::is_lowercase) {
        return Some("begins with a small letter");
    }
    if title.ends_with('.') {
        return Some("ends with a stop");
    }
    (title.chars().count() > MAX_TITLE).then_some("is too long")
}

fn bad_sentence(sentence: &str) -> Option<&'static str> {
    if doubles(sentence) {
        return Some("doubles a word");
    }
    if sentence.contains("is not stated is") || sentence.starts_with("Whether ") {
        return Some("is turned around");
    }
    (!sentence.ends_with(['.', ':'])).then_some("has no stop")
}

fn doubles(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| pair[0] == pair[1] && pair[0].chars().all(char::is_lowercase))
}
