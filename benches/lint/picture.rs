//! One flow of sixty steps as a picture: the scene, its layout, and its SVG.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use sekisho::diagram;
use sekisho::source::{Document, Limits, SourceFile};
use sekisho::words::Lang;

use crate::{material, spread};

/// Steps of the flow.
const STEPS: usize = 60;

/// Prints the time that a picture takes.
pub(crate) fn measure(runs: usize) {
    let session = material::session();
    let limits = Limits::default();
    let source = SourceFile::decode("flow.yaml".to_owned(), filing().into_bytes(), &limits).expect("text");
    let document = Document::parse(&source, &limits).document.expect("YAML");
    let ready = session.ready(&document, &mut Vec::new()).expect("policy").expect("filing");
    let mut times = Vec::new();
    let mut pages = 0;
    for _ in 0..runs {
        let began = Instant::now();
        let scene = diagram::scene(&ready.filing, &ready.custody, &ready.policy, &[], 0, Lang::Ja);
        let drawing = diagram::layout(&scene, diagram::LayoutOptions::default()).expect("drawn");
        pages = drawing.pages.len();
        black_box(diagram::stacked(&[drawing]));
        times.push(began.elapsed().as_secs_f64());
    }
    let (time, low, high) = spread(times);
    let millis = |seconds: f64| seconds * 1e3;
    println!(
        "\npicture of {STEPS} steps as SVG, {pages} pages: {:.1} ms ({:.1}-{:.1})",
        millis(time),
        millis(low),
        millis(high)
    );
}

/// Four parties that extract, hand over, take in, work on and return in turns.
fn filing() -> String {
    let mut yaml = "sekisho: filing/v1\nid: long\ntitle: 長い流れ\njurisdiction: shinjuku\nsubmitted: 2026-02-01\n\
        actors:\n  city: { role: principal, name: 見本区 }\n  press: { role: contractor, name: 株式会社みほん印刷 }\n\
        \x20 entry: { role: subcontractor, name: みほん入力株式会社 }\n  people: { role: subject, name: 対象者 }\n\
        data:\n  roster: { name: 対象者名簿, items: [氏名, 住所] }\n\
        stores:\n  a: { actor: city, kind: pc, name: 所管課のパソコン }\n  b: { actor: press, kind: pc, name: 作業用パソコン }\n\
        \x20 c: { actor: entry, kind: server, name: 入力用サーバ }\nflows:\n  - id: long\n    steps:\n"
        .to_owned();
    let turns = [
        "title: 対象者名簿の抽出, action: extract, actor: city, from: a, onto: cd-r",
        "title: 対象者名簿を格納した媒体の手渡し, action: hand-over, actor: city, to: press, medium: cd-r, encrypted: true, \
         transport: { by: hand, container: locked-bag, ledger: true }",
        "title: 作業用パソコンへの取込み, action: import, actor: press, medium: cd-r, into: b",
        "title: 入力するデータの送信, action: send, actor: press, to: entry, from: b, into: c, line: { kind: vpn, encrypted: true }",
        "title: 宛名の加工, action: process, actor: entry",
        "title: 通知の郵送, action: mail, actor: entry, to: people, medium: paper",
    ];
    for step in 0..STEPS {
        let _ = writeln!(yaml, "      - {{ id: {}, data: [roster], {} }}", step + 1, turns[step % turns.len()]);
    }
    yaml
}
