//! What a filing says of findings: accepted until a day, or answered by a reason.

use super::field::{ApprovalId, Field, Location};
use super::filing::Day;
use crate::vocabulary::enumerations::WaivedVerdict;

/// A finding that a decision of the forum accepts until a day.
#[derive(Debug)]
pub struct Waiver {
    /// Where.
    pub place: Location,
    /// Id of the rule.
    pub rule: Field<String>,
    /// Id of the subject, as findings name it.
    pub at: Field<String>,
    /// The gravest verdict that is accepted.
    pub verdict: Field<WaivedVerdict>,
    /// Why.
    pub reason: Field<String>,
    /// The decision.
    pub approval: Field<ApprovalId>,
    /// The last day.
    pub until: Field<Day>,
}

/// Why a rule is not met, where the rule allows a reason.
#[derive(Debug)]
pub struct Reason {
    /// Where.
    pub place: Location,
    /// Id of the rule.
    pub rule: Field<String>,
    /// Id of the subject, as findings name it.
    pub at: Field<String>,
    /// The reason.
    pub reason: Field<String>,
}
