//! What a filing states about findings: accepted until a day, or answered by a reason.

use super::field::{ApprovalId, Field, Location};
use super::filing::Day;
use crate::vocabulary::enumerations::WaivedVerdict;

/// A finding that a decision of the forum accepts until a day.
#[derive(Debug)]
pub struct Waiver {
    /// Its entry in the list `waivers`.
    pub place: Location,
    /// Id of the rule whose findings it accepts.
    pub rule: Field<String>,
    /// Id of the subject, spelled as findings name it.
    pub at: Field<String>,
    /// The gravest verdict that is accepted; milder ones are accepted with it.
    pub verdict: Field<WaivedVerdict>,
    /// Why it is accepted, in words that findings quote.
    pub reason: Field<String>,
    /// The decision of the forum that accepts it.
    pub approval: Field<ApprovalId>,
    /// The last day on which it is valid.
    pub until: Field<Day>,
}

/// A reason for not meeting a rule that allows one; findings quote it.
#[derive(Debug)]
pub struct Reason {
    /// Its entry in the list `reasons`.
    pub place: Location,
    /// Id of the rule that is not met.
    pub rule: Field<String>,
    /// Id of the subject, spelled as findings name it.
    pub at: Field<String>,
    /// The reason in the words of the filing.
    pub reason: Field<String>,
}
