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

/// The filing without the line that says how the contractor's copies end.
fn without_erasure() -> String {
    let clean = text("tests/cmd/inputs/clean.yaml");
    let (before, last) = clean.trim_end().rsplit_once('\n').expect("lines");
    assert!(last.contains("method: delete"), "{last}");
    format!("{before}\n")
}

/// A folder with these filings, and what was known when there was the first only.
fn known(name: &str, filings: &[(&str, &str)]) -> PathBuf {
    let folder = folder(name);
    for (at, (path, filing)) in filings.iter().enumerate() {
        let path = folder.join("f").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, filing).expect("written");
        if at == 0 {
            assert_eq!(run(&folder, &["--write-baseline", "known.json", "f"]).status.code(), Some(1));
        }
    }
    folder
}

#[test]
fn a_finding_is_known_in_its_own_file_only() {
    let bad = without_erasure();
    let other = bad.replacen("\nid: ", "\nid: another-", 1);
    for (name, more, status) in [
        ("alone", None, 0),
        ("same-id", Some(("b.filing.yaml", bad.as_str())), 1),
        ("same-id-before", Some(("0/a.filing.yaml", bad.as_str())), 1),
        ("another", Some(("b.filing.yaml", other.as_str())), 1),
    ] {
        let filings: Vec<(&str, &str)> = [("a.filing.yaml", bad.as_str())].into_iter().chain(more).collect();
        let folder = known(name, &filings);
        for paths in ["f", "./f", "f/../f/"] {
            assert_eq!(
                run(&folder, &["--baseline", "known.json", paths]).status.code(),
                Some(status),
                "{name} {paths}"
            );
        }
        let absolute = folder.join("f").display().to_string();
        assert_eq!(run(&folder, &["--baseline", "known.json", &absolute]).status.code(), Some(status), "{name}");
    }
    // Where the first was mended, the other is not it.
    let folder = known("mended", &[("a.filing.yaml", &bad), ("b.filing.yaml", &bad)]);
    std::fs::write(folder.join("f/a.filing.yaml"), text("tests/cmd/inputs/clean.yaml")).expect("written");
    assert_eq!(run(&folder, &["--baseline", "known.json", "f"]).status.code(), Some(1));
    // Where it is not there any more, or not asked for, the filing of its id is the same under another name: that is told.
    for (name, removed) in [("renamed", true), ("not-asked", false)] {
        let folder = known(name, &[("a.filing.yaml", &bad), ("b.filing.yaml", &bad)]);
        if removed {
            std::fs::remove_file(folder.join("f/a.filing.yaml")).expect("removed");
        }
        let output = run(&folder, &["--baseline", "known.json", "--format", "concise", "f/b.filing.yaml"]);
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.code() == Some(0) && printed.contains("baseline-moved"), "{name}: {printed}");
        assert!(!printed.contains("baseline-unused"), "{name}: {printed}");
    }
    // What is new in it counts all the same.
    let folder = known("renamed-worse", &[("a.filing.yaml", &bad)]);
    let worse = bad.replace("encrypted: true", "encrypted: false");
    std::fs::write(folder.join("f/b.filing.yaml"), worse).expect("written");
    assert_eq!(run(&folder, &["--baseline", "known.json", "f/b.filing.yaml"]).status.code(), Some(1));
}

#[test]
fn two_filings_with_one_id_are_told() {
    let clean = text("tests/cmd/inputs/clean.yaml");
    let folder = folder("twice");
    for name in ["a", "b"] {
        std::fs::write(folder.join(format!("{name}.filing.yaml")), &clean).expect("written");
    }
    for format in ["full", "concise", "table", "markdown", "github", "junit", "sarif", "json", "ndjson"] {
        let output = run(&folder, &["--format", format, "."]);
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.code() == Some(1) && printed.contains("filing-repeated"), "{format}: {printed}");
    }
    // Whatever is selected; and known where it was written down as known.
    assert_eq!(run(&folder, &["--select", "hop-", "."]).status.code(), Some(1));
    run(&folder, &["--write-baseline", "known.json", "."]);
    assert_eq!(run(&folder, &["--baseline", "known.json", "."]).status.code(), Some(0));
}

#[test]
fn what_is_said_is_part_of_what_is_known() {
    let bad = without_erasure();
    let filing = |change: (&str, &str)| {
        assert_eq!(bad.matches(change.0).count(), 1, "{}", change.0);
        bad.replace(change.0, change.1)
    };
    // Two unknown keys of one name are two findings, and another company is another finding.
    let name = bad.lines().find_map(|line| line.split("contractor, name: ").nth(1)).expect("a contractor");
    let name = name.split([',', ' ']).next().expect("a name").to_owned();
    let folder = known("said", &[("a.filing.yaml", &bad)]);
    let status = |text: &str| {
        std::fs::write(folder.join("f/a.filing.yaml"), text).expect("written");
        run(&folder, &["--baseline", "known.json", "f"]).status.code()
    };
    assert_eq!(status(&bad), Some(0));
    assert_eq!(status(&format!("# A line above moves everything.\n{bad}")), Some(0));
    assert_eq!(
        status(&filing((&format!("contractor, name: {name}"), "contractor, name: 株式会社べつの会社"))),
        Some(1)
    );
}

/// The filing with an unencrypted disc, and with these lines of steps in front of the hand-over of the disc. Numbers of the
/// steps below move on by as many.
fn with_steps_in_front(steps: &[&str]) -> String {
    let clean = text("tests/cmd/inputs/clean.yaml").replacen("encrypted: true", "encrypted: false", 1);
    let by = steps.len();
    let mut lines: Vec<String> = Vec::new();
    for line in clean.lines() {
        let Some(rest) = line.strip_prefix("      - { id: ") else {
            lines.push(line.to_owned());
            continue;
        };
        let (number, rest) = rest.split_once(',').expect("a number");
        let number: usize = number.parse().expect("a number");
        if number == 1 {
            lines.extend(steps.iter().enumerate().map(|(at, step)| format!("      - {{ id: {}, {step} }}", at + 1)));
        }
        let rest = rest.replace("unlocks: [2]", &format!("unlocks: [{}]", 2 + by));
        lines.push(format!("      - {{ id: {},{rest}", number + by));
    }
    format!("{}\n", lines.join("\n"))
}

/// Rules of the findings of a report that count, and of those that are known.
fn open_and_known(folder: &Path) -> (Vec<String>, Vec<String>) {
    let output = run(folder, &["--baseline", "known.json", "--format", "json", "f"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = report["filings"][0]["findings"].as_array().expect("findings").clone();
    let (known, open): (Vec<Value>, Vec<Value>) =
        findings.into_iter().partition(|finding| finding["baselined"] == true);
    let rules = |all: Vec<Value>| all.iter().map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect();
    (rules(open), rules(known))
}

#[test]
fn what_is_known_of_a_step_follows_it_when_its_number_moves() {
    const VERIFY: &str = "action: verify, actor: city, from: office-pc, data: [roster]";
    let disc = "hop-media-encrypted".to_owned();
    let folder = known("moved", &[("a.filing.yaml", &with_steps_in_front(&[]))]);
    let with = |text: &str| {
        std::fs::write(folder.join("f/a.filing.yaml"), text).expect("written");
        open_and_known(&folder)
    };
    assert_eq!(with(&with_steps_in_front(&[])), (vec![], vec![disc.clone()]));
    assert_eq!(with(&with_steps_in_front(&[VERIFY])), (vec![], vec![disc.clone()]));
    assert_eq!(with(&with_steps_in_front(&[VERIFY, VERIFY, VERIFY])), (vec![], vec![disc.clone()]));
    // Keys in another order, and a title, say nothing else of the step.
    let reworded = with_steps_in_front(&[VERIFY]).replacen(
        "medium: cd-r, data: [roster], encrypted: false,",
        "encrypted: false, title: 新しい題, data: [roster], medium: cd-r,",
        1,
    );
    assert_eq!(with(&reworded), (vec![], vec![disc.clone()]));
    // The number that it had now belongs to another hand-over, which nobody has seen.
    let another = [
        "action: extract, actor: city, from: office-pc, onto: usb, data: [roster]",
        "action: hand-over, actor: city, to: press, medium: usb, data: [roster], encrypted: false, \
         transport: { by: hand, container: locked-bag, ledger: true }",
    ];
    let (open, known) = with(&with_steps_in_front(&another));
    assert_eq!((open.contains(&disc), known), (true, vec![disc.clone()]));
    assert!(!open.contains(&"baseline-unused".to_owned()), "{open:?}");
    // A step that says something else under another number is another step.
    let (open, known) =
        with(&with_steps_in_front(&[VERIFY]).replacen("by: hand, container: locked-bag", "by: post", 1));
    assert!(known.is_empty() && open.contains(&disc) && open.contains(&"baseline-unused".to_owned()), "{open:?}");
    // Mended where it is now, it is gone.
    let mended = with_steps_in_front(&[VERIFY]).replacen("encrypted: false", "encrypted: true", 1);
    assert_eq!(with(&mended), (vec!["baseline-unused".to_owned()], vec![]));
}

#[test]
fn what_is_known_of_a_broken_flow_and_of_a_held_load_follows_its_step() {
    const VERIFY: &str = "action: verify, actor: city, from: office-pc, data: [roster]";
    // The disc stays with the contractor, and what is printed never came there.
    let bad = |steps: &[&str]| {
        with_steps_in_front(steps).replacen("of: [cd-r, password-notice]", "of: [password-notice]", 1).replacen(
            "from: press-pc, onto: paper",
            "from: office-pc, onto: paper",
            1,
        )
    };
    let folder = known("moved-load", &[("a.filing.yaml", &bad(&[]))]);
    let (open, known) = open_and_known(&folder);
    assert!(open.is_empty() && known.iter().any(|rule| rule == "hop-media-returned"), "{known:?}");
    assert!(known.iter().any(|rule| rule.starts_with("flow-") || rule == "carrier-gap"), "{known:?}");
    std::fs::write(folder.join("f/a.filing.yaml"), bad(&[VERIFY, VERIFY])).expect("written");
    assert_eq!(open_and_known(&folder), (vec![], known));
}

#[test]
fn an_older_baseline_is_read_with_what_it_can_tell() {
    let bad = without_erasure();
    let folder = known("older", &[("a.filing.yaml", &bad)]);
    let path = folder.join("known.json");
    let mut page: Value = serde_json::from_slice(&std::fs::read(&path).expect("read")).expect("JSON");
    for entry in page["entries"].as_array_mut().expect("entries") {
        let entry = entry.as_object_mut().expect("an entry");
        entry.remove("content");
        for key in ["path", "severity", "found"] {
            assert!(entry.remove(key).is_some(), "{key}");
        }
    }
    std::fs::write(&path, page.to_string()).expect("written");
    assert_eq!(run(&folder, &["--baseline", "known.json", "f"]).status.code(), Some(0));
    std::fs::write(folder.join("f/b.filing.yaml"), &bad).expect("written");
    let output = run(&folder, &["--baseline", "known.json", "f"]);
    assert_eq!(output.status.code(), Some(1), "that the id stands twice is told");
}

#[test]
fn what_is_new_counts_behind_a_thousand_known() {
    let clean = text("tests/cmd/inputs/clean.yaml");
    let many: String = (0..1_005).map(|at| format!("zz{at}: 1\n")).collect();
    let folder = known("thousand", &[("a.filing.yaml", &format!("{clean}\n{many}"))]);
    assert_eq!(run(&folder, &["--baseline", "known.json", "f"]).status.code(), Some(0));
    std::fs::write(folder.join("f/a.filing.yaml"), format!("{}{many}", without_erasure())).expect("written");
    let output = run(&folder, &["--baseline", "known.json", "--format", "concise", "f"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let first = printed.lines().next().expect("a line");
    assert!(output.status.code() == Some(1) && first.contains("node-terminal-erasure-report"), "{first}");
}

#[test]
fn a_selection_hides_nothing_that_is_wrong_in_the_form() {
    let folder = folder("form");
    let broken = text("tests/cmd/inputs/clean.yaml").replacen("flows:", "flowz:", 1);
    std::fs::write(folder.join("a.filing.yaml"), broken).expect("written");
    for select in
        [&["--select", "hop-"][..], &["--select", "contract-*", "--ignore", "hop-"], &["--select", "filing-repeated"]]
    {
        let output = run(&folder, &[select, &["--format", "concise", "."]].concat());
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.code() == Some(1) && printed.contains("flowz"), "{select:?}: {printed}");
    }
    // What is ignored by its name is, and the reports say so.
    let output = run(&folder, &["--select", "hop-", "--ignore", "unknown-key", "--format", "concise", "."]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("flowz"));
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["lint", "--isolated", "--today", "2026-11-20", "--lang", "en"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("run")
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
