//! A register of filings with evidence, made from a seed, with a known number of each defect.
//!
//! It writes YAML from tables of its own and knows nothing of how an audit judges.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The fiscal year for which a register is made, and the day on which it is to be audited.
pub(crate) const YEAR: i32 = 2025;
pub(crate) const TODAY: &str = "2026-07-31";

/// Files by path, and what an audit has to say of them.
#[derive(Default)]
pub(crate) struct Register {
    pub(crate) files: Vec<(String, String)>,
    /// Parts that run in the year.
    pub(crate) parts: usize,
    /// What is wrong, as `ID FILING` or `ID FILING/PART`: what is open, and what is found.
    pub(crate) planted: BTreeSet<String>,
}

/// Everything that can be wrong with one filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Defect {
    None,
    NoInspection,
    InspectedAlone,
    NoErasure,
    ErasureUnconfirmed,
    NoReturn,
    NoLedger,
    LedgerWithoutQuantity,
    NoHandlerList,
    OldTraining,
    NoCertification,
    CertificationLapsed,
    CountsDiffer,
    ConsentLate,
    NoConsent,
    UndeclaredSubcontractor,
    OutsideTerm,
    IssuedByAnother,
    ErasedTooEarly,
    SerialMissing,
    NoCloseOut,
    LedgerForNoHop,
    AnnouncedOnly,
    KeptTooShort,
    UnknownStep,
    BadDate,
    Repeated,
    Astray,
}

use Defect as D;

/// Every defect, once.
const DEFECTS: [Defect; 27] = [
    D::NoInspection,
    D::InspectedAlone,
    D::NoErasure,
    D::ErasureUnconfirmed,
    D::NoReturn,
    D::NoLedger,
    D::LedgerWithoutQuantity,
    D::NoHandlerList,
    D::OldTraining,
    D::NoCertification,
    D::CertificationLapsed,
    D::CountsDiffer,
    D::ConsentLate,
    D::NoConsent,
    D::UndeclaredSubcontractor,
    D::OutsideTerm,
    D::IssuedByAnother,
    D::ErasedTooEarly,
    D::SerialMissing,
    D::NoCloseOut,
    D::LedgerForNoHop,
    D::AnnouncedOnly,
    D::KeptTooShort,
    D::UnknownStep,
    D::BadDate,
    D::Repeated,
    D::Astray,
];

/// From when to when, whether it renews, and how that stands on the day of the audit.
struct Term {
    from: &'static str,
    to: &'static str,
    renews: bool,
    ended: bool,
    runs: bool,
    /// A day well before the start.
    before: &'static str,
}

const TERMS: [Term; 5] = [
    Term { from: "2025-04-01", to: "2026-03-31", renews: false, ended: true, runs: true, before: "2025-02-20" },
    Term { from: "2025-07-01", to: "2026-05-31", renews: false, ended: true, runs: true, before: "2025-05-20" },
    Term { from: "2023-04-01", to: "2028-03-31", renews: false, ended: false, runs: true, before: "2023-02-20" },
    Term { from: "2022-04-01", to: "2023-03-31", renews: true, ended: false, runs: true, before: "2022-02-20" },
    Term { from: "2021-04-01", to: "2022-03-31", renews: false, ended: true, runs: false, before: "2021-02-20" },
];

/// A register with at least so many parts that run.
pub(crate) fn register(seed: u64, parts: usize) -> Register {
    let mut random = Random(seed);
    let mut register = Register::default();
    let mut number = 0;
    while register.parts < parts {
        number += 1;
        filing(number, &mut random, &mut register);
    }
    register
}

fn filing(number: usize, random: &mut Random, register: &mut Register) {
    let id = format!("reg-{number:06}");
    let kinds = if random.below(20) == 0 { 5 } else { 4 };
    let term = &TERMS[random.below(kinds)];
    let tiers = if random.below(4) == 0 { 2 } else { 1 };
    let chosen = if random.below(2) == 0 { DEFECTS[random.below(DEFECTS.len())] } else { D::None };
    let needs_end = [D::NoErasure, D::ErasureUnconfirmed, D::IssuedByAnother, D::ErasedTooEarly, D::NoLedger];
    let needs_end = needs_end.contains(&chosen)
        // Until then a return that is due at completion is not open.
        || matches!(chosen, D::NoReturn | D::CertificationLapsed | D::SerialMissing | D::NoCloseOut | D::KeptTooShort);
    let needs_tier = matches!(chosen, D::ConsentLate | D::NoConsent);
    let fits = term.runs && (term.ended || !needs_end) && (tiers == 2 || !needs_tier);
    let defect = if fits { chosen } else { D::None };
    let path = format!("register/{:03}/{id}", number / 500);
    register.files.push((format!("{path}.filing.yaml"), text_of(&id, number, term, tiers)));
    register.files.push((format!("{path}.evidence.yaml"), evidence(&id, term, tiers, defect)));
    if !term.runs {
        // Its records are of the year all the same.
        plant(register, "evidence-outside-term", &id);
        return;
    }
    register.parts += tiers;
    if term.renews {
        // The rules changed with the editions of 2024 and 2026.
        (0..tiers).for_each(|_| plant(register, "register-renewed-past-change", &id));
    }
    let main = format!("{id}/main");
    let expected: &[(&str, &str)] = match defect {
        D::None => &[],
        D::NoInspection => &[("evidence-annual-inspection", &main)],
        D::InspectedAlone => &[("evidence-inspection-by-several", &main)],
        D::NoErasure => &[("evidence-erasure-report", &main)],
        D::ErasureUnconfirmed => &[("evidence-erasure-confirmed", &main)],
        D::NoReturn => &[("evidence-media-return", &main)],
        D::NoLedger => &[("evidence-handover-ledger", if tiers == 2 { "" } else { &main })],
        D::LedgerWithoutQuantity => &[("evidence-ledger-four-fields", &main)],
        D::NoHandlerList => &[("evidence-handler-list", &main)],
        D::OldTraining => &[("evidence-training-record", &main)],
        D::NoCertification => &[("evidence-certification-valid", &main)],
        D::CertificationLapsed => &[("evidence-certification-lapsed", &id)],
        D::CountsDiffer => &[("evidence-count-reconciles", &id)],
        D::ConsentLate => &[("evidence-consent-before-data", &id), ("evidence-before-start", &id)],
        D::NoConsent => &[("evidence-consent-before-data", &id), ("evidence-subcontract-consent", "")],
        D::UndeclaredSubcontractor => &[("register-undeclared-subcontractor", &id)],
        D::OutsideTerm => &[("evidence-outside-term", &id)],
        D::IssuedByAnother | D::ErasedTooEarly => &[("evidence-erasure-per-copy", &id)],
        D::SerialMissing => &[("evidence-serial-unreturned", &id), ("evidence-media-return", &main)],
        D::NoCloseOut => &[("evidence-no-close-out", &id)],
        D::LedgerForNoHop => &[("evidence-ledger-without-hop", &id)],
        D::AnnouncedOnly => &[("evidence-announced-only", &id)],
        D::KeptTooShort => &[("evidence-kept-shorter-than-data", &id)],
        D::UnknownStep => &[("dangling-reference", &id)],
        D::BadDate => &[("bad-date", &id)],
        D::Repeated => &[("evidence-repeated", &id)],
        D::Astray => &[("evidence-astray", &id)],
    };
    for (rule, at) in expected {
        let at = if at.is_empty() { format!("{id}/printing") } else { (*at).to_owned() };
        plant(register, rule, &at);
    }
}

fn plant(register: &mut Register, rule: &str, at: &str) {
    register.planted.insert(format!("{rule} {at}"));
}

fn text_of(id: &str, number: usize, term: &Term, tiers: usize) -> String {
    let departments = ["花とみどりの見本課", "図書の見本課", "健康の見本課", "住まいの見本課", "防災の見本課"];
    let department = departments[number % departments.len()];
    // Every fifth writes the kind of company after the name, or as one sign.
    let company = number % 97;
    let name = match number % 5 {
        0 => format!("見本印刷第{company}(株)"),
        1 => format!("㈱見本印刷第{company}"),
        _ => format!("株式会社見本印刷第{company}"),
    };
    let renews = if term.renews { ", renews: outsourcing" } else { "" };
    let (from, to) = (term.from, term.to);
    let (printer, store, last, sub, under) = if tiers == 2 {
        (
            "  printer: { role: subcontractor, name: 見本製本株式会社, certifications: [{ name: privacy-mark, status: held }] }\n",
            "  printer-pc: { actor: printer, kind: pc, name: 再委託先のパソコン }\n",
            "      - { id: 6, action: send, actor: maker, to: printer, from: maker-pc, into: printer-pc, data: [letters], under: printing }\n\
             \x20     - { id: 7, action: print, actor: printer, from: printer-pc, onto: paper, data: [letters], under: printing }\n\
             \x20     - { id: 8, action: hand-over, actor: printer, to: city, medium: paper, data: [letters], under: printing }\n"
                .to_owned(),
            format!(
                "  - id: printing\n    kind: sub-outsourcing\n    parent: main\n    departments: [{department}]\n    \
                 business: 通知の印刷{number}\n    from: maker\n    to: printer\n    \
                 term: {{ from: {from}, to: {to}{renews} }}\n    special_clauses:\n      - {{ attached: true, clauses: {{ \"1\": [clause-erasure-record] }} }}\n    \
                 disposal:\n      - {{ at: [printer-pc], method: delete, report: {{ to: [city] }}, due: [completion] }}\n"
            ),
            "[main, printing]",
        )
    } else {
        (
            "",
            "",
            "      - { id: 7, action: print, actor: maker, from: maker-pc, onto: paper, data: [letters] }\n\
             \x20     - { id: 8, action: hand-over, actor: maker, to: city, medium: paper, data: [letters] }\n"
                .to_owned(),
            String::new(),
            "[main]",
        )
    };
    format!(
        "sekisho: filing/v1\nid: {id}\ntitle: 見本の通知の作成業務の委託について（{number}）\njurisdiction: shinjuku\n\
         submitted: {before}\ndepartments: [{department}]\nactors:\n  city: {{ role: principal, name: 見本区 }}\n  \
         maker: {{ role: contractor, name: {name}, certifications: [{{ name: privacy-mark, status: held }}] }}\n{printer}\
         data:\n  roster: {{ name: 対象者名簿, items: [氏名, 住所] }}\n  letters: {{ name: 通知データ, part_of: [roster], items: [氏名] }}\n\
         stores:\n  desk-pc: {{ actor: city, kind: pc, name: 区のパソコン }}\n  maker-pc: {{ actor: maker, kind: pc, name: 委託先のパソコン }}\n{store}\
         flows:\n  - id: issue\n    title: 通知の作成\n    under: {under}\n    steps:\n\
         \x20     - {{ id: 1, action: extract, actor: city, from: desk-pc, onto: cd-r, data: [roster], under: main }}\n\
         \x20     - {{ id: 2, action: hand-over, actor: city, to: maker, medium: cd-r, data: [roster], encrypted: true, under: main }}\n\
         \x20     - {{ id: 4, action: import, actor: maker, medium: cd-r, into: maker-pc, data: [roster], under: main }}\n\
         \x20     - {{ id: 5, action: create, actor: maker, uses: [roster], into: maker-pc, data: [letters], under: main }}\n{last}\
         contracts:\n  - id: main\n    kind: outsourcing\n    departments: [{department}]\n    business: 通知の作成{number}\n    \
         from: city\n    to: maker\n    provides: [roster]\n    term: {{ from: {from}, to: {to}{renews} }}\n    \
         measures:\n      agent:\n        - {{ section: operational, text: 取扱者をあらかじめ指定する。 }}\n    special_clauses:\n      - attached: true\n        clauses:\n          \
         \"1\": [clause-erasure-record, clause-erasure-confirmation]\n          \"2\": [clause-designated-handlers, clause-training]\n    \
         disposal:\n      - {{ of: [cd-r], method: return, due: [completion] }}\n      \
         - {{ at: [maker-pc], method: delete, report: {{ to: [city] }}, due: [completion] }}\n{sub}",
        before = term.before,
    )
}

/// Records that leave nothing open, but for the defect.
fn evidence(id: &str, term: &Term, tiers: usize, defect: Defect) -> String {
    let mut text = format!("sekisho: evidence/v1\nfiling: {id}\nrecords:\n");
    let mut add = |line: &str| {
        let _ = writeln!(text, "  - {{ {line} }}");
    };
    // A hand-over in the year; erasure some days after the end.
    let used = if term.from == "2025-07-01" { "2025-09-02" } else { "2025-05-20" };
    let later = if term.from == "2025-07-01" { "2025-10-02" } else { "2025-06-20" };
    let erased = if term.to == "2026-03-31" { "2026-04-08" } else { "2026-06-08" };
    let main = "part: main, ";
    add(&format!("kind: approval, {main}date: {}, session: 第9回, document: 承認-1", term.before));
    let kept = if defect == D::KeptTooShort { ", kept_until: 2026-01-31" } else { ", kept_until: 2036-03-31" };
    add(&format!("kind: contract-text, {main}date: {}, clauses: 特記事項, document: 契約-1{kept}", term.from));
    if defect != D::NoHandlerList {
        add(&format!("kind: handler-list, {main}date: {}, people: 4, document: 名簿-1", term.from));
    }
    let training = if defect == D::OldTraining { "2025-03-10" } else { later };
    add(&format!("kind: training, {main}date: {training}, people: 4, document: 研修-1"));
    let valid_to = if defect == D::CertificationLapsed { "2026-01-31" } else { "2027-05-31" };
    if defect != D::NoCertification {
        add(&format!("kind: certification, {main}name: privacy-mark, valid_to: {valid_to}, document: 登録証-1"));
    }
    if defect != D::NoInspection {
        let persons = if defect == D::InspectedAlone { "" } else { "persons: [情報公開課, 見本課], " };
        let announced = defect == D::AnnouncedOnly;
        add(&format!(
            "kind: inspection, {main}date: {later}, {persons}announced: {announced}, measures: [取扱者の指定], document: 調査票-1"
        ));
    }
    let quantity = if defect == D::LedgerWithoutQuantity { "" } else { "quantity: 1, " };
    add(&format!(
        "kind: handover, {main}date: {used}, step: 2, handlers: [見本課, 見本印刷], contents: 名簿, {quantity}serials: [CDR-1, CDR-2], document: 管理簿-1"
    ));
    let last = if tiers == 2 { "part: printing, " } else { main };
    if defect != D::NoLedger {
        let printer = if tiers == 2 { "見本製本" } else { "見本印刷" };
        add(&format!(
            "kind: handover, {last}date: {later}, step: 8, handlers: [{printer}, 見本課], contents: 通知, quantity: 200, document: 管理簿-2"
        ));
    }
    let serials = if defect == D::SerialMissing { "CDR-1" } else { "CDR-1, CDR-2" };
    if defect == D::NoReturn {
        add(&format!(
            "kind: destruction-certificate, {main}date: {later}, serials: [CDR-1, CDR-2], issued_by: maker, document: 廃棄-1"
        ));
    } else {
        add(&format!(
            "kind: media-return, {main}date: {later}, step: 2, count: 2, serials: [{serials}], document: 返却-1"
        ));
    }
    let received = if defect == D::CountsDiffer { 198 } else { 200 };
    let counted = if defect == D::OutsideTerm { term.before } else { later };
    add(&format!("kind: count, {last}date: {counted}, sent: 200, received: {received}, processed: {received}"));
    if term.ended && term.runs {
        let by = if defect == D::IssuedByAnother { "city" } else { "maker" };
        let on = if defect == D::ErasedTooEarly { term.from } else { erased };
        let confirmed = if defect == D::ErasureUnconfirmed { "" } else { "confirmed_by: 見本課, " };
        if defect != D::NoErasure {
            add(&format!(
                "kind: erasure-report, {main}date: {on}, at: [maker-pc], issued_by: {by}, record: 消去簿, {confirmed}document: 消去-1"
            ));
        }
        if defect != D::NoCloseOut {
            let used = if defect == D::UndeclaredSubcontractor {
                ", subcontractors_used: [有限会社どこか]"
            } else {
                ""
            };
            add(&format!("kind: close-out, {main}date: {erased}, document: 完了-1{used}"));
        }
    } else if defect == D::UndeclaredSubcontractor {
        add(&format!(
            "kind: status-report, {main}date: {later}, document: 報告-1, subcontractors_used: [有限会社どこか]"
        ));
    }
    if tiers == 2 {
        let sub = "part: printing, ";
        add(&format!("kind: approval, {sub}date: {}, session: 第9回, document: 承認-2", term.before));
        add(&format!("kind: contract-text, {sub}date: {}, clauses: 特記事項, document: 契約-2", term.from));
        add(&format!("kind: certification, {sub}name: privacy-mark, valid_to: 2027-05-31, document: 登録証-2"));
        add(&format!(
            "kind: inspection, {sub}date: {later}, of: printer, persons: [情報公開課], announced: false, document: 調査票-2"
        ));
        add(&format!("kind: oversight, {sub}date: {later}, of: printer, document: 確認-2"));
        let consent = if defect == D::ConsentLate { "2026-02-02" } else { term.before };
        if defect != D::NoConsent {
            add(&format!("kind: subcontract-consent, {sub}of: printer, date: {consent}, document: 承諾-2"));
        }
        if term.ended && term.runs {
            add(&format!(
                "kind: erasure-report, {sub}date: {erased}, at: [printer-pc], issued_by: printer, record: 消去簿, document: 消去-2"
            ));
        }
    }
    match defect {
        D::LedgerForNoHop => add(&format!(
            "kind: handover, {main}date: {later}, step: 5, handlers: [見本印刷], contents: 名簿, quantity: 1, document: 管理簿-9"
        )),
        D::UnknownStep => add(&format!("kind: status-report, {main}date: {later}, step: 99, document: 報告-9")),
        D::BadDate => add(&format!("kind: status-report, {main}date: 令和7年2月29日, document: 報告-9")),
        D::Repeated => {
            add(&format!("kind: status-report, {main}date: {later}, document: 報告-9"));
            add(&format!("kind: status-report, {main}date: {later}, document: 報告-9"));
        }
        D::Astray => add(&format!("kind: status-report, filing: nowhere-{id}, date: {later}, document: 報告-9")),
        _ => {}
    }
    text
}

/// Numbers from a seed: splitmix64.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % most as u64).unwrap_or_default()
    }
}
