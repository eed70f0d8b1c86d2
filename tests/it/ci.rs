//! What the project gives to the CI of others, run here: the action's shell steps as they stand, the example repository,
//! and the hook.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sekisho::source::Document;
use serde_json::Value;

use crate::common::{document, empty_folder, root, text};
use crate::contributing::fenced;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sekisho");

fn yaml(path: &str) -> Value {
    Document::to_json(document(path, &text(path)).root())
}

/// Runs a command in a folder, which has to go well.
fn run(folder: &Path, command: &mut Command) -> String {
    let output = command.current_dir(folder).output().expect("run");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let user = ["-c", "user.name=x", "-c", "user.email=x@localhost", "-c", "init.defaultBranch=main"];
    run(folder, Command::new("git").args(user).args(arguments))
}

fn commit(repository: &Path) -> String {
    git(repository, &["add", "--all"]);
    git(repository, &["commit", "--quiet", "--message", "x"]);
    git(repository, &["rev-parse", "HEAD"])
}

/// A repository made of the example, with one commit.
fn repository(name: &str) -> PathBuf {
    let repository = empty_folder("ci", name).join("repository");
    run(&root(), Command::new("cp").arg("-R").arg("examples/ci").arg(&repository));
    git(&repository, &["init", "--quiet"]);
    commit(&repository);
    repository
}

const FILING: &str = "filings/labels.filing.yaml";

/// Takes the last line off the filing: nothing says then that the contractor's copies are erased.
fn forget_the_erasure(repository: &Path) {
    let filing = text("tests/cmd/inputs/clean.yaml");
    let (before, last) = filing.trim_end().rsplit_once('\n').expect("lines");
    assert!(last.contains("method: delete"), "{last}");
    std::fs::write(repository.join(FILING), format!("{before}\n")).expect("written");
}

/// What GitHub does with a composite action, as far as its shell steps need it: inputs with their defaults, outputs of
/// steps, the variables of a runner, and its shell.
struct Action {
    action: Value,
    repository: PathBuf,
    inputs: BTreeMap<String, String>,
    outputs: BTreeMap<String, String>,
    temporary: PathBuf,
}

impl Action {
    fn on(repository: &Path, inputs: &[(&str, &str)]) -> Self {
        let action = yaml("action.yml");
        let declared = action["inputs"].as_object().expect("inputs").iter();
        let default = |input: &Value| input["default"].as_str().expect("a default").to_owned();
        let mut inputs_all: BTreeMap<String, String> =
            declared.map(|(name, one)| (name.clone(), default(one))).collect();
        // Of an event that is no pull request.
        inputs_all.insert("base".to_owned(), String::new());
        inputs_all.insert("program".to_owned(), PROGRAM.to_owned());
        for (name, value) in inputs {
            assert!(inputs_all.insert((*name).to_owned(), (*value).to_owned()).is_some(), "{name}");
        }
        let temporary = repository.with_file_name("temporary");
        let _ = std::fs::remove_dir_all(&temporary);
        std::fs::create_dir_all(&temporary).expect("made");
        Action { action, repository: repository.to_path_buf(), inputs: inputs_all, outputs: BTreeMap::new(), temporary }
    }

    /// The value of an expression, where it is all there is.
    fn value(&self, text: &str) -> String {
        let Some(expression) = text.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}")) else {
            assert!(!text.contains("${{"), "{text}");
            return text.to_owned();
        };
        match expression.split_once('.') {
            Some(("inputs", name)) => self.inputs[name].clone(),
            Some(("steps", output)) => self.outputs.get(output).cloned().unwrap_or_default(),
            Some(("github", "action_path")) => root().display().to_string(),
            Some(("github", "token")) => "token".to_owned(),
            Some(("github", "action_repository")) => "owner/sekisho".to_owned(),
            _ => panic!("{expression}"),
        }
    }

    /// Runs the step of a name, with a folder of programs before all others.
    fn step(&mut self, name: &str, programs: Option<&Path>) -> Output {
        let steps = self.action["runs"]["steps"].as_array().expect("steps").clone();
        let step = steps.iter().find(|step| step["name"] == name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(step["shell"], "bash", "{name}");
        let script = self.temporary.join("script.sh");
        std::fs::write(&script, step["run"].as_str().expect("a script")).expect("written");
        let file = |name: &str| {
            let file = self.temporary.join(name);
            std::fs::write(&file, "").expect("written");
            file
        };
        let (output, summary) = (file("output"), file("summary"));
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&script).current_dir(&self.repository);
        if let Some(programs) = programs {
            let path = std::env::var("PATH").expect("a path");
            command.env("PATH", format!("{}:{path}", programs.display()));
        }
        command.env("RUNNER_OS", "Linux").env("RUNNER_ARCH", "X64").env("RUNNER_TEMP", &self.temporary);
        command.env("GITHUB_OUTPUT", &output).env("GITHUB_STEP_SUMMARY", &summary);
        for (key, value) in step["env"].as_object().expect("variables") {
            command.env(key, self.value(value.as_str().expect("a text")));
        }
        let done = command.output().expect("run");
        let id = step["id"].as_str().unwrap_or(name);
        for line in std::fs::read_to_string(&output).expect("read").lines() {
            let (key, value) = line.split_once('=').expect("an output");
            self.outputs.insert(format!("{id}.outputs.{key}"), value.to_owned());
        }
        done
    }

    /// Runs all: the status of the check, what it prints, and the summary.
    fn run(&mut self) -> (i32, String, String) {
        let found = self.step("Find Sekisho", None);
        assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stderr));
        let checked = self.step("Check the filings", None);
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
        let summary = std::fs::read_to_string(self.temporary.join("summary")).expect("read");
        let status = self.step("Pass or fail", None).status.code().expect("a status");
        (status, String::from_utf8(checked.stdout).expect("text"), summary)
    }

    fn report(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.temporary.join("sekisho-reports").join(name)).ok()
    }
}

#[test]
fn the_action_is_green_and_draws() {
    let repository = repository("green");
    // A program may be named from here, and is used from elsewhere as well.
    std::os::unix::fs::symlink(PROGRAM, repository.join("program")).expect("linked");
    let mut action = Action::on(&repository, &[("path", "filings"), ("program", "./program"), ("base", "HEAD")]);
    let (status, printed, summary) = action.run();
    assert_eq!(status, 0, "{printed}");
    assert!(action.report("known.json").is_some(), "the base was checked");
    assert!(!printed.contains("::") && summary.contains("付議書の確認結果"), "{printed}{summary}");
    assert!(action.report("diagrams/filings/labels.svg").is_some_and(|svg| svg.contains("<svg")));
    assert!(action.report("findings.sarif").is_some() && action.report("junit.xml").is_some());
}

#[test]
fn the_action_fails_for_what_is_new_alone() {
    let repository = repository("new");
    let good = git(&repository, &["rev-parse", "HEAD"]);
    forget_the_erasure(&repository);
    let bad = commit(&repository);

    let mut action = Action::on(&repository, &[("path", "filings"), ("base", &good), ("lang", "en")]);
    let (status, printed, summary) = action.run();
    assert_eq!(status, 1, "{printed}");
    assert!(printed.contains("::error file=filings/labels.filing.yaml,line="), "{printed}");
    assert!(summary.contains("### New: error (1)") && summary.contains("node-terminal-erasure-report"), "{summary}");
    assert!(action.report("changes.md").is_some_and(|changes| summary.contains(changes.trim())), "{summary}");

    // Nothing is worse than it was.
    let mut action = Action::on(&repository, &[("path", "./filings"), ("base", &bad)]);
    let (status, printed, summary) = action.run();
    assert_eq!(status, 0, "{printed}");
    assert!(summary.contains("新しい指摘はありません。") && summary.contains("<details>"), "{summary}");
    assert!(action.report("changes.md").is_none());

    // A base that was not fetched hides nothing.
    let mut action = Action::on(&repository, &[("base", "0123456789012345678901234567890123456789")]);
    let (status, printed, _) = action.run();
    assert!(status == 1 && printed.starts_with("::warning::") && printed.contains("fetch-depth"), "{printed}");

    // One without filings has no findings.
    std::fs::remove_file(repository.join(FILING)).expect("removed");
    let none = commit(&repository);
    forget_the_erasure(&repository);
    assert_eq!(Action::on(&repository, &[("path", "filings"), ("base", &none)]).run().0, 1);
}

#[test]
fn nothing_that_a_change_brings_turns_its_own_check_green() {
    let repository = repository("own");
    let good = git(&repository, &["rev-parse", "HEAD"]);
    forget_the_erasure(&repository);
    let absolute = repository.join("filings").display().to_string();
    let status = |inputs: &[(&str, &str)]| Action::on(&repository, &[inputs, &[("lang", "en")]].concat()).run();
    for path in ["filings", "./filings/", &absolute, "filings/labels.filing.yaml"] {
        let (status, printed, _) = status(&[("path", path), ("base", &good)]);
        assert!(status == 1 && printed.contains("file=filings/labels.filing.yaml,"), "{path}: {printed}");
    }
    // Its configuration judges only where that is asked for.
    std::fs::write(repository.join("sekisho.toml"), "ignore = [\"node-\"]\n[severity]\nflow- = \"off\"\n")
        .expect("written");
    assert_eq!(status(&[("path", "filings"), ("base", &good)]).0, 1);
    assert_eq!(status(&[("path", &absolute), ("base", &good), ("settings", "head")]).0, 0);
    assert_eq!(status(&[("path", "filings"), ("base", &good), ("settings", "mine")]).0, 2);
    // Once it is the base's, it is what was decided; a base that is not at hand decides nothing.
    let decided = commit(&repository);
    std::fs::remove_file(repository.join("sekisho.toml")).expect("removed");
    let (done, printed, summary) = status(&[("path", "filings"), ("base", &decided)]);
    assert!(done == 0 && summary.contains("sekisho.toml"), "{printed}{summary}");
    git(&repository, &["checkout", "--quiet", "--", "sekisho.toml"]);
    let (done, printed, _) = status(&[("path", "filings"), ("base", "0123456789012345678901234567890123456789")]);
    assert!(done == 1 && printed.starts_with("::warning::"), "{printed}");
    // What lies outside the repository has no base.
    let outside = repository.with_file_name("outside");
    let _ = std::fs::remove_dir_all(&outside);
    std::fs::create_dir_all(&outside).expect("made");
    std::fs::copy(repository.join(FILING), outside.join("a.filing.yaml")).expect("copied");
    assert_eq!(status(&[("path", &outside.display().to_string()), ("base", &good)]).0, 2);
}

#[test]
fn the_action_judges_with_the_packs_of_the_base() {
    let repository = repository("packs");
    let pack = repository.join("packs/town");
    std::fs::create_dir_all(pack.join("rules")).expect("made");
    let head = "id: town\ntitle: { ja: 町, en: town }\nversion: \"1\"\njurisdictions: [town]\nextends: [shinjuku]\n";
    std::fs::write(pack.join("policy.yaml"), head).expect("written");
    let town = |text: String| {
        let own = text.replace("jurisdiction: shinjuku", "jurisdiction: town");
        std::fs::write(repository.join(FILING), own).expect("written");
    };
    town(text("tests/cmd/inputs/clean.yaml"));
    let good = commit(&repository);
    forget_the_erasure(&repository);
    town(std::fs::read_to_string(repository.join(FILING)).expect("read"));
    let off = "severity: { node-terminal-erasure-report: { any: off, reason: 都合 } }\n";
    std::fs::write(pack.join("policy.yaml"), format!("{head}{off}")).expect("written");
    let inputs = |settings| [("path", "filings"), ("policy", "packs"), ("base", good.as_str()), ("settings", settings)];
    assert_eq!(Action::on(&repository, &inputs("base")).run().0, 1);
    assert_eq!(Action::on(&repository, &inputs("head")).run().0, 0);
    // Packs that the base has not cannot judge for it.
    let mut action = Action::on(&repository, &[("path", "filings"), ("policy", "filings"), ("base", &good)]);
    assert_ne!(action.run().0, 0);
}

#[test]
fn pictures_and_changes_are_judged_as_the_filings_are() {
    let repository = repository("pictures");
    let pack = repository.join("packs/town");
    std::fs::create_dir_all(pack.join("rules")).expect("made");
    let head = "id: town\ntitle: { ja: 町, en: town }\nversion: \"1\"\njurisdictions: [town]\nextends: [shinjuku]\n";
    std::fs::write(pack.join("policy.yaml"), head).expect("written");
    std::fs::write(repository.join("sekisho.toml"), "policy = \"packs\"\n").expect("written");
    let town = text("tests/cmd/inputs/clean.yaml").replace("jurisdiction: shinjuku", "jurisdiction: town");
    std::fs::write(repository.join(FILING), &town).expect("written");
    let good = commit(&repository);
    // The change brings a configuration of its own, and an unencrypted disc.
    std::fs::write(repository.join("sekisho.toml"), "ignore = [\"hop-\"]\n").expect("written");
    std::fs::write(repository.join(FILING), town.replace("encrypted: true", "encrypted: false")).expect("written");
    let mut action = Action::on(&repository, &[("path", "filings"), ("base", &good), ("lang", "en")]);
    let (status, printed, summary) = action.run();
    assert!(status == 1 && printed.contains("hop-media-encrypted"), "{printed}");
    let svg =
        action.report("diagrams/filings/labels-1.svg").expect("a picture, which only the packs of the base can judge");
    assert!(svg.contains("<svg"));
    let changes = action.report("changes.md").expect("changes");
    assert!(changes.contains("Encryption") && summary.contains(changes.trim()), "{changes}");
}

#[test]
fn to_fail_on_notes_ignores_what_the_configuration_ignores() {
    let repository = repository("notes");
    let clean = text("tests/cmd/inputs/clean.yaml");
    std::fs::write(repository.join("sekisho.toml"), "ignore = [\"hop-\"]\n").expect("written");
    forget_the_erasure(&repository);
    let base = commit(&repository);
    // What was known is mended; what is new is of a rule that the office has decided to ignore.
    std::fs::write(repository.join(FILING), clean.replace("encrypted: true", "encrypted: false")).expect("written");
    let inputs = [("path", "filings"), ("base", base.as_str()), ("fail-on", "note")];
    let (status, printed, _) = Action::on(&repository, &inputs).run();
    assert_eq!(status, 0, "{printed}");
    std::fs::write(repository.join(FILING), clean.replace("headcount:", "headcount_total: 1201\n  headcount:"))
        .expect("written");
    assert_eq!(Action::on(&repository, &inputs).run().0, 1);
}

#[test]
fn a_result_that_is_too_long_is_summarised_by_its_beginning() {
    let repository = repository("long");
    let clean = text("tests/cmd/inputs/clean.yaml");
    let many: String = (0..999).map(|at| format!("{}{at}: 1\n", "z".repeat(60))).collect();
    for at in 0..3 {
        let own = clean.replace("id: sample-labels", &format!("id: sample-{at}"));
        std::fs::write(repository.join(format!("filings/{at}.filing.yaml")), format!("{own}\n{many}"))
            .expect("written");
    }
    for (lang, rest) in [("ja", "ここまでが初めの部分です"), ("en", "This is the beginning only")] {
        let mut action = Action::on(&repository, &[("path", "filings"), ("lang", lang)]);
        let (status, _, summary) = action.run();
        let whole = action.report("findings.md").expect("findings");
        assert!(status == 1 && whole.len() > 500_000, "{}", whole.len());
        let told = summary.find(rest).unwrap_or_else(|| panic!("{lang}: {}", summary.len()));
        assert!(
            summary.len() < 1_000_000 && told > 300_000 && whole.as_bytes().starts_with(&summary.as_bytes()[..100_000]),
            "{lang}"
        );
    }
}

#[test]
fn the_action_says_which_filings_are_gone() {
    let repository = repository("gone");
    let other = text("tests/cmd/inputs/clean.yaml").replace("id: sample-labels", "id: another");
    std::fs::write(repository.join("filings/other.filing.yaml"), other).expect("written");
    let before = commit(&repository);
    std::fs::remove_file(repository.join("filings/other.filing.yaml")).expect("removed");
    let mut action = Action::on(&repository, &[("path", "filings"), ("base", &before), ("lang", "en")]);
    let (status, printed, summary) = action.run();
    assert_eq!(status, 0, "{printed}");
    for said in [&printed, &summary] {
        assert!(
            said.replace("&#8203;", "").replace('\\', "").contains("no longer exist: filings/other.filing.yaml"),
            "{said}"
        );
    }
}

#[test]
fn inputs_of_the_action_are_text_and_nothing_else() {
    let repository = repository("inputs");
    let evil = "$(touch broken) `touch broken`; touch broken #\"'";
    let folder = repository.join(evil);
    std::fs::create_dir(&folder).expect("made");
    std::fs::rename(repository.join(FILING), folder.join("$(touch broken)\n.filing.yaml")).expect("moved");
    let mut action = Action::on(&repository, &[("path", evil), ("base", evil)]);
    let (status, printed, _) = action.run();
    assert_eq!(status, 0, "{printed}");
    assert!(!repository.join("broken").exists());
    assert_eq!(Action::on(&repository, &[("path", "nowhere")]).run().0, 2);
    let mut action = Action::on(&repository, &[("fail-on", evil)]);
    assert_eq!(action.run().0, 2, "bad usage is no clean result");
}

#[test]
fn the_action_takes_a_release_only_with_its_checksum_and_its_provenance() {
    let repository = repository("release");
    let folder = repository.with_file_name("release");
    let programs = repository.with_file_name("programs");
    for folder in [&folder, &programs] {
        let _ = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder).expect("made");
    }
    let archive = "sekisho-x86_64-unknown-linux-musl.tar.gz";
    std::fs::copy(PROGRAM, folder.join("sekisho")).expect("copied");
    run(&folder, Command::new("tar").args(["-czf", archive, "./sekisho"]));
    let sums = sums_of(&folder, archive);
    let tag = concat!("v", env!("CARGO_PKG_VERSION"));
    for (sums, attested, takes) in [
        (format!("{sums}\n"), true, true),
        (format!("{sums}\n"), false, false),
        (sums.replace(&sums[..4], "0000"), true, false),
        (String::new(), true, false),
    ] {
        std::fs::write(folder.join("SHA256SUMS"), &sums).expect("written");
        // Stands for GitHub's own program: it puts the files of the release where it is run, and knows their provenance.
        let gh = format!(
            "#!/bin/sh\necho \"$*\" >> called\nif [ \"$1\" = attestation ]; then {attested}; else cp {0}/SHA256SUMS {0}/{archive} .; fi\n",
            folder.display()
        );
        std::fs::write(programs.join("gh"), gh).expect("written");
        run(&programs, Command::new("chmod").args(["+x", "gh"]));
        let mut action = Action::on(&repository, &[("program", "")]);
        let found = action.step("Find Sekisho", Some(&programs));
        assert_eq!(found.status.success(), takes, "{sums}{}", String::from_utf8_lossy(&found.stderr));
        assert_eq!(action.outputs.contains_key("find.outputs.program"), takes);
        // Nothing is unpacked, and so nothing can be run, before all is known.
        assert_eq!(action.temporary.join("sekisho-program/sekisho").exists(), takes);
        let called = std::fs::read_to_string(action.temporary.join("sekisho-program/called")).expect("called");
        let mut called = called.lines();
        let expected = format!("release download {tag} --repo owner/sekisho --pattern {archive} ");
        assert!(called.next().is_some_and(|call| call.starts_with(&expected)));
        let expected = format!(
            "attestation verify {archive} --repo owner/sekisho --signer-workflow \
             owner/sekisho/.github/workflows/release.yml --source-ref refs/tags/{tag} --deny-self-hosted-runners"
        );
        let asked = sums.starts_with(&sums_of(&folder, archive)).then_some(expected);
        assert_eq!(called.next(), asked.as_deref(), "the checksum comes first");
    }
}

/// The checksum of a file, as `SHA256SUMS` has it.
fn sums_of(folder: &Path, file: &str) -> String {
    run(folder, Command::new("sha256sum").arg(file))
}

#[test]
fn the_script_of_the_example_says_what_the_program_says() {
    let repository = repository("script");
    let path = format!(
        "{}:{}",
        Path::new(PROGRAM).parent().expect("a folder").display(),
        std::env::var("PATH").expect("a path")
    );
    let check = |base: &str| {
        let mut command = Command::new("./check.sh");
        let output = command.args(["filings", base]).env("PATH", &path).current_dir(&repository).output().expect("run");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        output.status.code()
    };
    assert_eq!(check(""), Some(0));
    forget_the_erasure(&repository);
    assert_eq!((check(""), check("HEAD")), (Some(1), Some(1)));
    let bad = commit(&repository);
    assert_eq!((check(""), check(&bad)), (Some(1), Some(0)));
    let junit = std::fs::read_to_string(repository.join("sekisho-reports/junit.xml")).expect("read");
    assert!(junit.contains("failures=\"0\" errors=\"0\" skipped=\"1\""), "{junit}");
    assert_eq!(git(&repository, &["status", "--short"]), "", "reports are not for the repository");
}

#[test]
fn hooks_take_filings_and_other_services_take_the_script() {
    for hook in yaml(".pre-commit-hooks.yaml").as_array().expect("hooks") {
        assert_eq!(
            (hook["entry"].as_str(), hook["files"].as_str()),
            (Some("sekisho lint --quiet --force-exclude"), Some("(?i)\\.filing\\.ya?ml$"))
        );
    }
    let elsewhere = &yaml("examples/ci/.gitlab-ci.yml")["付議書の確認"];
    assert_eq!(elsewhere["script"][0], "./check.sh filings \"${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}\"");
    assert_eq!(elsewhere["artifacts"]["reports"]["junit"], "sekisho-reports/junit.xml");
    assert_eq!(text(&format!("examples/ci/{FILING}")), text("tests/cmd/inputs/clean.yaml"), "the filing of README");
}

#[test]
fn workflows_that_are_shown_are_workflows() {
    let example = yaml("examples/ci/.github/workflows/sekisho.yml");
    let names = |steps: &Value| -> Vec<String> {
        let steps = steps.as_array().expect("steps").iter().map(|step| step["uses"].as_str().expect("an action"));
        steps.map(|uses| uses.split('@').next().expect("a name").to_owned()).collect()
    };
    for path in ["README.md", "README.en.md", "docs/ci.md"] {
        let shown = fenced(&text(path), "yml");
        let workflow = shown.iter().find(|block| block.contains("runs-on")).unwrap_or_else(|| panic!("{path}"));
        let workflow = Document::to_json(document(path, workflow).root());
        let job = &workflow["jobs"]["filings"];
        assert_eq!(names(&job["steps"]), names(&example["jobs"]["filings"]["steps"]), "{path}");
        assert_eq!(workflow["permissions"], example["permissions"], "{path}");
        let action = yaml("action.yml");
        for given in job["steps"][1]["with"].as_object().expect("inputs").keys() {
            assert!(action["inputs"][given].is_object(), "{path}: {given}");
        }
    }
    let inputs = yaml("action.yml")["inputs"].as_object().expect("inputs").clone();
    let guide = text("docs/ci.md");
    for input in inputs.keys() {
        assert!(guide.contains(&format!("| `{input}` |")), "docs/ci.md does not tell of {input}");
    }
}
