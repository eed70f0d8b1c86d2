//! Losses that were made public, and ordinary mistakes of a clerk, as changes of filings: what was filed is in order, what was
//! done or mistaken is told (`tests/losses.yaml`, `tests/mistakes.yaml`).

use std::fmt::Write as _;

use sekisho::source::Document;
use serde_json::{Value, json};

use crate::common::{document, empty_folder, root, sekisho, text};

#[test]
fn what_was_done_is_told() {
    assert_eq!(hold("losses"), 13, "losses");
}

#[test]
fn what_a_clerk_mistakes_is_told() {
    assert_eq!(hold("mistakes"), 60, "mistakes");
}

/// Holds every row of a table, and returns how many there are.
fn hold(name: &str) -> usize {
    let table = Document::to_json(document(name, &text(&format!("tests/{name}.yaml"))).root());
    let rows = table.as_array().expect("rows");
    let mut wrong = String::new();
    for (number, row) in rows.iter().enumerate() {
        let case = Case { row, folder: empty_folder(name, &number.to_string()).display().to_string() };
        for trouble in case.troubles() {
            let _ = writeln!(wrong, "{}: {trouble}", row["why"]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    rows.len()
}

struct Case<'c> {
    row: &'c Value,
    folder: String,
}

impl Case<'_> {
    fn troubles(&self) -> Vec<String> {
        let filed = self.filing(&json!([]));
        let mut wrong: Vec<String> = self
            .lint(&filed, &[])
            .iter()
            .filter(|finding| finding["severity"] != "note")
            .map(|finding| format!("as filed, {} speaks", finding["rule"]))
            .collect();
        let run = self.filing(&self.row["run"]);
        let found = self.new_in(&filed, &run, &[]);
        wrong.extend(lacking(&self.row["told"], &found));
        if self.row["silent"] == true {
            // A list of what is not told has to be kept: what is told by now is no longer one of it.
            wrong.extend(found.iter().map(|finding| format!("{} tells it by now", finding["rule"])));
        }
        let silent = self.row["silent"].as_array().into_iter().flatten();
        let speaks = silent.filter(|rule| found.iter().any(|finding| finding["rule"] == **rule));
        wrong.extend(speaks.map(|rule| format!("{rule} speaks")));
        if !self.row["strict"].is_null() {
            wrong.extend(lacking(&self.row["strict"], &self.new_in(&filed, &run, &["--profile", "strict"])));
        }
        if !self.row["records"].is_null() {
            wrong.extend(self.audited(&filed));
        }
        wrong
    }

    /// What is found in a filing and not in another.
    fn new_in(&self, before: &Value, after: &Value, more: &[&str]) -> Vec<Value> {
        let known = self.lint(before, more);
        let is_known = |finding: &Value| {
            known.iter().any(|one| ["rule", "subject", "verdict", "message"].iter().all(|key| one[key] == finding[key]))
        };
        self.lint(after, more).into_iter().filter(|finding| !is_known(finding)).collect()
    }

    /// The clean filing of the case with changes: one of the pack by its name, another by its path.
    fn filing(&self, changes: &Value) -> Value {
        let base = self.row["base"].as_str().expect("a base");
        let folder = if base.contains('/') { "" } else { "policies/shinjuku/tests/base/" };
        let path = format!("{folder}{base}.filing.yaml");
        let mut filing = Document::to_json(document(&path, &text(&path)).root());
        let changes = if changes.is_null() { json!([]) } else { changes.clone() };
        let patch: json_patch::Patch = serde_json::from_value(changes).expect("a patch");
        json_patch::patch(&mut filing, &patch).unwrap_or_else(|error| panic!("{base}: {error}"));
        filing
    }

    fn lint(&self, filing: &Value, more: &[&str]) -> Vec<Value> {
        let path = self.write("a.filing.yaml", filing);
        let report = run(&[&["lint", "--isolated", "--format", "json", &path], more].concat());
        report["filings"][0]["findings"].as_array().expect("findings").clone()
    }

    fn audited(&self, filing: &Value) -> Vec<String> {
        self.write("a.filing.yaml", filing);
        let records = json!({ "sekisho": "evidence/v1", "filing": filing["id"], "records": self.row["records"] });
        self.write("a.evidence.yaml", &records);
        let year = self.row["year"].to_string();
        let today = self.row["today"].as_str().expect("a day");
        let dates = ["--fiscal-year", &year, "--today", today];
        let audit = run(&[&["audit", "--isolated", "--format", "json", &self.folder], dates.as_slice()].concat());
        let found = audit["findings"].as_array().expect("findings");
        let mut wrong = lacking(&self.row["shown"], found);
        let parts = audit["parts"].as_array().into_iter().flatten();
        let owed: Vec<&Value> = parts.flat_map(|part| part["obligations"].as_array().into_iter().flatten()).collect();
        let is_open = |id: &Value| {
            let own = owed.iter().filter(|one| one["id"] == *id);
            own.clone().next().is_some() && own.into_iter().all(|one| one["status"] != "met")
        };
        let met = self.row["owed"].as_array().into_iter().flatten().filter(|id| !is_open(id));
        wrong.extend(met.map(|id| format!("{id} counts as met")));
        wrong
    }

    fn write(&self, name: &str, content: &Value) -> String {
        let path = root().join(&self.folder).join(name);
        std::fs::write(&path, serde_json::to_string_pretty(content).expect("text")).expect("written");
        path.display().to_string()
    }
}

fn run(arguments: &[&str]) -> Value {
    let (_, shown, said) = sekisho(arguments);
    serde_json::from_str(&shown).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {said}"))
}

/// What is expected and not found.
fn lacking(expected: &Value, found: &[Value]) -> Vec<String> {
    let is = |finding: &Value, wanted: &Value| {
        let message = finding["message"].as_str().unwrap_or_default();
        let rules = &wanted["rule"];
        let any = |rules: &Vec<Value>| rules.contains(&finding["rule"]);
        (*rules == "any" || *rules == finding["rule"] || rules.as_array().is_some_and(any))
            && (wanted["severity"].is_null() || finding["severity"] == wanted["severity"])
            && (wanted["about"].is_null() || finding["subject"]["id"] == wanted["about"])
            && wanted["says"].as_str().is_none_or(|says| message.contains(says))
    };
    let expected = expected.as_array().into_iter().flatten();
    let lacking = expected.filter(|wanted| !found.iter().any(|finding| is(finding, wanted)));
    lacking.map(|wanted| format!("not told: {wanted}")).collect()
}
