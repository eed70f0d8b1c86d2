//! What people see of an audit in its workbook.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use serde_json::Value;

use super::expect::{Owed, Part, Several};
use super::texts::{Table, is_open};
use super::words::{GROUPS, STATUSES, Words};

const PARTS: [&str; 12] = [
    "filing",
    "title",
    "own-part",
    "kind",
    "department",
    "contractor",
    "from",
    "to",
    "tier",
    "personal",
    "subcontracted",
    "consent",
];
const OPEN: [&str; 11] =
    ["filing", "own-part", "department", "contractor", "owed", "severity", "status", "due", "since", "reason", "basis"];
const DUTIES: [&str; 12] = [
    "filing",
    "own-part",
    "department",
    "contractor",
    "group",
    "owed",
    "status",
    "due",
    "since",
    "documents",
    "places",
    "reason",
];

/// Every cell of the workbook. What to do about a finding is told as in the document of `sekisho/audit/v1`.
pub(super) fn workbook_is(words: &Words<'_>, bytes: Vec<u8>, document: &Value, folder: &str) {
    let mut read: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheets: Vec<(String, Table)> =
        read.worksheets().iter().map(|(name, cells)| (name.clone(), texts(cells, folder))).collect();
    let headed = |headings: &[&str], rows: Table| [vec![words.headings(headings)], rows].concat();
    let wanted = [
        (words.pick("総括", "Overview"), overview(words)),
        (words.pick("契約別", "Parts"), parts(words)),
        (words.pick("未了一覧", "Open"), headed(&OPEN, duties(words, &OPEN, is_open))),
        (words.pick("委託先別", "Contractors"), contractors(words)),
        (words.pick("指摘", "Findings"), findings(words, document)),
        (words.pick("出典", "Sources"), headed(&DUTIES, duties(words, &DUTIES, |_| true))),
    ];
    for ((name, found), (wanted_name, wanted)) in sheets.iter().zip(&wanted) {
        assert_eq!(name, wanted_name);
        for (row, wanted) in found.iter().zip(wanted) {
            assert_eq!(row, wanted, "sheet {name}");
        }
        assert_eq!(found.len(), wanted.len(), "rows of sheet {name}");
    }
    assert_eq!(sheets.len(), wanted.len());
}

/// The rows of a sheet as texts, paths from the folder of the case, days as in ISO 8601, without blank cells at the end of a row and blank rows.
fn texts(cells: &Range<Data>, folder: &str) -> Table {
    let text = |cell: &Data| match cell {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        cell => cell.to_string().replace(&format!("{folder}/"), ""),
    };
    cells.rows().map(|row| trimmed(row.iter().map(text).collect())).filter(|row| !row.is_empty()).collect()
}

fn trimmed(mut row: Vec<String>) -> Vec<String> {
    while row.last().is_some_and(String::is_empty) {
        row.pop();
    }
    row
}

/// How many obligations of each status.
fn counts(count: impl Fn(&str) -> usize) -> Vec<String> {
    STATUSES.map(|row| count(row[0]).to_string()).to_vec()
}

fn several(words: &Words<'_>, several: &Several) -> Vec<String> {
    let parts = several.parts.len().to_string();
    [vec![parts], counts(|status| words.expect.count(several, status))].concat()
}

fn overview(words: &Words<'_>) -> Table {
    let expect = words.expect;
    let statuses = [words.headings(&["parts"]), words.names(&STATUSES)].concat();
    let head = |column: &str| [words.headings(&[column]), statuses.clone()].concat();
    let mut rows = vec![vec![words.heading()], vec![words.signs()], head("group")];
    for group in GROUPS.map(|row| row[0]) {
        let of_group = |owed: &&Owed| words.asked(owed).group == group;
        let with = expect.parts.iter().filter(|part| part.owed.iter().any(|owed| of_group(&owed))).count();
        let all = || expect.parts.iter().flat_map(|part| &part.owed).filter(of_group);
        let counts = counts(|status| all().filter(|owed| owed.is == status).count());
        if with > 0 {
            rows.push([vec![words.group(group).to_owned(), with.to_string()], counts].concat());
        }
    }
    let all = counts(|status| expect.parts.iter().map(|part| part.count(status)).sum());
    rows.push([vec![words.pick("全体", "All").to_owned(), expect.parts.len().to_string()], all].concat());
    let lines = words.figures().into_iter().chain(expect.policies.iter().map(|id| words.policy(id)));
    let outside = words.expect.outside.iter().flat_map(|it| {
        // Lines about a part are set in.
        words.outside(it).into_iter().enumerate().map(|(at, line)| if at == 0 { line } else { words.set_in(&line) })
    });
    let title = words.expect.outside.first().map(|_| words.outside_title().to_owned());
    rows.extend(lines.chain(words.unread()).chain(title).chain(outside).map(|line| vec![line]));
    rows.push(head("department"));
    rows.extend(expect.departments.iter().map(|it| [vec![words.named(&it.name)], several(words, it)].concat()));
    rows
}

fn parts(words: &Words<'_>) -> Table {
    let head = [words.headings(&PARTS), words.names(&GROUPS), words.names(&STATUSES)].concat();
    let row = |part: &Part| {
        let cell = |column: &str| match column {
            "from" => part.from.clone().unwrap_or_default(),
            "to" if part.renewed => words.pick("（更新により継続）", "(runs on by renewal)").to_owned(),
            "to" => part.to.clone().unwrap_or_default(),
            _ => words.part(part, column),
        };
        trimmed([&PARTS.map(cell)[..], &part.marks, &counts(|status| part.count(status))].concat())
    };
    [head].into_iter().chain(words.expect.parts.iter().map(row)).collect()
}

fn duties(words: &Words<'_>, columns: &[&str], wanted: fn(&Owed) -> bool) -> Table {
    let row = |part: &Part, owed: &Owed| {
        let cell = |column: &&str| match *column {
            "due" => owed.due.clone().unwrap_or_default(),
            "since" => owed.since.clone().unwrap_or_default(),
            column => words.owed(part, owed, column),
        };
        trimmed(columns.iter().map(cell).collect())
    };
    let own = |part| -> Table { Part::every(part).filter(|owed| wanted(owed)).map(|owed| row(part, owed)).collect() };
    words.expect.parts.iter().flat_map(own).collect()
}

impl Part {
    fn every(&self) -> impl Iterator<Item = &Owed> {
        self.owed.iter()
    }
}

/// The most burdened contractor first.
fn contractors(words: &Words<'_>) -> Table {
    let head = [words.headings(&["contractor", "number", "departments", "parts"]), words.names(&STATUSES)].concat();
    let burden = |it: &&Several| words.expect.count(it, "overdue") + words.expect.count(it, "missing");
    let mut all: Vec<&Several> = words.expect.contractors.iter().collect();
    all.sort_by_key(|it| std::cmp::Reverse(burden(it)));
    let row = |it: &Several| {
        let own = [it.name.clone(), it.number.clone(), words.join(&it.departments)];
        [&own[..], &several(words, it)].concat()
    };
    [head].into_iter().chain(all.into_iter().map(row)).collect()
}

fn findings(words: &Words<'_>, document: &Value) -> Table {
    let head = words.headings(&["file", "line", "severity", "message", "help", "rule"]);
    let told = document["findings"].as_array().expect("findings");
    let row = |(it, told): (&super::expect::Finding, &Value)| {
        let [rule, weight, says] = [&it.rule, words.severity(&it.weighs), &it.says].map(str::to_owned);
        let mut place = it.at.split(':');
        let (path, line) = (place.next().expect("a path"), place.next().expect("a line"));
        let help = told["help"].as_str().expect("help").to_owned();
        vec![path.to_owned(), line.to_owned(), weight, says, help, rule]
    };
    [head].into_iter().chain(words.expect.findings.iter().zip(told).map(row)).collect()
}
