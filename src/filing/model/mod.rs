//! The types of a filing.

mod field;
mod filing;
mod part;
mod step;
mod waiver;

pub use field::{ActorId, ApprovalId, DataId, Field, Location, PartId, StoreId};
pub use filing::{Actor, Approval, DataSet, Day, Filing, Group, LegalBasis, Programme, StepId, Store, Unclear};
pub use part::{
    Answers, Assessment, Checklist, Covers, Disposal, Done, DueAt, Measure, Part, PartMedium, Scheduled,
    SpecialClauses, SubcontractConsent, Subcontracting, Term, Work,
};
pub use step::{Certificate, DisposalReport, Flow, Line, Matching, Media, Spoilage, Step, Transport, Way};
pub use waiver::{Reason, Waiver};
