//! Facts: what a filing says of each subject, asked by name.
//!
//! Owns one function per fact and relation of the vocabulary. A fact says what is, never whether it
//! is allowed; what the author did not write stays unstated.

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
use std::sync::LazyLock;

use crate::calendar::Date;
use crate::filing::{Filing, PartId, StepId};
use crate::flow::Custody;
use crate::policy::Policy;
use crate::source::Span;
use crate::vocabulary::facts::{FACTS, FactId, RELATIONS, RelationId, RelationRow, SubjectKind};

pub use crate::vocabulary::facts::Subject;

use memo::Memo;

pub(crate) use clause::measure_label;
pub(crate) use contract::standard as standard_clauses;
pub use contractor::Contractor;
pub(crate) use holding::place_name;
pub use practice::Practice;
pub use value::{Answer, Standing, Value};

/// Most subjects that the quantifiers of all rules together look at in one filing. A filing of 40 steps takes some
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
    answers: OnceCell<Memo<Rc<Answer<'w>>>>,
    relations: OnceCell<Memo<Many>>,
    /// Subjects that quantifiers have looked at.
    visits: Cell<usize>,
}

/// What a to-one relation leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum One {
    /// A subject.
    To(Subject),
    /// Nothing: there is none.
    Nothing,
    /// It is not said; with its standing.
    Unknown(Standing),
}

/// What a to-many relation leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Many {
    /// These subjects.
    To(Rc<[Subject]>),
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

type GetFact = for<'w> fn(&World<'w>, usize) -> Answer<'w>;
type GetOne = fn(&World<'_>, usize) -> One;
type GetMany = fn(&World<'_>, usize) -> Many;

/// How one relation is followed.
#[derive(Clone, Copy)]
enum GetRelation {
    One(GetOne),
    Many(GetMany),
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

    /// What facts have answered.
    fn answers(&self) -> &Memo<Rc<Answer<'w>>> {
        self.answers.get_or_init(|| Memo::new(FACTS.iter().map(|row| self.count(row.subject))))
    }

    /// Where relations to several have led.
    fn relations(&self) -> &Memo<Many> {
        let many = |row: &RelationRow| if row.many { self.count(row.subject) } else { 0 };
        self.relations.get_or_init(|| Memo::new(RELATIONS.iter().map(many)))
    }

    /// Every subject of a kind, in order.
    pub fn subjects(&self, kind: SubjectKind) -> impl Iterator<Item = Subject> + use<> {
        (0..self.count(kind)).map(move |at| Subject { kind, at })
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
            SubjectKind::Hop => self.custody.legs.len(),
            SubjectKind::Holding => self.custody.keepings.len(),
            SubjectKind::Part => self.filing.parts.len(),
            SubjectKind::Contract => self.contracts.len(),
            SubjectKind::Approval => self.filing.approvals.len(),
            SubjectKind::Measure => self.measures.len(),
            SubjectKind::Record => self.practice.map_or(0, |practice| practice.records.len()),
            SubjectKind::Contractor => self.register.len(),
        }
    }

    /// A fact of a subject.
    pub fn ask(&self, subject: Subject, fact: FactId) -> Rc<Answer<'w>> {
        let row = usize::from(fact.0);
        self.answers().get(row, subject.at, || {
            let getter = GETTERS.get(row).and_then(|getter| *getter);
            Rc::new(getter.map_or_else(Answer::unstated, |getter| getter(self, subject.at)))
        })
    }

    /// A fact that another one rests on, by its name, of several subjects of a kind.
    fn recall(&self, kind: SubjectKind, all: Range<usize>, name: &str) -> impl Iterator<Item = Rc<Answer<'w>>> {
        let fact = FactId::find(kind, name);
        all.filter_map(move |at| Some(self.ask(Subject { kind, at }, fact?)))
    }

    /// The subject that a to-one relation leads to.
    pub fn follow(&self, subject: Subject, relation: RelationId) -> One {
        match FOLLOWERS.get(usize::from(relation.0)).copied().flatten() {
            Some(GetRelation::One(follow)) => follow(self, subject.at),
            _ => One::Unknown(Standing::Unstated),
        }
    }

    /// The subjects that a to-many relation leads to.
    pub fn spread(&self, subject: Subject, relation: RelationId) -> Many {
        let row = usize::from(relation.0);
        self.relations().get(row, subject.at, || match FOLLOWERS.get(row).copied().flatten() {
            Some(GetRelation::Many(spread)) => spread(self, subject.at),
            _ => Many::Unknown(Standing::Unstated),
        })
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

fn named(id: &str, place: &crate::filing::Place) -> Named {
    Named { id: id.to_owned(), way: None, pointer: place.pointer.clone(), span: place.span }
}

impl Named {
    /// The id with the way behind it.
    pub fn with_way(&self) -> String {
        self.way.map_or_else(|| self.id.clone(), |way| format!("{}#{way}", self.id))
    }
}

/// Functions by position of the fact; a fact without one is a gap that a test finds.
static GETTERS: LazyLock<Vec<Option<GetFact>>> = LazyLock::new(|| {
    FACTS
        .iter()
        .map(|row| match row.subject {
            SubjectKind::Filing => filing::fact(row.name),
            SubjectKind::Actor => actor::fact(row.name),
            SubjectKind::Data => data::fact(row.name),
            SubjectKind::Store => data::store_fact(row.name),
            SubjectKind::Flow => filing::flow_fact(row.name),
            SubjectKind::Step => step::fact(row.name),
            SubjectKind::Hop => hop::fact(row.name),
            SubjectKind::Holding => holding::fact(row.name),
            SubjectKind::Part => part::fact(row.name).or_else(|| practice::part_fact(row.name)),
            SubjectKind::Contract => contract::fact(row.name),
            SubjectKind::Approval => filing::approval_fact(row.name),
            SubjectKind::Measure => clause::fact(row.name),
            SubjectKind::Record => practice::fact(row.name),
            SubjectKind::Contractor => contractor::fact(row.name),
        })
        .collect()
});

static FOLLOWERS: LazyLock<Vec<Option<GetRelation>>> = LazyLock::new(|| {
    RELATIONS
        .iter()
        .map(|row| match (row.subject, row.many) {
            (SubjectKind::Filing, true) => filing::many(row.name).map(GetRelation::Many),
            (SubjectKind::Flow, true) => filing::flow_many(row.name).map(GetRelation::Many),
            (SubjectKind::Store, true) => data::store_many(row.name).map(GetRelation::Many),
            (SubjectKind::Actor, true) => actor::many(row.name).map(GetRelation::Many),
            (SubjectKind::Hop, true) => hop::many(row.name).map(GetRelation::Many),
            (SubjectKind::Holding, true) => holding::many(row.name).map(GetRelation::Many),
            (SubjectKind::Part, true) => part::many(row.name).map(GetRelation::Many),
            (SubjectKind::Measure, false) => clause::one(row.name).map(GetRelation::One),
            (SubjectKind::Data, true) => data::many(row.name).map(GetRelation::Many),
            (SubjectKind::Step, true) => step::many(row.name).map(GetRelation::Many),
            (SubjectKind::Contract, true) => contract::many(row.name).map(GetRelation::Many),
            (SubjectKind::Store, false) => data::store_one(row.name).map(GetRelation::One),
            (SubjectKind::Step, false) => step::one(row.name).map(GetRelation::One),
            (SubjectKind::Hop, false) => hop::one(row.name).map(GetRelation::One),
            (SubjectKind::Holding, false) => holding::one(row.name).map(GetRelation::One),
            (SubjectKind::Part, false) => part::one(row.name).map(GetRelation::One),
            (SubjectKind::Contract, false) => contract::one(row.name).map(GetRelation::One),
            (SubjectKind::Record, true) => practice::many(row.name).map(GetRelation::Many),
            (SubjectKind::Record, false) => practice::one(row.name).map(GetRelation::One),
            _ => None,
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_and_relation_has_its_function() {
        for (row, getter) in FACTS.iter().zip(GETTERS.iter()) {
            assert!(getter.is_some(), "{}.{}", row.subject.word(), row.name);
        }
        for (row, follower) in RELATIONS.iter().zip(FOLLOWERS.iter()) {
            assert!(follower.is_some(), "{}.{}", row.subject.word(), row.name);
        }
    }
}
