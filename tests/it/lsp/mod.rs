//! The language server as a client meets it.

mod client;
pub(crate) mod lists;
mod packs;
mod talk;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::common::text;
use client::{Client, edited, position};

const URI: &str = "file:///desk/%E4%BB%98%E8%AD%B0.filing.yaml";

/// A filing that is read without a mistake, with Japanese and a character of two units before ids.
const SMALL: &str = "\
sekisho: filing/v1
id: small
jurisdiction: shinjuku
submitted: 2026-06-01
actors:
  ward: { role: principal, name: 𠮷野区 }
  firm: { role: contractor, name: 委託先株式会社 }
data:
  roll: { name: 名簿, items: [氏名] }
stores:
  pc: { actor: ward, kind: pc, name: 端末 }
flows:
  - id: main
    title: 𠮷野の流れ
    under: [print]
    steps:
      - { id: 1, title: 𠮷を抽出, action: extract, actor: ward, from: pc, onto: cd-r, data: [roll] }
      - { id: 2, title: 手渡し, action: hand-over, actor: ward, to: firm, medium: cd-r, data: [roll] }
contracts:
  - { id: print, kind: outsourcing, from: ward, to: firm, provides: [roll], work: [印刷] }
waivers:
  - { rule: hop-media-encrypted, at: main/2, verdict: unstated, reason: 確認中, approval: none, until: 2027-03-31 }
";

/// How often each rule is told of by `lint`.
fn linted(path: &str) -> BTreeMap<String, usize> {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["lint", "--format", "json", "--today", "2026-11-30", path])
        .current_dir(crate::common::root())
        .output()
        .expect("lint");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = report["filings"][0]["findings"].as_array().expect("findings");
    counted(findings.iter().filter_map(|finding| finding["rule"].as_str().map(str::to_owned)))
}

fn counted(rules: impl IntoIterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for rule in rules {
        *counts.entry(rule).or_default() += 1;
    }
    counts
}

fn uri_of(path: &str) -> String {
    format!("file://{}", crate::common::root().join(path).display())
}

#[test]
fn what_is_told_is_what_a_lint_finds() {
    let mut client = Client::new();
    for path in ["examples/shinjuku/001.filing.yaml", "examples/incidents/amagasaki-2022/as-run.filing.yaml"] {
        let uri = uri_of(path);
        client.open(&uri, &text(path));
        assert_eq!(counted(client.rules(&uri, 1)), linted(path), "{path}");
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_finding_appears_and_goes_within_a_hundred_changes() {
    let mut client = Client::new();
    client.open(URI, SMALL);
    let before = client.rules(URI, 1);
    assert!(!before.contains(&"unknown-value".to_owned()), "{before:?}");
    let at = position(SMALL, SMALL.find("extract").unwrap() + 2);
    let (line, character) = (&at["line"], at["character"].as_u64().unwrap());
    let after = json!({ "line": line, "character": character + 1 });
    let empty = json!({ "start": at, "end": at });
    for round in 0..50 {
        client.change(URI, 2 + 2 * round, json!([{ "range": empty, "text": "x" }]));
        if round % 10 == 0 {
            let all = client.diagnostics(URI, 2 + 2 * round);
            let finding = all.iter().find(|one| one["code"] == "unknown-value").expect("a finding");
            assert_eq!(finding["range"]["start"]["line"], *line);
            assert_eq!((&finding["severity"], &finding["source"]), (&json!(1), &json!("sekisho")));
            assert!(finding["message"].as_str().unwrap().contains("exxtract"), "{finding}");
        }
        client.change(URI, 3 + 2 * round, json!([{ "range": { "start": at, "end": after }, "text": "" }]));
    }
    assert_eq!(client.rules(URI, 101), before);
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn ids_are_offered_where_they_fit_in_block_and_in_flow_maps() {
    let mut client = Client::new();
    client.open(URI, SMALL);
    let mut version = 1;
    for (old, new, wanted, unwanted) in [
        ("actor: ward, from", "actor: |, from", "firm", "pc"),
        ("from: pc, onto", "from: |, onto", "pc", "ward"),
        ("data: [roll] }\ncontracts", "data: [|] }\ncontracts", "roll", "pc"),
        ("under: [print]", "under: [|]", "print", "main"),
        ("under: [print]", "under:\n      - |", "print", "main"),
        ("approval: none", "approval: |", "", "print"),
        ("  pc: { actor: ward,", "  pc:\n    actor: |\n  pc2: {", "ward", "roll"),
        ("    steps:", "    measures:\n      |\n    steps:", "firm", "roll"),
        ("rule: hop-media-encrypted", "rule: |", "hop-media-encrypted", "firm"),
    ] {
        version += 1;
        assert!(SMALL.contains(old), "{old}");
        let offered = client.offered(URI, version, &SMALL.replacen(old, new, 1));
        assert!(wanted.is_empty() || offered.contains_key(wanted), "{new}: {offered:?}");
        assert!(!offered.contains_key(unwanted), "{new}: {offered:?}");
    }
    let offered = client.offered(URI, 99, &SMALL.replace("actor: ward, from", "actor: |, from"));
    assert_eq!(offered["firm"], "委託先株式会社");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn keys_are_offered_once_and_in_the_language_of_the_client() {
    for (locale, meaning) in [("ja", "媒体"), ("en-GB", "Medium")] {
        let mut client = Client::of_locale(locale);
        client.open(URI, SMALL);
        let flow = SMALL.replace("medium: cd-r, data", "|, data");
        let block = SMALL.replace("flows:\n", "flows:\n  - id: other\n    steps:\n      - id: 1\n        |\n");
        for (version, text) in [(2, flow), (3, block)] {
            let offered = client.offered(URI, version, &text);
            let medium = offered.get("medium").unwrap_or_else(|| panic!("{offered:?}"));
            assert!(medium.starts_with(meaning), "{medium}");
            assert!(!offered.contains_key("id") && !offered.contains_key("role"), "{offered:?}");
        }
        assert_eq!(client.end(), Some(0));
    }
}

#[test]
fn what_is_written_is_explained() {
    let mut client = Client::new();
    client.open(URI, SMALL);
    let mut version = 1;
    for (old, new, told) in [
        ("action: extract", "acti|on: extract", "動作"),
        ("action: extract", "action: extr|act", "抽出"),
        ("to: firm, medium", "to: fi|rm, medium", "委託先株式会社"),
        ("under: [print]", "under: [pr|int]", "別紙"),
        ("rule: hop-media-encrypted", "rule: hop-media-enc|rypted", "暗号化"),
        ("  firm: {", "  fi|rm: {", "関係者"),
    ] {
        version += 1;
        let hover = client.at_mark("textDocument/hover", URI, version, &SMALL.replacen(old, new, 1));
        let text = hover["contents"]["value"].as_str().unwrap_or_else(|| panic!("{new}: {hover}"));
        assert!(text.contains(told), "{new}: {text}");
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn an_id_is_found_where_it_is_given_and_everywhere_it_is_used() {
    let mut client = Client::new();
    client.open(URI, SMALL);
    let asked = SMALL.replace("to: firm, medium", "to: fi|rm, medium");
    let given = client.at_mark("textDocument/definition", URI, 2, &asked);
    let place = SMALL.find("firm: {").unwrap();
    assert_eq!(given[0]["range"]["start"], position(SMALL, place));
    let params = |with: bool| {
        let position = position(SMALL, place);
        json!({ "textDocument": { "uri": URI }, "position": position, "context": { "includeDeclaration": with } })
    };
    // Given once; used by the second step and by the contract.
    let used = client.ask("textDocument/references", params(false)).unwrap();
    assert_eq!(used.as_array().unwrap().len(), 2);
    assert_eq!(client.ask("textDocument/references", params(true)).unwrap().as_array().unwrap().len(), 3);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn an_id_is_renamed_everywhere_or_not_at_all() {
    let mut client = Client::new();
    for (source, ends) in [(SMALL.to_owned(), "\n"), (SMALL.replace('\n', "\r\n"), "\r\n")] {
        client.open(URI, &source);
        let rename = |client: &mut Client, at: &str, new: &str| {
            let position = position(&source, source.find(at).unwrap());
            let params = json!({ "textDocument": { "uri": URI }, "position": position, "newName": new });
            client.ask("textDocument/rename", params).map(|answer| edited(&source, &answer["changes"][URI]))
        };
        let renamed = rename(&mut client, "ward: {", "区役所").expect("renamed");
        let expected = source
            .replace("  ward:", "  区役所:")
            .replace("actor: ward", "actor: 区役所")
            .replace("from: ward", "from: 区役所");
        assert_eq!(renamed, expected, "{ends:?}");
        // The waiver is about the flow and the step.
        let flow = rename(&mut client, "main", "whole").expect("renamed");
        assert_eq!(flow, source.replace("id: main", "id: whole").replace("at: main/2", "at: whole/2"));
        let step = rename(&mut client, "2, title", "7").expect("renamed");
        assert_eq!(step, source.replace("id: 2,", "id: 7,").replace("main/2", "main/7"));
        // What would be read as a truth value is quoted.
        let quoted = rename(&mut client, "roll: {", "true").expect("renamed");
        assert!(quoted.contains("provides: [\"true\"]"), "{quoted}");
        assert_eq!(rename(&mut client, "ward: {", "firm"), Err(-32803));
        assert_eq!(rename(&mut client, "ward: {", "two words"), Err(-32803));
        assert_eq!(rename(&mut client, "jurisdiction", "x"), Err(-32803));
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn renaming_changes_nothing_that_is_found_in_a_whole_filing() {
    let path = "examples/shinjuku/000.filing.yaml";
    let (source, uri) = (text(path), uri_of(path));
    let mut client = Client::new();
    client.open(&uri, &source);
    let before = counted(client.rules(&uri, 1));
    let mut version = 1;
    for id in ["clinic:", "reserved:", "clinic-pc:"] {
        version += 1;
        let position = position(&source, source.find(&format!("  {id}")).unwrap() + 3);
        let params = json!({ "textDocument": { "uri": uri }, "position": position, "newName": "renamed" });
        let answer = client.ask("textDocument/rename", params).expect("renamed");
        let renamed = edited(&source, &answer["changes"][&uri]);
        assert_ne!(renamed, source);
        client.replace(&uri, version, &renamed);
        assert_eq!(counted(client.rules(&uri, version)), before, "{id}");
        version += 1;
        client.replace(&uri, version, &source);
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_broken_text_keeps_what_was_known() {
    let mut client = Client::new();
    client.open(URI, SMALL);
    let outline = |client: &mut Client| {
        let params = json!({ "textDocument": { "uri": URI } });
        client.ask("textDocument/documentSymbol", params).unwrap()
    };
    let whole = outline(&mut client);
    let names = |outline: &Value| -> Vec<String> {
        outline.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&whole), ["ward", "firm", "roll", "pc", "main", "print"]);
    let flow = whole.as_array().unwrap().iter().find(|one| one["name"] == "main").unwrap();
    assert_eq!(names(&flow["children"]), ["1", "2"]);
    let broken = SMALL.replace("under: [print]", "under: [[[print: {");
    client.replace(URI, 2, &broken);
    assert_eq!(client.rules(URI, 2), ["yaml-syntax"]);
    assert_eq!(names(&outline(&mut client)), ["ward", "firm", "roll", "pc", "main", "print"]);
    let offered = client.offered(URI, 3, &broken.replace("to: firm, medium", "to: |, medium"));
    assert!(offered.contains_key("firm"), "{offered:?}");
    let hover = client.at_mark("textDocument/hover", URI, 4, &broken.replace("onto: cd-r", "onto: cd|-r"));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("CD-R"), "{hover}");
    assert_eq!(client.end(), Some(0));
}

/// The answers that are offered on the line of a text, by the key that they write: title and text after it.
fn answers(client: &mut Client, source: &str, line: &str) -> Vec<(String, String)> {
    let place = position(source, source.find(line).unwrap());
    let end = position(source, source.find(line).unwrap() + line.len());
    let params = json!({
        "textDocument": { "uri": URI }, "range": { "start": place, "end": end }, "context": { "diagnostics": [] },
    });
    let all = client.ask("textDocument/codeAction", params).expect("actions");
    let action = |action: &Value| {
        assert_eq!((&action["kind"], &action["isPreferred"]), (&json!("quickfix"), &Value::Null));
        assert!(!action["diagnostics"].as_array().unwrap().is_empty());
        (action["title"].as_str().unwrap().to_owned(), edited(source, &action["edit"]["changes"][URI]))
    };
    all.as_array().unwrap().iter().map(action).collect()
}

#[test]
fn both_answers_are_offered_and_neither_is_preferred() {
    let block = SMALL.replace(
        "      - { id: 2, title: 手渡し, action: hand-over, actor: ward, to: firm, medium: cd-r, data: [roll] }\n",
        "      - id: 2\n        action: hand-over\n        actor: ward\n        to: firm\n        medium: cd-r\n        data: [roll] # 名簿\n",
    );
    let unwaived = |text: &str| text[..text.find("waivers:").unwrap()].to_owned();
    let mut client = Client::new();
    for (source, line, written) in [
        (unwaived(SMALL), "{ id: 2, title", ("data: [roll] }\ncontracts", "data: [roll], encrypted: X }\ncontracts")),
        (unwaived(&block), "id: 2", ("# 名簿\n", "# 名簿\n        encrypted: X\n")),
        (unwaived(&block).replace('\n', "\r\n"), "id: 2", ("# 名簿\r\n", "# 名簿\r\n        encrypted: X\r\n")),
    ] {
        client.open(URI, &source);
        assert!(client.rules(URI, 1).contains(&"hop-media-encrypted".to_owned()));
        let all = answers(&mut client, &source, line);
        let encrypted: Vec<_> = all.iter().filter(|(title, _)| title.contains("encrypted")).collect();
        let expected = |value: &str| source.replacen(written.0, &written.1.replace('X', value), 1);
        let [(yes, with_yes), (no, with_no)] = encrypted.as_slice() else { panic!("{all:?}") };
        assert!(yes.contains("はい") && no.contains("いいえ"), "{yes} {no}");
        assert_eq!((with_yes, with_no), (&expected("true"), &expected("false")));
        client.replace(URI, 2, with_yes);
        assert!(!client.rules(URI, 2).contains(&"hop-media-encrypted".to_owned()));
        client.replace(URI, 3, with_no);
        let denied = client.diagnostics(URI, 3);
        let finding = denied.iter().find(|one| one["code"] == "hop-media-encrypted").expect("still found");
        assert_eq!(finding["severity"], 1);
    }
    // Of a closed list every word is offered, in the order of the list.
    let mailed = unwaived(SMALL)
        .replace("action: hand-over", "action: mail")
        .replace("medium: cd-r, data", "medium: paper, data");
    client.open(URI, &mailed);
    let all = answers(&mut client, &mailed, "{ id: 2, title");
    let services: Vec<_> = all.iter().filter_map(|(_, after)| after.split_once("transport: { service: ")).collect();
    let services: Vec<_> = services.iter().filter_map(|(_, rest)| rest.split([' ', '}']).next()).collect();
    assert_eq!(services, ["ordinary", "registered", "simplified-registered", "tracked"], "{all:?}");
    assert_eq!(client.end(), Some(0));
}
