//! Sheets of the workbooks that the program writes: where everything stands, how it looks, and how it is printed.

use sekisho::policy::{Obligation, load};
use sekisho::words::Lang;
use sekisho::xlsx;

use crate::common::{empty_folder, packs_with, root, sekisho};
use crate::looks::{Sheet, entry, letters, sheets};

/// How cells look, apart from the face of their letters.
const TEXT: &str = "11 top wrapped as @";
const NUMBER: &str = "11 top as 0";
const PLAIN: &str = "11 top";
const TITLE: &str = "14 bold top";
const HEADING: &str = "11 bold on FFDDEBF7 in thin FFBFBFBF top wrapped";
const REQUIRED: &str = "11 bold on FFFCE4D6 in thin FFBFBFBF top wrapped";
const WRAPPED: &str = "11 in thin FFBFBFBF top wrapped";
const LINE: &str = "11 in thin FFBFBFBF top";
const COUNT: &str = "11 in thin FFBFBFBF right top as #,##0;-#,##0;-";
const MARK: &str = "11 in thin FFBFBFBF center top";
const ALARM: &str = "11 bold FFC00000 in thin FFBFBFBF center top";

/// What differs between the languages.
struct Language {
    lang: Lang,
    word: &'static str,
    face: &'static str,
    day: &'static str,
    footer: &'static str,
}

const JAPANESE: Language = Language {
    lang: Lang::Ja,
    word: "ja",
    face: "游ゴシック 128 ",
    day: "[$-411]ggge\"年\"m\"月\"d\"日\"",
    footer: "footer &L&A&R&P / &N ページ",
};
const ENGLISH: Language =
    Language { lang: Lang::En, word: "en", face: "Calibri ", day: "yyyy-mm-dd", footer: "footer &L&A&Rpage &P of &N" };

impl Language {
    fn look(&self, look: &str) -> String {
        format!("{}{look}", self.face)
    }

    fn printed(&self, wide: &str) -> [String; 3] {
        let paper = format!("paper 9 landscape, {wide} wide, 0 high");
        ["margins 0.4 0.4 0.8 0.8 0.4 0.4".to_owned(), paper, self.footer.to_owned()]
    }

    fn has_look(&self, sheet: &Sheet, cells: &[&str], look: &str) {
        for cell in cells {
            assert_eq!(sheet.look(cell), self.look(look), "{} {cell}", sheet.name);
        }
    }
}

/// The template for the obligations of a small pack.
fn template(language: &Language) -> Vec<u8> {
    let policy = load(&packs_with(&root().join("tests/audit/policies")), "trial").expect("a pack");
    let obligations: Vec<&Obligation> = policy.obligations.iter().collect();
    xlsx::template(&obligations, &xlsx::RecordRegister::default(), language.lang, jiff::civil::date(2026, 11, 20))
        .expect("written")
}

/// Widths of the columns but for the two digits of room beside them.
fn widths(sheet: &Sheet) -> Vec<f64> {
    sheet.columns.iter().map(|(width, _)| width - 2.0).collect()
}

#[test]
fn the_empty_table_is_ready_for_the_hand() {
    let japanese = ("はい,いいえ", "申立てのみ,確認済み", "一覧から選んでください。");
    let english = ("yes,no", "claimed,confirmed", "Choose from the list.");
    for (language, names, choice, (answers, states, said)) in [
        (&JAPANESE, ["記録", "記入のしかた"], "記入のしかた", japanese),
        (&ENGLISH, ["Evidence", "How to fill in"], "How to fill in", english),
    ] {
        let workbook = template(language);
        let sheets = sheets(&workbook);
        assert_eq!([&*sheets[0].name, &sheets[1].name], names);
        let table = &sheets[0];
        let title = format!("on every page {0}!$A:$C,{0}!$1:$1", names[0]);
        let mut setting = vec!["frozen 3 columns, 1 rows".to_owned(), "filter A1:BM501".to_owned()];
        let yes_or_no = |column: &str| format!("list stop {column}2:{column}501: \"{answers}\" ({said})");
        setting.extend(["AV", "AW", "AX", "AY"].map(yes_or_no));
        setting.push(format!("list stop C2:C501: '{choice}'!$A$12:$A$46 ({said})"));
        setting.push(format!("list stop M2:M501: \"{states}\" ({said})"));
        setting.push(yes_or_no("P"));
        setting.extend(language.printed("4"));
        setting.push(title);
        assert_eq!(table.setting, setting);
        for (at, (_, look)) in table.columns.iter().enumerate() {
            let name = letters(at);
            let required = ["A", "C"].contains(&&*name);
            language.has_look(table, &[&format!("{name}1")], if required { REQUIRED } else { HEADING });
            let wanted = match &*name {
                "D" | "AI" | "AJ" | "AP" | "AQ" | "AS" | "AT" | "AU" | "AZ" | "BA" | "BB" => {
                    format!("11 top as {}", language.day)
                }
                "U" | "W" | "X" | "Y" | "Z" | "AA" | "AB" | "AC" | "AD" | "AE" | "AF" | "AG" | "BI" => {
                    NUMBER.to_owned()
                }
                _ => TEXT.to_owned(),
            };
            assert_eq!(*look, language.look(&wanted), "column {name}");
        }
        assert_eq!((table.columns.len(), table.cells.len()), (65, 65));
        assert!(table.heights.is_empty());
        let created = entry(&workbook, "docProps/core.xml").expect("properties");
        assert!(created.contains(">2026-11-20T00:00:00Z</dcterms:created>"), "{created}");
    }
}

/// As wide as the heading with its button, or what belongs below it, and two digits more.
#[test]
fn columns_of_the_table_are_as_wide_as_what_they_hold() {
    for (language, wanted) in [
        (
            &JAPANESE,
            [("A", 12.0), ("C", 36.0), ("D", 16.0), ("F", 13.0), ("H", 17.0), ("I", 22.0), ("AN", 21.0), ("AO", 23.0)],
        ),
        (
            &ENGLISH,
            [("A", 12.0), ("C", 25.0), ("D", 16.0), ("K", 14.0), ("L", 17.0), ("I", 22.0), ("AQ", 19.0), ("BK", 24.0)],
        ),
    ] {
        let sheets = sheets(&template(language));
        for (name, width) in wanted {
            let at = (0..65).find(|at| letters(*at) == name).expect("a column");
            assert_eq!(sheets[0].columns[at].0, width, "{} {name}", language.word);
        }
    }
}

/// Rows of the guide that obligations of the pack fill: the row, its cells and its height.
type Rows = &'static [(u32, [&'static str; 3], f64)];

const GUIDE_JA: Rows = &[
    (
        12,
        [
            "立入り調査等の記録",
            "年度の調査（年度ごと）\n再委託先の調査（年度ごと）\n調査した職員（年度ごと）",
            "日付、対象の事業者、調査した職員",
        ],
        75.0,
    ),
    (13, ["状況の報告書", "令和8年度からの報告（年度ごと）", "日付"], 0.0),
    (
        14,
        ["消去の報告書", "写しの消去（保存場所ごと）\n消去の記録簿（終了後）", "日付、保存場所、情報、委託先の記録"],
        56.25,
    ),
    (15, ["廃棄証明書", "該当するときに書きます。", "日付"], 37.5),
    (17, ["責任者・取扱者の名簿", "取扱者の名簿（開始まで）", "日付"], 0.0),
    (20, ["管理簿", "管理簿（受渡しごと）\n管理簿の数量（受渡しごと）", "日付、手順、数量"], 37.5),
    (26, ["印刷ログ", "印刷の記録（作業ごと）", "日付、作業の回、枚数"], 0.0),
    (28, ["事故の報告書と実施機関の指示の記録", "事故の報告（その都度）", "日付、第一報の日"], 37.5),
    (31, ["認証の登録証", "認証の写し（契約期間に1回）", "日付、有効期限"], 37.5),
    (32, ["再委託の承諾書", "再委託の承諾（開始まで）", "日付、対象の事業者"], 37.5),
    (45, ["業務完了の届", "完了の届（終了後）", "日付"], 37.5),
    (46, ["契約の終了の通知", "該当するときに書きます。", "日付"], 0.0),
];

const GUIDE_EN: Rows = &[
    (
        12,
        [
            "inspection",
            "record of an inspection\nYearly inspection (every fiscal year)\nInspection of the tier below (every fiscal year)\nInspected by whom (every fiscal year)",
            "date, of, persons",
        ],
        93.75,
    ),
    (13, ["status-report", "report on the state of handling\nReport owed from 2026 (every fiscal year)", "date"], 37.5),
    (
        14,
        [
            "erasure-report",
            "report of the erasure\nErasure of a copy (for each place where a copy ends)\nThe book of erasures (after the end)",
            "date, at, data, record",
        ],
        75.0,
    ),
    (
        20,
        [
            "handover",
            "ledger of hand-overs\nLedger (for each hand-over)\nQuantity in the ledger (for each hand-over)",
            "date, step, quantity",
        ],
        56.25,
    ),
    (26, ["print-log", "print log\nPrint log of each job (for each job)", "date, job, sheets"], 37.5),
    (46, ["termination", "notice that the contract ended\nRecorded when it happens.", "date"], 37.5),
];

#[test]
fn the_guide_tells_what_each_kind_of_record_needs() {
    let heads = [
        (&JAPANESE, "実施の記録の記入のしかた", ["記録", "どの確認事項の記録か", "書く欄", "記入例"], GUIDE_JA),
        (
            &ENGLISH,
            "How to record what was done",
            ["Record", "What asks for it", "Columns to fill in", "Example"],
            GUIDE_EN,
        ),
    ];
    for (language, title, headings, rows) in heads {
        let guide = sheets(&template(language)).remove(1);
        let mut setting = vec!["frozen 0 columns, 11 rows".to_owned()];
        setting.extend(language.printed("1"));
        setting.push(format!(
            "on every page {}!$11:$11",
            if language.word == "ja" { "記入のしかた" } else { "'How to fill in'" }
        ));
        assert_eq!(guide.setting, setting);
        assert_eq!(widths(&guide), [30.0, 44.0, 30.0, 60.0]);
        assert_eq!(guide.text("A1"), title);
        language.has_look(&guide, &["A1"], TITLE);
        for row in 2..=9 {
            let name = format!("A{row}");
            assert!(!guide.text(&name).is_empty(), "{name}");
            language.has_look(&guide, &[&name], PLAIN);
        }
        assert_eq!((guide.text("A10"), guide.row(11), guide.text("A47")), ("", headings.to_vec(), ""));
        language.has_look(&guide, &["A11", "B11", "C11", "D11"], HEADING);
        language.has_look(&guide, &["A12", "B12", "C12", "D12", "D13", "D46"], WRAPPED);
        for (row, cells, height) in rows {
            assert_eq!(guide.row(*row)[..3], *cells);
            assert_eq!(guide.heights.get(row).copied().unwrap_or_default(), *height, "row {row}");
        }
    }
}

/// The workbook of the audit of `tests/audit/register`.
fn audited(name: &str, language: &Language) -> Vec<Sheet> {
    let file = empty_folder("sheets", name).join("audit.xlsx");
    let format = format!("xlsx={}", file.display());
    let arguments = ["--lang", language.word, "audit", "tests/audit/register", "--policy", "tests/audit/policies"];
    let day = ["--fiscal-year", "2025", "--today", "2025-12-01", "--format", &format];
    let (status, _, said) = sekisho(&[&arguments[..], &day].concat());
    assert_eq!((status, said.as_str()), (1, ""));
    sheets(&std::fs::read(file).expect("written"))
}

#[test]
fn the_overview_of_an_audit_has_its_tables_one_below_the_other() {
    let overview = audited("overview", &JAPANESE).remove(0);
    assert_eq!(overview.setting, JAPANESE.printed("1"));
    assert_eq!(widths(&overview), [40.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0]);
    let headings = [
        "契約等の数",
        "期限までの記録なし",
        "記録なし・不備",
        "判断不可",
        "期限前",
        "承認により免除",
        "記録あり",
        "対象外",
    ];
    let head = |first| [&[first], &headings[..]].concat();
    let lines = [
        (1, "令和7年度 個人情報を取り扱う委託等の実施記録の確認結果（令和7年12月1日現在）"),
        (2, "× 期限までの記録なし  欠 記録なし・不備  ？ 判断不可  △ 期限前  免 承認により免除  ○ 記録あり  － 対象外"),
        (3, ""),
        (11, ""),
        (12, "年度中に実施していた契約等（委託・外部結合・電算処理の別紙）：7件"),
        (13, "　業務委託：4件"),
        (14, "　再委託：2件"),
        (15, "　外部結合：1件"),
        (16, "契約の段数：最大2段"),
        (17, "事業者：3者"),
        (18, "事業者の名称が書かれていない契約等：1件"),
        (19, "年度中に実施していなかった契約等：1件"),
        (20, "委託契約：4件"),
        (21, "　個人情報の取扱い：あり0件、なし0件、不明4件"),
        (22, "　再委託：あり2件、なし0件、不明2件"),
        (23, "　再々委託以下のあるもの：0件"),
        (24, "2段目の再委託：2件（1者）"),
        (25, "再委託の承諾の記録：あり1件、なし1件、判断不可0件"),
        (26, "未了のある契約等：6件、未了はないが判断できない記録のある契約等：0件"),
        (27, "基準：trial-register 1"),
        (28, ""),
        (34, ""),
    ];
    for (row, line) in lines {
        let shown = overview.text(&format!("A{row}"));
        // A pack of one's own is told with its digest.
        let shown = if row == 27 { shown.split('（').next().unwrap_or_default() } else { shown };
        assert_eq!(shown, line, "row {row}");
    }
    assert_eq!(overview.row(4), head("区分"));
    assert_eq!(overview.row(5), ["調査", "6", "0", "1", "0", "8", "0", "3", "0"]);
    assert_eq!(overview.text("A10"), "全体");
    assert_eq!(overview.row(29), head("担当課"));
    assert_eq!(overview.row(30)[..2], ["（記載なし）", "1"]);
    assert_eq!(overview.row(33)[..2], ["税務課", "3"]);
    JAPANESE.has_look(&overview, &["A1"], TITLE);
    JAPANESE.has_look(&overview, &["A2", "A12", "A27"], PLAIN);
    JAPANESE.has_look(&overview, &["A4", "I4", "A29", "I29"], HEADING);
    JAPANESE.has_look(&overview, &["A5", "A10", "A30", "A33"], WRAPPED);
    JAPANESE.has_look(&overview, &["B5", "I5", "B10", "I33"], COUNT);
    // The longest heading takes three lines of eight digits.
    assert_eq!(overview.heights.into_iter().collect::<Vec<_>>(), [(4, 56.25), (29, 56.25)]);
}

#[test]
fn the_tables_of_an_audit_look_alike_in_both_languages() {
    let japanese = ["総括", "契約別", "未了一覧", "委託先別", "指摘", "出典"];
    let english = ["Overview", "Parts", "Open", "Contractors", "Findings", "Sources"];
    for (language, names) in [(&JAPANESE, japanese), (&ENGLISH, english)] {
        let sheets = audited(language.word, language);
        assert_eq!(sheets.iter().map(|sheet| &*sheet.name).collect::<Vec<_>>(), names);
        let filters = ["A1:Z8", "A1:K8", "A1:K4", "A1:F4", "A1:L32"];
        for (sheet, filter) in sheets[1..].iter().zip(filters) {
            let mut setting = vec!["frozen 0 columns, 1 rows".to_owned(), format!("filter {filter}")];
            setting.extend(language.printed("1"));
            setting.push(format!("on every page {}!$1:$1", sheet.name));
            assert_eq!(sheet.setting, setting);
            let first_row: Vec<String> = (0..sheet.columns.len()).map(|at| format!("{}1", letters(at))).collect();
            language.has_look(sheet, &first_row.iter().map(String::as_str).collect::<Vec<_>>(), HEADING);
        }
        let [_, parts, open, contractors, findings, duties] = &sheets[..] else { panic!("{names:?}") };
        let narrow = |wide: &[f64], many: usize| [wide, &vec![8.0; many]].concat();
        assert_eq!(widths(parts), narrow(&[16.0, 26.0, 8.0, 8.0, 14.0, 20.0, 15.0, 15.0], 18));
        assert_eq!(widths(open), [16.0, 8.0, 14.0, 20.0, 28.0, 8.0, 12.0, 15.0, 15.0, 34.0, 34.0]);
        assert_eq!(widths(contractors), narrow(&[34.0, 16.0, 34.0], 8));
        assert_eq!(widths(findings), [34.0, 8.0, 8.0, 60.0, 50.0, 32.0]);
        assert_eq!(widths(duties), [16.0, 8.0, 14.0, 20.0, 10.0, 36.0, 10.0, 15.0, 15.0, 20.0, 30.0, 60.0]);
        let day = format!("11 in thin FFBFBFBF top as {}", language.day);
        language.has_look(parts, &["A2", "B2", "F2"], WRAPPED);
        language.has_look(parts, &["G2", "H2"], &day);
        language.has_look(parts, &["M2", "O2", "S2", "P3"], MARK);
        // Overdue, and a record that lacks something.
        language.has_look(parts, &["P2", "P4", "M5", "Q6"], ALARM);
        language.has_look(parts, &["I2", "T2", "Z8"], COUNT);
        language.has_look(open, &["A2", "J2", "K2"], WRAPPED);
        language.has_look(open, &["H2", "I2"], &day);
        language.has_look(contractors, &["D2", "K4"], COUNT);
        language.has_look(findings, &["B2"], COUNT);
        language.has_look(findings, &["A2", "F3"], WRAPPED);
        language.has_look(duties, &["A2", "I2", "L32"], LINE);
        language.has_look(duties, &["H2"], &day);
        // 1 April 2025 to 31 March 2026.
        assert_eq!([parts.text("G2"), parts.text("H2")], ["45748", "46112"]);
        // A long table keeps its rows on one line.
        assert!(duties.heights.is_empty());
    }
    let open = audited("open", &JAPANESE).remove(2);
    assert_eq!(open.heights.into_iter().collect::<Vec<_>>(), (2..=8).map(|row| (row, 37.5)).collect::<Vec<_>>());
}
