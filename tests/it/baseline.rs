//! `--write-baseline` and `--baseline`: what was known does not count, what is new or graver does.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::common::{empty_folder, text};

#[test]
fn what_is_known_does_not_count_and_what_becomes_graver_does() {
    let folder = folder("known");
    let filing = text("examples/shinjuku/003.filing.yaml");
    std::fs::write(folder.join("a.filing.yaml"), &filing).expect("written");
    let first = lint(&folder, &["--write-baseline", "known.json"]);
    assert_eq!(first.status.code(), Some(1));

    let again = report(&lint(&folder, &["--baseline", "known.json", "--format", "json"]), 0);
    let count = |report: &Value, of: &str| report["summary"][of].as_u64().expect("a number");
    assert_eq!((count(&again, "error"), count(&again, "warning"), count(&again, "note")), (0, 0, 0));
    let all = again["filings"][0]["findings"].as_array().expect("findings").len() as u64;
    assert!(all > 5 && count(&again, "baselined") == all, "{all} stay in sight");

    // The bag was not written; now it is written that there is none.
    let graver = filing.replacen(
        "transport: { by: hand }, inferred: [to, encrypted",
        "transport: { by: hand, container: none }, inferred: [to, encrypted",
        1,
    );
    assert_ne!(graver, filing);
    std::fs::write(folder.join("a.filing.yaml"), graver).expect("written");
    let worse = report(&lint(&folder, &["--baseline", "known.json", "--format", "json"]), 1);
    assert_eq!(count(&worse, "error"), 1);
    assert_eq!(count(&worse, "baselined"), all - 1);
}

#[test]
fn what_is_gone_is_told_and_can_be_written_anew() {
    let folder = folder("gone");
    let filing = text("examples/shinjuku/003.filing.yaml");
    std::fs::write(folder.join("a.filing.yaml"), &filing).expect("written");
    lint(&folder, &["--write-baseline", "known.json"]);
    let mended = filing.replacen("個人番号(住民番号)", "住民番号", 1);
    std::fs::write(folder.join("a.filing.yaml"), mended).expect("written");
    let told = report(&lint(&folder, &["--baseline", "known.json", "--format", "json"]), 0);
    let rules = |report: &Value| -> Vec<String> {
        let findings = report["filings"][0]["findings"].as_array().expect("findings").iter();
        findings.map(|finding| finding["rule"].as_str().expect("a rule").to_owned()).collect()
    };
    assert!(rules(&told).contains(&"baseline-unused".to_owned()));
    lint(&folder, &["--baseline", "known.json", "--write-baseline", "known.json"]);
    let anew = report(&lint(&folder, &["--baseline", "known.json", "--format", "json"]), 0);
    assert!(!rules(&anew).contains(&"baseline-unused".to_owned()));
}

#[test]
fn what_is_no_baseline_is_no_clean_result() {
    let folder = folder("broken");
    std::fs::write(folder.join("a.filing.yaml"), text("examples/shinjuku/003.filing.yaml")).expect("written");
    for content in ["", "{}", "[1]", r#"{"schema":"sekisho/report/v1","entries":[]}"#] {
        std::fs::write(folder.join("known.json"), content).expect("written");
        let output = lint(&folder, &["--baseline", "known.json"]);
        assert_eq!(output.status.code(), Some(2), "{content}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{content}");
    }
    assert_eq!(lint(&folder, &["--baseline", "nowhere.json"]).status.code(), Some(2));
}

fn folder(name: &str) -> PathBuf {
    empty_folder("baseline", name)
}

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["lint", "--isolated", "--today", "2026-11-20", "a.filing.yaml"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("run")
}

fn report(output: &Output, status: i32) -> Value {
    assert_eq!(output.status.code(), Some(status), "{}", String::from_utf8_lossy(&output.stdout));
    serde_json::from_slice(&output.stdout).expect("JSON")
}
