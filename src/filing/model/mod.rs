//! The types of a filing.

mod field;
mod filing;
mod part;
mod step;
mod waiver;

pub use field::{ActorId, ApprovalId, DataId, Field, PartId, Place, StoreId};
pub use filing::{Actor, Approval, Basis, DataSet, Day, Filing, Group, Programme, StepId, Store, Unclear};
pub use part::{
    Answers, Checklist, Covers, Disposal, Done, DueAt, Measure, Part, PartMedium, Scheduled, SpecialClauses,
    Subcontracting, Term, Work,
};
pub use step::{Flow, Line, Matching, Media, Report, Step, Transport, Way};
pub use waiver::{Reason, Waiver};
