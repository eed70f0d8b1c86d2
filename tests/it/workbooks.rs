//! Workbooks that the program writes: read back, and opened by the spreadsheet program that is at hand.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx};
use sekisho::evidence::{Form, form, tables};
use sekisho::policy::{Obligation, Policy, load};
use sekisho::vocabulary::enumerations::{Enumerated, ObligationStatus, Record, RecordKey, RecordState};
use sekisho::vocabulary::words;
use sekisho::words::{Lang, unfilled};
use sekisho::xlsx;
use serde_json::Value;
use zip::ZipArchive;

use crate::common::{below, document, empty_folder, packs, sekisho, with_entry};
use crate::generated::{TODAY, YEAR, register};

const LANGUAGES: [Lang; 2] = [Lang::Ja, Lang::En];

fn policy() -> Policy {
    load(&packs(), "shinjuku").expect("pack")
}

fn template(lang: Lang) -> Vec<u8> {
    let policy = policy();
    let obligations: Vec<&Obligation> = policy.obligations.iter().collect();
    xlsx::template(&obligations, &xlsx::RecordRegister::default(), lang, jiff::civil::date(2026, 11, 20))
        .expect("written")
}

fn all<T: Enumerated>() -> impl Iterator<Item = T> {
    (0..).map_while(T::from_position)
}

fn entry(workbook: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// A workbook with one entry changed.
fn changed(workbook: &[u8], name: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    with_entry(workbook, name, change(entry(workbook, name)).as_bytes())
}

/// The letters of a column, from 0.
fn letters(column: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at).expect("letter"));
    match column / 26 {
        0 => letter(column).to_string(),
        more => format!("{}{}", letter(more - 1), letter(column % 26)),
    }
}

#[test]
fn the_template_is_an_empty_table_of_every_key() {
    for lang in LANGUAGES {
        let read = tables("t", template(lang));
        assert_eq!(read.len(), 1, "{read:?}");
        assert_eq!((&*read[0].path, read[0].records.len(), &read[0].problems[..]), ("t", 0, &[][..]));
    }
}

#[test]
fn what_is_written_into_the_template_is_read_as_written() {
    for lang in LANGUAGES {
        let name = |japanese: String, word: &str| if lang == Lang::Ja { japanese } else { word.to_owned() };
        let kinds = all::<Record>().map(|kind| name(words::of(kind, lang).to_owned(), kind.word()));
        let rows: String = kinds
            .enumerate()
            .map(|(at, kind)| {
                let row = at + 2;
                let cells: String = all::<RecordKey>()
                    .enumerate()
                    .map(|(column, key)| {
                        let text = match form(key) {
                            Form::Kind => kind.clone(),
                            // 3 October 2024 in a cell that shows dates.
                            Form::Day => {
                                return format!("<c r=\"{}{row}\" s=\"DAY\"><v>45568</v></c>", letters(column));
                            }
                            Form::Number => return format!("<c r=\"{}{row}\"><v>{row}</v></c>", letters(column)),
                            Form::State => words::of(RecordState::Claimed, lang).to_owned(),
                            Form::Flag => unfilled(lang, "xlsx.no").expect("words").to_owned(),
                            Form::Text | Form::Texts => format!("0{row}"),
                        };
                        format!("<c r=\"{}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", letters(column))
                    })
                    .collect();
                format!("<row r=\"{row}\">{cells}</row>")
            })
            .collect();
        let filled = changed(&template(lang), "xl/worksheets/sheet1.xml", |sheet| {
            // Column D is that of the date.
            let (_, style) = sheet.split_once("<col min=\"4\" max=\"4\"").expect("column");
            let style = style.split_once("style=\"").and_then(|(_, rest)| rest.split_once('"')).expect("style").0;
            sheet.replace("</sheetData>", &format!("{}</sheetData>", rows.replace("DAY", style)))
        });
        let read = tables("t", filled);
        assert_eq!((read.len(), &read[0].problems[..]), (1, &[][..]));
        let found: Vec<Record> = read[0].records.iter().map(|record| record.kind).collect();
        assert_eq!(found, all::<Record>().collect::<Vec<_>>());
        for record in &read[0].records {
            let row = record.span.line;
            let id = format!("0{row}");
            assert_eq!((&*record.filing, record.text(RecordKey::Document)), (&*id, Some(&*id)));
            assert_eq!(record.date().map(|day| day.to_string()).as_deref(), Some("2024-10-03"));
            assert_eq!(record.number(RecordKey::Sent), Some(i64::from(row)));
            assert_eq!(record.flag(RecordKey::Announced), Some(false));
            assert_eq!(record.told.len() + 2, all::<RecordKey>().count());
        }
    }
}

#[test]
fn the_examples_of_the_guide_are_records() {
    let mut examples = 0;
    for (lang, equals, and) in [(Lang::Ja, '＝', "／"), (Lang::En, '=', " / ")] {
        for kind in all::<Record>() {
            let Some(example) = unfilled(lang, &format!("xlsx.example.{}", kind.word())) else { continue };
            let (headings, values): (Vec<&str>, Vec<&str>) = example
                .split(and)
                .map(|cell| {
                    let (heading, value) = cell.split_once(equals).unwrap_or_else(|| panic!("{cell}"));
                    (heading.trim(), value.trim())
                })
                .unzip();
            let text = format!("filing\tkind\t{}\na\t{}\t{}\n", headings.join("\t"), kind.word(), values.join("\t"));
            let read = tables("t", text.into_bytes());
            assert_eq!(read[0].problems, [], "{kind:?}");
            assert_eq!((read[0].records[0].kind, read[0].records[0].told.len()), (kind, values.len()));
            examples += 1;
        }
    }
    assert!(examples > 30);
}

#[test]
fn the_template_leads_the_hand() {
    for lang in LANGUAGES {
        let workbook = template(lang);
        let sheet = entry(&workbook, "xl/worksheets/sheet1.xml");
        let last = letters(all::<RecordKey>().count() - 1);
        assert!(sheet.contains("<pane xSplit=\"3\" ySplit=\"1\" topLeftCell=\"D2\""), "frozen");
        assert!(sheet.contains(&format!("<autoFilter ref=\"A1:{last}501\"")), "filter");
        assert_eq!(
            sheet.matches("<dataValidation type=\"list\"").count(),
            7,
            "kinds, claimed or confirmed, and yes or no"
        );
        let guide = entry(&workbook, "xl/worksheets/sheet2.xml");
        let (sheet_name, range) =
            sheet.split_once("<formula1>'").and_then(|(_, rest)| rest.split_once("'!$A$")).expect("list");
        assert_eq!(sheet_name, unfilled(lang, "xlsx.sheet.guide").expect("words"));
        let (first, last) = range.split_once(":$A$").expect("range");
        let last = last.split_once("</formula1>").expect("range").0;
        let (first, last): (usize, usize) = (first.parse().expect("row"), last.parse().expect("row"));
        assert_eq!(last + 1 - first, all::<Record>().count());
        assert!(guide.contains(&format!("<row r=\"{last}\"")) && !guide.contains(&format!("<row r=\"{}\"", last + 1)));
    }
}

#[test]
fn the_same_template_is_the_same_bytes() {
    assert_eq!(template(Lang::Ja), template(Lang::Ja));
}

/// Converts a workbook as a reader would see it printed; nothing where no spreadsheet program is at hand.
#[track_caller]
#[allow(clippy::print_stdout, reason = "what is skipped is said")]
fn prints(name: &str, workbook: &[u8]) {
    let program = ["soffice", "libreoffice"].into_iter().find(|it| Command::new(it).arg("--version").output().is_ok());
    assert!(program.is_some() || std::env::var_os("CI").is_none(), "LibreOffice is not installed");
    let Some(program) = program else {
        println!("LibreOffice is not installed: {name} is not opened");
        return;
    };
    let folder = empty_folder("workbooks", name);
    let file = folder.join("workbook.xlsx");
    std::fs::write(&file, workbook).expect("written");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let convert = [&profile, "--headless", "--convert-to", "pdf", "--outdir"];
    let ran = Command::new(program).args(convert).arg(&folder).arg(&file).output().expect("run");
    let pdf = std::fs::read(folder.join("workbook.pdf")).unwrap_or_default();
    assert!(ran.status.success() && pdf.starts_with(b"%PDF"), "{name}: {}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_spreadsheet_program_opens_the_template() {
    for lang in LANGUAGES {
        prints(&format!("template-{}", lang.word()), &template(lang));
    }
}

#[test]
fn the_program_writes_the_template_and_never_over_what_is_there() {
    let file = empty_folder("workbooks", "template").join("book.xlsx");
    let path = file.display().to_string();
    assert_eq!(sekisho(&["audit", "--template", &path]), (0, String::new(), String::new()));
    let written = std::fs::read(&file).expect("written");
    assert_eq!(written, template(Lang::Ja));
    let (status, _, said) = sekisho(&["audit", "--template", &path]);
    assert_eq!((status, said.contains("上書きしません")), (2, true), "{said}");
    assert_eq!(std::fs::read(&file).expect("written"), written);
}

/// A folder with a register of filings and evidence.
fn register_in(name: &str, parts: usize) -> PathBuf {
    let folder = empty_folder("workbooks", name);
    for (path, text) in register(20_261_121, parts).files {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().expect("folder")).expect("made");
        std::fs::write(file, text).expect("written");
    }
    folder
}

/// Audits a folder into a workbook beside it, and gives it back with the lines of `ndjson` about the same.
#[track_caller]
fn audited(folder: &Path) -> (Vec<u8>, Vec<Value>) {
    let file = folder.with_extension("xlsx");
    let format = format!("xlsx={}", file.display());
    let (year, folder) = (YEAR.to_string(), folder.display().to_string());
    let run = |format: &str| {
        let (status, out, said) =
            sekisho(&["audit", "--fiscal-year", &year, "--today", TODAY, "--format", format, &folder]);
        assert!(status < 2, "{said}");
        out
    };
    run(&format);
    let lines = run("ndjson").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (std::fs::read(file).expect("written"), lines)
}

fn sheets(workbook: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut read: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook)).expect("read");
    read.worksheets()
}

/// The texts of a column below its heading.
fn column(range: &Range<Data>, heading: &str) -> Vec<String> {
    let mut rows = range.rows();
    let head = rows.next().expect("headings");
    let at = head.iter().position(|cell| *cell == heading).unwrap_or_else(|| panic!("{heading}: {head:?}"));
    rows.map(|row| row[at].to_string()).collect()
}

#[test]
fn the_workbook_of_an_audit_tells_what_the_audit_tells() {
    let (workbook, lines) = audited(&register_in("audit", 60));
    let sheets = sheets(&workbook);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["総括", "契約別", "未了一覧", "委託先別", "指摘", "出典"]);
    let [overview, parts, open, contractors, findings, duties] = &sheets[..] else { panic!("{names:?}") };
    let duty_lines: Vec<&Value> = lines.iter().filter(|line| line["schema"] == "sekisho/duty/v1").collect();
    let texts = |of: &dyn Fn(&Value) -> &Value| -> Vec<String> {
        duty_lines.iter().map(|line| of(line).as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(column(&duties.1, "案件"), texts(&|line| &line["filing"]));
    assert_eq!(column(&duties.1, "別紙"), texts(&|line| &line["part"]));
    assert_eq!(column(&duties.1, "理由"), texts(&|line| &line["obligation"]["reason"]));
    let statuses = texts(&|line| &line["obligation"]["status"]);
    let named = |word: &String| {
        words::name(ObligationStatus::TABLE, ObligationStatus::TABLE.position(word).expect("known"), Lang::Ja)
    };
    assert_eq!(column(&duties.1, "状況"), statuses.iter().map(named).collect::<Vec<_>>());
    let late: Vec<&str> =
        statuses.iter().filter(|word| matches!(word.as_str(), "overdue" | "missing")).map(named).collect();
    assert!(!late.is_empty());
    assert_eq!(column(&open.1, "状況"), late);
    let summary = lines.last().expect("summary");
    let count = |value: &Value| value.as_u64().expect("a number").to_string();
    assert_eq!(column(&parts.1, "案件").len().to_string(), count(&summary["portfolio"]["parts"]));
    let told: Vec<&Value> = lines.iter().filter(|line| line["schema"] == "sekisho/finding/v1").collect();
    assert!(told.len() > 10);
    assert_eq!(
        column(&findings.1, "規則"),
        told.iter().map(|line| line["rule"].as_str().expect("rule")).collect::<Vec<_>>()
    );
    let companies = summary["portfolio"]["contractors"].as_array().expect("a list").len();
    assert_eq!(column(&contractors.1, "事業者").len(), companies);
    // The last row of the first table is that of all groups.
    let all = overview.1.rows().find(|row| row[0] == "全体").expect("a row");
    for (at, word) in (2..).zip(["overdue", "missing", "undetermined", "due", "waived", "met", "not-applicable"]) {
        assert_eq!(all[at].to_string(), count(&summary["summary"][word]), "{word}");
    }
}

#[test]
fn sheets_stay_readable_when_they_are_long() {
    let (workbook, _) = audited(&register_in("audit-long", 20));
    for sheet in 2..=6 {
        let xml = entry(&workbook, &format!("xl/worksheets/sheet{sheet}.xml"));
        for part in [
            "<pane ySplit=\"1\"",
            "<autoFilter ref=\"A1:",
            "paperSize=\"9\"",
            "orientation=\"landscape\"",
            "fitToHeight=\"0\"",
        ] {
            assert!(xml.contains(part), "{sheet}: {part}");
        }
    }
    let names = entry(&workbook, "xl/workbook.xml");
    assert_eq!(names.matches("_xlnm.Print_Titles").count(), 5);
}

#[test]
fn a_text_of_a_filing_stays_a_text() {
    let odd = ["=HYPERLINK(\"http://x\")", "+1", "-2", "@SUM(1)", "\u{202e}裏\u{7}", "_x0041_"];
    let folder = empty_folder("workbooks", "odd");
    for (at, text) in odd.into_iter().chain([&*"長".repeat(40_000)]).enumerate() {
        let title = serde_json::to_string(text).expect("JSON");
        let filing = format!(
            "sekisho: filing/v1\nid: n{at}\ntitle: {title}\njurisdiction: shinjuku\nsubmitted: 2015-01-01\nactors:\n  \
             city: {{ role: principal, name: 見本区 }}\n  maker: {{ role: contractor, name: {title} }}\ncontracts:\n  \
             - {{ id: main, kind: outsourcing, from: city, to: maker, term: {{ from: 2025-04-01, to: 2026-03-31 }} }}\n"
        );
        std::fs::write(folder.join(format!("{at}.filing.yaml")), filing).expect("written");
    }
    let (workbook, _) = audited(&folder);
    let parts = &sheets(&workbook)[1].1;
    let titles = column(parts, "件名");
    assert_eq!(titles[..4], odd[..4]);
    assert_eq!(titles[4], "\\u{202e}裏\\u{7}");
    assert_eq!((titles[6].chars().count(), titles[6].ends_with('…')), (32_767, true));
    assert_eq!(column(parts, "事業者")[..4], odd[..4]);
    for sheet in 1..=6 {
        let xml = entry(&workbook, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "{sheet}");
        // A spreadsheet would take this for the letter A.
        assert!(!xml.contains(">_x0041_<"), "{sheet}");
    }
    prints("odd-pdf", &workbook);
}

#[test]
fn a_spreadsheet_program_opens_the_workbook_of_an_audit() {
    prints("audit-pdf", &audited(&register_in("audit-printed", 60)).0);
}

/// How each obligation of the register stands, with the evidence of each filing rewritten.
fn statuses(name: &str, rewrite: impl Fn(&str, &str) -> Option<(String, Vec<u8>)>) -> (u8, Vec<String>) {
    let folder = register_in(name, 20);
    for file in below(&folder, ".evidence.yaml") {
        let text = std::fs::read_to_string(&file).expect("text");
        let name = file.file_name().expect("name").to_string_lossy().into_owned();
        if let Some((name, bytes)) = rewrite(&name, &text) {
            std::fs::remove_file(&file).expect("removed");
            std::fs::write(folder.join(name), bytes).expect("written");
        }
    }
    let (year, folder) = (YEAR.to_string(), folder.display().to_string());
    let arguments = ["audit", "--fiscal-year", &year, "--today", TODAY, "--format", "ndjson", &folder];
    let (status, out, _) = sekisho(&arguments);
    let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let duties = lines.filter(|line| line["schema"] == "sekisho/duty/v1");
    let told =
        duties.map(|line| format!("{} {} {}", line["filing"], line["obligation"]["id"], line["obligation"]["status"]));
    (status, told.collect())
}

/// The records of a file of YAML as lines of CSV.
fn as_csv(yaml: &str) -> String {
    let document = document("evidence", yaml);
    let root = document.root();
    let filing = root.get("filing").and_then(|filing| filing.text()).expect("filing");
    let mut csv = all::<RecordKey>().map(RecordKey::word).collect::<Vec<_>>().join(",");
    for record in root.get("records").expect("records").items() {
        let text = |key: RecordKey| match record.get(key.word()) {
            _ if key == RecordKey::Filing => filing.to_owned(),
            None => String::new(),
            Some(value) => match value.text() {
                Some(text) => text.to_owned(),
                None => value.items().filter_map(|item| item.text()).collect::<Vec<_>>().join("、"),
            },
        };
        let cells: Vec<String> = all().map(|key| format!("\"{}\"", text(key).replace('"', "\"\""))).collect();
        csv.push_str(&format!("\r\n{}", cells.join(",")));
    }
    csv
}

#[test]
fn records_count_the_same_in_a_table_and_in_yaml() {
    let yaml = statuses("as-yaml", |_, _| None);
    assert!(yaml.1.len() > 300);
    let csv = statuses("as-csv", |name, text| {
        let bytes = encoding_rs::SHIFT_JIS.encode(&as_csv(text)).0.into_owned();
        Some((name.replace(".yaml", ".csv"), bytes))
    });
    assert_eq!(csv, yaml);
    let book = statuses("as-xlsx", |name, text| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, line) in (0..).zip(as_csv(text).split("\r\n")) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write_string(row, column, cell.trim_matches('"')).expect("written");
            }
        }
        Some((name.replace(".yaml", ".xlsx"), workbook.save_to_buffer().expect("saved")))
    });
    assert_eq!(book, yaml);
}

#[test]
fn a_workbook_that_cannot_be_read_leaves_the_others_as_they_are() {
    let whole = statuses("whole", |_, _| None);
    let broken = statuses("one-broken", |name, _| {
        name.starts_with("reg-000002.").then(|| (name.replace(".yaml", ".xlsx"), b"PK\x03\x04 and no more".to_vec()))
    });
    let others =
        |told: &[String]| -> Vec<String> { told.iter().filter(|line| !line.contains("reg-000002")).cloned().collect() };
    assert_eq!((broken.0, others(&broken.1)), (2, others(&whole.1)));
    assert_ne!(broken.1, whole.1);
}
