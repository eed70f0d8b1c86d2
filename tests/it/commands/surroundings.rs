//! What a run takes from around it: language, colour, standard input, a reader that goes away, Graphviz.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use sekisho::cli::{Environment, Exit, Streams, run};
use sekisho::words::Lang;

use super::{CLEAN, fits, folder};
use crate::common::{root, text};

fn environment() -> Environment {
    Environment {
        lang: Lang::Ja,
        color: false,
        progress: false,
        today: jiff::civil::date(2026, 11, 20),
        workspace: None,
        unknown_zone: None,
    }
}

fn run_with(environment: &Environment, stdin: &str, arguments: &[&str], stdout: &mut dyn Write) -> (Exit, String) {
    let (mut stdin, mut stderr) = (stdin.as_bytes(), Vec::new());
    let mut streams = Streams { stdin: &mut stdin, stdout, stderr: &mut stderr };
    let arguments = std::iter::once("sekisho").chain(arguments.iter().copied()).map(OsString::from);
    let exit = run(arguments, environment, &mut streams);
    (exit, String::from_utf8(stderr).expect("text"))
}

/// What is shown, where something is piped in.
fn shown(environment: &Environment, stdin: &str, arguments: &[&str]) -> (Exit, String, String) {
    let mut stdout = Vec::new();
    let (exit, said) = run_with(environment, stdin, arguments, &mut stdout);
    (exit, String::from_utf8(stdout).expect("text"), said)
}

#[test]
fn a_filing_may_be_piped_in() {
    let clean = text(CLEAN);
    let with = |arguments: &[&str]| shown(&environment(), &clean, arguments);
    let (exit, out, said) = with(&["--lang", "en", "lint", "-", "--format", "concise"]);
    assert_eq!((exit, said.as_str()), (Exit::Clean, ""));
    assert!(fits(&out, "1 filing(s): error 0, …: -\n…"), "{out}");
    let (exit, page, _) = with(&["report", "-"]);
    assert!(exit == Exit::Clean && page.contains("<dd>-</dd>"));
    let (exit, picture, _) = with(&["diagram", "-"]);
    assert!(exit == Exit::Clean && picture.starts_with("<svg"));
    assert_eq!(
        with(&["--lang", "en", "diff", "-", CLEAN]).1,
        "Nothing changed\nolder: -, newer: tests/cmd/inputs/clean.yaml\n"
    );
    assert_eq!(with(&["--lang", "en", "diff", "-", "-"]).2, "standard input can be only one of the two files\n");
    // A file is read from where it is, whatever is piped in.
    assert_eq!(shown(&environment(), "x: [", &["lint", CLEAN, "--format", "json"]).0, Exit::Clean);
    let (exit, out, _) = shown(&environment(), "x: [", &["lint", "-", "--format", "concise"]);
    assert!(exit == Exit::Failed && out.starts_with("-:2:1: "), "{out}");
}

#[test]
fn colours_go_to_a_terminal_and_not_to_files() {
    let colourful = Environment { color: true, ..environment() };
    let file = folder("colours", &[]).join("a.txt");
    let format = format!("full={}", file.display());
    let lint = |environment: &Environment| {
        shown(environment, "", &["lint", "tests/cmd/inputs/warning.yaml", "--format", "full", "--format", &format]).1
    };
    assert!(lint(&colourful).contains("\u{1b}[") && !fs::read_to_string(&file).expect("written").contains('\u{1b}'));
    assert!(!lint(&environment()).contains('\u{1b}'));
}

#[test]
fn the_language_of_help_is_the_one_asked_for() {
    let japanese = "付議書を、";
    let english = "Check a filing ";
    for (arguments, begins) in [
        (&["--help"][..], japanese),
        (&["--lang", "en", "--help"], english),
        (&["--lang=en", "--help"], english),
        (&["--help", "--lang", "en"], english),
        (&["--lang=ja", "--help"], japanese),
    ] {
        let (exit, out, said) = shown(&environment(), "", arguments);
        assert_eq!((exit, said.as_str()), (Exit::Clean, ""));
        assert!(out.starts_with(begins), "{arguments:?}: {out}");
    }
    let english_here = Environment { lang: Lang::En, ..environment() };
    assert!(shown(&english_here, "", &["--help"]).1.starts_with(english));
    assert!(shown(&english_here, "", &["--lang", "ja", "--help"]).1.starts_with(japanese));
    let (exit, out, said) = shown(&english_here, "", &["--lang", "fr", "lint"]);
    assert!(
        exit == Exit::Failed && out.is_empty() && said.starts_with("error: invalid value 'fr' for '--lang"),
        "{said}"
    );
}

/// Fails as a full disk does, or as a pipe whose reader has gone.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

#[test]
fn output_that_cannot_be_written_fails_the_run_and_a_reader_that_leaves_does_not() {
    for arguments in
        [&["lint", CLEAN][..], &["report", CLEAN], &["diagram", CLEAN], &["rules"], &["--version"], &["--help"]]
    {
        let arguments = [&["--lang", "en"], arguments].concat();
        let (exit, said) = run_with(&environment(), "", &arguments, &mut Broken(io::ErrorKind::StorageFull));
        assert!(exit == Exit::Failed && said.starts_with("cannot write -: "), "{arguments:?}: {said}");
        let (exit, said) = run_with(&environment(), "", &arguments, &mut Broken(io::ErrorKind::BrokenPipe));
        assert_eq!((exit, said.as_str()), (Exit::Clean, ""), "{arguments:?}");
    }
}

/// Runs the program as a process of its own.
fn process(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    let output = command.envs(variables.iter().copied()).args(arguments).current_dir(folder).output().expect("run");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("a status"), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_language_is_that_of_the_first_variable_that_is_set() {
    let (japanese, english) = ("ファイル又はフォルダがありません：nowhere\n", "no such file or folder: nowhere\n");
    for (variables, said) in [
        (&[][..], japanese),
        (&[("LANG", "en_US.UTF-8")], english),
        (&[("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", "fr_FR")], english),
        (&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")], japanese),
        (&[("LC_MESSAGES", "en_GB"), ("LANG", "ja_JP.UTF-8")], english),
        (&[("LC_ALL", "ja_JP.UTF-8"), ("LC_MESSAGES", "en_GB")], japanese),
    ] {
        assert_eq!(
            process(&root(), variables, &["lint", "nowhere"]),
            (2, String::new(), said.to_owned()),
            "{variables:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn graphviz_is_the_first_program_on_the_path_that_is_one() {
    use std::os::unix::fs::PermissionsExt as _;
    let script = |says: &str| format!("#!/bin/sh\nwhile read -r line; do :; done\n{says}\n");
    let (one, two, bad) = (script("echo one $@"), script("echo two $@"), script("echo 'no \u{1b}room' >&2; exit 3"));
    let files =
        [("one/neato", one.as_str()), ("two/neato", &two), ("bad/neato", &bad), ("empty/x", ""), ("here/neato", &two)];
    let folder = folder("graphviz", &files);
    fs::create_dir_all(folder.join("folder/neato")).expect("made");
    for name in ["one", "two", "bad", "here"] {
        fs::set_permissions(folder.join(name).join("neato"), fs::Permissions::from_mode(0o755)).expect("set");
    }
    let clean = root().join(CLEAN).display().to_string();
    let path =
        |names: &[&str]| names.iter().map(|name| folder.join(name).display().to_string()).collect::<Vec<_>>().join(":");
    let draw = |path: &str, more: &[&str]| {
        process(&folder.join("here"), &[("PATH", path)], &[&["--lang", "en", "diagram", &clean], more].concat())
    };
    let shown = |text: &str| (0, format!("{text}\n"), String::new());
    let graphviz = ["--engine", "graphviz"];
    assert_eq!(draw(&path(&["empty", "folder", "one", "two"]), &graphviz), shown("one -n2 -Tsvg"));
    assert_eq!(draw(&path(&["two", "one"]), &graphviz), shown("two -n2 -Tsvg"));
    // A program that is named is taken before those on the path, and so is Graphviz itself.
    let named = folder.join("one/neato").display().to_string();
    assert_eq!(draw(&path(&["two"]), &["--graphviz", &named]), shown("one -n2 -Tsvg"));
    assert_eq!(draw(&path(&["two"]), &["--engine", "graphviz", "--format", "png"]), shown("two -n2 -Tpng"));
    let missing = "Graphviz is not installed: …";
    for (path, more) in
        [(path(&["empty"]), &graphviz[..]), (".".to_owned(), &graphviz), (path(&["one"]), &["--graphviz", "nowhere"])]
    {
        let (status, out, said) = draw(&path, more);
        assert!(status == 2 && out.is_empty() && fits(&said, missing), "{path} {more:?}: {said}");
    }
    let (status, out, said) = draw(&path(&["bad"]), &graphviz);
    let failed = format!("Graphviz ({}) did not draw it: no \\u{{1b}}room\n", folder.join("bad/neato").display());
    assert_eq!((status, out.as_str(), said), (2, "", failed));
}
