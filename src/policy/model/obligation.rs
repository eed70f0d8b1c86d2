//! Obligations: which records of what was done an audit asks for, and when they are owed.

use super::basis::{Basis, Effective};
use super::condition::Condition;
use crate::finding::Severity;
use crate::source::Span;
use crate::vocabulary::enumerations::{Every, Record, RecordGroup, RecordKey, Side};
use crate::vocabulary::facts::SubjectKind;
use crate::words::Both;

/// A record that is owed under a part: a contract, connection or processing.
#[derive(Debug, Clone)]
pub struct Obligation {
    /// The file that defines it, as a path from the folder of the packs.
    pub file: String,
    /// Where its entry is in that file.
    pub span: Span,
    /// Id of the obligation, unique in the policy.
    pub id: String,
    /// Title of the obligation, in both languages.
    pub title: Both,
    /// The side that owes the record.
    pub binds: Side,
    /// How often the record is due. Also determines the subject that `when` is evaluated on.
    pub every: Every,
    /// The condition under which the record is owed.
    pub when: Condition,
    /// Kinds of records that meet the obligation; one of them is enough.
    pub met_by: Vec<Record>,
    /// Keys that a record has to state to meet it.
    pub tells: Vec<RecordKey>,
    /// The column of the audit's overview that it belongs to.
    pub group: RecordGroup,
    /// Number of days that may pass after the event it follows; `None` if the policy sets no limit.
    pub grace: Option<i64>,
    /// Severity of the finding if the record is missing.
    pub severity: Severity,
    /// What the obligation rests on.
    pub basis: Vec<Basis>,
    /// The days on which it is in force.
    pub effective: Effective,
}

impl Every {
    /// Returns the kind of subject that an obligation of this frequency is owed for.
    pub fn subject(self) -> SubjectKind {
        match self {
            Every::Hop => SubjectKind::Hop,
            Every::Holding => SubjectKind::Holding,
            _ => SubjectKind::Part,
        }
    }
}
