//! Markdown and the list for who is writing.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::super::{Format, Report};
use super::{finding, judged, place, shown, terms, usual, written};
use crate::finding::{About, PartList, Region, Severity, Verdict};
use crate::session::Name;
use crate::vocabulary::facts::{FactId, SubjectKind};
use crate::words::Lang;

#[test]
fn markdown_in_japanese() {
    let expected = "\
# 付議書の確認結果

## 検診の委託

- ファイル：a.filing.yaml
- 適用した規則：minato 1.0（版 2024）　基準日：令和6年4月1日

### 要対応（1件）

| 行 | 判定 | 規則 | 指摘 | 対応 |
|---:|---|---|---|---|
| 3 | 記載なし | 媒体で渡すデータの暗号化［hop-media-encrypted］ | 手順2：CD-Rの暗号化が書かれていません。 | \
次のように書きます。<br>&nbsp;&nbsp;encrypted: true |

### 参考（1件）
";
    let shown = shown(Format::Markdown, &usual(), Lang::Ja);
    assert!(shown.starts_with(expected), "{shown}");
    assert!(shown.contains("\n| 3 | 2 | 0 | 1 | 0 | 0 | 1 | 9 |\n"), "{shown}");
    assert!(!shown.contains("b.filing.yaml\n\n###"), "a clean file has no part of its own: {shown}");
}

#[test]
fn names_in_markdown_are_only_names() {
    let evil = "</table><script>x</script> | # x\n\n# y\n- [a](https://x.jp) ![b](c) @acme #1 `$x$` www.x.jp {#id} \\| [^1]\n---";
    let mut one = finding(Severity::Error, Verdict::Violation, place());
    (one.message, one.title, one.help) = (evil.to_owned(), evil.to_owned(), evil.to_owned());
    one.rule = evil.to_owned();
    let mut filing = judged(evil, "", vec![one]);
    (filing.title, filing.edition) = (Some(evil.to_owned()), Some(evil.to_owned()));
    let shown = shown(Format::Markdown, &[filing], Lang::Ja);
    let (mut headings, mut cells) = (0, 0);
    for event in Parser::new_ext(&shown, Options::all()) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                headings += 1;
                assert_eq!(id, None);
            }
            Event::Start(Tag::TableCell) => cells += 1,
            Event::InlineHtml(html) => assert_eq!(&*html, "<br>"),
            Event::Start(Tag::Paragraph | Tag::List(None) | Tag::Item)
            | Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow)
            | Event::End(_)
            | Event::Text(_) => {}
            other => panic!("{other:?} in {shown}"),
        }
    }
    // Title, filing, severity, summary; five columns and eight, each with one row.
    assert_eq!((headings, cells), (4, 26), "{shown}");
    for part in ["@acme", "#1", "https://", "www.x"] {
        assert!(!shown.contains(part), "{part} in {shown}");
    }
}

#[test]
fn a_draft_goes_by_the_sections_of_the_form() {
    let at = |pointer: &str, verdict: Verdict, fact: Option<&str>| {
        let mut one = finding(Severity::Warning, verdict, place());
        one.about = About::new(SubjectKind::Part, "", pointer);
        one.fact = fact.and_then(|name| FactId::find(SubjectKind::Part, name));
        one
    };
    let findings = vec![
        at("/contracts/0", Verdict::Unstated, Some("term.to")),
        at("/flows/10/steps/2", Verdict::Promised, None),
        at("/flows/10/steps/2", Verdict::Elsewhere, None),
        at("/flows/9", Verdict::Unstated, None),
        at("/titel", Verdict::Unstated, None),
        at("", Verdict::Invalid, None),
        at("/contracts/0/checklist/agent", Verdict::Violation, None),
    ];
    let mut filing = judged("a.filing.yaml", "", findings);
    let name = |id: &str, title: &str| Name { id: id.to_owned(), title: title.to_owned() };
    filing.names.insert(Region::Flow(10), name("visit", "訪問"));
    filing.names.insert(Region::Step(10, 2), name("3", ""));
    filing.names.insert(Region::Part(PartList::Contracts, 0), name("main", "株式会社みほん"));
    let shown = written(Report::draft(terms(), Lang::Ja), &[filing, judged("b.filing.yaml", "", vec![])]);
    let outline: Vec<&str> = shown
        .lines()
        .filter(|line| !line.trim_start().starts_with("関連") && !line.is_empty() && !line.contains("encrypted"))
        .collect();
    let entry = "      □ 3行目（注意）：手順2：CD-Rの暗号化が書かれていません。";
    let how = "         書き方：次のように書きます。";
    let remedy = "         対応：次のように書きます。";
    let expected = [
        "■ 検診の委託",
        "  ファイル：a.filing.yaml",
        "【書き加えること】5件",
        "  件名・概要",
        entry,
        how,
        "  個人情報の流れ ",
        entry,
        how,
        "  個人情報の流れ visit（訪問）",
        "    手順3",
        entry,
        how,
        entry,
        how,
        "  委託 main（株式会社みほん）",
        "    期間",
        entry,
        how,
        "【見直すこと】2件",
        "  ファイルの書き方",
        entry,
        remedy,
        "  委託 main（株式会社みほん）",
        "    チェックリスト・安全対策",
        entry,
        remedy,
        "■ 検診の委託",
        "  ファイル：b.filing.yaml",
        "書き加えること、見直すことはありません。",
    ];
    assert_eq!(outline[..expected.len()], expected, "{shown}");
}
