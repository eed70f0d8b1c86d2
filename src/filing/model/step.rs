//! Flows and their steps.

use super::field::{ActorId, DataId, Field, Location, PartId, StoreId};
use super::filing::StepId;
use crate::vocabulary::enumerations::{
    AccessMode, Action, CarriedBy, Container, LineKind, Medium, Notice, PostalService, Repeats,
};

/// A flow of personal data.
#[derive(Debug)]
pub struct Flow {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Location,
    /// Its title.
    pub title: Field<String>,
    /// The drawing it is read from.
    pub source: Field<String>,
    /// Services of the programme that it shows.
    pub covers: Field<Vec<String>>,
    /// Parts it belongs to.
    pub under: Vec<PartId>,
    /// Whether it runs on.
    pub continuing: Field<bool>,
    /// What is held before the first step: store, data sets.
    pub starts_with: Vec<(StoreId, Vec<DataId>)>,
    /// Measures that the drawing lists under a lane.
    pub measures: Vec<(ActorId, Vec<(String, Location)>)>,
    /// Its steps in order.
    pub steps: Vec<Step>,
    /// What differs from what was approved; empty where only marked.
    pub changed: Option<String>,
}

/// One numbered act.
#[derive(Debug, Default)]
pub struct Step {
    /// Number in the drawing.
    pub id: String,
    /// Where.
    pub place: Location,
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
    /// Whether the purpose is shown to the person.
    pub purpose_shown: Field<bool>,
    /// Whether the person is identified.
    pub identity_check: Field<bool>,
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
    pub report: Field<DisposalReport>,
    /// Whether a machine does it.
    pub machine: Field<bool>,
    /// What is compared with what.
    pub matching: Matching,
    /// Whether it is a test.
    pub test: bool,
    /// What differs from what was approved; empty where only marked.
    pub changed: Option<String>,
}

impl Step {
    /// True if one of its actions is of a kind.
    pub fn does(&self, kind: impl Fn(Action) -> bool) -> bool {
        self.actions.iter().any(|action| kind(*action))
    }
}

/// Media with the words they were written in; several: one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// The media.
    pub list: Vec<Medium>,
    /// As written.
    pub label: String,
}

/// How sheets are compared (突合) before they are sealed.
#[derive(Debug, Default)]
pub struct Matching {
    /// The items compared, as written.
    pub items: Field<Vec<String>>,
    /// The least number of them.
    pub at_least: Field<i64>,
    /// By what means.
    pub by: Field<String>,
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
    /// Service that is used.
    pub service: Field<String>,
    /// Who provides it.
    pub provider: Field<String>,
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
    pub place: Location,
    /// Its medium.
    pub medium: Field<Media>,
    /// Its carriage.
    pub transport: Vec<Transport>,
    /// Its line.
    pub line: Line,
    /// Whether the data itself is encrypted.
    pub encrypted: Field<bool>,
    /// What differs from what was approved; empty where only marked.
    pub changed: Option<String>,
}

/// A report (報告書・証明書) that something was ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalReport {
    /// Whether one is made.
    pub made: bool,
    /// To whom, where said.
    pub to: Option<Vec<ActorId>>,
}
