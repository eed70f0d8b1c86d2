//! Contracts, connections and processing.

use super::field::{ActorId, DataId, Field, Location, PartId, StoreId};
use super::filing::{Day, LegalBasis};
use super::step::{DisposalReport, Line};
use crate::source::Span;
use crate::vocabulary::enumerations::{
    Agenda, Allowed, Consent, ContractKind, DisposalMethod, Due, Medium, Origin, PartKind, Renews, Section, Stage,
    StoreKind,
};

/// A contract, connection or processing (別紙).
#[derive(Debug)]
pub struct Part {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Location,
    /// What it is.
    pub kind: PartKind,
    /// Title, where it differs from the cover's.
    pub title: Field<String>,
    /// 保有課.
    pub departments: Field<Vec<String>>,
    /// 登録業務の名称.
    pub business: Field<String>,
    /// Whose data it is about.
    pub subjects: Field<String>,
    /// Provisions in its heading.
    pub basis: Field<Vec<LegalBasis>>,
    /// Why it is done.
    pub reason: Field<String>,
    /// The technical form of a connection.
    pub form: Field<String>,
    /// What a processing develops or changes.
    pub change: Field<String>,
    /// Contract above it.
    pub parent: Field<PartId>,
    /// Who gives the work.
    pub from: Field<ActorId>,
    /// Who does the work; the counterparty of a connection; the agent of a processing.
    pub to: Field<ActorId>,
    /// Ends of a connection, or the store of a processing.
    pub stores: Vec<StoreId>,
    /// 記録媒体 that the form declares.
    pub media: Field<Vec<PartMedium>>,
    /// Data sets given to the agent.
    pub provides: Field<Vec<DataId>>,
    /// Data sets that the agent collects.
    pub collects: Field<Vec<DataId>>,
    /// Data sets handled, where the form does not divide them.
    pub handles: Field<Vec<DataId>>,
    /// Data sets of a connection or processing.
    pub data: Field<Vec<DataId>>,
    /// Texts of the form that name systems and businesses: title, business, reason, shape, change.
    pub texts: Vec<(String, Span)>,
    /// Other texts of the form: its class, whose data it is about, media as written.
    pub remarks: Vec<(String, Span)>,
    /// Its class (委託の区分).
    pub class: Field<String>,
    /// Line of a connection.
    pub line: Line,
    /// Matters to which the principal consented in writing.
    pub consents: Field<Vec<Consent>>,
    /// Places that the principal designates.
    pub places: Field<Vec<String>>,
    /// Data sets that the principal collects itself.
    pub reserves: Field<Vec<DataId>>,
    /// Work to be done, in the order of the form.
    pub work: Vec<Work>,
    /// Stages of a change to a system.
    pub schedule: Vec<Scheduled>,
    /// How this part is put before the forum, where it differs from the cover.
    pub agenda: Field<Agenda>,
    /// Decisions of the forum it rests on.
    pub approvals: Field<Vec<String>>,
    /// The decision from which it differs.
    pub changed_since: Field<String>,
    /// Where it, or something inside it, is marked as changed.
    pub changed: Option<Span>,
    /// Start and end.
    pub term: Term,
    /// Clause texts attached.
    pub special_clauses: Field<Vec<SpecialClauses>>,
    /// Sub-contracting.
    pub subcontracting: Subcontracting,
    /// Planned ends.
    pub disposal: Vec<Disposal>,
    /// Whether planned ends are written here, or in an annex.
    pub disposal_said: Field<bool>,
    /// Checklist answers.
    pub checklist: Option<Checklist>,
    /// Whether a checklist is answered here, or in an annex.
    pub checklist_said: Field<bool>,
    /// Prose measures.
    pub measures: Vec<Measure>,
    /// Whether measures are written here, or in an annex.
    pub measures_said: Field<bool>,
}

impl Part {
    /// Whether it is a contract.
    pub fn is_contract(&self) -> bool {
        matches!(self.kind, PartKind::Outsourcing | PartKind::SubOutsourcing)
    }

    /// The kind of contract it is.
    pub fn contract_kind(&self) -> Option<ContractKind> {
        match self.kind {
            PartKind::Outsourcing => Some(ContractKind::Outsourcing),
            PartKind::SubOutsourcing => Some(ContractKind::SubOutsourcing),
            PartKind::Connection | PartKind::Processing => None,
        }
    }
}

/// One entry of the 記録媒体 field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartMedium {
    /// A medium.
    pub medium: Option<Medium>,
    /// A store of the flow.
    pub store: Option<StoreId>,
    /// A kind of store, tied to none.
    pub kind: Option<StoreKind>,
}

/// Start and end of a part.
#[derive(Debug, Default)]
pub struct Term {
    /// Where, if said at all.
    pub place: Option<Location>,
    /// Start.
    pub from: Field<Day>,
    /// End.
    pub to: Field<Day>,
    /// As what it renews.
    pub renews: Field<Renews>,
    /// Periods inside it, each for some of the work.
    pub periods: Vec<Scheduled>,
}

/// One line of the work to be done.
#[derive(Debug)]
pub struct Work {
    /// What, in the words of the form.
    pub text: String,
    /// Where.
    pub place: Location,
    /// When, where the line says so.
    pub when: Scheduled,
}

/// A stretch of time inside a part: a stage of a schedule, a period of a term, the time of some work.
#[derive(Debug, Default)]
pub struct Scheduled {
    /// Which stage of a change to a system.
    pub stage: Option<Stage>,
    /// Its name, where it is no stage.
    pub title: Option<String>,
    /// Lines of the work it is for, counted from 1.
    pub of: Vec<usize>,
    /// Where.
    pub span: Span,
    /// Start; of a stage given as one date, that date.
    pub from: Field<Day>,
    /// End.
    pub to: Field<Day>,
}

/// One clause text attached to a contract.
#[derive(Debug)]
pub struct SpecialClauses {
    /// Where.
    pub place: Location,
    /// Id of the clause form.
    pub form: Field<String>,
    /// What the filing calls it (別紙１).
    pub label: Field<String>,
    /// Whether it is attached.
    pub attached: Field<bool>,
    /// Whether it is the text meant for the sub-contract.
    pub for_subcontract: bool,
    /// Clause ids by number, for a text of its own.
    pub clauses: Option<Vec<(String, Vec<String>)>>,
}

/// What a contract says of sub-contracting.
#[derive(Debug, Default)]
pub struct Subcontracting {
    /// Where, if said at all.
    pub place: Option<Location>,
    /// Whether it is allowed.
    pub allowed: Field<Allowed>,
    /// Approval of the forum.
    pub approval: Field<String>,
    /// Consent of the principal: its date, where given.
    pub consent: Field<Option<Day>>,
}

/// A planned end.
#[derive(Debug)]
pub struct Disposal {
    /// Where.
    pub place: Location,
    /// Media it covers; empty: not restricted.
    pub of: Option<Vec<Medium>>,
    /// Stores it covers.
    pub at: Option<Vec<StoreId>>,
    /// Data sets it covers.
    pub data: Option<Vec<DataId>>,
    /// Origin it covers.
    pub origin: Option<Origin>,
    /// How.
    pub method: Field<DisposalMethod>,
    /// With what report.
    pub report: Field<DisposalReport>,
    /// When.
    pub due: Field<Vec<DueAt>>,
    /// Legal basis of a retention.
    pub basis: Field<String>,
    /// Whether it was concluded as a whole.
    pub inferred: bool,
}

/// When a planned end is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueAt {
    /// On an occasion.
    Occasion(Due),
    /// On a date.
    Date(Day),
}

/// Answers to a checklist form.
#[derive(Debug)]
pub struct Checklist {
    /// Where.
    pub place: Location,
    /// Form answered.
    pub form: Field<String>,
    /// Part whose table serves this one too.
    pub same_as: Field<PartId>,
    /// 区の欄.
    pub principal: Field<Answers>,
    /// 委託先の欄.
    pub agent: Field<Answers>,
}

/// One column of answers.
#[derive(Debug)]
pub struct Answers {
    /// Rows answered ○.
    pub done: Done,
    /// Where.
    pub place: Location,
    /// Rows answered ー, with their reason.
    pub not_applicable: Vec<(String, String)>,
    /// Rows with a note of their own.
    pub noted: Vec<String>,
}

impl Answers {
    /// What the column says of a row: ○, ー, or nothing. ー without a reason is no answer.
    pub fn mark(&self, row: &str) -> Option<bool> {
        if let Some((_, reason)) = self.not_applicable.iter().find(|(id, _)| id == row) {
            return (!reason.trim().is_empty()).then_some(false);
        }
        match &self.done {
            Done::All => Some(true),
            Done::Rows(rows) => rows.iter().any(|id| id == row).then_some(true),
            Done::Unstated => None,
        }
    }
}

/// Rows answered ○.
#[derive(Debug, PartialEq, Eq)]
pub enum Done {
    /// Every row.
    All,
    /// Some rows.
    Rows(Vec<String>),
    /// The column says nothing of ○.
    Unstated,
}

/// One prose measure.
#[derive(Debug, Default)]
pub struct Measure {
    /// Where.
    pub place: Location,
    /// Whether it is the principal's own (区が行う) or the agent's.
    pub by_principal: bool,
    /// Its number, as written.
    pub number: Option<String>,
    /// Which half.
    pub section: Field<Section>,
    /// Its text.
    pub text: Option<String>,
    /// Measure ids it states.
    pub means: Vec<String>,
    /// Numbers of the special clauses that it cites.
    pub cites: Vec<(String, Span)>,
    /// Whether it stands in the specification.
    pub in_specification: Field<bool>,
    /// What it is about; empty: everything.
    pub covers: Vec<Covers>,
}

/// What a prose measure is about.
#[derive(Debug, Default)]
pub struct Covers {
    /// Sender.
    pub from: Option<ActorId>,
    /// Receiver.
    pub to: Option<ActorId>,
    /// Media.
    pub medium: Option<Vec<Medium>>,
    /// Data sets.
    pub data: Option<Vec<DataId>>,
    /// Stores.
    pub at: Option<Vec<StoreId>>,
}
