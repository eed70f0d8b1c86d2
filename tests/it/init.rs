//! `sekisho init` as it is run: what it writes is read by what it is for, and what is there stays.

use std::path::Path;

use sekisho::source::Document;

use crate::common::{below, document, empty_folder, root, sekisho, text};

fn names(folder: &Path) -> Vec<String> {
    let paths = below(folder, "").into_iter();
    paths.map(|path| path.strip_prefix(folder).expect("below").display().to_string()).collect()
}

#[test]
fn a_repository_is_set_up_and_its_filing_checked() {
    let folder = empty_folder("init", "whole").join("repository");
    let at = folder.display().to_string();
    let said =
        ["--ci", "github,gitlab", "--pattern", "mailing", "--from-name", "見本区", "--filing", "発送.filing.yaml"];
    let (status, told, error) = sekisho(&[&["init", &at], &said[..]].concat());
    assert_eq!((status, error.as_str()), (0, ""), "{told}");
    let all = [
        ".gitattributes",
        ".github/workflows/sekisho.yml",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
        "check.sh",
        "filings/発送.filing.yaml",
        "sekisho.toml",
    ];
    assert_eq!(names(&folder), all);
    for name in all {
        assert!(told.contains(name), "{name}: {told}");
    }
    assert!(told.contains("OWNER") && told.contains("sekisho lint"), "{told}");
    // The configuration is read: the profile counts, and the run is by it.
    let (status, report, error) = sekisho(&["lint", &at, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert!(status == 1 && error.is_empty(), "{error}");
    assert_eq!(report["policy"]["profile"].as_str().or(report["profile"].as_str()), Some("strict"), "{report}");
    let findings = report["filings"][0]["findings"].as_array().expect("findings");
    assert!(!findings.is_empty() && findings.iter().all(|finding| finding["verdict"] == "unstated"));
    // What checks it is what the example has, which is linted and run elsewhere.
    for name in [".github/workflows/sekisho.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml", "check.sh"] {
        let written = std::fs::read_to_string(folder.join(name)).expect("written");
        assert!(written == text(&format!("examples/ci/{name}")), "{name}");
    }
    let workflow = Document::to_json(document("workflow", &text("examples/ci/.github/workflows/sekisho.yml")).root());
    let steps = workflow["jobs"]["filings"]["steps"].as_array().expect("steps");
    assert!(steps.iter().any(|step| step["with"]["path"] == "filings"), "the folder that it checks");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(folder.join("check.sh")).expect("there").permissions().mode();
        assert_eq!(mode & 0o111, 0o111);
    }
}

#[test]
fn what_is_there_stays() {
    let folder = empty_folder("init", "again");
    let at = folder.display().to_string();
    std::fs::write(folder.join("sekisho.toml"), "fail-on = \"never\"\n").expect("written");
    std::fs::create_dir_all(folder.join(".git")).expect("made");
    let (status, told, error) = sekisho(&["--lang", "en", "init", &at]);
    assert_eq!((status, error.as_str()), (0, ""), "{told}");
    assert!(told.contains(&format!("left as it is: {at}/sekisho.toml")), "{told}");
    let before: Vec<Vec<u8>> =
        names(&folder).iter().map(|name| std::fs::read(folder.join(name)).expect("read")).collect();
    let (status, told, _) = sekisho(&["init", &at]);
    assert_eq!((status, told.matches("そのままにしました").count()), (0, names(&folder).len()), "{told}");
    assert!(!told.contains("書き込みました"), "{told}");
    let after: Vec<Vec<u8>> =
        names(&folder).iter().map(|name| std::fs::read(folder.join(name)).expect("read")).collect();
    assert!(before == after);
    // Below the root of a repository its workflow would not run.
    let inside = folder.join("inside").display().to_string();
    let (status, told, _) = sekisho(&["init", &inside, "--ci", "none"]);
    assert!(status == 0 && told.contains("最上位") && !told.contains("workflows"), "{told}");
    assert!(!told.contains("sekisho.yml") && told.contains("first.filing.yaml"), "{told}");
}

#[test]
fn a_mistake_writes_nothing() {
    let folder = empty_folder("init", "nothing");
    let at = folder.join("repository").display().to_string();
    for said in
        [["--filing", "first.yaml"], ["--filing", "../a.filing.yaml"], ["--pattern", "clouds"], ["--kind", "委任"]]
    {
        let (status, told, error) = sekisho(&[&["init", &at], &said[..]].concat());
        assert_eq!((status, told.as_str()), (2, ""), "{said:?}: {error}");
        assert!(!folder.join("repository").exists(), "{said:?}");
    }
}

#[test]
fn the_packs_of_a_repository_judge_it() {
    let folder = empty_folder("init", "packs");
    let packs = folder.join("policies").display().to_string();
    assert_eq!(sekisho(&["policy", "new", "hamabe", "-o", &packs]).0, 0);
    let at = folder.display().to_string();
    let (status, told, error) = sekisho(&["init", &at, "--kind", "業務委託"]);
    assert_eq!((status, error.as_str()), (0, ""), "{told}");
    let config = std::fs::read_to_string(folder.join("sekisho.toml")).expect("written");
    assert!(config.contains("policy = \"policies\""), "{config}");
    let filing = std::fs::read_to_string(folder.join("filings/first.filing.yaml")).expect("written");
    assert!(filing.contains("jurisdiction: hamabe\n"), "{filing}");
    let (status, _, error) = sekisho(&["lint", &at]);
    assert_eq!((status, error.as_str()), (1, ""));
    assert!(root().join("policies/hamabe").symlink_metadata().is_err());
}
