//! Reports of hand-made filings.

use std::sync::Arc;

use crate::calendar::Date;
use crate::finding::{About, Finding, Label, Related, Severity, Verdict, Witness};
use crate::session::{Judged, PolicyUsed, Several, Status, Terms, Totals};
use crate::source::Span;
use crate::vocabulary::facts::SubjectKind;
use crate::words::Lang;

use super::{Format, MAX_RESULTS, Report};

mod json;
mod shapes;
mod words;

const TEXT: &str = "title: 検診\nsteps:\n  - { id: 2, title: 名簿の手渡し, encrypted: false }\n";

fn either(lang: Lang, ja: &str, en: &str) -> String {
    if lang == Lang::Ja { ja.to_owned() } else { en.to_owned() }
}

/// A finding at 名簿の手渡し, in columns 21 to 27 of line 3.
fn finding(severity: Severity, verdict: Verdict, span: Span) -> Finding {
    finding_in(Lang::Ja, severity, verdict, span)
}

fn finding_in(lang: Lang, severity: Severity, verdict: Verdict, span: Span) -> Finding {
    let about = About::new(SubjectKind::Hop, "issue/2", "/flows/0/steps/1");
    let mut finding = Finding::at(about, span, verdict, severity).says(
        "hop-media-encrypted",
        &either(lang, "媒体で渡すデータの暗号化", "Removable media must be encrypted"),
        either(lang, "手順2：CD-Rの暗号化が書かれていません。", "Step 2: encryption of the CD-R is not stated."),
    );
    finding.help = either(lang, "次のように書きます。\n  encrypted: true", "Write:\n  encrypted: true");
    finding.basis = vec!["運用5".to_owned(), "運用6".to_owned()];
    finding.witness = vec![witness(lang, "issue/1", 2).into()];
    let label = Label::Promise { name: extracted(lang), row: None };
    finding.related = vec![Related { label, pointer: "/flows/0".to_owned(), span: Span::on_line(0, 1, 5) }];
    finding
}

fn extracted(lang: Lang) -> String {
    either(lang, "手順1：港例区が登録者情報をCD-Rに抽出", "step 1: the city extracts the roster")
}

fn witness(lang: Lang, name: &str, line: u32) -> Witness {
    let (name, pointer, span) = (name.to_owned(), "/flows/0".to_owned(), Span::on_line(line, 1, 5));
    Witness { step: (0, 0), name, pointer, span, text: extracted(lang) }
}

fn place() -> Span {
    Span::on_line(3, 21, 27)
}

fn judged(path: &str, text: &str, findings: Vec<Finding>) -> Judged {
    Judged {
        path: path.to_owned(),
        id: "minato-1".to_owned(),
        title: Some("検診の委託".to_owned()),
        digest: "00".to_owned(),
        status: if findings.is_empty() { Status::Clean } else { Status::Findings },
        policy: Some(policy("minato")),
        edition: Some("2024".to_owned()),
        reference_date: Some(Date::constant(2024, 4, 1)),
        inferred: 3,
        cells: None,
        lines: text.lines().enumerate().map(|(at, line)| (at as u32 + 1, line.to_owned())).collect(),
        names: Default::default(),
        entries: Vec::new(),
        findings,
    }
}

fn policy(id: &str) -> PolicyUsed {
    PolicyUsed {
        id: id.to_owned(),
        version: "1.0".to_owned(),
        digest: "ab".to_owned(),
        is_shipped: true,
        unasked: None,
    }
}

fn terms() -> Terms {
    Terms::on(Date::constant(2026, 11, 20))
}

fn usual() -> Vec<Judged> {
    usual_in(Lang::Ja)
}

fn usual_in(lang: Lang) -> Vec<Judged> {
    let findings = vec![
        finding_in(lang, Severity::Error, Verdict::Unstated, place()),
        finding_in(lang, Severity::Note, Verdict::Violation, Span::default()),
    ];
    let wrong = finding_in(lang, Severity::Error, Verdict::Invalid, Span::START);
    let mut unreadable = judged("c.filing.yaml", "", vec![wrong]);
    (unreadable.status, unreadable.policy, unreadable.lines) = (Status::Unreadable, None, Default::default());
    vec![judged("a.filing.yaml", TEXT, findings), judged("b.filing.yaml", TEXT, vec![]), unreadable]
}

fn shown(format: Format, filings: &[Judged], lang: Lang) -> String {
    written(Report::new(format, terms(), lang, false), filings)
}

fn written(mut report: Report, filings: &[Judged]) -> String {
    let (mut out, mut totals) = (Vec::new(), Totals::default());
    for filing in filings {
        totals.add(filing);
        report.filing(filing, &mut out).unwrap();
    }
    report.end(&totals, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn full_in_japanese() {
    let shown = shown(Format::Full, &usual(), Lang::Ja);
    let expected = "\
■ 検診の委託
  ファイル：a.filing.yaml
  適用した規則：minato 1.0（版 2024）　基準日：令和6年4月1日

要対応: 媒体で渡すデータの暗号化［hop-media-encrypted］
        手順2：CD-Rの暗号化が書かれていません。
 --> a.filing.yaml:3:21
  |
3 |   - { id: 2, title: 名簿の手渡し, encrypted: false }
  |                     ^^^^^^^^^^^^ 記載なし
  |
  = 例外承認に書く対象: issue/2
  = 経路: 手順1：港例区が登録者情報をCD-Rに抽出（2行目）
  = 関連: 手順1：港例区が登録者情報をCD-Rに抽出
  = 規則の出典: 運用5
  = 規則の出典: 運用6
  = 対応: 次のように書きます。
            encrypted: true
";
    assert!(shown.starts_with(expected), "{shown}");
    let summary = shown.rsplit("\n\n").next().unwrap();
    let expected = "\
付議書 3件：要対応 2、注意 0、参考 1、例外承認 0、前回からの指摘 0、読取り不能 1
うち、付議書に記載のないもの 1件、対策欄等に定めはあるが個別の記載のないもの 0件
転記で補った項目 9件（図にも文にもなく、ファイルに書いた人が読み取って補ったもの。書かれているものとして点検しています）
適用した規則：minato 1.0（版 2024、基準日 令和6年4月1日）：a.filing.yaml、b.filing.yaml
判定していないもの：c.filing.yaml
点検日：令和8年11月20日　適用する版：提出日の時点
";
    assert_eq!(summary, expected);
}

#[test]
fn english_has_no_japanese_words_of_its_own() {
    for format in [Format::Full, Format::Concise, Format::Table, Format::Markdown] {
        let shown = shown(format, &usual_in(Lang::En), Lang::En);
        assert!(shown.contains("hop-media-encrypted") && shown.contains("2024-04-01"), "{shown}");
        for word in ["要対応", "記載", "手順", "出典", "件", "［", "：", "令和"] {
            assert!(!shown.contains(word), "{word} in {shown}");
        }
    }
}

#[test]
fn concise_has_one_line_per_finding() {
    let shown = shown(Format::Concise, &usual(), Lang::Ja);
    let lines: Vec<&str> = shown.lines().take(3).collect();
    let tail = "手順2：CD-Rの暗号化が書かれていません。 媒体で渡すデータの暗号化［hop-media-encrypted］";
    assert_eq!(lines[0], format!("a.filing.yaml:3:21: 要対応 {tail}"));
    assert_eq!(lines[1], format!("a.filing.yaml:1:1: 参考 {tail}"));
    assert_eq!(lines[2], format!("c.filing.yaml:1:1: 要対応 {tail}"));
}

#[test]
fn tables_are_straight_and_not_too_wide() {
    for lang in [Lang::Ja, Lang::En] {
        let shown = shown(Format::Table, &usual_in(lang), lang);
        let mut findings = Vec::new();
        for table in shown.split("\n\n") {
            let rows: Vec<&str> = table.lines().filter(|line| line.starts_with(['+', '|'])).collect();
            let widths: Vec<usize> = rows.iter().map(|row| crate::text::width(row)).collect();
            assert!(widths.iter().all(|&width| width == widths[0] && width <= 120), "{shown}");
            findings.extend(rows.first().filter(|_| table.contains("hop-media-encrypted")).copied());
        }
        assert!(findings.len() == 2 && findings[0] == findings[1], "all tables of findings are alike: {shown}");
    }
}

#[test]
fn of_many_files_the_first_are_named() {
    let mut totals = Totals::default();
    let clean = |at: usize| judged(&format!("{at:03}.filing.yaml"), TEXT, vec![]);
    for at in 0..100 {
        totals.add(&clean(at));
    }
    let named = &totals.judged.values().next().unwrap();
    assert_eq!((named.count, named.first.len(), totals.all().filings), (100, Several::MAX_NAMED, 100));
    for at in 100..200 {
        let mut other = clean(at);
        other.reference_date = Date::constant(2024, 4, 1).checked_add(jiff::Span::new().days(at as i64)).ok();
        totals.add(&other);
    }
    assert_eq!(totals.judged.len(), Totals::MAX_WAYS_TOLD);
    assert_eq!(totals.otherwise, 101 - Totals::MAX_WAYS_TOLD);
    let mut out = Vec::new();
    Report::summary(terms(), Lang::Ja).end(&totals, &mut out).unwrap();
    let shown = String::from_utf8(out).unwrap();
    assert!(shown.starts_with("付議書 200件：") && shown.contains("、009.filing.yamlほか90件\n"), "{shown}");
    assert!(shown.contains("\nほかの版又は基準日で判定したもの：81件\n"), "{shown}");
}

#[test]
fn what_controls_a_terminal_shows_as_escapes() {
    let evil = "\u{1b}[2J\u{202e}\u{200b}\n::error::x";
    let mut one = finding(Severity::Error, Verdict::Violation, Span::on_line(1, 8, 60));
    (one.message, one.title, one.help) = (evil.to_owned(), evil.to_owned(), evil.to_owned());
    let stop = Arc::make_mut(&mut one.witness[0]);
    (stop.text, stop.name) = (evil.to_owned(), evil.to_owned());
    evil.clone_into(&mut one.rule);
    one.basis = vec![evil.to_owned()];
    let path = "::error::\u{202e}\u{7}.filing.yaml";
    let mut other = one.clone();
    other.message = "::error::x##[stop-commands]y".to_owned();
    let mut filing = judged(path, "title: \"\u{1b}[2J\u{202e}\u{200b}::error::\"\n", vec![one, other]);
    (filing.title, filing.edition) = (Some(evil.to_owned()), Some(evil.to_owned()));
    filing.policy = Some(policy(evil));
    let filings = [filing];
    for format in [Format::Full, Format::Concise, Format::Table, Format::Junit] {
        let shown = shown(format, &filings, Lang::Ja);
        let bare = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202e}' | '\u{200b}'));
        assert!(!shown.contains(bare), "{shown:?}");
        assert!(shown.contains("\\u{202e}"), "{shown}");
        assert!(!shown.lines().any(|line| line.trim_start().starts_with("::")) && !shown.contains("##["), "{shown}");
    }
}

#[test]
fn a_very_long_line_is_shortened_around_the_place() {
    let text = format!("title: {}、めじるし、{}\n", "あ".repeat(300), "い".repeat(300));
    let begin = 7 + 300 + 1 + 1;
    let one = finding(Severity::Error, Verdict::Unstated, Span::on_line(1, begin, begin + 4));
    let shown = shown(Format::Full, &[judged("a.filing.yaml", &text, vec![one])], Lang::Ja);
    let lines: Vec<&str> = shown.lines().collect();
    let at = lines.iter().position(|line| line.contains("めじるし")).unwrap();
    assert!(crate::text::width(lines[at]) < 120, "{shown}");
    let before = |line: &str, mark: &str| crate::text::width(line.split(mark).next().unwrap());
    assert_eq!(before(lines[at], "めじるし"), before(lines[at + 1], "^"), "{shown}");
    assert!(lines[at + 1].contains("^^^^^^^^ ") && shown.contains(&format!("a.filing.yaml:1:{begin}")));
}

#[test]
fn a_line_of_megabytes_is_no_burden() {
    let text = "あ".repeat(1_500_000);
    let end = Span::on_line(1, 1_400_000, 1_400_003);
    let findings = (0..5).map(|_| finding(Severity::Error, Verdict::Unstated, end)).collect();
    let shown = shown(Format::Full, &[judged("a.filing.yaml", &text, findings)], Lang::Ja);
    assert!(shown.contains(" ^^^^^^ ") && shown.len() < 10_000);
}

#[test]
fn odd_places_do_no_harm() {
    let spans = [
        Span::on_line(3, 900, 901),
        Span::on_line(99, 1, 2),
        Span::on_line(3, 5, 2),
        Span::character(1, 10),
        Span { line: 2, column: 1, end_line: 3, end_column: 4 },
        Span { line: u32::MAX, column: u32::MAX, end_line: 0, end_column: 0 },
        Span::START,
    ];
    for span in spans {
        for text in [TEXT, "", "\u{3042}", "a\r\nb\tc\r\n"] {
            let findings = vec![finding(Severity::Warning, Verdict::Promised, span)];
            let filings = [judged("a.filing.yaml", text, findings)];
            for format in Format::ALL {
                assert!(shown(format, &filings, Lang::Ja).contains("hop-media-encrypted"), "{span:?}");
            }
        }
    }
}

#[test]
fn colours_only_where_asked() {
    let coloured = written(Report::new(Format::Full, terms(), Lang::Ja, true), &usual());
    assert!(coloured.contains("\u{1b}["));
    assert!(!shown(Format::Full, &usual(), Lang::Ja).contains('\u{1b}'));
}

#[test]
fn formats_have_their_words() {
    for format in Format::ALL {
        assert_eq!(Format::from_word(format.word()), Some(format));
    }
    assert_eq!(Format::from_word("pdf"), None);
}

#[test]
fn a_log_with_more_results_than_code_scanning_takes_says_so() {
    let filing = |count| {
        let findings = (0..count).map(|_| finding(Severity::Note, Verdict::Violation, Span::default())).collect();
        vec![judged("a.filing.yaml", "", findings)]
    };
    for (count, told) in [(MAX_RESULTS, 0), (MAX_RESULTS + 1, 1)] {
        let log: serde_json::Value = serde_json::from_str(&shown(Format::Sarif, &filing(count), Lang::En)).unwrap();
        let told_of = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
        assert_eq!(told_of.as_array().map(Vec::len), Some(told), "{count}");
        assert!(told == 0 || told_of[0]["message"]["text"].as_str().is_some_and(|text| text.contains("25001")));
    }
}
