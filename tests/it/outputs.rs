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

/// Runs commands that are told to write where something lies that is not theirs to replace, and returns what each says.
fn refused(folder: &Path, commands: &[&str]) -> Vec<String> {
    let before: Vec<(PathBuf, Vec<u8>)> =
        below(folder, "").into_iter().map(|file| (file.clone(), std::fs::read(file).expect("read"))).collect();
    let said = commands.iter().map(|command| {
        let output = sekisho(folder, &command.split(' ').collect::<Vec<_>>());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{command}: {}", said(&output));
        said(&output)
    });
    let said = said.collect();
    let after: Vec<(PathBuf, Vec<u8>)> =
        below(folder, "").into_iter().map(|file| (file.clone(), std::fs::read(file).expect("read"))).collect();
    assert!(before == after, "every file is as it was, and none is left: {:?}", below(folder, ""));
    said
}

/// A folder with one of everything that a run can read.
fn with_everything(name: &str) -> PathBuf {
    let folder = with_filing(name);
    std::fs::copy(folder.join("a.filing.yaml"), folder.join("old.json")).expect("copied");
    let pack = folder.join("packs").join("own");
    std::fs::create_dir_all(pack.join("tests")).expect("made");
    std::fs::write(pack.join("policy.yaml"), "id: own\n").expect("written");
    std::fs::write(folder.join("sekisho.toml"), "fail-on = \"error\"\n").expect("written");
    std::fs::write(folder.join("all.evidence.csv"), "filing,kind,part,date\n").expect("written");
    let known = lint(&folder, &["--isolated", "a.filing.yaml", "--write-baseline", "known.json"]);
    assert_eq!(known.status.code(), Some(0), "{}", said(&known));
    folder
}

#[test]
fn no_command_writes_over_what_it_reads() {
    let folder = with_everything("others");
    let commands = [
        "report a.filing.yaml -o a.filing.yaml",
        "report old.json -o old.json",
        "diagram a.filing.yaml -o ./a.filing.yaml",
        "diagram a.filing.yaml --since old.json -o packs/../old.json",
        "audit a.filing.yaml --fiscal-year 2026 --format json=a.filing.yaml",
        "audit . --fiscal-year 2026 --format csv=all.evidence.csv",
        "lint a.filing.yaml --baseline known.json --format json=known.json",
        "report a.filing.yaml -o sekisho.toml",
        "lint a.filing.yaml --config sekisho.toml --format json=sekisho.toml",
        "lint old.json --isolated --write-baseline old.json",
    ];
    for (command, said) in commands.iter().zip(refused(&folder, &commands)) {
        assert!(said.starts_with("cannot write to a file that is checked"), "{command}: {said}");
    }
}

#[test]
fn what_another_run_may_read_is_not_written_over_either() {
    let folder = with_everything("named");
    std::fs::copy(folder.join("a.filing.yaml"), folder.join("b.filing.yml")).expect("copied");
    std::fs::copy(folder.join("sekisho.toml"), folder.join("other.toml")).expect("copied");
    let commands = [
        "report a.filing.yaml -o b.filing.yml",
        "diagram a.filing.yaml --format svg -o packs/own/policy.yaml",
        "report --isolated a.filing.yaml -o sekisho.toml",
        "audit a.filing.yaml --fiscal-year 2026 --format csv=all.evidence.csv",
        "lint --isolated a.filing.yaml --format json=b.filing.yml",
    ];
    for (command, said) in commands.iter().zip(refused(&folder, &commands)) {
        assert!(said.starts_with("cannot write over a file that is named as a filing"), "{command}: {said}");
    }
}

/// Links of both kinds lead to the file that is read, and so does the file that standard input comes from.
#[cfg(unix)]
#[test]
fn other_names_of_what_is_read_are_seen_through() {
    let folder = with_everything("links");
    std::fs::hard_link(folder.join("a.filing.yaml"), folder.join("hard.json")).expect("linked");
    std::os::unix::fs::symlink("old.json", folder.join("soft.json")).expect("linked");
    std::os::unix::fs::symlink("b.filing.yaml", folder.join("away.json")).expect("linked");
    std::fs::copy(folder.join("a.filing.yaml"), folder.join("b.filing.yaml")).expect("copied");
    let commands = [
        "report a.filing.yaml -o hard.json",
        "lint --isolated a.filing.yaml --format json=hard.json",
        "diagram a.filing.yaml --since old.json -o soft.json",
        "report a.filing.yaml -o away.json",
    ];
    refused(&folder, &commands);
    let input = std::fs::File::open(folder.join("old.json")).expect("open");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let output =
        command.args(["report", "-", "-o", "old.json"]).current_dir(&folder).stdin(input).output().expect("run");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert_eq!(read(&folder, "old.json"), read(&folder, "a.filing.yaml"));
}

#[test]
fn what_an_earlier_run_wrote_is_replaced() {
    let folder = with_everything("again");
    for command in [
        "report a.filing.yaml -o out.html",
        "diagram a.filing.yaml --since old.json -o out.svg",
        "lint --isolated . --format json=out.json --write-baseline known.json",
        // A baseline that is renewed is read whole before it is replaced.
        "lint --isolated . --baseline known.json --write-baseline known.json",
        "audit . --fiscal-year 2024 --format csv=out.csv --format xlsx=out.xlsx",
    ] {
        for run in 1..=2 {
            let output = sekisho(&folder, &command.split(' ').collect::<Vec<_>>());
            assert_ne!(output.status.code(), Some(2), "{command}, run {run}: {}", said(&output));
        }
    }
}

/// A pipe or a device that is named is left in peace, not replaced by a file.
#[cfg(unix)]
#[test]
fn no_command_replaces_what_is_no_file() {
    let folder = with_filing("devices");
    for arguments in [["report", "a.filing.yaml", "-o", "/dev/null"], ["diagram", "a.filing.yaml", "-o", "/dev/null"]] {
        let output = sekisho(&folder, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains("a regular file: /dev/null"), "{arguments:?}: {}", said(&output));
    }
}

/// Whoever reads the output may stop at any time; what the run comes to stays the same.
#[cfg(unix)]
#[test]
fn a_closed_pipe_keeps_the_status_of_every_command() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let clean = "tests/cmd/inputs/clean.yaml";
    let audit = "audit examples --fiscal-year 2022 --today 2026-11-30";
    let mut commands = vec![
        (format!("lint --isolated {clean} --trace no-such-rule"), 2),
        ("lint --isolated no-such-file".into(), 2),
        (format!("report {clean}"), 0),
        ("policy facts".into(), 0),
        ("policy check".into(), 0),
        ("rules".into(), 0),
        ("explain node-terminal-erasure-report".into(), 0),
        ("explain no-such-rule".into(), 2),
        ("schema filing".into(), 0),
        ("completions bash".into(), 0),
        ("--version".into(), 0),
        ("--help".into(), 0),
        ("--no-such-option".into(), 2),
    ];
    for format in ["text", "json", "markdown", "html"] {
        commands.push((format!("diff --format {format} {clean} tests/cmd/inputs/revised.yaml"), 1));
        commands.push((format!("diff --format {format} {clean} {clean}"), 0));
    }
    for format in ["full", "concise", "table", "json", "ndjson", "markdown", "sarif", "junit", "github"] {
        commands.push((format!("lint --isolated tests/cmd/inputs/mistakes.yaml --format {format}"), 1));
        commands.push((format!("lint --isolated {clean} --format {format}"), 0));
    }
    for format in ["table", "json", "ndjson", "csv", "markdown", "html", "xlsx"] {
        commands.push((format!("{audit} --format {format}"), 1));
    }
    for format in ["svg", "dot", "mermaid"] {
        commands.push((format!("diagram {clean} --since tests/cmd/inputs/revised.yaml --format {format}"), 0));
    }
    for (command, status) in commands {
        let closed = || {
            let (reader, writer) = std::io::pipe().expect("a pipe");
            drop(reader);
            writer
        };
        let mut run = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        run.args(["--lang", "en"]).args(command.split(' ')).current_dir(root).stdin(std::process::Stdio::null());
        let ended = run.stdout(closed()).stderr(closed()).status().expect("run");
        assert_eq!(ended.code(), Some(status), "{command}");
    }
}

/// The run stands still, its file begun, as nobody reads what it shows: then it is ended.
#[cfg(unix)]
#[test]
fn a_run_that_is_ended_leaves_nothing_behind() {
    use std::os::unix::process::ExitStatusExt;

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1), ("QUIT", 3), ("ALRM", 14)] {
        let folder = folder(&format!("ended-{name}"));
        std::fs::write(folder.join("a.json"), "before").expect("written");
        let (reader, writer) = std::io::pipe().expect("a pipe");
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["lint", "--isolated", "--format", "json=a.json", "--format", "full"]).arg(root.join("examples"));
        let mut run = command.current_dir(&folder).stdout(writer).spawn().expect("run");
        while below(&folder, "").len() < 2 {
            std::thread::sleep(std::time::Duration::from_millis(5));
            assert_eq!(run.try_wait().expect("known"), None, "it stands still");
        }
        let told = Command::new("kill").args([format!("-{name}"), run.id().to_string()]).status().expect("told");
        assert!(told.success());
        let ended = run.wait().expect("ended");
        assert_eq!(ended.signal(), Some(number), "{name}: {ended}");
        assert_eq!(below(&folder, ""), [folder.join("a.json")], "{name}");
        assert_eq!(read(&folder, "a.json"), "before");
        drop((reader, command));
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
        assert!(said(&output).contains(&format!("a regular file: {target}")), "{}", said(&output));
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
