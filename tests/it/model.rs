//! What the reader makes of a filing: every key of the format reaches the model with its value, its place, and how it
//! is known.

use std::fmt::Debug;

use sekisho::filing::{self, Day, DisposalReport, Field, Filing, InputProblem, Problem};
use sekisho::source::{Limits, SourceFile, Span};
use sekisho::vocabulary::pack_words::PackWord;

use crate::common::{document, words_of};

const FULL: &str = r#"sekisho: filing/v1
id: full
title: 全部
jurisdiction: shinjuku
forum: 審議会
forum_as_written: 審議委員会
agenda: 諮問
agenda_points: [一つ目, { text: 二つ目, of: [main, net] }]
document: 資料7
submitted: 令和7年2月
basis: [{ provision: 第3条, matter: outsourcing }]
departments: [図書館課]
programme:
  { name: 事業, purpose: 目的, subjects: 登録者, summary: 概要, headcount: [{ group: 新規, count: 5200, unit: 人, approx: true, basis: 見込 }, { group: 既存 }], headcount_total: 5300, services: [貸出], single_contractor: true }
approvals:
  - { id: r4-3, session: 第3回, forum: management-council, forum_as_written: 会, date: 2022-12-01, of: [main], outcome: 承認 }
attachments: [{ id: 資料7-1, attached: true }, { id: 資料7-2 }]
systems: { cards: { name: 図書館システム, aliases: [旧システム] } }
enclosures: [{ id: 1, name: カード, for: [新規] }]
actors:
  city: { role: principal, name: 港例区 }
  acme: { role: [contractor, platform], name: アクメ, site: 本社, organisation: group, public: false, corporate_number: "1234567890123", certifications: [{ name: privacy-mark, status: held }, { name: isms }], selection: { method: [tender, quotation], requires: [privacy-mark] }, changed: 社名 }
  agency: { role: counterparty }
data:
  roster: { name: 登録者情報, subjects: 登録者, group: 名簿, items: [氏名, { name: 手帳, details: [種別, 等級] }], personal: true, dummy: false, incomplete: true }
  labels: { name: 宛名, group: 名簿, part_of: [roster] }
  number: { items: [{ name: 番号, my_number: true }, { name: 氏名, my_number: false }] }
stores:
  pc: { actor: city, kind: パソコン, name: 課のPC, operated_by: acme, owned_by: agency, site: 本庁, law: foreign, brought_in: true, measures: [bag], changed: true }
flows:
  - id: f
    title: 流れ
    source: 資料7-1
    covers: [貸出]
    under: [main]
    continuing: true
    starts_with: [{ at: pc, data: [roster] }]
    measures: { acme: [bag] }
    changed: false
    steps:
      - { id: 1, action: [extract, verify], actor: city, from: pc, onto: ＣＤ－Ｒ, data: [名簿, roster], title: 抽出, optional: true, repeats: daily, remainder: stays, machine: true, test: true, match: { items: [氏名], at_least: 2, by: 二人 }, changed: 追加 }
      - { id: 2, action: hand-over, actor: city, to: acme, medium: [cd-r, 宛名用紙等], lot: 1, data: [roster], encrypted: true, leaves_premises: true, inform_only: false, purpose_shown: true, identity_check: 身分証, under: net, transport: [{ by: hand, container: locked-bag, ledger: { fields: [日時] }, persons: 2 }, { by: post, service: registered, ledger: false }] }
      - { id: 3, action: mail, actor: city, to: acme, unlocks: [2], notice: separate-day, in_advance: true, store: pc }
      - { id: 4, action: collect, actor: acme, from_actor: agency, into: pc, ways: [{ medium: voice, encrypted: false, changed: true }, { line: { kind: vpn }, transport: { by: vehicle } }], line: { kind: internet, encrypted: true, restricted_peers: false, software: S, service: V, provider: P } }
      - { id: 5, action: access, actor: acme, to: city, mode: remote, uses: [labels] }
      - { id: 6, action: delete, actor: acme, from: pc, report: { to: [city] } }
      - { id: 7, action: delete, actor: acme, from: pc, report: false }
contracts:
  - id: main
    kind: 委託
    parent: sub
    from: city
    to: acme
    title: 題
    departments: [庶務課]
    business: 業務
    subjects: 利用者
    data: [roster]
    reason: 理由
    work: [作成, { text: 保守, from: 2025-07-01 }]
    provides: [roster]
    collects: []
    handles: [labels]
    media: [紙, { store: pc, as_written: 端末 }, { kind: server, medium: usb }]
    term: { from: 令和7年4月1日, to: { date: 2026-03-31, tentative: true }, renews: outsourcing, periods: [{ of: [1, 2], from: 2025-04-01, to: 2025-05-01, title: 前期 }] }
    special_clauses: [{ form: otsu, attached: true, label: 別紙1, for: sub-contract, clauses: { 1: a, 2: [b, c] } }]
    subcontracting: { allowed: with-consent, approval: r4-3, consent: { date: 2025-02-10 } }
    consents: [{ matter: removal }, { matter: copy, date: 2025-01-01 }]
    places: [東棟]
    reserves: [number]
    approvals: [r4-3]
    agenda: 報告
    basis: [{ provision: 第9条 }]
    class: 区分
    changed_since: r4-3
    disposal:
      - { of: [cd-r], at: [pc], data: [roster], origin: provided, method: 返却, report: true, due: [each-job, { date: 2026-03-31 }], basis: 条例, inferred: [due] }
      - { data: { see: 別紙2 }, method: delete }
    checklist: { form: list, same_as: net, principal: { done: [op-1], not_applicable: { op-2: 紙のみ }, notes: { op-1: 年1回 } }, agent: { done: all, notes: {} } }
    measures:
      principal: [bag]
      agent: [{ number: 4, section: 運用上の対策, text: 文, means: [bag, ledger], cites: [15], in_specification: true, covers: [{ from: acme, to: city, medium: [cd-r, usb], data: [roster], at: [pc] }] }]
  - { id: sub, kind: sub-outsourcing, from: acme, changed: [x] }
connections:
  - { id: net, with: agency, between: [pc], form: 様式, line: { kind: lgwan }, media: [network] }
processing:
  - { id: proc, store: pc, system: cards, agent: acme, change: 変更, schedule: { develop: { from: 2025-01-01, to: 2025-02-01 }, 公開: 2025-03-01, live: { date: 2025-04-01 } } }
waivers: [{ rule: r, at: s, verdict: unstated, reason: w, approval: r4-3, until: 2027-03-31 }]
reasons: [{ rule: r, at: s, reason: y }]
"#;

fn read(text: &str) -> (Filing, Vec<InputProblem>) {
    filing::read(&document("full", text), &words_of("shinjuku"))
}

fn show<T: Debug>(field: &Field<T>) -> String {
    match field {
        Field::Unstated => "-".to_owned(),
        Field::Unreadable(_) => "unreadable".to_owned(),
        Field::Elsewhere(annexes, _) => format!("see {}", annexes.join(" ")),
        Field::Stated { value, inferred, .. } => format!("{}{value:?}", if *inferred { "~" } else { "" }),
    }
}

/// Whether a report is made, and to whom.
fn report(field: &Field<DisposalReport>) -> String {
    show(&field.map(|report| (report.made, report.to.clone())))
}

/// A day by its first and last.
fn day(field: &Field<Day>) -> String {
    show(&field.map(|day| {
        let days = day.when.map(|when| format!("{}..{}", when.first, when.last)).unwrap_or_default();
        format!("{days}{}{}", if day.tentative { " tentative" } else { "" }, day.event.map_or("", |_| " event"))
    }))
}

/// Compares each value with what is expected of it, and says all that differ.
macro_rules! all_read {
    ($($value:expr => $expected:expr),+ $(,)?) => {{
        let mut wrong = Vec::new();
        $(
            let (found, expected): (String, &str) = ($value.to_string(), $expected);
            if found != expected {
                wrong.push(format!("{}: expected {expected}, found {found}", stringify!($value)));
            }
        )+
        assert!(wrong.is_empty(), "{wrong:#?}");
    }};
}

fn list<T: Debug>(value: &T) -> String {
    format!("{value:?}")
}

#[test]
fn the_filing_and_its_parties() {
    let (it, _) = read(FULL);
    let (acme, pc) = (&it.actors[1], &it.stores[0]);
    all_read!(
        it.id => "full",
        show(&it.title) => "\"全部\"",
        show(&it.jurisdiction) => "\"shinjuku\"",
        show(&it.forum) => "PackWord(\"deliberative-council\")",
        show(&it.forum_as_written) => "\"審議委員会\"",
        show(&it.agenda) => "PackWord(\"consultation\")",
        show(&it.agenda_points) => "[\"一つ目\", \"二つ目\"]",
        list(&it.points_about) => "[(\"二つ目\", [PartId(0), PartId(2)])]",
        show(&it.document) => "\"資料7\"",
        day(&it.submitted) => "\"2025-02-01..2025-02-28\"",
        show(&it.basis) => "[LegalBasis { provision: \"第3条\", matter: Some(PackWord(\"outsourcing\")) }]",
        show(&it.departments) => "[\"図書館課\"]",
        show(&it.programme.name) => "\"事業\"",
        show(&it.programme.purpose) => "\"目的\"",
        show(&it.programme.subjects) => "\"登録者\"",
        show(&it.programme.summary) => "\"概要\"",
        show(&it.programme.headcount) => "[Group { name: \"新規\", count: Some(5200), unit: Some(\"人\"), approx: true, basis: Some(\"見込\") }, Group { name: \"既存\", count: None, unit: None, approx: false, basis: None }]",
        show(&it.programme.headcount_total) => "5300",
        show(&it.programme.services) => "[\"貸出\"]",
        show(&it.programme.single_contractor) => "true",
        show(&it.approvals[0].session) => "\"第3回\"",
        show(&it.approvals[0].forum) => "PackWord(\"management-council\")",
        show(&it.approvals[0].forum_as_written) => "\"会\"",
        day(&it.approvals[0].date) => "\"2022-12-01..2022-12-01\"",
        show(&it.approvals[0].outcome) => "Approved",
        show(&it.approvals[0].of) => "[PartId(0)]",
        show(&it.attachments) => "[(\"資料7-1\", Some(true)), (\"資料7-2\", None)]",
        show(&it.systems) => "[[\"図書館システム\", \"旧システム\"]]",
        show(&it.enclosures) => "[(\"カード\", [\"新規\"])]",
        show(&acme.roles) => "[Contractor, Platform]",
        show(&acme.name) => "\"アクメ\"",
        show(&acme.site) => "\"本社\"",
        show(&acme.organisation) => "\"group\"",
        show(&acme.public) => "false",
        show(&acme.corporate_number) => "\"1234567890123\"",
        show(&acme.certifications) => "[(\"privacy-mark\", Some(Held)), (\"isms\", None)]",
        show(&acme.selection_method) => "[Tender, Quotation]",
        show(&acme.selection_requires) => "[\"privacy-mark\"]",
        list(&acme.changed) => "Some(\"社名\")",
        list(&it.actors[0].changed) => "None",
        show(&it.actors[2].name) => "-",
        show(&it.data[0].name) => "\"登録者情報\"",
        show(&it.data[0].subjects) => "\"登録者\"",
        show(&it.data[0].group) => "\"名簿\"",
        show(&it.data[0].items) => "[\"氏名\", \"種別\", \"等級\"]",
        show(&it.data[0].personal) => "true",
        show(&it.data[0].dummy) => "false",
        show(&it.data[0].incomplete) => "true",
        show(&it.data[0].my_number) => "-",
        list(&it.data[1].part_of) => "[DataId(0)]",
        show(&it.data[2].my_number) => "true",
        list(&it.data[2].settled) => "[\"番号\", \"氏名\"]",
        it.data[2].label() => "number",
        it.data[1].label() => "宛名",
        show(&pc.actor) => "ActorId(0)",
        show(&pc.kind) => "Pc",
        show(&pc.name) => "\"課のPC\"",
        show(&pc.operated_by) => "ActorId(1)",
        show(&pc.owned_by) => "ActorId(2)",
        show(&pc.site) => "\"本庁\"",
        show(&pc.law) => "Foreign",
        show(&pc.brought_in) => "true",
        pc.measures[0].0 => "bag",
        pc.measures[0].1.pointer => "/stores/pc/measures/0",
        list(&pc.changed) => "Some(\"\")",
        show(&it.waivers[0].rule) => "\"r\"",
        show(&it.waivers[0].at) => "\"s\"",
        show(&it.waivers[0].verdict) => "Unstated",
        show(&it.waivers[0].reason) => "\"w\"",
        show(&it.waivers[0].approval) => "ApprovalId(0)",
        day(&it.waivers[0].until) => "\"2027-03-31..2027-03-31\"",
        it.waivers[0].place.pointer => "/waivers/0",
        show(&it.reasons[0].reason) => "\"y\"",
        it.reasons[0].place.pointer => "/reasons/0",
        it.inferred => "1",
    );
}

#[test]
fn the_flow_and_its_steps() {
    let (it, _) = read(FULL);
    let flow = &it.flows[0];
    let step = |at: usize| &flow.steps[at];
    let (hand, ways) = (step(1), &step(3).ways);
    all_read!(
        flow.id => "f",
        show(&flow.title) => "\"流れ\"",
        show(&flow.source) => "\"資料7-1\"",
        show(&flow.covers) => "[\"貸出\"]",
        list(&flow.under) => "[PartId(0)]",
        show(&flow.continuing) => "true",
        list(&flow.starts_with) => "[(StoreId(0), [DataId(0)])]",
        list(&flow.measures.iter().map(|(actor, list)| (actor.0, &*list[0].0, &*list[0].1.pointer)).collect::<Vec<_>>()) => "[(1, \"bag\", \"/flows/0/measures/acme/0\")]",
        list(&flow.changed) => "None",
        step(0).id => "1",
        list(&step(0).actions) => "[Extract, Verify]",
        show(&step(0).title) => "\"抽出\"",
        show(&step(0).actor) => "ActorId(0)",
        show(&step(0).from) => "StoreId(0)",
        show(&step(0).onto) => "Media { list: [CdR], label: \"ＣＤ－Ｒ\" }",
        // A group stands for its sets, each once.
        show(&step(0).data) => "[DataId(0), DataId(1), DataId(0)]",
        step(0).optional => "true",
        show(&step(0).repeats) => "Daily",
        step(0).remainder_stays => "true",
        show(&step(0).machine) => "true",
        step(0).test => "true",
        show(&step(0).matching.items) => "[\"氏名\"]",
        show(&step(0).matching.at_least) => "2",
        show(&step(0).matching.by) => "\"二人\"",
        list(&step(0).changed) => "Some(\"追加\")",
        show(&hand.to) => "ActorId(1)",
        show(&hand.lot) => "[StepId { flow: 0, step: 0 }]",
        show(&hand.encrypted) => "true",
        show(&hand.leaves_premises) => "true",
        show(&hand.inform_only) => "false",
        show(&hand.purpose_shown) => "true",
        show(&hand.identity_check) => "true",
        show(&hand.under) => "PartId(2)",
        hand.optional => "false",
        hand.remainder_stays => "false",
        hand.transport.len() => "2",
        show(&hand.transport[0].by) => "Hand",
        show(&hand.transport[0].container) => "LockedBag",
        show(&hand.transport[0].ledger) => "true",
        show(&hand.transport[0].ledger_fields) => "[\"日時\"]",
        show(&hand.transport[0].persons) => "2",
        show(&hand.transport[1].service) => "Registered",
        show(&hand.transport[1].ledger) => "false",
        show(&step(2).unlocks) => "[StepId { flow: 0, step: 1 }]",
        show(&step(2).notice) => "SeparateDay",
        show(&step(2).in_advance) => "true",
        show(&step(2).store) => "StoreId(0)",
        show(&step(3).from_actor) => "ActorId(2)",
        show(&step(3).into) => "StoreId(0)",
        show(&step(3).line.kind) => "Internet",
        show(&step(3).line.encrypted) => "true",
        show(&step(3).line.restricted_peers) => "false",
        show(&step(3).line.software) => "\"S\"",
        show(&step(3).line.service) => "\"V\"",
        show(&step(3).line.provider) => "\"P\"",
        show(&ways[0].medium) => "Media { list: [Voice], label: \"\" }",
        show(&ways[0].encrypted) => "false",
        list(&ways[0].changed) => "Some(\"\")",
        show(&ways[1].line.kind) => "Vpn",
        show(&ways[1].transport[0].by) => "Vehicle",
        ways[1].place.pointer => "/flows/0/steps/3/ways/1",
        show(&step(4).mode) => "Remote",
        show(&step(4).uses) => "[DataId(1)]",
        report(&step(5).report) => "(true, Some([ActorId(0)]))",
        report(&step(6).report) => "(false, None)",
        step(6).place.pointer => "/flows/0/steps/6",
    );
}

#[test]
fn the_parts() {
    let (it, _) = read(FULL);
    let [main, sub, net, proc] = it.parts.as_slice() else { panic!("{} parts", it.parts.len()) };
    let (rows, table) = (main.special_clauses.value().expect("rows"), main.checklist.as_ref().expect("a table"));
    let (own, agent) = (table.principal.value().expect("a column"), table.agent.value().expect("a column"));
    let (alone, prose) = (&main.measures[0], &main.measures[1]);
    all_read!(
        list(&it.parts.iter().map(|part| part.kind).collect::<Vec<_>>()) => "[Outsourcing, SubOutsourcing, Connection, Processing]",
        show(&main.parent) => "PartId(1)",
        show(&main.from) => "ActorId(0)",
        show(&main.to) => "ActorId(1)",
        show(&main.title) => "\"題\"",
        show(&main.departments) => "[\"庶務課\"]",
        show(&main.business) => "\"業務\"",
        show(&main.subjects) => "\"利用者\"",
        show(&main.data) => "[DataId(0)]",
        show(&main.reason) => "\"理由\"",
        main.work[1].text => "保守",
        day(&main.work[1].when.from) => "\"2025-07-01..2025-07-01\"",
        main.work[0].text => "作成",
        main.work[1].place.pointer => "/contracts/0/work/1",
        show(&main.provides) => "[DataId(0)]",
        show(&main.collects) => "[]",
        show(&main.handles) => "[DataId(1)]",
        show(&main.media) => "[PartMedium { medium: Some(Paper), store: None, kind: None, and_the_like: false }, PartMedium { medium: None, store: Some(StoreId(0)), kind: None, and_the_like: false }, PartMedium { medium: Some(Usb), store: None, kind: Some(Server), and_the_like: false }]",
        day(&main.term.from) => "\"2025-04-01..2025-04-01\"",
        day(&main.term.to) => "\"2026-03-31..2026-03-31 tentative\"",
        show(&main.term.renews) => "Outsourcing",
        list(&main.term.periods[0].of) => "[1, 2]",
        list(&main.term.periods[0].title) => "Some(\"前期\")",
        day(&main.term.periods[0].to) => "\"2025-05-01..2025-05-01\"",
        show(&rows[0].form) => "\"otsu\"",
        show(&rows[0].attached) => "true",
        show(&rows[0].label) => "\"別紙1\"",
        rows[0].for_subcontract => "true",
        list(&rows[0].clauses) => "Some([(\"1\", [\"a\"]), (\"2\", [\"b\", \"c\"])])",
        show(&main.subcontracting.allowed) => "WithConsent",
        show(&main.subcontracting.approval) => "\"r4-3\"",
        list(&main.subcontracting.consent.value().map(|it| it.date.value().is_some())) => "Some(true)",
        show(&main.consents) => "[Removal, Copy]",
        show(&main.places) => "[\"東棟\"]",
        show(&main.reserves) => "[DataId(2)]",
        show(&main.approvals) => "[\"r4-3\"]",
        show(&main.agenda) => "PackWord(\"report\")",
        show(&main.basis) => "[LegalBasis { provision: \"第9条\", matter: None }]",
        show(&main.class) => "\"区分\"",
        show(&main.changed_since) => "\"r4-3\"",
        list(&main.texts.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>()) => "[\"題\", \"業務\", \"理由\"]",
        list(&main.remarks.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>()) => "[\"区分\", \"利用者\", \"端末\"]",
        list(&main.disposal[0].of) => "Some([CdR])",
        list(&main.disposal[0].at) => "Some([StoreId(0)])",
        list(&main.disposal[0].data) => "Some([DataId(0)])",
        list(&main.disposal[0].origin) => "Some(Provided)",
        show(&main.disposal[0].method) => "Return",
        report(&main.disposal[0].report) => "(true, None)",
        main.disposal[0].due.value().expect("due").len() => "2",
        main.disposal[0].due.is_inferred() => "true",
        show(&main.disposal[0].basis) => "\"条例\"",
        main.disposal[0].inferred => "true",
        // What it is about stands in an annex: it is limited, and to nothing that is known.
        list(&main.disposal[1].data) => "Some([])",
        main.disposal[1].inferred => "false",
        show(&main.disposal_said) => "true",
        show(&main.checklist_said) => "true",
        show(&main.measures_said) => "true",
        show(&sub.disposal_said) => "-",
        show(&table.form) => "\"list\"",
        show(&table.same_as) => "PartId(2)",
        list(&own.done) => "Rows([\"op-1\"])",
        list(&own.not_applicable) => "[(\"op-2\", \"紙のみ\")]",
        list(&own.noted) => "[\"op-1\"]",
        list(&agent.done) => "All",
        list(&agent.noted) => "[]",
        list(&(own.mark("op-1"), own.mark("op-2"), own.mark("op-3"), agent.mark("op-3"))) => "(Some(true), Some(false), None, Some(true))",
        alone.by_principal => "true",
        list(&alone.means) => "[\"bag\"]",
        alone.place.pointer => "/contracts/0/measures/principal/0",
        prose.by_principal => "false",
        list(&prose.number) => "Some(\"4\")",
        list(&prose.section.value().map(PackWord::id)) => "Some(\"operational\")",
        list(&prose.text) => "Some(\"文\")",
        list(&prose.means) => "[\"bag\", \"ledger\"]",
        list(&prose.cites.iter().map(|(cited, _)| cited.as_str()).collect::<Vec<_>>()) => "[\"15\"]",
        show(&prose.in_specification) => "true",
        list(&prose.covers) => "[Covers { from: Some(ActorId(1)), to: Some(ActorId(0)), medium: Some([CdR, Usb]), data: Some([DataId(0)]), at: Some([StoreId(0)]) }]",
        main.changed.is_none() => "true",
        sub.changed.is_some() => "true",
        show(&net.to) => "ActorId(2)",
        list(&net.stores) => "[StoreId(0)]",
        show(&net.form) => "\"様式\"",
        show(&net.line.kind) => "Lgwan",
        show(&proc.to) => "ActorId(1)",
        list(&proc.stores) => "[StoreId(0)]",
        show(&proc.change) => "\"変更\"",
        list(&proc.schedule.iter().map(|row| (row.stage.as_ref().map(PackWord::id), row.title.as_deref())).collect::<Vec<_>>()) => "[(Some(\"develop\"), None), (None, Some(\"公開\")), (Some(\"live\"), None)]",
        day(&proc.schedule[0].from) => "\"2025-01-01..2025-01-01\"",
        day(&proc.schedule[0].to) => "\"2025-02-01..2025-02-01\"",
        day(&proc.schedule[1].from) => "\"2025-03-01..2025-03-01\"",
        day(&proc.schedule[2].from) => "\"2025-04-01..2025-04-01\"",
        day(&proc.schedule[2].to) => "-",
    );
}

/// `inferred` names a key, a path below it, a whole map, or a list; `see` stands for a value or for all that a map leaves
/// out.
#[test]
fn how_a_value_is_known() {
    let text = r#"sekisho: filing/v1
id: known
jurisdiction: shinjuku
title: 題
document: 資料
inferred: [title, programme.purpose, data]
programme: { name: 事業, purpose: 目的 }
data:
  number: { my_number: true, inferred: [my_number] }
  card: { items: [{ name: 番号, my_number: true }], inferred: [items] }
flows:
  - id: f
    steps:
      - { id: 1, action: send, line: { kind: vpn, encrypted: true }, inferred: [line] }
      - { id: 2, action: send, line: { kind: vpn, encrypted: true }, inferred: [line.kind] }
      - { id: 3, action: send, line: { kind: vpn, encrypted: true, inferred: [encrypted] } }
      - { id: 4, action: mail, transport: [{ by: hand }], encrypted: { see: 別紙1 }, inferred: [transport] }
      - { id: 5, action: mail, see: [別紙2, 別紙3], encrypted: true }
      - { id: 6, action: send, line: { kind: vpn, see: 別紙4 }, data: { see: 別紙5 } }
contracts:
  - { id: main, kind: outsourcing, term: { from: 2025-04-01, to: 2026-03-31 }, inferred: [term.from, disposal], disposal: [{ method: delete, due: [term-end] }] }
  - { id: other, kind: outsourcing, term: { see: 別紙6 }, disposal: [{ method: delete }] }
"#;
    let (it, problems) = read(text);
    let step = |at: usize| &it.flows[0].steps[at];
    all_read!(
        show(&it.title) => "~\"題\"",
        show(&it.document) => "\"資料\"",
        show(&it.programme.purpose) => "~\"目的\"",
        show(&it.programme.name) => "\"事業\"",
        show(&it.data[0].my_number) => "~true",
        show(&it.data[1].my_number) => "true",
        show(&it.data[1].items) => "~[\"番号\"]",
        show(&step(0).line.kind) => "~Vpn",
        show(&step(0).line.encrypted) => "~true",
        show(&step(1).line.kind) => "~Vpn",
        show(&step(1).line.encrypted) => "true",
        show(&step(2).line.kind) => "Vpn",
        show(&step(2).line.encrypted) => "~true",
        show(&step(3).transport[0].by) => "~Hand",
        show(&step(3).encrypted) => "see 別紙1",
        show(&step(4).encrypted) => "true",
        show(&step(4).to) => "see 別紙2 別紙3",
        show(&step(5).line.kind) => "Vpn",
        show(&step(5).line.encrypted) => "see 別紙4",
        show(&step(5).encrypted) => "-",
        show(&step(5).data) => "see 別紙5",
        day(&it.parts[0].term.from) => "~\"2025-04-01..2025-04-01\"",
        day(&it.parts[0].term.to) => "\"2026-03-31..2026-03-31\"",
        show(&it.parts[0].disposal[0].method) => "~Delete",
        it.parts[0].disposal[0].inferred => "true",
        it.parts[1].disposal[0].inferred => "false",
        day(&it.parts[1].term.from) => "see 別紙6",
        it.inferred => "11",
        list(&problems) => "[]",
    );
}

/// What the reader finds wrong, with its pointer and the text at its place.
#[test]
fn what_is_wrong_among_names() {
    let text = r#"sekisho: filing/v1
id: wrong
jurisdiction: shinjuku
actors: { city: { role: principal }, acme: { role: contractor } }
data: { roster: {} }
stores: { pc: { actor: acmee } }
flows:
  - id: f
    under: [main, mainn]
    measures: { cityy: [x] }
    steps:
      - { id: 1, action: send, actor: city, to: amce, data: [roster, rooster], inferred: [medium] }
      - { id: 1, action: hand-over, lot: 11 }
contracts:
  - { id: main, kind: outsourcing, parent: sub, provides: [rostr], disposal: [{ at: [pcc], method: delete }], checklist: { same_as: nain } }
  - { id: sub, kind: sub-outsourcing, parent: main }
  - { id: main, kind: outsourcing }
waivers: [{ rule: r, at: s, verdict: unstated, reason: w, approval: none, until: 2027-03-31 }]
"#;
    let (_, problems) = read(text);
    let source = SourceFile::decode("f".to_owned(), text.as_bytes().to_vec(), &Limits::default()).expect("text");
    let at = |span: Span| text[source.offset(span.line, span.column)..].lines().next().unwrap_or_default();
    let mut found: Vec<(String, &str, String)> = problems
        .iter()
        .map(|one| {
            let what = match &one.problem {
                Problem::DanglingReference { kind, id, suggestion, .. } => {
                    format!("{kind} {id} {}", suggestion.as_deref().unwrap_or("-"))
                }
                Problem::DuplicateId { id, first_line } => format!("twice {id} {first_line}"),
                Problem::ParentRing { id } => format!("ring {id}"),
                Problem::InferredNothing { key } => format!("inferred {key}"),
                other => format!("{other:?}"),
            };
            (one.pointer.clone(), at(one.span), what)
        })
        .collect();
    found.sort();
    let expected = [
        ("/contracts/0/checklist/same_as", "nain", "part nain main"),
        ("/contracts/0/disposal/0/at/0", "pcc", "store pcc pc"),
        ("/contracts/0/parent", "sub,", "ring main"),
        ("/contracts/0/provides/0", "rostr", "data rostr roster"),
        ("/contracts/1/parent", "main }", "ring sub"),
        ("/contracts/2/id", "id: main", "twice main 15"),
        ("/flows/0/measures/cityy", "cityy", "actor cityy city"),
        ("/flows/0/steps/0/data/1", "rooster", "data rooster roster"),
        ("/flows/0/steps/0/inferred/0", "[medium]", "inferred medium"),
        ("/flows/0/steps/0/to", "amce", "actor amce acme"),
        ("/flows/0/steps/1/id", "id: 1", "twice 1 12"),
        ("/flows/0/steps/1/lot/0", "11", "step 11 1"),
        ("/flows/0/under/1", "mainn", "part mainn main"),
        ("/stores/pc/actor", "acmee", "actor acmee acme"),
        ("/waivers/0/approval", "none", "approval none -"),
    ];
    let same = found.len() == expected.len()
        && found
            .iter()
            .zip(&expected)
            .all(|(one, other)| one.0 == other.0 && one.1.starts_with(other.1) && one.2 == other.2);
    assert!(same, "{found:#?}");
}
