//! A public body decides how strict its check is: `[severity]`, packs, and profiles.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::common::{empty_folder, text};

/// A filing with a full checklist, from which the line that says how the contractor's copies end is taken.
fn promised() -> String {
    let base = text("policies/shinjuku/tests/base/outsourcing-2026.filing.yaml");
    let mut inside = false;
    let kept = base.lines().filter(|line| {
        inside = line.starts_with("    disposal:") || (inside && line.starts_with("     "));
        !inside
    });
    let kept: String = kept.map(|line| format!("{line}\n")).collect();
    assert_ne!(kept, base);
    kept
}

fn folder(name: &str, filing: &str) -> PathBuf {
    let folder = empty_folder("strictness", name);
    std::fs::create_dir(folder.join(".git")).expect("made");
    std::fs::write(folder.join("a.filing.yaml"), filing).expect("written");
    folder
}

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(["lint", "--today", "2026-11-20", "--lang", "en"]).args(arguments).current_dir(folder);
    command.output().expect("run")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Severities of the findings of a rule.
fn severities(folder: &Path, arguments: &[&str], rule: &str) -> Vec<String> {
    let output = lint(folder, &[arguments, &["--format", "json"]].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", printed(&output)));
    let findings = report["filings"][0]["findings"].as_array().expect("findings").iter();
    let own = findings.filter(|finding| finding["rule"] == rule);
    own.map(|finding| finding["severity"].as_str().expect("a word").to_owned()).collect()
}

const RULE: &str = "node-terminal-erasure-report";

#[test]
fn with_the_strict_profile_a_promise_does_not_stand_for_the_erasure() {
    let folder = folder("strict", &promised());
    let usual = severities(&folder, &[], RULE);
    assert!(!usual.is_empty() && usual.iter().all(|severity| severity == "warning"), "{usual:?}");
    assert_eq!(lint(&folder, &[]).status.code(), Some(0), "{}", printed(&lint(&folder, &[])));
    let strict = severities(&folder, &["--profile", "strict"], RULE);
    assert!(strict.iter().all(|severity| severity == "error"), "{strict:?}");
    for format in ["full", "concise", "table", "markdown", "github", "junit", "sarif", "json", "ndjson"] {
        let output = lint(&folder, &["--profile", "strict", "--format", format]);
        assert!(
            output.status.code() == Some(1) && printed(&output).contains("strict"),
            "{format}: {}",
            printed(&output)
        );
    }
    std::fs::write(folder.join("sekisho.toml"), "profile = \"strict\"\n").expect("written");
    assert_eq!(lint(&folder, &[]).status.code(), Some(1));
    assert_eq!(lint(&folder, &["--isolated"]).status.code(), Some(0));
    let unknown = lint(&folder, &["--profile", "strickt"]);
    assert!(unknown.status.code() == Some(2) && printed(&unknown).contains("`strict`"), "{}", printed(&unknown));
}

#[test]
fn a_configuration_sets_what_findings_weigh() {
    let folder = folder("severity", &promised());
    let with = |severity: &str| {
        std::fs::write(folder.join("sekisho.toml"), format!("[severity]\n{severity}\n")).expect("written");
        severities(&folder, &[], RULE).into_iter().next()
    };
    let is = |severity: &str| Some(severity.to_owned());
    assert_eq!(with("\"node-terminal-erasure-report\" = { promised = \"error\" }"), is("error"));
    assert_eq!(with("node-terminal-erasure-report = { violation = \"note\" }"), is("warning"));
    assert_eq!(with("node- = \"note\""), is("note"));
    assert_eq!(with("node- = \"note\"\nnode-terminal- = \"error\""), is("error"), "the closest counts");
    assert_eq!(with("node-terminal- = { promised = \"note\" }\n\"*\" = \"error\""), is("note"));
    assert_eq!(with("\"node-terminal-*\" = \"off\""), None);
    assert_eq!(with("node-terminal-erasure-report = { promised = \"off\" }"), None);

    // Over a profile, what the body itself says counts; and every format shows it.
    std::fs::write(folder.join("sekisho.toml"), "profile = \"strict\"\n[severity]\nnode-terminal- = \"note\"\n")
        .expect("written");
    assert_eq!(severities(&folder, &[], RULE).first(), is("note").as_ref());
    for format in ["full", "concise", "table", "markdown", "github", "junit", "sarif", "json", "ndjson"] {
        let shown = printed(&lint(&folder, &["--format", format])).replace("&#8203;", "").replace('\\', "");
        assert!(shown.contains("node-terminal-") && shown.contains("strict"), "{format}: {shown}");
    }
}

#[test]
fn what_switches_everything_off_or_nothing_is_no_clean_result() {
    let folder = folder("off", &promised());
    for (config, told) in [
        ("[severity]\n\"*\" = \"off\"\n", "no-rule-asked"),
        ("[severity]\nnode-terminal-erasure-reprot = \"off\"\n", "node-terminal-erasure-reprot"),
        ("[severity]\nnode- = \"fatal\"\n", "sekisho.toml:2:9"),
        ("[severity]\nnode- = { promise = \"error\" }\n", "sekisho.toml:2:11"),
        ("[severity]\nnode- = { promised = 1 }\n", "sekisho.toml:2:22"),
        ("severity = \"error\"\n", "sekisho.toml:1:12"),
        ("[severity]\n\"node-[\" = \"error\"\n", "node-["),
    ] {
        std::fs::write(folder.join("sekisho.toml"), config).expect("written");
        let output = lint(&folder, &[]);
        assert!(output.status.code() == Some(2) && printed(&output).contains(told), "{config}: {}", printed(&output));
    }
    // What is wrong in the form becomes no milder.
    let broken = promised().replacen("flows:", "flowz:", 1);
    std::fs::write(folder.join("a.filing.yaml"), broken).expect("written");
    std::fs::write(folder.join("sekisho.toml"), "[severity]\nunknown- = \"off\"\n").expect("written");
    assert_eq!(severities(&folder, &[], "unknown-key"), ["error"]);
}

#[test]
fn a_pack_sets_what_its_rules_and_those_of_its_parents_weigh() {
    let filing = promised().replace("jurisdiction: shinjuku", "jurisdiction: town");
    let folder = folder("pack", &filing);
    let pack = folder.join("packs/town");
    std::fs::create_dir_all(pack.join("rules")).expect("made");
    let with = |severity: &str| {
        let head =
            "id: town\ntitle: { ja: 町, en: town }\nversion: \"1\"\njurisdictions: [town]\nextends: [shinjuku]\n";
        std::fs::write(pack.join("policy.yaml"), format!("{head}{severity}")).expect("written");
        let output = lint(&folder, &["--isolated", "--policy", "packs", "--format", "json"]);
        (output.status.code(), output)
    };
    assert_eq!(with("").0, Some(0));
    assert_eq!(with("severity: { node-terminal-erasure-report: { promised: error } }\n").0, Some(1));
    for (severity, told) in [
        ("severity: { node-terminal-: off }\n", "policy.yaml:6:"),
        ("severity: { node-terminal-: { promised: note } }\n", "policy.yaml:6:"),
        ("severity: { node-terminul-: error }\n", "node-terminul-"),
        ("severity: { node-: { promise: error } }\n", "promise"),
        ("severity: { node-: fatal }\n", "policy.yaml:6:"),
        ("severity: error\n", "policy.yaml:6:"),
    ] {
        let (status, output) = with(severity);
        assert!(status == Some(2) && printed(&output).contains(told), "{severity}: {}", printed(&output));
    }
    // What a pack lets be speaks again where the body that runs the check says so.
    assert_eq!(with("severity: { node-terminal-: { promised: off, reason: 小さな町 } }\n").0, Some(0));
    assert_eq!(severities(&folder, &["--policy", "packs"], RULE), [""; 0]);
    std::fs::write(folder.join("sekisho.toml"), "[severity]\nnode-terminal- = \"error\"\n").expect("written");
    assert_eq!(severities(&folder, &["--policy", "packs"], RULE).first().map(String::as_str), Some("error"));
    // What becomes milder needs its reason, and is listed with it.
    assert_eq!(with("severity: { node-terminal-: { promised: note, reason: 小さな町 } }\n").0, Some(0));
    let mut check = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let check = check.args(["policy", "check", "--policy", "packs"]).current_dir(&folder).output().expect("run");
    assert!(check.status.success() && printed(&check).contains("小さな町"), "{}", printed(&check));
}
