//! No public body is built in: neither the program nor the packs that any body may extend speak of one by name, or of a city
//! where a prefecture may be meant.

use std::path::Path;

use crate::common::{below, packs, root};

/// Names of one city, of its offices and of its forums.
const NAMES: [&str; 7] =
    ["新宿", "Shinjuku", "区長", "市長", "管理運営会議", "個人情報保護審議会", "management-council"];
/// Words behind the kind of a body, where a sentence speaks of that body.
const PARTICLES: &str = "はがのにへとを及並かもで、（";

#[test]
fn the_program_names_no_body() {
    let sources = ["src", "locales"].into_iter().flat_map(|folder| {
        let folder = root().join(folder);
        [below(&folder, ".rs"), below(&folder, ".yaml")].concat()
    });
    let mut seen = 0;
    let mut named = Vec::new();
    for path in sources.filter(|path| !is_test(path)) {
        let text = std::fs::read_to_string(&path).expect("readable");
        // What stands in a module of tests is no part of the program.
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        named
            .extend(NAMES.iter().filter(|name| own.contains(**name)).map(|name| format!("{}: {name}", path.display())));
        seen += 1;
    }
    assert!(seen > 200, "{seen} files");
    assert!(named.is_empty(), "{named:#?}");
}

#[test]
fn what_any_body_extends_speaks_of_a_body_of_any_kind() {
    let policy = sekisho::policy::load(&packs(), "municipal").expect("the pack loads");
    let mut sentences: Vec<(&str, String)> = Vec::new();
    for rule in &policy.rules {
        let mut add = |text: &str| sentences.push((&rule.id, text.to_owned()));
        for both in [&rule.title, &rule.help] {
            add(&both.ja);
            add(&both.en);
        }
        for message in rule.message.values().flatten() {
            add(&message.ja.fill(|_| Some("X".into())));
            add(&message.en.fill(|_| Some("X".into())));
        }
        rule.reasons().for_each(|both| sentences.extend([(&*rule.id, both.ja.clone()), (&rule.id, both.en.clone())]));
    }
    for (id, measure) in &policy.measures {
        sentences.extend([(&**id, measure.title.ja.clone()), (id, measure.title.en.clone())]);
    }
    for one in &policy.obligations {
        sentences.extend([(&*one.id, one.title.ja.clone()), (&one.id, one.title.en.clone())]);
    }
    for (id, one) in &policy.built_in {
        sentences.extend([(&**id, one.help.ja.clone()), (id, one.help.en.clone())]);
        sentences.extend([(&**id, one.ja.fill(|_| Some("X".into()))), (id, one.en.fill(|_| Some("X".into())))]);
    }
    assert!(sentences.len() > 1_000, "{} sentences", sentences.len());
    let wrong: Vec<String> =
        sentences.iter().filter_map(|(id, text)| Some(format!("{id}: {}: {text}", names_a_kind(text)?))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_kind_of_body_is_noticed() {
    for text in [
        "区の承諾がありません",
        "市は確認します",
        "委託先と県へ報告",
        "without the city's consent",
        "The town decides",
        "新宿区長",
    ] {
        assert!(names_a_kind(text).is_some(), "{text}");
    }
    for text in ["区分の記載", "地区の一覧", "都市の名", "the capacity", "実施機関の承諾"] {
        assert_eq!(names_a_kind(text), None, "{text}");
    }
}

/// The word by which a text speaks of a body of one kind, or of one body.
fn names_a_kind(text: &str) -> Option<String> {
    if let Some(name) = NAMES.iter().find(|name| text.contains(**name)) {
        return Some((*name).to_owned());
    }
    let lower = text.to_lowercase();
    let words = || lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    if let Some(word) = words().find(|word| ["city", "ward", "town", "village", "prefecture"].contains(word)) {
        return Some(word.to_owned());
    }
    let letters: Vec<char> = text.chars().collect();
    let kind = |c: char| "区市町村県".contains(c);
    // Behind another letter of Han it is part of a longer word: 地区, 都市.
    let alone = |at: usize| at == 0 || !('一'..='鿿').contains(&letters[at - 1]);
    let at = (0..letters.len()).find(|at| {
        kind(letters[*at]) && alone(*at) && letters.get(at + 1).is_some_and(|next| PARTICLES.contains(*next))
    })?;
    Some(letters[at].to_string())
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}
