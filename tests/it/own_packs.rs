//! Packs of one's own: none of their rules vanishes, none passes for a shipped pack, and none is asked in vain.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{empty_folder, sekisho, text};

const HEAD: &str = "id: town\nversion: \"1\"\ntitle: { ja: 町, en: Town }\njurisdictions: [town]\nextends: [appi]\n";
const RULE: &str = "- id: town-a
  title: { ja: 題, en: t }
  applies_to: step
  require: { medium: paper }
  severity: { violation: error, unstated: error }
  message: { violation: { ja: 文, en: text }, unstated: { ja: 文, en: text } }
  help: { ja: 文, en: text }
  basis: [{ text: 要綱 }]
";

/// A folder of packs with these files below it.
fn packs(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = empty_folder("own-packs", name);
    for (path, content) in files {
        let at = folder.join("packs").join(path);
        std::fs::create_dir_all(at.parent().expect("a folder")).expect("made");
        std::fs::write(at, content).expect("written");
    }
    folder
}

/// A clean filing of a jurisdiction.
fn filing(folder: &Path, jurisdiction: &str) -> PathBuf {
    let base = text("policies/shinjuku/tests/base/outsourcing-cd-r.filing.yaml");
    let own = base.replace("jurisdiction: shinjuku", &format!("jurisdiction: {jurisdiction}"));
    let path = folder.join("a.filing.yaml");
    std::fs::write(&path, own).expect("written");
    path
}

/// Lints the filing by the packs of the folder: status, output and what is said beside it.
fn lint(folder: &Path, filing: &Path, format: &str) -> (u8, String, String) {
    let (packs, filing) = (folder.join("packs"), filing.display().to_string());
    let policy = packs.display().to_string();
    sekisho(&["lint", "--isolated", "--lang", "en", "--format", format, "--policy", &policy, &filing])
}

#[test]
fn rules_that_cannot_be_read_do_not_vanish() {
    let folder = packs("read", &[("town/policy.yaml", HEAD), ("town/rules/a.yaml", RULE)]);
    let filing = filing(&folder, "town");
    let (status, printed, _) = lint(&folder, &filing, "concise");
    assert!(status == 1 && printed.contains("[town-a]"), "{printed}");

    // A name that only some systems take for YAML, a place from which nothing is read, and tests where there are none.
    for place in
        ["town/rules/b.YAML", "town/rules/b.yml", "town/Rules/b.yaml", "town/rules/tests/b.yaml", "town/b.yaml"]
    {
        let at = folder.join("packs").join(place);
        std::fs::create_dir_all(at.parent().expect("a folder")).expect("made");
        std::fs::write(&at, RULE.replace("town-a", "town-b")).expect("written");
        let (status, printed, said) = lint(&folder, &filing, "concise");
        assert!(status == 2 && said.contains(place) || printed.contains("[town-b]"), "{place}: {printed}{said}");
        std::fs::remove_file(&at).expect("removed");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_pack_end_the_run() {
    use std::os::unix::fs::symlink;
    let folder = packs("links", &[("town/policy.yaml", HEAD), ("town/rules/a.yaml", RULE), ("town/LICENSE", "x")]);
    let filing = filing(&folder, "town");
    let kept = folder.join("kept");
    std::fs::create_dir(&kept).expect("made");
    std::fs::write(kept.join("b.yaml"), RULE.replace("town-a", "town-b")).expect("written");
    for (place, to) in [
        ("packs/town/rules/b.yaml", kept.join("b.yaml")),
        ("packs/town/clauses", kept.clone()),
        ("packs/town/checklists", folder.join("nowhere")),
        ("packs/village", folder.join("packs/town")),
    ] {
        symlink(to, folder.join(place)).expect("linked");
        let (status, _, said) = lint(&folder, &filing, "concise");
        assert!(status == 2 && said.contains(place), "{place}: {said}");
        std::fs::remove_file(folder.join(place)).expect("removed");
    }
    // What hides no rule may be a link, and so may the folder itself, which the user has named.
    symlink("LICENSE", folder.join("packs/town/COPYING")).expect("linked");
    std::fs::rename(folder.join("packs"), folder.join("real")).expect("moved");
    symlink("real", folder.join("packs")).expect("linked");
    assert_eq!(lint(&folder, &filing, "concise").0, 1);
}

#[test]
fn no_id_leads_out_of_the_folder_of_pages() {
    for id in ["../../out", "/out", "a/b", "..", "a\\\\b", "Aa", "町"] {
        let rule = RULE.replace("id: town-a", &format!("id: \"{id}\""));
        let folder = packs("pages", &[("town/policy.yaml", HEAD), ("town/rules/a.yaml", &rule)]);
        let [policy, pages] = ["packs", "pages"].map(|name| folder.join(name).display().to_string());
        let (status, _, said) = sekisho(&["--lang", "en", "rules", "--policy", &policy, "--pages", &pages]);
        assert!(status == 2 && said.contains("town/rules/a.yaml:1:7:"), "{id}: {said}");
        assert!(!folder.join("pages").exists(), "{id}");
    }
    // A pack that calls itself otherwise than its folder would write elsewhere, too.
    for id in ["../town", "shinjuku"] {
        let head = HEAD.replace("id: town", &format!("id: {id}"));
        let folder = packs("pages", &[("town/policy.yaml", &head), ("town/rules/a.yaml", RULE)]);
        let policy = folder.join("packs").display().to_string();
        let (status, _, said) = sekisho(&["--lang", "en", "policy", "check", "--policy", &policy]);
        assert!(status == 2 && said.contains("town/policy.yaml:1:5:"), "{id}: {said}");
    }
    // A rule takes the place of no other page.
    let rules = ["readme", "forms", "town-a"].map(|id| RULE.replace("town-a", id)).concat();
    let folder = packs("pages", &[("town/policy.yaml", HEAD), ("town/rules/a.yaml", &rules)]);
    let [policy, pages] = ["packs", "pages"].map(|name| folder.join(name).display().to_string());
    assert_eq!(sekisho(&["--lang", "en", "rules", "--policy", &policy, "--pages", &pages]).0, 0);
    let page = |name: &str| std::fs::read_to_string(folder.join("pages/town").join(name)).unwrap_or_default();
    assert!(page("README.md").contains("(rule-readme.md)") && page("rule-readme.md").contains("readme"));
    assert!(page("rule-forms.md").contains("forms") && page("town-a.md").contains("town-a"));
}

#[test]
fn two_packs_never_judge_the_same_filings() {
    let child = HEAD.replace("[town]", "[shinjuku]").replace("[appi]", "[shinjuku]");
    let village = HEAD.replace("town", "village");
    let both = village.replace("[village]", "[village, town]");
    let own = |head: &str| RULE.replace("town-a", &format!("{head}-a"));
    for (files, names) in [
        (vec![("town/policy.yaml", child.as_str())], ["shinjuku", "town"]),
        (vec![("town/policy.yaml", HEAD), ("village/policy.yaml", &both)], ["town", "village"]),
    ] {
        let rules: Vec<(String, String)> =
            files.iter().map(|(path, _)| (path.replace("policy.yaml", "rules/a.yaml"), own(&path[..4]))).collect();
        let rules = rules.iter().map(|(path, rule)| (path.as_str(), rule.as_str()));
        let folder = packs("both", &files.iter().copied().chain(rules).collect::<Vec<_>>());
        let (filing, policy) = (filing(&folder, "town"), folder.join("packs").display().to_string());
        let filing = filing.display().to_string();
        for command in [
            vec!["policy", "check"],
            vec!["rules"],
            vec!["lint", "--isolated", &filing],
            vec!["audit", &filing],
            vec!["diff", &filing, &filing],
        ] {
            let (status, _, said) = sekisho(&[&["--lang", "en"], &command[..], &["--policy", &policy]].concat());
            let told = names.iter().all(|name| said.contains(&format!("`{name}`")));
            assert!(status == 2 && told, "{command:?}: {said}");
        }
    }
    // Each for its own is no conflict; one whose head cannot be read might judge anything.
    let folder = packs(
        "apart",
        &[
            ("town/policy.yaml", HEAD),
            ("town/rules/a.yaml", RULE),
            ("village/policy.yaml", &village),
            ("village/rules/a.yaml", &own("village")),
        ],
    );
    let filing = filing(&folder, "town");
    assert_eq!(lint(&folder, &filing, "concise").0, 1);
    std::fs::write(folder.join("packs/village/policy.yaml"), "id: [").expect("written");
    assert_eq!(lint(&folder, &filing, "concise").0, 2);
}

#[test]
fn a_pack_that_asks_nothing_of_a_filing_does_not_pass_it() {
    let later = RULE.replace("  require:", "  effective: { from: 2999-04-01 }\n  require:");
    let elsewhere =
        RULE.replace("applies_to: step", "applies_to: approval").replace("medium: paper", "outcome: approved");
    let audit = RULE
        .replace("applies_to: step", "applies_to: part\n  audit: true")
        .replace("medium: paper", "kind: processing");
    // A rule that looks and finds that it is not meant, or that asks how the filing is written, is no check either.
    let unmet = RULE.replace("  require:", "  when: { action: scan }\n  require:");
    let editorial = RULE.replace("  require:", "  editorial: true\n  require:");
    let all =
        [("later", &later), ("elsewhere", &elsewhere), ("audit", &audit), ("unmet", &unmet), ("editorial", &editorial)];
    for (name, rule) in all {
        let head = HEAD.replace("extends: [appi]\n", "");
        let folder = packs(name, &[("town/policy.yaml", &head), ("town/rules/a.yaml", rule)]);
        let filing = filing(&folder, "town");
        for format in ["full", "concise", "table", "markdown", "github", "junit", "sarif", "json", "ndjson"] {
            let (status, printed, _) = lint(&folder, &filing, format);
            assert!(status == 2 && printed.contains("no-rule-asked"), "{name} {format}: {printed}");
        }
        let policy = folder.join("packs").display().to_string();
        let (status, page, _) = sekisho(&["report", "--policy", &policy, &filing.display().to_string()]);
        assert!(status == 2 && page.contains("no-rule-asked"), "{name}");
    }
}

/// A body judged by the two Acts alone: neither asks anything of a filing that is older than they are.
#[test]
fn the_acts_ask_nothing_before_they_are_in_force() {
    let head = HEAD.replace("extends: [appi]", "extends: [appi, my-number]");
    let folder = packs("acts", &[("town/policy.yaml", &head)]);
    let path = filing(&folder, "town");
    let text = std::fs::read_to_string(&path).expect("read");
    let submitted = text.lines().find(|line| line.starts_with("submitted:")).expect("a day");
    for (day, items, status) in [
        ("令和4年3月", "[氏名, 住所, 活動年数]", 2),
        ("令和5年3月31日", "[氏名, 住所, 活動年数]", 2),
        ("平成29年3月", "[氏名, 住所, 活動年数]", 2),
        // Looking whether items are separated is no check of what the filing says.
        ("令和4年3月", "[\"氏名、住所\", 活動年数]", 2),
        ("令和5年4月1日", "[氏名, 住所, 活動年数]", 0),
        // The Act on the individual number is older.
        ("令和4年3月", "[氏名, 住所, 活動年数, 個人番号]", 1),
        ("平成27年10月4日", "[氏名, 住所, 活動年数, 個人番号]", 2),
    ] {
        let dated = text.replace(submitted, &format!("submitted: {day}")).replace("[氏名, 住所, 活動年数]", items);
        std::fs::write(&path, dated).expect("written");
        let (got, printed, _) = lint(&folder, &path, "concise");
        assert_eq!((got, printed.contains("no-rule-asked")), (status, status == 2), "{day} {items}: {printed}");
    }
}

#[test]
fn a_pack_that_asks_for_no_record_does_not_pass_an_audit() {
    let folder = packs("records", &[("town/policy.yaml", HEAD), ("town/rules/a.yaml", RULE)]);
    let filing = filing(&folder, "town").display().to_string();
    let policy = folder.join("packs").display().to_string();
    for format in ["table", "json", "ndjson", "markdown", "html"] {
        let audit =
            ["audit", "--lang", "en", "--policy", &policy, "--fiscal-year", "2024", "--format", format, &filing];
        let (status, printed, _) = sekisho(&audit);
        assert!(status == 2 && printed.contains("requires no records"), "{format}: {printed}");
    }
}

#[test]
fn a_pack_that_is_not_the_shipped_one_shows_it_in_every_format() {
    let version = text("policies/shinjuku/policy.yaml");
    let version = version.lines().find_map(|line| line.strip_prefix("version: ")).expect("a version").trim_matches('"');
    let head = HEAD.replace("town", "shinjuku").replace("\"1\"", &format!("\"{version}\""));
    let rule =
        RULE.replace("step", "filing").replace("medium: paper", "id: { stated: true }").replace("town-a", "filing-a");
    let folder = packs("shown", &[("shinjuku/policy.yaml", &head), ("shinjuku/rules/a.yaml", &rule)]);
    let path = filing(&folder, "shinjuku");
    let json: Value = serde_json::from_str(&lint(&folder, &path, "json").1).expect("JSON");
    let digest = json["policy"][0]["digest"].as_str().expect("a digest").to_owned();
    assert_eq!((&json["policy"][0]["id"], &json["policy"][0]["shipped"]), (&"shinjuku".into(), &false.into()));
    for format in ["full", "concise", "table", "markdown", "github", "junit", "sarif", "ndjson"] {
        let (status, printed, _) = lint(&folder, &path, format);
        let printed = printed.replace("&#8203;", "");
        assert!(status == 0 && printed.contains(version) && printed.contains(&digest), "{format}: {printed}");
    }
    let policy = folder.join("packs").display().to_string();
    let (_, page, _) = sekisho(&["report", "--policy", &policy, &path.display().to_string()]);
    assert!(page.contains(&digest));
    // The same bytes are the shipped pack, wherever they lie.
    let shipped = crate::common::root().join("policies").display().to_string();
    let lint = ["lint", "--isolated", "--format", "json", "--policy", &shipped];
    let (_, printed, _) = sekisho(&[&lint[..], &[&path.display().to_string()]].concat());
    let json: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(json["policy"][0]["shipped"], true);
}
