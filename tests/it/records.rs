//! Records that nearly fit: what is wrong in a file of evidence, with its place and what was probably meant.

use jiff::civil::date;
use sekisho::calendar::FiscalYear;
use sekisho::evidence::{Joined, Record, join, records, rows_of, tables};
use sekisho::facts::{Practice, Subject, Value, World};
use sekisho::filing::{self, Choices, Filing, InputProblem, Problem};
use sekisho::flow;
use sekisho::vocabulary::enumerations::RecordKey;
use sekisho::vocabulary::facts::{RecordFact, SubjectKind};
use sekisho::vocabulary::pack_words::PackWords;

use crate::common::{self, document};

const FILING: &str = "sekisho: filing/v1
id: one
actors:
  city: { role: principal, name: 見本区 }
  maker: { role: contractor, name: 株式会社見本 }
  printer: { role: contractor, name: 印刷所 }
  works: { role: subcontractor, name: 株式会社見本 }
data:
  roster: { name: 名簿, group: all, items: [氏名] }
  letters: { name: 宛名, group: all, items: [氏名] }
stores:
  desk: { actor: city, kind: pc }
  disk: { actor: maker, kind: pc }
flows:
  - id: out
    steps:
      - { id: 1, action: send, actor: city, to: maker, from: desk, into: disk, data: [roster] }
      - { id: 2, action: send, actor: city, to: maker, from: desk, into: disk, data: [letters] }
  - id: back
    steps:
      - { id: 2, action: send, actor: maker, to: city, from: disk, into: desk, data: [roster] }
contracts:
  - { id: part-a, kind: outsourcing, from: city, to: maker }
  - { id: part-b, kind: outsourcing, from: city, to: printer }
";

fn filing_of(text: &str) -> Filing {
    filing::read(&document("one.filing.yaml", text), &PackWords::default()).0
}

/// What one record of YAML says, and what is wrong with it, each with pointer, line and column. The record stands on line 4.
fn read(record: &str) -> (Vec<Record>, Vec<InputProblem>) {
    let text = format!("sekisho: evidence/v1\nfiling: one\nrecords:\n  - {{ {record} }}\n");
    let document = document("one.evidence.yaml", &text);
    let (rows, beside) = rows_of(&document).expect("evidence");
    let (read, problems) = records(&"one.evidence.yaml".into(), rows);
    (read, beside.into_iter().chain(problems).collect())
}

fn joined(record: &str) -> (Joined, Vec<InputProblem>) {
    let (read, problems) = read(record);
    assert_eq!(problems, [], "{record}");
    let (mut joined, problems) = join(read, &filing_of(FILING));
    assert_eq!(joined.len(), 1, "{record}");
    (joined.remove(0), problems.into_iter().map(|(_, problem)| problem).collect())
}

/// Each problem with its pointer, line and column.
fn placed(problems: Vec<InputProblem>) -> Vec<(Problem, String, u32, u32)> {
    problems.into_iter().map(|it| (without_choices(it.problem), it.pointer, it.span.line, it.span.column)).collect()
}

/// A problem without the words that are possible in its place, which the tests of the walk look at.
fn without_choices(problem: Problem) -> Problem {
    let none = Choices::default;
    match problem {
        Problem::UnknownKey { key, suggestion, .. } => Problem::UnknownKey { key, suggestion, keys: none() },
        Problem::UnknownValue { value, list, suggestion, .. } => {
            Problem::UnknownValue { value, list, suggestion, words: none() }
        }
        Problem::DanglingReference { kind, id, suggestion, .. } => {
            Problem::DanglingReference { kind, id, suggestion, known: none() }
        }
        other => other,
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn what_is_misspelt_in_a_record_has_its_place_and_what_was_meant() {
    let key = |key: &str, suggestion| Problem::UnknownKey { key: key.to_owned(), suggestion, keys: Choices::default() };
    let kind = |value: &str, suggestion| Problem::UnknownValue {
        value: value.to_owned(),
        list: "record",
        suggestion,
        words: Choices::default(),
    };
    let date = |value: &str, reason| Problem::BadDate { value: value.to_owned(), reason };
    let wrong = |expected| Problem::wrong_type(vec![expected]);
    let missing = |key: &str| Problem::MissingKey { key: key.to_owned() };
    // The record begins in column 5, its first key in column 7.
    let cases: Vec<(&str, usize, Problem, &str, u32)> = vec![
        ("kind: training, dates: 2025-04-01", 1, key("dates", some("date")), "/records/0/dates", 23),
        ("kind: training, 日附: 2025-04-01", 1, key("日附", some("日付")), "/records/0/日附", 23),
        ("kind: training, zzzzzz: 1", 1, key("zzzzzz", None), "/records/0/zzzzzz", 23),
        ("kind: trainning", 0, kind("trainning", some("training")), "/records/0/kind", 13),
        ("kind: 研修の記碌", 0, kind("研修の記碌", some("研修の記録")), "/records/0/kind", 13),
        ("kind: qqqqqqqq", 0, kind("qqqqqqqq", None), "/records/0/kind", 13),
        ("kind: training, date: 令和7年2月29日", 1, date("令和7年2月29日", "no-such-day"), "/records/0/date", 29),
        ("kind: training, date: 2025-13-01", 1, date("2025-13-01", "no-such-month"), "/records/0/date", 29),
        ("kind: training, date: 令和0年4月1日", 1, date("令和0年4月1日", "no-such-era-year"), "/records/0/date", 29),
        ("kind: training, date: 4月1日", 1, date("4月1日", "not-a-date"), "/records/0/date", 29),
        ("kind: training, date: 2025", 1, date("2025", "not-a-date"), "/records/0/date", 29),
        ("kind: inspection, announced: 多分", 1, wrong("boolean"), "/records/0/announced", 36),
        ("kind: training, people: 十四", 1, wrong("integer"), "/records/0/people", 31),
        ("kind: training, people: -1", 1, wrong("integer"), "/records/0/people", 31),
        ("kind: training, people: 1.5", 1, wrong("integer"), "/records/0/people", 31),
        ("kind: training, document: [a, b]", 1, wrong("string"), "/records/0/document", 23),
        ("kind: training, document: { a: b }", 1, wrong("string"), "/records/0/document", 23),
        ("date: 2025-04-01", 0, missing("kind"), "/records/0", 5),
        ("kind: training, filing: ''", 0, missing("filing"), "/records/0", 5),
        (
            "kind: training, date: 2025-04-01, 日付: 2025-04-02",
            1,
            Problem::DuplicateId { id: "日付".to_owned(), first_line: 4 },
            "/records/0/日付",
            41,
        ),
    ];
    for (record, read_all, problem, pointer, column) in cases {
        let (records, problems) = read(record);
        assert_eq!(
            (records.len(), placed(problems)),
            (read_all, vec![(problem, pointer.to_owned(), 4, column)]),
            "{record}"
        );
    }
}

#[test]
fn what_a_file_has_beside_its_records_is_named() {
    let text = "sekisho: evidence/v1\nfilling: one\nrecords: []\nnote: x\n";
    let document = document("one.evidence.yaml", text);
    let (rows, problems) = rows_of(&document).expect("evidence");
    let key = |key: &str, suggestion| Problem::UnknownKey { key: key.to_owned(), suggestion, keys: Choices::default() };
    let wanted =
        [(key("filling", some("filing")), "/filling".to_owned(), 2, 1), (key("note", None), "/note".to_owned(), 4, 1)];
    assert_eq!((rows.len(), placed(problems)), (0, wanted.to_vec()));
    for (text, problem, line) in [
        ("sekisho: filing/v1\nrecords: []\n", Problem::NotEvidence, 1),
        ("sekisho: evidence/v1\nrecords: {}\n", Problem::MissingKey { key: "records".to_owned() }, 1),
        ("sekisho: evidence/v1\nfiling: a\n", Problem::MissingKey { key: "records".to_owned() }, 1),
    ] {
        let error = rows_of(&common::document("one.evidence.yaml", text)).expect_err("no evidence");
        assert_eq!(placed(vec![*error]), [(problem, String::new(), line, 1)], "{text}");
    }
}

#[test]
fn a_record_may_name_another_filing_than_its_file() {
    let (records, problems) = read("kind: training, filing: ' other '");
    assert_eq!((&*records[0].filing, problems), ("other", Vec::new()));
    assert_eq!(&*read("kind: training").0[0].filing, "one");
}

#[test]
fn what_a_record_refers_to_in_vain_has_the_place_of_its_key_and_what_was_meant() {
    let lost = |kind, id: &str, suggestion| Problem::DanglingReference {
        kind,
        id: id.to_owned(),
        suggestion,
        known: Choices::default(),
    };
    for (record, problem, column) in [
        // As near to part-a as to part-b: the first in the alphabet, on every run.
        ("kind: training, part: part-c", lost("part", "part-c", some("part-a")), 29),
        ("kind: training, part: part-bb", lost("part", "part-bb", some("part-b")), 29),
        ("kind: training, part: somewhere", lost("part", "somewhere", None), 29),
        ("part: part-a, kind: inspection, of: makers", lost("actor", "makers", some("maker")), 43),
        ("part: part-a, kind: inspection, of: 株式会社見木", lost("actor", "株式会社見木", None), 43),
        ("part: part-a, kind: inspection, issued_by: printr", lost("actor", "printr", some("printer")), 50),
        ("part: part-a, kind: handover, step: out/3", lost("step", "out/3", some("out/1")), 43),
        // Two flows have a step 2.
        ("part: part-a, kind: handover, step: 2", lost("step", "2", None), 43),
        ("part: part-a, kind: erasure-report, at: [dish]", lost("store", "dish", some("disk")), 48),
        ("part: part-a, kind: erasure-report, at: [disk, dsk]", lost("store", "dsk", some("desk")), 48),
        ("part: part-a, kind: erasure-report, data: [rooster]", lost("data", "rooster", some("roster")), 50),
        ("part: part-a, kind: erasure-report, data: [al]", lost("data", "al", some("all")), 50),
    ] {
        let (_, problems) = joined(record);
        assert_eq!(placed(problems), [(problem, "/records/0".to_owned(), 4, column)], "{record}");
    }
}

#[test]
fn a_record_finds_what_it_refers_to() {
    let ids = |it: &Joined| {
        let filing = filing_of(FILING);
        let part = it.part.map(|id| filing.parts[id.at()].id.clone());
        let step = it.step.map(|id| filing.step_name(id));
        let actors = [it.of, it.issued_by].map(|id| id.map(|id| filing.actor(id).id.clone()));
        let at: Vec<String> = it.at.iter().map(|id| filing.stores[id.at()].id.clone()).collect();
        let data: Vec<String> = it.data.iter().map(|id| filing.data[id.at()].id.clone()).collect();
        (part, step, actors, at, data)
    };
    let texts = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    for (record, part, step, of, by, at, data) in [
        ("kind: training, part: part-b", Some("part-b"), None, None, None, &[][..], &[][..]),
        ("kind: training, of: printer", Some("part-b"), None, Some("printer"), None, &[], &[]),
        ("kind: training, of: 印刷所", Some("part-b"), None, Some("printer"), None, &[], &[]),
        ("kind: training, of: 株式会社見本, part: part-a", Some("part-a"), None, Some("maker"), None, &[], &[]),
        ("kind: training, of: printer, part: part-a", Some("part-a"), None, Some("printer"), None, &[], &[]),
        ("kind: handover, part: part-a, step: 1", Some("part-a"), Some("out/1"), None, None, &[], &[]),
        ("kind: handover, part: part-a, step: back/2", Some("part-a"), Some("back/2"), None, None, &[], &[]),
        (
            "kind: erasure-report, part: part-a, issued_by: 株式会社 見本, at: disk, data: roster",
            Some("part-a"),
            None,
            None,
            Some("maker"),
            &["disk"],
            &["roster"],
        ),
        (
            "kind: erasure-report, part: part-a, at: [desk, disk], data: [all]",
            Some("part-a"),
            None,
            None,
            None,
            &["desk", "disk"],
            &["roster", "letters"],
        ),
    ] {
        let (found, problems) = joined(record);
        assert_eq!(problems, [], "{record}");
        let actors = [of, by].map(|it: Option<&str>| it.map(str::to_owned));
        let wanted = (part.map(str::to_owned), step.map(str::to_owned), actors, texts(at), texts(data));
        assert_eq!(ids(&found), wanted, "{record}");
    }
}

/// Of what has no day nobody can say what came before it.
#[test]
fn an_incident_without_a_day_contradicts_no_record() {
    let filing = filing_of(FILING);
    let custody = flow::follow(&filing);
    let policy = common::session().policy("shinjuku").expect("a pack").expect("a policy");
    let erased = "kind: erasure-report, part: part-a, at: [disk], date: 2025-04-05, document: E1";
    let contradicted = |incident: &str| {
        let all = [erased, incident].iter().flat_map(|record| read(record).0).collect();
        let (practice, _) = Practice::of(&filing, all, FiscalYear(2026), date(2026, 6, 30));
        let world = World::new(&filing, &custody, &policy, date(2026, 6, 30)).audited(&practice, &[]);
        let answer = world.ask(Subject { kind: SubjectKind::Record, at: 1 }, RecordFact::Contradicted.into());
        match &answer.value {
            Some(Value::List(found)) => found.len(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(contradicted("kind: incident, part: part-a, at: [disk], date: 2026-05-26, document: I1"), 1);
    assert_eq!(contradicted("kind: incident, part: part-a, at: [disk], document: I1"), 0);
}

#[test]
fn of_two_parts_none_is_guessed_and_of_one_it_is_meant() {
    for record in ["kind: training", "kind: training, of: city"] {
        let (found, problems) = joined(record);
        assert_eq!(found.part, None, "{record}");
        let missing = Problem::MissingKey { key: "part".to_owned() };
        assert_eq!(placed(problems), [(missing, "/records/0".to_owned(), 4, 5)], "{record}");
    }
    let one = filing_of(&FILING.replace("  - { id: part-b, kind: outsourcing, from: city, to: printer }\n", ""));
    for record in ["kind: training", "kind: training, of: printer"] {
        let (joined, problems) = join(read(record).0, &one);
        assert_eq!((joined[0].part.map(|id| id.at()), problems), (Some(0), Vec::new()), "{record}");
    }
}

#[test]
fn each_separator_divides_a_cell_and_no_other_does() {
    for (cell, texts) in [
        ("甲、乙", &["甲", "乙"][..]),
        ("甲,乙", &["甲", "乙"]),
        ("甲;乙", &["甲", "乙"]),
        ("甲；乙", &["甲", "乙"]),
        ("甲，乙", &["甲", "乙"]),
        ("甲\n乙", &["甲", "乙"]),
        (" 甲 、、 乙 ,", &["甲", "乙"]),
        ("甲 乙", &["甲 乙"]),
        ("甲・乙/丙:丁", &["甲・乙/丙:丁"]),
    ] {
        let text = format!("filing,kind,persons,document\na,inspection,\"{cell}\",\"{cell}\"\n");
        let mut read = tables("t", text.into_bytes());
        let record = read.remove(0).records.remove(0);
        assert_eq!(record.texts(RecordKey::Persons).collect::<Vec<_>>(), texts, "{cell:?}");
        assert_eq!(record.text(RecordKey::Document), Some(cell.trim()), "a document is one text: {cell:?}");
    }
    // A list of YAML is divided as well, item by item.
    let (records, _) = read("kind: inspection, persons: ['甲、乙', 丙]");
    assert_eq!(records[0].texts(RecordKey::Persons).collect::<Vec<_>>(), ["甲", "乙", "丙"]);
}

#[test]
fn misspelt_headings_and_cells_have_their_cell() {
    let key = |key: &str, suggestion| Problem::UnknownKey { key: key.to_owned(), suggestion, keys: Choices::default() };
    for (text, problem, line, column) in [
        ("filing,kind,daet\na,training,2025-04-01\n", key("daet", some("date")), 1, 3),
        ("案件ID,種類,保存場書\na,研修の記録,x\n", key("保存場書", some("保存場所")), 1, 3),
        (
            "filing,kind\na,trainings\n",
            Problem::UnknownValue {
                value: "trainings".to_owned(),
                list: "record",
                suggestion: some("training"),
                words: Choices::default(),
            },
            2,
            2,
        ),
        (
            "filing,kind,date\na,training,2025-02-29\n",
            Problem::BadDate { value: "2025-02-29".to_owned(), reason: "no-such-day" },
            2,
            3,
        ),
        ("filing,kind,people\na,training,many\n", Problem::wrong_type(vec!["integer"]), 2, 3),
        ("filing,kind,announced\na,inspection,maybe\n", Problem::wrong_type(vec!["boolean"]), 2, 3),
        ("kind,document\ntraining,x\n", Problem::MissingKey { key: "filing".to_owned() }, 1, 1),
        ("document,種類\nx,研修の記録\n", Problem::MissingKey { key: "案件ID".to_owned() }, 1, 2),
        ("filing,kind\na,\n", Problem::MissingKey { key: "kind".to_owned() }, 2, 2),
        ("filing,kind,種類\na,training,x\n", Problem::DuplicateKey { key: "種類".to_owned(), first_line: 1 }, 1, 3),
        ("filing,kind\na,training,x\n", Problem::Ragged { fields: 3, headings: 2 }, 2, 3),
    ] {
        let read = tables("t", text.as_bytes().to_vec()).remove(0);
        assert_eq!(placed(read.problems), [(problem, String::new(), line, column)], "{text}");
    }
}

#[test]
fn why_a_workbook_is_not_read_is_told() {
    let bad = |reason| Problem::BadWorkbook { reason };
    for (bytes, problem) in [
        (&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old workbook"[..], bad("old")),
        (b"PK\x03\x04 and no more", bad("broken")),
        (b"PK\x05\x06", bad("broken")),
        (b"PK\x01\x02,\n", Problem::NoHeadings),
    ] {
        let read = tables("t", bytes.to_vec());
        assert_eq!(read.len(), 1);
        assert_eq!(
            (read[0].problems.clone(), read[0].unread),
            (vec![InputProblem { problem, pointer: String::new(), span: sekisho::source::Span::START }], true)
        );
    }
}

#[test]
fn a_workbook_that_does_not_say_how_many_strings_it_has_is_read() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip([["filing", "kind"], ["a", "training"]]) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).expect("written");
        }
    }
    let bytes = workbook.save_to_buffer().expect("saved");
    let strings = |count: &str| {
        let items = ["filing", "kind", "a", "training"].map(|text| format!("<si><t>{text}</t></si>")).concat();
        let xml = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        format!("<?xml version=\"1.0\"?><sst xmlns=\"{xml}\"{count}>{items}</sst>")
    };
    for (count, records) in [
        ("", 1),
        (" uniqueCount=\"\"", 1),
        (" uniqueCount=\"4\"", 1),
        (" count=\"99\" uniqueCount=\"4\"", 1),
        (" uniqueCount=\"99999\"", 0),
    ] {
        let read = tables("t", common::with_entry(&bytes, "xl/sharedStrings.xml", strings(count).as_bytes()));
        assert_eq!(read.iter().map(|table| table.records.len()).sum::<usize>(), records, "{count:?}: {read:?}");
    }
}
