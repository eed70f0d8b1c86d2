//! Files of packs, and records.

use serde_json::json;

use super::client::Client;

const RULE: &str = "\
- village-term: { ja: 委託期間は1年以内, en: A contract runs for a year at most }
  applies_to: contract
  when: { kind: outsourcing }
  require: { term.to: { before: { fact: term.from, plus: 366 days } } }
  severity: { violation: warning, unstated: note }
  violation: { ja: 長すぎます。, en: Too long. }
  unstated: { ja: 書かれていません。, en: Not stated. }
  help: { ja: 書いてください。, en: Write it. }
  basis: { ja: 手引き, en: the guide }
";

#[test]
fn a_rule_is_checked_while_it_is_written() {
    let folder = tempfile::tempdir().expect("folder");
    let pack = folder.path().join("village");
    std::fs::create_dir_all(pack.join("rules")).expect("folder");
    let head = "id: village\nversion: '1'\ntitle: { ja: 村, en: Village }\njurisdictions: [village]\n";
    std::fs::write(pack.join("policy.yaml"), head).expect("written");
    let path = pack.join("rules").join("term.yaml");
    std::fs::write(&path, RULE).expect("written");
    let uri = format!("file://{}", path.display());
    let mut client = Client::new();
    client.open(&uri, RULE);
    assert_eq!(client.diagnostics(&uri, 1), Vec::<serde_json::Value>::new());
    let mistakes = [
        ("applies_to: contract", "applies_to: contrakt", 1),
        ("kind: outsourcing", "kind: outsourcin", 2),
        ("term.to:", "term.too:", 3),
        ("  help:", "  halp:", 7),
        ("basis: { ja: 手引き, en: the guide }", "basis: { ja: 手引き", 8),
    ];
    for ((right, wrong, line), version) in mistakes.into_iter().zip(2..) {
        client.replace(&uri, version, &RULE.replace(right, wrong));
        let all = client.diagnostics(&uri, version);
        let lines: Vec<_> = all.iter().map(|one| one["range"]["start"]["line"].as_u64().unwrap()).collect();
        assert!(lines.contains(&line) || line == 8 && !lines.is_empty(), "{wrong}: {all:?}");
    }
    client.replace(&uri, 10, RULE);
    assert_eq!(client.diagnostics(&uri, 10), Vec::<serde_json::Value>::new());
    for ((old, new, word), version) in [
        ("applies_to: contract", "applies_to: |", "contract"),
        ("kind: outsourcing", "kind: |", "outsourcing"),
        ("{ kind: outsourcing }", "{ | }", "term.to"),
        ("violation: warning", "violation: |", "warning"),
        ("  basis:", "  |\n  basis:", "exempt"),
    ]
    .into_iter()
    .zip(11..)
    {
        let offered = client.offered(&uri, version, &RULE.replacen(old, new, 1));
        assert!(offered.contains_key(word), "{new}: {offered:?}");
    }
    let hover = client.at_mark("textDocument/hover", &uri, 20, &RULE.replace("applies_to", "appl|ies_to"));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("対象"), "{hover}");
    for (at, version, told) in [("term.|to: {", 21, "委託期間の終了日"), ("outsou|rcing", 22, "委託")] {
        let plain = at.replace('|', "");
        let hover = client.at_mark("textDocument/hover", &uri, version, &RULE.replacen(&plain, at, 1));
        assert!(hover["contents"]["value"].as_str().unwrap().contains(told), "{at}: {hover}");
    }
    let offered = client.offered(&uri, 23, &RULE.replace("applies_to: contract", "applies_to: |"));
    assert_eq!(offered["hop"], "受渡し");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn records_are_read_as_an_audit_reads_them() {
    let mut client = Client::new();
    let uri = "file:///desk/small.evidence.yaml";
    let text = "sekisho: evidence/v1\nfiling: small\nrecords:\n  - { kind: training, date: 2026-10-03 }\n";
    client.open(uri, text);
    assert_eq!(client.rules(uri, 1), Vec::<String>::new());
    client.replace(uri, 2, &text.replace("training", "trainig"));
    assert_eq!(client.rules(uri, 2), ["unknown-value"]);
    let offered = client.offered(uri, 3, &text.replace("kind: training", "kind: |"));
    assert!(offered.contains_key("training"), "{offered:?}");
    let offered = client.offered(uri, 4, &text.replace("date: 2026-10-03", "|"));
    assert!(offered.contains_key("date") && offered.contains_key("note"), "{offered:?}");
    let table = "file:///desk/small.evidence.csv";
    client.open(table, "filing,kind,date\nsmall,training,2026-10-03\nsmall,training,2026-13-03\n");
    let all = client.diagnostics(table, 1);
    assert_eq!((&all[0]["code"], &all[0]["range"]["start"]["line"]), (&json!("bad-date"), &json!(2)), "{all:?}");
    assert_eq!(client.end(), Some(0));
}
