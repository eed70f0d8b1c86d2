//! The Japanese that people read: in the words of an office, written as official papers are, with remedies that speak of
//! the paper before the file. `docs/glossary.md` has the words.

use crate::common::{below, packs, root, text};

/// Words that an office does not use so, with what they may be part of.
const DENIED: &[(&str, &[&str])] = &[
    ("終端", &[]),
    ("主体", &[]),
    ("約束", &[]),
    ("写し", &["書の写し", "登録証の写し", "複写し"]),
    ("置き場所", &[]),
    ("終わり方", &[]),
    ("終わらせ方", &[]),
    ("受託者", &["再受託者"]),
    ("違反", &["違反した事実"]),
    ("または", &["とまたは"]),
    ("すべて", &[]),
    ("だれ", &["「だれの", "（だれの"]),
    ("もとの", &[]),
    ("手続き", &[]),
    ("既知", &[]),
    ("重み", &[]),
    ("フォルダー", &[]),
    ("サーバー", &["ファイルサーバー"]),
    ("エディター", &[]),
    ("識別子", &[]),
    ("雛形", &[]),
    ("鞄", &[]),
    ("年号", &[]),
    ("要修正", &[]),
    ("下さい", &[]),
    ("出来", &["出来事", "出来高"]),
    ("致します", &[]),
    ("および", &[]),
];

/// Says nothing of which paper, nor what to do.
const EMPTY_ADVICE: &str = "記載を確認してください。";

/// What a remedy begins with: the paper, the record or the office's own work, before the file.
const FIRST: [&str; 3] = ["【付議書】", "【記録】", "【事務】"];

/// Rules about the file alone: nothing is to be mended in the paper.
const OF_THE_FILE: [&str; 2] = ["form-items-separated", "measure-meaning-named"];

#[test]
fn texts_are_in_the_words_of_the_office() {
    let locales = ["messages", "facts", "schema", "vocabulary"].map(|name| format!("locales/{name}.yaml"));
    let packs = ["policies", "examples/policies"].into_iter().flat_map(|folder| paths(folder, ".yaml"));
    let of_packs = packs.filter(|path| !path.contains("/tests/"));
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for path in locales.into_iter().chain(of_packs) {
        for line in text(&path).lines().filter(|line| !line.trim_start().starts_with('#')) {
            let Some((key, rest)) = line.split_once("ja: ") else { continue };
            let japanese = rest.split(", en: ").next().unwrap_or(rest);
            wrong.extend(denied(japanese).map(|word| format!("{path} {}: {word}: {japanese}", key.trim())));
            seen += 1;
        }
    }
    for path in paths("src/starter", ".yaml") {
        let template = text(&path);
        wrong.extend(template.lines().flat_map(|line| denied(line).map(move |word| format!("{word}: {line}"))));
        seen += template.lines().count();
    }
    assert!(seen > 3_500, "{seen} texts");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn guides_are_in_the_words_of_the_office() {
    let guides = paths("docs", ".md").chain(["README.md".to_owned()]);
    let mut wrong = Vec::new();
    for path in guides {
        for line in text(&path).lines().filter(|line| line.chars().any(|c| ('ぁ'..='ん').contains(&c))) {
            wrong.extend(denied(line).map(|word| format!("{path}: {word}: {line}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_rule_says_names_no_id_and_ends_with_what_lacks_and_its_remedy_begins_with_the_paper() {
    let policy = sekisho::policy::load(&packs(), "shinjuku").expect("the pack loads");
    let mut wrong = Vec::new();
    for rule in &policy.rules {
        for sentence in rule.message.values().flatten() {
            let mut ids = Vec::new();
            let said = sentence.ja.fill(|fact| {
                let of = match fact.rsplit_once('.') {
                    Some((of, "id")) => Some(of),
                    None if fact == "id" => Some(rule.applies_to.word()),
                    _ => None,
                };
                // Steps go by the number that the drawing shows, and the ids of parts and decisions say what those are called.
                ids.extend(of.filter(|of| !["step", "part", "contract", "approval"].contains(of)).map(str::to_owned));
                Some("○".into())
            });
            if said.ends_with(EMPTY_ADVICE) {
                wrong.push(format!("{}: {said}", rule.id));
            }
            wrong.extend(ids.iter().map(|of| format!("{}: says the id of the {of}: {said}", rule.id)));
        }
        if !OF_THE_FILE.contains(&rule.id.as_str()) && !FIRST.iter().any(|first| rule.help.ja.starts_with(first)) {
            wrong.push(format!("{}: the remedy: {}", rule.id, rule.help.ja));
        }
    }
    assert!(policy.rules.len() > 280 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn denied_words_are_noticed() {
    assert_eq!(denied("終端での消去").collect::<Vec<_>>(), ["終端"]);
    assert_eq!(denied("契約書の写しを備える。").collect::<Vec<_>>(), Vec::<&str>::new());
    assert_eq!(denied("契約書の写しと名簿の写し").collect::<Vec<_>>(), ["写し"]);
    assert_eq!(denied("「だれの」欄に、だれの情報かを書く").collect::<Vec<_>>(), ["だれ"]);
}

/// The files below a folder of the project.
fn paths(folder: &str, suffix: &str) -> impl Iterator<Item = String> {
    below(&root().join(folder), suffix).into_iter().map(|path| path.to_string_lossy().into_owned())
}

/// The denied words that stand in a text by themselves.
fn denied(text: &str) -> impl Iterator<Item = &'static str> {
    let alone = |(word, parts): &(&'static str, &[&str])| {
        parts.iter().fold(text.to_owned(), |left, part| left.replace(part, "")).contains(word)
    };
    DENIED.iter().filter(move |one| alone(one)).map(|(word, _)| *word).collect::<Vec<_>>().into_iter()
}
