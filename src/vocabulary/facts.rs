//! Subjects, relations and facts: the closed list of what a rule may ask.
//!
//! Owns names and types. What each fact means is said in both languages in `locales/facts.yaml`;
//! how it is found out is `facts/`.

use super::enumerations as e;
use super::enumerations::{Enumerated, Enumeration};

/// What a rule may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// The whole filing.
    Filing,
    /// A party.
    Actor,
    /// A data set.
    Data,
    /// A store.
    Store,
    /// A flow.
    Flow,
    /// A step.
    Step,
    /// A step that moves data to another actor or site.
    Hop,
    /// Copies of one holder at one place.
    Holding,
    /// A contract, connection or processing.
    Part,
    /// A contract.
    Contract,
    /// A decision of the forum.
    Approval,
    /// A prose measure of a part.
    Measure,
    /// A record of what was done, in an audit.
    Record,
    /// A company over all filings of a register, in an audit.
    Contractor,
}

/// Type of a fact.
#[derive(Debug, Clone, Copy)]
pub enum FactType {
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// Text.
    Text,
    /// Several texts.
    Texts,
    /// A word of a closed list.
    Word(&'static Enumeration),
    /// Several words of a closed list.
    Words(&'static Enumeration),
    /// A date.
    Day,
}

/// One fact.
#[derive(Debug)]
pub struct FactRow {
    /// What it is a fact about.
    pub subject: SubjectKind,
    /// Its name, dotted.
    pub name: &'static str,
    /// Its type.
    pub kind: FactType,
    /// Whether it is known of every subject of its kind.
    pub certain: bool,
    /// Whether it is what one key of the filing says, rather than found out from several.
    pub written: bool,
}

/// One relation.
#[derive(Debug)]
pub struct RelationRow {
    /// What it starts from.
    pub subject: SubjectKind,
    /// Its name.
    pub name: &'static str,
    /// What it leads to.
    pub to: SubjectKind,
    /// Whether it leads to several, and so stands only under a quantifier.
    pub many: bool,
    /// The fact that is missing where the relation is not said.
    pub fact: Option<&'static str>,
}

/// Position of a fact in [`FACTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u16);

/// Position of a relation in [`RELATIONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub u16);

impl SubjectKind {
    /// Every kind.
    pub const ALL: [SubjectKind; 14] = [
        SubjectKind::Filing,
        SubjectKind::Actor,
        SubjectKind::Data,
        SubjectKind::Store,
        SubjectKind::Flow,
        SubjectKind::Step,
        SubjectKind::Hop,
        SubjectKind::Holding,
        SubjectKind::Part,
        SubjectKind::Contract,
        SubjectKind::Approval,
        SubjectKind::Measure,
        SubjectKind::Record,
        SubjectKind::Contractor,
    ];

    /// The word of policies and reports.
    pub fn word(self) -> &'static str {
        match self {
            SubjectKind::Filing => "filing",
            SubjectKind::Actor => "actor",
            SubjectKind::Data => "data",
            SubjectKind::Store => "store",
            SubjectKind::Flow => "flow",
            SubjectKind::Step => "step",
            SubjectKind::Hop => "hop",
            SubjectKind::Holding => "holding",
            SubjectKind::Part => "part",
            SubjectKind::Contract => "contract",
            SubjectKind::Approval => "approval",
            SubjectKind::Measure => "measure",
            SubjectKind::Record => "record",
            SubjectKind::Contractor => "contractor",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl FactId {
    /// Its row.
    pub fn row(self) -> &'static FactRow {
        &FACTS[usize::from(self.0)]
    }

    /// A fact by name.
    pub fn find(subject: SubjectKind, name: &str) -> Option<Self> {
        FACTS
            .iter()
            .position(|row| row.subject == subject && row.name == name)
            .and_then(|at| u16::try_from(at).ok())
            .map(FactId)
    }
}

impl RelationId {
    /// Its row.
    pub fn row(self) -> &'static RelationRow {
        &RELATIONS[usize::from(self.0)]
    }

    /// A relation by name.
    pub fn find(subject: SubjectKind, name: &str) -> Option<Self> {
        RELATIONS
            .iter()
            .position(|row| row.subject == subject && row.name == name)
            .and_then(|at| u16::try_from(at).ok())
            .map(RelationId)
    }
}

use FactType::{Day, Flag, Number, Text, Texts, Word, Words};
use SubjectKind::{
    Actor, Approval, Contract, Contractor, Data, Filing, Flow, Holding, Hop, Measure, Part, Record, Step, Store,
};

/// Every fact.
pub static FACTS: &[FactRow] = &[
    has(Filing, "id", Text),
    says(Filing, "title", Text),
    says(Filing, "submitted", Day),
    says(Filing, "forum", Word(e::Forum::TABLE)),
    says(Filing, "forum.as_written", Text),
    says(Filing, "document", Text),
    says(Filing, "basis", Texts),
    says(Filing, "basis.matter", Words(e::Matter::TABLE)),
    says(Filing, "departments", Texts),
    says(Filing, "agenda_points", Texts),
    says(Filing, "programme.name", Text),
    says(Filing, "programme.purpose", Text),
    says(Filing, "programme.subjects", Text),
    says(Filing, "programme.summary", Text),
    says(Filing, "headcount", Texts),
    says(Filing, "programme.services", Texts),
    says(Filing, "programme.single_contractor", Flag),
    says(Filing, "flows.covers", Texts),
    says(Filing, "enclosures", Texts),
    says(Filing, "enclosures.for", Texts),
    says(Filing, "sections", Texts),
    says(Filing, "systems.aliases", Texts),
    may(Filing, "headcount.sum", Number),
    known(Filing, "headcount.miscalculated", Texts),
    says(Filing, "attachments", Texts),
    may(Filing, "attachments.complete", Flag),
    known(Filing, "attachments.incomplete", Texts),
    known(Filing, "numbering", Texts),
    known(Filing, "wordings", Texts),
    says(Filing, "headcount.total", Number),
    has(Actor, "id", Text),
    says(Actor, "name", Text),
    says(Actor, "role", Words(e::Role::TABLE)),
    says(Actor, "site", Text),
    may(Actor, "contracts", Texts),
    says(Actor, "public", Flag),
    says(Actor, "selection.method", Words(e::SelectionMethod::TABLE)),
    says(Actor, "selection.requires", Texts),
    says(Actor, "certifications", Texts),
    says(Actor, "certifications.required", Texts),
    says(Actor, "certifications.pending", Texts),
    says(Actor, "certifications.unmarked", Texts),
    says(Actor, "measures", Texts),
    has(Data, "id", Text),
    says(Data, "name", Text),
    says(Data, "group", Text),
    says(Data, "subjects", Text),
    known(Data, "personal", Flag),
    says(Data, "dummy", Flag),
    may(Data, "my_number", Flag),
    says(Data, "items", Texts),
    known(Data, "items.ambiguous", Texts),
    says(Data, "incomplete", Flag),
    known(Data, "kinds", Texts),
    known(Data, "reserved", Flag),
    has(Store, "id", Text),
    says(Store, "name", Text),
    says(Store, "kind", Word(e::StoreKind::TABLE)),
    says(Store, "law", Word(e::GoverningLaw::TABLE)),
    says(Store, "brought_in", Flag),
    says(Store, "measures", Texts),
    has(Flow, "id", Text),
    says(Flow, "title", Text),
    says(Flow, "source", Text),
    says(Flow, "continuing", Flag),
    has(Step, "id", Text),
    says(Step, "title", Text),
    has(Step, "action", Words(e::Action::TABLE)),
    says(Step, "machine", Flag),
    says(Step, "medium", Words(e::Medium::TABLE)),
    says(Step, "from", Text),
    says(Step, "into", Text),
    says(Step, "data", Texts),
    has(Step, "test", Flag),
    has(Step, "changed", Flag),
    says(Step, "match.items", Texts),
    may(Step, "match.count", Number),
    may(Step, "match.undefined", Texts),
    says(Step, "match.by", Text),
    has(Hop, "action", Words(e::Action::TABLE)),
    says(Hop, "medium", Words(e::Medium::TABLE)),
    may(Hop, "medium.class", Word(e::MediumClass::TABLE)),
    says(Hop, "medium.label", Text),
    says(Hop, "encrypted", Flag),
    says(Hop, "line.kind", Word(e::LineKind::TABLE)),
    says(Hop, "line.encrypted", Flag),
    says(Hop, "line.restricted_peers", Flag),
    says(Hop, "transport.by", Word(e::CarriedBy::TABLE)),
    says(Hop, "transport.service", Word(e::PostalService::TABLE)),
    says(Hop, "transport.container", Word(e::Container::TABLE)),
    says(Hop, "transport.ledger", Flag),
    says(Hop, "transport.ledger.fields", Texts),
    says(Hop, "transport.persons", Number),
    says(Hop, "notice", Word(e::Notice::TABLE)),
    says(Hop, "in_advance", Flag),
    may(Hop, "notified", Flag),
    says(Hop, "sender", Text),
    says(Hop, "receiver", Text),
    says(Hop, "data", Texts),
    says(Hop, "leaves_premises", Flag),
    says(Hop, "inform_only", Flag),
    says(Hop, "purpose_shown", Flag),
    says(Hop, "identity_check", Flag),
    known(Hop, "load", Words(e::Action::TABLE)),
    has(Hop, "optional", Flag),
    known(Hop, "same_body", Flag),
    known(Holding, "continuing", Flag),
    known(Holding, "stays", Flag),
    known(Holding, "terminal", Flag),
    known(Holding, "personal", Flag),
    may(Holding, "place", Text),
    known(Holding, "place.kind", Word(e::PlaceKind::TABLE)),
    known(Holding, "place.name", Text),
    may(Holding, "medium.class", Word(e::MediumClass::TABLE)),
    may(Holding, "origin", Word(e::Origin::TABLE)),
    known(Holding, "from_principal", Flag),
    known(Holding, "made_outside", Flag),
    known(Holding, "awaits_destination", Flag),
    known(Holding, "sealed", Flag),
    may(Holding, "destination", Flag),
    may(Holding, "end", Word(e::End::TABLE)),
    says(Holding, "end.due", Words(e::Due::TABLE)),
    known(Holding, "repeats", Words(e::Repeats::TABLE)),
    says(Holding, "reported", Flag),
    says(Holding, "report.to", Words(e::Role::TABLE)),
    has(Part, "id", Text),
    has(Part, "kind", Word(e::PartKind::TABLE)),
    says(Part, "departments", Texts),
    says(Part, "business", Text),
    says(Part, "subjects", Text),
    says(Part, "basis", Texts),
    says(Part, "agenda", Word(e::Agenda::TABLE)),
    says(Part, "reason", Text),
    says(Part, "work", Texts),
    says(Part, "data", Texts),
    says(Part, "form", Text),
    says(Part, "between", Texts),
    says(Part, "change", Text),
    says(Part, "changed", Flag),
    says(Part, "changed_since", Text),
    says(Part, "schedule.develop", Day),
    says(Part, "schedule.test", Day),
    says(Part, "schedule.live", Day),
    says(Part, "title", Text),
    says(Part, "term.from", Day),
    says(Part, "term.from.precision", Word(e::Precision::TABLE)),
    says(Part, "term.to.precision", Word(e::Precision::TABLE)),
    says(Part, "term.renews", Word(e::Renews::TABLE)),
    says(Part, "term.to", Day),
    known(Part, "term.vague", Texts),
    known(Part, "schedule.outside", Texts),
    may(Part, "decided", Day),
    known(Part, "tested", Flag),
    may(Part, "tests.dummy", Flag),
    says(Part, "media", Words(e::Medium::TABLE)),
    may(Part, "media.undeclared", Texts),
    may(Part, "items.unprovided", Texts),
    may(Part, "items.uncollected", Texts),
    known(Part, "contents.uncollected", Texts),
    may(Part, "my_number", Flag),
    known(Part, "items.annexed", Texts),
    may(Part, "items.unshared", Texts),
    may(Part, "media.unused", Texts),
    says(Part, "class", Text),
    says(Part, "agenda_points", Texts),
    says(Part, "line.kind", Word(e::LineKind::TABLE)),
    says(Part, "line.encrypted", Flag),
    says(Part, "line.restricted_peers", Flag),
    says(Part, "line.service", Text),
    says(Part, "line.provider", Text),
    says(Part, "consents", Words(e::Consent::TABLE)),
    known(Part, "wordings", Texts),
    may(Part, "tasks", Texts),
    known(Part, "term.crosses_years", Flag),
    may(Part, "measures", Texts),
    says(Part, "measures.principal", Flag),
    says(Part, "measures.agent", Flag),
    says(Part, "measures.sections", Words(e::Section::TABLE)),
    known(Part, "measures.exempt", Texts),
    says(Part, "checklist.same_as", Text),
    may(Part, "systems.foreign", Texts),
    says(Part, "checklist.form", Text),
    says(Part, "checklist.principal", Flag),
    says(Part, "checklist.agent", Flag),
    known(Part, "checklist.differing", Texts),
    known(Part, "checklist.unanswered", Texts),
    known(Part, "checklist.outdated", Flag),
    known(Part, "checklist.newer", Texts),
    known(Part, "checklist.reasons", Texts),
    known(Part, "checklist.ruled_out", Texts),
    known(Part, "checklist.undrawn", Texts),
    has(Contract, "id", Text),
    has(Contract, "kind", Word(e::ContractKind::TABLE)),
    known(Contract, "depth", Number),
    says(Contract, "term.from", Day),
    says(Contract, "term.to", Day),
    may(Contract, "my_number", Flag),
    says(Contract, "clauses.attached", Flag),
    says(Contract, "clauses.form", Text),
    says(Contract, "clauses.label", Text),
    may(Contract, "clauses", Texts),
    may(Contract, "clauses.lacking", Texts),
    says(Contract, "places", Texts),
    may(Contract, "clauses.variant", Word(e::Variant::TABLE)),
    may(Contract, "clauses.law.to", Day),
    says(Contract, "term.renews", Word(e::Renews::TABLE)),
    may(Contract, "subcontracts", Texts),
    says(Contract, "subcontracting.allowed", Word(e::Allowed::TABLE)),
    says(Contract, "subcontracting.approval", Text),
    says(Contract, "subcontracting.consent", Flag),
    says(Contract, "subcontracting.consent.date", Day),
    has(Approval, "id", Text),
    says(Approval, "session", Text),
    says(Approval, "forum", Word(e::Forum::TABLE)),
    says(Approval, "forum.as_written", Text),
    says(Approval, "outcome", Word(e::Outcome::TABLE)),
    may(Approval, "day", Day),
    known(Approval, "conflicting", Texts),
    has(Measure, "id", Text),
    known(Measure, "label", Text),
    has(Measure, "side", Word(e::Side::TABLE)),
    has(Measure, "means", Texts),
    says(Measure, "in_specification", Flag),
    says(Measure, "section", Word(e::Section::TABLE)),
    known(Measure, "wordings", Texts),
    has(Measure, "cites", Texts),
    may(Measure, "cites.astray", Texts),
    may(Filing, "today", Day),
    may(Part, "starts", Day),
    may(Part, "ends", Day),
    may(Part, "first_data", Day),
    may(Part, "past_change", Day),
    may(Part, "subcontractors.undeclared", Texts),
    has(Record, "kind", Word(e::Record::TABLE)),
    says(Record, "date", Day),
    says(Record, "document", Text),
    says(Record, "job", Text),
    says(Record, "name", Text),
    says(Record, "step", Text),
    says(Record, "announced", Flag),
    says(Record, "valid_to", Day),
    says(Record, "kept_until", Day),
    says(Record, "serials", Texts),
    known(Record, "serials.open", Texts),
    known(Record, "imbalance", Texts),
    has(Contractor, "name", Text),
    known(Contractor, "contracts", Number),
    known(Contractor, "share", Number),
    known(Contractor, "departments", Texts),
    known(Contractor, "elsewhere", Texts),
    known(Contractor, "declared_in", Texts),
    known(Contractor, "lacking_in", Texts),
];

/// Every relation.
pub static RELATIONS: &[RelationRow] = &[
    many(Filing, "contracts", Contract),
    many(Filing, "parts", Part),
    many(Filing, "actors", Actor),
    many(Filing, "flows", Flow),
    many(Filing, "steps", Step),
    many(Filing, "hops", Hop),
    many(Filing, "holdings", Holding),
    said_by(many(Actor, "contracts", Contract), "contracts"),
    many(Actor, "parts", Part),
    many(Actor, "steps", Step),
    many(Store, "steps", Step),
    one(Store, "actor", Actor),
    one(Store, "operator", Actor),
    many(Flow, "steps", Step),
    one(Step, "flow", Flow),
    one(Step, "actor", Actor),
    said_by(many(Step, "data", Data), "data"),
    many(Data, "steps", Step),
    many(Flow, "parts", Part),
    many(Store, "parts", Part),
    one(Hop, "step", Step),
    one(Hop, "flow", Flow),
    said_by(one(Hop, "from", Actor), "sender"),
    said_by(one(Hop, "to", Actor), "receiver"),
    one(Hop, "part", Part),
    one(Hop, "contract", Contract),
    said_by(many(Hop, "data", Data), "data"),
    many(Hop, "notices", Hop),
    one(Holding, "holder", Actor),
    one(Holding, "step", Step),
    one(Holding, "contract", Contract),
    many(Holding, "data", Data),
    one(Part, "filing", Filing),
    one(Part, "store", Store),
    said_by(many(Part, "data", Data), "data"),
    one(Part, "from", Actor),
    one(Part, "to", Actor),
    many(Part, "hops", Hop),
    many(Part, "flows", Flow),
    many(Part, "approvals", Approval),
    one(Part, "changed_since", Approval),
    many(Part, "rows", Measure),
    one(Part, "contract", Contract),
    one(Contract, "part", Part),
    one(Contract, "from", Actor),
    one(Contract, "to", Actor),
    one(Contract, "parent", Contract),
    said_by(many(Contract, "children", Contract), "subcontracts"),
    many(Contract, "hops", Hop),
    many(Contract, "holdings", Holding),
    one(Measure, "part", Part),
    many(Part, "records", Record),
    many(Hop, "records", Record),
    one(Record, "part", Part),
    one(Record, "issuer", Actor),
    many(Record, "hops", Hop),
    many(Record, "holders", Actor),
    many(Record, "uses", Record),
];

/// What is found out and always known.
const fn known(subject: SubjectKind, name: &'static str, kind: FactType) -> FactRow {
    FactRow { subject, name, kind, certain: true, written: false }
}

/// What is found out where enough is written.
const fn may(subject: SubjectKind, name: &'static str, kind: FactType) -> FactRow {
    FactRow { subject, name, kind, certain: false, written: false }
}

/// What one key says, if it is there.
const fn says(subject: SubjectKind, name: &'static str, kind: FactType) -> FactRow {
    FactRow { subject, name, kind, certain: false, written: true }
}

/// What one key says that every subject of the kind has.
const fn has(subject: SubjectKind, name: &'static str, kind: FactType) -> FactRow {
    FactRow { subject, name, kind, certain: true, written: true }
}

const fn one(subject: SubjectKind, name: &'static str, to: SubjectKind) -> RelationRow {
    RelationRow { subject, name, to, many: false, fact: None }
}

const fn many(subject: SubjectKind, name: &'static str, to: SubjectKind) -> RelationRow {
    RelationRow { subject, name, to, many: true, fact: None }
}

const fn said_by(row: RelationRow, fact: &'static str) -> RelationRow {
    RelationRow { fact: Some(fact), ..row }
}
