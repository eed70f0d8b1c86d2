//! Formats that other services read: each is read back by a reader of its own, agrees with `json` on every place, and is
//! left intact by a filing whose texts try to break it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag};
use sekisho::text::terminal;
use serde_json::Value;

use crate::common::{empty_folder, root, sekisho, text};

/// What breaks out of strings, elements, tables, and commands, where it is not escaped.
const EVIL: &str = "::error::x ##[stop-commands]y ##vso[z] ]]> -->%0A%25 | <script>alert(1)</script> [a](https://x.jp) \
                    {0} \\ \"' & , ; @acme #1 \u{202e}\n::warning::z\u{FFFE}";

/// A folder with a filing of such texts, in which the place of each finding stands behind 𠮷 on its line, and a file that is
/// none. Its name needs escapes of its own.
fn folder(name: &str) -> PathBuf {
    let folder = empty_folder("services", name);
    let written = serde_json::to_string(EVIL).expect("a string").replace('\u{FFFE}', "\\uFFFE");
    let filing = text("policies/shinjuku/tests/base/outsourcing-cd-r.filing.yaml")
        .replace("title: 花壇里親への感謝状の作成業務の委託について", &format!("title: {written}"))
        .replace("name: 株式会社れんげ印刷", &format!("name: {written}"))
        .replace("name: 里親名簿", &format!("name: {written}"))
        .replace("title: 里親名簿の手渡し, encrypted: true", "title: 𠮷野の名簿の手渡し, encrypted: false")
        .replace("id: test-outsourcing-cd-r", "id: \"::error::##[stop-commands]x\"")
        .replace("notice: separate-occasion", "notice: same");
    std::fs::write(folder.join("%0A，[𠮷],a:b#.filing.yaml"), filing).expect("written");
    std::fs::write(folder.join("broken.filing.yaml"), "sekisho: filing/v1\nid: [\n").expect("written");
    folder
}

/// What `lint` prints of a folder in a format, with its status.
fn lint(folder: &Path, format: &str, more: &[&str]) -> (u8, String) {
    let folder = folder.display().to_string();
    let arguments = ["lint", "--isolated", "--lang", "ja", "--format", format, &folder];
    let (status, printed, said) = sekisho(&[&arguments, more].concat());
    assert_eq!(said, "");
    (status, printed)
}

/// The findings of `json`, each with the path of its file.
fn findings(folder: &Path, more: &[&str]) -> Vec<(PathBuf, Value)> {
    let report: Value = serde_json::from_str(&lint(folder, "json", more).1).expect("JSON");
    let filings = report["filings"].as_array().expect("filings").iter();
    let all = filings.flat_map(|filing| {
        let path = PathBuf::from(filing["path"].as_str().expect("a path"));
        filing["findings"].as_array().expect("findings").iter().map(move |one| (path.clone(), one.clone()))
    });
    all.collect()
}

fn string<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} in {value}"))
}

fn number(value: &Value, pointer: &str) -> usize {
    value.pointer(pointer).and_then(Value::as_u64).unwrap_or_else(|| panic!("{pointer} in {value}")) as usize
}

/// The path that a URI names.
fn path_of(uri: &str) -> PathBuf {
    let encoded = uri.strip_prefix("file://").unwrap_or(uri);
    place(&percent_encoding::percent_decode_str(encoded).decode_utf8().expect("text"))
}

/// The path of a file that is named from the root of its repository, if it is in one.
fn place(path: &str) -> PathBuf {
    crate::common::root().join(path)
}

/// What a reader of SARIF shows of a plain text.
fn shown(text: &str) -> String {
    let text = text.replace("{{", "{").replace("}}", "}");
    if !text.contains("\\]") {
        return text;
    }
    text.replace("\\[", "[").replace("\\]", "]").replace("\\\\", "\\")
}

#[test]
fn sarif_agrees_with_json_on_every_place() {
    for folder in [folder("sarif"), crate::common::root().join("examples")] {
        let (_, printed) = lint(&folder, "sarif", &[]);
        let log: Value = serde_json::from_str(&printed).expect("JSON");
        let run = &log["runs"][0];
        assert_eq!((string(&log, "/version"), string(run, "/columnKind")), ("2.1.0", "unicodeCodePoints"));
        let results = run["results"].as_array().expect("results");
        let expected = findings(&folder, &[]);
        assert_eq!(results.len(), expected.len());
        for (result, (path, finding)) in results.iter().zip(&expected) {
            let rule = &run["tool"]["driver"]["rules"][number(result, "/ruleIndex")];
            assert_eq!(
                (string(rule, "/id"), string(result, "/ruleId")),
                (string(finding, "/rule"), string(finding, "/rule"))
            );
            assert_eq!(string(result, "/level"), string(finding, "/severity"));
            assert_eq!(shown(string(result, "/message/text")), terminal(string(finding, "/message").trim()));
            assert_eq!(string(result, "/partialFingerprints/sekisho~1v1"), string(finding, "/fingerprint"));
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(path_of(string(place, "/artifactLocation/uri")), *path);
            for (there, here) in
                [("startLine", "line"), ("startColumn", "column"), ("endLine", "end_line"), ("endColumn", "end_column")]
            {
                let (there, here) = (place["region"][there].as_u64(), finding["location"][here].as_u64());
                assert_eq!(there, here, "{result}");
            }
            let way = result.pointer("/codeFlows/0/threadFlows/0/locations").and_then(Value::as_array);
            let witness = finding["witness"].as_array().expect("a list");
            assert_eq!(way.map_or(0, |way| way.len() - 1), witness.len());
            for (step, witness) in way.into_iter().flatten().zip(witness) {
                let line = step.pointer("/location/physicalLocation/region/startLine").and_then(Value::as_u64);
                assert_eq!(line, witness["line"].as_u64());
            }
        }
    }
}

#[test]
fn a_reader_of_sarif_finds_the_text_behind_a_character_beyond_the_plane() {
    let folder = folder("sarif-text");
    let (status, printed) = lint(&folder, "sarif", &["--select", "hop-media-encrypted"]);
    assert_eq!(status, 2, "a file is broken");
    let log: Value = serde_json::from_str(&printed).expect("JSON");
    // What is wrong in the form stands there whatever is selected.
    let mut results = log["runs"][0]["results"].as_array().expect("results").iter();
    let result = results.find(|result| result["ruleId"] == "hop-media-encrypted").expect("the rule");
    let place = &result["locations"][0]["physicalLocation"];
    let text = std::fs::read_to_string(path_of(string(place, "/artifactLocation/uri"))).expect("read");
    let line = text.lines().nth(number(place, "/region/startLine") - 1).expect("a line");
    let (from, to) = (number(place, "/region/startColumn") - 1, number(place, "/region/endColumn") - 1);
    assert!(line.chars().take(from).any(|c| c == '𠮷'), "{line}");
    assert_eq!(line.chars().skip(from).take(to - from).collect::<String>(), "false");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert!(string(invocation, "/toolExecutionNotifications/0/message/text").contains("broken.filing.yaml"));
}

/// A workflow command, read as GitHub's runner reads a line: name, properties, text.
fn command(line: &str) -> Option<(String, BTreeMap<String, String>, String)> {
    let (head, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let unescaped = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let pairs = properties.split(',').filter_map(|pair| pair.split_once('='));
    let properties = pairs.map(|(key, value)| (key.to_owned(), unescaped(value))).collect();
    Some((name.to_owned(), properties, data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")))
}

#[test]
fn github_reads_one_command_for_each_finding_and_no_other() {
    let folder = folder("github");
    let (_, printed) = lint(&folder, "github", &[]);
    let commands: Vec<_> = printed.lines().filter_map(command).collect();
    let expected = findings(&folder, &[]);
    assert_eq!(commands.len(), expected.len());
    for ((name, properties, data), (path, finding)) in commands.iter().zip(&expected) {
        let level = if string(finding, "/severity") == "note" { "notice" } else { string(finding, "/severity") };
        assert_eq!((name.as_str(), place(&properties["file"])), (level, path.clone()));
        assert!(properties["title"].contains(string(finding, "/rule")));
        assert!(data.contains(&*terminal(string(finding, "/message").trim())), "{data}");
        assert_eq!(properties["line"].parse(), Ok(number(finding, "/location/line")));
        let text = std::fs::read_to_string(path).expect("read");
        let line = text.split('\n').nth(number(finding, "/location/line") - 1).expect("a line");
        let units: Vec<u16> = line.encode_utf16().collect();
        let before =
            String::from_utf16(&units[..properties["col"].parse::<usize>().expect("a number") - 1]).expect("whole");
        assert_eq!(before.chars().count(), number(finding, "/location/column") - 1);
    }
    assert!(!printed.contains("##[") && !printed.contains("##vso["), "{printed}");
}

#[test]
fn junit_has_a_suite_for_each_filing_and_a_case_for_each_finding() {
    let folder = folder("junit");
    std::fs::write(folder.join("clean.filing.yaml"), text("tests/cmd/inputs/clean.yaml")).expect("written");
    let (_, printed) = lint(&folder, "junit", &["--fail-on", "warning"]);
    let document = roxmltree::Document::parse(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"));
    let suites: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testsuite")).collect();
    assert_eq!(suites.len(), 3);
    let expected = findings(&folder, &[]);
    let (mut names, mut cases) = (Vec::new(), 0);
    for suite in &suites {
        let own: Vec<_> = suite.children().filter(|node| node.has_tag_name("testcase")).collect();
        let count = |tag: &str| own.iter().filter(|case| case.children().any(|node| node.has_tag_name(tag))).count();
        for (attribute, counted) in [
            ("tests", own.len()),
            ("failures", count("failure")),
            ("errors", count("error")),
            ("skipped", count("skipped")),
        ] {
            assert_eq!(suite.attribute(attribute), Some(counted.to_string().as_str()), "{attribute}");
        }
        names.extend(own.iter().map(|case| (case.attribute("classname"), case.attribute("name"))));
        if suite.attribute("name").is_some_and(|name| name.ends_with("clean.filing.yaml")) {
            assert_eq!((own.len(), own[0].children().count()), (1, 0));
            continue;
        }
        for case in own {
            let (path, finding) = &expected[cases];
            cases += 1;
            let named = ["file", "classname"].map(|name| case.attribute(name).map(place));
            assert_eq!(named, [Some(path.clone()), Some(path.clone())]);
            let told = case.children().find(roxmltree::Node::is_element).expect("told");
            let broken = path.ends_with("broken.filing.yaml");
            let kind = match string(finding, "/severity") {
                _ if broken => "error",
                "note" => "system-out",
                _ => "failure",
            };
            assert_eq!(told.tag_name().name(), kind);
            let text = told.text().expect("a text").replace('\u{FFFD}', "\u{FFFE}");
            assert!(text.contains(&*terminal(string(finding, "/message").trim())), "{text}");
        }
    }
    assert_eq!(cases, expected.len());
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "services know a case by its name");
}

/// What GitLab's documentation asks of a report on the quality of code: a list of issues, each with these keys.
const CODE_QUALITY: &str = r#"{
  "type": "array",
  "items": {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
      "description": { "type": "string", "minLength": 1 },
      "check_name": { "type": "string", "minLength": 1 },
      "fingerprint": { "type": "string", "pattern": "^[0-9a-f]{16}(-[0-9]+)?$" },
      "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
      "location": {
        "type": "object",
        "required": ["path", "lines"],
        "properties": {
          "path": { "type": "string", "pattern": "^[^.]" },
          "lines": { "type": "object", "required": ["begin"], "properties": { "begin": { "type": "integer", "minimum": 1 } } }
        }
      }
    }
  }
}"#;

#[test]
fn gitlab_has_an_issue_for_each_finding_under_a_name_of_its_own() {
    let schema = jsonschema::validator_for(&serde_json::from_str(CODE_QUALITY).expect("JSON")).expect("a schema");
    let folder = folder("gitlab");
    let evil = folder.join("%0A，[𠮷],a:b#.filing.yaml");
    // The same filing twice has every fingerprint twice.
    std::fs::copy(&evil, folder.join("again.filing.yaml")).expect("copied");
    let (status, printed) = lint(&folder, "gitlab", &[]);
    let issues: Value = serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"));
    let broken = schema.iter_errors(&issues).map(|error| error.to_string()).next();
    assert_eq!((status, broken), (2, None));
    let issues = issues.as_array().expect("issues");
    let expected = findings(&folder, &[]);
    assert_eq!(issues.len(), expected.len());
    let mut names = BTreeMap::new();
    for (issue, (path, finding)) in issues.iter().zip(&expected) {
        *names.entry(string(issue, "/fingerprint")).or_insert(0) += 1;
        // From the root of the repository, which GitLab's paths begin at.
        assert_eq!(Path::new(string(issue, "/location/path")), path.strip_prefix(root()).unwrap_or(path));
        assert_eq!(string(issue, "/check_name"), string(finding, "/rule"));
        assert_eq!(number(issue, "/location/lines/begin"), number(finding, "/location/line").max(1));
        assert!(string(issue, "/description").contains(&*terminal(string(finding, "/message").trim())), "{issue}");
        let weights: &[&str] = match string(finding, "/severity") {
            _ if path.ends_with("broken.filing.yaml") => &["blocker"],
            "error" => &["critical", "major"],
            "warning" => &["minor"],
            _ => &["info"],
        };
        assert!(weights.contains(&string(issue, "/severity")), "{issue}");
    }
    assert!(names.values().all(|count| *count == 1), "{names:?}");
    let clean = empty_folder("services", "gitlab-clean");
    std::fs::write(clean.join("clean.filing.yaml"), text("tests/cmd/inputs/clean.yaml")).expect("written");
    assert_eq!(lint(&clean, "gitlab", &[]), (0, "[\n]\n".to_owned()));
}

#[test]
fn waived_and_known_findings_are_told_apart_in_every_format() {
    let folder = folder("known");
    std::fs::remove_file(folder.join("broken.filing.yaml")).expect("removed");
    let known = folder.join("known.json").display().to_string();
    let (status, _) = lint(&folder, "full", &["--write-baseline", &known, "--ignore", "hop-password-*"]);
    assert_eq!(status, 1);
    let compared = |format| lint(&folder, format, &["--baseline", &known]);
    let all = findings(&folder, &["--baseline", &known]);
    let old = all.iter().filter(|(_, finding)| finding["baselined"] == true).count();
    assert!(old > 0 && old < all.len(), "{old} of {}", all.len());

    let log: Value = serde_json::from_str(&compared("sarif").1).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results").iter();
    let suppressed = results.filter(|result| result.pointer("/suppressions/0/kind") == Some(&"external".into()));
    assert_eq!(suppressed.count(), old);
    let (_, printed) = compared("junit");
    let document = roxmltree::Document::parse(&printed).expect("XML");
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("skipped")).count(), old);
    let issues: Value = serde_json::from_str(&compared("gitlab").1).expect("JSON");
    let weights = issues.as_array().expect("issues").iter().map(|issue| string(issue, "/severity"));
    assert_eq!(weights.filter(|weight| *weight != "info").count(), all.len() - old);
    let (_, printed) = compared("github");
    assert!(printed.lines().filter_map(command).filter(|(name, ..)| name == "notice").count() >= old);
    let (_, printed) = compared("markdown");
    let (new, folded) = printed.split_once("<details>").expect("folded");
    assert!(new.contains("### 新しい要対応（1件）") && !folded.contains("###"), "{printed}");
    assert!(
        folded.contains(&format!("前回からの指摘（{old}件）")) && new.contains("hop-password-notice-separate"),
        "{printed}"
    );
    let (_, known) = lint(&folder, "markdown", &["--baseline", &known, "--ignore", "hop-password-*"]);
    assert!(known.contains("新しい指摘はありません。\n\n<details>"), "{known}");
}

#[test]
fn a_table_for_a_pull_request_holds_only_text() {
    let folder = folder("markdown");
    let (_, printed) = lint(&folder, "markdown", &[]);
    let mut rows = 0;
    for event in Parser::new_ext(&printed, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::TableRow) => rows += 1,
            Event::InlineHtml(html) => assert_eq!(&*html, "<br>"),
            Event::Html(_)
            | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock | Tag::CodeBlock(_)) => {
                panic!("{event:?} in {printed}")
            }
            _ => {}
        }
    }
    assert_eq!(rows, findings(&folder, &[]).len() + 1, "one for each finding, and the counts");
    assert!(!printed.contains("@acme"));
}

#[test]
fn no_build_service_reads_a_command_out_of_a_filing() {
    let folder = folder("commands");
    for format in ["full", "concise", "table", "markdown", "json", "ndjson", "sarif", "github", "gitlab", "junit"] {
        let (_, printed) = lint(&folder, format, &[]);
        let commands = printed.lines().filter(|line| command(line).is_some()).count();
        assert_eq!(commands, if format == "github" { findings(&folder, &[]).len() } else { 0 }, "{format}");
        for begin in ["##[", "##vso["] {
            assert!(!printed.contains(begin), "{format}: {printed}");
        }
    }
}
