//! `sekisho/audit/v1`: the JSON that users build on. Frozen: fields may be added, never changed. Described by
//! `schemas/audit.v1.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::v1::{Coverage, FindingLine, Policy, Tool};
use crate::audit;
use crate::calendar::iso;
use crate::view::{AuditEnd, STATUSES, day};
use crate::vocabulary::enumerations::Enumerated;
use crate::words::Voice;

/// The value of `schema` in the document, and below it those in the lines of `ndjson`.
pub(super) const SCHEMA: &str = "sekisho/audit/v1";
pub(super) const DUTY_LINE: &str = "sekisho/duty/v1";
pub(super) const OUTSIDE_LINE: &str = "sekisho/outside/v1";
pub(super) const SUMMARY_LINE: &str = "sekisho/audit-summary/v1";

/// The beginning of the document. `parts` follows, each a [`Part`].
#[derive(Serialize)]
pub(super) struct Head {
    pub(super) schema: &'static str,
    pub(super) tool: Tool,
    pub(super) fiscal_year: i32,
    pub(super) today: String,
    pub(super) lang: &'static str,
}

/// The end of the document.
#[derive(Serialize)]
pub(super) struct Tail<'a> {
    pub(super) outside: Vec<Outside<'a>>,
    pub(super) findings: Vec<FindingLine<'a>>,
    pub(super) policy: Vec<Policy<'a>>,
    pub(super) portfolio: Portfolio<'a>,
    pub(super) coverage: Coverage<'a>,
    pub(super) summary: BTreeMap<&'static str, usize>,
}

/// The last line of `ndjson`.
#[derive(Serialize)]
pub(super) struct SummaryLine<'a> {
    #[serde(flatten)]
    pub(super) head: Head,
    pub(super) policy: Vec<Policy<'a>>,
    pub(super) portfolio: Portfolio<'a>,
    pub(super) coverage: Coverage<'a>,
    pub(super) summary: BTreeMap<&'static str, usize>,
}

/// A part with its obligations.
#[derive(Serialize)]
pub(super) struct Part<'a> {
    #[serde(flatten)]
    pub(super) about: About<'a>,
    pub(super) obligations: Vec<Duty<'a>>,
}

/// A part that did not run in the year, with what was done under it.
#[derive(Serialize)]
pub(super) struct Outside<'a> {
    #[serde(flatten)]
    pub(super) about: About<'a>,
    pub(super) records: Vec<DoneRecord<'a>>,
    pub(super) obligations: Vec<Duty<'a>>,
}

/// A line with such a part.
#[derive(Serialize)]
pub(super) struct OutsideLine<'a> {
    pub(super) schema: &'static str,
    pub(super) fiscal_year: i32,
    pub(super) today: String,
    #[serde(flatten)]
    pub(super) outside: Outside<'a>,
}

/// A record with its kind.
#[derive(Serialize)]
pub(super) struct DoneRecord<'a> {
    pub(super) kind: &'static str,
    #[serde(flatten)]
    pub(super) proof: Proof<'a>,
}

/// What is stated about a part, besides its obligations.
#[derive(Serialize)]
pub(super) struct About<'a> {
    pub(super) path: &'a str,
    pub(super) line: u32,
    pub(super) filing: &'a str,
    pub(super) title: &'a str,
    pub(super) part: &'a str,
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) renewed: bool,
    pub(super) department: &'a [String],
    pub(super) contractor: &'a str,
    pub(super) corporate_number: &'a str,
    pub(super) tier: u32,
    pub(super) personal_data: Option<bool>,
    pub(super) subcontracted: Option<bool>,
    pub(super) consent_on_record: Option<bool>,
}

/// An obligation and how it stands.
#[derive(Serialize)]
pub(super) struct Duty<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) group: &'static str,
    pub(super) binds: &'static str,
    pub(super) severity: &'static str,
    pub(super) subject: &'a str,
    pub(super) place: &'a str,
    pub(super) status: &'static str,
    pub(super) due: Option<String>,
    pub(super) since: Option<String>,
    pub(super) met_by: Vec<Proof<'a>>,
    pub(super) reason: &'a str,
}

/// A record that meets an obligation, or falls short of it.
#[derive(Serialize)]
pub(super) struct Proof<'a> {
    pub(super) document: &'a str,
    pub(super) date: Option<String>,
    pub(super) path: &'a str,
    pub(super) line: u32,
}

/// A line with one obligation of one part, complete in itself.
#[derive(Serialize)]
pub(super) struct DutyLine<'a> {
    pub(super) schema: &'static str,
    pub(super) fiscal_year: i32,
    pub(super) today: String,
    #[serde(flatten)]
    pub(super) about: About<'a>,
    pub(super) obligation: Duty<'a>,
}

/// The totals over all parts.
#[derive(Serialize)]
pub(super) struct Portfolio<'a> {
    pub(super) parts: usize,
    pub(super) idle: usize,
    pub(super) filings: usize,
    pub(super) unread: Vec<&'a str>,
    pub(super) kinds: BTreeMap<&'static str, usize>,
    pub(super) tiers: BTreeMap<u32, usize>,
    pub(super) contractors: Vec<Company<'a>>,
    pub(super) departments: Vec<Department<'a>>,
    pub(super) consented: usize,
    pub(super) unconsented: usize,
    pub(super) unnamed: usize,
    pub(super) survey: Survey,
}

/// The answers to what surveys ask.
#[derive(Serialize)]
pub(super) struct Survey {
    pub(super) contracts: usize,
    pub(super) personal_data: AnswerTally,
    pub(super) subcontracted: AnswerTally,
    pub(super) third_tier: usize,
    pub(super) subcontracts_by_tier: BTreeMap<u32, usize>,
    pub(super) subcontractors_by_tier: BTreeMap<u32, usize>,
    pub(super) consent_on_record: AnswerTally,
    pub(super) parts_open: usize,
    pub(super) parts_undetermined: usize,
}

/// How many answer yes, no, and not at all.
#[derive(Serialize)]
pub(super) struct AnswerTally {
    pub(super) yes: usize,
    pub(super) no: usize,
    pub(super) unknown: usize,
}

/// A contractor with its totals.
#[derive(Serialize)]
pub(super) struct Company<'a> {
    pub(super) name: &'a str,
    pub(super) corporate_number: &'a str,
    pub(super) parts: usize,
    pub(super) statuses: BTreeMap<&'static str, usize>,
}

/// A department with its totals; without a name, the parts that name none.
#[derive(Serialize)]
pub(super) struct Department<'a> {
    pub(super) name: &'a str,
    pub(super) parts: usize,
    pub(super) statuses: BTreeMap<&'static str, usize>,
}

pub(super) fn head(schema: &'static str, voice: Voice, terms: audit::AuditTerms) -> Head {
    Head {
        schema,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        fiscal_year: terms.year.0,
        today: iso(terms.today),
        lang: voice.0.word(),
    }
}

pub(super) fn about(part: &audit::AuditedPart) -> About<'_> {
    About {
        path: &part.path,
        line: part.line,
        filing: &part.filing,
        title: &part.title,
        part: &part.part,
        kind: part.kind.word(),
        name: &part.name,
        from: day(part.from, false),
        to: day(part.to, true),
        renewed: part.renewed,
        department: &part.departments,
        contractor: &part.contractor,
        corporate_number: &part.number,
        tier: part.tier,
        personal_data: part.personal,
        subcontracted: part.subcontracted,
        consent_on_record: part.consented,
    }
}

pub(super) fn duty(duty: &audit::Duty) -> Duty<'_> {
    Duty {
        id: &duty.asked.id,
        title: &duty.asked.title,
        group: duty.asked.group.word(),
        binds: duty.asked.binds.word(),
        severity: duty.asked.severity.word(),
        subject: &duty.subject,
        place: &duty.place,
        status: duty.status.word(),
        due: duty.due.map(iso),
        since: duty.since.map(iso),
        met_by: duty.met_by.iter().map(proof).collect(),
        reason: &duty.reason,
    }
}

fn proof(it: &audit::Proof) -> Proof<'_> {
    Proof { document: &it.document, date: it.date.map(iso), path: &it.path, line: it.line }
}

/// Returns the number of obligations by status.
pub(super) fn statuses(tally: &audit::StatusTally) -> BTreeMap<&'static str, usize> {
    STATUSES.into_iter().map(|status| (status.word(), tally.of(status))).collect()
}

pub(super) fn portfolio(all: &audit::Portfolio) -> Portfolio<'_> {
    let departments = all.departments.iter();
    Portfolio {
        parts: all.all.parts,
        idle: all.idle,
        filings: all.filings,
        unread: all.unread.iter().map(|path| &**path).collect(),
        kinds: all.kinds.iter().map(|(kind, count)| (kind.word(), *count)).collect(),
        tiers: all.tiers.clone(),
        contractors: all.companies().map(company).collect(),
        departments: departments
            .map(|(name, tally)| Department { name, parts: tally.parts, statuses: statuses(tally) })
            .collect(),
        consented: all.consented,
        unconsented: all.unconsented,
        unnamed: all.unnamed,
        survey: survey(&all.survey),
    }
}

fn survey(it: &audit::Survey) -> Survey {
    let answers = |it: audit::AnswerTally| AnswerTally { yes: it.yes, no: it.no, unknown: it.unknown };
    Survey {
        contracts: it.contracts,
        personal_data: answers(it.personal),
        subcontracted: answers(it.subcontracted),
        third_tier: it.third_tier,
        subcontracts_by_tier: it.subcontracts.clone(),
        subcontractors_by_tier: it.subcontractors(),
        consent_on_record: answers(it.consent),
        parts_open: it.open,
        parts_undetermined: it.undetermined,
    }
}

pub(super) fn outside(it: &audit::Outside) -> Outside<'_> {
    Outside {
        about: about(&it.part),
        records: it.records.iter().map(|(kind, it)| DoneRecord { kind: kind.word(), proof: proof(it) }).collect(),
        obligations: it.part.duties.iter().map(duty).collect(),
    }
}

fn company(it: &audit::Company) -> Company<'_> {
    Company { name: &it.name, corporate_number: &it.number, parts: it.tally.parts, statuses: statuses(&it.tally) }
}

pub(super) fn findings<'a>(end: &'a AuditEnd<'_>, voice: Voice) -> Vec<FindingLine<'a>> {
    let line = |(path, finding): &'a (std::sync::Arc<str>, crate::finding::Finding)| FindingLine {
        schema: super::super::v1::FINDING_LINE,
        path,
        filing: "",
        edition: None,
        finding: super::super::json::finding(finding, path, None, voice.0),
    };
    end.findings.iter().map(line).collect()
}

pub(super) fn policies<'a>(end: &'a AuditEnd<'_>) -> Vec<Policy<'a>> {
    end.policies.iter().map(super::super::json::policy).collect()
}
