//! The table of relations. A row declares a relation: its variant, its name in policies, and where it leads.

use super::fact_table::{ActorFact, ContractFact, FactId, HopFact, PartFact, StepFact};
use super::facts::{RelationRow, SubjectKind};

/// Makes of the rows of each subject an enum, and of all of them [`RelationId`] and [`RELATIONS`].
macro_rules! relations {
    ($(
        $(#[$doc:meta])*
        $subject:ident $relations:ident {
            $($how:ident $relation:ident $name:literal -> $to:ident $(, said by $fact:expr)?;)+
        }
    )+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[allow(missing_docs, reason = "each relation is described in locales/facts.yaml")]
            pub enum $relations { $($relation),+ }
        )+

        /// One relation of one kind of subject.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each variant is a kind of subject")]
        pub enum RelationId { $($subject($relations)),+ }

        /// Every relation, in the order of the table.
        pub const ALL_RELATIONS: &[RelationId] = &[$($(RelationId::$subject($relations::$relation)),+),+];

        /// The row of every relation, in the same order.
        pub(super) const RELATIONS: &[RelationRow] = &[$($(RelationRow {
            fact: relations!(@said $($fact)?),
            ..$how(SubjectKind::$subject, $name, SubjectKind::$to)
        }),+),+];

        impl RelationId {
            /// Returns the position in [`ALL_RELATIONS`].
            pub fn index(self) -> usize {
                match self {
                    $(RelationId::$subject(relation) => relation as usize + const { first(SubjectKind::$subject) }),+
                }
            }
        }
    };
    (@said) => { None };
    (@said $fact:expr) => { Some($fact) };
}

relations! {
    /// The relations of the filing as a whole.
    Filing FilingRelation {
        many Contracts "contracts" -> Contract;
        many Parts "parts" -> Part;
        many Actors "actors" -> Actor;
        many Flows "flows" -> Flow;
        many Steps "steps" -> Step;
        many Hops "hops" -> Hop;
        many Holdings "holdings" -> Holding;
        many Citations "citations" -> Citation;
    }
    /// The relations of an actor.
    Actor ActorRelation {
        many Contracts "contracts" -> Contract, said by FactId::Actor(ActorFact::Contracts);
        many Parts "parts" -> Part;
        many Steps "steps" -> Step;
    }
    /// The relations of a data set.
    Data DataRelation {
        many Steps "steps" -> Step;
    }
    /// The relations of a store.
    Store StoreRelation {
        many Steps "steps" -> Step;
        one Actor "actor" -> Actor;
        one Operator "operator" -> Actor;
        many Parts "parts" -> Part;
    }
    /// The relations of a flow.
    Flow FlowRelation {
        many Steps "steps" -> Step;
        many Parts "parts" -> Part;
    }
    /// The relations of a step.
    Step StepRelation {
        one Flow "flow" -> Flow;
        one Actor "actor" -> Actor;
        many Data "data" -> Data, said by FactId::Step(StepFact::Data);
    }
    /// The relations of a hop.
    Hop HopRelation {
        one Step "step" -> Step;
        one Flow "flow" -> Flow;
        one From "from" -> Actor, said by FactId::Hop(HopFact::Sender);
        one To "to" -> Actor, said by FactId::Hop(HopFact::Receiver);
        one Part "part" -> Part;
        one Contract "contract" -> Contract;
        many Data "data" -> Data, said by FactId::Hop(HopFact::Data);
        many Notices "notices" -> Hop;
        many Records "records" -> Record;
    }
    /// The relations of a holding.
    Holding HoldingRelation {
        one Holder "holder" -> Actor;
        one Step "step" -> Step;
        one Contract "contract" -> Contract;
        many Data "data" -> Data;
    }
    /// The relations of a part.
    Part PartRelation {
        one Filing "filing" -> Filing;
        one Store "store" -> Store;
        many Data "data" -> Data, said by FactId::Part(PartFact::Data);
        one From "from" -> Actor;
        one To "to" -> Actor;
        many Hops "hops" -> Hop;
        many Flows "flows" -> Flow;
        many Approvals "approvals" -> Approval;
        one ChangedSince "changed_since" -> Approval;
        many Rows "rows" -> Measure;
        one Contract "contract" -> Contract;
        many Records "records" -> Record;
    }
    /// The relations of a contract.
    Contract ContractRelation {
        one Part "part" -> Part;
        one From "from" -> Actor;
        one To "to" -> Actor;
        one Parent "parent" -> Contract;
        many Children "children" -> Contract, said by FactId::Contract(ContractFact::Subcontracts);
        many Hops "hops" -> Hop;
        many Holdings "holdings" -> Holding;
    }
    /// The relations of a prose measure.
    Measure MeasureRelation {
        one Part "part" -> Part;
    }
    /// The relations of a citation of a law.
    Citation CitationRelation {
        one Filing "filing" -> Filing;
    }
    /// The relations of a record of what was done.
    Record RecordRelation {
        one Part "part" -> Part;
        one Issuer "issuer" -> Actor;
        many Hops "hops" -> Hop;
        many Holders "holders" -> Actor;
        many Receiving "receiving" -> Part;
        many Uses "uses" -> Record;
        many Contradicts "contradicts" -> Record;
    }
}

/// Makes the row of a relation to one subject at most.
const fn one(subject: SubjectKind, name: &'static str, to: SubjectKind) -> RelationRow {
    RelationRow { subject, name, to, many: false, fact: None }
}

/// Makes the row of a relation to any number of subjects.
const fn many(subject: SubjectKind, name: &'static str, to: SubjectKind) -> RelationRow {
    RelationRow { subject, name, to, many: true, fact: None }
}

/// Returns the position of the first relation of a subject.
const fn first(subject: SubjectKind) -> usize {
    let mut at = 0;
    while RELATIONS[at].subject as u8 != subject as u8 {
        at += 1;
    }
    at
}
