//! Flows of personal data and their numbered steps.

use super::field::{ActorId, DataId, Field, Location, PartId, StoreId};
use super::filing::{Day, StepId};
use crate::source::Span;
use crate::vocabulary::enumerations::{
    AccessMode, Action, CarriedBy, Container, LineKind, Medium, Notice, PostalService, Repeats,
};

/// A flow of personal data (個人情報の流れ), as one drawing shows it.
#[derive(Debug)]
pub struct Flow {
    /// The key `id`; empty where it is left out.
    pub id: String,
    /// Its entry in the list `flows`.
    pub place: Location,
    /// Title of the drawing.
    pub title: Field<String>,
    /// The drawing from which the flow was read, in words.
    pub source: Field<String>,
    /// Services of the programme ([`Programme::services`](super::filing::Programme::services)) that it shows.
    pub covers: Field<Vec<String>>,
    /// The parts it names; [`Filing::parts_of`](super::filing::Filing::parts_of) adds the only one there is.
    pub under: Vec<PartId>,
    /// Whether it carries on with work that is already running.
    pub continuing: Field<bool>,
    /// What is held before the first step: each store with the data sets in it. Entries without both are left out.
    pub starts_with: Vec<(StoreId, Vec<DataId>)>,
    /// Measures that the drawing lists in a lane: per actor, their ids with their places.
    pub measures: Vec<(ActorId, Vec<(String, Location)>)>,
    /// The wording of measures in the lanes, where it is given.
    pub measure_texts: Vec<(String, Span)>,
    /// Its steps, in the order of the file.
    pub steps: Vec<Step>,
    /// How it differs from what was approved; empty where it is only marked as changed, `None` where it is not.
    pub changed: Option<String>,
}

impl Flow {
    /// The source of a flow that is described in prose and not drawn.
    pub const PROSE: &str = "prose";
}

/// One numbered act of a flow (手順). Which keys an action reads is defined in `vocabulary/actions.rs`.
#[derive(Debug, Default)]
pub struct Step {
    /// Its number in the drawing, unique in the flow; empty where it is left out.
    pub id: String,
    /// Its entry in the list `steps`.
    pub place: Location,
    /// The actions done under this number. Words that are no action are left out here and reported.
    pub actions: Vec<Action>,
    /// Wording of the drawing.
    pub title: Field<String>,
    /// The day on which it is done, from `date`, else from the only date in the words of `when`.
    pub date: Field<Day>,
    /// The actor that does it.
    pub actor: Field<ActorId>,
    /// The other party: the receiver, or the one whose data is accessed.
    pub to: Field<ActorId>,
    /// The actor from whom a `collect` obtains the data.
    pub from_actor: Field<ActorId>,
    /// The store it reads from.
    pub from: Field<StoreId>,
    /// The store it writes into.
    pub into: Field<StoreId>,
    /// The medium it writes onto, which makes a new load.
    pub onto: Field<Media>,
    /// Data sets from which a `create` makes new ones.
    pub uses: Field<Vec<DataId>>,
    /// Data sets that it moves, makes, uses or ends.
    pub data: Field<Vec<DataId>>,
    /// The medium it handles, for example hands over or reads.
    pub medium: Field<Media>,
    /// The loads it handles, each identified by the step of the same flow that made it.
    pub lot: Field<Vec<StepId>>,
    /// Steps of the same flow whose media the password notice of this step opens.
    pub unlocks: Field<Vec<StepId>>,
    /// The network line it goes over.
    pub line: Line,
    /// How the medium is carried; where several are listed, any one of them is used.
    pub transport: Vec<Transport>,
    /// Whether the data itself is encrypted, whatever carries it.
    pub encrypted: Field<bool>,
    /// How far a password notice is kept apart from the medium it opens.
    pub notice: Field<Notice>,
    /// Whether the notice is sent ahead of the medium.
    pub in_advance: Field<bool>,
    /// Alternative ways of doing it under one number; empty where there is only one.
    pub ways: Vec<Way>,
    /// Whether it carries data out of the premises of the principal (持出し).
    pub leaves_premises: Field<bool>,
    /// Whether the receiver is only informed and keeps nothing.
    pub inform_only: Field<bool>,
    /// To whom what is sent is addressed, in words.
    pub addressee: Field<String>,
    /// Whether the purpose of collection is shown to the person.
    pub purpose_shown: Field<bool>,
    /// On what ground data is provided to another body, in words.
    pub ground: Field<String>,
    /// What the receiver of provided data is bound to, in words.
    pub conditions: Field<String>,
    /// Whether the identity of the person is verified. A text that describes how counts as yes.
    pub identity_check: Field<bool>,
    /// True if the step need not happen.
    pub optional: bool,
    /// How often the step is repeated.
    pub repeats: Field<Repeats>,
    /// Whether sheets are spoiled in it, and what becomes of them where that is told.
    pub spoilage: Field<Spoilage>,
    /// True if only part of the data goes and the rest stays (`remainder: stays`).
    pub remainder_stays: bool,
    /// The part under which it is done, where the flow belongs to several.
    pub under: Field<PartId>,
    /// The machine that changes hands together with what it holds.
    pub store: Field<StoreId>,
    /// How another's store is accessed, for example remotely.
    pub mode: Field<AccessMode>,
    /// The report that is made of an end, and to whom.
    pub report: Field<DisposalReport>,
    /// Whether a machine does it.
    pub machine: Field<bool>,
    /// What is compared before sheets are sealed (`match`); all fields are unstated where the key is left out.
    pub matching: Matching,
    /// True if it is a test (テスト).
    pub test: bool,
    /// How it differs from what was approved; empty where it is only marked as changed, `None` where it is not.
    pub changed: Option<String>,
}

impl Step {
    /// True if `kind` holds for one of its actions.
    pub fn does(&self, kind: impl Fn(Action) -> bool) -> bool {
        self.actions.iter().any(|action| kind(*action))
    }
}

/// Sheets that are spoiled in a step (ヤレ, 損紙).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoilage {
    /// None are.
    None,
    /// Some are, and nothing is said of what becomes of them.
    Some,
    /// What becomes of them, in words.
    Told(String),
}

/// Media with the words they were written in. Where several are listed, one of them is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// The media of the closed list; never empty.
    pub list: Vec<Medium>,
    /// The author's own words where they are not the medium's; else empty.
    pub label: String,
}

/// How sheets are compared (突合) before they are sealed.
#[derive(Debug, Default)]
pub struct Matching {
    /// Names of the items that are compared, as written.
    pub items: Field<Vec<String>>,
    /// The least number of items that have to agree.
    pub at_least: Field<i64>,
    /// The means of comparison, in words.
    pub by: Field<String>,
}

/// The network line that a handover goes over (回線).
#[derive(Debug, Default, Clone)]
pub struct Line {
    /// Kind of network or telephone line.
    pub kind: Field<LineKind>,
    /// Whether traffic on the line is encrypted.
    pub encrypted: Field<bool>,
    /// Whether only designated peers can connect.
    pub restricted_peers: Field<bool>,
    /// Software used, as written.
    pub software: Field<String>,
    /// Service used, as written.
    pub service: Field<String>,
    /// Provider of the line, as written.
    pub provider: Field<String>,
}

/// How a physical medium is carried (運搬).
#[derive(Debug, Default, Clone)]
pub struct Transport {
    /// Who carries it, or by what means.
    pub by: Field<CarriedBy>,
    /// The postal service used.
    pub service: Field<PostalService>,
    /// The container it is carried in.
    pub container: Field<Container>,
    /// The author's own words for a container that the list lacks.
    pub container_as_written: Field<String>,
    /// Whether it is entered in a ledger (管理簿, 確認書, 授受簿). A ledger with details counts as yes.
    pub ledger: Field<bool>,
    /// The fields that the ledger has.
    pub ledger_fields: Field<Vec<String>>,
    /// Number of persons who carry it.
    pub persons: Field<u32>,
    /// Whether the receiver signs for it (受領書).
    pub receipt: Field<bool>,
}

/// One alternative of a step that can be done in several ways.
#[derive(Debug)]
pub struct Way {
    /// Its entry in the list `ways`.
    pub place: Location,
    /// The medium used in this way.
    pub medium: Field<Media>,
    /// How the medium is carried; where several are listed, any one of them is used.
    pub transport: Vec<Transport>,
    /// The network line used in this way.
    pub line: Line,
    /// Whether the data itself is encrypted, whatever carries it.
    pub encrypted: Field<bool>,
    /// How it differs from what was approved; empty where it is only marked as changed, `None` where it is not.
    pub changed: Option<String>,
}

/// A report (報告書・証明書) that copies were ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalReport {
    /// True if a report is made, false if the filing states that none is.
    pub made: bool,
    /// The actors that receive it; `None` where the filing does not say.
    pub to: Option<Vec<ActorId>>,
    /// What it shows of the end.
    pub shows: Certificate,
}

/// What a report of an end shows (証明書の内容).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Certificate {
    /// Whether staff of the principal attended (立会い).
    pub witnessed: Field<bool>,
    /// How finely it was shredded or how it was erased, in words.
    pub grade: Field<String>,
    /// Whether it has photographs.
    pub photographed: Field<bool>,
    /// Whether it lists the serial number of each thing.
    pub serials: Field<bool>,
}
