//! The annual audit: what a register owes, what is open, and what is found.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::sync::LazyLock;

use sekisho::audit::{AuditTerms, Audited, AuditedPart, Portfolio, Run};
use sekisho::calendar::{FiscalYear, When};
use sekisho::session::{Files, Session};
use sekisho::vocabulary::enumerations::ObligationStatus as Status;

use crate::common::{session, text};
use crate::generated::{Register, TODAY, YEAR, register};

/// Files in memory.
struct Memory(HashMap<String, String>);

impl Files for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let text = self.0.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.as_bytes().to_vec())
    }

    fn beside(&self, filing: &str) -> Vec<String> {
        let beside = filing.replace(".filing.", ".evidence.");
        self.0.contains_key(&beside).then_some(beside).into_iter().collect()
    }
}

fn terms(year: i32, today: &str) -> AuditTerms {
    AuditTerms { year: FiscalYear(year), today: When::parse(today).expect("a day").first }
}

/// Audits files; what shows across them comes last.
fn audited(files: &[(String, String)], terms: AuditTerms) -> (Vec<Audited>, Vec<(String, String)>) {
    static SESSION: LazyLock<Session> = LazyLock::new(session);
    let paths: Vec<String> =
        files.iter().map(|(path, _)| path.clone()).filter(|it| it.ends_with(".filing.yaml")).collect();
    let memory = Memory(files.iter().cloned().collect());
    let run = Run::new(&SESSION, terms, false, &memory);
    let all: Vec<Audited> = run.over(&paths).map(|one| one.expect("the packs are sound")).collect();
    let mut portfolio = Portfolio::default();
    all.iter().for_each(|one| portfolio.add(one));
    let (across, _) = run.end(&portfolio);
    (all, across.into_iter().map(|(path, finding)| (path.to_string(), finding.rule)).collect())
}

/// What is open or found, as the register plants it.
fn said(register: &Register) -> BTreeSet<String> {
    let (all, across) = audited(&register.files, terms(YEAR, TODAY));
    let mut said: BTreeSet<String> = across.into_iter().map(|(path, rule)| format!("{rule} {path}")).collect();
    for one in &all {
        for part in &one.parts {
            let open = part.duties.iter().filter(|it| matches!(it.status, Status::Overdue | Status::Missing));
            said.extend(open.map(|duty| format!("{} {}/{}", duty.asked.id, part.filing, part.part)));
        }
        let id =
            |path: &str| path.rsplit('/').next().and_then(|it| it.split('.').next()).unwrap_or_default().to_owned();
        said.extend(one.findings.iter().map(|(path, finding)| format!("{} {}", finding.rule, id(path))));
    }
    said
}

#[test]
#[allow(clippy::print_stdout, reason = "figures, where they are asked for")]
fn every_planted_defect_is_told_and_nothing_else() {
    // SEKISHO_PARTS asks for a larger register, and prints what was planted and found.
    let asked = std::env::var("SEKISHO_PARTS").ok().and_then(|count| count.parse().ok());
    let register = register(20_261_121, asked.unwrap_or(240));
    let said = said(&register);
    let count = |all: &mut dyn Iterator<Item = &String>| {
        let mut by_rule: BTreeMap<String, usize> = BTreeMap::new();
        all.for_each(|one| *by_rule.entry(one.split(' ').next().unwrap_or_default().to_owned()).or_default() += 1);
        by_rule
    };
    let planted = count(&mut register.planted.iter());
    if asked.is_some() {
        let found = count(&mut register.planted.intersection(&said));
        let extra = count(&mut said.difference(&register.planted));
        println!("{} parts, {} files", register.parts, register.files.len());
        for rule in planted.keys().chain(extra.keys()).collect::<BTreeSet<_>>() {
            let of = |all: &BTreeMap<String, usize>| all.get(rule).copied().unwrap_or_default();
            println!("{rule}: planted {}, found {}, extra {}", of(&planted), of(&found), of(&extra));
        }
    }
    let missed: Vec<_> = register.planted.difference(&said).collect();
    let extra: Vec<_> = said.difference(&register.planted).collect();
    assert!(missed.is_empty() && extra.is_empty(), "missed: {missed:#?}\nextra: {extra:#?}");
    assert!(planted.len() >= 20, "the seed plants too few kinds: {planted:?}");
}

/// A filing with one contract, and nothing that was done under it.
fn filing(term: &str) -> String {
    format!(
        "sekisho: filing/v1\nid: one\ntitle: 見本\njurisdiction: shinjuku\nsubmitted: 2015-01-01\nactors:\n  \
         city: {{ role: principal, name: 見本区 }}\n  maker: {{ role: contractor, name: 見本株式会社 }}\ncontracts:\n  \
         - {{ id: main, kind: outsourcing, from: city, to: maker, term: {term} }}\n"
    )
}

/// How the yearly inspection of that contract stands in a year.
fn inspection(term: &str, evidence: &str, year: i32, today: &str) -> Option<(Status, Option<String>)> {
    let mut files = vec![("one.filing.yaml".to_owned(), filing(term))];
    if !evidence.is_empty() {
        let text = format!("sekisho: evidence/v1\nfiling: one\nrecords:\n{evidence}\n");
        files.push(("one.evidence.yaml".to_owned(), text));
    }
    let (all, _) = audited(&files, terms(year, today));
    let part: &AuditedPart = all[0].parts.first()?;
    let duty = part.duties.iter().find(|duty| duty.asked.id == "evidence-annual-inspection").expect("it is owed");
    Some((duty.status, duty.due.map(|due| due.to_string())))
}

#[test]
fn each_fiscal_year_that_a_part_touches_owes_its_inspection() {
    let signed = "  - { kind: contract-text, date: 2024-09-02, clauses: 特記事項, document: 契約-1 }";
    let ended = "  - { kind: termination, date: 2026-05-10, document: 解除-1 }";
    // Term, evidence, first and last fiscal year that owe one, and the day by which the last is due.
    let table = [
        ("{ from: 2024-07-01, to: 2025-06-30 }", "", 2024, 2025, "2025-06-30"),
        ("{ from: 2023-10-01, to: 2028-09-30 }", "", 2023, 2028, "2028-09-30"),
        ("{ from: 2025-03-01, to: 2025-03-31 }", "", 2024, 2024, "2025-03-31"),
        ("{ from: 2024-02-29, to: 2024-02-29 }", "", 2023, 2023, "2024-02-29"),
        ("{ from: 平成30年4月1日, to: 令和2年3月31日 }", "", 2018, 2019, "2020-03-31"),
        ("{ from: 令和6年4月, to: 令和7年3月 }", "", 2024, 2024, "2025-03-31"),
        ("{ from: { event: contract-signing }, to: 2025-03-31 }", signed, 2024, 2024, "2025-03-31"),
        ("{ from: 2024-04-01, to: 2025-03-31, renews: outsourcing }", ended, 2024, 2026, "2026-05-10"),
        ("{ from: 2024-04-01, to: 2029-03-31 }", ended, 2024, 2026, "2026-05-10"),
    ];
    for (term, evidence, first, last, due) in table {
        let owing: Vec<i32> =
            (2015..2032).filter(|year| inspection(term, evidence, *year, "2050-01-01").is_some()).collect();
        let expected: Vec<i32> = (first..=last).collect();
        assert_eq!(owing, expected, "{term}");
        for year in first..last {
            let year_end = Some((Status::Overdue, Some(format!("{}-03-31", year + 1))));
            assert_eq!(inspection(term, evidence, year, "2050-01-01"), year_end, "{term} in {year}");
        }
        let late = Some((Status::Overdue, Some(due.to_owned())));
        assert_eq!(inspection(term, evidence, last, "2050-01-01"), late, "{term} in {last}");
        // On the last day there is still time.
        assert_eq!(inspection(term, evidence, last, due).map(|it| it.0), Some(Status::Due), "{term} on {due}");
    }
}

#[test]
fn what_runs_on_by_renewal_owes_one_each_year_until_it_is_ended() {
    let term = "{ from: 2024-04-01, to: 2025-03-31, renews: outsourcing }";
    for year in 2024..2032 {
        assert!(inspection(term, "", year, "2050-01-01").is_some(), "{year}");
    }
    assert!(inspection(term, "", 2023, "2050-01-01").is_none());
}

#[test]
fn a_start_that_waits_for_an_event_is_left_open_until_a_record_tells_it() {
    let term = "{ from: { event: contract-signing }, to: 2025-03-31 }";
    assert_eq!(inspection(term, "", 2024, "2025-06-01").map(|it| it.0), Some(Status::Undetermined));
    assert_eq!(inspection(term, "", 2020, "2025-06-01").map(|it| it.0), Some(Status::Undetermined));
    assert!(inspection(term, "", 2025, "2025-06-01").is_none(), "it had ended by then");
}

#[test]
fn an_inspection_counts_in_its_own_fiscal_year() {
    let term = "{ from: 2024-04-01, to: 2026-03-31 }";
    let on = |date: &str| format!("  - {{ kind: inspection, date: {date}, document: 調査票-1 }}");
    for (date, year, met) in [
        ("2025-03-31", 2024, true),
        ("2025-03-31", 2025, false),
        ("2025-04-01", 2024, false),
        ("令和7年4月1日", 2025, true),
        ("令和7年3月", 2024, true),
    ] {
        let status = inspection(term, &on(date), year, "2026-06-01").map(|it| it.0);
        let expected = if met { Status::Met } else { Status::Overdue };
        assert_eq!(status, Some(expected), "{date} in {year}");
    }
    // What is dated after the day of the audit has not been done yet.
    assert_eq!(inspection(term, &on("2025-12-01"), 2025, "2025-11-20").map(|it| it.0), Some(Status::Due));
}

/// What an audit says of one example: open obligations, then findings, by id.
fn of_example(name: &str, year: i32, today: &str) -> (BTreeSet<String>, Vec<String>) {
    let files = ["filing", "evidence"].map(|kind| {
        let path = format!("examples/incidents/{name}.{kind}.yaml");
        (path.clone(), crate::common::text(&path))
    });
    let (all, _) = audited(&files, terms(year, today));
    let open = all.iter().flat_map(|one| &one.parts).flat_map(|part| &part.duties);
    let open = open.filter(|it| matches!(it.status, Status::Overdue | Status::Missing));
    let found = all.iter().flat_map(|one| &one.findings).map(|(_, finding)| finding.rule.clone());
    (open.map(|duty| duty.asked.id.clone()).collect(), found.collect())
}

#[test]
fn records_tell_of_losses_that_the_filing_does_not_show() {
    let (_, found) = of_example("yokohama-2014/declared", 2013, "2014-03-31");
    assert!(found.contains(&"evidence-count-reconciles".to_owned()), "7 of 1,200 were lost: {found:?}");
    let (_, found) = of_example("amagasaki-2022/declared", 2022, "2022-10-31");
    assert!(found.contains(&"register-undeclared-subcontractor".to_owned()), "two tiers nobody knew of: {found:?}");
    let (open, _) = of_example("kanagawa-2019/declared", 2018, "2019-12-01");
    assert!(open.contains("evidence-erasure-report"), "396 disks without a proof: {open:?}");
    let (open, _) = of_example("kanagawa-2019/declared", 2018, "2019-03-15");
    assert!(!open.contains("evidence-erasure-report"), "the days of grace still run: {open:?}");
}

#[test]
fn evidence_that_is_broken_is_found_and_the_rest_is_audited() {
    let good = "  - { kind: training, date: 2024-05-01, document: 研修-1 }";
    let cases = [
        ("sekisho: evidence/v1\nfiling: one\nrecords: [", "yaml-syntax", true),
        ("sekisho: filing/v1\nfiling: one\nrecords: []", "not-evidence", true),
        ("sekisho: evidence/v1\nfiling: one", "missing-key", true),
        ("", "empty-file", true),
        (
            "sekisho: evidence/v1\nfiling: one\nrecords:\n  - { kind: inspektion, date: 2024-05-01 }",
            "unknown-value",
            false,
        ),
        (
            "sekisho: evidence/v1\nfiling: one\nrecords:\n  - { kind: training, dates: 2024-05-01 }",
            "unknown-key",
            false,
        ),
        ("sekisho: evidence/v1\nfiling: one\nrecords:\n  - { kind: training, people: many }", "wrong-type", false),
        ("sekisho: evidence/v1\nfiling: one\nrecords:\n  - { kind: training, people: -3 }", "wrong-type", false),
        ("sekisho: evidence/v1\nfiling: one\nrecords:\n  - { date: 2024-05-01 }", "missing-key", false),
        ("sekisho: evidence/v1\nrecords:\n  - { kind: training, date: 2024-05-01 }", "missing-key", false),
        (
            "sekisho: evidence/v1\nfiling: other\nrecords:\n  - { kind: training, date: 2024-05-01 }",
            "evidence-astray",
            false,
        ),
        ("sekisho: evidence/v1\nfiling: one\nrecords:\n  - training", "missing-key", false),
        ("sekisho: evidence/v1\nfiling: one\nrecords:\n  - { kind: { a: 1 } }", "wrong-type", false),
    ];
    for (text, rule, unread) in cases {
        let text = if unread || text.contains("records: [") {
            text.to_owned()
        } else {
            format!("{text}\n{}", if text.contains("filing: one") { good } else { "" })
        };
        let files = [
            ("one.filing.yaml".to_owned(), filing("{ from: 2024-04-01, to: 2025-03-31 }")),
            ("one.evidence.yaml".to_owned(), text.clone()),
        ];
        let (all, _) = audited(&files, terms(2024, "2025-06-01"));
        let found: Vec<&str> = all[0].findings.iter().map(|(_, finding)| finding.rule.as_str()).collect();
        assert!(found.contains(&rule), "{text}: {found:?}");
        assert_eq!(!all[0].unread.is_empty(), unread, "{text}");
        assert_eq!(all[0].parts.len(), 1, "{text}: the filing is audited all the same");
    }
}

#[test]
fn the_same_company_is_known_by_its_number_or_its_name() {
    let with = |id: &str, company: &str| {
        let text = filing("{ from: 2024-04-01, to: 2025-03-31 }").replace("id: one", &format!("id: {id}"));
        (format!("{id}.filing.yaml"), text.replace("name: 見本株式会社 }", &format!("{company} }}")))
    };
    // 7000012050002 is the number of the National Tax Agency, which tells how the check digit is made.
    let files = [
        with("a", "name: 見本株式会社"),
        with("b", "name: ㈱見本"),
        with("c", "name: \"(株)　見本\", corporate_number: \"7000012050002\""),
        with("d", "name: 見本ホールディングス, corporate_number: \"7000012050002\""),
        with("e", "name: 別の会社, corporate_number: \"7000012050003\""),
    ];
    let (all, _) = audited(&files, terms(2024, "2025-06-01"));
    let mut portfolio = Portfolio::default();
    all.iter().for_each(|one| portfolio.add(one));
    let parts: BTreeMap<&str, usize> =
        portfolio.contractors.values().map(|company| (company.name.as_str(), company.tally.parts)).collect();
    assert_eq!(parts, BTreeMap::from([("見本株式会社", 4), ("別の会社", 1)]));
}

/// A folder of its own for a test, empty.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("made");
    folder
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_audited() {
    let top = folder("audit-unread");
    let put = |name: &str, text: &str| std::fs::write(top.join(name), text).expect("written");
    put("good.filing.yaml", &filing("{ from: 2024-04-01, to: 2025-03-31 }"));
    put("broken.filing.yaml", "sekisho: [");
    put("many.evidence.yaml", "sekisho: evidence/v1\nrecords: {}\n");
    std::os::unix::fs::symlink(&top, top.join("again")).expect("a loop");
    std::os::unix::fs::symlink(top.join("nowhere"), top.join("good.evidence.yaml")).expect("a link that leads nowhere");
    let path = top.to_str().expect("a path");
    let out = top.join("out.json");
    let format = format!("json={}", out.display());
    let (status, said, _) =
        crate::common::sekisho(&["audit", path, "--fiscal-year", "2024", "--format", "table", "--format", &format]);
    assert_eq!(status, 2);
    assert!(said.contains("one：main"), "{said}");
    assert!(said.contains("broken.filing.yaml") && said.contains("many.evidence.yaml"), "{said}");
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&out).expect("whole")).expect("JSON");
    assert_eq!(json["portfolio"]["unread"].as_array().map(Vec::len), Some(2));
    // Nothing is left beside the files that were to be written.
    let names: Vec<String> = std::fs::read_dir(&top)
        .expect("there")
        .flatten()
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(names.iter().all(|name| !name.ends_with(".tmp")), "{names:?}");
}

#[test]
fn an_output_that_cannot_be_written_leaves_no_half_a_file() {
    let top = folder("audit-unwritten");
    std::fs::write(top.join("good.filing.yaml"), filing("{ from: 2024-04-01, to: 2025-03-31 }")).expect("written");
    let path = top.to_str().expect("a path");
    let nowhere = format!("csv={}", top.join("nowhere/out.csv").display());
    let (status, _, said) = crate::common::sekisho(&["audit", path, "--fiscal-year", "2024", "--format", &nowhere]);
    assert_eq!(status, 2);
    assert!(said.contains("nowhere/out.csv"), "{said}");
    assert_eq!(std::fs::read_dir(&top).expect("there").count(), 1, "nothing but the filing");
}

#[test]
fn a_year_in_which_nothing_runs_is_no_clean_result() {
    let top = folder("audit-idle");
    std::fs::write(top.join("good.filing.yaml"), filing("{ from: 2024-04-01, to: 2025-03-31 }")).expect("written");
    let path = top.to_str().expect("a path");
    for year in ["2019", "令和元年度", "R1年度"] {
        let (status, out, said) = crate::common::sekisho(&["audit", path, "--fiscal-year", year]);
        assert_eq!((status, out.as_str()), (2, ""), "{said}");
        assert!(said.contains("令和元年度"), "{said}");
    }
    for year in ["20", "令和0年度", "next", "99999"] {
        let (status, _, said) = crate::common::sekisho(&["audit", path, "--fiscal-year", year]);
        assert_eq!(status, 2, "{year}: {said}");
    }
}

#[test]
fn every_format_says_the_same_and_fits_its_schema() {
    let arguments = ["audit", "examples/incidents", "--fiscal-year", "2018", "--today", "2019-12-01", "--format"];
    let run = |format: &'static str| {
        let (status, out, said) = crate::common::sekisho(&[&arguments[..], &[format]].concat());
        assert_eq!((status, said.as_str()), (1, ""), "{format}");
        out
    };
    let schema: serde_json::Value = serde_json::from_str(&crate::common::text("schemas/audit.v1.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let json: serde_json::Value = serde_json::from_str(&run("json")).expect("JSON");
    assert!(validator.is_valid(&json), "{:?}", validator.iter_errors(&json).next().map(|error| error.to_string()));
    let mut line = schema.clone();
    line["$ref"] = "#/$defs/line".into();
    for key in ["type", "required", "properties"] {
        line.as_object_mut().expect("a map").remove(key);
    }
    let validator = jsonschema::validator_for(&line).expect("a schema");
    let lines: Vec<serde_json::Value> =
        run("ndjson").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    lines.iter().for_each(|line| assert!(validator.is_valid(line), "{line}"));
    let duties = lines.iter().filter(|line| line["schema"] == "sekisho/duty/v1").count();
    let parts = json["parts"].as_array().expect("parts");
    let owed: usize = parts.iter().map(|part| part["obligations"].as_array().map_or(0, Vec::len)).sum();
    assert!(owed > 5);
    assert_eq!(duties, owed);
    assert_eq!(run("csv").lines().count(), owed + 1);
    for format in ["table", "markdown", "html"] {
        assert!(run(format).contains("kanagawa-2019-declared") || format == "html", "{format}");
    }
}

#[test]
fn what_a_spreadsheet_would_reckon_stays_text() {
    let top = folder("audit-formula");
    let text = filing("{ from: 2024-04-01, to: 2025-03-31 }").replace("見本株式会社", "\"=HYPERLINK(1)\"");
    std::fs::write(top.join("good.filing.yaml"), text.replace("title: 見本", "title: \"+1,\\\"x\\\"<script>\""))
        .expect("written");
    let path = top.to_str().expect("a path");
    let (_, csv, _) = crate::common::sekisho(&["audit", path, "--fiscal-year", "2024", "--format", "csv"]);
    assert!(csv.contains("\"'=HYPERLINK(1)\"") && csv.contains("\"'+1,\"\"x\"\"<script>\""), "{csv}");
    let (_, html, _) = crate::common::sekisho(&["audit", path, "--fiscal-year", "2024", "--format", "html"]);
    assert!(!html.contains("x\"<script>"), "the title is text");
}

#[test]
fn two_filings_of_one_id_share_their_records_and_are_told() {
    let text = filing("{ from: 2024-04-01, to: 2025-03-31 }");
    let files = [("a.filing.yaml".to_owned(), text.clone()), ("b.filing.yaml".to_owned(), text)];
    let (all, across) = audited(&files, terms(2024, "2025-06-01"));
    assert_eq!(all.len(), 2);
    assert_eq!(across, [("b.filing.yaml".to_owned(), "filing-repeated".to_owned())]);
}

#[test]
fn a_waiver_of_the_forum_lets_an_obligation_be_until_its_day() {
    let approval = "approvals:\n  - { id: a1, session: 第9回, date: 2024-03-01, outcome: approved }\n";
    let waiver = "waivers:\n  - { rule: evidence-annual-inspection, at: main, verdict: unstated, reason: 庁内で行うため, approval: a1, until: 2025-06-30 }\n";
    let text = filing("{ from: 2024-04-01, to: 2025-03-31 }") + approval + waiver;
    for (today, expected) in [("2025-06-30", Status::Waived), ("2025-07-01", Status::Overdue)] {
        let (all, _) = audited(&[("one.filing.yaml".to_owned(), text.clone())], terms(2024, today));
        let duty = all[0].parts[0].duties.iter().find(|duty| duty.asked.id == "evidence-annual-inspection");
        assert_eq!(duty.map(|duty| duty.status), Some(expected), "{today}");
    }
    // A lint has nothing to say of it.
    let judged = session().file("one", Ok(text.into_bytes())).expect("the packs are sound");
    assert!(judged.findings.iter().all(|finding| finding.about.id != "main" || finding.rule != "unknown-rule"));
    assert!(judged.findings.iter().all(|finding| finding.rule != "waiver-unused"));
}

#[test]
fn waivers_count_in_an_audit_as_in_a_lint() {
    let approval = "approvals:\n  - { id: a1, session: 第9回, date: 2024-03-01, outcome: approved }\n";
    let ended = "{ rule: RULE, at: AT, verdict: unstated, reason: 庁内で行うため, approval: a1, until: 2026-05-31 }";
    let renewed = ended.replace("2026-05-31", "2027-05-31");
    let milder = renewed.replace("unstated", "elsewhere");
    let graver = renewed.replace("unstated", "violation");
    let without = |key: &str| renewed.replace(&format!("{key}: "), &format!("left_out_{key}: "));
    let tentative = renewed.replace("until: 2027-05-31", "until: { date: 2027-05-31, tentative: true }");
    for (waivers, counts) in [
        (vec![], false),
        (vec![renewed.clone()], true),
        (vec![graver], true),
        (vec![ended.to_owned()], false),
        (vec![ended.to_owned(), renewed.clone()], true),
        (vec![renewed.clone(), ended.to_owned()], true),
        (vec![milder.clone()], false),
        (vec![milder, renewed.clone()], true),
        (vec![without("verdict")], false),
        (vec![without("reason")], false),
        (vec![without("approval")], false),
        (vec![without("until")], false),
        (vec![tentative], false),
        (vec![renewed.replace("庁内で行うため", "'  '")], false),
        (vec![renewed.replace("approval: a1", "approval: a2")], false),
    ] {
        let said = |rule: &str, at: &str| {
            let rows = waivers.iter().map(|it| format!("  - {}\n", it.replace("RULE", rule).replace("AT", at)));
            let rows: String = rows.collect();
            let rows = if rows.is_empty() { rows } else { format!("waivers:\n{rows}") };
            filing("{ from: 2024-04-01, to: 2025-03-31 }") + approval + &rows
        };
        let text = said("evidence-annual-inspection", "main");
        let (all, _) = audited(&[("one.filing.yaml".to_owned(), text)], terms(2024, "2026-11-20"));
        let duty = all[0].parts[0].duties.iter().find(|duty| duty.asked.id == "evidence-annual-inspection");
        let expected = if counts { Status::Waived } else { Status::Overdue };
        assert_eq!(duty.map(|duty| duty.status), Some(expected), "audit: {waivers:?}");
        // A rule that this filing breaks by leaving something out.
        let judged =
            session().file("one", Ok(said("party-certification", "maker").into_bytes())).expect("the packs are sound");
        let finding = judged.findings.iter().find(|finding| finding.rule == "party-certification").expect("found");
        assert_eq!(finding.waived.is_some(), counts, "lint: {waivers:?}");
    }
}

#[test]
fn what_an_audit_reads_is_never_written_over() {
    let top = folder("audit-inputs");
    let put = |name: &str, text: &str| std::fs::write(top.join(name), text).expect("written");
    put("good.filing.yaml", &filing("{ from: 2024-04-01, to: 2025-03-31 }"));
    let inputs = ["good.filing.yaml", "good.evidence.yaml", "all.evidence.yaml"];
    inputs[1..].iter().for_each(|name| put(name, "sekisho: evidence/v1\nfiling: one\nrecords: []\n"));
    let path = top.to_str().expect("a path");
    for name in inputs {
        let before = std::fs::read(top.join(name)).expect("there");
        let format = format!("json={}", top.join(name).display());
        let (status, ..) = crate::common::sekisho(&["audit", path, "--fiscal-year", "2024", "--format", &format]);
        assert_eq!(status, 2, "{name}");
        assert_eq!(std::fs::read(top.join(name)).expect("there"), before, "{name}");
    }
    let [one, other] = ["json", "csv"].map(|word| format!("{word}={}", top.join("out").display()));
    let arguments = ["audit", path, "--fiscal-year", "2024", "--format", &one, "--format", &other];
    assert_eq!(crate::common::sekisho(&arguments).0, 2, "one file for two formats");
}

/// Without any records, that each is lacking tells only that nobody gave them; and an inspection is not asked for the record
/// that it is about to make.
#[test]
fn an_audit_without_records_says_so_in_every_format() {
    let top = folder("audit-unrecorded");
    let single = |name: &str| text(&format!("tests/audit/single/{name}"));
    std::fs::write(top.join("one.filing.yaml"), single("one.filing.yaml")).expect("written");
    let (path, sheets) = (top.to_str().expect("a path"), top.join("sheets"));
    let policy = ["--policy", "tests/audit/policies", "--today", "2026-06-01", "--fiscal-year", "2025"];
    let run = |more: &[&str]| crate::common::sekisho(&[&["--lang", "ja", "audit", path][..], &policy, more].concat()).1;
    let said = "記録のファイルが一つもありません。";
    for format in ["table", "markdown", "html"] {
        assert!(run(&["--format", format]).contains(said), "{format}");
    }
    run(&["--inspection-sheets", sheets.to_str().expect("a path")]);
    let page = std::fs::read_to_string(sheets.join("one-main.html")).expect("a sheet");
    let open = page.split_once("h-open\">").expect("a section").1.split_once("</section>").expect("its end").0;
    assert!(open.contains("完了の届") && !open.contains("年度の調査"), "{open}");
    // With a record, there are some.
    std::fs::write(top.join("one.evidence.yaml"), single("one.evidence.yaml")).expect("written");
    assert!(!run(&["--format", "table"]).contains(said));
}

#[test]
fn every_part_has_a_sheet_of_its_own() {
    let top = folder("audit-sheets");
    let long = "a".repeat(70);
    for (at, id) in [format!("{long}1"), format!("{long}2")].iter().enumerate() {
        let text = filing("{ from: 2024-04-01, to: 2025-03-31 }").replace("id: one", &format!("id: {id}"));
        std::fs::write(top.join(format!("{at}.filing.yaml")), text).expect("written");
    }
    let (path, sheets) = (top.to_str().expect("a path"), top.join("sheets"));
    let wanted = sheets.to_str().expect("a path");
    crate::common::sekisho(&["audit", path, "--fiscal-year", "2024", "--inspection-sheets", wanted]);
    assert_eq!(std::fs::read_dir(&sheets).expect("made").count(), 2);
}
