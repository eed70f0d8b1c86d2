//! What programs read of an audit: `json`, `ndjson` and `csv`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::expect::{Expect, Finding, Outside, Owed, Part, Several};
use super::words::{STATUSES, Words};

/// The document of `sekisho/audit/v1` has these parts, findings, figures and no other.
pub(super) fn json_is(words: &Words<'_>, document: &Value) {
    let expect = words.expect;
    let keys: BTreeSet<&str> = document.as_object().expect("a map").keys().map(String::as_str).collect();
    let known = [
        "schema",
        "tool",
        "fiscal_year",
        "today",
        "lang",
        "parts",
        "outside",
        "findings",
        "policy",
        "portfolio",
        "coverage",
        "summary",
    ];
    assert_eq!(keys, BTreeSet::from(known));
    assert_eq!(document["schema"], "sekisho/audit/v1");
    head_is(expect, document);
    let parts = document["parts"].as_array().expect("parts");
    for (found, part) in parts.iter().zip(&expect.parts) {
        let owed: Vec<Value> = part.owed.iter().map(|owed| obligation(words, part, owed)).collect();
        lists_are(found["obligations"].as_array().expect("obligations"), &owed, &part.part);
        let mut found = found.as_object().expect("a map").clone();
        found.remove("obligations");
        assert_eq!(found, about(part), "{}", part.part);
    }
    let ids =
        |part: &Value| format!("{}/{}", part["filing"].as_str().unwrap_or("?"), part["part"].as_str().unwrap_or("?"));
    let found: Vec<String> = parts.iter().map(ids).collect();
    assert_eq!(found, expect.parts.iter().map(|part| part.part.clone()).collect::<Vec<_>>(), "the parts");
    let outside: Vec<Value> = expect.outside.iter().map(|it| Value::Object(done(words, it))).collect();
    assert_eq!(document["outside"], Value::Array(outside), "what was done outside terms");
    findings_are(expect, document["findings"].as_array().expect("findings"));
    tail_is(expect, document);
}

fn done(words: &Words<'_>, it: &Outside) -> Map<String, Value> {
    let mut part = about(&it.about);
    let records = it.records.iter().map(|(kind, _, date, document, place)| {
        let (path, line) = place.rsplit_once(':').expect("path and line");
        let line: u32 = line.parse().expect("a line");
        json!({ "kind": kind, "document": document, "date": date, "path": path, "line": line })
    });
    part.insert("records".to_owned(), records.collect());
    let owed = it.about.owed.iter().map(|owed| obligation(words, &it.about, owed));
    part.insert("obligations".to_owned(), owed.collect());
    part
}

/// A line for each obligation, then one for each finding, then the summary.
pub(super) fn lines_are(words: &Words<'_>, lines: &[Value]) {
    let expect = words.expect;
    let duties = expect.parts.iter().flat_map(|part| {
        part.owed.iter().map(move |owed| {
            let mut line = about(part);
            line.insert("schema".to_owned(), "sekisho/duty/v1".into());
            line.insert("fiscal_year".to_owned(), expect.year.into());
            line.insert("today".to_owned(), expect.today.as_str().into());
            line.insert("obligation".to_owned(), obligation(words, part, owed));
            Value::Object(line)
        })
    });
    let duties: Vec<Value> = duties.collect();
    lists_are(&lines[..duties.len().min(lines.len())], &duties, "lines of duties");
    let (summary, rest) = lines[duties.len()..].split_last().expect("a summary");
    let (outside, findings) = rest.split_at(expect.outside.len().min(rest.len()));
    let wanted = expect.outside.iter().map(|it| {
        let mut line = done(words, it);
        line.insert("schema".to_owned(), "sekisho/outside/v1".into());
        line.insert("fiscal_year".to_owned(), expect.year.into());
        line.insert("today".to_owned(), expect.today.as_str().into());
        Value::Object(line)
    });
    assert_eq!(outside, wanted.collect::<Vec<_>>(), "what was done outside terms");
    findings_are(expect, findings);
    assert_eq!(summary["schema"], "sekisho/audit-summary/v1");
    head_is(expect, summary);
    tail_is(expect, summary);
}

fn lists_are(found: &[Value], wanted: &[Value], what: &str) {
    for (found, wanted) in found.iter().zip(wanted) {
        assert_eq!(found, wanted, "{what}");
    }
    let short = |list: &[Value]| list.iter().map(|it| it["id"].to_string()).collect::<Vec<_>>();
    assert_eq!(short(found), short(wanted), "{what}");
}

fn head_is(expect: &Expect, head: &Value) {
    assert_eq!(head["tool"], json!({ "name": "sekisho", "version": env!("CARGO_PKG_VERSION") }));
    let told = (&head["fiscal_year"], &head["today"], &head["lang"]);
    assert_eq!(told, (&expect.year.into(), &expect.today.as_str().into(), &expect.lang.as_str().into()));
}

fn tail_is(expect: &Expect, tail: &Value) {
    assert_eq!(tail["coverage"], json!({ "left_out": [], "idle_excludes": [] }));
    let policies = tail["policy"].as_array().expect("policies").iter();
    assert_eq!(policies.map(|it| it["id"].as_str().expect("id")).collect::<Vec<_>>(), expect.policies, "policies");
    let count = |of: &dyn Fn(&Part) -> String| {
        let mut counted = Map::new();
        for part in &expect.parts {
            let sum = counted.get(&of(part)).and_then(Value::as_u64).unwrap_or(0) + 1;
            counted.insert(of(part), sum.into());
        }
        Value::Object(counted)
    };
    let statuses = |count: &dyn Fn(&str) -> usize| -> Value {
        STATUSES.iter().map(|row| (row[0].to_owned(), Value::from(count(row[0])))).collect::<Map<_, _>>().into()
    };
    let of_several = |several: &Several| statuses(&|status| expect.count(several, status));
    let contractors = expect.contractors.iter().map(|it| {
        json!({ "name": it.name, "corporate_number": it.number, "parts": it.parts.len(), "statuses": of_several(it) })
    });
    let departments = expect
        .departments
        .iter()
        .map(|it| json!({ "name": it.name, "parts": it.parts.len(), "statuses": of_several(it) }));
    let portfolio = json!({
        "parts": expect.parts.len(),
        "idle": expect.idle,
        "filings": expect.filings,
        "unread": expect.unread,
        "kinds": count(&|part| part.kind.clone()),
        "tiers": count(&|part| part.tier.to_string()),
        "contractors": contractors.collect::<Vec<_>>(),
        "departments": departments.collect::<Vec<_>>(),
        "consented": expect.consented,
        "unconsented": expect.unconsented,
        "unnamed": expect.unnamed,
        "survey": survey(expect),
    });
    assert_eq!(tail["portfolio"], portfolio, "portfolio");
    let all = statuses(&|status| expect.parts.iter().map(|part| part.count(status)).sum());
    assert_eq!(tail["summary"], all, "summary");
}

/// The answers to what surveys ask.
fn survey(expect: &Expect) -> Value {
    let of = |kind: &'static str| expect.parts.iter().filter(move |part| part.kind == kind);
    let answers = |all: Vec<Option<bool>>| {
        let count = |answer| all.iter().filter(|it| **it == answer).count();
        json!({ "yes": count(Some(true)), "no": count(Some(false)), "unknown": count(None) })
    };
    let mut tiers = Map::new();
    for part in of("sub-outsourcing") {
        let sum = tiers.get(&part.tier.to_string()).and_then(Value::as_u64).unwrap_or(0) + 1;
        tiers.insert(part.tier.to_string(), sum.into());
    }
    json!({
        "contracts": of("outsourcing").count(),
        "personal_data": answers(of("outsourcing").map(|part| part.personal).collect()),
        "subcontracted": answers(of("outsourcing").map(|part| part.passed_on).collect()),
        "third_tier": expect.third_tier,
        "subcontracts_by_tier": tiers,
        "subcontractors_by_tier": expect.companies_below,
        "consent_on_record": answers(of("sub-outsourcing").map(|part| part.consent).collect()),
        "parts_open": expect.open(),
        "parts_undetermined": expect.undetermined(),
    })
}

fn about(part: &Part) -> Map<String, Value> {
    let (filing, id) = part.ids();
    let about = json!({
        "path": part.path(),
        "line": part.line,
        "filing": filing,
        "title": part.title,
        "part": id,
        "kind": part.kind,
        "name": part.name,
        "from": part.from,
        "to": part.to,
        "renewed": part.renewed,
        "department": part.department,
        "contractor": part.contractor,
        "corporate_number": part.number,
        "tier": part.tier,
        "personal_data": part.personal,
        "subcontracted": part.passed_on,
        "consent_on_record": part.consent,
    });
    about.as_object().expect("a map").clone()
}

fn obligation(words: &Words<'_>, part: &Part, owed: &Owed) -> Value {
    let asked = words.asked(owed);
    let proof = |(document, date, place): &(String, Option<String>, String)| {
        let (path, line) = place.rsplit_once(':').expect("path and line");
        let line: u32 = line.parse().expect("a line");
        json!({ "document": document, "date": date, "path": path, "line": line })
    };
    json!({
        "id": owed.id,
        "title": asked.title(&words.expect.lang),
        "group": asked.group,
        "binds": asked.binds,
        "severity": asked.severity,
        "subject": owed.at.as_deref().unwrap_or(part.ids().1),
        "place": owed.place,
        "status": owed.is,
        "due": owed.due,
        "since": owed.since,
        "met_by": owed.by.iter().map(proof).collect::<Vec<_>>(),
        "reason": owed.why,
    })
}

fn findings_are(expect: &Expect, found: &[Value]) {
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned();
    let read = |it: &Value| {
        let (subject, place, waived) = (&it["subject"], &it["location"], &it["waived"]);
        Finding {
            rule: text(&it["rule"]),
            at: format!("{}:{}:{}", text(&it["path"]), place["line"], place["column"]),
            is: text(&it["verdict"]),
            weighs: text(&it["severity"]),
            about: (text(&subject["kind"]), text(&subject["id"]), text(&subject["pointer"])),
            says: text(&it["message"]),
            waived: (!waived.is_null()).then(|| (text(&waived["approval"]), text(&waived["until"]))),
        }
    };
    let read: Vec<Finding> = found.iter().map(read).collect();
    for (found, wanted) in read.iter().zip(&expect.findings) {
        assert_eq!(found, wanted, "a finding");
    }
    assert_eq!(read.len(), expect.findings.len(), "findings: {read:#?}");
}

const CSV: [&str; 21] = [
    "year",
    "department",
    "filing",
    "title",
    "part",
    "name",
    "contractor",
    "number",
    "term",
    "group",
    "owed",
    "status",
    "due",
    "since",
    "documents",
    "reason",
    "kind",
    "tier",
    "personal",
    "subcontracted",
    "consent",
];

/// The rows of the table, its headings first.
pub(super) fn csv_is(words: &Words<'_>, csv: &str) {
    let csv = csv.strip_prefix('\u{feff}').expect("a mark by which a spreadsheet knows UTF-8");
    assert!(csv.ends_with("\r\n"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    let rows: Vec<Vec<String>> = rows.collect();
    let mut wanted = vec![words.headings(&CSV)];
    let duty = |part: &Part, owed: &Owed| {
        let cell = |column: &str| match column {
            "part" => part.ids().1.to_owned(),
            "contractor" => part.contractor.clone(),
            "due" => owed.due.clone().unwrap_or_default(),
            "since" => owed.since.clone().unwrap_or_default(),
            _ => words.owed(part, owed, column),
        };
        CSV.map(cell).to_vec()
    };
    for part in &words.expect.parts {
        wanted.extend(part.owed.iter().map(|owed| duty(part, owed)));
    }
    for Outside { about, records } in &words.expect.outside {
        wanted.extend(records.iter().map(|(_, kind, date, document, _)| {
            let cell = |column: &str| match column {
                "part" => about.ids().1.to_owned(),
                "contractor" => about.contractor.clone(),
                "group" | "due" | "since" => String::new(),
                "owed" => kind.clone(),
                "status" => words.outside_title().to_owned(),
                "documents" => document.clone(),
                "reason" => words.day(date),
                _ => words.part(about, column),
            };
            CSV.map(cell).to_vec()
        }));
        wanted.extend(about.owed.iter().map(|owed| duty(about, owed)));
    }
    wanted.extend(words.unread().into_iter().map(|line| {
        let cell = |column: &str| match column {
            "year" => words.year(),
            "reason" => line.clone(),
            _ => String::new(),
        };
        CSV.map(cell).to_vec()
    }));
    // A comparison of whole tables would hide the row that differs.
    for (row, wanted) in rows.iter().zip(&wanted) {
        assert_eq!(row, wanted, "csv");
    }
    assert_eq!(rows.len(), wanted.len(), "rows of csv");
}
