//! What the layout promises: lanes that change places take along all that is theirs, pages say that they go on and show
//! it, nothing that was said is left out, and no more is divided than must be.

use proptest::prelude::*;
use sekisho::diagram::icons::Icon;
use sekisho::diagram::layout::{Anchor, DrawnPage, Rect, TextRun, Token};
use sekisho::diagram::scene::{Detail, Lane, MarkTarget, Remark, Storage};
use sekisho::diagram::{self, Act, Drawing, Element, HopArrow, LayoutOptions, Paper, Room, Scene, Terminal};
use sekisho::filing::ActorId;
use sekisho::flow::Place;
use sekisho::words::Lang;

use crate::faults::faults;

/// Two lengths that differ by less are the same.
const HAIR: f64 = 0.02;
/// Margin of a page, in units of a picture.
const MARGIN: f64 = 80.0;

fn act(id: usize, text: &str) -> Act {
    let (text, sentence) = (text.to_owned(), String::new());
    Act { id: id.to_string(), text, details: Vec::new(), changed: false, optional: false, sentence }
}

fn hop(id: usize, from: usize, to: usize) -> Element {
    Element::HopArrow(HopArrow { from, to, line: false, act: act(id, &format!("受渡し{id}")) })
}

fn room(lane: usize, acts: Vec<Act>) -> Element {
    let store = Storage { id: format!("s{lane}"), name: format!("保管庫{lane}"), icon: Icon::Store, changed: false };
    Element::Room(Room { lane, store: Some(store), acts })
}

fn scene(lanes: usize, elements: Vec<Element>) -> Scene {
    let lane =
        |at: usize| Lane { id: format!("l{at}"), role: "主体".to_owned(), name: format!("名{at}"), changed: false };
    Scene {
        lang: Lang::En,
        flow: "f".to_owned(),
        title: "流れ".to_owned(),
        notes: Vec::new(),
        lanes: (0..lanes).map(lane).collect(),
        elements,
        terminals: Vec::new(),
        safeguards: Vec::new(),
        remarks: Vec::new(),
        elsewhere: 0,
        path: None,
    }
}

fn lay(scene: &Scene, paper: Paper, auto_lanes: bool) -> Drawing {
    let drawing = diagram::layout(scene, LayoutOptions { paper, auto_lanes }).expect("laid out");
    assert_eq!(faults(&drawing), Vec::new());
    drawing
}

fn on_paper(scene: &Scene) -> Drawing {
    lay(scene, Paper::A4, false)
}

fn bottom(rect: &Rect) -> f64 {
    rect.y + rect.h
}

fn words(runs: &[TextRun]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Which hops, steps and ends each lane has, by its id.
fn belongings(scene: &Scene) -> Vec<(String, String)> {
    let id = |lane: usize| scene.lanes[lane].id.clone();
    let mut all = Vec::new();
    for element in &scene.elements {
        match element {
            Element::Room(room) => all.extend(room.acts.iter().map(|act| (id(room.lane), format!("step {}", act.id)))),
            Element::HopArrow(hop) => {
                all.push((id(hop.from), format!("gives {}", hop.act.id)));
                all.push((id(hop.to), format!("takes {}", hop.act.id)));
            }
        }
    }
    all.extend(scene.terminals.iter().map(|one| (id(one.lane), one.id.clone())));
    let lane = |remark: &Remark| match remark.at {
        MarkTarget::Lane(lane) => Some((id(lane), format!("remark {}", remark.number))),
        _ => None,
    };
    all.extend(scene.remarks.iter().filter_map(lane));
    all.sort();
    all
}

/// How far all hops go, in lanes.
fn way(scene: &Scene) -> usize {
    scene.hops().map(|hop| hop.from.abs_diff(hop.to)).sum()
}

/// The least that any order of the lanes could make of it.
fn least_way(scene: &Scene) -> usize {
    fn orders(left: &mut Vec<usize>, order: &mut Vec<usize>, each: &mut impl FnMut(&[usize])) {
        if left.is_empty() {
            each(order);
        }
        for at in 0..left.len() {
            let lane = left.remove(at);
            order.push(lane);
            orders(left, order, each);
            order.pop();
            left.insert(at, lane);
        }
    }
    let mut least = usize::MAX;
    orders(&mut (0..scene.lanes.len()).collect(), &mut Vec::new(), &mut |order| {
        let place = |lane: usize| order.iter().position(|one| *one == lane).expect("a lane");
        least = least.min(scene.hops().map(|hop| place(hop.from).abs_diff(place(hop.to))).sum());
    });
    least
}

fn terminal(lane: usize) -> Terminal {
    Terminal {
        lane,
        id: format!("end {lane}"),
        holder: ActorId::new(lane),
        rests_at: Place::Unstated,
        place: format!("所在{lane}"),
        icon: Icon::Store,
        details: Vec::new(),
    }
}

fn remark(number: usize, at: MarkTarget) -> Remark {
    Remark {
        number,
        findings: vec![number - 1],
        at,
        about: "主体".to_owned(),
        lines: vec![("見出し".to_owned(), "文".to_owned())],
    }
}

/// Lanes, hops between them, steps in them.
fn moving(lanes: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Scene> {
    lanes.prop_flat_map(|lanes| {
        prop::collection::vec((0..3_u8, 0..lanes, 0..lanes), 1..14).prop_map(move |made| {
            let element = |(at, (kind, from, to)): (usize, &(u8, usize, usize))| {
                let id = at + 1;
                if *kind == 0 || from == to { room(*from, vec![act(id, "処理")]) } else { hop(id, *from, *to) }
            };
            let mut scene = scene(lanes, made.iter().enumerate().map(element).collect());
            scene.terminals = vec![terminal(lanes - 1), terminal(0)];
            scene.remarks = vec![
                remark(1, MarkTarget::Lane(0)),
                remark(2, MarkTarget::Lane(lanes - 1)),
                remark(3, MarkTarget::Step("1".to_owned())),
            ];
            scene
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lanes_change_places_with_all_that_is_theirs(scene in moving(2..=5)) {
        let drawing = lay(&scene, Paper::Trim, true);
        prop_assert_eq!(belongings(&drawing.scene), belongings(&scene));
        prop_assert_eq!(way(&drawing.scene), least_way(&scene));
        let page = &drawing.pages[0];
        for (at, frame) in page.lanes.iter().enumerate() {
            // What is written over a lane is its own name.
            prop_assert!(words(&frame.block.runs).contains(&drawing.scene.lanes[at].name));
        }
        // Where nothing is gained the order of the filing stays.
        if way(&scene) == least_way(&scene) {
            let ids: Vec<&str> = drawing.scene.lanes.iter().map(|lane| lane.id.as_str()).collect();
            let own: Vec<&str> = scene.lanes.iter().map(|lane| lane.id.as_str()).collect();
            prop_assert_eq!(ids, own);
        }
    }

    #[test]
    fn lanes_stay_where_nobody_asks(scene in moving(2..=5)) {
        let drawing = lay(&scene, Paper::Trim, false);
        prop_assert_eq!(way(&drawing.scene), way(&scene));
    }
}

#[test]
fn lanes_that_deal_with_each_other_stand_side_by_side() {
    let crossed = scene(4, vec![hop(1, 0, 3), hop(2, 3, 0), hop(3, 1, 2), hop(4, 0, 3)]);
    let drawing = lay(&crossed, Paper::A4, true);
    assert_eq!((way(&crossed), way(&drawing.scene)), (10, 4));
    // Seven lanes may change places, eight stay.
    let apart = |lanes: usize| scene(lanes, vec![hop(1, 0, lanes - 1)]);
    assert_eq!(way(&lay(&apart(7), Paper::A4, true).scene), 1);
    assert_eq!(way(&lay(&apart(8), Paper::A4, true).scene), 7);
}

/// Hops back and forth between two lanes of four; the third has something on the first and the last page, the fourth
/// nothing.
fn long() -> Scene {
    let mut elements = vec![room(2, vec![act(1, "受付")])];
    elements.extend((2..120).map(|id| hop(id, id % 2, (id + 1) % 2)));
    elements.push(room(2, vec![act(120, "終了")]));
    let mut scene = scene(4, elements);
    scene.terminals = vec![terminal(0), terminal(2)];
    scene
}

fn number_of(page: &DrawnPage) -> Vec<&str> {
    page.texts.iter().filter(|run| run.anchor == Anchor::End).map(|run| run.text.as_str()).collect()
}

#[test]
fn pages_are_numbered_where_there_are_several() {
    let drawing = on_paper(&long());
    let count = drawing.pages.len();
    assert!(count > 2, "{count} pages");
    for (at, page) in drawing.pages.iter().enumerate() {
        let [number] = number_of(page)[..] else { panic!("{:?}", number_of(page)) };
        assert!(number.contains(&format!("{} of {count}", at + 1)), "{number}");
        assert_eq!(number.contains('→'), at + 1 < count, "{number}");
    }
    let short = on_paper(&scene(2, vec![hop(1, 0, 1)]));
    assert_eq!((short.pages.len(), number_of(&short.pages[0])), (1, Vec::new()));
}

#[test]
fn what_goes_on_in_a_lane_reaches_the_foot_of_the_page() {
    let drawing = on_paper(&long());
    let last = drawing.pages.len() - 1;
    for (at, page) in drawing.pages.iter().enumerate() {
        let lanes: Vec<usize> = [0, 1, 2].into();
        for lane in lanes {
            let middle = page.lanes[lane].rect.x + page.lanes[lane].rect.w / 2.0;
            let own = || page.spines.iter().filter(|spine| (spine.x - middle).abs() < HAIR);
            let on: Vec<_> = own().filter(|spine| spine.on).collect();
            if at == last {
                assert!(on.is_empty(), "lane {lane} ends here");
                // It comes from the page before.
                let head = bottom(&page.lanes[lane].head);
                assert!(own().any(|spine| (spine.from - head).abs() < HAIR), "lane {lane} on the last page");
            } else {
                let foot = bottom(&page.lanes[lane].rect);
                assert!(
                    matches!(on[..], [spine] if (spine.to - foot).abs() < HAIR && spine.from < spine.to),
                    "lane {lane} on page {at}"
                );
            }
        }
        let empty = page.lanes[3].rect.x + page.lanes[3].rect.w / 2.0;
        assert!(page.spines.iter().all(|spine| (spine.x - empty).abs() > HAIR), "nothing goes on where nothing is");
    }
}

#[test]
fn a_dotted_line_joins_what_follows_in_a_lane() {
    let drawing = on_paper(&scene(3, vec![room(0, vec![act(1, "一")]), hop(2, 1, 2), room(0, vec![act(3, "三")])]));
    let page = &drawing.pages[0];
    let (first, second) = (&page.rooms[0].rect, &page.rooms[1].rect);
    let own: Vec<_> = page.spines.iter().filter(|spine| (spine.x - (first.x + first.w / 2.0)).abs() < HAIR).collect();
    let [spine] = own[..] else { panic!("{own:?}") };
    assert!((spine.from - bottom(first)).abs() < HAIR && (spine.to - second.y).abs() < HAIR && !spine.on, "{spine:?}");
    // Two rooms of one lane, one directly after the other, are joined by an arrow instead.
    let drawing = on_paper(&scene(2, vec![room(0, vec![act(1, "一")]), room(0, vec![act(2, "二")])]));
    let page = &drawing.pages[0];
    assert!(page.spines.is_empty(), "{:?}", page.spines);
    let link = page.rooms[1].link.expect("an arrow");
    assert!((link.0 - bottom(&page.rooms[0].rect)).abs() < HAIR && (link.1 - page.rooms[1].rect.y).abs() < HAIR);
}

#[test]
fn the_key_shows_what_the_picture_has_and_stands_at_the_foot_of_pages() {
    let tokens = |scene: &Scene| on_paper(scene).pages[0].legend.iter().map(|one| one.token).collect::<Vec<_>>();
    let plain = scene(2, vec![Element::Room(Room { lane: 0, store: None, acts: vec![act(1, "一")] })]);
    assert_eq!(tokens(&plain), [Token::Heading, Token::Spine]);
    let mut whole = scene(2, vec![hop(1, 0, 1), hop(2, 1, 0), room(0, vec![act(3, "三")])]);
    if let Element::HopArrow(hop) = &mut whole.elements[1] {
        (hop.line, hop.act.optional, hop.act.changed) = (true, true, true);
        hop.act.details = vec![Detail::new(Icon::Shield, "暗号化"), Detail::new(Icon::Gap, "記載なし")];
    }
    whole.terminals = vec![Terminal { details: vec![Detail::new(Icon::Data, "名簿")], ..terminal(1) }];
    assert_eq!(
        tokens(&whole),
        [
            Token::Heading,
            Token::Line,
            Token::Carried,
            Token::Optional,
            Token::Dot,
            Token::Ring,
            Token::Sign(Icon::Store),
            Token::Sign(Icon::Shield),
            Token::Sign(Icon::Data),
            Token::Sign(Icon::Gap),
            Token::Change,
            Token::Spine,
        ]
    );
    let drawing = on_paper(&long());
    let margin = MARGIN / drawing.unit;
    for page in &drawing.pages {
        let lowest = page.legend.iter().map(|one| bottom(&one.rect)).fold(0.0, f64::max);
        assert!((page.paper.h - margin - lowest).abs() < 0.2, "{lowest} of {}", page.paper.h);
        let top = page.legend.iter().map(|one| one.rect.y).fold(f64::INFINITY, f64::min);
        assert!(page.lanes.iter().all(|lane| bottom(&lane.rect) < top));
    }
}

#[test]
fn a_room_is_divided_only_where_it_is_higher_than_a_page() {
    let rooms = |steps: usize| {
        let acts = (1..=steps).map(|id| act(id, "受付票を確認する")).collect();
        let drawing = on_paper(&scene(2, vec![room(0, acts)]));
        let rooms: Vec<Vec<usize>> = drawing
            .pages
            .iter()
            .flat_map(|page| &page.rooms)
            .map(|room| room.acts.iter().map(|act| act.act).collect())
            .collect();
        assert_eq!(rooms.concat(), (0..steps).collect::<Vec<_>>(), "each once, in order");
        rooms.len()
    };
    assert_eq!((rooms(1), rooms(8)), (1, 1));
    let many = rooms(120);
    assert!((3..=8).contains(&many), "{many}");
    // One that has room for its whole is not divided though another before it has filled the page.
    let mut elements: Vec<Element> = (1..60).map(|id| hop(id, id % 2, (id + 1) % 2)).collect();
    elements.push(room(0, (60..72).map(|id| act(id, "確認")).collect()));
    let drawing = on_paper(&scene(2, elements));
    assert_eq!(drawing.pages.iter().map(|page| page.rooms.len()).sum::<usize>(), 1);
}

#[test]
fn all_that_is_said_of_a_step_is_drawn() {
    let said = |count: usize, text: &str, fresh: bool| {
        let detail = |at: usize| Detail { fresh, ..Detail::new(Icon::None, format!("{text}{at:02}")) };
        let details: Vec<Detail> = (0..count).map(detail).collect();
        let mut step = act(1, "抽出");
        step.details = details.clone();
        let mut moved = step.clone();
        moved.id = "2".to_owned();
        let elements =
            vec![room(0, vec![step]), Element::HopArrow(HopArrow { from: 0, to: 1, line: false, act: moved })];
        let drawing = lay(&scene(2, elements), Paper::Trim, false);
        let page = &drawing.pages[0];
        let drawn =
            |runs: &[TextRun]| details.iter().filter(|one| runs.iter().any(|run| run.text.contains(&one.text))).count();
        let rows = |runs: &[TextRun]| {
            let mut heights: Vec<f64> = runs.iter().map(|run| run.y).collect();
            heights.sort_by(f64::total_cmp);
            heights.dedup_by(|one, other| (*one - *other).abs() < HAIR);
            heights.len()
        };
        let (inside, along) = (&page.rooms[0].acts[0].block.runs, &page.hops[0].block.runs);
        (drawn(inside), rows(inside), drawn(along), rows(along))
    };
    // Short ones go beside each other, so many have room.
    let (inside, rows, along, _) = said(60, "短", false);
    assert_eq!((inside, along), (60, 60));
    assert!(rows < 24, "{rows}");
    // Each on a line of its own, there are as many as a block may have.
    let (inside, rows, along, _) = said(20, "行", true);
    assert_eq!((inside, rows, along), (20, 21, 20));
    let (inside, rows, ..) = said(40, "行", true);
    assert_eq!((inside, rows), (23, 24));
}

#[test]
fn a_number_stands_on_its_arrow() {
    for lanes in [2, 4, 6] {
        let elements = vec![
            room(0, vec![act(1, "封入票を確認する")]),
            hop(2, 0, 1),
            room(1, vec![act(3, "照合する")]),
            hop(4, 1, 0),
            hop(5, 0, lanes - 1),
        ];
        let drawing = on_paper(&scene(lanes, elements));
        for hop in &drawing.pages[0].hops {
            let [.., tail, tip] = hop.points[..] else { panic!("{:?}", hop.points) };
            let (left, right) = (tail.0.min(tip.0), tail.0.max(tip.0));
            assert!(hop.badge.x > left - HAIR && hop.badge.x + hop.badge.w < right + HAIR, "on its line");
            assert!((hop.badge.y + hop.badge.h / 2.0 - tail.1).abs() < HAIR && tail.1 == tip.1, "level with its line");
        }
        // It leaves the room that it comes from, or the dot of its lane, and ends at a room or a ring.
        let page = &drawing.pages[0];
        let (first, last) = (&page.hops[0], &page.hops[2]);
        let (from, to) = (&page.rooms[0].rect, &page.rooms[1].rect);
        assert!(first.dot.is_none() && first.ring.is_none() && last.ring.is_some());
        let (start, end) = (first.points[0], first.points[first.points.len() - 1]);
        let leaves = (start.0 - from.x - from.w).abs() < HAIR || (start.1 - bottom(from)).abs() < HAIR;
        assert!(leaves && (end.0 - to.x).abs() < HAIR && end.1 > to.y && end.1 < bottom(to), "{start:?} {end:?}");
        let ring = last.ring.expect("a ring");
        let lane = &page.lanes[lanes - 1].rect;
        assert!((ring.x + ring.w / 2.0 - lane.x - lane.w / 2.0).abs() < HAIR);
    }
}

#[test]
fn frames_and_tags_show_what_is_changed() {
    let mut scene = scene(2, vec![room(0, vec![act(1, "一"), act(2, "二")]), hop(3, 0, 1), hop(4, 1, 0)]);
    scene.lanes[1].changed = true;
    if let Element::Room(room) = &mut scene.elements[0] {
        room.acts[1].changed = true;
        room.store.as_mut().expect("a store").changed = true;
    }
    if let Element::HopArrow(hop) = &mut scene.elements[2] {
        hop.act.changed = true;
    }
    let drawing = on_paper(&scene);
    let page = &drawing.pages[0];
    assert_eq!(page.lanes.iter().map(|lane| lane.tag.is_some()).collect::<Vec<_>>(), [false, true]);
    assert_eq!(page.rooms[0].acts.iter().map(|act| act.tag.is_some()).collect::<Vec<_>>(), [false, true]);
    assert!(page.rooms[0].tag.is_some());
    assert_eq!(page.hops.iter().map(|hop| hop.tag.is_some()).collect::<Vec<_>>(), [false, true]);
    let inside = |inner: &Rect, outer: &Rect| {
        inner.x >= outer.x - HAIR
            && inner.x + inner.w <= outer.x + outer.w + HAIR
            && inner.y >= outer.y - HAIR
            && bottom(inner) <= bottom(outer) + HAIR
    };
    assert!(inside(&page.lanes[1].tag.expect("a tag"), &page.lanes[1].head));
    assert!(inside(&page.rooms[0].acts[1].tag.expect("a tag"), &page.rooms[0].acts[1].row));
    assert!(inside(&page.rooms[0].tag.expect("a tag"), &page.rooms[0].bar.expect("a bar")));
    assert!(inside(&page.hops[1].tag.expect("a tag"), &page.hops[1].label));
    // No words lie under a tag.
    for (tag, runs) in [(page.hops[1].tag, &page.hops[1].block.runs), (page.rooms[0].tag, &page.rooms[0].name.runs)] {
        let tag = tag.expect("a tag");
        for run in runs {
            let end = run.x + run.text.chars().count() as f64;
            assert!(
                end <= tag.x + HAIR || run.y + 0.5 <= tag.y + HAIR || run.y - 0.5 >= bottom(&tag) - HAIR,
                "{}",
                run.text
            );
        }
    }
}

/// Marks stand where they belong: on the head of a lane, on the line of a hop or in its room, in the box of a terminal.
#[test]
fn marks_stand_at_what_they_are_about() {
    let mut scene = scene(3, vec![room(0, vec![act(1, "一")]), hop(2, 0, 2)]);
    scene.terminals = vec![terminal(2)];
    scene.remarks = vec![
        remark(1, MarkTarget::Lane(1)),
        remark(2, MarkTarget::Step("1".to_owned())),
        remark(3, MarkTarget::Step("2".to_owned())),
        remark(4, MarkTarget::Terminal(0)),
    ];
    let drawing = on_paper(&scene);
    let page = &drawing.pages[0];
    let mark = |number: usize| page.marks.iter().find(|mark| mark.number == number).expect("a mark").rect;
    let level = |one: &Rect, other: &Rect| (one.y + one.h / 2.0 - other.y - other.h / 2.0).abs() < HAIR;
    let head = &page.lanes[1].head;
    assert!(mark(1).x >= head.x && mark(1).x + mark(1).w <= head.x + head.w && mark(1).y < bottom(head));
    assert!(level(&mark(2), &page.rooms[0].acts[0].badge));
    assert!(level(&mark(3), &page.hops[0].badge));
    let (end, mark) = (&page.terminals[0].rect, mark(4));
    assert!(mark.x > end.x && mark.x + mark.w < end.x + end.w && mark.y > end.y && mark.y + mark.h / 2.0 < bottom(end));
}

/// Marks of one thing stand beside each other, or in the margin, and on nothing that is read.
#[test]
fn several_marks_of_one_thing_are_all_seen() {
    for at in [
        MarkTarget::Lane(1),
        MarkTarget::Step("1".to_owned()),
        MarkTarget::Step("2".to_owned()),
        MarkTarget::Terminal(0),
    ] {
        let mut scene = scene(3, vec![room(0, vec![act(1, "一")]), hop(2, 0, 2), room(2, vec![act(3, "三")])]);
        scene.terminals = vec![terminal(2)];
        scene.remarks = (1..=6).map(|number| remark(number, at.clone())).collect();
        // Laid out without fault, so no mark covers another or words.
        assert_eq!(on_paper(&scene).pages[0].marks.len(), 6);
    }
}

/// What is too long for the head of a page says by an ellipsis that it goes on.
#[test]
fn titles_and_names_are_not_cut_in_silence() {
    for (letters, title_lines, name_lines) in [(6, 1, 1), (900, 2, 5)] {
        let mut scene = scene(2, vec![hop(1, 0, 1)]);
        scene.title = "題".repeat(letters);
        scene.lanes[1].name = "名".repeat(letters);
        let drawing = on_paper(&scene);
        let page = &drawing.pages[0];
        let with = |runs: &[TextRun], letter: char| -> Vec<String> {
            runs.iter().map(|run| run.text.clone()).filter(|text| text.contains(letter)).collect()
        };
        let (title, name) = (with(&page.texts, '題'), with(&page.lanes[1].block.runs, '名'));
        assert_eq!((title.len(), name.len()), (title_lines, name_lines));
        for lines in [title, name] {
            assert_eq!(lines.last().is_some_and(|line| line.ends_with('…')), letters > 100, "{lines:?}");
        }
    }
}

/// Findings in words stand below each other, each with its number beside its first line.
#[test]
fn remarks_are_listed_line_by_line() {
    let mut scene = scene(2, (1..=60).map(|id| hop(id, id % 2, (id + 1) % 2)).collect());
    scene.title = "長い題".repeat(60);
    scene.remarks = (1..=60).map(|number| remark(number, MarkTarget::Step(number.to_string()))).collect();
    for one in &mut scene.remarks {
        one.lines = vec![("見出し".to_owned(), "説明".repeat(80))];
    }
    for paper in [Paper::A4, Paper::Trim] {
        let drawing = lay(&scene, paper, false);
        let lists: Vec<&DrawnPage> = drawing.pages.iter().filter(|page| page.lanes.is_empty()).collect();
        assert_eq!(lists.len() > 1, paper == Paper::A4, "as many pages as they fill");
        let numbers: Vec<usize> = lists.iter().flat_map(|page| page.marks.iter().map(|mark| mark.number)).collect();
        assert_eq!(numbers, (1..=60).collect::<Vec<_>>());
        for page in lists {
            let lines: Vec<Rect> = page.texts.iter().map(TextRun::rect).collect();
            for pair in lines.windows(2) {
                assert!(bottom(&pair[0]) <= pair[1].y + HAIR, "{pair:?}");
                assert!(pair[1].y - bottom(&pair[0]) < 1.5, "no line is left out: {pair:?}");
            }
            for mark in &page.marks {
                let beside = page.texts.iter().filter(|run| (run.y - mark.rect.y - mark.rect.h / 2.0).abs() < 0.2);
                let beside: Vec<f64> = beside.map(|run| run.x).collect();
                assert!(matches!(beside[..], [x] if x > mark.rect.x + mark.rect.w), "{}: {beside:?}", mark.number);
            }
        }
    }
}

#[test]
fn a_picture_for_screens_is_one_page_as_high_as_it_must_be() {
    let drawing = lay(&long(), Paper::Trim, false);
    assert_eq!(drawing.pages.len(), 1);
    let page = &drawing.pages[0];
    let lowest = page.legend.iter().map(|one| bottom(&one.rect)).fold(0.0, f64::max);
    assert!((page.paper.h - MARGIN / drawing.unit - lowest).abs() < 0.3, "{lowest} of {}", page.paper.h);
    assert!(number_of(page).is_empty());
}

#[test]
fn the_type_is_as_large_as_the_page_allows() {
    let points =
        |steps: usize| on_paper(&scene(2, (1..=steps).map(|id| hop(id, id % 2, (id + 1) % 2)).collect())).points;
    assert_eq!(points(3), 10.0);
    let sizes: Vec<f64> = [3, 20, 24, 28, 32].map(points).into();
    assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1] || pair[1] == 8.0), "{sizes:?}");
    assert!(sizes.iter().all(|size| (7.0..=10.0).contains(size)), "{sizes:?}");
}

/// Ends of copies that fill a page of their own to its foot leave the measures to the next one.
#[test]
fn measures_stay_off_a_page_that_ends_of_copies_fill() {
    use sekisho::diagram::scene::Safeguards;
    let mut shared = 0;
    for count in 20..140 {
        let mut scene = scene(2, vec![hop(1, 0, 1)]);
        let details = |at: usize| vec![Detail::new(Icon::Data, "名簿"); at % 3];
        let end = |at| Terminal { id: format!("end {at}"), details: details(at), ..terminal(at % 2) };
        scene.terminals = (0..count).map(end).collect();
        scene.safeguards = vec![Safeguards { title: "対策".to_owned(), names: vec!["施錠".to_owned()] }];
        let drawing = on_paper(&scene);
        for page in drawing.pages.iter().filter(|page| !page.panels.is_empty()) {
            shared += usize::from(!page.terminals.is_empty());
            let lowest = page.legend.iter().map(|one| bottom(&one.rect)).fold(0.0, f64::max);
            let foot = page.paper.h - MARGIN / drawing.unit;
            assert!(lowest < foot + 0.2, "{count}: the key is pushed to {lowest}, below the foot at {foot}");
        }
    }
    assert!(shared > 0, "where there is room, they stand below the ends");
}

#[test]
fn measures_go_on_where_a_page_is_full() {
    use sekisho::diagram::scene::Safeguards;
    let mut scene = long();
    let names: Vec<String> = (0..900).map(|at| format!("情報保護対策の名称{at:03}")).collect();
    scene.safeguards = vec![Safeguards { title: "対策".to_owned(), names: names.clone() }];
    let drawing = on_paper(&scene);
    let panels: Vec<_> = drawing.pages.iter().flat_map(|page| &page.panels).collect();
    let all: String = panels.iter().map(|panel| words(&panel.block.runs)).collect();
    let left_out: Vec<&String> = names.iter().filter(|name| !all.contains(name.as_str())).collect();
    assert!(left_out.is_empty(), "{left_out:?}");
    assert!(panels.len() > 1, "they take more than what the last page of steps has left");
}
