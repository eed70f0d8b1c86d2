//! Workbooks that the program writes: read back, and opened by the spreadsheet program that is at hand.

use std::io::{Cursor, Read, Write};
use std::process::Command;

use sekisho::evidence::{Form, form, tables};
use sekisho::policy::{Policy, load};
use sekisho::vocabulary::enumerations::{Enumerated, Record, RecordKey};
use sekisho::vocabulary::words;
use sekisho::words::{Lang, both};
use sekisho::xlsx;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::common::{empty_folder, packs};

const LANGUAGES: [Lang; 2] = [Lang::Ja, Lang::En];

fn policy() -> Policy {
    load(&packs(), "shinjuku").expect("pack")
}

fn template(lang: Lang) -> Vec<u8> {
    xlsx::template(&policy(), lang, jiff::civil::date(2026, 11, 20)).expect("written")
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
    let text = change(entry(workbook, name));
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("archive");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let entry = archive.by_index(at).expect("entry");
        if entry.name().expect("name") != name {
            zip.raw_copy_file(entry).expect("copied");
        }
    }
    zip.start_file(name, SimpleFileOptions::default()).expect("begun");
    zip.write_all(text.as_bytes()).expect("written");
    zip.finish().expect("ended").into_inner()
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
        let kinds = all::<Record>().map(|kind| name(words::of(kind, lang), kind.word()));
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
                            Form::Flag => both("xlsx.no").expect("words").get(lang).to_owned(),
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
            let Some(example) = both(&format!("xlsx.example.{}", kind.word())) else { continue };
            let (headings, values): (Vec<&str>, Vec<&str>) = example
                .get(lang)
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
        assert_eq!(sheet.matches("<dataValidation type=\"list\"").count(), 2, "kinds, and yes or no");
        let guide = entry(&workbook, "xl/worksheets/sheet2.xml");
        let (sheet_name, range) =
            sheet.split_once("<formula1>'").and_then(|(_, rest)| rest.split_once("'!$A$")).expect("list");
        assert_eq!(sheet_name, both("xlsx.sheet.guide").expect("words").get(lang));
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
