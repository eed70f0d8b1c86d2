//! The pages about rules, made by the program: one for each, with its two examples and links that lead somewhere.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::common::{below, empty_folder, packs, root};

/// The languages of the pages, and the headings of their examples.
const LANGUAGES: [(&str, [&str; 2]); 2] = [
    ("ja", ["## 指摘される例\n", "## 指摘されない例\n"]),
    ("en", ["## An example that is reported\n", "## An example that passes\n"]),
];

#[test]
fn every_rule_has_a_page_with_an_example_that_it_reports_and_one_that_is_well() {
    let policy = sekisho::policy::load(&packs(), "shinjuku").expect("a policy");
    for (lang, headings) in LANGUAGES {
        let folder = made(lang);
        for rule in &policy.rules {
            let path = folder.join("shinjuku").join(format!("{}.md", rule.id));
            let page = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            for heading in headings {
                let example = page.split_once(heading).map(|(_, after)| after.trim_start());
                assert!(example.is_some_and(|example| example.starts_with("```yaml\n# ")), "{}: {heading}", rule.id);
            }
        }
        every_link_leads_somewhere(&folder);
        for name in names(&folder) {
            let page = std::fs::read_to_string(folder.join(&name)).expect("text");
            // What publishes the pages would take it for a template.
            assert!(!page.contains("{{") && !page.contains("{%"), "{name}");
        }
    }
}

#[test]
fn a_book_has_a_page_for_each_kind_of_thing_and_leads_to_it() {
    for (lang, _) in LANGUAGES {
        let folder = made(lang).join("shinjuku");
        let index = std::fs::read_to_string(folder.join("README.md")).expect("text");
        for name in
            ["records", "forms", "measures", "basis", "laws", "vocabulary", "changes", "milder", "bases", "sources"]
        {
            assert!(index.contains(&format!("]({name}.md)")), "{lang}: {name}");
            let page = std::fs::read_to_string(folder.join(format!("{name}.md"))).expect(name);
            assert!(page.starts_with("# ") && page.lines().count() > 5, "{lang}: {name}");
        }
    }
    let policy = sekisho::policy::load(&packs(), "shinjuku").expect("a policy");
    let folder = made("ja").join("shinjuku");
    let page = |name: &str| std::fs::read_to_string(folder.join(name)).expect("text");
    let (measures, basis, records) = (page("measures.md"), page("basis.md"), page("records.md"));
    policy.measures.keys().for_each(|id| assert!(measures.contains(&format!("\n`{id}`\n")), "{id}"));
    policy.sources.keys().for_each(|id| assert!(basis.contains(&format!("\n`{id}`\n")), "{id}"));
    policy.obligations.iter().for_each(|one| assert!(records.contains(&format!("\n`{}`\n", one.id)), "{}", one.id));
    let (words, laws, milder) = (page("vocabulary.md"), page("laws.md"), page("milder.md"));
    assert!(words.contains("| `deliberative-council` | 情報公開・個人情報保護審議会 |"), "{words}");
    assert!(laws.contains("| 第10条 | 2016-01-01.. | 再委託 |"), "{laws}");
    policy.weakenings.iter().for_each(|one| assert!(milder.contains(&format!("`{}`", one.rule)), "{}", one.rule));
}

/// The two commands that write a book write the same.
#[test]
fn the_book_is_written_under_either_name() {
    let folder = empty_folder("pages", "docs");
    let at = folder.display().to_string();
    assert_eq!(run(&["policy", "docs", "--lang", "ja", "--output", &at, "--pack", "shinjuku"]), "");
    let other = made("ja");
    let pages = names(&folder);
    assert!(pages.len() > 300, "{} pages", pages.len());
    for name in pages {
        let [one, two] = [&folder, &other].map(|at| std::fs::read_to_string(at.join(&name)).expect("text"));
        assert!(one == two, "{name}");
    }
}

#[test]
fn what_is_explained_is_the_page_of_the_rule() {
    for (lang, _) in LANGUAGES {
        let page = made(lang).join("shinjuku/hop-media-encrypted.md");
        assert_eq!(
            run(&["explain", "--lang", lang, "hop-media-encrypted"]),
            std::fs::read_to_string(page).expect("text")
        );
        let with_folder = run(&["explain", "--lang", lang, "--policy", "policies", "hop-media-encrypted"]);
        assert_eq!(run(&["explain", "--lang", lang, "hop-media-encrypted"]), with_folder);
    }
}

/// The pages in a language, made once.
fn made(lang: &str) -> PathBuf {
    static MADE: [OnceLock<PathBuf>; 2] = [const { OnceLock::new() }; 2];
    let at = LANGUAGES.iter().position(|(one, _)| *one == lang).expect("a language");
    let make = || {
        let folder = empty_folder("pages", lang);
        run(&["rules", "--lang", lang, "--pages", &folder.to_string_lossy()]);
        folder
    };
    MADE[at].get_or_init(make).clone()
}

fn every_link_leads_somewhere(folder: &Path) {
    let mut links = 0;
    for name in names(folder) {
        let page = std::fs::read_to_string(folder.join(&name)).expect("text");
        for target in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            let beside = folder.join(&name).parent().expect("a folder").join(path);
            assert!(target.contains("://") || beside.exists(), "{name}: {target}");
            links += 1;
        }
    }
    assert!(links > 500, "{links} links");
}

fn names(folder: &Path) -> Vec<String> {
    let paths = below(folder, ".md").into_iter();
    paths.map(|path| path.strip_prefix(folder).expect("below").to_string_lossy().into_owned()).collect()
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sekisho")).args(arguments).current_dir(root()).output().expect("run");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
