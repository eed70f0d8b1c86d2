//! What an id names is explained, whatever it is: who asks for it, what it says, on which forms it stands, and since when.

use crate::common::{root, sekisho};

/// Explains an id by the packs of the examples: status, output, errors.
fn explain(lang: &str, id: &str) -> (u8, String, String) {
    let packs = root().join("examples/policies").display().to_string();
    sekisho(&["--lang", lang, "explain", "--policy", &packs, "--pack", "shiosai", id])
}

/// What is told of an id that is known.
fn told(lang: &str, id: &str) -> String {
    let (status, told, said) = explain(lang, id);
    assert_eq!((status, said.as_str()), (0, ""), "{id}");
    told
}

#[test]
fn a_measure_tells_where_it_stands_and_who_asks_for_it() {
    let expected = "\
# 作業と保管の場所

`leave-place`

対策の文（measures）には `means: [leave-place]`、特記事項の条項（clauses）には `[leave-place]` と書きます。

様式の中の位置

| 様式 | 行・項 | 答える欄 | 適用期間 |
|---|---|---|---|
| 委託の確認表 `shiosai-outsourcing-2026` | 再委託承諾申請書6 (leave-6) | 委託先 | 2026-04-01.. |

この対策・条項を求める規則

| 規則 | 最も重い指摘 |
|---|---|
| 再委託承諾申請書の八つの記載事項 `shiosai-leave-eight-items` | 要対応 |
";
    assert_eq!(told("ja", "leave-place"), expected);
}

#[test]
fn a_clause_tells_what_it_says_in_bulk_and_which_rules_ask_that() {
    let page = told("en", "clause-erase-own-computers");
    // What it promises, the clause of the city's form, a rule that names it, and one that asks what it promises.
    for line in [
        "- end (return, erasure, destruction) of some holding: deleted",
        "| special clauses of 2026 `shiosai-2026` | item 6 |  | 2026-04-01.. |",
        "`act-contract-items` | warning |",
        "`node-terminal-erasure-report` | error |",
    ] {
        assert!(page.contains(line), "{line} is not in {page}");
    }
    let (asked, counts) = page.split_once("Rules that ask about these facts").expect("both");
    assert!(asked.contains("act-contract-items") && !counts.contains("act-contract-items"), "{page}");
}

#[test]
fn a_row_or_clause_of_a_form_is_explained_by_what_it_means() {
    for id in ["leave-6", "shiosai-outsourcing-2026/leave-6"] {
        let page = told("en", id);
        assert!(
            page.starts_with("# request for leave to sub-contract 6\n\n`shiosai-outsourcing-2026/leave-6`\n"),
            "{page}"
        );
        for line in [
            "- Form: checklist of outsourcing",
            "- Column: contractor",
            "- In force: 2026-04-01..",
            "`leave-place`",
            "`shiosai-leave-eight-items`",
        ] {
            assert!(page.contains(line), "{line} is not in {page}");
        }
    }
    let page = told("en", "shiosai-2026/4");
    assert!(page.starts_with("# special clauses of 2026 item 4\n") && page.contains("`clause-training`"), "{page}");
    assert_eq!(explain("en", "shiosai-2026/9").0, 2);
}

#[test]
fn a_law_and_its_provisions_tell_their_days_and_what_rests_on_them() {
    for id in ["番号法19条6号", "番号法第１９条第６号", "my-number-act 19条6号"] {
        let page = told("en", id);
        for line in [
            "- Read up to: 2026-02-28",
            "| 第19条第6号 | 2015-10-05..2015-12-27 | provision under the resident register |",
            "| 第19条第6号 | 2025-06-30.. | provision to those entrusted |",
            "`my-number-provision-limited` | warning |",
        ] {
            assert!(page.contains(line), "{id}: {line} is not in {page}");
        }
        assert!(!page.contains("第19条第7号"), "{page}");
    }
    let page = told("en", "番号法99条");
    assert!(page.contains("No text of this provision was read."), "{page}");
    let whole = told("ja", "マイナンバー法");
    assert!(whole.contains("| 第10条 | 2016-01-01.. | 再委託 |") && whole == told("ja", "my-number-act"), "{whole}");
}

#[test]
fn sources_records_and_findings_of_the_program_are_explained() {
    let page = told("en", "outline");
    for line in [
        "the city's outline on outsourcing",
        "`shiosai-disposal-attended` | warning |",
        "`shiosai-certificate-six-items`",
    ] {
        assert!(page.contains(line), "{line} is not in {page}");
    }
    assert!(
        told("en", "shiosai-certificate-six-items").contains("- Sources: the city's outline on outsourcing (made up)")
    );
    assert!(told("en", "flow-break").contains("`flow-break`"));
    assert!(told("en", "shiosai-2026").contains("| 4 | "));
}

#[test]
fn the_nearest_id_of_any_kind_is_suggested() {
    for (wrong, meant) in [
        ("leave-plac", "leave-place"),
        ("clause-no-copi", "clause-no-copy"),
        ("shiosai-2062", "shiosai-2026"),
        ("outlin", "outline"),
        ("my-number-akt", "my-number-act"),
        ("evidence-handler-lst", "evidence-handler-list"),
        ("flow-brek", "flow-break"),
    ] {
        let (status, told, said) = explain("en", wrong);
        assert!(
            status == 2 && told.is_empty() && said.contains(&format!("did you mean `{meant}`?")),
            "{wrong}: {said}"
        );
    }
    let (status, _, said) = explain("en", "nothing-of-the-kind");
    assert!(status == 2 && said.contains("there is no rule, record, measure"), "{said}");
}

/// All packs that are built in say the same of a law: once is enough.
#[test]
fn what_several_packs_say_alike_is_told_once() {
    let packs = root().join("examples/policies").display().to_string();
    let (status, told, _) = sekisho(&["--lang", "en", "explain", "--policy", &packs, "clause-damages"]);
    let heads = told.lines().filter(|line| line.starts_with("# ")).count();
    assert!(status == 0 && heads == 3, "one for each body, whose forms differ: {told}");
    let (_, told, _) = sekisho(&["--lang", "en", "explain", "--policy", &packs, "flow-break"]);
    assert_eq!(told.matches("`flow-break`").count(), 1, "{told}");
}
