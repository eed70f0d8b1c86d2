//! The office's paper: what stands in it, read back from the Word file by a reader of its own.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use roxmltree::{Document, Node};

use crate::common::{empty_folder, root, sekisho, text};

const CLEAN: &str = "policies/shinjuku/tests/base/outsourcing-cd-r.filing.yaml";

/// Where a test writes.
fn folder(name: &str) -> PathBuf {
    empty_folder("papers", name)
}

/// Writes the paper of a text, and gives the file with what was said.
#[track_caller]
fn written(name: &str, filing: &str, more: &[&str]) -> (Vec<u8>, String) {
    let folder = folder(name);
    let (source, output) = (folder.join("x.filing.yaml"), folder.join("x.docx"));
    std::fs::write(&source, filing).expect("written");
    let (source, output) = (source.display().to_string(), output.display().to_string());
    let arguments = [&["form", &source, "-o", &output, "--isolated"], more].concat();
    let (status, out, said) = sekisho(&arguments);
    assert_eq!((status, out.as_str()), (0, ""), "{said}");
    (std::fs::read(&output).expect("written"), said)
}

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// What a reader finds in the body, line by line: rows with ` | ` between cells and ` / ` between paragraphs, `**` around what
/// is bold and underlined, a rule where a section ends.
fn told(docx: &[u8]) -> Vec<String> {
    let xml = part(docx, "word/document.xml");
    let document = Document::parse(&xml).expect("XML");
    let body = document.descendants().find(|node| named(node, "body")).expect("a body");
    let mut lines = Vec::new();
    for child in body.children() {
        if named(&child, "tbl") {
            for row in child.descendants().filter(|node| named(node, "tr")) {
                let cells = row.children().filter(|node| named(node, "tc")).map(|cell| {
                    let paragraphs = cell.children().filter(|node| named(node, "p")).map(|node| paragraph(&node));
                    paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" / ")
                });
                lines.push(cells.collect::<Vec<_>>().join(" | "));
            }
        }
        if named(&child, "p") {
            lines.extend(Some(paragraph(&child)).filter(|text| !text.is_empty()));
            lines.extend(child.descendants().any(|node| named(&node, "sectPr")).then(|| "----".to_owned()));
        }
    }
    lines
}

fn named(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn paragraph(node: &Node<'_, '_>) -> String {
    let runs = node.descendants().filter(|node| named(node, "r")).map(|run| {
        let has = |name: &str| run.descendants().any(|node| named(&node, name));
        if has("drawing") {
            return "[picture]".to_owned();
        }
        let text: String = run.descendants().filter(|node| named(node, "t")).filter_map(|node| node.text()).collect();
        if has("b") && has("u") { format!("**{text}**") } else { text }
    });
    runs.collect()
}

/// What stands in bold and underlined.
fn marked(docx: &[u8]) -> Vec<String> {
    let lines = told(docx);
    let inside = lines.iter().flat_map(|line| line.split("**").skip(1).step_by(2));
    inside.map(str::to_owned).collect()
}

#[track_caller]
fn row<'l>(lines: &'l [String], label: &str) -> &'l str {
    let rows = lines.iter().filter_map(|line| line.split_once(" | "));
    rows.into_iter().find(|(own, _)| *own == label).map(|(_, value)| value).unwrap_or_else(|| panic!("no row {label}"))
}

#[test]
fn papers_of_filings_are_those_written_by_hand() {
    for name in ["000", "003"] {
        let (docx, said) = written(name, &text(&format!("examples/shinjuku/{name}.filing.yaml")), &[]);
        assert_eq!(said, "");
        let (expected, lines) = (text(&format!("tests/papers/{name}.txt")), told(&docx));
        let expected: Vec<&str> = expected.lines().collect();
        for (at, (own, expected)) in lines.iter().zip(&expected).enumerate() {
            assert_eq!(own, expected, "{name}, line {}", at + 1);
        }
        assert!(lines.len() >= expected.len(), "{name}");
    }
}

#[test]
fn a_checklist_has_the_rows_of_each_side_in_full() {
    let (docx, _) = written("sides", &text("examples/shinjuku/000.filing.yaml"), &["--only", "checklist"]);
    let lines = told(&docx);
    let answered = lines.iter().filter(|line| line.contains(" | ○ | ")).count();
    assert_eq!((answered, lines.iter().filter(|line| *line == "----").count()), (44, 1));
    assert!(lines.contains(&" | ○ | 入退室管理等により情報資産の危殆化を防止する。".to_owned()));
    assert!(lines.contains(&" | ○ | 入退室管理等により情報資産の危殆化を防止させる。".to_owned()));
    let (docx, _) = written("reasons", &text("examples/shinjuku/002.filing.yaml"), &["--only", "checklist"]);
    let reasons = "ー（電子データのみの取扱いのため）";
    assert_eq!(told(&docx).iter().filter(|line| line.contains(reasons)).count(), 6);
}

#[test]
fn the_same_filing_gives_the_same_bytes() {
    let filing = text("examples/shinjuku/000.filing.yaml");
    assert_eq!(written("once", &filing, &[]).0, written("again", &filing, &[]).0);
}

#[test]
fn what_is_unstated_is_shown_and_left_blank_in_a_final_paper() {
    let clean = text(CLEAN);
    let (docx, said) = written("clean", &clean, &["--only", "annex"]);
    assert_eq!(said, "");
    assert!(!told(&docx).iter().any(|line| line.contains("記載なし")));
    // That there is none is said too, and is another thing.
    let none = clean.replace("    provides: [roster]\n", "    provides: [roster]\n    collects: []\n");
    let (docx, _) = written("none", &none, &["--only", "annex"]);
    let items = "委託に伴い事業者に処理させる情報項目（だれの、どのような項目か）";
    assert!(row(&told(&docx), items).ends_with(" / 《委託先に収集させる項目》 / なし"));
    let without = clean.replace("    reason: 印刷の設備を持つ事業者が行うことで、一度に作成できるため。\n", "");
    let (docx, said) = written("unstated", &without, &["--only", "annex"]);
    assert_eq!(row(&told(&docx), "委託理由"), "【　記載なし　】");
    assert_eq!(said, "付議書に記載がないところを【　記載なし　】と示しました：1か所\n");
    // The contract has clauses of its own, and the file does not hold their text.
    let (docx, said) = written("final", &clean, &["--final"]);
    assert_eq!(said, "付議書に記載がないところを空欄にしました：1か所\n");
    assert!(told(&docx).contains(&"（別紙1）".to_owned()) && !told(&docx).iter().any(|line| line.contains("記載なし")));
}

#[test]
fn a_paper_with_open_errors_is_not_final() {
    let folder = folder("refused");
    let output = folder.join("x.docx").display().to_string();
    let (status, _, said) = sekisho(&["form", "examples/shinjuku/000.filing.yaml", "-o", &output, "--final"]);
    assert_eq!((status, said.contains("要対応の指摘が"), Path::new(&output).exists()), (2, true, false), "{said}");
    assert!(said.contains("sekisho lint") && said.contains("--final"), "{said}");
}

#[test]
fn words_that_changed_since_an_older_filing_stand_out() {
    let new = text("examples/shinjuku/000.filing.yaml");
    let old = new.replace("（電話またはウェブにて日程変更の連絡）", "（電話にて日程変更の連絡）");
    let before = folder("older").join("old.filing.yaml");
    std::fs::write(&before, &old).expect("written");
    let since = ["--since", &before.display().to_string()];
    let (docx, _) = written("since", &new, &since);
    assert_eq!(marked(&docx), ["またはウェブ"]);
    // The marks of the author do not count then; without an older filing they do.
    let (docx, _) = written("same", &old, &since);
    assert_eq!(marked(&docx), Vec::<String>::new());
    let (docx, _) = written("marks", &text("examples/shinjuku/002.filing.yaml"), &["--only", "annex"]);
    let own = ["5歳児健康診査の管理機能(標準化項目)の追加", "令和8年3月1日から令和8年6月30日まで"];
    assert_eq!(marked(&docx), own);
}

/// A mark may be a block of text: each of its lines is looked for.
#[test]
fn a_mark_of_several_lines_marks_each_of_them() {
    let clean = text(CLEAN);
    let marked_as = |name: &str, mark: &str| {
        let filing =
            clean.replacen("    kind: outsourcing\n", &format!("    kind: outsourcing\n    changed: {mark}\n"), 1);
        assert_ne!(filing, clean);
        marked(&written(name, &filing, &["--only", "annex"]).0)
    };
    let plain = marked_as("mark-plain", "氏名");
    assert!(plain.contains(&"氏名".to_owned()), "{plain:?}");
    assert_eq!(marked_as("mark-block", "|\n      氏名"), plain);
    let both = marked_as("mark-both", "|\n      氏名\n      活動年数");
    assert!(both.contains(&"氏名".to_owned()) && both.contains(&"活動年数".to_owned()), "{both:?}");
}

#[test]
fn spellings_orders_and_ids_are_no_changes() {
    let old = text(CLEAN)
        .replace("    kind: outsourcing\n", "    kind: outsourcing\n    title: 感謝状の作成の委託について\n");
    let new = old
        .replace("main", "thanks-work")
        .replace("2024-04-01", "令和６年４月１日")
        .replace("items: [氏名, 住所, 活動年数]", "items: [住所, 活動年数, 氏名]");
    let before = folder("renamed").join("old.filing.yaml");
    std::fs::write(&before, &old).expect("written");
    let since = ["--since", &before.display().to_string()];
    assert_eq!(marked(&written("spelled", &new, &since).0), Vec::<String>::new());
    let more = new.replace("items: [住所, 活動年数, 氏名]", "items: [氏名, 住所, 電話番号, 活動年数]");
    let (docx, _) = written("more", &more, &[&since[..], &["--only", "annex"]].concat());
    assert!(marked(&docx).contains(&"電話番号、".to_owned()), "{:?}", marked(&docx));
    // Where no decision is named, the note says what marks mean all the same.
    assert!(told(&docx).contains(&"※太字ゴシック（下線）が、変更箇所".to_owned()));
}

#[test]
fn only_the_pages_asked_for_are_written_and_drawings_lie_across() {
    let filing = text("examples/shinjuku/000.filing.yaml");
    let (docx, _) = written("only", &filing, &["--only", "annex,checklist"]);
    let lines = told(&docx);
    assert_eq!(lines.first().map(String::as_str), Some("別紙（業務委託）"));
    assert_eq!(lines.iter().filter(|line| *line == "----").count(), 3);
    assert!(!lines.iter().any(|line| line.contains("付議事項") || line.contains("[picture]")));
    let xml = part(&written("all", &filing, &[]).0, "word/document.xml");
    let document = Document::parse(&xml).expect("XML");
    let sizes = document.descendants().filter(|node| named(node, "pgSz"));
    let across = sizes.map(|node| node.attributes().any(|it| it.name() == "orient" && it.value() == "landscape"));
    assert_eq!(across.collect::<Vec<_>>(), [false, false, false, false, true, false, false]);
    let faces: Vec<&str> = document
        .descendants()
        .filter(|node| named(node, "rFonts"))
        .flat_map(|node| {
            node.attributes().filter(|it| it.name() == "eastAsia").map(|it| it.value()).collect::<Vec<_>>()
        })
        .collect();
    assert!(faces.iter().all(|face| *face == "ＭＳ ゴシック"), "{faces:?}");
}

#[test]
fn texts_that_try_to_break_the_file_stay_texts() {
    let evil = "</w:t></w:p><w:evil/>&#x0; ]]> <![CDATA[ \u{202e}\u{7}\u{FFFE} \"'& {value} {{x}} =cmd|' /C calc'!A0";
    let quoted = serde_json::to_string(evil).expect("a string").replace('\u{FFFE}', "\\uFFFE");
    let filing = text(CLEAN)
        .replace("title: 花壇里親への感謝状の作成業務の委託について", &format!("title: {quoted}"))
        .replace("name: 株式会社れんげ印刷", &format!("name: {quoted}"))
        .replace("work: [感謝状の作成及び印刷]", &format!("work: [{quoted}]"));
    let (docx, _) = written("hostile", &filing, &[]);
    let lines = told(&docx);
    let kept = "</w:t></w:p><w:evil/>&#x0; ]]> <![CDATA[ \\u{202e}\\u{7}";
    assert!(row(&lines, "委託の内容").starts_with(kept), "{}", row(&lines, "委託の内容"));
    assert!(row(&lines, "委託先").ends_with("（プライバシーマーク取得済み）"));
    let xml = part(&docx, "word/document.xml");
    assert!(!xml.contains(|c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{FFFE}' | '\u{FFFF}')));
}

#[test]
fn a_pack_without_a_paper_says_so() {
    let output = folder("municipal").join("x.docx").display().to_string();
    let filing = "policies/municipal/tests/base/checkup-register.filing.yaml";
    let (status, _, said) = sekisho(&["form", filing, "-o", &output]);
    assert_eq!((status, Path::new(&output).exists()), (2, false), "{said}");
    assert!(said.contains("基準「municipal」には、様式（forms）がない") && said.contains("--policy"), "{said}");
    // A day on which no paper was in use is another matter.
    let filing = text(CLEAN).replace("submitted: 2024-03-01", "submitted: 2010-03-01");
    let source = folder("early").join("x.filing.yaml");
    std::fs::write(&source, filing).expect("written");
    let (status, _, said) = sekisho(&["form", &source.display().to_string(), "-o", &output]);
    assert_eq!(status, 2);
    assert!(said.contains("平成22年3月1日") && said.contains("個人情報保護管理運営会議の付議書"), "{said}");
}

#[test]
fn nothing_is_written_over_and_the_ending_is_asked() {
    let folder = folder("there");
    let there = folder.join("x.docx");
    std::fs::write(&there, "an officer's work").expect("written");
    let run = |output: &Path| sekisho(&["form", CLEAN, "-o", &output.display().to_string()]);
    let (status, _, said) = run(&there);
    assert_eq!((status, said.contains("上書きしません")), (2, true), "{said}");
    assert_eq!(std::fs::read(&there).expect("kept"), b"an officer's work");
    let (status, _, said) = run(&folder.join("x.pdf"));
    assert_eq!((status, said.contains(".docx")), (2, true), "{said}");
    let (status, _, said) =
        sekisho(&["form", CLEAN, "-o", &folder.join("y.docx").display().to_string(), "--only", "checklist"]);
    assert_eq!((status, said.contains("--only")), (2, true), "{said}");
    assert!(!folder.join("y.docx").exists());
}

#[test]
fn a_workbook_gives_the_same_paper_as_its_yaml() {
    let folder = folder("workbook");
    let book = folder.join("x.filing.xlsx").display().to_string();
    let (status, _, said) = sekisho(&["workbook", "examples/shinjuku/003.filing.yaml", "-o", &book]);
    assert_eq!(status, 0, "{said}");
    let output = folder.join("x.docx").display().to_string();
    let (status, _, said) = sekisho(&["form", &book, "-o", &output]);
    assert_eq!((status, said.as_str()), (0, ""));
    let (docx, _) = written("yaml", &text("examples/shinjuku/003.filing.yaml"), &[]);
    assert_eq!(told(&std::fs::read(&output).expect("written")), told(&docx));
}

#[test]
#[allow(clippy::print_stdout, reason = "what is skipped is said")]
fn a_word_processor_opens_the_papers_and_turns_the_page_of_the_drawing() {
    let program = ["soffice", "libreoffice"].into_iter().find(|it| Command::new(it).arg("--version").output().is_ok());
    assert!(program.is_some() || std::env::var_os("CI").is_none(), "LibreOffice is not installed");
    let Some(program) = program else {
        println!("LibreOffice is not installed: no paper is opened");
        return;
    };
    let folder = folder("office");
    let evil = text(CLEAN).replace("事業者が行うこと", "<事業者>&amp;]]>が行うこと");
    for (name, filing) in [("000", text("examples/shinjuku/000.filing.yaml")), ("evil", evil)] {
        let file = folder.join(format!("{name}.docx"));
        std::fs::write(&file, written(&format!("office-{name}"), &filing, &[]).0).expect("written");
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let convert = [&profile, "--headless", "--convert-to", "pdf", "--outdir"];
        let ran = Command::new(program).args(convert).arg(&folder).arg(&file).output().expect("run");
        let pdf = std::fs::read(folder.join(format!("{name}.pdf"))).unwrap_or_default();
        assert!(ran.status.success() && pdf.starts_with(b"%PDF"), "{name}: {}", String::from_utf8_lossy(&ran.stderr));
        let pages = String::from_utf8_lossy(&pdf).matches("/Type/Page/").count();
        let across = String::from_utf8_lossy(&pdf).matches("/MediaBox[0 0 841").count();
        if name == "000" {
            assert_eq!(
                (pages, across),
                (7, 1),
                "cover, overview, two annexes, the drawing, two sides of the checklist"
            );
        }
    }
}

/// A pack of one's own that extends the one with papers, with something changed in a file of its papers.
fn checked(name: &str, file: &str, change: (&str, &str)) -> (u8, String) {
    let folder = folder(name);
    let pack = folder.join("shinjuku");
    for path in crate::common::below(&root().join("policies/shinjuku"), ".yaml") {
        let relative = path.strip_prefix(root().join("policies/shinjuku")).expect("below");
        let target = pack.join(relative);
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        let mut own = std::fs::read_to_string(&path).expect("text");
        if relative == Path::new(file) {
            assert!(own.contains(change.0), "{file} has no {}", change.0);
            own = own.replacen(change.0, change.1, 1);
        }
        std::fs::write(target, own).expect("written");
    }
    let (status, _, said) = sekisho(&["policy", "check", "--policy", &folder.display().to_string()]);
    (status, said)
}

#[test]
fn mistakes_in_papers_are_told_at_their_place() {
    let paper = "forms/management-council.yaml";
    let list = "forms/checklists/outsourcing-2024.yaml";
    let clauses = "forms/clauses/2022-ban.yaml";
    let cases = [
        (paper, ("key: programme.purpose", "key: programme.porpose"), "programme.porpose"),
        (paper, ("key: business", "key: buisness"), "business"),
        (paper, ("as: party", "as: partie"), "party"),
        (paper, ("page: overview", "page: overwiev"), "overview"),
        (paper, ("'{from}から{to}まで'", "'{from}から{till}まで'"), "till"),
        (paper, ("'{from}から{to}まで'", "'{from}から{to'"), "波括弧"),
        (paper, ("  unstated: 【　記載なし　】\n", ""), "unstated"),
        (paper, ("forums: [management-council]", "forums: [managment-council]"), "management-council"),
        (paper, ("    kinds: [processing]\n", ""), "kinds"),
        (paper, ("label: 登録業務の名称", "lable: 登録業務の名称"), "label"),
        (list, ("checklist: shinjuku-outsourcing-2024", "checklist: shinjuku-outsourcing-2042"), "2024"),
        (list, ("  op-3:", "  op-33:"), "op-33"),
        (clauses, ("number: \"3\"", "number: \"33\""), "33"),
        (clauses, ("clauses: shinjuku-2022-ban", "clauses: shinjuku-2023-ban"), "shinjuku-2023-ban"),
    ];
    for (at, (file, change, said)) in cases.into_iter().enumerate() {
        let (status, told) = checked(&format!("wrong-{at}"), file, change);
        assert_eq!(status, 2, "{file}: {change:?}");
        assert!(told.contains(&format!("shinjuku/{file}:")) && told.contains(said), "{change:?}: {told}");
    }
}
