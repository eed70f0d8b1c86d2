//! Facts: what a filing states about each subject.
//!
//! Owns the answer to each fact and relation of the vocabulary, one file per subject. A fact states what is, never
//! whether it is allowed; what the author did not write stays unstated.

mod actor;
mod checklist;
mod citation;
mod clause;
mod contract;
mod contractor;
mod data;
mod dates;
mod decision;
mod declared;
mod filing;
mod grounds;
mod holding;
mod hop;
mod index;
mod items;
mod ledger;
mod memo;
mod numbering;
mod order;
mod part;
mod practice;
mod record;
mod running;
mod spelling;
mod spoken;
mod step;
mod uses;
mod value;
mod wordings;

use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::rc::Rc;

use crate::calendar::Date;
use crate::filing::{ActorId, Filing, PartId, StepId};
use crate::flow::{Custody, Lot};
use crate::policy::Policy;
use crate::source::Span;
use crate::vocabulary::facts::{
    ALL_FACTS, ALL_RELATIONS, ContractFact, FactId, HopFact, MeasureFact, PartFact, RelationId, StepFact, SubjectKind,
};

pub use crate::vocabulary::facts::Subject;

use index::Index;
use memo::Memo;
use order::Order;

pub(crate) use clause::measure_label;
pub(crate) use contract::standard as standard_clauses;
pub use contractor::Contractor;
pub use practice::Practice;
pub use value::{Answer, Standing, Value};

/// Maximum number of subjects that the quantifiers of all rules together visit in one filing. A filing of 40 steps
/// needs some hundred visits, one of 5,000 steps some ten thousand.
pub const MAX_VISITS: usize = 2_000_000;

/// Number of bytes of text whose search costs as much as one visit.
const SEARCHED_AT_ONCE: usize = 2_048;

/// Everything that facts are computed from.
pub struct World<'w> {
    /// The filing that is asked about.
    pub filing: &'w Filing,
    /// The copies that its flows make.
    pub custody: &'w Custody,
    /// The policy, with its forms and its dictionary of items.
    pub policy: &'w Policy,
    /// The day whose edition of the rules applies.
    pub day: Date,
    /// All steps, in the order of the file; a subject is a position here.
    pub steps: Vec<StepId>,
    /// The parts that are contracts; a subject is a position here.
    pub contracts: Vec<PartId>,
    /// All prose measures: their part and their position there. A subject is a position here.
    pub measures: Vec<(PartId, usize)>,
    /// What was done; `None` outside of audits.
    pub practice: Option<&'w Practice>,
    /// Contractors of a whole register; empty until the end of an audit.
    pub register: &'w [Contractor],
    index: OnceCell<Index<'w>>,
    order: OnceCell<Order>,
    answers: OnceCell<Memo<Rc<Answer<'w>>>>,
    relations: OnceCell<Memo<Reached>>,
    spoken: OnceCell<Vec<Vec<&'w str>>>,
    citations: OnceCell<Vec<citation::Quote<'w>>>,
    /// Number of visits by quantifiers so far.
    visits: Cell<usize>,
}

/// The result of following a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// The subject that a relation to one leads to.
    One(Subject),
    /// The subjects that a relation to several leads to; may be empty.
    Many(Rc<[Subject]>),
    /// The relation leads to nothing, and the filing leaves no doubt about it.
    Nothing,
    /// It is unknown where the relation leads, with the standing of that.
    Unknown(Standing),
}

/// How findings name a subject, and where it is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Id of the subject, unique in the filing. The ways of a hop share the id of its step.
    pub id: String,
    /// Number of the way, counted from 1, where a hop has several.
    pub way: Option<usize>,
    /// JSON Pointer of the subject.
    pub pointer: String,
    /// Where the subject is written.
    pub span: Span,
}

impl<'w> World<'w> {
    /// Makes a world without an audit.
    pub fn new(filing: &'w Filing, custody: &'w Custody, policy: &'w Policy, day: Date) -> Self {
        let parts = || (0..filing.parts.len()).map(PartId::new);
        let contracts = parts().filter(|part| filing.parts[part.at()].is_contract()).collect();
        let rows = |part: PartId| (0..filing.parts[part.at()].measures.len()).map(move |at| (part, at));
        let measures = parts().flat_map(rows).collect();
        let steps = filing.steps().map(|(id, _)| id).collect();
        World {
            filing,
            custody,
            policy,
            day,
            steps,
            contracts,
            measures,
            practice: None,
            register: &[],
            index: OnceCell::new(),
            order: OnceCell::new(),
            answers: OnceCell::new(),
            relations: OnceCell::new(),
            spoken: OnceCell::new(),
            citations: OnceCell::new(),
            visits: Cell::new(0),
        }
    }

    /// Adds what was done, for an audit.
    #[must_use]
    pub fn audited(self, practice: &'w Practice, register: &'w [Contractor]) -> Self {
        // There are now more subjects, and more is known of each, so known answers are dropped.
        let (answers, relations) = (OnceCell::new(), OnceCell::new());
        World { practice: Some(practice), register, answers, relations, ..self }
    }

    /// Steps and loads by what they are about.
    fn index(&self) -> &Index<'w> {
        self.index.get_or_init(|| Index::of(self.filing, self.custody))
    }

    /// The days that the steps around a step state.
    fn order(&self) -> &Order {
        self.order.get_or_init(|| Order::of(self.filing))
    }

    /// What facts have answered.
    fn answers(&self) -> &Memo<Rc<Answer<'w>>> {
        self.answers.get_or_init(|| Memo::new(ALL_FACTS.iter().map(|fact| self.count(fact.row().subject))))
    }

    /// Returns the positions of the measures of a part; all measures are in the order of their parts.
    fn measures_of(&self, part: PartId) -> Range<usize> {
        let first = self.measures.partition_point(|(other, _)| *other < part);
        first..self.measures.partition_point(|(other, _)| *other <= part)
    }

    /// Returns the provisions of laws that the filing cites.
    fn citations(&self) -> &[citation::Quote<'w>] {
        self.citations.get_or_init(|| citation::all(self))
    }

    /// Returns the measures that the sentence of a measure speaks of, where its meaning is left out.
    fn spoken(&self, measure: usize) -> &[&'w str] {
        self.spoken.get_or_init(|| spoken::all(self)).get(measure).map_or(&[], Vec::as_slice)
    }

    /// True if a sentence of a part states a measure, or speaks of it where its meaning is left out.
    pub(crate) fn means(&self, part: PartId, row: usize, id: &str) -> bool {
        let Some(measure) = self.filing.parts.get(part.at()).and_then(|part| part.measures.get(row)) else {
            return false;
        };
        let at = self.measures.partition_point(|one| *one < (part, row));
        measure.means.iter().any(|own| own == id) || self.spoken(at).contains(&id)
    }

    /// Returns the results of relations to several subjects that are already known.
    fn relations(&self) -> &Memo<Reached> {
        let many = |relation: &RelationId| {
            Some(relation.row()).filter(|row| row.many).map_or(0, |row| self.count(row.subject))
        };
        self.relations.get_or_init(|| Memo::new(ALL_RELATIONS.iter().map(many)))
    }

    /// Iterates over every subject of a kind, in order.
    pub fn subjects(&self, kind: SubjectKind) -> impl Iterator<Item = Subject> + use<> {
        (0..self.count(kind)).map(move |at| Subject { kind, at })
    }

    /// How many subjects of all kinds that a long filing has many of.
    pub(crate) fn size(&self) -> usize {
        self.steps.len() + self.custody.hops.len() + self.custody.holdings.len() + self.filing.data.len()
    }

    /// How many subjects of a kind there are.
    fn count(&self, kind: SubjectKind) -> usize {
        match kind {
            SubjectKind::Filing => 1,
            SubjectKind::Actor => self.filing.actors.len(),
            SubjectKind::Data => self.filing.data.len(),
            SubjectKind::Store => self.filing.stores.len(),
            SubjectKind::Flow => self.filing.flows.len(),
            SubjectKind::Step => self.steps.len(),
            SubjectKind::Hop => self.custody.hops.len(),
            SubjectKind::Holding => self.custody.holdings.len(),
            SubjectKind::Part => self.filing.parts.len(),
            SubjectKind::Contract => self.contracts.len(),
            SubjectKind::Approval => self.filing.approvals.len(),
            SubjectKind::Measure => self.measures.len(),
            SubjectKind::Citation => self.citations().len(),
            SubjectKind::Record => self.practice.map_or(0, |practice| practice.records.len()),
            SubjectKind::Contractor => self.register.len(),
        }
    }

    /// Returns a fact of a subject.
    pub fn ask(&self, subject: Subject, fact: FactId) -> Rc<Answer<'w>> {
        self.answers().get(fact.index(), subject.at, || {
            let unclear = self.filing.unclear.promises && self.is_unclear(fact);
            Rc::new(if unclear { Answer::unreadable(None) } else { self.answer(subject.at, fact) })
        })
    }

    /// True if a fact follows from values of which one is unreadable. Where the flow is uncertain, so is what is
    /// promised.
    fn is_unclear(&self, fact: FactId) -> bool {
        use PartFact as P;
        match fact {
            FactId::Holding(_) => self.filing.unclear.flow,
            // What the flow does, compared with what a part declares.
            FactId::Part(P::MediaUndeclared | P::MediaUnused | P::ItemsUnprovided | P::ItemsUncollected) => {
                self.filing.unclear.flow
            }
            FactId::Part(P::ItemsUnshared | P::ContentsUncollected | P::MyNumber) => self.filing.unclear.flow,
            FactId::Part(P::ItemsPassedOn | P::HeldUnprovided | P::ProvidedUnused) => self.filing.unclear.flow,
            FactId::Contract(ContractFact::MyNumber | ContractFact::PassesOn) => self.filing.unclear.flow,
            FactId::Hop(HopFact::Notified | HopFact::ReceiverBound) => self.filing.unclear.flow,
            FactId::Step(StepFact::Bound | StepFact::IntoDeclared) => self.filing.unclear.flow,
            FactId::Measure(MeasureFact::CitesAstray) => self.filing.unclear.measures,
            FactId::Part(P::Measures | P::MeasuresPrincipal | P::MeasuresAgent) => self.filing.unclear.measures,
            _ => false,
        }
    }

    /// Computes a fact of the subject at a position among its kind.
    fn answer(&self, at: usize, fact: FactId) -> Answer<'w> {
        match fact {
            FactId::Filing(fact) => filing::fact(self, fact),
            FactId::Actor(fact) => actor::fact(self, at, fact),
            FactId::Data(fact) => data::fact(self, at, fact),
            FactId::Store(fact) => data::store_fact(self, at, fact),
            FactId::Flow(fact) => filing::flow_fact(self, at, fact),
            FactId::Step(fact) => step::fact(self, at, fact),
            FactId::Hop(fact) => hop::fact(self, at, fact),
            FactId::Holding(fact) => holding::fact(self, at, fact),
            FactId::Part(fact) => part::fact(self, at, fact),
            FactId::Contract(fact) => contract::fact(self, at, fact),
            FactId::Approval(fact) => filing::approval_fact(self, at, fact),
            FactId::Measure(fact) => clause::fact(self, at, fact),
            FactId::Citation(fact) => citation::fact(self, at, fact),
            FactId::Record(fact) => record::fact(self, at, fact),
            FactId::Contractor(fact) => contractor::fact(self, at, fact),
        }
    }

    /// Returns a fact that another one rests on, for several subjects.
    fn recall(&self, fact: impl Into<FactId>, all: Range<usize>) -> impl Iterator<Item = Rc<Answer<'w>>> {
        let fact = fact.into();
        all.map(move |at| self.ask(Subject { kind: fact.row().subject, at }, fact))
    }

    /// Returns what a relation of a subject leads to.
    pub fn follow(&self, subject: Subject, relation: RelationId) -> Reached {
        self.relations().get(relation.index(), subject.at, || match self.related(subject.at, relation) {
            // Where the flow is uncertain, it is not certain either that a relation leads nowhere.
            Reached::Nothing | Reached::Unknown(Standing::Unstated) if self.filing.unclear.flow => {
                Reached::Unknown(Standing::Unreadable)
            }
            Reached::Many(found) if found.is_empty() && self.filing.unclear.flow => {
                Reached::Unknown(Standing::Unreadable)
            }
            related => related,
        })
    }

    /// Computes where a relation leads from the subject at a position among its kind.
    fn related(&self, at: usize, relation: RelationId) -> Reached {
        match relation {
            RelationId::Filing(relation) => filing::relation(self, relation),
            RelationId::Actor(relation) => actor::relation(self, at, relation),
            RelationId::Data(relation) => data::relation(self, at, relation),
            RelationId::Store(relation) => data::store_relation(self, at, relation),
            RelationId::Flow(relation) => filing::flow_relation(self, at, relation),
            RelationId::Step(relation) => step::relation(self, at, relation),
            RelationId::Hop(relation) => hop::relation(self, at, relation),
            RelationId::Holding(relation) => holding::relation(self, at, relation),
            RelationId::Part(relation) => part::relation(self, at, relation),
            RelationId::Contract(relation) => contract::relation(self, at, relation),
            RelationId::Measure(relation) => clause::relation(self, at, relation),
            RelationId::Citation(relation) => citation::relation(relation),
            RelationId::Record(relation) => record::relation(self, at, relation),
        }
    }

    /// Counts the subjects that a quantifier is about to visit. True if the filing is still within its limit.
    ///
    /// A quantifier within a quantifier visits every pair, for each subject of the rule: a filing within every other
    /// limit could take hours.
    pub(crate) fn may_visit(&self, subjects: usize) -> bool {
        self.visits.set(self.visits.get().saturating_add(subjects));
        !self.is_exhausted()
    }

    /// Counts a search for names in a text, likewise.
    fn may_search(&self, names: usize, text: &str) -> bool {
        self.may_compare(names.saturating_mul(text.len()))
    }

    /// Counts bytes that are compared, likewise.
    fn may_compare(&self, bytes: usize) -> bool {
        self.may_visit(bytes / SEARCHED_AT_ONCE)
    }

    /// True if the limit of visits is exceeded: what was not visited is not judged.
    pub fn is_exhausted(&self) -> bool {
        self.visits.get() > MAX_VISITS
    }

    /// Returns whether a part runs when a step is done; `None` where that is open.
    pub(crate) fn runs(&self, part: PartId, step: StepId, under: Option<PartId>) -> Option<bool> {
        running::runs(self, part, running::time_of(self, step, under)?)
    }

    /// Returns how findings name a subject.
    pub fn name(&self, subject: Subject) -> Named {
        match subject.kind {
            SubjectKind::Filing => {
                let place = &self.filing.place;
                named(&self.filing.id, place)
            }
            SubjectKind::Actor => named(&self.filing.actors[subject.at].id, &self.filing.actors[subject.at].place),
            SubjectKind::Data => named(&self.filing.data[subject.at].id, &self.filing.data[subject.at].place),
            SubjectKind::Store => named(&self.filing.stores[subject.at].id, &self.filing.stores[subject.at].place),
            SubjectKind::Flow => named(&self.filing.flows[subject.at].id, &self.filing.flows[subject.at].place),
            SubjectKind::Step => {
                let id = self.steps[subject.at];
                named(&self.filing.step_name(id), &self.filing.step(id).place)
            }
            SubjectKind::Hop => hop::name(self, subject.at),
            SubjectKind::Holding => holding::name(self, subject.at),
            SubjectKind::Part => named(&self.filing.parts[subject.at].id, &self.filing.parts[subject.at].place),
            SubjectKind::Contract => {
                let part = &self.filing.parts[self.contracts[subject.at].at()];
                named(&part.id, &part.place)
            }
            SubjectKind::Approval => {
                let approval = &self.filing.approvals[subject.at];
                named(&approval.id, &approval.place)
            }
            SubjectKind::Measure => clause::name(self, subject.at),
            SubjectKind::Citation => citation::name(self, subject.at),
            SubjectKind::Record => record::name(self, subject.at),
            SubjectKind::Contractor => contractor::name(self, subject.at),
        }
    }

    /// Returns a part as a subject of rules about contracts; `None` if it is no contract.
    pub fn contract(&self, part: PartId) -> Option<Subject> {
        let at = self.contracts.iter().position(|contract| *contract == part)?;
        Some(Subject { kind: SubjectKind::Contract, at })
    }

    /// Returns the loads that a step hands over, in the order in which they were made.
    pub fn loads_of(&self, step: StepId) -> &[&'w Lot] {
        self.index().moved(step)
    }

    /// True if a step brings back what an earlier one handed over.
    pub fn brings_back(&self, lent: StepId, step: StepId) -> bool {
        let giver = |step: StepId| self.custody.handovers_of(step).first()?.from.copied();
        let Some(giver) = giver(lent) else { return false };
        let to_giver = |to: &ActorId| self.custody.same_body(self.filing, *to, giver);
        let back = || self.custody.handovers_of(step).iter().filter_map(|it| it.to.copied()).any(|to| to_giver(&to));
        lent < step && self.loads_of(lent).iter().any(|lot| lot.moved_by.contains(&step)) && back()
    }

    /// Returns a step as a subject of rules about steps.
    pub fn step(&self, id: StepId) -> Option<Subject> {
        let at = self.steps.binary_search(&id).ok()?;
        Some(Subject { kind: SubjectKind::Step, at })
    }
}

fn named(id: &str, place: &crate::filing::Location) -> Named {
    Named { id: id.to_owned(), way: None, pointer: place.pointer.clone(), span: place.span }
}

impl Named {
    /// Returns the id with the number of the way appended, if there are several.
    pub fn with_way(&self) -> String {
        self.way.map_or_else(|| self.id.clone(), |way| format!("{}#{way}", self.id))
    }
}
