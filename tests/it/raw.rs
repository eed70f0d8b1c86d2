//! No text of an input, of the command line or of the environment controls a terminal or commands a build service,
//! whichever command shows it and whichever way it comes in.

use std::process::Command;

use crate::common::{empty_folder, root, sekisho, text};

/// Begins a line with a command, holds one within a line, and colours what follows.
const EVIL: &str = "x\n::error::INJECTED ##[error]\u{1b}[31m\u{9b}31m\r::warning::y";
/// The same without what no pack may hold.
const PLAIN: &str = "x\n::error::INJECTED ##[error]";

/// Fails where what is shown holds more than text. The program is told by what the text came in with.
fn is_text(door: &str, (status, out, said): (u8, String, String)) {
    for (stream, shown) in [("output", &out), ("error", &said)] {
        let shown = shown.replace("\r\n", "\n");
        let lines = shown.split(['\n', '\r']);
        let commands: Vec<&str> = lines.filter(|line| line.trim_start().starts_with("::")).collect();
        assert_eq!(commands, Vec::<&str>::new(), "{door}, standard {stream}");
        assert!(!shown.contains("##["), "{door}, standard {stream}: {shown}");
        let control = shown.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "{door}, standard {stream}: {shown}");
    }
    let shown = format!("{out}{said}");
    assert!(shown.contains("INJECTED"), "{door} shows nothing of it: {shown}");
    assert!(status <= 2, "{door}");
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("JSON")
}

/// A name of a file: a system takes everything in it but slashes.
fn name() -> String {
    EVIL.replace('/', "")
}

#[test]
fn arguments_are_shown_as_text() {
    let clean = "tests/cmd/inputs/clean.yaml";
    let missing = format!("no-such-{}", name());
    for arguments in [
        &[EVIL][..],
        &["lint", "--format", EVIL, clean],
        &["lint", "--fail-on", EVIL, clean],
        &["lint", &format!("--{EVIL}"), clean],
        &["lint", "--select", EVIL, clean],
        &["lint", "--ignore", EVIL, clean],
        &["lint", "--trace", EVIL, clean],
        &["lint", "--trace", "hop-media-encrypted", "--at", EVIL, clean],
        &["lint", "--today", EVIL, clean],
        &["lint", "--judge-by", EVIL, clean],
        &["lint", "--jobs", EVIL, clean],
        &["lint", "--policy", &missing, clean],
        &["lint", "--config", &missing, clean],
        &["lint", "--baseline", &missing, clean],
        &["lint", &missing],
        &["audit", "--fiscal-year", EVIL, clean],
        &["audit", &missing],
        &["diagram", "--flow", EVIL, clean],
        &["diagram", "--engine", EVIL, clean],
        &["diagram", &missing],
        &["diff", clean, &missing],
        &["report", &missing],
        &["explain", EVIL],
        &["rules", "--pack", EVIL],
        &["policy", "facts", EVIL],
        &["policy", "check", "--policy", &missing],
        &["policy", "test", "--policy", &missing],
        &["schema", EVIL],
        &["schema", "filing", "--check", &missing],
        &["completions", EVIL],
    ] {
        for lang in ["ja", "en"] {
            is_text(&format!("{arguments:?}"), sekisho(&[arguments, &["--lang", lang]].concat()));
        }
    }
}

#[test]
fn texts_of_a_filing_and_its_name_are_shown_as_text() {
    let folder = empty_folder("raw", "filing");
    let filing = text("tests/cmd/inputs/waived.yaml");
    let evil: String = filing
        .lines()
        .map(|line| {
            match line.split_once(": ").filter(|(key, _)| matches!(key.trim(), "title" | "business" | "reason")) {
                Some((key, _)) => format!("{key}: {}\n", quoted(EVIL)),
                None => format!("{line}\n"),
            }
        })
        .collect();
    let evil = evil
        .replace("name: 株式会社みほん印刷", &format!("name: {}", quoted(EVIL)))
        .replace("- id: labels", &format!("- id: {}", quoted(EVIL)));
    assert_ne!(evil, filing);
    let path = folder.join(format!("{}.filing.yaml", name())).display().to_string();
    std::fs::write(&path, &evil).expect("written");
    let older = folder.join("older.filing.yaml").display().to_string();
    std::fs::write(&older, filing).expect("written");
    let folder = folder.display().to_string();
    for format in ["full", "concise", "table", "markdown", "json", "ndjson", "sarif", "gitlab", "junit"] {
        is_text(format, sekisho(&["lint", "--isolated", "--format", format, &path]));
    }
    for format in ["text", "markdown", "json"] {
        is_text(&format!("diff {format}"), sekisho(&["diff", "--format", format, &older, &path]));
    }
    for format in ["table", "json", "ndjson", "csv", "markdown"] {
        is_text(&format!("audit {format}"), sekisho(&["audit", "--fiscal-year", "2024", "--format", format, &folder]));
    }
    is_text("diagram", sekisho(&["diagram", "--flow", "none", &path]));
    is_text("diagram as Mermaid", sekisho(&["diagram", "--format", "mermaid", &path]));
    is_text("draft", sekisho(&["lint", "--isolated", "--draft", &path]));
    is_text("trace", sekisho(&["lint", "--isolated", "--trace", "hop-media-encrypted", &path]));
    is_text("schema", sekisho(&["schema", "filing", "--check", &path]));
    std::fs::write(&path, format!("sekisho: filing/v1\n{}: [\n", quoted(EVIL))).expect("written");
    is_text("a filing that cannot be read", sekisho(&["diagram", &path]));
}

#[test]
fn texts_of_configuration_and_baseline_are_shown_as_text() {
    let folder = empty_folder("raw", "config");
    let clean = folder.join("clean.filing.yaml").display().to_string();
    std::fs::write(&clean, text("tests/cmd/inputs/clean.yaml")).expect("written");
    let config = folder.join("own.toml").display().to_string();
    let toml = serde_json::to_string(EVIL).expect("JSON").replace("\u{9b}", "\\u009b");
    for written in [
        format!("{toml} = 1\n"),
        format!("format = {toml}\n"),
        format!("select = [{toml}]\n"),
        format!("policy = {toml}\n"),
        format!("exclude = [{}]\n", toml.replace("INJECTED", "INJECTED[")),
    ] {
        std::fs::write(&config, &written).expect("written");
        is_text(&written, sekisho(&["lint", "--config", &config, &clean]));
    }
    let known = folder.join("known.json").display().to_string();
    for written in [
        serde_json::json!({"schema": EVIL, "entries": []}).to_string(),
        serde_json::json!({"schema": "sekisho/baseline/v1", "entries": [{ EVIL: 1 }]}).to_string(),
    ] {
        std::fs::write(&known, &written).expect("written");
        is_text(&written, sekisho(&["lint", "--isolated", "--baseline", &known, &clean]));
    }
}

#[test]
fn texts_of_packs_are_shown_as_text() {
    let folder = empty_folder("raw", "packs");
    let clean = "tests/cmd/inputs/clean.yaml";
    let policies = folder.display().to_string();
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    let pack = |version: &str, more: &str| {
        format!(
            "id: town\nversion: {version}\ntitle: {{ ja: 町, en: Town }}\njurisdictions: [town]\nextends: [shinjuku]\n{more}"
        )
    };
    let commands = |door: &str| {
        for arguments in [
            &["policy", "check", "--policy", &policies][..],
            &["policy", "test", "--policy", &policies],
            &["rules", "--policy", &policies],
            &["lint", "--isolated", "--policy", &policies, clean],
            &["explain", "hop-media-encrypted", "--policy", &policies, "--pack", "town"],
        ] {
            let (status, out, said) = sekisho(arguments);
            // Not every command shows every text.
            is_text(&format!("{door}: {arguments:?}"), (status, format!("{out}INJECTED"), said));
        }
    };
    write("town/policy.yaml", &pack(&quoted(PLAIN), ""));
    commands("the version of a pack");
    is_text("the version of a pack", sekisho(&["policy", "check", "--policy", &policies]));
    write("town/policy.yaml", &pack("\"1\"", &format!("{}: 1\n", quoted(PLAIN))));
    commands("a key of a pack");
    is_text("a key of a pack", sekisho(&["policy", "check", "--policy", &policies]));
    write("town/policy.yaml", &pack("\"1\"", ""));
    write(&format!("town/rules/{}.yaml", name()), "x: 1");
    commands("the name of a file of a pack");
    is_text("the name of a file of a pack", sekisho(&["policy", "check", "--policy", &policies]));
}

#[test]
fn a_zone_that_is_none_is_told_as_text() {
    let run = |zone: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["lint", "--isolated", "--lang", "en", "tests/cmd/inputs/clean.yaml"]).current_dir(root());
        let done = command.env("TZ", zone).output().expect("run");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (
            done.status.code().and_then(|code| u8::try_from(code).ok()).expect("a status"),
            text(done.stdout),
            text(done.stderr),
        )
    };
    is_text("TZ", run(EVIL));
    for zone in ["", "Asia/Tokyo", "JST-9", ":UTC"] {
        assert_eq!(run(zone).2, "", "{zone}");
    }
    assert!(run("JST").2.contains("“JST”, which is not a time zone"));
}
