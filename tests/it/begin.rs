//! What an author begins with: a pack that loads and whose tests run, and a rule that is no good until it is filled in. Nothing is
//! written over.

use std::path::{Path, PathBuf};

use crate::common::{below, empty_folder, sekisho, text};

/// Runs a command of `policy` in a language, on a folder of packs: status, output, errors.
fn policy(lang: &str, command: &[&str]) -> (u8, String, String) {
    sekisho(&[&["--lang", lang, "policy"], command].concat())
}

/// A folder of packs with a new one in it.
fn begun(name: &str, lang: &str, pack: &str, parents: &[&str]) -> PathBuf {
    let folder = empty_folder("begin", name).join("packs");
    let at = folder.display().to_string();
    let parents: Vec<&str> = parents.iter().flat_map(|parent| ["--extends", parent]).collect();
    let (status, told, said) = policy(lang, &[&["new", pack, "-o", &at], &parents[..]].concat());
    assert_eq!((status, said.as_str()), (0, ""), "{name}");
    for file in ["policy.yaml", "vocabulary.yaml", "basis.yaml"] {
        assert!(told.contains(&format!("{pack}/{file}\n")), "{told}");
    }
    assert!(told.contains("policy new-rule") && told.contains(&format!("jurisdiction: {pack}")), "{told}");
    folder
}

#[test]
fn a_new_pack_loads_and_is_tested_as_its_parents_are() {
    for (name, lang, parents) in [
        ("municipal-ja", "ja", &[][..]),
        ("municipal-en", "en", &["municipal"]),
        ("acts", "en", &["appi", "my-number"]),
        ("city", "ja", &["shinjuku"]),
    ] {
        let folder = begun(name, lang, "hamabe", parents);
        let at = folder.display().to_string();
        let (status, told, said) = policy("en", &["check", "--policy", &at]);
        assert_eq!(status, 0, "{name}: {said}");
        assert!(told.contains("hamabe (version 2026.1): "), "{told}");
        // The parents' tests take their time: those of the widest are run.
        if name == "municipal-ja" {
            let (status, told, said) = policy("en", &["test", "--policy", &at]);
            assert_eq!(status, 0, "{name}: {told}{said}");
        }
        // Comments are in the language that was asked for.
        let head = std::fs::read_to_string(folder.join("hamabe/policy.yaml")).expect("written");
        assert_eq!(head.contains("表紙"), lang == "ja", "{head}");
        assert_eq!(head.contains("The head of this pack"), lang == "en", "{head}");
    }
}

#[test]
fn a_filing_is_judged_by_a_new_pack() {
    let folder = begun("filing", "ja", "hamabe", &[]);
    let filing = text("policies/municipal/tests/base/checkup-register.filing.yaml");
    let filing = filing.replace("jurisdiction: municipal", "jurisdiction: hamabe");
    let path = folder.join("a.filing.yaml");
    std::fs::write(&path, filing).expect("written");
    let (status, told, _) = sekisho(&[
        "lint",
        "--isolated",
        "--lang",
        "en",
        "--policy",
        &folder.display().to_string(),
        &path.display().to_string(),
    ]);
    assert!(status == 0 && told.contains("hamabe 2026.1"), "{told}");
}

#[test]
fn a_new_rule_fails_until_it_and_its_test_are_filled_in() {
    for lang in ["ja", "en"] {
        let folder = begun(&format!("rule-{lang}"), lang, "hamabe", &["core"]);
        let at = folder.display().to_string();
        let (status, told, said) = policy(lang, &["new-rule", "hamabe-ends", "--policy", &at, "--subject", "contract"]);
        assert_eq!((status, said.as_str()), (0, ""));
        assert!(
            told.contains("hamabe/rules/hamabe-ends.yaml") && told.contains("hamabe/tests/hamabe-ends.yaml"),
            "{told}"
        );
        let [rule, test] = ["rules", "tests"].map(|kind| folder.join("hamabe").join(kind).join("hamabe-ends.yaml"));

        // Each open place is told with what belongs there, and nothing else.
        let (status, _, said) = policy("en", &["check", "--policy", &at]);
        let open = marks(&rule);
        assert!(status == 2 && open > 10, "{open}");
        let told: Vec<&str> = said.lines().filter(|line| line.contains("Still to be written: ")).collect();
        assert_eq!((told.len(), said.lines().count()), (open, open + 1), "{said}");

        let filled = "\
- id: hamabe-ends
  title: { ja: 題, en: title }
  applies_to: contract
  require: { term.to: { before: 2030-01-01 } }
  severity: { violation: error, unstated: note }
  message:
    violation: { ja: 文, en: text }
    unstated: { ja: 文, en: text }
  help: { ja: 文, en: text }
  basis: [{ text: 要綱 }]
";
        std::fs::write(&rule, filled).expect("written");
        assert_eq!(policy("en", &["check", "--policy", &at]).0, 0);
        let (status, told, _) = policy("en", &["test", "--policy", &at]);
        let lines: Vec<&str> =
            told.lines().filter(|line| line.contains("hamabe-ends: still to be written: ")).collect();
        assert_eq!((status, lines.len()), (1, marks(&test)), "{told}");

        let filled = "\
- rule: hamabe-ends
  base: outsourcing-cd-r
  fires:
    - { patch: [{ op: replace, path: /contracts/0/term/to, value: 2031-03-31 }], verdict: violation, at: /contracts/0 }
    - { patch: [{ op: remove, path: /contracts/0/term/to }], verdict: unstated, at: /contracts/0 }
  silent:
    - { why: the last day, patch: [{ op: replace, path: /contracts/0/term/to, value: 2029-12-31 }] }
";
        std::fs::write(&test, filled).expect("written");
        let (status, told, _) = policy("en", &["test", "--policy", &at]);
        assert_eq!(status, 0, "{told}");
    }
}

#[test]
fn a_rule_without_a_subject_leaves_that_open_too() {
    let folder = begun("subject", "en", "hamabe", &[]);
    let at = folder.display().to_string();
    assert_eq!(policy("en", &["new-rule", "hamabe-a", "--policy", &at]).0, 0);
    let (status, _, said) = policy("en", &["check", "--policy", &at]);
    assert!(status == 2 && said.contains(":4:15: Still to be written: subject"), "{said}");
}

#[test]
fn nothing_is_written_over_and_no_id_is_given_twice() {
    let folder = begun("refused", "en", "hamabe", &[]);
    let at = folder.display().to_string();
    assert_eq!(policy("en", &["new-rule", "hamabe-a", "--policy", &at, "--subject", "hop"]).0, 0);
    let hamabe = folder.join("hamabe").display().to_string();
    let before = contents(&folder);
    for (command, why) in [
        (vec!["new", "hamabe", "-o", &at], "there is a pack `hamabe` already"),
        // A shipped pack would be replaced.
        (vec!["new", "municipal", "-o", &at], "there is a pack `municipal` already"),
        (vec!["new", "../out", "-o", &at], "cannot be an id"),
        (vec!["new", "Hama", "-o", &at], "cannot be an id"),
        (vec!["new", "iso", "-o", &hamabe], "is a pack itself"),
        (vec!["new", "iso", "-o", &at, "--extends", "municipol"], "did you mean `municipal`?"),
        (vec!["new-rule", "hamabe-a", "--policy", &at, "--subject", "hop"], "the pack `hamabe` has `hamabe-a` already"),
        (vec!["new-rule", "act-contract-items", "--policy", &at, "--subject", "hop"], "the pack `appi` has"),
        (vec!["new-rule", "flow-break", "--policy", &at, "--subject", "hop"], "the pack `core` has"),
        (vec!["new-rule", "evidence-handler-list", "--policy", &at, "--subject", "hop"], "the pack `municipal` has"),
        (vec!["new-rule", "clause-no-copy", "--policy", &at, "--subject", "hop"], "the pack `core` has"),
        (vec!["new-rule", "../b", "--policy", &at, "--subject", "hop"], "cannot be an id"),
        (vec!["new-rule", "hamabe-b", "--policy", &at, "--subject", "hopp"], "did you mean hop?"),
        (vec!["new-rule", "hamabe-b", "--policy", &at, "--pack", "hamab"], "did you mean `hamabe`?"),
        (vec!["new-rule", "hamabe-b", "--policy", &at, "--pack", "municipal"], "`municipal` is not in this folder"),
    ] {
        let (status, told, said) = policy("en", &command);
        assert!(status == 2 && told.is_empty() && said.contains(why), "{command:?}: {told}{said}");
    }
    // A folder or file that lies there is somebody's, be it empty.
    std::fs::create_dir(folder.join("iso")).expect("made");
    let (status, _, said) = policy("en", &["new", "iso", "-o", &at]);
    assert!(status == 2 && said.contains("exists already"), "{said}");
    std::fs::remove_dir(folder.join("iso")).expect("removed");
    std::fs::write(folder.join("hamabe/tests/hamabe-c.yaml"), "").expect("written");
    let (status, _, said) = policy("en", &["new-rule", "hamabe-c", "--policy", &at]);
    assert!(status == 2 && said.contains("hamabe/tests/hamabe-c.yaml"), "{said}");
    std::fs::remove_file(folder.join("hamabe/tests/hamabe-c.yaml")).expect("removed");
    assert_eq!(contents(&folder), before);

    // Of several packs one has to be named.
    assert_eq!(policy("en", &["new", "iso", "-o", &at]).0, 0);
    let (status, _, said) = policy("en", &["new-rule", "iso-a", "--policy", &at]);
    assert!(status == 2 && said.contains("hamabe, iso"), "{said}");
    assert_eq!(policy("en", &["new-rule", "iso-a", "--policy", &at, "--pack", "iso"]).0, 0);
    assert!(folder.join("iso/rules/iso-a.yaml").is_file());
    // The lists of a pack have names, which no entry bears.
    assert_eq!(policy("en", &["new-rule", "sources", "--policy", &at, "--pack", "iso"]).0, 0);
}

/// A pack none of whose rules is tested beside one that is.
#[test]
fn a_pack_without_tests_of_its_own_is_not_passed_over() {
    let folder = begun("untested", "en", "hamabe", &["core"]);
    let rule = text("examples/policies/shiosai/rules/leave.yaml").replace("shiosai-", "hamabe-");
    let rule =
        rule.split("- id: hamabe-disposal-attended").next().expect("a rule").replace("[outline]", "[{ text: 要綱 }]");
    let rule = rule.replace(
        "leave-work, leave-data, leave-term, leave-reason, leave-party, leave-place, leave-safety, leave-oversight",
        "clause-audit",
    );
    std::fs::create_dir(folder.join("hamabe/rules")).expect("made");
    std::fs::write(folder.join("hamabe/rules/a.yaml"), rule).expect("written");
    let (status, told, _) = policy("en", &["test", "--policy", &folder.display().to_string()]);
    assert!(status == 1 && told.contains("hamabe-leave-eight-items: no test fires the verdict unstated"), "{told}");
}

/// How many places of a file are to be filled in.
fn marks(path: &Path) -> usize {
    std::fs::read_to_string(path).expect("read").matches("\"???").count()
}

/// Every file below a folder with what it holds.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    below(folder, "").into_iter().map(|path| (path.clone(), std::fs::read(&path).expect("read"))).collect()
}
