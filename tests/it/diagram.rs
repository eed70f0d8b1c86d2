//! Pictures: what must hold of every drawing, over the examples and over flows made at random.

use std::fmt::Write as _;

use proptest::prelude::*;
use sekisho::check;
use sekisho::diagram::{self, Drawing, LayoutOptions, Paper};
use sekisho::finding::Finding;
use sekisho::session::{Ready, Session};
use sekisho::words::Lang;

use crate::common::{below, document, root, session, text};
use crate::faults::faults;

/// A filing with what was found in it.
fn ready(session: &Session, name: &str, yaml: &str) -> (Ready, Vec<Finding>) {
    let mut findings = Vec::new();
    let ready = session.ready(&document(name, yaml), &mut findings).expect("policy").expect("filing");
    findings.extend(check::run(session.speaker_of(&ready.policy), &ready.world(), ready.day).findings);
    (ready, findings)
}

pub(crate) fn draw(
    ready: &Ready,
    findings: &[Finding],
    flow: usize,
    lang: Lang,
    marked: bool,
    options: LayoutOptions,
) -> Drawing {
    let mut scene = diagram::scene(&ready.filing, &ready.custody, &ready.policy, findings, flow, lang);
    if marked {
        diagram::remark(&mut scene, &ready.filing, &ready.custody, findings);
    }
    diagram::layout(&scene, options).unwrap_or_else(|error| panic!("{}: {error}", scene.flow))
}

pub(crate) fn every_example(mut look: impl FnMut(&str, &Ready, &[Finding], usize)) {
    let session = session();
    for path in below(&root().join("examples"), ".filing.yaml") {
        let name = path.file_name().expect("named").to_string_lossy().replace(".filing.yaml", "");
        let yaml = std::fs::read_to_string(&path).expect("readable");
        let (ready, findings) = ready(&session, &name, &yaml);
        for flow in 0..ready.filing.flows.len() {
            look(&name, &ready, &findings, flow);
        }
    }
}

#[test]
fn every_flow_of_the_examples_is_drawn_without_fault() {
    every_example(|name, ready, findings, flow| {
        for lang in [Lang::Ja, Lang::En] {
            for paper in [Paper::A4, Paper::Trim] {
                for marked in [false, true] {
                    let options = LayoutOptions { paper, auto_lanes: false };
                    let drawing = draw(ready, findings, flow, lang, marked, options);
                    let id = &drawing.scene.flow;
                    assert_eq!(faults(&drawing), Vec::new(), "{name} {id} {lang:?} {paper:?} {marked}");
                    let pages = (0..drawing.pages.len()).map(|at| diagram::page(&drawing, at)).collect::<String>();
                    one_group_for_each_step(&drawing, &pages);
                    is_described(&drawing, &pages);
                }
            }
        }
    });
}

/// Hops of the model are hops of the picture, or steps that carry something out of a lane and back into it.
#[test]
fn no_hop_of_the_model_is_lost() {
    every_example(|name, ready, findings, flow| {
        let drawing = draw(ready, findings, flow, Lang::Ja, false, LayoutOptions::default());
        let scene = &drawing.scene;
        for hop in ready.custody.handovers.iter().filter(|hop| hop.step.flow as usize == flow) {
            let id = &ready.filing.step(hop.step).id;
            let within = hop.from.copied() == hop.to.copied();
            let drawn = scene.hops().filter(|drawn| drawn.act.id == *id).count();
            assert_eq!(drawn, usize::from(!within), "{name} {} {id}", scene.flow);
        }
        let placed: usize = drawing.pages.iter().map(|page| page.hops.len()).sum();
        assert_eq!(placed, scene.hops().count(), "{name}");
    });
}

/// What a drawing writes beside a store is listed where the flow takes from it or puts into it, for whoever has the store.
#[test]
fn measures_of_a_store_are_listed_where_a_flow_uses_it() {
    let filing = "\
sekisho: filing/v1
id: a
jurisdiction: shinjuku
actors:
  city: { role: principal, name: City }
  press: { role: contractor, name: Press }
data:
  roster: { name: Roster, items: [氏名] }
stores:
  pc: { actor: city, name: PC, measures: [checklist-locked-bag] }
flows:
  - id: beside
    steps:
      - { id: 1, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster] }
  - id: out
    steps:
      - { id: 1, action: extract, actor: city, from: pc, onto: cd-r, data: [roster] }
      - { id: 2, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster] }
  - id: in
    steps:
      - { id: 1, action: return, actor: press, to: city, medium: cd-r, data: [roster] }
      - { id: 2, action: import, actor: city, medium: cd-r, into: pc, data: [roster] }
";
    let (ready, findings) = ready(&session(), "a", filing);
    let listed = |flow: usize| -> Vec<(String, usize)> {
        let drawing = draw(&ready, &findings, flow, Lang::En, false, LayoutOptions::default());
        drawing.scene.safeguards.iter().map(|panel| (panel.title.clone(), panel.names.len())).collect()
    };
    let of_city = vec![("Measures (principal)".to_owned(), 1)];
    assert_eq!([0, 1, 2].map(listed), [vec![], of_city.clone(), of_city]);
}

#[test]
fn marks_and_findings_move_nothing() {
    every_example(|name, ready, findings, flow| {
        let plain = draw(ready, findings, flow, Lang::Ja, false, LayoutOptions::default());
        let marked = draw(ready, findings, flow, Lang::Ja, true, LayoutOptions::default());
        assert_eq!(plain.points, marked.points, "{name}");
        for (one, other) in plain.pages.iter().zip(&marked.pages) {
            let rooms = |page: &diagram::layout::DrawnPage| page.rooms.iter().map(|room| room.rect).collect::<Vec<_>>();
            let hops = |page: &diagram::layout::DrawnPage| {
                page.hops.iter().map(|hop| (hop.points.clone(), hop.label)).collect::<Vec<_>>()
            };
            assert_eq!(rooms(one), rooms(other), "{name}");
            assert_eq!(hops(one), hops(other), "{name}");
        }
    });
}

#[test]
fn every_remark_is_marked_in_the_picture() {
    every_example(|name, ready, findings, flow| {
        let drawing = draw(ready, findings, flow, Lang::Ja, true, LayoutOptions::default());
        for remark in &drawing.scene.remarks {
            let marks = drawing.pages.iter().flat_map(|page| &page.marks);
            let count = marks.filter(|mark| mark.number == remark.number).count();
            assert!(count >= 2, "{name} {} {:?}: once in the picture, once in the list", drawing.scene.flow, remark.at);
        }
    });
}

#[test]
fn the_same_filing_gives_the_same_bytes() {
    every_example(|name, ready, findings, flow| {
        let svg = || diagram::page(&draw(ready, findings, flow, Lang::Ja, true, LayoutOptions::default()), 0);
        assert_eq!(svg(), svg(), "{name}");
    });
}

/// `docs/gallery` is what `docs/gallery/README.md` says how to make.
#[test]
fn the_gallery_is_fresh() {
    let gallery = root().join("docs/gallery");
    let mut drawn = std::collections::BTreeMap::new();
    every_example(|name, ready, findings, flow| {
        if !name.starts_with("00") {
            return;
        }
        let drawing = draw(ready, findings, flow, Lang::Ja, false, LayoutOptions::default());
        for page in 0..drawing.pages.len() {
            let mut file = name.to_owned();
            if ready.filing.flows.len() > 1 {
                file = format!("{file}-{}", drawing.scene.flow);
            }
            if drawing.pages.len() > 1 {
                file = format!("{file}-{}", page + 1);
            }
            drawn.insert(format!("{file}.svg"), diagram::page(&drawing, page));
        }
    });
    let there = below(&gallery, ".svg");
    let there: Vec<String> =
        there.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(there, drawn.keys().cloned().collect::<Vec<_>>());
    let index = text("docs/gallery/README.md");
    for (file, svg) in &drawn {
        assert!(
            text(&format!("docs/gallery/{file}")) == *svg,
            "docs/gallery/{file} is stale: its README.md says how to draw it anew"
        );
        assert!(index.contains(file.as_str()), "docs/gallery/README.md does not show {file}");
    }
    assert!(text("README.md").contains("docs/gallery/000.svg"));
    assert!(text("README.en.md").contains("docs/gallery/000.svg"));
}

#[test]
fn mermaid_holds_every_step_and_keeps_its_fences() {
    every_example(|name, ready, findings, flow| {
        let scene = diagram::scene(&ready.filing, &ready.custody, &ready.policy, findings, flow, Lang::Ja);
        let page = diagram::mermaid(&scene);
        assert_eq!(page.lines().filter(|line| line.starts_with("```")).count(), 2, "{name}");
        for act in scene.acts() {
            assert!(page.contains(&format!("({}) ", act.id)), "{name} {} in the chart", act.id);
            assert!(page.contains(&format!("| {} | ", act.id)), "{name} {} in the table", act.id);
        }
        for line in page.lines().filter(|line| line.contains("[\"") || line.contains("|\"")) {
            assert_eq!(line.matches('"').count() % 2, 0, "{name} {line}");
        }
    });
}

/// What the two languages call things is in the locales; a key that is missing shows itself.
#[test]
fn every_word_of_the_pictures_is_in_the_locales() {
    let known = text("locales/messages.yaml");
    for path in below(&root().join("src/diagram"), ".rs") {
        let source = std::fs::read_to_string(&path).expect("readable");
        let mut rest = source.as_str();
        while let Some(at) = rest.find("say(\"") {
            rest = &rest[at + 5..];
            let key = rest.split('"').next().unwrap_or_default();
            assert!(known.contains(&format!("\"diagram.{key}\"")), "{}: {key}", path.display());
        }
    }
    every_example(|_, ready, findings, flow| {
        for lang in [Lang::Ja, Lang::En] {
            let drawing = draw(ready, findings, flow, lang, true, LayoutOptions::default());
            assert!(!diagram::stacked(&[drawing]).contains("diagram."));
        }
    });
}

fn one_group_for_each_step(drawing: &Drawing, svg: &str) {
    for act in drawing.scene.acts() {
        let count = svg.matches(&format!("data-step=\"{}\"", act.id)).count();
        assert_eq!(count, 1, "{} step {}", drawing.scene.flow, act.id);
    }
}

fn is_described(drawing: &Drawing, svg: &str) {
    let inside = |from: &str, to: &str| {
        let (_, rest) = svg.split_once(from).expect("opened");
        rest.split_once(to).expect("closed").0.to_owned()
    };
    assert!(!inside("<title id=\"title\">", "</title>").is_empty());
    let description = inside("<desc id=\"desc\">", "</desc>");
    for act in drawing.scene.acts() {
        let escaped = act.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(description.contains(&escaped.replace('\'', "&#39;")), "{}", act.text);
    }
}

#[derive(Debug, Clone)]
struct Made {
    actors: Vec<String>,
    steps: Vec<(u8, usize, usize, String, u8)>,
}

fn names() -> impl Strategy<Value = String> {
    let japanese = prop::collection::vec(
        prop::sample::select(vec![
            "対象者",
            "データ",
            "の",
            "受診票",
            "を",
            "取込み",
            "（紙）",
            "インターネット",
            "回線",
            "、",
            "通知書",
            "ＣＤ－Ｒ",
            "封入封緘",
            "①",
            "印刷",
            "し",
            "て",
            "送付",
            "する",
            "個人番号",
            "・",
        ]),
        1..24,
    );
    let latin = prop::collection::vec(
        prop::sample::select(vec![
            "data",
            "of",
            "WWWWMMMM",
            "residents",
            "https://example.jp/a?b=c&d",
            "CD-R",
            "<x>",
            "\"q\"",
            "%",
        ]),
        1..12,
    );
    prop_oneof![
        3 => japanese.prop_map(|parts| parts.concat()),
        2 => latin.prop_map(|parts| parts.join(" ")),
        1 => "[A-Za-z]{30,80}",
        1 => Just("x".to_owned()),
    ]
}

fn made() -> impl Strategy<Value = Made> {
    (2..=8_usize).prop_flat_map(|actors| {
        let step = (0..9_u8, 0..actors, 0..actors, names(), any::<u8>());
        (prop::collection::vec(names(), actors), prop::collection::vec(step, 3..=60))
            .prop_map(|(actors, steps)| Made { actors, steps })
    })
}

/// A filing with hops, hops inside a lane, fan-out, alternatives, changes and stores.
fn filing(made: &Made) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("text");
    let mut yaml =
        "sekisho: filing/v1\nid: made\ntitle: made\njurisdiction: shinjuku\nsubmitted: 2026-02-01\n".to_owned();
    let roles =
        ["principal", "contractor", "subcontractor", "subject", "counterparty", "carrier", "recipient", "platform"];
    yaml.push_str("actors:\n");
    for (at, name) in made.actors.iter().enumerate() {
        let _ = writeln!(yaml, "  a{at}: {{ role: {}, name: {} }}", roles[at % roles.len()], quoted(name));
    }
    yaml.push_str("data:\n  d0: { name: 対象者情報, items: [氏名] }\n  d1: { name: Results of the examination, items: [結果] }\nstores:\n");
    for (at, name) in made.actors.iter().enumerate() {
        let _ = writeln!(yaml, "  s{at}: {{ actor: a{at}, kind: pc, name: {} }}", quoted(name));
        let _ = writeln!(yaml, "  t{at}: {{ actor: a{at}, name: 保管庫 }}");
    }
    yaml.push_str("flows:\n  - id: made\n    steps:\n");
    for (at, (kind, from, to, title, more)) in made.steps.iter().enumerate() {
        let data = if more % 3 == 0 { "d1" } else { "d0" };
        let mut keys = vec![format!("id: {}", at + 1), format!("title: {}", quoted(title)), format!("data: [{data}]")];
        keys.extend(match kind {
            0 | 1 => vec!["action: hand-over".to_owned(), format!("to: a{to}"), "medium: cd-r".to_owned(),
                "transport: { by: hand, container: locked-bag, ledger: true, persons: 2 }".to_owned()],
            2 => vec!["action: send".to_owned(), format!("to: a{to}"), format!("from: s{from}"), format!("into: s{to}"),
                "line: { kind: internet, encrypted: true }".to_owned()],
            3 => vec!["action: notify".to_owned(), format!("to: a{to}"),
                "ways: [{ medium: voice, line: { kind: telephone } }, { medium: network, line: { kind: internet } }, { medium: paper }]".to_owned()],
            4 => vec!["action: copy".to_owned(), format!("from: s{from}"), format!("into: t{from}")],
            5 => vec!["action: process".to_owned()],
            6 => vec!["action: print".to_owned(), format!("from: s{from}"), "onto: paper".to_owned()],
            7 => vec!["action: delete".to_owned(), format!("from: s{from}"), "report: { to: [a0] }".to_owned()],
            _ => vec!["action: import".to_owned(), format!("into: s{from}")],
        });
        if more % 11 != 0 {
            keys.push(format!("actor: a{from}"));
        }
        if more % 5 == 0 {
            keys.push("changed: true".to_owned());
        }
        if more % 7 == 0 {
            keys.push("optional: true".to_owned());
        }
        let _ = writeln!(yaml, "      - {{ {} }}", keys.join(", "));
    }
    yaml
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn flows_made_at_random_are_drawn_without_fault(made in made(), trim in 0..4_u8, auto_lanes: bool, marked: bool) {
        thread_local!(static SESSION: Session = session());
        let yaml = filing(&made);
        let (ready, findings) = SESSION.with(|session| ready(session, "made", &yaml));
        let paper = if trim == 0 { Paper::Trim } else { Paper::A4 };
        let drawing = draw(&ready, &findings, 0, Lang::Ja, marked, LayoutOptions { paper, auto_lanes });
        prop_assert_eq!(faults(&drawing), Vec::new());
        let placed: usize = drawing.pages.iter().map(|page| page.hops.len()).sum();
        prop_assert_eq!(placed, drawing.scene.hops().count());
        let pages: Vec<String> = (0..drawing.pages.len()).map(|at| diagram::page(&drawing, at)).collect();
        #[cfg(feature = "raster")]
        for page in &pages {
            prop_assert_eq!(crate::pictures::set_with_the_face(page), Vec::<String>::new());
        }
        let svg = pages.concat();
        one_group_for_each_step(&drawing, &svg);
        is_described(&drawing, &svg);
    }
}

#[test]
fn a_flow_too_large_to_draw_is_refused() {
    let made = |actors: usize, steps: usize| Made {
        actors: (0..actors).map(|at| at.to_string()).collect(),
        steps: (0..steps).map(|at| (5, at % actors, 0, "x".to_owned(), 1)).collect(),
    };
    let session = session();
    let lay = |made: &Made| {
        let (ready, _) = ready(&session, "made", &filing(made));
        let scene = diagram::scene(&ready.filing, &ready.custody, &ready.policy, &[], 0, Lang::Ja);
        diagram::layout(&scene, LayoutOptions::default()).map(|drawing| drawing.pages.len())
    };
    assert_eq!(lay(&made(13, 26)), Err(diagram::LayoutError::TooManyLanes(13)));
    assert_eq!(lay(&made(2, 1_001)), Err(diagram::LayoutError::TooManySteps(1_001)));
    assert!(lay(&made(12, 1_000)).is_ok_and(|pages| pages > 1));
}
