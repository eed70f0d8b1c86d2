//! Reports in files: whole or not there, and never in place of what is read.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::{below, empty_folder, text};

/// An empty folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    empty_folder("outputs", name)
}

/// Runs `lint` in a folder.
fn lint(folder: &Path, arguments: &[&str]) -> Output {
    sekisho(folder, &[&["lint", "--today", "2026-11-20"], arguments].concat())
}

/// Runs the program in a folder.
fn sekisho(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(["--lang", "en"]).args(arguments).current_dir(folder).output().expect("run")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A folder with a filing in which nothing is wrong.
fn with_filing(name: &str) -> PathBuf {
    let folder = folder(name);
    std::fs::write(folder.join("a.filing.yaml"), text("tests/cmd/inputs/clean.yaml")).expect("written");
    folder
}

#[test]
fn one_run_writes_several_formats() {
    let folder = folder("several");
    for name in ["mistakes", "warning"] {
        let filing = text(&format!("tests/cmd/inputs/{name}.yaml"));
        std::fs::write(folder.join(format!("{name}.filing.yaml")), filing).expect("written");
    }
    let files = ["json=a.json", "ndjson=a.ndjson", "markdown=a.md", "full=a.txt", "table=b.txt"];
    let mut arguments = vec![".", "--format", "concise"];
    arguments.extend(files.iter().flat_map(|file| ["--format", file]));
    let output = lint(&folder, &arguments);
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(1), ""));
    for (format, name) in files.iter().map(|file| file.split_once('=').expect("two")) {
        let alone = lint(&folder, &[".", "--format", format]);
        assert_eq!(read(&folder, name), String::from_utf8_lossy(&alone.stdout), "{format}");
    }
    let alone = lint(&folder, &[".", "--format", "concise"]);
    assert_eq!(output.stdout, alone.stdout);
    assert_eq!(below(&folder, "").len(), 2 + files.len(), "nothing else is left");
}

#[test]
fn with_files_only_the_summary_is_shown() {
    let folder = with_filing("summary");
    let output = lint(&folder, &[".", "--format", "json=a.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("1 filing(s): "));
    let quiet = lint(&folder, &[".", "--quiet", "--format", "json=b.json"]);
    assert_eq!(quiet.stdout, b"");
    assert_eq!(read(&folder, "a.json"), read(&folder, "b.json"), "a file is whole also when the run is quiet");
}

#[test]
fn what_is_read_is_never_written_over() {
    let folder = with_filing("input");
    let filing = read(&folder, "a.filing.yaml");
    let packs = folder.join("packs").join("own");
    std::fs::create_dir_all(&packs).expect("made");
    std::fs::write(packs.join("policy.yaml"), "id: own\n").expect("written");
    let mut targets = vec!["a.filing.yaml", "./a.filing.yaml", "packs/../a.filing.yaml"];
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink("a.filing.yaml", folder.join("link.json")).expect("linked");
        targets.push("link.json");
    }
    for target in targets {
        let output = lint(&folder, &["a.filing.yaml", "--format", &format!("json={target}")]);
        assert_eq!(output.status.code(), Some(2), "{target}");
        assert!(said(&output).contains(target) && output.stdout.is_empty(), "{}", said(&output));
    }
    assert_eq!(read(&folder, "a.filing.yaml"), filing);
    let output = lint(&folder, &["a.filing.yaml", "--policy", "packs", "--format", "json=packs/own/policy.yaml"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(read(&packs, "policy.yaml"), "id: own\n");
}

#[test]
fn no_command_writes_over_what_it_reads() {
    let folder = with_filing("others");
    std::fs::copy(folder.join("a.filing.yaml"), folder.join("old.filing.yaml")).expect("copied");
    let filing = read(&folder, "a.filing.yaml");
    for arguments in [
        ["report", "a.filing.yaml", "-o", "a.filing.yaml"].as_slice(),
        &["diagram", "a.filing.yaml", "-o", "./a.filing.yaml"],
        &["diagram", "a.filing.yaml", "--since", "old.filing.yaml", "-o", "old.filing.yaml"],
        &["audit", "a.filing.yaml", "--fiscal-year", "2026", "--format", "json=a.filing.yaml"],
    ] {
        let output = sekisho(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let refused = "cannot write to a file that is checked";
        assert!(said(&output).starts_with(refused) && output.stdout.is_empty(), "{arguments:?}: {}", said(&output));
    }
    assert_eq!([read(&folder, "a.filing.yaml"), read(&folder, "old.filing.yaml")], [filing.clone(), filing]);
    assert_eq!(below(&folder, "").len(), 2, "nothing else is left");
}

/// A pipe or a device that is named is left in peace, not replaced by a file.
#[cfg(unix)]
#[test]
fn no_command_replaces_what_is_no_file() {
    let folder = with_filing("devices");
    for arguments in [["report", "a.filing.yaml", "-o", "/dev/null"], ["diagram", "a.filing.yaml", "-o", "/dev/null"]] {
        let output = sekisho(&folder, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains("ordinary file: /dev/null"), "{arguments:?}: {}", said(&output));
    }
}

/// Whoever reads the output may stop at any time; what the run comes to stays the same.
#[cfg(unix)]
#[test]
fn a_closed_pipe_keeps_the_status_of_every_command() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = ["tests/cmd/inputs/clean.yaml", "tests/cmd/inputs/revised.yaml"];
    for (arguments, status) in [
        (["diff", "--lang", "en", inputs[0], inputs[1]].as_slice(), 1),
        (&["diff", "--lang", "en", inputs[0], inputs[0]], 0),
        (&["lint", "--lang", "en", "--isolated", "tests/cmd/inputs/mistakes.yaml"], 1),
        (&["lint", "--lang", "en", "--isolated", inputs[0], "--trace", "no-such-rule"], 2),
        (&["audit", "--lang", "en", "examples", "--fiscal-year", "2022", "--today", "2026-11-30"], 1),
        (&["report", "--lang", "en", inputs[0]], 0),
        (&["policy", "facts"], 0),
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let ended = command
            .args(arguments)
            .current_dir(root)
            .stdout(writer)
            .stderr(std::process::Stdio::null())
            .status()
            .expect("run");
        assert_eq!(ended.code(), Some(status), "{arguments:?}");
    }
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let folder = with_filing("refused");
    let missing = lint(&folder, &[".", "--format", "json=nowhere/a.json"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(said(&missing).starts_with("cannot write nowhere/a.json: "), "{}", said(&missing));
    for target in [".", "/dev/null"] {
        let output = lint(&folder, &[".", "--format", &format!("json={target}")]);
        assert_eq!(output.status.code(), Some(2), "{target}");
        assert!(said(&output).contains(&format!("ordinary file: {target}")), "{}", said(&output));
    }
    let twice = lint(&folder, &[".", "--format", "json=a", "--format", "full=./a"]);
    assert_eq!(twice.status.code(), Some(2));
    assert_eq!(below(&folder, ""), [folder.join("a.filing.yaml")]);
}

#[test]
fn a_run_that_breaks_off_leaves_the_file_that_was_there() {
    let folder = with_filing("broken");
    let packs = folder.join("packs").join("shinjuku");
    std::fs::create_dir_all(&packs).expect("made");
    let broken = "id: shinjuku\njurisdictions: [shinjuku]\nextends: [nobody]\n";
    std::fs::write(packs.join("policy.yaml"), broken).expect("written");
    std::fs::write(folder.join("a.json"), "before").expect("written");
    let output = lint(&folder, &["a.filing.yaml", "--policy", "packs", "--format", "json=a.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("nobody"), "{}", said(&output));
    assert_eq!(read(&folder, "a.json"), "before");
    assert_eq!(below(&folder, "").len(), 3, "nothing else is left");
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let run = |jobs: &str| {
        let output = lint(Path::new(env!("CARGO_MANIFEST_DIR")), &["examples", "--format", "json", "--jobs", jobs]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        output.stdout
    };
    assert_eq!(run("1"), run("3"));
}
