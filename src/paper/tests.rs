use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document.xml"/></Relationships>"#;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    package(&[("_rels/.rels", RELS), ("word/document.xml", &xml)])
}

/// Each piece with its table, row and column, or with nothing.
fn shown(paper: &OldPaper) -> Vec<String> {
    let show = |piece: &Piece| match piece.cell {
        Some(PaperCell { table, row, column }) => format!("{table}:{row}:{column} {}", paper.written(piece)),
        None => paper.written(piece).to_owned(),
    };
    paper.pieces.iter().map(show).collect()
}

fn read_document(body: &str) -> Vec<String> {
    shown(&read(document(body)).expect("a paper"))
}

#[test]
fn a_document_is_read_as_it_is_printed() {
    let run = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    for (body, expected) in [
        (run("件名"), vec!["件名"]),
        // Runs cut words anywhere.
        ("<w:p><w:r><w:t>委</w:t></w:r><w:r><w:t xml:space=\"preserve\">託 先</w:t></w:r></w:p>".into(), vec!["委託 先"]),
        // Readings above kanji, what was struck out, hidden text and codes of fields are left out; what was added is in.
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>しんじゅく</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>新宿</w:t></w:r></w:rubyBase></w:ruby></w:r>\
             <w:ins><w:r><w:t>区</w:t></w:r></w:ins><w:del><w:r><w:delText>都</w:delText><w:t>府</w:t></w:r></w:del>\
             <w:r><w:rPr><w:vanish/></w:rPr><w:t>秘</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>内</w:t></w:r>\
             <w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
                .into(),
            vec!["新宿区内"],
        ),
        ("<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三&amp;&#x56DB;</w:t></w:r></w:p>".into(), vec!["一", "二\t三&四"]),
        // A text box is written twice for programs of two ages.
        (
            format!(
                "<w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>後</w:t></w:r></w:p>",
                run("図")
            ),
            vec!["図", "前後"],
        ),
        // A cell that spans two columns, one that goes on from above, and a table in a cell.
        (
            format!(
                "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>\
                 <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>{}</w:tc></w:tr></w:tbl>{}",
                run("一"), run("二"), run("三"), run("四"), run("五"), run("六")
            ),
            vec!["0:1:1 一", "0:1:3 二", "0:2:2 三", "1:1:1 四", "0:2:2 五", "六"],
        ),
        ("<w:p><w:r><w:sym w:font=\"ＭＳ\" w:char=\"25CB\"/><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:p>".into(), vec!["○\u{FFFD}"]),
    ] {
        assert_eq!(read_document(&body), expected, "{body}");
    }
}

#[test]
fn what_is_bold_and_underlined_is_marked() {
    let body = "<w:p><w:r><w:t>電話</w:t></w:r><w:r><w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr><w:t>または</w:t></w:r>\
                <w:r><w:rPr><w:b/><w:u w:val=\"double\"/></w:rPr><w:t>ウェブ</w:t></w:r>\
                <w:r><w:rPr><w:b/></w:rPr><w:t>太</w:t></w:r><w:r><w:rPr><w:u w:val=\"single\"/></w:rPr><w:t>下</w:t></w:r>\
                <w:r><w:rPr><w:b/><w:u w:val=\"none\"/></w:rPr><w:t>無</w:t></w:r></w:p>";
    let paper = read(document(body)).expect("a paper");
    let marked: Vec<&str> = paper.marked.iter().map(|mark| &paper.text[mark.clone()]).collect();
    assert_eq!(marked, ["またはウェブ"]);
}

#[test]
fn heads_feet_and_notes_come_last_and_pictures_are_counted() {
    let bytes = package(&[
        ("_rels/.rels", RELS),
        ("word/footer1.xml", "<w:ftr><w:p><w:r><w:t>3</w:t></w:r></w:p></w:ftr>"),
        (
            "word/document.xml",
            "<w:document><w:p><w:r><w:t>本文</w:t><w:drawing><pic:pic/></w:drawing></w:r></w:p></w:document>",
        ),
        ("word/comments.xml", "<w:comments><w:p><w:r><w:t>覚え</w:t></w:r></w:p></w:comments>"),
    ]);
    let paper = read(bytes).expect("a paper");
    assert_eq!((shown(&paper), paper.pictures, paper.count()), (vec!["本文".to_owned(), "3".to_owned()], 1, 3));
}

#[test]
fn a_text_is_lines_and_tabs_part_cells() {
    let read = |text: &str| shown(&read(text.as_bytes().to_vec()).expect("a paper"));
    assert_eq!(read("\u{FEFF} 資料１８ \r\n\r\n件\r\n\u{3000}名\r\n"), ["資料１８", "件", "名"]);
    assert_eq!(
        read("事業名\t健康\n\n\t続き\n別紙\n担当\t<p>一</p><p>二</p>\n"),
        ["0:1:1 事業名", "0:1:2 健康", "0:2:2 続き", "別紙", "1:1:1 担当", "1:1:2 一", "1:1:2 二"]
    );
    let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("件名 健康診査の委託");
    assert_eq!(shown(&super::read(japanese.into_owned()).expect("a paper")), ["件名 健康診査の委託"]);
}

#[test]
fn a_workbook_is_cells_without_the_readings_of_what_was_typed() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(2, 5, "プラザ\r\n（取得済）").expect("written");
    sheet.write_string(0, 1, "委託先").expect("written");
    let bytes = book.save_to_buffer().expect("saved");
    let paper = read(bytes).expect("a paper");
    assert_eq!(shown(&paper), ["0:1:2 委託先", "0:3:6 プラザ", "0:3:6 （取得済）"]);
    assert_eq!(paper.sheets, ["Sheet1"]);
}

#[test]
fn what_is_no_paper_is_refused() {
    let empty = document("<w:p/>");
    let broken = document("<w:p><w:r>");
    let utf16: Vec<u8> = "件名".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, why) in [
        (b"%PDF-1.7".to_vec(), PaperRefusal::Pdf),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), PaperRefusal::Old),
        (package(&[("a.txt", "a")]), PaperRefusal::Other),
        (package(&[("_rels/.rels", RELS)]), PaperRefusal::Broken),
        (b"PK\x03\x04nothing".to_vec(), PaperRefusal::Broken),
        (empty, PaperRefusal::Blank),
        (broken, PaperRefusal::Broken),
        (b" \n\t".to_vec(), PaperRefusal::Blank),
        ([b"\xFF\xFE".as_slice(), &utf16].concat(), PaperRefusal::Text(Unreadable::Utf16)),
        (b"\x81\x00\xFF".to_vec(), PaperRefusal::Text(Unreadable::Nul { byte: 1 })),
    ] {
        assert_eq!(read(bytes.clone()), Err(why), "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_would_cost_too_much_is_refused_soon() {
    let began = std::time::Instant::now();
    let run = "<w:p><w:r><w:t>あ</w:t></w:r></w:p>";
    let nested = format!("{}{run}{}", "<w:tbl><w:tr><w:tc>".repeat(100_000), "</w:tc></w:tr></w:tbl>".repeat(100_000));
    let runs = format!("<w:p>{}</w:p>", "<w:r><w:t>あ</w:t></w:r>".repeat(1_000_000));
    let long = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "あ".repeat(MAX_TEXT));
    for body in [nested, runs, long] {
        assert_eq!(read(document(&body)), Err(PaperRefusal::TooLarge));
    }
    let bomb = package(&[("_rels/.rels", RELS), ("word/document.xml", &" ".repeat(MAX_UNPACKED + 1))]);
    assert!(bomb.len() < MAX_UNPACKED / 500);
    assert_eq!(read(bomb), Err(PaperRefusal::TooLarge));
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
    // As deep as offices nest tables, and deeper.
    let deep = format!("{}{run}{}", "<w:tbl><w:tr><w:tc>".repeat(20), "</w:tc></w:tr></w:tbl>".repeat(20));
    assert_eq!(read_document(&deep), ["19:1:1 あ"]);
}

proptest::proptest! {
    #[test]
    fn every_character_of_a_text_is_in_one_piece(text in "([件名委託 \t\n]|<p>|</p>|\u{3000}|[a-z]|\r\n){0,60}") {
        let written = ["<p>", "</p>"].iter().fold(text.clone(), |text, mark| text.replace(mark, " "));
        let own: String = written.chars().filter(|c| !is_blank(*c)).collect();
        match read(text.into_bytes()) {
            Err(why) => proptest::prop_assert_eq!((why, own.as_str()), (PaperRefusal::Blank, "")),
            Ok(paper) => {
                let pieces: String = paper.pieces.iter().map(|piece| paper.written(piece)).collect();
                let pieces: String = pieces.chars().filter(|c| !is_blank(*c)).collect();
                proptest::prop_assert_eq!(&pieces, &own);
                proptest::prop_assert_eq!(paper.count(), own.chars().count());
            }
        }
    }
}
