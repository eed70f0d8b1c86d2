//! The command line as a user meets it: status and sentences, one case file per subject in `tests/cmd`.

use std::path::PathBuf;
use std::process::Command;

use sekisho::report::Format;

use crate::contributing::fenced;

#[test]
fn commands_answer_as_written_in_their_cases() {
    trycmd::TestCases::new()
        .register_bin("sekisho", std::path::Path::new(env!("CARGO_BIN_EXE_sekisho")))
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .case("tests/cmd/*.toml")
        .case("tests/cmd/*.trycmd")
        .case("docs/policy-authors.md")
        .case("docs/audit.md")
        .case("docs/diff.md");
}

#[test]
fn an_empty_folder_is_no_clean_result() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("empty");
    std::fs::create_dir_all(&folder).expect("made");
    let output = Command::new(env!("CARGO_BIN_EXE_sekisho")).arg("lint").arg(&folder).output().expect("run");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("*.filing.yaml"));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    use std::io::Read;
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["lint", "examples"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("run");
    let mut one = [0u8; 1];
    let mut pipe = child.stdout.take().expect("piped");
    pipe.read_exact(&mut one).expect("some output");
    drop(pipe);
    let output = child.wait_with_output().expect("ended");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn output_is_the_same_from_run_to_run() {
    for format in Format::ALL.map(Format::word) {
        let run = || {
            let output = Command::new(env!("CARGO_BIN_EXE_sekisho"))
                .args(["lint", "--format", format, "--today", "2026-11-20", "--lang", "ja", "examples"])
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .output()
                .expect("run");
            assert_eq!(output.status.code(), Some(1), "{format}");
            output.stdout
        };
        assert_eq!(run(), run(), "{format}");
    }
}

#[test]
fn the_readmes_show_what_the_program_prints() {
    for (path, lang) in [("README.md", "ja"), ("README.en.md", "en")] {
        let guide = crate::common::text(path);
        let [filing] =
            fenced(&guide, "yaml").try_into().unwrap_or_else(|blocks| panic!("{path}: one filing, not {blocks:?}"));
        assert_eq!(filing, crate::common::text("tests/cmd/inputs/clean.yaml"), "{path}");
        let (last, before) = filing.trim_end().rsplit_once('\n').map(|(before, last)| (last, before)).expect("lines");
        assert!(last.contains("at: [press-pc]"), "{last}");
        let shortened = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("shortened-{lang}.filing.yaml"));
        std::fs::write(&shortened, format!("{before}\n")).expect("written");
        let whole = [lint(lang, "examples", 1), lint(lang, &shortened.to_string_lossy(), 1)];
        let excerpts = fenced(&guide, "text");
        assert_eq!(excerpts.len(), whole.len(), "{path}");
        for (excerpt, whole) in excerpts.iter().zip(&whole) {
            let mut printed = whole.lines();
            for line in excerpt.lines().filter(|line| *line != "…") {
                assert!(
                    printed.any(|one| one == line),
                    "{path} shows a line that is not printed, or not there: {line}"
                );
            }
        }
    }
}

#[test]
fn the_readmes_show_a_configuration_that_works() {
    for (path, lang) in [("README.md", "ja"), ("README.en.md", "en")] {
        let [config] = fenced(&crate::common::text(path), "toml").try_into().expect("one configuration");
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{lang}.toml"));
        std::fs::write(&file, &config).expect("written");
        let output = Command::new(env!("CARGO_BIN_EXE_sekisho"))
            .args(["lint", "tests/cmd/inputs/clean.yaml", "--config"])
            .arg(&file)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("run");
        assert_eq!(output.status.code(), Some(0), "{path}: {}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).expect("text");
        for key in config.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key) {
            assert!(printed.contains(&format!("{key}=")), "{path}: {key} is not said to be set");
        }
    }
}

#[test]
fn a_configuration_is_searched_up_to_the_root_of_the_repository() {
    let outside = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("config-search");
    let _ = std::fs::remove_dir_all(&outside);
    let (repository, folder) = (outside.join("repository"), outside.join("repository/filings"));
    std::fs::create_dir_all(repository.join(".git")).expect("made");
    std::fs::create_dir_all(&folder).expect("made");
    std::fs::write(folder.join("a.filing.yaml"), crate::common::text("tests/cmd/inputs/clean.yaml")).expect("written");
    std::fs::write(outside.join("sekisho.toml"), "broken\n").expect("written");
    let lint = |path: &str, folder: &PathBuf| {
        let output = Command::new(env!("CARGO_BIN_EXE_sekisho"))
            .args(["lint", "--lang", "en", path])
            .current_dir(folder)
            .output()
            .expect("run");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    let (status, said) = lint(".", &folder);
    assert!(status == Some(0) && !said.contains("configuration"), "{said}");
    std::fs::write(repository.join("sekisho.toml"), "format = \"concise\"\n").expect("written");
    let (status, said) = lint("a.filing.yaml", &folder);
    assert!(status == Some(0) && said.ends_with("configuration: ../sekisho.toml (format=concise)\n"), "{said}");
    let (status, said) = lint("filings", &repository);
    assert!(status == Some(0) && said.ends_with("configuration: sekisho.toml (format=concise)\n"), "{said}");
    for (bytes, word) in
        [(&b"format = \"\xff\"\n"[..], "UTF-8"), (&b"# ".repeat(40_000)[..], "bytes"), (b"\"\\u001b\" = 1", "u{1b}")]
    {
        std::fs::write(repository.join("sekisho.toml"), bytes).expect("written");
        let (status, said) = lint(".", &folder);
        assert!(status == Some(2) && said.contains("../sekisho.toml") && said.contains(word), "{said}");
    }
}

/// The whole output of a lint, with the clock set.
fn lint(lang: &str, path: &str, status: i32) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["lint", "--lang", lang, "--today", "2026-11-20", path])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("run");
    assert_eq!(output.status.code(), Some(status), "{path}");
    String::from_utf8(output.stdout).expect("text")
}
