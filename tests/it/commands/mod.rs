//! Commands with their options, whole: status, standard output and standard error. `…` stands for any text.

mod files;
mod packs;
mod surroundings;

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{empty_folder, sekisho, text};

const OTHER: &str = "tests/cmd/inputs/other.yaml";
const VILLAGE: &str = "tests/pages/village.filing.yaml";
const BARE: &str = "tests/pages/bare.filing.yaml";
const CLEAN: &str = "tests/cmd/inputs/clean.yaml";
const REVISED: &str = "tests/cmd/inputs/revised.yaml";
const PACKS: &str = "tests/pages/policies";

/// Whether a text is as expected.
fn fits(found: &str, expected: &str) -> bool {
    let mut parts = expected.split('…');
    let Some(mut rest) = parts.next().and_then(|first| found.strip_prefix(first)) else { return false };
    let mut last = "";
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        (rest, last) = (&rest[at + part.len()..], part);
    }
    rest.is_empty() || (last.is_empty() && expected.ends_with('…'))
}

/// Runs a command line, in English unless it says otherwise.
#[track_caller]
fn ends(arguments: &[&str], status: u8, shown: &str, said: &str) {
    let english: &[&str] = if arguments.starts_with(&["--lang"]) { &[] } else { &["--lang", "en"] };
    let (found, out, err) = sekisho(&[english, arguments].concat());
    let right = found == status && fits(&out, shown) && fits(&err, said);
    assert!(
        right,
        "{arguments:?}\nstatus {found}, not {status}\n--- shown\n{out}--- expected\n{shown}\n--- said\n{err}--- expected\n{said}"
    );
}

/// What cannot be done is refused with one sentence, and nothing is shown.
#[track_caller]
fn refused(arguments: &[&str], said: &str) {
    ends(arguments, 2, "", &format!("{said}\n"));
}

/// A folder with files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = empty_folder("commands", name);
    for (path, text) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    }
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("folder")
        .flatten()
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn numbers_days_and_years_are_held_to_what_they_can_be() {
    for jobs in ["0", "257", "-1x", "1.5", ""] {
        let said = format!("--jobs takes a number from 1 to 256: {jobs}");
        refused(&["lint", CLEAN, &format!("--jobs={jobs}")], &said);
        refused(&["audit", CLEAN, &format!("--jobs={jobs}")], &said);
    }
    for day in ["2026-13-40", "someday", ""] {
        let said = format!("not a date: {day} (for example 2026-04-01)");
        for command in ["lint", "audit", "report", "diagram"] {
            refused(&[command, CLEAN, &format!("--today={day}")], &said);
        }
        refused(&["lint", CLEAN, &format!("--judge-by={day}")], &said);
        refused(&["report", CLEAN, &format!("--judge-by={day}")], &said);
    }
    for year in ["26", "20260", "2026x", "x026", "9999", "soon", ""] {
        let said = format!("“{year}” is no fiscal year (for example 2026, 令和8年度).");
        refused(&["audit", CLEAN, &format!("--fiscal-year={year}")], &said);
    }
    for year in ["2024", "令和6年度"] {
        let arguments = ["audit", CLEAN, "--today", "2024-06-01", "--fiscal-year", year];
        ends(&arguments, 1, "Audit of fiscal year 2024, as of 2024-06-01\n…", "");
    }
    ends(
        &["audit", CLEAN, "--today", "2024-06-01", "--jobs", "2"],
        1,
        "Audit of fiscal year 2024, as of 2024-06-01\n…",
        "",
    );
    refused(
        &["audit", CLEAN, "--fiscal-year", "2030"],
        "No part runs in fiscal year 2030 (1 filings, 1 parts). Check the year and the folder.",
    );
    refused(
        &["--lang", "ja", "audit", CLEAN, "--fiscal-year", "2030"],
        "令和12年度に実施していた契約等がありません（案件1件、別紙1件）。年度とフォルダを確認してください。",
    );
}

#[test]
fn what_a_report_weighs_decides_the_status() {
    let warning = "tests/cmd/inputs/warning.yaml";
    for (level, status) in [("note", 1), ("warning", 1), ("error", 0), ("never", 0)] {
        ends(
            &["lint", warning, "--fail-on", level, "--format", "concise"],
            status,
            "tests/cmd/inputs/warning.yaml:…",
            "",
        );
    }
    let shown = "1 filing(s): error 0, warning 1, note 0, …";
    ends(&["lint", warning, "--quiet", "--format", "concise"], 0, "", "");
    ends(
        &["lint", warning, CLEAN, "--quiet", "--fail-on", "warning", "--format", "concise"],
        1,
        &format!("{warning}:…2 filing(s): …"),
        "",
    );
    ends(
        &["lint", warning, "--format", "json=/dev/null"],
        2,
        "",
        "cannot write to anything but a regular file: /dev/null\n",
    );
    let out = folder("summary", &[]).join("a.json");
    ends(&["lint", warning, "--format", &format!("json={}", out.display())], 0, shown, "");
    ends(&["lint", warning, "--draft", "--format", &format!("json={}", out.display())], 0, "…step 7…", "");
    refused(
        &["lint", warning, "--draft", "--format", "json"],
        "--draft goes to standard output; beside it --format needs a file: --format FORMAT=FILE",
    );
    refused(
        &["lint", warning, "--format", "json", "--format", "full"],
        "only one format can go to standard output; write the others to files: --format FORMAT=FILE",
    );
    ends(&["lint", warning, "--format", "ndjson=-"], 0, "{\"schema\":…", "");
}

#[test]
fn rules_are_selected_by_prefix_and_pattern() {
    let lint = |more: &[&'static str]| {
        [&["lint", VILLAGE, "--policy", PACKS, "--format", "concise", "--fail-on", "note"], more].concat()
    };
    let hop = "tests/pages/village.filing.yaml:27:99: error …[hop-encrypted]\ntests/pages/village.filing.yaml:25:11: warning …[hop-encrypted]\n";
    ends(&lint(&["--select", "hop"]), 1, &format!("{hop}1 filing(s): error 1, warning 1, note 0, waived 0, …"), "");
    ends(
        &lint(&["--select", "hop", "--select", "*-named"]),
        1,
        &format!("{hop}…[actor-named]\n1 filing(s): error 1, warning 1, note 1, …"),
        "",
    );
    ends(
        &lint(&["--ignore", "h*", "--ignore", "flow-", "--ignore", "actor"]),
        0,
        "…[contract-ends]\n1 filing(s): error 0, warning 0, note 0, waived 1, …",
        "",
    );
    refused(
        &lint(&["--select", "hop", "--ignore", "hop-encr?pted"]),
        "the selection (--select, --ignore) leaves no rule to check",
    );
    ends(&lint(&["--select", "hop-[a-f]*"]), 1, &format!("{hop}1 filing(s): …"), "");
    refused(&lint(&["--select", "[hop"]), "not a pattern of rules: [hop");
    refused(
        &lint(&["--ignore", "hop", "--select", "hop-encripted"]),
        "there is no rule `hop-encripted`; did you mean `hop-encrypted`?",
    );
    refused(
        &lint(&["--ignore", "completely-different"]),
        "there is no rule `completely-different`; `sekisho rules` lists them",
    );
}

#[test]
fn a_trace_shows_each_fact_with_how_it_stands() {
    let trace = |rule, more: &[&'static str]| {
        [&["lint", VILLAGE, "--policy", PACKS, "--today", "2026-11-20", "--trace", rule], more].concat()
    };
    let file = "tests/pages/village.filing.yaml";
    let at = |line: u32| format!("stated, {file}:{line}");
    let class = |line| format!("  medium.class: removable medium ({})\n", at(line));
    let four = format!(
        "rule hop-encrypted on send/4 ({file}:27)\n{}  encrypted: no ({})\n  outcome: violation\n",
        class(27),
        at(27)
    );
    let promised =
        format!("  encrypted: yes (promised only, {file}:46, list of safeguards, operational 1 (principal column))\n");
    let two = format!("rule hop-encrypted on send/2 ({file}:25)\n{}{promised}  outcome: promised only\n", class(25));
    ends(&trace("hop-encrypted", &["--at", "send/4"]), 0, &four, "");
    let line = format!(
        "rule hop-encrypted on print/2 ({file}:33)\n  medium.class: network ({})\n  outcome: not applicable\n",
        at(33)
    );
    ends(&trace("hop-encrypted", &[]), 0, &format!("{two}{four}{line}"), "");
    let main = format!("rule contract-ends on main ({file}:35)\n  term.to: 2027-03-31 ({})\n  outcome: pass\n", at(40));
    let below = format!("rule contract-ends on below ({file}:50)\n  term.to: — (unstated, —)\n  outcome: unstated\n");
    ends(&trace("contract-ends", &[]), 0, &format!("{main}{below}"), "");
    let gone = format!(
        "rule holding-reported on maker@send/1 ({file}:25)\n  stays: no (derived from the flow or a form, —)\n  outcome: not applicable\n"
    );
    ends(&trace("holding-reported", &["--at", "maker@send/1"]), 0, &gone, "");
    refused(&trace("contract-ends", &["--at", "nowhere"]), "rule contract-ends has no such subject: nowhere");
    refused(&trace("hop-encripted", &[]), "there is no rule `hop-encripted`; did you mean `hop-encrypted`?");
    refused(
        &["lint", "tests/cmd/inputs/syntax.yaml", "--trace", "hop-encrypted"],
        "cannot read tests/cmd/inputs/syntax.yaml: unreadable",
    );
    // Several files one after the other; where a rule is unknown in all of them, that is said.
    ends(
        &[&["lint", BARE][..], &trace("contract-ends", &["--at", "empty"])[2..]].concat(),
        0,
        "rule contract-ends on empty (…  outcome: unstated\n",
        "",
    );
    let elsewhere = folder(
        "trace",
        &[("a.filing.yaml", &text(VILLAGE).replace("{ from: { event: approval } }", "{ see: 資料3 }"))],
    );
    let elsewhere = elsewhere.join("a.filing.yaml").display().to_string();
    let arguments = ["lint", &elsewhere, "--policy", PACKS, "--trace", "contract-ends", "--at", "below"];
    ends(&arguments, 0, "…  term.to: — (in an annex, …a.filing.yaml:55)\n  outcome: in an annex\n", "");
}

#[test]
fn a_baseline_that_is_none_is_refused() {
    let folder = folder("baseline", &[("no.json", "{"), ("a.txt", "x")]);
    let file = folder.join("no.json").display().to_string();
    ends(
        &["lint", CLEAN, "--baseline", &file],
        2,
        "",
        &format!("{file} is not a baseline (…); make one with --write-baseline\n"),
    );
    let missing = folder.join("none.json").display().to_string();
    ends(&["lint", CLEAN, "--baseline", &missing], 2, "", &format!("cannot read {missing}: No such file …\n"));
    let long = folder.join("long.json");
    fs::File::create(&long).and_then(|file| file.set_len(50_000_001)).expect("made");
    let long = long.display().to_string();
    refused(
        &["lint", CLEAN, "--baseline", &long],
        &format!("the baseline {long} is too long (at most 50000000 bytes)"),
    );
    fs::File::options().write(true).open(&long).and_then(|file| file.set_len(50_000_000)).expect("cut");
    ends(&["lint", CLEAN, "--baseline", &long], 2, "", &format!("{long} is not a baseline (…\n"));
}
