//! Facts: what a filing says of each subject.
//!
//! Owns the answer to each fact and relation of the vocabulary, one file per subject. A fact says what is, never whether
//! it is allowed; what the author did not write stays unstated.

mod actor;
mod checklist;
mod clause;
mod contract;
mod contractor;
mod data;
mod declared;
mod filing;
mod holding;
mod hop;
mod index;
mod items;
mod memo;
mod numbering;
mod part;
mod practice;
mod step;
mod value;
mod wordings;

use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::rc::Rc;

use crate::calendar::Date;
use crate::filing::{Filing, PartId, StepId};
use crate::flow::Custody;
use crate::policy::Policy;
use crate::source::Span;
use crate::vocabulary::facts::{
    ALL_FACTS, ALL_RELATIONS, ContractFact, FactId, HopFact, MeasureFact, PartFact, RelationId, SubjectKind,
};

pub use crate::vocabulary::facts::Subject;

use index::Index;
use memo::Memo;

pub(crate) use clause::measure_label;
pub(crate) use contract::standard as standard_clauses;
pub use contractor::Contractor;
pub use practice::Practice;
pub use value::{Answer, Standing, Value};

/// Maximum number of subjects that the quantifiers of all rules together look at in one filing. A filing of 40 steps takes some
/// hundred, one of 5,000 some ten thousand.
pub const MAX_VISITS: usize = 2_000_000;

/// Bytes of text that are searched in the time that one subject is looked at.
const SEARCHED_AT_ONCE: usize = 2_048;

/// Everything that facts are read from.
pub struct World<'w> {
    /// The filing.
    pub filing: &'w Filing,
    /// Its flows, followed.
    pub custody: &'w Custody,
    /// The policy, for its forms.
    pub policy: &'w Policy,
    /// The day by whose edition it is judged.
    pub day: Date,
    /// Steps by position.
    pub steps: Vec<StepId>,
    /// Contracts by position.
    pub contracts: Vec<PartId>,
    /// Prose measures by position: part, and position there.
    pub measures: Vec<(PartId, usize)>,
    /// What was done, in an audit.
    pub practice: Option<&'w Practice>,
    /// Contractors of a whole register, at the end of an audit.
    pub register: &'w [Contractor],
    index: OnceCell<Index<'w>>,
    answers: OnceCell<Memo<Rc<Answer<'w>>>>,
    relations: OnceCell<Memo<Reached>>,
    /// Subjects that quantifiers have looked at.
    visits: Cell<usize>,
}

/// What a relation leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// One subject, of a to-one relation.
    One(Subject),
    /// These subjects, of a to-many relation.
    Many(Rc<[Subject]>),
    /// Nothing: there is none.
    Nothing,
    /// It is not said; with its standing.
    Unknown(Standing),
}

/// Where a subject stands and how findings name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Id within the filing; that of a hop by one of several ways is that of the hop.
    pub id: String,
    /// Number of the way, from 1, where a hop has several.
    pub way: Option<usize>,
    /// JSON Pointer.
    pub pointer: String,
    /// Place.
    pub span: Span,
}

impl<'w> World<'w> {
    /// Joins what facts are read from.
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
            answers: OnceCell::new(),
            relations: OnceCell::new(),
            visits: Cell::new(0),
        }
    }

    /// The same with what was done.
    #[must_use]
    pub fn audited(self, practice: &'w Practice, register: &'w [Contractor]) -> Self {
        // There are more subjects now, and more that is known of each.
        let (answers, relations) = (OnceCell::new(), OnceCell::new());
        World { practice: Some(practice), register, answers, relations, ..self }
    }

    /// Steps and loads by what they are about.
    fn index(&self) -> &Index<'w> {
        self.index.get_or_init(|| Index::of(self.filing, self.custody))
    }

    /// What facts have answered.
    fn answers(&self) -> &Memo<Rc<Answer<'w>>> {
        self.answers.get_or_init(|| Memo::new(ALL_FACTS.iter().map(|fact| self.count(fact.row().subject))))
    }

    /// Where relations to several have led.
    fn relations(&self) -> &Memo<Reached> {
        let many = |relation: &RelationId| {
            Some(relation.row()).filter(|row| row.many).map_or(0, |row| self.count(row.subject))
        };
        self.relations.get_or_init(|| Memo::new(ALL_RELATIONS.iter().map(many)))
    }

    /// Every subject of a kind, in order.
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

    /// Returns true if a fact follows from values of which one cannot be read. Where the flow is unclear, so is what is
    /// promised.
    fn is_unclear(&self, fact: FactId) -> bool {
        use PartFact as P;
        match fact {
            FactId::Holding(_) => self.filing.unclear.flow,
            // What the flow does, beside what a part declares.
            FactId::Part(P::MediaUndeclared | P::MediaUnused | P::ItemsUnprovided | P::ItemsUncollected) => {
                self.filing.unclear.flow
            }
            FactId::Part(P::ItemsUnshared | P::ContentsUncollected | P::MyNumber) => self.filing.unclear.flow,
            FactId::Contract(ContractFact::MyNumber) | FactId::Hop(HopFact::Notified) => self.filing.unclear.flow,
            FactId::Measure(MeasureFact::CitesAstray) => self.filing.unclear.measures,
            FactId::Part(P::Measures | P::MeasuresPrincipal | P::MeasuresAgent) => self.filing.unclear.measures,
            _ => false,
        }
    }

    /// Works out a fact of the subject at a position among its kind.
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
            FactId::Record(fact) => practice::fact(self, at, fact),
            FactId::Contractor(fact) => contractor::fact(self, at, fact),
        }
    }

    /// Returns a fact that another one rests on, of several subjects.
    fn recall(&self, fact: impl Into<FactId>, all: Range<usize>) -> impl Iterator<Item = Rc<Answer<'w>>> {
        let fact = fact.into();
        all.map(move |at| self.ask(Subject { kind: fact.row().subject, at }, fact))
    }

    /// Returns what a relation of a subject leads to.
    pub fn follow(&self, subject: Subject, relation: RelationId) -> Reached {
        self.relations().get(relation.index(), subject.at, || match self.related(subject.at, relation) {
            // Where the flow is unclear, that it leads nowhere is not certain.
            Reached::Nothing | Reached::Unknown(Standing::Unstated) if self.filing.unclear.flow => {
                Reached::Unknown(Standing::Unreadable)
            }
            Reached::Many(found) if found.is_empty() && self.filing.unclear.flow => {
                Reached::Unknown(Standing::Unreadable)
            }
            related => related,
        })
    }

    /// Works out where a relation leads from the subject at a position among its kind.
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
            RelationId::Record(relation) => practice::relation(self, at, relation),
        }
    }

    /// Counts what a quantifier is about to look at, and tells whether the filing may still cost that.
    ///
    /// A quantifier within a quantifier looks at every pair, for each subject of the rule: a filing within every other
    /// limit could take hours.
    pub(crate) fn may_visit(&self, subjects: usize) -> bool {
        self.visits.set(self.visits.get().saturating_add(subjects));
        !self.is_exhausted()
    }

    /// The same for names that are searched for in a text.
    fn may_search(&self, names: usize, text: &str) -> bool {
        self.may_visit(names.saturating_mul(text.len()) / SEARCHED_AT_ONCE)
    }

    /// Whether the filing has cost more than one may: what was not looked at is not judged.
    pub fn is_exhausted(&self) -> bool {
        self.visits.get() > MAX_VISITS
    }

    /// How findings name a subject.
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
            SubjectKind::Record => practice::name(self, subject.at),
            SubjectKind::Contractor => contractor::name(self, subject.at),
        }
    }

    /// The position of a part among contracts.
    pub fn contract(&self, part: PartId) -> Option<Subject> {
        let at = self.contracts.iter().position(|contract| *contract == part)?;
        Some(Subject { kind: SubjectKind::Contract, at })
    }

    /// Position of a step among all steps.
    pub fn step(&self, id: StepId) -> Option<Subject> {
        let at = self.steps.binary_search(&id).ok()?;
        Some(Subject { kind: SubjectKind::Step, at })
    }
}

fn named(id: &str, place: &crate::filing::Location) -> Named {
    Named { id: id.to_owned(), way: None, pointer: place.pointer.clone(), span: place.span }
}

impl Named {
    /// The id with the way behind it.
    pub fn with_way(&self) -> String {
        self.way.map_or_else(|| self.id.clone(), |way| format!("{}#{way}", self.id))
    }
}
