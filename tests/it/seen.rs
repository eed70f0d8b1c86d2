//! What was checked, and what was not, is always told: every file that resembles one of ours is judged or named with the
//! reason, in every command and format.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::common::{empty_folder, text};

/// An empty folder of its own for a test, which no configuration stands above.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = empty_folder("seen", name);
    std::fs::create_dir(folder.join(".git")).expect("made");
    folder
}

/// A filing in which nothing is wrong.
pub(crate) fn clean() -> String {
    text("tests/cmd/inputs/clean.yaml")
}

/// The same without its last line: nothing says that the contractor's copies are erased.
fn faulty() -> String {
    let filing = clean();
    let (before, _) = filing.trim_end().rsplit_once('\n').expect("lines");
    format!("{before}\n")
}

pub(crate) fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let file = folder.join(name);
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
    std::fs::write(file, text).expect("written");
}

/// What a run left.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    /// Both streams.
    pub(crate) said: String,
}

impl Ran {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("no JSON: {}", self.said))
    }
}

pub(crate) fn sekisho(folder: &Path, arguments: &[&str]) -> Ran {
    run(Command::new(env!("CARGO_BIN_EXE_sekisho")).args(["--lang", "en"]).args(arguments).current_dir(folder))
}

fn run(command: &mut Command) -> Ran {
    let output = command.env_remove("GITHUB_WORKSPACE").stdin(Stdio::null()).output().expect("run");
    let out = String::from_utf8(output.stdout).expect("text");
    let said = format!("{out}{}", String::from_utf8_lossy(&output.stderr));
    Ran { status: output.status.code().expect("no signal"), out, said }
}

fn lint(folder: &Path, arguments: &[&str]) -> Ran {
    sekisho(folder, &[&["lint", "--today", "2026-11-20"], arguments].concat())
}

/// Paths of the filings that a report of `lint` has.
fn judged(report: &Value) -> BTreeSet<&str> {
    report["filings"].as_array().expect("filings").iter().map(|one| one["path"].as_str().expect("a path")).collect()
}

/// Paths and reasons of what a report tells as left out.
pub(crate) fn left_out(report: &Value) -> BTreeSet<(&str, &str)> {
    let all = report["coverage"]["left_out"].as_array().expect("a list").iter();
    all.map(|one| (one["path"].as_str().expect("a path"), one["reason"].as_str().expect("a reason"))).collect()
}

/// A folder with everything that may be left out.
fn everything(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, "sekisho.toml", "exclude = [\"drafts\"]\n");
    for name in ["a.filing.yaml", "B.FILING.YML", "drafts/x/d.filing.yaml", ".h.filing.yaml", ".hidden/e.filing.yaml"] {
        write(&folder, name, clean());
    }
    write(&folder, "B.FILING.YML", clean().replacen("id: ", "id: other-", 1));
    for name in
        ["c.filing.yaml.txt", "c.filing (1).yaml", "c.filing", ".git/g.filing.yaml", "not-ours.yaml", "c.filings.yaml"]
    {
        write(&folder, name, "nothing");
    }
    std::fs::create_dir(folder.join("folder.filing.yaml")).expect("made");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let outside = empty_folder("seen", &format!("{name}-outside"));
        symlink("a.filing.yaml", folder.join("l.filing.yaml")).expect("linked");
        symlink("nowhere", folder.join("broken.filing.yaml")).expect("linked");
        symlink(outside, folder.join("elsewhere")).expect("linked");
        symlink("drafts", folder.join("inside")).expect("linked");
    }
    folder
}

/// What is left out of it.
fn all_reasons() -> BTreeSet<(&'static str, &'static str)> {
    let mut all = BTreeSet::from([
        ("./drafts/x/d.filing.yaml", "excluded"),
        ("./.h.filing.yaml", "hidden"),
        ("./.hidden/e.filing.yaml", "hidden"),
        ("./c.filing.yaml.txt", "unknown-ending"),
        ("./c.filing (1).yaml", "unknown-ending"),
        ("./c.filing", "unknown-ending"),
        ("./folder.filing.yaml/", "not-a-file"),
    ]);
    if cfg!(unix) {
        all.extend([("./l.filing.yaml", "link"), ("./broken.filing.yaml", "link"), ("./elsewhere/", "link")]);
    }
    all
}

#[test]
fn every_file_that_resembles_a_filing_is_judged_or_told() {
    let folder = everything("told");
    let ran = lint(&folder, &["--format", "json", "."]);
    let report = ran.json();
    assert_eq!(judged(&report), BTreeSet::from(["./B.FILING.YML", "./a.filing.yaml"]), "{}", ran.said);
    assert_eq!(left_out(&report), all_reasons());
    assert_eq!(report["summary"]["left_out"], all_reasons().len());
    assert_eq!((ran.status, &report["coverage"]["idle_excludes"]), (0, &serde_json::json!([])));
}

#[test]
fn every_format_tells_what_is_left_out() {
    let folder = everything("formats");
    for format in ["full", "concise", "table", "json", "ndjson", "sarif", "github", "gitlab", "junit", "markdown"] {
        for options in [&["--format", format][..], &["--format", format, "--quiet"]] {
            let ran = lint(&folder, &[options, &["."]].concat());
            let shown = ran.out.replace('\\', "");
            for (path, _) in all_reasons() {
                let name = path.trim_start_matches("./");
                let name = if format == "sarif" {
                    name.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
                } else {
                    name.to_owned()
                };
                assert!(shown.contains(&name), "{options:?} does not name {name}: {}", ran.said);
            }
        }
    }
    // As many as a log can bear are named, and all are counted.
    for at in 0..15 {
        write(&folder, &format!("drafts/{at:02}.filing.yaml"), clean());
    }
    let ran = lint(&folder, &["."]);
    assert!(
        ran.out.contains("left out: 16 (excluded by the configuration): ./drafts/00.filing.yaml, ")
            && ran.out.contains(" and 6 more"),
        "{}",
        ran.out
    );
    assert_eq!(lint(&folder, &["--format", "json", "."]).json()["summary"]["left_out"], all_reasons().len() + 15);
}

#[test]
fn a_folder_in_which_all_is_left_out_is_no_clean_result() {
    let folder = folder("nothing");
    write(&folder, "sekisho.toml", "exclude = [\"drafts\"]\n");
    write(&folder, "drafts/a.filing.yaml", clean());
    write(&folder, "hidden/.a.filing.yaml", clean());
    write(&folder, "copies/a.filing.yaml.bak", clean());
    for (name, file) in [
        ("drafts", "drafts/a.filing.yaml"),
        ("hidden", "hidden/.a.filing.yaml"),
        ("copies", "copies/a.filing.yaml.bak"),
    ] {
        for command in [&["lint"][..], &["lint", "--format", "json"], &["report", "-o", "out"], &["audit"]] {
            let ran = sekisho(&folder, &[command, &[name]].concat());
            assert!(ran.status == 2 && ran.out.is_empty() && ran.said.contains(file), "{command:?}: {}", ran.said);
        }
    }
    assert!(!folder.join("out").exists());
}

#[test]
fn ignore_files_have_a_say_only_where_the_configuration_says_so() {
    let folder = folder("ignore");
    write(&folder, "a.filing.yaml", clean());
    write(&folder, "b.filing.yaml", faulty());
    for ignore in [".gitignore", ".ignore", ".git/info/exclude"] {
        write(&folder, ignore, "b.filing.yaml\n");
        let ran = lint(&folder, &["--format", "json", "."]);
        assert_eq!((ran.status, judged(&ran.json()).len()), (1, 2), "{ignore}");
        write(&folder, "sekisho.toml", "respect-gitignore = true\n");
        let ran = lint(&folder, &["--format", "json", "."]);
        let report = ran.json();
        assert_eq!((ran.status, left_out(&report)), (0, BTreeSet::from([("./b.filing.yaml", "ignored")])), "{ignore}");
        let quiet = lint(&folder, &["--quiet", "."]);
        assert!(quiet.out.contains("b.filing.yaml") && quiet.out.contains("respect-gitignore=true"), "{}", quiet.out);
        std::fs::remove_file(folder.join("sekisho.toml")).expect("removed");
        std::fs::remove_file(folder.join(ignore)).expect("removed");
    }
    // The user's own ignore file.
    let home = folder.join("home");
    write(&home, "git/ignore", "b.filing.yaml\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let ran = run(command.args(["lint", "."]).env("XDG_CONFIG_HOME", &home).current_dir(&folder));
    assert_eq!(ran.status, 1, "{}", ran.said);
}

#[test]
fn excludes_that_fit_nothing_are_told() {
    let folder = folder("idle");
    write(&folder, "sekisho.toml", "exclude = [\"drafts\", \"old/*\", \"かいぎ\"]\n");
    write(&folder, "filings/a.filing.yaml", clean());
    write(&folder, "drafts/b.filing.yaml", faulty());
    // A name of the disk whose mark stands apart, and a pattern in which it does not.
    write(&folder, "か\u{3099}いき/c.filing.yaml", faulty());
    write(&folder, "sekisho.toml", "exclude = [\"drafts\", \"old/*\", \"がいき\"]\n");
    let ran = lint(&folder, &["--format", "json", "."]);
    let report = ran.json();
    assert_eq!((ran.status, &report["coverage"]["idle_excludes"]), (0, &serde_json::json!(["old/*"])));
    assert_eq!(left_out(&report).len(), 2);
    for format in ["full", "sarif", "junit", "github", "markdown", "ndjson"] {
        let shown = lint(&folder, &["--format", format, "."]).out.replace('\\', "");
        assert!(shown.contains("old/*"), "{format}: {shown}");
    }
    for (format, told) in [
        ("full", "match no file: old/*\n"),
        ("github", "::notice title=sekisho::exclude patterns that match no file: old/*\n"),
    ] {
        let shown = lint(&folder, &["--lang", "en", "--format", format, "."]).out;
        assert!(shown.contains(told), "{format}: {shown}");
    }
    // Of a part of what the configuration is about nobody can tell.
    assert_eq!(
        lint(&folder, &["--format", "json", "filings"]).json()["coverage"]["idle_excludes"],
        serde_json::json!([])
    );
    // Nothing below one folder is below another.
    write(&folder, "settings/sekisho.toml", "exclude = [\"filings\"]\n");
    let report = lint(&folder, &["--config", "settings/sekisho.toml", "--format", "json", "filings"]).json();
    assert_eq!(report["coverage"]["idle_excludes"], serde_json::json!(["filings"]));
}

#[test]
fn what_is_excluded_is_left_out_where_it_is_named_only_if_that_is_forced() {
    let folder = folder("forced");
    write(&folder, "sekisho.toml", "exclude = [\"drafts\"]\n");
    write(&folder, "a.filing.yaml", clean());
    write(&folder, "drafts/d.filing.yaml", faulty());
    let both = ["a.filing.yaml", "drafts/d.filing.yaml"];
    let named = |options: &[&str], paths: &[&str]| lint(&folder, &[&["--format", "json"], options, paths].concat());
    assert_eq!(named(&[], &both).status, 1);
    let forced = named(&["--force-exclude"], &both);
    let report = forced.json();
    assert_eq!((forced.status, judged(&report)), (0, BTreeSet::from(["a.filing.yaml"])));
    assert_eq!(left_out(&report), BTreeSet::from([("drafts/d.filing.yaml", "excluded")]));
    // Nothing else is named: that is what was asked for, and it is told, quiet or not.
    for options in [&["--force-exclude"][..], &["--force-exclude", "--quiet"]] {
        let ran = lint(&folder, &[options, &["drafts/d.filing.yaml"]].concat());
        assert!(
            ran.status == 0 && ran.out.contains("left out: 1 (excluded by the configuration): drafts/d.filing.yaml"),
            "{}",
            ran.said
        );
    }
    let elsewhere = sekisho(&folder.join("drafts"), &["lint", "--force-exclude", "d.filing.yaml"]);
    assert_eq!(elsewhere.status, 0, "{}", elsewhere.said);
    write(&folder, "sekisho.toml", "exclude = [\"drafts\"]\nforce-exclude = true\n");
    assert_eq!(named(&[], &both).status, 0);
    assert_eq!(named(&["--isolated"], &both).status, 1);
    assert_eq!(named(&["--isolated", "--force-exclude"], &both).status, 1);
}

#[test]
fn a_quiet_run_tells_a_configuration_that_has_a_say() {
    let folder = folder("quiet");
    write(&folder, "a.filing.yaml", faulty());
    for (config, told) in [
        ("fail-on = \"never\"", true),
        ("ignore = [\"node-terminal-erasure-report\"]", true),
        ("select = [\"contract-\"]", true),
        ("exclude = [\"nowhere\"]\nfail-on = \"never\"", true),
    ] {
        write(&folder, "sekisho.toml", format!("{config}\n"));
        let ran = lint(&folder, &["--quiet", "."]);
        assert_eq!(
            (ran.status, ran.out.contains("configuration: sekisho.toml (")),
            (0, told),
            "{config}: {}",
            ran.said
        );
    }
    write(&folder, "a.filing.yaml", clean());
    write(&folder, "sekisho.toml", "format = \"concise\"\n");
    assert_eq!(lint(&folder, &["--quiet", "."]).said, "", "what only looks otherwise is nothing to tell");
}

#[test]
fn a_quiet_document_is_whole() {
    let folder = folder("documents");
    write(&folder, "a.filing.yaml", clean());
    write(&folder, "b.filing.yaml", faulty());
    for (paths, status) in [(&["a.filing.yaml"][..], 0), (&["a.filing.yaml", "b.filing.yaml"], 1)] {
        for format in ["json", "ndjson", "sarif", "junit"] {
            let [loud, quiet] = [&["--format", format][..], &["--format", format, "--quiet"]]
                .map(|options| lint(&folder, &[options, paths].concat()));
            assert_eq!((quiet.status, quiet.out), (status, loud.out), "{format}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_judged_under_one_that_is() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = folder("bytes");
    let name = |bytes: &[u8]| PathBuf::from(std::ffi::OsStr::from_bytes(bytes));
    let filing = [&encoding_rs::SHIFT_JIS.encode("付議書").0[..], b".filing.yaml"].concat();
    if std::fs::write(folder.join(name(&filing)), faulty()).is_err() {
        // Some file systems take no such name.
        return;
    }
    // A file whose name is what is shown of the other is another file.
    let shown = r"\x95t\x8bc\x8f\x91.filing.yaml".to_owned();
    write(&folder, &shown, clean());
    let ran = lint(&folder, &["--format", "json", "."]);
    assert_eq!(
        (ran.status, judged(&ran.json())),
        (1, BTreeSet::from([&*format!("./{shown}"), &*format!("./{shown}'")]))
    );
    std::fs::remove_file(folder.join(&shown)).expect("removed");
    let audit = ["audit", "--fiscal-year", "2024"];
    for command in [&["lint", "--format", "json"][..], &audit, &["diagram"], &["report"]] {
        let mut named = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let ran = run(named.args(command).arg(name(&filing)).current_dir(&folder));
        assert!(ran.status < 2, "{command:?}: {}", ran.said);
    }
    // Records beside it are found.
    let evidence = [&encoding_rs::SHIFT_JIS.encode("付議書").0[..], b".evidence.yaml"].concat();
    std::fs::write(
        folder.join(name(&evidence)),
        "sekisho: evidence/v1\nfiling: nobody\nrecords: [{ kind: nothing }]\n",
    )
    .expect("written");
    let mut named = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let ran = run(named.args(audit).args(["--format", "json"]).arg(name(&filing)).current_dir(&folder));
    assert!(ran.out.contains(r"c\\x8f\\x91.evidence.yaml"), "{}", ran.said);
}

#[test]
fn a_name_is_found_however_its_marks_are_composed() {
    let folder = folder("marks");
    write(&folder, "か\u{3099}いき/ほ\u{309A}.filing.yaml", faulty());
    let ran = lint(&folder, &["--format", "concise", "がいき/ぽ.filing.yaml"]);
    assert_eq!(ran.status, 1, "{}", ran.said);
    write(&folder, "か\u{3099}いき/a.filing.yaml", clean());
    assert_eq!(lint(&folder, &["がいき/a.filing.yaml"]).status, 0);
    assert_eq!(lint(&folder, &["がいき"]).status, 1);
    assert_eq!(lint(&folder, &["がいき/ま.filing.yaml"]).status, 2);
}

#[test]
fn standard_input_bears_the_name_that_it_is_given() {
    let folder = folder("stdin");
    write(&folder, "sekisho.toml", "format = \"concise\"\nexclude = [\"drafts\"]\n");
    write(&folder, "filings/a.filing.yaml", clean());
    let lint = |arguments: &[&str]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sekisho"))
            .args(["lint", "--lang", "en", "--today", "2026-11-20"])
            .args(arguments)
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("run");
        // A run that refuses its arguments does not read.
        let _ = std::io::Write::write_all(&mut child.stdin.take().expect("piped"), faulty().as_bytes());
        let output = child.wait_with_output().expect("ended");
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (status, said) = lint(&["-", "--stdin-filename", "filings/a.filing.yaml"]);
    assert!(status == Some(1) && said.starts_with("filings/a.filing.yaml:"), "{said}");
    assert!(said.contains("configuration: sekisho.toml"), "{said}");
    // What is being written stands for what lies there.
    let (status, said) = lint(&["-", "filings", "--stdin-filename", "filings/a.filing.yaml"]);
    assert!(status == Some(1) && said.contains("1 filing(s)"), "{said}");
    let (status, said) = lint(&["-", "--stdin-filename", "drafts/a.filing.yaml", "--force-exclude"]);
    assert!(status == Some(0) && said.contains("left out: 1"), "{said}");
    let (status, said) = lint(&["filings", "--stdin-filename", "a.filing.yaml"]);
    assert!(status == Some(2) && said.contains("--stdin-filename"), "{said}");
}

#[test]
fn services_know_files_by_their_path_from_the_root() {
    let folder = folder("rooted");
    write(&folder, "filings/new/a.filing.yaml", faulty());
    write(&folder, "other/b.filing.yaml", faulty());
    let here = folder.join("filings").join("new");
    let b = folder.join("other/b.filing.yaml");
    let paths = ["a.filing.yaml", "./../../other/../other/b.filing.yaml"];
    let absolute = ["a.filing.yaml", b.to_str().expect("text")];
    for paths in [paths, absolute] {
        for (format, before) in [("github", "file="), ("sarif", "\"uri\":\""), ("junit", "file=\"")] {
            let ran = lint(&here, &[&["--format", format], &paths[..]].concat());
            let named: BTreeSet<&str> =
                ran.out.split(before).skip(1).map(|rest| rest.split(['"', ',']).next().expect("a path")).collect();
            assert_eq!(named, BTreeSet::from(["filings/new/a.filing.yaml", "other/b.filing.yaml"]), "{format}");
        }
    }
    // People know them as they named them.
    assert!(lint(&here, &["--format", "concise", "a.filing.yaml"]).out.starts_with("a.filing.yaml:"));
    // A build service says where the root is.
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(["lint", "--format", "github", "a.filing.yaml"]).current_dir(&here);
    let output = command.env("GITHUB_WORKSPACE", folder.join("filings")).output().expect("run");
    assert!(String::from_utf8_lossy(&output.stdout).contains("file=new/a.filing.yaml,"));
}

#[test]
fn pages_and_pictures_have_names_of_their_own() {
    let folder = folder("names");
    let long = "い".repeat(80);
    let mut names = vec![format!("{long}.filing.yaml"), "a.filing.yaml".to_owned(), "a.filing.yml".to_owned()];
    if cfg!(target_os = "linux") {
        names.extend(["A.filing.yaml", "が.filing.yaml", "か\u{3099}.filing.yaml"].map(str::to_owned));
    }
    names.iter().for_each(|name| write(&folder, &format!("in/{name}"), clean()));
    let ran = sekisho(&folder, &["report", "in", "-o", "out"]);
    assert_eq!(ran.status, 0, "{}", ran.said);
    assert_eq!(std::fs::read_dir(folder.join("out")).expect("made").count(), names.len() + 1);

    let filing = clean();
    let (before, rest) = filing.split_once("flows:\n").expect("flows");
    let (_, after) = rest.split_once("\ncontracts:").expect("contracts");
    let step = "steps: [{ id: 1, action: hand-over, actor: city, to: press, medium: paper, data: [roster] }]";
    let ids = ["a/b", "a_b", "a:b", "A_B", &long, &format!("{long}い")].map(str::to_owned);
    let flows = ids.iter().map(|id| format!("  - {{ id: \"{id}\", under: [main], {step} }}\n")).collect::<String>();
    let alike = format!("{before}flows:\n{flows}\ncontracts:{after}");
    write(&folder, "flows/c.filing.yaml", alike);
    let ran = sekisho(&folder, &["diagram", "flows/c.filing.yaml", "-o", "flows/o.svg"]);
    assert_eq!(ran.status, 0, "{}", ran.said);
    let pictures = std::fs::read_dir(folder.join("flows")).expect("made").count() - 1;
    assert_eq!(pictures, ids.len(), "{}", ran.said);
}

/// What was there nobody knows, so that nothing can be said to be gone or not.
#[cfg(unix)]
#[test]
fn a_base_that_cannot_be_looked_into_ends_the_run() {
    use std::os::unix::fs::symlink;
    let folder = empty_folder("seen", "base");
    let (here, base) = (folder.join("here"), folder.join("base"));
    std::fs::create_dir_all(here.join("filings/sub")).expect("made");
    std::fs::create_dir_all(&base).expect("made");
    std::fs::write(here.join("filings/a.filing.yaml"), text("tests/cmd/inputs/clean.yaml")).expect("written");
    std::fs::write(
        here.join("filings/sub/b.filing.yaml"),
        text("tests/cmd/inputs/clean.yaml").replace("\nid: ", "\nid: b-"),
    )
    .expect("written");
    let lint = |path: &str| lint(&here, &["--base", "../base", path]);
    // A base without the folder, and one in which a file has its name, had no filings there.
    assert_eq!(lint("filings").status, 0);
    std::fs::write(base.join("filings"), "").expect("written");
    assert_eq!(lint("filings/sub").status, 0);
    std::fs::remove_file(base.join("filings")).expect("removed");
    for target in ["filings", "nowhere"] {
        symlink(target, base.join("filings")).expect("linked");
        let ran = lint("filings");
        assert!(ran.status == 2 && ran.said.contains("filings"), "{target}: {}", ran.said);
        std::fs::remove_file(base.join("filings")).expect("removed");
    }
    std::fs::remove_dir(&base).expect("removed");
    assert_eq!(lint("filings").status, 2);
}
