//! The sheet of checklists: what stands on it of a filing, what is read from it, and what is told of it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use sekisho::words::Lang;
use sekisho::workbook::OfficeTexts;
use sekisho::xlsx::ProvenWorkbook;
use serde_json::{Value, json};

use crate::common::{document, office_texts, text};
use crate::desk_sheets::{Sheet, WHOLE, book, filing, told};

const HEAD: &str =
    "別紙|行|実施機関が行う対策|実施機関の答え|実施機関の備考|委託先が行う対策|委託先の答え|委託先の備考";

/// The rows of the sheet of checklists of a workbook; `None` where it has none.
fn rows(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let range = book.worksheet_range("チェックリスト").ok()?;
    let text = |cell: &Data| if let Data::String(text) = cell { text.clone() } else { String::new() };
    Some(range.rows().map(|row| row.iter().map(text).collect()).collect())
}

fn written(path: &str, texts: &OfficeTexts) -> Vec<u8> {
    let filing = document(path, &text(path));
    let written = ProvenWorkbook::write(&filing, texts, Lang::Ja).expect("a workbook");
    written.unwrap_or_else(|why| panic!("{why:?}")).bytes
}

/// A workbook that a person typed, with these rows on its sheet of checklists.
fn with<'s>(rows: &'s [&'s str], parts: &'s [&'s str]) -> Vec<Sheet<'s>> {
    let mut sheets = WHOLE.to_vec();
    sheets[5] = ("別紙", parts);
    sheets.push(("チェックリスト", rows));
    sheets
}

const PARTS: [&str; 6] = [
    "別紙の種類|委託・再委託",
    "ID|job",
    "委託の別|業務委託",
    "委託元|city",
    "委託先|maker",
    "チェックリスト：様式|shinjuku-outsourcing-2024",
];

#[test]
fn every_row_of_a_form_stands_with_its_text_for_each_side() {
    let texts = office_texts();
    let all = rows(&written("examples/shinjuku/000.filing.yaml", &texts)).expect("a sheet");
    assert_eq!(all[0].join("|"), HEAD);
    // It says in one word that all rows are carried out; so does a row of its own, and each row has its mark.
    assert_eq!([&all[1][1], &all[1][3], &all[1][6]], ["全て", "○", "○"]);
    let form = &texts.checklists["shinjuku-outsourcing-2024"];
    assert_eq!(all.len(), 2 + form.rows.len());
    for (own, row) in all[2..].iter().zip(&form.rows) {
        assert_eq!((&own[1], &own[2], &own[5]), (&row.id, &row.principal[0], &row.agent[0]));
        assert_eq!((own[3].as_str(), own[6].as_str()), ("○", "○"));
    }
    assert_eq!(all[4][5], "取扱責任者及び取扱者をあらかじめ指定させ、区に報告させる。");
    // Rows that do not apply have their reason beside the sign.
    let all =
        rows(&written("policies/shinjuku/tests/base/outsourcing-cd-r-checklist.filing.yaml", &texts)).expect("rows");
    let own = all.iter().find(|row| row[1] == "sys-3").expect("the row");
    assert_eq!([&own[3], &own[6]], ["ー：回線を使わないため", "ー：回線を使わないため"]);
}

#[test]
fn without_texts_there_is_no_such_sheet() {
    assert_eq!(rows(&written("examples/shinjuku/000.filing.yaml", &OfficeTexts::default())), None);
    // 003 and 004 are older than any such form.
    assert_eq!(rows(&written("examples/shinjuku/003.filing.yaml", &office_texts())), None);
}

fn checklist(rows: &[&str]) -> Value {
    filing(book(&with(rows, &PARTS)))["contracts"][0]["checklist"].clone()
}

#[test]
fn answers_are_read_row_by_row() {
    let own = checklist(&[
        HEAD,
        "job|op-1|行う|○||行わせる|〇|毎月",
        "job|op-2|行う|○||行わせる|－：電子データのみ|",
        "|op-3|行う||あとで|行わせる||",
    ]);
    let expected = json!({
        "form": "shinjuku-outsourcing-2024",
        "principal": { "done": ["op-1", "op-2"], "notes": { "op-3": "あとで" } },
        "agent": { "done": ["op-1"], "not_applicable": { "op-2": "電子データのみ" }, "notes": { "op-1": "毎月" } },
    });
    assert_eq!(own, expected);
}

#[test]
fn all_rows_are_carried_out_where_a_row_says_so_and_none_is_left_open() {
    let own =
        checklist(&[HEAD, "job|全て|||||○|", "job|op-1|行う|||行わせる|○|", "job|op-2|行う|||行わせる|ー：なし|"]);
    let expected = json!({ "done": "all", "not_applicable": { "op-2": "なし" } });
    assert_eq!((own.get("principal"), &own["agent"]), (None, &expected));
    // No row has to be marked besides.
    let own = checklist(&[HEAD, "job|全て||○||||", "job|op-1|行う|||行わせる||"]);
    assert_eq!((&own["principal"], own.get("agent")), (&json!({ "done": "all" }), None));
}

#[test]
fn what_is_wrong_with_answers_is_told_at_the_cell() {
    let (status, found) = told(
        "checklist",
        book(&with(
            &[
                HEAD,
                "job|全て|||||○|",
                "job|op-1|行う|×||行わせる|○|",
                "job|op-2|行う|||行わせる||",
                "jobs|op-3|行う|○||行わせる|○|",
                "job|op-1|行う|○||||",
                "job||行う|○||||",
            ],
            &PARTS,
        )),
    );
    let found: Vec<(&str, &str)> = found.iter().map(|(at, rule, _)| (at.as_str(), rule.as_str())).collect();
    let expected = [
        ("チェックリスト!A5", "dangling-reference"),
        ("チェックリスト!A7", "sheet-blank"),
        ("チェックリスト!B6", "duplicate-key"),
        // One row was left open where all are said to be carried out.
        ("チェックリスト!D3", "sheet-word"),
        ("チェックリスト!F4", "sheet-blank"),
    ];
    assert_eq!((status, found.as_slice()), (1, &expected[..]));
}

#[test]
fn answers_in_two_places_are_told_and_the_ids_beside_the_part_count() {
    let parts = [&PARTS[..], &["チェックリスト：実施機関の欄：○の行|op-2"]].concat();
    let rows = [HEAD, "job|op-1|行う|○||行わせる|○|"];
    let (_, found) = told("both", book(&with(&rows, &parts)));
    let found: Vec<(&str, &str)> = found.iter().map(|(at, rule, _)| (at.as_str(), rule.as_str())).collect();
    assert_eq!(found, [("チェックリスト!D2", "sheet-both")]);
}

/// Who writes reads the titles of forums and sections, and may choose among them; a filing keeps the ids.
#[test]
fn forums_and_sections_stand_by_their_titles() {
    let bytes = written("examples/shinjuku/003.filing.yaml", &office_texts());
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut texts = |sheet: &str| -> Vec<String> {
        let range = book.worksheet_range(sheet).expect("a sheet");
        range.used_cells().map(|(.., cell)| cell.to_string()).collect()
    };
    let has = |texts: &[String], text: &str| texts.iter().any(|own| own == text);
    let cover = texts("付議・概要");
    assert!(has(&cover, "情報公開・個人情報保護審議会") && !has(&cover, "deliberative-council"), "{cover:?}");
    let papers = texts("承認・資料・件数");
    assert!(has(&papers, "情報公開・個人情報保護審議会") && !has(&papers, "deliberative-council"), "{papers:?}");
    let measures = texts("対策・特記");
    assert!(has(&measures, "運用上の対策") && !has(&measures, "operational"), "{measures:?}");
    let choices = texts("選択肢");
    assert!(has(&choices, "個人情報保護管理運営会議") && has(&choices, "運用上の対策"));
}
