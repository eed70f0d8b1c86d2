//! The pages about rules: made by the program, fresh in `docs/rules`, each with its two examples.

use std::path::Path;
use std::process::Command;

use crate::common::{below, empty_folder, root};

/// The languages of the pages, and the headings of their examples.
const LANGUAGES: [(&str, [&str; 2]); 2] = [
    ("ja", ["## 指摘される例\n", "## 指摘されない例\n"]),
    ("en", ["## An example that is reported\n", "## An example that passes\n"]),
];

#[test]
fn the_pages_of_the_documentation_are_those_that_the_program_makes() {
    for (lang, _) in LANGUAGES {
        let fresh = empty_folder("pages", lang);
        run(&["rules", "--lang", lang, "--pages", &fresh.to_string_lossy()]);
        let kept = root().join("docs/rules").join(lang);
        let stale =
            format!("docs/rules/{lang} is stale; run: cargo run -- --lang {lang} rules --pages docs/rules/{lang}");
        let (made, there) = (names(&fresh), names(&kept));
        assert_eq!(made, there, "{stale}\nand remove pages of rules that are gone");
        for name in made {
            let read = |folder: &Path| std::fs::read_to_string(folder.join(&name)).expect("text");
            assert!(read(&fresh) == read(&kept), "{name}: {stale}");
        }
    }
}

#[test]
fn every_rule_shows_an_example_that_it_reports_and_one_that_is_well() {
    for (lang, headings) in LANGUAGES {
        let folder = root().join("docs/rules").join(lang);
        let about_rules = |name: &String| {
            !["README.md", "sources.md", "records.md", "forms.md"].iter().any(|other| name.ends_with(other))
        };
        let pages = names(&folder).into_iter().filter(about_rules);
        for name in pages {
            let page = std::fs::read_to_string(folder.join(&name)).expect("text");
            for heading in headings {
                let example = page.split_once(heading).map(|(_, after)| after.trim_start());
                assert!(example.is_some_and(|example| example.starts_with("```yaml\n# ")), "{name}: {heading}");
            }
        }
    }
}

#[test]
fn what_is_explained_is_the_page_of_the_rule() {
    for (lang, _) in LANGUAGES {
        let page = root().join(format!("docs/rules/{lang}/shinjuku/hop-media-encrypted.md"));
        assert_eq!(
            run(&["explain", "--lang", lang, "hop-media-encrypted"]),
            std::fs::read_to_string(page).expect("text")
        );
        let with_folder = run(&["explain", "--lang", lang, "--policy", "policies", "hop-media-encrypted"]);
        assert_eq!(run(&["explain", "--lang", lang, "hop-media-encrypted"]), with_folder);
    }
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
