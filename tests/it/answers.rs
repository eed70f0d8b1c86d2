//! What a page answers first, held against what the papers say.

use sekisho::html;
use sekisho::words::Lang;

use crate::common::{root, session_in};

/// The questions and answers of a page, without markup; lines of an answer are parted by `｜`.
fn asked(name: &str, lang: Lang) -> Vec<(String, String)> {
    let bytes = std::fs::read(root().join(format!("examples/shinjuku/{name}.filing.yaml")));
    let (judged, ready) = session_in(lang).examine(name, bytes).expect("judged");
    let page = html::filing(&judged, ready.as_ref().map(|(ready, _)| ready), lang).expect("a page");
    let section = page.split("<section id=\"answers\"").nth(1).and_then(|rest| rest.split("</section>").next());
    let rows = section.expect("answers").split("<tr").skip(1).map(|row| {
        let cell = |open: &str, close: &str| {
            let text = row.split(open).nth(1).and_then(|rest| rest.split(close).next()).expect("a cell");
            text.replace("<br>", "｜")
        };
        (cell("<th scope=\"row\">", "</th>"), cell("<td>", "</td>"))
    });
    rows.collect()
}

fn answer(all: &[(String, String)], question: &str) -> Vec<String> {
    all.iter().filter(|(asked, _)| asked == question).map(|(_, answer)| answer.clone()).collect()
}

#[test]
fn a_page_answers_what_a_council_asks_first() {
    let all = asked("003", Lang::Ja);
    let of = |question: &str| answer(&all, question);
    assert_eq!(
        of("誰の情報か"),
        [
            "40歳以上74歳以下の国民健康保険加入者で特定健康診査を受診した者のうち、特定保健指導及び非肥満保健指導等の対象となった者"
        ]
    );
    let counts = of("何人分か").concat();
    assert!(
        counts.starts_with("特定保健指導積極的対象者：613件（見込数【封入封緘業務量】(令和2年度実績)）｜"),
        "{counts}"
    );
    assert!(counts.ends_with("｜合計：4413"), "{counts}");
    assert_eq!(of("何のためか"), ["生活習慣病の発症や重症化を予防する。"]);
    assert_eq!(
        of("根拠・これまでの決定"),
        ["条例第14条第1項（業務委託）｜平成25年度第3回 情報公開・個人情報保護審議会：了承"]
    );
    assert!(of("今回変わること").concat().ends_with("手順6「①及び②に印字」"));
    assert_eq!(of("相手方"), ["新宿区から委託先へ｜選定の方法：見積り競争又は入札"]);
    assert!(
        of("渡す項目")
            .concat()
            .starts_with("委託先に提供する項目：住所、氏名、生年月日、性別、年度末年齢、個人番号(住民番号)、")
    );
    assert_eq!(of("記録媒体"), ["紙、DVD-R等"]);
    assert_eq!(of("期間"), ["令和4年4月1日～令和5年3月31日｜次年度以降も行う。"]);
    // The form of 2022 has no field for it, and no sentence speaks of it.
    assert_eq!(of("再委託"), ["記載なし"]);
}

#[test]
fn each_part_has_its_own_answers_and_decisions_name_their_part() {
    let all = asked("000", Lang::Ja);
    let of = |question: &str| answer(&all, question);
    assert_eq!(of("何人分か"), ["婦人科系健康診断：区長部局：900名｜婦人科系健康診断：教育委員会：210名"]);
    assert!(of("根拠・これまでの決定").concat().contains("令和２年度第７回 情報保護・個人情報保護審議会：了承（"));
    let parties = of("相手方");
    assert_eq!(parties.len(), 2);
    assert!(parties[0].starts_with("新宿区から医療法人社団 こころとからだの元氣プラザへ"), "{parties:?}");
    assert!(parties[1].starts_with("医療法人社団 こころとからだの元氣プラザから共同印刷株式会社へ"), "{parties:?}");
    assert!(of("再委託")[0].contains("共同印刷株式会社"));
    assert!(of("相手方に行わせる対策")[0].contains("22項目"), "{:?}", of("相手方に行わせる対策"));
}

#[test]
fn answers_are_given_in_the_language_of_the_page() {
    let all = asked("003", Lang::En);
    assert_eq!(answer(&all, "Sub-contracting"), ["not stated"]);
    assert_eq!(answer(&all, "Media"), ["paper, DVD-R and the like"]);
}
