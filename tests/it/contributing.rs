//! The recipe of CONTRIBUTING.md: whoever copies its two YAML blocks gets a rule that works.

use std::path::{Path, PathBuf};

use sekisho::policy;
use sekisho::trial::{self, TrialReport};

use crate::common::{below, document, packs_of, root, session_on, text, trials_of};

/// The pack that the recipe adds to.
const PACK: &str = "shinjuku";

#[test]
fn the_rule_of_the_recipe_loads_fires_and_is_completely_tested() {
    let recipe = recipe(&text("CONTRIBUTING.md"));
    let report = tried("recipe", &recipe.rule, &recipe.test);
    let own: Vec<_> = report.failures.iter().filter(|failure| failure.rule == recipe.id).collect();
    assert!(own.is_empty(), "{own:#?}");
    assert!(report.fired >= 2 && report.silent >= 1, "{} firing, {} silent", report.fired, report.silent);
    let (_, tally) = report.tallies.iter().find(|(rule, _)| *rule == recipe.id).expect("the rule was judged");
    assert!(tally.passed > 0, "it passes on a clean filing");
}

#[test]
fn the_recipe_would_notice_a_rule_that_never_speaks() {
    let recipe = recipe(&text("CONTRIBUTING.md"));
    let deaf = recipe.rule.replacen("require:", "exempt: [{ when: {} }]\n  require:", 1);
    assert_ne!(deaf, recipe.rule);
    let report = tried("deaf", &deaf, &recipe.test);
    let not_fired =
        report.failures.iter().filter(|failure| failure.rule == recipe.id && failure.what == "not-fired").count();
    assert_eq!(not_fired, report.fired, "{:#?}", report.failures);
}

#[test]
fn the_files_that_the_recipe_names_exist() {
    let recipe = recipe(&text("CONTRIBUTING.md"));
    for path in [&recipe.rule_file, &recipe.test_file] {
        assert!(root().join(path).is_file(), "{path}");
        assert!(path.starts_with(&format!("policies/{PACK}/")), "{path}");
    }
}

struct Recipe {
    /// Id of the rule.
    id: String,
    rule: String,
    test: String,
    /// Files that the blocks name in their first line.
    rule_file: String,
    test_file: String,
}

/// The two YAML blocks: `# FILE` in the first line, then one entry.
fn recipe(guide: &str) -> Recipe {
    let blocks: Vec<String> = fenced(guide, "yaml");
    let [rule, test] = blocks.as_slice() else { panic!("{} YAML blocks instead of two", blocks.len()) };
    let file = |block: &str| {
        block.lines().next().and_then(|line| line.strip_prefix("# ")).expect("`# FILE`").trim().to_owned()
    };
    let parsed = document("rule", rule);
    let id = parsed.root().items().next().and_then(|entry| Some(entry.entries().next()?.0.to_owned())).expect("an id");
    Recipe { id, rule_file: file(rule), test_file: file(test), rule: rule.clone(), test: test.clone() }
}

/// Fenced blocks of a language in a page.
pub(crate) fn fenced(guide: &str, language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<Vec<&str>> = None;
    for line in guide.lines() {
        match &mut open {
            Some(_) if line.starts_with("```") => blocks.extend(open.take().map(|lines| lines.join("\n") + "\n")),
            Some(lines) => lines.push(line),
            None if line.trim_end() == format!("```{language}") => open = Some(Vec::new()),
            None => {}
        }
    }
    blocks
}

/// Adds the rule to a copy of the packs and runs the test on the bases of the pack.
fn tried(name: &str, rule: &str, test: &str) -> TrialReport {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("contributing-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    copy(&root().join("policies"), &folder);
    std::fs::write(folder.join(PACK).join("rules/from-the-recipe.yaml"), rule).expect("written");
    let packs = packs_of(&folder);
    let policy = policy::load(&packs, PACK).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let mut trials = trials_of(&folder.join(PACK));
    trials.tests = [("recipe.yaml".to_owned(), test.as_bytes().to_vec())].into();
    trial::run(&session_on(packs), &std::sync::Arc::new(policy), &[trials]).unwrap_or_else(|error| panic!("{error}"))
}

fn copy(from: &Path, to: &Path) {
    for path in below(from, ".yaml") {
        let target = to.join(path.strip_prefix(from).expect("below"));
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        std::fs::copy(&path, &target).expect("copied");
    }
}
