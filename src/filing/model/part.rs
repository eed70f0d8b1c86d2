//! Parts of a filing: contracts, connections and processing, with what each of them states.

use super::field::{ActorId, DataId, Field, Location, PartId, StoreId};
use super::filing::{Day, LegalBasis};
use super::step::{DisposalReport, Line};
use crate::calendar::{Date, FiscalYear};
use crate::source::Span;
use crate::vocabulary::enumerations::{
    Allowed, Consent, ContractKind, Decision, DisposalMethod, Due, Medium, Origin, PartKind, Renews, StoreKind,
};
use crate::vocabulary::pack_words::PackWord;

/// A contract, connection or processing (別紙).
#[derive(Debug)]
pub struct Part {
    /// The key `id`; empty where it is left out.
    pub id: String,
    /// Its entry in the list of contracts, connections or processing.
    pub place: Location,
    /// Kind of part, from the list it stands in; a contract also states its own kind.
    pub kind: PartKind,
    /// The kind that a contract states itself.
    pub stated_kind: Field<ContractKind>,
    /// Title of the part, where it differs from the cover's.
    pub title: Field<String>,
    /// What the filing calls the part, such as 別紙1.
    pub label: Field<String>,
    /// Departments that hold the data (保有課).
    pub departments: Field<Vec<String>>,
    /// Registered name of the business (登録業務の名称).
    pub business: Field<String>,
    /// The persons whose data is concerned, in words.
    pub subjects: Field<String>,
    /// Legal provisions cited in its heading.
    pub basis: Field<Vec<LegalBasis>>,
    /// Why the work is outsourced, connected or processed, in words.
    pub reason: Field<String>,
    /// The purpose for which the personal data is used (利用目的), in words.
    pub purpose: Field<String>,
    /// Name of the file in the register of personal information files (個人情報ファイル簿).
    pub file_register: Field<String>,
    /// On what provision the individual number is used (番号利用の根拠), in words.
    pub number_use: Field<String>,
    /// Protection assessment of the file with the individual number (特定個人情報保護評価).
    pub assessment: Field<Assessment>,
    /// Technical form of a connection, in words.
    pub form: Field<String>,
    /// What a processing develops or changes, in words.
    pub change: Field<String>,
    /// The contract that a sub-contract stands under (`parent`).
    pub parent: Field<PartId>,
    /// Who gives the work, as stated; [`Filing::giver`](super::filing::Filing::giver) fills in the only principal.
    pub from: Field<ActorId>,
    /// Who does the work; the counterparty of a connection; the agent of a processing.
    pub to: Field<ActorId>,
    /// The two ends of a connection (`between`), or the store of a processing.
    pub stores: Vec<StoreId>,
    /// Media and stores that the form declares (記録媒体).
    pub media: Field<Vec<PartMedium>>,
    /// Data sets that the principal gives to the agent.
    pub provides: Field<Vec<DataId>>,
    /// Data sets that the agent collects itself.
    pub collects: Field<Vec<DataId>>,
    /// Data sets handled, where the form does not divide them into provided and collected.
    pub handles: Field<Vec<DataId>>,
    /// Data sets that a connection or processing is about.
    pub data: Field<Vec<DataId>>,
    /// Texts of the form that name systems and businesses: title, business, reason, form and change,
    /// with their places.
    pub texts: Vec<(String, Span)>,
    /// Other texts of the form: its class, whose data it is about and media as written, with their places.
    pub remarks: Vec<(String, Span)>,
    /// Class of the outsourcing (委託の区分), in words.
    pub class: Field<String>,
    /// Network line of a connection.
    pub line: Line,
    /// Matters to which the principal consented in writing.
    pub consents: Field<Vec<Consent>>,
    /// Places where the principal allows the data to be handled, in words.
    pub places: Field<Vec<String>>,
    /// Data sets that the principal reserves to collect itself.
    pub reserves: Field<Vec<DataId>>,
    /// Lines of the work to be done, in the order of the form.
    pub work: Vec<Work>,
    /// Stages of a change to a system, in the order of the file.
    pub schedule: Vec<Scheduled>,
    /// How this part is put before the forum, where it differs from the cover.
    pub agenda: Field<PackWord>,
    /// Ids of the decisions of the forum that it rests on, as written; they are not resolved here.
    pub approvals: Field<Vec<String>>,
    /// Id of the decision from which the part has changed since, as written.
    pub changed_since: Field<String>,
    /// Where the part, or something inside it, is first marked as changed; `None` if nothing is.
    pub changed: Option<Span>,
    /// Start and end; all fields are unstated where the key is left out.
    pub term: Term,
    /// Texts of special clauses (特記事項) listed for the contract.
    pub special_clauses: Field<Vec<SpecialClauses>>,
    /// Terms of sub-contracting; all fields are unstated where the key is left out.
    pub subcontracting: Subcontracting,
    /// Consent of the principal to this contract, which is a sub-contract.
    pub consent: Field<SubcontractConsent>,
    /// Planned ends of copies, in the order of the file.
    pub disposal: Vec<Disposal>,
    /// Whether planned ends are listed: stated if the list is here, elsewhere if in an annex.
    pub disposal_said: Field<bool>,
    /// Answers to the checklist; `None` where the part has none.
    pub checklist: Option<Checklist>,
    /// Whether a checklist is answered: stated if it is here, elsewhere if in an annex.
    pub checklist_said: Field<bool>,
    /// Measures in prose: first the principal's, then the agent's.
    pub measures: Vec<Measure>,
    /// Whether measures are listed: stated if they are here, elsewhere if in an annex.
    pub measures_said: Field<bool>,
}

impl Part {
    /// True if it is an outsourcing or a sub-outsourcing.
    pub fn is_contract(&self) -> bool {
        matches!(self.kind, PartKind::Outsourcing | PartKind::SubOutsourcing)
    }

    /// Iterates over the stores that it names: its own, and those of its field for media.
    pub fn named_stores(&self) -> impl Iterator<Item = StoreId> {
        let declared = self.media.value().into_iter().flatten().filter_map(|medium| medium.store);
        self.stores.iter().copied().chain(declared)
    }

    /// Returns what the filing calls the part: its label, else its title, else its id. A sentence, which has no kind beside
    /// it, calls it by [`Filing::part_name`](crate::filing::Filing::part_name).
    pub fn called(&self) -> &str {
        self.label.value().or(self.title.value()).unwrap_or(&self.id)
    }

    /// Returns the kind of contract; `None` for a connection or processing.
    pub fn contract_kind(&self) -> Option<ContractKind> {
        match self.kind {
            PartKind::Outsourcing => Some(ContractKind::Outsourcing),
            PartKind::SubOutsourcing => Some(ContractKind::SubOutsourcing),
            PartKind::Connection | PartKind::Processing => None,
        }
    }
}

/// One entry of the field for media (記録媒体): a medium, a store of the flow, or a kind of store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartMedium {
    /// A medium of the closed list.
    pub medium: Option<Medium>,
    /// A store of the filing that the entry names.
    pub store: Option<StoreId>,
    /// A kind of store, where the entry names no particular one.
    pub kind: Option<StoreKind>,
    /// True if its words leave room for others like it (CD-R等).
    pub and_the_like: bool,
}

impl Scheduled {
    /// True if it is the stage with this id.
    pub fn is_stage(&self, id: &str) -> bool {
        self.stage.as_ref().is_some_and(|stage| stage.id() == id)
    }
}

impl PartMedium {
    /// True if it says in words of its own what it means, and names no medium, store or kind of store.
    pub fn is_in_words_only(&self) -> bool {
        (self.medium, self.store, self.kind) == (None, None, None)
    }
}

/// Start and end of a part (期間).
#[derive(Debug, Default)]
pub struct Term {
    /// Where the term is written; `None` if it is not.
    pub place: Option<Location>,
    /// First day of the term.
    pub from: Field<Day>,
    /// Last day of the term.
    pub to: Field<Day>,
    /// As what kind of part the work is to be renewed, or that it is not.
    pub renews: Field<Renews>,
    /// Periods inside the term, each for some lines of the work.
    pub periods: Vec<Scheduled>,
}

impl Term {
    /// True if it states that the work is renewed after its end.
    pub fn is_renewed(&self) -> bool {
        self.renews.copied().is_some_and(|renews| renews != Renews::Nothing)
    }

    /// Returns the first day of a renewal, which continues the work from the fiscal year after the end; `None` where there
    /// is none, or the end is not dated.
    pub fn renewed_from(&self) -> Option<Date> {
        let end = self.to.when().filter(|_| self.is_renewed())?;
        FiscalYear::of(end.last).next().first()
    }
}

/// A protection assessment (特定個人情報保護評価書).
#[derive(Debug, Default)]
pub struct Assessment {
    /// Name of the assessment.
    pub name: Field<String>,
    /// The day on which it was published.
    pub date: Field<Day>,
}

/// One line of the work to be done (委託内容).
#[derive(Debug)]
pub struct Work {
    /// The work in the words of the form.
    pub text: String,
    /// The line in the list `work`.
    pub place: Location,
    /// When that line is done; its days are unstated where the line has none.
    pub when: Scheduled,
}

/// A stretch of time inside a part: a stage of a schedule, a period of a term, the time of some work.
#[derive(Debug, Default)]
pub struct Scheduled {
    /// Stage of a change to a system; `None` for periods and work, and for names that are no stage.
    pub stage: Option<PackWord>,
    /// Name of the period, or of an entry of the schedule that is no known stage.
    pub title: Option<String>,
    /// Lines of [`Part::work`] that the period is for, counted from 1.
    pub of: Vec<usize>,
    /// The entry in the file.
    pub span: Span,
    /// First day; for a stage given as one date, that date.
    pub from: Field<Day>,
    /// Last day; unstated for a stage given as one date.
    pub to: Field<Day>,
}

/// One text of special clauses (特記事項) listed for a contract.
#[derive(Debug)]
pub struct SpecialClauses {
    /// Its entry in the list `special_clauses`.
    pub place: Location,
    /// Id of the clause form that it follows.
    pub form: Field<String>,
    /// What the filing calls it, such as 別紙１.
    pub label: Field<String>,
    /// Whether it is stated to be attached to the contract.
    pub attached: Field<bool>,
    /// True if it is the text to be put into the sub-contract (`for: sub-contract`).
    pub for_subcontract: bool,
    /// For a text that is no published form: each clause by its number, with the ids of what it provides. `None` if
    /// not listed.
    pub clauses: Option<Vec<(String, Vec<String>)>>,
}

/// What a contract states about sub-contracting (再委託).
#[derive(Debug, Default)]
pub struct Subcontracting {
    /// Where the terms are written; `None` if they are not.
    pub place: Option<Location>,
    /// Whether sub-contracting is allowed, and on what condition.
    pub allowed: Field<Allowed>,
    /// Id of the decision of the forum that approves it, as written.
    pub approval: Field<String>,
    /// Consent of the principal to what is sub-contracted.
    pub consent: Field<SubcontractConsent>,
    /// How the contractor supervises those below it, in words.
    pub supervision: Field<String>,
}

/// How the principal answered a request for consent to a sub-contract (再委託の承諾).
#[derive(Debug, Default)]
pub struct SubcontractConsent {
    /// The answer; an entry that leaves it out is a consent.
    pub decision: Field<Decision>,
    /// Who answered.
    pub by: Field<ActorId>,
    /// The sub-contractor that it is about.
    pub to: Field<ActorId>,
    /// The day of the answer.
    pub date: Field<Day>,
    /// Conditions under which consent is given, in words.
    pub conditions: Field<String>,
    /// What was confirmed of the sub-contractor's safety before the answer, in words.
    pub confirmed: Field<String>,
}

/// A planned end of copies (`disposal` of a part). It covers the copies that every written selector fits.
#[derive(Debug)]
pub struct Disposal {
    /// Its entry in the list `disposal`.
    pub place: Location,
    /// Media that it covers; `None` if not restricted.
    pub of: Option<Vec<Medium>>,
    /// Stores that it covers; `None` if not restricted.
    pub at: Option<Vec<StoreId>>,
    /// Data sets that it covers; `None` if not restricted, empty if the list cannot be read or is in an annex.
    pub data: Option<Vec<DataId>>,
    /// Whether it covers what was received or what was made; `None` if not restricted.
    pub origin: Option<Origin>,
    /// How the copies end: returned, deleted, destroyed and so on.
    pub method: Field<DisposalMethod>,
    /// The report that is made of the end, and to whom.
    pub report: Field<DisposalReport>,
    /// Occasions and dates by which the copies are to end.
    pub due: Field<Vec<DueAt>>,
    /// Legal basis for keeping the copies, in words.
    pub basis: Field<String>,
    /// How long the copies are kept, in words.
    pub until: Field<String>,
    /// True if the whole entry, or any key of it, is marked `inferred`.
    pub inferred: bool,
}

/// When a planned end is due: on an occasion or on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueAt {
    /// An occasion of the closed list, such as the end of the term.
    Occasion(Due),
    /// A date, tentative date or event.
    Date(Day),
    /// A number of days after an occasion, or after the copies came where none is named.
    Days(u32, Option<Due>),
}

/// Answers to a checklist form (チェックリスト).
#[derive(Debug)]
pub struct Checklist {
    /// The key `checklist` of the part.
    pub place: Location,
    /// Id of the checklist form that is answered.
    pub form: Field<String>,
    /// The part whose table serves this one too.
    pub same_as: Field<PartId>,
    /// Column of the principal (区の欄).
    pub principal: Field<Answers>,
    /// Column of the other party (委託先の欄).
    pub agent: Field<Answers>,
}

impl Checklist {
    /// Returns the column of one side.
    pub fn column(&self, by_principal: bool) -> &Field<Answers> {
        if by_principal { &self.principal } else { &self.agent }
    }
}

/// One column of answers of a checklist.
#[derive(Debug)]
pub struct Answers {
    /// The rows answered ○.
    pub done: Done,
    /// The key of the column.
    pub place: Location,
    /// Rows answered ー, each with its reason; the reason is empty where none is given.
    pub not_applicable: Vec<(String, String)>,
    /// Ids of the rows that have a note of their own.
    pub noted: Vec<String>,
}

impl Answers {
    /// Returns `true` for a row answered ○, `false` for ー, `None` for a row that is not answered. ー without a
    /// reason is no answer.
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

/// The rows of a column that are answered ○.
#[derive(Debug, PartialEq, Eq)]
pub enum Done {
    /// Every row (`done: all`).
    All,
    /// The rows with these ids.
    Rows(Vec<String>),
    /// The key `done` is left out.
    Unstated,
}

/// One measure in prose (情報保護対策), or the id of one.
#[derive(Debug, Default)]
pub struct Measure {
    /// Its entry in the list of measures.
    pub place: Location,
    /// True if the principal carries it out (区が行う), false if the agent does.
    pub by_principal: bool,
    /// Its number in the form, as written.
    pub number: Option<String>,
    /// Section of the form that it stands in.
    pub section: Field<PackWord>,
    /// Its wording; `None` where only an id is given.
    pub text: Option<String>,
    /// Ids of the measures that it states, according to the author.
    pub means: Vec<String>,
    /// True if the author says what it states, be it nothing (`means` is written).
    pub says_means: bool,
    /// Numbers of the special clauses that it cites, with their places.
    pub cites: Vec<(String, Span)>,
    /// Whether the specification (仕様書) also contains it.
    pub in_specification: Field<bool>,
    /// What it is restricted to; empty if it holds for everything.
    pub covers: Vec<Covers>,
}

/// What a measure in prose is restricted to. Every selector that is given must fit.
#[derive(Debug, Default)]
pub struct Covers {
    /// Sending actor; `None` if not restricted.
    pub from: Option<ActorId>,
    /// Receiving actor; `None` if not restricted.
    pub to: Option<ActorId>,
    /// Media; `None` if not restricted.
    pub medium: Option<Vec<Medium>>,
    /// Data sets; `None` if not restricted.
    pub data: Option<Vec<DataId>>,
    /// Stores; `None` if not restricted.
    pub at: Option<Vec<StoreId>>,
}
