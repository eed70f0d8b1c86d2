//! A workbook as Excel in Japan leaves it after people have typed in it, part by part: readings beside words, runs of letters,
//! numbers and days in the formats of the country, rows that are sorted and filtered away, cells merged.

use std::io::{Cursor, Write as _};

use sekisho::source::Document;
use sekisho::workbook;
use serde_json::{Value, json};

use crate::common::{empty_folder, sekisho};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Strings that sheets share, each with its number: words typed by an input method have their readings beside them.
const STRINGS: &[&str] = &[
    "<t>流れ</t><rPh sb=\"0\" eb=\"1\"><t>ナガ</t></rPh><phoneticPr fontId=\"1\"/>",
    "<t>番号</t><rPh sb=\"0\" eb=\"2\"><t>バンゴウ</t></rPh><phoneticPr fontId=\"1\"/>",
    "<t>動作</t><rPh sb=\"0\" eb=\"2\"><t>ドウサ</t></rPh><phoneticPr fontId=\"1\"/>",
    "<t>手順名</t><phoneticPr fontId=\"1\"/>",
    "<t>行う関係者</t><phoneticPr fontId=\"1\"/>",
    "<t>情報項目</t><phoneticPr fontId=\"1\"/>",
    "<t>媒体</t><rPh sb=\"0\" eb=\"2\"><t>バイタイ</t></rPh><phoneticPr fontId=\"1\"/>",
    "<t>相手方</t><phoneticPr fontId=\"1\"/>",
    "<t>行う日</t><phoneticPr fontId=\"1\"/>",
    "<t>件数・枚数</t><phoneticPr fontId=\"1\"/>",
    "<t>必要な場合のみ</t><phoneticPr fontId=\"1\"/>",
    "<t>受渡し</t><rPh sb=\"0\" eb=\"2\"><t>ウケワタ</t></rPh><phoneticPr fontId=\"1\"/>",
    "<r><t>名簿を</t></r><r><rPr><b/><u/><sz val=\"11\"/><rFont val=\"ＭＳ ゴシック\"/></rPr><t>渡す</t></r>\
     <rPh sb=\"0\" eb=\"2\"><t>メイボ</t></rPh><rPh sb=\"3\" eb=\"4\"><t>ワタ</t></rPh><phoneticPr fontId=\"1\"/>",
    "<t xml:space=\"preserve\">紙\u{3000}</t><rPh sb=\"0\" eb=\"1\"><t>カミ</t></rPh><phoneticPr fontId=\"1\"/>",
];

/// The sheets in their order, and what stands in each.
const SHEETS: [(&str, &str); 8] = [
    (
        "付議・概要",
        r#"<sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>書式</t></is></c><c r="B1" t="inlineStr"><is><t>filing/v1</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>ID</t></is></c><c r="B2" t="inlineStr"><is><t>001</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>件　名</t></is></c><c r="B3" t="inlineStr"><is><t>名簿の印刷</t><rPh sb="0" eb="2"><t>メイボ</t></rPh><phoneticPr fontId="1"/></is></c></row>
        <row r="4"><c r="A4" t="inlineStr"><is><t>実施機関のＩＤ</t></is></c><c r="B4" t="inlineStr"><is><t>shinjuku</t></is></c></row>
        <row r="5"><c r="A5" t="inlineStr"><is><t>提出日</t></is></c><c r="B5" s="1"><v>45383</v></c></row>
        </sheetData>"#,
    ),
    (
        "関係者",
        r#"<sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>令和６年度　関係者一覧</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>ID</t></is></c><c r="B2" t="inlineStr"><is><t>立場</t></is></c><c r="C2" t="inlineStr"><is><t>名称</t></is></c><c r="D2" t="inlineStr"><is><t>電話番号</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>city</t></is></c><c r="B3" t="inlineStr"><is><t>実施機関</t></is></c><c r="C3" t="inlineStr"><is><t>新宿区</t><rPh sb="0" eb="3"><t>シンジュクク</t></rPh><phoneticPr fontId="1"/></is></c><c r="D3" t="inlineStr"><is><t>03-0000-0000</t></is></c></row>
        <row r="4"><c r="A4" t="inlineStr"><is><t xml:space="preserve">maker </t></is></c><c r="B4" t="inlineStr"><is><t>委託先</t></is></c><c r="C4" t="inlineStr"><is><t>株式会社　印刷</t></is></c></row>
        </sheetData>"#,
    ),
    (
        "情報項目",
        r#"<sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c><c r="B1" t="inlineStr"><is><t>名称</t></is></c><c r="C1" t="inlineStr"><is><t>項目</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>roster</t></is></c><c r="B2" t="inlineStr"><is><t>名簿</t></is></c><c r="C2" t="inlineStr"><is><t xml:space="preserve">氏名
 住所&#160;
電話番号</t></is></c></row>
        </sheetData>"#,
    ),
    (
        "流れ",
        r#"<sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c><c r="B1" t="inlineStr"><is><t>題名</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>main</t></is></c><c r="B2" t="str"><f>"名簿の"&amp;"流れ"</f><v>名簿の流れ</v></c></row>
        </sheetData>"#,
    ),
    // Sorted by the number, from the last to the first; two of four rows are filtered away.
    (
        "手順",
        r#"<sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c><c r="G1" t="s"><v>6</v></c><c r="H1" t="s"><v>7</v></c><c r="I1" t="s"><v>8</v></c><c r="J1" t="s"><v>9</v></c><c r="K1" t="s"><v>10</v></c><c r="L1" t="inlineStr"><is><t>担当者印</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>main</t></is></c><c r="B2"><v>10</v></c><c r="C2" t="s"><v>11</v></c><c r="D2" t="s"><v>12</v></c><c r="E2" t="inlineStr"><is><t>city</t></is></c><c r="F2" t="inlineStr"><is><t>roster</t></is></c><c r="G2" t="s"><v>13</v></c><c r="H2" t="inlineStr"><is><t>maker&#160;</t></is></c><c r="I2" s="2"><v>45383</v></c><c r="J2" s="4"><v>1200</v></c><c r="K2" t="b"><v>1</v></c><c r="L2" t="inlineStr"><is><t>印</t></is></c></row>
        <row r="3" hidden="1"><c r="A3"/><c r="B3" t="inlineStr"><is><t>１</t></is></c><c r="C3" t="s"><v>11</v></c><c r="E3" t="inlineStr"><is><t xml:space="preserve"> maker</t></is></c><c r="F3" t="inlineStr"><is><t>roster</t></is></c><c r="G3" t="s"><v>13</v></c><c r="H3" t="inlineStr"><is><t xml:space="preserve">city  </t></is></c><c r="I3" t="inlineStr"><is><t>R6.4.1</t></is></c><c r="J3" t="inlineStr"><is><t>１，２００件</t></is></c><c r="K3" t="inlineStr"><is><t>○</t></is></c></row>
        <row r="4" hidden="1"><c r="A4"/><c r="B4" t="inlineStr"><is><t>1-2</t></is></c><c r="C4" t="s"><v>11</v></c><c r="E4" t="inlineStr"><is><t>city</t></is></c><c r="F4" t="inlineStr"><is><t>roster</t></is></c><c r="G4" t="s"><v>13</v></c><c r="H4" t="inlineStr"><is><t>maker</t></is></c><c r="I4" s="3"><v>45383</v></c></row>
        <row r="5"><c r="A5"/><c r="B5" t="inlineStr"><is><t>001</t></is></c><c r="C5" t="s"><v>11</v></c><c r="E5" t="inlineStr"><is><t>city</t></is></c><c r="F5" t="inlineStr"><is><t>roster</t></is></c><c r="G5" t="s"><v>13</v></c><c r="H5" t="inlineStr"><is><t>maker</t></is></c><c r="I5" t="inlineStr"><is><t>令和６年４月１日</t></is></c></row>
        </sheetData>
        <autoFilter ref="A1:L5"><filterColumn colId="1"><filters><filter val="10"/><filter val="001"/></filters></filterColumn><sortState ref="A2:L5"><sortCondition descending="1" ref="B2:B5"/></sortState></autoFilter>
        <mergeCells count="1"><mergeCell ref="A2:A5"/></mergeCells><phoneticPr fontId="1"/>"#,
    ),
    (
        "別紙",
        r#"<sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>別紙の種類</t></is></c><c r="B1" t="inlineStr"><is><t>委託・再委託</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>ID</t></is></c><c r="B2" t="inlineStr"><is><t>job</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>委託の別</t></is></c><c r="B3" t="inlineStr"><is><t>業務委託</t></is></c></row>
        <row r="4"><c r="A4" t="inlineStr"><is><t>委託元</t></is></c><c r="B4" t="inlineStr"><is><t>city</t></is></c></row>
        <row r="5"><c r="A5" t="inlineStr"><is><t>委託先</t></is></c><c r="B5" t="inlineStr"><is><t>maker</t></is></c></row>
        </sheetData>"#,
    ),
    ("打合せメモ", r#"<sheetData><row r="3"><c r="B3" t="inlineStr"><is><t>係長に確認</t></is></c></row></sheetData>"#),
    ("Sheet1", "<sheetData/>"),
];

/// Days and numbers as the country writes them: of an era, by the number that stands for such a format, in short, with commas.
const STYLES: &str = r#"<numFmts count="1"><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="游ゴシック"/></font><font><sz val="6"/><name val="游ゴシック"/></font></fonts>
<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="57"/><xf numFmtId="14"/><xf numFmtId="3"/></cellXfs>"#;

/// The file.
fn book() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        zip.write_all(format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{text}").as_bytes())
            .expect("written");
    };
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let numbers = 1..=SHEETS.len();
    let each = |text: &dyn Fn(usize) -> String| numbers.clone().map(text).collect::<String>();
    let parts = each(&|at| {
        format!(r#"<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{kind}.worksheet+xml"/>"#)
    });
    add(
        "[Content_Types].xml",
        &format!(
            r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>{parts}</Types>"#
        ),
    );
    let link = |id: String, kind: &str, target: String| {
        format!(r#"<Relationship Id="{id}" Type="{DOCUMENT}/{kind}" Target="{target}"/>"#)
    };
    let root = link("rId1".to_owned(), "officeDocument", "xl/workbook.xml".to_owned());
    add("_rels/.rels", &format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{root}</Relationships>"#));
    let names = each(&|at| format!(r#"<sheet name="{}" sheetId="{at}" r:id="rId{at}"/>"#, SHEETS[at - 1].0));
    add(
        "xl/workbook.xml",
        &format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{names}</sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="4" hidden="1">手順!$A$1:$L$5</definedName></definedNames></workbook>"#
        ),
    );
    let links = each(&|at| link(format!("rId{at}"), "worksheet", format!("worksheets/sheet{at}.xml")));
    let more = link("rId90".to_owned(), "styles", "styles.xml".to_owned())
        + &link("rId91".to_owned(), "sharedStrings", "sharedStrings.xml".to_owned());
    let links = format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{links}{more}</Relationships>"#);
    add("xl/_rels/workbook.xml.rels", &links);
    add("xl/styles.xml", &format!(r#"<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>"#));
    let strings: String = STRINGS.iter().map(|text| format!("<si>{text}</si>")).collect();
    let count = STRINGS.len();
    add("xl/sharedStrings.xml", &format!(r#"<sst xmlns="{MAIN}" count="40" uniqueCount="{count}">{strings}</sst>"#));
    for (at, (_, sheet)) in numbers.zip(SHEETS) {
        let text = format!(r#"<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{sheet}</worksheet>"#);
        add(&format!("xl/worksheets/sheet{at}.xml"), &text);
    }
    zip.finish().expect("ended").into_inner()
}

#[test]
fn what_people_typed_in_excel_is_read_as_they_typed_it() {
    let read = workbook::read(book()).expect("a workbook");
    let step = |id: Value, actor: &str, to: &str| json!({ "id": id, "action": "hand-over", "actor": actor, "data": ["roster"], "medium": "paper", "to": to });
    let with = |mut step: Value, more: &[(&str, Value)]| {
        more.iter().for_each(|(key, value)| step[*key] = value.clone());
        step
    };
    let expected = json!({
        "sekisho": "filing/v1",
        "id": "001",
        "title": "名簿の印刷",
        "jurisdiction": "shinjuku",
        "submitted": "2024-04-01",
        "actors": {
            "city": { "role": "principal", "name": "新宿区" },
            "maker": { "role": "contractor", "name": "株式会社　印刷" },
        },
        "data": { "roster": { "name": "名簿", "items": ["氏名", "住所", "電話番号"] } },
        "flows": [{ "id": "main", "title": "名簿の流れ", "steps": [
            with(step(json!(10), "city", "maker"), &[
                ("title", json!("名簿を渡す")), ("date", json!("2024-04-01")), ("volume", json!(1200)),
                ("optional", json!(true)),
            ]),
            with(step(json!("１"), "maker", "city"), &[
                ("date", json!("R6.4.1")), ("volume", json!("１，２００件")), ("optional", json!(true)),
            ]),
            with(step(json!("1-2"), "city", "maker"), &[("date", json!("2024-04-01"))]),
            with(step(json!("001"), "city", "maker"), &[("date", json!("令和６年４月１日"))]),
        ] }],
        "contracts": [{ "id": "job", "kind": "outsourcing", "from": "city", "to": "maker" }],
    });
    assert_eq!(Document::to_json(read.document.root()), expected);
}

#[test]
fn each_oddity_that_excel_leaves_is_told_at_its_cell() {
    let file = empty_folder("desk-excel", "told").join("t.filing.xlsx");
    std::fs::write(&file, book()).expect("written");
    let (status, out, _) = sekisho(&["lint", &file.display().to_string(), "--format", "json", "--today", "2026-11-30"]);
    let report: Value = serde_json::from_str(&out).expect("json");
    let findings = report["filings"][0]["findings"].as_array().expect("findings").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let told = findings.filter(|finding| finding["verdict"] == "invalid").map(|finding| {
        let at = &finding["location"];
        (format!("{}!{}", text(&at["sheet"]), text(&at["cell"])), text(&finding["rule"]))
    });
    let mut told: Vec<(String, String)> = told.collect();
    told.sort();
    let expected = [
        ("手順!A2", "sheet-merged-cells"),
        ("手順!L1", "sheet-heading"),
        ("打合せメモ!B3", "sheet-unknown"),
        ("関係者!A1", "sheet-margin"),
        ("関係者!D2", "sheet-heading"),
    ];
    assert_eq!(told, expected.map(|(place, rule)| (place.to_owned(), rule.to_owned())));
    assert_eq!(status, 1);
}
