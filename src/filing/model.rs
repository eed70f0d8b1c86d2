//! The types of a filing.

use crate::calendar::When;
use crate::source::Span;
use crate::vocabulary::enumerations::{
    AccessMode, Action, Allowed, CarriedBy, CertificationStatus, Container, ContractKind, DisposalMethod, Due, Event,
    LineKind, Medium, Notice, Origin, PartKind, PostalService, Renews, Repeats, Role, Section, StoreKind,
};

/// Where something stands: JSON Pointer and text span.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// RFC 6901 pointer.
    pub pointer: String,
    /// The text it covers.
    pub span: Span,
}

/// A value as the author left it: stated, pointed to elsewhere, or not said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The key is left out.
    #[default]
    Unstated,
    /// `see:` an annex that is not at hand.
    Elsewhere(Vec<String>, Span),
    /// Written, or concluded from what is written.
    Stated {
        /// The value.
        value: T,
        /// Where.
        span: Span,
        /// Whether the author marked it `inferred`.
        inferred: bool,
    },
}

impl<T> Field<T> {
    /// The value, if stated.
    pub fn value(&self) -> Option<&T> {
        match self {
            Field::Stated { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Where the value or its reference stands.
    pub fn span(&self) -> Option<Span> {
        match self {
            Field::Unstated => None,
            Field::Elsewhere(_, span) | Field::Stated { span, .. } => Some(*span),
        }
    }

    /// Whether the value is marked as concluded.
    pub fn is_inferred(&self) -> bool {
        matches!(self, Field::Stated { inferred: true, .. })
    }

    /// The same standing with another value.
    pub fn map<U>(&self, change: impl FnOnce(&T) -> U) -> Field<U> {
        match self {
            Field::Unstated => Field::Unstated,
            Field::Elsewhere(see, span) => Field::Elsewhere(see.clone(), *span),
            Field::Stated { value, span, inferred } => {
                Field::Stated { value: change(value), span: *span, inferred: *inferred }
            }
        }
    }

    /// The same standing, or unstated where the change finds nothing.
    pub fn and_then<U>(&self, change: impl FnOnce(&T) -> Option<U>) -> Field<U> {
        match self {
            Field::Unstated => Field::Unstated,
            Field::Elsewhere(see, span) => Field::Elsewhere(see.clone(), *span),
            Field::Stated { value, span, inferred } => {
                change(value).map_or(Field::Unstated, |value| Field::Stated { value, span: *span, inferred: *inferred })
            }
        }
    }

    /// The value, if stated.
    pub fn copied(&self) -> Option<T>
    where
        T: Copy,
    {
        self.value().copied()
    }
}

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),+) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// Position in its list.
            pub fn at(self) -> usize { self.0 as usize }
            /// From a position in its list.
            pub fn new(at: usize) -> Self { Self(u32::try_from(at).unwrap_or(u32::MAX)) }
        }
    )+ };
}

index! {
    /// An actor of [`Filing::actors`].
    ActorId,
    /// A data set of [`Filing::data`].
    DataId,
    /// A store of [`Filing::stores`].
    StoreId,
    /// A part of [`Filing::parts`].
    PartId
}

/// A step: its flow and its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId {
    /// Position of the flow in [`Filing::flows`].
    pub flow: u32,
    /// Position of the step in [`Flow::steps`].
    pub step: u32,
}

/// One filing (付議・諮問・報告事項).
#[derive(Debug, Default)]
pub struct Filing {
    /// Identifier, unique in a register.
    pub id: String,
    /// The whole file.
    pub place: Place,
    /// 件名.
    pub title: Field<String>,
    /// The policy that judges it.
    pub jurisdiction: Field<String>,
    /// When it was submitted.
    pub submitted: Field<Day>,
    /// 付議・了承 of the forum that it rests on.
    pub approvals: Vec<Approval>,
    /// Parties.
    pub actors: Vec<Actor>,
    /// Data sets.
    pub data: Vec<DataSet>,
    /// Places where data rests.
    pub stores: Vec<Store>,
    /// Flows of personal data.
    pub flows: Vec<Flow>,
    /// Contracts, connections and processing, in this order.
    pub parts: Vec<Part>,
    /// How many values are marked `inferred`.
    pub inferred: usize,
}

/// A date as the form writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The date, where one is given.
    pub when: Option<When>,
    /// The event it waits for.
    pub event: Option<Event>,
    /// （予定）.
    pub tentative: bool,
}

/// A decision of the forum.
#[derive(Debug)]
pub struct Approval {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Place,
    /// 会議の回.
    pub session: Field<String>,
}

/// A party.
#[derive(Debug)]
pub struct Actor {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Place,
    /// What it is, in this filing.
    pub roles: Field<Vec<Role>>,
    /// Its name.
    pub name: Field<String>,
    /// Its site.
    pub site: Field<String>,
    /// Body to which several actors belong.
    pub organisation: Field<String>,
    /// Certifications with their state.
    pub certifications: Field<Vec<(String, Option<CertificationStatus>)>>,
}

/// A named group of items.
#[derive(Debug)]
pub struct DataSet {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Place,
    /// Its name.
    pub name: Field<String>,
    /// Annex that bundles it with others.
    pub group: Field<String>,
    /// Its items.
    pub items: Field<Vec<String>>,
    /// Sets it was extracted or made from.
    pub part_of: Vec<DataId>,
    /// Whether it is personal data, where so stated.
    pub personal: Field<bool>,
    /// Whether it is made-up data, where so stated.
    pub dummy: Field<bool>,
    /// Whether it holds 個人番号(マイナンバー), where so stated.
    pub my_number: Field<bool>,
}

/// A place where data rests.
#[derive(Debug)]
pub struct Store {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Place,
    /// Who holds it.
    pub actor: Field<ActorId>,
    /// What it is.
    pub kind: Field<StoreKind>,
    /// Its name.
    pub name: Field<String>,
    /// Who runs it, where another.
    pub operated_by: Field<ActorId>,
    /// Where it stands.
    pub site: Field<String>,
    /// Measures that the drawing lists beside it.
    pub measures: Vec<(String, Place)>,
}

/// A flow of personal data.
#[derive(Debug)]
pub struct Flow {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Place,
    /// Its title.
    pub title: Field<String>,
    /// The drawing it is read from.
    pub source: Field<String>,
    /// Parts it belongs to.
    pub under: Vec<PartId>,
    /// Whether it runs on.
    pub continuing: Field<bool>,
    /// What is held before the first step: store, data sets.
    pub starts_with: Vec<(StoreId, Vec<DataId>)>,
    /// Measures that the drawing lists under a lane.
    pub measures: Vec<(ActorId, Vec<(String, Place)>)>,
    /// Its steps in order.
    pub steps: Vec<Step>,
}

/// One numbered act.
#[derive(Debug, Default)]
pub struct Step {
    /// Number in the drawing.
    pub id: String,
    /// Where.
    pub place: Place,
    /// What it does; several under one number.
    pub actions: Vec<Action>,
    /// Its wording.
    pub title: Field<String>,
    /// Who does it.
    pub actor: Field<ActorId>,
    /// The other party: receiver, or whose data is accessed.
    pub to: Field<ActorId>,
    /// Who is asked by a `collect`.
    pub from_actor: Field<ActorId>,
    /// Store it reads.
    pub from: Field<StoreId>,
    /// Store it writes.
    pub into: Field<StoreId>,
    /// Medium it makes.
    pub onto: Field<Media>,
    /// Data sets a `create` draws on.
    pub uses: Field<Vec<DataId>>,
    /// Data sets it is about.
    pub data: Field<Vec<DataId>>,
    /// Medium it uses.
    pub medium: Field<Media>,
    /// The load it is about, by the step that made it.
    pub lot: Field<Vec<StepId>>,
    /// Steps whose media its password notice opens.
    pub unlocks: Field<Vec<StepId>>,
    /// Network line.
    pub line: Line,
    /// Carriage; several: any one of them is used.
    pub transport: Vec<Transport>,
    /// Whether the data itself is encrypted.
    pub encrypted: Field<bool>,
    /// How far the notice is kept apart.
    pub notice: Field<Notice>,
    /// Whether the notice goes ahead of the medium.
    pub in_advance: Field<bool>,
    /// Alternatives under one number.
    pub ways: Vec<Way>,
    /// Whether it carries data out of the premises.
    pub leaves_premises: Field<bool>,
    /// Whether only information is shown, nothing kept.
    pub inform_only: Field<bool>,
    /// Whether it may be left out.
    pub optional: bool,
    /// How often it recurs.
    pub repeats: Field<Repeats>,
    /// Whether not all of it goes.
    pub remainder_stays: bool,
    /// Part it is done under.
    pub under: Field<PartId>,
    /// Machine that changes hands.
    pub store: Field<StoreId>,
    /// How another's store is used.
    pub mode: Field<AccessMode>,
    /// Report of an end.
    pub report: Field<Report>,
}

/// Media with the words they were written in; several: one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// The media.
    pub list: Vec<Medium>,
    /// As written.
    pub label: String,
}

/// How a network hop travels.
#[derive(Debug, Default, Clone)]
pub struct Line {
    /// Kind of network.
    pub kind: Field<LineKind>,
    /// Whether traffic is encrypted.
    pub encrypted: Field<bool>,
    /// Whether only named peers may talk.
    pub restricted_peers: Field<bool>,
    /// Software, as written.
    pub software: Field<String>,
}

/// How a physical medium travels.
#[derive(Debug, Default, Clone)]
pub struct Transport {
    /// By whom.
    pub by: Field<CarriedBy>,
    /// Postal service.
    pub service: Field<PostalService>,
    /// In what.
    pub container: Field<Container>,
    /// Whether it is entered in a ledger (管理簿, 確認書, 授受簿).
    pub ledger: Field<bool>,
    /// Fields of the ledger.
    pub ledger_fields: Field<Vec<String>>,
    /// By how many people.
    pub persons: Field<u32>,
}

/// One alternative of a step.
#[derive(Debug)]
pub struct Way {
    /// Where.
    pub place: Place,
    /// Its medium.
    pub medium: Field<Media>,
    /// Its carriage.
    pub transport: Vec<Transport>,
    /// Its line.
    pub line: Line,
    /// Whether the data itself is encrypted.
    pub encrypted: Field<bool>,
}

/// A report (報告書・証明書) that something was ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether one is made.
    pub made: bool,
    /// To whom, where said.
    pub to: Option<Vec<ActorId>>,
}

/// A contract, connection or processing (別紙).
#[derive(Debug)]
pub struct Part {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Place,
    /// What it is.
    pub kind: PartKind,
    /// Title, where it differs from the cover's.
    pub title: Field<String>,
    /// Contract above it.
    pub parent: Field<PartId>,
    /// Who gives the work.
    pub from: Field<ActorId>,
    /// Who does the work; the counterparty of a connection; the agent of a processing.
    pub to: Field<ActorId>,
    /// Ends of a connection, or the store of a processing.
    pub stores: Vec<StoreId>,
    /// Start and end.
    pub term: Term,
    /// Clause texts attached.
    pub special_clauses: Field<Vec<SpecialClauses>>,
    /// Sub-contracting.
    pub subcontracting: Subcontracting,
    /// Planned ends.
    pub disposal: Vec<Disposal>,
    /// Checklist answers.
    pub checklist: Option<Checklist>,
    /// Prose measures.
    pub measures: Vec<Measure>,
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

/// Start and end of a part.
#[derive(Debug, Default)]
pub struct Term {
    /// Start.
    pub from: Field<Day>,
    /// End.
    pub to: Field<Day>,
    /// As what it renews.
    pub renews: Field<Renews>,
}

/// One clause text attached to a contract.
#[derive(Debug)]
pub struct SpecialClauses {
    /// Where.
    pub place: Place,
    /// Id of the clause form.
    pub form: Field<String>,
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
    pub place: Option<Place>,
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
    pub place: Place,
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
    pub report: Field<Report>,
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
    pub place: Place,
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
    pub place: Place,
    /// Rows answered ー, with their reason.
    pub not_applicable: Vec<(String, String)>,
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
#[derive(Debug)]
pub struct Measure {
    /// Where.
    pub place: Place,
    /// Whether it is the principal's own (区が行う) or the agent's.
    pub by_principal: bool,
    /// Its number, as written.
    pub number: Option<String>,
    /// Which half.
    pub section: Option<Section>,
    /// Its text.
    pub text: Option<String>,
    /// Measure ids it states.
    pub means: Vec<String>,
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

impl Filing {
    /// An actor.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.at()]
    }

    /// A step.
    pub fn step(&self, id: StepId) -> &Step {
        &self.flows[id.flow as usize].steps[id.step as usize]
    }

    /// `flow/step`, as findings name it.
    pub fn step_name(&self, id: StepId) -> String {
        let flow = &self.flows[id.flow as usize];
        format!("{}/{}", flow.id, flow.steps[id.step as usize].id)
    }

    /// All steps in their order.
    pub fn steps(&self) -> impl Iterator<Item = (StepId, &Step)> {
        self.flows.iter().enumerate().flat_map(|(flow, inside)| {
            inside.steps.iter().enumerate().map(move |(step, it)| {
                let id = StepId { flow: narrow(flow), step: narrow(step) };
                (id, it)
            })
        })
    }

    /// Whether an actor has a role.
    pub fn has_role(&self, actor: ActorId, role: Role) -> bool {
        self.actor(actor).roles.value().is_some_and(|roles| roles.contains(&role))
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
