//! How conditions are judged and findings made: a pack of tests (`tests/check/town`), rules and filings that each case
//! brings, and what comes of it, by hand.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use sekisho::check::{self, Tally};
use sekisho::facts::Standing;
use sekisho::finding::{Entry, Finding};
use sekisho::policy::{PackFile, Packs};
use sekisho::session::{Options, Session};
use sekisho::source::{Document, Limits, SourceFile, Span};
use sekisho::words::Lang;
use serde_json::{Map, Value, json};

use crate::common::{below, document, root, text};

const PACK: &str = "tests/check/town";
const FILING: &str = "tests/check/town.filing.yaml";

/// A session on the core pack and the pack of tests, with rules; one for all cases that have the same.
fn session_with(rules: &Value, lang: Lang) -> Arc<Session> {
    static KNOWN: Mutex<BTreeMap<String, Arc<Session>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let key = format!("{} {rules}", lang.word());
    Arc::clone(known.entry(key).or_insert_with(|| Arc::new(new_session(rules, lang))))
}

fn new_session(rules: &Value, lang: Lang) -> Session {
    let core = below(&root().join("policies/core"), ".yaml").into_iter().map(|path| ("core", path));
    let town = below(&root().join(PACK), ".yaml").into_iter().map(|path| ("town", path));
    let mut files: Vec<PackFile> = core
        .chain(town)
        .map(|(pack, path)| {
            let folder = if pack == "core" { root().join("policies/core") } else { root().join(PACK) };
            let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            PackFile::new(format!("{pack}/{name}"), std::fs::read(&path).expect("readable"))
        })
        .collect();
    files.push(PackFile::new("town/rules/all.yaml".to_owned(), rules.to_string().into_bytes()));
    let today = jiff::civil::date(2026, 11, 20);
    let options = Options { packs: Packs::new(files), today, judge_by: None, waivers: true, lang };
    let session = Session::new(options).expect("core");
    if let Err(error) = session.policy("town") {
        panic!("{error:?}\n{rules:#}");
    }
    session
}

/// A rule with what a case leaves out of it.
fn complete(rule: &Value) -> Value {
    let same = |text: &str| json!({ "ja": text, "en": text });
    let mut whole = json!({
        "id": "asked", "title": same("title"), "applies_to": "hop", "help": same("help"), "basis": [{ "text": "basis" }],
        "severity": { "violation": "error", "unstated": "error" },
        "message": { "violation": same("violation"), "unstated": same("unstated {unstated}"), "promised": same("by {promised_by}") },
    });
    json_patch::merge(&mut whole, rule);
    whole
}

/// The filing of the tests, with changes of its text: each place is there once.
fn edited(edits: &Value) -> String {
    let mut filing = text(FILING);
    for edit in edits.as_array().into_iter().flatten() {
        let (from, to) = (edit[0].as_str().expect("from"), edit[1].as_str().expect("to"));
        assert_eq!(filing.matches(from).count(), 1, "{from:?}");
        filing = filing.replace(from, to);
    }
    filing
}

struct Ruling {
    session: Arc<Session>,
    rules: Value,
    source: SourceFile,
    document: Document,
}

impl Ruling {
    fn of(rules: &[Value], edits: &Value) -> Self {
        let rules = Value::Array(rules.iter().map(complete).collect());
        let session = session_with(&rules, Lang::En);
        let filing = edited(edits);
        let source = SourceFile::decode("f".to_owned(), filing.clone().into_bytes(), &Limits::default()).expect("text");
        Ruling { session, rules, source, document: document("f", &filing) }
    }

    /// What the rule `asked` says of each subject, by the trace and by judging, which must agree.
    fn outcomes(&self) -> BTreeMap<String, &'static str> {
        let mut problems = Vec::new();
        let ready = self.session.ready(&self.document, &mut problems).expect("schema").expect("judged");
        assert!(problems.is_empty(), "{problems:?}");
        let world = ready.world();
        let traced = check::trace(self.session.speaker_of(&ready.policy), &world, ready.day, "asked", None);
        let judged = check::run(self.session.speaker_of(&ready.policy), &world, ready.day);
        let found: Vec<(&str, &str)> = judged
            .findings
            .iter()
            .filter(|finding| finding.rule == "asked")
            .map(|finding| (finding.about.id.as_str(), finding.verdict.word()))
            .collect();
        let verdicts = ["violation", "unstated", "promised", "elsewhere"];
        let of_trace: Vec<(&str, &str)> = traced
            .iter()
            .filter(|one| verdicts.contains(&one.outcome))
            .map(|one| (one.subject.as_str(), one.outcome))
            .collect();
        let sorted = |mut list: Vec<(&str, &str)>| {
            list.sort_unstable();
            format!("{list:?}")
        };
        assert_eq!(sorted(found), sorted(of_trace.clone()), "judging and tracing differ");
        let tally = &judged.tallies.iter().find(|(id, _)| *id == "asked").expect("a tally").1;
        let passed = traced.iter().filter(|one| one.outcome == "pass").count();
        assert_eq!(*tally, Tally { applied: passed + of_trace.len(), passed });
        traced.into_iter().map(|one| (one.subject, one.outcome)).collect()
    }

    /// What is found, in English and in Japanese. But for the words it is the same, also to a baseline.
    fn findings(&self) -> Vec<[Finding; 2]> {
        let found = |session: &Session| {
            let (judged, _) = session.examine("f", Ok(self.source.text().as_bytes().to_vec())).expect("run");
            judged.findings
        };
        let (english, japanese) = (found(&self.session), found(&session_with(&self.rules, Lang::Ja)));
        assert_eq!(english.len(), japanese.len());
        let pairs = english.into_iter().zip(japanese).map(|(one, other)| {
            assert_eq!(Entry::of(&one, "f", "f"), Entry::of(&other, "f", "f"), "{} and {}", one.message, other.message);
            [one, other]
        });
        pairs.collect()
    }

    /// The text from a place on.
    fn text_at(&self, span: Span) -> &str {
        &self.source.text()[self.source.offset(span.line, span.column)..]
    }
}

fn word(letter: &str) -> &'static str {
    match letter {
        "+" => "pass",
        "v" => "violation",
        "u" => "unstated",
        "p" => "promised",
        "e" => "elsewhere",
        "-" => "not-applicable",
        "?" => "undecided",
        other => panic!("{other}"),
    }
}

/// Two facts, each stated, denied, not said, in an annex or promised, under every connective. The first fact stands
/// for the line, the second for the column.
#[test]
fn facts_joined_in_every_standing() {
    let table = Document::to_json(document("grid", &text("tests/check/standings.yaml")).root());
    let letters = ["T", "F", "U", "E", "P"];
    let key = |name: &str, letter: &str| match letter {
        "T" => format!(", {name}: true"),
        "F" => format!(", {name}: false"),
        "E" => format!(", {name}: {{ see: 別紙 }}"),
        _ => String::new(),
    };
    let mut wrong = String::new();
    for case in table["cases"].as_array().expect("cases") {
        let rule = &case["rule"];
        let rows = case["rows"].as_array().expect("rows");
        for (row, first) in rows.iter().zip(letters) {
            let expected: Vec<&str> = row.as_str().expect("a row").split(' ').collect();
            for (expected, second) in expected.iter().zip(letters) {
                let (one, other) = (key("encrypted", first), key("ledger", second));
                let transport =
                    if other.is_empty() { String::new() } else { format!(", transport: {{{}}}", &other[1..]) };
                let promised = [(first, "encrypting"), (second, "ledger-always")];
                let means: Vec<&str> = promised.iter().filter(|(it, _)| *it == "P").map(|(_, id)| *id).collect();
                let edits = json!([
                    ["medium: usb, data: [roster] }", format!("medium: usb, data: [roster]{one}{transport} }}")],
                    ["    to: maker\n", format!("    to: maker\n    measures: {{ agent: [{}] }}\n", means.join(", "))],
                ]);
                let found = Ruling::of(std::slice::from_ref(rule), &edits).outcomes()["f/5"];
                if found != word(expected) {
                    let _ = writeln!(
                        wrong,
                        "{}: {first} {second}: expected {}, found {found}",
                        case["name"],
                        word(expected)
                    );
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Rules over changed filings, and what each subject gets: `outcomes` maps a subject to a letter.
fn outcomes_table(name: &str) {
    let table = Document::to_json(document(name, &text(name)).root());
    let mut wrong = String::new();
    let nothing = json!([]);
    for case in table["cases"].as_array().expect("cases") {
        let common = case.get("edits").or(table.get("edits")).unwrap_or(&nothing);
        let mut rule = table.get("rule").cloned().unwrap_or_else(|| json!({}));
        rule.as_object_mut().expect("a rule").extend(case["rule"].as_object().expect("a rule").clone());
        let found = Ruling::of(&[rule], common).outcomes();
        for (subject, expected) in case["is"].as_object().expect("is") {
            let expected = word(expected.as_str().expect("a letter"));
            if found.get(subject).copied() != Some(expected) {
                let _ = writeln!(wrong, "{}: {subject}: expected {expected}, found {found:?}", case["name"]);
            }
        }
    }
    assert!(wrong.is_empty(), "{name}\n{wrong}");
}

#[test]
fn comparisons() {
    outcomes_table("tests/check/comparisons.yaml");
}

#[test]
fn quantifiers() {
    outcomes_table("tests/check/quantifiers.yaml");
}

#[test]
fn promises() {
    outcomes_table("tests/check/promises.yaml");
}

/// Findings in full, in the order of what to fix first: `is` has verdict, severity, rule and subject; every other key
/// that a case gives is compared.
#[test]
fn findings() {
    let name = "tests/check/findings.yaml";
    let table = Document::to_json(document(name, &text(name)).root());
    let mut wrong = String::new();
    for case in table["cases"].as_array().expect("cases") {
        // A pack has a rule at least.
        let met = json!([{ "id": "met", "applies_to": "actor", "require": { "role": { "stated": true } } }]);
        let rules = case.get("rules").unwrap_or(&met).as_array().cloned().expect("rules");
        let nothing = json!([]);
        let ruling = Ruling::of(&rules, case.get("edits").unwrap_or(&nothing));
        let found: Vec<Value> = ruling.findings().iter().map(|finding| written(&ruling, finding)).collect();
        let expected = case["findings"].as_array().expect("findings");
        let same = found.len() == expected.len() && expected.iter().zip(&found).all(|(one, other)| fits(one, other));
        if !same {
            let _ = writeln!(wrong, "{}:\nexpected {expected:#?}\nfound {found:#?}", case["name"]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A finding as the tables write it.
fn written(ruling: &Ruling, [finding, japanese]: &[Finding; 2]) -> Value {
    let places = |list: &[sekisho::finding::Related]| -> Vec<Value> {
        let line = |span| ruling.text_at(span).lines().next().unwrap_or_default();
        list.iter().map(|one| json!(format!("{} @ {}", one.text(Lang::En), line(one.span)))).collect()
    };
    let steps: Vec<&str> = finding.witness.iter().map(|one| one.name.as_str()).collect();
    json!({
        "is": format!("{} {} {} {}", finding.verdict.word(), finding.severity.word(), finding.rule, finding.about.id).trim_end(),
        "kind": finding.about.kind.word(),
        "at": ruling.text_at(finding.span).lines().next().unwrap_or_default(),
        "says": finding.message,
        "ja": japanese.message,
        "fact": finding.fact.map(|fact| fact.row().name),
        "pointer": finding.about.pointer,
        "related": places(&finding.related),
        "witness": steps.join(" "),
        "gravest": finding.gravest.word(),
        "waived": finding.waived.as_ref().map(|waived| format!("{} {} {}", waived.approval, waived.until, waived.reason)),
        "help": finding.help,
        "sets": finding.discriminator,
    })
}

/// Whether a finding is what a table expects: places and built-in sentences are given by their beginning or by words
/// that are in them, all else in full.
fn fits(expected: &Value, found: &Value) -> bool {
    let expected: &Map<String, Value> = expected.as_object().expect("a finding");
    expected.iter().all(|(key, wanted)| match (key.as_str(), wanted) {
        ("at", wanted) => found["at"].as_str().expect("at").starts_with(wanted.as_str().expect("a text")),
        ("names", Value::Array(words)) => words.iter().all(|word| {
            let word = word.as_str().expect("a word");
            ["says", "ja"].iter().all(|lang| found[lang].as_str().expect("a sentence").contains(word))
        }),
        ("without", Value::Array(words)) => words.iter().all(|word| {
            let word = word.as_str().expect("a word");
            ["says", "ja"].iter().all(|lang| !found[lang].as_str().expect("a sentence").contains(word))
        }),
        ("related", Value::Array(wanted)) => {
            let related: Vec<&str> =
                found["related"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let wanted: Vec<&str> = wanted.iter().filter_map(Value::as_str).collect();
            // Without words of its own only the place is asked.
            let fits = |(wanted, one): (&&str, &&str)| match wanted.strip_prefix("@ ") {
                Some(place) => one.split_once(" @ ").is_some_and(|(_, text)| text.starts_with(place)),
                None => one.starts_with(wanted),
            };
            wanted.len() == related.len() && wanted.iter().zip(&related).all(fits)
        }
        (key, wanted) => found.get(key) == Some(wanted),
    })
}

/// A trace names every fact that was asked, how firmly it is known, and what promises it.
#[test]
fn a_trace_shows_what_was_asked() {
    let rule =
        json!({ "when": { "medium.class": "removable" }, "require": { "encrypted": true, "transport.by": "hand" } });
    let edits = json!([
        ["    to: maker\n", "    to: maker\n    measures: { agent: [encrypting] }\n"],
        ["medium: usb, data: [roster] }", "medium: usb, data: [roster], transport: { by: { see: 別紙 } } }"],
    ]);
    let ruling = Ruling::of(&[rule], &edits);
    let ready = ruling.session.ready(&ruling.document, &mut Vec::new()).expect("schema").expect("judged");
    let traced =
        check::trace(ruling.session.speaker_of(&ready.policy), &ready.world(), ready.day, "asked", Some("f/5"));
    let [one] = traced.as_slice() else { panic!("{traced:?}") };
    let rows: Vec<_> = one
        .rows
        .iter()
        .map(|row| (row.fact.as_str(), row.value.as_str(), row.standing, row.source.is_some()))
        .collect();
    let expected = [
        ("medium.class", "removable medium", Standing::Stated, false),
        ("encrypted", "yes", Standing::Promised, true),
        ("transport.by", "", Standing::Elsewhere, false),
    ];
    assert_eq!((one.outcome, rows.as_slice()), ("elsewhere", &expected[..]));
    let places: Vec<_> = one.rows.iter().map(|row| row.span.map(|span| ruling.text_at(span))).collect();
    assert!(places[1].is_some_and(|text| text.starts_with("encrypting]")), "{places:?}");
    assert!(
        check::trace(ruling.session.speaker_of(&ready.policy), &ready.world(), ready.day, "asked", Some("f/1"))
            .is_empty()
    );
    assert!(
        check::trace(ruling.session.speaker_of(&ready.policy), &ready.world(), ready.day, "other", None).is_empty()
    );
}
