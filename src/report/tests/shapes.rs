//! Markdown.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::super::Format;
use super::{finding, judged, place, shown, usual};
use crate::finding::{Severity, Verdict};
use crate::words::{Both, Lang};

#[test]
fn markdown_in_japanese() {
    let expected = "\
# 付議書の確認結果

## 検診の委託

- ファイル：a.filing.yaml
- 基準：minato 1.0（版 2024）　基準日：令和6年4月1日

### 要修正（1件）

| 行 | 判定 | 規則 | 指摘 | 対応 |
|---:|---|---|---|---|
| 3 | 記載なし | 媒体渡しの暗号化［hop-media-encrypted］ | 手順2：CD-Rの暗号化が書かれていません。 | \
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
    for text in [&mut one.message, &mut one.title, &mut one.help] {
        *text = Both::same(evil);
    }
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
